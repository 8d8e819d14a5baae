// titans_mac: CPU kernels, one function for each step. Written by mpc.
#include "mpc_cpu.h"

// relevancy: query
extern "C" void titans_mac_query(
    const bf16 *__restrict x,
    const bf16 *__restrict w_q,
    float *__restrict raw_1_sum,
    float *__restrict raw_1,
    float *__restrict query_sum,
    float *__restrict query) {
  // relevancy, line 35: raw_1_sum[t, h, k]
  {
    const int columns = mpc_floor_div(64 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(2359296.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int k = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 32);
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
          for (int i = 0; i < 384; ++i) {
            const float x_1 = mpc_get(x[t * 384 + i]);
            const float x_2 = mpc_get(x[(t + 1) * 384 + i]);
            const float x_3 = mpc_get(x[(t + 2) * 384 + i]);
            const float x_4 = mpc_get(x[(t + 3) * 384 + i]);
            const vf w_q_1 = mpc_load(w_q + (i * 4 + h) * 64 + k);
            const vf w_q_2 = mpc_load(w_q + (i * 4 + h) * 64 + (k + MPC_LANES));
            sum = mpc_fma(x_1, w_q_1, sum);
            sum_1 = mpc_fma(x_1, w_q_2, sum_1);
            sum_2 = mpc_fma(x_2, w_q_1, sum_2);
            sum_3 = mpc_fma(x_2, w_q_2, sum_3);
            sum_4 = mpc_fma(x_3, w_q_1, sum_4);
            sum_5 = mpc_fma(x_3, w_q_2, sum_5);
            sum_6 = mpc_fma(x_4, w_q_1, sum_6);
            sum_7 = mpc_fma(x_4, w_q_2, sum_7);
          }
          mpc_store(raw_1_sum + (t * 4 + h) * 64 + k, sum);
          mpc_store(raw_1_sum + (t * 4 + h) * 64 + (k + MPC_LANES), sum_1);
          mpc_store(raw_1_sum + ((t + 1) * 4 + h) * 64 + k, sum_2);
          mpc_store(raw_1_sum + ((t + 1) * 4 + h) * 64 + (k + MPC_LANES), sum_3);
          mpc_store(raw_1_sum + ((t + 2) * 4 + h) * 64 + k, sum_4);
          mpc_store(raw_1_sum + ((t + 2) * 4 + h) * 64 + (k + MPC_LANES), sum_5);
          mpc_store(raw_1_sum + ((t + 3) * 4 + h) * 64 + k, sum_6);
          mpc_store(raw_1_sum + ((t + 3) * 4 + h) * 64 + (k + MPC_LANES), sum_7);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int i_1 = 0; i_1 < 384; ++i_1) {
            const float x_5 = mpc_get(x[t_1 * 384 + i_1]);
            sum_8 = mpc_fma(x_5, mpc_load(w_q + (i_1 * 4 + h) * 64 + k), sum_8);
            sum_9 = mpc_fma(x_5, mpc_load(w_q + (i_1 * 4 + h) * 64 + (k + MPC_LANES)), sum_9);
          }
          mpc_store(raw_1_sum + (t_1 * 4 + h) * 64 + k, sum_8);
          mpc_store(raw_1_sum + (t_1 * 4 + h) * 64 + (k + MPC_LANES), sum_9);
        }
      }
    });
  }
  // relevancy, line 35: raw_1[t, h, k]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(1792.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int t_2 = point / 4;
        const int h_1 = point % 4;
        for (int k_1 = 0; k_1 < 64; k_1 += MPC_LANES) {
          mpc_store(raw_1 + (t_2 * 4 + h_1) * 64 + k_1, mpc_load(raw_1_sum + (t_2 * 4 + h_1) * 64 + k_1) / (1.0f + mpc_exp(-mpc_load(raw_1_sum + (t_2 * 4 + h_1) * 64 + k_1))));
        }
      }
    });
  }
  // relevancy, line 37: query_sum[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(1588.0f), [&](int t_3_begin, int t_3_end) {
      for (int t_3 = t_3_begin; t_3 < t_3_end; ++t_3) {
        for (int h_2 = 0; h_2 < 4; h_2 += 4) {
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          for (int i_2 = 0; i_2 < 64; i_2 += MPC_LANES) {
            sum_10 = mpc_fma(mpc_load(raw_1 + (t_3 * 4 + h_2) * 64 + i_2), mpc_load(raw_1 + (t_3 * 4 + h_2) * 64 + i_2), sum_10);
            sum_11 = mpc_fma(mpc_load(raw_1 + (t_3 * 4 + (h_2 + 1)) * 64 + i_2), mpc_load(raw_1 + (t_3 * 4 + (h_2 + 1)) * 64 + i_2), sum_11);
            sum_12 = mpc_fma(mpc_load(raw_1 + (t_3 * 4 + (h_2 + 2)) * 64 + i_2), mpc_load(raw_1 + (t_3 * 4 + (h_2 + 2)) * 64 + i_2), sum_12);
            sum_13 = mpc_fma(mpc_load(raw_1 + (t_3 * 4 + (h_2 + 3)) * 64 + i_2), mpc_load(raw_1 + (t_3 * 4 + (h_2 + 3)) * 64 + i_2), sum_13);
          }
          query_sum[t_3 * 4 + h_2] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_10)));
          query_sum[t_3 * 4 + (h_2 + 1)] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_11)));
          query_sum[t_3 * 4 + (h_2 + 2)] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_12)));
          query_sum[t_3 * 4 + (h_2 + 3)] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_13)));
        }
      }
    });
  }
  // relevancy, line 42: query[t, h, j]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(896.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int t_4 = point_1 / 4;
        const int h_3 = point_1 % 4;
        for (int j = 0; j < 64; j += MPC_LANES) {
          mpc_store(query + (t_4 * 4 + h_3) * 64 + j, mpc_load(raw_1 + (t_4 * 4 + h_3) * 64 + j) / query_sum[t_4 * 4 + h_3]);
        }
      }
    });
  }
}

// retrieve: hidden_1
extern "C" void titans_mac_hidden_1(
    const float *__restrict query,
    const float *__restrict w,
    float *__restrict hidden_1_sum,
    float *__restrict hidden_1) {
  // retrieve, line 27: hidden_1_sum[t, h, k]
  {
    const int columns = mpc_floor_div(128 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(393216.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int k = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 32);
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
          for (int j = 0; j < 64; ++j) {
            const float query_1 = query[(t * 4 + h) * 64 + j];
            const float query_2 = query[((t + 1) * 4 + h) * 64 + j];
            const float query_3 = query[((t + 2) * 4 + h) * 64 + j];
            const float query_4 = query[((t + 3) * 4 + h) * 64 + j];
            const vf w_1 = mpc_load(w + (h * 2 * 64 + j) * 128 + k);
            const vf w_2 = mpc_load(w + (h * 2 * 64 + j) * 128 + (k + MPC_LANES));
            sum = mpc_fma(query_1, w_1, sum);
            sum_1 = mpc_fma(query_1, w_2, sum_1);
            sum_2 = mpc_fma(query_2, w_1, sum_2);
            sum_3 = mpc_fma(query_2, w_2, sum_3);
            sum_4 = mpc_fma(query_3, w_1, sum_4);
            sum_5 = mpc_fma(query_3, w_2, sum_5);
            sum_6 = mpc_fma(query_4, w_1, sum_6);
            sum_7 = mpc_fma(query_4, w_2, sum_7);
          }
          mpc_store(hidden_1_sum + (t * 4 + h) * 128 + k, sum);
          mpc_store(hidden_1_sum + (t * 4 + h) * 128 + (k + MPC_LANES), sum_1);
          mpc_store(hidden_1_sum + ((t + 1) * 4 + h) * 128 + k, sum_2);
          mpc_store(hidden_1_sum + ((t + 1) * 4 + h) * 128 + (k + MPC_LANES), sum_3);
          mpc_store(hidden_1_sum + ((t + 2) * 4 + h) * 128 + k, sum_4);
          mpc_store(hidden_1_sum + ((t + 2) * 4 + h) * 128 + (k + MPC_LANES), sum_5);
          mpc_store(hidden_1_sum + ((t + 3) * 4 + h) * 128 + k, sum_6);
          mpc_store(hidden_1_sum + ((t + 3) * 4 + h) * 128 + (k + MPC_LANES), sum_7);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int j_1 = 0; j_1 < 64; ++j_1) {
            const float query_5 = query[(t_1 * 4 + h) * 64 + j_1];
            sum_8 = mpc_fma(query_5, mpc_load(w + (h * 2 * 64 + j_1) * 128 + k), sum_8);
            sum_9 = mpc_fma(query_5, mpc_load(w + (h * 2 * 64 + j_1) * 128 + (k + MPC_LANES)), sum_9);
          }
          mpc_store(hidden_1_sum + (t_1 * 4 + h) * 128 + k, sum_8);
          mpc_store(hidden_1_sum + (t_1 * 4 + h) * 128 + (k + MPC_LANES), sum_9);
        }
      }
    });
  }
  // retrieve, line 27: hidden_1[t, h, k]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(3840.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int t_2 = point / 4;
        const int h_1 = point % 4;
        for (int k_1 = 0; k_1 < 128; k_1 += MPC_LANES) {
          mpc_store(hidden_1 + (t_2 * 4 + h_1) * 128 + k_1, 0.5f * mpc_load(hidden_1_sum + (t_2 * 4 + h_1) * 128 + k_1) * (1.0f + mpc_tanh(0.7978846f * (mpc_load(hidden_1_sum + (t_2 * 4 + h_1) * 128 + k_1) + 0.044715f * mpc_load(hidden_1_sum + (t_2 * 4 + h_1) * 128 + k_1) * mpc_load(hidden_1_sum + (t_2 * 4 + h_1) * 128 + k_1) * mpc_load(hidden_1_sum + (t_2 * 4 + h_1) * 128 + k_1)))));
        }
      }
    });
  }
}

// retrieve: read
extern "C" void titans_mac_read(
    const float *__restrict w,
    const float *__restrict hidden_1,
    float *__restrict raw_2,
    float *__restrict read_sum,
    float *__restrict read_rsqrt,
    const float *__restrict query,
    const float *__restrict gain,
    float *__restrict read) {
  // retrieve, line 28: raw_2[t, h, j]
  {
    const int columns = mpc_floor_div(64 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(786432.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int j = column * (2 * MPC_LANES);
        alignas(64) float w_tile[256 * MPC_LANES];
        mpc_pack(w_tile, w + ((h * 2 + 1) * 64 + j) * 128, 128, 128, 2 * MPC_LANES, 2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 32);
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
          for (int k = 0; k < 128; ++k) {
            const float hidden_1_1 = hidden_1[(t * 4 + h) * 128 + k];
            const float hidden_1_2 = hidden_1[((t + 1) * 4 + h) * 128 + k];
            const float hidden_1_3 = hidden_1[((t + 2) * 4 + h) * 128 + k];
            const float hidden_1_4 = hidden_1[((t + 3) * 4 + h) * 128 + k];
            const vf w_1 = mpc_load(w_tile + k * (2 * MPC_LANES));
            const vf w_2 = mpc_load(w_tile + k * (2 * MPC_LANES) + MPC_LANES);
            sum = mpc_fma(hidden_1_1, w_1, sum);
            sum_1 = mpc_fma(hidden_1_1, w_2, sum_1);
            sum_2 = mpc_fma(hidden_1_2, w_1, sum_2);
            sum_3 = mpc_fma(hidden_1_2, w_2, sum_3);
            sum_4 = mpc_fma(hidden_1_3, w_1, sum_4);
            sum_5 = mpc_fma(hidden_1_3, w_2, sum_5);
            sum_6 = mpc_fma(hidden_1_4, w_1, sum_6);
            sum_7 = mpc_fma(hidden_1_4, w_2, sum_7);
          }
          mpc_store(raw_2 + (t * 4 + h) * 64 + j, sum);
          mpc_store(raw_2 + (t * 4 + h) * 64 + (j + MPC_LANES), sum_1);
          mpc_store(raw_2 + ((t + 1) * 4 + h) * 64 + j, sum_2);
          mpc_store(raw_2 + ((t + 1) * 4 + h) * 64 + (j + MPC_LANES), sum_3);
          mpc_store(raw_2 + ((t + 2) * 4 + h) * 64 + j, sum_4);
          mpc_store(raw_2 + ((t + 2) * 4 + h) * 64 + (j + MPC_LANES), sum_5);
          mpc_store(raw_2 + ((t + 3) * 4 + h) * 64 + j, sum_6);
          mpc_store(raw_2 + ((t + 3) * 4 + h) * 64 + (j + MPC_LANES), sum_7);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int k_1 = 0; k_1 < 128; ++k_1) {
            const float hidden_1_5 = hidden_1[(t_1 * 4 + h) * 128 + k_1];
            sum_8 = mpc_fma(hidden_1_5, mpc_load(w_tile + k_1 * (2 * MPC_LANES)), sum_8);
            sum_9 = mpc_fma(hidden_1_5, mpc_load(w_tile + k_1 * (2 * MPC_LANES) + MPC_LANES), sum_9);
          }
          mpc_store(raw_2 + (t_1 * 4 + h) * 64 + j, sum_8);
          mpc_store(raw_2 + (t_1 * 4 + h) * 64 + (j + MPC_LANES), sum_9);
        }
      }
    });
  }
  // retrieve, line 29: read_sum[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(772.0f), [&](int t_2_begin, int t_2_end) {
      for (int t_2 = t_2_begin; t_2 < t_2_end; ++t_2) {
        for (int h_1 = 0; h_1 < 4; h_1 += 4) {
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          for (int j_1 = 0; j_1 < 64; j_1 += MPC_LANES) {
            sum_10 = sum_10 + mpc_load(raw_2 + (t_2 * 4 + h_1) * 64 + j_1);
            sum_11 = sum_11 + mpc_load(raw_2 + (t_2 * 4 + (h_1 + 1)) * 64 + j_1);
            sum_12 = sum_12 + mpc_load(raw_2 + (t_2 * 4 + (h_1 + 2)) * 64 + j_1);
            sum_13 = sum_13 + mpc_load(raw_2 + (t_2 * 4 + (h_1 + 3)) * 64 + j_1);
          }
          read_sum[t_2 * 4 + h_1] = mpc_sum_lanes(sum_10) * 0.015625f;
          read_sum[t_2 * 4 + (h_1 + 1)] = mpc_sum_lanes(sum_11) * 0.015625f;
          read_sum[t_2 * 4 + (h_1 + 2)] = mpc_sum_lanes(sum_12) * 0.015625f;
          read_sum[t_2 * 4 + (h_1 + 3)] = mpc_sum_lanes(sum_13) * 0.015625f;
        }
      }
    });
  }
  // retrieve, line 31: read_rsqrt[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(3128.0f), [&](int t_3_begin, int t_3_end) {
      for (int t_3 = t_3_begin; t_3 < t_3_end; ++t_3) {
        for (int h_2 = 0; h_2 < 4; h_2 += 4) {
          vf sum_14 = mpc_splat(0.0f);
          vf sum_15 = mpc_splat(0.0f);
          vf sum_16 = mpc_splat(0.0f);
          vf sum_17 = mpc_splat(0.0f);
          for (int j_2 = 0; j_2 < 64; j_2 += MPC_LANES) {
            sum_14 = mpc_fma(mpc_load(raw_2 + (t_3 * 4 + h_2) * 64 + j_2) - read_sum[t_3 * 4 + h_2], mpc_load(raw_2 + (t_3 * 4 + h_2) * 64 + j_2) - read_sum[t_3 * 4 + h_2], sum_14);
            sum_15 = mpc_fma(mpc_load(raw_2 + (t_3 * 4 + (h_2 + 1)) * 64 + j_2) - read_sum[t_3 * 4 + (h_2 + 1)], mpc_load(raw_2 + (t_3 * 4 + (h_2 + 1)) * 64 + j_2) - read_sum[t_3 * 4 + (h_2 + 1)], sum_15);
            sum_16 = mpc_fma(mpc_load(raw_2 + (t_3 * 4 + (h_2 + 2)) * 64 + j_2) - read_sum[t_3 * 4 + (h_2 + 2)], mpc_load(raw_2 + (t_3 * 4 + (h_2 + 2)) * 64 + j_2) - read_sum[t_3 * 4 + (h_2 + 2)], sum_16);
            sum_17 = mpc_fma(mpc_load(raw_2 + (t_3 * 4 + (h_2 + 3)) * 64 + j_2) - read_sum[t_3 * 4 + (h_2 + 3)], mpc_load(raw_2 + (t_3 * 4 + (h_2 + 3)) * 64 + j_2) - read_sum[t_3 * 4 + (h_2 + 3)], sum_17);
          }
          read_rsqrt[t_3 * 4 + h_2] = mpc_rsqrt(mpc_sum_lanes(sum_14) * 0.015625f + 0.00001f);
          read_rsqrt[t_3 * 4 + (h_2 + 1)] = mpc_rsqrt(mpc_sum_lanes(sum_15) * 0.015625f + 0.00001f);
          read_rsqrt[t_3 * 4 + (h_2 + 2)] = mpc_rsqrt(mpc_sum_lanes(sum_16) * 0.015625f + 0.00001f);
          read_rsqrt[t_3 * 4 + (h_2 + 3)] = mpc_rsqrt(mpc_sum_lanes(sum_17) * 0.015625f + 0.00001f);
        }
      }
    });
  }
  // retrieve, line 45: read[t, h, i]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(896.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int t_4 = point / 4;
        const int h_3 = point % 4;
        for (int i = 0; i < 64; i += MPC_LANES) {
          mpc_store(read + (t_4 * 4 + h_3) * 64 + i, mpc_load(query + (t_4 * 4 + h_3) * 64 + i) + (mpc_load(raw_2 + (t_4 * 4 + h_3) * 64 + i) - read_sum[t_4 * 4 + h_3]) * read_rsqrt[t_4 * 4 + h_3] * mpc_load(gain + h_3 * 64 + i));
        }
      }
    });
  }
}

