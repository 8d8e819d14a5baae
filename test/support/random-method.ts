import fc from 'fast-check';
import * as ir from '../../src/ir/build.js';
import { STAGES, type Axis, type Expr, type Method, type Op, type SizeSymbol, type Stage, type Tensor } from '../../src/ir/nodes.js';
import { isCompute, opDefines } from '../../src/ir/visit.js';
import type { DType } from '../../src/numerics/dtype.js';
import { scalarTypeOf } from '../../src/numerics/dtype.js';
import { tensorData, type TensorData } from '../../src/numerics/tensor-data.js';
import { fromTensorData, isActive, runOp, zeros, type Stored } from '../../src/reference/index.js';
import { Size, type Sym } from '../../src/symbolic/index.js';

/** A random program in index notation with inputs for it. `inputs` has every tensor that is not computed, by name. */
export interface MethodSample {
  readonly method: Method;
  readonly sizes: Record<string, number>;
  readonly inputs: Record<string, TensorData>;
  /** Repeats this sample: `sampleMethod(seed, ops)`. */
  readonly seed: number;
  readonly ops: number;
}

/** Small, deterministic generator (mulberry32). */
export class Random {
  constructor(private state: number) {}
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  int(lo: number, hi: number): number { return lo + Math.floor(this.next() * (hi - lo + 1)); }
  pick<T>(list: readonly T[]): T {
    const item = list[this.int(0, list.length - 1)];
    if (item === undefined) throw new RangeError('pick from nothing');
    return item;
  }
  chance(p: number): boolean { return this.next() < p; }
}

const FLOATS: readonly DType[] = ['f32', 'f32', 'bf16', 'f16', 'f8e4m3'];

/** A range that axes can run over: its size and how many points it has. */
interface Extent { readonly count: number | SizeSymbol; readonly sym: Sym; readonly min: number }
interface Picked { readonly ids: Tensor; readonly count: Tensor; readonly range: Sym; readonly outer: readonly Sym[] }

/** Grows a random method operation by operation. `random-memories.ts` adds memories and conditions. */
export class Builder {
  readonly sizes = [ir.size('A', 1, 8), ir.size('M', 1, 64), ir.size('J', 1, 16), ir.size('E', 0, 200), ir.size('Q', 0, 16)] as const;
  /** Sizes that the method declares, those of memories included. */
  allSizes: readonly SizeSymbol[] = this.sizes;
  readonly extents: readonly Extent[];
  readonly tensors: Tensor[] = [];
  readonly operations: Op[] = [];
  private readonly picked: Picked[] = [];
  private readonly start: Tensor;
  private readonly doc: Tensor;
  private readonly lengths: Tensor;
  private serial = 0;
  private stage = 1;

  constructor(readonly random: Random) {
    const [A, M, J, E, Q] = this.sizes;
    this.extents = [...[A, M, J].map((s) => ({ count: s, sym: ir.extent(s), min: s.min })), { count: 4, sym: Size.constant(4), min: 4 }];
    this.start = this.add(ir.tensor('start', 'memory', 'i32', [Size.add(ir.extent(M), 1)], { idRange: Size.add(ir.extent(E), 1), growth: { kind: 'static' } }));
    this.doc = this.add(ir.tensor('doc', 'memory', 'i32', [E], { idRange: M, growth: { kind: 'static' } }));
    this.lengths = this.add(ir.tensor('lengths', 'input', 'i32', [A], { idRange: Size.add(ir.extent(J), 1) }));
    this.add(ir.tensor('posting', 'memory', 'f32', [E], { growth: { kind: 'static' } }));
    this.add(ir.tensor('query', 'input', 'i32', [Q], { idRange: M }));
    this.add(ir.tensor('link', 'input', 'i32', [A], { idRange: M }));
    this.add(ir.tensor('flag', 'input', 'bool', [M]));
    for (const [name, rank] of [['x', 1], ['y', 2], ['z', 2], ['w', 3]] as const) {
      const shape = Array.from({ length: rank }, () => random.pick(this.extents).sym);
      this.add(ir.tensor(name, name === 'w' ? 'weight' : 'input', random.pick(FLOATS), shape));
    }
  }

