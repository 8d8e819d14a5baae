// Step best_best_score (apply, lines 47, 48), written by mpc.
// 3 processes (evaluate, store_best, store_best_score), 8 memory ports.
// Counted from this text, no tool asked: 0 DSP, 13 BRAM18, 0 URAM, 30000 LUT, 49000 FF; largest II 1;
// slowest process evaluate: 2 * min(10, Docs) + 492 cycles at 250 MHz.
#include "mpc_hls.h"

namespace best_best_score_processes {

// Evaluates the formulas of the step.
static void evaluate(const int32_t* place_count, const int32_t* candidates, const int32_t* place, const float* relevance, hls::stream<int, 64>& best_s, hls::stream<float, 64>& best_score_s) {
  MPC_ONCHIP int32_t candidates_row[100];
  MPC_ONCHIP int32_t place_row[10];
  MPC_ONCHIP float relevance_row[100];
  const int place_count_at = place_count[0];
  mpc::fetch_row<mpc::i32>(candidates, 0, 100, candidates_row);
  mpc::fetch_row<mpc::i32>(place, 0, 10, place_row);
  mpc::fetch_row<mpc::f32>(relevance, 0, 100, relevance_row);
  for (int i = 0; i < place_count_at; ++i) {
#pragma HLS PIPELINE II=1
    best_s.write(candidates_row[place_row[i]]);
  }
  for (int i2 = 0; i2 < place_count_at; ++i2) {
#pragma HLS PIPELINE II=1
    best_score_s.write(relevance_row[place_row[i2]]);
  }
}

// Writes best.
static void store_best(const int32_t* place_count2, int32_t* best, hls::stream<int, 64>& best_s) {
  const int place_count_at = place_count2[0];
  for (int i = 0; i < place_count_at; ++i) {
#pragma HLS PIPELINE II=1
    best[i] = best_s.read();
  }
}

// Writes best_score.
static void store_best_score(const int32_t* place_count3, float* best_score, hls::stream<float, 64>& best_score_s) {
  const int place_count_at = place_count3[0];
  for (int i = 0; i < place_count_at; ++i) {
#pragma HLS PIPELINE II=1
    best_score[i] = best_score_s.read();
  }
}

}  // namespace best_best_score_processes

extern "C" void best_best_score(const int32_t* place_count, const int32_t* candidates, const int32_t* place, const float* relevance, const int32_t* place_count2, int32_t* best, const int32_t* place_count3, float* best_score) {
#pragma HLS INTERFACE mode=m_axi port=place_count bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=candidates bundle=gmem1 offset=slave depth=100 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=place bundle=gmem2 offset=slave depth=10 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=relevance bundle=gmem3 offset=slave depth=100 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=place_count2 bundle=gmem4 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=best bundle=gmem5 offset=slave depth=10 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=place_count3 bundle=gmem6 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=best_score bundle=gmem7 offset=slave depth=10 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=place_count
#pragma HLS INTERFACE mode=s_axilite port=candidates
#pragma HLS INTERFACE mode=s_axilite port=place
#pragma HLS INTERFACE mode=s_axilite port=relevance
#pragma HLS INTERFACE mode=s_axilite port=place_count2
#pragma HLS INTERFACE mode=s_axilite port=best
#pragma HLS INTERFACE mode=s_axilite port=place_count3
#pragma HLS INTERFACE mode=s_axilite port=best_score
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<int, 64> best_s("best_s");  // rates differ by bursts only
  hls::stream<float, 64> best_score_s("best_score_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(best_best_score_processes::evaluate(place_count, candidates, place, relevance, best_s, best_score_s));
  MPC_PROCESS(best_best_score_processes::store_best(place_count2, best, best_s));
  MPC_PROCESS(best_best_score_processes::store_best_score(place_count3, best_score, best_score_s));
}
