// C simulation of bound_pages_kept_1: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void bound_pages_kept_1(const mpc::word* lo, const mpc::word* hi, const mpc::word* q, int32_t* pages_kept_1, int32_t* pages_count_kept_1, int N);

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> lo_v(int64_t(1) * ((N + 15) / 16) * (4) * (128));
  tensor<mpc::bf16> hi_v(int64_t(1) * ((N + 15) / 16) * (4) * (128));
  tensor<mpc::bf16> q_v(int64_t(1) * (32) * (128));
  tensor<mpc::i32> pages_kept_1_v(int64_t(1) * (16) * (64));
  tensor<mpc::i32> pages_count_kept_1(int64_t(1) * (16));
  tensor<mpc::f32> bound_v(int64_t(1) * (16) * ((N + 15) / 16));
  tensor<mpc::f32> score_v(int64_t(1) * (16) * ((N + 63) / 64));
  lo_v.randomize("lo");
  hi_v.randomize("hi");
  q_v.randomize("q");
  pages_kept_1_v.randomize_ids("pages_kept_1", (N + 63) / 64, false);
  pages_count_kept_1.randomize_ids("pages_count_kept_1", 8, false);
  tensor<mpc::f32> want_bound_v(int64_t(1) * (16) * ((N + 15) / 16));
  tensor<mpc::f32> want_score_v(int64_t(1) * (16) * ((N + 63) / 64));
  tensor<mpc::i32> want_pages_kept_1_v(int64_t(1) * (16) * (64));
  tensor<mpc::i32> want_pages_count_kept_1(int64_t(1) * (16));
  want_pages_kept_1_v.memory = pages_kept_1_v.memory;
  want_pages_count_kept_1.memory = pages_count_kept_1.memory;

  bound_pages_kept_1(lo_v.words(), hi_v.words(), q_v.words(), pages_kept_1_v.data(), pages_count_kept_1.data(), N);

  {
    for (int i = 0; i < 16; ++i) {
      for (int j = 0; j < (N + 15) / 16; ++j) {
        float sum = 0.0f;
        for (int d = 0; d < 128; ++d) {
          sum = sum + mpc_fmax(mpc::bf16::widen(q_v.data()[i * 128 + d]) * mpc::bf16::widen(lo_v.data()[(j * 4 + i / 4) * 128 + d]), mpc::bf16::widen(q_v.data()[i * 128 + d]) * mpc::bf16::widen(hi_v.data()[(j * 4 + i / 4) * 128 + d]));
        }
        want_bound_v.data()[i * ((N + 15) / 16) + j] = sum;
      }
    }
  }
  {
    for (int i = 0; i < 16; ++i) {
      for (int p = 0; p < (N + 63) / 64; ++p) {
        float max = -__builtin_inff();
        for (int j = p * 4; j < mpc_min((p + 1) * 4, (N + 15) / 16); ++j) {
          max = mpc_max(max, want_bound_v.data()[i * ((N + 15) / 16) + j]);
        }
        want_score_v.data()[i * ((N + 63) / 64) + p] = max;
      }
    }
  }
  key_rows keys2;
  {
    for (int i = 0; i < 16; ++i) {
      keys2.push_back(std::vector<float>());
      for (int p = 0; p < (N + 63) / 64; ++p) {
        keys2.back().push_back(p == (N + 63) / 64 - 1 ? __builtin_inff() : want_score_v.data()[i * ((N + 63) / 64) + p]);
      }
    }
  }
  choose(want_pages_kept_1_v, want_pages_count_kept_1, keys2, 64, true);
  compare_topk("pages_kept_1", pages_kept_1_v, pages_count_kept_1, keys2, 64);
  {
    tensor<mpc::i32> ids(int64_t(1) * (16) * (64));
    tensor<mpc::i32> counts(int64_t(1) * (16));
    if (ids.expect("pages_kept_1") && counts.expect("pages_count_kept_1")) {
      compare_topk("pages_kept_1", ids, counts, keys2, 64);
      if (!(ids == pages_kept_1_v)) same_choice = false;
    }
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: bound_pages_kept_1: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: bound_pages_kept_1\n");
  return 0;
}
