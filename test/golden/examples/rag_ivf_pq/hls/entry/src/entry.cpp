// Step entry (retrieve, line 31), written by mpc.
// 3 processes (load_table, evaluate, store_entry), 9 memory ports.
// Counted from this text, no tool asked: 16 DSP, 26 BRAM18, 0 URAM, 35764 LUT, 60716 FF; largest II 4;
// slowest process load_table: 459 * len(e_at) + 64 cycles at 250 MHz.
#include "mpc_hls.h"

namespace entry_processes {

// Reads table in the order in which it is used.
static void load_table(const int32_t* e_total_1_2, const int32_t* e_row_1, const int32_t* e_value_1, const mpc::word* code, const float* table, hls::stream<float, 128>& table_s) {
  MPC_ONCHIP int32_t code_row[64];
#pragma HLS ARRAY_PARTITION variable=code_row complete dim=1
  const int e_total_1_at = e_total_1_2[0];
  for (int e_at = 0; e_at < e_total_1_at; ++e_at) {
    const int e_row_1_at = e_row_1[e_at];
    const int e_value_1_at = e_value_1[e_at];
    mpc::fetch_words<mpc::u8>(code, e_value_1_at, 1, code_row);
    for (int m = 0; m < 64; ++m) {
#pragma HLS PIPELINE II=1
      mpc::send_item(table, (e_row_1_at * 64 + m) * 256 + code_row[m], table_s);
    }
  }
}

// Evaluates the formulas of the step.
static void evaluate(const int32_t* e_total_1, int32_t* entry_count, const int32_t* e_value_1_2, hls::stream<float, 128>& table_s, hls::stream<int, 64>& entry_s) {
  MPC_ONCHIP int32_t entry_at_1_mem[10];
  MPC_ONCHIP mpc::register_queue<10, 1> best;
  const int e_total_1_at = e_total_1[0];
  best.clear(0);
  for (int e_at = 0; e_at < e_total_1_at; ++e_at) {
    float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
    for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
      part[c] = 0.0f;
    }
    for (int m = 0; m < 64; ++m) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
      const float table_at = table_s.read();
      part[m % 8] = part[m % 8] + table_at;
    }
    best.insert(0, mpc::entry(-mpc::adder_tree<8>::sum(part), e_at));
  }
  const int count = best.finish(0);
  for (int place = 0; place < 10; ++place) {
#pragma HLS PIPELINE II=1
    entry_at_1_mem[place] = best.id(0, place);
  }
  entry_count[0] = count;
  for (int entry2 = 0; entry2 < 10; ++entry2) {
#pragma HLS PIPELINE II=1
    const int e_value_1_at = e_value_1_2[mpc_max(entry_at_1_mem[entry2], 0)];
    entry_s.write(entry_at_1_mem[entry2] < 0 ? -1 : e_value_1_at);
  }
}

// Writes entry.
static void store_entry(int32_t* entry3, hls::stream<int, 64>& entry_s) {
  for (int entry2 = 0; entry2 < 10; ++entry2) {
#pragma HLS PIPELINE II=1
    entry3[entry2] = entry_s.read();
  }
}

}  // namespace entry_processes

extern "C" void entry(const int32_t* e_total_1_2, const int32_t* e_row_1, const int32_t* e_value_1, const mpc::word* code, const float* table, const int32_t* e_total_1, int32_t* entry_count, const int32_t* e_value_1_2, int32_t* entry3) {
#pragma HLS INTERFACE mode=m_axi port=e_total_1_2 bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_row_1 bundle=gmem1 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_value_1 bundle=gmem2 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=code bundle=gmem3 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=table bundle=gmem4 offset=slave depth=327680 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_total_1 bundle=gmem5 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=entry_count bundle=gmem6 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_value_1_2 bundle=gmem7 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=entry3 bundle=gmem8 offset=slave depth=10 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=e_total_1_2
#pragma HLS INTERFACE mode=s_axilite port=e_row_1
#pragma HLS INTERFACE mode=s_axilite port=e_value_1
#pragma HLS INTERFACE mode=s_axilite port=code
#pragma HLS INTERFACE mode=s_axilite port=table
#pragma HLS INTERFACE mode=s_axilite port=e_total_1
#pragma HLS INTERFACE mode=s_axilite port=entry_count
#pragma HLS INTERFACE mode=s_axilite port=e_value_1_2
#pragma HLS INTERFACE mode=s_axilite port=entry3
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 128> table_s("table_s");  // holds four bursts
  hls::stream<int, 64> entry_s("entry_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(entry_processes::load_table(e_total_1_2, e_row_1, e_value_1, code, table, table_s));
  MPC_PROCESS(entry_processes::evaluate(e_total_1, entry_count, e_value_1_2, table_s, entry_s));
  MPC_PROCESS(entry_processes::store_entry(entry3, entry_s));
}
