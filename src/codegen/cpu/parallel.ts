import * as k from '../../ir/kernel/build.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import type { Dealing } from '../../ir/kernel/work/index.js';
import type { Axis } from '../../ir/nodes.js';
import { toSym } from '../../ir/size-expr.js';
import { Size, type Sym } from '../../symbolic/index.js';
import { isRectangular } from './access.js';
import { lower } from './lower.js';
import { loopsOver } from './reduce.js';
import { bind, letValue, sizeValue, type Env, type KernelScope } from './scope.js';

/** `mpc_grain` and `mpc_chunk` of `mpc_threads.h`. */
export const DEALING: Dealing = {
  least: 65_536,
  chunk: (turns, least, threads) => {
    const most = Math.max(1, Math.floor(turns / least));
    const chunks = most >= 4 * threads ? 4 * threads : most > threads ? Math.floor(most / threads) * threads : most;
    return Math.ceil(turns / chunks);
  },
};

/** Points dealt out to threads. */
const EMPTY: Env = { axes: new Map() };

/** About how many points make a chunk for a thread when each takes `work` operations. */
export function grainOf(work: Sym): KExpr {
  const terms = work.terms.map((t) => t.factors.flatMap((f) => Array<KExpr>(f.power).fill(sizeValue(ofAtom(f.atom))))
    .reduce((product, factor) => k.mul(product, factor), k.constant(Math.abs(t.coefficient), 'f32')));
  return k.call('mpc_grain', [terms.length === 0 ? k.constant(1, 'f32') : terms.reduce((sum, term) => k.add(sum, term))], 'i64');
}

type Atom = Sym['terms'][number]['factors'][number]['atom'];

function ofAtom(atom: Atom): Sym {
  return atom.kind === 'var' ? Size.variable(atom.name) : { key: '', terms: [{ coefficient: 1, factors: [{ atom, power: 1 }] }] };
}

/** Loops over `axes` with the leading rectangular ones dealt out to threads; none: straight through. */
export function parallelOver(
  axes: readonly Axis[], work: Sym, within: readonly Axis[], scope: KernelScope, out: KStmt[], body: (env: Env, out: KStmt[]) => void,
): void {
  const split = axes.findIndex((a) => !isRectangular(a));
  const leading = split < 0 ? axes : axes.slice(0, split);
  const rest = axes.slice(leading.length);
  const [first] = leading;
  const inside = (env: Env, block: KStmt[]): void => {
    loopsOver(rest, [env], scope, block, ([at], inner) => { if (at) body(at, inner); });
  };
  if (!first) { inside(EMPTY, out); return; }
  const grain = grainOf(Size.mul(work, ...[...rest, ...within].map((a) => a.bound), 1));
  const block: KStmt[] = [];
  const name = scope.fresh(leading.length === 1 ? first.name : 'point');
  const range = leading.length === 1
    ? { lo: lower(first.lo, EMPTY, scope, out), hi: lower(first.hi, EMPTY, scope, out) }
    : { lo: k.constant(0), hi: leading.map(extentOf).reduce((a, b) => k.mul(a, b)) };
  const point = k.counter(name);
  inside(leading.length === 1 ? bind(EMPTY, first, point) : unflatten(leading, point, scope, block), block);
  out.push({ kind: 'for', name, ...range, step: 1, binding: { kind: 'parallel', grain }, body: block });
}

export const extentOf = (axis: Axis): KExpr => sizeValue(Size.max(0, Size.sub(toSym(axis.hi) ?? 0, toSym(axis.lo) ?? 0)));

/** The values of rectangular axes at one point of their product, counted row by row. */
export function unflatten(axes: readonly Axis[], point: KExpr, scope: KernelScope, out: KStmt[]): Env {
  const values = new Map<Axis, KExpr>();
  [...axes].reverse().reduce<KExpr>((left, axis, i) => {
    const index = i === axes.length - 1 ? left : k.binary('mod', left, extentOf(axis));
    values.set(axis, k.add(lower(axis.lo, EMPTY, scope, out), index));
    return k.binary('div', left, extentOf(axis));
  }, point);
  return axes.reduce((env, axis) => {
    const value = letValue(scope, axis.name, values.get(axis) ?? k.constant(0), out);
    return bind(env, axis, value.kind === 'var' ? { ...value, nonNegative: axis.lo.kind === 'const' } : value);
  }, EMPTY);
}
