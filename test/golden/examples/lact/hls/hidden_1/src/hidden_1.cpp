// Step hidden_1 (apply, lines 37, 38, 39), written by mpc.
// 5 processes (load_q_raw, load_w0, load_w2, evaluate, store_hidden_1), 8 memory ports.
// Counted from this text, no tool asked: 344 DSP, 209 BRAM18, 0 URAM, 64563 LUT, 97753 FF; largest II 1;
// slowest process evaluate: 767152 * C + 22241324 cycles at 250 MHz.
#include "mpc_hls.h"

namespace hidden_1_processes {

// Reads q_raw in the order in which it is used.
static void load_q_raw(const mpc::word* q_raw, hls::stream<mpc::word, 128>& q_raw_s, int C) {
  mpc::send_row(q_raw, 0, 48 * C, q_raw_s);
}

// Reads w0 in the order in which it is used.
static void load_w0(const mpc::word* w0, hls::stream<mpc::word, 128>& w0_s) {
  mpc::send_row(w0, 0, 36864, w0_s);
}

// Reads w2 in the order in which it is used.
static void load_w2(const mpc::word* w2, hls::stream<mpc::word, 128>& w2_s) {
  mpc::send_row(w2, 0, 36864, w2_s);
}

// Evaluates the formulas of the step.
static void evaluate(float* q_active, float* l2_norm_1, const mpc::word* freq, float* q, hls::stream<mpc::word, 128>& q_raw_s, hls::stream<float, 64>& hidden_1_s, hls::stream<mpc::word, 128>& w0_s, hls::stream<mpc::word, 128>& w2_s, int C, int N) {
  MPC_ONCHIP float q_raw_row[1536];
#pragma HLS ARRAY_PARTITION variable=q_raw_row cyclic factor=32 dim=1
  MPC_ONCHIP float l2_norm_1_sum_mem[8192];
  MPC_ONCHIP float freq_row[192];
#pragma HLS ARRAY_PARTITION variable=freq_row cyclic factor=16 dim=1
  MPC_ONCHIP float acc[2048];
  MPC_ONCHIP float w0_row[384];
#pragma HLS ARRAY_PARTITION variable=w0_row cyclic factor=16 dim=1
  MPC_ONCHIP float w2_row[384];
#pragma HLS ARRAY_PARTITION variable=w2_row cyclic factor=16 dim=1
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
      l2_norm_1_sum_mem[t2 * 4 + h2] = mpc_max(std::sqrt(mpc::adder_tree<8>::sum(part)), 0.000001f);
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
        q[(t4 * 4 + h4) * 384 + i3] = l2_norm_1_at * std::cos(float(N - C + t4) * freq_row[i3 % 192]) + (i3 < 192 ? -l2_norm_1_at2 : l2_norm_1_at3) * std::sin(float(N - C + t4) * freq_row[i3 % 192]);
      }
    }
  }
  for (int h5 = 0; h5 < 4; ++h5) {
    for (int k = 0; k < 384; ++k) {
      mpc::take_words<mpc::f32>(w0_s, 24, w0_row);
      mpc::take_words<mpc::f32>(w2_s, 24, w2_row);
      mpc::fill<float>(acc, 2048, 0.0f);
      for (int j = 0; j < 384; ++j) {
        for (int t5 = 0; t5 < C; ++t5) {
#pragma HLS PIPELINE II=1
          const float q_at = q[(t5 * 4 + h5) * 384 + j];
          acc[t5] = mpc::fma(w0_row[j], q_at, acc[t5]);
        }
      }
      for (int t6 = 0; t6 < C; ++t6) {
        float part2[8];
#pragma HLS ARRAY_PARTITION variable=part2 complete dim=1
        for (int c2 = 0; c2 < 8; ++c2) {
#pragma HLS UNROLL
          part2[c2] = 0.0f;
        }
        for (int j2 = 0; j2 < 384; j2 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part2 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          float lane2[16];
#pragma HLS ARRAY_PARTITION variable=lane2 complete dim=1
          for (int l2 = 0; l2 < 16; ++l2) {
#pragma HLS UNROLL
            const float q_at2 = q[(t6 * 4 + h5) * 384 + (j2 + l2)];
            lane2[l2] = w0_row[j2 + l2] * q_at2;
          }
          part2[j2 / 16 % 8] = part2[j2 / 16 % 8] + mpc::adder_tree<16>::sum(lane2);
        }
        float part3[8];
#pragma HLS ARRAY_PARTITION variable=part3 complete dim=1
        for (int c3 = 0; c3 < 8; ++c3) {
#pragma HLS UNROLL
          part3[c3] = 0.0f;
        }
        for (int j3 = 0; j3 < 384; j3 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part3 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          float lane3[16];
#pragma HLS ARRAY_PARTITION variable=lane3 complete dim=1
          for (int l3 = 0; l3 < 16; ++l3) {
#pragma HLS UNROLL
            const float q_at3 = q[(t6 * 4 + h5) * 384 + (j3 + l3)];
            lane3[l3] = w2_row[j3 + l3] * q_at3;
          }
          part3[j3 / 16 % 8] = part3[j3 / 16 % 8] + mpc::adder_tree<16>::sum(lane3);
        }
        hidden_1_s.write(acc[t6] / (1.0f + std::exp(-mpc::adder_tree<8>::sum(part2))) * mpc::adder_tree<8>::sum(part3));
      }
    }
  }
}

