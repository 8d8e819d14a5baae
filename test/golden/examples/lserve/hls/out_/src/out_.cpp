// Step out (apply, lines 43, 44, 45), written by mpc.
// 6 processes (load_keys, load_keys_scale, load_values, load_values_scale, evaluate, store_out), 7 memory ports.
// Counted from this text, no tool asked: 270 DSP, 307 BRAM18, 0 URAM, 58093 LUT, 87429 FF; largest II 16;
// slowest process evaluate: 2878 * min(384, N) + 8653 cycles at 250 MHz.
#include "mpc_hls.h"

namespace out_processes {

// Reads keys in the order in which it is used.
static void load_keys(const mpc::word* keys, hls::stream<mpc::word, 128>& keys_s, int N) {
  for (int s = 0; s < mpc_min(N, 384); ++s) {
#pragma HLS PIPELINE II=16
    mpc::send_row(keys, mpc_min(s < 128 ? s : s + mpc_max(N - 128 - 256, 0), N - 1) * 16, 16, keys_s);
  }
}

// Reads keys_scale in the order in which it is used.
static void load_keys_scale(const float* keys_scale, hls::stream<float, 128>& keys_scale_s, int N) {
  for (int s = 0; s < mpc_min(N, 384); ++s) {
#pragma HLS PIPELINE II=8
    mpc::send_row(keys_scale, mpc_min(s < 128 ? s : s + mpc_max(N - 128 - 256, 0), N - 1) * 8, 8, keys_scale_s);
  }
}

// Reads values in the order in which it is used.
static void load_values(const mpc::word* values, hls::stream<mpc::word, 128>& values_s, int N) {
  for (int s = 0; s < mpc_min(N, 384); ++s) {
#pragma HLS PIPELINE II=16
    mpc::send_row(values, mpc_min(s < 128 ? s : s + mpc_max(N - 128 - 256, 0), N - 1) * 16, 16, values_s);
  }
}

// Reads values_scale in the order in which it is used.
static void load_values_scale(const float* values_scale, hls::stream<float, 128>& values_scale_s, int N) {
  for (int s = 0; s < mpc_min(N, 384); ++s) {
#pragma HLS PIPELINE II=8
    mpc::send_row(values_scale, mpc_min(s < 128 ? s : s + mpc_max(N - 128 - 256, 0), N - 1) * 8, 8, values_scale_s);
  }
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* q, const mpc::word* wide, hls::stream<mpc::word, 128>& keys_s, hls::stream<float, 128>& keys_scale_s, hls::stream<mpc::word, 128>& values_s, hls::stream<float, 128>& values_scale_s, hls::stream<float, 64>& out_s, int N) {
  MPC_ONCHIP float q_row[4096];
#pragma HLS ARRAY_PARTITION variable=q_row cyclic factor=32 dim=1
  MPC_ONCHIP int32_t keys_row[1024];
#pragma HLS ARRAY_PARTITION variable=keys_row cyclic factor=64 dim=1
  MPC_ONCHIP float keys_scale_row[8];
  MPC_ONCHIP float near_logit_mem[6144];
  MPC_ONCHIP float peak[16];
  MPC_ONCHIP float norm[16];
  MPC_ONCHIP float acc[2048];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  MPC_ONCHIP int32_t values_row[1024];
#pragma HLS ARRAY_PARTITION variable=values_row cyclic factor=64 dim=1
  MPC_ONCHIP float values_scale_row[8];
  MPC_ONCHIP float near_mem[2048];
  MPC_ONCHIP float wide_row[2048];
#pragma HLS ARRAY_PARTITION variable=wide_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::bf16>(q, 0, 128, q_row);
  mpc::fetch_words<mpc::f32>(wide, 0, 128, wide_row);
  for (int s = 0; s < mpc_min(N, 384); ++s) {
    mpc::take_words<mpc::i8>(keys_s, 16, keys_row);
    mpc::take_row<mpc::f32>(keys_scale_s, 8, keys_scale_row);
    for (int i = 0; i < 16; ++i) {
      float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
      for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
        part[c] = 0.0f;
      }
      for (int d = 0; d < 128; d += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
        float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
        for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
          lane[l] = q_row[(16 + i) * 128 + (d + l)] * (float(keys_row[(4 + i / 4) * 128 + (d + l)]) * keys_scale_row[4 + i / 4]);
        }
        part[d / 16 % 8] = part[d / 16 % 8] + mpc::adder_tree<16>::sum(lane);
      }
      near_logit_mem[i * mpc_min(384, N) + s] = mpc::adder_tree<8>::sum(part) / 11.313708f;
    }
  }
  mpc::fill<float>(peak, 16, -3.4028235e+38f);
  mpc::fill<float>(norm, 16, 0.0f);
  mpc::fill<float>(acc, 2048, 0.0f);
  for (int s2 = 0; s2 < mpc_min(N, 384); ++s2) {
    mpc::take_words<mpc::i8>(values_s, 16, values_row);
    mpc::take_row<mpc::f32>(values_scale_s, 8, values_scale_row);
    for (int i2 = 0; i2 < 16; ++i2) {
      const float peak_old = peak[i2];
      const float logit = near_logit_mem[i2 * mpc_min(384, N) + s2];
      const float next = mpc_max(peak_old, logit);
      const float fade = std::exp(peak_old - next);
      const float weight = std::exp(logit - next);
      norm[i2] = mpc::fma(norm[i2], fade, weight);
      peak[i2] = next;
      for (int c2 = 0; c2 < 128; c2 += 16) {
#pragma HLS PIPELINE II=1
        for (int l2 = 0; l2 < 16; ++l2) {
#pragma HLS UNROLL
          acc[i2 * 128 + (c2 + l2)] = mpc::fma(weight, float(values_row[(4 + i2 / 4) * 128 + (c2 + l2)]) * values_scale_row[4 + i2 / 4], acc[i2 * 128 + (c2 + l2)] * fade);
        }
      }
    }
  }
  for (int i3 = 0; i3 < 16; ++i3) {
    for (int c3 = 0; c3 < 128; ++c3) {
#pragma HLS PIPELINE II=1
      const float mean = norm[i3] == 0.0f ? 0.0f : acc[i3 * 128 + c3] / norm[i3];
      near_mem[i3 * 128 + c3] = mean;
    }
  }
  for (int i4 = 0; i4 < 32; ++i4) {
    for (int c4 = 0; c4 < 128; ++c4) {
#pragma HLS PIPELINE II=1
      out_s.write(i4 < 16 ? wide_row[mpc_min(i4, 15) * 128 + c4] : near_mem[mpc_max(i4 - 16, 0) * 128 + c4]);
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

extern "C" void out_(const mpc::word* keys, const float* keys_scale, const mpc::word* values, const float* values_scale, const mpc::word* q, const mpc::word* wide, float* out_2, int N) {
#pragma HLS INTERFACE mode=m_axi port=keys bundle=gmem0 offset=slave depth=2400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=keys_scale bundle=gmem1 offset=slave depth=1200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=values bundle=gmem2 offset=slave depth=2400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=values_scale bundle=gmem3 offset=slave depth=1200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q bundle=gmem4 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=wide bundle=gmem5 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=out_2 bundle=gmem6 offset=slave depth=4096 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=keys
#pragma HLS INTERFACE mode=s_axilite port=keys_scale
#pragma HLS INTERFACE mode=s_axilite port=values
#pragma HLS INTERFACE mode=s_axilite port=values_scale
#pragma HLS INTERFACE mode=s_axilite port=q
#pragma HLS INTERFACE mode=s_axilite port=wide
#pragma HLS INTERFACE mode=s_axilite port=out_2
#pragma HLS INTERFACE mode=s_axilite port=N
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> keys_s("keys_s");  // holds four bursts
  hls::stream<float, 128> keys_scale_s("keys_scale_s");  // holds four bursts
  hls::stream<mpc::word, 128> values_s("values_s");  // holds four bursts
  hls::stream<float, 128> values_scale_s("values_scale_s");  // holds four bursts
  hls::stream<float, 64> out_s("out_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(out_processes::load_keys(keys, keys_s, N));
  MPC_PROCESS(out_processes::load_keys_scale(keys_scale, keys_scale_s, N));
  MPC_PROCESS(out_processes::load_values(values, values_s, N));
  MPC_PROCESS(out_processes::load_values_scale(values_scale, values_scale_s, N));
  MPC_PROCESS(out_processes::evaluate(q, wide, keys_s, keys_scale_s, values_s, values_scale_s, out_s, N));
  MPC_PROCESS(out_processes::store_out(out_2, out_s));
}
