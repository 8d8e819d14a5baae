import { describe, expect, it } from 'vitest';
import { verifyDrivers } from '../../src/cli/verify-drivers.js';
import { findCompiler } from '../../src/runtime/cpu/index.js';
import { toNumbers } from '../../src/numerics/tensor-data.js';
import * as ir from '../../src/ir/build.js';
import { casesOf, randomTensors, Random, standIns, verifyCase, type Case, type CaseReport } from '../../src/verify/index.js';
import { compileWhole, fileText } from '../support/examples.js';
import { CHUNKS, KEPT, LOOK_AHEAD, PROMPT, SCAN } from './methods.js';

const hasCompiler = (await findCompiler()) !== undefined;
const compiled = (text: string): ReturnType<typeof compileWhole> => compileWhole({ text, file: 'method.mp' });
type Whole = Awaited<ReturnType<typeof compiled>>;

function check(whole: Whole, which: Case, replaced: Readonly<Record<string, string>> = {}): Promise<CaseReport> {
  const files = { ...Object.fromEntries(whole.files.map((f) => [f.path, f.text])), ...replaced };
  const { method, steps, manifest } = whole;
  return verifyCase({ method, steps, manifest, build: { manifest, files }, target: 'cpu', seed: 1, drivers: verifyDrivers() }, which);
}

describe.skipIf(!hasCompiler)('verifyCase with state, conditions and calls', () => {
  it.each([
    ['look ahead', LOOK_AHEAD], ['kept choices', KEPT], ['chunks', CHUNKS], ['templates', PROMPT], ['scans', SCAN],
  ])('%s: every case agrees with the reference', { timeout: 120_000 }, async (_, text) => {
    const whole = await compiled(text);
    const cases = casesOf(whole.method, 1);
    expect(cases.length).toBeGreaterThan(2);
    if (whole.method.batch.max > 1) expect(cases.some((c) => c.together)).toBe(true);
    if (whole.method.tokens) expect(Math.max(...cases.map((c) => c.tokens))).toBeGreaterThanOrEqual(2500);
    for (const which of cases) {
      const { ok, checks } = await check(whole, which);
      expect([which.name, checks.filter((c) => !c.comparison.ok)]).toEqual([which.name, []]);
      expect(ok).toBe(true);
    }
  });

  /** The CPU source with one kernel that does something more at its end. */
  function damaged(whole: Whole, step: string, damage: string): Readonly<Record<string, string>> {
    const [kernel] = whole.manifest.steps.find((s) => s.name === step)?.kernels.cpu ?? [];
    if (!kernel) throw new RangeError(`no kernel of ${step}; there are ${whole.steps.map((s) => s.name).join(', ')}`);
    const text = fileText(whole, kernel.file);
    const declared = `extern "C" void ${kernel.name}(`;
    expect(text).toContain(declared);
    const params = kernel.params.map((p) => (p.kind === 'size' ? `int ${p.name}` : `void *${p.tensor}`)).join(', ');
    const given = kernel.params.map((p) => (p.kind === 'size' ? p.name : `any_pointer{${p.tensor}}`)).join(', ');
    return { [kernel.file]: `${text.replace(declared, `static void ${kernel.name}_right(`)}
struct any_pointer { void *at; template <class T> operator T *() const { return static_cast<T *>(at); } };
extern "C" void ${kernel.name}(${params}) {
  ${kernel.name}_right(${given});
  ${damage}
}
` };
  }

  it.each([
    ['an update in place that is wrong', 'static_cast<float *>(running)[2] += 1.0f;', 'running'],
    ['another row of a ring', 'static_cast<float *>(recent)[4 * (T % 3)] += 1.0f;', 'recent'],
    ['an old row of a growing memory', 'static_cast<float *>(keys)[0] += 1.0f;', 'keys'],
  ])('notices %s', async (_, damage, tensor) => {
    const whole = await compiled(KEPT);
    const step = whole.steps.find((s) => s.writes.some((t) => t.name === tensor))?.name ?? '';
    const { checks } = await check(whole, { name: 'damaged', sizes: {}, tokens: 7, steps: 1 }, damaged(whole, step, damage));
    expect(checks.find((c) => !c.comparison.ok)?.comparison.mismatches[0]).toMatchObject({ tensor });
  });
});

describe('stand-ins for the host', async () => {
  const { method, manifest } = await compiled(LOOK_AHEAD);

  it('are valid, seeded, and the same for method and manifest', () => {
    const sizes = { Words: 9, Docs: 4, Q: 3 };
    const ids = (values: readonly number[]): Parameters<ReturnType<typeof standIns>['externs'][string]>[0] =>
      ({ question: { dtype: 'i32', shape: [values.length], bytes: new Uint8Array(Int32Array.from(values).buffer) } });
    const lengths = new Set<number>();
    for (let i = 0; i < 20; i++) {
      const [a, b] = [method, manifest].map((of) => standIns(of, 3, sizes).externs['ahead']?.(ids([i, 2]), sizes));
      expect(a).toEqual(b);
      const { words = new Float64Array(), prob } = a ?? {};
      lengths.add(words.length);
      expect(prob?.length).toBe(words.length);
      expect([...words].every((w) => Number.isInteger(w) && w >= 0 && w < 9)).toBe(true);
    }
    expect(lengths.size).toBeGreaterThan(5);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(16);
  });

  it('come with random lists that agree with their counts', () => {
    const count = ir.tensor('note_count', 'memory', 'i32', [2], { growth: { kind: 'state' } });
    const note = { ...ir.tensor('note', 'memory', 'i32', [2, 6], { growth: { kind: 'state' }, idRange: 4 }), count };
    const random = new Random(5);
    for (let i = 0; i < 20; i++) {
      const named = randomTensors([note, count], method, {}, random);
      const [entries, counts] = [named['note'], named['note_count']].map((t) => (t ? [...toNumbers(t)] : []));
      counts?.forEach((n, row) => {
        const ids = entries?.slice(row * 6, row * 6 + 6) ?? [];
        expect(new Set(ids.slice(0, n)).size).toBe(n);
        expect(ids.slice(0, n).every((id) => id >= 0 && id < 4)).toBe(true);
        expect(ids.slice(n).every((id) => id === -1)).toBe(true);
      });
    }
  });
});
