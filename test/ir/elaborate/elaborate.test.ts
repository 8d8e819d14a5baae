import { describe, expect, it } from 'vitest';
import { printMethod } from '../../../src/ir/text/print.js';
import { verifyMethod } from '../../../src/ir/verify/index.js';
import { compile } from './support.js';

const HEAD = 'method m\nsize N in 1..1000\nconst D = 8\ninput x, z : f32[D]\noutput y\n';

/** The operations as text, of a method without errors. */
function ops(body: string, head = HEAD): readonly string[] {
  const { method, diagnostics } = compile(head + body);
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  if (!method) return [];
  expect(verifyMethod(method)).toEqual([]);
  return printMethod(method).split('\n').filter((line) => /^(prepare|relevancy|retrieve|apply)\b/.test(line));
}

function codes(body: string, head = HEAD): readonly string[] {
  return compile(head + body).diagnostics.map((d) => d.code);
}

describe('ranges', () => {
  it('come from bare indices, also through functions and nested reductions', () => {
    expect(ops('relevancy { y[i] = sum(j) x[i] * z[j] }')).toEqual(['relevancy for i in 0 .. 8: y[i] = sum{j in 0 .. 8}(x[i] * z[j])']);
    expect(ops('input w : f32[3, D]\nrelevancy { y[h] = dot(w[h, :], x) + norm(z) }')[0]).toContain('for h in 0 .. 3');
  });
  it('of slices come from the right side, whatever stands around the slice', () => {
    expect(ops('relevancy { y[:] = 2.0 * x[:] + relu(z[:]) }')).toEqual(['relevancy for i in 0 .. 8: y[i] = 2.0 * x[i] + max(z[i], 0.0)']);
    expect(ops('input w : f32[3, D]\nrelevancy { y[:] = sum(h) w[h, :] + 0.0 * norm(x) * norm(z) }')[0]).toContain('for i in 0 .. 8: y[i] = sum{h in 0 .. 3}(w[h, i])');
  });
  it('over a selection run over its valid entries', () => {
    const [, last] = ops('retrieve { best = topk(i) x[i] count 3 where z[i] > 0.0 }\napply { y = sum(b in best) x[b] }');
    expect(last).toBe('apply: y[] = sum{b_at in 0 .. best_count[] max 3}(x[best[b_at]])');
  });
  it('over a list of ids run over all of it', () => {
    expect(ops('input list : id<D>[5]\napply { y = sum(b in list) x[b] * z[b] }')).toEqual(['apply: y[] = sum{b_at in 0 .. 5}(x[list[b_at]] * z[list[b_at]])']);
  });
  it('may be ragged', () => {
    const found = ops('input start : id<N + 1>[D + 1]\ninput v : f32[N]\napply { y[q] = sum(e in start[q] .. start[q + 1]) v[e] for q in D\n_u = norm(x) + norm(z) }');
    expect(found[0]).toBe('apply for q in 0 .. 8: y[q] = sum{e in start[q] .. start[q + 1] max N}(v[e])');
  });
  it('of an index that hides a global name are those of the index', () => {
    expect(ops('const i = 3\nrelevancy { y[i] = x[i] + z[i] * D }')[0]).toContain('for i in 0 .. 8');
  });
});

describe('bounds of indices', () => {
  const accepted = [
    'x[(i + 3) % D]', 'x[min(i + 3, D - 1)]', 'x[max(i - 1, 0)]', 'x[i / 2]', 'x[i / 2 * 2 + i % 2]', 'x[D - 1 - i]',
    'x[min(max(i32(z[i]), 0), D - 1)]', 'x[popcount(i) % D]', 'x[i & 5]', 'x[N % D]', 'x[min(N, D) - 1]', 'x[if i < 4 then i + 4 else 0]',
    'x[if i < 7 then i + 1 else 0]', 'x[if i > 2 then i - 3 else i]',
  ];
  const rejected = ['x[if i < 5 then i + 4 else 0]', 'x[i + 1]', 'x[i - 1]', 'x[2 * i]', 'x[i32(z[i])]', 'x[N]', 'x[N - 1]', 'x[if z[i] > 0.0 then i + 1 else 0]', 'x[-i]'];
  it.each(accepted)('%s is inside', (index) => {
    expect(codes(`relevancy { y[i] = ${index} * z[i] + 0.0 * x[0] * N for i in D }`)).toEqual([]);
  });
  it.each(rejected)('%s is not', (index) => {
    expect(codes(`relevancy { y[i] = ${index} * z[i] * N for i in D }`)).toContain('MPC2204');
  });
  it('follow symbolic sizes', () => {
    const head = 'method m\nsize N in 1..1000\nsize P = ceil(N / 4)\ninput v : f32[N]\ninput g : f32[P]\noutput y\n';
    expect(codes('apply { y[p] = sum(j in 0 .. min(4, N - 4 * p)) v[4 * p + j] * g[p] }', head)).toEqual([]);
    expect(codes('apply { y[i] = v[N - 1 - i] * g[i / 4] for i in N }', head)).toEqual([]);
    expect(codes('apply { y[p] = v[4 * p] * g[P - 1] for p in P }', head)).toEqual([]);
    expect(codes('apply { y[p] = v[4 * p + 1] * g[p] for p in P }', head)).toEqual(['MPC2204']);
  });
});

