// Inner products of many entries with many queries on the matrix units, 16 x 16 x 16 at a time, f32 sums of exact products
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
/** Row of an operand that is the lane's `r`-th. */
MPC_INLINE int mpc_tile_row(int lane, int r) { return MPC_WAVE == 64 ? lane & 15 : (lane >> 2) + 8 * r; }
MPC_INLINE int mpc_tile_lane(int row, int quarter) { return MPC_WAVE == 64 ? quarter * 16 + row : (row & 7) * 4 + quarter; }
/** Row and column of the lane's element `e` of a result; rows come `MPC_TILE_SUMS` at a time. */
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
#define MPC_MMA(type, c, b)                                                                                        \
  asm("mma.sync.aligned.m16n8k16.row.col.f32." type "." type ".f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, " \
      "{%0, %1, %2, %3};"                                                                                          \
      : "+f"((c)[0]), "+f"((c)[1]), "+f"((c)[2]), "+f"((c)[3])                                                     \
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
 * For every entry t < count: finish(t, OP over i < QUERIES of term(t, i, dot(entry t, query i))). `query(i)` and `entry(t)`
 * give the addresses of K neighbouring elements. A block of 256 threads takes 256 entries, a wave as many as it has lanes.
 * `shared`: QUERIES * K / 2 words, aligned to 16 bytes.
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
