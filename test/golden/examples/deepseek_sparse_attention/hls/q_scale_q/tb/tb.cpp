// C simulation of q_scale_q: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void q_scale_q(const mpc::word* w_q, const mpc::word* qr, const mpc::word* freq, float* q_scale, uint8_t* q, int T);

int main() {
  read_index();
  const int T = size_of("T", 150);
  (void)T;
  tensor<mpc::bf16> w_q_v(int64_t(1) * (1536) * (64) * (128));
  tensor<mpc::bf16> qr_v(int64_t(1) * (1536));
  tensor<mpc::f32> freq_v(int64_t(1) * (32));
  tensor<mpc::f32> q_scale_v(int64_t(1) * (64));
  tensor<mpc::f8e4m3> q_v(int64_t(1) * (64) * (128));
  tensor<mpc::f32> q_raw_v(int64_t(1) * (64) * (128));
  tensor<mpc::f32> rope_half_2_v(int64_t(1) * (64) * (128));
  tensor<mpc::f32> q_rot_v(int64_t(1) * (64) * (128));
  w_q_v.randomize("w_q");
  qr_v.randomize("qr");
  {
    const float values[] = {1.0f, 0.7498942f, 0.56234133f, 0.4216965f, 0.31622776f, 0.23713738f, 0.17782794f, 0.13335215f, 0.1f, 0.07498942f, 0.056234132f, 0.039006926f, 0.02687936f, 0.018378146f, 0.012447956f, 0.008334509f, 0.0055f, 0.0035619976f, 0.0022493652f, 0.0013705136f, 0.0007905694f, 0.0004149904f, 0.00017782794f, 0.000033338038f, 0.000025f, 0.000018747356f, 0.000014058533f, 0.000010542412f, 0.0000079056945f, 0.0000059284343f, 0.0000044456983f, 0.0000033338035f};
    for (size_t i = 0; i < freq_v.count; ++i) freq_v.data()[i] = mpc::f32::narrow(values[i]);
  }
  tensor<mpc::f32> want_q_raw_v(int64_t(1) * (64) * (128));
  tensor<mpc::f32> want_rope_half_2_v(int64_t(1) * (64) * (128));
  tensor<mpc::f32> want_q_rot_v(int64_t(1) * (64) * (128));
  tensor<mpc::f32> want_q_scale_v(int64_t(1) * (64));
  tensor<mpc::f8e4m3> want_q_v(int64_t(1) * (64) * (128));

  q_scale_q(w_q_v.words(), qr_v.words(), freq_v.words(), q_scale_v.data(), q_v.data(), T);

  {
    for (int h = 0; h < 64; ++h) {
      for (int j = 0; j < 128; ++j) {
        float sum = 0.0f;
        for (int r = 0; r < 1536; ++r) {
          sum = mpc::fma(mpc::bf16::widen(qr_v.data()[r]), mpc::bf16::widen(w_q_v.data()[(r * 64 + h) * 128 + j]), sum);
        }
        want_q_raw_v.data()[h * 128 + j] = sum;
      }
    }
  }
  {
    for (int h = 0; h < 64; ++h) {
      for (int i = 0; i < 128; ++i) {
        want_rope_half_2_v.data()[h * 128 + i] = i < 64 ? want_q_raw_v.data()[h * 128 + i] * std::cos(float(T - 1) * freq_v.data()[i % 32]) + (i < 32 ? -want_q_raw_v.data()[h * 128 + mpc_min(i + 32, 127)] : want_q_raw_v.data()[h * 128 + mpc_max(i - 32, 0)]) * std::sin(float(T - 1) * freq_v.data()[i % 32]) : want_q_raw_v.data()[h * 128 + i];
      }
    }
  }
  {
    for (int h = 0; h < 64; ++h) {
      for (int i = 0; i < 128; ++i) {
        float sum = 0.0f;
        for (int j = 0; j < 128; ++j) {
          sum = sum + (mpc_floor_mod(mpc_popcount(i & j), 2) == 0 ? want_rope_half_2_v.data()[h * 128 + j] : -want_rope_half_2_v.data()[h * 128 + j]);
        }
        want_q_rot_v.data()[h * 128 + i] = sum / 11.313708f;
      }
    }
  }
  {
    for (int h = 0; h < 64; ++h) {
      float max = -__builtin_inff();
      for (int j = 0; j < 128; ++j) {
        max = mpc_max(max, mpc_abs(want_q_rot_v.data()[h * 128 + j]));
      }
      want_q_scale_v.data()[h] = mpc_pow2ceil(mpc_max(0.0001f, max) / 448.0f);
    }
  }
  {
    for (int h = 0; h < 64; ++h) {
      for (int j = 0; j < 128; ++j) {
        want_q_v.data()[h * 128 + j] = mpc::f8e4m3::narrow(mpc::round_to<mpc::f8e4m3>(want_q_rot_v.data()[h * 128 + j] / want_q_scale_v.data()[h]));
      }
    }
  }
  compare("q_scale", q_scale_v, want_q_scale_v, 2e-4);
  compare("q", q_v, want_q_v, 0.13);
  {
    tensor<mpc::f32> expected(int64_t(1) * (64));
    if (same_choice && expected.expect("q_scale")) compare("q_scale", q_scale_v, expected, 2e-4);
  }
  {
    tensor<mpc::f8e4m3> expected(int64_t(1) * (64) * (128));
    if (same_choice && expected.expect("q")) compare("q", q_v, expected, 0.13);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: q_scale_q: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: q_scale_q\n");
  return 0;
}
