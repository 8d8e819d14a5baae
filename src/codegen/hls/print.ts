import type { KBuffer } from '../../ir/kernel/nodes.js';
import { cppStmts } from '../shared/cpp.js';
import { asConstant } from '../../symbolic/sym.js';
import type { Target } from './device.js';
import { BURST_BEATS, MEMORY_LATENCY, OUTSTANDING } from './generator.js';
import { hlsDialect, storageType } from './dialect.js';
import type { KernelEstimate } from './estimate.js';
import { isUram } from './resources.js';
import { isRegisterQueue, type HlsKernel, type Port, type Process, type Stream } from './process.js';
import { bankFactors, usedNames } from './walk.js';

const indent = (lines: readonly string[]): readonly string[] => lines.map((l) => (l === '' || l.startsWith('#') ? l : `  ${l}`));

function portType(port: Port): string {
  const item = port.item === 'word' ? 'mpc::word' : storageType(port.tensor.dtype);
  return `${port.access === 'read' ? 'const ' : ''}${item}*`;
}

function streamType(stream: Stream): string {
  return `hls::stream<${stream.type}, ${stream.depth}>`;
}

export function sizesOf(process: Process, sizes: readonly string[]): readonly string[] {
  const used = usedNames(process.body);
  return sizes.filter((s) => used.has(s));
}

const taken = new WeakMap<HlsKernel, readonly string[]>();

/** Sizes that the kernel takes, in the order of the method. Remembered. */
export function kernelSizes(kernel: HlsKernel): readonly string[] {
  const known = taken.get(kernel);
  if (known) return known;
  const sizes = kernel.sizes.filter((s) => kernel.processes.some((p) => usedNames(p.body).has(s)));
  taken.set(kernel, sizes);
  return sizes;
}

function printProcess(process: Process, sizes: readonly string[]): readonly string[] {
  const banks = bankFactors(process.body);
  const pragmas = (buffer: KBuffer): readonly string[] => arrayPragmas(buffer, banks.get(buffer.name) ?? 1);
  const dialect = hlsDialect(pragmas);
  const params = [
    ...process.ports.map((p) => `${portType(p)} ${p.name}`),
    ...process.streams.map((s) => `${streamType(s)}& ${s.name}`),
    ...sizesOf(process, sizes).map((s) => `int ${s}`),
  ];
  return [
    `// ${process.doc}`,
    `static void ${process.name}(${params.join(', ')}) {`,
    ...indent([
      ...process.buffers.flatMap((b) => dialect.alloc(b)),
      ...process.queues.map((q) => `MPC_ONCHIP mpc::${isRegisterQueue(q.k) ? 'register' : 'heap'}_queue<${q.k}, ${q.queues}> ${q.name};`),
    ]),
    ...cppStmts(process.body, dialect, '  '),
    '}',
  ];
}

function arrayPragmas(buffer: KBuffer, banks: number): readonly string[] {
  const elements = asConstant(buffer.elements) ?? 1;
  if (buffer.space === 'private' || (banks > 1 && elements <= banks)) return [`#pragma HLS ARRAY_PARTITION variable=${buffer.name} complete dim=1`];
  return [
    ...(banks > 1 ? [`#pragma HLS ARRAY_PARTITION variable=${buffer.name} cyclic factor=${banks} dim=1`] : []),
    ...(isUram(buffer, banks) ? [`#pragma HLS BIND_STORAGE variable=${buffer.name} type=ram_2p impl=uram`] : []),
  ];
}

/** `depth` is what co-simulation copies: the items of a tensor at the testbench's own sizes. */
function interfacePragmas(kernel: HlsKernel, sizes: readonly string[], itemsOf: (port: Port) => number): readonly string[] {
  return [
    ...kernel.ports.map((p, i) => {
      const reads = p.access === 'write' ? '' : ` max_read_burst_length=${BURST_BEATS} num_read_outstanding=${OUTSTANDING}`;
      const writes = p.access === 'read' ? '' : ` max_write_burst_length=${BURST_BEATS} num_write_outstanding=${OUTSTANDING}`;
      return `#pragma HLS INTERFACE mode=m_axi port=${p.name} bundle=gmem${i} offset=slave depth=${itemsOf(p)} latency=${MEMORY_LATENCY}${reads}${writes}`;
    }),
    ...[...kernel.ports.map((p) => p.name), ...sizes, 'return'].map((name) => `#pragma HLS INTERFACE mode=s_axilite port=${name}`),
  ];
}

/** Two underscores in a row are reserved in C++. */
export function processNamespace(kernel: string): string {
  return `${kernel.replace(/_+$/, '')}_processes`;
}

/** Parameters of the kernel function. */
export function kernelSignature(kernel: HlsKernel): string {
  return [...kernel.ports.map((p) => `${portType(p)} ${p.name}`), ...kernelSizes(kernel).map((s) => `int ${s}`)].join(', ');
}

function printTop(kernel: HlsKernel, itemsOf: (port: Port) => number): readonly string[] {
  const sizes = kernelSizes(kernel);
  const call = (p: Process): string => `MPC_PROCESS(${processNamespace(kernel.name)}::${p.name}(${[
    ...p.ports.map((x) => x.name), ...p.streams.map((s) => s.name), ...sizesOf(p, kernel.sizes)].join(', ')}));`;
  return [
    `extern "C" void ${kernel.name}(${kernelSignature(kernel)}) {`,
    ...interfacePragmas(kernel, sizes, itemsOf),
    '#pragma HLS DATAFLOW',
    ...indent([
      ...kernel.streams.map((s) => `${streamType(s)} ${s.name}("${s.name}");  // ${s.reason}`),
      'MPC_DATAFLOW',
      ...kernel.processes.map(call),
    ]),
    '}',
  ];
}

/** Cycles of the slowest process as a formula in the sizes. */
export function cyclesText({ cycles, slowest, processes }: KernelEstimate): string {
  const heaps = processes.find((p) => p.name === slowest)?.phases.flatMap((p) => p.heaps) ?? [];
  return heaps.length === 0 ? cycles.key : `${cycles.key} + what enters the heap of ${Math.max(...heaps.map((h) => h.k))}`;
}

/** The kernel's source file. `itemsOf` tells how many items of a port's tensor the testbench passes. */
export function printKernel(
  kernel: HlsKernel, estimate: KernelEstimate, target: Target, stageText: string, itemsOf: (port: Port) => number,
): string {
  return `${[
    `// Step ${kernel.step.name} (${stageText}), written by mpc.`,
    `// ${kernel.processes.length} processes (${kernel.processes.map((p) => p.name).join(', ')}), ${kernel.ports.length} memory ports.`,
    `// Counted from this text, no tool asked: ${estimate.dsp} DSP, ${estimate.bram18} BRAM18, ${estimate.uram} URAM, ${estimate.lut} LUT, ${estimate.ff} FF;`
    + ` largest II ${estimate.ii};`,
    `// slowest process ${estimate.slowest}: ${cyclesText(estimate)} cycles at ${target.clockMhz} MHz.`,
    '#include "mpc_hls.h"',
    '',
    `namespace ${processNamespace(kernel.name)} {`,
    '',
    ...kernel.processes.flatMap((p) => [...printProcess(p, kernel.sizes), '']),
    `}  // namespace ${processNamespace(kernel.name)}`,
    '',
    ...printTop(kernel, itemsOf),
  ].join('\n')}\n`;
}
