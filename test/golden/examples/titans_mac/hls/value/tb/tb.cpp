// C simulation of value: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void value(const mpc::word* y, const mpc::word* w_v, float* value2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> y_v(int64_t(1) * (32) * (384));
  tensor<mpc::bf16> w_v_v(int64_t(1) * (384) * (4) * (64));
  tensor<mpc::f32> value_v(int64_t(1) * (32) * (4) * (64));
  y_v.randomize("y");
  w_v_v.randomize("w_v");
  tensor<mpc::f32> want_value_v(int64_t(1) * (32) * (4) * (64));

  value(y_v.words(), w_v_v.words(), value_v.data());

  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int e = 0; e < 64; ++e) {
          float sum = 0.0f;
          for (int i = 0; i < 384; ++i) {
            sum = mpc::fma(y_v.data()[t * 384 + i], mpc::bf16::widen(w_v_v.data()[(i * 4 + h) * 64 + e]), sum);
          }
          want_value_v.data()[(t * 4 + h) * 64 + e] = sum;
        }
      }
    }
  }
  compare("value", value_v, want_value_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4) * (64));
    if (same_choice && expected.expect("value")) compare("value", value_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: value: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: value\n");
  return 0;
}
