// dragin: CPU kernels, one function for each step. Written by mpc.
#include "mpc_cpu.h"

// prepare, once: impact
extern "C" void dragin_impact(
    const int32_t *__restrict length,
    float *__restrict average,
    const int32_t *__restrict start,
    float *__restrict idf,
    const int32_t *__restrict tf,
    const int32_t *__restrict doc,
    float *__restrict impact,
    int Words,
    int Docs) {
  // prepare, line 32: average
  {
    std::vector<int> average_part(size_t(mpc_floor_div(Docs + mpc_max(32768, (Docs + 255) / 256) - 1, mpc_max(32768, (Docs + 255) / 256)) + 8 * MPC_LANES));
    mpc_parallel_for(0, mpc_floor_div(Docs + mpc_max(32768, (Docs + 255) / 256) - 1, mpc_max(32768, (Docs + 255) / 256)), 1, mpc_grain(3.0f * mpc_max(32768, (Docs + 255) / 256)), [&](int part_1_begin, int part_1_end) {
      for (int part_1 = part_1_begin; part_1 < part_1_end; ++part_1) {
        vi sum = mpc_splat(0);
        const int d_end = mpc_min(part_1 * mpc_max(32768, (Docs + 255) / 256) + mpc_max(32768, (Docs + 255) / 256), Docs);
        for (int d = part_1 * mpc_max(32768, (Docs + 255) / 256); d < d_end; d += MPC_LANES) {
          const int left = d_end - d;
          sum = sum + (mpc_choose(mpc_first(left), mpc_load(length + d), mpc_splat(0)));
        }
        average_part.data()[part_1] = mpc_sum_lanes(sum);
      }
    });
    vi sum_1 = mpc_splat(0);
    for (int part_2 = 0; part_2 < mpc_floor_div(Docs + mpc_max(32768, (Docs + 255) / 256) - 1, mpc_max(32768, (Docs + 255) / 256)); part_2 += MPC_LANES) {
      const int left_1 = mpc_floor_div(Docs + mpc_max(32768, (Docs + 255) / 256) - 1, mpc_max(32768, (Docs + 255) / 256)) - part_2;
      sum_1 = sum_1 + (mpc_choose(mpc_first(left_1), mpc_load(average_part.data() + part_2), mpc_splat(0)));
    }
    average[0] = (float)(mpc_sum_lanes(sum_1)) / (float)(Docs);
  }
  // prepare, line 33: idf[w]
  {
    mpc_parallel_for(0, Words, MPC_LANES, mpc_grain(38.0f), [&](int w_begin, int w_end) {
      for (int w = w_begin; w < w_end; w += MPC_LANES) {
        const int left_2 = Words - w;
        mpc_store(idf + w, mpc_log(1.0f + (mpc_to_float(Docs - (mpc_load(start + w + 1) - mpc_load(start + w))) + 0.5f) / (mpc_to_float(mpc_load(start + w + 1) - mpc_load(start + w)) + 0.5f)), left_2);
      }
    });
  }
  // prepare, line 34: impact[w, e]
  {
    for (int w_1 = 0; w_1 < Words; ++w_1) {
      const int e_end = start[w_1 + 1];
      for (int e = start[w_1]; e < e_end; ++e) {
        impact[e] = idf[w_1] * (float)(tf[e]) * 2.2f / ((float)(tf[e]) + 1.2f * (0.25f + 0.75f * (float)(length[doc[e]]) / average[0]));
      }
    }
  }
}

