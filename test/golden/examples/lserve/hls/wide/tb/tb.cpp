// C simulation of wide: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void wide(const mpc::word* q, const mpc::word* pages_count_kept_1_3, const mpc::word* pages_kept_1_2, const mpc::word* keys, const mpc::word* pages_count_kept_1_4, const mpc::word* pages_kept_1_3, const float* keys_scale, const mpc::word* pages_count_kept_1_5, const mpc::word* pages_kept_1_4, const mpc::word* values, const mpc::word* pages_count_kept_1_6, const mpc::word* pages_kept_1_5, const float* values_scale, const mpc::word* pages_count_kept_1_2, const mpc::word* pages_kept_1, float* wide2, int N);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> q_v(int64_t(1) * (32) * (128));
  tensor<mpc::i32> pages_count_kept_1(int64_t(1) * (16));
  tensor<mpc::i32> pages_kept_1_v(int64_t(1) * (16) * (64));
  tensor<mpc::i8> keys_v(int64_t(1) * (N) * (8) * (128));
  tensor<mpc::f32> keys_scale_v(int64_t(1) * (N) * (8) * (1));
  tensor<mpc::i8> values_v(int64_t(1) * (N) * (8) * (128));
  tensor<mpc::f32> values_scale_v(int64_t(1) * (N) * (8) * (1));
  tensor<mpc::f32> wide_v(int64_t(1) * (16) * (128));
  tensor<mpc::f32> wide_logit_v(int64_t(1) * (16) * (64) * (64));
  q_v.randomize("q");
  pages_count_kept_1.randomize_ids("pages_count_kept_1", 64 + 1, false);
  pages_kept_1_v.randomize_ids("pages_kept_1", (N + 63) / 64, true);
  keys_v.randomize_ids("keys", 8, false);
  keys_scale_v.randomize("keys_scale");
  values_v.randomize_ids("values", 8, false);
  values_scale_v.randomize("values_scale");
  tensor<mpc::f32> want_wide_logit_v(int64_t(1) * (16) * (64) * (64));
  tensor<mpc::f32> want_wide_v(int64_t(1) * (16) * (128));

  wide(q_v.words(), pages_count_kept_1.words(), pages_kept_1_v.words(), keys_v.words(), pages_count_kept_1.words(), pages_kept_1_v.words(), keys_scale_v.data(), pages_count_kept_1.words(), pages_kept_1_v.words(), values_v.words(), pages_count_kept_1.words(), pages_kept_1_v.words(), values_scale_v.data(), pages_count_kept_1.words(), pages_kept_1_v.words(), wide_v.data(), N);

  {
    for (int i = 0; i < 16; ++i) {
      for (int p_at = 0; p_at < pages_count_kept_1.data()[i]; ++p_at) {
        for (int t = 0; t < mpc_min((pages_kept_1_v.data()[i * 64 + p_at] + 1) * 64, N) - pages_kept_1_v.data()[i * 64 + p_at] * 64; ++t) {
          float sum = 0.0f;
          for (int d = 0; d < 128; ++d) {
            sum = mpc::fma(mpc::bf16::widen(q_v.data()[i * 128 + d]), float(mpc::i8::widen(keys_v.data()[((t + pages_kept_1_v.data()[i * 64 + p_at] * 64) * 8 + i / 4) * 128 + d])) * keys_scale_v.data()[(t + pages_kept_1_v.data()[i * 64 + p_at] * 64) * 8 + i / 4], sum);
          }
          want_wide_logit_v.data()[(i * 64 + p_at) * 64 + t] = sum / 11.313708f;
        }
      }
    }
  }
  {
    for (int i = 0; i < 16; ++i) {
      for (int c = 0; c < 128; ++c) {
        float peak = -3.4028235e+38f;
        float norm = 0.0f;
        float acc = 0.0f;
        for (int p_at = 0; p_at < pages_count_kept_1.data()[i]; ++p_at) {
          for (int t = pages_kept_1_v.data()[i * 64 + p_at] * 64; t < mpc_min((pages_kept_1_v.data()[i * 64 + p_at] + 1) * 64, N); ++t) {
            const float logit = want_wide_logit_v.data()[(i * 64 + p_at) * 64 + (t - pages_kept_1_v.data()[i * 64 + p_at] * 64)];
            const float next = mpc_max(peak, logit);
            const float fade = std::exp(peak - next);
            const float weight = std::exp(logit - next);
            norm = mpc::fma(norm, fade, weight);
            acc = mpc::fma(weight, float(mpc::i8::widen(values_v.data()[(t * 8 + i / 4) * 128 + c])) * values_scale_v.data()[t * 8 + i / 4], acc * fade);
            peak = next;
          }
        }
        want_wide_v.data()[i * 128 + c] = norm == 0.0f ? 0.0f : acc / norm;
      }
    }
  }
  compare("wide", wide_v, want_wide_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (16) * (128));
    if (same_choice && expected.expect("wide")) compare("wide", wide_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: wide: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: wide\n");
  return 0;
}
