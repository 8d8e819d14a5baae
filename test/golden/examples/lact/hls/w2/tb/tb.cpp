// C simulation of w2: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void w2(const mpc::word* start2, const mpc::word* value_3, const mpc::word* w2_sum, float* w2_2);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> start2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> value_3_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> w2_sum_v(int64_t(1) * (4) * (384));
  tensor<mpc::f32> w2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> w2_sqrt_v(int64_t(1) * (4) * (384));
  start2_v.randomize("start2");
  value_3_v.randomize("value_3");
  w2_sum_v.randomize("w2_sum");
  w2_v.randomize("w2");
  tensor<mpc::f32> want_w2_sqrt_v(int64_t(1) * (4) * (384));
  tensor<mpc::f32> want_w2_v(int64_t(1) * (4) * (384) * (384));
  want_w2_v.memory = w2_v.memory;

  w2(start2_v.words(), value_3_v.words(), w2_sum_v.words(), w2_v.data());

  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        float sum = 0.0f;
        for (int i2 = 0; i2 < 384; ++i2) {
          sum = mpc::fma(start2_v.data()[(h * 384 + i) * 384 + i2], start2_v.data()[(h * 384 + i) * 384 + i2], sum);
        }
        want_w2_sqrt_v.data()[h * 384 + i] = std::sqrt(sum);
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int i2 = 0; i2 < 384; ++i2) {
          want_w2_v.data()[(h * 384 + i) * 384 + i2] = value_3_v.data()[(h * 384 + i) * 384 + i2] / w2_sum_v.data()[h * 384 + i] * want_w2_sqrt_v.data()[h * 384 + i];
        }
      }
    }
  }
  compare("w2", w2_v, want_w2_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (384) * (384));
    if (same_choice && expected.expect("w2")) compare("w2", w2_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: w2: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: w2\n");
  return 0;
}
