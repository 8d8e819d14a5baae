import type { Span } from '../../diagnostics/diagnostic.js';
import type { AppendStmt, CombineStmt, Slice } from '../../dsl/ast.js';
import { isFloat, scalarTypeOf } from '../../numerics/dtype.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Axis, Expr, ReduceOp, Tensor } from '../nodes.js';
import { freeAxes } from '../visit.js';
import { binary, toFloat } from './arithmetic.js';
import { storeScaled } from './block-scale.js';
import { typeName, type Context, type Place } from './context.js';
import { choose } from './expression.js';
import { undetermined, writeMemory } from './in-place.js';
import { leftSide, rightSide, type LeftSide } from './left-side.js';
import { writeList } from './list-write.js';
import { fullAxis, reference } from './ranges.js';
import { storedValue } from './stores.js';
import { show, showShape } from './show.js';

/** Writes to memories: `keys <- k`, `lo[h, :] min= k[h, :]`, `s[i, j] <- …`. */

/** What of a memory a statement writes: the dimensions that its left side gives, and the row that is implied. */
interface Region {
  readonly dims: readonly Sym[];
  /** Index of the leading dimension, where the left side does not give it. */
  readonly row?: Expr;
  /** Added to the first index: the rows that a step of several tokens appends. */
  readonly from?: Expr;
  /** Any index, not only names and `:`. */
  readonly general: boolean;
}

/** `memory[…] <- value` */
export function append(cx: Context, stmt: AppendStmt, place: Place): void {
  const named = cx.global.own(stmt.target.name);
  if (named?.kind === 'tensor' && named.tensor.role === 'memory' && named.tensor.count) {
    if (mayWrite(cx, stmt, named.tensor, place)) writeList(cx, stmt, named.tensor, place);
    cx.attempted.add(named.tensor).add(named.tensor.count);
    return;
  }
  const found = beginWrite(cx, stmt, place);
  if (!found) return;
  const { target, left, indices, value } = found;
  if (cx.scales.has(target)) {
    storeScaled(cx, { target, axes: left.axes, indices, value, span: stmt.span }, place);
    return;
  }
  const stored = storedValue(cx, value, target);
  const rest = undetermined(left.axes, left.indices);
  if (target.growth?.kind !== 'computed' && (!rest || rest.length > 0)) {
    const axis = rest?.[0] ?? left.axes[0];
    cx.report('MPC3035', { name: target.name, axis: axis?.name ?? '' }, stmt.span, { hint: 'combine the values, `+=`, or let each index name one dimension' });
    return;
  }
  if (stored) writeMemory(cx, { target, axes: left.axes, indices, value: stored, span: stmt.span }, place);
}

/** `memory[…] += value`, `min=`, `max=`: for `state` and `update per block`. */
export function combineInto(cx: Context, stmt: CombineStmt, place: Place): void {
  const named = cx.global.own(stmt.target.name);
  if (named?.kind === 'tensor' && named.tensor.role === 'memory' && named.tensor.count) {
    cx.report('MPC3040', { name: named.tensor.name, wanted: `up to ${show(named.tensor.shape[0] ?? Size.constant(0))} entries`, what: 'a combination' }, stmt.span, {
      related: [{ span: named.tensor.span, message: 'declared here' }], hint: `the host joins lists, in an \`extern\`; then \`${named.tensor.name} <- words\``,
    });
    cx.attempted.add(named.tensor).add(named.tensor.count);
    return;
  }
  const found = beginWrite(cx, stmt, place);
  if (!found) return;
  const { target, left, indices, value } = found;
  const { op, span } = stmt;
  const operand = operandOf(cx, op, value, target);
  if (!operand) return;
  const rest = undetermined(left.axes, left.indices);
  const ranges = left.axes.filter((a) => !rest?.includes(a)).flatMap((a) => [a.lo, a.hi]);
  if (!rest || ranges.some((e) => rest.some((a) => freeAxes(e).has(a)))) {
    scatterInto(cx, stmt, target, left, indices, operand, place);
    return;
  }
  const all: Expr = rest.length > 0 ? { kind: 'reduce', op, axes: rest, value: operand, type: operand.type, span } : operand;
  const combined = combinedValue(cx, op, target, indices, all, span);
  const stored = combined && firstOfBlock(cx, target, all, combined, span);
  const axes = left.axes.filter((a) => !rest.includes(a));
  if (stored) writeMemory(cx, { target, axes, indices, value: stored, span }, place);
}

interface Begun { readonly target: Tensor; readonly left: LeftSide; readonly indices: readonly Expr[]; readonly value: Expr }

