// deepseek_sparse_attention_prefill: CPU kernels, one function for each step. Written by mpc.
#include "mpc_cpu.h"

// prepare: k_layer_norm_1_sum_layer_norm_1_rsqrt
extern "C" void deepseek_sparse_attention_prefill_k_layer_norm_1_sum_layer_norm_1_rsqrt(
    const bf16 *__restrict x,
    const bf16 *__restrict w_k,
    float *__restrict k,
    float *__restrict layer_norm_1_sum,
    float *__restrict layer_norm_1_rsqrt,
    int C) {
  // prepare, line 38: k[s, j]
  {
    const int columns = mpc_floor_div(128 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = (mpc_max(0, C) + 127) / 128;
    mpc_parallel_for(0, columns * chunks, 1, mpc_grain(1376256.0f * mpc_min(128, C)), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int j = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, C);
        const int s_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int s = from; s < s_even; s += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int i = 0; i < 7168; ++i) {
            const float x_1 = mpc_get(x[s * 7168 + i]);
            const float x_2 = mpc_get(x[(s + 1) * 7168 + i]);
            const float x_3 = mpc_get(x[(s + 2) * 7168 + i]);
            const float x_4 = mpc_get(x[(s + 3) * 7168 + i]);
            const vf w_k_1 = mpc_load(w_k + i * 128 + j);
            const vf w_k_2 = mpc_load(w_k + i * 128 + (j + MPC_LANES));
            sum = mpc_fma(x_1, w_k_1, sum);
            sum_1 = mpc_fma(x_1, w_k_2, sum_1);
            sum_2 = mpc_fma(x_2, w_k_1, sum_2);
            sum_3 = mpc_fma(x_2, w_k_2, sum_3);
            sum_4 = mpc_fma(x_3, w_k_1, sum_4);
            sum_5 = mpc_fma(x_3, w_k_2, sum_5);
            sum_6 = mpc_fma(x_4, w_k_1, sum_6);
            sum_7 = mpc_fma(x_4, w_k_2, sum_7);
          }
          mpc_store(k + s * 128 + j, sum);
          mpc_store(k + s * 128 + (j + MPC_LANES), sum_1);
          mpc_store(k + (s + 1) * 128 + j, sum_2);
          mpc_store(k + (s + 1) * 128 + (j + MPC_LANES), sum_3);
          mpc_store(k + (s + 2) * 128 + j, sum_4);
          mpc_store(k + (s + 2) * 128 + (j + MPC_LANES), sum_5);
          mpc_store(k + (s + 3) * 128 + j, sum_6);
          mpc_store(k + (s + 3) * 128 + (j + MPC_LANES), sum_7);
        }
        for (int s_1 = mpc_max(from, s_even); s_1 < to; ++s_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int i_1 = 0; i_1 < 7168; ++i_1) {
            const float x_5 = mpc_get(x[s_1 * 7168 + i_1]);
            sum_8 = mpc_fma(x_5, mpc_load(w_k + i_1 * 128 + j), sum_8);
            sum_9 = mpc_fma(x_5, mpc_load(w_k + i_1 * 128 + (j + MPC_LANES)), sum_9);
          }
          mpc_store(k + s_1 * 128 + j, sum_8);
          mpc_store(k + s_1 * 128 + (j + MPC_LANES), sum_9);
        }
      }
    });
  }
  // prepare, line 39: layer_norm_1_sum[s]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(385.0f), [&](int s_2_begin, int s_2_end) {
      for (int s_2 = s_2_begin; s_2 < s_2_end; ++s_2) {
        vf sum_10 = mpc_splat(0.0f);
        for (int i_2 = 0; i_2 < 128; i_2 += MPC_LANES) {
          sum_10 = sum_10 + mpc_load(k + s_2 * 128 + i_2);
        }
        layer_norm_1_sum[s_2] = mpc_sum_lanes(sum_10) * 0.0078125f;
      }
    });
  }
  // prepare, line 39: layer_norm_1_rsqrt[s]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(1550.0f), [&](int s_3_begin, int s_3_end) {
      for (int s_3 = s_3_begin; s_3 < s_3_end; ++s_3) {
        vf sum_11 = mpc_splat(0.0f);
        for (int j_1 = 0; j_1 < 128; j_1 += MPC_LANES) {
          sum_11 = mpc_fma(mpc_load(k + s_3 * 128 + j_1) - layer_norm_1_sum[s_3], mpc_load(k + s_3 * 128 + j_1) - layer_norm_1_sum[s_3], sum_11);
        }
        layer_norm_1_rsqrt[s_3] = mpc_rsqrt(mpc_sum_lanes(sum_11) * 0.0078125f + 0.000001f);
      }
    });
  }
}

