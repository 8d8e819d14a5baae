// C simulation of query: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void query(const mpc::word* vector, uint16_t* query2);

int main() {
  read_index();
  const int Words = size_of("Words", 150);
  (void)Words;
  const int Docs = size_of("Docs", 150);
  (void)Docs;
  const int Q = size_of("Q", 150);
  (void)Q;
  tensor<mpc::f32> vector_v(int64_t(1) * (768));
  tensor<mpc::f16> query_v(int64_t(1) * (768));
  vector_v.randomize("vector");
  tensor<mpc::f16> want_query_v(int64_t(1) * (768));

  query(vector_v.words(), query_v.data());

  {
    for (int i = 0; i < 768; ++i) {
      want_query_v.data()[i] = mpc::f16::narrow(mpc::round_to<mpc::f16>(vector_v.data()[i]));
    }
  }
  compare("query", query_v, want_query_v, 2e-3);
  {
    tensor<mpc::f16> expected(int64_t(1) * (768));
    if (same_choice && expected.expect("query")) compare("query", query_v, expected, 2e-3);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: query: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: query\n");
  return 0;
}
