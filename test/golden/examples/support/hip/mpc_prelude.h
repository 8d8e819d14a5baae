// What the generated kernels need beside the C++ language: HIP's names where no HIP headers are there, element types,
// vector loads, and operations across the lanes of a wave and of a block.
//
// Four ways to compile, one source:
//   hipcc                  <hip/hip_runtime.h> gives the HIP names
//   nvcc                   CUDA has the same names built in
//   clang, freestanding    -DMPC_FREESTANDING, for amdgcn (-x hip) and for NVIDIA PTX (-x cuda): no SDK at all
//   a CPU                  -DMPC_ON_CPU, with the names given by an emulation header (tests)
#ifndef MPC_PRELUDE_H
#define MPC_PRELUDE_H

#if defined(MPC_ON_CPU)
#define MPC_FN
#elif defined(MPC_FREESTANDING)
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __shared__ __attribute__((shared))
#define __forceinline__ inline __attribute__((always_inline))
#define MPC_FN __device__
#elif defined(__NVCC__)
#define MPC_FN __device__
#else
#include <hip/hip_runtime.h>
#define MPC_FN __device__
#endif

#if defined(__AMDGCN__) || defined(__HIP_PLATFORM_AMD__)
#define MPC_AMD 1
#ifndef MPC_WAVE
#define MPC_WAVE 64
#endif
#else
#ifndef MPC_WAVE
#define MPC_WAVE 32
#endif
#endif

#if defined(MPC_FREESTANDING)
#if defined(__AMDGCN__)
// At least two waves for each SIMD: the register allocator would else trade them for unrolling.
#define __launch_bounds__(n) __attribute__((amdgpu_flat_work_group_size(n, n), amdgpu_waves_per_eu(2)))
#define MPC_THREAD_ID __builtin_amdgcn_workitem_id_x()
#define MPC_BLOCK_ID(axis) __builtin_amdgcn_workgroup_id_##axis()
MPC_FN __forceinline__ void __syncthreads() {
  __builtin_amdgcn_fence(__ATOMIC_RELEASE, "workgroup");
  __builtin_amdgcn_s_barrier();
  __builtin_amdgcn_fence(__ATOMIC_ACQUIRE, "workgroup");
}
#else
#define __launch_bounds__(n) __attribute__((launch_bounds(n)))
#define MPC_THREAD_ID __nvvm_read_ptx_sreg_tid_x()
#define MPC_BLOCK_ID(axis) __nvvm_read_ptx_sreg_ctaid_##axis()
#endif
struct mpc_thread_index {
  __declspec(property(get = get_x)) unsigned x;
  static MPC_FN unsigned get_x() { return MPC_THREAD_ID; }
};
struct mpc_block_index {
  __declspec(property(get = get_x)) unsigned x;
  __declspec(property(get = get_y)) unsigned y;
  __declspec(property(get = get_z)) unsigned z;
  static MPC_FN unsigned get_x() { return MPC_BLOCK_ID(x); }
  static MPC_FN unsigned get_y() { return MPC_BLOCK_ID(y); }
  static MPC_FN unsigned get_z() { return MPC_BLOCK_ID(z); }
};
extern const MPC_FN mpc_thread_index threadIdx;
extern const MPC_FN mpc_block_index blockIdx;
#endif

#ifndef MPC_ON_CPU
#define MPC_INLINE MPC_FN __forceinline__
#else
#define MPC_INLINE inline
#endif

#include "mpc_math.h"

MPC_INLINE float mpc_sqrt(float x) { return __builtin_sqrtf(x); }
MPC_INLINE float mpc_rsqrt(float x) { return 1.0f / __builtin_sqrtf(x); }

// ---- elements and vector loads ------------------------------------------------------------------------------------

/** Stored forms of the narrow floats; they widen exactly to f32. */
struct mpc_f16 { unsigned short bits; };
struct mpc_bf16 { unsigned short bits; };
struct mpc_f8e4m3 { unsigned char bits; };

