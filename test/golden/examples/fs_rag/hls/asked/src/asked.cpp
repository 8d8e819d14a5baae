// Step asked (prepare, lines 34, 35), written by mpc.
// 3 processes (evaluate, pick, store_asked), 3 memory ports.
// Counted from this text, no tool asked: 0 DSP, 13 BRAM18, 0 URAM, 15256 LUT, 24288 FF; largest II 1;
// slowest process evaluate: 3 * T + 83 cycles at 250 MHz.
#include "mpc_hls.h"

namespace asked_processes {

// Evaluates the formulas of the step.
static void evaluate(const int32_t* text, hls::stream<bool, 64>& key_s, int T) {
  MPC_ONCHIP int32_t text_row[4096];
  MPC_ONCHIP int32_t begin_mem[1];
  mpc::fetch_row<mpc::i32>(text, 0, T, text_row);
  int max = (-2147483647 - 1);
  for (int i = 0; i < T - 1; ++i) {
#pragma HLS PIPELINE II=1
    max = mpc_max(max, text_row[i] == 1 ? i + 1 : 0);
  }
  begin_mem[0] = mpc_max(max, T - 64);
  for (int i2 = 0; i2 < T; ++i2) {
#pragma HLS PIPELINE II=1
    key_s.write(begin_mem[0] <= i2);
  }
}

// Keeps what passes the test.
static void pick(hls::stream<bool, 64>& key_s, hls::stream<int, 64>& asked_s, int T) {
  int found = 0;
  for (int i = 0; i < T; ++i) {
#pragma HLS PIPELINE II=1
    if (key_s.read()) {
      asked_s.write(i);
      found = found + 1;
    }
  }
  for (int place = found; place < T; ++place) {
#pragma HLS PIPELINE II=1
    asked_s.write(-1);
  }
  asked_s.write(found);
}

// Writes asked and their number.
static void store_asked(int32_t* asked2, int32_t* asked_count, hls::stream<int, 64>& asked_s, int T) {
  for (int place = 0; place < T; ++place) {
#pragma HLS PIPELINE II=1
    asked2[place] = asked_s.read();
  }
  asked_count[0] = asked_s.read();
}

}  // namespace asked_processes

extern "C" void asked(const int32_t* text, int32_t* asked2, int32_t* asked_count, int T) {
#pragma HLS INTERFACE mode=m_axi port=text bundle=gmem0 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=asked2 bundle=gmem1 offset=slave depth=150 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=asked_count bundle=gmem2 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=text
#pragma HLS INTERFACE mode=s_axilite port=asked2
#pragma HLS INTERFACE mode=s_axilite port=asked_count
#pragma HLS INTERFACE mode=s_axilite port=T
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<bool, 64> key_s("key_s");  // the queue falls behind only while it takes new entries
  hls::stream<int, 64> asked_s("asked_s");  // results are few
  MPC_DATAFLOW
  MPC_PROCESS(asked_processes::evaluate(text, key_s, T));
  MPC_PROCESS(asked_processes::pick(key_s, asked_s, T));
  MPC_PROCESS(asked_processes::store_asked(asked2, asked_count, asked_s, T));
}
