import * as ir from '../../src/ir/build.js';
import type { ComputeOp, Expr, MapOp, Method, Tensor } from '../../src/ir/nodes.js';
import type { Step } from '../../src/ir/steps.js';
import { opDefines } from '../../src/ir/visit.js';
import { scalarTypeOf, type DType } from '../../src/numerics/dtype.js';
import { tensorData, type TensorData } from '../../src/numerics/tensor-data.js';
import { Size } from '../../src/symbolic/index.js';
import { Random } from './random-method.js';

/** Updates of memories, scans, selections over computed ranges and contractions, as back ends get them; with inputs. */
export interface StateProgram {
  readonly method: Method;
  readonly steps: readonly Step[];
  readonly samples: readonly StateSample[];
}
export interface StateSample {
  readonly sizes: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, TensorData>>;
}

const N = ir.size('N', 1, 4096);
const A = ir.size('A', 0, 300);
const C = ir.size('C', 1, 64);
type Sizes = Readonly<Record<string, number>>;
const ONE: Sizes = { N: 1, A: 1, C: 1 };
interface Parts {
  readonly name: string;
  readonly ops: readonly ComputeOp[];
  readonly at: readonly Sizes[];
  readonly given?: Readonly<Record<string, readonly number[]>>;
  /** Temporaries that only this step sees. */
  readonly hidden?: readonly Tensor[];
}

function make({ name, ops, at, given = {}, hidden = [] }: Parts): StateProgram {
  const tensors = new Set<Tensor>();
  const note = (op: ComputeOp): void => {
    const loads: Tensor[] = [];
    JSON.stringify(op, (_key, value: unknown) => {
      if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'tensor') loads.push(value as Tensor);
      return value;
    });
    [...loads, ...opDefines(op)].forEach((t) => tensors.add(t));
  };
  ops.forEach(note);
  const method = ir.method(name, { sizes: [N, A, C], tensors: [...tensors], ops });
  const step: Step = {
    name: 'all', stage: 'relevancy', once: false, ops, hidden,
    reads: [...tensors].filter((t) => t.role !== 'output' && t.role !== 'temp'),
    writes: [...new Set(ops.flatMap(opDefines))].filter((t) => !hidden.includes(t)),
  };
  const samples = at.map((sizes): StateSample => ({ sizes, inputs: Object.fromEntries(
    [...tensors].filter((t) => t.role !== 'temp' && t.role !== 'output').map((t, i) => {
      const shape = t.shape.map((d) => Math.max(0, Size.evaluate(d, sizes)));
      const count = shape.reduce((a, b) => a * b, 1);
      return [t.name, tensorData(t.dtype, shape, given[t.name] ?? contents(t, count, i + 1))];
    })) }));
  return { method, samples, steps: [step] };
}

function contents(t: Tensor, count: number, seed: number): number[] {
  const random = new Random(seed);
  const type = scalarTypeOf(t.dtype);
  return Array.from({ length: count }, () => (type === 'f32' ? random.next() * 2 - 1 : type === 'bool' ? random.int(0, 1) : random.int(0, 9)));
}

/** The value of a scan's target at the point before, or `from`. */
function scan(target: Tensor, axes: readonly ir.ExprLike[], t: MapOp['axes'][number], from: ir.ExprLike): Expr {
  const before = ir.max(ir.sub(t, 1), 0);
  return ir.select(ir.eq(t, 0), from, ir.load(target, ...axes.map((a) => (a === t ? before : a))));
}

/** state[a, c] = 0.5 * state[a, c] + x[c], after a sum over the old contents and before one over the new ones. */
function inPlace(at: readonly Sizes[], width: number, dtype: DType): StateProgram {
  const state = ir.tensor('state', 'memory', dtype, [A, width], { growth: { kind: 'state' } });
  const x = ir.tensor('x', 'input', 'f32', [width]);
  const [old, now] = [ir.tensor('old', 'output', 'f32', [width]), ir.tensor('now', 'output', 'f32', [width])];
  const [a, c, b, d, e, f] = [ir.axis('a', A), ir.axis('c', width), ir.axis('b', A), ir.axis('d', width), ir.axis('e', A), ir.axis('f', width)];
  const value = ir.add(ir.mul(ir.load(state, a, c), 0.5), ir.load(x, c));
  return make({ name: 'in_place', at, ops: [
    ir.map(old, [d], ir.sum([b], ir.load(state, b, d))),
    ir.map(state, [a, c], dtype === 'f32' ? value : ir.round(value, dtype)),
    ir.map(now, [f], ir.sum([e], ir.load(state, e, f))),
  ] });
}

