import type { RoutineCounts } from '../../ir/kernel/work/index.js';

/**
 * What a wave does in the routines of `support/*.h`, by their names and template arguments. Kernels that are written as text say by
 * `means` which of these they call.
 */
export function routineCounts(name: string): RoutineCounts {
  const [routine = '', list = ''] = name.split(/[<>]/);
  const [first = 1, second = 1, third = 1] = list.split(',').map((part) => Number(part.trim())).map((n) => (Number.isNaN(n) ? 1 : n));
  switch (routine) {
    // An exchange and an operation for each halving of the lanes.
    case 'mpc_group': return { arithmetic: 2 * Math.log2(first), exchanges: Math.log2(first) };
    case 'mpc_group_sums': return { arithmetic: 2 * (5 + first), exchanges: 5 };
    case 'mpc_combine_columns': {
      const rounds = Math.ceil(Math.log2(Math.max(2, second)));
      return { shared: 2 * third * rounds, arithmetic: third * rounds, barriers: 2 * rounds };
    }
    case 'mpc_combine_row': return { arithmetic: 14, exchanges: 8, shared: 2, barriers: 2 };
    case 'mpc_scan_before': return { arithmetic: 12, integer: 12, exchanges: 10, shared: 3, barriers: 2 };
    case 'mpc_softmax_weights': return { arithmetic: 24, special: second / 32 + 1, shared: 3 * second / 32 + 4, exchanges: 10 };
    // A bin is found by a scan over the bins; the wait is for its writer.
    case 'mpc_find_bin': return { integer: 30 + 2048 / first, shared: 2048 / first + 6, exchanges: 10, barriers: 3 };
    // Rounds of comparisons of a bitonic network; `second` candidates by `first` threads.
    case 'mpc_sort': {
      const rounds = Math.log2(second) * (Math.log2(second) + 1) / 2;
      const turns = Math.ceil(second / 2 / first);
      return { integer: 14 * rounds * turns, shared: 3 * rounds * turns, barriers: rounds };
    }
    case 'mpc_reserve': return { integer: 10, exchanges: 2 };
    // A step of the depth of a tile of 4 x 4 results.
    case 'mpc_products': return { arithmetic: 16 };
    case 'mpc_mma': return { matrix: 16 * 16 * 16, shared: 1 };
    default: return name.startsWith('mpc_f') || name.startsWith('mpc_max') || name.startsWith('mpc_min') ? { arithmetic: 2 } : { arithmetic: 4 };
  }
}
