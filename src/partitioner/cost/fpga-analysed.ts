import type { Fpga } from '../../machines/index.js';
import { dtypeBytes } from '../../numerics/dtype.js';
import type { FpgaWork } from './fpga-generated.js';
import { cardViolations, memoryViolations, portViolations, usable } from './fpga-limits.js';
import { trafficTime } from './fpga-memory.js';
import type { FpgaProfile } from './fpga-profile.js';
import { tablesOf } from './fpga-tables.js';
import { residency, residentText, type Tiers } from './fpga-tiers.js';
import type { StepNumbers, Traffic } from './numbers.js';
import type { CostTerm, FabricUse } from './step-cost.js';

/** Intermediate results up to here go to block RAM, up to the next to ultra RAM, beyond to device memory. */
const SMALL_BYTES = 65_536;
const LARGE_BYTES = 8e6;
const KINDS = ['fma', 'add', 'mul', 'div', 'special', 'compare', 'convert'] as const;
type Kind = (typeof KINDS)[number];
type Cost = Fpga['operators']['fma'];

/**
 * A step as a dataflow kernel of a profile, priced from what the step does: each variant has a share of the fabric, as many lanes
 * as it pays for or can use, and keeps what it reads again in the tiers that it may. Widest first; a variant that is larger
 * and no faster is left out.
 */
export function analysedWork(step: StepNumbers, device: Fpga, profile: FpgaProfile, layers: number, resident: boolean): readonly FpgaWork[] {
  const tiers: readonly Tiers[] = resident && profile.resident ? ['hbm', 'uram', 'both'] : ['hbm'];
  const kept: FpgaWork[] = [];
  for (const tier of tiers) {
    for (const share of [1 / 16, 1 / 4, 1]) {
      const work = variant(step, device, profile, share, tier, layers);
      if (!kept.some((k) => k.microseconds <= work.microseconds * 1.001 && isNoLarger(k.fabric, work.fabric))) kept.push(work);
    }
  }
  return kept.reverse();
}

/** Whether a kernel takes no more of any resource. */
export function isNoLarger(a: FabricUse | undefined, b: FabricUse | undefined): boolean {
  return a !== undefined && b !== undefined && (['lut', 'ff', 'dsp', 'bram', 'uram'] as const).every((kind) => a[kind] <= b[kind] * 1.001);
}

function variant(step: StepNumbers, device: Fpga, profile: FpgaProfile, share: number, tier: Tiers, layers: number): FpgaWork {
  const { overhead, clock, memory, onChip } = device;
  const cycle = 1 / clock.value;
  const kernels = step.analysis.step.ops.length;
  const ports = portsOf(step, device, profile);
  const queue = Math.min(step.selected, profile.registers.value);
  // Ports that all kernels share are there once, whichever of them runs.
  const ownPorts = profile.pooled ? 0 : ports.total;
  const port = (kind: 'lut' | 'ff', number: number): number => number * overhead.port[kind].value * profile.portBits.value / 512;
  const base = (kind: 'lut' | 'ff'): number => kernels * overhead.kernel[kind].value + port(kind, ownPorts) + queue * overhead.queueEntry[kind].value;
  const used = { lut: base('lut'), ff: base('ff') };
  const shared = { lut: port('lut', ports.total - ownPorts), ff: port('ff', ports.total - ownPorts) };

  // One lane does the mean mix of the step's operations, one of them a cycle.
  const slots = slotsOf(step);
  const total = Math.max(1, KINDS.reduce((sum, kind) => sum + slots[kind], 0));
  const costs = operatorsOf(step, device, profile);
  const lane = { lut: 0, ff: 0, dsp: 0 };
  for (const kind of KINDS) for (const r of ['lut', 'ff', 'dsp'] as const) lane[r] += costs[kind][r].value * slots[kind] / total;
  const affordable = Math.min(
    Math.max(0, usable(device, 'lut') - used.lut - shared.lut) * share / Math.max(1, lane.lut),
    Math.max(0, usable(device, 'ff') - used.ff - shared.ff) * share / Math.max(1, lane.ff),
    lane.dsp > 0 ? usable(device, 'dsp') * share / lane.dsp : Infinity,
  );
  const most = (profile.lanes?.value ?? Infinity) * kernels;
  const lanes = Math.max(1, Math.min(Math.floor(affordable), Math.ceil(total), most));

  const store = storageOf(step);
  const blocks = {
    bram: ownPorts * Math.ceil(8 * profile.portBits.value / 512) + Math.ceil(Math.max(0, step.selected - profile.registers.value) * 8 / onChip.bramBytes.value)
      + Math.ceil(store.small / onChip.bramBytes.value),
    uram: Math.ceil(store.large / onChip.uramBytes.value),
  };
  const tables = tablesOf(step, device, profile, blocks);
  blocks.bram += tables.bram;
  blocks.uram += tables.uram;
  const home = residency({ ...step, reads: tables.reads }, device, tier, layers, blocks);
  const traffic = [...home.reads, ...step.writes, ...store.spilled];
  const over = (t: Traffic, ports: number): number => trafficTime(t, ports, profile.portBits.value, device);
  const alone = Math.max(0, ...traffic.map((t) => over(t, ports.each)));
  const together = traffic.reduce((sum, t) => sum + over(t, profile.pooled ? ports.total : memory.channels.value), 0);
  const terms: CostTerm[] = [
    { name: 'compute', microseconds: total / lanes * cycle },
    { name: 'memory', microseconds: Math.max(alone, together) },
    { name: 'select', microseconds: selectCycles(step, profile) * cycle },
    { name: 'scatter', microseconds: store.updates * device.accumulate.value / 2 * cycle },
    ...home.microseconds > 0 || tables.cycles > 0 ? [{ name: 'cache' as const, microseconds: Math.max(home.microseconds, tables.cycles * cycle) }] : [],
    ...step.chain > 0 ? [{ name: 'scan' as const, microseconds: step.chain * device.accumulate.value * cycle }] : [],
  ];
  const longest = terms.reduce((a, b) => (b.microseconds > a.microseconds ? b : a));
  const fabric: FabricUse = {
    lut: used.lut + lanes * lane.lut, ff: used.ff + lanes * lane.ff, dsp: lanes * lane.dsp,
    bram: blocks.bram + home.bram, uram: blocks.uram + home.uram,
  };
  const result: FpgaWork = {
    variant: [`${lanes} lanes`, ...home.resident.length > 0 ? [residentText(home.resident)] : []].join(', '),
    terms, microseconds: longest.microseconds, fabric, lanes,
    watts: longest.name === 'memory' ? device.power.memory.value : device.power.compute.value,
    violations: [...cardViolations(fabric, device), ...portViolations(ports.total, device), ...memoryViolations(step, device)],
  };
  return home.resident.length > 0 ? { ...result, resident: home.resident } : result;
}

