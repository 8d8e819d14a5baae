// Step out (apply, lines 50, 51), written by mpc.
// 4 processes (load_keys, load_values, evaluate, store_out), 10 memory ports.
// Counted from this text, no tool asked: 1304 DSP, 304 BRAM18, 16 URAM, 148829 LUT, 226781 FF; largest II 11;
// slowest process evaluate: 35104 * min(64, floor((N + 63) / 64)) + 140759 cycles at 250 MHz.
#include "mpc_hls.h"

namespace out_processes {

// Reads keys in the order in which it is used.
static void load_keys(const int32_t* blocks_count2, const mpc::word* blocks2, const mpc::word* keys, hls::stream<mpc::word, 128>& keys_s, int N) {
  MPC_ONCHIP int32_t blocks_count_row[8];
  MPC_ONCHIP int32_t blocks_row[512];
#pragma HLS ARRAY_PARTITION variable=blocks_row cyclic factor=16 dim=1
  mpc::fetch_row<mpc::i32>(blocks_count2, 0, 8, blocks_count_row);
  mpc::fetch_words<mpc::i32>(blocks2, 0, 32, blocks_row);
  for (int i = 0; i < 32; ++i) {
    const int b_at_hi = blocks_count_row[i / 4];
    for (int b_at = 0; b_at < b_at_hi; ++b_at) {
      const int j_hi = mpc_min(64, N - blocks_row[i / 4 * 64 + b_at] * 64);
      for (int j = 0; j < j_hi; ++j) {
#pragma HLS PIPELINE II=4
        mpc::send_row(keys, ((blocks_row[i / 4 * 64 + b_at] * 64 + j) * 8 + i / 4) * 4, 4, keys_s);
      }
    }
  }
}

// Reads values in the order in which it is used.
static void load_values(const int32_t* blocks_count3, const mpc::word* blocks3, const mpc::word* values, hls::stream<mpc::word, 128>& values_s, int N) {
  MPC_ONCHIP int32_t blocks_count_row[8];
  MPC_ONCHIP int32_t blocks_row[512];
#pragma HLS ARRAY_PARTITION variable=blocks_row cyclic factor=16 dim=1
  mpc::fetch_row<mpc::i32>(blocks_count3, 0, 8, blocks_count_row);
  mpc::fetch_words<mpc::i32>(blocks3, 0, 32, blocks_row);
  for (int i = 0; i < 32; ++i) {
    const int b_at_hi = blocks_count_row[i / 4];
    for (int b_at = 0; b_at < b_at_hi; ++b_at) {
      const int j_hi = mpc_min(64, N - blocks_row[i / 4 * 64 + b_at] * 64);
      for (int j = 0; j < j_hi; ++j) {
#pragma HLS PIPELINE II=4
        mpc::send_row(values, ((blocks_row[i / 4 * 64 + b_at] * 64 + j) * 8 + i / 4) * 4, 4, values_s);
      }
    }
  }
}

// Evaluates the formulas of the step.
static void evaluate(const int32_t* blocks_count, const mpc::word* blocks, const mpc::word* q, hls::stream<mpc::word, 128>& keys_s, hls::stream<float, 64>& out_s, hls::stream<mpc::word, 128>& values_s, int N) {
  MPC_ONCHIP float out_logit_mem[131072];
#pragma HLS BIND_STORAGE variable=out_logit_mem type=ram_2p impl=uram
  MPC_ONCHIP int32_t blocks_count_row[8];
  MPC_ONCHIP int32_t blocks_row[512];
#pragma HLS ARRAY_PARTITION variable=blocks_row cyclic factor=16 dim=1
  MPC_ONCHIP float q_row[4096];
#pragma HLS ARRAY_PARTITION variable=q_row cyclic factor=128 dim=1
  MPC_ONCHIP float keys_row[128];
#pragma HLS ARRAY_PARTITION variable=keys_row complete dim=1
  MPC_ONCHIP float peak[1];
  MPC_ONCHIP float norm[1];
  MPC_ONCHIP float acc[128];
#pragma HLS ARRAY_PARTITION variable=acc complete dim=1
  MPC_ONCHIP float values_row[128];
#pragma HLS ARRAY_PARTITION variable=values_row complete dim=1
  mpc::fetch_row<mpc::i32>(blocks_count, 0, 8, blocks_count_row);
  mpc::fetch_words<mpc::i32>(blocks, 0, 32, blocks_row);
  mpc::fetch_words<mpc::bf16>(q, 0, 128, q_row);
  for (int i = 0; i < 131072; ++i) {
#pragma HLS PIPELINE II=1
    out_logit_mem[i] = 0.0f;
  }
  for (int i2 = 0; i2 < 32; ++i2) {
    const int b_at_hi = blocks_count_row[i2 / 4];
    for (int b_at = 0; b_at < b_at_hi; ++b_at) {
      const int j_hi = mpc_min(64, N - blocks_row[i2 / 4 * 64 + b_at] * 64);
      for (int j = 0; j < j_hi; ++j) {
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
    const int b_at_hi2 = blocks_count_row[i3 / 4];
    for (int b_at2 = 0; b_at2 < b_at_hi2; ++b_at2) {
      const int j_hi2 = mpc_min(64, N - blocks_row[i3 / 4 * 64 + b_at2] * 64);
      for (int j2 = 0; j2 < j_hi2; ++j2) {
#pragma HLS PIPELINE II=11
        mpc::take_words<mpc::bf16>(values_s, 4, values_row);
        const float peak_old = peak[0];
        const float logit = out_logit_mem[(i3 * 64 + b_at2) * 64 + j2];
        const float next = mpc_max(peak_old, logit);
        const float fade = std::exp(peak_old - next);
        const float weight = std::exp(logit - next);
        norm[0] = mpc::fma(norm[0], fade, weight);
        peak[0] = next;
        for (int l2 = 0; l2 < 128; ++l2) {
#pragma HLS UNROLL
          acc[l2] = mpc::fma(weight, values_row[l2], acc[l2] * fade);
        }
      }
    }
    for (int c = 0; c < 128; ++c) {
#pragma HLS PIPELINE II=1
      const float mean = norm[0] == 0.0f ? 0.0f : acc[c] / norm[0];
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

}  // namespace out_processes

extern "C" void out_(const int32_t* blocks_count2, const mpc::word* blocks2, const mpc::word* keys, const int32_t* blocks_count3, const mpc::word* blocks3, const mpc::word* values, const int32_t* blocks_count, const mpc::word* blocks, const mpc::word* q, float* out_2, int N) {
#pragma HLS INTERFACE mode=m_axi port=blocks_count2 bundle=gmem0 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=blocks2 bundle=gmem1 offset=slave depth=32 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=keys bundle=gmem2 offset=slave depth=4800 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=blocks_count3 bundle=gmem3 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=blocks3 bundle=gmem4 offset=slave depth=32 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=values bundle=gmem5 offset=slave depth=4800 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=blocks_count bundle=gmem6 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=blocks bundle=gmem7 offset=slave depth=32 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q bundle=gmem8 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=out_2 bundle=gmem9 offset=slave depth=4096 latency=64 max_write_burst_length=32 num_write_outstanding=16
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
  hls::stream<mpc::word, 128> keys_s("keys_s");  // holds four bursts
  hls::stream<mpc::word, 128> values_s("values_s");  // holds four bursts
  hls::stream<float, 64> out_s("out_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(out_processes::load_keys(blocks_count2, blocks2, keys, keys_s, N));
  MPC_PROCESS(out_processes::load_values(blocks_count3, blocks3, values, values_s, N));
  MPC_PROCESS(out_processes::evaluate(blocks_count, blocks, q, keys_s, out_s, values_s, N));
  MPC_PROCESS(out_processes::store_out(out_2, out_s));
}
