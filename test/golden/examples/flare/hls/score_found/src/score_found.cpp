// Step score_found (relevancy, lines 50, 54), written by mpc.
// 7 processes (load_start, load_start2, load_doc, load_impact, evaluate, pick, store_found), 18 memory ports.
// Counted from this text, no tool asked: 2 DSP, 144 BRAM18, 0 URAM, 60539 LUT, 99827 FF; largest II 135;
// slowest process evaluate: 2 * Docs + 135 * len(e#2) * len(i) + 77 * len(i) + 136 cycles at 250 MHz.
#include "mpc_hls.h"

namespace score_found_processes {

// Reads start in the order in which it is used.
static void load_start(const int32_t* asked_count2, const mpc::word* query, const int32_t* start, hls::stream<int32_t, 128>& start_s) {
  MPC_ONCHIP int32_t query_row[64];
#pragma HLS ARRAY_PARTITION variable=query_row cyclic factor=16 dim=1
  const int asked_count_at = asked_count2[0];
  mpc::fetch_words<mpc::i32>(query, 0, 4, query_row);
  for (int i = 0; i < asked_count_at; ++i) {
#pragma HLS PIPELINE II=1
    mpc::send_item(start, query_row[i], start_s);
  }
}

// Reads start in the order in which it is used.
static void load_start2(const int32_t* asked_count3, const mpc::word* query2, const int32_t* start2, hls::stream<int32_t, 128>& start_s2) {
  MPC_ONCHIP int32_t query_row[64];
#pragma HLS ARRAY_PARTITION variable=query_row cyclic factor=16 dim=1
  const int asked_count_at = asked_count3[0];
  mpc::fetch_words<mpc::i32>(query2, 0, 4, query_row);
  for (int i = 0; i < asked_count_at; ++i) {
#pragma HLS PIPELINE II=1
    mpc::send_item(start2, query_row[i] + 1, start_s2);
  }
}

// Reads doc in the order in which it is used.
static void load_doc(const int32_t* asked_count4, const mpc::word* query3, const int32_t* start3, const int32_t* doc, hls::stream<int32_t, 128>& doc_s) {
  MPC_ONCHIP int32_t query_row[64];
#pragma HLS ARRAY_PARTITION variable=query_row cyclic factor=16 dim=1
  const int asked_count_at = asked_count4[0];
  mpc::fetch_words<mpc::i32>(query3, 0, 4, query_row);
  for (int i = 0; i < asked_count_at; ++i) {
    const int start_at = start3[query_row[i]];
    const int start_at2 = start3[query_row[i] + 1];
    for (int e = start_at; e < start_at2; ++e) {
#pragma HLS PIPELINE II=1
      mpc::send_item(doc, e, doc_s);
    }
  }
}

// Reads impact in the order in which it is used.
static void load_impact(const int32_t* asked_count5, const mpc::word* query4, const int32_t* start4, const float* impact, hls::stream<float, 128>& impact_s) {
  MPC_ONCHIP int32_t query_row[64];
#pragma HLS ARRAY_PARTITION variable=query_row cyclic factor=16 dim=1
  const int asked_count_at = asked_count5[0];
  mpc::fetch_words<mpc::i32>(query4, 0, 4, query_row);
  for (int i = 0; i < asked_count_at; ++i) {
    const int start_at = start4[query_row[i]];
    const int start_at2 = start4[query_row[i] + 1];
    for (int e = start_at; e < start_at2; ++e) {
#pragma HLS PIPELINE II=1
      mpc::send_item(impact, e, impact_s);
    }
  }
}

// Evaluates the formulas of the step.
static void evaluate(float* score, const int32_t* asked_count, hls::stream<int32_t, 128>& start_s, hls::stream<int32_t, 128>& start_s2, hls::stream<int32_t, 128>& doc_s, hls::stream<float, 128>& impact_s, hls::stream<float, 64>& key_s, int Docs) {
  const int asked_count_at = asked_count[0];
  for (int i = 0; i < Docs; ++i) {
#pragma HLS PIPELINE II=1
    score[i] = 0.0f;
  }
  for (int i2 = 0; i2 < asked_count_at; ++i2) {
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

// Keeps the best 2.
static void pick(hls::stream<float, 64>& key_s, hls::stream<int, 64>& found_s, int Docs) {
  MPC_ONCHIP mpc::register_queue<2, 1> best;
  best.clear(0);
  for (int d = 0; d < Docs; ++d) {
#pragma HLS PIPELINE II=1
    best.insert(0, mpc::entry(key_s.read(), d));
  }
  const int count = best.finish(0);
  for (int place = 0; place < 2; ++place) {
#pragma HLS PIPELINE II=1
    found_s.write(best.id(0, place));
  }
  found_s.write(count);
}

// Writes found and their number.
static void store_found(int32_t* found, int32_t* found_count, hls::stream<int, 64>& found_s) {
  for (int place = 0; place < 2; ++place) {
#pragma HLS PIPELINE II=1
    found[place] = found_s.read();
  }
  found_count[0] = found_s.read();
}

}  // namespace score_found_processes

extern "C" void score_found(const int32_t* asked_count2, const mpc::word* query, const int32_t* start, const int32_t* asked_count3, const mpc::word* query2, const int32_t* start2, const int32_t* asked_count4, const mpc::word* query3, const int32_t* start3, const int32_t* doc, const int32_t* asked_count5, const mpc::word* query4, const int32_t* start4, const float* impact, float* score, const int32_t* asked_count, int32_t* found, int32_t* found_count, int Docs) {
#pragma HLS INTERFACE mode=m_axi port=asked_count2 bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query bundle=gmem1 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start bundle=gmem2 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=asked_count3 bundle=gmem3 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query2 bundle=gmem4 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start2 bundle=gmem5 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=asked_count4 bundle=gmem6 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query3 bundle=gmem7 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start3 bundle=gmem8 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=doc bundle=gmem9 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=asked_count5 bundle=gmem10 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query4 bundle=gmem11 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start4 bundle=gmem12 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=impact bundle=gmem13 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=score bundle=gmem14 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=asked_count bundle=gmem15 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=found bundle=gmem16 offset=slave depth=2 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=found_count bundle=gmem17 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=asked_count2
#pragma HLS INTERFACE mode=s_axilite port=query
#pragma HLS INTERFACE mode=s_axilite port=start
#pragma HLS INTERFACE mode=s_axilite port=asked_count3
#pragma HLS INTERFACE mode=s_axilite port=query2
#pragma HLS INTERFACE mode=s_axilite port=start2
#pragma HLS INTERFACE mode=s_axilite port=asked_count4
#pragma HLS INTERFACE mode=s_axilite port=query3
#pragma HLS INTERFACE mode=s_axilite port=start3
#pragma HLS INTERFACE mode=s_axilite port=doc
#pragma HLS INTERFACE mode=s_axilite port=asked_count5
#pragma HLS INTERFACE mode=s_axilite port=query4
#pragma HLS INTERFACE mode=s_axilite port=start4
#pragma HLS INTERFACE mode=s_axilite port=impact
#pragma HLS INTERFACE mode=s_axilite port=score
#pragma HLS INTERFACE mode=s_axilite port=asked_count
#pragma HLS INTERFACE mode=s_axilite port=found
#pragma HLS INTERFACE mode=s_axilite port=found_count
#pragma HLS INTERFACE mode=s_axilite port=Docs
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<int32_t, 128> start_s("start_s");  // holds four bursts
  hls::stream<int32_t, 128> start_s2("start_s2");  // holds four bursts
  hls::stream<int32_t, 128> doc_s("doc_s");  // holds four bursts
  hls::stream<float, 128> impact_s("impact_s");  // holds four bursts
  hls::stream<float, 64> key_s("key_s");  // the queue falls behind only while it takes new entries
  hls::stream<int, 64> found_s("found_s");  // results are few
  MPC_DATAFLOW
  MPC_PROCESS(score_found_processes::load_start(asked_count2, query, start, start_s));
  MPC_PROCESS(score_found_processes::load_start2(asked_count3, query2, start2, start_s2));
  MPC_PROCESS(score_found_processes::load_doc(asked_count4, query3, start3, doc, doc_s));
  MPC_PROCESS(score_found_processes::load_impact(asked_count5, query4, start4, impact, impact_s));
  MPC_PROCESS(score_found_processes::evaluate(score, asked_count, start_s, start_s2, doc_s, impact_s, key_s, Docs));
  MPC_PROCESS(score_found_processes::pick(key_s, found_s, Docs));
  MPC_PROCESS(score_found_processes::store_found(found, found_count, found_s));
}
