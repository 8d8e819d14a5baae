import * as k from '../../ir/kernel/build.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import type { Axis, Expr, LoadExpr, MapOp, ReduceExpr } from '../../ir/nodes.js';
import { someExpr } from '../../ir/visit.js';
import { Size } from '../../symbolic/index.js';
import { cppExpr, cppStmts } from '../shared/cpp.js';
import { directLoads, hasReduction, isContiguous, mentions, plainExtent } from './access.js';
import { hipDialect } from './dialect.js';
import { storeValue } from './elementwise.js';
import { blockIndex, decodePoint, pointCount, THREAD } from './points.js';
import { sharedReductions } from './reduce-map.js';
import { callOf, changing, loopOver, localLoads, TURN, turnsOf } from './means.js';
import { KernelScope, type HipKernel, type MethodScope } from './scope.js';
import { lowerWith, type Served } from './thread.js';

/**
 * Maps of the form f(y, x, sum(k) left(y, k) * right(x, k)): products of matrices, in tiles through shared memory, so that each
 * element that is loaded serves 64 results. left, right and f are whatever they are.
 */
interface Contraction {
  readonly sum: ReduceExpr;
  readonly left: Expr;
  readonly right: Expr;
  readonly rows: Axis;
  readonly columns: Axis;
  readonly others: readonly Axis[];
}

const TILE = 64;
const DEPTH = 16;
const THREADS = 256;
const LEAST = 32;
const LEAST_TILES = 32;
/** Longer sums with few tiles are better shared by several blocks. */
const LONGEST_ALONE = 512;
const MOST_BLOCKS = 65535;
/** Values that the last step is given for each of the 16 results of a thread. */
const MOST_GIVEN = 2;

/** How a map runs as a product of matrices; undefined where it is none, or too small. */
export function contractionPlan(of: MethodScope, op: MapOp): Contraction | undefined {
  const [sum, ...more] = sharedReductions(op);
  const columns = op.axes.at(-1);
  if (!sum || more.length > 0 || !columns || sum.op !== 'sum' || sum.type !== 'f32' || sum.value.kind !== 'binary' || sum.value.op !== 'mul') return undefined;
  if (hasReduction(sum.value) || someExpr(op.value, (e) => e.kind === 'softmax-sum')) return undefined;
  if (![...op.axes, ...sum.axes].every((a) => plainExtent(a) !== undefined && a.lo.kind === 'const' && a.lo.value === 0)) return undefined;
  const depth = of.boundOf(pointCount(sum.axes));
  const { left: a, right: b } = sum.value;
  for (const rows of op.axes.slice(0, -1).reverse()) {
    const knows = (e: Expr, one: Axis, other: Axis): boolean => mentions(e, one) && !mentions(e, other);
    const [left, right] = knows(a, rows, columns) && knows(b, columns, rows) ? [a, b] : knows(b, rows, columns) && knows(a, columns, rows) ? [b, a] : [];
    if (!left || !right) continue;
    const others = op.axes.filter((axis) => axis !== rows && axis !== columns);
    const [high, wide, deep] = [rows, columns].map((axis) => of.boundOf(axis.bound)).concat(of.boundOf(pointCount(others)));
    if (high === undefined || wide === undefined || deep === undefined) return undefined;
    const tiles = Math.ceil(high / TILE) * Math.ceil(wide / TILE) * deep;
    if (Math.min(high, wide, depth) < LEAST || (tiles < LEAST_TILES && depth > LONGEST_ALONE)) return undefined;
    if (Math.ceil(wide / TILE) > MOST_BLOCKS || deep > MOST_BLOCKS) return undefined;
    return { sum, left, right, rows, columns, others };
  }
  return undefined;
}

/** Loads of floats that are made whatever the data; those under a choice may have no place to load from. */
function loadsInAnyCase(expr: Expr): readonly LoadExpr[] {
  switch (expr.kind) {
    case 'load': return expr.type === 'f32' ? [expr] : [];
    case 'unary': case 'convert': case 'round': return loadsInAnyCase(expr.value);
    case 'binary': return [...loadsInAnyCase(expr.left), ...expr.op === 'and' || expr.op === 'or' ? [] : loadsInAnyCase(expr.right)];
    case 'select': return loadsInAnyCase(expr.cond);
    default: return [];
  }
}

