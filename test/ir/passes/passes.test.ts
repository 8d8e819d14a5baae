import { describe, expect, it } from 'vitest';
import * as ir from '../../../src/ir/build.js';
import { formSteps, runPasses, STANDARD_PASSES } from '../../../src/ir/passes/index.js';
import { parseMethod, printMethod } from '../../../src/ir/text/index.js';

/** Operations after the named passes, as text. */
function after(passes: readonly string[], declarations: string, ops: string): readonly string[] {
  const head = `method m\n${declarations.split('\n').filter((l) => /^(size|tokens)/.test(l)).join('\n')}\nbatch 1 .. 1\n`;
  const rest = declarations.split('\n').filter((l) => !/^(size|tokens)/.test(l)).join('\n');
  const method = runPasses(parseMethod(`${head}${rest}\n${ops}`), passes, { verify: true });
  return printMethod(method).split('\n').filter((line) => line.includes(': ') && /^(prepare|relevancy|retrieve|apply)/.test(line));
}

const VECTORS = 'size N in 1 .. 64\ninput x : f32[N]\ninput b : bf16[N]\ninput m : i32[N]\noutput y : f32[N]';
const simplified = (value: string): string => {
  const [line = ''] = after(['simplify'], VECTORS, `relevancy for i in 0 .. N: y[i] = ${value}`);
  return line.slice(line.indexOf(' = ') + 3);
};

describe('simplify', () => {
  it.each([
    ['1.0 + 2.0 * 3.0', '7.0'],
    ['x[i] * 1.0', 'x[i]'],
    ['1.0 * x[i] / 1.0', 'x[i]'],
    ['x[i] - 0.0', 'x[i]'],
    ['x[i] + -0.0', 'x[i]'],
    ['x[i + 0 * N]', 'x[i]'],
    ['x[i] / 8.0', 'x[i] * 0.125'],
    ['x[i] / sqrt(64.0)', 'x[i] * 0.125'],
    ['neg(neg(x[i]))', 'x[i]'],
    ['abs(neg(x[i]))', 'abs(x[i])'],
    ['round_bf16(b[i])', 'b[i]'],
    ['round_bf16(round_f8e4m3(x[i]))', 'round_f8e4m3(x[i])'],
    ['round_f32(x[i])', 'x[i]'],
    ['round_f8e4m3(1000.0)', '448.0'],
    ['select(1 < 2, x[i], 3.0)', 'x[i]'],
    ['select(x[i] < 0.0 and true, 1.0, 2.0)', 'select(x[i] < 0.0, 1.0, 2.0)'],
    ['select(x[i] < 0.0, b[i], b[i])', 'b[i]'],
    ['f32(7 / 2 + -7 % 4)', '4.0'],
    ['select(i < 64, x[i], 0.0)', 'x[i]'],
    ['x[min(i, 63)]', 'x[i]'],
    ['x[max(i % 8 - 8, 0)]', 'x[0]'],
    ['x[i % 64]', 'x[i]'],
    ['x[i / 64]', 'x[0]'],
    ['x[min(i, N - 1)]', 'x[min(i, N - 1)]'],
  ])('%s becomes %s', (before, wanted) => { expect(simplified(before)).toBe(wanted); });

  it.each(['x[i] + 0.0', 'x[i] * 0.0', '0.0 - x[i]', 'x[i] / 3.0', 'x[i] - x[i]', 'round_f16(b[i])', 'x[m[i] % 1 + m[i] - m[i]] * 2.0'.replace('m[i] % 1 + ', '')])(
    'leaves %s, which is not the same for -0, NaN or after rounding', (text) => { expect(simplified(text)).toBe(text); });
});

describe('simplify and scans', () => {
  it.each([1, 2, 3])('over %i points: where a scan reads itself stays', (points) => {
    const [x, s] = [ir.tensor('x', 'input', 'f32', [points]), ir.tensor('s', 'output', 'f32', [points])];
    const t = ir.axis('t', points);
    const before = ir.load(s, ir.max(ir.sub(t, 1), 0));
    const value = ir.add(ir.select(ir.eq(t, 0), 0, before), ir.mul(ir.load(x, t), 1));
    const method = ir.method('m', { tensors: [x, s], ops: [{ ...ir.map(s, [t], value), sequential: t }] });
    expect(() => runPasses(method, STANDARD_PASSES, { verify: true })).not.toThrow();
  });
});

