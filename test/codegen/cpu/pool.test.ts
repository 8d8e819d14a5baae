import { execa } from 'execa';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUPPORT } from '../../../src/codegen/cpu/support/embedded.js';
import { SUPPORT as SHARED } from '../../../src/codegen/shared/support/embedded.js';
import { findCompiler } from '../../../src/runtime/cpu/index.js';

/**
 * Every item of a loop is done once, whatever the numbers of items, chunks and threads, with threads that look out, sleep, or share
 * processors; with two callers at a time, of which one works alone; and threads number themselves apart.
 */
const PROGRAM = `#include "mpc_cpu.h"
#include <unistd.h>
#include <cstdio>
#include <vector>

static int check(int rounds, int threads) {
  std::vector<int> hits(3000);
  for (int r = 0; r < rounds; ++r) {
    const int n = 1 + r * 37 % 2999;
    std::fill(hits.begin(), hits.end(), 0);
    std::atomic<int> wrong{0};
    mpc_parallel_for(0, n, 1 + r % 3, 1 + r % 40, [&](int begin, int end) {
      if (mpc_threads().self() < 0 || mpc_threads().self() >= threads) ++wrong;
      for (int i = begin; i < end; ++i) ++hits[(size_t)i];
      if (r % 7 == 0) mpc_parallel_for(0, 10, 1, 1, [](int, int) {});
    });
    for (int i = 0; i < n; ++i) if (hits[(size_t)i] != 1) ++wrong;
    if (wrong) { std::printf("round %d: %d wrong\\n", r, wrong.load()); return 1; }
    if (r % 400 == 0) usleep(3000);
  }
  return 0;
}

int main() {
  int bad = 0;
  for (int threads : {1, 2, 5, 3}) {
    mpc_set_threads(threads);
    bad += check(400, threads);
  }
  std::thread other([&] { bad += check(300, 3); });
  const int mine = check(300, 3);
  other.join();
  return bad + mine;
}
`;

/** A selection is exact while another thread gives the pool more and fewer threads than it had when the selection began. */
const RESIZED = `#include "mpc_cpu.h"
#include <cstdio>
#include <vector>

int main() {
  const int n = 4096, k = 50;
  std::vector<float> keys((size_t)n + MPC_LANES);
  for (int i = 0; i < n; ++i) keys[(size_t)i] = (float)(i * 7919 % 1009);  // many are equal
  std::vector<int32_t> wanted((size_t)n);
  for (int i = 0; i < n; ++i) wanted[(size_t)i] = i;
  std::sort(wanted.begin(), wanted.end(), [&](int a, int b) {
    return keys[(size_t)a] != keys[(size_t)b] ? keys[(size_t)a] > keys[(size_t)b] : a < b;
  });
  std::atomic<bool> done{false};
  std::thread other([&] { for (int i = 0; !done; ++i) { mpc_set_threads(1 + i % 6); std::this_thread::yield(); } });
  int wrong = 0, most = 0;
  for (int round = 0; round < 200; ++round) {
    mpc_set_threads(1);
    mpc_topk<float> best(k);
    mpc_set_threads(6);
    std::atomic<int> here{0}, highest{0};
    mpc_parallel_for(0, n, 16, 64, [&](int begin, int end) {
      ++here;
      const auto late = std::chrono::steady_clock::now() + std::chrono::microseconds(200);
      while (here < 4 && std::chrono::steady_clock::now() < late) std::this_thread::yield();
      const int self = mpc_threads().self();
      for (int seen = highest; self > seen && !highest.compare_exchange_weak(seen, self);) continue;
      best.offer(&keys[(size_t)begin], begin, end - begin);
    });
    most = std::max(most, highest.load());
    int32_t ids[k], count;
    best.finish(ids, &count, k);
    wrong += count != k || !std::equal(ids, ids + k, wanted.begin());
  }
  done = true;
  other.join();
  if (most < 1) std::printf("no other thread took part\\n");
  if (wrong) std::printf("%d of 200 wrong\\n", wrong);
  return 0;
}
`;

const LIBRARY = `#include "mpc_cpu.h"
extern "C" int threads_of() { return mpc_threads().threads(); }
`;
const TWO_LIBRARIES = `#include <dlfcn.h>
#include <cstdio>
int main(int, char **argv) {
  void *a = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL), *b = dlopen(argv[2], RTLD_NOW | RTLD_LOCAL);
  typedef const void *(*Use)(const void *);
  const void *pool = ((Use)dlsym(a, "mpc_use_pool"))(nullptr);
  if (((Use)dlsym(b, "mpc_use_pool"))(pool) != pool) return 1;
  ((void (*)(int))dlsym(b, "mpc_set_threads"))(3);
  return ((int (*)())dlsym(a, "threads_of"))() == 3 ? 0 : 2;
}
`;

const compiler = await findCompiler();
const gxx = await findCompiler('g++');
const FLAGS = ['-std=c++17', '-pthread', '-Wall', '-Wextra', '-Werror', '-Wno-psabi'];
let folder = '';

describe.skipIf(!compiler)('threads of the CPU kernels', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mpc-pool-'));
    await mkdir(join(folder, 'other'));
    const files = { ...SUPPORT, 'mpc_math.h': SHARED['mpc_math.h'], 'pool.cpp': PROGRAM, 'library.cpp': LIBRARY, 'two.cpp': TWO_LIBRARIES, 'resized.cpp': RESIZED };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const build = (by: string, ...args: readonly string[]): Promise<unknown> => execa(by, [...FLAGS, ...args], { cwd: folder });

  it('do each item once', async () => {
    await build(compiler?.path ?? '', '-O2', 'pool.cpp', '-o', 'pool');
    expect((await execa(join(folder, 'pool'), { timeout: 30_000, reject: false })).stdout).toBe('');
  });

  it.skipIf(!gxx)('do so without a data race that ThreadSanitizer would see', async () => {
    await build(gxx?.path ?? '', '-O1', '-g', '-fsanitize=thread', 'pool.cpp', '-o', 'pool-tsan');
    // Where the system places memory at random, the sanitizer may not find room.
    const { stdout, stderr, exitCode } = await execa('setarch', ['-R', join(folder, 'pool-tsan')], { timeout: 50_000, reject: false });
    expect({ stdout, stderr, exitCode }).toEqual({ stdout: '', stderr: '', exitCode: 0 });
  });

  it.skipIf(!gxx)('may become more while a selection is under way', async () => {
    await build(gxx?.path ?? '', '-O1', '-g', '-fsanitize=address', 'resized.cpp', '-o', 'resized');
    const { stdout, stderr } = await execa(join(folder, 'resized'), { timeout: 30_000, reject: false });
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
  });

  it('are shared by two libraries of a process', async () => {
    await build(compiler?.path ?? '', '-O1', '-shared', '-fPIC', 'library.cpp', '-o', 'a.so');
    await build(compiler?.path ?? '', '-O1', '-shared', '-fPIC', 'library.cpp', '-o', 'b.so');
    await build(compiler?.path ?? '', 'two.cpp', '-o', 'two', '-ldl');
    expect((await execa(join(folder, 'two'), [join(folder, 'a.so'), join(folder, 'b.so')], { reject: false })).exitCode).toBe(0);
  });
});
