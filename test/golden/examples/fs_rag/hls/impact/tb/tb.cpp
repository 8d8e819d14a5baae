// C simulation of impact: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void impact(const int32_t* length, const int32_t* start, const int32_t* start2, const int32_t* start3, const int32_t* start4, const int32_t* start5, const int32_t* tf, const int32_t* start6, const int32_t* doc, const int32_t* length2, float* idf, const int32_t* start7, float* impact2, int Words, int Docs);

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
  tensor<mpc::i32> length_v(int64_t(1) * (Docs));
  tensor<mpc::i32> start_v(int64_t(1) * (Words + 1));
  tensor<mpc::i32> tf_v(int64_t(1) * (Postings));
  tensor<mpc::i32> doc_v(int64_t(1) * (Postings));
  tensor<mpc::f32> idf_v(int64_t(1) * (Words));
  tensor<mpc::f32> impact_v(int64_t(1) * (Postings));
  tensor<mpc::f32> average_v(int64_t(1));
  length_v.randomize_ids("length", 8, false);
  start_v.randomize_ids("start", Postings + 1, true);
  tf_v.randomize_ids("tf", 8, false);
  doc_v.randomize_ids("doc", Docs, false);
  impact_v.randomize("impact");
  tensor<mpc::f32> want_average_v(int64_t(1));
  tensor<mpc::f32> want_idf_v(int64_t(1) * (Words));
  tensor<mpc::f32> want_impact_v(int64_t(1) * (Postings));
  want_impact_v.memory = impact_v.memory;

  impact(length_v.data(), start_v.data(), start_v.data(), start_v.data(), start_v.data(), start_v.data(), tf_v.data(), start_v.data(), doc_v.data(), length_v.data(), idf_v.data(), start_v.data(), impact_v.data(), Words, Docs);

  {
    int sum = 0;
    for (int d = 0; d < Docs; ++d) {
      sum = sum + length_v.data()[d];
    }
    want_average_v.data()[0] = float(sum) / float(Docs);
  }
  {
    for (int w = 0; w < Words; ++w) {
      want_idf_v.data()[w] = std::log(1.0f + (float(Docs - (start_v.data()[w + 1] - start_v.data()[w])) + 0.5f) / (float(start_v.data()[w + 1] - start_v.data()[w]) + 0.5f));
    }
  }
  {
    for (int w = 0; w < Words; ++w) {
      for (int e = start_v.data()[w]; e < start_v.data()[w + 1]; ++e) {
        want_impact_v.data()[e] = want_idf_v.data()[w] * float(tf_v.data()[e]) * 2.2f / (float(tf_v.data()[e]) + 1.2f * (0.25f + 0.75f * float(length_v.data()[doc_v.data()[e]]) / want_average_v.data()[0]));
      }
    }
  }
  compare("impact", impact_v, want_impact_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (Postings));
    if (same_choice && expected.expect("impact")) compare("impact", impact_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: impact: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: impact\n");
  return 0;
}