// retrieve: recalled
extern "C" void titans_mac_recalled(
    const float *__restrict read,
    const bf16 *__restrict w_read,
    float *__restrict recalled) {
  // retrieve, line 46: recalled[t, i]
  {
    const int columns = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks, 1, mpc_grain(2359296.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int i = column * (3 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 32);
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
          for (int h = 0; h < 4; ++h) {
            for (int e = 0; e < 64; ++e) {
              const float read_1 = read[(t * 4 + h) * 64 + e];
              const float read_2 = read[((t + 1) * 4 + h) * 64 + e];
              const float read_3 = read[((t + 2) * 4 + h) * 64 + e];
              const float read_4 = read[((t + 3) * 4 + h) * 64 + e];
              const vf w_read_1 = mpc_load(w_read + (h * 64 + e) * 384 + i);
              const vf w_read_2 = mpc_load(w_read + (h * 64 + e) * 384 + (i + MPC_LANES));
              const vf w_read_3 = mpc_load(w_read + (h * 64 + e) * 384 + (i + 2 * MPC_LANES));
              sum = mpc_fma(read_1, w_read_1, sum);
              sum_1 = mpc_fma(read_1, w_read_2, sum_1);
              sum_2 = mpc_fma(read_1, w_read_3, sum_2);
              sum_3 = mpc_fma(read_2, w_read_1, sum_3);
              sum_4 = mpc_fma(read_2, w_read_2, sum_4);
              sum_5 = mpc_fma(read_2, w_read_3, sum_5);
              sum_6 = mpc_fma(read_3, w_read_1, sum_6);
              sum_7 = mpc_fma(read_3, w_read_2, sum_7);
              sum_8 = mpc_fma(read_3, w_read_3, sum_8);
              sum_9 = mpc_fma(read_4, w_read_1, sum_9);
              sum_10 = mpc_fma(read_4, w_read_2, sum_10);
              sum_11 = mpc_fma(read_4, w_read_3, sum_11);
            }
          }
          mpc_store(recalled + t * 384 + i, sum);
          mpc_store(recalled + t * 384 + (i + MPC_LANES), sum_1);
          mpc_store(recalled + t * 384 + (i + 2 * MPC_LANES), sum_2);
          mpc_store(recalled + (t + 1) * 384 + i, sum_3);
          mpc_store(recalled + (t + 1) * 384 + (i + MPC_LANES), sum_4);
          mpc_store(recalled + (t + 1) * 384 + (i + 2 * MPC_LANES), sum_5);
          mpc_store(recalled + (t + 2) * 384 + i, sum_6);
          mpc_store(recalled + (t + 2) * 384 + (i + MPC_LANES), sum_7);
          mpc_store(recalled + (t + 2) * 384 + (i + 2 * MPC_LANES), sum_8);
          mpc_store(recalled + (t + 3) * 384 + i, sum_9);
          mpc_store(recalled + (t + 3) * 384 + (i + MPC_LANES), sum_10);
          mpc_store(recalled + (t + 3) * 384 + (i + 2 * MPC_LANES), sum_11);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          for (int h_1 = 0; h_1 < 4; ++h_1) {
            for (int e_1 = 0; e_1 < 64; ++e_1) {
              const float read_5 = read[(t_1 * 4 + h_1) * 64 + e_1];
              sum_12 = mpc_fma(read_5, mpc_load(w_read + (h_1 * 64 + e_1) * 384 + i), sum_12);
              sum_13 = mpc_fma(read_5, mpc_load(w_read + (h_1 * 64 + e_1) * 384 + (i + MPC_LANES)), sum_13);
              sum_14 = mpc_fma(read_5, mpc_load(w_read + (h_1 * 64 + e_1) * 384 + (i + 2 * MPC_LANES)), sum_14);
            }
          }
          mpc_store(recalled + t_1 * 384 + i, sum_12);
          mpc_store(recalled + t_1 * 384 + (i + MPC_LANES), sum_13);
          mpc_store(recalled + t_1 * 384 + (i + 2 * MPC_LANES), sum_14);
        }
      }
    });
  }
}

// apply: context
extern "C" void titans_mac_context(
    const bf16 *__restrict persistent,
    const float *__restrict recalled,
    const bf16 *__restrict x,
    float *__restrict context) {
  // apply, line 50: context[c, i]
  {
    mpc_parallel_for(0, 68, 1, mpc_grain(17280.0f), [&](int c_begin, int c_end) {
      for (int c = c_begin; c < c_end; ++c) {
        for (int i = 0; i < 384; i += MPC_LANES) {
          mpc_store(context + c * 384 + i, mpc_choose(mpc_splat(c < 4), mpc_load(persistent + mpc_min(c, 3) * 384 + i), (mpc_choose(mpc_splat(c % 2 == 0), mpc_load(recalled + mpc_floor_div(mpc_max(c - 4, 0), 2) * 384 + i), mpc_load(x + mpc_floor_div(mpc_max(c - 4, 0), 2) * 384 + i)))));
        }
      }
    });
  }
}

// apply: aq
extern "C" void titans_mac_aq(
    const bf16 *__restrict x,
    const bf16 *__restrict a_q,
    float *__restrict aq) {
  // apply, line 52: aq[t, a, e]
  {
    const int columns = mpc_floor_div(64 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks * 8, 1, mpc_grain(2359296.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int a = item / columns / chunks;
        const int e = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 32);
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
          for (int i = 0; i < 384; ++i) {
            const float x_1 = mpc_get(x[t * 384 + i]);
            const float x_2 = mpc_get(x[(t + 1) * 384 + i]);
            const float x_3 = mpc_get(x[(t + 2) * 384 + i]);
            const float x_4 = mpc_get(x[(t + 3) * 384 + i]);
            const vf a_q_1 = mpc_load(a_q + (i * 8 + a) * 64 + e);
            const vf a_q_2 = mpc_load(a_q + (i * 8 + a) * 64 + (e + MPC_LANES));
            sum = mpc_fma(x_1, a_q_1, sum);
            sum_1 = mpc_fma(x_1, a_q_2, sum_1);
            sum_2 = mpc_fma(x_2, a_q_1, sum_2);
            sum_3 = mpc_fma(x_2, a_q_2, sum_3);
            sum_4 = mpc_fma(x_3, a_q_1, sum_4);
            sum_5 = mpc_fma(x_3, a_q_2, sum_5);
            sum_6 = mpc_fma(x_4, a_q_1, sum_6);
            sum_7 = mpc_fma(x_4, a_q_2, sum_7);
          }
          mpc_store(aq + (t * 8 + a) * 64 + e, sum);
          mpc_store(aq + (t * 8 + a) * 64 + (e + MPC_LANES), sum_1);
          mpc_store(aq + ((t + 1) * 8 + a) * 64 + e, sum_2);
          mpc_store(aq + ((t + 1) * 8 + a) * 64 + (e + MPC_LANES), sum_3);
          mpc_store(aq + ((t + 2) * 8 + a) * 64 + e, sum_4);
          mpc_store(aq + ((t + 2) * 8 + a) * 64 + (e + MPC_LANES), sum_5);
          mpc_store(aq + ((t + 3) * 8 + a) * 64 + e, sum_6);
          mpc_store(aq + ((t + 3) * 8 + a) * 64 + (e + MPC_LANES), sum_7);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int i_1 = 0; i_1 < 384; ++i_1) {
            const float x_5 = mpc_get(x[t_1 * 384 + i_1]);
            sum_8 = mpc_fma(x_5, mpc_load(a_q + (i_1 * 8 + a) * 64 + e), sum_8);
            sum_9 = mpc_fma(x_5, mpc_load(a_q + (i_1 * 8 + a) * 64 + (e + MPC_LANES)), sum_9);
          }
          mpc_store(aq + (t_1 * 8 + a) * 64 + e, sum_8);
          mpc_store(aq + (t_1 * 8 + a) * 64 + (e + MPC_LANES), sum_9);
        }
      }
    });
  }
}

// apply: mixed_logit
extern "C" void titans_mac_mixed_logit(
    const float *__restrict context,
    const bf16 *__restrict a_k,
    float *__restrict ak,
    const float *__restrict aq,
    float *__restrict mixed_logit) {
  // apply, line 53: ak[c, a, e]
  {
    const int columns = mpc_floor_div(64 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks * 8, 1, mpc_grain(5013504.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int a = item / columns / chunks;
        const int e = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 68);
        const int c_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int c = from; c < c_even; c += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int i = 0; i < 384; ++i) {
            const float context_1 = context[c * 384 + i];
            const float context_2 = context[(c + 1) * 384 + i];
            const float context_3 = context[(c + 2) * 384 + i];
            const float context_4 = context[(c + 3) * 384 + i];
            const vf a_k_1 = mpc_load(a_k + (i * 8 + a) * 64 + e);
            const vf a_k_2 = mpc_load(a_k + (i * 8 + a) * 64 + (e + MPC_LANES));
            sum = mpc_fma(context_1, a_k_1, sum);
            sum_1 = mpc_fma(context_1, a_k_2, sum_1);
            sum_2 = mpc_fma(context_2, a_k_1, sum_2);
            sum_3 = mpc_fma(context_2, a_k_2, sum_3);
            sum_4 = mpc_fma(context_3, a_k_1, sum_4);
            sum_5 = mpc_fma(context_3, a_k_2, sum_5);
            sum_6 = mpc_fma(context_4, a_k_1, sum_6);
            sum_7 = mpc_fma(context_4, a_k_2, sum_7);
          }
          mpc_store(ak + (c * 8 + a) * 64 + e, sum);
          mpc_store(ak + (c * 8 + a) * 64 + (e + MPC_LANES), sum_1);
          mpc_store(ak + ((c + 1) * 8 + a) * 64 + e, sum_2);
          mpc_store(ak + ((c + 1) * 8 + a) * 64 + (e + MPC_LANES), sum_3);
          mpc_store(ak + ((c + 2) * 8 + a) * 64 + e, sum_4);
          mpc_store(ak + ((c + 2) * 8 + a) * 64 + (e + MPC_LANES), sum_5);
          mpc_store(ak + ((c + 3) * 8 + a) * 64 + e, sum_6);
          mpc_store(ak + ((c + 3) * 8 + a) * 64 + (e + MPC_LANES), sum_7);
        }
        for (int c_1 = mpc_max(from, c_even); c_1 < to; ++c_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int i_1 = 0; i_1 < 384; ++i_1) {
            const float context_5 = context[c_1 * 384 + i_1];
            sum_8 = mpc_fma(context_5, mpc_load(a_k + (i_1 * 8 + a) * 64 + e), sum_8);
            sum_9 = mpc_fma(context_5, mpc_load(a_k + (i_1 * 8 + a) * 64 + (e + MPC_LANES)), sum_9);
          }
          mpc_store(ak + (c_1 * 8 + a) * 64 + e, sum_8);
          mpc_store(ak + (c_1 * 8 + a) * 64 + (e + MPC_LANES), sum_9);
        }
      }
    });
  }
  // apply, line 55: mixed_logit[t, a, c]
  {
    mpc_parallel_for(0, 256, 1, mpc_grain(26180.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int t = point / 8;
        const int a_1 = point % 8;
        const int c_end = 4 + 2 * t + 2;
        const int c_even_1 = c_end - mpc_floor_mod(mpc_max(c_end, 0), 4);
        for (int c_2 = 0; c_2 < c_even_1; c_2 += 4) {
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          for (int u = 0; u < 64; u += MPC_LANES) {
            const vf aq_1 = mpc_load(aq + (t * 8 + a_1) * 64 + u);
            sum_10 = mpc_fma(aq_1, mpc_load(ak + (c_2 * 8 + a_1) * 64 + u), sum_10);
            sum_11 = mpc_fma(aq_1, mpc_load(ak + ((c_2 + 1) * 8 + a_1) * 64 + u), sum_11);
            sum_12 = mpc_fma(aq_1, mpc_load(ak + ((c_2 + 2) * 8 + a_1) * 64 + u), sum_12);
            sum_13 = mpc_fma(aq_1, mpc_load(ak + ((c_2 + 3) * 8 + a_1) * 64 + u), sum_13);
          }
          mixed_logit[(t * 8 + a_1) * 68 + c_2] = mpc_sum_lanes(sum_10) * 0.125f;
          mixed_logit[(t * 8 + a_1) * 68 + (c_2 + 1)] = mpc_sum_lanes(sum_11) * 0.125f;
          mixed_logit[(t * 8 + a_1) * 68 + (c_2 + 2)] = mpc_sum_lanes(sum_12) * 0.125f;
          mixed_logit[(t * 8 + a_1) * 68 + (c_2 + 3)] = mpc_sum_lanes(sum_13) * 0.125f;
        }
        for (int c_3 = mpc_max(0, c_even_1); c_3 < c_end; ++c_3) {
          vf sum_14 = mpc_splat(0.0f);
          for (int u_1 = 0; u_1 < 64; u_1 += MPC_LANES) {
            sum_14 = mpc_fma(mpc_load(aq + (t * 8 + a_1) * 64 + u_1), mpc_load(ak + (c_3 * 8 + a_1) * 64 + u_1), sum_14);
          }
          mixed_logit[(t * 8 + a_1) * 68 + c_3] = mpc_sum_lanes(sum_14) * 0.125f;
        }
      }
    });
  }
}

// apply: mixed
extern "C" void titans_mac_mixed(
    const float *__restrict context,
    const bf16 *__restrict a_v,
    float *__restrict av,
    const float *__restrict mixed_logit,
    float *__restrict mixed) {
  // apply, line 54: av[c, a, e]
  {
    const int columns = mpc_floor_div(64 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks * 8, 1, mpc_grain(5013504.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int a = item / columns / chunks;
        const int e = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 68);
        const int c_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int c = from; c < c_even; c += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int i = 0; i < 384; ++i) {
            const float context_1 = context[c * 384 + i];
            const float context_2 = context[(c + 1) * 384 + i];
            const float context_3 = context[(c + 2) * 384 + i];
            const float context_4 = context[(c + 3) * 384 + i];
            const vf a_v_1 = mpc_load(a_v + (i * 8 + a) * 64 + e);
            const vf a_v_2 = mpc_load(a_v + (i * 8 + a) * 64 + (e + MPC_LANES));
            sum = mpc_fma(context_1, a_v_1, sum);
            sum_1 = mpc_fma(context_1, a_v_2, sum_1);
            sum_2 = mpc_fma(context_2, a_v_1, sum_2);
            sum_3 = mpc_fma(context_2, a_v_2, sum_3);
            sum_4 = mpc_fma(context_3, a_v_1, sum_4);
            sum_5 = mpc_fma(context_3, a_v_2, sum_5);
            sum_6 = mpc_fma(context_4, a_v_1, sum_6);
            sum_7 = mpc_fma(context_4, a_v_2, sum_7);
          }
          mpc_store(av + (c * 8 + a) * 64 + e, sum);
          mpc_store(av + (c * 8 + a) * 64 + (e + MPC_LANES), sum_1);
          mpc_store(av + ((c + 1) * 8 + a) * 64 + e, sum_2);
          mpc_store(av + ((c + 1) * 8 + a) * 64 + (e + MPC_LANES), sum_3);
          mpc_store(av + ((c + 2) * 8 + a) * 64 + e, sum_4);
          mpc_store(av + ((c + 2) * 8 + a) * 64 + (e + MPC_LANES), sum_5);
          mpc_store(av + ((c + 3) * 8 + a) * 64 + e, sum_6);
          mpc_store(av + ((c + 3) * 8 + a) * 64 + (e + MPC_LANES), sum_7);
        }
        for (int c_1 = mpc_max(from, c_even); c_1 < to; ++c_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int i_1 = 0; i_1 < 384; ++i_1) {
            const float context_5 = context[c_1 * 384 + i_1];
            sum_8 = mpc_fma(context_5, mpc_load(a_v + (i_1 * 8 + a) * 64 + e), sum_8);
            sum_9 = mpc_fma(context_5, mpc_load(a_v + (i_1 * 8 + a) * 64 + (e + MPC_LANES)), sum_9);
          }
          mpc_store(av + (c_1 * 8 + a) * 64 + e, sum_8);
          mpc_store(av + (c_1 * 8 + a) * 64 + (e + MPC_LANES), sum_9);
        }
      }
    });
  }
  // apply, line 55: mixed[t, a, e]
  {
    mpc_parallel_for(0, 256, 1, mpc_grain(69632.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int t = point / 8;
        const int a_1 = point % 8;
        alignas(64) float total[8 * MPC_LANES + 64];
        mpc_fill(total, 64, 0.0f);
        float peak = -3.4028235e+38f;
        float norm = 0.0f;
        const int c_end = 4 + 2 * t + 2;
        for (int c_2 = 0; c_2 < c_end; c_2 += 64) {
          const int end_ = mpc_min(c_2 + 64, c_end);
          alignas(64) float weight[8 * MPC_LANES + 64];
          for (int c_3 = c_2; c_3 < end_; c_3 += MPC_LANES) {
            mpc_store(weight + c_3 - c_2, mpc_load(mixed_logit + (t * 8 + a_1) * 68 + c_3));
          }
          const float fade = mpc_softmax_block(weight, end_ - c_2, peak, norm);
          for (int e_1 = 0; e_1 < 64; e_1 += 4 * MPC_LANES) {
            vf sum_10 = mpc_load(total + e_1) * fade;
            vf sum_11 = mpc_load(total + e_1 + MPC_LANES) * fade;
            vf sum_12 = mpc_load(total + e_1 + 2 * MPC_LANES) * fade;
            vf sum_13 = mpc_load(total + e_1 + 3 * MPC_LANES) * fade;
            for (int c_4 = c_2; c_4 < end_; ++c_4) {
              const float w_1 = weight[c_4 - c_2];
              sum_10 = mpc_fma(w_1, mpc_load(av + (c_4 * 8 + a_1) * 64 + e_1), sum_10);
              sum_11 = mpc_fma(w_1, mpc_load(av + (c_4 * 8 + a_1) * 64 + (e_1 + MPC_LANES)), sum_11);
              sum_12 = mpc_fma(w_1, mpc_load(av + (c_4 * 8 + a_1) * 64 + (e_1 + 2 * MPC_LANES)), sum_12);
              sum_13 = mpc_fma(w_1, mpc_load(av + (c_4 * 8 + a_1) * 64 + (e_1 + 3 * MPC_LANES)), sum_13);
            }
            mpc_store(total + e_1, sum_10);
            mpc_store(total + e_1 + MPC_LANES, sum_11);
            mpc_store(total + e_1 + 2 * MPC_LANES, sum_12);
            mpc_store(total + e_1 + 3 * MPC_LANES, sum_13);
          }
        }
        const float scale = norm;
        for (int e_2 = 0; e_2 < 64; e_2 += MPC_LANES) {
          mpc_store(mixed + (t * 8 + a_1) * 64 + e_2, mpc_ratio(mpc_load(total + e_2), scale));
        }
      }
    });
  }
}

