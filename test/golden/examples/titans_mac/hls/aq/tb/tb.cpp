// C simulation of aq: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void aq(const mpc::word* a_q, const mpc::word* x, float* aq2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> a_q_v(int64_t(1) * (384) * (8) * (64));
  tensor<mpc::bf16> x_v(int64_t(1) * (32) * (384));
  tensor<mpc::f32> aq_v(int64_t(1) * (32) * (8) * (64));
  a_q_v.randomize("a_q");
  x_v.randomize("x");
  tensor<mpc::f32> want_aq_v(int64_t(1) * (32) * (8) * (64));

  aq(a_q_v.words(), x_v.words(), aq_v.data());

  {
    for (int t = 0; t < 32; ++t) {
      for (int a = 0; a < 8; ++a) {
        for (int e = 0; e < 64; ++e) {
          float sum = 0.0f;
          for (int i = 0; i < 384; ++i) {
            sum = mpc::fma(mpc::bf16::widen(x_v.data()[t * 384 + i]), mpc::bf16::widen(a_q_v.data()[(i * 8 + a) * 64 + e]), sum);
          }
          want_aq_v.data()[(t * 8 + a) * 64 + e] = sum;
        }
      }
    }
  }
  compare("aq", aq_v, want_aq_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (8) * (64));
    if (same_choice && expected.expect("aq")) compare("aq", aq_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: aq: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: aq\n");
  return 0;
}
