// rag_two_stage: CPU kernels, one function for each step. Written by mpc.
#include "mpc_cpu.h"

// prepare, once: impact
extern "C" void rag_two_stage_impact(
    const int32_t *__restrict length,
    float *__restrict average,
    const int32_t *__restrict start,
    float *__restrict idf,
    const int32_t *__restrict tf,
    const int32_t *__restrict doc,
    float *__restrict impact,
    int Words,
    int Docs) {
  // prepare, line 29: average
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
  // prepare, line 30: idf[w]
  {
    mpc_parallel_for(0, Words, MPC_LANES, mpc_grain(38.0f), [&](int w_begin, int w_end) {
      for (int w = w_begin; w < w_end; w += MPC_LANES) {
        const int left_2 = Words - w;
        mpc_store(idf + w, mpc_log(1.0f + (mpc_to_float(Docs - (mpc_load(start + w + 1) - mpc_load(start + w))) + 0.5f) / (mpc_to_float(mpc_load(start + w + 1) - mpc_load(start + w)) + 0.5f)), left_2);
      }
    });
  }
  // prepare, line 31: impact[w, e]
  {
    for (int w_1 = 0; w_1 < Words; ++w_1) {
      const int e_end = start[w_1 + 1];
      for (int e = start[w_1]; e < e_end; ++e) {
        impact[e] = idf[w_1] * (float)(tf[e]) / ((float)(tf[e]) + 1.5f * (0.25f + 0.75f * (float)(length[doc[e]]) / average[0]));
      }
    }
  }
}

// relevancy: score_candidates
extern "C" void rag_two_stage_score_candidates(
    float *__restrict score,
    const int32_t *__restrict start,
    const int32_t *__restrict question,
    const float *__restrict impact,
    const int32_t *__restrict doc,
    int32_t *__restrict candidates,
    int32_t *__restrict candidates_count,
    int Docs,
    int Q) {
  // relevancy, line 36: score, sum over [q, e]
  {
    mpc_fill(score, Docs, 0.0f);
    for (int q = 0; q < Q; ++q) {
      const int e_end = start[question[q] + 1];
      for (int e = start[question[q]]; e < e_end; ++e) {
        const int to = doc[e];
        score[to] = score[to] + impact[e];
      }
    }
  }
  // retrieve, line 40: candidates = the 100 best d
  {
    mpc_topk<float> best_1(100);
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
    best_1.finish(candidates, candidates_count, 100);
  }
}

// retrieve: passages
extern "C" void rag_two_stage_passages(
    const int32_t *__restrict candidates_count,
    const int32_t *__restrict text,
    const int32_t *__restrict candidates,
    int32_t *__restrict passages) {
  // retrieve, line 41: passages[i, j]
  {
    const int i_end = candidates_count[0];
    for (int i = 0; i < i_end; ++i) {
      for (int j = 0; j < 100; j += MPC_LANES) {
        const int left = 100 - j;
        mpc_store(passages + i * 100 + j, mpc_load(text + candidates[i] * 100 + j), left);
      }
    }
  }
}

// retrieve: place
extern "C" void rag_two_stage_place(
    const int32_t *__restrict candidates_count,
    const float *__restrict relevance,
    int32_t *__restrict place,
    int32_t *__restrict place_count) {
  // retrieve, line 43: place = the 10 best i
  {
    mpc_topk<float> best_1(10);
    const int i_end = candidates_count[0];
    mpc_parallel_for(0, i_end, 1024, mpc_grain(2.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; i += 1024) {
        const int end_ = mpc_min(i + 1024, i_end);
        best_1.offer(relevance + i, i, end_ - i);
      }
    });
    best_1.finish(place, place_count, 10);
  }
}

// apply: best_best_score
extern "C" void rag_two_stage_best_best_score(
    const int32_t *__restrict place_count,
    const int32_t *__restrict candidates,
    const int32_t *__restrict place,
    int32_t *__restrict best,
    const float *__restrict relevance,
    float *__restrict best_score) {
  // apply, line 47: best[i]
  {
    const int i_end = place_count[0];
    mpc_parallel_for(0, i_end, MPC_LANES, mpc_grain(4.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; i += MPC_LANES) {
        const int left = i_end - i;
        mpc_store(best + i, mpc_gather(candidates, mpc_load(place + i), left), left);
      }
    });
  }
  // apply, line 48: best_score[i]
  {
    const int i_end_1 = place_count[0];
    mpc_parallel_for(0, i_end_1, MPC_LANES, mpc_grain(4.0f), [&](int i_1_begin, int i_1_end) {
      for (int i_1 = i_1_begin; i_1 < i_1_end; i_1 += MPC_LANES) {
        const int left_1 = i_end_1 - i_1;
        mpc_store(best_score + i_1, mpc_gather(relevance, mpc_load(place + i_1), left_1), left_1);
      }
    });
  }
}
