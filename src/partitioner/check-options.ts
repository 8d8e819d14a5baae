import type { MethodAnalysis } from '../analysis/index.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report, suggest } from '../diagnostics/index.js';
import type { Method } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import type { DeviceId, Machine } from '../machines/index.js';
import { names } from './build-problem.js';
import type { PlacementOptions } from './placement.js';

/** Options without what the method or the machine does not have, and a finding for each thing left out. */
export function checkOptions(
  method: Method, steps: readonly Step[], analysis: MethodAnalysis, machine: Machine, options: PlacementOptions,
): { readonly usable: PlacementOptions; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];

  const sizes: Record<string, number> = {};
  const lengths = analysis.lengths.map((l) => l.symbol);
  for (const [name, value] of Object.entries(options.sizes ?? {})) {
    const size = method.sizes.find((s) => s.name === name);
    if (!size && !lengths.includes(name)) {
      const known = [...method.sizes.map((s) => s.name), ...lengths];
      diagnostics.push(report('MPC4101', { name, known: known.join(', ') || 'none' }, undefined, hint(name, known)));
    } else if (!Number.isFinite(value) || value < (size?.min ?? 0) || value > (size?.max ?? Infinity)) {
      diagnostics.push(report('MPC4102', { name, value, min: size?.min ?? 0, max: size?.max ?? 'any' }));
    } else sizes[name] = value;
  }

  const pins: Record<string, DeviceId> = {};
  for (const [name, device] of Object.entries(options.overrides?.pins ?? {})) {
    if (!steps.some((s) => s.name === name)) {
      const known = steps.map((s) => s.name);
      diagnostics.push(report('MPC4103', { name, known: known.join(', ') }, undefined, hint(name, known)));
    } else if (!machine.devices.some((d) => names(device, d))) {
      const known = machine.devices.map((d) => d.id);
      diagnostics.push(report('MPC4104', { name, device, machine: machine.name, known: known.join(', ') }, undefined, hint(device, known)));
    } else pins[name] = device;
  }

  const { batch = 1, layers = 1 } = options;
  const batchFits = Number.isInteger(batch) && batch >= method.batch.min && batch <= method.batch.max;
  if (!batchFits) diagnostics.push(report('MPC4105', { batch, min: method.batch.min, max: method.batch.max }));
  const layersFit = Number.isInteger(layers) && layers >= 1;
  if (!layersFit) diagnostics.push(report('MPC4107', { layers }));
  return {
    usable: { ...options, sizes, batch: batchFits ? batch : method.batch.min, layers: layersFit ? layers : 1, overrides: { ...options.overrides, pins } },
    diagnostics,
  };
}

function hint(name: string, known: readonly string[]): { readonly hint?: string } {
  const near = suggest(name, known);
  return near === undefined ? {} : { hint: `did you mean \`${near}\`?` };
}
