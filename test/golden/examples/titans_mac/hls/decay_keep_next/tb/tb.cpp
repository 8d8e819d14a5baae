// C simulation of decay_keep_next: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void decay_keep_next(const mpc::word* y, const mpc::word* w_decay, const float* b_decay, float* decay, float* keep_next);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> y_v(int64_t(1) * (32) * (384));
  tensor<mpc::bf16> w_decay_v(int64_t(1) * (384) * (4));
  tensor<mpc::f32> b_decay_v(int64_t(1) * (4));
  tensor<mpc::f32> decay_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> keep_next_v(int64_t(1) * (32) * (4));
  y_v.randomize("y");
  w_decay_v.randomize("w_decay");
  b_decay_v.randomize("b_decay");
  tensor<mpc::f32> want_decay_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_keep_next_v(int64_t(1) * (32) * (4));

  decay_keep_next(y_v.words(), w_decay_v.words(), b_decay_v.data(), decay_v.data(), keep_next_v.data());

  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int i = 0; i < 384; ++i) {
          sum = mpc::fma(y_v.data()[t * 384 + i], mpc::bf16::widen(w_decay_v.data()[i * 4 + h]), sum);
        }
        want_decay_v.data()[t * 4 + h] = 1.0f / (1.0f + std::exp(-(sum + b_decay_v.data()[h])));
      }
    }
  }
  {
    for (int r = 0; r < 32; ++r) {
      for (int h = 0; h < 4; ++h) {
        want_keep_next_v.data()[r * 4 + h] = r == 0 ? 1.0f : 1.0f - want_decay_v.data()[(32 - mpc_max(r, 1)) * 4 + h];
      }
    }
  }
  compare("decay", decay_v, want_decay_v, 2e-4);
  compare("keep_next", keep_next_v, want_keep_next_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4));
    if (same_choice && expected.expect("decay")) compare("decay", decay_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4));
    if (same_choice && expected.expect("keep_next")) compare("keep_next", keep_next_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: decay_keep_next: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: decay_keep_next\n");
  return 0;
}
