import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyzeMethod, type MethodAnalysis, type StepAnalysis } from '../../src/analysis/index.js';
import { parse } from '../../src/dsl/parse.js';
import { LIBRARY } from '../../src/dsl/std/library.js';
import { elaborate } from '../../src/ir/elaborate/index.js';
import { formSteps, runPasses, STANDARD_PASSES } from '../../src/ir/passes/index.js';
import type { Step } from '../../src/ir/steps.js';
import type { Method } from '../../src/ir/nodes.js';
import { deviceOf, MACHINES } from '../../src/machines/index.js';
import { place } from '../../src/partitioner/index.js';
import { Size } from '../../src/symbolic/index.js';

const library = Object.entries(LIBRARY).map(([name, text]) => parse(text, name).file);

function analyzed(name: string, edit = (text: string): string => text): { method: Method; steps: readonly Step[]; analysis: MethodAnalysis } {
  const { method } = elaborate(parse(edit(readFileSync(`examples/${name}.mp`, 'utf8')), name).file, library);
  if (!method) throw new Error(`${name} does not elaborate`);
  const passed = runPasses(method, STANDARD_PASSES);
  const steps = formSteps(passed);
  return { method: passed, steps, analysis: analyzeMethod(passed, steps) };
}

/** The step that writes a tensor. */
function writing(analysis: MethodAnalysis, tensor: string): StepAnalysis {
  const found = analysis.steps.find((s) => [...s.step.writes, ...s.step.hidden].some((t) => t.name === tensor));
  if (!found) throw new Error(`nothing writes ${tensor}`);
  return found;
}

const DSA = 'deepseek-sparse-attention/deepseek_sparse_attention';
const SEER = 'seer-attention-r/seer_attention_r';

describe('the examples', () => {
  it('finds the indexer of DeepSeek sparse attention at 126 FLOP per byte and its attention at 0.57 GFLOP', () => {
    const { analysis } = analyzed(DSA);
    const env = analysis.environment();
    expect(writing(analysis, 'score').intensity(env)).toBeCloseTo(125.5, 0);
    const attention = writing(analysis, 'mixed');
    expect(Size.evaluate(attention.flop, env) / 1e9).toBeCloseTo(0.57, 2);
    const gathered = attention.reads.filter((r) => r.access.kind === 'gathered').reduce((sum, r) => sum + Size.evaluate(r.bytes, env), 0);
    expect(gathered / 1e6).toBeCloseTo(2.36, 2);
  });

  it('follows a changed formula', () => {
    const flop = (edit?: (text: string) => string): number => {
      const { analysis } = analyzed(DSA, edit);
      return Size.evaluate(writing(analysis, 'score').flopByKind.fma, analysis.environment());
    };
    expect(flop((text) => text.replace('H = 64', 'H = 32'))).toBe(flop() / 2);
    const compares = (edit?: (text: string) => string): number => {
      const { analysis } = analyzed(DSA, edit);
      return Size.evaluate(writing(analysis, 'score').flopByKind.compare, analysis.environment());
    };
    expect(compares() - compares((text) => text.replace('relu(sum(j) q[h, j] * key[t, j])', '(sum(j) q[h, j] * key[t, j])'))).toBe(64 * 131_072);
  });

  it('finds block scoring near 1 FLOP per byte, streamed, and the attention gathered', () => {
    const { analysis } = analyzed(SEER);
    const scoring = writing(analysis, 'score');
    expect(scoring.intensity(analysis.environment())).toBeGreaterThan(0.9);
    expect(scoring.intensity(analysis.environment())).toBeLessThan(1.6);
    expect(scoring.access).toBe('regular');
    expect(writing(analysis, 'gate').frequency).toBe(1 / 64);
    const out = writing(analysis, 'out');
    expect(out.reads.filter((r) => r.access.kind === 'gathered').map((r) => r.tensor.name)).toEqual(['keys', 'values']);
    const env = analysis.environment();
    expect(out.reads.filter((r) => r.access.kind === 'gathered').map((r) => Size.evaluate(r.bytes, env))).toEqual([8 * 4096 * 256, 8 * 4096 * 256]);
  });

  it('finds BM25 irregular and near 1 operation per 8-byte posting', () => {
    const { analysis } = analyzed('rag-bm25/rag_bm25');
    const env = analysis.environment();
    const scoring = writing(analysis, 'score');
    expect(scoring.access).toBe('irregular');
    expect(scoring.intensity(env)).toBeLessThan(2);
    const postings = scoring.reads.filter((r) => ['doc', 'impact'].includes(r.tensor.name));
    expect(postings.map((r) => r.access.kind)).toEqual(['gathered', 'gathered']);
    expect(Size.evaluate(scoring.flopByKind.add, env)).toBe(64 * 500);
    expect(writing(analysis, 'impact').step.once).toBe(true);
  });

  it.each(MACHINES.map((m) => [m.name, m] as const))('places all of them on %s', (_, machine) => {
    for (const name of [DSA, SEER, `${SEER}_threshold`, 'rag-bm25/rag_bm25']) {
      const { method, steps, analysis } = analyzed(name);
      const placement = place(method, steps, analysis, machine);
      expect(placement.diagnostics).toEqual([]);
      expect(placement.steps.map((s) => s.step)).toEqual(steps);
      for (const step of placement.steps) expect(deviceOf(machine, step.device)).toBeDefined();
      for (const c of placement.candidates) expect(c.microseconds).toBeGreaterThanOrEqual(placement.microseconds * (1 - 1e-9));
    }
  });
});
