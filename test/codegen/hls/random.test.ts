import { describe, expect, it } from 'vitest';
import { compileAll, describeFailure, hlsProgram, runAndCompare } from '../../support/hls.js';
import { sampleMethod } from '../../support/random-method.js';
import { findCompiler } from '../../../src/runtime/cpu/index.js';

const compiler = await findCompiler();
const SEEDS = Array.from({ length: Number(process.env['MPC_HLS_PROGRAMS'] ?? 12) }, (_, i) => i + 1);

describe.skipIf(!compiler)('HLS C simulation of random programs', () => {
  it('agrees with the reference', { timeout: 120_000 }, async () => {
    const samples = SEEDS.map((seed) => sampleMethod(seed, 1 + (seed % 4)));
    const programs = samples.map((s) => hlsProgram(s.method));
    const library = await compileAll(programs);
    const failures: string[] = [];
    for (const [i, sample] of samples.entries()) {
      const program = programs[i];
      if (!program) continue;
      const { results } = await runAndCompare(library, i, program, sample.inputs, sample.sizes);
      failures.push(...results.map(describeFailure).filter((f) => f !== '').map((f) => `sampleMethod(${sample.seed}, ${sample.ops}) ${f}`));
    }
    expect(failures).toEqual([]);
  });
});
