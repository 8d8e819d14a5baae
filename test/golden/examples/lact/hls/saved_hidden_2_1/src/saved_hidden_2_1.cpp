// Step saved_hidden_2_1 (prepare, line 55), written by mpc.
// 4 processes (load_w2, load_k, evaluate, store_saved_hidden), 3 memory ports.
// Counted from this text, no tool asked: 93 DSP, 94 BRAM18, 0 URAM, 22913 LUT, 34505 FF; largest II 1;
// slowest process evaluate: 172032 * C + 86016 cycles at 250 MHz.
#include "mpc_hls.h"

namespace saved_hidden_2_1_processes {

// Reads w2 in the order in which it is used.
static void load_w2(const mpc::word* w2, hls::stream<mpc::word, 128>& w2_s) {
  for (int k = 0; k < 384; ++k) {
    for (int h = 0; h < 4; ++h) {
      mpc::send_row(w2, (h * 384 + k) * 24, 24, w2_s);
    }
  }
}

// Reads k in the order in which it is used.
static void load_k(const mpc::word* k2, hls::stream<mpc::word, 128>& k_s, int C) {
  for (int k = 0; k < 384; ++k) {
    for (int h = 0; h < 4; ++h) {
      for (int t = 0; t < C; ++t) {
        mpc::send_row(k2, (t * 4 + h) * 24, 24, k_s);
      }
    }
  }
}

// Evaluates the formulas of the step.
static void evaluate(hls::stream<float, 64>& saved_hidden_2_1_s, hls::stream<mpc::word, 128>& w2_s, hls::stream<mpc::word, 128>& k_s, int C) {
  MPC_ONCHIP float w2_row[384];
#pragma HLS ARRAY_PARTITION variable=w2_row cyclic factor=16 dim=1
  MPC_ONCHIP float k_row[384];
#pragma HLS ARRAY_PARTITION variable=k_row cyclic factor=16 dim=1
  for (int k = 0; k < 384; ++k) {
    for (int h = 0; h < 4; ++h) {
      mpc::take_words<mpc::f32>(w2_s, 24, w2_row);
      for (int t = 0; t < C; ++t) {
        mpc::take_words<mpc::f32>(k_s, 24, k_row);
        float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
        for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
          part[c] = 0.0f;
        }
        for (int j = 0; j < 384; j += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
          for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
            lane[l] = w2_row[j + l] * k_row[j + l];
          }
          part[j / 16 % 8] = part[j / 16 % 8] + mpc::adder_tree<16>::sum(lane);
        }
        saved_hidden_2_1_s.write(mpc::adder_tree<8>::sum(part));
      }
    }
  }
}

// Writes saved_hidden_2_1.
static void store_saved_hidden(float* saved_hidden_2_1_2, hls::stream<float, 64>& saved_hidden_2_1_s, int C) {
  for (int k = 0; k < 384; ++k) {
    for (int h = 0; h < 4; ++h) {
      for (int t = 0; t < C; ++t) {
#pragma HLS PIPELINE II=1
        saved_hidden_2_1_2[(h * C + t) * 384 + k] = saved_hidden_2_1_s.read();
      }
    }
  }
}

}  // namespace saved_hidden_2_1_processes

extern "C" void saved_hidden_2_1(const mpc::word* w2, const mpc::word* k2, float* saved_hidden_2_1_2, int C) {
#pragma HLS INTERFACE mode=m_axi port=w2 bundle=gmem0 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=k2 bundle=gmem1 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=saved_hidden_2_1_2 bundle=gmem2 offset=slave depth=230400 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w2
#pragma HLS INTERFACE mode=s_axilite port=k2
#pragma HLS INTERFACE mode=s_axilite port=saved_hidden_2_1_2
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> w2_s("w2_s");  // holds four bursts
  hls::stream<mpc::word, 128> k_s("k_s");  // holds four bursts
  hls::stream<float, 64> saved_hidden_2_1_s("saved_hidden_2_1_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(saved_hidden_2_1_processes::load_w2(w2, w2_s));
  MPC_PROCESS(saved_hidden_2_1_processes::load_k(k2, k_s, C));
  MPC_PROCESS(saved_hidden_2_1_processes::evaluate(saved_hidden_2_1_s, w2_s, k_s, C));
  MPC_PROCESS(saved_hidden_2_1_processes::store_saved_hidden(saved_hidden_2_1_2, saved_hidden_2_1_s, C));
}
