import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/compiler/index.js';
import { compileWhole, exampleSources, type Compiled } from '../support/examples.js';

/** Words of the language, and names of the standard library that the examples call. */
const WORDS = new Set(`method size in const input weight memory output prepare relevancy retrieve apply once when for if then else not and or batch
  append per token block of ring static computed id count where always ceil sum max min mean abs relu log exp sqrt pow f32 bf16 f16 f8e4m3 i32 bool
  topk softmax_sum pow2ceil hadamard rope_half rope_interleaved layer_norm rms_norm yarn_frequency yarn_softmax_scale at factor original theta`.split(/\s+/));

/** The source with every name replaced by one that says nothing. */
function renamed(source: Source): Source {
  const code = source.text.split('\n').map((line) => line.replace(/\/\/.*$/, ''));
  const text = code.map((line) => line.replace(/(?<![\w.])[A-Za-z_]\w*/g, (w) => (WORDS.has(w) ? w : `${w}_zz`))).join('\n');
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
