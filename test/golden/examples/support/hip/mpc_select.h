// Selection of the largest keys and order-preserving compaction. Exact and deterministic: the largest keys first, equal
// keys by the lower id; keys of -inf and NaN are never chosen.
//
// A candidate is one 64-bit number: the key, mapped so that unsigned order is key order, above the complement of the id.
// All candidates differ, so that a radix select finds an exact threshold and sorting needs no ties. 0 means "never".
#ifndef MPC_SELECT_H
#define MPC_SELECT_H
#include "mpc_prelude.h"

typedef unsigned long long mpc_candidate;

MPC_INLINE unsigned mpc_ordered(float key) {
  const unsigned bits = (unsigned)mpc_bits(key + 0.0f);  // -0 becomes 0
  const unsigned ordered = bits ^ ((bits >> 31) ? 0xffffffffu : 0x80000000u);
  return key != key || ordered == 0x007fffffu ? 0u : ordered;  // NaN, -inf
}
MPC_INLINE unsigned mpc_ordered(int key) {
  const unsigned ordered = (unsigned)key ^ 0x80000000u;
  return ordered == 0u ? 1u : ordered;
}
MPC_INLINE unsigned mpc_ordered(bool key) { return key ? 2u : 1u; }

template <class T> MPC_INLINE mpc_candidate mpc_candidate_of(T key, int id) {
  const unsigned ordered = mpc_ordered(key);
  return ordered == 0u ? 0ull : ((mpc_candidate)ordered << 32) | (0xffffffffu - (unsigned)id);
}
MPC_INLINE int mpc_id_of(mpc_candidate c) { return (int)(0xffffffffu - (unsigned)c); }

enum { MPC_BINS = 2048, MPC_BIN_BITS = 11 };

/** Shared memory of a radix select. */
template <int BLOCK> struct mpc_select_shared {
  int bins[MPC_BINS];
  int waves[BLOCK / 32];
  int bin, above, count;
};

/**
 * The bin in which the `wanted`-th largest lies, counting from the top, and how many lie above it; bin -1 if there are
 * fewer than `wanted` in all. By all threads; `bins` may be in global memory.
 */
template <int BLOCK> MPC_INLINE void mpc_find_bin(const int *bins, int wanted, mpc_select_shared<BLOCK> &shared) {
  constexpr int each = MPC_BINS / BLOCK > 0 ? MPC_BINS / BLOCK : 1;
  // Thread 0 takes the topmost bins.
  const int top = MPC_BINS - 1 - (int)threadIdx.x * each;
  int mine = 0;
  for (int i = 0; i < each; ++i)
    if (top - i >= 0) mine += bins[top - i];
  if (threadIdx.x == 0) {
    shared.bin = -1;
    shared.above = 0;
  }
  int total;
  int before = mpc_scan_before<BLOCK>(mine, total, shared.waves);  // has barriers
  if (before < wanted && wanted <= before + mine) {
    int bin = top;
    while (before + bins[bin] < wanted) before += bins[bin--];
    shared.bin = bin;
    shared.above = before;
  }
  __syncthreads();
}

/**
 * The smallest of the `wanted` largest candidates: exactly `wanted` of at(0) .. at(n - 1) are at least that (1 where there
 * are no more than `wanted`). `shift`: bits above are known to be equal. By all threads of the block.
 */
template <int BLOCK, class AT> MPC_INLINE mpc_candidate mpc_threshold(AT at, int n, int wanted, int shift, mpc_select_shared<BLOCK> &shared) {
  mpc_candidate prefix = 0, known = 0;
  if (shift < 64) known = ~0ull << shift;
  bool first = true;
  while (shift > 0) {
    const int width = shift < MPC_BIN_BITS ? shift : MPC_BIN_BITS;
    shift -= width;
    for (int i = (int)threadIdx.x; i < MPC_BINS; i += BLOCK) shared.bins[i] = 0;
    __syncthreads();
    for (int i = (int)threadIdx.x; i < n; i += BLOCK) {
      const mpc_candidate c = at(i);
      if (c != 0 && (first || (c & known) == prefix)) mpc_atomic_add(&shared.bins[(int)(c >> shift) & ((1 << width) - 1)], 1);
    }
    __syncthreads();
    mpc_find_bin<BLOCK>(shared.bins, wanted, shared);
    const int bin = shared.bin, above = shared.above;
    if (bin < 0) return 1;
    const int inside = shared.bins[bin];
    // Bits above the shift are equal in all candidates, whatever they are: take them from the first match below.
    if (first && known != 0) {
      prefix = at(0) & known;
    }
    first = false;
    prefix |= (mpc_candidate)bin << shift;
    known |= ((mpc_candidate)((1 << width) - 1)) << shift;
    wanted -= above;
    __syncthreads();
    if (inside == wanted) break;  // all of the bin
  }
  return prefix;
}

