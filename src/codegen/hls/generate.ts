import type { Diagnostic, Span } from '../../diagnostics/diagnostic.js';
import { report } from '../../diagnostics/index.js';
import type { Method } from '../../ir/nodes.js';
import type { Step } from '../../ir/steps.js';
import type { ManifestKernel } from '../../runtime/manifest.js';
import type { GeneratedFile, TargetOutput } from '../shared/output.js';
import { SUPPORT as SHARED } from '../shared/support/embedded.js';
import { Bounds } from './bounds.js';
import { CAPACITY, HBM_CHANNELS } from './device.js';
import { estimateKernel, type KernelEstimate } from './estimate.js';
import { planKernel } from './kernel.js';
import type { HlsKernel, Port } from './process.js';
import { kernelSizes, printKernel } from './print.js';
import { assignBanks, linkFiles, projectFiles } from './project.js';
import { SUPPORT } from './support/embedded.js';
import { sampleItems } from './testbench.js';

export interface HlsOutput extends TargetOutput {
  /** What each step's kernel needs on the card, estimated. */
  readonly estimates: ReadonlyMap<Step, KernelEstimate>;
}

/** Folder of a step's Vitis HLS project in the build folder. */
export function projectFolder(kernel: HlsKernel): string {
  return `hls/${kernel.name}`;
}

/**
 * Vitis HLS projects for `steps`, one kernel each: `hls/<step>/` with source, testbench, configurations and Makefile, and
 * `hls/include/` with stand-in headers for C simulation without Vitis.
 */
export function generateHls(method: Method, steps: readonly Step[], lineOf?: (span: Span) => number | undefined): HlsOutput {
  const bounds = new Bounds(method.sizes);
  const files: GeneratedFile[] = [];
  const kernels = new Map<Step, readonly ManifestKernel[]>();
  const estimates = new Map<Step, KernelEstimate>();
  const scratch = [];
  const planned = steps.filter((step) => !step.call).map((step) => planKernel(step, method.sizes, bounds));
  const banks = assignBanks(planned, bounds);
  for (const kernel of planned) {
    const { step } = kernel;
    const estimate = estimateKernel(kernel, (v) => bounds.upper(v));
    const folder = projectFolder(kernel);
    const file = `${folder}/src/${kernel.name}.cpp`;
    const itemsOf = (port: Port): number => sampleItems(method, port);
    const text = printKernel(kernel, estimate, placeText(step, lineOf), itemsOf);
    const span = step.ops[0]?.span ?? method.span;
    files.push({ path: file, text, origins: [{ from: 1, to: linesIn(text), span }] });
    files.push({ path: `${folder}/src/mpc_hls.h`, text: SUPPORT['mpc_hls.h'] });
    files.push({ path: `${folder}/src/mpc_math.h`, text: SHARED['mpc_math.h'] });
    files.push({ path: `${folder}/tb/testbench.h`, text: SUPPORT['testbench.h'] });
    files.push(...projectFiles(method, kernel, estimate, banks, folder));
    kernels.set(step, [manifestKernel(kernel, file)]);
    estimates.set(step, estimate);
    scratch.push(...kernel.scratch);
  }
  if (planned.length > 0) {
    files.push(...linkFiles(method, planned, banks));
    for (const header of ['include/ap_int.h', 'include/hls_stream.h'] as const) files.push({ path: `hls/${header}`, text: SUPPORT[header] });
  }
  return { files, kernels, findings: new Map(planned.map((kernel) => [kernel.step, findingsOf(kernel, estimates.get(kernel.step))])), estimates, scratch };
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

const RESOURCES = ['dsp', 'bram18', 'uram', 'lut', 'ff'] as const;

/** What of the card a kernel asks too much of. */
function findingsOf({ step, ports }: HlsKernel, estimate: KernelEstimate | undefined): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const span = step.ops[0]?.span;
  if (ports.length > HBM_CHANNELS) found.push(report('MPC5301', { step: step.name, ports: ports.length, available: HBM_CHANNELS }, span));
  for (const resource of RESOURCES) {
    const needed = estimate?.[resource] ?? 0;
    const available = CAPACITY[resource];
    if (needed > available) found.push(report('MPC5302', { step: step.name, needed, resource: resource.toUpperCase(), available }, span));
  }
  return found;
}

function manifestKernel(kernel: HlsKernel, file: string): ManifestKernel {
  return {
    name: kernel.name, file,
    params: [
      ...kernel.ports.map((p) => ({ kind: 'buffer' as const, tensor: p.tensor.name, access: p.access })),
      ...kernelSizes(kernel).map((name) => ({ kind: 'size' as const, name })),
    ],
  };
}

/** Stage and source lines of a step, as its comment names them: `relevancy, lines 52, 56`. */
function placeText(step: Step, lineOf?: (span: Span) => number | undefined): string {
  const stage = step.once ? `${step.stage} once` : step.stage;
  const lines = [...new Set(step.ops.flatMap((op) => lineOf?.(op.span) ?? []))].sort((a, b) => a - b);
  return lines.length === 0 ? stage : `${stage}, ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`;
}
