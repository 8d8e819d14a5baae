// Step place (retrieve, line 43), written by mpc.
// 3 processes (evaluate, pick, store_place), 5 memory ports.
// Counted from this text, no tool asked: 0 DSP, 8 BRAM18, 0 URAM, 21660 LUT, 36020 FF; largest II 1;
// slowest process evaluate: min(100, Docs) + 237 cycles at 250 MHz.
#include "mpc_hls.h"

namespace place_processes {

// Evaluates the formulas of the step.
static void evaluate(const int32_t* candidates_count, const float* relevance, hls::stream<float, 64>& key_s) {
  MPC_ONCHIP float relevance_row[100];
  const int candidates_count_a = candidates_count[0];
  mpc::fetch_row<mpc::f32>(relevance, 0, 100, relevance_row);
  for (int i = 0; i < candidates_count_a; ++i) {
#pragma HLS PIPELINE II=1
    key_s.write(relevance_row[i]);
  }
}

// Keeps the best 10.
static void pick(const int32_t* candidates_count2, hls::stream<float, 64>& key_s, hls::stream<int, 64>& place_s) {
  MPC_ONCHIP mpc::register_queue<10, 1> best;
  const int candidates_count_a = candidates_count2[0];
  best.clear(0);
  for (int i = 0; i < candidates_count_a; ++i) {
#pragma HLS PIPELINE II=1
    best.insert(0, mpc::entry(key_s.read(), i));
  }
  const int count = best.finish(0);
  for (int place2 = 0; place2 < 10; ++place2) {
#pragma HLS PIPELINE II=1
    place_s.write(best.id(0, place2));
  }
  place_s.write(count);
}

// Writes place and their number.
static void store_place(int32_t* place3, int32_t* place_count, hls::stream<int, 64>& place_s) {
  for (int place2 = 0; place2 < 10; ++place2) {
#pragma HLS PIPELINE II=1
    place3[place2] = place_s.read();
  }
  place_count[0] = place_s.read();
}

}  // namespace place_processes

extern "C" void place(const int32_t* candidates_count, const float* relevance, const int32_t* candidates_count2, int32_t* place3, int32_t* place_count) {
#pragma HLS INTERFACE mode=m_axi port=candidates_count bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=relevance bundle=gmem1 offset=slave depth=100 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=candidates_count2 bundle=gmem2 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=place3 bundle=gmem3 offset=slave depth=10 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=place_count bundle=gmem4 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=candidates_count
#pragma HLS INTERFACE mode=s_axilite port=relevance
#pragma HLS INTERFACE mode=s_axilite port=candidates_count2
#pragma HLS INTERFACE mode=s_axilite port=place3
#pragma HLS INTERFACE mode=s_axilite port=place_count
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> key_s("key_s");  // the queue falls behind only while it takes new entries
  hls::stream<int, 64> place_s("place_s");  // results are few
  MPC_DATAFLOW
  MPC_PROCESS(place_processes::evaluate(candidates_count, relevance, key_s));
  MPC_PROCESS(place_processes::pick(candidates_count2, key_s, place_s));
  MPC_PROCESS(place_processes::store_place(place3, place_count, place_s));
}
