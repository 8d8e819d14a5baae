// Sums of products left(row, k) * right(column, k) over k for all rows and columns: tiles of 64 x 64 results in the registers
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
