import { describe, expect, it } from 'vitest';
import { findCompiler } from '../../../src/runtime/cpu/index.js';
import { compileAll, describeFailure, hlsProgram, runAndCompare } from '../../support/hls.js';
import { statePrograms } from '../../support/state-cases.js';

const compiler = await findCompiler();

describe.skipIf(!compiler)('HLS C simulation of states, scans, contractions and lists', () => {
  it('agrees with the reference', { timeout: 120_000 }, async () => {
    const cases = statePrograms();
    const programs = cases.map(({ method, steps }) => hlsProgram(method, steps));
    const library = await compileAll(programs);
    const wrong: string[] = [];
    for (const [i, { method, samples }] of cases.entries()) {
      const program = programs[i];
      if (!program) continue;
      for (const { inputs, sizes } of samples) {
        const { results } = await runAndCompare(library, i, program, inputs, sizes);
        expect(results).toHaveLength(1);
        wrong.push(...results.map(describeFailure).filter((f) => f !== '').map((f) => `${method.name} ${i} ${JSON.stringify(sizes)} ${f}`));
      }
    }
    expect(wrong).toEqual([]);
  });
});
