// Step out (apply, lines 41, 42), written by mpc.
// 3 processes (load_o, evaluate, store_out), 6 memory ports.
// Counted from this text, no tool asked: 21 DSP, 112 BRAM18, 0 URAM, 24833 LUT, 40107 FF; largest II 1;
// slowest process evaluate: 3197 * C + 304 cycles at 250 MHz.
#include "mpc_hls.h"

namespace out_processes {

// Reads o in the order in which it is used.
static void load_o(const mpc::word* o, hls::stream<mpc::word, 128>& o_s, int C) {
  mpc::send_row(o, 0, 96 * C, o_s);
}

// Evaluates the formulas of the step.
static void evaluate(const float* normed_rsqrt, const mpc::word* gain, float* normed, const float* scale, hls::stream<mpc::word, 128>& o_s, hls::stream<float, 64>& out_s, int C) {
  MPC_ONCHIP float o_row[1536];
#pragma HLS ARRAY_PARTITION variable=o_row cyclic factor=16 dim=1
  MPC_ONCHIP float normed_rsqrt_row[8192];
  MPC_ONCHIP float gain_row[384];
#pragma HLS ARRAY_PARTITION variable=gain_row cyclic factor=16 dim=1
  MPC_ONCHIP float scale_row[8192];
  mpc::fetch_row<mpc::f32>(normed_rsqrt, 0, 4 * C, normed_rsqrt_row);
  mpc::fetch_words<mpc::f32>(gain, 0, 24, gain_row);
  mpc::fetch_row<mpc::f32>(scale, 0, 4 * C, scale_row);
  for (int t = 0; t < C; ++t) {
    mpc::take_words<mpc::f32>(o_s, 96, o_row);
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
#pragma HLS PIPELINE II=1
        normed[(t * 4 + h) * 384 + i] = o_row[h * 384 + i] * normed_rsqrt_row[t * 4 + h] * gain_row[i];
      }
    }
  }
  for (int t2 = 0; t2 < C; ++t2) {
    for (int h2 = 0; h2 < 4; ++h2) {
      for (int d = 0; d < 384; ++d) {
#pragma HLS PIPELINE II=1
        const float normed_at = normed[(t2 * 4 + h2) * 384 + d];
        out_s.write(scale_row[t2 * 4 + h2] * normed_at);
      }
    }
  }
}

// Writes out.
static void store_out(float* out_2, hls::stream<float, 64>& out_s, int C) {
  for (int t = 0; t < C; ++t) {
    for (int h = 0; h < 4; ++h) {
      for (int d = 0; d < 384; ++d) {
#pragma HLS PIPELINE II=1
        out_2[(t * 4 + h) * 384 + d] = out_s.read();
      }
    }
  }
}

}  // namespace out_processes

extern "C" void out_(const mpc::word* o, const float* normed_rsqrt, const mpc::word* gain, float* normed, const float* scale, float* out_2, int C) {
#pragma HLS INTERFACE mode=m_axi port=o bundle=gmem0 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=normed_rsqrt bundle=gmem1 offset=slave depth=600 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=gain bundle=gmem2 offset=slave depth=24 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=normed bundle=gmem3 offset=slave depth=230400 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=scale bundle=gmem4 offset=slave depth=600 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=out_2 bundle=gmem5 offset=slave depth=230400 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=o
#pragma HLS INTERFACE mode=s_axilite port=normed_rsqrt
#pragma HLS INTERFACE mode=s_axilite port=gain
#pragma HLS INTERFACE mode=s_axilite port=normed
#pragma HLS INTERFACE mode=s_axilite port=scale
#pragma HLS INTERFACE mode=s_axilite port=out_2
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> o_s("o_s");  // holds four bursts
  hls::stream<float, 64> out_s("out_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(out_processes::load_o(o, o_s, C));
  MPC_PROCESS(out_processes::evaluate(normed_rsqrt, gain, normed, scale, o_s, out_s, C));
  MPC_PROCESS(out_processes::store_out(out_2, out_s, C));
}
