// C simulation of m0: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void m0(const mpc::word* w2, const mpc::word* k2, const mpc::word* grad_hidden_2_1, const mpc::word* saved_hidden_2_3, const mpc::word* hidden_2_sum, const mpc::word* k, float* saved_hidden_2_1, float* adjoint_hidden_2_1, const float* beta, float* m0_2, int C);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> w2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> k_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> grad_hidden_2_1_v(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> saved_hidden_2_3_v(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> hidden_2_sum_v(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> saved_hidden_2_1_v(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> adjoint_hidden_2_1(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> beta_v(int64_t(1) * (4));
  tensor<mpc::f32> m0_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> grad_w0_1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> g0_v(int64_t(1) * (4) * (384) * (384));
  w2_v.randomize("w2");
  k_v.randomize("k");
  grad_hidden_2_1_v.randomize("grad_hidden_2_1");
  saved_hidden_2_3_v.randomize("saved_hidden_2_3");
  hidden_2_sum_v.randomize("hidden_2_sum");
  beta_v.randomize("beta");
  m0_v.randomize("m0");
  tensor<mpc::f32> want_saved_hidden_2_1_v(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> want_adjoint_hidden_2_1(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> want_grad_w0_1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_g0_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_m0_v(int64_t(1) * (4) * (384) * (384));
  want_m0_v.memory = m0_v.memory;

  m0(w2_v.words(), k_v.words(), grad_hidden_2_1_v.words(), saved_hidden_2_3_v.words(), hidden_2_sum_v.words(), k_v.words(), saved_hidden_2_1_v.data(), adjoint_hidden_2_1.data(), beta_v.data(), m0_v.data(), C);

  {
    for (int h = 0; h < 4; ++h) {
      for (int t = 0; t < C; ++t) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int j = 0; j < 384; ++j) {
            sum = mpc::fma(w2_v.data()[(h * 384 + k) * 384 + j], k_v.data()[(t * 4 + h) * 384 + j], sum);
          }
          want_saved_hidden_2_1_v.data()[(h * C + t) * 384 + k] = sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int t = 0; t < C; ++t) {
        for (int k = 0; k < 384; ++k) {
          want_adjoint_hidden_2_1.data()[(h * C + t) * 384 + k] = grad_hidden_2_1_v.data()[(h * C + t) * 384 + k] * want_saved_hidden_2_1_v.data()[(h * C + t) * 384 + k] / (1.0f + saved_hidden_2_3_v.data()[(h * C + t) * 384 + k]) + grad_hidden_2_1_v.data()[(h * C + t) * 384 + k] * want_saved_hidden_2_1_v.data()[(h * C + t) * 384 + k] * (hidden_2_sum_v.data()[(h * C + t) * 384 + k] / (1.0f + saved_hidden_2_3_v.data()[(h * C + t) * 384 + k])) / (1.0f + saved_hidden_2_3_v.data()[(h * C + t) * 384 + k]) * mpc_min(3.4028235e+38f, saved_hidden_2_3_v.data()[(h * C + t) * 384 + k]);
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
            sum = mpc::fma(want_adjoint_hidden_2_1.data()[(h * C + t) * 384 + k], k_v.data()[(t * 4 + h) * 384 + j], sum);
          }
          want_grad_w0_1_v.data()[(h * 384 + k) * 384 + j] = sum;
        }
      }
    }
  }
  {
    for (int i = 0; i < 4; ++i) {
      for (int i1 = 0; i1 < 384; ++i1) {
        for (int i2 = 0; i2 < 384; ++i2) {
          want_g0_v.data()[(i * 384 + i1) * 384 + i2] = want_grad_w0_1_v.data()[(i * 384 + i1) * 384 + i2];
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          want_m0_v.data()[(h * 384 + i) * 384 + j] = beta_v.data()[h] * want_m0_v.data()[(h * 384 + i) * 384 + j] - want_g0_v.data()[(h * 384 + i) * 384 + j];
        }
      }
    }
  }
  compare("m0", m0_v, want_m0_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (384) * (384));
    if (same_choice && expected.expect("m0")) compare("m0", m0_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: m0: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: m0\n");
  return 0;
}
