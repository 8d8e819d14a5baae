// Step score_best (relevancy, lines 30, 34), written by mpc.
// 7 processes (load_start, load_start2, load_doc, load_impact, evaluate, pick, store_best), 13 memory ports.
// Counted from this text, no tool asked: 2 DSP, 23 BRAM18, 0 URAM, 46067 LUT, 76443 FF; largest II 135;
// slowest process evaluate: 2 * Docs + 77 * Q + 135 * Q * len(e#2) + 72 cycles at 250 MHz.
#include "mpc_hls.h"

namespace score_best_processes {

// Reads start in the order in which it is used.
static void load_start(const int32_t* query, const int32_t* start, hls::stream<int32_t, 128>& start_s, int Q) {
  MPC_ONCHIP int32_t query_row[64];
  mpc::fetch_row<mpc::i32>(query, 0, Q, query_row);
  for (int q = 0; q < Q; ++q) {
#pragma HLS PIPELINE II=1
    mpc::send_item(start, query_row[q], start_s);
  }
}

// Reads start in the order in which it is used.
static void load_start2(const int32_t* query2, const int32_t* start2, hls::stream<int32_t, 128>& start_s2, int Q) {
  MPC_ONCHIP int32_t query_row[64];
  mpc::fetch_row<mpc::i32>(query2, 0, Q, query_row);
  for (int q = 0; q < Q; ++q) {
#pragma HLS PIPELINE II=1
    mpc::send_item(start2, query_row[q] + 1, start_s2);
  }
}

// Reads doc in the order in which it is used.
static void load_doc(const int32_t* query3, const int32_t* start3, const int32_t* doc, hls::stream<int32_t, 128>& doc_s, int Q) {
  MPC_ONCHIP int32_t query_row[64];
  mpc::fetch_row<mpc::i32>(query3, 0, Q, query_row);
  for (int q = 0; q < Q; ++q) {
    const int start_at = start3[query_row[q]];
    const int start_at2 = start3[query_row[q] + 1];
    for (int e = start_at; e < start_at2; ++e) {
#pragma HLS PIPELINE II=1
      mpc::send_item(doc, e, doc_s);
    }
  }
}

// Reads impact in the order in which it is used.
static void load_impact(const int32_t* query4, const int32_t* start4, const float* impact, hls::stream<float, 128>& impact_s, int Q) {
  MPC_ONCHIP int32_t query_row[64];
  mpc::fetch_row<mpc::i32>(query4, 0, Q, query_row);
  for (int q = 0; q < Q; ++q) {
    const int start_at = start4[query_row[q]];
    const int start_at2 = start4[query_row[q] + 1];
    for (int e = start_at; e < start_at2; ++e) {
#pragma HLS PIPELINE II=1
      mpc::send_item(impact, e, impact_s);
    }
  }
}

// Evaluates the formulas of the step.
static void evaluate(float* score, hls::stream<int32_t, 128>& start_s, hls::stream<int32_t, 128>& start_s2, hls::stream<int32_t, 128>& doc_s, hls::stream<float, 128>& impact_s, hls::stream<float, 64>& key_s, int Docs, int Q) {
  for (int i = 0; i < Docs; ++i) {
#pragma HLS PIPELINE II=1
    score[i] = 0.0f;
  }
  for (int q = 0; q < Q; ++q) {
    const int start_at = start_s.read();
    const int start_at2 = start_s2.read();
    for (int e = start_at; e < start_at2; ++e) {
#pragma HLS PIPELINE II=135
      const int doc_at = doc_s.read();
      const float impact_at = impact_s.read();
      score[doc_at] = score[doc_at] + impact_at;
    }
  }
  for (int d = 0; d < Docs; ++d) {
#pragma HLS PIPELINE II=1
    const float score_at = score[d];
    key_s.write(0.0f < score_at ? score_at : -__builtin_inff());
  }
}

// Keeps the best 10.
static void pick(hls::stream<float, 64>& key_s, hls::stream<int, 64>& best_s, int Docs) {
  MPC_ONCHIP mpc::register_queue<10, 1> best;
  best.clear(0);
  for (int d = 0; d < Docs; ++d) {
#pragma HLS PIPELINE II=1
    best.insert(0, mpc::entry(key_s.read(), d));
  }
  const int count = best.finish(0);
  for (int place = 0; place < 10; ++place) {
#pragma HLS PIPELINE II=1
    best_s.write(best.id(0, place));
  }
  best_s.write(count);
}

// Writes best and their number.
static void store_best(int32_t* best, int32_t* best_count, hls::stream<int, 64>& best_s) {
  for (int place = 0; place < 10; ++place) {
#pragma HLS PIPELINE II=1
    best[place] = best_s.read();
  }
  best_count[0] = best_s.read();
}

}  // namespace score_best_processes

