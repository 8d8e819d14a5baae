// Step o_normed_rsqrt (apply, lines 39, 41), written by mpc.
// 4 processes (load_w1, load_hidden_1, evaluate, store_normed_rsqrt), 4 memory ports.
// Counted from this text, no tool asked: 182 DSP, 95 BRAM18, 0 URAM, 35743 LUT, 53310 FF; largest II 16;
// slowest process evaluate: 183472 * C + 43008 cycles at 250 MHz.
#include "mpc_hls.h"

namespace o_normed_rsqrt_processes {

// Reads w1 in the order in which it is used.
static void load_w1(const mpc::word* w1, hls::stream<mpc::word, 128>& w1_s) {
  for (int i = 0; i < 384; ++i) {
    for (int h = 0; h < 4; ++h) {
      mpc::send_row(w1, (h * 384 + i) * 24, 24, w1_s);
    }
  }
}

// Reads hidden_1 in the order in which it is used.
static void load_hidden_1(const mpc::word* hidden_1, hls::stream<mpc::word, 128>& hidden_1_s, int C) {
  for (int i = 0; i < 384; ++i) {
    mpc::send_row(hidden_1, 0, 96 * C, hidden_1_s);
  }
}

// Evaluates the formulas of the step.
static void evaluate(float* o, hls::stream<mpc::word, 128>& w1_s, hls::stream<mpc::word, 128>& hidden_1_s, hls::stream<float, 64>& normed_rsqrt_s, int C) {
  MPC_ONCHIP float w1_row[384];
#pragma HLS ARRAY_PARTITION variable=w1_row cyclic factor=16 dim=1
  MPC_ONCHIP float hidden_1_row[384];
#pragma HLS ARRAY_PARTITION variable=hidden_1_row cyclic factor=16 dim=1
  for (int i = 0; i < 384; ++i) {
    for (int h = 0; h < 4; ++h) {
      mpc::take_words<mpc::f32>(w1_s, 24, w1_row);
      for (int t = 0; t < C; ++t) {
        mpc::take_words<mpc::f32>(hidden_1_s, 24, hidden_1_row);
        float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
        for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
          part[c] = 0.0f;
        }
        for (int k = 0; k < 384; k += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
          for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
            lane[l] = w1_row[k + l] * hidden_1_row[k + l];
          }
          part[k / 16 % 8] = part[k / 16 % 8] + mpc::adder_tree<16>::sum(lane);
        }
        o[(t * 4 + h) * 384 + i] = mpc::adder_tree<8>::sum(part);
      }
    }
  }
  for (int t2 = 0; t2 < C; ++t2) {
    for (int h2 = 0; h2 < 4; ++h2) {
      float part2[8];
#pragma HLS ARRAY_PARTITION variable=part2 complete dim=1
      for (int c2 = 0; c2 < 8; ++c2) {
#pragma HLS UNROLL
        part2[c2] = 0.0f;
      }
      for (int j = 0; j < 384; j += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part2 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
        float lane2[16];
#pragma HLS ARRAY_PARTITION variable=lane2 complete dim=1
        for (int l2 = 0; l2 < 16; ++l2) {
#pragma HLS UNROLL
          const float o_at = o[(t2 * 4 + h2) * 384 + (j + l2)];
          lane2[l2] = o_at * o_at;
        }
        part2[j / 16 % 8] = part2[j / 16 % 8] + mpc::adder_tree<16>::sum(lane2);
      }
      normed_rsqrt_s.write(mpc::rsqrt(mpc::adder_tree<8>::sum(part2) / 384.0f + 0.000001f));
    }
  }
}

// Writes normed_rsqrt.
static void store_normed_rsqrt(float* normed_rsqrt, hls::stream<float, 64>& normed_rsqrt_s, int C) {
  for (int t = 0; t < C; ++t) {
    for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=1
      normed_rsqrt[t * 4 + h] = normed_rsqrt_s.read();
    }
  }
}

}  // namespace o_normed_rsqrt_processes

extern "C" void o_normed_rsqrt(const mpc::word* w1, const mpc::word* hidden_1, float* o, float* normed_rsqrt, int C) {
#pragma HLS INTERFACE mode=m_axi port=w1 bundle=gmem0 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_1 bundle=gmem1 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=o bundle=gmem2 offset=slave depth=230400 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=normed_rsqrt bundle=gmem3 offset=slave depth=600 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w1
#pragma HLS INTERFACE mode=s_axilite port=hidden_1
#pragma HLS INTERFACE mode=s_axilite port=o
#pragma HLS INTERFACE mode=s_axilite port=normed_rsqrt
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> w1_s("w1_s");  // holds four bursts
  hls::stream<mpc::word, 128> hidden_1_s("hidden_1_s");  // holds four bursts
  hls::stream<float, 64> normed_rsqrt_s("normed_rsqrt_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(o_normed_rsqrt_processes::load_w1(w1, w1_s));
  MPC_PROCESS(o_normed_rsqrt_processes::load_hidden_1(hidden_1, hidden_1_s, C));
  MPC_PROCESS(o_normed_rsqrt_processes::evaluate(o, w1_s, hidden_1_s, normed_rsqrt_s, C));
  MPC_PROCESS(o_normed_rsqrt_processes::store_normed_rsqrt(normed_rsqrt, normed_rsqrt_s, C));
}
