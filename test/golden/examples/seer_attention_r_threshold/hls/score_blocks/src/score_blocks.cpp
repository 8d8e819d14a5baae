// Step score_blocks (relevancy, lines 42, 46, 47, 48), written by mpc.
// 4 processes (load_gate, evaluate, pick, store_blocks), 4 memory ports.
// Counted from this text, no tool asked: 565 DSP, 307 BRAM18, 16 URAM, 70936 LUT, 100945 FF; largest II 2;
// slowest process evaluate: 147 * floor((N + 63) / 64) + 1076 cycles at 250 MHz.
#include "mpc_hls.h"

namespace score_blocks_processes {

// Reads gate in the order in which it is used.
static void load_gate(const mpc::word* gate, hls::stream<mpc::word, 128>& gate_s, int N) {
  mpc::send_row(gate, 0, 32 * ((N + 63) / 64), gate_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* query, hls::stream<mpc::word, 128>& gate_s, hls::stream<bool, 64>& key_s, int N) {
  MPC_ONCHIP float query_row[1024];
#pragma HLS ARRAY_PARTITION variable=query_row cyclic factor=128 dim=1
  MPC_ONCHIP float gate_row[1024];
#pragma HLS ARRAY_PARTITION variable=gate_row cyclic factor=128 dim=1
  MPC_ONCHIP float score_mem[131072];
#pragma HLS BIND_STORAGE variable=score_mem type=ram_2p impl=uram
  MPC_ONCHIP float peak_mem[8];
  MPC_ONCHIP float total_mem[8];
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
      score_mem[h * ((N + 63) / 64) + p] = sum / 11.313708f;
    }
  }
  for (int h2 = 0; h2 < 8; ++h2) {
    float max = -__builtin_inff();
    for (int p2 = 0; p2 < (N + 63) / 64; ++p2) {
#pragma HLS PIPELINE II=2
      max = mpc_max(max, score_mem[h2 * ((N + 63) / 64) + p2]);
    }
    peak_mem[h2] = max;
  }
  for (int h3 = 0; h3 < 8; ++h3) {
    float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
    for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
      part[c] = 0.0f;
    }
    for (int p3 = 0; p3 < (N + 63) / 64; ++p3) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
      part[p3 % 8] = part[p3 % 8] + std::exp(score_mem[h3 * ((N + 63) / 64) + p3] - peak_mem[h3]);
    }
    total_mem[h3] = mpc::adder_tree<8>::sum(part);
  }
  for (int h4 = 0; h4 < 8; ++h4) {
    for (int p4 = 0; p4 < (N + 63) / 64; ++p4) {
#pragma HLS PIPELINE II=1
      key_s.write(0.004f * total_mem[h4] < std::exp(score_mem[h4 * ((N + 63) / 64) + p4] - peak_mem[h4]) || p4 == (N + 63) / 64 - 1);
    }
  }
}

// Keeps what passes the test.
static void pick(hls::stream<bool, 64>& key_s, hls::stream<int, 64>& blocks_s, int N) {
  for (int h = 0; h < 8; ++h) {
    int found = 0;
    for (int p = 0; p < (N + 63) / 64; ++p) {
#pragma HLS PIPELINE II=1
      if (key_s.read()) {
        blocks_s.write(p);
        found = found + 1;
      }
    }
    for (int place = found; place < (N + 63) / 64; ++place) {
#pragma HLS PIPELINE II=1
      blocks_s.write(-1);
    }
    blocks_s.write(found);
  }
}

// Writes blocks and their number.
static void store_blocks(int32_t* blocks, int32_t* blocks_count, hls::stream<int, 64>& blocks_s, int N) {
  for (int h = 0; h < 8; ++h) {
    for (int place = 0; place < (N + 63) / 64; ++place) {
#pragma HLS PIPELINE II=1
      blocks[h * ((N + 63) / 64) + place] = blocks_s.read();
    }
    blocks_count[h] = blocks_s.read();
  }
}

}  // namespace score_blocks_processes

extern "C" void score_blocks(const mpc::word* gate, const mpc::word* query, int32_t* blocks, int32_t* blocks_count, int N) {
#pragma HLS INTERFACE mode=m_axi port=gate bundle=gmem0 offset=slave depth=96 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query bundle=gmem1 offset=slave depth=64 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=blocks bundle=gmem2 offset=slave depth=24 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=blocks_count bundle=gmem3 offset=slave depth=8 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=gate
#pragma HLS INTERFACE mode=s_axilite port=query
#pragma HLS INTERFACE mode=s_axilite port=blocks
#pragma HLS INTERFACE mode=s_axilite port=blocks_count
#pragma HLS INTERFACE mode=s_axilite port=N
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> gate_s("gate_s");  // holds four bursts
  hls::stream<bool, 64> key_s("key_s");  // the queue falls behind only while it takes new entries
  hls::stream<int, 64> blocks_s("blocks_s");  // results are few
  MPC_DATAFLOW
  MPC_PROCESS(score_blocks_processes::load_gate(gate, gate_s, N));
  MPC_PROCESS(score_blocks_processes::evaluate(query, gate_s, key_s, N));
  MPC_PROCESS(score_blocks_processes::pick(key_s, blocks_s, N));
  MPC_PROCESS(score_blocks_processes::store_blocks(blocks, blocks_count, blocks_s, N));
}