/** Sorts `count` candidates, largest first; `size` is a power of two >= count, the rest is filled with 0. By all threads. */
template <int BLOCK> MPC_INLINE void mpc_sort(mpc_candidate *a, int count, int size) {
  for (int i = count + (int)threadIdx.x; i < size; i += BLOCK) a[i] = 0;
  __syncthreads();
  for (int run = 2; run <= size; run *= 2) {
    for (int step = run / 2; step > 0; step /= 2) {
      for (int i = (int)threadIdx.x; i < size / 2; i += BLOCK) {
        const int low = 2 * i - (i & (step - 1));  // steps are powers of two
        const int high = low + step;
        const bool descending = (low & run) == 0;
        const mpc_candidate x = a[low], y = a[high];
        if ((x < y) == descending) {
          a[low] = y;
          a[high] = x;
        }
      }
      __syncthreads();
    }
  }
}

/** Appends the candidates of this block that reach `least` to `out` from slot `*filled` on, in any order. */
template <int BLOCK, class AT> MPC_INLINE void mpc_collect(AT at, int n, mpc_candidate least, mpc_candidate *out, int *filled) {
  for (int base = 0; base < n; base += BLOCK) {
    const int i = base + (int)threadIdx.x;
    const mpc_candidate c = i < n ? at(i) : 0;
    if (c != 0 && c >= least) out[mpc_atomic_add(filled, 1)] = c;
  }
  __syncthreads();
}

MPC_INLINE int mpc_power_at_least(int x) {
  int power = 2;
  while (power < x) power *= 2;
  return power;
}

/** Ids of the sorted candidates, and -1 up to `k`. */
template <int BLOCK> MPC_INLINE void mpc_write_ids(const mpc_candidate *sorted, int found, int k, int *ids, int *count) {
  for (int i = (int)threadIdx.x; i < k; i += BLOCK) ids[i] = i < found ? mpc_id_of(sorted[i]) : -1;
  if (threadIdx.x == 0) *count = found;
}

/** Top-k of a row by one block. `sorted` has room for the power of two at or above k. */
template <int BLOCK, class AT>
MPC_INLINE void mpc_topk_row(AT at, int n, int k, int *ids, int *count, mpc_candidate *sorted, mpc_select_shared<BLOCK> &shared) {
  const mpc_candidate least = mpc_threshold<BLOCK>(at, n, k, 64, shared);
  if (threadIdx.x == 0) shared.count = 0;
  __syncthreads();
  mpc_collect<BLOCK>(at, n, least, sorted, &shared.count);
  const int found = shared.count;
  mpc_sort<BLOCK>(sorted, found, mpc_power_at_least(found));
  mpc_write_ids<BLOCK>(sorted, found, k, ids, count);
}

/**
 * Top-k of a row by several blocks, in three kernels: (1) counts of the top bits of all keys; (2) candidates above the bin
 * of the k-th largest are chosen, those in it are kept; (3) one block finds the rest among those kept, and sorts.
 * `bins` (2048 of a row) and `filled` (2 of a row) must be 0 before the first use; the last kernel leaves them so.
 */
template <int BLOCK, class AT> MPC_INLINE void mpc_topk_count(AT at, int lo, int hi, int *bins, mpc_select_shared<BLOCK> &shared) {
  for (int i = (int)threadIdx.x; i < MPC_BINS; i += BLOCK) shared.bins[i] = 0;
  __syncthreads();
  for (int i = lo + (int)threadIdx.x; i < hi; i += BLOCK) {
    const mpc_candidate c = at(i);
    if (c != 0) mpc_atomic_add(&shared.bins[(int)(c >> (64 - MPC_BIN_BITS))], 1);
  }
  __syncthreads();
  for (int i = (int)threadIdx.x; i < MPC_BINS; i += BLOCK)
    if (shared.bins[i] != 0) mpc_atomic_add(&bins[i], shared.bins[i]);
}

