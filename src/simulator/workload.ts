import { z } from 'zod';
import { report, type Diagnostic } from '../diagnostics/index.js';
import type { Loaded } from './loaded.js';
import { fileFindings } from './model.js';
import { Random } from './random.js';

const tokens = () => z.number().int().positive().max(2 ** 27);

/** How long prompts or outputs are: all the same, evenly between two limits, or log-normal about a median within limits. */
export const lengthsSchema = z.union([
  tokens(),
  z.strictObject({ min: tokens(), max: tokens() }).refine((l) => l.min <= l.max, { error: 'min is larger than max' }),
  z.strictObject({ median: tokens(), sigma: z.number().positive().max(4), min: tokens(), max: tokens() }).refine((l) => l.min <= l.max, { error: 'min is larger than max' }),
]);

const mixSchema = z.strictObject({
  name: z.string().min(1),
  /** Part of the requests; taken relative to the sum. */
  share: z.number().positive(),
  prompt: lengthsSchema,
  output: lengthsSchema,
});

/** A workload file: kinds of requests that arrive at random, or every request with its time. */
export const workloadSchema = z.union([
  z.strictObject({
    $schema: z.string().optional(), name: z.string().min(1),
    mixes: z.array(mixSchema).min(1),
  }),
  z.strictObject({
    $schema: z.string().optional(), name: z.string().min(1),
    /** `at`: milliseconds from the start. */
    requests: z.array(z.strictObject({ at: z.number().nonnegative(), prompt: tokens(), output: tokens() })).min(1),
  }),
]);

export type Lengths = z.infer<typeof lengthsSchema>;
export type Workload = z.infer<typeof workloadSchema>;

export interface TraceOptions {
  /** Requests to draw; a file that lists requests is taken whole. */
  readonly requests: number;
  /** Mean arrivals in a second. */
  readonly rate: number;
  readonly seed: number;
}

/** Requests in the order of their arrival. Microseconds and tokens. */
export interface Trace {
  readonly name: string;
  readonly arrival: Float64Array;
  readonly prompt: Int32Array;
  readonly output: Int32Array;
}

/** Short questions with long answers, long documents with short answers, and what lies between. */
export const MIXED: Workload = {
  name: 'mixed',
  mixes: [
    { name: 'chat', share: 0.5, prompt: { median: 300, sigma: 0.8, min: 16, max: 2048 }, output: { median: 250, sigma: 0.7, min: 16, max: 1024 } },
    { name: 'documents', share: 0.3, prompt: { median: 6000, sigma: 0.6, min: 1024, max: 24_576 }, output: { median: 120, sigma: 0.5, min: 16, max: 512 } },
    { name: 'reasoning', share: 0.2, prompt: { median: 600, sigma: 0.6, min: 64, max: 4096 }, output: { median: 900, sigma: 0.5, min: 128, max: 3072 } },
  ],
};

/** Checks a workload file: the parsed JSON, and its name for messages. */
export function loadWorkload(json: unknown, file: string): Loaded<Workload> {
  const parsed = workloadSchema.safeParse(json);
  if (parsed.success) return { value: parsed.data, diagnostics: [] };
  // Of the two forms, the one that is meant has its key.
  const listed = typeof json === 'object' && json !== null && 'requests' in json;
  const own = workloadSchema.options[listed ? 1 : 0].safeParse(json);
  return { diagnostics: fileFindings(own.error ?? parsed.error, file) };
}

/** The requests of a run: drawn from the seed, or as a file lists them. */
export function traceOf(workload: Workload, { requests, rate, seed }: TraceOptions): Loaded<Trace> {
  if ('requests' in workload) {
    const sorted = workload.requests.map((r, i) => ({ ...r, i })).sort((a, b) => a.at - b.at || a.i - b.i);
    return {
      value: {
        name: workload.name, arrival: Float64Array.from(sorted, (r) => r.at * 1e3),
        prompt: Int32Array.from(sorted, (r) => r.prompt), output: Int32Array.from(sorted, (r) => r.output),
      },
      diagnostics: [],
    };
  }
  const diagnostics: Diagnostic[] = [
    ...rate > 0 && Number.isFinite(rate) ? [] : [report('MPC4206', { option: 'rate', value: rate })],
    ...Number.isSafeInteger(requests) && requests > 0 ? [] : [report('MPC4206', { option: 'requests', value: requests })],
  ];
  if (diagnostics.length > 0) return { diagnostics };
  const random = new Random(seed);
  const trace: Trace = { name: workload.name, arrival: new Float64Array(requests), prompt: new Int32Array(requests), output: new Int32Array(requests) };
  const total = workload.mixes.reduce((sum, m) => sum + m.share, 0);
  let time = 0;
  for (let i = 0; i < requests; i++) {
    time += random.exponential(1e6 / rate);
    let at = random.next() * total;
    const mix = workload.mixes.find((m) => (at -= m.share) < 0) ?? workload.mixes[workload.mixes.length - 1];
    if (!mix) break;
    trace.arrival[i] = time;
    trace.prompt[i] = draw(mix.prompt, random);
    trace.output[i] = draw(mix.output, random);
  }
  return { value: trace, diagnostics: [] };
}

function draw(lengths: Lengths, random: Random): number {
  if (typeof lengths === 'number') return lengths;
  if (!('median' in lengths)) return random.integer(lengths.min, lengths.max);
  const drawn = Math.round(lengths.median * Math.exp(lengths.sigma * random.normal()));
  return Math.min(lengths.max, Math.max(lengths.min, drawn));
}
