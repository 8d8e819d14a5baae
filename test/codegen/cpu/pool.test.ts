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
    const files = { ...SUPPORT, 'mpc_math.h': SHARED['mpc_math.h'], 'pool.cpp': PROGRAM, 'library.cpp': LIBRARY, 'two.cpp': TWO_LIBRARIES };
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

  it('are shared by two libraries of a process', async () => {
    await build(compiler?.path ?? '', '-O1', '-shared', '-fPIC', 'library.cpp', '-o', 'a.so');
    await build(compiler?.path ?? '', '-O1', '-shared', '-fPIC', 'library.cpp', '-o', 'b.so');
    await build(compiler?.path ?? '', 'two.cpp', '-o', 'two', '-ldl');
    expect((await execa(join(folder, 'two'), [join(folder, 'a.so'), join(folder, 'b.so')], { reject: false })).exitCode).toBe(0);
  });
});
