// C simulation of words_sentence: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void words_sentence(const uint8_t* unsure, const int32_t* again_count, const int32_t* planned, const mpc::word* again, const mpc::word* ahead, int32_t* words, int32_t* sentence);

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
  tensor<mpc::boolean> unsure_v(int64_t(1));
  tensor<mpc::i32> again_count_v(int64_t(1));
  tensor<mpc::i32> planned_v(int64_t(1));
  tensor<mpc::i32> again_v(int64_t(1) * (64));
  tensor<mpc::i32> ahead_v(int64_t(1) * (64));
  tensor<mpc::i32> words_v(int64_t(1));
  tensor<mpc::i32> sentence_v(int64_t(1) * (64));
  unsure_v.randomize_ids("unsure", 2, false);
  again_count_v.randomize_ids("again_count", 8, false);
  planned_v.randomize_ids("planned", 8, false);
  again_v.randomize_ids("again", Words, false);
  ahead_v.randomize_ids("ahead", Words, false);
  tensor<mpc::i32> want_words_v(int64_t(1));
  tensor<mpc::i32> want_sentence_v(int64_t(1) * (64));

  words_sentence(unsure_v.data(), again_count_v.data(), planned_v.data(), again_v.words(), ahead_v.words(), words_v.data(), sentence_v.data());

  {
    want_words_v.data()[0] = mpc::boolean::widen(unsure_v.data()[0]) ? again_count_v.data()[0] : planned_v.data()[0];
  }
  {
    for (int i = 0; i < 64; ++i) {
      want_sentence_v.data()[i] = want_words_v.data()[0] <= i ? 0 : (mpc::boolean::widen(unsure_v.data()[0]) ? mpc_max(again_v.data()[i], 0) : ahead_v.data()[i]);
    }
  }
  compare("words", words_v, want_words_v, 0);
  compare("sentence", sentence_v, want_sentence_v, 0);
  {
    tensor<mpc::i32> expected(int64_t(1));
    if (same_choice && expected.expect("words")) compare("words", words_v, expected, 0);
  }
  {
    tensor<mpc::i32> expected(int64_t(1) * (64));
    if (same_choice && expected.expect("sentence")) compare("sentence", sentence_v, expected, 0);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: words_sentence: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: words_sentence\n");
  return 0;
}