// apply: y
extern "C" void titans_mac_y(
    const float *__restrict mixed,
    const bf16 *__restrict a_out,
    float *__restrict y) {
  // apply, line 56: y[t, i]
  {
    const int columns = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks, 1, mpc_grain(4718592.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int i = column * (3 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 32);
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
          for (int a = 0; a < 8; ++a) {
            for (int e = 0; e < 64; ++e) {
              const float mixed_1 = mixed[(t * 8 + a) * 64 + e];
              const float mixed_2 = mixed[((t + 1) * 8 + a) * 64 + e];
              const float mixed_3 = mixed[((t + 2) * 8 + a) * 64 + e];
              const float mixed_4 = mixed[((t + 3) * 8 + a) * 64 + e];
              const vf a_out_1 = mpc_load(a_out + (a * 64 + e) * 384 + i);
              const vf a_out_2 = mpc_load(a_out + (a * 64 + e) * 384 + (i + MPC_LANES));
              const vf a_out_3 = mpc_load(a_out + (a * 64 + e) * 384 + (i + 2 * MPC_LANES));
              sum = mpc_fma(mixed_1, a_out_1, sum);
              sum_1 = mpc_fma(mixed_1, a_out_2, sum_1);
              sum_2 = mpc_fma(mixed_1, a_out_3, sum_2);
              sum_3 = mpc_fma(mixed_2, a_out_1, sum_3);
              sum_4 = mpc_fma(mixed_2, a_out_2, sum_4);
              sum_5 = mpc_fma(mixed_2, a_out_3, sum_5);
              sum_6 = mpc_fma(mixed_3, a_out_1, sum_6);
              sum_7 = mpc_fma(mixed_3, a_out_2, sum_7);
              sum_8 = mpc_fma(mixed_3, a_out_3, sum_8);
              sum_9 = mpc_fma(mixed_4, a_out_1, sum_9);
              sum_10 = mpc_fma(mixed_4, a_out_2, sum_10);
              sum_11 = mpc_fma(mixed_4, a_out_3, sum_11);
            }
          }
          mpc_store(y + t * 384 + i, sum);
          mpc_store(y + t * 384 + (i + MPC_LANES), sum_1);
          mpc_store(y + t * 384 + (i + 2 * MPC_LANES), sum_2);
          mpc_store(y + (t + 1) * 384 + i, sum_3);
          mpc_store(y + (t + 1) * 384 + (i + MPC_LANES), sum_4);
          mpc_store(y + (t + 1) * 384 + (i + 2 * MPC_LANES), sum_5);
          mpc_store(y + (t + 2) * 384 + i, sum_6);
          mpc_store(y + (t + 2) * 384 + (i + MPC_LANES), sum_7);
          mpc_store(y + (t + 2) * 384 + (i + 2 * MPC_LANES), sum_8);
          mpc_store(y + (t + 3) * 384 + i, sum_9);
          mpc_store(y + (t + 3) * 384 + (i + MPC_LANES), sum_10);
          mpc_store(y + (t + 3) * 384 + (i + 2 * MPC_LANES), sum_11);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          for (int a_1 = 0; a_1 < 8; ++a_1) {
            for (int e_1 = 0; e_1 < 64; ++e_1) {
              const float mixed_5 = mixed[(t_1 * 8 + a_1) * 64 + e_1];
              sum_12 = mpc_fma(mixed_5, mpc_load(a_out + (a_1 * 64 + e_1) * 384 + i), sum_12);
              sum_13 = mpc_fma(mixed_5, mpc_load(a_out + (a_1 * 64 + e_1) * 384 + (i + MPC_LANES)), sum_13);
              sum_14 = mpc_fma(mixed_5, mpc_load(a_out + (a_1 * 64 + e_1) * 384 + (i + 2 * MPC_LANES)), sum_14);
            }
          }
          mpc_store(y + t_1 * 384 + i, sum_12);
          mpc_store(y + t_1 * 384 + (i + MPC_LANES), sum_13);
          mpc_store(y + t_1 * 384 + (i + 2 * MPC_LANES), sum_14);
        }
      }
    });
  }
}

// prepare: decay_keep_next
extern "C" void titans_mac_decay_keep_next(
    const float *__restrict y,
    const bf16 *__restrict w_decay,
    const float *__restrict b_decay,
    float *__restrict decay,
    float *__restrict keep_next) {
  // prepare, line 60: decay[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(9324.0f), [&](int t_begin, int t_end) {
      for (int t = t_begin; t < t_end; ++t) {
        for (int h = 0; h < 4; h += MPC_LANES) {
          const int left_1 = 4 - h;
          vf sum = mpc_splat(0.0f);
          for (int i = 0; i < 384; ++i) {
            sum = mpc_fma(y[t * 384 + i], mpc_load(w_decay + i * 4 + h), sum);
          }
          mpc_store(decay + t * 4 + h, 1.0f / (1.0f + mpc_exp(-(sum + mpc_load(b_decay + h)))), left_1);
        }
      }
    });
  }
  // prepare, line 64: keep_next[r, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(28.0f), [&](int r_begin, int r_end) {
      for (int r = r_begin; r < r_end; ++r) {
        for (int h_1 = 0; h_1 < 4; h_1 += MPC_LANES) {
          const int left_2 = 4 - h_1;
          mpc_store(keep_next + r * 4 + h_1, mpc_choose(mpc_splat(r == 0), mpc_splat(1.0f), 1.0f - mpc_load(decay + (32 - mpc_max(r, 1)) * 4 + h_1)), left_2);
        }
      }
    });
  }
}

// prepare: drive_push_next
extern "C" void titans_mac_drive_push_next(
    const float *__restrict y,
    const bf16 *__restrict w_momentum,
    const float *__restrict b_momentum,
    float *__restrict drive,
    float *__restrict push_next) {
  // prepare, line 61: drive[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(9324.0f), [&](int t_begin, int t_end) {
      for (int t = t_begin; t < t_end; ++t) {
        for (int h = 0; h < 4; h += MPC_LANES) {
          const int left_1 = 4 - h;
          vf sum = mpc_splat(0.0f);
          for (int i = 0; i < 384; ++i) {
            sum = mpc_fma(y[t * 384 + i], mpc_load(w_momentum + i * 4 + h), sum);
          }
          mpc_store(drive + t * 4 + h, 1.0f / (1.0f + mpc_exp(-(sum + mpc_load(b_momentum + h)))), left_1);
        }
      }
    });
  }
  // prepare, line 65: push_next[r, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(24.0f), [&](int r_begin, int r_end) {
      for (int r = r_begin; r < r_end; ++r) {
        for (int h_1 = 0; h_1 < 4; h_1 += MPC_LANES) {
          const int left_2 = 4 - h_1;
          mpc_store(push_next + r * 4 + h_1, mpc_choose(mpc_splat(r == 0), mpc_splat(1.0f), mpc_load(drive + (32 - mpc_max(r, 1)) * 4 + h_1)), left_2);
        }
      }
    });
  }
}

// prepare: rate
extern "C" void titans_mac_rate(
    const float *__restrict y,
    const bf16 *__restrict w_rate,
    const float *__restrict b_rate,
    float *__restrict rate) {
  // prepare, line 62: rate[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(9328.0f), [&](int t_begin, int t_end) {
      for (int t = t_begin; t < t_end; ++t) {
        for (int h = 0; h < 4; h += MPC_LANES) {
          const int left_1 = 4 - h;
          vf sum = mpc_splat(0.0f);
          for (int i = 0; i < 384; ++i) {
            sum = mpc_fma(y[t * 384 + i], mpc_load(w_rate + i * 4 + h), sum);
          }
          mpc_store(rate + t * 4 + h, 0.1f * (1.0f / (1.0f + mpc_exp(-(sum + mpc_load(b_rate + h))))), left_1);
        }
      }
    });
  }
}

// prepare: left
extern "C" void titans_mac_left(
    const float *__restrict keep_next,
    float *__restrict left) {
  // prepare, line 66: left[r, h]
  {
    mpc_parallel_for(0, 4, MPC_LANES, mpc_grain(160.0f), [&](int h_begin, int h_end) {
      for (int h = h_begin; h < h_end; h += MPC_LANES) {
        const int left_1 = 4 - h;
        vf left_last = mpc_splat(1.0f);
        for (int r = 0; r < 32; ++r) {
          const vf next = left_last * mpc_load(keep_next + r * 4 + h);
          mpc_store(left + r * 4 + h, next, left_1);
          left_last = next;
        }
      }
    });
  }
}

// prepare: swing_adjoint_error_2
extern "C" void titans_mac_swing_adjoint_error_2(
    const float *__restrict push_next,
    float *__restrict swing,
    const float *__restrict rate,
    float *__restrict adjoint_error_2) {
  // prepare, line 67: swing[r, h]
  {
    mpc_parallel_for(0, 4, MPC_LANES, mpc_grain(160.0f), [&](int h_begin, int h_end) {
      for (int h = h_begin; h < h_end; h += MPC_LANES) {
        const int left_1 = 4 - h;
        vf swing_last = mpc_splat(1.0f);
        for (int r = 0; r < 32; ++r) {
          const vf next = swing_last * mpc_load(push_next + r * 4 + h);
          mpc_store(swing + r * 4 + h, next, left_1);
          swing_last = next;
        }
      }
    });
  }
  // prepare, line 77: adjoint_error_2[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(24.0f), [&](int t_begin, int t_end) {
      for (int t = t_begin; t < t_end; ++t) {
        for (int h_1 = 0; h_1 < 4; h_1 += MPC_LANES) {
          const int left_2 = 4 - h_1;
          mpc_store(adjoint_error_2 + t * 4 + h_1, mpc_load(swing + (31 - t) * 4 + h_1) * mpc_load(rate + t * 4 + h_1), left_2);
        }
      }
    });
  }
}

// prepare: share_adjoint_error_1
extern "C" void titans_mac_share_adjoint_error_1(
    const float *__restrict push_next,
    const float *__restrict left,
    float *__restrict share,
    const float *__restrict rate,
    float *__restrict adjoint_error_1) {
  // prepare, line 68: share[r, h]
  {
    mpc_parallel_for(0, 4, MPC_LANES, mpc_grain(256.0f), [&](int h_begin, int h_end) {
      for (int h = h_begin; h < h_end; h += MPC_LANES) {
        const int left_1 = 4 - h;
        vf share_last = mpc_splat(0.0f);
        for (int r = 0; r < 32; ++r) {
          const vf next = share_last * mpc_load(push_next + r * 4 + h) + mpc_load(left + r * 4 + h);
          mpc_store(share + r * 4 + h, next, left_1);
          share_last = next;
        }
      }
    });
  }
  // prepare, line 76: adjoint_error_1[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(24.0f), [&](int t_begin, int t_end) {
      for (int t = t_begin; t < t_end; ++t) {
        for (int h_1 = 0; h_1 < 4; h_1 += MPC_LANES) {
          const int left_2 = 4 - h_1;
          mpc_store(adjoint_error_1 + t * 4 + h_1, mpc_load(share + (31 - t) * 4 + h_1) * mpc_load(rate + t * 4 + h_1), left_2);
        }
      }
    });
  }
}

// prepare: key
extern "C" void titans_mac_key(
    const float *__restrict y,
    const bf16 *__restrict w_k,
    float *__restrict raw_3_sum,
    float *__restrict raw_3,
    float *__restrict key_sum,
    float *__restrict key) {
  // prepare, line 35: raw_3_sum[t, h, k]
  {
    const int columns = mpc_floor_div(64 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(2359296.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int k = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 32);
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
          for (int i = 0; i < 384; ++i) {
            const float y_1 = y[t * 384 + i];
            const float y_2 = y[(t + 1) * 384 + i];
            const float y_3 = y[(t + 2) * 384 + i];
            const float y_4 = y[(t + 3) * 384 + i];
            const vf w_k_1 = mpc_load(w_k + (i * 4 + h) * 64 + k);
            const vf w_k_2 = mpc_load(w_k + (i * 4 + h) * 64 + (k + MPC_LANES));
            sum = mpc_fma(y_1, w_k_1, sum);
            sum_1 = mpc_fma(y_1, w_k_2, sum_1);
            sum_2 = mpc_fma(y_2, w_k_1, sum_2);
            sum_3 = mpc_fma(y_2, w_k_2, sum_3);
            sum_4 = mpc_fma(y_3, w_k_1, sum_4);
            sum_5 = mpc_fma(y_3, w_k_2, sum_5);
            sum_6 = mpc_fma(y_4, w_k_1, sum_6);
            sum_7 = mpc_fma(y_4, w_k_2, sum_7);
          }
          mpc_store(raw_3_sum + (t * 4 + h) * 64 + k, sum);
          mpc_store(raw_3_sum + (t * 4 + h) * 64 + (k + MPC_LANES), sum_1);
          mpc_store(raw_3_sum + ((t + 1) * 4 + h) * 64 + k, sum_2);
          mpc_store(raw_3_sum + ((t + 1) * 4 + h) * 64 + (k + MPC_LANES), sum_3);
          mpc_store(raw_3_sum + ((t + 2) * 4 + h) * 64 + k, sum_4);
          mpc_store(raw_3_sum + ((t + 2) * 4 + h) * 64 + (k + MPC_LANES), sum_5);
          mpc_store(raw_3_sum + ((t + 3) * 4 + h) * 64 + k, sum_6);
          mpc_store(raw_3_sum + ((t + 3) * 4 + h) * 64 + (k + MPC_LANES), sum_7);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int i_1 = 0; i_1 < 384; ++i_1) {
            const float y_5 = y[t_1 * 384 + i_1];
            sum_8 = mpc_fma(y_5, mpc_load(w_k + (i_1 * 4 + h) * 64 + k), sum_8);
            sum_9 = mpc_fma(y_5, mpc_load(w_k + (i_1 * 4 + h) * 64 + (k + MPC_LANES)), sum_9);
          }
          mpc_store(raw_3_sum + (t_1 * 4 + h) * 64 + k, sum_8);
          mpc_store(raw_3_sum + (t_1 * 4 + h) * 64 + (k + MPC_LANES), sum_9);
        }
      }
    });
  }
  // prepare, line 35: raw_3[t, h, k]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(1792.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int t_2 = point / 4;
        const int h_1 = point % 4;
        for (int k_1 = 0; k_1 < 64; k_1 += MPC_LANES) {
          mpc_store(raw_3 + (t_2 * 4 + h_1) * 64 + k_1, mpc_load(raw_3_sum + (t_2 * 4 + h_1) * 64 + k_1) / (1.0f + mpc_exp(-mpc_load(raw_3_sum + (t_2 * 4 + h_1) * 64 + k_1))));
        }
      }
    });
  }
  // prepare, line 37: key_sum[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(1588.0f), [&](int t_3_begin, int t_3_end) {
      for (int t_3 = t_3_begin; t_3 < t_3_end; ++t_3) {
        for (int h_2 = 0; h_2 < 4; h_2 += 4) {
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          for (int i_2 = 0; i_2 < 64; i_2 += MPC_LANES) {
            sum_10 = mpc_fma(mpc_load(raw_3 + (t_3 * 4 + h_2) * 64 + i_2), mpc_load(raw_3 + (t_3 * 4 + h_2) * 64 + i_2), sum_10);
            sum_11 = mpc_fma(mpc_load(raw_3 + (t_3 * 4 + (h_2 + 1)) * 64 + i_2), mpc_load(raw_3 + (t_3 * 4 + (h_2 + 1)) * 64 + i_2), sum_11);
            sum_12 = mpc_fma(mpc_load(raw_3 + (t_3 * 4 + (h_2 + 2)) * 64 + i_2), mpc_load(raw_3 + (t_3 * 4 + (h_2 + 2)) * 64 + i_2), sum_12);
            sum_13 = mpc_fma(mpc_load(raw_3 + (t_3 * 4 + (h_2 + 3)) * 64 + i_2), mpc_load(raw_3 + (t_3 * 4 + (h_2 + 3)) * 64 + i_2), sum_13);
          }
          key_sum[t_3 * 4 + h_2] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_10)));
          key_sum[t_3 * 4 + (h_2 + 1)] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_11)));
          key_sum[t_3 * 4 + (h_2 + 2)] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_12)));
          key_sum[t_3 * 4 + (h_2 + 3)] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_13)));
        }
      }
    });
  }
  // prepare, line 69: key[t, h, j]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(896.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int t_4 = point_1 / 4;
        const int h_3 = point_1 % 4;
        for (int j = 0; j < 64; j += MPC_LANES) {
          mpc_store(key + (t_4 * 4 + h_3) * 64 + j, mpc_load(raw_3 + (t_4 * 4 + h_3) * 64 + j) / key_sum[t_4 * 4 + h_3]);
        }
      }
    });
  }
}

// prepare: value
extern "C" void titans_mac_value(
    const float *__restrict y,
    const bf16 *__restrict w_v,
    float *__restrict value) {
  // prepare, line 70: value[t, h, e]
  {
    const int columns = mpc_floor_div(64 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(2359296.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int e = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 32);
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
          for (int i = 0; i < 384; ++i) {
            const float y_1 = y[t * 384 + i];
            const float y_2 = y[(t + 1) * 384 + i];
            const float y_3 = y[(t + 2) * 384 + i];
            const float y_4 = y[(t + 3) * 384 + i];
            const vf w_v_1 = mpc_load(w_v + (i * 4 + h) * 64 + e);
            const vf w_v_2 = mpc_load(w_v + (i * 4 + h) * 64 + (e + MPC_LANES));
            sum = mpc_fma(y_1, w_v_1, sum);
            sum_1 = mpc_fma(y_1, w_v_2, sum_1);
            sum_2 = mpc_fma(y_2, w_v_1, sum_2);
            sum_3 = mpc_fma(y_2, w_v_2, sum_3);
            sum_4 = mpc_fma(y_3, w_v_1, sum_4);
            sum_5 = mpc_fma(y_3, w_v_2, sum_5);
            sum_6 = mpc_fma(y_4, w_v_1, sum_6);
            sum_7 = mpc_fma(y_4, w_v_2, sum_7);
          }
          mpc_store(value + (t * 4 + h) * 64 + e, sum);
          mpc_store(value + (t * 4 + h) * 64 + (e + MPC_LANES), sum_1);
          mpc_store(value + ((t + 1) * 4 + h) * 64 + e, sum_2);
          mpc_store(value + ((t + 1) * 4 + h) * 64 + (e + MPC_LANES), sum_3);
          mpc_store(value + ((t + 2) * 4 + h) * 64 + e, sum_4);
          mpc_store(value + ((t + 2) * 4 + h) * 64 + (e + MPC_LANES), sum_5);
          mpc_store(value + ((t + 3) * 4 + h) * 64 + e, sum_6);
          mpc_store(value + ((t + 3) * 4 + h) * 64 + (e + MPC_LANES), sum_7);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int i_1 = 0; i_1 < 384; ++i_1) {
            const float y_5 = y[t_1 * 384 + i_1];
            sum_8 = mpc_fma(y_5, mpc_load(w_v + (i_1 * 4 + h) * 64 + e), sum_8);
            sum_9 = mpc_fma(y_5, mpc_load(w_v + (i_1 * 4 + h) * 64 + (e + MPC_LANES)), sum_9);
          }
          mpc_store(value + (t_1 * 4 + h) * 64 + e, sum_8);
          mpc_store(value + (t_1 * 4 + h) * 64 + (e + MPC_LANES), sum_9);
        }
      }
    });
  }
}

