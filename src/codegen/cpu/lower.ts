import type { Expr, LoadExpr } from '../../ir/nodes.js';
import * as k from '../../ir/kernel/build.js';
import type { KExpr, KStmt, KType } from '../../ir/kernel/nodes.js';
import { freeAxes } from '../../ir/visit.js';
import { isFloat } from '../../numerics/dtype.js';
import { dependsOn, isReduction, strideOf } from './access.js';
import { VECTOR } from './dialect.js';
import { identifier, letValue, sizeValue, textOf, type Env, type KernelScope } from './scope.js';

/**
 * Evaluates one expression at several points together (the instances of a register block), so that they share their loops
 * and what they load in common. Returns one value for each point; a value is a vector where the point is a lane block.
 */
export function lowerAll(expr: Expr, envs: readonly Env[], scope: KernelScope, out: KStmt[]): readonly KExpr[] {
  const known = scope.known.get(expr);
  if (known) return envs.map(() => known);
  const all = (e: Expr): readonly KExpr[] => lowerAll(e, envs, scope, out);
  switch (expr.kind) {
    case 'const': return envs.map(() => k.constant(expr.value, expr.type));
    case 'size': return envs.map(() => k.counter(identifier(expr.size.name)));
    case 'axis-ref': return envs.map((env) => axisValue(expr, env));
    case 'load': return shared(expr, envs, (unique) => {
      const values = unique.map((env) => lowerLoad(expr, env, scope, out));
      return unique.length < envs.length ? values.map((v) => boundOnce(expr.tensor.name, v, scope, out)) : values;
    });
    case 'unary': return all(expr.value).map((value) => unary(expr, value));
    case 'binary': {
      const left = all(expr.left);
      return all(expr.right).map((right, i) => binary(expr, left[i] ?? right, right));
    }
    case 'select': {
      const [cond, then] = [all(expr.cond), all(expr.then)];
      return all(expr.else).map((other, i) => select(cond[i] ?? other, then[i] ?? other, other));
    }
    case 'convert': return all(expr.value).map((value) => k.convert(value, expr.type));
    case 'round': return all(expr.value).map((value) => (
      { kind: 'round', to: expr.to, value, type: 'f32', lanes: value.lanes }));
    case 'reduce': case 'softmax-sum':
      return shared(expr, envs, (unique) => scope.lowerReduction(expr, unique, scope, out));
  }
}

export function lower(expr: Expr, env: Env, scope: KernelScope, out: KStmt[]): KExpr {
  const [value] = lowerAll(expr, [env], scope, out);
  if (!value) throw new Error('an expression has a value');
  return value;
}

/** Call of a function that returns a vector. */
export function vectorCall(name: string, args: readonly KExpr[], type: KType): KExpr {
  return { kind: 'call', name, args, type, lanes: VECTOR };
}

/** A scalar as a vector with the same value in all lanes. */
export function splat(value: KExpr): KExpr {
  return value.lanes > 1 ? value : vectorCall('mpc_splat', [value], value.type);
}

function axisValue(expr: Expr & { kind: 'axis-ref' }, env: Env): KExpr {
  if (env.lane?.axis === expr.axis) return vectorCall('mpc_iota', [env.lane.base], 'i32');
  const value = env.axes.get(expr.axis);
  if (!value) throw new Error(`axis ${expr.axis.name} is not in scope`);
  return value;
}

/** Instances that agree in all that `expr` depends on get one value. */
function shared(expr: Expr, envs: readonly Env[], make: (unique: readonly Env[]) => readonly KExpr[]): readonly KExpr[] {
  const free = [...freeAxes(expr)];
  const keys = envs.map((env) => free.map((axis) => (
    env.lane?.axis === axis ? textOf(env.lane.base) : textOf(env.axes.get(axis) ?? k.constant(0)))).join(';'));
  const first = [...new Set(keys)].map((key) => keys.indexOf(key));
  const unique = first.map((at): Env => {
    const env = envs[at];
    if (!env) throw new Error('no instance');
    const { lane, ...scalar } = env;
    return lane && dependsOn(expr, lane.axis) ? env : scalar;
  });
  const values = make(unique);
  return keys.map((key) => {
    const value = values[first.indexOf(keys.indexOf(key))];
    if (!value) throw new Error('no value');
    return value;
  });
}

const BOUND = new WeakMap<KStmt[], Map<string, KExpr>>();

/** Binds a loaded value to a constant of the block, once for equal loads: no block stores what it loads later. */
function boundOnce(prefix: string, value: KExpr, scope: KernelScope, out: KStmt[]): KExpr {
  const known = BOUND.get(out) ?? new Map<string, KExpr>();
  BOUND.set(out, known);
  const text = textOf(value);
  const bound = known.get(text) ?? letValue(scope, prefix, value, out);
  known.set(text, bound);
  return bound;
}

