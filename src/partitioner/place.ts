import { environmentText, type Environment, type MethodAnalysis } from '../analysis/index.js';
import { report } from '../diagnostics/index.js';
import type { Method, Tensor } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import { buildProblem, devicesOf, priceSteps, type PricedProblem, type PricedStep } from './build-problem.js';
import { checkOptions } from './check-options.js';
import type { StepCost } from './cost/step-cost.js';
import { figuresOf } from './figures.js';
import type { Candidate, CandidateName, PlacedStep, Placement, PlacementOptions } from './placement.js';
import { deviceName, timeText, violationText, whyNot } from './reasons.js';
import type { DeviceKind, Machine } from './schema.js';
import { objectiveOf, type Objective, type Outcome } from './search/problem.js';
import { search } from './search/search.js';
import { evaluate } from './search/walk.js';

interface Solution { readonly problem: PricedProblem; readonly outcome: Outcome | undefined }

/**
 * Decides on which device each step runs and where the memories live, by exact search over the machine's devices, and keeps
 * the placements that lost. Steps run one after another; steps that run once do not count in the time of a call.
 */
export function place(
  method: Method, steps: readonly Step[], analysis: MethodAnalysis, machine: Machine, options: PlacementOptions = {},
): Placement {
  const { batch = 1, objective = 'latency' } = options;
  const { usable, diagnostics } = checkOptions(method, steps, analysis, machine, options);
  const env = analysis.environment(usable.sizes);
  const priced = priceSteps(analysis, machine, env, usable);
  const every = priced.filter((p) => !p.step.once);
  const devices = devicesOf(machine);
  const solve = (allowed: readonly DeviceKind[], mustUse?: DeviceKind): Solution => {
    const problem = buildProblem(every, machine, env, usable, allowed);
    return { problem, outcome: search(problem, { objective, ...mustUse ? { mustUse } : {} }) };
  };

  const best = solve(devices);
  // Nothing fits: the CPU still runs it, and the reasons say what is too large.
  const outcome = best.outcome ?? evaluate(lenient(every, machine, env, usable), every.map(() => 0));
  const problem = best.outcome ? best.problem : lenient(every, machine, env, usable);
  const chosen = placedSteps(problem, outcome);
  const once = placeOnce(priced.filter((p) => p.step.once), chosen, machine, env, usable);
  const placed = steps.flatMap((step) => [...chosen, ...once.steps].find((p) => p.step === step) ?? []);

  const wanted: readonly { readonly name: CandidateName; readonly allowed: readonly DeviceKind[]; readonly mustUse?: DeviceKind }[] = [
    ...machine.devices.gpu ? [{ name: 'gpu-only', allowed: ['gpu'] } as const] : [],
    ...machine.devices.fpga ? [{ name: 'fpga-allowed', allowed: devices, mustUse: 'fpga' } as const] : [],
    { name: 'cpu-only', allowed: ['cpu'] },
  ];
  const candidates = wanted.map(({ name, allowed, mustUse }) =>
    candidateOf(name, mustUse && best.outcome && uses(best, mustUse) ? best : solve(allowed, mustUse), outcome, objective, every, machine));

  return {
    assignment: new Map(placed.map((p) => [p.step, p.device])),
    steps: placed,
    transfers: transfersOf(problem, outcome),
    waits: outcome.waits,
    microseconds: outcome.time,
    millijoules: outcome.energy / 1e3,
    onceMicroseconds: once.microseconds,
    residency: residencyOf(placed),
    candidates,
    ...frameworkOf(every, machine),
    reasons: best.outcome ? summary(candidates, outcome.time) : ['No device can hold what the method keeps; placed on the CPU.'],
    sizes: env, batch, objective, machine: machine.title,
    figures: figuresOf(machine, usable.peerToPeer ?? false),
    diagnostics: best.outcome ? diagnostics : [...diagnostics, report('MPC4106', { machine: machine.name, sizes: environmentText(env) })],
  };
}

function uses({ problem, outcome }: Solution, device: DeviceKind): boolean {
  return outcome?.picks.some((pick, i) => problem.steps[i]?.choices[pick]?.device === device) ?? false;
}

/** The problem without limits, on the CPU. */
function lenient(priced: readonly PricedStep[], machine: Machine, env: Environment, options: PlacementOptions): PricedProblem {
  const open = priced.map((p) => ({ ...p, costs: p.costs.map((c) => ({ ...c, violations: [] })) }));
  return buildProblem(open, machine, env, { ...options, overrides: {} }, ['cpu']);
}

