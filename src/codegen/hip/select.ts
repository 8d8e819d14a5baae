import * as k from '../../ir/kernel/build.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import type { Axis, Expr, FilterOp, MapOp, Tensor, TopkOp } from '../../ir/nodes.js';
import { Size, type Sym } from '../../symbolic/index.js';
import { cppExpr, cppStmts } from '../shared/cpp.js';
import { hasReduction, plainExtent } from './access.js';
import { hipDialect } from './dialect.js';
import { callOf, inTurn, localLoads, loopOver, TURN, turnsOf } from './means.js';
import { blockIndex, clamp, powerAtLeast, THREAD } from './points.js';
import { KernelScope, type HipKernel, type MethodScope } from './scope.js';
import { elementIndex, lowerWith } from './thread.js';

/**
 * Top-k and filters. Both walk one axis for each point of the outer axes ("row"), with the key or the predicate computed
 * where it is needed. The algorithms are templates of `mpc_select.h`; what is generated here is the key, the addresses and
 * the division among blocks.
 */
const ROW_BLOCK = 1024;
const TILE_BLOCK = 512;
/** Longer rows are worth several blocks and three kernels. */
const ONE_BLOCK_ROW = 32768;
const LEAST_TILE = 2048;
/** Winners that are sorted in shared memory: 32 KiB of candidates. */
const MOST_SHARED = 4096;

type SelectOp = TopkOp | FilterOp;

class Rows {
  readonly scope: KernelScope;
  readonly lines: string[] = [];
  readonly count: Sym;
  /** What stands for the lines in the cost model; the key or the test of a candidate, by its id. */
  readonly means: KStmt[] = [];
  candidate: { readonly id: string; readonly body: readonly KStmt[] } = { id: 'id', body: [] };
  readonly values: ReadonlyMap<Axis, KExpr>;
  readonly row: string;

  /** A kernel with a row in `blockIdx.y` (in x where one block takes a whole row). */
  constructor(of: MethodScope, readonly op: SelectOp, what: string, dimension: 'x' | 'y') {
    this.scope = new KernelScope(of, op, what);
    this.row = this.scope.fresh('row');
    this.count = Size.mul(1, ...op.outer.map((a) => plainExtent(a) ?? a.bound));
    this.lines.push(`const int ${this.row} = ${cppExpr(blockIndex(dimension), hipDialect)};`);
    this.means.push({ kind: 'let', name: this.row, value: blockIndex(dimension) });
    this.values = this.outerValues();
  }

  private outerValues(): ReadonlyMap<Axis, KExpr> {
    const values = new Map<Axis, KExpr>();
    this.op.outer.forEach((axis, i) => {
      const after = Size.mul(1, ...this.op.outer.slice(i + 1).map((a) => plainExtent(a) ?? a.bound));
      const whole = k.binary('div', k.counter(this.row), k.fromSym(after));
      const number = i === 0 ? whole : k.binary('mod', whole, k.fromSym(plainExtent(axis) ?? axis.bound));
      const stmts: KStmt[] = [];
      const lo = lowerWith(this.scope, axis.lo, values, new Map(), stmts);
      const name = this.scope.fresh(axis.name);
      stmts.push({ kind: 'let', name, value: k.add(number, lo) });
      this.emit(stmts);
      values.set(axis, k.counter(name));
      if (plainExtent(axis) !== undefined) return;
      const checks: KStmt[] = [];
      const hi = lowerWith(this.scope, axis.hi, values, new Map(), checks);
      this.emit(checks);
      this.lines.push(`if (${name} >= ${cppExpr(hi, hipDialect)}) return;`);
    });
    return values;
  }

  emit(stmts: readonly KStmt[]): void {
    this.means.push(...stmts);
    this.lines.push(...cppStmts(stmts, hipDialect));
  }

  text(expr: KExpr): string {
    return cppExpr(expr, hipDialect);
  }

  /** Names of the first candidate and of the end, once they are said. */
  readonly ends = { lo: '', hi: '' };

