// C simulation of query: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void query(const mpc::word* x, const mpc::word* w_q, float* query2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> x_v(int64_t(1) * (32) * (384));
  tensor<mpc::bf16> w_q_v(int64_t(1) * (384) * (4) * (64));
  tensor<mpc::f32> query_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> raw_1_sum_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> raw_1_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> query_sum_v(int64_t(1) * (32) * (4));
  x_v.randomize("x");
  w_q_v.randomize("w_q");
  tensor<mpc::f32> want_raw_1_sum_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> want_raw_1_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> want_query_sum_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_query_v(int64_t(1) * (32) * (4) * (64));

  query(x_v.words(), w_q_v.words(), query_v.data());

  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int k = 0; k < 64; ++k) {
          float sum = 0.0f;
          for (int i = 0; i < 384; ++i) {
            sum = mpc::fma(mpc::bf16::widen(x_v.data()[t * 384 + i]), mpc::bf16::widen(w_q_v.data()[(i * 4 + h) * 64 + k]), sum);
          }
          want_raw_1_sum_v.data()[(t * 4 + h) * 64 + k] = sum;
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int k = 0; k < 64; ++k) {
          want_raw_1_v.data()[(t * 4 + h) * 64 + k] = want_raw_1_sum_v.data()[(t * 4 + h) * 64 + k] / (1.0f + std::exp(-want_raw_1_sum_v.data()[(t * 4 + h) * 64 + k]));
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int i = 0; i < 64; ++i) {
          sum = mpc::fma(want_raw_1_v.data()[(t * 4 + h) * 64 + i], want_raw_1_v.data()[(t * 4 + h) * 64 + i], sum);
        }
        want_query_sum_v.data()[t * 4 + h] = mpc_max(0.000001f, std::sqrt(sum));
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int j = 0; j < 64; ++j) {
          want_query_v.data()[(t * 4 + h) * 64 + j] = want_raw_1_v.data()[(t * 4 + h) * 64 + j] / want_query_sum_v.data()[t * 4 + h];
        }
      }
    }
  }
  compare("query", query_v, want_query_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4) * (64));
    if (same_choice && expected.expect("query")) compare("query", query_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: query: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: query\n");
  return 0;
}
