import { z } from 'zod';
import { DTYPES } from '../numerics/dtype.js';

/**
 * `manifest.json` of a build folder: all that the runtime needs to run a compiled method.
 * Size expressions are texts in the grammar of `src/symbolic/text.ts`.
 */
const sizeText = z.string();

export const growthSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('static') }),
  z.strictObject({ kind: z.literal('computed') }),
  z.strictObject({ kind: z.literal('append-token'), size: z.string() }),
  z.strictObject({ kind: z.literal('append-block'), size: z.string(), block: z.number().int().positive() }),
  z.strictObject({ kind: z.literal('update-block'), size: z.string(), block: z.number().int().positive() }),
  z.strictObject({ kind: z.literal('ring'), size: z.string(), rows: z.number().int().positive() }),
  /** `from`: the weight whose values it starts with. */
  z.strictObject({ kind: z.literal('state'), from: z.string().optional() }),
]);

export const tensorSchema = z.strictObject({
  name: z.string(),
  role: z.enum(['input', 'weight', 'constant', 'memory', 'temp', 'output']),
  dtype: z.enum(DTYPES),
  shape: z.array(sizeText),
  idRange: sizeText.optional(),
  growth: growthSchema.optional(),
  /** Of a list: the tensor that says how many entries are valid. */
  count: z.string().optional(),
  /** Elements of a `constant`. */
  data: z.array(z.number()).optional(),
  /** The kernels do not write every element: clear it before the step that defines it. */
  zeroed: z.boolean().optional(),
});

export const paramSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('buffer'), tensor: z.string(), access: z.enum(['read', 'write', 'readwrite']),
    /** FPGA: this port holds the rows r with r mod of = index (one HBM channel each). */
    shard: z.strictObject({ index: z.number().int().nonnegative(), of: z.number().int().positive() }).optional(),
    /** FPGA: the memory bank (HBM channel) that this port is connected to. */
    bank: z.number().int().nonnegative().optional(),
  }),
  z.strictObject({ kind: z.literal('size'), name: z.string() }),
]);

export const TARGETS = ['cpu', 'gpu', 'fpga'] as const;
export type Target = (typeof TARGETS)[number];

/** A device that plans name. */
export const deviceSchema = z.strictObject({
  target: z.enum(TARGETS),
  /** Its number among the devices of that target, from 0. */
  index: z.number().int().nonnegative(),
  /** What it is, by the name of its device file: `h100`. */
  name: z.string(),
});

export const kernelSchema = z.strictObject({
  name: z.string(),
  /** Source file in the build folder. */
  file: z.string(),
  params: z.array(paramSchema),
  /** GPU: blocks in x, y, z. */
  grid: z.tuple([sizeText, sizeText, sizeText]).optional(),
  /** GPU: threads per block. */
  block: z.number().int().positive().optional(),
});

/** All must hold: `left op right`, or the element of a bool tensor without dimensions. */
export const conditionSchema = z.union([
  z.strictObject({ left: sizeText, op: z.enum(['lt', 'le', 'eq', 'ne']), right: sizeText }),
  z.strictObject({ flag: z.string(), not: z.boolean().optional() }),
]);

/** Form of an argument or a result of an extern. */
export const externParamSchema = z.strictObject({
  name: z.string(), dtype: z.enum(DTYPES), shape: z.array(sizeText), idRange: sizeText.optional(),
  /** Up to `shape[0]` entries. */
  list: z.boolean().optional(),
});
export const externSchema = z.strictObject({
  name: z.string(), doc: z.string(), params: z.array(externParamSchema), results: z.array(externParamSchema),
  /** The runtime fills in `{param}` itself. */
  template: z.string().optional(),
});
const passedSchema = z.strictObject({ tensor: z.string(), count: z.string().optional() });

export const stepSchema = z.strictObject({
  name: z.string(),
  stage: z.enum(['prepare', 'relevancy', 'retrieve', 'apply']),
  /** Line of the `.mp` file, from 1. */
  line: z.number().int(),
  once: z.boolean(),
  when: z.array(conditionSchema).optional(),
  reads: z.array(z.string()),
  writes: z.array(z.string()),
  /** Temporaries and outputs to clear when the conditions do not hold, because something reads them: ids to -1, others to zero. */
  clears: z.array(z.string()).optional(),
  /** The step is a call of a function that the host provides; it has no kernels. */
  call: z.strictObject({ extern: z.string(), args: z.array(passedSchema), results: z.array(passedSchema) }).optional(),
  /** Kernels in launch order, for each target that can run the step. */
  kernels: z.strictObject({
    cpu: z.array(kernelSchema).optional(), gpu: z.array(kernelSchema).optional(), fpga: z.array(kernelSchema).optional(),
  }),
  /** Kernels in place of those of the target, for devices that need their own (FPGAs of another part), by the name of the device. */
  variants: z.record(z.string(), z.array(kernelSchema)).optional(),
});

export const manifestSchema = z.strictObject({
  format: z.literal('mpc-manifest/1'),
  method: z.string(),
  doc: z.string(),
  compiler: z.string(),
  source: z.string(),
  sizes: z.array(z.strictObject({ name: z.string(), min: z.number(), max: z.number(), multipleOf: z.number() })),
  /** Name of the size that counts tokens, if a memory grows by tokens. */
  tokens: z.string().optional(),
  /** Tokens that a step brings, where that is not 1. */
  advance: sizeText.optional(),
  batch: z.strictObject({ min: z.number().int(), max: z.number().int() }),
  tensors: z.array(tensorSchema),
  steps: z.array(stepSchema),
  externs: z.array(externSchema).optional(),
  /** The devices that plans name, by id. */
  devices: z.record(z.string(), deviceSchema).optional(),
  /**
   * Named placements: the device of each step that is not a call, by step name: an id of `devices`, or a target (`gpu`: the first
   * GPU, `gpu1`: the second). `default` is the one that the compiler chose.
   */
  plans: z.record(z.string(), z.record(z.string(), z.string())),
  /** Predicted microseconds of each step under plan `default`, at the sizes the placement was made for. */
  predicted: z.record(z.string(), z.number()).optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestTensor = z.infer<typeof tensorSchema>;
export type ManifestKernel = z.infer<typeof kernelSchema>;
export type ManifestParam = z.infer<typeof paramSchema>;
export type ManifestDevice = z.infer<typeof deviceSchema>;
export type ManifestStep = z.infer<typeof stepSchema>;
export type Condition = z.infer<typeof conditionSchema>;
export type ManifestExtern = z.infer<typeof externSchema>;
export type ManifestExternParam = z.infer<typeof externParamSchema>;
