import { execa } from 'execa';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUPPORT } from '../../../src/codegen/cpu/support/embedded.js';
import { SUPPORT as SHARED } from '../../../src/codegen/shared/support/embedded.js';
import { findCompiler } from '../../../src/runtime/cpu/index.js';

/** Conversions of vectors give the bits of those of single values; loads widen, stores leave alone what lies behind the first n elements. */
const PROGRAM = `#include "mpc_cpu.h"
#include <cstdio>
#include <cstring>
template <class T> static uint32_t bitsof(T x) { uint32_t r = 0; std::memcpy(&r, &x, sizeof x < 4 ? sizeof x : 4); return r; }
int main() {
  int bad = 0;
  alignas(64) float in[MPC_LANES];
  uint32_t x = 12345;
  auto check = [&] {
    const vf v = mpc_load(in);
    bf16 b[MPC_LANES]; f16 h[MPC_LANES]; f8e4m3 e[MPC_LANES];
    mpc_store(b, v); mpc_store(h, v); mpc_store(e, v);
    const vf rb = mpc_round_bf16(v), rh = mpc_round_f16(v), re = mpc_round_f8e4m3(v), fl = mpc_floor(v), ce = mpc_ceil(v), sq = mpc_sqrt(v); const vi tr = mpc_truncate(v);
    for (int i = 0; i < MPC_LANES; ++i) {
      const float f = in[i];
      bad += b[i].bits != mpc_f32_to_bf16(f); bad += h[i].bits != mpc_f32_to_f16(f); bad += e[i].bits != mpc_f32_to_f8e4m3(f);
      bad += bitsof((float)rb[i]) != bitsof(mpc_round_bf16(f)); bad += bitsof((float)rh[i]) != bitsof(mpc_round_f16(f)); bad += bitsof((float)re[i]) != bitsof(mpc_round_f8e4m3(f));
      bad += bitsof((float)fl[i]) != bitsof(mpc_floor(f)); bad += bitsof((float)ce[i]) != bitsof(mpc_ceil(f)); bad += bitsof((float)sq[i]) != bitsof(mpc_sqrt(f)); bad += tr[i] != mpc_truncate(f);
    }
  };
  for (uint64_t k = 0; k < (1u << 14); ++k) {
    for (int i = 0; i < MPC_LANES; ++i) { x = x * 1664525u + 1013904223u; uint32_t y = x ^ x >> 15; std::memcpy(in + i, &y, 4); }
    check();
  }
  for (uint32_t k = 0; k < 65536 * 16; k += 4 * MPC_LANES) {
    for (int i = 0; i < MPC_LANES; ++i) { uint32_t y = (k + i) << 12; std::memcpy(in + i, &y, 4); }
    check();
  }
  if (bad) std::printf("conversions: %d wrong\\n", bad);
  // loads
  bad = 0;
  for (int k = 0; k < 65536; k += MPC_LANES) {
    int8_t a[MPC_LANES]; uint8_t c[MPC_LANES]; int16_t s[MPC_LANES]; int64_t l[MPC_LANES]; bool q[MPC_LANES]; bf16 b[MPC_LANES]; f16 h[MPC_LANES]; f8e4m3 e[MPC_LANES];
    for (int i = 0; i < MPC_LANES; ++i) { a[i] = (int8_t)(k + i); c[i] = (uint8_t)(k + i); s[i] = (int16_t)(k + i); l[i] = (int64_t)(k + i) * 1000003; q[i] = (k >> 4 ^ i) & 1; b[i].bits = h[i].bits = (uint16_t)(k + i); e[i].bits = (uint8_t)(k + i); }
    const vi va = mpc_load(a), vc = mpc_load(c), vs = mpc_load(s), vl_ = mpc_load(l), vq = mpc_load(q); const vf vb_ = mpc_load(b), vh_ = mpc_load(h), ve = mpc_load(e);
    for (int i = 0; i < MPC_LANES; ++i) {
      bad += va[i] != a[i]; bad += vc[i] != c[i]; bad += vs[i] != s[i]; bad += vl_[i] != (int)l[i]; bad += vq[i] != -(int)q[i];
      bad += bitsof((float)vb_[i]) != bitsof(mpc_bf16_to_f32(b[i].bits)); bad += bitsof((float)ve[i]) != bitsof(mpc_f8e4m3_to_f32(e[i].bits));
      const float want = mpc_f16_to_f32(h[i].bits); bad += want == want ? bitsof((float)vh_[i]) != bitsof(want) : vh_[i] == vh_[i];
    }
    for (int n = -1; n <= MPC_LANES + 1; ++n) {
      int8_t a2[MPC_LANES + 1]; bool q2[MPC_LANES + 1]; float f2[MPC_LANES + 1]; int16_t s2[MPC_LANES + 1];
      std::memset(a2, 77, sizeof a2); std::memset(q2, 1, sizeof q2); std::memset(f2, 77, sizeof f2); std::memset(s2, 77, sizeof s2);
      mpc_store(a2, va, n); mpc_store(q2, vc & 3, n); mpc_store(f2, vb_, n); mpc_store(s2, va, n);
      for (int i = 0; i <= MPC_LANES; ++i) {
        const bool in_ = i < n && i < MPC_LANES;
        bad += a2[i] != (in_ ? a[i] : 77); bad += q2[i] != (in_ ? (c[i] & 3) != 0 : true); bad += s2[i] != (in_ ? a[i] : 0x4d4d);
        bad += bitsof(f2[i]) != (in_ ? (uint32_t)b[i].bits << 16 : 0x4d4d4d4du);
      }
    }
  }
  if (bad) std::printf("loads and stores: %d wrong\\n", bad);
}
`;

const compilers = (await Promise.all(['g++', 'clang++'].map((name) => findCompiler(name)))).flatMap((c) => (c ? [c.path] : []));
const FLAGS = ['-std=c++17', '-O1', '-pthread', '-ffp-contract=off', '-fno-math-errno', '-fwrapv', '-Wall', '-Wextra', '-Werror', '-Wno-psabi'];
let folder = '';

describe.skipIf(compilers.length === 0 || process.arch !== 'x64')('vectors of the CPU kernels', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mpc-vector-'));
    for (const [name, text] of Object.entries({ ...SUPPORT, 'mpc_math.h': SHARED['mpc_math.h'], 'vector.cpp': PROGRAM })) await writeFile(join(folder, name), text);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(compilers.flatMap((compiler) => ['x86-64-v4', 'x86-64-v3', 'x86-64'].map((level) => [compiler, level] as const)))('are as exact as single values: %s, %s', async (compiler, level) => {
    await execa(compiler, [...FLAGS, `-march=${level}`, 'vector.cpp', '-o', `vector-${level}`], { cwd: folder });
    const { stdout, exitCode, signal } = await execa(join(folder, `vector-${level}`), { reject: false });
    // A processor may not have the instructions of a level.
    if (signal !== 'SIGILL') expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 0 });
  });
});
