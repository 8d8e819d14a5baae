// Step hidden_2_sum_saved_hidden_2_3 (prepare, lines 48, 55), written by mpc.
// 4 processes (load_w0, load_k, evaluate, store_saved_hidden), 4 memory ports.
// Counted from this text, no tool asked: 114 DSP, 95 BRAM18, 0 URAM, 27401 LUT, 41873 FF; largest II 1;
// slowest process evaluate: 182784 * C + 43392 cycles at 250 MHz.
#include "mpc_hls.h"

namespace hidden_2_sum_saved_hidden_2_3_processes {

// Reads w0 in the order in which it is used.
static void load_w0(const mpc::word* w0, hls::stream<mpc::word, 128>& w0_s) {
  for (int k = 0; k < 384; ++k) {
    for (int h = 0; h < 4; ++h) {
      mpc::send_row(w0, (h * 384 + k) * 24, 24, w0_s);
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
static void evaluate(float* hidden_2_sum, hls::stream<mpc::word, 128>& w0_s, hls::stream<mpc::word, 128>& k_s, hls::stream<float, 64>& saved_hidden_2_3_s, int C) {
  MPC_ONCHIP float w0_row[384];
#pragma HLS ARRAY_PARTITION variable=w0_row cyclic factor=16 dim=1
  MPC_ONCHIP float k_row[384];
#pragma HLS ARRAY_PARTITION variable=k_row cyclic factor=16 dim=1
  for (int k = 0; k < 384; ++k) {
    for (int h = 0; h < 4; ++h) {
      mpc::take_words<mpc::f32>(w0_s, 24, w0_row);
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
            lane[l] = w0_row[j + l] * k_row[j + l];
          }
          part[j / 16 % 8] = part[j / 16 % 8] + mpc::adder_tree<16>::sum(lane);
        }
        hidden_2_sum[(h * C + t) * 384 + k] = mpc::adder_tree<8>::sum(part);
      }
    }
  }
  for (int h2 = 0; h2 < 4; ++h2) {
    for (int t2 = 0; t2 < C; ++t2) {
      for (int k3 = 0; k3 < 384; ++k3) {
#pragma HLS PIPELINE II=1
        const float hidden_2_sum_at = hidden_2_sum[(h2 * C + t2) * 384 + k3];
        saved_hidden_2_3_s.write(std::exp(-hidden_2_sum_at));
      }
    }
  }
}

// Writes saved_hidden_2_3.
static void store_saved_hidden(float* saved_hidden_2_3, hls::stream<float, 64>& saved_hidden_2_3_s, int C) {
  for (int h = 0; h < 4; ++h) {
    for (int t = 0; t < C; ++t) {
      for (int k = 0; k < 384; ++k) {
#pragma HLS PIPELINE II=1
        saved_hidden_2_3[(h * C + t) * 384 + k] = saved_hidden_2_3_s.read();
      }
    }
  }
}

}  // namespace hidden_2_sum_saved_hidden_2_3_processes

extern "C" void hidden_2_sum_saved_hidden_2_3(const mpc::word* w0, const mpc::word* k2, float* hidden_2_sum, float* saved_hidden_2_3, int C) {
#pragma HLS INTERFACE mode=m_axi port=w0 bundle=gmem0 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=k2 bundle=gmem1 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_2_sum bundle=gmem2 offset=slave depth=230400 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=saved_hidden_2_3 bundle=gmem3 offset=slave depth=230400 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w0
#pragma HLS INTERFACE mode=s_axilite port=k2
#pragma HLS INTERFACE mode=s_axilite port=hidden_2_sum
#pragma HLS INTERFACE mode=s_axilite port=saved_hidden_2_3
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> w0_s("w0_s");  // holds four bursts
  hls::stream<mpc::word, 128> k_s("k_s");  // holds four bursts
  hls::stream<float, 64> saved_hidden_2_3_s("saved_hidden_2_3_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(hidden_2_sum_saved_hidden_2_3_processes::load_w0(w0, w0_s));
  MPC_PROCESS(hidden_2_sum_saved_hidden_2_3_processes::load_k(k2, k_s, C));
  MPC_PROCESS(hidden_2_sum_saved_hidden_2_3_processes::evaluate(hidden_2_sum, w0_s, k_s, saved_hidden_2_3_s, C));
  MPC_PROCESS(hidden_2_sum_saved_hidden_2_3_processes::store_saved_hidden(saved_hidden_2_3, saved_hidden_2_3_s, C));
}