  bound(which: 'lo' | 'hi'): string {
    const stmts: KStmt[] = [];
    const value = lowerWith(this.scope, this.op.axis[which], this.values, new Map(), stmts);
    this.emit(stmts);
    const name = this.scope.fresh(which === 'lo' ? 'first' : 'last');
    this.lines.push(`const int ${name} = ${this.text(value)};`);
    this.means.push({ kind: 'let', name, value });
    this.ends[which] = name;
    return name;
  }

  /** `const auto name = [=](int id) { … return wrap(value); };` */
  lambda(name: string, value: Expr, wrap: (text: string, id: string) => string): void {
    const id = this.scope.fresh(this.op.axis.name);
    const stmts: KStmt[] = [];
    const result = lowerWith(this.scope, value, new Map(this.values).set(this.op.axis, k.variable(id)), new Map(), stmts);
    this.candidate = { id, body: [...stmts, { kind: 'let', name: `${name}_value`, value: result }] };
    const inside = [...cppStmts(stmts, hipDialect), `return ${wrap(this.text(result), id)};`];
    if (inside.length === 1) this.lines.push(`const auto ${name} = [=](int ${id}) { ${inside[0]} };`);
    else this.lines.push(`const auto ${name} = [=](int ${id}) {`, ...inside.map((l) => `  ${l}`), '};');
  }

  /** Address of this row in a tensor whose leading dimensions are the outer axes. */
  rowOf(tensor: Tensor): string {
    const outer = this.op.outer.map((a) => this.values.get(a) ?? k.constant(0));
    const index = elementIndex(this.scope, tensor, tensor.shape.length > outer.length ? [...outer, k.constant(0)] : outer);
    return this.address(this.scope.write(tensor).name, index);
  }

  /** Address of this row's `length` elements in a scratch tensor [rows, length]. */
  scratch(tensor: Tensor, access: 'read' | 'write', length: Sym): string {
    const row = k.counter(this.row);
    const wide = this.scope.of.boundOf(Size.mul(this.count, length)) >= 2 ** 31;
    return this.address(this.scope[access](tensor).name, k.mul(wide ? k.convert(row, 'i64') : row, k.fromSym(length)));
  }

  private address(name: string, index: KExpr): string {
    const text = this.text(index);
    return text === '0' ? name : `${name} + ${text}`;
  }

  /** All threads go through the candidates `from` .. `to` once. */
  pass(from: KExpr, to: KExpr, block: number, ...more: readonly KStmt[]): void {
    const { id, body } = this.candidate;
    this.means.push(loopOver(id, k.add(from, THREAD), to, block, [...body, ...more]));
  }

  /** Blocks without candidates have returned before what has been said since `at`. */
  unlessEmpty(at: number): void {
    const then = this.means.splice(at);
    this.means.push({ kind: 'if', cond: k.lt(k.counter('from'), k.counter('to')), then, else: [] });
  }

  /** A radix select of the threshold among `n` candidates by one block, then a sort of the `count` chosen. */
  select(from: KExpr, to: KExpr, passes: number, count: number): void {
    for (let i = 0; i < passes; i++) {
      this.means.push({ kind: 'barrier' });
      this.means.push(...turnsOf(2048 / ROW_BLOCK, localLoads(1)));
      this.pass(from, to, ROW_BLOCK, callOf(i === 0 ? 'mpc_count_key' : 'mpc_match_key'));
      this.means.push({ kind: 'barrier' }, callOf(`mpc_find_bin<${ROW_BLOCK}>`), { kind: 'barrier' });
    }
    this.pass(from, to, ROW_BLOCK, callOf('mpc_match_key'));
    this.means.push({ kind: 'barrier' }, callOf(`mpc_sort<${ROW_BLOCK}, ${powerAtLeast(Math.max(2, count))}>`));
    this.means.push(loopOver('place', THREAD, k.constant(count), ROW_BLOCK, [{ kind: 'store', buffer: this.scope.bufferOf(this.op.ids), index: k.counter('place'), value: k.constant(0) }]));
  }

