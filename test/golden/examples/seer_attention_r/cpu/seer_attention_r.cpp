// seer_attention_r: CPU kernels, one function for each step. Written by mpc.
#include "mpc_cpu.h"

// prepare: keys_values_open
extern "C" void seer_attention_r_keys_values_open(
    const bf16 *__restrict k,
    bf16 *__restrict keys,
    const bf16 *__restrict v,
    bf16 *__restrict values,
    const bf16 *__restrict k_nope,
    bf16 *__restrict open,
    int N) {
  // prepare, line 26: keys[i, i1]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(256.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; ++i) {
        for (int i1 = 0; i1 < 128; i1 += MPC_LANES) {
          mpc_store(keys + ((N - 1) * 8 + i) * 128 + i1, mpc_load(k + i * 128 + i1));
        }
      }
    });
  }
  // prepare, line 27: values[i, i1]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(256.0f), [&](int i_1_begin, int i_1_end) {
      for (int i_1 = i_1_begin; i_1 < i_1_end; ++i_1) {
        for (int i1_1 = 0; i1_1 < 128; i1_1 += MPC_LANES) {
          mpc_store(values + ((N - 1) * 8 + i_1) * 128 + i1_1, mpc_load(v + i_1 * 128 + i1_1));
        }
      }
    });
  }
  // prepare, line 28: open[i, i1]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(256.0f), [&](int i_2_begin, int i_2_end) {
      for (int i_2 = i_2_begin; i_2 < i_2_end; ++i_2) {
        for (int i1_2 = 0; i1_2 < 128; i1_2 += MPC_LANES) {
          mpc_store(open + (mpc_floor_mod(N - 1, 64) * 8 + i_2) * 128 + i1_2, mpc_load(k_nope + i_2 * 128 + i1_2));
        }
      }
    });
  }
}

