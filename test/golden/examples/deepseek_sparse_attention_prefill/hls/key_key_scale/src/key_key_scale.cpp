// Step key_key_scale (prepare, lines 39, 40, 41, 42), written by mpc.
// 4 processes (load_k, evaluate, store_key, store_key_scale), 8 memory ports.
// Counted from this text, no tool asked: 290 DSP, 157 BRAM18, 192 URAM, 81108 LUT, 112763 FF; largest II 2;
// slowest process evaluate: 833 * C + 496 cycles at 250 MHz.
#include "mpc_hls.h"

namespace key_key_scale_processes {

// Reads k in the order in which it is used.
static void load_k(const mpc::word* k, hls::stream<mpc::word, 128>& k_s, int C) {
  mpc::send_row(k, 0, 8 * C, k_s);
}

// Evaluates the formulas of the step.
static void evaluate(const float* layer_norm_1_sum, const float* layer_norm_1_rsqrt2, const mpc::word* gain_k, const mpc::word* bias_k, const mpc::word* freq, hls::stream<mpc::word, 128>& k_s, hls::stream<float, 64>& key_s, hls::stream<float, 64>& key_scale_s, int C, int T) {
  MPC_ONCHIP float k_row[128];
#pragma HLS ARRAY_PARTITION variable=k_row cyclic factor=16 dim=1
  MPC_ONCHIP float layer_norm_1_sum_r[2048];
  MPC_ONCHIP float layer_norm_1_rsqrt[2048];
  MPC_ONCHIP float gain_k_row[128];
#pragma HLS ARRAY_PARTITION variable=gain_k_row cyclic factor=16 dim=1
  MPC_ONCHIP float bias_k_row[128];
#pragma HLS ARRAY_PARTITION variable=bias_k_row cyclic factor=16 dim=1
  MPC_ONCHIP float layer_norm_1_mem[262144];
#pragma HLS BIND_STORAGE variable=layer_norm_1_mem type=ram_2p impl=uram
  MPC_ONCHIP float freq_row[32];
#pragma HLS ARRAY_PARTITION variable=freq_row cyclic factor=16 dim=1
  MPC_ONCHIP float rope_half_1_mem[262144];
#pragma HLS ARRAY_PARTITION variable=rope_half_1_mem cyclic factor=128 dim=1
#pragma HLS BIND_STORAGE variable=rope_half_1_mem type=ram_2p impl=uram
  MPC_ONCHIP float k_rot_mem[262144];
#pragma HLS BIND_STORAGE variable=k_rot_mem type=ram_2p impl=uram
  MPC_ONCHIP float k_scale_mem[2048];
  mpc::fetch_row<mpc::f32>(layer_norm_1_sum, 0, C, layer_norm_1_sum_r);
  mpc::fetch_row<mpc::f32>(layer_norm_1_rsqrt2, 0, C, layer_norm_1_rsqrt);
  mpc::fetch_words<mpc::f32>(gain_k, 0, 8, gain_k_row);
  mpc::fetch_words<mpc::f32>(bias_k, 0, 8, bias_k_row);
  mpc::fetch_words<mpc::f32>(freq, 0, 2, freq_row);
  for (int s = 0; s < C; ++s) {
    mpc::take_words<mpc::f32>(k_s, 8, k_row);
    for (int i = 0; i < 128; ++i) {
#pragma HLS PIPELINE II=1
      layer_norm_1_mem[s * 128 + i] = (k_row[i] - layer_norm_1_sum_r[s]) * layer_norm_1_rsqrt[s] * gain_k_row[i] + bias_k_row[i];
    }
  }
  for (int s2 = 0; s2 < C; ++s2) {
    for (int i2 = 0; i2 < 128; ++i2) {
#pragma HLS PIPELINE II=1
      rope_half_1_mem[s2 * 128 + i2] = i2 < 64 ? layer_norm_1_mem[s2 * 128 + i2] * std::cos(float(T - C + s2) * freq_row[i2 % 32]) + (i2 < 32 ? -layer_norm_1_mem[s2 * 128 + mpc_min(i2 + 32, 127)] : layer_norm_1_mem[s2 * 128 + mpc_max(i2 - 32, 0)]) * std::sin(float(T - C + s2) * freq_row[i2 % 32]) : layer_norm_1_mem[s2 * 128 + i2];
    }
  }
  for (int s3 = 0; s3 < C; ++s3) {
    for (int i3 = 0; i3 < 128; ++i3) {
#pragma HLS PIPELINE II=1
      float lane[128];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
      for (int l = 0; l < 128; ++l) {
#pragma HLS UNROLL
        lane[l] = mpc_floor_mod(mpc_popcount(i3 & l), 2) == 0 ? rope_half_1_mem[s3 * 128 + l] : -rope_half_1_mem[s3 * 128 + l];
      }
      const float sum = mpc::adder_tree<128>::sum(lane);
      k_rot_mem[s3 * 128 + i3] = sum / 11.313708f;
    }
  }
  for (int s4 = 0; s4 < C; ++s4) {
    float max = -__builtin_inff();
    for (int j = 0; j < 128; ++j) {
#pragma HLS PIPELINE II=2
      max = mpc_max(max, mpc_abs(k_rot_mem[s4 * 128 + j]));
    }
    k_scale_mem[s4] = mpc_pow2ceil(mpc_max(0.0001f, max) / 448.0f);
  }
  for (int s5 = 0; s5 < C; ++s5) {
    for (int j2 = 0; j2 < 128; ++j2) {
#pragma HLS PIPELINE II=1
      key_s.write(mpc::round_to<mpc::f8e4m3>(k_rot_mem[s5 * 128 + j2] / k_scale_mem[s5]));
    }
  }
  for (int s6 = 0; s6 < C; ++s6) {
#pragma HLS PIPELINE II=1
    key_scale_s.write(k_scale_mem[s6]);
  }
}

// Writes key.
static void store_key(uint8_t* key, hls::stream<float, 64>& key_s, int C, int T) {
  for (int s = 0; s < C; ++s) {
    for (int j = 0; j < 128; ++j) {
#pragma HLS PIPELINE II=1
      key[(T - C + s) * 128 + j] = mpc::f8e4m3::narrow(key_s.read());
    }
  }
}

// Writes key_scale.
static void store_key_scale(float* key_scale, hls::stream<float, 64>& key_scale_s, int C, int T) {
  for (int s = 0; s < C; ++s) {
#pragma HLS PIPELINE II=1
    key_scale[T - C + s] = key_scale_s.read();
  }
}

}  // namespace key_key_scale_processes