// prepare: frozen_hidden_2_sum_hidden_2
extern "C" void titans_mac_frozen_hidden_2_sum_hidden_2(
    const float *__restrict w,
    float *__restrict frozen,
    const float *__restrict key,
    float *__restrict hidden_2_sum,
    float *__restrict hidden_2,
    float *__restrict raw_4,
    float *__restrict guess_sum,
    float *__restrict guess_rsqrt,
    const float *__restrict gain,
    float *__restrict guess,
    const float *__restrict adjoint_error_1,
    const float *__restrict value,
    float *__restrict grad_guess_1,
    float *__restrict saved_guess_1,
    float *__restrict saved_guess_2,
    float *__restrict saved_guess_3,
    float *__restrict saved_hidden_2_2,
    const float *__restrict adjoint_error_2,
    float *__restrict grad_guess_2) {
  // prepare, line 71: frozen[i, i1, i2, i3]
  {
    mpc_parallel_for(0, 512, 1, mpc_grain(256.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int i = point / 64 / 2;
        const int i1 = point / 64 % 2;
        const int i2 = point % 64;
        for (int i3 = 0; i3 < 128; i3 += MPC_LANES) {
          mpc_store(frozen + ((i * 2 + i1) * 64 + i2) * 128 + i3, mpc_load(w + ((i * 2 + i1) * 64 + i2) * 128 + i3));
        }
      }
    });
  }
  // prepare, line 27: hidden_2_sum[t, h, k]
  {
    const int columns = mpc_floor_div(128 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(393216.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int k = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 32);
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
          for (int j = 0; j < 64; ++j) {
            const float key_1 = key[(t * 4 + h) * 64 + j];
            const float key_2 = key[((t + 1) * 4 + h) * 64 + j];
            const float key_3 = key[((t + 2) * 4 + h) * 64 + j];
            const float key_4 = key[((t + 3) * 4 + h) * 64 + j];
            const vf frozen_1 = mpc_load(frozen + (h * 2 * 64 + j) * 128 + k);
            const vf frozen_2 = mpc_load(frozen + (h * 2 * 64 + j) * 128 + (k + MPC_LANES));
            sum = mpc_fma(key_1, frozen_1, sum);
            sum_1 = mpc_fma(key_1, frozen_2, sum_1);
            sum_2 = mpc_fma(key_2, frozen_1, sum_2);
            sum_3 = mpc_fma(key_2, frozen_2, sum_3);
            sum_4 = mpc_fma(key_3, frozen_1, sum_4);
            sum_5 = mpc_fma(key_3, frozen_2, sum_5);
            sum_6 = mpc_fma(key_4, frozen_1, sum_6);
            sum_7 = mpc_fma(key_4, frozen_2, sum_7);
          }
          mpc_store(hidden_2_sum + (t * 4 + h) * 128 + k, sum);
          mpc_store(hidden_2_sum + (t * 4 + h) * 128 + (k + MPC_LANES), sum_1);
          mpc_store(hidden_2_sum + ((t + 1) * 4 + h) * 128 + k, sum_2);
          mpc_store(hidden_2_sum + ((t + 1) * 4 + h) * 128 + (k + MPC_LANES), sum_3);
          mpc_store(hidden_2_sum + ((t + 2) * 4 + h) * 128 + k, sum_4);
          mpc_store(hidden_2_sum + ((t + 2) * 4 + h) * 128 + (k + MPC_LANES), sum_5);
          mpc_store(hidden_2_sum + ((t + 3) * 4 + h) * 128 + k, sum_6);
          mpc_store(hidden_2_sum + ((t + 3) * 4 + h) * 128 + (k + MPC_LANES), sum_7);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int j_1 = 0; j_1 < 64; ++j_1) {
            const float key_5 = key[(t_1 * 4 + h) * 64 + j_1];
            sum_8 = mpc_fma(key_5, mpc_load(frozen + (h * 2 * 64 + j_1) * 128 + k), sum_8);
            sum_9 = mpc_fma(key_5, mpc_load(frozen + (h * 2 * 64 + j_1) * 128 + (k + MPC_LANES)), sum_9);
          }
          mpc_store(hidden_2_sum + (t_1 * 4 + h) * 128 + k, sum_8);
          mpc_store(hidden_2_sum + (t_1 * 4 + h) * 128 + (k + MPC_LANES), sum_9);
        }
      }
    });
  }
  // prepare, line 27: hidden_2[t, h, k]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(3840.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int t_2 = point_1 / 4;
        const int h_1 = point_1 % 4;
        for (int k_1 = 0; k_1 < 128; k_1 += MPC_LANES) {
          mpc_store(hidden_2 + (t_2 * 4 + h_1) * 128 + k_1, 0.5f * mpc_load(hidden_2_sum + (t_2 * 4 + h_1) * 128 + k_1) * (1.0f + mpc_tanh(0.7978846f * (mpc_load(hidden_2_sum + (t_2 * 4 + h_1) * 128 + k_1) + 0.044715f * mpc_load(hidden_2_sum + (t_2 * 4 + h_1) * 128 + k_1) * mpc_load(hidden_2_sum + (t_2 * 4 + h_1) * 128 + k_1) * mpc_load(hidden_2_sum + (t_2 * 4 + h_1) * 128 + k_1)))));
        }
      }
    });
  }
  // prepare, line 28: raw_4[t, h, j]
  {
    const int columns_1 = mpc_floor_div(64 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks_1 = 1;
    mpc_parallel_for(0, columns_1 * chunks_1 * 4, 1, mpc_grain(786432.0f), [&](int item_1_begin, int item_1_end) {
      for (int item_1 = item_1_begin; item_1 < item_1_end; ++item_1) {
        const int column_1 = item_1 % columns_1;
        const int chunk_1 = item_1 / columns_1 % chunks_1;
        const int h_2 = item_1 / columns_1 / chunks_1;
        const int j_2 = column_1 * (2 * MPC_LANES);
        alignas(64) float frozen_tile[256 * MPC_LANES];
        mpc_pack(frozen_tile, frozen + ((h_2 * 2 + 1) * 64 + j_2) * 128, 128, 128, 2 * MPC_LANES, 2 * MPC_LANES);
        const int from_1 = chunk_1 * 128;
        const int to_1 = mpc_min(from_1 + 128, 32);
        const int t_even_1 = to_1 - mpc_floor_mod(mpc_max(to_1 - from_1, 0), 4);
        for (int t_3 = from_1; t_3 < t_even_1; t_3 += 4) {
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          vf sum_15 = mpc_splat(0.0f);
          vf sum_16 = mpc_splat(0.0f);
          vf sum_17 = mpc_splat(0.0f);
          for (int k_2 = 0; k_2 < 128; ++k_2) {
            const float hidden_2_1 = hidden_2[(t_3 * 4 + h_2) * 128 + k_2];
            const float hidden_2_2 = hidden_2[((t_3 + 1) * 4 + h_2) * 128 + k_2];
            const float hidden_2_3 = hidden_2[((t_3 + 2) * 4 + h_2) * 128 + k_2];
            const float hidden_2_4 = hidden_2[((t_3 + 3) * 4 + h_2) * 128 + k_2];
            const vf frozen_3 = mpc_load(frozen_tile + k_2 * (2 * MPC_LANES));
            const vf frozen_4 = mpc_load(frozen_tile + k_2 * (2 * MPC_LANES) + MPC_LANES);
            sum_10 = mpc_fma(hidden_2_1, frozen_3, sum_10);
            sum_11 = mpc_fma(hidden_2_1, frozen_4, sum_11);
            sum_12 = mpc_fma(hidden_2_2, frozen_3, sum_12);
            sum_13 = mpc_fma(hidden_2_2, frozen_4, sum_13);
            sum_14 = mpc_fma(hidden_2_3, frozen_3, sum_14);
            sum_15 = mpc_fma(hidden_2_3, frozen_4, sum_15);
            sum_16 = mpc_fma(hidden_2_4, frozen_3, sum_16);
            sum_17 = mpc_fma(hidden_2_4, frozen_4, sum_17);
          }
          mpc_store(raw_4 + (t_3 * 4 + h_2) * 64 + j_2, sum_10);
          mpc_store(raw_4 + (t_3 * 4 + h_2) * 64 + (j_2 + MPC_LANES), sum_11);
          mpc_store(raw_4 + ((t_3 + 1) * 4 + h_2) * 64 + j_2, sum_12);
          mpc_store(raw_4 + ((t_3 + 1) * 4 + h_2) * 64 + (j_2 + MPC_LANES), sum_13);
          mpc_store(raw_4 + ((t_3 + 2) * 4 + h_2) * 64 + j_2, sum_14);
          mpc_store(raw_4 + ((t_3 + 2) * 4 + h_2) * 64 + (j_2 + MPC_LANES), sum_15);
          mpc_store(raw_4 + ((t_3 + 3) * 4 + h_2) * 64 + j_2, sum_16);
          mpc_store(raw_4 + ((t_3 + 3) * 4 + h_2) * 64 + (j_2 + MPC_LANES), sum_17);
        }
        for (int t_4 = mpc_max(from_1, t_even_1); t_4 < to_1; ++t_4) {
          vf sum_18 = mpc_splat(0.0f);
          vf sum_19 = mpc_splat(0.0f);
          for (int k_3 = 0; k_3 < 128; ++k_3) {
            const float hidden_2_5 = hidden_2[(t_4 * 4 + h_2) * 128 + k_3];
            sum_18 = mpc_fma(hidden_2_5, mpc_load(frozen_tile + k_3 * (2 * MPC_LANES)), sum_18);
            sum_19 = mpc_fma(hidden_2_5, mpc_load(frozen_tile + k_3 * (2 * MPC_LANES) + MPC_LANES), sum_19);
          }
          mpc_store(raw_4 + (t_4 * 4 + h_2) * 64 + j_2, sum_18);
          mpc_store(raw_4 + (t_4 * 4 + h_2) * 64 + (j_2 + MPC_LANES), sum_19);
        }
      }
    });
  }
  // prepare, line 29: guess_sum[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(772.0f), [&](int t_5_begin, int t_5_end) {
      for (int t_5 = t_5_begin; t_5 < t_5_end; ++t_5) {
        for (int h_3 = 0; h_3 < 4; h_3 += 4) {
          vf sum_20 = mpc_splat(0.0f);
          vf sum_21 = mpc_splat(0.0f);
          vf sum_22 = mpc_splat(0.0f);
          vf sum_23 = mpc_splat(0.0f);
          for (int j_3 = 0; j_3 < 64; j_3 += MPC_LANES) {
            sum_20 = sum_20 + mpc_load(raw_4 + (t_5 * 4 + h_3) * 64 + j_3);
            sum_21 = sum_21 + mpc_load(raw_4 + (t_5 * 4 + (h_3 + 1)) * 64 + j_3);
            sum_22 = sum_22 + mpc_load(raw_4 + (t_5 * 4 + (h_3 + 2)) * 64 + j_3);
            sum_23 = sum_23 + mpc_load(raw_4 + (t_5 * 4 + (h_3 + 3)) * 64 + j_3);
          }
          guess_sum[t_5 * 4 + h_3] = mpc_sum_lanes(sum_20) * 0.015625f;
          guess_sum[t_5 * 4 + (h_3 + 1)] = mpc_sum_lanes(sum_21) * 0.015625f;
          guess_sum[t_5 * 4 + (h_3 + 2)] = mpc_sum_lanes(sum_22) * 0.015625f;
          guess_sum[t_5 * 4 + (h_3 + 3)] = mpc_sum_lanes(sum_23) * 0.015625f;
        }
      }
    });
  }
  // prepare, line 31: guess_rsqrt[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(3128.0f), [&](int t_6_begin, int t_6_end) {
      for (int t_6 = t_6_begin; t_6 < t_6_end; ++t_6) {
        for (int h_4 = 0; h_4 < 4; h_4 += 4) {
          vf sum_24 = mpc_splat(0.0f);
          vf sum_25 = mpc_splat(0.0f);
          vf sum_26 = mpc_splat(0.0f);
          vf sum_27 = mpc_splat(0.0f);
          for (int j_4 = 0; j_4 < 64; j_4 += MPC_LANES) {
            sum_24 = mpc_fma(mpc_load(raw_4 + (t_6 * 4 + h_4) * 64 + j_4) - guess_sum[t_6 * 4 + h_4], mpc_load(raw_4 + (t_6 * 4 + h_4) * 64 + j_4) - guess_sum[t_6 * 4 + h_4], sum_24);
            sum_25 = mpc_fma(mpc_load(raw_4 + (t_6 * 4 + (h_4 + 1)) * 64 + j_4) - guess_sum[t_6 * 4 + (h_4 + 1)], mpc_load(raw_4 + (t_6 * 4 + (h_4 + 1)) * 64 + j_4) - guess_sum[t_6 * 4 + (h_4 + 1)], sum_25);
            sum_26 = mpc_fma(mpc_load(raw_4 + (t_6 * 4 + (h_4 + 2)) * 64 + j_4) - guess_sum[t_6 * 4 + (h_4 + 2)], mpc_load(raw_4 + (t_6 * 4 + (h_4 + 2)) * 64 + j_4) - guess_sum[t_6 * 4 + (h_4 + 2)], sum_26);
            sum_27 = mpc_fma(mpc_load(raw_4 + (t_6 * 4 + (h_4 + 3)) * 64 + j_4) - guess_sum[t_6 * 4 + (h_4 + 3)], mpc_load(raw_4 + (t_6 * 4 + (h_4 + 3)) * 64 + j_4) - guess_sum[t_6 * 4 + (h_4 + 3)], sum_27);
          }
          guess_rsqrt[t_6 * 4 + h_4] = mpc_rsqrt(mpc_sum_lanes(sum_24) * 0.015625f + 0.00001f);
          guess_rsqrt[t_6 * 4 + (h_4 + 1)] = mpc_rsqrt(mpc_sum_lanes(sum_25) * 0.015625f + 0.00001f);
          guess_rsqrt[t_6 * 4 + (h_4 + 2)] = mpc_rsqrt(mpc_sum_lanes(sum_26) * 0.015625f + 0.00001f);
          guess_rsqrt[t_6 * 4 + (h_4 + 3)] = mpc_rsqrt(mpc_sum_lanes(sum_27) * 0.015625f + 0.00001f);
        }
      }
    });
  }
  // prepare, line 72: guess[t, h, i]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(896.0f), [&](int point_2_begin, int point_2_end) {
      for (int point_2 = point_2_begin; point_2 < point_2_end; ++point_2) {
        const int t_7 = point_2 / 4;
        const int h_5 = point_2 % 4;
        for (int i_1 = 0; i_1 < 64; i_1 += MPC_LANES) {
          mpc_store(guess + (t_7 * 4 + h_5) * 64 + i_1, mpc_load(key + (t_7 * 4 + h_5) * 64 + i_1) + (mpc_load(raw_4 + (t_7 * 4 + h_5) * 64 + i_1) - guess_sum[t_7 * 4 + h_5]) * guess_rsqrt[t_7 * 4 + h_5] * mpc_load(gain + h_5 * 64 + i_1));
        }
      }
    });
  }
  // prepare, line 76: grad_guess_1[t, h, e]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(576.0f), [&](int point_3_begin, int point_3_end) {
      for (int point_3 = point_3_begin; point_3 < point_3_end; ++point_3) {
        const int t_8 = point_3 / 4;
        const int h_6 = point_3 % 4;
        for (int e = 0; e < 64; e += MPC_LANES) {
          mpc_store(grad_guess_1 + (t_8 * 4 + h_6) * 64 + e, 2.0f * (adjoint_error_1[t_8 * 4 + h_6] * (mpc_load(guess + (t_8 * 4 + h_6) * 64 + e) - mpc_load(value + (t_8 * 4 + h_6) * 64 + e))));
        }
      }
    });
  }
  // prepare, line 76: saved_guess_1[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(3072.0f), [&](int t_9_begin, int t_9_end) {
      for (int t_9 = t_9_begin; t_9 < t_9_end; ++t_9) {
        for (int h_7 = 0; h_7 < 4; h_7 += 4) {
          vf sum_28 = mpc_splat(0.0f);
          vf sum_29 = mpc_splat(0.0f);
          vf sum_30 = mpc_splat(0.0f);
          vf sum_31 = mpc_splat(0.0f);
          for (int j_5 = 0; j_5 < 64; j_5 += MPC_LANES) {
            sum_28 = mpc_fma(mpc_load(raw_4 + (t_9 * 4 + h_7) * 64 + j_5) - guess_sum[t_9 * 4 + h_7], mpc_load(raw_4 + (t_9 * 4 + h_7) * 64 + j_5) - guess_sum[t_9 * 4 + h_7], sum_28);
            sum_29 = mpc_fma(mpc_load(raw_4 + (t_9 * 4 + (h_7 + 1)) * 64 + j_5) - guess_sum[t_9 * 4 + (h_7 + 1)], mpc_load(raw_4 + (t_9 * 4 + (h_7 + 1)) * 64 + j_5) - guess_sum[t_9 * 4 + (h_7 + 1)], sum_29);
            sum_30 = mpc_fma(mpc_load(raw_4 + (t_9 * 4 + (h_7 + 2)) * 64 + j_5) - guess_sum[t_9 * 4 + (h_7 + 2)], mpc_load(raw_4 + (t_9 * 4 + (h_7 + 2)) * 64 + j_5) - guess_sum[t_9 * 4 + (h_7 + 2)], sum_30);
            sum_31 = mpc_fma(mpc_load(raw_4 + (t_9 * 4 + (h_7 + 3)) * 64 + j_5) - guess_sum[t_9 * 4 + (h_7 + 3)], mpc_load(raw_4 + (t_9 * 4 + (h_7 + 3)) * 64 + j_5) - guess_sum[t_9 * 4 + (h_7 + 3)], sum_31);
          }
          saved_guess_1[t_9 * 4 + h_7] = mpc_sum_lanes(sum_28);
          saved_guess_1[t_9 * 4 + (h_7 + 1)] = mpc_sum_lanes(sum_29);
          saved_guess_1[t_9 * 4 + (h_7 + 2)] = mpc_sum_lanes(sum_30);
          saved_guess_1[t_9 * 4 + (h_7 + 3)] = mpc_sum_lanes(sum_31);
        }
      }
    });
  }
  // prepare, line 76: saved_guess_2[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(64.0f), [&](int t_10_begin, int t_10_end) {
      for (int t_10 = t_10_begin; t_10 < t_10_end; ++t_10) {
        for (int h_8 = 0; h_8 < 4; h_8 += MPC_LANES) {
          const int left_1 = 4 - h_8;
          mpc_store(saved_guess_2 + t_10 * 4 + h_8, mpc_rsqrt(mpc_load(saved_guess_1 + t_10 * 4 + h_8) * 0.015625f + 0.00001f), left_1);
        }
      }
    });
  }
  // prepare, line 76: saved_guess_3[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(768.0f), [&](int t_11_begin, int t_11_end) {
      for (int t_11 = t_11_begin; t_11 < t_11_end; ++t_11) {
        for (int h_9 = 0; h_9 < 4; h_9 += 4) {
          vf sum_32 = mpc_splat(0.0f);
          vf sum_33 = mpc_splat(0.0f);
          vf sum_34 = mpc_splat(0.0f);
          vf sum_35 = mpc_splat(0.0f);
          for (int j_6 = 0; j_6 < 64; j_6 += MPC_LANES) {
            sum_32 = sum_32 + mpc_load(raw_4 + (t_11 * 4 + h_9) * 64 + j_6);
            sum_33 = sum_33 + mpc_load(raw_4 + (t_11 * 4 + (h_9 + 1)) * 64 + j_6);
            sum_34 = sum_34 + mpc_load(raw_4 + (t_11 * 4 + (h_9 + 2)) * 64 + j_6);
            sum_35 = sum_35 + mpc_load(raw_4 + (t_11 * 4 + (h_9 + 3)) * 64 + j_6);
          }
          saved_guess_3[t_11 * 4 + h_9] = mpc_sum_lanes(sum_32);
          saved_guess_3[t_11 * 4 + (h_9 + 1)] = mpc_sum_lanes(sum_33);
          saved_guess_3[t_11 * 4 + (h_9 + 2)] = mpc_sum_lanes(sum_34);
          saved_guess_3[t_11 * 4 + (h_9 + 3)] = mpc_sum_lanes(sum_35);
        }
      }
    });
  }
  // prepare, line 76: saved_hidden_2_2[t, h, k]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(3200.0f), [&](int point_4_begin, int point_4_end) {
      for (int point_4 = point_4_begin; point_4 < point_4_end; ++point_4) {
        const int t_12 = point_4 / 4;
        const int h_10 = point_4 % 4;
        for (int k_4 = 0; k_4 < 128; k_4 += MPC_LANES) {
          mpc_store(saved_hidden_2_2 + (t_12 * 4 + h_10) * 128 + k_4, mpc_tanh(0.7978846f * (mpc_load(hidden_2_sum + (t_12 * 4 + h_10) * 128 + k_4) + 0.044715f * mpc_load(hidden_2_sum + (t_12 * 4 + h_10) * 128 + k_4) * mpc_load(hidden_2_sum + (t_12 * 4 + h_10) * 128 + k_4) * mpc_load(hidden_2_sum + (t_12 * 4 + h_10) * 128 + k_4))));
        }
      }
    });
  }
  // prepare, line 77: grad_guess_2[t, h, e]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(576.0f), [&](int point_5_begin, int point_5_end) {
      for (int point_5 = point_5_begin; point_5 < point_5_end; ++point_5) {
        const int t_13 = point_5 / 4;
        const int h_11 = point_5 % 4;
        for (int e_1 = 0; e_1 < 64; e_1 += MPC_LANES) {
          mpc_store(grad_guess_2 + (t_13 * 4 + h_11) * 64 + e_1, 2.0f * (adjoint_error_2[t_13 * 4 + h_11] * (mpc_load(guess + (t_13 * 4 + h_11) * 64 + e_1) - mpc_load(value + (t_13 * 4 + h_11) * 64 + e_1))));
        }
      }
    });
  }
}

