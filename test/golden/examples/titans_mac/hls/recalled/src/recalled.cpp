// Step recalled (retrieve, line 46), written by mpc.
// 2 processes (evaluate, store_recalled), 3 memory ports.
// Counted from this text, no tool asked: 70 DSP, 64 BRAM18, 32 URAM, 21128 LUT, 32184 FF; largest II 1;
// slowest process evaluate: 225864 cycles at 250 MHz.
#include "mpc_hls.h"

namespace recalled_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* read, const mpc::word* w_read, hls::stream<float, 64>& recalled_s) {
  MPC_ONCHIP float acc[384];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  MPC_ONCHIP float read_row[8192];
#pragma HLS ARRAY_PARTITION variable=read_row cyclic factor=16 dim=1
  MPC_ONCHIP float w_read_row[98304];
#pragma HLS ARRAY_PARTITION variable=w_read_row cyclic factor=32 dim=1
#pragma HLS BIND_STORAGE variable=w_read_row type=ram_2p impl=uram
  mpc::fetch_words<mpc::f32>(read, 0, 512, read_row);
  mpc::fetch_words<mpc::bf16>(w_read, 0, 3072, w_read_row);
  for (int t = 0; t < 32; ++t) {
    mpc::fill<float>(acc, 384, 0.0f);
    for (int h = 0; h < 4; ++h) {
      for (int e = 0; e < 64; ++e) {
        for (int i = 0; i < 384; i += 16) {
#pragma HLS PIPELINE II=1
          for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
            acc[i + l] = mpc::fma(read_row[(t * 4 + h) * 64 + e], w_read_row[(h * 64 + e) * 384 + (i + l)], acc[i + l]);
          }
        }
      }
    }
    for (int i2 = 0; i2 < 384; ++i2) {
#pragma HLS PIPELINE II=1
      recalled_s.write(acc[i2]);
    }
  }
}

// Writes recalled.
static void store_recalled(float* recalled2, hls::stream<float, 64>& recalled_s) {
  for (int t = 0; t < 32; ++t) {
    for (int i = 0; i < 384; ++i) {
#pragma HLS PIPELINE II=1
      recalled2[t * 384 + i] = recalled_s.read();
    }
  }
}

}  // namespace recalled_processes

extern "C" void recalled(const mpc::word* read, const mpc::word* w_read, float* recalled2) {
#pragma HLS INTERFACE mode=m_axi port=read bundle=gmem0 offset=slave depth=512 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w_read bundle=gmem1 offset=slave depth=3072 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=recalled2 bundle=gmem2 offset=slave depth=12288 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=read
#pragma HLS INTERFACE mode=s_axilite port=w_read
#pragma HLS INTERFACE mode=s_axilite port=recalled2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> recalled_s("recalled_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(recalled_processes::evaluate(read, w_read, recalled_s));
  MPC_PROCESS(recalled_processes::store_recalled(recalled2, recalled_s));
}
