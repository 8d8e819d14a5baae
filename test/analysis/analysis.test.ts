import { describe, expect, it } from 'vitest';
import { analyzeMethod } from '../../src/analysis/index.js';
import { axis, load, map, method, mul, range, scatter, size, sum, tensor, add, div, f32 } from '../../src/ir/build.js';
import { Size } from '../../src/symbolic/index.js';
import { blockScores, bm25, dense, gatheredAttention, indexer, stepOf, type Example } from './methods.js';

function first({ method: m, steps }: Example, index = 0) {
  const analysis = analyzeMethod(m, steps);
  const step = analysis.steps[index];
  if (!step) throw new Error('no such step');
  return { analysis, step };
}

describe('work', () => {
  it('counts the sparse-attention indexer at about 126 FLOP per byte', () => {
    const { step, analysis } = first(indexer());
    expect(step.intensity(analysis.environment())).toBeGreaterThan(124);
    expect(step.intensity(analysis.environment())).toBeLessThan(127);
    expect(step.flopByKind.fma.key).toBe('8256 * T');
    expect(step.access).toBe('regular');
  });

  it('halves with half the heads', () => {
    const env = { T: 131_072 };
    const flop = (heads: number): number => Size.evaluate(first(indexer(heads, 1)).step.flopByKind.fma, env);
    expect(flop(32)).toBe(flop(64) / 2);
  });

  it('counts block scoring near 1 FLOP per byte and says that it streams', () => {
    const { step, analysis } = first(blockScores());
    expect(step.intensity(analysis.environment())).toBeCloseTo(1, 1);
    expect(step.reads.map((r) => [r.tensor.name, r.access.kind])).toEqual([['query', 'broadcast'], ['gate', 'streamed']]);
    expect(step.reads[1]?.bytes.key).toBe('2048 * P');
  });

  it('counts an inverted index near 1 and irregular, in the mean length of a list', () => {
    const { step, analysis } = first(bm25());
    expect(step.flop.key).toBe('Q * len(e)');
    expect(step.access).toBe('irregular');
    expect(step.reads.find((r) => r.tensor.name === 'doc')?.access.kind).toBe('gathered');
    expect(step.writes.map((w) => [w.access.kind, w.bytes.key])).toEqual([['streamed', '4 * Docs'], ['random', '8 * Q * len(e)']]);
    expect(analysis.lengths.map((l) => l.symbol)).toEqual(['len(e)']);
    expect(analysis.environment()['len(e)']).toBe(500);
    expect(analysis.environment({ 'len(e)': 7 })['len(e)']).toBe(7);
    const postings = step.reads.filter((r) => ['doc', 'impact'].includes(r.tensor.name));
    const env = analysis.environment();
    const bytes = postings.reduce((total, r) => total + Size.evaluate(r.bytes, env), 0);
    expect(bytes).toBe(8 * 64 * 500);
  });

  it('evaluates a logit once for all columns of the value', () => {
    const { step } = first(gatheredAttention());
    expect(step.flopByKind.fma.key).toBe(String(128 * 2048 * 512 * 2));
    expect(step.reads.find((r) => r.tensor.name === 'cache')).toMatchObject({ access: { kind: 'gathered', rowBytes: { key: '1024' } } });
    expect(step.reads.find((r) => r.tensor.name === 'cache')?.bytes.key).toBe('1024 * min(2048, T)');
  });

  it('does not depend on the order of the axes', () => {
    const i = axis('i', 8), j = axis('j', 16), k = axis('k', 32);
    const a = tensor('a', 'input', 'f32', [8, 32]), b = tensor('b', 'input', 'f32', [32, 16]), c = tensor('c', 'output', 'f32', [8, 16]);
    const value = sum([k], mul(load(a, i, k), load(b, k, j)));
    const flops = [[i, j], [j, i]].map((axes) => {
      const op = map(c, axes, value, { indices: [i, j] });
      return first({ method: method('m', { tensors: [a, b, c], ops: [op] }), steps: [stepOf('s', [op])] }).step.flop.key;
    });
    expect(flops).toEqual(['8192', '8192']);
  });
});