// prepare: adjoint_guess_2_adjoint_guess_3
extern "C" void titans_mac_adjoint_guess_2_adjoint_guess_3(
    const float *__restrict grad_guess_1,
    const float *__restrict raw_4,
    const float *__restrict saved_guess_3,
    const float *__restrict gain,
    float *__restrict adjoint_guess_1,
    const float *__restrict saved_guess_2,
    const float *__restrict saved_guess_1,
    float *__restrict adjoint_guess_2,
    float *__restrict adjoint_guess_3) {
  // prepare, line 76: adjoint_guess_1[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(3328.0f), [&](int t_begin, int t_end) {
      for (int t = t_begin; t < t_end; ++t) {
        for (int h = 0; h < 4; h += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          for (int i = 0; i < 64; i += MPC_LANES) {
            sum = mpc_fma(mpc_load(grad_guess_1 + (t * 4 + h) * 64 + i) * (mpc_load(raw_4 + (t * 4 + h) * 64 + i) - saved_guess_3[t * 4 + h] * 0.015625f), mpc_load(gain + h * 64 + i), sum);
            sum_1 = mpc_fma(mpc_load(grad_guess_1 + (t * 4 + (h + 1)) * 64 + i) * (mpc_load(raw_4 + (t * 4 + (h + 1)) * 64 + i) - saved_guess_3[t * 4 + (h + 1)] * 0.015625f), mpc_load(gain + (h + 1) * 64 + i), sum_1);
            sum_2 = mpc_fma(mpc_load(grad_guess_1 + (t * 4 + (h + 2)) * 64 + i) * (mpc_load(raw_4 + (t * 4 + (h + 2)) * 64 + i) - saved_guess_3[t * 4 + (h + 2)] * 0.015625f), mpc_load(gain + (h + 2) * 64 + i), sum_2);
            sum_3 = mpc_fma(mpc_load(grad_guess_1 + (t * 4 + (h + 3)) * 64 + i) * (mpc_load(raw_4 + (t * 4 + (h + 3)) * 64 + i) - saved_guess_3[t * 4 + (h + 3)] * 0.015625f), mpc_load(gain + (h + 3) * 64 + i), sum_3);
          }
          adjoint_guess_1[t * 4 + h] = mpc_sum_lanes(sum);
          adjoint_guess_1[t * 4 + (h + 1)] = mpc_sum_lanes(sum_1);
          adjoint_guess_1[t * 4 + (h + 2)] = mpc_sum_lanes(sum_2);
          adjoint_guess_1[t * 4 + (h + 3)] = mpc_sum_lanes(sum_3);
        }
      }
    });
  }
  // prepare, line 76: adjoint_guess_2[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(84.0f), [&](int t_1_begin, int t_1_end) {
      for (int t_1 = t_1_begin; t_1 < t_1_end; ++t_1) {
        for (int h_1 = 0; h_1 < 4; h_1 += MPC_LANES) {
          const int left_1 = 4 - h_1;
          mpc_store(adjoint_guess_2 + t_1 * 4 + h_1, 0.015625f * (-0.5f * (mpc_load(adjoint_guess_1 + t_1 * 4 + h_1) * mpc_load(saved_guess_2 + t_1 * 4 + h_1)) / (mpc_load(saved_guess_1 + t_1 * 4 + h_1) * 0.015625f + 0.00001f)), left_1);
        }
      }
    });
  }
  // prepare, line 76: adjoint_guess_3[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(1808.0f), [&](int t_2_begin, int t_2_end) {
      for (int t_2 = t_2_begin; t_2 < t_2_end; ++t_2) {
        for (int h_2 = 0; h_2 < 4; h_2 += 4) {
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int j = 0; j < 64; j += MPC_LANES) {
            sum_4 = sum_4 + (mpc_load(raw_4 + (t_2 * 4 + h_2) * 64 + j) - saved_guess_3[t_2 * 4 + h_2] * 0.015625f);
            sum_5 = sum_5 + (mpc_load(raw_4 + (t_2 * 4 + (h_2 + 1)) * 64 + j) - saved_guess_3[t_2 * 4 + (h_2 + 1)] * 0.015625f);
            sum_6 = sum_6 + (mpc_load(raw_4 + (t_2 * 4 + (h_2 + 2)) * 64 + j) - saved_guess_3[t_2 * 4 + (h_2 + 2)] * 0.015625f);
            sum_7 = sum_7 + (mpc_load(raw_4 + (t_2 * 4 + (h_2 + 3)) * 64 + j) - saved_guess_3[t_2 * 4 + (h_2 + 3)] * 0.015625f);
          }
          adjoint_guess_3[t_2 * 4 + h_2] = -2.0f * (mpc_sum_lanes(sum_4) * adjoint_guess_2[t_2 * 4 + h_2]);
          adjoint_guess_3[t_2 * 4 + (h_2 + 1)] = -2.0f * (mpc_sum_lanes(sum_5) * adjoint_guess_2[t_2 * 4 + (h_2 + 1)]);
          adjoint_guess_3[t_2 * 4 + (h_2 + 2)] = -2.0f * (mpc_sum_lanes(sum_6) * adjoint_guess_2[t_2 * 4 + (h_2 + 2)]);
          adjoint_guess_3[t_2 * 4 + (h_2 + 3)] = -2.0f * (mpc_sum_lanes(sum_7) * adjoint_guess_2[t_2 * 4 + (h_2 + 3)]);
        }
      }
    });
  }
}

