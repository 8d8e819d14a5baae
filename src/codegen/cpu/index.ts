import type { Span } from '../../diagnostics/diagnostic.js';
import type { KBuffer, KParam, KStmt } from '../../ir/kernel/nodes.js';
import { prepareThreads } from '../../ir/kernel/work/index.js';
import type { Method, ComputeOp } from '../../ir/nodes.js';
import type { Step } from '../../ir/steps.js';
import type { ManifestKernel } from '../../runtime/manifest.js';
import { cppStmts } from '../shared/cpp.js';
import type { GeneratedFile, LineOrigin, NamedThreadWork, TargetOutput, ThreadWorkSurroundings } from '../shared/output.js';
import { SUPPORT as SHARED_SUPPORT } from '../shared/support/embedded.js';
import { CPU_DIALECT, ELEMENT_TYPE } from './dialect.js';
import { formPhases, type Phase } from './phases.js';
import { emitMap } from './map.js';
import { lowerReduction } from './reduce.js';
import { DEALING } from './parallel.js';
import { THREAD_MEANING } from './routines.js';
import { emitScatter } from './scatter.js';
import { identifier, KernelScope } from './scope.js';
import { emitFilter, emitTopk } from './select.js';
import { SUPPORT } from './support/embedded.js';
import { withoutUnused } from './unused.js';

export interface CpuOptions {
  /** Line of the `.mp` file, from 1, for the comments. */
  readonly lineOf?: (span: Span) => number | undefined;
}

/**
 * C++17 for the CPU: one file for the method and its support headers, one function for each step. Its loop nests follow
 * from the iteration spaces and accesses of the step's operations. Buffers must be readable `MPC_PADDING` bytes past
 * their ends. `mpc_set_threads(n)` limits the threads, `mpc_use_pool` shares those of another library.
 */
export function generateCpu(method: Method, steps: readonly Step[], options: CpuOptions = {}): TargetOutput {
  const path = `cpu/${identifier(method.name)}.cpp`;
  const kernels = new Map<Step, readonly ManifestKernel[]>();
  const bodies = new Map<Step, KernelText>();
  const origins: LineOrigin[] = [];
  const lines = [
    `// ${method.name}: CPU kernels, one function for each step. Written by mpc.`,
    '#include "mpc_cpu.h"',
  ];
  for (const step of steps) {
    if (step.call) continue;
    const kernel = makeKernel(method, step, options);
    bodies.set(step, kernel);
    lines.push('');
    kernel.origins.forEach((o) => origins.push({ ...o, from: o.from + lines.length, to: o.to + lines.length }));
    lines.push(...kernel.lines);
    kernels.set(step, [{ name: kernel.name, file: path, params: kernel.params.map(manifestParam) }]);
  }
  const files: GeneratedFile[] = [
    { path, text: `${lines.join('\n')}\n`, origins },
    ...Object.entries(SUPPORT).map(([name, text]) => ({ path: `cpu/${name}`, text })),
    { path: 'cpu/mpc_math.h', text: SHARED_SUPPORT['mpc_math.h'] },
  ];
  // A kernel is made ready to be counted when that is first asked for.
  const counters = new Map<Step, (around: ThreadWorkSurroundings) => NamedThreadWork>();
  const threadWork = (step: Step, around: ThreadWorkSurroundings): readonly NamedThreadWork[] => {
    const kernel = bodies.get(step);
    if (!kernel) return [];
    const count = counters.get(step) ?? counterOf(kernel);
    counters.set(step, count);
    return [count(around)];
  };
  return { files, kernels, findings: new Map(), threadWork };
}

function counterOf({ name, params, body }: KernelText): (around: ThreadWorkSurroundings) => NamedThreadWork {
  const tensors = new Map(params.flatMap((p) => (p.kind === 'buffer' ? [[p.buffer.name, p.tensor] as const] : [])));
  const tensorOf = (buffer: KBuffer): string => tensors.get(buffer.name) ?? buffer.name;
  const count = prepareThreads(body, THREAD_MEANING, DEALING);
  return ({ sizes, element, ...around }) => {
    const { segments, caches } = count({ ...around, sizes: withLanes(sizes, around.lanes), element: (buffer) => element(tensorOf(buffer)) });
    // Kernels know one another's buffers by the tensors that they hold.
    const named = segments.map((s) => ({ ...s, brought: s.brought.map((b) => (b.own ? b : { ...b, name: tensors.get(b.name) ?? b.name })) }));
    return { kernel: name, arguments: params.length, segments: named, caches };
  };
}

