// C simulation of grad_f_1_g1_grad_f_3: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void grad_f_1_g1_grad_f_3(const mpc::word* x, const mpc::word* v, const mpc::word* v2, const mpc::word* hidden_2, const mpc::word* v3, const mpc::word* w_rate, float* grad_f_2, float* grad_f_1, float* g1, float* grad_f_3, int C);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> x_v(int64_t(1) * (C) * (1536));
  tensor<mpc::bf16> v_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> hidden_2_v(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::bf16> w_rate_v(int64_t(1) * (1536) * (4) * (3));
  tensor<mpc::f32> grad_f_2_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> grad_f_1_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> g1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> grad_f_3_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> rate_sum_v(int64_t(1) * (C) * (4) * (3));
  tensor<mpc::f32> rate_v(int64_t(1) * (C) * (4) * (3));
  tensor<mpc::f32> grad_w1_1_v(int64_t(1) * (4) * (384) * (384));
  x_v.randomize("x");
  v_v.randomize("v");
  hidden_2_v.randomize("hidden_2");
  w_rate_v.randomize("w_rate");
  tensor<mpc::f32> want_rate_sum_v(int64_t(1) * (C) * (4) * (3));
  tensor<mpc::f32> want_rate_v(int64_t(1) * (C) * (4) * (3));
  tensor<mpc::f32> want_grad_f_1_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> want_grad_f_2_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> want_grad_w1_1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_g1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_grad_f_3_v(int64_t(1) * (C) * (4) * (384));

  grad_f_1_g1_grad_f_3(x_v.words(), v_v.words(), v_v.words(), hidden_2_v.words(), v_v.words(), w_rate_v.words(), grad_f_2_v.data(), grad_f_1_v.data(), g1_v.data(), grad_f_3_v.data(), C);

  {
    for (int t = 0; t < C; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int j = 0; j < 3; ++j) {
          float sum = 0.0f;
          for (int i = 0; i < 1536; ++i) {
            sum = mpc::fma(mpc::bf16::widen(x_v.data()[t * 1536 + i]), mpc::bf16::widen(w_rate_v.data()[(i * 4 + h) * 3 + j]), sum);
          }
          want_rate_sum_v.data()[(t * 4 + h) * 3 + j] = sum;
        }
      }
    }
  }
  {
    for (int t = 0; t < C; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int j = 0; j < 3; ++j) {
          want_rate_v.data()[(t * 4 + h) * 3 + j] = mpc_max(0.0f, want_rate_sum_v.data()[(t * 4 + h) * 3 + j] + -6.907255f) + std::log(1.0f + std::exp(-mpc_abs(want_rate_sum_v.data()[(t * 4 + h) * 3 + j] + -6.907255f)));
        }
      }
    }
  }
  {
    for (int t = 0; t < C; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int d = 0; d < 384; ++d) {
          want_grad_f_1_v.data()[(t * 4 + h) * 384 + d] = -(want_rate_v.data()[(t * 4 + h) * 3] * mpc::bf16::widen(v_v.data()[(t * 4 + h) * 384 + d]));
        }
      }
    }
  }
  {
    for (int t = 0; t < C; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int d = 0; d < 384; ++d) {
          want_grad_f_2_v.data()[(t * 4 + h) * 384 + d] = -(want_rate_v.data()[(t * 4 + h) * 3 + 1] * mpc::bf16::widen(v_v.data()[(t * 4 + h) * 384 + d]));
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int t = 0; t < C; ++t) {
            sum = mpc::fma(want_grad_f_2_v.data()[(t * 4 + h) * 384 + i], hidden_2_v.data()[(h * C + t) * 384 + k], sum);
          }
          want_grad_w1_1_v.data()[(h * 384 + i) * 384 + k] = sum;
        }
      }
    }
  }
  {
    for (int i = 0; i < 4; ++i) {
      for (int i1 = 0; i1 < 384; ++i1) {
        for (int i2 = 0; i2 < 384; ++i2) {
          want_g1_v.data()[(i * 384 + i1) * 384 + i2] = want_grad_w1_1_v.data()[(i * 384 + i1) * 384 + i2];
        }
      }
    }
  }
  {
    for (int t = 0; t < C; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int d = 0; d < 384; ++d) {
          want_grad_f_3_v.data()[(t * 4 + h) * 384 + d] = -(want_rate_v.data()[(t * 4 + h) * 3 + 2] * mpc::bf16::widen(v_v.data()[(t * 4 + h) * 384 + d]));
        }
      }
    }
  }
  compare("grad_f_1", grad_f_1_v, want_grad_f_1_v, 2e-4);
  compare("g1", g1_v, want_g1_v, 2e-4);
  compare("grad_f_3", grad_f_3_v, want_grad_f_3_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (C) * (4) * (384));
    if (same_choice && expected.expect("grad_f_1")) compare("grad_f_1", grad_f_1_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (384) * (384));
    if (same_choice && expected.expect("g1")) compare("g1", g1_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (C) * (4) * (384));
    if (same_choice && expected.expect("grad_f_3")) compare("grad_f_3", grad_f_3_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: grad_f_1_g1_grad_f_3: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: grad_f_1_g1_grad_f_3\n");
  return 0;
}