// prepare: gate
extern "C" void seer_attention_r_gate(
    const bf16 *__restrict open,
    float *__restrict hi,
    float *__restrict lo,
    float *__restrict avg,
    const bf16 *__restrict w_k,
    float *__restrict pooled,
    float *__restrict rms_norm_1_rsqrt,
    const bf16 *__restrict gain_k,
    float *__restrict rms_norm_1,
    const float *__restrict freq,
    float *__restrict rotated,
    bf16 *__restrict gate,
    int N) {
  // prepare, line 30: hi[h, d]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(24576.0f), [&](int h_begin, int h_end) {
      for (int h = h_begin; h < h_end; ++h) {
        for (int d = 0; d < 128; d += 8 * MPC_LANES) {
          vf max = mpc_splat(-__builtin_inff());
          vf max_1 = mpc_splat(-__builtin_inff());
          vf max_2 = mpc_splat(-__builtin_inff());
          vf max_3 = mpc_splat(-__builtin_inff());
          vf max_4 = mpc_splat(-__builtin_inff());
          vf max_5 = mpc_splat(-__builtin_inff());
          vf max_6 = mpc_splat(-__builtin_inff());
          vf max_7 = mpc_splat(-__builtin_inff());
          for (int b = 0; b < 64; ++b) {
            max = mpc_max(max, mpc_load(open + (b * 8 + h) * 128 + d));
            max_1 = mpc_max(max_1, mpc_load(open + (b * 8 + h) * 128 + (d + MPC_LANES)));
            max_2 = mpc_max(max_2, mpc_load(open + (b * 8 + h) * 128 + (d + 2 * MPC_LANES)));
            max_3 = mpc_max(max_3, mpc_load(open + (b * 8 + h) * 128 + (d + 3 * MPC_LANES)));
            max_4 = mpc_max(max_4, mpc_load(open + (b * 8 + h) * 128 + (d + 4 * MPC_LANES)));
            max_5 = mpc_max(max_5, mpc_load(open + (b * 8 + h) * 128 + (d + 5 * MPC_LANES)));
            max_6 = mpc_max(max_6, mpc_load(open + (b * 8 + h) * 128 + (d + 6 * MPC_LANES)));
            max_7 = mpc_max(max_7, mpc_load(open + (b * 8 + h) * 128 + (d + 7 * MPC_LANES)));
          }
          mpc_store(hi + h * 128 + d, max);
          mpc_store(hi + h * 128 + (d + MPC_LANES), max_1);
          mpc_store(hi + h * 128 + (d + 2 * MPC_LANES), max_2);
          mpc_store(hi + h * 128 + (d + 3 * MPC_LANES), max_3);
          mpc_store(hi + h * 128 + (d + 4 * MPC_LANES), max_4);
          mpc_store(hi + h * 128 + (d + 5 * MPC_LANES), max_5);
          mpc_store(hi + h * 128 + (d + 6 * MPC_LANES), max_6);
          mpc_store(hi + h * 128 + (d + 7 * MPC_LANES), max_7);
        }
      }
    });
  }
  // prepare, line 31: lo[h, d]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(24576.0f), [&](int h_1_begin, int h_1_end) {
      for (int h_1 = h_1_begin; h_1 < h_1_end; ++h_1) {
        for (int d_1 = 0; d_1 < 128; d_1 += 8 * MPC_LANES) {
          vf min = mpc_splat(__builtin_inff());
          vf min_1 = mpc_splat(__builtin_inff());
          vf min_2 = mpc_splat(__builtin_inff());
          vf min_3 = mpc_splat(__builtin_inff());
          vf min_4 = mpc_splat(__builtin_inff());
          vf min_5 = mpc_splat(__builtin_inff());
          vf min_6 = mpc_splat(__builtin_inff());
          vf min_7 = mpc_splat(__builtin_inff());
          for (int b_1 = 0; b_1 < 64; ++b_1) {
            min = mpc_min(min, mpc_load(open + (b_1 * 8 + h_1) * 128 + d_1));
            min_1 = mpc_min(min_1, mpc_load(open + (b_1 * 8 + h_1) * 128 + (d_1 + MPC_LANES)));
            min_2 = mpc_min(min_2, mpc_load(open + (b_1 * 8 + h_1) * 128 + (d_1 + 2 * MPC_LANES)));
            min_3 = mpc_min(min_3, mpc_load(open + (b_1 * 8 + h_1) * 128 + (d_1 + 3 * MPC_LANES)));
            min_4 = mpc_min(min_4, mpc_load(open + (b_1 * 8 + h_1) * 128 + (d_1 + 4 * MPC_LANES)));
            min_5 = mpc_min(min_5, mpc_load(open + (b_1 * 8 + h_1) * 128 + (d_1 + 5 * MPC_LANES)));
            min_6 = mpc_min(min_6, mpc_load(open + (b_1 * 8 + h_1) * 128 + (d_1 + 6 * MPC_LANES)));
            min_7 = mpc_min(min_7, mpc_load(open + (b_1 * 8 + h_1) * 128 + (d_1 + 7 * MPC_LANES)));
          }
          mpc_store(lo + h_1 * 128 + d_1, min);
          mpc_store(lo + h_1 * 128 + (d_1 + MPC_LANES), min_1);
          mpc_store(lo + h_1 * 128 + (d_1 + 2 * MPC_LANES), min_2);
          mpc_store(lo + h_1 * 128 + (d_1 + 3 * MPC_LANES), min_3);
          mpc_store(lo + h_1 * 128 + (d_1 + 4 * MPC_LANES), min_4);
          mpc_store(lo + h_1 * 128 + (d_1 + 5 * MPC_LANES), min_5);
          mpc_store(lo + h_1 * 128 + (d_1 + 6 * MPC_LANES), min_6);
          mpc_store(lo + h_1 * 128 + (d_1 + 7 * MPC_LANES), min_7);
        }
      }
    });
  }
  // prepare, line 32: avg[h, d]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(24704.0f), [&](int h_2_begin, int h_2_end) {
      for (int h_2 = h_2_begin; h_2 < h_2_end; ++h_2) {
        for (int d_2 = 0; d_2 < 128; d_2 += 8 * MPC_LANES) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int b_2 = 0; b_2 < 64; ++b_2) {
            sum = sum + mpc_load(open + (b_2 * 8 + h_2) * 128 + d_2);
            sum_1 = sum_1 + mpc_load(open + (b_2 * 8 + h_2) * 128 + (d_2 + MPC_LANES));
            sum_2 = sum_2 + mpc_load(open + (b_2 * 8 + h_2) * 128 + (d_2 + 2 * MPC_LANES));
            sum_3 = sum_3 + mpc_load(open + (b_2 * 8 + h_2) * 128 + (d_2 + 3 * MPC_LANES));
            sum_4 = sum_4 + mpc_load(open + (b_2 * 8 + h_2) * 128 + (d_2 + 4 * MPC_LANES));
            sum_5 = sum_5 + mpc_load(open + (b_2 * 8 + h_2) * 128 + (d_2 + 5 * MPC_LANES));
            sum_6 = sum_6 + mpc_load(open + (b_2 * 8 + h_2) * 128 + (d_2 + 6 * MPC_LANES));
            sum_7 = sum_7 + mpc_load(open + (b_2 * 8 + h_2) * 128 + (d_2 + 7 * MPC_LANES));
          }
          mpc_store(avg + h_2 * 128 + d_2, sum * 0.015625f);
          mpc_store(avg + h_2 * 128 + (d_2 + MPC_LANES), sum_1 * 0.015625f);
          mpc_store(avg + h_2 * 128 + (d_2 + 2 * MPC_LANES), sum_2 * 0.015625f);
          mpc_store(avg + h_2 * 128 + (d_2 + 3 * MPC_LANES), sum_3 * 0.015625f);
          mpc_store(avg + h_2 * 128 + (d_2 + 4 * MPC_LANES), sum_4 * 0.015625f);
          mpc_store(avg + h_2 * 128 + (d_2 + 5 * MPC_LANES), sum_5 * 0.015625f);
          mpc_store(avg + h_2 * 128 + (d_2 + 6 * MPC_LANES), sum_6 * 0.015625f);
          mpc_store(avg + h_2 * 128 + (d_2 + 7 * MPC_LANES), sum_7 * 0.015625f);
        }
      }
    });
  }
  // prepare, line 33: pooled[h, o]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(294912.0f), [&](int h_3_begin, int h_3_end) {
      for (int h_3 = h_3_begin; h_3 < h_3_end; ++h_3) {
        for (int o = 0; o < 128; o += 8 * MPC_LANES) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          vf sum_15 = mpc_splat(0.0f);
          for (int d_3 = 0; d_3 < 128; ++d_3) {
            const float hi_1 = hi[h_3 * 128 + d_3];
            const float lo_1 = lo[h_3 * 128 + d_3];
            const float avg_1 = avg[h_3 * 128 + d_3];
            sum_8 = sum_8 + (hi_1 * mpc_load(w_k + (h_3 * 3 * 128 + d_3) * 128 + o) + lo_1 * mpc_load(w_k + ((h_3 * 3 + 1) * 128 + d_3) * 128 + o) + avg_1 * mpc_load(w_k + ((h_3 * 3 + 2) * 128 + d_3) * 128 + o));
            sum_9 = sum_9 + (hi_1 * mpc_load(w_k + (h_3 * 3 * 128 + d_3) * 128 + (o + MPC_LANES)) + lo_1 * mpc_load(w_k + ((h_3 * 3 + 1) * 128 + d_3) * 128 + (o + MPC_LANES)) + avg_1 * mpc_load(w_k + ((h_3 * 3 + 2) * 128 + d_3) * 128 + (o + MPC_LANES)));
            sum_10 = sum_10 + (hi_1 * mpc_load(w_k + (h_3 * 3 * 128 + d_3) * 128 + (o + 2 * MPC_LANES)) + lo_1 * mpc_load(w_k + ((h_3 * 3 + 1) * 128 + d_3) * 128 + (o + 2 * MPC_LANES)) + avg_1 * mpc_load(w_k + ((h_3 * 3 + 2) * 128 + d_3) * 128 + (o + 2 * MPC_LANES)));
            sum_11 = sum_11 + (hi_1 * mpc_load(w_k + (h_3 * 3 * 128 + d_3) * 128 + (o + 3 * MPC_LANES)) + lo_1 * mpc_load(w_k + ((h_3 * 3 + 1) * 128 + d_3) * 128 + (o + 3 * MPC_LANES)) + avg_1 * mpc_load(w_k + ((h_3 * 3 + 2) * 128 + d_3) * 128 + (o + 3 * MPC_LANES)));
            sum_12 = sum_12 + (hi_1 * mpc_load(w_k + (h_3 * 3 * 128 + d_3) * 128 + (o + 4 * MPC_LANES)) + lo_1 * mpc_load(w_k + ((h_3 * 3 + 1) * 128 + d_3) * 128 + (o + 4 * MPC_LANES)) + avg_1 * mpc_load(w_k + ((h_3 * 3 + 2) * 128 + d_3) * 128 + (o + 4 * MPC_LANES)));
            sum_13 = sum_13 + (hi_1 * mpc_load(w_k + (h_3 * 3 * 128 + d_3) * 128 + (o + 5 * MPC_LANES)) + lo_1 * mpc_load(w_k + ((h_3 * 3 + 1) * 128 + d_3) * 128 + (o + 5 * MPC_LANES)) + avg_1 * mpc_load(w_k + ((h_3 * 3 + 2) * 128 + d_3) * 128 + (o + 5 * MPC_LANES)));
            sum_14 = sum_14 + (hi_1 * mpc_load(w_k + (h_3 * 3 * 128 + d_3) * 128 + (o + 6 * MPC_LANES)) + lo_1 * mpc_load(w_k + ((h_3 * 3 + 1) * 128 + d_3) * 128 + (o + 6 * MPC_LANES)) + avg_1 * mpc_load(w_k + ((h_3 * 3 + 2) * 128 + d_3) * 128 + (o + 6 * MPC_LANES)));
            sum_15 = sum_15 + (hi_1 * mpc_load(w_k + (h_3 * 3 * 128 + d_3) * 128 + (o + 7 * MPC_LANES)) + lo_1 * mpc_load(w_k + ((h_3 * 3 + 1) * 128 + d_3) * 128 + (o + 7 * MPC_LANES)) + avg_1 * mpc_load(w_k + ((h_3 * 3 + 2) * 128 + d_3) * 128 + (o + 7 * MPC_LANES)));
          }
          mpc_store(pooled + h_3 * 128 + o, sum_8);
          mpc_store(pooled + h_3 * 128 + (o + MPC_LANES), sum_9);
          mpc_store(pooled + h_3 * 128 + (o + 2 * MPC_LANES), sum_10);
          mpc_store(pooled + h_3 * 128 + (o + 3 * MPC_LANES), sum_11);
          mpc_store(pooled + h_3 * 128 + (o + 4 * MPC_LANES), sum_12);
          mpc_store(pooled + h_3 * 128 + (o + 5 * MPC_LANES), sum_13);
          mpc_store(pooled + h_3 * 128 + (o + 6 * MPC_LANES), sum_14);
          mpc_store(pooled + h_3 * 128 + (o + 7 * MPC_LANES), sum_15);
        }
      }
    });
  }
  // prepare, line 34: rms_norm_1_rsqrt[h]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(782.0f), [&](int h_4_begin, int h_4_end) {
      for (int h_4 = h_4_begin; h_4 < h_4_end; ++h_4) {
        vf sum_16 = mpc_splat(0.0f);
        for (int j = 0; j < 128; j += MPC_LANES) {
          sum_16 = mpc_fma(mpc_load(pooled + h_4 * 128 + j), mpc_load(pooled + h_4 * 128 + j), sum_16);
        }
        rms_norm_1_rsqrt[h_4] = mpc_rsqrt(mpc_sum_lanes(sum_16) * 0.0078125f + 0.000001f);
      }
    });
  }
  // prepare, line 34: rms_norm_1[h, i]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(1024.0f), [&](int h_5_begin, int h_5_end) {
      for (int h_5 = h_5_begin; h_5 < h_5_end; ++h_5) {
        for (int i = 0; i < 128; i += MPC_LANES) {
          mpc_store(rms_norm_1 + h_5 * 128 + i, mpc_load(pooled + h_5 * 128 + i) * rms_norm_1_rsqrt[h_5] * mpc_load(gain_k + i));
        }
      }
    });
  }
  // prepare, line 34: rotated[h, i]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(8704.0f), [&](int h_6_begin, int h_6_end) {
      for (int h_6 = h_6_begin; h_6 < h_6_end; ++h_6) {
        for (int i_1 = 0; i_1 < 128; i_1 += MPC_LANES) {
          mpc_store(rotated + h_6 * 128 + i_1, mpc_load(rms_norm_1 + h_6 * 128 + i_1) * mpc_cos((float)(N - 1) * mpc_gather(freq, mpc_iota(i_1) & 63, MPC_LANES)) + (mpc_choose(mpc_iota(i_1) < 64, -mpc_gather(rms_norm_1, h_6 * 128 + mpc_min(mpc_iota(i_1) + 64, mpc_splat(127)), MPC_LANES), mpc_gather(rms_norm_1, h_6 * 128 + mpc_max(mpc_iota(i_1) - 64, mpc_splat(0)), MPC_LANES))) * mpc_sin((float)(N - 1) * mpc_gather(freq, mpc_iota(i_1) & 63, MPC_LANES)));
        }
      }
    });
  }
  // prepare, line 35: gate[h, d]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(384.0f), [&](int h_7_begin, int h_7_end) {
      for (int h_7 = h_7_begin; h_7 < h_7_end; ++h_7) {
        for (int d_4 = 0; d_4 < 128; d_4 += MPC_LANES) {
          mpc_store(gate + ((N / 64 - 1) * 8 + h_7) * 128 + d_4, mpc_load(rotated + h_7 * 128 + d_4));
        }
      }
    });
  }
}

