// flare: CPU kernels, one function for each step. Written by mpc.
#include "mpc_cpu.h"

// prepare, once: impact
extern "C" void flare_impact(
    const int32_t *__restrict length,
    float *__restrict average,
    const int32_t *__restrict start,
    float *__restrict idf,
    const int32_t *__restrict tf,
    const int32_t *__restrict doc,
    float *__restrict impact,
    int Words,
    int Docs) {
  // prepare, line 31: average
  {
    std::vector<int> average_part(size_t(mpc_floor_div(Docs + mpc_max(32768, (Docs + 255) / 256) - 1, mpc_max(32768, (Docs + 255) / 256)) + 8 * MPC_LANES));
    mpc_parallel_for(0, mpc_floor_div(Docs + mpc_max(32768, (Docs + 255) / 256) - 1, mpc_max(32768, (Docs + 255) / 256)), 1, mpc_grain(3.0f * mpc_max(32768, (Docs + 255) / 256)), [&](int part_begin, int part_end) {
      for (int part = part_begin; part < part_end; ++part) {
        vi sum = mpc_splat(0);
        const int d_end = mpc_min(part * mpc_max(32768, (Docs + 255) / 256) + mpc_max(32768, (Docs + 255) / 256), Docs);
        for (int d = part * mpc_max(32768, (Docs + 255) / 256); d < d_end; d += MPC_LANES) {
          const int left = d_end - d;
          sum = sum + (mpc_choose(mpc_first(left), mpc_load(length + d), mpc_splat(0)));
        }
        average_part.data()[part] = mpc_sum_lanes(sum);
      }
    });
    vi sum_1 = mpc_splat(0);
    for (int part_1 = 0; part_1 < mpc_floor_div(Docs + mpc_max(32768, (Docs + 255) / 256) - 1, mpc_max(32768, (Docs + 255) / 256)); part_1 += MPC_LANES) {
      const int left_1 = mpc_floor_div(Docs + mpc_max(32768, (Docs + 255) / 256) - 1, mpc_max(32768, (Docs + 255) / 256)) - part_1;
      sum_1 = sum_1 + (mpc_choose(mpc_first(left_1), mpc_load(average_part.data() + part_1), mpc_splat(0)));
    }
    average[0] = (float)(mpc_sum_lanes(sum_1)) / (float)(Docs);
  }
  // prepare, line 32: idf[w]
  {
    mpc_parallel_for(0, Words, MPC_LANES, mpc_grain(38.0f), [&](int w_begin, int w_end) {
      for (int w = w_begin; w < w_end; w += MPC_LANES) {
        const int left_2 = Words - w;
        mpc_store(idf + w, mpc_log(1.0f + (mpc_to_float(Docs - (mpc_load(start + w + 1) - mpc_load(start + w))) + 0.5f) / (mpc_to_float(mpc_load(start + w + 1) - mpc_load(start + w)) + 0.5f)), left_2);
      }
    });
  }
  // prepare, line 33: impact[w, e]
  {
    for (int w_1 = 0; w_1 < Words; ++w_1) {
      const int e_end = start[w_1 + 1];
      for (int e = start[w_1]; e < e_end; ++e) {
        impact[e] = idf[w_1] * (float)(tf[e]) * 2.2f / ((float)(tf[e]) + 1.2f * (0.25f + 0.75f * (float)(length[doc[e]]) / average[0]));
      }
    }
  }
}

// prepare: planned_unsure
extern "C" void flare_planned_unsure(
    const int32_t *__restrict ahead_count,
    const int32_t *__restrict ahead,
    int32_t *__restrict ends,
    int32_t *__restrict planned,
    const float *__restrict chance,
    float *__restrict lowest,
    const bool *__restrict first,
    bool *__restrict unsure) {
  // prepare, line 39: ends
  {
    vi min = mpc_splat(2147483647);
    const int i_end = ahead_count[0];
    for (int i = 0; i < i_end; i += MPC_LANES) {
      const int left = i_end - i;
      min = mpc_min(min, mpc_choose(mpc_first(left), (mpc_choose(mpc_load(ahead + i) == 1, mpc_iota(i) + 1, mpc_splat(64))), mpc_splat(2147483647)));
    }
    ends[0] = mpc_min_lanes(min);
  }
  // prepare, line 40: planned
  {
    planned[0] = mpc_min(ends[0], ahead_count[0]);
  }
  // prepare, line 41: lowest
  {
    vf min_1 = mpc_splat(__builtin_inff());
    const int i_end_1 = ahead_count[0];
    for (int i_1 = 0; i_1 < i_end_1; i_1 += MPC_LANES) {
      const int left_1 = i_end_1 - i_1;
      min_1 = mpc_min(min_1, mpc_choose(mpc_first(left_1), (mpc_choose(mpc_iota(i_1) < planned[0], mpc_load(chance + i_1), mpc_splat(1.0f))), mpc_splat(__builtin_inff())));
    }
    lowest[0] = mpc_min_lanes(min_1);
  }
  // prepare, line 42: unsure
  {
    unsure[0] = first[0] || lowest[0] < 0.8f;
  }
}

