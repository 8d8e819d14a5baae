// Step w2 (prepare, line 66), written by mpc.
// 4 processes (load_start2, load_value_3, evaluate, store_w2), 4 memory ports.
// Counted from this text, no tool asked: 95 DSP, 128 BRAM18, 0 URAM, 27592 LUT, 42472 FF; largest II 1;
// slowest process evaluate: 883364 cycles at 250 MHz.
#include "mpc_hls.h"

namespace w2_processes {

// Reads start2 in the order in which it is used.
static void load_start2(const mpc::word* start2, hls::stream<mpc::word, 128>& start2_s) {
  mpc::send_row(start2, 0, 36864, start2_s);
}

// Reads value_3 in the order in which it is used.
static void load_value_3(const mpc::word* value_3, hls::stream<mpc::word, 128>& value_3_s) {
  mpc::send_row(value_3, 0, 36864, value_3_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* w2_sum, hls::stream<mpc::word, 128>& start2_s, hls::stream<float, 64>& w2_s, hls::stream<mpc::word, 128>& value_3_s) {
  MPC_ONCHIP float start2_row[384];
#pragma HLS ARRAY_PARTITION variable=start2_row cyclic factor=16 dim=1
  MPC_ONCHIP float w2_sqrt_mem[1536];
  MPC_ONCHIP float value_3_row[384];
#pragma HLS ARRAY_PARTITION variable=value_3_row cyclic factor=16 dim=1
  MPC_ONCHIP float w2_sum_row[1536];
#pragma HLS ARRAY_PARTITION variable=w2_sum_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::f32>(w2_sum, 0, 96, w2_sum_row);
  for (int h = 0; h < 4; ++h) {
    for (int i = 0; i < 384; ++i) {
      mpc::take_words<mpc::f32>(start2_s, 24, start2_row);
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
          lane[l] = start2_row[i2 + l] * start2_row[i2 + l];
        }
        part[i2 / 16 % 8] = part[i2 / 16 % 8] + mpc::adder_tree<16>::sum(lane);
      }
      w2_sqrt_mem[h * 384 + i] = std::sqrt(mpc::adder_tree<8>::sum(part));
    }
  }
  for (int h2 = 0; h2 < 4; ++h2) {
    for (int i3 = 0; i3 < 384; ++i3) {
      mpc::take_words<mpc::f32>(value_3_s, 24, value_3_row);
      for (int i4 = 0; i4 < 384; ++i4) {
#pragma HLS PIPELINE II=1
        w2_s.write(value_3_row[i4] / w2_sum_row[h2 * 384 + i3] * w2_sqrt_mem[h2 * 384 + i3]);
      }
    }
  }
}

// Writes w2.
static void store_w2(float* w2_2, hls::stream<float, 64>& w2_s) {
  for (int h = 0; h < 4; ++h) {
    for (int i = 0; i < 384; ++i) {
      for (int i2 = 0; i2 < 384; ++i2) {
#pragma HLS PIPELINE II=1
        w2_2[(h * 384 + i) * 384 + i2] = w2_s.read();
      }
    }
  }
}

}  // namespace w2_processes

extern "C" void w2(const mpc::word* start2, const mpc::word* value_3, const mpc::word* w2_sum, float* w2_2) {
#pragma HLS INTERFACE mode=m_axi port=start2 bundle=gmem0 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=value_3 bundle=gmem1 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w2_sum bundle=gmem2 offset=slave depth=96 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w2_2 bundle=gmem3 offset=slave depth=589824 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=start2
#pragma HLS INTERFACE mode=s_axilite port=value_3
#pragma HLS INTERFACE mode=s_axilite port=w2_sum
#pragma HLS INTERFACE mode=s_axilite port=w2_2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> start2_s("start2_s");  // holds four bursts
  hls::stream<mpc::word, 128> value_3_s("value_3_s");  // holds four bursts
  hls::stream<float, 64> w2_s("w2_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(w2_processes::load_start2(start2, start2_s));
  MPC_PROCESS(w2_processes::load_value_3(value_3, value_3_s));
  MPC_PROCESS(w2_processes::evaluate(w2_sum, start2_s, w2_s, value_3_s));
  MPC_PROCESS(w2_processes::store_w2(w2_2, w2_s));
}
