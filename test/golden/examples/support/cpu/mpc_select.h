// Exact top-k, filtering, and the blocks of an online softmax.
#ifndef MPC_SELECT_H
#define MPC_SELECT_H

#include <algorithm>
#include <vector>

#include "mpc_memory.h"
#include "mpc_threads.h"

/** Order-preserving bits: a larger key has larger bits. */
MPC_INLINE uint32_t mpc_order(float key) {
  const uint32_t bits = (uint32_t)mpc_bits(key == 0.0f ? 0.0f : key);
  return bits ^ (bits & 0x80000000u ? 0xffffffffu : 0x80000000u);
}
MPC_INLINE uint32_t mpc_order(int key) { return (uint32_t)key ^ 0x80000000u; }

/** The lanes (of the first n) whose key beats `least`, as bits. */
MPC_INLINE uint32_t mpc_beats(vf key, float least, int n) {
#if defined(MPC_AVX512)
  const uint32_t mask = _mm512_cmp_ps_mask((__m512)key, _mm512_set1_ps(least), _CMP_GT_OQ);
#elif defined(__AVX2__)
  const uint32_t mask = (uint32_t)_mm256_movemask_ps((__m256)(key > least));
#else
  const vi passed = key > least;
  uint32_t mask = 0;
  for (int i = 0; i < MPC_LANES; ++i) mask |= (uint32_t)(passed[i] & 1) << i;
#endif
  return n >= MPC_LANES ? mask : mask & ((1u << n) - 1u);
}
MPC_INLINE uint32_t mpc_lane_mask(vi passed, int n) {
#if defined(MPC_AVX512)
  const uint32_t mask = _mm512_movepi32_mask((__m512i)passed);
#elif defined(__AVX2__)
  const uint32_t mask = (uint32_t)_mm256_movemask_ps((__m256)passed);
#else
  uint32_t mask = 0;
  for (int i = 0; i < MPC_LANES; ++i) mask |= (uint32_t)(passed[i] & 1) << i;
#endif
  return n >= MPC_LANES ? mask : mask & ((1u << (n < 0 ? 0 : n)) - 1u);
}

