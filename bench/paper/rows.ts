import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Methods of the paper as data. Strict: a row has no place for an efficiency, a time or a power of its own. */

const range = z.tuple([z.number().positive(), z.number().positive()]);
/** Ranges that notes on the paper give; several where they disagree. */
const ranges = z.array(range).min(1);

const reported = z.strictObject({
  memory: ranges.optional(), endToEnd: ranges.optional(),
  /** Geometric mean and best of the sweep. */
  energy: ranges.optional(),
  /** A request on the GPU, and on both. */
  joules: range.optional(),
});

const row = z.strictObject({
  name: z.string(), title: z.string(), family: z.string(),
  /** Method that is placed, and the example where that is another file. */
  file: z.string(), example: z.string().optional(),
  sizes: z.record(z.string(), z.number()).optional(),
  sweep: z.strictObject({
    size: z.string(), over: z.enum(['tokens', 'documents', 'segments']),
    /** Other sizes, as multiples of the swept one; the length of posting lists by name. */
    scaled: z.record(z.string(), z.number()).optional(), postings: z.string().optional(),
  }).optional(),
  /** Bounds of lengths that the data decide, which their estimates may not exceed, each with its reason. */
  atMost: z.record(z.string(), z.strictObject({ value: z.number().positive(), source: z.string() })).optional(),
  /** Tensors whose steps the paper runs on the FPGA. */
  offload: z.union([z.array(z.string()), z.literal('all')]),
  /** Calls of models that count as memory processing; all others are inference. */
  memoryCalls: z.array(z.string()).optional(),
  /** Layers that run the method; those of the model unless given. */
  layers: z.number().int().positive().optional(),
  /** Runs of the method in a call. */
  repeat: z.number().int().positive().optional(),
  /** The memories are made on the GPU and cross over once a call. */
  handOver: z.boolean().optional(),
  model: z.string(),
  /** What inference does in a call: words of the prompt, words written (`written`: the assumption of that name). */
  phases: z.array(z.strictObject({ prompt: z.number(), written: z.union([z.number(), z.literal('written')]) })),
  /** What the paper's own, reduced kernel would give. */
  reduced: z.array(z.strictObject({
    title: z.string(), note: z.string(), file: z.string().optional(),
    constants: z.record(z.string(), z.number()).optional(), sizes: z.record(z.string(), z.number()).optional(),
    offload: z.array(z.string()).optional(),
    /** `own`: compared with the reduced method on the GPU, not with the faithful one; `engine`: with a search engine on the CPU. */
    baseline: z.enum(['own', 'engine']).optional(),
  })).default([]),
  reported,
});

const rowsSchema = z.strictObject({
  sweeps: z.strictObject({ tokens: z.array(z.number()), documents: z.array(z.number()), segments: z.array(z.number()) }),
  batches: z.array(z.number().int().positive()),
  rows: z.array(row).min(1),
  shares: z.array(z.strictObject({ family: z.string(), at: z.number(), low: z.number(), high: z.number() })),
  batchReported: z.record(z.string(), z.array(range)),
});

const assumption = z.strictObject({ value: z.number().positive(), unit: z.string(), source: z.string(), grade: z.enum(['measured', 'vendor', 'derived', 'assumed']) });

const modelsSchema = z.strictObject({
  assumptions: z.strictObject({ kernelsPerLayer: assumption, written: assumption, postings: assumption, searchEngine: assumption }),
  models: z.record(z.string(), z.strictObject({
    title: z.string(), layers: z.number().int().positive(),
    /** Read for every token, experts aside. */
    parameters: z.number().positive(), bits: z.number().positive(), kvBytesPerToken: z.number().positive(),
    experts: z.strictObject({ count: z.number(), perToken: z.number(), layers: z.number(), parameters: z.number() }).optional(),
    source: z.string(),
  })),
});

export type Range = z.infer<typeof range>;
export type Row = z.infer<typeof row>;
export type Reduced = Row['reduced'][number];
export type Rows = z.infer<typeof rowsSchema>;
export type Models = z.infer<typeof modelsSchema>;
export type Model = Models['models'][string];
export type Metric = 'memory' | 'endToEnd' | 'energy';
export const METRICS: readonly Metric[] = ['memory', 'endToEnd', 'energy'];

/** Where the data lie, from the root of the repository, from which benchmarks and tests run. */
const FOLDER = 'bench/paper';

export function json(name: string): unknown {
  const parsed: unknown = JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8'));
  return parsed;
}

export const loadRows = (): Rows => rowsSchema.parse(json('rows.json'));
export const loadModels = (): Models => modelsSchema.parse(json('models.json'));

/** Sizes at which a row is looked at, one environment for each point. */
export function pointsOf({ sizes = {}, sweep }: Row, { sweeps }: Pick<Rows, 'sweeps'>, { assumptions }: Models): readonly { readonly at: number; readonly sizes: Readonly<Record<string, number>> }[] {
  if (!sweep) return [{ at: 0, sizes }];
  return sweeps[sweep.over].map((at) => ({
    at,
    sizes: {
      ...sizes, [sweep.size]: at,
      ...Object.fromEntries(Object.entries(sweep.scaled ?? {}).map(([name, factor]) => [name, factor * at])),
      ...sweep.postings === undefined ? {} : { [sweep.postings]: assumptions.postings.value * at },
    },
  }));
}
