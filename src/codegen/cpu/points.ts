import type { Axis, Expr } from '../../ir/nodes.js';
import * as k from '../../ir/kernel/build.js';
import type { KBuffer, KExpr, KStmt } from '../../ir/kernel/nodes.js';
import { Size } from '../../symbolic/index.js';
import { fixedExtent, strideOf } from './access.js';
import { VECTOR } from './dialect.js';
import { lower, lowerAll } from './lower.js';
import type { Mode, Pack } from './mode.js';
import { LANES, unrolled } from './reduce.js';
import { bind, letValue, sizeValue, type Env, type KernelScope } from './scope.js';

/** Where the values of a block of points go. */
export type Sink = (value: KExpr, env: Env, out: KStmt[]) => void;

/** Evaluates `value` at the points lo <= x < hi and gives the values to `sink`. With `grain`, blocks go to threads. */
export function emitPoints(
  value: Expr, x: Axis, range: { readonly lo: KExpr; readonly hi: KExpr }, mode: Mode, env: Env, sink: Sink,
  scope: KernelScope, out: KStmt[], grain?: KExpr,
): void {
  const { lo, hi } = range;
  if (mode.kind === 'points') {
    if (grain) {
      const name = scope.fresh(x.name);
      const block: KStmt[] = [];
      const at = bind(env, x, x.lo.kind === 'const' ? k.counter(name) : k.variable(name));
      sink(lower(value, at, scope, block), at, block);
      out.push({ kind: 'for', name, lo, hi, step: 1, binding: { kind: 'parallel', grain }, body: block });
      return;
    }
    unrolled(x, mode.unroll, [env], scope, out, (points, block) => {
      const envs = points.map((p) => bind(env, x, p));
      lowerAll(value, envs, scope, block).forEach((v, i) => { const at = envs[i]; if (at) sink(v, at, block); });
    }, range);
    return;
  }
  const name = scope.fresh(x.name);
  const base = x.lo.kind === 'const' ? k.counter(name) : k.variable(name);
  const block: KStmt[] = [];
  const extent = fixedExtent(x);
  const whole = extent !== undefined && extent % (mode.unroll * VECTOR) === 0;
  const left = whole ? undefined : letValue(scope, 'left', k.sub(hi, base), block);
  const width = k.mul(k.constant(mode.unroll), LANES);
  emitPacks(mode.packs, x, { base, left, vectors: mode.unroll }, env, scope, block);
  const envs = Array.from({ length: mode.unroll }, (_, u): Env => {
    const offset = k.mul(k.constant(u), LANES);
    const valid = left && (u === 0 ? left : k.sub(left, offset));
    return { ...env, lane: { axis: x, base: k.add(base, offset), offset, valid } };
  });
  lowerAll(value, envs, scope, block).forEach((v, u) => { const at = envs[u]; if (at) sink(v, at, block); });
  for (const { load } of mode.packs) scope.packed.delete(load);
  out.push({ kind: 'for', name, lo, hi, step: width, binding: grain ? { kind: 'parallel', grain } : { kind: 'serial' }, body: block });
}

/** Neighbouring points of an axis that a block works on: whole vectors from `base`, of which `left` points are there. */
interface Columns { readonly base: KExpr; readonly left: KExpr | undefined; readonly vectors: number }

/** Copies rows that would stride over the lanes into columns, for loads inside the block. */
export function emitPacks(
  packs: readonly Pack[], x: Axis, { base, left, vectors }: Columns, env: Env, scope: KernelScope, block: KStmt[],
): void {
  const width = k.mul(k.constant(vectors), LANES);
  for (const { load, along, length } of packs) {
    const tile = scope.local(`${load.tensor.name}_tile`, 'f32', Size.mul(length * vectors, Size.variable('MPC_LANES')));
    const at = bind(bind(env, x, base), along, lower(along.lo, env, scope, block));
    const first = scope.offset(load.tensor, load.indices.map((i) => lower(i, at, scope, block)));
    const stride = strideOf(load, x) ?? 1;
    block.push({ kind: 'alloc', buffer: tile }, {
      kind: 'call', name: 'mpc_pack',
      args: [tile, k.address(scope.buffer(load.tensor, 'read'), first), sizeValue(stride), k.constant(length), left ?? width, width],
    });
    scope.packed.set(load, { load: (expr, e, stmts) => packedValue(expr.type, tile, along, width, e, scope, stmts) });
  }
}

function packedValue(
  type: Expr['type'], tile: KBuffer, along: Axis, width: KExpr, env: Env, scope: KernelScope, out: KStmt[],
): KExpr {
  const at = env.axes.get(along);
  if (!at || !env.lane) throw new Error(`a packed ${type} load outside its reduction`);
  const row = k.sub(at, lower(along.lo, env, scope, out));
  return k.load(tile, k.add(k.mul(row, width), env.lane.offset), VECTOR, 1);
}
