import { readdirSync, readFileSync } from 'node:fs';
import { it } from 'vitest';
import { compileWhole, exampleSources } from '../support/examples.js';
import { casesOf, verifyCase } from '../../src/verify/index.js';
import { verifyDrivers } from '../../src/cli/verify-drivers.js';
const unseen = exampleSources();
const which = process.env['ONLY'];
it('x', { timeout: 600000 }, async () => {
  for (const source of unseen.filter((s) => !which || which.split(',').some((w) => s.file.includes(w)))) {
    const t0 = performance.now();
    try {
      const { method, steps, manifest, files } = await compileWhole(source);
      const build = { manifest, files: Object.fromEntries(files.map((f) => [f.path, f.text])) };
      const lines: string[] = [];
      for (const c of casesOf(method, 1)) {
        const t1 = performance.now();
        try {
          console.error('start', source.file, c.name); const { ok, checks } = await verifyCase({ method, steps, manifest, build, target: 'cpu', seed: 1, drivers: verifyDrivers() }, c);
          const bad = checks.filter((k) => !k.comparison.ok).map((k) => `${k.step}: ${JSON.stringify(k.comparison.mismatches[0])}`);
          lines.push(`  ${ok ? 'ok' : 'FAIL'} ${c.name} ${JSON.stringify(c.sizes)} ${Math.round(performance.now() - t1)} ms ${bad.join('; ')}`);
        } catch (e) { lines.push(`  THROW ${c.name} ${String(e).slice(0, 300)}`); }
      }
      console.log(source.file, Math.round(performance.now() - t0), '\n' + lines.join('\n'));
    } catch (e) { console.log(source.file, 'NO', String(e).slice(0, 300)); }
  }
});
