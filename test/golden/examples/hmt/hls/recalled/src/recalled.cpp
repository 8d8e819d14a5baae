// Step recalled (relevancy, lines 31, 32, 36, 37), written by mpc.
// 5 processes (load_w_q, load_keys, load_bank, evaluate, store_recalled), 6 memory ports.
// Counted from this text, no tool asked: 266 DSP, 323 BRAM18, 0 URAM, 49754 LUT, 74701 FF; largest II 1;
// slowest process evaluate: 909 * min(300, N - 1) + 1679923 cycles at 250 MHz.
#include "mpc_hls.h"

namespace recalled_processes {

// Reads w_q in the order in which it is used.
static void load_w_q(const mpc::word* w_q, hls::stream<mpc::word, 128>& w_q_s) {
  mpc::send_row(w_q, 0, 524288, w_q_s);
}

// Reads keys in the order in which it is used.
static void load_keys(const mpc::word* keys, hls::stream<mpc::word, 128>& keys_s, int N) {
  for (int m = 0; m < mpc_min(N - 1, 300); ++m) {
    mpc::send_row(keys, m * 128, 128, keys_s);
  }
}

// Reads bank in the order in which it is used.
static void load_bank(const mpc::word* bank, hls::stream<mpc::word, 128>& bank_s, int N) {
  for (int m = 0; m < mpc_min(N - 1, 300); ++m) {
    mpc::send_row(bank, m * 128, 128, bank_s);
  }
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* summary, const mpc::word* first, hls::stream<mpc::word, 128>& w_q_s, hls::stream<mpc::word, 128>& keys_s, hls::stream<mpc::word, 128>& bank_s, hls::stream<float, 64>& recalled_s, int N) {
  MPC_ONCHIP float acc[4096];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  MPC_ONCHIP float summary_row[4096];
#pragma HLS ARRAY_PARTITION variable=summary_row cyclic factor=16 dim=1
  MPC_ONCHIP float w_q_row[4096];
#pragma HLS ARRAY_PARTITION variable=w_q_row cyclic factor=32 dim=1
  MPC_ONCHIP float query_mem[4096];
#pragma HLS ARRAY_PARTITION variable=query_mem cyclic factor=16 dim=1
  MPC_ONCHIP float keys_row[4096];
#pragma HLS ARRAY_PARTITION variable=keys_row cyclic factor=32 dim=1
  MPC_ONCHIP float score_mem[300];
  MPC_ONCHIP float peak[1];
  MPC_ONCHIP float norm[1];
  MPC_ONCHIP float acc2[4096];
#pragma HLS ARRAY_PARTITION variable=acc2 cyclic factor=16 dim=1
  MPC_ONCHIP float bank_row[4096];
#pragma HLS ARRAY_PARTITION variable=bank_row cyclic factor=32 dim=1
  MPC_ONCHIP float mixed_mem[4096];
  MPC_ONCHIP float first_row[4096];
#pragma HLS ARRAY_PARTITION variable=first_row cyclic factor=32 dim=1
  mpc::fetch_words<mpc::f32>(summary, 0, 256, summary_row);
  mpc::fetch_words<mpc::bf16>(first, 0, 128, first_row);
  mpc::fill<float>(acc, 4096, 0.0f);
  for (int i = 0; i < 4096; ++i) {
    mpc::take_words<mpc::bf16>(w_q_s, 128, w_q_row);
    for (int j = 0; j < 4096; j += 16) {
#pragma HLS PIPELINE II=1
      for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
        acc[j + l] = mpc::fma(summary_row[i], w_q_row[j + l], acc[j + l]);
      }
    }
  }
  for (int j2 = 0; j2 < 4096; ++j2) {
#pragma HLS PIPELINE II=1
    query_mem[j2] = acc[j2];
  }
  for (int m = 0; m < mpc_min(N - 1, 300); ++m) {
    mpc::take_words<mpc::bf16>(keys_s, 128, keys_row);
    float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
    for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
      part[c] = 0.0f;
    }
    for (int j3 = 0; j3 < 4096; j3 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
      float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
      for (int l2 = 0; l2 < 16; ++l2) {
#pragma HLS UNROLL
        lane[l2] = query_mem[j3 + l2] * keys_row[j3 + l2];
      }
      part[j3 / 16 % 8] = part[j3 / 16 % 8] + mpc::adder_tree<16>::sum(lane);
    }
    score_mem[m] = mpc::adder_tree<8>::sum(part) * 0.015625f;
  }
  mpc::fill<float>(peak, 1, -3.4028235e+38f);
  mpc::fill<float>(norm, 1, 0.0f);
  mpc::fill<float>(acc2, 4096, 0.0f);
  for (int m2 = 0; m2 < mpc_min(N - 1, 300); ++m2) {
    mpc::take_words<mpc::bf16>(bank_s, 128, bank_row);
    const float peak_old = peak[0];
    const float logit = score_mem[m2];
    const float next = mpc_max(peak_old, logit);
    const float fade = std::exp(peak_old - next);
    const float weight = std::exp(logit - next);
    norm[0] = mpc::fma(norm[0], fade, weight);
    peak[0] = next;
    for (int i2 = 0; i2 < 4096; i2 += 16) {
#pragma HLS PIPELINE II=1
      for (int l3 = 0; l3 < 16; ++l3) {
#pragma HLS UNROLL
        acc2[i2 + l3] = mpc::fma(weight, bank_row[i2 + l3], acc2[i2 + l3] * fade);
      }
    }
  }
  for (int i3 = 0; i3 < 4096; ++i3) {
#pragma HLS PIPELINE II=1
    const float mean = norm[0] == 0.0f ? 0.0f : acc2[i3] / norm[0];
    mixed_mem[i3] = mean;
  }
  for (int i4 = 0; i4 < 4096; ++i4) {
#pragma HLS PIPELINE II=1
    recalled_s.write(N == 1 ? first_row[i4] : mixed_mem[i4]);
  }
}

