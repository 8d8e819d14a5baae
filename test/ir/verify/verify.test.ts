import { describe, expect, it } from 'vitest';
import * as ir from '../../../src/ir/build.js';
import type { CallOp, Extern, ExternParam, Growth, MapOp, Method, Op, Tensor } from '../../../src/ir/nodes.js';
import { opDefines, opFlags, opReads } from '../../../src/ir/visit.js';
import type { DType } from '../../../src/numerics/dtype.js';
import { Size, type Sym } from '../../../src/symbolic/index.js';
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
const memories = new Map<string, Tensor>();
/** The same object for the same name. */
function memory(name: string, growth: Growth, dtype: DType = 'f32', shape: readonly Sym[] = [Size.variable('N')]): Tensor {
  const found = memories.get(name) ?? { ...ir.tensor(name, 'memory', dtype, shape, { growth }) };
  memories.set(name, found);
  return found;
}
const ok = ir.map(y, [i], ir.load(x, i));

const method = (ops: readonly Op[], tensors: readonly Tensor[] = [x, n, t, y, mem, fixed, memo]): Method =>
  ir.method('m', { sizes: [N], tokens: N, tensors, ops });
const errors = (m: Method): readonly string[] => verifyMethod(m).map((d) => d.message);
const copy = (value: ReturnType<typeof ir.load>): Op => ir.map(t, [i], value);

