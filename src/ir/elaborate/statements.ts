import type { CombineStmt, DefineStmt, Expr as Ast, Slice, Stmt } from '../../dsl/ast.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Axis, Expr, Tensor } from '../nodes.js';
import { freeAxes } from '../visit.js';
import { append, combineInto } from './append.js';
import { everyTokens, readOutsideAsZero, underCondition } from './conditions.js';
import { typeName, type Context, type Place } from './context.js';
import { defineName, leftSide, rightSide, roleOf, type LeftSide } from './left-side.js';
import { keepResults } from './keep.js';
import { children } from './ranges.js';
import { tensorName } from './repeat.js';
import { callExtern, isExternCall } from './extern-call.js';
import { repeat } from './repeat.js';
import { scan } from './scan.js';
import { select, selectOne } from './selection.js';
import { rememberRange, storageOf } from './stores.js';

/** The statements of a stage, in order; each adds operations. */
export function elaborateBody(cx: Context, body: readonly Stmt[], place: Place): void {
  for (const stmt of body) {
    cx.place = place;
    cx.order += 1;
    cx.reductionIndices.clear();
    if ('value' in stmt && stmt.value) noteReductions(cx, stmt.value);
    const before = cx.ops.length;
    switch (stmt.kind) {
      case 'define': define(cx, stmt, place); break;
      case 'combine': combine(cx, stmt, place); break;
      case 'append': append(cx, stmt, place); break;
      case 'call': callExtern(cx, stmt, place); break;
      case 'repeat': repeat(cx, stmt, place); break;
      case 'when': elaborateBody(cx, stmt.body, underCondition(cx, stmt, place)); break;
      case 'every': elaborateBody(cx, stmt.body, everyTokens(cx, stmt.count, stmt.span, place)); break;
    }
    if ((stmt.kind === 'define' || stmt.kind === 'call') && stmt.keep) keepResults(cx, stmt, place, before);
    cx.place = undefined;
  }
}

function noteReductions(cx: Context, node: Ast | Slice): void {
  if (node.kind === 'reduce') node.binders.forEach((b) => { cx.reductionIndices.set(b.name.name, b.span); });
  children(node).forEach((c) => { noteReductions(cx, c); });
}

/** Extent of a temporary along an index. */
function extentOf(cx: Context, axis: Axis): Sym | undefined {
  if (axis.lo.kind === 'const' && axis.lo.value === 0) return axis.bound;
  return cx.report('MPC2211', { name: axis.name }, axis.span, { hint: 'let it start at 0 and add the offset where it is used' });
}

function define(cx: Context, stmt: DefineStmt, place: Place): void {
  const { value: node } = stmt;
  if (isExternCall(cx, stmt)) return callExtern(cx, stmt, place);
  if (node?.kind === 'topk' || node?.kind === 'set') return select(cx, stmt, node, place);
  if (node?.kind === 'reduce' && (node.op === 'argmax' || node.op === 'argmin')) return selectOne(cx, stmt, node, place);
  if (node?.kind === 'scan') return scan(cx, stmt, node, place);
  const left = node && leftSide(cx, stmt, [node], undefined, false);
  const value = left && rightSide(cx, stmt, left, node);
  const shape = value && left.indices.map((index) => (index.kind === 'axis-ref' ? extentOf(cx, index.axis) : undefined));
  const extra = left?.whole && left.axes.find((a) => !left.indices.some((i) => i.kind === 'axis-ref' && i.axis === a));
  if (extra && value) reportExtra(cx, stmt, extra);
  if (!value || extra || !shape?.every((s) => s !== undefined)) {
    defineName(cx, stmt, place, undefined);
    return;
  }
  const { name, span } = stmt.target;
  const tensor: Tensor = { kind: 'tensor', name: tensorName(cx, name), role: roleOf(cx, name), ...storageOf(cx, value), shape, span };
  if (!defineName(cx, stmt, place, tensor)) return;
  rememberRange(cx, tensor, value);
  readOutsideAsZero(cx, tensor, place);
  const { stage, once, when: cond } = place;
  cx.ops.push({
    kind: 'map', stage, once, ...(cond ? { when: cond } : {}), span: stmt.span, target: tensor,
    axes: inOrder(left), indices: left.indices, value,
  });
}

