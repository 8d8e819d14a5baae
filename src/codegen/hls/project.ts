import type { Method, Tensor } from '../../ir/nodes.js';
import type { GeneratedFile } from '../shared/output.js';
import { bankText, type Bank } from './banks.js';
import type { Resources, Target } from './device.js';
import type { KernelEstimate } from './estimate.js';
import { MEMORY_LATENCY } from './generator.js';
import type { HlsKernel } from './process.js';
import { cyclesText, kernelSignature } from './print.js';
import { NO_RESOURCES, sumOf } from './resources.js';
import { placeOnDies } from './slr.js';
import { TEMPLATES } from './templates/embedded.js';
import { testbenchBody } from './testbench.js';

/** Everything of a step's Vitis project but the kernel's source. */
export function projectFiles(
  method: Method, kernel: HlsKernel, estimate: KernelEstimate, target: Target, banks: ReadonlyMap<Tensor, Bank>, folder: string,
): readonly GeneratedFile[] {
  const view = {
    method: method.name, step: kernel.step.name, stage: kernel.step.stage, kernel: kernel.name,
    card: target.title, part: target.part, platform: target.platform ?? '', mhz: target.clockMhz, clock: (1000 / target.clockMhz).toFixed(2),
    signature: kernelSignature(kernel), body: testbenchBody(method, kernel).join('\n'),
    estimate, cycles: cyclesText(estimate), latency: MEMORY_LATENCY, hasStreams: kernel.streams.length > 0,
    ports: kernel.ports.map((p) => ({
      name: p.name, tensor: p.tensor.name, access: p.access, item: p.item === 'word' ? '512-bit words' : p.tensor.dtype,
      bank: bankText(banks.get(p.tensor) ?? { first: 0, channels: 1 }),
    })),
    slr: dieOf(estimate),
    processes: estimate.processes.map(({ name, slr, ii, depth }, i) => ({ name, doc: kernel.processes[i]?.doc ?? '', slr: slr < 0 ? 'none' : `SLR${slr}`, ii, depth })),
    large: estimate.processes.filter((p) => p.slr < 0).map((p) => `\`${p.name}\``).join(', '),
    dies: estimate.slrs.map((used, i) => ({ name: `SLR${i}`, ...used })),
    streams: kernel.streams.map(({ name, type, depth, reason }) => ({ name, type, depth, reason })),
  };
  const file = (path: string, template: keyof typeof TEMPLATES): GeneratedFile => ({ path: `${folder}/${path}`, text: TEMPLATES[template](view) });
  return [
    file('tb/tb.cpp', 'tb.cpp'), file('Makefile', 'Makefile'), file('hls_config.cfg', 'hls_config.cfg'), file('run_hls.tcl', 'run_hls.tcl'),
    file('README.md', 'README.md'), ...target.platform === undefined ? [] : [file(`${kernel.name}.cfg`, 'link.cfg')],
  ];
}

/** The die of a kernel; empty where its processes are on several. */
function dieOf({ processes }: KernelEstimate): string {
  const dies = new Set(processes.map((p) => p.slr));
  const [die = -1] = dies;
  return dies.size === 1 && die >= 0 ? `SLR${die}` : '';
}

/** Files that link the kernels of all steps into one binary, which is what a host that runs several of them needs. */
export function linkFiles(
  method: Method, kernels: readonly { readonly kernel: HlsKernel; readonly estimate: KernelEstimate }[], target: Target, banks: ReadonlyMap<Tensor, Bank>,
  root: string,
): readonly GeneratedFile[] {
  const ports = kernels.reduce((n, { kernel }) => n + kernel.ports.length, 0);
  let taken: readonly Resources[] = [];
  const view = {
    method: method.name, card: target.title, platform: target.platform ?? '', mhz: target.clockMhz, ports, channels: target.channels, crowded: ports > target.channels,
    kernels: kernels.map(({ kernel, estimate }) => {
      const { dies, slrs } = placeOnDies(estimate.masters, estimate.parts, target, taken);
      taken = slrs.map((used, die) => sumOf([used, taken[die] ?? NO_RESOURCES]));
      const [die = -1] = new Set(dies);
      return {
        kernel: kernel.name, slr: die >= 0 && dies.every((d) => d === die) ? `SLR${die}` : '',
        ports: kernel.ports.map((p) => ({ name: p.name, bank: bankText(banks.get(p.tensor) ?? { first: 0, channels: 1 }) })),
      };
    }),
  };
  const makefile = { path: `${root}/Makefile`, text: TEMPLATES['all.Makefile'](view) };
  return target.platform === undefined ? [makefile] : [makefile, { path: `${root}/link.cfg`, text: TEMPLATES['all.link.cfg'](view) }];
}
