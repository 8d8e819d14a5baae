import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/compiler/index.js';
import { analysisReport, placementReport } from '../../src/report/index.js';
import { TARGETS, type Target } from '../../src/runtime/manifest.js';
import { compileWhole, exampleSource, fileText, type Compiled } from '../support/examples.js';

const DSA = exampleSource('deepseek_sparse_attention.mp');
const SEER = exampleSource('seer_attention_r.mp');
const BM25 = exampleSource('rag_bm25.mp');

/** The source with exactly one place changed. */
function edited(source: Source, from: string, to: string): Source {
  expect(source.text.split(from).length, `occurrences of ${from}`).toBe(2);
  return { ...source, text: source.text.replace(from, to) };
}

interface Numbers { readonly flop: number; readonly bytes: number; readonly microseconds: number }

/** What analysis and placement say about the step that writes a tensor. */
function numbersOf({ analysis, placement, steps }: Compiled, tensor: string): Numbers {
  const step = steps.find((s) => s.writes.some((t) => t.name === tensor))?.name;
  const work = analysisReport(analysis, placement.sizes).steps.find((s) => s.name === step);
  const placed = placementReport(placement).steps.find((s) => s.name === step);
  if (!work || !placed) throw new RangeError(`no step writes ${tensor}`);
  return { flop: work.flop.value, bytes: work.bytes.value, microseconds: placed.microseconds };
}

/** Kernel sources of a target, by path. */
function sourcesOf({ manifest, files }: Compiled, target: Target): ReadonlyMap<string, string> {
  const paths = new Set(manifest.steps.flatMap((s) => s.kernels[target] ?? []).map((k) => k.file));
  return new Map(files.filter((f) => paths.has(f.path)).map((f) => [f.path, f.text]));
}

/** Lines of the kernel sources of a target that one compilation has and the other has not. */
function linesOnlyIn(a: Compiled, b: Compiled, target: Target): readonly string[] {
  return [...sourcesOf(a, target)].flatMap(([path, text]) => {
    const others = new Set((sourcesOf(b, target).get(path) ?? '').split('\n').map((l) => l.trim()));
    return text.split('\n').map((l) => l.trim()).filter((l) => !l.startsWith('//') && !others.has(l));
  });
}

