// Step after (apply, lines 28, 29, 31, 84), written by mpc.
// 3 processes (load_w, evaluate, store_after), 5 memory ports.
// Counted from this text, no tool asked: 1169 DSP, 431 BRAM18, 0 URAM, 140388 LUT, 191668 FF; largest II 1;
// slowest process evaluate: 20873 cycles at 250 MHz.
#include "mpc_hls.h"

namespace after_processes {

// Reads w in the order in which it is used.
static void load_w(const mpc::word* w, hls::stream<mpc::word, 128>& w_s) {
  for (int h = 0; h < 4; ++h) {
    mpc::send_row(w, (h * 2 + 1) * 512, 512, w_s);
  }
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* hidden_3, const mpc::word* again, const mpc::word* gain, hls::stream<mpc::word, 128>& w_s, hls::stream<float, 64>& after_s) {
  MPC_ONCHIP float hidden_3_row[16384];
#pragma HLS ARRAY_PARTITION variable=hidden_3_row cyclic factor=128 dim=1
  MPC_ONCHIP float w_row[8192];
#pragma HLS ARRAY_PARTITION variable=w_row cyclic factor=128 dim=1
  MPC_ONCHIP float raw_6_mem[8192];
#pragma HLS ARRAY_PARTITION variable=raw_6_mem cyclic factor=64 dim=1
  MPC_ONCHIP float after_sum_mem[128];
  MPC_ONCHIP float after_rsqrt_mem[128];
  MPC_ONCHIP float again_row[8192];
#pragma HLS ARRAY_PARTITION variable=again_row cyclic factor=16 dim=1
  MPC_ONCHIP float gain_row[256];
#pragma HLS ARRAY_PARTITION variable=gain_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::f32>(hidden_3, 0, 1024, hidden_3_row);
  mpc::fetch_words<mpc::f32>(again, 0, 512, again_row);
  mpc::fetch_words<mpc::f32>(gain, 0, 16, gain_row);
  for (int h = 0; h < 4; ++h) {
    mpc::take_words<mpc::f32>(w_s, 512, w_row);
    for (int t = 0; t < 32; ++t) {
      for (int j = 0; j < 64; ++j) {
#pragma HLS PIPELINE II=1
        float lane[128];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
        for (int l = 0; l < 128; ++l) {
#pragma HLS UNROLL
          lane[l] = hidden_3_row[(t * 4 + h) * 128 + l] * w_row[j * 128 + l];
        }
        const float sum = mpc::adder_tree<128>::sum(lane);
        raw_6_mem[(t * 4 + h) * 64 + j] = sum;
      }
    }
  }
  for (int t2 = 0; t2 < 32; ++t2) {
    for (int h2 = 0; h2 < 4; ++h2) {
#pragma HLS PIPELINE II=1
      float lane2[64];
#pragma HLS ARRAY_PARTITION variable=lane2 complete dim=1
      for (int l2 = 0; l2 < 64; ++l2) {
#pragma HLS UNROLL
        lane2[l2] = raw_6_mem[(t2 * 4 + h2) * 64 + l2];
      }
      const float sum2 = mpc::adder_tree<64>::sum(lane2);
      after_sum_mem[t2 * 4 + h2] = sum2 * 0.015625f;
    }
  }
  for (int t3 = 0; t3 < 32; ++t3) {
    for (int h3 = 0; h3 < 4; ++h3) {
#pragma HLS PIPELINE II=1
      float lane3[64];
#pragma HLS ARRAY_PARTITION variable=lane3 complete dim=1
      for (int l3 = 0; l3 < 64; ++l3) {
#pragma HLS UNROLL
        lane3[l3] = (raw_6_mem[(t3 * 4 + h3) * 64 + l3] - after_sum_mem[t3 * 4 + h3]) * (raw_6_mem[(t3 * 4 + h3) * 64 + l3] - after_sum_mem[t3 * 4 + h3]);
      }
      const float sum3 = mpc::adder_tree<64>::sum(lane3);
      after_rsqrt_mem[t3 * 4 + h3] = mpc::rsqrt(sum3 * 0.015625f + 0.00001f);
    }
  }
  for (int t4 = 0; t4 < 32; ++t4) {
    for (int h4 = 0; h4 < 4; ++h4) {
      for (int i = 0; i < 64; ++i) {
#pragma HLS PIPELINE II=1
        after_s.write(again_row[(t4 * 4 + h4) * 64 + i] + (raw_6_mem[(t4 * 4 + h4) * 64 + i] - after_sum_mem[t4 * 4 + h4]) * after_rsqrt_mem[t4 * 4 + h4] * gain_row[h4 * 64 + i]);
      }
    }
  }
}

// Writes after.
static void store_after(float* after2, hls::stream<float, 64>& after_s) {
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 64; ++i) {
#pragma HLS PIPELINE II=1
        after2[(t * 4 + h) * 64 + i] = after_s.read();
      }
    }
  }
}

}  // namespace after_processes

extern "C" void after(const mpc::word* w, const mpc::word* hidden_3, const mpc::word* again, const mpc::word* gain, float* after2) {
#pragma HLS INTERFACE mode=m_axi port=w bundle=gmem0 offset=slave depth=4096 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_3 bundle=gmem1 offset=slave depth=1024 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=again bundle=gmem2 offset=slave depth=512 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=gain bundle=gmem3 offset=slave depth=16 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=after2 bundle=gmem4 offset=slave depth=8192 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w
#pragma HLS INTERFACE mode=s_axilite port=hidden_3
#pragma HLS INTERFACE mode=s_axilite port=again
#pragma HLS INTERFACE mode=s_axilite port=gain
#pragma HLS INTERFACE mode=s_axilite port=after2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> w_s("w_s");  // holds four bursts
  hls::stream<float, 64> after_s("after_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(after_processes::load_w(w, w_s));
  MPC_PROCESS(after_processes::evaluate(hidden_3, again, gain, w_s, after_s));
  MPC_PROCESS(after_processes::store_after(after2, after_s));
}
