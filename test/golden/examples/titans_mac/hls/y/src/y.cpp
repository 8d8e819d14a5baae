// Step y (apply, line 56), written by mpc.
// 3 processes (load_a_out, evaluate, store_y), 3 memory ports.
// Counted from this text, no tool asked: 79 DSP, 175 BRAM18, 0 URAM, 21312 LUT, 32428 FF; largest II 1;
// slowest process evaluate: 425232 cycles at 250 MHz.
#include "mpc_hls.h"

namespace y_processes {

// Reads a_out in the order in which it is used.
static void load_a_out(const mpc::word* a_out, hls::stream<mpc::word, 128>& a_out_s) {
  mpc::send_row(a_out, 0, 6144, a_out_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* mixed, hls::stream<float, 64>& y_s, hls::stream<mpc::word, 128>& a_out_s) {
  MPC_ONCHIP float acc[12288];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  MPC_ONCHIP float mixed_row[16384];
#pragma HLS ARRAY_PARTITION variable=mixed_row cyclic factor=16 dim=1
  MPC_ONCHIP float a_out_row[24576];
#pragma HLS ARRAY_PARTITION variable=a_out_row cyclic factor=32 dim=1
  mpc::fetch_words<mpc::f32>(mixed, 0, 1024, mixed_row);
  mpc::fill<float>(acc, 12288, 0.0f);
  for (int a = 0; a < 8; ++a) {
    mpc::take_words<mpc::bf16>(a_out_s, 768, a_out_row);
    for (int e = 0; e < 64; ++e) {
      for (int t = 0; t < 32; ++t) {
        for (int i = 0; i < 384; i += 16) {
#pragma HLS PIPELINE II=1
          for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
            acc[t * 384 + (i + l)] = mpc::fma(mixed_row[(t * 8 + a) * 64 + e], a_out_row[e * 384 + (i + l)], acc[t * 384 + (i + l)]);
          }
        }
      }
    }
  }
  for (int t2 = 0; t2 < 32; ++t2) {
    for (int i2 = 0; i2 < 384; ++i2) {
#pragma HLS PIPELINE II=1
      y_s.write(acc[t2 * 384 + i2]);
    }
  }
}

// Writes y.
static void store_y(float* y2, hls::stream<float, 64>& y_s) {
  for (int t = 0; t < 32; ++t) {
    for (int i = 0; i < 384; ++i) {
#pragma HLS PIPELINE II=1
      y2[t * 384 + i] = y_s.read();
    }
  }
}

}  // namespace y_processes

extern "C" void y(const mpc::word* a_out, const mpc::word* mixed, float* y2) {
#pragma HLS INTERFACE mode=m_axi port=a_out bundle=gmem0 offset=slave depth=6144 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=mixed bundle=gmem1 offset=slave depth=1024 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=y2 bundle=gmem2 offset=slave depth=12288 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=a_out
#pragma HLS INTERFACE mode=s_axilite port=mixed
#pragma HLS INTERFACE mode=s_axilite port=y2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> a_out_s("a_out_s");  // holds four bursts
  hls::stream<float, 64> y_s("y_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(y_processes::load_a_out(a_out, a_out_s));
  MPC_PROCESS(y_processes::evaluate(mixed, y_s, a_out_s));
  MPC_PROCESS(y_processes::store_y(y2, y_s));
}
