// C simulation of keys_scale_keys_values_scale: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void keys_scale_keys_values_scale(const mpc::word* k2, const mpc::word* k3, const mpc::word* k, const mpc::word* v, uint16_t* lo, uint16_t* hi, float* keys_scale, int8_t* keys, float* values_scale, int8_t* values, int N);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> k_v(int64_t(1) * (8) * (128));
  tensor<mpc::bf16> v_v(int64_t(1) * (8) * (128));
  tensor<mpc::bf16> lo_v(int64_t(1) * ((N + 15) / 16) * (4) * (128));
  tensor<mpc::bf16> hi_v(int64_t(1) * ((N + 15) / 16) * (4) * (128));
  tensor<mpc::f32> keys_scale_v(int64_t(1) * (N) * (8) * (1));
  tensor<mpc::i8> keys_v(int64_t(1) * (N) * (8) * (128));
  tensor<mpc::f32> values_scale_v(int64_t(1) * (N) * (8) * (1));
  tensor<mpc::i8> values_v(int64_t(1) * (N) * (8) * (128));
  tensor<mpc::bf16> keys_1_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> keys_scale_1_v(int64_t(1) * (8) * (1));
  tensor<mpc::bf16> values_1_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> values_scale_1_v(int64_t(1) * (8) * (1));
  k_v.randomize("k");
  v_v.randomize("v");
  lo_v.randomize("lo");
  hi_v.randomize("hi");
  keys_scale_v.randomize("keys_scale");
  keys_v.randomize_ids("keys", 8, false);
  values_scale_v.randomize("values_scale");
  values_v.randomize_ids("values", 8, false);
  tensor<mpc::bf16> want_keys_1_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> want_keys_scale_1_v(int64_t(1) * (8) * (1));
  tensor<mpc::f32> want_keys_scale_v(int64_t(1) * (N) * (8) * (1));
  tensor<mpc::i8> want_keys_v(int64_t(1) * (N) * (8) * (128));
  tensor<mpc::bf16> want_values_1_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> want_values_scale_1_v(int64_t(1) * (8) * (1));
  tensor<mpc::f32> want_values_scale_v(int64_t(1) * (N) * (8) * (1));
  tensor<mpc::i8> want_values_v(int64_t(1) * (N) * (8) * (128));
  tensor<mpc::bf16> want_lo_v(int64_t(1) * ((N + 15) / 16) * (4) * (128));
  tensor<mpc::bf16> want_hi_v(int64_t(1) * ((N + 15) / 16) * (4) * (128));
  want_keys_scale_v.memory = keys_scale_v.memory;
  want_keys_v.memory = keys_v.memory;
  want_values_scale_v.memory = values_scale_v.memory;
  want_values_v.memory = values_v.memory;
  want_lo_v.memory = lo_v.memory;
  want_hi_v.memory = hi_v.memory;

  keys_scale_keys_values_scale(k_v.words(), k_v.words(), k_v.words(), v_v.words(), lo_v.data(), hi_v.data(), keys_scale_v.data(), keys_v.data(), values_scale_v.data(), values_v.data(), N);

  {
    for (int i = 0; i < 8; ++i) {
      for (int i1 = 0; i1 < 128; ++i1) {
        want_keys_1_v.data()[i * 128 + i1] = mpc::bf16::narrow(mpc::bf16::widen(k_v.data()[i * 128 + i1]));
      }
    }
  }
  {
    for (int i = 0; i < 8; ++i) {
      for (int block = 0; block < 1; ++block) {
        float max = -__builtin_inff();
        for (int i1 = 0; i1 < 128; ++i1) {
          max = mpc_max(max, mpc_abs(mpc::bf16::widen(want_keys_1_v.data()[i * 128 + (block * 128 + i1)])));
        }
        want_keys_scale_1_v.data()[i + block] = mpc_max(7.888609e-31f, max) / 127.0f;
      }
    }
  }
  {
    for (int i = 0; i < 8; ++i) {
      for (int block = 0; block < 1; ++block) {
        want_keys_scale_v.data()[(N - 1) * 8 + i + block] = want_keys_scale_1_v.data()[i + block];
      }
    }
  }
  {
    for (int i = 0; i < 8; ++i) {
      for (int i1 = 0; i1 < 128; ++i1) {
        want_keys_v.data()[((N - 1) * 8 + i) * 128 + i1] = mpc::i8::narrow(int(mpc_max(-127.0f, mpc_min(127.0f, std::floor(mpc::bf16::widen(want_keys_1_v.data()[i * 128 + i1]) / want_keys_scale_1_v.data()[i] + 0.5f)))));
      }
    }
  }
  {
    for (int i = 0; i < 8; ++i) {
      for (int i1 = 0; i1 < 128; ++i1) {
        want_values_1_v.data()[i * 128 + i1] = mpc::bf16::narrow(mpc::bf16::widen(v_v.data()[i * 128 + i1]));
      }
    }
  }
  {
    for (int i = 0; i < 8; ++i) {
      for (int block = 0; block < 1; ++block) {
        float max = -__builtin_inff();
        for (int i1 = 0; i1 < 128; ++i1) {
          max = mpc_max(max, mpc_abs(mpc::bf16::widen(want_values_1_v.data()[i * 128 + (block * 128 + i1)])));
        }
        want_values_scale_1_v.data()[i + block] = mpc_max(7.888609e-31f, max) / 127.0f;
      }
    }
  }
  {
    for (int i = 0; i < 8; ++i) {
      for (int block = 0; block < 1; ++block) {
        want_values_scale_v.data()[(N - 1) * 8 + i + block] = want_values_scale_1_v.data()[i + block];
      }
    }
  }
  {
    for (int i = 0; i < 8; ++i) {
      for (int i1 = 0; i1 < 128; ++i1) {
        want_values_v.data()[((N - 1) * 8 + i) * 128 + i1] = mpc::i8::narrow(int(mpc_max(-127.0f, mpc_min(127.0f, std::floor(mpc::bf16::widen(want_values_1_v.data()[i * 128 + i1]) / want_values_scale_1_v.data()[i] + 0.5f)))));
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int d = 0; d < 128; ++d) {
        want_lo_v.data()[(mpc_floor_div(N - 1, 16) * 4 + h) * 128 + d] = mpc::bf16::narrow(mpc_floor_mod(N - 1, 16) == 0 ? mpc::bf16::widen(k_v.data()[h * 128 + d]) : mpc_fmin(mpc::bf16::widen(want_lo_v.data()[(mpc_floor_div(N - 1, 16) * 4 + h) * 128 + d]), mpc::bf16::widen(k_v.data()[h * 128 + d])));
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int d = 0; d < 128; ++d) {
        want_hi_v.data()[(mpc_floor_div(N - 1, 16) * 4 + h) * 128 + d] = mpc::bf16::narrow(mpc_floor_mod(N - 1, 16) == 0 ? mpc::bf16::widen(k_v.data()[h * 128 + d]) : mpc_fmax(mpc::bf16::widen(want_hi_v.data()[(mpc_floor_div(N - 1, 16) * 4 + h) * 128 + d]), mpc::bf16::widen(k_v.data()[h * 128 + d])));
      }
    }
  }
  compare("keys_scale", keys_scale_v, want_keys_scale_v, 2e-4);
  compare("keys", keys_v, want_keys_v, 0);
  compare("values_scale", values_scale_v, want_values_scale_v, 2e-4);
  compare("values", values_v, want_values_v, 0);
  compare("lo", lo_v, want_lo_v, 1.6e-2);
  compare("hi", hi_v, want_hi_v, 1.6e-2);
  {
    tensor<mpc::f32> expected(int64_t(1) * (N) * (8) * (1));
    if (same_choice && expected.expect("keys_scale")) compare("keys_scale", keys_scale_v, expected, 2e-4);
  }
  {
    tensor<mpc::i8> expected(int64_t(1) * (N) * (8) * (128));
    if (same_choice && expected.expect("keys")) compare("keys", keys_v, expected, 0);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (N) * (8) * (1));
    if (same_choice && expected.expect("values_scale")) compare("values_scale", values_scale_v, expected, 2e-4);
  }
  {
    tensor<mpc::i8> expected(int64_t(1) * (N) * (8) * (128));
    if (same_choice && expected.expect("values")) compare("values", values_v, expected, 0);
  }
  {
    tensor<mpc::bf16> expected(int64_t(1) * ((N + 15) / 16) * (4) * (128));
    if (same_choice && expected.expect("lo")) compare("lo", lo_v, expected, 1.6e-2);
  }
  {
    tensor<mpc::bf16> expected(int64_t(1) * ((N + 15) / 16) * (4) * (128));
    if (same_choice && expected.expect("hi")) compare("hi", hi_v, expected, 1.6e-2);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: keys_scale_keys_values_scale: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: keys_scale_keys_values_scale\n");
  return 0;
}
