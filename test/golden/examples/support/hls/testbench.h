// Support code of the testbenches: sample and recorded tensors, and comparisons that know what rounding may change.
#ifndef MPC_TESTBENCH_H
#define MPC_TESTBENCH_H

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

namespace {

std::string folder = "tb/data/";
std::map<std::string, int> sizes;
std::map<std::string, std::string> files, expected_files;

/// `size NAME VALUE`, `tensor NAME FILE` (before the call) and `expect NAME FILE` (after it) lines, if vectors were written.
/// They are in tb/data of the project; tools run a testbench some folders below it.
inline void read_index() {
  std::ifstream index;
  for (int up = 0; up < 8; ++up) {
    index.open((folder + "index.txt").c_str());
    if (index.is_open()) break;
    folder = "../" + folder;
  }
  std::string line, word, name;
  while (std::getline(index, line)) {
    std::istringstream fields(line);
    if (!(fields >> word >> name)) continue;
    if (word == "size") fields >> sizes[name];
    if (word == "tensor") fields >> files[name];
    if (word == "expect") fields >> expected_files[name];
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
  bool operator==(const tensor& other) const {
    return std::memcmp(&memory[0], &other.memory[0], count * sizeof(storage)) == 0;
  }
  bool read(const char* name) { return read(name, files); }
  bool expect(const char* name) { return read(name, expected_files); }
  bool read(const char* name, const std::map<std::string, std::string>& from) {
    const std::map<std::string, std::string>::const_iterator found = from.find(name);
    if (found == from.end()) return false;
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

/// Whether the kernel chose what was recorded; if not, nothing that follows from the choice is compared with the record.
bool same_choice = true;

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
    if (!std::isfinite(w) || !(std::fabs(g - w) <= relative * (std::fabs(w) + 0.01 * largest))) fail(name, int64_t(i), g, w);
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
    std::vector<bool> seen(rows[row].size());
    if (counts.data()[row] != count) fail(name, int64_t(row), counts.data()[row], count);
    for (int place = 0; place < k; ++place) {
      const int id = ids.data()[row * size_t(k) + size_t(place)];
      if (place >= count) {
        if (id != -1) fail(name, int64_t(row) * k + place, id, -1);
        continue;
      }
      if (id < 0 || size_t(id) >= rows[row].size() || seen[size_t(id)]) {
        fail(name, int64_t(row) * k + place, id, -1);
        continue;
      }
      seen[size_t(id)] = true;
      const double want = best[size_t(place)], got = rows[row][size_t(id)];
      if (!(std::fabs(got - want) <= 1e-4 * (std::fabs(want) + 1) || got == want)) fail(name, int64_t(row) * k + place, got, want);
    }
  }
}

inline float verdict(bool holds, bool possible, bool certain) { return certain ? 2 : holds ? 1 : possible ? 0 : -1; }

/// The chosen ids ascend, hold all that certainly pass the test and none that certainly fail it.
inline void compare_filter(const char* name, tensor<mpc::i32>& ids, tensor<mpc::i32>& counts, const key_rows& rows, int64_t capacity) {
  for (size_t row = 0; row < rows.size(); ++row) {
    const int* chosen = ids.data() + int64_t(row) * capacity;
    const int64_t count = counts.data()[row], first = int64_t(row) * capacity;
    int64_t next = 0;  // ids below it have been looked at
    for (int64_t place = 0; place < capacity; ++place) {
      if (place >= count) {
        if (chosen[place] != -1) fail(name, first + place, chosen[place], -1);
        continue;
      }
      if (chosen[place] < next || chosen[place] >= int64_t(rows[row].size())) {
        fail(name, first + place, chosen[place], double(next));
        break;
      }
      for (; next < chosen[place]; ++next)
        if (rows[row][size_t(next)] == 2) fail(name, first + place, chosen[place], double(next));
      if (rows[row][size_t(next)] == -1) fail(name, first + place, chosen[place], -1);
      ++next;
    }
    for (; next < int64_t(rows[row].size()); ++next)
      if (rows[row][size_t(next)] == 2) fail(name, first + count, -1, double(next));
  }
}

/// Writes the best k of each row, or the ids of the rows' positive entries, for the plain version's own use.
inline void choose(tensor<mpc::i32>& ids, tensor<mpc::i32>& counts, const key_rows& rows, int64_t capacity, bool by_key) {
  for (size_t row = 0; row < rows.size(); ++row) {
    std::vector<int> order;
    for (size_t i = 0; i < rows[row].size(); ++i)
      if (by_key ? rows[row][i] > -__builtin_inff() : rows[row][i] > 0) order.push_back(int(i));
    const std::vector<float>& keys = rows[row];
    if (by_key) std::sort(order.begin(), order.end(), [&](int a, int b) { return keys[size_t(a)] != keys[size_t(b)] ? keys[size_t(a)] > keys[size_t(b)] : a < b; });
    if (order.size() > size_t(capacity)) order.resize(size_t(capacity));
    counts.data()[row] = int(order.size());
    for (int64_t i = 0; i < capacity; ++i) ids.data()[int64_t(row) * capacity + i] = size_t(i) < order.size() ? order[size_t(i)] : -1;
  }
}

}  // namespace

#endif
