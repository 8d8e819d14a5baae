// Step score_best (relevancy, lines 26, 30), written by mpc.
// 5 processes (load_passage, evaluate, pick, store_score, store_best), 5 memory ports.
// Counted from this text, no tool asked: 81 DSP, 115 BRAM18, 0 URAM, 29285 LUT, 46157 FF; largest II 1;
// slowest process evaluate: 142 * Docs + 92 cycles at 250 MHz.
#include "mpc_hls.h"

namespace score_best_processes {

// Reads passage in the order in which it is used.
static void load_passage(const mpc::word* passage, hls::stream<mpc::word, 128>& passage_s, int Docs) {
  mpc::send_row(passage, 0, 24 * Docs, passage_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* query, hls::stream<float, 64>& key_s, hls::stream<float, 64>& score_s, hls::stream<mpc::word, 128>& passage_s, int Docs) {
  MPC_ONCHIP float query_row[768];
#pragma HLS ARRAY_PARTITION variable=query_row cyclic factor=32 dim=1
  MPC_ONCHIP float passage_row[768];
#pragma HLS ARRAY_PARTITION variable=passage_row cyclic factor=32 dim=1
  mpc::fetch_words<mpc::f16>(query, 0, 24, query_row);
  for (int d = 0; d < Docs; ++d) {
    mpc::take_words<mpc::f16>(passage_s, 24, passage_row);
    float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
    for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
      part[c] = 0.0f;
    }
    for (int i = 0; i < 768; i += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
      float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
      for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
        lane[l] = query_row[i + l] * passage_row[i + l];
      }
      part[i / 16 % 8] = part[i / 16 % 8] + mpc::adder_tree<16>::sum(lane);
    }
    const float score = mpc::adder_tree<8>::sum(part);
    score_s.write(score);
    key_s.write(score);
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

// Writes score.
static void store_score(float* score, hls::stream<float, 64>& score_s, int Docs) {
  for (int d = 0; d < Docs; ++d) {
#pragma HLS PIPELINE II=1
    score[d] = score_s.read();
  }
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

extern "C" void score_best(const mpc::word* passage, const mpc::word* query, float* score, int32_t* best, int32_t* best_count, int Docs) {
#pragma HLS INTERFACE mode=m_axi port=passage bundle=gmem0 offset=slave depth=3600 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query bundle=gmem1 offset=slave depth=24 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=score bundle=gmem2 offset=slave depth=150 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=best bundle=gmem3 offset=slave depth=10 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=best_count bundle=gmem4 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=passage
#pragma HLS INTERFACE mode=s_axilite port=query
#pragma HLS INTERFACE mode=s_axilite port=score
#pragma HLS INTERFACE mode=s_axilite port=best
#pragma HLS INTERFACE mode=s_axilite port=best_count
#pragma HLS INTERFACE mode=s_axilite port=Docs
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> passage_s("passage_s");  // holds four bursts
  hls::stream<float, 64> key_s("key_s");  // the queue falls behind only while it takes new entries
  hls::stream<float, 64> score_s("score_s");  // rates differ by bursts only
  hls::stream<int, 64> best_s("best_s");  // results are few
  MPC_DATAFLOW
  MPC_PROCESS(score_best_processes::load_passage(passage, passage_s, Docs));
  MPC_PROCESS(score_best_processes::evaluate(query, key_s, score_s, passage_s, Docs));
  MPC_PROCESS(score_best_processes::pick(key_s, best_s, Docs));
  MPC_PROCESS(score_best_processes::store_score(score, score_s, Docs));
  MPC_PROCESS(score_best_processes::store_best(best, best_count, best_s));
}
