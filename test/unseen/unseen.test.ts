import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { casesOf, verifyCase } from '../../src/verify/index.js';
import { hasCompiler } from '../support/cpu.js';
import { compileWhole } from '../support/examples.js';

/** Published methods that no part of the compiler was written for: they compile from their formulas. */
const FOLDER = 'test/unseen';
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.mp')).sort();

describe('methods that the compiler was not written for', () => {
  it.each(files)('%s compiles for every device', async (file) => {
    const result = await compileWhole({ text: readFileSync(join(FOLDER, file), 'utf8'), file });
    expect(result.diagnostics.map((d) => `${d.code} ${d.message}`)).toEqual([]);
    for (const output of Object.values(result.outputs)) {
      expect(result.steps.filter((s) => !s.call && !output.kernels.has(s)).map((s) => s.name)).toEqual([]);
    }
  });

  it.skipIf(!hasCompiler).each(files)('%s agrees with the reference on the CPU', async (file) => {
    const { method, steps, manifest, files: built } = await compileWhole({ text: readFileSync(join(FOLDER, file), 'utf8'), file });
    const build = { manifest, files: Object.fromEntries(built.map((f) => [f.path, f.text])) };
    const cases = casesOf(method, 3).filter((c) => c.tokens < 300).slice(0, 6);
    expect(cases.length).toBeGreaterThan(0);
    for (const which of cases) {
      const report = await verifyCase({ method, steps, manifest, build, target: 'cpu', seed: 11 }, which);
      expect(report.checks.filter((c) => !c.comparison.ok).map((c) => [which.name, c.step, c.comparison.mismatches.slice(0, 3)])).toEqual([]);
    }
  });
});