function costOf(problem: PricedProblem, index: number, pick: number): StepCost | undefined {
  const choice = problem.steps[index]?.choices[pick];
  return problem.priced[index]?.costs.find((c) => c.device === choice?.device && c.microseconds === choice.time);
}

function placedSteps(problem: PricedProblem, outcome: Outcome): readonly PlacedStep[] {
  return problem.priced.flatMap(({ step, costs, numbers }, i): PlacedStep[] => {
    const cost = costOf(problem, i, outcome.picks[i] ?? 0);
    if (!cost) return [];
    const others = [...new Set(costs.map((c) => c.device))].filter((d) => d !== cost.device);
    return [{
      step, device: cost.device, microseconds: cost.microseconds, cost, frequency: numbers.analysis.frequency,
      rejected: others.flatMap((device) => {
        const other = costs.filter((c) => c.device === device).reduce((a, b) => (b.microseconds < a.microseconds ? b : a));
        return [{ device, reason: whyNot(cost, other, extraOf(problem, outcome, i, device)) }];
      }),
    }];
  });
}

/** What transfers and waits would add if this step alone went to another device. */
function extraOf(problem: PricedProblem, outcome: Outcome, index: number, device: DeviceKind): number {
  const pick = problem.steps[index]?.choices.findIndex((c) => c.device === device) ?? -1;
  if (pick < 0) return 0;
  const flipped = evaluate(problem, outcome.picks.map((p, i) => (i === index ? pick : p)));
  const frequency = problem.steps[index]?.frequency ?? 1;
  const here = problem.steps[index]?.choices[outcome.picks[index] ?? 0]?.time ?? 0;
  const there = problem.steps[index]?.choices[pick]?.time ?? 0;
  return flipped.time - outcome.time + (here - there) * frequency;
}

function transfersOf(problem: PricedProblem, outcome: Outcome): Placement['transfers'] {
  return outcome.moves.flatMap((m) => {
    const tensor = problem.byIndex[m.tensor];
    return tensor && m.time > 0 ? [{ tensor, from: m.from, to: m.to, bytes: m.bytes, microseconds: m.time }] : [];
  });
}

/** Steps that run once go together where they and the hand-over of what they made take the least time. */
function placeOnce(
  priced: readonly PricedStep[], chosen: readonly PlacedStep[], machine: Machine, env: Environment, options: PlacementOptions,
): { readonly steps: readonly PlacedStep[]; readonly microseconds: number } {
  const readers = (tensor: Tensor): ReadonlySet<DeviceKind> => new Set(chosen.filter((p) => p.step.reads.includes(tensor)).map((p) => p.device));
  const devices = [...new Set(chosen.map((p) => p.device)), ...devicesOf(machine)];
  let best: Solution | undefined;
  let least = Infinity;
  for (const device of new Set(devices)) {
    const problem = buildProblem(priced, machine, env, options, [device]);
    const outcome = search(problem, { objective: 'latency' });
    if (!outcome) continue;
    const handOver = problem.steps.flatMap((s) => s.writes).reduce((sum, { tensor, bytes }) => {
      const made = problem.byIndex[tensor];
      return made?.role !== 'memory' ? sum : sum + [...readers(made)].reduce((t, to) => t + problem.transfer(device, to, bytes), 0);
    }, 0);
    if (outcome.time + handOver < least) {
      least = outcome.time + handOver;
      best = { problem, outcome };
    }
  }
  if (!best?.outcome) {
    const problem = lenient(priced, machine, env, options);
    return { steps: placedSteps(problem, evaluate(problem, priced.map(() => 0))), microseconds: 0 };
  }
  return { steps: placedSteps(best.problem, best.outcome), microseconds: priced.length > 0 ? least : 0 };
}

function residencyOf(placed: readonly PlacedStep[]): ReadonlyMap<Tensor, readonly DeviceKind[]> {
  const found = new Map<Tensor, Set<DeviceKind>>();
  const note = (tensor: Tensor, device: DeviceKind): void => { found.set(tensor, (found.get(tensor) ?? new Set()).add(device)); };
  const persistent = (t: Tensor): boolean => t.role === 'memory' || t.role === 'weight';
  for (const { step, device } of placed) step.reads.filter(persistent).forEach((t) => note(t, device));
  for (const { step, device } of placed) step.writes.filter((t) => persistent(t) && !found.has(t)).forEach((t) => note(t, device));
  return new Map([...found].map(([tensor, devices]) => [tensor, [...devices]]));
}

