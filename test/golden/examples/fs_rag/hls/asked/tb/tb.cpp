// C simulation of asked: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void asked(const int32_t* text, int32_t* asked2, int32_t* asked_count, int T);

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
  tensor<mpc::i32> text_v(int64_t(1) * (T));
  tensor<mpc::i32> asked_v(int64_t(1) * (T));
  tensor<mpc::i32> asked_count_v(int64_t(1));
  tensor<mpc::i32> begin_v(int64_t(1));
  text_v.randomize_ids("text", Words, false);
  tensor<mpc::i32> want_begin_v(int64_t(1));
  tensor<mpc::i32> want_asked_v(int64_t(1) * (T));
  tensor<mpc::i32> want_asked_count_v(int64_t(1));

  asked(text_v.data(), asked_v.data(), asked_count_v.data(), T);

  {
    int max = (-2147483647 - 1);
    for (int i = 0; i < T - 1; ++i) {
      max = mpc_max(max, text_v.data()[i] == 1 ? i + 1 : 0);
    }
    want_begin_v.data()[0] = mpc_max(max, T - 64);
  }
  key_rows keys1;
  {
    keys1.push_back(std::vector<float>());
    for (int i = 0; i < T; ++i) {
      keys1.back().push_back(verdict(want_begin_v.data()[0] <= i, want_begin_v.data()[0] <= i, want_begin_v.data()[0] <= i));
    }
  }
  choose(want_asked_v, want_asked_count_v, keys1, T, false);
  compare_filter("asked", asked_v, asked_count_v, keys1, T);
  {
    tensor<mpc::i32> ids(int64_t(1) * (T));
    tensor<mpc::i32> counts(int64_t(1));
    if (ids.expect("asked") && counts.expect("asked_count")) {
      compare_filter("asked", ids, counts, keys1, T);
      if (!(ids == asked_v)) same_choice = false;
    }
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: asked: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: asked\n");
  return 0;
}
