import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/simulator/engine.js';
import { Random } from '../../src/simulator/random.js';
import { folded, NOWHERE, Resources, type Operation, type Program } from '../../src/simulator/resources.js';

const work = (resource: number, time: number, watts = 0): Operation =>
  ({ resource, label: `on ${resource}`, compute: time, computeWatts: watts, memory: 0, memoryWatts: 0 });
const once = (...operations: Operation[]): Program => ({ operations, rounds: 1, tail: [], folded: 1 });

/** Programs that begin at given times. */
function run(resources: (r: Resources) => void, starts: readonly { readonly at: number; readonly program: Program }[]) {
  const engine = new Engine();
  const ended: number[] = [];
  const r = new Resources(engine, (tag) => { ended[tag] = engine.now; }, 1e6);
  resources(r);
  const begin = engine.on((i) => { r.start(starts[i]?.program ?? once(), i); });
  starts.forEach(({ at }, i) => { engine.at(at, begin, i); });
  engine.run();
  return { r, ended, end: engine.now };
}

describe('a queue', () => {
  it.each([0.3, 0.7, 0.9])('with Poisson arrivals and constant service waits as M/D/1 says, at load %d', (load) => {
    const random = new Random(7);
    const engine = new Engine();
    const r = new Resources(engine, () => { /* done */ });
    r.add('server', 'device', 0);
    const program = once(work(0, 1));
    const arrive = engine.on((left) => {
      r.start(program, 0);
      if (left > 0) engine.after(random.exponential(1 / load), arrive, left - 1);
    });
    engine.at(0, arrive, 300_000);
    engine.run();
    const [use] = r.uses(engine.now);
    expect(use?.meanWait).toBeGreaterThan(load / (2 * (1 - load)) * 0.96);
    expect(use?.meanWait).toBeLessThan(load / (2 * (1 - load)) * 1.04);
    expect(use?.utilisation).toBeCloseTo(load, 2);
  });

  it('serves first come, first served', () => {
    const { ended } = run((x) => { x.add('server', 'device', 0); }, [5, 1, 1, 3].map((time, i) => ({ at: i / 10, program: once(work(0, time)) })));
    expect(ended).toEqual([5, 6, 7, 10]);
  });
});

describe('a pipeline', () => {
  it.each([[[3, 5, 2]], [[1, 1, 1]], [[2, 4, 9, 1]]])('of stages %j goes at the pace of its slowest', (stages) => {
    const n = 200;
    const program = once(...stages.map((time, i) => work(i, time)));
    const { ended } = run((x) => { stages.forEach((_, i) => x.add(`stage ${i}`, 'device', 0)); }, Array.from({ length: n }, () => ({ at: 0, program })));
    const sum = stages.reduce((a, b) => a + b, 0);
    expect(ended[n - 1]).toBe(sum + (n - 1) * Math.max(...stages));
  });

  it('overlaps two halves of a batch on two devices: double buffering', () => {
    const layer: Program = { operations: [work(0, 3), work(1, 3)], rounds: 10, tail: [work(0, 1)], folded: 1 };
    const two = (x: Resources): void => { x.add('a', 'device', 0); x.add('b', 'device', 0); };
    expect(run(two, [{ at: 0, program: layer }]).end).toBe(61);
    // Each half takes as long here; both devices are busy but for the start of one and the end of the other.
    expect(run(two, [{ at: 0, program: layer }, { at: 0, program: layer }]).end).toBeLessThanOrEqual(65);
  });
});

describe('random programs', () => {
  const random = new Random(3);
  const watts = [100, 250, 40];
  const starts = Array.from({ length: 400 }, () => ({
    at: random.next() * 500,
    program: {
      operations: Array.from({ length: random.integer(0, 4) }, () => {
        const resource = random.integer(-1, 2);
        return { ...work(resource, random.next() * 2, watts[resource] ?? 0), memory: random.next() < 0.5 ? 0 : random.next(), memoryWatts: 17 };
      }),
      rounds: random.integer(1, 5), tail: random.next() < 0.5 ? [] : [work(random.integer(0, 2), 0.5, 9)], folded: 1,
    },
  }));
  const { r, ended, end } = run((x) => { watts.forEach((_, i) => x.add(`device ${i}`, 'device', 5 + i)); }, starts);

  it('all end, none before its own work is done', () => {
    expect(ended.filter((t) => t >= 0)).toHaveLength(starts.length);
    starts.forEach(({ at, program }, i) => {
      const own = (list: readonly Operation[]): number => list.reduce((sum, o) => sum + o.compute + o.memory, 0);
      expect(ended[i]).toBeGreaterThanOrEqual(at + program.rounds * own(program.operations) + own(program.tail) - 1e-9);
    });
  });

  it('never have a resource do two things at a time', () => {
    for (const resource of [0, 1, 2]) {
      const slices = r.slices.all.filter((s) => s.resource === resource).sort((a, b) => a.start - b.start);
      expect(slices.length).toBeGreaterThan(100);
      slices.slice(1).forEach((s, i) => { expect(s.start).toBeGreaterThanOrEqual((slices[i]?.start ?? 0) + (slices[i]?.duration ?? 0) - 1e-9); });
    }
  });

  it('take watts times time, idle time at idle watts', () => {
    const operations = starts.flatMap(({ program: p }) => [...Array.from({ length: p.rounds }, () => p.operations).flat(), ...p.tail]);
    r.uses(end).forEach((use, resource) => {
      const own = operations.filter((o) => o.resource === resource);
      const busy = own.reduce((sum, o) => sum + o.compute + o.memory, 0);
      const energy = own.reduce((sum, o) => sum + o.compute * o.computeWatts + o.memory * o.memoryWatts, 0) / 1e3;
      expect(use.busy).toBeCloseTo(busy, 6);
      expect(use.energy.compute + use.energy.memory).toBeCloseTo(energy, 6);
      expect(use.energy.idle).toBeCloseTo((end - busy) * (5 + resource) / 1e3, 6);
      expect(use.time.idle + use.time.compute + use.time.memory).toBeCloseTo(end, 6);
      expect(use.utilisation).toBeLessThanOrEqual(1);
    });
    expect(operations.some((o) => o.resource === NOWHERE)).toBe(true);
  });
});

describe('folding', () => {
  it('keeps the time and the energy of layers that nobody can come between', () => {
    const layers: Program = { operations: [work(0, 2, 50), work(0, 3, 50)], rounds: 36, tail: [work(0, 1, 50)], folded: 1 };
    const whole = (program: Program) => run((x) => { x.add('a', 'device', 10); }, [{ at: 1, program }]);
    const [a, b] = [whole(layers), whole(folded(layers, 'all'))];
    expect(b.end).toBe(a.end);
    expect(b.r.uses(b.end)[0]?.energy).toEqual(a.r.uses(a.end)[0]?.energy);
    expect([a.r.slices.all.length, b.r.slices.all.length]).toEqual([73, 1]);
    expect(folded({ ...layers, operations: [work(0, 2), work(1, 3)] }, 'all').rounds).toBe(36);
  });
});
