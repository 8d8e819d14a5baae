// C simulation of mixed: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void mixed(const mpc::word* q_pe, const mpc::word* q_abs, const int32_t* picked_count2, const mpc::word* picked, const mpc::word* cache, const int32_t* picked_count3, const mpc::word* picked2, const mpc::word* cache_pe, const int32_t* picked_count4, const mpc::word* picked3, const mpc::word* cache2, const mpc::word* freq, float* q_rope, const int32_t* picked_count, float* mixed_logit, float* mixed2, int C, int T);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int T = size_of("T", 150);
  (void)T;
  tensor<mpc::bf16> q_pe_v(int64_t(1) * (C) * (128) * (64));
  tensor<mpc::f32> q_abs_v(int64_t(1) * (C) * (128) * (512));
  tensor<mpc::i32> picked_count_v(int64_t(1) * (C));
  tensor<mpc::i32> picked_v(int64_t(1) * (C) * (2048));
  tensor<mpc::bf16> cache_v(int64_t(1) * (T) * (512));
  tensor<mpc::bf16> cache_pe_v(int64_t(1) * (T) * (64));
  tensor<mpc::f32> freq_v(int64_t(1) * (32));
  tensor<mpc::f32> q_rope_v(int64_t(1) * (C) * (128) * (64));
  tensor<mpc::f32> mixed_logit_v(int64_t(1) * (C) * (128) * (2048));
  tensor<mpc::f32> mixed_v(int64_t(1) * (C) * (128) * (512));
  q_pe_v.randomize("q_pe");
  q_abs_v.randomize("q_abs");
  picked_count_v.randomize_ids("picked_count", 2048 + 1, false);
  picked_v.randomize_ids("picked", T, false);
  cache_v.randomize("cache");
  cache_pe_v.randomize("cache_pe");
  {
    const float values[] = {1.0f, 0.7498942f, 0.56234133f, 0.4216965f, 0.31622776f, 0.23713738f, 0.17782794f, 0.13335215f, 0.1f, 0.07498942f, 0.056234132f, 0.039006926f, 0.02687936f, 0.018378146f, 0.012447956f, 0.008334509f, 0.0055f, 0.0035619976f, 0.0022493652f, 0.0013705136f, 0.0007905694f, 0.0004149904f, 0.00017782794f, 0.000033338038f, 0.000025f, 0.000018747356f, 0.000014058533f, 0.000010542412f, 0.0000079056945f, 0.0000059284343f, 0.0000044456983f, 0.0000033338035f};
    for (size_t i = 0; i < freq_v.count; ++i) freq_v.data()[i] = mpc::f32::narrow(values[i]);
  }
  tensor<mpc::f32> want_q_rope_v(int64_t(1) * (C) * (128) * (64));
  tensor<mpc::f32> want_mixed_logit_v(int64_t(1) * (C) * (128) * (2048));
  tensor<mpc::f32> want_mixed_v(int64_t(1) * (C) * (128) * (512));

  mixed(q_pe_v.words(), q_abs_v.words(), picked_count_v.data(), picked_v.words(), cache_v.words(), picked_count_v.data(), picked_v.words(), cache_pe_v.words(), picked_count_v.data(), picked_v.words(), cache_v.words(), freq_v.words(), q_rope_v.data(), picked_count_v.data(), mixed_logit_v.data(), mixed_v.data(), C, T);

  {
    for (int s = 0; s < C; ++s) {
      for (int a = 0; a < 128; ++a) {
        for (int i = 0; i < 64; ++i) {
          want_q_rope_v.data()[(s * 128 + a) * 64 + i] = mpc::bf16::widen(q_pe_v.data()[(s * 128 + a) * 64 + i]) * std::cos(float(T - C + s) * freq_v.data()[i / 2]) + (i % 2 == 0 ? -mpc::bf16::widen(q_pe_v.data()[(s * 128 + a) * 64 + mpc_min(i + 1, 63)]) : mpc::bf16::widen(q_pe_v.data()[(s * 128 + a) * 64 + mpc_max(i - 1, 0)])) * std::sin(float(T - C + s) * freq_v.data()[i / 2]);
        }
      }
    }
  }
  {
    for (int s = 0; s < C; ++s) {
      for (int a = 0; a < 128; ++a) {
        for (int t_at = 0; t_at < picked_count_v.data()[s]; ++t_at) {
          float sum = 0.0f;
          for (int e = 0; e < 512; ++e) {
            sum = mpc::fma(q_abs_v.data()[(s * 128 + a) * 512 + e], mpc::bf16::widen(cache_v.data()[picked_v.data()[s * 2048 + t_at] * 512 + e]), sum);
          }
          float sum2 = 0.0f;
          for (int r = 0; r < 64; ++r) {
            sum2 = mpc::fma(want_q_rope_v.data()[(s * 128 + a) * 64 + r], mpc::bf16::widen(cache_pe_v.data()[picked_v.data()[s * 2048 + t_at] * 64 + r]), sum2);
          }
          want_mixed_logit_v.data()[(s * 128 + a) * 2048 + t_at] = (sum + sum2) * 0.13523377f;
        }
      }
    }
  }
  {
    for (int s = 0; s < C; ++s) {
      for (int a = 0; a < 128; ++a) {
        for (int c = 0; c < 512; ++c) {
          float peak = -3.4028235e+38f;
          float norm = 0.0f;
          float acc = 0.0f;
          for (int t_at = 0; t_at < picked_count_v.data()[s]; ++t_at) {
            const float logit = want_mixed_logit_v.data()[(s * 128 + a) * 2048 + t_at];
            const float next = mpc_max(peak, logit);
            const float fade = std::exp(peak - next);
            const float weight = std::exp(logit - next);
            norm = mpc::fma(norm, fade, weight);
            acc = mpc::fma(weight, mpc::bf16::widen(cache_v.data()[picked_v.data()[s * 2048 + t_at] * 512 + c]), acc * fade);
            peak = next;
          }
          want_mixed_v.data()[(s * 128 + a) * 512 + c] = norm == 0.0f ? 0.0f : acc / norm;
        }
      }
    }
  }
  compare("mixed", mixed_v, want_mixed_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (C) * (128) * (512));
    if (same_choice && expected.expect("mixed")) compare("mixed", mixed_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: mixed: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: mixed\n");
  return 0;
}
