// Step out (apply), written by mpc.
// 4 processes (load_keys, load_values, evaluate, store_out), 10 memory ports.
// Estimate, no tool asked: 1236 DSP, 408 BRAM18, 16 URAM, 98170 LUT, 151315 FF; largest II 4;
// slowest process evaluate: 1712360 cycles.
#include "mpc_hls.h"

namespace out__processes {

// Reads keys in the order in which it is used.
static void load_keys(const int32_t* blocks_count2, const mpc::word* blocks2, const mpc::word* keys, hls::stream<mpc::word, 128>& keys_s, int N) {
  static int32_t blocks_count_row[8];
  static int32_t blocks_row[512];
#pragma HLS ARRAY_PARTITION variable=blocks_row cyclic factor=16 dim=1
  mpc::fetch_row<mpc::i32>(blocks_count2, 0, 8, blocks_count_row);
  mpc::fetch_words<mpc::i32>(blocks2, 0, 32, blocks_row);
  for (int i = 0; i < 32; ++i) {
    for (int b_at = 0; b_at < blocks_count_row[i / 4]; ++b_at) {
      for (int j = 0; j < mpc_min(64, N - blocks_row[i / 4 * 64 + b_at] * 64); ++j) {
#pragma HLS PIPELINE II=4
        mpc::send_row(keys, ((blocks_row[i / 4 * 64 + b_at] * 64 + j) * 8 + i / 4) * 4, 4, keys_s);
      }
    }
  }
}

// Reads values in the order in which it is used.
static void load_values(const int32_t* blocks_count3, const mpc::word* blocks3, const mpc::word* values, hls::stream<mpc::word, 128>& values_s, int N) {
  static int32_t blocks_count_row[8];
  static int32_t blocks_row[512];
#pragma HLS ARRAY_PARTITION variable=blocks_row cyclic factor=16 dim=1
  mpc::fetch_row<mpc::i32>(blocks_count3, 0, 8, blocks_count_row);
  mpc::fetch_words<mpc::i32>(blocks3, 0, 32, blocks_row);
  for (int i = 0; i < 32; ++i) {
    for (int b_at = 0; b_at < blocks_count_row[i / 4]; ++b_at) {
      for (int j = 0; j < mpc_min(64, N - blocks_row[i / 4 * 64 + b_at] * 64); ++j) {
#pragma HLS PIPELINE II=4
        mpc::send_row(values, ((blocks_row[i / 4 * 64 + b_at] * 64 + j) * 8 + i / 4) * 4, 4, values_s);
      }
    }
  }
}

// Evaluates the formulas of the step.
static void evaluate(const int32_t* blocks_count, const mpc::word* blocks, const mpc::word* q, hls::stream<mpc::word, 128>& keys_s, hls::stream<float, 64>& out_s, hls::stream<mpc::word, 128>& values_s, int N) {
  static float out_logit_mem[131072];
#pragma HLS BIND_STORAGE variable=out_logit_mem type=ram_2p impl=uram
  static int32_t blocks_count_row[8];
  static int32_t blocks_row[512];
#pragma HLS ARRAY_PARTITION variable=blocks_row cyclic factor=16 dim=1
  static float q_row[4096];
#pragma HLS ARRAY_PARTITION variable=q_row cyclic factor=128 dim=1
  static float keys_row[128];
#pragma HLS ARRAY_PARTITION variable=keys_row complete dim=1
  static float peak[1];
  static float norm[1];
  static float acc[128];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  static float values_row[128];
#pragma HLS ARRAY_PARTITION variable=values_row cyclic factor=32 dim=1
  mpc::fetch_row<mpc::i32>(blocks_count, 0, 8, blocks_count_row);
  mpc::fetch_words<mpc::i32>(blocks, 0, 32, blocks_row);
  mpc::fetch_words<mpc::bf16>(q, 0, 128, q_row);
  for (int i = 0; i < 131072; ++i) {
#pragma HLS PIPELINE II=1
    out_logit_mem[i] = 0.0f;
  }
  for (int i2 = 0; i2 < 32; ++i2) {
    for (int b_at = 0; b_at < blocks_count_row[i2 / 4]; ++b_at) {
      for (int j = 0; j < mpc_min(64, N - blocks_row[i2 / 4 * 64 + b_at] * 64); ++j) {
#pragma HLS PIPELINE II=4
        mpc::take_words<mpc::bf16>(keys_s, 4, keys_row);
        float lane[128];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
        for (int l = 0; l < 128; ++l) {
#pragma HLS UNROLL
          lane[l] = q_row[i2 * 128 + l] * keys_row[l];
        }
        const float sum = mpc::adder_tree<128>::sum(lane);
        out_logit_mem[(i2 * 64 + b_at) * 64 + j] = sum / 11.313708f;
      }
    }
  }
  for (int i3 = 0; i3 < 32; ++i3) {
    mpc::fill<float>(peak, 1, -3.4028235e+38f);
    mpc::fill<float>(norm, 1, 0.0f);
    mpc::fill<float>(acc, 128, 0.0f);
    for (int b_at2 = 0; b_at2 < blocks_count_row[i3 / 4]; ++b_at2) {
      for (int j2 = 0; j2 < mpc_min(64, N - blocks_row[i3 / 4 * 64 + b_at2] * 64); ++j2) {
        mpc::take_words<mpc::bf16>(values_s, 4, values_row);
        const float peak_old = peak[0];
        const float logit = out_logit_mem[(i3 * 64 + b_at2) * 64 + j2];
        const float next = mpc_max(peak_old, logit);
        const float fade = std::exp(peak_old - next);
        const float weight = std::exp(logit - next);
        norm[0] = mpc::fma(norm[0], fade, weight);
        peak[0] = next;
        for (int c = 0; c < 128; c += 16) {
#pragma HLS PIPELINE II=1
          for (int l2 = 0; l2 < 16; ++l2) {
#pragma HLS UNROLL
            acc[c + l2] = mpc::fma(weight, values_row[c + l2], acc[c + l2] * fade);
          }
        }
      }
    }
    for (int c2 = 0; c2 < 128; ++c2) {
#pragma HLS PIPELINE II=1
      const float mean = 0.0f < norm[0] ? acc[c2] / norm[0] : 0.0f;
      out_s.write(mean);
    }
  }
}

// Writes out.
static void store_out(float* out_2, hls::stream<float, 64>& out_s) {
  for (int i = 0; i < 32; ++i) {
    for (int c = 0; c < 128; ++c) {
#pragma HLS PIPELINE II=1
      out_2[i * 128 + c] = out_s.read();
    }
  }
}

}  // namespace out__processes

