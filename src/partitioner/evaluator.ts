import type { Environment, MethodAnalysis } from '../analysis/index.js';
import type { Step } from '../ir/steps.js';
import type { Machine } from '../machines/index.js';
import { buildProblem, hostOf, priceStep, resized, type PricedStep } from './build-problem.js';
import { numbersOf } from './cost/numbers.js';
import type { StepCost } from './cost/step-cost.js';
import type { PlacedTransfer, Placement, PlacementCosts, PlacementOptions } from './placement.js';
import { evaluate } from './search/index.js';
import { costsOf, transfersOf } from './solution.js';

/** What a placement costs at some sizes, and whether everything fits where it is. */
export interface Evaluation extends PlacementCosts {
  readonly feasible: boolean;
  /** In order, those that run once left out; `frequency`: the share of the calls in which one runs. */
  readonly steps: readonly { readonly step: Step; readonly cost: StepCost; readonly frequency: number }[];
  readonly transfers: readonly PlacedTransfer[];
}

/**
 * Prices one placement at any sizes: steps stay where they are, in the variant that fits them best, and nothing is searched.
 * For sweeps and simulations; a call takes well under a millisecond. `options`: those the placement was made with.
 */
export function evaluator(
  analysis: MethodAnalysis, machine: Machine, placement: Pick<Placement, 'steps'>, options: PlacementOptions = {},
): (sizes: Environment) => Evaluation {
  const { batch = 1 } = options;
  const rows = placement.steps.filter((p) => !p.step.once).flatMap((placed) => {
    const stepAnalysis = analysis.steps.find((s) => s.step === placed.step);
    const device = machine.devices.find((d) => d.id === placed.device);
    return stepAnalysis && device ? [{ placed, stepAnalysis, device }] : [];
  });
  const unpinned: PlacementOptions = { ...options, overrides: { ...options.overrides, pins: {} } };
  const host = hostOf(machine);
  const price = (env: Environment): { readonly priced: readonly PricedStep[]; readonly fits: boolean } => {
    let fits = true;
    const priced = rows.map(({ placed, stepAnalysis, device }): PricedStep => {
      const numbers = numbersOf(stepAnalysis, env, batch);
      const cost = sameVariant(priceStep(numbers, device, env, unpinned, host), placed.cost);
      fits &&= cost.violations.length === 0;
      return { step: placed.step, numbers, costs: [{ ...cost, violations: [] }] };
    });
    return { priced, fits };
  };
  const usual = analysis.environment(options.sizes);
  const first = price(usual);
  const base = buildProblem(first.priced, machine, usual, unpinned, machine.devices.map((d) => d.id));
  const picks = rows.map(() => 0);
  return (sizes) => {
    const same = Object.keys(sizes).length === 0;
    const env = same ? usual : analysis.environment({ ...options.sizes, ...sizes });
    const { priced, fits } = same ? first : price(env);
    const outcome = evaluate(same ? base : resized(base, priced, env, batch), picks);
    return {
      ...costsOf(outcome), feasible: fits && outcome.feasible,
      steps: priced.flatMap(({ step, costs: [cost], numbers }) => (cost ? [{ step, cost, frequency: numbers.analysis.frequency }] : [])),
      transfers: transfersOf({ problem: base, outcome }),
    };
  };
}

/** The cost of the same style with the variant that a placement has, or the nearest number of lanes. */
export function sameVariant(costs: readonly StepCost[], wanted: StepCost): StepCost {
  const distance = (c: StepCost): number =>
    (c.style === wanted.style ? 0 : 1e6) + (c.variant === wanted.variant ? 0 : 1e3) + Math.abs(Math.log2((c.lanes ?? 1) / (wanted.lanes ?? 1)));
  return costs.reduce((a, b) => (distance(b) < distance(a) ? b : a));
}
