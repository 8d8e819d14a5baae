// Step note_note_count (prepare, line 31), written by mpc.
// 3 processes (evaluate, store_note, store_note_count), 4 memory ports.
// Counted from this text, no tool asked: 0 DSP, 36 BRAM18, 0 URAM, 18000 LUT, 29000 FF; largest II 1;
// slowest process evaluate: 1226 cycles at 250 MHz.
#include "mpc_hls.h"

namespace note_note_count_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* updated, const int32_t* updated_count, hls::stream<int, 64>& note_s, hls::stream<int, 64>& note_count_s) {
  MPC_ONCHIP int32_t updated_row[1024];
#pragma HLS ARRAY_PARTITION variable=updated_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::i32>(updated, 0, 64, updated_row);
  const int updated_count_at = updated_count[0];
  for (int i = 0; i < 1024; ++i) {
#pragma HLS PIPELINE II=1
    note_s.write(updated_row[i]);
  }
  note_count_s.write(updated_count_at);
}

// Writes note.
static void store_note(int32_t* note, hls::stream<int, 64>& note_s) {
  for (int i = 0; i < 1024; ++i) {
#pragma HLS PIPELINE II=1
    note[i] = note_s.read();
  }
}

// Writes note_count.
static void store_note_count(int32_t* note_count, hls::stream<int, 64>& note_count_s) {
  note_count[0] = note_count_s.read();
}

}  // namespace note_note_count_processes

extern "C" void note_note_count(const mpc::word* updated, const int32_t* updated_count, int32_t* note, int32_t* note_count) {
#pragma HLS INTERFACE mode=m_axi port=updated bundle=gmem0 offset=slave depth=64 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=updated_count bundle=gmem1 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=note bundle=gmem2 offset=slave depth=1024 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=note_count bundle=gmem3 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=updated
#pragma HLS INTERFACE mode=s_axilite port=updated_count
#pragma HLS INTERFACE mode=s_axilite port=note
#pragma HLS INTERFACE mode=s_axilite port=note_count
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<int, 64> note_s("note_s");  // rates differ by bursts only
  hls::stream<int, 64> note_count_s("note_count_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(note_note_count_processes::evaluate(updated, updated_count, note_s, note_count_s));
  MPC_PROCESS(note_note_count_processes::store_note(note, note_s));
  MPC_PROCESS(note_note_count_processes::store_note_count(note_count, note_count_s));
}