function slotsOf({ work }: StepNumbers): Record<Kind, number> {
  return {
    fma: work.fma, add: work.add, mul: work.mul, div: work.div, special: work.special, convert: work.convert,
    compare: work.compare + work.select + work.integer,
  };
}

/** Operators of a lane. Integer lanes have the width of what moves most; they multiply on DSPs, add and compare beside them, and convert nothing. */
function operatorsOf(step: StepNumbers, { operators }: Fpga, { arithmetic }: FpgaProfile): Readonly<Record<Kind, Cost>> {
  if (arithmetic === 'float') return operators;
  const largest = step.reads.reduce<Traffic | undefined>((a, b) => (a && a.bytes >= b.bytes ? a : b), undefined);
  const narrow = largest !== undefined && dtypeBytes(largest.tensor.dtype) === 1;
  const whole = narrow ? operators.fmaI8 : operators.fmaI16;
  const free = { dsp: { ...whole.dsp, value: 0 }, lut: { ...whole.lut, value: 0 }, ff: { ...whole.ff, value: 0 } };
  return { fma: whole, mul: whole, add: { ...whole, dsp: free.dsp }, compare: { ...whole, dsp: free.dsp }, convert: free, div: operators.div, special: operators.special };
}

/** Ports of each tensor and of all, no more than there are channels. */
function portsOf(step: StepNumbers, { memory }: Fpga, { ports, pooled }: FpgaProfile): { readonly each: number; readonly total: number } {
  const each = Math.min(ports.value, memory.channels.value);
  return { each, total: pooled ? each : Math.min(memory.channels.value, Math.max(1, (step.reads.length + step.writes.length) * each)) };
}

/**
 * Candidates pass several a cycle; the first k fill the places, and of the rest in random order about k ln(n / k) replace the
 * worst, which takes a tree over all places to find again.
 */
function selectCycles({ candidates, selected, ranked }: StepNumbers, { candidates: wide, serialInsert, registers }: FpgaProfile): number {
  const passed = candidates / wide.value;
  if (ranked === 0 || !serialInsert || candidates === 0) return passed;
  const each = candidates / ranked;
  const k = Math.min(selected, each);
  if (wide.value === 1 && selected <= registers.value) return passed;
  const levels = Math.log2(Math.max(2, selected));
  return passed + ranked * (k + (each > k ? k * Math.log(each / k) * levels : 0));
}

/** Intermediate results that cannot stream. */
function storageOf(step: StepNumbers): { readonly small: number; readonly large: number; readonly spilled: readonly Traffic[]; readonly updates: number } {
  let small = 0;
  let large = 0;
  let updates = 0;
  const spilled: Traffic[] = [];
  for (const hidden of step.hidden.filter((h) => !h.streams)) {
    const { bytes } = hidden;
    updates += hidden.updates;
    if (bytes <= SMALL_BYTES) small += bytes;
    else if (bytes <= LARGE_BYTES) large += bytes;
    else {
      spilled.push({ ...hidden, bytes: 2 * bytes });
      if (hidden.updates > 0) spilled.push({ ...hidden, access: 'random', bytes: 2 * hidden.updates, rowBytes: 1 });
    }
  }
  // What is used again and again is copied to the chip first.
  for (const read of step.reads.filter((r) => r.access === 'broadcast')) {
    if (read.bytes > SMALL_BYTES) large += read.bytes;
    else small += read.bytes;
  }
  return { small, large, spilled, updates };
}