/** An index of `for` that the left side lacks: forgotten, or an id where a position is wanted. */
function reportExtra(cx: Context, stmt: DefineStmt, extra: Axis): void {
  const target = stmt.target.name;
  const over = stmt.binders.find((b) => extra.name === `${b.name.name}_at` && b.range?.kind === 'over');
  const list = over?.range?.kind === 'over' ? over.range.value : undefined;
  const ids = list && headOf(list);
  if (!over || !ids) return cx.report('MPC2206', { name: extra.name, target }, extra.span, { hint: 'add it to the left side, or sum over it: `+=`' });
  const name = over.name.name;
  cx.report('MPC2206', { name, target }, extra.span, { hint: `\`${name}\` is an id, and a left side counts positions: \`${target}[${stmt.indices.length > 1 ? '…, ' : ''}i] = …\` with \`${ids}[${list.kind === 'index' ? '…, ' : ''}i]\` for \`${name}\`, \`for i in count(${ids}${list.kind === 'index' ? '[…]' : ''})\`; or combine at the ids: \`+=\`` });
}

function headOf(node: Ast): string | undefined {
  return node.kind === 'name' ? node.name : node.kind === 'index' ? headOf(node.base) : undefined;
}

/** The axes in the order of the left side, unless the range of one depends on another. */
function inOrder(left: LeftSide): readonly Axis[] {
  if (left.axes.some((a) => [a.lo, a.hi].some((e) => [...freeAxes(e)].length > 0))) return left.axes;
  return left.indices.flatMap((i) => (i.kind === 'axis-ref' ? [i.axis] : []));
}

function combine(cx: Context, stmt: CombineStmt, place: Place): void {
  const { name, span } = stmt.target;
  const old = cx.global.own(name);
  if (old?.kind === 'tensor' && old.tensor.role === 'memory') {
    combineInto(cx, stmt, place);
    return;
  }
  const { value: node } = stmt;
  const left = node && leftSide(cx, stmt, [node], undefined, true);
  const value = left && rightSide(cx, stmt, left, node);
  const shape = value && left.indices.map((index) => scatterExtent(cx, index));
  if (value?.type === 'bool') cx.report('MPC2101', { operator: stmt.op === 'sum' ? '+=' : `${stmt.op}=`, wanted: 'numbers', type: 'bool' }, value.span, { hint: 'convert it with `i32(…)`' });
  if (!value || value.type === 'bool' || !shape?.every((s) => s !== undefined)) {
    defineName(cx, stmt, place, undefined);
    return;
  }
  const tensor: Tensor = { kind: 'tensor', name: tensorName(cx, name), role: roleOf(cx, name), dtype: value.type, shape, span };
  if (!defineName(cx, stmt, place, tensor)) return;
  const { stage, once, when: cond } = place;
  if (!cx.checkIndices(tensor, left.indices)) return;
  cx.ops.push({
    kind: 'scatter', stage, once, ...(cond ? { when: cond } : {}), span: stmt.span, target: tensor,
    axes: left.axes, indices: left.indices, combine: stmt.op, value,
  });
}

/** Extent of a scatter target: all that the index can reach. */
function scatterExtent(cx: Context, index: Expr): Sym | undefined {
  if (index.type !== 'i32') return cx.report('MPC2108', { type: typeName(index.type) }, index.span, { hint: 'convert it: `i32(…)` drops the fraction' });
  if (index.kind === 'axis-ref') return extentOf(cx, index.axis);
  if (index.kind === 'load' && index.tensor.idRange) return index.tensor.idRange;
  const high = cx.bounds.upper(index);
  return high ? Size.add(high, 1) : cx.report('MPC2216', {}, index.span, { hint: 'bound it, `min(max(…, 0), N - 1)`, or declare the tensor that is loaded as `id<N>`' });
}