function candidateOf(
  name: CandidateName, { problem, outcome }: Solution, chosen: Outcome, objective: Objective, priced: readonly PricedStep[], machine: Machine,
): Candidate {
  if (!outcome) {
    return {
      name, feasible: false, microseconds: Infinity, millijoules: Infinity, steps: [], transfers: [], waits: 0, chosen: false,
      reasons: infeasible(name, priced, problem, machine),
    };
  }
  const value = (o: Outcome): number => objectiveOf(objective, o.time, o.energy);
  const same = Math.abs(value(outcome) - value(chosen)) <= 1e-9 * value(chosen);
  const steps = placedSteps(problem, outcome);
  return {
    name, feasible: true, microseconds: outcome.time, millijoules: outcome.energy / 1e3, steps,
    transfers: transfersOf(problem, outcome), waits: outcome.waits, chosen: same,
    reasons: same ? [] : lost(steps, outcome, chosen, objective),
  };
}

function lost(steps: readonly PlacedStep[], outcome: Outcome, chosen: Outcome, objective: Objective): readonly string[] {
  const moving = outcome.moves.reduce((sum, m) => sum + m.time, 0) + outcome.waits;
  const worst = steps.reduce<PlacedStep | undefined>((a, b) => (a && a.microseconds * a.frequency >= b.microseconds * b.frequency ? a : b), undefined);
  const reasons = [objective === 'latency'
    ? `${timeText(outcome.time - chosen.time)} slower`
    : `${timeText(outcome.time)} and ${(outcome.energy / 1e3).toPrecision(3)} mJ against ${timeText(chosen.time)} and ${(chosen.energy / 1e3).toPrecision(3)} mJ`];
  if (worst) {
    const term = worst.cost.terms.reduce((a, b) => (b.microseconds > a.microseconds ? b : a));
    reasons.push(`longest: ${worst.step.name} on the ${deviceName(worst.device)}, ${timeText(worst.microseconds)}, of which ${term.name} ${timeText(term.microseconds)}`);
  }
  if (moving > 0) reasons.push(`transfers and waits ${timeText(moving)}`);
  return reasons;
}

function infeasible(name: CandidateName, priced: readonly PricedStep[], problem: PricedProblem, machine: Machine): readonly string[] {
  const kinds: readonly DeviceKind[] = name === 'gpu-only' ? ['gpu'] : name === 'cpu-only' ? ['cpu'] : ['fpga'];
  const texts = priced.flatMap(({ step, costs }) => {
    const own = costs.filter((c) => kinds.includes(c.device));
    const [violation] = own.every((c) => c.violations.length > 0) ? own[own.length - 1]?.violations ?? [] : [];
    return violation ? [`${step.name} ${violationText(violation)}`] : [];
  });
  if (texts.length > 0) return texts;
  const bytes = problem.tensors.reduce((sum, t) => sum + (t.kind === 'persistent' ? t.bytes : 0), 0);
  const device = kinds[0] && machine.devices[kinds[0]];
  const capacity = (device?.memory.capacity.value ?? 0) * 1e9;
  if (bytes > capacity) return [`all persistent data together ${violationText({ resource: 'memory', needed: bytes / 1e9, available: capacity / 1e9, unit: 'GB' })}`];
  return ['steps are pinned elsewhere'];
}

function frameworkOf(priced: readonly PricedStep[], machine: Machine): Pick<Placement, 'framework'> {
  const gpu = machine.devices.gpu;
  if (!gpu) return {};
  const resting = machine.devices.cpu.power.idle.value + (machine.devices.fpga?.power.idle.value ?? 0);
  let microseconds = gpu.fixed.synchronise.value;
  let millijoules = microseconds * (resting + gpu.power.idle.value) / 1e3;
  let kernels = 0;
  for (const { framework, numbers } of priced) {
    if (!framework) continue;
    const time = framework.microseconds * numbers.analysis.frequency;
    microseconds += time;
    millijoules += time * (framework.watts + resting) / 1e3;
    kernels += framework.kernels;
  }
  return { framework: { microseconds, millijoules, kernels } };
}

function summary(candidates: readonly Candidate[], time: number): readonly string[] {
  return candidates.filter((c) => !c.chosen).map((c) => (c.feasible
    ? `${c.name} takes ${timeText(c.microseconds)} against ${timeText(time)}: ${c.reasons.slice(1).join('; ')}`
    : `${c.name} is not possible: ${c.reasons.join('; ')}`));
}
