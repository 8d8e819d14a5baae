import type { PartCounts } from '../../ir/kernel/work/index.js';

/**
 * What a wave does in the routines of `support/*.h`, by their names and template arguments. Kernels that are written as text say by
 * `means` which of these they call.
 */
export function routineCounts(name: string): PartCounts {
  const [routine = '', list = ''] = name.split(/[<>]/);
  const [first = 1, second = 1, third = 1, fourth = 1] = list.split(',').map((part) => Number(part.trim())).map((n) => (Number.isNaN(n) ? 1 : n));
  switch (routine) {
    // An exchange and an operation for each halving of the lanes.
    case 'mpc_group': return { arithmetic: 2 * Math.log2(first), exchanges: Math.log2(first) };
    case 'mpc_group_sums': return { arithmetic: 5 + 2 * first, exchanges: first > 2 ? 6 : 5 };
    // Exchanges within 32 lanes, then the parts of the block for each value, as many at a time as the memory of the block has room for.
    case 'mpc_combine_columns': {
      if (second <= 1) return {};
      const inside = first < 32;
      const parts = inside ? first * second / 32 : second;
      const steps = inside ? Math.min(Math.log2(second), Math.log2(32 / first)) : 0;
      const batches = parts > 1 ? Math.ceil(third / Math.max(1, Math.floor(fourth / (parts * first)))) : 0;
      const shared = parts > 1 ? third * (1 + parts) : 0;
      const waits = third * parts <= UNROLLED ? { integer: 6, localTrips: batches + shared / 4 } : { integer: 3 * shared, localTrips: parts > 1 ? third * parts : 0 };
      return { arithmetic: third * steps + shared, ...waits, shared, exchanges: steps, barriers: 2 * batches };
    }
    case 'mpc_combine_row': {
      if (second <= 32) return { arithmetic: 2 * Math.log2(second), exchanges: Math.log2(second) };
      return { arithmetic: 10 + second / 32, integer: 6, exchanges: 5, shared: 1 + second / 32, localTrips: 1, barriers: 2 };
    }
    case 'mpc_scan_before': return { integer: 22 + 2 * first / 32, exchanges: 5, shared: 2 + first / 128, barriers: 2 };
    case 'mpc_softmax_weights': return { arithmetic: 40 + 10 * second / 32, integer: 12, special: second / 32 + 1, shared: 3 * second / 32 + 5, exchanges: 10, localTrips: 3 };
    // A scan over the bins, then the thread that has the bin looks for it.
    case 'mpc_find_bin': return { integer: 50 + 2 * first / 32 + 2048 / first, exchanges: 5, shared: 6 + first / 128 + 2 * 2048 / first, barriers: 3 };
    case 'mpc_count_key': return { integer: 16, shared: 5 };
    case 'mpc_match_key': return { integer: 18 };
    // Rounds of comparisons of a bitonic network; `second` candidates by `first` threads.
    case 'mpc_sort': {
      const rounds = Math.log2(second) * (Math.log2(second) + 1) / 2;
      const turns = Math.max(1, second / 2 / first);
      const busy = Math.min(1, second / 2 / first);
      return { integer: (20 * turns * busy + 8) * rounds, shared: 6 * rounds * turns * busy, barriers: rounds, localTrips: rounds };
    }
    // The counter is far away, and all blocks add to it.
    case 'mpc_reserve': return { integer: 12, exchanges: 2, warmTrips: 2.5 };
    case 'mpc_ballot': return { integer: 12, exchanges: 1 };
    // A step of the depth of a tile of 4 x 4 results.
    case 'mpc_products': return { arithmetic: 16 };
    case 'mpc_mma': return { matrix: 16 * 16 * 16, shared: 1 };
    default: return name.startsWith('mpc_f') || name.startsWith('mpc_max') || name.startsWith('mpc_min') ? { arithmetic: 2 } : { arithmetic: 4 };
  }
}

/** Values from the memory of the block that are loaded side by side; with more, one after another. */
const UNROLLED = 32;
