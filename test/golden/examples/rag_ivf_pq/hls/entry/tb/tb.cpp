// C simulation of entry: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void entry(const int32_t* e_total_1_2, const int32_t* e_row_1, const int32_t* e_value_1, const mpc::word* code, const float* table, const int32_t* e_total_1, int32_t* entry_count, const int32_t* e_value_1_2, int32_t* entry3);

int main() {
  read_index();
  const int Docs = size_of("Docs", 150);
  (void)Docs;
  const int Lists = size_of("Lists", 150);
  (void)Lists;
  tensor<mpc::i32> e_total_1_v(int64_t(1));
  tensor<mpc::i32> e_row_1_v(int64_t(1) * (Docs));
  tensor<mpc::i32> e_value_1_v(int64_t(1) * (Docs));
  tensor<mpc::u8> code_v(int64_t(1) * (Docs) * (64));
  tensor<mpc::f32> table_v(int64_t(1) * (20) * (64) * (256));
  tensor<mpc::i32> entry_count_v(int64_t(1));
  tensor<mpc::i32> entry_v(int64_t(1) * (10));
  tensor<mpc::i32> entry_at_1_v(int64_t(1) * (10));
  e_total_1_v.randomize_ids("e_total_1", Docs + 1, false);
  e_row_1_v.randomize_ids("e_row_1", 8, false);
  e_value_1_v.randomize_ids("e_value_1", 8, false);
  code_v.randomize_ids("code", 8, false);
  table_v.randomize("table");
  tensor<mpc::i32> want_entry_at_1_v(int64_t(1) * (10));
  tensor<mpc::i32> want_entry_count_v(int64_t(1));
  tensor<mpc::i32> want_entry_v(int64_t(1) * (10));

  entry(e_total_1_v.data(), e_row_1_v.data(), e_value_1_v.data(), code_v.words(), table_v.data(), e_total_1_v.data(), entry_count_v.data(), e_value_1_v.data(), entry_v.data());

  key_rows keys0;
  {
    keys0.push_back(std::vector<float>());
    for (int e_at = 0; e_at < e_total_1_v.data()[0]; ++e_at) {
      float sum = 0.0f;
      for (int m = 0; m < 64; ++m) {
        sum = sum + table_v.data()[(e_row_1_v.data()[e_at] * 64 + m) * 256 + mpc::u8::widen(code_v.data()[e_value_1_v.data()[e_at] * 64 + m])];
      }
      keys0.back().push_back(-sum);
    }
  }
  choose(want_entry_at_1_v, want_entry_count_v, keys0, 10, true);
  {
    for (int entry = 0; entry < 10; ++entry) {
      want_entry_v.data()[entry] = want_entry_at_1_v.data()[entry] < 0 ? -1 : e_value_1_v.data()[mpc_max(want_entry_at_1_v.data()[entry], 0)];
    }
  }
  compare("entry", entry_v, want_entry_v, 0);
  compare("entry_count", entry_count_v, want_entry_count_v, 0);
  {
    tensor<mpc::i32> expected(int64_t(1));
    if (same_choice && expected.expect("entry_count")) compare("entry_count", entry_count_v, expected, 0);
  }
  {
    tensor<mpc::i32> expected(int64_t(1) * (10));
    if (same_choice && expected.expect("entry")) compare("entry", entry_v, expected, 0);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: entry: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: entry\n");
  return 0;
}
