import { z } from 'zod';
import { report, suggest, type Diagnostic } from '../diagnostics/index.js';
import { MODEL_FILES } from './models/embedded.js';
import type { Loaded } from './loaded.js';

const count = () => z.number().int().positive();

/** A decoder-only transformer, as its configuration file says. */
export const modelSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z.string().min(1),
  title: z.string().min(1),
  /** Where the numbers come from. */
  source: z.string().min(1),
  layers: count(),
  hidden: count(),
  attention: z.strictObject({
    heads: count(), kvHeads: count(), headSize: count(),
    /** Every n-th layer looks back only so many tokens. */
    window: z.strictObject({ tokens: count(), every: count() }).optional(),
  }),
  /** Inner size of the gated feed-forward network, or of one expert. */
  feedForward: count(),
  experts: z.strictObject({ count: count(), perToken: count(), bits: z.number().positive() }).optional(),
  vocabulary: count(),
  tiedEmbeddings: z.boolean(),
  weightBits: z.number().positive(),
  kvBits: z.number().positive(),
});

export type ModelProfile = Readonly<z.infer<typeof modelSchema>>;

/** The models that come with mpc. */
export const MODELS: readonly ModelProfile[] = Object.values(MODEL_FILES).map((text): ModelProfile => modelSchema.parse(JSON.parse(text)));

/** A model by name. */
export function findModel(name: string): Loaded<ModelProfile> {
  const value = MODELS.find((m) => m.name === name);
  if (value) return { value, diagnostics: [] };
  const names = MODELS.map((m) => m.name);
  const near = suggest(name, names);
  return { diagnostics: [report('MPC4202', { name, known: names.join(', ') }, undefined, near === undefined ? {} : { hint: `did you mean \`${near}\`?` })] };
}

/** Checks a model file: the parsed JSON, and its name for messages. */
export function loadModel(json: unknown, file: string): Loaded<ModelProfile> {
  const parsed = modelSchema.safeParse(json);
  if (parsed.success) return { value: parsed.data, diagnostics: [] };
  return { diagnostics: fileFindings(parsed.error, file) };
}

/** One finding for each thing wrong with a file of the simulator. */
export function fileFindings(error: z.ZodError, file: string): readonly Diagnostic[] {
  return error.issues.map((issue) => report('MPC4203', {
    file, field: issue.path.map(String).join('.') || 'the file', problem: issue.message.replace(/^[A-Z]/, (c) => c.toLowerCase()),
  }));
}

/** What follows from a profile. Bytes and parameters. */
export interface ModelNumbers {
  /** Parameters of a layer that every token uses, and of one expert (0 without experts). */
  readonly dense: number;
  readonly expert: number;
  readonly denseBytes: number;
  readonly expertBytes: number;
  /** The matrix that turns the last hidden state into logits. */
  readonly headBytes: number;
  /** Everything. */
  readonly weightBytes: number;
  readonly parameters: number;
  /** Keys and values of one token in one layer. */
  readonly kvBytesPerLayer: number;
  /** Of one token in all layers; windows are not taken off, as caches are seldom cut. */
  readonly kvBytes: number;
  /** Layers that look at everything, and that look at a window. */
  readonly fullLayers: number;
  readonly windowLayers: number;
}

export function numbersOf(model: ModelProfile): ModelNumbers {
  const { hidden, layers, attention: { heads, kvHeads, headSize, window }, experts, weightBits, kvBits } = model;
  const projections = 2 * hidden * heads * headSize + 2 * hidden * kvHeads * headSize;
  const feedForward = 3 * hidden * model.feedForward;
  const dense = projections + (experts ? hidden * experts.count : feedForward);
  const expert = experts ? feedForward : 0;
  const denseBytes = dense * weightBits / 8;
  const expertBytes = expert * (experts?.bits ?? 0) / 8;
  const head = model.vocabulary * hidden;
  const embeddings = (model.tiedEmbeddings ? 1 : 2) * head;
  const kvBytesPerLayer = 2 * kvHeads * headSize * kvBits / 8;
  const windowLayers = window ? Math.floor(layers / window.every) : 0;
  return {
    dense, expert, denseBytes, expertBytes,
    headBytes: head * weightBits / 8,
    weightBytes: layers * (denseBytes + expertBytes * (experts?.count ?? 0)) + embeddings * weightBits / 8,
    parameters: layers * (dense + expert * (experts?.count ?? 0)) + embeddings,
    kvBytesPerLayer, kvBytes: kvBytesPerLayer * layers,
    fullLayers: layers - windowLayers, windowLayers,
  };
}

/** Bytes of one layer's weights that a batch of so many tokens reads: of the experts, those that some token is expected to choose. */
export function touchedBytes(model: ModelProfile, numbers: ModelNumbers, tokens: number): number {
  const { experts } = model;
  if (!experts) return numbers.denseBytes;
  const chosen = experts.count * (1 - (1 - experts.perToken / experts.count) ** tokens);
  return numbers.denseBytes + chosen * numbers.expertBytes;
}