/** Reserves a slot for each lane of the wave with `take`; one atomic for all of them. */
MPC_INLINE int mpc_reserve(bool take, int *filled) {
  const unsigned long long takers = mpc_ballot(take);
  const int lane = mpc_lane();
  int base = 0;
  if (takers != 0 && lane == 0) base = mpc_atomic_add(filled, mpc_count_bits(takers));
#if defined(MPC_ON_CPU)
  base = mpc_cpu_shuffle(base, 0);
#elif defined(MPC_FREESTANDING) && defined(__AMDGCN__)
  base = __builtin_amdgcn_readfirstlane(base);
#elif defined(MPC_FREESTANDING)
  base = __nvvm_shfl_sync_idx_i32(0xffffffff, base, 0, 0x1f);
#elif defined(__NVCC__)
  base = __shfl_sync(0xffffffffu, base, 0);
#else
  base = __shfl(base, 0);
#endif
  return base + mpc_count_bits(takers & ((1ull << lane) - 1ull));
}

template <int BLOCK, class AT>
MPC_INLINE void mpc_topk_split(AT at, int lo, int hi, int k, const int *bins, int *filled, mpc_candidate *chosen, mpc_candidate *kept,
                               mpc_select_shared<BLOCK> &shared) {
  mpc_find_bin<BLOCK>(bins, k, shared);
  const int bin = shared.bin;
  for (int base = lo; base < hi; base += BLOCK) {
    const int i = base + (int)threadIdx.x;
    const mpc_candidate c = i < hi ? at(i) : 0;
    const int mine = (int)(c >> (64 - MPC_BIN_BITS));
    const bool choose = c != 0 && mine > bin, keep = c != 0 && mine == bin;
    const int slot = mpc_reserve(choose, filled);
    if (choose) chosen[slot] = c;
    const int spare = mpc_reserve(keep, filled + 1);
    if (keep) kept[spare] = c;
  }
}

template <int BLOCK>
MPC_INLINE void mpc_topk_finish(int k, int *bins, int *filled, const mpc_candidate *chosen, const mpc_candidate *kept, int *ids, int *count,
                                mpc_candidate *sorted, mpc_select_shared<BLOCK> &shared) {
  const int sure = filled[0], spare = filled[1];
  const int wanted = k - sure;
  const auto at = [=](int i) { return kept[i]; };
  const mpc_candidate least = spare <= wanted ? 1 : mpc_threshold<BLOCK>(at, spare, wanted, 64 - MPC_BIN_BITS, shared);
  if (threadIdx.x == 0) shared.count = sure;
  for (int i = (int)threadIdx.x; i < sure; i += BLOCK) sorted[i] = chosen[i];
  __syncthreads();
  mpc_collect<BLOCK>(at, spare, least, sorted, &shared.count);
  const int found = shared.count;
  mpc_sort<BLOCK>(sorted, found, mpc_power_at_least(found));
  mpc_write_ids<BLOCK>(sorted, found, k, ids, count);
  for (int i = (int)threadIdx.x; i < MPC_BINS; i += BLOCK) bins[i] = 0;
  if (threadIdx.x < 2) filled[threadIdx.x] = 0;
}

/** Items of a thread in one turn of a compaction. */
enum { MPC_FILTER_ITEMS = 8 };

/** How many of lo .. hi satisfy the predicate; every thread gets the result. */
template <int BLOCK, class TEST> MPC_INLINE int mpc_filter_count(TEST test, int lo, int hi, int *waves) {
  int mine = 0;
  for (int i = lo + (int)threadIdx.x; i < hi; i += BLOCK) mine += test(i) ? 1 : 0;
  int total;
  mpc_scan_before<BLOCK>(mine, total, waves);
  return total;
}

/** Writes those of lo .. hi that satisfy the predicate, ascending, from ids[at] on; returns how many. */
template <int BLOCK, class TEST> MPC_INLINE int mpc_filter_write(TEST test, int lo, int hi, int at, int *ids, int *waves) {
  const int from = at;
  for (int base = lo; base < hi; base += BLOCK * MPC_FILTER_ITEMS) {
    const int first = base + (int)threadIdx.x * MPC_FILTER_ITEMS;
    unsigned flags = 0;
#pragma unroll 4
    for (int i = 0; i < MPC_FILTER_ITEMS; ++i) {
      const bool yes = test(mpc_min(first + i, hi - 1));  // in any case: loads behind a branch would wait for each other
      flags |= (unsigned)(yes & (first + i < hi)) << i;
    }
    int total;
    int slot = at + mpc_scan_before<BLOCK>(mpc_count_bits(flags), total, waves);
#pragma unroll
    for (int i = 0; i < MPC_FILTER_ITEMS; ++i)
      if ((flags >> i) & 1u) ids[slot++] = first + i;
    at += total;
  }
  return at - from;
}

#endif
