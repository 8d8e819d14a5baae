// Stand-in for the part of AMD's ap_int.h that generated kernels use, for C simulation where Vitis is not installed.
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
