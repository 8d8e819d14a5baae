// hmt: CPU kernels, one function for each step. Written by mpc.
#include "mpc_cpu.h"

// relevancy: recalled
extern "C" void hmt_recalled(
    const float *__restrict summary,
    const bf16 *__restrict w_q,
    float *__restrict query,
    const bf16 *__restrict keys,
    float *__restrict score,
    const bf16 *__restrict bank,
    float *__restrict mixed,
    const bf16 *__restrict first,
    float *__restrict recalled,
    int N) {
  // relevancy, line 31: query[j]
  {
    mpc_parallel_for(0, 4096, 8 * MPC_LANES, mpc_grain(24576.0f), [&](int j_begin, int j_end) {
      for (int j = j_begin; j < j_end; j += 8 * MPC_LANES) {
        vf sum = mpc_splat(0.0f);
        vf sum_1 = mpc_splat(0.0f);
        vf sum_2 = mpc_splat(0.0f);
        vf sum_3 = mpc_splat(0.0f);
        vf sum_4 = mpc_splat(0.0f);
        vf sum_5 = mpc_splat(0.0f);
        vf sum_6 = mpc_splat(0.0f);
        vf sum_7 = mpc_splat(0.0f);
        for (int i = 0; i < 4096; ++i) {
          const float summary_1 = summary[i];
          sum = mpc_fma(summary_1, mpc_load(w_q + i * 4096 + j), sum);
          sum_1 = mpc_fma(summary_1, mpc_load(w_q + i * 4096 + (j + MPC_LANES)), sum_1);
          sum_2 = mpc_fma(summary_1, mpc_load(w_q + i * 4096 + (j + 2 * MPC_LANES)), sum_2);
          sum_3 = mpc_fma(summary_1, mpc_load(w_q + i * 4096 + (j + 3 * MPC_LANES)), sum_3);
          sum_4 = mpc_fma(summary_1, mpc_load(w_q + i * 4096 + (j + 4 * MPC_LANES)), sum_4);
          sum_5 = mpc_fma(summary_1, mpc_load(w_q + i * 4096 + (j + 5 * MPC_LANES)), sum_5);
          sum_6 = mpc_fma(summary_1, mpc_load(w_q + i * 4096 + (j + 6 * MPC_LANES)), sum_6);
          sum_7 = mpc_fma(summary_1, mpc_load(w_q + i * 4096 + (j + 7 * MPC_LANES)), sum_7);
        }
        mpc_store(query + j, sum);
        mpc_store(query + j + MPC_LANES, sum_1);
        mpc_store(query + j + 2 * MPC_LANES, sum_2);
        mpc_store(query + j + 3 * MPC_LANES, sum_3);
        mpc_store(query + j + 4 * MPC_LANES, sum_4);
        mpc_store(query + j + 5 * MPC_LANES, sum_5);
        mpc_store(query + j + 6 * MPC_LANES, sum_6);
        mpc_store(query + j + 7 * MPC_LANES, sum_7);
      }
    });
  }
  // relevancy, line 32: score[m]
  {
    mpc_parallel_for(0, mpc_min(N - 1, 300), 1, mpc_grain(24577.0f), [&](int m_begin, int m_end) {
      for (int m = m_begin; m < m_end; ++m) {
        vf sum_8 = mpc_splat(0.0f);
        for (int j_1 = 0; j_1 < 4096; j_1 += MPC_LANES) {
          sum_8 = mpc_fma(mpc_load(query + j_1), mpc_load(keys + m * 4096 + j_1), sum_8);
        }
        score[m] = mpc_sum_lanes(sum_8) * 0.015625f;
      }
    });
  }
  // retrieve, line 36: mixed[i]
  {
    alignas(64) float total[8 * MPC_LANES + 4096];
    mpc_fill(total, 4096, 0.0f);
    float peak = -3.4028235e+38f;
    float norm = 0.0f;
    for (int m_1 = 0; m_1 < mpc_min(N - 1, 300); m_1 += 64) {
      const int end_ = mpc_min(m_1 + 64, mpc_min(N - 1, 300));
      alignas(64) float weight[8 * MPC_LANES + 64];
      for (int m_2 = m_1; m_2 < end_; m_2 += MPC_LANES) {
        mpc_store(weight + m_2 - m_1, mpc_load(score + m_2));
      }
      const float fade = mpc_softmax_block(weight, end_ - m_1, peak, norm);
      for (int i_1 = 0; i_1 < 4096; i_1 += 8 * MPC_LANES) {
        vf sum_9 = mpc_load(total + i_1) * fade;
        vf sum_10 = mpc_load(total + i_1 + MPC_LANES) * fade;
        vf sum_11 = mpc_load(total + i_1 + 2 * MPC_LANES) * fade;
        vf sum_12 = mpc_load(total + i_1 + 3 * MPC_LANES) * fade;
        vf sum_13 = mpc_load(total + i_1 + 4 * MPC_LANES) * fade;
        vf sum_14 = mpc_load(total + i_1 + 5 * MPC_LANES) * fade;
        vf sum_15 = mpc_load(total + i_1 + 6 * MPC_LANES) * fade;
        vf sum_16 = mpc_load(total + i_1 + 7 * MPC_LANES) * fade;
        for (int m_3 = m_1; m_3 < end_; ++m_3) {
          const float w = weight[m_3 - m_1];
          sum_9 = mpc_fma(w, mpc_load(bank + m_3 * 4096 + i_1), sum_9);
          sum_10 = mpc_fma(w, mpc_load(bank + m_3 * 4096 + (i_1 + MPC_LANES)), sum_10);
          sum_11 = mpc_fma(w, mpc_load(bank + m_3 * 4096 + (i_1 + 2 * MPC_LANES)), sum_11);
          sum_12 = mpc_fma(w, mpc_load(bank + m_3 * 4096 + (i_1 + 3 * MPC_LANES)), sum_12);
          sum_13 = mpc_fma(w, mpc_load(bank + m_3 * 4096 + (i_1 + 4 * MPC_LANES)), sum_13);
          sum_14 = mpc_fma(w, mpc_load(bank + m_3 * 4096 + (i_1 + 5 * MPC_LANES)), sum_14);
          sum_15 = mpc_fma(w, mpc_load(bank + m_3 * 4096 + (i_1 + 6 * MPC_LANES)), sum_15);
          sum_16 = mpc_fma(w, mpc_load(bank + m_3 * 4096 + (i_1 + 7 * MPC_LANES)), sum_16);
        }
        mpc_store(total + i_1, sum_9);
        mpc_store(total + i_1 + MPC_LANES, sum_10);
        mpc_store(total + i_1 + 2 * MPC_LANES, sum_11);
        mpc_store(total + i_1 + 3 * MPC_LANES, sum_12);
        mpc_store(total + i_1 + 4 * MPC_LANES, sum_13);
        mpc_store(total + i_1 + 5 * MPC_LANES, sum_14);
        mpc_store(total + i_1 + 6 * MPC_LANES, sum_15);
        mpc_store(total + i_1 + 7 * MPC_LANES, sum_16);
      }
    }
    const float scale = norm;
    mpc_parallel_for(0, 4096, MPC_LANES, mpc_grain(16.0f * mpc_min(300, N - 1)), [&](int i_2_begin, int i_2_end) {
      for (int i_2 = i_2_begin; i_2 < i_2_end; i_2 += MPC_LANES) {
        mpc_store(mixed + i_2, mpc_ratio(mpc_load(total + i_2), scale));
      }
    });
  }
  // retrieve, line 37: recalled[i]
  {
    mpc_parallel_for(0, 4096, MPC_LANES, mpc_grain(6.0f), [&](int i_3_begin, int i_3_end) {
      for (int i_3 = i_3_begin; i_3 < i_3_end; i_3 += MPC_LANES) {
        mpc_store(recalled + i_3, mpc_choose(mpc_splat(N == 1), mpc_load(first + i_3), mpc_load(mixed + i_3)));
      }
    });
  }
}

