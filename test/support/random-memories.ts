import fc from 'fast-check';
import * as ir from '../../src/ir/build.js';
import type { Axis, Expr, MapOp, Op, SizeSymbol, Tensor } from '../../src/ir/nodes.js';
import { freshAxes, loadsOf, substituteAxes } from '../../src/ir/visit.js';
import { Size } from '../../src/symbolic/index.js';
import { Builder, Random, sampleOf, type MethodSample } from './random-method.js';

const ROWS = 3;
const BLOCK = 4;

/**
 * Random methods with memories of every kind, each written at most once between reads of what was there and reads of what is there
 * then; with operations under conditions on sizes and on flags; and with equal expressions in several places.
 */
class StatefulBuilder extends Builder {
  private readonly tokens: SizeSymbol = ir.size('N', 1, 40);
  private readonly cache: Tensor;
  private readonly ring: Tensor;
  private readonly low: Tensor;
  private readonly state: Tensor;
  private readonly scores: Tensor;
  private readonly kept: { readonly ids: Tensor; readonly count: Tensor };
  private readonly flags: Expr[] = [];
  private readonly written = new Set<Tensor>();

  constructor(random: Random) {
    super(random);
    const { tokens } = this;
    this.allSizes = [...this.sizes, tokens];
    this.cache = this.add(ir.tensor('cache', 'memory', 'f32', [tokens, 4], { growth: { kind: 'append-token', size: tokens } }));
    this.ring = this.add(ir.tensor('ring', 'memory', 'bf16', [ROWS, 4], { growth: { kind: 'ring', size: tokens, rows: ROWS } }));
    const blocks = Size.ceildiv(ir.extent(tokens), BLOCK);
    this.low = this.add(ir.tensor('low', 'memory', 'f32', [blocks, 4], { growth: { kind: 'update-block', size: tokens, block: BLOCK } }));
    this.state = this.add(ir.tensor('state', 'memory', 'f32', [4, 4], { growth: { kind: 'state' } }));
    this.scores = this.add(ir.tensor('scores', 'memory', 'f32', [4], { growth: { kind: 'state' } }));
    const count = ir.tensor('kept_count', 'memory', 'i32', [], { growth: { kind: 'state' } });
    this.kept = { ids: { ...ir.tensor('kept', 'memory', 'i32', [2], { idRange: 4, growth: { kind: 'state' } }), count }, count };
    this.add(this.kept.ids);
    this.add(count);
    this.flags.push(ir.load(this.add(ir.tensor('given', 'input', 'bool', []))));
  }

  step(last: boolean): void {
    const r = this.random;
    const before = this.operations.length;
    const flags = [...this.flags];
    const choice = r.int(0, 9);
    if (last || choice < 3) this.operation(last);
    else if (choice === 3) this.flag();
    else if (choice === 4) this.again();
    else this.write();
    if (r.chance(0.35)) this.condition(before, flags);
  }

  /** Puts the operations from `first` on under a condition. */
  private condition(first: number, flags: readonly Expr[]): void {
    const r = this.random;
    const flag = r.pick(flags);
    const onSizes = ir.eq(ir.mod(ir.expr(this.tokens), 2), r.int(0, 1));
    const options = [onSizes, flag, ir.not(flag), ir.and(onSizes, flag)];
    const when = r.pick(options);
    const ops = this.operations.splice(first).map((op): Op => (op.when ? { ...op, when: ir.and(op.when, when) } : { ...op, when }));
    this.operations.push(...ops);
  }

  private flag(): void {
    const flag = this.add(ir.tensor(this.name('when'), 'temp', 'bool', []));
    this.operations.push(ir.map(flag, [], this.predicate([], 2), { stage: this.nextStage() }));
    this.flags.push(ir.load(flag));
  }

