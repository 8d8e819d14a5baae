import { it } from 'vitest';
import { readFileSync, appendFileSync } from 'node:fs';
import { casesOf, verifyCase } from '../../src/verify/index.js';
import { compileWhole } from '../support/examples.js';
it('fpga', async () => {
  for (const file of (process.env['FILES'] ?? '').split(' ')) {
    const { method, steps, manifest, files: built } = await compileWhole({ text: readFileSync(file, 'utf8'), file });
    const build = { manifest, files: Object.fromEntries(built.map((f) => [f.path, f.text])) };
    const target = (process.env['TARGET'] ?? 'fpga') as 'fpga' | 'cpu';
    const cases = casesOf(method, 3).filter((c) => c.tokens < 300).slice(0, Number(process.env['CASES'] ?? 4));
    for (const which of cases) {
      try {
        const report = await verifyCase({ method, steps, manifest, build, target, seed: 11 }, which);
        appendFileSync('/tmp/h5/verify.log', `${file} ${which.name}: ${report.checks.length} checks, bad ${JSON.stringify(report.checks.filter((c) => !c.comparison.ok).map((c) => [which.name, c.step, c.comparison.mismatches.slice(0, 3)]))}\n`);
      } catch (e) { appendFileSync('/tmp/h5/verify.log', `${file} ${which.name}: THREW ${e instanceof Error ? e.stack?.slice(0, 600) : e}\n`); break; }
    }
  }
}, 580000);
