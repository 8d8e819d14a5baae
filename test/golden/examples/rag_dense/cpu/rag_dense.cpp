// rag_dense: CPU kernels, one function for each step. Written by mpc.
#include "mpc_cpu.h"

// prepare: query
extern "C" void rag_dense_query(
    const float *__restrict vector,
    f16 *__restrict query) {
  // prepare, line 22: query[i]
  {
    mpc_parallel_for(0, 768, MPC_LANES, mpc_grain(3.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; i += MPC_LANES) {
        mpc_store(query + i, mpc_load(vector + i));
      }
    });
  }
}

// relevancy: score_best
extern "C" void rag_dense_score_best(
    const f16 *__restrict query,
    const f16 *__restrict passage,
    float *__restrict score,
    int32_t *__restrict best,
    int32_t *__restrict best_count,
    int Docs) {
  // relevancy, line 26: score[d]
  {
    mpc_parallel_for(0, Docs, 1, mpc_grain(4608.0f), [&](int d_begin, int d_end) {
      for (int d = d_begin; d < d_end; ++d) {
        vf sum = mpc_splat(0.0f);
        for (int i = 0; i < 768; i += MPC_LANES) {
          sum = mpc_fma(mpc_load(query + i), mpc_load(passage + (int64_t)(d) * 768 + i), sum);
        }
        score[d] = mpc_sum_lanes(sum);
      }
    });
  }
  // retrieve, line 30: best = the 10 best d
  {
    mpc_topk<float> best_1(10);
    mpc_parallel_for(0, Docs, 1024, mpc_grain(2.0f), [&](int d_1_begin, int d_1_end) {
      for (int d_1 = d_1_begin; d_1 < d_1_end; d_1 += 1024) {
        const int end_ = mpc_min(d_1 + 1024, Docs);
        best_1.offer(score + d_1, d_1, end_ - d_1);
      }
    });
    best_1.finish(best, best_count, 10);
  }
}

// apply: best_score
extern "C" void rag_dense_best_score(
    const int32_t *__restrict best_count,
    const float *__restrict score,
    const int32_t *__restrict best,
    float *__restrict best_score) {
  // apply, line 34: best_score[i]
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
