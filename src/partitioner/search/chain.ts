import { evaluate } from './evaluate.js';
import type { Goal } from './goal.js';
import { pricesOf } from './prices.js';
import type { Choice, Problem } from './problem.js';
import type { Found, RunOptions } from './run.js';
import { handover, tablesOf, type Tables } from './tables.js';

/** Whether costs depend on nothing but the choices of a step and of the one before it, and no limit can be broken. */
export function isChain(problem: Problem, goal: Goal): boolean {
  if (goal.kind !== 'weighted' || goal.loads.length > 0 || problem.steps.length === 0) return false;
  const { versions, kept, sequence } = tablesOf(problem);
  const last = problem.steps.length - 1;
  return sequence.pairs.every(({ before, after }) => before === after - 1 || (before === last && after === 0))
    && sequence.ends.every((times, i) => times === 0 || i === last)
    && versions.every(({ producer, readers }) => readers.length === 0 || (readers.length === 1 && (producer === undefined || readers[0]?.step === producer + 1)))
    && kept.every(({ readers, writes }) => writes.length === 0 || new Set([...readers, ...writes.map((w) => w.step)]).size === 1);
}

/** The best placement of a chain: for each choice of a step the best way there. */
export function chainSearch(problem: Problem, goal: Goal, { must }: Pick<RunOptions, 'must'>): Found {
  const { steps } = problem;
  const tables = tablesOf(problem);
  const prices = pricesOf(tables, goal);
  let least = Infinity;
  let best: readonly number[] | undefined;
  // With several layers the last step meets the first one again, so each choice of the first is tried by itself.
  const closing = tables.sequence.pairs.find((p) => p.after <= p.before);
  const firsts = closing ? (steps[0]?.choices ?? []).map((_, i) => [i]) : [(steps[0]?.choices ?? []).map((_, i) => i)];
  for (const allowed of firsts) {
    let reached: Reached[] = allowed.flatMap((pick) => {
      const choice = steps[0]?.choices[pick];
      if (!choice) return [];
      const time = step(tables, 0, undefined, choice);
      if (time === Infinity) return [];
      const cost = (prices.own[0]?.[pick] ?? 0) + time * prices.resting;
      return [{ cost, picks: { pick, before: undefined }, choice, met: (must >> choice.device & 1) === 1 }];
    });
    for (let index = 1; index < steps.length; index++) {
      const next: Reached[] = [];
      steps[index]?.choices.forEach((choice, pick) => {
        const own = prices.own[index]?.[pick] ?? 0;
        const bests: (Reached | undefined)[] = [undefined, undefined];
        for (const from of reached) {
          const met = from.met || (must >> choice.device & 1) === 1;
          const cost = from.cost + own + step(tables, index, from.choice, choice) * prices.resting;
          const slot = met ? 1 : 0;
          if (cost < (bests[slot]?.cost ?? Infinity)) bests[slot] = { cost, picks: { pick, before: from.picks }, choice, met };
        }
        for (const found of bests) if (found) next.push(found);
      });
      reached = next;
    }
    const first = closing ? steps[0]?.choices[allowed[0] ?? 0] : undefined;
    for (const end of reached) {
      const cost = end.cost + (closing && first ? closing.times * handover(problem, end.choice, first) * prices.resting : 0);
      if (cost >= least || (must !== 0 && !end.met)) continue;
      least = cost;
      best = listOf(end.picks);
    }
  }
  return { outcome: best && evaluate(problem, best), value: least, bound: least };
}

interface Picks { readonly pick: number; readonly before: Picks | undefined }
interface Reached { readonly cost: number; readonly picks: Picks; readonly choice: Choice; readonly met: boolean }

function listOf(picks: Picks): readonly number[] {
  const found: number[] = [];
  for (let p: Picks | undefined = picks; p; p = p.before) found.push(p.pick);
  return found.reverse();
}

/** Microseconds of handing over from one step of a chain to the next, beside what they do themselves. */
function step({ problem, versions, touches, sequence, frequencies }: Tables, index: number, before: Choice | undefined, choice: Choice): number {
  const { home, layers, settle } = problem;
  const pair = before && sequence.pairs.find((p) => p.before === index - 1 && p.after === index);
  let time = (sequence.starts[index] ?? 0) * choice.entry + (sequence.ends[index] ?? 0) * (settle[choice.device] ?? 0)
    + (pair && before ? pair.times * handover(problem, before, choice) : 0);
  const source = (producer: number | undefined): number => (producer === undefined ? home : producer === index ? choice.device : before?.device ?? home);
  const there = new Map<number, number>();
  for (const { version, rank } of touches[index]?.reads ?? []) {
    const v = versions[version];
    if (!v) continue;
    const frequency = frequencies[rank] ?? 1;
    if (choice.device === home) there.set(version, frequency);
    const from = source(v.producer);
    if (from !== choice.device) time += v.ways.time(from, choice.device) * frequency * layers;
  }
  for (const version of touches[index]?.settles ?? []) {
    const v = versions[version];
    const from = v && source(v.producer);
    if (v && from !== undefined && from !== home) time += v.ways.time(from, home) * (1 - (there.get(version) ?? 0)) * layers;
  }
  return time;
}
