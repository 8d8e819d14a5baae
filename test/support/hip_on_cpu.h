// Runs emitted HIP text on a CPU, for tests: each thread of a block is a fibre; barriers and operations across a wave are
// points where fibres wait for each other. Slow, and strict: a barrier that not all threads reach ends the program.
#pragma once
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <vector>
#ifndef __x86_64__
#include <ucontext.h>
#endif

#define MPC_ON_CPU 1
#ifndef MPC_WAVE
#define MPC_WAVE 32
#endif
#define __global__
#define __device__
#define __shared__ static
#define __launch_bounds__(n)

struct mpc_cpu_index { unsigned x, y, z; };
static mpc_cpu_index threadIdx, blockIdx;

enum mpc_cpu_state { MPC_READY, MPC_AT_BARRIER, MPC_AT_WAVE, MPC_DONE };
// Switching stacks by hand: swapcontext makes system calls, and there are thousands of switches for each block.
#ifdef __x86_64__
typedef void *mpc_cpu_context;
asm(R"(
.text
.type mpc_cpu_switch_stacks, @function
mpc_cpu_switch_stacks:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
.size mpc_cpu_switch_stacks, .-mpc_cpu_switch_stacks
)");
extern "C" void mpc_cpu_switch_stacks(void **save, void *to) __attribute__((visibility("hidden")));
static inline void mpc_cpu_switch(mpc_cpu_context *from, mpc_cpu_context *to) { mpc_cpu_switch_stacks(from, *to); }
static inline void mpc_cpu_prepare(mpc_cpu_context *context, char *stack, std::size_t bytes, void (*enter)()) {
  void **top = (void **)(((uintptr_t)stack + bytes) & ~(uintptr_t)15);
  *--top = nullptr;  // as if `enter` had been called: the stack is 8 off a multiple of 16
  *--top = (void *)enter;
  top -= 6;
  *context = top;
}
#else
typedef ucontext_t mpc_cpu_context;
static inline void mpc_cpu_switch(mpc_cpu_context *from, mpc_cpu_context *to) { swapcontext(from, to); }
static inline void mpc_cpu_prepare(mpc_cpu_context *context, char *stack, std::size_t bytes, void (*enter)()) {
  getcontext(context);
  context->uc_stack.ss_sp = stack;
  context->uc_stack.ss_size = bytes;
  context->uc_link = nullptr;
  makecontext(context, enter, 0);
}
#endif

struct mpc_cpu_fibre {
  mpc_cpu_context context;
  mpc_cpu_state state;
  int slot[2];
  int turn;
};
static std::vector<mpc_cpu_fibre> mpc_cpu_fibres;
static std::vector<char> mpc_cpu_stacks;
static mpc_cpu_context mpc_cpu_scheduler;
static const std::function<void()> *mpc_cpu_body;
static int mpc_cpu_current;

static void mpc_cpu_wait(mpc_cpu_state state) {
  mpc_cpu_fibre &me = mpc_cpu_fibres[mpc_cpu_current];
  me.state = state;
  mpc_cpu_switch(&me.context, &mpc_cpu_scheduler);
}
static inline void __syncthreads() { mpc_cpu_wait(MPC_AT_BARRIER); }

/** All lanes of the wave give a value; returns that of lane `from`. */
static inline int mpc_cpu_shuffle(int value, int from) {
  mpc_cpu_fibre &me = mpc_cpu_fibres[mpc_cpu_current];
  const int turn = me.turn ^= 1;
  me.slot[turn] = value;
  mpc_cpu_wait(MPC_AT_WAVE);
  return mpc_cpu_fibres[mpc_cpu_current / MPC_WAVE * MPC_WAVE + from].slot[turn];
}
static inline unsigned long long mpc_cpu_ballot(bool value) {
  mpc_cpu_shuffle(value, 0);
  const int turn = mpc_cpu_fibres[mpc_cpu_current].turn;
  unsigned long long bits = 0;
  for (int lane = 0; lane < MPC_WAVE; ++lane)
    bits |= (unsigned long long)mpc_cpu_fibres[mpc_cpu_current / MPC_WAVE * MPC_WAVE + lane].slot[turn] << lane;
  return bits;
}

