import { describe, expect, it } from 'vitest';
import { LIBRARY } from '../../src/dsl/std/library.js';
import { R, W } from '../../src/dsl/tokens.js';
import { BUILTINS } from '../../src/ir/elaborate/builtins.js';
import { DTYPES } from '../../src/numerics/dtype.js';
import type { Source } from '../../src/compiler/index.js';
import { compileWhole, exampleSources, type Compiled } from '../support/examples.js';

/** Words of the language, its types, its built-in functions and those of the standard library. */
const WORDS = new Set([
  ...[...Object.values(R), ...Object.values(W)].map((token) => (typeof token.PATTERN === 'string' ? token.PATTERN : '')),
  ...DTYPES, ...BUILTINS.keys(), 'id', 'previous', 'grad', 'gpu', 'cpu', 'true', 'false',
  ...Object.values(LIBRARY).flatMap((text) => [...text.matchAll(/^fn (\w+)/gm)].map((m) => m[1] ?? '')),
]);

/** The source with every name replaced by one that says nothing. */
function renamed(source: Source): Source {
  const code = source.text.split('\n').map((line) => line.replace(/(?<!\/)\/\/(?!\/).*$/, ''));
  // Docs keep their lines, other comments go. `theta: 10000.0` names a parameter of the library.
  const named = new Set(code.flatMap((line) => [...line.matchAll(/\b(\w+):/g)].map((m) => m[1])));
  const text = code.map((line) => line.replace(/(?<!\w)(?<!(?<!\.)\.)[A-Za-z_]\w*/g, (w) => (WORDS.has(w) || named.has(w) ? w : `${w}_zz`))).join('\n');
  return { ...source, text };
}

/** Names that emitted code gets from C++, from the support headers and from the tools; all others follow from the method. */
const FIXED = /^(?:mpc\w*|MPC\w*|__\w+|hls|ap_\w+|std|for|if|else|return|const|static|int|float|bool|void|char|short|long|unsigned|double|int32_t|uint\d+_t|auto|extern|template|struct|while|true|false)$/;

/** Everything emitted for one method, in order, each name as `_`, without comments and without regard to where lines break. */
function shapeOf(result: Compiled): readonly string[] {
  const emitted = result.files.filter((f) => /\.(?:cpp|h|cfg|tcl)$|Makefile$|manifest\.json$|ir\.txt$/.test(f.path));
  return emitted.map((f) => f.text
    .replaceAll(/\/\/.*$|^#.*$/gm, '').replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/"doc": .*|^doc .*$/gm, '')
    .replaceAll(/[A-Za-z_][\w.]*/g, (w) => (FIXED.test(w) ? w : '_')).replaceAll(/\s+/g, ''));
}

describe.each(exampleSources())('$file with other names', (source) => {
  it('is the same program', async () => {
    const expected = shapeOf(await compileWhole(source));
    const found = shapeOf(await compileWhole(renamed(source)));
    expect(found.length).toBe(expected.length);
    for (const [i, text] of expected.entries()) {
      const other = found[i] ?? '';
      if (other === text) continue;
      const at = [...text].findIndex((c, k) => c !== other[k]);
      expect.fail(`file ${i} differs: ${text.slice(Math.max(0, at - 60), at + 60)} | ${other.slice(Math.max(0, at - 60), at + 60)}`);
    }
  });
});
