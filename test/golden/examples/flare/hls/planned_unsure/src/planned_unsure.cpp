// Step planned_unsure (prepare, lines 39, 40, 41, 42), written by mpc.
// 2 processes (evaluate, store_unsure), 6 memory ports.
// Counted from this text, no tool asked: 0 DSP, 67 BRAM18, 0 URAM, 24288 LUT, 39280 FF; largest II 2;
// slowest process evaluate: 558 cycles at 250 MHz.
#include "mpc_hls.h"

namespace planned_unsure_processes {

// Evaluates the formulas of the step.
static void evaluate(const int32_t* ahead_count, const mpc::word* ahead, const mpc::word* chance, const uint8_t* first, int32_t* planned, hls::stream<bool, 64>& unsure_s) {
  MPC_ONCHIP int32_t ahead_row[64];
#pragma HLS ARRAY_PARTITION variable=ahead_row cyclic factor=16 dim=1
  MPC_ONCHIP int32_t ends_mem[1];
  MPC_ONCHIP int32_t planned_mem[1];
  MPC_ONCHIP float chance_row[64];
#pragma HLS ARRAY_PARTITION variable=chance_row cyclic factor=16 dim=1
  MPC_ONCHIP float lowest_mem[1];
  const int ahead_count_at = ahead_count[0];
  mpc::fetch_words<mpc::i32>(ahead, 0, 4, ahead_row);
  mpc::fetch_words<mpc::f32>(chance, 0, 4, chance_row);
  const bool first_at = mpc::boolean::widen(first[0]);
  int min = 2147483647;
  for (int i = 0; i < ahead_count_at; ++i) {
#pragma HLS PIPELINE II=1
    min = mpc_min(min, ahead_row[i] == 1 ? i + 1 : 64);
  }
  ends_mem[0] = min;
  planned_mem[0] = mpc_min(ends_mem[0], ahead_count_at);
  float min2 = __builtin_inff();
  for (int i2 = 0; i2 < ahead_count_at; ++i2) {
#pragma HLS PIPELINE II=2
    min2 = mpc_min(min2, i2 < planned_mem[0] ? chance_row[i2] : 1.0f);
  }
  lowest_mem[0] = min2;
  unsure_s.write(first_at || lowest_mem[0] < 0.8f);
  mpc::flush(planned_mem, 1, planned);
}

// Writes unsure.
static void store_unsure(uint8_t* unsure, hls::stream<bool, 64>& unsure_s) {
  unsure[0] = mpc::boolean::narrow(unsure_s.read());
}

}  // namespace planned_unsure_processes

extern "C" void planned_unsure(const int32_t* ahead_count, const mpc::word* ahead, const mpc::word* chance, const uint8_t* first, int32_t* planned, uint8_t* unsure) {
#pragma HLS INTERFACE mode=m_axi port=ahead_count bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=ahead bundle=gmem1 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=chance bundle=gmem2 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=first bundle=gmem3 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=planned bundle=gmem4 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=unsure bundle=gmem5 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=ahead_count
#pragma HLS INTERFACE mode=s_axilite port=ahead
#pragma HLS INTERFACE mode=s_axilite port=chance
#pragma HLS INTERFACE mode=s_axilite port=first
#pragma HLS INTERFACE mode=s_axilite port=planned
#pragma HLS INTERFACE mode=s_axilite port=unsure
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<bool, 64> unsure_s("unsure_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(planned_unsure_processes::evaluate(ahead_count, ahead, chance, first, planned, unsure_s));
  MPC_PROCESS(planned_unsure_processes::store_unsure(unsure, unsure_s));
}