// Writes recalled.
static void store_recalled(float* recalled2, hls::stream<float, 64>& recalled_s) {
  for (int i = 0; i < 4096; ++i) {
#pragma HLS PIPELINE II=1
    recalled2[i] = recalled_s.read();
  }
}

}  // namespace recalled_processes

extern "C" void recalled(const mpc::word* w_q, const mpc::word* keys, const mpc::word* bank, const mpc::word* summary, const mpc::word* first, float* recalled2, int N) {
#pragma HLS INTERFACE mode=m_axi port=w_q bundle=gmem0 offset=slave depth=524288 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=keys bundle=gmem1 offset=slave depth=38400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=bank bundle=gmem2 offset=slave depth=38400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=summary bundle=gmem3 offset=slave depth=256 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=first bundle=gmem4 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=recalled2 bundle=gmem5 offset=slave depth=4096 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w_q
#pragma HLS INTERFACE mode=s_axilite port=keys
#pragma HLS INTERFACE mode=s_axilite port=bank
#pragma HLS INTERFACE mode=s_axilite port=summary
#pragma HLS INTERFACE mode=s_axilite port=first
#pragma HLS INTERFACE mode=s_axilite port=recalled2
#pragma HLS INTERFACE mode=s_axilite port=N
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> w_q_s("w_q_s");  // holds four bursts
  hls::stream<mpc::word, 128> keys_s("keys_s");  // holds four bursts
  hls::stream<mpc::word, 128> bank_s("bank_s");  // holds four bursts
  hls::stream<float, 64> recalled_s("recalled_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(recalled_processes::load_w_q(w_q, w_q_s));
  MPC_PROCESS(recalled_processes::load_keys(keys, keys_s, N));
  MPC_PROCESS(recalled_processes::load_bank(bank, bank_s, N));
  MPC_PROCESS(recalled_processes::evaluate(summary, first, w_q_s, keys_s, bank_s, recalled_s, N));
  MPC_PROCESS(recalled_processes::store_recalled(recalled2, recalled_s));
}