  protected add(tensor: Tensor): Tensor {
    this.tensors.push(tensor);
    return tensor;
  }

  protected name(prefix: string): string {
    return `${prefix}${this.serial++}`;
  }

  protected axis(extent: Extent = this.random.pick(this.extents)): Axis {
    return ir.axis(this.name('i'), extent.count);
  }

  /** Something to index a dimension of `extent` points with, from the axes in scope; undefined if there is nothing. */
  private index(extent: Sym, scope: readonly Axis[]): Expr | undefined {
    const r = this.random;
    const same = scope.filter((a) => Size.equals(a.bound, extent) && a.lo.kind === 'const');
    const links = this.tensors.filter((t) => t.role === 'input' && t.idRange && Size.equals(t.idRange, extent) && t.shape.length === 1);
    const options: (() => Expr | undefined)[] = [];
    if (same.length > 0) {
      const plain = (): Expr => ir.expr(r.pick(same));
      const back = (): Expr => ir.sub(ir.sub(ir.exprOfSym(extent, this.allSizes), 1), r.pick(same));
      options.push(plain, plain, plain, back);
    }
    const fixed = Size.asConstant(extent);
    options.push(() => ir.i32(fixed === undefined ? 0 : r.int(0, fixed - 1)));
    options.push(() => ir.sub(ir.exprOfSym(extent, this.allSizes), 1));
    for (const link of links) {
      const [dim] = link.shape;
      const by = dim && scope.find((a) => Size.equals(a.bound, dim) && a.lo.kind === 'const');
      if (by) options.push(() => ir.load(link, by));
    }
    return r.pick(options)();
  }

  private load(scope: readonly Axis[]): Expr {
    const r = this.random;
    const usable = this.tensors.filter((t) => scalarTypeOf(t.dtype) === 'f32' && t.shape.every((d) => d.key !== 'E' && d.key !== 'Q'));
    const tensor = r.pick(usable);
    const indices = tensor.shape.map((extent) => this.index(extent, scope) ?? ir.i32(0));
    return ir.load(tensor, ...indices);
  }

  /** A random f32 expression over the axes in scope. */
  float(scope: readonly Axis[], depth: number, loops = 2): Expr {
    const r = this.random;
    if (depth <= 0 || r.chance(0.2)) {
      const choice = r.int(0, 9);
      if (choice === 0) return ir.f32(r.pick([0, 1, -1, 0.5, 2, 3]));
      if (choice === 1 && scope.length > 0) return ir.convert(r.pick(scope), 'f32');
      if (choice === 2) return ir.convert(r.pick(this.sizes), 'f32');
      return this.load(scope);
    }
    const sub = (): Expr => this.float(scope, depth - 1, loops);
    switch (r.int(0, 13)) {
      case 0: case 1: return ir.add(sub(), sub());
      case 2: return ir.sub(sub(), sub());
      case 3: case 4: return ir.mul(sub(), sub());
      case 5: return r.chance(0.5) ? ir.max(sub(), sub()) : ir.min(sub(), sub());
      case 6: return this.function(sub());
      case 7: return ir.select(this.predicate(scope, depth - 1), sub(), sub());
      case 8: return r.chance(0.5) ? ir.round(sub(), r.pick(['f16', 'bf16', 'f8e4m3'])) : ir.div(sub(), ir.add(ir.abs(sub()), 1));
      case 9: case 10: case 11: return loops > 0 ? this.reduction(scope, depth, loops) : sub();
      case 12: return loops > 0 ? this.softmax(scope, depth, loops) : sub();
      default: return this.load(scope);
    }
  }

