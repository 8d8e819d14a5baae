// Step pages_pages_count (retrieve, line 37), written by mpc.
// 3 processes (evaluate, store_pages, store_pages_count), 4 memory ports.
// Counted from this text, no tool asked: 0 DSP, 50 BRAM18, 0 URAM, 18064 LUT, 29576 FF; largest II 1;
// slowest process evaluate: 1252 cycles at 250 MHz.
#include "mpc_hls.h"

namespace pages_pages_count_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* pages_kept_1, const mpc::word* pages_count_kept_1_2, hls::stream<int, 64>& pages_s, hls::stream<int, 64>& pages_count_s) {
  MPC_ONCHIP int32_t pages_kept_1_row[1024];
#pragma HLS ARRAY_PARTITION variable=pages_kept_1_row cyclic factor=16 dim=1
  MPC_ONCHIP int32_t pages_count_kept_1[16];
#pragma HLS ARRAY_PARTITION variable=pages_count_kept_1 complete dim=1
  mpc::fetch_words<mpc::i32>(pages_kept_1, 0, 64, pages_kept_1_row);
  mpc::fetch_words<mpc::i32>(pages_count_kept_1_2, 0, 1, pages_count_kept_1);
  for (int i = 0; i < 16; ++i) {
    for (int i1 = 0; i1 < 64; ++i1) {
#pragma HLS PIPELINE II=1
      pages_s.write(pages_kept_1_row[i * 64 + i1]);
    }
  }
  for (int i2 = 0; i2 < 16; ++i2) {
#pragma HLS PIPELINE II=1
    pages_count_s.write(pages_count_kept_1[i2]);
  }
}

// Writes pages.
static void store_pages(int32_t* pages, hls::stream<int, 64>& pages_s) {
  for (int i = 0; i < 16; ++i) {
    for (int i1 = 0; i1 < 64; ++i1) {
#pragma HLS PIPELINE II=1
      pages[i * 64 + i1] = pages_s.read();
    }
  }
}

// Writes pages_count.
static void store_pages_count(int32_t* pages_count, hls::stream<int, 64>& pages_count_s) {
  for (int i = 0; i < 16; ++i) {
#pragma HLS PIPELINE II=1
    pages_count[i] = pages_count_s.read();
  }
}

}  // namespace pages_pages_count_processes

extern "C" void pages_pages_count(const mpc::word* pages_kept_1, const mpc::word* pages_count_kept_1_2, int32_t* pages, int32_t* pages_count) {
#pragma HLS INTERFACE mode=m_axi port=pages_kept_1 bundle=gmem0 offset=slave depth=64 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=pages_count_kept_1_2 bundle=gmem1 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=pages bundle=gmem2 offset=slave depth=1024 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=pages_count bundle=gmem3 offset=slave depth=16 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=pages_kept_1
#pragma HLS INTERFACE mode=s_axilite port=pages_count_kept_1_2
#pragma HLS INTERFACE mode=s_axilite port=pages
#pragma HLS INTERFACE mode=s_axilite port=pages_count
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<int, 64> pages_s("pages_s");  // rates differ by bursts only
  hls::stream<int, 64> pages_count_s("pages_count_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(pages_pages_count_processes::evaluate(pages_kept_1, pages_count_kept_1_2, pages_s, pages_count_s));
  MPC_PROCESS(pages_pages_count_processes::store_pages(pages, pages_s));
  MPC_PROCESS(pages_pages_count_processes::store_pages_count(pages_count, pages_count_s));
}
