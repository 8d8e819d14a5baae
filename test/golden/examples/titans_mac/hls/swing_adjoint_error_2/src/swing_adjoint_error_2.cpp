// Step swing_adjoint_error_2 (prepare, lines 67, 77), written by mpc.
// 2 processes (evaluate, store_adjoint_erro), 4 memory ports.
// Counted from this text, no tool asked: 4 DSP, 66 BRAM18, 0 URAM, 18422 LUT, 29538 FF; largest II 5;
// slowest process evaluate: 1171 cycles at 250 MHz.
#include "mpc_hls.h"

namespace swing_adjoint_error_2_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* push_next, const mpc::word* rate, float* swing, hls::stream<float, 64>& adjoint_error_2_s) {
  MPC_ONCHIP float push_next_row[128];
#pragma HLS ARRAY_PARTITION variable=push_next_row cyclic factor=16 dim=1
  MPC_ONCHIP float swing_mem[128];
  MPC_ONCHIP float rate_row[128];
#pragma HLS ARRAY_PARTITION variable=rate_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::f32>(push_next, 0, 8, push_next_row);
  mpc::fetch_words<mpc::f32>(rate, 0, 8, rate_row);
  for (int h = 0; h < 4; ++h) {
    float swing_last = 1.0f;
    for (int r = 0; r < 32; ++r) {
#pragma HLS PIPELINE II=5
      const float next = swing_last * push_next_row[r * 4 + h];
      swing_last = next;
      swing_mem[r * 4 + h] = next;
    }
  }
  for (int t = 0; t < 32; ++t) {
    for (int h2 = 0; h2 < 4; ++h2) {
#pragma HLS PIPELINE II=1
      adjoint_error_2_s.write(swing_mem[(31 - t) * 4 + h2] * rate_row[t * 4 + h2]);
    }
  }
  mpc::flush(swing_mem, 128, swing);
}

// Writes adjoint_error_2.
static void store_adjoint_erro(float* adjoint_error_2, hls::stream<float, 64>& adjoint_error_2_s) {
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=1
      adjoint_error_2[t * 4 + h] = adjoint_error_2_s.read();
    }
  }
}

}  // namespace swing_adjoint_error_2_processes

extern "C" void swing_adjoint_error_2(const mpc::word* push_next, const mpc::word* rate, float* swing, float* adjoint_error_2) {
#pragma HLS INTERFACE mode=m_axi port=push_next bundle=gmem0 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=rate bundle=gmem1 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=swing bundle=gmem2 offset=slave depth=128 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=adjoint_error_2 bundle=gmem3 offset=slave depth=128 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=push_next
#pragma HLS INTERFACE mode=s_axilite port=rate
#pragma HLS INTERFACE mode=s_axilite port=swing
#pragma HLS INTERFACE mode=s_axilite port=adjoint_error_2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> adjoint_error_2_s("adjoint_error_2_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(swing_adjoint_error_2_processes::evaluate(push_next, rate, swing, adjoint_error_2_s));
  MPC_PROCESS(swing_adjoint_error_2_processes::store_adjoint_erro(adjoint_error_2, adjoint_error_2_s));
}
