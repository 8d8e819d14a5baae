/**
 * What the generator assumes of the card when it shapes kernels: capacities that decide what is kept on the chip.
 * Prices of a placement are the partitioner's business and come from the device files.
 */
export const TARGET_PART = 'xcu55c-fsvh2892-2L-e';
export const TARGET_PLATFORM = 'xilinx_u55c_gen3x16_xdma_3_202210_1';
export const CLOCK_MHZ = 300;

/** AXI data path of a kernel port, in bytes: one HBM beat at the kernel clock. */
export const WORD_BYTES = 64;
/** HBM pseudo-channels of the card, 512 MB each. */
export const HBM_CHANNELS = 32;
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

/** Lanes of an inner product whose extent is too long to unroll whole. */
export const LANES = 16;
/** Longest inner product that is unrolled whole. */
export const FULL_UNROLL = 128;
/** Partial sums that hide the latency of the float adder (4 to 8 cycles at 300 MHz); a power of two. */
export const PARTIAL_SUMS = 8;
/** Cycles between two additions to the same float accumulator. */
export const ADD_LATENCY = 4;

/** Depth of a stream of rows or words: two bursts of 64 beats are in flight. */
export const WORD_STREAM_DEPTH = 128;
export const VALUE_STREAM_DEPTH = 64;
/** Largest k whose queue is made of registers (one comparator a place). */
export const REGISTER_QUEUE = 64;
