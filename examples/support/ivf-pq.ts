import { seededRandom } from './random.js';

/** An IVF-PQ index in the layout that `rag_ivf_pq.mp` declares. */
export interface IvfPq {
  readonly lists: number;
  /** [lists, width] */
  readonly centroid: Float32Array;
  /** [parts, codes, width / parts] */
  readonly codeword: Float32Array;
  readonly start: Int32Array;
  readonly passage: Int32Array;
  /** [passages, parts] */
  readonly code: Uint8Array;
}

export interface IvfPqOptions { readonly width: number; readonly lists: number; readonly parts: number; readonly codes: number; readonly rounds?: number; readonly sample?: number }

/** Groups vectors ([n, width]) by k-means, and codes what remains of each, part by part, by k-means again. */
export function buildIvfPq(vectors: Float32Array, { width, lists, parts, codes, rounds = 4, sample = 2048 }: IvfPqOptions): IvfPq {
  const n = vectors.length / width;
  const centroid = kMeans(someRows(vectors, width, sample, 1), width, lists, rounds, 2);
  const group = Int32Array.from({ length: n }, (_, i) => nearest(vectors, i * width, centroid, width));
  const rest = vectors.map((x, at) => x - centroid[(group[Math.floor(at / width)] ?? 0) * width + at % width]!);

  const part = width / parts;
  const codeword = new Float32Array(parts * codes * part);
  const codeOf = new Uint8Array(n * parts);
  for (let m = 0; m < parts; m++) {
    const column = new Float32Array(n * part);
    for (let i = 0; i < n; i++) column.set(rest.subarray(i * width + m * part, i * width + (m + 1) * part), i * part);
    const words = kMeans(someRows(column, part, sample, 3 + m), part, codes, rounds, 5);
    codeword.set(words, m * codes * part);
    for (let i = 0; i < n; i++) codeOf[i * parts + m] = nearest(column, i * part, words, part);
  }

  const passage = Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => (group[a] ?? 0) - (group[b] ?? 0) || a - b);
  const start = new Int32Array(lists + 1);
  for (const g of group) start[g + 1]! += 1;
  for (let l = 0; l < lists; l++) start[l + 1]! += start[l]!;
  const code = new Uint8Array(n * parts);
  passage.forEach((doc, entry) => { code.set(codeOf.subarray(doc * parts, (doc + 1) * parts), entry * parts); });
  return { lists, centroid, codeword, start, passage, code };
}

function someRows(x: Float32Array, width: number, count: number, seed: number): Float32Array {
  const rows = x.length / width;
  if (rows <= count) return x;
  const random = seededRandom(seed);
  const out = new Float32Array(count * width);
  for (let i = 0; i < count; i++) {
    const row = Math.floor(random() * rows);
    out.set(x.subarray(row * width, (row + 1) * width), i * width);
  }
  return out;
}

/** Lloyd's rounds from rows drawn at random; a centre that nothing is near stays where it is. */
function kMeans(x: Float32Array, width: number, count: number, rounds: number, seed: number): Float32Array {
  const rows = x.length / width;
  let centres = someRows(x, width, count, seed);
  if (centres.length < count * width) { // fewer rows than centres: the rest stays at zero
    const padded = new Float32Array(count * width);
    padded.set(centres);
    centres = padded;
  }
  for (let r = 0; r < rounds; r++) {
    const sums = new Float64Array(count * width);
    const sizes = new Int32Array(count);
    for (let i = 0; i < rows; i++) {
      const c = nearest(x, i * width, centres, width);
      sizes[c]! += 1;
      for (let d = 0; d < width; d++) sums[c * width + d]! += x[i * width + d]!;
    }
    const old = centres;
    centres = old.map((v, at) => { const size = sizes[Math.floor(at / width)]!; return size > 0 ? sums[at]! / size : v; });
  }
  return centres;
}

/** The centre nearest to the vector at `at`; `width` is a multiple of 4. */
function nearest(x: Float32Array, at: number, centres: Float32Array, width: number): number {
  let best = 0;
  let least = Infinity;
  for (let c = 0; c * width < centres.length; c++) {
    let sum = 0;
    for (let d = 0, v = at, w = c * width; d < width && sum < least; d += 4, v += 4, w += 4) {
      const [p, q, r, s] = [x[v]! - centres[w]!, x[v + 1]! - centres[w + 1]!, x[v + 2]! - centres[w + 2]!, x[v + 3]! - centres[w + 3]!];
      sum += p * p + q * q + r * r + s * s;
    }
    if (sum < least) { least = sum; best = c; }
  }
  return best;
}
