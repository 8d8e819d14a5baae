// C simulation of swing_adjoint_error_2: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void swing_adjoint_error_2(const mpc::word* push_next, const mpc::word* rate, float* swing, float* adjoint_error_2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> push_next_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> rate_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> swing_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> adjoint_error_2_v(int64_t(1) * (32) * (4));
  push_next_v.randomize("push_next");
  rate_v.randomize("rate");
  tensor<mpc::f32> want_swing_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_adjoint_error_2_v(int64_t(1) * (32) * (4));

  swing_adjoint_error_2(push_next_v.words(), rate_v.words(), swing_v.data(), adjoint_error_2_v.data());

  {
    for (int r = 0; r < 32; ++r) {
      for (int h = 0; h < 4; ++h) {
        want_swing_v.data()[r * 4 + h] = (r == 0 ? 1.0f : want_swing_v.data()[mpc_max(r - 1, 0) * 4 + h]) * push_next_v.data()[r * 4 + h];
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        want_adjoint_error_2_v.data()[t * 4 + h] = want_swing_v.data()[(31 - t) * 4 + h] * rate_v.data()[t * 4 + h];
      }
    }
  }
  compare("swing", swing_v, want_swing_v, 2e-4);
  compare("adjoint_error_2", adjoint_error_2_v, want_adjoint_error_2_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4));
    if (same_choice && expected.expect("swing")) compare("swing", swing_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4));
    if (same_choice && expected.expect("adjoint_error_2")) compare("adjoint_error_2", adjoint_error_2_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: swing_adjoint_error_2: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: swing_adjoint_error_2\n");
  return 0;
}
