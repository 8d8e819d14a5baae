// C simulation of score_picked: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void score_picked(const float* key_scale, const mpc::word* w, const mpc::word* q, const mpc::word* key, float* score, int32_t* picked, int32_t* picked_count, int C, int T);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int T = size_of("T", 150);
  (void)T;
  tensor<mpc::f32> key_scale_v(int64_t(1) * (T));
  tensor<mpc::f32> w_v(int64_t(1) * (C) * (64));
  tensor<mpc::f8e4m3> q_v(int64_t(1) * (C) * (64) * (128));
  tensor<mpc::f8e4m3> key_v(int64_t(1) * (T) * (128));
  tensor<mpc::f32> score_v(int64_t(1) * (C) * (T));
  tensor<mpc::i32> picked_v(int64_t(1) * (C) * (2048));
  tensor<mpc::i32> picked_count_v(int64_t(1) * (C));
  key_scale_v.randomize("key_scale");
  w_v.randomize("w");
  q_v.randomize("q");
  key_v.randomize("key");
  tensor<mpc::f32> want_score_v(int64_t(1) * (C) * (T));
  tensor<mpc::i32> want_picked_v(int64_t(1) * (C) * (2048));
  tensor<mpc::i32> want_picked_count_v(int64_t(1) * (C));

  score_picked(key_scale_v.data(), w_v.words(), q_v.words(), key_v.words(), score_v.data(), picked_v.data(), picked_count_v.data(), C, T);

  {
    for (int s = 0; s < C; ++s) {
      for (int t = 0; t < T - C + s + 1; ++t) {
        float sum = 0.0f;
        for (int h = 0; h < 64; ++h) {
          float sum2 = 0.0f;
          for (int j = 0; j < 128; ++j) {
            sum2 = mpc::fma(mpc::f8e4m3::widen(q_v.data()[(s * 64 + h) * 128 + j]), mpc::f8e4m3::widen(key_v.data()[t * 128 + j]), sum2);
          }
          sum = mpc::fma(w_v.data()[s * 64 + h], mpc_max(0.0f, sum2), sum);
        }
        want_score_v.data()[s * T + t] = key_scale_v.data()[t] * sum;
      }
    }
  }
  key_rows keys1;
  {
    for (int s = 0; s < C; ++s) {
      keys1.push_back(std::vector<float>());
      for (int t = 0; t < T - C + s + 1; ++t) {
        keys1.back().push_back(want_score_v.data()[s * T + t]);
      }
    }
  }
  choose(want_picked_v, want_picked_count_v, keys1, 2048, true);
  compare_topk("picked", picked_v, picked_count_v, keys1, 2048);
  {
    tensor<mpc::i32> ids(int64_t(1) * (C) * (2048));
    tensor<mpc::i32> counts(int64_t(1) * (C));
    if (ids.expect("picked") && counts.expect("picked_count")) {
      compare_topk("picked", ids, counts, keys1, 2048);
      if (!(ids == picked_v)) same_choice = false;
    }
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: score_picked: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: score_picked\n");
  return 0;
}
