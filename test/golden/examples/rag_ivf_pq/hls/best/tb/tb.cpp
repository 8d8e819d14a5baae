// C simulation of best: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void best(const int32_t* entry_count2, const int32_t* entry, const int32_t* passage, const int32_t* entry_count, const int32_t* entry_count3, int32_t* best2);

int main() {
  read_index();
  const int Docs = size_of("Docs", 150);
  (void)Docs;
  const int Lists = size_of("Lists", 150);
  (void)Lists;
  tensor<mpc::i32> entry_count_v(int64_t(1));
  tensor<mpc::i32> entry_v(int64_t(1) * (10));
  tensor<mpc::i32> passage_v(int64_t(1) * (Docs));
  tensor<mpc::i32> best_v(int64_t(1) * (10));
  entry_count_v.randomize_ids("entry_count", 10 + 1, false);
  entry_v.randomize_ids("entry", Docs, false);
  passage_v.randomize_ids("passage", Docs, false);
  tensor<mpc::i32> want_best_v(int64_t(1) * (10));

  best(entry_count_v.data(), entry_v.data(), passage_v.data(), entry_count_v.data(), entry_count_v.data(), best_v.data());

  {
    for (int i = 0; i < entry_count_v.data()[0]; ++i) {
      want_best_v.data()[i] = passage_v.data()[entry_v.data()[i]];
    }
  }
  compare("best", best_v, want_best_v, 0);
  {
    tensor<mpc::i32> expected(int64_t(1) * (10));
    if (same_choice && expected.expect("best")) compare("best", best_v, expected, 0);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: best: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: best\n");
  return 0;
}
