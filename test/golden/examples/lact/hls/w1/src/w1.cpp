// Step w1 (prepare, line 65), written by mpc.
// 4 processes (load_start1, load_value_2, evaluate, store_w1), 4 memory ports.
// Counted from this text, no tool asked: 95 DSP, 128 BRAM18, 0 URAM, 27592 LUT, 42472 FF; largest II 1;
// slowest process evaluate: 883364 cycles at 250 MHz.
#include "mpc_hls.h"

namespace w1_processes {

// Reads start1 in the order in which it is used.
static void load_start1(const mpc::word* start1, hls::stream<mpc::word, 128>& start1_s) {
  mpc::send_row(start1, 0, 36864, start1_s);
}

// Reads value_2 in the order in which it is used.
static void load_value_2(const mpc::word* value_2, hls::stream<mpc::word, 128>& value_2_s) {
  mpc::send_row(value_2, 0, 36864, value_2_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* w1_sum, hls::stream<mpc::word, 128>& start1_s, hls::stream<float, 64>& w1_s, hls::stream<mpc::word, 128>& value_2_s) {
  MPC_ONCHIP float start1_row[384];
#pragma HLS ARRAY_PARTITION variable=start1_row cyclic factor=16 dim=1
  MPC_ONCHIP float w1_sqrt_mem[1536];
  MPC_ONCHIP float value_2_row[384];
#pragma HLS ARRAY_PARTITION variable=value_2_row cyclic factor=16 dim=1
  MPC_ONCHIP float w1_sum_row[1536];
#pragma HLS ARRAY_PARTITION variable=w1_sum_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::f32>(w1_sum, 0, 96, w1_sum_row);
  for (int h = 0; h < 4; ++h) {
    for (int i = 0; i < 384; ++i) {
      mpc::take_words<mpc::f32>(start1_s, 24, start1_row);
      float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
      for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
        part[c] = 0.0f;
      }
      for (int i2 = 0; i2 < 384; i2 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
        float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
        for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
          lane[l] = start1_row[i2 + l] * start1_row[i2 + l];
        }
        part[i2 / 16 % 8] = part[i2 / 16 % 8] + mpc::adder_tree<16>::sum(lane);
      }
      w1_sqrt_mem[h * 384 + i] = std::sqrt(mpc::adder_tree<8>::sum(part));
    }
  }
  for (int h2 = 0; h2 < 4; ++h2) {
    for (int i3 = 0; i3 < 384; ++i3) {
      mpc::take_words<mpc::f32>(value_2_s, 24, value_2_row);
      for (int i4 = 0; i4 < 384; ++i4) {
#pragma HLS PIPELINE II=1
        w1_s.write(value_2_row[i4] / w1_sum_row[h2 * 384 + i3] * w1_sqrt_mem[h2 * 384 + i3]);
      }
    }
  }
}

// Writes w1.
static void store_w1(float* w1_2, hls::stream<float, 64>& w1_s) {
  for (int h = 0; h < 4; ++h) {
    for (int i = 0; i < 384; ++i) {
      for (int i2 = 0; i2 < 384; ++i2) {
#pragma HLS PIPELINE II=1
        w1_2[(h * 384 + i) * 384 + i2] = w1_s.read();
      }
    }
  }
}

}  // namespace w1_processes

extern "C" void w1(const mpc::word* start1, const mpc::word* value_2, const mpc::word* w1_sum, float* w1_2) {
#pragma HLS INTERFACE mode=m_axi port=start1 bundle=gmem0 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=value_2 bundle=gmem1 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w1_sum bundle=gmem2 offset=slave depth=96 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w1_2 bundle=gmem3 offset=slave depth=589824 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=start1
#pragma HLS INTERFACE mode=s_axilite port=value_2
#pragma HLS INTERFACE mode=s_axilite port=w1_sum
#pragma HLS INTERFACE mode=s_axilite port=w1_2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> start1_s("start1_s");  // holds four bursts
  hls::stream<mpc::word, 128> value_2_s("value_2_s");  // holds four bursts
  hls::stream<float, 64> w1_s("w1_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(w1_processes::load_start1(start1, start1_s));
  MPC_PROCESS(w1_processes::load_value_2(value_2, value_2_s));
  MPC_PROCESS(w1_processes::evaluate(w1_sum, start1_s, w1_s, value_2_s));
  MPC_PROCESS(w1_processes::store_w1(w1_2, w1_s));
}
