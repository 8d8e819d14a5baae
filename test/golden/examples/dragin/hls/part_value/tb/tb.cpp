// C simulation of part_value: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void part_value(const int32_t* chunk_count2, const float* attention, const int32_t* chunk_count, const mpc::word* chunk, const mpc::word* entropy, int32_t* part3, const int32_t* chunk_count3, float* value, int T);

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
  tensor<mpc::f32> attention_v(int64_t(1) * (32) * (65) * (T + 64));
  tensor<mpc::i32> chunk_v(int64_t(1) * (64));
  tensor<mpc::f32> entropy_v(int64_t(1) * (64));
  tensor<mpc::i32> part_v(int64_t(1) * (64));
  tensor<mpc::f32> value_v(int64_t(1) * (64));
  tensor<mpc::f32> strongest_v(int64_t(1) * (32) * (64));
  tensor<mpc::f32> received_v(int64_t(1) * (64));
  tensor<mpc::f32> mass_v(int64_t(1) * (64));
  tensor<mpc::i32> words_v(int64_t(1) * (64));
  chunk_count_v.randomize_ids("chunk_count", 64 + 1, false);
  attention_v.randomize("attention");
  chunk_v.randomize_ids("chunk", Words, false);
  entropy_v.randomize("entropy");
  tensor<mpc::f32> want_strongest_v(int64_t(1) * (32) * (64));
  tensor<mpc::f32> want_received_v(int64_t(1) * (64));
  tensor<mpc::i32> want_part_v(int64_t(1) * (64));
  tensor<mpc::f32> want_mass_v(int64_t(1) * (64));
  tensor<mpc::i32> want_words_v(int64_t(1) * (64));
  tensor<mpc::f32> want_value_v(int64_t(1) * (64));

  part_value(chunk_count_v.data(), attention_v.data(), chunk_count_v.data(), chunk_v.words(), entropy_v.words(), part_v.data(), chunk_count_v.data(), value_v.data(), T);

  {
    for (int h = 0; h < 32; ++h) {
      for (int i = 0; i < chunk_count_v.data()[0]; ++i) {
        float max = -__builtin_inff();
        for (int j = i + 1; j < chunk_count_v.data()[0] + 1; ++j) {
          max = mpc_max(max, attention_v.data()[(h * 65 + j) * (T + 64) + (T + i)]);
        }
        want_strongest_v.data()[h * 64 + i] = max;
      }
    }
  }
  {
    for (int i = 0; i < chunk_count_v.data()[0]; ++i) {
      float sum = 0.0f;
      for (int h = 0; h < 32; ++h) {
        sum = sum + want_strongest_v.data()[h * 64 + i];
      }
      want_received_v.data()[i] = sum * 0.03125f;
    }
  }
  {
    for (int i = 0; i < chunk_count_v.data()[0]; ++i) {
      int sum = 0;
      for (int j = 0; j < i; ++j) {
        sum = sum + (chunk_v.data()[j] == 1 ? 1 : 0);
      }
      want_part_v.data()[i] = sum;
    }
  }
  {
    for (int i = 0; i < chunk_count_v.data()[0]; ++i) {
      float sum = 0.0f;
      for (int j = 0; j < chunk_count_v.data()[0]; ++j) {
        sum = sum + (want_part_v.data()[j] == want_part_v.data()[i] ? want_received_v.data()[j] : 0.0f);
      }
      want_mass_v.data()[i] = sum;
    }
  }
  {
    for (int i = 0; i < chunk_count_v.data()[0]; ++i) {
      int sum = 0;
      for (int j = 0; j < chunk_count_v.data()[0]; ++j) {
        sum = sum + (want_part_v.data()[j] == want_part_v.data()[i] ? 1 : 0);
      }
      want_words_v.data()[i] = sum;
    }
  }
  {
    for (int i = 0; i < chunk_count_v.data()[0]; ++i) {
      want_value_v.data()[i] = float(want_words_v.data()[i]) * want_received_v.data()[i] / want_mass_v.data()[i] * entropy_v.data()[i];
    }
  }
  compare("part", part_v, want_part_v, 0);
  compare("value", value_v, want_value_v, 2e-4);
  {
    tensor<mpc::i32> expected(int64_t(1) * (64));
    if (same_choice && expected.expect("part")) compare("part", part_v, expected, 0);
  }
  {
    tensor<mpc::f32> expected(int64_t(1) * (64));
    if (same_choice && expected.expect("value")) compare("value", value_v, expected, 2e-4);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: part_value: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: part_value\n");
  return 0;
}
