// C simulation of pages_pages_count: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void pages_pages_count(const mpc::word* pages_kept_1, const mpc::word* pages_count_kept_1_2, int32_t* pages, int32_t* pages_count);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::i32> pages_kept_1_v(int64_t(1) * (16) * (64));
  tensor<mpc::i32> pages_count_kept_1(int64_t(1) * (16));
  tensor<mpc::i32> pages_v(int64_t(1) * (16) * (64));
  tensor<mpc::i32> pages_count_v(int64_t(1) * (16));
  pages_kept_1_v.randomize_ids("pages_kept_1", (N + 63) / 64, false);
  pages_count_kept_1.randomize_ids("pages_count_kept_1", 8, false);
  tensor<mpc::i32> want_pages_v(int64_t(1) * (16) * (64));
  tensor<mpc::i32> want_pages_count_v(int64_t(1) * (16));

  pages_pages_count(pages_kept_1_v.words(), pages_count_kept_1.words(), pages_v.data(), pages_count_v.data());

  {
    for (int i = 0; i < 16; ++i) {
      for (int i1 = 0; i1 < 64; ++i1) {
        want_pages_v.data()[i * 64 + i1] = pages_kept_1_v.data()[i * 64 + i1];
      }
    }
  }
  {
    for (int i = 0; i < 16; ++i) {
      want_pages_count_v.data()[i] = pages_count_kept_1.data()[i];
    }
  }
  compare("pages", pages_v, want_pages_v, 0);
  compare("pages_count", pages_count_v, want_pages_count_v, 0);
  {
    tensor<mpc::i32> expected(int64_t(1) * (16) * (64));
    if (same_choice && expected.expect("pages")) compare("pages", pages_v, expected, 0);
  }
  {
    tensor<mpc::i32> expected(int64_t(1) * (16));
    if (same_choice && expected.expect("pages_count")) compare("pages_count", pages_count_v, expected, 0);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: pages_pages_count: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: pages_pages_count\n");
  return 0;
}