/** The sizes, looked up one by one, and the lanes of a vector. */
function withLanes(sizes: Readonly<Record<string, number>>, lanes: number): Readonly<Record<string, number>> {
  return Object.assign(Object.create(sizes) as Record<string, number>, { MPC_LANES: lanes });
}

interface KernelText {
  readonly name: string;
  readonly body: readonly KStmt[];
  readonly params: readonly KParam[];
  readonly lines: readonly string[];
  /** Lines counted from 1 within the kernel. */
  readonly origins: readonly LineOrigin[];
}

function makeKernel(method: Method, step: Step, { lineOf }: CpuOptions): KernelText {
  const scope = new KernelScope(method, lowerReduction);
  const name = `${identifier(method.name)}_${identifier(step.name)}`;
  const bodies = formPhases(step).map((phase) => {
    const stmts: KStmt[] = [];
    emitPhase(phase, scope, stmts);
    return { phase, stmts, lines: ['  {', ...cppStmts(withoutUnused(stmts), CPU_DIALECT, '    '), '  }'] };
  });
  const text = bodies.flatMap((b) => b.lines).join('\n');
  const params = scope.params().filter((p) => p.kind === 'buffer' || new RegExp(`\\b${identifier(p.name)}\\b`).test(text));
  const lines = [
    `// ${step.stage}${step.once ? ', once' : ''}: ${step.name}`,
    `extern "C" void ${name}(`,
    ...params.map((p, i) => `    ${paramText(p)}${i < params.length - 1 ? ',' : ') {'}`),
    ...(params.length === 0 ? [') {'] : []),
  ];
  const origins: LineOrigin[] = [];
  for (const { phase, lines: body } of bodies) {
    for (const op of [...phase.producers, phase.op]) lines.push(`  // ${title(op, lineOf)}`);
    origins.push({ from: lines.length + 1, to: lines.length + body.length, span: phase.op.span });
    lines.push(...body);
  }
  lines.push('}');
  return { name, params, lines, origins, body: bodies.flatMap((b) => b.stmts) };
}

function emitPhase({ op, producers }: Phase, scope: KernelScope, out: KStmt[]): void {
  switch (op.kind) {
    case 'map': emitMap(op, scope, out); break;
    case 'scatter': emitScatter(op, scope, out); break;
    case 'topk': emitTopk(op, producers, scope, out); break;
    case 'filter': emitFilter(op, scope, out); break;
  }
}

function title(op: ComputeOp, lineOf: CpuOptions['lineOf']): string {
  const line = lineOf?.(op.span);
  const where = line === undefined ? '' : `, line ${line}`;
  const axes = (list: readonly { readonly name: string }[]): string => (list.length > 0 ? `[${list.map((a) => a.name).join(', ')}]` : '');
  switch (op.kind) {
    case 'map': return `${op.stage}${where}: ${op.target.name}${axes(op.axes)}`;
    case 'scatter': return `${op.stage}${where}: ${op.target.name}, ${op.combine} over ${axes(op.axes)}`;
    case 'topk': return `${op.stage}${where}: ${op.ids.name}${axes(op.outer)} = the ${op.k} best ${op.axis.name}`;
    case 'filter': return `${op.stage}${where}: ${op.ids.name}${axes(op.outer)} = each ${op.axis.name} that passes`;
  }
}

function paramText(param: KParam): string {
  if (param.kind === 'size') return `int ${identifier(param.name)}`;
  const { buffer } = param;
  return `${param.access === 'read' ? 'const ' : ''}${elementType(buffer)} *__restrict ${buffer.name}`;
}

const elementType = (buffer: KBuffer): string => ELEMENT_TYPE[buffer.dtype];

function manifestParam(param: KParam): ManifestKernel['params'][number] {
  return param.kind === 'size' ? { kind: 'size', name: param.name } : { kind: 'buffer', tensor: param.tensor, access: param.access };
}
