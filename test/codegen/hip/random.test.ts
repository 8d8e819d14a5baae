import { beforeAll, describe, expect, it } from 'vitest';
import { compileForCpu, failures, hasTool, hipProgram, runAndCompare } from '../../support/hip.js';
import { sampleMethod } from '../../support/random-method.js';

const COUNT = Number(process.env['MPC_RANDOM_PROGRAMS'] ?? 12);
const samples = Array.from({ length: COUNT }, (_, i) => sampleMethod(1000 + i, 2 + (i % 7)));

describe.skipIf(!hasTool('g++')).each([32, 64])('random programs, as HIP text on a CPU with waves of %i', (wave) => {
  const programs = samples.map((s) => hipProgram(s.method));
  let library = '';
  beforeAll(async () => { library = await compileForCpu(programs, wave); }, 180_000);

  it.each(samples.map((s, i) => [s.seed, s, i] as const))('seed %i', (_seed, sample, i) => {
    const program = programs[i];
    if (!program) throw new Error('no program');
    expect(failures(runAndCompare(library, i, program, sample.inputs, sample.sizes).results)).toEqual([]);
  });
});
