// Step out (apply, line 85), written by mpc.
// 2 processes (evaluate, store_out), 4 memory ports.
// Counted from this text, no tool asked: 86 DSP, 111 BRAM18, 32 URAM, 26528 LUT, 41145 FF; largest II 1;
// slowest process evaluate: 228076 cycles at 250 MHz.
#include "mpc_hls.h"

namespace out_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* after, const mpc::word* w_read, const mpc::word* y, hls::stream<float, 64>& out_s) {
  MPC_ONCHIP float acc[384];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  MPC_ONCHIP float after_row[8192];
#pragma HLS ARRAY_PARTITION variable=after_row cyclic factor=16 dim=1
  MPC_ONCHIP float w_read_row[98304];
#pragma HLS ARRAY_PARTITION variable=w_read_row cyclic factor=32 dim=1
#pragma HLS BIND_STORAGE variable=w_read_row type=ram_2p impl=uram
  MPC_ONCHIP float y_row[12288];
#pragma HLS ARRAY_PARTITION variable=y_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::f32>(after, 0, 512, after_row);
  mpc::fetch_words<mpc::bf16>(w_read, 0, 3072, w_read_row);
  mpc::fetch_words<mpc::f32>(y, 0, 768, y_row);
  for (int t = 0; t < 32; ++t) {
    mpc::fill<float>(acc, 384, 0.0f);
    for (int h = 0; h < 4; ++h) {
      for (int e = 0; e < 64; ++e) {
        for (int i = 0; i < 384; i += 16) {
#pragma HLS PIPELINE II=1
          for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
            acc[i + l] = mpc::fma(after_row[(t * 4 + h) * 64 + e], w_read_row[(h * 64 + e) * 384 + (i + l)], acc[i + l]);
          }
        }
      }
    }
    for (int i2 = 0; i2 < 384; ++i2) {
#pragma HLS PIPELINE II=1
      out_s.write(y_row[t * 384 + i2] * (1.0f / (1.0f + std::exp(-acc[i2]))));
    }
  }
}

// Writes out.
static void store_out(float* out_2, hls::stream<float, 64>& out_s) {
  for (int t = 0; t < 32; ++t) {
    for (int i = 0; i < 384; ++i) {
#pragma HLS PIPELINE II=1
      out_2[t * 384 + i] = out_s.read();
    }
  }
}

}  // namespace out_processes

extern "C" void out_(const mpc::word* after, const mpc::word* w_read, const mpc::word* y, float* out_2) {
#pragma HLS INTERFACE mode=m_axi port=after bundle=gmem0 offset=slave depth=512 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w_read bundle=gmem1 offset=slave depth=3072 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=y bundle=gmem2 offset=slave depth=768 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=out_2 bundle=gmem3 offset=slave depth=12288 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=after
#pragma HLS INTERFACE mode=s_axilite port=w_read
#pragma HLS INTERFACE mode=s_axilite port=y
#pragma HLS INTERFACE mode=s_axilite port=out_2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> out_s("out_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(out_processes::evaluate(after, w_read, y, out_s));
  MPC_PROCESS(out_processes::store_out(out_2, out_s));
}
