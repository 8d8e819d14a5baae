/** Random numbers that depend on their seed only: they are the same on every machine and in every run. */
function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** FNV-1a. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) h = Math.imul(h ^ byte, 0x01000193);
  return h >>> 0;
}

/** Words of 32 random bits: word i depends on the name, the step and i. */
export function seededBits(name: string, step: number, count: number): Uint32Array {
  const start = hash(name) ^ Math.imul(step + 1, 0x9e3779b1);
  return Uint32Array.from({ length: count }, (_, i) => mix((start + Math.imul(i + 1, 0x85ebca77)) >>> 0));
}

/** Values in [-scale, scale), exact in f32 for a scale that is a power of two. */
export function seededNumbers(name: string, step: number, count: number, scale = 1): Float64Array {
  return Float64Array.from(seededBits(name, step, count), (x) => Math.fround(((x >>> 8) / 2 ** 23 - 1) * scale));
}

/** One number in [0, 1) after another. */
export function seededRandom(seed: number): () => number {
  let state = mix(seed >>> 0);
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state) / 2 ** 32;
  };
}

/** Values with mean 0 and this standard deviation (Box and Muller). */
export function seededNormal(seed: number, count: number, deviation = 1): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count }, () => deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
}
