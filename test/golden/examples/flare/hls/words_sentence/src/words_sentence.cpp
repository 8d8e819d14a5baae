// Step words_sentence (apply, lines 59, 60), written by mpc.
// 2 processes (evaluate, store_sentence), 7 memory ports.
// Counted from this text, no tool asked: 0 DSP, 68 BRAM18, 0 URAM, 27064 LUT, 44096 FF; largest II 1;
// slowest process evaluate: 479 cycles at 250 MHz.
#include "mpc_hls.h"

namespace words_sentence_processes {

// Evaluates the formulas of the step.
static void evaluate(const uint8_t* unsure, const int32_t* again_count, const int32_t* planned, const mpc::word* again, const mpc::word* ahead, int32_t* words, hls::stream<int, 64>& sentence_s) {
  MPC_ONCHIP int32_t words_mem[1];
  MPC_ONCHIP int32_t again_row[64];
#pragma HLS ARRAY_PARTITION variable=again_row cyclic factor=16 dim=1
  MPC_ONCHIP int32_t ahead_row[64];
#pragma HLS ARRAY_PARTITION variable=ahead_row cyclic factor=16 dim=1
  const bool unsure_at = mpc::boolean::widen(unsure[0]);
  const int again_count_at = again_count[0];
  const int planned_at = planned[0];
  mpc::fetch_words<mpc::i32>(again, 0, 4, again_row);
  mpc::fetch_words<mpc::i32>(ahead, 0, 4, ahead_row);
  words_mem[0] = unsure_at ? again_count_at : planned_at;
  for (int i = 0; i < 64; ++i) {
#pragma HLS PIPELINE II=1
    sentence_s.write(words_mem[0] <= i ? 0 : (unsure_at ? mpc_max(again_row[i], 0) : ahead_row[i]));
  }
  mpc::flush(words_mem, 1, words);
}

// Writes sentence.
static void store_sentence(int32_t* sentence, hls::stream<int, 64>& sentence_s) {
  for (int i = 0; i < 64; ++i) {
#pragma HLS PIPELINE II=1
    sentence[i] = sentence_s.read();
  }
}

}  // namespace words_sentence_processes

extern "C" void words_sentence(const uint8_t* unsure, const int32_t* again_count, const int32_t* planned, const mpc::word* again, const mpc::word* ahead, int32_t* words, int32_t* sentence) {
#pragma HLS INTERFACE mode=m_axi port=unsure bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=again_count bundle=gmem1 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=planned bundle=gmem2 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=again bundle=gmem3 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=ahead bundle=gmem4 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=words bundle=gmem5 offset=slave depth=1 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=sentence bundle=gmem6 offset=slave depth=64 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=unsure
#pragma HLS INTERFACE mode=s_axilite port=again_count
#pragma HLS INTERFACE mode=s_axilite port=planned
#pragma HLS INTERFACE mode=s_axilite port=again
#pragma HLS INTERFACE mode=s_axilite port=ahead
#pragma HLS INTERFACE mode=s_axilite port=words
#pragma HLS INTERFACE mode=s_axilite port=sentence
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<int, 64> sentence_s("sentence_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(words_sentence_processes::evaluate(unsure, again_count, planned, again, ahead, words, sentence_s));
  MPC_PROCESS(words_sentence_processes::store_sentence(sentence, sentence_s));
}
