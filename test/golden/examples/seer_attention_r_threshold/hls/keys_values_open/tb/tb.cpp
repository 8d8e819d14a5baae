// C simulation of keys_values_open: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void keys_values_open(const mpc::word* k, const mpc::word* v, const mpc::word* k_nope, uint16_t* keys, uint16_t* values, uint16_t* open, int N);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> k_v(int64_t(1) * (8) * (128));
  tensor<mpc::bf16> v_v(int64_t(1) * (8) * (128));
  tensor<mpc::bf16> k_nope_v(int64_t(1) * (8) * (128));
  tensor<mpc::bf16> keys_v(int64_t(1) * (N) * (8) * (128));
  tensor<mpc::bf16> values_v(int64_t(1) * (N) * (8) * (128));
  tensor<mpc::bf16> open_v(int64_t(1) * (64) * (8) * (128));
  k_v.randomize("k");
  v_v.randomize("v");
  k_nope_v.randomize("k_nope");
  keys_v.randomize("keys");
  values_v.randomize("values");
  open_v.randomize("open");
  tensor<mpc::bf16> want_keys_v(int64_t(1) * (N) * (8) * (128));
  tensor<mpc::bf16> want_values_v(int64_t(1) * (N) * (8) * (128));
  tensor<mpc::bf16> want_open_v(int64_t(1) * (64) * (8) * (128));
  want_keys_v.memory = keys_v.memory;
  want_values_v.memory = values_v.memory;
  want_open_v.memory = open_v.memory;

  keys_values_open(k_v.words(), v_v.words(), k_nope_v.words(), keys_v.data(), values_v.data(), open_v.data(), N);

  {
    for (int i = 0; i < 8; ++i) {
      for (int i1 = 0; i1 < 128; ++i1) {
        want_keys_v.data()[((N - 1) * 8 + i) * 128 + i1] = mpc::bf16::narrow(mpc::bf16::widen(k_v.data()[i * 128 + i1]));
      }
    }
  }
  {
    for (int i = 0; i < 8; ++i) {
      for (int i1 = 0; i1 < 128; ++i1) {
        want_values_v.data()[((N - 1) * 8 + i) * 128 + i1] = mpc::bf16::narrow(mpc::bf16::widen(v_v.data()[i * 128 + i1]));
      }
    }
  }
  {
    for (int i = 0; i < 8; ++i) {
      for (int i1 = 0; i1 < 128; ++i1) {
        want_open_v.data()[(mpc_floor_mod(N - 1, 64) * 8 + i) * 128 + i1] = mpc::bf16::narrow(mpc::bf16::widen(k_nope_v.data()[i * 128 + i1]));
      }
    }
  }
  compare("keys", keys_v, want_keys_v, 1.6e-2);
  compare("values", values_v, want_values_v, 1.6e-2);
  compare("open", open_v, want_open_v, 1.6e-2);
  {
    tensor<mpc::bf16> expected(int64_t(1) * (N) * (8) * (128));
    if (same_choice && expected.expect("keys")) compare("keys", keys_v, expected, 1.6e-2);
  }
  {
    tensor<mpc::bf16> expected(int64_t(1) * (N) * (8) * (128));
    if (same_choice && expected.expect("values")) compare("values", values_v, expected, 1.6e-2);
  }
  {
    tensor<mpc::bf16> expected(int64_t(1) * (64) * (8) * (128));
    if (same_choice && expected.expect("open")) compare("open", open_v, expected, 1.6e-2);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: keys_values_open: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: keys_values_open\n");
  return 0;
}
