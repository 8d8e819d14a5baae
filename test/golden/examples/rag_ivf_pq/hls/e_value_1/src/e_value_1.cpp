// Step e_value_1 (retrieve, line 31), written by mpc.
// 4 processes (load_start, load_e_row_1, evaluate, store_e_value_1), 11 memory ports.
// Counted from this text, no tool asked: 0 DSP, 17 BRAM18, 0 URAM, 39096 LUT, 64096 FF; largest II 4;
// slowest process load_start: 4 * len(e_at) + 284 cycles at 250 MHz.
#include "mpc_hls.h"

namespace e_value_1_processes {

// Reads start in the order in which it is used.
static void load_start(const int32_t* e_total_1_2, const int32_t* probe, const int32_t* e_row_1, const int32_t* start, hls::stream<int32_t, 128>& start_s) {
  MPC_ONCHIP int32_t probe_row[20];
  const int e_total_1_at = e_total_1_2[0];
  mpc::fetch_row<mpc::i32>(probe, 0, 20, probe_row);
  for (int e_at = 0; e_at < e_total_1_at; ++e_at) {
#pragma HLS PIPELINE II=1
    const int e_row_1_at = e_row_1[e_at];
    mpc::send_item(start, probe_row[e_row_1_at], start_s);
  }
}

// Reads e_row_1 in the order in which it is used.
static void load_e_row_1(const int32_t* e_total_1_3, const int32_t* e_row_1_2, hls::stream<int32_t, 128>& e_row_1_s) {
  const int e_total_1_at = e_total_1_3[0];
  for (int e_at = 0; e_at < e_total_1_at; ++e_at) {
#pragma HLS PIPELINE II=1
    mpc::send_item(e_row_1_2, e_at, e_row_1_s);
  }
}

// Evaluates the formulas of the step.
static void evaluate(const int32_t* e_total_1, const int32_t* e_end_1, const int32_t* e_length_1, hls::stream<int, 64>& e_value_1_s, hls::stream<int32_t, 128>& start_s, hls::stream<int32_t, 128>& e_row_1_s) {
  MPC_ONCHIP int32_t e_end_1_row[20];
  MPC_ONCHIP int32_t e_length_1_row[20];
  const int e_total_1_at = e_total_1[0];
  mpc::fetch_row<mpc::i32>(e_end_1, 0, 20, e_end_1_row);
  mpc::fetch_row<mpc::i32>(e_length_1, 0, 20, e_length_1_row);
  for (int e_at = 0; e_at < e_total_1_at; ++e_at) {
#pragma HLS PIPELINE II=1
    const int start_at = start_s.read();
    const int e_row_1_at = e_row_1_s.read();
    e_value_1_s.write(start_at + (e_at - (e_end_1_row[e_row_1_at] - e_length_1_row[e_row_1_at])));
  }
}

// Writes e_value_1.
static void store_e_value_1(const int32_t* e_total_1_4, int32_t* e_value_1_2, hls::stream<int, 64>& e_value_1_s) {
  const int e_total_1_at = e_total_1_4[0];
  for (int e_at = 0; e_at < e_total_1_at; ++e_at) {
#pragma HLS PIPELINE II=1
    e_value_1_2[e_at] = e_value_1_s.read();
  }
}

}  // namespace e_value_1_processes

extern "C" void e_value_1(const int32_t* e_total_1_2, const int32_t* probe, const int32_t* e_row_1, const int32_t* start, const int32_t* e_total_1_3, const int32_t* e_row_1_2, const int32_t* e_total_1, const int32_t* e_end_1, const int32_t* e_length_1, const int32_t* e_total_1_4, int32_t* e_value_1_2) {
#pragma HLS INTERFACE mode=m_axi port=e_total_1_2 bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe bundle=gmem1 offset=slave depth=20 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_row_1 bundle=gmem2 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start bundle=gmem3 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_total_1_3 bundle=gmem4 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_row_1_2 bundle=gmem5 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_total_1 bundle=gmem6 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_end_1 bundle=gmem7 offset=slave depth=20 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_length_1 bundle=gmem8 offset=slave depth=20 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_total_1_4 bundle=gmem9 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_value_1_2 bundle=gmem10 offset=slave depth=150 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=e_total_1_2
#pragma HLS INTERFACE mode=s_axilite port=probe
#pragma HLS INTERFACE mode=s_axilite port=e_row_1
#pragma HLS INTERFACE mode=s_axilite port=start
#pragma HLS INTERFACE mode=s_axilite port=e_total_1_3
#pragma HLS INTERFACE mode=s_axilite port=e_row_1_2
#pragma HLS INTERFACE mode=s_axilite port=e_total_1
#pragma HLS INTERFACE mode=s_axilite port=e_end_1
#pragma HLS INTERFACE mode=s_axilite port=e_length_1
#pragma HLS INTERFACE mode=s_axilite port=e_total_1_4
#pragma HLS INTERFACE mode=s_axilite port=e_value_1_2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<int32_t, 128> start_s("start_s");  // holds four bursts
  hls::stream<int32_t, 128> e_row_1_s("e_row_1_s");  // holds four bursts
  hls::stream<int, 64> e_value_1_s("e_value_1_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(e_value_1_processes::load_start(e_total_1_2, probe, e_row_1, start, start_s));
  MPC_PROCESS(e_value_1_processes::load_e_row_1(e_total_1_3, e_row_1_2, e_row_1_s));
  MPC_PROCESS(e_value_1_processes::evaluate(e_total_1, e_end_1, e_length_1, e_value_1_s, start_s, e_row_1_s));
  MPC_PROCESS(e_value_1_processes::store_e_value_1(e_total_1_4, e_value_1_2, e_value_1_s));
}
