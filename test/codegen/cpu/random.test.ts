import { describe, expect, it } from 'vitest';
import { compareRun, hasCompiler, runOnCpu } from '../../support/cpu.js';
import { sampleMethod } from '../../support/random-method.js';

describe.skipIf(!hasCompiler)('CPU kernels of random methods', () => {
  it('agree with the reference', async () => {
    const first = Number(process.env['SEED'] ?? 1);
    const count = Number(process.env['COUNT'] ?? 12);
    const samples = Array.from({ length: count }, (_, i) => sampleMethod(first + i, 1 + (i % 4)));
    const runs = await runOnCpu(samples);
    const wrong = samples.flatMap((sample, i) => {
      const run = runs[i];
      if (!run) return [`sample ${i} did not run`];
      return compareRun(sample, run).filter((c) => !c.ok)
        .map((c) => `sampleMethod(${sample.seed}, ${sample.ops}) ${c.step}: ${JSON.stringify(c.mismatches.slice(0, 2))}${process.env['SOURCE'] ? run.source : ''}`);
    });
    expect(wrong).toEqual([]);
  });
});
