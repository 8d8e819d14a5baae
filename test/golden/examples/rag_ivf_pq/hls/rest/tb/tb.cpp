// C simulation of rest: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void rest(const int32_t* probe_count2, const int32_t* probe, const mpc::word* centroid, const int32_t* probe_count, const mpc::word* query, const int32_t* probe_count3, float* rest2);

int main() {
  read_index();
  const int Docs = size_of("Docs", 150);
  (void)Docs;
  const int Lists = size_of("Lists", 150);
  (void)Lists;
  tensor<mpc::i32> probe_count_v(int64_t(1));
  tensor<mpc::i32> probe_v(int64_t(1) * (20));
  tensor<mpc::f32> centroid_v(int64_t(1) * (Lists) * (768));
  tensor<mpc::f16> query_v(int64_t(1) * (768));
  tensor<mpc::f32> rest_v(int64_t(1) * (20) * (768));
  probe_count_v.randomize_ids("probe_count", 20 + 1, false);
  probe_v.randomize_ids("probe", Lists, false);
  centroid_v.randomize("centroid");
  query_v.randomize("query");
  tensor<mpc::f32> want_rest_v(int64_t(1) * (20) * (768));

  rest(probe_count_v.data(), probe_v.data(), centroid_v.words(), probe_count_v.data(), query_v.words(), probe_count_v.data(), rest_v.data());

  {
    for (int p = 0; p < probe_count_v.data()[0]; ++p) {
      for (int i = 0; i < 768; ++i) {
        want_rest_v.data()[p * 768 + i] = mpc::f16::widen(query_v.data()[i]) - centroid_v.data()[probe_v.data()[p] * 768 + i];
      }
    }
  }
  compare("rest", rest_v, want_rest_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (20) * (768));
    if (same_choice && expected.expect("rest")) compare("rest", rest_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: rest: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: rest\n");
  return 0;
}
