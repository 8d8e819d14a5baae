import { gatheredRate, type Processor } from '../../machines/index.js';
import type { StepNumbers } from './numbers.js';
import { capacityOf, matrixPeak, watts } from './processor-parts.js';
import { transferTime, withDefaults, type StepCost } from './step-cost.js';

/** Row of a framework's gather, bytes. */
const GATHERED_ROW = 256;

/** Times that a selection by radix reads its candidates. */
const PASSES = 4;

/**
 * A chain of operators: each reads its operands from memory and writes its result there. Contractions and attention use matrix units.
 * A selection gives each row to one block of threads, so that it takes longer the longer its rows are.
 */
export function frameworkCost(step: StepNumbers, device: Processor): StepCost {
  const { compute, memory, fixed } = device;
  const vector = compute.vector.value * compute.vectorReached.value * 1e6;
  const matrix = (matrixPeak(device) ?? 0) * 1e6 || vector;
  let computing = 0;
  let moving = 0;
  let launch = 0;
  for (const { kind, reads, writes, flop, row, rows } of step.framework) {
    const arithmetic = flop / (kind === 'contraction' || kind === 'attention' || kind === 'gathered-attention' ? matrix : vector);
    const rate = kind === 'gather' || kind === 'gathered-attention' ? gatheredRate(memory, GATHERED_ROW) : memory.streamed.value;
    const traffic = transferTime((kind === 'selection' ? PASSES : 1) * reads + writes, rate);
    // Kernel by kernel the longer of the two counts.
    if (arithmetic > traffic) computing += arithmetic;
    else moving += traffic;
    launch += kind === 'selection' ? selection(device, row, rows) : fixed.frameworkLaunch.value;
  }
  const total = computing + moving;
  return {
    ...withDefaults({ kind: device.kind, kernels: step.framework.length, watts: watts(device, computing > moving), violations: capacityOf(step, device) }),
    microseconds: total + launch,
    terms: [{ name: 'compute', microseconds: computing }, { name: 'memory', microseconds: moving }, { name: 'launch', microseconds: launch }],
    binding: launch > total ? 'launch' : computing > moving ? 'compute' : 'memory',
  };
}

/** Microseconds of a selection: what its length costs counts again where rows outnumber the units. */
function selection({ fixed, units }: Processor, row: number, rows: number): number {
  const shortest = fixed.selections?.[0]?.time.value ?? fixed.frameworkSelect.value;
  const time = fixed.selections ? between(fixed.selections, row) : shortest;
  return shortest + (time - shortest) * Math.max(1, rows / (units?.count.value ?? Infinity));
}

/** On straight lines between the points of a curve, and beyond its last two; level before the first. */
function between(points: NonNullable<Processor['fixed']['selections']>, row: number): number {
  const next = Math.max(1, points.findIndex((p) => p.candidates.value >= row));
  const at = next < points.length && (points.at(-1)?.candidates.value ?? 0) >= row ? next : points.length - 1;
  const [low, high] = [points[at - 1], points[at]];
  if (!low || !high) return 0;
  const slope = (high.time.value - low.time.value) / (high.candidates.value - low.candidates.value);
  return low.time.value + slope * Math.max(0, row - low.candidates.value);
}
