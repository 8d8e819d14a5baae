// C simulation of read: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void read(const mpc::word* w, const mpc::word* hidden_1, const mpc::word* query, const mpc::word* gain, float* read2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> w_v(int64_t(1) * (4) * (2) * (64) * (128));
  tensor<mpc::f32> hidden_1_v(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> query_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> gain_v(int64_t(1) * (4) * (64));
  tensor<mpc::f32> read_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> raw_2_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> read_sum_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> read_rsqrt_v(int64_t(1) * (32) * (4));
  w_v.randomize("w");
  hidden_1_v.randomize("hidden_1");
  query_v.randomize("query");
  gain_v.randomize("gain");
  tensor<mpc::f32> want_raw_2_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> want_read_sum_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_read_rsqrt_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_read_v(int64_t(1) * (32) * (4) * (64));

  read(w_v.words(), hidden_1_v.words(), query_v.words(), gain_v.words(), read_v.data());

  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int j = 0; j < 64; ++j) {
          float sum = 0.0f;
          for (int k = 0; k < 128; ++k) {
            sum = mpc::fma(hidden_1_v.data()[(t * 4 + h) * 128 + k], w_v.data()[((h * 2 + 1) * 64 + j) * 128 + k], sum);
          }
          want_raw_2_v.data()[(t * 4 + h) * 64 + j] = sum;
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int j = 0; j < 64; ++j) {
          sum = sum + want_raw_2_v.data()[(t * 4 + h) * 64 + j];
        }
        want_read_sum_v.data()[t * 4 + h] = sum * 0.015625f;
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int j = 0; j < 64; ++j) {
          sum = mpc::fma(want_raw_2_v.data()[(t * 4 + h) * 64 + j] - want_read_sum_v.data()[t * 4 + h], want_raw_2_v.data()[(t * 4 + h) * 64 + j] - want_read_sum_v.data()[t * 4 + h], sum);
        }
        want_read_rsqrt_v.data()[t * 4 + h] = mpc::rsqrt(sum * 0.015625f + 0.00001f);
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int i = 0; i < 64; ++i) {
          want_read_v.data()[(t * 4 + h) * 64 + i] = query_v.data()[(t * 4 + h) * 64 + i] + (want_raw_2_v.data()[(t * 4 + h) * 64 + i] - want_read_sum_v.data()[t * 4 + h]) * want_read_rsqrt_v.data()[t * 4 + h] * gain_v.data()[h * 64 + i];
        }
      }
    }
  }
  compare("read", read_v, want_read_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4) * (64));
    if (same_choice && expected.expect("read")) compare("read", read_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: read: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: read\n");
  return 0;
}
