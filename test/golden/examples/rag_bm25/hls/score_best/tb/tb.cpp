// C simulation of score_best: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void score_best(const int32_t* query, const int32_t* start, const int32_t* query2, const int32_t* start2, const int32_t* query3, const int32_t* start3, const int32_t* doc, const int32_t* query4, const int32_t* start4, const float* impact, float* score, int32_t* best, int32_t* best_count, int Docs, int Q);

int main() {
  read_index();
  const int Docs = size_of("Docs", 150);
  (void)Docs;
  const int Terms = size_of("Terms", 150);
  (void)Terms;
  const int Postings = size_of("Postings", 150);
  (void)Postings;
  const int Q = size_of("Q", 64);
  (void)Q;
  tensor<mpc::i32> query_v(int64_t(1) * (Q));
  tensor<mpc::i32> start_v(int64_t(1) * (Terms + 1));
  tensor<mpc::i32> doc_v(int64_t(1) * (Postings));
  tensor<mpc::f32> impact_v(int64_t(1) * (Postings));
  tensor<mpc::f32> score_v(int64_t(1) * (Docs));
  tensor<mpc::i32> best_v(int64_t(1) * (10));
  tensor<mpc::i32> best_count_v(int64_t(1));
  query_v.randomize_ids("query", Terms, true);
  start_v.randomize_ids("start", Postings + 1, true);
  doc_v.randomize_ids("doc", Docs, false);
  impact_v.randomize("impact");
  tensor<mpc::f32> want_score_v(int64_t(1) * (Docs));
  tensor<mpc::i32> want_best_v(int64_t(1) * (10));
  tensor<mpc::i32> want_best_count_v(int64_t(1));

  score_best(query_v.data(), start_v.data(), query_v.data(), start_v.data(), query_v.data(), start_v.data(), doc_v.data(), query_v.data(), start_v.data(), impact_v.data(), score_v.data(), best_v.data(), best_count_v.data(), Docs, Q);

  {
    for (int64_t i = 0; i < int64_t(want_score_v.count); ++i) {
      want_score_v.data()[i] = 0.0f;
    }
    for (int q = 0; q < Q; ++q) {
      for (int e = start_v.data()[query_v.data()[q]]; e < start_v.data()[query_v.data()[q] + 1]; ++e) {
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
