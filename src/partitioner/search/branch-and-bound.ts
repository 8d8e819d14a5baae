import { evaluate } from './evaluate.js';
import { valueOf, type Goal } from './goal.js';
import { placesOf, type Places } from './places.js';
import type { Outcome, Problem } from './problem.js';
import { firstPrices, priceLimits, sumOfPrices, weighMean } from './prices.js';
import { Relaxation } from './relaxation.js';
import { Room } from './room.js';
import type { Found, RunOptions } from './run.js';
import { improve, meets, starts } from './start.js';
import { Styles } from './styles.js';
import { tablesOf } from './tables.js';

/** Rounds of adapting prices: at the root, and for partial placements by the number of open steps. */
const FIRST_ROUNDS = 150;
const roundsFor = (open: number): number => (open >= 8 ? 8 : open >= 5 ? 3 : 1);
/** Placements of the root's relaxation that are improved. */
const TRIES = 3;
/** Of what a bound lacks, the part that shares are moved by. */
const SHARING = 0.1;

/**
 * The best placement, exactly unless the time is up: devices are ruled out one by one until one is left for each step, and then the styles are chosen, device by device. A device is ruled
 * out for a step where a lower bound on everything that has it there reaches what is known already, or where it breaks a limit with what is placed. The bound puts prices on
 * loads (Lagrange multipliers), adapted to each partial placement; in `least-maximum` a priced mean of the loads is no more than the greatest of them.
 */
export function branchAndBound(problem: Problem, goal: Goal, options: RunOptions): Found {
  if (problem.steps.some((s) => s.choices.length === 0)) return { outcome: undefined, value: Infinity, bound: Infinity };
  return new BranchAndBound(problem, goal, options).run();
}

/** The devices that are left (bits, by step), and the prices that fit them. */
interface Node { readonly domain: Int32Array; readonly prices: Float64Array; readonly shares: Float64Array; bound: number }

class BranchAndBound {
  readonly #places: Places;
  readonly #relaxation: Relaxation;
  readonly #room: Room;
  readonly #styles: readonly Styles[];
  #best: Outcome | undefined;
  #limit: number;
  #effort: number;
  #nodes = 0;
  #hurried = false;
  /** The least bound of what was not looked at. */
  #missed = Infinity;
  /** Whether the greatest load is minimised, by a priced mean. */
  readonly #mean: boolean;

  constructor(readonly problem: Problem, readonly goal: Goal, readonly options: RunOptions) {
    this.#places = placesOf(tablesOf(problem), goal);
    this.#relaxation = new Relaxation(this.#places);
    this.#room = new Room(this.#places, this.#relaxation.consequences);
    this.#styles = problem.devices.map((_, d) => new Styles(this.#places, d));
    this.#mean = goal.kind === 'least-maximum';
    this.#limit = options.cutoff ?? Infinity;
    this.#effort = options.effort;
    for (const outcome of [...options.known ?? [], ...starts(problem, goal, options.must)]) this.#offer(outcome);
  }

  run(): Found {
    const { goal, options, problem } = this;
    const root: Node = {
      domain: Int32Array.from(problem.steps, (s) => s.choices.reduce((bits, c) => bits | 1 << c.device, 0)),
      prices: firstPrices(goal), shares: this.#relaxation.shares.slice(),
      bound: this.#mean ? longestStep(problem, goal) : 0,
    };
    const open = this.#narrow(root, FIRST_ROUNDS, TRIES);
    const { bound } = root;
    if (open) this.#branch(root);
    const value = this.#best ? valueOf(goal, this.#best) : Infinity;
    return { outcome: this.#best, value, bound: Math.min(value, Math.max(Math.min(bound, this.#limit), Math.min(this.#missed, this.#limit)), options.cutoff ?? Infinity) };
  }

  #offer(outcome: Outcome): void {
    const value = valueOf(this.goal, outcome);
    if (value >= this.#limit || !meets(this.problem, outcome.picks, this.options.must)) return;
    this.#limit = value;
    this.#best = outcome;
  }

  #hopeless(bound: number): boolean {
    return bound >= this.#limit * (1 - EPSILON) || bound === Infinity;
  }

