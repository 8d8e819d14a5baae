// Written by scripts/embed.mjs from the files of this folder. Do not edit.

/** Support files that are emitted with the generated code: file name -> text. */
export const SUPPORT = {
  'mpc_cpu.h': `// Support library of the generated CPU kernels. Kernels read buffers in whole vectors: every buffer must be readable
// MPC_PADDING bytes past its end. What lies there does not matter.
#ifndef MPC_CPU_H
#define MPC_CPU_H

#include "mpc_memory.h"
#include "mpc_select.h"
#include "mpc_threads.h"
#include "mpc_vector.h"

/** Limits the threads of all kernels of this library, and of those that share its pool; not while a kernel runs. */
extern "C" void mpc_set_threads(int threads) { mpc_threads().resize(threads); }

/** Has this library use the pool of another one (a result of its \`mpc_use_pool\`; null: its own). Returns the pool that it uses now. */
extern "C" const void *mpc_use_pool(const void *pool) { return mpc_adopt_pool(pool); }

#endif
`,
  'mpc_memory.h': `// Loads and stores that widen and narrow, whole vectors or the first lanes of them, and packing of rows into columns.
#ifndef MPC_MEMORY_H
#define MPC_MEMORY_H

#include <algorithm>

#include "mpc_vector.h"

// ---- loads and stores --------------------------------------------------------------------------------------------------

MPC_INLINE float mpc_get(float x) { return x; }
MPC_INLINE float mpc_get(bf16 x) { return mpc_bf16_to_f32(x.bits); }
MPC_INLINE float mpc_get(f16 x) { return mpc_f16_to_f32(x.bits); }
MPC_INLINE float mpc_get(f8e4m3 x) { return mpc_f8e4m3_to_f32(x.bits); }
MPC_INLINE int mpc_get(int8_t x) { return x; }
MPC_INLINE int mpc_get(int16_t x) { return x; }
MPC_INLINE int mpc_get(int32_t x) { return x; }
MPC_INLINE int mpc_get(int64_t x) { return (int)x; }
MPC_INLINE int mpc_get(uint8_t x) { return x; }
MPC_INLINE int mpc_get(uint32_t x) { return (int)x; }
MPC_INLINE bool mpc_get(bool x) { return x; }

MPC_INLINE void mpc_put(float &to, float x) { to = x; }
MPC_INLINE void mpc_put(bf16 &to, float x) { to.bits = mpc_f32_to_bf16(x); }
MPC_INLINE void mpc_put(f16 &to, float x) { to.bits = mpc_f32_to_f16(x); }
MPC_INLINE void mpc_put(f8e4m3 &to, float x) { to.bits = mpc_f32_to_f8e4m3(x); }
MPC_INLINE void mpc_put(int8_t &to, int x) { to = (int8_t)x; }
MPC_INLINE void mpc_put(int16_t &to, int x) { to = (int16_t)x; }
MPC_INLINE void mpc_put(int32_t &to, int x) { to = x; }
MPC_INLINE void mpc_put(int64_t &to, int x) { to = x; }
MPC_INLINE void mpc_put(uint8_t &to, int x) { to = (uint8_t)x; }
MPC_INLINE void mpc_put(uint32_t &to, int x) { to = (uint32_t)x; }
MPC_INLINE void mpc_put(bool &to, int x) { to = x != 0; }

/** The vector type that elements of type T widen to. */
template <class T> struct mpc_wide { typedef vi V; };
template <> struct mpc_wide<float> { typedef vf V; };
template <> struct mpc_wide<bf16> { typedef vf V; };
template <> struct mpc_wide<f16> { typedef vf V; };
template <> struct mpc_wide<f8e4m3> { typedef vf V; };

template <class V, class T> MPC_INLINE V mpc_bytes(const T *p) { V v; __builtin_memcpy(&v, p, sizeof v); return v; }

// MPC_LANES consecutive whole numbers, widened: compilers make scalar code of the general form.
#if defined(MPC_AVX512)
MPC_INLINE vi mpc_widen_i8(const void *p) { return (vi)_mm512_maskz_cvtepi8_epi32((__mmask16)-1, _mm_loadu_si128((const __m128i *)p)); }
MPC_INLINE vi mpc_widen_u8(const void *p) { return (vi)_mm512_maskz_cvtepu8_epi32((__mmask16)-1, _mm_loadu_si128((const __m128i *)p)); }
MPC_INLINE vi mpc_widen_i16(const void *p) { return (vi)_mm512_maskz_cvtepi16_epi32((__mmask16)-1, _mm256_loadu_si256((const __m256i *)p)); }
MPC_INLINE vi mpc_widen_u16(const void *p) { return (vi)_mm512_maskz_cvtepu16_epi32((__mmask16)-1, _mm256_loadu_si256((const __m256i *)p)); }
MPC_INLINE vi mpc_narrow_i64(const int64_t *p) {
  const __m256i low = _mm512_maskz_cvtepi64_epi32((__mmask8)-1, _mm512_loadu_si512(p));
  const __m256i high = _mm512_maskz_cvtepi64_epi32((__mmask8)-1, _mm512_loadu_si512(p + 8));
  return (vi)_mm512_maskz_inserti64x4((__mmask8)-1, _mm512_castsi256_si512(low), high, 1);
}
#elif defined(__AVX2__)
MPC_INLINE vi mpc_widen_i8(const void *p) { return (vi)_mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)p)); }
MPC_INLINE vi mpc_widen_u8(const void *p) { return (vi)_mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)p)); }
MPC_INLINE vi mpc_widen_i16(const void *p) { return (vi)_mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i *)p)); }
MPC_INLINE vi mpc_widen_u16(const void *p) { return (vi)_mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)p)); }
MPC_INLINE vi mpc_narrow_i64(const int64_t *p) { return __builtin_convertvector(mpc_bytes<vl>(p), vi); }
#else
MPC_INLINE vi mpc_widen_i8(const void *p) { return __builtin_convertvector(mpc_bytes<vsb>(p), vi); }
MPC_INLINE vi mpc_widen_u8(const void *p) { return __builtin_convertvector(mpc_bytes<vb>(p), vi); }
MPC_INLINE vi mpc_widen_i16(const void *p) { return __builtin_convertvector(mpc_bytes<vsh>(p), vi); }
MPC_INLINE vi mpc_widen_u16(const void *p) { return __builtin_convertvector(mpc_bytes<vh>(p), vi); }
MPC_INLINE vi mpc_narrow_i64(const int64_t *p) { return __builtin_convertvector(mpc_bytes<vl>(p), vi); }
#endif

/** MPC_LANES consecutive elements, widened. */
MPC_INLINE vf mpc_load(const float *p) { return mpc_bytes<vf>(p); }
MPC_INLINE vf mpc_load(const bf16 *p) { return (vf)(mpc_widen_u16(p) << 16); }
MPC_INLINE vf mpc_load(const f16 *p) {
#if defined(MPC_AVX512)
  return (vf)_mm512_maskz_cvtph_ps((__mmask16)-1, (__m256i)mpc_bytes<vh>(p));
#elif defined(__AVX2__) && defined(__F16C__)
  return (vf)_mm256_cvtph_ps((__m128i)mpc_bytes<vh>(p));
#else
  return mpc_f16_to_f32((vu)mpc_widen_u16(p));
#endif
}
MPC_INLINE vf mpc_load(const f8e4m3 *p) { return mpc_f8e4m3_to_f32((vu)mpc_widen_u8(p)); }
MPC_INLINE vi mpc_load(const int8_t *p) { return mpc_widen_i8(p); }
MPC_INLINE vi mpc_load(const int16_t *p) { return mpc_widen_i16(p); }
MPC_INLINE vi mpc_load(const int32_t *p) { return mpc_bytes<vi>(p); }
MPC_INLINE vi mpc_load(const uint32_t *p) { return mpc_bytes<vi>(p); }
MPC_INLINE vi mpc_load(const int64_t *p) { return mpc_narrow_i64(p); }
MPC_INLINE vi mpc_load(const uint8_t *p) { return mpc_widen_u8(p); }
MPC_INLINE vi mpc_load(const bool *p) { return mpc_widen_u8(p) != 0; }

MPC_INLINE int mpc_lane_value(int x) { return x; }
MPC_INLINE float mpc_lane_value(float x) { return x; }
MPC_INLINE int mpc_lane_value(bool x) { return -(int)x; }

/** Elements p[0], p[stride], ...; only the first n lanes are read, the others are 0. */
template <class T> MPC_INLINE typename mpc_wide<T>::V mpc_load_strided(const T *p, int64_t stride, int n) {
  typename mpc_wide<T>::V v{};
  for (int i = 0; i < MPC_LANES; ++i) if (i < n) v[i] = mpc_lane_value(mpc_get(p[i * stride]));
  return v;
}
#if defined(MPC_AVX512)
/** The first n lanes. */
MPC_INLINE __mmask16 mpc_lanes_up_to(int n) { return (__mmask16)(n >= MPC_LANES ? 0xffffu : (1u << (n < 0 ? 0 : n)) - 1u); }
MPC_INLINE vf mpc_gather(const float *p, vi index, int n) {
  return (vf)_mm512_mask_i32gather_ps(_mm512_setzero_ps(), mpc_lanes_up_to(n), (__m512i)index, p, 4);
}
MPC_INLINE vi mpc_gather(const int32_t *p, vi index, int n) {
  return (vi)_mm512_mask_i32gather_epi32(_mm512_setzero_si512(), mpc_lanes_up_to(n), (__m512i)index, p, 4);
}
#endif
/** Elements p[index[lane]]; only the first n lanes are read, the others are 0. */
template <class T> MPC_INLINE typename mpc_wide<T>::V mpc_gather(const T *p, vi index, int n) {
  typename mpc_wide<T>::V v{};
  for (int i = 0; i < MPC_LANES; ++i) if (i < n) v[i] = mpc_lane_value(mpc_get(p[index[i]]));
  return v;
}

/** Elements as they are stored, one in each lane. */
MPC_INLINE vi mpc_stored(const bf16 *, vf v) { return (vi)mpc_f32_to_bf16(v); }
MPC_INLINE vi mpc_stored(const f16 *, vf v) { return (vi)mpc_f32_to_f16(v); }
MPC_INLINE vi mpc_stored(const f8e4m3 *, vf v) { return (vi)mpc_f32_to_f8e4m3(v); }
MPC_INLINE vi mpc_stored(const int8_t *, vi v) { return v; }
MPC_INLINE vi mpc_stored(const uint8_t *, vi v) { return v; }
MPC_INLINE vi mpc_stored(const int16_t *, vi v) { return v; }
MPC_INLINE vi mpc_stored(const bool *, vi v) { return (v != 0) & 1; }

/** Stores the first n lanes. */
template <class T, class V> MPC_INLINE void mpc_store(T *p, V v, int n = MPC_LANES) {
  for (int i = 0; i < MPC_LANES; ++i) if (i < n) mpc_put(p[i], v[i]);
}
#if defined(MPC_AVX512)
MPC_INLINE void mpc_store(float *p, vf v, int n = MPC_LANES) {
  if (n >= MPC_LANES) __builtin_memcpy(p, &v, sizeof v);
  else _mm512_mask_storeu_ps(p, mpc_lanes_up_to(n), (__m512)v);
}
MPC_INLINE void mpc_store(int32_t *p, vi v, int n = MPC_LANES) {
  if (n >= MPC_LANES) __builtin_memcpy(p, &v, sizeof v);
  else _mm512_mask_storeu_epi32(p, mpc_lanes_up_to(n), (__m512i)v);
}
#define MPC_STORE(T, V, bits) \\
  MPC_INLINE void mpc_store(T *p, V v, int n = MPC_LANES) { _mm512_mask_cvtepi32_storeu_epi##bits(p, mpc_lanes_up_to(n), (__m512i)mpc_stored(p, v)); }
#else
MPC_INLINE void mpc_store(float *p, vf v, int n = MPC_LANES) {
  if (n >= MPC_LANES) __builtin_memcpy(p, &v, sizeof v);
  else for (int i = 0; i < n; ++i) p[i] = v[i];
}
MPC_INLINE void mpc_store(int32_t *p, vi v, int n = MPC_LANES) {
  if (n >= MPC_LANES) __builtin_memcpy(p, &v, sizeof v);
  else for (int i = 0; i < n; ++i) p[i] = v[i];
}
#define MPC_STORE(T, V, bits) \\
  MPC_INLINE void mpc_store(T *p, V v, int n = MPC_LANES) { \\
    const vi stored = mpc_stored(p, v); \\
    for (int i = 0; i < MPC_LANES; ++i) if (i < n) { const uint##bits##_t x = (uint##bits##_t)stored[i]; __builtin_memcpy(p + i, &x, sizeof x); } \\
  }
#endif
MPC_STORE(bf16, vf, 16)
MPC_STORE(f16, vf, 16)
MPC_STORE(f8e4m3, vf, 8)
MPC_STORE(int8_t, vi, 8)
MPC_STORE(uint8_t, vi, 8)
MPC_STORE(int16_t, vi, 16)
MPC_STORE(bool, vi, 8)
template <class T, class V> MPC_INLINE void mpc_store_strided(T *p, int64_t stride, V v, int n = MPC_LANES) {
  for (int i = 0; i < MPC_LANES; ++i) if (i < n) mpc_put(p[i * stride], v[i]);
}
template <class T, class V> MPC_INLINE void mpc_store_indexed(T *p, vi index, V v, int n = MPC_LANES) {
  for (int i = 0; i < MPC_LANES; ++i) if (i < n) mpc_put(p[index[i]], v[i]);
}

// ---- packing -----------------------------------------------------------------------------------------------------------

#if defined(MPC_SHUFFLE)
template <int D, int... I> MPC_INLINE void mpc_exchange(vf &a, vf &b, std::integer_sequence<int, I...>) {
  const vf x = __builtin_shufflevector(a, b, ((I & D) ? I - D + MPC_LANES : I)...);
  const vf y = __builtin_shufflevector(a, b, ((I & D) ? I + MPC_LANES : I + D)...);
  a = x;
  b = y;
}
template <int D> MPC_INLINE void mpc_transpose_step(vf *rows) {
  for (int r = 0; r < MPC_LANES; ++r)
    if ((r & D) == 0) mpc_exchange<D>(rows[r], rows[r + D], std::make_integer_sequence<int, MPC_LANES>());
}
MPC_INLINE void mpc_transpose(vf *rows) {
  mpc_transpose_step<1>(rows);
  mpc_transpose_step<2>(rows);
#if MPC_LANES >= 8
  mpc_transpose_step<4>(rows);
#endif
#if MPC_LANES >= 16
  mpc_transpose_step<8>(rows);
#endif
}
#else
MPC_INLINE void mpc_transpose(vf *rows) {
  for (int r = 0; r < MPC_LANES; ++r)
    for (int c = 0; c < r; ++c) { const float x = rows[r][c]; rows[r][c] = rows[c][r]; rows[c][r] = x; }
}
#endif

/**
 * tile[i * width + l] = rows[l * stride + i] for i < length, l < width: rows become columns, widened to float.
 * Rows n and up are taken as row n - 1. \`width\` is a multiple of MPC_LANES.
 */
template <class T> __attribute__((noinline, unused))
static void mpc_pack(float *tile, const T *rows, int64_t stride, int length, int n, int width) {
  for (int l = 0; l < width; l += MPC_LANES)
    for (int i = 0; i < length; i += MPC_LANES) {
      vf block[MPC_LANES];
      for (int r = 0; r < MPC_LANES; ++r) block[r] = mpc_load(rows + (l + r < n ? l + r : n - 1) * stride + i);
      mpc_transpose(block);
      const int columns = length - i < MPC_LANES ? length - i : MPC_LANES;
      for (int c = 0; c < columns; ++c) mpc_store(tile + (i + c) * width + l, block[c]);
    }
}

/** Widens n elements. \`to\` has room for whole vectors. */
template <class T> MPC_INLINE void mpc_widen_all(float *to, const T *from, int64_t n) {
  for (int64_t i = 0; i < n; i += MPC_LANES) mpc_store(to + i, mpc_load(from + i));
}

/** to[0 .. n) = value */
template <class T, class V> MPC_INLINE void mpc_fill(T *to, int64_t n, V value) {
  if (n > 0) std::fill(to, to + n, (T)value);
}

#endif
`,
  'mpc_select.h': `// Exact top-k, filtering, and the blocks of an online softmax.
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

/** The lanes (of the first n) whose key beats \`least\`, as bits. */
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

  /** keys[i] belongs to id first + i. Each thread must offer its ids in ascending order. \`keys\` is padded. */
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

  /** Writes the ids, largest key first, then -1 up to \`width\`. */
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
`,
  'mpc_threads.h': `// A pool of threads that lives as long as the process. Libraries of one process share it (\`mpc_use_pool\`).
#ifndef MPC_THREADS_H
#define MPC_THREADS_H

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <system_error>
#include <thread>

#include "mpc_vector.h"

/** Runs a range of items. */
typedef void (*mpc_body)(void *context, int64_t begin, int64_t end);

/** What a pool offers, to other libraries too. */
struct mpc_pool_calls {
  uint64_t version;
  void (*resize)(int threads);
  /** Threads that share a loop at most, with the caller. */
  int (*threads)();
  /** Number of the calling thread while it runs a range: 0 .. threads() - 1. */
  int (*self)();
  /** Calls body(context, begin, end) for ranges of \`chunk\` items that cover all of them, on several threads. */
  void (*run)(int64_t items, int64_t chunk, mpc_body body, void *context);
};

namespace {  // of one library, whatever other libraries are loaded

/**
 * The caller of a loop works like the other threads, and waits for those alone that have joined it: a thread that sleeps, or has not
 * noticed, costs it nothing. Threads look out for work for a while before they sleep; whoever finishes a chunk while places are free,
 * threads asleep and enough is left wakes one of them.
 */
class mpc_pool {
 public:
  static mpc_pool &instance() {
    static mpc_pool *pool = new mpc_pool;  // never destroyed: its threads end with the process
    return *pool;
  }

  static const mpc_pool_calls *calls() {
    static const mpc_pool_calls mine = {
      1, [](int threads) { instance().resize(threads); }, [] { return instance().threads(); }, [] { return self(); },
      [](int64_t items, int64_t chunk, mpc_body body, void *context) { instance().run(items, chunk, body, context); },
    };
    return &mine;
  }

  void resize(int threads) { wanted_.store(threads < 1 ? 1 : std::min(threads, kMost), std::memory_order_relaxed); }
  int threads() const { return wanted_.load(std::memory_order_relaxed); }

  static int &self() {
    static thread_local int id = 0;
    return id;
  }

  void run(int64_t items, int64_t chunk, mpc_body body, void *context) {
    const int64_t chunks = (items + chunk - 1) / chunk;
    const uint64_t helpers = (uint64_t)(std::min<int64_t>(threads(), chunks) - 1);
    if (helpers < 1 || inside() || !running_.try_lock()) return body(context, 0, items);
    std::lock_guard<std::mutex> guard(running_, std::adopt_lock);
    while (started_ < (int)helpers && start()) continue;
    round_ = {items, chunk, body, context};
    next_.store(0, std::memory_order_relaxed);
    left_.store(0, std::memory_order_relaxed);
    const uint64_t number = (state_.load(std::memory_order_relaxed) >> 32) + 1;
    state_.store(number << 32 | helpers << 16 | helpers);
    inside() = true;
    work();
    inside() = false;
    const uint64_t joined = helpers - (state_.exchange(number << 32) & kPlaces);
    for (int spin = 0; left_.load(std::memory_order_acquire) != joined; ++spin) {
      if (spin < 4096) relax();
      else std::this_thread::yield();
    }
  }

 private:
  static constexpr int kMost = 256;
  /** How long a thread looks out before it sleeps; shorter where threads have to share processors. */
  static constexpr std::chrono::microseconds kPatience{2000}, kShared{20};
  /** What a thread that sleeps needs to wake up, and who wakes it to do so. */
  static constexpr std::chrono::microseconds kWaking{60};
  static constexpr uint64_t kPlaces = 0xffff;

  static bool &inside() {
    static thread_local bool flag = false;
    return flag;
  }

  void work() {
    typedef std::chrono::steady_clock Clock;
    const Round round = round_;
    for (int64_t at = next_.fetch_add(round.chunk, std::memory_order_relaxed); at < round.items;) {
      const bool some = asleep_.load(std::memory_order_relaxed) > 0;
      const auto start = some ? Clock::now() : Clock::time_point();
      round.body(round.context, at, std::min(at + round.chunk, round.items));
      at = next_.fetch_add(round.chunk, std::memory_order_relaxed);
      // At this pace what is left takes longer than it takes to wake a thread.
      if (some && at < round.items && (Clock::now() - start) * ((round.items - at) / round.chunk) > kWaking) wake();
    }
  }

  /** Wakes a thread if fewer look out than the round has places. */
  void wake() {
    if ((int)(state_.load() & kPlaces) <= looking_.load()) return;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (calls_ >= asleep_.load(std::memory_order_relaxed)) return;
      ++calls_;
    }
    called_.notify_one();
  }

  /** False if the system gives no more threads; the others do its work. */
  bool start() {
    try {
      std::thread([this] { serve(); }).detach();
    } catch (const std::system_error &) {
      return false;
    }
    ++started_;
    return true;
  }

  void serve() {
    inside() = true;
    for (uint64_t seen = 0;;) {
      looking_.fetch_add(1);
      const bool found = look(seen);
      looking_.fetch_sub(1);
      if (found) join(seen);
      else sleep(seen);
    }
  }

  /** True if a round has places that this thread has not worked on. */
  bool open(uint64_t seen) const {
    const uint64_t state = state_.load();
    return (state & kPlaces) > 0 && state >> 32 != seen;
  }

  bool look(uint64_t seen) {
    typedef std::chrono::steady_clock Clock;
    const auto patience = threads() > processors_ ? kShared : kPatience;
    for (const auto start = Clock::now();;) {
      for (int spin = 0; spin < 32; ++spin) {
        if (open(seen)) return true;
        relax();
      }
      if (Clock::now() - start > patience) return false;
      std::this_thread::yield();  // to a thread that works, if it waits for this processor
    }
  }

  void join(uint64_t &seen) {
    uint64_t state = state_.load(std::memory_order_acquire);
    do {
      if ((state & kPlaces) == 0) return;
    } while (!state_.compare_exchange_weak(state, state - 1, std::memory_order_acq_rel));
    seen = state >> 32;
    self() = (int)((state >> 16 & kPlaces) - (state & kPlaces)) + 1;
    work();
    left_.fetch_add(1, std::memory_order_release);
  }

  void sleep(uint64_t seen) {
    std::unique_lock<std::mutex> lock(mutex_);
    asleep_.fetch_add(1);
    called_.wait(lock, [&] { return calls_ > 0 || open(seen); });
    asleep_.fetch_sub(1);
    if (calls_ > 0) --calls_;
  }

  static void relax() {
#if defined(__x86_64__)
    _mm_pause();
#elif defined(__aarch64__)
    __asm__ __volatile__("yield");
#endif
  }

  struct Round { int64_t items, chunk; mpc_body body; void *context; };

  /** Number of the round, how many threads it asks for, and how many of these places are free. */
  alignas(64) std::atomic<uint64_t> state_{0};
  alignas(64) std::atomic<int64_t> next_{0};
  alignas(64) std::atomic<uint64_t> left_{0};
  alignas(64) Round round_{0, 1, nullptr, nullptr};
  alignas(64) std::atomic<int> looking_{0};
  std::atomic<int> asleep_{0};
  std::mutex mutex_;
  std::condition_variable called_;
  int calls_ = 0;
  alignas(64) std::mutex running_;
  int started_ = 0;
  const int processors_ = (int)std::max(1u, std::thread::hardware_concurrency());
  std::atomic<int> wanted_{std::min(kMost, processors_)};
};

/** The pool of this library's loops: its own unless it was given another one. */
std::atomic<const mpc_pool_calls *> mpc_pool_given{nullptr};

}  // namespace

MPC_INLINE const mpc_pool_calls &mpc_threads() {
  const mpc_pool_calls *given = mpc_pool_given.load(std::memory_order_acquire);
  return given ? *given : *mpc_pool::calls();
}

/** Has the loops of this library run on another one's pool, if it is of the same version (null: no change). Returns the pool in use. */
MPC_INLINE const void *mpc_adopt_pool(const void *pool) {
  const mpc_pool_calls *given = (const mpc_pool_calls *)pool;
  if (given && given->version == mpc_pool::calls()->version) mpc_pool_given.store(given, std::memory_order_release);
  return &mpc_threads();
}

/** Items that make a chunk worth another thread, when one item takes about \`work\` operations. */
MPC_INLINE int64_t mpc_grain(double work) {
  const double items = 65536.0 / (work < 1.0 ? 1.0 : work);
  return items < 1.0 ? 1 : (int64_t)items;
}

/** Blocks of a chunk: at least \`least\`, about four chunks a thread where there is enough, else as many for each thread. */
MPC_INLINE int64_t mpc_chunk(int64_t blocks, int64_t least, int64_t threads) {
  const int64_t most = std::max<int64_t>(1, blocks / least);
  const int64_t chunks = most >= 4 * threads ? 4 * threads : most > threads ? most / threads * threads : most;
  return (blocks + chunks - 1) / chunks;
}

/** body(begin, end) over [lo, hi), cut at lo + whole multiples of \`step\`. At least \`grain\` items a chunk. */
template <class Body> MPC_INLINE void mpc_parallel_for(int lo, int hi, int step, int64_t grain, const Body &body) {
  if (hi <= lo) return;
  struct Context { const Body *body; int lo, hi, step; } context = {&body, lo, hi, step};
  const int64_t blocks = ((int64_t)hi - lo + step - 1) / step;
  const mpc_pool_calls &pool = mpc_threads();
  pool.run(blocks, mpc_chunk(blocks, std::max<int64_t>(1, (grain + step - 1) / step), pool.threads()), [](void *c, int64_t begin, int64_t end) {
    const Context &at = *(const Context *)c;
    (*at.body)((int)(at.lo + begin * at.step), (int)std::min<int64_t>(at.lo + end * at.step, at.hi));
  }, &context);
}

#endif
`,
  'mpc_vector.h': `// Vectors of MPC_LANES lanes (GCC and clang vector extensions) and the element types of tensors.
#ifndef MPC_VECTOR_H
#define MPC_VECTOR_H

#include <cstdint>
#include <utility>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512VL__) && defined(__AVX512DQ__)
#define MPC_AVX512 1
#define MPC_LANES 16
#elif defined(__AVX2__)
#define MPC_LANES 8
#else
#define MPC_LANES 4
#endif
#define MPC_PADDING 1024

#define MPC_INLINE static inline __attribute__((always_inline, unused))
#define MPC_FN __attribute__((always_inline, unused))


// ---- element types -----------------------------------------------------------------------------------------------------

struct bf16 { uint16_t bits; };
struct f16 { uint16_t bits; };
struct f8e4m3 { uint8_t bits; };

// ---- vectors -----------------------------------------------------------------------------------------------------------

typedef float vf __attribute__((vector_size(4 * MPC_LANES)));
typedef int vi __attribute__((vector_size(4 * MPC_LANES)));  // also the result of comparisons: -1 true, 0 false
typedef unsigned vu __attribute__((vector_size(4 * MPC_LANES)));
typedef double vd __attribute__((vector_size(8 * MPC_LANES)));
typedef int64_t vl __attribute__((vector_size(8 * MPC_LANES)));
typedef uint8_t vb __attribute__((vector_size(MPC_LANES)));
typedef int8_t vsb __attribute__((vector_size(MPC_LANES)));
typedef uint16_t vh __attribute__((vector_size(2 * MPC_LANES)));
typedef int16_t vsh __attribute__((vector_size(2 * MPC_LANES)));

MPC_INLINE vf mpc_splat(float x) { return x - vf{}; }
MPC_INLINE vi mpc_splat(int x) { return x - vi{}; }
MPC_INLINE vi mpc_splat(bool x) { return -(int)x - vi{}; }
MPC_INLINE vi mpc_lane_numbers() {
#if MPC_LANES == 16
  return vi{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
#elif MPC_LANES == 8
  return vi{0, 1, 2, 3, 4, 5, 6, 7};
#else
  return vi{0, 1, 2, 3};
#endif
}
/** first, first + 1, ... */
MPC_INLINE vi mpc_iota(int first) { return first + mpc_lane_numbers(); }
/** True in the first n lanes. */
MPC_INLINE vi mpc_first(int n) { return mpc_lane_numbers() < n; }

template <class F> struct mpc_types;
template <> struct mpc_types<vf> { typedef vi I; typedef vd D; };
MPC_INLINE vi mpc_bits(vf x) { return (vi)x; }
MPC_INLINE vf mpc_from_bits(vi x) { return (vf)x; }
MPC_INLINE vf mpc_from_bits(vu x) { return (vf)x; }
MPC_INLINE vf mpc_choose(vi c, vf a, vf b) { return c ? a : b; }
MPC_INLINE vi mpc_choose(vi c, vi a, vi b) { return c ? a : b; }
MPC_INLINE vf mpc_like(vf, float c) { return mpc_splat(c); }
MPC_INLINE vi mpc_to_int(vf x) { return __builtin_convertvector(x, vi); }
MPC_INLINE vf mpc_to_float(vi x) { return __builtin_convertvector(x, vf); }
#if defined(MPC_AVX512)
// By halves: compilers go lane by lane.
MPC_INLINE vd mpc_widen(vf x) {
  const __m512d low = _mm512_maskz_cvtps_pd((__mmask8)-1, _mm512_maskz_extractf32x8_ps((__mmask8)-1, (__m512)x, 0));
  const __m512d high = _mm512_maskz_cvtps_pd((__mmask8)-1, _mm512_maskz_extractf32x8_ps((__mmask8)-1, (__m512)x, 1));
  vd r;
  __builtin_memcpy(&r, &low, sizeof low);
  __builtin_memcpy((char *)&r + sizeof low, &high, sizeof high);
  return r;
}
MPC_INLINE vf mpc_narrow(vd x) {
  __m512d low, high;
  __builtin_memcpy(&low, &x, sizeof low);
  __builtin_memcpy(&high, (char *)&x + sizeof low, sizeof high);
  const __m512 first = _mm512_castps256_ps512(_mm512_maskz_cvtpd_ps((__mmask8)-1, low));
  return (vf)_mm512_maskz_insertf32x8((__mmask16)-1, first, _mm512_maskz_cvtpd_ps((__mmask8)-1, high), 1);
}
#else
MPC_INLINE vd mpc_widen(vf x) { return __builtin_convertvector(x, vd); }
MPC_INLINE vf mpc_narrow(vd x) { return __builtin_convertvector(x, vf); }
#endif
MPC_INLINE vf mpc_abs(vf x) { return (vf)((vi)x & 0x7fffffff); }
MPC_INLINE vi mpc_abs(vi x) { return x < 0 ? -x : x; }
MPC_INLINE vf mpc_min(vf a, vf b) { return b < a ? b : a; }
MPC_INLINE vf mpc_max(vf a, vf b) { return a < b ? b : a; }
MPC_INLINE vf mpc_fmin(vf a, vf b) { return a <= b ? a : (b == b ? b : a); }
MPC_INLINE vf mpc_fmax(vf a, vf b) { return a >= b ? a : (b == b ? b : a); }
MPC_INLINE vi mpc_min(vi a, vi b) { return b < a ? b : a; }
MPC_INLINE vi mpc_max(vi a, vi b) { return a < b ? b : a; }
MPC_INLINE vi mpc_not(vi x) { return ~x; }
/** A mask as numbers 0 and 1. */
MPC_INLINE vi mpc_mask_to_int(vi x) { return -x; }

MPC_INLINE vf mpc_fma(vf a, vf b, vf c) {
#if defined(MPC_AVX512)
  return (vf)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
#elif defined(__AVX2__) && defined(__FMA__)
  return (vf)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
#elif defined(__x86_64__)
  return a * b + c;
#elif defined(__clang__)
  return __builtin_elementwise_fma(a, b, c);
#else
  vf r;
  for (int i = 0; i < MPC_LANES; ++i) r[i] = __builtin_fmaf(a[i], b[i], c[i]);
  return r;
#endif
}

#include "mpc_math.h"

MPC_INLINE vf mpc_fma(float a, vf b, vf c) { return mpc_fma(mpc_splat(a), b, c); }
MPC_INLINE vf mpc_fma(vf a, float b, vf c) { return mpc_fma(a, mpc_splat(b), c); }

// Narrow floats, as in mpc_math.h but with a vector of bits in the lanes of whole numbers.
MPC_INLINE vf mpc_f16_to_f32(vu x) {
  const vu magnitude = (x & 0x7fffu) << 13, sign = (x & 0x8000u) << 16;
  const vu finite = (vu)((vf)magnitude * 5.192296858534828e33f);
  return (vf)(sign | (magnitude >= 0x0f800000u ? magnitude | 0x7f800000u : finite));
}
MPC_INLINE vf mpc_f8e4m3_to_f32(vu x) {
  const vu magnitude = (x & 0x7fu) << 20, sign = (x & 0x80u) << 24;
  const vu finite = (vu)((vf)magnitude * 1.329227995784916e36f);
  return (vf)(sign | (magnitude == 0x07f00000u ? 0x7fc00000u - vu{} : finite));
}
MPC_INLINE vu mpc_f32_to_bf16(vf x) {
  const vu i = (vu)x;
  return (i & 0x7fffffffu) > 0x7f800000u ? (i >> 16) | 0x40u : (i + 0x7fffu + ((i >> 16) & 1u)) >> 16;
}
MPC_INLINE vu mpc_f32_to_f16(vf x) {
  const vu i = (vu)x, a = i & 0x7fffffffu;
  const vu special = a > 0x7f800000u ? 0x7e00u - vu{} : 0x7c00u - vu{};
  const vu subnormal = (vu)((vf)a + 0.5f) - 0x3f000000u;
  const vu normal = (a - 0x38000000u + 0xfffu + ((a >> 13) & 1u)) >> 13;
  return ((i >> 16) & 0x8000u) | (a >= 0x47800000u ? special : a < 0x38800000u ? subnormal : normal);
}
MPC_INLINE vu mpc_f32_to_f8e4m3(vf x) {
  const vu i = (vu)x, whole = i & 0x7fffffffu;
  const vu a = whole > 0x43e00000u ? 0x43e00000u - vu{} : whole;
  const vu subnormal = (vu)((vf)a + 16384.0f) - 0x46800000u;
  const vu normal = (a - 0x3c000000u + 0x7ffffu + ((a >> 20) & 1u)) >> 20;
  return ((i >> 24) & 0x80u) | (whole > 0x7f800000u ? 0x7fu - vu{} : a < 0x3c800000u ? subnormal : normal);
}
MPC_INLINE vf mpc_round_bf16(vf x) { return (vf)(mpc_f32_to_bf16(x) << 16); }
MPC_INLINE vf mpc_round_f16(vf x) { return mpc_f16_to_f32(mpc_f32_to_f16(x)); }
MPC_INLINE vf mpc_round_f8e4m3(vf x) { return mpc_f8e4m3_to_f32(mpc_f32_to_f8e4m3(x)); }

// Functions without a vector form of their own go lane by lane.
#define MPC_LANEWISE(name, V) \\
  MPC_INLINE V name(V x) { V r; for (int i = 0; i < MPC_LANES; ++i) r[i] = name(x[i]); return r; }
#define MPC_LANEWISE2(name, V) \\
  MPC_INLINE V name(V x, V y) { V r; for (int i = 0; i < MPC_LANES; ++i) r[i] = name(x[i], y[i]); return r; }
#if defined(MPC_AVX512)
MPC_INLINE vf mpc_floor(vf x) { return (vf)_mm512_maskz_roundscale_ps((__mmask16)-1, (__m512)x, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC); }
MPC_INLINE vf mpc_ceil(vf x) { return (vf)_mm512_maskz_roundscale_ps((__mmask16)-1, (__m512)x, _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC); }
MPC_INLINE vf mpc_sqrt(vf x) { return (vf)_mm512_maskz_sqrt_ps((__mmask16)-1, (__m512)x); }
MPC_INLINE vi mpc_truncate(vf x) {
  const __m512 v = (__m512)x;
  const __m512i fits = _mm512_maskz_cvttps_epi32((__mmask16)-1, v);  // -2^31 where it does not
  const __m512i high = _mm512_mask_mov_epi32(fits, _mm512_cmp_ps_mask(v, _mm512_set1_ps(2147483648.0f), _CMP_GE_OQ), _mm512_set1_epi32(2147483647));
  return (vi)_mm512_maskz_mov_epi32(_mm512_cmp_ps_mask(v, v, _CMP_ORD_Q), high);
}
#else
MPC_LANEWISE(mpc_floor, vf)
MPC_LANEWISE(mpc_ceil, vf)
MPC_INLINE vf mpc_sqrt(vf x) { vf r; for (int i = 0; i < MPC_LANES; ++i) r[i] = __builtin_sqrtf(x[i]); return r; }
MPC_INLINE vi mpc_truncate(vf x) { vi r; for (int i = 0; i < MPC_LANES; ++i) r[i] = mpc_truncate(x[i]); return r; }
#endif
MPC_LANEWISE2(mpc_pow, vf)
MPC_LANEWISE2(mpc_floor_div, vi)
MPC_LANEWISE2(mpc_floor_mod, vi)
MPC_INLINE float mpc_sqrt(float x) { return __builtin_sqrtf(x); }
MPC_INLINE float mpc_rsqrt(float x) { return 1.0f / mpc_sqrt(x); }
MPC_INLINE vf mpc_rsqrt(vf x) { return 1.0f / mpc_sqrt(x); }
MPC_INLINE vi mpc_popcount(vi x) {
  vu v = (vu)x;
  v = v - ((v >> 1) & 0x55555555u);
  v = (v & 0x33333333u) + ((v >> 2) & 0x33333333u);
  v = (v + (v >> 4)) & 0x0f0f0f0fu;
  return (vi)((v * 0x01010101u) >> 24);
}

#if defined(__clang__) || __GNUC__ >= 12
#define MPC_SHUFFLE 1
/** Lane i takes lane i ^ D. */
template <int D, class V, int... I> MPC_INLINE V mpc_swapped(V v, std::integer_sequence<int, I...>) {
  return __builtin_shufflevector(v, v, (I ^ D)...);
}
template <int D, class V> MPC_INLINE V mpc_swap(V v) {
  return mpc_swapped<D>(v, std::make_integer_sequence<int, MPC_LANES>());
}
#else
template <int D, class V> MPC_INLINE V mpc_swap(V v) {
  V r;
  for (int i = 0; i < MPC_LANES; ++i) r[i] = v[i ^ D];
  return r;
}
#endif
template <class V, class Op> MPC_INLINE V mpc_across(V v, Op op) {
#if MPC_LANES >= 16
  v = op(v, mpc_swap<8>(v));
#endif
#if MPC_LANES >= 8
  v = op(v, mpc_swap<4>(v));
#endif
  v = op(v, mpc_swap<2>(v));
  return op(v, mpc_swap<1>(v));
}
/** Sum, minimum and maximum over the lanes, in the order of a halving tree. */
MPC_INLINE float mpc_sum_lanes(vf v) { return mpc_across(v, [](vf a, vf b) { return a + b; })[0]; }
MPC_INLINE int mpc_sum_lanes(vi v) { return mpc_across(v, [](vi a, vi b) { return a + b; })[0]; }
MPC_INLINE float mpc_min_lanes(vf v) { return mpc_across(v, [](vf a, vf b) { return mpc_min(a, b); })[0]; }
MPC_INLINE float mpc_max_lanes(vf v) { return mpc_across(v, [](vf a, vf b) { return mpc_max(a, b); })[0]; }
MPC_INLINE int mpc_min_lanes(vi v) { return mpc_across(v, [](vi a, vi b) { return mpc_min(a, b); })[0]; }
MPC_INLINE int mpc_max_lanes(vi v) { return mpc_across(v, [](vi a, vi b) { return mpc_max(a, b); })[0]; }

#endif
`,
} as const satisfies Readonly<Record<string, string>>;
