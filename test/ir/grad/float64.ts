import type { Axis, Expr, Method, Op, Tensor } from '../../../src/ir/nodes.js';
import { binaryFunction, reduceFunction, reduceIdentity, unaryFunction } from '../../../src/ir/scalar.js';
import { Size } from '../../../src/symbolic/index.js';

/** Elements of tensors in float64, row-major. */
export type Values = ReadonlyMap<Tensor, Float64Array>;
export type Sizes = Readonly<Record<string, number>>;

export function elementsOf(tensor: Tensor, sizes: Sizes): number {
  return tensor.shape.reduce((n, s) => n * Size.evaluate(s, sizes), 1);
}

/** Runs the operations without any rounding, so that differences of results tell derivatives. Returns all tensors. */
export function runInFloat64(method: Pick<Method, 'tensors' | 'ops'>, given: Values, sizes: Sizes): Values {
  const values = new Map<Tensor, Float64Array>();
  for (const t of method.tensors) values.set(t, given.get(t)?.slice() ?? new Float64Array(elementsOf(t, sizes)));
  for (const op of method.ops) run(op, values, sizes);
  return values;
}

type Env = ReadonlyMap<Axis, number>;

function run(op: Op, values: Map<Tensor, Float64Array>, sizes: Sizes): void {
  const at = (tensor: Tensor, indices: readonly number[]): number => indices.reduce((offset, i, d) => {
    const extent = Size.evaluate(tensor.shape[d] ?? 1, sizes);
    if (!(i >= 0 && i < extent)) throw new RangeError(`${tensor.name}: index ${i} of ${extent}`);
    return offset * extent + i;
  }, 0);
  const evaluate = (e: Expr, env: Env): number => value(e, env, { sizes, read: (t, i) => values.get(t)?.[at(t, i)] ?? NaN });
  const each = (axes: readonly Axis[], env: Env, visit: (env: Env) => void): void => { points(axes, env, evaluate, visit); };
  if (op.when && evaluate(op.when, new Map()) === 0) return;
  if (op.kind === 'map') {
    const data = values.get(op.target) ?? new Float64Array();
    each(op.axes, new Map(), (env) => { data[at(op.target, op.indices.map((i) => evaluate(i, env)))] = evaluate(op.value, env); });
  } else if (op.kind === 'scatter') {
    const data = values.get(op.target)?.fill(reduceIdentity(op.combine, op.value.type)) ?? new Float64Array();
    const combine = reduceFunction(op.combine);
    each(op.axes, new Map(), (env) => {
      const i = at(op.target, op.indices.map((x) => evaluate(x, env)));
      data[i] = combine(data[i] ?? 0, evaluate(op.value, env));
    });
  } else throw new Error(`${op.kind} is not for float64`);
}

function points(axes: readonly Axis[], env: Env, evaluate: (e: Expr, env: Env) => number, visit: (env: Env) => void): void {
  const [first, ...rest] = axes;
  if (!first) return visit(env);
  const hi = evaluate(first.hi, env);
  for (let i = evaluate(first.lo, env); i < hi; i++) points(rest, new Map([...env, [first, i]]), evaluate, visit);
}

interface Machine { readonly sizes: Sizes; readonly read: (tensor: Tensor, indices: readonly number[]) => number }

const UNARY: Readonly<Record<string, (x: number) => number>> = {
  exp: Math.exp, log: Math.log, exp2: (x) => 2 ** x, log2: Math.log2, sqrt: Math.sqrt, rsqrt: (x) => 1 / Math.sqrt(x),
  sin: Math.sin, cos: Math.cos, tanh: Math.tanh,
};
const BINARY: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b, sub: (a, b) => a - b, mul: (a, b) => a * b, div: (a, b) => a / b, pow: (a, b) => a ** b,
};

function value(e: Expr, env: Env, m: Machine): number {
  const of = (x: Expr): number => value(x, env, m);
  switch (e.kind) {
    case 'const': return e.value;
    case 'size': return m.sizes[e.size.name] ?? NaN;
    case 'axis-ref': return env.get(e.axis) ?? NaN;
    case 'load': return m.read(e.tensor, e.indices.map(of));
    case 'unary': return (UNARY[e.op] ?? unaryFunction(e.op, e.value.type))(of(e.value));
    case 'binary': return ((e.type === 'f32' ? BINARY[e.op] : undefined) ?? binaryFunction(e.op, e.left.type))(of(e.left), of(e.right));
    case 'select': return of(e.cond) ? of(e.then) : of(e.else);
    case 'convert': return e.type === 'i32' ? Math.trunc(of(e.value)) : of(e.value);
    case 'round': return of(e.value);
    case 'reduce': {
      const combine = reduceFunction(e.op);
      let total = reduceIdentity(e.op, e.type);
      points(e.axes, env, (x, inner) => value(x, inner, m), (inner) => { total = combine(total, value(e.value, inner, m)); });
      return total;
    }
    case 'softmax-sum': {
      const logits: number[] = [];
      const terms: number[] = [];
      points(e.axes, env, (x, inner) => value(x, inner, m), (inner) => {
        logits.push(value(e.logit, inner, m));
        terms.push(value(e.value, inner, m));
      });
      const peak = Math.max(...logits);
      const weights = logits.map((l) => (peak > -Infinity ? Math.exp(l - peak) : 0));
      const total = weights.reduce((a, b) => a + b, 0);
      return total === 0 ? 0 : weights.reduce((sum, w, i) => sum + w * (terms[i] ?? NaN), 0) / total;
    }
  }
}