const MAXIMUM = /max\w*\(/;

describe('dropping the ReLU of the indexer', () => {
  it('takes the maximum out of the work, the times and all code', async () => {
    const sizes = { T: 131_072 };
    const base = await compileWhole(DSA, { sizes });
    const linear = await compileWhole(edited(DSA, 'relu(sum(j) q[h, j] * key[t, j])', '(sum(j) q[h, j] * key[t, j])'), { sizes });

    const before = numbersOf(base, 'picked');
    const after = numbersOf(linear, 'picked');
    expect(before.flop - after.flop).toBe(64 * 131_072); // one operation for each head and token
    expect(after.bytes).toBe(before.bytes);
    expect(after.microseconds).toBeLessThan(before.microseconds);
    expect(linear.placement.microseconds).toBeLessThan(base.placement.microseconds);
    expect(base.manifest.predicted).not.toEqual(linear.manifest.predicted);

    for (const target of TARGETS) {
      const lost = linesOnlyIn(base, linear, target);
      const gained = linesOnlyIn(linear, base, target);
      expect(lost.filter((l) => MAXIMUM.test(l)).length, target).toBeGreaterThan(0);
      expect(gained.filter((l) => MAXIMUM.test(l)), target).toEqual([]);
      expect(lost.length, `${target}: only the formula changes`).toBeLessThan(40);
    }
    expect(fileText(base, 'ir.txt')).toContain('max(sum{j in 0 .. 128}(q[h, j] * key[t, j]), 0.0)');
    expect(fileText(linear, 'ir.txt')).not.toMatch(/max\(sum\{j in 0 \.\. 128\}/);
  });
});

describe('32 index heads instead of 64', () => {
  it('halves the work of the scores', async () => {
    const sizes = { T: 131_072 };
    const base = await compileWhole(DSA, { sizes });
    const narrow = await compileWhole(edited(DSA, 'const H = 64, ', 'const H = 32, '), { sizes });

    const ratio = numbersOf(narrow, 'picked').flop / numbersOf(base, 'picked').flop;
    expect(ratio).toBeGreaterThan(0.495);
    expect(ratio).toBeLessThan(0.51); // the top-k does not depend on the heads
    expect(numbersOf(narrow, 'picked').microseconds).toBeLessThan(numbersOf(base, 'picked').microseconds); // and the selection takes as long
    expect(narrow.placement.microseconds).toBeLessThan(base.placement.microseconds);
    expect(narrow.manifest.tensors.find((t) => t.name === 'w_q')?.shape).toEqual(['1536', '32', '128']);
    for (const target of TARGETS) {
      expect(linesOnlyIn(base, narrow, target).some((l) => /\b64\b/.test(l)), target).toBe(true);
      expect(linesOnlyIn(narrow, base, target).some((l) => /\b32\b/.test(l)), target).toBe(true);
    }
    expect(fileText(narrow, 'host/index.ts')).toContain('32');
  });
});

describe('blocks of 32 tokens instead of 64', () => {
  it('doubles the scores and keeps the attention', async () => {
    const sizes = { N: 131_072 };
    const base = await compileWhole(SEER, { sizes });
    const fine = await compileWhole(edited(SEER, 'const B = 64,', 'const B = 32,'), { sizes });

    const scores = numbersOf(fine, 'blocks').flop / numbersOf(base, 'blocks').flop;
    expect(scores).toBeGreaterThan(1.9);
    expect(scores).toBeLessThan(2.1);
    const attention = numbersOf(fine, 'out').flop / numbersOf(base, 'out').flop;
    expect(attention).toBeGreaterThan(0.95);
    expect(attention).toBeLessThan(1.05);
    const growthOf = (r: Compiled): unknown => r.manifest.tensors.find((t) => t.name === 'gate')?.growth;
    expect([growthOf(base), growthOf(fine)]).toMatchObject([{ block: 64 }, { block: 32 }]);
    expect(fine.manifest.tensors.find((t) => t.name === 'blocks')?.shape).toEqual(['8', '128']);
    expect(fine.manifest.predicted).not.toEqual(base.manifest.predicted);
    for (const target of TARGETS) expect(linesOnlyIn(fine, base, target).some((l) => /\b32\b/.test(l)), target).toBe(true);
  });
});

describe('another k1', () => {
  it('changes one number in all code and no cost', async () => {
    const base = await compileWhole(BM25);
    const other = await compileWhole(edited(BM25, 'const k1 = 1.5,', 'const k1 = 1.2,'));
    for (const target of TARGETS) {
      const lost = linesOnlyIn(base, other, target);
      const gained = linesOnlyIn(other, base, target);
      expect(lost.length, target).toBeGreaterThan(0);
      expect(lost.map((l) => l.replaceAll('1.5', '1.2')), target).toEqual(gained);
    }
    expect(numbersOf(other, 'best')).toEqual(numbersOf(base, 'best'));
  });

  it('costs one multiplication less for each posting where b is left out', async () => {
    const base = await compileWhole(BM25, { sizes: { Postings: 1_000_000 } });
    const plain = await compileWhole(edited(BM25, '(1.0 - b + b * length[doc[e]] / average)', '(length[doc[e]] / average)'), { sizes: { Postings: 1_000_000 } });
    expect(numbersOf(plain, 'impact').flop).toBeLessThan(numbersOf(base, 'impact').flop);
    for (const target of TARGETS) expect(linesOnlyIn(base, plain, target).some((l) => l.includes('0.75')), target).toBe(true);
  });
});
