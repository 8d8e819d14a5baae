// C simulation of coarse_probe: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void coarse_probe(const mpc::word* centroid, const mpc::word* query, int32_t* probe, int32_t* probe_count, int Lists);

int main() {
  read_index();
  const int Docs = size_of("Docs", 150);
  (void)Docs;
  const int Lists = size_of("Lists", 150);
  (void)Lists;
  tensor<mpc::f32> centroid_v(int64_t(1) * (Lists) * (768));
  tensor<mpc::f16> query_v(int64_t(1) * (768));
  tensor<mpc::i32> probe_v(int64_t(1) * (20));
  tensor<mpc::i32> probe_count_v(int64_t(1));
  tensor<mpc::f32> coarse_v(int64_t(1) * (Lists));
  centroid_v.randomize("centroid");
  query_v.randomize("query");
  tensor<mpc::f32> want_coarse_v(int64_t(1) * (Lists));
  tensor<mpc::i32> want_probe_v(int64_t(1) * (20));
  tensor<mpc::i32> want_probe_count_v(int64_t(1));

  coarse_probe(centroid_v.words(), query_v.words(), probe_v.data(), probe_count_v.data(), Lists);

  {
    for (int l = 0; l < Lists; ++l) {
      float sum = 0.0f;
      for (int i = 0; i < 768; ++i) {
        sum = mpc::fma(mpc::f16::widen(query_v.data()[i]) - centroid_v.data()[l * 768 + i], mpc::f16::widen(query_v.data()[i]) - centroid_v.data()[l * 768 + i], sum);
      }
      want_coarse_v.data()[l] = sum;
    }
  }
  key_rows keys1;
  {
    keys1.push_back(std::vector<float>());
    for (int l = 0; l < Lists; ++l) {
      keys1.back().push_back(-want_coarse_v.data()[l]);
    }
  }
  choose(want_probe_v, want_probe_count_v, keys1, 20, true);
  compare_topk("probe", probe_v, probe_count_v, keys1, 20);
  {
    tensor<mpc::i32> ids(int64_t(1) * (20));
    tensor<mpc::i32> counts(int64_t(1));
    if (ids.expect("probe") && counts.expect("probe_count")) {
      compare_topk("probe", ids, counts, keys1, 20);
      if (!(ids == probe_v)) same_choice = false;
    }
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: coarse_probe: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: coarse_probe\n");
  return 0;
}