/** The element and the value of a write, if it is allowed here. */
function beginWrite(cx: Context, stmt: AppendStmt | CombineStmt, place: Place): Begun | undefined {
  const target = memoryNamed(cx, stmt);
  if (!target || !stmt.value) return undefined;
  const allowed = mayWrite(cx, stmt, target, place);
  const region = regionOf(cx, target, stmt.span);
  const { dims, row, from, general } = region;
  if (stmt.indices.length > 0 && stmt.indices.length !== dims.length) {
    return !allowed ? undefined : cx.report('MPC2011', { name: target.name, rank: dims.length, given: stmt.indices.length }, stmt.target.span, {
      related: [{ span: target.span, message: `\`${target.name}\` has the shape ${showShape(target.shape)}` }],
      ...(row ? { hint: 'the row is implied: give the other dimensions only' } : from ? { hint: 'the first index runs over the tokens of the step' } : {}),
    });
  }
  const implied = stmt.indices.length > 0 ? stmt.indices : dims.map((): Slice => ({ kind: 'slice', span: stmt.target.span }));
  const extents = dims.map((extent) => ({ extent, tensor: target.name }));
  const assignment = { target: stmt.target, indices: implied, binders: stmt.binders, span: stmt.span };
  const left = leftSide(cx, assignment, [stmt.value], extents, general);
  const value = rightSide(cx, assignment, left, stmt.value);
  if (!value || !allowed) return undefined;
  const [first, ...others] = left.indices;
  const indices = row ? [row, ...left.indices] : from && first ? [binary(cx, 'add', from, first, 'i32', stmt.span), ...others] : left.indices;
  const [checked, skipped] = row ? [left.indices, 1] : from ? [others, 1] : [left.indices, 0];
  if (!cx.checkIndices(target, checked, skipped)) return undefined;
  cx.writes.push({ tensor: target, span: stmt.span, order: cx.order, place });
  return { target, left, indices, value };
}

/** What is combined with the old element: as wide as the memory for `+=` on floats, which rounds the sum; exact otherwise. */
function operandOf(cx: Context, op: ReduceOp, value: Expr, target: Tensor): Expr | undefined {
  const { dtype } = target;
  if (dtype === 'bool' || value.type === 'bool') {
    return cx.report('MPC2101', { operator: op === 'sum' ? '+=' : `${op}=`, wanted: 'numbers', type: 'bool' }, value.span, { hint: 'convert it with `i32(…)`' });
  }
  if (isFloat(dtype)) return op === 'sum' ? toFloat(cx, value) : storedValue(cx, value, target);
  if (value.type === 'i32') return value;
  return cx.report('MPC2105', { name: target.name, dtype, type: typeName(value.type) }, value.span, { hint: '`i32(…)` drops the fraction' });
}

function combinedValue(cx: Context, op: ReduceOp, target: Tensor, indices: readonly Expr[], value: Expr, span: Span): Expr | undefined {
  const old: Expr = { kind: 'load', tensor: target, indices, type: scalarTypeOf(target.dtype), span };
  const combined = binary(cx, op === 'sum' ? 'add' : op, old, value, value.type, span);
  if (isFloat(target.dtype)) return op === 'sum' && target.dtype !== 'f32' ? { kind: 'round', to: target.dtype, value: combined, type: 'f32', span } : combined;
  return target.dtype === 'i32' && !target.idRange ? combined : storedValue(cx, combined, target);
}

/** The first token of a block sets its row. */
function firstOfBlock(cx: Context, target: Tensor, value: Expr, combined: Expr, span: Span): Expr | undefined {
  const { growth } = target;
  if (growth?.kind !== 'update-block') return combined;
  const since = binary(cx, 'mod', newestToken(cx, growth, span), cx.int(growth.block, span), 'i32', span);
  const start = isFloat(target.dtype) && target.dtype !== 'f32' ? { kind: 'round' as const, to: target.dtype, value, type: 'f32' as const, span } : value;
  return choose(cx, binary(cx, 'eq', since, cx.int(0, span), 'bool', span), start, combined, span);
}

/** Several values may meet in one element: they are combined in a temporary first, then with the old contents. */
function scatterInto(cx: Context, stmt: CombineStmt, target: Tensor, left: LeftSide, indices: readonly Expr[], value: Expr, place: Place): void {
  const { span, op } = stmt;
  if (target.growth?.kind === 'update-block') {
    cx.report('MPC3035', { name: target.name, axis: left.axes[0]?.name ?? '' }, span, { hint: 'combine into a result of its own first, then write that' });
    return;
  }
  const { stage, once, when } = place;
  const temporary = cx.addTensor({ kind: 'tensor', name: cx.freshName(target.name), role: 'temp', dtype: value.type, shape: target.shape, span });
  cx.definitions.set(temporary, { place, span, order: cx.order });
  cx.ops.push({ kind: 'scatter', stage, once, ...(when ? { when } : {}), span, target: temporary, axes: left.axes, indices, combine: op, value });
  const axes = target.shape.map((extent, d): Axis => fullAxis(cx, `i${d === 0 ? '' : d}`, extent, span));
  const all = axes.map((a) => reference(a, span));
  const combined = combinedValue(cx, op, target, all, { kind: 'load', tensor: temporary, indices: all, type: value.type, span }, span);
  if (combined) writeMemory(cx, { target, axes, indices: all, value: combined, span }, place);
}