// prepare: part_value
extern "C" void dragin_part_value(
    const int32_t *__restrict chunk_count,
    const float *__restrict attention,
    float *__restrict strongest,
    float *__restrict received,
    const int32_t *__restrict chunk,
    int32_t *__restrict part,
    float *__restrict mass,
    int32_t *__restrict words,
    const float *__restrict entropy,
    float *__restrict value,
    int T) {
  // prepare, line 41: strongest[h, i]
  {
    mpc_parallel_for(0, 32, 1, mpc_grain(16384.0f), [&](int h_begin, int h_end) {
      for (int h = h_begin; h < h_end; ++h) {
        const int i_end = chunk_count[0];
        const int i_even = i_end - mpc_floor_mod(mpc_max(i_end, 0), 4);
        for (int i = 0; i < i_even; i += 4) {
          float max = -__builtin_inff();
          const int j_end = chunk_count[0] + 1;
          for (int j = i + 1; j < j_end; ++j) {
            max = mpc_max(max, attention[(h * 65 + j) * (T + 64) + (T + i)]);
          }
          float max_1 = -__builtin_inff();
          const int j_end_1 = chunk_count[0] + 1;
          for (int j_1 = i + 1 + 1; j_1 < j_end_1; ++j_1) {
            max_1 = mpc_max(max_1, attention[(h * 65 + j_1) * (T + 64) + (T + (i + 1))]);
          }
          float max_2 = -__builtin_inff();
          const int j_end_2 = chunk_count[0] + 1;
          for (int j_2 = i + 2 + 1; j_2 < j_end_2; ++j_2) {
            max_2 = mpc_max(max_2, attention[(h * 65 + j_2) * (T + 64) + (T + (i + 2))]);
          }
          float max_3 = -__builtin_inff();
          const int j_end_3 = chunk_count[0] + 1;
          for (int j_3 = i + 3 + 1; j_3 < j_end_3; ++j_3) {
            max_3 = mpc_max(max_3, attention[(h * 65 + j_3) * (T + 64) + (T + (i + 3))]);
          }
          strongest[h * 64 + i] = max;
          strongest[h * 64 + (i + 1)] = max_1;
          strongest[h * 64 + (i + 2)] = max_2;
          strongest[h * 64 + (i + 3)] = max_3;
        }
        for (int i_1 = mpc_max(0, i_even); i_1 < i_end; ++i_1) {
          float max_4 = -__builtin_inff();
          const int j_end_4 = chunk_count[0] + 1;
          for (int j_4 = i_1 + 1; j_4 < j_end_4; ++j_4) {
            max_4 = mpc_max(max_4, attention[(h * 65 + j_4) * (T + 64) + (T + i_1)]);
          }
          strongest[h * 64 + i_1] = max_4;
        }
      }
    });
  }
  // prepare, line 42: received[i]
  {
    const int i_end_1 = chunk_count[0];
    mpc_parallel_for(0, i_end_1, 4 * MPC_LANES, mpc_grain(97.0f), [&](int i_2_begin, int i_2_end) {
      for (int i_2 = i_2_begin; i_2 < i_2_end; i_2 += 4 * MPC_LANES) {
        const int left = i_end_1 - i_2;
        vf sum = mpc_splat(0.0f);
        vf sum_1 = mpc_splat(0.0f);
        vf sum_2 = mpc_splat(0.0f);
        vf sum_3 = mpc_splat(0.0f);
        for (int h_1 = 0; h_1 < 32; ++h_1) {
          sum = sum + mpc_load(strongest + h_1 * 64 + i_2);
          sum_1 = sum_1 + mpc_load(strongest + h_1 * 64 + (i_2 + MPC_LANES));
          sum_2 = sum_2 + mpc_load(strongest + h_1 * 64 + (i_2 + 2 * MPC_LANES));
          sum_3 = sum_3 + mpc_load(strongest + h_1 * 64 + (i_2 + 3 * MPC_LANES));
        }
        mpc_store(received + i_2, sum * 0.03125f, left);
        mpc_store(received + i_2 + MPC_LANES, sum_1 * 0.03125f, left - MPC_LANES);
        mpc_store(received + i_2 + 2 * MPC_LANES, sum_2 * 0.03125f, left - 2 * MPC_LANES);
        mpc_store(received + i_2 + 3 * MPC_LANES, sum_3 * 0.03125f, left - 3 * MPC_LANES);
      }
    });
  }
  // prepare, line 43: part[i]
  {
    const int i_end_2 = chunk_count[0];
    mpc_parallel_for(0, i_end_2, 1, mpc_grain(315.0f), [&](int i_3_begin, int i_3_end) {
      for (int i_3 = i_3_begin; i_3 < i_3_end; ++i_3) {
        vi sum_4 = mpc_splat(0);
        const int j_end_5 = i_3;
        for (int j_5 = 0; j_5 < j_end_5; j_5 += MPC_LANES) {
          const int left_1 = j_end_5 - j_5;
          sum_4 = sum_4 + (mpc_choose(mpc_first(left_1), (mpc_choose(mpc_load(chunk + j_5) == 1, mpc_splat(1), mpc_splat(0))), mpc_splat(0)));
        }
        part[i_3] = mpc_sum_lanes(sum_4);
      }
    });
  }
  // prepare, line 44: mass[i]
  {
    const int i_end_3 = chunk_count[0];
    mpc_parallel_for(0, i_end_3, 4 * MPC_LANES, mpc_grain(576.0f), [&](int i_4_begin, int i_4_end) {
      for (int i_4 = i_4_begin; i_4 < i_4_end; i_4 += 4 * MPC_LANES) {
        const int left_2 = i_end_3 - i_4;
        vf sum_5 = mpc_splat(0.0f);
        vf sum_6 = mpc_splat(0.0f);
        vf sum_7 = mpc_splat(0.0f);
        vf sum_8 = mpc_splat(0.0f);
        const int j_end_6 = chunk_count[0];
        for (int j_6 = 0; j_6 < j_end_6; ++j_6) {
          const int part_1 = part[j_6];
          const float received_1 = received[j_6];
          sum_5 = sum_5 + (mpc_choose(part_1 == mpc_load(part + i_4), mpc_splat(received_1), mpc_splat(0.0f)));
          sum_6 = sum_6 + (mpc_choose(part_1 == mpc_load(part + i_4 + MPC_LANES), mpc_splat(received_1), mpc_splat(0.0f)));
          sum_7 = sum_7 + (mpc_choose(part_1 == mpc_load(part + i_4 + 2 * MPC_LANES), mpc_splat(received_1), mpc_splat(0.0f)));
          sum_8 = sum_8 + (mpc_choose(part_1 == mpc_load(part + i_4 + 3 * MPC_LANES), mpc_splat(received_1), mpc_splat(0.0f)));
        }
        mpc_store(mass + i_4, sum_5, left_2);
        mpc_store(mass + i_4 + MPC_LANES, sum_6, left_2 - MPC_LANES);
        mpc_store(mass + i_4 + 2 * MPC_LANES, sum_7, left_2 - 2 * MPC_LANES);
        mpc_store(mass + i_4 + 3 * MPC_LANES, sum_8, left_2 - 3 * MPC_LANES);
      }
    });
  }
  // prepare, line 45: words[i]
  {
    const int i_end_4 = chunk_count[0];
    mpc_parallel_for(0, i_end_4, 4 * MPC_LANES, mpc_grain(448.0f), [&](int i_5_begin, int i_5_end) {
      for (int i_5 = i_5_begin; i_5 < i_5_end; i_5 += 4 * MPC_LANES) {
        const int left_3 = i_end_4 - i_5;
        vi sum_9 = mpc_splat(0);
        vi sum_10 = mpc_splat(0);
        vi sum_11 = mpc_splat(0);
        vi sum_12 = mpc_splat(0);
        const int j_end_7 = chunk_count[0];
        for (int j_7 = 0; j_7 < j_end_7; ++j_7) {
          const int part_2 = part[j_7];
          sum_9 = sum_9 + (mpc_choose(part_2 == mpc_load(part + i_5), mpc_splat(1), mpc_splat(0)));
          sum_10 = sum_10 + (mpc_choose(part_2 == mpc_load(part + i_5 + MPC_LANES), mpc_splat(1), mpc_splat(0)));
          sum_11 = sum_11 + (mpc_choose(part_2 == mpc_load(part + i_5 + 2 * MPC_LANES), mpc_splat(1), mpc_splat(0)));
          sum_12 = sum_12 + (mpc_choose(part_2 == mpc_load(part + i_5 + 3 * MPC_LANES), mpc_splat(1), mpc_splat(0)));
        }
        mpc_store(words + i_5, sum_9, left_3);
        mpc_store(words + i_5 + MPC_LANES, sum_10, left_3 - MPC_LANES);
        mpc_store(words + i_5 + 2 * MPC_LANES, sum_11, left_3 - 2 * MPC_LANES);
        mpc_store(words + i_5 + 3 * MPC_LANES, sum_12, left_3 - 3 * MPC_LANES);
      }
    });
  }
  // prepare, line 46: value[i]
  {
    const int i_end_5 = chunk_count[0];
    mpc_parallel_for(0, i_end_5, MPC_LANES, mpc_grain(20.0f), [&](int i_6_begin, int i_6_end) {
      for (int i_6 = i_6_begin; i_6 < i_6_end; i_6 += MPC_LANES) {
        const int left_4 = i_end_5 - i_6;
        mpc_store(value + i_6, mpc_to_float(mpc_load(words + i_6)) * mpc_load(received + i_6) / mpc_load(mass + i_6) * mpc_load(entropy + i_6), left_4);
      }
    });
  }
}

