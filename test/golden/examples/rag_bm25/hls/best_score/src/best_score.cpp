// Step best_score (apply, line 38), written by mpc.
// 3 processes (load_score, evaluate, store_best_score), 6 memory ports.
// Counted from this text, no tool asked: 0 DSP, 9 BRAM18, 0 URAM, 24000 LUT, 39000 FF; largest II 4;
// slowest process load_score: 4 * min(10, Docs) + 210 cycles at 250 MHz.
#include "mpc_hls.h"

namespace best_score_processes {

// Reads score in the order in which it is used.
static void load_score(const int32_t* best_count2, const int32_t* best, const float* score, hls::stream<float, 128>& score_s) {
  MPC_ONCHIP int32_t best_row[10];
  const int best_count_at = best_count2[0];
  mpc::fetch_row<mpc::i32>(best, 0, 10, best_row);
  for (int i = 0; i < best_count_at; ++i) {
#pragma HLS PIPELINE II=1
    mpc::send_item(score, best_row[i], score_s);
  }
}

// Evaluates the formulas of the step.
static void evaluate(const int32_t* best_count, hls::stream<float, 64>& best_score_s, hls::stream<float, 128>& score_s) {
  const int best_count_at = best_count[0];
  for (int i = 0; i < best_count_at; ++i) {
#pragma HLS PIPELINE II=1
    const float score_at = score_s.read();
    best_score_s.write(score_at);
  }
}

// Writes best_score.
static void store_best_score(const int32_t* best_count3, float* best_score2, hls::stream<float, 64>& best_score_s) {
  const int best_count_at = best_count3[0];
  for (int i = 0; i < best_count_at; ++i) {
#pragma HLS PIPELINE II=1
    best_score2[i] = best_score_s.read();
  }
}

}  // namespace best_score_processes

extern "C" void best_score(const int32_t* best_count2, const int32_t* best, const float* score, const int32_t* best_count, const int32_t* best_count3, float* best_score2) {
#pragma HLS INTERFACE mode=m_axi port=best_count2 bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=best bundle=gmem1 offset=slave depth=10 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=score bundle=gmem2 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=best_count bundle=gmem3 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=best_count3 bundle=gmem4 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=best_score2 bundle=gmem5 offset=slave depth=10 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=best_count2
#pragma HLS INTERFACE mode=s_axilite port=best
#pragma HLS INTERFACE mode=s_axilite port=score
#pragma HLS INTERFACE mode=s_axilite port=best_count
#pragma HLS INTERFACE mode=s_axilite port=best_count3
#pragma HLS INTERFACE mode=s_axilite port=best_score2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 128> score_s("score_s");  // holds four bursts
  hls::stream<float, 64> best_score_s("best_score_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(best_score_processes::load_score(best_count2, best, score, score_s));
  MPC_PROCESS(best_score_processes::evaluate(best_count, best_score_s, score_s));
  MPC_PROCESS(best_score_processes::store_best_score(best_count3, best_score2, best_score_s));
}
