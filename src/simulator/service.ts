import type { Device, Processor } from '../machines/index.js';
import { numbersOf, touchedBytes, type ModelNumbers, type ModelProfile } from './model.js';

/** Part of a device's memory that weights, keys and values may fill; the rest is activations and the allocator's. */
const USABLE = 0.9;
/** Kernels that a layer launches: two norms, projections, rotation, cache write, attention, output, and three of the feed-forward network. */
const KERNELS = 9;
/** Activations that a token's pass through one layer reads and writes, in hidden vectors of 16 bits. */
const ACTIVATIONS = 12;

/** What a batch holds, summed over its requests. */
export interface BatchShape {
  /** Requests that decode, the tokens they look at, and those within the window of windowed layers. */
  readonly decode: number;
  readonly context: number;
  readonly windowed: number;
  /** Prompt tokens, the pairs of query and key among them (full layers, windowed layers), and the keys that are read. */
  readonly prefill: number;
  readonly pairs: number;
  readonly windowPairs: number;
  readonly keys: number;
  /** Requests whose next token is chosen. */
  readonly logits: number;
}

/** Time in each power state, microseconds. */
export interface Busy { readonly compute: number; readonly memory: number }

/** What simulations ask of a device that runs a model. */
export interface Rates {
  readonly name: string;
  /** FLOP and bytes in a microsecond. */
  readonly flop: number;
  readonly bytes: number;
  readonly kernel: number;
  /** Of an iteration. */
  readonly start: number;
  readonly usableBytes: number;
  readonly idleWatts: number;
  readonly memoryWatts: number;
  readonly computeWatts: number;
  readonly price: number | undefined;
}

/** A device that can run a model: a CPU or a GPU. */
export function ratesOf(device: Exclude<Device, { kind: 'fpga' }>): Rates {
  const { compute, memory, fixed, power, price }: Processor = device;
  const matrix = compute.matrix?.bf16 ?? compute.matrix?.f16;
  const teraflop = matrix && compute.matrixReached ? matrix.value * compute.matrixReached.value : compute.vector.value * compute.vectorReached.value;
  return {
    name: device.name,
    flop: teraflop * 1e6, bytes: memory.streamed.value * 1e3, kernel: fixed.kernel.value,
    start: fixed.launch.value + fixed.synchronise.value, usableBytes: memory.capacity.value * 1e9 * USABLE,
    idleWatts: power.idle.value, memoryWatts: power.memory.value, computeWatts: power.compute.value, price: price?.value,
  };
}

/**
 * Time of a batch in a model on a device: in each layer the dense part, then attention over the context, each the longer of
 * arithmetic and traffic; at least the kernels of a layer; logits at the end.
 */
export class Service {
  readonly numbers: ModelNumbers;
  readonly model: ModelProfile;

  constructor(model: ModelProfile) {
    this.model = model;
    this.numbers = numbersOf(model);
  }

  /** Weights, norms, projections and the feed-forward network of one layer. */
  dense(rates: Rates, shape: BatchShape): Busy {
    const { model, numbers } = this;
    const tokens = shape.decode + shape.prefill;
    const parameters = numbers.dense + numbers.expert * (model.experts?.perToken ?? 0);
    return longer(2 * parameters * tokens / rates.flop, (touchedBytes(model, numbers, tokens) + tokens * model.hidden * 2 * ACTIVATIONS) / rates.bytes);
  }

  /** Attention of one layer over the context, in a full or in a windowed layer; `decoding` and `prompts` leave a part out. */
  attention(rates: Rates, shape: BatchShape, windowed: boolean, decoding = true, prompts = true): Busy {
    const { numbers, model: { attention: { heads, headSize } } } = this;
    const context = decoding ? (windowed ? shape.windowed : shape.context) : 0;
    const pairs = prompts ? (windowed ? shape.windowPairs : shape.pairs) : 0;
    const keys = prompts ? (windowed ? Math.min(shape.keys, 2 * shape.prefill) : shape.keys) : 0;
    const decode = longer(4 * heads * headSize * context / rates.flop, context * numbers.kvBytesPerLayer / rates.bytes);
    const prefill = longer(4 * heads * headSize * pairs / rates.flop, keys * numbers.kvBytesPerLayer / rates.bytes);
    return sum(decode, prefill);
  }

