// C simulation of w1: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void w1(const mpc::word* start1, const mpc::word* value_2, const mpc::word* w1_sum, float* w1_2);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> start1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> value_2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> w1_sum_v(int64_t(1) * (4) * (384));
  tensor<mpc::f32> w1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> w1_sqrt_v(int64_t(1) * (4) * (384));
  start1_v.randomize("start1");
  value_2_v.randomize("value_2");
  w1_sum_v.randomize("w1_sum");
  w1_v.randomize("w1");
  tensor<mpc::f32> want_w1_sqrt_v(int64_t(1) * (4) * (384));
  tensor<mpc::f32> want_w1_v(int64_t(1) * (4) * (384) * (384));
  want_w1_v.memory = w1_v.memory;

  w1(start1_v.words(), value_2_v.words(), w1_sum_v.words(), w1_v.data());

  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        float sum = 0.0f;
        for (int i2 = 0; i2 < 384; ++i2) {
          sum = mpc::fma(start1_v.data()[(h * 384 + i) * 384 + i2], start1_v.data()[(h * 384 + i) * 384 + i2], sum);
        }
        want_w1_sqrt_v.data()[h * 384 + i] = std::sqrt(sum);
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int i2 = 0; i2 < 384; ++i2) {
          want_w1_v.data()[(h * 384 + i) * 384 + i2] = value_2_v.data()[(h * 384 + i) * 384 + i2] / w1_sum_v.data()[h * 384 + i] * want_w1_sqrt_v.data()[h * 384 + i];
        }
      }
    }
  }
  compare("w1", w1_v, want_w1_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (384) * (384));
    if (same_choice && expected.expect("w1")) compare("w1", w1_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: w1: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: w1\n");
  return 0;
}
