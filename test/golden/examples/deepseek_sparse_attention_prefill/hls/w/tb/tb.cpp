// C simulation of w: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void w(const mpc::word* x, const mpc::word* w_w, const mpc::word* q_scale, float* w2, int C);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int T = size_of("T", 150);
  (void)T;
  tensor<mpc::bf16> x_v(int64_t(1) * (C) * (7168));
  tensor<mpc::bf16> w_w_v(int64_t(1) * (7168) * (64));
  tensor<mpc::f32> q_scale_v(int64_t(1) * (C) * (64));
  tensor<mpc::f32> w_v(int64_t(1) * (C) * (64));
  x_v.randomize("x");
  w_w_v.randomize("w_w");
  q_scale_v.randomize("q_scale");
  tensor<mpc::f32> want_w_v(int64_t(1) * (C) * (64));

  w(x_v.words(), w_w_v.words(), q_scale_v.words(), w_v.data(), C);

  {
    for (int s = 0; s < C; ++s) {
      for (int h = 0; h < 64; ++h) {
        float sum = 0.0f;
        for (int i = 0; i < 7168; ++i) {
          sum = mpc::fma(mpc::bf16::widen(x_v.data()[s * 7168 + i]), mpc::bf16::widen(w_w_v.data()[i * 64 + h]), sum);
        }
        want_w_v.data()[s * 64 + h] = sum * q_scale_v.data()[s * 64 + h] * 0.125f / 11.313708f;
      }
    }
  }
  compare("w", w_v, want_w_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (C) * (64));
    if (same_choice && expected.expect("w")) compare("w", w_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: w: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: w\n");
  return 0;
}
