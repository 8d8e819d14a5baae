import type { AppendStmt, Slice } from '../../dsl/ast.js';
import type { Expr, Growth, Tensor } from '../nodes.js';
import { binary } from './arithmetic.js';
import type { Context, Place } from './context.js';
import { leftSide, rightSide } from './left-side.js';
import { storedValue } from './stores.js';
import { showShape } from './show.js';

/** `memory[row…] <- value`: the row that the token or block at hand owns, or all of a computed memory. */
export function append(cx: Context, stmt: AppendStmt, place: Place): void {
  const target = memoryNamed(cx, stmt);
  const allowed = target && mayWrite(cx, stmt, target, place);
  const growth = target?.growth;
  if (!target || !growth || !stmt.value) return;
  const wholeMemory = growth.kind === 'computed' || growth.kind === 'static';
  const dims = wholeMemory ? target.shape : target.shape.slice(1);
  if (stmt.indices.length > 0 && stmt.indices.length !== dims.length) {
    cx.report('MPC2011', { name: target.name, rank: dims.length, given: stmt.indices.length }, stmt.target.span, {
      related: [{ span: target.span, message: `\`${target.name}\` has the shape ${showShape(target.shape)}` }],
      ...(wholeMemory ? {} : { hint: 'the row is implied: give the other dimensions only' }),
    });
    return;
  }
  const implied = stmt.indices.length > 0 ? stmt.indices : dims.map((): Slice => ({ kind: 'slice', span: stmt.target.span }));
  const extents = dims.map((extent) => ({ extent, tensor: target.name }));
  const assignment = { target: stmt.target, indices: implied, binders: stmt.binders, span: stmt.span };
  const left = leftSide(cx, assignment, [stmt.value], extents, wholeMemory);
  const value = rightSide(cx, assignment, left, stmt.value);
  const stored = value && storedValue(cx, value, target);
  if (!stored || !allowed) return;
  const row = rowOf(cx, growth, stmt);
  const indices = row ? [row, ...left.indices] : left.indices;
  if (!cx.checkIndices(target, left.indices, row ? 1 : 0)) return;
  cx.writes.push({ tensor: target, span: stmt.span, order: cx.order, place });
  const { stage, once, when } = place;
  cx.ops.push({ kind: 'map', stage, once, ...(when ? { when } : {}), span: stmt.span, target, axes: left.axes, indices, value: stored });
}

function memoryNamed(cx: Context, stmt: AppendStmt): Tensor | undefined {
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

function mayWrite(cx: Context, stmt: AppendStmt, target: Tensor, place: Place): boolean {
  const { name } = target;
  const related = [{ span: target.span, message: `\`${name}\` is declared here` }];
  const earlier = cx.writes.find((w) => w.tensor === target);
  const { growth } = target;
  if (growth?.kind === 'static') cx.report('MPC3005', { name }, stmt.span, { related, hint: 'the host fills it; declare it `computed` to write it in `prepare once`' });
  else if (place.stage !== 'prepare') cx.report('MPC3006', { name, stage: place.stage }, stmt.span, { related, hint: 'move the statement to `prepare`' });
  else if (growth?.kind === 'computed' && !place.once) cx.report('MPC3014', { name }, stmt.span, { related, hint: 'move the statement to `prepare once`' });
  else if (growth?.kind !== 'computed' && place.once) cx.report('MPC3026', { name }, stmt.span, { related, hint: 'move the statement to `prepare`, or declare the memory `computed`' });
  else if (earlier) cx.report('MPC3004', { name }, stmt.span, { related: [{ span: earlier.span, message: 'first written here' }] });
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

/** The implied index of the leading dimension. */
function rowOf(cx: Context, growth: Growth, stmt: AppendStmt): Expr | undefined {
  if (growth.kind === 'static' || growth.kind === 'computed' || growth.kind === 'state') return undefined;
  const { span } = stmt;
  const tokens: Expr = { kind: 'size', size: growth.size, type: 'i32', span };
  if (growth.kind === 'append-block') {
    const blocks = binary(cx, 'div', tokens, cx.int(growth.block, span), 'i32', span);
    return binary(cx, 'sub', blocks, cx.int(1, span), 'i32', span);
  }
  const newest = binary(cx, 'sub', tokens, cx.int(1, span), 'i32', span);
  return growth.kind === 'ring' ? binary(cx, 'mod', newest, cx.int(growth.rows, span), 'i32', span) : newest;
}