/** The row of the open block: its value for the first token, the smaller one later. */
function openBlock(...lengths: readonly number[]): StateProgram {
  const low = ir.tensor('low', 'memory', 'bf16', [Size.ceildiv(ir.extent(N), 16), 2, 24], { growth: { kind: 'update-block', size: N, block: 16 } });
  const key = ir.tensor('key', 'input', 'bf16', [2, 24]);
  const [h, d] = [ir.axis('h', 2), ir.axis('d', 24)];
  const row = ir.div(ir.sub(N, 1), 16);
  const value = ir.select(ir.eq(ir.mod(ir.sub(N, 1), 16), 0), ir.load(key, h, d), ir.min(ir.load(low, row, h, d), ir.load(key, h, d)));
  return make({ name: 'open_block', at: lengths.map((n) => ({ N: n, A: 1, C: 1 })), ops: [ir.map(low, [h, d], ir.round(value, 'bf16'), { indices: [row, h, d] })] });
}

/** C rows at once, unscaled and with a scale for each block, read back at once. */
function append(...lengths: readonly (readonly [n: number, c: number])[]): StateProgram {
  const rows = ir.tensor('rows', 'memory', 'bf16', [N, 2, 8], { growth: { kind: 'append-token', size: N } });
  const codes = ir.tensor('codes', 'memory', 'i8', [N, 64], { growth: { kind: 'append-token', size: N } });
  const scale = ir.tensor('codes_scale', 'memory', 'f32', [N, 2], { growth: { kind: 'append-token', size: N } });
  const eights = ir.tensor('eights', 'memory', 'f8e4m3', [N, 64], { growth: { kind: 'append-token', size: N } });
  const k = ir.tensor('k', 'input', 'f32', [C, 2, 8]);
  const x = ir.tensor('x', 'input', 'f32', [C, 64]);
  const [s, h, d, u, b, v, j, w, i, e] = [ir.axis('s', C), ir.axis('h', 2), ir.axis('d', 8), ir.axis('u', C), ir.axis('b', 2), ir.axis('v', C),
    ir.axis('j', 64), ir.axis('w', C), ir.axis('i', 64), ir.axis('e', 32)];
  const row = (step: ir.ExprLike): Expr => ir.add(ir.sub(N, C), step);
  const amax = ir.reduce('max', [e], ir.abs(ir.load(x, u, ir.add(ir.mul(b, 32), e))));
  const q = ir.max(ir.min(ir.floor(ir.add(ir.div(ir.load(x, v, j), ir.load(scale, row(v), ir.div(j, 32))), 0.5)), 127), -127);
  const eighth = ir.mul(ir.load(x, w, i), ir.div(1, ir.load(scale, row(w), ir.div(i, 32))));
  return make({ name: 'append', at: lengths.map(([n, c]) => ({ N: n, A: 1, C: c })), ops: [
    ir.map(rows, [s, h, d], ir.round(ir.load(k, s, h, d), 'bf16'), { indices: [row(s), h, d] }),
    ir.map(scale, [u, b], ir.unary('pow2ceil', ir.div(ir.max(amax, 1e-30), 127)), { indices: [row(u), b] }),
    ir.map(codes, [v, j], ir.convert(q, 'i32'), { indices: [row(v), j] }),
    ir.map(eights, [w, i], ir.round(eighth, 'f8e4m3'), { indices: [row(w), i] }),
  ] });
}

/** s[t, h, i] or s[h, i, t] = decay[h, t] * previous + x[t, i] from start[i], and a reader. */
function scans(at: readonly Sizes[], width: number, timeFirst: boolean): StateProgram {
  const decay = ir.tensor('decay', 'input', 'f32', [2, A]);
  const x = ir.tensor('x', 'input', 'bf16', [A, width]);
  const start = ir.tensor('start', 'memory', 'f32', [width]);
  const s = ir.tensor('s', 'temp', 'f32', timeFirst ? [A, 2, width] : [2, width, A]);
  const last = ir.tensor('last', 'output', 'f32', [2, width]);
  const [t, h, i, g, j] = [ir.axis('t', A), ir.axis('h', 2), ir.axis('i', width), ir.axis('g', 2), ir.axis('j', width)];
  const axes = timeFirst ? [t, h, i] : [h, i, t];
  const value = ir.add(ir.mul(ir.load(decay, h, t), scan(s, axes, t, ir.load(start, i))), ir.load(x, t, i));
  const end = ir.max(ir.sub(A, 1), 0);
  return make({ name: timeFirst ? 'scan_first' : 'scan_last', at, ops: [
    { ...ir.map(s, axes, value), sequential: t }, ir.map(last, [g, j], ir.load(s, ...(timeFirst ? [end, g, j] : [g, j, end]))),
  ] });
}

