// C simulation of query: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void query(const uint8_t* first, const int32_t* planned, const mpc::word* chance, const int32_t* text, const mpc::word* ahead, int32_t* query2, int32_t* asked_count, int T);

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
  tensor<mpc::boolean> first_v(int64_t(1));
  tensor<mpc::i32> planned_v(int64_t(1));
  tensor<mpc::f32> chance_v(int64_t(1) * (64));
  tensor<mpc::i32> text_v(int64_t(1) * (T));
  tensor<mpc::i32> ahead_v(int64_t(1) * (64));
  tensor<mpc::i32> query_v(int64_t(1) * (64));
  tensor<mpc::i32> asked_count_v(int64_t(1));
  tensor<mpc::i32> asked_v(int64_t(1) * (64));
  first_v.randomize_ids("first", 2, false);
  planned_v.randomize_ids("planned", 8, false);
  chance_v.randomize("chance");
  text_v.randomize_ids("text", Words, false);
  ahead_v.randomize_ids("ahead", Words, false);
  tensor<mpc::i32> want_asked_v(int64_t(1) * (64));
  tensor<mpc::i32> want_asked_count_v(int64_t(1));
  tensor<mpc::i32> want_query_v(int64_t(1) * (64));

  query(first_v.data(), planned_v.data(), chance_v.words(), text_v.data(), ahead_v.words(), query_v.data(), asked_count_v.data(), T);

  key_rows keys0;
  {
    keys0.push_back(std::vector<float>());
    for (int i = 0; i < 64; ++i) {
      keys0.back().push_back(verdict(mpc::boolean::widen(first_v.data()[0]) ? i < T : i < planned_v.data()[0] && 0.4f <= chance_v.data()[i], mpc::boolean::widen(first_v.data()[0]) ? i < T : i < planned_v.data()[0] && (0.4f <= chance_v.data()[i] || 0.4f <= chance_v.data()[i] + (mpc_abs(0.4f) + mpc_abs(chance_v.data()[i])) * 0.0001f), mpc::boolean::widen(first_v.data()[0]) ? i < T : i < planned_v.data()[0] && (0.4f <= chance_v.data()[i] && 0.4f + (mpc_abs(0.4f) + mpc_abs(chance_v.data()[i])) * 0.0001f < chance_v.data()[i])));
    }
  }
  choose(want_asked_v, want_asked_count_v, keys0, 64, false);
  {
    for (int i = 0; i < asked_count_v.data()[0]; ++i) {
      want_query_v.data()[i] = mpc::boolean::widen(first_v.data()[0]) ? text_v.data()[mpc_min(want_asked_v.data()[i], T - 1)] : mpc_max(ahead_v.data()[want_asked_v.data()[i]], 0);
    }
  }
  compare("query", query_v, want_query_v, 0);
  compare("asked_count", asked_count_v, want_asked_count_v, 0);
  {
    tensor<mpc::i32> expected(int64_t(1));
    if (same_choice && expected.expect("asked_count")) compare("asked_count", asked_count_v, expected, 0);
  }
  {
    tensor<mpc::i32> expected(int64_t(1) * (64));
    if (same_choice && expected.expect("query")) compare("query", query_v, expected, 0);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: query: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: query\n");
  return 0;
}
