import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as ir from '../../../src/ir/build.js';
import { parseMethod, printMethod } from '../../../src/ir/text/index.js';
import { runPasses, STANDARD_PASSES } from '../../../src/ir/passes/index.js';
import { verifyMethod } from '../../../src/ir/verify/index.js';
import { Size } from '../../../src/symbolic/index.js';
import { compile } from '../elaborate/support.js';
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

const extended = `method extended
size N in 1 .. 4096
size C in 1 .. 8
size Words in 1 .. 50000
tokens N advance C
batch 1 .. 4
extern ahead(q : i32[8] ids of Words, list : list i32[1024] ids of Words, s : f32[8, 8]) -> (words : list i32[32] ids of Words, prob : f32[8]) flop 2 * C * N + 15200000000 bytes 15200000000 on gpu doc "Looks\\nahead."
extern prompt(words : list i32[32] ids of Words) -> (text : list i32[64]) flop 0 bytes 0 on cpu template "say {words} \\"now\\""
extern noise() -> (x : f32[]) flop 0 bytes 0 on gpu
input q : i32[8] ids of Words
input last : bool[]
weight w : f32[8, 8]
memory note : i32[1024] ids of Words state count note_count
memory s : f32[8, 8] state from w
memory low : f32[floor((N + 15) / 16), 8] update-block N 16
memory note_count : i32[] state
temp flag : bool[]
temp words : i32[32] ids of Words count words_count
temp words_count : i32[]
temp prob : f32[8]
temp text : i32[64] count text_count
temp text_count : i32[]
temp call : f32[]
output y : f32[N, 8]
relevancy for t in 0 .. N, i in 0 .. 8 scan t: y[t, i] = w[i, 0] * select(t == 0, 0.0, y[max(t - 1, 0), i]) + 1.0
prepare: flag[] = w[0, 0] < 0.5
apply when flag[] and not(last[]) and N % 4 == 1: call ahead(q, note count note_count, s) -> words count words_count, prob
apply: call prompt(words count words_count) -> text count text_count
apply: call noise() -> call
prepare when not(flag[]) for i in 0 .. 8, j in 0 .. 8: s[i, j] = s[i, j] + prob[i]
`;

/** Without spans. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'span').map(([key, inner]) => [key, bare(inner)]));
}

describe('the text form', () => {
  it('round-trips state, scans, flags and calls', () => {
    const method = parseMethod(extended);
    expect(printMethod(method)).toBe(extended);
    expect(bare(parseMethod(printMethod(method)))).toEqual(bare(method));
    expect(verifyMethod(method).map((d) => d.message)).toEqual([expect.stringContaining('low takes one token at a time')]);
    expect(method.tensors.find((t) => t.name === 'note')?.count).toBe(method.tensors.find((t) => t.name === 'note_count'));
  });

  it.each(readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((n) => n.endsWith('.mp')))('gives an equal method back: %s', (name) => {
    const { method, diagnostics } = compile(readFileSync(join('examples', name), 'utf8'), name);
    if (!method) throw new Error(`${name}: ${diagnostics.map((d) => d.message).join('; ')}`);
    const again = parseMethod(printMethod(method)); // axes that stand in several places have become several
    const text = printMethod(again);
    expect(printMethod(parseMethod(text))).toBe(text);
    expect(verifyMethod(again)).toEqual([]);
    expect(again.ops.map((op) => op.kind)).toEqual(method.ops.map((op) => op.kind));
  });

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
    ['method m\nbatch 1 .. 1\ntemp y : f32[]\nrelevancy: call f() -> y\n', 'line 4: expected an extern'],
    ['method m\nbatch 1 .. 1\ntemp y : i32[2] count z\n', 'expected a tensor z'],
    ['method m\nbatch 1 .. 1\ntemp y : i32[2] count y\n', 'expected a tensor y'],
    ['method m\nbatch 1 .. 1\n$', 'line 3: unexpected "$"'],
    ['method m', 'expected batch, found the end'],
  ])('names the line of a mistake: %j', (text, message) => {
    expect(() => parseMethod(text)).toThrow(message);
  });
});
