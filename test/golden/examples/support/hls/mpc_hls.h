// Support code of generated HLS kernels: element types, integer and float helpers, row transfers, top-k queues.
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

// Storage types. `widen` gives the value that takes part in arithmetic, exactly; `narrow` rounds to nearest, ties to even.

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

/// Process side that reads memory: `count` items from item `first` on go into the stream.
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
