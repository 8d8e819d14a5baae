// C simulation of k_layer_norm_1_sum_layer_norm_1_rsqrt: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void k_layer_norm_1_sum_layer_norm_1_rsqrt(const uint16_t* x, const mpc::word* w_k, float* k, float* layer_norm_1_sum, float* layer_norm_1_rsqrt2, int C);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int T = size_of("T", 150);
  (void)T;
  tensor<mpc::bf16> x_v(int64_t(1) * (C) * (7168));
  tensor<mpc::bf16> w_k_v(int64_t(1) * (7168) * (128));
  tensor<mpc::f32> k_v(int64_t(1) * (C) * (128));
  tensor<mpc::f32> layer_norm_1_sum_v(int64_t(1) * (C));
  tensor<mpc::f32> layer_norm_1_rsqrt(int64_t(1) * (C));
  x_v.randomize("x");
  w_k_v.randomize("w_k");
  tensor<mpc::f32> want_k_v(int64_t(1) * (C) * (128));
  tensor<mpc::f32> want_layer_norm_1_sum_v(int64_t(1) * (C));
  tensor<mpc::f32> want_layer_norm_1_rsqrt(int64_t(1) * (C));

  k_layer_norm_1_sum_layer_norm_1_rsqrt(x_v.data(), w_k_v.words(), k_v.data(), layer_norm_1_sum_v.data(), layer_norm_1_rsqrt.data(), C);

  {
    for (int s = 0; s < C; ++s) {
      for (int j = 0; j < 128; ++j) {
        float sum = 0.0f;
        for (int i = 0; i < 7168; ++i) {
          sum = mpc::fma(mpc::bf16::widen(x_v.data()[s * 7168 + i]), mpc::bf16::widen(w_k_v.data()[i * 128 + j]), sum);
        }
        want_k_v.data()[s * 128 + j] = sum;
      }
    }
  }
  {
    for (int s = 0; s < C; ++s) {
      float sum = 0.0f;
      for (int i = 0; i < 128; ++i) {
        sum = sum + want_k_v.data()[s * 128 + i];
      }
      want_layer_norm_1_sum_v.data()[s] = sum * 0.0078125f;
    }
  }
  {
    for (int s = 0; s < C; ++s) {
      float sum = 0.0f;
      for (int j = 0; j < 128; ++j) {
        sum = mpc::fma(want_k_v.data()[s * 128 + j] - want_layer_norm_1_sum_v.data()[s], want_k_v.data()[s * 128 + j] - want_layer_norm_1_sum_v.data()[s], sum);
      }
      want_layer_norm_1_rsqrt.data()[s] = mpc::rsqrt(sum * 0.0078125f + 0.000001f);
    }
  }
  compare("k", k_v, want_k_v, 2e-4);
  compare("layer_norm_1_sum", layer_norm_1_sum_v, want_layer_norm_1_sum_v, 2e-4);
  compare("layer_norm_1_rsqrt", layer_norm_1_rsqrt, want_layer_norm_1_rsqrt, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (C) * (128));
    if (same_choice && expected.expect("k")) compare("k", k_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (C));
    if (same_choice && expected.expect("layer_norm_1_sum")) compare("layer_norm_1_sum", layer_norm_1_sum_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (C));
    if (same_choice && expected.expect("layer_norm_1_rsqrt")) compare("layer_norm_1_rsqrt", layer_norm_1_rsqrt, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: k_layer_norm_1_sum_layer_norm_1_rsqrt: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: k_layer_norm_1_sum_layer_norm_1_rsqrt\n");
  return 0;
}
