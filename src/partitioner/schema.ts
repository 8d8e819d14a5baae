import { z } from 'zod';

/** How well a figure is founded, best first. */
export const GRADES = ['measured', 'vendor', 'derived', 'assumed'] as const;
export type Grade = (typeof GRADES)[number];

function figure<U extends string>(unit: U, value: z.ZodNumber = z.number().positive()) {
  return z.strictObject({ value, unit: z.literal(unit), source: z.string().min(1), grade: z.enum(GRADES) });
}
const share = () => figure('1', z.number().positive().max(1));

/** Watts while nothing runs, while waiting for memory, and while computing. */
const power = z.strictObject({ idle: figure('W'), memory: figure('W'), compute: figure('W') });

/** A CPU or a GPU: arithmetic units over a cache over a memory. */
const processor = {
  name: z.string().min(1),
  title: z.string().min(1),
  compute: z.strictObject({
    /** Peak of the vector units, a multiply-add counted as two. */
    vector: figure('TFLOP/s'),
    /** Part of the vector peak that generated code reaches. */
    vectorReached: share(),
    /** Multiply-adds in the time of one division, special function or widening of a narrow float. */
    divide: figure('slots'), special: figure('slots'), convert: figure('slots'),
    /** Peak of the matrix units on 16-bit floats, and what a framework's kernels reach of it. */
    matrix: figure('TFLOP/s').optional(), matrixReached: share().optional(),
  }),
  memory: z.strictObject({
    capacity: figure('GB'),
    /** Reached when streaming, and in rows of at least one transaction at scattered places. */
    streamed: figure('GB/s'), gathered: figure('GB/s'),
    /** The smallest piece that an access moves. */
    transaction: figure('B'),
  }),
  cache: z.strictObject({ capacity: figure('MB'), bandwidth: figure('GB/s') }),
  fixed: z.strictObject({
    /** For each kernel in a queue; once for each run of steps that the host waits for. */
    launch: figure('us'), synchronise: figure('us'),
    /** The least that a kernel takes. */
    kernel: figure('us'),
    /** Framework: for each operator, and for each selection. */
    frameworkLaunch: figure('us'), frameworkSelect: figure('us'),
  }),
  power,
};

const operator = z.strictObject({
  dsp: figure('DSP', z.number().nonnegative()), lut: figure('LUT', z.number().nonnegative()), ff: figure('FF', z.number().nonnegative()),
});

export const cpuSchema = z.strictObject({ kind: z.literal('cpu'), ...processor });
export const gpuSchema = z.strictObject({ kind: z.literal('gpu'), ...processor });
export const fpgaSchema = z.strictObject({
  kind: z.literal('fpga'),
  name: z.string().min(1),
  title: z.string().min(1),
  clock: figure('MHz'),
  /** What the platform leaves to the user, and the part of it that a design may fill and still close timing. */
  resources: z.strictObject({ lut: figure('LUT'), ff: figure('FF'), dsp: figure('DSP'), bram: figure('BRAM36'), uram: figure('URAM') }),
  fill: share(),
  operators: z.strictObject({ fma: operator, add: operator, mul: operator, div: operator, special: operator, compare: operator, convert: operator }),
  /** Of every kernel beside its arithmetic, of each memory port, and of each entry of a sorted queue. */
  overhead: z.strictObject({ kernel: operator, port: operator, queueEntry: operator }),
  /** Cycles between two updates that may hit the same accumulator. */
  accumulate: figure('cycles'),
  memory: z.strictObject({
    capacity: figure('GB'),
    channels: figure('channels'),
    /** Per channel. */
    streamed: figure('GB/s'), gathered: figure('GB/s'),
    transaction: figure('B'),
    portWidth: figure('bit'),
  }),
  /** Of the kernels that mpc generates: channels over which one tensor is spread, and multiply-adds in parallel in one operation. */
  generated: z.strictObject({ portsPerTensor: figure('ports'), lanes: figure('lanes') }),
  /** Of one start of a kernel and the wait for its end. */
  fixed: z.strictObject({ start: figure('us') }),
  power,
});

/** Time of a transfer of n bytes. */
export const curveSchema = z.strictObject({
  kind: z.enum(['linear', 'pieces']),
  /** Software and start-up, added to every transfer. */
  latency: figure('us'),
  /** `linear`: bytes / bandwidth. */
  bandwidth: figure('GB/s').optional(),
  /** `pieces`: rate in GB/s = slope × KB + offset up to `upTo` KB; the last piece has no limit. */
  pieces: z.array(z.strictObject({
    upTo: figure('KB').optional(), slope: figure('GB/s/KB', z.number().nonnegative()), offset: figure('GB/s'),
  })).nonempty().optional(),
}).refine((c) => (c.kind === 'linear' ? c.bandwidth !== undefined : c.pieces !== undefined), { error: 'a linear curve wants bandwidth, a curve of pieces wants pieces' });

const deviceKind = z.enum(['cpu', 'gpu', 'fpga']);
export const deviceSchema = z.discriminatedUnion('kind', [cpuSchema, gpuSchema, fpgaSchema]);

export const linkSchema = z.strictObject({
  from: deviceKind,
  to: deviceKind,
  /** `peer` transfers need a platform that has been set up for them. */
  path: z.enum(['host', 'peer']),
  curve: curveSchema,
});

export const machineSchema = z.strictObject({
  name: z.string().min(1),
  title: z.string().min(1),
  /** Where the model runs: inputs come from there and outputs go there. */
  home: deviceKind,
  /** Each the name of a known device or a whole device. A machine has a CPU. */
  devices: z.strictObject({
    cpu: z.union([z.string(), cpuSchema]), gpu: z.union([z.string(), gpuSchema]).optional(), fpga: z.union([z.string(), fpgaSchema]).optional(),
  }),
  links: z.array(linkSchema),
});

export type DeviceKind = z.infer<typeof deviceKind>;
export type Processor = z.infer<typeof cpuSchema> | z.infer<typeof gpuSchema>;
export type Fpga = z.infer<typeof fpgaSchema>;
export type Device = z.infer<typeof deviceSchema>;
export type Curve = z.infer<typeof curveSchema>;
export type Link = z.infer<typeof linkSchema>;
export type MachineFile = z.infer<typeof machineSchema>;
export interface Figure { readonly value: number; readonly unit: string; readonly source: string; readonly grade: Grade }

/** A machine with its devices filled in. */
export interface Machine {
  readonly name: string;
  readonly title: string;
  readonly home: DeviceKind;
  readonly devices: { readonly cpu: z.infer<typeof cpuSchema>; readonly gpu?: z.infer<typeof gpuSchema>; readonly fpga?: Fpga };
  readonly links: readonly Link[];
}