static void mpc_cpu_enter() {
  (*mpc_cpu_body)();
  mpc_cpu_fibres[mpc_cpu_current].state = MPC_DONE;
  mpc_cpu_switch(&mpc_cpu_fibres[mpc_cpu_current].context, &mpc_cpu_scheduler);
}

static void mpc_cpu_fail(const char *what) {
  std::fprintf(stderr, "hip_on_cpu: %s in block %u %u %u\n", what, blockIdx.x, blockIdx.y, blockIdx.z);
  std::abort();
}

/** Fibres run in changing order, so that a missing barrier shows. */
static void mpc_cpu_block(int threads) {
  const std::size_t stack = 64 * 1024;
  mpc_cpu_fibres.assign(threads, mpc_cpu_fibre());
  if (mpc_cpu_stacks.size() < stack * threads) mpc_cpu_stacks.resize(stack * threads);
  for (int t = 0; t < threads; ++t) {
    mpc_cpu_fibre &f = mpc_cpu_fibres[t];
    mpc_cpu_prepare(&f.context, &mpc_cpu_stacks[stack * t], stack, mpc_cpu_enter);
    f.state = MPC_READY;
  }
  for (int round = 0;; ++round) {
    bool ran = false;
    for (int i = 0; i < threads; ++i) {
      const int t = round & 1 ? threads - 1 - i : i;
      if (mpc_cpu_fibres[t].state != MPC_READY) continue;
      ran = true;
      mpc_cpu_current = t;
      threadIdx = {(unsigned)t, 0, 0};
      mpc_cpu_switch(&mpc_cpu_scheduler, &mpc_cpu_fibres[t].context);
    }
    if (ran) {
      for (int wave = 0; wave < threads; wave += MPC_WAVE) {
        int waiting = 0, live = 0;
        for (int t = wave; t < wave + MPC_WAVE; ++t) {
          waiting += mpc_cpu_fibres[t].state == MPC_AT_WAVE;
          live += mpc_cpu_fibres[t].state != MPC_DONE;
        }
        if (waiting > 0 && waiting == live)
          for (int t = wave; t < wave + MPC_WAVE; ++t)
            if (mpc_cpu_fibres[t].state == MPC_AT_WAVE) mpc_cpu_fibres[t].state = MPC_READY;
      }
      continue;
    }
    int barrier = 0, done = 0;
    for (auto &f : mpc_cpu_fibres) {
      barrier += f.state == MPC_AT_BARRIER;
      done += f.state == MPC_DONE;
    }
    if (done == threads) return;
    if (barrier + done != threads) mpc_cpu_fail("a wave operation that not all lanes reach");
    if (done > 0) mpc_cpu_fail("a barrier that not all threads reach");
    for (auto &f : mpc_cpu_fibres) f.state = MPC_READY;
  }
}

static void mpc_cpu_launch(unsigned gx, unsigned gy, unsigned gz, int threads, const std::function<void()> &body) {
  mpc_cpu_body = &body;
  for (unsigned z = 0; z < gz; ++z)
    for (unsigned y = 0; y < gy; ++y)
      for (unsigned x = 0; x < gx; ++x) {
        blockIdx = {x, y, z};
        mpc_cpu_block(threads);
      }
}

// A driver in little: memory, and launches by number.
extern "C" uint64_t mpc_cpu_alloc(uint64_t bytes) { return (uint64_t)(uintptr_t)std::aligned_alloc(256, (bytes + 511) / 256 * 256); }
extern "C" void mpc_cpu_write(uint64_t to, const void *from, uint64_t bytes) { std::memcpy((void *)to, from, bytes); }
extern "C" void mpc_cpu_read(void *to, uint64_t from, uint64_t bytes) { std::memcpy(to, (const void *)from, bytes); }
extern "C" void mpc_cpu_free(uint64_t p) { std::free((void *)p); }
