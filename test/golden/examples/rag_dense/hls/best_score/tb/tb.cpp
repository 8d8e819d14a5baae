// C simulation of best_score: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void best_score(const int32_t* best_count2, const int32_t* best, const float* score, const int32_t* best_count, const int32_t* best_count3, float* best_score2);

int main() {
  read_index();
  const int Words = size_of("Words", 150);
  (void)Words;
  const int Docs = size_of("Docs", 150);
  (void)Docs;
  const int Q = size_of("Q", 150);
  (void)Q;
  tensor<mpc::i32> best_count_v(int64_t(1));
  tensor<mpc::i32> best_v(int64_t(1) * (10));
  tensor<mpc::f32> score_v(int64_t(1) * (Docs));
  tensor<mpc::f32> best_score_v(int64_t(1) * (10));
  best_count_v.randomize_ids("best_count", 10 + 1, false);
  best_v.randomize_ids("best", Docs, false);
  score_v.randomize("score");
  tensor<mpc::f32> want_best_score_v(int64_t(1) * (10));

  best_score(best_count_v.data(), best_v.data(), score_v.data(), best_count_v.data(), best_count_v.data(), best_score_v.data());

  {
    for (int i = 0; i < best_count_v.data()[0]; ++i) {
      want_best_score_v.data()[i] = score_v.data()[best_v.data()[i]];
    }
  }
  compare("best_score", best_score_v, want_best_score_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (10));
    if (same_choice && expected.expect("best_score")) compare("best_score", best_score_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: best_score: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: best_score\n");
  return 0;
}