// prepare: unsure_worst_kept
extern "C" void dragin_unsure_worst_kept(
    int32_t *__restrict doubtful,
    const int32_t *__restrict chunk_count,
    const bool *__restrict content,
    const int32_t *__restrict chunk,
    const float *__restrict value,
    int32_t *__restrict doubtful_count,
    bool *__restrict unsure,
    const int32_t *__restrict part,
    int32_t *__restrict worst,
    int32_t *__restrict kept) {
  // prepare, line 47: doubtful = each i that passes
  {
    const int row = 0;
    int found_1 = 0;
    const int i_end = chunk_count[0];
    for (int i = 0; i < i_end; i += MPC_LANES) {
      const int left = i_end - i;
      mpc_append(doubtful + row * 64, found_1, i, mpc_gather(content, mpc_load(chunk + i), left) & (1.0f < mpc_load(value + i)), left);
    }
    mpc_fill(doubtful + row * 64 + found_1, 64 - found_1, -1);
    doubtful_count[row] = found_1;
  }
  // prepare, line 48: unsure
  {
    unsure[0] = 0 < doubtful_count[0];
  }
  // prepare, line 49: worst
  {
    int min = 2147483647;
    const int i_at_end = doubtful_count[0];
    for (int i_at = 0; i_at < i_at_end; ++i_at) {
      min = mpc_min(min, part[doubtful[i_at]]);
    }
    worst[0] = min;
  }
  // prepare, line 50: kept
  {
    vi sum = mpc_splat(0);
    const int i_end_1 = chunk_count[0];
    for (int i_1 = 0; i_1 < i_end_1; i_1 += MPC_LANES) {
      const int left_1 = i_end_1 - i_1;
      sum = sum + (mpc_choose(mpc_first(left_1), (mpc_choose(mpc_load(part + i_1) < worst[0], mpc_splat(1), mpc_splat(0))), mpc_splat(0)));
    }
    kept[0] = mpc_sum_lanes(sum);
  }
}

