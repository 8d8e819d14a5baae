import type { Load } from './goal.js';
import type { Label, Live, Walk } from './label.js';
import type { Ways } from './tables.js';

/** Sums that the steps to come can still add, by load and number of steps placed. */
export interface Future {
  readonly least: readonly Float64Array[];
  readonly most: readonly Float64Array[];
}

export function futureOf(walk: Walk): Future {
  const { goal } = walk;
  const { problem, kept, sequence } = walk.tables;
  const { steps, layers } = problem;
  const count = steps.length;
  const least = Array.from({ length: count + 1 }, () => new Float64Array(goal.loads.length));
  const most = Array.from({ length: count + 1 }, () => new Float64Array(goal.loads.length));
  goal.loads.forEach(({ kind, index }, load) => {
    for (let i = count - 1; i >= 0; i--) {
      const step = steps[i];
      let [low, high] = [Infinity, 0];
      const entries = (sequence.starts[i] ?? 0) + sequence.pairs.reduce((sum, p) => sum + (p.after === i ? p.times : 0), 0);
      for (const choice of step?.choices ?? []) {
        const own = kind === 'use' ? choice.uses[index] ?? 0 : kind === 'busy' && choice.device === index ? choice.time * (step?.frequency ?? 1) * layers : 0;
        low = Math.min(low, own);
        high = Math.max(high, own + (kind === 'busy' && choice.device === index ? entries * choice.entry : 0));
      }
      const below = least[i];
      const above = most[i];
      if (below) below[load] = (least[i + 1]?.[load] ?? 0) + (kind === 'use' || kind === 'busy' ? low : 0);
      if (above) above[load] = (most[i + 1]?.[load] ?? 0) + high;
    }
    for (let i = 0; i <= count; i++) {
      const above = most[i];
      if (!above) continue;
      if (kind === 'link') above[load] = linkFuture(walk, index, i);
      if (kind === 'memory') {
        above[load] = kept.reduce((sum, k) => sum + (k.readers.some((r) => r >= i && steps[r]?.choices.some((c) => c.device === index)) ? k.bytes : 0), 0);
      }
      // An entry into the first step of a layer is charged when the last step is placed.
      if (kind === 'busy' && layers > 1) above[load] = (above[load] ?? 0) + steps.reduce((sum, s) => sum + s.choices.reduce((m, c) => Math.max(m, c.entry), 0), 0) * layers;
    }
  });
  return { least, most };
}

/** The most that a link can still carry after the first `placed` steps. */
function linkFuture({ tables: { problem, versions, kept } }: Walk, link: number, placed: number): number {
  const { devices, layers } = problem;
  const most = (ways: Ways, to: number): number => devices.reduce((worst, _, from) =>
    Math.max(worst, ways.hops(from, to).reduce((sum, h) => sum + (h.link === link ? h.time : 0), 0)), 0);
  let sum = 0;
  devices.forEach((_, to) => {
    for (const v of versions) if (v.last >= placed) sum += most(v.ways, to);
    for (const k of kept) if (k.last >= placed) for (const write of k.writes) sum += most(write.ways, to) * write.frequency;
  });
  return sum * layers;
}

/** Compares partial placements of the same steps. */
export class Dominance {
  private readonly penalties: Float64Array[] = [];
  private readonly entries: boolean;

  /** `floor`: no placement has a smaller value, so loads that stay below do not matter to `least-maximum`. */
  constructor(private readonly walk: Walk, private readonly future: Future, private readonly floor: number) {
    this.entries = walk.tables.problem.steps.some((s) => s.choices.some((c) => c.entry > 0));
  }

  /** Whether `a` is no worse than `b` where both have the same key. */
  betterAlike(a: Label, b: Label, index: number): boolean {
    return (this.walk.goal.kind !== 'weighted' || a.cost <= b.cost) && this.loadsFit(a, b, index, undefined);
  }

