import type { Span } from '../../diagnostics/diagnostic.js';
import type { Method, Op } from '../../ir/nodes.js';
import type { Step } from '../../ir/steps.js';
import type { ManifestKernel } from '../../runtime/manifest.js';
import type { GeneratedFile, TargetOutput } from '../shared/output.js';
import { SUPPORT as SHARED } from '../shared/support/embedded.js';
import { hasReduction, splitRagged } from './access.js';
import { mapPerPoint, scatter } from './elementwise.js';
import { printFile } from './print.js';
import { reduceMap, sharedReductions } from './reduce-map.js';
import { MethodScope, type HipKernel } from './scope.js';
import { filter, keyFirst, topk } from './select.js';
import { softmaxMap, softmaxOf } from './softmax-map.js';
import { SUPPORT } from './support/embedded.js';

/**
 * HIP kernels for the steps of a method, as one source file `hip/<method>.hip.cpp` with its headers. Each operation becomes
 * one to three kernels, by its iteration space and accesses. `lineOf` says in which line of the source a span starts.
 */
export function generateHip(method: Method, steps: readonly Step[], lineOf?: (span: Span) => number): TargetOutput {
  const scope = new MethodScope(method, lineOf);
  const path = `hip/${method.name}.hip.cpp`;
  const bySteps = steps.map((step) => ({ step, kernels: step.ops.flatMap((op) => kernelsOf(scope, op)) }));
  const { text, origins } = printFile(scope, bySteps);
  const headers = { ...SUPPORT, 'mpc_math.h': SHARED['mpc_math.h'] };
  const files: readonly GeneratedFile[] = [
    { path, text, origins },
    ...Object.entries(headers).map(([name, header]) => ({ path: `hip/${name}`, text: header })),
  ];
  const kernels = new Map(bySteps.map((s) => [s.step, s.kernels.map((kernel) => manifestKernel(kernel, path))] as const));
  return { files, kernels, diagnostics: [], scratch: scope.scratch };
}

function kernelsOf(scope: MethodScope, op: Op): readonly HipKernel[] {
  switch (op.kind) {
    case 'map': {
      if (!hasReduction(op.value) || splitRagged(op.axes).ragged.length > 0) return [mapPerPoint(scope, op)];
      const softmax = softmaxOf(op);
      if (softmax) return softmaxMap(scope, op, softmax);
      return sharedReductions(op).length > 0 ? reduceMap(scope, op) : [mapPerPoint(scope, op)];
    }
    case 'scatter': return scatter(scope, op);
    case 'topk': {
      const first = keyFirst(scope, op);
      return first ? [...kernelsOf(scope, first.map), ...topk(scope, first.op)] : topk(scope, op);
    }
    case 'filter': return filter(scope, op);
  }
}

function manifestKernel(kernel: HipKernel, file: string): ManifestKernel {
  const [x, y, z] = kernel.grid;
  return {
    name: kernel.name, file,
    params: kernel.params.map((p) => (p.kind === 'size' ? { kind: 'size', name: p.name } : { kind: 'buffer', tensor: p.tensor, access: p.access })),
    grid: [x.key, y.key, z.key],
    block: kernel.block,
  };
}