function unary(expr: Expr & { kind: 'unary' }, value: KExpr): KExpr {
  if (expr.op === 'neg' && value.kind === 'const') return { ...value, value: -value.value };
  return { kind: 'unary', op: expr.op, value, type: expr.type, lanes: value.lanes };
}

const FUNCTIONS: readonly string[] = ['min', 'max', 'pow'];

function binary(expr: Expr & { kind: 'binary' }, a: KExpr, b: KExpr): KExpr {
  const { op } = expr;
  const float = expr.left.type === 'f32';
  const lanes = Math.max(a.lanes, b.lanes);
  if (lanes === 1) return float && (op === 'min' || op === 'max') ? k.extremum(op, a, b) : k.binary(op, a, b);
  const integer = expr.left.type === 'i32' && (op === 'div' || op === 'mod');
  const logic = op === 'and' || op === 'or' || expr.left.type === 'bool';
  const shift = integer ? powerOfTwo(b) : undefined;
  if (shift !== undefined) {
    return op === 'div' ? { kind: 'binary', op: 'shr', left: a, right: k.constant(shift), type: 'i32', lanes }
      : { kind: 'binary', op: 'bitand', left: a, right: k.constant(2 ** shift - 1), type: 'i32', lanes };
  }
  const [left, right] = FUNCTIONS.includes(op) || integer || logic ? [splat(a), splat(b)] : [a, b];
  if (float && (op === 'min' || op === 'max')) return k.extremum(op, left, right);
  if (op === 'and') return k.binary('bitand', left, right);
  if (op === 'or') return k.binary('bitor', left, right);
  return { kind: 'binary', op, left, right, type: expr.type, lanes };
}

/** Floor division by 2^s is a shift, the remainder a mask, for negative numbers too. */
function powerOfTwo(value: KExpr): number | undefined {
  const shift = value.kind === 'const' && value.value > 0 ? Math.log2(value.value) : NaN;
  return Number.isInteger(shift) ? shift : undefined;
}

export function select(cond: KExpr, then: KExpr, other: KExpr): KExpr {
  if (Math.max(cond.lanes, then.lanes, other.lanes) === 1) return k.select(cond, then, other);
  return cond.lanes === 1 && then.lanes > 1 && other.lanes > 1
    ? k.select(splat(cond), then, other) : k.select(splat(cond), splat(then), splat(other));
}

const ALL_LANES: KExpr = { kind: 'var', name: 'MPC_LANES', type: 'i32', lanes: 1, nonNegative: true };

function lowerLoad(expr: LoadExpr, env: Env, scope: KernelScope, out: KStmt[]): KExpr {
  const tile = scope.packed.get(expr) ?? scope.tiles.get(expr.tensor);
  if (tile) return tile.load(expr, env, out);
  const { tensor } = expr;
  const buffer = scope.buffer(tensor, 'read');
  const { lane } = env;
  const at = (e: Env): KExpr => scope.offset(tensor, expr.indices.map((i) => lower(i, e, scope, out)));
  if (!lane || !dependsOn(expr, lane.axis)) return k.load(buffer, at(env));
  const first: Env = { axes: new Map(env.axes).set(lane.axis, lane.base) };
  const stride = strideOf(expr, lane.axis);
  const type: KType = tensor.dtype === 'bool' ? 'bool' : isFloat(tensor.dtype) ? 'f32' : 'i32';
  if (stride?.key === '0') return k.load(buffer, at(first));
  if (stride?.key === '1') return k.load(buffer, at(first), VECTOR, 1);
  const valid = lane.valid ?? ALL_LANES;
  if (stride) return vectorCall('mpc_load_strided', [k.address(buffer, at(first)), sizeValue(stride), valid], type);
  return vectorCall('mpc_gather', [k.address(buffer, k.constant(0)), splat(at(env)), valid], type);
}

/** True if vectors over `expr`'s lanes would index a tensor of 2^31 elements or more irregularly. */
export function needsWideGather(expr: Expr, axis: Parameters<typeof strideOf>[1], scope: KernelScope): boolean {
  let found = false;
  const visit = (e: Expr): void => {
    if (e.kind === 'load' && scope.isWide(e.tensor) && !strideOf(e, axis)) found = true;
    if (e.kind === 'load') e.indices.forEach(visit);
    else if (e.kind === 'binary') { visit(e.left); visit(e.right); }
    else if (e.kind === 'unary' || e.kind === 'convert' || e.kind === 'round') visit(e.value);
    else if (e.kind === 'select') { visit(e.cond); visit(e.then); visit(e.else); }
    else if (isReduction(e)) { if (e.kind === 'softmax-sum') visit(e.logit); visit(e.value); }
  };
  visit(expr);
  return found;
}