// prepare: w
extern "C" void titans_mac_w(
    const float *__restrict grad_guess_1,
    const float *__restrict gain,
    const float *__restrict saved_guess_2,
    float *__restrict adjoint_guess_4,
    const float *__restrict adjoint_guess_3,
    const float *__restrict adjoint_guess_2,
    const float *__restrict raw_4,
    const float *__restrict saved_guess_3,
    float *__restrict grad_raw_4_1,
    const float *__restrict frozen,
    float *__restrict grad_hidden_2_1,
    const float *__restrict hidden_2_sum,
    const float *__restrict saved_hidden_2_2,
    float *__restrict adjoint_hidden_2_1,
    const float *__restrict key,
    float *__restrict part_1,
    const float *__restrict hidden_2,
    float *__restrict part_2,
    float *__restrict grad_frozen_1,
    float *__restrict g,
    const float *__restrict decay,
    const float *__restrict left,
    float *__restrict w,
    const float *__restrict drive,
    const float *__restrict share,
    const float *__restrict surprise) {
  // prepare, line 76: adjoint_guess_4[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(1552.0f), [&](int t_begin, int t_end) {
      for (int t = t_begin; t < t_end; ++t) {
        for (int h = 0; h < 4; h += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          for (int i = 0; i < 64; i += MPC_LANES) {
            sum = mpc_fma(mpc_load(grad_guess_1 + (t * 4 + h) * 64 + i), mpc_load(gain + h * 64 + i), sum);
            sum_1 = mpc_fma(mpc_load(grad_guess_1 + (t * 4 + (h + 1)) * 64 + i), mpc_load(gain + (h + 1) * 64 + i), sum_1);
            sum_2 = mpc_fma(mpc_load(grad_guess_1 + (t * 4 + (h + 2)) * 64 + i), mpc_load(gain + (h + 2) * 64 + i), sum_2);
            sum_3 = mpc_fma(mpc_load(grad_guess_1 + (t * 4 + (h + 3)) * 64 + i), mpc_load(gain + (h + 3) * 64 + i), sum_3);
          }
          adjoint_guess_4[t * 4 + h] = -(mpc_sum_lanes(sum) * saved_guess_2[t * 4 + h]);
          adjoint_guess_4[t * 4 + (h + 1)] = -(mpc_sum_lanes(sum_1) * saved_guess_2[t * 4 + (h + 1)]);
          adjoint_guess_4[t * 4 + (h + 2)] = -(mpc_sum_lanes(sum_2) * saved_guess_2[t * 4 + (h + 2)]);
          adjoint_guess_4[t * 4 + (h + 3)] = -(mpc_sum_lanes(sum_3) * saved_guess_2[t * 4 + (h + 3)]);
        }
      }
    });
  }
  // prepare, line 76: grad_raw_4_1[t, h, j]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(1728.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int t_1 = point / 4;
        const int h_1 = point % 4;
        for (int j = 0; j < 64; j += MPC_LANES) {
          mpc_store(grad_raw_4_1 + (t_1 * 4 + h_1) * 64 + j, 0.015625f * adjoint_guess_3[t_1 * 4 + h_1] + 2.0f * (adjoint_guess_2[t_1 * 4 + h_1] * (mpc_load(raw_4 + (t_1 * 4 + h_1) * 64 + j) - saved_guess_3[t_1 * 4 + h_1] * 0.015625f)) + 0.015625f * adjoint_guess_4[t_1 * 4 + h_1] + mpc_load(grad_guess_1 + (t_1 * 4 + h_1) * 64 + j) * mpc_load(gain + h_1 * 64 + j) * saved_guess_2[t_1 * 4 + h_1]);
        }
      }
    });
  }
  // prepare, line 76: grad_hidden_2_1[t, h, k]
  {
    const int columns = mpc_floor_div(128 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(393216.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h_2 = item / columns / chunks;
        const int k = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 32);
        const int t_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int t_2 = from; t_2 < t_even; t_2 += 4) {
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          for (int j_1 = 0; j_1 < 64; ++j_1) {
            const float grad_raw_4_1_1 = grad_raw_4_1[(t_2 * 4 + h_2) * 64 + j_1];
            const float grad_raw_4_1_2 = grad_raw_4_1[((t_2 + 1) * 4 + h_2) * 64 + j_1];
            const float grad_raw_4_1_3 = grad_raw_4_1[((t_2 + 2) * 4 + h_2) * 64 + j_1];
            const float grad_raw_4_1_4 = grad_raw_4_1[((t_2 + 3) * 4 + h_2) * 64 + j_1];
            const vf frozen_1 = mpc_load(frozen + ((h_2 * 2 + 1) * 64 + j_1) * 128 + k);
            const vf frozen_2 = mpc_load(frozen + ((h_2 * 2 + 1) * 64 + j_1) * 128 + (k + MPC_LANES));
            sum_4 = mpc_fma(grad_raw_4_1_1, frozen_1, sum_4);
            sum_5 = mpc_fma(grad_raw_4_1_1, frozen_2, sum_5);
            sum_6 = mpc_fma(grad_raw_4_1_2, frozen_1, sum_6);
            sum_7 = mpc_fma(grad_raw_4_1_2, frozen_2, sum_7);
            sum_8 = mpc_fma(grad_raw_4_1_3, frozen_1, sum_8);
            sum_9 = mpc_fma(grad_raw_4_1_3, frozen_2, sum_9);
            sum_10 = mpc_fma(grad_raw_4_1_4, frozen_1, sum_10);
            sum_11 = mpc_fma(grad_raw_4_1_4, frozen_2, sum_11);
          }
          mpc_store(grad_hidden_2_1 + (t_2 * 4 + h_2) * 128 + k, sum_4);
          mpc_store(grad_hidden_2_1 + (t_2 * 4 + h_2) * 128 + (k + MPC_LANES), sum_5);
          mpc_store(grad_hidden_2_1 + ((t_2 + 1) * 4 + h_2) * 128 + k, sum_6);
          mpc_store(grad_hidden_2_1 + ((t_2 + 1) * 4 + h_2) * 128 + (k + MPC_LANES), sum_7);
          mpc_store(grad_hidden_2_1 + ((t_2 + 2) * 4 + h_2) * 128 + k, sum_8);
          mpc_store(grad_hidden_2_1 + ((t_2 + 2) * 4 + h_2) * 128 + (k + MPC_LANES), sum_9);
          mpc_store(grad_hidden_2_1 + ((t_2 + 3) * 4 + h_2) * 128 + k, sum_10);
          mpc_store(grad_hidden_2_1 + ((t_2 + 3) * 4 + h_2) * 128 + (k + MPC_LANES), sum_11);
        }
        for (int t_3 = mpc_max(from, t_even); t_3 < to; ++t_3) {
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          for (int j_2 = 0; j_2 < 64; ++j_2) {
            const float grad_raw_4_1_5 = grad_raw_4_1[(t_3 * 4 + h_2) * 64 + j_2];
            sum_12 = mpc_fma(grad_raw_4_1_5, mpc_load(frozen + ((h_2 * 2 + 1) * 64 + j_2) * 128 + k), sum_12);
            sum_13 = mpc_fma(grad_raw_4_1_5, mpc_load(frozen + ((h_2 * 2 + 1) * 64 + j_2) * 128 + (k + MPC_LANES)), sum_13);
          }
          mpc_store(grad_hidden_2_1 + (t_3 * 4 + h_2) * 128 + k, sum_12);
          mpc_store(grad_hidden_2_1 + (t_3 * 4 + h_2) * 128 + (k + MPC_LANES), sum_13);
        }
      }
    });
  }
  // prepare, line 76: adjoint_hidden_2_1[t, h, k]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(10496.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int t_4 = point_1 / 4;
        const int h_3 = point_1 % 4;
        for (int k_1 = 0; k_1 < 128; k_1 += MPC_LANES) {
          mpc_store(adjoint_hidden_2_1 + (t_4 * 4 + h_3) * 128 + k_1, 0.3989423f * (mpc_load(grad_hidden_2_1 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1) * (1.0f - mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1))) + 0.3989423f * (mpc_load(grad_hidden_2_1 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1) * (1.0f - mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1)) * (0.044715f * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1))) + 0.017838703f * (mpc_load(grad_hidden_2_1 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1) * (1.0f - mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1)) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1)) + 0.017838703f * (mpc_load(grad_hidden_2_1 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1) * (1.0f - mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1)) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1)) + 0.5f * (mpc_load(grad_hidden_2_1 + (t_4 * 4 + h_3) * 128 + k_1) * (1.0f + mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1))));
        }
      }
    });
  }
  // prepare, line 76: part_1[h, k, j]
  {
    const int columns_1 = mpc_floor_div(64 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks_1 = 1;
    mpc_parallel_for(0, columns_1 * chunks_1 * 4, 1, mpc_grain(786432.0f), [&](int item_1_begin, int item_1_end) {
      for (int item_1 = item_1_begin; item_1 < item_1_end; ++item_1) {
        const int column_1 = item_1 % columns_1;
        const int chunk_1 = item_1 / columns_1 % chunks_1;
        const int h_4 = item_1 / columns_1 / chunks_1;
        const int j_3 = column_1 * (2 * MPC_LANES);
        const int from_1 = chunk_1 * 128;
        const int to_1 = mpc_min(from_1 + 128, 128);
        const int k_even = to_1 - mpc_floor_mod(mpc_max(to_1 - from_1, 0), 4);
        for (int k_2 = from_1; k_2 < k_even; k_2 += 4) {
          vf sum_14 = mpc_splat(0.0f);
          vf sum_15 = mpc_splat(0.0f);
          vf sum_16 = mpc_splat(0.0f);
          vf sum_17 = mpc_splat(0.0f);
          vf sum_18 = mpc_splat(0.0f);
          vf sum_19 = mpc_splat(0.0f);
          vf sum_20 = mpc_splat(0.0f);
          vf sum_21 = mpc_splat(0.0f);
          for (int t_5 = 0; t_5 < 32; ++t_5) {
            const float adjoint_hidden_2_1_1 = adjoint_hidden_2_1[(t_5 * 4 + h_4) * 128 + k_2];
            const float adjoint_hidden_2_1_2 = adjoint_hidden_2_1[(t_5 * 4 + h_4) * 128 + (k_2 + 1)];
            const float adjoint_hidden_2_1_3 = adjoint_hidden_2_1[(t_5 * 4 + h_4) * 128 + (k_2 + 2)];
            const float adjoint_hidden_2_1_4 = adjoint_hidden_2_1[(t_5 * 4 + h_4) * 128 + (k_2 + 3)];
            const vf key_1 = mpc_load(key + (t_5 * 4 + h_4) * 64 + j_3);
            const vf key_2 = mpc_load(key + (t_5 * 4 + h_4) * 64 + (j_3 + MPC_LANES));
            sum_14 = mpc_fma(adjoint_hidden_2_1_1, key_1, sum_14);
            sum_15 = mpc_fma(adjoint_hidden_2_1_1, key_2, sum_15);
            sum_16 = mpc_fma(adjoint_hidden_2_1_2, key_1, sum_16);
            sum_17 = mpc_fma(adjoint_hidden_2_1_2, key_2, sum_17);
            sum_18 = mpc_fma(adjoint_hidden_2_1_3, key_1, sum_18);
            sum_19 = mpc_fma(adjoint_hidden_2_1_3, key_2, sum_19);
            sum_20 = mpc_fma(adjoint_hidden_2_1_4, key_1, sum_20);
            sum_21 = mpc_fma(adjoint_hidden_2_1_4, key_2, sum_21);
          }
          mpc_store(part_1 + (h_4 * 128 + k_2) * 64 + j_3, sum_14);
          mpc_store(part_1 + (h_4 * 128 + k_2) * 64 + (j_3 + MPC_LANES), sum_15);
          mpc_store(part_1 + (h_4 * 128 + (k_2 + 1)) * 64 + j_3, sum_16);
          mpc_store(part_1 + (h_4 * 128 + (k_2 + 1)) * 64 + (j_3 + MPC_LANES), sum_17);
          mpc_store(part_1 + (h_4 * 128 + (k_2 + 2)) * 64 + j_3, sum_18);
          mpc_store(part_1 + (h_4 * 128 + (k_2 + 2)) * 64 + (j_3 + MPC_LANES), sum_19);
          mpc_store(part_1 + (h_4 * 128 + (k_2 + 3)) * 64 + j_3, sum_20);
          mpc_store(part_1 + (h_4 * 128 + (k_2 + 3)) * 64 + (j_3 + MPC_LANES), sum_21);
        }
        for (int k_3 = mpc_max(from_1, k_even); k_3 < to_1; ++k_3) {
          vf sum_22 = mpc_splat(0.0f);
          vf sum_23 = mpc_splat(0.0f);
          for (int t_6 = 0; t_6 < 32; ++t_6) {
            const float adjoint_hidden_2_1_5 = adjoint_hidden_2_1[(t_6 * 4 + h_4) * 128 + k_3];
            sum_22 = mpc_fma(adjoint_hidden_2_1_5, mpc_load(key + (t_6 * 4 + h_4) * 64 + j_3), sum_22);
            sum_23 = mpc_fma(adjoint_hidden_2_1_5, mpc_load(key + (t_6 * 4 + h_4) * 64 + (j_3 + MPC_LANES)), sum_23);
          }
          mpc_store(part_1 + (h_4 * 128 + k_3) * 64 + j_3, sum_22);
          mpc_store(part_1 + (h_4 * 128 + k_3) * 64 + (j_3 + MPC_LANES), sum_23);
        }
      }
    });
  }
  // prepare, line 76: part_2[h, j, k]
  {
    const int columns_2 = mpc_floor_div(128 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks_2 = 1;
    mpc_parallel_for(0, columns_2 * chunks_2 * 4, 1, mpc_grain(393216.0f), [&](int item_2_begin, int item_2_end) {
      for (int item_2 = item_2_begin; item_2 < item_2_end; ++item_2) {
        const int column_2 = item_2 % columns_2;
        const int chunk_2 = item_2 / columns_2 % chunks_2;
        const int h_5 = item_2 / columns_2 / chunks_2;
        const int k_4 = column_2 * (2 * MPC_LANES);
        const int from_2 = chunk_2 * 128;
        const int to_2 = mpc_min(from_2 + 128, 64);
        const int j_even = to_2 - mpc_floor_mod(mpc_max(to_2 - from_2, 0), 4);
        for (int j_4 = from_2; j_4 < j_even; j_4 += 4) {
          vf sum_24 = mpc_splat(0.0f);
          vf sum_25 = mpc_splat(0.0f);
          vf sum_26 = mpc_splat(0.0f);
          vf sum_27 = mpc_splat(0.0f);
          vf sum_28 = mpc_splat(0.0f);
          vf sum_29 = mpc_splat(0.0f);
          vf sum_30 = mpc_splat(0.0f);
          vf sum_31 = mpc_splat(0.0f);
          for (int t_7 = 0; t_7 < 32; ++t_7) {
            const float grad_raw_4_1_6 = grad_raw_4_1[(t_7 * 4 + h_5) * 64 + j_4];
            const float grad_raw_4_1_7 = grad_raw_4_1[(t_7 * 4 + h_5) * 64 + (j_4 + 1)];
            const float grad_raw_4_1_8 = grad_raw_4_1[(t_7 * 4 + h_5) * 64 + (j_4 + 2)];
            const float grad_raw_4_1_9 = grad_raw_4_1[(t_7 * 4 + h_5) * 64 + (j_4 + 3)];
            const vf hidden_2_1 = mpc_load(hidden_2 + (t_7 * 4 + h_5) * 128 + k_4);
            const vf hidden_2_2 = mpc_load(hidden_2 + (t_7 * 4 + h_5) * 128 + (k_4 + MPC_LANES));
            sum_24 = mpc_fma(grad_raw_4_1_6, hidden_2_1, sum_24);
            sum_25 = mpc_fma(grad_raw_4_1_6, hidden_2_2, sum_25);
            sum_26 = mpc_fma(grad_raw_4_1_7, hidden_2_1, sum_26);
            sum_27 = mpc_fma(grad_raw_4_1_7, hidden_2_2, sum_27);
            sum_28 = mpc_fma(grad_raw_4_1_8, hidden_2_1, sum_28);
            sum_29 = mpc_fma(grad_raw_4_1_8, hidden_2_2, sum_29);
            sum_30 = mpc_fma(grad_raw_4_1_9, hidden_2_1, sum_30);
            sum_31 = mpc_fma(grad_raw_4_1_9, hidden_2_2, sum_31);
          }
          mpc_store(part_2 + (h_5 * 64 + j_4) * 128 + k_4, sum_24);
          mpc_store(part_2 + (h_5 * 64 + j_4) * 128 + (k_4 + MPC_LANES), sum_25);
          mpc_store(part_2 + (h_5 * 64 + (j_4 + 1)) * 128 + k_4, sum_26);
          mpc_store(part_2 + (h_5 * 64 + (j_4 + 1)) * 128 + (k_4 + MPC_LANES), sum_27);
          mpc_store(part_2 + (h_5 * 64 + (j_4 + 2)) * 128 + k_4, sum_28);
          mpc_store(part_2 + (h_5 * 64 + (j_4 + 2)) * 128 + (k_4 + MPC_LANES), sum_29);
          mpc_store(part_2 + (h_5 * 64 + (j_4 + 3)) * 128 + k_4, sum_30);
          mpc_store(part_2 + (h_5 * 64 + (j_4 + 3)) * 128 + (k_4 + MPC_LANES), sum_31);
        }
        for (int j_5 = mpc_max(from_2, j_even); j_5 < to_2; ++j_5) {
          vf sum_32 = mpc_splat(0.0f);
          vf sum_33 = mpc_splat(0.0f);
          for (int t_8 = 0; t_8 < 32; ++t_8) {
            const float grad_raw_4_1_10 = grad_raw_4_1[(t_8 * 4 + h_5) * 64 + j_5];
            sum_32 = mpc_fma(grad_raw_4_1_10, mpc_load(hidden_2 + (t_8 * 4 + h_5) * 128 + k_4), sum_32);
            sum_33 = mpc_fma(grad_raw_4_1_10, mpc_load(hidden_2 + (t_8 * 4 + h_5) * 128 + (k_4 + MPC_LANES)), sum_33);
          }
          mpc_store(part_2 + (h_5 * 64 + j_5) * 128 + k_4, sum_32);
          mpc_store(part_2 + (h_5 * 64 + j_5) * 128 + (k_4 + MPC_LANES), sum_33);
        }
      }
    });
  }
  // prepare, line 76: grad_frozen_1[h, i1, j, k]
  {
    mpc_parallel_for(0, 512, 1, mpc_grain(1152.0f), [&](int point_2_begin, int point_2_end) {
      for (int point_2 = point_2_begin; point_2 < point_2_end; ++point_2) {
        const int h_6 = point_2 / 64 / 2;
        const int i1 = point_2 / 64 % 2;
        const int j_6 = point_2 % 64;
        for (int k_5 = 0; k_5 < 128; k_5 += MPC_LANES) {
          mpc_store(grad_frozen_1 + ((h_6 * 2 + i1) * 64 + j_6) * 128 + k_5, (mpc_choose(mpc_splat(i1 == 0), mpc_load_strided(part_1 + (h_6 * 128 + k_5) * 64 + j_6, 64, MPC_LANES), mpc_splat(0.0f))) + (mpc_choose(mpc_splat(i1 == 1), mpc_load(part_2 + (h_6 * 64 + j_6) * 128 + k_5), mpc_splat(0.0f))));
        }
      }
    });
  }
  // prepare, line 76: g[i, i1, i2, i3]
  {
    mpc_parallel_for(0, 512, 1, mpc_grain(256.0f), [&](int point_3_begin, int point_3_end) {
      for (int point_3 = point_3_begin; point_3 < point_3_end; ++point_3) {
        const int i_1 = point_3 / 64 / 2;
        const int i1_1 = point_3 / 64 % 2;
        const int i2 = point_3 % 64;
        for (int i3 = 0; i3 < 128; i3 += MPC_LANES) {
          mpc_store(g + ((i_1 * 2 + i1_1) * 64 + i2) * 128 + i3, mpc_load(grad_frozen_1 + ((i_1 * 2 + i1_1) * 64 + i2) * 128 + i3));
        }
      }
    });
  }
  // prepare, line 78: w[h, m, i, j]
  {
    mpc_parallel_for(0, 512, 1, mpc_grain(2688.0f), [&](int point_4_begin, int point_4_end) {
      for (int point_4 = point_4_begin; point_4 < point_4_end; ++point_4) {
        const int h_7 = point_4 / 64 / 2;
        const int m = point_4 / 64 % 2;
        const int i_2 = point_4 % 64;
        for (int j_7 = 0; j_7 < 128; j_7 += MPC_LANES) {
          mpc_store(w + ((h_7 * 2 + m) * 64 + i_2) * 128 + j_7, (1.0f - decay[h_7]) * left[124 + h_7] * mpc_load(w + ((h_7 * 2 + m) * 64 + i_2) * 128 + j_7) + drive[h_7] * share[124 + h_7] * mpc_load(surprise + ((h_7 * 2 + m) * 64 + i_2) * 128 + j_7) - mpc_load(g + ((h_7 * 2 + m) * 64 + i_2) * 128 + j_7));
        }
      }
    });
  }
}

// prepare: adjoint_guess_6_adjoint_guess_7
extern "C" void titans_mac_adjoint_guess_6_adjoint_guess_7(
    const float *__restrict grad_guess_2,
    const float *__restrict raw_4,
    const float *__restrict saved_guess_3,
    const float *__restrict gain,
    float *__restrict adjoint_guess_5,
    const float *__restrict saved_guess_2,
    const float *__restrict saved_guess_1,
    float *__restrict adjoint_guess_6,
    float *__restrict adjoint_guess_7) {
  // prepare, line 77: adjoint_guess_5[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(3328.0f), [&](int t_begin, int t_end) {
      for (int t = t_begin; t < t_end; ++t) {
        for (int h = 0; h < 4; h += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          for (int i = 0; i < 64; i += MPC_LANES) {
            sum = mpc_fma(mpc_load(grad_guess_2 + (t * 4 + h) * 64 + i) * (mpc_load(raw_4 + (t * 4 + h) * 64 + i) - saved_guess_3[t * 4 + h] * 0.015625f), mpc_load(gain + h * 64 + i), sum);
            sum_1 = mpc_fma(mpc_load(grad_guess_2 + (t * 4 + (h + 1)) * 64 + i) * (mpc_load(raw_4 + (t * 4 + (h + 1)) * 64 + i) - saved_guess_3[t * 4 + (h + 1)] * 0.015625f), mpc_load(gain + (h + 1) * 64 + i), sum_1);
            sum_2 = mpc_fma(mpc_load(grad_guess_2 + (t * 4 + (h + 2)) * 64 + i) * (mpc_load(raw_4 + (t * 4 + (h + 2)) * 64 + i) - saved_guess_3[t * 4 + (h + 2)] * 0.015625f), mpc_load(gain + (h + 2) * 64 + i), sum_2);
            sum_3 = mpc_fma(mpc_load(grad_guess_2 + (t * 4 + (h + 3)) * 64 + i) * (mpc_load(raw_4 + (t * 4 + (h + 3)) * 64 + i) - saved_guess_3[t * 4 + (h + 3)] * 0.015625f), mpc_load(gain + (h + 3) * 64 + i), sum_3);
          }
          adjoint_guess_5[t * 4 + h] = mpc_sum_lanes(sum);
          adjoint_guess_5[t * 4 + (h + 1)] = mpc_sum_lanes(sum_1);
          adjoint_guess_5[t * 4 + (h + 2)] = mpc_sum_lanes(sum_2);
          adjoint_guess_5[t * 4 + (h + 3)] = mpc_sum_lanes(sum_3);
        }
      }
    });
  }
  // prepare, line 77: adjoint_guess_6[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(84.0f), [&](int t_1_begin, int t_1_end) {
      for (int t_1 = t_1_begin; t_1 < t_1_end; ++t_1) {
        for (int h_1 = 0; h_1 < 4; h_1 += MPC_LANES) {
          const int left_1 = 4 - h_1;
          mpc_store(adjoint_guess_6 + t_1 * 4 + h_1, 0.015625f * (-0.5f * (mpc_load(adjoint_guess_5 + t_1 * 4 + h_1) * mpc_load(saved_guess_2 + t_1 * 4 + h_1)) / (mpc_load(saved_guess_1 + t_1 * 4 + h_1) * 0.015625f + 0.00001f)), left_1);
        }
      }
    });
  }
  // prepare, line 77: adjoint_guess_7[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(1808.0f), [&](int t_2_begin, int t_2_end) {
      for (int t_2 = t_2_begin; t_2 < t_2_end; ++t_2) {
        for (int h_2 = 0; h_2 < 4; h_2 += 4) {
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int j = 0; j < 64; j += MPC_LANES) {
            sum_4 = sum_4 + (mpc_load(raw_4 + (t_2 * 4 + h_2) * 64 + j) - saved_guess_3[t_2 * 4 + h_2] * 0.015625f);
            sum_5 = sum_5 + (mpc_load(raw_4 + (t_2 * 4 + (h_2 + 1)) * 64 + j) - saved_guess_3[t_2 * 4 + (h_2 + 1)] * 0.015625f);
            sum_6 = sum_6 + (mpc_load(raw_4 + (t_2 * 4 + (h_2 + 2)) * 64 + j) - saved_guess_3[t_2 * 4 + (h_2 + 2)] * 0.015625f);
            sum_7 = sum_7 + (mpc_load(raw_4 + (t_2 * 4 + (h_2 + 3)) * 64 + j) - saved_guess_3[t_2 * 4 + (h_2 + 3)] * 0.015625f);
          }
          adjoint_guess_7[t_2 * 4 + h_2] = -2.0f * (mpc_sum_lanes(sum_4) * adjoint_guess_6[t_2 * 4 + h_2]);
          adjoint_guess_7[t_2 * 4 + (h_2 + 1)] = -2.0f * (mpc_sum_lanes(sum_5) * adjoint_guess_6[t_2 * 4 + (h_2 + 1)]);
          adjoint_guess_7[t_2 * 4 + (h_2 + 2)] = -2.0f * (mpc_sum_lanes(sum_6) * adjoint_guess_6[t_2 * 4 + (h_2 + 2)]);
          adjoint_guess_7[t_2 * 4 + (h_2 + 3)] = -2.0f * (mpc_sum_lanes(sum_7) * adjoint_guess_6[t_2 * 4 + (h_2 + 3)]);
        }
      }
    });
  }
}

