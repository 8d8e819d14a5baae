// C simulation of m2: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void m2(const mpc::word* grad_f_3, const mpc::word* w1, const mpc::word* hidden_2_sum, const mpc::word* saved_hidden_2_3, const mpc::word* k, float* grad_hidden_2_2, float* adjoint_hidden_2_2, const float* beta, float* m2_2, int C);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> grad_f_3_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> w1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> hidden_2_sum_v(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> saved_hidden_2_3_v(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> k_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> grad_hidden_2_2_v(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> adjoint_hidden_2_2(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> beta_v(int64_t(1) * (4));
  tensor<mpc::f32> m2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> grad_w2_1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> g2_v(int64_t(1) * (4) * (384) * (384));
  grad_f_3_v.randomize("grad_f_3");
  w1_v.randomize("w1");
  hidden_2_sum_v.randomize("hidden_2_sum");
  saved_hidden_2_3_v.randomize("saved_hidden_2_3");
  k_v.randomize("k");
  beta_v.randomize("beta");
  m2_v.randomize("m2");
  tensor<mpc::f32> want_grad_hidden_2_2_v(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> want_adjoint_hidden_2_2(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> want_grad_w2_1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_g2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_m2_v(int64_t(1) * (4) * (384) * (384));
  want_m2_v.memory = m2_v.memory;

  m2(grad_f_3_v.words(), w1_v.words(), hidden_2_sum_v.words(), saved_hidden_2_3_v.words(), k_v.words(), grad_hidden_2_2_v.data(), adjoint_hidden_2_2.data(), beta_v.data(), m2_v.data(), C);

  {
    for (int h = 0; h < 4; ++h) {
      for (int t = 0; t < C; ++t) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int i = 0; i < 384; ++i) {
            sum = mpc::fma(grad_f_3_v.data()[(t * 4 + h) * 384 + i], w1_v.data()[(h * 384 + i) * 384 + k], sum);
          }
          want_grad_hidden_2_2_v.data()[(h * C + t) * 384 + k] = sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int t = 0; t < C; ++t) {
        for (int k = 0; k < 384; ++k) {
          want_adjoint_hidden_2_2.data()[(h * C + t) * 384 + k] = want_grad_hidden_2_2_v.data()[(h * C + t) * 384 + k] * (hidden_2_sum_v.data()[(h * C + t) * 384 + k] / (1.0f + saved_hidden_2_3_v.data()[(h * C + t) * 384 + k]));
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int k = 0; k < 384; ++k) {
        for (int j = 0; j < 384; ++j) {
          float sum = 0.0f;
          for (int t = 0; t < C; ++t) {
            sum = mpc::fma(want_adjoint_hidden_2_2.data()[(h * C + t) * 384 + k], k_v.data()[(t * 4 + h) * 384 + j], sum);
          }
          want_grad_w2_1_v.data()[(h * 384 + k) * 384 + j] = sum;
        }
      }
    }
  }
  {
    for (int i = 0; i < 4; ++i) {
      for (int i1 = 0; i1 < 384; ++i1) {
        for (int i2 = 0; i2 < 384; ++i2) {
          want_g2_v.data()[(i * 384 + i1) * 384 + i2] = want_grad_w2_1_v.data()[(i * 384 + i1) * 384 + i2];
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          want_m2_v.data()[(h * 384 + i) * 384 + j] = beta_v.data()[h] * want_m2_v.data()[(h * 384 + i) * 384 + j] - want_g2_v.data()[(h * 384 + i) * 384 + j];
        }
      }
    }
  }
  compare("m2", m2_v, want_m2_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (384) * (384));
    if (same_choice && expected.expect("m2")) compare("m2", m2_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: m2: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: m2\n");
  return 0;
}
