// C simulation of note_note_count: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void note_note_count(const mpc::word* updated, const int32_t* updated_count, int32_t* note, int32_t* note_count);

int main() {
  read_index();
  const int Words = size_of("Words", 150);
  (void)Words;
  const int Q = size_of("Q", 150);
  (void)Q;
  const int C = size_of("C", 150);
  (void)C;
  tensor<mpc::i32> updated_v(int64_t(1) * (1024));
  tensor<mpc::i32> updated_count_v(int64_t(1));
  tensor<mpc::i32> note_v(int64_t(1) * (1024));
  tensor<mpc::i32> note_count_v(int64_t(1));
  updated_v.randomize_ids("updated", Words, false);
  updated_count_v.randomize_ids("updated_count", 8, false);
  note_v.randomize_ids("note", Words, false);
  note_count_v.randomize_ids("note_count", 8, false);
  tensor<mpc::i32> want_note_v(int64_t(1) * (1024));
  tensor<mpc::i32> want_note_count_v(int64_t(1));
  want_note_v.memory = note_v.memory;
  want_note_count_v.memory = note_count_v.memory;

  note_note_count(updated_v.words(), updated_count_v.data(), note_v.data(), note_count_v.data());

  {
    for (int i = 0; i < 1024; ++i) {
      want_note_v.data()[i] = updated_v.data()[i];
    }
  }
  {
    want_note_count_v.data()[0] = updated_count_v.data()[0];
  }
  compare("note", note_v, want_note_v, 0);
  compare("note_count", note_count_v, want_note_count_v, 0);
  {
    tensor<mpc::i32> expected(int64_t(1) * (1024));
    if (same_choice && expected.expect("note")) compare("note", note_v, expected, 0);
  }
  {
    tensor<mpc::i32> expected(int64_t(1));
    if (same_choice && expected.expect("note_count")) compare("note_count", note_count_v, expected, 0);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: note_note_count: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: note_note_count\n");
  return 0;
}
