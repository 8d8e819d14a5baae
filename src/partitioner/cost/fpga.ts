import type { Fpga } from '../schema.js';
import type { StepNumbers, Traffic } from './numbers.js';
import { assemble, transferTime, type FabricUse, type StepCost, type Violation } from './step-cost.js';

const BRAM_BYTES = 4096;
const URAM_BYTES = 32_768;
/** Entries up to which a sorted queue is a row of registers; longer ones are merged in memory blocks. */
const REGISTER_QUEUE = 256;
const KINDS = ['fma', 'add', 'mul', 'div', 'special', 'compare', 'convert'] as const;

/**
 * Variants of one step as a dataflow kernel, widest first: each has a share of the fabric, as many lanes as it pays for
 * or can use, and the time that follows. A wider variant that is no faster is left out.
 */
export function fpgaCosts(step: StepNumbers, device: Fpga): readonly StepCost[] {
  const kept: StepCost[] = [];
  for (const share of [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1]) {
    const cost = variant(step, device, share);
    const last = kept[kept.length - 1];
    if (!last || cost.microseconds < last.microseconds * 0.999) kept.push(cost);
  }
  return kept.reverse();
}

function variant(step: StepNumbers, device: Fpga, share: number): StepCost {
  const { resources, fill, overhead, operators, fixed, clock } = device;
  const ports = portsOf(step, device);
  const budget = (total: number, used: number): number => Math.max(0, total * fill.value - used) * share;
  const kernels = step.analysis.step.ops.length;
  const queue = step.selected > 0 ? Math.min(step.selected, REGISTER_QUEUE) : 0;
  const used = {
    lut: kernels * overhead.kernel.lut.value + ports * overhead.port.lut.value + queue * overhead.queueEntry.lut.value,
    ff: kernels * overhead.kernel.ff.value + ports * overhead.port.ff.value + queue * overhead.queueEntry.ff.value,
    dsp: 0,
  };

  // One lane does the mean mix of the step's operations, one of them a cycle.
  const slots = slotsOf(step);
  const total = Math.max(1, KINDS.reduce((sum, kind) => sum + slots[kind], 0));
  const lane = { lut: 0, ff: 0, dsp: 0 };
  for (const kind of KINDS) {
    for (const resource of ['lut', 'ff', 'dsp'] as const) lane[resource] += operators[kind][resource].value * slots[kind] / total;
  }
  const affordable = Math.min(
    budget(resources.lut.value, used.lut) / Math.max(1, lane.lut),
    budget(resources.ff.value, used.ff) / Math.max(1, lane.ff),
    lane.dsp > 0 ? budget(resources.dsp.value, used.dsp) / lane.dsp : Infinity,
  );
  const lanes = Math.max(1, Math.min(Math.floor(affordable), Math.ceil(total), device.generated.lanes.value * kernels));

  const store = storageOf(step);
  const cycle = 1 / clock.value;
  const compute = total / lanes * cycle;
  const memory = memoryTime(step, device, store.spilled);
  // Wide comparison against the smallest kept entry lets 16 candidates pass a cycle.
  const select = step.candidates / 16 * cycle;
  const scatter = store.updates * device.accumulate.value / 2 * cycle;
  const fabric: FabricUse = {
    lut: used.lut + lanes * lane.lut, ff: used.ff + lanes * lane.ff, dsp: lanes * lane.dsp,
    bram: ports * 8 + Math.ceil(Math.max(0, step.selected - REGISTER_QUEUE) * 8 / BRAM_BYTES) + Math.ceil(store.small / BRAM_BYTES),
    uram: Math.ceil(store.large / URAM_BYTES),
  };
  return assemble(
    { device: 'fpga', kernels: 1, watts: compute > memory ? device.power.compute.value : device.power.memory.value, fabric, lanes, violations: violationsOf(step, fabric, device) },
    [
      { name: 'compute', microseconds: compute }, { name: 'memory', microseconds: memory },
      { name: 'select', microseconds: select }, { name: 'scatter', microseconds: scatter },
      ...step.chain > 0 ? [{ name: 'scan' as const, microseconds: step.chain * device.accumulate.value * cycle }] : [],
    ],
    { name: 'start', microseconds: fixed.start.value },
  );
}