  finish(doc: readonly string[], grid: readonly (Sym | number)[], block: number): HipKernel {
    return this.scope.finish({ doc, body: [{ kind: 'text', lines: this.lines, means: this.means }], grid, block });
  }
}

/** A key with reductions in it is computed once, by kernels of its own; returns them and the operation on their result. */
export function keyFirst(of: MethodScope, op: TopkOp): { readonly map: MapOp; readonly op: TopkOp } | undefined {
  const axes = [...op.outer, op.axis];
  if (!hasReduction(op.key) || axes.some((a) => a.lo.kind !== 'const' || a.lo.value !== 0)) return undefined;
  const { stage, once, span } = op;
  const keys = of.scratchTensor(`${op.ids.name}_keys`, op.key.type === 'f32' ? 'f32' : 'i32', axes.map((a) => a.bound), span);
  const indices = axes.map((axis): Expr => ({ kind: 'axis-ref', axis, type: 'i32', span }));
  const map: MapOp = { kind: 'map', target: keys, axes, indices, value: op.key, stage, once, span };
  return { map, op: { ...op, key: { kind: 'load', tensor: keys, indices, type: op.key.type, span } } };
}

/** The kernels of a top-k. */
export function topk(of: MethodScope, op: TopkOp): readonly HipKernel[] {
  const n = of.boundOf(op.axis.bound);
  const rows = of.boundOf(Size.mul(1, ...op.outer.map((a) => a.bound)));
  const room = Math.max(2, powerAtLeast(op.k));
  const key = (r: Rows): void => r.lambda('key', op.key, (value, id) => `mpc_candidate_of(${value}, ${id})`);
  const sorted = (r: Rows): void => {
    if (room <= MOST_SHARED) r.lines.push(`__shared__ mpc_candidate sorted[${room}];`);
    else {
      const scratch = of.scratchTensor(`${op.ids.name}_sorted`, 'i64', [r.count, room], op.span);
      r.lines.push(`mpc_candidate *const sorted = (mpc_candidate *)(${r.scratch(scratch, 'write', Size.constant(room))});`);
    }
  };
  const name = op.ids.name;
  if (n <= ONE_BLOCK_ROW || rows >= 128) {
    const r = new Rows(of, op, name, 'x');
    r.lines.push(`__shared__ mpc_select_shared<${ROW_BLOCK}> shared;`);
    sorted(r);
    const lo = r.bound('lo');
    const hi = r.bound('hi');
    key(r);
    r.lines.push(`const auto at = [=](int i) { return key(${lo} + i); };`);
    r.lines.push(`mpc_topk_row<${ROW_BLOCK}>(at, ${hi} - ${lo}, ${op.k}, ${r.rowOf(op.ids)}, ${r.rowOf(op.count)}, sorted, shared);`);
    r.select(k.counter(lo), k.counter(hi), RADIX_PASSES, op.k);
    return [r.finish([`Top ${op.k}, one block for each row: radix select of the threshold, then a bitonic sort of the chosen.`], [r.count], ROW_BLOCK)];
  }
  const outer = Size.mul(1, ...op.outer.map((a) => plainExtent(a) ?? a.bound));
  // Zero when they are allocated, and again after each run: accesses count as writes, so that nobody clears them each time.
  const bins = of.scratchTensor(`${name}_bins`, 'i32', [outer, 2048], op.span);
  const filled = of.scratchTensor(`${name}_filled`, 'i32', [outer, 2], op.span);
  const chosen = of.scratchTensor(`${name}_chosen`, 'i64', [outer, op.k], op.span);
  const kept = of.scratchTensor(`${name}_kept`, 'i64', [outer, op.axis.bound], op.span);
  const tiles = clamp(powerAtLeast(n / (4 * LEAST_TILE)), 8, 1024);
  const tile = (r: Rows): void => {
    r.lines.push(`__shared__ mpc_select_shared<${TILE_BLOCK}> shared;`);
    const lo = r.bound('lo');
    const hi = r.bound('hi');
    r.lines.push(`const int share = mpc_max((${hi} - ${lo} + ${tiles - 1}) / ${tiles}, ${LEAST_TILE});`);
    r.lines.push(`const int from = mpc_min(${hi}, ${lo} + (int)blockIdx.x * share), to = mpc_min(${hi}, from + share);`);
    r.lines.push('if (from >= to) return;');
    key(r);
    shareMeans(r, lo, hi, tiles, LEAST_TILE);
  };
  const rowOf = (r: Rows, tensor: Tensor, access: 'read' | 'write', length: Sym | number): string => r.scratch(tensor, access, Size.sym(length));

  const counting = new Rows(of, op, `${name}_count`, 'y');
  tile(counting);
  counting.lines.push(`mpc_topk_count<${TILE_BLOCK}>(key, from, to, ${rowOf(counting, bins, 'write', 2048)}, shared);`);

  const counted = counting.means.length;
  counting.means.push(...turnsOf(2048 / TILE_BLOCK, localLoads(1)));
  counting.pass(k.counter('from'), k.counter('to'), TILE_BLOCK, callOf('mpc_count_key'));
  counting.means.push({ kind: 'barrier' }, loopOver('bin', THREAD, k.constant(2048), TILE_BLOCK, [
    ...localLoads(1), { kind: 'if', cond: k.lt(k.binary('mod', k.counter('bin'), k.constant(32)), k.constant(2)), then: [
      { kind: 'atomic', op: 'sum', buffer: counting.scope.bufferOf(bins), index: k.counter('bin'), value: k.constant(1) }], else: [] },
  ]));
  counting.unlessEmpty(counted);

  const splitting = new Rows(of, op, `${name}_split`, 'y');
  tile(splitting);
  splitting.lines.push(`mpc_topk_split<${TILE_BLOCK}>(key, from, to, ${op.k}, ${rowOf(splitting, bins, 'read', 2048)}, ` +
    `${rowOf(splitting, filled, 'write', 2)}, (mpc_candidate *)(${rowOf(splitting, chosen, 'write', op.k)}), ` +
    `(mpc_candidate *)(${rowOf(splitting, kept, 'write', op.axis.bound)}), shared);`);

  const split = splitting.means.length;
  splitting.means.push(...turnsOf(2048 / TILE_BLOCK, [{ kind: 'let', name: 'loaded', value: k.load(splitting.scope.bufferOf(bins), k.mul(THREAD, k.constant(2048 / TILE_BLOCK)), 1) }]), callOf(`mpc_find_bin<${TILE_BLOCK}>`));
  // A turn waits for slots: for those in the bin of the last winner, and where a wave has a winner as a rule, for these.
  const among = k.sub(k.counter(splitting.ends.hi), k.counter(splitting.ends.lo));
  splitting.pass(k.counter('from'), k.counter('to'), TILE_BLOCK, callOf('mpc_reserve'),
    { kind: 'if', cond: k.lt(among, k.constant(32 * op.k)), then: [callOf('mpc_reserve')], else: [callOf('mpc_ballot')] });
  splitting.unlessEmpty(split);

  const finishing = new Rows(of, op, name, 'x');
  finishing.lines.push(`__shared__ mpc_select_shared<${ROW_BLOCK}> shared;`);
  sorted(finishing);
  finishing.lines.push(`mpc_topk_finish<${ROW_BLOCK}>(${op.k}, ${rowOf(finishing, bins, 'write', 2048)}, ${rowOf(finishing, filled, 'write', 2)}, ` +
    `(const mpc_candidate *)(${rowOf(finishing, chosen, 'read', op.k)}), (const mpc_candidate *)(${rowOf(finishing, kept, 'read', op.axis.bound)}), ` +
    `${finishing.rowOf(op.ids)}, ${finishing.rowOf(op.count)}, sorted, shared);`);
  // Of the bin of the last winner there is about as much as k, whatever the row's length.
  finishing.candidate = { id: 'spare', body: [{ kind: 'let', name: 'candidate', value: k.load(finishing.scope.bufferOf(kept), k.counter('spare')) }] };
  finishing.means.push({ kind: 'let', name: 'sure', value: k.load(finishing.scope.bufferOf(filled), k.constant(0)) });
  finishing.select(k.constant(0), k.constant(op.k), RADIX_PASSES - 1, op.k);
  return [
    counting.finish([`Top ${op.k}, first of three kernels: counts the keys by their top 11 bits.`], [tiles, outer], TILE_BLOCK),
    splitting.finish(['Chooses what lies above the bin of the last winner and keeps what lies in it.'], [tiles, outer], TILE_BLOCK),
    finishing.finish(['Finds the other winners among those kept and sorts all. Leaves the counters at 0 for the next run.'], [outer], ROW_BLOCK),
  ];
}

