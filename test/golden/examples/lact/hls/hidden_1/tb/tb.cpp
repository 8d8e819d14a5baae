// C simulation of hidden_1: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void hidden_1(const mpc::word* q_raw, const mpc::word* w0, const mpc::word* w2, float* q_active, float* l2_norm_1, const mpc::word* freq, float* q, float* hidden_1_2, int C, int N);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> q_raw_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> w0_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> w2_v(int64_t(1) * (4) * (384) * (384));
  tensor<mpc::f32> q_active_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> l2_norm_1_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> freq_v(int64_t(1) * (192));
  tensor<mpc::f32> q_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> hidden_1_v(int64_t(1) * (4) * (C) * (384));
  tensor<mpc::f32> l2_norm_1_sum_v(int64_t(1) * (C) * (4));
  q_raw_v.randomize("q_raw");
  w0_v.randomize("w0");
  w2_v.randomize("w2");
  {
    const float values[] = {1.0f, 0.9531619f, 0.9085176f, 0.86596435f, 0.82540417f, 0.7867438f, 0.7498942f, 0.71477056f, 0.68129206f, 0.64938164f, 0.6189658f, 0.58997464f, 0.56234133f, 0.53600234f, 0.510897f, 0.48696753f, 0.4641589f, 0.44241855f, 0.4216965f, 0.40194502f, 0.3831187f, 0.3651741f, 0.34807006f, 0.3317671f, 0.31622776f, 0.30141625f, 0.28729847f, 0.27384198f, 0.2610157f, 0.24879023f, 0.23713738f, 0.2260303f, 0.21544346f, 0.2053525f, 0.19573417f, 0.18656635f, 0.17782794f, 0.16949882f, 0.1615598f, 0.15399265f, 0.14677992f, 0.13990504f, 0.13335215f, 0.12710617f, 0.121152766f, 0.115478195f, 0.11006942f, 0.10491397f, 0.1f, 0.09531619f, 0.090851754f, 0.08659643f, 0.082540415f, 0.07867438f, 0.07498942f, 0.071477056f, 0.068129204f, 0.064938165f, 0.06189658f, 0.058997463f, 0.056234132f, 0.053600233f, 0.051089697f, 0.048696753f, 0.046415888f, 0.044241857f, 0.04216965f, 0.040194504f, 0.03831187f, 0.03651741f, 0.034807004f, 0.033176713f, 0.031622775f, 0.030141626f, 0.028729849f, 0.027384195f, 0.026101572f, 0.024879023f, 0.023713738f, 0.02260303f, 0.021544347f, 0.020535251f, 0.019573418f, 0.018656636f, 0.017782794f, 0.01694988f, 0.01615598f, 0.015399265f, 0.014677993f, 0.013990503f, 0.013335214f, 0.012710618f, 0.012115276f, 0.01154782f, 0.011006942f, 0.010491397f, 0.01f, 0.009531619f, 0.009085176f, 0.008659643f, 0.008254042f, 0.007867438f, 0.0074989423f, 0.0071477056f, 0.006812921f, 0.006493816f, 0.0061896583f, 0.0058997464f, 0.0056234132f, 0.005360023f, 0.0051089698f, 0.0048696753f, 0.004641589f, 0.0044241855f, 0.004216965f, 0.0040194504f, 0.0038311868f, 0.0036517412f, 0.0034807005f, 0.0033176711f, 0.0031622776f, 0.0030141624f, 0.0028729849f, 0.0027384197f, 0.0026101572f, 0.0024879023f, 0.0023713738f, 0.0022603031f, 0.0021544348f, 0.002053525f, 0.0019573418f, 0.0018656636f, 0.0017782794f, 0.0016949881f, 0.0016155981f, 0.0015399265f, 0.0014677993f, 0.0013990504f, 0.0013335214f, 0.0012710618f, 0.0012115276f, 0.001154782f, 0.0011006942f, 0.0010491398f, 0.001f, 0.00095316186f, 0.00090851757f, 0.00086596434f, 0.0008254042f, 0.0007867438f, 0.0007498942f, 0.0007147706f, 0.0006812921f, 0.0006493816f, 0.00061896583f, 0.00058997463f, 0.0005623413f, 0.00053600234f, 0.00051089696f, 0.00048696753f, 0.0004641589f, 0.00044241856f, 0.00042169652f, 0.00040194503f, 0.0003831187f, 0.0003651741f, 0.00034807005f, 0.0003317671f, 0.00031622776f, 0.00030141626f, 0.0002872985f, 0.00027384196f, 0.00026101572f, 0.00024879022f, 0.00023713737f, 0.0002260303f, 0.00021544346f, 0.00020535251f, 0.00019573417f, 0.00018656635f, 0.00017782794f, 0.00016949882f, 0.00016155982f, 0.00015399266f, 0.00014677993f, 0.00013990504f, 0.00013335215f, 0.00012710618f, 0.00012115276f, 0.0001154782f, 0.00011006941f, 0.000104913976f};
    for (size_t i = 0; i < freq_v.count; ++i) freq_v.data()[i] = mpc::f32::narrow(values[i]);
  }
  tensor<mpc::f32> want_q_active_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> want_l2_norm_1_sum_v(int64_t(1) * (C) * (4));
  tensor<mpc::f32> want_l2_norm_1_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> want_q_v(int64_t(1) * (C) * (4) * (384));
  tensor<mpc::f32> want_hidden_1_v(int64_t(1) * (4) * (C) * (384));

  hidden_1(q_raw_v.words(), w0_v.words(), w2_v.words(), q_active_v.data(), l2_norm_1_v.data(), freq_v.words(), q_v.data(), hidden_1_v.data(), C, N);

  {
    for (int t = 0; t < C; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int d = 0; d < 384; ++d) {
          want_q_active_v.data()[(t * 4 + h) * 384 + d] = mpc::bf16::widen(q_raw_v.data()[(t * 4 + h) * 384 + d]) / (1.0f + std::exp(-mpc::bf16::widen(q_raw_v.data()[(t * 4 + h) * 384 + d])));
        }
      }
    }
  }
  {
    for (int t = 0; t < C; ++t) {
      for (int h = 0; h < 4; ++h) {
        float sum = 0.0f;
        for (int i = 0; i < 384; ++i) {
          sum = mpc::fma(want_q_active_v.data()[(t * 4 + h) * 384 + i], want_q_active_v.data()[(t * 4 + h) * 384 + i], sum);
        }
        want_l2_norm_1_sum_v.data()[t * 4 + h] = mpc_max(std::sqrt(sum), 0.000001f);
      }
    }
  }
  {
    for (int t = 0; t < C; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int i = 0; i < 384; ++i) {
          want_l2_norm_1_v.data()[(t * 4 + h) * 384 + i] = want_q_active_v.data()[(t * 4 + h) * 384 + i] / want_l2_norm_1_sum_v.data()[t * 4 + h];
        }
      }
    }
  }
  {
    for (int t = 0; t < C; ++t) {
      for (int h = 0; h < 4; ++h) {
        for (int i = 0; i < 384; ++i) {
          want_q_v.data()[(t * 4 + h) * 384 + i] = want_l2_norm_1_v.data()[(t * 4 + h) * 384 + i] * std::cos(float(N - C + t) * freq_v.data()[i % 192]) + (i < 192 ? -want_l2_norm_1_v.data()[(t * 4 + h) * 384 + mpc_min(i + 192, 383)] : want_l2_norm_1_v.data()[(t * 4 + h) * 384 + mpc_max(i - 192, 0)]) * std::sin(float(N - C + t) * freq_v.data()[i % 192]);
        }
      }
    }
  }
  {
    for (int h = 0; h < 4; ++h) {
      for (int t = 0; t < C; ++t) {
        for (int k = 0; k < 384; ++k) {
          float sum = 0.0f;
          for (int j = 0; j < 384; ++j) {
            sum = mpc::fma(w0_v.data()[(h * 384 + k) * 384 + j], want_q_v.data()[(t * 4 + h) * 384 + j], sum);
          }
          float sum2 = 0.0f;
          for (int j2 = 0; j2 < 384; ++j2) {
            sum2 = mpc::fma(w0_v.data()[(h * 384 + k) * 384 + j2], want_q_v.data()[(t * 4 + h) * 384 + j2], sum2);
          }
          float sum3 = 0.0f;
          for (int j3 = 0; j3 < 384; ++j3) {
            sum3 = mpc::fma(w2_v.data()[(h * 384 + k) * 384 + j3], want_q_v.data()[(t * 4 + h) * 384 + j3], sum3);
          }
          want_hidden_1_v.data()[(h * C + t) * 384 + k] = sum / (1.0f + std::exp(-sum2)) * sum3;
        }
      }
    }
  }
  compare("hidden_1", hidden_1_v, want_hidden_1_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4) * (C) * (384));
    if (same_choice && expected.expect("hidden_1")) compare("hidden_1", hidden_1_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: hidden_1: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: hidden_1\n");
  return 0;
}
