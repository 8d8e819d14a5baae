// Step context (apply, line 50), written by mpc.
// 2 processes (evaluate, store_context), 4 memory ports.
// Counted from this text, no tool asked: 12 DSP, 143 BRAM18, 0 URAM, 18512 LUT, 29592 FF; largest II 1;
// slowest process evaluate: 27529 cycles at 250 MHz.
#include "mpc_hls.h"

namespace context_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* persistent, const mpc::word* recalled, const mpc::word* x, hls::stream<float, 64>& context_s) {
  MPC_ONCHIP float persistent_row[1536];
#pragma HLS ARRAY_PARTITION variable=persistent_row cyclic factor=32 dim=1
  MPC_ONCHIP float recalled_row[12288];
#pragma HLS ARRAY_PARTITION variable=recalled_row cyclic factor=16 dim=1
  MPC_ONCHIP float x_row[12288];
#pragma HLS ARRAY_PARTITION variable=x_row cyclic factor=32 dim=1
  mpc::fetch_words<mpc::bf16>(persistent, 0, 48, persistent_row);
  mpc::fetch_words<mpc::f32>(recalled, 0, 768, recalled_row);
  mpc::fetch_words<mpc::bf16>(x, 0, 384, x_row);
  for (int c = 0; c < 68; ++c) {
    for (int i = 0; i < 384; ++i) {
#pragma HLS PIPELINE II=1
      context_s.write(c < 4 ? persistent_row[mpc_min(c, 3) * 384 + i] : (c % 2 == 0 ? recalled_row[mpc_floor_div(mpc_max(c - 4, 0), 2) * 384 + i] : x_row[mpc_floor_div(mpc_max(c - 4, 0), 2) * 384 + i]));
    }
  }
}

// Writes context.
static void store_context(float* context2, hls::stream<float, 64>& context_s) {
  for (int c = 0; c < 68; ++c) {
    for (int i = 0; i < 384; ++i) {
#pragma HLS PIPELINE II=1
      context2[c * 384 + i] = context_s.read();
    }
  }
}

}  // namespace context_processes

extern "C" void context(const mpc::word* persistent, const mpc::word* recalled, const mpc::word* x, float* context2) {
#pragma HLS INTERFACE mode=m_axi port=persistent bundle=gmem0 offset=slave depth=48 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=recalled bundle=gmem1 offset=slave depth=768 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=x bundle=gmem2 offset=slave depth=384 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=context2 bundle=gmem3 offset=slave depth=26112 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=persistent
#pragma HLS INTERFACE mode=s_axilite port=recalled
#pragma HLS INTERFACE mode=s_axilite port=x
#pragma HLS INTERFACE mode=s_axilite port=context2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> context_s("context_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(context_processes::evaluate(persistent, recalled, x, context_s));
  MPC_PROCESS(context_processes::store_context(context2, context_s));
}
