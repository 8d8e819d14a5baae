// rag_ivf_pq: CPU kernels, one function for each step. Written by mpc.
#include "mpc_cpu.h"

// prepare: coarse_probe
extern "C" void rag_ivf_pq_coarse_probe(
    const f16 *__restrict query,
    const float *__restrict centroid,
    int32_t *__restrict probe,
    int32_t *__restrict probe_count,
    int Lists) {
  // prepare, line 21: coarse[l]
  // prepare, line 22: probe = the 20 best l
  {
    mpc_topk<float> best_1(20);
    mpc_parallel_for(0, Lists, 1024, mpc_grain(9219.0f), [&](int l_begin, int l_end) {
      for (int l = l_begin; l < l_end; l += 1024) {
        const int end_ = mpc_min(l + 1024, Lists);
        alignas(64) float coarse_part[8 * MPC_LANES + 1024];
        const int l_even = end_ - mpc_floor_mod(mpc_max(end_ - l, 0), 4);
        for (int l_1 = l; l_1 < l_even; l_1 += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          for (int i = 0; i < 768; i += MPC_LANES) {
            const vf query_1 = mpc_load(query + i);
            sum = mpc_fma(query_1 - mpc_load(centroid + l_1 * 768 + i), query_1 - mpc_load(centroid + l_1 * 768 + i), sum);
            sum_1 = mpc_fma(query_1 - mpc_load(centroid + (l_1 + 1) * 768 + i), query_1 - mpc_load(centroid + (l_1 + 1) * 768 + i), sum_1);
            sum_2 = mpc_fma(query_1 - mpc_load(centroid + (l_1 + 2) * 768 + i), query_1 - mpc_load(centroid + (l_1 + 2) * 768 + i), sum_2);
            sum_3 = mpc_fma(query_1 - mpc_load(centroid + (l_1 + 3) * 768 + i), query_1 - mpc_load(centroid + (l_1 + 3) * 768 + i), sum_3);
          }
          coarse_part[l_1 - l] = mpc_sum_lanes(sum);
          coarse_part[l_1 + 1 - l] = mpc_sum_lanes(sum_1);
          coarse_part[l_1 + 2 - l] = mpc_sum_lanes(sum_2);
          coarse_part[l_1 + 3 - l] = mpc_sum_lanes(sum_3);
        }
        for (int l_2 = mpc_max(l, l_even); l_2 < end_; ++l_2) {
          vf sum_4 = mpc_splat(0.0f);
          for (int i_1 = 0; i_1 < 768; i_1 += MPC_LANES) {
            sum_4 = mpc_fma(mpc_load(query + i_1) - mpc_load(centroid + l_2 * 768 + i_1), mpc_load(query + i_1) - mpc_load(centroid + l_2 * 768 + i_1), sum_4);
          }
          coarse_part[l_2 - l] = mpc_sum_lanes(sum_4);
        }
        alignas(64) float key[8 * MPC_LANES + 1024];
        for (int l_3 = l; l_3 < end_; l_3 += MPC_LANES) {
          mpc_store(key + l_3 - l, -mpc_load(coarse_part + l_3 - l));
        }
        best_1.offer(key, l, end_ - l);
      }
    });
    best_1.finish(probe, probe_count, 20);
  }
}

// prepare: rest
extern "C" void rag_ivf_pq_rest(
    const int32_t *__restrict probe_count,
    const f16 *__restrict query,
    const float *__restrict centroid,
    const int32_t *__restrict probe,
    float *__restrict rest) {
  // prepare, line 23: rest[p, i]
  {
    const int p_end = probe_count[0];
    for (int p = 0; p < p_end; ++p) {
      for (int i = 0; i < 768; i += MPC_LANES) {
        mpc_store(rest + p * 768 + i, mpc_load(query + i) - mpc_load(centroid + probe[p] * 768 + i));
      }
    }
  }
}

