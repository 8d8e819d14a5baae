// C simulation of out_: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void out_(const mpc::word* after, const mpc::word* w_read, const mpc::word* y, float* out_2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> after_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::bf16> w_read_v(int64_t(1) * (4) * (64) * (384));
  tensor<mpc::f32> y_v(int64_t(1) * (32) * (384));
  tensor<mpc::f32> out_v(int64_t(1) * (32) * (384));
  after_v.randomize("after");
  w_read_v.randomize("w_read");
  y_v.randomize("y");
  tensor<mpc::f32> want_out_v(int64_t(1) * (32) * (384));

  out_(after_v.words(), w_read_v.words(), y_v.words(), out_v.data());

  {
    for (int t = 0; t < 32; ++t) {
      for (int i = 0; i < 384; ++i) {
        float sum = 0.0f;
        for (int h = 0; h < 4; ++h) {
          for (int e = 0; e < 64; ++e) {
            sum = mpc::fma(after_v.data()[(t * 4 + h) * 64 + e], mpc::bf16::widen(w_read_v.data()[(h * 64 + e) * 384 + i]), sum);
          }
        }
        want_out_v.data()[t * 384 + i] = y_v.data()[t * 384 + i] * (1.0f / (1.0f + std::exp(-sum)));
      }
    }
  }
  compare("out", out_v, want_out_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (384));
    if (same_choice && expected.expect("out")) compare("out", out_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: out_: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: out_\n");
  return 0;
}
