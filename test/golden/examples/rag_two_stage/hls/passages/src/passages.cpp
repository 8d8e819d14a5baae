// Step passages (retrieve, line 41), written by mpc.
// 3 processes (load_text, evaluate, store_passages), 6 memory ports.
// Counted from this text, no tool asked: 6 DSP, 10 BRAM18, 0 URAM, 24112 LUT, 39152 FF; largest II 1;
// slowest process evaluate: 209 * min(100, Docs) + 64 cycles at 250 MHz.
#include "mpc_hls.h"

namespace passages_processes {

// Reads text in the order in which it is used.
static void load_text(const int32_t* candidates_count2, const int32_t* candidates, const int32_t* text, hls::stream<int32_t, 128>& text_s) {
  MPC_ONCHIP int32_t candidates_row[100];
  const int candidates_count_a = candidates_count2[0];
  mpc::fetch_row<mpc::i32>(candidates, 0, 100, candidates_row);
  for (int i = 0; i < candidates_count_a; ++i) {
    mpc::send_row(text, candidates_row[i] * 100, 100, text_s);
  }
}

// Evaluates the formulas of the step.
static void evaluate(const int32_t* candidates_count, hls::stream<int, 64>& passages_s, hls::stream<int32_t, 128>& text_s) {
  MPC_ONCHIP int32_t text_row[100];
  const int candidates_count_a = candidates_count[0];
  for (int i = 0; i < candidates_count_a; ++i) {
    mpc::take_row<mpc::i32>(text_s, 100, text_row);
    for (int j = 0; j < 100; ++j) {
#pragma HLS PIPELINE II=1
      passages_s.write(text_row[j]);
    }
  }
}

// Writes passages.
static void store_passages(const int32_t* candidates_count3, int32_t* passages2, hls::stream<int, 64>& passages_s) {
  const int candidates_count_a = candidates_count3[0];
  for (int i = 0; i < candidates_count_a; ++i) {
    for (int j = 0; j < 100; ++j) {
#pragma HLS PIPELINE II=1
      passages2[i * 100 + j] = passages_s.read();
    }
  }
}

}  // namespace passages_processes

extern "C" void passages(const int32_t* candidates_count2, const int32_t* candidates, const int32_t* text, const int32_t* candidates_count, const int32_t* candidates_count3, int32_t* passages2) {
#pragma HLS INTERFACE mode=m_axi port=candidates_count2 bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=candidates bundle=gmem1 offset=slave depth=100 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=text bundle=gmem2 offset=slave depth=15000 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=candidates_count bundle=gmem3 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=candidates_count3 bundle=gmem4 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=passages2 bundle=gmem5 offset=slave depth=10000 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=candidates_count2
#pragma HLS INTERFACE mode=s_axilite port=candidates
#pragma HLS INTERFACE mode=s_axilite port=text
#pragma HLS INTERFACE mode=s_axilite port=candidates_count
#pragma HLS INTERFACE mode=s_axilite port=candidates_count3
#pragma HLS INTERFACE mode=s_axilite port=passages2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<int32_t, 128> text_s("text_s");  // holds four bursts
  hls::stream<int, 64> passages_s("passages_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(passages_processes::load_text(candidates_count2, candidates, text, text_s));
  MPC_PROCESS(passages_processes::evaluate(candidates_count, passages_s, text_s));
  MPC_PROCESS(passages_processes::store_passages(candidates_count3, passages2, passages_s));
}
