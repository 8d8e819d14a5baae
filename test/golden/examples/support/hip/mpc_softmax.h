// Online softmax of a block: weights of a chunk of logits, with running peak and norm for each of HEADS rows.
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
