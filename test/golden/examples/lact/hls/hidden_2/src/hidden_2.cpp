// Step hidden_2 (prepare, line 48), written by mpc.
// 6 processes (load_w0, load_k, load_k2, load_w2, evaluate, store_hidden_2), 5 memory ports.
// Counted from this text, no tool asked: 185 DSP, 146 BRAM18, 0 URAM, 39180 LUT, 58911 FF; largest II 1;
// slowest process evaluate: 847872 * C + 22241280 cycles at 250 MHz.
#include "mpc_hls.h"

namespace hidden_2_processes {

// Reads w0 in the order in which it is used.
static void load_w0(const mpc::word* w0, hls::stream<mpc::word, 128>& w0_s) {
  mpc::send_row(w0, 0, 36864, w0_s);
}

// Reads k in the order in which it is used.
static void load_k(const float* k2, hls::stream<float, 128>& k_s, int C) {
  for (int h = 0; h < 4; ++h) {
    for (int k = 0; k < 384; ++k) {
      for (int j = 0; j < 384; ++j) {
        for (int t = 0; t < C; ++t) {
#pragma HLS PIPELINE II=1
          mpc::send_item(k2, (t * 4 + h) * 384 + j, k_s);
        }
      }
    }
  }
}

// Reads k in the order in which it is used.
static void load_k2(const mpc::word* k3, hls::stream<mpc::word, 128>& k_s2, int C) {
  for (int h = 0; h < 4; ++h) {
    for (int k = 0; k < 384; ++k) {
      for (int t = 0; t < C; ++t) {
        mpc::send_row(k3, (t * 4 + h) * 24, 24, k_s2);
      }
    }
  }
}

// Reads w2 in the order in which it is used.
static void load_w2(const mpc::word* w2, hls::stream<mpc::word, 128>& w2_s) {
  mpc::send_row(w2, 0, 36864, w2_s);
}

// Evaluates the formulas of the step.
static void evaluate(hls::stream<float, 64>& hidden_2_s, hls::stream<mpc::word, 128>& w0_s, hls::stream<float, 128>& k_s, hls::stream<mpc::word, 128>& k_s2, hls::stream<mpc::word, 128>& w2_s, int C) {
  MPC_ONCHIP float acc[2048];
  MPC_ONCHIP float w0_row[384];
#pragma HLS ARRAY_PARTITION variable=w0_row cyclic factor=16 dim=1
  MPC_ONCHIP float k_row[384];
#pragma HLS ARRAY_PARTITION variable=k_row cyclic factor=16 dim=1
  MPC_ONCHIP float w2_row[384];
#pragma HLS ARRAY_PARTITION variable=w2_row cyclic factor=16 dim=1
  for (int h = 0; h < 4; ++h) {
    for (int k = 0; k < 384; ++k) {
      mpc::take_words<mpc::f32>(w0_s, 24, w0_row);
      mpc::take_words<mpc::f32>(w2_s, 24, w2_row);
      mpc::fill<float>(acc, 2048, 0.0f);
      for (int j = 0; j < 384; ++j) {
        for (int t = 0; t < C; ++t) {
#pragma HLS PIPELINE II=1
          const float k_at = k_s.read();
          acc[t] = mpc::fma(w0_row[j], k_at, acc[t]);
        }
      }
      for (int t2 = 0; t2 < C; ++t2) {
        mpc::take_words<mpc::f32>(k_s2, 24, k_row);
        float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
        for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
          part[c] = 0.0f;
        }
        for (int j2 = 0; j2 < 384; j2 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
          for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
            lane[l] = w0_row[j2 + l] * k_row[j2 + l];
          }
          part[j2 / 16 % 8] = part[j2 / 16 % 8] + mpc::adder_tree<16>::sum(lane);
        }
        float part2[8];
#pragma HLS ARRAY_PARTITION variable=part2 complete dim=1
        for (int c2 = 0; c2 < 8; ++c2) {
#pragma HLS UNROLL
          part2[c2] = 0.0f;
        }
        for (int j3 = 0; j3 < 384; j3 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part2 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          float lane2[16];
#pragma HLS ARRAY_PARTITION variable=lane2 complete dim=1
          for (int l2 = 0; l2 < 16; ++l2) {
#pragma HLS UNROLL
            lane2[l2] = w2_row[j3 + l2] * k_row[j3 + l2];
          }
          part2[j3 / 16 % 8] = part2[j3 / 16 % 8] + mpc::adder_tree<16>::sum(lane2);
        }
        hidden_2_s.write(acc[t2] / (1.0f + std::exp(-mpc::adder_tree<8>::sum(part))) * mpc::adder_tree<8>::sum(part2));
      }
    }
  }
}

// Writes hidden_2.
static void store_hidden_2(float* hidden_2_2, hls::stream<float, 64>& hidden_2_s, int C) {
  for (int h = 0; h < 4; ++h) {
    for (int k = 0; k < 384; ++k) {
      for (int t = 0; t < C; ++t) {
#pragma HLS PIPELINE II=1
        hidden_2_2[(h * C + t) * 384 + k] = hidden_2_s.read();
      }
    }
  }
}

}  // namespace hidden_2_processes

extern "C" void hidden_2(const mpc::word* w0, const float* k2, const mpc::word* k3, const mpc::word* w2, float* hidden_2_2, int C) {
#pragma HLS INTERFACE mode=m_axi port=w0 bundle=gmem0 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=k2 bundle=gmem1 offset=slave depth=230400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=k3 bundle=gmem2 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w2 bundle=gmem3 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_2_2 bundle=gmem4 offset=slave depth=230400 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w0
#pragma HLS INTERFACE mode=s_axilite port=k2
#pragma HLS INTERFACE mode=s_axilite port=k3
#pragma HLS INTERFACE mode=s_axilite port=w2
#pragma HLS INTERFACE mode=s_axilite port=hidden_2_2
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> w0_s("w0_s");  // holds four bursts
  hls::stream<float, 128> k_s("k_s");  // holds four bursts
  hls::stream<mpc::word, 128> k_s2("k_s2");  // holds four bursts
  hls::stream<mpc::word, 128> w2_s("w2_s");  // holds four bursts
  hls::stream<float, 64> hidden_2_s("hidden_2_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(hidden_2_processes::load_w0(w0, w0_s));
  MPC_PROCESS(hidden_2_processes::load_k(k2, k_s, C));
  MPC_PROCESS(hidden_2_processes::load_k2(k3, k_s2, C));
  MPC_PROCESS(hidden_2_processes::load_w2(w2, w2_s));
  MPC_PROCESS(hidden_2_processes::evaluate(hidden_2_s, w0_s, k_s, k_s2, w2_s, C));
  MPC_PROCESS(hidden_2_processes::store_hidden_2(hidden_2_2, hidden_2_s, C));
}
