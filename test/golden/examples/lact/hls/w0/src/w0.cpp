// Step w0 (prepare, line 64), written by mpc.
// 4 processes (load_start0, load_value_1, evaluate, store_w0), 4 memory ports.
// Counted from this text, no tool asked: 95 DSP, 128 BRAM18, 0 URAM, 27592 LUT, 42472 FF; largest II 1;
// slowest process evaluate: 883364 cycles at 250 MHz.
#include "mpc_hls.h"

namespace w0_processes {

// Reads start0 in the order in which it is used.
static void load_start0(const mpc::word* start0, hls::stream<mpc::word, 128>& start0_s) {
  mpc::send_row(start0, 0, 36864, start0_s);
}

// Reads value_1 in the order in which it is used.
static void load_value_1(const mpc::word* value_1, hls::stream<mpc::word, 128>& value_1_s) {
  mpc::send_row(value_1, 0, 36864, value_1_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* w0_sum, hls::stream<mpc::word, 128>& start0_s, hls::stream<float, 64>& w0_s, hls::stream<mpc::word, 128>& value_1_s) {
  MPC_ONCHIP float start0_row[384];
#pragma HLS ARRAY_PARTITION variable=start0_row cyclic factor=16 dim=1
  MPC_ONCHIP float w0_sqrt_mem[1536];
  MPC_ONCHIP float value_1_row[384];
#pragma HLS ARRAY_PARTITION variable=value_1_row cyclic factor=16 dim=1
  MPC_ONCHIP float w0_sum_row[1536];
#pragma HLS ARRAY_PARTITION variable=w0_sum_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::f32>(w0_sum, 0, 96, w0_sum_row);
  for (int h = 0; h < 4; ++h) {
    for (int i = 0; i < 384; ++i) {
      mpc::take_words<mpc::f32>(start0_s, 24, start0_row);
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
          lane[l] = start0_row[i2 + l] * start0_row[i2 + l];
        }
        part[i2 / 16 % 8] = part[i2 / 16 % 8] + mpc::adder_tree<16>::sum(lane);
      }
      w0_sqrt_mem[h * 384 + i] = std::sqrt(mpc::adder_tree<8>::sum(part));
    }
  }
  for (int h2 = 0; h2 < 4; ++h2) {
    for (int i3 = 0; i3 < 384; ++i3) {
      mpc::take_words<mpc::f32>(value_1_s, 24, value_1_row);
      for (int i4 = 0; i4 < 384; ++i4) {
#pragma HLS PIPELINE II=1
        w0_s.write(value_1_row[i4] / w0_sum_row[h2 * 384 + i3] * w0_sqrt_mem[h2 * 384 + i3]);
      }
    }
  }
}

// Writes w0.
static void store_w0(float* w0_2, hls::stream<float, 64>& w0_s) {
  for (int h = 0; h < 4; ++h) {
    for (int i = 0; i < 384; ++i) {
      for (int i2 = 0; i2 < 384; ++i2) {
#pragma HLS PIPELINE II=1
        w0_2[(h * 384 + i) * 384 + i2] = w0_s.read();
      }
    }
  }
}

}  // namespace w0_processes

extern "C" void w0(const mpc::word* start0, const mpc::word* value_1, const mpc::word* w0_sum, float* w0_2) {
#pragma HLS INTERFACE mode=m_axi port=start0 bundle=gmem0 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=value_1 bundle=gmem1 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w0_sum bundle=gmem2 offset=slave depth=96 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w0_2 bundle=gmem3 offset=slave depth=589824 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=start0
#pragma HLS INTERFACE mode=s_axilite port=value_1
#pragma HLS INTERFACE mode=s_axilite port=w0_sum
#pragma HLS INTERFACE mode=s_axilite port=w0_2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> start0_s("start0_s");  // holds four bursts
  hls::stream<mpc::word, 128> value_1_s("value_1_s");  // holds four bursts
  hls::stream<float, 64> w0_s("w0_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(w0_processes::load_start0(start0, start0_s));
  MPC_PROCESS(w0_processes::load_value_1(value_1, value_1_s));
  MPC_PROCESS(w0_processes::evaluate(w0_sum, start0_s, w0_s, value_1_s));
  MPC_PROCESS(w0_processes::store_w0(w0_2, w0_s));
}
