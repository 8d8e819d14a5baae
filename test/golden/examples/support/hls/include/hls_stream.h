// Stand-in for AMD's hls_stream.h, for C simulation where Vitis is not installed.
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
    std::fprintf(stderr, "deadlock: stream %s stays %s (depth %d)\n", name_, state, DEPTH);
    std::abort();
  }
#endif

 public:
  explicit stream(const char* name = "stream") : name_(name) {}
  stream(const stream&) = delete;
  stream& operator=(const stream&) = delete;
  ~stream() {
    if (head_ != items_.size()) std::fprintf(stderr, "stream %s: %zu elements were not read\n", name_, items_.size() - head_);
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
      std::fprintf(stderr, "stream %s: read while empty\n", name_);
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
