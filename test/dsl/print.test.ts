import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Binder, Expr, ReductionName } from '../../src/dsl/ast.js';
import { parse } from '../../src/dsl/parse.js';
import { print } from '../../src/dsl/print.js';
import { printExpr } from '../../src/dsl/print-expression.js';
import { bare, read } from './support.js';

const files = ['examples', 'src/dsl/std'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((n) => n.endsWith('.mp')).map((n) => join(folder, n)));

const span = { file: '', start: 0, end: 0 };
const name = fc.constantFrom('x', 'y', 'key', 'count', 'size', 'in', 'where', 'weight', 'min', 'token', 'any', 'from', 'tokens').map((n) => ({ name: n, span }));
const number: fc.Arbitrary<Expr> = fc.oneof(
  fc.nat(2 ** 31).map((value): Expr => ({ kind: 'number', value, float: false, span })),
  fc.float({ min: 0, noNaN: true, noDefaultInfinity: true }).map((value): Expr => ({ kind: 'number', value: Math.abs(value), float: true, span })),
);

const expressions = fc.letrec<{ expr: Expr; binder: Binder }>((tie) => {
  const expr = tie('expr');
  const binders = fc.array(tie('binder'), { minLength: 1, maxLength: 3 });
  const indices = fc.array(fc.oneof(expr, fc.constant({ kind: 'slice' as const, span })), { minLength: 1, maxLength: 3 });
  return {
    binder: fc.oneof(
      name.map((n): Binder => ({ name: n, span })),
      fc.tuple(name, expr).map(([n, value]): Binder => ({ name: n, range: { kind: 'over', value }, span })),
      fc.tuple(name, expr, expr).map(([n, lo, hi]): Binder => ({ name: n, range: { kind: 'interval', lo, hi }, span })),
    ),
    expr: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'expr' },
      name.map((n): Expr => ({ kind: 'name', ...n })),
      number,
      fc.tuple(expr, indices).map(([base, list]): Expr => ({ kind: 'index', base, indices: list, span })),
      fc.tuple(fc.constantFrom('f', 'exp', 'count'), fc.array(fc.tuple(fc.option(name, { nil: undefined }), expr), { maxLength: 3 })).map(([callee, args]): Expr => ({
        kind: 'call', callee: { name: callee, span }, args: args.map(([n, value]) => ({ ...(n ? { name: n } : {}), value, span })), span,
      })),
      fc.tuple(fc.constantFrom('min', 'max'), expr, number).map(([callee, a, b]): Expr => ({ kind: 'call', callee: { name: callee, span }, args: [{ value: a, span }, { value: b, span }], span })),
      fc.tuple(fc.constantFrom<'-' | 'not'>('-', 'not'), expr).map(([op, value]): Expr => ({ kind: 'unary', op, value, span })),
      fc.tuple(fc.constantFrom('+', '-', '*', '/', '%', '&', '|', '^', '<', '<=', '>', '>=', '==', '!=', 'and', 'or'), expr, expr)
        .map(([op, left, right]): Expr => ({ kind: 'binary', op, left, right, span })),
      fc.tuple(expr, expr, expr).map(([cond, then, otherwise]): Expr => ({ kind: 'if', cond, then, else: otherwise, span })),
      fc.tuple(fc.constantFrom<ReductionName>('sum', 'min', 'max', 'mean', 'any', 'all', 'logsumexp', 'argmax', 'argmin'), binders, expr).map(([op, list, value]): Expr => ({ kind: 'reduce', op, binders: list, value, span })),
      fc.tuple(binders, expr, expr).map(([list, logit, value]): Expr => ({ kind: 'softmax-sum', binders: list, logit, value, span })),
      fc.tuple(binders, expr, expr, fc.option(expr, { nil: undefined }), fc.option(expr, { nil: undefined }))
        .map(([list, key, count, where, always]): Expr => ({ kind: 'topk', binders: list, key, count, ...(where ? { where } : {}), ...(always ? { always } : {}), span })),
      fc.tuple(binders, expr).map(([list, predicate]): Expr => ({ kind: 'set', binders: list, predicate, span })),
      fc.tuple(tie('binder'), expr, fc.option(expr, { nil: undefined })).map(([binder, value, from]): Expr => ({ kind: 'scan', binder, value, ...(from ? { from } : {}), span })),
    ),
  };
});

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
