// A pool of threads that live as long as the process.
#ifndef MPC_THREADS_H
#define MPC_THREADS_H

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "mpc_vector.h"

namespace {  // of one library, whatever other libraries are loaded

/** Calls body(context, begin, end) for ranges that cover the items; ranges run on several threads. */
class mpc_pool {
 public:
  typedef void (*Body)(void *context, int64_t begin, int64_t end);

  static mpc_pool &instance() {
    static mpc_pool *pool = new mpc_pool;  // never destroyed: its threads end with the process
    return *pool;
  }

  void resize(int threads) {
    std::lock_guard<std::mutex> guard(running_);
    wanted_ = threads < 1 ? 1 : threads > kMost ? kMost : threads;
  }

  int threads() const { return wanted_; }

  /** Number of the calling thread while it runs a range: 0 .. threads() - 1. */
  static int &self() {
    static thread_local int id = 0;
    return id;
  }

  void run(int64_t items, int64_t chunk, Body body, void *context) {
    const int64_t chunks = (items + chunk - 1) / chunk;
    if (wanted_ == 1 || chunks < 2 || inside() || !running_.try_lock()) return body(context, 0, items);
    std::lock_guard<std::mutex> guard(running_, std::adopt_lock);
    const int helpers = (int)std::min<int64_t>(wanted_, chunks) - 1;
    while ((int)started_ < helpers) start((int)++started_);
    items_ = items;
    chunk_ = chunk;
    body_ = body;
    context_ = context;
    next_.store(0, std::memory_order_relaxed);
    pending_.store(started_, std::memory_order_relaxed);
    active_ = helpers;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      round_.fetch_add(1, std::memory_order_release);
    }
    wake_.notify_all();
    work();
    for (int spin = 0; pending_.load(std::memory_order_acquire) > 0; ++spin)
      if (spin > 4096) std::this_thread::yield();
  }

 private:
  static constexpr int kMost = 256;

  static bool &inside() {
    static thread_local bool flag = false;
    return flag;
  }

  void work() {
    inside() = true;
    for (;;) {
      const int64_t begin = next_.fetch_add(chunk_, std::memory_order_relaxed);
      if (begin >= items_) break;
      body_(context_, begin, std::min(begin + chunk_, items_));
    }
    inside() = false;
  }

  void start(int id) {
    std::thread([this, id, seen = round_.load()]() mutable {
      self() = id;
      for (;;) {
        for (int spin = 0; round_.load(std::memory_order_acquire) == seen && spin < 2000; ++spin) relax();
        if (round_.load(std::memory_order_acquire) == seen) {
          std::unique_lock<std::mutex> lock(mutex_);
          wake_.wait(lock, [&] { return round_.load(std::memory_order_relaxed) != seen; });
        }
        seen = round_.load(std::memory_order_acquire);
        if (id <= active_) work();
        pending_.fetch_sub(1, std::memory_order_release);
      }
    }).detach();
  }

  static void relax() {
#if defined(__x86_64__)
    _mm_pause();
#endif
  }

  std::mutex running_, mutex_;
  std::condition_variable wake_;
  std::atomic<unsigned> round_{0};
  std::atomic<int64_t> next_{0};
  std::atomic<int> pending_{0};
  int wanted_ = (int)std::max(1u, std::min((unsigned)kMost, std::thread::hardware_concurrency()));
  int started_ = 0, active_ = 0;
  int64_t items_ = 0, chunk_ = 1;
  Body body_ = nullptr;
  void *context_ = nullptr;
};

}  // namespace

/** Items that make a chunk worth another thread, when one item takes about `work` operations. */
MPC_INLINE int64_t mpc_grain(double work) {
  const double items = 65536.0 / (work < 1.0 ? 1.0 : work);
  return items < 1.0 ? 1 : (int64_t)items;
}

/** body(begin, end) over [lo, hi), cut at lo + whole multiples of `step`. At least `grain` items a chunk. */
template <class Body> MPC_INLINE void mpc_parallel_for(int lo, int hi, int step, int64_t grain, const Body &body) {
  if (hi <= lo) return;
  struct Context { const Body *body; int lo, hi, step; } context = {&body, lo, hi, step};
  const int64_t blocks = ((int64_t)hi - lo + step - 1) / step;
  const int64_t fair = blocks / (4 * mpc_pool::instance().threads());
  const int64_t least = (grain + step - 1) / step;
  mpc_pool::instance().run(blocks, std::max<int64_t>(1, std::max(fair, least)), [](void *c, int64_t begin, int64_t end) {
    const Context &at = *(const Context *)c;
    (*at.body)((int)(at.lo + begin * at.step), (int)std::min<int64_t>(at.lo + end * at.step, at.hi));
  }, &context);
}

#endif
