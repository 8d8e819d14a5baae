import { pricesOf } from './prices.js';
import { evaluate } from './evaluate.js';
import { tightLimits, valueOf, type Goal, type Load } from './goal.js';
import type { Found } from './run.js';
import { solveObjective, watched } from './objectives.js';
import { busiest, solvedWith, type Choice, type Problem, type SearchOptions, type Solved } from './problem.js';
import { tablesOf, type Tables, type Ways } from './tables.js';

/** A linear programme with 0/1 columns, as CPLEX LP text. */
export interface LinearModel {
  readonly text: string;
  /** What the objective in the text has to be multiplied with. */
  readonly scale: number;
  /** The columns that decide: one for each choice of each step. */
  readonly columns: readonly string[];
}

/** What a solver says of a model. `bound`: no solution has a smaller objective; infinite where there is none. */
export interface LinearResult {
  readonly solved: boolean;
  readonly bound: number;
  readonly value: (column: string) => number;
}

/** Linear expression: coefficients by column. */
type Terms = Map<string, number>;

/**
 * A search problem as a linear programme. `x` says which choice a step has, `z` which two groups follow each other, `h`
 * where a copy of a flow is needed, `q` from where it comes, `r` where a persistent tensor is read. All but `x` come out whole by themselves.
 */
export function linearModel(problem: Problem, goal: Goal, must: number): LinearModel {
  return new Builder(problem, goal, must).build();
}

class Builder {
  private readonly tables: Tables;
  private readonly rows: string[] = [];
  private readonly binaries: string[] = [];
  private readonly objective: Terms = new Map();
  private readonly loads: readonly Terms[];
  private readonly resting: number;

  constructor(private readonly problem: Problem, private readonly goal: Goal, private readonly must: number) {
    this.tables = tablesOf(problem);
    this.loads = goal.loads.map(() => new Map<string, number>());
    this.resting = pricesOf(this.tables, goal).resting;
  }

  build(): LinearModel {
    this.choices();
    this.successions();
    this.flows();
    this.persistent();
    const { goal } = this;
    goal.loads.forEach((load, k) => { this.limit(this.loads[k] ?? new Map<string, number>(), load); });
    const objective: Terms = goal.kind === 'weighted' ? this.objective : new Map<string, number>([['m', 1]]);
    const scale = Math.max(1e-9, ...[...objective.values()].map(Math.abs).filter(Number.isFinite));
    const text = [
      'Minimize', ` o: ${expression(objective, 1 / scale) || '0 x0_0'}`, 'Subject To', ...this.rows.map((row, i) => ` c${i}: ${row}`),
      'Binary', ...this.binaries.map((b) => ` ${b}`), 'End', '',
    ].join('\n');
    return { text, scale, columns: this.binaries };
  }

  private choices(): void {
    const { problem, tables, goal } = this;
    const { own } = pricesOf(tables, goal);
    const { sequence } = tables;
    const used: Terms = new Map();
    problem.steps.forEach((step, i) => {
      const one: Terms = new Map();
      step.choices.forEach((choice, pick) => {
        const x = column(i, pick);
        this.binaries.push(x);
        one.set(x, 1);
        add(this.objective, x, own[i]?.[pick] ?? 0);
        goal.loads.forEach((load, k) => {
          const share = load.kind === 'use' ? choice.uses[load.index] ?? 0 : load.kind === 'busy' && load.index === choice.device ? choice.time * step.frequency * problem.layers : 0;
          this.count(k, x, share);
        });
        this.enter(x, choice.device, (sequence.starts[i] ?? 0) * choice.entry);
        this.pass(x, (sequence.ends[i] ?? 0) * (problem.settle[choice.device] ?? 0));
        if (this.must >> choice.device & 1) used.set(x, 1);
      });
      this.rows.push(`${expression(one)} = 1`);
    });
    if (this.must) this.rows.push(`${expression(used) || '0 x0_0'} >= 1`);
  }

