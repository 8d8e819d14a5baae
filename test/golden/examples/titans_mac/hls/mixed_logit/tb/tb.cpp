// C simulation of mixed_logit: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void mixed_logit(const mpc::word* a_k, const mpc::word* context, const mpc::word* aq, float* mixed_logit2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> a_k_v(int64_t(1) * (384) * (8) * (64));
  tensor<mpc::f32> context_v(int64_t(1) * (68) * (384));
  tensor<mpc::f32> aq_v(int64_t(1) * (32) * (8) * (64));
  tensor<mpc::f32> mixed_logit_v(int64_t(1) * (32) * (8) * (68));
  tensor<mpc::f32> ak_v(int64_t(1) * (68) * (8) * (64));
  a_k_v.randomize("a_k");
  context_v.randomize("context");
  aq_v.randomize("aq");
  tensor<mpc::f32> want_ak_v(int64_t(1) * (68) * (8) * (64));
  tensor<mpc::f32> want_mixed_logit_v(int64_t(1) * (32) * (8) * (68));

  mixed_logit(a_k_v.words(), context_v.words(), aq_v.words(), mixed_logit_v.data());

  {
    for (int c = 0; c < 68; ++c) {
      for (int a = 0; a < 8; ++a) {
        for (int e = 0; e < 64; ++e) {
          float sum = 0.0f;
          for (int i = 0; i < 384; ++i) {
            sum = mpc::fma(context_v.data()[c * 384 + i], mpc::bf16::widen(a_k_v.data()[(i * 8 + a) * 64 + e]), sum);
          }
          want_ak_v.data()[(c * 8 + a) * 64 + e] = sum;
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int a = 0; a < 8; ++a) {
        for (int c = 0; c < 4 + 2 * t + 2; ++c) {
          float sum = 0.0f;
          for (int u = 0; u < 64; ++u) {
            sum = mpc::fma(aq_v.data()[(t * 8 + a) * 64 + u], want_ak_v.data()[(c * 8 + a) * 64 + u], sum);
          }
          want_mixed_logit_v.data()[(t * 8 + a) * 68 + c] = sum * 0.125f;
        }
      }
    }
  }
  compare("mixed_logit", mixed_logit_v, want_mixed_logit_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (8) * (68));
    if (same_choice && expected.expect("mixed_logit")) compare("mixed_logit", mixed_logit_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: mixed_logit: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: mixed_logit\n");
  return 0;
}