describe('types', () => {
  it('integers become floats beside floats', () => {
    expect(ops('relevancy { y[i] = x[i] * i + z[i] / N }')[0]).toContain('x[i] * f32(i) + z[i] / f32(N)');
  });
  it('a cast or copy keeps its type, arithmetic is f32', () => {
    const { method } = compile(`${HEAD}input h : bf16[D]\nrelevancy { a[i] = f8e4m3(x[i])\nb[i] = h[i]\nc[i] = h[i] + a[i]\ny[i] = b[i] + c[i] + z[i] }`);
    expect(method?.tensors.filter((t) => t.role === 'temp').map((t) => t.dtype)).toEqual(['f8e4m3', 'bf16', 'f32']);
  });
  it('stores without a cast where nothing is lost', () => {
    const head = 'method m\nsize N in 1..9\ninput h : bf16[4]\ninput e : f8e4m3[4]\nmemory a, b : bf16[N, 4] append per token\noutput y\n';
    expect(codes('prepare { a <- h\nb[i] <- max(e[i], h[i]) }\napply { y = sum(t, i) a[t, i] * b[t, i] }', head)).toEqual([]);
  });
  it('mean divides by the number of points, ragged ones counted', () => {
    expect(ops('relevancy { y = (mean(i, j in 0 .. i) x[i] * z[j]) }')[0]).toContain('/ f32(sum{');
    expect(ops('relevancy { y = (mean(i) x[i] * z[i]) }')).toEqual(['relevancy: y[] = sum{i in 0 .. 8}(x[i] * z[i]) / 8.0']);
  });
  it('constants are computed in float64 and rounded once', () => {
    const { method } = compile(`${HEAD}const A = 0.1, B = A + 0.2\nconst t[i in 3] = pow(10.0, -1.0 * i)\nrelevancy { y = sum(i in 3) t[i] * B * x[i] * z[i] }`);
    expect(method?.tensors.find((t) => t.name === 't')?.data).toEqual([1, Math.fround(0.1), Math.fround(0.01)]);
    expect(ops(`const A = 0.1, B = A + 0.2\nrelevancy { y = B + norm(x) + norm(z) }`)[0]).toContain('0.3');
  });
});

describe('functions', () => {
  it('are inlined without capture', () => {
    const [found] = ops('fn total(v[n]) = sum(i) v[i]\nfn shift(v[n], by)[i] = v[i] + by\nrelevancy { y[i] = shift(x, total(z))[i] }').slice(-1);
    expect(found).toBe('relevancy for i in 0 .. 8: y[i] = shift_1[i]');
  });
  it('give temporaries over the indices of their arguments only', () => {
    const { method } = compile(`${HEAD}input w : f32[3, D]\nrelevancy { y[h, j] = norm(softmax(w[h, :])) * softmax(x)[j] * z[j] }`);
    const temps = method?.tensors.filter((t) => t.role === 'temp').map((t) => `${t.name}[${t.shape.map((s) => s.key).join(', ')}]`);
    expect(temps).toEqual(['softmax_1[3, 8]', 'softmax_2[8]']);
  });
  it('of the method may use its constants; the library does not see them', () => {
    expect(codes('const Half = 0.5\nfn halved(v) = v * Half\nfn relu(v) = v\nrelevancy { y = halved(relu(norm(x) + norm(z))) * N }')).toEqual([]);
  });
  it('report errors inside library code where it is called', () => {
    const { diagnostics } = compile(`${HEAD}relevancy { y = dot(x, z) + relu(x[0] > 0.0) }`, 'a.mp');
    expect(diagnostics.map((d) => [d.code, d.span?.file])).toEqual([['MPC2101', 'a.mp']]);
  });
});

describe('memories', () => {
  const head = 'method m\nsize N in 1..1000\nconst B = 4\ninput k : bf16[2]\noutput y\n';
  it('are written in the row of the step', () => {
    const body = 'memory a : bf16[N, 2] append per token\nmemory r : bf16[B, 2] ring\nmemory g : bf16[N / B, 2] append per block of B\nprepare {\n  a <- k\n  r[i] <- k[i]\n  when N % B == 0 { g[:] <- bf16(sum(b) r[b, :]) }\n}\napply { y = (sum(t, i) a[t, i]) + (sum(p, i) g[p, i]) }';
    expect(ops(body, head).slice(0, 3)).toEqual([
      'prepare for i in 0 .. 2: a[N - 1, i] = k[i]',
      'prepare for i in 0 .. 2: r[(N - 1) % 4, i] = k[i]',
      'prepare when N % 4 == 0 for i in 0 .. 2: g[N / 4 - 1, i] = round_bf16(sum{b in 0 .. 4}(r[b, i]))',
    ]);
  });
  it('one error does not make another', () => {
    expect(codes('memory a : bf17[N, 2] append per token\nprepare { a <- k }\napply { y = sum(t, i) a[t, i] }', head)).toEqual(['MPC2107']);
    expect(codes('apply { a[i] = k[j]\nb[i] = a[i] + 1\ny = sum(i) b[i] }', head)).toHaveLength(2);
  });
});

it('deep nesting is an error, not a crash', () => {
  const deep = Array.from({ length: 20_000 }, () => 'x[0]').join(' + ');
  expect(() => compile(`${HEAD}relevancy { y = ${deep} }`)).not.toThrow();
});
