// deepseek_sparse_attention: CPU kernels, one function for each step. Written by mpc.
#include "mpc_cpu.h"

// prepare: key_key_scale
extern "C" void deepseek_sparse_attention_key_key_scale(
    const bf16 *__restrict x,
    const bf16 *__restrict w_k,
    float *__restrict k,
    float *__restrict layer_norm_1_sum,
    float *__restrict layer_norm_1_rsqrt,
    const float *__restrict gain_k,
    const float *__restrict bias_k,
    float *__restrict layer_norm_1,
    const float *__restrict freq,
    float *__restrict rope_half_1,
    float *__restrict k_rot,
    float *__restrict k_scale,
    f8e4m3 *__restrict key,
    float *__restrict key_scale,
    int T) {
  // prepare, line 36: k[j]
  {
    std::vector<float> k_part(size_t(7168 + 8 * MPC_LANES));
    mpc_parallel_for(0, 56, 1, mpc_grain(98304.0f), [&](int part_begin, int part_end) {
      for (int part = part_begin; part < part_end; ++part) {
        for (int j = 0; j < 128; j += 8 * MPC_LANES) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          const int i_end = mpc_min(part * 128 + 128, 7168);
          for (int i = part * 128; i < i_end; ++i) {
            const float x_1 = mpc_get(x[i]);
            sum = mpc_fma(x_1, mpc_load(w_k + i * 128 + j), sum);
            sum_1 = mpc_fma(x_1, mpc_load(w_k + i * 128 + (j + MPC_LANES)), sum_1);
            sum_2 = mpc_fma(x_1, mpc_load(w_k + i * 128 + (j + 2 * MPC_LANES)), sum_2);
            sum_3 = mpc_fma(x_1, mpc_load(w_k + i * 128 + (j + 3 * MPC_LANES)), sum_3);
            sum_4 = mpc_fma(x_1, mpc_load(w_k + i * 128 + (j + 4 * MPC_LANES)), sum_4);
            sum_5 = mpc_fma(x_1, mpc_load(w_k + i * 128 + (j + 5 * MPC_LANES)), sum_5);
            sum_6 = mpc_fma(x_1, mpc_load(w_k + i * 128 + (j + 6 * MPC_LANES)), sum_6);
            sum_7 = mpc_fma(x_1, mpc_load(w_k + i * 128 + (j + 7 * MPC_LANES)), sum_7);
          }
          mpc_store(k_part.data() + part * 128 + j, sum);
          mpc_store(k_part.data() + part * 128 + (j + MPC_LANES), sum_1);
          mpc_store(k_part.data() + part * 128 + (j + 2 * MPC_LANES), sum_2);
          mpc_store(k_part.data() + part * 128 + (j + 3 * MPC_LANES), sum_3);
          mpc_store(k_part.data() + part * 128 + (j + 4 * MPC_LANES), sum_4);
          mpc_store(k_part.data() + part * 128 + (j + 5 * MPC_LANES), sum_5);
          mpc_store(k_part.data() + part * 128 + (j + 6 * MPC_LANES), sum_6);
          mpc_store(k_part.data() + part * 128 + (j + 7 * MPC_LANES), sum_7);
        }
      }
    });
    mpc_parallel_for(0, 128, 8 * MPC_LANES, mpc_grain(224.0f), [&](int j_1_begin, int j_1_end) {
      for (int j_1 = j_1_begin; j_1 < j_1_end; j_1 += 8 * MPC_LANES) {
        vf sum_8 = mpc_splat(0.0f);
        vf sum_9 = mpc_splat(0.0f);
        vf sum_10 = mpc_splat(0.0f);
        vf sum_11 = mpc_splat(0.0f);
        vf sum_12 = mpc_splat(0.0f);
        vf sum_13 = mpc_splat(0.0f);
        vf sum_14 = mpc_splat(0.0f);
        vf sum_15 = mpc_splat(0.0f);
        for (int part_1 = 0; part_1 < 56; ++part_1) {
          sum_8 = sum_8 + mpc_load(k_part.data() + part_1 * 128 + j_1);
          sum_9 = sum_9 + mpc_load(k_part.data() + part_1 * 128 + (j_1 + MPC_LANES));
          sum_10 = sum_10 + mpc_load(k_part.data() + part_1 * 128 + (j_1 + 2 * MPC_LANES));
          sum_11 = sum_11 + mpc_load(k_part.data() + part_1 * 128 + (j_1 + 3 * MPC_LANES));
          sum_12 = sum_12 + mpc_load(k_part.data() + part_1 * 128 + (j_1 + 4 * MPC_LANES));
          sum_13 = sum_13 + mpc_load(k_part.data() + part_1 * 128 + (j_1 + 5 * MPC_LANES));
          sum_14 = sum_14 + mpc_load(k_part.data() + part_1 * 128 + (j_1 + 6 * MPC_LANES));
          sum_15 = sum_15 + mpc_load(k_part.data() + part_1 * 128 + (j_1 + 7 * MPC_LANES));
        }
        mpc_store(k + j_1, sum_8);
        mpc_store(k + j_1 + MPC_LANES, sum_9);
        mpc_store(k + j_1 + 2 * MPC_LANES, sum_10);
        mpc_store(k + j_1 + 3 * MPC_LANES, sum_11);
        mpc_store(k + j_1 + 4 * MPC_LANES, sum_12);
        mpc_store(k + j_1 + 5 * MPC_LANES, sum_13);
        mpc_store(k + j_1 + 6 * MPC_LANES, sum_14);
        mpc_store(k + j_1 + 7 * MPC_LANES, sum_15);
      }
    });
  }
  // prepare, line 37: layer_norm_1_sum
  {
    vf sum_16 = mpc_splat(0.0f);
    for (int i_1 = 0; i_1 < 128; i_1 += MPC_LANES) {
      sum_16 = sum_16 + mpc_load(k + i_1);
    }
    layer_norm_1_sum[0] = mpc_sum_lanes(sum_16) * 0.0078125f;
  }
  // prepare, line 37: layer_norm_1_rsqrt
  {
    vf sum_17 = mpc_splat(0.0f);
    for (int j_2 = 0; j_2 < 128; j_2 += MPC_LANES) {
      sum_17 = mpc_fma(mpc_load(k + j_2) - layer_norm_1_sum[0], mpc_load(k + j_2) - layer_norm_1_sum[0], sum_17);
    }
    layer_norm_1_rsqrt[0] = mpc_rsqrt(mpc_sum_lanes(sum_17) * 0.0078125f + 0.000001f);
  }
  // prepare, line 37: layer_norm_1[i]
  {
    mpc_parallel_for(0, 128, MPC_LANES, mpc_grain(14.0f), [&](int i_2_begin, int i_2_end) {
      for (int i_2 = i_2_begin; i_2 < i_2_end; i_2 += MPC_LANES) {
        mpc_store(layer_norm_1 + i_2, (mpc_load(k + i_2) - layer_norm_1_sum[0]) * layer_norm_1_rsqrt[0] * mpc_load(gain_k + i_2) + mpc_load(bias_k + i_2));
      }
    });
  }
  // prepare, line 37: rope_half_1[i]
  {
    mpc_parallel_for(0, 128, MPC_LANES, mpc_grain(72.0f), [&](int i_3_begin, int i_3_end) {
      for (int i_3 = i_3_begin; i_3 < i_3_end; i_3 += MPC_LANES) {
        mpc_store(rope_half_1 + i_3, mpc_choose(mpc_iota(i_3) < 64, mpc_load(layer_norm_1 + i_3) * mpc_cos((float)(T - 1) * mpc_gather(freq, mpc_iota(i_3) & 31, MPC_LANES)) + (mpc_choose(mpc_iota(i_3) < 32, -mpc_gather(layer_norm_1, mpc_min(mpc_iota(i_3) + 32, mpc_splat(127)), MPC_LANES), mpc_gather(layer_norm_1, mpc_max(mpc_iota(i_3) - 32, mpc_splat(0)), MPC_LANES))) * mpc_sin((float)(T - 1) * mpc_gather(freq, mpc_iota(i_3) & 31, MPC_LANES)), mpc_load(layer_norm_1 + i_3)));
      }
    });
  }
  // prepare, line 37: k_rot[i]
  {
    mpc_parallel_for(0, 128, 8 * MPC_LANES, mpc_grain(2570.0f), [&](int i_4_begin, int i_4_end) {
      for (int i_4 = i_4_begin; i_4 < i_4_end; i_4 += 8 * MPC_LANES) {
        vf sum_18 = mpc_splat(0.0f);
        vf sum_19 = mpc_splat(0.0f);
        vf sum_20 = mpc_splat(0.0f);
        vf sum_21 = mpc_splat(0.0f);
        vf sum_22 = mpc_splat(0.0f);
        vf sum_23 = mpc_splat(0.0f);
        vf sum_24 = mpc_splat(0.0f);
        vf sum_25 = mpc_splat(0.0f);
        for (int j_3 = 0; j_3 < 128; ++j_3) {
          const float rope_half_1_1 = rope_half_1[j_3];
          sum_18 = sum_18 + (mpc_choose((mpc_popcount(mpc_iota(i_4) & j_3) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
          sum_19 = sum_19 + (mpc_choose((mpc_popcount(mpc_iota(i_4 + MPC_LANES) & j_3) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
          sum_20 = sum_20 + (mpc_choose((mpc_popcount(mpc_iota(i_4 + 2 * MPC_LANES) & j_3) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
          sum_21 = sum_21 + (mpc_choose((mpc_popcount(mpc_iota(i_4 + 3 * MPC_LANES) & j_3) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
          sum_22 = sum_22 + (mpc_choose((mpc_popcount(mpc_iota(i_4 + 4 * MPC_LANES) & j_3) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
          sum_23 = sum_23 + (mpc_choose((mpc_popcount(mpc_iota(i_4 + 5 * MPC_LANES) & j_3) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
          sum_24 = sum_24 + (mpc_choose((mpc_popcount(mpc_iota(i_4 + 6 * MPC_LANES) & j_3) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
          sum_25 = sum_25 + (mpc_choose((mpc_popcount(mpc_iota(i_4 + 7 * MPC_LANES) & j_3) & 1) == 0, mpc_splat(rope_half_1_1), mpc_splat(-rope_half_1_1)));
        }
        mpc_store(k_rot + i_4, sum_18 / 11.313708f);
        mpc_store(k_rot + i_4 + MPC_LANES, sum_19 / 11.313708f);
        mpc_store(k_rot + i_4 + 2 * MPC_LANES, sum_20 / 11.313708f);
        mpc_store(k_rot + i_4 + 3 * MPC_LANES, sum_21 / 11.313708f);
        mpc_store(k_rot + i_4 + 4 * MPC_LANES, sum_22 / 11.313708f);
        mpc_store(k_rot + i_4 + 5 * MPC_LANES, sum_23 / 11.313708f);
        mpc_store(k_rot + i_4 + 6 * MPC_LANES, sum_24 / 11.313708f);
        mpc_store(k_rot + i_4 + 7 * MPC_LANES, sum_25 / 11.313708f);
      }
    });
  }
  // prepare, line 38: k_scale
  {
    vf max = mpc_splat(-__builtin_inff());
    for (int j_4 = 0; j_4 < 128; j_4 += MPC_LANES) {
      max = mpc_max(max, mpc_abs(mpc_load(k_rot + j_4)));
    }
    k_scale[0] = mpc_pow2ceil(mpc_max(0.0001f, mpc_max_lanes(max)) / 448.0f);
  }
  // prepare, line 39: key[j]
  {
    mpc_parallel_for(0, 128, MPC_LANES, mpc_grain(15.0f), [&](int j_5_begin, int j_5_end) {
      for (int j_5 = j_5_begin; j_5 < j_5_end; j_5 += MPC_LANES) {
        mpc_store(key + (T - 1) * 128 + j_5, mpc_load(k_rot + j_5) / k_scale[0]);
      }
    });
  }
  // prepare, line 40: key_scale
  {
    key_scale[T - 1] = k_scale[0];
  }
}

// prepare: cache_cache_pe
extern "C" void deepseek_sparse_attention_cache_cache_pe(
    const bf16 *__restrict latent,
    bf16 *__restrict cache,
    const bf16 *__restrict k_pe,
    const float *__restrict freq,
    float *__restrict pe,
    bf16 *__restrict cache_pe,
    int T) {
  // prepare, line 41: cache[i]
  {
    mpc_parallel_for(0, 512, MPC_LANES, mpc_grain(2.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; i += MPC_LANES) {
        mpc_store(cache + (T - 1) * 512 + i, mpc_load(latent + i));
      }
    });
  }
  // prepare, line 42: pe[i]
  {
    mpc_parallel_for(0, 64, MPC_LANES, mpc_grain(78.0f), [&](int i_1_begin, int i_1_end) {
      for (int i_1 = i_1_begin; i_1 < i_1_end; i_1 += MPC_LANES) {
        mpc_store(pe + i_1, mpc_load(k_pe + i_1) * mpc_cos((float)(T - 1) * mpc_gather(freq, mpc_iota(i_1) >> 1, MPC_LANES)) + (mpc_choose((mpc_iota(i_1) & 1) == 0, -mpc_gather(k_pe, mpc_min(mpc_iota(i_1) + 1, mpc_splat(63)), MPC_LANES), mpc_gather(k_pe, mpc_max(mpc_iota(i_1) - 1, mpc_splat(0)), MPC_LANES))) * mpc_sin((float)(T - 1) * mpc_gather(freq, mpc_iota(i_1) >> 1, MPC_LANES)));
      }
    });
  }
  // prepare, line 43: cache_pe[r]
  {
    mpc_parallel_for(0, 64, MPC_LANES, mpc_grain(3.0f), [&](int r_begin, int r_end) {
      for (int r = r_begin; r < r_end; r += MPC_LANES) {
        mpc_store(cache_pe + (T - 1) * 64 + r, mpc_load(pe + r));
      }
    });
  }
}

// relevancy: q_scale_q
extern "C" void deepseek_sparse_attention_q_scale_q(
    const bf16 *__restrict qr,
    const bf16 *__restrict w_q,
    float *__restrict q_raw,
    const float *__restrict freq,
    float *__restrict rope_half_2,
    float *__restrict q_rot,
    float *__restrict q_scale,
    f8e4m3 *__restrict q,
    int T) {
  // relevancy, line 47: q_raw[h, j]
  {
    mpc_parallel_for(0, 64, 1, mpc_grain(1179648.0f), [&](int h_begin, int h_end) {
      for (int h = h_begin; h < h_end; ++h) {
        for (int j = 0; j < 128; j += 8 * MPC_LANES) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int r = 0; r < 1536; ++r) {
            const float qr_1 = mpc_get(qr[r]);
            sum = mpc_fma(qr_1, mpc_load(w_q + (r * 64 + h) * 128 + j), sum);
            sum_1 = mpc_fma(qr_1, mpc_load(w_q + (r * 64 + h) * 128 + (j + MPC_LANES)), sum_1);
            sum_2 = mpc_fma(qr_1, mpc_load(w_q + (r * 64 + h) * 128 + (j + 2 * MPC_LANES)), sum_2);
            sum_3 = mpc_fma(qr_1, mpc_load(w_q + (r * 64 + h) * 128 + (j + 3 * MPC_LANES)), sum_3);
            sum_4 = mpc_fma(qr_1, mpc_load(w_q + (r * 64 + h) * 128 + (j + 4 * MPC_LANES)), sum_4);
            sum_5 = mpc_fma(qr_1, mpc_load(w_q + (r * 64 + h) * 128 + (j + 5 * MPC_LANES)), sum_5);
            sum_6 = mpc_fma(qr_1, mpc_load(w_q + (r * 64 + h) * 128 + (j + 6 * MPC_LANES)), sum_6);
            sum_7 = mpc_fma(qr_1, mpc_load(w_q + (r * 64 + h) * 128 + (j + 7 * MPC_LANES)), sum_7);
          }
          mpc_store(q_raw + h * 128 + j, sum);
          mpc_store(q_raw + h * 128 + (j + MPC_LANES), sum_1);
          mpc_store(q_raw + h * 128 + (j + 2 * MPC_LANES), sum_2);
          mpc_store(q_raw + h * 128 + (j + 3 * MPC_LANES), sum_3);
          mpc_store(q_raw + h * 128 + (j + 4 * MPC_LANES), sum_4);
          mpc_store(q_raw + h * 128 + (j + 5 * MPC_LANES), sum_5);
          mpc_store(q_raw + h * 128 + (j + 6 * MPC_LANES), sum_6);
          mpc_store(q_raw + h * 128 + (j + 7 * MPC_LANES), sum_7);
        }
      }
    });
  }
  // relevancy, line 48: rope_half_2[h, i]
  {
    mpc_parallel_for(0, 64, 1, mpc_grain(9216.0f), [&](int h_1_begin, int h_1_end) {
      for (int h_1 = h_1_begin; h_1 < h_1_end; ++h_1) {
        for (int i = 0; i < 128; i += MPC_LANES) {
          mpc_store(rope_half_2 + h_1 * 128 + i, mpc_choose(mpc_iota(i) < 64, mpc_load(q_raw + h_1 * 128 + i) * mpc_cos((float)(T - 1) * mpc_gather(freq, mpc_iota(i) & 31, MPC_LANES)) + (mpc_choose(mpc_iota(i) < 32, -mpc_gather(q_raw, h_1 * 128 + mpc_min(mpc_iota(i) + 32, mpc_splat(127)), MPC_LANES), mpc_gather(q_raw, h_1 * 128 + mpc_max(mpc_iota(i) - 32, mpc_splat(0)), MPC_LANES))) * mpc_sin((float)(T - 1) * mpc_gather(freq, mpc_iota(i) & 31, MPC_LANES)), mpc_load(q_raw + h_1 * 128 + i)));
        }
      }
    });
  }
  // relevancy, line 48: q_rot[h, i]
  {
    mpc_parallel_for(0, 64, 1, mpc_grain(328960.0f), [&](int h_2_begin, int h_2_end) {
      for (int h_2 = h_2_begin; h_2 < h_2_end; ++h_2) {
        for (int i_1 = 0; i_1 < 128; i_1 += 8 * MPC_LANES) {
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          vf sum_12 = mpc_splat(0.0f);
          vf sum_13 = mpc_splat(0.0f);
          vf sum_14 = mpc_splat(0.0f);
          vf sum_15 = mpc_splat(0.0f);
          for (int j_1 = 0; j_1 < 128; ++j_1) {
            const float rope_half_2_1 = rope_half_2[h_2 * 128 + j_1];
            sum_8 = sum_8 + (mpc_choose((mpc_popcount(mpc_iota(i_1) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
            sum_9 = sum_9 + (mpc_choose((mpc_popcount(mpc_iota(i_1 + MPC_LANES) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
            sum_10 = sum_10 + (mpc_choose((mpc_popcount(mpc_iota(i_1 + 2 * MPC_LANES) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
            sum_11 = sum_11 + (mpc_choose((mpc_popcount(mpc_iota(i_1 + 3 * MPC_LANES) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
            sum_12 = sum_12 + (mpc_choose((mpc_popcount(mpc_iota(i_1 + 4 * MPC_LANES) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
            sum_13 = sum_13 + (mpc_choose((mpc_popcount(mpc_iota(i_1 + 5 * MPC_LANES) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
            sum_14 = sum_14 + (mpc_choose((mpc_popcount(mpc_iota(i_1 + 6 * MPC_LANES) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
            sum_15 = sum_15 + (mpc_choose((mpc_popcount(mpc_iota(i_1 + 7 * MPC_LANES) & j_1) & 1) == 0, mpc_splat(rope_half_2_1), mpc_splat(-rope_half_2_1)));
          }
          mpc_store(q_rot + h_2 * 128 + i_1, sum_8 / 11.313708f);
          mpc_store(q_rot + h_2 * 128 + (i_1 + MPC_LANES), sum_9 / 11.313708f);
          mpc_store(q_rot + h_2 * 128 + (i_1 + 2 * MPC_LANES), sum_10 / 11.313708f);
          mpc_store(q_rot + h_2 * 128 + (i_1 + 3 * MPC_LANES), sum_11 / 11.313708f);
          mpc_store(q_rot + h_2 * 128 + (i_1 + 4 * MPC_LANES), sum_12 / 11.313708f);
          mpc_store(q_rot + h_2 * 128 + (i_1 + 5 * MPC_LANES), sum_13 / 11.313708f);
          mpc_store(q_rot + h_2 * 128 + (i_1 + 6 * MPC_LANES), sum_14 / 11.313708f);
          mpc_store(q_rot + h_2 * 128 + (i_1 + 7 * MPC_LANES), sum_15 / 11.313708f);
        }
      }
    });
  }
  // relevancy, line 49: q_scale[h]
  {
    mpc_parallel_for(0, 64, 1, mpc_grain(524.0f), [&](int h_3_begin, int h_3_end) {
      for (int h_3 = h_3_begin; h_3 < h_3_end; ++h_3) {
        vf max = mpc_splat(-__builtin_inff());
        for (int j_2 = 0; j_2 < 128; j_2 += MPC_LANES) {
          max = mpc_max(max, mpc_abs(mpc_load(q_rot + h_3 * 128 + j_2)));
        }
        q_scale[h_3] = mpc_pow2ceil(mpc_max(0.0001f, mpc_max_lanes(max)) / 448.0f);
      }
    });
  }
  // relevancy, line 50: q[h, j]
  {
    mpc_parallel_for(0, 64, 1, mpc_grain(1920.0f), [&](int h_4_begin, int h_4_end) {
      for (int h_4 = h_4_begin; h_4 < h_4_end; ++h_4) {
        for (int j_3 = 0; j_3 < 128; j_3 += MPC_LANES) {
          mpc_store(q + h_4 * 128 + j_3, mpc_load(q_rot + h_4 * 128 + j_3) / q_scale[h_4]);
        }
      }
    });
  }
}

// relevancy: w
extern "C" void deepseek_sparse_attention_w(
    const bf16 *__restrict x,
    const bf16 *__restrict w_w,
    const float *__restrict q_scale,
    float *__restrict w) {
  // relevancy, line 51: w[h]
  {
    std::vector<float> w_part(size_t(1792 + 8 * MPC_LANES));
    mpc_parallel_for(0, 28, 1, mpc_grain(98304.0f), [&](int part_begin, int part_end) {
      for (int part = part_begin; part < part_end; ++part) {
        for (int h = 0; h < 64; h += 4 * MPC_LANES) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          const int i_end = mpc_min(part * 256 + 256, 7168);
          for (int i = part * 256; i < i_end; ++i) {
            const float x_1 = mpc_get(x[i]);
            sum = mpc_fma(x_1, mpc_load(w_w + i * 64 + h), sum);
            sum_1 = mpc_fma(x_1, mpc_load(w_w + i * 64 + (h + MPC_LANES)), sum_1);
            sum_2 = mpc_fma(x_1, mpc_load(w_w + i * 64 + (h + 2 * MPC_LANES)), sum_2);
            sum_3 = mpc_fma(x_1, mpc_load(w_w + i * 64 + (h + 3 * MPC_LANES)), sum_3);
          }
          mpc_store(w_part.data() + part * 64 + h, sum);
          mpc_store(w_part.data() + part * 64 + (h + MPC_LANES), sum_1);
          mpc_store(w_part.data() + part * 64 + (h + 2 * MPC_LANES), sum_2);
          mpc_store(w_part.data() + part * 64 + (h + 3 * MPC_LANES), sum_3);
        }
      }
    });
    mpc_parallel_for(0, 64, 4 * MPC_LANES, mpc_grain(126.0f), [&](int h_1_begin, int h_1_end) {
      for (int h_1 = h_1_begin; h_1 < h_1_end; h_1 += 4 * MPC_LANES) {
        vf sum_4 = mpc_splat(0.0f);
        vf sum_5 = mpc_splat(0.0f);
        vf sum_6 = mpc_splat(0.0f);
        vf sum_7 = mpc_splat(0.0f);
        for (int part_1 = 0; part_1 < 28; ++part_1) {
          sum_4 = sum_4 + mpc_load(w_part.data() + part_1 * 64 + h_1);
          sum_5 = sum_5 + mpc_load(w_part.data() + part_1 * 64 + (h_1 + MPC_LANES));
          sum_6 = sum_6 + mpc_load(w_part.data() + part_1 * 64 + (h_1 + 2 * MPC_LANES));
          sum_7 = sum_7 + mpc_load(w_part.data() + part_1 * 64 + (h_1 + 3 * MPC_LANES));
        }
        mpc_store(w + h_1, sum_4 * mpc_load(q_scale + h_1) * 0.125f / 11.313708f);
        mpc_store(w + h_1 + MPC_LANES, sum_5 * mpc_load(q_scale + h_1 + MPC_LANES) * 0.125f / 11.313708f);
        mpc_store(w + h_1 + 2 * MPC_LANES, sum_6 * mpc_load(q_scale + h_1 + 2 * MPC_LANES) * 0.125f / 11.313708f);
        mpc_store(w + h_1 + 3 * MPC_LANES, sum_7 * mpc_load(q_scale + h_1 + 3 * MPC_LANES) * 0.125f / 11.313708f);
      }
    });
  }
}

// relevancy: score_picked
extern "C" void deepseek_sparse_attention_score_picked(
    const f8e4m3 *__restrict q,
    const f8e4m3 *__restrict key,
    const float *__restrict key_scale,
    const float *__restrict w,
    int32_t *__restrict picked,
    int32_t *__restrict picked_count,
    int T) {
  // relevancy, line 52: score[t]
  // retrieve, line 56: picked = the 2048 best t
  {
    mpc_topk<float> best(2048);
    alignas(64) float q_wide[MPC_LANES + 8192];
    mpc_widen_all(q_wide, q, 8192);
    mpc_parallel_for(0, T, 1024, mpc_grain(49477.0f), [&](int t_begin, int t_end) {
      for (int t = t_begin; t < t_end; t += 1024) {
        const int end_ = mpc_min(t + 1024, T);
        alignas(64) float score_part[8 * MPC_LANES + 1024];
        for (int t_1 = t; t_1 < end_; t_1 += 2 * MPC_LANES) {
          const int left = end_ - t_1;
          alignas(64) float key_tile[256 * MPC_LANES];
          mpc_pack(key_tile, key + t_1 * 128, 128, 128, left, 2 * MPC_LANES);
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          for (int h = 0; h < 64; h += 4) {
            const float w_1 = w[h];
            const float w_2 = w[h + 1];
            const float w_3 = w[h + 2];
            const float w_4 = w[h + 3];
            vf sum_2 = mpc_splat(0.0f);
            vf sum_3 = mpc_splat(0.0f);
            vf sum_4 = mpc_splat(0.0f);
            vf sum_5 = mpc_splat(0.0f);
            vf sum_6 = mpc_splat(0.0f);
            vf sum_7 = mpc_splat(0.0f);
            vf sum_8 = mpc_splat(0.0f);
            vf sum_9 = mpc_splat(0.0f);
            for (int j = 0; j < 128; ++j) {
              const float q_1 = q_wide[h * 128 + j];
              const float q_2 = q_wide[(h + 1) * 128 + j];
              const float q_3 = q_wide[(h + 2) * 128 + j];
              const float q_4 = q_wide[(h + 3) * 128 + j];
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
    best.finish(picked, picked_count, 2048);
  }
}

// apply: q_abs
extern "C" void deepseek_sparse_attention_q_abs(
    const bf16 *__restrict q_nope,
    const bf16 *__restrict w_uk,
    float *__restrict q_abs) {
  // apply, line 60: q_abs[a, c]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(393216.0f), [&](int a_begin, int a_end) {
      for (int a = a_begin; a < a_end; ++a) {
        for (int c = 0; c < 512; c += 8 * MPC_LANES) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int n = 0; n < 128; ++n) {
            const float q_nope_1 = mpc_get(q_nope[a * 128 + n]);
            sum = mpc_fma(q_nope_1, mpc_load(w_uk + (a * 128 + n) * 512 + c), sum);
            sum_1 = mpc_fma(q_nope_1, mpc_load(w_uk + (a * 128 + n) * 512 + (c + MPC_LANES)), sum_1);
            sum_2 = mpc_fma(q_nope_1, mpc_load(w_uk + (a * 128 + n) * 512 + (c + 2 * MPC_LANES)), sum_2);
            sum_3 = mpc_fma(q_nope_1, mpc_load(w_uk + (a * 128 + n) * 512 + (c + 3 * MPC_LANES)), sum_3);
            sum_4 = mpc_fma(q_nope_1, mpc_load(w_uk + (a * 128 + n) * 512 + (c + 4 * MPC_LANES)), sum_4);
            sum_5 = mpc_fma(q_nope_1, mpc_load(w_uk + (a * 128 + n) * 512 + (c + 5 * MPC_LANES)), sum_5);
            sum_6 = mpc_fma(q_nope_1, mpc_load(w_uk + (a * 128 + n) * 512 + (c + 6 * MPC_LANES)), sum_6);
            sum_7 = mpc_fma(q_nope_1, mpc_load(w_uk + (a * 128 + n) * 512 + (c + 7 * MPC_LANES)), sum_7);
          }
          mpc_store(q_abs + a * 512 + c, sum);
          mpc_store(q_abs + a * 512 + (c + MPC_LANES), sum_1);
          mpc_store(q_abs + a * 512 + (c + 2 * MPC_LANES), sum_2);
          mpc_store(q_abs + a * 512 + (c + 3 * MPC_LANES), sum_3);
          mpc_store(q_abs + a * 512 + (c + 4 * MPC_LANES), sum_4);
          mpc_store(q_abs + a * 512 + (c + 5 * MPC_LANES), sum_5);
          mpc_store(q_abs + a * 512 + (c + 6 * MPC_LANES), sum_6);
          mpc_store(q_abs + a * 512 + (c + 7 * MPC_LANES), sum_7);
        }
      }
    });
  }
}

// apply: mixed
extern "C" void deepseek_sparse_attention_mixed(
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
    int T) {
  // apply, line 61: q_rope[a, i]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(4992.0f), [&](int a_begin, int a_end) {
      for (int a = a_begin; a < a_end; ++a) {
        for (int i = 0; i < 64; i += MPC_LANES) {
          mpc_store(q_rope + a * 64 + i, mpc_load(q_pe + a * 64 + i) * mpc_cos((float)(T - 1) * mpc_gather(freq, mpc_iota(i) >> 1, MPC_LANES)) + (mpc_choose((mpc_iota(i) & 1) == 0, -mpc_gather(q_pe, a * 64 + mpc_min(mpc_iota(i) + 1, mpc_splat(63)), MPC_LANES), mpc_gather(q_pe, a * 64 + mpc_max(mpc_iota(i) - 1, mpc_splat(0)), MPC_LANES))) * mpc_sin((float)(T - 1) * mpc_gather(freq, mpc_iota(i) >> 1, MPC_LANES)));
        }
      }
    });
  }
  // apply, line 63: mixed_logit[a, t_at]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(9441280.0f), [&](int a_1_begin, int a_1_end) {
      for (int a_1 = a_1_begin; a_1 < a_1_end; ++a_1) {
        const int t_at_end = picked_count[0];
        const int t_at_even = t_at_end - mpc_floor_mod(mpc_max(t_at_end, 0), 4);
        for (int t_at = 0; t_at < t_at_even; t_at += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          for (int e = 0; e < 512; e += MPC_LANES) {
            const vf q_abs_1 = mpc_load(q_abs + a_1 * 512 + e);
            sum = mpc_fma(q_abs_1, mpc_load(cache + picked[t_at] * 512 + e), sum);
            sum_1 = mpc_fma(q_abs_1, mpc_load(cache + picked[t_at + 1] * 512 + e), sum_1);
            sum_2 = mpc_fma(q_abs_1, mpc_load(cache + picked[t_at + 2] * 512 + e), sum_2);
            sum_3 = mpc_fma(q_abs_1, mpc_load(cache + picked[t_at + 3] * 512 + e), sum_3);
          }
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int r = 0; r < 64; r += MPC_LANES) {
            const vf q_rope_1 = mpc_load(q_rope + a_1 * 64 + r);
            sum_4 = mpc_fma(q_rope_1, mpc_load(cache_pe + picked[t_at] * 64 + r), sum_4);
            sum_5 = mpc_fma(q_rope_1, mpc_load(cache_pe + picked[t_at + 1] * 64 + r), sum_5);
            sum_6 = mpc_fma(q_rope_1, mpc_load(cache_pe + picked[t_at + 2] * 64 + r), sum_6);
            sum_7 = mpc_fma(q_rope_1, mpc_load(cache_pe + picked[t_at + 3] * 64 + r), sum_7);
          }
          mixed_logit[a_1 * 2048 + t_at] = (mpc_sum_lanes(sum) + mpc_sum_lanes(sum_4)) * 0.13523377f;
          mixed_logit[a_1 * 2048 + (t_at + 1)] = (mpc_sum_lanes(sum_1) + mpc_sum_lanes(sum_5)) * 0.13523377f;
          mixed_logit[a_1 * 2048 + (t_at + 2)] = (mpc_sum_lanes(sum_2) + mpc_sum_lanes(sum_6)) * 0.13523377f;
          mixed_logit[a_1 * 2048 + (t_at + 3)] = (mpc_sum_lanes(sum_3) + mpc_sum_lanes(sum_7)) * 0.13523377f;
        }
        for (int t_at_1 = mpc_max(0, t_at_even); t_at_1 < t_at_end; ++t_at_1) {
          vf sum_8 = mpc_splat(0.0f);
          for (int e_1 = 0; e_1 < 512; e_1 += MPC_LANES) {
            sum_8 = mpc_fma(mpc_load(q_abs + a_1 * 512 + e_1), mpc_load(cache + picked[t_at_1] * 512 + e_1), sum_8);
          }
          vf sum_9 = mpc_splat(0.0f);
          for (int r_1 = 0; r_1 < 64; r_1 += MPC_LANES) {
            sum_9 = mpc_fma(mpc_load(q_rope + a_1 * 64 + r_1), mpc_load(cache_pe + picked[t_at_1] * 64 + r_1), sum_9);
          }
          mixed_logit[a_1 * 2048 + t_at_1] = (mpc_sum_lanes(sum_8) + mpc_sum_lanes(sum_9)) * 0.13523377f;
        }
      }
    });
  }
  // apply, line 62: mixed[a, c]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(18874368.0f), [&](int a_2_begin, int a_2_end) {
      for (int a_2 = a_2_begin; a_2 < a_2_end; ++a_2) {
        alignas(64) float total[8 * MPC_LANES + 512];
        mpc_fill(total, 512, 0.0f);
        float peak = -3.4028235e+38f;
        float norm = 0.0f;
        const int t_at_end_1 = picked_count[0];
        for (int t_at_2 = 0; t_at_2 < t_at_end_1; t_at_2 += 64) {
          const int end_ = mpc_min(t_at_2 + 64, t_at_end_1);
          alignas(64) float weight[8 * MPC_LANES + 64];
          for (int t_at_3 = t_at_2; t_at_3 < end_; t_at_3 += MPC_LANES) {
            mpc_store(weight + t_at_3 - t_at_2, mpc_load(mixed_logit + a_2 * 2048 + t_at_3));
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
              sum_10 = mpc_fma(w_1, mpc_load(cache + picked[t_at_4] * 512 + c), sum_10);
              sum_11 = mpc_fma(w_1, mpc_load(cache + picked[t_at_4] * 512 + (c + MPC_LANES)), sum_11);
              sum_12 = mpc_fma(w_1, mpc_load(cache + picked[t_at_4] * 512 + (c + 2 * MPC_LANES)), sum_12);
              sum_13 = mpc_fma(w_1, mpc_load(cache + picked[t_at_4] * 512 + (c + 3 * MPC_LANES)), sum_13);
              sum_14 = mpc_fma(w_1, mpc_load(cache + picked[t_at_4] * 512 + (c + 4 * MPC_LANES)), sum_14);
              sum_15 = mpc_fma(w_1, mpc_load(cache + picked[t_at_4] * 512 + (c + 5 * MPC_LANES)), sum_15);
              sum_16 = mpc_fma(w_1, mpc_load(cache + picked[t_at_4] * 512 + (c + 6 * MPC_LANES)), sum_16);
              sum_17 = mpc_fma(w_1, mpc_load(cache + picked[t_at_4] * 512 + (c + 7 * MPC_LANES)), sum_17);
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
          mpc_store(mixed + a_2 * 512 + c_1, mpc_ratio(mpc_load(total + c_1), scale));
        }
      }
    });
  }
}

// apply: y
extern "C" void deepseek_sparse_attention_y(
    const float *__restrict mixed,
    const bf16 *__restrict w_uv,
    float *__restrict y) {
  // apply, line 64: y[a, v]
  {
    mpc_parallel_for(0, 128, 1, mpc_grain(393216.0f), [&](int a_begin, int a_end) {
      for (int a = a_begin; a < a_end; ++a) {
        for (int v = 0; v < 128; v += 8 * MPC_LANES) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          for (int c = 0; c < 512; ++c) {
            const float mixed_1 = mixed[a * 512 + c];
            sum = mpc_fma(mixed_1, mpc_load(w_uv + (a * 512 + c) * 128 + v), sum);
            sum_1 = mpc_fma(mixed_1, mpc_load(w_uv + (a * 512 + c) * 128 + (v + MPC_LANES)), sum_1);
            sum_2 = mpc_fma(mixed_1, mpc_load(w_uv + (a * 512 + c) * 128 + (v + 2 * MPC_LANES)), sum_2);
            sum_3 = mpc_fma(mixed_1, mpc_load(w_uv + (a * 512 + c) * 128 + (v + 3 * MPC_LANES)), sum_3);
            sum_4 = mpc_fma(mixed_1, mpc_load(w_uv + (a * 512 + c) * 128 + (v + 4 * MPC_LANES)), sum_4);
            sum_5 = mpc_fma(mixed_1, mpc_load(w_uv + (a * 512 + c) * 128 + (v + 5 * MPC_LANES)), sum_5);
            sum_6 = mpc_fma(mixed_1, mpc_load(w_uv + (a * 512 + c) * 128 + (v + 6 * MPC_LANES)), sum_6);
            sum_7 = mpc_fma(mixed_1, mpc_load(w_uv + (a * 512 + c) * 128 + (v + 7 * MPC_LANES)), sum_7);
          }
          mpc_store(y + a * 128 + v, sum);
          mpc_store(y + a * 128 + (v + MPC_LANES), sum_1);
          mpc_store(y + a * 128 + (v + 2 * MPC_LANES), sum_2);
          mpc_store(y + a * 128 + (v + 3 * MPC_LANES), sum_3);
          mpc_store(y + a * 128 + (v + 4 * MPC_LANES), sum_4);
          mpc_store(y + a * 128 + (v + 5 * MPC_LANES), sum_5);
          mpc_store(y + a * 128 + (v + 6 * MPC_LANES), sum_6);
          mpc_store(y + a * 128 + (v + 7 * MPC_LANES), sum_7);
        }
      }
    });
  }
}
