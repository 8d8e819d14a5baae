// C simulation of q_abs: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void q_abs(const mpc::word* q_nope, const mpc::word* w_uk, float* q_abs2, int C);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int T = size_of("T", 150);
  (void)T;
  tensor<mpc::bf16> q_nope_v(int64_t(1) * (C) * (128) * (128));
  tensor<mpc::bf16> w_uk_v(int64_t(1) * (128) * (128) * (512));
  tensor<mpc::f32> q_abs_v(int64_t(1) * (C) * (128) * (512));
  q_nope_v.randomize("q_nope");
  w_uk_v.randomize("w_uk");
  tensor<mpc::f32> want_q_abs_v(int64_t(1) * (C) * (128) * (512));

  q_abs(q_nope_v.words(), w_uk_v.words(), q_abs_v.data(), C);

  {
    for (int s = 0; s < C; ++s) {
      for (int a = 0; a < 128; ++a) {
        for (int c = 0; c < 512; ++c) {
          float sum = 0.0f;
          for (int n = 0; n < 128; ++n) {
            sum = mpc::fma(mpc::bf16::widen(q_nope_v.data()[(s * 128 + a) * 128 + n]), mpc::bf16::widen(w_uk_v.data()[(a * 128 + n) * 512 + c]), sum);
          }
          want_q_abs_v.data()[(s * 128 + a) * 512 + c] = sum;
        }
      }
    }
  }
  compare("q_abs", q_abs_v, want_q_abs_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (C) * (128) * (512));
    if (same_choice && expected.expect("q_abs")) compare("q_abs", q_abs_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: q_abs: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: q_abs\n");
  return 0;
}