  /** Logits of the requests whose next token is chosen. */
  head(rates: Rates, shape: BatchShape): Busy {
    if (shape.logits === 0) return NOTHING;
    const { model, numbers } = this;
    return longer(2 * shape.logits * model.hidden * model.vocabulary / rates.flop, numbers.headBytes / rates.bytes);
  }

  /** Time that kernels take at least, beyond the work of a layer, and for the start of an iteration. */
  floor(rates: Rates, work: Busy, kernels = KERNELS): Busy {
    return { compute: 0, memory: Math.max(0, kernels * rates.kernel - work.compute - work.memory) };
  }

  /** `layers` layers of the model; `last` adds the logits, `first` the start. */
  pass(rates: Rates, shape: BatchShape, layers: number, ends: { readonly first: boolean; readonly last: boolean }): Busy {
    const { numbers, model } = this;
    const dense = this.dense(rates, shape);
    const full = sum(dense, this.attention(rates, shape, false));
    const fullTime = sum(full, this.floor(rates, full));
    const windowLayers = layers * numbers.windowLayers / model.layers;
    let time = scale(fullTime, layers - windowLayers);
    if (windowLayers > 0) {
      const windowed = sum(dense, this.attention(rates, shape, true));
      time = sum(time, scale(sum(windowed, this.floor(rates, windowed)), windowLayers));
    }
    if (ends.last) time = sum(time, this.head(rates, shape));
    return ends.first ? sum(time, { compute: 0, memory: rates.start }) : time;
  }

  /** The whole model on one device. */
  iteration(rates: Rates, shape: BatchShape): number {
    const { compute, memory } = this.pass(rates, shape, this.model.layers, { first: true, last: true });
    return compute + memory;
  }

  /** Tokens of keys and values that fit beside the weights of a share of the layers; negative where the weights do not fit. */
  capacity(rates: Rates, share = 1): number {
    const { weightBytes, kvBytes } = this.numbers;
    return Math.floor((rates.usableBytes - weightBytes * share) / (kvBytes * share));
  }
}

export const NOTHING: Busy = { compute: 0, memory: 0 };

/** Arithmetic and traffic overlap; the longer one decides the time and the power. */
function longer(compute: number, memory: number): Busy {
  return compute > memory ? { compute, memory: 0 } : { compute: 0, memory };
}

export function sum(a: Busy, b: Busy): Busy {
  return { compute: a.compute + b.compute, memory: a.memory + b.memory };
}

export function scale(a: Busy, by: number): Busy {
  return { compute: a.compute * by, memory: a.memory * by };
}

export const EMPTY: BatchShape = { decode: 0, context: 0, windowed: 0, prefill: 0, pairs: 0, windowPairs: 0, keys: 0, logits: 0 };

/** A batch of requests that decode with `context` tokens each: for estimates. */
export function decodeShape(requests: number, context: number, window = Infinity): BatchShape {
  return { ...EMPTY, decode: requests, context: requests * context, windowed: requests * Math.min(context, window), logits: requests };
}

/** A batch of whole prompts of `tokens` each: for estimates. */
export function promptShape(requests: number, tokens: number, window = Infinity): BatchShape {
  return {
    ...EMPTY, prefill: requests * tokens, pairs: requests * pairsOf(0, tokens, Infinity), windowPairs: requests * pairsOf(0, tokens, window),
    keys: requests * tokens, logits: requests,
  };
}

/** Pairs of query and key when `tokens` tokens follow `start` others, each looking back at most `window`. */
export function pairsOf(start: number, tokens: number, window: number): number {
  const triangle = (n: number): number => n * (n + 1) / 2;
  const end = start + tokens;
  const growing = Math.min(end, window);
  const before = Math.min(start, window);
  return triangle(growing) - triangle(before) + (end - start - (growing - before)) * Math.min(window, end);
}
