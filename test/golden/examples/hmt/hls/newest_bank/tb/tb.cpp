// C simulation of newest_bank: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void newest_bank(const mpc::word* hidden, uint16_t* newest, uint16_t* bank, int N);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> hidden_v(int64_t(1) * (4096));
  tensor<mpc::bf16> newest_v(int64_t(1) * (4096));
  tensor<mpc::bf16> bank_v(int64_t(1) * (300) * (4096));
  hidden_v.randomize("hidden");
  bank_v.randomize("bank");
  tensor<mpc::bf16> want_newest_v(int64_t(1) * (4096));
  tensor<mpc::bf16> want_bank_v(int64_t(1) * (300) * (4096));
  want_bank_v.memory = bank_v.memory;

  newest_bank(hidden_v.words(), newest_v.data(), bank_v.data(), N);

  {
    for (int i = 0; i < 4096; ++i) {
      want_newest_v.data()[i] = mpc::bf16::narrow(mpc::round_to<mpc::bf16>(hidden_v.data()[i]));
    }
  }
  {
    for (int i = 0; i < 4096; ++i) {
      want_bank_v.data()[mpc_floor_mod(N - 1, 300) * 4096 + i] = mpc::bf16::narrow(mpc::bf16::widen(want_newest_v.data()[i]));
    }
  }
  compare("newest", newest_v, want_newest_v, 1.6e-2);
  compare("bank", bank_v, want_bank_v, 1.6e-2);
  {
    tensor<mpc::bf16> expected(int64_t(1) * (4096));
    if (same_choice && expected.expect("newest")) compare("newest", newest_v, expected, 1.6e-2);
  }
  {
    tensor<mpc::bf16> expected(int64_t(1) * (300) * (4096));
    if (same_choice && expected.expect("bank")) compare("bank", bank_v, expected, 1.6e-2);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: newest_bank: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: newest_bank\n");
  return 0;
}
