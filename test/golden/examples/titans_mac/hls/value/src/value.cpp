// Step value (prepare, line 70), written by mpc.
// 2 processes (evaluate, store_value), 3 memory ports.
// Counted from this text, no tool asked: 259 DSP, 256 BRAM18, 0 URAM, 38368 LUT, 57500 FF; largest II 7;
// slowest process evaluate: 368136 cycles at 250 MHz.
#include "mpc_hls.h"

namespace value_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* y, const mpc::word* w_v, hls::stream<float, 64>& value_s) {
  MPC_ONCHIP float acc[64];
#pragma HLS ARRAY_PARTITION variable=acc complete dim=1
  MPC_ONCHIP float y_row[12288];
#pragma HLS ARRAY_PARTITION variable=y_row cyclic factor=16 dim=1
  MPC_ONCHIP float w_v_row[98304];
#pragma HLS ARRAY_PARTITION variable=w_v_row cyclic factor=64 dim=1
  mpc::fetch_words<mpc::f32>(y, 0, 768, y_row);
  mpc::fetch_words<mpc::bf16>(w_v, 0, 3072, w_v_row);
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
      mpc::fill<float>(acc, 64, 0.0f);
      for (int i = 0; i < 384; ++i) {
#pragma HLS PIPELINE II=7
        for (int l = 0; l < 64; ++l) {
#pragma HLS UNROLL
          acc[l] = mpc::fma(y_row[t * 384 + i], w_v_row[(i * 4 + h) * 64 + l], acc[l]);
        }
      }
      for (int e = 0; e < 64; ++e) {
#pragma HLS PIPELINE II=1
        value_s.write(acc[e]);
      }
    }
  }
}

// Writes value.
static void store_value(float* value2, hls::stream<float, 64>& value_s) {
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
      for (int e = 0; e < 64; ++e) {
#pragma HLS PIPELINE II=1
        value2[(t * 4 + h) * 64 + e] = value_s.read();
      }
    }
  }
}

}  // namespace value_processes

extern "C" void value(const mpc::word* y, const mpc::word* w_v, float* value2) {
#pragma HLS INTERFACE mode=m_axi port=y bundle=gmem0 offset=slave depth=768 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w_v bundle=gmem1 offset=slave depth=3072 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=value2 bundle=gmem2 offset=slave depth=8192 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=y
#pragma HLS INTERFACE mode=s_axilite port=w_v
#pragma HLS INTERFACE mode=s_axilite port=value2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> value_s("value_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(value_processes::evaluate(y, w_v, value_s));
  MPC_PROCESS(value_processes::store_value(value2, value_s));
}
