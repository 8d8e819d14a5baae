// C simulation of grad_hidden_2_1: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void grad_hidden_2_1(const mpc::word* grad_f_1, const mpc::word* w1, float* grad_hidden_2_1_2, int C);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> grad_f_1_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> w1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> grad_hidden_2_1_v(int64_t(1) * (4) * (C) * (384));
  grad_f_1_v.randomize("grad_f_1");
  w1_v.randomize("w1");
  tensor<mpc::f32> want_grad_hidden_2_1_v(int64_t(1) * (4) * (C) * (384));

  grad_hidden_2_1(grad_f_1_v.words(), w1_v.words(), grad_hidden_2_1_v.data(), C);

  {
    for (int h = 0; h < 4; ++h) {
      for (int t = 0; t < C; ++t) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int i = 0; i < 384; ++i) {
            sum = mpc::fma(grad_f_1_v.data()[(t * 4 + h) * 384 + i], w1_v.data()[(h * 384 + i) * 384 + k], sum);
          }
          want_grad_hidden_2_1_v.data()[(h * C + t) * 384 + k] = sum;
        }
      }
    }
  }
  compare("grad_hidden_2_1", grad_hidden_2_1_v, want_grad_hidden_2_1_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (C) * (384));
    if (same_choice && expected.expect("grad_hidden_2_1")) compare("grad_hidden_2_1", grad_hidden_2_1_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: grad_hidden_2_1: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: grad_hidden_2_1\n");
  return 0;
}
