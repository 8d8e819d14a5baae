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
  /// Orders the entries, largest first, and returns how many there are.
  int finish(int queue) {
    int count = 0;
    for (int i = 0; i < K; ++i) count += best_[queue][i] != 0 ? 1 : 0;
    return count;
  }
  int id(int queue, int place) const { return id_of(best_[queue][place]); }
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
} as const satisfies Readonly<Record<string, string>>;
