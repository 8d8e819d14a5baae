import type { Span } from '../../diagnostics/diagnostic.js';
import type { KBuffer } from '../../ir/kernel/nodes.js';
import { prepareWave } from '../../ir/kernel/work/index.js';
import type { Method } from '../../ir/nodes.js';
import type { Step } from '../../ir/steps.js';
import { opDefines } from '../../ir/visit.js';
import type { ManifestKernel } from '../../runtime/manifest.js';
import type { GeneratedFile, NamedWork, TargetOutput, WorkSurroundings } from '../shared/output.js';
import { SUPPORT as SHARED } from '../shared/support/embedded.js';
import { fuseLogits } from './fuse.js';
import { BLOCK_NAMES, THREAD_NAME } from './points.js';
import { printFile } from './print.js';
import { routineCounts } from './routines.js';
import { MethodScope, type HipKernel } from './scope.js';
import { scheduleOps } from './schedule.js';
import { SUPPORT } from './support/embedded.js';

export interface HipOutput extends TargetOutput {
  /** Steps with products on the matrix units, for the cost model. */
  readonly matrixSteps: ReadonlySet<Step>;
}

/**
 * HIP kernels for the steps of a method, as one source file `hip/<method>.hip.cpp` with its headers. Each operation becomes
 * one to three kernels, by its iteration space and accesses; small ones share a kernel. `lineOf` says in which line of the source a
 * span starts (undefined: in another file).
 */
export function generateHip(method: Method, steps: readonly Step[], lineOf?: (span: Span) => number | undefined): HipOutput {
  const scope = new MethodScope(method, lineOf);
  const path = `hip/${method.name}.hip.cpp`;
  const bySteps = steps.map((step) => ({ step, kernels: scheduleOps(scope, fuseLogits(step)) }));
  const { text, origins } = printFile(scope, bySteps);
  const headers = { ...SUPPORT, 'mpc_math.h': SHARED['mpc_math.h'] };
  const files: readonly GeneratedFile[] = [
    { path, text, origins },
    ...Object.entries(headers).map(([name, header]) => ({ path: `hip/${name}`, text: header })),
  ];
  const kernels = new Map(bySteps.map((s) => [s.step, s.kernels.map((kernel) => manifestKernel(kernel, path))] as const));
  const matrixSteps = new Set(steps.filter((s) => s.ops.some((op) => opDefines(op).some((t) => scope.onMatrixUnits.has(t)))));
  const kernelsOf = new Map(bySteps.map((s) => [s.step, s.kernels] as const));
  const scratch = new Set(scope.scratch.map((t) => t.name));
  const readBefore = weightsReadBefore(method, bySteps.flatMap((s) => s.kernels));
  // A kernel is made ready to be counted when that is first asked for.
  const counters = new Map<Step, readonly ((around: WorkSurroundings) => NamedWork)[]>();
  const work = (step: Step, around: WorkSurroundings): readonly NamedWork[] => {
    const known = counters.get(step) ?? (kernelsOf.get(step) ?? []).map((kernel) => counterOf(kernel, (tensor) => scratch.has(tensor) || readBefore.get(kernel)?.has(tensor) === true));
    counters.set(step, known);
    return known.map((count) => count(around));
  };
  return { files, kernels, findings: new Map(), scratch: scope.scratch, matrixSteps, work };
}

/** `warm`: what is in the cache whatever else. */
function counterOf({ name, params, means: body, grid, block }: HipKernel, warm: (tensor: string) => boolean): (around: WorkSurroundings) => NamedWork {
  const tensors = new Map(params.flatMap((p) => (p.kind === 'buffer' ? [[p.buffer.name, p.tensor] as const] : [])));
  const tensorOf = (buffer: KBuffer): string => tensors.get(buffer.name) ?? buffer.name;
  const count = prepareWave({ body, launch: { grid, block, thread: THREAD_NAME, blocks: BLOCK_NAMES } }, routineCounts);
  return (around) => ({
    ...count({
      ...around,
      element: (buffer) => around.element(tensorOf(buffer)),
      warm: (buffer) => warm(tensorOf(buffer)) || around.warm(tensorOf(buffer)),
    }),
    kernel: name,
  });
}

/** Weights that an earlier kernel of the same call has read, as far as the cache of a GPU keeps them. */
function weightsReadBefore(method: Method, kernels: readonly HipKernel[]): ReadonlyMap<HipKernel, ReadonlySet<string>> {
  const weights = new Set(method.tensors.filter((t) => t.role === 'weight').map((t) => t.name));
  const seen = new Set<string>();
  return new Map(kernels.map((kernel) => {
    const before = new Set(seen);
    for (const p of kernel.params) if (p.kind === 'buffer' && weights.has(p.tensor)) seen.add(p.tensor);
    return [kernel, before] as const;
  }));
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