/** A scan over what reductions give, one without a start of its own, and one that ends where its row does. */
function scansOfSums(at: readonly Sizes[]): StateProgram {
  const x = ir.tensor('x', 'input', 'f32', [A, 5, 20]);
  const lengths = ir.tensor('lengths', 'input', 'i32', [5]);
  const s = ir.tensor('s', 'output', 'f32', [5, A]);
  const r = ir.tensor('r', 'output', 'f32', [5, 9]);
  const [t, i, j, u, k, l] = [ir.axis('t', A), ir.axis('i', 5), ir.axis('j', 20), ir.range('u', 0, ir.load(lengths, 0), 9), ir.axis('k', 5), ir.axis('l', 20)];
  const ragged = { ...u, hi: ir.load(lengths, k) };
  return make({ name: 'scan_of_sums', at, ops: [
    { ...ir.map(s, [i, t], ir.max(ir.mul(0.5, scan(s, [i, t], t, 0)), ir.sum([j], ir.load(x, t, i, j)))), sequential: t },
    { ...ir.map(r, [k, ragged], ir.add(ir.mul(0.25, scan(r, [k, ragged], ragged, 1)), ir.sum([l], ir.convert(ir.mul(l, ragged), 'f32')))), sequential: ragged },
  ], given: { lengths: [0, 9, 3, 1, 5] } });
}

/** Positions in lists of several lengths: offsets by a scan, the best by keys that find their list by counting offsets, ids. */
function nested(lists: readonly number[], hidden: boolean): StateProgram {
  const heads = 3;
  const bound = 40;
  const L = lists.length;
  const start = ir.tensor('start', 'memory', 'i32', [L + 1], { idRange: bound + 1 });
  const probes = ir.tensor('probes', 'input', 'i32', [heads, 4], { idRange: L });
  const probesCount = ir.tensor('probes_count', 'input', 'i32', [heads]);
  const entry = ir.tensor('entry', 'memory', 'i32', [bound], { idRange: bound });
  const score = ir.tensor('score', 'input', 'f32', [heads, bound]);
  const offsets = ir.tensor('offsets', 'temp', 'i32', [heads, 4]);
  const total = ir.tensor('total', 'temp', 'i32', [heads]);
  const best = ir.selection('best', [ir.axis('h', heads)], 6, bound, 'output');
  const all = ir.selection('all', [ir.axis('h', heads)], bound, bound, 'output');
  const chosen = ir.tensor('chosen', 'output', 'i32', [heads, 6]);
  const [h, g, o, m, f] = [ir.axis('h', heads), ir.axis('g', heads), ir.axis('o', heads), ir.axis('m', 6), ir.axis('f', heads)];
  const p = ir.axis('p', 4);
  const list = (head: ir.ExprLike, at: ir.ExprLike): Expr => ir.load(probes, head, at);
  const length = ir.select(ir.lt(p, ir.load(probesCount, h)),
    ir.sub(ir.load(start, ir.add(list(h, p), 1)), ir.load(start, list(h, p))), 0);
  const position = (head: ir.ExprLike, c: ir.ExprLike, name: string): Expr => {
    const q = ir.axis(name, 4);
    const number = ir.min(ir.sum([q], ir.convert(ir.le(ir.load(offsets, head, q), c), 'i32')), 3);
    const before = ir.select(ir.eq(number, 0), 0, ir.load(offsets, head, ir.max(ir.sub(number, 1), 0)));
    return ir.load(entry, ir.min(ir.add(ir.load(start, list(head, number)), ir.sub(c, before)), bound - 1));
  };
  const c = ir.range('c', 0, ir.load(total, g), bound);
  const d = ir.range('d', 0, ir.load(total, f), bound);
  const picked = ir.load(best.ids, o, m);
  return make({ name: 'nested', at: [ONE], hidden: hidden ? [offsets, total] : [], ops: [
    { ...ir.map(offsets, [h, p], ir.add(scan(offsets, [h, p], p, 0), length)), sequential: p },
    ir.map(total, [g], ir.load(offsets, g, 3)),
    ir.topk(best, [g], c, ir.load(score, g, position(g, c, 'q')), 6),
    ir.filter(all, [f], d, ir.lt(0, ir.load(score, f, position(f, d, 'r')))),
    ir.map(chosen, [o, m], ir.select(ir.lt(picked, 0), -1, position(o, ir.max(picked, 0), 's'))),
  ], given: {
    start: [0, ...lists.map((_, i) => lists.slice(0, i + 1).reduce((a, b) => a + b, 0))], probes: [0, 2, 1, 3, 3, 1, 0, 0, 2, 2, 0, 1],
    probes_count: [4, 2, 0], entry: Array.from({ length: bound }, (_, i) => (i * 7) % bound),
  } });
}

