// Step best_distance (apply, line 36), written by mpc.
// 5 processes (load_start, load_start2, load_table, evaluate, store_best_distanc), 16 memory ports.
// Counted from this text, no tool asked: 2 DSP, 39 BRAM18, 0 URAM, 54407 LUT, 91523 FF; largest II 7;
// slowest process evaluate: min(10, len(e_at)) + 448 * min(10, len(e_at)) * min(20, Lists) + 17 * min(20, Lists) + 224 cycles at 250 MHz.
#include "mpc_hls.h"

namespace best_distance_processes {

// Reads start in the order in which it is used.
static void load_start(const int32_t* probe_count2, const int32_t* probe, const int32_t* start, hls::stream<int32_t, 128>& start_s) {
  MPC_ONCHIP int32_t probe_row[20];
  const int probe_count_at = probe_count2[0];
  mpc::fetch_row<mpc::i32>(probe, 0, 20, probe_row);
  for (int p = 0; p < probe_count_at; ++p) {
#pragma HLS PIPELINE II=1
    mpc::send_item(start, probe_row[p], start_s);
  }
}

// Reads start in the order in which it is used.
static void load_start2(const int32_t* probe_count3, const int32_t* probe2, const int32_t* start2, hls::stream<int32_t, 128>& start_s2) {
  MPC_ONCHIP int32_t probe_row[20];
  const int probe_count_at = probe_count3[0];
  mpc::fetch_row<mpc::i32>(probe2, 0, 20, probe_row);
  for (int p = 0; p < probe_count_at; ++p) {
#pragma HLS PIPELINE II=1
    mpc::send_item(start2, probe_row[p] + 1, start_s2);
  }
}

// Reads table in the order in which it is used.
static void load_table(const int32_t* probe_count4, const int32_t* entry_count2, const int32_t* entry2, const mpc::word* code, const float* table, hls::stream<float, 128>& table_s) {
  MPC_ONCHIP int32_t entry_row[10];
  MPC_ONCHIP int32_t code_row[64];
#pragma HLS ARRAY_PARTITION variable=code_row complete dim=1
  const int probe_count_at = probe_count4[0];
  const int entry_count_at = entry_count2[0];
  mpc::fetch_row<mpc::i32>(entry2, 0, 10, entry_row);
  for (int p = 0; p < probe_count_at; ++p) {
    for (int i = 0; i < entry_count_at; ++i) {
      mpc::fetch_words<mpc::u8>(code, entry_row[i], 1, code_row);
      for (int m = 0; m < 64; ++m) {
#pragma HLS PIPELINE II=1
        mpc::send_item(table, (p * 64 + m) * 256 + code_row[m], table_s);
      }
    }
  }
}

// Evaluates the formulas of the step.
static void evaluate(const int32_t* probe_count, const int32_t* entry_count, const int32_t* entry, hls::stream<float, 64>& best_distance_s, hls::stream<int32_t, 128>& start_s, hls::stream<int32_t, 128>& start_s2, hls::stream<float, 128>& table_s) {
  MPC_ONCHIP float acc[10];
  MPC_ONCHIP int32_t entry_row[10];
  const int probe_count_at = probe_count[0];
  const int entry_count_at = entry_count[0];
  mpc::fetch_row<mpc::i32>(entry, 0, 10, entry_row);
  mpc::fill<float>(acc, 10, 0.0f);
  for (int p = 0; p < probe_count_at; ++p) {
    const int start_at = start_s.read();
    const int start_at2 = start_s2.read();
    for (int i = 0; i < entry_count_at; ++i) {
      for (int m = 0; m < 64; ++m) {
#pragma HLS PIPELINE II=7
        const float table_at = table_s.read();
        acc[i] = acc[i] + (start_at <= entry_row[i] && entry_row[i] < start_at2 ? table_at : 0.0f);
      }
    }
  }
  for (int i2 = 0; i2 < entry_count_at; ++i2) {
#pragma HLS PIPELINE II=1
    best_distance_s.write(acc[i2]);
  }
}

// Writes best_distance.
static void store_best_distanc(const int32_t* entry_count3, float* best_distance2, hls::stream<float, 64>& best_distance_s) {
  const int entry_count_at = entry_count3[0];
  for (int i = 0; i < entry_count_at; ++i) {
#pragma HLS PIPELINE II=1
    best_distance2[i] = best_distance_s.read();
  }
}

}  // namespace best_distance_processes

extern "C" void best_distance(const int32_t* probe_count2, const int32_t* probe, const int32_t* start, const int32_t* probe_count3, const int32_t* probe2, const int32_t* start2, const int32_t* probe_count4, const int32_t* entry_count2, const int32_t* entry2, const mpc::word* code, const float* table, const int32_t* probe_count, const int32_t* entry_count, const int32_t* entry, const int32_t* entry_count3, float* best_distance2) {
#pragma HLS INTERFACE mode=m_axi port=probe_count2 bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe bundle=gmem1 offset=slave depth=20 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start bundle=gmem2 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe_count3 bundle=gmem3 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe2 bundle=gmem4 offset=slave depth=20 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start2 bundle=gmem5 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe_count4 bundle=gmem6 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=entry_count2 bundle=gmem7 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=entry2 bundle=gmem8 offset=slave depth=10 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=code bundle=gmem9 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=table bundle=gmem10 offset=slave depth=327680 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe_count bundle=gmem11 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=entry_count bundle=gmem12 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=entry bundle=gmem13 offset=slave depth=10 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=entry_count3 bundle=gmem14 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=best_distance2 bundle=gmem15 offset=slave depth=10 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=probe_count2
#pragma HLS INTERFACE mode=s_axilite port=probe
#pragma HLS INTERFACE mode=s_axilite port=start
#pragma HLS INTERFACE mode=s_axilite port=probe_count3
#pragma HLS INTERFACE mode=s_axilite port=probe2
#pragma HLS INTERFACE mode=s_axilite port=start2
#pragma HLS INTERFACE mode=s_axilite port=probe_count4
#pragma HLS INTERFACE mode=s_axilite port=entry_count2
#pragma HLS INTERFACE mode=s_axilite port=entry2
#pragma HLS INTERFACE mode=s_axilite port=code
#pragma HLS INTERFACE mode=s_axilite port=table
#pragma HLS INTERFACE mode=s_axilite port=probe_count
#pragma HLS INTERFACE mode=s_axilite port=entry_count
#pragma HLS INTERFACE mode=s_axilite port=entry
#pragma HLS INTERFACE mode=s_axilite port=entry_count3
#pragma HLS INTERFACE mode=s_axilite port=best_distance2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<int32_t, 128> start_s("start_s");  // holds four bursts
  hls::stream<int32_t, 128> start_s2("start_s2");  // holds four bursts
  hls::stream<float, 128> table_s("table_s");  // holds four bursts
  hls::stream<float, 64> best_distance_s("best_distance_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(best_distance_processes::load_start(probe_count2, probe, start, start_s));
  MPC_PROCESS(best_distance_processes::load_start2(probe_count3, probe2, start2, start_s2));
  MPC_PROCESS(best_distance_processes::load_table(probe_count4, entry_count2, entry2, code, table, table_s));
  MPC_PROCESS(best_distance_processes::evaluate(probe_count, entry_count, entry, best_distance_s, start_s, start_s2, table_s));
  MPC_PROCESS(best_distance_processes::store_best_distanc(entry_count3, best_distance2, best_distance_s));
}
