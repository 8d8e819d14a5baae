import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/compiler/index.js';
import type { Method } from '../../../src/ir/nodes.js';
import type { Target } from '../../../src/runtime/manifest.js';
import { findCompiler } from '../../../src/runtime/cpu/index.js';
import { advanceOf, Random, type Case } from '../../../src/verify/index.js';
import { emulate, failuresOf, wholeOf } from '../../support/emulated.js';
import { randomText } from '../../support/random-text.js';

const FIRST = Number(process.env['SEED'] ?? 1);
const COUNT = Number(process.env['COUNT'] ?? 10);
const TARGETS = (process.env['TARGETS']?.split(',') ?? ['cpu', 'gpu', 'fpga']) as readonly Target[];
const seeds = Array.from({ length: COUNT }, (_, i) => FIRST + i);

/** From an empty memory through blocks that fill and rings that wrap; in the middle of a request; and several requests together. */
function casesFor(method: Method, seed: number): readonly Case[] {
  const random = new Random(seed);
  const sizes = Object.fromEntries(method.sizes.filter((s) => s !== method.tokens)
    .map((s) => [s.name, s.name === 'E' ? [0, 7, 40][random.integer(0, 2)] ?? 0 : random.integer(Math.max(1, s.min), Math.min(s.max, 12))]));
  const brought = advanceOf(method, sizes);
  return [
    { name: 'from the start', sizes, tokens: 0, steps: 6 },
    { name: 'later', sizes: { ...sizes, E: 40, S: 12 }, tokens: 17 * brought, steps: 2 },
    { name: 'together', sizes, tokens: 3 * brought, together: [0, 5 * brought].map((tokens) => ({ sizes, tokens })), steps: 2 },
  ];
}

describe.skipIf(!(await findCompiler()))('random methods, from text to kernels', () => {
  const methods = seeds.flatMap((seed) => {
    const { method, diagnostics } = analyze({ text: randomText(seed, 4 + seed % 9), file: 'random.mp' });
    const errors = diagnostics.filter((d) => d.severity === 'error');
    if (process.env['SEED'] === undefined) expect(errors).toEqual([]);
    return method ? [{ seed, method }] : [];
  });
  const wholes = methods.map(({ method }, i) => wholeOf(method, i));

  it.each(TARGETS)('agree with the reference on %s', { timeout: 600_000 }, async (target) => {
    const device = await emulate(target, wholes);
    const wrong: string[] = [];
    for (const [i, whole] of wholes.entries()) {
      const seed = methods[i]?.seed ?? 0;
      for (const which of casesFor(whole.method, seed)) {
        const failures = await failuresOf(whole, target, device(i), which, seed).catch((error: unknown) => [`${which.name}, ${target}: ${error instanceof Error && process.env["STACK"] ? error.stack : String(error)}`]);
        wrong.push(...failures.map((f) => `seed ${seed}, ${f}`));
      }
    }
    expect(wrong).toEqual([]);
  });
});