const at = (tensor: Tensor, d: number): ReturnType<typeof ir.load> => ir.load(tensor, ir.max(ir.sub(i, d), 0));
const scan = (value: ReturnType<typeof ir.load>, target = y): MapOp => ({ ...ir.map(target, [i], value), sequential: i });

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
    ['it runs once, but follows what runs in each step', [ok, ir.map(memo, [i], 1, { stage: 'prepare', once: true })]],
    ['its condition is no conjunction of size comparisons and flags', [ir.map(y, [i], 1, { when: ir.lt(ir.load(n, 0), 2) })]],
    ['its condition is i32, not bool', [ir.map(y, [i], 1, { when: ir.i32(1) })]],
    ['y is not indexed by the axes as they stand', [ir.map(y, [i], 1, { indices: [ir.sub(ir.sub(N, 1), i)] })]],
    ['output y is never defined', [copy(ir.load(x, i))]],
    ['the key is i32, not f32', [ir.topk({ ids: n, count: n }, [], i, ir.load(n, i), 2), ok]],
    ['it chooses 0', [ir.topk(ir.selection('s', [], 2, N), [], i, ir.load(x, i), 0), ok]],
  ])('finds: %s', (message, ops) => {
    expect(errors(method(ops)).some((m) => m.includes(message)), errors(method(ops)).join('; ')).toBe(true);
    expect(verifyMethod(method(ops)).every((d) => d.code === 'MPC9101')).toBe(true);
  });

  it('accepts any order of stages', () => {
    expect(errors(method([ok, ir.map(mem, [], ir.load(y, 0), { stage: 'prepare', indices: [ir.sub(N, 1)] })]))).toEqual([]);
  });

  it('accepts scans, updates in place and flags', () => {
    const state = ir.tensor('state', 'memory', 'f32', [N], { growth: { kind: 'state' } });
    const flag = ir.tensor('flag', 'temp', 'bool', []);
    const when = ir.and(ir.not(ir.load(flag)), ir.lt(N, 5));
    const ops = [
      ir.map(flag, [], ir.lt(ir.load(x, 0), 0)), scan(ir.select(ir.eq(i, 0), 0, ir.add(at(y, 1), ir.load(x, i)))),
      ir.map(state, [i], ir.add(ir.load(state, i), ir.load(y, i)), { when }),
    ];
    expect(errors(method(ops, [x, y, state, flag]))).toEqual([]);
  });

  it.each<[string, Op]>([
    ['y is read before it is defined', ir.map(y, [i], ir.load(y, i))],
    ['y is read before it is defined', scan(ir.add(ir.load(y, i), at(y, 1)))],
    ['it reads y at other indices than it writes', ir.map(y, [i], at(y, 1))],
    ['it reads y elsewhere than at the point before', scan(at(y, 2))],
    ['it reads state at other indices than it writes', ir.map(memory('state', { kind: 'state' }), [i], ir.load(memory('state', { kind: 'state' }), 0))],
    ['its points depend on state itself', ir.map(memory('state', { kind: 'state' }), [ir.range('k', 0, ir.min(ir.convert(ir.load(memory('state', { kind: 'state' }), 0), 'i32'), N), Size.variable('N'))], 1)],
    ['it is sequential along j, which is none of its axes', { ...ir.map(y, [i], ir.load(x, i)), sequential: j }],
    ['flag is read before it is defined', ir.map(y, [i], 1, { when: ir.load(ir.tensor('flag', 'temp', 'bool', [])) })],
    ['its condition is no conjunction', ir.map(y, [i], 1, { when: ir.or(ir.load(ir.tensor('flag', 'input', 'bool', [])), ir.lt(N, 3)) })],
    ['its condition is no conjunction', ir.map(y, [i], 1, { when: ir.load(memory('kept', { kind: 'state' }, 'bool', [])) })],
  ])('finds: %s', (message, op) => {
    const tensors = new Set([x, n, y, ...opDefines(op), ...opReads(op), ...opFlags(op)]);
    expect(errors(method([op, ...(opDefines(op).includes(y) ? [] : [ok])], [...tensors])).join('; ')).toContain(message);
  });

  it('finds a memory that is written twice', () => {
    const state = memory('state', { kind: 'state' });
    const write = ir.map(state, [i], 1);
    expect(errors(method([write, write, ok], [x, y, state]))).toEqual([expect.stringContaining('state is written twice')]);
  });

  it('finds calls that do not match their extern', () => {
    const param = (name: string, dtype: DType, shape: readonly Sym[], list = false): ExternParam => ({ name, dtype, shape, list });
    const words = Size.constant(8);
    const callee: Extern = {
      kind: 'extern', name: 'f', doc: '', params: [param('x', 'f32', [Size.variable('N')]), param('l', 'i32', [words], true)],
      results: [param('y', 'f32', [Size.variable('N')]), param('w', 'i32', [words], true)], cost: { flop: Size.constant(0), bytes: Size.constant(0) }, device: 'gpu', span: ir.NO_SPAN,
    };
    const count = ir.tensor('w_count', 'temp', 'i32', []);
    const w: Tensor = { ...ir.tensor('w', 'temp', 'i32', [8]), count };
    const l = ir.tensor('l', 'input', 'i32', [4]);
    const good: CallOp = { kind: 'call', stage: 'apply', once: false, span: ir.NO_SPAN, callee, args: [{ tensor: x }, { tensor: l }], results: [{ tensor: y }, { tensor: w, count }] };
    const all = [x, n, y, l, w, count];
    const found = (change: Partial<CallOp>): string => errors(method([{ ...good, ...change }], all)).join('; ');
    expect(found({})).toBe('');
    expect(found({ args: [{ tensor: x }] })).toContain('it has 1 arguments for 2');
    expect(found({ args: [{ tensor: n }, { tensor: l }] })).toContain('the argument x, n, is i32, not f32');
    expect(found({ args: [{ tensor: x, count }, { tensor: l }] })).toContain('has a count, but is no list');
    expect(found({ results: [{ tensor: y }, { tensor: w }] })).toContain('is a list, but counted by w_count');
    expect(found({ once: true })).toContain('the host is called in steps only');
    expect(errors(method([good, { ...good, callee: { ...callee } }], all)).join()).toContain('two externs are called f');
  });

  it('finds what is wrong with counts, growth and steps of several tokens', () => {
    const count = ir.tensor('c', 'temp', 'f32', []);
    const list: Tensor = { ...ir.tensor('list', 'input', 'i32', [8]), count };
    const w = ir.tensor('w', 'weight', 'f32', [3]);
    const state = memory('started', { kind: 'state', from: w });
    const ring = memory('ring', { kind: 'ring', size: N, rows: 4 });
    const text = errors({ ...method([ok], [x, y, list, state, ring]), advance: Size.constant(0) }).join('\n');
    for (const what of [
      'list is counted by c, which is not a tensor', 'list is counted by c, which is f32 of rank 0', 'list has the role input, but its count temp', 'a step brings 0 tokens',
      'ring takes one token at a time', 'started starts with w, which is no weight of the method', 'started starts with w, which has another form',
    ]) expect(text).toContain(what);
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