describe('factor-constants', () => {
  it('moves constants out of sums, and nothing else', () => {
    expect(after(['factor-constants'], 'input x : f32[8]\ninput s : f32[]\noutput y : f32[]\noutput z : f32[]', [
      'relevancy: y[] = sum{i in 0 .. 8}(2.0 * x[i] / 3.0)',
      'relevancy: z[] = sum{i in 0 .. 8}(x[i] * s[]) + max{i_2 in 0 .. 8}(x[i_2] * 2.0) + sum{i_3 in 0 .. 8}(x[i_3] * -1.0)',
    ].join('\n'))).toEqual([
      'relevancy: y[] = sum{i in 0 .. 8}(x[i]) * 2.0 / 3.0',
      'relevancy: z[] = sum{i in 0 .. 8}(x[i] * s[]) + max{i_2 in 0 .. 8}(x[i_2] * 2.0) + sum{i_3 in 0 .. 8}(x[i_3] * -1.0)',
    ]);
  });
});

describe('hoist-reductions', () => {
  it('computes the norm of a row once', () => {
    expect(after(['hoist-reductions'], 'input x : f32[4, 64]\noutput y : f32[4, 64]',
      'relevancy for h in 0 .. 4, i in 0 .. 64: y[h, i] = x[h, i] * rsqrt(sum{d in 0 .. 64}(x[h, d] * x[h, d]) / 64.0 + 0.1)')).toEqual([
      'relevancy for h in 0 .. 4: y_rsqrt[h] = rsqrt(sum{d in 0 .. 64}(x[h, d] * x[h, d]) / 64.0 + 0.1)',
      'relevancy for h in 0 .. 4, i in 0 .. 64: y[h, i] = x[h, i] * y_rsqrt[h]',
    ]);
  });

  it('computes the logits of a softmax without the axis of its values', () => {
    const lines = after(['hoist-reductions'],
      'size T in 1 .. 1000\ninput q : f32[8, 16]\nmemory c : bf16[T, 16] static\ninput ids : i32[4] ids of T\ninput n : i32[] ids of 5\noutput y : f32[8, 16]',
      'apply for a in 0 .. 8, v in 0 .. 16: y[a, v] = softmax_sum{s in 0 .. n[] max 4}(sum{e in 0 .. 16}(q[a, e] * c[ids[s], e]) * 0.25 => c[ids[s], v])');
    expect(lines).toEqual([
      'apply for a in 0 .. 8, s in 0 .. n[] max 4: y_logit[a, s] = sum{e in 0 .. 16}(q[a, e] * c[ids[s], e]) * 0.25',
      'apply for a in 0 .. 8, v in 0 .. 16: y[a, v] = softmax_sum{s in 0 .. n[] max 4}(y_logit[a, s] => c[ids[s], v])',
    ]);
  });

  it('takes along the axes that ranges mention, and starts ranges at 0', () => {
    const lines = after(['hoist-reductions'],
      'size M in 1 .. 9\nsize E in 0 .. 99\nmemory start : i32[M + 1] ids of E + 1 static\nmemory w : f32[E, 4] static\noutput y : f32[M, 3]',
      'apply for t in 0 .. M, c in 0 .. 3: y[t, c] = sum{e in start[t] .. start[t + 1] max E}(sum{d in 0 .. 4}(w[e, d]) * f32(c))');
    expect(lines).toEqual([
      'apply for t in 0 .. M, e in 0 .. start[t + 1] - start[t] max E: y_sum[t, e] = sum{d in 0 .. 4}(w[e + start[t], d])',
      'apply for t in 0 .. M, c in 0 .. 3: y[t, c] = sum{e in start[t] .. start[t + 1] max E}(y_sum[t, e - start[t]] * f32(c))',
    ]);
  });

  it('takes costly functions out of inner loops only, and one inside another', () => {
    expect(after(['hoist-reductions'], 'input x : f32[64]\noutput y : f32[64]\noutput z : f32[8, 64]', [
      'relevancy for i in 0 .. 64: y[i] = sum{j in 0 .. 64}(cos(x[j] - sum{k in 0 .. 64}(x[k])) * f32(popcount(i & j)))',
      'relevancy for h in 0 .. 8, i in 0 .. 64: z[h, i] = exp(x[i]) * f32(h)',
    ].join('\n'))).toEqual([
      'relevancy: y_cos_sum[] = sum{k in 0 .. 64}(x[k])',
      'relevancy for j in 0 .. 64: y_cos[j] = cos(x[j] - y_cos_sum[])',
      'relevancy for i in 0 .. 64: y[i] = sum{j in 0 .. 64}(y_cos[j] * f32(popcount(i & j)))',
      'relevancy for h in 0 .. 8, i in 0 .. 64: z[h, i] = exp(x[i]) * f32(h)',
    ]);
  });

  it('leaves a load that an empty loop would not make', () => {
    const ops = 'relevancy: y[] = sum{q in 0 .. Q}(sum{d in 0 .. 4}(x[0, d]) * f32(q))';
    expect(after(['hoist-reductions'], 'size Q in 0 .. 8\ninput x : f32[Q, 4]\noutput y : f32[]', ops)).toEqual([ops]);
    expect(after(['hoist-reductions'], 'size Q in 1 .. 8\ninput x : f32[Q, 4]\noutput y : f32[]', ops)).toHaveLength(2);
  });
});