  /** An expression that was computed before, possibly from memories that have changed since. */
  private again(): void {
    const plain = (op: Op): op is MapOp => op.kind === 'map' && op.target.role !== 'memory' && op.target.dtype !== 'bool' && op.target.dtype !== 'i32'
      && op.axes.every((a) => a.hi.kind === 'const' || a.hi.kind === 'size');
    const earlier = this.operations.filter(plain);
    if (earlier.length === 0) return;
    const op = this.random.pick(earlier);
    const fresh = new Map<Axis, Expr>();
    const axes = op.axes.map((axis): Axis => {
      const next: Axis = { ...axis };
      fresh.set(axis, ir.expr(next));
      return next;
    });
    const target = this.add(ir.tensor(this.name('t'), this.random.chance(0.5) ? 'output' : 'temp', op.target.dtype, op.target.shape));
    this.operations.push(ir.map(target, axes, freshAxes(substituteAxes(op.value, fresh)), { stage: this.nextStage() }));
  }

  private write(): void {
    const r = this.random;
    const target = r.pick([this.cache, this.ring, this.low, this.state, this.scores, this.kept.ids]);
    if (this.written.has(target)) return;
    this.written.add(target);
    if (target === this.kept.ids) {
      const over = ir.axis(this.name('i'), 4);
      const key = this.float([over], 2);
      this.operations.push(ir.topk(this.kept, [], over, this.apart([over], key, this.kept.ids), 2, { stage: this.nextStage() }));
      return;
    }
    const newest = ir.sub(this.tokens, 1);
    const axes = (target === this.state ? ['i', 'j'] : ['i']).map((n) => ir.axis(this.name(n), 4));
    const row = { cache: newest, ring: ir.mod(newest, ROWS), low: ir.div(newest, BLOCK) }[target.name];
    const indices = [...(row ? [row] : []), ...axes.map((a) => ir.expr(a))];
    const own = ir.load(target, ...indices);
    const value = this.apart(axes, this.float(axes, 2), target);
    const combined = target === this.cache ? value
      : target === this.low ? ir.select(ir.eq(ir.mod(newest, BLOCK), 0), value, ir.min(own, value))
        : r.chance(0.6) ? ir.add(ir.mul(own, 0.5), value) : value;
    this.operations.push(ir.map(target, axes, target.dtype === 'f32' ? combined : ir.round(combined, target.dtype), { indices, stage: this.nextStage() }));
  }

  /** The value, in a temporary if it reads the memory that it is written to. */
  private apart(axes: readonly Axis[], value: Expr, target: Tensor): Expr {
    const temporary = ir.tensor(this.name('t'), 'temp', 'f32', axes.map((a) => a.bound));
    const op = ir.map(temporary, axes, value, { stage: this.nextStage() });
    if (!loadsOf(op).some((l) => l.tensor === target)) return value;
    this.add(temporary);
    const own = new Map(axes.map((a): [Axis, Axis] => [a, { ...a }]));
    const renamed = new Map([...own].map(([from, to]) => [from, ir.expr(to)]));
    this.operations.push(ir.map(temporary, [...own.values()], freshAxes(substituteAxes(value, renamed)), { stage: op.stage }));
    return ir.load(temporary, ...axes);
  }
}

export function sampleStateful(seed: number, ops: number): MethodSample {
  const random = new Random(seed);
  const builder = new StatefulBuilder(random);
  for (let i = 0; i < ops; i++) builder.step(i === ops - 1);
  return sampleOf(builder, seed, ops, { N: random.int(1, 9) });
}

/** Random methods with memories and conditions, shrinking to fewer operations. */
export function arbitraryStateful(maxOps = 8): fc.Arbitrary<MethodSample> {
  return fc.record({ seed: fc.integer(), ops: fc.integer({ min: 1, max: maxOps }) })
    .map(({ seed, ops }) => ({ ...sampleStateful(seed, ops), [fc.toStringMethod]: () => `sampleStateful(${seed}, ${ops})` }));
}
