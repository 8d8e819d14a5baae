import type { Extern, Method } from '../ir/nodes.js';
import { isFloat, type DType } from '../numerics/dtype.js';
import type { Vocabulary } from '../numerics/text.js';
import type { TensorData } from '../numerics/tensor-data.js';
import type { Manifest } from '../runtime/manifest.js';
import { parseSym, Size, type Sym } from '../symbolic/index.js';
import { Random } from './random.js';

type Sizes = Readonly<Record<string, number>>;
type StandIn = (args: Readonly<Record<string, TensorData>>, sizes: Sizes) => Readonly<Record<string, Float64Array>>;

/** What a method wants of its host, made up. */
export interface StandIns {
  readonly externs: Readonly<Record<string, StandIn>>;
  readonly vocabulary: Vocabulary;
}

interface Form {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly Sym[];
  readonly idRange: Sym | undefined;
  readonly list: boolean;
}
interface Callee { readonly name: string; readonly results: readonly Form[]; readonly template: string | undefined }

/** Lists are no longer than this. */
const LONGEST = 64;

/**
 * Functions in the place of those that the host would provide, and a vocabulary for templates. Results are seeded, valid for
 * their types, and depend on nothing but the arguments: so they are the same in whatever order requests come. All lists that
 * one call gives have the same length where they have the same bound. `sizes`: as far as they are known in advance.
 */
export function standIns(of: Method | Manifest, seed: number, sizes: Sizes = {}): StandIns {
  const callees = calleesOf(of);
  const made = callees.filter((c) => c.template === undefined).map((c) => [c.name, standInFor(c, seed)] as const);
  const smallest: Sizes = { ...Object.fromEntries(of.sizes.map((s) => [s.name, s.min])), ...sizes };
  const ranges = callees.filter((c) => c.template !== undefined).flatMap((c) => c.results).flatMap((r) => (r.idRange ? [Size.evaluate(r.idRange, smallest)] : []));
  return { externs: Object.fromEntries(made), vocabulary: vocabularyOf(Math.max(1, Math.min(...ranges, 2 ** 31 - 1))) };
}

function standInFor({ name, results }: Callee, seed: number): StandIn {
  return (args, sizes) => {
    const bytes = Object.values(args).flatMap((a) => [...a.bytes]);
    const random = new Random(hash([...new TextEncoder().encode(name), ...bytes], seed));
    const fill = random.next();
    return Object.fromEntries(results.map((form) => [form.name, valuesFor(form, sizes, fill, random)]));
  };
}

function valuesFor({ dtype, shape, idRange, list }: Form, sizes: Sizes, fill: number, random: Random): Float64Array {
  const room = shape.reduce((n, extent) => n * Size.evaluate(extent, sizes), 1);
  const range = idRange && Size.evaluate(idRange, sizes);
  const length = !list ? room : range === 0 ? 0 : Math.floor(fill * (Math.min(room, LONGEST) + 1));
  const float = random.floats();
  return Float64Array.from({ length }, () => (
    range !== undefined ? random.integer(0, range - 1) : isFloat(dtype) ? float() : dtype === 'bool' ? random.integer(0, 1) : random.integer(1, 8)));
}

function calleesOf(of: Method | Manifest): readonly Callee[] {
  if ('ops' in of) {
    const externs = new Set(of.ops.flatMap((op): readonly Extern[] => (op.kind === 'call' ? [op.callee] : [])));
    return [...externs].map(({ name, results, template }) => ({
      name, template, results: results.map((r) => ({ name: r.name, dtype: r.dtype, shape: r.shape, idRange: r.idRange, list: r.list })),
    }));
  }
  return (of.externs ?? []).map(({ name, results, template }) => ({
    name, template,
    results: results.map((r) => ({
      name: r.name, dtype: r.dtype, shape: r.shape.map(parseSym), idRange: r.idRange === undefined ? undefined : parseSym(r.idRange), list: r.list === true,
    })),
  }));
}

/** Every word has some id below `range`. */
function vocabularyOf(range: number): Vocabulary {
  return {
    encode: (text) => Int32Array.from(text.split(/\s+/).filter((word) => word !== ''), (word) => hash([...new TextEncoder().encode(word)], 0) % range),
    decode: (ids) => Array.from(ids, String).join(' '),
  };
}

/** FNV-1a. */
function hash(bytes: readonly number[], seed: number): number {
  let h = Math.imul(seed + 1, 0x9e3779b1) ^ 0x811c9dc5;
  for (const byte of bytes) h = Math.imul(h ^ byte, 0x01000193);
  return h >>> 0;
}
