// C simulation of gate: the kernel against a plain version of the same formulas. Returns 0 if they agree.
#include "mpc_hls.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

extern "C" void gate(const mpc::word* w_k, const mpc::word* w_k2, const mpc::word* w_k3, const mpc::word* open, const mpc::word* gain_k, const mpc::word* freq, uint16_t* gate2, int N);

namespace {

std::map<std::string, int> sizes;
std::map<std::string, std::string> files;
const std::string folder = "tb/data/";

/// `size NAME VALUE` and `tensor NAME FILE` lines, if vectors were written.
inline void read_index() {
  std::ifstream index((folder + "index.txt").c_str());
  std::string line, word, name;
  while (std::getline(index, line)) {
    std::istringstream fields(line);
    if (!(fields >> word >> name)) continue;
    if (word == "size") fields >> sizes[name];
    if (word == "tensor") fields >> files[name];
  }
}

inline int size_of(const char* name, int otherwise) {
  const std::map<std::string, int>::const_iterator found = sizes.find(name);
  return found == sizes.end() ? otherwise : found->second;
}

uint32_t state = 12345;
inline uint32_t random_bits() {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state;
}

/// A tensor: stored elements, room to whole 512-bit words.
template <typename T>
struct tensor {
  typedef typename T::storage storage;
  std::vector<ap_uint<512> > memory;
  size_t count;
  explicit tensor(int64_t elements) : memory((size_t(elements) * sizeof(storage) + 63) / 64 + 1), count(size_t(elements)) {
    std::memset(static_cast<void*>(&memory[0]), 0, memory.size() * 64);
  }
  storage* data() { return reinterpret_cast<storage*>(&memory[0]); }
  ap_uint<512>* words() { return &memory[0]; }
  bool read(const char* name) {
    const std::map<std::string, std::string>::const_iterator found = files.find(name);
    if (found == files.end()) return false;
    std::ifstream file((folder + found->second).c_str(), std::ios::binary);
    file.read(reinterpret_cast<char*>(&memory[0]), std::streamsize(count * sizeof(storage)));
    if (size_t(file.gcount()) == count * sizeof(storage)) return true;
    std::fprintf(stderr, "%s: %s is too short\n", name, found->second.c_str());
    std::exit(2);
  }
  /// Values in -1 .. 1, quarters now and then, so that ties occur.
  void randomize(const char* name) {
    if (read(name)) return;
    for (size_t i = 0; i < count; ++i) {
      const uint32_t r = random_bits();
      data()[i] = T::narrow((r & 7) == 0 ? float(int(r >> 8 & 7) - 4) / 4 : float(int(r >> 8 & 0xffff) - 32768) / 32768);
    }
  }
  /// Whole numbers in 0 .. range - 1, in ascending order if asked for.
  void randomize_ids(const char* name, int64_t range, bool ascending) {
    if (read(name)) return;
    for (size_t i = 0; i < count; ++i) data()[i] = T::narrow(int(random_bits() % uint32_t(std::max<int64_t>(range, 1))));
    if (!ascending || count == 0) return;
    std::sort(data(), data() + count);
    data()[0] = T::narrow(0);
    data()[count - 1] = T::narrow(int(std::max<int64_t>(range, 1) - 1));
  }
};

int failures = 0;
inline void fail(const char* name, int64_t at, double got, double want) {
  if (failures++ < 10) std::fprintf(stderr, "%s[%lld]: %g, expected %g\n", name, (long long)at, got, want);
}

/// `relative` covers the order of sums and the rounding of the stored type.
template <typename T>
void compare(const char* name, tensor<T>& got, tensor<T>& want, double relative) {
  double largest = 0;
  for (size_t i = 0; i < want.count; ++i) {
    const double w = double(T::widen(want.data()[i]));
    if (std::isfinite(w)) largest = std::max(largest, std::fabs(w));
  }
  for (size_t i = 0; i < want.count; ++i) {
    const double g = double(T::widen(got.data()[i])), w = double(T::widen(want.data()[i]));
    if (g == w || (g != g && w != w)) continue;
    if (!(std::fabs(g - w) <= relative * (std::fabs(w) + 0.01 * largest))) fail(name, int64_t(i), g, w);
  }
}

/// The keys (or predicates) that the plain version found for each outer point, to judge a selection by.
typedef std::vector<std::vector<float> > key_rows;

/// The chosen ids have, place by place, the keys of the best, up to the rounding of sums.
inline void compare_topk(const char* name, tensor<mpc::i32>& ids, tensor<mpc::i32>& counts, const key_rows& rows, int k) {
  for (size_t row = 0; row < rows.size(); ++row) {
    std::vector<float> best;
    for (size_t i = 0; i < rows[row].size(); ++i)
      if (rows[row][i] > -__builtin_inff()) best.push_back(rows[row][i]);
    std::sort(best.begin(), best.end(), [](float a, float b) { return a > b; });
    const int count = int(std::min<size_t>(best.size(), size_t(k)));
    if (counts.data()[row] != count) fail(name, int64_t(row), counts.data()[row], count);
    for (int place = 0; place < k; ++place) {
      const int id = ids.data()[row * size_t(k) + size_t(place)];
      if (place >= count) {
        if (id != -1) fail(name, int64_t(row) * k + place, id, -1);
        continue;
      }
      if (id < 0 || size_t(id) >= rows[row].size()) {
        fail(name, int64_t(row) * k + place, id, -1);
        continue;
      }
      const double want = best[size_t(place)], got = rows[row][size_t(id)];
      if (!(std::fabs(got - want) <= 1e-4 * (std::fabs(want) + 1) || got == want)) fail(name, int64_t(row) * k + place, got, want);
    }
  }
}

/// Writes the best k of each row, or the ids of the rows' nonzero entries, for the plain version's own use.
inline void choose(tensor<mpc::i32>& ids, tensor<mpc::i32>& counts, const key_rows& rows, int64_t capacity, bool by_key) {
  for (size_t row = 0; row < rows.size(); ++row) {
    std::vector<int> order;
    for (size_t i = 0; i < rows[row].size(); ++i)
      if (by_key ? rows[row][i] > -__builtin_inff() : rows[row][i] != 0) order.push_back(int(i));
    const std::vector<float>& keys = rows[row];
    if (by_key) std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return keys[size_t(a)] > keys[size_t(b)]; });
    if (order.size() > size_t(capacity)) order.resize(size_t(capacity));
    counts.data()[row] = int(order.size());
    for (int64_t i = 0; i < capacity; ++i) ids.data()[int64_t(row) * capacity + i] = size_t(i) < order.size() ? order[size_t(i)] : -1;
  }
}

}  // namespace

