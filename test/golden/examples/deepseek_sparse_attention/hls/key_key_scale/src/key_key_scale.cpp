// Step key_key_scale (prepare, lines 36, 37, 38, 39, 40), written by mpc.
// 4 processes (load_w_k, evaluate, store_key, store_key_scale), 7 memory ports.
// Counted from this text, no tool asked: 349 DSP, 256 BRAM18, 0 URAM, 70531 LUT, 102442 FF; largest II 2;
// slowest process evaluate: 249269 cycles at 250 MHz.
#include "mpc_hls.h"

namespace key_key_scale_processes {

// Reads w_k in the order in which it is used.
static void load_w_k(const mpc::word* w_k, hls::stream<mpc::word, 128>& w_k_s) {
  mpc::send_row(w_k, 0, 28672, w_k_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* x, const mpc::word* gain_k, const mpc::word* bias_k, const mpc::word* freq, hls::stream<mpc::word, 128>& w_k_s, hls::stream<float, 64>& key_s, hls::stream<float, 64>& key_scale_s, int T) {
  MPC_ONCHIP float acc[128];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  MPC_ONCHIP float x_row[7168];
#pragma HLS ARRAY_PARTITION variable=x_row cyclic factor=32 dim=1
  MPC_ONCHIP float w_k_row[128];
#pragma HLS ARRAY_PARTITION variable=w_k_row cyclic factor=32 dim=1
  MPC_ONCHIP float k_mem[128];
#pragma HLS ARRAY_PARTITION variable=k_mem cyclic factor=16 dim=1
  MPC_ONCHIP float layer_norm_1_sum_m[1];
  MPC_ONCHIP float layer_norm_1_rsqrt[1];
  MPC_ONCHIP float gain_k_row[128];
#pragma HLS ARRAY_PARTITION variable=gain_k_row cyclic factor=16 dim=1
  MPC_ONCHIP float bias_k_row[128];
#pragma HLS ARRAY_PARTITION variable=bias_k_row cyclic factor=16 dim=1
  MPC_ONCHIP float layer_norm_1_mem[128];
  MPC_ONCHIP float freq_row[32];
#pragma HLS ARRAY_PARTITION variable=freq_row cyclic factor=16 dim=1
  MPC_ONCHIP float rope_half_1_mem[128];
#pragma HLS ARRAY_PARTITION variable=rope_half_1_mem cyclic factor=16 dim=1
  MPC_ONCHIP float k_rot_mem[128];
  MPC_ONCHIP float k_scale_mem[1];
  mpc::fetch_words<mpc::bf16>(x, 0, 224, x_row);
  mpc::fetch_words<mpc::f32>(gain_k, 0, 8, gain_k_row);
  mpc::fetch_words<mpc::f32>(bias_k, 0, 8, bias_k_row);
  mpc::fetch_words<mpc::f32>(freq, 0, 2, freq_row);
  mpc::fill<float>(acc, 128, 0.0f);
  for (int i = 0; i < 7168; ++i) {
    mpc::take_words<mpc::bf16>(w_k_s, 4, w_k_row);
    for (int j = 0; j < 128; j += 16) {
#pragma HLS PIPELINE II=1
      for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
        acc[j + l] = mpc::fma(x_row[i], w_k_row[j + l], acc[j + l]);
      }
    }
  }
  for (int j2 = 0; j2 < 128; ++j2) {
#pragma HLS PIPELINE II=1
    k_mem[j2] = acc[j2];
  }
  float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
  for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
    part[c] = 0.0f;
  }
  for (int i2 = 0; i2 < 128; i2 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
    float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
    for (int l2 = 0; l2 < 16; ++l2) {
#pragma HLS UNROLL
      lane[l2] = k_mem[i2 + l2];
    }
    part[i2 / 16 % 8] = part[i2 / 16 % 8] + mpc::adder_tree<16>::sum(lane);
  }
  layer_norm_1_sum_m[0] = mpc::adder_tree<8>::sum(part) * 0.0078125f;
  float part2[8];
#pragma HLS ARRAY_PARTITION variable=part2 complete dim=1
  for (int c2 = 0; c2 < 8; ++c2) {
#pragma HLS UNROLL
    part2[c2] = 0.0f;
  }
  for (int j3 = 0; j3 < 128; j3 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part2 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
    float lane2[16];
#pragma HLS ARRAY_PARTITION variable=lane2 complete dim=1
    for (int l3 = 0; l3 < 16; ++l3) {
#pragma HLS UNROLL
      lane2[l3] = (k_mem[j3 + l3] - layer_norm_1_sum_m[0]) * (k_mem[j3 + l3] - layer_norm_1_sum_m[0]);
    }
    part2[j3 / 16 % 8] = part2[j3 / 16 % 8] + mpc::adder_tree<16>::sum(lane2);
  }
  layer_norm_1_rsqrt[0] = mpc::rsqrt(mpc::adder_tree<8>::sum(part2) * 0.0078125f + 0.000001f);
  for (int i3 = 0; i3 < 128; ++i3) {
#pragma HLS PIPELINE II=1
    layer_norm_1_mem[i3] = (k_mem[i3] - layer_norm_1_sum_m[0]) * layer_norm_1_rsqrt[0] * gain_k_row[i3] + bias_k_row[i3];
  }
  for (int i4 = 0; i4 < 128; ++i4) {
#pragma HLS PIPELINE II=1
    rope_half_1_mem[i4] = i4 < 64 ? layer_norm_1_mem[i4] * std::cos(float(T - 1) * freq_row[i4 % 32]) + (i4 < 32 ? -layer_norm_1_mem[mpc_min(i4 + 32, 127)] : layer_norm_1_mem[mpc_max(i4 - 32, 0)]) * std::sin(float(T - 1) * freq_row[i4 % 32]) : layer_norm_1_mem[i4];
  }
  for (int i5 = 0; i5 < 128; ++i5) {
    float part3[8];
#pragma HLS ARRAY_PARTITION variable=part3 complete dim=1
    for (int c3 = 0; c3 < 8; ++c3) {
#pragma HLS UNROLL
      part3[c3] = 0.0f;
    }
    for (int j4 = 0; j4 < 128; j4 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part3 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
      float lane3[16];
#pragma HLS ARRAY_PARTITION variable=lane3 complete dim=1
      for (int l4 = 0; l4 < 16; ++l4) {
#pragma HLS UNROLL
        lane3[l4] = mpc_floor_mod(mpc_popcount(i5 & (j4 + l4)), 2) == 0 ? rope_half_1_mem[j4 + l4] : -rope_half_1_mem[j4 + l4];
      }
      part3[j4 / 16 % 8] = part3[j4 / 16 % 8] + mpc::adder_tree<16>::sum(lane3);
    }
    k_rot_mem[i5] = mpc::adder_tree<8>::sum(part3) / 11.313708f;
  }
  float max = -__builtin_inff();
  for (int j5 = 0; j5 < 128; ++j5) {
#pragma HLS PIPELINE II=2
    max = mpc_max(max, mpc_abs(k_rot_mem[j5]));
  }
  k_scale_mem[0] = mpc_pow2ceil(mpc_max(0.0001f, max) / 448.0f);
  for (int j6 = 0; j6 < 128; ++j6) {
#pragma HLS PIPELINE II=1
    key_s.write(mpc::round_to<mpc::f8e4m3>(k_rot_mem[j6] / k_scale_mem[0]));
  }
  key_scale_s.write(k_scale_mem[0]);
}