/** The kernels of a filter: one block for a short row; for long ones, counts of tiles first. */
export function filter(of: MethodScope, op: FilterOp): readonly HipKernel[] {
  const n = of.boundOf(op.axis.bound);
  const rows = of.boundOf(Size.mul(1, ...op.outer.map((a) => a.bound)));
  const name = op.ids.name;
  const room = op.ids.shape.at(-1) ?? op.axis.bound;
  const test = (r: Rows): void => r.lambda('test', op.predicate, (value) => value);
  if (n <= ONE_BLOCK_ROW || rows >= 128) {
    const r = new Rows(of, op, name, 'x');
    r.lines.push(`__shared__ int waves[${ROW_BLOCK / 32}];`);
    const lo = r.bound('lo');
    const hi = r.bound('hi');
    test(r);
    r.lines.push(`int *const ids = ${r.rowOf(op.ids)};`);
    r.lines.push(`const int found = mpc_filter_write<${ROW_BLOCK}>(test, ${lo}, ${hi}, 0, ids, waves);`);
    r.lines.push(`for (int i = found + (int)threadIdx.x; i < ${r.text(k.fromSym(room))}; i += ${ROW_BLOCK}) ids[i] = -1;`);
    r.lines.push(`if (threadIdx.x == 0) *(${r.rowOf(op.count)}) = found;`);
    filterMeans(r, k.counter(lo), k.counter(hi), ROW_BLOCK);
    return [r.finish(['One block for each row, in order: flags, a scan over the block, writes.'], [r.count], ROW_BLOCK)];
  }
  const tiles = clamp(powerAtLeast(n / 8192), 8, 1024);
  const outer = Size.mul(1, ...op.outer.map((a) => plainExtent(a) ?? a.bound));
  const counts = of.scratchTensor(`${name}_counts`, 'i32', [outer, tiles], op.span);
  const tile = (r: Rows): void => {
    r.lines.push(`__shared__ int waves[${TILE_BLOCK / 32}];`);
    const lo = r.bound('lo');
    const hi = r.bound('hi');
    r.lines.push(`const int share = mpc_max((${hi} - ${lo} + ${tiles - 1}) / ${tiles}, ${LEAST_TILE});`);
    r.lines.push(`const int from = mpc_min(${hi}, ${lo} + (int)blockIdx.x * share), to = mpc_min(${hi}, from + share);`);
    test(r);
    shareMeans(r, lo, hi, tiles, LEAST_TILE);
  };
  const counting = new Rows(of, op, `${name}_count`, 'y');
  tile(counting);
  counting.lines.push(`const int found = mpc_filter_count<${TILE_BLOCK}>(test, from, to, waves);`);
  counting.lines.push(`if (threadIdx.x == 0) (${counting.scratch(counts, 'write', Size.constant(tiles))})[blockIdx.x] = found;`);

  const writing = new Rows(of, op, name, 'y');
  tile(writing);
  const width = writing.text(k.fromSym(room));
  writing.lines.push(
    `const int *const counts = ${writing.scratch(counts, 'read', Size.constant(tiles))};`,
    'int mine = 0, all = 0;',
    `for (int i = (int)threadIdx.x; i < ${tiles}; i += ${TILE_BLOCK}) {`,
    '  all += counts[i];',
    '  if (i < (int)blockIdx.x) mine += counts[i];',
    '}',
    'int before, total;',
    `mpc_scan_before<${TILE_BLOCK}>(mine, before, waves);`,
    `mpc_scan_before<${TILE_BLOCK}>(all, total, waves);`,
    `int *const ids = ${writing.rowOf(op.ids)};`,
    `mpc_filter_write<${TILE_BLOCK}>(test, from, to, before, ids, waves);`,
    `for (int i = total + (int)(blockIdx.x * ${TILE_BLOCK} + threadIdx.x); i < ${width}; i += ${tiles * TILE_BLOCK}) ids[i] = -1;`,
    `if (blockIdx.x == 0 && threadIdx.x == 0) *(${writing.rowOf(op.count)}) = total;`,
  );
  counting.pass(k.counter('from'), k.counter('to'), TILE_BLOCK);
  counting.means.push(callOf(`mpc_scan_before<${TILE_BLOCK}>`));
  writing.means.push(loopOver('i', THREAD, k.constant(tiles), TILE_BLOCK, [{ kind: 'let', name: 'part', value: k.load(writing.scope.bufferOf(counts), k.counter('i')) }]));
  writing.means.push(callOf(`mpc_scan_before<${TILE_BLOCK}>`), callOf(`mpc_scan_before<${TILE_BLOCK}>`));
  filterMeans(writing, k.counter('from'), k.counter('to'), TILE_BLOCK);
  return [
    counting.finish(['First of two kernels: how many each tile of a row has.'], [tiles, outer], TILE_BLOCK),
    writing.finish(['Each tile writes its own after those of the tiles before it.'], [tiles, outer], TILE_BLOCK),
  ];
}

