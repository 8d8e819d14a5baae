// C simulation of saved_hidden_2_1: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void saved_hidden_2_1(const mpc::word* w2, const mpc::word* k2, float* saved_hidden_2_1_2, int C);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> w2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> k_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> saved_hidden_2_1_v(int64_t(1) * (4) * (C) * (384));
  w2_v.randomize("w2");
  k_v.randomize("k");
  tensor<mpc::f32> want_saved_hidden_2_1_v(int64_t(1) * (4) * (C) * (384));

  saved_hidden_2_1(w2_v.words(), k_v.words(), saved_hidden_2_1_v.data(), C);

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
  compare("saved_hidden_2_1", saved_hidden_2_1_v, want_saved_hidden_2_1_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (C) * (384));
    if (same_choice && expected.expect("saved_hidden_2_1")) compare("saved_hidden_2_1", saved_hidden_2_1_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: saved_hidden_2_1: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: saved_hidden_2_1\n");
  return 0;
}
