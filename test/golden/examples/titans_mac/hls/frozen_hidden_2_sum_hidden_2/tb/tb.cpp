// C simulation of frozen_hidden_2_sum_hidden_2: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void frozen_hidden_2_sum_hidden_2(const mpc::word* w, const mpc::word* key, const mpc::word* gain, const mpc::word* adjoint_error_1, const mpc::word* value, const mpc::word* adjoint_error_2, float* frozen, float* hidden_2_sum, float* hidden_2, float* raw_4, float* saved_guess_1, float* grad_guess_1, float* saved_guess_2, float* saved_guess_3, float* saved_hidden_2_2, float* grad_guess_2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> w_v(int64_t(1) * (4) * (2) * (64) * (128));
  tensor<mpc::f32> key_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> gain_v(int64_t(1) * (4) * (64));
  tensor<mpc::f32> adjoint_error_1_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> value_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> adjoint_error_2_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> frozen_v(int64_t(1) * (4) * (2) * (64) * (128));
  tensor<mpc::f32> hidden_2_sum_v(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> hidden_2_v(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> raw_4_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> saved_guess_1_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> grad_guess_1_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> saved_guess_2_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> saved_guess_3_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> saved_hidden_2_2_v(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> grad_guess_2_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> guess_sum_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> guess_rsqrt_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> guess_v(int64_t(1) * (32) * (4) * (64));
  w_v.randomize("w");
  key_v.randomize("key");
  gain_v.randomize("gain");
  adjoint_error_1_v.randomize("adjoint_error_1");
  value_v.randomize("value");
  adjoint_error_2_v.randomize("adjoint_error_2");
  tensor<mpc::f32> want_frozen_v(int64_t(1) * (4) * (2) * (64) * (128));
  tensor<mpc::f32> want_hidden_2_sum_v(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> want_hidden_2_v(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> want_raw_4_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> want_guess_sum_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_guess_rsqrt_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_guess_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> want_grad_guess_1_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> want_saved_guess_1_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_saved_guess_2_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_saved_guess_3_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_saved_hidden_2_2_v(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> want_grad_guess_2_v(int64_t(1) * (32) * (4) * (64));

  frozen_hidden_2_sum_hidden_2(w_v.words(), key_v.words(), gain_v.words(), adjoint_error_1_v.words(), value_v.words(), adjoint_error_2_v.words(), frozen_v.data(), hidden_2_sum_v.data(), hidden_2_v.data(), raw_4_v.data(), saved_guess_1_v.data(), grad_guess_1_v.data(), saved_guess_2_v.data(), saved_guess_3_v.data(), saved_hidden_2_2_v.data(), grad_guess_2_v.data());

  {
    for (int i = 0; i < 4; ++i) {
      for (int i1 = 0; i1 < 2; ++i1) {
        for (int i2 = 0; i2 < 64; ++i2) {
          for (int i3 = 0; i3 < 128; ++i3) {
            want_frozen_v.data()[((i * 2 + i1) * 64 + i2) * 128 + i3] = w_v.data()[((i * 2 + i1) * 64 + i2) * 128 + i3];
          }
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int k = 0; k < 128; ++k) {
          float sum = 0.0f;
          for (int j = 0; j < 64; ++j) {
            sum = mpc::fma(key_v.data()[(t * 4 + h) * 64 + j], want_frozen_v.data()[(h * 2 * 64 + j) * 128 + k], sum);
          }
          want_hidden_2_sum_v.data()[(t * 4 + h) * 128 + k] = sum;
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int k = 0; k < 128; ++k) {
          want_hidden_2_v.data()[(t * 4 + h) * 128 + k] = 0.5f * want_hidden_2_sum_v.data()[(t * 4 + h) * 128 + k] * (1.0f + std::tanh(0.7978846f * (want_hidden_2_sum_v.data()[(t * 4 + h) * 128 + k] + 0.044715f * want_hidden_2_sum_v.data()[(t * 4 + h) * 128 + k] * want_hidden_2_sum_v.data()[(t * 4 + h) * 128 + k] * want_hidden_2_sum_v.data()[(t * 4 + h) * 128 + k])));
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int j = 0; j < 64; ++j) {
          float sum = 0.0f;
          for (int k = 0; k < 128; ++k) {
            sum = mpc::fma(want_hidden_2_v.data()[(t * 4 + h) * 128 + k], want_frozen_v.data()[((h * 2 + 1) * 64 + j) * 128 + k], sum);
          }
          want_raw_4_v.data()[(t * 4 + h) * 64 + j] = sum;
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int j = 0; j < 64; ++j) {
          sum = sum + want_raw_4_v.data()[(t * 4 + h) * 64 + j];
        }
        want_guess_sum_v.data()[t * 4 + h] = sum * 0.015625f;
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int j = 0; j < 64; ++j) {
          sum = mpc::fma(want_raw_4_v.data()[(t * 4 + h) * 64 + j] - want_guess_sum_v.data()[t * 4 + h], want_raw_4_v.data()[(t * 4 + h) * 64 + j] - want_guess_sum_v.data()[t * 4 + h], sum);
        }
        want_guess_rsqrt_v.data()[t * 4 + h] = mpc::rsqrt(sum * 0.015625f + 0.00001f);
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int i = 0; i < 64; ++i) {
          want_guess_v.data()[(t * 4 + h) * 64 + i] = key_v.data()[(t * 4 + h) * 64 + i] + (want_raw_4_v.data()[(t * 4 + h) * 64 + i] - want_guess_sum_v.data()[t * 4 + h]) * want_guess_rsqrt_v.data()[t * 4 + h] * gain_v.data()[h * 64 + i];
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int e = 0; e < 64; ++e) {
          want_grad_guess_1_v.data()[(t * 4 + h) * 64 + e] = 2.0f * (adjoint_error_1_v.data()[t * 4 + h] * (want_guess_v.data()[(t * 4 + h) * 64 + e] - value_v.data()[(t * 4 + h) * 64 + e]));
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int j = 0; j < 64; ++j) {
          sum = mpc::fma(want_raw_4_v.data()[(t * 4 + h) * 64 + j] - want_guess_sum_v.data()[t * 4 + h], want_raw_4_v.data()[(t * 4 + h) * 64 + j] - want_guess_sum_v.data()[t * 4 + h], sum);
        }
        want_saved_guess_1_v.data()[t * 4 + h] = sum;
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        want_saved_guess_2_v.data()[t * 4 + h] = mpc::rsqrt(want_saved_guess_1_v.data()[t * 4 + h] * 0.015625f + 0.00001f);
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int j = 0; j < 64; ++j) {
          sum = sum + want_raw_4_v.data()[(t * 4 + h) * 64 + j];
        }
        want_saved_guess_3_v.data()[t * 4 + h] = sum;
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int k = 0; k < 128; ++k) {
          want_saved_hidden_2_2_v.data()[(t * 4 + h) * 128 + k] = std::tanh(0.7978846f * (want_hidden_2_sum_v.data()[(t * 4 + h) * 128 + k] + 0.044715f * want_hidden_2_sum_v.data()[(t * 4 + h) * 128 + k] * want_hidden_2_sum_v.data()[(t * 4 + h) * 128 + k] * want_hidden_2_sum_v.data()[(t * 4 + h) * 128 + k]));
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int e = 0; e < 64; ++e) {
          want_grad_guess_2_v.data()[(t * 4 + h) * 64 + e] = 2.0f * (adjoint_error_2_v.data()[t * 4 + h] * (want_guess_v.data()[(t * 4 + h) * 64 + e] - value_v.data()[(t * 4 + h) * 64 + e]));
        }
      }
    }
  }
  compare("frozen", frozen_v, want_frozen_v, 2e-4);
  compare("hidden_2_sum", hidden_2_sum_v, want_hidden_2_sum_v, 2e-4);
  compare("hidden_2", hidden_2_v, want_hidden_2_v, 2e-4);
  compare("raw_4", raw_4_v, want_raw_4_v, 2e-4);
  compare("grad_guess_1", grad_guess_1_v, want_grad_guess_1_v, 2e-4);
  compare("saved_guess_1", saved_guess_1_v, want_saved_guess_1_v, 2e-4);
  compare("saved_guess_2", saved_guess_2_v, want_saved_guess_2_v, 2e-4);
  compare("saved_guess_3", saved_guess_3_v, want_saved_guess_3_v, 2e-4);
  compare("saved_hidden_2_2", saved_hidden_2_2_v, want_saved_hidden_2_2_v, 2e-4);
  compare("grad_guess_2", grad_guess_2_v, want_grad_guess_2_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (2) * (64) * (128));
    if (same_choice && expected.expect("frozen")) compare("frozen", frozen_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4) * (128));
    if (same_choice && expected.expect("hidden_2_sum")) compare("hidden_2_sum", hidden_2_sum_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4) * (128));
    if (same_choice && expected.expect("hidden_2")) compare("hidden_2", hidden_2_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4) * (64));
    if (same_choice && expected.expect("raw_4")) compare("raw_4", raw_4_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4) * (64));
    if (same_choice && expected.expect("grad_guess_1")) compare("grad_guess_1", grad_guess_1_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4));
    if (same_choice && expected.expect("saved_guess_1")) compare("saved_guess_1", saved_guess_1_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4));
    if (same_choice && expected.expect("saved_guess_2")) compare("saved_guess_2", saved_guess_2_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4));
    if (same_choice && expected.expect("saved_guess_3")) compare("saved_guess_3", saved_guess_3_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4) * (128));
    if (same_choice && expected.expect("saved_hidden_2_2")) compare("saved_hidden_2_2", saved_hidden_2_2_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (4) * (64));
    if (same_choice && expected.expect("grad_guess_2")) compare("grad_guess_2", grad_guess_2_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: frozen_hidden_2_sum_hidden_2: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: frozen_hidden_2_sum_hidden_2\n");
  return 0;
}
