// Step scale (apply, line 40), written by mpc.
// 3 processes (load_x, evaluate, store_scale), 3 memory ports.
// Counted from this text, no tool asked: 30 DSP, 126 BRAM18, 0 URAM, 18861 LUT, 29996 FF; largest II 7;
// slowest process evaluate: 10841 * C + 305 cycles at 250 MHz.
#include "mpc_hls.h"

namespace scale_processes {

// Reads x in the order in which it is used.
static void load_x(const mpc::word* x, hls::stream<mpc::word, 128>& x_s, int C) {
  mpc::send_row(x, 0, 48 * C, x_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* w_gate, hls::stream<mpc::word, 128>& x_s, hls::stream<float, 64>& scale_s, int C) {
  MPC_ONCHIP float acc[4];
#pragma HLS ARRAY_PARTITION variable=acc complete dim=1
  MPC_ONCHIP float x_row[1536];
#pragma HLS ARRAY_PARTITION variable=x_row cyclic factor=32 dim=1
  MPC_ONCHIP float w_gate_row[6144];
#pragma HLS ARRAY_PARTITION variable=w_gate_row cyclic factor=32 dim=1
  MPC_ONCHIP float scale_sum_mem[8192];
  mpc::fetch_words<mpc::bf16>(w_gate, 0, 192, w_gate_row);
  for (int t = 0; t < C; ++t) {
    mpc::take_words<mpc::bf16>(x_s, 48, x_row);
    mpc::fill<float>(acc, 4, 0.0f);
    for (int i = 0; i < 1536; ++i) {
#pragma HLS PIPELINE II=7
      for (int l = 0; l < 4; ++l) {
#pragma HLS UNROLL
        acc[l] = mpc::fma(x_row[i], w_gate_row[i * 4 + l], acc[l]);
      }
    }
    for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=1
      scale_sum_mem[t * 4 + h] = acc[h];
    }
  }
  for (int t2 = 0; t2 < C; ++t2) {
    for (int h2 = 0; h2 < 4; ++h2) {
#pragma HLS PIPELINE II=1
      scale_s.write(scale_sum_mem[t2 * 4 + h2] / (1.0f + std::exp(-scale_sum_mem[t2 * 4 + h2])));
    }
  }
}

// Writes scale.
static void store_scale(float* scale2, hls::stream<float, 64>& scale_s, int C) {
  for (int t = 0; t < C; ++t) {
    for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=1
      scale2[t * 4 + h] = scale_s.read();
    }
  }
}

}  // namespace scale_processes

extern "C" void scale(const mpc::word* x, const mpc::word* w_gate, float* scale2, int C) {
#pragma HLS INTERFACE mode=m_axi port=x bundle=gmem0 offset=slave depth=7200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w_gate bundle=gmem1 offset=slave depth=192 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=scale2 bundle=gmem2 offset=slave depth=600 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=x
#pragma HLS INTERFACE mode=s_axilite port=w_gate
#pragma HLS INTERFACE mode=s_axilite port=scale2
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> x_s("x_s");  // holds four bursts
  hls::stream<float, 64> scale_s("scale_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(scale_processes::load_x(x, x_s, C));
  MPC_PROCESS(scale_processes::evaluate(w_gate, x_s, scale_s, C));
  MPC_PROCESS(scale_processes::store_scale(scale2, scale_s, C));
}
