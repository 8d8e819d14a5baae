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

/** MPC_LANES consecutive elements, widened. */
MPC_INLINE vf mpc_load(const float *p) { return mpc_bytes<vf>(p); }
MPC_INLINE vf mpc_load(const bf16 *p) { return (vf)(__builtin_convertvector(mpc_bytes<vh>(p), vu) << 16); }
MPC_INLINE vf mpc_load(const f16 *p) {
#if defined(MPC_AVX512)
  return (vf)_mm512_maskz_cvtph_ps((__mmask16)-1, (__m256i)mpc_bytes<vh>(p));
#elif defined(__AVX2__) && defined(__F16C__)
  return (vf)_mm256_cvtph_ps((__m128i)mpc_bytes<vh>(p));
#else
  const vu x = __builtin_convertvector(mpc_bytes<vh>(p), vu);
  const vu magnitude = (x & 0x7fffu) << 13, sign = (x & 0x8000u) << 16;
  const vu finite = (vu)((vf)magnitude * 5.192296858534828e33f);
  return (vf)(sign | (magnitude >= 0x0f800000u ? magnitude | 0x7f800000u : finite));
#endif
}
MPC_INLINE vf mpc_load(const f8e4m3 *p) {
  const vu x = __builtin_convertvector(mpc_bytes<vb>(p), vu);
  const vu magnitude = (x & 0x7fu) << 20, sign = (x & 0x80u) << 24;
  const vu finite = (vu)((vf)magnitude * 1.329227995784916e36f);
  return (vf)(sign | (magnitude == 0x07f00000u ? magnitude | 0x7fc00000u : finite));
}
MPC_INLINE vi mpc_load(const int8_t *p) { return __builtin_convertvector(mpc_bytes<vsb>(p), vi); }
MPC_INLINE vi mpc_load(const int16_t *p) { return __builtin_convertvector(mpc_bytes<vsh>(p), vi); }
MPC_INLINE vi mpc_load(const int32_t *p) { return mpc_bytes<vi>(p); }
MPC_INLINE vi mpc_load(const uint32_t *p) { return mpc_bytes<vi>(p); }
MPC_INLINE vi mpc_load(const int64_t *p) { return __builtin_convertvector(mpc_bytes<vl>(p), vi); }
MPC_INLINE vi mpc_load(const uint8_t *p) { return __builtin_convertvector(mpc_bytes<vb>(p), vi); }
MPC_INLINE vi mpc_load(const bool *p) { return __builtin_convertvector(mpc_bytes<vb>(p), vi) != 0; }

MPC_INLINE int mpc_lane_value(int x) { return x; }
MPC_INLINE float mpc_lane_value(float x) { return x; }
MPC_INLINE int mpc_lane_value(bool x) { return -(int)x; }

/** Elements p[0], p[stride], ...; only the first n lanes are read, the others are 0. */
template <class T> MPC_INLINE typename mpc_wide<T>::V mpc_load_strided(const T *p, int64_t stride, int n) {
  typename mpc_wide<T>::V v{};
  for (int i = 0; i < MPC_LANES; ++i) if (i < n) v[i] = mpc_lane_value(mpc_get(p[i * stride]));
  return v;
}
/** Elements p[index[lane]]; only the first n lanes are read, the others are 0. */
template <class T> MPC_INLINE typename mpc_wide<T>::V mpc_gather(const T *p, vi index, int n) {
  typename mpc_wide<T>::V v{};
  for (int i = 0; i < MPC_LANES; ++i) if (i < n) v[i] = mpc_lane_value(mpc_get(p[index[i]]));
  return v;
}

/** Stores the first n lanes. */
template <class T, class V> MPC_INLINE void mpc_store(T *p, V v, int n = MPC_LANES) {
  for (int i = 0; i < MPC_LANES; ++i) if (i < n) mpc_put(p[i], v[i]);
}
MPC_INLINE void mpc_store(float *p, vf v, int n = MPC_LANES) {
  if (n >= MPC_LANES) __builtin_memcpy(p, &v, sizeof v);
  else for (int i = 0; i < n; ++i) p[i] = v[i];
}
MPC_INLINE void mpc_store(int32_t *p, vi v, int n = MPC_LANES) {
  if (n >= MPC_LANES) __builtin_memcpy(p, &v, sizeof v);
  else for (int i = 0; i < n; ++i) p[i] = v[i];
}
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