namespace {

/** The k largest keys of what is offered, exactly: ties go to the lower id, -inf and NaN are never taken. */
template <class Key> class mpc_topk {
 public:
  explicit mpc_topk(int k) : k_(k), parts_((size_t)mpc_threads().threads()) {}

  /** keys[i] belongs to id first + i. Each thread must offer its ids in ascending order. `keys` is padded. */
  void offer(const Key *keys, int first, int n) {
    const size_t self = (size_t)mpc_threads().self();
    if (self >= parts_.size()) return offer_late(keys, first, n);
    Part &part = parts_[self];
    for (int i = 0; i < n; i += MPC_LANES) {
      uint32_t mask = beats(part, keys + i, n - i);
      for (; mask; mask &= mask - 1) {
        const int lane = __builtin_ctz(mask);
        part.items.push_back(item(keys[i + lane], first + i + lane));
      }
      if (part.items.size() >= 2 * (size_t)k_ + 64) shrink(part);
    }
  }

  /** Writes the ids, largest key first, then -1 up to `width`. */
  void finish(int32_t *ids, int32_t *count, int width) {
    std::vector<uint64_t> &all = parts_[0].items;
    all.insert(all.end(), late_.begin(), late_.end());
    for (size_t p = 1; p < parts_.size(); ++p) all.insert(all.end(), parts_[p].items.begin(), parts_[p].items.end());
    const size_t kept = std::min(all.size(), (size_t)k_);
    if (kept < all.size()) std::nth_element(all.begin(), all.begin() + (long)kept, all.end(), std::greater<uint64_t>());
    std::sort(all.begin(), all.begin() + (long)kept, std::greater<uint64_t>());
    for (size_t i = 0; i < (size_t)width; ++i) ids[i] = i < kept ? (int32_t)~(uint32_t)all[i] : -1;
    *count = (int32_t)kept;
  }

 private:
  struct Part {
    std::vector<uint64_t> items;  // order-preserving key, then complement of the id: larger is better
    Key least{};
    bool full = false;
  };

  static uint64_t item(Key key, int id) { return (uint64_t)mpc_order(key) << 32 | (uint32_t)~id; }

  /** The pool has more threads than when this selection began: another caller may resize it at any time. */
  void offer_late(const Key *keys, int first, int n) {
    std::lock_guard<std::mutex> guard(lock_);
    for (int i = 0; i < n; i += MPC_LANES) {
      for (uint32_t mask = beats(Part(), keys + i, n - i); mask; mask &= mask - 1) {
        const int at = i + __builtin_ctz(mask);
        late_.push_back(item(keys[at], first + at));
      }
    }
  }

  static uint32_t beats(const Part &part, const float *keys, int n) {
    return mpc_beats(mpc_load(keys), part.full ? part.least : -__builtin_inff(), n);
  }
  static uint32_t beats(const Part &part, const int32_t *keys, int n) {
    const vi keyed = mpc_load(keys);
    return mpc_lane_mask(part.full ? keyed > part.least : mpc_splat(true), n);
  }

  void shrink(Part &part) {
    std::nth_element(part.items.begin(), part.items.begin() + (k_ - 1), part.items.end(), std::greater<uint64_t>());
    part.items.resize((size_t)k_);
    const uint32_t order = (uint32_t)(part.items[(size_t)k_ - 1] >> 32);
    part.least = key_of(order, Key{});
    part.full = true;
  }
  static float key_of(uint32_t order, float) {
    return mpc_from_bits(order ^ (order & 0x80000000u ? 0x80000000u : 0xffffffffu));
  }
  static int key_of(uint32_t order, int) { return (int)(order ^ 0x80000000u); }

  int k_;
  /** By number of the thread. */
  std::vector<Part> parts_;
  std::mutex lock_;
  std::vector<uint64_t> late_;
};

}  // namespace

/** Appends first + lane for the lanes that passed. */
MPC_INLINE void mpc_append(int32_t *ids, int32_t &count, int first, vi passed, int n) {
#if defined(MPC_AVX512)
  const uint32_t mask = mpc_lane_mask(passed, n);
  const int found = __builtin_popcount(mask);
  _mm512_mask_storeu_epi32(ids + count, mpc_lanes_up_to(found), _mm512_maskz_compress_epi32((__mmask16)mask, (__m512i)mpc_iota(first)));
  count += found;
#else
  for (uint32_t mask = mpc_lane_mask(passed, n); mask; mask &= mask - 1) ids[count++] = first + __builtin_ctz(mask);
#endif
}

// ---- softmax -----------------------------------------------------------------------------------------------------------

/**
 * Turns n logits into weights relative to the new peak, in place (0 past the end of the block, up to a whole vector), and
 * brings the running peak and sum of weights up to date. Returns what sums so far are to be multiplied by.
 */
MPC_INLINE float mpc_softmax_block(float *logit, int n, float &peak, float &norm) {
  vf most = mpc_splat(peak);
  for (int i = 0; i < n; i += MPC_LANES) most = mpc_max(most, mpc_choose(mpc_first(n - i), mpc_load(logit + i), most));
  const float next = mpc_max_lanes(most);
  const float fade = mpc_exp(peak - next);
  vf total = mpc_splat(0.0f);
  for (int i = 0; i < n; i += MPC_LANES) {
    const vf weight = mpc_choose(mpc_first(n - i), mpc_exp(mpc_load(logit + i) - next), mpc_splat(0.0f));
    mpc_store(logit + i, weight);
    total += weight;
  }
  norm = norm * fade + mpc_sum_lanes(total);
  peak = next;
  return fade;
}
/** total / norm; 0 for a sum over nothing. */
MPC_INLINE float mpc_ratio(float total, float norm) { return norm == 0.0f ? 0.0f : total / norm; }
MPC_INLINE vf mpc_ratio(vf total, float norm) { return norm == 0.0f ? mpc_splat(0.0f) : total / norm; }

#endif
