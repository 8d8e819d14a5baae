// Step tail (prepare, line 48), written by mpc.
// 2 processes (evaluate, store_tail), 2 memory ports.
// Counted from this text, no tool asked: 0 DSP, 33 BRAM18, 0 URAM, 12032 LUT, 19032 FF; largest II 1;
// slowest process evaluate: 122 cycles at 250 MHz.
#include "mpc_hls.h"

namespace tail_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* segment, hls::stream<int, 64>& tail_s) {
  MPC_ONCHIP int32_t segment_row[256];
#pragma HLS ARRAY_PARTITION variable=segment_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::i32>(segment, 0, 16, segment_row);
  for (int i = 0; i < 32; ++i) {
#pragma HLS PIPELINE II=1
    tail_s.write(segment_row[224 + i]);
  }
}

// Writes tail.
static void store_tail(int32_t* tail2, hls::stream<int, 64>& tail_s) {
  for (int i = 0; i < 32; ++i) {
#pragma HLS PIPELINE II=1
    tail2[i] = tail_s.read();
  }
}

}  // namespace tail_processes

extern "C" void tail(const mpc::word* segment, int32_t* tail2) {
#pragma HLS INTERFACE mode=m_axi port=segment bundle=gmem0 offset=slave depth=16 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=tail2 bundle=gmem1 offset=slave depth=32 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=segment
#pragma HLS INTERFACE mode=s_axilite port=tail2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<int, 64> tail_s("tail_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(tail_processes::evaluate(segment, tail_s));
  MPC_PROCESS(tail_processes::store_tail(tail2, tail_s));
}
