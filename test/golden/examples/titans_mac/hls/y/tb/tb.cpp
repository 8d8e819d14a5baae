// C simulation of y: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void y(const mpc::word* a_out, const mpc::word* mixed, float* y2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> a_out_v(int64_t(1) * (8) * (64) * (384));
  tensor<mpc::f32> mixed_v(int64_t(1) * (32) * (8) * (64));
  tensor<mpc::f32> y_v(int64_t(1) * (32) * (384));
  a_out_v.randomize("a_out");
  mixed_v.randomize("mixed");
  tensor<mpc::f32> want_y_v(int64_t(1) * (32) * (384));

  y(a_out_v.words(), mixed_v.words(), y_v.data());

  {
    for (int t = 0; t < 32; ++t) {
      for (int i = 0; i < 384; ++i) {
        float sum = 0.0f;
        for (int a = 0; a < 8; ++a) {
          for (int e = 0; e < 64; ++e) {
            sum = mpc::fma(mixed_v.data()[(t * 8 + a) * 64 + e], mpc::bf16::widen(a_out_v.data()[(a * 64 + e) * 384 + i]), sum);
          }
        }
        want_y_v.data()[t * 384 + i] = sum;
      }
    }
  }
  compare("y", y_v, want_y_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (384));
    if (same_choice && expected.expect("y")) compare("y", y_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: y: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: y\n");
  return 0;
}
