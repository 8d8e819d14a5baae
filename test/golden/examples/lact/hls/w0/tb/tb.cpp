// C simulation of w0: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void w0(const mpc::word* start0, const mpc::word* value_1, const mpc::word* w0_sum, float* w0_2);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> start0_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> value_1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> w0_sum_v(int64_t(1) * (4) * (384));
  tensor<mpc::f32> w0_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> w0_sqrt_v(int64_t(1) * (4) * (384));
  start0_v.randomize("start0");
  value_1_v.randomize("value_1");
  w0_sum_v.randomize("w0_sum");
  w0_v.randomize("w0");
  tensor<mpc::f32> want_w0_sqrt_v(int64_t(1) * (4) * (384));
  tensor<mpc::f32> want_w0_v(int64_t(1) * (4) * (384) * (384));
  want_w0_v.memory = w0_v.memory;

  w0(start0_v.words(), value_1_v.words(), w0_sum_v.words(), w0_v.data());

  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        float sum = 0.0f;
        for (int i2 = 0; i2 < 384; ++i2) {
          sum = mpc::fma(start0_v.data()[(h * 384 + i) * 384 + i2], start0_v.data()[(h * 384 + i) * 384 + i2], sum);
        }
        want_w0_sqrt_v.data()[h * 384 + i] = std::sqrt(sum);
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int i2 = 0; i2 < 384; ++i2) {
          want_w0_v.data()[(h * 384 + i) * 384 + i2] = value_1_v.data()[(h * 384 + i) * 384 + i2] / w0_sum_v.data()[h * 384 + i] * want_w0_sqrt_v.data()[h * 384 + i];
        }
      }
    }
  }
  compare("w0", w0_v, want_w0_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (384) * (384));
    if (same_choice && expected.expect("w0")) compare("w0", w0_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: w0: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: w0\n");
  return 0;
}
