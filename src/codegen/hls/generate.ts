import type { Diagnostic, Span } from '../../diagnostics/diagnostic.js';
import { report } from '../../diagnostics/index.js';
import { extentsOf } from '../../analysis/index.js';
import type { Method, Tensor } from '../../ir/nodes.js';
import type { Step } from '../../ir/steps.js';
import { firstOf, MACHINES, type Fpga } from '../../machines/index.js';
import type { ManifestKernel } from '../../runtime/manifest.js';
import type { GeneratedFile, TargetOutput } from '../shared/output.js';
import { SUPPORT as SHARED } from '../shared/support/embedded.js';
import { assignBanks, type Bank } from './banks.js';
import { Bounds } from './bounds.js';
import { targetOf, type Target } from './device.js';
import { estimateKernel, lacking, type KernelEstimate } from './estimate.js';
import { CHIP_SHARES, NARROWER, WIDTHS, type Width } from './generator.js';
import { planKernel } from './kernel.js';
import type { HlsKernel, Port } from './process.js';
import { kernelSizes, printKernel } from './print.js';
import { linkFiles, projectFiles } from './project.js';
import { RESOURCES } from './resources.js';
import { SUPPORT } from './support/embedded.js';
import { sampleItems } from './testbench.js';
import { visitKStmts } from './walk.js';

export interface HlsOutput extends TargetOutput {
  /** What each step's kernel needs on the card and how long it takes, estimated; formulas in the sizes. */
  readonly estimates: ReadonlyMap<Step, KernelEstimate>;
}

/** Folder of a step's Vitis HLS project in the build folder. */
export function projectFolder(kernel: HlsKernel, root = 'hls'): string {
  return `${root}/${kernel.name}`;
}

export interface PlannedKernel { readonly kernel: HlsKernel; readonly estimate: KernelEstimate }

/** Kernels of all steps for a card, not yet printed. */
export interface HlsPlan {
  readonly target: Target;
  readonly bounds: Bounds;
  readonly banks: ReadonlyMap<Tensor, Bank>;
  /** One for each step, and the narrower ones that could take its place. */
  readonly kernels: readonly (PlannedKernel & { readonly narrower: readonly PlannedKernel[] })[];
}

/** Plans and estimates the kernels of `steps` for a card; calls of the host have none. */
export function planHls(method: Method, steps: readonly Step[], fpga: Fpga): HlsPlan {
  const target = targetOf(fpga);
  const bounds = new Bounds(method.sizes);
  const extents = extentsOf(method);
  const planned = steps.filter((step) => !step.call).map((step) => fittingKernel(step, method, bounds, target));
  const banks = assignBanks(planned.map(({ kernel }) => kernel), bounds, target);
  const estimated = (kernel: HlsKernel, label = ''): PlannedKernel => ({ kernel, estimate: estimateKernel(kernel, method, target, extents, banks, label) });
  const widest = planned.map(({ kernel }) => estimated(kernel));
  // Planning several of each takes its time: only where a placement may have to choose.
  const crowded = RESOURCES.some((kind) => widest.reduce((sum, { estimate }) => sum + estimate[kind], 0) > target.capacity[kind] * target.fill);
  return {
    target, bounds, banks,
    kernels: widest.map((kernel, i) => ({ ...kernel, narrower: crowded ? narrowerWidths(planned[i]).map(({ plan, width }) => estimated(plan(width), `inner products of ${width.whole}`)) : [] })),
  };
}

/** The plan with the kernels that a placement chose, by step, where those are not the widest. */
export function withKernels(plan: HlsPlan, chosen: ReadonlyMap<Step, unknown>): HlsPlan {
  return {
    ...plan,
    kernels: plan.kernels.map((all) => ({ ...all, ...all.narrower.find(({ kernel, estimate }) => chosen.get(kernel.step) === estimate) })),
  };
}

interface Fitting {
  readonly kernel: HlsKernel;
  /** Its place in `WIDTHS`, and the same kernel at another width. */
  readonly at: number;
  readonly plan: (width: Width) => HlsKernel;
}

/** The widest kernel of a step whose processes each have room on a die, with less on the chip where arrays do not; if none has, the widest. */
function fittingKernel(step: Step, method: Method, bounds: Bounds, target: Target): Fitting {
  let widest: Fitting | undefined;
  for (const [at, width] of WIDTHS.entries()) {
    for (const share of CHIP_SHARES) {
      const plan = (other: Width): HlsKernel => planKernel(step, method.sizes, bounds, {
        ...target, width: other, onchipBytes: target.onchipBytes * share, stateElements: target.stateElements * share,
      });
      const fitting = { kernel: plan(width), at, plan };
      widest ??= { ...fitting, at: WIDTHS.length };
      const short = lacking(fitting.kernel, target);
      if (short === undefined) return fitting;
      if (short === 'operators') break;
    }
  }
  if (!widest) throw new RangeError('no widths');
  return widest;
}