MPC_INLINE float mpc_f32(float x) { return x; }
MPC_INLINE float mpc_f32(mpc_bf16 x) { return mpc_bf16_to_f32(x.bits); }
MPC_INLINE float mpc_f32(mpc_f8e4m3 x) { return mpc_f8e4m3_to_f32(x.bits); }
#if defined(__clang__) && !defined(MPC_ON_CPU)
MPC_INLINE float mpc_f32(mpc_f16 x) { return (float)__builtin_bit_cast(_Float16, x.bits); }
#else
MPC_INLINE float mpc_f32(mpc_f16 x) { return mpc_f16_to_f32(x.bits); }
#endif

MPC_INLINE mpc_f16 mpc_to_f16(float x) { return mpc_f16{mpc_f32_to_f16(x)}; }
MPC_INLINE mpc_bf16 mpc_to_bf16(float x) { return mpc_bf16{mpc_f32_to_bf16(x)}; }
MPC_INLINE mpc_f8e4m3 mpc_to_f8e4m3(float x) { return mpc_f8e4m3{mpc_f32_to_f8e4m3(x)}; }

template <class T, int N> struct mpc_vec {
  T v[N];
  MPC_INLINE T operator[](int i) const { return v[i]; }
};

template <int BYTES> struct mpc_words;
template <> struct alignas(16) mpc_words<16> { unsigned w[4]; };
template <> struct alignas(8) mpc_words<8> { unsigned w[2]; };
template <> struct alignas(4) mpc_words<4> { unsigned w[1]; };

template <class T> struct mpc_scalar { typedef int type; };
template <> struct mpc_scalar<float> { typedef float type; };
template <> struct mpc_scalar<mpc_f16> { typedef float type; };
template <> struct mpc_scalar<mpc_bf16> { typedef float type; };
template <> struct mpc_scalar<mpc_f8e4m3> { typedef float type; };

MPC_INLINE void mpc_unpack(unsigned w, float *out, const float *) {
  out[0] = mpc_from_bits(w);
}
MPC_INLINE void mpc_unpack(unsigned w, float *out, const mpc_bf16 *) {
  out[0] = mpc_from_bits(w << 16);
  out[1] = mpc_from_bits(w & 0xffff0000u);
}
MPC_INLINE void mpc_unpack(unsigned w, float *out, const mpc_f16 *) {
  out[0] = mpc_f32(mpc_f16{(unsigned short)w});
  out[1] = mpc_f32(mpc_f16{(unsigned short)(w >> 16)});
}
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 890
MPC_INLINE unsigned mpc_f8x2_to_f16x2(unsigned short x) {
  unsigned r;
  asm("cvt.rn.f16x2.e4m3x2 %0, %1;" : "=r"(r) : "h"(x));
  return r;
}
#else
MPC_INLINE unsigned mpc_f8_to_f16(unsigned x) {  // exact: every e4m3 value is a normal f16, zero or NaN
  const unsigned magnitude = x & 0x7fu;
  const unsigned finite = mpc_f32_to_f16(mpc_f8e4m3_to_f32((unsigned char)magnitude));
  return ((x & 0x80u) << 8) | (magnitude == 0x7fu ? 0x7e00u : finite);
}
MPC_INLINE unsigned mpc_f8x2_to_f16x2(unsigned short x) {
#if defined(__clang__) && defined(__AMDGCN__)
  typedef _Float16 half2 __attribute__((ext_vector_type(2)));
  const unsigned wide = ((x & 0x7f00u) << 15) | ((x & 0x007fu) << 7);  // exponent bias 7 instead of 15
  const unsigned scaled = __builtin_bit_cast(unsigned, __builtin_bit_cast(half2, wide) * (half2){256.0f16, 256.0f16});
  const unsigned nan = ((x & 0x7fu) == 0x7fu ? 0x7e00u : 0u) | ((x & 0x7f00u) == 0x7f00u ? 0x7e000000u : 0u);
  return scaled | nan | ((x & 0x80u) << 8) | ((x & 0x8000u) << 16);
#else
  return mpc_f8_to_f16(x & 0xffu) | (mpc_f8_to_f16(x >> 8) << 16);
#endif
}
#endif
MPC_INLINE void mpc_unpack(unsigned w, float *out, const mpc_f8e4m3 *) {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 890
  mpc_unpack(mpc_f8x2_to_f16x2((unsigned short)w), out, (const mpc_f16 *)0);
  mpc_unpack(mpc_f8x2_to_f16x2((unsigned short)(w >> 16)), out + 2, (const mpc_f16 *)0);
#else
  for (int i = 0; i < 4; ++i) out[i] = mpc_f8e4m3_to_f32((unsigned char)(w >> (8 * i)));
#endif
}
MPC_INLINE void mpc_unpack(unsigned w, int *out, const int *) { out[0] = (int)w; }
MPC_INLINE void mpc_unpack(unsigned w, int *out, const unsigned *) { out[0] = (int)w; }
MPC_INLINE void mpc_unpack(unsigned w, int *out, const short *) {
  out[0] = (short)w;
  out[1] = (short)(w >> 16);
}
MPC_INLINE void mpc_unpack(unsigned w, int *out, const signed char *) {
  for (int i = 0; i < 4; ++i) out[i] = (signed char)(w >> (8 * i));
}
MPC_INLINE void mpc_unpack(unsigned w, int *out, const unsigned char *) {
  for (int i = 0; i < 4; ++i) out[i] = (int)((w >> (8 * i)) & 0xffu);
}