  private function(x: Expr): Expr {
    switch (this.random.int(0, 11)) {
      case 0: return ir.neg(x);
      case 1: return ir.abs(x);
      case 2: return ir.exp(ir.neg(ir.abs(x)));
      case 3: return ir.log(ir.add(ir.abs(x), 1));
      case 4: return ir.sqrt(ir.abs(x));
      case 5: return ir.rsqrt(ir.add(ir.abs(x), 1));
      case 6: return ir.sin(x);
      case 7: return ir.cos(x);
      case 8: return ir.tanh(x);
      case 9: return ir.floor(x);
      case 10: return ir.unary('pow2ceil', x);
      default: return ir.pow(ir.add(ir.abs(x), 0.5), this.random.pick([0.5, 2, -1.5]));
    }
  }

  predicate(scope: readonly Axis[], depth: number): Expr {
    const r = this.random;
    const compare = (): Expr => ir.binary(r.pick(['lt', 'le']), this.float(scope, depth - 1, 0), this.float(scope, depth - 1, 0));
    const first = scope[0];
    switch (r.int(0, 5)) {
      case 0: return ir.and(compare(), compare());
      case 1: return ir.or(compare(), compare());
      case 2: return ir.not(compare());
      case 3: return first ? ir.eq(ir.mod(first, 2), 0) : compare();
      default: return compare();
    }
  }

  /** New axes to loop over: plain, ragged, along postings, or over a selection; with what they bring into scope. */
  private loop(scope: readonly Axis[]): { readonly axes: readonly Axis[]; readonly values: readonly Expr[] } {
    const r = this.random;
    const [A, M, J, E] = this.sizes;
    const overA = scope.find((a) => Size.equals(a.bound, ir.extent(A)) && a.lo.kind === 'const');
    const overM = scope.find((a) => Size.equals(a.bound, ir.extent(M)) && a.lo.kind === 'const');
    const choice = r.int(0, 5);
    if (choice === 0 && overA) return { axes: [ir.range(this.name('j'), 0, ir.load(this.lengths, overA), J)], values: [] };
    if (choice === 1 && overM) {
      const e = ir.range(this.name('e'), ir.load(this.start, overM), ir.load(this.start, ir.add(overM, 1)), E);
      const posting = this.tensors.find((t) => t.name === 'posting');
      return { axes: [e], values: posting ? [ir.load(posting, e)] : [] };
    }
    if (choice === 2 && this.picked.length > 0) {
      const { ids, count, outer, range } = r.pick(this.picked);
      const at = outer.map((extent) => this.index(extent, scope) ?? ir.i32(0));
      const width = ids.shape[ids.shape.length - 1] ?? Size.constant(1);
      const p = ir.range(this.name('p'), 0, ir.load(count, ...at), width);
      const id = ir.load(ids, ...at, p);
      const tables = this.tensors.filter((t) => scalarTypeOf(t.dtype) === 'f32' && t.shape.length === 1 && t.shape[0] && Size.equals(t.shape[0], range));
      return { axes: [p], values: [ir.convert(id, 'f32'), ...tables.map((t) => ir.load(t, id))] };
    }
    const axes = r.chance(0.25) ? [this.axis(), this.axis()] : [this.axis()];
    return { axes, values: [] };
  }

  private reduction(scope: readonly Axis[], depth: number, loops: number): Expr {
    const { axes, values } = this.loop(scope);
    const body = this.float([...scope, ...axes], depth - 1, loops - 1);
    const value = values.reduce((a, b) => ir.mul(a, b), body);
    return ir.reduce(this.random.pick(['sum', 'sum', 'sum', 'max', 'min']), axes, value);
  }

  private softmax(scope: readonly Axis[], depth: number, loops: number): Expr {
    const { axes, values } = this.loop(scope);
    const inner = [...scope, ...axes];
    const value = values.reduce((a, b) => ir.add(a, b), this.float(inner, depth - 1, loops - 1));
    return ir.softmaxSum(axes, ir.tanh(this.float(inner, depth - 1, loops - 1)), value);
  }

  /** Stages never go back; now and then one moves on. */
  protected nextStage(least = 1): Stage {
    this.stage = Math.max(this.stage, least, this.random.chance(0.2) ? Math.min(this.stage + 1, 3) : 1);
    return STAGES[this.stage] ?? 'apply';
  }

