// C simulation of mixed: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void mixed(const mpc::word* a_v, const mpc::word* context, const mpc::word* mixed_logit, float* mixed2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> a_v_v(int64_t(1) * (384) * (8) * (64));
  tensor<mpc::f32> context_v(int64_t(1) * (68) * (384));
  tensor<mpc::f32> mixed_logit_v(int64_t(1) * (32) * (8) * (68));
  tensor<mpc::f32> mixed_v(int64_t(1) * (32) * (8) * (64));
  tensor<mpc::f32> av_v(int64_t(1) * (68) * (8) * (64));
  a_v_v.randomize("a_v");
  context_v.randomize("context");
  mixed_logit_v.randomize("mixed_logit");
  tensor<mpc::f32> want_av_v(int64_t(1) * (68) * (8) * (64));
  tensor<mpc::f32> want_mixed_v(int64_t(1) * (32) * (8) * (64));

  mixed(a_v_v.words(), context_v.words(), mixed_logit_v.words(), mixed_v.data());

  {
    for (int c = 0; c < 68; ++c) {
      for (int a = 0; a < 8; ++a) {
        for (int e = 0; e < 64; ++e) {
          float sum = 0.0f;
          for (int i = 0; i < 384; ++i) {
            sum = mpc::fma(context_v.data()[c * 384 + i], mpc::bf16::widen(a_v_v.data()[(i * 8 + a) * 64 + e]), sum);
          }
          want_av_v.data()[(c * 8 + a) * 64 + e] = sum;
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int a = 0; a < 8; ++a) {
        for (int e = 0; e < 64; ++e) {
          float peak = -3.4028235e+38f;
          float norm = 0.0f;
          float acc = 0.0f;
          for (int c = 0; c < 4 + 2 * t + 2; ++c) {
            const float logit = mixed_logit_v.data()[(t * 8 + a) * 68 + c];
            const float next = mpc_max(peak, logit);
            const float fade = std::exp(peak - next);
            const float weight = std::exp(logit - next);
            norm = mpc::fma(norm, fade, weight);
            acc = mpc::fma(weight, want_av_v.data()[(c * 8 + a) * 64 + e], acc * fade);
            peak = next;
          }
          want_mixed_v.data()[(t * 8 + a) * 64 + e] = norm == 0.0f ? 0.0f : acc / norm;
        }
      }
    }
  }
  compare("mixed", mixed_v, want_mixed_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (8) * (64));
    if (same_choice && expected.expect("mixed")) compare("mixed", mixed_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: mixed: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: mixed\n");
  return 0;
}
