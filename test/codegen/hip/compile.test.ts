import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleMethod, methodOf } from '../../support/example.js';
import { compileGfx90a, compilePtx, hasTool, hipProgram, writeFiles, type HipProgram } from '../../support/hip.js';
import { sampleMethod } from '../../support/random-method.js';

const examples = readdirSync('examples').flatMap((folder) =>
  (statSync(join('examples', folder)).isDirectory() ? readdirSync(join('examples', folder)) : []).filter((f) => f.endsWith('.mp')).map((f) => join('examples', folder, f)));

async function compileBoth({ method, output }: HipProgram): Promise<void> {
  const folder = writeFiles(output.files);
  const file = `hip/${method.name}.hip.cpp`;
  const kernels = [...output.kernels.values()].flat().map((k) => k.name);
  const [usage, ptx] = await Promise.all([compileGfx90a(folder, file), compilePtx(folder, file)]);
  expect(usage.map((u) => u.kernel).sort()).toEqual([...kernels].sort());
  if (process.env['MPC_SHOW_USAGE']) console.table(usage);
  expect(usage.filter((u) => u.spills > 0 || u.scratch > 0)).toEqual([]);
  for (const kernel of kernels) expect(ptx).toContain(`.entry ${kernel}(`);
  expect(ptx).not.toMatch(/\.local|\bcall(\.uni)?\b/);
}

describe.skipIf(!hasTool('clang-19'))('clang-19 compiles for gfx90a and sm_90 without spills or scratch', () => {
  it.each(examples)('%s', async (path) => compileBoth(hipProgram(exampleMethod(path))), 120_000);
  it('bf16 on the matrix units, long rows of keys and flags', async () => compileBoth(hipProgram(methodOf(`method m
size T in 1..3000000
input q : bf16[32, 128]
memory key : bf16[T, 128] static
output score, best, kept
relevancy { score[t] = max(h) sum(j) q[h, j] * key[t, j] }
retrieve {
  best = topk(t) score[t] count 5000
  kept = { t | score[t] > 1.5 }
}
`))), 120_000);
  it.each([7, 8, 9])('random program %i', async (seed) => compileBoth(hipProgram(sampleMethod(seed, 6).method)), 120_000);
});
