import { evaluate } from '../../../src/partitioner/search/evaluate.js';
import { objectiveOf, solvedWith, type Choice, type Outcome, type Problem, type SearchOptions, type SearchStep, type Solved, type Solver } from '../../../src/partitioner/search/problem.js';

/** Numbers that look random and are the same every time. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = state + 0x6d2b79f5 | 0;
    let t = Math.imul(state ^ state >>> 15, 1 | state);
    t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
    return ((t ^ t >>> 14) >>> 0) / 4_294_967_296;
  };
}

export interface Shape {
  readonly steps: number;
  readonly devices: number;
  readonly choices: number;
  readonly tensors: number;
  readonly layers: number;
  /** Limits are tight. */
  readonly tight: boolean;
  /** All steps run in every call. */
  readonly steady?: boolean;
  /** Data goes from step to step only. */
  readonly chain?: boolean;
}

const KINDS = ['cpu', 'gpu', 'fpga', 'gpu'] as const;

/** A problem with all that a problem can have. */
export function randomProblem(random: () => number, shape: Shape): Problem {
  const pick = (n: number): number => Math.floor(random() * n);
  const { devices: count, layers } = shape;
  const devices = Array.from({ length: count }, (_, i) => ({ id: `d${i}`, kind: KINDS[i] ?? 'gpu' }));
  const links = devices.flatMap((_, from) => devices.flatMap((_d, to) => (from === to ? [] : [{ from, to }])));
  const latency = links.map(() => pick(20));
  const missing = links.map(() => random() < 0.05);
  const choice = (): Choice => {
    const device = pick(count);
    const style = pick(2);
    return {
      device, group: device * 2 + style, entry: style * pick(30), time: 1 + pick(60), watts: 1 + pick(300), uses: device === 0 ? [pick(15), pick(15)] : [],
    };
  };
  const tensors = Array.from({ length: shape.chain ? shape.steps : shape.tensors }, (_, i) => {
    const kind = !shape.chain && random() < 0.5 ? 'persistent' as const : 'flow' as const;
    return { name: `t${i}`, kind, bytes: 1 + pick(100), output: kind === 'flow' && random() < 0.4 };
  });
  const frequency = (): number => (shape.steady || random() < 0.6 ? 1 : random() < 0.5 ? 0.25 : 0.0625);
  const made = new Set<number>();
  const read = new Set<number>();
  const steps = Array.from({ length: shape.steps }, (_, i): SearchStep => {
    const some = (most: number): number[] => [...new Set(Array.from({ length: pick(most + 1) }, () => pick(tensors.length)))];
    const reads = shape.chain ? (i > 0 ? [i - 1] : []) : some(3);
    reads.forEach((t) => read.add(t));
    const writes = (shape.chain ? [i] : some(2)).filter((t) => {
      if (shape.chain || tensors[t]?.kind === 'persistent') return true;
      // Half of what has been made or read already is made anew.
      if ((read.has(t) || made.has(t)) && random() < 0.5) return false;
      made.add(t);
      return true;
    });
    return {
      name: `s${i}`, frequency: shape.chain ? 1 : frequency(), reads, writes: writes.map((tensor) => ({ tensor, bytes: 1 + pick(20) })),
      choices: Array.from({ length: 1 + pick(shape.choices) }, choice),
    };
  });
  return {
    devices, steps, tensors, links, home: pick(count), layers,
    route: (from, to, bytes) => {
      const link = links.findIndex((l) => l.from === from && l.to === to);
      return missing[link] ? undefined : [{ link, time: (latency[link] ?? 0) + bytes / 10 }];
    },
    wait: devices.map(() => pick(10)), settle: devices.map(() => pick(25)),
    idle: devices.map(() => 1 + pick(90)),
    capacities: [0, 1].map((r) => ({ name: `r${r}`, device: 0, unit: 'units', limit: shape.tight ? 5 + pick(30) : 1000 })),
    memory: devices.map(() => (shape.tight ? layers * (20 + pick(200)) : 1e6)),
  };
}

