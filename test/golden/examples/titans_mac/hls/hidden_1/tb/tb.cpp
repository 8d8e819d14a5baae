// C simulation of hidden_1: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void hidden_1(const mpc::word* query, const mpc::word* w, float* hidden_1_2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> query_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> w_v(int64_t(1) * (4) * (2) * (64) * (128));
  tensor<mpc::f32> hidden_1_v(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> hidden_1_sum_v(int64_t(1) * (32) * (4) * (128));
  query_v.randomize("query");
  w_v.randomize("w");
  tensor<mpc::f32> want_hidden_1_sum_v(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> want_hidden_1_v(int64_t(1) * (32) * (4) * (128));

  hidden_1(query_v.words(), w_v.words(), hidden_1_v.data());

  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int k = 0; k < 128; ++k) {
          float sum = 0.0f;
          for (int j = 0; j < 64; ++j) {
            sum = mpc::fma(query_v.data()[(t * 4 + h) * 64 + j], w_v.data()[(h * 2 * 64 + j) * 128 + k], sum);
          }
          want_hidden_1_sum_v.data()[(t * 4 + h) * 128 + k] = sum;
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int k = 0; k < 128; ++k) {
          want_hidden_1_v.data()[(t * 4 + h) * 128 + k] = 0.5f * want_hidden_1_sum_v.data()[(t * 4 + h) * 128 + k] * (1.0f + std::tanh(0.7978846f * (want_hidden_1_sum_v.data()[(t * 4 + h) * 128 + k] + 0.044715f * want_hidden_1_sum_v.data()[(t * 4 + h) * 128 + k] * want_hidden_1_sum_v.data()[(t * 4 + h) * 128 + k] * want_hidden_1_sum_v.data()[(t * 4 + h) * 128 + k])));
        }
      }
    }
  }
  compare("hidden_1", hidden_1_v, want_hidden_1_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4) * (128));
    if (same_choice && expected.expect("hidden_1")) compare("hidden_1", hidden_1_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: hidden_1: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: hidden_1\n");
  return 0;
}