function slotsOf({ work }: StepNumbers): Record<(typeof KINDS)[number], number> {
  return {
    fma: work.fma, add: work.add, mul: work.mul, div: work.div, special: work.special, convert: work.convert,
    compare: work.compare + work.select + work.integer,
  };
}

/** Intermediate results that cannot stream: in BRAM up to 64 KB, in URAM up to 8 MB, else in HBM. */
function storageOf(step: StepNumbers): { readonly small: number; readonly large: number; readonly spilled: readonly Traffic[]; readonly updates: number } {
  let small = 0;
  let large = 0;
  let updates = 0;
  const spilled: Traffic[] = [];
  for (const hidden of step.hidden.filter((h) => !h.streams)) {
    const { bytes } = hidden;
    updates += hidden.updates;
    if (bytes > 65_536 && bytes <= 8e6) large += bytes;
    else if (bytes <= 65_536) small += bytes;
    else {
      spilled.push({ ...hidden, bytes: 2 * bytes });
      if (hidden.updates > 0) spilled.push({ ...hidden, access: 'random', bytes: 2 * hidden.updates, rowBytes: 1 });
    }
  }
  // What is used again and again is copied to the chip first.
  for (const read of step.reads.filter((r) => r.access === 'broadcast')) {
    if (read.bytes > 65_536) large += read.bytes;
    else small += read.bytes;
  }
  return { small, large, spilled, updates };
}

function portsOf(step: StepNumbers, { memory, generated }: Fpga): number {
  const streams = step.reads.length + step.writes.length;
  return Math.min(memory.channels.value, Math.max(1, streams * generated.portsPerTensor.value));
}

/** Tensors move beside each other, each over its own ports; all together no faster than all channels. */
function memoryTime(step: StepNumbers, device: Fpga, spilled: readonly Traffic[]): number {
  const { memory, clock, generated } = device;
  const wire = memory.portWidth.value / 8 * clock.value / 1e3;
  const time = ({ bytes, access, rowBytes }: Traffic, ports: number): number => {
    const scattered = access === 'gathered' || access === 'random' || access === 'strided';
    const transaction = memory.transaction.value;
    const moved = scattered ? bytes / rowBytes * Math.ceil(rowBytes / transaction) * transaction : bytes;
    return transferTime(moved, ports * Math.min(wire, scattered ? memory.gathered.value : memory.streamed.value));
  };
  const all = [...step.reads, ...step.writes, ...spilled];
  const alone = Math.max(0, ...all.map((t) => time(t, Math.min(memory.channels.value, generated.portsPerTensor.value))));
  const together = all.reduce((sum, t) => sum + time(t, memory.channels.value), 0);
  return Math.max(alone, together);
}

function violationsOf(step: StepNumbers, fabric: FabricUse, { resources, fill, memory }: Fpga): readonly Violation[] {
  const found: Violation[] = [];
  const check = (resource: keyof FabricUse, unit: string): void => {
    const available = Math.floor(resources[resource].value * fill.value);
    if (fabric[resource] > available) found.push({ resource, needed: Math.ceil(fabric[resource]), available, unit });
  };
  check('lut', 'LUT');
  check('ff', 'FF');
  check('dsp', 'DSP');
  check('bram', 'BRAM36');
  check('uram', 'URAM');
  const bytes = [...step.reads, ...step.writes].reduce((sum, t) => sum + t.bytes, 0) / 1e9;
  if (bytes > memory.capacity.value) found.push({ resource: 'memory', needed: bytes, available: memory.capacity.value, unit: 'GB' });
  return found;
}
