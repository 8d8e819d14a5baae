// C simulation of score_blocks: the kernel against a plain version of the same formulas. Returns 0 if they agree.
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

extern "C" void score_blocks(const mpc::word* gate, const mpc::word* query, int32_t* blocks, int32_t* blocks_count, int N);

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
  tensor<mpc::bf16> gate_v(int64_t(1) * ((N + 63) / 64) * (8) * (128));
  tensor<mpc::f32> query_v(int64_t(1) * (8) * (128));
  tensor<mpc::i32> blocks_v(int64_t(1) * (8) * ((N + 63) / 64));
  tensor<mpc::i32> blocks_count_v(int64_t(1) * (8));
  tensor<mpc::f32> score_v(int64_t(1) * (8) * ((N + 63) / 64));
  tensor<mpc::f32> peak_v(int64_t(1) * (8));
  tensor<mpc::f32> total_v(int64_t(1) * (8));
  gate_v.randomize("gate");
  query_v.randomize("query");
  tensor<mpc::f32> want_score_v(int64_t(1) * (8) * ((N + 63) / 64));
  tensor<mpc::f32> want_peak_v(int64_t(1) * (8));
  tensor<mpc::f32> want_total_v(int64_t(1) * (8));
  tensor<mpc::i32> want_blocks_v(int64_t(1) * (8) * ((N + 63) / 64));
  tensor<mpc::i32> want_blocks_count_v(int64_t(1) * (8));

  score_blocks(gate_v.words(), query_v.words(), blocks_v.data(), blocks_count_v.data(), N);

  {
    for (int h = 0; h < 8; ++h) {
      for (int p = 0; p < (N + 63) / 64; ++p) {
        float sum = 0.0f;
        for (int d = 0; d < 128; ++d) {
          sum = mpc::fma(query_v.data()[h * 128 + d], mpc::bf16::widen(gate_v.data()[(p * 8 + h) * 128 + d]), sum);
        }
        want_score_v.data()[h * ((N + 63) / 64) + p] = sum / 11.313708f;
      }
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      float max = -__builtin_inff();
      for (int p = 0; p < (N + 63) / 64; ++p) {
        max = mpc_max(max, want_score_v.data()[h * ((N + 63) / 64) + p]);
      }
      want_peak_v.data()[h] = max;
    }
  }
  {
    for (int h = 0; h < 8; ++h) {
      float sum = 0.0f;
      for (int p = 0; p < (N + 63) / 64; ++p) {
        sum = sum + std::exp(want_score_v.data()[h * ((N + 63) / 64) + p] - want_peak_v.data()[h]);
      }
      want_total_v.data()[h] = sum;
    }
  }
  key_rows keys3;
  {
    for (int h = 0; h < 8; ++h) {
      keys3.push_back(std::vector<float>());
      for (int p = 0; p < (N + 63) / 64; ++p) {
        keys3.back().push_back(float(0.004f * want_total_v.data()[h] < std::exp(want_score_v.data()[h * ((N + 63) / 64) + p] - want_peak_v.data()[h]) || p == (N + 63) / 64 - 1));
      }
    }
  }
  choose(want_blocks_v, want_blocks_count_v, keys3, (N + 63) / 64, false);
  compare("blocks", blocks_v, want_blocks_v, 0);
  compare("blocks_count", blocks_count_v, want_blocks_count_v, 0);
  if (failures != 0) {
    std::fprintf(stderr, "FAIL: score_blocks: %d differences\n", failures);
    return 1;
  }
  std::printf("PASS: score_blocks\n");
  return 0;
}
