// C simulation of best_best_score: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void best_best_score(const int32_t* place_count, const int32_t* candidates, const int32_t* place, const float* relevance, const int32_t* place_count2, int32_t* best, const int32_t* place_count3, float* best_score);

int main() {
  read_index();
  const int Words = size_of("Words", 150);
  (void)Words;
  const int Docs = size_of("Docs", 150);
  (void)Docs;
  const int Postings = size_of("Postings", 150);
  (void)Postings;
  const int Q = size_of("Q", 64);
  (void)Q;
  tensor<mpc::i32> place_count_v(int64_t(1));
  tensor<mpc::i32> candidates_v(int64_t(1) * (100));
  tensor<mpc::i32> place_v(int64_t(1) * (10));
  tensor<mpc::f32> relevance_v(int64_t(1) * (100));
  tensor<mpc::i32> best_v(int64_t(1) * (10));
  tensor<mpc::f32> best_score_v(int64_t(1) * (10));
  place_count_v.randomize_ids("place_count", 10 + 1, false);
  candidates_v.randomize_ids("candidates", Docs, false);
  place_v.randomize_ids("place", 100, false);
  relevance_v.randomize("relevance");
  tensor<mpc::i32> want_best_v(int64_t(1) * (10));
  tensor<mpc::f32> want_best_score_v(int64_t(1) * (10));

  best_best_score(place_count_v.data(), candidates_v.data(), place_v.data(), relevance_v.data(), place_count_v.data(), best_v.data(), place_count_v.data(), best_score_v.data());

  {
    for (int i = 0; i < place_count_v.data()[0]; ++i) {
      want_best_v.data()[i] = candidates_v.data()[place_v.data()[i]];
    }
  }
  {
    for (int i = 0; i < place_count_v.data()[0]; ++i) {
      want_best_score_v.data()[i] = relevance_v.data()[place_v.data()[i]];
    }
  }
  compare("best", best_v, want_best_v, 0);
  compare("best_score", best_score_v, want_best_score_v, 2e-4);
  {
    tensor<mpc::i32> expected(int64_t(1) * (10));
    if (same_choice && expected.expect("best")) compare("best", best_v, expected, 0);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (10));
    if (same_choice && expected.expect("best_score")) compare("best_score", best_score_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: best_best_score: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: best_best_score\n");
  return 0;
}