extern "C" void score_best(const int32_t* query, const int32_t* start, const int32_t* query2, const int32_t* start2, const int32_t* query3, const int32_t* start3, const int32_t* doc, const int32_t* query4, const int32_t* start4, const float* impact, float* score, int32_t* best, int32_t* best_count, int Docs, int Q) {
#pragma HLS INTERFACE mode=m_axi port=query bundle=gmem0 offset=slave depth=64 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start bundle=gmem1 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query2 bundle=gmem2 offset=slave depth=64 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start2 bundle=gmem3 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query3 bundle=gmem4 offset=slave depth=64 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start3 bundle=gmem5 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=doc bundle=gmem6 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query4 bundle=gmem7 offset=slave depth=64 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start4 bundle=gmem8 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=impact bundle=gmem9 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=score bundle=gmem10 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=best bundle=gmem11 offset=slave depth=10 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=best_count bundle=gmem12 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=query
#pragma HLS INTERFACE mode=s_axilite port=start
#pragma HLS INTERFACE mode=s_axilite port=query2
#pragma HLS INTERFACE mode=s_axilite port=start2
#pragma HLS INTERFACE mode=s_axilite port=query3
#pragma HLS INTERFACE mode=s_axilite port=start3
#pragma HLS INTERFACE mode=s_axilite port=doc
#pragma HLS INTERFACE mode=s_axilite port=query4
#pragma HLS INTERFACE mode=s_axilite port=start4
#pragma HLS INTERFACE mode=s_axilite port=impact
#pragma HLS INTERFACE mode=s_axilite port=score
#pragma HLS INTERFACE mode=s_axilite port=best
#pragma HLS INTERFACE mode=s_axilite port=best_count
#pragma HLS INTERFACE mode=s_axilite port=Docs
#pragma HLS INTERFACE mode=s_axilite port=Q
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<int32_t, 128> start_s("start_s");  // holds four bursts
  hls::stream<int32_t, 128> start_s2("start_s2");  // holds four bursts
  hls::stream<int32_t, 128> doc_s("doc_s");  // holds four bursts
  hls::stream<float, 128> impact_s("impact_s");  // holds four bursts
  hls::stream<float, 64> key_s("key_s");  // the queue falls behind only while it takes new entries
  hls::stream<int, 64> best_s("best_s");  // results are few
  MPC_DATAFLOW
  MPC_PROCESS(score_best_processes::load_start(query, start, start_s, Q));
  MPC_PROCESS(score_best_processes::load_start2(query2, start2, start_s2, Q));
  MPC_PROCESS(score_best_processes::load_doc(query3, start3, doc, doc_s, Q));
  MPC_PROCESS(score_best_processes::load_impact(query4, start4, impact, impact_s, Q));
  MPC_PROCESS(score_best_processes::evaluate(score, start_s, start_s2, doc_s, impact_s, key_s, Docs, Q));
  MPC_PROCESS(score_best_processes::pick(key_s, best_s, Docs));
  MPC_PROCESS(score_best_processes::store_best(best, best_count, best_s));
}