/** A selection that outlives its step, copies of lists, a flag, values set at chosen places. */
function kept(...lengths: readonly number[]): StateProgram {
  const score = ir.tensor('score', 'memory', 'f32', [N]);
  const pages = ir.selection('pages', [], 8, N, 'memory');
  const words = ir.tensor('words', 'input', 'i32', [10]);
  const wordsCount = ir.tensor('words_count', 'input', 'i32', []);
  const note = ir.tensor('note', 'memory', 'i32', [10], { growth: { kind: 'state' } });
  const noteCount = ir.tensor('note_count', 'memory', 'i32', [], { growth: { kind: 'state' } });
  const flag = ir.tensor('flag', 'output', 'bool', []);
  const total = ir.tensor('total', 'output', 'f32', []);
  const usage = ir.tensor('usage', 'memory', 'f32', [N], { growth: { kind: 'state' } });
  const [t, i, p, q] = [ir.axis('t', N), ir.axis('i', 10), ir.range('p', 0, ir.load(pages.count), 8), ir.range('q', 0, ir.load(pages.count), 8)];
  return make({ name: 'kept', at: lengths.map((n) => ({ N: n, A: 1, C: 1 })), ops: [
    ir.topk(pages, [], t, ir.load(score, t), 8),
    ir.map(note, [i], ir.load(words, i)),
    ir.map(noteCount, [], ir.load(wordsCount)),
    ir.map(total, [], ir.sum([p], ir.load(score, ir.load(pages.ids, p)))),
    ir.map(flag, [], ir.lt(ir.load(total), ir.convert(ir.load(noteCount), 'f32'))),
    ir.map(usage, [q], ir.convert(q, 'f32'), { indices: [ir.load(pages.ids, q)] }),
  ] });
}

/** Running sums of integers, longer than a block of threads is wide. */
function sums(...lengths: readonly number[]): StateProgram {
  const x = ir.tensor('x', 'input', 'i32', [3, N]);
  const start = ir.tensor('start', 'input', 'i32', [3]);
  const s = ir.tensor('s', 'output', 'i32', [3, N]);
  const [i, t] = [ir.axis('i', 3), ir.axis('t', N)];
  return make({ name: 'sums', at: lengths.map((n) => ({ N: n, A: 1, C: 1 })), ops: [
    { ...ir.map(s, [i, t], ir.add(scan(s, [i, t], t, ir.load(start, i)), ir.mul(ir.load(x, i, t), 2))), sequential: t },
  ] });
}

type Form = 'nn' | 'nt' | 'tn';

/** x[a, i, j] = 1.5 * p[a, i, j] + sum(k) p * q, with the rows of q along k or along j, rows of p along k or i. */
function contraction(form: Form, [batch, rows, columns, length]: readonly [number, number, number, number], dtype: DType = 'f32'): StateProgram {
  const p = ir.tensor('p', 'input', dtype, form === 'tn' ? [batch, length, rows] : [batch, rows, length]);
  const q = ir.tensor('q', 'input', dtype, form === 'nt' ? [batch, columns, length] : [batch, length, columns]);
  const r = ir.tensor('r', 'input', 'f32', [batch, rows, columns]);
  const x = ir.tensor('x', 'output', 'f32', [batch, rows, columns]);
  const [a, i, j, k] = [ir.axis('a', batch), ir.axis('i', rows), ir.axis('j', columns), ir.axis('k', length)];
  const left = form === 'tn' ? ir.load(p, a, k, i) : ir.load(p, a, i, k);
  const right = form === 'nt' ? ir.load(q, a, j, k) : ir.load(q, a, k, j);
  return make({ name: `contraction_${form}`, at: [ONE], ops: [
    ir.map(x, [a, i, j], ir.add(ir.mul(1.5, ir.load(r, a, i, j)), ir.mul(0.25, ir.sum([k], ir.mul(left, right))))),
  ] });
}