/** Some much narrower widths that change a kernel: less of the card, and where loops are short perhaps no slower. */
function narrowerWidths(fitting: Fitting | undefined): readonly { readonly plan: Fitting['plan']; readonly width: Width }[] {
  if (!fitting) return [];
  const { kernel, at, plan } = fitting;
  const most = mostUnrolled(kernel);
  return NARROWER.flatMap((by) => WIDTHS[at + by] ?? []).filter(({ whole }) => whole < most).map((width) => ({ plan, width }));
}

/** Points of the widest unrolled loop of a kernel: a narrower width than that changes it. */
function mostUnrolled({ processes }: HlsKernel): number {
  let most = 1;
  for (const { body } of processes) visitKStmts(body, (_, copies) => { most = Math.max(most, copies); });
  return most;
}

/**
 * Vitis HLS projects for `steps`, one kernel each, for the card of a device file: `hls/<step>/` with source, testbench,
 * configurations and Makefile, and `hls/include/` with stand-in headers for C simulation without Vitis.
 */
export function generateHls(method: Method, steps: readonly Step[], lineOf?: (span: Span) => number | undefined, fpga: Fpga = usualFpga()): HlsOutput {
  return writeHls(method, planHls(method, steps, fpga), lineOf);
}

/** The files of kernels that have been planned. `root`: folder of the build folder that takes them. */
export function writeHls(method: Method, plan: HlsPlan, lineOf?: (span: Span) => number | undefined, root = 'hls'): HlsOutput {
  const { target, banks } = plan;
  const files: GeneratedFile[] = [];
  const kernels = new Map<Step, readonly ManifestKernel[]>();
  const estimates = new Map<Step, KernelEstimate>();
  const findings = new Map<Step, readonly Diagnostic[]>();
  const scratch = [];
  for (const { kernel, estimate } of plan.kernels) {
    const { step } = kernel;
    const folder = projectFolder(kernel, root);
    const file = `${folder}/src/${kernel.name}.cpp`;
    const itemsOf = (port: Port): number => sampleItems(method, port);
    const text = printKernel(kernel, estimate, target, placeText(step, lineOf), itemsOf);
    const span = step.ops[0]?.span ?? method.span;
    files.push({ path: file, text, origins: [{ from: 1, to: linesIn(text), span }] });
    files.push({ path: `${folder}/src/mpc_hls.h`, text: SUPPORT['mpc_hls.h'] });
    files.push({ path: `${folder}/src/mpc_math.h`, text: SHARED['mpc_math.h'] });
    files.push({ path: `${folder}/tb/testbench.h`, text: SUPPORT['testbench.h'] });
    files.push(...projectFiles(method, kernel, estimate, target, banks, folder));
    kernels.set(step, [manifestKernel(kernel, file)]);
    estimates.set(step, estimate);
    findings.set(step, findingsOf(kernel, estimate, target));
    scratch.push(...kernel.scratch);
  }
  if (plan.kernels.length > 0) {
    files.push(...linkFiles(method, plan.kernels, target, banks, root));
    for (const header of ['include/ap_int.h', 'include/hls_stream.h'] as const) files.push({ path: `${root}/${header}`, text: SUPPORT[header] });
  }
  return { files, kernels, findings, estimates, scratch };
}

/** The FPGA of the default machine, for which kernels are written where a machine has none. */
export function usualFpga(): Fpga {
  for (const machine of MACHINES) {
    const found = firstOf(machine, 'fpga');
    if (found) return found.device;
  }
  throw new RangeError('no machine has an FPGA');
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** What of the card a kernel asks too much of. */
function findingsOf({ step, ports }: HlsKernel, estimate: KernelEstimate, { channels, capacity, slrs }: Target): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const span = step.ops[0]?.span;
  if (ports.length > channels) found.push(report('MPC5301', { step: step.name, ports: ports.length, available: channels }, span));
  for (const resource of RESOURCES) {
    const needed = estimate[resource];
    const available = capacity[resource];
    if (needed > available) found.push(report('MPC5302', { step: step.name, needed, resource: resource.toUpperCase(), available }, span));
  }
  const large = found.length === 0 ? estimate.processes.find((p) => p.slr < 0) : undefined;
  if (large && slrs.length > 1) found.push(report('MPC5303', { step: step.name, process: large.name, dies: slrs.length }, span));
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