/** A problem in which much is at stake everywhere: every step has two ways on every device and reads what earlier steps made. */
export function entangledProblem(random: () => number, count: number, size: number, tight: boolean): Problem {
  const pick = (n: number): number => Math.floor(random() * n);
  const devices = Array.from({ length: size }, (_, i) => ({ id: `d${i}`, kind: KINDS[i] ?? 'gpu' }));
  const links = devices.flatMap((_, from) => devices.flatMap((_d, to) => (from === to ? [] : [{ from, to }])));
  const latency = links.map(() => 2 + pick(10));
  const persistent = Array.from({ length: 3 }, (_, i) => ({ name: `m${i}`, kind: 'persistent' as const, bytes: 50 + pick(100), output: false }));
  const flows = Array.from({ length: count }, (_, i) => ({ name: `t${i}`, kind: 'flow' as const, bytes: 20 + pick(200), output: i % 4 === 3 || i === count - 1 }));
  const steps = Array.from({ length: count }, (_, i): SearchStep => ({
    name: `s${i}`, frequency: i % 5 === 2 ? 0.25 : 1,
    reads: [...new Set([...i > 0 ? [count > 0 ? 3 + i - 1 : 0] : [], ...Array.from({ length: 2 }, () => (i > 0 ? 3 + pick(i) : 0)), pick(3)])],
    writes: [{ tensor: 3 + i, bytes: 10 }, ...i % 3 === 0 ? [{ tensor: pick(3), bytes: 10 }] : []],
    choices: devices.flatMap((_, device) => {
      const time = 20 + pick(80);
      return [1, 0.6].map((factor, style) => ({
        device, group: 2 * device + style, entry: style * 15, time: time * factor, watts: 50 + pick(200), uses: device === 0 ? [style === 0 ? 5 : 12] : [0],
      }));
    }),
  }));
  return {
    devices, steps, tensors: [...persistent, ...flows], links, home: 1 % size, layers: 1,
    route: (from, to, bytes) => {
      const link = links.findIndex((l) => l.from === from && l.to === to);
      return [{ link, time: (latency[link] ?? 0) + bytes / 20 }];
    },
    wait: devices.map(() => 3), settle: devices.map((_, i) => 3 + 2 * i), idle: devices.map(() => 20 + pick(40)),
    capacities: [{ name: 'fabric', device: 0, unit: 'units', limit: tight ? 30 : 1000 }],
    memory: devices.map(() => (tight ? 200 : 1e6)),
  };
}

/**
 * A problem that is hard in every way: memories that many steps read and write, on devices that hold few of them; three launch styles on every device, the faster the
 * scarcer the fabric that they take; links as slow as the work itself.
 */
export function contestedProblem(random: () => number, count: number, size: number, layers: number): Problem {
  const pick = (n: number): number => Math.floor(random() * n);
  const base = entangledProblem(random, count, size, false);
  const memories = Array.from({ length: 6 }, (_, i) => ({ name: `k${i}`, kind: 'persistent' as const, bytes: 40 + pick(80), output: false }));
  const from = base.tensors.length;
  const touched = (most: number): number[] => [...new Set(Array.from({ length: pick(most + 1) }, () => from + pick(memories.length)))];
  const fabric = [0, 2].filter((d) => d < size);
  return {
    ...base, layers, tensors: [...base.tensors, ...memories],
    steps: base.steps.map((step): SearchStep => ({
      ...step, frequency: [1, 1, 1, 0.25, 0.0625][pick(5)] ?? 1,
      reads: [...step.reads, ...touched(2)],
      writes: [...step.writes, ...touched(1).map((tensor) => ({ tensor, bytes: 5 + pick(40) }))],
      choices: base.devices.flatMap((_, device) => {
        const time = 20 + pick(80);
        return [1, 0.7, 0.5].map((factor, style) => ({
          device, group: 3 * device + style, entry: [0, 8, 20][style] ?? 0, time: time * factor, watts: 50 + pick(200),
          uses: fabric.map((d) => (d === device ? [4, 9, 16][style] ?? 0 : 0)),
        }));
      }),
    })),
    capacities: fabric.map((device, i) => ({ name: `fabric${i}`, device, unit: 'units', limit: 20 + pick(15) })),
    memory: base.devices.map(() => layers * (250 + pick(150))),
  };
}

/** Every placement. */
export function allOutcomes(problem: Problem): readonly Outcome[] {
  const found: Outcome[] = [];
  const visit = (picks: readonly number[]): void => {
    const step = problem.steps[picks.length];
    if (step) step.choices.forEach((_, i) => { visit([...picks, i]); });
    else found.push(evaluate(problem, picks));
  };
  visit([]);
  return found;
}

/** Tries every placement. */
export const bruteForce = {
  name: 'brute force',
  solve(problem: Problem, { objective, mustUse }: SearchOptions, outcomes = allOutcomes(problem)): Solved {
    let best: Outcome | undefined;
    const better = (a: Outcome, b: Outcome): boolean => {
      const [x, y] = [objectiveOf(objective, a), objectiveOf(objective, b)];
      return objective === 'throughput' && Math.abs(x - y) <= 1e-9 * y ? a.time < b.time : x < y;
    };
    for (const outcome of outcomes) {
      if (mustUse && !outcome.picks.some((p, i) => mustUse.includes(problem.steps[i]?.choices[p]?.device ?? -1))) continue;
      if (outcome.feasible && (!best || better(outcome, best))) best = outcome;
    }
    return solvedWith('brute force', objective, best, best ? objectiveOf(objective, best) : Infinity);
  },
} satisfies Solver;
