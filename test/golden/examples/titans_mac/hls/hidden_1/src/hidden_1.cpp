// Step hidden_1 (retrieve, line 27), written by mpc.
// 2 processes (evaluate, store_hidden_1), 3 memory ports.
// Counted from this text, no tool asked: 537 DSP, 176 BRAM18, 2 URAM, 64296 LUT, 94804 FF; largest II 7;
// slowest process evaluate: 114757 cycles at 250 MHz.
#include "mpc_hls.h"

namespace hidden_1_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* query, const mpc::word* w, hls::stream<float, 64>& hidden_1_s) {
  MPC_ONCHIP float acc[128];
#pragma HLS ARRAY_PARTITION variable=acc complete dim=1
  MPC_ONCHIP float query_row[8192];
#pragma HLS ARRAY_PARTITION variable=query_row cyclic factor=16 dim=1
  MPC_ONCHIP float w_row[65536];
#pragma HLS ARRAY_PARTITION variable=w_row cyclic factor=128 dim=1
  MPC_ONCHIP float hidden_1_sum_mem[16384];
#pragma HLS BIND_STORAGE variable=hidden_1_sum_mem type=ram_2p impl=uram
  mpc::fetch_words<mpc::f32>(query, 0, 512, query_row);
  mpc::fetch_words<mpc::f32>(w, 0, 4096, w_row);
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
      mpc::fill<float>(acc, 128, 0.0f);
      for (int j = 0; j < 64; ++j) {
#pragma HLS PIPELINE II=7
        for (int l = 0; l < 128; ++l) {
#pragma HLS UNROLL
          acc[l] = mpc::fma(query_row[(t * 4 + h) * 64 + j], w_row[(h * 2 * 64 + j) * 128 + l], acc[l]);
        }
      }
      for (int k = 0; k < 128; ++k) {
#pragma HLS PIPELINE II=1
        hidden_1_sum_mem[(t * 4 + h) * 128 + k] = acc[k];
      }
    }
  }
  for (int t2 = 0; t2 < 32; ++t2) {
    for (int h2 = 0; h2 < 4; ++h2) {
      for (int k2 = 0; k2 < 128; ++k2) {
#pragma HLS PIPELINE II=1
        hidden_1_s.write(0.5f * hidden_1_sum_mem[(t2 * 4 + h2) * 128 + k2] * (1.0f + std::tanh(0.7978846f * (hidden_1_sum_mem[(t2 * 4 + h2) * 128 + k2] + 0.044715f * hidden_1_sum_mem[(t2 * 4 + h2) * 128 + k2] * hidden_1_sum_mem[(t2 * 4 + h2) * 128 + k2] * hidden_1_sum_mem[(t2 * 4 + h2) * 128 + k2]))));
      }
    }
  }
}

// Writes hidden_1.
static void store_hidden_1(float* hidden_1_2, hls::stream<float, 64>& hidden_1_s) {
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
      for (int k = 0; k < 128; ++k) {
#pragma HLS PIPELINE II=1
        hidden_1_2[(t * 4 + h) * 128 + k] = hidden_1_s.read();
      }
    }
  }
}

}  // namespace hidden_1_processes

extern "C" void hidden_1(const mpc::word* query, const mpc::word* w, float* hidden_1_2) {
#pragma HLS INTERFACE mode=m_axi port=query bundle=gmem0 offset=slave depth=512 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w bundle=gmem1 offset=slave depth=4096 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_1_2 bundle=gmem2 offset=slave depth=16384 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=query
#pragma HLS INTERFACE mode=s_axilite port=w
#pragma HLS INTERFACE mode=s_axilite port=hidden_1_2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> hidden_1_s("hidden_1_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(hidden_1_processes::evaluate(query, w, hidden_1_s));
  MPC_PROCESS(hidden_1_processes::store_hidden_1(hidden_1_2, hidden_1_s));
}