extern "C" void out_(const int32_t* blocks_count2, const mpc::word* blocks2, const mpc::word* keys, const int32_t* blocks_count3, const mpc::word* blocks3, const mpc::word* values, const int32_t* blocks_count, const mpc::word* blocks, const mpc::word* q, float* out_2, int N) {
#pragma HLS INTERFACE mode=m_axi port=blocks_count2 bundle=gmem0 offset=slave depth=4096 latency=64 max_read_burst_length=64 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=blocks2 bundle=gmem1 offset=slave depth=4096 latency=64 max_read_burst_length=64 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=keys bundle=gmem2 offset=slave depth=4096 latency=64 max_read_burst_length=64 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=blocks_count3 bundle=gmem3 offset=slave depth=4096 latency=64 max_read_burst_length=64 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=blocks3 bundle=gmem4 offset=slave depth=4096 latency=64 max_read_burst_length=64 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=values bundle=gmem5 offset=slave depth=4096 latency=64 max_read_burst_length=64 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=blocks_count bundle=gmem6 offset=slave depth=4096 latency=64 max_read_burst_length=64 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=blocks bundle=gmem7 offset=slave depth=4096 latency=64 max_read_burst_length=64 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q bundle=gmem8 offset=slave depth=4096 latency=64 max_read_burst_length=64 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=out_2 bundle=gmem9 offset=slave depth=4096 latency=64 max_write_burst_length=64 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=blocks_count2
#pragma HLS INTERFACE mode=s_axilite port=blocks2
#pragma HLS INTERFACE mode=s_axilite port=keys
#pragma HLS INTERFACE mode=s_axilite port=blocks_count3
#pragma HLS INTERFACE mode=s_axilite port=blocks3
#pragma HLS INTERFACE mode=s_axilite port=values
#pragma HLS INTERFACE mode=s_axilite port=blocks_count
#pragma HLS INTERFACE mode=s_axilite port=blocks
#pragma HLS INTERFACE mode=s_axilite port=q
#pragma HLS INTERFACE mode=s_axilite port=out_2
#pragma HLS INTERFACE mode=s_axilite port=N
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> keys_s("keys_s");  // covers the latency of two bursts
  hls::stream<mpc::word, 128> values_s("values_s");  // covers the latency of two bursts
  hls::stream<float, 64> out_s("out_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(out__processes::load_keys(blocks_count2, blocks2, keys, keys_s, N));
  MPC_PROCESS(out__processes::load_values(blocks_count3, blocks3, values, values_s, N));
  MPC_PROCESS(out__processes::evaluate(blocks_count, blocks, q, keys_s, out_s, values_s, N));
  MPC_PROCESS(out__processes::store_out(out_2, out_s));
}
