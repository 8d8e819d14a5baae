// C simulation of hidden_2: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void hidden_2(const mpc::word* hidden_2_sum, const mpc::word* w2, const mpc::word* k, float* hidden_2_2, int C);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> hidden_2_sum_v(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> w2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> k_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> hidden_2_v(int64_t(1) * (4) * (C) * (384));
  hidden_2_sum_v.randomize("hidden_2_sum");
  w2_v.randomize("w2");
  k_v.randomize("k");
  tensor<mpc::f32> want_hidden_2_v(int64_t(1) * (4) * (C) * (384));

  hidden_2(hidden_2_sum_v.words(), w2_v.words(), k_v.words(), hidden_2_v.data(), C);

  {
    for (int h = 0; h < 4; ++h) {
      for (int t = 0; t < C; ++t) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int j = 0; j < 384; ++j) {
            sum = mpc::fma(w2_v.data()[(h * 384 + k) * 384 + j], k_v.data()[(t * 4 + h) * 384 + j], sum);
          }
          want_hidden_2_v.data()[(h * C + t) * 384 + k] = hidden_2_sum_v.data()[(h * C + t) * 384 + k] / (1.0f + std::exp(-hidden_2_sum_v.data()[(h * C + t) * 384 + k])) * sum;
        }
      }
    }
  }
  compare("hidden_2", hidden_2_v, want_hidden_2_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (C) * (384));
    if (same_choice && expected.expect("hidden_2")) compare("hidden_2", hidden_2_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: hidden_2: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: hidden_2\n");
  return 0;
}
