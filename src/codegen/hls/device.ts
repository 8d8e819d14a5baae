/**
 * What the generator assumes of the card when it shapes kernels: capacities that decide what is kept on the chip. The clock
 * and the costs of operators are those of the device file that placements are priced with.
 */
import { U55C } from '../../partitioner/devices/u55c.js';

export const TARGET_PART = 'xcu55c-fsvh2892-2L-e';
export const TARGET_PLATFORM = 'xilinx_u55c_gen3x16_xdma_3_202210_1';
export const CLOCK_MHZ = U55C.clock.value;
const { lut, ff, dsp, bram, uram } = U55C.resources;
/** What the card has for kernels. */
export const CAPACITY = { lut: lut.value, ff: ff.value, dsp: dsp.value, bram18: 2 * bram.value, uram: uram.value };
export const OPERATORS = U55C.operators;
export const OVERHEAD = U55C.overhead;

/** AXI data path of a kernel port, in bytes: one HBM beat at the kernel clock. */
export const WORD_BYTES = 64;
/** HBM pseudo-channels of the card, 512 MB each; also the AXI ports of its controller. */
export const HBM_CHANNELS = U55C.memory.channels.value;
export const HBM_CHANNEL_BYTES = 512 * 1024 * 1024;

/** A tensor or row that a process keeps whole in block RAM, at most. */
export const ROW_BYTES = 256 * 1024;
/** Items of a row that a pipelined loop moves within one iteration, at most; longer rows have a loop of their own. */
export const SHORT_ROW = 16;
/** A temporary or accumulator that stays on the chip (URAM: 960 blocks of 36 KB in all), at most. */
export const ONCHIP_BYTES = 8 * 1024 * 1024;
/** Elements of running state (accumulators of an interchanged reduction), at most. */
export const STATE_ELEMENTS = 512 * 1024;
/** Cost of starting one burst, in elements: what keeps the generator from fetching element by element. */
export const BURST_OVERHEAD = 16;
/** Arrays from this size on are bound to URAM. */
export const URAM_FROM_BYTES = 64 * 1024;
export const URAM_FROM_BANK_BYTES = 8 * 1024;

/** Lanes of an inner product whose extent is too long to unroll whole. */
export const LANES = 16;
/** Longest inner product that is unrolled whole. */
export const FULL_UNROLL = 128;
/** Cycles between two additions to the same float accumulator. */
export const ADD_LATENCY = U55C.accumulate.value;
/** Cycles of a float multiplication. */
export const MULTIPLY_LATENCY = 4;
/** Partial sums that hide the latency of the float adder; a power of two. */
export const PARTIAL_SUMS = 2 ** Math.ceil(Math.log2(ADD_LATENCY));
/** Cycles from a request to device memory to its answer that kernels are scheduled for. */
export const MEMORY_LATENCY = 64;
/** Cycles to fill and drain a pipelined loop of floating-point operators. */
export const PIPELINE_FILL = 32;
/** Cycles of one entry that does not enter a heap. */
export const HEAP_CYCLES = 4;

/** Beats of a burst and bursts in flight: more than the latency of the memory, in 32 KB of buffer for a 512-bit port. */
export const BURST_BEATS = 32;
export const OUTSTANDING = 16;
/** Depth of a stream of rows or words, in bursts that have arrived: four. */
export const WORD_STREAM_DEPTH = 4 * BURST_BEATS;
export const VALUE_STREAM_DEPTH = 64;
/** Largest k whose queue is made of registers (one comparator a place). */
export const REGISTER_QUEUE = 64;
