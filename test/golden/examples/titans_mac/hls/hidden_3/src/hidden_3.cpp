// Step hidden_3 (apply, line 27), written by mpc.
// 2 processes (evaluate, store_hidden_3), 3 memory ports.
// Counted from this text, no tool asked: 609 DSP, 176 BRAM18, 0 URAM, 72788 LUT, 105704 FF; largest II 7;
// slowest process evaluate: 6378048 cycles at 250 MHz.
#include "mpc_hls.h"

namespace hidden_3_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* again, const mpc::word* w, hls::stream<float, 64>& hidden_3_s) {
  MPC_ONCHIP float acc[128];
#pragma HLS ARRAY_PARTITION variable=acc complete dim=1
  MPC_ONCHIP float again_row[8192];
#pragma HLS ARRAY_PARTITION variable=again_row cyclic factor=16 dim=1
  MPC_ONCHIP float w_row[65536];
#pragma HLS ARRAY_PARTITION variable=w_row cyclic factor=128 dim=1
  mpc::fetch_words<mpc::f32>(again, 0, 512, again_row);
  mpc::fetch_words<mpc::f32>(w, 0, 4096, w_row);
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
      mpc::fill<float>(acc, 128, 0.0f);
      for (int j = 0; j < 64; ++j) {
#pragma HLS PIPELINE II=7
        for (int l = 0; l < 128; ++l) {
#pragma HLS UNROLL
          acc[l] = mpc::fma(again_row[(t * 4 + h) * 64 + j], w_row[(h * 2 * 64 + j) * 128 + l], acc[l]);
        }
      }
      for (int k = 0; k < 128; ++k) {
        float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
        for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
          part[c] = 0.0f;
        }
        for (int j2 = 0; j2 < 64; ++j2) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          part[j2 % 8] = part[j2 % 8] + again_row[(t * 4 + h) * 64 + j2] * w_row[(h * 2 * 64 + j2) * 128 + k];
        }
        float part2[8];
#pragma HLS ARRAY_PARTITION variable=part2 complete dim=1
        for (int c2 = 0; c2 < 8; ++c2) {
#pragma HLS UNROLL
          part2[c2] = 0.0f;
        }
        for (int j3 = 0; j3 < 64; ++j3) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part2 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          part2[j3 % 8] = part2[j3 % 8] + again_row[(t * 4 + h) * 64 + j3] * w_row[(h * 2 * 64 + j3) * 128 + k];
        }
        float part3[8];
#pragma HLS ARRAY_PARTITION variable=part3 complete dim=1
        for (int c3 = 0; c3 < 8; ++c3) {
#pragma HLS UNROLL
          part3[c3] = 0.0f;
        }
        for (int j4 = 0; j4 < 64; ++j4) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part3 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          part3[j4 % 8] = part3[j4 % 8] + again_row[(t * 4 + h) * 64 + j4] * w_row[(h * 2 * 64 + j4) * 128 + k];
        }
        float part4[8];
#pragma HLS ARRAY_PARTITION variable=part4 complete dim=1
        for (int c4 = 0; c4 < 8; ++c4) {
#pragma HLS UNROLL
          part4[c4] = 0.0f;
        }
        for (int j5 = 0; j5 < 64; ++j5) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part4 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          part4[j5 % 8] = part4[j5 % 8] + again_row[(t * 4 + h) * 64 + j5] * w_row[(h * 2 * 64 + j5) * 128 + k];
        }
        hidden_3_s.write(0.5f * acc[k] * (1.0f + std::tanh(0.7978846f * (mpc::adder_tree<8>::sum(part) + 0.044715f * mpc::adder_tree<8>::sum(part2) * mpc::adder_tree<8>::sum(part3) * mpc::adder_tree<8>::sum(part4)))));
      }
    }
  }
}

// Writes hidden_3.
static void store_hidden_3(float* hidden_3_2, hls::stream<float, 64>& hidden_3_s) {
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
      for (int k = 0; k < 128; ++k) {
#pragma HLS PIPELINE II=1
        hidden_3_2[(t * 4 + h) * 128 + k] = hidden_3_s.read();
      }
    }
  }
}

}  // namespace hidden_3_processes

extern "C" void hidden_3(const mpc::word* again, const mpc::word* w, float* hidden_3_2) {
#pragma HLS INTERFACE mode=m_axi port=again bundle=gmem0 offset=slave depth=512 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w bundle=gmem1 offset=slave depth=4096 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_3_2 bundle=gmem2 offset=slave depth=16384 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=again
#pragma HLS INTERFACE mode=s_axilite port=w
#pragma HLS INTERFACE mode=s_axilite port=hidden_3_2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> hidden_3_s("hidden_3_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(hidden_3_processes::evaluate(again, w, hidden_3_s));
  MPC_PROCESS(hidden_3_processes::store_hidden_3(hidden_3_2, hidden_3_s));
}
