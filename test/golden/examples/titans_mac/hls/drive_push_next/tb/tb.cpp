// C simulation of drive_push_next: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void drive_push_next(const mpc::word* y, const mpc::word* w_momentum, const float* b_momentum, float* drive, float* push_next);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> y_v(int64_t(1) * (32) * (384));
  tensor<mpc::bf16> w_momentum_v(int64_t(1) * (384) * (4));
  tensor<mpc::f32> b_momentum_v(int64_t(1) * (4));
  tensor<mpc::f32> drive_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> push_next_v(int64_t(1) * (32) * (4));
  y_v.randomize("y");
  w_momentum_v.randomize("w_momentum");
  b_momentum_v.randomize("b_momentum");
  tensor<mpc::f32> want_drive_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_push_next_v(int64_t(1) * (32) * (4));

  drive_push_next(y_v.words(), w_momentum_v.words(), b_momentum_v.data(), drive_v.data(), push_next_v.data());

  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int i = 0; i < 384; ++i) {
          sum = mpc::fma(y_v.data()[t * 384 + i], mpc::bf16::widen(w_momentum_v.data()[i * 4 + h]), sum);
        }
        want_drive_v.data()[t * 4 + h] = 1.0f / (1.0f + std::exp(-(sum + b_momentum_v.data()[h])));
      }
    }
  }
  {
    for (int r = 0; r < 32; ++r) {
      for (int h = 0; h < 4; ++h) {
        want_push_next_v.data()[r * 4 + h] = r == 0 ? 1.0f : want_drive_v.data()[(32 - mpc_max(r, 1)) * 4 + h];
      }
    }
  }
  compare("drive", drive_v, want_drive_v, 2e-4);
  compare("push_next", push_next_v, want_push_next_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4));
    if (same_choice && expected.expect("drive")) compare("drive", drive_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4));
    if (same_choice && expected.expect("push_next")) compare("push_next", push_next_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: drive_push_next: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: drive_push_next\n");
  return 0;
}
