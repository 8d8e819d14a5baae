// Step best (apply, line 35), written by mpc.
// 3 processes (load_passage, evaluate, store_best), 6 memory ports.
// Counted from this text, no tool asked: 0 DSP, 9 BRAM18, 0 URAM, 24000 LUT, 39000 FF; largest II 4;
// slowest process load_passage: 4 * min(10, len(e_at)) + 210 cycles at 250 MHz.
#include "mpc_hls.h"

namespace best_processes {

// Reads passage in the order in which it is used.
static void load_passage(const int32_t* entry_count2, const int32_t* entry, const int32_t* passage, hls::stream<int32_t, 128>& passage_s) {
  MPC_ONCHIP int32_t entry_row[10];
  const int entry_count_at = entry_count2[0];
  mpc::fetch_row<mpc::i32>(entry, 0, 10, entry_row);
  for (int i = 0; i < entry_count_at; ++i) {
#pragma HLS PIPELINE II=1
    mpc::send_item(passage, entry_row[i], passage_s);
  }
}

// Evaluates the formulas of the step.
static void evaluate(const int32_t* entry_count, hls::stream<int, 64>& best_s, hls::stream<int32_t, 128>& passage_s) {
  const int entry_count_at = entry_count[0];
  for (int i = 0; i < entry_count_at; ++i) {
#pragma HLS PIPELINE II=1
    const int passage_at = passage_s.read();
    best_s.write(passage_at);
  }
}

// Writes best.
static void store_best(const int32_t* entry_count3, int32_t* best2, hls::stream<int, 64>& best_s) {
  const int entry_count_at = entry_count3[0];
  for (int i = 0; i < entry_count_at; ++i) {
#pragma HLS PIPELINE II=1
    best2[i] = best_s.read();
  }
}

}  // namespace best_processes

extern "C" void best(const int32_t* entry_count2, const int32_t* entry, const int32_t* passage, const int32_t* entry_count, const int32_t* entry_count3, int32_t* best2) {
#pragma HLS INTERFACE mode=m_axi port=entry_count2 bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=entry bundle=gmem1 offset=slave depth=10 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=passage bundle=gmem2 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=entry_count bundle=gmem3 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=entry_count3 bundle=gmem4 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=best2 bundle=gmem5 offset=slave depth=10 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=entry_count2
#pragma HLS INTERFACE mode=s_axilite port=entry
#pragma HLS INTERFACE mode=s_axilite port=passage
#pragma HLS INTERFACE mode=s_axilite port=entry_count
#pragma HLS INTERFACE mode=s_axilite port=entry_count3
#pragma HLS INTERFACE mode=s_axilite port=best2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<int32_t, 128> passage_s("passage_s");  // holds four bursts
  hls::stream<int, 64> best_s("best_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(best_processes::load_passage(entry_count2, entry, passage, passage_s));
  MPC_PROCESS(best_processes::evaluate(entry_count, best_s, passage_s));
  MPC_PROCESS(best_processes::store_best(entry_count3, best2, best_s));
}
