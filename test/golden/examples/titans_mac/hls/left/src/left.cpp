// Step left (prepare, line 66), written by mpc.
// 2 processes (evaluate, store_left), 2 memory ports.
// Counted from this text, no tool asked: 2 DSP, 33 BRAM18, 0 URAM, 12179 LUT, 19237 FF; largest II 5;
// slowest process evaluate: 760 cycles at 250 MHz.
#include "mpc_hls.h"

namespace left_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* keep_next, hls::stream<float, 64>& left_s) {
  MPC_ONCHIP float keep_next_row[128];
#pragma HLS ARRAY_PARTITION variable=keep_next_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::f32>(keep_next, 0, 8, keep_next_row);
  for (int h = 0; h < 4; ++h) {
    float left_last = 1.0f;
    for (int r = 0; r < 32; ++r) {
#pragma HLS PIPELINE II=5
      const float next = left_last * keep_next_row[r * 4 + h];
      left_last = next;
      left_s.write(next);
    }
  }
}

// Writes left.
static void store_left(float* left2, hls::stream<float, 64>& left_s) {
  for (int h = 0; h < 4; ++h) {
    for (int r = 0; r < 32; ++r) {
#pragma HLS PIPELINE II=1
      left2[r * 4 + h] = left_s.read();
    }
  }
}

}  // namespace left_processes

extern "C" void left(const mpc::word* keep_next, float* left2) {
#pragma HLS INTERFACE mode=m_axi port=keep_next bundle=gmem0 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=left2 bundle=gmem1 offset=slave depth=128 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=keep_next
#pragma HLS INTERFACE mode=s_axilite port=left2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> left_s("left_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(left_processes::evaluate(keep_next, left_s));
  MPC_PROCESS(left_processes::store_left(left2, left_s));
}
