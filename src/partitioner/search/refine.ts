import type { Chain, WeightedBound } from './bounds.js';
import type { Label, Walk } from './label.js';

/**
 * A sharper lower bound for one partial placement: the chain of the steps to come, with what its places add to their
 * choices. A step that is the next to read a flow pays for the way from where it is; every step pays for sending what it
 * writes to those who read it already; and what no longer fits is no choice at all.
 */
export function refined(walk: Walk, chain: Chain, { extra, penalty }: WeightedBound): (label: Label, index: number) => number {
  const { tables, goal, size } = walk;
  const { problem, versions, kept, touches, frequencies } = tables;
  const { steps, layers } = problem;
  const { own, resting } = chain.prices;
  const memory = problem.devices.map((_, d) => goal.loads.findIndex((l) => l.kind === 'memory' && l.index === d));
  const uses = goal.loads.flatMap((l, k) => (l.kind === 'use' ? [{ k, r: l.index, limit: l.limit }] : []));
  const most = steps.reduce((m, s) => Math.max(m, s.choices.length), 1);
  let reached = new Float64Array(most);
  let next = new Float64Array(most);

  const added = (label: Label, index: number, step: number, pick: number): number => {
    const choice = steps[step]?.choices[pick];
    const touch = touches[step];
    if (!choice || !touch) return Infinity;
    const { device } = choice;
    for (const { k, r, limit } of uses) if ((label.load[k] ?? 0) + (choice.uses[r] ?? 0) > limit) return Infinity;
    let time = 0;
    for (const { version, rank } of touch.reads) {
      const v = versions[version];
      const there = label.at[version * size + device] ?? 0;
      if (!v || there >= rank || (v.producer ?? -1) >= index || v.producer === step - 1) continue;
      // Only the next reader is sure to pay, and the first reader of what is given is in the chain already.
      const nextReader = v.readers.find((x) => x.step >= index)?.step;
      if (nextReader !== step || (v.producer === undefined && v.readers[0]?.step === step)) continue;
      const from = v.producer === undefined ? problem.home : walk.choice(label, v.producer).device;
      time += ((frequencies[rank] ?? 1) - (frequencies[there] ?? 0)) * v.ways.time(from, device);
    }
    for (const k of touch.keeps) {
      const tensor = kept[k];
      if (!tensor || label.at[(versions.length + k) * size + device]) continue;
      const limit = memory[device] ?? -1;
      if (limit >= 0 && (label.load[limit] ?? 0) + tensor.bytes > (goal.loads[limit]?.limit ?? Infinity)) return Infinity;
      if (tensor.readers.find((x) => x >= index) !== step) continue;
      for (const write of tensor.writes) {
        if (write.step >= index) continue;
        const from = walk.choice(label, write.step).device;
        if (from !== device) time += write.ways.time(from, device) * write.frequency;
      }
    }
    for (const { kept: k, write: w } of touch.writes) {
      const write = kept[k]?.writes[w];
      if (!write) continue;
      for (let to = 0; to < size; to++) {
        if (to !== device && label.at[(versions.length + k) * size + to]) time += write.ways.time(device, to) * write.frequency;
      }
    }
    return time * layers * resting;
  };

  return (label, index) => {
    reached.fill(Infinity);
    let last = 1;
    reached[0] = 0;
    for (let step = index; step < steps.length; step++) {
      const count = steps[step]?.choices.length ?? 0;
      const between = chain.between[step];
      for (let c = 0; c < count; c++) {
        let least = Infinity;
        if (step === index) least = between?.[(index > 0 ? label.picks[index - 1] ?? 0 : 0) * count + c] ?? Infinity;
        else for (let p = 0; p < last; p++) least = Math.min(least, (reached[p] ?? Infinity) + (between?.[p * count + c] ?? 0));
        next[c] = least === Infinity ? Infinity : least + (own[step]?.[c] ?? 0) + (extra[step]?.[c] ?? 0) + added(label, index, step, c);
      }
      [reached, next] = [next, reached];
      last = count;
    }
    let least = Infinity;
    for (let c = 0; c < last; c++) least = Math.min(least, reached[c] ?? Infinity);
    return label.cost + penalty(label.load) + least;
  };
}
