// Step w (relevancy), written by mpc.
// 3 processes (load_w_w, evaluate, store_w), 4 memory ports.
// Estimate, no tool asked: 86 DSP, 172 BRAM18, 0 URAM, 14190 LUT, 21210 FF; largest II 1;
// slowest process evaluate: 29028 cycles.
#include "mpc_hls.h"

namespace w_processes {

// Reads w_w in the order in which it is used.
static void load_w_w(const mpc::word* w_w, hls::stream<mpc::word, 128>& w_w_s) {
  mpc::send_row(w_w, 0, 14336, w_w_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* x, const mpc::word* q_scale, hls::stream<float, 64>& w_s, hls::stream<mpc::word, 128>& w_w_s) {
  static float acc[64];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  static float x_row[7168];
#pragma HLS ARRAY_PARTITION variable=x_row cyclic factor=32 dim=1
  static float w_w_row[64];
#pragma HLS ARRAY_PARTITION variable=w_w_row cyclic factor=32 dim=1
  static float q_scale_row[64];
#pragma HLS ARRAY_PARTITION variable=q_scale_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::bf16>(x, 0, 224, x_row);
  mpc::fetch_words<mpc::f32>(q_scale, 0, 4, q_scale_row);
  mpc::fill<float>(acc, 64, 0.0f);
  for (int i = 0; i < 7168; ++i) {
    mpc::take_words<mpc::bf16>(w_w_s, 2, w_w_row);
    for (int h = 0; h < 64; h += 16) {
#pragma HLS PIPELINE II=1
      for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
        acc[h + l] = mpc::fma(x_row[i], w_w_row[h + l], acc[h + l]);
      }
    }
  }
  for (int h2 = 0; h2 < 64; ++h2) {
#pragma HLS PIPELINE II=1
    w_s.write(acc[h2] * q_scale_row[h2] * 0.125f / 11.313708f);
  }
}

// Writes w.
static void store_w(float* w2, hls::stream<float, 64>& w_s) {
  for (int h = 0; h < 64; ++h) {
#pragma HLS PIPELINE II=1
    w2[h] = w_s.read();
  }
}

}  // namespace w_processes

extern "C" void w(const mpc::word* w_w, const mpc::word* x, const mpc::word* q_scale, float* w2) {
#pragma HLS INTERFACE mode=m_axi port=w_w bundle=gmem0 offset=slave depth=4096 latency=64 max_read_burst_length=64 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=x bundle=gmem1 offset=slave depth=4096 latency=64 max_read_burst_length=64 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q_scale bundle=gmem2 offset=slave depth=4096 latency=64 max_read_burst_length=64 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w2 bundle=gmem3 offset=slave depth=4096 latency=64 max_write_burst_length=64 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w_w
#pragma HLS INTERFACE mode=s_axilite port=x
#pragma HLS INTERFACE mode=s_axilite port=q_scale
#pragma HLS INTERFACE mode=s_axilite port=w2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> w_w_s("w_w_s");  // covers the latency of two bursts
  hls::stream<float, 64> w_s("w_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(w_processes::load_w_w(w_w, w_w_s));
  MPC_PROCESS(w_processes::evaluate(x, q_scale, w_s, w_w_s));
  MPC_PROCESS(w_processes::store_w(w2, w_s));
}
