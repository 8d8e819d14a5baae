// C simulation of place: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void place(const int32_t* candidates_count, const float* relevance, const int32_t* candidates_count2, int32_t* place3, int32_t* place_count);

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
  tensor<mpc::i32> candidates_count_v(int64_t(1));
  tensor<mpc::f32> relevance_v(int64_t(1) * (100));
  tensor<mpc::i32> place_v(int64_t(1) * (10));
  tensor<mpc::i32> place_count_v(int64_t(1));
  candidates_count_v.randomize_ids("candidates_count", 100 + 1, false);
  relevance_v.randomize("relevance");
  tensor<mpc::i32> want_place_v(int64_t(1) * (10));
  tensor<mpc::i32> want_place_count_v(int64_t(1));

  place(candidates_count_v.data(), relevance_v.data(), candidates_count_v.data(), place_v.data(), place_count_v.data());

  key_rows keys0;
  {
    keys0.push_back(std::vector<float>());
    for (int i = 0; i < candidates_count_v.data()[0]; ++i) {
      keys0.back().push_back(relevance_v.data()[i]);
    }
  }
  choose(want_place_v, want_place_count_v, keys0, 10, true);
  compare_topk("place", place_v, place_count_v, keys0, 10);
  {
    tensor<mpc::i32> ids(int64_t(1) * (10));
    tensor<mpc::i32> counts(int64_t(1));
    if (ids.expect("place") && counts.expect("place_count")) {
      compare_topk("place", ids, counts, keys0, 10);
      if (!(ids == place_v)) same_choice = false;
    }
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: place: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: place\n");
  return 0;
}