// relevancy: query
extern "C" void seer_attention_r_query(
    const bf16 *__restrict q_nope,
    const bf16 *__restrict w_q,
    float *__restrict grouped,
    float *__restrict rms_norm_2_rsqrt,
    const bf16 *__restrict gain_q,
    float *__restrict rms_norm_2,
    const float *__restrict freq,
    float *__restrict query,
    int N) {
  // relevancy, line 40: grouped[h, o]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(524288.0f), [&](int h_begin, int h_end) {
      for (int h = h_begin; h < h_end; ++h) {
        for (int o = 0; o < 128; o += 8 * MPC_LANES) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int u = 0; u < 4; ++u) {
            for (int d = 0; d < 128; ++d) {
              const float q_nope_1 = mpc_get(q_nope[(h * 4 + u) * 128 + d]);
              sum = mpc_fma(q_nope_1, mpc_load(w_q + ((h * 4 + u) * 128 + d) * 128 + o), sum);
              sum_1 = mpc_fma(q_nope_1, mpc_load(w_q + ((h * 4 + u) * 128 + d) * 128 + (o + MPC_LANES)), sum_1);
              sum_2 = mpc_fma(q_nope_1, mpc_load(w_q + ((h * 4 + u) * 128 + d) * 128 + (o + 2 * MPC_LANES)), sum_2);
              sum_3 = mpc_fma(q_nope_1, mpc_load(w_q + ((h * 4 + u) * 128 + d) * 128 + (o + 3 * MPC_LANES)), sum_3);
              sum_4 = mpc_fma(q_nope_1, mpc_load(w_q + ((h * 4 + u) * 128 + d) * 128 + (o + 4 * MPC_LANES)), sum_4);
              sum_5 = mpc_fma(q_nope_1, mpc_load(w_q + ((h * 4 + u) * 128 + d) * 128 + (o + 5 * MPC_LANES)), sum_5);
              sum_6 = mpc_fma(q_nope_1, mpc_load(w_q + ((h * 4 + u) * 128 + d) * 128 + (o + 6 * MPC_LANES)), sum_6);
              sum_7 = mpc_fma(q_nope_1, mpc_load(w_q + ((h * 4 + u) * 128 + d) * 128 + (o + 7 * MPC_LANES)), sum_7);
            }
          }
          mpc_store(grouped + h * 128 + o, sum);
          mpc_store(grouped + h * 128 + (o + MPC_LANES), sum_1);
          mpc_store(grouped + h * 128 + (o + 2 * MPC_LANES), sum_2);
          mpc_store(grouped + h * 128 + (o + 3 * MPC_LANES), sum_3);
          mpc_store(grouped + h * 128 + (o + 4 * MPC_LANES), sum_4);
          mpc_store(grouped + h * 128 + (o + 5 * MPC_LANES), sum_5);
          mpc_store(grouped + h * 128 + (o + 6 * MPC_LANES), sum_6);
          mpc_store(grouped + h * 128 + (o + 7 * MPC_LANES), sum_7);
        }
      }
    });
  }
  // relevancy, line 41: rms_norm_2_rsqrt[h]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(782.0f), [&](int h_1_begin, int h_1_end) {
      for (int h_1 = h_1_begin; h_1 < h_1_end; ++h_1) {
        vf sum_8 = mpc_splat(0.0f);
        for (int j = 0; j < 128; j += MPC_LANES) {
          sum_8 = mpc_fma(mpc_load(grouped + h_1 * 128 + j), mpc_load(grouped + h_1 * 128 + j), sum_8);
        }
        rms_norm_2_rsqrt[h_1] = mpc_rsqrt(mpc_sum_lanes(sum_8) * 0.0078125f + 0.000001f);
      }
    });
  }
  // relevancy, line 41: rms_norm_2[h, i]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(1024.0f), [&](int h_2_begin, int h_2_end) {
      for (int h_2 = h_2_begin; h_2 < h_2_end; ++h_2) {
        for (int i = 0; i < 128; i += MPC_LANES) {
          mpc_store(rms_norm_2 + h_2 * 128 + i, mpc_load(grouped + h_2 * 128 + i) * rms_norm_2_rsqrt[h_2] * mpc_load(gain_q + i));
        }
      }
    });
  }
  // relevancy, line 41: query[h, i]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(8704.0f), [&](int h_3_begin, int h_3_end) {
      for (int h_3 = h_3_begin; h_3 < h_3_end; ++h_3) {
        for (int i_1 = 0; i_1 < 128; i_1 += MPC_LANES) {
          mpc_store(query + h_3 * 128 + i_1, mpc_load(rms_norm_2 + h_3 * 128 + i_1) * mpc_cos((float)(N - 1) * mpc_gather(freq, mpc_iota(i_1) & 63, MPC_LANES)) + (mpc_choose(mpc_iota(i_1) < 64, -mpc_gather(rms_norm_2, h_3 * 128 + mpc_min(mpc_iota(i_1) + 64, mpc_splat(127)), MPC_LANES), mpc_gather(rms_norm_2, h_3 * 128 + mpc_max(mpc_iota(i_1) - 64, mpc_splat(0)), MPC_LANES))) * mpc_sin((float)(N - 1) * mpc_gather(freq, mpc_iota(i_1) & 63, MPC_LANES)));
        }
      }
    });
  }
}