  /** Adapts prices and rules devices out as long as that helps. False where nothing is left that could win. */
  #narrow(node: Node, rounds: number, tries: number): boolean {
    const relaxation = this.#relaxation;
    const { domain } = node;
    relaxation.set(node.prices, node.shares);
    let changed = true;
    let sharpest = -Infinity;
    for (let round = 0; round < rounds; round++) {
      if (changed && !this.#propagate(domain)) return false;
      const unit = this.#unit();
      const bound = this.#solve(domain);
      node.bound = Math.max(node.bound, bound);
      if (this.#hopeless(node.bound)) return false;
      changed = this.#exclude(domain, unit);
      if (rounds === 1) break;
      if (bound > sharpest) {
        sharpest = bound;
        node.prices.set(relaxation.prices);
        node.shares.set(relaxation.shares);
      }
      relaxation.fill();
      if (round === 0 || round < tries) this.#try(round < tries);
      if (round + 1 < rounds) this.#adapt(bound * unit, round);
    }
    if (rounds === 1 && !changed) return true;
    relaxation.set(node.prices, node.shares);
    if (changed && !this.#propagate(domain)) return false;
    node.bound = Math.max(node.bound, this.#solve(domain));
    if (this.#hopeless(node.bound)) return false;
    relaxation.marginals(domain);
    return true;
  }

  #solve(domain: Int32Array): number {
    this.#effort--;
    return this.#relaxation.solve(domain) / this.#unit();
  }

  /** Rules out the devices that the last solution's prices exclude. */
  #exclude(domain: Int32Array, unit: number): boolean {
    const relaxation = this.#relaxation;
    const { size } = this.#places;
    relaxation.marginals(domain);
    let changed = false;
    for (let i = 0; i < domain.length; i++) {
      const bits = domain[i] ?? 0;
      let left = bits;
      for (let d = 0; d < size; d++) if (bits >> d & 1 && this.#hopeless((relaxation.least[i * size + d] ?? 0) / unit)) left &= ~(1 << d);
      if (left === bits) continue;
      domain[i] = left;
      changed = true;
    }
    return changed;
  }

  /** What a bound is to be divided by. */
  #unit(): number {
    return this.#mean ? sumOfPrices(this.goal, this.#relaxation.prices) : 1;
  }

  /** Takes the devices of the relaxation as a placement where its loads promise something. */
  #try(improved: boolean): void {
    const { filled, way } = this.#relaxation;
    let most = 0;
    this.goal.loads.forEach(({ scale, limit }, k) => {
      const sum = filled[k] ?? 0;
      if (sum > limit) most = Infinity;
      else if (scale > 0) most = Math.max(most, sum / scale);
    });
    if (!improved && (most === Infinity || (this.#mean && this.#hopeless(most)))) return;
    const picks = this.#picks(way, true);
    if (!picks) return;
    const outcome = evaluate(this.problem, picks);
    this.#offer(outcome);
    const better = improved ? improve(this.problem, this.goal, outcome, this.options.must) : undefined;
    if (better) this.#offer(better);
  }

  /**
   * The best styles on these devices; undefined where they break limits, or cannot be better than what is known (`any`: all the same). Styles that were not
   * looked at count as missed.
   */
  #picks(devices: Int32Array, any: boolean): readonly number[] | undefined {
    const picks = new Array<number>(devices.length).fill(0);
    const { consequences } = this.#relaxation;
    // What these devices cost, as far as is known, at least.
    let least = this.#mean || any ? 0 : consequences.time * this.#places.resting;
    let [found, exact] = [true, true];
    for (let d = 0; d < this.#styles.length; d++) {
      const steps: number[] = [];
      for (let i = 0; i < devices.length; i++) if (devices[i] === d) steps.push(i);
      const styled = this.#styles[d]?.best(steps);
      if (!styled) return undefined;
      const own = Math.min(styled.value, styled.missed);
      least = this.#mean ? Math.max(least, own) : least + own;
      found &&= styled.value < Infinity;
      exact &&= styled.value <= styled.missed;
      if (least === Infinity || (any ? !found : this.#hopeless(least))) return undefined;
      for (let j = 0; j < steps.length; j++) picks[steps[j] ?? 0] = styled.picks[j] ?? 0;
    }
    if (!any && !exact) this.#missed = Math.min(this.#missed, least);
    return found ? picks : undefined;
  }

  /** Moves prices to what the least sum (`value`) fills most, and shares to where they are not paid. */
  #adapt(value: number, round: number): void {
    const relaxation = this.#relaxation;
    const { prices, filled, shares } = relaxation;
    const { loads } = this.goal;
    const unit = this.#unit();
    const wanted = this.#limit < Infinity ? this.#limit * unit : 1.2 * Math.abs(value) + 1;
    const missing = Math.max(0, wanted - value) / (1 + round / 8);
    relaxation.changed();
    relaxation.share(missing * SHARING);
    if (!this.#mean) {
      priceLimits(loads, prices, filled, missing);
      return;
    }
    weighMean(loads, prices, filled, this.#limit, round);
    // Shares are paid in the prices' currency.
    const rate = this.#unit() / unit;
    for (let j = 0; j < shares.length; j++) shares[j] = (shares[j] ?? 0) * rate;
  }

  /** Rules out what breaks limits with what is placed. */
  #propagate(domain: Int32Array): boolean {
    const { consequences } = this.#relaxation;
    const { must } = this.options;
    for (;;) {
      let open = 0;
      let reachable = must === 0;
      for (let i = 0; i < domain.length; i++) {
        const bits = domain[i] ?? 0;
        if (bits === 0) return false;
        reachable ||= (bits & must) !== 0;
        consequences.device[i] = isSingle(bits) ? 31 - Math.clz32(bits) : -1;
        if (!isSingle(bits)) open++;
      }
      if (!reachable) return false;
      consequences.follow();
      if (!this.#room.measure(this.#mean ? this.#limit : Infinity)) return false;
      if (open === 0 || !this.#room.exclude(domain)) return true;
    }
  }

  #branch(node: Node): void {
    const { size } = this.#places;
    const { domain } = node;
    const step = this.#chosen(node);
    if (step < 0) {
      const picks = this.#picks(this.#relaxation.consequences.device, false);
      if (picks) this.#offer(evaluate(this.problem, picks));
      return;
    }
    const unit = this.#unit();
    const children: { readonly device: number; readonly bound: number }[] = [];
    let open = 0;
    for (let i = 0; i < domain.length; i++) if (!isSingle(domain[i] ?? 0)) open++;
    for (let d = 0; d < size; d++) {
      if ((domain[step] ?? 0) >> d & 1) children.push({ device: d, bound: Math.max(node.bound, (this.#relaxation.least[step * size + d] ?? 0) / unit) });
    }
    children.sort((a, b) => a.bound - b.bound);
    for (const { device, bound } of children) {
      if (this.#hopeless(bound)) return;
      if (this.#hurried || this.#effort <= 0 || ((++this.#nodes & 63) === 0 && this.options.expired())) {
        this.#hurried = true;
        this.#missed = Math.min(this.#missed, bound);
        return;
      }
      const left = domain.slice();
      left[step] = 1 << device;
      const rounds = roundsFor(open - 1);
      // Prices that are not adapted need no copies.
      const child: Node = rounds > 1 ? { domain: left, prices: node.prices.slice(), shares: node.shares.slice(), bound } : { ...node, domain: left, bound };
      if (this.#narrow(child, rounds, 0)) this.#branch(child);
    }
  }

  /** The open step with the fewest devices that count, by how near they are to the least; -1 where none is open. */
  #chosen(node: Node): number {
    const { least } = this.#relaxation;
    const { size } = this.#places;
    const unit = this.#unit();
    let [chosen, fewest] = [-1, Infinity];
    for (let step = 0; step < node.domain.length; step++) {
      const bits = node.domain[step] ?? 0;
      if (isSingle(bits)) continue;
      let count = 0;
      for (let d = 0; d < size; d++) if (bits >> d & 1) count += this.#weight((least[step * size + d] ?? 0) / unit, node.bound);
      if (count < fewest) [chosen, fewest] = [step, count];
    }
    return chosen;
  }

  /** How much a device with a lower bound counts beside others. */
  #weight(bound: number, lowest: number): number {
    return this.#limit < Infinity ? Math.max(0, (this.#limit - bound) / Math.max(1e-30, this.#limit - lowest)) ** 3 : 1;
  }
}

/** Of bits, whether one is left. */
const isSingle = (bits: number): boolean => (bits & (bits - 1)) === 0;
const EPSILON = 1e-12;

/** A lower bound on the greatest load: the longest step that some device has to do. */
function longestStep({ steps, layers, devices }: Problem, goal: Goal): number {
  if (goal.loads.filter((l) => l.kind === 'busy' && l.scale === 1).length < devices.length) return 0;
  return Math.max(0, ...steps.map((s) => Math.min(...s.choices.map((c) => c.time)) * s.frequency * layers));
}
