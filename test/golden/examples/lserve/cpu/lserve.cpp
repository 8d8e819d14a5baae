// lserve: CPU kernels, one function for each step. Written by mpc.
#include "mpc_cpu.h"

// prepare: keys_scale_keys_values_scale
extern "C" void lserve_keys_scale_keys_values_scale(
    const bf16 *__restrict k,
    bf16 *__restrict keys_1,
    float *__restrict keys_scale_1,
    float *__restrict keys_scale,
    int8_t *__restrict keys,
    const bf16 *__restrict v,
    bf16 *__restrict values_1,
    float *__restrict values_scale_1,
    float *__restrict values_scale,
    int8_t *__restrict values,
    bf16 *__restrict lo,
    bf16 *__restrict hi,
    int N) {
  // prepare, line 25: keys_1[i, i1]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(256.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; ++i) {
        for (int i1 = 0; i1 < 128; i1 += MPC_LANES) {
          mpc_store(keys_1 + i * 128 + i1, mpc_load(k + i * 128 + i1));
        }
      }
    });
  }
  // prepare, line 25: keys_scale_1[i, block]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(779.0f), [&](int i_1_begin, int i_1_end) {
      for (int i_1 = i_1_begin; i_1 < i_1_end; ++i_1) {
        const int block_even = 1 - mpc_floor_mod(mpc_max(1, 0), 4);
        for (int block = 0; block < block_even; block += 4) {
          vf max = mpc_splat(-__builtin_inff());
          vf max_1 = mpc_splat(-__builtin_inff());
          vf max_2 = mpc_splat(-__builtin_inff());
          vf max_3 = mpc_splat(-__builtin_inff());
          for (int i1_1 = 0; i1_1 < 128; i1_1 += MPC_LANES) {
            max = mpc_max(max, mpc_abs(mpc_load(keys_1 + i_1 * 128 + (block * 128 + i1_1))));
            max_1 = mpc_max(max_1, mpc_abs(mpc_load(keys_1 + i_1 * 128 + ((block + 1) * 128 + i1_1))));
            max_2 = mpc_max(max_2, mpc_abs(mpc_load(keys_1 + i_1 * 128 + ((block + 2) * 128 + i1_1))));
            max_3 = mpc_max(max_3, mpc_abs(mpc_load(keys_1 + i_1 * 128 + ((block + 3) * 128 + i1_1))));
          }
          keys_scale_1[i_1 + block] = mpc_max(7.888609e-31f, mpc_max_lanes(max)) / 127.0f;
          keys_scale_1[i_1 + (block + 1)] = mpc_max(7.888609e-31f, mpc_max_lanes(max_1)) / 127.0f;
          keys_scale_1[i_1 + (block + 2)] = mpc_max(7.888609e-31f, mpc_max_lanes(max_2)) / 127.0f;
          keys_scale_1[i_1 + (block + 3)] = mpc_max(7.888609e-31f, mpc_max_lanes(max_3)) / 127.0f;
        }
        for (int block_1 = mpc_max(0, block_even); block_1 < 1; ++block_1) {
          vf max_4 = mpc_splat(-__builtin_inff());
          for (int i1_2 = 0; i1_2 < 128; i1_2 += MPC_LANES) {
            max_4 = mpc_max(max_4, mpc_abs(mpc_load(keys_1 + i_1 * 128 + (block_1 * 128 + i1_2))));
          }
          keys_scale_1[i_1 + block_1] = mpc_max(7.888609e-31f, mpc_max_lanes(max_4)) / 127.0f;
        }
      }
    });
  }
  // prepare, line 25: keys_scale[i, block]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(2.0f), [&](int i_2_begin, int i_2_end) {
      for (int i_2 = i_2_begin; i_2 < i_2_end; ++i_2) {
        for (int block_2 = 0; block_2 < 1; ++block_2) {
          keys_scale[(N - 1) * 8 + i_2 + block_2] = keys_scale_1[i_2 + block_2];
        }
      }
    });
  }
  // prepare, line 25: keys[i, i1]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(2304.0f), [&](int i_3_begin, int i_3_end) {
      for (int i_3 = i_3_begin; i_3 < i_3_end; ++i_3) {
        for (int i1_3 = 0; i1_3 < 128; i1_3 += MPC_LANES) {
          mpc_store(keys + ((N - 1) * 8 + i_3) * 128 + i1_3, mpc_truncate(mpc_max(mpc_splat(-127.0f), mpc_min(mpc_splat(127.0f), mpc_floor(mpc_load(keys_1 + i_3 * 128 + i1_3) / keys_scale_1[i_3] + 0.5f)))));
        }
      }
    });
  }
  // prepare, line 26: values_1[i, i1]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(256.0f), [&](int i_4_begin, int i_4_end) {
      for (int i_4 = i_4_begin; i_4 < i_4_end; ++i_4) {
        for (int i1_4 = 0; i1_4 < 128; i1_4 += MPC_LANES) {
          mpc_store(values_1 + i_4 * 128 + i1_4, mpc_load(v + i_4 * 128 + i1_4));
        }
      }
    });
  }
  // prepare, line 26: values_scale_1[i, block]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(779.0f), [&](int i_5_begin, int i_5_end) {
      for (int i_5 = i_5_begin; i_5 < i_5_end; ++i_5) {
        const int block_even_1 = 1 - mpc_floor_mod(mpc_max(1, 0), 4);
        for (int block_3 = 0; block_3 < block_even_1; block_3 += 4) {
          vf max_5 = mpc_splat(-__builtin_inff());
          vf max_6 = mpc_splat(-__builtin_inff());
          vf max_7 = mpc_splat(-__builtin_inff());
          vf max_8 = mpc_splat(-__builtin_inff());
          for (int i1_5 = 0; i1_5 < 128; i1_5 += MPC_LANES) {
            max_5 = mpc_max(max_5, mpc_abs(mpc_load(values_1 + i_5 * 128 + (block_3 * 128 + i1_5))));
            max_6 = mpc_max(max_6, mpc_abs(mpc_load(values_1 + i_5 * 128 + ((block_3 + 1) * 128 + i1_5))));
            max_7 = mpc_max(max_7, mpc_abs(mpc_load(values_1 + i_5 * 128 + ((block_3 + 2) * 128 + i1_5))));
            max_8 = mpc_max(max_8, mpc_abs(mpc_load(values_1 + i_5 * 128 + ((block_3 + 3) * 128 + i1_5))));
          }
          values_scale_1[i_5 + block_3] = mpc_max(7.888609e-31f, mpc_max_lanes(max_5)) / 127.0f;
          values_scale_1[i_5 + (block_3 + 1)] = mpc_max(7.888609e-31f, mpc_max_lanes(max_6)) / 127.0f;
          values_scale_1[i_5 + (block_3 + 2)] = mpc_max(7.888609e-31f, mpc_max_lanes(max_7)) / 127.0f;
          values_scale_1[i_5 + (block_3 + 3)] = mpc_max(7.888609e-31f, mpc_max_lanes(max_8)) / 127.0f;
        }
        for (int block_4 = mpc_max(0, block_even_1); block_4 < 1; ++block_4) {
          vf max_9 = mpc_splat(-__builtin_inff());
          for (int i1_6 = 0; i1_6 < 128; i1_6 += MPC_LANES) {
            max_9 = mpc_max(max_9, mpc_abs(mpc_load(values_1 + i_5 * 128 + (block_4 * 128 + i1_6))));
          }
          values_scale_1[i_5 + block_4] = mpc_max(7.888609e-31f, mpc_max_lanes(max_9)) / 127.0f;
        }
      }
    });
  }
  // prepare, line 26: values_scale[i, block]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(2.0f), [&](int i_6_begin, int i_6_end) {
      for (int i_6 = i_6_begin; i_6 < i_6_end; ++i_6) {
        for (int block_5 = 0; block_5 < 1; ++block_5) {
          values_scale[(N - 1) * 8 + i_6 + block_5] = values_scale_1[i_6 + block_5];
        }
      }
    });
  }
  // prepare, line 26: values[i, i1]
  {
    mpc_parallel_for(0, 8, 1, mpc_grain(2304.0f), [&](int i_7_begin, int i_7_end) {
      for (int i_7 = i_7_begin; i_7 < i_7_end; ++i_7) {
        for (int i1_7 = 0; i1_7 < 128; i1_7 += MPC_LANES) {
          mpc_store(values + ((N - 1) * 8 + i_7) * 128 + i1_7, mpc_truncate(mpc_max(mpc_splat(-127.0f), mpc_min(mpc_splat(127.0f), mpc_floor(mpc_load(values_1 + i_7 * 128 + i1_7) / values_scale_1[i_7] + 0.5f)))));
        }
      }
    });
  }
  // prepare, line 27: lo[h, d]
  {
    for (int h = 0; h < 4; ++h) {
      mpc_parallel_for(0, 128, MPC_LANES, mpc_grain(31.0f), [&](int d_begin, int d_end) {
        for (int d = d_begin; d < d_end; d += MPC_LANES) {
          mpc_store(lo + (mpc_floor_div(N - 1, 16) * 4 + h) * 128 + d, mpc_choose(mpc_splat(mpc_floor_mod(N - 1, 16) == 0), mpc_load(k + h * 128 + d), mpc_fmin(mpc_load(lo + (mpc_floor_div(N - 1, 16) * 4 + h) * 128 + d), mpc_load(k + h * 128 + d))));
        }
      });
    }
  }
  // prepare, line 28: hi[h, d]
  {
    for (int h_1 = 0; h_1 < 4; ++h_1) {
      mpc_parallel_for(0, 128, MPC_LANES, mpc_grain(31.0f), [&](int d_1_begin, int d_1_end) {
        for (int d_1 = d_1_begin; d_1 < d_1_end; d_1 += MPC_LANES) {
          mpc_store(hi + (mpc_floor_div(N - 1, 16) * 4 + h_1) * 128 + d_1, mpc_choose(mpc_splat(mpc_floor_mod(N - 1, 16) == 0), mpc_load(k + h_1 * 128 + d_1), mpc_fmax(mpc_load(hi + (mpc_floor_div(N - 1, 16) * 4 + h_1) * 128 + d_1), mpc_load(k + h_1 * 128 + d_1))));
        }
      });
    }
  }
}