  operation(last: boolean): void {
    const r = this.random;
    const role = last || r.chance(0.3) ? 'output' : 'temp';
    switch (r.int(0, 9)) {
      case 0: this.scatter(role); return;
      case 1: case 2: this.topk(role); return;
      case 3: this.filter(role); return;
      case 4: this.raggedMap(role); return;
      case 5: this.integers(role); return;
      default: this.map(role);
    }
  }

  private map(role: 'temp' | 'output'): void {
    const r = this.random;
    const axes = Array.from({ length: r.int(0, 3) }, () => this.axis());
    const dtype = r.pick(FLOATS);
    const value = this.float(axes, 3);
    const target = this.add(ir.tensor(this.name('t'), role, dtype, axes.map((a) => a.bound)));
    this.operations.push(ir.map(target, axes, dtype === 'f32' ? value : ir.round(value, dtype), { stage: this.nextStage() }));
  }

  private integers(role: 'temp' | 'output'): void {
    const a = this.axis();
    const b = this.axis();
    const value = ir.mod(ir.sub(ir.mul(a, 3), ir.div(ir.add(b, 5), 2)), this.random.int(2, 7));
    const target = this.add(ir.tensor(this.name('n'), role, 'i32', [a.bound, b.bound]));
    this.operations.push(ir.map(target, [a, b], value, { stage: this.nextStage() }));
  }

  private raggedMap(role: 'temp' | 'output'): void {
    const [A, , J] = this.sizes;
    const a = ir.axis(this.name('i'), A);
    const j = ir.range(this.name('j'), 0, ir.load(this.lengths, a), J);
    const value = this.float([a, j], 2);
    const target = this.add(ir.tensor(this.name('r'), role, 'f32', [A, J]));
    this.operations.push(ir.map(target, [a, j], value, { stage: this.nextStage() }));
  }

  private scatter(role: 'temp' | 'output'): void {
    const r = this.random;
    const [, M, , E, Q] = this.sizes;
    const query = this.tensors.find((t) => t.name === 'query');
    const posting = this.tensors.find((t) => t.name === 'posting');
    if (!query || !posting) return;
    const combine = r.pick(['sum', 'sum', 'max', 'min'] as const);
    let axes: readonly Axis[];
    let e: Axis;
    if (r.chance(0.5)) {
      const q = ir.axis(this.name('q'), Q);
      const term = ir.load(query, q);
      e = ir.range(this.name('e'), ir.load(this.start, term), ir.load(this.start, ir.add(term, 1)), E);
      axes = [q, e];
    } else {
      e = ir.axis(this.name('e'), E);
      axes = [e];
    }
    const value = r.chance(0.5) ? ir.load(posting, e) : ir.mul(ir.load(posting, e), this.float([], 1, 0));
    const target = this.add(ir.tensor(this.name('s'), role, 'f32', [M]));
    this.operations.push(ir.scatter(target, axes, [ir.load(this.doc, e)], combine, value, { stage: this.nextStage() }));
  }

  private outer(): readonly Axis[] {
    return this.random.chance(0.6) ? [this.axis()] : [];
  }

  private topk(role: 'temp' | 'output'): void {
    const outer = this.outer();
    const extent = this.random.pick(this.extents);
    const over = this.axis(extent);
    const k = this.random.int(1, 6);
    const scope = [...outer, over];
    const key = this.random.chance(0.6) ? this.load(scope) : this.float(scope, 2);
    const masked = this.random.chance(0.3) ? ir.select(this.predicate(scope, 1), key, -Infinity) : key;
    const result = ir.selection(this.name('best'), outer, k, extent.sym, role);
    this.add(result.ids);
    this.add(result.count);
    this.operations.push(ir.topk(result, outer, over, masked, k, { stage: this.nextStage(2) }));
    this.picked.push({ ...result, range: extent.sym, outer: outer.map((a) => a.bound) });
  }