// relevancy: table
extern "C" void rag_ivf_pq_table(
    const int32_t *__restrict probe_count,
    const float *__restrict rest,
    const float *__restrict codeword,
    float *__restrict table) {
  // relevancy, line 27: table[p, m, c]
  {
    const int p_end = probe_count[0];
    for (int p = 0; p < p_end; ++p) {
      for (int m = 0; m < 64; ++m) {
        for (int c = 0; c < 256; c += 4) {
          vf sum = mpc_splat(0.0f);
          vf sum_1 = mpc_splat(0.0f);
          vf sum_2 = mpc_splat(0.0f);
          vf sum_3 = mpc_splat(0.0f);
          for (int s = 0; s < 12; s += MPC_LANES) {
            const int left = 12 - s;
            const vf rest_1 = mpc_load(rest + p * 768 + (m * 12 + s));
            sum = sum + (mpc_choose(mpc_first(left), (rest_1 - mpc_load(codeword + (m * 256 + c) * 12 + s)) * (rest_1 - mpc_load(codeword + (m * 256 + c) * 12 + s)), mpc_splat(0.0f)));
            sum_1 = sum_1 + (mpc_choose(mpc_first(left), (rest_1 - mpc_load(codeword + (m * 256 + (c + 1)) * 12 + s)) * (rest_1 - mpc_load(codeword + (m * 256 + (c + 1)) * 12 + s)), mpc_splat(0.0f)));
            sum_2 = sum_2 + (mpc_choose(mpc_first(left), (rest_1 - mpc_load(codeword + (m * 256 + (c + 2)) * 12 + s)) * (rest_1 - mpc_load(codeword + (m * 256 + (c + 2)) * 12 + s)), mpc_splat(0.0f)));
            sum_3 = sum_3 + (mpc_choose(mpc_first(left), (rest_1 - mpc_load(codeword + (m * 256 + (c + 3)) * 12 + s)) * (rest_1 - mpc_load(codeword + (m * 256 + (c + 3)) * 12 + s)), mpc_splat(0.0f)));
          }
          table[(p * 64 + m) * 256 + c] = mpc_sum_lanes(sum);
          table[(p * 64 + m) * 256 + (c + 1)] = mpc_sum_lanes(sum_1);
          table[(p * 64 + m) * 256 + (c + 2)] = mpc_sum_lanes(sum_2);
          table[(p * 64 + m) * 256 + (c + 3)] = mpc_sum_lanes(sum_3);
        }
      }
    }
  }
}

// retrieve: e_length_1_e_end_1_e_total_1
extern "C" void rag_ivf_pq_e_length_1_e_end_1_e_total_1(
    const int32_t *__restrict probe_count,
    const int32_t *__restrict start,
    const int32_t *__restrict probe,
    int32_t *__restrict e_length_1,
    int32_t *__restrict e_end_1,
    int32_t *__restrict e_total_1,
    int32_t *__restrict e_row_1,
    int Docs) {
  // retrieve, line 31: e_length_1[p]
  {
    const int p_end = probe_count[0];
    mpc_parallel_for(0, p_end, MPC_LANES, mpc_grain(11.0f), [&](int p_begin, int p_end) {
      for (int p = p_begin; p < p_end; p += MPC_LANES) {
        const int left = p_end - p;
        mpc_store(e_length_1 + p, mpc_max(mpc_gather(start, mpc_load(probe + p) + 1, left) - mpc_gather(start, mpc_load(probe + p), left), mpc_splat(0)), left);
      }
    });
  }
  // retrieve, line 31: e_end_1[p]
  {
    const int p_end_1 = probe_count[0];
    mpc_parallel_for(0, p_end_1, 1, mpc_grain(60.0f), [&](int p_1_begin, int p_1_end) {
      for (int p_1 = p_1_begin; p_1 < p_1_end; ++p_1) {
        vi sum = mpc_splat(0);
        const int p_end_2 = p_1 + 1;
        for (int p_2 = 0; p_2 < p_end_2; p_2 += MPC_LANES) {
          const int left_1 = p_end_2 - p_2;
          sum = sum + (mpc_choose(mpc_first(left_1), mpc_load(e_length_1 + p_2), mpc_splat(0)));
        }
        e_end_1[p_1] = mpc_sum_lanes(sum);
      }
    });
  }
  // retrieve, line 31: e_total_1
  {
    vi sum_1 = mpc_splat(0);
    const int p_end_3 = probe_count[0];
    for (int p_3 = 0; p_3 < p_end_3; p_3 += MPC_LANES) {
      const int left_2 = p_end_3 - p_3;
      sum_1 = sum_1 + (mpc_choose(mpc_first(left_2), mpc_load(e_length_1 + p_3), mpc_splat(0)));
    }
    e_total_1[0] = mpc_min(mpc_sum_lanes(sum_1), Docs);
  }
  // retrieve, line 31: e_row_1[e_at]
  {
    const int e_at_end = e_total_1[0];
    mpc_parallel_for(0, e_at_end, 4 * MPC_LANES, mpc_grain(80.0f), [&](int e_at_begin, int e_at_end) {
      for (int e_at = e_at_begin; e_at < e_at_end; e_at += 4 * MPC_LANES) {
        const int left_3 = e_at_end - e_at;
        vi sum_2 = mpc_splat(0);
        vi sum_3 = mpc_splat(0);
        vi sum_4 = mpc_splat(0);
        vi sum_5 = mpc_splat(0);
        const int p_end_4 = probe_count[0];
        for (int p_4 = 0; p_4 < p_end_4; ++p_4) {
          const int e_end_1_1 = e_end_1[p_4];
          sum_2 = sum_2 + mpc_mask_to_int(e_end_1_1 <= mpc_iota(e_at));
          sum_3 = sum_3 + mpc_mask_to_int(e_end_1_1 <= mpc_iota(e_at + MPC_LANES));
          sum_4 = sum_4 + mpc_mask_to_int(e_end_1_1 <= mpc_iota(e_at + 2 * MPC_LANES));
          sum_5 = sum_5 + mpc_mask_to_int(e_end_1_1 <= mpc_iota(e_at + 3 * MPC_LANES));
        }
        mpc_store(e_row_1 + e_at, sum_2, left_3);
        mpc_store(e_row_1 + e_at + MPC_LANES, sum_3, left_3 - MPC_LANES);
        mpc_store(e_row_1 + e_at + 2 * MPC_LANES, sum_4, left_3 - 2 * MPC_LANES);
        mpc_store(e_row_1 + e_at + 3 * MPC_LANES, sum_5, left_3 - 3 * MPC_LANES);
      }
    });
  }
}

