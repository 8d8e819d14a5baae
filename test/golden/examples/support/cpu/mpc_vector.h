// Vectors of MPC_LANES lanes (GCC and clang vector extensions) and the element types of tensors.
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
#define MPC_LANEWISE(name, V) \
  MPC_INLINE V name(V x) { V r; for (int i = 0; i < MPC_LANES; ++i) r[i] = name(x[i]); return r; }
#define MPC_LANEWISE2(name, V) \
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