// prepare: weight
extern "C" void dragin_weight(
    int32_t *__restrict asking,
    const int32_t *__restrict chunk_count,
    const int32_t *__restrict part,
    const int32_t *__restrict worst,
    const bool *__restrict content,
    const int32_t *__restrict chunk,
    const float *__restrict value,
    int32_t *__restrict asking_count,
    const float *__restrict attention,
    float *__restrict weight,
    int T) {
  // prepare, line 53: asking = each i that passes
  {
    const int row = 0;
    int found_1 = 0;
    const int i_end = chunk_count[0];
    for (int i = 0; i < i_end; i += MPC_LANES) {
      const int left = i_end - i;
      mpc_append(asking + row * 64, found_1, i, (mpc_load(part + i) == worst[0]) & mpc_gather(content, mpc_load(chunk + i), left) & (1.0f < mpc_load(value + i)), left);
    }
    mpc_fill(asking + row * 64 + found_1, 64 - found_1, -1);
    asking_count[row] = found_1;
  }
  // prepare, line 55: weight[p]
  {
    const int p_end = T + chunk_count[0];
    mpc_parallel_for(0, p_end, 2 * MPC_LANES, mpc_grain(10688.0f), [&](int p_begin, int p_end) {
      for (int p = p_begin; p < p_end; p += 2 * MPC_LANES) {
        const int left_1 = p_end - p;
        vf sum = mpc_splat(0.0f);
        vf sum_1 = mpc_splat(0.0f);
        const int i_at_even = asking_count[0] - mpc_floor_mod(mpc_max(asking_count[0], 0), 4);
        for (int i_at = 0; i_at < i_at_even; i_at += 4) {
          const int asking_1 = asking[i_at];
          const int asking_2 = asking[i_at + 1];
          const int asking_3 = asking[i_at + 2];
          const int asking_4 = asking[i_at + 3];
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          vf sum_4 = mpc_splat(0.0f);
          vf sum_5 = mpc_splat(0.0f);
          vf sum_6 = mpc_splat(0.0f);
          vf sum_7 = mpc_splat(0.0f);
          vf sum_8 = mpc_splat(0.0f);
          vf sum_9 = mpc_splat(0.0f);
          for (int h = 0; h < 32; ++h) {
            sum_2 = sum_2 + mpc_load(attention + (h * 65 + asking[i_at]) * (T + 64) + p);
            sum_3 = sum_3 + mpc_load(attention + (h * 65 + asking[i_at + 1]) * (T + 64) + p);
            sum_4 = sum_4 + mpc_load(attention + (h * 65 + asking[i_at + 2]) * (T + 64) + p);
            sum_5 = sum_5 + mpc_load(attention + (h * 65 + asking[i_at + 3]) * (T + 64) + p);
            sum_6 = sum_6 + mpc_load(attention + (h * 65 + asking[i_at]) * (T + 64) + (p + MPC_LANES));
            sum_7 = sum_7 + mpc_load(attention + (h * 65 + asking[i_at + 1]) * (T + 64) + (p + MPC_LANES));
            sum_8 = sum_8 + mpc_load(attention + (h * 65 + asking[i_at + 2]) * (T + 64) + (p + MPC_LANES));
            sum_9 = sum_9 + mpc_load(attention + (h * 65 + asking[i_at + 3]) * (T + 64) + (p + MPC_LANES));
          }
          sum = sum + (mpc_choose(mpc_iota(p) < T + asking_1, sum_2 * 0.03125f, mpc_splat(0.0f)));
          sum = sum + (mpc_choose(mpc_iota(p) < T + asking_2, sum_3 * 0.03125f, mpc_splat(0.0f)));
          sum = sum + (mpc_choose(mpc_iota(p) < T + asking_3, sum_4 * 0.03125f, mpc_splat(0.0f)));
          sum = sum + (mpc_choose(mpc_iota(p) < T + asking_4, sum_5 * 0.03125f, mpc_splat(0.0f)));
          sum_1 = sum_1 + (mpc_choose(mpc_iota(p + MPC_LANES) < T + asking_1, sum_6 * 0.03125f, mpc_splat(0.0f)));
          sum_1 = sum_1 + (mpc_choose(mpc_iota(p + MPC_LANES) < T + asking_2, sum_7 * 0.03125f, mpc_splat(0.0f)));
          sum_1 = sum_1 + (mpc_choose(mpc_iota(p + MPC_LANES) < T + asking_3, sum_8 * 0.03125f, mpc_splat(0.0f)));
          sum_1 = sum_1 + (mpc_choose(mpc_iota(p + MPC_LANES) < T + asking_4, sum_9 * 0.03125f, mpc_splat(0.0f)));
        }
        for (int i_at_1 = mpc_max(0, i_at_even); i_at_1 < asking_count[0]; ++i_at_1) {
          const int asking_5 = asking[i_at_1];
          vf sum_10 = mpc_splat(0.0f);
          vf sum_11 = mpc_splat(0.0f);
          for (int h_1 = 0; h_1 < 32; ++h_1) {
            sum_10 = sum_10 + mpc_load(attention + (h_1 * 65 + asking[i_at_1]) * (T + 64) + p);
            sum_11 = sum_11 + mpc_load(attention + (h_1 * 65 + asking[i_at_1]) * (T + 64) + (p + MPC_LANES));
          }
          sum = sum + (mpc_choose(mpc_iota(p) < T + asking_5, sum_10 * 0.03125f, mpc_splat(0.0f)));
          sum_1 = sum_1 + (mpc_choose(mpc_iota(p + MPC_LANES) < T + asking_5, sum_11 * 0.03125f, mpc_splat(0.0f)));
        }
        mpc_store(weight + p, sum, left_1);
        mpc_store(weight + p + MPC_LANES, sum_1, left_1 - MPC_LANES);
      }
    });
  }
}

