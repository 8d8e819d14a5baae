// C simulation of key_key_scale: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void key_key_scale(const mpc::word* k, const float* layer_norm_1_sum, const float* layer_norm_1_rsqrt2, const mpc::word* gain_k, const mpc::word* bias_k, const mpc::word* freq, uint8_t* key, float* key_scale, int C, int T);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int T = size_of("T", 150);
  (void)T;
  tensor<mpc::f32> k_v(int64_t(1) * (C) * (128));
  tensor<mpc::f32> layer_norm_1_sum_v(int64_t(1) * (C));
  tensor<mpc::f32> layer_norm_1_rsqrt(int64_t(1) * (C));
  tensor<mpc::f32> gain_k_v(int64_t(1) * (128));
  tensor<mpc::f32> bias_k_v(int64_t(1) * (128));
  tensor<mpc::f32> freq_v(int64_t(1) * (32));
  tensor<mpc::f8e4m3> key_v(int64_t(1) * (T) * (128));
  tensor<mpc::f32> key_scale_v(int64_t(1) * (T));
  tensor<mpc::f32> layer_norm_1_v(int64_t(1) * (C) * (128));
  tensor<mpc::f32> rope_half_1_v(int64_t(1) * (C) * (128));
  tensor<mpc::f32> k_rot_v(int64_t(1) * (C) * (128));
  tensor<mpc::f32> k_scale_v(int64_t(1) * (C));
  k_v.randomize("k");
  layer_norm_1_sum_v.randomize("layer_norm_1_sum");
  layer_norm_1_rsqrt.randomize("layer_norm_1_rsqrt");
  gain_k_v.randomize("gain_k");
  bias_k_v.randomize("bias_k");
  {
    const float values[] = {1.0f, 0.7498942f, 0.56234133f, 0.4216965f, 0.31622776f, 0.23713738f, 0.17782794f, 0.13335215f, 0.1f, 0.07498942f, 0.056234132f, 0.039006926f, 0.02687936f, 0.018378146f, 0.012447956f, 0.008334509f, 0.0055f, 0.0035619976f, 0.0022493652f, 0.0013705136f, 0.0007905694f, 0.0004149904f, 0.00017782794f, 0.000033338038f, 0.000025f, 0.000018747356f, 0.000014058533f, 0.000010542412f, 0.0000079056945f, 0.0000059284343f, 0.0000044456983f, 0.0000033338035f};
    for (size_t i = 0; i < freq_v.count; ++i) freq_v.data()[i] = mpc::f32::narrow(values[i]);
  }
  key_v.randomize("key");
  key_scale_v.randomize("key_scale");
  tensor<mpc::f32> want_layer_norm_1_v(int64_t(1) * (C) * (128));
  tensor<mpc::f32> want_rope_half_1_v(int64_t(1) * (C) * (128));
  tensor<mpc::f32> want_k_rot_v(int64_t(1) * (C) * (128));
  tensor<mpc::f32> want_k_scale_v(int64_t(1) * (C));
  tensor<mpc::f8e4m3> want_key_v(int64_t(1) * (T) * (128));
  tensor<mpc::f32> want_key_scale_v(int64_t(1) * (T));
  want_key_v.memory = key_v.memory;
  want_key_scale_v.memory = key_scale_v.memory;

  key_key_scale(k_v.words(), layer_norm_1_sum_v.data(), layer_norm_1_rsqrt.data(), gain_k_v.words(), bias_k_v.words(), freq_v.words(), key_v.data(), key_scale_v.data(), C, T);

  {
    for (int s = 0; s < C; ++s) {
      for (int i = 0; i < 128; ++i) {
        want_layer_norm_1_v.data()[s * 128 + i] = (k_v.data()[s * 128 + i] - layer_norm_1_sum_v.data()[s]) * layer_norm_1_rsqrt.data()[s] * gain_k_v.data()[i] + bias_k_v.data()[i];
      }
    }
  }
  {
    for (int s = 0; s < C; ++s) {
      for (int i = 0; i < 128; ++i) {
        want_rope_half_1_v.data()[s * 128 + i] = i < 64 ? want_layer_norm_1_v.data()[s * 128 + i] * std::cos(float(T - C + s) * freq_v.data()[i % 32]) + (i < 32 ? -want_layer_norm_1_v.data()[s * 128 + mpc_min(i + 32, 127)] : want_layer_norm_1_v.data()[s * 128 + mpc_max(i - 32, 0)]) * std::sin(float(T - C + s) * freq_v.data()[i % 32]) : want_layer_norm_1_v.data()[s * 128 + i];
      }
    }
  }
  {
    for (int s = 0; s < C; ++s) {
      for (int i = 0; i < 128; ++i) {
        float sum = 0.0f;
        for (int j = 0; j < 128; ++j) {
          sum = sum + (mpc_floor_mod(mpc_popcount(i & j), 2) == 0 ? want_rope_half_1_v.data()[s * 128 + j] : -want_rope_half_1_v.data()[s * 128 + j]);
        }
        want_k_rot_v.data()[s * 128 + i] = sum / 11.313708f;
      }
    }
  }
  {
    for (int s = 0; s < C; ++s) {
      float max = -__builtin_inff();
      for (int j = 0; j < 128; ++j) {
        max = mpc_max(max, mpc_abs(want_k_rot_v.data()[s * 128 + j]));
      }
      want_k_scale_v.data()[s] = mpc_pow2ceil(mpc_max(0.0001f, max) / 448.0f);
    }
  }
  {
    for (int s = 0; s < C; ++s) {
      for (int j = 0; j < 128; ++j) {
        want_key_v.data()[(T - C + s) * 128 + j] = mpc::f8e4m3::narrow(mpc::round_to<mpc::f8e4m3>(want_k_rot_v.data()[s * 128 + j] / want_k_scale_v.data()[s]));
      }
    }
  }
  {
    for (int s = 0; s < C; ++s) {
      want_key_scale_v.data()[T - C + s] = want_k_scale_v.data()[s];
    }
  }
  compare("key", key_v, want_key_v, 0.13);
  compare("key_scale", key_scale_v, want_key_scale_v, 2e-4);
  {
    tensor<mpc::f8e4m3> expected(int64_t(1) * (T) * (128));
    if (same_choice && expected.expect("key")) compare("key", key_v, expected, 0.13);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (T));
    if (same_choice && expected.expect("key_scale")) compare("key_scale", key_scale_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: key_key_scale: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: key_key_scale\n");
  return 0;
}