/** N consecutive elements, widened. `p` must be aligned to the smaller of 16 bytes and N elements (at least 4 bytes). */
template <int N, class T> MPC_INLINE mpc_vec<typename mpc_scalar<T>::type, N> mpc_load(const T *p) {
  constexpr int bytes = N * (int)sizeof(T);
  constexpr int word = bytes >= 16 ? 16 : bytes;
  constexpr int per = 4 / (int)sizeof(T);
  mpc_vec<typename mpc_scalar<T>::type, N> r;
#pragma unroll
  for (int b = 0; b < bytes / word; ++b) {
    const mpc_words<word> words = reinterpret_cast<const mpc_words<word> *>(p)[b];
#pragma unroll
    for (int i = 0; i < word / 4; ++i) mpc_unpack(words.w[i], r.v + (b * (word / 4) + i) * per, (const T *)0);
  }
  return r;
}

// ---- lanes of a wave ----------------------------------------------------------------------------------------------

MPC_INLINE int mpc_lane() { return (int)threadIdx.x & (MPC_WAVE - 1); }

/** The value of lane `lane ^ MASK` (of some lane of that other half, where both halves agree: enough for reductions). */
template <int MASK> MPC_INLINE int mpc_lane_xor(int x) {
#if defined(MPC_ON_CPU)
  return mpc_cpu_shuffle(x, mpc_lane() ^ MASK);
#elif defined(MPC_FREESTANDING) && defined(__AMDGCN__)
  if constexpr (MASK == 1) return __builtin_amdgcn_update_dpp(0, x, 0xB1, 0xf, 0xf, true);
  else if constexpr (MASK == 2) return __builtin_amdgcn_update_dpp(0, x, 0x4E, 0xf, 0xf, true);
  else if constexpr (MASK < 32) return __builtin_amdgcn_ds_swizzle(x, (MASK << 10) | 0x1f);
  else return __builtin_amdgcn_ds_bpermute((mpc_lane() ^ MASK) << 2, x);
#elif defined(MPC_FREESTANDING)
  return __nvvm_shfl_sync_bfly_i32(0xffffffff, x, MASK, 0x1f);
#elif defined(__NVCC__)
  return __shfl_xor_sync(0xffffffffu, x, MASK);
#else
  return __shfl_xor(x, MASK);
#endif
}
template <int MASK> MPC_INLINE float mpc_lane_xor(float x) { return mpc_from_bits(mpc_lane_xor<MASK>(mpc_bits(x))); }
template <int MASK> MPC_INLINE bool mpc_lane_xor(bool x) { return mpc_lane_xor<MASK>((int)x) != 0; }

