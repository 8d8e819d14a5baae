// C simulation of hidden_1: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void hidden_1(const mpc::word* hidden_1_sum, const mpc::word* w2, const mpc::word* q, float* hidden_1_2, int C);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> hidden_1_sum_v(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> w2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> q_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> hidden_1_v(int64_t(1) * (4) * (C) * (384));
  hidden_1_sum_v.randomize("hidden_1_sum");
  w2_v.randomize("w2");
  q_v.randomize("q");
  tensor<mpc::f32> want_hidden_1_v(int64_t(1) * (4) * (C) * (384));

  hidden_1(hidden_1_sum_v.words(), w2_v.words(), q_v.words(), hidden_1_v.data(), C);

  {
    for (int h = 0; h < 4; ++h) {
      for (int t = 0; t < C; ++t) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int j = 0; j < 384; ++j) {
            sum = mpc::fma(w2_v.data()[(h * 384 + k) * 384 + j], q_v.data()[(t * 4 + h) * 384 + j], sum);
          }
          want_hidden_1_v.data()[(h * C + t) * 384 + k] = hidden_1_sum_v.data()[(h * C + t) * 384 + k] / (1.0f + std::exp(-hidden_1_sum_v.data()[(h * C + t) * 384 + k])) * sum;
        }
      }
    }
  }
  compare("hidden_1", hidden_1_v, want_hidden_1_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (C) * (384));
    if (same_choice && expected.expect("hidden_1")) compare("hidden_1", hidden_1_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: hidden_1: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: hidden_1\n");
  return 0;
}
