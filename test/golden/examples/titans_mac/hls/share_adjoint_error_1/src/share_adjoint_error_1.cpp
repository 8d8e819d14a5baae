// Step share_adjoint_error_1 (prepare, lines 68, 76), written by mpc.
// 2 processes (evaluate, store_adjoint_erro), 5 memory ports.
// Counted from this text, no tool asked: 6 DSP, 97 BRAM18, 0 URAM, 21701 LUT, 34885 FF; largest II 12;
// slowest process evaluate: 2171 cycles at 250 MHz.
#include "mpc_hls.h"

namespace share_adjoint_error_1_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* push_next, const mpc::word* left, const mpc::word* rate, float* share, hls::stream<float, 64>& adjoint_error_1_s) {
  MPC_ONCHIP float push_next_row[128];
#pragma HLS ARRAY_PARTITION variable=push_next_row cyclic factor=16 dim=1
  MPC_ONCHIP float left_row[128];
#pragma HLS ARRAY_PARTITION variable=left_row cyclic factor=16 dim=1
  MPC_ONCHIP float share_mem[128];
  MPC_ONCHIP float rate_row[128];
#pragma HLS ARRAY_PARTITION variable=rate_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::f32>(push_next, 0, 8, push_next_row);
  mpc::fetch_words<mpc::f32>(left, 0, 8, left_row);
  mpc::fetch_words<mpc::f32>(rate, 0, 8, rate_row);
  for (int h = 0; h < 4; ++h) {
    float share_last = 0.0f;
    for (int r = 0; r < 32; ++r) {
#pragma HLS PIPELINE II=12
      const float next = share_last * push_next_row[r * 4 + h] + left_row[r * 4 + h];
      share_last = next;
      share_mem[r * 4 + h] = next;
    }
  }
  for (int t = 0; t < 32; ++t) {
    for (int h2 = 0; h2 < 4; ++h2) {
#pragma HLS PIPELINE II=1
      adjoint_error_1_s.write(share_mem[(31 - t) * 4 + h2] * rate_row[t * 4 + h2]);
    }
  }
  mpc::flush(share_mem, 128, share);
}

// Writes adjoint_error_1.
static void store_adjoint_erro(float* adjoint_error_1, hls::stream<float, 64>& adjoint_error_1_s) {
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=1
      adjoint_error_1[t * 4 + h] = adjoint_error_1_s.read();
    }
  }
}

}  // namespace share_adjoint_error_1_processes

extern "C" void share_adjoint_error_1(const mpc::word* push_next, const mpc::word* left, const mpc::word* rate, float* share, float* adjoint_error_1) {
#pragma HLS INTERFACE mode=m_axi port=push_next bundle=gmem0 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=left bundle=gmem1 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=rate bundle=gmem2 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=share bundle=gmem3 offset=slave depth=128 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=adjoint_error_1 bundle=gmem4 offset=slave depth=128 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=push_next
#pragma HLS INTERFACE mode=s_axilite port=left
#pragma HLS INTERFACE mode=s_axilite port=rate
#pragma HLS INTERFACE mode=s_axilite port=share
#pragma HLS INTERFACE mode=s_axilite port=adjoint_error_1
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> adjoint_error_1_s("adjoint_error_1_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(share_adjoint_error_1_processes::evaluate(push_next, left, rate, share, adjoint_error_1_s));
  MPC_PROCESS(share_adjoint_error_1_processes::store_adjoint_erro(adjoint_error_1, adjoint_error_1_s));
}
