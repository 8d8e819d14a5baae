// C simulation of value_3_w2_sum: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void value_3_w2_sum(const mpc::word* m2, const mpc::word* m2_2, const float* muon, const float* muon2, const float* muon3, const float* muon4, const float* muon5, const float* muon6, const float* muon7, const float* muon8, const float* muon9, const float* muon10, const float* muon11, const float* muon12, const float* muon13, const float* muon14, const float* muon15, const mpc::word* w2, float* y_13, float* gram_11, float* mixed_11, float* y_14, float* gram_12, float* mixed_12, float* y_15, float* gram_13, float* mixed_13, float* y_16, float* gram_14, float* mixed_14, float* y_17, float* gram_15, float* mixed_15, float* y_18, float* d2, float* value_3, float* w2_sum);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> m2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> muon_v(int64_t(1) * (5) * (3));
  tensor<mpc::f32> w2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_13_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> gram_11_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> mixed_11_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_14_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> gram_12_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> mixed_12_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_15_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> gram_13_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> mixed_13_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_16_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> gram_14_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> mixed_14_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_17_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> gram_15_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> mixed_15_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_18_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> d2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> value_3_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> w2_sum_v(int64_t(1) * (4) * (384));
  tensor<mpc::f32> y_13_sum_v(int64_t(1) * (4));
  m2_v.randomize("m2");
  {
    const float values[] = {4.0848f, -6.8946f, 2.927f, 3.9505f, -6.3029f, 2.6377f, 3.7418f, -5.5913f, 2.3037f, 2.8769f, -3.1427f, 1.2046f, 2.8366f, -3.0525f, 1.2012f};
    for (size_t i = 0; i < muon_v.count; ++i) muon_v.data()[i] = mpc::f32::narrow(values[i]);
  }
  w2_v.randomize("w2");
  tensor<mpc::f32> want_y_13_sum_v(int64_t(1) * (4));
  tensor<mpc::f32> want_y_13_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_gram_11_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_mixed_11_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_y_14_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_gram_12_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_mixed_12_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_y_15_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_gram_13_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_mixed_13_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_y_16_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_gram_14_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_mixed_14_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_y_17_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_gram_15_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_mixed_15_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_y_18_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_d2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_value_3_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_w2_sum_v(int64_t(1) * (4) * (384));

  value_3_w2_sum(m2_v.words(), m2_v.words(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), w2_v.words(), y_13_v.data(), gram_11_v.data(), mixed_11_v.data(), y_14_v.data(), gram_12_v.data(), mixed_12_v.data(), y_15_v.data(), gram_13_v.data(), mixed_13_v.data(), y_16_v.data(), gram_14_v.data(), mixed_14_v.data(), y_17_v.data(), gram_15_v.data(), mixed_15_v.data(), y_18_v.data(), d2_v.data(), value_3_v.data(), w2_sum_v.data());

  {
    for (int h = 0; h < 4; ++h) {
      float sum = 0.0f;
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          sum = mpc::fma(m2_v.data()[(h * 384 + i) * 384 + j], m2_v.data()[(h * 384 + i) * 384 + j], sum);
        }
      }
      want_y_13_sum_v.data()[h] = 1.0f / (std::sqrt(sum) + 1e-7f);
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          want_y_13_v.data()[(h * 384 + i) * 384 + j] = m2_v.data()[(h * 384 + i) * 384 + j] * want_y_13_sum_v.data()[h];
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
            sum = mpc::fma(want_y_13_v.data()[(h * 384 + i) * 384 + j], want_y_13_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_gram_11_v.data()[(h * 384 + i) * 384 + k] = sum;
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
            sum = mpc::fma(want_gram_11_v.data()[(h * 384 + i) * 384 + p], want_gram_11_v.data()[(h * 384 + p) * 384 + k], sum);
          }
          want_mixed_11_v.data()[(h * 384 + i) * 384 + k] = muon_v.data()[1] * want_gram_11_v.data()[(h * 384 + i) * 384 + k] + muon_v.data()[2] * sum;
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
            sum = mpc::fma(want_mixed_11_v.data()[(h * 384 + i) * 384 + k], want_y_13_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_y_14_v.data()[(h * 384 + i) * 384 + j] = muon_v.data()[0] * want_y_13_v.data()[(h * 384 + i) * 384 + j] + sum;
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
            sum = mpc::fma(want_y_14_v.data()[(h * 384 + i) * 384 + j], want_y_14_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_gram_12_v.data()[(h * 384 + i) * 384 + k] = sum;
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
            sum = mpc::fma(want_gram_12_v.data()[(h * 384 + i) * 384 + p], want_gram_12_v.data()[(h * 384 + p) * 384 + k], sum);
          }
          want_mixed_12_v.data()[(h * 384 + i) * 384 + k] = muon_v.data()[4] * want_gram_12_v.data()[(h * 384 + i) * 384 + k] + muon_v.data()[5] * sum;
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
            sum = mpc::fma(want_mixed_12_v.data()[(h * 384 + i) * 384 + k], want_y_14_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_y_15_v.data()[(h * 384 + i) * 384 + j] = muon_v.data()[3] * want_y_14_v.data()[(h * 384 + i) * 384 + j] + sum;
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
            sum = mpc::fma(want_y_15_v.data()[(h * 384 + i) * 384 + j], want_y_15_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_gram_13_v.data()[(h * 384 + i) * 384 + k] = sum;
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
            sum = mpc::fma(want_gram_13_v.data()[(h * 384 + i) * 384 + p], want_gram_13_v.data()[(h * 384 + p) * 384 + k], sum);
          }
          want_mixed_13_v.data()[(h * 384 + i) * 384 + k] = muon_v.data()[7] * want_gram_13_v.data()[(h * 384 + i) * 384 + k] + muon_v.data()[8] * sum;
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
            sum = mpc::fma(want_mixed_13_v.data()[(h * 384 + i) * 384 + k], want_y_15_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_y_16_v.data()[(h * 384 + i) * 384 + j] = muon_v.data()[6] * want_y_15_v.data()[(h * 384 + i) * 384 + j] + sum;
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
            sum = mpc::fma(want_y_16_v.data()[(h * 384 + i) * 384 + j], want_y_16_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_gram_14_v.data()[(h * 384 + i) * 384 + k] = sum;
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
            sum = mpc::fma(want_gram_14_v.data()[(h * 384 + i) * 384 + p], want_gram_14_v.data()[(h * 384 + p) * 384 + k], sum);
          }
          want_mixed_14_v.data()[(h * 384 + i) * 384 + k] = muon_v.data()[10] * want_gram_14_v.data()[(h * 384 + i) * 384 + k] + muon_v.data()[11] * sum;
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
            sum = mpc::fma(want_mixed_14_v.data()[(h * 384 + i) * 384 + k], want_y_16_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_y_17_v.data()[(h * 384 + i) * 384 + j] = muon_v.data()[9] * want_y_16_v.data()[(h * 384 + i) * 384 + j] + sum;
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
            sum = mpc::fma(want_y_17_v.data()[(h * 384 + i) * 384 + j], want_y_17_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_gram_15_v.data()[(h * 384 + i) * 384 + k] = sum;
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
            sum = mpc::fma(want_gram_15_v.data()[(h * 384 + i) * 384 + p], want_gram_15_v.data()[(h * 384 + p) * 384 + k], sum);
          }
          want_mixed_15_v.data()[(h * 384 + i) * 384 + k] = muon_v.data()[13] * want_gram_15_v.data()[(h * 384 + i) * 384 + k] + muon_v.data()[14] * sum;
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
            sum = mpc::fma(want_mixed_15_v.data()[(h * 384 + i) * 384 + k], want_y_17_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_y_18_v.data()[(h * 384 + i) * 384 + j] = muon_v.data()[12] * want_y_17_v.data()[(h * 384 + i) * 384 + j] + sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          want_d2_v.data()[(h * 384 + i) * 384 + j] = want_y_18_v.data()[(h * 384 + i) * 384 + j];
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int i2 = 0; i2 < 384; ++i2) {
          want_value_3_v.data()[(h * 384 + i) * 384 + i2] = w2_v.data()[(h * 384 + i) * 384 + i2] + want_d2_v.data()[(h * 384 + i) * 384 + i2];
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        float sum = 0.0f;
        for (int i2 = 0; i2 < 384; ++i2) {
          sum = mpc::fma(want_value_3_v.data()[(h * 384 + i) * 384 + i2], want_value_3_v.data()[(h * 384 + i) * 384 + i2], sum);
        }
        want_w2_sum_v.data()[h * 384 + i] = std::sqrt(sum) + 0.00001f;
      }
    }
  }
  compare("value_3", value_3_v, want_value_3_v, 2e-4);
  compare("w2_sum", w2_sum_v, want_w2_sum_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (384) * (384));
    if (same_choice && expected.expect("value_3")) compare("value_3", value_3_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (384));
    if (same_choice && expected.expect("w2_sum")) compare("w2_sum", w2_sum_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: value_3_w2_sum: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: value_3_w2_sum\n");
  return 0;
}
