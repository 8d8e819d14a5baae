import type { Span } from '../../diagnostics/diagnostic.js';
import type { Expr as Ast, Slice } from '../../dsl/ast.js';
import type { Expr, Tensor } from '../nodes.js';
import { KNOWN_BEFORE, type Context } from './context.js';
import { elaborateGrad } from './grad.js';
import { materialiseValue } from './materialise.js';
import { fullAxis, reference, sliceExtents } from './ranges.js';
import { fillView, openDims, Scope, type View } from './scope.js';
import { showShape } from './show.js';

/** A tensor or a part of one, as an argument or under an index. */
export function elaborateView(cx: Context, scope: Scope, node: Ast): View | undefined {
  const span = scope.at(node.span);
  switch (node.kind) {
    case 'name': {
      const found = scope.lookup(node.name);
      if (!found) return cx.unknownName(node.name, scope, span);
      switch (found.kind) {
        case 'broken': return undefined;
        case 'view': return found.view;
        case 'tensor': return mayRead(cx, found.tensor, span) ? { tensor: found.tensor, slots: found.tensor.shape.map(() => undefined), span } : undefined;
        default: return cx.report('MPC2012', { name: node.name }, span, {
          related: [{ span: found.span, message: `\`${node.name}\` is a number` }],
          ...(node.name === 'previous' ? { hint: 'a scan carries one number for each point: elements that depend on each other are a `state` that changes once per step, or rounds of `repeat`' } : {}),
        });
      }
    }
    case 'index': {
      const base = cx.view(scope, node.base);
      const indices = node.indices.map((i) => elaborateIndex(cx, scope, i));
      if (!base || indices.includes('wrong')) return undefined;
      const open = openDims(base).length;
      // The entries of a selection need no `:`.
      if (indices.length === open - 1 && cx.selections.has(base.tensor)) indices.push('open');
      if (open !== indices.length) {
        return cx.report('MPC2011', { name: base.tensor.name, rank: open, given: indices.length }, span, {
          related: [{ span: base.tensor.span, message: `\`${base.tensor.name}\` has the shape ${showShape(base.tensor.shape)}` }],
        });
      }
      return fillView(base, indices.map((i) => (i === 'open' || i === 'wrong' ? undefined : i)), span);
    }
    case 'call': {
      if (node.callee.name === 'grad') return elaborateGrad(cx, scope, node);
      const bound = cx.elaborators.bindCall(cx, scope, node);
      if (!bound) return undefined;
      if (bound.extents.length === 0) return cx.report('MPC2012', { name: `${node.callee.name}(…)` }, span);
      return cx.elaborators.materialise(cx, bound);
    }
    default: return computed(cx, scope, node);
  }
}

/** An expression over the elements of slices, `a[:] + b[:]`, as a temporary. */
function computed(cx: Context, scope: Scope, node: Ast): View | undefined {
  const span = scope.at(node.span);
  const before = cx.diagnostics.length;
  const inside = new Scope(scope);
  inside.sliceIndices = undefined;
  const slices = node.kind === 'number' ? undefined : sliceExtents(cx, inside, node);
  if (cx.diagnostics.length > before) return undefined;
  if (!slices || !cx.place) {
    return cx.report('MPC2014', {}, span, { hint: 'give a tensor, a part of one, `x[h, :]`, or an expression over parts, `a[:] + b[:]`' });
  }
  const own = slices.extents.map((extent, d) => fullAxis(cx, slices.names[d] ?? `i${d === 0 ? '' : d}`, extent, span));
  inside.sliceIndices = own.map((axis) => reference(axis, span));
  const value = cx.expr(inside, node);
  return value && materialiseValue(cx, cx.place, { prefix: 'value', value, own, span });
}

function elaborateIndex(cx: Context, scope: Scope, node: Ast | Slice): Expr | 'open' | 'wrong' {
  return node.kind === 'slice' ? 'open' : cx.expr(scope, node) ?? 'wrong';
}

/** Whether a tensor's value exists where it is read. */
function mayRead(cx: Context, tensor: Tensor, span: Span): boolean {
  const { place } = cx;
  if (!place) {
    if (tensor.role === 'constant') return true;
    cx.report('MPC2117', { name: tensor.name }, span, { related: [{ span: tensor.span, message: 'declared here' }], hint: KNOWN_BEFORE });
    return false;
  }
  const related = [{ span: tensor.span, message: `\`${tensor.name}\` is defined here` }];
  if (place.once && (tensor.role === 'input' || (tensor.role === 'memory' && tensor.growth?.kind !== 'static' && tensor.growth?.kind !== 'computed'))) {
    cx.report('MPC3012', { name: tensor.name, what: tensor.role === 'input' ? 'an input' : 'a memory that grows' }, span, { related });
    return false;
  }
  const definition = cx.definitions.get(tensor);
  if (!definition) return true;
  if (definition.place.once && !place.once) {
    cx.report('MPC3013', { name: tensor.name }, span, { related, hint: 'keep it in a `computed` memory: declare `memory m : f32[…] computed` and write `m[i] <- …`' });
    return false;
  }
  return true;
}
