// C simulation of cache_cache_pe: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "testbench.h"

extern "C" void cache_cache_pe(const mpc::word* latent, const uint16_t* k_pe, const mpc::word* freq, uint16_t* cache, uint16_t* cache_pe, int C, int T);

int main() {
  read_index();
  const int C = size_of("C", 150);
  (void)C;
  const int T = size_of("T", 150);
  (void)T;
  tensor<mpc::bf16> latent_v(int64_t(1) * (C) * (512));
  tensor<mpc::bf16> k_pe_v(int64_t(1) * (C) * (64));
  tensor<mpc::f32> freq_v(int64_t(1) * (32));
  tensor<mpc::bf16> cache_v(int64_t(1) * (T) * (512));
  tensor<mpc::bf16> cache_pe_v(int64_t(1) * (T) * (64));
  tensor<mpc::f32> pe_v(int64_t(1) * (C) * (64));
  latent_v.randomize("latent");
  k_pe_v.randomize("k_pe");
  {
    const float values[] = {1.0f, 0.7498942f, 0.56234133f, 0.4216965f, 0.31622776f, 0.23713738f, 0.17782794f, 0.13335215f, 0.1f, 0.07498942f, 0.056234132f, 0.039006926f, 0.02687936f, 0.018378146f, 0.012447956f, 0.008334509f, 0.0055f, 0.0035619976f, 0.0022493652f, 0.0013705136f, 0.0007905694f, 0.0004149904f, 0.00017782794f, 0.000033338038f, 0.000025f, 0.000018747356f, 0.000014058533f, 0.000010542412f, 0.0000079056945f, 0.0000059284343f, 0.0000044456983f, 0.0000033338035f};
    for (size_t i = 0; i < freq_v.count; ++i) freq_v.data()[i] = mpc::f32::narrow(values[i]);
  }
  cache_v.randomize("cache");
  cache_pe_v.randomize("cache_pe");
  tensor<mpc::bf16> want_cache_v(int64_t(1) * (T) * (512));
  tensor<mpc::f32> want_pe_v(int64_t(1) * (C) * (64));
  tensor<mpc::bf16> want_cache_pe_v(int64_t(1) * (T) * (64));
  want_cache_v.memory = cache_v.memory;
  want_cache_pe_v.memory = cache_pe_v.memory;

  cache_cache_pe(latent_v.words(), k_pe_v.data(), freq_v.words(), cache_v.data(), cache_pe_v.data(), C, T);

  {
    for (int i = 0; i < C; ++i) {
      for (int i1 = 0; i1 < 512; ++i1) {
        want_cache_v.data()[(T - C + i) * 512 + i1] = mpc::bf16::narrow(mpc::bf16::widen(latent_v.data()[i * 512 + i1]));
      }
    }
  }
  {
    for (int s = 0; s < C; ++s) {
      for (int i = 0; i < 64; ++i) {
        want_pe_v.data()[s * 64 + i] = mpc::bf16::widen(k_pe_v.data()[s * 64 + i]) * std::cos(float(T - C + s) * freq_v.data()[i / 2]) + (i % 2 == 0 ? -mpc::bf16::widen(k_pe_v.data()[s * 64 + mpc_min(i + 1, 63)]) : mpc::bf16::widen(k_pe_v.data()[s * 64 + mpc_max(i - 1, 0)])) * std::sin(float(T - C + s) * freq_v.data()[i / 2]);
      }
    }
  }
  {
    for (int s = 0; s < C; ++s) {
      for (int r = 0; r < 64; ++r) {
        want_cache_pe_v.data()[(T - C + s) * 64 + r] = mpc::bf16::narrow(mpc::round_to<mpc::bf16>(want_pe_v.data()[s * 64 + r]));
      }
    }
  }
  compare("cache", cache_v, want_cache_v, 1.6e-2);
  compare("cache_pe", cache_pe_v, want_cache_pe_v, 1.6e-2);
  {
    tensor<mpc::bf16> expected(int64_t(1) * (T) * (512));
    if (same_choice && expected.expect("cache")) compare("cache", cache_v, expected, 1.6e-2);
  }
  {
    tensor<mpc::bf16> expected(int64_t(1) * (T) * (64));
    if (same_choice && expected.expect("cache_pe")) compare("cache_pe", cache_pe_v, expected, 1.6e-2);
  }
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: cache_cache_pe: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: cache_cache_pe\n");
  return 0;
}