/** Turns of a radix select over all bits until the winners are told apart, as a rule. */
const RADIX_PASSES = 3;
/** Candidates of a thread in one turn of a filter. */
const FILTER_ITEMS = 8;
/** Of these, tested side by side. */
const TESTS = 4;

/** The part of a row that a block takes. */
function shareMeans(r: Rows, lo: string, hi: string, tiles: number, least: number): void {
  const share = k.binary('max', k.binary('div', k.add(k.sub(k.counter(hi), k.counter(lo)), k.constant(tiles - 1)), k.constant(tiles)), k.constant(least));
  r.means.push(
    { kind: 'let', name: 'share', value: share },
    { kind: 'let', name: 'from', value: k.binary('min', k.counter(hi), k.add(k.counter(lo), k.mul(blockIndex('x'), k.counter('share')))) },
    { kind: 'let', name: 'to', value: k.binary('min', k.counter(hi), k.add(k.counter('from'), k.counter('share'))) },
  );
}

/** Flags of some candidates, a scan over the block, ids in their places. */
function filterMeans(r: Rows, from: KExpr, to: KExpr, block: number): void {
  const { id, body } = r.candidate;
  const first = k.add(k.counter('base'), k.mul(THREAD, k.constant(FILTER_ITEMS)));
  r.means.push(loopOver('base', from, to, block * FILTER_ITEMS, [
    // Candidates beyond the end are the last one again: four tests at a time have their loads on their way together.
    inTurn('some', FILTER_ITEMS / TESTS, turnsOf(TESTS, [
      { kind: 'let', name: id, value: k.binary('min', k.add(first, k.add(k.mul(k.counter('some'), k.constant(TESTS)), TURN)), k.sub(to, k.constant(1))) }, ...body,
    ])),
    callOf(`mpc_scan_before<${block}>`),
    ...turnsOf(FILTER_ITEMS, [{ kind: 'store', buffer: r.scope.bufferOf(r.op.ids), index: k.binary('div', first, k.constant(10)), value: k.constant(0) }]),
  ]));
}
