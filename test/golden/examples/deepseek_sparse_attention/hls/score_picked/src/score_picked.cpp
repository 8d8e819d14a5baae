// Step score_picked (relevancy, lines 52, 56), written by mpc.
// 5 processes (load_key_scale, load_key, evaluate, pick, store_picked), 6 memory ports.
// Counted from this text, no tool asked: 530 DSP, 218 BRAM18, 0 URAM, 72991 LUT, 108655 FF; largest II 1;
// slowest process evaluate: 167 * T + 268 cycles at 250 MHz.
#include "mpc_hls.h"

namespace score_picked_processes {

// Reads key_scale in the order in which it is used.
static void load_key_scale(const float* key_scale, hls::stream<float, 128>& key_scale_s, int T) {
  mpc::send_row(key_scale, 0, T, key_scale_s);
}

// Reads key in the order in which it is used.
static void load_key(const mpc::word* key, hls::stream<mpc::word, 128>& key_s2, int T) {
  mpc::send_row(key, 0, 2 * T, key_s2);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* w, const mpc::word* q, hls::stream<float, 64>& key_s, hls::stream<float, 128>& key_scale_s, hls::stream<mpc::word, 128>& key_s2, int T) {
  MPC_ONCHIP float w_row[64];
#pragma HLS ARRAY_PARTITION variable=w_row cyclic factor=16 dim=1
  MPC_ONCHIP float q_row[8192];
#pragma HLS ARRAY_PARTITION variable=q_row cyclic factor=128 dim=1
  MPC_ONCHIP float key_row[128];
#pragma HLS ARRAY_PARTITION variable=key_row complete dim=1
  mpc::fetch_words<mpc::f32>(w, 0, 4, w_row);
  mpc::fetch_words<mpc::f8e4m3>(q, 0, 128, q_row);
  for (int t = 0; t < T; ++t) {
    const float key_scale_at = key_scale_s.read();
    mpc::take_words<mpc::f8e4m3>(key_s2, 2, key_row);
    float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
    for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
      part[c] = 0.0f;
    }
    for (int h = 0; h < 64; ++h) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
      float lane[128];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
      for (int l = 0; l < 128; ++l) {
#pragma HLS UNROLL
        lane[l] = q_row[h * 128 + l] * key_row[l];
      }
      const float sum = mpc::adder_tree<128>::sum(lane);
      part[h % 8] = part[h % 8] + w_row[h] * mpc_max(0.0f, sum);
    }
    const float score = key_scale_at * mpc::adder_tree<8>::sum(part);
    key_s.write(score);
  }
}

// Keeps the best 2048.
static void pick(hls::stream<float, 64>& key_s, hls::stream<int, 64>& picked_s, int T) {
  MPC_ONCHIP mpc::heap_queue<2048, 1> best;
  best.clear(0);
  for (int t = 0; t < T; ++t) {
    best.offer(0, mpc::entry(key_s.read(), t));
  }
  const int count = best.finish(0);
  for (int place = 0; place < 2048; ++place) {
#pragma HLS PIPELINE II=1
    picked_s.write(best.id(0, place));
  }
  picked_s.write(count);
}

// Writes picked and their number.
static void store_picked(int32_t* picked, int32_t* picked_count, hls::stream<int, 64>& picked_s) {
  for (int place = 0; place < 2048; ++place) {
#pragma HLS PIPELINE II=1
    picked[place] = picked_s.read();
  }
  picked_count[0] = picked_s.read();
}

}  // namespace score_picked_processes

extern "C" void score_picked(const float* key_scale, const mpc::word* key, const mpc::word* w, const mpc::word* q, int32_t* picked, int32_t* picked_count, int T) {
#pragma HLS INTERFACE mode=m_axi port=key_scale bundle=gmem0 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=key bundle=gmem1 offset=slave depth=300 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w bundle=gmem2 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q bundle=gmem3 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=picked bundle=gmem4 offset=slave depth=2048 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=picked_count bundle=gmem5 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=key_scale
#pragma HLS INTERFACE mode=s_axilite port=key
#pragma HLS INTERFACE mode=s_axilite port=w
#pragma HLS INTERFACE mode=s_axilite port=q
#pragma HLS INTERFACE mode=s_axilite port=picked
#pragma HLS INTERFACE mode=s_axilite port=picked_count
#pragma HLS INTERFACE mode=s_axilite port=T
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 128> key_scale_s("key_scale_s");  // holds four bursts
  hls::stream<mpc::word, 128> key_s2("key_s2");  // holds four bursts
  hls::stream<float, 64> key_s("key_s");  // the queue falls behind only while it takes new entries
  hls::stream<int, 64> picked_s("picked_s");  // results are few
  MPC_DATAFLOW
  MPC_PROCESS(score_picked_processes::load_key_scale(key_scale, key_scale_s, T));
  MPC_PROCESS(score_picked_processes::load_key(key, key_s2, T));
  MPC_PROCESS(score_picked_processes::evaluate(w, q, key_s, key_scale_s, key_s2, T));
  MPC_PROCESS(score_picked_processes::pick(key_s, picked_s, T));
  MPC_PROCESS(score_picked_processes::store_picked(picked, picked_count, picked_s));
}
