// Step score_picked (relevancy, lines 54, 58), written by mpc.
// 7 processes (load_key_scale, load_w, load_q, load_key, evaluate, pick, store_picked), 7 memory ports.
// Counted from this text, no tool asked: 536 DSP, 249 BRAM18, 0 URAM, 76647 LUT, 114351 FF; largest II 2;
// slowest process evaluate: 295 * C - 84 * C * C + 168 * C * T cycles at 250 MHz.
#include "mpc_hls.h"

namespace score_picked_processes {

// Reads key_scale in the order in which it is used.
static void load_key_scale(const float* key_scale, hls::stream<float, 128>& key_scale_s, int C, int T) {
  for (int s = 0; s < C; ++s) {
    for (int t = 0; t < T - C + s + 1; ++t) {
#pragma HLS PIPELINE II=1
      mpc::send_item(key_scale, t, key_scale_s);
    }
  }
}

// Reads w in the order in which it is used.
static void load_w(const mpc::word* w, hls::stream<mpc::word, 128>& w_s, int C) {
  mpc::send_row(w, 0, 4 * C, w_s);
}

// Reads q in the order in which it is used.
static void load_q(const mpc::word* q, hls::stream<mpc::word, 128>& q_s, int C) {
  mpc::send_row(q, 0, 128 * C, q_s);
}

// Reads key in the order in which it is used.
static void load_key(const mpc::word* key, hls::stream<mpc::word, 128>& key_s, int C, int T) {
  for (int s = 0; s < C; ++s) {
    for (int t = 0; t < T - C + s + 1; ++t) {
#pragma HLS PIPELINE II=2
      mpc::send_row(key, t * 2, 2, key_s);
    }
  }
}

// Evaluates the formulas of the step.
static void evaluate(float* score, hls::stream<float, 128>& key_scale_s, hls::stream<mpc::word, 128>& w_s, hls::stream<mpc::word, 128>& q_s, hls::stream<mpc::word, 128>& key_s, hls::stream<float, 64>& key_s2, int C, int T) {
  MPC_ONCHIP float w_row[64];
#pragma HLS ARRAY_PARTITION variable=w_row cyclic factor=16 dim=1
  MPC_ONCHIP float q_row[8192];
#pragma HLS ARRAY_PARTITION variable=q_row cyclic factor=128 dim=1
  MPC_ONCHIP float key_row[128];
#pragma HLS ARRAY_PARTITION variable=key_row complete dim=1
  for (int s = 0; s < C; ++s) {
    mpc::take_words<mpc::f32>(w_s, 4, w_row);
    mpc::take_words<mpc::f8e4m3>(q_s, 128, q_row);
    for (int t = 0; t < T - C + s + 1; ++t) {
      const float key_scale_at = key_scale_s.read();
      mpc::take_words<mpc::f8e4m3>(key_s, 2, key_row);
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
      score[s * T + t] = key_scale_at * mpc::adder_tree<8>::sum(part);
    }
  }
  for (int s2 = 0; s2 < C; ++s2) {
    for (int t2 = 0; t2 < T - C + s2 + 1; ++t2) {
#pragma HLS PIPELINE II=1
      const float score_at = score[s2 * T + t2];
      key_s2.write(score_at);
    }
  }
}

// Keeps the best 2048.
static void pick(hls::stream<float, 64>& key_s2, hls::stream<int, 64>& picked_s, int C, int T) {
  MPC_ONCHIP mpc::heap_queue<2048, 1> best;
  for (int s = 0; s < C; ++s) {
    best.clear(0);
    for (int t = 0; t < T - C + s + 1; ++t) {
      best.offer(0, mpc::entry(key_s2.read(), t));
    }
    const int count = best.finish(0);
    for (int place = 0; place < 2048; ++place) {
#pragma HLS PIPELINE II=1
      picked_s.write(best.id(0, place));
    }
    picked_s.write(count);
  }
}

// Writes picked and their number.
static void store_picked(int32_t* picked, int32_t* picked_count, hls::stream<int, 64>& picked_s, int C) {
  for (int s = 0; s < C; ++s) {
    for (int place = 0; place < 2048; ++place) {
#pragma HLS PIPELINE II=1
      picked[s * 2048 + place] = picked_s.read();
    }
    picked_count[s] = picked_s.read();
  }
}

}  // namespace score_picked_processes

extern "C" void score_picked(const float* key_scale, const mpc::word* w, const mpc::word* q, const mpc::word* key, float* score, int32_t* picked, int32_t* picked_count, int C, int T) {
#pragma HLS INTERFACE mode=m_axi port=key_scale bundle=gmem0 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w bundle=gmem1 offset=slave depth=600 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q bundle=gmem2 offset=slave depth=19200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=key bundle=gmem3 offset=slave depth=300 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=score bundle=gmem4 offset=slave depth=22500 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=picked bundle=gmem5 offset=slave depth=307200 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=picked_count bundle=gmem6 offset=slave depth=150 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=key_scale
#pragma HLS INTERFACE mode=s_axilite port=w
#pragma HLS INTERFACE mode=s_axilite port=q
#pragma HLS INTERFACE mode=s_axilite port=key
#pragma HLS INTERFACE mode=s_axilite port=score
#pragma HLS INTERFACE mode=s_axilite port=picked
#pragma HLS INTERFACE mode=s_axilite port=picked_count
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=T
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 128> key_scale_s("key_scale_s");  // holds four bursts
  hls::stream<mpc::word, 128> w_s("w_s");  // holds four bursts
  hls::stream<mpc::word, 128> q_s("q_s");  // holds four bursts
  hls::stream<mpc::word, 128> key_s("key_s");  // holds four bursts
  hls::stream<float, 64> key_s2("key_s2");  // the queue falls behind only while it takes new entries
  hls::stream<int, 64> picked_s("picked_s");  // results are few
  MPC_DATAFLOW
  MPC_PROCESS(score_picked_processes::load_key_scale(key_scale, key_scale_s, C, T));
  MPC_PROCESS(score_picked_processes::load_w(w, w_s, C));
  MPC_PROCESS(score_picked_processes::load_q(q, q_s, C));
  MPC_PROCESS(score_picked_processes::load_key(key, key_s, C, T));
  MPC_PROCESS(score_picked_processes::evaluate(score, key_scale_s, w_s, q_s, key_s, key_s2, C, T));
  MPC_PROCESS(score_picked_processes::pick(key_s2, picked_s, C, T));
  MPC_PROCESS(score_picked_processes::store_picked(picked, picked_count, picked_s, C));
}
