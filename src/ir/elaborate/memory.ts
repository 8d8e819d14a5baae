import type { Ident, TensorDecl } from '../../dsl/ast.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Growth, SizeSymbol } from '../nodes.js';
import type { Context } from './context.js';
import { constantInt } from './expression.js';

/** Rules of memories: how the leading dimension grows. */

/** The growth of a declared memory, or undefined after a report. Rings come after the other memories, which say what counts the tokens. */
export function growthOf(cx: Context, decl: TensorDecl, name: Ident, shape: readonly Sym[]): Growth | undefined {
  const { growth } = decl;
  if (!growth) {
    return cx.report('MPC3017', { name: name.name }, decl.span, { hint: 'add `append per token`, `append per block of B`, `ring`, `static` or `computed`' });
  }
  const [rows, ...row] = shape;
  switch (growth.kind) {
    case 'static': case 'computed': return { kind: growth.kind };
    case 'append-token': {
      const size = rows && [...cx.sizes.values()].find((s) => Size.equals(rows, Size.variable(s.name)));
      return size ? tokenGrowth(cx, size, { kind: 'append-token', size }, growth.span) : notLeading(cx, name, row, growth.span, 'its first dimension must be the number of tokens, a `size`');
    }
    case 'append-block': {
      const block = growth.block && constantInt(cx, cx.global, growth.block, 'the block', 1);
      if (block === undefined || !rows) return rows ? undefined : notLeading(cx, name, row, growth.span, 'it needs a first dimension');
      const size = [...cx.sizes.values()].find((s) => {
        const tokens = Size.variable(s.name);
        return Size.equals(rows, Size.ceildiv(tokens, block)) || Size.equals(rows, Size.floordiv(tokens, block));
      });
      return size ? tokenGrowth(cx, size, { kind: 'append-block', size, block }, growth.span)
        : notLeading(cx, name, row, growth.span, `its first dimension must be the number of blocks: \`ceil(N / ${block})\` for the tokens \`N\``);
    }
    case 'ring': {
      const count = rows && Size.asConstant(rows);
      if (count === undefined || count < 1) {
        return cx.report('MPC3018', { name: name.name, rows: rows?.key ?? 'missing' }, growth.span, { hint: 'a ring has a constant number of rows, its first dimension' });
      }
      const tokens = cx.tokens ?? [...cx.sizes.values()][0];
      if (!tokens) return cx.report('MPC3019', { name: name.name }, growth.span, { hint: 'declare `size N in 1 .. …`' });
      return { kind: 'ring', size: tokens, rows: count };
    }
  }
}

function notLeading(cx: Context, name: Ident, row: readonly Sym[], span: TensorDecl['span'], hint: string): undefined {
  const elsewhere = row.findIndex((s) => [...cx.sizes.keys()].some((n) => Size.variables(s).includes(n)));
  return cx.report('MPC3002', { name: name.name }, span, {
    related: [{ span: name.span, message: elsewhere < 0 ? 'declared here' : `a size stands in dimension ${elsewhere + 2}` }], hint,
  });
}

function tokenGrowth(cx: Context, size: SizeSymbol, growth: Growth, span: TensorDecl['span']): Growth | undefined {
  const old = cx.tokens;
  if (old && old !== size) {
    return cx.report('MPC3025', { first: old.name, second: size.name }, span, { related: [{ span: old.span, message: `memories declared before grow with \`${old.name}\`` }] });
  }
  if (size.min < 1) {
    return cx.report('MPC3020', { name: size.name }, size.span, { related: [{ span, message: 'a memory grows with it' }], hint: `write \`size ${size.name} in 1 .. ${size.max}\`: the current token is counted` });
  }
  cx.tokens = size;
  return growth;
}
