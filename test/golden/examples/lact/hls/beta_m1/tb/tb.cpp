// C simulation of beta_m1: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void beta_m1(const mpc::word* x, const mpc::word* g1, const mpc::word* w_momentum, float* m1, float* beta, int C);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> x_v(int64_t(1) * (C) * (1536));
  tensor<mpc::f32> g1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::bf16> w_momentum_v(int64_t(1) * (1536) * (4));
  tensor<mpc::f32> m1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> beta_v(int64_t(1) * (4));
  x_v.randomize("x");
  g1_v.randomize("g1");
  w_momentum_v.randomize("w_momentum");
  m1_v.randomize("m1");
  tensor<mpc::f32> want_beta_v(int64_t(1) * (4));
  tensor<mpc::f32> want_m1_v(int64_t(1) * (4) * (384) * (384));
  want_m1_v.memory = m1_v.memory;

  beta_m1(x_v.words(), g1_v.words(), w_momentum_v.words(), m1_v.data(), beta_v.data(), C);

  {
    for (int h = 0; h < 4; ++h) {
      float sum = 0.0f;
      for (int t = 0; t < C; ++t) {
        float sum2 = 0.0f;
        for (int i = 0; i < 1536; ++i) {
          sum2 = mpc::fma(mpc::bf16::widen(x_v.data()[t * 1536 + i]), mpc::bf16::widen(w_momentum_v.data()[i * 4 + h]), sum2);
        }
        sum = sum + 1.0f / (1.0f + std::exp(-sum2));
      }
      want_beta_v.data()[h] = sum / float(C);
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          want_m1_v.data()[(h * 384 + i) * 384 + j] = want_beta_v.data()[h] * want_m1_v.data()[(h * 384 + i) * 384 + j] - g1_v.data()[(h * 384 + i) * 384 + j];
        }
      }
    }
  }
  compare("beta", beta_v, want_beta_v, 2e-4);
  compare("m1", m1_v, want_m1_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4));
    if (same_choice && expected.expect("beta")) compare("beta", beta_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (384) * (384));
    if (same_choice && expected.expect("m1")) compare("m1", m1_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: beta_m1: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: beta_m1\n");
  return 0;
}