// retrieve: e_value_1
extern "C" void rag_ivf_pq_e_value_1(
    const int32_t *__restrict e_total_1,
    const int32_t *__restrict start,
    const int32_t *__restrict probe,
    const int32_t *__restrict e_row_1,
    const int32_t *__restrict e_end_1,
    const int32_t *__restrict e_length_1,
    int32_t *__restrict e_value_1) {
  // retrieve, line 31: e_value_1[e_at]
  {
    const int e_at_end = e_total_1[0];
    mpc_parallel_for(0, e_at_end, MPC_LANES, mpc_grain(17.0f), [&](int e_at_begin, int e_at_end) {
      for (int e_at = e_at_begin; e_at < e_at_end; e_at += MPC_LANES) {
        const int left = e_at_end - e_at;
        mpc_store(e_value_1 + e_at, mpc_gather(start, mpc_gather(probe, mpc_load(e_row_1 + e_at), left), left) + (mpc_iota(e_at) - (mpc_gather(e_end_1, mpc_load(e_row_1 + e_at), left) - mpc_gather(e_length_1, mpc_load(e_row_1 + e_at), left))), left);
      }
    });
  }
}

// retrieve: entry
extern "C" void rag_ivf_pq_entry(
    const int32_t *__restrict e_total_1,
    const float *__restrict table,
    const int32_t *__restrict e_row_1,
    const uint8_t *__restrict code,
    const int32_t *__restrict e_value_1,
    int32_t *__restrict entry_at_1,
    int32_t *__restrict entry_count,
    int32_t *__restrict entry) {
  // retrieve, line 31: entry_at_1 = the 10 best e_at
  {
    mpc_topk<float> best_1(10);
    const int e_at_end = e_total_1[0];
    mpc_parallel_for(0, e_at_end, 1024, mpc_grain(577.0f), [&](int e_at_begin, int e_at_end) {
      for (int e_at = e_at_begin; e_at < e_at_end; e_at += 1024) {
        const int end_ = mpc_min(e_at + 1024, e_at_end);
        alignas(64) float key[8 * MPC_LANES + 1024];
        const int e_at_even = end_ - mpc_floor_mod(mpc_max(end_ - e_at, 0), 4);
        for (int e_at_1 = e_at; e_at_1 < e_at_even; e_at_1 += 4) {
          float sum = 0.0f;
          float sum_1 = 0.0f;
          float sum_2 = 0.0f;
          float sum_3 = 0.0f;
          for (int m = 0; m < 64; ++m) {
            sum = sum + table[(e_row_1[e_at_1] * 64 + m) * 256 + mpc_get(code[e_value_1[e_at_1] * 64 + m])];
            sum_1 = sum_1 + table[(e_row_1[e_at_1 + 1] * 64 + m) * 256 + mpc_get(code[e_value_1[e_at_1 + 1] * 64 + m])];
            sum_2 = sum_2 + table[(e_row_1[e_at_1 + 2] * 64 + m) * 256 + mpc_get(code[e_value_1[e_at_1 + 2] * 64 + m])];
            sum_3 = sum_3 + table[(e_row_1[e_at_1 + 3] * 64 + m) * 256 + mpc_get(code[e_value_1[e_at_1 + 3] * 64 + m])];
          }
          key[e_at_1 - e_at] = -sum;
          key[e_at_1 + 1 - e_at] = -sum_1;
          key[e_at_1 + 2 - e_at] = -sum_2;
          key[e_at_1 + 3 - e_at] = -sum_3;
        }
        for (int e_at_2 = mpc_max(e_at, e_at_even); e_at_2 < end_; ++e_at_2) {
          float sum_4 = 0.0f;
          for (int m_1 = 0; m_1 < 64; ++m_1) {
            sum_4 = sum_4 + table[(e_row_1[e_at_2] * 64 + m_1) * 256 + mpc_get(code[e_value_1[e_at_2] * 64 + m_1])];
          }
          key[e_at_2 - e_at] = -sum_4;
        }
        best_1.offer(key, e_at, end_ - e_at);
      }
    });
    best_1.finish(entry_at_1, entry_count, 10);
  }
  // retrieve, line 31: entry[entry]
  {
    mpc_parallel_for(0, 10, MPC_LANES, mpc_grain(9.0f), [&](int entry_1_begin, int entry_1_end) {
      for (int entry_1 = entry_1_begin; entry_1 < entry_1_end; entry_1 += MPC_LANES) {
        const int left = 10 - entry_1;
        mpc_store(entry + entry_1, mpc_choose(mpc_load(entry_at_1 + entry_1) < 0, mpc_splat(-1), mpc_gather(e_value_1, mpc_max(mpc_load(entry_at_1 + entry_1), mpc_splat(0)), left)), left);
      }
    });
  }
}