// prepare: query
extern "C" void flare_query(
    int32_t *__restrict asked,
    const bool *__restrict first,
    const int32_t *__restrict planned,
    const float *__restrict chance,
    int32_t *__restrict asked_count,
    const int32_t *__restrict text,
    const int32_t *__restrict ahead,
    int32_t *__restrict query,
    int T) {
  // prepare, line 44: asked = each i that passes
  {
    const int row = 0;
    int found_1 = 0;
    for (int i = 0; i < 64; i += MPC_LANES) {
      const int left = 64 - i;
      mpc_append(asked + row * 64, found_1, i, mpc_choose(mpc_splat(first[0]), mpc_iota(i) < T, (mpc_iota(i) < planned[0]) & (0.4f <= mpc_load(chance + i))), left);
    }
    mpc_fill(asked + row * 64 + found_1, 64 - found_1, -1);
    asked_count[row] = found_1;
  }
  // prepare, line 45: query[i]
  {
    const int i_end = asked_count[0];
    mpc_parallel_for(0, i_end, MPC_LANES, mpc_grain(14.0f), [&](int i_1_begin, int i_1_end) {
      for (int i_1 = i_1_begin; i_1 < i_1_end; i_1 += MPC_LANES) {
        const int left_1 = i_end - i_1;
        mpc_store(query + i_1, mpc_choose(mpc_splat(first[0]), mpc_gather(text, mpc_min(mpc_load(asked + i_1), mpc_splat(T - 1)), left_1), mpc_max(mpc_gather(ahead, mpc_load(asked + i_1), left_1), mpc_splat(0))), left_1);
      }
    });
  }
}

// relevancy: score_found
extern "C" void flare_score_found(
    float *__restrict score,
    const int32_t *__restrict asked_count,
    const int32_t *__restrict start,
    const int32_t *__restrict query,
    const float *__restrict impact,
    const int32_t *__restrict doc,
    int32_t *__restrict found,
    int32_t *__restrict found_count,
    int Docs) {
  // relevancy, line 50: score, sum over [i, e]
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
  // retrieve, line 54: found = the 2 best d
  {
    mpc_topk<float> best(2);
    mpc_parallel_for(0, Docs, 1024, mpc_grain(6.0f), [&](int d_begin, int d_end) {
      for (int d = d_begin; d < d_end; d += 1024) {
        const int end_ = mpc_min(d + 1024, Docs);
        alignas(64) float key[8 * MPC_LANES + 1024];
        for (int d_1 = d; d_1 < end_; d_1 += MPC_LANES) {
          mpc_store(key + d_1 - d, mpc_choose(0.0f < mpc_load(score + d_1), mpc_load(score + d_1), mpc_splat(-__builtin_inff())));
        }
        best.offer(key, d, end_ - d);
      }
    });
    best.finish(found, found_count, 2);
  }
}

// apply: words_sentence
extern "C" void flare_words_sentence(
    const bool *__restrict unsure,
    const int32_t *__restrict again_count,
    const int32_t *__restrict planned,
    int32_t *__restrict words,
    const int32_t *__restrict again,
    const int32_t *__restrict ahead,
    int32_t *__restrict sentence) {
  // apply, line 59: words
  {
    words[0] = unsure[0] ? again_count[0] : planned[0];
  }
  // apply, line 60: sentence[i]
  {
    mpc_parallel_for(0, 64, MPC_LANES, mpc_grain(12.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; i += MPC_LANES) {
        mpc_store(sentence + i, mpc_choose(words[0] <= mpc_iota(i), mpc_splat(0), (mpc_choose(mpc_splat(unsure[0]), mpc_max(mpc_load(again + i), mpc_splat(0)), mpc_load(ahead + i)))));
      }
    });
  }
}
