// Step keys (prepare, line 47), written by mpc.
// 3 processes (load_w_k, evaluate, store_keys), 3 memory ports.
// Counted from this text, no tool asked: 67 DSP, 127 BRAM18, 0 URAM, 20992 LUT, 32028 FF; largest II 1;
// slowest process evaluate: 1667278 cycles at 250 MHz.
#include "mpc_hls.h"

namespace keys_processes {

// Reads w_k in the order in which it is used.
static void load_w_k(const mpc::word* w_k, hls::stream<mpc::word, 128>& w_k_s) {
  mpc::send_row(w_k, 0, 524288, w_k_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* newest, hls::stream<float, 64>& keys_s, hls::stream<mpc::word, 128>& w_k_s) {
  MPC_ONCHIP float acc[4096];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  MPC_ONCHIP float newest_row[4096];
#pragma HLS ARRAY_PARTITION variable=newest_row cyclic factor=32 dim=1
  MPC_ONCHIP float w_k_row[4096];
#pragma HLS ARRAY_PARTITION variable=w_k_row cyclic factor=32 dim=1
  mpc::fetch_words<mpc::bf16>(newest, 0, 128, newest_row);
  mpc::fill<float>(acc, 4096, 0.0f);
  for (int i = 0; i < 4096; ++i) {
    mpc::take_words<mpc::bf16>(w_k_s, 128, w_k_row);
    for (int j = 0; j < 4096; j += 16) {
#pragma HLS PIPELINE II=1
      for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
        acc[j + l] = mpc::fma(newest_row[i], w_k_row[j + l], acc[j + l]);
      }
    }
  }
  for (int j2 = 0; j2 < 4096; ++j2) {
#pragma HLS PIPELINE II=1
    keys_s.write(mpc::round_to<mpc::bf16>(acc[j2]));
  }
}

// Writes keys.
static void store_keys(uint16_t* keys2, hls::stream<float, 64>& keys_s, int N) {
  for (int j = 0; j < 4096; ++j) {
#pragma HLS PIPELINE II=1
    keys2[mpc_floor_mod(N - 1, 300) * 4096 + j] = mpc::bf16::narrow(keys_s.read());
  }
}

}  // namespace keys_processes

extern "C" void keys(const mpc::word* w_k, const mpc::word* newest, uint16_t* keys2, int N) {
#pragma HLS INTERFACE mode=m_axi port=w_k bundle=gmem0 offset=slave depth=524288 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=newest bundle=gmem1 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=keys2 bundle=gmem2 offset=slave depth=1228800 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w_k
#pragma HLS INTERFACE mode=s_axilite port=newest
#pragma HLS INTERFACE mode=s_axilite port=keys2
#pragma HLS INTERFACE mode=s_axilite port=N
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> w_k_s("w_k_s");  // holds four bursts
  hls::stream<float, 64> keys_s("keys_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(keys_processes::load_w_k(w_k, w_k_s));
  MPC_PROCESS(keys_processes::evaluate(newest, keys_s, w_k_s));
  MPC_PROCESS(keys_processes::store_keys(keys2, keys_s, N));
}
