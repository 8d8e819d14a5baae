// C simulation of score_blocks: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void score_blocks(const mpc::word* gate, const mpc::word* query, int32_t* blocks, int32_t* blocks_count, int N);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> gate_v(int64_t(1) * ((N + 63) / 64) * (8) * (128));
  tensor<mpc::f32> query_v(int64_t(1) * (8) * (128));
  tensor<mpc::i32> blocks_v(int64_t(1) * (8) * ((N + 63) / 64));
  tensor<mpc::i32> blocks_count_v(int64_t(1) * (8));
  tensor<mpc::f32> score_v(int64_t(1) * (8) * ((N + 63) / 64));
  tensor<mpc::f32> peak_v(int64_t(1) * (8));
  tensor<mpc::f32> total_v(int64_t(1) * (8));
  gate_v.randomize("gate");
  query_v.randomize("query");
  tensor<mpc::f32> want_score_v(int64_t(1) * (8) * ((N + 63) / 64));
  tensor<mpc::f32> want_peak_v(int64_t(1) * (8));
  tensor<mpc::f32> want_total_v(int64_t(1) * (8));
  tensor<mpc::i32> want_blocks_v(int64_t(1) * (8) * ((N + 63) / 64));
  tensor<mpc::i32> want_blocks_count_v(int64_t(1) * (8));

  score_blocks(gate_v.words(), query_v.words(), blocks_v.data(), blocks_count_v.data(), N);

  {
    for (int h = 0; h < 8; ++h) {
      for (int p = 0; p < (N + 63) / 64; ++p) {
        float sum = 0.0f;
        for (int d = 0; d < 128; ++d) {
          sum = mpc::fma(query_v.data()[h * 128 + d], mpc::bf16::widen(gate_v.data()[(p * 8 + h) * 128 + d]), sum);
        }
        want_score_v.data()[h * ((N + 63) / 64) + p] = sum / 11.313708f;
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      float max = -__builtin_inff();
      for (int p = 0; p < (N + 63) / 64; ++p) {
        max = mpc_max(max, want_score_v.data()[h * ((N + 63) / 64) + p]);
      }
      want_peak_v.data()[h] = max;
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      float sum = 0.0f;
      for (int p = 0; p < (N + 63) / 64; ++p) {
        sum = sum + std::exp(want_score_v.data()[h * ((N + 63) / 64) + p] - want_peak_v.data()[h]);
      }
      want_total_v.data()[h] = sum;
    }
  }
  key_rows keys3;
  {
    for (int h = 0; h < 8; ++h) {
      keys3.push_back(std::vector<float>());
      for (int p = 0; p < (N + 63) / 64; ++p) {
        keys3.back().push_back(verdict(0.004f * want_total_v.data()[h] < std::exp(want_score_v.data()[h * ((N + 63) / 64) + p] - want_peak_v.data()[h]) || p == (N + 63) / 64 - 1, 0.004f * want_total_v.data()[h] < std::exp(want_score_v.data()[h * ((N + 63) / 64) + p] - want_peak_v.data()[h]) || 0.004f * want_total_v.data()[h] <= std::exp(want_score_v.data()[h * ((N + 63) / 64) + p] - want_peak_v.data()[h]) + (mpc_abs(0.004f * want_total_v.data()[h]) + mpc_abs(std::exp(want_score_v.data()[h * ((N + 63) / 64) + p] - want_peak_v.data()[h]))) * 0.0001f || p == (N + 63) / 64 - 1, (0.004f * want_total_v.data()[h] < std::exp(want_score_v.data()[h * ((N + 63) / 64) + p] - want_peak_v.data()[h]) && 0.004f * want_total_v.data()[h] + (mpc_abs(0.004f * want_total_v.data()[h]) + mpc_abs(std::exp(want_score_v.data()[h * ((N + 63) / 64) + p] - want_peak_v.data()[h]))) * 0.0001f < std::exp(want_score_v.data()[h * ((N + 63) / 64) + p] - want_peak_v.data()[h])) || p == (N + 63) / 64 - 1));
      }
    }
  }
  choose(want_blocks_v, want_blocks_count_v, keys3, (N + 63) / 64, false);
  compare_filter("blocks", blocks_v, blocks_count_v, keys3, (N + 63) / 64);
  {
    tensor<mpc::i32> ids(int64_t(1) * (8) * ((N + 63) / 64));
    tensor<mpc::i32> counts(int64_t(1) * (8));
    if (ids.expect("blocks") && counts.expect("blocks_count")) {
      compare_filter("blocks", ids, counts, keys3, (N + 63) / 64);
      if (!(ids == blocks_v)) same_choice = false;
    }
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: score_blocks: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: score_blocks\n");
  return 0;
}