/** One bit for each lane of the wave. All lanes must call it together. */
MPC_INLINE unsigned long long mpc_ballot(bool p) {
#if defined(MPC_ON_CPU)
  return mpc_cpu_ballot(p);
#elif defined(MPC_FREESTANDING) && defined(__AMDGCN__)
  return __builtin_amdgcn_ballot_w64(p);
#elif defined(MPC_FREESTANDING)
  return __nvvm_vote_ballot_sync(0xffffffff, p);
#elif defined(__NVCC__)
  return __ballot_sync(0xffffffffu, p);
#else
  return __ballot(p);
#endif
}
MPC_INLINE int mpc_count_bits(unsigned long long x) { return __builtin_popcountll(x); }

struct mpc_sum {
  template <class T> static MPC_INLINE T of(T a, T b) { return a + b; }
};
struct mpc_least {
  template <class T> static MPC_INLINE T of(T a, T b) { return mpc_min(a, b); }
  static MPC_INLINE bool of(bool a, bool b) { return a && b; }
};
struct mpc_most {
  template <class T> static MPC_INLINE T of(T a, T b) { return mpc_max(a, b); }
  static MPC_INLINE bool of(bool a, bool b) { return a || b; }
};

/** `x` combined over groups of LANES neighbouring lanes (a power of two, at most the wave); every lane gets the result. */
template <int LANES, class OP, class T> MPC_INLINE T mpc_group(T x) {
  if constexpr (LANES > 1) x = OP::of(x, mpc_lane_xor<1>(x));
  if constexpr (LANES > 2) x = OP::of(x, mpc_lane_xor<2>(x));
  if constexpr (LANES > 4) x = OP::of(x, mpc_lane_xor<4>(x));
  if constexpr (LANES > 8) x = OP::of(x, mpc_lane_xor<8>(x));
  if constexpr (LANES > 16) x = OP::of(x, mpc_lane_xor<16>(x));
  if constexpr (LANES > 32) x = OP::of(x, mpc_lane_xor<32>(x));
  return x;
}

// ---- a block ------------------------------------------------------------------------------------------------------

/**
 * Combines `x` over LANES neighbouring threads, always in the same order. With more lanes than a wave has, all threads
 * of the block must call it together and `shared` must hold a value for each wave of the block.
 */
template <int BLOCK, int LANES, class OP, class T> MPC_INLINE T mpc_combine_row(T x, T *shared) {
  if constexpr (LANES <= MPC_WAVE) return mpc_group<LANES, OP>(x);
  else {
    x = mpc_group<MPC_WAVE, OP>(x);
    const int wave = (int)threadIdx.x / MPC_WAVE;
    __syncthreads();
    if (mpc_lane() == 0) shared[wave] = x;
    __syncthreads();
    constexpr int waves = LANES / MPC_WAVE;
    const int first = wave / waves * waves;
    T total = shared[first];
    for (int i = 1; i < waves; ++i) total = OP::of(total, shared[first + i]);
    return total;
  }
}

/** `x` combined over the lanes of its group of 32 whose numbers agree modulo COLUMNS (a power of two below 32). */
template <int COLUMNS, class OP, class T> MPC_INLINE T mpc_group_columns(T x) {
  if constexpr (COLUMNS <= 16) x = OP::of(x, mpc_lane_xor<16>(x));
  if constexpr (COLUMNS <= 8) x = OP::of(x, mpc_lane_xor<8>(x));
  if constexpr (COLUMNS <= 4) x = OP::of(x, mpc_lane_xor<4>(x));
  if constexpr (COLUMNS <= 2) x = OP::of(x, mpc_lane_xor<2>(x));
  if constexpr (COLUMNS <= 1) x = OP::of(x, mpc_lane_xor<1>(x));
  return x;
}