// Writes hidden_1.
static void store_hidden_1(float* hidden_1_2, hls::stream<float, 64>& hidden_1_s, int C) {
  for (int h = 0; h < 4; ++h) {
    for (int k = 0; k < 384; ++k) {
      for (int t = 0; t < C; ++t) {
#pragma HLS PIPELINE II=1
        hidden_1_2[(h * C + t) * 384 + k] = hidden_1_s.read();
      }
    }
  }
}

}  // namespace hidden_1_processes

extern "C" void hidden_1(const mpc::word* q_raw, const mpc::word* w0, const mpc::word* w2, float* q_active, float* l2_norm_1, const mpc::word* freq, float* q, float* hidden_1_2, int C, int N) {
#pragma HLS INTERFACE mode=m_axi port=q_raw bundle=gmem0 offset=slave depth=7200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w0 bundle=gmem1 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w2 bundle=gmem2 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q_active bundle=gmem3 offset=slave depth=230400 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=l2_norm_1 bundle=gmem4 offset=slave depth=230400 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=freq bundle=gmem5 offset=slave depth=12 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q bundle=gmem6 offset=slave depth=230400 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_1_2 bundle=gmem7 offset=slave depth=230400 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=q_raw
#pragma HLS INTERFACE mode=s_axilite port=w0
#pragma HLS INTERFACE mode=s_axilite port=w2
#pragma HLS INTERFACE mode=s_axilite port=q_active
#pragma HLS INTERFACE mode=s_axilite port=l2_norm_1
#pragma HLS INTERFACE mode=s_axilite port=freq
#pragma HLS INTERFACE mode=s_axilite port=q
#pragma HLS INTERFACE mode=s_axilite port=hidden_1_2
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=N
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> q_raw_s("q_raw_s");  // holds four bursts
  hls::stream<mpc::word, 128> w0_s("w0_s");  // holds four bursts
  hls::stream<mpc::word, 128> w2_s("w2_s");  // holds four bursts
  hls::stream<float, 64> hidden_1_s("hidden_1_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(hidden_1_processes::load_q_raw(q_raw, q_raw_s, C));
  MPC_PROCESS(hidden_1_processes::load_w0(w0, w0_s));
  MPC_PROCESS(hidden_1_processes::load_w2(w2, w2_s));
  MPC_PROCESS(hidden_1_processes::evaluate(q_active, l2_norm_1, freq, q, q_raw_s, hidden_1_s, w0_s, w2_s, C, N));
  MPC_PROCESS(hidden_1_processes::store_hidden_1(hidden_1_2, hidden_1_s, C));
}