extern "C" void key_key_scale(const mpc::word* k, const float* layer_norm_1_sum, const float* layer_norm_1_rsqrt2, const mpc::word* gain_k, const mpc::word* bias_k, const mpc::word* freq, uint8_t* key, float* key_scale, int C, int T) {
#pragma HLS INTERFACE mode=m_axi port=k bundle=gmem0 offset=slave depth=1200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=layer_norm_1_sum bundle=gmem1 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=layer_norm_1_rsqrt2 bundle=gmem2 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=gain_k bundle=gmem3 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=bias_k bundle=gmem4 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=freq bundle=gmem5 offset=slave depth=2 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=key bundle=gmem6 offset=slave depth=19200 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=key_scale bundle=gmem7 offset=slave depth=150 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=k
#pragma HLS INTERFACE mode=s_axilite port=layer_norm_1_sum
#pragma HLS INTERFACE mode=s_axilite port=layer_norm_1_rsqrt2
#pragma HLS INTERFACE mode=s_axilite port=gain_k
#pragma HLS INTERFACE mode=s_axilite port=bias_k
#pragma HLS INTERFACE mode=s_axilite port=freq
#pragma HLS INTERFACE mode=s_axilite port=key
#pragma HLS INTERFACE mode=s_axilite port=key_scale
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=T
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> k_s("k_s");  // holds four bursts
  hls::stream<float, 64> key_s("key_s");  // rates differ by bursts only
  hls::stream<float, 64> key_scale_s("key_scale_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(key_key_scale_processes::load_k(k, k_s, C));
  MPC_PROCESS(key_key_scale_processes::evaluate(layer_norm_1_sum, layer_norm_1_rsqrt2, gain_k, bias_k, freq, k_s, key_s, key_scale_s, C, T));
  MPC_PROCESS(key_key_scale_processes::store_key(key, key_s, C, T));
  MPC_PROCESS(key_key_scale_processes::store_key_scale(key_scale, key_scale_s, C, T));
}
