import { evaluate } from './evaluate.js';
import { valueOf, type Goal } from './goal.js';
import type { Found, RunOptions } from './label-setting.js';
import type { Outcome, Problem } from './problem.js';
import { Relaxation } from './relaxation.js';
import { improve, meets, starts } from './start.js';
import { tablesOf } from './tables.js';

/** Rounds of adapting prices: at the root, and for each partial placement. */
const FIRST_ROUNDS = 100;
const ROUNDS = 6;
/** Shortest ways of the root that are tried as placements, improved. */
const TRIES = 3;
/** Open steps from which on choices are tried before one is taken, and how many steps' are. */
const PROBED = 5;
const PROBES = 3;

/**
 * The best placement, exactly unless the time is up: choices are ruled out one by one until one is left for each step. A choice is ruled out where a lower
 * bound on everything that has it reaches what is known already, or where it breaks a limit with what is decided. The bound puts prices on loads (Lagrange multipliers), adapted to each
 * partial placement; in `least-maximum` a priced mean of the loads is no more than the greatest of them.
 */
export function branchAndBound(problem: Problem, goal: Goal, options: RunOptions): Found {
  if (problem.steps.some((s) => s.choices.length === 0)) return { outcome: undefined, value: Infinity, bound: Infinity };
  return new BranchAndBound(problem, goal, options).run();
}

/** What is left of the choices, and the prices that fit it. */
interface Node { readonly domain: Uint8Array; readonly prices: Float64Array; bound: number }

class BranchAndBound {
  readonly #relaxation: Relaxation;
  readonly #decided: Int32Array;
  #best: Outcome | undefined;
  #limit: number;
  #effort: number;
  #nodes = 0;
  #hurried = false;
  /** The least bound of what was not looked at. */
  #missed = Infinity;
  /** Whether the greatest load is minimised, by a priced mean. */
  readonly #mean: boolean;
  readonly #rooms: Float64Array;
  readonly #held: Uint8Array;
  readonly #scratch: Uint8Array;
  readonly #memory: readonly { readonly load: number; readonly device: number }[];

  constructor(readonly problem: Problem, readonly goal: Goal, readonly options: RunOptions) {
    this.#relaxation = new Relaxation(tablesOf(problem), goal);
    this.#decided = new Int32Array(problem.steps.length);
    this.#scratch = new Uint8Array(this.#relaxation.numbered.step.length);
    this.#rooms = new Float64Array(goal.loads.length);
    this.#held = new Uint8Array(this.#relaxation.tables.kept.length * problem.devices.length);
    this.#mean = goal.kind === 'least-maximum';
    this.#limit = options.cutoff ?? Infinity;
    this.#effort = options.effort;
    this.#memory = goal.loads.flatMap((l, load) => (l.kind === 'memory' ? [{ load, device: l.index }] : []));
    for (const outcome of [...options.known ?? [], ...starts(problem, goal, options.must)]) this.#offer(outcome);
  }

