// Written by scripts/embed.mjs from the files of this folder. Do not edit.

/** Support files that are emitted with the generated code: file name -> text. */
export const SUPPORT = {
  'include/ap_int.h': `// Stand-in for the part of AMD's ap_int.h that generated kernels use, for C simulation where Vitis is not installed.
#ifndef MPC_STANDIN_AP_INT_H
#define MPC_STANDIN_AP_INT_H

#include <cstdint>

/// Unsigned integer of W bits, W a multiple of 32. Only bit ranges of at most 32 bits inside one 32-bit word, or
/// 64 bits on a 64-bit boundary, may be read and written.
template <int W>
class ap_uint {
  static_assert(W % 32 == 0, "stand-in: W must be a multiple of 32");
  uint32_t words_[W / 32];

 public:
  class reference {
    ap_uint& owner_;
    int high_, low_;

   public:
    reference(ap_uint& owner, int high, int low) : owner_(owner), high_(high), low_(low) {}
    reference& operator=(uint64_t value) {
      owner_.write(high_, low_, value);
      return *this;
    }
    uint64_t to_uint64() const { return owner_.read(high_, low_); }
    uint32_t to_uint() const { return uint32_t(to_uint64()); }
    operator uint64_t() const { return to_uint64(); }
  };

  ap_uint() : words_{} {}
  ap_uint(uint64_t value) : words_{} { write(W < 64 ? W - 1 : 63, 0, value); }

  uint64_t read(int high, int low) const {
    const int bits = high - low + 1;
    uint64_t value = words_[low / 32] >> (low % 32);
    if (bits > 32) value |= uint64_t(words_[low / 32 + 1]) << 32;
    return bits >= 64 ? value : value & ((uint64_t(1) << bits) - 1);
  }
  void write(int high, int low, uint64_t value) {
    const int bits = high - low + 1;
    if (bits > 32) {
      words_[low / 32] = uint32_t(value);
      words_[low / 32 + 1] = uint32_t(value >> 32);
      return;
    }
    const uint32_t mask = uint32_t((uint64_t(1) << bits) - 1) << (low % 32);
    words_[low / 32] = (words_[low / 32] & ~mask) | ((uint32_t(value) << (low % 32)) & mask);
  }
  reference range(int high, int low) { return reference(*this, high, low); }
  uint64_t range(int high, int low) const { return read(high, low); }
  uint64_t to_uint64() const { return read(W < 64 ? W - 1 : 63, 0); }
};

#endif
`,
  'include/hls_stream.h': `// Stand-in for AMD's hls_stream.h, for C simulation where Vitis is not installed.
//
// As it is: processes run one after another and streams grow without bound. With MPC_THREADED_STREAMS each process has
// its own thread and a stream holds DEPTH elements at most, so that a deadlock shows here: a process that waits longer
// than MPC_STREAM_TIMEOUT seconds stops the program and names the stream.
#ifndef MPC_STANDIN_HLS_STREAM_H
#define MPC_STANDIN_HLS_STREAM_H

#include <cstdio>
#include <cstdlib>
#include <vector>
#ifdef MPC_THREADED_STREAMS
#include <chrono>
#include <condition_variable>
#include <mutex>
#ifndef MPC_STREAM_TIMEOUT
#define MPC_STREAM_TIMEOUT 10
#endif
#endif

namespace hls {

template <typename T, int DEPTH = 2>
class stream {
  const char* name_;
  std::vector<T> items_;
  size_t head_ = 0;
#ifdef MPC_THREADED_STREAMS
  std::mutex mutex_;
  std::condition_variable changed_;

  template <typename Ready>
  void wait(std::unique_lock<std::mutex>& lock, const char* state, Ready ready) {
    if (changed_.wait_for(lock, std::chrono::seconds(MPC_STREAM_TIMEOUT), ready)) return;
    std::fprintf(stderr, "deadlock: stream %s stays %s (depth %d)\\n", name_, state, DEPTH);
    std::abort();
  }
#endif

 public:
  explicit stream(const char* name = "stream") : name_(name) {}
  stream(const stream&) = delete;
  stream& operator=(const stream&) = delete;
  ~stream() {
    if (head_ != items_.size()) std::fprintf(stderr, "stream %s: %zu elements were not read\\n", name_, items_.size() - head_);
  }

  bool empty() const { return head_ == items_.size(); }
  size_t size() const { return items_.size() - head_; }

#ifdef MPC_THREADED_STREAMS
  void write(const T& value) {
    std::unique_lock<std::mutex> lock(mutex_);
    wait(lock, "full", [this] { return size() < size_t(DEPTH); });
    items_.push_back(value);
    changed_.notify_all();
  }
  T read() {
    std::unique_lock<std::mutex> lock(mutex_);
    wait(lock, "empty", [this] { return !empty(); });
    const T value = take();
    changed_.notify_all();
    return value;
  }
#else
  void write(const T& value) { items_.push_back(value); }
  T read() {
    if (empty()) {
      std::fprintf(stderr, "stream %s: read while empty\\n", name_);
      std::abort();
    }
    return take();
  }
#endif

 private:
  T take() {
    const T value = items_[head_++];
    if (head_ == items_.size()) {
      items_.clear();
      head_ = 0;
    } else if (head_ >= 65536 && head_ * 2 >= items_.size()) {
      items_.erase(items_.begin(), items_.begin() + long(head_));
      head_ = 0;
    }
    return value;
  }
};

}  // namespace hls

#endif
`,
  'mpc_hls.h': `// Support code of generated HLS kernels: element types, integer and float helpers, row transfers, top-k queues.
#ifndef MPC_HLS_H
#define MPC_HLS_H

#include <ap_int.h>
#include <hls_stream.h>

#include <cmath>
#include <cstdint>

#include "mpc_math.h"

// Processes of a DATAFLOW region. Vitis sees plain calls; the threaded C simulation gives each its own thread.
#ifdef MPC_THREADED_STREAMS
#include <thread>
#include <utility>
#include <vector>
namespace mpc {
class process_group {
  std::vector<std::thread> threads_;

 public:
  template <typename F>
  void run(F&& body) { threads_.emplace_back(std::forward<F>(body)); }
  ~process_group() {
    for (std::thread& thread : threads_) thread.join();
  }
};
}  // namespace mpc
#define MPC_DATAFLOW mpc::process_group mpc_processes;
#define MPC_PROCESS(...) mpc_processes.run([&] { __VA_ARGS__; })
#else
#define MPC_DATAFLOW
#define MPC_PROCESS(...) __VA_ARGS__
#endif

// Arrays on the chip. In C simulation they would overflow the stack; for synthesis they are local, since URAM has no initial
// contents and nothing is kept from one call to the next.
#ifndef MPC_ONCHIP
#ifdef __SYNTHESIS__
#define MPC_ONCHIP
#else
#define MPC_ONCHIP static
#endif
#endif

namespace mpc {

typedef ap_uint<512> word;
const int WORD_BYTES = 64;

// Storage types. \`widen\` gives the value that takes part in arithmetic, exactly; \`narrow\` rounds to nearest, ties to even.

struct f32 {
  typedef float storage;
  static const int bits = 32;
  static float widen(float v) { return v; }
  static float narrow(float v) { return v; }
  static float of_bits(uint32_t v) { return mpc_from_bits(v); }
};
struct bf16 {
  typedef uint16_t storage;
  static const int bits = 16;
  static float widen(uint16_t v) { return mpc_bf16_to_f32(v); }
  static uint16_t narrow(float v) { return mpc_f32_to_bf16(v); }
  static float of_bits(uint32_t v) { return widen(uint16_t(v)); }
};
struct f16 {
  typedef uint16_t storage;
  static const int bits = 16;
  static float widen(uint16_t v) { return mpc_f16_to_f32(v); }
  static uint16_t narrow(float v) { return mpc_f32_to_f16(v); }
  static float of_bits(uint32_t v) { return widen(uint16_t(v)); }
};
struct f8e4m3 {
  typedef uint8_t storage;
  static const int bits = 8;
  static float widen(uint8_t v) { return mpc_f8e4m3_to_f32(v); }
  static uint8_t narrow(float v) { return mpc_f32_to_f8e4m3(v); }
  static float of_bits(uint32_t v) { return widen(uint8_t(v)); }
};
template <typename S, int BITS>
struct integer {
  typedef S storage;
  static const int bits = BITS;
  static int widen(S v) { return int(v); }
  static S narrow(int v) { return S(v); }
  static int of_bits(uint32_t v) { return int(S(v)); }
};
typedef integer<int8_t, 8> i8;
typedef integer<uint8_t, 8> u8;
typedef integer<int16_t, 16> i16;
typedef integer<int32_t, 32> i32;
typedef integer<uint32_t, 32> u32;
struct i64 {
  typedef int64_t storage;
  static const int bits = 64;
  static int widen(int64_t v) { return int(v); }
  static int64_t narrow(int v) { return v; }
};
struct boolean {
  typedef uint8_t storage;
  static const int bits = 8;
  static bool widen(uint8_t v) { return v != 0; }
  static uint8_t narrow(bool v) { return v ? 1 : 0; }
  static bool of_bits(uint32_t v) { return (v & 255u) != 0; }
};

/// x rounded to a narrow float type, as a float.
template <typename T>
inline float round_to(float x) { return T::widen(T::narrow(x)); }

/// Two roundings: the multiplier and the adder of the fabric are separate cores.
inline float fma(float a, float b, float c) { return a * b + c; }
inline float rsqrt(float v) { return 1.0f / std::sqrt(v); }

/// Sum of LANES values as a balanced tree, so that its depth is log2(LANES) additions.
template <int LANES>
struct adder_tree {
  static float sum(const float* v) {
#pragma HLS INLINE
    return adder_tree<LANES / 2>::sum(v) + adder_tree<LANES / 2>::sum(v + LANES / 2);
  }
};
template <>
struct adder_tree<1> {
  static float sum(const float* v) {
#pragma HLS INLINE
    return v[0];
  }
};

// Rows of a tensor: contiguous elements or, where their bytes allow, 512-bit words.

/// Process side that reads memory: \`count\` items from item \`first\` on go into the stream.
template <typename T, int DEPTH>
inline void send_row(const T* port, int64_t first, int64_t count, hls::stream<T, DEPTH>& out) {
#pragma HLS INLINE
  for (int64_t i = 0; i < count; ++i) {
#pragma HLS PIPELINE II=1
    out.write(port[first + i]);
  }
}
template <typename T, int DEPTH>
inline void send_item(const T* port, int64_t index, hls::stream<T, DEPTH>& out) {
#pragma HLS INLINE
  out.write(port[index]);
}
/// Compute side: elements of a row, widened.
template <typename T, typename R, int DEPTH>
inline void take_row(hls::stream<typename T::storage, DEPTH>& in, int count, R* row) {
#pragma HLS INLINE
  for (int i = 0; i < count; ++i) {
#pragma HLS PIPELINE II=1
    row[i] = T::widen(in.read());
  }
}
template <typename T, typename R>
inline void unpack(const word& packed, R* row) {
#pragma HLS INLINE
  for (int lane = 0; lane < 512 / T::bits; ++lane) {
#pragma HLS UNROLL
    row[lane] = T::of_bits(uint32_t(packed.range(lane * T::bits + T::bits - 1, lane * T::bits)));
  }
}
template <typename T, typename R, int DEPTH>
inline void take_words(hls::stream<word, DEPTH>& in, int count, R* row) {
#pragma HLS INLINE
  for (int i = 0; i < count; ++i) {
#pragma HLS PIPELINE II=1
    unpack<T>(in.read(), row + i * (512 / T::bits));
  }
}
/// Straight from memory into an array on the chip.
template <typename T, typename R>
inline void fetch_row(const typename T::storage* port, int64_t first, int count, R* row) {
#pragma HLS INLINE
  for (int i = 0; i < count; ++i) {
#pragma HLS PIPELINE II=1
    row[i] = T::widen(port[first + i]);
  }
}
template <typename T, typename R>
inline void fetch_words(const word* port, int64_t first, int count, R* row) {
#pragma HLS INLINE
  for (int i = 0; i < count; ++i) {
#pragma HLS PIPELINE II=1
    unpack<T>(port[first + i], row + i * (512 / T::bits));
  }
}
/// From an array on the chip to memory.
template <typename S>
inline void flush(const S* array, int64_t count, S* port) {
#pragma HLS INLINE
  for (int64_t i = 0; i < count; ++i) {
#pragma HLS PIPELINE II=1
    port[i] = array[i];
  }
}
template <typename T>
inline void fill(T* array, int64_t count, T value) {
#pragma HLS INLINE
  for (int64_t i = 0; i < count; ++i) {
#pragma HLS PIPELINE II=1
    array[i] = value;
  }
}

// Selection. An entry packs a key, mapped to unsigned in its order, above the complement of the id: a larger entry is a
// larger key or, at equal keys, a lower id. 0 stands for "no entry".

inline uint64_t entry(float key, int id) {
#pragma HLS INLINE
  if (!(key > -__builtin_inff())) return 0;  // -inf and NaN are never chosen
  const uint32_t u = uint32_t(mpc_bits(key + 0.0f));    // -0 ties with 0
  const uint32_t ordered = (u & 0x80000000u) ? ~u : (u | 0x80000000u);
  return (uint64_t(ordered) << 32) | uint32_t(~id);
}
inline uint64_t entry(int key, int id) {
#pragma HLS INLINE
  return (uint64_t(uint32_t(key) ^ 0x80000000u) << 32) | uint32_t(~id);
}
inline int id_of(uint64_t e) {
#pragma HLS INLINE
  return e == 0 ? -1 : int(~uint32_t(e));
}

/// The best K entries of each of QUEUES sequences in registers: one comparison for each place, one entry a cycle.
template <int K, int QUEUES>
class register_queue {
  uint64_t best_[QUEUES][K];

 public:
  void clear(int queue) {
#pragma HLS INLINE
    for (int i = 0; i < K; ++i) {
#pragma HLS UNROLL
      best_[queue][i] = 0;
    }
  }
  void insert(int queue, uint64_t e) {
#pragma HLS INLINE
#pragma HLS ARRAY_PARTITION variable=best_ complete dim=2
    for (int i = K - 1; i >= 0; --i) {
#pragma HLS UNROLL
      const uint64_t above = i > 0 ? best_[queue][i - 1] : ~uint64_t(0);
      const uint64_t here = best_[queue][i];
      best_[queue][i] = e > above ? above : e > here ? e : here;
    }
  }
  /// How many entries there are; they are in order, largest first.
  int finish(int queue) {
#pragma HLS INLINE
    int count = 0;
    for (int i = 0; i < K; ++i) {
#pragma HLS UNROLL
      count += best_[queue][i] != 0 ? 1 : 0;
    }
    return count;
  }
  int id(int queue, int place) const {
#pragma HLS INLINE
    return id_of(best_[queue][place]);
  }
};

/// The same as a min-heap in block RAM for larger K: an entry that does not beat the worst costs one cycle, one that does
/// costs log2(K) exchanges. Of N entries in random order about K * ln(N / K) do.
template <int K, int QUEUES>
class heap_queue {
  uint64_t heap_[QUEUES][K];
  int size_[QUEUES];

  void sink(int queue, int place, int size, uint64_t e) {
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size && heap_[queue][child + 1] < heap_[queue][child]) ++child;
      if (!(heap_[queue][child] < e)) break;
      heap_[queue][place] = heap_[queue][child];
      place = child;
    }
    heap_[queue][place] = e;
  }

 public:
  void clear(int queue) { size_[queue] = 0; }
  void offer(int queue, uint64_t e) {
#pragma HLS INLINE
    const int size = size_[queue];
    if (e == 0) return;
    if (size == K) {
      if (e > heap_[queue][0]) sink(queue, 0, K, e);
      return;
    }
    int place = size;
    while (place > 0) {
      const int parent = (place - 1) / 2;
      if (!(e < heap_[queue][parent])) break;
      heap_[queue][place] = heap_[queue][parent];
      place = parent;
    }
    heap_[queue][place] = e;
    size_[queue] = size + 1;
  }
  /// Orders the entries, largest first, and returns how many there are.
  int finish(int queue) {
    const int count = size_[queue];
    for (int last = count - 1; last > 0; --last) {
      const uint64_t moved = heap_[queue][last];
      heap_[queue][last] = heap_[queue][0];
      sink(queue, 0, last, moved);
    }
    for (int i = count; i < K; ++i) heap_[queue][i] = 0;
    return count;
  }
  int id(int queue, int place) const { return id_of(heap_[queue][place]); }
};

}  // namespace mpc

#endif
`,
  'testbench.h': `// Support code of the testbenches: sample and recorded tensors, and comparisons that know what rounding may change.
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

/// \`size NAME VALUE\`, \`tensor NAME FILE\` (before the call) and \`expect NAME FILE\` (after it) lines, if vectors were written.
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
    std::fprintf(stderr, "%s: %s is too short\\n", name, found->second.c_str());
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
  if (failures++ < 10) std::fprintf(stderr, "%s[%lld]: %g, expected %g\\n", name, (long long)at, got, want);
}

/// \`relative\` covers the order of sums and the rounding of the stored type.
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
`,
} as const satisfies Readonly<Record<string, string>>;
