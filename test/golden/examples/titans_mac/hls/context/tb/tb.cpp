// C simulation of context: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void context(const mpc::word* persistent, const mpc::word* recalled, const mpc::word* x, float* context2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> persistent_v(int64_t(1) * (4) * (384));
  tensor<mpc::f32> recalled_v(int64_t(1) * (32) * (384));
  tensor<mpc::bf16> x_v(int64_t(1) * (32) * (384));
  tensor<mpc::f32> context_v(int64_t(1) * (68) * (384));
  persistent_v.randomize("persistent");
  recalled_v.randomize("recalled");
  x_v.randomize("x");
  tensor<mpc::f32> want_context_v(int64_t(1) * (68) * (384));

  context(persistent_v.words(), recalled_v.words(), x_v.words(), context_v.data());

  {
    for (int c = 0; c < 68; ++c) {
      for (int i = 0; i < 384; ++i) {
        want_context_v.data()[c * 384 + i] = c < 4 ? mpc::bf16::widen(persistent_v.data()[mpc_min(c, 3) * 384 + i]) : (c % 2 == 0 ? recalled_v.data()[mpc_floor_div(mpc_max(c - 4, 0), 2) * 384 + i] : mpc::bf16::widen(x_v.data()[mpc_floor_div(mpc_max(c - 4, 0), 2) * 384 + i]));
      }
    }
  }
  compare("context", context_v, want_context_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (68) * (384));
    if (same_choice && expected.expect("context")) compare("context", context_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: context: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: context\n");
  return 0;
}
