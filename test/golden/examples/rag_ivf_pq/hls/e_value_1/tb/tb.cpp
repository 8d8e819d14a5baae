// C simulation of e_value_1: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void e_value_1(const int32_t* e_total_1_2, const int32_t* probe, const int32_t* e_row_1, const int32_t* start, const int32_t* e_total_1_3, const int32_t* e_row_1_2, const int32_t* e_total_1, const int32_t* e_end_1, const int32_t* e_length_1, const int32_t* e_total_1_4, int32_t* e_value_1_2);

int main() {
  read_index();
  const int Docs = size_of("Docs", 150);
  (void)Docs;
  const int Lists = size_of("Lists", 150);
  (void)Lists;
  tensor<mpc::i32> e_total_1_v(int64_t(1));
  tensor<mpc::i32> probe_v(int64_t(1) * (20));
  tensor<mpc::i32> e_row_1_v(int64_t(1) * (Docs));
  tensor<mpc::i32> start_v(int64_t(1) * (Lists + 1));
  tensor<mpc::i32> e_end_1_v(int64_t(1) * (20));
  tensor<mpc::i32> e_length_1_v(int64_t(1) * (20));
  tensor<mpc::i32> e_value_1_v(int64_t(1) * (Docs));
  e_total_1_v.randomize_ids("e_total_1", Docs + 1, false);
  probe_v.randomize_ids("probe", Lists, false);
  e_row_1_v.randomize_ids("e_row_1", 8, false);
  start_v.randomize_ids("start", Docs + 1, false);
  e_end_1_v.randomize_ids("e_end_1", 8, false);
  e_length_1_v.randomize_ids("e_length_1", 8, false);
  tensor<mpc::i32> want_e_value_1_v(int64_t(1) * (Docs));

  e_value_1(e_total_1_v.data(), probe_v.data(), e_row_1_v.data(), start_v.data(), e_total_1_v.data(), e_row_1_v.data(), e_total_1_v.data(), e_end_1_v.data(), e_length_1_v.data(), e_total_1_v.data(), e_value_1_v.data());

  {
    for (int e_at = 0; e_at < e_total_1_v.data()[0]; ++e_at) {
      want_e_value_1_v.data()[e_at] = start_v.data()[probe_v.data()[e_row_1_v.data()[e_at]]] + (e_at - (e_end_1_v.data()[e_row_1_v.data()[e_at]] - e_length_1_v.data()[e_row_1_v.data()[e_at]]));
    }
  }
  compare("e_value_1", e_value_1_v, want_e_value_1_v, 0);
  {
    tensor<mpc::i32> expected(int64_t(1) * (Docs));
    if (same_choice && expected.expect("e_value_1")) compare("e_value_1", e_value_1_v, expected, 0);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: e_value_1: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: e_value_1\n");
  return 0;
}
