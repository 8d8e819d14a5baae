// C simulation of table: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void table(const mpc::word* codeword, const int32_t* probe_count, const mpc::word* rest, const int32_t* probe_count2, float* table2);

int main() {
  read_index();
  const int Docs = size_of("Docs", 150);
  (void)Docs;
  const int Lists = size_of("Lists", 150);
  (void)Lists;
  tensor<mpc::f32> codeword_v(int64_t(1) * (64) * (256) * (12));
  tensor<mpc::i32> probe_count_v(int64_t(1));
  tensor<mpc::f32> rest_v(int64_t(1) * (20) * (768));
  tensor<mpc::f32> table_v(int64_t(1) * (20) * (64) * (256));
  codeword_v.randomize("codeword");
  probe_count_v.randomize_ids("probe_count", 20 + 1, false);
  rest_v.randomize("rest");
  tensor<mpc::f32> want_table_v(int64_t(1) * (20) * (64) * (256));

  table(codeword_v.words(), probe_count_v.data(), rest_v.words(), probe_count_v.data(), table_v.data());

  {
    for (int p = 0; p < probe_count_v.data()[0]; ++p) {
      for (int m = 0; m < 64; ++m) {
        for (int c = 0; c < 256; ++c) {
          float sum = 0.0f;
          for (int s = 0; s < 12; ++s) {
            sum = mpc::fma(rest_v.data()[p * 768 + (m * 12 + s)] - codeword_v.data()[(m * 256 + c) * 12 + s], rest_v.data()[p * 768 + (m * 12 + s)] - codeword_v.data()[(m * 256 + c) * 12 + s], sum);
          }
          want_table_v.data()[(p * 64 + m) * 256 + c] = sum;
        }
      }
    }
  }
  compare("table", table_v, want_table_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (20) * (64) * (256));
    if (same_choice && expected.expect("table")) compare("table", table_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: table: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: table\n");
  return 0;
}
