import { beforeAll, describe, expect, it } from 'vitest';
import { compileForCpu, compileGfx90a, compilePtx, failures, hasTool, hipProgram, runAndCompare, writeFiles } from '../../support/hip.js';
import { statePrograms } from '../../support/state-cases.js';

const cases = statePrograms();
const programs = cases.map(({ method, steps }) => hipProgram(method, steps));

it.each([
  ['contraction_nt', /mpc_contract<true, true>/], ['contraction_tn', /mpc_contract<false, false>/], ['sums', /mpc_scan_before<256>/],
] as const)('%s takes the form that was made for it', (name, expected) => {
  expect(programs.filter((p) => p.method.name === name).some((p) => expected.test(p.output.files[0]?.text ?? ''))).toBe(true);
});

describe.skipIf(!hasTool('g++')).each([32, 64])('states, scans, contractions and lists, as HIP text on a CPU with waves of %i', (wave) => {
  let library = '';
  beforeAll(async () => { library = await compileForCpu(programs, wave); }, 180_000);

  it.each(cases.map((c, i) => [`${c.method.name} ${i}`, c, i] as const))('%s', (_name, c, i) => {
    const program = programs[i];
    if (!program) throw new Error('no program');
    for (const { inputs, sizes } of c.samples) {
      const { results } = runAndCompare(library, i, program, inputs, sizes);
      expect(results).toHaveLength(1);
      expect(failures(results)).toEqual([]);
    }
  });
});

describe.skipIf(!hasTool('clang-19'))('states, scans, contractions and lists for gfx90a and sm_90', () => {
  it('compile without spills or scratch', async () => {
    const seen = new Set<string>();
    for (const { method, output } of programs) {
      if (seen.has(method.name)) continue;
      seen.add(method.name);
      const folder = writeFiles(output.files);
      const file = `hip/${method.name}.hip.cpp`;
      const [usage, ptx] = await Promise.all([compileGfx90a(folder, file), compilePtx(folder, file)]);
      expect(usage.filter((u) => u.spills > 0 || u.scratch > 0)).toEqual([]);
      expect(ptx).not.toMatch(/\.local|\bcall(\.uni)?\b/);
    }
  }, 120_000);
});
