import { generateHip, type HipOutput } from '../codegen/hip/index.js';
import type { Method } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import type { PlacementOptions } from '../partitioner/index.js';

/** Options under which a placement is priced with the GPU kernels that would really run: how many, and on which units. */
export function withKernelFacts<O extends PlacementOptions>(
  method: Method, steps: readonly Step[], options: O, hip: HipOutput = generateHip(method, steps),
): O {
  const facts = Object.fromEntries(steps.map((step) => {
    const kernels = hip.kernels.get(step)?.length;
    return [step.name, { ...(kernels === undefined ? {} : { kernels }), matrix: hip.matrixSteps.has(step) }];
  }));
  return { ...options, overrides: { ...options.overrides, facts } };
}
