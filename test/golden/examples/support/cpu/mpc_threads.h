// A pool of threads that lives as long as the process. Libraries of one process share it (`mpc_use_pool`).
#ifndef MPC_THREADS_H
#define MPC_THREADS_H

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <system_error>
#include <thread>

#include "mpc_vector.h"

/** Runs a range of items. */
typedef void (*mpc_body)(void *context, int64_t begin, int64_t end);

/** What a pool offers, to other libraries too. */
struct mpc_pool_calls {
  uint64_t version;
  void (*resize)(int threads);
  /** Threads that share a loop at most, with the caller. */
  int (*threads)();
  /** Number of the calling thread while it runs a range: 0 .. threads() - 1. */
  int (*self)();
  /** Calls body(context, begin, end) for ranges of `chunk` items that cover all of them, on several threads. */
  void (*run)(int64_t items, int64_t chunk, mpc_body body, void *context);
};

namespace {  // of one library, whatever other libraries are loaded

/**
 * The caller of a loop works like the other threads, and waits for those alone that have joined it: a thread that sleeps, or has not
 * noticed, costs it nothing. Threads look out for work for a while before they sleep; whoever finishes a chunk while places are free,
 * threads asleep and enough is left wakes one of them.
 */
class mpc_pool {
 public:
  static mpc_pool &instance() {
    static mpc_pool *pool = new mpc_pool;  // never destroyed: its threads end with the process
    return *pool;
  }

  static const mpc_pool_calls *calls() {
    static const mpc_pool_calls mine = {
      1, [](int threads) { instance().resize(threads); }, [] { return instance().threads(); }, [] { return self(); },
      [](int64_t items, int64_t chunk, mpc_body body, void *context) { instance().run(items, chunk, body, context); },
    };
    return &mine;
  }

  void resize(int threads) { wanted_.store(threads < 1 ? 1 : std::min(threads, kMost), std::memory_order_relaxed); }
  int threads() const { return wanted_.load(std::memory_order_relaxed); }

  static int &self() {
    static thread_local int id = 0;
    return id;
  }

  void run(int64_t items, int64_t chunk, mpc_body body, void *context) {
    const int64_t chunks = (items + chunk - 1) / chunk;
    const uint64_t helpers = (uint64_t)(std::min<int64_t>(threads(), chunks) - 1);
    if (helpers < 1 || inside() || !running_.try_lock()) return body(context, 0, items);
    std::lock_guard<std::mutex> guard(running_, std::adopt_lock);
    while (started_ < (int)helpers && start()) continue;
    round_ = {items, chunk, body, context};
    next_.store(0, std::memory_order_relaxed);
    left_.store(0, std::memory_order_relaxed);
    const uint64_t number = (state_.load(std::memory_order_relaxed) >> 32) + 1;
    state_.store(number << 32 | helpers << 16 | helpers);
    inside() = true;
    work();
    inside() = false;
    const uint64_t joined = helpers - (state_.exchange(number << 32) & kPlaces);
    for (int spin = 0; left_.load(std::memory_order_acquire) != joined; ++spin) {
      if (spin < 4096) relax();
      else std::this_thread::yield();
    }
  }

 private:
  static constexpr int kMost = 256;
  /** How long a thread looks out before it sleeps; shorter where threads have to share processors. */
  static constexpr std::chrono::microseconds kPatience{2000}, kShared{20};
  /** What a thread that sleeps needs to wake up, and who wakes it to do so. */
  static constexpr std::chrono::microseconds kWaking{60};
  static constexpr uint64_t kPlaces = 0xffff;

  static bool &inside() {
    static thread_local bool flag = false;
    return flag;
  }

  void work() {
    typedef std::chrono::steady_clock Clock;
    const Round round = round_;
    for (int64_t at = next_.fetch_add(round.chunk, std::memory_order_relaxed); at < round.items;) {
      const bool some = asleep_.load(std::memory_order_relaxed) > 0;
      const auto start = some ? Clock::now() : Clock::time_point();
      round.body(round.context, at, std::min(at + round.chunk, round.items));
      at = next_.fetch_add(round.chunk, std::memory_order_relaxed);
      // At this pace what is left takes longer than it takes to wake a thread.
      if (some && at < round.items && (Clock::now() - start) * ((round.items - at) / round.chunk) > kWaking) wake();
    }
  }

  /** Wakes a thread if fewer look out than the round has places. */
  void wake() {
    if ((int)(state_.load() & kPlaces) <= looking_.load()) return;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (calls_ >= asleep_.load(std::memory_order_relaxed)) return;
      ++calls_;
    }
    called_.notify_one();
  }

  /** False if the system gives no more threads; the others do its work. */
  bool start() {
    try {
      std::thread([this] { serve(); }).detach();
    } catch (const std::system_error &) {
      return false;
    }
    ++started_;
    return true;
  }

