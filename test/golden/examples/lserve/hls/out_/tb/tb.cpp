// C simulation of out_: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void out_(const mpc::word* keys, const float* keys_scale, const mpc::word* values, const float* values_scale, const mpc::word* q, const mpc::word* wide, float* out_2, int N);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::i8> keys_v(int64_t(1) * (N) * (8) * (128));
  tensor<mpc::f32> keys_scale_v(int64_t(1) * (N) * (8) * (1));
  tensor<mpc::i8> values_v(int64_t(1) * (N) * (8) * (128));
  tensor<mpc::f32> values_scale_v(int64_t(1) * (N) * (8) * (1));
  tensor<mpc::bf16> q_v(int64_t(1) * (32) * (128));
  tensor<mpc::f32> wide_v(int64_t(1) * (16) * (128));
  tensor<mpc::f32> out_v(int64_t(1) * (32) * (128));
  tensor<mpc::f32> near_logit_v(int64_t(1) * (16) * (mpc_min(384, N)));
  tensor<mpc::f32> near_v(int64_t(1) * (16) * (128));
  keys_v.randomize_ids("keys", 8, false);
  keys_scale_v.randomize("keys_scale");
  values_v.randomize_ids("values", 8, false);
  values_scale_v.randomize("values_scale");
  q_v.randomize("q");
  wide_v.randomize("wide");
  tensor<mpc::f32> want_near_logit_v(int64_t(1) * (16) * (mpc_min(384, N)));
  tensor<mpc::f32> want_near_v(int64_t(1) * (16) * (128));
  tensor<mpc::f32> want_out_v(int64_t(1) * (32) * (128));

  out_(keys_v.words(), keys_scale_v.data(), values_v.words(), values_scale_v.data(), q_v.words(), wide_v.words(), out_v.data(), N);

  {
    for (int i = 0; i < 16; ++i) {
      for (int s = 0; s < mpc_min(N, 384); ++s) {
        float sum = 0.0f;
        for (int d = 0; d < 128; ++d) {
          sum = mpc::fma(mpc::bf16::widen(q_v.data()[(16 + i) * 128 + d]), float(mpc::i8::widen(keys_v.data()[(mpc_min(s < 128 ? s : s + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i / 4)) * 128 + d])) * keys_scale_v.data()[mpc_min(s < 128 ? s : s + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i / 4)], sum);
        }
        want_near_logit_v.data()[i * mpc_min(384, N) + s] = sum / 11.313708f;
      }
    }
  }
  {
    for (int i = 0; i < 16; ++i) {
      for (int c = 0; c < 128; ++c) {
        float peak = -3.4028235e+38f;
        float norm = 0.0f;
        float acc = 0.0f;
        for (int s = 0; s < mpc_min(N, 384); ++s) {
          const float logit = want_near_logit_v.data()[i * mpc_min(384, N) + s];
          const float next = mpc_max(peak, logit);
          const float fade = std::exp(peak - next);
          const float weight = std::exp(logit - next);
          norm = mpc::fma(norm, fade, weight);
          acc = mpc::fma(weight, float(mpc::i8::widen(values_v.data()[(mpc_min(s < 128 ? s : s + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i / 4)) * 128 + c])) * values_scale_v.data()[mpc_min(s < 128 ? s : s + mpc_max(N - 128 - 256, 0), N - 1) * 8 + (4 + i / 4)], acc * fade);
          peak = next;
        }
        want_near_v.data()[i * 128 + c] = norm == 0.0f ? 0.0f : acc / norm;
      }
    }
  }
  {
    for (int i = 0; i < 32; ++i) {
      for (int c = 0; c < 128; ++c) {
        want_out_v.data()[i * 128 + c] = i < 16 ? wide_v.data()[mpc_min(i, 15) * 128 + c] : want_near_v.data()[mpc_max(i - 16, 0) * 128 + c];
      }
    }
  }
  compare("out", out_v, want_out_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (128));
    if (same_choice && expected.expect("out")) compare("out", out_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: out_: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: out_\n");
  return 0;
}
