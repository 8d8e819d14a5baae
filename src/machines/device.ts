import { z } from 'zod';
import { ascending, figure, share, type Figure } from './figure.js';

const name = () => z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/);

const power = z.strictObject({
  idle: figure('W', 'Board power while nothing runs'),
  memory: figure('W', 'Board power while a kernel waits for memory'),
  compute: figure('W', 'Board power while a kernel computes'),
}).superRefine((watts, context) => {
  for (const state of ['memory', 'compute'] as const) {
    if (watts[state].value < watts.idle.value) context.addIssue({ code: 'custom', path: [state], message: `a busy device takes no less than an idle one, ${watts.idle.value} W` });
  }
});

/** Rates of rows of some bytes at scattered places; between two sizes the logarithm of the rate follows that of the size. */
const gathered = z.array(z.strictObject({
  rowBytes: figure('B', 'Bytes that lie together at each place'),
  rate: figure('GB/s', 'Rate that rows of this size reach'),
})).min(1).superRefine(ascending((row) => row.rowBytes.value, 'rowBytes'));

/** Times of a framework's selection by the candidates of a row; straight lines between and beyond. */
const selections = z.array(z.strictObject({
  candidates: figure('1', 'Candidates of a row'),
  time: figure('us', 'Time of the selection'),
})).min(2).superRefine(ascending((row) => row.candidates.value, 'candidates'))
  .describe('Times of a selection of a framework, in place of frameworkSelect');

const heading = {
  name: name(),
  title: z.string().min(1).describe('Name for reports'),
};

const peak = (describe: string) => figure('TFLOP/s', describe);