// prepare: surprise
extern "C" void titans_mac_surprise(
    const float *__restrict grad_guess_2,
    const float *__restrict gain,
    const float *__restrict saved_guess_2,
    float *__restrict adjoint_guess_8,
    const float *__restrict adjoint_guess_7,
    const float *__restrict adjoint_guess_6,
    const float *__restrict raw_4,
    const float *__restrict saved_guess_3,
    float *__restrict grad_raw_4_2,
    const float *__restrict frozen,
    float *__restrict grad_hidden_2_2,
    const float *__restrict hidden_2_sum,
    const float *__restrict saved_hidden_2_2,
    float *__restrict adjoint_hidden_2_2,
    const float *__restrict key,
    float *__restrict part_3,
    const float *__restrict hidden_2,
    float *__restrict part_4,
    float *__restrict grad_frozen_2,
    float *__restrict p,
    const float *__restrict drive,
    const float *__restrict swing,
    float *__restrict surprise) {
  // prepare, line 77: adjoint_guess_8[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(1552.0f), [&](int t_begin, int t_end) {
      for (int t = t_begin; t < t_end; ++t) {
        for (int h = 0; h < 4; h += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          for (int i = 0; i < 64; i += MPC_LANES) {
            sum = mpc_fma(mpc_load(grad_guess_2 + (t * 4 + h) * 64 + i), mpc_load(gain + h * 64 + i), sum);
            sum_1 = mpc_fma(mpc_load(grad_guess_2 + (t * 4 + (h + 1)) * 64 + i), mpc_load(gain + (h + 1) * 64 + i), sum_1);
            sum_2 = mpc_fma(mpc_load(grad_guess_2 + (t * 4 + (h + 2)) * 64 + i), mpc_load(gain + (h + 2) * 64 + i), sum_2);
            sum_3 = mpc_fma(mpc_load(grad_guess_2 + (t * 4 + (h + 3)) * 64 + i), mpc_load(gain + (h + 3) * 64 + i), sum_3);
          }
          adjoint_guess_8[t * 4 + h] = -(mpc_sum_lanes(sum) * saved_guess_2[t * 4 + h]);
          adjoint_guess_8[t * 4 + (h + 1)] = -(mpc_sum_lanes(sum_1) * saved_guess_2[t * 4 + (h + 1)]);
          adjoint_guess_8[t * 4 + (h + 2)] = -(mpc_sum_lanes(sum_2) * saved_guess_2[t * 4 + (h + 2)]);
          adjoint_guess_8[t * 4 + (h + 3)] = -(mpc_sum_lanes(sum_3) * saved_guess_2[t * 4 + (h + 3)]);
        }
      }
    });
  }
  // prepare, line 77: grad_raw_4_2[t, h, j]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(1728.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int t_1 = point / 4;
        const int h_1 = point % 4;
        for (int j = 0; j < 64; j += MPC_LANES) {
          mpc_store(grad_raw_4_2 + (t_1 * 4 + h_1) * 64 + j, 0.015625f * adjoint_guess_7[t_1 * 4 + h_1] + 2.0f * (adjoint_guess_6[t_1 * 4 + h_1] * (mpc_load(raw_4 + (t_1 * 4 + h_1) * 64 + j) - saved_guess_3[t_1 * 4 + h_1] * 0.015625f)) + 0.015625f * adjoint_guess_8[t_1 * 4 + h_1] + mpc_load(grad_guess_2 + (t_1 * 4 + h_1) * 64 + j) * mpc_load(gain + h_1 * 64 + j) * saved_guess_2[t_1 * 4 + h_1]);
        }
      }
    });
  }
  // prepare, line 77: grad_hidden_2_2[t, h, k]
  {
    const int columns = mpc_floor_div(128 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(393216.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h_2 = item / columns / chunks;
        const int k = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 32);
        const int t_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int t_2 = from; t_2 < t_even; t_2 += 4) {
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          for (int j_1 = 0; j_1 < 64; ++j_1) {
            const float grad_raw_4_2_1 = grad_raw_4_2[(t_2 * 4 + h_2) * 64 + j_1];
            const float grad_raw_4_2_2 = grad_raw_4_2[((t_2 + 1) * 4 + h_2) * 64 + j_1];
            const float grad_raw_4_2_3 = grad_raw_4_2[((t_2 + 2) * 4 + h_2) * 64 + j_1];
            const float grad_raw_4_2_4 = grad_raw_4_2[((t_2 + 3) * 4 + h_2) * 64 + j_1];
            const vf frozen_1 = mpc_load(frozen + ((h_2 * 2 + 1) * 64 + j_1) * 128 + k);
            const vf frozen_2 = mpc_load(frozen + ((h_2 * 2 + 1) * 64 + j_1) * 128 + (k + MPC_LANES));
            sum_4 = mpc_fma(grad_raw_4_2_1, frozen_1, sum_4);
            sum_5 = mpc_fma(grad_raw_4_2_1, frozen_2, sum_5);
            sum_6 = mpc_fma(grad_raw_4_2_2, frozen_1, sum_6);
            sum_7 = mpc_fma(grad_raw_4_2_2, frozen_2, sum_7);
            sum_8 = mpc_fma(grad_raw_4_2_3, frozen_1, sum_8);
            sum_9 = mpc_fma(grad_raw_4_2_3, frozen_2, sum_9);
            sum_10 = mpc_fma(grad_raw_4_2_4, frozen_1, sum_10);
            sum_11 = mpc_fma(grad_raw_4_2_4, frozen_2, sum_11);
          }
          mpc_store(grad_hidden_2_2 + (t_2 * 4 + h_2) * 128 + k, sum_4);
          mpc_store(grad_hidden_2_2 + (t_2 * 4 + h_2) * 128 + (k + MPC_LANES), sum_5);
          mpc_store(grad_hidden_2_2 + ((t_2 + 1) * 4 + h_2) * 128 + k, sum_6);
          mpc_store(grad_hidden_2_2 + ((t_2 + 1) * 4 + h_2) * 128 + (k + MPC_LANES), sum_7);
          mpc_store(grad_hidden_2_2 + ((t_2 + 2) * 4 + h_2) * 128 + k, sum_8);
          mpc_store(grad_hidden_2_2 + ((t_2 + 2) * 4 + h_2) * 128 + (k + MPC_LANES), sum_9);
          mpc_store(grad_hidden_2_2 + ((t_2 + 3) * 4 + h_2) * 128 + k, sum_10);
          mpc_store(grad_hidden_2_2 + ((t_2 + 3) * 4 + h_2) * 128 + (k + MPC_LANES), sum_11);
        }
        for (int t_3 = mpc_max(from, t_even); t_3 < to; ++t_3) {
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          for (int j_2 = 0; j_2 < 64; ++j_2) {
            const float grad_raw_4_2_5 = grad_raw_4_2[(t_3 * 4 + h_2) * 64 + j_2];
            sum_12 = mpc_fma(grad_raw_4_2_5, mpc_load(frozen + ((h_2 * 2 + 1) * 64 + j_2) * 128 + k), sum_12);
            sum_13 = mpc_fma(grad_raw_4_2_5, mpc_load(frozen + ((h_2 * 2 + 1) * 64 + j_2) * 128 + (k + MPC_LANES)), sum_13);
          }
          mpc_store(grad_hidden_2_2 + (t_3 * 4 + h_2) * 128 + k, sum_12);
          mpc_store(grad_hidden_2_2 + (t_3 * 4 + h_2) * 128 + (k + MPC_LANES), sum_13);
        }
      }
    });
  }
  // prepare, line 77: adjoint_hidden_2_2[t, h, k]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(10496.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int t_4 = point_1 / 4;
        const int h_3 = point_1 % 4;
        for (int k_1 = 0; k_1 < 128; k_1 += MPC_LANES) {
          mpc_store(adjoint_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1, 0.3989423f * (mpc_load(grad_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1) * (1.0f - mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1))) + 0.3989423f * (mpc_load(grad_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1) * (1.0f - mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1)) * (0.044715f * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1))) + 0.017838703f * (mpc_load(grad_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1) * (1.0f - mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1)) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1)) + 0.017838703f * (mpc_load(grad_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1) * (1.0f - mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1)) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1) * mpc_load(hidden_2_sum + (t_4 * 4 + h_3) * 128 + k_1)) + 0.5f * (mpc_load(grad_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1) * (1.0f + mpc_load(saved_hidden_2_2 + (t_4 * 4 + h_3) * 128 + k_1))));
        }
      }
    });
  }
  // prepare, line 77: part_3[h, k, j]
  {
    const int columns_1 = mpc_floor_div(64 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks_1 = 1;
    mpc_parallel_for(0, columns_1 * chunks_1 * 4, 1, mpc_grain(786432.0f), [&](int item_1_begin, int item_1_end) {
      for (int item_1 = item_1_begin; item_1 < item_1_end; ++item_1) {
        const int column_1 = item_1 % columns_1;
        const int chunk_1 = item_1 / columns_1 % chunks_1;
        const int h_4 = item_1 / columns_1 / chunks_1;
        const int j_3 = column_1 * (2 * MPC_LANES);
        const int from_1 = chunk_1 * 128;
        const int to_1 = mpc_min(from_1 + 128, 128);
        const int k_even = to_1 - mpc_floor_mod(mpc_max(to_1 - from_1, 0), 4);
        for (int k_2 = from_1; k_2 < k_even; k_2 += 4) {
          vf sum_14 = mpc_splat(0.0f);
          vf sum_15 = mpc_splat(0.0f);
          vf sum_16 = mpc_splat(0.0f);
          vf sum_17 = mpc_splat(0.0f);
          vf sum_18 = mpc_splat(0.0f);
          vf sum_19 = mpc_splat(0.0f);
          vf sum_20 = mpc_splat(0.0f);
          vf sum_21 = mpc_splat(0.0f);
          for (int t_5 = 0; t_5 < 32; ++t_5) {
            const float adjoint_hidden_2_2_1 = adjoint_hidden_2_2[(t_5 * 4 + h_4) * 128 + k_2];
            const float adjoint_hidden_2_2_2 = adjoint_hidden_2_2[(t_5 * 4 + h_4) * 128 + (k_2 + 1)];
            const float adjoint_hidden_2_2_3 = adjoint_hidden_2_2[(t_5 * 4 + h_4) * 128 + (k_2 + 2)];
            const float adjoint_hidden_2_2_4 = adjoint_hidden_2_2[(t_5 * 4 + h_4) * 128 + (k_2 + 3)];
            const vf key_1 = mpc_load(key + (t_5 * 4 + h_4) * 64 + j_3);
            const vf key_2 = mpc_load(key + (t_5 * 4 + h_4) * 64 + (j_3 + MPC_LANES));
            sum_14 = mpc_fma(adjoint_hidden_2_2_1, key_1, sum_14);
            sum_15 = mpc_fma(adjoint_hidden_2_2_1, key_2, sum_15);
            sum_16 = mpc_fma(adjoint_hidden_2_2_2, key_1, sum_16);
            sum_17 = mpc_fma(adjoint_hidden_2_2_2, key_2, sum_17);
            sum_18 = mpc_fma(adjoint_hidden_2_2_3, key_1, sum_18);
            sum_19 = mpc_fma(adjoint_hidden_2_2_3, key_2, sum_19);
            sum_20 = mpc_fma(adjoint_hidden_2_2_4, key_1, sum_20);
            sum_21 = mpc_fma(adjoint_hidden_2_2_4, key_2, sum_21);
          }
          mpc_store(part_3 + (h_4 * 128 + k_2) * 64 + j_3, sum_14);
          mpc_store(part_3 + (h_4 * 128 + k_2) * 64 + (j_3 + MPC_LANES), sum_15);
          mpc_store(part_3 + (h_4 * 128 + (k_2 + 1)) * 64 + j_3, sum_16);
          mpc_store(part_3 + (h_4 * 128 + (k_2 + 1)) * 64 + (j_3 + MPC_LANES), sum_17);
          mpc_store(part_3 + (h_4 * 128 + (k_2 + 2)) * 64 + j_3, sum_18);
          mpc_store(part_3 + (h_4 * 128 + (k_2 + 2)) * 64 + (j_3 + MPC_LANES), sum_19);
          mpc_store(part_3 + (h_4 * 128 + (k_2 + 3)) * 64 + j_3, sum_20);
          mpc_store(part_3 + (h_4 * 128 + (k_2 + 3)) * 64 + (j_3 + MPC_LANES), sum_21);
        }
        for (int k_3 = mpc_max(from_1, k_even); k_3 < to_1; ++k_3) {
          vf sum_22 = mpc_splat(0.0f);
          vf sum_23 = mpc_splat(0.0f);
          for (int t_6 = 0; t_6 < 32; ++t_6) {
            const float adjoint_hidden_2_2_5 = adjoint_hidden_2_2[(t_6 * 4 + h_4) * 128 + k_3];
            sum_22 = mpc_fma(adjoint_hidden_2_2_5, mpc_load(key + (t_6 * 4 + h_4) * 64 + j_3), sum_22);
            sum_23 = mpc_fma(adjoint_hidden_2_2_5, mpc_load(key + (t_6 * 4 + h_4) * 64 + (j_3 + MPC_LANES)), sum_23);
          }
          mpc_store(part_3 + (h_4 * 128 + k_3) * 64 + j_3, sum_22);
          mpc_store(part_3 + (h_4 * 128 + k_3) * 64 + (j_3 + MPC_LANES), sum_23);
        }
      }
    });
  }
  // prepare, line 77: part_4[h, j, k]
  {
    const int columns_2 = mpc_floor_div(128 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks_2 = 1;
    mpc_parallel_for(0, columns_2 * chunks_2 * 4, 1, mpc_grain(393216.0f), [&](int item_2_begin, int item_2_end) {
      for (int item_2 = item_2_begin; item_2 < item_2_end; ++item_2) {
        const int column_2 = item_2 % columns_2;
        const int chunk_2 = item_2 / columns_2 % chunks_2;
        const int h_5 = item_2 / columns_2 / chunks_2;
        const int k_4 = column_2 * (2 * MPC_LANES);
        const int from_2 = chunk_2 * 128;
        const int to_2 = mpc_min(from_2 + 128, 64);
        const int j_even = to_2 - mpc_floor_mod(mpc_max(to_2 - from_2, 0), 4);
        for (int j_4 = from_2; j_4 < j_even; j_4 += 4) {
          vf sum_24 = mpc_splat(0.0f);
          vf sum_25 = mpc_splat(0.0f);
          vf sum_26 = mpc_splat(0.0f);
          vf sum_27 = mpc_splat(0.0f);
          vf sum_28 = mpc_splat(0.0f);
          vf sum_29 = mpc_splat(0.0f);
          vf sum_30 = mpc_splat(0.0f);
          vf sum_31 = mpc_splat(0.0f);
          for (int t_7 = 0; t_7 < 32; ++t_7) {
            const float grad_raw_4_2_6 = grad_raw_4_2[(t_7 * 4 + h_5) * 64 + j_4];
            const float grad_raw_4_2_7 = grad_raw_4_2[(t_7 * 4 + h_5) * 64 + (j_4 + 1)];
            const float grad_raw_4_2_8 = grad_raw_4_2[(t_7 * 4 + h_5) * 64 + (j_4 + 2)];
            const float grad_raw_4_2_9 = grad_raw_4_2[(t_7 * 4 + h_5) * 64 + (j_4 + 3)];
            const vf hidden_2_1 = mpc_load(hidden_2 + (t_7 * 4 + h_5) * 128 + k_4);
            const vf hidden_2_2 = mpc_load(hidden_2 + (t_7 * 4 + h_5) * 128 + (k_4 + MPC_LANES));
            sum_24 = mpc_fma(grad_raw_4_2_6, hidden_2_1, sum_24);
            sum_25 = mpc_fma(grad_raw_4_2_6, hidden_2_2, sum_25);
            sum_26 = mpc_fma(grad_raw_4_2_7, hidden_2_1, sum_26);
            sum_27 = mpc_fma(grad_raw_4_2_7, hidden_2_2, sum_27);
            sum_28 = mpc_fma(grad_raw_4_2_8, hidden_2_1, sum_28);
            sum_29 = mpc_fma(grad_raw_4_2_8, hidden_2_2, sum_29);
            sum_30 = mpc_fma(grad_raw_4_2_9, hidden_2_1, sum_30);
            sum_31 = mpc_fma(grad_raw_4_2_9, hidden_2_2, sum_31);
          }
          mpc_store(part_4 + (h_5 * 64 + j_4) * 128 + k_4, sum_24);
          mpc_store(part_4 + (h_5 * 64 + j_4) * 128 + (k_4 + MPC_LANES), sum_25);
          mpc_store(part_4 + (h_5 * 64 + (j_4 + 1)) * 128 + k_4, sum_26);
          mpc_store(part_4 + (h_5 * 64 + (j_4 + 1)) * 128 + (k_4 + MPC_LANES), sum_27);
          mpc_store(part_4 + (h_5 * 64 + (j_4 + 2)) * 128 + k_4, sum_28);
          mpc_store(part_4 + (h_5 * 64 + (j_4 + 2)) * 128 + (k_4 + MPC_LANES), sum_29);
          mpc_store(part_4 + (h_5 * 64 + (j_4 + 3)) * 128 + k_4, sum_30);
          mpc_store(part_4 + (h_5 * 64 + (j_4 + 3)) * 128 + (k_4 + MPC_LANES), sum_31);
        }
        for (int j_5 = mpc_max(from_2, j_even); j_5 < to_2; ++j_5) {
          vf sum_32 = mpc_splat(0.0f);
          vf sum_33 = mpc_splat(0.0f);
          for (int t_8 = 0; t_8 < 32; ++t_8) {
            const float grad_raw_4_2_10 = grad_raw_4_2[(t_8 * 4 + h_5) * 64 + j_5];
            sum_32 = mpc_fma(grad_raw_4_2_10, mpc_load(hidden_2 + (t_8 * 4 + h_5) * 128 + k_4), sum_32);
            sum_33 = mpc_fma(grad_raw_4_2_10, mpc_load(hidden_2 + (t_8 * 4 + h_5) * 128 + (k_4 + MPC_LANES)), sum_33);
          }
          mpc_store(part_4 + (h_5 * 64 + j_5) * 128 + k_4, sum_32);
          mpc_store(part_4 + (h_5 * 64 + j_5) * 128 + (k_4 + MPC_LANES), sum_33);
        }
      }
    });
  }
  // prepare, line 77: grad_frozen_2[h, i1, j, k]
  {
    mpc_parallel_for(0, 512, 1, mpc_grain(1152.0f), [&](int point_2_begin, int point_2_end) {
      for (int point_2 = point_2_begin; point_2 < point_2_end; ++point_2) {
        const int h_6 = point_2 / 64 / 2;
        const int i1 = point_2 / 64 % 2;
        const int j_6 = point_2 % 64;
        for (int k_5 = 0; k_5 < 128; k_5 += MPC_LANES) {
          mpc_store(grad_frozen_2 + ((h_6 * 2 + i1) * 64 + j_6) * 128 + k_5, (mpc_choose(mpc_splat(i1 == 0), mpc_load_strided(part_3 + (h_6 * 128 + k_5) * 64 + j_6, 64, MPC_LANES), mpc_splat(0.0f))) + (mpc_choose(mpc_splat(i1 == 1), mpc_load(part_4 + (h_6 * 64 + j_6) * 128 + k_5), mpc_splat(0.0f))));
        }
      }
    });
  }
  // prepare, line 77: p[i, i1, i2, i3]
  {
    mpc_parallel_for(0, 512, 1, mpc_grain(256.0f), [&](int point_3_begin, int point_3_end) {
      for (int point_3 = point_3_begin; point_3 < point_3_end; ++point_3) {
        const int i_1 = point_3 / 64 / 2;
        const int i1_1 = point_3 / 64 % 2;
        const int i2 = point_3 % 64;
        for (int i3 = 0; i3 < 128; i3 += MPC_LANES) {
          mpc_store(p + ((i_1 * 2 + i1_1) * 64 + i2) * 128 + i3, mpc_load(grad_frozen_2 + ((i_1 * 2 + i1_1) * 64 + i2) * 128 + i3));
        }
      }
    });
  }
  // prepare, line 79: surprise[h, m, i, j]
  {
    mpc_parallel_for(0, 512, 1, mpc_grain(1408.0f), [&](int point_4_begin, int point_4_end) {
      for (int point_4 = point_4_begin; point_4 < point_4_end; ++point_4) {
        const int h_7 = point_4 / 64 / 2;
        const int m = point_4 / 64 % 2;
        const int i_2 = point_4 % 64;
        for (int j_7 = 0; j_7 < 128; j_7 += MPC_LANES) {
          mpc_store(surprise + ((h_7 * 2 + m) * 64 + i_2) * 128 + j_7, drive[h_7] * swing[124 + h_7] * mpc_load(surprise + ((h_7 * 2 + m) * 64 + i_2) * 128 + j_7) - mpc_load(p + ((h_7 * 2 + m) * 64 + i_2) * 128 + j_7));
        }
      }
    });
  }
}

// apply: again
extern "C" void titans_mac_again(
    const float *__restrict y,
    const bf16 *__restrict w_q,
    float *__restrict raw_5_sum,
    float *__restrict raw_5,
    float *__restrict again_sum,
    float *__restrict again) {
  // apply, line 35: raw_5_sum[t, h, k]
  {
    const int columns = mpc_floor_div(64 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(2359296.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int k = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 32);
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
          for (int i = 0; i < 384; ++i) {
            const float y_1 = y[t * 384 + i];
            const float y_2 = y[(t + 1) * 384 + i];
            const float y_3 = y[(t + 2) * 384 + i];
            const float y_4 = y[(t + 3) * 384 + i];
            const vf w_q_1 = mpc_load(w_q + (i * 4 + h) * 64 + k);
            const vf w_q_2 = mpc_load(w_q + (i * 4 + h) * 64 + (k + MPC_LANES));
            sum = mpc_fma(y_1, w_q_1, sum);
            sum_1 = mpc_fma(y_1, w_q_2, sum_1);
            sum_2 = mpc_fma(y_2, w_q_1, sum_2);
            sum_3 = mpc_fma(y_2, w_q_2, sum_3);
            sum_4 = mpc_fma(y_3, w_q_1, sum_4);
            sum_5 = mpc_fma(y_3, w_q_2, sum_5);
            sum_6 = mpc_fma(y_4, w_q_1, sum_6);
            sum_7 = mpc_fma(y_4, w_q_2, sum_7);
          }
          mpc_store(raw_5_sum + (t * 4 + h) * 64 + k, sum);
          mpc_store(raw_5_sum + (t * 4 + h) * 64 + (k + MPC_LANES), sum_1);
          mpc_store(raw_5_sum + ((t + 1) * 4 + h) * 64 + k, sum_2);
          mpc_store(raw_5_sum + ((t + 1) * 4 + h) * 64 + (k + MPC_LANES), sum_3);
          mpc_store(raw_5_sum + ((t + 2) * 4 + h) * 64 + k, sum_4);
          mpc_store(raw_5_sum + ((t + 2) * 4 + h) * 64 + (k + MPC_LANES), sum_5);
          mpc_store(raw_5_sum + ((t + 3) * 4 + h) * 64 + k, sum_6);
          mpc_store(raw_5_sum + ((t + 3) * 4 + h) * 64 + (k + MPC_LANES), sum_7);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int i_1 = 0; i_1 < 384; ++i_1) {
            const float y_5 = y[t_1 * 384 + i_1];
            sum_8 = mpc_fma(y_5, mpc_load(w_q + (i_1 * 4 + h) * 64 + k), sum_8);
            sum_9 = mpc_fma(y_5, mpc_load(w_q + (i_1 * 4 + h) * 64 + (k + MPC_LANES)), sum_9);
          }
          mpc_store(raw_5_sum + (t_1 * 4 + h) * 64 + k, sum_8);
          mpc_store(raw_5_sum + (t_1 * 4 + h) * 64 + (k + MPC_LANES), sum_9);
        }
      }
    });
  }
  // apply, line 35: raw_5[t, h, k]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(1792.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int t_2 = point / 4;
        const int h_1 = point % 4;
        for (int k_1 = 0; k_1 < 64; k_1 += MPC_LANES) {
          mpc_store(raw_5 + (t_2 * 4 + h_1) * 64 + k_1, mpc_load(raw_5_sum + (t_2 * 4 + h_1) * 64 + k_1) / (1.0f + mpc_exp(-mpc_load(raw_5_sum + (t_2 * 4 + h_1) * 64 + k_1))));
        }
      }
    });
  }
  // apply, line 37: again_sum[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(1588.0f), [&](int t_3_begin, int t_3_end) {
      for (int t_3 = t_3_begin; t_3 < t_3_end; ++t_3) {
        for (int h_2 = 0; h_2 < 4; h_2 += 4) {
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          for (int i_2 = 0; i_2 < 64; i_2 += MPC_LANES) {
            sum_10 = mpc_fma(mpc_load(raw_5 + (t_3 * 4 + h_2) * 64 + i_2), mpc_load(raw_5 + (t_3 * 4 + h_2) * 64 + i_2), sum_10);
            sum_11 = mpc_fma(mpc_load(raw_5 + (t_3 * 4 + (h_2 + 1)) * 64 + i_2), mpc_load(raw_5 + (t_3 * 4 + (h_2 + 1)) * 64 + i_2), sum_11);
            sum_12 = mpc_fma(mpc_load(raw_5 + (t_3 * 4 + (h_2 + 2)) * 64 + i_2), mpc_load(raw_5 + (t_3 * 4 + (h_2 + 2)) * 64 + i_2), sum_12);
            sum_13 = mpc_fma(mpc_load(raw_5 + (t_3 * 4 + (h_2 + 3)) * 64 + i_2), mpc_load(raw_5 + (t_3 * 4 + (h_2 + 3)) * 64 + i_2), sum_13);
          }
          again_sum[t_3 * 4 + h_2] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_10)));
          again_sum[t_3 * 4 + (h_2 + 1)] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_11)));
          again_sum[t_3 * 4 + (h_2 + 2)] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_12)));
          again_sum[t_3 * 4 + (h_2 + 3)] = mpc_max(0.000001f, mpc_sqrt(mpc_sum_lanes(sum_13)));
        }
      }
    });
  }
  // apply, line 83: again[t, h, j]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(896.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int t_4 = point_1 / 4;
        const int h_3 = point_1 % 4;
        for (int j = 0; j < 64; j += MPC_LANES) {
          mpc_store(again + (t_4 * 4 + h_3) * 64 + j, mpc_load(raw_5 + (t_4 * 4 + h_3) * 64 + j) / again_sum[t_4 * 4 + h_3]);
        }
      }
    });
  }
}

