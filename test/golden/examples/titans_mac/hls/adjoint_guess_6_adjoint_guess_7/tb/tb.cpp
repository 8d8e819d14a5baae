// C simulation of adjoint_guess_6_adjoint_guess_7: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void adjoint_guess_6_adjoint_guess_7(const mpc::word* grad_guess_2, const mpc::word* raw_4, const mpc::word* saved_guess_3, const mpc::word* gain, const mpc::word* saved_guess_2, const mpc::word* saved_guess_1, float* adjoint_guess_6, float* adjoint_guess_7);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> grad_guess_2_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> raw_4_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> saved_guess_3_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> gain_v(int64_t(1) * (4) * (64));
  tensor<mpc::f32> saved_guess_2_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> saved_guess_1_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> adjoint_guess_6_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> adjoint_guess_7_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> adjoint_guess_5_v(int64_t(1) * (32) * (4));
  grad_guess_2_v.randomize("grad_guess_2");
  raw_4_v.randomize("raw_4");
  saved_guess_3_v.randomize("saved_guess_3");
  gain_v.randomize("gain");
  saved_guess_2_v.randomize("saved_guess_2");
  saved_guess_1_v.randomize("saved_guess_1");
  tensor<mpc::f32> want_adjoint_guess_5_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_adjoint_guess_6_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_adjoint_guess_7_v(int64_t(1) * (32) * (4));

  adjoint_guess_6_adjoint_guess_7(grad_guess_2_v.words(), raw_4_v.words(), saved_guess_3_v.words(), gain_v.words(), saved_guess_2_v.words(), saved_guess_1_v.words(), adjoint_guess_6_v.data(), adjoint_guess_7_v.data());

  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int i = 0; i < 64; ++i) {
          sum = mpc::fma(grad_guess_2_v.data()[(t * 4 + h) * 64 + i] * (raw_4_v.data()[(t * 4 + h) * 64 + i] - saved_guess_3_v.data()[t * 4 + h] * 0.015625f), gain_v.data()[h * 64 + i], sum);
        }
        want_adjoint_guess_5_v.data()[t * 4 + h] = sum;
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        want_adjoint_guess_6_v.data()[t * 4 + h] = 0.015625f * (-0.5f * (want_adjoint_guess_5_v.data()[t * 4 + h] * saved_guess_2_v.data()[t * 4 + h]) / (saved_guess_1_v.data()[t * 4 + h] * 0.015625f + 0.00001f));
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int j = 0; j < 64; ++j) {
          sum = sum + (raw_4_v.data()[(t * 4 + h) * 64 + j] - saved_guess_3_v.data()[t * 4 + h] * 0.015625f);
        }
        want_adjoint_guess_7_v.data()[t * 4 + h] = -2.0f * (sum * want_adjoint_guess_6_v.data()[t * 4 + h]);
      }
    }
  }
  compare("adjoint_guess_6", adjoint_guess_6_v, want_adjoint_guess_6_v, 2e-4);
  compare("adjoint_guess_7", adjoint_guess_7_v, want_adjoint_guess_7_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4));
    if (same_choice && expected.expect("adjoint_guess_6")) compare("adjoint_guess_6", adjoint_guess_6_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4));
    if (same_choice && expected.expect("adjoint_guess_7")) compare("adjoint_guess_7", adjoint_guess_7_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: adjoint_guess_6_adjoint_guess_7: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: adjoint_guess_6_adjoint_guess_7\n");
  return 0;
}
