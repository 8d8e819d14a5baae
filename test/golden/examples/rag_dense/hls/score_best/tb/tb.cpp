// C simulation of score_best: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void score_best(const mpc::word* passage, const mpc::word* query, float* score, int32_t* best, int32_t* best_count, int Docs);

int main() {
  read_index();
  const int Words = size_of("Words", 150);
  (void)Words;
  const int Docs = size_of("Docs", 150);
  (void)Docs;
  const int Q = size_of("Q", 150);
  (void)Q;
  tensor<mpc::f16> passage_v(int64_t(1) * (Docs) * (768));
  tensor<mpc::f16> query_v(int64_t(1) * (768));
  tensor<mpc::f32> score_v(int64_t(1) * (Docs));
  tensor<mpc::i32> best_v(int64_t(1) * (10));
  tensor<mpc::i32> best_count_v(int64_t(1));
  passage_v.randomize("passage");
  query_v.randomize("query");
  tensor<mpc::f32> want_score_v(int64_t(1) * (Docs));
  tensor<mpc::i32> want_best_v(int64_t(1) * (10));
  tensor<mpc::i32> want_best_count_v(int64_t(1));

  score_best(passage_v.words(), query_v.words(), score_v.data(), best_v.data(), best_count_v.data(), Docs);

  {
    for (int d = 0; d < Docs; ++d) {
      float sum = 0.0f;
      for (int i = 0; i < 768; ++i) {
        sum = mpc::fma(mpc::f16::widen(query_v.data()[i]), mpc::f16::widen(passage_v.data()[d * 768 + i]), sum);
      }
      want_score_v.data()[d] = sum;
    }
  }
  key_rows keys1;
  {
    keys1.push_back(std::vector<float>());
    for (int d = 0; d < Docs; ++d) {
      keys1.back().push_back(want_score_v.data()[d]);
    }
  }
  choose(want_best_v, want_best_count_v, keys1, 10, true);
  compare("score", score_v, want_score_v, 2e-4);
  compare_topk("best", best_v, best_count_v, keys1, 10);
  {
    tensor<mpc::i32> ids(int64_t(1) * (10));
    tensor<mpc::i32> counts(int64_t(1));
    if (ids.expect("best") && counts.expect("best_count")) {
      compare_topk("best", ids, counts, keys1, 10);
      if (!(ids == best_v)) same_choice = false;
    }
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (Docs));
    if (same_choice && expected.expect("score")) compare("score", score_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: score_best: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: score_best\n");
  return 0;
}
