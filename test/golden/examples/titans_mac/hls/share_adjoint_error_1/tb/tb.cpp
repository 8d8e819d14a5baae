// C simulation of share_adjoint_error_1: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void share_adjoint_error_1(const mpc::word* push_next, const mpc::word* left, const mpc::word* rate, float* share, float* adjoint_error_1);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> push_next_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> left_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> rate_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> share_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> adjoint_error_1_v(int64_t(1) * (32) * (4));
  push_next_v.randomize("push_next");
  left_v.randomize("left");
  rate_v.randomize("rate");
  tensor<mpc::f32> want_share_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_adjoint_error_1_v(int64_t(1) * (32) * (4));

  share_adjoint_error_1(push_next_v.words(), left_v.words(), rate_v.words(), share_v.data(), adjoint_error_1_v.data());

  {
    for (int r = 0; r < 32; ++r) {
      for (int h = 0; h < 4; ++h) {
        want_share_v.data()[r * 4 + h] = (r == 0 ? 0.0f : want_share_v.data()[mpc_max(r - 1, 0) * 4 + h]) * push_next_v.data()[r * 4 + h] + left_v.data()[r * 4 + h];
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        want_adjoint_error_1_v.data()[t * 4 + h] = want_share_v.data()[(31 - t) * 4 + h] * rate_v.data()[t * 4 + h];
      }
    }
  }
  compare("share", share_v, want_share_v, 2e-4);
  compare("adjoint_error_1", adjoint_error_1_v, want_adjoint_error_1_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4));
    if (same_choice && expected.expect("share")) compare("share", share_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4));
    if (same_choice && expected.expect("adjoint_error_1")) compare("adjoint_error_1", adjoint_error_1_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: share_adjoint_error_1: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: share_adjoint_error_1\n");
  return 0;
}