  /** Waits and entries between steps that follow each other: a transport from the classes of the one to those of the other. */
  private successions(): void {
    const { problem, tables } = this;
    tables.sequence.pairs.forEach(({ before, after, times }, p) => {
      if (before === after) return;
      const left = classes(problem.steps[before]?.choices ?? [], (c) => `${c.group}`);
      const right = classes(problem.steps[after]?.choices ?? [], (c) => `${c.group} ${c.entry}`);
      const name = (a: number, b: number): string => `z${p}_${a}_${b}`;
      left.forEach(({ members }, a) => {
        const sum: Terms = new Map(right.map((_, b) => [name(a, b), 1]));
        members.forEach((pick) => { sum.set(column(before, pick), -1); });
        this.rows.push(`${expression(sum)} = 0`);
      });
      right.forEach(({ members }, b) => {
        const sum: Terms = new Map(left.map((_, a) => [name(a, b), 1]));
        members.forEach((pick) => { sum.set(column(after, pick), -1); });
        this.rows.push(`${expression(sum)} = 0`);
      });
      left.forEach(({ choice: from }, a) => {
        right.forEach(({ choice: to }, b) => {
          if (from.device !== to.device) this.pass(name(a, b), times * (problem.wait[from.device] ?? 0));
          if (from.group !== to.group) this.enter(name(a, b), to.device, times * to.entry);
        });
      });
    });
  }

  private flows(): void {
    const { problem, tables } = this;
    const { devices, home, layers } = problem;
    const { versions, frequencies } = tables;
    const full = frequencies.length - 1;
    versions.forEach((v, version) => {
      devices.forEach((_, to) => {
        for (let rank = 1; rank <= full; rank++) {
          const times = ((frequencies[rank] ?? 1) - (frequencies[rank - 1] ?? 0)) * layers;
          const asking = v.readers.filter((r) => r.rank >= rank).map((r) => this.placed(r.step, to)).filter((t) => t.size > 0);
          const wanted = v.output && to === home;
          if (asking.length === 0 && !wanted) continue;
          const need = `h${version}_${to}_${rank}`;
          if (!wanted) for (const there of asking) this.rows.push(`${expression(new Map([[need, 1], ...negated(there)]))} >= 0`);
          for (const [from, made] of this.makers(v.producer)) {
            if (from === to) continue;
            this.way(`q${version}_${from}_${to}_${rank}`, wanted ? undefined : need, made, v.ways, from, to, times);
          }
        }
      });
    });
  }

  private persistent(): void {
    const { problem, tables } = this;
    tables.kept.forEach((tensor, k) => {
      problem.devices.forEach((_, to) => {
        const asking = tensor.readers.map((step) => this.placed(step, to)).filter((t) => t.size > 0);
        if (asking.length === 0) return;
        const read = `r${k}_${to}`;
        for (const there of asking) this.rows.push(`${expression(new Map([[read, 1], ...negated(there)]))} >= 0`);
        this.goal.loads.forEach((load, l) => { if (load.kind === 'memory' && load.index === to) this.count(l, read, tensor.bytes); });
        tensor.writes.forEach((write, w) => {
          for (const [from, made] of this.makers(write.step)) {
            if (from !== to) this.way(`w${k}_${w}_${from}_${to}`, read, made, write.ways, from, to, write.frequency * problem.layers);
          }
        });
      });
    });
  }

  /** A transfer that happens where `need` and `made` hold; either may always do. */
  private way(name: string, need: string | undefined, made: Terms | undefined, ways: Ways, from: number, to: number, times: number): void {
    const time = ways.time(from, to);
    if (time === Infinity) {
      const both: Terms = new Map([...made ?? [], ...need === undefined ? [] : [[need, 1] as const]]);
      this.rows.push(`${expression(both) || '0 x0_0'} <= ${made && need !== undefined ? 1 : made || need !== undefined ? 0 : -1}`);
      return;
    }
    const charge = (x: string): void => {
      this.pass(x, time * times);
      for (const hop of ways.hops(from, to)) {
        this.goal.loads.forEach((load, k) => { if (load.kind === 'link' && load.index === hop.link) this.count(k, x, hop.time * times); });
      }
    };
    if (!made) {
      if (need !== undefined) charge(need);
      return;
    }
    if (need === undefined) {
      for (const x of made.keys()) charge(x);
      return;
    }
    this.rows.push(`${expression(new Map([[name, 1], [need, -1], ...negated(made)]))} >= -1`);
    charge(name);
  }

  /** The devices that may make something, and when each does; home for what is given. */
  private makers(step: number | undefined): readonly (readonly [number, Terms | undefined])[] {
    if (step === undefined) return [[this.problem.home, undefined]];
    return this.problem.devices.flatMap((_, device) => {
      const there = this.placed(step, device);
      return there.size > 0 ? [[device, there] as const] : [];
    });
  }

