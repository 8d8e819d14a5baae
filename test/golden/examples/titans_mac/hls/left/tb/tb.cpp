// C simulation of left: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void left(const mpc::word* keep_next, float* left2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> keep_next_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> left_v(int64_t(1) * (32) * (4));
  keep_next_v.randomize("keep_next");
  tensor<mpc::f32> want_left_v(int64_t(1) * (32) * (4));

  left(keep_next_v.words(), left_v.data());

  {
    for (int r = 0; r < 32; ++r) {
      for (int h = 0; h < 4; ++h) {
        want_left_v.data()[r * 4 + h] = (r == 0 ? 1.0f : want_left_v.data()[mpc_max(r - 1, 0) * 4 + h]) * keep_next_v.data()[r * 4 + h];
      }
    }
  }
  compare("left", left_v, want_left_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4));
    if (same_choice && expected.expect("left")) compare("left", left_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: left: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: left\n");
  return 0;
}
