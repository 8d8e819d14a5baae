// C simulation of after: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void after(const mpc::word* w, const mpc::word* hidden_3, const mpc::word* again, const mpc::word* gain, float* after2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> w_v(int64_t(1) * (4) * (2) * (64) * (128));
  tensor<mpc::f32> hidden_3_v(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> again_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> gain_v(int64_t(1) * (4) * (64));
  tensor<mpc::f32> after_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> raw_6_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> after_sum_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> after_rsqrt_v(int64_t(1) * (32) * (4));
  w_v.randomize("w");
  hidden_3_v.randomize("hidden_3");
  again_v.randomize("again");
  gain_v.randomize("gain");
  tensor<mpc::f32> want_raw_6_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> want_after_sum_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_after_rsqrt_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_after_v(int64_t(1) * (32) * (4) * (64));

  after(w_v.words(), hidden_3_v.words(), again_v.words(), gain_v.words(), after_v.data());

  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int j = 0; j < 64; ++j) {
          float sum = 0.0f;
          for (int k = 0; k < 128; ++k) {
            sum = mpc::fma(hidden_3_v.data()[(t * 4 + h) * 128 + k], w_v.data()[((h * 2 + 1) * 64 + j) * 128 + k], sum);
          }
          want_raw_6_v.data()[(t * 4 + h) * 64 + j] = sum;
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int j = 0; j < 64; ++j) {
          sum = sum + want_raw_6_v.data()[(t * 4 + h) * 64 + j];
        }
        want_after_sum_v.data()[t * 4 + h] = sum * 0.015625f;
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int j = 0; j < 64; ++j) {
          sum = mpc::fma(want_raw_6_v.data()[(t * 4 + h) * 64 + j] - want_after_sum_v.data()[t * 4 + h], want_raw_6_v.data()[(t * 4 + h) * 64 + j] - want_after_sum_v.data()[t * 4 + h], sum);
        }
        want_after_rsqrt_v.data()[t * 4 + h] = mpc::rsqrt(sum * 0.015625f + 0.00001f);
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int i = 0; i < 64; ++i) {
          want_after_v.data()[(t * 4 + h) * 64 + i] = again_v.data()[(t * 4 + h) * 64 + i] + (want_raw_6_v.data()[(t * 4 + h) * 64 + i] - want_after_sum_v.data()[t * 4 + h]) * want_after_rsqrt_v.data()[t * 4 + h] * gain_v.data()[h * 64 + i];
        }
      }
    }
  }
  compare("after", after_v, want_after_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4) * (64));
    if (same_choice && expected.expect("after")) compare("after", after_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: after: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: after\n");
  return 0;
}
