import type { Gpu } from '../../machines/index.js';
import { startedTime } from './processor.js';
import type { StepCost } from './step-cost.js';

/** The same kernels as nodes of a recorded graph; undefined where the device has no figures for that. */
export function graphCost(cost: StepCost, gpu: Gpu): StepCost | undefined {
  const { fixed } = gpu;
  if (!fixed.graph || !fixed.graphNode || cost.kernels === 0) return undefined;
  const launches = cost.terms.find((t) => t.name === 'launch')?.microseconds ?? 0;
  const node = fixed.graphNode.value;
  const hidden = cost.spans && startedTime(cost.spans, gpu) - startedTime(cost.spans, gpu, node);
  const saved = Math.min(cost.spans ? (hidden ?? 0) * cost.kernels / Math.max(1, cost.spans.length) : cost.kernels * Math.max(0, fixed.launch.value - node), launches);
  const terms = cost.terms.map((t) => (t.name === 'launch' ? { ...t, microseconds: t.microseconds - saved } : t));
  const binding = terms.reduce((a, b) => (b.microseconds > a.microseconds ? b : a));
  return { ...cost, style: 'graph', entry: fixed.graph.value, microseconds: cost.microseconds - saved, terms, binding: binding.name };
}