// relevancy: bound_pages_kept_1
extern "C" void lserve_bound_pages_kept_1(
    const bf16 *__restrict q,
    const bf16 *__restrict lo,
    const bf16 *__restrict hi,
    float *__restrict bound,
    int32_t *__restrict pages_kept_1,
    int32_t *__restrict pages_count_kept_1,
    int N) {
  // relevancy, line 32: bound[i, j]
  {
    mpc_parallel_for(0, 16, 1, mpc_grain(4096.0f * ((N + 15) / 16)), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; ++i) {
        const int j_even = (N + 15) / 16 - mpc_floor_mod(mpc_max((N + 15) / 16, 0), 4);
        for (int j = 0; j < j_even; j += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          for (int d = 0; d < 128; d += MPC_LANES) {
            const vf q_1 = mpc_load(q + i * 128 + d);
            sum = sum + mpc_fmax(q_1 * mpc_load(lo + (j * 4 + i / 4) * 128 + d), q_1 * mpc_load(hi + (j * 4 + i / 4) * 128 + d));
            sum_1 = sum_1 + mpc_fmax(q_1 * mpc_load(lo + ((j + 1) * 4 + i / 4) * 128 + d), q_1 * mpc_load(hi + ((j + 1) * 4 + i / 4) * 128 + d));
            sum_2 = sum_2 + mpc_fmax(q_1 * mpc_load(lo + ((j + 2) * 4 + i / 4) * 128 + d), q_1 * mpc_load(hi + ((j + 2) * 4 + i / 4) * 128 + d));
            sum_3 = sum_3 + mpc_fmax(q_1 * mpc_load(lo + ((j + 3) * 4 + i / 4) * 128 + d), q_1 * mpc_load(hi + ((j + 3) * 4 + i / 4) * 128 + d));
          }
          bound[i * ((N + 15) / 16) + j] = mpc_sum_lanes(sum);
          bound[i * ((N + 15) / 16) + (j + 1)] = mpc_sum_lanes(sum_1);
          bound[i * ((N + 15) / 16) + (j + 2)] = mpc_sum_lanes(sum_2);
          bound[i * ((N + 15) / 16) + (j + 3)] = mpc_sum_lanes(sum_3);
        }
        for (int j_1 = mpc_max(0, j_even); j_1 < (N + 15) / 16; ++j_1) {
          vf sum_4 = mpc_splat(0.0f);
          for (int d_1 = 0; d_1 < 128; d_1 += MPC_LANES) {
            sum_4 = sum_4 + mpc_fmax(mpc_load(q + i * 128 + d_1) * mpc_load(lo + (j_1 * 4 + i / 4) * 128 + d_1), mpc_load(q + i * 128 + d_1) * mpc_load(hi + (j_1 * 4 + i / 4) * 128 + d_1));
          }
          bound[i * ((N + 15) / 16) + j_1] = mpc_sum_lanes(sum_4);
        }
      }
    });
  }
  // relevancy, line 33: score[i, p]
  // retrieve, line 37: pages_kept_1[i] = the 64 best p
  {
    mpc_parallel_for(0, 16, 1, mpc_grain(28.0f * ((N + 63) / 64)), [&](int i_1_begin, int i_1_end) {
      for (int i_1 = i_1_begin; i_1 < i_1_end; ++i_1) {
        mpc_topk<float> best(64);
        mpc_parallel_for(0, (N + 63) / 64, 1024, mpc_grain(28.0f), [&](int p_begin, int p_end) {
          for (int p = p_begin; p < p_end; p += 1024) {
            const int end_ = mpc_min(p + 1024, (N + 63) / 64);
            alignas(64) float score_part[8 * MPC_LANES + 1024];
            const int p_even = end_ - mpc_floor_mod(mpc_max(end_ - p, 0), 4);
            for (int p_1 = p; p_1 < p_even; p_1 += 4) {
              float max = -__builtin_inff();
              const int j_end = mpc_min((p_1 + 1) * 4, (N + 15) / 16);
              for (int j_2 = p_1 * 4; j_2 < j_end; ++j_2) {
                max = mpc_max(max, bound[i_1 * ((N + 15) / 16) + j_2]);
              }
              float max_1 = -__builtin_inff();
              const int j_end_1 = mpc_min((p_1 + 1 + 1) * 4, (N + 15) / 16);
              for (int j_3 = (p_1 + 1) * 4; j_3 < j_end_1; ++j_3) {
                max_1 = mpc_max(max_1, bound[i_1 * ((N + 15) / 16) + j_3]);
              }
              float max_2 = -__builtin_inff();
              const int j_end_2 = mpc_min((p_1 + 2 + 1) * 4, (N + 15) / 16);
              for (int j_4 = (p_1 + 2) * 4; j_4 < j_end_2; ++j_4) {
                max_2 = mpc_max(max_2, bound[i_1 * ((N + 15) / 16) + j_4]);
              }
              float max_3 = -__builtin_inff();
              const int j_end_3 = mpc_min((p_1 + 3 + 1) * 4, (N + 15) / 16);
              for (int j_5 = (p_1 + 3) * 4; j_5 < j_end_3; ++j_5) {
                max_3 = mpc_max(max_3, bound[i_1 * ((N + 15) / 16) + j_5]);
              }
              score_part[p_1 - p] = max;
              score_part[p_1 + 1 - p] = max_1;
              score_part[p_1 + 2 - p] = max_2;
              score_part[p_1 + 3 - p] = max_3;
            }
            for (int p_2 = mpc_max(p, p_even); p_2 < end_; ++p_2) {
              float max_4 = -__builtin_inff();
              const int j_end_4 = mpc_min((p_2 + 1) * 4, (N + 15) / 16);
              for (int j_6 = p_2 * 4; j_6 < j_end_4; ++j_6) {
                max_4 = mpc_max(max_4, bound[i_1 * ((N + 15) / 16) + j_6]);
              }
              score_part[p_2 - p] = max_4;
            }
            alignas(64) float key[8 * MPC_LANES + 1024];
            for (int p_3 = p; p_3 < end_; p_3 += MPC_LANES) {
              mpc_store(key + p_3 - p, mpc_choose(mpc_iota(p_3) == (N + 63) / 64 - 1, mpc_splat(__builtin_inff()), mpc_load(score_part + p_3 - p)));
            }
            best.offer(key, p, end_ - p);
          }
        });
        best.finish(pages_kept_1 + i_1 * 64, pages_count_kept_1 + i_1, 64);
      }
    });
  }
}