int main() {
  read_index();
  const int N = size_of("N", 150);
  (void)N;
  tensor<mpc::bf16> w_k_v(int64_t(1) * (8) * (3) * (128) * (128));
  tensor<mpc::bf16> open_v(int64_t(1) * (64) * (8) * (128));
  tensor<mpc::bf16> gain_k_v(int64_t(1) * (128));
  tensor<mpc::f32> freq_v(int64_t(1) * (64));
  tensor<mpc::bf16> gate_v(int64_t(1) * ((N + 63) / 64) * (8) * (128));
  tensor<mpc::f32> avg_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> lo_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> hi_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> pooled_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> rms_norm_1_rsqrt_v(int64_t(1) * (8));
  tensor<mpc::f32> rms_norm_1_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> rotated_v(int64_t(1) * (8) * (128));
  w_k_v.randomize("w_k");
  open_v.randomize("open");
  gain_k_v.randomize("gain_k");
  {
    const float values[] = {1.0f, 0.80584216f, 0.64938164f, 0.5232991f, 0.4216965f, 0.33982083f, 0.27384198f, 0.22067341f, 0.17782794f, 0.14330126f, 0.115478195f, 0.09305721f, 0.07498942f, 0.06042964f, 0.048696753f, 0.0392419f, 0.031622775f, 0.025482967f, 0.020535251f, 0.016548172f, 0.013335214f, 0.010746079f, 0.008659643f, 0.006978306f, 0.0056234132f, 0.0045315837f, 0.0036517412f, 0.0029427272f, 0.0023713738f, 0.001910953f, 0.0015399265f, 0.0012409377f, 0.001f, 0.00080584217f, 0.0006493816f, 0.0005232991f, 0.00042169652f, 0.00033982084f, 0.00027384196f, 0.0002206734f, 0.00017782794f, 0.00014330125f, 0.0001154782f, 0.000093057206f, 0.000074989424f, 0.00006042964f, 0.00004869675f, 0.0000392419f, 0.000031622778f, 0.000025482968f, 0.00002053525f, 0.00001654817f, 0.000013335214f, 0.000010746078f, 0.000008659643f, 0.000006978306f, 0.0000056234135f, 0.0000045315837f, 0.0000036517413f, 0.0000029427272f, 0.0000023713737f, 0.000001910953f, 0.0000015399265f, 0.0000012409378f};
    for (size_t i = 0; i < freq_v.count; ++i) freq_v.data()[i] = mpc::f32::narrow(values[i]);
  }
  gate_v.randomize("gate");
  tensor<mpc::f32> want_avg_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> want_lo_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> want_hi_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> want_pooled_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> want_rms_norm_1_rsqrt_v(int64_t(1) * (8));
  tensor<mpc::f32> want_rms_norm_1_v(int64_t(1) * (8) * (128));
  tensor<mpc::f32> want_rotated_v(int64_t(1) * (8) * (128));
  tensor<mpc::bf16> want_gate_v(int64_t(1) * ((N + 63) / 64) * (8) * (128));
  want_gate_v.memory = gate_v.memory;

  gate(w_k_v.words(), w_k_v.words(), w_k_v.words(), open_v.words(), gain_k_v.words(), freq_v.words(), gate_v.data(), N);

  {
    for (int h = 0; h < 8; ++h) {
      for (int d = 0; d < 128; ++d) {
        float sum = 0.0f;
        for (int b = 0; b < 64; ++b) {
          sum = sum + mpc::bf16::widen(open_v.data()[(b * 8 + h) * 128 + d]);
        }
        want_avg_v.data()[h * 128 + d] = sum * 0.015625f;
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      for (int d = 0; d < 128; ++d) {
        float min = __builtin_inff();
        for (int b = 0; b < 64; ++b) {
          min = mpc_min(min, mpc::bf16::widen(open_v.data()[(b * 8 + h) * 128 + d]));
        }
        want_lo_v.data()[h * 128 + d] = min;
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      for (int d = 0; d < 128; ++d) {
        float max = -__builtin_inff();
        for (int b = 0; b < 64; ++b) {
          max = mpc_max(max, mpc::bf16::widen(open_v.data()[(b * 8 + h) * 128 + d]));
        }
        want_hi_v.data()[h * 128 + d] = max;
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      for (int o = 0; o < 128; ++o) {
        float sum = 0.0f;
        for (int d = 0; d < 128; ++d) {
          sum = sum + (want_hi_v.data()[h * 128 + d] * mpc::bf16::widen(w_k_v.data()[(h * 3 * 128 + d) * 128 + o]) + want_lo_v.data()[h * 128 + d] * mpc::bf16::widen(w_k_v.data()[((h * 3 + 1) * 128 + d) * 128 + o]) + want_avg_v.data()[h * 128 + d] * mpc::bf16::widen(w_k_v.data()[((h * 3 + 2) * 128 + d) * 128 + o]));
        }
        want_pooled_v.data()[h * 128 + o] = sum;
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      float sum = 0.0f;
      for (int j = 0; j < 128; ++j) {
        sum = mpc::fma(want_pooled_v.data()[h * 128 + j], want_pooled_v.data()[h * 128 + j], sum);
      }
      want_rms_norm_1_rsqrt_v.data()[h] = mpc::rsqrt(sum * 0.0078125f + 0.000001f);
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      for (int i = 0; i < 128; ++i) {
        want_rms_norm_1_v.data()[h * 128 + i] = want_pooled_v.data()[h * 128 + i] * want_rms_norm_1_rsqrt_v.data()[h] * mpc::bf16::widen(gain_k_v.data()[i]);
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      for (int i = 0; i < 128; ++i) {
        want_rotated_v.data()[h * 128 + i] = want_rms_norm_1_v.data()[h * 128 + i] * std::cos(float(N - 1) * freq_v.data()[i % 64]) + (i < 64 ? -want_rms_norm_1_v.data()[h * 128 + mpc_min(i + 64, 127)] : want_rms_norm_1_v.data()[h * 128 + mpc_max(i - 64, 0)]) * std::sin(float(N - 1) * freq_v.data()[i % 64]);
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      for (int d = 0; d < 128; ++d) {
        want_gate_v.data()[((N / 64 - 1) * 8 + h) * 128 + d] = mpc::bf16::narrow(mpc::round_to<mpc::bf16>(want_rotated_v.data()[h * 128 + d]));
      }
    }
  }
  compare("gate", gate_v, want_gate_v, 1.6e-2);
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: gate: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: gate\n");
  return 0;
}
