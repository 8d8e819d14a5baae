// C simulation of weight: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void weight(const int32_t* chunk_count2, const mpc::word* chunk, const uint8_t* content, const int32_t* chunk_count, const mpc::word* part, const int32_t* worst, const mpc::word* value, const float* attention, const int32_t* chunk_count3, float* weight2, int T);

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
  tensor<mpc::i32> part_v(int64_t(1) * (64));
  tensor<mpc::i32> worst_v(int64_t(1));
  tensor<mpc::f32> value_v(int64_t(1) * (64));
  tensor<mpc::f32> attention_v(int64_t(1) * (32) * (65) * (T + 64));
  tensor<mpc::f32> weight_v(int64_t(1) * (T + 64));
  tensor<mpc::i32> asking_v(int64_t(1) * (64));
  tensor<mpc::i32> asking_count_v(int64_t(1));
  chunk_count_v.randomize_ids("chunk_count", T + 64 + 1, false);
  chunk_v.randomize_ids("chunk", Words, false);
  content_v.randomize_ids("content", 2, false);
  part_v.randomize_ids("part", 8, false);
  worst_v.randomize_ids("worst", 8, false);
  value_v.randomize("value");
  attention_v.randomize("attention");
  tensor<mpc::i32> want_asking_v(int64_t(1) * (64));
  tensor<mpc::i32> want_asking_count_v(int64_t(1));
  tensor<mpc::f32> want_weight_v(int64_t(1) * (T + 64));

  weight(chunk_count_v.data(), chunk_v.words(), content_v.data(), chunk_count_v.data(), part_v.words(), worst_v.data(), value_v.words(), attention_v.data(), chunk_count_v.data(), weight_v.data(), T);

  key_rows keys0;
  {
    keys0.push_back(std::vector<float>());
    for (int i = 0; i < chunk_count_v.data()[0]; ++i) {
      keys0.back().push_back(verdict(part_v.data()[i] == worst_v.data()[0] && mpc::boolean::widen(content_v.data()[chunk_v.data()[i]]) && 1.0f < value_v.data()[i], part_v.data()[i] == worst_v.data()[0] && mpc::boolean::widen(content_v.data()[chunk_v.data()[i]]) && (1.0f < value_v.data()[i] || 1.0f <= value_v.data()[i] + (mpc_abs(1.0f) + mpc_abs(value_v.data()[i])) * 0.0001f), part_v.data()[i] == worst_v.data()[0] && mpc::boolean::widen(content_v.data()[chunk_v.data()[i]]) && (1.0f < value_v.data()[i] && 1.0f + (mpc_abs(1.0f) + mpc_abs(value_v.data()[i])) * 0.0001f < value_v.data()[i])));
    }
  }
  choose(want_asking_v, want_asking_count_v, keys0, 64, false);
  {
    for (int p = 0; p < T + chunk_count_v.data()[0]; ++p) {
      float sum = 0.0f;
      for (int i_at = 0; i_at < want_asking_count_v.data()[0]; ++i_at) {
        float sum2 = 0.0f;
        for (int h = 0; h < 32; ++h) {
          sum2 = sum2 + attention_v.data()[(h * 65 + want_asking_v.data()[i_at]) * (T + 64) + p];
        }
        sum = sum + (p < T + want_asking_v.data()[i_at] ? sum2 * 0.03125f : 0.0f);
      }
      want_weight_v.data()[p] = sum;
    }
  }
  compare("weight", weight_v, want_weight_v, 2e-4);
  {
    tensor<mpc::f32> expected(int64_t(1) * (T + 64));
    if (same_choice && expected.expect("weight")) compare("weight", weight_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: weight: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: weight\n");
  return 0;
}
