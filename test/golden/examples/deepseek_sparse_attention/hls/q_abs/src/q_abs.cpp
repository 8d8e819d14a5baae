// Step q_abs (apply, line 60), written by mpc.
// 3 processes (load_w_uk, evaluate, store_q_abs), 3 memory ports.
// Counted from this text, no tool asked: 64 DSP, 95 BRAM18, 32 URAM, 20984 LUT, 32000 FF; largest II 1;
// slowest process evaluate: 921924 cycles at 250 MHz.
#include "mpc_hls.h"

namespace q_abs_processes {

// Reads w_uk in the order in which it is used.
static void load_w_uk(const mpc::word* w_uk, hls::stream<mpc::word, 128>& w_uk_s) {
  mpc::send_row(w_uk, 0, 262144, w_uk_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* q_nope, hls::stream<float, 64>& q_abs_s, hls::stream<mpc::word, 128>& w_uk_s) {
  MPC_ONCHIP float acc[512];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  MPC_ONCHIP float q_nope_row[16384];
#pragma HLS ARRAY_PARTITION variable=q_nope_row cyclic factor=32 dim=1
  MPC_ONCHIP float w_uk_row[65536];
#pragma HLS ARRAY_PARTITION variable=w_uk_row cyclic factor=32 dim=1
#pragma HLS BIND_STORAGE variable=w_uk_row type=ram_2p impl=uram
  mpc::fetch_words<mpc::bf16>(q_nope, 0, 512, q_nope_row);
  for (int a = 0; a < 128; ++a) {
    mpc::take_words<mpc::bf16>(w_uk_s, 2048, w_uk_row);
    mpc::fill<float>(acc, 512, 0.0f);
    for (int n = 0; n < 128; ++n) {
      for (int c = 0; c < 512; c += 16) {
#pragma HLS PIPELINE II=1
        for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
          acc[c + l] = mpc::fma(q_nope_row[a * 128 + n], w_uk_row[n * 512 + (c + l)], acc[c + l]);
        }
      }
    }
    for (int c2 = 0; c2 < 512; ++c2) {
#pragma HLS PIPELINE II=1
      q_abs_s.write(acc[c2]);
    }
  }
}

// Writes q_abs.
static void store_q_abs(float* q_abs2, hls::stream<float, 64>& q_abs_s) {
  for (int a = 0; a < 128; ++a) {
    for (int c = 0; c < 512; ++c) {
#pragma HLS PIPELINE II=1
      q_abs2[a * 512 + c] = q_abs_s.read();
    }
  }
}

}  // namespace q_abs_processes

extern "C" void q_abs(const mpc::word* w_uk, const mpc::word* q_nope, float* q_abs2) {
#pragma HLS INTERFACE mode=m_axi port=w_uk bundle=gmem0 offset=slave depth=262144 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q_nope bundle=gmem1 offset=slave depth=512 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q_abs2 bundle=gmem2 offset=slave depth=65536 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w_uk
#pragma HLS INTERFACE mode=s_axilite port=q_nope
#pragma HLS INTERFACE mode=s_axilite port=q_abs2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> w_uk_s("w_uk_s");  // holds four bursts
  hls::stream<float, 64> q_abs_s("q_abs_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(q_abs_processes::load_w_uk(w_uk, w_uk_s));
  MPC_PROCESS(q_abs_processes::evaluate(q_nope, q_abs_s, w_uk_s));
  MPC_PROCESS(q_abs_processes::store_q_abs(q_abs2, q_abs_s));
}
