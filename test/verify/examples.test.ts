import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { verifyDrivers } from '../../src/cli/verify-drivers.js';
import { compile } from '../../src/compiler/index.js';
import { findCompiler } from '../../src/runtime/cpu/index.js';
import type { Target } from '../../src/runtime/manifest.js';
import { casesOf, verifyCase, type Case, type CaseReport } from '../../src/verify/index.js';
import { blocksOf } from '../../src/verify/blocks.js';
import { defaultMachine, exampleSources } from '../support/examples.js';

const hasCompiler = (await findCompiler()) !== undefined;
const SEED = 1;
/** Constants small enough to compare most elements of every step. */
const CONSTANTS = z.record(z.string(), z.record(z.string(), z.number())).parse(JSON.parse(readFileSync('test/verify/examples.json', 'utf8')));

function smaller(source: { readonly text: string; readonly file: string }): Required<Pick<ReturnType<typeof compile>, 'method' | 'manifest'>> & ReturnType<typeof compile> {
  const result = compile(source, { machine: defaultMachine(), constants: CONSTANTS[source.file] ?? {} });
  const { method, manifest, diagnostics } = result;
  if (!method || !manifest) throw new Error(diagnostics.map((d) => `${d.code} ${d.message}`).join('\n'));
  return { ...result, method, manifest };
}

type Small = ReturnType<typeof smaller>;

async function verified({ method, steps, manifest, files }: Small, target: Target): Promise<readonly CaseReport[]> {
  const build = { manifest, files: Object.fromEntries(files.map((f) => [f.path, f.text])) };
  const reports: CaseReport[] = [];
  for (const which of casesOf(method, SEED)) {
    reports.push(await verifyCase({ method, steps, manifest, build, target, seed: SEED, drivers: verifyDrivers(), sampling: { work: 5e5, elements: 5000 } }, which));
  }
  return reports;
}

/** Numbers of tokens with which a case runs its steps. */
function lengthsOf(which: Case): readonly number[] {
  return Array.from({ length: which.steps }, (_, i) => which.tokens + i + 1);
}

const sources = exampleSources();

describe('cases of the examples', () => {
  it.each(sources.map((s) => [s.file, s] as const))('%s: short and long requests, and four at once', (_, source) => {
    expect(CONSTANTS).toHaveProperty([source.file]);
    const { method } = smaller(source);
    const cases = casesOf(method, SEED);
    const together = cases.filter((c) => c.together);
    expect(together.map((c) => c.together?.length)).toEqual([3]);
    for (const c of together) {
      const requests = [c, ...c.together ?? []].map((r) => JSON.stringify([r.sizes, r.tokens]));
      const canDiffer = method.tokens !== undefined || method.sizes.some((s) => c.together?.some((r) => r.sizes[s.name] !== c.sizes[s.name]));
      expect(new Set(requests).size).toBeGreaterThan(canDiffer ? 2 : 0);
    }
    if (!method.tokens) {
      expect(Math.max(...cases.flatMap((c) => Object.values(c.sizes)), ...method.sizes.map((s) => (s.max < 2500 ? 2500 : 0)))).toBeGreaterThanOrEqual(2500);
      return;
    }
    expect(cases.some((c) => c.tokens === 0)).toBe(true);
    expect(cases.some((c) => c.tokens >= 2500)).toBe(true);
    if (method.advance) return;
    const lengths = cases.filter((c) => !c.together).flatMap(lengthsOf);
    for (const block of blocksOf(method)) expect(lengths).toEqual(expect.arrayContaining([1, block - 1, block, block + 1]));
  });
});

describe.skipIf(!hasCompiler).concurrent('every example, with small constants', () => {
  it.each(sources.flatMap((s) => (['cpu', 'fpga'] as const).map((target) => [s.file, target, s] as const)))(
    '%s on %s: each case agrees with the reference, each step runs', { timeout: 180_000 }, async (_file, target, source) => {
      const small = smaller(source);
      const reports = await verified(small, target);
      for (const { case: which, checks, ok } of reports) {
        expect([which.name, ok, checks.filter((c) => !c.comparison.ok)]).toEqual([which.name, true, []]);
      }
      for (const step of small.steps.filter((s) => !s.call)) {
        const checks = reports.flatMap((r) => r.checks.filter((c) => c.step === step.name));
        const [active, idle] = [checks.reduce((n, c) => n + c.active, 0), checks.reduce((n, c) => n + c.idle, 0)];
        expect([step.name, active > 0, idle > 0]).toEqual([step.name, true, step.when !== undefined]);
        if (!step.once) expect([step.name, checks.reduce((n, c) => n + c.comparison.checked, 0) > 0]).toEqual([step.name, true]);
      }
    },
  );
});
