// C simulation of rate: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void rate(const mpc::word* y, const mpc::word* w_rate, const float* b_rate, float* rate2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> y_v(int64_t(1) * (32) * (384));
  tensor<mpc::bf16> w_rate_v(int64_t(1) * (384) * (4));
  tensor<mpc::f32> b_rate_v(int64_t(1) * (4));
  tensor<mpc::f32> rate_v(int64_t(1) * (32) * (4));
  y_v.randomize("y");
  w_rate_v.randomize("w_rate");
  b_rate_v.randomize("b_rate");
  tensor<mpc::f32> want_rate_v(int64_t(1) * (32) * (4));

  rate(y_v.words(), w_rate_v.words(), b_rate_v.data(), rate_v.data());

  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int i = 0; i < 384; ++i) {
          sum = mpc::fma(y_v.data()[t * 384 + i], mpc::bf16::widen(w_rate_v.data()[i * 4 + h]), sum);
        }
        want_rate_v.data()[t * 4 + h] = 0.1f * (1.0f / (1.0f + std::exp(-(sum + b_rate_v.data()[h]))));
      }
    }
  }
  compare("rate", rate_v, want_rate_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4));
    if (same_choice && expected.expect("rate")) compare("rate", rate_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: rate: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: rate\n");
  return 0;
}
