// Step query (prepare, lines 44, 45), written by mpc.
// 1 processes (evaluate), 7 memory ports.
// Counted from this text, no tool asked: 0 DSP, 68 BRAM18, 0 URAM, 27256 LUT, 44236 FF; largest II 4;
// slowest process evaluate: 4 * len(i) + 553 cycles at 250 MHz.
#include "mpc_hls.h"

namespace query_processes {

// Evaluates the formulas of the step.
static void evaluate(const uint8_t* first, const int32_t* planned, const mpc::word* chance, const int32_t* text, const mpc::word* ahead, int32_t* query2, int32_t* asked_count, int T) {
  MPC_ONCHIP int32_t asked_mem[64];
  MPC_ONCHIP float chance_row[64];
#pragma HLS ARRAY_PARTITION variable=chance_row cyclic factor=16 dim=1
  MPC_ONCHIP int32_t asked_count_mem[1];
  MPC_ONCHIP int32_t ahead_row[64];
#pragma HLS ARRAY_PARTITION variable=ahead_row cyclic factor=16 dim=1
  const bool first_at = mpc::boolean::widen(first[0]);
  const int planned_at = planned[0];
  mpc::fetch_words<mpc::f32>(chance, 0, 4, chance_row);
  mpc::fetch_words<mpc::i32>(ahead, 0, 4, ahead_row);
  int found = 0;
  for (int i = 0; i < 64; ++i) {
#pragma HLS PIPELINE II=1
    if (first_at ? i < T : i < planned_at && 0.4f <= chance_row[i]) {
      asked_mem[found] = i;
      found = found + 1;
    }
  }
  for (int place = found; place < 64; ++place) {
#pragma HLS PIPELINE II=1
    asked_mem[place] = -1;
  }
  asked_count_mem[0] = found;
  const int i_hi = asked_count_mem[0];
  for (int i2 = 0; i2 < i_hi; ++i2) {
#pragma HLS PIPELINE II=1
    const int text_at = text[mpc_min(asked_mem[i2], T - 1)];
    query2[i2] = first_at ? text_at : mpc_max(ahead_row[asked_mem[i2]], 0);
  }
  mpc::flush(asked_count_mem, 1, asked_count);
}

}  // namespace query_processes

extern "C" void query(const uint8_t* first, const int32_t* planned, const mpc::word* chance, const int32_t* text, const mpc::word* ahead, int32_t* query2, int32_t* asked_count, int T) {
#pragma HLS INTERFACE mode=m_axi port=first bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=planned bundle=gmem1 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=chance bundle=gmem2 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=text bundle=gmem3 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=ahead bundle=gmem4 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query2 bundle=gmem5 offset=slave depth=64 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=asked_count bundle=gmem6 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=first
#pragma HLS INTERFACE mode=s_axilite port=planned
#pragma HLS INTERFACE mode=s_axilite port=chance
#pragma HLS INTERFACE mode=s_axilite port=text
#pragma HLS INTERFACE mode=s_axilite port=ahead
#pragma HLS INTERFACE mode=s_axilite port=query2
#pragma HLS INTERFACE mode=s_axilite port=asked_count
#pragma HLS INTERFACE mode=s_axilite port=T
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  MPC_DATAFLOW
  MPC_PROCESS(query_processes::evaluate(first, planned, chance, text, ahead, query2, asked_count, T));
}
