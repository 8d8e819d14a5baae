// rag_bm25: CPU kernels, one function for each step. Written by mpc.
#include "mpc_cpu.h"

// prepare, once: impact
extern "C" void rag_bm25_impact(
    const int32_t *__restrict length,
    float *__restrict average,
    const int32_t *__restrict start,
    float *__restrict idf,
    const int32_t *__restrict tf,
    const int32_t *__restrict doc,
    float *__restrict impact,
    int Docs,
    int Terms) {
  // prepare, line 23: average
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
  // prepare, line 24: idf[t]
  {
    mpc_parallel_for(0, Terms, MPC_LANES, mpc_grain(38.0f), [&](int t_begin, int t_end) {
      for (int t = t_begin; t < t_end; t += MPC_LANES) {
        const int left_2 = Terms - t;
        mpc_store(idf + t, mpc_log(1.0f + (mpc_to_float(Docs - (mpc_load(start + t + 1) - mpc_load(start + t))) + 0.5f) / (mpc_to_float(mpc_load(start + t + 1) - mpc_load(start + t)) + 0.5f)), left_2);
      }
    });
  }
  // prepare, line 25: impact[t, e]
  {
    for (int t_1 = 0; t_1 < Terms; ++t_1) {
      const int e_end = start[t_1 + 1];
      for (int e = start[t_1]; e < e_end; ++e) {
        impact[e] = idf[t_1] * (float)(tf[e]) / ((float)(tf[e]) + 1.5f * (0.25f + 0.75f * (float)(length[doc[e]]) / average[0]));
      }
    }
  }
}

// relevancy: score_best
extern "C" void rag_bm25_score_best(
    float *__restrict score,
    const int32_t *__restrict start,
    const int32_t *__restrict query,
    const float *__restrict impact,
    const int32_t *__restrict doc,
    int32_t *__restrict best,
    int32_t *__restrict best_count,
    int Docs,
    int Q) {
  // relevancy, line 30: score, sum over [q, e]
  {
    mpc_fill(score, Docs, 0.0f);
    for (int q = 0; q < Q; ++q) {
      const int e_end = start[query[q] + 1];
      for (int e = start[query[q]]; e < e_end; ++e) {
        const int to = doc[e];
        score[to] = score[to] + impact[e];
      }
    }
  }
  // retrieve, line 34: best = the 10 best d
  {
    mpc_topk<float> best_1(10);
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
    best_1.finish(best, best_count, 10);
  }
}

// apply: best_score
extern "C" void rag_bm25_best_score(
    const int32_t *__restrict best_count,
    const float *__restrict score,
    const int32_t *__restrict best,
    float *__restrict best_score) {
  // apply, line 38: best_score[i]
  {
    const int i_end = best_count[0];
    mpc_parallel_for(0, i_end, MPC_LANES, mpc_grain(4.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; i += MPC_LANES) {
        const int left = i_end - i;
        mpc_store(best_score + i, mpc_gather(score, mpc_load(best + i), left), left);
      }
    });
  }
}
