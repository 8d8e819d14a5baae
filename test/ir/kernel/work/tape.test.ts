import { describe, expect, it } from 'vitest';
import { applied, execute, OPS, type Op } from '../../../../src/ir/kernel/work/operations.js';
import { sectorsTouched } from '../../../../src/ir/kernel/work/sectors.js';
import { Mask, Slots } from '../../../../src/ir/kernel/work/slots.js';
import { BODY, LANES, SIZES, TapeWriter } from '../../../../src/ir/kernel/work/tape.js';
import { randomFrom } from '../../../partitioner/search/problems.js';

const WAVE = 32;

function slotsFor(writer: TapeWriter): Slots {
  const slots = new Slots(writer.slots);
  slots.wave = WAVE;
  for (const [slot, value] of writer.constants) slots.uniform(slot, value);
  return slots;
}

describe('values of lanes', () => {
  it('are the same however they are held: uniform, rising evenly, each its own', () => {
    const random = randomFrom(5);
    const pick = (n: number): number => Math.floor(random() * n);
    let compared = 0;
    const ops = OPS.filter((op) => !['move', 'select', 'shl', 'shr', 'pow'].includes(op));
    for (let round = 0; round < 3000; round++) {
      const op: Op = ops[pick(ops.length)] ?? 'add';
      const slots = new Slots(3);
      slots.wave = WAVE;
      const lanes = [0, 1].map((slot) => {
        const [form, base, stride] = [pick(3), pick(200) - 60, [0, 1, 4, 32, -1, 3][pick(6)] ?? 0];
        if (form === 0) slots.uniform(slot, base);
        else if (form === 1) slots.even(slot, base, stride);
        else slots.spread(slot).forEach((_, i, each) => { each[i] = base + pick(40); });
        return Array.from({ length: WAVE }, (_, i) => slots.lane(slot, i));
      });
      execute(Int32Array.of(OPS.indexOf(op), 2, 0, 1, 0), 0, 1, slots);
      const wrong = Array.from({ length: WAVE }, (_, i) => i).filter((i) => slots.lane(2, i) !== applied(op, lanes[0]?.[i] ?? 0, lanes[1]?.[i] ?? 0));
      if (wrong.length > 0) expect({ op, lanes, wrong }).toBe('no lane wrong');
      compared += WAVE;
    }
    expect(compared).toBe(3000 * WAVE);
  });

  it('are taken from one of two by a third', () => {
    const slots = new Slots(4);
    slots.wave = WAVE;
    slots.even(0, 0, 1);
    slots.uniform(1, 7);
    slots.spread(2).forEach((_, i, each) => { each[i] = i % 2; });
    execute(Int32Array.of(OPS.indexOf('select'), 3, 2, 0, 1), 0, 1, slots);
    expect([0, 1, 2, 3].map((i) => slots.lane(3, i))).toEqual([7, 1, 7, 3]);
  });
});

describe('a tape', () => {
  it('writes equal operations once, folds constants, and keeps apart what follows from sizes or the thread alone', () => {
    const writer = new TapeWriter();
    const [n, thread, block] = [writer.slot(SIZES), writer.slot(LANES), writer.slot(BODY)];
    const four = writer.value('add', writer.constant(1), writer.constant(3));
    expect(four).toBe(writer.constant(4));
    const rows = writer.value('floordiv', n, four);
    const lane = writer.value('mod', thread, four);
    const at = writer.value('add', writer.value('mul', block, rows), lane);
    expect(writer.value('add', writer.value('mul', block, rows), lane)).toBe(at);
    writer.value('mul', at, at); // nobody needs it
    const tape = writer.finish([at]);
    expect([tape.ends, tape.operations.length / 5]).toEqual([[1, 2], 4]);
    const slots = slotsFor(writer);
    slots.uniform(n, 40);
    slots.even(thread, 0, 1);
    slots.uniform(block, 3);
    execute(tape.operations, 0, 4, slots);
    expect([0, 1, 5].map((i) => slots.lane(at, i))).toEqual([30, 31, 31]);
  });

  it('does not take what was computed in a branch for what holds after it', () => {
    const writer = new TapeWriter();
    const x = writer.slot(BODY);
    let inside = -1;
    writer.scoped(() => { inside = writer.value('add', x, writer.constant(1)); });
    expect(writer.value('add', x, writer.constant(1))).not.toBe(inside);
  });

  it('computes anew what follows from a variable that changes', () => {
    const writer = new TapeWriter();
    const variable = writer.variable();
    writer.move(variable, writer.constant(1));
    const before = writer.value('add', variable, writer.constant(1));
    writer.move(variable, writer.constant(5));
    expect(writer.value('add', variable, writer.constant(1))).not.toBe(before);
  });
});

describe('sectors', () => {
  it('are counted one by one and in closed form alike', () => {
    const random = randomFrom(9);
    const pick = (n: number): number => Math.floor(random() * n);
    const [even, each, bound] = [0, 1, 2];
    const [all, active] = [new Mask(), new Mask()];
    all.all(WAVE);
    for (let round = 0; round < 2000; round++) {
      const slots = new Slots(3);
      slots.wave = WAVE;
      const lanes = [1, 2, 4][pick(3)] ?? 1;
      const [base, stride, element] = [lanes * pick(50), lanes * (pick(40) - 10), [1, 2, 4][pick(3)] ?? 4];
      slots.even(even, base, stride);
      slots.spread(each).forEach((_, i, values) => { values[i] = base + stride * i; });
      const [from, to] = [pick(16), 16 + pick(17)];
      slots.spread(bound).forEach((_, i, values) => { values[i] = i >= from && i < to ? 1 : 0; });
      active.refine(all, slots, bound, true);
      const touched = new Set<number>();
      for (let i = from; i < to; i++) for (let b = 0; b < lanes * element; b++) touched.add(Math.floor(((base + stride * i) * element + b) / 32));
      const counts = [even, each].map((index) => sectorsTouched({ lanes, element, index }, { slots, active }, 32));
      if (counts.some((n) => n !== touched.size)) expect({ base, stride, element, lanes, from, to, counts }).toBe(touched.size);
    }
    active.refine(all, new Slots(1), 0, true);
    expect(active.count).toBe(0);
  });
});

describe('a mask', () => {
  it('knows how many lanes are active, and whether they lie side by side', () => {
    const slots = new Slots(1);
    slots.wave = WAVE;
    const [all, some] = [new Mask(), new Mask()];
    all.all(WAVE);
    slots.spread(0).forEach((_, i, each) => { each[i] = i < 5 ? 1 : 0; });
    some.refine(all, slots, 0, true);
    expect([some.count, some.first, some.end, some.gapless, some.has(4), some.has(5)]).toEqual([5, 0, 5, true, true, false]);
    slots.spread(0).forEach((_, i, each) => { each[i] = i % 8 === 3 ? 1 : 0; });
    some.refine(all, slots, 0, true);
    expect([some.count, some.first, some.end, some.gapless]).toEqual([4, 3, 28, false]);
    slots.uniform(0, 0);
    some.refine(all, slots, 0, true);
    expect(some.count).toBe(0);
    some.refine(all, slots, 0, false);
    expect(some.count).toBe(WAVE);
  });
});
