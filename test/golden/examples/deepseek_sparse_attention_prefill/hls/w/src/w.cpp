// Step w (relevancy, line 53), written by mpc.
// 5 processes (load_x, load_w_w, load_q_scale, evaluate, store_w), 4 memory ports.
// Counted from this text, no tool asked: 263 DSP, 140 BRAM18, 0 URAM, 42236 LUT, 66147 FF; largest II 7;
// slowest process evaluate: 50586 * C cycles at 250 MHz.
#include "mpc_hls.h"

namespace w_processes {

// Reads x in the order in which it is used.
static void load_x(const mpc::word* x, hls::stream<mpc::word, 128>& x_s, int C) {
  mpc::send_row(x, 0, 224 * C, x_s);
}

// Reads w_w in the order in which it is used.
static void load_w_w(const mpc::word* w_w, hls::stream<mpc::word, 128>& w_w_s, int C) {
  for (int s = 0; s < C; ++s) {
    mpc::send_row(w_w, 0, 14336, w_w_s);
  }
}

// Reads q_scale in the order in which it is used.
static void load_q_scale(const mpc::word* q_scale, hls::stream<mpc::word, 128>& q_scale_s, int C) {
  mpc::send_row(q_scale, 0, 4 * C, q_scale_s);
}

// Evaluates the formulas of the step.
static void evaluate(hls::stream<float, 64>& w_s, hls::stream<mpc::word, 128>& x_s, hls::stream<mpc::word, 128>& w_w_s, hls::stream<mpc::word, 128>& q_scale_s, int C) {
  MPC_ONCHIP float acc[64];
#pragma HLS ARRAY_PARTITION variable=acc complete dim=1
  MPC_ONCHIP float x_row[7168];
#pragma HLS ARRAY_PARTITION variable=x_row cyclic factor=32 dim=1
  MPC_ONCHIP float w_w_row[64];
#pragma HLS ARRAY_PARTITION variable=w_w_row complete dim=1
  MPC_ONCHIP float q_scale_row[64];
#pragma HLS ARRAY_PARTITION variable=q_scale_row cyclic factor=16 dim=1
  for (int s = 0; s < C; ++s) {
    mpc::take_words<mpc::bf16>(x_s, 224, x_row);
    mpc::take_words<mpc::f32>(q_scale_s, 4, q_scale_row);
    mpc::fill<float>(acc, 64, 0.0f);
    for (int i = 0; i < 7168; ++i) {
#pragma HLS PIPELINE II=7
      mpc::take_words<mpc::bf16>(w_w_s, 2, w_w_row);
      for (int l = 0; l < 64; ++l) {
#pragma HLS UNROLL
        acc[l] = mpc::fma(x_row[i], w_w_row[l], acc[l]);
      }
    }
    for (int h = 0; h < 64; ++h) {
#pragma HLS PIPELINE II=1
      w_s.write(acc[h] * q_scale_row[h] * 0.125f / 11.313708f);
    }
  }
}

// Writes w.
static void store_w(float* w2, hls::stream<float, 64>& w_s, int C) {
  for (int s = 0; s < C; ++s) {
    for (int h = 0; h < 64; ++h) {
#pragma HLS PIPELINE II=1
      w2[s * 64 + h] = w_s.read();
    }
  }
}

}  // namespace w_processes

extern "C" void w(const mpc::word* x, const mpc::word* w_w, const mpc::word* q_scale, float* w2, int C) {
#pragma HLS INTERFACE mode=m_axi port=x bundle=gmem0 offset=slave depth=33600 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w_w bundle=gmem1 offset=slave depth=14336 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q_scale bundle=gmem2 offset=slave depth=600 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w2 bundle=gmem3 offset=slave depth=9600 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=x
#pragma HLS INTERFACE mode=s_axilite port=w_w
#pragma HLS INTERFACE mode=s_axilite port=q_scale
#pragma HLS INTERFACE mode=s_axilite port=w2
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> x_s("x_s");  // holds four bursts
  hls::stream<mpc::word, 128> w_w_s("w_w_s");  // holds four bursts
  hls::stream<mpc::word, 128> q_scale_s("q_scale_s");  // holds four bursts
  hls::stream<float, 64> w_s("w_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(w_processes::load_x(x, x_s, C));
  MPC_PROCESS(w_processes::load_w_w(w_w, w_w_s, C));
  MPC_PROCESS(w_processes::load_q_scale(q_scale, q_scale_s, C));
  MPC_PROCESS(w_processes::evaluate(w_s, x_s, w_w_s, q_scale_s, C));
  MPC_PROCESS(w_processes::store_w(w2, w_s, C));
}
