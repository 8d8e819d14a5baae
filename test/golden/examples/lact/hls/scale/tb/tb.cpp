// C simulation of scale: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void scale(const mpc::word* x, const mpc::word* w_gate, float* scale2, int C);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> x_v(int64_t(1) * (C) * (1536));
  tensor<mpc::bf16> w_gate_v(int64_t(1) * (1536) * (4));
  tensor<mpc::f32> scale_v(int64_t(1) * (C) * (4));
  tensor<mpc::f32> scale_sum_v(int64_t(1) * (C) * (4));
  x_v.randomize("x");
  w_gate_v.randomize("w_gate");
  tensor<mpc::f32> want_scale_sum_v(int64_t(1) * (C) * (4));
  tensor<mpc::f32> want_scale_v(int64_t(1) * (C) * (4));

  scale(x_v.words(), w_gate_v.words(), scale_v.data(), C);

  {
    for (int t = 0; t < C; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int i = 0; i < 1536; ++i) {
          sum = mpc::fma(mpc::bf16::widen(x_v.data()[t * 1536 + i]), mpc::bf16::widen(w_gate_v.data()[i * 4 + h]), sum);
        }
        want_scale_sum_v.data()[t * 4 + h] = sum;
      }
    }
  }
  {
    for (int t = 0; t < C; ++t) {
      for (int h = 0; h < 4; ++h) {
        want_scale_v.data()[t * 4 + h] = want_scale_sum_v.data()[t * 4 + h] / (1.0f + std::exp(-want_scale_sum_v.data()[t * 4 + h]));
      }
    }
  }
  compare("scale", scale_v, want_scale_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (C) * (4));
    if (same_choice && expected.expect("scale")) compare("scale", scale_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: scale: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: scale\n");
  return 0;
}
