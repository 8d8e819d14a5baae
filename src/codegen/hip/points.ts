import * as k from '../../ir/kernel/build.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import type { Axis } from '../../ir/nodes.js';
import { toSym } from '../../ir/size-expr.js';
import { Size, type Sym } from '../../symbolic/index.js';
import { plainExtent } from './access.js';
import type { KernelScope } from './scope.js';

/** Flat numbering of the points of some axes (none of them ragged). */

export function pointCount(axes: readonly Axis[]): Sym {
  return Size.mul(1, ...axes.map((a) => plainExtent(a) ?? a.bound));
}

/** Values of the axes at flat point number `point`; the last axis varies fastest. */
export function decodePoint(scope: KernelScope, axes: readonly Axis[], point: KExpr, out: KStmt[]): ReadonlyMap<Axis, KExpr> {
  const values = new Map<Axis, KExpr>();
  axes.forEach((axis, i) => {
    const stride = pointCount(axes.slice(i + 1));
    const whole = k.binary('div', point, k.fromSym(stride));
    const number = i === 0 ? whole : k.binary('mod', whole, k.fromSym(plainExtent(axis) ?? axis.bound));
    const lo = toSym(axis.lo);
    const value = k.convert(k.add(number, lo ? k.fromSym(lo) : k.constant(0)), 'i32');
    const name = scope.fresh(axis.name);
    out.push({ kind: 'let', name, value });
    values.set(axis, k.counter(name));
  });
  return values;
}

export const THREAD_NAME = '(int)threadIdx.x';
export const BLOCK_NAMES = ['(int)blockIdx.x', '(int)blockIdx.y', '(int)blockIdx.z'] as const;
export const THREAD = k.counter(THREAD_NAME);

export function blockIndex(dimension: 'x' | 'y' | 'z'): KExpr {
  return k.counter(`(int)blockIdx.${dimension}`);
}

/** Declares a constant and returns it. */
export function bind(scope: KernelScope, prefix: string, value: KExpr, out: KStmt[]): KExpr {
  const name = scope.fresh(prefix);
  out.push({ kind: 'let', name, value });
  return value.type === 'i32' || value.type === 'i64' ? k.counter(name, value.type) : k.variable(name, value.type);
}

/** The block's first point, `points` for each block, in 64 bits where there may be 2^31 points. */
export function blockBase(scope: KernelScope, count: Sym, points: number): KExpr {
  const block = blockIndex('x');
  return k.mul(scope.of.boundOf(count) >= 2 ** 31 ? k.convert(block, 'i64') : block, k.constant(points));
}

export function powerAtMost(value: number): number {
  return 2 ** Math.floor(Math.log2(Math.max(1, value)));
}

export function powerAtLeast(value: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, value)));
}

export function clamp(value: number, lo: number, hi: number): number {
  return Math.max(lo, Math.min(hi, value));
}
