// C simulation of recalled: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void recalled(const mpc::word* w_q, const mpc::word* keys, const mpc::word* bank, const mpc::word* summary, const mpc::word* first, float* recalled2, int N);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> w_q_v(int64_t(1) * (4096) * (4096));
  tensor<mpc::bf16> keys_v(int64_t(1) * (300) * (4096));
  tensor<mpc::bf16> bank_v(int64_t(1) * (300) * (4096));
  tensor<mpc::f32> summary_v(int64_t(1) * (4096));
  tensor<mpc::bf16> first_v(int64_t(1) * (4096));
  tensor<mpc::f32> recalled_v(int64_t(1) * (4096));
  tensor<mpc::f32> query_v(int64_t(1) * (4096));
  tensor<mpc::f32> score_v(int64_t(1) * (mpc_min(300, N - 1)));
  tensor<mpc::f32> mixed_v(int64_t(1) * (4096));
  w_q_v.randomize("w_q");
  keys_v.randomize("keys");
  bank_v.randomize("bank");
  summary_v.randomize("summary");
  first_v.randomize("first");
  tensor<mpc::f32> want_query_v(int64_t(1) * (4096));
  tensor<mpc::f32> want_score_v(int64_t(1) * (mpc_min(300, N - 1)));
  tensor<mpc::f32> want_mixed_v(int64_t(1) * (4096));
  tensor<mpc::f32> want_recalled_v(int64_t(1) * (4096));

  recalled(w_q_v.words(), keys_v.words(), bank_v.words(), summary_v.words(), first_v.words(), recalled_v.data(), N);

  {
    for (int j = 0; j < 4096; ++j) {
      float sum = 0.0f;
      for (int i = 0; i < 4096; ++i) {
        sum = mpc::fma(summary_v.data()[i], mpc::bf16::widen(w_q_v.data()[i * 4096 + j]), sum);
      }
      want_query_v.data()[j] = sum;
    }
  }
  {
    for (int m = 0; m < mpc_min(N - 1, 300); ++m) {
      float sum = 0.0f;
      for (int j = 0; j < 4096; ++j) {
        sum = mpc::fma(want_query_v.data()[j], mpc::bf16::widen(keys_v.data()[m * 4096 + j]), sum);
      }
      want_score_v.data()[m] = sum * 0.015625f;
    }
  }
  {
    for (int i = 0; i < 4096; ++i) {
      float peak = -3.4028235e+38f;
      float norm = 0.0f;
      float acc = 0.0f;
      for (int m = 0; m < mpc_min(N - 1, 300); ++m) {
        const float logit = want_score_v.data()[m];
        const float next = mpc_max(peak, logit);
        const float fade = std::exp(peak - next);
        const float weight = std::exp(logit - next);
        norm = mpc::fma(norm, fade, weight);
        acc = mpc::fma(weight, mpc::bf16::widen(bank_v.data()[m * 4096 + i]), acc * fade);
        peak = next;
      }
      want_mixed_v.data()[i] = norm == 0.0f ? 0.0f : acc / norm;
    }
  }
  {
    for (int i = 0; i < 4096; ++i) {
      want_recalled_v.data()[i] = N == 1 ? mpc::bf16::widen(first_v.data()[i]) : want_mixed_v.data()[i];
    }
  }
  compare("recalled", recalled_v, want_recalled_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (4096));
    if (same_choice && expected.expect("recalled")) compare("recalled", recalled_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: recalled: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: recalled\n");
  return 0;
}
