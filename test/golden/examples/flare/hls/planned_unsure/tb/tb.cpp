// C simulation of planned_unsure: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void planned_unsure(const int32_t* ahead_count, const mpc::word* ahead, const mpc::word* chance, const uint8_t* first, int32_t* planned, uint8_t* unsure);

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
  tensor<mpc::i32> ahead_count_v(int64_t(1));
  tensor<mpc::i32> ahead_v(int64_t(1) * (64));
  tensor<mpc::f32> chance_v(int64_t(1) * (64));
  tensor<mpc::boolean> first_v(int64_t(1));
  tensor<mpc::i32> planned_v(int64_t(1));
  tensor<mpc::boolean> unsure_v(int64_t(1));
  tensor<mpc::i32> ends_v(int64_t(1));
  tensor<mpc::f32> lowest_v(int64_t(1));
  ahead_count_v.randomize_ids("ahead_count", 64 + 1, false);
  ahead_v.randomize_ids("ahead", Words, false);
  chance_v.randomize("chance");
  first_v.randomize_ids("first", 2, false);
  tensor<mpc::i32> want_ends_v(int64_t(1));
  tensor<mpc::i32> want_planned_v(int64_t(1));
  tensor<mpc::f32> want_lowest_v(int64_t(1));
  tensor<mpc::boolean> want_unsure_v(int64_t(1));

  planned_unsure(ahead_count_v.data(), ahead_v.words(), chance_v.words(), first_v.data(), planned_v.data(), unsure_v.data());

  {
    int min = 2147483647;
    for (int i = 0; i < ahead_count_v.data()[0]; ++i) {
      min = mpc_min(min, ahead_v.data()[i] == 1 ? i + 1 : 64);
    }
    want_ends_v.data()[0] = min;
  }
  {
    want_planned_v.data()[0] = mpc_min(want_ends_v.data()[0], ahead_count_v.data()[0]);
  }
  {
    float min = __builtin_inff();
    for (int i = 0; i < ahead_count_v.data()[0]; ++i) {
      min = mpc_min(min, i < want_planned_v.data()[0] ? chance_v.data()[i] : 1.0f);
    }
    want_lowest_v.data()[0] = min;
  }
  {
    want_unsure_v.data()[0] = mpc::boolean::narrow(mpc::boolean::widen(first_v.data()[0]) || want_lowest_v.data()[0] < 0.8f);
  }
  compare("planned", planned_v, want_planned_v, 0);
  compare("unsure", unsure_v, want_unsure_v, 0);
  {
    tensor<mpc::i32> expected(int64_t(1));
    if (same_choice && expected.expect("planned")) compare("planned", planned_v, expected, 0);
  }
  {
    tensor<mpc::boolean> expected(int64_t(1));
    if (same_choice && expected.expect("unsure")) compare("unsure", unsure_v, expected, 0);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: planned_unsure: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: planned_unsure\n");
  return 0;
}