// retrieve: pages_pages_count
extern "C" void lserve_pages_pages_count(
    const int32_t *__restrict pages_kept_1,
    int32_t *__restrict pages,
    const int32_t *__restrict pages_count_kept_1,
    int32_t *__restrict pages_count) {
  // retrieve, line 37: pages[i, i1]
  {
    mpc_parallel_for(0, 16, 1, mpc_grain(128.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; ++i) {
        for (int i1 = 0; i1 < 64; i1 += MPC_LANES) {
          mpc_store(pages + i * 64 + i1, mpc_load(pages_kept_1 + i * 64 + i1));
        }
      }
    });
  }
  // retrieve, line 37: pages_count[i]
  {
    mpc_parallel_for(0, 16, MPC_LANES, mpc_grain(2.0f), [&](int i_1_begin, int i_1_end) {
      for (int i_1 = i_1_begin; i_1 < i_1_end; i_1 += MPC_LANES) {
        mpc_store(pages_count + i_1, mpc_load(pages_count_kept_1 + i_1));
      }
    });
  }
}

// apply: wide
extern "C" void lserve_wide(
    const int32_t *__restrict pages_count_kept_1,
    const int32_t *__restrict pages_kept_1,
    const bf16 *__restrict q,
    const int8_t *__restrict keys,
    const float *__restrict keys_scale,
    float *__restrict wide_logit,
    const int8_t *__restrict values,
    const float *__restrict values_scale,
    float *__restrict wide,
    int N) {
  // apply, line 42: wide_logit[i, p_at, t]
  {
    mpc_parallel_for(0, 16, 1, mpc_grain(19439616.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; ++i) {
        const int p_at_end = pages_count_kept_1[i];
        for (int p_at = 0; p_at < p_at_end; ++p_at) {
          const int t_end = mpc_min((pages_kept_1[i * 64 + p_at] + 1) * 64, N) - pages_kept_1[i * 64 + p_at] * 64;
          const int t_even = t_end - mpc_floor_mod(mpc_max(t_end, 0), 4);
          for (int t = 0; t < t_even; t += 4) {
            vf sum = mpc_splat(0.0f);
            vf sum_1 = mpc_splat(0.0f);
            vf sum_2 = mpc_splat(0.0f);
            vf sum_3 = mpc_splat(0.0f);
            for (int d = 0; d < 128; d += MPC_LANES) {
              const vf q_1 = mpc_load(q + i * 128 + d);
              sum = mpc_fma(q_1, mpc_to_float(mpc_load(keys + ((t + pages_kept_1[i * 64 + p_at] * 64) * 8 + i / 4) * 128 + d)) * keys_scale[(t + pages_kept_1[i * 64 + p_at] * 64) * 8 + i / 4], sum);
              sum_1 = mpc_fma(q_1, mpc_to_float(mpc_load(keys + ((t + 1 + pages_kept_1[i * 64 + p_at] * 64) * 8 + i / 4) * 128 + d)) * keys_scale[(t + 1 + pages_kept_1[i * 64 + p_at] * 64) * 8 + i / 4], sum_1);
              sum_2 = mpc_fma(q_1, mpc_to_float(mpc_load(keys + ((t + 2 + pages_kept_1[i * 64 + p_at] * 64) * 8 + i / 4) * 128 + d)) * keys_scale[(t + 2 + pages_kept_1[i * 64 + p_at] * 64) * 8 + i / 4], sum_2);
              sum_3 = mpc_fma(q_1, mpc_to_float(mpc_load(keys + ((t + 3 + pages_kept_1[i * 64 + p_at] * 64) * 8 + i / 4) * 128 + d)) * keys_scale[(t + 3 + pages_kept_1[i * 64 + p_at] * 64) * 8 + i / 4], sum_3);
            }
            wide_logit[(i * 64 + p_at) * 64 + t] = mpc_sum_lanes(sum) / 11.313708f;
            wide_logit[(i * 64 + p_at) * 64 + (t + 1)] = mpc_sum_lanes(sum_1) / 11.313708f;
            wide_logit[(i * 64 + p_at) * 64 + (t + 2)] = mpc_sum_lanes(sum_2) / 11.313708f;
            wide_logit[(i * 64 + p_at) * 64 + (t + 3)] = mpc_sum_lanes(sum_3) / 11.313708f;
          }
          for (int t_1 = mpc_max(0, t_even); t_1 < t_end; ++t_1) {
            vf sum_4 = mpc_splat(0.0f);
            for (int d_1 = 0; d_1 < 128; d_1 += MPC_LANES) {
              sum_4 = mpc_fma(mpc_load(q + i * 128 + d_1), mpc_to_float(mpc_load(keys + ((t_1 + pages_kept_1[i * 64 + p_at] * 64) * 8 + i / 4) * 128 + d_1)) * keys_scale[(t_1 + pages_kept_1[i * 64 + p_at] * 64) * 8 + i / 4], sum_4);
            }
            wide_logit[(i * 64 + p_at) * 64 + t_1] = mpc_sum_lanes(sum_4) / 11.313708f;
          }
        }
      }
    });
  }
  // apply, line 41: wide[i, c]
  {
    mpc_parallel_for(0, 16, 1, mpc_grain(22544384.0f), [&](int i_1_begin, int i_1_end) {
      for (int i_1 = i_1_begin; i_1 < i_1_end; ++i_1) {
        alignas(64) float total[8 * MPC_LANES + 128];
        mpc_fill(total, 128, 0.0f);
        float peak = -3.4028235e+38f;
        float norm = 0.0f;
        const int p_at_end_1 = pages_count_kept_1[i_1];
        for (int p_at_1 = 0; p_at_1 < p_at_end_1; ++p_at_1) {
          const int t_end_1 = mpc_min((pages_kept_1[i_1 * 64 + p_at_1] + 1) * 64, N);
          for (int t_2 = pages_kept_1[i_1 * 64 + p_at_1] * 64; t_2 < t_end_1; t_2 += 64) {
            const int end_ = mpc_min(t_2 + 64, t_end_1);
            alignas(64) float weight[8 * MPC_LANES + 64];
            for (int t_3 = t_2; t_3 < end_; t_3 += MPC_LANES) {
              mpc_store(weight + t_3 - t_2, mpc_load(wide_logit + (i_1 * 64 + p_at_1) * 64 + (t_3 - pages_kept_1[i_1 * 64 + p_at_1] * 64)));
            }
            const float fade = mpc_softmax_block(weight, end_ - t_2, peak, norm);
            for (int c = 0; c < 128; c += 8 * MPC_LANES) {
              vf sum_5 = mpc_load(total + c) * fade;
              vf sum_6 = mpc_load(total + c + MPC_LANES) * fade;
              vf sum_7 = mpc_load(total + c + 2 * MPC_LANES) * fade;
              vf sum_8 = mpc_load(total + c + 3 * MPC_LANES) * fade;
              vf sum_9 = mpc_load(total + c + 4 * MPC_LANES) * fade;
              vf sum_10 = mpc_load(total + c + 5 * MPC_LANES) * fade;
              vf sum_11 = mpc_load(total + c + 6 * MPC_LANES) * fade;
              vf sum_12 = mpc_load(total + c + 7 * MPC_LANES) * fade;
              for (int t_4 = t_2; t_4 < end_; ++t_4) {
                const float w = weight[t_4 - t_2];
                const float values_scale_2 = values_scale[t_4 * 8 + i_1 / 4];
                sum_5 = mpc_fma(w, mpc_to_float(mpc_load(values + (t_4 * 8 + i_1 / 4) * 128 + c)) * values_scale_2, sum_5);
                sum_6 = mpc_fma(w, mpc_to_float(mpc_load(values + (t_4 * 8 + i_1 / 4) * 128 + (c + MPC_LANES))) * values_scale_2, sum_6);
                sum_7 = mpc_fma(w, mpc_to_float(mpc_load(values + (t_4 * 8 + i_1 / 4) * 128 + (c + 2 * MPC_LANES))) * values_scale_2, sum_7);
                sum_8 = mpc_fma(w, mpc_to_float(mpc_load(values + (t_4 * 8 + i_1 / 4) * 128 + (c + 3 * MPC_LANES))) * values_scale_2, sum_8);
                sum_9 = mpc_fma(w, mpc_to_float(mpc_load(values + (t_4 * 8 + i_1 / 4) * 128 + (c + 4 * MPC_LANES))) * values_scale_2, sum_9);
                sum_10 = mpc_fma(w, mpc_to_float(mpc_load(values + (t_4 * 8 + i_1 / 4) * 128 + (c + 5 * MPC_LANES))) * values_scale_2, sum_10);
                sum_11 = mpc_fma(w, mpc_to_float(mpc_load(values + (t_4 * 8 + i_1 / 4) * 128 + (c + 6 * MPC_LANES))) * values_scale_2, sum_11);
                sum_12 = mpc_fma(w, mpc_to_float(mpc_load(values + (t_4 * 8 + i_1 / 4) * 128 + (c + 7 * MPC_LANES))) * values_scale_2, sum_12);
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
          mpc_store(wide + i_1 * 128 + c_1, mpc_ratio(mpc_load(total + c_1), scale));
        }
      }
    });
  }
}

// apply: out
extern "C" void lserve_out(
    const bf16 *__restrict q,
    const int8_t *__restrict keys,
    const float *__restrict keys_scale,
    float *__restrict near_logit,
    const int8_t *__restrict values,
    const float *__restrict values_scale,
    float *__restrict near,
    const float *__restrict wide,
    float *__restrict out,
    int N) {
  // apply, line 44: near_logit[i, s]
  {
    mpc_parallel_for(0, 16, 1, mpc_grain(6154.0f * mpc_min(384, N)), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; ++i) {
        const int s_even = mpc_min(N, 384) - mpc_floor_mod(mpc_max(mpc_min(N, 384), 0), 4);
        for (int s = 0; s < s_even; s += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          for (int d = 0; d < 128; d += MPC_LANES) {
            const vf q_1 = mpc_load(q + (16 + i) * 128 + d);
            sum = mpc_fma(q_1, mpc_to_float(mpc_load(keys + (mpc_min(s < 128 ? s : s + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i / 4)) * 128 + d)) * keys_scale[mpc_min(s < 128 ? s : s + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i / 4)], sum);
            sum_1 = mpc_fma(q_1, mpc_to_float(mpc_load(keys + (mpc_min(s + 1 < 128 ? s + 1 : s + 1 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i / 4)) * 128 + d)) * keys_scale[mpc_min(s + 1 < 128 ? s + 1 : s + 1 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i / 4)], sum_1);
            sum_2 = mpc_fma(q_1, mpc_to_float(mpc_load(keys + (mpc_min(s + 2 < 128 ? s + 2 : s + 2 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i / 4)) * 128 + d)) * keys_scale[mpc_min(s + 2 < 128 ? s + 2 : s + 2 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i / 4)], sum_2);
            sum_3 = mpc_fma(q_1, mpc_to_float(mpc_load(keys + (mpc_min(s + 3 < 128 ? s + 3 : s + 3 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i / 4)) * 128 + d)) * keys_scale[mpc_min(s + 3 < 128 ? s + 3 : s + 3 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i / 4)], sum_3);
          }
          near_logit[i * mpc_min(384, N) + s] = mpc_sum_lanes(sum) / 11.313708f;
          near_logit[i * mpc_min(384, N) + (s + 1)] = mpc_sum_lanes(sum_1) / 11.313708f;
          near_logit[i * mpc_min(384, N) + (s + 2)] = mpc_sum_lanes(sum_2) / 11.313708f;
          near_logit[i * mpc_min(384, N) + (s + 3)] = mpc_sum_lanes(sum_3) / 11.313708f;
        }
        for (int s_1 = mpc_max(0, s_even); s_1 < mpc_min(N, 384); ++s_1) {
          vf sum_4 = mpc_splat(0.0f);
          for (int d_1 = 0; d_1 < 128; d_1 += MPC_LANES) {
            sum_4 = mpc_fma(mpc_load(q + (16 + i) * 128 + d_1), mpc_to_float(mpc_load(keys + (mpc_min(s_1 < 128 ? s_1 : s_1 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i / 4)) * 128 + d_1)) * keys_scale[mpc_min(s_1 < 128 ? s_1 : s_1 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i / 4)], sum_4);
          }
          near_logit[i * mpc_min(384, N) + s_1] = mpc_sum_lanes(sum_4) / 11.313708f;
        }
      }
    });
  }
  // apply, line 43: near[i, c]
  {
    mpc_parallel_for(0, 16, 1, mpc_grain(7296.0f * mpc_min(384, N)), [&](int i_1_begin, int i_1_end) {
      for (int i_1 = i_1_begin; i_1 < i_1_end; ++i_1) {
        alignas(64) float total[8 * MPC_LANES + 128];
        mpc_fill(total, 128, 0.0f);
        float peak = -3.4028235e+38f;
        float norm = 0.0f;
        for (int s_2 = 0; s_2 < mpc_min(N, 384); s_2 += 64) {
          const int end_ = mpc_min(s_2 + 64, mpc_min(N, 384));
          alignas(64) float weight[8 * MPC_LANES + 64];
          for (int s_3 = s_2; s_3 < end_; s_3 += MPC_LANES) {
            mpc_store(weight + s_3 - s_2, mpc_load(near_logit + i_1 * mpc_min(384, N) + s_3));
          }
          const float fade = mpc_softmax_block(weight, end_ - s_2, peak, norm);
          for (int c = 0; c < 128; c += 8 * MPC_LANES) {
            vf sum_5 = mpc_load(total + c) * fade;
            vf sum_6 = mpc_load(total + c + MPC_LANES) * fade;
            vf sum_7 = mpc_load(total + c + 2 * MPC_LANES) * fade;
            vf sum_8 = mpc_load(total + c + 3 * MPC_LANES) * fade;
            vf sum_9 = mpc_load(total + c + 4 * MPC_LANES) * fade;
            vf sum_10 = mpc_load(total + c + 5 * MPC_LANES) * fade;
            vf sum_11 = mpc_load(total + c + 6 * MPC_LANES) * fade;
            vf sum_12 = mpc_load(total + c + 7 * MPC_LANES) * fade;
            for (int s_4 = s_2; s_4 < end_; ++s_4) {
              const float w = weight[s_4 - s_2];
              const float values_scale_2 = values_scale[mpc_min(s_4 < 128 ? s_4 : s_4 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i_1 / 4)];
              sum_5 = mpc_fma(w, mpc_to_float(mpc_load(values + (mpc_min(s_4 < 128 ? s_4 : s_4 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i_1 / 4)) * 128 + c)) * values_scale_2, sum_5);
              sum_6 = mpc_fma(w, mpc_to_float(mpc_load(values + (mpc_min(s_4 < 128 ? s_4 : s_4 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i_1 / 4)) * 128 + (c + MPC_LANES))) * values_scale_2, sum_6);
              sum_7 = mpc_fma(w, mpc_to_float(mpc_load(values + (mpc_min(s_4 < 128 ? s_4 : s_4 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i_1 / 4)) * 128 + (c + 2 * MPC_LANES))) * values_scale_2, sum_7);
              sum_8 = mpc_fma(w, mpc_to_float(mpc_load(values + (mpc_min(s_4 < 128 ? s_4 : s_4 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i_1 / 4)) * 128 + (c + 3 * MPC_LANES))) * values_scale_2, sum_8);
              sum_9 = mpc_fma(w, mpc_to_float(mpc_load(values + (mpc_min(s_4 < 128 ? s_4 : s_4 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i_1 / 4)) * 128 + (c + 4 * MPC_LANES))) * values_scale_2, sum_9);
              sum_10 = mpc_fma(w, mpc_to_float(mpc_load(values + (mpc_min(s_4 < 128 ? s_4 : s_4 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i_1 / 4)) * 128 + (c + 5 * MPC_LANES))) * values_scale_2, sum_10);
              sum_11 = mpc_fma(w, mpc_to_float(mpc_load(values + (mpc_min(s_4 < 128 ? s_4 : s_4 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i_1 / 4)) * 128 + (c + 6 * MPC_LANES))) * values_scale_2, sum_11);
              sum_12 = mpc_fma(w, mpc_to_float(mpc_load(values + (mpc_min(s_4 < 128 ? s_4 : s_4 + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i_1 / 4)) * 128 + (c + 7 * MPC_LANES))) * values_scale_2, sum_12);
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
        const float scale = norm;
        for (int c_1 = 0; c_1 < 128; c_1 += MPC_LANES) {
          mpc_store(near + i_1 * 128 + c_1, mpc_ratio(mpc_load(total + c_1), scale));
        }
      }
    });
  }
  // apply, line 45: out[i, c]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(1152.0f), [&](int i_2_begin, int i_2_end) {
      for (int i_2 = i_2_begin; i_2 < i_2_end; ++i_2) {
        for (int c_2 = 0; c_2 < 128; c_2 += MPC_LANES) {
          mpc_store(out + i_2 * 128 + c_2, mpc_choose(mpc_splat(i_2 < 16), mpc_load(wide + mpc_min(i_2, 15) * 128 + c_2), mpc_load(near + mpc_max(i_2 - 16, 0) * 128 + c_2)));
        }
      }
    });
  }
}