  run(): Found {
    const { goal, options } = this;
    const root: Node = { domain: new Uint8Array(this.#relaxation.numbered.step.length).fill(1), prices: this.#firstPrices(), bound: Math.max(options.floor ?? 0, this.#mean ? longestStep(this.problem, goal) : 0) };
    const open = this.#narrow(root, FIRST_ROUNDS, TRIES);
    const bound = root.bound;
    if (open) this.#branch(root);
    const value = this.#best ? valueOf(goal, this.#best) : Infinity;
    return { outcome: this.#best, value, bound: Math.min(value, Math.max(Math.min(bound, this.#limit), Math.min(this.#missed, this.#limit)), options.cutoff ?? Infinity) };
  }

  #firstPrices(): Float64Array {
    return Float64Array.from(this.goal.loads, ({ kind, scale, limit }) => (
      !this.#mean || kind === 'memory' || (scale <= 0 && limit === Infinity) ? 0 : kind === 'busy' ? 1 : 0.01));
  }

  #offer(outcome: Outcome): void {
    const value = valueOf(this.goal, outcome);
    if (value >= this.#limit || !meets(this.problem, outcome.picks, this.options.must)) return;
    this.#limit = value;
    this.#best = outcome;
  }

  #picks(choices: Int32Array): readonly number[] {
    return Array.from(choices, (c, i) => c - (this.#relaxation.numbered.first[i] ?? 0));
  }

  #hopeless(bound: number): boolean {
    return bound >= this.#limit * (1 - EPSILON) || bound === Infinity;
  }

  /** Adapts prices and rules choices out as long as that helps. False where nothing is left that could win. */
  #narrow(node: Node, rounds: number, tries: number): boolean {
    const relaxation = this.#relaxation;
    const { domain } = node;
    relaxation.prices.set(node.prices);
    let changed = true;
    let sharpest = -Infinity;
    let left = tries;
    for (let round = 0; round < rounds; round++) {
      if (changed) {
        if (!this.#propagate(domain)) return false;
        changed = false;
      }
      const unit = this.#unit();
      const bound = relaxation.solve(domain) / unit;
      this.#effort--;
      if (bound > sharpest) {
        sharpest = bound;
        node.prices.set(relaxation.prices);
      }
      node.bound = Math.max(node.bound, bound);
      if (this.#hopeless(node.bound)) return false;
      relaxation.marginals(domain);
      for (let c = 0; c < domain.length; c++) {
        if (domain[c] && this.#hopeless((relaxation.least[c] ?? 0) / unit)) {
          domain[c] = 0;
          changed = true;
        }
      }
      relaxation.fill();
      if (round === 0 || left > 0) this.#try(left-- > 0);
      if (round + 1 < rounds) this.#adapt(bound * unit, round);
    }
    relaxation.prices.set(node.prices);
    if (changed && !this.#propagate(domain)) return false;
    node.bound = Math.max(node.bound, relaxation.solve(domain) / this.#unit());
    if (this.#hopeless(node.bound)) return false;
    relaxation.marginals(domain);
    return true;
  }

  /** What a bound is to be divided by. */
  #unit(): number {
    if (!this.#mean) return 1;
    let sum = 0;
    this.goal.loads.forEach(({ scale }, k) => { sum += (this.#relaxation.prices[k] ?? 0) * scale; });
    return sum > 0 ? sum : 1;
  }

  /** Takes the shortest way as a placement where its loads promise something. */
  #try(improved: boolean): void {
    const { filled, way } = this.#relaxation;
    let most = 0;
    this.goal.loads.forEach(({ scale, limit }, k) => {
      const sum = filled[k] ?? 0;
      if (sum > limit) most = Infinity;
      else if (scale > 0) most = Math.max(most, sum / scale);
    });
    if (!improved && (most === Infinity || (this.#mean && this.#hopeless(most)))) return;
    const outcome = evaluate(this.problem, this.#picks(way));
    this.#offer(outcome);
    const better = improved ? improve(this.problem, this.goal, outcome, this.options.must) : undefined;
    if (better) this.#offer(better);
  }

  /** Moves prices to what the shortest way fills most. */
  #adapt(value: number, round: number): void {
    const { prices, filled } = this.#relaxation;
    const { loads } = this.goal;
    if (this.#mean) {
      const target = Math.min(this.#limit, 1e300);
      const room = (k: number): number => Math.max(1e-9, (loads[k]?.scale ?? 0) > 0 ? target * (loads[k]?.scale ?? 1) : loads[k]?.limit ?? 1);
      const pace = 1 / Math.sqrt(1 + round);
      let most = 1e-30;
      for (let k = 0; k < prices.length; k++) if ((prices[k] ?? 0) > 0) most = Math.max(most, (filled[k] ?? 0) / room(k));
      let sum = 0;
      for (let k = 0; k < prices.length; k++) {
        if ((prices[k] ?? 0) <= 0) continue;
        prices[k] = Math.max(1e-9, (prices[k] ?? 0) * room(k)) * Math.exp(pace * ((filled[k] ?? 0) / room(k) / most - 1));
        sum += prices[k] ?? 0;
      }
      for (let k = 0; k < prices.length; k++) prices[k] = (prices[k] ?? 0) / sum / room(k);
      return;
    }
    const target = this.#limit < Infinity ? this.#limit : 1.2 * Math.abs(value) + 1;
    let norm = 0;
    loads.forEach(({ limit, kind }, k) => {
      if (limit === Infinity || kind === 'memory' || limit <= 0) return;
      const excess = (filled[k] ?? 0) / limit - 1;
      if (excess > 0 || (prices[k] ?? 0) > 0) norm += excess * excess;
    });
    if (norm < 1e-12) return;
    const step = 1 / (1 + round / 8) * Math.max(0, target - value) / norm;
    loads.forEach(({ limit, kind }, k) => {
      if (limit === Infinity || kind === 'memory' || limit <= 0) return;
      prices[k] = Math.max(0, (prices[k] ?? 0) + step * ((filled[k] ?? 0) / limit - 1) / limit);
    });
  }

  /** Rules out what breaks limits with what is decided. */
  #propagate(domain: Uint8Array): boolean {
    const relaxation = this.#relaxation;
    const { first, device, busy, busyLoad, uses } = relaxation.numbered;
    const { options } = this;
    const decided = this.#decided;
    for (;;) {
      let open = 0;
      let reachable = options.must === 0;
      for (let i = 0; i < decided.length; i++) {
        let only = -1;
        let count = 0;
        for (let c = first[i] ?? 0; c < (first[i + 1] ?? 0); c++) {
          if (!domain[c]) continue;
          count++;
          only = c;
          reachable ||= (options.must >> (device[c] ?? 0) & 1) === 1;
        }
        if (count === 0) return false;
        decided[i] = count === 1 ? only : -1;
        if (count > 1) open++;
      }
      if (!reachable) return false;
      relaxation.decide(decided, domain);
      const room = this.#room();
      if (!room) return false;
      if (open === 0) return true;
      let changed = false;
      for (let i = 0; i < decided.length; i++) {
        if ((decided[i] ?? -1) >= 0) continue;
        for (let c = first[i] ?? 0; c < (first[i + 1] ?? 0); c++) {
          if (!domain[c]) continue;
          const load = busyLoad[c] ?? -1;
          let fits = load < 0 || (busy[c] ?? 0) <= (room[load] ?? Infinity);
          for (const use of uses[c] ?? []) fits &&= use.amount <= (room[use.load] ?? Infinity);
          fits &&= this.#keeps(i, device[c] ?? 0, room);
          if (fits) continue;
          domain[c] = 0;
          changed = true;
        }
      }
      if (!changed) return true;
    }
  }

  /** What the decided steps leave of each load; undefined where that is less than nothing. */
  #room(): Float64Array | undefined {
    const relaxation = this.#relaxation;
    const { busy, busyLoad, uses, entry, group, device } = relaxation.numbered;
    const { loads } = this.goal;
    const room = this.#rooms;
    for (let k = 0; k < loads.length; k++) {
      const { scale = 0, limit = Infinity } = loads[k] ?? {};
      room[k] = Math.min(limit, scale > 0 && this.#mean ? this.#limit * scale : Infinity) - (relaxation.decidedLoad[k] ?? 0);
    }
    const decided = this.#decided;
    for (let i = 0; i < decided.length; i++) {
      const c = decided[i] ?? -1;
      if (c < 0) continue;
      const load = busyLoad[c] ?? -1;
      const before = i > 0 ? decided[i - 1] ?? -1 : -1;
      if (load >= 0) room[load] = (room[load] ?? 0) - (busy[c] ?? 0) - (before >= 0 && group[before] !== group[c] ? entry[c] ?? 0 : 0);
      for (const use of uses[c] ?? []) room[use.load] = (room[use.load] ?? 0) - use.amount;
    }
    if (this.#memory.length > 0) {
      const { kept } = relaxation.tables;
      const size = this.problem.devices.length;
      this.#held.fill(0, 0, kept.length * size);
      kept.forEach(({ readers, bytes }, k) => {
        for (const reader of readers) {
          const c = decided[reader] ?? -1;
          if (c < 0) continue;
          const at = device[c] ?? 0;
          if (this.#held[k * size + at]) continue;
          this.#held[k * size + at] = 1;
          for (const m of this.#memory) if (m.device === at) room[m.load] = (room[m.load] ?? 0) - bytes;
        }
      });
    }
    for (let k = 0; k < loads.length; k++) if ((room[k] ?? 0) < 0) return undefined;
    return room;
  }

  /** Whether a device has the memory for what a step keeps there. */
  #keeps(step: number, device: number, room: Float64Array): boolean {
    const memory = this.#memory.find((m) => m.device === device);
    if (!memory) return true;
    const { kept, touches } = this.#relaxation.tables;
    const size = this.problem.devices.length;
    let bytes = 0;
    for (const k of touches[step]?.keeps ?? []) if (!this.#held[k * size + device]) bytes += kept[k]?.bytes ?? 0;
    return bytes <= (room[memory.load] ?? Infinity);
  }

  #branch(node: Node): void {
    const { first } = this.#relaxation.numbered;
    const { domain } = node;
    const step = this.#chosen(node);
    if (step === -2) return;
    if (step < 0) {
      this.#offer(evaluate(this.problem, this.#picks(this.#decided)));
      return;
    }
    const unit = this.#unit();
    const choices: { readonly choice: number; readonly bound: number }[] = [];
    for (let c = first[step] ?? 0; c < (first[step + 1] ?? 0); c++) {
      if (domain[c]) choices.push({ choice: c, bound: Math.max(node.bound, (this.#relaxation.least[c] ?? 0) / unit) });
    }
    choices.sort((a, b) => a.bound - b.bound);
    for (const { choice, bound } of choices) {
      if (this.#hopeless(bound)) return;
      if (this.#hurried || this.#effort <= 0 || ((++this.#nodes & 63) === 0 && this.options.expired())) {
        this.#hurried = true;
        this.#missed = Math.min(this.#missed, bound);
        return;
      }
      const left = domain.slice();
      left.fill(0, first[step], first[step + 1]);
      left[choice] = 1;
      const child: Node = { domain: left, prices: node.prices.slice(), bound };
      if (this.#narrow(child, ROUNDS, 0)) this.#branch(child);
    }
  }

  /** The open step with the fewest choices that count, by how near they are to the least; where much is open each of the most promising is tried. */
  #chosen(node: Node): number {
    const { least, numbered: { first } } = this.#relaxation;
    const unit = this.#unit();
    const ranked: { readonly step: number; readonly count: number }[] = [];
    for (let step = 0; step + 1 < first.length; step++) {
      let open = 0;
      let count = 0;
      for (let c = first[step] ?? 0; c < (first[step + 1] ?? 0); c++) {
        if (!node.domain[c]) continue;
        open++;
        count += this.#weight((least[c] ?? 0) / unit, node.bound);
      }
      if (open > 1) ranked.push({ step, count });
    }
    ranked.sort((a, b) => a.count - b.count);
    return ranked.length < PROBED ? ranked[0]?.step ?? -1 : this.#probed(node, ranked.slice(0, PROBES).map((r) => r.step));
  }

  /** How much a choice with a lower bound counts beside others. */
  #weight(bound: number, lowest: number): number {
    return this.#limit < Infinity ? Math.max(0, (this.#limit - bound) / Math.max(1e-30, this.#limit - lowest)) ** 3 : 1;
  }

  /** Tries the choices of some steps, and says which step leaves least to do. Choices that turn out hopeless are ruled out. */
  #probed(node: Node, steps: readonly number[]): number {
    const relaxation = this.#relaxation;
    const { first } = relaxation.numbered;
    const bounds = new Map<number, number>();
    let chosen = -1;
    let fewest = Infinity;
    for (const step of steps) {
      let count = 0;
      for (let c = first[step] ?? 0; c < (first[step + 1] ?? 0); c++) {
        if (!node.domain[c]) continue;
        const left = this.#scratch;
        left.set(node.domain);
        left.fill(0, first[step], first[step + 1]);
        left[c] = 1;
        this.#effort--;
        const bound = this.#propagate(left) ? relaxation.solve(left) / this.#unit() : Infinity;
        bounds.set(c, bound);
        if (this.#hopeless(bound)) node.domain[c] = 0;
        else count += this.#weight(bound, node.bound);
      }
      if (count < fewest) [chosen, fewest] = [step, count];
    }
    // As it was before, for the choices that follow.
    if (!this.#propagate(node.domain)) return -2;
    relaxation.solve(node.domain);
    relaxation.marginals(node.domain);
    for (const [c, bound] of bounds) relaxation.least[c] = Math.max(relaxation.least[c] ?? 0, bound * this.#unit());
    return chosen;
  }
}

const EPSILON = 1e-12;

/** A lower bound on the greatest load: the longest step that some device has to do. */
function longestStep({ steps, layers, devices }: Problem, goal: Goal): number {
  if (goal.loads.filter((l) => l.kind === 'busy' && l.scale === 1).length < devices.length) return 0;
  return Math.max(0, ...steps.map((s) => Math.min(...s.choices.map((c) => c.time)) * s.frequency * layers));
}
