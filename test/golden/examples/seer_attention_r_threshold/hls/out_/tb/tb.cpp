// C simulation of out_: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void out_(const int32_t* blocks, const int32_t* blocks_count2, const int32_t* blocks2, const mpc::word* keys, const int32_t* blocks3, const int32_t* blocks_count3, const int32_t* blocks4, const mpc::word* values, const int32_t* blocks_count, const mpc::word* q, float* out_logit, float* out_2, int N);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::i32> blocks_v(int64_t(1) * (8) * ((N + 63) / 64));
  tensor<mpc::i32> blocks_count_v(int64_t(1) * (8));
  tensor<mpc::bf16> keys_v(int64_t(1) * (N) * (8) * (128));
  tensor<mpc::bf16> values_v(int64_t(1) * (N) * (8) * (128));
  tensor<mpc::bf16> q_v(int64_t(1) * (32) * (128));
  tensor<mpc::f32> out_logit_v(int64_t(1) * (32) * ((N + 63) / 64) * (64));
  tensor<mpc::f32> out_v(int64_t(1) * (32) * (128));
  blocks_v.randomize_ids("blocks", (N + 63) / 64, false);
  blocks_count_v.randomize_ids("blocks_count", (N + 63) / 64 + 1, false);
  keys_v.randomize("keys");
  values_v.randomize("values");
  q_v.randomize("q");
  tensor<mpc::f32> want_out_logit_v(int64_t(1) * (32) * ((N + 63) / 64) * (64));
  tensor<mpc::f32> want_out_v(int64_t(1) * (32) * (128));

  out_(blocks_v.data(), blocks_count_v.data(), blocks_v.data(), keys_v.words(), blocks_v.data(), blocks_count_v.data(), blocks_v.data(), values_v.words(), blocks_count_v.data(), q_v.words(), out_logit_v.data(), out_v.data(), N);

  {
    for (int i = 0; i < 32; ++i) {
      for (int b_at = 0; b_at < blocks_count_v.data()[i / 4]; ++b_at) {
        for (int j = 0; j < mpc_min(64, N - blocks_v.data()[i / 4 * ((N + 63) / 64) + b_at] * 64); ++j) {
          float sum = 0.0f;
          for (int d = 0; d < 128; ++d) {
            sum = mpc::fma(mpc::bf16::widen(q_v.data()[i * 128 + d]), mpc::bf16::widen(keys_v.data()[((blocks_v.data()[i / 4 * ((N + 63) / 64) + b_at] * 64 + j) * 8 + i / 4) * 128 + d]), sum);
          }
          want_out_logit_v.data()[(i * ((N + 63) / 64) + b_at) * 64 + j] = sum / 11.313708f;
        }
      }
    }
  }
  {
    for (int i = 0; i < 32; ++i) {
      for (int c = 0; c < 128; ++c) {
        float peak = -3.4028235e+38f;
        float norm = 0.0f;
        float acc = 0.0f;
        for (int b_at = 0; b_at < blocks_count_v.data()[i / 4]; ++b_at) {
          for (int j = 0; j < mpc_min(64, N - blocks_v.data()[i / 4 * ((N + 63) / 64) + b_at] * 64); ++j) {
            const float logit = want_out_logit_v.data()[(i * ((N + 63) / 64) + b_at) * 64 + j];
            const float next = mpc_max(peak, logit);
            const float fade = std::exp(peak - next);
            const float weight = std::exp(logit - next);
            norm = mpc::fma(norm, fade, weight);
            acc = mpc::fma(weight, mpc::bf16::widen(values_v.data()[((blocks_v.data()[i / 4 * ((N + 63) / 64) + b_at] * 64 + j) * 8 + i / 4) * 128 + c]), acc * fade);
            peak = next;
          }
        }
        want_out_v.data()[i * 128 + c] = norm == 0.0f ? 0.0f : acc / norm;
      }
    }
  }
  compare("out", out_v, want_out_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (32) * (128));
    if (same_choice && expected.expect("out")) compare("out", out_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: out_: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: out_\n");
  return 0;
}
