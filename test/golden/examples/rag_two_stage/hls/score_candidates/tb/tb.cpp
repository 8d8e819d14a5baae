// C simulation of score_candidates: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void score_candidates(const int32_t* question, const int32_t* start, const int32_t* question2, const int32_t* start2, const int32_t* question3, const int32_t* start3, const int32_t* doc, const int32_t* question4, const int32_t* start4, const float* impact, float* score, int32_t* candidates, int32_t* candidates_count, int Docs, int Q);

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
  tensor<mpc::i32> question_v(int64_t(1) * (Q));
  tensor<mpc::i32> start_v(int64_t(1) * (Words + 1));
  tensor<mpc::i32> doc_v(int64_t(1) * (Postings));
  tensor<mpc::f32> impact_v(int64_t(1) * (Postings));
  tensor<mpc::f32> score_v(int64_t(1) * (Docs));
  tensor<mpc::i32> candidates_v(int64_t(1) * (100));
  tensor<mpc::i32> candidates_count_v(int64_t(1));
  question_v.randomize_ids("question", Words, true);
  start_v.randomize_ids("start", Postings + 1, true);
  doc_v.randomize_ids("doc", Docs, false);
  impact_v.randomize("impact");
  tensor<mpc::f32> want_score_v(int64_t(1) * (Docs));
  tensor<mpc::i32> want_candidates_v(int64_t(1) * (100));
  tensor<mpc::i32> want_candidates_count_v(int64_t(1));

  score_candidates(question_v.data(), start_v.data(), question_v.data(), start_v.data(), question_v.data(), start_v.data(), doc_v.data(), question_v.data(), start_v.data(), impact_v.data(), score_v.data(), candidates_v.data(), candidates_count_v.data(), Docs, Q);

  {
    for (int64_t i = 0; i < int64_t(want_score_v.count); ++i) {
      want_score_v.data()[i] = 0.0f;
    }
    for (int q = 0; q < Q; ++q) {
      for (int e = start_v.data()[question_v.data()[q]]; e < start_v.data()[question_v.data()[q] + 1]; ++e) {
        want_score_v.data()[doc_v.data()[e]] = want_score_v.data()[doc_v.data()[e]] + impact_v.data()[e];
      }
    }
  }
  key_rows keys1;
  {
    keys1.push_back(std::vector<float>());
    for (int d = 0; d < Docs; ++d) {
      keys1.back().push_back(0.0f < want_score_v.data()[d] ? want_score_v.data()[d] : -__builtin_inff());
    }
  }
  choose(want_candidates_v, want_candidates_count_v, keys1, 100, true);
  compare_topk("candidates", candidates_v, candidates_count_v, keys1, 100);
  {
    tensor<mpc::i32> ids(int64_t(1) * (100));
    tensor<mpc::i32> counts(int64_t(1));
    if (ids.expect("candidates") && counts.expect("candidates_count")) {
      compare_topk("candidates", ids, counts, keys1, 100);
      if (!(ids == candidates_v)) same_choice = false;
    }
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: score_candidates: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: score_candidates\n");
  return 0;
}
