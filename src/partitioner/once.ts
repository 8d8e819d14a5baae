import type { Environment } from '../analysis/index.js';
import type { Tensor } from '../ir/nodes.js';
import type { DeviceId, Machine } from '../machines/index.js';
import { buildProblem, type PricedProblem, type PricedStep } from './build-problem.js';
import type { PlacedStep, PlacementOptions } from './placement.js';
import { evaluate, search } from './search/index.js';
import { placedSteps, type Solution } from './solution.js';

/** Steps that run once go together where they and the hand-over of what they made take the least time. */
export function placeOnce(
  priced: readonly PricedStep[], chosen: readonly PlacedStep[], machine: Machine, env: Environment, options: PlacementOptions,
): { readonly steps: readonly PlacedStep[]; readonly microseconds: number } {
  if (priced.length === 0) return { steps: [], microseconds: 0 };
  const readers = (tensor: Tensor): ReadonlySet<DeviceId> => new Set(chosen.filter((p) => p.step.reads.includes(tensor)).map((p) => p.device));
  const number = new Map(machine.devices.map((d, i) => [d.id, i]));
  let best: Solution | undefined;
  let least = Infinity;
  for (const device of new Set([...chosen.map((p) => p.device), ...machine.devices.map((d) => d.id)])) {
    const problem = buildProblem(priced, machine, env, options, [device]);
    const { outcome } = search(problem, { objective: 'latency' });
    if (!outcome) continue;
    const handOver = problem.steps.flatMap((s) => s.writes).reduce((sum, { tensor, bytes }) => {
      const made = problem.byIndex[tensor];
      if (made?.role !== 'memory') return sum;
      return sum + [...readers(made)].reduce((time, to) => time + transfer(problem, number.get(device) ?? 0, number.get(to) ?? 0, bytes), 0) * problem.layers;
    }, 0);
    if (outcome.time + handOver < least) {
      least = outcome.time + handOver;
      best = { problem, outcome };
    }
  }
  if (best) return { steps: placedSteps(best), microseconds: least };
  const problem = withoutLimits(priced, machine, env, options);
  return { steps: placedSteps({ problem, outcome: evaluate(problem, priced.map(() => 0)) }), microseconds: 0 };
}

function transfer({ route }: PricedProblem, from: number, to: number, bytes: number): number {
  if (from === to || bytes <= 0) return 0;
  return route(from, to, bytes)?.reduce((sum, hop) => sum + hop.time, 0) ?? Infinity;
}

/** The problem on the CPU, as if everything fitted there. */
export function withoutLimits(priced: readonly PricedStep[], machine: Machine, env: Environment, options: PlacementOptions): PricedProblem {
  const open = priced.map((p) => ({ ...p, costs: p.costs.map((c) => ({ ...c, violations: [] })) }));
  const cpus = machine.devices.filter((d) => d.device.kind === 'cpu').map((d) => d.id);
  return buildProblem(open, machine, env, { ...options, overrides: {} }, cpus);
}
