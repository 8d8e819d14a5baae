// C simulation of best_distance: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void best_distance(const int32_t* probe_count2, const int32_t* probe, const int32_t* start, const int32_t* probe_count3, const int32_t* probe2, const int32_t* start2, const int32_t* probe_count4, const int32_t* entry_count2, const int32_t* entry2, const mpc::word* code, const float* table, const int32_t* probe_count, const int32_t* entry_count, const int32_t* entry, const int32_t* entry_count3, float* best_distance2);

int main() {
  read_index();
  const int Docs = size_of("Docs", 150);
  (void)Docs;
  const int Lists = size_of("Lists", 150);
  (void)Lists;
  tensor<mpc::i32> probe_count_v(int64_t(1));
  tensor<mpc::i32> probe_v(int64_t(1) * (20));
  tensor<mpc::i32> start_v(int64_t(1) * (Lists + 1));
  tensor<mpc::i32> entry_count_v(int64_t(1));
  tensor<mpc::i32> entry_v(int64_t(1) * (10));
  tensor<mpc::u8> code_v(int64_t(1) * (Docs) * (64));
  tensor<mpc::f32> table_v(int64_t(1) * (20) * (64) * (256));
  tensor<mpc::f32> best_distance_v(int64_t(1) * (10));
  probe_count_v.randomize_ids("probe_count", 20 + 1, false);
  probe_v.randomize_ids("probe", Lists, false);
  start_v.randomize_ids("start", Docs + 1, false);
  entry_count_v.randomize_ids("entry_count", 10 + 1, false);
  entry_v.randomize_ids("entry", Docs, false);
  code_v.randomize_ids("code", 8, false);
  table_v.randomize("table");
  tensor<mpc::f32> want_best_distance_v(int64_t(1) * (10));

  best_distance(probe_count_v.data(), probe_v.data(), start_v.data(), probe_count_v.data(), probe_v.data(), start_v.data(), probe_count_v.data(), entry_count_v.data(), entry_v.data(), code_v.words(), table_v.data(), probe_count_v.data(), entry_count_v.data(), entry_v.data(), entry_count_v.data(), best_distance_v.data());

  {
    for (int i = 0; i < entry_count_v.data()[0]; ++i) {
      float sum = 0.0f;
      for (int p = 0; p < probe_count_v.data()[0]; ++p) {
        for (int m = 0; m < 64; ++m) {
          sum = sum + (start_v.data()[probe_v.data()[p]] <= entry_v.data()[i] && entry_v.data()[i] < start_v.data()[probe_v.data()[p] + 1] ? table_v.data()[(p * 64 + m) * 256 + mpc::u8::widen(code_v.data()[entry_v.data()[i] * 64 + m])] : 0.0f);
        }
      }
      want_best_distance_v.data()[i] = sum;
    }
  }
  compare("best_distance", best_distance_v, want_best_distance_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (10));
    if (same_choice && expected.expect("best_distance")) compare("best_distance", best_distance_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: best_distance: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: best_distance\n");
  return 0;
}
