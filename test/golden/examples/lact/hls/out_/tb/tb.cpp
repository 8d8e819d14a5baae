// C simulation of out_: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void out_(const mpc::word* o, const float* normed_rsqrt, const mpc::word* gain, float* normed, const float* scale, float* out_2, int C);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> o_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> normed_rsqrt_v(int64_t(1) * (C) * (4));
  tensor<mpc::f32> gain_v(int64_t(1) * (384));
  tensor<mpc::f32> normed_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> scale_v(int64_t(1) * (C) * (4));
  tensor<mpc::f32> out_v(int64_t(1) * (C) * (4) * (384));
  o_v.randomize("o");
  normed_rsqrt_v.randomize("normed_rsqrt");
  gain_v.randomize("gain");
  scale_v.randomize("scale");
  tensor<mpc::f32> want_normed_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> want_out_v(int64_t(1) * (C) * (4) * (384));

  out_(o_v.words(), normed_rsqrt_v.data(), gain_v.words(), normed_v.data(), scale_v.data(), out_v.data(), C);

  {
    for (int t = 0; t < C; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int i = 0; i < 384; ++i) {
          want_normed_v.data()[(t * 4 + h) * 384 + i] = o_v.data()[(t * 4 + h) * 384 + i] * normed_rsqrt_v.data()[t * 4 + h] * gain_v.data()[i];
        }
      }
    }
  }
  {
    for (int t = 0; t < C; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int d = 0; d < 384; ++d) {
          want_out_v.data()[(t * 4 + h) * 384 + d] = scale_v.data()[t * 4 + h] * want_normed_v.data()[(t * 4 + h) * 384 + d];
        }
      }
    }
  }
  compare("out", out_v, want_out_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (C) * (4) * (384));
    if (same_choice && expected.expect("out")) compare("out", out_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: out_: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: out_\n");
  return 0;
}
