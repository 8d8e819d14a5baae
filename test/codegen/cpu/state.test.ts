import { describe, expect, it } from 'vitest';
import { compareRun, hasCompiler, runOnCpu } from '../../support/cpu.js';
import { statePrograms } from '../../support/state-cases.js';

describe.skipIf(!hasCompiler)('CPU kernels of states, scans, contractions and lists', () => {
  it('agree with the reference', async () => {
    const cases = statePrograms().flatMap(({ method, steps, samples }) => samples.map((sample) => ({ method, steps, ...sample })));
    const runs = await runOnCpu(cases);
    const wrong = cases.flatMap((c, i) => {
      const run = runs[i];
      return run ? compareRun(c, run).filter((r) => !r.ok).map((r) => `${c.method.name} ${JSON.stringify(c.sizes)}: ${JSON.stringify(r)}`) : ['did not run'];
    });
    expect(wrong).toEqual([]);
    expect(runs.length).toBeGreaterThan(30);
    const sourceOf = (name: string): string => runs[cases.findIndex((c) => c.method.name === name)]?.source ?? '';
    expect(sourceOf('contraction_nt')).toContain('mpc_pack(q_tile');
    expect(sourceOf('long_sums')).toContain('std::vector<float> all_part');
  }, 300_000);
});
