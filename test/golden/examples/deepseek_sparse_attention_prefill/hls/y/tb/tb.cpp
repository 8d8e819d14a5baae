// C simulation of y: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void y(const mpc::word* mixed, const mpc::word* w_uv, float* y2, int C);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int T = size_of("T", 150);
  (void)T;
  tensor<mpc::f32> mixed_v(int64_t(1) * (C) * (128) * (512));
  tensor<mpc::bf16> w_uv_v(int64_t(1) * (128) * (512) * (128));
  tensor<mpc::f32> y_v(int64_t(1) * (C) * (128) * (128));
  mixed_v.randomize("mixed");
  w_uv_v.randomize("w_uv");
  tensor<mpc::f32> want_y_v(int64_t(1) * (C) * (128) * (128));

  y(mixed_v.words(), w_uv_v.words(), y_v.data(), C);

  {
    for (int s = 0; s < C; ++s) {
      for (int a = 0; a < 128; ++a) {
        for (int v = 0; v < 128; ++v) {
          float sum = 0.0f;
          for (int c = 0; c < 512; ++c) {
            sum = mpc::fma(mixed_v.data()[(s * 128 + a) * 512 + c], mpc::bf16::widen(w_uv_v.data()[(a * 512 + c) * 128 + v]), sum);
          }
          want_y_v.data()[(s * 128 + a) * 128 + v] = sum;
        }
      }
    }
  }
  compare("y", y_v, want_y_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (C) * (128) * (128));
    if (same_choice && expected.expect("y")) compare("y", y_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: y: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: y\n");
  return 0;
}
