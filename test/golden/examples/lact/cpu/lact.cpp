// lact: CPU kernels, one function for each step. Written by mpc.
#include "mpc_cpu.h"

// apply: q
extern "C" void lact_q(
    const bf16 *__restrict q_raw,
    float *__restrict q_active,
    float *__restrict l2_norm_1_sum,
    float *__restrict l2_norm_1,
    const float *__restrict freq,
    float *__restrict q,
    int C,
    int N) {
  // apply, line 37: q_active[t, h, d]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 4, 1, mpc_grain(10752.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int t = point / 4;
        const int h = point % 4;
        for (int d = 0; d < 384; d += MPC_LANES) {
          mpc_store(q_active + (t * 4 + h) * 384 + d, mpc_load(q_raw + (t * 4 + h) * 384 + d) / (1.0f + mpc_exp(-mpc_load(q_raw + (t * 4 + h) * 384 + d))));
        }
      }
    });
  }
  // apply, line 38: l2_norm_1_sum[t, h]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(9268.0f), [&](int t_1_begin, int t_1_end) {
      for (int t_1 = t_1_begin; t_1 < t_1_end; ++t_1) {
        for (int h_1 = 0; h_1 < 4; h_1 += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          for (int i = 0; i < 384; i += MPC_LANES) {
            sum = mpc_fma(mpc_load(q_active + (t_1 * 4 + h_1) * 384 + i), mpc_load(q_active + (t_1 * 4 + h_1) * 384 + i), sum);
            sum_1 = mpc_fma(mpc_load(q_active + (t_1 * 4 + (h_1 + 1)) * 384 + i), mpc_load(q_active + (t_1 * 4 + (h_1 + 1)) * 384 + i), sum_1);
            sum_2 = mpc_fma(mpc_load(q_active + (t_1 * 4 + (h_1 + 2)) * 384 + i), mpc_load(q_active + (t_1 * 4 + (h_1 + 2)) * 384 + i), sum_2);
            sum_3 = mpc_fma(mpc_load(q_active + (t_1 * 4 + (h_1 + 3)) * 384 + i), mpc_load(q_active + (t_1 * 4 + (h_1 + 3)) * 384 + i), sum_3);
          }
          l2_norm_1_sum[t_1 * 4 + h_1] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum)));
          l2_norm_1_sum[t_1 * 4 + (h_1 + 1)] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_1)));
          l2_norm_1_sum[t_1 * 4 + (h_1 + 2)] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_2)));
          l2_norm_1_sum[t_1 * 4 + (h_1 + 3)] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_3)));
        }
      }
    });
  }
  // apply, line 38: l2_norm_1[t, h, i]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 4, 1, mpc_grain(5376.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int t_2 = point_1 / 4;
        const int h_2 = point_1 % 4;
        for (int i_1 = 0; i_1 < 384; i_1 += MPC_LANES) {
          mpc_store(l2_norm_1 + (t_2 * 4 + h_2) * 384 + i_1, mpc_load(q_active + (t_2 * 4 + h_2) * 384 + i_1) / l2_norm_1_sum[t_2 * 4 + h_2]);
        }
      }
    });
  }
  // apply, line 38: q[t, h, i]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 4, 1, mpc_grain(26880.0f), [&](int point_2_begin, int point_2_end) {
      for (int point_2 = point_2_begin; point_2 < point_2_end; ++point_2) {
        const int t_3 = point_2 / 4;
        const int h_3 = point_2 % 4;
        for (int i_2 = 0; i_2 < 384; i_2 += MPC_LANES) {
          mpc_store(q + (t_3 * 4 + h_3) * 384 + i_2, mpc_load(l2_norm_1 + (t_3 * 4 + h_3) * 384 + i_2) * mpc_cos((float)(N - C + t_3) * mpc_gather(freq, mpc_floor_mod(mpc_iota(i_2), mpc_splat(192)), MPC_LANES)) + (mpc_choose(mpc_iota(i_2) < 192, -mpc_gather(l2_norm_1, (t_3 * 4 + h_3) * 384 + mpc_min(mpc_iota(i_2) + 192, mpc_splat(383)), MPC_LANES), mpc_gather(l2_norm_1, (t_3 * 4 + h_3) * 384 + mpc_max(mpc_iota(i_2) - 192, mpc_splat(0)), MPC_LANES))) * mpc_sin((float)(N - C + t_3) * mpc_gather(freq, mpc_floor_mod(mpc_iota(i_2), mpc_splat(192)), MPC_LANES)));
        }
      }
    });
  }
}

// apply: hidden_1_sum
extern "C" void lact_hidden_1_sum(
    const float *__restrict w0,
    const float *__restrict q,
    float *__restrict hidden_1_sum,
    int C) {
  // apply, line 39: hidden_1_sum[h, t, k]
  {
    const int columns = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks = (mpc_max(0, C) + 127) / 128;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(110592.0f * mpc_min(128, C)), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int k_1 = column * (3 * MPC_LANES);
        alignas(64) float w0_tile[1152 * MPC_LANES];
        mpc_pack(w0_tile, w0 + (h * 384 + k_1) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, C);
        const int t_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int t = from; t < t_even; t += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          for (int j = 0; j < 384; ++j) {
            const vf w0_1 = mpc_load(w0_tile + j * (3 * MPC_LANES));
            const vf w0_2 = mpc_load(w0_tile + j * (3 * MPC_LANES) + MPC_LANES);
            const vf w0_3 = mpc_load(w0_tile + j * (3 * MPC_LANES) + 2 * MPC_LANES);
            const float q_1 = q[(t * 4 + h) * 384 + j];
            const float q_2 = q[((t + 1) * 4 + h) * 384 + j];
            const float q_3 = q[((t + 2) * 4 + h) * 384 + j];
            const float q_4 = q[((t + 3) * 4 + h) * 384 + j];
            sum = mpc_fma(w0_1, q_1, sum);
            sum_1 = mpc_fma(w0_2, q_1, sum_1);
            sum_2 = mpc_fma(w0_3, q_1, sum_2);
            sum_3 = mpc_fma(w0_1, q_2, sum_3);
            sum_4 = mpc_fma(w0_2, q_2, sum_4);
            sum_5 = mpc_fma(w0_3, q_2, sum_5);
            sum_6 = mpc_fma(w0_1, q_3, sum_6);
            sum_7 = mpc_fma(w0_2, q_3, sum_7);
            sum_8 = mpc_fma(w0_3, q_3, sum_8);
            sum_9 = mpc_fma(w0_1, q_4, sum_9);
            sum_10 = mpc_fma(w0_2, q_4, sum_10);
            sum_11 = mpc_fma(w0_3, q_4, sum_11);
          }
          mpc_store(hidden_1_sum + (h * C + t) * 384 + k_1, sum);
          mpc_store(hidden_1_sum + (h * C + t) * 384 + (k_1 + MPC_LANES), sum_1);
          mpc_store(hidden_1_sum + (h * C + t) * 384 + (k_1 + 2 * MPC_LANES), sum_2);
          mpc_store(hidden_1_sum + (h * C + (t + 1)) * 384 + k_1, sum_3);
          mpc_store(hidden_1_sum + (h * C + (t + 1)) * 384 + (k_1 + MPC_LANES), sum_4);
          mpc_store(hidden_1_sum + (h * C + (t + 1)) * 384 + (k_1 + 2 * MPC_LANES), sum_5);
          mpc_store(hidden_1_sum + (h * C + (t + 2)) * 384 + k_1, sum_6);
          mpc_store(hidden_1_sum + (h * C + (t + 2)) * 384 + (k_1 + MPC_LANES), sum_7);
          mpc_store(hidden_1_sum + (h * C + (t + 2)) * 384 + (k_1 + 2 * MPC_LANES), sum_8);
          mpc_store(hidden_1_sum + (h * C + (t + 3)) * 384 + k_1, sum_9);
          mpc_store(hidden_1_sum + (h * C + (t + 3)) * 384 + (k_1 + MPC_LANES), sum_10);
          mpc_store(hidden_1_sum + (h * C + (t + 3)) * 384 + (k_1 + 2 * MPC_LANES), sum_11);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          for (int j_1 = 0; j_1 < 384; ++j_1) {
            const float q_5 = q[(t_1 * 4 + h) * 384 + j_1];
            sum_12 = mpc_fma(mpc_load(w0_tile + j_1 * (3 * MPC_LANES)), q_5, sum_12);
            sum_13 = mpc_fma(mpc_load(w0_tile + j_1 * (3 * MPC_LANES) + MPC_LANES), q_5, sum_13);
            sum_14 = mpc_fma(mpc_load(w0_tile + j_1 * (3 * MPC_LANES) + 2 * MPC_LANES), q_5, sum_14);
          }
          mpc_store(hidden_1_sum + (h * C + t_1) * 384 + k_1, sum_12);
          mpc_store(hidden_1_sum + (h * C + t_1) * 384 + (k_1 + MPC_LANES), sum_13);
          mpc_store(hidden_1_sum + (h * C + t_1) * 384 + (k_1 + 2 * MPC_LANES), sum_14);
        }
      }
    });
  }
}

// apply: hidden_1
extern "C" void lact_hidden_1(
    const float *__restrict w2,
    const float *__restrict hidden_1_sum,
    const float *__restrict q,
    float *__restrict hidden_1,
    int C) {
  // apply, line 39: hidden_1[h, t, k]
  {
    const int columns = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks = (mpc_max(0, C) + 127) / 128;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(111984.0f * mpc_min(128, C)), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int k_1 = column * (3 * MPC_LANES);
        alignas(64) float w2_tile[1152 * MPC_LANES];
        mpc_pack(w2_tile, w2 + (h * 384 + k_1) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, C);
        const int t_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int t = from; t < t_even; t += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          for (int j = 0; j < 384; ++j) {
            const vf w2_1 = mpc_load(w2_tile + j * (3 * MPC_LANES));
            const vf w2_2 = mpc_load(w2_tile + j * (3 * MPC_LANES) + MPC_LANES);
            const vf w2_3 = mpc_load(w2_tile + j * (3 * MPC_LANES) + 2 * MPC_LANES);
            const float q_1 = q[(t * 4 + h) * 384 + j];
            const float q_2 = q[((t + 1) * 4 + h) * 384 + j];
            const float q_3 = q[((t + 2) * 4 + h) * 384 + j];
            const float q_4 = q[((t + 3) * 4 + h) * 384 + j];
            sum = mpc_fma(w2_1, q_1, sum);
            sum_1 = mpc_fma(w2_2, q_1, sum_1);
            sum_2 = mpc_fma(w2_3, q_1, sum_2);
            sum_3 = mpc_fma(w2_1, q_2, sum_3);
            sum_4 = mpc_fma(w2_2, q_2, sum_4);
            sum_5 = mpc_fma(w2_3, q_2, sum_5);
            sum_6 = mpc_fma(w2_1, q_3, sum_6);
            sum_7 = mpc_fma(w2_2, q_3, sum_7);
            sum_8 = mpc_fma(w2_3, q_3, sum_8);
            sum_9 = mpc_fma(w2_1, q_4, sum_9);
            sum_10 = mpc_fma(w2_2, q_4, sum_10);
            sum_11 = mpc_fma(w2_3, q_4, sum_11);
          }
          mpc_store(hidden_1 + (h * C + t) * 384 + k_1, mpc_load(hidden_1_sum + (h * C + t) * 384 + k_1) / (1.0f + mpc_exp(-mpc_load(hidden_1_sum + (h * C + t) * 384 + k_1))) * sum);
          mpc_store(hidden_1 + (h * C + t) * 384 + (k_1 + MPC_LANES), mpc_load(hidden_1_sum + (h * C + t) * 384 + (k_1 + MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_1_sum + (h * C + t) * 384 + (k_1 + MPC_LANES)))) * sum_1);
          mpc_store(hidden_1 + (h * C + t) * 384 + (k_1 + 2 * MPC_LANES), mpc_load(hidden_1_sum + (h * C + t) * 384 + (k_1 + 2 * MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_1_sum + (h * C + t) * 384 + (k_1 + 2 * MPC_LANES)))) * sum_2);
          mpc_store(hidden_1 + (h * C + (t + 1)) * 384 + k_1, mpc_load(hidden_1_sum + (h * C + (t + 1)) * 384 + k_1) / (1.0f + mpc_exp(-mpc_load(hidden_1_sum + (h * C + (t + 1)) * 384 + k_1))) * sum_3);
          mpc_store(hidden_1 + (h * C + (t + 1)) * 384 + (k_1 + MPC_LANES), mpc_load(hidden_1_sum + (h * C + (t + 1)) * 384 + (k_1 + MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_1_sum + (h * C + (t + 1)) * 384 + (k_1 + MPC_LANES)))) * sum_4);
          mpc_store(hidden_1 + (h * C + (t + 1)) * 384 + (k_1 + 2 * MPC_LANES), mpc_load(hidden_1_sum + (h * C + (t + 1)) * 384 + (k_1 + 2 * MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_1_sum + (h * C + (t + 1)) * 384 + (k_1 + 2 * MPC_LANES)))) * sum_5);
          mpc_store(hidden_1 + (h * C + (t + 2)) * 384 + k_1, mpc_load(hidden_1_sum + (h * C + (t + 2)) * 384 + k_1) / (1.0f + mpc_exp(-mpc_load(hidden_1_sum + (h * C + (t + 2)) * 384 + k_1))) * sum_6);
          mpc_store(hidden_1 + (h * C + (t + 2)) * 384 + (k_1 + MPC_LANES), mpc_load(hidden_1_sum + (h * C + (t + 2)) * 384 + (k_1 + MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_1_sum + (h * C + (t + 2)) * 384 + (k_1 + MPC_LANES)))) * sum_7);
          mpc_store(hidden_1 + (h * C + (t + 2)) * 384 + (k_1 + 2 * MPC_LANES), mpc_load(hidden_1_sum + (h * C + (t + 2)) * 384 + (k_1 + 2 * MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_1_sum + (h * C + (t + 2)) * 384 + (k_1 + 2 * MPC_LANES)))) * sum_8);
          mpc_store(hidden_1 + (h * C + (t + 3)) * 384 + k_1, mpc_load(hidden_1_sum + (h * C + (t + 3)) * 384 + k_1) / (1.0f + mpc_exp(-mpc_load(hidden_1_sum + (h * C + (t + 3)) * 384 + k_1))) * sum_9);
          mpc_store(hidden_1 + (h * C + (t + 3)) * 384 + (k_1 + MPC_LANES), mpc_load(hidden_1_sum + (h * C + (t + 3)) * 384 + (k_1 + MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_1_sum + (h * C + (t + 3)) * 384 + (k_1 + MPC_LANES)))) * sum_10);
          mpc_store(hidden_1 + (h * C + (t + 3)) * 384 + (k_1 + 2 * MPC_LANES), mpc_load(hidden_1_sum + (h * C + (t + 3)) * 384 + (k_1 + 2 * MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_1_sum + (h * C + (t + 3)) * 384 + (k_1 + 2 * MPC_LANES)))) * sum_11);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          for (int j_1 = 0; j_1 < 384; ++j_1) {
            const float q_5 = q[(t_1 * 4 + h) * 384 + j_1];
            sum_12 = mpc_fma(mpc_load(w2_tile + j_1 * (3 * MPC_LANES)), q_5, sum_12);
            sum_13 = mpc_fma(mpc_load(w2_tile + j_1 * (3 * MPC_LANES) + MPC_LANES), q_5, sum_13);
            sum_14 = mpc_fma(mpc_load(w2_tile + j_1 * (3 * MPC_LANES) + 2 * MPC_LANES), q_5, sum_14);
          }
          mpc_store(hidden_1 + (h * C + t_1) * 384 + k_1, mpc_load(hidden_1_sum + (h * C + t_1) * 384 + k_1) / (1.0f + mpc_exp(-mpc_load(hidden_1_sum + (h * C + t_1) * 384 + k_1))) * sum_12);
          mpc_store(hidden_1 + (h * C + t_1) * 384 + (k_1 + MPC_LANES), mpc_load(hidden_1_sum + (h * C + t_1) * 384 + (k_1 + MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_1_sum + (h * C + t_1) * 384 + (k_1 + MPC_LANES)))) * sum_13);
          mpc_store(hidden_1 + (h * C + t_1) * 384 + (k_1 + 2 * MPC_LANES), mpc_load(hidden_1_sum + (h * C + t_1) * 384 + (k_1 + 2 * MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_1_sum + (h * C + t_1) * 384 + (k_1 + 2 * MPC_LANES)))) * sum_14);
        }
      }
    });
  }
}

// apply: o_normed_rsqrt
extern "C" void lact_o_normed_rsqrt(
    const float *__restrict w1,
    const float *__restrict hidden_1,
    float *__restrict o,
    float *__restrict normed_rsqrt,
    int C) {
  // apply, line 39: o[t, h, i]
  {
    const int columns = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks = (mpc_max(0, C) + 127) / 128;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(110592.0f * mpc_min(128, C)), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int i = column * (3 * MPC_LANES);
        alignas(64) float w1_tile[1152 * MPC_LANES];
        mpc_pack(w1_tile, w1 + (h * 384 + i) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, C);
        const int t_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int t = from; t < t_even; t += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          for (int k_1 = 0; k_1 < 384; ++k_1) {
            const vf w1_1 = mpc_load(w1_tile + k_1 * (3 * MPC_LANES));
            const vf w1_2 = mpc_load(w1_tile + k_1 * (3 * MPC_LANES) + MPC_LANES);
            const vf w1_3 = mpc_load(w1_tile + k_1 * (3 * MPC_LANES) + 2 * MPC_LANES);
            const float hidden_1_1 = hidden_1[(h * C + t) * 384 + k_1];
            const float hidden_1_2 = hidden_1[(h * C + (t + 1)) * 384 + k_1];
            const float hidden_1_3 = hidden_1[(h * C + (t + 2)) * 384 + k_1];
            const float hidden_1_4 = hidden_1[(h * C + (t + 3)) * 384 + k_1];
            sum = mpc_fma(w1_1, hidden_1_1, sum);
            sum_1 = mpc_fma(w1_2, hidden_1_1, sum_1);
            sum_2 = mpc_fma(w1_3, hidden_1_1, sum_2);
            sum_3 = mpc_fma(w1_1, hidden_1_2, sum_3);
            sum_4 = mpc_fma(w1_2, hidden_1_2, sum_4);
            sum_5 = mpc_fma(w1_3, hidden_1_2, sum_5);
            sum_6 = mpc_fma(w1_1, hidden_1_3, sum_6);
            sum_7 = mpc_fma(w1_2, hidden_1_3, sum_7);
            sum_8 = mpc_fma(w1_3, hidden_1_3, sum_8);
            sum_9 = mpc_fma(w1_1, hidden_1_4, sum_9);
            sum_10 = mpc_fma(w1_2, hidden_1_4, sum_10);
            sum_11 = mpc_fma(w1_3, hidden_1_4, sum_11);
          }
          mpc_store(o + (t * 4 + h) * 384 + i, sum);
          mpc_store(o + (t * 4 + h) * 384 + (i + MPC_LANES), sum_1);
          mpc_store(o + (t * 4 + h) * 384 + (i + 2 * MPC_LANES), sum_2);
          mpc_store(o + ((t + 1) * 4 + h) * 384 + i, sum_3);
          mpc_store(o + ((t + 1) * 4 + h) * 384 + (i + MPC_LANES), sum_4);
          mpc_store(o + ((t + 1) * 4 + h) * 384 + (i + 2 * MPC_LANES), sum_5);
          mpc_store(o + ((t + 2) * 4 + h) * 384 + i, sum_6);
          mpc_store(o + ((t + 2) * 4 + h) * 384 + (i + MPC_LANES), sum_7);
          mpc_store(o + ((t + 2) * 4 + h) * 384 + (i + 2 * MPC_LANES), sum_8);
          mpc_store(o + ((t + 3) * 4 + h) * 384 + i, sum_9);
          mpc_store(o + ((t + 3) * 4 + h) * 384 + (i + MPC_LANES), sum_10);
          mpc_store(o + ((t + 3) * 4 + h) * 384 + (i + 2 * MPC_LANES), sum_11);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          for (int k_2 = 0; k_2 < 384; ++k_2) {
            const float hidden_1_5 = hidden_1[(h * C + t_1) * 384 + k_2];
            sum_12 = mpc_fma(mpc_load(w1_tile + k_2 * (3 * MPC_LANES)), hidden_1_5, sum_12);
            sum_13 = mpc_fma(mpc_load(w1_tile + k_2 * (3 * MPC_LANES) + MPC_LANES), hidden_1_5, sum_13);
            sum_14 = mpc_fma(mpc_load(w1_tile + k_2 * (3 * MPC_LANES) + 2 * MPC_LANES), hidden_1_5, sum_14);
          }
          mpc_store(o + (t_1 * 4 + h) * 384 + i, sum_12);
          mpc_store(o + (t_1 * 4 + h) * 384 + (i + MPC_LANES), sum_13);
          mpc_store(o + (t_1 * 4 + h) * 384 + (i + 2 * MPC_LANES), sum_14);
        }
      }
    });
  }
  // apply, line 41: normed_rsqrt[t, h]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(9308.0f), [&](int t_2_begin, int t_2_end) {
      for (int t_2 = t_2_begin; t_2 < t_2_end; ++t_2) {
        for (int h_1 = 0; h_1 < 4; h_1 += 4) {
          vf sum_15 = mpc_splat(0.0f);
          vf sum_16 = mpc_splat(0.0f);
          vf sum_17 = mpc_splat(0.0f);
          vf sum_18 = mpc_splat(0.0f);
          for (int j = 0; j < 384; j += MPC_LANES) {
            sum_15 = mpc_fma(mpc_load(o + (t_2 * 4 + h_1) * 384 + j), mpc_load(o + (t_2 * 4 + h_1) * 384 + j), sum_15);
            sum_16 = mpc_fma(mpc_load(o + (t_2 * 4 + (h_1 + 1)) * 384 + j), mpc_load(o + (t_2 * 4 + (h_1 + 1)) * 384 + j), sum_16);
            sum_17 = mpc_fma(mpc_load(o + (t_2 * 4 + (h_1 + 2)) * 384 + j), mpc_load(o + (t_2 * 4 + (h_1 + 2)) * 384 + j), sum_17);
            sum_18 = mpc_fma(mpc_load(o + (t_2 * 4 + (h_1 + 3)) * 384 + j), mpc_load(o + (t_2 * 4 + (h_1 + 3)) * 384 + j), sum_18);
          }
          normed_rsqrt[t_2 * 4 + h_1] = mpc_rsqrt(mpc_sum_lanes(sum_15) / 384.0f + 0.000001f);
          normed_rsqrt[t_2 * 4 + (h_1 + 1)] = mpc_rsqrt(mpc_sum_lanes(sum_16) / 384.0f + 0.000001f);
          normed_rsqrt[t_2 * 4 + (h_1 + 2)] = mpc_rsqrt(mpc_sum_lanes(sum_17) / 384.0f + 0.000001f);
          normed_rsqrt[t_2 * 4 + (h_1 + 3)] = mpc_rsqrt(mpc_sum_lanes(sum_18) / 384.0f + 0.000001f);
        }
      }
    });
  }
}

// apply: scale
extern "C" void lact_scale(
    const bf16 *__restrict x,
    const bf16 *__restrict w_gate,
    float *__restrict scale_sum,
    float *__restrict scale,
    int C) {
  // apply, line 40: scale_sum[t, h]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(36864.0f), [&](int t_begin, int t_end) {
      for (int t = t_begin; t < t_end; ++t) {
        for (int h = 0; h < 4; h += MPC_LANES) {
          const int left = 4 - h;
          vf sum = mpc_splat(0.0f);
          for (int i = 0; i < 1536; ++i) {
            sum = mpc_fma(mpc_get(x[t * 1536 + i]), mpc_load(w_gate + i * 4 + h), sum);
          }
          mpc_store(scale_sum + t * 4 + h, sum, left);
        }
      }
    });
  }
  // apply, line 40: scale[t, h]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(112.0f), [&](int t_1_begin, int t_1_end) {
      for (int t_1 = t_1_begin; t_1 < t_1_end; ++t_1) {
        for (int h_1 = 0; h_1 < 4; h_1 += MPC_LANES) {
          const int left_1 = 4 - h_1;
          mpc_store(scale + t_1 * 4 + h_1, mpc_load(scale_sum + t_1 * 4 + h_1) / (1.0f + mpc_exp(-mpc_load(scale_sum + t_1 * 4 + h_1))), left_1);
        }
      }
    });
  }
}

// apply: out
extern "C" void lact_out(
    const float *__restrict o,
    const float *__restrict normed_rsqrt,
    const float *__restrict gain,
    float *__restrict normed,
    const float *__restrict scale,
    float *__restrict out,
    int C) {
  // apply, line 41: normed[t, h, i]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 4, 1, mpc_grain(3072.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int t = point / 4;
        const int h = point % 4;
        for (int i = 0; i < 384; i += MPC_LANES) {
          mpc_store(normed + (t * 4 + h) * 384 + i, mpc_load(o + (t * 4 + h) * 384 + i) * normed_rsqrt[t * 4 + h] * mpc_load(gain + i));
        }
      }
    });
  }
  // apply, line 42: out[t, h, d]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 4, 1, mpc_grain(1920.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int t_1 = point_1 / 4;
        const int h_1 = point_1 % 4;
        for (int d = 0; d < 384; d += MPC_LANES) {
          mpc_store(out + (t_1 * 4 + h_1) * 384 + d, scale[t_1 * 4 + h_1] * mpc_load(normed + (t_1 * 4 + h_1) * 384 + d));
        }
      }
    });
  }
}

// prepare: k
extern "C" void lact_k(
    const bf16 *__restrict k_raw,
    float *__restrict k_active,
    float *__restrict l2_norm_2_sum,
    float *__restrict l2_norm_2,
    const float *__restrict freq,
    float *__restrict k,
    int C,
    int N) {
  // prepare, line 46: k_active[t, h, d]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 4, 1, mpc_grain(10752.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int t = point / 4;
        const int h = point % 4;
        for (int d = 0; d < 384; d += MPC_LANES) {
          mpc_store(k_active + (t * 4 + h) * 384 + d, mpc_load(k_raw + (t * 4 + h) * 384 + d) / (1.0f + mpc_exp(-mpc_load(k_raw + (t * 4 + h) * 384 + d))));
        }
      }
    });
  }
  // prepare, line 47: l2_norm_2_sum[t, h]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(9268.0f), [&](int t_1_begin, int t_1_end) {
      for (int t_1 = t_1_begin; t_1 < t_1_end; ++t_1) {
        for (int h_1 = 0; h_1 < 4; h_1 += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          for (int i = 0; i < 384; i += MPC_LANES) {
            sum = mpc_fma(mpc_load(k_active + (t_1 * 4 + h_1) * 384 + i), mpc_load(k_active + (t_1 * 4 + h_1) * 384 + i), sum);
            sum_1 = mpc_fma(mpc_load(k_active + (t_1 * 4 + (h_1 + 1)) * 384 + i), mpc_load(k_active + (t_1 * 4 + (h_1 + 1)) * 384 + i), sum_1);
            sum_2 = mpc_fma(mpc_load(k_active + (t_1 * 4 + (h_1 + 2)) * 384 + i), mpc_load(k_active + (t_1 * 4 + (h_1 + 2)) * 384 + i), sum_2);
            sum_3 = mpc_fma(mpc_load(k_active + (t_1 * 4 + (h_1 + 3)) * 384 + i), mpc_load(k_active + (t_1 * 4 + (h_1 + 3)) * 384 + i), sum_3);
          }
          l2_norm_2_sum[t_1 * 4 + h_1] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum)));
          l2_norm_2_sum[t_1 * 4 + (h_1 + 1)] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_1)));
          l2_norm_2_sum[t_1 * 4 + (h_1 + 2)] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_2)));
          l2_norm_2_sum[t_1 * 4 + (h_1 + 3)] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_3)));
        }
      }
    });
  }
  // prepare, line 47: l2_norm_2[t, h, i]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 4, 1, mpc_grain(5376.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int t_2 = point_1 / 4;
        const int h_2 = point_1 % 4;
        for (int i_1 = 0; i_1 < 384; i_1 += MPC_LANES) {
          mpc_store(l2_norm_2 + (t_2 * 4 + h_2) * 384 + i_1, mpc_load(k_active + (t_2 * 4 + h_2) * 384 + i_1) / l2_norm_2_sum[t_2 * 4 + h_2]);
        }
      }
    });
  }
  // prepare, line 47: k[t, h, i]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 4, 1, mpc_grain(26880.0f), [&](int point_2_begin, int point_2_end) {
      for (int point_2 = point_2_begin; point_2 < point_2_end; ++point_2) {
        const int t_3 = point_2 / 4;
        const int h_3 = point_2 % 4;
        for (int i_2 = 0; i_2 < 384; i_2 += MPC_LANES) {
          mpc_store(k + (t_3 * 4 + h_3) * 384 + i_2, mpc_load(l2_norm_2 + (t_3 * 4 + h_3) * 384 + i_2) * mpc_cos((float)(N - C + t_3) * mpc_gather(freq, mpc_floor_mod(mpc_iota(i_2), mpc_splat(192)), MPC_LANES)) + (mpc_choose(mpc_iota(i_2) < 192, -mpc_gather(l2_norm_2, (t_3 * 4 + h_3) * 384 + mpc_min(mpc_iota(i_2) + 192, mpc_splat(383)), MPC_LANES), mpc_gather(l2_norm_2, (t_3 * 4 + h_3) * 384 + mpc_max(mpc_iota(i_2) - 192, mpc_splat(0)), MPC_LANES))) * mpc_sin((float)(N - C + t_3) * mpc_gather(freq, mpc_floor_mod(mpc_iota(i_2), mpc_splat(192)), MPC_LANES)));
        }
      }
    });
  }
}

// prepare: hidden_2_sum_saved_hidden_2_3
extern "C" void lact_hidden_2_sum_saved_hidden_2_3(
    const float *__restrict w0,
    const float *__restrict k,
    float *__restrict hidden_2_sum,
    float *__restrict saved_hidden_2_3,
    int C) {
  // prepare, line 48: hidden_2_sum[h, t, k]
  {
    const int columns = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks = (mpc_max(0, C) + 127) / 128;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(110592.0f * mpc_min(128, C)), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int k_1 = column * (3 * MPC_LANES);
        alignas(64) float w0_tile[1152 * MPC_LANES];
        mpc_pack(w0_tile, w0 + (h * 384 + k_1) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, C);
        const int t_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int t = from; t < t_even; t += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          for (int j = 0; j < 384; ++j) {
            const vf w0_1 = mpc_load(w0_tile + j * (3 * MPC_LANES));
            const vf w0_2 = mpc_load(w0_tile + j * (3 * MPC_LANES) + MPC_LANES);
            const vf w0_3 = mpc_load(w0_tile + j * (3 * MPC_LANES) + 2 * MPC_LANES);
            const float k_2 = k[(t * 4 + h) * 384 + j];
            const float k_3 = k[((t + 1) * 4 + h) * 384 + j];
            const float k_4 = k[((t + 2) * 4 + h) * 384 + j];
            const float k_5 = k[((t + 3) * 4 + h) * 384 + j];
            sum = mpc_fma(w0_1, k_2, sum);
            sum_1 = mpc_fma(w0_2, k_2, sum_1);
            sum_2 = mpc_fma(w0_3, k_2, sum_2);
            sum_3 = mpc_fma(w0_1, k_3, sum_3);
            sum_4 = mpc_fma(w0_2, k_3, sum_4);
            sum_5 = mpc_fma(w0_3, k_3, sum_5);
            sum_6 = mpc_fma(w0_1, k_4, sum_6);
            sum_7 = mpc_fma(w0_2, k_4, sum_7);
            sum_8 = mpc_fma(w0_3, k_4, sum_8);
            sum_9 = mpc_fma(w0_1, k_5, sum_9);
            sum_10 = mpc_fma(w0_2, k_5, sum_10);
            sum_11 = mpc_fma(w0_3, k_5, sum_11);
          }
          mpc_store(hidden_2_sum + (h * C + t) * 384 + k_1, sum);
          mpc_store(hidden_2_sum + (h * C + t) * 384 + (k_1 + MPC_LANES), sum_1);
          mpc_store(hidden_2_sum + (h * C + t) * 384 + (k_1 + 2 * MPC_LANES), sum_2);
          mpc_store(hidden_2_sum + (h * C + (t + 1)) * 384 + k_1, sum_3);
          mpc_store(hidden_2_sum + (h * C + (t + 1)) * 384 + (k_1 + MPC_LANES), sum_4);
          mpc_store(hidden_2_sum + (h * C + (t + 1)) * 384 + (k_1 + 2 * MPC_LANES), sum_5);
          mpc_store(hidden_2_sum + (h * C + (t + 2)) * 384 + k_1, sum_6);
          mpc_store(hidden_2_sum + (h * C + (t + 2)) * 384 + (k_1 + MPC_LANES), sum_7);
          mpc_store(hidden_2_sum + (h * C + (t + 2)) * 384 + (k_1 + 2 * MPC_LANES), sum_8);
          mpc_store(hidden_2_sum + (h * C + (t + 3)) * 384 + k_1, sum_9);
          mpc_store(hidden_2_sum + (h * C + (t + 3)) * 384 + (k_1 + MPC_LANES), sum_10);
          mpc_store(hidden_2_sum + (h * C + (t + 3)) * 384 + (k_1 + 2 * MPC_LANES), sum_11);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          for (int j_1 = 0; j_1 < 384; ++j_1) {
            const float k_6 = k[(t_1 * 4 + h) * 384 + j_1];
            sum_12 = mpc_fma(mpc_load(w0_tile + j_1 * (3 * MPC_LANES)), k_6, sum_12);
            sum_13 = mpc_fma(mpc_load(w0_tile + j_1 * (3 * MPC_LANES) + MPC_LANES), k_6, sum_13);
            sum_14 = mpc_fma(mpc_load(w0_tile + j_1 * (3 * MPC_LANES) + 2 * MPC_LANES), k_6, sum_14);
          }
          mpc_store(hidden_2_sum + (h * C + t_1) * 384 + k_1, sum_12);
          mpc_store(hidden_2_sum + (h * C + t_1) * 384 + (k_1 + MPC_LANES), sum_13);
          mpc_store(hidden_2_sum + (h * C + t_1) * 384 + (k_1 + 2 * MPC_LANES), sum_14);
        }
      }
    });
  }
  // prepare, line 55: saved_hidden_2_3[h, t, k]
  {
    mpc_parallel_for(0, 4 * mpc_max(0, C), 1, mpc_grain(5760.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int h_1 = point / mpc_max(0, C);
        const int t_2 = point % mpc_max(0, C);
        for (int k_7 = 0; k_7 < 384; k_7 += MPC_LANES) {
          mpc_store(saved_hidden_2_3 + (h_1 * C + t_2) * 384 + k_7, mpc_exp(-mpc_load(hidden_2_sum + (h_1 * C + t_2) * 384 + k_7)));
        }
      }
    });
  }
}

// prepare: hidden_2
extern "C" void lact_hidden_2(
    const float *__restrict w2,
    const float *__restrict hidden_2_sum,
    const float *__restrict k,
    float *__restrict hidden_2,
    int C) {
  // prepare, line 48: hidden_2[h, t, k]
  {
    const int columns = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks = (mpc_max(0, C) + 127) / 128;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(111984.0f * mpc_min(128, C)), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int k_1 = column * (3 * MPC_LANES);
        alignas(64) float w2_tile[1152 * MPC_LANES];
        mpc_pack(w2_tile, w2 + (h * 384 + k_1) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, C);
        const int t_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int t = from; t < t_even; t += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          for (int j = 0; j < 384; ++j) {
            const vf w2_1 = mpc_load(w2_tile + j * (3 * MPC_LANES));
            const vf w2_2 = mpc_load(w2_tile + j * (3 * MPC_LANES) + MPC_LANES);
            const vf w2_3 = mpc_load(w2_tile + j * (3 * MPC_LANES) + 2 * MPC_LANES);
            const float k_2 = k[(t * 4 + h) * 384 + j];
            const float k_3 = k[((t + 1) * 4 + h) * 384 + j];
            const float k_4 = k[((t + 2) * 4 + h) * 384 + j];
            const float k_5 = k[((t + 3) * 4 + h) * 384 + j];
            sum = mpc_fma(w2_1, k_2, sum);
            sum_1 = mpc_fma(w2_2, k_2, sum_1);
            sum_2 = mpc_fma(w2_3, k_2, sum_2);
            sum_3 = mpc_fma(w2_1, k_3, sum_3);
            sum_4 = mpc_fma(w2_2, k_3, sum_4);
            sum_5 = mpc_fma(w2_3, k_3, sum_5);
            sum_6 = mpc_fma(w2_1, k_4, sum_6);
            sum_7 = mpc_fma(w2_2, k_4, sum_7);
            sum_8 = mpc_fma(w2_3, k_4, sum_8);
            sum_9 = mpc_fma(w2_1, k_5, sum_9);
            sum_10 = mpc_fma(w2_2, k_5, sum_10);
            sum_11 = mpc_fma(w2_3, k_5, sum_11);
          }
          mpc_store(hidden_2 + (h * C + t) * 384 + k_1, mpc_load(hidden_2_sum + (h * C + t) * 384 + k_1) / (1.0f + mpc_exp(-mpc_load(hidden_2_sum + (h * C + t) * 384 + k_1))) * sum);
          mpc_store(hidden_2 + (h * C + t) * 384 + (k_1 + MPC_LANES), mpc_load(hidden_2_sum + (h * C + t) * 384 + (k_1 + MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_2_sum + (h * C + t) * 384 + (k_1 + MPC_LANES)))) * sum_1);
          mpc_store(hidden_2 + (h * C + t) * 384 + (k_1 + 2 * MPC_LANES), mpc_load(hidden_2_sum + (h * C + t) * 384 + (k_1 + 2 * MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_2_sum + (h * C + t) * 384 + (k_1 + 2 * MPC_LANES)))) * sum_2);
          mpc_store(hidden_2 + (h * C + (t + 1)) * 384 + k_1, mpc_load(hidden_2_sum + (h * C + (t + 1)) * 384 + k_1) / (1.0f + mpc_exp(-mpc_load(hidden_2_sum + (h * C + (t + 1)) * 384 + k_1))) * sum_3);
          mpc_store(hidden_2 + (h * C + (t + 1)) * 384 + (k_1 + MPC_LANES), mpc_load(hidden_2_sum + (h * C + (t + 1)) * 384 + (k_1 + MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_2_sum + (h * C + (t + 1)) * 384 + (k_1 + MPC_LANES)))) * sum_4);
          mpc_store(hidden_2 + (h * C + (t + 1)) * 384 + (k_1 + 2 * MPC_LANES), mpc_load(hidden_2_sum + (h * C + (t + 1)) * 384 + (k_1 + 2 * MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_2_sum + (h * C + (t + 1)) * 384 + (k_1 + 2 * MPC_LANES)))) * sum_5);
          mpc_store(hidden_2 + (h * C + (t + 2)) * 384 + k_1, mpc_load(hidden_2_sum + (h * C + (t + 2)) * 384 + k_1) / (1.0f + mpc_exp(-mpc_load(hidden_2_sum + (h * C + (t + 2)) * 384 + k_1))) * sum_6);
          mpc_store(hidden_2 + (h * C + (t + 2)) * 384 + (k_1 + MPC_LANES), mpc_load(hidden_2_sum + (h * C + (t + 2)) * 384 + (k_1 + MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_2_sum + (h * C + (t + 2)) * 384 + (k_1 + MPC_LANES)))) * sum_7);
          mpc_store(hidden_2 + (h * C + (t + 2)) * 384 + (k_1 + 2 * MPC_LANES), mpc_load(hidden_2_sum + (h * C + (t + 2)) * 384 + (k_1 + 2 * MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_2_sum + (h * C + (t + 2)) * 384 + (k_1 + 2 * MPC_LANES)))) * sum_8);
          mpc_store(hidden_2 + (h * C + (t + 3)) * 384 + k_1, mpc_load(hidden_2_sum + (h * C + (t + 3)) * 384 + k_1) / (1.0f + mpc_exp(-mpc_load(hidden_2_sum + (h * C + (t + 3)) * 384 + k_1))) * sum_9);
          mpc_store(hidden_2 + (h * C + (t + 3)) * 384 + (k_1 + MPC_LANES), mpc_load(hidden_2_sum + (h * C + (t + 3)) * 384 + (k_1 + MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_2_sum + (h * C + (t + 3)) * 384 + (k_1 + MPC_LANES)))) * sum_10);
          mpc_store(hidden_2 + (h * C + (t + 3)) * 384 + (k_1 + 2 * MPC_LANES), mpc_load(hidden_2_sum + (h * C + (t + 3)) * 384 + (k_1 + 2 * MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_2_sum + (h * C + (t + 3)) * 384 + (k_1 + 2 * MPC_LANES)))) * sum_11);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          for (int j_1 = 0; j_1 < 384; ++j_1) {
            const float k_6 = k[(t_1 * 4 + h) * 384 + j_1];
            sum_12 = mpc_fma(mpc_load(w2_tile + j_1 * (3 * MPC_LANES)), k_6, sum_12);
            sum_13 = mpc_fma(mpc_load(w2_tile + j_1 * (3 * MPC_LANES) + MPC_LANES), k_6, sum_13);
            sum_14 = mpc_fma(mpc_load(w2_tile + j_1 * (3 * MPC_LANES) + 2 * MPC_LANES), k_6, sum_14);
          }
          mpc_store(hidden_2 + (h * C + t_1) * 384 + k_1, mpc_load(hidden_2_sum + (h * C + t_1) * 384 + k_1) / (1.0f + mpc_exp(-mpc_load(hidden_2_sum + (h * C + t_1) * 384 + k_1))) * sum_12);
          mpc_store(hidden_2 + (h * C + t_1) * 384 + (k_1 + MPC_LANES), mpc_load(hidden_2_sum + (h * C + t_1) * 384 + (k_1 + MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_2_sum + (h * C + t_1) * 384 + (k_1 + MPC_LANES)))) * sum_13);
          mpc_store(hidden_2 + (h * C + t_1) * 384 + (k_1 + 2 * MPC_LANES), mpc_load(hidden_2_sum + (h * C + t_1) * 384 + (k_1 + 2 * MPC_LANES)) / (1.0f + mpc_exp(-mpc_load(hidden_2_sum + (h * C + t_1) * 384 + (k_1 + 2 * MPC_LANES)))) * sum_14);
        }
      }
    });
  }
}

// prepare: grad_f_1_g1_grad_f_3
extern "C" void lact_grad_f_1_g1_grad_f_3(
    const bf16 *__restrict x,
    const bf16 *__restrict w_rate,
    float *__restrict rate_sum,
    float *__restrict rate,
    const bf16 *__restrict v,
    float *__restrict grad_f_1,
    float *__restrict grad_f_2,
    const float *__restrict hidden_2,
    float *__restrict grad_w1_1,
    float *__restrict g1,
    float *__restrict grad_f_3,
    int C) {
  // prepare, line 50: rate_sum[t, h, j]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 4, 1, mpc_grain(27648.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int t = point / 4;
        const int h = point % 4;
        const int j_even = 3 - mpc_floor_mod(mpc_max(3, 0), 4);
        for (int j = 0; j < j_even; j += 4) {
          float sum = 0.0f;
          float sum_1 = 0.0f;
          float sum_2 = 0.0f;
          float sum_3 = 0.0f;
          for (int i = 0; i < 1536; ++i) {
            const float x_1 = mpc_get(x[t * 1536 + i]);
            sum = mpc_fma(x_1, mpc_get(w_rate[(i * 4 + h) * 3 + j]), sum);
            sum_1 = mpc_fma(x_1, mpc_get(w_rate[(i * 4 + h) * 3 + (j + 1)]), sum_1);
            sum_2 = mpc_fma(x_1, mpc_get(w_rate[(i * 4 + h) * 3 + (j + 2)]), sum_2);
            sum_3 = mpc_fma(x_1, mpc_get(w_rate[(i * 4 + h) * 3 + (j + 3)]), sum_3);
          }
          rate_sum[(t * 4 + h) * 3 + j] = sum;
          rate_sum[(t * 4 + h) * 3 + (j + 1)] = sum_1;
          rate_sum[(t * 4 + h) * 3 + (j + 2)] = sum_2;
          rate_sum[(t * 4 + h) * 3 + (j + 3)] = sum_3;
        }
        for (int j_1 = mpc_max(0, j_even); j_1 < 3; ++j_1) {
          float sum_4 = 0.0f;
          for (int i_1 = 0; i_1 < 1536; ++i_1) {
            sum_4 = mpc_fma(mpc_get(x[t * 1536 + i_1]), mpc_get(w_rate[(i_1 * 4 + h) * 3 + j_1]), sum_4);
          }
          rate_sum[(t * 4 + h) * 3 + j_1] = sum_4;
        }
      }
    });
  }
  // prepare, line 50: rate[t, h, j]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 4, 1, mpc_grain(105.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int t_1 = point_1 / 4;
        const int h_1 = point_1 % 4;
        for (int j_2 = 0; j_2 < 3; ++j_2) {
          rate[(t_1 * 4 + h_1) * 3 + j_2] = mpc_max(0.0f, rate_sum[(t_1 * 4 + h_1) * 3 + j_2] + -6.907255f) + mpc_log(1.0f + mpc_exp(-mpc_abs(rate_sum[(t_1 * 4 + h_1) * 3 + j_2] + -6.907255f)));
        }
      }
    });
  }
  // prepare, line 55: grad_f_1[t, h, d]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 4, 1, mpc_grain(2304.0f), [&](int point_2_begin, int point_2_end) {
      for (int point_2 = point_2_begin; point_2 < point_2_end; ++point_2) {
        const int t_2 = point_2 / 4;
        const int h_2 = point_2 % 4;
        for (int d = 0; d < 384; d += MPC_LANES) {
          mpc_store(grad_f_1 + (t_2 * 4 + h_2) * 384 + d, -(rate[(t_2 * 4 + h_2) * 3] * mpc_load(v + (t_2 * 4 + h_2) * 384 + d)));
        }
      }
    });
  }
  // prepare, line 56: grad_f_2[t, h, d]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 4, 1, mpc_grain(2304.0f), [&](int point_3_begin, int point_3_end) {
      for (int point_3 = point_3_begin; point_3 < point_3_end; ++point_3) {
        const int t_3 = point_3 / 4;
        const int h_3 = point_3 % 4;
        for (int d_1 = 0; d_1 < 384; d_1 += MPC_LANES) {
          mpc_store(grad_f_2 + (t_3 * 4 + h_3) * 384 + d_1, -(rate[(t_3 * 4 + h_3) * 3 + 1] * mpc_load(v + (t_3 * 4 + h_3) * 384 + d_1)));
        }
      }
    });
  }
  // prepare, line 56: grad_w1_1[h, i, k]
  {
    const int columns = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks = 3;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(36864.0f * C), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h_4 = item / columns / chunks;
        const int k_1 = column * (3 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 384);
        const int i_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int i_2 = from; i_2 < i_even; i_2 += 4) {
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          vf sum_15 = mpc_splat(0.0f);
          vf sum_16 = mpc_splat(0.0f);
          for (int t_4 = 0; t_4 < C; ++t_4) {
            const float grad_f_2_1 = grad_f_2[(t_4 * 4 + h_4) * 384 + i_2];
            const float grad_f_2_2 = grad_f_2[(t_4 * 4 + h_4) * 384 + (i_2 + 1)];
            const float grad_f_2_3 = grad_f_2[(t_4 * 4 + h_4) * 384 + (i_2 + 2)];
            const float grad_f_2_4 = grad_f_2[(t_4 * 4 + h_4) * 384 + (i_2 + 3)];
            const vf hidden_2_1 = mpc_load(hidden_2 + (h_4 * C + t_4) * 384 + k_1);
            const vf hidden_2_2 = mpc_load(hidden_2 + (h_4 * C + t_4) * 384 + (k_1 + MPC_LANES));
            const vf hidden_2_3 = mpc_load(hidden_2 + (h_4 * C + t_4) * 384 + (k_1 + 2 * MPC_LANES));
            sum_5 = mpc_fma(grad_f_2_1, hidden_2_1, sum_5);
            sum_6 = mpc_fma(grad_f_2_1, hidden_2_2, sum_6);
            sum_7 = mpc_fma(grad_f_2_1, hidden_2_3, sum_7);
            sum_8 = mpc_fma(grad_f_2_2, hidden_2_1, sum_8);
            sum_9 = mpc_fma(grad_f_2_2, hidden_2_2, sum_9);
            sum_10 = mpc_fma(grad_f_2_2, hidden_2_3, sum_10);
            sum_11 = mpc_fma(grad_f_2_3, hidden_2_1, sum_11);
            sum_12 = mpc_fma(grad_f_2_3, hidden_2_2, sum_12);
            sum_13 = mpc_fma(grad_f_2_3, hidden_2_3, sum_13);
            sum_14 = mpc_fma(grad_f_2_4, hidden_2_1, sum_14);
            sum_15 = mpc_fma(grad_f_2_4, hidden_2_2, sum_15);
            sum_16 = mpc_fma(grad_f_2_4, hidden_2_3, sum_16);
          }
          mpc_store(grad_w1_1 + (h_4 * 384 + i_2) * 384 + k_1, sum_5);
          mpc_store(grad_w1_1 + (h_4 * 384 + i_2) * 384 + (k_1 + MPC_LANES), sum_6);
          mpc_store(grad_w1_1 + (h_4 * 384 + i_2) * 384 + (k_1 + 2 * MPC_LANES), sum_7);
          mpc_store(grad_w1_1 + (h_4 * 384 + (i_2 + 1)) * 384 + k_1, sum_8);
          mpc_store(grad_w1_1 + (h_4 * 384 + (i_2 + 1)) * 384 + (k_1 + MPC_LANES), sum_9);
          mpc_store(grad_w1_1 + (h_4 * 384 + (i_2 + 1)) * 384 + (k_1 + 2 * MPC_LANES), sum_10);
          mpc_store(grad_w1_1 + (h_4 * 384 + (i_2 + 2)) * 384 + k_1, sum_11);
          mpc_store(grad_w1_1 + (h_4 * 384 + (i_2 + 2)) * 384 + (k_1 + MPC_LANES), sum_12);
          mpc_store(grad_w1_1 + (h_4 * 384 + (i_2 + 2)) * 384 + (k_1 + 2 * MPC_LANES), sum_13);
          mpc_store(grad_w1_1 + (h_4 * 384 + (i_2 + 3)) * 384 + k_1, sum_14);
          mpc_store(grad_w1_1 + (h_4 * 384 + (i_2 + 3)) * 384 + (k_1 + MPC_LANES), sum_15);
          mpc_store(grad_w1_1 + (h_4 * 384 + (i_2 + 3)) * 384 + (k_1 + 2 * MPC_LANES), sum_16);
        }
        for (int i_3 = mpc_max(from, i_even); i_3 < to; ++i_3) {
          vf sum_17 = mpc_splat(0.0f);
          vf sum_18 = mpc_splat(0.0f);
          vf sum_19 = mpc_splat(0.0f);
          for (int t_5 = 0; t_5 < C; ++t_5) {
            const float grad_f_2_5 = grad_f_2[(t_5 * 4 + h_4) * 384 + i_3];
            sum_17 = mpc_fma(grad_f_2_5, mpc_load(hidden_2 + (h_4 * C + t_5) * 384 + k_1), sum_17);
            sum_18 = mpc_fma(grad_f_2_5, mpc_load(hidden_2 + (h_4 * C + t_5) * 384 + (k_1 + MPC_LANES)), sum_18);
            sum_19 = mpc_fma(grad_f_2_5, mpc_load(hidden_2 + (h_4 * C + t_5) * 384 + (k_1 + 2 * MPC_LANES)), sum_19);
          }
          mpc_store(grad_w1_1 + (h_4 * 384 + i_3) * 384 + k_1, sum_17);
          mpc_store(grad_w1_1 + (h_4 * 384 + i_3) * 384 + (k_1 + MPC_LANES), sum_18);
          mpc_store(grad_w1_1 + (h_4 * 384 + i_3) * 384 + (k_1 + 2 * MPC_LANES), sum_19);
        }
      }
    });
  }
  // prepare, line 56: g1[i, i1, i2]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(768.0f), [&](int point_4_begin, int point_4_end) {
      for (int point_4 = point_4_begin; point_4 < point_4_end; ++point_4) {
        const int i_4 = point_4 / 384;
        const int i1 = point_4 % 384;
        for (int i2 = 0; i2 < 384; i2 += MPC_LANES) {
          mpc_store(g1 + (i_4 * 384 + i1) * 384 + i2, mpc_load(grad_w1_1 + (i_4 * 384 + i1) * 384 + i2));
        }
      }
    });
  }
  // prepare, line 57: grad_f_3[t, h, d]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 4, 1, mpc_grain(2304.0f), [&](int point_5_begin, int point_5_end) {
      for (int point_5 = point_5_begin; point_5 < point_5_end; ++point_5) {
        const int t_6 = point_5 / 4;
        const int h_5 = point_5 % 4;
        for (int d_2 = 0; d_2 < 384; d_2 += MPC_LANES) {
          mpc_store(grad_f_3 + (t_6 * 4 + h_5) * 384 + d_2, -(rate[(t_6 * 4 + h_5) * 3 + 2] * mpc_load(v + (t_6 * 4 + h_5) * 384 + d_2)));
        }
      }
    });
  }
}

// prepare: beta_m1
extern "C" void lact_beta_m1(
    const bf16 *__restrict x,
    const bf16 *__restrict w_momentum,
    float *__restrict beta,
    float *__restrict m1,
    const float *__restrict g1,
    int C) {
  // prepare, line 54: beta[h]
  {
    std::vector<float> beta_part(size_t(4 * mpc_floor_div(C + mpc_max(64, (C + 255) / 256) - 1, mpc_max(64, (C + 255) / 256)) + 8 * MPC_LANES));
    mpc_parallel_for(0, mpc_floor_div(C + mpc_max(64, (C + 255) / 256) - 1, mpc_max(64, (C + 255) / 256)), 1, mpc_grain(36964.0f * mpc_max(64, (C + 255) / 256)), [&](int part_begin, int part_end) {
      for (int part = part_begin; part < part_end; ++part) {
        for (int h = 0; h < 4; h += 2 * MPC_LANES) {
          const int left = 4 - h;
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          const int t_even = mpc_min(part * mpc_max(64, (C + 255) / 256) + mpc_max(64, (C + 255) / 256), C) - mpc_floor_mod(mpc_max(mpc_min(part * mpc_max(64, (C + 255) / 256) + mpc_max(64, (C + 255) / 256), C) - part * mpc_max(64, (C + 255) / 256), 0), 4);
          for (int t = part * mpc_max(64, (C + 255) / 256); t < t_even; t += 4) {
            vf sum_2 = mpc_splat(0.0f);
            vf sum_3 = mpc_splat(0.0f);
            vf sum_4 = mpc_splat(0.0f);
            vf sum_5 = mpc_splat(0.0f);
            vf sum_6 = mpc_splat(0.0f);
            vf sum_7 = mpc_splat(0.0f);
            vf sum_8 = mpc_splat(0.0f);
            vf sum_9 = mpc_splat(0.0f);
            for (int i = 0; i < 1536; ++i) {
              const float x_1 = mpc_get(x[t * 1536 + i]);
              const float x_2 = mpc_get(x[(t + 1) * 1536 + i]);
              const float x_3 = mpc_get(x[(t + 2) * 1536 + i]);
              const float x_4 = mpc_get(x[(t + 3) * 1536 + i]);
              const vf w_momentum_1 = mpc_load(w_momentum + i * 4 + h);
              const vf w_momentum_2 = mpc_load(w_momentum + i * 4 + (h + MPC_LANES));
              sum_2 = mpc_fma(x_1, w_momentum_1, sum_2);
              sum_3 = mpc_fma(x_2, w_momentum_1, sum_3);
              sum_4 = mpc_fma(x_3, w_momentum_1, sum_4);
              sum_5 = mpc_fma(x_4, w_momentum_1, sum_5);
              sum_6 = mpc_fma(x_1, w_momentum_2, sum_6);
              sum_7 = mpc_fma(x_2, w_momentum_2, sum_7);
              sum_8 = mpc_fma(x_3, w_momentum_2, sum_8);
              sum_9 = mpc_fma(x_4, w_momentum_2, sum_9);
            }
            sum = sum + 1.0f / (1.0f + mpc_exp(-sum_2));
            sum = sum + 1.0f / (1.0f + mpc_exp(-sum_3));
            sum = sum + 1.0f / (1.0f + mpc_exp(-sum_4));
            sum = sum + 1.0f / (1.0f + mpc_exp(-sum_5));
            sum_1 = sum_1 + 1.0f / (1.0f + mpc_exp(-sum_6));
            sum_1 = sum_1 + 1.0f / (1.0f + mpc_exp(-sum_7));
            sum_1 = sum_1 + 1.0f / (1.0f + mpc_exp(-sum_8));
            sum_1 = sum_1 + 1.0f / (1.0f + mpc_exp(-sum_9));
          }
          for (int t_1 = mpc_max(part * mpc_max(64, (C + 255) / 256), t_even); t_1 < mpc_min(part * mpc_max(64, (C + 255) / 256) + mpc_max(64, (C + 255) / 256), C); ++t_1) {
            vf sum_10 = mpc_splat(0.0f);
            vf sum_11 = mpc_splat(0.0f);
            for (int i_1 = 0; i_1 < 1536; ++i_1) {
              const float x_5 = mpc_get(x[t_1 * 1536 + i_1]);
              sum_10 = mpc_fma(x_5, mpc_load(w_momentum + i_1 * 4 + h), sum_10);
              sum_11 = mpc_fma(x_5, mpc_load(w_momentum + i_1 * 4 + (h + MPC_LANES)), sum_11);
            }
            sum = sum + 1.0f / (1.0f + mpc_exp(-sum_10));
            sum_1 = sum_1 + 1.0f / (1.0f + mpc_exp(-sum_11));
          }
          mpc_store(beta_part.data() + part * 4 + h, sum, left);
          mpc_store(beta_part.data() + part * 4 + (h + MPC_LANES), sum_1, left - MPC_LANES);
        }
      }
    });
    mpc_parallel_for(0, 4, MPC_LANES, mpc_grain(4.0f * mpc_floor_div(C + mpc_max(64, (C + 255) / 256) - 1, mpc_max(64, (C + 255) / 256)) + 10.0f), [&](int h_1_begin, int h_1_end) {
      for (int h_1 = h_1_begin; h_1 < h_1_end; h_1 += MPC_LANES) {
        const int left_1 = 4 - h_1;
        vf sum_12 = mpc_splat(0.0f);
        for (int part_1 = 0; part_1 < mpc_floor_div(C + mpc_max(64, (C + 255) / 256) - 1, mpc_max(64, (C + 255) / 256)); ++part_1) {
          sum_12 = sum_12 + mpc_load(beta_part.data() + part_1 * 4 + h_1);
        }
        mpc_store(beta + h_1, sum_12 / (float)(C), left_1);
      }
    });
  }
  // prepare, line 59: m1[h, i, j]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(3072.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int h_2 = point / 384;
        const int i_2 = point % 384;
        for (int j = 0; j < 384; j += MPC_LANES) {
          mpc_store(m1 + (h_2 * 384 + i_2) * 384 + j, beta[h_2] * mpc_load(m1 + (h_2 * 384 + i_2) * 384 + j) - mpc_load(g1 + (h_2 * 384 + i_2) * 384 + j));
        }
      }
    });
  }
}

// prepare: grad_hidden_2_1
extern "C" void lact_grad_hidden_2_1(
    const float *__restrict grad_f_1,
    const float *__restrict w1,
    float *__restrict grad_hidden_2_1,
    int C) {
  // prepare, line 55: grad_hidden_2_1[h, t, k]
  {
    const int columns = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks = (mpc_max(0, C) + 127) / 128;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(110592.0f * mpc_min(128, C)), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int k_1 = column * (3 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, C);
        const int t_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int t = from; t < t_even; t += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          for (int i = 0; i < 384; ++i) {
            const float grad_f_1_1 = grad_f_1[(t * 4 + h) * 384 + i];
            const float grad_f_1_2 = grad_f_1[((t + 1) * 4 + h) * 384 + i];
            const float grad_f_1_3 = grad_f_1[((t + 2) * 4 + h) * 384 + i];
            const float grad_f_1_4 = grad_f_1[((t + 3) * 4 + h) * 384 + i];
            const vf w1_1 = mpc_load(w1 + (h * 384 + i) * 384 + k_1);
            const vf w1_2 = mpc_load(w1 + (h * 384 + i) * 384 + (k_1 + MPC_LANES));
            const vf w1_3 = mpc_load(w1 + (h * 384 + i) * 384 + (k_1 + 2 * MPC_LANES));
            sum = mpc_fma(grad_f_1_1, w1_1, sum);
            sum_1 = mpc_fma(grad_f_1_1, w1_2, sum_1);
            sum_2 = mpc_fma(grad_f_1_1, w1_3, sum_2);
            sum_3 = mpc_fma(grad_f_1_2, w1_1, sum_3);
            sum_4 = mpc_fma(grad_f_1_2, w1_2, sum_4);
            sum_5 = mpc_fma(grad_f_1_2, w1_3, sum_5);
            sum_6 = mpc_fma(grad_f_1_3, w1_1, sum_6);
            sum_7 = mpc_fma(grad_f_1_3, w1_2, sum_7);
            sum_8 = mpc_fma(grad_f_1_3, w1_3, sum_8);
            sum_9 = mpc_fma(grad_f_1_4, w1_1, sum_9);
            sum_10 = mpc_fma(grad_f_1_4, w1_2, sum_10);
            sum_11 = mpc_fma(grad_f_1_4, w1_3, sum_11);
          }
          mpc_store(grad_hidden_2_1 + (h * C + t) * 384 + k_1, sum);
          mpc_store(grad_hidden_2_1 + (h * C + t) * 384 + (k_1 + MPC_LANES), sum_1);
          mpc_store(grad_hidden_2_1 + (h * C + t) * 384 + (k_1 + 2 * MPC_LANES), sum_2);
          mpc_store(grad_hidden_2_1 + (h * C + (t + 1)) * 384 + k_1, sum_3);
          mpc_store(grad_hidden_2_1 + (h * C + (t + 1)) * 384 + (k_1 + MPC_LANES), sum_4);
          mpc_store(grad_hidden_2_1 + (h * C + (t + 1)) * 384 + (k_1 + 2 * MPC_LANES), sum_5);
          mpc_store(grad_hidden_2_1 + (h * C + (t + 2)) * 384 + k_1, sum_6);
          mpc_store(grad_hidden_2_1 + (h * C + (t + 2)) * 384 + (k_1 + MPC_LANES), sum_7);
          mpc_store(grad_hidden_2_1 + (h * C + (t + 2)) * 384 + (k_1 + 2 * MPC_LANES), sum_8);
          mpc_store(grad_hidden_2_1 + (h * C + (t + 3)) * 384 + k_1, sum_9);
          mpc_store(grad_hidden_2_1 + (h * C + (t + 3)) * 384 + (k_1 + MPC_LANES), sum_10);
          mpc_store(grad_hidden_2_1 + (h * C + (t + 3)) * 384 + (k_1 + 2 * MPC_LANES), sum_11);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          for (int i_1 = 0; i_1 < 384; ++i_1) {
            const float grad_f_1_5 = grad_f_1[(t_1 * 4 + h) * 384 + i_1];
            sum_12 = mpc_fma(grad_f_1_5, mpc_load(w1 + (h * 384 + i_1) * 384 + k_1), sum_12);
            sum_13 = mpc_fma(grad_f_1_5, mpc_load(w1 + (h * 384 + i_1) * 384 + (k_1 + MPC_LANES)), sum_13);
            sum_14 = mpc_fma(grad_f_1_5, mpc_load(w1 + (h * 384 + i_1) * 384 + (k_1 + 2 * MPC_LANES)), sum_14);
          }
          mpc_store(grad_hidden_2_1 + (h * C + t_1) * 384 + k_1, sum_12);
          mpc_store(grad_hidden_2_1 + (h * C + t_1) * 384 + (k_1 + MPC_LANES), sum_13);
          mpc_store(grad_hidden_2_1 + (h * C + t_1) * 384 + (k_1 + 2 * MPC_LANES), sum_14);
        }
      }
    });
  }
}

// prepare: m0
extern "C" void lact_m0(
    const float *__restrict w2,
    const float *__restrict k,
    float *__restrict saved_hidden_2_1,
    const float *__restrict grad_hidden_2_1,
    const float *__restrict saved_hidden_2_3,
    const float *__restrict hidden_2_sum,
    float *__restrict adjoint_hidden_2_1,
    float *__restrict grad_w0_1,
    float *__restrict g0,
    const float *__restrict beta,
    float *__restrict m0,
    int C) {
  // prepare, line 55: saved_hidden_2_1[h, t, k]
  {
    const int columns = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks = (mpc_max(0, C) + 127) / 128;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(110592.0f * mpc_min(128, C)), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int k_1 = column * (3 * MPC_LANES);
        alignas(64) float w2_tile[1152 * MPC_LANES];
        mpc_pack(w2_tile, w2 + (h * 384 + k_1) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, C);
        const int t_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int t = from; t < t_even; t += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          for (int j = 0; j < 384; ++j) {
            const vf w2_1 = mpc_load(w2_tile + j * (3 * MPC_LANES));
            const vf w2_2 = mpc_load(w2_tile + j * (3 * MPC_LANES) + MPC_LANES);
            const vf w2_3 = mpc_load(w2_tile + j * (3 * MPC_LANES) + 2 * MPC_LANES);
            const float k_2 = k[(t * 4 + h) * 384 + j];
            const float k_3 = k[((t + 1) * 4 + h) * 384 + j];
            const float k_4 = k[((t + 2) * 4 + h) * 384 + j];
            const float k_5 = k[((t + 3) * 4 + h) * 384 + j];
            sum = mpc_fma(w2_1, k_2, sum);
            sum_1 = mpc_fma(w2_2, k_2, sum_1);
            sum_2 = mpc_fma(w2_3, k_2, sum_2);
            sum_3 = mpc_fma(w2_1, k_3, sum_3);
            sum_4 = mpc_fma(w2_2, k_3, sum_4);
            sum_5 = mpc_fma(w2_3, k_3, sum_5);
            sum_6 = mpc_fma(w2_1, k_4, sum_6);
            sum_7 = mpc_fma(w2_2, k_4, sum_7);
            sum_8 = mpc_fma(w2_3, k_4, sum_8);
            sum_9 = mpc_fma(w2_1, k_5, sum_9);
            sum_10 = mpc_fma(w2_2, k_5, sum_10);
            sum_11 = mpc_fma(w2_3, k_5, sum_11);
          }
          mpc_store(saved_hidden_2_1 + (h * C + t) * 384 + k_1, sum);
          mpc_store(saved_hidden_2_1 + (h * C + t) * 384 + (k_1 + MPC_LANES), sum_1);
          mpc_store(saved_hidden_2_1 + (h * C + t) * 384 + (k_1 + 2 * MPC_LANES), sum_2);
          mpc_store(saved_hidden_2_1 + (h * C + (t + 1)) * 384 + k_1, sum_3);
          mpc_store(saved_hidden_2_1 + (h * C + (t + 1)) * 384 + (k_1 + MPC_LANES), sum_4);
          mpc_store(saved_hidden_2_1 + (h * C + (t + 1)) * 384 + (k_1 + 2 * MPC_LANES), sum_5);
          mpc_store(saved_hidden_2_1 + (h * C + (t + 2)) * 384 + k_1, sum_6);
          mpc_store(saved_hidden_2_1 + (h * C + (t + 2)) * 384 + (k_1 + MPC_LANES), sum_7);
          mpc_store(saved_hidden_2_1 + (h * C + (t + 2)) * 384 + (k_1 + 2 * MPC_LANES), sum_8);
          mpc_store(saved_hidden_2_1 + (h * C + (t + 3)) * 384 + k_1, sum_9);
          mpc_store(saved_hidden_2_1 + (h * C + (t + 3)) * 384 + (k_1 + MPC_LANES), sum_10);
          mpc_store(saved_hidden_2_1 + (h * C + (t + 3)) * 384 + (k_1 + 2 * MPC_LANES), sum_11);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          for (int j_1 = 0; j_1 < 384; ++j_1) {
            const float k_6 = k[(t_1 * 4 + h) * 384 + j_1];
            sum_12 = mpc_fma(mpc_load(w2_tile + j_1 * (3 * MPC_LANES)), k_6, sum_12);
            sum_13 = mpc_fma(mpc_load(w2_tile + j_1 * (3 * MPC_LANES) + MPC_LANES), k_6, sum_13);
            sum_14 = mpc_fma(mpc_load(w2_tile + j_1 * (3 * MPC_LANES) + 2 * MPC_LANES), k_6, sum_14);
          }
          mpc_store(saved_hidden_2_1 + (h * C + t_1) * 384 + k_1, sum_12);
          mpc_store(saved_hidden_2_1 + (h * C + t_1) * 384 + (k_1 + MPC_LANES), sum_13);
          mpc_store(saved_hidden_2_1 + (h * C + t_1) * 384 + (k_1 + 2 * MPC_LANES), sum_14);
        }
      }
    });
  }
  // prepare, line 55: adjoint_hidden_2_1[h, t, k]
  {
    mpc_parallel_for(0, 4 * mpc_max(0, C), 1, mpc_grain(21888.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int h_1 = point / mpc_max(0, C);
        const int t_2 = point % mpc_max(0, C);
        for (int k_7 = 0; k_7 < 384; k_7 += MPC_LANES) {
          mpc_store(adjoint_hidden_2_1 + (h_1 * C + t_2) * 384 + k_7, mpc_load(grad_hidden_2_1 + (h_1 * C + t_2) * 384 + k_7) * mpc_load(saved_hidden_2_1 + (h_1 * C + t_2) * 384 + k_7) / (1.0f + mpc_load(saved_hidden_2_3 + (h_1 * C + t_2) * 384 + k_7)) + mpc_load(grad_hidden_2_1 + (h_1 * C + t_2) * 384 + k_7) * mpc_load(saved_hidden_2_1 + (h_1 * C + t_2) * 384 + k_7) * (mpc_load(hidden_2_sum + (h_1 * C + t_2) * 384 + k_7) / (1.0f + mpc_load(saved_hidden_2_3 + (h_1 * C + t_2) * 384 + k_7))) / (1.0f + mpc_load(saved_hidden_2_3 + (h_1 * C + t_2) * 384 + k_7)) * mpc_min(mpc_splat(3.4028235e+38f), mpc_load(saved_hidden_2_3 + (h_1 * C + t_2) * 384 + k_7)));
        }
      }
    });
  }
  // prepare, line 55: grad_w0_1[h, k, j]
  {
    const int columns_1 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_1 = 3;
    mpc_parallel_for(0, columns_1 * chunks_1 * 4, 1, mpc_grain(36864.0f * C), [&](int item_1_begin, int item_1_end) {
      for (int item_1 = item_1_begin; item_1 < item_1_end; ++item_1) {
        const int column_1 = item_1 % columns_1;
        const int chunk_1 = item_1 / columns_1 % chunks_1;
        const int h_2 = item_1 / columns_1 / chunks_1;
        const int j_2 = column_1 * (3 * MPC_LANES);
        const int from_1 = chunk_1 * 128;
        const int to_1 = mpc_min(from_1 + 128, 384);
        const int k_even = to_1 - mpc_floor_mod(mpc_max(to_1 - from_1, 0), 4);
        for (int k_8 = from_1; k_8 < k_even; k_8 += 4) {
          vf sum_15 = mpc_splat(0.0f);
          vf sum_16 = mpc_splat(0.0f);
          vf sum_17 = mpc_splat(0.0f);
          vf sum_18 = mpc_splat(0.0f);
          vf sum_19 = mpc_splat(0.0f);
          vf sum_20 = mpc_splat(0.0f);
          vf sum_21 = mpc_splat(0.0f);
          vf sum_22 = mpc_splat(0.0f);
          vf sum_23 = mpc_splat(0.0f);
          vf sum_24 = mpc_splat(0.0f);
          vf sum_25 = mpc_splat(0.0f);
          vf sum_26 = mpc_splat(0.0f);
          for (int t_3 = 0; t_3 < C; ++t_3) {
            const float adjoint_hidden_2_1_1 = adjoint_hidden_2_1[(h_2 * C + t_3) * 384 + k_8];
            const float adjoint_hidden_2_1_2 = adjoint_hidden_2_1[(h_2 * C + t_3) * 384 + (k_8 + 1)];
            const float adjoint_hidden_2_1_3 = adjoint_hidden_2_1[(h_2 * C + t_3) * 384 + (k_8 + 2)];
            const float adjoint_hidden_2_1_4 = adjoint_hidden_2_1[(h_2 * C + t_3) * 384 + (k_8 + 3)];
            const vf k_9 = mpc_load(k + (t_3 * 4 + h_2) * 384 + j_2);
            const vf k_10 = mpc_load(k + (t_3 * 4 + h_2) * 384 + (j_2 + MPC_LANES));
            const vf k_11 = mpc_load(k + (t_3 * 4 + h_2) * 384 + (j_2 + 2 * MPC_LANES));
            sum_15 = mpc_fma(adjoint_hidden_2_1_1, k_9, sum_15);
            sum_16 = mpc_fma(adjoint_hidden_2_1_1, k_10, sum_16);
            sum_17 = mpc_fma(adjoint_hidden_2_1_1, k_11, sum_17);
            sum_18 = mpc_fma(adjoint_hidden_2_1_2, k_9, sum_18);
            sum_19 = mpc_fma(adjoint_hidden_2_1_2, k_10, sum_19);
            sum_20 = mpc_fma(adjoint_hidden_2_1_2, k_11, sum_20);
            sum_21 = mpc_fma(adjoint_hidden_2_1_3, k_9, sum_21);
            sum_22 = mpc_fma(adjoint_hidden_2_1_3, k_10, sum_22);
            sum_23 = mpc_fma(adjoint_hidden_2_1_3, k_11, sum_23);
            sum_24 = mpc_fma(adjoint_hidden_2_1_4, k_9, sum_24);
            sum_25 = mpc_fma(adjoint_hidden_2_1_4, k_10, sum_25);
            sum_26 = mpc_fma(adjoint_hidden_2_1_4, k_11, sum_26);
          }
          mpc_store(grad_w0_1 + (h_2 * 384 + k_8) * 384 + j_2, sum_15);
          mpc_store(grad_w0_1 + (h_2 * 384 + k_8) * 384 + (j_2 + MPC_LANES), sum_16);
          mpc_store(grad_w0_1 + (h_2 * 384 + k_8) * 384 + (j_2 + 2 * MPC_LANES), sum_17);
          mpc_store(grad_w0_1 + (h_2 * 384 + (k_8 + 1)) * 384 + j_2, sum_18);
          mpc_store(grad_w0_1 + (h_2 * 384 + (k_8 + 1)) * 384 + (j_2 + MPC_LANES), sum_19);
          mpc_store(grad_w0_1 + (h_2 * 384 + (k_8 + 1)) * 384 + (j_2 + 2 * MPC_LANES), sum_20);
          mpc_store(grad_w0_1 + (h_2 * 384 + (k_8 + 2)) * 384 + j_2, sum_21);
          mpc_store(grad_w0_1 + (h_2 * 384 + (k_8 + 2)) * 384 + (j_2 + MPC_LANES), sum_22);
          mpc_store(grad_w0_1 + (h_2 * 384 + (k_8 + 2)) * 384 + (j_2 + 2 * MPC_LANES), sum_23);
          mpc_store(grad_w0_1 + (h_2 * 384 + (k_8 + 3)) * 384 + j_2, sum_24);
          mpc_store(grad_w0_1 + (h_2 * 384 + (k_8 + 3)) * 384 + (j_2 + MPC_LANES), sum_25);
          mpc_store(grad_w0_1 + (h_2 * 384 + (k_8 + 3)) * 384 + (j_2 + 2 * MPC_LANES), sum_26);
        }
        for (int k_12 = mpc_max(from_1, k_even); k_12 < to_1; ++k_12) {
          vf sum_27 = mpc_splat(0.0f);
          vf sum_28 = mpc_splat(0.0f);
          vf sum_29 = mpc_splat(0.0f);
          for (int t_4 = 0; t_4 < C; ++t_4) {
            const float adjoint_hidden_2_1_5 = adjoint_hidden_2_1[(h_2 * C + t_4) * 384 + k_12];
            sum_27 = mpc_fma(adjoint_hidden_2_1_5, mpc_load(k + (t_4 * 4 + h_2) * 384 + j_2), sum_27);
            sum_28 = mpc_fma(adjoint_hidden_2_1_5, mpc_load(k + (t_4 * 4 + h_2) * 384 + (j_2 + MPC_LANES)), sum_28);
            sum_29 = mpc_fma(adjoint_hidden_2_1_5, mpc_load(k + (t_4 * 4 + h_2) * 384 + (j_2 + 2 * MPC_LANES)), sum_29);
          }
          mpc_store(grad_w0_1 + (h_2 * 384 + k_12) * 384 + j_2, sum_27);
          mpc_store(grad_w0_1 + (h_2 * 384 + k_12) * 384 + (j_2 + MPC_LANES), sum_28);
          mpc_store(grad_w0_1 + (h_2 * 384 + k_12) * 384 + (j_2 + 2 * MPC_LANES), sum_29);
        }
      }
    });
  }
  // prepare, line 55: g0[i, i1, i2]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(768.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int i = point_1 / 384;
        const int i1 = point_1 % 384;
        for (int i2 = 0; i2 < 384; i2 += MPC_LANES) {
          mpc_store(g0 + (i * 384 + i1) * 384 + i2, mpc_load(grad_w0_1 + (i * 384 + i1) * 384 + i2));
        }
      }
    });
  }
  // prepare, line 58: m0[h, i, j]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(3072.0f), [&](int point_2_begin, int point_2_end) {
      for (int point_2 = point_2_begin; point_2 < point_2_end; ++point_2) {
        const int h_3 = point_2 / 384;
        const int i_1 = point_2 % 384;
        for (int j_3 = 0; j_3 < 384; j_3 += MPC_LANES) {
          mpc_store(m0 + (h_3 * 384 + i_1) * 384 + j_3, beta[h_3] * mpc_load(m0 + (h_3 * 384 + i_1) * 384 + j_3) - mpc_load(g0 + (h_3 * 384 + i_1) * 384 + j_3));
        }
      }
    });
  }
}

// prepare: m2
extern "C" void lact_m2(
    const float *__restrict grad_f_3,
    const float *__restrict w1,
    float *__restrict grad_hidden_2_2,
    const float *__restrict hidden_2_sum,
    const float *__restrict saved_hidden_2_3,
    float *__restrict adjoint_hidden_2_2,
    const float *__restrict k,
    float *__restrict grad_w2_1,
    float *__restrict g2,
    const float *__restrict beta,
    float *__restrict m2,
    int C) {
  // prepare, line 57: grad_hidden_2_2[h, t, k]
  {
    const int columns = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks = (mpc_max(0, C) + 127) / 128;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(110592.0f * mpc_min(128, C)), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int k_1 = column * (3 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, C);
        const int t_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int t = from; t < t_even; t += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          for (int i = 0; i < 384; ++i) {
            const float grad_f_3_1 = grad_f_3[(t * 4 + h) * 384 + i];
            const float grad_f_3_2 = grad_f_3[((t + 1) * 4 + h) * 384 + i];
            const float grad_f_3_3 = grad_f_3[((t + 2) * 4 + h) * 384 + i];
            const float grad_f_3_4 = grad_f_3[((t + 3) * 4 + h) * 384 + i];
            const vf w1_1 = mpc_load(w1 + (h * 384 + i) * 384 + k_1);
            const vf w1_2 = mpc_load(w1 + (h * 384 + i) * 384 + (k_1 + MPC_LANES));
            const vf w1_3 = mpc_load(w1 + (h * 384 + i) * 384 + (k_1 + 2 * MPC_LANES));
            sum = mpc_fma(grad_f_3_1, w1_1, sum);
            sum_1 = mpc_fma(grad_f_3_1, w1_2, sum_1);
            sum_2 = mpc_fma(grad_f_3_1, w1_3, sum_2);
            sum_3 = mpc_fma(grad_f_3_2, w1_1, sum_3);
            sum_4 = mpc_fma(grad_f_3_2, w1_2, sum_4);
            sum_5 = mpc_fma(grad_f_3_2, w1_3, sum_5);
            sum_6 = mpc_fma(grad_f_3_3, w1_1, sum_6);
            sum_7 = mpc_fma(grad_f_3_3, w1_2, sum_7);
            sum_8 = mpc_fma(grad_f_3_3, w1_3, sum_8);
            sum_9 = mpc_fma(grad_f_3_4, w1_1, sum_9);
            sum_10 = mpc_fma(grad_f_3_4, w1_2, sum_10);
            sum_11 = mpc_fma(grad_f_3_4, w1_3, sum_11);
          }
          mpc_store(grad_hidden_2_2 + (h * C + t) * 384 + k_1, sum);
          mpc_store(grad_hidden_2_2 + (h * C + t) * 384 + (k_1 + MPC_LANES), sum_1);
          mpc_store(grad_hidden_2_2 + (h * C + t) * 384 + (k_1 + 2 * MPC_LANES), sum_2);
          mpc_store(grad_hidden_2_2 + (h * C + (t + 1)) * 384 + k_1, sum_3);
          mpc_store(grad_hidden_2_2 + (h * C + (t + 1)) * 384 + (k_1 + MPC_LANES), sum_4);
          mpc_store(grad_hidden_2_2 + (h * C + (t + 1)) * 384 + (k_1 + 2 * MPC_LANES), sum_5);
          mpc_store(grad_hidden_2_2 + (h * C + (t + 2)) * 384 + k_1, sum_6);
          mpc_store(grad_hidden_2_2 + (h * C + (t + 2)) * 384 + (k_1 + MPC_LANES), sum_7);
          mpc_store(grad_hidden_2_2 + (h * C + (t + 2)) * 384 + (k_1 + 2 * MPC_LANES), sum_8);
          mpc_store(grad_hidden_2_2 + (h * C + (t + 3)) * 384 + k_1, sum_9);
          mpc_store(grad_hidden_2_2 + (h * C + (t + 3)) * 384 + (k_1 + MPC_LANES), sum_10);
          mpc_store(grad_hidden_2_2 + (h * C + (t + 3)) * 384 + (k_1 + 2 * MPC_LANES), sum_11);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          for (int i_1 = 0; i_1 < 384; ++i_1) {
            const float grad_f_3_5 = grad_f_3[(t_1 * 4 + h) * 384 + i_1];
            sum_12 = mpc_fma(grad_f_3_5, mpc_load(w1 + (h * 384 + i_1) * 384 + k_1), sum_12);
            sum_13 = mpc_fma(grad_f_3_5, mpc_load(w1 + (h * 384 + i_1) * 384 + (k_1 + MPC_LANES)), sum_13);
            sum_14 = mpc_fma(grad_f_3_5, mpc_load(w1 + (h * 384 + i_1) * 384 + (k_1 + 2 * MPC_LANES)), sum_14);
          }
          mpc_store(grad_hidden_2_2 + (h * C + t_1) * 384 + k_1, sum_12);
          mpc_store(grad_hidden_2_2 + (h * C + t_1) * 384 + (k_1 + MPC_LANES), sum_13);
          mpc_store(grad_hidden_2_2 + (h * C + t_1) * 384 + (k_1 + 2 * MPC_LANES), sum_14);
        }
      }
    });
  }
  // prepare, line 57: adjoint_hidden_2_2[h, t, k]
  {
    mpc_parallel_for(0, 4 * mpc_max(0, C), 1, mpc_grain(6912.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int h_1 = point / mpc_max(0, C);
        const int t_2 = point % mpc_max(0, C);
        for (int k_2 = 0; k_2 < 384; k_2 += MPC_LANES) {
          mpc_store(adjoint_hidden_2_2 + (h_1 * C + t_2) * 384 + k_2, mpc_load(grad_hidden_2_2 + (h_1 * C + t_2) * 384 + k_2) * (mpc_load(hidden_2_sum + (h_1 * C + t_2) * 384 + k_2) / (1.0f + mpc_load(saved_hidden_2_3 + (h_1 * C + t_2) * 384 + k_2))));
        }
      }
    });
  }
  // prepare, line 57: grad_w2_1[h, k, j]
  {
    const int columns_1 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_1 = 3;
    mpc_parallel_for(0, columns_1 * chunks_1 * 4, 1, mpc_grain(36864.0f * C), [&](int item_1_begin, int item_1_end) {
      for (int item_1 = item_1_begin; item_1 < item_1_end; ++item_1) {
        const int column_1 = item_1 % columns_1;
        const int chunk_1 = item_1 / columns_1 % chunks_1;
        const int h_2 = item_1 / columns_1 / chunks_1;
        const int j = column_1 * (3 * MPC_LANES);
        const int from_1 = chunk_1 * 128;
        const int to_1 = mpc_min(from_1 + 128, 384);
        const int k_even = to_1 - mpc_floor_mod(mpc_max(to_1 - from_1, 0), 4);
        for (int k_3 = from_1; k_3 < k_even; k_3 += 4) {
          vf sum_15 = mpc_splat(0.0f);
          vf sum_16 = mpc_splat(0.0f);
          vf sum_17 = mpc_splat(0.0f);
          vf sum_18 = mpc_splat(0.0f);
          vf sum_19 = mpc_splat(0.0f);
          vf sum_20 = mpc_splat(0.0f);
          vf sum_21 = mpc_splat(0.0f);
          vf sum_22 = mpc_splat(0.0f);
          vf sum_23 = mpc_splat(0.0f);
          vf sum_24 = mpc_splat(0.0f);
          vf sum_25 = mpc_splat(0.0f);
          vf sum_26 = mpc_splat(0.0f);
          for (int t_3 = 0; t_3 < C; ++t_3) {
            const float adjoint_hidden_2_2_1 = adjoint_hidden_2_2[(h_2 * C + t_3) * 384 + k_3];
            const float adjoint_hidden_2_2_2 = adjoint_hidden_2_2[(h_2 * C + t_3) * 384 + (k_3 + 1)];
            const float adjoint_hidden_2_2_3 = adjoint_hidden_2_2[(h_2 * C + t_3) * 384 + (k_3 + 2)];
            const float adjoint_hidden_2_2_4 = adjoint_hidden_2_2[(h_2 * C + t_3) * 384 + (k_3 + 3)];
            const vf k_4 = mpc_load(k + (t_3 * 4 + h_2) * 384 + j);
            const vf k_5 = mpc_load(k + (t_3 * 4 + h_2) * 384 + (j + MPC_LANES));
            const vf k_6 = mpc_load(k + (t_3 * 4 + h_2) * 384 + (j + 2 * MPC_LANES));
            sum_15 = mpc_fma(adjoint_hidden_2_2_1, k_4, sum_15);
            sum_16 = mpc_fma(adjoint_hidden_2_2_1, k_5, sum_16);
            sum_17 = mpc_fma(adjoint_hidden_2_2_1, k_6, sum_17);
            sum_18 = mpc_fma(adjoint_hidden_2_2_2, k_4, sum_18);
            sum_19 = mpc_fma(adjoint_hidden_2_2_2, k_5, sum_19);
            sum_20 = mpc_fma(adjoint_hidden_2_2_2, k_6, sum_20);
            sum_21 = mpc_fma(adjoint_hidden_2_2_3, k_4, sum_21);
            sum_22 = mpc_fma(adjoint_hidden_2_2_3, k_5, sum_22);
            sum_23 = mpc_fma(adjoint_hidden_2_2_3, k_6, sum_23);
            sum_24 = mpc_fma(adjoint_hidden_2_2_4, k_4, sum_24);
            sum_25 = mpc_fma(adjoint_hidden_2_2_4, k_5, sum_25);
            sum_26 = mpc_fma(adjoint_hidden_2_2_4, k_6, sum_26);
          }
          mpc_store(grad_w2_1 + (h_2 * 384 + k_3) * 384 + j, sum_15);
          mpc_store(grad_w2_1 + (h_2 * 384 + k_3) * 384 + (j + MPC_LANES), sum_16);
          mpc_store(grad_w2_1 + (h_2 * 384 + k_3) * 384 + (j + 2 * MPC_LANES), sum_17);
          mpc_store(grad_w2_1 + (h_2 * 384 + (k_3 + 1)) * 384 + j, sum_18);
          mpc_store(grad_w2_1 + (h_2 * 384 + (k_3 + 1)) * 384 + (j + MPC_LANES), sum_19);
          mpc_store(grad_w2_1 + (h_2 * 384 + (k_3 + 1)) * 384 + (j + 2 * MPC_LANES), sum_20);
          mpc_store(grad_w2_1 + (h_2 * 384 + (k_3 + 2)) * 384 + j, sum_21);
          mpc_store(grad_w2_1 + (h_2 * 384 + (k_3 + 2)) * 384 + (j + MPC_LANES), sum_22);
          mpc_store(grad_w2_1 + (h_2 * 384 + (k_3 + 2)) * 384 + (j + 2 * MPC_LANES), sum_23);
          mpc_store(grad_w2_1 + (h_2 * 384 + (k_3 + 3)) * 384 + j, sum_24);
          mpc_store(grad_w2_1 + (h_2 * 384 + (k_3 + 3)) * 384 + (j + MPC_LANES), sum_25);
          mpc_store(grad_w2_1 + (h_2 * 384 + (k_3 + 3)) * 384 + (j + 2 * MPC_LANES), sum_26);
        }
        for (int k_7 = mpc_max(from_1, k_even); k_7 < to_1; ++k_7) {
          vf sum_27 = mpc_splat(0.0f);
          vf sum_28 = mpc_splat(0.0f);
          vf sum_29 = mpc_splat(0.0f);
          for (int t_4 = 0; t_4 < C; ++t_4) {
            const float adjoint_hidden_2_2_5 = adjoint_hidden_2_2[(h_2 * C + t_4) * 384 + k_7];
            sum_27 = mpc_fma(adjoint_hidden_2_2_5, mpc_load(k + (t_4 * 4 + h_2) * 384 + j), sum_27);
            sum_28 = mpc_fma(adjoint_hidden_2_2_5, mpc_load(k + (t_4 * 4 + h_2) * 384 + (j + MPC_LANES)), sum_28);
            sum_29 = mpc_fma(adjoint_hidden_2_2_5, mpc_load(k + (t_4 * 4 + h_2) * 384 + (j + 2 * MPC_LANES)), sum_29);
          }
          mpc_store(grad_w2_1 + (h_2 * 384 + k_7) * 384 + j, sum_27);
          mpc_store(grad_w2_1 + (h_2 * 384 + k_7) * 384 + (j + MPC_LANES), sum_28);
          mpc_store(grad_w2_1 + (h_2 * 384 + k_7) * 384 + (j + 2 * MPC_LANES), sum_29);
        }
      }
    });
  }
  // prepare, line 57: g2[i, i1, i2]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(768.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int i_2 = point_1 / 384;
        const int i1 = point_1 % 384;
        for (int i2 = 0; i2 < 384; i2 += MPC_LANES) {
          mpc_store(g2 + (i_2 * 384 + i1) * 384 + i2, mpc_load(grad_w2_1 + (i_2 * 384 + i1) * 384 + i2));
        }
      }
    });
  }
  // prepare, line 60: m2[h, i, j]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(3072.0f), [&](int point_2_begin, int point_2_end) {
      for (int point_2 = point_2_begin; point_2 < point_2_end; ++point_2) {
        const int h_3 = point_2 / 384;
        const int i_3 = point_2 % 384;
        for (int j_1 = 0; j_1 < 384; j_1 += MPC_LANES) {
          mpc_store(m2 + (h_3 * 384 + i_3) * 384 + j_1, beta[h_3] * mpc_load(m2 + (h_3 * 384 + i_3) * 384 + j_1) - mpc_load(g2 + (h_3 * 384 + i_3) * 384 + j_1));
        }
      }
    });
  }
}

// prepare: value_1_w0_sum
extern "C" void lact_value_1_w0_sum(
    const float *__restrict m0,
    float *__restrict y_1_sum,
    float *__restrict y_1,
    float *__restrict gram_1,
    const float *__restrict muon,
    float *__restrict mixed_1,
    float *__restrict y_2,
    float *__restrict gram_2,
    float *__restrict mixed_2,
    float *__restrict y_3,
    float *__restrict gram_3,
    float *__restrict mixed_3,
    float *__restrict y_4,
    float *__restrict gram_4,
    float *__restrict mixed_4,
    float *__restrict y_5,
    float *__restrict gram_5,
    float *__restrict mixed_5,
    float *__restrict y_6,
    float *__restrict d0,
    const float *__restrict w0,
    float *__restrict value_1,
    float *__restrict w0_sum) {
  // prepare, line 61: y_1_sum[h]
  {
    mpc_parallel_for(0, 4, 1, mpc_grain(884759.0f), [&](int h_begin, int h_end) {
      for (int h = h_begin; h < h_end; ++h) {
        vf sum = mpc_splat(0.0f);
        for (int i = 0; i < 384; ++i) {
          for (int j = 0; j < 384; j += MPC_LANES) {
            sum = mpc_fma(mpc_load(m0 + (h * 384 + i) * 384 + j), mpc_load(m0 + (h * 384 + i) * 384 + j), sum);
          }
        }
        y_1_sum[h] = 1.0f / (mpc_sqrt(mpc_sum_lanes(sum)) + 1e-7f);
      }
    });
  }
  // prepare, line 61: y_1[h, i, j]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(1920.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int h_1 = point / 384;
        const int i_1 = point % 384;
        for (int j_1 = 0; j_1 < 384; j_1 += MPC_LANES) {
          mpc_store(y_1 + (h_1 * 384 + i_1) * 384 + j_1, mpc_load(m0 + (h_1 * 384 + i_1) * 384 + j_1) * y_1_sum[h_1]);
        }
      }
    });
  }
  // prepare, line 61: gram_1[h, i, k]
  {
    const int columns = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks = 3;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(14155776.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h_2 = item / columns / chunks;
        const int k_1 = column * (3 * MPC_LANES);
        alignas(64) float y_1_tile[1152 * MPC_LANES];
        mpc_pack(y_1_tile, y_1 + (h_2 * 384 + k_1) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 384);
        const int i_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int i_2 = from; i_2 < i_even; i_2 += 4) {
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          vf sum_12 = mpc_splat(0.0f);
          for (int j_2 = 0; j_2 < 384; ++j_2) {
            const float y_1_1 = y_1[(h_2 * 384 + i_2) * 384 + j_2];
            const float y_1_2 = y_1[(h_2 * 384 + (i_2 + 1)) * 384 + j_2];
            const float y_1_3 = y_1[(h_2 * 384 + (i_2 + 2)) * 384 + j_2];
            const float y_1_4 = y_1[(h_2 * 384 + (i_2 + 3)) * 384 + j_2];
            const vf y_1_5 = mpc_load(y_1_tile + j_2 * (3 * MPC_LANES));
            const vf y_1_6 = mpc_load(y_1_tile + j_2 * (3 * MPC_LANES) + MPC_LANES);
            const vf y_1_7 = mpc_load(y_1_tile + j_2 * (3 * MPC_LANES) + 2 * MPC_LANES);
            sum_1 = mpc_fma(y_1_1, y_1_5, sum_1);
            sum_2 = mpc_fma(y_1_1, y_1_6, sum_2);
            sum_3 = mpc_fma(y_1_1, y_1_7, sum_3);
            sum_4 = mpc_fma(y_1_2, y_1_5, sum_4);
            sum_5 = mpc_fma(y_1_2, y_1_6, sum_5);
            sum_6 = mpc_fma(y_1_2, y_1_7, sum_6);
            sum_7 = mpc_fma(y_1_3, y_1_5, sum_7);
            sum_8 = mpc_fma(y_1_3, y_1_6, sum_8);
            sum_9 = mpc_fma(y_1_3, y_1_7, sum_9);
            sum_10 = mpc_fma(y_1_4, y_1_5, sum_10);
            sum_11 = mpc_fma(y_1_4, y_1_6, sum_11);
            sum_12 = mpc_fma(y_1_4, y_1_7, sum_12);
          }
          mpc_store(gram_1 + (h_2 * 384 + i_2) * 384 + k_1, sum_1);
          mpc_store(gram_1 + (h_2 * 384 + i_2) * 384 + (k_1 + MPC_LANES), sum_2);
          mpc_store(gram_1 + (h_2 * 384 + i_2) * 384 + (k_1 + 2 * MPC_LANES), sum_3);
          mpc_store(gram_1 + (h_2 * 384 + (i_2 + 1)) * 384 + k_1, sum_4);
          mpc_store(gram_1 + (h_2 * 384 + (i_2 + 1)) * 384 + (k_1 + MPC_LANES), sum_5);
          mpc_store(gram_1 + (h_2 * 384 + (i_2 + 1)) * 384 + (k_1 + 2 * MPC_LANES), sum_6);
          mpc_store(gram_1 + (h_2 * 384 + (i_2 + 2)) * 384 + k_1, sum_7);
          mpc_store(gram_1 + (h_2 * 384 + (i_2 + 2)) * 384 + (k_1 + MPC_LANES), sum_8);
          mpc_store(gram_1 + (h_2 * 384 + (i_2 + 2)) * 384 + (k_1 + 2 * MPC_LANES), sum_9);
          mpc_store(gram_1 + (h_2 * 384 + (i_2 + 3)) * 384 + k_1, sum_10);
          mpc_store(gram_1 + (h_2 * 384 + (i_2 + 3)) * 384 + (k_1 + MPC_LANES), sum_11);
          mpc_store(gram_1 + (h_2 * 384 + (i_2 + 3)) * 384 + (k_1 + 2 * MPC_LANES), sum_12);
        }
        for (int i_3 = mpc_max(from, i_even); i_3 < to; ++i_3) {
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          vf sum_15 = mpc_splat(0.0f);
          for (int j_3 = 0; j_3 < 384; ++j_3) {
            const float y_1_8 = y_1[(h_2 * 384 + i_3) * 384 + j_3];
            sum_13 = mpc_fma(y_1_8, mpc_load(y_1_tile + j_3 * (3 * MPC_LANES)), sum_13);
            sum_14 = mpc_fma(y_1_8, mpc_load(y_1_tile + j_3 * (3 * MPC_LANES) + MPC_LANES), sum_14);
            sum_15 = mpc_fma(y_1_8, mpc_load(y_1_tile + j_3 * (3 * MPC_LANES) + 2 * MPC_LANES), sum_15);
          }
          mpc_store(gram_1 + (h_2 * 384 + i_3) * 384 + k_1, sum_13);
          mpc_store(gram_1 + (h_2 * 384 + i_3) * 384 + (k_1 + MPC_LANES), sum_14);
          mpc_store(gram_1 + (h_2 * 384 + i_3) * 384 + (k_1 + 2 * MPC_LANES), sum_15);
        }
      }
    });
  }
  // prepare, line 61: mixed_1[h, i, k]
  {
    const int columns_1 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_1 = 3;
    mpc_parallel_for(0, columns_1 * chunks_1 * 4, 1, mpc_grain(14211072.0f), [&](int item_1_begin, int item_1_end) {
      for (int item_1 = item_1_begin; item_1 < item_1_end; ++item_1) {
        const int column_1 = item_1 % columns_1;
        const int chunk_1 = item_1 / columns_1 % chunks_1;
        const int h_3 = item_1 / columns_1 / chunks_1;
        const int k_2 = column_1 * (3 * MPC_LANES);
        const int from_1 = chunk_1 * 128;
        const int to_1 = mpc_min(from_1 + 128, 384);
        const int i_even_1 = to_1 - mpc_floor_mod(mpc_max(to_1 - from_1, 0), 4);
        for (int i_4 = from_1; i_4 < i_even_1; i_4 += 4) {
          const float muon_1 = muon[1];
          const float muon_2 = muon[2];
          vf sum_16 = mpc_splat(0.0f);
          vf sum_17 = mpc_splat(0.0f);
          vf sum_18 = mpc_splat(0.0f);
          vf sum_19 = mpc_splat(0.0f);
          vf sum_20 = mpc_splat(0.0f);
          vf sum_21 = mpc_splat(0.0f);
          vf sum_22 = mpc_splat(0.0f);
          vf sum_23 = mpc_splat(0.0f);
          vf sum_24 = mpc_splat(0.0f);
          vf sum_25 = mpc_splat(0.0f);
          vf sum_26 = mpc_splat(0.0f);
          vf sum_27 = mpc_splat(0.0f);
          for (int p = 0; p < 384; ++p) {
            const float gram_1_1 = gram_1[(h_3 * 384 + i_4) * 384 + p];
            const float gram_1_2 = gram_1[(h_3 * 384 + (i_4 + 1)) * 384 + p];
            const float gram_1_3 = gram_1[(h_3 * 384 + (i_4 + 2)) * 384 + p];
            const float gram_1_4 = gram_1[(h_3 * 384 + (i_4 + 3)) * 384 + p];
            const vf gram_1_5 = mpc_load(gram_1 + (h_3 * 384 + p) * 384 + k_2);
            const vf gram_1_6 = mpc_load(gram_1 + (h_3 * 384 + p) * 384 + (k_2 + MPC_LANES));
            const vf gram_1_7 = mpc_load(gram_1 + (h_3 * 384 + p) * 384 + (k_2 + 2 * MPC_LANES));
            sum_16 = mpc_fma(gram_1_1, gram_1_5, sum_16);
            sum_17 = mpc_fma(gram_1_1, gram_1_6, sum_17);
            sum_18 = mpc_fma(gram_1_1, gram_1_7, sum_18);
            sum_19 = mpc_fma(gram_1_2, gram_1_5, sum_19);
            sum_20 = mpc_fma(gram_1_2, gram_1_6, sum_20);
            sum_21 = mpc_fma(gram_1_2, gram_1_7, sum_21);
            sum_22 = mpc_fma(gram_1_3, gram_1_5, sum_22);
            sum_23 = mpc_fma(gram_1_3, gram_1_6, sum_23);
            sum_24 = mpc_fma(gram_1_3, gram_1_7, sum_24);
            sum_25 = mpc_fma(gram_1_4, gram_1_5, sum_25);
            sum_26 = mpc_fma(gram_1_4, gram_1_6, sum_26);
            sum_27 = mpc_fma(gram_1_4, gram_1_7, sum_27);
          }
          mpc_store(mixed_1 + (h_3 * 384 + i_4) * 384 + k_2, muon_1 * mpc_load(gram_1 + (h_3 * 384 + i_4) * 384 + k_2) + muon_2 * sum_16);
          mpc_store(mixed_1 + (h_3 * 384 + i_4) * 384 + (k_2 + MPC_LANES), muon_1 * mpc_load(gram_1 + (h_3 * 384 + i_4) * 384 + (k_2 + MPC_LANES)) + muon_2 * sum_17);
          mpc_store(mixed_1 + (h_3 * 384 + i_4) * 384 + (k_2 + 2 * MPC_LANES), muon_1 * mpc_load(gram_1 + (h_3 * 384 + i_4) * 384 + (k_2 + 2 * MPC_LANES)) + muon_2 * sum_18);
          mpc_store(mixed_1 + (h_3 * 384 + (i_4 + 1)) * 384 + k_2, muon_1 * mpc_load(gram_1 + (h_3 * 384 + (i_4 + 1)) * 384 + k_2) + muon_2 * sum_19);
          mpc_store(mixed_1 + (h_3 * 384 + (i_4 + 1)) * 384 + (k_2 + MPC_LANES), muon_1 * mpc_load(gram_1 + (h_3 * 384 + (i_4 + 1)) * 384 + (k_2 + MPC_LANES)) + muon_2 * sum_20);
          mpc_store(mixed_1 + (h_3 * 384 + (i_4 + 1)) * 384 + (k_2 + 2 * MPC_LANES), muon_1 * mpc_load(gram_1 + (h_3 * 384 + (i_4 + 1)) * 384 + (k_2 + 2 * MPC_LANES)) + muon_2 * sum_21);
          mpc_store(mixed_1 + (h_3 * 384 + (i_4 + 2)) * 384 + k_2, muon_1 * mpc_load(gram_1 + (h_3 * 384 + (i_4 + 2)) * 384 + k_2) + muon_2 * sum_22);
          mpc_store(mixed_1 + (h_3 * 384 + (i_4 + 2)) * 384 + (k_2 + MPC_LANES), muon_1 * mpc_load(gram_1 + (h_3 * 384 + (i_4 + 2)) * 384 + (k_2 + MPC_LANES)) + muon_2 * sum_23);
          mpc_store(mixed_1 + (h_3 * 384 + (i_4 + 2)) * 384 + (k_2 + 2 * MPC_LANES), muon_1 * mpc_load(gram_1 + (h_3 * 384 + (i_4 + 2)) * 384 + (k_2 + 2 * MPC_LANES)) + muon_2 * sum_24);
          mpc_store(mixed_1 + (h_3 * 384 + (i_4 + 3)) * 384 + k_2, muon_1 * mpc_load(gram_1 + (h_3 * 384 + (i_4 + 3)) * 384 + k_2) + muon_2 * sum_25);
          mpc_store(mixed_1 + (h_3 * 384 + (i_4 + 3)) * 384 + (k_2 + MPC_LANES), muon_1 * mpc_load(gram_1 + (h_3 * 384 + (i_4 + 3)) * 384 + (k_2 + MPC_LANES)) + muon_2 * sum_26);
          mpc_store(mixed_1 + (h_3 * 384 + (i_4 + 3)) * 384 + (k_2 + 2 * MPC_LANES), muon_1 * mpc_load(gram_1 + (h_3 * 384 + (i_4 + 3)) * 384 + (k_2 + 2 * MPC_LANES)) + muon_2 * sum_27);
        }
        for (int i_5 = mpc_max(from_1, i_even_1); i_5 < to_1; ++i_5) {
          const float muon_3 = muon[1];
          const float muon_4 = muon[2];
          vf sum_28 = mpc_splat(0.0f);
          vf sum_29 = mpc_splat(0.0f);
          vf sum_30 = mpc_splat(0.0f);
          for (int p_1 = 0; p_1 < 384; ++p_1) {
            const float gram_1_8 = gram_1[(h_3 * 384 + i_5) * 384 + p_1];
            sum_28 = mpc_fma(gram_1_8, mpc_load(gram_1 + (h_3 * 384 + p_1) * 384 + k_2), sum_28);
            sum_29 = mpc_fma(gram_1_8, mpc_load(gram_1 + (h_3 * 384 + p_1) * 384 + (k_2 + MPC_LANES)), sum_29);
            sum_30 = mpc_fma(gram_1_8, mpc_load(gram_1 + (h_3 * 384 + p_1) * 384 + (k_2 + 2 * MPC_LANES)), sum_30);
          }
          mpc_store(mixed_1 + (h_3 * 384 + i_5) * 384 + k_2, muon_3 * mpc_load(gram_1 + (h_3 * 384 + i_5) * 384 + k_2) + muon_4 * sum_28);
          mpc_store(mixed_1 + (h_3 * 384 + i_5) * 384 + (k_2 + MPC_LANES), muon_3 * mpc_load(gram_1 + (h_3 * 384 + i_5) * 384 + (k_2 + MPC_LANES)) + muon_4 * sum_29);
          mpc_store(mixed_1 + (h_3 * 384 + i_5) * 384 + (k_2 + 2 * MPC_LANES), muon_3 * mpc_load(gram_1 + (h_3 * 384 + i_5) * 384 + (k_2 + 2 * MPC_LANES)) + muon_4 * sum_30);
        }
      }
    });
  }
  // prepare, line 61: y_2[h, i, j]
  {
    const int columns_2 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_2 = 3;
    mpc_parallel_for(0, columns_2 * chunks_2 * 4, 1, mpc_grain(14192640.0f), [&](int item_2_begin, int item_2_end) {
      for (int item_2 = item_2_begin; item_2 < item_2_end; ++item_2) {
        const int column_2 = item_2 % columns_2;
        const int chunk_2 = item_2 / columns_2 % chunks_2;
        const int h_4 = item_2 / columns_2 / chunks_2;
        const int j_4 = column_2 * (3 * MPC_LANES);
        const int from_2 = chunk_2 * 128;
        const int to_2 = mpc_min(from_2 + 128, 384);
        const int i_even_2 = to_2 - mpc_floor_mod(mpc_max(to_2 - from_2, 0), 4);
        for (int i_6 = from_2; i_6 < i_even_2; i_6 += 4) {
          const float muon_5 = muon[0];
          vf sum_31 = mpc_splat(0.0f);
          vf sum_32 = mpc_splat(0.0f);
          vf sum_33 = mpc_splat(0.0f);
          vf sum_34 = mpc_splat(0.0f);
          vf sum_35 = mpc_splat(0.0f);
          vf sum_36 = mpc_splat(0.0f);
          vf sum_37 = mpc_splat(0.0f);
          vf sum_38 = mpc_splat(0.0f);
          vf sum_39 = mpc_splat(0.0f);
          vf sum_40 = mpc_splat(0.0f);
          vf sum_41 = mpc_splat(0.0f);
          vf sum_42 = mpc_splat(0.0f);
          for (int k_3 = 0; k_3 < 384; ++k_3) {
            const float mixed_1_1 = mixed_1[(h_4 * 384 + i_6) * 384 + k_3];
            const float mixed_1_2 = mixed_1[(h_4 * 384 + (i_6 + 1)) * 384 + k_3];
            const float mixed_1_3 = mixed_1[(h_4 * 384 + (i_6 + 2)) * 384 + k_3];
            const float mixed_1_4 = mixed_1[(h_4 * 384 + (i_6 + 3)) * 384 + k_3];
            const vf y_1_9 = mpc_load(y_1 + (h_4 * 384 + k_3) * 384 + j_4);
            const vf y_1_10 = mpc_load(y_1 + (h_4 * 384 + k_3) * 384 + (j_4 + MPC_LANES));
            const vf y_1_11 = mpc_load(y_1 + (h_4 * 384 + k_3) * 384 + (j_4 + 2 * MPC_LANES));
            sum_31 = mpc_fma(mixed_1_1, y_1_9, sum_31);
            sum_32 = mpc_fma(mixed_1_1, y_1_10, sum_32);
            sum_33 = mpc_fma(mixed_1_1, y_1_11, sum_33);
            sum_34 = mpc_fma(mixed_1_2, y_1_9, sum_34);
            sum_35 = mpc_fma(mixed_1_2, y_1_10, sum_35);
            sum_36 = mpc_fma(mixed_1_2, y_1_11, sum_36);
            sum_37 = mpc_fma(mixed_1_3, y_1_9, sum_37);
            sum_38 = mpc_fma(mixed_1_3, y_1_10, sum_38);
            sum_39 = mpc_fma(mixed_1_3, y_1_11, sum_39);
            sum_40 = mpc_fma(mixed_1_4, y_1_9, sum_40);
            sum_41 = mpc_fma(mixed_1_4, y_1_10, sum_41);
            sum_42 = mpc_fma(mixed_1_4, y_1_11, sum_42);
          }
          mpc_store(y_2 + (h_4 * 384 + i_6) * 384 + j_4, muon_5 * mpc_load(y_1 + (h_4 * 384 + i_6) * 384 + j_4) + sum_31);
          mpc_store(y_2 + (h_4 * 384 + i_6) * 384 + (j_4 + MPC_LANES), muon_5 * mpc_load(y_1 + (h_4 * 384 + i_6) * 384 + (j_4 + MPC_LANES)) + sum_32);
          mpc_store(y_2 + (h_4 * 384 + i_6) * 384 + (j_4 + 2 * MPC_LANES), muon_5 * mpc_load(y_1 + (h_4 * 384 + i_6) * 384 + (j_4 + 2 * MPC_LANES)) + sum_33);
          mpc_store(y_2 + (h_4 * 384 + (i_6 + 1)) * 384 + j_4, muon_5 * mpc_load(y_1 + (h_4 * 384 + (i_6 + 1)) * 384 + j_4) + sum_34);
          mpc_store(y_2 + (h_4 * 384 + (i_6 + 1)) * 384 + (j_4 + MPC_LANES), muon_5 * mpc_load(y_1 + (h_4 * 384 + (i_6 + 1)) * 384 + (j_4 + MPC_LANES)) + sum_35);
          mpc_store(y_2 + (h_4 * 384 + (i_6 + 1)) * 384 + (j_4 + 2 * MPC_LANES), muon_5 * mpc_load(y_1 + (h_4 * 384 + (i_6 + 1)) * 384 + (j_4 + 2 * MPC_LANES)) + sum_36);
          mpc_store(y_2 + (h_4 * 384 + (i_6 + 2)) * 384 + j_4, muon_5 * mpc_load(y_1 + (h_4 * 384 + (i_6 + 2)) * 384 + j_4) + sum_37);
          mpc_store(y_2 + (h_4 * 384 + (i_6 + 2)) * 384 + (j_4 + MPC_LANES), muon_5 * mpc_load(y_1 + (h_4 * 384 + (i_6 + 2)) * 384 + (j_4 + MPC_LANES)) + sum_38);
          mpc_store(y_2 + (h_4 * 384 + (i_6 + 2)) * 384 + (j_4 + 2 * MPC_LANES), muon_5 * mpc_load(y_1 + (h_4 * 384 + (i_6 + 2)) * 384 + (j_4 + 2 * MPC_LANES)) + sum_39);
          mpc_store(y_2 + (h_4 * 384 + (i_6 + 3)) * 384 + j_4, muon_5 * mpc_load(y_1 + (h_4 * 384 + (i_6 + 3)) * 384 + j_4) + sum_40);
          mpc_store(y_2 + (h_4 * 384 + (i_6 + 3)) * 384 + (j_4 + MPC_LANES), muon_5 * mpc_load(y_1 + (h_4 * 384 + (i_6 + 3)) * 384 + (j_4 + MPC_LANES)) + sum_41);
          mpc_store(y_2 + (h_4 * 384 + (i_6 + 3)) * 384 + (j_4 + 2 * MPC_LANES), muon_5 * mpc_load(y_1 + (h_4 * 384 + (i_6 + 3)) * 384 + (j_4 + 2 * MPC_LANES)) + sum_42);
        }
        for (int i_7 = mpc_max(from_2, i_even_2); i_7 < to_2; ++i_7) {
          const float muon_6 = muon[0];
          vf sum_43 = mpc_splat(0.0f);
          vf sum_44 = mpc_splat(0.0f);
          vf sum_45 = mpc_splat(0.0f);
          for (int k_4 = 0; k_4 < 384; ++k_4) {
            const float mixed_1_5 = mixed_1[(h_4 * 384 + i_7) * 384 + k_4];
            sum_43 = mpc_fma(mixed_1_5, mpc_load(y_1 + (h_4 * 384 + k_4) * 384 + j_4), sum_43);
            sum_44 = mpc_fma(mixed_1_5, mpc_load(y_1 + (h_4 * 384 + k_4) * 384 + (j_4 + MPC_LANES)), sum_44);
            sum_45 = mpc_fma(mixed_1_5, mpc_load(y_1 + (h_4 * 384 + k_4) * 384 + (j_4 + 2 * MPC_LANES)), sum_45);
          }
          mpc_store(y_2 + (h_4 * 384 + i_7) * 384 + j_4, muon_6 * mpc_load(y_1 + (h_4 * 384 + i_7) * 384 + j_4) + sum_43);
          mpc_store(y_2 + (h_4 * 384 + i_7) * 384 + (j_4 + MPC_LANES), muon_6 * mpc_load(y_1 + (h_4 * 384 + i_7) * 384 + (j_4 + MPC_LANES)) + sum_44);
          mpc_store(y_2 + (h_4 * 384 + i_7) * 384 + (j_4 + 2 * MPC_LANES), muon_6 * mpc_load(y_1 + (h_4 * 384 + i_7) * 384 + (j_4 + 2 * MPC_LANES)) + sum_45);
        }
      }
    });
  }
  // prepare, line 61: gram_2[h, i, k]
  {
    const int columns_3 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_3 = 3;
    mpc_parallel_for(0, columns_3 * chunks_3 * 4, 1, mpc_grain(14155776.0f), [&](int item_3_begin, int item_3_end) {
      for (int item_3 = item_3_begin; item_3 < item_3_end; ++item_3) {
        const int column_3 = item_3 % columns_3;
        const int chunk_3 = item_3 / columns_3 % chunks_3;
        const int h_5 = item_3 / columns_3 / chunks_3;
        const int k_5 = column_3 * (3 * MPC_LANES);
        alignas(64) float y_2_tile[1152 * MPC_LANES];
        mpc_pack(y_2_tile, y_2 + (h_5 * 384 + k_5) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from_3 = chunk_3 * 128;
        const int to_3 = mpc_min(from_3 + 128, 384);
        const int i_even_3 = to_3 - mpc_floor_mod(mpc_max(to_3 - from_3, 0), 4);
        for (int i_8 = from_3; i_8 < i_even_3; i_8 += 4) {
          vf sum_46 = mpc_splat(0.0f);
          vf sum_47 = mpc_splat(0.0f);
          vf sum_48 = mpc_splat(0.0f);
          vf sum_49 = mpc_splat(0.0f);
          vf sum_50 = mpc_splat(0.0f);
          vf sum_51 = mpc_splat(0.0f);
          vf sum_52 = mpc_splat(0.0f);
          vf sum_53 = mpc_splat(0.0f);
          vf sum_54 = mpc_splat(0.0f);
          vf sum_55 = mpc_splat(0.0f);
          vf sum_56 = mpc_splat(0.0f);
          vf sum_57 = mpc_splat(0.0f);
          for (int j_5 = 0; j_5 < 384; ++j_5) {
            const float y_2_1 = y_2[(h_5 * 384 + i_8) * 384 + j_5];
            const float y_2_2 = y_2[(h_5 * 384 + (i_8 + 1)) * 384 + j_5];
            const float y_2_3 = y_2[(h_5 * 384 + (i_8 + 2)) * 384 + j_5];
            const float y_2_4 = y_2[(h_5 * 384 + (i_8 + 3)) * 384 + j_5];
            const vf y_2_5 = mpc_load(y_2_tile + j_5 * (3 * MPC_LANES));
            const vf y_2_6 = mpc_load(y_2_tile + j_5 * (3 * MPC_LANES) + MPC_LANES);
            const vf y_2_7 = mpc_load(y_2_tile + j_5 * (3 * MPC_LANES) + 2 * MPC_LANES);
            sum_46 = mpc_fma(y_2_1, y_2_5, sum_46);
            sum_47 = mpc_fma(y_2_1, y_2_6, sum_47);
            sum_48 = mpc_fma(y_2_1, y_2_7, sum_48);
            sum_49 = mpc_fma(y_2_2, y_2_5, sum_49);
            sum_50 = mpc_fma(y_2_2, y_2_6, sum_50);
            sum_51 = mpc_fma(y_2_2, y_2_7, sum_51);
            sum_52 = mpc_fma(y_2_3, y_2_5, sum_52);
            sum_53 = mpc_fma(y_2_3, y_2_6, sum_53);
            sum_54 = mpc_fma(y_2_3, y_2_7, sum_54);
            sum_55 = mpc_fma(y_2_4, y_2_5, sum_55);
            sum_56 = mpc_fma(y_2_4, y_2_6, sum_56);
            sum_57 = mpc_fma(y_2_4, y_2_7, sum_57);
          }
          mpc_store(gram_2 + (h_5 * 384 + i_8) * 384 + k_5, sum_46);
          mpc_store(gram_2 + (h_5 * 384 + i_8) * 384 + (k_5 + MPC_LANES), sum_47);
          mpc_store(gram_2 + (h_5 * 384 + i_8) * 384 + (k_5 + 2 * MPC_LANES), sum_48);
          mpc_store(gram_2 + (h_5 * 384 + (i_8 + 1)) * 384 + k_5, sum_49);
          mpc_store(gram_2 + (h_5 * 384 + (i_8 + 1)) * 384 + (k_5 + MPC_LANES), sum_50);
          mpc_store(gram_2 + (h_5 * 384 + (i_8 + 1)) * 384 + (k_5 + 2 * MPC_LANES), sum_51);
          mpc_store(gram_2 + (h_5 * 384 + (i_8 + 2)) * 384 + k_5, sum_52);
          mpc_store(gram_2 + (h_5 * 384 + (i_8 + 2)) * 384 + (k_5 + MPC_LANES), sum_53);
          mpc_store(gram_2 + (h_5 * 384 + (i_8 + 2)) * 384 + (k_5 + 2 * MPC_LANES), sum_54);
          mpc_store(gram_2 + (h_5 * 384 + (i_8 + 3)) * 384 + k_5, sum_55);
          mpc_store(gram_2 + (h_5 * 384 + (i_8 + 3)) * 384 + (k_5 + MPC_LANES), sum_56);
          mpc_store(gram_2 + (h_5 * 384 + (i_8 + 3)) * 384 + (k_5 + 2 * MPC_LANES), sum_57);
        }
        for (int i_9 = mpc_max(from_3, i_even_3); i_9 < to_3; ++i_9) {
          vf sum_58 = mpc_splat(0.0f);
          vf sum_59 = mpc_splat(0.0f);
          vf sum_60 = mpc_splat(0.0f);
          for (int j_6 = 0; j_6 < 384; ++j_6) {
            const float y_2_8 = y_2[(h_5 * 384 + i_9) * 384 + j_6];
            sum_58 = mpc_fma(y_2_8, mpc_load(y_2_tile + j_6 * (3 * MPC_LANES)), sum_58);
            sum_59 = mpc_fma(y_2_8, mpc_load(y_2_tile + j_6 * (3 * MPC_LANES) + MPC_LANES), sum_59);
            sum_60 = mpc_fma(y_2_8, mpc_load(y_2_tile + j_6 * (3 * MPC_LANES) + 2 * MPC_LANES), sum_60);
          }
          mpc_store(gram_2 + (h_5 * 384 + i_9) * 384 + k_5, sum_58);
          mpc_store(gram_2 + (h_5 * 384 + i_9) * 384 + (k_5 + MPC_LANES), sum_59);
          mpc_store(gram_2 + (h_5 * 384 + i_9) * 384 + (k_5 + 2 * MPC_LANES), sum_60);
        }
      }
    });
  }
  // prepare, line 61: mixed_2[h, i, k]
  {
    const int columns_4 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_4 = 3;
    mpc_parallel_for(0, columns_4 * chunks_4 * 4, 1, mpc_grain(14211072.0f), [&](int item_4_begin, int item_4_end) {
      for (int item_4 = item_4_begin; item_4 < item_4_end; ++item_4) {
        const int column_4 = item_4 % columns_4;
        const int chunk_4 = item_4 / columns_4 % chunks_4;
        const int h_6 = item_4 / columns_4 / chunks_4;
        const int k_6 = column_4 * (3 * MPC_LANES);
        const int from_4 = chunk_4 * 128;
        const int to_4 = mpc_min(from_4 + 128, 384);
        const int i_even_4 = to_4 - mpc_floor_mod(mpc_max(to_4 - from_4, 0), 4);
        for (int i_10 = from_4; i_10 < i_even_4; i_10 += 4) {
          const float muon_7 = muon[4];
          const float muon_8 = muon[5];
          vf sum_61 = mpc_splat(0.0f);
          vf sum_62 = mpc_splat(0.0f);
          vf sum_63 = mpc_splat(0.0f);
          vf sum_64 = mpc_splat(0.0f);
          vf sum_65 = mpc_splat(0.0f);
          vf sum_66 = mpc_splat(0.0f);
          vf sum_67 = mpc_splat(0.0f);
          vf sum_68 = mpc_splat(0.0f);
          vf sum_69 = mpc_splat(0.0f);
          vf sum_70 = mpc_splat(0.0f);
          vf sum_71 = mpc_splat(0.0f);
          vf sum_72 = mpc_splat(0.0f);
          for (int p_2 = 0; p_2 < 384; ++p_2) {
            const float gram_2_1 = gram_2[(h_6 * 384 + i_10) * 384 + p_2];
            const float gram_2_2 = gram_2[(h_6 * 384 + (i_10 + 1)) * 384 + p_2];
            const float gram_2_3 = gram_2[(h_6 * 384 + (i_10 + 2)) * 384 + p_2];
            const float gram_2_4 = gram_2[(h_6 * 384 + (i_10 + 3)) * 384 + p_2];
            const vf gram_2_5 = mpc_load(gram_2 + (h_6 * 384 + p_2) * 384 + k_6);
            const vf gram_2_6 = mpc_load(gram_2 + (h_6 * 384 + p_2) * 384 + (k_6 + MPC_LANES));
            const vf gram_2_7 = mpc_load(gram_2 + (h_6 * 384 + p_2) * 384 + (k_6 + 2 * MPC_LANES));
            sum_61 = mpc_fma(gram_2_1, gram_2_5, sum_61);
            sum_62 = mpc_fma(gram_2_1, gram_2_6, sum_62);
            sum_63 = mpc_fma(gram_2_1, gram_2_7, sum_63);
            sum_64 = mpc_fma(gram_2_2, gram_2_5, sum_64);
            sum_65 = mpc_fma(gram_2_2, gram_2_6, sum_65);
            sum_66 = mpc_fma(gram_2_2, gram_2_7, sum_66);
            sum_67 = mpc_fma(gram_2_3, gram_2_5, sum_67);
            sum_68 = mpc_fma(gram_2_3, gram_2_6, sum_68);
            sum_69 = mpc_fma(gram_2_3, gram_2_7, sum_69);
            sum_70 = mpc_fma(gram_2_4, gram_2_5, sum_70);
            sum_71 = mpc_fma(gram_2_4, gram_2_6, sum_71);
            sum_72 = mpc_fma(gram_2_4, gram_2_7, sum_72);
          }
          mpc_store(mixed_2 + (h_6 * 384 + i_10) * 384 + k_6, muon_7 * mpc_load(gram_2 + (h_6 * 384 + i_10) * 384 + k_6) + muon_8 * sum_61);
          mpc_store(mixed_2 + (h_6 * 384 + i_10) * 384 + (k_6 + MPC_LANES), muon_7 * mpc_load(gram_2 + (h_6 * 384 + i_10) * 384 + (k_6 + MPC_LANES)) + muon_8 * sum_62);
          mpc_store(mixed_2 + (h_6 * 384 + i_10) * 384 + (k_6 + 2 * MPC_LANES), muon_7 * mpc_load(gram_2 + (h_6 * 384 + i_10) * 384 + (k_6 + 2 * MPC_LANES)) + muon_8 * sum_63);
          mpc_store(mixed_2 + (h_6 * 384 + (i_10 + 1)) * 384 + k_6, muon_7 * mpc_load(gram_2 + (h_6 * 384 + (i_10 + 1)) * 384 + k_6) + muon_8 * sum_64);
          mpc_store(mixed_2 + (h_6 * 384 + (i_10 + 1)) * 384 + (k_6 + MPC_LANES), muon_7 * mpc_load(gram_2 + (h_6 * 384 + (i_10 + 1)) * 384 + (k_6 + MPC_LANES)) + muon_8 * sum_65);
          mpc_store(mixed_2 + (h_6 * 384 + (i_10 + 1)) * 384 + (k_6 + 2 * MPC_LANES), muon_7 * mpc_load(gram_2 + (h_6 * 384 + (i_10 + 1)) * 384 + (k_6 + 2 * MPC_LANES)) + muon_8 * sum_66);
          mpc_store(mixed_2 + (h_6 * 384 + (i_10 + 2)) * 384 + k_6, muon_7 * mpc_load(gram_2 + (h_6 * 384 + (i_10 + 2)) * 384 + k_6) + muon_8 * sum_67);
          mpc_store(mixed_2 + (h_6 * 384 + (i_10 + 2)) * 384 + (k_6 + MPC_LANES), muon_7 * mpc_load(gram_2 + (h_6 * 384 + (i_10 + 2)) * 384 + (k_6 + MPC_LANES)) + muon_8 * sum_68);
          mpc_store(mixed_2 + (h_6 * 384 + (i_10 + 2)) * 384 + (k_6 + 2 * MPC_LANES), muon_7 * mpc_load(gram_2 + (h_6 * 384 + (i_10 + 2)) * 384 + (k_6 + 2 * MPC_LANES)) + muon_8 * sum_69);
          mpc_store(mixed_2 + (h_6 * 384 + (i_10 + 3)) * 384 + k_6, muon_7 * mpc_load(gram_2 + (h_6 * 384 + (i_10 + 3)) * 384 + k_6) + muon_8 * sum_70);
          mpc_store(mixed_2 + (h_6 * 384 + (i_10 + 3)) * 384 + (k_6 + MPC_LANES), muon_7 * mpc_load(gram_2 + (h_6 * 384 + (i_10 + 3)) * 384 + (k_6 + MPC_LANES)) + muon_8 * sum_71);
          mpc_store(mixed_2 + (h_6 * 384 + (i_10 + 3)) * 384 + (k_6 + 2 * MPC_LANES), muon_7 * mpc_load(gram_2 + (h_6 * 384 + (i_10 + 3)) * 384 + (k_6 + 2 * MPC_LANES)) + muon_8 * sum_72);
        }
        for (int i_11 = mpc_max(from_4, i_even_4); i_11 < to_4; ++i_11) {
          const float muon_9 = muon[4];
          const float muon_10 = muon[5];
          vf sum_73 = mpc_splat(0.0f);
          vf sum_74 = mpc_splat(0.0f);
          vf sum_75 = mpc_splat(0.0f);
          for (int p_3 = 0; p_3 < 384; ++p_3) {
            const float gram_2_8 = gram_2[(h_6 * 384 + i_11) * 384 + p_3];
            sum_73 = mpc_fma(gram_2_8, mpc_load(gram_2 + (h_6 * 384 + p_3) * 384 + k_6), sum_73);
            sum_74 = mpc_fma(gram_2_8, mpc_load(gram_2 + (h_6 * 384 + p_3) * 384 + (k_6 + MPC_LANES)), sum_74);
            sum_75 = mpc_fma(gram_2_8, mpc_load(gram_2 + (h_6 * 384 + p_3) * 384 + (k_6 + 2 * MPC_LANES)), sum_75);
          }
          mpc_store(mixed_2 + (h_6 * 384 + i_11) * 384 + k_6, muon_9 * mpc_load(gram_2 + (h_6 * 384 + i_11) * 384 + k_6) + muon_10 * sum_73);
          mpc_store(mixed_2 + (h_6 * 384 + i_11) * 384 + (k_6 + MPC_LANES), muon_9 * mpc_load(gram_2 + (h_6 * 384 + i_11) * 384 + (k_6 + MPC_LANES)) + muon_10 * sum_74);
          mpc_store(mixed_2 + (h_6 * 384 + i_11) * 384 + (k_6 + 2 * MPC_LANES), muon_9 * mpc_load(gram_2 + (h_6 * 384 + i_11) * 384 + (k_6 + 2 * MPC_LANES)) + muon_10 * sum_75);
        }
      }
    });
  }
  // prepare, line 61: y_3[h, i, j]
  {
    const int columns_5 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_5 = 3;
    mpc_parallel_for(0, columns_5 * chunks_5 * 4, 1, mpc_grain(14192640.0f), [&](int item_5_begin, int item_5_end) {
      for (int item_5 = item_5_begin; item_5 < item_5_end; ++item_5) {
        const int column_5 = item_5 % columns_5;
        const int chunk_5 = item_5 / columns_5 % chunks_5;
        const int h_7 = item_5 / columns_5 / chunks_5;
        const int j_7 = column_5 * (3 * MPC_LANES);
        const int from_5 = chunk_5 * 128;
        const int to_5 = mpc_min(from_5 + 128, 384);
        const int i_even_5 = to_5 - mpc_floor_mod(mpc_max(to_5 - from_5, 0), 4);
        for (int i_12 = from_5; i_12 < i_even_5; i_12 += 4) {
          const float muon_11 = muon[3];
          vf sum_76 = mpc_splat(0.0f);
          vf sum_77 = mpc_splat(0.0f);
          vf sum_78 = mpc_splat(0.0f);
          vf sum_79 = mpc_splat(0.0f);
          vf sum_80 = mpc_splat(0.0f);
          vf sum_81 = mpc_splat(0.0f);
          vf sum_82 = mpc_splat(0.0f);
          vf sum_83 = mpc_splat(0.0f);
          vf sum_84 = mpc_splat(0.0f);
          vf sum_85 = mpc_splat(0.0f);
          vf sum_86 = mpc_splat(0.0f);
          vf sum_87 = mpc_splat(0.0f);
          for (int k_7 = 0; k_7 < 384; ++k_7) {
            const float mixed_2_1 = mixed_2[(h_7 * 384 + i_12) * 384 + k_7];
            const float mixed_2_2 = mixed_2[(h_7 * 384 + (i_12 + 1)) * 384 + k_7];
            const float mixed_2_3 = mixed_2[(h_7 * 384 + (i_12 + 2)) * 384 + k_7];
            const float mixed_2_4 = mixed_2[(h_7 * 384 + (i_12 + 3)) * 384 + k_7];
            const vf y_2_9 = mpc_load(y_2 + (h_7 * 384 + k_7) * 384 + j_7);
            const vf y_2_10 = mpc_load(y_2 + (h_7 * 384 + k_7) * 384 + (j_7 + MPC_LANES));
            const vf y_2_11 = mpc_load(y_2 + (h_7 * 384 + k_7) * 384 + (j_7 + 2 * MPC_LANES));
            sum_76 = mpc_fma(mixed_2_1, y_2_9, sum_76);
            sum_77 = mpc_fma(mixed_2_1, y_2_10, sum_77);
            sum_78 = mpc_fma(mixed_2_1, y_2_11, sum_78);
            sum_79 = mpc_fma(mixed_2_2, y_2_9, sum_79);
            sum_80 = mpc_fma(mixed_2_2, y_2_10, sum_80);
            sum_81 = mpc_fma(mixed_2_2, y_2_11, sum_81);
            sum_82 = mpc_fma(mixed_2_3, y_2_9, sum_82);
            sum_83 = mpc_fma(mixed_2_3, y_2_10, sum_83);
            sum_84 = mpc_fma(mixed_2_3, y_2_11, sum_84);
            sum_85 = mpc_fma(mixed_2_4, y_2_9, sum_85);
            sum_86 = mpc_fma(mixed_2_4, y_2_10, sum_86);
            sum_87 = mpc_fma(mixed_2_4, y_2_11, sum_87);
          }
          mpc_store(y_3 + (h_7 * 384 + i_12) * 384 + j_7, muon_11 * mpc_load(y_2 + (h_7 * 384 + i_12) * 384 + j_7) + sum_76);
          mpc_store(y_3 + (h_7 * 384 + i_12) * 384 + (j_7 + MPC_LANES), muon_11 * mpc_load(y_2 + (h_7 * 384 + i_12) * 384 + (j_7 + MPC_LANES)) + sum_77);
          mpc_store(y_3 + (h_7 * 384 + i_12) * 384 + (j_7 + 2 * MPC_LANES), muon_11 * mpc_load(y_2 + (h_7 * 384 + i_12) * 384 + (j_7 + 2 * MPC_LANES)) + sum_78);
          mpc_store(y_3 + (h_7 * 384 + (i_12 + 1)) * 384 + j_7, muon_11 * mpc_load(y_2 + (h_7 * 384 + (i_12 + 1)) * 384 + j_7) + sum_79);
          mpc_store(y_3 + (h_7 * 384 + (i_12 + 1)) * 384 + (j_7 + MPC_LANES), muon_11 * mpc_load(y_2 + (h_7 * 384 + (i_12 + 1)) * 384 + (j_7 + MPC_LANES)) + sum_80);
          mpc_store(y_3 + (h_7 * 384 + (i_12 + 1)) * 384 + (j_7 + 2 * MPC_LANES), muon_11 * mpc_load(y_2 + (h_7 * 384 + (i_12 + 1)) * 384 + (j_7 + 2 * MPC_LANES)) + sum_81);
          mpc_store(y_3 + (h_7 * 384 + (i_12 + 2)) * 384 + j_7, muon_11 * mpc_load(y_2 + (h_7 * 384 + (i_12 + 2)) * 384 + j_7) + sum_82);
          mpc_store(y_3 + (h_7 * 384 + (i_12 + 2)) * 384 + (j_7 + MPC_LANES), muon_11 * mpc_load(y_2 + (h_7 * 384 + (i_12 + 2)) * 384 + (j_7 + MPC_LANES)) + sum_83);
          mpc_store(y_3 + (h_7 * 384 + (i_12 + 2)) * 384 + (j_7 + 2 * MPC_LANES), muon_11 * mpc_load(y_2 + (h_7 * 384 + (i_12 + 2)) * 384 + (j_7 + 2 * MPC_LANES)) + sum_84);
          mpc_store(y_3 + (h_7 * 384 + (i_12 + 3)) * 384 + j_7, muon_11 * mpc_load(y_2 + (h_7 * 384 + (i_12 + 3)) * 384 + j_7) + sum_85);
          mpc_store(y_3 + (h_7 * 384 + (i_12 + 3)) * 384 + (j_7 + MPC_LANES), muon_11 * mpc_load(y_2 + (h_7 * 384 + (i_12 + 3)) * 384 + (j_7 + MPC_LANES)) + sum_86);
          mpc_store(y_3 + (h_7 * 384 + (i_12 + 3)) * 384 + (j_7 + 2 * MPC_LANES), muon_11 * mpc_load(y_2 + (h_7 * 384 + (i_12 + 3)) * 384 + (j_7 + 2 * MPC_LANES)) + sum_87);
        }
        for (int i_13 = mpc_max(from_5, i_even_5); i_13 < to_5; ++i_13) {
          const float muon_12 = muon[3];
          vf sum_88 = mpc_splat(0.0f);
          vf sum_89 = mpc_splat(0.0f);
          vf sum_90 = mpc_splat(0.0f);
          for (int k_8 = 0; k_8 < 384; ++k_8) {
            const float mixed_2_5 = mixed_2[(h_7 * 384 + i_13) * 384 + k_8];
            sum_88 = mpc_fma(mixed_2_5, mpc_load(y_2 + (h_7 * 384 + k_8) * 384 + j_7), sum_88);
            sum_89 = mpc_fma(mixed_2_5, mpc_load(y_2 + (h_7 * 384 + k_8) * 384 + (j_7 + MPC_LANES)), sum_89);
            sum_90 = mpc_fma(mixed_2_5, mpc_load(y_2 + (h_7 * 384 + k_8) * 384 + (j_7 + 2 * MPC_LANES)), sum_90);
          }
          mpc_store(y_3 + (h_7 * 384 + i_13) * 384 + j_7, muon_12 * mpc_load(y_2 + (h_7 * 384 + i_13) * 384 + j_7) + sum_88);
          mpc_store(y_3 + (h_7 * 384 + i_13) * 384 + (j_7 + MPC_LANES), muon_12 * mpc_load(y_2 + (h_7 * 384 + i_13) * 384 + (j_7 + MPC_LANES)) + sum_89);
          mpc_store(y_3 + (h_7 * 384 + i_13) * 384 + (j_7 + 2 * MPC_LANES), muon_12 * mpc_load(y_2 + (h_7 * 384 + i_13) * 384 + (j_7 + 2 * MPC_LANES)) + sum_90);
        }
      }
    });
  }
  // prepare, line 61: gram_3[h, i, k]
  {
    const int columns_6 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_6 = 3;
    mpc_parallel_for(0, columns_6 * chunks_6 * 4, 1, mpc_grain(14155776.0f), [&](int item_6_begin, int item_6_end) {
      for (int item_6 = item_6_begin; item_6 < item_6_end; ++item_6) {
        const int column_6 = item_6 % columns_6;
        const int chunk_6 = item_6 / columns_6 % chunks_6;
        const int h_8 = item_6 / columns_6 / chunks_6;
        const int k_9 = column_6 * (3 * MPC_LANES);
        alignas(64) float y_3_tile[1152 * MPC_LANES];
        mpc_pack(y_3_tile, y_3 + (h_8 * 384 + k_9) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from_6 = chunk_6 * 128;
        const int to_6 = mpc_min(from_6 + 128, 384);
        const int i_even_6 = to_6 - mpc_floor_mod(mpc_max(to_6 - from_6, 0), 4);
        for (int i_14 = from_6; i_14 < i_even_6; i_14 += 4) {
          vf sum_91 = mpc_splat(0.0f);
          vf sum_92 = mpc_splat(0.0f);
          vf sum_93 = mpc_splat(0.0f);
          vf sum_94 = mpc_splat(0.0f);
          vf sum_95 = mpc_splat(0.0f);
          vf sum_96 = mpc_splat(0.0f);
          vf sum_97 = mpc_splat(0.0f);
          vf sum_98 = mpc_splat(0.0f);
          vf sum_99 = mpc_splat(0.0f);
          vf sum_100 = mpc_splat(0.0f);
          vf sum_101 = mpc_splat(0.0f);
          vf sum_102 = mpc_splat(0.0f);
          for (int j_8 = 0; j_8 < 384; ++j_8) {
            const float y_3_1 = y_3[(h_8 * 384 + i_14) * 384 + j_8];
            const float y_3_2 = y_3[(h_8 * 384 + (i_14 + 1)) * 384 + j_8];
            const float y_3_3 = y_3[(h_8 * 384 + (i_14 + 2)) * 384 + j_8];
            const float y_3_4 = y_3[(h_8 * 384 + (i_14 + 3)) * 384 + j_8];
            const vf y_3_5 = mpc_load(y_3_tile + j_8 * (3 * MPC_LANES));
            const vf y_3_6 = mpc_load(y_3_tile + j_8 * (3 * MPC_LANES) + MPC_LANES);
            const vf y_3_7 = mpc_load(y_3_tile + j_8 * (3 * MPC_LANES) + 2 * MPC_LANES);
            sum_91 = mpc_fma(y_3_1, y_3_5, sum_91);
            sum_92 = mpc_fma(y_3_1, y_3_6, sum_92);
            sum_93 = mpc_fma(y_3_1, y_3_7, sum_93);
            sum_94 = mpc_fma(y_3_2, y_3_5, sum_94);
            sum_95 = mpc_fma(y_3_2, y_3_6, sum_95);
            sum_96 = mpc_fma(y_3_2, y_3_7, sum_96);
            sum_97 = mpc_fma(y_3_3, y_3_5, sum_97);
            sum_98 = mpc_fma(y_3_3, y_3_6, sum_98);
            sum_99 = mpc_fma(y_3_3, y_3_7, sum_99);
            sum_100 = mpc_fma(y_3_4, y_3_5, sum_100);
            sum_101 = mpc_fma(y_3_4, y_3_6, sum_101);
            sum_102 = mpc_fma(y_3_4, y_3_7, sum_102);
          }
          mpc_store(gram_3 + (h_8 * 384 + i_14) * 384 + k_9, sum_91);
          mpc_store(gram_3 + (h_8 * 384 + i_14) * 384 + (k_9 + MPC_LANES), sum_92);
          mpc_store(gram_3 + (h_8 * 384 + i_14) * 384 + (k_9 + 2 * MPC_LANES), sum_93);
          mpc_store(gram_3 + (h_8 * 384 + (i_14 + 1)) * 384 + k_9, sum_94);
          mpc_store(gram_3 + (h_8 * 384 + (i_14 + 1)) * 384 + (k_9 + MPC_LANES), sum_95);
          mpc_store(gram_3 + (h_8 * 384 + (i_14 + 1)) * 384 + (k_9 + 2 * MPC_LANES), sum_96);
          mpc_store(gram_3 + (h_8 * 384 + (i_14 + 2)) * 384 + k_9, sum_97);
          mpc_store(gram_3 + (h_8 * 384 + (i_14 + 2)) * 384 + (k_9 + MPC_LANES), sum_98);
          mpc_store(gram_3 + (h_8 * 384 + (i_14 + 2)) * 384 + (k_9 + 2 * MPC_LANES), sum_99);
          mpc_store(gram_3 + (h_8 * 384 + (i_14 + 3)) * 384 + k_9, sum_100);
          mpc_store(gram_3 + (h_8 * 384 + (i_14 + 3)) * 384 + (k_9 + MPC_LANES), sum_101);
          mpc_store(gram_3 + (h_8 * 384 + (i_14 + 3)) * 384 + (k_9 + 2 * MPC_LANES), sum_102);
        }
        for (int i_15 = mpc_max(from_6, i_even_6); i_15 < to_6; ++i_15) {
          vf sum_103 = mpc_splat(0.0f);
          vf sum_104 = mpc_splat(0.0f);
          vf sum_105 = mpc_splat(0.0f);
          for (int j_9 = 0; j_9 < 384; ++j_9) {
            const float y_3_8 = y_3[(h_8 * 384 + i_15) * 384 + j_9];
            sum_103 = mpc_fma(y_3_8, mpc_load(y_3_tile + j_9 * (3 * MPC_LANES)), sum_103);
            sum_104 = mpc_fma(y_3_8, mpc_load(y_3_tile + j_9 * (3 * MPC_LANES) + MPC_LANES), sum_104);
            sum_105 = mpc_fma(y_3_8, mpc_load(y_3_tile + j_9 * (3 * MPC_LANES) + 2 * MPC_LANES), sum_105);
          }
          mpc_store(gram_3 + (h_8 * 384 + i_15) * 384 + k_9, sum_103);
          mpc_store(gram_3 + (h_8 * 384 + i_15) * 384 + (k_9 + MPC_LANES), sum_104);
          mpc_store(gram_3 + (h_8 * 384 + i_15) * 384 + (k_9 + 2 * MPC_LANES), sum_105);
        }
      }
    });
  }
  // prepare, line 61: mixed_3[h, i, k]
  {
    const int columns_7 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_7 = 3;
    mpc_parallel_for(0, columns_7 * chunks_7 * 4, 1, mpc_grain(14211072.0f), [&](int item_7_begin, int item_7_end) {
      for (int item_7 = item_7_begin; item_7 < item_7_end; ++item_7) {
        const int column_7 = item_7 % columns_7;
        const int chunk_7 = item_7 / columns_7 % chunks_7;
        const int h_9 = item_7 / columns_7 / chunks_7;
        const int k_10 = column_7 * (3 * MPC_LANES);
        const int from_7 = chunk_7 * 128;
        const int to_7 = mpc_min(from_7 + 128, 384);
        const int i_even_7 = to_7 - mpc_floor_mod(mpc_max(to_7 - from_7, 0), 4);
        for (int i_16 = from_7; i_16 < i_even_7; i_16 += 4) {
          const float muon_13 = muon[7];
          const float muon_14 = muon[8];
          vf sum_106 = mpc_splat(0.0f);
          vf sum_107 = mpc_splat(0.0f);
          vf sum_108 = mpc_splat(0.0f);
          vf sum_109 = mpc_splat(0.0f);
          vf sum_110 = mpc_splat(0.0f);
          vf sum_111 = mpc_splat(0.0f);
          vf sum_112 = mpc_splat(0.0f);
          vf sum_113 = mpc_splat(0.0f);
          vf sum_114 = mpc_splat(0.0f);
          vf sum_115 = mpc_splat(0.0f);
          vf sum_116 = mpc_splat(0.0f);
          vf sum_117 = mpc_splat(0.0f);
          for (int p_4 = 0; p_4 < 384; ++p_4) {
            const float gram_3_1 = gram_3[(h_9 * 384 + i_16) * 384 + p_4];
            const float gram_3_2 = gram_3[(h_9 * 384 + (i_16 + 1)) * 384 + p_4];
            const float gram_3_3 = gram_3[(h_9 * 384 + (i_16 + 2)) * 384 + p_4];
            const float gram_3_4 = gram_3[(h_9 * 384 + (i_16 + 3)) * 384 + p_4];
            const vf gram_3_5 = mpc_load(gram_3 + (h_9 * 384 + p_4) * 384 + k_10);
            const vf gram_3_6 = mpc_load(gram_3 + (h_9 * 384 + p_4) * 384 + (k_10 + MPC_LANES));
            const vf gram_3_7 = mpc_load(gram_3 + (h_9 * 384 + p_4) * 384 + (k_10 + 2 * MPC_LANES));
            sum_106 = mpc_fma(gram_3_1, gram_3_5, sum_106);
            sum_107 = mpc_fma(gram_3_1, gram_3_6, sum_107);
            sum_108 = mpc_fma(gram_3_1, gram_3_7, sum_108);
            sum_109 = mpc_fma(gram_3_2, gram_3_5, sum_109);
            sum_110 = mpc_fma(gram_3_2, gram_3_6, sum_110);
            sum_111 = mpc_fma(gram_3_2, gram_3_7, sum_111);
            sum_112 = mpc_fma(gram_3_3, gram_3_5, sum_112);
            sum_113 = mpc_fma(gram_3_3, gram_3_6, sum_113);
            sum_114 = mpc_fma(gram_3_3, gram_3_7, sum_114);
            sum_115 = mpc_fma(gram_3_4, gram_3_5, sum_115);
            sum_116 = mpc_fma(gram_3_4, gram_3_6, sum_116);
            sum_117 = mpc_fma(gram_3_4, gram_3_7, sum_117);
          }
          mpc_store(mixed_3 + (h_9 * 384 + i_16) * 384 + k_10, muon_13 * mpc_load(gram_3 + (h_9 * 384 + i_16) * 384 + k_10) + muon_14 * sum_106);
          mpc_store(mixed_3 + (h_9 * 384 + i_16) * 384 + (k_10 + MPC_LANES), muon_13 * mpc_load(gram_3 + (h_9 * 384 + i_16) * 384 + (k_10 + MPC_LANES)) + muon_14 * sum_107);
          mpc_store(mixed_3 + (h_9 * 384 + i_16) * 384 + (k_10 + 2 * MPC_LANES), muon_13 * mpc_load(gram_3 + (h_9 * 384 + i_16) * 384 + (k_10 + 2 * MPC_LANES)) + muon_14 * sum_108);
          mpc_store(mixed_3 + (h_9 * 384 + (i_16 + 1)) * 384 + k_10, muon_13 * mpc_load(gram_3 + (h_9 * 384 + (i_16 + 1)) * 384 + k_10) + muon_14 * sum_109);
          mpc_store(mixed_3 + (h_9 * 384 + (i_16 + 1)) * 384 + (k_10 + MPC_LANES), muon_13 * mpc_load(gram_3 + (h_9 * 384 + (i_16 + 1)) * 384 + (k_10 + MPC_LANES)) + muon_14 * sum_110);
          mpc_store(mixed_3 + (h_9 * 384 + (i_16 + 1)) * 384 + (k_10 + 2 * MPC_LANES), muon_13 * mpc_load(gram_3 + (h_9 * 384 + (i_16 + 1)) * 384 + (k_10 + 2 * MPC_LANES)) + muon_14 * sum_111);
          mpc_store(mixed_3 + (h_9 * 384 + (i_16 + 2)) * 384 + k_10, muon_13 * mpc_load(gram_3 + (h_9 * 384 + (i_16 + 2)) * 384 + k_10) + muon_14 * sum_112);
          mpc_store(mixed_3 + (h_9 * 384 + (i_16 + 2)) * 384 + (k_10 + MPC_LANES), muon_13 * mpc_load(gram_3 + (h_9 * 384 + (i_16 + 2)) * 384 + (k_10 + MPC_LANES)) + muon_14 * sum_113);
          mpc_store(mixed_3 + (h_9 * 384 + (i_16 + 2)) * 384 + (k_10 + 2 * MPC_LANES), muon_13 * mpc_load(gram_3 + (h_9 * 384 + (i_16 + 2)) * 384 + (k_10 + 2 * MPC_LANES)) + muon_14 * sum_114);
          mpc_store(mixed_3 + (h_9 * 384 + (i_16 + 3)) * 384 + k_10, muon_13 * mpc_load(gram_3 + (h_9 * 384 + (i_16 + 3)) * 384 + k_10) + muon_14 * sum_115);
          mpc_store(mixed_3 + (h_9 * 384 + (i_16 + 3)) * 384 + (k_10 + MPC_LANES), muon_13 * mpc_load(gram_3 + (h_9 * 384 + (i_16 + 3)) * 384 + (k_10 + MPC_LANES)) + muon_14 * sum_116);
          mpc_store(mixed_3 + (h_9 * 384 + (i_16 + 3)) * 384 + (k_10 + 2 * MPC_LANES), muon_13 * mpc_load(gram_3 + (h_9 * 384 + (i_16 + 3)) * 384 + (k_10 + 2 * MPC_LANES)) + muon_14 * sum_117);
        }
        for (int i_17 = mpc_max(from_7, i_even_7); i_17 < to_7; ++i_17) {
          const float muon_15 = muon[7];
          const float muon_16 = muon[8];
          vf sum_118 = mpc_splat(0.0f);
          vf sum_119 = mpc_splat(0.0f);
          vf sum_120 = mpc_splat(0.0f);
          for (int p_5 = 0; p_5 < 384; ++p_5) {
            const float gram_3_8 = gram_3[(h_9 * 384 + i_17) * 384 + p_5];
            sum_118 = mpc_fma(gram_3_8, mpc_load(gram_3 + (h_9 * 384 + p_5) * 384 + k_10), sum_118);
            sum_119 = mpc_fma(gram_3_8, mpc_load(gram_3 + (h_9 * 384 + p_5) * 384 + (k_10 + MPC_LANES)), sum_119);
            sum_120 = mpc_fma(gram_3_8, mpc_load(gram_3 + (h_9 * 384 + p_5) * 384 + (k_10 + 2 * MPC_LANES)), sum_120);
          }
          mpc_store(mixed_3 + (h_9 * 384 + i_17) * 384 + k_10, muon_15 * mpc_load(gram_3 + (h_9 * 384 + i_17) * 384 + k_10) + muon_16 * sum_118);
          mpc_store(mixed_3 + (h_9 * 384 + i_17) * 384 + (k_10 + MPC_LANES), muon_15 * mpc_load(gram_3 + (h_9 * 384 + i_17) * 384 + (k_10 + MPC_LANES)) + muon_16 * sum_119);
          mpc_store(mixed_3 + (h_9 * 384 + i_17) * 384 + (k_10 + 2 * MPC_LANES), muon_15 * mpc_load(gram_3 + (h_9 * 384 + i_17) * 384 + (k_10 + 2 * MPC_LANES)) + muon_16 * sum_120);
        }
      }
    });
  }
  // prepare, line 61: y_4[h, i, j]
  {
    const int columns_8 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_8 = 3;
    mpc_parallel_for(0, columns_8 * chunks_8 * 4, 1, mpc_grain(14192640.0f), [&](int item_8_begin, int item_8_end) {
      for (int item_8 = item_8_begin; item_8 < item_8_end; ++item_8) {
        const int column_8 = item_8 % columns_8;
        const int chunk_8 = item_8 / columns_8 % chunks_8;
        const int h_10 = item_8 / columns_8 / chunks_8;
        const int j_10 = column_8 * (3 * MPC_LANES);
        const int from_8 = chunk_8 * 128;
        const int to_8 = mpc_min(from_8 + 128, 384);
        const int i_even_8 = to_8 - mpc_floor_mod(mpc_max(to_8 - from_8, 0), 4);
        for (int i_18 = from_8; i_18 < i_even_8; i_18 += 4) {
          const float muon_17 = muon[6];
          vf sum_121 = mpc_splat(0.0f);
          vf sum_122 = mpc_splat(0.0f);
          vf sum_123 = mpc_splat(0.0f);
          vf sum_124 = mpc_splat(0.0f);
          vf sum_125 = mpc_splat(0.0f);
          vf sum_126 = mpc_splat(0.0f);
          vf sum_127 = mpc_splat(0.0f);
          vf sum_128 = mpc_splat(0.0f);
          vf sum_129 = mpc_splat(0.0f);
          vf sum_130 = mpc_splat(0.0f);
          vf sum_131 = mpc_splat(0.0f);
          vf sum_132 = mpc_splat(0.0f);
          for (int k_11 = 0; k_11 < 384; ++k_11) {
            const float mixed_3_1 = mixed_3[(h_10 * 384 + i_18) * 384 + k_11];
            const float mixed_3_2 = mixed_3[(h_10 * 384 + (i_18 + 1)) * 384 + k_11];
            const float mixed_3_3 = mixed_3[(h_10 * 384 + (i_18 + 2)) * 384 + k_11];
            const float mixed_3_4 = mixed_3[(h_10 * 384 + (i_18 + 3)) * 384 + k_11];
            const vf y_3_9 = mpc_load(y_3 + (h_10 * 384 + k_11) * 384 + j_10);
            const vf y_3_10 = mpc_load(y_3 + (h_10 * 384 + k_11) * 384 + (j_10 + MPC_LANES));
            const vf y_3_11 = mpc_load(y_3 + (h_10 * 384 + k_11) * 384 + (j_10 + 2 * MPC_LANES));
            sum_121 = mpc_fma(mixed_3_1, y_3_9, sum_121);
            sum_122 = mpc_fma(mixed_3_1, y_3_10, sum_122);
            sum_123 = mpc_fma(mixed_3_1, y_3_11, sum_123);
            sum_124 = mpc_fma(mixed_3_2, y_3_9, sum_124);
            sum_125 = mpc_fma(mixed_3_2, y_3_10, sum_125);
            sum_126 = mpc_fma(mixed_3_2, y_3_11, sum_126);
            sum_127 = mpc_fma(mixed_3_3, y_3_9, sum_127);
            sum_128 = mpc_fma(mixed_3_3, y_3_10, sum_128);
            sum_129 = mpc_fma(mixed_3_3, y_3_11, sum_129);
            sum_130 = mpc_fma(mixed_3_4, y_3_9, sum_130);
            sum_131 = mpc_fma(mixed_3_4, y_3_10, sum_131);
            sum_132 = mpc_fma(mixed_3_4, y_3_11, sum_132);
          }
          mpc_store(y_4 + (h_10 * 384 + i_18) * 384 + j_10, muon_17 * mpc_load(y_3 + (h_10 * 384 + i_18) * 384 + j_10) + sum_121);
          mpc_store(y_4 + (h_10 * 384 + i_18) * 384 + (j_10 + MPC_LANES), muon_17 * mpc_load(y_3 + (h_10 * 384 + i_18) * 384 + (j_10 + MPC_LANES)) + sum_122);
          mpc_store(y_4 + (h_10 * 384 + i_18) * 384 + (j_10 + 2 * MPC_LANES), muon_17 * mpc_load(y_3 + (h_10 * 384 + i_18) * 384 + (j_10 + 2 * MPC_LANES)) + sum_123);
          mpc_store(y_4 + (h_10 * 384 + (i_18 + 1)) * 384 + j_10, muon_17 * mpc_load(y_3 + (h_10 * 384 + (i_18 + 1)) * 384 + j_10) + sum_124);
          mpc_store(y_4 + (h_10 * 384 + (i_18 + 1)) * 384 + (j_10 + MPC_LANES), muon_17 * mpc_load(y_3 + (h_10 * 384 + (i_18 + 1)) * 384 + (j_10 + MPC_LANES)) + sum_125);
          mpc_store(y_4 + (h_10 * 384 + (i_18 + 1)) * 384 + (j_10 + 2 * MPC_LANES), muon_17 * mpc_load(y_3 + (h_10 * 384 + (i_18 + 1)) * 384 + (j_10 + 2 * MPC_LANES)) + sum_126);
          mpc_store(y_4 + (h_10 * 384 + (i_18 + 2)) * 384 + j_10, muon_17 * mpc_load(y_3 + (h_10 * 384 + (i_18 + 2)) * 384 + j_10) + sum_127);
          mpc_store(y_4 + (h_10 * 384 + (i_18 + 2)) * 384 + (j_10 + MPC_LANES), muon_17 * mpc_load(y_3 + (h_10 * 384 + (i_18 + 2)) * 384 + (j_10 + MPC_LANES)) + sum_128);
          mpc_store(y_4 + (h_10 * 384 + (i_18 + 2)) * 384 + (j_10 + 2 * MPC_LANES), muon_17 * mpc_load(y_3 + (h_10 * 384 + (i_18 + 2)) * 384 + (j_10 + 2 * MPC_LANES)) + sum_129);
          mpc_store(y_4 + (h_10 * 384 + (i_18 + 3)) * 384 + j_10, muon_17 * mpc_load(y_3 + (h_10 * 384 + (i_18 + 3)) * 384 + j_10) + sum_130);
          mpc_store(y_4 + (h_10 * 384 + (i_18 + 3)) * 384 + (j_10 + MPC_LANES), muon_17 * mpc_load(y_3 + (h_10 * 384 + (i_18 + 3)) * 384 + (j_10 + MPC_LANES)) + sum_131);
          mpc_store(y_4 + (h_10 * 384 + (i_18 + 3)) * 384 + (j_10 + 2 * MPC_LANES), muon_17 * mpc_load(y_3 + (h_10 * 384 + (i_18 + 3)) * 384 + (j_10 + 2 * MPC_LANES)) + sum_132);
        }
        for (int i_19 = mpc_max(from_8, i_even_8); i_19 < to_8; ++i_19) {
          const float muon_18 = muon[6];
          vf sum_133 = mpc_splat(0.0f);
          vf sum_134 = mpc_splat(0.0f);
          vf sum_135 = mpc_splat(0.0f);
          for (int k_12 = 0; k_12 < 384; ++k_12) {
            const float mixed_3_5 = mixed_3[(h_10 * 384 + i_19) * 384 + k_12];
            sum_133 = mpc_fma(mixed_3_5, mpc_load(y_3 + (h_10 * 384 + k_12) * 384 + j_10), sum_133);
            sum_134 = mpc_fma(mixed_3_5, mpc_load(y_3 + (h_10 * 384 + k_12) * 384 + (j_10 + MPC_LANES)), sum_134);
            sum_135 = mpc_fma(mixed_3_5, mpc_load(y_3 + (h_10 * 384 + k_12) * 384 + (j_10 + 2 * MPC_LANES)), sum_135);
          }
          mpc_store(y_4 + (h_10 * 384 + i_19) * 384 + j_10, muon_18 * mpc_load(y_3 + (h_10 * 384 + i_19) * 384 + j_10) + sum_133);
          mpc_store(y_4 + (h_10 * 384 + i_19) * 384 + (j_10 + MPC_LANES), muon_18 * mpc_load(y_3 + (h_10 * 384 + i_19) * 384 + (j_10 + MPC_LANES)) + sum_134);
          mpc_store(y_4 + (h_10 * 384 + i_19) * 384 + (j_10 + 2 * MPC_LANES), muon_18 * mpc_load(y_3 + (h_10 * 384 + i_19) * 384 + (j_10 + 2 * MPC_LANES)) + sum_135);
        }
      }
    });
  }
  // prepare, line 61: gram_4[h, i, k]
  {
    const int columns_9 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_9 = 3;
    mpc_parallel_for(0, columns_9 * chunks_9 * 4, 1, mpc_grain(14155776.0f), [&](int item_9_begin, int item_9_end) {
      for (int item_9 = item_9_begin; item_9 < item_9_end; ++item_9) {
        const int column_9 = item_9 % columns_9;
        const int chunk_9 = item_9 / columns_9 % chunks_9;
        const int h_11 = item_9 / columns_9 / chunks_9;
        const int k_13 = column_9 * (3 * MPC_LANES);
        alignas(64) float y_4_tile[1152 * MPC_LANES];
        mpc_pack(y_4_tile, y_4 + (h_11 * 384 + k_13) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from_9 = chunk_9 * 128;
        const int to_9 = mpc_min(from_9 + 128, 384);
        const int i_even_9 = to_9 - mpc_floor_mod(mpc_max(to_9 - from_9, 0), 4);
        for (int i_20 = from_9; i_20 < i_even_9; i_20 += 4) {
          vf sum_136 = mpc_splat(0.0f);
          vf sum_137 = mpc_splat(0.0f);
          vf sum_138 = mpc_splat(0.0f);
          vf sum_139 = mpc_splat(0.0f);
          vf sum_140 = mpc_splat(0.0f);
          vf sum_141 = mpc_splat(0.0f);
          vf sum_142 = mpc_splat(0.0f);
          vf sum_143 = mpc_splat(0.0f);
          vf sum_144 = mpc_splat(0.0f);
          vf sum_145 = mpc_splat(0.0f);
          vf sum_146 = mpc_splat(0.0f);
          vf sum_147 = mpc_splat(0.0f);
          for (int j_11 = 0; j_11 < 384; ++j_11) {
            const float y_4_1 = y_4[(h_11 * 384 + i_20) * 384 + j_11];
            const float y_4_2 = y_4[(h_11 * 384 + (i_20 + 1)) * 384 + j_11];
            const float y_4_3 = y_4[(h_11 * 384 + (i_20 + 2)) * 384 + j_11];
            const float y_4_4 = y_4[(h_11 * 384 + (i_20 + 3)) * 384 + j_11];
            const vf y_4_5 = mpc_load(y_4_tile + j_11 * (3 * MPC_LANES));
            const vf y_4_6 = mpc_load(y_4_tile + j_11 * (3 * MPC_LANES) + MPC_LANES);
            const vf y_4_7 = mpc_load(y_4_tile + j_11 * (3 * MPC_LANES) + 2 * MPC_LANES);
            sum_136 = mpc_fma(y_4_1, y_4_5, sum_136);
            sum_137 = mpc_fma(y_4_1, y_4_6, sum_137);
            sum_138 = mpc_fma(y_4_1, y_4_7, sum_138);
            sum_139 = mpc_fma(y_4_2, y_4_5, sum_139);
            sum_140 = mpc_fma(y_4_2, y_4_6, sum_140);
            sum_141 = mpc_fma(y_4_2, y_4_7, sum_141);
            sum_142 = mpc_fma(y_4_3, y_4_5, sum_142);
            sum_143 = mpc_fma(y_4_3, y_4_6, sum_143);
            sum_144 = mpc_fma(y_4_3, y_4_7, sum_144);
            sum_145 = mpc_fma(y_4_4, y_4_5, sum_145);
            sum_146 = mpc_fma(y_4_4, y_4_6, sum_146);
            sum_147 = mpc_fma(y_4_4, y_4_7, sum_147);
          }
          mpc_store(gram_4 + (h_11 * 384 + i_20) * 384 + k_13, sum_136);
          mpc_store(gram_4 + (h_11 * 384 + i_20) * 384 + (k_13 + MPC_LANES), sum_137);
          mpc_store(gram_4 + (h_11 * 384 + i_20) * 384 + (k_13 + 2 * MPC_LANES), sum_138);
          mpc_store(gram_4 + (h_11 * 384 + (i_20 + 1)) * 384 + k_13, sum_139);
          mpc_store(gram_4 + (h_11 * 384 + (i_20 + 1)) * 384 + (k_13 + MPC_LANES), sum_140);
          mpc_store(gram_4 + (h_11 * 384 + (i_20 + 1)) * 384 + (k_13 + 2 * MPC_LANES), sum_141);
          mpc_store(gram_4 + (h_11 * 384 + (i_20 + 2)) * 384 + k_13, sum_142);
          mpc_store(gram_4 + (h_11 * 384 + (i_20 + 2)) * 384 + (k_13 + MPC_LANES), sum_143);
          mpc_store(gram_4 + (h_11 * 384 + (i_20 + 2)) * 384 + (k_13 + 2 * MPC_LANES), sum_144);
          mpc_store(gram_4 + (h_11 * 384 + (i_20 + 3)) * 384 + k_13, sum_145);
          mpc_store(gram_4 + (h_11 * 384 + (i_20 + 3)) * 384 + (k_13 + MPC_LANES), sum_146);
          mpc_store(gram_4 + (h_11 * 384 + (i_20 + 3)) * 384 + (k_13 + 2 * MPC_LANES), sum_147);
        }
        for (int i_21 = mpc_max(from_9, i_even_9); i_21 < to_9; ++i_21) {
          vf sum_148 = mpc_splat(0.0f);
          vf sum_149 = mpc_splat(0.0f);
          vf sum_150 = mpc_splat(0.0f);
          for (int j_12 = 0; j_12 < 384; ++j_12) {
            const float y_4_8 = y_4[(h_11 * 384 + i_21) * 384 + j_12];
            sum_148 = mpc_fma(y_4_8, mpc_load(y_4_tile + j_12 * (3 * MPC_LANES)), sum_148);
            sum_149 = mpc_fma(y_4_8, mpc_load(y_4_tile + j_12 * (3 * MPC_LANES) + MPC_LANES), sum_149);
            sum_150 = mpc_fma(y_4_8, mpc_load(y_4_tile + j_12 * (3 * MPC_LANES) + 2 * MPC_LANES), sum_150);
          }
          mpc_store(gram_4 + (h_11 * 384 + i_21) * 384 + k_13, sum_148);
          mpc_store(gram_4 + (h_11 * 384 + i_21) * 384 + (k_13 + MPC_LANES), sum_149);
          mpc_store(gram_4 + (h_11 * 384 + i_21) * 384 + (k_13 + 2 * MPC_LANES), sum_150);
        }
      }
    });
  }
  // prepare, line 61: mixed_4[h, i, k]
  {
    const int columns_10 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_10 = 3;
    mpc_parallel_for(0, columns_10 * chunks_10 * 4, 1, mpc_grain(14211072.0f), [&](int item_10_begin, int item_10_end) {
      for (int item_10 = item_10_begin; item_10 < item_10_end; ++item_10) {
        const int column_10 = item_10 % columns_10;
        const int chunk_10 = item_10 / columns_10 % chunks_10;
        const int h_12 = item_10 / columns_10 / chunks_10;
        const int k_14 = column_10 * (3 * MPC_LANES);
        const int from_10 = chunk_10 * 128;
        const int to_10 = mpc_min(from_10 + 128, 384);
        const int i_even_10 = to_10 - mpc_floor_mod(mpc_max(to_10 - from_10, 0), 4);
        for (int i_22 = from_10; i_22 < i_even_10; i_22 += 4) {
          const float muon_19 = muon[10];
          const float muon_20 = muon[11];
          vf sum_151 = mpc_splat(0.0f);
          vf sum_152 = mpc_splat(0.0f);
          vf sum_153 = mpc_splat(0.0f);
          vf sum_154 = mpc_splat(0.0f);
          vf sum_155 = mpc_splat(0.0f);
          vf sum_156 = mpc_splat(0.0f);
          vf sum_157 = mpc_splat(0.0f);
          vf sum_158 = mpc_splat(0.0f);
          vf sum_159 = mpc_splat(0.0f);
          vf sum_160 = mpc_splat(0.0f);
          vf sum_161 = mpc_splat(0.0f);
          vf sum_162 = mpc_splat(0.0f);
          for (int p_6 = 0; p_6 < 384; ++p_6) {
            const float gram_4_1 = gram_4[(h_12 * 384 + i_22) * 384 + p_6];
            const float gram_4_2 = gram_4[(h_12 * 384 + (i_22 + 1)) * 384 + p_6];
            const float gram_4_3 = gram_4[(h_12 * 384 + (i_22 + 2)) * 384 + p_6];
            const float gram_4_4 = gram_4[(h_12 * 384 + (i_22 + 3)) * 384 + p_6];
            const vf gram_4_5 = mpc_load(gram_4 + (h_12 * 384 + p_6) * 384 + k_14);
            const vf gram_4_6 = mpc_load(gram_4 + (h_12 * 384 + p_6) * 384 + (k_14 + MPC_LANES));
            const vf gram_4_7 = mpc_load(gram_4 + (h_12 * 384 + p_6) * 384 + (k_14 + 2 * MPC_LANES));
            sum_151 = mpc_fma(gram_4_1, gram_4_5, sum_151);
            sum_152 = mpc_fma(gram_4_1, gram_4_6, sum_152);
            sum_153 = mpc_fma(gram_4_1, gram_4_7, sum_153);
            sum_154 = mpc_fma(gram_4_2, gram_4_5, sum_154);
            sum_155 = mpc_fma(gram_4_2, gram_4_6, sum_155);
            sum_156 = mpc_fma(gram_4_2, gram_4_7, sum_156);
            sum_157 = mpc_fma(gram_4_3, gram_4_5, sum_157);
            sum_158 = mpc_fma(gram_4_3, gram_4_6, sum_158);
            sum_159 = mpc_fma(gram_4_3, gram_4_7, sum_159);
            sum_160 = mpc_fma(gram_4_4, gram_4_5, sum_160);
            sum_161 = mpc_fma(gram_4_4, gram_4_6, sum_161);
            sum_162 = mpc_fma(gram_4_4, gram_4_7, sum_162);
          }
          mpc_store(mixed_4 + (h_12 * 384 + i_22) * 384 + k_14, muon_19 * mpc_load(gram_4 + (h_12 * 384 + i_22) * 384 + k_14) + muon_20 * sum_151);
          mpc_store(mixed_4 + (h_12 * 384 + i_22) * 384 + (k_14 + MPC_LANES), muon_19 * mpc_load(gram_4 + (h_12 * 384 + i_22) * 384 + (k_14 + MPC_LANES)) + muon_20 * sum_152);
          mpc_store(mixed_4 + (h_12 * 384 + i_22) * 384 + (k_14 + 2 * MPC_LANES), muon_19 * mpc_load(gram_4 + (h_12 * 384 + i_22) * 384 + (k_14 + 2 * MPC_LANES)) + muon_20 * sum_153);
          mpc_store(mixed_4 + (h_12 * 384 + (i_22 + 1)) * 384 + k_14, muon_19 * mpc_load(gram_4 + (h_12 * 384 + (i_22 + 1)) * 384 + k_14) + muon_20 * sum_154);
          mpc_store(mixed_4 + (h_12 * 384 + (i_22 + 1)) * 384 + (k_14 + MPC_LANES), muon_19 * mpc_load(gram_4 + (h_12 * 384 + (i_22 + 1)) * 384 + (k_14 + MPC_LANES)) + muon_20 * sum_155);
          mpc_store(mixed_4 + (h_12 * 384 + (i_22 + 1)) * 384 + (k_14 + 2 * MPC_LANES), muon_19 * mpc_load(gram_4 + (h_12 * 384 + (i_22 + 1)) * 384 + (k_14 + 2 * MPC_LANES)) + muon_20 * sum_156);
          mpc_store(mixed_4 + (h_12 * 384 + (i_22 + 2)) * 384 + k_14, muon_19 * mpc_load(gram_4 + (h_12 * 384 + (i_22 + 2)) * 384 + k_14) + muon_20 * sum_157);
          mpc_store(mixed_4 + (h_12 * 384 + (i_22 + 2)) * 384 + (k_14 + MPC_LANES), muon_19 * mpc_load(gram_4 + (h_12 * 384 + (i_22 + 2)) * 384 + (k_14 + MPC_LANES)) + muon_20 * sum_158);
          mpc_store(mixed_4 + (h_12 * 384 + (i_22 + 2)) * 384 + (k_14 + 2 * MPC_LANES), muon_19 * mpc_load(gram_4 + (h_12 * 384 + (i_22 + 2)) * 384 + (k_14 + 2 * MPC_LANES)) + muon_20 * sum_159);
          mpc_store(mixed_4 + (h_12 * 384 + (i_22 + 3)) * 384 + k_14, muon_19 * mpc_load(gram_4 + (h_12 * 384 + (i_22 + 3)) * 384 + k_14) + muon_20 * sum_160);
          mpc_store(mixed_4 + (h_12 * 384 + (i_22 + 3)) * 384 + (k_14 + MPC_LANES), muon_19 * mpc_load(gram_4 + (h_12 * 384 + (i_22 + 3)) * 384 + (k_14 + MPC_LANES)) + muon_20 * sum_161);
          mpc_store(mixed_4 + (h_12 * 384 + (i_22 + 3)) * 384 + (k_14 + 2 * MPC_LANES), muon_19 * mpc_load(gram_4 + (h_12 * 384 + (i_22 + 3)) * 384 + (k_14 + 2 * MPC_LANES)) + muon_20 * sum_162);
        }
        for (int i_23 = mpc_max(from_10, i_even_10); i_23 < to_10; ++i_23) {
          const float muon_21 = muon[10];
          const float muon_22 = muon[11];
          vf sum_163 = mpc_splat(0.0f);
          vf sum_164 = mpc_splat(0.0f);
          vf sum_165 = mpc_splat(0.0f);
          for (int p_7 = 0; p_7 < 384; ++p_7) {
            const float gram_4_8 = gram_4[(h_12 * 384 + i_23) * 384 + p_7];
            sum_163 = mpc_fma(gram_4_8, mpc_load(gram_4 + (h_12 * 384 + p_7) * 384 + k_14), sum_163);
            sum_164 = mpc_fma(gram_4_8, mpc_load(gram_4 + (h_12 * 384 + p_7) * 384 + (k_14 + MPC_LANES)), sum_164);
            sum_165 = mpc_fma(gram_4_8, mpc_load(gram_4 + (h_12 * 384 + p_7) * 384 + (k_14 + 2 * MPC_LANES)), sum_165);
          }
          mpc_store(mixed_4 + (h_12 * 384 + i_23) * 384 + k_14, muon_21 * mpc_load(gram_4 + (h_12 * 384 + i_23) * 384 + k_14) + muon_22 * sum_163);
          mpc_store(mixed_4 + (h_12 * 384 + i_23) * 384 + (k_14 + MPC_LANES), muon_21 * mpc_load(gram_4 + (h_12 * 384 + i_23) * 384 + (k_14 + MPC_LANES)) + muon_22 * sum_164);
          mpc_store(mixed_4 + (h_12 * 384 + i_23) * 384 + (k_14 + 2 * MPC_LANES), muon_21 * mpc_load(gram_4 + (h_12 * 384 + i_23) * 384 + (k_14 + 2 * MPC_LANES)) + muon_22 * sum_165);
        }
      }
    });
  }
  // prepare, line 61: y_5[h, i, j]
  {
    const int columns_11 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_11 = 3;
    mpc_parallel_for(0, columns_11 * chunks_11 * 4, 1, mpc_grain(14192640.0f), [&](int item_11_begin, int item_11_end) {
      for (int item_11 = item_11_begin; item_11 < item_11_end; ++item_11) {
        const int column_11 = item_11 % columns_11;
        const int chunk_11 = item_11 / columns_11 % chunks_11;
        const int h_13 = item_11 / columns_11 / chunks_11;
        const int j_13 = column_11 * (3 * MPC_LANES);
        const int from_11 = chunk_11 * 128;
        const int to_11 = mpc_min(from_11 + 128, 384);
        const int i_even_11 = to_11 - mpc_floor_mod(mpc_max(to_11 - from_11, 0), 4);
        for (int i_24 = from_11; i_24 < i_even_11; i_24 += 4) {
          const float muon_23 = muon[9];
          vf sum_166 = mpc_splat(0.0f);
          vf sum_167 = mpc_splat(0.0f);
          vf sum_168 = mpc_splat(0.0f);
          vf sum_169 = mpc_splat(0.0f);
          vf sum_170 = mpc_splat(0.0f);
          vf sum_171 = mpc_splat(0.0f);
          vf sum_172 = mpc_splat(0.0f);
          vf sum_173 = mpc_splat(0.0f);
          vf sum_174 = mpc_splat(0.0f);
          vf sum_175 = mpc_splat(0.0f);
          vf sum_176 = mpc_splat(0.0f);
          vf sum_177 = mpc_splat(0.0f);
          for (int k_15 = 0; k_15 < 384; ++k_15) {
            const float mixed_4_1 = mixed_4[(h_13 * 384 + i_24) * 384 + k_15];
            const float mixed_4_2 = mixed_4[(h_13 * 384 + (i_24 + 1)) * 384 + k_15];
            const float mixed_4_3 = mixed_4[(h_13 * 384 + (i_24 + 2)) * 384 + k_15];
            const float mixed_4_4 = mixed_4[(h_13 * 384 + (i_24 + 3)) * 384 + k_15];
            const vf y_4_9 = mpc_load(y_4 + (h_13 * 384 + k_15) * 384 + j_13);
            const vf y_4_10 = mpc_load(y_4 + (h_13 * 384 + k_15) * 384 + (j_13 + MPC_LANES));
            const vf y_4_11 = mpc_load(y_4 + (h_13 * 384 + k_15) * 384 + (j_13 + 2 * MPC_LANES));
            sum_166 = mpc_fma(mixed_4_1, y_4_9, sum_166);
            sum_167 = mpc_fma(mixed_4_1, y_4_10, sum_167);
            sum_168 = mpc_fma(mixed_4_1, y_4_11, sum_168);
            sum_169 = mpc_fma(mixed_4_2, y_4_9, sum_169);
            sum_170 = mpc_fma(mixed_4_2, y_4_10, sum_170);
            sum_171 = mpc_fma(mixed_4_2, y_4_11, sum_171);
            sum_172 = mpc_fma(mixed_4_3, y_4_9, sum_172);
            sum_173 = mpc_fma(mixed_4_3, y_4_10, sum_173);
            sum_174 = mpc_fma(mixed_4_3, y_4_11, sum_174);
            sum_175 = mpc_fma(mixed_4_4, y_4_9, sum_175);
            sum_176 = mpc_fma(mixed_4_4, y_4_10, sum_176);
            sum_177 = mpc_fma(mixed_4_4, y_4_11, sum_177);
          }
          mpc_store(y_5 + (h_13 * 384 + i_24) * 384 + j_13, muon_23 * mpc_load(y_4 + (h_13 * 384 + i_24) * 384 + j_13) + sum_166);
          mpc_store(y_5 + (h_13 * 384 + i_24) * 384 + (j_13 + MPC_LANES), muon_23 * mpc_load(y_4 + (h_13 * 384 + i_24) * 384 + (j_13 + MPC_LANES)) + sum_167);
          mpc_store(y_5 + (h_13 * 384 + i_24) * 384 + (j_13 + 2 * MPC_LANES), muon_23 * mpc_load(y_4 + (h_13 * 384 + i_24) * 384 + (j_13 + 2 * MPC_LANES)) + sum_168);
          mpc_store(y_5 + (h_13 * 384 + (i_24 + 1)) * 384 + j_13, muon_23 * mpc_load(y_4 + (h_13 * 384 + (i_24 + 1)) * 384 + j_13) + sum_169);
          mpc_store(y_5 + (h_13 * 384 + (i_24 + 1)) * 384 + (j_13 + MPC_LANES), muon_23 * mpc_load(y_4 + (h_13 * 384 + (i_24 + 1)) * 384 + (j_13 + MPC_LANES)) + sum_170);
          mpc_store(y_5 + (h_13 * 384 + (i_24 + 1)) * 384 + (j_13 + 2 * MPC_LANES), muon_23 * mpc_load(y_4 + (h_13 * 384 + (i_24 + 1)) * 384 + (j_13 + 2 * MPC_LANES)) + sum_171);
          mpc_store(y_5 + (h_13 * 384 + (i_24 + 2)) * 384 + j_13, muon_23 * mpc_load(y_4 + (h_13 * 384 + (i_24 + 2)) * 384 + j_13) + sum_172);
          mpc_store(y_5 + (h_13 * 384 + (i_24 + 2)) * 384 + (j_13 + MPC_LANES), muon_23 * mpc_load(y_4 + (h_13 * 384 + (i_24 + 2)) * 384 + (j_13 + MPC_LANES)) + sum_173);
          mpc_store(y_5 + (h_13 * 384 + (i_24 + 2)) * 384 + (j_13 + 2 * MPC_LANES), muon_23 * mpc_load(y_4 + (h_13 * 384 + (i_24 + 2)) * 384 + (j_13 + 2 * MPC_LANES)) + sum_174);
          mpc_store(y_5 + (h_13 * 384 + (i_24 + 3)) * 384 + j_13, muon_23 * mpc_load(y_4 + (h_13 * 384 + (i_24 + 3)) * 384 + j_13) + sum_175);
          mpc_store(y_5 + (h_13 * 384 + (i_24 + 3)) * 384 + (j_13 + MPC_LANES), muon_23 * mpc_load(y_4 + (h_13 * 384 + (i_24 + 3)) * 384 + (j_13 + MPC_LANES)) + sum_176);
          mpc_store(y_5 + (h_13 * 384 + (i_24 + 3)) * 384 + (j_13 + 2 * MPC_LANES), muon_23 * mpc_load(y_4 + (h_13 * 384 + (i_24 + 3)) * 384 + (j_13 + 2 * MPC_LANES)) + sum_177);
        }
        for (int i_25 = mpc_max(from_11, i_even_11); i_25 < to_11; ++i_25) {
          const float muon_24 = muon[9];
          vf sum_178 = mpc_splat(0.0f);
          vf sum_179 = mpc_splat(0.0f);
          vf sum_180 = mpc_splat(0.0f);
          for (int k_16 = 0; k_16 < 384; ++k_16) {
            const float mixed_4_5 = mixed_4[(h_13 * 384 + i_25) * 384 + k_16];
            sum_178 = mpc_fma(mixed_4_5, mpc_load(y_4 + (h_13 * 384 + k_16) * 384 + j_13), sum_178);
            sum_179 = mpc_fma(mixed_4_5, mpc_load(y_4 + (h_13 * 384 + k_16) * 384 + (j_13 + MPC_LANES)), sum_179);
            sum_180 = mpc_fma(mixed_4_5, mpc_load(y_4 + (h_13 * 384 + k_16) * 384 + (j_13 + 2 * MPC_LANES)), sum_180);
          }
          mpc_store(y_5 + (h_13 * 384 + i_25) * 384 + j_13, muon_24 * mpc_load(y_4 + (h_13 * 384 + i_25) * 384 + j_13) + sum_178);
          mpc_store(y_5 + (h_13 * 384 + i_25) * 384 + (j_13 + MPC_LANES), muon_24 * mpc_load(y_4 + (h_13 * 384 + i_25) * 384 + (j_13 + MPC_LANES)) + sum_179);
          mpc_store(y_5 + (h_13 * 384 + i_25) * 384 + (j_13 + 2 * MPC_LANES), muon_24 * mpc_load(y_4 + (h_13 * 384 + i_25) * 384 + (j_13 + 2 * MPC_LANES)) + sum_180);
        }
      }
    });
  }
  // prepare, line 61: gram_5[h, i, k]
  {
    const int columns_12 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_12 = 3;
    mpc_parallel_for(0, columns_12 * chunks_12 * 4, 1, mpc_grain(14155776.0f), [&](int item_12_begin, int item_12_end) {
      for (int item_12 = item_12_begin; item_12 < item_12_end; ++item_12) {
        const int column_12 = item_12 % columns_12;
        const int chunk_12 = item_12 / columns_12 % chunks_12;
        const int h_14 = item_12 / columns_12 / chunks_12;
        const int k_17 = column_12 * (3 * MPC_LANES);
        alignas(64) float y_5_tile[1152 * MPC_LANES];
        mpc_pack(y_5_tile, y_5 + (h_14 * 384 + k_17) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from_12 = chunk_12 * 128;
        const int to_12 = mpc_min(from_12 + 128, 384);
        const int i_even_12 = to_12 - mpc_floor_mod(mpc_max(to_12 - from_12, 0), 4);
        for (int i_26 = from_12; i_26 < i_even_12; i_26 += 4) {
          vf sum_181 = mpc_splat(0.0f);
          vf sum_182 = mpc_splat(0.0f);
          vf sum_183 = mpc_splat(0.0f);
          vf sum_184 = mpc_splat(0.0f);
          vf sum_185 = mpc_splat(0.0f);
          vf sum_186 = mpc_splat(0.0f);
          vf sum_187 = mpc_splat(0.0f);
          vf sum_188 = mpc_splat(0.0f);
          vf sum_189 = mpc_splat(0.0f);
          vf sum_190 = mpc_splat(0.0f);
          vf sum_191 = mpc_splat(0.0f);
          vf sum_192 = mpc_splat(0.0f);
          for (int j_14 = 0; j_14 < 384; ++j_14) {
            const float y_5_1 = y_5[(h_14 * 384 + i_26) * 384 + j_14];
            const float y_5_2 = y_5[(h_14 * 384 + (i_26 + 1)) * 384 + j_14];
            const float y_5_3 = y_5[(h_14 * 384 + (i_26 + 2)) * 384 + j_14];
            const float y_5_4 = y_5[(h_14 * 384 + (i_26 + 3)) * 384 + j_14];
            const vf y_5_5 = mpc_load(y_5_tile + j_14 * (3 * MPC_LANES));
            const vf y_5_6 = mpc_load(y_5_tile + j_14 * (3 * MPC_LANES) + MPC_LANES);
            const vf y_5_7 = mpc_load(y_5_tile + j_14 * (3 * MPC_LANES) + 2 * MPC_LANES);
            sum_181 = mpc_fma(y_5_1, y_5_5, sum_181);
            sum_182 = mpc_fma(y_5_1, y_5_6, sum_182);
            sum_183 = mpc_fma(y_5_1, y_5_7, sum_183);
            sum_184 = mpc_fma(y_5_2, y_5_5, sum_184);
            sum_185 = mpc_fma(y_5_2, y_5_6, sum_185);
            sum_186 = mpc_fma(y_5_2, y_5_7, sum_186);
            sum_187 = mpc_fma(y_5_3, y_5_5, sum_187);
            sum_188 = mpc_fma(y_5_3, y_5_6, sum_188);
            sum_189 = mpc_fma(y_5_3, y_5_7, sum_189);
            sum_190 = mpc_fma(y_5_4, y_5_5, sum_190);
            sum_191 = mpc_fma(y_5_4, y_5_6, sum_191);
            sum_192 = mpc_fma(y_5_4, y_5_7, sum_192);
          }
          mpc_store(gram_5 + (h_14 * 384 + i_26) * 384 + k_17, sum_181);
          mpc_store(gram_5 + (h_14 * 384 + i_26) * 384 + (k_17 + MPC_LANES), sum_182);
          mpc_store(gram_5 + (h_14 * 384 + i_26) * 384 + (k_17 + 2 * MPC_LANES), sum_183);
          mpc_store(gram_5 + (h_14 * 384 + (i_26 + 1)) * 384 + k_17, sum_184);
          mpc_store(gram_5 + (h_14 * 384 + (i_26 + 1)) * 384 + (k_17 + MPC_LANES), sum_185);
          mpc_store(gram_5 + (h_14 * 384 + (i_26 + 1)) * 384 + (k_17 + 2 * MPC_LANES), sum_186);
          mpc_store(gram_5 + (h_14 * 384 + (i_26 + 2)) * 384 + k_17, sum_187);
          mpc_store(gram_5 + (h_14 * 384 + (i_26 + 2)) * 384 + (k_17 + MPC_LANES), sum_188);
          mpc_store(gram_5 + (h_14 * 384 + (i_26 + 2)) * 384 + (k_17 + 2 * MPC_LANES), sum_189);
          mpc_store(gram_5 + (h_14 * 384 + (i_26 + 3)) * 384 + k_17, sum_190);
          mpc_store(gram_5 + (h_14 * 384 + (i_26 + 3)) * 384 + (k_17 + MPC_LANES), sum_191);
          mpc_store(gram_5 + (h_14 * 384 + (i_26 + 3)) * 384 + (k_17 + 2 * MPC_LANES), sum_192);
        }
        for (int i_27 = mpc_max(from_12, i_even_12); i_27 < to_12; ++i_27) {
          vf sum_193 = mpc_splat(0.0f);
          vf sum_194 = mpc_splat(0.0f);
          vf sum_195 = mpc_splat(0.0f);
          for (int j_15 = 0; j_15 < 384; ++j_15) {
            const float y_5_8 = y_5[(h_14 * 384 + i_27) * 384 + j_15];
            sum_193 = mpc_fma(y_5_8, mpc_load(y_5_tile + j_15 * (3 * MPC_LANES)), sum_193);
            sum_194 = mpc_fma(y_5_8, mpc_load(y_5_tile + j_15 * (3 * MPC_LANES) + MPC_LANES), sum_194);
            sum_195 = mpc_fma(y_5_8, mpc_load(y_5_tile + j_15 * (3 * MPC_LANES) + 2 * MPC_LANES), sum_195);
          }
          mpc_store(gram_5 + (h_14 * 384 + i_27) * 384 + k_17, sum_193);
          mpc_store(gram_5 + (h_14 * 384 + i_27) * 384 + (k_17 + MPC_LANES), sum_194);
          mpc_store(gram_5 + (h_14 * 384 + i_27) * 384 + (k_17 + 2 * MPC_LANES), sum_195);
        }
      }
    });
  }
  // prepare, line 61: mixed_5[h, i, k]
  {
    const int columns_13 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_13 = 3;
    mpc_parallel_for(0, columns_13 * chunks_13 * 4, 1, mpc_grain(14211072.0f), [&](int item_13_begin, int item_13_end) {
      for (int item_13 = item_13_begin; item_13 < item_13_end; ++item_13) {
        const int column_13 = item_13 % columns_13;
        const int chunk_13 = item_13 / columns_13 % chunks_13;
        const int h_15 = item_13 / columns_13 / chunks_13;
        const int k_18 = column_13 * (3 * MPC_LANES);
        const int from_13 = chunk_13 * 128;
        const int to_13 = mpc_min(from_13 + 128, 384);
        const int i_even_13 = to_13 - mpc_floor_mod(mpc_max(to_13 - from_13, 0), 4);
        for (int i_28 = from_13; i_28 < i_even_13; i_28 += 4) {
          const float muon_25 = muon[13];
          const float muon_26 = muon[14];
          vf sum_196 = mpc_splat(0.0f);
          vf sum_197 = mpc_splat(0.0f);
          vf sum_198 = mpc_splat(0.0f);
          vf sum_199 = mpc_splat(0.0f);
          vf sum_200 = mpc_splat(0.0f);
          vf sum_201 = mpc_splat(0.0f);
          vf sum_202 = mpc_splat(0.0f);
          vf sum_203 = mpc_splat(0.0f);
          vf sum_204 = mpc_splat(0.0f);
          vf sum_205 = mpc_splat(0.0f);
          vf sum_206 = mpc_splat(0.0f);
          vf sum_207 = mpc_splat(0.0f);
          for (int p_8 = 0; p_8 < 384; ++p_8) {
            const float gram_5_1 = gram_5[(h_15 * 384 + i_28) * 384 + p_8];
            const float gram_5_2 = gram_5[(h_15 * 384 + (i_28 + 1)) * 384 + p_8];
            const float gram_5_3 = gram_5[(h_15 * 384 + (i_28 + 2)) * 384 + p_8];
            const float gram_5_4 = gram_5[(h_15 * 384 + (i_28 + 3)) * 384 + p_8];
            const vf gram_5_5 = mpc_load(gram_5 + (h_15 * 384 + p_8) * 384 + k_18);
            const vf gram_5_6 = mpc_load(gram_5 + (h_15 * 384 + p_8) * 384 + (k_18 + MPC_LANES));
            const vf gram_5_7 = mpc_load(gram_5 + (h_15 * 384 + p_8) * 384 + (k_18 + 2 * MPC_LANES));
            sum_196 = mpc_fma(gram_5_1, gram_5_5, sum_196);
            sum_197 = mpc_fma(gram_5_1, gram_5_6, sum_197);
            sum_198 = mpc_fma(gram_5_1, gram_5_7, sum_198);
            sum_199 = mpc_fma(gram_5_2, gram_5_5, sum_199);
            sum_200 = mpc_fma(gram_5_2, gram_5_6, sum_200);
            sum_201 = mpc_fma(gram_5_2, gram_5_7, sum_201);
            sum_202 = mpc_fma(gram_5_3, gram_5_5, sum_202);
            sum_203 = mpc_fma(gram_5_3, gram_5_6, sum_203);
            sum_204 = mpc_fma(gram_5_3, gram_5_7, sum_204);
            sum_205 = mpc_fma(gram_5_4, gram_5_5, sum_205);
            sum_206 = mpc_fma(gram_5_4, gram_5_6, sum_206);
            sum_207 = mpc_fma(gram_5_4, gram_5_7, sum_207);
          }
          mpc_store(mixed_5 + (h_15 * 384 + i_28) * 384 + k_18, muon_25 * mpc_load(gram_5 + (h_15 * 384 + i_28) * 384 + k_18) + muon_26 * sum_196);
          mpc_store(mixed_5 + (h_15 * 384 + i_28) * 384 + (k_18 + MPC_LANES), muon_25 * mpc_load(gram_5 + (h_15 * 384 + i_28) * 384 + (k_18 + MPC_LANES)) + muon_26 * sum_197);
          mpc_store(mixed_5 + (h_15 * 384 + i_28) * 384 + (k_18 + 2 * MPC_LANES), muon_25 * mpc_load(gram_5 + (h_15 * 384 + i_28) * 384 + (k_18 + 2 * MPC_LANES)) + muon_26 * sum_198);
          mpc_store(mixed_5 + (h_15 * 384 + (i_28 + 1)) * 384 + k_18, muon_25 * mpc_load(gram_5 + (h_15 * 384 + (i_28 + 1)) * 384 + k_18) + muon_26 * sum_199);
          mpc_store(mixed_5 + (h_15 * 384 + (i_28 + 1)) * 384 + (k_18 + MPC_LANES), muon_25 * mpc_load(gram_5 + (h_15 * 384 + (i_28 + 1)) * 384 + (k_18 + MPC_LANES)) + muon_26 * sum_200);
          mpc_store(mixed_5 + (h_15 * 384 + (i_28 + 1)) * 384 + (k_18 + 2 * MPC_LANES), muon_25 * mpc_load(gram_5 + (h_15 * 384 + (i_28 + 1)) * 384 + (k_18 + 2 * MPC_LANES)) + muon_26 * sum_201);
          mpc_store(mixed_5 + (h_15 * 384 + (i_28 + 2)) * 384 + k_18, muon_25 * mpc_load(gram_5 + (h_15 * 384 + (i_28 + 2)) * 384 + k_18) + muon_26 * sum_202);
          mpc_store(mixed_5 + (h_15 * 384 + (i_28 + 2)) * 384 + (k_18 + MPC_LANES), muon_25 * mpc_load(gram_5 + (h_15 * 384 + (i_28 + 2)) * 384 + (k_18 + MPC_LANES)) + muon_26 * sum_203);
          mpc_store(mixed_5 + (h_15 * 384 + (i_28 + 2)) * 384 + (k_18 + 2 * MPC_LANES), muon_25 * mpc_load(gram_5 + (h_15 * 384 + (i_28 + 2)) * 384 + (k_18 + 2 * MPC_LANES)) + muon_26 * sum_204);
          mpc_store(mixed_5 + (h_15 * 384 + (i_28 + 3)) * 384 + k_18, muon_25 * mpc_load(gram_5 + (h_15 * 384 + (i_28 + 3)) * 384 + k_18) + muon_26 * sum_205);
          mpc_store(mixed_5 + (h_15 * 384 + (i_28 + 3)) * 384 + (k_18 + MPC_LANES), muon_25 * mpc_load(gram_5 + (h_15 * 384 + (i_28 + 3)) * 384 + (k_18 + MPC_LANES)) + muon_26 * sum_206);
          mpc_store(mixed_5 + (h_15 * 384 + (i_28 + 3)) * 384 + (k_18 + 2 * MPC_LANES), muon_25 * mpc_load(gram_5 + (h_15 * 384 + (i_28 + 3)) * 384 + (k_18 + 2 * MPC_LANES)) + muon_26 * sum_207);
        }
        for (int i_29 = mpc_max(from_13, i_even_13); i_29 < to_13; ++i_29) {
          const float muon_27 = muon[13];
          const float muon_28 = muon[14];
          vf sum_208 = mpc_splat(0.0f);
          vf sum_209 = mpc_splat(0.0f);
          vf sum_210 = mpc_splat(0.0f);
          for (int p_9 = 0; p_9 < 384; ++p_9) {
            const float gram_5_8 = gram_5[(h_15 * 384 + i_29) * 384 + p_9];
            sum_208 = mpc_fma(gram_5_8, mpc_load(gram_5 + (h_15 * 384 + p_9) * 384 + k_18), sum_208);
            sum_209 = mpc_fma(gram_5_8, mpc_load(gram_5 + (h_15 * 384 + p_9) * 384 + (k_18 + MPC_LANES)), sum_209);
            sum_210 = mpc_fma(gram_5_8, mpc_load(gram_5 + (h_15 * 384 + p_9) * 384 + (k_18 + 2 * MPC_LANES)), sum_210);
          }
          mpc_store(mixed_5 + (h_15 * 384 + i_29) * 384 + k_18, muon_27 * mpc_load(gram_5 + (h_15 * 384 + i_29) * 384 + k_18) + muon_28 * sum_208);
          mpc_store(mixed_5 + (h_15 * 384 + i_29) * 384 + (k_18 + MPC_LANES), muon_27 * mpc_load(gram_5 + (h_15 * 384 + i_29) * 384 + (k_18 + MPC_LANES)) + muon_28 * sum_209);
          mpc_store(mixed_5 + (h_15 * 384 + i_29) * 384 + (k_18 + 2 * MPC_LANES), muon_27 * mpc_load(gram_5 + (h_15 * 384 + i_29) * 384 + (k_18 + 2 * MPC_LANES)) + muon_28 * sum_210);
        }
      }
    });
  }
  // prepare, line 61: y_6[h, i, j]
  {
    const int columns_14 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_14 = 3;
    mpc_parallel_for(0, columns_14 * chunks_14 * 4, 1, mpc_grain(14192640.0f), [&](int item_14_begin, int item_14_end) {
      for (int item_14 = item_14_begin; item_14 < item_14_end; ++item_14) {
        const int column_14 = item_14 % columns_14;
        const int chunk_14 = item_14 / columns_14 % chunks_14;
        const int h_16 = item_14 / columns_14 / chunks_14;
        const int j_16 = column_14 * (3 * MPC_LANES);
        const int from_14 = chunk_14 * 128;
        const int to_14 = mpc_min(from_14 + 128, 384);
        const int i_even_14 = to_14 - mpc_floor_mod(mpc_max(to_14 - from_14, 0), 4);
        for (int i_30 = from_14; i_30 < i_even_14; i_30 += 4) {
          const float muon_29 = muon[12];
          vf sum_211 = mpc_splat(0.0f);
          vf sum_212 = mpc_splat(0.0f);
          vf sum_213 = mpc_splat(0.0f);
          vf sum_214 = mpc_splat(0.0f);
          vf sum_215 = mpc_splat(0.0f);
          vf sum_216 = mpc_splat(0.0f);
          vf sum_217 = mpc_splat(0.0f);
          vf sum_218 = mpc_splat(0.0f);
          vf sum_219 = mpc_splat(0.0f);
          vf sum_220 = mpc_splat(0.0f);
          vf sum_221 = mpc_splat(0.0f);
          vf sum_222 = mpc_splat(0.0f);
          for (int k_19 = 0; k_19 < 384; ++k_19) {
            const float mixed_5_1 = mixed_5[(h_16 * 384 + i_30) * 384 + k_19];
            const float mixed_5_2 = mixed_5[(h_16 * 384 + (i_30 + 1)) * 384 + k_19];
            const float mixed_5_3 = mixed_5[(h_16 * 384 + (i_30 + 2)) * 384 + k_19];
            const float mixed_5_4 = mixed_5[(h_16 * 384 + (i_30 + 3)) * 384 + k_19];
            const vf y_5_9 = mpc_load(y_5 + (h_16 * 384 + k_19) * 384 + j_16);
            const vf y_5_10 = mpc_load(y_5 + (h_16 * 384 + k_19) * 384 + (j_16 + MPC_LANES));
            const vf y_5_11 = mpc_load(y_5 + (h_16 * 384 + k_19) * 384 + (j_16 + 2 * MPC_LANES));
            sum_211 = mpc_fma(mixed_5_1, y_5_9, sum_211);
            sum_212 = mpc_fma(mixed_5_1, y_5_10, sum_212);
            sum_213 = mpc_fma(mixed_5_1, y_5_11, sum_213);
            sum_214 = mpc_fma(mixed_5_2, y_5_9, sum_214);
            sum_215 = mpc_fma(mixed_5_2, y_5_10, sum_215);
            sum_216 = mpc_fma(mixed_5_2, y_5_11, sum_216);
            sum_217 = mpc_fma(mixed_5_3, y_5_9, sum_217);
            sum_218 = mpc_fma(mixed_5_3, y_5_10, sum_218);
            sum_219 = mpc_fma(mixed_5_3, y_5_11, sum_219);
            sum_220 = mpc_fma(mixed_5_4, y_5_9, sum_220);
            sum_221 = mpc_fma(mixed_5_4, y_5_10, sum_221);
            sum_222 = mpc_fma(mixed_5_4, y_5_11, sum_222);
          }
          mpc_store(y_6 + (h_16 * 384 + i_30) * 384 + j_16, muon_29 * mpc_load(y_5 + (h_16 * 384 + i_30) * 384 + j_16) + sum_211);
          mpc_store(y_6 + (h_16 * 384 + i_30) * 384 + (j_16 + MPC_LANES), muon_29 * mpc_load(y_5 + (h_16 * 384 + i_30) * 384 + (j_16 + MPC_LANES)) + sum_212);
          mpc_store(y_6 + (h_16 * 384 + i_30) * 384 + (j_16 + 2 * MPC_LANES), muon_29 * mpc_load(y_5 + (h_16 * 384 + i_30) * 384 + (j_16 + 2 * MPC_LANES)) + sum_213);
          mpc_store(y_6 + (h_16 * 384 + (i_30 + 1)) * 384 + j_16, muon_29 * mpc_load(y_5 + (h_16 * 384 + (i_30 + 1)) * 384 + j_16) + sum_214);
          mpc_store(y_6 + (h_16 * 384 + (i_30 + 1)) * 384 + (j_16 + MPC_LANES), muon_29 * mpc_load(y_5 + (h_16 * 384 + (i_30 + 1)) * 384 + (j_16 + MPC_LANES)) + sum_215);
          mpc_store(y_6 + (h_16 * 384 + (i_30 + 1)) * 384 + (j_16 + 2 * MPC_LANES), muon_29 * mpc_load(y_5 + (h_16 * 384 + (i_30 + 1)) * 384 + (j_16 + 2 * MPC_LANES)) + sum_216);
          mpc_store(y_6 + (h_16 * 384 + (i_30 + 2)) * 384 + j_16, muon_29 * mpc_load(y_5 + (h_16 * 384 + (i_30 + 2)) * 384 + j_16) + sum_217);
          mpc_store(y_6 + (h_16 * 384 + (i_30 + 2)) * 384 + (j_16 + MPC_LANES), muon_29 * mpc_load(y_5 + (h_16 * 384 + (i_30 + 2)) * 384 + (j_16 + MPC_LANES)) + sum_218);
          mpc_store(y_6 + (h_16 * 384 + (i_30 + 2)) * 384 + (j_16 + 2 * MPC_LANES), muon_29 * mpc_load(y_5 + (h_16 * 384 + (i_30 + 2)) * 384 + (j_16 + 2 * MPC_LANES)) + sum_219);
          mpc_store(y_6 + (h_16 * 384 + (i_30 + 3)) * 384 + j_16, muon_29 * mpc_load(y_5 + (h_16 * 384 + (i_30 + 3)) * 384 + j_16) + sum_220);
          mpc_store(y_6 + (h_16 * 384 + (i_30 + 3)) * 384 + (j_16 + MPC_LANES), muon_29 * mpc_load(y_5 + (h_16 * 384 + (i_30 + 3)) * 384 + (j_16 + MPC_LANES)) + sum_221);
          mpc_store(y_6 + (h_16 * 384 + (i_30 + 3)) * 384 + (j_16 + 2 * MPC_LANES), muon_29 * mpc_load(y_5 + (h_16 * 384 + (i_30 + 3)) * 384 + (j_16 + 2 * MPC_LANES)) + sum_222);
        }
        for (int i_31 = mpc_max(from_14, i_even_14); i_31 < to_14; ++i_31) {
          const float muon_30 = muon[12];
          vf sum_223 = mpc_splat(0.0f);
          vf sum_224 = mpc_splat(0.0f);
          vf sum_225 = mpc_splat(0.0f);
          for (int k_20 = 0; k_20 < 384; ++k_20) {
            const float mixed_5_5 = mixed_5[(h_16 * 384 + i_31) * 384 + k_20];
            sum_223 = mpc_fma(mixed_5_5, mpc_load(y_5 + (h_16 * 384 + k_20) * 384 + j_16), sum_223);
            sum_224 = mpc_fma(mixed_5_5, mpc_load(y_5 + (h_16 * 384 + k_20) * 384 + (j_16 + MPC_LANES)), sum_224);
            sum_225 = mpc_fma(mixed_5_5, mpc_load(y_5 + (h_16 * 384 + k_20) * 384 + (j_16 + 2 * MPC_LANES)), sum_225);
          }
          mpc_store(y_6 + (h_16 * 384 + i_31) * 384 + j_16, muon_30 * mpc_load(y_5 + (h_16 * 384 + i_31) * 384 + j_16) + sum_223);
          mpc_store(y_6 + (h_16 * 384 + i_31) * 384 + (j_16 + MPC_LANES), muon_30 * mpc_load(y_5 + (h_16 * 384 + i_31) * 384 + (j_16 + MPC_LANES)) + sum_224);
          mpc_store(y_6 + (h_16 * 384 + i_31) * 384 + (j_16 + 2 * MPC_LANES), muon_30 * mpc_load(y_5 + (h_16 * 384 + i_31) * 384 + (j_16 + 2 * MPC_LANES)) + sum_225);
        }
      }
    });
  }
  // prepare, line 61: d0[h, i, j]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(768.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int h_17 = point_1 / 384;
        const int i_32 = point_1 % 384;
        for (int j_17 = 0; j_17 < 384; j_17 += MPC_LANES) {
          mpc_store(d0 + (h_17 * 384 + i_32) * 384 + j_17, mpc_load(y_6 + (h_17 * 384 + i_32) * 384 + j_17));
        }
      }
    });
  }
  // prepare, line 64: value_1[h, i, i]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(1920.0f), [&](int point_2_begin, int point_2_end) {
      for (int point_2 = point_2_begin; point_2 < point_2_end; ++point_2) {
        const int h_18 = point_2 / 384;
        const int i_33 = point_2 % 384;
        for (int i_34 = 0; i_34 < 384; i_34 += MPC_LANES) {
          mpc_store(value_1 + (h_18 * 384 + i_33) * 384 + i_34, mpc_load(w0 + (h_18 * 384 + i_33) * 384 + i_34) + mpc_load(d0 + (h_18 * 384 + i_33) * 384 + i_34));
        }
      }
    });
  }
  // prepare, line 64: w0_sum[h, i]
  {
    for (int h_19 = 0; h_19 < 4; ++h_19) {
      mpc_parallel_for(0, 384, 1, mpc_grain(2317.0f), [&](int i_35_begin, int i_35_end) {
        for (int i_35 = i_35_begin; i_35 < i_35_end; ++i_35) {
          vf sum_226 = mpc_splat(0.0f);
          for (int i_36 = 0; i_36 < 384; i_36 += MPC_LANES) {
            sum_226 = mpc_fma(mpc_load(value_1 + (h_19 * 384 + i_35) * 384 + i_36), mpc_load(value_1 + (h_19 * 384 + i_35) * 384 + i_36), sum_226);
          }
          w0_sum[h_19 * 384 + i_35] = mpc_sqrt(mpc_sum_lanes(sum_226)) + 0.00001f;
        }
      });
    }
  }
}

// prepare: value_2_w1_sum
extern "C" void lact_value_2_w1_sum(
    const float *__restrict m1,
    float *__restrict y_7_sum,
    float *__restrict y_7,
    float *__restrict gram_6,
    const float *__restrict muon,
    float *__restrict mixed_6,
    float *__restrict y_8,
    float *__restrict gram_7,
    float *__restrict mixed_7,
    float *__restrict y_9,
    float *__restrict gram_8,
    float *__restrict mixed_8,
    float *__restrict y_10,
    float *__restrict gram_9,
    float *__restrict mixed_9,
    float *__restrict y_11,
    float *__restrict gram_10,
    float *__restrict mixed_10,
    float *__restrict y_12,
    float *__restrict d1,
    const float *__restrict w1,
    float *__restrict value_2,
    float *__restrict w1_sum) {
  // prepare, line 62: y_7_sum[h]
  {
    mpc_parallel_for(0, 4, 1, mpc_grain(884759.0f), [&](int h_begin, int h_end) {
      for (int h = h_begin; h < h_end; ++h) {
        vf sum = mpc_splat(0.0f);
        for (int i = 0; i < 384; ++i) {
          for (int j = 0; j < 384; j += MPC_LANES) {
            sum = mpc_fma(mpc_load(m1 + (h * 384 + i) * 384 + j), mpc_load(m1 + (h * 384 + i) * 384 + j), sum);
          }
        }
        y_7_sum[h] = 1.0f / (mpc_sqrt(mpc_sum_lanes(sum)) + 1e-7f);
      }
    });
  }
  // prepare, line 62: y_7[h, i, j]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(1920.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int h_1 = point / 384;
        const int i_1 = point % 384;
        for (int j_1 = 0; j_1 < 384; j_1 += MPC_LANES) {
          mpc_store(y_7 + (h_1 * 384 + i_1) * 384 + j_1, mpc_load(m1 + (h_1 * 384 + i_1) * 384 + j_1) * y_7_sum[h_1]);
        }
      }
    });
  }
  // prepare, line 62: gram_6[h, i, k]
  {
    const int columns = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks = 3;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(14155776.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h_2 = item / columns / chunks;
        const int k_1 = column * (3 * MPC_LANES);
        alignas(64) float y_7_tile[1152 * MPC_LANES];
        mpc_pack(y_7_tile, y_7 + (h_2 * 384 + k_1) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 384);
        const int i_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int i_2 = from; i_2 < i_even; i_2 += 4) {
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          vf sum_12 = mpc_splat(0.0f);
          for (int j_2 = 0; j_2 < 384; ++j_2) {
            const float y_7_1 = y_7[(h_2 * 384 + i_2) * 384 + j_2];
            const float y_7_2 = y_7[(h_2 * 384 + (i_2 + 1)) * 384 + j_2];
            const float y_7_3 = y_7[(h_2 * 384 + (i_2 + 2)) * 384 + j_2];
            const float y_7_4 = y_7[(h_2 * 384 + (i_2 + 3)) * 384 + j_2];
            const vf y_7_5 = mpc_load(y_7_tile + j_2 * (3 * MPC_LANES));
            const vf y_7_6 = mpc_load(y_7_tile + j_2 * (3 * MPC_LANES) + MPC_LANES);
            const vf y_7_7 = mpc_load(y_7_tile + j_2 * (3 * MPC_LANES) + 2 * MPC_LANES);
            sum_1 = mpc_fma(y_7_1, y_7_5, sum_1);
            sum_2 = mpc_fma(y_7_1, y_7_6, sum_2);
            sum_3 = mpc_fma(y_7_1, y_7_7, sum_3);
            sum_4 = mpc_fma(y_7_2, y_7_5, sum_4);
            sum_5 = mpc_fma(y_7_2, y_7_6, sum_5);
            sum_6 = mpc_fma(y_7_2, y_7_7, sum_6);
            sum_7 = mpc_fma(y_7_3, y_7_5, sum_7);
            sum_8 = mpc_fma(y_7_3, y_7_6, sum_8);
            sum_9 = mpc_fma(y_7_3, y_7_7, sum_9);
            sum_10 = mpc_fma(y_7_4, y_7_5, sum_10);
            sum_11 = mpc_fma(y_7_4, y_7_6, sum_11);
            sum_12 = mpc_fma(y_7_4, y_7_7, sum_12);
          }
          mpc_store(gram_6 + (h_2 * 384 + i_2) * 384 + k_1, sum_1);
          mpc_store(gram_6 + (h_2 * 384 + i_2) * 384 + (k_1 + MPC_LANES), sum_2);
          mpc_store(gram_6 + (h_2 * 384 + i_2) * 384 + (k_1 + 2 * MPC_LANES), sum_3);
          mpc_store(gram_6 + (h_2 * 384 + (i_2 + 1)) * 384 + k_1, sum_4);
          mpc_store(gram_6 + (h_2 * 384 + (i_2 + 1)) * 384 + (k_1 + MPC_LANES), sum_5);
          mpc_store(gram_6 + (h_2 * 384 + (i_2 + 1)) * 384 + (k_1 + 2 * MPC_LANES), sum_6);
          mpc_store(gram_6 + (h_2 * 384 + (i_2 + 2)) * 384 + k_1, sum_7);
          mpc_store(gram_6 + (h_2 * 384 + (i_2 + 2)) * 384 + (k_1 + MPC_LANES), sum_8);
          mpc_store(gram_6 + (h_2 * 384 + (i_2 + 2)) * 384 + (k_1 + 2 * MPC_LANES), sum_9);
          mpc_store(gram_6 + (h_2 * 384 + (i_2 + 3)) * 384 + k_1, sum_10);
          mpc_store(gram_6 + (h_2 * 384 + (i_2 + 3)) * 384 + (k_1 + MPC_LANES), sum_11);
          mpc_store(gram_6 + (h_2 * 384 + (i_2 + 3)) * 384 + (k_1 + 2 * MPC_LANES), sum_12);
        }
        for (int i_3 = mpc_max(from, i_even); i_3 < to; ++i_3) {
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          vf sum_15 = mpc_splat(0.0f);
          for (int j_3 = 0; j_3 < 384; ++j_3) {
            const float y_7_8 = y_7[(h_2 * 384 + i_3) * 384 + j_3];
            sum_13 = mpc_fma(y_7_8, mpc_load(y_7_tile + j_3 * (3 * MPC_LANES)), sum_13);
            sum_14 = mpc_fma(y_7_8, mpc_load(y_7_tile + j_3 * (3 * MPC_LANES) + MPC_LANES), sum_14);
            sum_15 = mpc_fma(y_7_8, mpc_load(y_7_tile + j_3 * (3 * MPC_LANES) + 2 * MPC_LANES), sum_15);
          }
          mpc_store(gram_6 + (h_2 * 384 + i_3) * 384 + k_1, sum_13);
          mpc_store(gram_6 + (h_2 * 384 + i_3) * 384 + (k_1 + MPC_LANES), sum_14);
          mpc_store(gram_6 + (h_2 * 384 + i_3) * 384 + (k_1 + 2 * MPC_LANES), sum_15);
        }
      }
    });
  }
  // prepare, line 62: mixed_6[h, i, k]
  {
    const int columns_1 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_1 = 3;
    mpc_parallel_for(0, columns_1 * chunks_1 * 4, 1, mpc_grain(14211072.0f), [&](int item_1_begin, int item_1_end) {
      for (int item_1 = item_1_begin; item_1 < item_1_end; ++item_1) {
        const int column_1 = item_1 % columns_1;
        const int chunk_1 = item_1 / columns_1 % chunks_1;
        const int h_3 = item_1 / columns_1 / chunks_1;
        const int k_2 = column_1 * (3 * MPC_LANES);
        const int from_1 = chunk_1 * 128;
        const int to_1 = mpc_min(from_1 + 128, 384);
        const int i_even_1 = to_1 - mpc_floor_mod(mpc_max(to_1 - from_1, 0), 4);
        for (int i_4 = from_1; i_4 < i_even_1; i_4 += 4) {
          const float muon_1 = muon[1];
          const float muon_2 = muon[2];
          vf sum_16 = mpc_splat(0.0f);
          vf sum_17 = mpc_splat(0.0f);
          vf sum_18 = mpc_splat(0.0f);
          vf sum_19 = mpc_splat(0.0f);
          vf sum_20 = mpc_splat(0.0f);
          vf sum_21 = mpc_splat(0.0f);
          vf sum_22 = mpc_splat(0.0f);
          vf sum_23 = mpc_splat(0.0f);
          vf sum_24 = mpc_splat(0.0f);
          vf sum_25 = mpc_splat(0.0f);
          vf sum_26 = mpc_splat(0.0f);
          vf sum_27 = mpc_splat(0.0f);
          for (int p = 0; p < 384; ++p) {
            const float gram_6_1 = gram_6[(h_3 * 384 + i_4) * 384 + p];
            const float gram_6_2 = gram_6[(h_3 * 384 + (i_4 + 1)) * 384 + p];
            const float gram_6_3 = gram_6[(h_3 * 384 + (i_4 + 2)) * 384 + p];
            const float gram_6_4 = gram_6[(h_3 * 384 + (i_4 + 3)) * 384 + p];
            const vf gram_6_5 = mpc_load(gram_6 + (h_3 * 384 + p) * 384 + k_2);
            const vf gram_6_6 = mpc_load(gram_6 + (h_3 * 384 + p) * 384 + (k_2 + MPC_LANES));
            const vf gram_6_7 = mpc_load(gram_6 + (h_3 * 384 + p) * 384 + (k_2 + 2 * MPC_LANES));
            sum_16 = mpc_fma(gram_6_1, gram_6_5, sum_16);
            sum_17 = mpc_fma(gram_6_1, gram_6_6, sum_17);
            sum_18 = mpc_fma(gram_6_1, gram_6_7, sum_18);
            sum_19 = mpc_fma(gram_6_2, gram_6_5, sum_19);
            sum_20 = mpc_fma(gram_6_2, gram_6_6, sum_20);
            sum_21 = mpc_fma(gram_6_2, gram_6_7, sum_21);
            sum_22 = mpc_fma(gram_6_3, gram_6_5, sum_22);
            sum_23 = mpc_fma(gram_6_3, gram_6_6, sum_23);
            sum_24 = mpc_fma(gram_6_3, gram_6_7, sum_24);
            sum_25 = mpc_fma(gram_6_4, gram_6_5, sum_25);
            sum_26 = mpc_fma(gram_6_4, gram_6_6, sum_26);
            sum_27 = mpc_fma(gram_6_4, gram_6_7, sum_27);
          }
          mpc_store(mixed_6 + (h_3 * 384 + i_4) * 384 + k_2, muon_1 * mpc_load(gram_6 + (h_3 * 384 + i_4) * 384 + k_2) + muon_2 * sum_16);
          mpc_store(mixed_6 + (h_3 * 384 + i_4) * 384 + (k_2 + MPC_LANES), muon_1 * mpc_load(gram_6 + (h_3 * 384 + i_4) * 384 + (k_2 + MPC_LANES)) + muon_2 * sum_17);
          mpc_store(mixed_6 + (h_3 * 384 + i_4) * 384 + (k_2 + 2 * MPC_LANES), muon_1 * mpc_load(gram_6 + (h_3 * 384 + i_4) * 384 + (k_2 + 2 * MPC_LANES)) + muon_2 * sum_18);
          mpc_store(mixed_6 + (h_3 * 384 + (i_4 + 1)) * 384 + k_2, muon_1 * mpc_load(gram_6 + (h_3 * 384 + (i_4 + 1)) * 384 + k_2) + muon_2 * sum_19);
          mpc_store(mixed_6 + (h_3 * 384 + (i_4 + 1)) * 384 + (k_2 + MPC_LANES), muon_1 * mpc_load(gram_6 + (h_3 * 384 + (i_4 + 1)) * 384 + (k_2 + MPC_LANES)) + muon_2 * sum_20);
          mpc_store(mixed_6 + (h_3 * 384 + (i_4 + 1)) * 384 + (k_2 + 2 * MPC_LANES), muon_1 * mpc_load(gram_6 + (h_3 * 384 + (i_4 + 1)) * 384 + (k_2 + 2 * MPC_LANES)) + muon_2 * sum_21);
          mpc_store(mixed_6 + (h_3 * 384 + (i_4 + 2)) * 384 + k_2, muon_1 * mpc_load(gram_6 + (h_3 * 384 + (i_4 + 2)) * 384 + k_2) + muon_2 * sum_22);
          mpc_store(mixed_6 + (h_3 * 384 + (i_4 + 2)) * 384 + (k_2 + MPC_LANES), muon_1 * mpc_load(gram_6 + (h_3 * 384 + (i_4 + 2)) * 384 + (k_2 + MPC_LANES)) + muon_2 * sum_23);
          mpc_store(mixed_6 + (h_3 * 384 + (i_4 + 2)) * 384 + (k_2 + 2 * MPC_LANES), muon_1 * mpc_load(gram_6 + (h_3 * 384 + (i_4 + 2)) * 384 + (k_2 + 2 * MPC_LANES)) + muon_2 * sum_24);
          mpc_store(mixed_6 + (h_3 * 384 + (i_4 + 3)) * 384 + k_2, muon_1 * mpc_load(gram_6 + (h_3 * 384 + (i_4 + 3)) * 384 + k_2) + muon_2 * sum_25);
          mpc_store(mixed_6 + (h_3 * 384 + (i_4 + 3)) * 384 + (k_2 + MPC_LANES), muon_1 * mpc_load(gram_6 + (h_3 * 384 + (i_4 + 3)) * 384 + (k_2 + MPC_LANES)) + muon_2 * sum_26);
          mpc_store(mixed_6 + (h_3 * 384 + (i_4 + 3)) * 384 + (k_2 + 2 * MPC_LANES), muon_1 * mpc_load(gram_6 + (h_3 * 384 + (i_4 + 3)) * 384 + (k_2 + 2 * MPC_LANES)) + muon_2 * sum_27);
        }
        for (int i_5 = mpc_max(from_1, i_even_1); i_5 < to_1; ++i_5) {
          const float muon_3 = muon[1];
          const float muon_4 = muon[2];
          vf sum_28 = mpc_splat(0.0f);
          vf sum_29 = mpc_splat(0.0f);
          vf sum_30 = mpc_splat(0.0f);
          for (int p_1 = 0; p_1 < 384; ++p_1) {
            const float gram_6_8 = gram_6[(h_3 * 384 + i_5) * 384 + p_1];
            sum_28 = mpc_fma(gram_6_8, mpc_load(gram_6 + (h_3 * 384 + p_1) * 384 + k_2), sum_28);
            sum_29 = mpc_fma(gram_6_8, mpc_load(gram_6 + (h_3 * 384 + p_1) * 384 + (k_2 + MPC_LANES)), sum_29);
            sum_30 = mpc_fma(gram_6_8, mpc_load(gram_6 + (h_3 * 384 + p_1) * 384 + (k_2 + 2 * MPC_LANES)), sum_30);
          }
          mpc_store(mixed_6 + (h_3 * 384 + i_5) * 384 + k_2, muon_3 * mpc_load(gram_6 + (h_3 * 384 + i_5) * 384 + k_2) + muon_4 * sum_28);
          mpc_store(mixed_6 + (h_3 * 384 + i_5) * 384 + (k_2 + MPC_LANES), muon_3 * mpc_load(gram_6 + (h_3 * 384 + i_5) * 384 + (k_2 + MPC_LANES)) + muon_4 * sum_29);
          mpc_store(mixed_6 + (h_3 * 384 + i_5) * 384 + (k_2 + 2 * MPC_LANES), muon_3 * mpc_load(gram_6 + (h_3 * 384 + i_5) * 384 + (k_2 + 2 * MPC_LANES)) + muon_4 * sum_30);
        }
      }
    });
  }
  // prepare, line 62: y_8[h, i, j]
  {
    const int columns_2 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_2 = 3;
    mpc_parallel_for(0, columns_2 * chunks_2 * 4, 1, mpc_grain(14192640.0f), [&](int item_2_begin, int item_2_end) {
      for (int item_2 = item_2_begin; item_2 < item_2_end; ++item_2) {
        const int column_2 = item_2 % columns_2;
        const int chunk_2 = item_2 / columns_2 % chunks_2;
        const int h_4 = item_2 / columns_2 / chunks_2;
        const int j_4 = column_2 * (3 * MPC_LANES);
        const int from_2 = chunk_2 * 128;
        const int to_2 = mpc_min(from_2 + 128, 384);
        const int i_even_2 = to_2 - mpc_floor_mod(mpc_max(to_2 - from_2, 0), 4);
        for (int i_6 = from_2; i_6 < i_even_2; i_6 += 4) {
          const float muon_5 = muon[0];
          vf sum_31 = mpc_splat(0.0f);
          vf sum_32 = mpc_splat(0.0f);
          vf sum_33 = mpc_splat(0.0f);
          vf sum_34 = mpc_splat(0.0f);
          vf sum_35 = mpc_splat(0.0f);
          vf sum_36 = mpc_splat(0.0f);
          vf sum_37 = mpc_splat(0.0f);
          vf sum_38 = mpc_splat(0.0f);
          vf sum_39 = mpc_splat(0.0f);
          vf sum_40 = mpc_splat(0.0f);
          vf sum_41 = mpc_splat(0.0f);
          vf sum_42 = mpc_splat(0.0f);
          for (int k_3 = 0; k_3 < 384; ++k_3) {
            const float mixed_6_1 = mixed_6[(h_4 * 384 + i_6) * 384 + k_3];
            const float mixed_6_2 = mixed_6[(h_4 * 384 + (i_6 + 1)) * 384 + k_3];
            const float mixed_6_3 = mixed_6[(h_4 * 384 + (i_6 + 2)) * 384 + k_3];
            const float mixed_6_4 = mixed_6[(h_4 * 384 + (i_6 + 3)) * 384 + k_3];
            const vf y_7_9 = mpc_load(y_7 + (h_4 * 384 + k_3) * 384 + j_4);
            const vf y_7_10 = mpc_load(y_7 + (h_4 * 384 + k_3) * 384 + (j_4 + MPC_LANES));
            const vf y_7_11 = mpc_load(y_7 + (h_4 * 384 + k_3) * 384 + (j_4 + 2 * MPC_LANES));
            sum_31 = mpc_fma(mixed_6_1, y_7_9, sum_31);
            sum_32 = mpc_fma(mixed_6_1, y_7_10, sum_32);
            sum_33 = mpc_fma(mixed_6_1, y_7_11, sum_33);
            sum_34 = mpc_fma(mixed_6_2, y_7_9, sum_34);
            sum_35 = mpc_fma(mixed_6_2, y_7_10, sum_35);
            sum_36 = mpc_fma(mixed_6_2, y_7_11, sum_36);
            sum_37 = mpc_fma(mixed_6_3, y_7_9, sum_37);
            sum_38 = mpc_fma(mixed_6_3, y_7_10, sum_38);
            sum_39 = mpc_fma(mixed_6_3, y_7_11, sum_39);
            sum_40 = mpc_fma(mixed_6_4, y_7_9, sum_40);
            sum_41 = mpc_fma(mixed_6_4, y_7_10, sum_41);
            sum_42 = mpc_fma(mixed_6_4, y_7_11, sum_42);
          }
          mpc_store(y_8 + (h_4 * 384 + i_6) * 384 + j_4, muon_5 * mpc_load(y_7 + (h_4 * 384 + i_6) * 384 + j_4) + sum_31);
          mpc_store(y_8 + (h_4 * 384 + i_6) * 384 + (j_4 + MPC_LANES), muon_5 * mpc_load(y_7 + (h_4 * 384 + i_6) * 384 + (j_4 + MPC_LANES)) + sum_32);
          mpc_store(y_8 + (h_4 * 384 + i_6) * 384 + (j_4 + 2 * MPC_LANES), muon_5 * mpc_load(y_7 + (h_4 * 384 + i_6) * 384 + (j_4 + 2 * MPC_LANES)) + sum_33);
          mpc_store(y_8 + (h_4 * 384 + (i_6 + 1)) * 384 + j_4, muon_5 * mpc_load(y_7 + (h_4 * 384 + (i_6 + 1)) * 384 + j_4) + sum_34);
          mpc_store(y_8 + (h_4 * 384 + (i_6 + 1)) * 384 + (j_4 + MPC_LANES), muon_5 * mpc_load(y_7 + (h_4 * 384 + (i_6 + 1)) * 384 + (j_4 + MPC_LANES)) + sum_35);
          mpc_store(y_8 + (h_4 * 384 + (i_6 + 1)) * 384 + (j_4 + 2 * MPC_LANES), muon_5 * mpc_load(y_7 + (h_4 * 384 + (i_6 + 1)) * 384 + (j_4 + 2 * MPC_LANES)) + sum_36);
          mpc_store(y_8 + (h_4 * 384 + (i_6 + 2)) * 384 + j_4, muon_5 * mpc_load(y_7 + (h_4 * 384 + (i_6 + 2)) * 384 + j_4) + sum_37);
          mpc_store(y_8 + (h_4 * 384 + (i_6 + 2)) * 384 + (j_4 + MPC_LANES), muon_5 * mpc_load(y_7 + (h_4 * 384 + (i_6 + 2)) * 384 + (j_4 + MPC_LANES)) + sum_38);
          mpc_store(y_8 + (h_4 * 384 + (i_6 + 2)) * 384 + (j_4 + 2 * MPC_LANES), muon_5 * mpc_load(y_7 + (h_4 * 384 + (i_6 + 2)) * 384 + (j_4 + 2 * MPC_LANES)) + sum_39);
          mpc_store(y_8 + (h_4 * 384 + (i_6 + 3)) * 384 + j_4, muon_5 * mpc_load(y_7 + (h_4 * 384 + (i_6 + 3)) * 384 + j_4) + sum_40);
          mpc_store(y_8 + (h_4 * 384 + (i_6 + 3)) * 384 + (j_4 + MPC_LANES), muon_5 * mpc_load(y_7 + (h_4 * 384 + (i_6 + 3)) * 384 + (j_4 + MPC_LANES)) + sum_41);
          mpc_store(y_8 + (h_4 * 384 + (i_6 + 3)) * 384 + (j_4 + 2 * MPC_LANES), muon_5 * mpc_load(y_7 + (h_4 * 384 + (i_6 + 3)) * 384 + (j_4 + 2 * MPC_LANES)) + sum_42);
        }
        for (int i_7 = mpc_max(from_2, i_even_2); i_7 < to_2; ++i_7) {
          const float muon_6 = muon[0];
          vf sum_43 = mpc_splat(0.0f);
          vf sum_44 = mpc_splat(0.0f);
          vf sum_45 = mpc_splat(0.0f);
          for (int k_4 = 0; k_4 < 384; ++k_4) {
            const float mixed_6_5 = mixed_6[(h_4 * 384 + i_7) * 384 + k_4];
            sum_43 = mpc_fma(mixed_6_5, mpc_load(y_7 + (h_4 * 384 + k_4) * 384 + j_4), sum_43);
            sum_44 = mpc_fma(mixed_6_5, mpc_load(y_7 + (h_4 * 384 + k_4) * 384 + (j_4 + MPC_LANES)), sum_44);
            sum_45 = mpc_fma(mixed_6_5, mpc_load(y_7 + (h_4 * 384 + k_4) * 384 + (j_4 + 2 * MPC_LANES)), sum_45);
          }
          mpc_store(y_8 + (h_4 * 384 + i_7) * 384 + j_4, muon_6 * mpc_load(y_7 + (h_4 * 384 + i_7) * 384 + j_4) + sum_43);
          mpc_store(y_8 + (h_4 * 384 + i_7) * 384 + (j_4 + MPC_LANES), muon_6 * mpc_load(y_7 + (h_4 * 384 + i_7) * 384 + (j_4 + MPC_LANES)) + sum_44);
          mpc_store(y_8 + (h_4 * 384 + i_7) * 384 + (j_4 + 2 * MPC_LANES), muon_6 * mpc_load(y_7 + (h_4 * 384 + i_7) * 384 + (j_4 + 2 * MPC_LANES)) + sum_45);
        }
      }
    });
  }
  // prepare, line 62: gram_7[h, i, k]
  {
    const int columns_3 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_3 = 3;
    mpc_parallel_for(0, columns_3 * chunks_3 * 4, 1, mpc_grain(14155776.0f), [&](int item_3_begin, int item_3_end) {
      for (int item_3 = item_3_begin; item_3 < item_3_end; ++item_3) {
        const int column_3 = item_3 % columns_3;
        const int chunk_3 = item_3 / columns_3 % chunks_3;
        const int h_5 = item_3 / columns_3 / chunks_3;
        const int k_5 = column_3 * (3 * MPC_LANES);
        alignas(64) float y_8_tile[1152 * MPC_LANES];
        mpc_pack(y_8_tile, y_8 + (h_5 * 384 + k_5) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from_3 = chunk_3 * 128;
        const int to_3 = mpc_min(from_3 + 128, 384);
        const int i_even_3 = to_3 - mpc_floor_mod(mpc_max(to_3 - from_3, 0), 4);
        for (int i_8 = from_3; i_8 < i_even_3; i_8 += 4) {
          vf sum_46 = mpc_splat(0.0f);
          vf sum_47 = mpc_splat(0.0f);
          vf sum_48 = mpc_splat(0.0f);
          vf sum_49 = mpc_splat(0.0f);
          vf sum_50 = mpc_splat(0.0f);
          vf sum_51 = mpc_splat(0.0f);
          vf sum_52 = mpc_splat(0.0f);
          vf sum_53 = mpc_splat(0.0f);
          vf sum_54 = mpc_splat(0.0f);
          vf sum_55 = mpc_splat(0.0f);
          vf sum_56 = mpc_splat(0.0f);
          vf sum_57 = mpc_splat(0.0f);
          for (int j_5 = 0; j_5 < 384; ++j_5) {
            const float y_8_1 = y_8[(h_5 * 384 + i_8) * 384 + j_5];
            const float y_8_2 = y_8[(h_5 * 384 + (i_8 + 1)) * 384 + j_5];
            const float y_8_3 = y_8[(h_5 * 384 + (i_8 + 2)) * 384 + j_5];
            const float y_8_4 = y_8[(h_5 * 384 + (i_8 + 3)) * 384 + j_5];
            const vf y_8_5 = mpc_load(y_8_tile + j_5 * (3 * MPC_LANES));
            const vf y_8_6 = mpc_load(y_8_tile + j_5 * (3 * MPC_LANES) + MPC_LANES);
            const vf y_8_7 = mpc_load(y_8_tile + j_5 * (3 * MPC_LANES) + 2 * MPC_LANES);
            sum_46 = mpc_fma(y_8_1, y_8_5, sum_46);
            sum_47 = mpc_fma(y_8_1, y_8_6, sum_47);
            sum_48 = mpc_fma(y_8_1, y_8_7, sum_48);
            sum_49 = mpc_fma(y_8_2, y_8_5, sum_49);
            sum_50 = mpc_fma(y_8_2, y_8_6, sum_50);
            sum_51 = mpc_fma(y_8_2, y_8_7, sum_51);
            sum_52 = mpc_fma(y_8_3, y_8_5, sum_52);
            sum_53 = mpc_fma(y_8_3, y_8_6, sum_53);
            sum_54 = mpc_fma(y_8_3, y_8_7, sum_54);
            sum_55 = mpc_fma(y_8_4, y_8_5, sum_55);
            sum_56 = mpc_fma(y_8_4, y_8_6, sum_56);
            sum_57 = mpc_fma(y_8_4, y_8_7, sum_57);
          }
          mpc_store(gram_7 + (h_5 * 384 + i_8) * 384 + k_5, sum_46);
          mpc_store(gram_7 + (h_5 * 384 + i_8) * 384 + (k_5 + MPC_LANES), sum_47);
          mpc_store(gram_7 + (h_5 * 384 + i_8) * 384 + (k_5 + 2 * MPC_LANES), sum_48);
          mpc_store(gram_7 + (h_5 * 384 + (i_8 + 1)) * 384 + k_5, sum_49);
          mpc_store(gram_7 + (h_5 * 384 + (i_8 + 1)) * 384 + (k_5 + MPC_LANES), sum_50);
          mpc_store(gram_7 + (h_5 * 384 + (i_8 + 1)) * 384 + (k_5 + 2 * MPC_LANES), sum_51);
          mpc_store(gram_7 + (h_5 * 384 + (i_8 + 2)) * 384 + k_5, sum_52);
          mpc_store(gram_7 + (h_5 * 384 + (i_8 + 2)) * 384 + (k_5 + MPC_LANES), sum_53);
          mpc_store(gram_7 + (h_5 * 384 + (i_8 + 2)) * 384 + (k_5 + 2 * MPC_LANES), sum_54);
          mpc_store(gram_7 + (h_5 * 384 + (i_8 + 3)) * 384 + k_5, sum_55);
          mpc_store(gram_7 + (h_5 * 384 + (i_8 + 3)) * 384 + (k_5 + MPC_LANES), sum_56);
          mpc_store(gram_7 + (h_5 * 384 + (i_8 + 3)) * 384 + (k_5 + 2 * MPC_LANES), sum_57);
        }
        for (int i_9 = mpc_max(from_3, i_even_3); i_9 < to_3; ++i_9) {
          vf sum_58 = mpc_splat(0.0f);
          vf sum_59 = mpc_splat(0.0f);
          vf sum_60 = mpc_splat(0.0f);
          for (int j_6 = 0; j_6 < 384; ++j_6) {
            const float y_8_8 = y_8[(h_5 * 384 + i_9) * 384 + j_6];
            sum_58 = mpc_fma(y_8_8, mpc_load(y_8_tile + j_6 * (3 * MPC_LANES)), sum_58);
            sum_59 = mpc_fma(y_8_8, mpc_load(y_8_tile + j_6 * (3 * MPC_LANES) + MPC_LANES), sum_59);
            sum_60 = mpc_fma(y_8_8, mpc_load(y_8_tile + j_6 * (3 * MPC_LANES) + 2 * MPC_LANES), sum_60);
          }
          mpc_store(gram_7 + (h_5 * 384 + i_9) * 384 + k_5, sum_58);
          mpc_store(gram_7 + (h_5 * 384 + i_9) * 384 + (k_5 + MPC_LANES), sum_59);
          mpc_store(gram_7 + (h_5 * 384 + i_9) * 384 + (k_5 + 2 * MPC_LANES), sum_60);
        }
      }
    });
  }
  // prepare, line 62: mixed_7[h, i, k]
  {
    const int columns_4 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_4 = 3;
    mpc_parallel_for(0, columns_4 * chunks_4 * 4, 1, mpc_grain(14211072.0f), [&](int item_4_begin, int item_4_end) {
      for (int item_4 = item_4_begin; item_4 < item_4_end; ++item_4) {
        const int column_4 = item_4 % columns_4;
        const int chunk_4 = item_4 / columns_4 % chunks_4;
        const int h_6 = item_4 / columns_4 / chunks_4;
        const int k_6 = column_4 * (3 * MPC_LANES);
        const int from_4 = chunk_4 * 128;
        const int to_4 = mpc_min(from_4 + 128, 384);
        const int i_even_4 = to_4 - mpc_floor_mod(mpc_max(to_4 - from_4, 0), 4);
        for (int i_10 = from_4; i_10 < i_even_4; i_10 += 4) {
          const float muon_7 = muon[4];
          const float muon_8 = muon[5];
          vf sum_61 = mpc_splat(0.0f);
          vf sum_62 = mpc_splat(0.0f);
          vf sum_63 = mpc_splat(0.0f);
          vf sum_64 = mpc_splat(0.0f);
          vf sum_65 = mpc_splat(0.0f);
          vf sum_66 = mpc_splat(0.0f);
          vf sum_67 = mpc_splat(0.0f);
          vf sum_68 = mpc_splat(0.0f);
          vf sum_69 = mpc_splat(0.0f);
          vf sum_70 = mpc_splat(0.0f);
          vf sum_71 = mpc_splat(0.0f);
          vf sum_72 = mpc_splat(0.0f);
          for (int p_2 = 0; p_2 < 384; ++p_2) {
            const float gram_7_1 = gram_7[(h_6 * 384 + i_10) * 384 + p_2];
            const float gram_7_2 = gram_7[(h_6 * 384 + (i_10 + 1)) * 384 + p_2];
            const float gram_7_3 = gram_7[(h_6 * 384 + (i_10 + 2)) * 384 + p_2];
            const float gram_7_4 = gram_7[(h_6 * 384 + (i_10 + 3)) * 384 + p_2];
            const vf gram_7_5 = mpc_load(gram_7 + (h_6 * 384 + p_2) * 384 + k_6);
            const vf gram_7_6 = mpc_load(gram_7 + (h_6 * 384 + p_2) * 384 + (k_6 + MPC_LANES));
            const vf gram_7_7 = mpc_load(gram_7 + (h_6 * 384 + p_2) * 384 + (k_6 + 2 * MPC_LANES));
            sum_61 = mpc_fma(gram_7_1, gram_7_5, sum_61);
            sum_62 = mpc_fma(gram_7_1, gram_7_6, sum_62);
            sum_63 = mpc_fma(gram_7_1, gram_7_7, sum_63);
            sum_64 = mpc_fma(gram_7_2, gram_7_5, sum_64);
            sum_65 = mpc_fma(gram_7_2, gram_7_6, sum_65);
            sum_66 = mpc_fma(gram_7_2, gram_7_7, sum_66);
            sum_67 = mpc_fma(gram_7_3, gram_7_5, sum_67);
            sum_68 = mpc_fma(gram_7_3, gram_7_6, sum_68);
            sum_69 = mpc_fma(gram_7_3, gram_7_7, sum_69);
            sum_70 = mpc_fma(gram_7_4, gram_7_5, sum_70);
            sum_71 = mpc_fma(gram_7_4, gram_7_6, sum_71);
            sum_72 = mpc_fma(gram_7_4, gram_7_7, sum_72);
          }
          mpc_store(mixed_7 + (h_6 * 384 + i_10) * 384 + k_6, muon_7 * mpc_load(gram_7 + (h_6 * 384 + i_10) * 384 + k_6) + muon_8 * sum_61);
          mpc_store(mixed_7 + (h_6 * 384 + i_10) * 384 + (k_6 + MPC_LANES), muon_7 * mpc_load(gram_7 + (h_6 * 384 + i_10) * 384 + (k_6 + MPC_LANES)) + muon_8 * sum_62);
          mpc_store(mixed_7 + (h_6 * 384 + i_10) * 384 + (k_6 + 2 * MPC_LANES), muon_7 * mpc_load(gram_7 + (h_6 * 384 + i_10) * 384 + (k_6 + 2 * MPC_LANES)) + muon_8 * sum_63);
          mpc_store(mixed_7 + (h_6 * 384 + (i_10 + 1)) * 384 + k_6, muon_7 * mpc_load(gram_7 + (h_6 * 384 + (i_10 + 1)) * 384 + k_6) + muon_8 * sum_64);
          mpc_store(mixed_7 + (h_6 * 384 + (i_10 + 1)) * 384 + (k_6 + MPC_LANES), muon_7 * mpc_load(gram_7 + (h_6 * 384 + (i_10 + 1)) * 384 + (k_6 + MPC_LANES)) + muon_8 * sum_65);
          mpc_store(mixed_7 + (h_6 * 384 + (i_10 + 1)) * 384 + (k_6 + 2 * MPC_LANES), muon_7 * mpc_load(gram_7 + (h_6 * 384 + (i_10 + 1)) * 384 + (k_6 + 2 * MPC_LANES)) + muon_8 * sum_66);
          mpc_store(mixed_7 + (h_6 * 384 + (i_10 + 2)) * 384 + k_6, muon_7 * mpc_load(gram_7 + (h_6 * 384 + (i_10 + 2)) * 384 + k_6) + muon_8 * sum_67);
          mpc_store(mixed_7 + (h_6 * 384 + (i_10 + 2)) * 384 + (k_6 + MPC_LANES), muon_7 * mpc_load(gram_7 + (h_6 * 384 + (i_10 + 2)) * 384 + (k_6 + MPC_LANES)) + muon_8 * sum_68);
          mpc_store(mixed_7 + (h_6 * 384 + (i_10 + 2)) * 384 + (k_6 + 2 * MPC_LANES), muon_7 * mpc_load(gram_7 + (h_6 * 384 + (i_10 + 2)) * 384 + (k_6 + 2 * MPC_LANES)) + muon_8 * sum_69);
          mpc_store(mixed_7 + (h_6 * 384 + (i_10 + 3)) * 384 + k_6, muon_7 * mpc_load(gram_7 + (h_6 * 384 + (i_10 + 3)) * 384 + k_6) + muon_8 * sum_70);
          mpc_store(mixed_7 + (h_6 * 384 + (i_10 + 3)) * 384 + (k_6 + MPC_LANES), muon_7 * mpc_load(gram_7 + (h_6 * 384 + (i_10 + 3)) * 384 + (k_6 + MPC_LANES)) + muon_8 * sum_71);
          mpc_store(mixed_7 + (h_6 * 384 + (i_10 + 3)) * 384 + (k_6 + 2 * MPC_LANES), muon_7 * mpc_load(gram_7 + (h_6 * 384 + (i_10 + 3)) * 384 + (k_6 + 2 * MPC_LANES)) + muon_8 * sum_72);
        }
        for (int i_11 = mpc_max(from_4, i_even_4); i_11 < to_4; ++i_11) {
          const float muon_9 = muon[4];
          const float muon_10 = muon[5];
          vf sum_73 = mpc_splat(0.0f);
          vf sum_74 = mpc_splat(0.0f);
          vf sum_75 = mpc_splat(0.0f);
          for (int p_3 = 0; p_3 < 384; ++p_3) {
            const float gram_7_8 = gram_7[(h_6 * 384 + i_11) * 384 + p_3];
            sum_73 = mpc_fma(gram_7_8, mpc_load(gram_7 + (h_6 * 384 + p_3) * 384 + k_6), sum_73);
            sum_74 = mpc_fma(gram_7_8, mpc_load(gram_7 + (h_6 * 384 + p_3) * 384 + (k_6 + MPC_LANES)), sum_74);
            sum_75 = mpc_fma(gram_7_8, mpc_load(gram_7 + (h_6 * 384 + p_3) * 384 + (k_6 + 2 * MPC_LANES)), sum_75);
          }
          mpc_store(mixed_7 + (h_6 * 384 + i_11) * 384 + k_6, muon_9 * mpc_load(gram_7 + (h_6 * 384 + i_11) * 384 + k_6) + muon_10 * sum_73);
          mpc_store(mixed_7 + (h_6 * 384 + i_11) * 384 + (k_6 + MPC_LANES), muon_9 * mpc_load(gram_7 + (h_6 * 384 + i_11) * 384 + (k_6 + MPC_LANES)) + muon_10 * sum_74);
          mpc_store(mixed_7 + (h_6 * 384 + i_11) * 384 + (k_6 + 2 * MPC_LANES), muon_9 * mpc_load(gram_7 + (h_6 * 384 + i_11) * 384 + (k_6 + 2 * MPC_LANES)) + muon_10 * sum_75);
        }
      }
    });
  }
  // prepare, line 62: y_9[h, i, j]
  {
    const int columns_5 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_5 = 3;
    mpc_parallel_for(0, columns_5 * chunks_5 * 4, 1, mpc_grain(14192640.0f), [&](int item_5_begin, int item_5_end) {
      for (int item_5 = item_5_begin; item_5 < item_5_end; ++item_5) {
        const int column_5 = item_5 % columns_5;
        const int chunk_5 = item_5 / columns_5 % chunks_5;
        const int h_7 = item_5 / columns_5 / chunks_5;
        const int j_7 = column_5 * (3 * MPC_LANES);
        const int from_5 = chunk_5 * 128;
        const int to_5 = mpc_min(from_5 + 128, 384);
        const int i_even_5 = to_5 - mpc_floor_mod(mpc_max(to_5 - from_5, 0), 4);
        for (int i_12 = from_5; i_12 < i_even_5; i_12 += 4) {
          const float muon_11 = muon[3];
          vf sum_76 = mpc_splat(0.0f);
          vf sum_77 = mpc_splat(0.0f);
          vf sum_78 = mpc_splat(0.0f);
          vf sum_79 = mpc_splat(0.0f);
          vf sum_80 = mpc_splat(0.0f);
          vf sum_81 = mpc_splat(0.0f);
          vf sum_82 = mpc_splat(0.0f);
          vf sum_83 = mpc_splat(0.0f);
          vf sum_84 = mpc_splat(0.0f);
          vf sum_85 = mpc_splat(0.0f);
          vf sum_86 = mpc_splat(0.0f);
          vf sum_87 = mpc_splat(0.0f);
          for (int k_7 = 0; k_7 < 384; ++k_7) {
            const float mixed_7_1 = mixed_7[(h_7 * 384 + i_12) * 384 + k_7];
            const float mixed_7_2 = mixed_7[(h_7 * 384 + (i_12 + 1)) * 384 + k_7];
            const float mixed_7_3 = mixed_7[(h_7 * 384 + (i_12 + 2)) * 384 + k_7];
            const float mixed_7_4 = mixed_7[(h_7 * 384 + (i_12 + 3)) * 384 + k_7];
            const vf y_8_9 = mpc_load(y_8 + (h_7 * 384 + k_7) * 384 + j_7);
            const vf y_8_10 = mpc_load(y_8 + (h_7 * 384 + k_7) * 384 + (j_7 + MPC_LANES));
            const vf y_8_11 = mpc_load(y_8 + (h_7 * 384 + k_7) * 384 + (j_7 + 2 * MPC_LANES));
            sum_76 = mpc_fma(mixed_7_1, y_8_9, sum_76);
            sum_77 = mpc_fma(mixed_7_1, y_8_10, sum_77);
            sum_78 = mpc_fma(mixed_7_1, y_8_11, sum_78);
            sum_79 = mpc_fma(mixed_7_2, y_8_9, sum_79);
            sum_80 = mpc_fma(mixed_7_2, y_8_10, sum_80);
            sum_81 = mpc_fma(mixed_7_2, y_8_11, sum_81);
            sum_82 = mpc_fma(mixed_7_3, y_8_9, sum_82);
            sum_83 = mpc_fma(mixed_7_3, y_8_10, sum_83);
            sum_84 = mpc_fma(mixed_7_3, y_8_11, sum_84);
            sum_85 = mpc_fma(mixed_7_4, y_8_9, sum_85);
            sum_86 = mpc_fma(mixed_7_4, y_8_10, sum_86);
            sum_87 = mpc_fma(mixed_7_4, y_8_11, sum_87);
          }
          mpc_store(y_9 + (h_7 * 384 + i_12) * 384 + j_7, muon_11 * mpc_load(y_8 + (h_7 * 384 + i_12) * 384 + j_7) + sum_76);
          mpc_store(y_9 + (h_7 * 384 + i_12) * 384 + (j_7 + MPC_LANES), muon_11 * mpc_load(y_8 + (h_7 * 384 + i_12) * 384 + (j_7 + MPC_LANES)) + sum_77);
          mpc_store(y_9 + (h_7 * 384 + i_12) * 384 + (j_7 + 2 * MPC_LANES), muon_11 * mpc_load(y_8 + (h_7 * 384 + i_12) * 384 + (j_7 + 2 * MPC_LANES)) + sum_78);
          mpc_store(y_9 + (h_7 * 384 + (i_12 + 1)) * 384 + j_7, muon_11 * mpc_load(y_8 + (h_7 * 384 + (i_12 + 1)) * 384 + j_7) + sum_79);
          mpc_store(y_9 + (h_7 * 384 + (i_12 + 1)) * 384 + (j_7 + MPC_LANES), muon_11 * mpc_load(y_8 + (h_7 * 384 + (i_12 + 1)) * 384 + (j_7 + MPC_LANES)) + sum_80);
          mpc_store(y_9 + (h_7 * 384 + (i_12 + 1)) * 384 + (j_7 + 2 * MPC_LANES), muon_11 * mpc_load(y_8 + (h_7 * 384 + (i_12 + 1)) * 384 + (j_7 + 2 * MPC_LANES)) + sum_81);
          mpc_store(y_9 + (h_7 * 384 + (i_12 + 2)) * 384 + j_7, muon_11 * mpc_load(y_8 + (h_7 * 384 + (i_12 + 2)) * 384 + j_7) + sum_82);
          mpc_store(y_9 + (h_7 * 384 + (i_12 + 2)) * 384 + (j_7 + MPC_LANES), muon_11 * mpc_load(y_8 + (h_7 * 384 + (i_12 + 2)) * 384 + (j_7 + MPC_LANES)) + sum_83);
          mpc_store(y_9 + (h_7 * 384 + (i_12 + 2)) * 384 + (j_7 + 2 * MPC_LANES), muon_11 * mpc_load(y_8 + (h_7 * 384 + (i_12 + 2)) * 384 + (j_7 + 2 * MPC_LANES)) + sum_84);
          mpc_store(y_9 + (h_7 * 384 + (i_12 + 3)) * 384 + j_7, muon_11 * mpc_load(y_8 + (h_7 * 384 + (i_12 + 3)) * 384 + j_7) + sum_85);
          mpc_store(y_9 + (h_7 * 384 + (i_12 + 3)) * 384 + (j_7 + MPC_LANES), muon_11 * mpc_load(y_8 + (h_7 * 384 + (i_12 + 3)) * 384 + (j_7 + MPC_LANES)) + sum_86);
          mpc_store(y_9 + (h_7 * 384 + (i_12 + 3)) * 384 + (j_7 + 2 * MPC_LANES), muon_11 * mpc_load(y_8 + (h_7 * 384 + (i_12 + 3)) * 384 + (j_7 + 2 * MPC_LANES)) + sum_87);
        }
        for (int i_13 = mpc_max(from_5, i_even_5); i_13 < to_5; ++i_13) {
          const float muon_12 = muon[3];
          vf sum_88 = mpc_splat(0.0f);
          vf sum_89 = mpc_splat(0.0f);
          vf sum_90 = mpc_splat(0.0f);
          for (int k_8 = 0; k_8 < 384; ++k_8) {
            const float mixed_7_5 = mixed_7[(h_7 * 384 + i_13) * 384 + k_8];
            sum_88 = mpc_fma(mixed_7_5, mpc_load(y_8 + (h_7 * 384 + k_8) * 384 + j_7), sum_88);
            sum_89 = mpc_fma(mixed_7_5, mpc_load(y_8 + (h_7 * 384 + k_8) * 384 + (j_7 + MPC_LANES)), sum_89);
            sum_90 = mpc_fma(mixed_7_5, mpc_load(y_8 + (h_7 * 384 + k_8) * 384 + (j_7 + 2 * MPC_LANES)), sum_90);
          }
          mpc_store(y_9 + (h_7 * 384 + i_13) * 384 + j_7, muon_12 * mpc_load(y_8 + (h_7 * 384 + i_13) * 384 + j_7) + sum_88);
          mpc_store(y_9 + (h_7 * 384 + i_13) * 384 + (j_7 + MPC_LANES), muon_12 * mpc_load(y_8 + (h_7 * 384 + i_13) * 384 + (j_7 + MPC_LANES)) + sum_89);
          mpc_store(y_9 + (h_7 * 384 + i_13) * 384 + (j_7 + 2 * MPC_LANES), muon_12 * mpc_load(y_8 + (h_7 * 384 + i_13) * 384 + (j_7 + 2 * MPC_LANES)) + sum_90);
        }
      }
    });
  }
  // prepare, line 62: gram_8[h, i, k]
  {
    const int columns_6 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_6 = 3;
    mpc_parallel_for(0, columns_6 * chunks_6 * 4, 1, mpc_grain(14155776.0f), [&](int item_6_begin, int item_6_end) {
      for (int item_6 = item_6_begin; item_6 < item_6_end; ++item_6) {
        const int column_6 = item_6 % columns_6;
        const int chunk_6 = item_6 / columns_6 % chunks_6;
        const int h_8 = item_6 / columns_6 / chunks_6;
        const int k_9 = column_6 * (3 * MPC_LANES);
        alignas(64) float y_9_tile[1152 * MPC_LANES];
        mpc_pack(y_9_tile, y_9 + (h_8 * 384 + k_9) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from_6 = chunk_6 * 128;
        const int to_6 = mpc_min(from_6 + 128, 384);
        const int i_even_6 = to_6 - mpc_floor_mod(mpc_max(to_6 - from_6, 0), 4);
        for (int i_14 = from_6; i_14 < i_even_6; i_14 += 4) {
          vf sum_91 = mpc_splat(0.0f);
          vf sum_92 = mpc_splat(0.0f);
          vf sum_93 = mpc_splat(0.0f);
          vf sum_94 = mpc_splat(0.0f);
          vf sum_95 = mpc_splat(0.0f);
          vf sum_96 = mpc_splat(0.0f);
          vf sum_97 = mpc_splat(0.0f);
          vf sum_98 = mpc_splat(0.0f);
          vf sum_99 = mpc_splat(0.0f);
          vf sum_100 = mpc_splat(0.0f);
          vf sum_101 = mpc_splat(0.0f);
          vf sum_102 = mpc_splat(0.0f);
          for (int j_8 = 0; j_8 < 384; ++j_8) {
            const float y_9_1 = y_9[(h_8 * 384 + i_14) * 384 + j_8];
            const float y_9_2 = y_9[(h_8 * 384 + (i_14 + 1)) * 384 + j_8];
            const float y_9_3 = y_9[(h_8 * 384 + (i_14 + 2)) * 384 + j_8];
            const float y_9_4 = y_9[(h_8 * 384 + (i_14 + 3)) * 384 + j_8];
            const vf y_9_5 = mpc_load(y_9_tile + j_8 * (3 * MPC_LANES));
            const vf y_9_6 = mpc_load(y_9_tile + j_8 * (3 * MPC_LANES) + MPC_LANES);
            const vf y_9_7 = mpc_load(y_9_tile + j_8 * (3 * MPC_LANES) + 2 * MPC_LANES);
            sum_91 = mpc_fma(y_9_1, y_9_5, sum_91);
            sum_92 = mpc_fma(y_9_1, y_9_6, sum_92);
            sum_93 = mpc_fma(y_9_1, y_9_7, sum_93);
            sum_94 = mpc_fma(y_9_2, y_9_5, sum_94);
            sum_95 = mpc_fma(y_9_2, y_9_6, sum_95);
            sum_96 = mpc_fma(y_9_2, y_9_7, sum_96);
            sum_97 = mpc_fma(y_9_3, y_9_5, sum_97);
            sum_98 = mpc_fma(y_9_3, y_9_6, sum_98);
            sum_99 = mpc_fma(y_9_3, y_9_7, sum_99);
            sum_100 = mpc_fma(y_9_4, y_9_5, sum_100);
            sum_101 = mpc_fma(y_9_4, y_9_6, sum_101);
            sum_102 = mpc_fma(y_9_4, y_9_7, sum_102);
          }
          mpc_store(gram_8 + (h_8 * 384 + i_14) * 384 + k_9, sum_91);
          mpc_store(gram_8 + (h_8 * 384 + i_14) * 384 + (k_9 + MPC_LANES), sum_92);
          mpc_store(gram_8 + (h_8 * 384 + i_14) * 384 + (k_9 + 2 * MPC_LANES), sum_93);
          mpc_store(gram_8 + (h_8 * 384 + (i_14 + 1)) * 384 + k_9, sum_94);
          mpc_store(gram_8 + (h_8 * 384 + (i_14 + 1)) * 384 + (k_9 + MPC_LANES), sum_95);
          mpc_store(gram_8 + (h_8 * 384 + (i_14 + 1)) * 384 + (k_9 + 2 * MPC_LANES), sum_96);
          mpc_store(gram_8 + (h_8 * 384 + (i_14 + 2)) * 384 + k_9, sum_97);
          mpc_store(gram_8 + (h_8 * 384 + (i_14 + 2)) * 384 + (k_9 + MPC_LANES), sum_98);
          mpc_store(gram_8 + (h_8 * 384 + (i_14 + 2)) * 384 + (k_9 + 2 * MPC_LANES), sum_99);
          mpc_store(gram_8 + (h_8 * 384 + (i_14 + 3)) * 384 + k_9, sum_100);
          mpc_store(gram_8 + (h_8 * 384 + (i_14 + 3)) * 384 + (k_9 + MPC_LANES), sum_101);
          mpc_store(gram_8 + (h_8 * 384 + (i_14 + 3)) * 384 + (k_9 + 2 * MPC_LANES), sum_102);
        }
        for (int i_15 = mpc_max(from_6, i_even_6); i_15 < to_6; ++i_15) {
          vf sum_103 = mpc_splat(0.0f);
          vf sum_104 = mpc_splat(0.0f);
          vf sum_105 = mpc_splat(0.0f);
          for (int j_9 = 0; j_9 < 384; ++j_9) {
            const float y_9_8 = y_9[(h_8 * 384 + i_15) * 384 + j_9];
            sum_103 = mpc_fma(y_9_8, mpc_load(y_9_tile + j_9 * (3 * MPC_LANES)), sum_103);
            sum_104 = mpc_fma(y_9_8, mpc_load(y_9_tile + j_9 * (3 * MPC_LANES) + MPC_LANES), sum_104);
            sum_105 = mpc_fma(y_9_8, mpc_load(y_9_tile + j_9 * (3 * MPC_LANES) + 2 * MPC_LANES), sum_105);
          }
          mpc_store(gram_8 + (h_8 * 384 + i_15) * 384 + k_9, sum_103);
          mpc_store(gram_8 + (h_8 * 384 + i_15) * 384 + (k_9 + MPC_LANES), sum_104);
          mpc_store(gram_8 + (h_8 * 384 + i_15) * 384 + (k_9 + 2 * MPC_LANES), sum_105);
        }
      }
    });
  }
  // prepare, line 62: mixed_8[h, i, k]
  {
    const int columns_7 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_7 = 3;
    mpc_parallel_for(0, columns_7 * chunks_7 * 4, 1, mpc_grain(14211072.0f), [&](int item_7_begin, int item_7_end) {
      for (int item_7 = item_7_begin; item_7 < item_7_end; ++item_7) {
        const int column_7 = item_7 % columns_7;
        const int chunk_7 = item_7 / columns_7 % chunks_7;
        const int h_9 = item_7 / columns_7 / chunks_7;
        const int k_10 = column_7 * (3 * MPC_LANES);
        const int from_7 = chunk_7 * 128;
        const int to_7 = mpc_min(from_7 + 128, 384);
        const int i_even_7 = to_7 - mpc_floor_mod(mpc_max(to_7 - from_7, 0), 4);
        for (int i_16 = from_7; i_16 < i_even_7; i_16 += 4) {
          const float muon_13 = muon[7];
          const float muon_14 = muon[8];
          vf sum_106 = mpc_splat(0.0f);
          vf sum_107 = mpc_splat(0.0f);
          vf sum_108 = mpc_splat(0.0f);
          vf sum_109 = mpc_splat(0.0f);
          vf sum_110 = mpc_splat(0.0f);
          vf sum_111 = mpc_splat(0.0f);
          vf sum_112 = mpc_splat(0.0f);
          vf sum_113 = mpc_splat(0.0f);
          vf sum_114 = mpc_splat(0.0f);
          vf sum_115 = mpc_splat(0.0f);
          vf sum_116 = mpc_splat(0.0f);
          vf sum_117 = mpc_splat(0.0f);
          for (int p_4 = 0; p_4 < 384; ++p_4) {
            const float gram_8_1 = gram_8[(h_9 * 384 + i_16) * 384 + p_4];
            const float gram_8_2 = gram_8[(h_9 * 384 + (i_16 + 1)) * 384 + p_4];
            const float gram_8_3 = gram_8[(h_9 * 384 + (i_16 + 2)) * 384 + p_4];
            const float gram_8_4 = gram_8[(h_9 * 384 + (i_16 + 3)) * 384 + p_4];
            const vf gram_8_5 = mpc_load(gram_8 + (h_9 * 384 + p_4) * 384 + k_10);
            const vf gram_8_6 = mpc_load(gram_8 + (h_9 * 384 + p_4) * 384 + (k_10 + MPC_LANES));
            const vf gram_8_7 = mpc_load(gram_8 + (h_9 * 384 + p_4) * 384 + (k_10 + 2 * MPC_LANES));
            sum_106 = mpc_fma(gram_8_1, gram_8_5, sum_106);
            sum_107 = mpc_fma(gram_8_1, gram_8_6, sum_107);
            sum_108 = mpc_fma(gram_8_1, gram_8_7, sum_108);
            sum_109 = mpc_fma(gram_8_2, gram_8_5, sum_109);
            sum_110 = mpc_fma(gram_8_2, gram_8_6, sum_110);
            sum_111 = mpc_fma(gram_8_2, gram_8_7, sum_111);
            sum_112 = mpc_fma(gram_8_3, gram_8_5, sum_112);
            sum_113 = mpc_fma(gram_8_3, gram_8_6, sum_113);
            sum_114 = mpc_fma(gram_8_3, gram_8_7, sum_114);
            sum_115 = mpc_fma(gram_8_4, gram_8_5, sum_115);
            sum_116 = mpc_fma(gram_8_4, gram_8_6, sum_116);
            sum_117 = mpc_fma(gram_8_4, gram_8_7, sum_117);
          }
          mpc_store(mixed_8 + (h_9 * 384 + i_16) * 384 + k_10, muon_13 * mpc_load(gram_8 + (h_9 * 384 + i_16) * 384 + k_10) + muon_14 * sum_106);
          mpc_store(mixed_8 + (h_9 * 384 + i_16) * 384 + (k_10 + MPC_LANES), muon_13 * mpc_load(gram_8 + (h_9 * 384 + i_16) * 384 + (k_10 + MPC_LANES)) + muon_14 * sum_107);
          mpc_store(mixed_8 + (h_9 * 384 + i_16) * 384 + (k_10 + 2 * MPC_LANES), muon_13 * mpc_load(gram_8 + (h_9 * 384 + i_16) * 384 + (k_10 + 2 * MPC_LANES)) + muon_14 * sum_108);
          mpc_store(mixed_8 + (h_9 * 384 + (i_16 + 1)) * 384 + k_10, muon_13 * mpc_load(gram_8 + (h_9 * 384 + (i_16 + 1)) * 384 + k_10) + muon_14 * sum_109);
          mpc_store(mixed_8 + (h_9 * 384 + (i_16 + 1)) * 384 + (k_10 + MPC_LANES), muon_13 * mpc_load(gram_8 + (h_9 * 384 + (i_16 + 1)) * 384 + (k_10 + MPC_LANES)) + muon_14 * sum_110);
          mpc_store(mixed_8 + (h_9 * 384 + (i_16 + 1)) * 384 + (k_10 + 2 * MPC_LANES), muon_13 * mpc_load(gram_8 + (h_9 * 384 + (i_16 + 1)) * 384 + (k_10 + 2 * MPC_LANES)) + muon_14 * sum_111);
          mpc_store(mixed_8 + (h_9 * 384 + (i_16 + 2)) * 384 + k_10, muon_13 * mpc_load(gram_8 + (h_9 * 384 + (i_16 + 2)) * 384 + k_10) + muon_14 * sum_112);
          mpc_store(mixed_8 + (h_9 * 384 + (i_16 + 2)) * 384 + (k_10 + MPC_LANES), muon_13 * mpc_load(gram_8 + (h_9 * 384 + (i_16 + 2)) * 384 + (k_10 + MPC_LANES)) + muon_14 * sum_113);
          mpc_store(mixed_8 + (h_9 * 384 + (i_16 + 2)) * 384 + (k_10 + 2 * MPC_LANES), muon_13 * mpc_load(gram_8 + (h_9 * 384 + (i_16 + 2)) * 384 + (k_10 + 2 * MPC_LANES)) + muon_14 * sum_114);
          mpc_store(mixed_8 + (h_9 * 384 + (i_16 + 3)) * 384 + k_10, muon_13 * mpc_load(gram_8 + (h_9 * 384 + (i_16 + 3)) * 384 + k_10) + muon_14 * sum_115);
          mpc_store(mixed_8 + (h_9 * 384 + (i_16 + 3)) * 384 + (k_10 + MPC_LANES), muon_13 * mpc_load(gram_8 + (h_9 * 384 + (i_16 + 3)) * 384 + (k_10 + MPC_LANES)) + muon_14 * sum_116);
          mpc_store(mixed_8 + (h_9 * 384 + (i_16 + 3)) * 384 + (k_10 + 2 * MPC_LANES), muon_13 * mpc_load(gram_8 + (h_9 * 384 + (i_16 + 3)) * 384 + (k_10 + 2 * MPC_LANES)) + muon_14 * sum_117);
        }
        for (int i_17 = mpc_max(from_7, i_even_7); i_17 < to_7; ++i_17) {
          const float muon_15 = muon[7];
          const float muon_16 = muon[8];
          vf sum_118 = mpc_splat(0.0f);
          vf sum_119 = mpc_splat(0.0f);
          vf sum_120 = mpc_splat(0.0f);
          for (int p_5 = 0; p_5 < 384; ++p_5) {
            const float gram_8_8 = gram_8[(h_9 * 384 + i_17) * 384 + p_5];
            sum_118 = mpc_fma(gram_8_8, mpc_load(gram_8 + (h_9 * 384 + p_5) * 384 + k_10), sum_118);
            sum_119 = mpc_fma(gram_8_8, mpc_load(gram_8 + (h_9 * 384 + p_5) * 384 + (k_10 + MPC_LANES)), sum_119);
            sum_120 = mpc_fma(gram_8_8, mpc_load(gram_8 + (h_9 * 384 + p_5) * 384 + (k_10 + 2 * MPC_LANES)), sum_120);
          }
          mpc_store(mixed_8 + (h_9 * 384 + i_17) * 384 + k_10, muon_15 * mpc_load(gram_8 + (h_9 * 384 + i_17) * 384 + k_10) + muon_16 * sum_118);
          mpc_store(mixed_8 + (h_9 * 384 + i_17) * 384 + (k_10 + MPC_LANES), muon_15 * mpc_load(gram_8 + (h_9 * 384 + i_17) * 384 + (k_10 + MPC_LANES)) + muon_16 * sum_119);
          mpc_store(mixed_8 + (h_9 * 384 + i_17) * 384 + (k_10 + 2 * MPC_LANES), muon_15 * mpc_load(gram_8 + (h_9 * 384 + i_17) * 384 + (k_10 + 2 * MPC_LANES)) + muon_16 * sum_120);
        }
      }
    });
  }
  // prepare, line 62: y_10[h, i, j]
  {
    const int columns_8 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_8 = 3;
    mpc_parallel_for(0, columns_8 * chunks_8 * 4, 1, mpc_grain(14192640.0f), [&](int item_8_begin, int item_8_end) {
      for (int item_8 = item_8_begin; item_8 < item_8_end; ++item_8) {
        const int column_8 = item_8 % columns_8;
        const int chunk_8 = item_8 / columns_8 % chunks_8;
        const int h_10 = item_8 / columns_8 / chunks_8;
        const int j_10 = column_8 * (3 * MPC_LANES);
        const int from_8 = chunk_8 * 128;
        const int to_8 = mpc_min(from_8 + 128, 384);
        const int i_even_8 = to_8 - mpc_floor_mod(mpc_max(to_8 - from_8, 0), 4);
        for (int i_18 = from_8; i_18 < i_even_8; i_18 += 4) {
          const float muon_17 = muon[6];
          vf sum_121 = mpc_splat(0.0f);
          vf sum_122 = mpc_splat(0.0f);
          vf sum_123 = mpc_splat(0.0f);
          vf sum_124 = mpc_splat(0.0f);
          vf sum_125 = mpc_splat(0.0f);
          vf sum_126 = mpc_splat(0.0f);
          vf sum_127 = mpc_splat(0.0f);
          vf sum_128 = mpc_splat(0.0f);
          vf sum_129 = mpc_splat(0.0f);
          vf sum_130 = mpc_splat(0.0f);
          vf sum_131 = mpc_splat(0.0f);
          vf sum_132 = mpc_splat(0.0f);
          for (int k_11 = 0; k_11 < 384; ++k_11) {
            const float mixed_8_1 = mixed_8[(h_10 * 384 + i_18) * 384 + k_11];
            const float mixed_8_2 = mixed_8[(h_10 * 384 + (i_18 + 1)) * 384 + k_11];
            const float mixed_8_3 = mixed_8[(h_10 * 384 + (i_18 + 2)) * 384 + k_11];
            const float mixed_8_4 = mixed_8[(h_10 * 384 + (i_18 + 3)) * 384 + k_11];
            const vf y_9_9 = mpc_load(y_9 + (h_10 * 384 + k_11) * 384 + j_10);
            const vf y_9_10 = mpc_load(y_9 + (h_10 * 384 + k_11) * 384 + (j_10 + MPC_LANES));
            const vf y_9_11 = mpc_load(y_9 + (h_10 * 384 + k_11) * 384 + (j_10 + 2 * MPC_LANES));
            sum_121 = mpc_fma(mixed_8_1, y_9_9, sum_121);
            sum_122 = mpc_fma(mixed_8_1, y_9_10, sum_122);
            sum_123 = mpc_fma(mixed_8_1, y_9_11, sum_123);
            sum_124 = mpc_fma(mixed_8_2, y_9_9, sum_124);
            sum_125 = mpc_fma(mixed_8_2, y_9_10, sum_125);
            sum_126 = mpc_fma(mixed_8_2, y_9_11, sum_126);
            sum_127 = mpc_fma(mixed_8_3, y_9_9, sum_127);
            sum_128 = mpc_fma(mixed_8_3, y_9_10, sum_128);
            sum_129 = mpc_fma(mixed_8_3, y_9_11, sum_129);
            sum_130 = mpc_fma(mixed_8_4, y_9_9, sum_130);
            sum_131 = mpc_fma(mixed_8_4, y_9_10, sum_131);
            sum_132 = mpc_fma(mixed_8_4, y_9_11, sum_132);
          }
          mpc_store(y_10 + (h_10 * 384 + i_18) * 384 + j_10, muon_17 * mpc_load(y_9 + (h_10 * 384 + i_18) * 384 + j_10) + sum_121);
          mpc_store(y_10 + (h_10 * 384 + i_18) * 384 + (j_10 + MPC_LANES), muon_17 * mpc_load(y_9 + (h_10 * 384 + i_18) * 384 + (j_10 + MPC_LANES)) + sum_122);
          mpc_store(y_10 + (h_10 * 384 + i_18) * 384 + (j_10 + 2 * MPC_LANES), muon_17 * mpc_load(y_9 + (h_10 * 384 + i_18) * 384 + (j_10 + 2 * MPC_LANES)) + sum_123);
          mpc_store(y_10 + (h_10 * 384 + (i_18 + 1)) * 384 + j_10, muon_17 * mpc_load(y_9 + (h_10 * 384 + (i_18 + 1)) * 384 + j_10) + sum_124);
          mpc_store(y_10 + (h_10 * 384 + (i_18 + 1)) * 384 + (j_10 + MPC_LANES), muon_17 * mpc_load(y_9 + (h_10 * 384 + (i_18 + 1)) * 384 + (j_10 + MPC_LANES)) + sum_125);
          mpc_store(y_10 + (h_10 * 384 + (i_18 + 1)) * 384 + (j_10 + 2 * MPC_LANES), muon_17 * mpc_load(y_9 + (h_10 * 384 + (i_18 + 1)) * 384 + (j_10 + 2 * MPC_LANES)) + sum_126);
          mpc_store(y_10 + (h_10 * 384 + (i_18 + 2)) * 384 + j_10, muon_17 * mpc_load(y_9 + (h_10 * 384 + (i_18 + 2)) * 384 + j_10) + sum_127);
          mpc_store(y_10 + (h_10 * 384 + (i_18 + 2)) * 384 + (j_10 + MPC_LANES), muon_17 * mpc_load(y_9 + (h_10 * 384 + (i_18 + 2)) * 384 + (j_10 + MPC_LANES)) + sum_128);
          mpc_store(y_10 + (h_10 * 384 + (i_18 + 2)) * 384 + (j_10 + 2 * MPC_LANES), muon_17 * mpc_load(y_9 + (h_10 * 384 + (i_18 + 2)) * 384 + (j_10 + 2 * MPC_LANES)) + sum_129);
          mpc_store(y_10 + (h_10 * 384 + (i_18 + 3)) * 384 + j_10, muon_17 * mpc_load(y_9 + (h_10 * 384 + (i_18 + 3)) * 384 + j_10) + sum_130);
          mpc_store(y_10 + (h_10 * 384 + (i_18 + 3)) * 384 + (j_10 + MPC_LANES), muon_17 * mpc_load(y_9 + (h_10 * 384 + (i_18 + 3)) * 384 + (j_10 + MPC_LANES)) + sum_131);
          mpc_store(y_10 + (h_10 * 384 + (i_18 + 3)) * 384 + (j_10 + 2 * MPC_LANES), muon_17 * mpc_load(y_9 + (h_10 * 384 + (i_18 + 3)) * 384 + (j_10 + 2 * MPC_LANES)) + sum_132);
        }
        for (int i_19 = mpc_max(from_8, i_even_8); i_19 < to_8; ++i_19) {
          const float muon_18 = muon[6];
          vf sum_133 = mpc_splat(0.0f);
          vf sum_134 = mpc_splat(0.0f);
          vf sum_135 = mpc_splat(0.0f);
          for (int k_12 = 0; k_12 < 384; ++k_12) {
            const float mixed_8_5 = mixed_8[(h_10 * 384 + i_19) * 384 + k_12];
            sum_133 = mpc_fma(mixed_8_5, mpc_load(y_9 + (h_10 * 384 + k_12) * 384 + j_10), sum_133);
            sum_134 = mpc_fma(mixed_8_5, mpc_load(y_9 + (h_10 * 384 + k_12) * 384 + (j_10 + MPC_LANES)), sum_134);
            sum_135 = mpc_fma(mixed_8_5, mpc_load(y_9 + (h_10 * 384 + k_12) * 384 + (j_10 + 2 * MPC_LANES)), sum_135);
          }
          mpc_store(y_10 + (h_10 * 384 + i_19) * 384 + j_10, muon_18 * mpc_load(y_9 + (h_10 * 384 + i_19) * 384 + j_10) + sum_133);
          mpc_store(y_10 + (h_10 * 384 + i_19) * 384 + (j_10 + MPC_LANES), muon_18 * mpc_load(y_9 + (h_10 * 384 + i_19) * 384 + (j_10 + MPC_LANES)) + sum_134);
          mpc_store(y_10 + (h_10 * 384 + i_19) * 384 + (j_10 + 2 * MPC_LANES), muon_18 * mpc_load(y_9 + (h_10 * 384 + i_19) * 384 + (j_10 + 2 * MPC_LANES)) + sum_135);
        }
      }
    });
  }
  // prepare, line 62: gram_9[h, i, k]
  {
    const int columns_9 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_9 = 3;
    mpc_parallel_for(0, columns_9 * chunks_9 * 4, 1, mpc_grain(14155776.0f), [&](int item_9_begin, int item_9_end) {
      for (int item_9 = item_9_begin; item_9 < item_9_end; ++item_9) {
        const int column_9 = item_9 % columns_9;
        const int chunk_9 = item_9 / columns_9 % chunks_9;
        const int h_11 = item_9 / columns_9 / chunks_9;
        const int k_13 = column_9 * (3 * MPC_LANES);
        alignas(64) float y_10_tile[1152 * MPC_LANES];
        mpc_pack(y_10_tile, y_10 + (h_11 * 384 + k_13) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from_9 = chunk_9 * 128;
        const int to_9 = mpc_min(from_9 + 128, 384);
        const int i_even_9 = to_9 - mpc_floor_mod(mpc_max(to_9 - from_9, 0), 4);
        for (int i_20 = from_9; i_20 < i_even_9; i_20 += 4) {
          vf sum_136 = mpc_splat(0.0f);
          vf sum_137 = mpc_splat(0.0f);
          vf sum_138 = mpc_splat(0.0f);
          vf sum_139 = mpc_splat(0.0f);
          vf sum_140 = mpc_splat(0.0f);
          vf sum_141 = mpc_splat(0.0f);
          vf sum_142 = mpc_splat(0.0f);
          vf sum_143 = mpc_splat(0.0f);
          vf sum_144 = mpc_splat(0.0f);
          vf sum_145 = mpc_splat(0.0f);
          vf sum_146 = mpc_splat(0.0f);
          vf sum_147 = mpc_splat(0.0f);
          for (int j_11 = 0; j_11 < 384; ++j_11) {
            const float y_10_1 = y_10[(h_11 * 384 + i_20) * 384 + j_11];
            const float y_10_2 = y_10[(h_11 * 384 + (i_20 + 1)) * 384 + j_11];
            const float y_10_3 = y_10[(h_11 * 384 + (i_20 + 2)) * 384 + j_11];
            const float y_10_4 = y_10[(h_11 * 384 + (i_20 + 3)) * 384 + j_11];
            const vf y_10_5 = mpc_load(y_10_tile + j_11 * (3 * MPC_LANES));
            const vf y_10_6 = mpc_load(y_10_tile + j_11 * (3 * MPC_LANES) + MPC_LANES);
            const vf y_10_7 = mpc_load(y_10_tile + j_11 * (3 * MPC_LANES) + 2 * MPC_LANES);
            sum_136 = mpc_fma(y_10_1, y_10_5, sum_136);
            sum_137 = mpc_fma(y_10_1, y_10_6, sum_137);
            sum_138 = mpc_fma(y_10_1, y_10_7, sum_138);
            sum_139 = mpc_fma(y_10_2, y_10_5, sum_139);
            sum_140 = mpc_fma(y_10_2, y_10_6, sum_140);
            sum_141 = mpc_fma(y_10_2, y_10_7, sum_141);
            sum_142 = mpc_fma(y_10_3, y_10_5, sum_142);
            sum_143 = mpc_fma(y_10_3, y_10_6, sum_143);
            sum_144 = mpc_fma(y_10_3, y_10_7, sum_144);
            sum_145 = mpc_fma(y_10_4, y_10_5, sum_145);
            sum_146 = mpc_fma(y_10_4, y_10_6, sum_146);
            sum_147 = mpc_fma(y_10_4, y_10_7, sum_147);
          }
          mpc_store(gram_9 + (h_11 * 384 + i_20) * 384 + k_13, sum_136);
          mpc_store(gram_9 + (h_11 * 384 + i_20) * 384 + (k_13 + MPC_LANES), sum_137);
          mpc_store(gram_9 + (h_11 * 384 + i_20) * 384 + (k_13 + 2 * MPC_LANES), sum_138);
          mpc_store(gram_9 + (h_11 * 384 + (i_20 + 1)) * 384 + k_13, sum_139);
          mpc_store(gram_9 + (h_11 * 384 + (i_20 + 1)) * 384 + (k_13 + MPC_LANES), sum_140);
          mpc_store(gram_9 + (h_11 * 384 + (i_20 + 1)) * 384 + (k_13 + 2 * MPC_LANES), sum_141);
          mpc_store(gram_9 + (h_11 * 384 + (i_20 + 2)) * 384 + k_13, sum_142);
          mpc_store(gram_9 + (h_11 * 384 + (i_20 + 2)) * 384 + (k_13 + MPC_LANES), sum_143);
          mpc_store(gram_9 + (h_11 * 384 + (i_20 + 2)) * 384 + (k_13 + 2 * MPC_LANES), sum_144);
          mpc_store(gram_9 + (h_11 * 384 + (i_20 + 3)) * 384 + k_13, sum_145);
          mpc_store(gram_9 + (h_11 * 384 + (i_20 + 3)) * 384 + (k_13 + MPC_LANES), sum_146);
          mpc_store(gram_9 + (h_11 * 384 + (i_20 + 3)) * 384 + (k_13 + 2 * MPC_LANES), sum_147);
        }
        for (int i_21 = mpc_max(from_9, i_even_9); i_21 < to_9; ++i_21) {
          vf sum_148 = mpc_splat(0.0f);
          vf sum_149 = mpc_splat(0.0f);
          vf sum_150 = mpc_splat(0.0f);
          for (int j_12 = 0; j_12 < 384; ++j_12) {
            const float y_10_8 = y_10[(h_11 * 384 + i_21) * 384 + j_12];
            sum_148 = mpc_fma(y_10_8, mpc_load(y_10_tile + j_12 * (3 * MPC_LANES)), sum_148);
            sum_149 = mpc_fma(y_10_8, mpc_load(y_10_tile + j_12 * (3 * MPC_LANES) + MPC_LANES), sum_149);
            sum_150 = mpc_fma(y_10_8, mpc_load(y_10_tile + j_12 * (3 * MPC_LANES) + 2 * MPC_LANES), sum_150);
          }
          mpc_store(gram_9 + (h_11 * 384 + i_21) * 384 + k_13, sum_148);
          mpc_store(gram_9 + (h_11 * 384 + i_21) * 384 + (k_13 + MPC_LANES), sum_149);
          mpc_store(gram_9 + (h_11 * 384 + i_21) * 384 + (k_13 + 2 * MPC_LANES), sum_150);
        }
      }
    });
  }
  // prepare, line 62: mixed_9[h, i, k]
  {
    const int columns_10 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_10 = 3;
    mpc_parallel_for(0, columns_10 * chunks_10 * 4, 1, mpc_grain(14211072.0f), [&](int item_10_begin, int item_10_end) {
      for (int item_10 = item_10_begin; item_10 < item_10_end; ++item_10) {
        const int column_10 = item_10 % columns_10;
        const int chunk_10 = item_10 / columns_10 % chunks_10;
        const int h_12 = item_10 / columns_10 / chunks_10;
        const int k_14 = column_10 * (3 * MPC_LANES);
        const int from_10 = chunk_10 * 128;
        const int to_10 = mpc_min(from_10 + 128, 384);
        const int i_even_10 = to_10 - mpc_floor_mod(mpc_max(to_10 - from_10, 0), 4);
        for (int i_22 = from_10; i_22 < i_even_10; i_22 += 4) {
          const float muon_19 = muon[10];
          const float muon_20 = muon[11];
          vf sum_151 = mpc_splat(0.0f);
          vf sum_152 = mpc_splat(0.0f);
          vf sum_153 = mpc_splat(0.0f);
          vf sum_154 = mpc_splat(0.0f);
          vf sum_155 = mpc_splat(0.0f);
          vf sum_156 = mpc_splat(0.0f);
          vf sum_157 = mpc_splat(0.0f);
          vf sum_158 = mpc_splat(0.0f);
          vf sum_159 = mpc_splat(0.0f);
          vf sum_160 = mpc_splat(0.0f);
          vf sum_161 = mpc_splat(0.0f);
          vf sum_162 = mpc_splat(0.0f);
          for (int p_6 = 0; p_6 < 384; ++p_6) {
            const float gram_9_1 = gram_9[(h_12 * 384 + i_22) * 384 + p_6];
            const float gram_9_2 = gram_9[(h_12 * 384 + (i_22 + 1)) * 384 + p_6];
            const float gram_9_3 = gram_9[(h_12 * 384 + (i_22 + 2)) * 384 + p_6];
            const float gram_9_4 = gram_9[(h_12 * 384 + (i_22 + 3)) * 384 + p_6];
            const vf gram_9_5 = mpc_load(gram_9 + (h_12 * 384 + p_6) * 384 + k_14);
            const vf gram_9_6 = mpc_load(gram_9 + (h_12 * 384 + p_6) * 384 + (k_14 + MPC_LANES));
            const vf gram_9_7 = mpc_load(gram_9 + (h_12 * 384 + p_6) * 384 + (k_14 + 2 * MPC_LANES));
            sum_151 = mpc_fma(gram_9_1, gram_9_5, sum_151);
            sum_152 = mpc_fma(gram_9_1, gram_9_6, sum_152);
            sum_153 = mpc_fma(gram_9_1, gram_9_7, sum_153);
            sum_154 = mpc_fma(gram_9_2, gram_9_5, sum_154);
            sum_155 = mpc_fma(gram_9_2, gram_9_6, sum_155);
            sum_156 = mpc_fma(gram_9_2, gram_9_7, sum_156);
            sum_157 = mpc_fma(gram_9_3, gram_9_5, sum_157);
            sum_158 = mpc_fma(gram_9_3, gram_9_6, sum_158);
            sum_159 = mpc_fma(gram_9_3, gram_9_7, sum_159);
            sum_160 = mpc_fma(gram_9_4, gram_9_5, sum_160);
            sum_161 = mpc_fma(gram_9_4, gram_9_6, sum_161);
            sum_162 = mpc_fma(gram_9_4, gram_9_7, sum_162);
          }
          mpc_store(mixed_9 + (h_12 * 384 + i_22) * 384 + k_14, muon_19 * mpc_load(gram_9 + (h_12 * 384 + i_22) * 384 + k_14) + muon_20 * sum_151);
          mpc_store(mixed_9 + (h_12 * 384 + i_22) * 384 + (k_14 + MPC_LANES), muon_19 * mpc_load(gram_9 + (h_12 * 384 + i_22) * 384 + (k_14 + MPC_LANES)) + muon_20 * sum_152);
          mpc_store(mixed_9 + (h_12 * 384 + i_22) * 384 + (k_14 + 2 * MPC_LANES), muon_19 * mpc_load(gram_9 + (h_12 * 384 + i_22) * 384 + (k_14 + 2 * MPC_LANES)) + muon_20 * sum_153);
          mpc_store(mixed_9 + (h_12 * 384 + (i_22 + 1)) * 384 + k_14, muon_19 * mpc_load(gram_9 + (h_12 * 384 + (i_22 + 1)) * 384 + k_14) + muon_20 * sum_154);
          mpc_store(mixed_9 + (h_12 * 384 + (i_22 + 1)) * 384 + (k_14 + MPC_LANES), muon_19 * mpc_load(gram_9 + (h_12 * 384 + (i_22 + 1)) * 384 + (k_14 + MPC_LANES)) + muon_20 * sum_155);
          mpc_store(mixed_9 + (h_12 * 384 + (i_22 + 1)) * 384 + (k_14 + 2 * MPC_LANES), muon_19 * mpc_load(gram_9 + (h_12 * 384 + (i_22 + 1)) * 384 + (k_14 + 2 * MPC_LANES)) + muon_20 * sum_156);
          mpc_store(mixed_9 + (h_12 * 384 + (i_22 + 2)) * 384 + k_14, muon_19 * mpc_load(gram_9 + (h_12 * 384 + (i_22 + 2)) * 384 + k_14) + muon_20 * sum_157);
          mpc_store(mixed_9 + (h_12 * 384 + (i_22 + 2)) * 384 + (k_14 + MPC_LANES), muon_19 * mpc_load(gram_9 + (h_12 * 384 + (i_22 + 2)) * 384 + (k_14 + MPC_LANES)) + muon_20 * sum_158);
          mpc_store(mixed_9 + (h_12 * 384 + (i_22 + 2)) * 384 + (k_14 + 2 * MPC_LANES), muon_19 * mpc_load(gram_9 + (h_12 * 384 + (i_22 + 2)) * 384 + (k_14 + 2 * MPC_LANES)) + muon_20 * sum_159);
          mpc_store(mixed_9 + (h_12 * 384 + (i_22 + 3)) * 384 + k_14, muon_19 * mpc_load(gram_9 + (h_12 * 384 + (i_22 + 3)) * 384 + k_14) + muon_20 * sum_160);
          mpc_store(mixed_9 + (h_12 * 384 + (i_22 + 3)) * 384 + (k_14 + MPC_LANES), muon_19 * mpc_load(gram_9 + (h_12 * 384 + (i_22 + 3)) * 384 + (k_14 + MPC_LANES)) + muon_20 * sum_161);
          mpc_store(mixed_9 + (h_12 * 384 + (i_22 + 3)) * 384 + (k_14 + 2 * MPC_LANES), muon_19 * mpc_load(gram_9 + (h_12 * 384 + (i_22 + 3)) * 384 + (k_14 + 2 * MPC_LANES)) + muon_20 * sum_162);
        }
        for (int i_23 = mpc_max(from_10, i_even_10); i_23 < to_10; ++i_23) {
          const float muon_21 = muon[10];
          const float muon_22 = muon[11];
          vf sum_163 = mpc_splat(0.0f);
          vf sum_164 = mpc_splat(0.0f);
          vf sum_165 = mpc_splat(0.0f);
          for (int p_7 = 0; p_7 < 384; ++p_7) {
            const float gram_9_8 = gram_9[(h_12 * 384 + i_23) * 384 + p_7];
            sum_163 = mpc_fma(gram_9_8, mpc_load(gram_9 + (h_12 * 384 + p_7) * 384 + k_14), sum_163);
            sum_164 = mpc_fma(gram_9_8, mpc_load(gram_9 + (h_12 * 384 + p_7) * 384 + (k_14 + MPC_LANES)), sum_164);
            sum_165 = mpc_fma(gram_9_8, mpc_load(gram_9 + (h_12 * 384 + p_7) * 384 + (k_14 + 2 * MPC_LANES)), sum_165);
          }
          mpc_store(mixed_9 + (h_12 * 384 + i_23) * 384 + k_14, muon_21 * mpc_load(gram_9 + (h_12 * 384 + i_23) * 384 + k_14) + muon_22 * sum_163);
          mpc_store(mixed_9 + (h_12 * 384 + i_23) * 384 + (k_14 + MPC_LANES), muon_21 * mpc_load(gram_9 + (h_12 * 384 + i_23) * 384 + (k_14 + MPC_LANES)) + muon_22 * sum_164);
          mpc_store(mixed_9 + (h_12 * 384 + i_23) * 384 + (k_14 + 2 * MPC_LANES), muon_21 * mpc_load(gram_9 + (h_12 * 384 + i_23) * 384 + (k_14 + 2 * MPC_LANES)) + muon_22 * sum_165);
        }
      }
    });
  }
  // prepare, line 62: y_11[h, i, j]
  {
    const int columns_11 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_11 = 3;
    mpc_parallel_for(0, columns_11 * chunks_11 * 4, 1, mpc_grain(14192640.0f), [&](int item_11_begin, int item_11_end) {
      for (int item_11 = item_11_begin; item_11 < item_11_end; ++item_11) {
        const int column_11 = item_11 % columns_11;
        const int chunk_11 = item_11 / columns_11 % chunks_11;
        const int h_13 = item_11 / columns_11 / chunks_11;
        const int j_13 = column_11 * (3 * MPC_LANES);
        const int from_11 = chunk_11 * 128;
        const int to_11 = mpc_min(from_11 + 128, 384);
        const int i_even_11 = to_11 - mpc_floor_mod(mpc_max(to_11 - from_11, 0), 4);
        for (int i_24 = from_11; i_24 < i_even_11; i_24 += 4) {
          const float muon_23 = muon[9];
          vf sum_166 = mpc_splat(0.0f);
          vf sum_167 = mpc_splat(0.0f);
          vf sum_168 = mpc_splat(0.0f);
          vf sum_169 = mpc_splat(0.0f);
          vf sum_170 = mpc_splat(0.0f);
          vf sum_171 = mpc_splat(0.0f);
          vf sum_172 = mpc_splat(0.0f);
          vf sum_173 = mpc_splat(0.0f);
          vf sum_174 = mpc_splat(0.0f);
          vf sum_175 = mpc_splat(0.0f);
          vf sum_176 = mpc_splat(0.0f);
          vf sum_177 = mpc_splat(0.0f);
          for (int k_15 = 0; k_15 < 384; ++k_15) {
            const float mixed_9_1 = mixed_9[(h_13 * 384 + i_24) * 384 + k_15];
            const float mixed_9_2 = mixed_9[(h_13 * 384 + (i_24 + 1)) * 384 + k_15];
            const float mixed_9_3 = mixed_9[(h_13 * 384 + (i_24 + 2)) * 384 + k_15];
            const float mixed_9_4 = mixed_9[(h_13 * 384 + (i_24 + 3)) * 384 + k_15];
            const vf y_10_9 = mpc_load(y_10 + (h_13 * 384 + k_15) * 384 + j_13);
            const vf y_10_10 = mpc_load(y_10 + (h_13 * 384 + k_15) * 384 + (j_13 + MPC_LANES));
            const vf y_10_11 = mpc_load(y_10 + (h_13 * 384 + k_15) * 384 + (j_13 + 2 * MPC_LANES));
            sum_166 = mpc_fma(mixed_9_1, y_10_9, sum_166);
            sum_167 = mpc_fma(mixed_9_1, y_10_10, sum_167);
            sum_168 = mpc_fma(mixed_9_1, y_10_11, sum_168);
            sum_169 = mpc_fma(mixed_9_2, y_10_9, sum_169);
            sum_170 = mpc_fma(mixed_9_2, y_10_10, sum_170);
            sum_171 = mpc_fma(mixed_9_2, y_10_11, sum_171);
            sum_172 = mpc_fma(mixed_9_3, y_10_9, sum_172);
            sum_173 = mpc_fma(mixed_9_3, y_10_10, sum_173);
            sum_174 = mpc_fma(mixed_9_3, y_10_11, sum_174);
            sum_175 = mpc_fma(mixed_9_4, y_10_9, sum_175);
            sum_176 = mpc_fma(mixed_9_4, y_10_10, sum_176);
            sum_177 = mpc_fma(mixed_9_4, y_10_11, sum_177);
          }
          mpc_store(y_11 + (h_13 * 384 + i_24) * 384 + j_13, muon_23 * mpc_load(y_10 + (h_13 * 384 + i_24) * 384 + j_13) + sum_166);
          mpc_store(y_11 + (h_13 * 384 + i_24) * 384 + (j_13 + MPC_LANES), muon_23 * mpc_load(y_10 + (h_13 * 384 + i_24) * 384 + (j_13 + MPC_LANES)) + sum_167);
          mpc_store(y_11 + (h_13 * 384 + i_24) * 384 + (j_13 + 2 * MPC_LANES), muon_23 * mpc_load(y_10 + (h_13 * 384 + i_24) * 384 + (j_13 + 2 * MPC_LANES)) + sum_168);
          mpc_store(y_11 + (h_13 * 384 + (i_24 + 1)) * 384 + j_13, muon_23 * mpc_load(y_10 + (h_13 * 384 + (i_24 + 1)) * 384 + j_13) + sum_169);
          mpc_store(y_11 + (h_13 * 384 + (i_24 + 1)) * 384 + (j_13 + MPC_LANES), muon_23 * mpc_load(y_10 + (h_13 * 384 + (i_24 + 1)) * 384 + (j_13 + MPC_LANES)) + sum_170);
          mpc_store(y_11 + (h_13 * 384 + (i_24 + 1)) * 384 + (j_13 + 2 * MPC_LANES), muon_23 * mpc_load(y_10 + (h_13 * 384 + (i_24 + 1)) * 384 + (j_13 + 2 * MPC_LANES)) + sum_171);
          mpc_store(y_11 + (h_13 * 384 + (i_24 + 2)) * 384 + j_13, muon_23 * mpc_load(y_10 + (h_13 * 384 + (i_24 + 2)) * 384 + j_13) + sum_172);
          mpc_store(y_11 + (h_13 * 384 + (i_24 + 2)) * 384 + (j_13 + MPC_LANES), muon_23 * mpc_load(y_10 + (h_13 * 384 + (i_24 + 2)) * 384 + (j_13 + MPC_LANES)) + sum_173);
          mpc_store(y_11 + (h_13 * 384 + (i_24 + 2)) * 384 + (j_13 + 2 * MPC_LANES), muon_23 * mpc_load(y_10 + (h_13 * 384 + (i_24 + 2)) * 384 + (j_13 + 2 * MPC_LANES)) + sum_174);
          mpc_store(y_11 + (h_13 * 384 + (i_24 + 3)) * 384 + j_13, muon_23 * mpc_load(y_10 + (h_13 * 384 + (i_24 + 3)) * 384 + j_13) + sum_175);
          mpc_store(y_11 + (h_13 * 384 + (i_24 + 3)) * 384 + (j_13 + MPC_LANES), muon_23 * mpc_load(y_10 + (h_13 * 384 + (i_24 + 3)) * 384 + (j_13 + MPC_LANES)) + sum_176);
          mpc_store(y_11 + (h_13 * 384 + (i_24 + 3)) * 384 + (j_13 + 2 * MPC_LANES), muon_23 * mpc_load(y_10 + (h_13 * 384 + (i_24 + 3)) * 384 + (j_13 + 2 * MPC_LANES)) + sum_177);
        }
        for (int i_25 = mpc_max(from_11, i_even_11); i_25 < to_11; ++i_25) {
          const float muon_24 = muon[9];
          vf sum_178 = mpc_splat(0.0f);
          vf sum_179 = mpc_splat(0.0f);
          vf sum_180 = mpc_splat(0.0f);
          for (int k_16 = 0; k_16 < 384; ++k_16) {
            const float mixed_9_5 = mixed_9[(h_13 * 384 + i_25) * 384 + k_16];
            sum_178 = mpc_fma(mixed_9_5, mpc_load(y_10 + (h_13 * 384 + k_16) * 384 + j_13), sum_178);
            sum_179 = mpc_fma(mixed_9_5, mpc_load(y_10 + (h_13 * 384 + k_16) * 384 + (j_13 + MPC_LANES)), sum_179);
            sum_180 = mpc_fma(mixed_9_5, mpc_load(y_10 + (h_13 * 384 + k_16) * 384 + (j_13 + 2 * MPC_LANES)), sum_180);
          }
          mpc_store(y_11 + (h_13 * 384 + i_25) * 384 + j_13, muon_24 * mpc_load(y_10 + (h_13 * 384 + i_25) * 384 + j_13) + sum_178);
          mpc_store(y_11 + (h_13 * 384 + i_25) * 384 + (j_13 + MPC_LANES), muon_24 * mpc_load(y_10 + (h_13 * 384 + i_25) * 384 + (j_13 + MPC_LANES)) + sum_179);
          mpc_store(y_11 + (h_13 * 384 + i_25) * 384 + (j_13 + 2 * MPC_LANES), muon_24 * mpc_load(y_10 + (h_13 * 384 + i_25) * 384 + (j_13 + 2 * MPC_LANES)) + sum_180);
        }
      }
    });
  }
  // prepare, line 62: gram_10[h, i, k]
  {
    const int columns_12 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_12 = 3;
    mpc_parallel_for(0, columns_12 * chunks_12 * 4, 1, mpc_grain(14155776.0f), [&](int item_12_begin, int item_12_end) {
      for (int item_12 = item_12_begin; item_12 < item_12_end; ++item_12) {
        const int column_12 = item_12 % columns_12;
        const int chunk_12 = item_12 / columns_12 % chunks_12;
        const int h_14 = item_12 / columns_12 / chunks_12;
        const int k_17 = column_12 * (3 * MPC_LANES);
        alignas(64) float y_11_tile[1152 * MPC_LANES];
        mpc_pack(y_11_tile, y_11 + (h_14 * 384 + k_17) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from_12 = chunk_12 * 128;
        const int to_12 = mpc_min(from_12 + 128, 384);
        const int i_even_12 = to_12 - mpc_floor_mod(mpc_max(to_12 - from_12, 0), 4);
        for (int i_26 = from_12; i_26 < i_even_12; i_26 += 4) {
          vf sum_181 = mpc_splat(0.0f);
          vf sum_182 = mpc_splat(0.0f);
          vf sum_183 = mpc_splat(0.0f);
          vf sum_184 = mpc_splat(0.0f);
          vf sum_185 = mpc_splat(0.0f);
          vf sum_186 = mpc_splat(0.0f);
          vf sum_187 = mpc_splat(0.0f);
          vf sum_188 = mpc_splat(0.0f);
          vf sum_189 = mpc_splat(0.0f);
          vf sum_190 = mpc_splat(0.0f);
          vf sum_191 = mpc_splat(0.0f);
          vf sum_192 = mpc_splat(0.0f);
          for (int j_14 = 0; j_14 < 384; ++j_14) {
            const float y_11_1 = y_11[(h_14 * 384 + i_26) * 384 + j_14];
            const float y_11_2 = y_11[(h_14 * 384 + (i_26 + 1)) * 384 + j_14];
            const float y_11_3 = y_11[(h_14 * 384 + (i_26 + 2)) * 384 + j_14];
            const float y_11_4 = y_11[(h_14 * 384 + (i_26 + 3)) * 384 + j_14];
            const vf y_11_5 = mpc_load(y_11_tile + j_14 * (3 * MPC_LANES));
            const vf y_11_6 = mpc_load(y_11_tile + j_14 * (3 * MPC_LANES) + MPC_LANES);
            const vf y_11_7 = mpc_load(y_11_tile + j_14 * (3 * MPC_LANES) + 2 * MPC_LANES);
            sum_181 = mpc_fma(y_11_1, y_11_5, sum_181);
            sum_182 = mpc_fma(y_11_1, y_11_6, sum_182);
            sum_183 = mpc_fma(y_11_1, y_11_7, sum_183);
            sum_184 = mpc_fma(y_11_2, y_11_5, sum_184);
            sum_185 = mpc_fma(y_11_2, y_11_6, sum_185);
            sum_186 = mpc_fma(y_11_2, y_11_7, sum_186);
            sum_187 = mpc_fma(y_11_3, y_11_5, sum_187);
            sum_188 = mpc_fma(y_11_3, y_11_6, sum_188);
            sum_189 = mpc_fma(y_11_3, y_11_7, sum_189);
            sum_190 = mpc_fma(y_11_4, y_11_5, sum_190);
            sum_191 = mpc_fma(y_11_4, y_11_6, sum_191);
            sum_192 = mpc_fma(y_11_4, y_11_7, sum_192);
          }
          mpc_store(gram_10 + (h_14 * 384 + i_26) * 384 + k_17, sum_181);
          mpc_store(gram_10 + (h_14 * 384 + i_26) * 384 + (k_17 + MPC_LANES), sum_182);
          mpc_store(gram_10 + (h_14 * 384 + i_26) * 384 + (k_17 + 2 * MPC_LANES), sum_183);
          mpc_store(gram_10 + (h_14 * 384 + (i_26 + 1)) * 384 + k_17, sum_184);
          mpc_store(gram_10 + (h_14 * 384 + (i_26 + 1)) * 384 + (k_17 + MPC_LANES), sum_185);
          mpc_store(gram_10 + (h_14 * 384 + (i_26 + 1)) * 384 + (k_17 + 2 * MPC_LANES), sum_186);
          mpc_store(gram_10 + (h_14 * 384 + (i_26 + 2)) * 384 + k_17, sum_187);
          mpc_store(gram_10 + (h_14 * 384 + (i_26 + 2)) * 384 + (k_17 + MPC_LANES), sum_188);
          mpc_store(gram_10 + (h_14 * 384 + (i_26 + 2)) * 384 + (k_17 + 2 * MPC_LANES), sum_189);
          mpc_store(gram_10 + (h_14 * 384 + (i_26 + 3)) * 384 + k_17, sum_190);
          mpc_store(gram_10 + (h_14 * 384 + (i_26 + 3)) * 384 + (k_17 + MPC_LANES), sum_191);
          mpc_store(gram_10 + (h_14 * 384 + (i_26 + 3)) * 384 + (k_17 + 2 * MPC_LANES), sum_192);
        }
        for (int i_27 = mpc_max(from_12, i_even_12); i_27 < to_12; ++i_27) {
          vf sum_193 = mpc_splat(0.0f);
          vf sum_194 = mpc_splat(0.0f);
          vf sum_195 = mpc_splat(0.0f);
          for (int j_15 = 0; j_15 < 384; ++j_15) {
            const float y_11_8 = y_11[(h_14 * 384 + i_27) * 384 + j_15];
            sum_193 = mpc_fma(y_11_8, mpc_load(y_11_tile + j_15 * (3 * MPC_LANES)), sum_193);
            sum_194 = mpc_fma(y_11_8, mpc_load(y_11_tile + j_15 * (3 * MPC_LANES) + MPC_LANES), sum_194);
            sum_195 = mpc_fma(y_11_8, mpc_load(y_11_tile + j_15 * (3 * MPC_LANES) + 2 * MPC_LANES), sum_195);
          }
          mpc_store(gram_10 + (h_14 * 384 + i_27) * 384 + k_17, sum_193);
          mpc_store(gram_10 + (h_14 * 384 + i_27) * 384 + (k_17 + MPC_LANES), sum_194);
          mpc_store(gram_10 + (h_14 * 384 + i_27) * 384 + (k_17 + 2 * MPC_LANES), sum_195);
        }
      }
    });
  }
  // prepare, line 62: mixed_10[h, i, k]
  {
    const int columns_13 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_13 = 3;
    mpc_parallel_for(0, columns_13 * chunks_13 * 4, 1, mpc_grain(14211072.0f), [&](int item_13_begin, int item_13_end) {
      for (int item_13 = item_13_begin; item_13 < item_13_end; ++item_13) {
        const int column_13 = item_13 % columns_13;
        const int chunk_13 = item_13 / columns_13 % chunks_13;
        const int h_15 = item_13 / columns_13 / chunks_13;
        const int k_18 = column_13 * (3 * MPC_LANES);
        const int from_13 = chunk_13 * 128;
        const int to_13 = mpc_min(from_13 + 128, 384);
        const int i_even_13 = to_13 - mpc_floor_mod(mpc_max(to_13 - from_13, 0), 4);
        for (int i_28 = from_13; i_28 < i_even_13; i_28 += 4) {
          const float muon_25 = muon[13];
          const float muon_26 = muon[14];
          vf sum_196 = mpc_splat(0.0f);
          vf sum_197 = mpc_splat(0.0f);
          vf sum_198 = mpc_splat(0.0f);
          vf sum_199 = mpc_splat(0.0f);
          vf sum_200 = mpc_splat(0.0f);
          vf sum_201 = mpc_splat(0.0f);
          vf sum_202 = mpc_splat(0.0f);
          vf sum_203 = mpc_splat(0.0f);
          vf sum_204 = mpc_splat(0.0f);
          vf sum_205 = mpc_splat(0.0f);
          vf sum_206 = mpc_splat(0.0f);
          vf sum_207 = mpc_splat(0.0f);
          for (int p_8 = 0; p_8 < 384; ++p_8) {
            const float gram_10_1 = gram_10[(h_15 * 384 + i_28) * 384 + p_8];
            const float gram_10_2 = gram_10[(h_15 * 384 + (i_28 + 1)) * 384 + p_8];
            const float gram_10_3 = gram_10[(h_15 * 384 + (i_28 + 2)) * 384 + p_8];
            const float gram_10_4 = gram_10[(h_15 * 384 + (i_28 + 3)) * 384 + p_8];
            const vf gram_10_5 = mpc_load(gram_10 + (h_15 * 384 + p_8) * 384 + k_18);
            const vf gram_10_6 = mpc_load(gram_10 + (h_15 * 384 + p_8) * 384 + (k_18 + MPC_LANES));
            const vf gram_10_7 = mpc_load(gram_10 + (h_15 * 384 + p_8) * 384 + (k_18 + 2 * MPC_LANES));
            sum_196 = mpc_fma(gram_10_1, gram_10_5, sum_196);
            sum_197 = mpc_fma(gram_10_1, gram_10_6, sum_197);
            sum_198 = mpc_fma(gram_10_1, gram_10_7, sum_198);
            sum_199 = mpc_fma(gram_10_2, gram_10_5, sum_199);
            sum_200 = mpc_fma(gram_10_2, gram_10_6, sum_200);
            sum_201 = mpc_fma(gram_10_2, gram_10_7, sum_201);
            sum_202 = mpc_fma(gram_10_3, gram_10_5, sum_202);
            sum_203 = mpc_fma(gram_10_3, gram_10_6, sum_203);
            sum_204 = mpc_fma(gram_10_3, gram_10_7, sum_204);
            sum_205 = mpc_fma(gram_10_4, gram_10_5, sum_205);
            sum_206 = mpc_fma(gram_10_4, gram_10_6, sum_206);
            sum_207 = mpc_fma(gram_10_4, gram_10_7, sum_207);
          }
          mpc_store(mixed_10 + (h_15 * 384 + i_28) * 384 + k_18, muon_25 * mpc_load(gram_10 + (h_15 * 384 + i_28) * 384 + k_18) + muon_26 * sum_196);
          mpc_store(mixed_10 + (h_15 * 384 + i_28) * 384 + (k_18 + MPC_LANES), muon_25 * mpc_load(gram_10 + (h_15 * 384 + i_28) * 384 + (k_18 + MPC_LANES)) + muon_26 * sum_197);
          mpc_store(mixed_10 + (h_15 * 384 + i_28) * 384 + (k_18 + 2 * MPC_LANES), muon_25 * mpc_load(gram_10 + (h_15 * 384 + i_28) * 384 + (k_18 + 2 * MPC_LANES)) + muon_26 * sum_198);
          mpc_store(mixed_10 + (h_15 * 384 + (i_28 + 1)) * 384 + k_18, muon_25 * mpc_load(gram_10 + (h_15 * 384 + (i_28 + 1)) * 384 + k_18) + muon_26 * sum_199);
          mpc_store(mixed_10 + (h_15 * 384 + (i_28 + 1)) * 384 + (k_18 + MPC_LANES), muon_25 * mpc_load(gram_10 + (h_15 * 384 + (i_28 + 1)) * 384 + (k_18 + MPC_LANES)) + muon_26 * sum_200);
          mpc_store(mixed_10 + (h_15 * 384 + (i_28 + 1)) * 384 + (k_18 + 2 * MPC_LANES), muon_25 * mpc_load(gram_10 + (h_15 * 384 + (i_28 + 1)) * 384 + (k_18 + 2 * MPC_LANES)) + muon_26 * sum_201);
          mpc_store(mixed_10 + (h_15 * 384 + (i_28 + 2)) * 384 + k_18, muon_25 * mpc_load(gram_10 + (h_15 * 384 + (i_28 + 2)) * 384 + k_18) + muon_26 * sum_202);
          mpc_store(mixed_10 + (h_15 * 384 + (i_28 + 2)) * 384 + (k_18 + MPC_LANES), muon_25 * mpc_load(gram_10 + (h_15 * 384 + (i_28 + 2)) * 384 + (k_18 + MPC_LANES)) + muon_26 * sum_203);
          mpc_store(mixed_10 + (h_15 * 384 + (i_28 + 2)) * 384 + (k_18 + 2 * MPC_LANES), muon_25 * mpc_load(gram_10 + (h_15 * 384 + (i_28 + 2)) * 384 + (k_18 + 2 * MPC_LANES)) + muon_26 * sum_204);
          mpc_store(mixed_10 + (h_15 * 384 + (i_28 + 3)) * 384 + k_18, muon_25 * mpc_load(gram_10 + (h_15 * 384 + (i_28 + 3)) * 384 + k_18) + muon_26 * sum_205);
          mpc_store(mixed_10 + (h_15 * 384 + (i_28 + 3)) * 384 + (k_18 + MPC_LANES), muon_25 * mpc_load(gram_10 + (h_15 * 384 + (i_28 + 3)) * 384 + (k_18 + MPC_LANES)) + muon_26 * sum_206);
          mpc_store(mixed_10 + (h_15 * 384 + (i_28 + 3)) * 384 + (k_18 + 2 * MPC_LANES), muon_25 * mpc_load(gram_10 + (h_15 * 384 + (i_28 + 3)) * 384 + (k_18 + 2 * MPC_LANES)) + muon_26 * sum_207);
        }
        for (int i_29 = mpc_max(from_13, i_even_13); i_29 < to_13; ++i_29) {
          const float muon_27 = muon[13];
          const float muon_28 = muon[14];
          vf sum_208 = mpc_splat(0.0f);
          vf sum_209 = mpc_splat(0.0f);
          vf sum_210 = mpc_splat(0.0f);
          for (int p_9 = 0; p_9 < 384; ++p_9) {
            const float gram_10_8 = gram_10[(h_15 * 384 + i_29) * 384 + p_9];
            sum_208 = mpc_fma(gram_10_8, mpc_load(gram_10 + (h_15 * 384 + p_9) * 384 + k_18), sum_208);
            sum_209 = mpc_fma(gram_10_8, mpc_load(gram_10 + (h_15 * 384 + p_9) * 384 + (k_18 + MPC_LANES)), sum_209);
            sum_210 = mpc_fma(gram_10_8, mpc_load(gram_10 + (h_15 * 384 + p_9) * 384 + (k_18 + 2 * MPC_LANES)), sum_210);
          }
          mpc_store(mixed_10 + (h_15 * 384 + i_29) * 384 + k_18, muon_27 * mpc_load(gram_10 + (h_15 * 384 + i_29) * 384 + k_18) + muon_28 * sum_208);
          mpc_store(mixed_10 + (h_15 * 384 + i_29) * 384 + (k_18 + MPC_LANES), muon_27 * mpc_load(gram_10 + (h_15 * 384 + i_29) * 384 + (k_18 + MPC_LANES)) + muon_28 * sum_209);
          mpc_store(mixed_10 + (h_15 * 384 + i_29) * 384 + (k_18 + 2 * MPC_LANES), muon_27 * mpc_load(gram_10 + (h_15 * 384 + i_29) * 384 + (k_18 + 2 * MPC_LANES)) + muon_28 * sum_210);
        }
      }
    });
  }
  // prepare, line 62: y_12[h, i, j]
  {
    const int columns_14 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_14 = 3;
    mpc_parallel_for(0, columns_14 * chunks_14 * 4, 1, mpc_grain(14192640.0f), [&](int item_14_begin, int item_14_end) {
      for (int item_14 = item_14_begin; item_14 < item_14_end; ++item_14) {
        const int column_14 = item_14 % columns_14;
        const int chunk_14 = item_14 / columns_14 % chunks_14;
        const int h_16 = item_14 / columns_14 / chunks_14;
        const int j_16 = column_14 * (3 * MPC_LANES);
        const int from_14 = chunk_14 * 128;
        const int to_14 = mpc_min(from_14 + 128, 384);
        const int i_even_14 = to_14 - mpc_floor_mod(mpc_max(to_14 - from_14, 0), 4);
        for (int i_30 = from_14; i_30 < i_even_14; i_30 += 4) {
          const float muon_29 = muon[12];
          vf sum_211 = mpc_splat(0.0f);
          vf sum_212 = mpc_splat(0.0f);
          vf sum_213 = mpc_splat(0.0f);
          vf sum_214 = mpc_splat(0.0f);
          vf sum_215 = mpc_splat(0.0f);
          vf sum_216 = mpc_splat(0.0f);
          vf sum_217 = mpc_splat(0.0f);
          vf sum_218 = mpc_splat(0.0f);
          vf sum_219 = mpc_splat(0.0f);
          vf sum_220 = mpc_splat(0.0f);
          vf sum_221 = mpc_splat(0.0f);
          vf sum_222 = mpc_splat(0.0f);
          for (int k_19 = 0; k_19 < 384; ++k_19) {
            const float mixed_10_1 = mixed_10[(h_16 * 384 + i_30) * 384 + k_19];
            const float mixed_10_2 = mixed_10[(h_16 * 384 + (i_30 + 1)) * 384 + k_19];
            const float mixed_10_3 = mixed_10[(h_16 * 384 + (i_30 + 2)) * 384 + k_19];
            const float mixed_10_4 = mixed_10[(h_16 * 384 + (i_30 + 3)) * 384 + k_19];
            const vf y_11_9 = mpc_load(y_11 + (h_16 * 384 + k_19) * 384 + j_16);
            const vf y_11_10 = mpc_load(y_11 + (h_16 * 384 + k_19) * 384 + (j_16 + MPC_LANES));
            const vf y_11_11 = mpc_load(y_11 + (h_16 * 384 + k_19) * 384 + (j_16 + 2 * MPC_LANES));
            sum_211 = mpc_fma(mixed_10_1, y_11_9, sum_211);
            sum_212 = mpc_fma(mixed_10_1, y_11_10, sum_212);
            sum_213 = mpc_fma(mixed_10_1, y_11_11, sum_213);
            sum_214 = mpc_fma(mixed_10_2, y_11_9, sum_214);
            sum_215 = mpc_fma(mixed_10_2, y_11_10, sum_215);
            sum_216 = mpc_fma(mixed_10_2, y_11_11, sum_216);
            sum_217 = mpc_fma(mixed_10_3, y_11_9, sum_217);
            sum_218 = mpc_fma(mixed_10_3, y_11_10, sum_218);
            sum_219 = mpc_fma(mixed_10_3, y_11_11, sum_219);
            sum_220 = mpc_fma(mixed_10_4, y_11_9, sum_220);
            sum_221 = mpc_fma(mixed_10_4, y_11_10, sum_221);
            sum_222 = mpc_fma(mixed_10_4, y_11_11, sum_222);
          }
          mpc_store(y_12 + (h_16 * 384 + i_30) * 384 + j_16, muon_29 * mpc_load(y_11 + (h_16 * 384 + i_30) * 384 + j_16) + sum_211);
          mpc_store(y_12 + (h_16 * 384 + i_30) * 384 + (j_16 + MPC_LANES), muon_29 * mpc_load(y_11 + (h_16 * 384 + i_30) * 384 + (j_16 + MPC_LANES)) + sum_212);
          mpc_store(y_12 + (h_16 * 384 + i_30) * 384 + (j_16 + 2 * MPC_LANES), muon_29 * mpc_load(y_11 + (h_16 * 384 + i_30) * 384 + (j_16 + 2 * MPC_LANES)) + sum_213);
          mpc_store(y_12 + (h_16 * 384 + (i_30 + 1)) * 384 + j_16, muon_29 * mpc_load(y_11 + (h_16 * 384 + (i_30 + 1)) * 384 + j_16) + sum_214);
          mpc_store(y_12 + (h_16 * 384 + (i_30 + 1)) * 384 + (j_16 + MPC_LANES), muon_29 * mpc_load(y_11 + (h_16 * 384 + (i_30 + 1)) * 384 + (j_16 + MPC_LANES)) + sum_215);
          mpc_store(y_12 + (h_16 * 384 + (i_30 + 1)) * 384 + (j_16 + 2 * MPC_LANES), muon_29 * mpc_load(y_11 + (h_16 * 384 + (i_30 + 1)) * 384 + (j_16 + 2 * MPC_LANES)) + sum_216);
          mpc_store(y_12 + (h_16 * 384 + (i_30 + 2)) * 384 + j_16, muon_29 * mpc_load(y_11 + (h_16 * 384 + (i_30 + 2)) * 384 + j_16) + sum_217);
          mpc_store(y_12 + (h_16 * 384 + (i_30 + 2)) * 384 + (j_16 + MPC_LANES), muon_29 * mpc_load(y_11 + (h_16 * 384 + (i_30 + 2)) * 384 + (j_16 + MPC_LANES)) + sum_218);
          mpc_store(y_12 + (h_16 * 384 + (i_30 + 2)) * 384 + (j_16 + 2 * MPC_LANES), muon_29 * mpc_load(y_11 + (h_16 * 384 + (i_30 + 2)) * 384 + (j_16 + 2 * MPC_LANES)) + sum_219);
          mpc_store(y_12 + (h_16 * 384 + (i_30 + 3)) * 384 + j_16, muon_29 * mpc_load(y_11 + (h_16 * 384 + (i_30 + 3)) * 384 + j_16) + sum_220);
          mpc_store(y_12 + (h_16 * 384 + (i_30 + 3)) * 384 + (j_16 + MPC_LANES), muon_29 * mpc_load(y_11 + (h_16 * 384 + (i_30 + 3)) * 384 + (j_16 + MPC_LANES)) + sum_221);
          mpc_store(y_12 + (h_16 * 384 + (i_30 + 3)) * 384 + (j_16 + 2 * MPC_LANES), muon_29 * mpc_load(y_11 + (h_16 * 384 + (i_30 + 3)) * 384 + (j_16 + 2 * MPC_LANES)) + sum_222);
        }
        for (int i_31 = mpc_max(from_14, i_even_14); i_31 < to_14; ++i_31) {
          const float muon_30 = muon[12];
          vf sum_223 = mpc_splat(0.0f);
          vf sum_224 = mpc_splat(0.0f);
          vf sum_225 = mpc_splat(0.0f);
          for (int k_20 = 0; k_20 < 384; ++k_20) {
            const float mixed_10_5 = mixed_10[(h_16 * 384 + i_31) * 384 + k_20];
            sum_223 = mpc_fma(mixed_10_5, mpc_load(y_11 + (h_16 * 384 + k_20) * 384 + j_16), sum_223);
            sum_224 = mpc_fma(mixed_10_5, mpc_load(y_11 + (h_16 * 384 + k_20) * 384 + (j_16 + MPC_LANES)), sum_224);
            sum_225 = mpc_fma(mixed_10_5, mpc_load(y_11 + (h_16 * 384 + k_20) * 384 + (j_16 + 2 * MPC_LANES)), sum_225);
          }
          mpc_store(y_12 + (h_16 * 384 + i_31) * 384 + j_16, muon_30 * mpc_load(y_11 + (h_16 * 384 + i_31) * 384 + j_16) + sum_223);
          mpc_store(y_12 + (h_16 * 384 + i_31) * 384 + (j_16 + MPC_LANES), muon_30 * mpc_load(y_11 + (h_16 * 384 + i_31) * 384 + (j_16 + MPC_LANES)) + sum_224);
          mpc_store(y_12 + (h_16 * 384 + i_31) * 384 + (j_16 + 2 * MPC_LANES), muon_30 * mpc_load(y_11 + (h_16 * 384 + i_31) * 384 + (j_16 + 2 * MPC_LANES)) + sum_225);
        }
      }
    });
  }
  // prepare, line 62: d1[h, i, j]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(768.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int h_17 = point_1 / 384;
        const int i_32 = point_1 % 384;
        for (int j_17 = 0; j_17 < 384; j_17 += MPC_LANES) {
          mpc_store(d1 + (h_17 * 384 + i_32) * 384 + j_17, mpc_load(y_12 + (h_17 * 384 + i_32) * 384 + j_17));
        }
      }
    });
  }
  // prepare, line 65: value_2[h, i, i]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(1920.0f), [&](int point_2_begin, int point_2_end) {
      for (int point_2 = point_2_begin; point_2 < point_2_end; ++point_2) {
        const int h_18 = point_2 / 384;
        const int i_33 = point_2 % 384;
        for (int i_34 = 0; i_34 < 384; i_34 += MPC_LANES) {
          mpc_store(value_2 + (h_18 * 384 + i_33) * 384 + i_34, mpc_load(w1 + (h_18 * 384 + i_33) * 384 + i_34) + mpc_load(d1 + (h_18 * 384 + i_33) * 384 + i_34));
        }
      }
    });
  }
  // prepare, line 65: w1_sum[h, i]
  {
    for (int h_19 = 0; h_19 < 4; ++h_19) {
      mpc_parallel_for(0, 384, 1, mpc_grain(2317.0f), [&](int i_35_begin, int i_35_end) {
        for (int i_35 = i_35_begin; i_35 < i_35_end; ++i_35) {
          vf sum_226 = mpc_splat(0.0f);
          for (int i_36 = 0; i_36 < 384; i_36 += MPC_LANES) {
            sum_226 = mpc_fma(mpc_load(value_2 + (h_19 * 384 + i_35) * 384 + i_36), mpc_load(value_2 + (h_19 * 384 + i_35) * 384 + i_36), sum_226);
          }
          w1_sum[h_19 * 384 + i_35] = mpc_sqrt(mpc_sum_lanes(sum_226)) + 0.00001f;
        }
      });
    }
  }
}

// prepare: value_3_w2_sum
extern "C" void lact_value_3_w2_sum(
    const float *__restrict m2,
    float *__restrict y_13_sum,
    float *__restrict y_13,
    float *__restrict gram_11,
    const float *__restrict muon,
    float *__restrict mixed_11,
    float *__restrict y_14,
    float *__restrict gram_12,
    float *__restrict mixed_12,
    float *__restrict y_15,
    float *__restrict gram_13,
    float *__restrict mixed_13,
    float *__restrict y_16,
    float *__restrict gram_14,
    float *__restrict mixed_14,
    float *__restrict y_17,
    float *__restrict gram_15,
    float *__restrict mixed_15,
    float *__restrict y_18,
    float *__restrict d2,
    const float *__restrict w2,
    float *__restrict value_3,
    float *__restrict w2_sum) {
  // prepare, line 63: y_13_sum[h]
  {
    mpc_parallel_for(0, 4, 1, mpc_grain(884759.0f), [&](int h_begin, int h_end) {
      for (int h = h_begin; h < h_end; ++h) {
        vf sum = mpc_splat(0.0f);
        for (int i = 0; i < 384; ++i) {
          for (int j = 0; j < 384; j += MPC_LANES) {
            sum = mpc_fma(mpc_load(m2 + (h * 384 + i) * 384 + j), mpc_load(m2 + (h * 384 + i) * 384 + j), sum);
          }
        }
        y_13_sum[h] = 1.0f / (mpc_sqrt(mpc_sum_lanes(sum)) + 1e-7f);
      }
    });
  }
  // prepare, line 63: y_13[h, i, j]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(1920.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int h_1 = point / 384;
        const int i_1 = point % 384;
        for (int j_1 = 0; j_1 < 384; j_1 += MPC_LANES) {
          mpc_store(y_13 + (h_1 * 384 + i_1) * 384 + j_1, mpc_load(m2 + (h_1 * 384 + i_1) * 384 + j_1) * y_13_sum[h_1]);
        }
      }
    });
  }
  // prepare, line 63: gram_11[h, i, k]
  {
    const int columns = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks = 3;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(14155776.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h_2 = item / columns / chunks;
        const int k_1 = column * (3 * MPC_LANES);
        alignas(64) float y_13_tile[1152 * MPC_LANES];
        mpc_pack(y_13_tile, y_13 + (h_2 * 384 + k_1) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 384);
        const int i_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int i_2 = from; i_2 < i_even; i_2 += 4) {
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          vf sum_12 = mpc_splat(0.0f);
          for (int j_2 = 0; j_2 < 384; ++j_2) {
            const float y_13_1 = y_13[(h_2 * 384 + i_2) * 384 + j_2];
            const float y_13_2 = y_13[(h_2 * 384 + (i_2 + 1)) * 384 + j_2];
            const float y_13_3 = y_13[(h_2 * 384 + (i_2 + 2)) * 384 + j_2];
            const float y_13_4 = y_13[(h_2 * 384 + (i_2 + 3)) * 384 + j_2];
            const vf y_13_5 = mpc_load(y_13_tile + j_2 * (3 * MPC_LANES));
            const vf y_13_6 = mpc_load(y_13_tile + j_2 * (3 * MPC_LANES) + MPC_LANES);
            const vf y_13_7 = mpc_load(y_13_tile + j_2 * (3 * MPC_LANES) + 2 * MPC_LANES);
            sum_1 = mpc_fma(y_13_1, y_13_5, sum_1);
            sum_2 = mpc_fma(y_13_1, y_13_6, sum_2);
            sum_3 = mpc_fma(y_13_1, y_13_7, sum_3);
            sum_4 = mpc_fma(y_13_2, y_13_5, sum_4);
            sum_5 = mpc_fma(y_13_2, y_13_6, sum_5);
            sum_6 = mpc_fma(y_13_2, y_13_7, sum_6);
            sum_7 = mpc_fma(y_13_3, y_13_5, sum_7);
            sum_8 = mpc_fma(y_13_3, y_13_6, sum_8);
            sum_9 = mpc_fma(y_13_3, y_13_7, sum_9);
            sum_10 = mpc_fma(y_13_4, y_13_5, sum_10);
            sum_11 = mpc_fma(y_13_4, y_13_6, sum_11);
            sum_12 = mpc_fma(y_13_4, y_13_7, sum_12);
          }
          mpc_store(gram_11 + (h_2 * 384 + i_2) * 384 + k_1, sum_1);
          mpc_store(gram_11 + (h_2 * 384 + i_2) * 384 + (k_1 + MPC_LANES), sum_2);
          mpc_store(gram_11 + (h_2 * 384 + i_2) * 384 + (k_1 + 2 * MPC_LANES), sum_3);
          mpc_store(gram_11 + (h_2 * 384 + (i_2 + 1)) * 384 + k_1, sum_4);
          mpc_store(gram_11 + (h_2 * 384 + (i_2 + 1)) * 384 + (k_1 + MPC_LANES), sum_5);
          mpc_store(gram_11 + (h_2 * 384 + (i_2 + 1)) * 384 + (k_1 + 2 * MPC_LANES), sum_6);
          mpc_store(gram_11 + (h_2 * 384 + (i_2 + 2)) * 384 + k_1, sum_7);
          mpc_store(gram_11 + (h_2 * 384 + (i_2 + 2)) * 384 + (k_1 + MPC_LANES), sum_8);
          mpc_store(gram_11 + (h_2 * 384 + (i_2 + 2)) * 384 + (k_1 + 2 * MPC_LANES), sum_9);
          mpc_store(gram_11 + (h_2 * 384 + (i_2 + 3)) * 384 + k_1, sum_10);
          mpc_store(gram_11 + (h_2 * 384 + (i_2 + 3)) * 384 + (k_1 + MPC_LANES), sum_11);
          mpc_store(gram_11 + (h_2 * 384 + (i_2 + 3)) * 384 + (k_1 + 2 * MPC_LANES), sum_12);
        }
        for (int i_3 = mpc_max(from, i_even); i_3 < to; ++i_3) {
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          vf sum_15 = mpc_splat(0.0f);
          for (int j_3 = 0; j_3 < 384; ++j_3) {
            const float y_13_8 = y_13[(h_2 * 384 + i_3) * 384 + j_3];
            sum_13 = mpc_fma(y_13_8, mpc_load(y_13_tile + j_3 * (3 * MPC_LANES)), sum_13);
            sum_14 = mpc_fma(y_13_8, mpc_load(y_13_tile + j_3 * (3 * MPC_LANES) + MPC_LANES), sum_14);
            sum_15 = mpc_fma(y_13_8, mpc_load(y_13_tile + j_3 * (3 * MPC_LANES) + 2 * MPC_LANES), sum_15);
          }
          mpc_store(gram_11 + (h_2 * 384 + i_3) * 384 + k_1, sum_13);
          mpc_store(gram_11 + (h_2 * 384 + i_3) * 384 + (k_1 + MPC_LANES), sum_14);
          mpc_store(gram_11 + (h_2 * 384 + i_3) * 384 + (k_1 + 2 * MPC_LANES), sum_15);
        }
      }
    });
  }
  // prepare, line 63: mixed_11[h, i, k]
  {
    const int columns_1 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_1 = 3;
    mpc_parallel_for(0, columns_1 * chunks_1 * 4, 1, mpc_grain(14211072.0f), [&](int item_1_begin, int item_1_end) {
      for (int item_1 = item_1_begin; item_1 < item_1_end; ++item_1) {
        const int column_1 = item_1 % columns_1;
        const int chunk_1 = item_1 / columns_1 % chunks_1;
        const int h_3 = item_1 / columns_1 / chunks_1;
        const int k_2 = column_1 * (3 * MPC_LANES);
        const int from_1 = chunk_1 * 128;
        const int to_1 = mpc_min(from_1 + 128, 384);
        const int i_even_1 = to_1 - mpc_floor_mod(mpc_max(to_1 - from_1, 0), 4);
        for (int i_4 = from_1; i_4 < i_even_1; i_4 += 4) {
          const float muon_1 = muon[1];
          const float muon_2 = muon[2];
          vf sum_16 = mpc_splat(0.0f);
          vf sum_17 = mpc_splat(0.0f);
          vf sum_18 = mpc_splat(0.0f);
          vf sum_19 = mpc_splat(0.0f);
          vf sum_20 = mpc_splat(0.0f);
          vf sum_21 = mpc_splat(0.0f);
          vf sum_22 = mpc_splat(0.0f);
          vf sum_23 = mpc_splat(0.0f);
          vf sum_24 = mpc_splat(0.0f);
          vf sum_25 = mpc_splat(0.0f);
          vf sum_26 = mpc_splat(0.0f);
          vf sum_27 = mpc_splat(0.0f);
          for (int p = 0; p < 384; ++p) {
            const float gram_11_1 = gram_11[(h_3 * 384 + i_4) * 384 + p];
            const float gram_11_2 = gram_11[(h_3 * 384 + (i_4 + 1)) * 384 + p];
            const float gram_11_3 = gram_11[(h_3 * 384 + (i_4 + 2)) * 384 + p];
            const float gram_11_4 = gram_11[(h_3 * 384 + (i_4 + 3)) * 384 + p];
            const vf gram_11_5 = mpc_load(gram_11 + (h_3 * 384 + p) * 384 + k_2);
            const vf gram_11_6 = mpc_load(gram_11 + (h_3 * 384 + p) * 384 + (k_2 + MPC_LANES));
            const vf gram_11_7 = mpc_load(gram_11 + (h_3 * 384 + p) * 384 + (k_2 + 2 * MPC_LANES));
            sum_16 = mpc_fma(gram_11_1, gram_11_5, sum_16);
            sum_17 = mpc_fma(gram_11_1, gram_11_6, sum_17);
            sum_18 = mpc_fma(gram_11_1, gram_11_7, sum_18);
            sum_19 = mpc_fma(gram_11_2, gram_11_5, sum_19);
            sum_20 = mpc_fma(gram_11_2, gram_11_6, sum_20);
            sum_21 = mpc_fma(gram_11_2, gram_11_7, sum_21);
            sum_22 = mpc_fma(gram_11_3, gram_11_5, sum_22);
            sum_23 = mpc_fma(gram_11_3, gram_11_6, sum_23);
            sum_24 = mpc_fma(gram_11_3, gram_11_7, sum_24);
            sum_25 = mpc_fma(gram_11_4, gram_11_5, sum_25);
            sum_26 = mpc_fma(gram_11_4, gram_11_6, sum_26);
            sum_27 = mpc_fma(gram_11_4, gram_11_7, sum_27);
          }
          mpc_store(mixed_11 + (h_3 * 384 + i_4) * 384 + k_2, muon_1 * mpc_load(gram_11 + (h_3 * 384 + i_4) * 384 + k_2) + muon_2 * sum_16);
          mpc_store(mixed_11 + (h_3 * 384 + i_4) * 384 + (k_2 + MPC_LANES), muon_1 * mpc_load(gram_11 + (h_3 * 384 + i_4) * 384 + (k_2 + MPC_LANES)) + muon_2 * sum_17);
          mpc_store(mixed_11 + (h_3 * 384 + i_4) * 384 + (k_2 + 2 * MPC_LANES), muon_1 * mpc_load(gram_11 + (h_3 * 384 + i_4) * 384 + (k_2 + 2 * MPC_LANES)) + muon_2 * sum_18);
          mpc_store(mixed_11 + (h_3 * 384 + (i_4 + 1)) * 384 + k_2, muon_1 * mpc_load(gram_11 + (h_3 * 384 + (i_4 + 1)) * 384 + k_2) + muon_2 * sum_19);
          mpc_store(mixed_11 + (h_3 * 384 + (i_4 + 1)) * 384 + (k_2 + MPC_LANES), muon_1 * mpc_load(gram_11 + (h_3 * 384 + (i_4 + 1)) * 384 + (k_2 + MPC_LANES)) + muon_2 * sum_20);
          mpc_store(mixed_11 + (h_3 * 384 + (i_4 + 1)) * 384 + (k_2 + 2 * MPC_LANES), muon_1 * mpc_load(gram_11 + (h_3 * 384 + (i_4 + 1)) * 384 + (k_2 + 2 * MPC_LANES)) + muon_2 * sum_21);
          mpc_store(mixed_11 + (h_3 * 384 + (i_4 + 2)) * 384 + k_2, muon_1 * mpc_load(gram_11 + (h_3 * 384 + (i_4 + 2)) * 384 + k_2) + muon_2 * sum_22);
          mpc_store(mixed_11 + (h_3 * 384 + (i_4 + 2)) * 384 + (k_2 + MPC_LANES), muon_1 * mpc_load(gram_11 + (h_3 * 384 + (i_4 + 2)) * 384 + (k_2 + MPC_LANES)) + muon_2 * sum_23);
          mpc_store(mixed_11 + (h_3 * 384 + (i_4 + 2)) * 384 + (k_2 + 2 * MPC_LANES), muon_1 * mpc_load(gram_11 + (h_3 * 384 + (i_4 + 2)) * 384 + (k_2 + 2 * MPC_LANES)) + muon_2 * sum_24);
          mpc_store(mixed_11 + (h_3 * 384 + (i_4 + 3)) * 384 + k_2, muon_1 * mpc_load(gram_11 + (h_3 * 384 + (i_4 + 3)) * 384 + k_2) + muon_2 * sum_25);
          mpc_store(mixed_11 + (h_3 * 384 + (i_4 + 3)) * 384 + (k_2 + MPC_LANES), muon_1 * mpc_load(gram_11 + (h_3 * 384 + (i_4 + 3)) * 384 + (k_2 + MPC_LANES)) + muon_2 * sum_26);
          mpc_store(mixed_11 + (h_3 * 384 + (i_4 + 3)) * 384 + (k_2 + 2 * MPC_LANES), muon_1 * mpc_load(gram_11 + (h_3 * 384 + (i_4 + 3)) * 384 + (k_2 + 2 * MPC_LANES)) + muon_2 * sum_27);
        }
        for (int i_5 = mpc_max(from_1, i_even_1); i_5 < to_1; ++i_5) {
          const float muon_3 = muon[1];
          const float muon_4 = muon[2];
          vf sum_28 = mpc_splat(0.0f);
          vf sum_29 = mpc_splat(0.0f);
          vf sum_30 = mpc_splat(0.0f);
          for (int p_1 = 0; p_1 < 384; ++p_1) {
            const float gram_11_8 = gram_11[(h_3 * 384 + i_5) * 384 + p_1];
            sum_28 = mpc_fma(gram_11_8, mpc_load(gram_11 + (h_3 * 384 + p_1) * 384 + k_2), sum_28);
            sum_29 = mpc_fma(gram_11_8, mpc_load(gram_11 + (h_3 * 384 + p_1) * 384 + (k_2 + MPC_LANES)), sum_29);
            sum_30 = mpc_fma(gram_11_8, mpc_load(gram_11 + (h_3 * 384 + p_1) * 384 + (k_2 + 2 * MPC_LANES)), sum_30);
          }
          mpc_store(mixed_11 + (h_3 * 384 + i_5) * 384 + k_2, muon_3 * mpc_load(gram_11 + (h_3 * 384 + i_5) * 384 + k_2) + muon_4 * sum_28);
          mpc_store(mixed_11 + (h_3 * 384 + i_5) * 384 + (k_2 + MPC_LANES), muon_3 * mpc_load(gram_11 + (h_3 * 384 + i_5) * 384 + (k_2 + MPC_LANES)) + muon_4 * sum_29);
          mpc_store(mixed_11 + (h_3 * 384 + i_5) * 384 + (k_2 + 2 * MPC_LANES), muon_3 * mpc_load(gram_11 + (h_3 * 384 + i_5) * 384 + (k_2 + 2 * MPC_LANES)) + muon_4 * sum_30);
        }
      }
    });
  }
  // prepare, line 63: y_14[h, i, j]
  {
    const int columns_2 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_2 = 3;
    mpc_parallel_for(0, columns_2 * chunks_2 * 4, 1, mpc_grain(14192640.0f), [&](int item_2_begin, int item_2_end) {
      for (int item_2 = item_2_begin; item_2 < item_2_end; ++item_2) {
        const int column_2 = item_2 % columns_2;
        const int chunk_2 = item_2 / columns_2 % chunks_2;
        const int h_4 = item_2 / columns_2 / chunks_2;
        const int j_4 = column_2 * (3 * MPC_LANES);
        const int from_2 = chunk_2 * 128;
        const int to_2 = mpc_min(from_2 + 128, 384);
        const int i_even_2 = to_2 - mpc_floor_mod(mpc_max(to_2 - from_2, 0), 4);
        for (int i_6 = from_2; i_6 < i_even_2; i_6 += 4) {
          const float muon_5 = muon[0];
          vf sum_31 = mpc_splat(0.0f);
          vf sum_32 = mpc_splat(0.0f);
          vf sum_33 = mpc_splat(0.0f);
          vf sum_34 = mpc_splat(0.0f);
          vf sum_35 = mpc_splat(0.0f);
          vf sum_36 = mpc_splat(0.0f);
          vf sum_37 = mpc_splat(0.0f);
          vf sum_38 = mpc_splat(0.0f);
          vf sum_39 = mpc_splat(0.0f);
          vf sum_40 = mpc_splat(0.0f);
          vf sum_41 = mpc_splat(0.0f);
          vf sum_42 = mpc_splat(0.0f);
          for (int k_3 = 0; k_3 < 384; ++k_3) {
            const float mixed_11_1 = mixed_11[(h_4 * 384 + i_6) * 384 + k_3];
            const float mixed_11_2 = mixed_11[(h_4 * 384 + (i_6 + 1)) * 384 + k_3];
            const float mixed_11_3 = mixed_11[(h_4 * 384 + (i_6 + 2)) * 384 + k_3];
            const float mixed_11_4 = mixed_11[(h_4 * 384 + (i_6 + 3)) * 384 + k_3];
            const vf y_13_9 = mpc_load(y_13 + (h_4 * 384 + k_3) * 384 + j_4);
            const vf y_13_10 = mpc_load(y_13 + (h_4 * 384 + k_3) * 384 + (j_4 + MPC_LANES));
            const vf y_13_11 = mpc_load(y_13 + (h_4 * 384 + k_3) * 384 + (j_4 + 2 * MPC_LANES));
            sum_31 = mpc_fma(mixed_11_1, y_13_9, sum_31);
            sum_32 = mpc_fma(mixed_11_1, y_13_10, sum_32);
            sum_33 = mpc_fma(mixed_11_1, y_13_11, sum_33);
            sum_34 = mpc_fma(mixed_11_2, y_13_9, sum_34);
            sum_35 = mpc_fma(mixed_11_2, y_13_10, sum_35);
            sum_36 = mpc_fma(mixed_11_2, y_13_11, sum_36);
            sum_37 = mpc_fma(mixed_11_3, y_13_9, sum_37);
            sum_38 = mpc_fma(mixed_11_3, y_13_10, sum_38);
            sum_39 = mpc_fma(mixed_11_3, y_13_11, sum_39);
            sum_40 = mpc_fma(mixed_11_4, y_13_9, sum_40);
            sum_41 = mpc_fma(mixed_11_4, y_13_10, sum_41);
            sum_42 = mpc_fma(mixed_11_4, y_13_11, sum_42);
          }
          mpc_store(y_14 + (h_4 * 384 + i_6) * 384 + j_4, muon_5 * mpc_load(y_13 + (h_4 * 384 + i_6) * 384 + j_4) + sum_31);
          mpc_store(y_14 + (h_4 * 384 + i_6) * 384 + (j_4 + MPC_LANES), muon_5 * mpc_load(y_13 + (h_4 * 384 + i_6) * 384 + (j_4 + MPC_LANES)) + sum_32);
          mpc_store(y_14 + (h_4 * 384 + i_6) * 384 + (j_4 + 2 * MPC_LANES), muon_5 * mpc_load(y_13 + (h_4 * 384 + i_6) * 384 + (j_4 + 2 * MPC_LANES)) + sum_33);
          mpc_store(y_14 + (h_4 * 384 + (i_6 + 1)) * 384 + j_4, muon_5 * mpc_load(y_13 + (h_4 * 384 + (i_6 + 1)) * 384 + j_4) + sum_34);
          mpc_store(y_14 + (h_4 * 384 + (i_6 + 1)) * 384 + (j_4 + MPC_LANES), muon_5 * mpc_load(y_13 + (h_4 * 384 + (i_6 + 1)) * 384 + (j_4 + MPC_LANES)) + sum_35);
          mpc_store(y_14 + (h_4 * 384 + (i_6 + 1)) * 384 + (j_4 + 2 * MPC_LANES), muon_5 * mpc_load(y_13 + (h_4 * 384 + (i_6 + 1)) * 384 + (j_4 + 2 * MPC_LANES)) + sum_36);
          mpc_store(y_14 + (h_4 * 384 + (i_6 + 2)) * 384 + j_4, muon_5 * mpc_load(y_13 + (h_4 * 384 + (i_6 + 2)) * 384 + j_4) + sum_37);
          mpc_store(y_14 + (h_4 * 384 + (i_6 + 2)) * 384 + (j_4 + MPC_LANES), muon_5 * mpc_load(y_13 + (h_4 * 384 + (i_6 + 2)) * 384 + (j_4 + MPC_LANES)) + sum_38);
          mpc_store(y_14 + (h_4 * 384 + (i_6 + 2)) * 384 + (j_4 + 2 * MPC_LANES), muon_5 * mpc_load(y_13 + (h_4 * 384 + (i_6 + 2)) * 384 + (j_4 + 2 * MPC_LANES)) + sum_39);
          mpc_store(y_14 + (h_4 * 384 + (i_6 + 3)) * 384 + j_4, muon_5 * mpc_load(y_13 + (h_4 * 384 + (i_6 + 3)) * 384 + j_4) + sum_40);
          mpc_store(y_14 + (h_4 * 384 + (i_6 + 3)) * 384 + (j_4 + MPC_LANES), muon_5 * mpc_load(y_13 + (h_4 * 384 + (i_6 + 3)) * 384 + (j_4 + MPC_LANES)) + sum_41);
          mpc_store(y_14 + (h_4 * 384 + (i_6 + 3)) * 384 + (j_4 + 2 * MPC_LANES), muon_5 * mpc_load(y_13 + (h_4 * 384 + (i_6 + 3)) * 384 + (j_4 + 2 * MPC_LANES)) + sum_42);
        }
        for (int i_7 = mpc_max(from_2, i_even_2); i_7 < to_2; ++i_7) {
          const float muon_6 = muon[0];
          vf sum_43 = mpc_splat(0.0f);
          vf sum_44 = mpc_splat(0.0f);
          vf sum_45 = mpc_splat(0.0f);
          for (int k_4 = 0; k_4 < 384; ++k_4) {
            const float mixed_11_5 = mixed_11[(h_4 * 384 + i_7) * 384 + k_4];
            sum_43 = mpc_fma(mixed_11_5, mpc_load(y_13 + (h_4 * 384 + k_4) * 384 + j_4), sum_43);
            sum_44 = mpc_fma(mixed_11_5, mpc_load(y_13 + (h_4 * 384 + k_4) * 384 + (j_4 + MPC_LANES)), sum_44);
            sum_45 = mpc_fma(mixed_11_5, mpc_load(y_13 + (h_4 * 384 + k_4) * 384 + (j_4 + 2 * MPC_LANES)), sum_45);
          }
          mpc_store(y_14 + (h_4 * 384 + i_7) * 384 + j_4, muon_6 * mpc_load(y_13 + (h_4 * 384 + i_7) * 384 + j_4) + sum_43);
          mpc_store(y_14 + (h_4 * 384 + i_7) * 384 + (j_4 + MPC_LANES), muon_6 * mpc_load(y_13 + (h_4 * 384 + i_7) * 384 + (j_4 + MPC_LANES)) + sum_44);
          mpc_store(y_14 + (h_4 * 384 + i_7) * 384 + (j_4 + 2 * MPC_LANES), muon_6 * mpc_load(y_13 + (h_4 * 384 + i_7) * 384 + (j_4 + 2 * MPC_LANES)) + sum_45);
        }
      }
    });
  }
  // prepare, line 63: gram_12[h, i, k]
  {
    const int columns_3 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_3 = 3;
    mpc_parallel_for(0, columns_3 * chunks_3 * 4, 1, mpc_grain(14155776.0f), [&](int item_3_begin, int item_3_end) {
      for (int item_3 = item_3_begin; item_3 < item_3_end; ++item_3) {
        const int column_3 = item_3 % columns_3;
        const int chunk_3 = item_3 / columns_3 % chunks_3;
        const int h_5 = item_3 / columns_3 / chunks_3;
        const int k_5 = column_3 * (3 * MPC_LANES);
        alignas(64) float y_14_tile[1152 * MPC_LANES];
        mpc_pack(y_14_tile, y_14 + (h_5 * 384 + k_5) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from_3 = chunk_3 * 128;
        const int to_3 = mpc_min(from_3 + 128, 384);
        const int i_even_3 = to_3 - mpc_floor_mod(mpc_max(to_3 - from_3, 0), 4);
        for (int i_8 = from_3; i_8 < i_even_3; i_8 += 4) {
          vf sum_46 = mpc_splat(0.0f);
          vf sum_47 = mpc_splat(0.0f);
          vf sum_48 = mpc_splat(0.0f);
          vf sum_49 = mpc_splat(0.0f);
          vf sum_50 = mpc_splat(0.0f);
          vf sum_51 = mpc_splat(0.0f);
          vf sum_52 = mpc_splat(0.0f);
          vf sum_53 = mpc_splat(0.0f);
          vf sum_54 = mpc_splat(0.0f);
          vf sum_55 = mpc_splat(0.0f);
          vf sum_56 = mpc_splat(0.0f);
          vf sum_57 = mpc_splat(0.0f);
          for (int j_5 = 0; j_5 < 384; ++j_5) {
            const float y_14_1 = y_14[(h_5 * 384 + i_8) * 384 + j_5];
            const float y_14_2 = y_14[(h_5 * 384 + (i_8 + 1)) * 384 + j_5];
            const float y_14_3 = y_14[(h_5 * 384 + (i_8 + 2)) * 384 + j_5];
            const float y_14_4 = y_14[(h_5 * 384 + (i_8 + 3)) * 384 + j_5];
            const vf y_14_5 = mpc_load(y_14_tile + j_5 * (3 * MPC_LANES));
            const vf y_14_6 = mpc_load(y_14_tile + j_5 * (3 * MPC_LANES) + MPC_LANES);
            const vf y_14_7 = mpc_load(y_14_tile + j_5 * (3 * MPC_LANES) + 2 * MPC_LANES);
            sum_46 = mpc_fma(y_14_1, y_14_5, sum_46);
            sum_47 = mpc_fma(y_14_1, y_14_6, sum_47);
            sum_48 = mpc_fma(y_14_1, y_14_7, sum_48);
            sum_49 = mpc_fma(y_14_2, y_14_5, sum_49);
            sum_50 = mpc_fma(y_14_2, y_14_6, sum_50);
            sum_51 = mpc_fma(y_14_2, y_14_7, sum_51);
            sum_52 = mpc_fma(y_14_3, y_14_5, sum_52);
            sum_53 = mpc_fma(y_14_3, y_14_6, sum_53);
            sum_54 = mpc_fma(y_14_3, y_14_7, sum_54);
            sum_55 = mpc_fma(y_14_4, y_14_5, sum_55);
            sum_56 = mpc_fma(y_14_4, y_14_6, sum_56);
            sum_57 = mpc_fma(y_14_4, y_14_7, sum_57);
          }
          mpc_store(gram_12 + (h_5 * 384 + i_8) * 384 + k_5, sum_46);
          mpc_store(gram_12 + (h_5 * 384 + i_8) * 384 + (k_5 + MPC_LANES), sum_47);
          mpc_store(gram_12 + (h_5 * 384 + i_8) * 384 + (k_5 + 2 * MPC_LANES), sum_48);
          mpc_store(gram_12 + (h_5 * 384 + (i_8 + 1)) * 384 + k_5, sum_49);
          mpc_store(gram_12 + (h_5 * 384 + (i_8 + 1)) * 384 + (k_5 + MPC_LANES), sum_50);
          mpc_store(gram_12 + (h_5 * 384 + (i_8 + 1)) * 384 + (k_5 + 2 * MPC_LANES), sum_51);
          mpc_store(gram_12 + (h_5 * 384 + (i_8 + 2)) * 384 + k_5, sum_52);
          mpc_store(gram_12 + (h_5 * 384 + (i_8 + 2)) * 384 + (k_5 + MPC_LANES), sum_53);
          mpc_store(gram_12 + (h_5 * 384 + (i_8 + 2)) * 384 + (k_5 + 2 * MPC_LANES), sum_54);
          mpc_store(gram_12 + (h_5 * 384 + (i_8 + 3)) * 384 + k_5, sum_55);
          mpc_store(gram_12 + (h_5 * 384 + (i_8 + 3)) * 384 + (k_5 + MPC_LANES), sum_56);
          mpc_store(gram_12 + (h_5 * 384 + (i_8 + 3)) * 384 + (k_5 + 2 * MPC_LANES), sum_57);
        }
        for (int i_9 = mpc_max(from_3, i_even_3); i_9 < to_3; ++i_9) {
          vf sum_58 = mpc_splat(0.0f);
          vf sum_59 = mpc_splat(0.0f);
          vf sum_60 = mpc_splat(0.0f);
          for (int j_6 = 0; j_6 < 384; ++j_6) {
            const float y_14_8 = y_14[(h_5 * 384 + i_9) * 384 + j_6];
            sum_58 = mpc_fma(y_14_8, mpc_load(y_14_tile + j_6 * (3 * MPC_LANES)), sum_58);
            sum_59 = mpc_fma(y_14_8, mpc_load(y_14_tile + j_6 * (3 * MPC_LANES) + MPC_LANES), sum_59);
            sum_60 = mpc_fma(y_14_8, mpc_load(y_14_tile + j_6 * (3 * MPC_LANES) + 2 * MPC_LANES), sum_60);
          }
          mpc_store(gram_12 + (h_5 * 384 + i_9) * 384 + k_5, sum_58);
          mpc_store(gram_12 + (h_5 * 384 + i_9) * 384 + (k_5 + MPC_LANES), sum_59);
          mpc_store(gram_12 + (h_5 * 384 + i_9) * 384 + (k_5 + 2 * MPC_LANES), sum_60);
        }
      }
    });
  }
  // prepare, line 63: mixed_12[h, i, k]
  {
    const int columns_4 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_4 = 3;
    mpc_parallel_for(0, columns_4 * chunks_4 * 4, 1, mpc_grain(14211072.0f), [&](int item_4_begin, int item_4_end) {
      for (int item_4 = item_4_begin; item_4 < item_4_end; ++item_4) {
        const int column_4 = item_4 % columns_4;
        const int chunk_4 = item_4 / columns_4 % chunks_4;
        const int h_6 = item_4 / columns_4 / chunks_4;
        const int k_6 = column_4 * (3 * MPC_LANES);
        const int from_4 = chunk_4 * 128;
        const int to_4 = mpc_min(from_4 + 128, 384);
        const int i_even_4 = to_4 - mpc_floor_mod(mpc_max(to_4 - from_4, 0), 4);
        for (int i_10 = from_4; i_10 < i_even_4; i_10 += 4) {
          const float muon_7 = muon[4];
          const float muon_8 = muon[5];
          vf sum_61 = mpc_splat(0.0f);
          vf sum_62 = mpc_splat(0.0f);
          vf sum_63 = mpc_splat(0.0f);
          vf sum_64 = mpc_splat(0.0f);
          vf sum_65 = mpc_splat(0.0f);
          vf sum_66 = mpc_splat(0.0f);
          vf sum_67 = mpc_splat(0.0f);
          vf sum_68 = mpc_splat(0.0f);
          vf sum_69 = mpc_splat(0.0f);
          vf sum_70 = mpc_splat(0.0f);
          vf sum_71 = mpc_splat(0.0f);
          vf sum_72 = mpc_splat(0.0f);
          for (int p_2 = 0; p_2 < 384; ++p_2) {
            const float gram_12_1 = gram_12[(h_6 * 384 + i_10) * 384 + p_2];
            const float gram_12_2 = gram_12[(h_6 * 384 + (i_10 + 1)) * 384 + p_2];
            const float gram_12_3 = gram_12[(h_6 * 384 + (i_10 + 2)) * 384 + p_2];
            const float gram_12_4 = gram_12[(h_6 * 384 + (i_10 + 3)) * 384 + p_2];
            const vf gram_12_5 = mpc_load(gram_12 + (h_6 * 384 + p_2) * 384 + k_6);
            const vf gram_12_6 = mpc_load(gram_12 + (h_6 * 384 + p_2) * 384 + (k_6 + MPC_LANES));
            const vf gram_12_7 = mpc_load(gram_12 + (h_6 * 384 + p_2) * 384 + (k_6 + 2 * MPC_LANES));
            sum_61 = mpc_fma(gram_12_1, gram_12_5, sum_61);
            sum_62 = mpc_fma(gram_12_1, gram_12_6, sum_62);
            sum_63 = mpc_fma(gram_12_1, gram_12_7, sum_63);
            sum_64 = mpc_fma(gram_12_2, gram_12_5, sum_64);
            sum_65 = mpc_fma(gram_12_2, gram_12_6, sum_65);
            sum_66 = mpc_fma(gram_12_2, gram_12_7, sum_66);
            sum_67 = mpc_fma(gram_12_3, gram_12_5, sum_67);
            sum_68 = mpc_fma(gram_12_3, gram_12_6, sum_68);
            sum_69 = mpc_fma(gram_12_3, gram_12_7, sum_69);
            sum_70 = mpc_fma(gram_12_4, gram_12_5, sum_70);
            sum_71 = mpc_fma(gram_12_4, gram_12_6, sum_71);
            sum_72 = mpc_fma(gram_12_4, gram_12_7, sum_72);
          }
          mpc_store(mixed_12 + (h_6 * 384 + i_10) * 384 + k_6, muon_7 * mpc_load(gram_12 + (h_6 * 384 + i_10) * 384 + k_6) + muon_8 * sum_61);
          mpc_store(mixed_12 + (h_6 * 384 + i_10) * 384 + (k_6 + MPC_LANES), muon_7 * mpc_load(gram_12 + (h_6 * 384 + i_10) * 384 + (k_6 + MPC_LANES)) + muon_8 * sum_62);
          mpc_store(mixed_12 + (h_6 * 384 + i_10) * 384 + (k_6 + 2 * MPC_LANES), muon_7 * mpc_load(gram_12 + (h_6 * 384 + i_10) * 384 + (k_6 + 2 * MPC_LANES)) + muon_8 * sum_63);
          mpc_store(mixed_12 + (h_6 * 384 + (i_10 + 1)) * 384 + k_6, muon_7 * mpc_load(gram_12 + (h_6 * 384 + (i_10 + 1)) * 384 + k_6) + muon_8 * sum_64);
          mpc_store(mixed_12 + (h_6 * 384 + (i_10 + 1)) * 384 + (k_6 + MPC_LANES), muon_7 * mpc_load(gram_12 + (h_6 * 384 + (i_10 + 1)) * 384 + (k_6 + MPC_LANES)) + muon_8 * sum_65);
          mpc_store(mixed_12 + (h_6 * 384 + (i_10 + 1)) * 384 + (k_6 + 2 * MPC_LANES), muon_7 * mpc_load(gram_12 + (h_6 * 384 + (i_10 + 1)) * 384 + (k_6 + 2 * MPC_LANES)) + muon_8 * sum_66);
          mpc_store(mixed_12 + (h_6 * 384 + (i_10 + 2)) * 384 + k_6, muon_7 * mpc_load(gram_12 + (h_6 * 384 + (i_10 + 2)) * 384 + k_6) + muon_8 * sum_67);
          mpc_store(mixed_12 + (h_6 * 384 + (i_10 + 2)) * 384 + (k_6 + MPC_LANES), muon_7 * mpc_load(gram_12 + (h_6 * 384 + (i_10 + 2)) * 384 + (k_6 + MPC_LANES)) + muon_8 * sum_68);
          mpc_store(mixed_12 + (h_6 * 384 + (i_10 + 2)) * 384 + (k_6 + 2 * MPC_LANES), muon_7 * mpc_load(gram_12 + (h_6 * 384 + (i_10 + 2)) * 384 + (k_6 + 2 * MPC_LANES)) + muon_8 * sum_69);
          mpc_store(mixed_12 + (h_6 * 384 + (i_10 + 3)) * 384 + k_6, muon_7 * mpc_load(gram_12 + (h_6 * 384 + (i_10 + 3)) * 384 + k_6) + muon_8 * sum_70);
          mpc_store(mixed_12 + (h_6 * 384 + (i_10 + 3)) * 384 + (k_6 + MPC_LANES), muon_7 * mpc_load(gram_12 + (h_6 * 384 + (i_10 + 3)) * 384 + (k_6 + MPC_LANES)) + muon_8 * sum_71);
          mpc_store(mixed_12 + (h_6 * 384 + (i_10 + 3)) * 384 + (k_6 + 2 * MPC_LANES), muon_7 * mpc_load(gram_12 + (h_6 * 384 + (i_10 + 3)) * 384 + (k_6 + 2 * MPC_LANES)) + muon_8 * sum_72);
        }
        for (int i_11 = mpc_max(from_4, i_even_4); i_11 < to_4; ++i_11) {
          const float muon_9 = muon[4];
          const float muon_10 = muon[5];
          vf sum_73 = mpc_splat(0.0f);
          vf sum_74 = mpc_splat(0.0f);
          vf sum_75 = mpc_splat(0.0f);
          for (int p_3 = 0; p_3 < 384; ++p_3) {
            const float gram_12_8 = gram_12[(h_6 * 384 + i_11) * 384 + p_3];
            sum_73 = mpc_fma(gram_12_8, mpc_load(gram_12 + (h_6 * 384 + p_3) * 384 + k_6), sum_73);
            sum_74 = mpc_fma(gram_12_8, mpc_load(gram_12 + (h_6 * 384 + p_3) * 384 + (k_6 + MPC_LANES)), sum_74);
            sum_75 = mpc_fma(gram_12_8, mpc_load(gram_12 + (h_6 * 384 + p_3) * 384 + (k_6 + 2 * MPC_LANES)), sum_75);
          }
          mpc_store(mixed_12 + (h_6 * 384 + i_11) * 384 + k_6, muon_9 * mpc_load(gram_12 + (h_6 * 384 + i_11) * 384 + k_6) + muon_10 * sum_73);
          mpc_store(mixed_12 + (h_6 * 384 + i_11) * 384 + (k_6 + MPC_LANES), muon_9 * mpc_load(gram_12 + (h_6 * 384 + i_11) * 384 + (k_6 + MPC_LANES)) + muon_10 * sum_74);
          mpc_store(mixed_12 + (h_6 * 384 + i_11) * 384 + (k_6 + 2 * MPC_LANES), muon_9 * mpc_load(gram_12 + (h_6 * 384 + i_11) * 384 + (k_6 + 2 * MPC_LANES)) + muon_10 * sum_75);
        }
      }
    });
  }
  // prepare, line 63: y_15[h, i, j]
  {
    const int columns_5 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_5 = 3;
    mpc_parallel_for(0, columns_5 * chunks_5 * 4, 1, mpc_grain(14192640.0f), [&](int item_5_begin, int item_5_end) {
      for (int item_5 = item_5_begin; item_5 < item_5_end; ++item_5) {
        const int column_5 = item_5 % columns_5;
        const int chunk_5 = item_5 / columns_5 % chunks_5;
        const int h_7 = item_5 / columns_5 / chunks_5;
        const int j_7 = column_5 * (3 * MPC_LANES);
        const int from_5 = chunk_5 * 128;
        const int to_5 = mpc_min(from_5 + 128, 384);
        const int i_even_5 = to_5 - mpc_floor_mod(mpc_max(to_5 - from_5, 0), 4);
        for (int i_12 = from_5; i_12 < i_even_5; i_12 += 4) {
          const float muon_11 = muon[3];
          vf sum_76 = mpc_splat(0.0f);
          vf sum_77 = mpc_splat(0.0f);
          vf sum_78 = mpc_splat(0.0f);
          vf sum_79 = mpc_splat(0.0f);
          vf sum_80 = mpc_splat(0.0f);
          vf sum_81 = mpc_splat(0.0f);
          vf sum_82 = mpc_splat(0.0f);
          vf sum_83 = mpc_splat(0.0f);
          vf sum_84 = mpc_splat(0.0f);
          vf sum_85 = mpc_splat(0.0f);
          vf sum_86 = mpc_splat(0.0f);
          vf sum_87 = mpc_splat(0.0f);
          for (int k_7 = 0; k_7 < 384; ++k_7) {
            const float mixed_12_1 = mixed_12[(h_7 * 384 + i_12) * 384 + k_7];
            const float mixed_12_2 = mixed_12[(h_7 * 384 + (i_12 + 1)) * 384 + k_7];
            const float mixed_12_3 = mixed_12[(h_7 * 384 + (i_12 + 2)) * 384 + k_7];
            const float mixed_12_4 = mixed_12[(h_7 * 384 + (i_12 + 3)) * 384 + k_7];
            const vf y_14_9 = mpc_load(y_14 + (h_7 * 384 + k_7) * 384 + j_7);
            const vf y_14_10 = mpc_load(y_14 + (h_7 * 384 + k_7) * 384 + (j_7 + MPC_LANES));
            const vf y_14_11 = mpc_load(y_14 + (h_7 * 384 + k_7) * 384 + (j_7 + 2 * MPC_LANES));
            sum_76 = mpc_fma(mixed_12_1, y_14_9, sum_76);
            sum_77 = mpc_fma(mixed_12_1, y_14_10, sum_77);
            sum_78 = mpc_fma(mixed_12_1, y_14_11, sum_78);
            sum_79 = mpc_fma(mixed_12_2, y_14_9, sum_79);
            sum_80 = mpc_fma(mixed_12_2, y_14_10, sum_80);
            sum_81 = mpc_fma(mixed_12_2, y_14_11, sum_81);
            sum_82 = mpc_fma(mixed_12_3, y_14_9, sum_82);
            sum_83 = mpc_fma(mixed_12_3, y_14_10, sum_83);
            sum_84 = mpc_fma(mixed_12_3, y_14_11, sum_84);
            sum_85 = mpc_fma(mixed_12_4, y_14_9, sum_85);
            sum_86 = mpc_fma(mixed_12_4, y_14_10, sum_86);
            sum_87 = mpc_fma(mixed_12_4, y_14_11, sum_87);
          }
          mpc_store(y_15 + (h_7 * 384 + i_12) * 384 + j_7, muon_11 * mpc_load(y_14 + (h_7 * 384 + i_12) * 384 + j_7) + sum_76);
          mpc_store(y_15 + (h_7 * 384 + i_12) * 384 + (j_7 + MPC_LANES), muon_11 * mpc_load(y_14 + (h_7 * 384 + i_12) * 384 + (j_7 + MPC_LANES)) + sum_77);
          mpc_store(y_15 + (h_7 * 384 + i_12) * 384 + (j_7 + 2 * MPC_LANES), muon_11 * mpc_load(y_14 + (h_7 * 384 + i_12) * 384 + (j_7 + 2 * MPC_LANES)) + sum_78);
          mpc_store(y_15 + (h_7 * 384 + (i_12 + 1)) * 384 + j_7, muon_11 * mpc_load(y_14 + (h_7 * 384 + (i_12 + 1)) * 384 + j_7) + sum_79);
          mpc_store(y_15 + (h_7 * 384 + (i_12 + 1)) * 384 + (j_7 + MPC_LANES), muon_11 * mpc_load(y_14 + (h_7 * 384 + (i_12 + 1)) * 384 + (j_7 + MPC_LANES)) + sum_80);
          mpc_store(y_15 + (h_7 * 384 + (i_12 + 1)) * 384 + (j_7 + 2 * MPC_LANES), muon_11 * mpc_load(y_14 + (h_7 * 384 + (i_12 + 1)) * 384 + (j_7 + 2 * MPC_LANES)) + sum_81);
          mpc_store(y_15 + (h_7 * 384 + (i_12 + 2)) * 384 + j_7, muon_11 * mpc_load(y_14 + (h_7 * 384 + (i_12 + 2)) * 384 + j_7) + sum_82);
          mpc_store(y_15 + (h_7 * 384 + (i_12 + 2)) * 384 + (j_7 + MPC_LANES), muon_11 * mpc_load(y_14 + (h_7 * 384 + (i_12 + 2)) * 384 + (j_7 + MPC_LANES)) + sum_83);
          mpc_store(y_15 + (h_7 * 384 + (i_12 + 2)) * 384 + (j_7 + 2 * MPC_LANES), muon_11 * mpc_load(y_14 + (h_7 * 384 + (i_12 + 2)) * 384 + (j_7 + 2 * MPC_LANES)) + sum_84);
          mpc_store(y_15 + (h_7 * 384 + (i_12 + 3)) * 384 + j_7, muon_11 * mpc_load(y_14 + (h_7 * 384 + (i_12 + 3)) * 384 + j_7) + sum_85);
          mpc_store(y_15 + (h_7 * 384 + (i_12 + 3)) * 384 + (j_7 + MPC_LANES), muon_11 * mpc_load(y_14 + (h_7 * 384 + (i_12 + 3)) * 384 + (j_7 + MPC_LANES)) + sum_86);
          mpc_store(y_15 + (h_7 * 384 + (i_12 + 3)) * 384 + (j_7 + 2 * MPC_LANES), muon_11 * mpc_load(y_14 + (h_7 * 384 + (i_12 + 3)) * 384 + (j_7 + 2 * MPC_LANES)) + sum_87);
        }
        for (int i_13 = mpc_max(from_5, i_even_5); i_13 < to_5; ++i_13) {
          const float muon_12 = muon[3];
          vf sum_88 = mpc_splat(0.0f);
          vf sum_89 = mpc_splat(0.0f);
          vf sum_90 = mpc_splat(0.0f);
          for (int k_8 = 0; k_8 < 384; ++k_8) {
            const float mixed_12_5 = mixed_12[(h_7 * 384 + i_13) * 384 + k_8];
            sum_88 = mpc_fma(mixed_12_5, mpc_load(y_14 + (h_7 * 384 + k_8) * 384 + j_7), sum_88);
            sum_89 = mpc_fma(mixed_12_5, mpc_load(y_14 + (h_7 * 384 + k_8) * 384 + (j_7 + MPC_LANES)), sum_89);
            sum_90 = mpc_fma(mixed_12_5, mpc_load(y_14 + (h_7 * 384 + k_8) * 384 + (j_7 + 2 * MPC_LANES)), sum_90);
          }
          mpc_store(y_15 + (h_7 * 384 + i_13) * 384 + j_7, muon_12 * mpc_load(y_14 + (h_7 * 384 + i_13) * 384 + j_7) + sum_88);
          mpc_store(y_15 + (h_7 * 384 + i_13) * 384 + (j_7 + MPC_LANES), muon_12 * mpc_load(y_14 + (h_7 * 384 + i_13) * 384 + (j_7 + MPC_LANES)) + sum_89);
          mpc_store(y_15 + (h_7 * 384 + i_13) * 384 + (j_7 + 2 * MPC_LANES), muon_12 * mpc_load(y_14 + (h_7 * 384 + i_13) * 384 + (j_7 + 2 * MPC_LANES)) + sum_90);
        }
      }
    });
  }
  // prepare, line 63: gram_13[h, i, k]
  {
    const int columns_6 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_6 = 3;
    mpc_parallel_for(0, columns_6 * chunks_6 * 4, 1, mpc_grain(14155776.0f), [&](int item_6_begin, int item_6_end) {
      for (int item_6 = item_6_begin; item_6 < item_6_end; ++item_6) {
        const int column_6 = item_6 % columns_6;
        const int chunk_6 = item_6 / columns_6 % chunks_6;
        const int h_8 = item_6 / columns_6 / chunks_6;
        const int k_9 = column_6 * (3 * MPC_LANES);
        alignas(64) float y_15_tile[1152 * MPC_LANES];
        mpc_pack(y_15_tile, y_15 + (h_8 * 384 + k_9) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from_6 = chunk_6 * 128;
        const int to_6 = mpc_min(from_6 + 128, 384);
        const int i_even_6 = to_6 - mpc_floor_mod(mpc_max(to_6 - from_6, 0), 4);
        for (int i_14 = from_6; i_14 < i_even_6; i_14 += 4) {
          vf sum_91 = mpc_splat(0.0f);
          vf sum_92 = mpc_splat(0.0f);
          vf sum_93 = mpc_splat(0.0f);
          vf sum_94 = mpc_splat(0.0f);
          vf sum_95 = mpc_splat(0.0f);
          vf sum_96 = mpc_splat(0.0f);
          vf sum_97 = mpc_splat(0.0f);
          vf sum_98 = mpc_splat(0.0f);
          vf sum_99 = mpc_splat(0.0f);
          vf sum_100 = mpc_splat(0.0f);
          vf sum_101 = mpc_splat(0.0f);
          vf sum_102 = mpc_splat(0.0f);
          for (int j_8 = 0; j_8 < 384; ++j_8) {
            const float y_15_1 = y_15[(h_8 * 384 + i_14) * 384 + j_8];
            const float y_15_2 = y_15[(h_8 * 384 + (i_14 + 1)) * 384 + j_8];
            const float y_15_3 = y_15[(h_8 * 384 + (i_14 + 2)) * 384 + j_8];
            const float y_15_4 = y_15[(h_8 * 384 + (i_14 + 3)) * 384 + j_8];
            const vf y_15_5 = mpc_load(y_15_tile + j_8 * (3 * MPC_LANES));
            const vf y_15_6 = mpc_load(y_15_tile + j_8 * (3 * MPC_LANES) + MPC_LANES);
            const vf y_15_7 = mpc_load(y_15_tile + j_8 * (3 * MPC_LANES) + 2 * MPC_LANES);
            sum_91 = mpc_fma(y_15_1, y_15_5, sum_91);
            sum_92 = mpc_fma(y_15_1, y_15_6, sum_92);
            sum_93 = mpc_fma(y_15_1, y_15_7, sum_93);
            sum_94 = mpc_fma(y_15_2, y_15_5, sum_94);
            sum_95 = mpc_fma(y_15_2, y_15_6, sum_95);
            sum_96 = mpc_fma(y_15_2, y_15_7, sum_96);
            sum_97 = mpc_fma(y_15_3, y_15_5, sum_97);
            sum_98 = mpc_fma(y_15_3, y_15_6, sum_98);
            sum_99 = mpc_fma(y_15_3, y_15_7, sum_99);
            sum_100 = mpc_fma(y_15_4, y_15_5, sum_100);
            sum_101 = mpc_fma(y_15_4, y_15_6, sum_101);
            sum_102 = mpc_fma(y_15_4, y_15_7, sum_102);
          }
          mpc_store(gram_13 + (h_8 * 384 + i_14) * 384 + k_9, sum_91);
          mpc_store(gram_13 + (h_8 * 384 + i_14) * 384 + (k_9 + MPC_LANES), sum_92);
          mpc_store(gram_13 + (h_8 * 384 + i_14) * 384 + (k_9 + 2 * MPC_LANES), sum_93);
          mpc_store(gram_13 + (h_8 * 384 + (i_14 + 1)) * 384 + k_9, sum_94);
          mpc_store(gram_13 + (h_8 * 384 + (i_14 + 1)) * 384 + (k_9 + MPC_LANES), sum_95);
          mpc_store(gram_13 + (h_8 * 384 + (i_14 + 1)) * 384 + (k_9 + 2 * MPC_LANES), sum_96);
          mpc_store(gram_13 + (h_8 * 384 + (i_14 + 2)) * 384 + k_9, sum_97);
          mpc_store(gram_13 + (h_8 * 384 + (i_14 + 2)) * 384 + (k_9 + MPC_LANES), sum_98);
          mpc_store(gram_13 + (h_8 * 384 + (i_14 + 2)) * 384 + (k_9 + 2 * MPC_LANES), sum_99);
          mpc_store(gram_13 + (h_8 * 384 + (i_14 + 3)) * 384 + k_9, sum_100);
          mpc_store(gram_13 + (h_8 * 384 + (i_14 + 3)) * 384 + (k_9 + MPC_LANES), sum_101);
          mpc_store(gram_13 + (h_8 * 384 + (i_14 + 3)) * 384 + (k_9 + 2 * MPC_LANES), sum_102);
        }
        for (int i_15 = mpc_max(from_6, i_even_6); i_15 < to_6; ++i_15) {
          vf sum_103 = mpc_splat(0.0f);
          vf sum_104 = mpc_splat(0.0f);
          vf sum_105 = mpc_splat(0.0f);
          for (int j_9 = 0; j_9 < 384; ++j_9) {
            const float y_15_8 = y_15[(h_8 * 384 + i_15) * 384 + j_9];
            sum_103 = mpc_fma(y_15_8, mpc_load(y_15_tile + j_9 * (3 * MPC_LANES)), sum_103);
            sum_104 = mpc_fma(y_15_8, mpc_load(y_15_tile + j_9 * (3 * MPC_LANES) + MPC_LANES), sum_104);
            sum_105 = mpc_fma(y_15_8, mpc_load(y_15_tile + j_9 * (3 * MPC_LANES) + 2 * MPC_LANES), sum_105);
          }
          mpc_store(gram_13 + (h_8 * 384 + i_15) * 384 + k_9, sum_103);
          mpc_store(gram_13 + (h_8 * 384 + i_15) * 384 + (k_9 + MPC_LANES), sum_104);
          mpc_store(gram_13 + (h_8 * 384 + i_15) * 384 + (k_9 + 2 * MPC_LANES), sum_105);
        }
      }
    });
  }
  // prepare, line 63: mixed_13[h, i, k]
  {
    const int columns_7 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_7 = 3;
    mpc_parallel_for(0, columns_7 * chunks_7 * 4, 1, mpc_grain(14211072.0f), [&](int item_7_begin, int item_7_end) {
      for (int item_7 = item_7_begin; item_7 < item_7_end; ++item_7) {
        const int column_7 = item_7 % columns_7;
        const int chunk_7 = item_7 / columns_7 % chunks_7;
        const int h_9 = item_7 / columns_7 / chunks_7;
        const int k_10 = column_7 * (3 * MPC_LANES);
        const int from_7 = chunk_7 * 128;
        const int to_7 = mpc_min(from_7 + 128, 384);
        const int i_even_7 = to_7 - mpc_floor_mod(mpc_max(to_7 - from_7, 0), 4);
        for (int i_16 = from_7; i_16 < i_even_7; i_16 += 4) {
          const float muon_13 = muon[7];
          const float muon_14 = muon[8];
          vf sum_106 = mpc_splat(0.0f);
          vf sum_107 = mpc_splat(0.0f);
          vf sum_108 = mpc_splat(0.0f);
          vf sum_109 = mpc_splat(0.0f);
          vf sum_110 = mpc_splat(0.0f);
          vf sum_111 = mpc_splat(0.0f);
          vf sum_112 = mpc_splat(0.0f);
          vf sum_113 = mpc_splat(0.0f);
          vf sum_114 = mpc_splat(0.0f);
          vf sum_115 = mpc_splat(0.0f);
          vf sum_116 = mpc_splat(0.0f);
          vf sum_117 = mpc_splat(0.0f);
          for (int p_4 = 0; p_4 < 384; ++p_4) {
            const float gram_13_1 = gram_13[(h_9 * 384 + i_16) * 384 + p_4];
            const float gram_13_2 = gram_13[(h_9 * 384 + (i_16 + 1)) * 384 + p_4];
            const float gram_13_3 = gram_13[(h_9 * 384 + (i_16 + 2)) * 384 + p_4];
            const float gram_13_4 = gram_13[(h_9 * 384 + (i_16 + 3)) * 384 + p_4];
            const vf gram_13_5 = mpc_load(gram_13 + (h_9 * 384 + p_4) * 384 + k_10);
            const vf gram_13_6 = mpc_load(gram_13 + (h_9 * 384 + p_4) * 384 + (k_10 + MPC_LANES));
            const vf gram_13_7 = mpc_load(gram_13 + (h_9 * 384 + p_4) * 384 + (k_10 + 2 * MPC_LANES));
            sum_106 = mpc_fma(gram_13_1, gram_13_5, sum_106);
            sum_107 = mpc_fma(gram_13_1, gram_13_6, sum_107);
            sum_108 = mpc_fma(gram_13_1, gram_13_7, sum_108);
            sum_109 = mpc_fma(gram_13_2, gram_13_5, sum_109);
            sum_110 = mpc_fma(gram_13_2, gram_13_6, sum_110);
            sum_111 = mpc_fma(gram_13_2, gram_13_7, sum_111);
            sum_112 = mpc_fma(gram_13_3, gram_13_5, sum_112);
            sum_113 = mpc_fma(gram_13_3, gram_13_6, sum_113);
            sum_114 = mpc_fma(gram_13_3, gram_13_7, sum_114);
            sum_115 = mpc_fma(gram_13_4, gram_13_5, sum_115);
            sum_116 = mpc_fma(gram_13_4, gram_13_6, sum_116);
            sum_117 = mpc_fma(gram_13_4, gram_13_7, sum_117);
          }
          mpc_store(mixed_13 + (h_9 * 384 + i_16) * 384 + k_10, muon_13 * mpc_load(gram_13 + (h_9 * 384 + i_16) * 384 + k_10) + muon_14 * sum_106);
          mpc_store(mixed_13 + (h_9 * 384 + i_16) * 384 + (k_10 + MPC_LANES), muon_13 * mpc_load(gram_13 + (h_9 * 384 + i_16) * 384 + (k_10 + MPC_LANES)) + muon_14 * sum_107);
          mpc_store(mixed_13 + (h_9 * 384 + i_16) * 384 + (k_10 + 2 * MPC_LANES), muon_13 * mpc_load(gram_13 + (h_9 * 384 + i_16) * 384 + (k_10 + 2 * MPC_LANES)) + muon_14 * sum_108);
          mpc_store(mixed_13 + (h_9 * 384 + (i_16 + 1)) * 384 + k_10, muon_13 * mpc_load(gram_13 + (h_9 * 384 + (i_16 + 1)) * 384 + k_10) + muon_14 * sum_109);
          mpc_store(mixed_13 + (h_9 * 384 + (i_16 + 1)) * 384 + (k_10 + MPC_LANES), muon_13 * mpc_load(gram_13 + (h_9 * 384 + (i_16 + 1)) * 384 + (k_10 + MPC_LANES)) + muon_14 * sum_110);
          mpc_store(mixed_13 + (h_9 * 384 + (i_16 + 1)) * 384 + (k_10 + 2 * MPC_LANES), muon_13 * mpc_load(gram_13 + (h_9 * 384 + (i_16 + 1)) * 384 + (k_10 + 2 * MPC_LANES)) + muon_14 * sum_111);
          mpc_store(mixed_13 + (h_9 * 384 + (i_16 + 2)) * 384 + k_10, muon_13 * mpc_load(gram_13 + (h_9 * 384 + (i_16 + 2)) * 384 + k_10) + muon_14 * sum_112);
          mpc_store(mixed_13 + (h_9 * 384 + (i_16 + 2)) * 384 + (k_10 + MPC_LANES), muon_13 * mpc_load(gram_13 + (h_9 * 384 + (i_16 + 2)) * 384 + (k_10 + MPC_LANES)) + muon_14 * sum_113);
          mpc_store(mixed_13 + (h_9 * 384 + (i_16 + 2)) * 384 + (k_10 + 2 * MPC_LANES), muon_13 * mpc_load(gram_13 + (h_9 * 384 + (i_16 + 2)) * 384 + (k_10 + 2 * MPC_LANES)) + muon_14 * sum_114);
          mpc_store(mixed_13 + (h_9 * 384 + (i_16 + 3)) * 384 + k_10, muon_13 * mpc_load(gram_13 + (h_9 * 384 + (i_16 + 3)) * 384 + k_10) + muon_14 * sum_115);
          mpc_store(mixed_13 + (h_9 * 384 + (i_16 + 3)) * 384 + (k_10 + MPC_LANES), muon_13 * mpc_load(gram_13 + (h_9 * 384 + (i_16 + 3)) * 384 + (k_10 + MPC_LANES)) + muon_14 * sum_116);
          mpc_store(mixed_13 + (h_9 * 384 + (i_16 + 3)) * 384 + (k_10 + 2 * MPC_LANES), muon_13 * mpc_load(gram_13 + (h_9 * 384 + (i_16 + 3)) * 384 + (k_10 + 2 * MPC_LANES)) + muon_14 * sum_117);
        }
        for (int i_17 = mpc_max(from_7, i_even_7); i_17 < to_7; ++i_17) {
          const float muon_15 = muon[7];
          const float muon_16 = muon[8];
          vf sum_118 = mpc_splat(0.0f);
          vf sum_119 = mpc_splat(0.0f);
          vf sum_120 = mpc_splat(0.0f);
          for (int p_5 = 0; p_5 < 384; ++p_5) {
            const float gram_13_8 = gram_13[(h_9 * 384 + i_17) * 384 + p_5];
            sum_118 = mpc_fma(gram_13_8, mpc_load(gram_13 + (h_9 * 384 + p_5) * 384 + k_10), sum_118);
            sum_119 = mpc_fma(gram_13_8, mpc_load(gram_13 + (h_9 * 384 + p_5) * 384 + (k_10 + MPC_LANES)), sum_119);
            sum_120 = mpc_fma(gram_13_8, mpc_load(gram_13 + (h_9 * 384 + p_5) * 384 + (k_10 + 2 * MPC_LANES)), sum_120);
          }
          mpc_store(mixed_13 + (h_9 * 384 + i_17) * 384 + k_10, muon_15 * mpc_load(gram_13 + (h_9 * 384 + i_17) * 384 + k_10) + muon_16 * sum_118);
          mpc_store(mixed_13 + (h_9 * 384 + i_17) * 384 + (k_10 + MPC_LANES), muon_15 * mpc_load(gram_13 + (h_9 * 384 + i_17) * 384 + (k_10 + MPC_LANES)) + muon_16 * sum_119);
          mpc_store(mixed_13 + (h_9 * 384 + i_17) * 384 + (k_10 + 2 * MPC_LANES), muon_15 * mpc_load(gram_13 + (h_9 * 384 + i_17) * 384 + (k_10 + 2 * MPC_LANES)) + muon_16 * sum_120);
        }
      }
    });
  }
  // prepare, line 63: y_16[h, i, j]
  {
    const int columns_8 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_8 = 3;
    mpc_parallel_for(0, columns_8 * chunks_8 * 4, 1, mpc_grain(14192640.0f), [&](int item_8_begin, int item_8_end) {
      for (int item_8 = item_8_begin; item_8 < item_8_end; ++item_8) {
        const int column_8 = item_8 % columns_8;
        const int chunk_8 = item_8 / columns_8 % chunks_8;
        const int h_10 = item_8 / columns_8 / chunks_8;
        const int j_10 = column_8 * (3 * MPC_LANES);
        const int from_8 = chunk_8 * 128;
        const int to_8 = mpc_min(from_8 + 128, 384);
        const int i_even_8 = to_8 - mpc_floor_mod(mpc_max(to_8 - from_8, 0), 4);
        for (int i_18 = from_8; i_18 < i_even_8; i_18 += 4) {
          const float muon_17 = muon[6];
          vf sum_121 = mpc_splat(0.0f);
          vf sum_122 = mpc_splat(0.0f);
          vf sum_123 = mpc_splat(0.0f);
          vf sum_124 = mpc_splat(0.0f);
          vf sum_125 = mpc_splat(0.0f);
          vf sum_126 = mpc_splat(0.0f);
          vf sum_127 = mpc_splat(0.0f);
          vf sum_128 = mpc_splat(0.0f);
          vf sum_129 = mpc_splat(0.0f);
          vf sum_130 = mpc_splat(0.0f);
          vf sum_131 = mpc_splat(0.0f);
          vf sum_132 = mpc_splat(0.0f);
          for (int k_11 = 0; k_11 < 384; ++k_11) {
            const float mixed_13_1 = mixed_13[(h_10 * 384 + i_18) * 384 + k_11];
            const float mixed_13_2 = mixed_13[(h_10 * 384 + (i_18 + 1)) * 384 + k_11];
            const float mixed_13_3 = mixed_13[(h_10 * 384 + (i_18 + 2)) * 384 + k_11];
            const float mixed_13_4 = mixed_13[(h_10 * 384 + (i_18 + 3)) * 384 + k_11];
            const vf y_15_9 = mpc_load(y_15 + (h_10 * 384 + k_11) * 384 + j_10);
            const vf y_15_10 = mpc_load(y_15 + (h_10 * 384 + k_11) * 384 + (j_10 + MPC_LANES));
            const vf y_15_11 = mpc_load(y_15 + (h_10 * 384 + k_11) * 384 + (j_10 + 2 * MPC_LANES));
            sum_121 = mpc_fma(mixed_13_1, y_15_9, sum_121);
            sum_122 = mpc_fma(mixed_13_1, y_15_10, sum_122);
            sum_123 = mpc_fma(mixed_13_1, y_15_11, sum_123);
            sum_124 = mpc_fma(mixed_13_2, y_15_9, sum_124);
            sum_125 = mpc_fma(mixed_13_2, y_15_10, sum_125);
            sum_126 = mpc_fma(mixed_13_2, y_15_11, sum_126);
            sum_127 = mpc_fma(mixed_13_3, y_15_9, sum_127);
            sum_128 = mpc_fma(mixed_13_3, y_15_10, sum_128);
            sum_129 = mpc_fma(mixed_13_3, y_15_11, sum_129);
            sum_130 = mpc_fma(mixed_13_4, y_15_9, sum_130);
            sum_131 = mpc_fma(mixed_13_4, y_15_10, sum_131);
            sum_132 = mpc_fma(mixed_13_4, y_15_11, sum_132);
          }
          mpc_store(y_16 + (h_10 * 384 + i_18) * 384 + j_10, muon_17 * mpc_load(y_15 + (h_10 * 384 + i_18) * 384 + j_10) + sum_121);
          mpc_store(y_16 + (h_10 * 384 + i_18) * 384 + (j_10 + MPC_LANES), muon_17 * mpc_load(y_15 + (h_10 * 384 + i_18) * 384 + (j_10 + MPC_LANES)) + sum_122);
          mpc_store(y_16 + (h_10 * 384 + i_18) * 384 + (j_10 + 2 * MPC_LANES), muon_17 * mpc_load(y_15 + (h_10 * 384 + i_18) * 384 + (j_10 + 2 * MPC_LANES)) + sum_123);
          mpc_store(y_16 + (h_10 * 384 + (i_18 + 1)) * 384 + j_10, muon_17 * mpc_load(y_15 + (h_10 * 384 + (i_18 + 1)) * 384 + j_10) + sum_124);
          mpc_store(y_16 + (h_10 * 384 + (i_18 + 1)) * 384 + (j_10 + MPC_LANES), muon_17 * mpc_load(y_15 + (h_10 * 384 + (i_18 + 1)) * 384 + (j_10 + MPC_LANES)) + sum_125);
          mpc_store(y_16 + (h_10 * 384 + (i_18 + 1)) * 384 + (j_10 + 2 * MPC_LANES), muon_17 * mpc_load(y_15 + (h_10 * 384 + (i_18 + 1)) * 384 + (j_10 + 2 * MPC_LANES)) + sum_126);
          mpc_store(y_16 + (h_10 * 384 + (i_18 + 2)) * 384 + j_10, muon_17 * mpc_load(y_15 + (h_10 * 384 + (i_18 + 2)) * 384 + j_10) + sum_127);
          mpc_store(y_16 + (h_10 * 384 + (i_18 + 2)) * 384 + (j_10 + MPC_LANES), muon_17 * mpc_load(y_15 + (h_10 * 384 + (i_18 + 2)) * 384 + (j_10 + MPC_LANES)) + sum_128);
          mpc_store(y_16 + (h_10 * 384 + (i_18 + 2)) * 384 + (j_10 + 2 * MPC_LANES), muon_17 * mpc_load(y_15 + (h_10 * 384 + (i_18 + 2)) * 384 + (j_10 + 2 * MPC_LANES)) + sum_129);
          mpc_store(y_16 + (h_10 * 384 + (i_18 + 3)) * 384 + j_10, muon_17 * mpc_load(y_15 + (h_10 * 384 + (i_18 + 3)) * 384 + j_10) + sum_130);
          mpc_store(y_16 + (h_10 * 384 + (i_18 + 3)) * 384 + (j_10 + MPC_LANES), muon_17 * mpc_load(y_15 + (h_10 * 384 + (i_18 + 3)) * 384 + (j_10 + MPC_LANES)) + sum_131);
          mpc_store(y_16 + (h_10 * 384 + (i_18 + 3)) * 384 + (j_10 + 2 * MPC_LANES), muon_17 * mpc_load(y_15 + (h_10 * 384 + (i_18 + 3)) * 384 + (j_10 + 2 * MPC_LANES)) + sum_132);
        }
        for (int i_19 = mpc_max(from_8, i_even_8); i_19 < to_8; ++i_19) {
          const float muon_18 = muon[6];
          vf sum_133 = mpc_splat(0.0f);
          vf sum_134 = mpc_splat(0.0f);
          vf sum_135 = mpc_splat(0.0f);
          for (int k_12 = 0; k_12 < 384; ++k_12) {
            const float mixed_13_5 = mixed_13[(h_10 * 384 + i_19) * 384 + k_12];
            sum_133 = mpc_fma(mixed_13_5, mpc_load(y_15 + (h_10 * 384 + k_12) * 384 + j_10), sum_133);
            sum_134 = mpc_fma(mixed_13_5, mpc_load(y_15 + (h_10 * 384 + k_12) * 384 + (j_10 + MPC_LANES)), sum_134);
            sum_135 = mpc_fma(mixed_13_5, mpc_load(y_15 + (h_10 * 384 + k_12) * 384 + (j_10 + 2 * MPC_LANES)), sum_135);
          }
          mpc_store(y_16 + (h_10 * 384 + i_19) * 384 + j_10, muon_18 * mpc_load(y_15 + (h_10 * 384 + i_19) * 384 + j_10) + sum_133);
          mpc_store(y_16 + (h_10 * 384 + i_19) * 384 + (j_10 + MPC_LANES), muon_18 * mpc_load(y_15 + (h_10 * 384 + i_19) * 384 + (j_10 + MPC_LANES)) + sum_134);
          mpc_store(y_16 + (h_10 * 384 + i_19) * 384 + (j_10 + 2 * MPC_LANES), muon_18 * mpc_load(y_15 + (h_10 * 384 + i_19) * 384 + (j_10 + 2 * MPC_LANES)) + sum_135);
        }
      }
    });
  }
  // prepare, line 63: gram_14[h, i, k]
  {
    const int columns_9 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_9 = 3;
    mpc_parallel_for(0, columns_9 * chunks_9 * 4, 1, mpc_grain(14155776.0f), [&](int item_9_begin, int item_9_end) {
      for (int item_9 = item_9_begin; item_9 < item_9_end; ++item_9) {
        const int column_9 = item_9 % columns_9;
        const int chunk_9 = item_9 / columns_9 % chunks_9;
        const int h_11 = item_9 / columns_9 / chunks_9;
        const int k_13 = column_9 * (3 * MPC_LANES);
        alignas(64) float y_16_tile[1152 * MPC_LANES];
        mpc_pack(y_16_tile, y_16 + (h_11 * 384 + k_13) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from_9 = chunk_9 * 128;
        const int to_9 = mpc_min(from_9 + 128, 384);
        const int i_even_9 = to_9 - mpc_floor_mod(mpc_max(to_9 - from_9, 0), 4);
        for (int i_20 = from_9; i_20 < i_even_9; i_20 += 4) {
          vf sum_136 = mpc_splat(0.0f);
          vf sum_137 = mpc_splat(0.0f);
          vf sum_138 = mpc_splat(0.0f);
          vf sum_139 = mpc_splat(0.0f);
          vf sum_140 = mpc_splat(0.0f);
          vf sum_141 = mpc_splat(0.0f);
          vf sum_142 = mpc_splat(0.0f);
          vf sum_143 = mpc_splat(0.0f);
          vf sum_144 = mpc_splat(0.0f);
          vf sum_145 = mpc_splat(0.0f);
          vf sum_146 = mpc_splat(0.0f);
          vf sum_147 = mpc_splat(0.0f);
          for (int j_11 = 0; j_11 < 384; ++j_11) {
            const float y_16_1 = y_16[(h_11 * 384 + i_20) * 384 + j_11];
            const float y_16_2 = y_16[(h_11 * 384 + (i_20 + 1)) * 384 + j_11];
            const float y_16_3 = y_16[(h_11 * 384 + (i_20 + 2)) * 384 + j_11];
            const float y_16_4 = y_16[(h_11 * 384 + (i_20 + 3)) * 384 + j_11];
            const vf y_16_5 = mpc_load(y_16_tile + j_11 * (3 * MPC_LANES));
            const vf y_16_6 = mpc_load(y_16_tile + j_11 * (3 * MPC_LANES) + MPC_LANES);
            const vf y_16_7 = mpc_load(y_16_tile + j_11 * (3 * MPC_LANES) + 2 * MPC_LANES);
            sum_136 = mpc_fma(y_16_1, y_16_5, sum_136);
            sum_137 = mpc_fma(y_16_1, y_16_6, sum_137);
            sum_138 = mpc_fma(y_16_1, y_16_7, sum_138);
            sum_139 = mpc_fma(y_16_2, y_16_5, sum_139);
            sum_140 = mpc_fma(y_16_2, y_16_6, sum_140);
            sum_141 = mpc_fma(y_16_2, y_16_7, sum_141);
            sum_142 = mpc_fma(y_16_3, y_16_5, sum_142);
            sum_143 = mpc_fma(y_16_3, y_16_6, sum_143);
            sum_144 = mpc_fma(y_16_3, y_16_7, sum_144);
            sum_145 = mpc_fma(y_16_4, y_16_5, sum_145);
            sum_146 = mpc_fma(y_16_4, y_16_6, sum_146);
            sum_147 = mpc_fma(y_16_4, y_16_7, sum_147);
          }
          mpc_store(gram_14 + (h_11 * 384 + i_20) * 384 + k_13, sum_136);
          mpc_store(gram_14 + (h_11 * 384 + i_20) * 384 + (k_13 + MPC_LANES), sum_137);
          mpc_store(gram_14 + (h_11 * 384 + i_20) * 384 + (k_13 + 2 * MPC_LANES), sum_138);
          mpc_store(gram_14 + (h_11 * 384 + (i_20 + 1)) * 384 + k_13, sum_139);
          mpc_store(gram_14 + (h_11 * 384 + (i_20 + 1)) * 384 + (k_13 + MPC_LANES), sum_140);
          mpc_store(gram_14 + (h_11 * 384 + (i_20 + 1)) * 384 + (k_13 + 2 * MPC_LANES), sum_141);
          mpc_store(gram_14 + (h_11 * 384 + (i_20 + 2)) * 384 + k_13, sum_142);
          mpc_store(gram_14 + (h_11 * 384 + (i_20 + 2)) * 384 + (k_13 + MPC_LANES), sum_143);
          mpc_store(gram_14 + (h_11 * 384 + (i_20 + 2)) * 384 + (k_13 + 2 * MPC_LANES), sum_144);
          mpc_store(gram_14 + (h_11 * 384 + (i_20 + 3)) * 384 + k_13, sum_145);
          mpc_store(gram_14 + (h_11 * 384 + (i_20 + 3)) * 384 + (k_13 + MPC_LANES), sum_146);
          mpc_store(gram_14 + (h_11 * 384 + (i_20 + 3)) * 384 + (k_13 + 2 * MPC_LANES), sum_147);
        }
        for (int i_21 = mpc_max(from_9, i_even_9); i_21 < to_9; ++i_21) {
          vf sum_148 = mpc_splat(0.0f);
          vf sum_149 = mpc_splat(0.0f);
          vf sum_150 = mpc_splat(0.0f);
          for (int j_12 = 0; j_12 < 384; ++j_12) {
            const float y_16_8 = y_16[(h_11 * 384 + i_21) * 384 + j_12];
            sum_148 = mpc_fma(y_16_8, mpc_load(y_16_tile + j_12 * (3 * MPC_LANES)), sum_148);
            sum_149 = mpc_fma(y_16_8, mpc_load(y_16_tile + j_12 * (3 * MPC_LANES) + MPC_LANES), sum_149);
            sum_150 = mpc_fma(y_16_8, mpc_load(y_16_tile + j_12 * (3 * MPC_LANES) + 2 * MPC_LANES), sum_150);
          }
          mpc_store(gram_14 + (h_11 * 384 + i_21) * 384 + k_13, sum_148);
          mpc_store(gram_14 + (h_11 * 384 + i_21) * 384 + (k_13 + MPC_LANES), sum_149);
          mpc_store(gram_14 + (h_11 * 384 + i_21) * 384 + (k_13 + 2 * MPC_LANES), sum_150);
        }
      }
    });
  }
  // prepare, line 63: mixed_14[h, i, k]
  {
    const int columns_10 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_10 = 3;
    mpc_parallel_for(0, columns_10 * chunks_10 * 4, 1, mpc_grain(14211072.0f), [&](int item_10_begin, int item_10_end) {
      for (int item_10 = item_10_begin; item_10 < item_10_end; ++item_10) {
        const int column_10 = item_10 % columns_10;
        const int chunk_10 = item_10 / columns_10 % chunks_10;
        const int h_12 = item_10 / columns_10 / chunks_10;
        const int k_14 = column_10 * (3 * MPC_LANES);
        const int from_10 = chunk_10 * 128;
        const int to_10 = mpc_min(from_10 + 128, 384);
        const int i_even_10 = to_10 - mpc_floor_mod(mpc_max(to_10 - from_10, 0), 4);
        for (int i_22 = from_10; i_22 < i_even_10; i_22 += 4) {
          const float muon_19 = muon[10];
          const float muon_20 = muon[11];
          vf sum_151 = mpc_splat(0.0f);
          vf sum_152 = mpc_splat(0.0f);
          vf sum_153 = mpc_splat(0.0f);
          vf sum_154 = mpc_splat(0.0f);
          vf sum_155 = mpc_splat(0.0f);
          vf sum_156 = mpc_splat(0.0f);
          vf sum_157 = mpc_splat(0.0f);
          vf sum_158 = mpc_splat(0.0f);
          vf sum_159 = mpc_splat(0.0f);
          vf sum_160 = mpc_splat(0.0f);
          vf sum_161 = mpc_splat(0.0f);
          vf sum_162 = mpc_splat(0.0f);
          for (int p_6 = 0; p_6 < 384; ++p_6) {
            const float gram_14_1 = gram_14[(h_12 * 384 + i_22) * 384 + p_6];
            const float gram_14_2 = gram_14[(h_12 * 384 + (i_22 + 1)) * 384 + p_6];
            const float gram_14_3 = gram_14[(h_12 * 384 + (i_22 + 2)) * 384 + p_6];
            const float gram_14_4 = gram_14[(h_12 * 384 + (i_22 + 3)) * 384 + p_6];
            const vf gram_14_5 = mpc_load(gram_14 + (h_12 * 384 + p_6) * 384 + k_14);
            const vf gram_14_6 = mpc_load(gram_14 + (h_12 * 384 + p_6) * 384 + (k_14 + MPC_LANES));
            const vf gram_14_7 = mpc_load(gram_14 + (h_12 * 384 + p_6) * 384 + (k_14 + 2 * MPC_LANES));
            sum_151 = mpc_fma(gram_14_1, gram_14_5, sum_151);
            sum_152 = mpc_fma(gram_14_1, gram_14_6, sum_152);
            sum_153 = mpc_fma(gram_14_1, gram_14_7, sum_153);
            sum_154 = mpc_fma(gram_14_2, gram_14_5, sum_154);
            sum_155 = mpc_fma(gram_14_2, gram_14_6, sum_155);
            sum_156 = mpc_fma(gram_14_2, gram_14_7, sum_156);
            sum_157 = mpc_fma(gram_14_3, gram_14_5, sum_157);
            sum_158 = mpc_fma(gram_14_3, gram_14_6, sum_158);
            sum_159 = mpc_fma(gram_14_3, gram_14_7, sum_159);
            sum_160 = mpc_fma(gram_14_4, gram_14_5, sum_160);
            sum_161 = mpc_fma(gram_14_4, gram_14_6, sum_161);
            sum_162 = mpc_fma(gram_14_4, gram_14_7, sum_162);
          }
          mpc_store(mixed_14 + (h_12 * 384 + i_22) * 384 + k_14, muon_19 * mpc_load(gram_14 + (h_12 * 384 + i_22) * 384 + k_14) + muon_20 * sum_151);
          mpc_store(mixed_14 + (h_12 * 384 + i_22) * 384 + (k_14 + MPC_LANES), muon_19 * mpc_load(gram_14 + (h_12 * 384 + i_22) * 384 + (k_14 + MPC_LANES)) + muon_20 * sum_152);
          mpc_store(mixed_14 + (h_12 * 384 + i_22) * 384 + (k_14 + 2 * MPC_LANES), muon_19 * mpc_load(gram_14 + (h_12 * 384 + i_22) * 384 + (k_14 + 2 * MPC_LANES)) + muon_20 * sum_153);
          mpc_store(mixed_14 + (h_12 * 384 + (i_22 + 1)) * 384 + k_14, muon_19 * mpc_load(gram_14 + (h_12 * 384 + (i_22 + 1)) * 384 + k_14) + muon_20 * sum_154);
          mpc_store(mixed_14 + (h_12 * 384 + (i_22 + 1)) * 384 + (k_14 + MPC_LANES), muon_19 * mpc_load(gram_14 + (h_12 * 384 + (i_22 + 1)) * 384 + (k_14 + MPC_LANES)) + muon_20 * sum_155);
          mpc_store(mixed_14 + (h_12 * 384 + (i_22 + 1)) * 384 + (k_14 + 2 * MPC_LANES), muon_19 * mpc_load(gram_14 + (h_12 * 384 + (i_22 + 1)) * 384 + (k_14 + 2 * MPC_LANES)) + muon_20 * sum_156);
          mpc_store(mixed_14 + (h_12 * 384 + (i_22 + 2)) * 384 + k_14, muon_19 * mpc_load(gram_14 + (h_12 * 384 + (i_22 + 2)) * 384 + k_14) + muon_20 * sum_157);
          mpc_store(mixed_14 + (h_12 * 384 + (i_22 + 2)) * 384 + (k_14 + MPC_LANES), muon_19 * mpc_load(gram_14 + (h_12 * 384 + (i_22 + 2)) * 384 + (k_14 + MPC_LANES)) + muon_20 * sum_158);
          mpc_store(mixed_14 + (h_12 * 384 + (i_22 + 2)) * 384 + (k_14 + 2 * MPC_LANES), muon_19 * mpc_load(gram_14 + (h_12 * 384 + (i_22 + 2)) * 384 + (k_14 + 2 * MPC_LANES)) + muon_20 * sum_159);
          mpc_store(mixed_14 + (h_12 * 384 + (i_22 + 3)) * 384 + k_14, muon_19 * mpc_load(gram_14 + (h_12 * 384 + (i_22 + 3)) * 384 + k_14) + muon_20 * sum_160);
          mpc_store(mixed_14 + (h_12 * 384 + (i_22 + 3)) * 384 + (k_14 + MPC_LANES), muon_19 * mpc_load(gram_14 + (h_12 * 384 + (i_22 + 3)) * 384 + (k_14 + MPC_LANES)) + muon_20 * sum_161);
          mpc_store(mixed_14 + (h_12 * 384 + (i_22 + 3)) * 384 + (k_14 + 2 * MPC_LANES), muon_19 * mpc_load(gram_14 + (h_12 * 384 + (i_22 + 3)) * 384 + (k_14 + 2 * MPC_LANES)) + muon_20 * sum_162);
        }
        for (int i_23 = mpc_max(from_10, i_even_10); i_23 < to_10; ++i_23) {
          const float muon_21 = muon[10];
          const float muon_22 = muon[11];
          vf sum_163 = mpc_splat(0.0f);
          vf sum_164 = mpc_splat(0.0f);
          vf sum_165 = mpc_splat(0.0f);
          for (int p_7 = 0; p_7 < 384; ++p_7) {
            const float gram_14_8 = gram_14[(h_12 * 384 + i_23) * 384 + p_7];
            sum_163 = mpc_fma(gram_14_8, mpc_load(gram_14 + (h_12 * 384 + p_7) * 384 + k_14), sum_163);
            sum_164 = mpc_fma(gram_14_8, mpc_load(gram_14 + (h_12 * 384 + p_7) * 384 + (k_14 + MPC_LANES)), sum_164);
            sum_165 = mpc_fma(gram_14_8, mpc_load(gram_14 + (h_12 * 384 + p_7) * 384 + (k_14 + 2 * MPC_LANES)), sum_165);
          }
          mpc_store(mixed_14 + (h_12 * 384 + i_23) * 384 + k_14, muon_21 * mpc_load(gram_14 + (h_12 * 384 + i_23) * 384 + k_14) + muon_22 * sum_163);
          mpc_store(mixed_14 + (h_12 * 384 + i_23) * 384 + (k_14 + MPC_LANES), muon_21 * mpc_load(gram_14 + (h_12 * 384 + i_23) * 384 + (k_14 + MPC_LANES)) + muon_22 * sum_164);
          mpc_store(mixed_14 + (h_12 * 384 + i_23) * 384 + (k_14 + 2 * MPC_LANES), muon_21 * mpc_load(gram_14 + (h_12 * 384 + i_23) * 384 + (k_14 + 2 * MPC_LANES)) + muon_22 * sum_165);
        }
      }
    });
  }
  // prepare, line 63: y_17[h, i, j]
  {
    const int columns_11 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_11 = 3;
    mpc_parallel_for(0, columns_11 * chunks_11 * 4, 1, mpc_grain(14192640.0f), [&](int item_11_begin, int item_11_end) {
      for (int item_11 = item_11_begin; item_11 < item_11_end; ++item_11) {
        const int column_11 = item_11 % columns_11;
        const int chunk_11 = item_11 / columns_11 % chunks_11;
        const int h_13 = item_11 / columns_11 / chunks_11;
        const int j_13 = column_11 * (3 * MPC_LANES);
        const int from_11 = chunk_11 * 128;
        const int to_11 = mpc_min(from_11 + 128, 384);
        const int i_even_11 = to_11 - mpc_floor_mod(mpc_max(to_11 - from_11, 0), 4);
        for (int i_24 = from_11; i_24 < i_even_11; i_24 += 4) {
          const float muon_23 = muon[9];
          vf sum_166 = mpc_splat(0.0f);
          vf sum_167 = mpc_splat(0.0f);
          vf sum_168 = mpc_splat(0.0f);
          vf sum_169 = mpc_splat(0.0f);
          vf sum_170 = mpc_splat(0.0f);
          vf sum_171 = mpc_splat(0.0f);
          vf sum_172 = mpc_splat(0.0f);
          vf sum_173 = mpc_splat(0.0f);
          vf sum_174 = mpc_splat(0.0f);
          vf sum_175 = mpc_splat(0.0f);
          vf sum_176 = mpc_splat(0.0f);
          vf sum_177 = mpc_splat(0.0f);
          for (int k_15 = 0; k_15 < 384; ++k_15) {
            const float mixed_14_1 = mixed_14[(h_13 * 384 + i_24) * 384 + k_15];
            const float mixed_14_2 = mixed_14[(h_13 * 384 + (i_24 + 1)) * 384 + k_15];
            const float mixed_14_3 = mixed_14[(h_13 * 384 + (i_24 + 2)) * 384 + k_15];
            const float mixed_14_4 = mixed_14[(h_13 * 384 + (i_24 + 3)) * 384 + k_15];
            const vf y_16_9 = mpc_load(y_16 + (h_13 * 384 + k_15) * 384 + j_13);
            const vf y_16_10 = mpc_load(y_16 + (h_13 * 384 + k_15) * 384 + (j_13 + MPC_LANES));
            const vf y_16_11 = mpc_load(y_16 + (h_13 * 384 + k_15) * 384 + (j_13 + 2 * MPC_LANES));
            sum_166 = mpc_fma(mixed_14_1, y_16_9, sum_166);
            sum_167 = mpc_fma(mixed_14_1, y_16_10, sum_167);
            sum_168 = mpc_fma(mixed_14_1, y_16_11, sum_168);
            sum_169 = mpc_fma(mixed_14_2, y_16_9, sum_169);
            sum_170 = mpc_fma(mixed_14_2, y_16_10, sum_170);
            sum_171 = mpc_fma(mixed_14_2, y_16_11, sum_171);
            sum_172 = mpc_fma(mixed_14_3, y_16_9, sum_172);
            sum_173 = mpc_fma(mixed_14_3, y_16_10, sum_173);
            sum_174 = mpc_fma(mixed_14_3, y_16_11, sum_174);
            sum_175 = mpc_fma(mixed_14_4, y_16_9, sum_175);
            sum_176 = mpc_fma(mixed_14_4, y_16_10, sum_176);
            sum_177 = mpc_fma(mixed_14_4, y_16_11, sum_177);
          }
          mpc_store(y_17 + (h_13 * 384 + i_24) * 384 + j_13, muon_23 * mpc_load(y_16 + (h_13 * 384 + i_24) * 384 + j_13) + sum_166);
          mpc_store(y_17 + (h_13 * 384 + i_24) * 384 + (j_13 + MPC_LANES), muon_23 * mpc_load(y_16 + (h_13 * 384 + i_24) * 384 + (j_13 + MPC_LANES)) + sum_167);
          mpc_store(y_17 + (h_13 * 384 + i_24) * 384 + (j_13 + 2 * MPC_LANES), muon_23 * mpc_load(y_16 + (h_13 * 384 + i_24) * 384 + (j_13 + 2 * MPC_LANES)) + sum_168);
          mpc_store(y_17 + (h_13 * 384 + (i_24 + 1)) * 384 + j_13, muon_23 * mpc_load(y_16 + (h_13 * 384 + (i_24 + 1)) * 384 + j_13) + sum_169);
          mpc_store(y_17 + (h_13 * 384 + (i_24 + 1)) * 384 + (j_13 + MPC_LANES), muon_23 * mpc_load(y_16 + (h_13 * 384 + (i_24 + 1)) * 384 + (j_13 + MPC_LANES)) + sum_170);
          mpc_store(y_17 + (h_13 * 384 + (i_24 + 1)) * 384 + (j_13 + 2 * MPC_LANES), muon_23 * mpc_load(y_16 + (h_13 * 384 + (i_24 + 1)) * 384 + (j_13 + 2 * MPC_LANES)) + sum_171);
          mpc_store(y_17 + (h_13 * 384 + (i_24 + 2)) * 384 + j_13, muon_23 * mpc_load(y_16 + (h_13 * 384 + (i_24 + 2)) * 384 + j_13) + sum_172);
          mpc_store(y_17 + (h_13 * 384 + (i_24 + 2)) * 384 + (j_13 + MPC_LANES), muon_23 * mpc_load(y_16 + (h_13 * 384 + (i_24 + 2)) * 384 + (j_13 + MPC_LANES)) + sum_173);
          mpc_store(y_17 + (h_13 * 384 + (i_24 + 2)) * 384 + (j_13 + 2 * MPC_LANES), muon_23 * mpc_load(y_16 + (h_13 * 384 + (i_24 + 2)) * 384 + (j_13 + 2 * MPC_LANES)) + sum_174);
          mpc_store(y_17 + (h_13 * 384 + (i_24 + 3)) * 384 + j_13, muon_23 * mpc_load(y_16 + (h_13 * 384 + (i_24 + 3)) * 384 + j_13) + sum_175);
          mpc_store(y_17 + (h_13 * 384 + (i_24 + 3)) * 384 + (j_13 + MPC_LANES), muon_23 * mpc_load(y_16 + (h_13 * 384 + (i_24 + 3)) * 384 + (j_13 + MPC_LANES)) + sum_176);
          mpc_store(y_17 + (h_13 * 384 + (i_24 + 3)) * 384 + (j_13 + 2 * MPC_LANES), muon_23 * mpc_load(y_16 + (h_13 * 384 + (i_24 + 3)) * 384 + (j_13 + 2 * MPC_LANES)) + sum_177);
        }
        for (int i_25 = mpc_max(from_11, i_even_11); i_25 < to_11; ++i_25) {
          const float muon_24 = muon[9];
          vf sum_178 = mpc_splat(0.0f);
          vf sum_179 = mpc_splat(0.0f);
          vf sum_180 = mpc_splat(0.0f);
          for (int k_16 = 0; k_16 < 384; ++k_16) {
            const float mixed_14_5 = mixed_14[(h_13 * 384 + i_25) * 384 + k_16];
            sum_178 = mpc_fma(mixed_14_5, mpc_load(y_16 + (h_13 * 384 + k_16) * 384 + j_13), sum_178);
            sum_179 = mpc_fma(mixed_14_5, mpc_load(y_16 + (h_13 * 384 + k_16) * 384 + (j_13 + MPC_LANES)), sum_179);
            sum_180 = mpc_fma(mixed_14_5, mpc_load(y_16 + (h_13 * 384 + k_16) * 384 + (j_13 + 2 * MPC_LANES)), sum_180);
          }
          mpc_store(y_17 + (h_13 * 384 + i_25) * 384 + j_13, muon_24 * mpc_load(y_16 + (h_13 * 384 + i_25) * 384 + j_13) + sum_178);
          mpc_store(y_17 + (h_13 * 384 + i_25) * 384 + (j_13 + MPC_LANES), muon_24 * mpc_load(y_16 + (h_13 * 384 + i_25) * 384 + (j_13 + MPC_LANES)) + sum_179);
          mpc_store(y_17 + (h_13 * 384 + i_25) * 384 + (j_13 + 2 * MPC_LANES), muon_24 * mpc_load(y_16 + (h_13 * 384 + i_25) * 384 + (j_13 + 2 * MPC_LANES)) + sum_180);
        }
      }
    });
  }
  // prepare, line 63: gram_15[h, i, k]
  {
    const int columns_12 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_12 = 3;
    mpc_parallel_for(0, columns_12 * chunks_12 * 4, 1, mpc_grain(14155776.0f), [&](int item_12_begin, int item_12_end) {
      for (int item_12 = item_12_begin; item_12 < item_12_end; ++item_12) {
        const int column_12 = item_12 % columns_12;
        const int chunk_12 = item_12 / columns_12 % chunks_12;
        const int h_14 = item_12 / columns_12 / chunks_12;
        const int k_17 = column_12 * (3 * MPC_LANES);
        alignas(64) float y_17_tile[1152 * MPC_LANES];
        mpc_pack(y_17_tile, y_17 + (h_14 * 384 + k_17) * 384, 384, 384, 3 * MPC_LANES, 3 * MPC_LANES);
        const int from_12 = chunk_12 * 128;
        const int to_12 = mpc_min(from_12 + 128, 384);
        const int i_even_12 = to_12 - mpc_floor_mod(mpc_max(to_12 - from_12, 0), 4);
        for (int i_26 = from_12; i_26 < i_even_12; i_26 += 4) {
          vf sum_181 = mpc_splat(0.0f);
          vf sum_182 = mpc_splat(0.0f);
          vf sum_183 = mpc_splat(0.0f);
          vf sum_184 = mpc_splat(0.0f);
          vf sum_185 = mpc_splat(0.0f);
          vf sum_186 = mpc_splat(0.0f);
          vf sum_187 = mpc_splat(0.0f);
          vf sum_188 = mpc_splat(0.0f);
          vf sum_189 = mpc_splat(0.0f);
          vf sum_190 = mpc_splat(0.0f);
          vf sum_191 = mpc_splat(0.0f);
          vf sum_192 = mpc_splat(0.0f);
          for (int j_14 = 0; j_14 < 384; ++j_14) {
            const float y_17_1 = y_17[(h_14 * 384 + i_26) * 384 + j_14];
            const float y_17_2 = y_17[(h_14 * 384 + (i_26 + 1)) * 384 + j_14];
            const float y_17_3 = y_17[(h_14 * 384 + (i_26 + 2)) * 384 + j_14];
            const float y_17_4 = y_17[(h_14 * 384 + (i_26 + 3)) * 384 + j_14];
            const vf y_17_5 = mpc_load(y_17_tile + j_14 * (3 * MPC_LANES));
            const vf y_17_6 = mpc_load(y_17_tile + j_14 * (3 * MPC_LANES) + MPC_LANES);
            const vf y_17_7 = mpc_load(y_17_tile + j_14 * (3 * MPC_LANES) + 2 * MPC_LANES);
            sum_181 = mpc_fma(y_17_1, y_17_5, sum_181);
            sum_182 = mpc_fma(y_17_1, y_17_6, sum_182);
            sum_183 = mpc_fma(y_17_1, y_17_7, sum_183);
            sum_184 = mpc_fma(y_17_2, y_17_5, sum_184);
            sum_185 = mpc_fma(y_17_2, y_17_6, sum_185);
            sum_186 = mpc_fma(y_17_2, y_17_7, sum_186);
            sum_187 = mpc_fma(y_17_3, y_17_5, sum_187);
            sum_188 = mpc_fma(y_17_3, y_17_6, sum_188);
            sum_189 = mpc_fma(y_17_3, y_17_7, sum_189);
            sum_190 = mpc_fma(y_17_4, y_17_5, sum_190);
            sum_191 = mpc_fma(y_17_4, y_17_6, sum_191);
            sum_192 = mpc_fma(y_17_4, y_17_7, sum_192);
          }
          mpc_store(gram_15 + (h_14 * 384 + i_26) * 384 + k_17, sum_181);
          mpc_store(gram_15 + (h_14 * 384 + i_26) * 384 + (k_17 + MPC_LANES), sum_182);
          mpc_store(gram_15 + (h_14 * 384 + i_26) * 384 + (k_17 + 2 * MPC_LANES), sum_183);
          mpc_store(gram_15 + (h_14 * 384 + (i_26 + 1)) * 384 + k_17, sum_184);
          mpc_store(gram_15 + (h_14 * 384 + (i_26 + 1)) * 384 + (k_17 + MPC_LANES), sum_185);
          mpc_store(gram_15 + (h_14 * 384 + (i_26 + 1)) * 384 + (k_17 + 2 * MPC_LANES), sum_186);
          mpc_store(gram_15 + (h_14 * 384 + (i_26 + 2)) * 384 + k_17, sum_187);
          mpc_store(gram_15 + (h_14 * 384 + (i_26 + 2)) * 384 + (k_17 + MPC_LANES), sum_188);
          mpc_store(gram_15 + (h_14 * 384 + (i_26 + 2)) * 384 + (k_17 + 2 * MPC_LANES), sum_189);
          mpc_store(gram_15 + (h_14 * 384 + (i_26 + 3)) * 384 + k_17, sum_190);
          mpc_store(gram_15 + (h_14 * 384 + (i_26 + 3)) * 384 + (k_17 + MPC_LANES), sum_191);
          mpc_store(gram_15 + (h_14 * 384 + (i_26 + 3)) * 384 + (k_17 + 2 * MPC_LANES), sum_192);
        }
        for (int i_27 = mpc_max(from_12, i_even_12); i_27 < to_12; ++i_27) {
          vf sum_193 = mpc_splat(0.0f);
          vf sum_194 = mpc_splat(0.0f);
          vf sum_195 = mpc_splat(0.0f);
          for (int j_15 = 0; j_15 < 384; ++j_15) {
            const float y_17_8 = y_17[(h_14 * 384 + i_27) * 384 + j_15];
            sum_193 = mpc_fma(y_17_8, mpc_load(y_17_tile + j_15 * (3 * MPC_LANES)), sum_193);
            sum_194 = mpc_fma(y_17_8, mpc_load(y_17_tile + j_15 * (3 * MPC_LANES) + MPC_LANES), sum_194);
            sum_195 = mpc_fma(y_17_8, mpc_load(y_17_tile + j_15 * (3 * MPC_LANES) + 2 * MPC_LANES), sum_195);
          }
          mpc_store(gram_15 + (h_14 * 384 + i_27) * 384 + k_17, sum_193);
          mpc_store(gram_15 + (h_14 * 384 + i_27) * 384 + (k_17 + MPC_LANES), sum_194);
          mpc_store(gram_15 + (h_14 * 384 + i_27) * 384 + (k_17 + 2 * MPC_LANES), sum_195);
        }
      }
    });
  }
  // prepare, line 63: mixed_15[h, i, k]
  {
    const int columns_13 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_13 = 3;
    mpc_parallel_for(0, columns_13 * chunks_13 * 4, 1, mpc_grain(14211072.0f), [&](int item_13_begin, int item_13_end) {
      for (int item_13 = item_13_begin; item_13 < item_13_end; ++item_13) {
        const int column_13 = item_13 % columns_13;
        const int chunk_13 = item_13 / columns_13 % chunks_13;
        const int h_15 = item_13 / columns_13 / chunks_13;
        const int k_18 = column_13 * (3 * MPC_LANES);
        const int from_13 = chunk_13 * 128;
        const int to_13 = mpc_min(from_13 + 128, 384);
        const int i_even_13 = to_13 - mpc_floor_mod(mpc_max(to_13 - from_13, 0), 4);
        for (int i_28 = from_13; i_28 < i_even_13; i_28 += 4) {
          const float muon_25 = muon[13];
          const float muon_26 = muon[14];
          vf sum_196 = mpc_splat(0.0f);
          vf sum_197 = mpc_splat(0.0f);
          vf sum_198 = mpc_splat(0.0f);
          vf sum_199 = mpc_splat(0.0f);
          vf sum_200 = mpc_splat(0.0f);
          vf sum_201 = mpc_splat(0.0f);
          vf sum_202 = mpc_splat(0.0f);
          vf sum_203 = mpc_splat(0.0f);
          vf sum_204 = mpc_splat(0.0f);
          vf sum_205 = mpc_splat(0.0f);
          vf sum_206 = mpc_splat(0.0f);
          vf sum_207 = mpc_splat(0.0f);
          for (int p_8 = 0; p_8 < 384; ++p_8) {
            const float gram_15_1 = gram_15[(h_15 * 384 + i_28) * 384 + p_8];
            const float gram_15_2 = gram_15[(h_15 * 384 + (i_28 + 1)) * 384 + p_8];
            const float gram_15_3 = gram_15[(h_15 * 384 + (i_28 + 2)) * 384 + p_8];
            const float gram_15_4 = gram_15[(h_15 * 384 + (i_28 + 3)) * 384 + p_8];
            const vf gram_15_5 = mpc_load(gram_15 + (h_15 * 384 + p_8) * 384 + k_18);
            const vf gram_15_6 = mpc_load(gram_15 + (h_15 * 384 + p_8) * 384 + (k_18 + MPC_LANES));
            const vf gram_15_7 = mpc_load(gram_15 + (h_15 * 384 + p_8) * 384 + (k_18 + 2 * MPC_LANES));
            sum_196 = mpc_fma(gram_15_1, gram_15_5, sum_196);
            sum_197 = mpc_fma(gram_15_1, gram_15_6, sum_197);
            sum_198 = mpc_fma(gram_15_1, gram_15_7, sum_198);
            sum_199 = mpc_fma(gram_15_2, gram_15_5, sum_199);
            sum_200 = mpc_fma(gram_15_2, gram_15_6, sum_200);
            sum_201 = mpc_fma(gram_15_2, gram_15_7, sum_201);
            sum_202 = mpc_fma(gram_15_3, gram_15_5, sum_202);
            sum_203 = mpc_fma(gram_15_3, gram_15_6, sum_203);
            sum_204 = mpc_fma(gram_15_3, gram_15_7, sum_204);
            sum_205 = mpc_fma(gram_15_4, gram_15_5, sum_205);
            sum_206 = mpc_fma(gram_15_4, gram_15_6, sum_206);
            sum_207 = mpc_fma(gram_15_4, gram_15_7, sum_207);
          }
          mpc_store(mixed_15 + (h_15 * 384 + i_28) * 384 + k_18, muon_25 * mpc_load(gram_15 + (h_15 * 384 + i_28) * 384 + k_18) + muon_26 * sum_196);
          mpc_store(mixed_15 + (h_15 * 384 + i_28) * 384 + (k_18 + MPC_LANES), muon_25 * mpc_load(gram_15 + (h_15 * 384 + i_28) * 384 + (k_18 + MPC_LANES)) + muon_26 * sum_197);
          mpc_store(mixed_15 + (h_15 * 384 + i_28) * 384 + (k_18 + 2 * MPC_LANES), muon_25 * mpc_load(gram_15 + (h_15 * 384 + i_28) * 384 + (k_18 + 2 * MPC_LANES)) + muon_26 * sum_198);
          mpc_store(mixed_15 + (h_15 * 384 + (i_28 + 1)) * 384 + k_18, muon_25 * mpc_load(gram_15 + (h_15 * 384 + (i_28 + 1)) * 384 + k_18) + muon_26 * sum_199);
          mpc_store(mixed_15 + (h_15 * 384 + (i_28 + 1)) * 384 + (k_18 + MPC_LANES), muon_25 * mpc_load(gram_15 + (h_15 * 384 + (i_28 + 1)) * 384 + (k_18 + MPC_LANES)) + muon_26 * sum_200);
          mpc_store(mixed_15 + (h_15 * 384 + (i_28 + 1)) * 384 + (k_18 + 2 * MPC_LANES), muon_25 * mpc_load(gram_15 + (h_15 * 384 + (i_28 + 1)) * 384 + (k_18 + 2 * MPC_LANES)) + muon_26 * sum_201);
          mpc_store(mixed_15 + (h_15 * 384 + (i_28 + 2)) * 384 + k_18, muon_25 * mpc_load(gram_15 + (h_15 * 384 + (i_28 + 2)) * 384 + k_18) + muon_26 * sum_202);
          mpc_store(mixed_15 + (h_15 * 384 + (i_28 + 2)) * 384 + (k_18 + MPC_LANES), muon_25 * mpc_load(gram_15 + (h_15 * 384 + (i_28 + 2)) * 384 + (k_18 + MPC_LANES)) + muon_26 * sum_203);
          mpc_store(mixed_15 + (h_15 * 384 + (i_28 + 2)) * 384 + (k_18 + 2 * MPC_LANES), muon_25 * mpc_load(gram_15 + (h_15 * 384 + (i_28 + 2)) * 384 + (k_18 + 2 * MPC_LANES)) + muon_26 * sum_204);
          mpc_store(mixed_15 + (h_15 * 384 + (i_28 + 3)) * 384 + k_18, muon_25 * mpc_load(gram_15 + (h_15 * 384 + (i_28 + 3)) * 384 + k_18) + muon_26 * sum_205);
          mpc_store(mixed_15 + (h_15 * 384 + (i_28 + 3)) * 384 + (k_18 + MPC_LANES), muon_25 * mpc_load(gram_15 + (h_15 * 384 + (i_28 + 3)) * 384 + (k_18 + MPC_LANES)) + muon_26 * sum_206);
          mpc_store(mixed_15 + (h_15 * 384 + (i_28 + 3)) * 384 + (k_18 + 2 * MPC_LANES), muon_25 * mpc_load(gram_15 + (h_15 * 384 + (i_28 + 3)) * 384 + (k_18 + 2 * MPC_LANES)) + muon_26 * sum_207);
        }
        for (int i_29 = mpc_max(from_13, i_even_13); i_29 < to_13; ++i_29) {
          const float muon_27 = muon[13];
          const float muon_28 = muon[14];
          vf sum_208 = mpc_splat(0.0f);
          vf sum_209 = mpc_splat(0.0f);
          vf sum_210 = mpc_splat(0.0f);
          for (int p_9 = 0; p_9 < 384; ++p_9) {
            const float gram_15_8 = gram_15[(h_15 * 384 + i_29) * 384 + p_9];
            sum_208 = mpc_fma(gram_15_8, mpc_load(gram_15 + (h_15 * 384 + p_9) * 384 + k_18), sum_208);
            sum_209 = mpc_fma(gram_15_8, mpc_load(gram_15 + (h_15 * 384 + p_9) * 384 + (k_18 + MPC_LANES)), sum_209);
            sum_210 = mpc_fma(gram_15_8, mpc_load(gram_15 + (h_15 * 384 + p_9) * 384 + (k_18 + 2 * MPC_LANES)), sum_210);
          }
          mpc_store(mixed_15 + (h_15 * 384 + i_29) * 384 + k_18, muon_27 * mpc_load(gram_15 + (h_15 * 384 + i_29) * 384 + k_18) + muon_28 * sum_208);
          mpc_store(mixed_15 + (h_15 * 384 + i_29) * 384 + (k_18 + MPC_LANES), muon_27 * mpc_load(gram_15 + (h_15 * 384 + i_29) * 384 + (k_18 + MPC_LANES)) + muon_28 * sum_209);
          mpc_store(mixed_15 + (h_15 * 384 + i_29) * 384 + (k_18 + 2 * MPC_LANES), muon_27 * mpc_load(gram_15 + (h_15 * 384 + i_29) * 384 + (k_18 + 2 * MPC_LANES)) + muon_28 * sum_210);
        }
      }
    });
  }
  // prepare, line 63: y_18[h, i, j]
  {
    const int columns_14 = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks_14 = 3;
    mpc_parallel_for(0, columns_14 * chunks_14 * 4, 1, mpc_grain(14192640.0f), [&](int item_14_begin, int item_14_end) {
      for (int item_14 = item_14_begin; item_14 < item_14_end; ++item_14) {
        const int column_14 = item_14 % columns_14;
        const int chunk_14 = item_14 / columns_14 % chunks_14;
        const int h_16 = item_14 / columns_14 / chunks_14;
        const int j_16 = column_14 * (3 * MPC_LANES);
        const int from_14 = chunk_14 * 128;
        const int to_14 = mpc_min(from_14 + 128, 384);
        const int i_even_14 = to_14 - mpc_floor_mod(mpc_max(to_14 - from_14, 0), 4);
        for (int i_30 = from_14; i_30 < i_even_14; i_30 += 4) {
          const float muon_29 = muon[12];
          vf sum_211 = mpc_splat(0.0f);
          vf sum_212 = mpc_splat(0.0f);
          vf sum_213 = mpc_splat(0.0f);
          vf sum_214 = mpc_splat(0.0f);
          vf sum_215 = mpc_splat(0.0f);
          vf sum_216 = mpc_splat(0.0f);
          vf sum_217 = mpc_splat(0.0f);
          vf sum_218 = mpc_splat(0.0f);
          vf sum_219 = mpc_splat(0.0f);
          vf sum_220 = mpc_splat(0.0f);
          vf sum_221 = mpc_splat(0.0f);
          vf sum_222 = mpc_splat(0.0f);
          for (int k_19 = 0; k_19 < 384; ++k_19) {
            const float mixed_15_1 = mixed_15[(h_16 * 384 + i_30) * 384 + k_19];
            const float mixed_15_2 = mixed_15[(h_16 * 384 + (i_30 + 1)) * 384 + k_19];
            const float mixed_15_3 = mixed_15[(h_16 * 384 + (i_30 + 2)) * 384 + k_19];
            const float mixed_15_4 = mixed_15[(h_16 * 384 + (i_30 + 3)) * 384 + k_19];
            const vf y_17_9 = mpc_load(y_17 + (h_16 * 384 + k_19) * 384 + j_16);
            const vf y_17_10 = mpc_load(y_17 + (h_16 * 384 + k_19) * 384 + (j_16 + MPC_LANES));
            const vf y_17_11 = mpc_load(y_17 + (h_16 * 384 + k_19) * 384 + (j_16 + 2 * MPC_LANES));
            sum_211 = mpc_fma(mixed_15_1, y_17_9, sum_211);
            sum_212 = mpc_fma(mixed_15_1, y_17_10, sum_212);
            sum_213 = mpc_fma(mixed_15_1, y_17_11, sum_213);
            sum_214 = mpc_fma(mixed_15_2, y_17_9, sum_214);
            sum_215 = mpc_fma(mixed_15_2, y_17_10, sum_215);
            sum_216 = mpc_fma(mixed_15_2, y_17_11, sum_216);
            sum_217 = mpc_fma(mixed_15_3, y_17_9, sum_217);
            sum_218 = mpc_fma(mixed_15_3, y_17_10, sum_218);
            sum_219 = mpc_fma(mixed_15_3, y_17_11, sum_219);
            sum_220 = mpc_fma(mixed_15_4, y_17_9, sum_220);
            sum_221 = mpc_fma(mixed_15_4, y_17_10, sum_221);
            sum_222 = mpc_fma(mixed_15_4, y_17_11, sum_222);
          }
          mpc_store(y_18 + (h_16 * 384 + i_30) * 384 + j_16, muon_29 * mpc_load(y_17 + (h_16 * 384 + i_30) * 384 + j_16) + sum_211);
          mpc_store(y_18 + (h_16 * 384 + i_30) * 384 + (j_16 + MPC_LANES), muon_29 * mpc_load(y_17 + (h_16 * 384 + i_30) * 384 + (j_16 + MPC_LANES)) + sum_212);
          mpc_store(y_18 + (h_16 * 384 + i_30) * 384 + (j_16 + 2 * MPC_LANES), muon_29 * mpc_load(y_17 + (h_16 * 384 + i_30) * 384 + (j_16 + 2 * MPC_LANES)) + sum_213);
          mpc_store(y_18 + (h_16 * 384 + (i_30 + 1)) * 384 + j_16, muon_29 * mpc_load(y_17 + (h_16 * 384 + (i_30 + 1)) * 384 + j_16) + sum_214);
          mpc_store(y_18 + (h_16 * 384 + (i_30 + 1)) * 384 + (j_16 + MPC_LANES), muon_29 * mpc_load(y_17 + (h_16 * 384 + (i_30 + 1)) * 384 + (j_16 + MPC_LANES)) + sum_215);
          mpc_store(y_18 + (h_16 * 384 + (i_30 + 1)) * 384 + (j_16 + 2 * MPC_LANES), muon_29 * mpc_load(y_17 + (h_16 * 384 + (i_30 + 1)) * 384 + (j_16 + 2 * MPC_LANES)) + sum_216);
          mpc_store(y_18 + (h_16 * 384 + (i_30 + 2)) * 384 + j_16, muon_29 * mpc_load(y_17 + (h_16 * 384 + (i_30 + 2)) * 384 + j_16) + sum_217);
          mpc_store(y_18 + (h_16 * 384 + (i_30 + 2)) * 384 + (j_16 + MPC_LANES), muon_29 * mpc_load(y_17 + (h_16 * 384 + (i_30 + 2)) * 384 + (j_16 + MPC_LANES)) + sum_218);
          mpc_store(y_18 + (h_16 * 384 + (i_30 + 2)) * 384 + (j_16 + 2 * MPC_LANES), muon_29 * mpc_load(y_17 + (h_16 * 384 + (i_30 + 2)) * 384 + (j_16 + 2 * MPC_LANES)) + sum_219);
          mpc_store(y_18 + (h_16 * 384 + (i_30 + 3)) * 384 + j_16, muon_29 * mpc_load(y_17 + (h_16 * 384 + (i_30 + 3)) * 384 + j_16) + sum_220);
          mpc_store(y_18 + (h_16 * 384 + (i_30 + 3)) * 384 + (j_16 + MPC_LANES), muon_29 * mpc_load(y_17 + (h_16 * 384 + (i_30 + 3)) * 384 + (j_16 + MPC_LANES)) + sum_221);
          mpc_store(y_18 + (h_16 * 384 + (i_30 + 3)) * 384 + (j_16 + 2 * MPC_LANES), muon_29 * mpc_load(y_17 + (h_16 * 384 + (i_30 + 3)) * 384 + (j_16 + 2 * MPC_LANES)) + sum_222);
        }
        for (int i_31 = mpc_max(from_14, i_even_14); i_31 < to_14; ++i_31) {
          const float muon_30 = muon[12];
          vf sum_223 = mpc_splat(0.0f);
          vf sum_224 = mpc_splat(0.0f);
          vf sum_225 = mpc_splat(0.0f);
          for (int k_20 = 0; k_20 < 384; ++k_20) {
            const float mixed_15_5 = mixed_15[(h_16 * 384 + i_31) * 384 + k_20];
            sum_223 = mpc_fma(mixed_15_5, mpc_load(y_17 + (h_16 * 384 + k_20) * 384 + j_16), sum_223);
            sum_224 = mpc_fma(mixed_15_5, mpc_load(y_17 + (h_16 * 384 + k_20) * 384 + (j_16 + MPC_LANES)), sum_224);
            sum_225 = mpc_fma(mixed_15_5, mpc_load(y_17 + (h_16 * 384 + k_20) * 384 + (j_16 + 2 * MPC_LANES)), sum_225);
          }
          mpc_store(y_18 + (h_16 * 384 + i_31) * 384 + j_16, muon_30 * mpc_load(y_17 + (h_16 * 384 + i_31) * 384 + j_16) + sum_223);
          mpc_store(y_18 + (h_16 * 384 + i_31) * 384 + (j_16 + MPC_LANES), muon_30 * mpc_load(y_17 + (h_16 * 384 + i_31) * 384 + (j_16 + MPC_LANES)) + sum_224);
          mpc_store(y_18 + (h_16 * 384 + i_31) * 384 + (j_16 + 2 * MPC_LANES), muon_30 * mpc_load(y_17 + (h_16 * 384 + i_31) * 384 + (j_16 + 2 * MPC_LANES)) + sum_225);
        }
      }
    });
  }
  // prepare, line 63: d2[h, i, j]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(768.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int h_17 = point_1 / 384;
        const int i_32 = point_1 % 384;
        for (int j_17 = 0; j_17 < 384; j_17 += MPC_LANES) {
          mpc_store(d2 + (h_17 * 384 + i_32) * 384 + j_17, mpc_load(y_18 + (h_17 * 384 + i_32) * 384 + j_17));
        }
      }
    });
  }
  // prepare, line 66: value_3[h, i, i]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(1920.0f), [&](int point_2_begin, int point_2_end) {
      for (int point_2 = point_2_begin; point_2 < point_2_end; ++point_2) {
        const int h_18 = point_2 / 384;
        const int i_33 = point_2 % 384;
        for (int i_34 = 0; i_34 < 384; i_34 += MPC_LANES) {
          mpc_store(value_3 + (h_18 * 384 + i_33) * 384 + i_34, mpc_load(w2 + (h_18 * 384 + i_33) * 384 + i_34) + mpc_load(d2 + (h_18 * 384 + i_33) * 384 + i_34));
        }
      }
    });
  }
  // prepare, line 66: w2_sum[h, i]
  {
    for (int h_19 = 0; h_19 < 4; ++h_19) {
      mpc_parallel_for(0, 384, 1, mpc_grain(2317.0f), [&](int i_35_begin, int i_35_end) {
        for (int i_35 = i_35_begin; i_35 < i_35_end; ++i_35) {
          vf sum_226 = mpc_splat(0.0f);
          for (int i_36 = 0; i_36 < 384; i_36 += MPC_LANES) {
            sum_226 = mpc_fma(mpc_load(value_3 + (h_19 * 384 + i_35) * 384 + i_36), mpc_load(value_3 + (h_19 * 384 + i_35) * 384 + i_36), sum_226);
          }
          w2_sum[h_19 * 384 + i_35] = mpc_sqrt(mpc_sum_lanes(sum_226)) + 0.00001f;
        }
      });
    }
  }
}

// prepare: w0
extern "C" void lact_w0(
    const float *__restrict start0,
    float *__restrict w0_sqrt,
    const float *__restrict value_1,
    const float *__restrict w0_sum,
    float *__restrict w0) {
  // prepare, line 64: w0_sqrt[h, i]
  {
    for (int h = 0; h < 4; ++h) {
      mpc_parallel_for(0, 384, 1, mpc_grain(2316.0f), [&](int i_begin, int i_end) {
        for (int i = i_begin; i < i_end; ++i) {
          vf sum = mpc_splat(0.0f);
          for (int i_1 = 0; i_1 < 384; i_1 += MPC_LANES) {
            sum = mpc_fma(mpc_load(start0 + (h * 384 + i) * 384 + i_1), mpc_load(start0 + (h * 384 + i) * 384 + i_1), sum);
          }
          w0_sqrt[h * 384 + i] = mpc_sqrt(mpc_sum_lanes(sum));
        }
      });
    }
  }
  // prepare, line 64: w0[h, i, i]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(6528.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int h_1 = point / 384;
        const int i_2 = point % 384;
        for (int i_3 = 0; i_3 < 384; i_3 += MPC_LANES) {
          mpc_store(w0 + (h_1 * 384 + i_2) * 384 + i_3, mpc_load(value_1 + (h_1 * 384 + i_2) * 384 + i_3) / w0_sum[h_1 * 384 + i_2] * w0_sqrt[h_1 * 384 + i_2]);
        }
      }
    });
  }
}

// prepare: w1
extern "C" void lact_w1(
    const float *__restrict start1,
    float *__restrict w1_sqrt,
    const float *__restrict value_2,
    const float *__restrict w1_sum,
    float *__restrict w1) {
  // prepare, line 65: w1_sqrt[h, i]
  {
    for (int h = 0; h < 4; ++h) {
      mpc_parallel_for(0, 384, 1, mpc_grain(2316.0f), [&](int i_begin, int i_end) {
        for (int i = i_begin; i < i_end; ++i) {
          vf sum = mpc_splat(0.0f);
          for (int i_1 = 0; i_1 < 384; i_1 += MPC_LANES) {
            sum = mpc_fma(mpc_load(start1 + (h * 384 + i) * 384 + i_1), mpc_load(start1 + (h * 384 + i) * 384 + i_1), sum);
          }
          w1_sqrt[h * 384 + i] = mpc_sqrt(mpc_sum_lanes(sum));
        }
      });
    }
  }
  // prepare, line 65: w1[h, i, i]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(6528.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int h_1 = point / 384;
        const int i_2 = point % 384;
        for (int i_3 = 0; i_3 < 384; i_3 += MPC_LANES) {
          mpc_store(w1 + (h_1 * 384 + i_2) * 384 + i_3, mpc_load(value_2 + (h_1 * 384 + i_2) * 384 + i_3) / w1_sum[h_1 * 384 + i_2] * w1_sqrt[h_1 * 384 + i_2]);
        }
      }
    });
  }
}

// prepare: w2
extern "C" void lact_w2(
    const float *__restrict start2,
    float *__restrict w2_sqrt,
    const float *__restrict value_3,
    const float *__restrict w2_sum,
    float *__restrict w2) {
  // prepare, line 66: w2_sqrt[h, i]
  {
    for (int h = 0; h < 4; ++h) {
      mpc_parallel_for(0, 384, 1, mpc_grain(2316.0f), [&](int i_begin, int i_end) {
        for (int i = i_begin; i < i_end; ++i) {
          vf sum = mpc_splat(0.0f);
          for (int i_1 = 0; i_1 < 384; i_1 += MPC_LANES) {
            sum = mpc_fma(mpc_load(start2 + (h * 384 + i) * 384 + i_1), mpc_load(start2 + (h * 384 + i) * 384 + i_1), sum);
          }
          w2_sqrt[h * 384 + i] = mpc_sqrt(mpc_sum_lanes(sum));
        }
      });
    }
  }
  // prepare, line 66: w2[h, i, i]
  {
    mpc_parallel_for(0, 1536, 1, mpc_grain(6528.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int h_1 = point / 384;
        const int i_2 = point % 384;
        for (int i_3 = 0; i_3 < 384; i_3 += MPC_LANES) {
          mpc_store(w2 + (h_1 * 384 + i_2) * 384 + i_3, mpc_load(value_3 + (h_1 * 384 + i_2) * 384 + i_3) / w2_sum[h_1 * 384 + i_2] * w2_sqrt[h_1 * 384 + i_2]);
        }
      }
    });
  }
}