// prepare: key_key_scale
extern "C" void deepseek_sparse_attention_prefill_key_key_scale(
    const float *__restrict k,
    const float *__restrict layer_norm_1_sum,
    const float *__restrict layer_norm_1_rsqrt,
    const float *__restrict gain_k,
    const float *__restrict bias_k,
    float *__restrict layer_norm_1,
    const float *__restrict freq,
    float *__restrict rope_half_1,
    float *__restrict k_rot,
    float *__restrict k_scale,
    f8e4m3 *__restrict key,
    float *__restrict key_scale,
    int C,
    int T) {
  // prepare, line 39: layer_norm_1[s, i]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(1792.0f), [&](int s_begin, int s_end) {
      for (int s = s_begin; s < s_end; ++s) {
        for (int i = 0; i < 128; i += MPC_LANES) {
          mpc_store(layer_norm_1 + s * 128 + i, (mpc_load(k + s * 128 + i) - layer_norm_1_sum[s]) * layer_norm_1_rsqrt[s] * mpc_load(gain_k + i) + mpc_load(bias_k + i));
        }
      }
    });
  }
  // prepare, line 39: rope_half_1[s, i]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(9472.0f), [&](int s_1_begin, int s_1_end) {
      for (int s_1 = s_1_begin; s_1 < s_1_end; ++s_1) {
        for (int i_1 = 0; i_1 < 128; i_1 += MPC_LANES) {
          mpc_store(rope_half_1 + s_1 * 128 + i_1, mpc_choose(mpc_iota(i_1) < 64, mpc_load(layer_norm_1 + s_1 * 128 + i_1) * mpc_cos((float)(T - C + s_1) * mpc_gather(freq, mpc_iota(i_1) & 31, MPC_LANES)) + (mpc_choose(mpc_iota(i_1) < 32, -mpc_gather(layer_norm_1, s_1 * 128 + mpc_min(mpc_iota(i_1) + 32, mpc_splat(127)), MPC_LANES), mpc_gather(layer_norm_1, s_1 * 128 + mpc_max(mpc_iota(i_1) - 32, mpc_splat(0)), MPC_LANES))) * mpc_sin((float)(T - C + s_1) * mpc_gather(freq, mpc_iota(i_1) & 31, MPC_LANES)), mpc_load(layer_norm_1 + s_1 * 128 + i_1)));
        }
      }
    });
  }
  // prepare, line 39: k_rot[s, i]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(328960.0f), [&](int s_2_begin, int s_2_end) {
      for (int s_2 = s_2_begin; s_2 < s_2_end; ++s_2) {
        for (int i_2 = 0; i_2 < 128; i_2 += 8 * MPC_LANES) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int j = 0; j < 128; ++j) {
            const float rope_half_1_1 = rope_half_1[s_2 * 128 + j];
            sum = sum + (mpc_choose((mpc_popcount(mpc_iota(i_2) & j) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
            sum_1 = sum_1 + (mpc_choose((mpc_popcount(mpc_iota(i_2 + MPC_LANES) & j) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
            sum_2 = sum_2 + (mpc_choose((mpc_popcount(mpc_iota(i_2 + 2 * MPC_LANES) & j) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
            sum_3 = sum_3 + (mpc_choose((mpc_popcount(mpc_iota(i_2 + 3 * MPC_LANES) & j) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
            sum_4 = sum_4 + (mpc_choose((mpc_popcount(mpc_iota(i_2 + 4 * MPC_LANES) & j) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
            sum_5 = sum_5 + (mpc_choose((mpc_popcount(mpc_iota(i_2 + 5 * MPC_LANES) & j) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
            sum_6 = sum_6 + (mpc_choose((mpc_popcount(mpc_iota(i_2 + 6 * MPC_LANES) & j) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
            sum_7 = sum_7 + (mpc_choose((mpc_popcount(mpc_iota(i_2 + 7 * MPC_LANES) & j) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
          }
          mpc_store(k_rot + s_2 * 128 + i_2, sum / 11.313708f);
          mpc_store(k_rot + s_2 * 128 + (i_2 + MPC_LANES), sum_1 / 11.313708f);
          mpc_store(k_rot + s_2 * 128 + (i_2 + 2 * MPC_LANES), sum_2 / 11.313708f);
          mpc_store(k_rot + s_2 * 128 + (i_2 + 3 * MPC_LANES), sum_3 / 11.313708f);
          mpc_store(k_rot + s_2 * 128 + (i_2 + 4 * MPC_LANES), sum_4 / 11.313708f);
          mpc_store(k_rot + s_2 * 128 + (i_2 + 5 * MPC_LANES), sum_5 / 11.313708f);
          mpc_store(k_rot + s_2 * 128 + (i_2 + 6 * MPC_LANES), sum_6 / 11.313708f);
          mpc_store(k_rot + s_2 * 128 + (i_2 + 7 * MPC_LANES), sum_7 / 11.313708f);
        }
      }
    });
  }
  // prepare, line 40: k_scale[s]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(524.0f), [&](int s_3_begin, int s_3_end) {
      for (int s_3 = s_3_begin; s_3 < s_3_end; ++s_3) {
        vf max = mpc_splat(-__builtin_inff());
        for (int j_1 = 0; j_1 < 128; j_1 += MPC_LANES) {
          max = mpc_max(max, mpc_abs(mpc_load(k_rot + s_3 * 128 + j_1)));
        }
        k_scale[s_3] = mpc_pow2ceil(mpc_max(0.0001f, mpc_max_lanes(max)) / 448.0f);
      }
    });
  }
  // prepare, line 41: key[s, j]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(1920.0f), [&](int s_4_begin, int s_4_end) {
      for (int s_4 = s_4_begin; s_4 < s_4_end; ++s_4) {
        for (int j_2 = 0; j_2 < 128; j_2 += MPC_LANES) {
          mpc_store(key + (T - C + s_4) * 128 + j_2, mpc_load(k_rot + s_4 * 128 + j_2) / k_scale[s_4]);
        }
      }
    });
  }
  // prepare, line 42: key_scale[s]
  {
    mpc_parallel_for(0, C, MPC_LANES, mpc_grain(2.0f), [&](int s_5_begin, int s_5_end) {
      for (int s_5 = s_5_begin; s_5 < s_5_end; s_5 += MPC_LANES) {
        const int left = C - s_5;
        mpc_store(key_scale + T - C + s_5, mpc_load(k_scale + s_5), left);
      }
    });
  }
}

// prepare: cache_cache_pe
extern "C" void deepseek_sparse_attention_prefill_cache_cache_pe(
    const bf16 *__restrict latent,
    bf16 *__restrict cache,
    const bf16 *__restrict k_pe,
    const float *__restrict freq,
    float *__restrict pe,
    bf16 *__restrict cache_pe,
    int C,
    int T) {
  // prepare, line 43: cache[i, i1]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(1024.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; ++i) {
        for (int i1 = 0; i1 < 512; i1 += MPC_LANES) {
          mpc_store(cache + (T - C + i) * 512 + i1, mpc_load(latent + i * 512 + i1));
        }
      }
    });
  }
  // prepare, line 44: pe[s, i]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(5120.0f), [&](int s_begin, int s_end) {
      for (int s = s_begin; s < s_end; ++s) {
        for (int i_1 = 0; i_1 < 64; i_1 += MPC_LANES) {
          mpc_store(pe + s * 64 + i_1, mpc_load(k_pe + s * 64 + i_1) * mpc_cos((float)(T - C + s) * mpc_gather(freq, mpc_iota(i_1) >> 1, MPC_LANES)) + (mpc_choose((mpc_iota(i_1) & 1) == 0, -mpc_gather(k_pe, s * 64 + mpc_min(mpc_iota(i_1) + 1, mpc_splat(63)), MPC_LANES), mpc_gather(k_pe, s * 64 + mpc_max(mpc_iota(i_1) - 1, mpc_splat(0)), MPC_LANES))) * mpc_sin((float)(T - C + s) * mpc_gather(freq, mpc_iota(i_1) >> 1, MPC_LANES)));
        }
      }
    });
  }
  // prepare, line 45: cache_pe[s, r]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(192.0f), [&](int s_1_begin, int s_1_end) {
      for (int s_1 = s_1_begin; s_1 < s_1_end; ++s_1) {
        for (int r = 0; r < 64; r += MPC_LANES) {
          mpc_store(cache_pe + (T - C + s_1) * 64 + r, mpc_load(pe + s_1 * 64 + r));
        }
      }
    });
  }
}

// relevancy: q_scale_q
extern "C" void deepseek_sparse_attention_prefill_q_scale_q(
    const bf16 *__restrict qr,
    const bf16 *__restrict w_q,
    float *__restrict q_raw,
    const float *__restrict freq,
    float *__restrict rope_half_2,
    float *__restrict q_rot,
    float *__restrict q_scale,
    f8e4m3 *__restrict q,
    int C,
    int T) {
  // relevancy, line 49: q_raw[s, h, j]
  {
    const int columns = mpc_floor_div(128 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = (mpc_max(0, C) + 127) / 128;
    mpc_parallel_for(0, columns * chunks * 64, 1, mpc_grain(294912.0f * mpc_min(128, C)), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = item / columns / chunks;
        const int j = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, C);
        const int s_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int s = from; s < s_even; s += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int r = 0; r < 1536; ++r) {
            const float qr_1 = mpc_get(qr[s * 1536 + r]);
            const float qr_2 = mpc_get(qr[(s + 1) * 1536 + r]);
            const float qr_3 = mpc_get(qr[(s + 2) * 1536 + r]);
            const float qr_4 = mpc_get(qr[(s + 3) * 1536 + r]);
            const vf w_q_1 = mpc_load(w_q + (r * 64 + h) * 128 + j);
            const vf w_q_2 = mpc_load(w_q + (r * 64 + h) * 128 + (j + MPC_LANES));
            sum = mpc_fma(qr_1, w_q_1, sum);
            sum_1 = mpc_fma(qr_1, w_q_2, sum_1);
            sum_2 = mpc_fma(qr_2, w_q_1, sum_2);
            sum_3 = mpc_fma(qr_2, w_q_2, sum_3);
            sum_4 = mpc_fma(qr_3, w_q_1, sum_4);
            sum_5 = mpc_fma(qr_3, w_q_2, sum_5);
            sum_6 = mpc_fma(qr_4, w_q_1, sum_6);
            sum_7 = mpc_fma(qr_4, w_q_2, sum_7);
          }
          mpc_store(q_raw + (s * 64 + h) * 128 + j, sum);
          mpc_store(q_raw + (s * 64 + h) * 128 + (j + MPC_LANES), sum_1);
          mpc_store(q_raw + ((s + 1) * 64 + h) * 128 + j, sum_2);
          mpc_store(q_raw + ((s + 1) * 64 + h) * 128 + (j + MPC_LANES), sum_3);
          mpc_store(q_raw + ((s + 2) * 64 + h) * 128 + j, sum_4);
          mpc_store(q_raw + ((s + 2) * 64 + h) * 128 + (j + MPC_LANES), sum_5);
          mpc_store(q_raw + ((s + 3) * 64 + h) * 128 + j, sum_6);
          mpc_store(q_raw + ((s + 3) * 64 + h) * 128 + (j + MPC_LANES), sum_7);
        }
        for (int s_1 = mpc_max(from, s_even); s_1 < to; ++s_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int r_1 = 0; r_1 < 1536; ++r_1) {
            const float qr_5 = mpc_get(qr[s_1 * 1536 + r_1]);
            sum_8 = mpc_fma(qr_5, mpc_load(w_q + (r_1 * 64 + h) * 128 + j), sum_8);
            sum_9 = mpc_fma(qr_5, mpc_load(w_q + (r_1 * 64 + h) * 128 + (j + MPC_LANES)), sum_9);
          }
          mpc_store(q_raw + (s_1 * 64 + h) * 128 + j, sum_8);
          mpc_store(q_raw + (s_1 * 64 + h) * 128 + (j + MPC_LANES), sum_9);
        }
      }
    });
  }
  // relevancy, line 50: rope_half_2[s, h, i]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 64, 1, mpc_grain(9472.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int s_2 = point / 64;
        const int h_1 = point % 64;
        for (int i = 0; i < 128; i += MPC_LANES) {
          mpc_store(rope_half_2 + (s_2 * 64 + h_1) * 128 + i, mpc_choose(mpc_iota(i) < 64, mpc_load(q_raw + (s_2 * 64 + h_1) * 128 + i) * mpc_cos((float)(T - C + s_2) * mpc_gather(freq, mpc_iota(i) & 31, MPC_LANES)) + (mpc_choose(mpc_iota(i) < 32, -mpc_gather(q_raw, (s_2 * 64 + h_1) * 128 + mpc_min(mpc_iota(i) + 32, mpc_splat(127)), MPC_LANES), mpc_gather(q_raw, (s_2 * 64 + h_1) * 128 + mpc_max(mpc_iota(i) - 32, mpc_splat(0)), MPC_LANES))) * mpc_sin((float)(T - C + s_2) * mpc_gather(freq, mpc_iota(i) & 31, MPC_LANES)), mpc_load(q_raw + (s_2 * 64 + h_1) * 128 + i)));
        }
      }
    });
  }
  // relevancy, line 50: q_rot[s, h, i]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 64, 1, mpc_grain(328960.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int s_3 = point_1 / 64;
        const int h_2 = point_1 % 64;
        for (int i_1 = 0; i_1 < 128; i_1 += 8 * MPC_LANES) {
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          vf sum_15 = mpc_splat(0.0f);
          vf sum_16 = mpc_splat(0.0f);
          vf sum_17 = mpc_splat(0.0f);
          for (int j_1 = 0; j_1 < 128; ++j_1) {
            const float rope_half_2_1 = rope_half_2[(s_3 * 64 + h_2) * 128 + j_1];
            sum_10 = sum_10 + (mpc_choose((mpc_popcount(mpc_iota(i_1) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
            sum_11 = sum_11 + (mpc_choose((mpc_popcount(mpc_iota(i_1 + MPC_LANES) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
            sum_12 = sum_12 + (mpc_choose((mpc_popcount(mpc_iota(i_1 + 2 * MPC_LANES) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
            sum_13 = sum_13 + (mpc_choose((mpc_popcount(mpc_iota(i_1 + 3 * MPC_LANES) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
            sum_14 = sum_14 + (mpc_choose((mpc_popcount(mpc_iota(i_1 + 4 * MPC_LANES) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
            sum_15 = sum_15 + (mpc_choose((mpc_popcount(mpc_iota(i_1 + 5 * MPC_LANES) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
            sum_16 = sum_16 + (mpc_choose((mpc_popcount(mpc_iota(i_1 + 6 * MPC_LANES) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
            sum_17 = sum_17 + (mpc_choose((mpc_popcount(mpc_iota(i_1 + 7 * MPC_LANES) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
          }
          mpc_store(q_rot + (s_3 * 64 + h_2) * 128 + i_1, sum_10 / 11.313708f);
          mpc_store(q_rot + (s_3 * 64 + h_2) * 128 + (i_1 + MPC_LANES), sum_11 / 11.313708f);
          mpc_store(q_rot + (s_3 * 64 + h_2) * 128 + (i_1 + 2 * MPC_LANES), sum_12 / 11.313708f);
          mpc_store(q_rot + (s_3 * 64 + h_2) * 128 + (i_1 + 3 * MPC_LANES), sum_13 / 11.313708f);
          mpc_store(q_rot + (s_3 * 64 + h_2) * 128 + (i_1 + 4 * MPC_LANES), sum_14 / 11.313708f);
          mpc_store(q_rot + (s_3 * 64 + h_2) * 128 + (i_1 + 5 * MPC_LANES), sum_15 / 11.313708f);
          mpc_store(q_rot + (s_3 * 64 + h_2) * 128 + (i_1 + 6 * MPC_LANES), sum_16 / 11.313708f);
          mpc_store(q_rot + (s_3 * 64 + h_2) * 128 + (i_1 + 7 * MPC_LANES), sum_17 / 11.313708f);
        }
      }
    });
  }
  // relevancy, line 51: q_scale[s, h]
  {
    mpc_parallel_for(0, C, 1, mpc_grain(33536.0f), [&](int s_4_begin, int s_4_end) {
      for (int s_4 = s_4_begin; s_4 < s_4_end; ++s_4) {
        for (int h_3 = 0; h_3 < 64; h_3 += 4) {
          vf max = mpc_splat(-__builtin_inff());
          vf max_1 = mpc_splat(-__builtin_inff());
          vf max_2 = mpc_splat(-__builtin_inff());
          vf max_3 = mpc_splat(-__builtin_inff());
          for (int j_2 = 0; j_2 < 128; j_2 += MPC_LANES) {
            max = mpc_max(max, mpc_abs(mpc_load(q_rot + (s_4 * 64 + h_3) * 128 + j_2)));
            max_1 = mpc_max(max_1, mpc_abs(mpc_load(q_rot + (s_4 * 64 + (h_3 + 1)) * 128 + j_2)));
            max_2 = mpc_max(max_2, mpc_abs(mpc_load(q_rot + (s_4 * 64 + (h_3 + 2)) * 128 + j_2)));
            max_3 = mpc_max(max_3, mpc_abs(mpc_load(q_rot + (s_4 * 64 + (h_3 + 3)) * 128 + j_2)));
          }
          q_scale[s_4 * 64 + h_3] = mpc_pow2ceil(mpc_max(0.0001f, mpc_max_lanes(max)) / 448.0f);
          q_scale[s_4 * 64 + (h_3 + 1)] = mpc_pow2ceil(mpc_max(0.0001f, mpc_max_lanes(max_1)) / 448.0f);
          q_scale[s_4 * 64 + (h_3 + 2)] = mpc_pow2ceil(mpc_max(0.0001f, mpc_max_lanes(max_2)) / 448.0f);
          q_scale[s_4 * 64 + (h_3 + 3)] = mpc_pow2ceil(mpc_max(0.0001f, mpc_max_lanes(max_3)) / 448.0f);
        }
      }
    });
  }
  // relevancy, line 52: q[s, h, j]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 64, 1, mpc_grain(1920.0f), [&](int point_2_begin, int point_2_end) {
      for (int point_2 = point_2_begin; point_2 < point_2_end; ++point_2) {
        const int s_5 = point_2 / 64;
        const int h_4 = point_2 % 64;
        for (int j_3 = 0; j_3 < 128; j_3 += MPC_LANES) {
          mpc_store(q + (s_5 * 64 + h_4) * 128 + j_3, mpc_load(q_rot + (s_5 * 64 + h_4) * 128 + j_3) / q_scale[s_5 * 64 + h_4]);
        }
      }
    });
  }
}

// relevancy: w
extern "C" void deepseek_sparse_attention_prefill_w(
    const bf16 *__restrict x,
    const bf16 *__restrict w_w,
    const float *__restrict q_scale,
    float *__restrict w,
    int C) {
  // relevancy, line 53: w[s, h]
  {
    const int columns = mpc_floor_div(64 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = (mpc_max(0, C) + 127) / 128;
    mpc_parallel_for(0, columns * chunks, 1, mpc_grain(1376704.0f * mpc_min(128, C)), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int h = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, C);
        const int s_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int s = from; s < s_even; s += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int i = 0; i < 7168; ++i) {
            const float x_1 = mpc_get(x[s * 7168 + i]);
            const float x_2 = mpc_get(x[(s + 1) * 7168 + i]);
            const float x_3 = mpc_get(x[(s + 2) * 7168 + i]);
            const float x_4 = mpc_get(x[(s + 3) * 7168 + i]);
            const vf w_w_1 = mpc_load(w_w + i * 64 + h);
            const vf w_w_2 = mpc_load(w_w + i * 64 + (h + MPC_LANES));
            sum = mpc_fma(x_1, w_w_1, sum);
            sum_1 = mpc_fma(x_1, w_w_2, sum_1);
            sum_2 = mpc_fma(x_2, w_w_1, sum_2);
            sum_3 = mpc_fma(x_2, w_w_2, sum_3);
            sum_4 = mpc_fma(x_3, w_w_1, sum_4);
            sum_5 = mpc_fma(x_3, w_w_2, sum_5);
            sum_6 = mpc_fma(x_4, w_w_1, sum_6);
            sum_7 = mpc_fma(x_4, w_w_2, sum_7);
          }
          mpc_store(w + s * 64 + h, sum * mpc_load(q_scale + s * 64 + h) * 0.125f / 11.313708f);
          mpc_store(w + s * 64 + (h + MPC_LANES), sum_1 * mpc_load(q_scale + s * 64 + (h + MPC_LANES)) * 0.125f / 11.313708f);
          mpc_store(w + (s + 1) * 64 + h, sum_2 * mpc_load(q_scale + (s + 1) * 64 + h) * 0.125f / 11.313708f);
          mpc_store(w + (s + 1) * 64 + (h + MPC_LANES), sum_3 * mpc_load(q_scale + (s + 1) * 64 + (h + MPC_LANES)) * 0.125f / 11.313708f);
          mpc_store(w + (s + 2) * 64 + h, sum_4 * mpc_load(q_scale + (s + 2) * 64 + h) * 0.125f / 11.313708f);
          mpc_store(w + (s + 2) * 64 + (h + MPC_LANES), sum_5 * mpc_load(q_scale + (s + 2) * 64 + (h + MPC_LANES)) * 0.125f / 11.313708f);
          mpc_store(w + (s + 3) * 64 + h, sum_6 * mpc_load(q_scale + (s + 3) * 64 + h) * 0.125f / 11.313708f);
          mpc_store(w + (s + 3) * 64 + (h + MPC_LANES), sum_7 * mpc_load(q_scale + (s + 3) * 64 + (h + MPC_LANES)) * 0.125f / 11.313708f);
        }
        for (int s_1 = mpc_max(from, s_even); s_1 < to; ++s_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int i_1 = 0; i_1 < 7168; ++i_1) {
            const float x_5 = mpc_get(x[s_1 * 7168 + i_1]);
            sum_8 = mpc_fma(x_5, mpc_load(w_w + i_1 * 64 + h), sum_8);
            sum_9 = mpc_fma(x_5, mpc_load(w_w + i_1 * 64 + (h + MPC_LANES)), sum_9);
          }
          mpc_store(w + s_1 * 64 + h, sum_8 * mpc_load(q_scale + s_1 * 64 + h) * 0.125f / 11.313708f);
          mpc_store(w + s_1 * 64 + (h + MPC_LANES), sum_9 * mpc_load(q_scale + s_1 * 64 + (h + MPC_LANES)) * 0.125f / 11.313708f);
        }
      }
    });
  }
}

// relevancy: score_picked
extern "C" void deepseek_sparse_attention_prefill_score_picked(
    const f8e4m3 *__restrict key,
    const float *__restrict key_scale,
    const float *__restrict w,
    const f8e4m3 *__restrict q,
    int32_t *__restrict picked,
    int32_t *__restrict picked_count,
    int C,
    int T) {
  // relevancy, line 54: score[s, t]
  // retrieve, line 58: picked[s] = the 2048 best t
  {
    mpc_parallel_for(0, C, 1, mpc_grain(49477.0f * T), [&](int s_begin, int s_end) {
      for (int s = s_begin; s < s_end; ++s) {
        mpc_topk<float> best(2048);
        const int t_end = T - C + s + 1;
        mpc_parallel_for(0, t_end, 1024, mpc_grain(49477.0f), [&](int t_begin, int t_end) {
          for (int t = t_begin; t < t_end; t += 1024) {
            const int end_ = mpc_min(t + 1024, t_end);
            alignas(64) float score_part[8 * MPC_LANES + 1024];
            for (int t_1 = t; t_1 < end_; t_1 += 2 * MPC_LANES) {
              const int left = end_ - t_1;
              alignas(64) float key_tile[256 * MPC_LANES];
              mpc_pack(key_tile, key + t_1 * 128, 128, 128, left, 2 * MPC_LANES);
              vf sum = mpc_splat(0.0f);
              vf sum_1 = mpc_splat(0.0f);
              for (int h = 0; h < 64; h += 4) {
                const float w_1 = w[s * 64 + h];
                const float w_2 = w[s * 64 + (h + 1)];
                const float w_3 = w[s * 64 + (h + 2)];
                const float w_4 = w[s * 64 + (h + 3)];
                vf sum_2 = mpc_splat(0.0f);
                vf sum_3 = mpc_splat(0.0f);
                vf sum_4 = mpc_splat(0.0f);
                vf sum_5 = mpc_splat(0.0f);
                vf sum_6 = mpc_splat(0.0f);
                vf sum_7 = mpc_splat(0.0f);
                vf sum_8 = mpc_splat(0.0f);
                vf sum_9 = mpc_splat(0.0f);
                for (int j = 0; j < 128; ++j) {
                  const float q_1 = mpc_get(q[(s * 64 + h) * 128 + j]);
                  const float q_2 = mpc_get(q[(s * 64 + (h + 1)) * 128 + j]);
                  const float q_3 = mpc_get(q[(s * 64 + (h + 2)) * 128 + j]);
                  const float q_4 = mpc_get(q[(s * 64 + (h + 3)) * 128 + j]);
                  const vf key_1 = mpc_load(key_tile + j * (2 * MPC_LANES));
                  const vf key_2 = mpc_load(key_tile + j * (2 * MPC_LANES) + MPC_LANES);
                  sum_2 = mpc_fma(q_1, key_1, sum_2);
                  sum_3 = mpc_fma(q_2, key_1, sum_3);
                  sum_4 = mpc_fma(q_3, key_1, sum_4);
                  sum_5 = mpc_fma(q_4, key_1, sum_5);
                  sum_6 = mpc_fma(q_1, key_2, sum_6);
                  sum_7 = mpc_fma(q_2, key_2, sum_7);
                  sum_8 = mpc_fma(q_3, key_2, sum_8);
                  sum_9 = mpc_fma(q_4, key_2, sum_9);
                }
                sum = mpc_fma(w_1, mpc_max(mpc_splat(0.0f), sum_2), sum);
                sum = mpc_fma(w_2, mpc_max(mpc_splat(0.0f), sum_3), sum);
                sum = mpc_fma(w_3, mpc_max(mpc_splat(0.0f), sum_4), sum);
                sum = mpc_fma(w_4, mpc_max(mpc_splat(0.0f), sum_5), sum);
                sum_1 = mpc_fma(w_1, mpc_max(mpc_splat(0.0f), sum_6), sum_1);
                sum_1 = mpc_fma(w_2, mpc_max(mpc_splat(0.0f), sum_7), sum_1);
                sum_1 = mpc_fma(w_3, mpc_max(mpc_splat(0.0f), sum_8), sum_1);
                sum_1 = mpc_fma(w_4, mpc_max(mpc_splat(0.0f), sum_9), sum_1);
              }
              mpc_store(score_part + t_1 - t, mpc_load(key_scale + t_1) * sum);
              mpc_store(score_part + t_1 + MPC_LANES - t, mpc_load(key_scale + t_1 + MPC_LANES) * sum_1);
            }
            best.offer(score_part, t, end_ - t);
          }
        });
        best.finish(picked + s * 2048, picked_count + s, 2048);
      }
    });
  }
}

// apply: q_abs
extern "C" void deepseek_sparse_attention_prefill_q_abs(
    const bf16 *__restrict q_nope,
    const bf16 *__restrict w_uk,
    float *__restrict q_abs,
    int C) {
  // apply, line 62: q_abs[s, a, c]
  {
    const int columns = mpc_floor_div(512 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = (mpc_max(0, C) + 127) / 128;
    mpc_parallel_for(0, columns * chunks * 128, 1, mpc_grain(24576.0f * mpc_min(128, C)), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int a = item / columns / chunks;
        const int c = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, C);
        const int s_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int s = from; s < s_even; s += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int n = 0; n < 128; ++n) {
            const float q_nope_1 = mpc_get(q_nope[(s * 128 + a) * 128 + n]);
            const float q_nope_2 = mpc_get(q_nope[((s + 1) * 128 + a) * 128 + n]);
            const float q_nope_3 = mpc_get(q_nope[((s + 2) * 128 + a) * 128 + n]);
            const float q_nope_4 = mpc_get(q_nope[((s + 3) * 128 + a) * 128 + n]);
            const vf w_uk_1 = mpc_load(w_uk + (a * 128 + n) * 512 + c);
            const vf w_uk_2 = mpc_load(w_uk + (a * 128 + n) * 512 + (c + MPC_LANES));
            sum = mpc_fma(q_nope_1, w_uk_1, sum);
            sum_1 = mpc_fma(q_nope_1, w_uk_2, sum_1);
            sum_2 = mpc_fma(q_nope_2, w_uk_1, sum_2);
            sum_3 = mpc_fma(q_nope_2, w_uk_2, sum_3);
            sum_4 = mpc_fma(q_nope_3, w_uk_1, sum_4);
            sum_5 = mpc_fma(q_nope_3, w_uk_2, sum_5);
            sum_6 = mpc_fma(q_nope_4, w_uk_1, sum_6);
            sum_7 = mpc_fma(q_nope_4, w_uk_2, sum_7);
          }
          mpc_store(q_abs + (s * 128 + a) * 512 + c, sum);
          mpc_store(q_abs + (s * 128 + a) * 512 + (c + MPC_LANES), sum_1);
          mpc_store(q_abs + ((s + 1) * 128 + a) * 512 + c, sum_2);
          mpc_store(q_abs + ((s + 1) * 128 + a) * 512 + (c + MPC_LANES), sum_3);
          mpc_store(q_abs + ((s + 2) * 128 + a) * 512 + c, sum_4);
          mpc_store(q_abs + ((s + 2) * 128 + a) * 512 + (c + MPC_LANES), sum_5);
          mpc_store(q_abs + ((s + 3) * 128 + a) * 512 + c, sum_6);
          mpc_store(q_abs + ((s + 3) * 128 + a) * 512 + (c + MPC_LANES), sum_7);
        }
        for (int s_1 = mpc_max(from, s_even); s_1 < to; ++s_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int n_1 = 0; n_1 < 128; ++n_1) {
            const float q_nope_5 = mpc_get(q_nope[(s_1 * 128 + a) * 128 + n_1]);
            sum_8 = mpc_fma(q_nope_5, mpc_load(w_uk + (a * 128 + n_1) * 512 + c), sum_8);
            sum_9 = mpc_fma(q_nope_5, mpc_load(w_uk + (a * 128 + n_1) * 512 + (c + MPC_LANES)), sum_9);
          }
          mpc_store(q_abs + (s_1 * 128 + a) * 512 + c, sum_8);
          mpc_store(q_abs + (s_1 * 128 + a) * 512 + (c + MPC_LANES), sum_9);
        }
      }
    });
  }
}

// apply: mixed
extern "C" void deepseek_sparse_attention_prefill_mixed(
    const bf16 *__restrict q_pe,
    const float *__restrict freq,
    float *__restrict q_rope,
    const int32_t *__restrict picked_count,
    const float *__restrict q_abs,
    const bf16 *__restrict cache,
    const int32_t *__restrict picked,
    const bf16 *__restrict cache_pe,
    float *__restrict mixed_logit,
    float *__restrict mixed,
    int C,
    int T) {
  // apply, line 63: q_rope[s, a, i]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 128, 1, mpc_grain(5120.0f), [&](int point_begin, int point_end) {
      for (int point = point_begin; point < point_end; ++point) {
        const int s = point / 128;
        const int a = point % 128;
        for (int i = 0; i < 64; i += MPC_LANES) {
          mpc_store(q_rope + (s * 128 + a) * 64 + i, mpc_load(q_pe + (s * 128 + a) * 64 + i) * mpc_cos((float)(T - C + s) * mpc_gather(freq, mpc_iota(i) >> 1, MPC_LANES)) + (mpc_choose((mpc_iota(i) & 1) == 0, -mpc_gather(q_pe, (s * 128 + a) * 64 + mpc_min(mpc_iota(i) + 1, mpc_splat(63)), MPC_LANES), mpc_gather(q_pe, (s * 128 + a) * 64 + mpc_max(mpc_iota(i) - 1, mpc_splat(0)), MPC_LANES))) * mpc_sin((float)(T - C + s) * mpc_gather(freq, mpc_iota(i) >> 1, MPC_LANES)));
        }
      }
    });
  }
  // apply, line 65: mixed_logit[s, a, t_at]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 128, 1, mpc_grain(9441280.0f), [&](int point_1_begin, int point_1_end) {
      for (int point_1 = point_1_begin; point_1 < point_1_end; ++point_1) {
        const int s_1 = point_1 / 128;
        const int a_1 = point_1 % 128;
        const int t_at_end = picked_count[s_1];
        const int t_at_even = t_at_end - mpc_floor_mod(mpc_max(t_at_end, 0), 4);
        for (int t_at = 0; t_at < t_at_even; t_at += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          for (int e = 0; e < 512; e += MPC_LANES) {
            const vf q_abs_1 = mpc_load(q_abs + (s_1 * 128 + a_1) * 512 + e);
            sum = mpc_fma(q_abs_1, mpc_load(cache + picked[s_1 * 2048 + t_at] * 512 + e), sum);
            sum_1 = mpc_fma(q_abs_1, mpc_load(cache + picked[s_1 * 2048 + (t_at + 1)] * 512 + e), sum_1);
            sum_2 = mpc_fma(q_abs_1, mpc_load(cache + picked[s_1 * 2048 + (t_at + 2)] * 512 + e), sum_2);
            sum_3 = mpc_fma(q_abs_1, mpc_load(cache + picked[s_1 * 2048 + (t_at + 3)] * 512 + e), sum_3);
          }
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int r = 0; r < 64; r += MPC_LANES) {
            const vf q_rope_1 = mpc_load(q_rope + (s_1 * 128 + a_1) * 64 + r);
            sum_4 = mpc_fma(q_rope_1, mpc_load(cache_pe + picked[s_1 * 2048 + t_at] * 64 + r), sum_4);
            sum_5 = mpc_fma(q_rope_1, mpc_load(cache_pe + picked[s_1 * 2048 + (t_at + 1)] * 64 + r), sum_5);
            sum_6 = mpc_fma(q_rope_1, mpc_load(cache_pe + picked[s_1 * 2048 + (t_at + 2)] * 64 + r), sum_6);
            sum_7 = mpc_fma(q_rope_1, mpc_load(cache_pe + picked[s_1 * 2048 + (t_at + 3)] * 64 + r), sum_7);
          }
          mixed_logit[(s_1 * 128 + a_1) * 2048 + t_at] = (mpc_sum_lanes(sum) + mpc_sum_lanes(sum_4)) * 0.13523377f;
          mixed_logit[(s_1 * 128 + a_1) * 2048 + (t_at + 1)] = (mpc_sum_lanes(sum_1) + mpc_sum_lanes(sum_5)) * 0.13523377f;
          mixed_logit[(s_1 * 128 + a_1) * 2048 + (t_at + 2)] = (mpc_sum_lanes(sum_2) + mpc_sum_lanes(sum_6)) * 0.13523377f;
          mixed_logit[(s_1 * 128 + a_1) * 2048 + (t_at + 3)] = (mpc_sum_lanes(sum_3) + mpc_sum_lanes(sum_7)) * 0.13523377f;
        }
        for (int t_at_1 = mpc_max(0, t_at_even); t_at_1 < t_at_end; ++t_at_1) {
          vf sum_8 = mpc_splat(0.0f);
          for (int e_1 = 0; e_1 < 512; e_1 += MPC_LANES) {
            sum_8 = mpc_fma(mpc_load(q_abs + (s_1 * 128 + a_1) * 512 + e_1), mpc_load(cache + picked[s_1 * 2048 + t_at_1] * 512 + e_1), sum_8);
          }
          vf sum_9 = mpc_splat(0.0f);
          for (int r_1 = 0; r_1 < 64; r_1 += MPC_LANES) {
            sum_9 = mpc_fma(mpc_load(q_rope + (s_1 * 128 + a_1) * 64 + r_1), mpc_load(cache_pe + picked[s_1 * 2048 + t_at_1] * 64 + r_1), sum_9);
          }
          mixed_logit[(s_1 * 128 + a_1) * 2048 + t_at_1] = (mpc_sum_lanes(sum_8) + mpc_sum_lanes(sum_9)) * 0.13523377f;
        }
      }
    });
  }
  // apply, line 64: mixed[s, a, c]
  {
    mpc_parallel_for(0, mpc_max(0, C) * 128, 1, mpc_grain(18874368.0f), [&](int point_2_begin, int point_2_end) {
      for (int point_2 = point_2_begin; point_2 < point_2_end; ++point_2) {
        const int s_2 = point_2 / 128;
        const int a_2 = point_2 % 128;
        alignas(64) float total[8 * MPC_LANES + 512];
        mpc_fill(total, 512, 0.0f);
        float peak = -3.4028235e+38f;
        float norm = 0.0f;
        const int t_at_end_1 = picked_count[s_2];
        for (int t_at_2 = 0; t_at_2 < t_at_end_1; t_at_2 += 64) {
          const int end_ = mpc_min(t_at_2 + 64, t_at_end_1);
          alignas(64) float weight[8 * MPC_LANES + 64];
          for (int t_at_3 = t_at_2; t_at_3 < end_; t_at_3 += MPC_LANES) {
            mpc_store(weight + t_at_3 - t_at_2, mpc_load(mixed_logit + (s_2 * 128 + a_2) * 2048 + t_at_3));
          }
          const float fade = mpc_softmax_block(weight, end_ - t_at_2, peak, norm);
          for (int c = 0; c < 512; c += 8 * MPC_LANES) {
            vf sum_10 = mpc_load(total + c) * fade;
            vf sum_11 = mpc_load(total + c + MPC_LANES) * fade;
            vf sum_12 = mpc_load(total + c + 2 * MPC_LANES) * fade;
            vf sum_13 = mpc_load(total + c + 3 * MPC_LANES) * fade;
            vf sum_14 = mpc_load(total + c + 4 * MPC_LANES) * fade;
            vf sum_15 = mpc_load(total + c + 5 * MPC_LANES) * fade;
            vf sum_16 = mpc_load(total + c + 6 * MPC_LANES) * fade;
            vf sum_17 = mpc_load(total + c + 7 * MPC_LANES) * fade;
            for (int t_at_4 = t_at_2; t_at_4 < end_; ++t_at_4) {
              const float w_1 = weight[t_at_4 - t_at_2];
              sum_10 = mpc_fma(w_1, mpc_load(cache + picked[s_2 * 2048 + t_at_4] * 512 + c), sum_10);
              sum_11 = mpc_fma(w_1, mpc_load(cache + picked[s_2 * 2048 + t_at_4] * 512 + (c + MPC_LANES)), sum_11);
              sum_12 = mpc_fma(w_1, mpc_load(cache + picked[s_2 * 2048 + t_at_4] * 512 + (c + 2 * MPC_LANES)), sum_12);
              sum_13 = mpc_fma(w_1, mpc_load(cache + picked[s_2 * 2048 + t_at_4] * 512 + (c + 3 * MPC_LANES)), sum_13);
              sum_14 = mpc_fma(w_1, mpc_load(cache + picked[s_2 * 2048 + t_at_4] * 512 + (c + 4 * MPC_LANES)), sum_14);
              sum_15 = mpc_fma(w_1, mpc_load(cache + picked[s_2 * 2048 + t_at_4] * 512 + (c + 5 * MPC_LANES)), sum_15);
              sum_16 = mpc_fma(w_1, mpc_load(cache + picked[s_2 * 2048 + t_at_4] * 512 + (c + 6 * MPC_LANES)), sum_16);
              sum_17 = mpc_fma(w_1, mpc_load(cache + picked[s_2 * 2048 + t_at_4] * 512 + (c + 7 * MPC_LANES)), sum_17);
            }
            mpc_store(total + c, sum_10);
            mpc_store(total + c + MPC_LANES, sum_11);
            mpc_store(total + c + 2 * MPC_LANES, sum_12);
            mpc_store(total + c + 3 * MPC_LANES, sum_13);
            mpc_store(total + c + 4 * MPC_LANES, sum_14);
            mpc_store(total + c + 5 * MPC_LANES, sum_15);
            mpc_store(total + c + 6 * MPC_LANES, sum_16);
            mpc_store(total + c + 7 * MPC_LANES, sum_17);
          }
        }
        const float scale = norm;
        for (int c_1 = 0; c_1 < 512; c_1 += MPC_LANES) {
          mpc_store(mixed + (s_2 * 128 + a_2) * 512 + c_1, mpc_ratio(mpc_load(total + c_1), scale));
        }
      }
    });
  }
}

// apply: y
extern "C" void deepseek_sparse_attention_prefill_y(
    const float *__restrict mixed,
    const bf16 *__restrict w_uv,
    float *__restrict y,
    int C) {
  // apply, line 66: y[s, a, v]
  {
    const int columns = mpc_floor_div(128 + (2 * MPC_LANES - 1), 2 * MPC_LANES);
    const int chunks = (mpc_max(0, C) + 127) / 128;
    mpc_parallel_for(0, columns * chunks * 128, 1, mpc_grain(98304.0f * mpc_min(128, C)), [&](int item_begin, int item_end) {
      for (int item = item_begin; item < item_end; ++item) {
        const int column = item % columns;
        const int chunk = item / columns % chunks;
        const int a = item / columns / chunks;
        const int v = column * (2 * MPC_LANES);
        const int from = chunk * 128;
        const int to = mpc_min(from + 128, C);
        const int s_even = to - mpc_floor_mod(mpc_max(to - from, 0), 4);
        for (int s = from; s < s_even; s += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int c = 0; c < 512; ++c) {
            const float mixed_1 = mixed[(s * 128 + a) * 512 + c];
            const float mixed_2 = mixed[((s + 1) * 128 + a) * 512 + c];
            const float mixed_3 = mixed[((s + 2) * 128 + a) * 512 + c];
            const float mixed_4 = mixed[((s + 3) * 128 + a) * 512 + c];
            const vf w_uv_1 = mpc_load(w_uv + (a * 512 + c) * 128 + v);
            const vf w_uv_2 = mpc_load(w_uv + (a * 512 + c) * 128 + (v + MPC_LANES));
            sum = mpc_fma(mixed_1, w_uv_1, sum);
            sum_1 = mpc_fma(mixed_1, w_uv_2, sum_1);
            sum_2 = mpc_fma(mixed_2, w_uv_1, sum_2);
            sum_3 = mpc_fma(mixed_2, w_uv_2, sum_3);
            sum_4 = mpc_fma(mixed_3, w_uv_1, sum_4);
            sum_5 = mpc_fma(mixed_3, w_uv_2, sum_5);
            sum_6 = mpc_fma(mixed_4, w_uv_1, sum_6);
            sum_7 = mpc_fma(mixed_4, w_uv_2, sum_7);
          }
          mpc_store(y + (s * 128 + a) * 128 + v, sum);
          mpc_store(y + (s * 128 + a) * 128 + (v + MPC_LANES), sum_1);
          mpc_store(y + ((s + 1) * 128 + a) * 128 + v, sum_2);
          mpc_store(y + ((s + 1) * 128 + a) * 128 + (v + MPC_LANES), sum_3);
          mpc_store(y + ((s + 2) * 128 + a) * 128 + v, sum_4);
          mpc_store(y + ((s + 2) * 128 + a) * 128 + (v + MPC_LANES), sum_5);
          mpc_store(y + ((s + 3) * 128 + a) * 128 + v, sum_6);
          mpc_store(y + ((s + 3) * 128 + a) * 128 + (v + MPC_LANES), sum_7);
        }
        for (int s_1 = mpc_max(from, s_even); s_1 < to; ++s_1) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int c_1 = 0; c_1 < 512; ++c_1) {
            const float mixed_5 = mixed[(s_1 * 128 + a) * 512 + c_1];
            sum_8 = mpc_fma(mixed_5, mpc_load(w_uv + (a * 512 + c_1) * 128 + v), sum_8);
            sum_9 = mpc_fma(mixed_5, mpc_load(w_uv + (a * 512 + c_1) * 128 + (v + MPC_LANES)), sum_9);
          }
          mpc_store(y + (s_1 * 128 + a) * 128 + v, sum_8);
          mpc_store(y + (s_1 * 128 + a) * 128 + (v + MPC_LANES), sum_9);
        }
      }
    });
  }
}
