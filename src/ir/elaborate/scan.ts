import type { DefineStmt, Expr as Ast } from '../../dsl/ast.js';
import type { Axis, Expr, Tensor } from '../nodes.js';
import { freeAxes, loadsOf } from '../visit.js';
import { binary, promoted, toFloat } from './arithmetic.js';
import type { Context, Place } from './context.js';
import { defineName, leftSide, roleOf, type LeftSide } from './left-side.js';
import { extentFromZero, type Recurrence } from './materialise.js';
import { tensorName } from './repeat.js';
import { Scope } from './scope.js';

type ScanNode = Ast & { readonly kind: 'scan' };

/** `s[t, i] = scan(t) a[t] * previous + x[t, i] from s0[i]`: a value for each t from the one before. */
export function scan(cx: Context, stmt: DefineStmt, node: ScanNode, place: Place): void {
  if (!scanned(cx, stmt, node, place) && !cx.definedBroken.has(stmt.target.name)) defineName(cx, stmt, place, undefined);
}

function scanned(cx: Context, stmt: DefineStmt, node: ScanNode, place: Place): boolean {
  const { name, span } = stmt.target;
  const binders = node.binder.range ? [...stmt.binders, node.binder] : stmt.binders;
  const left = leftSide(cx, { ...stmt, binders }, [node.value, ...(node.from ? [node.from] : [])], undefined, false);
  if (!left.whole) return false;
  const own = left.indices.flatMap((i) => (i.kind === 'axis-ref' ? [i.axis] : []));
  const shape = own.map((axis) => extentFromZero(cx, axis));
  if (!shape.every((s) => s !== undefined)) return false;
  const base = { kind: 'tensor', name: tensorName(cx, name), role: roleOf(cx, name), shape, span } as const;
  const found = recurrenceOf(cx, left, node, (dtype) => ({ ...base, dtype }));
  if (!found) return false;
  const extra = left.axes.find((a) => !own.includes(a));
  if (extra) return cx.report('MPC2206', { name: extra.name, target: name }, extra.span, { hint: 'add it to the left side' }) ?? false;
  if (!defineName(cx, stmt, place, found.self)) return true;
  const { stage, once, when } = place;
  cx.ops.push({
    kind: 'map', stage, once, ...(when ? { when } : {}), span: stmt.span, target: found.self, axes: own, indices: left.indices,
    value: found.value, sequential: found.axis,
  });
  return true;
}

/** The value of a scan. It loads the entry before from `self`, a tensor that `make` gives. Undefined after a report. */
export function recurrenceOf(
  cx: Context, left: LeftSide, node: ScanNode, make: (dtype: 'f32' | 'i32') => Tensor,
): (Recurrence & { readonly value: Expr }) | undefined {
  const binder = node.binder.name;
  const axis = axisNamed(left, binder.name);
  if (!axis) return cx.report('MPC2235', { name: binder.name }, left.scope.at(binder.span), { hint: `add \`${binder.name}\` to the left side` });
  const from = node.from && cx.expr(left.scope, node.from);
  if (node.from && (!from || !promoted(cx, 'from', from, from))) return undefined;
  if (from && freeAxes(from).has(axis)) return cx.report('MPC2236', { name: binder.name }, from.span, { hint: 'give a value that does not change along the scan' });
  // A value of integers from an integer stays one; anything else is a float.
  const types = from?.type === 'f32' ? ['f32' as const] : ['i32' as const, 'f32' as const];
  const [ops, tensors] = [cx.ops.length, cx.tensors.length];
  for (const type of types) {
    cx.ops.length = ops;
    cx.tensors.length = tensors;
    const self = make(type);
    const value = valueWith(cx, left, node, axis, self, from);
    if (!value) return undefined;
    const misled = cx.ops.slice(ops).find((op) => loadsOf(op).some((l) => l.tensor === self));
    if (misled) return cx.report('MPC2237', {}, misled.span, { hint: 'write the formula in the scan, with functions that give numbers' });
    if (value.type === type) return { axis, self, value };
  }
  return undefined;
}

function valueWith(cx: Context, left: LeftSide, node: ScanNode, axis: Axis, self: Tensor, from: Expr | undefined): Expr | undefined {
  const span = left.scope.at(node.span);
  const type = self.dtype === 'i32' ? 'i32' : 'f32';
  const t: Expr = { kind: 'axis-ref', axis, type: 'i32', span };
  const zero = cx.int(0, span);
  const before = binary(cx, 'max', binary(cx, 'sub', t, cx.int(1, span), 'i32', span), zero, 'i32', span);
  const indices = left.indices.map((i) => (i.kind === 'axis-ref' && i.axis === axis ? before : i));
  const start = from ?? zero;
  const previous: Expr = {
    kind: 'select', cond: binary(cx, 'eq', t, zero, 'bool', span), then: type === 'f32' ? toFloat(cx, start) : start,
    else: { kind: 'load', tensor: self, indices, type, span }, type, span,
  };
  const scope = new Scope(left.scope);
  scope.define('previous', { kind: 'value', value: previous, span });
  const value = cx.expr(scope, node.value);
  if (!value || !promoted(cx, 'scan', value, value)) return undefined;
  return type === 'f32' ? toFloat(cx, value) : value;
}

function axisNamed(left: LeftSide, name: string): Axis | undefined {
  const binding = left.scope.own(name);
  const axis = binding?.kind === 'value' && binding.value.kind === 'axis-ref' ? binding.value.axis : undefined;
  return axis && left.indices.some((i) => i.kind === 'axis-ref' && i.axis === axis) ? axis : undefined;
}