  private placed(step: number, device: number): Terms {
    return new Map((this.problem.steps[step]?.choices ?? []).flatMap((c, pick) => (c.device === device ? [[column(step, pick), 1] as const] : [])));
  }

  private pass(x: string, microseconds: number): void {
    if (microseconds > 0) add(this.objective, x, microseconds * this.resting);
  }

  private enter(x: string, device: number, microseconds: number): void {
    this.pass(x, microseconds);
    this.goal.loads.forEach((load, k) => { if (load.kind === 'busy' && load.index === device) this.count(k, x, microseconds); });
  }

  private count(load: number, x: string, amount: number): void {
    const terms = this.loads[load];
    if (terms && amount > 0) add(terms, x, amount);
  }

  private limit(terms: Terms, { limit, scale }: Load): void {
    if (terms.size === 0) return;
    if (limit < Infinity) this.rows.push(`${expression(terms, 1 / Math.max(limit, 1e-9))} <= ${limit > 0 ? 1 : 0}`);
    if (this.goal.kind === 'least-maximum' && scale > 0) this.rows.push(`${expression(new Map([...terms, ['m', -scale]]), 1 / scale)} <= 0`);
  }
}

function column(step: number, pick: number): string {
  return `x${step}_${pick}`;
}

function add(terms: Terms, x: string, amount: number): void {
  terms.set(x, (terms.get(x) ?? 0) + amount);
}

function negated(terms: Terms): readonly (readonly [string, number])[] {
  return [...terms].map(([x, a]) => [x, -a] as const);
}

function expression(terms: Terms, scale = 1): string {
  // Readers of the format may not take lines of any length.
  return [...terms].map(([x, a], i) => `${i > 0 && i % 8 === 0 ? '\n  ' : ''}${a < 0 ? '-' : '+'} ${Math.abs(a * scale)} ${x}`).join(' ');
}

function classes(choices: readonly Choice[], key: (c: Choice) => string): readonly { readonly choice: Choice; readonly members: readonly number[] }[] {
  const found = new Map<string, { readonly choice: Choice; readonly members: number[] }>();
  choices.forEach((choice, pick) => {
    const old = found.get(key(choice));
    if (old) old.members.push(pick);
    else found.set(key(choice), { choice, members: [pick] });
  });
  return [...found.values()];
}

/** Solves a problem with whatever solves linear models. */
export function linearSearch(problem: Problem, options: SearchOptions, solver: string, run: (model: LinearModel) => LinearResult): Solved {
  const { objective } = options;
  const must = (options.mustUse ?? []).reduce((bits, device) => bits | 1 << device, 0);
  if (problem.steps.some((s) => s.choices.length === 0)) return solvedWith(solver, objective, undefined, Infinity);
  const limits = tightLimits(problem);
  const solve = (goal: Goal): Found => {
    const model = linearModel(problem, goal, must);
    const { solved, bound, value } = run(model);
    if (!solved) return { outcome: undefined, value: Infinity, bound: bound * model.scale };
    const picks = problem.steps.map((step, i) => step.choices.reduce((best, _, pick) => (value(column(i, pick)) > value(column(i, best)) ? pick : best), 0));
    const outcome = evaluate(problem, picks);
    const reached = valueOf(goal, outcome);
    // Solvers work to a millionth; what they call optimal is taken as such.
    return { outcome, value: reached, bound: bound * model.scale >= reached * (1 - 1e-6) ? reached : bound * model.scale };
  };
  const weighted = (time: number, energy: number): Found => solve({ kind: 'weighted', time, energy, loads: limits });
  const throughput = (): Found => {
    const first = solve({ kind: 'least-maximum', time: 1, energy: 0, loads: watched(problem, limits, Infinity, 1) });
    if (!first.outcome) return first;
    const second = solve({ kind: 'weighted', time: 1, energy: 0, loads: watched(problem, limits, busiest(first.outcome) * (1 + 1e-7), 0) });
    const outcome = second.outcome && busiest(second.outcome) <= busiest(first.outcome) * (1 + 1e-6) ? second.outcome : first.outcome;
    return { outcome, value: busiest(outcome), bound: Math.min(first.bound, busiest(outcome)) };
  };
  const { outcome, bound } = solveObjective(objective, weighted, throughput);
  return solvedWith(solver, objective, outcome, bound);
}
