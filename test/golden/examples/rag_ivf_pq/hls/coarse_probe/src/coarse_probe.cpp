// Step coarse_probe (prepare, lines 21, 22), written by mpc.
// 4 processes (load_centroid, evaluate, pick, store_probe), 4 memory ports.
// Counted from this text, no tool asked: 145 DSP, 97 BRAM18, 0 URAM, 34913 LUT, 53321 FF; largest II 1;
// slowest process evaluate: 173 * Lists + 92 cycles at 250 MHz.
#include "mpc_hls.h"

namespace coarse_probe_processes {

// Reads centroid in the order in which it is used.
static void load_centroid(const mpc::word* centroid, hls::stream<mpc::word, 128>& centroid_s, int Lists) {
  mpc::send_row(centroid, 0, 48 * Lists, centroid_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* query, hls::stream<float, 64>& key_s, hls::stream<mpc::word, 128>& centroid_s, int Lists) {
  MPC_ONCHIP float query_row[768];
#pragma HLS ARRAY_PARTITION variable=query_row cyclic factor=32 dim=1
  MPC_ONCHIP float centroid_row[768];
#pragma HLS ARRAY_PARTITION variable=centroid_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::f16>(query, 0, 24, query_row);
  for (int l = 0; l < Lists; ++l) {
    mpc::take_words<mpc::f32>(centroid_s, 48, centroid_row);
    float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
    for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
      part[c] = 0.0f;
    }
    for (int i = 0; i < 768; i += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
      float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
      for (int l2 = 0; l2 < 16; ++l2) {
#pragma HLS UNROLL
        lane[l2] = (query_row[i + l2] - centroid_row[i + l2]) * (query_row[i + l2] - centroid_row[i + l2]);
      }
      part[i / 16 % 8] = part[i / 16 % 8] + mpc::adder_tree<16>::sum(lane);
    }
    const float coarse = mpc::adder_tree<8>::sum(part);
    key_s.write(-coarse);
  }
}

// Keeps the best 20.
static void pick(hls::stream<float, 64>& key_s, hls::stream<int, 64>& probe_s, int Lists) {
  MPC_ONCHIP mpc::register_queue<20, 1> best;
  best.clear(0);
  for (int l = 0; l < Lists; ++l) {
#pragma HLS PIPELINE II=1
    best.insert(0, mpc::entry(key_s.read(), l));
  }
  const int count = best.finish(0);
  for (int place = 0; place < 20; ++place) {
#pragma HLS PIPELINE II=1
    probe_s.write(best.id(0, place));
  }
  probe_s.write(count);
}

// Writes probe and their number.
static void store_probe(int32_t* probe, int32_t* probe_count, hls::stream<int, 64>& probe_s) {
  for (int place = 0; place < 20; ++place) {
#pragma HLS PIPELINE II=1
    probe[place] = probe_s.read();
  }
  probe_count[0] = probe_s.read();
}

}  // namespace coarse_probe_processes

extern "C" void coarse_probe(const mpc::word* centroid, const mpc::word* query, int32_t* probe, int32_t* probe_count, int Lists) {
#pragma HLS INTERFACE mode=m_axi port=centroid bundle=gmem0 offset=slave depth=7200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query bundle=gmem1 offset=slave depth=24 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe bundle=gmem2 offset=slave depth=20 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe_count bundle=gmem3 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=centroid
#pragma HLS INTERFACE mode=s_axilite port=query
#pragma HLS INTERFACE mode=s_axilite port=probe
#pragma HLS INTERFACE mode=s_axilite port=probe_count
#pragma HLS INTERFACE mode=s_axilite port=Lists
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> centroid_s("centroid_s");  // holds four bursts
  hls::stream<float, 64> key_s("key_s");  // the queue falls behind only while it takes new entries
  hls::stream<int, 64> probe_s("probe_s");  // results are few
  MPC_DATAFLOW
  MPC_PROCESS(coarse_probe_processes::load_centroid(centroid, centroid_s, Lists));
  MPC_PROCESS(coarse_probe_processes::evaluate(query, key_s, centroid_s, Lists));
  MPC_PROCESS(coarse_probe_processes::pick(key_s, probe_s, Lists));
  MPC_PROCESS(coarse_probe_processes::store_probe(probe, probe_count, probe_s));
}