/** The kernel of a product of matrices. */
export function contractMap(of: MethodScope, op: MapOp, { sum, left, right, rows, columns, others }: Contraction): HipKernel {
  const scope = new KernelScope(of, op, op.target.name);
  const text = (e: KExpr): string => cppExpr(e, hipDialect);
  const before: KStmt[] = [];
  const fixed = decodePoint(scope, others, blockIndex('z'), before);
  const lines: string[] = ['__shared__ mpc_contract_shared shared;', ...cppStmts(before, hipDialect)];
  const lambda = (name: string, params: string, body: readonly string[]): void => {
    if (body.length === 1) lines.push(`const auto ${name} = [=](${params}) { ${body[0]} };`);
    else lines.push(`const auto ${name} = [=](${params}) {`, ...body.map((l) => `  ${l}`), '};');
  };
  const [step, total] = [scope.fresh(sum.axes.length === 1 ? sum.axes[0]?.name ?? 'k' : 'k'), scope.fresh('total')];
  const [row, column] = [scope.fresh(rows.name), scope.fresh(columns.name)];
  const names = ['left', 'right', 'given', 'finish'].map((n) => scope.fresh(n)) as [string, string, string, string];
  const factor = (name: string, value: Expr, axis: Axis, at: string): readonly KStmt[] => {
    const body: KStmt[] = [];
    const only = sum.axes.length === 1 ? sum.axes[0] : undefined;
    const inside = only ? new Map([[only, k.counter(step)]]) : decodePoint(scope, sum.axes, k.counter(step), body);
    const result = lowerWith(scope, value, new Map([...fixed, [axis, k.counter(at)] as const, ...inside]), new Map(), body);
    lambda(name, `[[maybe_unused]] int ${at}, [[maybe_unused]] int ${step}`, [...cppStmts(body, hipDialect), `return ${text(result)};`]);
    return [...body, { kind: 'let', name: `${name}_value`, value: result }];
  };
  const leftMeans = factor(names[0], left, rows, row);
  const rightMeans = factor(names[1], right, columns, column);
  const stores: KStmt[] = [];
  const at = new Map([...fixed, [rows, k.counter(row)] as const, [columns, k.counter(column)] as const]);
  // What the last step loads in any case, it is given.
  const loads = new Map<string, { readonly of: LoadExpr[]; readonly value: KExpr }>();
  const loading: KStmt[] = [];
  for (const load of loadsInAnyCase(op.value)) {
    const value = lowerWith(scope, load, at, new Map(), loading);
    const known = loads.get(text(value));
    if (known) known.of.push(load);
    else if (loads.size < MOST_GIVEN) loads.set(text(value), { of: [load], value });
  }
  const loaded = scope.fresh('loaded');
  const given = [...loads.values()];
  const type = `mpc_vec<float, ${given.length}>`;
  if (given.length > 0) {
    lambda(names[2], `[[maybe_unused]] int ${row}, [[maybe_unused]] int ${column}`,
      [...cppStmts(loading, hipDialect), `return ${type}{{${given.map((g) => text(g.value)).join(', ')}}};`]);
  }
  const served: Served = new Map([[sum, k.variable(total, 'f32')],
    ...given.flatMap((g, i) => g.of.map((load): readonly [Expr, KExpr] => [load, k.variable(`${loaded}[${i}]`, 'f32')]))]);
  storeValue(scope, op, at, lowerWith(scope, op.value, at, served, stores), stores);
  lambda(names[3], `int ${row}, int ${column}, float ${total}${given.length > 0 ? `, ${type} ${loaded}` : ''}`, cppStmts(stores, hipDialect));
  const extent = (axis: Axis): string => text(k.fromSym(plainExtent(axis) ?? axis.bound));
  const along = sum.axes.at(-1);
  const runsAlong = (e: Expr): boolean => directLoads(e).some((l) => along !== undefined && isContiguous(l, along));
  lines.push(`mpc_contract<${String(runsAlong(left))}, ${String(runsAlong(right))}>(${names.filter((n, i) => i !== 2 || given.length > 0).join(', ')}, ${extent(rows)}, ${extent(columns)}, ` +
    `${text(k.fromSym(pointCount(sum.axes)))}, shared);`);
  const tiles = (axis: Axis): ReturnType<typeof pointCount> => Size.ceildiv(plainExtent(axis) ?? axis.bound, TILE);
  // Where a thread's first element of each factor lies, and the steps in which the threads of a block pass along the sum.
  const place = (e: Expr, at: string, dimension: 'x' | 'y', extent: Axis): readonly KStmt[] => {
    const first = k.mul(blockIndex(dimension), k.constant(TILE));
    // Turns go on along the tile where threads go along the sum, else along the sum.
    const along = runsAlong(e);
    const inTile = along ? k.add(k.binary('div', THREAD, k.constant(DEPTH)), k.mul(TURN, k.constant(THREADS / DEPTH))) : k.binary('mod', THREAD, k.constant(TILE));
    const inDepth = along ? k.binary('mod', THREAD, k.constant(DEPTH)) : k.add(k.binary('div', THREAD, k.constant(TILE)), k.mul(TURN, k.constant(THREADS / TILE)));
    return [
      { kind: 'let', name: at, value: k.binary('min', k.add(first, inTile), k.sub(k.fromSym(plainExtent(extent) ?? extent.bound), k.constant(1))) },
      { kind: 'let', name: step, value: k.add(k.counter('k0'), inDepth) },
    ];
  };
  const each = TILE * DEPTH / THREADS;
  const result: readonly KStmt[] = [
    { kind: 'let', name: row, value: k.add(k.add(k.mul(blockIndex('x'), k.constant(TILE)), k.mul(k.binary('div', THREAD, k.constant(16)), k.constant(4))), k.binary('div', TURN, k.constant(4))) },
    { kind: 'let', name: column, value: k.add(k.add(k.mul(blockIndex('y'), k.constant(TILE)), k.mul(k.binary('mod', THREAD, k.constant(16)), k.constant(4))), k.binary('mod', TURN, k.constant(4))) },
  ];
  const means: KStmt[] = [...before, loopOver('k0', k.constant(0), k.fromSym(pointCount(sum.axes)), DEPTH, [
    ...turnsOf(each, [...place(left, row, 'x', rows), ...leftMeans]), ...turnsOf(each, [...place(right, column, 'y', columns), ...rightMeans]), ...turnsOf(2 * each, localLoads(1)),
    { kind: 'barrier' }, ...turnsOf(DEPTH, [...localLoads(2), callOf('mpc_products')]), { kind: 'barrier' },
  ]),
  ...given.length === 0 ? [] : turnsOf(16, [...result, ...loading, ...given.map((g, i): KStmt => ({ kind: 'let', name: `${loaded}_${i}`, value: g.value }))]),
  ...turnsOf(16, [...result, changing(total), changing(loaded), ...stores])];
  return scope.finish({
    doc: [`Tiles of ${TILE} x ${TILE} elements, factors through shared memory.`], body: [{ kind: 'text', lines, means }],
    grid: [tiles(rows), tiles(columns), pointCount(others)], block: THREADS,
  });
}
