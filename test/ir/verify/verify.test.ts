import { describe, expect, it } from 'vitest';
import * as ir from '../../../src/ir/build.js';
import type { Method, Op, Tensor } from '../../../src/ir/nodes.js';
import { verifyMethod } from '../../../src/ir/verify/index.js';

const N = ir.size('N', 1, 64);
const i = ir.axis('i', N);
const j = ir.axis('j', N);
const x = ir.tensor('x', 'input', 'f32', [N]);
const n = ir.tensor('n', 'input', 'i32', [N]);
const t = ir.tensor('t', 'temp', 'f32', [N]);
const y = ir.tensor('y', 'output', 'f32', [N]);
const mem = ir.tensor('mem', 'memory', 'f32', [N], { growth: { kind: 'append-token', size: N } });
const fixed = ir.tensor('fixed', 'memory', 'f32', [N], { growth: { kind: 'static' } });
const memo = ir.tensor('memo', 'memory', 'f32', [N], { growth: { kind: 'computed' } });
const ok = ir.map(y, [i], ir.load(x, i));

const method = (ops: readonly Op[], tensors: readonly Tensor[] = [x, n, t, y, mem, fixed, memo]): Method =>
  ir.method('m', { sizes: [N], tokens: N, tensors, ops });
const errors = (m: Method): readonly string[] => verifyMethod(m).map((d) => d.message);
const copy = (value: ReturnType<typeof ir.load>): Op => ir.map(t, [i], value);

describe('the verifier', () => {
  it('accepts a well-formed method', () => { expect(errors(method([ok]))).toEqual([]); });

  it.each<[string, readonly Op[]]>([
    ['axis j is not in scope', [copy(ir.load(x, j)), ok]],
    ['axis i is bound inside itself', [copy(ir.sum([i], ir.load(x, i))), ok]],
    ['x has rank 1 but 2 indices', [copy(ir.load(x, i, i)), ok]],
    ['an index of x is f32, not i32', [copy(ir.load(x, ir.load(x, i))), ok]],
    ['the value of t is i32, not f32', [copy(ir.load(n, i)), ok]],
    ['add of f32 and i32', [copy({ ...ir.add(ir.load(x, i), 1), right: ir.i32(1) } as ReturnType<typeof ir.load>), ok]],
    ['the operand of exp has type i32, not f32', [copy(ir.convert(ir.exp(ir.load(n, i)), 'f32')), ok]],
    ['an operand of mod has type f32, not i32', [copy(ir.mod(ir.load(x, i), 2)), ok]],
    ['0.1 is not a value of f32', [copy({ kind: 'const', value: 0.1, type: 'f32', span: ir.NO_SPAN }), ok]],
    ['t is read before it is defined', [ir.map(y, [i], ir.load(t, i))]],
    ['t is defined twice', [copy(ir.load(x, i)), copy(ir.load(x, i)), ok]],
    ['x may not be written', [ir.map(x, [i], 1), ok]],
    ['fixed may not be written', [ir.map(fixed, [i], 1), ok]],
    ['memo is computed once, but written in each step', [ir.map(memo, [i], 1), ok]],
    ['mem grows in each step, but is written once', [ir.map(mem, [i], 1, { once: true }), ok]],
    ['it runs once but reads x, which changes', [ir.map(memo, [i], ir.load(x, i), { once: true }), ok]],
    ['t is defined once, but read in each step', [ir.map(t, [i], ir.load(fixed, i), { once: true }), ir.map(y, [i], ir.load(t, i))]],
    ['stage prepare after relevancy', [ok, ir.map(t, [i], 1, { stage: 'prepare' })]],
    ['its condition mentions more than sizes and constants', [ir.map(y, [i], 1, { when: ir.lt(ir.load(n, 0), 2) })]],
    ['its condition is i32, not bool', [ir.map(y, [i], 1, { when: ir.i32(1) })]],
    ['y is not indexed by the axes as they stand', [ir.map(y, [i], 1, { indices: [ir.sub(ir.sub(N, 1), i)] })]],
    ['output y is never defined', [copy(ir.load(x, i))]],
    ['the key is i32, not f32', [ir.topk({ ids: n, count: n }, [], i, ir.load(n, i), 2), ok]],
    ['it chooses 0', [ir.topk(ir.selection('s', [], 2, N), [], i, ir.load(x, i), 0), ok]],
  ])('finds: %s', (message, ops) => {
    expect(errors(method(ops)).some((m) => m.includes(message)), errors(method(ops)).join('; ')).toBe(true);
    expect(verifyMethod(method(ops)).every((d) => d.code === 'MPC9101')).toBe(true);
  });

  it('finds what is wrong with declarations', () => {
    const strange = ir.tensor('strange', 'input', 'f32', [ir.size('K', 1, 2)]);
    const table = ir.tensor('table', 'constant', 'f32', [3], { data: [1, 2] });
    const bare = ir.tensor('bare', 'memory', 'f32', [3]);
    const text = errors(method([ok], [x, x, y, strange, table, bare])).join('\n');
    expect(text).toContain('two tensors are called x');
    expect(text).toContain('the shape of strange mentions K, which is no size');
    expect(text).toContain('constant table has 2 values for 3 elements');
    expect(text).toContain('bare is a memory without a growth rule');
  });
});
