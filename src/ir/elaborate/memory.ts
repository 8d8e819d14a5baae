import type { Span } from '../../diagnostics/diagnostic.js';
import type { Ident, TensorDecl } from '../../dsl/ast.js';
import type { DType } from '../../numerics/dtype.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Growth, SizeSymbol } from '../nodes.js';
import type { Context } from './context.js';
import { constantInt } from './expression.js';
import { show, showShape } from './show.js';

/** Rules of memories: how the leading dimension grows. */

/** The growth of a declared memory, or undefined after a report. Rings come after the other memories, which say what counts the tokens. */
export function growthOf(cx: Context, decl: TensorDecl, name: Ident, type: Stored): Growth | undefined {
  const { growth } = decl;
  if (!growth) {
    return cx.report('MPC3017', { name: name.name }, decl.span, { hint: 'add `append per token`, `append per block of B`, `update per block of B`, `ring`, `state`, `static` or `computed`' });
  }
  const [rows, ...row] = type.shape;
  switch (growth.kind) {
    case 'static': case 'computed': return { kind: growth.kind };
    case 'append-token': {
      const size = rows && [...cx.sizes.values()].find((s) => Size.equals(rows, Size.variable(s.name)));
      return size ? tokenGrowth(cx, size, { kind: 'append-token', size }, growth.span) : notLeading(cx, name, row, growth.span, 'its first dimension must be the number of tokens, a `size`');
    }
    case 'append-block': case 'update-block': {
      const { kind } = growth;
      const block = growth.block && constantInt(cx, cx.global, growth.block, 'the block', 1);
      if (block === undefined || !rows) return rows ? undefined : notLeading(cx, name, row, growth.span, 'it needs a first dimension');
      const size = [...cx.sizes.values()].find((s) => {
        const tokens = Size.variable(s.name);
        return Size.equals(rows, Size.ceildiv(tokens, block)) || (kind === 'append-block' && Size.equals(rows, Size.floordiv(tokens, block)));
      });
      return size ? byOne(cx, name, tokenGrowth(cx, size, { kind, size, block }, growth.span), growth.span)
        : notLeading(cx, name, row, growth.span, `its first dimension must be the number of blocks: \`ceil(N / ${block})\` for the tokens \`N\``);
    }
    case 'state': return growth.from ? stateFrom(cx, name, growth.from, type) : { kind: 'state' };
    case 'ring': {
      const count = rows && Size.asConstant(rows);
      if (count === undefined || count < 1) {
        return cx.report('MPC3018', { name: name.name, rows: rows?.key ?? 'missing' }, growth.span, { hint: 'a ring has a constant number of rows, its first dimension' });
      }
      const tokens = cx.tokens ?? [...cx.sizes.values()][0];
      if (!tokens) return cx.report('MPC3019', { name: name.name }, growth.span, { hint: 'declare `size N in 1 .. …`' });
      return byOne(cx, name, { kind: 'ring', size: tokens, rows: count }, growth.span);
    }
  }
}

/** What the declaration of a tensor says of its elements. */
interface Stored { readonly dtype: DType; readonly shape: readonly Sym[]; readonly idRange?: Sym }

/** Rows that several tokens share, or that replace each other, take one token at a time. */
function byOne(cx: Context, name: Ident, growth: Growth | undefined, span: Span): Growth | undefined {
  if (!growth || !cx.advance) return growth;
  return cx.report('MPC3032', { name: name.name, tokens: show(cx.advance) }, span, { hint: 'use `append per token`, or `state` and write its rows yourself' });
}

/** The weight that a state starts with. */
function stateFrom(cx: Context, name: Ident, from: Ident, type: Stored): Growth | undefined {
  const found = cx.global.lookup(from.name);
  if (!found) return cx.unknownName(from.name, cx.global, from.span);
  if (found.kind === 'broken') return undefined;
  const weight = found.kind === 'tensor' && found.tensor.role === 'weight' ? found.tensor : undefined;
  const fits = weight?.dtype === type.dtype && weight.shape.length === type.shape.length && weight.shape.every((extent, d) => Size.equals(extent, type.shape[d] ?? -1))
    && (type.idRange ? weight.idRange !== undefined && Size.equals(weight.idRange, type.idRange) : !weight.idRange);
  if (weight && fits) return { kind: 'state', from: weight };
  const what = weight ? `${weight.dtype}${showShape(weight.shape)}` : 'no weight';
  return cx.report('MPC3034', { name: name.name, from: from.name, what }, from.span, {
    related: [{ span: found.span, message: `\`${from.name}\` is declared here` }], hint: `it must be a weight of the form ${type.dtype}${showShape(type.shape)}`,
  });
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
