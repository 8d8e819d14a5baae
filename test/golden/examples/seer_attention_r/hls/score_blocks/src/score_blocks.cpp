// Step score_blocks (relevancy, lines 42, 46), written by mpc.
// 4 processes (load_gate, evaluate, pick, store_blocks), 4 memory ports.
// Counted from this text, no tool asked: 510 DSP, 305 BRAM18, 0 URAM, 69367 LUT, 105746 FF; largest II 2;
// slowest process evaluate: 116 * floor((N + 63) / 64) + 132 cycles at 250 MHz.
#include "mpc_hls.h"

namespace score_blocks_processes {

// Reads gate in the order in which it is used.
static void load_gate(const mpc::word* gate, hls::stream<mpc::word, 128>& gate_s, int N) {
  mpc::send_row(gate, 0, 32 * ((N + 63) / 64), gate_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* query, hls::stream<float, 64>& key_s, hls::stream<mpc::word, 128>& gate_s, int N) {
  MPC_ONCHIP float query_row[1024];
#pragma HLS ARRAY_PARTITION variable=query_row cyclic factor=128 dim=1
  MPC_ONCHIP float gate_row[1024];
#pragma HLS ARRAY_PARTITION variable=gate_row cyclic factor=128 dim=1
  mpc::fetch_words<mpc::f32>(query, 0, 64, query_row);
  for (int p = 0; p < (N + 63) / 64; ++p) {
    mpc::take_words<mpc::bf16>(gate_s, 32, gate_row);
    for (int h = 0; h < 8; ++h) {
#pragma HLS PIPELINE II=1
      float lane[128];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
      for (int l = 0; l < 128; ++l) {
#pragma HLS UNROLL
        lane[l] = query_row[h * 128 + l] * gate_row[h * 128 + l];
      }
      const float sum = mpc::adder_tree<128>::sum(lane);
      const float score = sum / 11.313708f;
      key_s.write(p == (N + 63) / 64 - 1 ? __builtin_inff() : score);
    }
  }
}

// Keeps the best 64.
static void pick(hls::stream<float, 64>& key_s, hls::stream<int, 64>& blocks_s, int N) {
  MPC_ONCHIP mpc::register_queue<64, 8> best;
  for (int h = 0; h < 8; ++h) {
#pragma HLS PIPELINE II=1
    best.clear(h);
  }
  for (int p = 0; p < (N + 63) / 64; ++p) {
    for (int h2 = 0; h2 < 8; ++h2) {
#pragma HLS PIPELINE II=2
      best.insert(h2, mpc::entry(key_s.read(), p));
    }
  }
  for (int h3 = 0; h3 < 8; ++h3) {
    const int count = best.finish(h3);
    for (int place = 0; place < 64; ++place) {
#pragma HLS PIPELINE II=1
      blocks_s.write(best.id(h3, place));
    }
    blocks_s.write(count);
  }
}

// Writes blocks and their number.
static void store_blocks(int32_t* blocks, int32_t* blocks_count, hls::stream<int, 64>& blocks_s) {
  for (int h = 0; h < 8; ++h) {
    for (int place = 0; place < 64; ++place) {
#pragma HLS PIPELINE II=1
      blocks[h * 64 + place] = blocks_s.read();
    }
    blocks_count[h] = blocks_s.read();
  }
}

}  // namespace score_blocks_processes

extern "C" void score_blocks(const mpc::word* gate, const mpc::word* query, int32_t* blocks, int32_t* blocks_count, int N) {
#pragma HLS INTERFACE mode=m_axi port=gate bundle=gmem0 offset=slave depth=96 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query bundle=gmem1 offset=slave depth=64 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=blocks bundle=gmem2 offset=slave depth=512 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=blocks_count bundle=gmem3 offset=slave depth=8 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=gate
#pragma HLS INTERFACE mode=s_axilite port=query
#pragma HLS INTERFACE mode=s_axilite port=blocks
#pragma HLS INTERFACE mode=s_axilite port=blocks_count
#pragma HLS INTERFACE mode=s_axilite port=N
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> gate_s("gate_s");  // holds four bursts
  hls::stream<float, 64> key_s("key_s");  // the queue falls behind only while it takes new entries
  hls::stream<int, 64> blocks_s("blocks_s");  // results are few
  MPC_DATAFLOW
  MPC_PROCESS(score_blocks_processes::load_gate(gate, gate_s, N));
  MPC_PROCESS(score_blocks_processes::evaluate(query, key_s, gate_s, N));
  MPC_PROCESS(score_blocks_processes::pick(key_s, blocks_s, N));
  MPC_PROCESS(score_blocks_processes::store_blocks(blocks, blocks_count, blocks_s));
}