// relevancy: score_blocks
extern "C" void seer_attention_r_score_blocks(
    const float *__restrict query,
    const bf16 *__restrict gate,
    int32_t *__restrict blocks,
    int32_t *__restrict blocks_count,
    int N) {
  // relevancy, line 42: score[h, p]
  // retrieve, line 46: blocks[h] = the 64 best p
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(794.0f * ((N + 63) / 64)), [&](int h_begin, int h_end) {
      for (int h = h_begin; h < h_end; ++h) {
        mpc_topk<float> best(64);
        mpc_parallel_for(0, (N + 63) / 64, 1024, mpc_grain(794.0f), [&](int p_begin, int p_end) {
          for (int p = p_begin; p < p_end; p += 1024) {
            const int end_ = mpc_min(p + 1024, (N + 63) / 64);
            alignas(64) float score_part[8 * MPC_LANES + 1024];
            const int p_even = end_ - mpc_floor_mod(mpc_max(end_ - p, 0), 4);
            for (int p_1 = p; p_1 < p_even; p_1 += 4) {
              vf sum = mpc_splat(0.0f);
              vf sum_1 = mpc_splat(0.0f);
              vf sum_2 = mpc_splat(0.0f);
              vf sum_3 = mpc_splat(0.0f);
              for (int d = 0; d < 128; d += MPC_LANES) {
                const vf query_1 = mpc_load(query + h * 128 + d);
                sum = mpc_fma(query_1, mpc_load(gate + (p_1 * 8 + h) * 128 + d), sum);
                sum_1 = mpc_fma(query_1, mpc_load(gate + ((p_1 + 1) * 8 + h) * 128 + d), sum_1);
                sum_2 = mpc_fma(query_1, mpc_load(gate + ((p_1 + 2) * 8 + h) * 128 + d), sum_2);
                sum_3 = mpc_fma(query_1, mpc_load(gate + ((p_1 + 3) * 8 + h) * 128 + d), sum_3);
              }
              score_part[p_1 - p] = mpc_sum_lanes(sum) / 11.313708f;
              score_part[p_1 + 1 - p] = mpc_sum_lanes(sum_1) / 11.313708f;
              score_part[p_1 + 2 - p] = mpc_sum_lanes(sum_2) / 11.313708f;
              score_part[p_1 + 3 - p] = mpc_sum_lanes(sum_3) / 11.313708f;
            }
            for (int p_2 = mpc_max(p, p_even); p_2 < end_; ++p_2) {
              vf sum_4 = mpc_splat(0.0f);
              for (int d_1 = 0; d_1 < 128; d_1 += MPC_LANES) {
                sum_4 = mpc_fma(mpc_load(query + h * 128 + d_1), mpc_load(gate + (p_2 * 8 + h) * 128 + d_1), sum_4);
              }
              score_part[p_2 - p] = mpc_sum_lanes(sum_4) / 11.313708f;
            }
            alignas(64) float key[8 * MPC_LANES + 1024];
            for (int p_3 = p; p_3 < end_; p_3 += MPC_LANES) {
              mpc_store(key + p_3 - p, mpc_choose(mpc_iota(p_3) == (N + 63) / 64 - 1, mpc_splat(__builtin_inff()), mpc_load(score_part + p_3 - p)));
            }
            best.offer(key, p, end_ - p);
          }
        });
        best.finish(blocks + h * 64, blocks_count + h, 64);
      }
    });
  }
}

