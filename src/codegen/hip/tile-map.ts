import * as k from '../../ir/kernel/build.js';
import { identity } from '../../ir/kernel/lower-expression.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import type { Axis, Expr, LoadExpr, MapOp, ReduceExpr } from '../../ir/nodes.js';
import { childrenOf } from '../../ir/visit.js';
import { dtypeBytes, type DType } from '../../numerics/dtype.js';
import { Size } from '../../symbolic/index.js';
import { cppExpr, cppStmts } from '../shared/cpp.js';
import { loadsInVectors, mentions, plainExtent } from './access.js';
import { hipDialect } from './dialect.js';
import { BLOCK, storeValue } from './elementwise.js';
import { callOf, changing, localLoads, TURN, turnsOf } from './means.js';
import { blockIndex, decodePoint, pointCount, THREAD } from './points.js';
import { KernelScope, type HipKernel, type MethodScope } from './scope.js';
import { elementIndex, lowerWith, reductionsWithin } from './thread.js';

/**
 * Maps of the form `f(t, op(i) g(t, i, sum(k) query[i, k] * entry[t, k]))` with narrow floats: many entries against many
 * queries, the inner products on the matrix units. f, g and op are whatever they are.
 */
interface Plan {
  readonly outer: ReduceExpr;
  readonly inner: ReduceExpr;
  readonly query: LoadExpr;
  readonly entry: LoadExpr;
  readonly along: Axis;       // k
  readonly entries: Axis;     // t
  readonly others: readonly Axis[];
  readonly queries: number;
  readonly length: number;
  readonly type: 'f16' | 'bf16';
}

/** A lane keeps length / 8 words for each of its rows in registers. */
const LONGEST = 256;
const SHARED_WORDS = 8192;
const FEWEST_ENTRIES = 1024;

const OPERATOR = { sum: 'mpc_sum', min: 'mpc_least', max: 'mpc_most' } as const;

/** The type in which the products of two stored types are exact. */
function productType(a: DType, b: DType): 'f16' | 'bf16' | undefined {
  const fits = (type: DType): boolean => [a, b].every((t) => t === type || t === 'f8e4m3');
  return fits('f16') ? 'f16' : fits('bf16') ? 'bf16' : undefined;
}

function nestedReductions(expr: Expr): readonly Expr[] {
  return expr.kind === 'reduce' || expr.kind === 'softmax-sum' ? [expr] : childrenOf(expr).flatMap(nestedReductions);
}

function constantExtent(axis: Axis): number | undefined {
  const extent = plainExtent(axis);
  return extent && axis.lo.kind === 'const' && axis.lo.value === 0 ? Size.asConstant(extent) : undefined;
}

/** How the matrix units can serve a map; undefined if they cannot. */
export function tilePlan(of: MethodScope, op: MapOp): Plan | undefined {
  const [outer, ...more] = reductionsWithin(op.value, new Set(op.axes));
  if (outer?.kind !== 'reduce' || more.length > 0 || outer.type !== 'f32') return undefined;
  const [inner, ...rest] = nestedReductions(outer.value);
  if (inner?.kind !== 'reduce' || rest.length > 0 || inner.op !== 'sum' || inner.value.kind !== 'binary' || inner.value.op !== 'mul') return undefined;
  const { left, right } = inner.value;
  const [along, ...moreAxes] = inner.axes;
  if (left.kind !== 'load' || right.kind !== 'load' || !along || moreAxes.length > 0) return undefined;
  const mentionsQuery = (e: Expr): boolean => outer.axes.some((a) => mentions(e, a));
  const [query, entry] = mentionsQuery(left) ? [left, right] : [right, left];
  const entries = op.axes.filter((a) => mentions(entry, a) && !mentions(query, a))
    .reduce<Axis | undefined>((best, a) => (!best || of.boundOf(a.bound) > of.boundOf(best.bound) ? a : best), undefined);
  const counts = outer.axes.map(constantExtent);
  const queries = counts.reduce<number | undefined>((n, c) => (n === undefined || c === undefined ? undefined : n * c), 1);
  const length = constantExtent(along);
  const type = productType(query.tensor.dtype, entry.tensor.dtype);
  if (!entries || mentionsQuery(entry) || queries === undefined || queries % 16 !== 0 || length === undefined || !type) return undefined;
  if (length % 16 !== 0 || length > LONGEST || queries * length / 2 > SHARED_WORDS || of.boundOf(entries.bound) < FEWEST_ENTRIES) return undefined;
  const quarter = (load: LoadExpr): number => {
    const bytes = length / 4 * dtypeBytes(load.tensor.dtype);
    return (bytes % 16 === 0 ? 16 : bytes % 8 === 0 ? 8 : 4) / dtypeBytes(load.tensor.dtype);
  };
  if (!loadsInVectors(entry, along, quarter(entry)) || !loadsInVectors(query, along, 4)) return undefined;
  if (op.axes.some((a) => plainExtent(a) === undefined) || entries.lo.kind !== 'const' || entries.lo.value !== 0) return undefined;
  return { outer, inner, query, entry, along, entries, others: op.axes.filter((a) => a !== entries), queries, length, type };
}

