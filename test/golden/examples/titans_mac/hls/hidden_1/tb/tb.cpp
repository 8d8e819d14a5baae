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
  query_v.randomize("query");
  w_v.randomize("w");
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
          float sum2 = 0.0f;
          for (int j2 = 0; j2 < 64; ++j2) {
            sum2 = mpc::fma(query_v.data()[(t * 4 + h) * 64 + j2], w_v.data()[(h * 2 * 64 + j2) * 128 + k], sum2);
          }
          float sum3 = 0.0f;
          for (int j3 = 0; j3 < 64; ++j3) {
            sum3 = mpc::fma(query_v.data()[(t * 4 + h) * 64 + j3], w_v.data()[(h * 2 * 64 + j3) * 128 + k], sum3);
          }
          float sum4 = 0.0f;
          for (int j4 = 0; j4 < 64; ++j4) {
            sum4 = mpc::fma(query_v.data()[(t * 4 + h) * 64 + j4], w_v.data()[(h * 2 * 64 + j4) * 128 + k], sum4);
          }
          float sum5 = 0.0f;
          for (int j5 = 0; j5 < 64; ++j5) {
            sum5 = mpc::fma(query_v.data()[(t * 4 + h) * 64 + j5], w_v.data()[(h * 2 * 64 + j5) * 128 + k], sum5);
          }
          want_hidden_1_v.data()[(t * 4 + h) * 128 + k] = 0.5f * sum * (1.0f + std::tanh(0.7978846f * (sum2 + 0.044715f * sum3 * sum4 * sum5)));
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
