// C simulation of unsure_worst_kept: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void unsure_worst_kept(const int32_t* chunk_count2, const mpc::word* chunk, const uint8_t* content, const int32_t* chunk_count, const mpc::word* value, const mpc::word* part, int32_t* worst, uint8_t* unsure, int32_t* kept);

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
  tensor<mpc::i32> chunk_count_v(int64_t(1));
  tensor<mpc::i32> chunk_v(int64_t(1) * (64));
  tensor<mpc::boolean> content_v(int64_t(1) * (Words));
  tensor<mpc::f32> value_v(int64_t(1) * (64));
  tensor<mpc::i32> part_v(int64_t(1) * (64));
  tensor<mpc::i32> worst_v(int64_t(1));
  tensor<mpc::boolean> unsure_v(int64_t(1));
  tensor<mpc::i32> kept_v(int64_t(1));
  tensor<mpc::i32> doubtful_v(int64_t(1) * (64));
  tensor<mpc::i32> doubtful_count_v(int64_t(1));
  chunk_count_v.randomize_ids("chunk_count", 64 + 1, false);
  chunk_v.randomize_ids("chunk", Words, false);
  content_v.randomize_ids("content", 2, false);
  value_v.randomize("value");
  part_v.randomize_ids("part", 8, false);
  tensor<mpc::i32> want_doubtful_v(int64_t(1) * (64));
  tensor<mpc::i32> want_doubtful_count_v(int64_t(1));
  tensor<mpc::boolean> want_unsure_v(int64_t(1));
  tensor<mpc::i32> want_worst_v(int64_t(1));
  tensor<mpc::i32> want_kept_v(int64_t(1));

  unsure_worst_kept(chunk_count_v.data(), chunk_v.words(), content_v.data(), chunk_count_v.data(), value_v.words(), part_v.words(), worst_v.data(), unsure_v.data(), kept_v.data());

  key_rows keys0;
  {
    keys0.push_back(std::vector<float>());
    for (int i = 0; i < chunk_count_v.data()[0]; ++i) {
      keys0.back().push_back(verdict(mpc::boolean::widen(content_v.data()[chunk_v.data()[i]]) && 1.0f < value_v.data()[i], mpc::boolean::widen(content_v.data()[chunk_v.data()[i]]) && (1.0f < value_v.data()[i] || 1.0f <= value_v.data()[i] + (mpc_abs(1.0f) + mpc_abs(value_v.data()[i])) * 0.0001f), mpc::boolean::widen(content_v.data()[chunk_v.data()[i]]) && (1.0f < value_v.data()[i] && 1.0f + (mpc_abs(1.0f) + mpc_abs(value_v.data()[i])) * 0.0001f < value_v.data()[i])));
    }
  }
  choose(want_doubtful_v, want_doubtful_count_v, keys0, 64, false);
  {
    want_unsure_v.data()[0] = mpc::boolean::narrow(0 < want_doubtful_count_v.data()[0]);
  }
  {
    int min = 2147483647;
    for (int i_at = 0; i_at < want_doubtful_count_v.data()[0]; ++i_at) {
      min = mpc_min(min, part_v.data()[want_doubtful_v.data()[i_at]]);
    }
    want_worst_v.data()[0] = min;
  }
  {
    int sum = 0;
    for (int i = 0; i < chunk_count_v.data()[0]; ++i) {
      sum = sum + (part_v.data()[i] < want_worst_v.data()[0] ? 1 : 0);
    }
    want_kept_v.data()[0] = sum;
  }
  compare("unsure", unsure_v, want_unsure_v, 0);
  compare("worst", worst_v, want_worst_v, 0);
  compare("kept", kept_v, want_kept_v, 0);
  {
    tensor<mpc::boolean> expected(int64_t(1));
    if (same_choice && expected.expect("unsure")) compare("unsure", unsure_v, expected, 0);
  }
  {
    tensor<mpc::i32> expected(int64_t(1));
    if (same_choice && expected.expect("worst")) compare("worst", worst_v, expected, 0);
  }
  {
    tensor<mpc::i32> expected(int64_t(1));
    if (same_choice && expected.expect("kept")) compare("kept", kept_v, expected, 0);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: unsure_worst_kept: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: unsure_worst_kept\n");
  return 0;
}
