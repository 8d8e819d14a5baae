// Step weight (prepare, lines 53, 55), written by mpc.
// 3 processes (load_content, evaluate, store_weight), 10 memory ports.
// Counted from this text, no tool asked: 40 DSP, 103 BRAM18, 0 URAM, 40499 LUT, 64665 FF; largest II 4;
// slowest process evaluate: 243 * len(i_at#2) * len(p) + 25 * len(p) + 412 cycles at 250 MHz.
#include "mpc_hls.h"

namespace weight_processes {

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
static void evaluate(const int32_t* chunk_count, const mpc::word* part, const int32_t* worst, const mpc::word* value, const float* attention, hls::stream<uint8_t, 128>& content_s, hls::stream<float, 64>& weight_s, int T) {
  MPC_ONCHIP int32_t asking_mem[64];
  MPC_ONCHIP int32_t part_row[64];
#pragma HLS ARRAY_PARTITION variable=part_row cyclic factor=16 dim=1
  MPC_ONCHIP float value_row[64];
#pragma HLS ARRAY_PARTITION variable=value_row cyclic factor=16 dim=1
  MPC_ONCHIP int32_t asking_count_mem[1];
  const int chunk_count_at = chunk_count[0];
  mpc::fetch_words<mpc::i32>(part, 0, 4, part_row);
  const int worst_at = worst[0];
  mpc::fetch_words<mpc::f32>(value, 0, 4, value_row);
  int found = 0;
  for (int i = 0; i < chunk_count_at; ++i) {
#pragma HLS PIPELINE II=1
    const bool content_at = mpc::boolean::widen(content_s.read());
    if (part_row[i] == worst_at && content_at && 1.0f < value_row[i]) {
      asking_mem[found] = i;
      found = found + 1;
    }
  }
  for (int place = found; place < 64; ++place) {
#pragma HLS PIPELINE II=1
    asking_mem[place] = -1;
  }
  asking_count_mem[0] = found;
  const int p_hi = T + chunk_count_at;
  for (int p = 0; p < p_hi; ++p) {
    float part2[8];
#pragma HLS ARRAY_PARTITION variable=part2 complete dim=1
    for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
      part2[c] = 0.0f;
    }
    const int i_at_hi = asking_count_mem[0];
    for (int i_at = 0; i_at < i_at_hi; ++i_at) {
      float part3[8];
#pragma HLS ARRAY_PARTITION variable=part3 complete dim=1
      for (int c2 = 0; c2 < 8; ++c2) {
#pragma HLS UNROLL
        part3[c2] = 0.0f;
      }
      for (int h = 0; h < 32; ++h) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part3 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
        const float attention_at = attention[(h * 65 + asking_mem[i_at]) * (T + 64) + p];
        part3[h % 8] = part3[h % 8] + attention_at;
      }
      part2[i_at % 8] = part2[i_at % 8] + (p < T + asking_mem[i_at] ? mpc::adder_tree<8>::sum(part3) * 0.03125f : 0.0f);
    }
    weight_s.write(mpc::adder_tree<8>::sum(part2));
  }
}

// Writes weight.
static void store_weight(const int32_t* chunk_count3, float* weight2, hls::stream<float, 64>& weight_s, int T) {
  const int chunk_count_at = chunk_count3[0];
  const int p_hi = T + chunk_count_at;
  for (int p = 0; p < p_hi; ++p) {
#pragma HLS PIPELINE II=1
    weight2[p] = weight_s.read();
  }
}

}  // namespace weight_processes

extern "C" void weight(const int32_t* chunk_count2, const mpc::word* chunk, const uint8_t* content, const int32_t* chunk_count, const mpc::word* part, const int32_t* worst, const mpc::word* value, const float* attention, const int32_t* chunk_count3, float* weight2, int T) {
#pragma HLS INTERFACE mode=m_axi port=chunk_count2 bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=chunk bundle=gmem1 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=content bundle=gmem2 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=chunk_count bundle=gmem3 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=part bundle=gmem4 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=worst bundle=gmem5 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=value bundle=gmem6 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=attention bundle=gmem7 offset=slave depth=445120 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=chunk_count3 bundle=gmem8 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=weight2 bundle=gmem9 offset=slave depth=214 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=chunk_count2
#pragma HLS INTERFACE mode=s_axilite port=chunk
#pragma HLS INTERFACE mode=s_axilite port=content
#pragma HLS INTERFACE mode=s_axilite port=chunk_count
#pragma HLS INTERFACE mode=s_axilite port=part
#pragma HLS INTERFACE mode=s_axilite port=worst
#pragma HLS INTERFACE mode=s_axilite port=value
#pragma HLS INTERFACE mode=s_axilite port=attention
#pragma HLS INTERFACE mode=s_axilite port=chunk_count3
#pragma HLS INTERFACE mode=s_axilite port=weight2
#pragma HLS INTERFACE mode=s_axilite port=T
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<uint8_t, 128> content_s("content_s");  // holds four bursts
  hls::stream<float, 64> weight_s("weight_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(weight_processes::load_content(chunk_count2, chunk, content, content_s));
  MPC_PROCESS(weight_processes::evaluate(chunk_count, part, worst, value, attention, content_s, weight_s, T));
  MPC_PROCESS(weight_processes::store_weight(chunk_count3, weight2, weight_s, T));
}