// apply: best
extern "C" void rag_ivf_pq_best(
    const int32_t *__restrict entry_count,
    const int32_t *__restrict passage,
    const int32_t *__restrict entry,
    int32_t *__restrict best) {
  // apply, line 35: best[i]
  {
    const int i_end = entry_count[0];
    mpc_parallel_for(0, i_end, MPC_LANES, mpc_grain(4.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; i += MPC_LANES) {
        const int left = i_end - i;
        mpc_store(best + i, mpc_gather(passage, mpc_load(entry + i), left), left);
      }
    });
  }
}

// apply: best_distance
extern "C" void rag_ivf_pq_best_distance(
    const int32_t *__restrict entry_count,
    const int32_t *__restrict probe_count,
    const int32_t *__restrict start,
    const int32_t *__restrict probe,
    const int32_t *__restrict entry,
    const float *__restrict table,
    const uint8_t *__restrict code,
    float *__restrict best_distance) {
  // apply, line 36: best_distance[i]
  {
    const int i_end = entry_count[0];
    mpc_parallel_for(0, i_end, 1, mpc_grain(30720.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; ++i) {
        float sum = 0.0f;
        const int p_end = probe_count[0];
        for (int p = 0; p < p_end; ++p) {
          for (int m = 0; m < 64; ++m) {
            sum = sum + (start[probe[p]] <= entry[i] && entry[i] < start[probe[p] + 1] ? table[(p * 64 + m) * 256 + mpc_get(code[entry[i] * 64 + m])] : 0.0f);
          }
        }
        best_distance[i] = sum;
      }
    });
  }
}