// apply: hidden_3
extern "C" void titans_mac_hidden_3(
    const float *__restrict again,
    const float *__restrict w,
    float *__restrict hidden_3_sum,
    float *__restrict hidden_3) {
  // apply, line 27: hidden_3_sum[t, h, k]
  {
    const int columns = mpc_floor_div(128 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(393216.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int k = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 32);
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
          for (int j = 0; j < 64; ++j) {
            const float again_1 = again[(t * 4 + h) * 64 + j];
            const float again_2 = again[((t + 1) * 4 + h) * 64 + j];
            const float again_3 = again[((t + 2) * 4 + h) * 64 + j];
            const float again_4 = again[((t + 3) * 4 + h) * 64 + j];
            const vf w_1 = mpc_load(w + (h * 2 * 64 + j) * 128 + k);
            const vf w_2 = mpc_load(w + (h * 2 * 64 + j) * 128 + (k + MPC_LANES));
            sum = mpc_fma(again_1, w_1, sum);
            sum_1 = mpc_fma(again_1, w_2, sum_1);
            sum_2 = mpc_fma(again_2, w_1, sum_2);
            sum_3 = mpc_fma(again_2, w_2, sum_3);
            sum_4 = mpc_fma(again_3, w_1, sum_4);
            sum_5 = mpc_fma(again_3, w_2, sum_5);
            sum_6 = mpc_fma(again_4, w_1, sum_6);
            sum_7 = mpc_fma(again_4, w_2, sum_7);
          }
          mpc_store(hidden_3_sum + (t * 4 + h) * 128 + k, sum);
          mpc_store(hidden_3_sum + (t * 4 + h) * 128 + (k + MPC_LANES), sum_1);
          mpc_store(hidden_3_sum + ((t + 1) * 4 + h) * 128 + k, sum_2);
          mpc_store(hidden_3_sum + ((t + 1) * 4 + h) * 128 + (k + MPC_LANES), sum_3);
          mpc_store(hidden_3_sum + ((t + 2) * 4 + h) * 128 + k, sum_4);
          mpc_store(hidden_3_sum + ((t + 2) * 4 + h) * 128 + (k + MPC_LANES), sum_5);
          mpc_store(hidden_3_sum + ((t + 3) * 4 + h) * 128 + k, sum_6);
          mpc_store(hidden_3_sum + ((t + 3) * 4 + h) * 128 + (k + MPC_LANES), sum_7);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int j_1 = 0; j_1 < 64; ++j_1) {
            const float again_5 = again[(t_1 * 4 + h) * 64 + j_1];
            sum_8 = mpc_fma(again_5, mpc_load(w + (h * 2 * 64 + j_1) * 128 + k), sum_8);
            sum_9 = mpc_fma(again_5, mpc_load(w + (h * 2 * 64 + j_1) * 128 + (k + MPC_LANES)), sum_9);
          }
          mpc_store(hidden_3_sum + (t_1 * 4 + h) * 128 + k, sum_8);
          mpc_store(hidden_3_sum + (t_1 * 4 + h) * 128 + (k + MPC_LANES), sum_9);
        }
      }
    });
  }
  // apply, line 27: hidden_3[t, h, k]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(3840.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int t_2 = point / 4;
        const int h_1 = point % 4;
        for (int k_1 = 0; k_1 < 128; k_1 += MPC_LANES) {
          mpc_store(hidden_3 + (t_2 * 4 + h_1) * 128 + k_1, 0.5f * mpc_load(hidden_3_sum + (t_2 * 4 + h_1) * 128 + k_1) * (1.0f + mpc_tanh(0.7978846f * (mpc_load(hidden_3_sum + (t_2 * 4 + h_1) * 128 + k_1) + 0.044715f * mpc_load(hidden_3_sum + (t_2 * 4 + h_1) * 128 + k_1) * mpc_load(hidden_3_sum + (t_2 * 4 + h_1) * 128 + k_1) * mpc_load(hidden_3_sum + (t_2 * 4 + h_1) * 128 + k_1)))));
        }
      }
    });
  }
}

// apply: after
extern "C" void titans_mac_after(
    const float *__restrict w,
    const float *__restrict hidden_3,
    float *__restrict raw_6,
    float *__restrict after_sum,
    float *__restrict after_rsqrt,
    const float *__restrict again,
    const float *__restrict gain,
    float *__restrict after) {
  // apply, line 28: raw_6[t, h, j]
  {
    const int columns = mpc_floor_div(64 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks * 4, 1, mpc_grain(786432.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int j = column * (2 * MPC_LANES);
        alignas(64) float w_tile[256 * MPC_LANES];
        mpc_pack(w_tile, w + ((h * 2 + 1) * 64 + j) * 128, 128, 128, 2 * MPC_LANES, 2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 32);
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
          for (int k = 0; k < 128; ++k) {
            const float hidden_3_1 = hidden_3[(t * 4 + h) * 128 + k];
            const float hidden_3_2 = hidden_3[((t + 1) * 4 + h) * 128 + k];
            const float hidden_3_3 = hidden_3[((t + 2) * 4 + h) * 128 + k];
            const float hidden_3_4 = hidden_3[((t + 3) * 4 + h) * 128 + k];
            const vf w_1 = mpc_load(w_tile + k * (2 * MPC_LANES));
            const vf w_2 = mpc_load(w_tile + k * (2 * MPC_LANES) + MPC_LANES);
            sum = mpc_fma(hidden_3_1, w_1, sum);
            sum_1 = mpc_fma(hidden_3_1, w_2, sum_1);
            sum_2 = mpc_fma(hidden_3_2, w_1, sum_2);
            sum_3 = mpc_fma(hidden_3_2, w_2, sum_3);
            sum_4 = mpc_fma(hidden_3_3, w_1, sum_4);
            sum_5 = mpc_fma(hidden_3_3, w_2, sum_5);
            sum_6 = mpc_fma(hidden_3_4, w_1, sum_6);
            sum_7 = mpc_fma(hidden_3_4, w_2, sum_7);
          }
          mpc_store(raw_6 + (t * 4 + h) * 64 + j, sum);
          mpc_store(raw_6 + (t * 4 + h) * 64 + (j + MPC_LANES), sum_1);
          mpc_store(raw_6 + ((t + 1) * 4 + h) * 64 + j, sum_2);
          mpc_store(raw_6 + ((t + 1) * 4 + h) * 64 + (j + MPC_LANES), sum_3);
          mpc_store(raw_6 + ((t + 2) * 4 + h) * 64 + j, sum_4);
          mpc_store(raw_6 + ((t + 2) * 4 + h) * 64 + (j + MPC_LANES), sum_5);
          mpc_store(raw_6 + ((t + 3) * 4 + h) * 64 + j, sum_6);
          mpc_store(raw_6 + ((t + 3) * 4 + h) * 64 + (j + MPC_LANES), sum_7);
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int k_1 = 0; k_1 < 128; ++k_1) {
            const float hidden_3_5 = hidden_3[(t_1 * 4 + h) * 128 + k_1];
            sum_8 = mpc_fma(hidden_3_5, mpc_load(w_tile + k_1 * (2 * MPC_LANES)), sum_8);
            sum_9 = mpc_fma(hidden_3_5, mpc_load(w_tile + k_1 * (2 * MPC_LANES) + MPC_LANES), sum_9);
          }
          mpc_store(raw_6 + (t_1 * 4 + h) * 64 + j, sum_8);
          mpc_store(raw_6 + (t_1 * 4 + h) * 64 + (j + MPC_LANES), sum_9);
        }
      }
    });
  }
  // apply, line 29: after_sum[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(772.0f), [&](int t_2_begin, int t_2_end) {
      for (int t_2 = t_2_begin; t_2 < t_2_end; ++t_2) {
        for (int h_1 = 0; h_1 < 4; h_1 += 4) {
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          for (int j_1 = 0; j_1 < 64; j_1 += MPC_LANES) {
            sum_10 = sum_10 + mpc_load(raw_6 + (t_2 * 4 + h_1) * 64 + j_1);
            sum_11 = sum_11 + mpc_load(raw_6 + (t_2 * 4 + (h_1 + 1)) * 64 + j_1);
            sum_12 = sum_12 + mpc_load(raw_6 + (t_2 * 4 + (h_1 + 2)) * 64 + j_1);
            sum_13 = sum_13 + mpc_load(raw_6 + (t_2 * 4 + (h_1 + 3)) * 64 + j_1);
          }
          after_sum[t_2 * 4 + h_1] = mpc_sum_lanes(sum_10) * 0.015625f;
          after_sum[t_2 * 4 + (h_1 + 1)] = mpc_sum_lanes(sum_11) * 0.015625f;
          after_sum[t_2 * 4 + (h_1 + 2)] = mpc_sum_lanes(sum_12) * 0.015625f;
          after_sum[t_2 * 4 + (h_1 + 3)] = mpc_sum_lanes(sum_13) * 0.015625f;
        }
      }
    });
  }
  // apply, line 31: after_rsqrt[t, h]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(3128.0f), [&](int t_3_begin, int t_3_end) {
      for (int t_3 = t_3_begin; t_3 < t_3_end; ++t_3) {
        for (int h_2 = 0; h_2 < 4; h_2 += 4) {
          vf sum_14 = mpc_splat(0.0f);
          vf sum_15 = mpc_splat(0.0f);
          vf sum_16 = mpc_splat(0.0f);
          vf sum_17 = mpc_splat(0.0f);
          for (int j_2 = 0; j_2 < 64; j_2 += MPC_LANES) {
            sum_14 = mpc_fma(mpc_load(raw_6 + (t_3 * 4 + h_2) * 64 + j_2) - after_sum[t_3 * 4 + h_2], mpc_load(raw_6 + (t_3 * 4 + h_2) * 64 + j_2) - after_sum[t_3 * 4 + h_2], sum_14);
            sum_15 = mpc_fma(mpc_load(raw_6 + (t_3 * 4 + (h_2 + 1)) * 64 + j_2) - after_sum[t_3 * 4 + (h_2 + 1)], mpc_load(raw_6 + (t_3 * 4 + (h_2 + 1)) * 64 + j_2) - after_sum[t_3 * 4 + (h_2 + 1)], sum_15);
            sum_16 = mpc_fma(mpc_load(raw_6 + (t_3 * 4 + (h_2 + 2)) * 64 + j_2) - after_sum[t_3 * 4 + (h_2 + 2)], mpc_load(raw_6 + (t_3 * 4 + (h_2 + 2)) * 64 + j_2) - after_sum[t_3 * 4 + (h_2 + 2)], sum_16);
            sum_17 = mpc_fma(mpc_load(raw_6 + (t_3 * 4 + (h_2 + 3)) * 64 + j_2) - after_sum[t_3 * 4 + (h_2 + 3)], mpc_load(raw_6 + (t_3 * 4 + (h_2 + 3)) * 64 + j_2) - after_sum[t_3 * 4 + (h_2 + 3)], sum_17);
          }
          after_rsqrt[t_3 * 4 + h_2] = mpc_rsqrt(mpc_sum_lanes(sum_14) * 0.015625f + 0.00001f);
          after_rsqrt[t_3 * 4 + (h_2 + 1)] = mpc_rsqrt(mpc_sum_lanes(sum_15) * 0.015625f + 0.00001f);
          after_rsqrt[t_3 * 4 + (h_2 + 2)] = mpc_rsqrt(mpc_sum_lanes(sum_16) * 0.015625f + 0.00001f);
          after_rsqrt[t_3 * 4 + (h_2 + 3)] = mpc_rsqrt(mpc_sum_lanes(sum_17) * 0.015625f + 0.00001f);
        }
      }
    });
  }
  // apply, line 84: after[t, h, i]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(896.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int t_4 = point / 4;
        const int h_3 = point % 4;
        for (int i = 0; i < 64; i += MPC_LANES) {
          mpc_store(after + (t_4 * 4 + h_3) * 64 + i, mpc_load(again + (t_4 * 4 + h_3) * 64 + i) + (mpc_load(raw_6 + (t_4 * 4 + h_3) * 64 + i) - after_sum[t_4 * 4 + h_3]) * after_rsqrt[t_4 * 4 + h_3] * mpc_load(gain + h_3 * 64 + i));
        }
      }
    });
  }
}

// apply: out
extern "C" void titans_mac_out(
    const float *__restrict y,
    const float *__restrict after,
    const bf16 *__restrict w_read,
    float *__restrict out) {
  // apply, line 85: out[t, i]
  {
    const int columns = mpc_floor_div(384 + (3 * MPC_LANES - 1), 3 * MPC_LANES);
    const int chunks = 1;
    mpc_parallel_for(0, columns * chunks, 1, mpc_grain(2400768.0f), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int i = column * (3 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, 32);
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
          for (int h = 0; h < 4; ++h) {
            for (int e = 0; e < 64; ++e) {
              const float after_1 = after[(t * 4 + h) * 64 + e];
              const float after_2 = after[((t + 1) * 4 + h) * 64 + e];
              const float after_3 = after[((t + 2) * 4 + h) * 64 + e];
              const float after_4 = after[((t + 3) * 4 + h) * 64 + e];
              const vf w_read_1 = mpc_load(w_read + (h * 64 + e) * 384 + i);
              const vf w_read_2 = mpc_load(w_read + (h * 64 + e) * 384 + (i + MPC_LANES));
              const vf w_read_3 = mpc_load(w_read + (h * 64 + e) * 384 + (i + 2 * MPC_LANES));
              sum = mpc_fma(after_1, w_read_1, sum);
              sum_1 = mpc_fma(after_1, w_read_2, sum_1);
              sum_2 = mpc_fma(after_1, w_read_3, sum_2);
              sum_3 = mpc_fma(after_2, w_read_1, sum_3);
              sum_4 = mpc_fma(after_2, w_read_2, sum_4);
              sum_5 = mpc_fma(after_2, w_read_3, sum_5);
              sum_6 = mpc_fma(after_3, w_read_1, sum_6);
              sum_7 = mpc_fma(after_3, w_read_2, sum_7);
              sum_8 = mpc_fma(after_3, w_read_3, sum_8);
              sum_9 = mpc_fma(after_4, w_read_1, sum_9);
              sum_10 = mpc_fma(after_4, w_read_2, sum_10);
              sum_11 = mpc_fma(after_4, w_read_3, sum_11);
            }
          }
          mpc_store(out + t * 384 + i, mpc_load(y + t * 384 + i) * (1.0f / (1.0f + mpc_exp(-sum))));
          mpc_store(out + t * 384 + (i + MPC_LANES), mpc_load(y + t * 384 + (i + MPC_LANES)) * (1.0f / (1.0f + mpc_exp(-sum_1))));
          mpc_store(out + t * 384 + (i + 2 * MPC_LANES), mpc_load(y + t * 384 + (i + 2 * MPC_LANES)) * (1.0f / (1.0f + mpc_exp(-sum_2))));
          mpc_store(out + (t + 1) * 384 + i, mpc_load(y + (t + 1) * 384 + i) * (1.0f / (1.0f + mpc_exp(-sum_3))));
          mpc_store(out + (t + 1) * 384 + (i + MPC_LANES), mpc_load(y + (t + 1) * 384 + (i + MPC_LANES)) * (1.0f / (1.0f + mpc_exp(-sum_4))));
          mpc_store(out + (t + 1) * 384 + (i + 2 * MPC_LANES), mpc_load(y + (t + 1) * 384 + (i + 2 * MPC_LANES)) * (1.0f / (1.0f + mpc_exp(-sum_5))));
          mpc_store(out + (t + 2) * 384 + i, mpc_load(y + (t + 2) * 384 + i) * (1.0f / (1.0f + mpc_exp(-sum_6))));
          mpc_store(out + (t + 2) * 384 + (i + MPC_LANES), mpc_load(y + (t + 2) * 384 + (i + MPC_LANES)) * (1.0f / (1.0f + mpc_exp(-sum_7))));
          mpc_store(out + (t + 2) * 384 + (i + 2 * MPC_LANES), mpc_load(y + (t + 2) * 384 + (i + 2 * MPC_LANES)) * (1.0f / (1.0f + mpc_exp(-sum_8))));
          mpc_store(out + (t + 3) * 384 + i, mpc_load(y + (t + 3) * 384 + i) * (1.0f / (1.0f + mpc_exp(-sum_9))));
          mpc_store(out + (t + 3) * 384 + (i + MPC_LANES), mpc_load(y + (t + 3) * 384 + (i + MPC_LANES)) * (1.0f / (1.0f + mpc_exp(-sum_10))));
          mpc_store(out + (t + 3) * 384 + (i + 2 * MPC_LANES), mpc_load(y + (t + 3) * 384 + (i + 2 * MPC_LANES)) * (1.0f / (1.0f + mpc_exp(-sum_11))));
        }
        for (int t_1 = mpc_max(from, t_even); t_1 < to; ++t_1) {
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          for (int h_1 = 0; h_1 < 4; ++h_1) {
            for (int e_1 = 0; e_1 < 64; ++e_1) {
              const float after_5 = after[(t_1 * 4 + h_1) * 64 + e_1];
              sum_12 = mpc_fma(after_5, mpc_load(w_read + (h_1 * 64 + e_1) * 384 + i), sum_12);
              sum_13 = mpc_fma(after_5, mpc_load(w_read + (h_1 * 64 + e_1) * 384 + (i + MPC_LANES)), sum_13);
              sum_14 = mpc_fma(after_5, mpc_load(w_read + (h_1 * 64 + e_1) * 384 + (i + 2 * MPC_LANES)), sum_14);
            }
          }
          mpc_store(out + t_1 * 384 + i, mpc_load(y + t_1 * 384 + i) * (1.0f / (1.0f + mpc_exp(-sum_12))));
          mpc_store(out + t_1 * 384 + (i + MPC_LANES), mpc_load(y + t_1 * 384 + (i + MPC_LANES)) * (1.0f / (1.0f + mpc_exp(-sum_13))));
          mpc_store(out + t_1 * 384 + (i + 2 * MPC_LANES), mpc_load(y + t_1 * 384 + (i + 2 * MPC_LANES)) * (1.0f / (1.0f + mpc_exp(-sum_14))));
        }
      }
    });
  }
}