// Writes key.
static void store_key(uint8_t* key, hls::stream<float, 64>& key_s, int T) {
  for (int j = 0; j < 128; ++j) {
#pragma HLS PIPELINE II=1
    key[(T - 1) * 128 + j] = mpc::f8e4m3::narrow(key_s.read());
  }
}

// Writes key_scale.
static void store_key_scale(float* key_scale, hls::stream<float, 64>& key_scale_s, int T) {
  key_scale[T - 1] = key_scale_s.read();
}

}  // namespace key_key_scale_processes

extern "C" void key_key_scale(const mpc::word* w_k, const mpc::word* x, const mpc::word* gain_k, const mpc::word* bias_k, const mpc::word* freq, uint8_t* key, float* key_scale, int T) {
#pragma HLS INTERFACE mode=m_axi port=w_k bundle=gmem0 offset=slave depth=28672 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=x bundle=gmem1 offset=slave depth=224 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=gain_k bundle=gmem2 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=bias_k bundle=gmem3 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=freq bundle=gmem4 offset=slave depth=2 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=key bundle=gmem5 offset=slave depth=19200 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=key_scale bundle=gmem6 offset=slave depth=150 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w_k
#pragma HLS INTERFACE mode=s_axilite port=x
#pragma HLS INTERFACE mode=s_axilite port=gain_k
#pragma HLS INTERFACE mode=s_axilite port=bias_k
#pragma HLS INTERFACE mode=s_axilite port=freq
#pragma HLS INTERFACE mode=s_axilite port=key
#pragma HLS INTERFACE mode=s_axilite port=key_scale
#pragma HLS INTERFACE mode=s_axilite port=T
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> w_k_s("w_k_s");  // holds four bursts
  hls::stream<float, 64> key_s("key_s");  // rates differ by bursts only
  hls::stream<float, 64> key_scale_s("key_scale_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(key_key_scale_processes::load_w_k(w_k, w_k_s));
  MPC_PROCESS(key_key_scale_processes::evaluate(x, gain_k, bias_k, freq, w_k_s, key_s, key_scale_s, T));
  MPC_PROCESS(key_key_scale_processes::store_key(key, key_s, T));
  MPC_PROCESS(key_key_scale_processes::store_key_scale(key_scale, key_scale_s, T));
}