function memoryNamed(cx: Context, stmt: AppendStmt | CombineStmt): Tensor | undefined {
  const { name, span } = stmt.target;
  const found = cx.global.own(name);
  if (!found) return cx.unknownName(name, cx.global, span);
  if (found.kind === 'tensor' && found.tensor.role === 'memory') {
    cx.attempted.add(found.tensor);
    return found.tensor;
  }
  if (found.kind === 'broken') return undefined;
  return cx.report('MPC3016', { name }, span, { related: [{ span: found.span, message: 'defined here' }], hint: `use \`${name}[…] = …\` for values of a step, or declare a memory` });
}

function mayWrite(cx: Context, stmt: AppendStmt | CombineStmt, target: Tensor, place: Place): boolean {
  const { name, growth } = target;
  const related = [{ span: target.span, message: `\`${name}\` is declared here` }];
  const earlier = cx.writes.find((w) => w.tensor === target);
  const combines = stmt.kind === 'combine' && growth?.kind !== 'state' && growth?.kind !== 'update-block';
  if (growth?.kind === 'static') cx.report('MPC3005', { name }, stmt.span, { related, hint: 'the host fills it; declare it `computed` to write it in `prepare once`' });
  else if (combines) cx.report('MPC3027', { name }, stmt.target.span, { related, hint: 'combine into a name of its own, then write that with `<-`' });
  else if (place.stage !== 'prepare') cx.report('MPC3006', { name, stage: place.stage }, stmt.span, { related, hint: 'move the statement to `prepare`, which may stand after this stage' });
  else if (growth?.kind === 'computed' && !place.once) cx.report('MPC3014', { name }, stmt.span, { related, hint: 'move the statement to `prepare once`' });
  else if (growth?.kind !== 'computed' && place.once) cx.report('MPC3026', { name }, stmt.span, { related, hint: 'move the statement to `prepare`, or declare the memory `computed`' });
  else if (earlier) cx.report('MPC3004', { name }, stmt.span, { related: [{ span: earlier.span, message: 'first written here' }], hint: 'one statement of a step writes a memory: join the two, `if … then … else …` chooses; or declare two memories' });
  else if (growth?.kind === 'append-block' && (place.when || place.conditions.length === 0) && !(place.when && isBlockEnd(place.when, growth.size.name, growth.block))) {
    cx.report('MPC3007', { name, block: growth.block }, stmt.span, { related, hint: `put it under \`when ${growth.size.name} % ${growth.block} == 0 { … }\`` });
  } else return true;
  return false;
}

/** Whether the condition implies that the tokens are a multiple of the block. */
function isBlockEnd(cond: Expr, size: string, block: number): boolean {
  if (cond.kind !== 'binary') return false;
  if (cond.op === 'and') return isBlockEnd(cond.left, size, block) || isBlockEnd(cond.right, size, block);
  const { left, right } = cond;
  return cond.op === 'eq' && left.kind === 'binary' && left.op === 'mod' && left.left.kind === 'size' && left.left.size.name === size
    && left.right.kind === 'const' && left.right.value % block === 0 && right.kind === 'const' && right.value === 0;
}

function regionOf(cx: Context, target: Tensor, span: Span): Region {
  const { growth, shape } = target;
  const row = shape.slice(1);
  switch (growth?.kind) {
    case undefined: case 'static': case 'computed': case 'state': return { dims: shape, general: true };
    case 'append-token': {
      if (!cx.advance) return { dims: row, row: newestToken(cx, growth, span), general: false };
      const tokens: Expr = { kind: 'size', size: growth.size, type: 'i32', span };
      return { dims: [cx.advance, ...row], from: binary(cx, 'sub', tokens, cx.sizeExpr(cx.advance, span), 'i32', span), general: false };
    }
    case 'append-block': {
      const tokens: Expr = { kind: 'size', size: growth.size, type: 'i32', span };
      const blocks = binary(cx, 'div', tokens, cx.int(growth.block, span), 'i32', span);
      return { dims: row, row: binary(cx, 'sub', blocks, cx.int(1, span), 'i32', span), general: false };
    }
    case 'update-block': return { dims: row, row: binary(cx, 'div', newestToken(cx, growth, span), cx.int(growth.block, span), 'i32', span), general: false };
    case 'ring': return { dims: row, row: binary(cx, 'mod', newestToken(cx, growth, span), cx.int(growth.rows, span), 'i32', span), general: false };
  }
}

/** N - 1 */
function newestToken(cx: Context, growth: { readonly size: Extract<Expr, { kind: 'size' }>['size'] }, span: Span): Expr {
  return binary(cx, 'sub', { kind: 'size', size: growth.size, type: 'i32', span }, cx.int(1, span), 'i32', span);
}
