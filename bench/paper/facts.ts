import { deviceOf, type Device, type Gpu, type Machine } from 'mpc';
import { gpuOf, type Placed, type StepTime } from './predict.js';
import type { Read } from './readings.js';
import type { Models, Row } from './rows.js';
import type { Gains, PointResult, RowResult } from './table.js';

/** What sentences about a row ask for. */
export class Facts {
  readonly row: Row;
  readonly first: PointResult;
  readonly last: PointResult;
  readonly layers: number;
  readonly gpu: Gpu;
  readonly fpga: Extract<Device, { readonly kind: 'fpga' }>;

  constructor(readonly result: RowResult, readonly models: Models, machine: Machine, readonly read: Read) {
    this.row = result.row;
    this.first = found(result.points[0]);
    this.last = found(result.points.at(-1));
    this.layers = result.row.layers ?? models.models[result.row.model]?.layers ?? 1;
    this.gpu = gpuOf(machine);
    const fpga = deviceOf(machine, 'fpga');
    if (fpga?.kind !== 'fpga') throw new RangeError('no FPGA');
    this.fpga = fpga;
  }

  /** The step that makes a tensor. */
  step({ steps }: Placed, makes: string): StepTime {
    return found(steps.find((s) => s.makes.includes(makes)));
  }

  /** Microseconds of a layer that the steps which the paper offloads take. */
  offloaded(at: PointResult, where: 'gpu' | 'mapped'): number {
    const away = new Set(at.prediction.mapped.onFpga);
    return at.prediction[where].steps.filter((s) => away.has(s.name)).reduce((sum, s) => sum + s.microseconds, 0);
  }

  /** Microseconds of a layer for transfers and waits of the host. */
  link({ prediction: { mapped } }: PointResult): number {
    return (mapped.crossing + mapped.waiting) / this.layers;
  }

  /** Sizes at which the paper's mapping is faster than the framework on the GPU. */
  faster(by: keyof Gains = 'memory'): readonly number[] {
    return this.result.points.filter((p) => (p.mapped?.[by] ?? 0) > 1).map((p) => p.at);
  }

  /** Bytes of block and ultra RAM that a design may fill. */
  chipBytes(): number {
    const { resources, onChip, fill } = this.fpga;
    return fill.value * (resources.bram.value * onChip.bramBytes.value + resources.uram.value * onChip.uramBytes.value);
  }

  /** Bytes a microsecond of all channels of the card. */
  channels(): number {
    return this.fpga.memory.channels.value * this.fpga.memory.streamed.value * 1e3;
  }

  /** Part of memory processing on the GPU that the offloaded steps are. */
  offloadedShare(at: PointResult): number {
    return this.offloaded(at, 'gpu') * this.layers * (this.row.repeat ?? 1) / at.prediction.gpu.microseconds;
  }
}

export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('a sentence asks for what the table does not have');
  return value;
}