  private loadsFit(a: Label, b: Label, index: number, live: Live | undefined): boolean {
    const { loads } = this.walk.goal;
    const most = this.future.most[index + 1];
    for (let k = 0; k < loads.length; k++) {
      const load = loads[k];
      if (!load) continue;
      const mine = (a.load[k] ?? 0) + (live ? this.extra(a, b, load, live) : 0);
      if (mine <= (b.load[k] ?? 0)) continue;
      const end = (a.load[k] ?? 0) + (most?.[k] ?? Infinity);
      if (end > load.limit || (load.scale > 0 && end > this.floor * load.scale)) return false;
    }
    return true;
  }

  /** What the same steps to come can add to a load of `a` beyond what they add to that of `b`. */
  private extra(a: Label, b: Label, { kind, index }: Load, live: Live): number {
    switch (kind) {
      case 'use': return 0;
      case 'memory': return this.missing(a, b, index, live);
      case 'busy': return this.entries ? Infinity : 0;
      case 'link': return Infinity;
    }
  }

  /** Bytes that `b` holds on a device already and `a` may have to. */
  private missing(a: Label, b: Label, device: number, { kept }: Live): number {
    const { tables: { versions, kept: tensors }, size } = this.walk;
    let bytes = 0;
    for (const { kept: k } of kept) {
      const where = (versions.length + k) * size + device;
      if (b.at[where] && !a.at[where]) bytes += tensors[k]?.bytes ?? 0;
    }
    return bytes;
  }

  /** Whether a label can win against others in other places at all: what links carry later must not matter to it. */
  mayWinElsewhere(a: Label, index: number): boolean {
    const most = this.future.most[index + 1];
    return this.walk.goal.loads.every((load, k) => {
      if (load.kind !== 'link' && (load.kind !== 'busy' || !this.entries)) return true;
      const end = (a.load[k] ?? 0) + (most?.[k] ?? Infinity);
      return end <= load.limit && (load.scale <= 0 || end <= this.floor * load.scale);
    });
  }

  /**
   * Whether `a` is no worse than `b` though things lie in other places: even after the most that this can cost `a` beyond
   * what it costs `b`, whatever follows.
   */
  betterElsewhere(a: Label, b: Label, index: number): boolean {
    const weighted = this.walk.goal.kind === 'weighted';
    let room = b.cost - a.cost;
    if ((weighted && room < 0) || (b.met && !a.met)) return false;
    const live = this.walk.liveAfter(index);
    if (!this.loadsFit(a, b, index, live)) return false;
    if (!weighted) return this.reaches(a, index);
    room -= this.sequencePenalty(a, b, index);
    if (room < 0) return false;
    for (const { version, rank, on } of live.versions) {
      room -= this.versionPenalty(a, b, version, rank, on);
      if (room < 0) return false;
    }
    for (const { kept, on } of live.kept) {
      room -= this.keptPenalty(a, b, index, kept, on);
      if (room < 0) return false;
    }
    return true;
  }

  /** Whether nothing that is there now could turn out to be out of reach later. */
  private reaches(label: Label, index: number): boolean {
    const { tables: { versions, kept, problem } } = this.walk;
    const live = this.walk.liveAfter(index);
    const all = (from: number, on: number, ways: Ways): boolean => problem.devices.every((_, d) => !(on >> d & 1) || ways.time(from, d) < Infinity);
    return live.versions.every(({ version, on }) => {
      const v = versions[version];
      return !v || all(v.producer === undefined ? problem.home : this.walk.choice(label, v.producer).device, on, v.ways);
    }) && live.kept.every(({ kept: k, on }) => {
      const here = problem.devices.reduce((bits, _, d) => bits | (label.at[(versions.length + k) * this.walk.size + d] ?? 0) << d, 0);
      return (kept[k]?.writes ?? []).every((w) => (w.step > index
        ? problem.steps[w.step]?.choices.every((c) => all(c.device, here, w.ways))
        : all(this.walk.choice(label, w.step).device, on, w.ways)));
    });
  }