// apply: out
extern "C" void seer_attention_r_out(
    const int32_t *__restrict blocks_count,
    const int32_t *__restrict blocks,
    const bf16 *__restrict q,
    const bf16 *__restrict keys,
    float *__restrict out_logit,
    const bf16 *__restrict values,
    float *__restrict out,
    int N) {
  // apply, line 51: out_logit[i, b_at, j]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(15769600.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; ++i) {
        const int b_at_end = blocks_count[i / 4];
        for (int b_at = 0; b_at < b_at_end; ++b_at) {
          const int j_end = mpc_min(64, N - blocks[i / 4 * 64 + b_at] * 64);
          const int j_even = j_end - mpc_floor_mod(mpc_max(j_end, 0), 4);
          for (int j = 0; j < j_even; j += 4) {
            vf sum = mpc_splat(0.0f);
            vf sum_1 = mpc_splat(0.0f);
            vf sum_2 = mpc_splat(0.0f);
            vf sum_3 = mpc_splat(0.0f);
            for (int d = 0; d < 128; d += MPC_LANES) {
              const vf q_1 = mpc_load(q + i * 128 + d);
              sum = mpc_fma(q_1, mpc_load(keys + ((blocks[i / 4 * 64 + b_at] * 64 + j) * 8 + i / 4) * 128 + d), sum);
              sum_1 = mpc_fma(q_1, mpc_load(keys + ((blocks[i / 4 * 64 + b_at] * 64 + (j + 1)) * 8 + i / 4) * 128 + d), sum_1);
              sum_2 = mpc_fma(q_1, mpc_load(keys + ((blocks[i / 4 * 64 + b_at] * 64 + (j + 2)) * 8 + i / 4) * 128 + d), sum_2);
              sum_3 = mpc_fma(q_1, mpc_load(keys + ((blocks[i / 4 * 64 + b_at] * 64 + (j + 3)) * 8 + i / 4) * 128 + d), sum_3);
            }
            out_logit[(i * 64 + b_at) * 64 + j] = mpc_sum_lanes(sum) / 11.313708f;
            out_logit[(i * 64 + b_at) * 64 + (j + 1)] = mpc_sum_lanes(sum_1) / 11.313708f;
            out_logit[(i * 64 + b_at) * 64 + (j + 2)] = mpc_sum_lanes(sum_2) / 11.313708f;
            out_logit[(i * 64 + b_at) * 64 + (j + 3)] = mpc_sum_lanes(sum_3) / 11.313708f;
          }
          for (int j_1 = mpc_max(0, j_even); j_1 < j_end; ++j_1) {
            vf sum_4 = mpc_splat(0.0f);
            for (int d_1 = 0; d_1 < 128; d_1 += MPC_LANES) {
              sum_4 = mpc_fma(mpc_load(q + i * 128 + d_1), mpc_load(keys + ((blocks[i / 4 * 64 + b_at] * 64 + j_1) * 8 + i / 4) * 128 + d_1), sum_4);
            }
            out_logit[(i * 64 + b_at) * 64 + j_1] = mpc_sum_lanes(sum_4) / 11.313708f;
          }
        }
      }
    });
  }
  // apply, line 50: out[i, c]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(20971520.0f), [&](int i_1_begin, int i_1_end) {
      for (int i_1 = i_1_begin; i_1 < i_1_end; ++i_1) {
        alignas(64) float total[8 * MPC_LANES + 128];
        mpc_fill(total, 128, 0.0f);
        float peak = -3.4028235e+38f;
        float norm = 0.0f;
        const int b_at_end_1 = blocks_count[i_1 / 4];
        for (int b_at_1 = 0; b_at_1 < b_at_end_1; ++b_at_1) {
          const int j_end_1 = mpc_min(64, N - blocks[i_1 / 4 * 64 + b_at_1] * 64);
          for (int j_2 = 0; j_2 < j_end_1; j_2 += 64) {
            const int end_ = mpc_min(j_2 + 64, j_end_1);
            alignas(64) float weight[8 * MPC_LANES + 64];
            for (int j_3 = j_2; j_3 < end_; j_3 += MPC_LANES) {
              mpc_store(weight + j_3 - j_2, mpc_load(out_logit + (i_1 * 64 + b_at_1) * 64 + j_3));
            }
            const float fade = mpc_softmax_block(weight, end_ - j_2, peak, norm);
            for (int c = 0; c < 128; c += 8 * MPC_LANES) {
              vf sum_5 = mpc_load(total + c) * fade;
              vf sum_6 = mpc_load(total + c + MPC_LANES) * fade;
              vf sum_7 = mpc_load(total + c + 2 * MPC_LANES) * fade;
              vf sum_8 = mpc_load(total + c + 3 * MPC_LANES) * fade;
              vf sum_9 = mpc_load(total + c + 4 * MPC_LANES) * fade;
              vf sum_10 = mpc_load(total + c + 5 * MPC_LANES) * fade;
              vf sum_11 = mpc_load(total + c + 6 * MPC_LANES) * fade;
              vf sum_12 = mpc_load(total + c + 7 * MPC_LANES) * fade;
              for (int j_4 = j_2; j_4 < end_; ++j_4) {
                const float w = weight[j_4 - j_2];
                sum_5 = mpc_fma(w, mpc_load(values + ((blocks[i_1 / 4 * 64 + b_at_1] * 64 + j_4) * 8 + i_1 / 4) * 128 + c), sum_5);
                sum_6 = mpc_fma(w, mpc_load(values + ((blocks[i_1 / 4 * 64 + b_at_1] * 64 + j_4) * 8 + i_1 / 4) * 128 + (c + MPC_LANES)), sum_6);
                sum_7 = mpc_fma(w, mpc_load(values + ((blocks[i_1 / 4 * 64 + b_at_1] * 64 + j_4) * 8 + i_1 / 4) * 128 + (c + 2 * MPC_LANES)), sum_7);
                sum_8 = mpc_fma(w, mpc_load(values + ((blocks[i_1 / 4 * 64 + b_at_1] * 64 + j_4) * 8 + i_1 / 4) * 128 + (c + 3 * MPC_LANES)), sum_8);
                sum_9 = mpc_fma(w, mpc_load(values + ((blocks[i_1 / 4 * 64 + b_at_1] * 64 + j_4) * 8 + i_1 / 4) * 128 + (c + 4 * MPC_LANES)), sum_9);
                sum_10 = mpc_fma(w, mpc_load(values + ((blocks[i_1 / 4 * 64 + b_at_1] * 64 + j_4) * 8 + i_1 / 4) * 128 + (c + 5 * MPC_LANES)), sum_10);
                sum_11 = mpc_fma(w, mpc_load(values + ((blocks[i_1 / 4 * 64 + b_at_1] * 64 + j_4) * 8 + i_1 / 4) * 128 + (c + 6 * MPC_LANES)), sum_11);
                sum_12 = mpc_fma(w, mpc_load(values + ((blocks[i_1 / 4 * 64 + b_at_1] * 64 + j_4) * 8 + i_1 / 4) * 128 + (c + 7 * MPC_LANES)), sum_12);
              }
              mpc_store(total + c, sum_5);
              mpc_store(total + c + MPC_LANES, sum_6);
              mpc_store(total + c + 2 * MPC_LANES, sum_7);
              mpc_store(total + c + 3 * MPC_LANES, sum_8);
              mpc_store(total + c + 4 * MPC_LANES, sum_9);
              mpc_store(total + c + 5 * MPC_LANES, sum_10);
              mpc_store(total + c + 6 * MPC_LANES, sum_11);
              mpc_store(total + c + 7 * MPC_LANES, sum_12);
            }
          }
        }
        const float scale = norm;
        for (int c_1 = 0; c_1 < 128; c_1 += MPC_LANES) {
          mpc_store(out + i_1 * 128 + c_1, mpc_ratio(mpc_load(total + c_1), scale));
        }
      }
    });
  }
}
