import type { Method, Tensor } from '../../ir/nodes.js';
import { dtypeBytes } from '../../numerics/dtype.js';
import { Size } from '../../symbolic/index.js';
import type { GeneratedFile } from '../shared/output.js';
import type { Bounds } from './bounds.js';
import { CLOCK_MHZ, HBM_CHANNELS, HBM_CHANNEL_BYTES, PIPELINE_FILL, TARGET_PART, TARGET_PLATFORM } from './device.js';
import type { KernelEstimate } from './estimate.js';
import type { HlsKernel } from './process.js';
import { kernelSignature } from './print.js';
import { TEMPLATES } from './templates/embedded.js';
import { testbenchBody } from './testbench.js';

export interface Bank { readonly first: number; readonly channels: number }

/** Channels for each tensor that a kernel touches, the same in all kernels: enough for its bound, spread over the stack. */
export function assignBanks(kernels: readonly HlsKernel[], bounds: Bounds): ReadonlyMap<Tensor, Bank> {
  const banks = new Map<Tensor, Bank>();
  let next = 0;
  for (const tensor of kernels.flatMap((k) => k.ports.map((p) => p.tensor))) {
    if (banks.has(tensor)) continue;
    const bytes = bounds.upper(Size.mul(...tensor.shape, dtypeBytes(tensor.dtype)));
    const channels = Math.min(HBM_CHANNELS, Math.max(1, Math.ceil(bytes / HBM_CHANNEL_BYTES)));
    const first = next + channels <= HBM_CHANNELS ? next : 0;
    next = (first + channels) % HBM_CHANNELS;
    banks.set(tensor, { first, channels });
  }
  return banks;
}

function bankText({ first, channels }: Bank): string {
  return channels === 1 ? `HBM[${first}]` : `HBM[${first}:${first + channels - 1}]`;
}

/** Everything of a step's Vitis project but the kernel's source. */
export function projectFiles(
  method: Method, kernel: HlsKernel, estimate: KernelEstimate, banks: ReadonlyMap<Tensor, Bank>, folder: string,
): readonly GeneratedFile[] {
  const view = {
    method: method.name, step: kernel.step.name, stage: kernel.step.stage, kernel: kernel.name,
    part: TARGET_PART, platform: TARGET_PLATFORM, mhz: CLOCK_MHZ, clock: (1000 / CLOCK_MHZ).toFixed(2),
    signature: kernelSignature(kernel), body: testbenchBody(method, kernel).join('\n'),
    estimate, cycles: estimate.cycles.key, fill: PIPELINE_FILL, hasStreams: kernel.streams.length > 0,
    ports: kernel.ports.map((p) => ({
      name: p.name, tensor: p.tensor.name, access: p.access, item: p.item === 'word' ? '512-bit words' : p.tensor.dtype,
      bank: bankText(banks.get(p.tensor) ?? { first: 0, channels: 1 }),
    })),
    processes: kernel.processes.map(({ name, doc }) => ({ name, doc })),
    streams: kernel.streams.map(({ name, type, depth, reason }) => ({ name, type, depth, reason })),
  };
  const file = (path: string, template: keyof typeof TEMPLATES): GeneratedFile => ({ path: `${folder}/${path}`, text: TEMPLATES[template](view) });
  return [
    file('tb/tb.cpp', 'tb.cpp'), file('Makefile', 'Makefile'), file('hls_config.cfg', 'hls_config.cfg'), file('run_hls.tcl', 'run_hls.tcl'),
    file(`${kernel.name}.cfg`, 'link.cfg'), file('README.md', 'README.md'),
  ];
}

/** Files that link the kernels of all steps into one binary, which is what a host that runs several of them needs. */
export function linkFiles(method: Method, kernels: readonly HlsKernel[], banks: ReadonlyMap<Tensor, Bank>): readonly GeneratedFile[] {
  const ports = kernels.reduce((n, k) => n + k.ports.length, 0);
  const view = {
    method: method.name, platform: TARGET_PLATFORM, mhz: CLOCK_MHZ, ports, channels: HBM_CHANNELS, crowded: ports > HBM_CHANNELS,
    kernels: kernels.map((k) => ({
      kernel: k.name, ports: k.ports.map((p) => ({ name: p.name, bank: bankText(banks.get(p.tensor) ?? { first: 0, channels: 1 }) })),
    })),
  };
  return [{ path: 'hls/Makefile', text: TEMPLATES['all.Makefile'](view) }, { path: 'hls/link.cfg', text: TEMPLATES['all.link.cfg'](view) }];
}