describe('footprints', () => {
  it('counts what several heads share once', () => {
    const i = axis('i', 32), d = axis('d', 128);
    const x = tensor('x', 'input', 'f32', [8, 128]), y = tensor('y', 'output', 'f32', [32, 128]);
    const op = map(y, [i, d], load(x, div(i, 4), d));
    const { step } = first({ method: method('m', { tensors: [x, y], ops: [op] }), steps: [stepOf('s', [op])] });
    expect(step.reads[0]?.bytes.key).toBe('4096');
  });

  it('adds up the parts picked by constant indices and merges shifted ones', () => {
    const n = axis('n', 63);
    const x = tensor('x', 'input', 'f32', [3, 64]), y = tensor('y', 'output', 'f32', [63]);
    const op = map(y, [n], add(add(load(x, 0, n), load(x, 0, add(n, 1))), load(x, 2, n)));
    const { step } = first({ method: method('m', { tensors: [x, y], ops: [op] }), steps: [stepOf('s', [op])] });
    expect(step.reads[0]?.bytes.key).toBe(String(2 * 63 * 4));
  });

  it('sums lists that partition their entries exactly', () => {
    const N = size('N', 1, 1000), E = size('E', 1, 1_000_000);
    const start = tensor('start', 'memory', 'i32', [Size.add(Size.variable('N'), 1)]);
    const x = tensor('x', 'input', 'f32', [E]), y = tensor('y', 'output', 'f32', [N]);
    const n = axis('n', N);
    const e = range('e', load(start, n), load(start, add(n, 1)), E);
    const op = map(y, [n], sum([e], load(x, e)));
    const { step } = first({ method: method('m', { sizes: [N, E], tensors: [start, x, y], ops: [op] }), steps: [stepOf('s', [op])] });
    expect(step.flop.key).toBe('E');
    expect(step.reads.find((r) => r.tensor === x)?.bytes.key).toBe('4 * E');
  });

  it('takes a triangle at half its square', () => {
    const i = axis('i', 64);
    const j = range('j', 0, add(i, 1), 64);
    const x = tensor('x', 'input', 'f32', [64]), y = tensor('y', 'output', 'f32', [64]);
    const op = map(y, [i], sum([j], load(x, j)));
    const { step } = first({ method: method('m', { tensors: [x, y], ops: [op] }), steps: [stepOf('s', [op])] });
    expect(step.flop.key).toBe(String(64 * 65 / 2));
  });

  it('sees a stream between a map and the one reader that follows its order, and a store behind a scatter', () => {
    const streaming = first(indexer()).step.hidden;
    expect(streaming.map((h) => [h.tensor.name, h.streams])).toEqual([['score', true]]);
    const n = axis('n', 64), m = axis('m', 16);
    const id = tensor('id', 'input', 'i32', [64], { idRange: 16 });
    const bins = tensor('bins', 'temp', 'f32', [16]), y = tensor('y', 'output', 'f32', [16]);
    const ops = [scatter(bins, [n], [load(id, n)], 'sum', f32(1)), map(y, [m], load(bins, m))];
    const { step } = first({ method: method('m', { tensors: [id, bins, y], ops }), steps: [stepOf('s', ops)] });
    expect(step.hidden.map((h) => [h.tensor.name, h.streams])).toEqual([['bins', false]]);
  });

  it('lists the launch chain of a framework', () => {
    const kinds = first(indexer()).step.framework.map((k) => k.kind);
    expect(kinds).toEqual(['contraction', 'elementwise', 'contraction', 'elementwise', 'selection']);
    expect(first(dense()).step.framework.map((k) => k.kind)).toEqual(['contraction']);
    // Attention over chosen rows is one kernel, which reads each row of keys and values once.
    const attention = first(gatheredAttention());
    const [kernel, ...others] = attention.step.framework;
    expect([kernel?.kind, others.length]).toEqual(['gathered-attention', 0]);
    const env = attention.analysis.environment();
    const bytes = attention.step.reads.reduce((sum, r) => sum + Size.evaluate(r.bytes, env), 0);
    expect(Size.evaluate(kernel?.reads ?? Size.constant(0), env) / bytes).toBeCloseTo(1, 1);
  });
});
