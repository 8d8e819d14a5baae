import type { CallArg, CallStmt, DefineStmt, Expr as Ast, Ident } from '../../dsl/ast.js';
import { Size } from '../../symbolic/index.js';
import type { Extern, ExternParam, Passed, Tensor } from '../nodes.js';
import { readOutsideAsZero } from './conditions.js';
import type { Context, Place } from './context.js';
import { describeParam } from './extern.js';
import { defineName, roleOf } from './left-side.js';
import { listOf, registerList } from './list.js';
import { tensorName } from './repeat.js';
import { storedValue } from './stores.js';
import { suggest } from './suggest.js';

/** Whether the right side of a statement is a call of an extern. */
export function isExternCall(cx: Context, stmt: DefineStmt | CallStmt): boolean {
  return stmt.value?.kind === 'call' && cx.externs.has(stmt.value.callee.name);
}

/** `words, prob = look_ahead(question)`: results of a call of the host. */
export function callExtern(cx: Context, stmt: DefineStmt | CallStmt, place: Place): void {
  const targets = stmt.kind === 'call' ? stmt.targets : [stmt.target];
  if (call(cx, stmt, targets, place)) return;
  for (const target of targets) if (!cx.global.own(target.name)) defineName(cx, assignment(target), place, undefined);
}

function assignment(target: Ident): Parameters<typeof defineName>[1] {
  return { target, indices: [], binders: [], span: target.span };
}

function call(cx: Context, stmt: DefineStmt | CallStmt, targets: readonly Ident[], place: Place): boolean {
  const { value: node } = stmt;
  if (node?.kind !== 'call') return false;
  const callee = calleeOf(cx, node, targets);
  if (!callee) return false;
  const { name } = callee;
  if (place.once) cx.report('MPC2269', { name }, node.span, { hint: 'call it in a stage that runs in each step' });
  if (stmt.kind === 'define' && (stmt.indices.length > 0 || stmt.binders.length > 0)) {
    cx.report('MPC2263', { what: `\`${stmt.target.name}[…]\`` }, stmt.target.span, { hint: `a call defines whole tensors: \`${stmt.target.name} = ${name}(…)\`` });
    return false;
  }
  const args = argumentsOf(cx, callee, node, place);
  if (callee.results.length !== targets.length) {
    const names = callee.results.map((r) => r.name).join(', ');
    cx.report('MPC2261', { fn: name, expected: callee.results.length, given: targets.length }, targets[0]?.span ?? stmt.span, {
      related: [{ span: callee.span, message: `\`${name}\` is declared here` }], hint: `write \`${names} = ${name}(…)\`, with names of your own`,
    });
    return false;
  }
  if (!args || place.once) return false;
  const results = callee.results.map((form, i) => resultOf(cx, form, targets[i], place));
  if (!results.every((r) => r !== undefined)) return true;
  const { stage, once, when } = place;
  cx.ops.push({ kind: 'call', stage, once, ...(when ? { when } : {}), span: stmt.span, callee, args, results });
  return true;
}

/** The extern that a statement calls; reports what is none. */
function calleeOf(cx: Context, node: Ast & { readonly kind: 'call' }, targets: readonly Ident[]): Extern | undefined {
  const { name, span } = node.callee;
  const found = cx.externs.get(name);
  cx.used.add(`extern ${name}`);
  if (found) return found.form;
  const fn = cx.functionNamed(name, cx.global);
  if (fn) return cx.report('MPC2261', { fn: name, expected: 1, given: targets.length }, targets[0]?.span ?? span, { hint: 'only an `extern` has several results' });
  if (cx.global.lookup(name)?.kind === 'broken') return undefined;
  const meant = suggest(name, cx.externs.keys());
  return cx.report('MPC2003', { name }, span, meant ? { hint: `did you mean \`${meant}\`?` } : {});
}

/** Positional arguments first, then named ones; one for each parameter. */
function argumentsOf(cx: Context, callee: Extern, node: Ast & { readonly kind: 'call' }, place: Place): readonly Passed[] | undefined {
  const given = new Map<ExternParam, CallArg>();
  const fn = callee.name;
  const related = [{ span: callee.span, message: `\`${fn}\` is declared here` }];
  const signature = `${fn}(${callee.params.map((p) => p.name).join(', ')})`;
  let whole = true;
  for (const [i, arg] of node.args.entries()) {
    const param = arg.name ? callee.params.find((p) => p.name === arg.name?.name) : callee.params[i];
    if (!param && arg.name) {
      const meant = suggest(arg.name.name, callee.params.map((p) => p.name));
      cx.report('MPC2022', { fn, name: arg.name.name }, arg.name.span, { related, hint: meant ? `did you mean \`${meant}:\`?` : `call it as \`${signature}\`` });
    } else if (!param) {
      cx.report('MPC2021', { fn, expected: callee.params.length, given: node.args.length }, arg.span, { related, hint: `call it as \`${signature}\`` });
    } else if (given.has(param)) cx.report('MPC2023', { fn, name: param.name }, arg.span, { related });
    else {
      given.set(param, arg);
      continue;
    }
    whole = false;
    if (!arg.name && !param) break;
  }
  const args = callee.params.map((param) => {
    const arg = given.get(param);
    if (arg) return argument(cx, callee, param, arg.value, place);
    return whole ? cx.report('MPC2020', { fn, name: param.name }, node.span, { related, hint: `call it as \`${signature}\`` }) : undefined;
  });
  return whole && args.every((a) => a !== undefined) ? args : undefined;
}

