import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as ir from '../../../src/ir/build.js';
import { parseMethod, printMethod } from '../../../src/ir/text/index.js';
import { runPasses, STANDARD_PASSES } from '../../../src/ir/passes/index.js';
import { verifyMethod } from '../../../src/ir/verify/index.js';
import { Size } from '../../../src/symbolic/index.js';
import { arbitraryMethod, referenceTensors } from '../../support/random-method.js';

const everything = `method everything
doc "a \\"doc\\"\\nof two lines"
size N in 1 .. 1048576 multiple of 64
size M in 0 .. 100
tokens N
batch 1 .. 64
input x : bf16[8, 16]
input link : i32[M] ids of M + 1
weight w : f16[16, 16]
constant table : f32[4] = [1, -0.0, 0.1, inf]
memory keys : f8e4m3[N, 16] append-token N
memory gate : bf16[floor((N + 63) / 64), 8] append-block N 64
memory open : bf16[64, 8] ring N 64
memory docs : i32[M] ids of M static
memory impact : f32[M] computed
temp a : f32[8, 16]
temp b : f32[]
temp s : f32[M]
temp n : i32[8]
output best : i32[8, 4] ids of N
output best_count : i32[8]
output chosen : i32[M] ids of M
output chosen_count : i32[]
prepare once for e in 0 .. M: impact[e] = f32(docs[e] % 3)
prepare when N % 64 == 0 for h in 0 .. 8: gate[floor_row(N), h] = 0.0
relevancy for h in 0 .. 8, i in 0 .. 16: a[h, i] = sum{j in 0 .. 16}(x[h, j] * w[j, i]) - (x[h, i] - 1.0) / -2.5
relevancy: b[] = softmax_sum{h in 0 .. 8, h_2 in 0 .. min(16, N - h * 4) max 16}(a[h, h_2] * 0.5 => a[h, 3])
relevancy for e in 0 .. M: s[docs[e]] max= impact[e]
relevancy for h in 0 .. 8: n[h] = (h ^ 5 & 3 | h << 2) + neg(h) * -1
retrieve for h in 0 .. 8: best, best_count = topk 4 {t in 0 .. N} select(t < N - 1 and a[h, 0] <= 0.0 or false, round_bf16(a[h, t % 16]), -inf)
retrieve: chosen, chosen_count = filter {e in 0 .. M} not(s[e] < pow(b[], 1e-7)) and e != 2
`.replace('floor_row(N)', 'N / 64 - 1');

describe('the text form', () => {
  it('round-trips everything that the IR can say', () => {
    const method = parseMethod(everything);
    expect(printMethod(method)).toBe(everything);
    expect(verifyMethod(method)).toEqual([]);
  });

  it('round-trips random methods, before and after the passes, with the same meaning', () => {
    fc.assert(fc.property(arbitraryMethod(), (sample) => {
      for (const method of [sample.method, runPasses(sample.method, STANDARD_PASSES)]) {
        const text = printMethod(method);
        const again = parseMethod(text);
        expect(printMethod(again)).toBe(text);
        expect(verifyMethod(again)).toEqual([]);
        const values = (m: typeof method): readonly unknown[] => [...referenceTensors({ ...sample, method: m })].map(([t, v]) => [t.name, Array.from(v.data)]);
        expect(values(again)).toEqual(values(method));
      }
    }), { numRuns: 60 });
  });

  it('keeps axes of the same name apart', () => {
    const [outer, inner] = [ir.axis('i', 4), ir.axis('i', 4)];
    const x = ir.tensor('x', 'input', 'f32', [4]);
    const y = ir.tensor('y', 'output', 'f32', [4]);
    const method = ir.method('m', { tensors: [x, y], ops: [ir.map(y, [outer], ir.sum([inner], ir.mul(ir.load(x, outer), ir.load(x, inner))))] });
    expect(printMethod(method)).toContain('for i in 0 .. 4: y[i] = sum{i_2 in 0 .. 4}(x[i] * x[i_2])');
  });

  it('prints a bound only where the range does not say it', () => {
    const N = ir.size('N', 1, 10);
    const t = ir.tensor('t', 'temp', 'f32', [N]);
    const op = ir.map(t, [ir.range('i', 0, ir.min(N, 3), Size.constant(3))], 1);
    expect(printMethod(ir.method('m', { sizes: [N], tensors: [t], ops: [op] }))).toContain('for i in 0 .. min(N, 3) max 3: t[i] = 1.0');
  });

  it.each([
    ['method m\nbatch 1 .. 1\nrelevancy: y[] = 1.0\n', 'line 3: expected a tensor'],
    ['method m\nbatch 1 .. 1\ntemp y : f32[]\nrelevancy: y[] = z\n', 'line 4: expected an axis or a size'],
    ['method m\nbatch 1 .. 1\ntemp y : f64[]\n', 'line 3: expected an element type, found f64'],
    ['method m\nbatch 1 .. 1\ntemp y : f32[]\nrelevancy: y[] = frob(1.0)\n', 'line 4: expected a function'],
    ['method m\nbatch 1 .. 1\n$', 'line 3: unexpected "$"'],
    ['method m', 'expected batch, found the end'],
  ])('names the line of a mistake: %j', (text, message) => {
    expect(() => parseMethod(text)).toThrow(message);
  });
});
