// Step grad_hidden_2_1 (prepare, line 55), written by mpc.
// 4 processes (load_grad_f_1, load_w1, evaluate, store_grad_hidden_), 3 memory ports.
// Counted from this text, no tool asked: 76 DSP, 110 BRAM18, 0 URAM, 21144 LUT, 32240 FF; largest II 1;
// slowest process evaluate: 113800 * C cycles at 250 MHz.
#include "mpc_hls.h"

namespace grad_hidden_2_1_processes {

// Reads grad_f_1 in the order in which it is used.
static void load_grad_f_1(const mpc::word* grad_f_1, hls::stream<mpc::word, 128>& grad_f_1_s, int C) {
  mpc::send_row(grad_f_1, 0, 96 * C, grad_f_1_s);
}

// Reads w1 in the order in which it is used.
static void load_w1(const mpc::word* w1, hls::stream<mpc::word, 128>& w1_s, int C) {
  for (int t = 0; t < C; ++t) {
    mpc::send_row(w1, 0, 36864, w1_s);
  }
}

// Evaluates the formulas of the step.
static void evaluate(hls::stream<float, 64>& grad_hidden_2_1_s, hls::stream<mpc::word, 128>& grad_f_1_s, hls::stream<mpc::word, 128>& w1_s, int C) {
  MPC_ONCHIP float acc[384];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  MPC_ONCHIP float grad_f_1_row[1536];
#pragma HLS ARRAY_PARTITION variable=grad_f_1_row cyclic factor=16 dim=1
  MPC_ONCHIP float w1_row[384];
#pragma HLS ARRAY_PARTITION variable=w1_row cyclic factor=16 dim=1
  for (int t = 0; t < C; ++t) {
    mpc::take_words<mpc::f32>(grad_f_1_s, 96, grad_f_1_row);
    for (int h = 0; h < 4; ++h) {
      mpc::fill<float>(acc, 384, 0.0f);
      for (int i = 0; i < 384; ++i) {
        mpc::take_words<mpc::f32>(w1_s, 24, w1_row);
        for (int k = 0; k < 384; k += 16) {
#pragma HLS PIPELINE II=1
          for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
            acc[k + l] = mpc::fma(grad_f_1_row[h * 384 + i], w1_row[k + l], acc[k + l]);
          }
        }
      }
      for (int k2 = 0; k2 < 384; ++k2) {
#pragma HLS PIPELINE II=1
        grad_hidden_2_1_s.write(acc[k2]);
      }
    }
  }
}

// Writes grad_hidden_2_1.
static void store_grad_hidden_(float* grad_hidden_2_1_2, hls::stream<float, 64>& grad_hidden_2_1_s, int C) {
  for (int t = 0; t < C; ++t) {
    for (int h = 0; h < 4; ++h) {
      for (int k = 0; k < 384; ++k) {
#pragma HLS PIPELINE II=1
        grad_hidden_2_1_2[(h * C + t) * 384 + k] = grad_hidden_2_1_s.read();
      }
    }
  }
}

}  // namespace grad_hidden_2_1_processes

extern "C" void grad_hidden_2_1(const mpc::word* grad_f_1, const mpc::word* w1, float* grad_hidden_2_1_2, int C) {
#pragma HLS INTERFACE mode=m_axi port=grad_f_1 bundle=gmem0 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w1 bundle=gmem1 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=grad_hidden_2_1_2 bundle=gmem2 offset=slave depth=230400 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=grad_f_1
#pragma HLS INTERFACE mode=s_axilite port=w1
#pragma HLS INTERFACE mode=s_axilite port=grad_hidden_2_1_2
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> grad_f_1_s("grad_f_1_s");  // holds four bursts
  hls::stream<mpc::word, 128> w1_s("w1_s");  // holds four bursts
  hls::stream<float, 64> grad_hidden_2_1_s("grad_hidden_2_1_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(grad_hidden_2_1_processes::load_grad_f_1(grad_f_1, grad_f_1_s, C));
  MPC_PROCESS(grad_hidden_2_1_processes::load_w1(w1, w1_s, C));
  MPC_PROCESS(grad_hidden_2_1_processes::evaluate(grad_hidden_2_1_s, grad_f_1_s, w1_s, C));
  MPC_PROCESS(grad_hidden_2_1_processes::store_grad_hidden_(grad_hidden_2_1_2, grad_hidden_2_1_s, C));
}
