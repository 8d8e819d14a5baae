import { environmentFor, type Environment, type Extents } from '../../analysis/index.js';
import type { Method, Tensor } from '../../ir/nodes.js';
import { kernelTime, type FpgaKernelFacts, type FpgaPort, type FpgaProcess } from '../../partitioner/cost/fpga-facts.js';
import type { FabricUse } from '../../partitioner/cost/step-cost.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Resources, Target } from './device.js';
import { HEAP_CYCLES } from './generator.js';
import type { HlsKernel, Process } from './process.js';
import type { Bank } from './banks.js';
import { itemBytes, kernelResources, NO_RESOURCES, portResources, processResources, sumOf } from './resources.js';
import { placeOnDies, type Part } from './slr.js';
import { timeProcess, type ProcessTiming } from './timing.js';

/** What a kernel needs and how long it takes, counted from the statements that are printed; no tool has been asked. */
export interface KernelEstimate extends FpgaKernelFacts, Resources {
  /** Largest initiation interval of a pipelined loop, and depth of the deepest. */
  readonly ii: number;
  readonly depth: number;
  /** Cycles of the process that is slowest at the largest sizes, heaps left out. */
  readonly cycles: Sym;
  readonly slowest: string;
  /** The parts that `placeOnDies` puts on dies, and the masters of the ports. */
  readonly parts: readonly Part[];
  readonly masters: Resources;
}

export function estimateKernel(
  kernel: HlsKernel, method: Method, target: Target, extents: Extents, banks: ReadonlyMap<Tensor, Bank>, label = '',
): KernelEstimate {
  const { processes } = kernel;
  const timings = processes.map((p) => timeProcess(p, kernel.sizes, target, extents));
  const parts = partsOf(kernel, target);
  const masters = portResources(kernel.ports, target);
  const { dies, slrs } = placeOnDies(masters, parts, target);
  const total = sumOf([masters, ...parts.map((p) => p.resources)]);
  const completed = new WeakMap<Environment, Environment>();
  const complete = (env: Environment): Environment => {
    const known = completed.get(env) ?? environmentFor(method, extents.lengths, env);
    completed.set(env, known);
    return known;
  };
  const facts: FpgaKernelFacts = {
    label, fabric: fabricOf(total), slrs: slrs.map(fabricOf), heapLevel: HEAP_CYCLES, complete, main: processes.find((p) => p.role === 'evaluate')?.name ?? '',
    processes: processes.map((process, i): FpgaProcess => ({
      name: process.name, slr: dies[i] ?? -1, ii: timings[i]?.ii ?? 1, depth: timings[i]?.depth ?? 0,
      fabric: fabricOf(parts[i]?.resources ?? NO_RESOURCES), selects: process.role === 'select',
      iterations: timings[i]?.iterations ?? Size.constant(0),
      phases: (timings[i]?.phases ?? []).map(({ cycles, streams, heaps }) => ({
        cycles, heaps, waitsFor: streams.flatMap((name) => producerOf(name, processes.slice(0, i))),
      })),
    })),
    ports: timings.flatMap((t, i) => portsOf(t, processes[i]?.name ?? '', banks)),
  };
  const largest = Object.fromEntries(method.sizes.map((s) => [s.name, s.max]));
  const { slowest } = kernelTime(facts, largest);
  return {
    ...facts, ...total, parts, masters, slowest,
    ii: Math.max(1, ...timings.map((t) => t.ii)), depth: Math.max(0, ...timings.map((t) => t.depth)),
    cycles: Size.add(...(facts.processes.find((p) => p.name === slowest)?.phases ?? []).map((p) => p.cycles)),
  };
}

/** Processes with what they need; the first one has the kernel's control. */
function partsOf({ processes }: HlsKernel, target: Target): readonly Part[] {
  return processes.map((process, i): Part => {
    const own = processResources(process, inputsOf(process, processes.slice(0, i)), target);
    return { name: process.name, resources: i === 0 ? sumOf([own, kernelResources(target)]) : own, ports: process.ports.length };
  });
}

/** What a process would need more of to have room on a die: blocks of memory, or operators; undefined where all have room. */
export function lacking(kernel: HlsKernel, target: Target): 'memory' | 'operators' | undefined {
  const parts = partsOf(kernel, target);
  const { dies } = placeOnDies(portResources(kernel.ports, target), parts, target);
  const large = parts.filter((_, i) => (dies[i] ?? -1) < 0);
  if (large.length === 0) return undefined;
  const most = (kind: 'bram18' | 'uram'): number => Math.max(0, ...target.slrs.map((die) => die[kind])) * target.fill;
  return large.some(({ resources }) => resources.bram18 > most('bram18') || resources.uram > most('uram')) ? 'memory' : 'operators';
}

/** BRAM in blocks of 36 Kb. */
function fabricOf({ lut, ff, dsp, bram18, uram }: Resources): FabricUse {
  return { lut, ff, dsp, bram: Math.ceil(bram18 / 2), uram };
}

/** A stream belongs to the process that reads it, which comes after the one that fills it. */
function inputsOf(process: Process, before: readonly Process[]): HlsKernel['streams'] {
  return process.streams.filter((s) => before.some((p) => p.streams.includes(s)));
}

function producerOf(stream: string, before: readonly Process[]): readonly number[] {
  const index = before.findLastIndex((p) => p.streams.some((s) => s.name === stream));
  return index < 0 ? [] : [index];
}

function portsOf({ traffic }: ProcessTiming, process: string, banks: ReadonlyMap<Tensor, Bank>): readonly FpgaPort[] {
  return traffic.map(({ port, items, runs }) => ({
    name: port.name, process, tensor: port.tensor.name, access: port.access, bits: 8 * itemBytes(port), bytes: Size.mul(items, itemBytes(port)), runs,
    channels: { first: banks.get(port.tensor)?.first ?? 0, count: banks.get(port.tensor)?.channels ?? 1 },
  }));
}
