// Step q (apply, lines 37, 38), written by mpc.
// 3 processes (load_q_raw, evaluate, store_q), 5 memory ports.
// Counted from this text, no tool asked: 156 DSP, 112 BRAM18, 0 URAM, 37247 LUT, 57686 FF; largest II 16;
// slowest process evaluate: 11468 * C + 248 cycles at 250 MHz.
#include "mpc_hls.h"

namespace q_processes {

// Reads q_raw in the order in which it is used.
static void load_q_raw(const mpc::word* q_raw, hls::stream<mpc::word, 128>& q_raw_s, int C) {
  mpc::send_row(q_raw, 0, 48 * C, q_raw_s);
}

// Evaluates the formulas of the step.
static void evaluate(float* q_active, float* l2_norm_1, const mpc::word* freq, hls::stream<mpc::word, 128>& q_raw_s, hls::stream<float, 64>& q_s, int C, int N) {
  MPC_ONCHIP float q_raw_row[1536];
#pragma HLS ARRAY_PARTITION variable=q_raw_row cyclic factor=32 dim=1
  MPC_ONCHIP float l2_norm_1_sum_mem[8192];
  MPC_ONCHIP float freq_row[192];
#pragma HLS ARRAY_PARTITION variable=freq_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::f32>(freq, 0, 12, freq_row);
  for (int t = 0; t < C; ++t) {
    mpc::take_words<mpc::bf16>(q_raw_s, 48, q_raw_row);
    for (int h = 0; h < 4; ++h) {
      for (int d = 0; d < 384; ++d) {
#pragma HLS PIPELINE II=1
        q_active[(t * 4 + h) * 384 + d] = q_raw_row[h * 384 + d] / (1.0f + std::exp(-q_raw_row[h * 384 + d]));
      }
    }
  }
  for (int t2 = 0; t2 < C; ++t2) {
    for (int h2 = 0; h2 < 4; ++h2) {
      float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
      for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
        part[c] = 0.0f;
      }
      for (int i = 0; i < 384; i += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
        float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
        for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
          const float q_active_at = q_active[(t2 * 4 + h2) * 384 + (i + l)];
          lane[l] = q_active_at * q_active_at;
        }
        part[i / 16 % 8] = part[i / 16 % 8] + mpc::adder_tree<16>::sum(lane);
      }
      l2_norm_1_sum_mem[t2 * 4 + h2] = mpc_max(0.000001f, std::sqrt(mpc::adder_tree<8>::sum(part)));
    }
  }
  for (int t3 = 0; t3 < C; ++t3) {
    for (int h3 = 0; h3 < 4; ++h3) {
      for (int i2 = 0; i2 < 384; ++i2) {
#pragma HLS PIPELINE II=1
        const float q_active_at2 = q_active[(t3 * 4 + h3) * 384 + i2];
        l2_norm_1[(t3 * 4 + h3) * 384 + i2] = q_active_at2 / l2_norm_1_sum_mem[t3 * 4 + h3];
      }
    }
  }
  for (int t4 = 0; t4 < C; ++t4) {
    for (int h4 = 0; h4 < 4; ++h4) {
      for (int i3 = 0; i3 < 384; ++i3) {
#pragma HLS PIPELINE II=1
        const float l2_norm_1_at = l2_norm_1[(t4 * 4 + h4) * 384 + i3];
        const float l2_norm_1_at2 = l2_norm_1[(t4 * 4 + h4) * 384 + mpc_min(i3 + 192, 383)];
        const float l2_norm_1_at3 = l2_norm_1[(t4 * 4 + h4) * 384 + mpc_max(i3 - 192, 0)];
        q_s.write(l2_norm_1_at * std::cos(float(N - C + t4) * freq_row[i3 % 192]) + (i3 < 192 ? -l2_norm_1_at2 : l2_norm_1_at3) * std::sin(float(N - C + t4) * freq_row[i3 % 192]));
      }
    }
  }
}

// Writes q.
static void store_q(float* q2, hls::stream<float, 64>& q_s, int C) {
  for (int t = 0; t < C; ++t) {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
#pragma HLS PIPELINE II=1
        q2[(t * 4 + h) * 384 + i] = q_s.read();
      }
    }
  }
}

}  // namespace q_processes

extern "C" void q(const mpc::word* q_raw, float* q_active, float* l2_norm_1, const mpc::word* freq, float* q2, int C, int N) {
#pragma HLS INTERFACE mode=m_axi port=q_raw bundle=gmem0 offset=slave depth=7200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q_active bundle=gmem1 offset=slave depth=230400 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=l2_norm_1 bundle=gmem2 offset=slave depth=230400 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=freq bundle=gmem3 offset=slave depth=12 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q2 bundle=gmem4 offset=slave depth=230400 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=q_raw
#pragma HLS INTERFACE mode=s_axilite port=q_active
#pragma HLS INTERFACE mode=s_axilite port=l2_norm_1
#pragma HLS INTERFACE mode=s_axilite port=freq
#pragma HLS INTERFACE mode=s_axilite port=q2
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=N
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> q_raw_s("q_raw_s");  // holds four bursts
  hls::stream<float, 64> q_s("q_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(q_processes::load_q_raw(q_raw, q_raw_s, C));
  MPC_PROCESS(q_processes::evaluate(q_active, l2_norm_1, freq, q_raw_s, q_s, C, N));
  MPC_PROCESS(q_processes::store_q(q2, q_s, C));
}
