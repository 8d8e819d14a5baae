import { seededNormal } from './random.js';

/**
 * A small transformer in float32: two layers, four heads, width 64, pre-norm, GELU. Its weights are seeded, not trained. Keys are
 * made by a matrix close to that of the queries, so that a word attends to words that are like it: what attention is read for.
 */
export const LAYERS = 2;
export const HEADS = 4;
export const WIDTH = 64;
const HEAD = WIDTH / HEADS;
const HIDDEN = 4 * WIDTH;

interface Layer {
  readonly query: Float32Array; readonly key: Float32Array; readonly value: Float32Array; readonly out: Float32Array;
  readonly up: Float32Array; readonly down: Float32Array;
}

/** Reads a text word by word; each word attends to itself and to those before it. */
export interface Reader {
  /** The vector that the last word read ends with. */
  readonly hidden: Float32Array;
  /** Attention of the last layer, by place read, then head, then place attended to. */
  readonly attention: readonly (readonly Float32Array[])[];
  read(word: number): void;
}

export class Transformer {
  private readonly layers: readonly Layer[];
  private readonly vectors = new Map<number, Float32Array>();

  constructor(private readonly seed = 1) {
    this.layers = Array.from({ length: LAYERS }, (_, l) => {
      const weights = (name: number, count: number, deviation: number): Float32Array => seededNormal(seed * 1000 + l * 10 + name, count, deviation);
      const square = WIDTH * WIDTH;
      const query = weights(0, square, WIDTH ** -0.5);
      const noise = weights(1, square, 0.5 * WIDTH ** -0.5);
      return {
        query, key: query.map((q, i) => 0.6 * q + (noise[i] ?? 0)),
        value: weights(2, square, WIDTH ** -0.5), out: weights(3, square, 0.5 * WIDTH ** -0.5),
        up: weights(4, WIDTH * HIDDEN, WIDTH ** -0.5), down: weights(5, WIDTH * HIDDEN, 0.5 * HIDDEN ** -0.5),
      };
    });
  }

  /** The vector of a word: normal, by its id and the seed. */
  vector(word: number): Float32Array {
    const known = this.vectors.get(word) ?? seededNormal(this.seed * 1_000_003 + word * 7919, WIDTH);
    this.vectors.set(word, known);
    return known;
  }

  /** A vector for each word, row-major; every word attends to all. */
  encode(words: ArrayLike<number>): Float32Array {
    const n = words.length;
    const x = new Float32Array(n * WIDTH);
    for (let i = 0; i < n; i++) x.set(this.embedded(words[i] ?? 0, i), i * WIDTH);
    for (const layer of this.layers) {
      const { q, k, v } = projected(x, layer, n);
      for (let i = 0; i < n; i++) add(x, times(attend(q, k, v, i, n).mixed, layer.out, 1, WIDTH, WIDTH), i * WIDTH);
      add(x, feedForward(x, layer, n));
    }
    return normalised(x, n);
  }

  reader(): Reader {
    const caches = this.layers.map(() => ({ k: new Float32Array(0), v: new Float32Array(0) }));
    const attention: (readonly Float32Array[])[] = [];
    const embedded = (word: number): Float32Array => this.embedded(word, attention.length);
    const { layers } = this;
    return {
      attention,
      hidden: new Float32Array(WIDTH),
      read(word) {
        const x = embedded(word);
        layers.forEach((layer, l) => {
          const { q, k, v } = projected(x, layer, 1);
          const cache = caches[l]!;
          cache.k = concatenated(cache.k, k);
          cache.v = concatenated(cache.v, v);
          const { mixed, weights } = attend(q, cache.k, cache.v, 0, cache.k.length / WIDTH);
          if (l === layers.length - 1) attention.push(weights);
          add(x, times(mixed, layer.out, 1, WIDTH, WIDTH));
          add(x, feedForward(x, layer, 1));
        });
        this.hidden.set(normalised(x, 1));
      },
    };
  }

  /**
   * Cross-encoder: how well a passage answers a question. Both are read together, every word attending to all; then for each word
   * of the question the likest word of the passage counts.
   */
  relevance(question: ArrayLike<number>, passage: ArrayLike<number>): number {
    if (question.length === 0 || passage.length === 0) return 0;
    const hidden = this.encode([...Array.from(question), ...Array.from(passage)]);
    let sum = 0;
    for (let i = 0; i < question.length; i++) {
      let best = -Infinity;
      for (let j = question.length; j < question.length + passage.length; j++) best = Math.max(best, dot(hidden, hidden, i * WIDTH, j * WIDTH, WIDTH));
      sum += best / WIDTH;
    }
    return Math.fround(sum / question.length);
  }

