// Written by scripts/embed.mjs from the files of this folder. Do not edit.

/** Support files that are emitted with the generated code: file name -> text. */
export const SUPPORT = {
  'mpc_contract.h': `// Sums of products left(row, k) * right(column, k) over k for all rows and columns: tiles of 64 x 64 results in the registers
// of 256 threads, 16 k at a time in shared memory. The order of additions is that of k.
#ifndef MPC_CONTRACT_H
#define MPC_CONTRACT_H
#include "mpc_prelude.h"

enum { MPC_CONTRACT_TILE = 64, MPC_CONTRACT_DEPTH = 16, MPC_CONTRACT_PITCH = 68 };

struct alignas(16) mpc_contract_shared { float left[MPC_CONTRACT_DEPTH * MPC_CONTRACT_PITCH], right[MPC_CONTRACT_DEPTH * MPC_CONTRACT_PITCH]; };

/** tile[k][i] = value(first + i, k0 + k), 0 beyond the depth. ALONG: neighbouring threads take neighbouring k, else neighbouring i. */
template <bool ALONG, class F>
MPC_INLINE void mpc_contract_fill(const F &value, int first, int count, int k0, int depth, float *tile) {
#pragma unroll
  for (int n = 0; n < MPC_CONTRACT_TILE * MPC_CONTRACT_DEPTH / 256; ++n) {
    const int e = n * 256 + (int)threadIdx.x;
    const int k = ALONG ? e % MPC_CONTRACT_DEPTH : e / MPC_CONTRACT_TILE;
    const int i = ALONG ? e / MPC_CONTRACT_DEPTH : e % MPC_CONTRACT_TILE;
    tile[k * MPC_CONTRACT_PITCH + i] = k0 + k < depth ? value(mpc_min(first + i, count - 1), k0 + k) : 0.0f;
  }
}

/** finish(row, column, sum, given(row, column)) for the results of the block's tile. */
template <bool LEFT_ALONG, bool RIGHT_ALONG, class Left, class Right, class Given, class Finish>
MPC_INLINE void mpc_contract(const Left &left, const Right &right, const Given &given, const Finish &finish, int rows, int columns, int depth,
                             mpc_contract_shared &shared) {
  const int first_row = (int)blockIdx.x * MPC_CONTRACT_TILE, first_column = (int)blockIdx.y * MPC_CONTRACT_TILE;
  const int row = (int)threadIdx.x / 16 * 4, column = (int)threadIdx.x % 16 * 4;
  float sum[4][4];
#pragma unroll
  for (int i = 0; i < 4; ++i)
#pragma unroll
    for (int j = 0; j < 4; ++j) sum[i][j] = 0.0f;
  // Unrolled further, the loads of all turns would take the registers.
#pragma unroll 1
  for (int k0 = 0; k0 < depth; k0 += MPC_CONTRACT_DEPTH) {
    mpc_contract_fill<LEFT_ALONG>(left, first_row, rows, k0, depth, shared.left);
    mpc_contract_fill<RIGHT_ALONG>(right, first_column, columns, k0, depth, shared.right);
    __syncthreads();
#pragma unroll 4
    for (int k = 0; k < MPC_CONTRACT_DEPTH; ++k) {
      float a[4], b[4];
#pragma unroll
      for (int i = 0; i < 4; ++i) {
        a[i] = shared.left[k * MPC_CONTRACT_PITCH + row + i];
        b[i] = shared.right[k * MPC_CONTRACT_PITCH + column + i];
      }
#pragma unroll
      for (int i = 0; i < 4; ++i)
#pragma unroll
        for (int j = 0; j < 4; ++j) sum[i][j] = mpc_fma(a[i], b[j], sum[i][j]);
    }
    __syncthreads();
  }
  // All loads of the last step before its first division, whose slow path is a call that no load is moved across.
  const int top = first_row + row, edge = first_column + column;
  decltype(given(0, 0)) loaded[4][4];
#pragma unroll
  for (int i = 0; i < 4; ++i)
#pragma unroll
    for (int j = 0; j < 4; ++j) loaded[i][j] = given(mpc_min(top + i, rows - 1), mpc_min(edge + j, columns - 1));
#pragma unroll
  for (int i = 0; i < 4; ++i)
#pragma unroll
    for (int j = 0; j < 4; ++j)
      if (top + i < rows && edge + j < columns) finish(top + i, edge + j, sum[i][j], loaded[i][j]);
}

/** The same where the last step loads nothing: finish(row, column, sum). */
template <bool LEFT_ALONG, bool RIGHT_ALONG, class Left, class Right, class Finish>
MPC_INLINE void mpc_contract(const Left &left, const Right &right, const Finish &finish, int rows, int columns, int depth,
                             mpc_contract_shared &shared) {
  const auto nothing = [](int, int) { return 0; };
  const auto last = [&](int row, int column, float sum, int) { finish(row, column, sum); };
  mpc_contract<LEFT_ALONG, RIGHT_ALONG>(left, right, nothing, last, rows, columns, depth, shared);
}

#endif
`,
  'mpc_prelude.h': `// What the generated kernels need beside the C++ language: HIP's names where no HIP headers are there, element types,
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

/** N consecutive elements, widened. \`p\` must be aligned to the smaller of 16 bytes and N elements (at least 4 bytes). */
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

/** The value of lane \`lane ^ MASK\` (of some lane of that other half, where both halves agree: enough for reductions). */
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

/** \`x\` combined over groups of LANES neighbouring lanes (a power of two, at most the wave); every lane gets the result. */
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
 * Combines \`x\` over LANES neighbouring threads, always in the same order. With more lanes than a wave has, all threads
 * of the block must call it together and \`shared\` must hold a value for each wave of the block.
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

/** \`x\` combined over the lanes of its group of 32 whose numbers agree modulo COLUMNS (a power of two below 32). */
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
 * the result. All threads of the block must call it together; \`shared\` holds SIZE >= LANES * COLUMNS values: the more, the
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

/** Sum of \`x\` over the threads before this one; \`total\` gets the sum over the block. \`shared\` holds a value for each wave. */
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
`,
  'mpc_select.h': `// Selection of the largest keys and order-preserving compaction. Exact and deterministic: the largest keys first, equal
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
 * The bin in which the \`wanted\`-th largest lies, counting from the top, and how many lie above it; bin -1 if there are
 * fewer than \`wanted\` in all. By all threads; \`bins\` may be in global memory.
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
 * The smallest of the \`wanted\` largest candidates: exactly \`wanted\` of at(0) .. at(n - 1) are at least that (1 where there
 * are no more than \`wanted\`). \`shift\`: bits above are known to be equal. By all threads of the block.
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

/** Sorts \`count\` candidates, largest first; \`size\` is a power of two >= count, the rest is filled with 0. By all threads. */
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

/** Appends the candidates of this block that reach \`least\` to \`out\` from slot \`*filled\` on, in any order. */
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

/** Ids of the sorted candidates, and -1 up to \`k\`. */
template <int BLOCK> MPC_INLINE void mpc_write_ids(const mpc_candidate *sorted, int found, int k, int *ids, int *count) {
  for (int i = (int)threadIdx.x; i < k; i += BLOCK) ids[i] = i < found ? mpc_id_of(sorted[i]) : -1;
  if (threadIdx.x == 0) *count = found;
}

/** Top-k of a row by one block. \`sorted\` has room for the power of two at or above k. */
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
 * \`bins\` (2048 of a row) and \`filled\` (2 of a row) must be 0 before the first use; the last kernel leaves them so.
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

/** Reserves a slot for each lane of the wave with \`take\`; one atomic for all of them. */
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
`,
  'mpc_softmax.h': `// Online softmax of a block: weights of a chunk of logits, with running peak and norm for each of HEADS rows.
#ifndef MPC_SOFTMAX_H
#define MPC_SOFTMAX_H
#include "mpc_prelude.h"

/** Lowest finite float: running maxima start there, so that no difference is inf - inf. */
#define MPC_LOWEST -3.402823466e38f

/**
 * Sums each of the N values (1, 2 or 4) over groups of 32 lanes; afterwards x[0] of lane l holds the sum of x[l % N].
 * Lanes trade halves of the values, so it takes fewer exchanges than N separate sums.
 */
template <int N> MPC_INLINE float mpc_group_sums(float (&x)[N]) {
  const int lane = (int)threadIdx.x;
  float one;
  if constexpr (N == 1) one = mpc_group<2, mpc_sum>(x[0]);
  else {
    const bool odd = lane & 1;
    const float a = (odd ? x[1] : x[0]) + mpc_lane_xor<1>(odd ? x[0] : x[1]);
    if constexpr (N == 2) one = a;
    else {
      const float b = (odd ? x[3] : x[2]) + mpc_lane_xor<1>(odd ? x[2] : x[3]);
      const bool upper = lane & 2;
      one = (upper ? b : a) + mpc_lane_xor<2>(upper ? a : b);
    }
  }
  if constexpr (N < 4) one += mpc_lane_xor<2>(one);
  one += mpc_lane_xor<4>(one);
  one += mpc_lane_xor<8>(one);
  one += mpc_lane_xor<16>(one);
  return one;
}

template <int HEADS> MPC_INLINE void mpc_softmax_start(float *peak, float *norm) {
  if ((int)threadIdx.x < HEADS) {
    peak[threadIdx.x] = MPC_LOWEST;
    norm[threadIdx.x] = 0.0f;
  }
}

/**
 * Turns logits[head * CHUNK + t], t < count, into weights exp(logit - peak), those beyond into 0, and updates peak and norm.
 * fade[head] is the factor for sums made with the old peak. Between barriers, by all threads; 32 lanes serve a head.
 */
template <int HEADS, int CHUNK> MPC_INLINE void mpc_softmax_weights(float *logits, float *peak, float *norm, float *fade, int count) {
  const int group = (int)threadIdx.x / 32;
  const int lane = (int)threadIdx.x % 32;
  const bool mine = group < HEADS;
  const int head = mine ? group : 0;
  float *row = logits + head * CHUNK;
  const float old = peak[head];
  float most = old;
  for (int t = lane; t < CHUNK; t += 32)
    if (t < count) most = mpc_max(most, row[t]);
  most = mpc_group<32, mpc_most>(most);
  float sum = 0.0f;
  for (int t = lane; t < CHUNK; t += 32) {
    const float weight = t < count ? mpc_exp(row[t] - most) : 0.0f;
    if (mine) row[t] = weight;
    sum += weight;
  }
  sum = mpc_group<32, mpc_sum>(sum);
  if (mine && lane == 0) {
    const float factor = mpc_exp(old - most);
    fade[head] = factor;
    norm[head] = mpc_fma(norm[head], factor, sum);
    peak[head] = most;
  }
}

#endif
`,
  'mpc_tile.h': `// Inner products of many entries with many queries on the matrix units, 16 x 16 x 16 at a time, f32 sums of exact products
// of f16 or bf16. On CDNA one v_mfma, on NVIDIA (sm_80 and up) two mma.sync; elsewhere the same by exchange of lanes.
//
// Both give a lane four neighbouring k of a row for each step, and four lanes share a row ("quarters"). As sums do not care
// in which order k runs, quarter c takes the contiguous elements c * K / 4 .. (c + 1) * K / 4 of its row: whole 16-byte loads.
#ifndef MPC_TILE_H
#define MPC_TILE_H
#include "mpc_prelude.h"

/** Rows of an operand that a lane holds, elements of a result, and different rows among those. */
enum { MPC_TILE_ROWS = 64 / MPC_WAVE, MPC_TILE_ELEMENTS = 256 / MPC_WAVE, MPC_TILE_SUMS = MPC_WAVE == 64 ? 4 : 2 };

MPC_INLINE int mpc_tile_quarter(int lane) { return MPC_WAVE == 64 ? lane >> 4 : lane & 3; }
/** Row of an operand that is the lane's \`r\`-th. */
MPC_INLINE int mpc_tile_row(int lane, int r) { return MPC_WAVE == 64 ? lane & 15 : (lane >> 2) + 8 * r; }
MPC_INLINE int mpc_tile_lane(int row, int quarter) { return MPC_WAVE == 64 ? quarter * 16 + row : (row & 7) * 4 + quarter; }
/** Row and column of the lane's element \`e\` of a result; rows come \`MPC_TILE_SUMS\` at a time. */
MPC_INLINE int mpc_tile_sum(int e) { return MPC_WAVE == 64 ? e : (e >> 1) & 1; }
MPC_INLINE int mpc_tile_sum_row(int lane, int sum) { return MPC_WAVE == 64 ? 4 * (lane >> 4) + sum : (lane >> 2) + 8 * sum; }
MPC_INLINE int mpc_tile_column(int lane, int e) { return MPC_WAVE == 64 ? lane & 15 : (lane & 3) * 2 + (e & 1) + 8 * (e >> 2); }

/** Four elements of each of the lane's rows, two to a word. */
struct alignas(8 * MPC_TILE_ROWS) mpc_operand { unsigned w[2 * MPC_TILE_ROWS]; };
struct mpc_result { float c[MPC_TILE_ELEMENTS]; };

#if defined(__AMDGCN__)
typedef float mpc_float4 __attribute__((ext_vector_type(4)));
typedef _Float16 mpc_half4 __attribute__((ext_vector_type(4)));
typedef short mpc_short4 __attribute__((ext_vector_type(4)));
MPC_INLINE void mpc_mma(mpc_result &r, const mpc_operand &a, const mpc_operand &b, const mpc_f16 *) {
  const mpc_float4 c = __builtin_amdgcn_mfma_f32_16x16x16f16(
      __builtin_bit_cast(mpc_half4, a), __builtin_bit_cast(mpc_half4, b), __builtin_bit_cast(mpc_float4, r), 0, 0, 0);
  r = __builtin_bit_cast(mpc_result, c);
}
MPC_INLINE void mpc_mma(mpc_result &r, const mpc_operand &a, const mpc_operand &b, const mpc_bf16 *) {
  const mpc_float4 c = __builtin_amdgcn_mfma_f32_16x16x16bf16_1k(
      __builtin_bit_cast(mpc_short4, a), __builtin_bit_cast(mpc_short4, b), __builtin_bit_cast(mpc_float4, r), 0, 0, 0);
  r = __builtin_bit_cast(mpc_result, c);
}
#elif defined(__CUDA_ARCH__)
#define MPC_MMA(type, c, b)                                                                                        \\
  asm("mma.sync.aligned.m16n8k16.row.col.f32." type "." type ".f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, " \\
      "{%0, %1, %2, %3};"                                                                                          \\
      : "+f"((c)[0]), "+f"((c)[1]), "+f"((c)[2]), "+f"((c)[3])                                                     \\
      : "r"(a.w[0]), "r"(a.w[2]), "r"(a.w[1]), "r"(a.w[3]), "r"((b)[0]), "r"((b)[1]))
MPC_INLINE void mpc_mma(mpc_result &r, const mpc_operand &a, const mpc_operand &b, const mpc_f16 *) {
  MPC_MMA("f16", r.c, b.w);
  MPC_MMA("f16", r.c + 4, b.w + 2);
}
MPC_INLINE void mpc_mma(mpc_result &r, const mpc_operand &a, const mpc_operand &b, const mpc_bf16 *) {
  MPC_MMA("bf16", r.c, b.w);
  MPC_MMA("bf16", r.c + 4, b.w + 2);
}
#elif defined(MPC_ON_CPU)
template <class T16> inline void mpc_mma(mpc_result &r, const mpc_operand &a, const mpc_operand &b, const T16 *) {
  static mpc_operand all_a[1024], all_b[1024];
  const int me = mpc_lane();
  mpc_operand *const as = all_a + threadIdx.x - me, *const bs = all_b + threadIdx.x - me;
  mpc_cpu_shuffle(0, 0);  // all have read what the last call left
  as[me] = a;
  bs[me] = b;
  mpc_cpu_shuffle(0, 0);
  for (int e = 0; e < MPC_TILE_ELEMENTS; ++e) {
    const int row = mpc_tile_sum_row(me, mpc_tile_sum(e)), column = mpc_tile_column(me, e);
    for (int quarter = 0; quarter < 4; ++quarter) {
      const unsigned *x = as[mpc_tile_lane(row, quarter)].w + (MPC_WAVE == 64 ? 0 : row / 8 * 2);
      const unsigned *y = bs[mpc_tile_lane(column, quarter)].w + (MPC_WAVE == 64 ? 0 : column / 8 * 2);
      for (int i = 0; i < 4; ++i) {
        const unsigned short u = (unsigned short)(x[i / 2] >> (16 * (i % 2))), v = (unsigned short)(y[i / 2] >> (16 * (i % 2)));
        r.c[e] += mpc_f32(T16{u}) * mpc_f32(T16{v});
      }
    }
  }
}
#endif

/** A word of stored elements as words of T16. */
MPC_INLINE void mpc_tile_pack(unsigned w, unsigned *out, const mpc_f16 *, const mpc_f16 *) { out[0] = w; }
MPC_INLINE void mpc_tile_pack(unsigned w, unsigned *out, const mpc_bf16 *, const mpc_bf16 *) { out[0] = w; }
MPC_INLINE void mpc_tile_pack(unsigned w, unsigned *out, const mpc_f8e4m3 *, const mpc_f16 *) {
  out[0] = mpc_f8x2_to_f16x2((unsigned short)w);
  out[1] = mpc_f8x2_to_f16x2((unsigned short)(w >> 16));
}
MPC_INLINE void mpc_tile_pack(unsigned w, unsigned *out, const mpc_f8e4m3 *, const mpc_bf16 *) {
  float x[4];
  mpc_unpack(w, x, (const mpc_f8e4m3 *)0);
  out[0] = ((unsigned)mpc_bits(x[0]) >> 16) | ((unsigned)mpc_bits(x[1]) & 0xffff0000u);
  out[1] = ((unsigned)mpc_bits(x[2]) >> 16) | ((unsigned)mpc_bits(x[3]) & 0xffff0000u);
}

/** N neighbouring elements as N / 2 words of T16. */
template <class T16, int N, class T> MPC_INLINE void mpc_tile_load(unsigned *out, const T *p) {
  constexpr int bytes = N * (int)sizeof(T);
  constexpr int word = bytes % 16 == 0 ? 16 : bytes % 8 == 0 ? 8 : 4;
  constexpr int per = 2 / (int)sizeof(T);
#pragma unroll
  for (int b = 0; b < bytes / word; ++b) {
    const mpc_words<word> words = reinterpret_cast<const mpc_words<word> *>(p)[b];
#pragma unroll
    for (int i = 0; i < word / 4; ++i) mpc_tile_pack(words.w[i], out + (b * (word / 4) + i) * per, (const T *)0, (const T16 *)0);
  }
}

/**
 * For every entry t < count: finish(t, OP over i < QUERIES of term(t, i, dot(entry t, query i))). \`query(i)\` and \`entry(t)\`
 * give the addresses of K neighbouring elements. A block of 256 threads takes 256 entries, a wave as many as it has lanes.
 * \`shared\`: QUERIES * K / 2 words, aligned to 16 bytes.
 */
template <class T16, int K, int QUERIES, class OP, class QUERY, class ENTRY, class TERM, class FINISH>
MPC_INLINE void mpc_tile_map(QUERY query, ENTRY entry, TERM term, FINISH finish, float identity, int count, unsigned *shared) {
  constexpr int steps = K / 16, tiles = MPC_WAVE / 16;
  // Queries in the order in which lanes want them as operands.
  for (int n = (int)threadIdx.x; n < QUERIES * (K / 4); n += 256) {
    const int i = n / (K / 4), group = n % (K / 4);
    const int lane = mpc_tile_lane(i % 16, group / steps);
    const int r = MPC_TILE_ROWS == 1 ? 0 : i / 8 % 2;
    unsigned *place = shared + ((i / 16 * steps + group % steps) * MPC_WAVE + lane) * (2 * MPC_TILE_ROWS) + 2 * r;
    mpc_tile_load<T16, 4>(place, query(i) + 4 * group);
  }
  const int lane = mpc_lane();
  const int first = (int)blockIdx.x * 256 + (int)threadIdx.x / MPC_WAVE * MPC_WAVE;
  unsigned a[tiles][MPC_TILE_ROWS][K / 8];
#pragma unroll
  for (int m = 0; m < tiles; ++m) {
#pragma unroll
    for (int r = 0; r < MPC_TILE_ROWS; ++r) {
      const int t = mpc_min(first + 16 * m + mpc_tile_row(lane, r), count - 1);
      mpc_tile_load<T16, K / 4>(a[m][r], entry(t) + mpc_tile_quarter(lane) * (K / 4));
    }
  }
  float total[tiles][MPC_TILE_SUMS];
#pragma unroll
  for (int m = 0; m < tiles; ++m) {
#pragma unroll
    for (int s = 0; s < MPC_TILE_SUMS; ++s) total[m][s] = identity;
  }
  __syncthreads();
#pragma unroll 1
  for (int n = 0; n < QUERIES / 16; ++n) {
    mpc_result result[tiles] = {};
#pragma unroll
    for (int s = 0; s < steps; ++s) {
      const mpc_operand b = reinterpret_cast<const mpc_operand *>(shared)[(n * steps + s) * MPC_WAVE + lane];
#pragma unroll
      for (int m = 0; m < tiles; ++m) {
        mpc_operand x;
#pragma unroll
        for (int r = 0; r < MPC_TILE_ROWS; ++r) {
          x.w[2 * r] = a[m][r][2 * s];
          x.w[2 * r + 1] = a[m][r][2 * s + 1];
        }
        mpc_mma(result[m], x, b, (const T16 *)0);
      }
    }
#pragma unroll
    for (int m = 0; m < tiles; ++m) {
#pragma unroll
      for (int e = 0; e < MPC_TILE_ELEMENTS; ++e) {
        const int s = mpc_tile_sum(e);
        const int t = mpc_min(first + 16 * m + mpc_tile_sum_row(lane, s), count - 1);
        total[m][s] = OP::of(total[m][s], term(t, 16 * n + mpc_tile_column(lane, e), result[m].c[e]));
      }
    }
  }
#pragma unroll
  for (int m = 0; m < tiles; ++m) {
#pragma unroll
    for (int s = 0; s < MPC_TILE_SUMS; ++s) {
      // The lanes that share a row: neighbours, 4 or 16 of them.
      const float all = mpc_group<MPC_WAVE == 64 ? 16 : 4, OP>(total[m][s]);
      const int t = first + 16 * m + mpc_tile_sum_row(lane, s);
      if (t < count && mpc_tile_column(lane, 0) == 0) finish(t, all);
    }
  }
}

#endif
`,
} as const satisfies Readonly<Record<string, string>>;
