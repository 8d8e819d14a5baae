// Step drive_push_next (prepare, lines 61, 65), written by mpc.
// 2 processes (evaluate, store_push_next), 5 memory ports.
// Counted from this text, no tool asked: 32 DSP, 100 BRAM18, 0 URAM, 25204 LUT, 40407 FF; largest II 7;
// slowest process evaluate: 90029 cycles at 250 MHz.
#include "mpc_hls.h"

namespace drive_push_next_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* y, const mpc::word* w_momentum, const float* b_momentum, float* drive, hls::stream<float, 64>& push_next_s) {
  MPC_ONCHIP float acc[4];
#pragma HLS ARRAY_PARTITION variable=acc complete dim=1
  MPC_ONCHIP float y_row[12288];
#pragma HLS ARRAY_PARTITION variable=y_row cyclic factor=16 dim=1
  MPC_ONCHIP float w_momentum_row[1536];
#pragma HLS ARRAY_PARTITION variable=w_momentum_row cyclic factor=32 dim=1
  MPC_ONCHIP float b_momentum_row[4];
  MPC_ONCHIP float drive_mem[128];
  mpc::fetch_words<mpc::f32>(y, 0, 768, y_row);
  mpc::fetch_words<mpc::bf16>(w_momentum, 0, 48, w_momentum_row);
  mpc::fetch_row<mpc::f32>(b_momentum, 0, 4, b_momentum_row);
  for (int t = 0; t < 32; ++t) {
    mpc::fill<float>(acc, 4, 0.0f);
    for (int i = 0; i < 384; ++i) {
#pragma HLS PIPELINE II=7
      for (int l = 0; l < 4; ++l) {
#pragma HLS UNROLL
        acc[l] = mpc::fma(y_row[t * 384 + i], w_momentum_row[i * 4 + l], acc[l]);
      }
    }
    for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=1
      drive_mem[t * 4 + h] = 1.0f / (1.0f + std::exp(-(acc[h] + b_momentum_row[h])));
    }
  }
  for (int r = 0; r < 32; ++r) {
    for (int h2 = 0; h2 < 4; ++h2) {
#pragma HLS PIPELINE II=1
      push_next_s.write(r == 0 ? 1.0f : drive_mem[(32 - mpc_max(r, 1)) * 4 + h2]);
    }
  }
  mpc::flush(drive_mem, 128, drive);
}

// Writes push_next.
static void store_push_next(float* push_next, hls::stream<float, 64>& push_next_s) {
  for (int r = 0; r < 32; ++r) {
    for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=1
      push_next[r * 4 + h] = push_next_s.read();
    }
  }
}

}  // namespace drive_push_next_processes

extern "C" void drive_push_next(const mpc::word* y, const mpc::word* w_momentum, const float* b_momentum, float* drive, float* push_next) {
#pragma HLS INTERFACE mode=m_axi port=y bundle=gmem0 offset=slave depth=768 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w_momentum bundle=gmem1 offset=slave depth=48 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=b_momentum bundle=gmem2 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=drive bundle=gmem3 offset=slave depth=128 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=push_next bundle=gmem4 offset=slave depth=128 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=y
#pragma HLS INTERFACE mode=s_axilite port=w_momentum
#pragma HLS INTERFACE mode=s_axilite port=b_momentum
#pragma HLS INTERFACE mode=s_axilite port=drive
#pragma HLS INTERFACE mode=s_axilite port=push_next
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> push_next_s("push_next_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(drive_push_next_processes::evaluate(y, w_momentum, b_momentum, drive, push_next_s));
  MPC_PROCESS(drive_push_next_processes::store_push_next(push_next, push_next_s));
}
