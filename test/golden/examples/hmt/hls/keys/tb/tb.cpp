// C simulation of keys: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void keys(const mpc::word* w_k, const mpc::word* newest, uint16_t* keys2, int N);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> w_k_v(int64_t(1) * (4096) * (4096));
  tensor<mpc::bf16> newest_v(int64_t(1) * (4096));
  tensor<mpc::bf16> keys_v(int64_t(1) * (300) * (4096));
  w_k_v.randomize("w_k");
  newest_v.randomize("newest");
  keys_v.randomize("keys");
  tensor<mpc::bf16> want_keys_v(int64_t(1) * (300) * (4096));
  want_keys_v.memory = keys_v.memory;

  keys(w_k_v.words(), newest_v.words(), keys_v.data(), N);

  {
    for (int j = 0; j < 4096; ++j) {
      float sum = 0.0f;
      for (int i = 0; i < 4096; ++i) {
        sum = mpc::fma(mpc::bf16::widen(newest_v.data()[i]), mpc::bf16::widen(w_k_v.data()[i * 4096 + j]), sum);
      }
      want_keys_v.data()[mpc_floor_mod(N - 1, 300) * 4096 + j] = mpc::bf16::narrow(mpc::round_to<mpc::bf16>(sum));
    }
  }
  compare("keys", keys_v, want_keys_v, 1.6e-2);
  {
    tensor<mpc::bf16> expected(int64_t(1) * (300) * (4096));
    if (same_choice && expected.expect("keys")) compare("keys", keys_v, expected, 1.6e-2);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: keys: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: keys\n");
  return 0;
}
