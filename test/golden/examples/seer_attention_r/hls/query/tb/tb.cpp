// C simulation of query: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void query(const mpc::word* w_q, const mpc::word* q_nope, const mpc::word* gain_q, const mpc::word* freq, float* query2, int N);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> w_q_v(int64_t(1) * (8) * (4) * (128) * (128));
  tensor<mpc::bf16> q_nope_v(int64_t(1) * (32) * (128));
  tensor<mpc::bf16> gain_q_v(int64_t(1) * (128));
  tensor<mpc::f32> freq_v(int64_t(1) * (64));
  tensor<mpc::f32> query_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> grouped_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> rms_norm_2_rsqrt_v(int64_t(1) * (8));
  tensor<mpc::f32> rms_norm_2_v(int64_t(1) * (8) * (128));
  w_q_v.randomize("w_q");
  q_nope_v.randomize("q_nope");
  gain_q_v.randomize("gain_q");
  {
    const float values[] = {1.0f, 0.80584216f, 0.64938164f, 0.5232991f, 0.4216965f, 0.33982083f, 0.27384198f, 0.22067341f, 0.17782794f, 0.14330126f, 0.115478195f, 0.09305721f, 0.07498942f, 0.06042964f, 0.048696753f, 0.0392419f, 0.031622775f, 0.025482967f, 0.020535251f, 0.016548172f, 0.013335214f, 0.010746079f, 0.008659643f, 0.006978306f, 0.0056234132f, 0.0045315837f, 0.0036517412f, 0.0029427272f, 0.0023713738f, 0.001910953f, 0.0015399265f, 0.0012409377f, 0.001f, 0.00080584217f, 0.0006493816f, 0.0005232991f, 0.00042169652f, 0.00033982084f, 0.00027384196f, 0.0002206734f, 0.00017782794f, 0.00014330125f, 0.0001154782f, 0.000093057206f, 0.000074989424f, 0.00006042964f, 0.00004869675f, 0.0000392419f, 0.000031622778f, 0.000025482968f, 0.00002053525f, 0.00001654817f, 0.000013335214f, 0.000010746078f, 0.000008659643f, 0.000006978306f, 0.0000056234135f, 0.0000045315837f, 0.0000036517413f, 0.0000029427272f, 0.0000023713737f, 0.000001910953f, 0.0000015399265f, 0.0000012409378f};
    for (size_t i = 0; i < freq_v.count; ++i) freq_v.data()[i] = mpc::f32::narrow(values[i]);
  }
  tensor<mpc::f32> want_grouped_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> want_rms_norm_2_rsqrt_v(int64_t(1) * (8));
  tensor<mpc::f32> want_rms_norm_2_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> want_query_v(int64_t(1) * (8) * (128));

  query(w_q_v.words(), q_nope_v.words(), gain_q_v.words(), freq_v.words(), query_v.data(), N);

  {
    for (int h = 0; h < 8; ++h) {
      for (int o = 0; o < 128; ++o) {
        float sum = 0.0f;
        for (int u = 0; u < 4; ++u) {
          for (int d = 0; d < 128; ++d) {
            sum = mpc::fma(mpc::bf16::widen(q_nope_v.data()[(h * 4 + u) * 128 + d]), mpc::bf16::widen(w_q_v.data()[((h * 4 + u) * 128 + d) * 128 + o]), sum);
          }
        }
        want_grouped_v.data()[h * 128 + o] = sum;
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      float sum = 0.0f;
      for (int j = 0; j < 128; ++j) {
        sum = mpc::fma(want_grouped_v.data()[h * 128 + j], want_grouped_v.data()[h * 128 + j], sum);
      }
      want_rms_norm_2_rsqrt_v.data()[h] = mpc::rsqrt(sum * 0.0078125f + 0.000001f);
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      for (int i = 0; i < 128; ++i) {
        want_rms_norm_2_v.data()[h * 128 + i] = want_grouped_v.data()[h * 128 + i] * want_rms_norm_2_rsqrt_v.data()[h] * mpc::bf16::widen(gain_q_v.data()[i]);
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      for (int i = 0; i < 128; ++i) {
        want_query_v.data()[h * 128 + i] = want_rms_norm_2_v.data()[h * 128 + i] * std::cos(float(N - 1) * freq_v.data()[i % 64]) + (i < 64 ? -want_rms_norm_2_v.data()[h * 128 + mpc_min(i + 64, 127)] : want_rms_norm_2_v.data()[h * 128 + mpc_max(i - 64, 0)]) * std::sin(float(N - 1) * freq_v.data()[i % 64]);
      }
    }
  }
  compare("query", query_v, want_query_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (8) * (128));
    if (same_choice && expected.expect("query")) compare("query", query_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: query: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: query\n");
  return 0;
}
