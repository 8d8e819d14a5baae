// Step unsure_worst_kept (prepare, lines 47, 48, 49, 50), written by mpc.
// 4 processes (load_content, evaluate, store_unsure, store_kept), 9 memory ports.
// Counted from this text, no tool asked: 0 DSP, 103 BRAM18, 0 URAM, 33224 LUT, 54236 FF; largest II 4;
// slowest process evaluate: len(i_at) + 501 cycles at 250 MHz.
#include "mpc_hls.h"

namespace unsure_worst_kept_processes {

// Reads content in the order in which it is used.
static void load_content(const int32_t* chunk_count2, const mpc::word* chunk, const uint8_t* content, hls::stream<uint8_t, 128>& content_s) {
  MPC_ONCHIP int32_t chunk_row[64];
#pragma HLS ARRAY_PARTITION variable=chunk_row cyclic factor=16 dim=1
  const int chunk_count_at = chunk_count2[0];
  mpc::fetch_words<mpc::i32>(chunk, 0, 4, chunk_row);
  for (int i = 0; i < chunk_count_at; ++i) {
#pragma HLS PIPELINE II=1
    mpc::send_item(content, chunk_row[i], content_s);
  }
}

// Evaluates the formulas of the step.
static void evaluate(const int32_t* chunk_count, const mpc::word* value, const mpc::word* part, int32_t* worst, hls::stream<uint8_t, 128>& content_s, hls::stream<bool, 64>& unsure_s, hls::stream<int, 64>& kept_s) {
  MPC_ONCHIP int32_t doubtful_mem[64];
  MPC_ONCHIP float value_row[64];
#pragma HLS ARRAY_PARTITION variable=value_row cyclic factor=16 dim=1
  MPC_ONCHIP int32_t doubtful_count_mem[1];
  MPC_ONCHIP int32_t part_row[64];
#pragma HLS ARRAY_PARTITION variable=part_row cyclic factor=16 dim=1
  MPC_ONCHIP int32_t worst_mem[1];
  const int chunk_count_at = chunk_count[0];
  mpc::fetch_words<mpc::f32>(value, 0, 4, value_row);
  mpc::fetch_words<mpc::i32>(part, 0, 4, part_row);
  int found = 0;
  for (int i = 0; i < chunk_count_at; ++i) {
#pragma HLS PIPELINE II=1
    const bool content_at = mpc::boolean::widen(content_s.read());
    if (content_at && 1.0f < value_row[i]) {
      doubtful_mem[found] = i;
      found = found + 1;
    }
  }
  for (int place = found; place < 64; ++place) {
#pragma HLS PIPELINE II=1
    doubtful_mem[place] = -1;
  }
  doubtful_count_mem[0] = found;
  unsure_s.write(0 < doubtful_count_mem[0]);
  int min = 2147483647;
  const int i_at_hi = doubtful_count_mem[0];
  for (int i_at = 0; i_at < i_at_hi; ++i_at) {
#pragma HLS PIPELINE II=1
    min = mpc_min(min, part_row[doubtful_mem[i_at]]);
  }
  worst_mem[0] = min;
  int sum = 0;
  for (int i2 = 0; i2 < chunk_count_at; ++i2) {
#pragma HLS PIPELINE II=1
    sum = sum + (part_row[i2] < worst_mem[0] ? 1 : 0);
  }
  kept_s.write(sum);
  mpc::flush(worst_mem, 1, worst);
}

// Writes unsure.
static void store_unsure(uint8_t* unsure, hls::stream<bool, 64>& unsure_s) {
  unsure[0] = mpc::boolean::narrow(unsure_s.read());
}

// Writes kept.
static void store_kept(int32_t* kept, hls::stream<int, 64>& kept_s) {
  kept[0] = kept_s.read();
}

}  // namespace unsure_worst_kept_processes

extern "C" void unsure_worst_kept(const int32_t* chunk_count2, const mpc::word* chunk, const uint8_t* content, const int32_t* chunk_count, const mpc::word* value, const mpc::word* part, int32_t* worst, uint8_t* unsure, int32_t* kept) {
#pragma HLS INTERFACE mode=m_axi port=chunk_count2 bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=chunk bundle=gmem1 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=content bundle=gmem2 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=chunk_count bundle=gmem3 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=value bundle=gmem4 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=part bundle=gmem5 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=worst bundle=gmem6 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=unsure bundle=gmem7 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=kept bundle=gmem8 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=chunk_count2
#pragma HLS INTERFACE mode=s_axilite port=chunk
#pragma HLS INTERFACE mode=s_axilite port=content
#pragma HLS INTERFACE mode=s_axilite port=chunk_count
#pragma HLS INTERFACE mode=s_axilite port=value
#pragma HLS INTERFACE mode=s_axilite port=part
#pragma HLS INTERFACE mode=s_axilite port=worst
#pragma HLS INTERFACE mode=s_axilite port=unsure
#pragma HLS INTERFACE mode=s_axilite port=kept
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<uint8_t, 128> content_s("content_s");  // holds four bursts
  hls::stream<bool, 64> unsure_s("unsure_s");  // rates differ by bursts only
  hls::stream<int, 64> kept_s("kept_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(unsure_worst_kept_processes::load_content(chunk_count2, chunk, content, content_s));
  MPC_PROCESS(unsure_worst_kept_processes::evaluate(chunk_count, value, part, worst, content_s, unsure_s, kept_s));
  MPC_PROCESS(unsure_worst_kept_processes::store_unsure(unsure, unsure_s));
  MPC_PROCESS(unsure_worst_kept_processes::store_kept(kept, kept_s));
}
