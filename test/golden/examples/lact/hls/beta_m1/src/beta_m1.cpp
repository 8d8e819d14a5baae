// Step beta_m1 (prepare, lines 54, 59), written by mpc.
// 3 processes (load_x, load_g1, evaluate), 5 memory ports.
// Counted from this text, no tool asked: 143 DSP, 158 BRAM18, 0 URAM, 40857 LUT, 63501 FF; largest II 1;
// slowest process evaluate: 134 * C + 765289 cycles at 250 MHz.
#include "mpc_hls.h"

namespace beta_m1_processes {

// Reads x in the order in which it is used.
static void load_x(const mpc::word* x, hls::stream<mpc::word, 128>& x_s, int C) {
  mpc::send_row(x, 0, 48 * C, x_s);
}

// Reads g1 in the order in which it is used.
static void load_g1(const mpc::word* g1, hls::stream<mpc::word, 128>& g1_s) {
  mpc::send_row(g1, 0, 36864, g1_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* w_momentum, float* m1, float* beta, hls::stream<mpc::word, 128>& x_s, hls::stream<mpc::word, 128>& g1_s, int C) {
  MPC_ONCHIP float acc[4];
#pragma HLS ARRAY_PARTITION variable=acc complete dim=1
  MPC_ONCHIP float x_row[1536];
#pragma HLS ARRAY_PARTITION variable=x_row cyclic factor=32 dim=1
  MPC_ONCHIP float w_momentum_row[6144];
#pragma HLS ARRAY_PARTITION variable=w_momentum_row cyclic factor=32 dim=1
  MPC_ONCHIP float beta_mem[4];
  MPC_ONCHIP float g1_row[384];
#pragma HLS ARRAY_PARTITION variable=g1_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::bf16>(w_momentum, 0, 192, w_momentum_row);
  mpc::fill<float>(acc, 4, 0.0f);
  for (int t = 0; t < C; ++t) {
    mpc::take_words<mpc::bf16>(x_s, 48, x_row);
    for (int l = 0; l < 4; ++l) {
#pragma HLS UNROLL
      float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
      for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
        part[c] = 0.0f;
      }
      for (int i = 0; i < 1536; ++i) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
        part[i % 8] = part[i % 8] + x_row[i] * w_momentum_row[i * 4 + l];
      }
      acc[l] = acc[l] + 1.0f / (1.0f + std::exp(-mpc::adder_tree<8>::sum(part)));
    }
  }
  for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=1
    beta_mem[h] = acc[h] / float(C);
  }
  for (int h2 = 0; h2 < 4; ++h2) {
    for (int i2 = 0; i2 < 384; ++i2) {
      mpc::take_words<mpc::f32>(g1_s, 24, g1_row);
      for (int j = 0; j < 384; ++j) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=m1 type=inter dependent=false
        const float m1_at = m1[(h2 * 384 + i2) * 384 + j];
        m1[(h2 * 384 + i2) * 384 + j] = beta_mem[h2] * m1_at - g1_row[j];
      }
    }
  }
  mpc::flush(beta_mem, 4, beta);
}

}  // namespace beta_m1_processes

extern "C" void beta_m1(const mpc::word* x, const mpc::word* g1, const mpc::word* w_momentum, float* m1, float* beta, int C) {
#pragma HLS INTERFACE mode=m_axi port=x bundle=gmem0 offset=slave depth=7200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=g1 bundle=gmem1 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w_momentum bundle=gmem2 offset=slave depth=192 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=m1 bundle=gmem3 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=beta bundle=gmem4 offset=slave depth=4 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=x
#pragma HLS INTERFACE mode=s_axilite port=g1
#pragma HLS INTERFACE mode=s_axilite port=w_momentum
#pragma HLS INTERFACE mode=s_axilite port=m1
#pragma HLS INTERFACE mode=s_axilite port=beta
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> x_s("x_s");  // holds four bursts
  hls::stream<mpc::word, 128> g1_s("g1_s");  // holds four bursts
  MPC_DATAFLOW
  MPC_PROCESS(beta_m1_processes::load_x(x, x_s, C));
  MPC_PROCESS(beta_m1_processes::load_g1(g1, g1_s));
  MPC_PROCESS(beta_m1_processes::evaluate(w_momentum, m1, beta, x_s, g1_s, C));
}
