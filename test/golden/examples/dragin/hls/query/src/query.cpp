// Step query (prepare, lines 54, 56, 57, 58, 59), written by mpc.
// 1 processes (evaluate), 7 memory ports.
// Counted from this text, no tool asked: 0 DSP, 78 BRAM18, 0 URAM, 29226 LUT, 49638 FF; largest II 4;
// slowest process evaluate: 5 * T + len(i) + 6 * len(p) + 4 * min(25, len(p)) + 747 cycles at 250 MHz.
#include "mpc_hls.h"

namespace query_processes {

// Evaluates the formulas of the step.
static void evaluate(const int32_t* chunk_count, const int32_t* text, const mpc::word* chunk, const uint8_t* content, const float* weight, int32_t* query2, int32_t* asked_count, int T) {
  MPC_ONCHIP int32_t seen_mem[4160];
  MPC_ONCHIP int32_t text_row[4096];
  MPC_ONCHIP int32_t chunk_row[64];
#pragma HLS ARRAY_PARTITION variable=chunk_row cyclic factor=16 dim=1
  MPC_ONCHIP float weight_row[4160];
  MPC_ONCHIP int32_t best_mem[25];
  MPC_ONCHIP int32_t best_count_mem[1];
  MPC_ONCHIP int32_t chosen_mem[4160];
  MPC_ONCHIP int32_t asked_mem[4160];
  MPC_ONCHIP int32_t asked_count_mem[1];
  MPC_ONCHIP mpc::register_queue<25, 1> best;
  const int chunk_count_at = chunk_count[0];
  mpc::fetch_row<mpc::i32>(text, 0, T, text_row);
  mpc::fetch_words<mpc::i32>(chunk, 0, 4, chunk_row);
  mpc::fetch_row<mpc::f32>(weight, 0, T + 64, weight_row);
  for (int i = 0; i < T + 64; ++i) {
#pragma HLS PIPELINE II=1
    seen_mem[i] = 0;
  }
  const int p_hi = T + chunk_count_at;
  for (int p = 0; p < p_hi; ++p) {
#pragma HLS PIPELINE II=1
    seen_mem[p] = p < T ? text_row[mpc_min(p, T - 1)] : mpc_max(chunk_row[mpc_max(p - T, 0)], 0);
  }
  best.clear(0);
  const int p_hi2 = T + chunk_count_at;
  for (int p2 = 0; p2 < p_hi2; ++p2) {
#pragma HLS PIPELINE II=1
    const bool content_at = mpc::boolean::widen(content[seen_mem[p2]]);
    best.insert(0, mpc::entry(content_at && 0.0f < weight_row[p2] ? weight_row[p2] : -__builtin_inff(), p2));
  }
  const int count = best.finish(0);
  for (int place = 0; place < 25; ++place) {
#pragma HLS PIPELINE II=1
    best_mem[place] = best.id(0, place);
  }
  best_count_mem[0] = count;
  for (int i2 = 0; i2 < T + 64; ++i2) {
#pragma HLS PIPELINE II=1
    chosen_mem[i2] = 0;
  }
  const int i_hi = best_count_mem[0];
  for (int i3 = 0; i3 < i_hi; ++i3) {
#pragma HLS PIPELINE II=4
    const int at = best_mem[i3];
    chosen_mem[at] = chosen_mem[at] + 1;
  }
  int found = 0;
  const int p_hi3 = T + chunk_count_at;
  for (int p3 = 0; p3 < p_hi3; ++p3) {
#pragma HLS PIPELINE II=1
    if (0 < chosen_mem[p3]) {
      asked_mem[found] = p3;
      found = found + 1;
    }
  }
  for (int place2 = found; place2 < T + 64; ++place2) {
#pragma HLS PIPELINE II=1
    asked_mem[place2] = -1;
  }
  asked_count_mem[0] = found;
  const int i_hi2 = asked_count_mem[0];
  for (int i4 = 0; i4 < i_hi2; ++i4) {
#pragma HLS PIPELINE II=1
    query2[i4] = seen_mem[asked_mem[i4]];
  }
  mpc::flush(asked_count_mem, 1, asked_count);
}

}  // namespace query_processes

extern "C" void query(const int32_t* chunk_count, const int32_t* text, const mpc::word* chunk, const uint8_t* content, const float* weight, int32_t* query2, int32_t* asked_count, int T) {
#pragma HLS INTERFACE mode=m_axi port=chunk_count bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=text bundle=gmem1 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=chunk bundle=gmem2 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=content bundle=gmem3 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=weight bundle=gmem4 offset=slave depth=214 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query2 bundle=gmem5 offset=slave depth=214 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=asked_count bundle=gmem6 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=chunk_count
#pragma HLS INTERFACE mode=s_axilite port=text
#pragma HLS INTERFACE mode=s_axilite port=chunk
#pragma HLS INTERFACE mode=s_axilite port=content
#pragma HLS INTERFACE mode=s_axilite port=weight
#pragma HLS INTERFACE mode=s_axilite port=query2
#pragma HLS INTERFACE mode=s_axilite port=asked_count
#pragma HLS INTERFACE mode=s_axilite port=T
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  MPC_DATAFLOW
  MPC_PROCESS(query_processes::evaluate(chunk_count, text, chunk, content, weight, query2, asked_count, T));
}
