import { describe, expect, it } from 'vitest';
import { findCompiler } from '../../src/runtime/cpu/index.js';
import { loadProgram, toNumbers, type BuildSource } from '../../src/runtime/index.js';
import type { Manifest } from '../../src/runtime/manifest.js';
import { casesOf, referenceInterpreter, verifyCase, type Case, type CaseReport } from '../../src/verify/index.js';
import { verifyDrivers } from '../../src/cli/verify-drivers.js';
import { compileWhole, fileText } from '../support/examples.js';
import { SMALL_SOURCE, SMALL_TENSORS } from '../support/small-method.js';

const hasCompiler = (await findCompiler()) !== undefined;
const compiled = await compileWhole(SMALL_SOURCE);
const { method, steps, manifest } = compiled;
const files = Object.fromEntries(compiled.files.map((f) => [f.path, f.text]));
const CASE: Case = { name: 'after 5 tokens', sizes: { M: 7 }, tokens: 5, steps: 2 };

function check(build: BuildSource, which = CASE): Promise<CaseReport> {
  return verifyCase({ method, steps, manifest, build, target: 'cpu', seed: 1, drivers: verifyDrivers() }, which);
}

/** The CPU sources with one kernel wrapped: after it has run, `damage` runs with its arguments in scope. */
function damaged(kernelName: string, damage: string): Readonly<Record<string, string>> {
  const kernel = manifest.steps.flatMap((s) => s.kernels.cpu ?? []).find((k) => k.name === kernelName);
  if (!kernel) throw new RangeError(`no kernel ${kernelName}`);
  const text = fileText(compiled, kernel.file);
  const declared = `extern "C" void ${kernelName}(`;
  expect(text).toContain(declared);
  const names = kernel.params.map((p) => (p.kind === 'size' ? p.name : p.tensor));
  const params = kernel.params.map((p) => (p.kind === 'size' ? `int ${p.name}` : `void *${p.tensor}`));
  const wrapper = `
struct any_pointer { void *at; template <class T> operator T *() const { return static_cast<T *>(at); } };
extern "C" void ${kernelName}(${params.join(', ')}) {
  ${kernelName}_right(${kernel.params.map((p, i) => (p.kind === 'size' ? names[i] : `any_pointer{${names[i]}}`)).join(', ')});
  ${damage}
}
`;
  return { ...files, [kernel.file]: text.replace(declared, `static void ${kernelName}_right(`) + wrapper };
}

describe.skipIf(!hasCompiler)('verifyCase on the CPU', () => {
  it('agrees with the reference in every step', async () => {
    const { ok, checks } = await check({ manifest, files });
    expect(ok).toBe(true);
    expect(checks.map((c) => c.step)).toEqual(steps.map((s) => s.name));
    for (const { comparison } of checks) {
      expect(comparison.checked).toBeGreaterThan(0);
      expect(comparison.worst).toBeLessThan(1);
    }
  });

  it('tells which element a wrong kernel has wrong', async () => {
    const { ok, checks } = await check({ manifest, files: damaged('small_z', 'static_cast<float *>(z)[1] += 0.01f;') });
    expect(ok).toBe(false);
    const wrong = checks.filter((c) => !c.comparison.ok);
    expect(wrong.map((c) => c.step)).toEqual(['z']);
    expect(wrong[0]?.comparison.mismatches).toMatchObject([{ tensor: 'z', index: [1] }]);
  });

  it('notices a wrong choice, and one that is short', async () => {
    const swapped = await check({ manifest, files: damaged('small_score_best', 'static_cast<int *>(best)[0] = static_cast<int *>(best)[1];') });
    expect(swapped.checks.find((c) => !c.comparison.ok)?.comparison.mismatches[0]?.tensor).toBe('best');
    const short = await check({ manifest, files: damaged('small_score_best', 'static_cast<int *>(best_count)[0] -= 1;') });
    expect(short.checks.find((c) => !c.comparison.ok)?.comparison.mismatches[0]?.tensor).toMatch(/^best/);
  });

  it('notices a write into the wrong row of a memory', async () => {
    const { checks } = await check({ manifest, files: damaged('small_keys', 'static_cast<float *>(keys)[0] = 3.0f;') });
    const wrong = checks.find((c) => !c.comparison.ok);
    expect(wrong).toMatchObject({ step: 'keys', comparison: { mismatches: [{ tensor: 'keys', index: [0, 0] }] } });
  });

  it('does not take a kernel that cannot be compiled for one that was skipped', async () => {
    const broken = { ...files, 'cpu/small.cpp': 'this is no C++\n' };
    await expect(check({ manifest, files: broken })).rejects.toMatchObject({ diagnostic: { code: 'MPC5102' } });
  });
});

describe('casesOf', () => {
  it('tries an empty memory and longer ones, with the sizes that are given', () => {
    const cases = casesOf(method, 1, { M: 9 });
    expect(cases.map((c) => c.tokens)).toContain(0);
    expect(Math.max(...cases.map((c) => c.tokens))).toBeGreaterThan(100);
    expect(new Set(cases.map((c) => c.sizes['M']))).toEqual(new Set([9]));
    expect(casesOf(method, 1, { T: 33 })).toMatchObject([{ tokens: 32, steps: 1 }]);
  });

  it('begins no request below the least number of tokens', () => {
    const least = { ...method, sizes: method.sizes.map((s) => (s === method.tokens ? { ...s, min: 4 } : s)) };
    const tokens = least.sizes.find((s) => s.name === method.tokens?.name);
    const cases = casesOf({ ...least, ...(tokens ? { tokens } : {}) }, 1);
    expect(Math.min(...cases.flatMap((c) => [c.tokens, ...(c.together ?? []).map((r) => r.tokens)]))).toBe(3);
  });
});

describe('the reference interpreter', () => {
  it('runs a build without any kernels', async () => {
    const bare: Manifest = { ...manifest, steps: manifest.steps.map((s) => ({ ...s, kernels: {} })), plans: {} };
    const { x, pick, w, table } = SMALL_TENSORS;
    const program = await loadProgram({ manifest: bare, files }, {
      plan: 'reference', weights: { w }, memories: { table }, interpreter: referenceInterpreter,
    });
    expect(program.devices.cpu).toContain('reference');
    const outputs = await program.createSession().step({ x, pick });
    const values = toNumbers(table);
    expect([...toNumbers(outputs['z'] ?? expect.fail())]).toEqual([values[2], values[0]]);
    expect([...toNumbers(outputs['y'] ?? expect.fail())]).toEqual([...toNumbers(x)]); // one row, weight 1
    expect([...toNumbers(outputs['best'] ?? expect.fail())]).toEqual([0, -1, -1, -1]);
    await program.close();
  });

  it.each([['is missing', undefined], ['is damaged', 'method small\nsize T in\n']])('refuses a build whose IR %s', async (_, text) => {
    const rest = Object.fromEntries(Object.entries(files).filter(([path]) => path !== 'ir.txt'));
    const loading = loadProgram({ manifest, files: text === undefined ? rest : { ...rest, 'ir.txt': text } }, { plan: 'reference', interpreter: referenceInterpreter });
    await expect(loading).rejects.toMatchObject({ diagnostic: { code: 'MPC6309' } });
  });
});