describe('dedupe and eliminate-dead', () => {
  it('compute equal temporaries once and drop what nobody reads', () => {
    expect(after(['dedupe', 'eliminate-dead'], 'input x : f32[8]\ntemp a : f32[8]\ntemp b : f32[8]\ntemp c : f32[8]\noutput y : f32[8]', [
      'relevancy for i in 0 .. 8: a[i] = x[i] * 2.0',
      'relevancy for j in 0 .. 8: b[j] = x[j] * 2.0',
      'relevancy for j in 0 .. 8: c[j] = b[j] + 1.0',
      'relevancy for i in 0 .. 8: y[i] = a[i] + b[i]',
    ].join('\n'))).toEqual([
      'relevancy for i in 0 .. 8: a[i] = x[i] * 2.0',
      'relevancy for i in 0 .. 8: y[i] = a[i] + a[i]',
    ]);
  });

  it('does not merge reads of a memory before and after it is written', () => {
    const ops = [
      'prepare for i in 0 .. 8: a[i] = r[i]',
      'prepare for i in 0 .. 8: r[i] = x[i]',
      'prepare for i in 0 .. 8: b[i] = r[i]',
      'prepare for i in 0 .. 8: y[i] = a[i] + b[i]',
    ];
    expect(after(STANDARD_PASSES, 'size N in 1 .. 9\ntokens N\ninput x : f32[8]\nmemory r : f32[8] ring N 8\ntemp a : f32[8]\ntemp b : f32[8]\noutput y : f32[8]', ops.join('\n'))).toEqual(ops);
  });
});

describe('form-steps', () => {
  const method = parseMethod(`method m
size N in 1 .. 4096
tokens N
batch 1 .. 1
input x : f32[64]
weight w : f32[64, 64]
weight gain : f32[64]
memory keys : bf16[N, 64] append-token N
memory docs : f32[N] static
memory total : f32[N] computed
temp a : f32[]
temp q : f32[64]
temp q_norm : f32[64]
temp norm : f32[]
temp score : f32[N]
temp logit : f32[8]
temp mixed : f32[64]
output best : i32[8] ids of N
output best_count : i32[]
output y : f32[64]
prepare once: a[] = sum{n in 0 .. N}(docs[n])
prepare once for n in 0 .. N: total[n] = docs[n] / a[]
prepare for d in 0 .. 64: keys[N - 1, d] = round_bf16(x[d])
relevancy for i in 0 .. 64: q[i] = sum{d in 0 .. 64}(x[d] * w[d, i])
relevancy: norm[] = sum{d in 0 .. 64}(q[d] * q[d])
relevancy for i in 0 .. 64: q_norm[i] = q[i] / norm[] * gain[i]
relevancy for t in 0 .. N: score[t] = sum{d in 0 .. 64}(q_norm[d] * keys[t, d])
retrieve: best, best_count = topk 8 {t in 0 .. N} score[t]
apply for s in 0 .. best_count[] max 8: logit[s] = sum{d in 0 .. 64}(x[d] * keys[best[s], d])
apply for d in 0 .. 64: mixed[d] = softmax_sum{s in 0 .. best_count[] max 8}(logit[s] => keys[best[s], d])
apply for i in 0 .. 64: y[i] = sum{d in 0 .. 64}(mixed[d] * w[i, d])
`);

  it('puts light operations with what they read, scores with their selection, logits with their softmax', () => {
    const steps = formSteps(method);
    expect(steps.map((s) => [s.name, s.stage, s.hidden.map((t) => t.name).join()])).toEqual([
      ['total', 'prepare', 'a'], ['keys', 'prepare', ''], ['q_norm', 'relevancy', 'q,norm'], ['score_best', 'relevancy', 'score'],
      ['mixed', 'apply', 'logit'], ['y', 'apply', ''],
    ]);
    expect(steps[3]?.reads.map((t) => t.name)).toEqual(['q_norm', 'keys']);
    expect(steps[3]?.writes.map((t) => t.name)).toEqual(['best', 'best_count']);
    expect(steps[0]?.once).toBe(true);
  });

  it('refuses a pass that does not exist', () => {
    expect(() => runPasses(method, ['unroll'])).toThrow(/no pass unroll; there are simplify, /);
  });
});