  void serve() {
    inside() = true;
    for (uint64_t seen = 0;;) {
      looking_.fetch_add(1);
      const bool found = look(seen);
      looking_.fetch_sub(1);
      if (found) join(seen);
      else sleep(seen);
    }
  }

  /** True if a round has places that this thread has not worked on. */
  bool open(uint64_t seen) const {
    const uint64_t state = state_.load();
    return (state & kPlaces) > 0 && state >> 32 != seen;
  }

  bool look(uint64_t seen) {
    typedef std::chrono::steady_clock Clock;
    const auto patience = threads() > processors_ ? kShared : kPatience;
    for (const auto start = Clock::now();;) {
      for (int spin = 0; spin < 32; ++spin) {
        if (open(seen)) return true;
        relax();
      }
      if (Clock::now() - start > patience) return false;
      std::this_thread::yield();  // to a thread that works, if it waits for this processor
    }
  }

  void join(uint64_t &seen) {
    uint64_t state = state_.load(std::memory_order_acquire);
    do {
      if ((state & kPlaces) == 0) return;
    } while (!state_.compare_exchange_weak(state, state - 1, std::memory_order_acq_rel));
    seen = state >> 32;
    self() = (int)((state >> 16 & kPlaces) - (state & kPlaces)) + 1;
    work();
    left_.fetch_add(1, std::memory_order_release);
  }

  void sleep(uint64_t seen) {
    std::unique_lock<std::mutex> lock(mutex_);
    asleep_.fetch_add(1);
    called_.wait(lock, [&] { return calls_ > 0 || open(seen); });
    asleep_.fetch_sub(1);
    if (calls_ > 0) --calls_;
  }

  static void relax() {
#if defined(__x86_64__)
    _mm_pause();
#elif defined(__aarch64__)
    __asm__ __volatile__("yield");
#endif
  }

  struct Round { int64_t items, chunk; mpc_body body; void *context; };

  /** Number of the round, how many threads it asks for, and how many of these places are free. */
  alignas(64) std::atomic<uint64_t> state_{0};
  alignas(64) std::atomic<int64_t> next_{0};
  alignas(64) std::atomic<uint64_t> left_{0};
  alignas(64) Round round_{0, 1, nullptr, nullptr};
  alignas(64) std::atomic<int> looking_{0};
  std::atomic<int> asleep_{0};
  std::mutex mutex_;
  std::condition_variable called_;
  int calls_ = 0;
  alignas(64) std::mutex running_;
  int started_ = 0;
  const int processors_ = (int)std::max(1u, std::thread::hardware_concurrency());
  std::atomic<int> wanted_{std::min(kMost, processors_)};
};

/** The pool of this library's loops: its own unless it was given another one. */
std::atomic<const mpc_pool_calls *> mpc_pool_given{nullptr};

}  // namespace

MPC_INLINE const mpc_pool_calls &mpc_threads() {
  const mpc_pool_calls *given = mpc_pool_given.load(std::memory_order_acquire);
  return given ? *given : *mpc_pool::calls();
}

/** Has the loops of this library run on another one's pool, if it is of the same version (null: no change). Returns the pool in use. */
MPC_INLINE const void *mpc_adopt_pool(const void *pool) {
  const mpc_pool_calls *given = (const mpc_pool_calls *)pool;
  if (given && given->version == mpc_pool::calls()->version) mpc_pool_given.store(given, std::memory_order_release);
  return &mpc_threads();
}

/** Items that make a chunk worth another thread, when one item takes about `work` operations. */
MPC_INLINE int64_t mpc_grain(double work) {
  const double items = 65536.0 / (work < 1.0 ? 1.0 : work);
  return items < 1.0 ? 1 : (int64_t)items;
}

/** Blocks of a chunk: at least `least`, about four chunks a thread where there is enough, else as many for each thread. */
MPC_INLINE int64_t mpc_chunk(int64_t blocks, int64_t least, int64_t threads) {
  const int64_t most = std::max<int64_t>(1, blocks / least);
  const int64_t chunks = most >= 4 * threads ? 4 * threads : most > threads ? most / threads * threads : most;
  return (blocks + chunks - 1) / chunks;
}

/** body(begin, end) over [lo, hi), cut at lo + whole multiples of `step`. At least `grain` items a chunk. */
template <class Body> MPC_INLINE void mpc_parallel_for(int lo, int hi, int step, int64_t grain, const Body &body) {
  if (hi <= lo) return;
  struct Context { const Body *body; int lo, hi, step; } context = {&body, lo, hi, step};
  const int64_t blocks = ((int64_t)hi - lo + step - 1) / step;
  const mpc_pool_calls &pool = mpc_threads();
  pool.run(blocks, mpc_chunk(blocks, std::max<int64_t>(1, (grain + step - 1) / step), pool.threads()), [](void *c, int64_t begin, int64_t end) {
    const Context &at = *(const Context *)c;
    (*at.body)((int)(at.lo + begin * at.step), (int)std::min<int64_t>(at.lo + end * at.step, at.hi));
  }, &context);
}

#endif
