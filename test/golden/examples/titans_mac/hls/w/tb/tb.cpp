// C simulation of w: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void w(const float* decay, const float* left, const float* drive, const float* share, const mpc::word* grad_guess_1, const mpc::word* gain, const mpc::word* saved_guess_2, const mpc::word* adjoint_guess_3, const mpc::word* adjoint_guess_2, const mpc::word* raw_4, const mpc::word* saved_guess_3, const mpc::word* frozen, const mpc::word* hidden_2_sum, const mpc::word* saved_hidden_2_2, const mpc::word* key, const mpc::word* hidden_2, float* w2, const mpc::word* surprise);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> decay_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> left_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> drive_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> share_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> grad_guess_1_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> gain_v(int64_t(1) * (4) * (64));
  tensor<mpc::f32> saved_guess_2_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> adjoint_guess_3_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> adjoint_guess_2_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> raw_4_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> saved_guess_3_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> frozen_v(int64_t(1) * (4) * (2) * (64) * (128));
  tensor<mpc::f32> hidden_2_sum_v(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> saved_hidden_2_2_v(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> key_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> hidden_2_v(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> w_v(int64_t(1) * (4) * (2) * (64) * (128));
  tensor<mpc::f32> surprise_v(int64_t(1) * (4) * (2) * (64) * (128));
  tensor<mpc::f32> adjoint_guess_4_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> grad_raw_4_1_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> grad_hidden_2_1_v(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> adjoint_hidden_2_1(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> part_1_v(int64_t(1) * (4) * (128) * (64));
  tensor<mpc::f32> part_2_v(int64_t(1) * (4) * (64) * (128));
  tensor<mpc::f32> grad_frozen_1_v(int64_t(1) * (4) * (2) * (64) * (128));
  tensor<mpc::f32> g_v(int64_t(1) * (4) * (2) * (64) * (128));
  decay_v.randomize("decay");
  left_v.randomize("left");
  drive_v.randomize("drive");
  share_v.randomize("share");
  grad_guess_1_v.randomize("grad_guess_1");
  gain_v.randomize("gain");
  saved_guess_2_v.randomize("saved_guess_2");
  adjoint_guess_3_v.randomize("adjoint_guess_3");
  adjoint_guess_2_v.randomize("adjoint_guess_2");
  raw_4_v.randomize("raw_4");
  saved_guess_3_v.randomize("saved_guess_3");
  frozen_v.randomize("frozen");
  hidden_2_sum_v.randomize("hidden_2_sum");
  saved_hidden_2_2_v.randomize("saved_hidden_2_2");
  key_v.randomize("key");
  hidden_2_v.randomize("hidden_2");
  w_v.randomize("w");
  surprise_v.randomize("surprise");
  tensor<mpc::f32> want_adjoint_guess_4_v(int64_t(1) * (32) * (4));
  tensor<mpc::f32> want_grad_raw_4_1_v(int64_t(1) * (32) * (4) * (64));
  tensor<mpc::f32> want_grad_hidden_2_1_v(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> want_adjoint_hidden_2_1(int64_t(1) * (32) * (4) * (128));
  tensor<mpc::f32> want_part_1_v(int64_t(1) * (4) * (128) * (64));
  tensor<mpc::f32> want_part_2_v(int64_t(1) * (4) * (64) * (128));
  tensor<mpc::f32> want_grad_frozen_1_v(int64_t(1) * (4) * (2) * (64) * (128));
  tensor<mpc::f32> want_g_v(int64_t(1) * (4) * (2) * (64) * (128));
  tensor<mpc::f32> want_w_v(int64_t(1) * (4) * (2) * (64) * (128));
  want_w_v.memory = w_v.memory;

  w(decay_v.data(), left_v.data(), drive_v.data(), share_v.data(), grad_guess_1_v.words(), gain_v.words(), saved_guess_2_v.words(), adjoint_guess_3_v.words(), adjoint_guess_2_v.words(), raw_4_v.words(), saved_guess_3_v.words(), frozen_v.words(), hidden_2_sum_v.words(), saved_hidden_2_2_v.words(), key_v.words(), hidden_2_v.words(), w_v.data(), surprise_v.words());

  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int i = 0; i < 64; ++i) {
          sum = mpc::fma(grad_guess_1_v.data()[(t * 4 + h) * 64 + i], gain_v.data()[h * 64 + i], sum);
        }
        want_adjoint_guess_4_v.data()[t * 4 + h] = -(sum * saved_guess_2_v.data()[t * 4 + h]);
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int j = 0; j < 64; ++j) {
          want_grad_raw_4_1_v.data()[(t * 4 + h) * 64 + j] = 0.015625f * adjoint_guess_3_v.data()[t * 4 + h] + 2.0f * (adjoint_guess_2_v.data()[t * 4 + h] * (raw_4_v.data()[(t * 4 + h) * 64 + j] - saved_guess_3_v.data()[t * 4 + h] * 0.015625f)) + 0.015625f * want_adjoint_guess_4_v.data()[t * 4 + h] + grad_guess_1_v.data()[(t * 4 + h) * 64 + j] * gain_v.data()[h * 64 + j] * saved_guess_2_v.data()[t * 4 + h];
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
            sum = mpc::fma(want_grad_raw_4_1_v.data()[(t * 4 + h) * 64 + j], frozen_v.data()[((h * 2 + 1) * 64 + j) * 128 + k], sum);
          }
          want_grad_hidden_2_1_v.data()[(t * 4 + h) * 128 + k] = sum;
        }
      }
    }
  }
  {
    for (int t = 0; t < 32; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int k = 0; k < 128; ++k) {
          want_adjoint_hidden_2_1.data()[(t * 4 + h) * 128 + k] = 0.3989423f * (want_grad_hidden_2_1_v.data()[(t * 4 + h) * 128 + k] * hidden_2_sum_v.data()[(t * 4 + h) * 128 + k] * (1.0f - saved_hidden_2_2_v.data()[(t * 4 + h) * 128 + k] * saved_hidden_2_2_v.data()[(t * 4 + h) * 128 + k])) + 0.3989423f * (want_grad_hidden_2_1_v.data()[(t * 4 + h) * 128 + k] * hidden_2_sum_v.data()[(t * 4 + h) * 128 + k] * (1.0f - saved_hidden_2_2_v.data()[(t * 4 + h) * 128 + k] * saved_hidden_2_2_v.data()[(t * 4 + h) * 128 + k]) * (0.044715f * hidden_2_sum_v.data()[(t * 4 + h) * 128 + k] * hidden_2_sum_v.data()[(t * 4 + h) * 128 + k])) + 0.017838703f * (want_grad_hidden_2_1_v.data()[(t * 4 + h) * 128 + k] * hidden_2_sum_v.data()[(t * 4 + h) * 128 + k] * (1.0f - saved_hidden_2_2_v.data()[(t * 4 + h) * 128 + k] * saved_hidden_2_2_v.data()[(t * 4 + h) * 128 + k]) * hidden_2_sum_v.data()[(t * 4 + h) * 128 + k] * hidden_2_sum_v.data()[(t * 4 + h) * 128 + k]) + 0.017838703f * (want_grad_hidden_2_1_v.data()[(t * 4 + h) * 128 + k] * hidden_2_sum_v.data()[(t * 4 + h) * 128 + k] * (1.0f - saved_hidden_2_2_v.data()[(t * 4 + h) * 128 + k] * saved_hidden_2_2_v.data()[(t * 4 + h) * 128 + k]) * hidden_2_sum_v.data()[(t * 4 + h) * 128 + k] * hidden_2_sum_v.data()[(t * 4 + h) * 128 + k]) + 0.5f * (want_grad_hidden_2_1_v.data()[(t * 4 + h) * 128 + k] * (1.0f + saved_hidden_2_2_v.data()[(t * 4 + h) * 128 + k]));
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int k = 0; k < 128; ++k) {
        for (int j = 0; j < 64; ++j) {
          float sum = 0.0f;
          for (int t = 0; t < 32; ++t) {
            sum = mpc::fma(want_adjoint_hidden_2_1.data()[(t * 4 + h) * 128 + k], key_v.data()[(t * 4 + h) * 64 + j], sum);
          }
          want_part_1_v.data()[(h * 128 + k) * 64 + j] = sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int j = 0; j < 64; ++j) {
        for (int k = 0; k < 128; ++k) {
          float sum = 0.0f;
          for (int t = 0; t < 32; ++t) {
            sum = mpc::fma(want_grad_raw_4_1_v.data()[(t * 4 + h) * 64 + j], hidden_2_v.data()[(t * 4 + h) * 128 + k], sum);
          }
          want_part_2_v.data()[(h * 64 + j) * 128 + k] = sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i1 = 0; i1 < 2; ++i1) {
        for (int j = 0; j < 64; ++j) {
          for (int k = 0; k < 128; ++k) {
            want_grad_frozen_1_v.data()[((h * 2 + i1) * 64 + j) * 128 + k] = (i1 == 0 ? want_part_1_v.data()[(h * 128 + k) * 64 + j] : 0.0f) + (i1 == 1 ? want_part_2_v.data()[(h * 64 + j) * 128 + k] : 0.0f);
          }
        }
      }
    }
  }
  {
    for (int i = 0; i < 4; ++i) {
      for (int i1 = 0; i1 < 2; ++i1) {
        for (int i2 = 0; i2 < 64; ++i2) {
          for (int i3 = 0; i3 < 128; ++i3) {
            want_g_v.data()[((i * 2 + i1) * 64 + i2) * 128 + i3] = want_grad_frozen_1_v.data()[((i * 2 + i1) * 64 + i2) * 128 + i3];
          }
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int m = 0; m < 2; ++m) {
        for (int i = 0; i < 64; ++i) {
          for (int j = 0; j < 128; ++j) {
            want_w_v.data()[((h * 2 + m) * 64 + i) * 128 + j] = (1.0f - decay_v.data()[h]) * left_v.data()[124 + h] * want_w_v.data()[((h * 2 + m) * 64 + i) * 128 + j] + drive_v.data()[h] * share_v.data()[124 + h] * surprise_v.data()[((h * 2 + m) * 64 + i) * 128 + j] - want_g_v.data()[((h * 2 + m) * 64 + i) * 128 + j];
          }
        }
      }
    }
  }
  compare("w", w_v, want_w_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (2) * (64) * (128));
    if (same_choice && expected.expect("w")) compare("w", w_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: w: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: w\n");
  return 0;
}
