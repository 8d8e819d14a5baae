import type { Move, Outcome, Problem } from './problem.js';
import { choiceOf, handover, tablesOf, wattsOf, type Ways } from './tables.js';

/**
 * What a placement costs. This is the definition; solvers must agree with it.
 * Steps run one after another. A flow is copied to every other device that reads it, as often as its most frequent reader
 * there runs; an output goes home. What is written of a persistent tensor is sent to every other device that reads it.
 */
export function evaluate(problem: Problem, picks: readonly number[]): Outcome {
  const tables = tablesOf(problem);
  const { steps, devices, home, layers, capacities, memory, wait, settle } = problem;
  const { resting, frequencies, versions, kept, sequence } = tables;
  const size = devices.length;
  const chosen = steps.map((_, i) => choiceOf(problem, i, picks[i] ?? 0));
  const place = (step: number): number => chosen[step]?.device ?? home;
  const busy = devices.map(() => 0);
  const linkBusy = problem.links.map(() => 0);
  const linkBytes = problem.links.map(() => 0);
  const moves: Move[] = [];
  let time = 0;
  let energy = 0;
  let waits = 0;
  let entries = 0;
  const occupy = (device: number, microseconds: number): void => { busy[device] = (busy[device] ?? 0) + microseconds; };
  const idle = (microseconds: number): void => { time += microseconds; energy += microseconds * resting; };
  const enter = (step: number, times: number): void => {
    const microseconds = (chosen[step]?.entry ?? 0) * times;
    entries += microseconds;
    occupy(place(step), microseconds);
    idle(microseconds);
  };
  const pause = (device: number, times: number): void => {
    const microseconds = (wait[device] ?? 0) * times;
    waits += microseconds;
    idle(microseconds);
  };
  const move = (tensor: number, ways: Ways, bytes: number, from: number, to: number, frequency: number): void => {
    if (from === to) return;
    const times = frequency * layers;
    const microseconds = ways.time(from, to) * times;
    moves.push({ tensor, from, to, bytes, times, time: microseconds });
    idle(microseconds);
    for (const hop of ways.hops(from, to)) {
      linkBusy[hop.link] = (linkBusy[hop.link] ?? 0) + hop.time * times;
      linkBytes[hop.link] = (linkBytes[hop.link] ?? 0) + bytes * times;
    }
  };

  chosen.forEach((choice, i) => {
    const microseconds = choice.time * (steps[i]?.frequency ?? 1) * layers;
    time += microseconds;
    energy += microseconds * wattsOf(tables, choice);
    occupy(choice.device, microseconds);
    if (sequence.starts[i]) enter(i, sequence.starts[i]);
    if (sequence.ends[i]) {
      const last = (settle[choice.device] ?? 0) * sequence.ends[i];
      waits += last;
      idle(last);
    }
  });
  for (const { before, after, times } of sequence.pairs) {
    const [from, to] = [chosen[before], chosen[after]];
    if (!from || !to || handover(problem, from, to) === 0) continue;
    if (from.device !== to.device) pause(from.device, times);
    if (from.group !== to.group) enter(after, times);
  }
  for (const { tensor, bytes, producer, readers, output, ways } of versions) {
    const from = producer === undefined ? home : place(producer);
    for (let to = 0; to < size; to++) {
      let rank = output && to === home ? frequencies.length - 1 : 0;
      for (const reader of readers) if (place(reader.step) === to) rank = Math.max(rank, reader.rank);
      if (rank > 0) move(tensor, ways, bytes, from, to, frequencies[rank] ?? 1);
    }
  }
  const held = devices.map(() => 0);
  for (const { tensor, bytes, readers, writes } of kept) {
    for (const to of new Set(readers.map(place))) {
      held[to] = (held[to] ?? 0) + bytes;
      for (const write of writes) move(tensor, write.ways, write.bytes, place(write.step), to, write.frequency);
    }
  }
  const uses = capacities.map((_, r) => chosen.reduce((sum, c) => sum + (c.uses[r] ?? 0), 0));
  const feasible = Number.isFinite(time)
    && uses.every((used, r) => used <= (capacities[r]?.limit ?? Infinity))
    && held.every((bytes, d) => bytes <= (memory[d] ?? Infinity));
  return { picks, time, energy, moves, waits, entries, busy, linkBusy, linkBytes, uses, held, feasible };
}
