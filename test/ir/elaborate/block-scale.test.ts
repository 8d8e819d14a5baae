import { describe, expect, it } from 'vitest';
import { compile } from './support.js';
import { expectClose, methodOf, random, range, run } from './run.js';

const text = (type: string, write = 'keys <- x'): string => `method m
  size T in 1 .. 100
  input x : f32[2, 10]
  memory keys : ${type}[T, 2, 10] block 4 append per token
  output y, scales
  prepare { ${write} }
  apply {
    y[t, h, d] = keys[t, h, d]
    scales[t, h, b] = keys_scale[t, h, b]
  }`;

describe('block scales', () => {
  const x = random('x', 2, 10);
  const block = (h: number, b: number): readonly number[] => range(Math.min(4, 10 - 4 * b)).map((j) => x.at(h, 4 * b + j));
  const peaks = [0, 1].flatMap((h) => [0, 1, 2].map((b) => Math.max(...block(h, b).map(Math.abs))));

  it.each(['keys <- x', 'keys[h, d] <- x[h, d]', 'keys[:, :] <- x[:, :]'])('of i8: %s', (write) => {
    const [outputs] = run(text('i8', write), { steps: [{ x }] });
    expectClose(outputs?.['scales'] ?? [], peaks.map((p) => p / 127), 7);
    expectClose(outputs?.['y'] ?? [], [0, 1].flatMap((h) => range(10).map((d) => {
      const scale = (peaks[h * 3 + Math.floor(d / 4)] ?? NaN) / 127;
      return Math.floor(x.at(h, d) / scale + 0.5) * scale;
    })), 6);
  });

  it('of f8e4m3, which keep three digits', () => {
    const [outputs] = run(text('f8e4m3'), { steps: [{ x }] });
    expectClose(outputs?.['scales'] ?? [], peaks.map((p) => p / 448), 7);
    for (const [i, value] of (outputs?.['y'] ?? []).entries()) {
      const exact = x.at(Math.floor(i / 10), i % 10);
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(Math.abs(exact) / 16 + 1e-4);
    }
  });

  it('may be powers of two, and are zero for zeros', () => {
    const [outputs] = run(text('f8e4m3').replace('block 4', 'block 4 pow2'), { steps: [{ x }, { x: { ...x, bytes: new Uint8Array(80) } }] });
    expectClose(outputs?.['scales'] ?? [], peaks.map((p) => 2 ** Math.ceil(Math.log2(p / 448))), 7);
  });

  it('belong to a memory of its own', () => {
    const { tensors } = methodOf(text('i8'));
    const scale = tensors.find((t) => t.name === 'keys_scale');
    expect(scale?.shape.map((s) => s.key)).toEqual(['T', '2', '3']);
    expect(scale?.growth?.kind).toBe('append-token');
  });

  it('report what cannot be', () => {
    const codes = (source: string): readonly string[] => compile(source).diagnostics.filter((d) => d.severity === 'error').map((d) => d.code);
    expect(codes(text('bf16'))).toContain('MPC2240');
    expect(codes(`method m\nsize N in 1 .. 9\ninput x : f32[4]\nmemory s : i8[3, 4] block 2 state\noutput y\nprepare { s[0, 1] <- x[0] }\napply { y = s[0, 0] + N }\nmemory k : f32[N] append per token\nprepare { k <- x[0] }`)).toContain('MPC2239');
  });
});
