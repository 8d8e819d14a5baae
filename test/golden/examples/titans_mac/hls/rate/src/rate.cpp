// Step rate (prepare, line 62), written by mpc.
// 2 processes (evaluate, store_rate), 4 memory ports.
// Counted from this text, no tool asked: 34 DSP, 98 BRAM18, 0 URAM, 22159 LUT, 35420 FF; largest II 7;
// slowest process evaluate: 89824 cycles at 250 MHz.
#include "mpc_hls.h"

namespace rate_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* y, const mpc::word* w_rate, const float* b_rate, hls::stream<float, 64>& rate_s) {
  MPC_ONCHIP float acc[4];
#pragma HLS ARRAY_PARTITION variable=acc complete dim=1
  MPC_ONCHIP float y_row[12288];
#pragma HLS ARRAY_PARTITION variable=y_row cyclic factor=16 dim=1
  MPC_ONCHIP float w_rate_row[1536];
#pragma HLS ARRAY_PARTITION variable=w_rate_row cyclic factor=32 dim=1
  MPC_ONCHIP float b_rate_row[4];
  mpc::fetch_words<mpc::f32>(y, 0, 768, y_row);
  mpc::fetch_words<mpc::bf16>(w_rate, 0, 48, w_rate_row);
  mpc::fetch_row<mpc::f32>(b_rate, 0, 4, b_rate_row);
  for (int t = 0; t < 32; ++t) {
    mpc::fill<float>(acc, 4, 0.0f);
    for (int i = 0; i < 384; ++i) {
#pragma HLS PIPELINE II=7
      for (int l = 0; l < 4; ++l) {
#pragma HLS UNROLL
        acc[l] = mpc::fma(y_row[t * 384 + i], w_rate_row[i * 4 + l], acc[l]);
      }
    }
    for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=1
      rate_s.write(0.1f * (1.0f / (1.0f + std::exp(-(acc[h] + b_rate_row[h])))));
    }
  }
}

// Writes rate.
static void store_rate(float* rate2, hls::stream<float, 64>& rate_s) {
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=1
      rate2[t * 4 + h] = rate_s.read();
    }
  }
}

}  // namespace rate_processes

extern "C" void rate(const mpc::word* y, const mpc::word* w_rate, const float* b_rate, float* rate2) {
#pragma HLS INTERFACE mode=m_axi port=y bundle=gmem0 offset=slave depth=768 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w_rate bundle=gmem1 offset=slave depth=48 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=b_rate bundle=gmem2 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=rate2 bundle=gmem3 offset=slave depth=128 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=y
#pragma HLS INTERFACE mode=s_axilite port=w_rate
#pragma HLS INTERFACE mode=s_axilite port=b_rate
#pragma HLS INTERFACE mode=s_axilite port=rate2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> rate_s("rate_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(rate_processes::evaluate(y, w_rate, b_rate, rate_s));
  MPC_PROCESS(rate_processes::store_rate(rate2, rate_s));
}
