import type { RoutineCounts } from '../../ir/kernel/work/index.js';
import { VECTOR } from './dialect.js';

/** What a thread does in the routines of `support/*.h`; lengths are among the arguments. */
export function routineCounts(name: string, args: readonly number[]): RoutineCounts {
  const most = args.reduce((n, a) => (Number.isFinite(a) ? Math.max(n, a) : n), 0);
  const vectors = (n: number): number => Math.max(1, n / VECTOR);
  const length = args.at(-1) ?? 0;
  if (name.endsWith('.offer')) return { arithmetic: 3 * vectors(length), accesses: vectors(length) };
  if (name.endsWith('.finish')) return { arithmetic: 2000, accesses: 1000 };
  switch (name) {
    case 'mpc_widen_all': return { arithmetic: vectors(most), accesses: 2 * vectors(most) };
    case 'mpc_fill': return { accesses: vectors(args[1] ?? 0) };
    case 'mpc_pack': return { accesses: 2 * VECTOR * Math.max(1, args[3] ?? 1) };
    case 'mpc_softmax_block': return { special: vectors(args[1] ?? 0), arithmetic: 2 * vectors(args[1] ?? 0), accesses: 2 * vectors(args[1] ?? 0) };
    case 'mpc_append': return { arithmetic: 12, accesses: 4 };
    case 'mpc_store': case 'mpc_store_strided': return { accesses: name === 'mpc_store' ? 1 : VECTOR };
    case 'mpc_store_indexed': return { accesses: VECTOR };
    case 'mpc_sum_lanes': case 'mpc_min_lanes': case 'mpc_max_lanes': return { arithmetic: 8 };
    case 'mpc_splat': case 'mpc_max': case 'mpc_min': return { arithmetic: 1 };
    default: return { arithmetic: 2 };
  }
}