/** A CPU or a GPU: arithmetic units over a cache over a memory. */
const processor = {
  ...heading,
  units: z.strictObject({
    count: figure('1', 'Compute units (CU, SM) or cores', { whole: true }),
    clock: figure('MHz', 'Clock that the peaks of `compute` hold at; another clock is told by other peaks'),
    wave: figure('1', 'Lanes of a wave or warp; float32 lanes of a vector register on a CPU', { whole: true }),
    waves: figure('1', 'Waves that one unit keeps resident', { whole: true }),
  }),
  compute: z.strictObject({
    vector: peak('Peak of the vector units on float32, a multiply-add counted as two'),
    vectorReached: share('Part of the vector peak that generated code reaches'),
    divide: figure('slots', 'Multiply-adds in the time of one division'),
    special: figure('slots', 'Multiply-adds in the time of one exponential, logarithm or root'),
    convert: figure('slots', 'Multiply-adds in the time of widening one narrow float'),
    matrix: z.strictObject({
      bf16: peak('Peak of the matrix units on 16-bit floats, dense').optional(),
      f16: peak('Peak of the matrix units on IEEE half, where it differs').optional(),
      f8: peak('Peak of the matrix units on 8-bit floats, dense').optional(),
      i8: peak('Peak of the matrix units on 8-bit integers, dense').optional(),
      tf32: peak('Peak of the matrix units on TF32 or float32, dense').optional(),
    }).optional(),
    matrixReached: share('Part of the matrix peak that library kernels reach').optional(),
  }),
  memory: z.strictObject({
    capacity: figure('GB', 'Device memory'),
    streamed: figure('GB/s', 'Reached by streaming kernels'),
    gathered,
    latency: figure('ns', 'From a request to its answer, unloaded'),
    transaction: figure('B', 'The smallest piece that an access moves'),
  }),
  cache: z.strictObject({
    capacity: figure('MB', 'Last level that all units share'),
    bandwidth: figure('GB/s', 'Reached by all units together'),
    latency: figure('ns', 'From a request to its answer, unloaded'),
  }),
  local: z.strictObject({
    capacity: figure('KB', 'LDS or shared memory of one unit'),
    bandwidth: figure('GB/s', 'Of all units together'),
  }).optional(),
  fixed: z.strictObject({
    launch: figure('us', 'Until the host has put a kernel into a queue, or called one: on a GPU kernels run behind it'),
    synchronise: figure('us', 'Each time the host waits for the device: where another device goes on, and at the end of a call'),
    graph: figure('us', 'Start of a recorded graph').optional(),
    graphNode: figure('us', 'For each kernel of a recorded graph').optional(),
    kernel: figure('us', 'The least that a kernel takes'),
    frameworkLaunch: figure('us', 'For each operator of a framework'),
    frameworkSelect: figure('us', 'For each selection of a framework'),
    selections: selections.optional(),
  }),
  kernels: z.strictObject({
    memoryTrip: figure('ns', 'A round trip to memory that nothing hides, in the mean of loads that come together'),
    cacheTrip: figure('ns', 'The same to data that the cache of all units has'),
    localTrip: figure('ns', 'The same to LDS or shared memory'),
    barrier: figure('ns', 'From the last thread of a block that reaches a barrier to the first that goes on'),
    exchange: figure('ns', 'One exchange between the lanes of a wave'),
    instruction: figure('ns', 'One instruction of a wave that has the unit to itself'),
    access: figure('ns', 'One memory instruction of a wave, its data at hand'),
    accessSlots: figure('slots', 'Multiply-adds in the time in which a memory instruction is issued'),
    integer: figure('slots', 'Multiply-adds in the time of an operation on whole numbers'),
    line: figure('ns', 'One line that the cache of a unit looks up'),
    lineBytes: figure('B', 'Line of the cache of a unit'),
    nearCache: figure('KB', 'Cache of a unit, beside its LDS or shared memory'),
    local: figure('ns', 'One access of a wave to LDS or shared memory where a unit has many'),
    block: figure('ns', 'One block of threads that begins on a unit'),
    memory: figure('GB/s', 'Traffic of memory, written lines that must go first included'),
    cache: figure('GB/s', 'Traffic between the cache of all units and those of the units, as counted wave by wave'),
    matrixReached: share('Part of the matrix peak that generated kernels reach').optional(),
    atomics: figure('GOP/s', 'Atomic updates of device memory, all units together'),
    overlap: figure('1', 'Exponent p by which times that overlap add up: (a^p + b^p)^(1/p); large: the longest alone counts', { min: 1 }),
  }).describe('What generated kernels spend inside; `mpc calibrate` measures it. Without it kernels are priced by their step\'s work alone').optional(),
  host: z.strictObject({
    call: figure('us', 'A call of a method beside its steps, transfers and waits: inputs checked, outputs gathered', { zero: true }),
    copy: figure('GB/s', 'One thread that copies memory, as the runtime does to set aside what a step overwrites').optional(),
  }).describe('What the runtime spends by itself on a CPU that it runs on; `mpc calibrate` measures it. Without it only kernels, launches, waits and transfers are priced').optional(),
  threads: z.strictObject({
    first: figure('KB', 'First-level data cache of a core'),
    second: figure('KB', 'Second-level cache of a core'),
    share: figure('us', 'For each loop that threads share, all of them awake'),
    join: figure('us', 'For each thread that shares a loop'),
    operation: figure('ns', 'A vector or scalar operation that depends on nothing'),
    access: figure('ns', 'A load or store that the first cache serves'),
    division: figure('ns', 'A vector division or root'),
    branch: figure('ns', 'A step of scalar code that nobody can foresee'),
    wait: figure('ns', 'A cycle in which a loop waits for its own result'),
    hop: figure('ns', 'A piece on another page, from the second cache, where pages are many'),
    line: figure('ns', 'A cache line that no prefetcher foresees, from the last cache'),
    miss: figure('ns', 'The same from memory'),
    code: figure('ns', 'An instruction that runs for the first time in a call'),
    shared: figure('GB/s', 'From the last cache into the second one, one core'),
    memory: figure('GB/s', 'From memory, one core; all of them: memory.streamed'),
    overlap: figure('1', 'Exponent p by which times that overlap add up: (a^p + b^p)^(1/p); large: the longest alone counts', { min: 1 }),
  }).describe('What generated kernels spend on a CPU; `mpc calibrate` measures it. Without it CPU kernels are priced by their step\'s work alone').optional(),
  power,
  price: figure('USD', 'Price of the board').optional(),
};

const operator = (describe: string) => z.strictObject({
  dsp: figure('DSP', describe, { zero: true }), lut: figure('LUT', describe, { zero: true }), ff: figure('FF', describe, { zero: true }),
});

const resources = {
  lut: figure('LUT', 'Look-up tables that the platform leaves to the user'),
  ff: figure('FF', 'Flip-flops that the platform leaves to the user'),
  dsp: figure('DSP', 'DSP blocks that the platform leaves to the user'),
  bram: figure('BRAM36', 'Blocks of block RAM that the platform leaves to the user'),
  uram: figure('URAM', 'Blocks of ultra RAM that the platform leaves to the user'),
};