/** The kernel of a map on the matrix units. */
export function tileMap(of: MethodScope, op: MapOp, plan: Plan): HipKernel {
  const { outer, inner, along, entries, others, queries, length, type } = plan;
  const scope = new KernelScope(of, op, op.target.name);
  const stmts: KStmt[] = [];
  const fixed = decodePoint(scope, others, blockIndex('y'), stmts);
  const text = (e: KExpr): string => cppExpr(e, hipDialect);
  const lines: string[] = [`alignas(16) __shared__ unsigned shared[${queries * length / 2}];`, ...cppStmts(stmts, hipDialect)];
  const lambda = (name: string, params: string, body: readonly string[]): void => {
    if (body.length === 1) lines.push(`const auto ${name} = [=](${params}) { ${body[0]} };`);
    else lines.push(`const auto ${name} = [=](${params}) {`, ...body.map((l) => `  ${l}`), '};');
  };
  const row = (load: LoadExpr, axes: ReadonlyMap<Axis, KExpr>, out: KStmt[]): { readonly address: string; readonly words: (from: KExpr, elements: number) => KStmt } => {
    const at = new Map(axes).set(along, k.constant(0));
    const index = elementIndex(scope, load.tensor, load.indices.map((i) => lowerWith(scope, i, at, new Map(), out)));
    const buffer = scope.read(load.tensor);
    return { address: `${buffer.name} + ${text(index)}`, words: (from, elements) => ({ kind: 'let', name: 'words', value: k.load(buffer, k.add(index, from), elements) }) };
  };
  const number = scope.fresh('i');
  const entry = scope.fresh(entries.name);
  const dot = scope.fresh('dot');
  const total = scope.fresh('total');
  const queryAxes = (out: KStmt[]): ReadonlyMap<Axis, KExpr> => new Map([...fixed, ...decodePoint(scope, outer.axes, k.counter(number), out)]);
  const [query, entryRow, term, finish] = ['query', 'entry', 'term', 'finish'].map((n) => scope.fresh(n)) as [string, string, string, string];

  const queryBody: KStmt[] = [];
  const queryRow = row(plan.query, queryAxes(queryBody), queryBody);
  lambda(query, `int ${number}`, [...cppStmts(queryBody, hipDialect), `return ${queryRow.address};`]);

  const entryBody: KStmt[] = [];
  const withEntry = new Map(fixed).set(entries, k.counter(entry));
  const entryAddress = row(plan.entry, withEntry, entryBody);
  lambda(entryRow, `int ${entry}`, [...cppStmts(entryBody, hipDialect), `return ${entryAddress.address};`]);

  const termBody: KStmt[] = [];
  const termAxes = new Map([...queryAxes(termBody), [entries, k.counter(entry)] as const]);
  const value = lowerWith(scope, outer.value, termAxes, new Map([[inner, k.variable(dot, 'f32')]]), termBody);
  lambda(term, `[[maybe_unused]] int ${entry}, [[maybe_unused]] int ${number}, float ${dot}`, [...cppStmts(termBody, hipDialect), `return ${text(value)};`]);

  const finishBody: KStmt[] = [];
  const result = lowerWith(scope, op.value, withEntry, new Map([[outer, k.variable(total, 'f32')]]), finishBody);
  storeValue(scope, op, withEntry, result, finishBody);
  lambda(finish, `int ${entry}, float ${total}`, cppStmts(finishBody, hipDialect));

  const count = plainExtent(entries) ?? entries.bound;
  lines.push(`mpc_tile_map<mpc_${type}, ${length}, ${queries}, ${OPERATOR[outer.op]}>(${query}, ${entryRow}, ${term}, ${finish}, ` +
    `${text(identity(outer.op, 'f32'))}, ${text(k.fromSym(count))}, shared);`);
  const doc = `${BLOCK} entries a block, inner products with ${queries} queries of ${length} on the matrix units.`;
  const wave = 32;
  const element = dtypeBytes(plan.entry.tensor.dtype);
  const quarter = length / 4;
  const word = Math.min(16, quarter * element);
  const last = k.sub(k.fromSym(count), k.constant(1));
  const first = k.mul(blockIndex('x'), k.constant(BLOCK));
  const inBlock = k.add(THREAD, k.mul(TURN, k.constant(BLOCK)));
  const lane = k.binary('mod', THREAD, k.constant(wave));
  // Rows of entries that a lane holds a quarter of: eight lanes further each turn, then on along the row.
  const rows = wave / 8;
  const held = k.add(k.add(k.binary('div', lane, k.constant(4)), k.mul(k.binary('div', THREAD, k.constant(wave)), k.constant(wave))), k.mul(k.binary('mod', TURN, k.constant(rows)), k.constant(8)));
  const means: KStmt[] = [
    ...stmts,
    ...turnsOf(Math.ceil(queries * quarter / BLOCK), [
      { kind: 'let', name: number, value: k.binary('min', k.binary('div', inBlock, k.constant(quarter)), k.constant(queries - 1)) },
      ...queryBody, queryRow.words(k.mul(k.binary('mod', inBlock, k.constant(quarter)), k.constant(4)), 4), ...localLoads(1),
    ]),
    ...turnsOf(rows * quarter * element / word, [
      { kind: 'let', name: entry, value: k.binary('min', k.add(first, held), last) }, ...entryBody,
      entryAddress.words(k.add(k.mul(k.binary('mod', lane, k.constant(4)), k.constant(quarter)), k.mul(k.binary('div', TURN, k.constant(rows)), k.constant(word / element))), word / element),
    ]),
    { kind: 'barrier' },
    ...turnsOf(queries / 16, [
      ...turnsOf(length / 16 * (wave / 16), [callOf('mpc_mma')]),
      { kind: 'let', name: number, value: k.constant(0) }, { kind: 'let', name: entry, value: k.binary('min', k.add(first, THREAD), last) },
      ...turnsOf(wave / 16 * 8, [changing(dot), ...termBody, { kind: 'let', name: total, value }]),
    ]),
    callOf('mpc_group<4, mpc_sum>'), { kind: 'let', name: entry, value: k.binary('min', k.add(first, THREAD), last) }, changing(total), ...finishBody,
  ];
  return scope.finish({ doc: [doc], body: [{ kind: 'text', lines, means }], grid: [Size.ceildiv(count, BLOCK), pointCount(others)], block: BLOCK });
}
