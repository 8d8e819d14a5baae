// Step e_length_1_e_end_1_e_total_1 (retrieve, line 31), written by mpc.
// 3 processes (load_start, load_start2, evaluate), 11 memory ports.
// Counted from this text, no tool asked: 0 DSP, 17 BRAM18, 0 URAM, 39288 LUT, 64320 FF; largest II 4;
// slowest process evaluate: 8 * len(e_at) + len(e_at) * min(20, Lists) + 9.5 * min(20, Lists) + 0.5 * min(20, Lists) * min(20, Lists) + 370 cycles at 250 MHz.
#include "mpc_hls.h"

namespace e_length_1_e_end_1_e_total_1_processes {

// Reads start in the order in which it is used.
static void load_start(const int32_t* probe_count2, const int32_t* probe, const int32_t* start, hls::stream<int32_t, 128>& start_s) {
  MPC_ONCHIP int32_t probe_row[20];
  const int probe_count_at = probe_count2[0];
  mpc::fetch_row<mpc::i32>(probe, 0, 20, probe_row);
  for (int p = 0; p < probe_count_at; ++p) {
#pragma HLS PIPELINE II=1
    mpc::send_item(start, probe_row[p] + 1, start_s);
  }
}

// Reads start in the order in which it is used.
static void load_start2(const int32_t* probe_count3, const int32_t* probe2, const int32_t* start2, hls::stream<int32_t, 128>& start_s2) {
  MPC_ONCHIP int32_t probe_row[20];
  const int probe_count_at = probe_count3[0];
  mpc::fetch_row<mpc::i32>(probe2, 0, 20, probe_row);
  for (int p = 0; p < probe_count_at; ++p) {
#pragma HLS PIPELINE II=1
    mpc::send_item(start2, probe_row[p], start_s2);
  }
}

// Evaluates the formulas of the step.
static void evaluate(const int32_t* probe_count, int32_t* e_row_1, int32_t* e_length_1, int32_t* e_end_1, int32_t* e_total_1, hls::stream<int32_t, 128>& start_s, hls::stream<int32_t, 128>& start_s2, int Docs) {
  MPC_ONCHIP int32_t e_length_1_mem[20];
  MPC_ONCHIP int32_t e_end_1_mem[20];
  MPC_ONCHIP int32_t e_total_1_mem[1];
  const int probe_count_at = probe_count[0];
  for (int i = 0; i < 20; ++i) {
#pragma HLS PIPELINE II=1
    e_length_1_mem[i] = 0;
  }
  for (int p = 0; p < probe_count_at; ++p) {
#pragma HLS PIPELINE II=1
    const int start_at = start_s.read();
    const int start_at2 = start_s2.read();
    e_length_1_mem[p] = mpc_max(start_at - start_at2, 0);
  }
  for (int i2 = 0; i2 < 20; ++i2) {
#pragma HLS PIPELINE II=1
    e_end_1_mem[i2] = 0;
  }
  for (int p2 = 0; p2 < probe_count_at; ++p2) {
    int sum = 0;
    for (int p3 = 0; p3 < p2 + 1; ++p3) {
#pragma HLS PIPELINE II=1
      sum = sum + e_length_1_mem[p3];
    }
    e_end_1_mem[p2] = sum;
  }
  int sum2 = 0;
  for (int p4 = 0; p4 < probe_count_at; ++p4) {
#pragma HLS PIPELINE II=1
    sum2 = sum2 + e_length_1_mem[p4];
  }
  e_total_1_mem[0] = mpc_min(sum2, Docs);
  const int e_at_hi = e_total_1_mem[0];
  for (int e_at = 0; e_at < e_at_hi; ++e_at) {
    int sum3 = 0;
    for (int p5 = 0; p5 < probe_count_at; ++p5) {
#pragma HLS PIPELINE II=1
      sum3 = sum3 + int(e_end_1_mem[p5] <= e_at);
    }
    e_row_1[e_at] = sum3;
  }
  mpc::flush(e_length_1_mem, 20, e_length_1);
  mpc::flush(e_end_1_mem, 20, e_end_1);
  mpc::flush(e_total_1_mem, 1, e_total_1);
}

}  // namespace e_length_1_e_end_1_e_total_1_processes

extern "C" void e_length_1_e_end_1_e_total_1(const int32_t* probe_count2, const int32_t* probe, const int32_t* start, const int32_t* probe_count3, const int32_t* probe2, const int32_t* start2, const int32_t* probe_count, int32_t* e_row_1, int32_t* e_length_1, int32_t* e_end_1, int32_t* e_total_1, int Docs) {
#pragma HLS INTERFACE mode=m_axi port=probe_count2 bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe bundle=gmem1 offset=slave depth=20 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start bundle=gmem2 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe_count3 bundle=gmem3 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe2 bundle=gmem4 offset=slave depth=20 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start2 bundle=gmem5 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe_count bundle=gmem6 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_row_1 bundle=gmem7 offset=slave depth=150 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_length_1 bundle=gmem8 offset=slave depth=20 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_end_1 bundle=gmem9 offset=slave depth=20 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=e_total_1 bundle=gmem10 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=probe_count2
#pragma HLS INTERFACE mode=s_axilite port=probe
#pragma HLS INTERFACE mode=s_axilite port=start
#pragma HLS INTERFACE mode=s_axilite port=probe_count3
#pragma HLS INTERFACE mode=s_axilite port=probe2
#pragma HLS INTERFACE mode=s_axilite port=start2
#pragma HLS INTERFACE mode=s_axilite port=probe_count
#pragma HLS INTERFACE mode=s_axilite port=e_row_1
#pragma HLS INTERFACE mode=s_axilite port=e_length_1
#pragma HLS INTERFACE mode=s_axilite port=e_end_1
#pragma HLS INTERFACE mode=s_axilite port=e_total_1
#pragma HLS INTERFACE mode=s_axilite port=Docs
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<int32_t, 128> start_s("start_s");  // holds four bursts
  hls::stream<int32_t, 128> start_s2("start_s2");  // holds four bursts
  MPC_DATAFLOW
  MPC_PROCESS(e_length_1_e_end_1_e_total_1_processes::load_start(probe_count2, probe, start, start_s));
  MPC_PROCESS(e_length_1_e_end_1_e_total_1_processes::load_start2(probe_count3, probe2, start2, start_s2));
  MPC_PROCESS(e_length_1_e_end_1_e_total_1_processes::evaluate(probe_count, e_row_1, e_length_1, e_end_1, e_total_1, start_s, start_s2, Docs));
}
