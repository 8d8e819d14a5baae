// C simulation of o_normed_rsqrt: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void o_normed_rsqrt(const mpc::word* w1, const mpc::word* hidden_1, float* o, float* normed_rsqrt, int C);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> w1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> hidden_1_v(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> o_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> normed_rsqrt_v(int64_t(1) * (C) * (4));
  w1_v.randomize("w1");
  hidden_1_v.randomize("hidden_1");
  tensor<mpc::f32> want_o_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> want_normed_rsqrt_v(int64_t(1) * (C) * (4));

  o_normed_rsqrt(w1_v.words(), hidden_1_v.words(), o_v.data(), normed_rsqrt_v.data(), C);

  {
    for (int t = 0; t < C; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int i = 0; i < 384; ++i) {
          float sum = 0.0f;
          for (int k = 0; k < 384; ++k) {
            sum = mpc::fma(w1_v.data()[(h * 384 + i) * 384 + k], hidden_1_v.data()[(h * C + t) * 384 + k], sum);
          }
          want_o_v.data()[(t * 4 + h) * 384 + i] = sum;
        }
      }
    }
  }
  {
    for (int t = 0; t < C; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int j = 0; j < 384; ++j) {
          sum = mpc::fma(want_o_v.data()[(t * 4 + h) * 384 + j], want_o_v.data()[(t * 4 + h) * 384 + j], sum);
        }
        want_normed_rsqrt_v.data()[t * 4 + h] = mpc::rsqrt(sum / 384.0f + 0.000001f);
      }
    }
  }
  compare("o", o_v, want_o_v, 2e-4);
  compare("normed_rsqrt", normed_rsqrt_v, want_normed_rsqrt_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (C) * (4) * (384));
    if (same_choice && expected.expect("o")) compare("o", o_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (C) * (4));
    if (same_choice && expected.expect("normed_rsqrt")) compare("normed_rsqrt", normed_rsqrt_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: o_normed_rsqrt: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: o_normed_rsqrt\n");
  return 0;
}
