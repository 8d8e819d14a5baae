// Step key (prepare, lines 35, 37, 69), written by mpc.
// 2 processes (evaluate, store_key), 3 memory ports.
// Counted from this text, no tool asked: 524 DSP, 336 BRAM18, 0 URAM, 65610 LUT, 95399 FF; largest II 7;
// slowest process evaluate: 384787 cycles at 250 MHz.
#include "mpc_hls.h"

namespace key_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* y, const mpc::word* w_k, hls::stream<float, 64>& key_s) {
  MPC_ONCHIP float acc[64];
#pragma HLS ARRAY_PARTITION variable=acc complete dim=1
  MPC_ONCHIP float y_row[12288];
#pragma HLS ARRAY_PARTITION variable=y_row cyclic factor=16 dim=1
  MPC_ONCHIP float w_k_row[98304];
#pragma HLS ARRAY_PARTITION variable=w_k_row cyclic factor=64 dim=1
  MPC_ONCHIP float raw_3_sum_mem[8192];
  MPC_ONCHIP float raw_3_mem[8192];
#pragma HLS ARRAY_PARTITION variable=raw_3_mem cyclic factor=64 dim=1
  MPC_ONCHIP float key_sum_mem[128];
  mpc::fetch_words<mpc::f32>(y, 0, 768, y_row);
  mpc::fetch_words<mpc::bf16>(w_k, 0, 3072, w_k_row);
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
      mpc::fill<float>(acc, 64, 0.0f);
      for (int i = 0; i < 384; ++i) {
#pragma HLS PIPELINE II=7
        for (int l = 0; l < 64; ++l) {
#pragma HLS UNROLL
          acc[l] = mpc::fma(y_row[t * 384 + i], w_k_row[(i * 4 + h) * 64 + l], acc[l]);
        }
      }
      for (int k = 0; k < 64; ++k) {
#pragma HLS PIPELINE II=1
        raw_3_sum_mem[(t * 4 + h) * 64 + k] = acc[k];
      }
    }
  }
  for (int t2 = 0; t2 < 32; ++t2) {
    for (int h2 = 0; h2 < 4; ++h2) {
      for (int k2 = 0; k2 < 64; ++k2) {
#pragma HLS PIPELINE II=1
        raw_3_mem[(t2 * 4 + h2) * 64 + k2] = raw_3_sum_mem[(t2 * 4 + h2) * 64 + k2] / (1.0f + std::exp(-raw_3_sum_mem[(t2 * 4 + h2) * 64 + k2]));
      }
    }
  }
  for (int t3 = 0; t3 < 32; ++t3) {
    for (int h3 = 0; h3 < 4; ++h3) {
#pragma HLS PIPELINE II=1
      float lane[64];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
      for (int l2 = 0; l2 < 64; ++l2) {
#pragma HLS UNROLL
        lane[l2] = raw_3_mem[(t3 * 4 + h3) * 64 + l2] * raw_3_mem[(t3 * 4 + h3) * 64 + l2];
      }
      const float sum = mpc::adder_tree<64>::sum(lane);
      key_sum_mem[t3 * 4 + h3] = mpc_max(0.000001f, std::sqrt(sum));
    }
  }
  for (int t4 = 0; t4 < 32; ++t4) {
    for (int h4 = 0; h4 < 4; ++h4) {
      for (int j = 0; j < 64; ++j) {
#pragma HLS PIPELINE II=1
        key_s.write(raw_3_mem[(t4 * 4 + h4) * 64 + j] / key_sum_mem[t4 * 4 + h4]);
      }
    }
  }
}

// Writes key.
static void store_key(float* key2, hls::stream<float, 64>& key_s) {
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
      for (int j = 0; j < 64; ++j) {
#pragma HLS PIPELINE II=1
        key2[(t * 4 + h) * 64 + j] = key_s.read();
      }
    }
  }
}

}  // namespace key_processes

extern "C" void key(const mpc::word* y, const mpc::word* w_k, float* key2) {
#pragma HLS INTERFACE mode=m_axi port=y bundle=gmem0 offset=slave depth=768 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w_k bundle=gmem1 offset=slave depth=3072 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=key2 bundle=gmem2 offset=slave depth=8192 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=y
#pragma HLS INTERFACE mode=s_axilite port=w_k
#pragma HLS INTERFACE mode=s_axilite port=key2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> key_s("key_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(key_processes::evaluate(y, w_k, key_s));
  MPC_PROCESS(key_processes::store_key(key2, key_s));
}
