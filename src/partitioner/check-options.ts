import type { MethodAnalysis } from '../analysis/index.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report } from '../diagnostics/index.js';
import type { Method } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import { devicesOf } from './build-problem.js';
import type { PlacementOptions } from './placement.js';
import type { DeviceKind, Machine } from './schema.js';

/** Options without what the method or the machine does not have, and a finding for each thing left out. */
export function checkOptions(
  method: Method, steps: readonly Step[], analysis: MethodAnalysis, machine: Machine, options: PlacementOptions,
): { readonly usable: PlacementOptions; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const devices = devicesOf(machine);

  const sizes: Record<string, number> = {};
  const lengths = analysis.lengths.map((l) => l.symbol);
  for (const [name, value] of Object.entries(options.sizes ?? {})) {
    const size = method.sizes.find((s) => s.name === name);
    if (!size && !lengths.includes(name)) {
      diagnostics.push(report('MPC4101', { name, known: [...method.sizes.map((s) => s.name), ...lengths].join(', ') || 'none' }));
    } else if (!Number.isFinite(value) || value < (size?.min ?? 0) || value > (size?.max ?? Infinity)) {
      diagnostics.push(report('MPC4102', { name, value, min: size?.min ?? 0, max: size?.max ?? 'any' }));
    } else sizes[name] = value;
  }

  const pins: Record<string, DeviceKind> = {};
  for (const [name, device] of Object.entries(options.overrides?.pins ?? {})) {
    if (!steps.some((s) => s.name === name)) {
      diagnostics.push(report('MPC4103', { name, known: steps.map((s) => s.name).join(', ') }));
    } else if (!devices.includes(device)) {
      diagnostics.push(report('MPC4104', { name, device, machine: machine.name, known: devices.join(', ') }));
    } else pins[name] = device;
  }

  const { batch = 1 } = options;
  const batchFits = Number.isInteger(batch) && batch >= method.batch.min && batch <= method.batch.max;
  if (!batchFits) diagnostics.push(report('MPC4105', { batch, min: method.batch.min, max: method.batch.max }));
  return {
    usable: { ...options, sizes, batch: batchFits ? batch : method.batch.min, overrides: { ...options.overrides, pins } },
    diagnostics,
  };
}
