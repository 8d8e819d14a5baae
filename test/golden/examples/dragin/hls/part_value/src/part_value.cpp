// Step part_value (prepare, lines 41, 42, 43, 44, 45, 46), written by mpc.
// 3 processes (load_attention, evaluate, store_value), 8 memory ports.
// Counted from this text, no tool asked: 44 DSP, 78 BRAM18, 0 URAM, 35852 LUT, 56780 FF; largest II 4;
// slowest process load_attention: 680032 cycles at 250 MHz.
#include "mpc_hls.h"

namespace part_value_processes {

// Reads attention in the order in which it is used.
static void load_attention(const int32_t* chunk_count2, const float* attention, hls::stream<float, 128>& attention_s, int T) {
  const int chunk_count_at = chunk_count2[0];
  for (int h = 0; h < 32; ++h) {
    for (int i = 0; i < chunk_count_at; ++i) {
      const int j_hi = chunk_count_at + 1;
      for (int j = i + 1; j < j_hi; ++j) {
#pragma HLS PIPELINE II=1
        mpc::send_item(attention, (h * 65 + j) * (T + 64) + (T + i), attention_s);
      }
    }
  }
}

// Evaluates the formulas of the step.
static void evaluate(const int32_t* chunk_count, const mpc::word* chunk, const mpc::word* entropy, int32_t* part3, hls::stream<float, 128>& attention_s, hls::stream<float, 64>& value_s) {
  MPC_ONCHIP float strongest_mem[2048];
  MPC_ONCHIP float received_mem[64];
  MPC_ONCHIP int32_t part_mem[64];
  MPC_ONCHIP int32_t chunk_row[64];
#pragma HLS ARRAY_PARTITION variable=chunk_row cyclic factor=16 dim=1
  MPC_ONCHIP float mass_mem[64];
  MPC_ONCHIP int32_t words_mem[64];
  MPC_ONCHIP float entropy_row[64];
#pragma HLS ARRAY_PARTITION variable=entropy_row cyclic factor=16 dim=1
  const int chunk_count_at = chunk_count[0];
  mpc::fetch_words<mpc::i32>(chunk, 0, 4, chunk_row);
  mpc::fetch_words<mpc::f32>(entropy, 0, 4, entropy_row);
  for (int i = 0; i < 2048; ++i) {
#pragma HLS PIPELINE II=1
    strongest_mem[i] = 0.0f;
  }
  for (int h = 0; h < 32; ++h) {
    for (int i2 = 0; i2 < chunk_count_at; ++i2) {
      float max = -__builtin_inff();
      const int j_hi = chunk_count_at + 1;
      for (int j = i2 + 1; j < j_hi; ++j) {
#pragma HLS PIPELINE II=2
        const float attention_at = attention_s.read();
        max = mpc_max(max, attention_at);
      }
      strongest_mem[h * 64 + i2] = max;
    }
  }
  for (int i3 = 0; i3 < 64; ++i3) {
#pragma HLS PIPELINE II=1
    received_mem[i3] = 0.0f;
  }
  for (int i4 = 0; i4 < chunk_count_at; ++i4) {
    float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
    for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
      part[c] = 0.0f;
    }
    for (int h2 = 0; h2 < 32; ++h2) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
      part[h2 % 8] = part[h2 % 8] + strongest_mem[h2 * 64 + i4];
    }
    received_mem[i4] = mpc::adder_tree<8>::sum(part) * 0.03125f;
  }
  for (int i5 = 0; i5 < 64; ++i5) {
#pragma HLS PIPELINE II=1
    part_mem[i5] = 0;
  }
  for (int i6 = 0; i6 < chunk_count_at; ++i6) {
    int sum = 0;
    for (int j2 = 0; j2 < i6; ++j2) {
#pragma HLS PIPELINE II=1
      sum = sum + (chunk_row[j2] == 1 ? 1 : 0);
    }
    part_mem[i6] = sum;
  }
  for (int i7 = 0; i7 < 64; ++i7) {
#pragma HLS PIPELINE II=1
    mass_mem[i7] = 0.0f;
  }
  for (int i8 = 0; i8 < chunk_count_at; ++i8) {
    float part2[8];
#pragma HLS ARRAY_PARTITION variable=part2 complete dim=1
    for (int c2 = 0; c2 < 8; ++c2) {
#pragma HLS UNROLL
      part2[c2] = 0.0f;
    }
    for (int j3 = 0; j3 < chunk_count_at; ++j3) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part2 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
      part2[j3 % 8] = part2[j3 % 8] + (part_mem[j3] == part_mem[i8] ? received_mem[j3] : 0.0f);
    }
    mass_mem[i8] = mpc::adder_tree<8>::sum(part2);
  }
  for (int i9 = 0; i9 < 64; ++i9) {
#pragma HLS PIPELINE II=1
    words_mem[i9] = 0;
  }
  for (int i10 = 0; i10 < chunk_count_at; ++i10) {
    int sum2 = 0;
    for (int j4 = 0; j4 < chunk_count_at; ++j4) {
#pragma HLS PIPELINE II=1
      sum2 = sum2 + (part_mem[j4] == part_mem[i10] ? 1 : 0);
    }
    words_mem[i10] = sum2;
  }
  for (int i11 = 0; i11 < chunk_count_at; ++i11) {
#pragma HLS PIPELINE II=1
    value_s.write(float(words_mem[i11]) * received_mem[i11] / mass_mem[i11] * entropy_row[i11]);
  }
  mpc::flush(part_mem, 64, part3);
}

// Writes value.
static void store_value(const int32_t* chunk_count3, float* value, hls::stream<float, 64>& value_s) {
  const int chunk_count_at = chunk_count3[0];
  for (int i = 0; i < chunk_count_at; ++i) {
#pragma HLS PIPELINE II=1
    value[i] = value_s.read();
  }
}

}  // namespace part_value_processes

extern "C" void part_value(const int32_t* chunk_count2, const float* attention, const int32_t* chunk_count, const mpc::word* chunk, const mpc::word* entropy, int32_t* part3, const int32_t* chunk_count3, float* value, int T) {
#pragma HLS INTERFACE mode=m_axi port=chunk_count2 bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=attention bundle=gmem1 offset=slave depth=445120 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=chunk_count bundle=gmem2 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=chunk bundle=gmem3 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=entropy bundle=gmem4 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=part3 bundle=gmem5 offset=slave depth=64 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=chunk_count3 bundle=gmem6 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=value bundle=gmem7 offset=slave depth=64 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=chunk_count2
#pragma HLS INTERFACE mode=s_axilite port=attention
#pragma HLS INTERFACE mode=s_axilite port=chunk_count
#pragma HLS INTERFACE mode=s_axilite port=chunk
#pragma HLS INTERFACE mode=s_axilite port=entropy
#pragma HLS INTERFACE mode=s_axilite port=part3
#pragma HLS INTERFACE mode=s_axilite port=chunk_count3
#pragma HLS INTERFACE mode=s_axilite port=value
#pragma HLS INTERFACE mode=s_axilite port=T
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 128> attention_s("attention_s");  // holds four bursts
  hls::stream<float, 64> value_s("value_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(part_value_processes::load_attention(chunk_count2, attention, attention_s, T));
  MPC_PROCESS(part_value_processes::evaluate(chunk_count, chunk, entropy, part3, attention_s, value_s));
  MPC_PROCESS(part_value_processes::store_value(chunk_count3, value, value_s));
}
