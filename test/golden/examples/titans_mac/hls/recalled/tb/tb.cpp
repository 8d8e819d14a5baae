// C simulation of recalled: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void recalled(const mpc::word* read, const mpc::word* w_read, float* recalled2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> read_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::bf16> w_read_v(int64_t(1) * (4) * (64) * (384));
  tensor<mpc::f32> recalled_v(int64_t(1) * (32) * (384));
  read_v.randomize("read");
  w_read_v.randomize("w_read");
  tensor<mpc::f32> want_recalled_v(int64_t(1) * (32) * (384));

  recalled(read_v.words(), w_read_v.words(), recalled_v.data());

  {
    for (int t = 0; t < 32; ++t) {
      for (int i = 0; i < 384; ++i) {
        float sum = 0.0f;
        for (int h = 0; h < 4; ++h) {
          for (int e = 0; e < 64; ++e) {
            sum = mpc::fma(read_v.data()[(t * 4 + h) * 64 + e], mpc::bf16::widen(w_read_v.data()[(h * 64 + e) * 384 + i]), sum);
          }
        }
        want_recalled_v.data()[t * 384 + i] = sum;
      }
    }
  }
  compare("recalled", recalled_v, want_recalled_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (384));
    if (same_choice && expected.expect("recalled")) compare("recalled", recalled_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: recalled: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: recalled\n");
  return 0;
}
