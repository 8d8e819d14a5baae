// C simulation of tail: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void tail(const mpc::word* segment, int32_t* tail2);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::i32> segment_v(int64_t(1) * (256));
  tensor<mpc::i32> tail_v(int64_t(1) * (32));
  segment_v.randomize_ids("segment", 32000, false);
  tail_v.randomize_ids("tail", 32000, false);
  tensor<mpc::i32> want_tail_v(int64_t(1) * (32));
  want_tail_v.memory = tail_v.memory;

  tail(segment_v.words(), tail_v.data());

  {
    for (int i = 0; i < 32; ++i) {
      want_tail_v.data()[i] = segment_v.data()[224 + i];
    }
  }
  compare("tail", tail_v, want_tail_v, 0);
  {
    tensor<mpc::i32> expected(int64_t(1) * (32));
    if (same_choice && expected.expect("tail")) compare("tail", tail_v, expected, 0);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: tail: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: tail\n");
  return 0;
}