/**
 * Combines N values over LANES threads that are COLUMNS threads apart: thread = lane * COLUMNS + column. Every lane gets
 * the result. All threads of the block must call it together; `shared` holds SIZE >= LANES * COLUMNS values: the more, the
 * fewer barriers.
 */
template <int COLUMNS, int LANES, int N, int SIZE, class OP, class T> MPC_INLINE void mpc_combine_columns(T (&x)[N], T *shared) {
  if constexpr (LANES > 1) {
    constexpr bool inside = COLUMNS < 32;           // the lanes of 32 threads exchange without shared memory
    constexpr int parts = inside ? COLUMNS * LANES / 32 : LANES;
    constexpr int each = parts * COLUMNS;           // values of one n in shared memory
    constexpr int batch = SIZE / each < N ? SIZE / each : N;
    constexpr int turns = N * parts <= 32 ? parts : 1;  // more values under way would take the registers of another block
    const int column = (int)threadIdx.x % COLUMNS;
    const int part = inside ? (int)threadIdx.x / 32 : (int)threadIdx.x / COLUMNS;
    if constexpr (inside) {
#pragma unroll
      for (int n = 0; n < N; ++n) x[n] = mpc_group_columns<COLUMNS, OP>(x[n]);
    }
    if constexpr (parts > 1) {
#pragma unroll
      for (int first = 0; first < N; first += batch) {
        __syncthreads();
#pragma unroll
        for (int n = first; n < first + batch && n < N; ++n) shared[(n - first) * each + part * COLUMNS + column] = x[n];
        __syncthreads();
#pragma unroll
        for (int n = first; n < first + batch && n < N; ++n) {
          T total = shared[(n - first) * each + column];
#pragma unroll turns
          for (int p = 1; p < parts; ++p) total = OP::of(total, shared[(n - first) * each + p * COLUMNS + column]);
          x[n] = total;
        }
      }
    }
  }
}

/** Sum of `x` over the threads before this one; `total` gets the sum over the block. `shared` holds a value for each wave. */
template <int BLOCK> MPC_INLINE int mpc_scan_before(int x, int &total, int *shared) {
  const int lane = mpc_lane();
  int sum = x;
#pragma unroll
  for (int step = 1; step < MPC_WAVE; step *= 2) {
#if defined(MPC_ON_CPU)
    const int other = mpc_cpu_shuffle(sum, lane < step ? lane : lane - step);
#elif defined(MPC_FREESTANDING) && defined(__AMDGCN__)
    const int other = __builtin_amdgcn_ds_bpermute((lane < step ? lane : lane - step) << 2, sum);
#elif defined(MPC_FREESTANDING)
    const int other = __nvvm_shfl_sync_up_i32(0xffffffff, sum, step, 0);
#elif defined(__NVCC__)
    const int other = __shfl_up_sync(0xffffffffu, sum, step);
#else
    const int other = __shfl_up(sum, step);
#endif
    if (lane >= step) sum += other;
  }
  const int wave = (int)threadIdx.x / MPC_WAVE;
  __syncthreads();
  if (lane == MPC_WAVE - 1) shared[wave] = sum;
  __syncthreads();
  int before = 0;
  total = 0;
  for (int w = 0; w < BLOCK / MPC_WAVE; ++w) {
    if (w < wave) before += shared[w];
    total += shared[w];
  }
  return before + sum - x;
}

// ---- atomics ------------------------------------------------------------------------------------------------------

