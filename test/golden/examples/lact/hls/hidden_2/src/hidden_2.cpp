// Step hidden_2 (prepare, line 48), written by mpc.
// 5 processes (load_hidden_2_sum, load_w2, load_k, evaluate, store_hidden_2), 4 memory ports.
// Counted from this text, no tool asked: 109 DSP, 140 BRAM18, 0 URAM, 28281 LUT, 43434 FF; largest II 1;
// slowest process evaluate: 222932 * C cycles at 250 MHz.
#include "mpc_hls.h"

namespace hidden_2_processes {

// Reads hidden_2_sum in the order in which it is used.
static void load_hidden_2_sum(const mpc::word* hidden_2_sum, hls::stream<mpc::word, 128>& hidden_2_sum_s, int C) {
  for (int t = 0; t < C; ++t) {
    for (int h = 0; h < 4; ++h) {
      mpc::send_row(hidden_2_sum, (h * C + t) * 24, 24, hidden_2_sum_s);
    }
  }
}

// Reads w2 in the order in which it is used.
static void load_w2(const mpc::word* w2, hls::stream<mpc::word, 128>& w2_s, int C) {
  for (int t = 0; t < C; ++t) {
    mpc::send_row(w2, 0, 36864, w2_s);
  }
}

// Reads k in the order in which it is used.
static void load_k(const mpc::word* k, hls::stream<mpc::word, 128>& k_s, int C) {
  mpc::send_row(k, 0, 96 * C, k_s);
}

// Evaluates the formulas of the step.
static void evaluate(hls::stream<float, 64>& hidden_2_s, hls::stream<mpc::word, 128>& hidden_2_sum_s, hls::stream<mpc::word, 128>& w2_s, hls::stream<mpc::word, 128>& k_s, int C) {
  MPC_ONCHIP float hidden_2_sum_row[384];
#pragma HLS ARRAY_PARTITION variable=hidden_2_sum_row cyclic factor=16 dim=1
  MPC_ONCHIP float w2_row[384];
#pragma HLS ARRAY_PARTITION variable=w2_row cyclic factor=16 dim=1
  MPC_ONCHIP float k_row[1536];
#pragma HLS ARRAY_PARTITION variable=k_row cyclic factor=16 dim=1
  for (int t = 0; t < C; ++t) {
    mpc::take_words<mpc::f32>(k_s, 96, k_row);
    for (int h = 0; h < 4; ++h) {
      mpc::take_words<mpc::f32>(hidden_2_sum_s, 24, hidden_2_sum_row);
      for (int k = 0; k < 384; ++k) {
        mpc::take_words<mpc::f32>(w2_s, 24, w2_row);
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
            lane[l] = w2_row[j + l] * k_row[h * 384 + (j + l)];
          }
          part[j / 16 % 8] = part[j / 16 % 8] + mpc::adder_tree<16>::sum(lane);
        }
        hidden_2_s.write(hidden_2_sum_row[k] / (1.0f + std::exp(-hidden_2_sum_row[k])) * mpc::adder_tree<8>::sum(part));
      }
    }
  }
}

// Writes hidden_2.
static void store_hidden_2(float* hidden_2_2, hls::stream<float, 64>& hidden_2_s, int C) {
  for (int t = 0; t < C; ++t) {
    for (int h = 0; h < 4; ++h) {
      for (int k2 = 0; k2 < 384; ++k2) {
#pragma HLS PIPELINE II=1
        hidden_2_2[(h * C + t) * 384 + k2] = hidden_2_s.read();
      }
    }
  }
}

}  // namespace hidden_2_processes

extern "C" void hidden_2(const mpc::word* hidden_2_sum, const mpc::word* w2, const mpc::word* k, float* hidden_2_2, int C) {
#pragma HLS INTERFACE mode=m_axi port=hidden_2_sum bundle=gmem0 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w2 bundle=gmem1 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=k bundle=gmem2 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_2_2 bundle=gmem3 offset=slave depth=230400 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=hidden_2_sum
#pragma HLS INTERFACE mode=s_axilite port=w2
#pragma HLS INTERFACE mode=s_axilite port=k
#pragma HLS INTERFACE mode=s_axilite port=hidden_2_2
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> hidden_2_sum_s("hidden_2_sum_s");  // holds four bursts
  hls::stream<mpc::word, 128> w2_s("w2_s");  // holds four bursts
  hls::stream<mpc::word, 128> k_s("k_s");  // holds four bursts
  hls::stream<float, 64> hidden_2_s("hidden_2_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(hidden_2_processes::load_hidden_2_sum(hidden_2_sum, hidden_2_sum_s, C));
  MPC_PROCESS(hidden_2_processes::load_w2(w2, w2_s, C));
  MPC_PROCESS(hidden_2_processes::load_k(k, k_s, C));
  MPC_PROCESS(hidden_2_processes::evaluate(hidden_2_s, hidden_2_sum_s, w2_s, k_s, C));
  MPC_PROCESS(hidden_2_processes::store_hidden_2(hidden_2_2, hidden_2_s, C));
}