  private sequencePenalty(a: Label, b: Label, index: number): number {
    const { tables: { sequence } } = this.walk;
    let sum = 0;
    sequence.pairs.forEach((pair, p) => {
      if (Math.max(pair.before, pair.after) <= index || Math.min(pair.before, pair.after) > index) return;
      const placed = Math.min(pair.before, pair.after);
      const [x, y] = [a.picks[placed] ?? 0, b.picks[placed] ?? 0];
      if (x !== y) sum += pair.times * this.pairPenalty(p, placed, x, y);
    });
    return sum;
  }

  /** The most by which the handover with `x` exceeds that with `y`, over the choices of the other step. */
  private pairPenalty(p: number, placed: number, x: number, y: number): number {
    const { tables: { sequence, problem } } = this.walk;
    const count = problem.steps[placed]?.choices.length ?? 0;
    const pair = sequence.pairs[p];
    if (!pair) return 0;
    const table = this.penalties[p] ??= new Float64Array(count * count).fill(-1);
    const old = table[x * count + y] ?? -1;
    if (old >= 0) return old;
    const other = problem.steps[placed === pair.before ? pair.after : pair.before]?.choices ?? [];
    const [cx, cy] = [problem.steps[placed]?.choices[x], problem.steps[placed]?.choices[y]];
    let most = 0;
    if (cx && cy) {
      for (const c of other) {
        const difference = placed === pair.before ? this.walk.handover(cx, c) - this.walk.handover(cy, c) : this.walk.handover(c, cx) - this.walk.handover(c, cy);
        most = Math.max(most, difference);
      }
    }
    table[x * count + y] = most;
    return most;
  }

  private versionPenalty(a: Label, b: Label, version: number, rank: number, on: number): number {
    const { tables: { versions, frequencies, problem }, size, prices } = this.walk;
    const v = versions[version];
    if (!v) return 0;
    const [fromA, fromB] = v.producer === undefined ? [problem.home, problem.home]
      : [this.walk.choice(a, v.producer).device, this.walk.choice(b, v.producer).device];
    let sum = 0;
    for (let d = 0; d < size; d++) {
      if (!(on >> d & 1)) continue;
      const [atA, atB] = [a.at[version * size + d] ?? 0, b.at[version * size + d] ?? 0];
      if (atA >= rank || (fromA === fromB && atA >= atB)) continue;
      let most = 0;
      for (let r = atA + 1; r <= rank; r++) {
        const asked = frequencies[r] ?? 1;
        const mine = (asked - (frequencies[atA] ?? 0)) * v.ways.time(fromA, d);
        const other = r > atB ? (asked - (frequencies[atB] ?? 0)) * v.ways.time(fromB, d) : 0;
        // Nothing is worse than no way at all.
        if (mine > other) most = Math.max(most, mine - other);
      }
      sum += most;
    }
    return sum * problem.layers * prices.resting;
  }

  private keptPenalty(a: Label, b: Label, index: number, k: number, on: number): number {
    const { tables: { versions, kept, problem }, size, prices } = this.walk;
    const tensor = kept[k];
    if (!tensor) return 0;
    const behind = (label: Label, device: number): number => {
      let time = 0;
      for (const write of tensor.writes) {
        if (write.step > index) continue;
        const from = this.walk.choice(label, write.step).device;
        if (from !== device) time += write.ways.time(from, device) * write.frequency;
      }
      return time;
    };
    let sum = 0;
    for (let d = 0; d < size; d++) {
      const where = (versions.length + k) * size + d;
      const [inA, inB] = [a.at[where] ?? 0, b.at[where] ?? 0];
      if (inA) {
        if (inB) continue;
        for (const write of tensor.writes) {
          if (write.step <= index) continue;
          let most = 0;
          for (const c of problem.steps[write.step]?.choices ?? []) if (c.device !== d) most = Math.max(most, write.ways.time(c.device, d));
          sum += most * write.frequency;
        }
      } else if (on >> d & 1) {
        const mine = behind(a, d);
        const other = inB ? 0 : behind(b, d);
        if (mine > other) sum += mine - other;
      }
    }
    return sum * problem.layers * prices.resting;
  }
}
