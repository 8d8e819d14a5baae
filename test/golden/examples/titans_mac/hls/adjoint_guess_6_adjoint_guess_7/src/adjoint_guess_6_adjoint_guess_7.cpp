// Step adjoint_guess_6_adjoint_guess_7 (prepare, line 77), written by mpc.
// 2 processes (evaluate, store_adjoint_gues), 8 memory ports.
// Counted from this text, no tool asked: 1034 DSP, 335 BRAM18, 0 URAM, 124393 LUT, 176544 FF; largest II 1;
// slowest process evaluate: 2219 cycles at 250 MHz.
#include "mpc_hls.h"

namespace adjoint_guess_6_adjoint_guess_7_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* grad_guess_2, const mpc::word* raw_4, const mpc::word* saved_guess_3, const mpc::word* gain, const mpc::word* saved_guess_2, const mpc::word* saved_guess_1, float* adjoint_guess_6, hls::stream<float, 64>& adjoint_guess_7_s) {
  MPC_ONCHIP float grad_guess_2_row[8192];
#pragma HLS ARRAY_PARTITION variable=grad_guess_2_row cyclic factor=64 dim=1
  MPC_ONCHIP float raw_4_row[8192];
#pragma HLS ARRAY_PARTITION variable=raw_4_row cyclic factor=64 dim=1
  MPC_ONCHIP float saved_guess_3_row[128];
#pragma HLS ARRAY_PARTITION variable=saved_guess_3_row cyclic factor=16 dim=1
  MPC_ONCHIP float gain_row[256];
#pragma HLS ARRAY_PARTITION variable=gain_row cyclic factor=64 dim=1
  MPC_ONCHIP float adjoint_guess_5_me[128];
  MPC_ONCHIP float saved_guess_2_row[128];
#pragma HLS ARRAY_PARTITION variable=saved_guess_2_row cyclic factor=16 dim=1
  MPC_ONCHIP float saved_guess_1_row[128];
#pragma HLS ARRAY_PARTITION variable=saved_guess_1_row cyclic factor=16 dim=1
  MPC_ONCHIP float adjoint_guess_6_me[128];
  mpc::fetch_words<mpc::f32>(grad_guess_2, 0, 512, grad_guess_2_row);
  mpc::fetch_words<mpc::f32>(raw_4, 0, 512, raw_4_row);
  mpc::fetch_words<mpc::f32>(saved_guess_3, 0, 8, saved_guess_3_row);
  mpc::fetch_words<mpc::f32>(gain, 0, 16, gain_row);
  mpc::fetch_words<mpc::f32>(saved_guess_2, 0, 8, saved_guess_2_row);
  mpc::fetch_words<mpc::f32>(saved_guess_1, 0, 8, saved_guess_1_row);
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=1
      float lane[64];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
      for (int l = 0; l < 64; ++l) {
#pragma HLS UNROLL
        lane[l] = grad_guess_2_row[(t * 4 + h) * 64 + l] * (raw_4_row[(t * 4 + h) * 64 + l] - saved_guess_3_row[t * 4 + h] * 0.015625f) * gain_row[h * 64 + l];
      }
      const float sum = mpc::adder_tree<64>::sum(lane);
      adjoint_guess_5_me[t * 4 + h] = sum;
    }
  }
  for (int t2 = 0; t2 < 32; ++t2) {
    for (int h2 = 0; h2 < 4; ++h2) {
#pragma HLS PIPELINE II=1
      adjoint_guess_6_me[t2 * 4 + h2] = 0.015625f * (-0.5f * (adjoint_guess_5_me[t2 * 4 + h2] * saved_guess_2_row[t2 * 4 + h2]) / (saved_guess_1_row[t2 * 4 + h2] * 0.015625f + 0.00001f));
    }
  }
  for (int t3 = 0; t3 < 32; ++t3) {
    for (int h3 = 0; h3 < 4; ++h3) {
#pragma HLS PIPELINE II=1
      float lane2[64];
#pragma HLS ARRAY_PARTITION variable=lane2 complete dim=1
      for (int l2 = 0; l2 < 64; ++l2) {
#pragma HLS UNROLL
        lane2[l2] = raw_4_row[(t3 * 4 + h3) * 64 + l2] - saved_guess_3_row[t3 * 4 + h3] * 0.015625f;
      }
      const float sum2 = mpc::adder_tree<64>::sum(lane2);
      adjoint_guess_7_s.write(-2.0f * (sum2 * adjoint_guess_6_me[t3 * 4 + h3]));
    }
  }
  mpc::flush(adjoint_guess_6_me, 128, adjoint_guess_6);
}

// Writes adjoint_guess_7.
static void store_adjoint_gues(float* adjoint_guess_7, hls::stream<float, 64>& adjoint_guess_7_s) {
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=1
      adjoint_guess_7[t * 4 + h] = adjoint_guess_7_s.read();
    }
  }
}

}  // namespace adjoint_guess_6_adjoint_guess_7_processes

extern "C" void adjoint_guess_6_adjoint_guess_7(const mpc::word* grad_guess_2, const mpc::word* raw_4, const mpc::word* saved_guess_3, const mpc::word* gain, const mpc::word* saved_guess_2, const mpc::word* saved_guess_1, float* adjoint_guess_6, float* adjoint_guess_7) {
#pragma HLS INTERFACE mode=m_axi port=grad_guess_2 bundle=gmem0 offset=slave depth=512 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=raw_4 bundle=gmem1 offset=slave depth=512 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=saved_guess_3 bundle=gmem2 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=gain bundle=gmem3 offset=slave depth=16 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=saved_guess_2 bundle=gmem4 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=saved_guess_1 bundle=gmem5 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=adjoint_guess_6 bundle=gmem6 offset=slave depth=128 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=adjoint_guess_7 bundle=gmem7 offset=slave depth=128 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=grad_guess_2
#pragma HLS INTERFACE mode=s_axilite port=raw_4
#pragma HLS INTERFACE mode=s_axilite port=saved_guess_3
#pragma HLS INTERFACE mode=s_axilite port=gain
#pragma HLS INTERFACE mode=s_axilite port=saved_guess_2
#pragma HLS INTERFACE mode=s_axilite port=saved_guess_1
#pragma HLS INTERFACE mode=s_axilite port=adjoint_guess_6
#pragma HLS INTERFACE mode=s_axilite port=adjoint_guess_7
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> adjoint_guess_7_s("adjoint_guess_7_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(adjoint_guess_6_adjoint_guess_7_processes::evaluate(grad_guess_2, raw_4, saved_guess_3, gain, saved_guess_2, saved_guess_1, adjoint_guess_6, adjoint_guess_7_s));
  MPC_PROCESS(adjoint_guess_6_adjoint_guess_7_processes::store_adjoint_gues(adjoint_guess_7, adjoint_guess_7_s));
}
