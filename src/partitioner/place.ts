import { environmentText, type Environment, type MethodAnalysis } from '../analysis/index.js';
import { report } from '../diagnostics/index.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Method } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import { figuresOf, type DeviceId, type Machine } from '../machines/index.js';
import { baselineGpu, buildProblem, priceSteps, type PricedProblem, type PricedStep } from './build-problem.js';
import { candidatesOf, shortfallsOf } from './candidates.js';
import { checkOptions } from './check-options.js';
import { placeOnce, withoutLimits } from './once.js';
import type { Candidate, Placement, PlacementOptions } from './placement.js';
import { shortfallText, timeText } from './reasons.js';
import { evaluate, excesses, search, type Solved } from './search/index.js';
import { costsOf, deviceLoads, linkLoads, placedSteps, residencyOf, transfersOf, type Solution } from './solution.js';

/** A method priced on a machine, and where the search put its steps. */
export interface Decision {
  readonly env: Environment;
  readonly usable: PlacementOptions;
  readonly diagnostics: readonly Diagnostic[];
  readonly priced: readonly PricedStep[];
  readonly problem: PricedProblem;
  readonly solved: Solved;
  /** The placement found, or everything on the CPU as if it fitted there. */
  readonly solution: Solution;
}

/** Prices the steps and searches, without explanations. */
export function decide(method: Method, steps: readonly Step[], analysis: MethodAnalysis, machine: Machine, options: PlacementOptions): Decision {
  const { usable, diagnostics } = checkOptions(method, steps, analysis, machine, options);
  const env = analysis.environment(usable.sizes);
  const priced = priceSteps(analysis, machine, env, usable);
  const every = priced.filter((p) => !p.step.once);
  const problem = buildProblem(every, machine, env, usable, machine.devices.map((d) => d.id));
  const { objective = 'latency', expired } = usable;
  const given = options.solved;
  // Another solver that only ran out of time leaves the search to find a first placement.
  const taken = given && (given.outcome ? given.outcome.picks.length === every.length : given.proven) ? given : undefined;
  const solved = taken ?? search(problem, { objective, ...expired ? { expired } : {} });
  const { outcome } = solved;
  const open = outcome ? problem : withoutLimits(every, machine, env, usable);
  return { env, usable, diagnostics, priced, problem, solved, solution: { problem: open, outcome: outcome ?? evaluate(open, every.map(() => 0)) } };
}

/** The search problem of a placement, for other solvers; give what they find to `place` as the option `solved`. */
export function placementProblem(method: Method, steps: readonly Step[], analysis: MethodAnalysis, machine: Machine, options: PlacementOptions = {}): PricedProblem {
  const { usable } = checkOptions(method, steps, analysis, machine, options);
  const env = analysis.environment(usable.sizes);
  const every = priceSteps(analysis, machine, env, usable).filter((p) => !p.step.once);
  return buildProblem(every, machine, env, usable, machine.devices.map((d) => d.id));
}

/**
 * Decides on which device each step runs and where the memories live, by exact search over the machine's devices, and keeps
 * the placements that lost. Steps run one after another; steps that run once do not count in the time of a call.
 */
export function place(
  method: Method, steps: readonly Step[], analysis: MethodAnalysis, machine: Machine, options: PlacementOptions = {},
): Placement {
  const { env, usable, diagnostics, priced, problem, solved, solution } = decide(method, steps, analysis, machine, options);
  const { batch = 1, layers = 1, objective = 'latency', launch = 'runtime', profile = {}, expired } = usable;
  const every = priced.filter((p) => !p.step.once);
  const feasible = solved.outcome !== undefined;
  const chosen = placedSteps(solution);
  const once = placeOnce(priced.filter((p) => p.step.once), chosen, machine, env, usable);
  const placed = steps.flatMap((step) => [...chosen, ...once.steps].find((p) => p.step === step) ?? []);
  const solve = (allowed: readonly DeviceId[], mustUse?: readonly number[]): { readonly problem: PricedProblem; readonly solved: Solved } => {
    const other = buildProblem(every, machine, env, usable, allowed);
    return { problem: other, solved: search(other, { objective, ...mustUse ? { mustUse } : {}, ...expired ? { expired } : {} }) };
  };
  const candidates = candidatesOf({ machine, objective, chosen: { ...solution, outcome: { ...solution.outcome, feasible } }, solve });
  const lost = !feasible && !solved.proven;
  const shortfalls = feasible || lost ? [] : shortfallsOf(problem, excesses(problem));
  const { microseconds } = costsOf(solution.outcome);

  return {
    assignment: new Map(placed.map((p) => [p.step, p.kind])),
    steps: placed,
    transfers: transfersOf(solution),
    ...costsOf(solution.outcome),
    onceMicroseconds: once.microseconds,
    residency: residencyOf(placed),
    devices: deviceLoads(solution), links: linkLoads(solution, machine),
    candidates,
    ...frameworkOf(every, machine, layers),
    reasons: feasible ? summary(candidates, microseconds) : lost ? ['No placement was found in the time given; priced on the CPU.'] : ['No device can hold what the method keeps; placed on the CPU.', ...shortfalls.map(shortfallText)],
    shortfalls, solver: solved.solver, gap: feasible || lost ? solved.gap : 0,
    sizes: env, batch, layers, objective, launch, profile: { fpga: profile.fpga ?? 'generated', gpu: profile.gpu ?? 'generated' },
    machine: machine.title, ...machine.calibration === undefined ? {} : { calibration: machine.calibration },
    figures: figuresOf(machine, usable.peerToPeer ?? false),
    diagnostics: [
      ...diagnostics,
      ...lost ? [report('MPC4111', { machine: machine.name })] : [],
      ...feasible || lost ? [] : [report('MPC4106', { machine: machine.name, sizes: environmentText(env) }, undefined, { hint: shortfalls.map(shortfallText).join('; ') })],
      ...feasible && !solved.proven ? [report('MPC4108', { gap: (100 * solved.gap).toPrecision(2) })] : [],
    ],
  };
}

function frameworkOf(priced: readonly PricedStep[], machine: Machine, layers: number): Pick<Placement, 'framework'> {
  const gpu = baselineGpu(machine);
  if (!gpu) return {};
  const all = machine.devices.reduce((sum, d) => sum + d.device.power.idle.value, 0);
  const resting = all - gpu.device.power.idle.value;
  let microseconds = gpu.device.fixed.synchronise.value;
  let millijoules = microseconds * all / 1e3;
  let kernels = 0;
  for (const { framework, numbers } of priced) {
    if (!framework) continue;
    const time = framework.microseconds * numbers.analysis.frequency * layers;
    microseconds += time;
    millijoules += time * (framework.watts + resting) / 1e3;
    kernels += framework.kernels * layers;
  }
  return { framework: { microseconds, millijoules, kernels } };
}

function summary(candidates: readonly Candidate[], time: number): readonly string[] {
  return candidates.filter((c) => !c.chosen && !c.change).map((c) => (c.feasible
    ? `${c.name} takes ${timeText(c.microseconds)} against ${timeText(time)}: ${c.reasons.slice(1).join('; ')}`
    : `${c.name} is not possible: ${c.reasons.join('; ')}`));
}
