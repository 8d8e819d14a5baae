// fs_rag: CPU kernels, one function for each step. Written by mpc.
#include "mpc_cpu.h"

// prepare, once: impact
extern "C" void fs_rag_impact(
    const int32_t *__restrict length,
    float *__restrict average,
    const int32_t *__restrict start,
    float *__restrict idf,
    const int32_t *__restrict tf,
    const int32_t *__restrict doc,
    float *__restrict impact,
    int Words,
    int Docs) {
  // prepare, line 27: average
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
  // prepare, line 28: idf[w]
  {
    mpc_parallel_for(0, Words, MPC_LANES, mpc_grain(38.0f), [&](int w_begin, int w_end) {
      for (int w = w_begin; w < w_end; w += MPC_LANES) {
        const int left_2 = Words - w;
        mpc_store(idf + w, mpc_log(1.0f + (mpc_to_float(Docs - (mpc_load(start + w + 1) - mpc_load(start + w))) + 0.5f) / (mpc_to_float(mpc_load(start + w + 1) - mpc_load(start + w)) + 0.5f)), left_2);
      }
    });
  }
  // prepare, line 29: impact[w, e]
  {
    for (int w_1 = 0; w_1 < Words; ++w_1) {
      const int e_end = start[w_1 + 1];
      for (int e = start[w_1]; e < e_end; ++e) {
        impact[e] = idf[w_1] * (float)(tf[e]) * 2.2f / ((float)(tf[e]) + 1.2f * (0.25f + 0.75f * (float)(length[doc[e]]) / average[0]));
      }
    }
  }
}

// prepare: asked
extern "C" void fs_rag_asked(
    const int32_t *__restrict text,
    int32_t *__restrict begin_,
    int32_t *__restrict asked,
    int32_t *__restrict asked_count,
    int T) {
  // prepare, line 34: begin
  {
    vi max = mpc_splat((-2147483647 - 1));
    for (int i = 0; i < T - 1; i += MPC_LANES) {
      const int left = T - 1 - i;
      max = mpc_max(max, mpc_choose(mpc_first(left), (mpc_choose(mpc_load(text + i) == 1, mpc_iota(i) + 1, mpc_splat(0))), mpc_splat((-2147483647 - 1))));
    }
    begin_[0] = mpc_max(mpc_max_lanes(max), T - 64);
  }
  // prepare, line 35: asked = each i that passes
  {
    const int row = 0;
    int found_1 = 0;
    for (int i_1 = 0; i_1 < T; i_1 += MPC_LANES) {
      const int left_1 = T - i_1;
      mpc_append(asked + row * T, found_1, i_1, begin_[0] <= mpc_iota(i_1), left_1);
    }
    mpc_fill(asked + row * T + found_1, T - found_1, -1);
    asked_count[row] = found_1;
  }
}

// relevancy: score_found
extern "C" void fs_rag_score_found(
    float *__restrict score,
    const int32_t *__restrict asked_count,
    const int32_t *__restrict start,
    const int32_t *__restrict text,
    const int32_t *__restrict asked,
    const float *__restrict impact,
    const int32_t *__restrict doc,
    int32_t *__restrict found,
    int32_t *__restrict found_count,
    int Docs) {
  // relevancy, line 39: score, sum over [i_at, e]
  {
    mpc_fill(score, Docs, 0.0f);
    const int i_at_end = asked_count[0];
    for (int i_at = 0; i_at < i_at_end; ++i_at) {
      const int e_end = start[text[asked[i_at]] + 1];
      for (int e = start[text[asked[i_at]]]; e < e_end; ++e) {
        const int to = doc[e];
        score[to] = score[to] + impact[e];
      }
    }
  }
  // retrieve, line 43: found = the 3 best d
  {
    mpc_topk<float> best(3);
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
    best.finish(found, found_count, 3);
  }
}
