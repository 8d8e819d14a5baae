// C simulation of key: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void key(const mpc::word* y, const mpc::word* w_k, float* key2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> y_v(int64_t(1) * (32) * (384));
  tensor<mpc::bf16> w_k_v(int64_t(1) * (384) * (4) * (64));
  tensor<mpc::f32> key_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> raw_3_sum_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> raw_3_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> key_sum_v(int64_t(1) * (32) * (4));
  y_v.randomize("y");
  w_k_v.randomize("w_k");
  tensor<mpc::f32> want_raw_3_sum_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> want_raw_3_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> want_key_sum_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_key_v(int64_t(1) * (32) * (4) * (64));

  key(y_v.words(), w_k_v.words(), key_v.data());

  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int k = 0; k < 64; ++k) {
          float sum = 0.0f;
          for (int i = 0; i < 384; ++i) {
            sum = mpc::fma(y_v.data()[t * 384 + i], mpc::bf16::widen(w_k_v.data()[(i * 4 + h) * 64 + k]), sum);
          }
          want_raw_3_sum_v.data()[(t * 4 + h) * 64 + k] = sum;
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int k = 0; k < 64; ++k) {
          want_raw_3_v.data()[(t * 4 + h) * 64 + k] = want_raw_3_sum_v.data()[(t * 4 + h) * 64 + k] / (1.0f + std::exp(-want_raw_3_sum_v.data()[(t * 4 + h) * 64 + k]));
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int i = 0; i < 64; ++i) {
          sum = mpc::fma(want_raw_3_v.data()[(t * 4 + h) * 64 + i], want_raw_3_v.data()[(t * 4 + h) * 64 + i], sum);
        }
        want_key_sum_v.data()[t * 4 + h] = mpc_max(0.000001f, std::sqrt(sum));
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int j = 0; j < 64; ++j) {
          want_key_v.data()[(t * 4 + h) * 64 + j] = want_raw_3_v.data()[(t * 4 + h) * 64 + j] / want_key_sum_v.data()[t * 4 + h];
        }
      }
    }
  }
  compare("key", key_v, want_key_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4) * (64));
    if (same_choice && expected.expect("key")) compare("key", key_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: key: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: key\n");
  return 0;
}