// prepare: newest_bank
extern "C" void hmt_newest_bank(
    const float *__restrict hidden,
    bf16 *__restrict newest,
    bf16 *__restrict bank,
    int N) {
  // prepare, line 45: newest[i]
  {
    mpc_parallel_for(0, 4096, MPC_LANES, mpc_grain(3.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; i += MPC_LANES) {
        mpc_store(newest + i, mpc_load(hidden + i));
      }
    });
  }
  // prepare, line 46: bank[i]
  {
    mpc_parallel_for(0, 4096, MPC_LANES, mpc_grain(2.0f), [&](int i_1_begin, int i_1_end) {
      for (int i_1 = i_1_begin; i_1 < i_1_end; i_1 += MPC_LANES) {
        mpc_store(bank + mpc_floor_mod(N - 1, 300) * 4096 + i_1, mpc_load(newest + i_1));
      }
    });
  }
}

// prepare: keys
extern "C" void hmt_keys(
    const bf16 *__restrict newest,
    const bf16 *__restrict w_k,
    bf16 *__restrict keys,
    int N) {
  // prepare, line 47: keys[j]
  {
    mpc_parallel_for(0, 4096, 8 * MPC_LANES, mpc_grain(24577.0f), [&](int j_begin, int j_end) {
      for (int j = j_begin; j < j_end; j += 8 * MPC_LANES) {
        vf sum = mpc_splat(0.0f);
        vf sum_1 = mpc_splat(0.0f);
        vf sum_2 = mpc_splat(0.0f);
        vf sum_3 = mpc_splat(0.0f);
        vf sum_4 = mpc_splat(0.0f);
        vf sum_5 = mpc_splat(0.0f);
        vf sum_6 = mpc_splat(0.0f);
        vf sum_7 = mpc_splat(0.0f);
        for (int i = 0; i < 4096; ++i) {
          const float newest_1 = mpc_get(newest[i]);
          sum = mpc_fma(newest_1, mpc_load(w_k + i * 4096 + j), sum);
          sum_1 = mpc_fma(newest_1, mpc_load(w_k + i * 4096 + (j + MPC_LANES)), sum_1);
          sum_2 = mpc_fma(newest_1, mpc_load(w_k + i * 4096 + (j + 2 * MPC_LANES)), sum_2);
          sum_3 = mpc_fma(newest_1, mpc_load(w_k + i * 4096 + (j + 3 * MPC_LANES)), sum_3);
          sum_4 = mpc_fma(newest_1, mpc_load(w_k + i * 4096 + (j + 4 * MPC_LANES)), sum_4);
          sum_5 = mpc_fma(newest_1, mpc_load(w_k + i * 4096 + (j + 5 * MPC_LANES)), sum_5);
          sum_6 = mpc_fma(newest_1, mpc_load(w_k + i * 4096 + (j + 6 * MPC_LANES)), sum_6);
          sum_7 = mpc_fma(newest_1, mpc_load(w_k + i * 4096 + (j + 7 * MPC_LANES)), sum_7);
        }
        mpc_store(keys + mpc_floor_mod(N - 1, 300) * 4096 + j, sum);
        mpc_store(keys + mpc_floor_mod(N - 1, 300) * 4096 + (j + MPC_LANES), sum_1);
        mpc_store(keys + mpc_floor_mod(N - 1, 300) * 4096 + (j + 2 * MPC_LANES), sum_2);
        mpc_store(keys + mpc_floor_mod(N - 1, 300) * 4096 + (j + 3 * MPC_LANES), sum_3);
        mpc_store(keys + mpc_floor_mod(N - 1, 300) * 4096 + (j + 4 * MPC_LANES), sum_4);
        mpc_store(keys + mpc_floor_mod(N - 1, 300) * 4096 + (j + 5 * MPC_LANES), sum_5);
        mpc_store(keys + mpc_floor_mod(N - 1, 300) * 4096 + (j + 6 * MPC_LANES), sum_6);
        mpc_store(keys + mpc_floor_mod(N - 1, 300) * 4096 + (j + 7 * MPC_LANES), sum_7);
      }
    });
  }
}

// prepare: tail
extern "C" void hmt_tail(
    const int32_t *__restrict segment,
    int32_t *__restrict tail) {
  // prepare, line 48: tail[i]
  {
    mpc_parallel_for(0, 32, MPC_LANES, mpc_grain(3.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; i += MPC_LANES) {
        mpc_store(tail + i, mpc_load(segment + 224 + i));
      }
    });
  }
}