// prepare: query
extern "C" void dragin_query(
    const int32_t *__restrict chunk_count,
    const int32_t *__restrict text,
    const int32_t *__restrict chunk,
    int32_t *__restrict seen,
    const bool *__restrict content,
    const float *__restrict weight,
    int32_t *__restrict best,
    int32_t *__restrict best_count,
    int32_t *__restrict chosen,
    int32_t *__restrict asked,
    int32_t *__restrict asked_count,
    int32_t *__restrict query,
    int T) {
  // prepare, line 54: seen[p]
  {
    const int p_end = T + chunk_count[0];
    mpc_parallel_for(0, p_end, MPC_LANES, mpc_grain(11.0f), [&](int p_begin, int p_end) {
      for (int p = p_begin; p < p_end; p += MPC_LANES) {
        const int left = p_end - p;
        mpc_store(seen + p, mpc_choose(mpc_iota(p) < T, mpc_gather(text, mpc_min(mpc_iota(p), mpc_splat(T - 1)), left), mpc_max(mpc_gather(chunk, mpc_max(mpc_iota(p) - T, mpc_splat(0)), left), mpc_splat(0))), left);
      }
    });
  }
  // prepare, line 56: best = the 25 best p
  {
    mpc_topk<float> best_1(25);
    const int p_end_1 = T + chunk_count[0];
    mpc_parallel_for(0, p_end_1, 1024, mpc_grain(11.0f), [&](int p_1_begin, int p_1_end) {
      for (int p_1 = p_1_begin; p_1 < p_1_end; p_1 += 1024) {
        const int end_ = mpc_min(p_1 + 1024, p_end_1);
        alignas(64) float key[8 * MPC_LANES + 1024];
        for (int p_2 = p_1; p_2 < end_; p_2 += MPC_LANES) {
          const int left_1 = end_ - p_2;
          mpc_store(key + p_2 - p_1, mpc_choose(mpc_gather(content, mpc_load(seen + p_2), left_1) & (0.0f < mpc_load(weight + p_2)), mpc_load(weight + p_2), mpc_splat(-__builtin_inff())));
        }
        best_1.offer(key, p_1, end_ - p_1);
      }
    });
    best_1.finish(best, best_count, 25);
  }
  // prepare, line 57: chosen, sum over [i]
  {
    mpc_fill(chosen, T + 64, 0);
    const int i_end = best_count[0];
    for (int i = 0; i < i_end; ++i) {
      const int to = best[i];
      chosen[to] = chosen[to] + 1;
    }
  }
  // prepare, line 58: asked = each p that passes
  {
    const int row = 0;
    int found_1 = 0;
    const int p_end_2 = T + chunk_count[0];
    for (int p_3 = 0; p_3 < p_end_2; p_3 += MPC_LANES) {
      const int left_2 = p_end_2 - p_3;
      mpc_append(asked + row * (T + 64), found_1, p_3, 0 < mpc_load(chosen + p_3), left_2);
    }
    mpc_fill(asked + row * (T + 64) + found_1, T + 64 - found_1, -1);
    asked_count[row] = found_1;
  }
  // prepare, line 59: query[i]
  {
    const int i_end_1 = asked_count[0];
    mpc_parallel_for(0, i_end_1, MPC_LANES, mpc_grain(4.0f), [&](int i_1_begin, int i_1_end) {
      for (int i_1 = i_1_begin; i_1 < i_1_end; i_1 += MPC_LANES) {
        const int left_3 = i_end_1 - i_1;
        mpc_store(query + i_1, mpc_gather(seen, mpc_load(asked + i_1), left_3), left_3);
      }
    });
  }
}

