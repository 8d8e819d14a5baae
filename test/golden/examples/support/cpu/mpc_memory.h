// Loads and stores that widen and narrow, whole vectors or the first lanes of them, and packing of rows into columns.
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
#define MPC_STORE(T, V, bits) \
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
#define MPC_STORE(T, V, bits) \
  MPC_INLINE void mpc_store(T *p, V v, int n = MPC_LANES) { \
    const vi stored = mpc_stored(p, v); \
    for (int i = 0; i < MPC_LANES; ++i) if (i < n) { const uint##bits##_t x = (uint##bits##_t)stored[i]; __builtin_memcpy(p + i, &x, sizeof x); } \
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
 * Rows n and up are taken as row n - 1. `width` is a multiple of MPC_LANES.
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

/** Widens n elements. `to` has room for whole vectors. */
template <class T> MPC_INLINE void mpc_widen_all(float *to, const T *from, int64_t n) {
  for (int64_t i = 0; i < n; i += MPC_LANES) mpc_store(to + i, mpc_load(from + i));
}

/** to[0 .. n) = value */
template <class T, class V> MPC_INLINE void mpc_fill(T *to, int64_t n, V value) {
  if (n > 0) std::fill(to, to + n, (T)value);
}

#endif