  private filter(role: 'temp' | 'output'): void {
    const outer = this.outer();
    const extent = this.random.pick(this.extents);
    const over = this.axis(extent);
    const predicate = this.predicate([...outer, over], 2);
    const result = ir.selection(this.name('chosen'), outer, extent.sym, extent.sym, role);
    this.add(result.ids);
    this.add(result.count);
    this.operations.push(ir.filter(result, outer, over, predicate, { stage: this.nextStage(2) }));
    this.picked.push({ ...result, range: extent.sym, outer: outer.map((a) => a.bound) });
  }
}

function randomSizes(random: Random): Record<string, number> {
  return { A: random.int(1, 5), M: random.pick([1, 2, 7, 16, 33]), J: random.int(1, 9), E: random.pick([0, 3, 40]), Q: random.int(0, 6) };
}

/** Values with many ties (small whole numbers), quarters, or spread out. */
function randomFloats(random: Random, count: number): number[] {
  const style = random.int(0, 2);
  return Array.from({ length: count }, () =>
    style === 0 ? random.int(-3, 3) : style === 1 ? random.int(-16, 16) / 4 : (random.next() * 2 - 1) * 4);
}

function randomInput(tensor: Tensor, sizes: Record<string, number>, random: Random): TensorData {
  const shape = tensor.shape.map((d) => Size.evaluate(d, sizes));
  const count = shape.reduce((a, b) => a * b, 1);
  if (tensor.dtype === 'bool') return tensorData('bool', shape, Array.from({ length: count }, () => random.int(0, 1)));
  if (!tensor.idRange) return tensorData(tensor.dtype, shape, randomFloats(random, count));
  const range = Size.evaluate(tensor.idRange, sizes);
  const ids = Array.from({ length: count }, () => random.int(0, Math.max(0, range - 1)));
  if (tensor.name === 'start') {
    ids.sort((a, b) => a - b);
    ids[0] = 0;
    ids[count - 1] = range - 1;
  }
  return tensorData(tensor.dtype, shape, ids);
}

/** The method that a seed stands for. */
export function sampleMethod(seed: number, ops: number): MethodSample {
  const random = new Random(seed);
  const builder = new Builder(random);
  for (let i = 0; i < ops; i++) builder.operation(i === ops - 1);
  return sampleOf(builder, seed, ops);
}

/** What a builder made, with random inputs. */
export function sampleOf(builder: Builder, seed: number, ops: number, more: Readonly<Record<string, number>> = {}): MethodSample {
  const { tensors, random } = builder;
  const method = ir.method('random', { sizes: builder.allSizes, tensors, ops: builder.operations });
  const sizes = { ...randomSizes(random), ...more };
  const given = tensors.filter((t) => t.role === 'input' || t.role === 'weight' || t.role === 'memory');
  const inputs = Object.fromEntries(given.map((t) => [t.name, randomInput(t, sizes, random)]));
  return { method, sizes, inputs, seed, ops };
}

/** Random methods of one to four operations, shrinking to fewer. */
export function arbitraryMethod(maxOps = 4): fc.Arbitrary<MethodSample> {
  return fc.record({ seed: fc.integer(), ops: fc.integer({ min: 1, max: maxOps }) })
    .map(({ seed, ops }) => ({ ...sampleMethod(seed, ops), [fc.toStringMethod]: () => `sampleMethod(${seed}, ${ops})` }));
}

/** Every tensor's values after the reference has run all operations on the sample's inputs. */
export function referenceTensors({ method, sizes, inputs }: MethodSample): ReadonlyMap<Tensor, Stored> {
  const stored = new Map<Tensor, Stored>();
  for (const tensor of method.tensors) {
    const data = inputs[tensor.name];
    stored.set(tensor, data ? fromTensorData(data) : zeros(tensor, sizes));
  }
  const read = (tensor: Tensor): Stored => {
    const found = stored.get(tensor);
    if (!found) throw new RangeError(`no tensor ${tensor.name}`);
    return found;
  };
  for (const op of method.ops.filter(isCompute)) {
    if (isActive(op, sizes, read)) runOp(op, read, sizes);
    else for (const tensor of opDefines(op)) if (tensor.role !== 'memory') read(tensor).data.fill(tensor.idRange ? -1 : 0);
  }
  return stored;
}
