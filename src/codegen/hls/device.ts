import type { Fpga } from '../../machines/index.js';
import { WIDTHS, type Width } from './generator.js';

const [WIDEST = { whole: 1, lanes: 1 }] = WIDTHS;

export interface Resources { readonly lut: number; readonly ff: number; readonly dsp: number; readonly bram18: number; readonly uram: number }
export interface OperatorCost { readonly dsp: number; readonly lut: number; readonly ff: number }
type Operator = 'fma' | 'add' | 'mul' | 'div' | 'special' | 'compare' | 'convert';

/** A card in plain numbers, as the generator needs it. */
export interface Target {
  readonly name: string;
  readonly title: string;
  readonly part: string;
  /** Platform of the Vitis kernel flow; absent where the card has none. */
  readonly platform: string | undefined;
  readonly clockMhz: number;
  /** Usable of each die, and of all; `fill` is the part of it that a design may take and still close timing. */
  readonly slrs: readonly Resources[];
  readonly capacity: Resources;
  readonly fill: number;
  /** The die whose edge has the memory ports. */
  readonly portsAt: number;
  /** Wires between two neighbouring dies. */
  readonly crossing: number;
  readonly operators: Readonly<Record<Operator, OperatorCost>>;
  readonly overhead: { readonly kernel: OperatorCost; readonly port: OperatorCost; readonly queueEntry: OperatorCost };
  /** How wide a kernel's inner products may be. */
  readonly width: Width;
  readonly addLatency: number;
  readonly multiplyLatency: number;
  readonly divideLatency: number;
  readonly functionLatency: number;
  /** Partial sums that hide the latency of the float adder; a power of two. */
  readonly partialSums: number;
  /** Channels of device memory, and bytes of each. */
  readonly channels: number;
  readonly channelBytes: number;
  /** A temporary that stays on the chip, at most: a quarter of its memory, as a power of two. */
  readonly onchipBytes: number;
  /** Elements of running state (accumulators of an interchanged reduction), at most. */
  readonly stateElements: number;
}

export function targetOf(fpga: Fpga): Target {
  const cost = ({ dsp, lut, ff }: Fpga['operators']['fma']): OperatorCost => ({ dsp: dsp.value, lut: lut.value, ff: ff.value });
  const counts = (r: Fpga['slr'][number]): Resources => ({
    lut: r.lut.value, ff: r.ff.value, dsp: r.dsp.value, bram18: 2 * r.bram.value, uram: r.uram.value,
  });
  const { resources, operators, overhead, latency, memory, onChip } = fpga;
  const capacity = counts(resources);
  const chip = resources.bram.value * onChip.bramBytes.value + resources.uram.value * onChip.uramBytes.value;
  const onchipBytes = 2 ** Math.floor(Math.log2(chip / 4));
  return {
    name: fpga.name, title: fpga.title, part: fpga.part, platform: fpga.platform,
    clockMhz: fpga.clock.value,
    slrs: fpga.slr.map(counts), capacity, fill: fpga.fill.value, portsAt: memory.portsAt.value, crossing: fpga.crossing?.value ?? Infinity,
    operators: {
      fma: cost(operators.fma), add: cost(operators.add), mul: cost(operators.mul), div: cost(operators.div),
      special: cost(operators.special), compare: cost(operators.compare), convert: cost(operators.convert),
    },
    overhead: { kernel: cost(overhead.kernel), port: cost(overhead.port), queueEntry: cost(overhead.queueEntry) },
    width: WIDEST,
    addLatency: fpga.accumulate.value, multiplyLatency: latency.mul.value, divideLatency: latency.div.value, functionLatency: latency.special.value,
    partialSums: 2 ** Math.ceil(Math.log2(fpga.accumulate.value)),
    channels: memory.channels.value, channelBytes: memory.channelCapacity.value * 1024 * 1024,
    onchipBytes, stateElements: onchipBytes / 16,
  };
}
