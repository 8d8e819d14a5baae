// C simulation of score_found: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void score_found(const int32_t* asked_count2, const int32_t* text, const int32_t* asked, const int32_t* start, const int32_t* asked_count3, const int32_t* text2, const int32_t* asked2, const int32_t* start2, const int32_t* asked_count4, const int32_t* text3, const int32_t* asked3, const int32_t* start3, const int32_t* doc, const int32_t* asked_count5, const int32_t* text4, const int32_t* asked4, const int32_t* start4, const float* impact, float* score, const int32_t* asked_count, int32_t* found, int32_t* found_count, int Docs, int T);

int main() {
  read_index();
  const int Words = size_of("Words", 150);
  (void)Words;
  const int Docs = size_of("Docs", 150);
  (void)Docs;
  const int Postings = size_of("Postings", 150);
  (void)Postings;
  const int T = size_of("T", 150);
  (void)T;
  tensor<mpc::i32> asked_count_v(int64_t(1));
  tensor<mpc::i32> text_v(int64_t(1) * (T));
  tensor<mpc::i32> asked_v(int64_t(1) * (T));
  tensor<mpc::i32> start_v(int64_t(1) * (Words + 1));
  tensor<mpc::i32> doc_v(int64_t(1) * (Postings));
  tensor<mpc::f32> impact_v(int64_t(1) * (Postings));
  tensor<mpc::f32> score_v(int64_t(1) * (Docs));
  tensor<mpc::i32> found_v(int64_t(1) * (3));
  tensor<mpc::i32> found_count_v(int64_t(1));
  asked_count_v.randomize_ids("asked_count", T + 1, false);
  text_v.randomize_ids("text", Words, true);
  asked_v.randomize_ids("asked", T, true);
  start_v.randomize_ids("start", Postings + 1, true);
  doc_v.randomize_ids("doc", Docs, false);
  impact_v.randomize("impact");
  tensor<mpc::f32> want_score_v(int64_t(1) * (Docs));
  tensor<mpc::i32> want_found_v(int64_t(1) * (3));
  tensor<mpc::i32> want_found_count_v(int64_t(1));

  score_found(asked_count_v.data(), text_v.data(), asked_v.data(), start_v.data(), asked_count_v.data(), text_v.data(), asked_v.data(), start_v.data(), asked_count_v.data(), text_v.data(), asked_v.data(), start_v.data(), doc_v.data(), asked_count_v.data(), text_v.data(), asked_v.data(), start_v.data(), impact_v.data(), score_v.data(), asked_count_v.data(), found_v.data(), found_count_v.data(), Docs, T);

  {
    for (int64_t i = 0; i < int64_t(want_score_v.count); ++i) {
      want_score_v.data()[i] = 0.0f;
    }
    for (int i_at = 0; i_at < asked_count_v.data()[0]; ++i_at) {
      for (int e = start_v.data()[text_v.data()[asked_v.data()[i_at]]]; e < start_v.data()[text_v.data()[asked_v.data()[i_at]] + 1]; ++e) {
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
  choose(want_found_v, want_found_count_v, keys1, 3, true);
  compare_topk("found", found_v, found_count_v, keys1, 3);
  {
    tensor<mpc::i32> ids(int64_t(1) * (3));
    tensor<mpc::i32> counts(int64_t(1));
    if (ids.expect("found") && counts.expect("found_count")) {
      compare_topk("found", ids, counts, keys1, 3);
      if (!(ids == found_v)) same_choice = false;
    }
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: score_found: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: score_found\n");
  return 0;
}
