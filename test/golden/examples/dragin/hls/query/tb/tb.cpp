// C simulation of query: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void query(const int32_t* chunk_count, const int32_t* text, const mpc::word* chunk, const uint8_t* content, const float* weight, int32_t* query2, int32_t* asked_count, int T);

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
  tensor<mpc::i32> text_v(int64_t(1) * (T));
  tensor<mpc::i32> chunk_v(int64_t(1) * (64));
  tensor<mpc::boolean> content_v(int64_t(1) * (Words));
  tensor<mpc::f32> weight_v(int64_t(1) * (T + 64));
  tensor<mpc::i32> query_v(int64_t(1) * (T + 64));
  tensor<mpc::i32> asked_count_v(int64_t(1));
  tensor<mpc::i32> seen_v(int64_t(1) * (T + 64));
  tensor<mpc::i32> best_v(int64_t(1) * (25));
  tensor<mpc::i32> best_count_v(int64_t(1));
  tensor<mpc::i32> chosen_v(int64_t(1) * (T + 64));
  tensor<mpc::i32> asked_v(int64_t(1) * (T + 64));
  chunk_count_v.randomize_ids("chunk_count", T + 64 + 1, false);
  text_v.randomize_ids("text", Words, false);
  chunk_v.randomize_ids("chunk", Words, false);
  content_v.randomize_ids("content", 2, false);
  weight_v.randomize("weight");
  tensor<mpc::i32> want_seen_v(int64_t(1) * (T + 64));
  tensor<mpc::i32> want_best_v(int64_t(1) * (25));
  tensor<mpc::i32> want_best_count_v(int64_t(1));
  tensor<mpc::i32> want_chosen_v(int64_t(1) * (T + 64));
  tensor<mpc::i32> want_asked_v(int64_t(1) * (T + 64));
  tensor<mpc::i32> want_asked_count_v(int64_t(1));
  tensor<mpc::i32> want_query_v(int64_t(1) * (T + 64));

  query(chunk_count_v.data(), text_v.data(), chunk_v.words(), content_v.data(), weight_v.data(), query_v.data(), asked_count_v.data(), T);

  {
    for (int p = 0; p < T + chunk_count_v.data()[0]; ++p) {
      want_seen_v.data()[p] = p < T ? text_v.data()[mpc_min(p, T - 1)] : mpc_max(chunk_v.data()[mpc_max(p - T, 0)], 0);
    }
  }
  key_rows keys1;
  {
    keys1.push_back(std::vector<float>());
    for (int p = 0; p < T + chunk_count_v.data()[0]; ++p) {
      keys1.back().push_back(mpc::boolean::widen(content_v.data()[want_seen_v.data()[p]]) && 0.0f < weight_v.data()[p] ? weight_v.data()[p] : -__builtin_inff());
    }
  }
  choose(want_best_v, want_best_count_v, keys1, 25, true);
  {
    for (int64_t i = 0; i < int64_t(want_chosen_v.count); ++i) {
      want_chosen_v.data()[i] = 0;
    }
    for (int i = 0; i < want_best_count_v.data()[0]; ++i) {
      want_chosen_v.data()[want_best_v.data()[i]] = want_chosen_v.data()[want_best_v.data()[i]] + 1;
    }
  }
  key_rows keys3;
  {
    keys3.push_back(std::vector<float>());
    for (int p = 0; p < T + chunk_count_v.data()[0]; ++p) {
      keys3.back().push_back(verdict(0 < want_chosen_v.data()[p], 0 < want_chosen_v.data()[p], 0 < want_chosen_v.data()[p]));
    }
  }
  choose(want_asked_v, want_asked_count_v, keys3, T + 64, false);
  {
    for (int i = 0; i < asked_count_v.data()[0]; ++i) {
      want_query_v.data()[i] = want_seen_v.data()[want_asked_v.data()[i]];
    }
  }
  compare("query", query_v, want_query_v, 0);
  compare("asked_count", asked_count_v, want_asked_count_v, 0);
  {
    tensor<mpc::i32> expected(int64_t(1));
    if (same_choice && expected.expect("asked_count")) compare("asked_count", asked_count_v, expected, 0);
  }
  {
    tensor<mpc::i32> expected(int64_t(1) * (T + 64));
    if (same_choice && expected.expect("query")) compare("query", query_v, expected, 0);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: query: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: query\n");
  return 0;
}
