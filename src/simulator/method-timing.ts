import type { DeviceId } from '../machines/index.js';

/** A step of a method on the device where it was placed; `amount` is microseconds. */
export interface StepPart {
  readonly kind: 'step';
  readonly name: string;
  readonly device: DeviceId;
  /** What it waits for: decides the power state that its time is added to. */
  readonly state: 'compute' | 'memory';
  readonly watts: number;
  /** It makes entries of the memory, so each prompt token passes through it too. */
  readonly prompt: boolean;
}

/** Data that goes from one device to another; `amount` is bytes. */
export interface TransferPart {
  readonly kind: 'transfer';
  readonly name: string;
  readonly from: DeviceId;
  readonly to: DeviceId;
  readonly prompt: boolean;
}

/** The host waits for a device before another one goes on; `amount` is microseconds. */
export interface WaitPart { readonly kind: 'wait'; readonly name: string; readonly prompt: boolean }

export type MethodPart = StepPart | TransferPart | WaitPart;

/** A placed method as a simulation sees it: what one layer does for a batch, in order. */
export interface MethodTiming {
  readonly name: string;
  readonly parts: readonly MethodPart[];
  /** How much each part takes for a batch of `requests` whose memories hold `tokens` entries in the mean. */
  amounts(tokens: number, requests: number): Float64Array;
  /** How much each part that makes entries of the memory takes for so many prompt tokens. */
  promptAmounts(tokens: number): Float64Array;
  /** Layers in which the method runs for each token. */
  readonly layers: number;
  /** The method looks at the context in place of the model's own attention. */
  readonly replacesAttention: boolean;
}

/** Amounts at sampled contexts and batch sizes: between them on straight lines, beyond them along the last one. */
export class SampledAmounts {
  readonly #tokens: readonly number[];
  readonly #requests: readonly number[];
  readonly #samples: readonly (readonly Float64Array[])[];
  readonly #out: Float64Array;

  /** `samples[i][j]` holds the amounts of all parts at `tokens[i]` and `requests[j]`, both ascending. */
  constructor(tokens: readonly number[], requests: readonly number[], samples: readonly (readonly Float64Array[])[]) {
    this.#tokens = tokens;
    this.#requests = requests;
    this.#samples = samples;
    this.#out = new Float64Array(samples[0]?.[0]?.length ?? 0);
  }

  /** Amounts times `factor`. The array is used again by the next call. */
  at(tokens: number, requests: number, factor = 1): Float64Array {
    const [row, x] = position(this.#tokens, Math.min(tokens, this.#tokens[this.#tokens.length - 1] ?? tokens));
    const [column, y] = position(this.#requests, requests);
    const sample = (i: number, j: number): Float64Array | undefined =>
      this.#samples[Math.min(i, this.#tokens.length - 1)]?.[Math.min(j, this.#requests.length - 1)];
    const corners = [sample(row, column), sample(row + 1, column), sample(row, column + 1), sample(row + 1, column + 1)];
    const weights = [(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y];
    for (let k = 0; k < this.#out.length; k++) {
      let value = 0;
      for (let c = 0; c < 4; c++) value += (weights[c] ?? 0) * (corners[c]?.[k] ?? 0);
      this.#out[k] = factor * Math.max(0, value);
    }
    return this.#out;
  }
}

/** Index of the sample at or before a value, and how far it lies towards the next one; more than 1 beyond the last. */
function position(samples: readonly number[], value: number): readonly [number, number] {
  if (samples.length < 2) return [0, 0];
  let at = 0;
  while (at + 2 < samples.length && (samples[at + 1] ?? Infinity) <= value) at += 1;
  const [low, high] = [samples[at] ?? 0, samples[at + 1] ?? 1];
  return [at, Math.max(0, (value - low) / (high - low))];
}
