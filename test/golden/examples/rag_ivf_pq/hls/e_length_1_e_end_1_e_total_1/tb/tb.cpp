// C simulation of e_length_1_e_end_1_e_total_1: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void e_length_1_e_end_1_e_total_1(const int32_t* probe_count2, const int32_t* probe, const int32_t* start, const int32_t* probe_count3, const int32_t* probe2, const int32_t* start2, const int32_t* probe_count, int32_t* e_row_1, int32_t* e_length_1, int32_t* e_end_1, int32_t* e_total_1, int Docs);

int main() {
  read_index();
  const int Docs = size_of("Docs", 150);
  (void)Docs;
  const int Lists = size_of("Lists", 150);
  (void)Lists;
  tensor<mpc::i32> probe_count_v(int64_t(1));
  tensor<mpc::i32> probe_v(int64_t(1) * (20));
  tensor<mpc::i32> start_v(int64_t(1) * (Lists + 1));
  tensor<mpc::i32> e_row_1_v(int64_t(1) * (Docs));
  tensor<mpc::i32> e_length_1_v(int64_t(1) * (20));
  tensor<mpc::i32> e_end_1_v(int64_t(1) * (20));
  tensor<mpc::i32> e_total_1_v(int64_t(1));
  probe_count_v.randomize_ids("probe_count", 20 + 1, false);
  probe_v.randomize_ids("probe", Lists, false);
  start_v.randomize_ids("start", Docs + 1, false);
  tensor<mpc::i32> want_e_length_1_v(int64_t(1) * (20));
  tensor<mpc::i32> want_e_end_1_v(int64_t(1) * (20));
  tensor<mpc::i32> want_e_total_1_v(int64_t(1));
  tensor<mpc::i32> want_e_row_1_v(int64_t(1) * (Docs));

  e_length_1_e_end_1_e_total_1(probe_count_v.data(), probe_v.data(), start_v.data(), probe_count_v.data(), probe_v.data(), start_v.data(), probe_count_v.data(), e_row_1_v.data(), e_length_1_v.data(), e_end_1_v.data(), e_total_1_v.data(), Docs);

  {
    for (int p = 0; p < probe_count_v.data()[0]; ++p) {
      want_e_length_1_v.data()[p] = mpc_max(start_v.data()[probe_v.data()[p] + 1] - start_v.data()[probe_v.data()[p]], 0);
    }
  }
  {
    for (int p = 0; p < probe_count_v.data()[0]; ++p) {
      int sum = 0;
      for (int p2 = 0; p2 < p + 1; ++p2) {
        sum = sum + want_e_length_1_v.data()[p2];
      }
      want_e_end_1_v.data()[p] = sum;
    }
  }
  {
    int sum = 0;
    for (int p = 0; p < probe_count_v.data()[0]; ++p) {
      sum = sum + want_e_length_1_v.data()[p];
    }
    want_e_total_1_v.data()[0] = mpc_min(sum, Docs);
  }
  {
    for (int e_at = 0; e_at < want_e_total_1_v.data()[0]; ++e_at) {
      int sum = 0;
      for (int p = 0; p < probe_count_v.data()[0]; ++p) {
        sum = sum + int(want_e_end_1_v.data()[p] <= e_at);
      }
      want_e_row_1_v.data()[e_at] = sum;
    }
  }
  compare("e_length_1", e_length_1_v, want_e_length_1_v, 0);
  compare("e_end_1", e_end_1_v, want_e_end_1_v, 0);
  compare("e_total_1", e_total_1_v, want_e_total_1_v, 0);
  compare("e_row_1", e_row_1_v, want_e_row_1_v, 0);
  {
    tensor<mpc::i32> expected(int64_t(1) * (20));
    if (same_choice && expected.expect("e_length_1")) compare("e_length_1", e_length_1_v, expected, 0);
  }
  {
    tensor<mpc::i32> expected(int64_t(1) * (20));
    if (same_choice && expected.expect("e_end_1")) compare("e_end_1", e_end_1_v, expected, 0);
  }
  {
    tensor<mpc::i32> expected(int64_t(1));
    if (same_choice && expected.expect("e_total_1")) compare("e_total_1", e_total_1_v, expected, 0);
  }
  {
    tensor<mpc::i32> expected(int64_t(1) * (Docs));
    if (same_choice && expected.expect("e_row_1")) compare("e_row_1", e_row_1_v, expected, 0);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: e_length_1_e_end_1_e_total_1: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: e_length_1_e_end_1_e_total_1\n");
  return 0;
}
