import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/dsl/parse.js';
import { print } from '../../src/dsl/print.js';
import { printExpr } from '../../src/dsl/print-expression.js';
import { expressions, files as trees } from './arbitrary.js';
import { bare, read } from './support.js';

const files = ['examples', 'src/dsl/std'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((n) => n.endsWith('.mp')).map((n) => join(folder, n)));

describe('print', () => {
  it.each(files)('keeps the tree and the comments of %s', (path) => {
    const text = readFileSync(path, 'utf8');
    const file = read(text);
    const printed = print(file, text);
    const again = read(printed);
    expect(bare(again)).toEqual(bare(file));
    expect(again.comments.map((c) => c.text)).toEqual(file.comments.map((c) => c.text));
    expect(print(again, printed)).toBe(printed);
  });

  it('reads back every expression as it was', () => {
    fc.assert(fc.property(expressions.expr, (expr) => {
      const text = printExpr(expr);
      const { file, diagnostics } = parse(`method m\napply {\n  y = ${text}\n}\n`, 'm.mp');
      expect(diagnostics.filter((d) => d.code !== 'MPC1024'), text).toEqual([]); // selections may stand anywhere here
      const stage = file.decls[0];
      const stmt = stage?.kind === 'stage' ? stage.body[0] : undefined;
      expect(bare(stmt?.kind === 'define' ? stmt.value : undefined), text).toEqual(bare(expr));
    }), { numRuns: 500 });
  });

  it('reads back every file as it was', () => {
    fc.assert(fc.property(trees, (tree) => {
      const text = print(tree);
      const { file, diagnostics } = parse(text, 'm.mp');
      expect(diagnostics.filter((d) => d.code !== 'MPC1024').map((d) => d.message), text).toEqual([]);
      expect(bare(file), text).toEqual(bare(tree));
      expect(print(file, text), text).toBe(text);
    }), { numRuns: 60 });
  });

  it('brackets only where they are needed', () => {
    for (const text of [
      '(sum(i) x[i]) * y', 'sum(i) x[i] + y', 'a - (b - c)', '-x * y', '(a < b) == c', 'not (a and b)', 'f(x, at: N - 1)[:, 0]', 'a * (if c then x else y) + z',
      'max(i, j) x[i, j]', 'max(i, j) (-x[i])', '(x + y)[i]', 'softmax_sum(t in ids) s[t] + 1.0 => v[t]', '1_048_576', '10000.0', '1e-7', '(topk(t) s[t] count 4)[0]',
    ]) {
      const stage = parse(`method m\napply { y = ${text} }`, 'm.mp').file.decls[0];
      const stmt = stage?.kind === 'stage' ? stage.body[0] : undefined;
      expect(stmt?.kind === 'define' && stmt.value && printExpr(stmt.value)).toBe(text);
    }
  });

  it('keeps comments in their places', () => {
    const text = [
      '// about the file', '/// A method.', 'method m', '', 'size N in 1..8 multiple of 2 // tokens', '// two lines', '// of comment', 'input x, y : bf16[N]', '',
      'fn f(x) {', '  a = x + 1.0', '  = a * a', '}', '', 'apply {', '  // first', '  z[i] = x[i] // behind', '  when N == 1 {', '    k <- x', '    // last', '  }', '} // end', '',
    ].join('\n');
    expect(print(read(text), text)).toBe(text.replace('// two lines\n// of comment\n', '\n// two lines\n// of comment\n'));
  });
});
