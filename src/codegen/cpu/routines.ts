import type { Arguments, Routine, ThreadMeaning } from '../../ir/kernel/work/index.js';
import { VECTOR } from './dialect.js';
import { dtypeBytes, type DType } from '../../numerics/dtype.js';
import { latencyOf, narrowing, operationsOf } from './operations.js';

/** What kernels written here mean for a thread: the routines of `support/*.h` and the instructions that compilers make of expressions. */
export const THREAD_MEANING: ThreadMeaning = {
  vectorised: 8,
  operation: operationsOf,
  store: (dtype, lanes) => ({ accesses: 1, operations: narrowing(dtype, lanes) }),
  latency: latencyOf,
  routine: (name, dtype, lanes) => ROUTINES[name]?.(dtype, lanes) ?? { counts: { operations: 1 } },
};

const at = (args: Arguments, i: number): number => args[i] ?? 0;
/** Vectors of so many elements. */
const vectors = (n: number): number => Math.ceil(Math.max(0, n) / VECTOR);
const whole = (): number => VECTOR;

/** One vector from elements that lie apart, or into them. */
const scattered = (written: boolean, index: number | undefined, valid: number): ((dtype: DType) => Routine) => (dtype) => ({
  // One instruction, or for all lanes a load and an insertion each; for some a branch more.
  counts: ({ args }) => {
    if (!written && index !== undefined && (dtype === 'f32' || dtype === 'i32')) return { operations: 2 * VECTOR };
    const lanes = args.length > valid ? Math.max(0, Math.min(VECTOR, at(args, valid))) : VECTOR;
    return { operations: 2 * lanes, scalars: lanes < VECTOR ? 2 * lanes + 4 : VECTOR };
  },
  places: [{
    address: 0, written, run: () => 1, count: whole, apart: index === undefined ? (args) => at(args, 1) : () => NaN, ...index === undefined ? {} : { index },
  }],
});

/** How many of n keys in random order a selection of the k largest takes up, and how often it drops the rest. */
export function takenUp(n: number, k: number): { readonly entries: number; readonly drops: number } {
  const room = 2 * k + 64;
  if (n <= room) return { entries: n, drops: 0 };
  // After a drop at key number i one in i / k is taken, until k + 64 more entries lead to the next one.
  const rounds = Math.log(n / room) / Math.log1p((k + 64) / k);
  return { entries: room + rounds * (k + 64), drops: 1 + Math.floor(rounds) };
}

/** Mispredicted branches of finding the k largest of n (`nth_element`), and of sorting k. */
const parting = (n: number): number => n;
const sorting = (k: number): number => k * Math.log2(Math.max(2, k)) / 2;

const reduction = (): Routine => ({ counts: { operations: 9, waits: 16 } });

/** By name; of the type of the first buffer among the arguments, and the lanes of the result. */
const ROUTINES: Readonly<Record<string, (dtype: DType, lanes: number) => Routine>> = {
  mpc_store: (dtype) => ({
    counts: { accesses: 1, operations: narrowing(dtype, VECTOR) },
    places: [{ address: 0, written: true, run: whole }],
  }),
  mpc_store_strided: scattered(true, undefined, 3),
  mpc_store_indexed: scattered(true, 1, 3),
  mpc_load_strided: scattered(false, undefined, 2),
  mpc_gather: scattered(false, 1, 2),
  mpc_fill: (dtype) => ({
    counts: ({ args }) => ({ accesses: Math.ceil(Math.max(0, at(args, 1)) * dtypeBytes(dtype) / 64) }),
    places: [{ address: 0, written: true, run: (args) => Math.max(0, at(args, 1)) }],
  }),
  mpc_widen_all: () => ({
    // A loop over vectors: a load, its widening, a store.
    counts: ({ args }) => ({ operations: 4 * vectors(at(args, 2)), accesses: 2 * vectors(at(args, 2)) }),
    places: [{ address: 0, written: true, run: (args) => at(args, 2) }, { address: 1, written: false, run: (args) => at(args, 2) }],
  }),
  // tile, rows, stride, length, n, width: squares of VECTOR rows are loaded, exchanged in log2(VECTOR) rounds, stored.
  mpc_pack: () => ({
    counts: ({ args }) => {
      const squares = vectors(at(args, 5)) * vectors(at(args, 3));
      return { operations: squares * VECTOR * (Math.log2(VECTOR) + 2), accesses: squares * 2 * VECTOR };
    },
    places: [
      { address: 0, written: true, run: (args) => at(args, 3) * at(args, 5) },
      { address: 1, written: false, run: (args) => at(args, 3), count: (args) => Math.min(at(args, 4), at(args, 5)), apart: (args) => at(args, 2) },
    ],
  }),
  // logits, n: the peak; then an exponential, its store and the sum; one more exponential for the peak before.
  mpc_softmax_block: () => ({
    counts: ({ args }) => ({ operations: 44 * vectors(at(args, 1)) + 50, accesses: 3 * vectors(at(args, 1)), waits: 60 }),
    places: [{ address: 0, written: true, run: (args) => at(args, 1) }],
  }),
  mpc_append: () => ({
    // The passed lanes put side by side and stored; the next vector waits for the place where it goes.
    counts: { operations: 4, scalars: 12, accesses: 1, waits: 2 },
    places: [{ address: 0, written: true, run: () => VECTOR * PASSED }],
  }),
  '.offer': () => ({
    // Most vectors have nothing that is large enough.
    counts: ({ args, object, calls }) => {
      const each = at(args, 2);
      const k = at(object, 0);
      const { entries, drops } = takenUp(each * calls, k);
      // As long as everything is taken that is foreseen.
      const certain = Math.min(entries, 2 * k + 64);
      return {
        operations: 4 * vectors(each) * calls, scalars: 18 * vectors(each) * calls + 10 * entries, accesses: vectors(each) * calls,
        branches: 1.5 * (entries - certain) + drops * parting(2 * k + 64),
      };
    },
    places: [{ address: 0, written: false, run: (args) => at(args, 2) }],
  }),
  '.finish': () => ({
    // What each thread has kept is put together, parted and sorted.
    counts: ({ args, object, threads, before }) => {
      const k = at(object, 0);
      const all = Math.min(before, threads * 1.5 * k);
      return { scalars: threads > 1 ? all : 0, branches: (all > k ? parting(all) : 0) + sorting(Math.min(k, all)), accesses: at(args, 2) };
    },
    places: [{ address: 0, written: true, run: (args) => at(args, 2) }],
  }),
  // Memory for what each thread keeps, which grows by doubling.
  mpc_topk: () => ({ counts: { branches: 60 } }),
  mpc_sum_lanes: reduction, mpc_min_lanes: reduction, mpc_max_lanes: reduction,
  mpc_splat: () => ({ counts: {} }),
  mpc_iota: () => ({ counts: { operations: 1 } }),
  mpc_first: () => ({ counts: { operations: 1 } }),
  mpc_max: () => ({ counts: { operations: 1 } }),
  mpc_min: () => ({ counts: { operations: 1 } }),
  mpc_fmax: () => ({ counts: { operations: 4 } }),
  mpc_fmin: () => ({ counts: { operations: 4 } }),
  mpc_ratio: () => ({ counts: { divisions: 1, operations: 2 } }),
  'std::vector': () => ({ counts: ({ args }) => ({ accesses: at(args, 0) / VECTOR }) }),
  size_t: () => ({ counts: {} }),
};

/** Part of the candidates that pass a filter, as the analysis has it. */
const PASSED = 0.1;