  private embedded(word: number, place: number): Float32Array {
    return this.vector(word).map((v, d) => v + position(place, d));
  }
}

/** Small sines and cosines, as in the first transformer. */
function position(i: number, d: number): number {
  const angle = i * 10000 ** (-2 * Math.floor(d / 2) / WIDTH);
  return 0.3 * (d % 2 === 0 ? Math.sin(angle) : Math.cos(angle));
}

const gelu = (x: number): number => 0.5 * x * (1 + Math.tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)));

function dot(a: Float32Array, b: Float32Array, i: number, j: number, count: number): number {
  let sum = 0;
  for (let d = 0; d < count; d++) sum += a[i + d]! * b[j + d]!;
  return sum;
}

/** Every row divided by its root mean square. */
function normalised(x: Float32Array, rows: number): Float32Array {
  const out = new Float32Array(x.length);
  for (let i = 0; i < rows; i++) {
    const scale = 1 / Math.sqrt(dot(x, x, i * WIDTH, i * WIDTH, WIDTH) / WIDTH + 1e-6);
    for (let d = 0; d < WIDTH; d++) out[i * WIDTH + d] = x[i * WIDTH + d]! * scale;
  }
  return out;
}

/** Rows of `inner` elements times a matrix [inner, outer]; `inner` is a multiple of 4. */
function times(x: Float32Array, matrix: Float32Array, rows: number, inner: number, outer: number): Float32Array {
  const out = new Float32Array(rows * outer);
  for (let i = 0; i < rows; i++) {
    for (let d = 0; d < inner; d += 4) {
      const at = i * inner + d;
      const [a, b, c, e] = [x[at]!, x[at + 1]!, x[at + 2]!, x[at + 3]!];
      for (let o = 0, m = d * outer, to = i * outer; o < outer; o++, m++, to++) {
        out[to]! += a * matrix[m]! + b * matrix[m + outer]! + c * matrix[m + 2 * outer]! + e * matrix[m + 3 * outer]!;
      }
    }
  }
  return out;
}

function add(x: Float32Array, y: Float32Array, at = 0): void {
  for (let i = 0; i < y.length; i++) x[at + i]! += y[i]!;
}

function concatenated(a: Float32Array, b: Float32Array): Float32Array<ArrayBuffer> {
  const all = new Float32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function projected(x: Float32Array, layer: Layer, n: number): { readonly q: Float32Array; readonly k: Float32Array; readonly v: Float32Array } {
  const normed = normalised(x, n);
  const by = (matrix: Float32Array): Float32Array => times(normed, matrix, n, WIDTH, WIDTH);
  return { q: by(layer.query), k: by(layer.key), v: by(layer.value) };
}

function feedForward(x: Float32Array, layer: Layer, n: number): Float32Array {
  return times(times(normalised(x, n), layer.up, n, WIDTH, HIDDEN).map(gelu), layer.down, n, HIDDEN, WIDTH);
}

/** What query i gathers from n keys and values, and the weights of each head. */
function attend(q: Float32Array, k: Float32Array, v: Float32Array, i: number, n: number): { readonly mixed: Float32Array; readonly weights: readonly Float32Array[] } {
  const mixed = new Float32Array(WIDTH);
  const weights = Array.from({ length: HEADS }, (_, h) => {
    const logits = Float32Array.from({ length: n }, (_, j) => dot(q, k, i * WIDTH + h * HEAD, j * WIDTH + h * HEAD, HEAD) / Math.sqrt(HEAD));
    const peak = logits.reduce((a, b) => Math.max(a, b), -Infinity);
    const parts = logits.map((logit) => Math.exp(logit - peak));
    const total = parts.reduce((a, b) => a + b, 0);
    const row = parts.map((part) => part / total);
    row.forEach((weight, j) => { for (let d = 0; d < HEAD; d++) mixed[h * HEAD + d]! += weight * v[j * WIDTH + h * HEAD + d]!; });
    return row;
  });
  return { mixed, weights };
}
