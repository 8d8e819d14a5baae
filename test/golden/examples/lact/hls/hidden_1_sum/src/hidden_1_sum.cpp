// Step hidden_1_sum (apply, line 39), written by mpc.
// 4 processes (load_w0, load_q, evaluate, store_hidden_1_sum), 3 memory ports.
// Counted from this text, no tool asked: 93 DSP, 94 BRAM18, 0 URAM, 22913 LUT, 34505 FF; largest II 4;
// slowest process evaluate: 181248 * C + 43008 cycles at 250 MHz.
#include "mpc_hls.h"

namespace hidden_1_sum_processes {

// Reads w0 in the order in which it is used.
static void load_w0(const mpc::word* w0, hls::stream<mpc::word, 128>& w0_s) {
  for (int k = 0; k < 384; ++k) {
    for (int h = 0; h < 4; ++h) {
      mpc::send_row(w0, (h * 384 + k) * 24, 24, w0_s);
    }
  }
}

// Reads q in the order in which it is used.
static void load_q(const mpc::word* q, hls::stream<mpc::word, 128>& q_s, int C) {
  for (int k = 0; k < 384; ++k) {
    for (int h = 0; h < 4; ++h) {
      for (int t = 0; t < C; ++t) {
        mpc::send_row(q, (t * 4 + h) * 24, 24, q_s);
      }
    }
  }
}

// Evaluates the formulas of the step.
static void evaluate(hls::stream<float, 64>& hidden_1_sum_s, hls::stream<mpc::word, 128>& w0_s, hls::stream<mpc::word, 128>& q_s, int C) {
  MPC_ONCHIP float w0_row[384];
#pragma HLS ARRAY_PARTITION variable=w0_row cyclic factor=16 dim=1
  MPC_ONCHIP float q_row[384];
#pragma HLS ARRAY_PARTITION variable=q_row cyclic factor=16 dim=1
  for (int k = 0; k < 384; ++k) {
    for (int h = 0; h < 4; ++h) {
      mpc::take_words<mpc::f32>(w0_s, 24, w0_row);
      for (int t = 0; t < C; ++t) {
        mpc::take_words<mpc::f32>(q_s, 24, q_row);
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
            lane[l] = w0_row[j + l] * q_row[j + l];
          }
          part[j / 16 % 8] = part[j / 16 % 8] + mpc::adder_tree<16>::sum(lane);
        }
        hidden_1_sum_s.write(mpc::adder_tree<8>::sum(part));
      }
    }
  }
}

// Writes hidden_1_sum.
static void store_hidden_1_sum(float* hidden_1_sum2, hls::stream<float, 64>& hidden_1_sum_s, int C) {
  for (int k = 0; k < 384; ++k) {
    for (int h = 0; h < 4; ++h) {
      for (int t = 0; t < C; ++t) {
#pragma HLS PIPELINE II=1
        hidden_1_sum2[(h * C + t) * 384 + k] = hidden_1_sum_s.read();
      }
    }
  }
}

}  // namespace hidden_1_sum_processes

extern "C" void hidden_1_sum(const mpc::word* w0, const mpc::word* q, float* hidden_1_sum2, int C) {
#pragma HLS INTERFACE mode=m_axi port=w0 bundle=gmem0 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q bundle=gmem1 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_1_sum2 bundle=gmem2 offset=slave depth=230400 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w0
#pragma HLS INTERFACE mode=s_axilite port=q
#pragma HLS INTERFACE mode=s_axilite port=hidden_1_sum2
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> w0_s("w0_s");  // holds four bursts
  hls::stream<mpc::word, 128> q_s("q_s");  // holds four bursts
  hls::stream<float, 64> hidden_1_sum_s("hidden_1_sum_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(hidden_1_sum_processes::load_w0(w0, w0_s));
  MPC_PROCESS(hidden_1_sum_processes::load_q(q, q_s, C));
  MPC_PROCESS(hidden_1_sum_processes::evaluate(hidden_1_sum_s, w0_s, q_s, C));
  MPC_PROCESS(hidden_1_sum_processes::store_hidden_1_sum(hidden_1_sum2, hidden_1_sum_s, C));
}
