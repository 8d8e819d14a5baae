// C simulation of value_1_w0_sum: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void value_1_w0_sum(const mpc::word* m0, const mpc::word* m0_2, const float* muon, const float* muon2, const float* muon3, const float* muon4, const float* muon5, const float* muon6, const float* muon7, const float* muon8, const float* muon9, const float* muon10, const float* muon11, const float* muon12, const float* muon13, const float* muon14, const float* muon15, const mpc::word* w0, float* y_1, float* gram_1, float* mixed_1, float* y_2, float* gram_2, float* mixed_2, float* y_3, float* gram_3, float* mixed_3, float* y_4, float* gram_4, float* mixed_4, float* y_5, float* gram_5, float* mixed_5, float* y_6, float* d0, float* value_1, float* w0_sum);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::f32> m0_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> muon_v(int64_t(1) * (5) * (3));
  tensor<mpc::f32> w0_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> gram_1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> mixed_1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> gram_2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> mixed_2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_3_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> gram_3_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> mixed_3_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_4_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> gram_4_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> mixed_4_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_5_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> gram_5_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> mixed_5_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> y_6_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> d0_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> value_1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> w0_sum_v(int64_t(1) * (4) * (384));
  tensor<mpc::f32> y_1_sum_v(int64_t(1) * (4));
  m0_v.randomize("m0");
  {
    const float values[] = {4.0848f, -6.8946f, 2.927f, 3.9505f, -6.3029f, 2.6377f, 3.7418f, -5.5913f, 2.3037f, 2.8769f, -3.1427f, 1.2046f, 2.8366f, -3.0525f, 1.2012f};
    for (size_t i = 0; i < muon_v.count; ++i) muon_v.data()[i] = mpc::f32::narrow(values[i]);
  }
  w0_v.randomize("w0");
  tensor<mpc::f32> want_y_1_sum_v(int64_t(1) * (4));
  tensor<mpc::f32> want_y_1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_gram_1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_mixed_1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_y_2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_gram_2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_mixed_2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_y_3_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_gram_3_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_mixed_3_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_y_4_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_gram_4_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_mixed_4_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_y_5_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_gram_5_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_mixed_5_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_y_6_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_d0_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_value_1_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> want_w0_sum_v(int64_t(1) * (4) * (384));

  value_1_w0_sum(m0_v.words(), m0_v.words(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), muon_v.data(), w0_v.words(), y_1_v.data(), gram_1_v.data(), mixed_1_v.data(), y_2_v.data(), gram_2_v.data(), mixed_2_v.data(), y_3_v.data(), gram_3_v.data(), mixed_3_v.data(), y_4_v.data(), gram_4_v.data(), mixed_4_v.data(), y_5_v.data(), gram_5_v.data(), mixed_5_v.data(), y_6_v.data(), d0_v.data(), value_1_v.data(), w0_sum_v.data());

  {
    for (int h = 0; h < 4; ++h) {
      float sum = 0.0f;
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          sum = mpc::fma(m0_v.data()[(h * 384 + i) * 384 + j], m0_v.data()[(h * 384 + i) * 384 + j], sum);
        }
      }
      want_y_1_sum_v.data()[h] = 1.0f / (std::sqrt(sum) + 1e-7f);
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          want_y_1_v.data()[(h * 384 + i) * 384 + j] = m0_v.data()[(h * 384 + i) * 384 + j] * want_y_1_sum_v.data()[h];
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
            sum = mpc::fma(want_y_1_v.data()[(h * 384 + i) * 384 + j], want_y_1_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_gram_1_v.data()[(h * 384 + i) * 384 + k] = sum;
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
            sum = mpc::fma(want_gram_1_v.data()[(h * 384 + i) * 384 + p], want_gram_1_v.data()[(h * 384 + p) * 384 + k], sum);
          }
          want_mixed_1_v.data()[(h * 384 + i) * 384 + k] = muon_v.data()[1] * want_gram_1_v.data()[(h * 384 + i) * 384 + k] + muon_v.data()[2] * sum;
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
            sum = mpc::fma(want_mixed_1_v.data()[(h * 384 + i) * 384 + k], want_y_1_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_y_2_v.data()[(h * 384 + i) * 384 + j] = muon_v.data()[0] * want_y_1_v.data()[(h * 384 + i) * 384 + j] + sum;
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
            sum = mpc::fma(want_y_2_v.data()[(h * 384 + i) * 384 + j], want_y_2_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_gram_2_v.data()[(h * 384 + i) * 384 + k] = sum;
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
            sum = mpc::fma(want_gram_2_v.data()[(h * 384 + i) * 384 + p], want_gram_2_v.data()[(h * 384 + p) * 384 + k], sum);
          }
          want_mixed_2_v.data()[(h * 384 + i) * 384 + k] = muon_v.data()[4] * want_gram_2_v.data()[(h * 384 + i) * 384 + k] + muon_v.data()[5] * sum;
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
            sum = mpc::fma(want_mixed_2_v.data()[(h * 384 + i) * 384 + k], want_y_2_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_y_3_v.data()[(h * 384 + i) * 384 + j] = muon_v.data()[3] * want_y_2_v.data()[(h * 384 + i) * 384 + j] + sum;
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
            sum = mpc::fma(want_y_3_v.data()[(h * 384 + i) * 384 + j], want_y_3_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_gram_3_v.data()[(h * 384 + i) * 384 + k] = sum;
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
            sum = mpc::fma(want_gram_3_v.data()[(h * 384 + i) * 384 + p], want_gram_3_v.data()[(h * 384 + p) * 384 + k], sum);
          }
          want_mixed_3_v.data()[(h * 384 + i) * 384 + k] = muon_v.data()[7] * want_gram_3_v.data()[(h * 384 + i) * 384 + k] + muon_v.data()[8] * sum;
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
            sum = mpc::fma(want_mixed_3_v.data()[(h * 384 + i) * 384 + k], want_y_3_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_y_4_v.data()[(h * 384 + i) * 384 + j] = muon_v.data()[6] * want_y_3_v.data()[(h * 384 + i) * 384 + j] + sum;
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
            sum = mpc::fma(want_y_4_v.data()[(h * 384 + i) * 384 + j], want_y_4_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_gram_4_v.data()[(h * 384 + i) * 384 + k] = sum;
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
            sum = mpc::fma(want_gram_4_v.data()[(h * 384 + i) * 384 + p], want_gram_4_v.data()[(h * 384 + p) * 384 + k], sum);
          }
          want_mixed_4_v.data()[(h * 384 + i) * 384 + k] = muon_v.data()[10] * want_gram_4_v.data()[(h * 384 + i) * 384 + k] + muon_v.data()[11] * sum;
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
            sum = mpc::fma(want_mixed_4_v.data()[(h * 384 + i) * 384 + k], want_y_4_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_y_5_v.data()[(h * 384 + i) * 384 + j] = muon_v.data()[9] * want_y_4_v.data()[(h * 384 + i) * 384 + j] + sum;
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
            sum = mpc::fma(want_y_5_v.data()[(h * 384 + i) * 384 + j], want_y_5_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_gram_5_v.data()[(h * 384 + i) * 384 + k] = sum;
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
            sum = mpc::fma(want_gram_5_v.data()[(h * 384 + i) * 384 + p], want_gram_5_v.data()[(h * 384 + p) * 384 + k], sum);
          }
          want_mixed_5_v.data()[(h * 384 + i) * 384 + k] = muon_v.data()[13] * want_gram_5_v.data()[(h * 384 + i) * 384 + k] + muon_v.data()[14] * sum;
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
            sum = mpc::fma(want_mixed_5_v.data()[(h * 384 + i) * 384 + k], want_y_5_v.data()[(h * 384 + k) * 384 + j], sum);
          }
          want_y_6_v.data()[(h * 384 + i) * 384 + j] = muon_v.data()[12] * want_y_5_v.data()[(h * 384 + i) * 384 + j] + sum;
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int j = 0; j < 384; ++j) {
          want_d0_v.data()[(h * 384 + i) * 384 + j] = want_y_6_v.data()[(h * 384 + i) * 384 + j];
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        for (int i2 = 0; i2 < 384; ++i2) {
          want_value_1_v.data()[(h * 384 + i) * 384 + i2] = w0_v.data()[(h * 384 + i) * 384 + i2] + want_d0_v.data()[(h * 384 + i) * 384 + i2];
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int i = 0; i < 384; ++i) {
        float sum = 0.0f;
        for (int i2 = 0; i2 < 384; ++i2) {
          sum = mpc::fma(want_value_1_v.data()[(h * 384 + i) * 384 + i2], want_value_1_v.data()[(h * 384 + i) * 384 + i2], sum);
        }
        want_w0_sum_v.data()[h * 384 + i] = std::sqrt(sum) + 0.00001f;
      }
    }
  }
  compare("value_1", value_1_v, want_value_1_v, 2e-4);
  compare("w0_sum", w0_sum_v, want_w0_sum_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (384) * (384));
    if (same_choice && expected.expect("value_1")) compare("value_1", value_1_v, expected, 2e-4);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (384));
    if (same_choice && expected.expect("w0_sum")) compare("w0_sum", w0_sum_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: value_1_w0_sum: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: value_1_w0_sum\n");
  return 0;
}
