// C simulation of passages: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void passages(const int32_t* candidates_count2, const int32_t* candidates, const int32_t* text, const int32_t* candidates_count, const int32_t* candidates_count3, int32_t* passages2);

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
  tensor<mpc::i32> candidates_v(int64_t(1) * (100));
  tensor<mpc::i32> text_v(int64_t(1) * (Docs) * (100));
  tensor<mpc::i32> passages_v(int64_t(1) * (100) * (100));
  candidates_count_v.randomize_ids("candidates_count", 100 + 1, false);
  candidates_v.randomize_ids("candidates", Docs, false);
  text_v.randomize_ids("text", Words, false);
  tensor<mpc::i32> want_passages_v(int64_t(1) * (100) * (100));

  passages(candidates_count_v.data(), candidates_v.data(), text_v.data(), candidates_count_v.data(), candidates_count_v.data(), passages_v.data());

  {
    for (int i = 0; i < candidates_count_v.data()[0]; ++i) {
      for (int j = 0; j < 100; ++j) {
        want_passages_v.data()[i * 100 + j] = text_v.data()[candidates_v.data()[i] * 100 + j];
      }
    }
  }
  compare("passages", passages_v, want_passages_v, 0);
  {
    tensor<mpc::i32> expected(int64_t(1) * (100) * (100));
    if (same_choice && expected.expect("passages")) compare("passages", passages_v, expected, 0);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: passages: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: passages\n");
  return 0;
}