#if defined(MPC_ON_CPU)
MPC_INLINE int mpc_atomic_add(int *p, int x) { const int old = *p; *p += x; return old; }
MPC_INLINE void mpc_atomic_add(float *p, float x) { *p += x; }
MPC_INLINE void mpc_atomic_min(int *p, int x) { if (x < *p) *p = x; }
MPC_INLINE void mpc_atomic_max(int *p, int x) { if (x > *p) *p = x; }
MPC_INLINE void mpc_atomic_min(unsigned *p, unsigned x) { if (x < *p) *p = x; }
MPC_INLINE void mpc_atomic_max(unsigned *p, unsigned x) { if (x > *p) *p = x; }
#elif defined(MPC_FREESTANDING) && defined(__AMDGCN__)
MPC_INLINE int mpc_atomic_add(int *p, int x) { return __hip_atomic_fetch_add(p, x, __ATOMIC_RELAXED, __HIP_MEMORY_SCOPE_AGENT); }
MPC_INLINE void mpc_atomic_add(float *p, float x) { (void)__hip_atomic_fetch_add(p, x, __ATOMIC_RELAXED, __HIP_MEMORY_SCOPE_AGENT); }
MPC_INLINE void mpc_atomic_min(int *p, int x) { (void)__hip_atomic_fetch_min(p, x, __ATOMIC_RELAXED, __HIP_MEMORY_SCOPE_AGENT); }
MPC_INLINE void mpc_atomic_max(int *p, int x) { (void)__hip_atomic_fetch_max(p, x, __ATOMIC_RELAXED, __HIP_MEMORY_SCOPE_AGENT); }
MPC_INLINE void mpc_atomic_min(unsigned *p, unsigned x) { (void)__hip_atomic_fetch_min(p, x, __ATOMIC_RELAXED, __HIP_MEMORY_SCOPE_AGENT); }
MPC_INLINE void mpc_atomic_max(unsigned *p, unsigned x) { (void)__hip_atomic_fetch_max(p, x, __ATOMIC_RELAXED, __HIP_MEMORY_SCOPE_AGENT); }
#elif defined(MPC_FREESTANDING)
MPC_INLINE int mpc_atomic_add(int *p, int x) { return __nvvm_atom_add_gen_i(p, x); }
MPC_INLINE void mpc_atomic_add(float *p, float x) { (void)__nvvm_atom_add_gen_f(p, x); }
MPC_INLINE void mpc_atomic_min(int *p, int x) { (void)__nvvm_atom_min_gen_i(p, x); }
MPC_INLINE void mpc_atomic_max(int *p, int x) { (void)__nvvm_atom_max_gen_i(p, x); }
MPC_INLINE void mpc_atomic_min(unsigned *p, unsigned x) { (void)__nvvm_atom_min_gen_ui(p, x); }
MPC_INLINE void mpc_atomic_max(unsigned *p, unsigned x) { (void)__nvvm_atom_max_gen_ui(p, x); }
#else
MPC_INLINE int mpc_atomic_add(int *p, int x) { return atomicAdd(p, x); }
MPC_INLINE void mpc_atomic_add(float *p, float x) { (void)atomicAdd(p, x); }
MPC_INLINE void mpc_atomic_min(int *p, int x) { (void)atomicMin(p, x); }
MPC_INLINE void mpc_atomic_max(int *p, int x) { (void)atomicMax(p, x); }
MPC_INLINE void mpc_atomic_min(unsigned *p, unsigned x) { (void)atomicMin(p, x); }
MPC_INLINE void mpc_atomic_max(unsigned *p, unsigned x) { (void)atomicMax(p, x); }
#endif
/** Floats order as their bits do: as signed integers where positive, as unsigned ones, reversed, where negative. NaN changes nothing. */
MPC_INLINE void mpc_atomic_min(float *p, float x) {
  if (x != x) return;
  x += 0.0f;
  if (mpc_bits(x) >= 0) mpc_atomic_min((int *)p, mpc_bits(x));
  else mpc_atomic_max((unsigned *)p, (unsigned)mpc_bits(x));
}
MPC_INLINE void mpc_atomic_max(float *p, float x) {
  if (x != x) return;
  x += 0.0f;
  if (mpc_bits(x) >= 0) mpc_atomic_max((int *)p, mpc_bits(x));
  else mpc_atomic_min((unsigned *)p, (unsigned)mpc_bits(x));
}

#endif
