// Step y (apply, line 66), written by mpc.
// 4 processes (load_mixed, load_w_uv, evaluate, store_y), 3 memory ports.
// Counted from this text, no tool asked: 512 DSP, 190 BRAM18, 16 URAM, 61464 LUT, 90688 FF; largest II 7;
// slowest process evaluate: 761476 * C cycles at 250 MHz.
#include "mpc_hls.h"

namespace y_processes {

// Reads mixed in the order in which it is used.
static void load_mixed(const mpc::word* mixed, hls::stream<mpc::word, 128>& mixed_s, int C) {
  mpc::send_row(mixed, 0, 4096 * C, mixed_s);
}

// Reads w_uv in the order in which it is used.
static void load_w_uv(const mpc::word* w_uv, hls::stream<mpc::word, 128>& w_uv_s, int C) {
  for (int s = 0; s < C; ++s) {
    mpc::send_row(w_uv, 0, 262144, w_uv_s);
  }
}

// Evaluates the formulas of the step.
static void evaluate(hls::stream<float, 64>& y_s, hls::stream<mpc::word, 128>& mixed_s, hls::stream<mpc::word, 128>& w_uv_s, int C) {
  MPC_ONCHIP float acc[128];
#pragma HLS ARRAY_PARTITION variable=acc complete dim=1
  MPC_ONCHIP float mixed_row[65536];
#pragma HLS ARRAY_PARTITION variable=mixed_row cyclic factor=16 dim=1
#pragma HLS BIND_STORAGE variable=mixed_row type=ram_2p impl=uram
  MPC_ONCHIP float w_uv_row[65536];
#pragma HLS ARRAY_PARTITION variable=w_uv_row cyclic factor=128 dim=1
  for (int s = 0; s < C; ++s) {
    mpc::take_words<mpc::f32>(mixed_s, 4096, mixed_row);
    for (int a = 0; a < 128; ++a) {
      mpc::take_words<mpc::bf16>(w_uv_s, 2048, w_uv_row);
      mpc::fill<float>(acc, 128, 0.0f);
      for (int c = 0; c < 512; ++c) {
#pragma HLS PIPELINE II=7
        for (int l = 0; l < 128; ++l) {
#pragma HLS UNROLL
          acc[l] = mpc::fma(mixed_row[a * 512 + c], w_uv_row[c * 128 + l], acc[l]);
        }
      }
      for (int v = 0; v < 128; ++v) {
#pragma HLS PIPELINE II=1
        y_s.write(acc[v]);
      }
    }
  }
}

// Writes y.
static void store_y(float* y2, hls::stream<float, 64>& y_s, int C) {
  for (int s = 0; s < C; ++s) {
    for (int a = 0; a < 128; ++a) {
      for (int v = 0; v < 128; ++v) {
#pragma HLS PIPELINE II=1
        y2[(s * 128 + a) * 128 + v] = y_s.read();
      }
    }
  }
}

}  // namespace y_processes

extern "C" void y(const mpc::word* mixed, const mpc::word* w_uv, float* y2, int C) {
#pragma HLS INTERFACE mode=m_axi port=mixed bundle=gmem0 offset=slave depth=614400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w_uv bundle=gmem1 offset=slave depth=262144 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=y2 bundle=gmem2 offset=slave depth=2457600 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=mixed
#pragma HLS INTERFACE mode=s_axilite port=w_uv
#pragma HLS INTERFACE mode=s_axilite port=y2
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> mixed_s("mixed_s");  // holds four bursts
  hls::stream<mpc::word, 128> w_uv_s("w_uv_s");  // holds four bursts
  hls::stream<float, 64> y_s("y_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(y_processes::load_mixed(mixed, mixed_s, C));
  MPC_PROCESS(y_processes::load_w_uv(w_uv, w_uv_s, C));
  MPC_PROCESS(y_processes::evaluate(y_s, mixed_s, w_uv_s, C));
  MPC_PROCESS(y_processes::store_y(y2, y_s, C));
}
