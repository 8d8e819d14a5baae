// C simulation of gate: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void gate(const mpc::word* w_k, const mpc::word* w_k2, const mpc::word* w_k3, const mpc::word* open, const mpc::word* gain_k, const mpc::word* freq, uint16_t* gate2, int N);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> w_k_v(int64_t(1) * (8) * (3) * (128) * (128));
  tensor<mpc::bf16> open_v(int64_t(1) * (64) * (8) * (128));
  tensor<mpc::bf16> gain_k_v(int64_t(1) * (128));
  tensor<mpc::f32> freq_v(int64_t(1) * (64));
  tensor<mpc::bf16> gate_v(int64_t(1) * ((N + 63) / 64) * (8) * (128));
  tensor<mpc::f32> hi_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> lo_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> avg_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> pooled_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> rms_norm_1_rsqrt_v(int64_t(1) * (8));
  tensor<mpc::f32> rms_norm_1_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> rotated_v(int64_t(1) * (8) * (128));
  w_k_v.randomize("w_k");
  open_v.randomize("open");
  gain_k_v.randomize("gain_k");
  {
    const float values[] = {1.0f, 0.80584216f, 0.64938164f, 0.5232991f, 0.4216965f, 0.33982083f, 0.27384198f, 0.22067341f, 0.17782794f, 0.14330126f, 0.115478195f, 0.09305721f, 0.07498942f, 0.06042964f, 0.048696753f, 0.0392419f, 0.031622775f, 0.025482967f, 0.020535251f, 0.016548172f, 0.013335214f, 0.010746079f, 0.008659643f, 0.006978306f, 0.0056234132f, 0.0045315837f, 0.0036517412f, 0.0029427272f, 0.0023713738f, 0.001910953f, 0.0015399265f, 0.0012409377f, 0.001f, 0.00080584217f, 0.0006493816f, 0.0005232991f, 0.00042169652f, 0.00033982084f, 0.00027384196f, 0.0002206734f, 0.00017782794f, 0.00014330125f, 0.0001154782f, 0.000093057206f, 0.000074989424f, 0.00006042964f, 0.00004869675f, 0.0000392419f, 0.000031622778f, 0.000025482968f, 0.00002053525f, 0.00001654817f, 0.000013335214f, 0.000010746078f, 0.000008659643f, 0.000006978306f, 0.0000056234135f, 0.0000045315837f, 0.0000036517413f, 0.0000029427272f, 0.0000023713737f, 0.000001910953f, 0.0000015399265f, 0.0000012409378f};
    for (size_t i = 0; i < freq_v.count; ++i) freq_v.data()[i] = mpc::f32::narrow(values[i]);
  }
  gate_v.randomize("gate");
  tensor<mpc::f32> want_hi_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> want_lo_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> want_avg_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> want_pooled_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> want_rms_norm_1_rsqrt_v(int64_t(1) * (8));
  tensor<mpc::f32> want_rms_norm_1_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> want_rotated_v(int64_t(1) * (8) * (128));
  tensor<mpc::bf16> want_gate_v(int64_t(1) * ((N + 63) / 64) * (8) * (128));
  want_gate_v.memory = gate_v.memory;

  gate(w_k_v.words(), w_k_v.words(), w_k_v.words(), open_v.words(), gain_k_v.words(), freq_v.words(), gate_v.data(), N);

  {
    for (int h = 0; h < 8; ++h) {
      for (int d = 0; d < 128; ++d) {
        float max = -__builtin_inff();
        for (int b = 0; b < 64; ++b) {
          max = mpc_max(max, mpc::bf16::widen(open_v.data()[(b * 8 + h) * 128 + d]));
        }
        want_hi_v.data()[h * 128 + d] = max;
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      for (int d = 0; d < 128; ++d) {
        float min = __builtin_inff();
        for (int b = 0; b < 64; ++b) {
          min = mpc_min(min, mpc::bf16::widen(open_v.data()[(b * 8 + h) * 128 + d]));
        }
        want_lo_v.data()[h * 128 + d] = min;
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      for (int d = 0; d < 128; ++d) {
        float sum = 0.0f;
        for (int b = 0; b < 64; ++b) {
          sum = sum + mpc::bf16::widen(open_v.data()[(b * 8 + h) * 128 + d]);
        }
        want_avg_v.data()[h * 128 + d] = sum * 0.015625f;
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      for (int o = 0; o < 128; ++o) {
        float sum = 0.0f;
        for (int d = 0; d < 128; ++d) {
          sum = sum + (want_hi_v.data()[h * 128 + d] * mpc::bf16::widen(w_k_v.data()[(h * 3 * 128 + d) * 128 + o]) + want_lo_v.data()[h * 128 + d] * mpc::bf16::widen(w_k_v.data()[((h * 3 + 1) * 128 + d) * 128 + o]) + want_avg_v.data()[h * 128 + d] * mpc::bf16::widen(w_k_v.data()[((h * 3 + 2) * 128 + d) * 128 + o]));
        }
        want_pooled_v.data()[h * 128 + o] = sum;
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      float sum = 0.0f;
      for (int j = 0; j < 128; ++j) {
        sum = mpc::fma(want_pooled_v.data()[h * 128 + j], want_pooled_v.data()[h * 128 + j], sum);
      }
      want_rms_norm_1_rsqrt_v.data()[h] = mpc::rsqrt(sum * 0.0078125f + 0.000001f);
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      for (int i = 0; i < 128; ++i) {
        want_rms_norm_1_v.data()[h * 128 + i] = want_pooled_v.data()[h * 128 + i] * want_rms_norm_1_rsqrt_v.data()[h] * mpc::bf16::widen(gain_k_v.data()[i]);
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      for (int i = 0; i < 128; ++i) {
        want_rotated_v.data()[h * 128 + i] = want_rms_norm_1_v.data()[h * 128 + i] * std::cos(float(N - 1) * freq_v.data()[i % 64]) + (i < 64 ? -want_rms_norm_1_v.data()[h * 128 + mpc_min(i + 64, 127)] : want_rms_norm_1_v.data()[h * 128 + mpc_max(i - 64, 0)]) * std::sin(float(N - 1) * freq_v.data()[i % 64]);
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      for (int d = 0; d < 128; ++d) {
        want_gate_v.data()[((N / 64 - 1) * 8 + h) * 128 + d] = mpc::bf16::narrow(mpc::round_to<mpc::bf16>(want_rotated_v.data()[h * 128 + d]));
      }
    }
  }
  compare("gate", gate_v, want_gate_v, 1.6e-2);
  {
    tensor<mpc::bf16> expected(int64_t(1) * ((N + 63) / 64) * (8) * (128));
    if (same_choice && expected.expect("gate")) compare("gate", gate_v, expected, 1.6e-2);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: gate: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: gate\n");
  return 0;
}