function argument(cx: Context, callee: Extern, param: ExternParam, node: Ast, place: Place): Passed | undefined {
  const found = node.kind === 'name' ? cx.global.lookup(node.name) : undefined;
  if (found?.kind === 'broken') return undefined;
  if (node.kind === 'name' && !found) return cx.unknownName(node.name, cx.global, node.span);
  if (found?.kind !== 'tensor') {
    if (param.shape.length === 0) return scalar(cx, param, node, place);
    return cx.report('MPC2263', { what: `\`${param.name}\` of \`${callee.name}\`` }, node.span, { hint: 'define it first, `x[i] = …`, and pass `x`' });
  }
  const tensor = cx.view(cx.global, node)?.tensor;
  if (!tensor) return undefined;
  const count = cx.selections.get(tensor);
  const problem = mismatch(cx, param, tensor, count);
  if (problem !== undefined) {
    const wanted = describeParam(param);
    const form = { dtype: tensor.dtype, shape: tensor.shape, list: count !== undefined && tensor.shape.length === 1, ...(tensor.idRange ? { idRange: tensor.idRange } : {}) };
    return cx.report('MPC2262', { fn: callee.name, name: param.name, wanted, arg: tensor.name, given: describeParam(form) }, node.span, {
      related: [{ span: tensor.span, message: `\`${tensor.name}\` is defined here` }], ...(problem === '' ? {} : { hint: problem }),
    });
  }
  for (const read of count ? [tensor, count] : [tensor]) {
    if (read.role === 'memory') cx.reads.push({ tensor: read, span: node.span, order: cx.order, place });
  }
  return param.list && count ? { tensor, count } : { tensor };
}

/** What keeps a tensor from being passed, as a hint; undefined where it fits. */
function mismatch(cx: Context, param: ExternParam, tensor: Tensor, count: Tensor | undefined): string | undefined {
  const { shape, dtype, idRange } = tensor;
  if (tensor.role === 'memory' && cx.readers.has(tensor)) return 'its elements share scales: copy the values into a result of the step';
  if (dtype !== param.dtype) return param.dtype === 'i32' || dtype === 'i32' || dtype === 'bool' ? '' : `round it into a result of its own: \`x[i] = ${param.dtype}(${tensor.name}[i])\``;
  const [most = Size.constant(0)] = param.shape;
  const [length = Size.constant(0)] = shape;
  if (param.list) {
    if (shape.length !== 1) return 'a list has one dimension: copy the row into a result of its own';
    if (!cx.bounds.holds(Size.sub(most, length))) return 'it may have more entries than the list takes';
  } else if (shape.length !== param.shape.length || !shape.every((extent, d) => Size.equals(extent, param.shape[d] ?? -1))) return '';
  else if (count && shape.length > 0) return `only a list takes entries that may be missing: declare \`${param.name}\` with \`[..n]\``;
  if (!param.idRange) return undefined;
  const range = cx.bounds.rangeOf(tensor);
  const high = idRange ?? (range && cx.bounds.holds(range.low) ? Size.add(range.high, 1) : undefined);
  return high && cx.bounds.holds(Size.sub(param.idRange, high)) ? undefined : 'its entries may lie outside: limit them, `min(max(…, 0), N - 1)`';
}

/** A number, as a tensor without dimensions. */
function scalar(cx: Context, param: ExternParam, node: Ast, place: Place): Passed | undefined {
  const value = cx.expr(cx.global, node);
  if (!value) return undefined;
  const { dtype, idRange } = param;
  const tensor: Tensor = { kind: 'tensor', name: cx.freshName(param.name), role: 'temp', dtype, shape: [], ...(idRange ? { idRange } : {}), span: node.span };
  const stored = storedValue(cx, value, tensor);
  if (!stored) return undefined;
  const { stage, once, when } = place;
  cx.addTensor(tensor);
  cx.definitions.set(tensor, { place, span: node.span, order: cx.order });
  cx.ops.push({ kind: 'map', stage, once, ...(when ? { when } : {}), span: node.span, target: tensor, axes: [], indices: [], value: stored });
  return { tensor };
}

/** The tensor, or the list, that a target stands for. */
function resultOf(cx: Context, form: ExternParam, target: Ident | undefined, place: Place): Passed | undefined {
  if (!target) return undefined;
  const { dtype, shape, idRange, list } = form;
  const { span } = target;
  const name = tensorName(cx, target.name);
  const role = roleOf(cx, target.name);
  const ids = idRange ? { idRange } : {};
  const [most] = shape;
  const pair = list && most ? listOf(cx, { name, span, role, dtype, most, ...ids }) : undefined;
  const tensor: Tensor = pair?.list ?? { kind: 'tensor', name, role, dtype, shape, ...ids, span };
  if (!defineName(cx, assignment(target), place, tensor)) return undefined;
  readOutsideAsZero(cx, tensor, place);
  if (!pair) return { tensor };
  registerList(cx, pair);
  cx.definitions.set(pair.count, { place, span, order: cx.order });
  return { tensor, count: pair.count };
}