// relevancy: score_found
extern "C" void dragin_score_found(
    float *__restrict score,
    const int32_t *__restrict asked_count,
    const int32_t *__restrict start,
    const int32_t *__restrict query,
    const float *__restrict impact,
    const int32_t *__restrict doc,
    int32_t *__restrict found,
    int32_t *__restrict found_count,
    int Docs) {
  // relevancy, line 64: score, sum over [i, e]
  {
    mpc_fill(score, Docs, 0.0f);
    const int i_end = asked_count[0];
    for (int i = 0; i < i_end; ++i) {
      const int e_end = start[query[i] + 1];
      for (int e = start[query[i]]; e < e_end; ++e) {
        const int to = doc[e];
        score[to] = score[to] + impact[e];
      }
    }
  }
  // retrieve, line 68: found = the 3 best d
  {
    mpc_topk<float> best_1(3);
    mpc_parallel_for(0, Docs, 1024, mpc_grain(6.0f), [&](int d_begin, int d_end) {
      for (int d = d_begin; d < d_end; d += 1024) {
        const int end_ = mpc_min(d + 1024, Docs);
        alignas(64) float key[8 * MPC_LANES + 1024];
        for (int d_1 = d; d_1 < end_; d_1 += MPC_LANES) {
          mpc_store(key + d_1 - d, mpc_choose(0.0f < mpc_load(score + d_1), mpc_load(score + d_1), mpc_splat(-__builtin_inff())));
        }
        best_1.offer(key, d, end_ - d);
      }
    });
    best_1.finish(found, found_count, 3);
  }
}
