// C simulation of value_2_w1_sum: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void value_2_w1_sum(const mpc::word* m1, const mpc::word* m1_2, const float* muon, const float* muon2, const float* muon3, const float* muon4, const float* muon5, const float* muon6, const float* muon7, const float* muon8, const float* muon9, const float* muon10, const float* muon11, const float* muon12, const float* muon13, const float* muon14, const float* muon15, const mpc::word* w1, float* y_7, float* gram_6, float* mixed_6, float* y_8, float* gram_7, float* mixed_7, float* y_9, float* gram_8, float* mixed_8, float* y_10, float* gram_9, float* mixed_9, float* y_11, float* gram_10, float* mixed_10, float* y_12, float* d1, float* value_2, float* w1_sum);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> m1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> muon_v(int64_t(1) * (5) * (3));
  tensor<mpc::f32> w1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_7_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> gram_6_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> mixed_6_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_8_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> gram_7_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> mixed_7_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_9_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> gram_8_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> mixed_8_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_10_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> gram_9_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> mixed_9_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_11_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> gram_10_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> mixed_10_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_12_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> d1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> value_2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> w1_sum_v(int64_t(1) * (4) * (384));
  tensor<mpc::f32> y_7_sum_v(int64_t(1) * (4));
  m1_v.randomize("m1");
  {
    const float values[] = {4.0848f, -6.8946f, 2.927f, 3.9505f, -6.3029f, 2.6377f, 3.7418f, -5.5913f, 2.3037f, 2.8769f, -3.1427f, 1.2046f, 2.8366f, -3.0525f, 1.2012f};
    for (size_t i = 0; i < muon_v.count; ++i) muon_v.data()[i] = mpc::f32::narrow(values[i]);
  }
  w1_v.randomize("w1");
  tensor<mpc::f32> want_y_7_sum_v(int64_t(1) * (4));
  tensor<mpc::f32> want_y_7_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_gram_6_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_mixed_6_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_y_8_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_gram_7_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_mixed_7_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_y_9_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_gram_8_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_mixed_8_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_y_10_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_gram_9_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_mixed_9_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_y_11_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_gram_10_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_mixed_10_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_y_12_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_d1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_value_2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_w1_sum_v(int64_t(1) * (4) * (384));

  value_2_w1_sum(m1_v.words(), m1_v.words(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), w1_v.words(), y_7_v.data(), gram_6_v.data(), mixed_6_v.data(), y_8_v.data(), gram_7_v.data(), mixed_7_v.data(), y_9_v.data(), gram_8_v.data(), mixed_8_v.data(), y_10_v.data(), gram_9_v.data(), mixed_9_v.data(), y_11_v.data(), gram_10_v.data(), mixed_10_v.data(), y_12_v.data(), d1_v.data(), value_2_v.data(), w1_sum_v.data());

  {
    for (int h = 0; h < 4; ++h) {
      float sum = 0.0f;
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          sum = mpc::fma(m1_v.data()[(h * 384 + i) * 384 + j], m1_v.data()[(h * 384 + i) * 384 + j], sum);
        }
      }
      want_y_7_sum_v.data()[h] = 1.0f / (std::sqrt(sum) + 1e-7f);
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          want_y_7_v.data()[(h * 384 + i) * 384 + j] = m1_v.data()[(h * 384 + i) * 384 + j] * want_y_7_sum_v.data()[h];
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int j = 0; j < 384; ++j) {
            sum = mpc::fma(want_y_7_v.data()[(h * 384 + i) * 384 + j], want_y_7_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_gram_6_v.data()[(h * 384 + i) * 384 + k] = sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int p = 0; p < 384; ++p) {
            sum = mpc::fma(want_gram_6_v.data()[(h * 384 + i) * 384 + p], want_gram_6_v.data()[(h * 384 + p) * 384 + k], sum);
          }
          want_mixed_6_v.data()[(h * 384 + i) * 384 + k] = muon_v.data()[1] * want_gram_6_v.data()[(h * 384 + i) * 384 + k] + muon_v.data()[2] * sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          float sum = 0.0f;
          for (int k = 0; k < 384; ++k) {
            sum = mpc::fma(want_mixed_6_v.data()[(h * 384 + i) * 384 + k], want_y_7_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_y_8_v.data()[(h * 384 + i) * 384 + j] = muon_v.data()[0] * want_y_7_v.data()[(h * 384 + i) * 384 + j] + sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int j = 0; j < 384; ++j) {
            sum = mpc::fma(want_y_8_v.data()[(h * 384 + i) * 384 + j], want_y_8_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_gram_7_v.data()[(h * 384 + i) * 384 + k] = sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int p = 0; p < 384; ++p) {
            sum = mpc::fma(want_gram_7_v.data()[(h * 384 + i) * 384 + p], want_gram_7_v.data()[(h * 384 + p) * 384 + k], sum);
          }
          want_mixed_7_v.data()[(h * 384 + i) * 384 + k] = muon_v.data()[4] * want_gram_7_v.data()[(h * 384 + i) * 384 + k] + muon_v.data()[5] * sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          float sum = 0.0f;
          for (int k = 0; k < 384; ++k) {
            sum = mpc::fma(want_mixed_7_v.data()[(h * 384 + i) * 384 + k], want_y_8_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_y_9_v.data()[(h * 384 + i) * 384 + j] = muon_v.data()[3] * want_y_8_v.data()[(h * 384 + i) * 384 + j] + sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int j = 0; j < 384; ++j) {
            sum = mpc::fma(want_y_9_v.data()[(h * 384 + i) * 384 + j], want_y_9_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_gram_8_v.data()[(h * 384 + i) * 384 + k] = sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int p = 0; p < 384; ++p) {
            sum = mpc::fma(want_gram_8_v.data()[(h * 384 + i) * 384 + p], want_gram_8_v.data()[(h * 384 + p) * 384 + k], sum);
          }
          want_mixed_8_v.data()[(h * 384 + i) * 384 + k] = muon_v.data()[7] * want_gram_8_v.data()[(h * 384 + i) * 384 + k] + muon_v.data()[8] * sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          float sum = 0.0f;
          for (int k = 0; k < 384; ++k) {
            sum = mpc::fma(want_mixed_8_v.data()[(h * 384 + i) * 384 + k], want_y_9_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_y_10_v.data()[(h * 384 + i) * 384 + j] = muon_v.data()[6] * want_y_9_v.data()[(h * 384 + i) * 384 + j] + sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int j = 0; j < 384; ++j) {
            sum = mpc::fma(want_y_10_v.data()[(h * 384 + i) * 384 + j], want_y_10_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_gram_9_v.data()[(h * 384 + i) * 384 + k] = sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int p = 0; p < 384; ++p) {
            sum = mpc::fma(want_gram_9_v.data()[(h * 384 + i) * 384 + p], want_gram_9_v.data()[(h * 384 + p) * 384 + k], sum);
          }
          want_mixed_9_v.data()[(h * 384 + i) * 384 + k] = muon_v.data()[10] * want_gram_9_v.data()[(h * 384 + i) * 384 + k] + muon_v.data()[11] * sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          float sum = 0.0f;
          for (int k = 0; k < 384; ++k) {
            sum = mpc::fma(want_mixed_9_v.data()[(h * 384 + i) * 384 + k], want_y_10_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_y_11_v.data()[(h * 384 + i) * 384 + j] = muon_v.data()[9] * want_y_10_v.data()[(h * 384 + i) * 384 + j] + sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int j = 0; j < 384; ++j) {
            sum = mpc::fma(want_y_11_v.data()[(h * 384 + i) * 384 + j], want_y_11_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_gram_10_v.data()[(h * 384 + i) * 384 + k] = sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int p = 0; p < 384; ++p) {
            sum = mpc::fma(want_gram_10_v.data()[(h * 384 + i) * 384 + p], want_gram_10_v.data()[(h * 384 + p) * 384 + k], sum);
          }
          want_mixed_10_v.data()[(h * 384 + i) * 384 + k] = muon_v.data()[13] * want_gram_10_v.data()[(h * 384 + i) * 384 + k] + muon_v.data()[14] * sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          float sum = 0.0f;
          for (int k = 0; k < 384; ++k) {
            sum = mpc::fma(want_mixed_10_v.data()[(h * 384 + i) * 384 + k], want_y_11_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_y_12_v.data()[(h * 384 + i) * 384 + j] = muon_v.data()[12] * want_y_11_v.data()[(h * 384 + i) * 384 + j] + sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          want_d1_v.data()[(h * 384 + i) * 384 + j] = want_y_12_v.data()[(h * 384 + i) * 384 + j];
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int i2 = 0; i2 < 384; ++i2) {
          want_value_2_v.data()[(h * 384 + i) * 384 + i2] = w1_v.data()[(h * 384 + i) * 384 + i2] + want_d1_v.data()[(h * 384 + i) * 384 + i2];
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        float sum = 0.0f;
        for (int i2 = 0; i2 < 384; ++i2) {
          sum = mpc::fma(want_value_2_v.data()[(h * 384 + i) * 384 + i2], want_value_2_v.data()[(h * 384 + i) * 384 + i2], sum);
        }
        want_w1_sum_v.data()[h * 384 + i] = std::sqrt(sum) + 0.00001f;
      }
    }
  }
  compare("value_2", value_2_v, want_value_2_v, 2e-4);
  compare("w1_sum", w1_sum_v, want_w1_sum_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (384) * (384));
    if (same_choice && expected.expect("value_2")) compare("value_2", value_2_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (384));
    if (same_choice && expected.expect("w1_sum")) compare("w1_sum", w1_sum_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: value_2_w1_sum: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: value_2_w1_sum\n");
  return 0;
}