export const cpuSchema = z.strictObject({ kind: z.literal('cpu'), ...processor });
export const gpuSchema = z.strictObject({ kind: z.literal('gpu'), ...processor });
export const fpgaSchema = z.strictObject({
  kind: z.literal('fpga'),
  ...heading,
  part: z.string().min(1).describe('Part number for the tools'),
  platform: z.string().min(1).describe('Platform (shell) for the tools').optional(),
  flow: z.enum(['vitis', 'noc']).describe('vitis: kernels in a shell that XRT runs; noc: a base design on a network on chip, without XRT kernels'),
  clock: figure('MHz', 'Clock of the kernels'),
  slrs: figure('1', 'Dies (super logic regions)', { whole: true }),
  resources: z.strictObject(resources),
  slr: z.array(z.strictObject(resources)).min(1).describe('The same, die by die'),
  fill: share('Part of the resources that a design may fill and still close timing'),
  crossing: figure('wires', 'Wires between two neighbouring dies').optional(),
  operators: z.strictObject({
    fma: operator('float32 multiply-add'), add: operator('float32 addition'), mul: operator('float32 multiplication'),
    div: operator('float32 division'), special: operator('float32 exponential, logarithm or root'), compare: operator('float32 comparison'),
    convert: operator('integer to float32'),
    addBf16: operator('bfloat16 addition'), mulBf16: operator('bfloat16 multiplication'),
    fmaI8: operator('8-bit integer multiply-add'), fmaI16: operator('16-bit integer multiply-add'),
  }),
  overhead: z.strictObject({
    kernel: operator('Of every kernel beside its arithmetic'), port: operator('Of each memory port'),
    queueEntry: operator('Of each entry of a sorted queue'),
  }),
  accumulate: figure('cycles', 'Between two updates that may hit the same float32 accumulator'),
  latency: z.strictObject({
    add: figure('cycles', 'float32 addition'), mul: figure('cycles', 'float32 multiplication'),
    div: figure('cycles', 'float32 division'), special: figure('cycles', 'float32 exponential'),
  }),
  memory: z.strictObject({
    capacity: figure('GB', 'High-bandwidth memory'),
    channels: figure('channels', 'Pseudo-channels', { whole: true }),
    channelCapacity: figure('MiB', 'Of one channel'),
    streamed: figure('GB/s', 'Reached by one channel on long bursts'),
    gathered,
    latency: figure('ns', 'From a request to its answer, unloaded'),
    transaction: figure('B', 'The smallest piece that an access moves'),
    portWidth: figure('bit', 'Data path of a kernel\'s memory port'),
    portsAt: figure('1', 'Die (counted from 0) that holds the memory ports', { zero: true }),
  }),
  ddr: z.strictObject({ capacity: figure('GB', 'DDR memory on the card'), streamed: figure('GB/s', 'Reached on long bursts') }).optional(),
  onChip: z.strictObject({
    bramBytes: figure('B', 'Data of one block of block RAM'), bramWidth: figure('bit', 'Width of one of its ports'),
    uramBytes: figure('B', 'Data of one block of ultra RAM'), uramWidth: figure('bit', 'Width of one of its ports'),
  }),
  fixed: z.strictObject({
    start: figure('us', 'Start of a kernel by the host and the wait for its end (XRT run)'),
    mailbox: figure('us', 'Restart of a resident kernel through its mailbox'),
    fused: figure('us', 'Of a kernel that follows another one on the chip', { zero: true }),
  }),
  power,
  price: figure('USD', 'Price of the board').optional(),
}).superRefine((card, context) => {
  const { slrs, slr, memory } = card;
  if (!(slrs.value > 0)) return; // has its own finding
  if (slr.length !== slrs.value) context.addIssue({ code: 'custom', path: ['slr'], message: `${slr.length} dies are listed, \`slrs\` says ${slrs.value}` });
  if (memory.portsAt.value >= slrs.value || !Number.isInteger(memory.portsAt.value)) {
    context.addIssue({ code: 'custom', path: ['memory', 'portsAt'], message: `there is no die ${memory.portsAt.value}` });
  }
});

/** Kinds of device that code is generated for. */
export const DEVICE_KINDS = ['cpu', 'gpu', 'fpga'] as const;
export const deviceSchema = z.discriminatedUnion('kind', [cpuSchema, gpuSchema, fpgaSchema]);

export type DeviceKind = (typeof DEVICE_KINDS)[number];
export type Cpu = z.output<typeof cpuSchema>;
export type Gpu = z.output<typeof gpuSchema>;
export type Fpga = z.output<typeof fpgaSchema>;
export type Processor = Cpu | Gpu;
export type Device = z.output<typeof deviceSchema>;

/** GB/s of rows of so many bytes at scattered places: between two sizes on a straight line of logarithms, outside as at the nearest. */
export function gatheredRate(memory: { readonly gathered: readonly { readonly rowBytes: Figure; readonly rate: Figure }[] }, rowBytes: number): number {
  const rows = memory.gathered;
  const after = rows.findIndex((row) => row.rowBytes.value >= rowBytes);
  const [low, high] = [rows[after < 0 ? rows.length - 1 : after - 1], rows[after]];
  if (!low) return high?.rate.value ?? 0;
  if (!high) return low.rate.value;
  const part = Math.log(rowBytes / low.rowBytes.value) / Math.log(high.rowBytes.value / low.rowBytes.value);
  return low.rate.value * (high.rate.value / low.rate.value) ** part;
}