/** The same with extents that only the sizes tell. */
function sizedContraction(...sizes: readonly (readonly [n: number, a: number, c: number])[]): StateProgram {
  const p = ir.tensor('p', 'input', 'bf16', [N, C]);
  const q = ir.tensor('q', 'input', 'f32', [C, A]);
  const x = ir.tensor('x', 'output', 'f32', [N, A]);
  const [i, j, k] = [ir.axis('i', N), ir.axis('j', A), ir.axis('k', C)];
  return make({ name: 'contraction_sized', at: sizes.map(([n, a, c]) => ({ N: n, A: a, C: c })), ops: [ir.map(x, [i, j], ir.sum([k], ir.mul(ir.load(p, i, k), ir.load(q, k, j))))] });
}

/** Few outputs, long reductions. */
function longSums(...lengths: readonly number[]): StateProgram {
  const x = ir.tensor('x', 'input', 'f32', [N, 300]);
  const all = ir.tensor('all', 'output', 'f32', []);
  const most = ir.tensor('most', 'output', 'f32', [4]);
  const columns = ir.tensor('columns', 'output', 'f32', [300]);
  const [i, d, g, j, e, l, f] = [ir.axis('i', N), ir.axis('d', 300), ir.axis('g', 4), ir.axis('j', N), ir.axis('e', 75), ir.axis('l', N), ir.axis('f', 300)];
  return make({ name: 'long_sums', at: lengths.map((n) => ({ N: n, A: 1, C: 1 })), ops: [
    ir.map(all, [], ir.sqrt(ir.sum([i, d], ir.mul(ir.load(x, i, d), ir.load(x, i, d))))),
    ir.map(most, [g], ir.reduce('max', [j, e], ir.load(x, j, ir.add(ir.mul(g, 75), e)))),
    ir.map(columns, [f], ir.sum([l], ir.mul(ir.load(x, l, f), ir.load(all)))),
  ] });
}

/** NaN gives way to a number: on either side of `min` and `max`, in reductions and where values are combined. */
function notNumbers(): StateProgram {
  const x = ir.tensor('x', 'input', 'f32', [40]);
  const y = ir.tensor('y', 'input', 'f32', [40]);
  const bin = ir.tensor('bin', 'input', 'i32', [40], { idRange: 10 });
  const each = ir.tensor('each', 'output', 'f32', [40]);
  const bounded = ir.tensor('bounded', 'output', 'f32', [40]);
  const all = ir.tensor('all', 'output', 'f32', []);
  const least = ir.tensor('least', 'output', 'f32', [10]);
  const [i, j, k, l] = [ir.axis('i', 40), ir.axis('j', 40), ir.axis('k', 40), ir.axis('l', 40)];
  const values = contents(x, 40, 3);
  return make({ name: 'not_numbers', at: [ONE], given: {
    x: values.map((v, n) => (n % 3 === 0 ? NaN : v)), y: values.map((v, n) => (n % 4 === 0 ? NaN : v + 0.5)), bin: values.map((_, n) => n % 10),
  }, ops: [
    ir.map(each, [i], ir.add(ir.max(ir.load(x, i), ir.load(y, i)), ir.min(ir.load(x, i), ir.load(y, i)))),
    ir.map(bounded, [j], ir.min(ir.max(ir.load(x, j), -0.25), 0.25)),
    ir.map(all, [], ir.reduce('max', [k], ir.load(x, k))),
    ir.scatter(least, [l], [ir.load(bin, l)], 'min', ir.load(y, l)),
  ] });
}

const over = (...extents: readonly number[]): readonly Sizes[] => extents.map((a) => ({ N: 5, A: a, C: 1 }));

export function statePrograms(): readonly StateProgram[] {
  return [
    inPlace(over(0, 1, 33), 40, 'f32'), inPlace(over(5), 7, 'bf16'),
    openBlock(1, 16, 17, 40),
    append([1, 1], [30, 1], [20, 7], [9, 9]),
    scans(over(1, 2, 37), 3, true), scans(over(1, 2, 37), 50, true), scans(over(1, 37), 64, false),
    scansOfSums(over(0, 1, 21)),
    nested([0, 0, 0, 0], false), nested([5, 0, 12, 3], false), nested([1, 20, 9, 10], true),
    kept(1, 5, 300),
    contraction('nn', [2, 5, 48, 40]), contraction('nt', [2, 37, 96, 64]), contraction('nt', [1, 4, 37, 50], 'bf16'), contraction('tn', [1, 41, 64, 36]),
    sizedContraction([1, 0, 1], [7, 1, 9], [130, 65, 33]),
    longSums(1, 700), sums(1, 256, 700), notNumbers(),
  ];
}
