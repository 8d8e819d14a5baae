import { describe, expect, it } from 'vitest';
import { generateCpu } from '../../../src/codegen/cpu/index.js';
import * as ir from '../../../src/ir/build.js';
import type { ComputeOp, Method, Tensor } from '../../../src/ir/nodes.js';
import type { Step } from '../../../src/ir/steps.js';
import { isCompute } from '../../../src/ir/visit.js';
import type { DType } from '../../../src/numerics/dtype.js';
import { tensorData, type TensorData } from '../../../src/numerics/tensor-data.js';
import { fromTensorData, runOp } from '../../../src/reference/index.js';
import { findCompiler } from '../../../src/runtime/cpu/index.js';
import { Size } from '../../../src/symbolic/index.js';
import { compareRun, hasCompiler, runOnCpu, type CpuCase } from '../../support/cpu.js';
import { Random } from '../../support/random-method.js';

const N = ir.size('N', 1, 4096);
const A = ir.size('A', 1, 64);

function floats(count: number, seed: number): number[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => random.next() * 2 - 1);
}

function inputsOf(method: Method, sizes: Record<string, number>, given: Record<string, readonly number[]> = {}): Record<string, TensorData> {
  return Object.fromEntries(method.tensors.filter((t) => t.role !== 'temp' && t.role !== 'output').map((t, i) => {
    const shape = t.shape.map((d) => Size.evaluate(d, sizes));
    const count = shape.reduce((a, b) => a * b, 1);
    return [t.name, tensorData(t.dtype, shape, given[t.name] ?? floats(count, i + 1))];
  }));
}

/** All operations as one step; `hidden` temporaries need not exist. */
function oneStep(method: Method, ops: readonly ComputeOp[], hidden: readonly Tensor[]): readonly Step[] {
  const writes = method.tensors.filter((t) => t.role === 'output' || (t.role === 'temp' && !hidden.includes(t)));
  const reads = method.tensors.filter((t) => t.role !== 'output' && t.role !== 'temp');
  return [{ name: 'all', stage: 'relevancy', once: false, ops, reads, writes, hidden }];
}

function makeCase(
  name: string, tensors: readonly Tensor[], ops: readonly ComputeOp[], sizes: Record<string, number>,
  options: { readonly given?: Record<string, readonly number[]>; readonly hidden?: readonly Tensor[] } = {},
): CpuCase {
  const method = ir.method(name, { sizes: [N, A], tensors, ops });
  return { method, sizes, inputs: inputsOf(method, sizes, options.given), steps: oneStep(method, ops, options.hidden ?? []) };
}

/** score[t] = scale[t] * sum(h) w[h] * relu(sum(j) q[h, j] * key[t, j]), the best of them: streamed, keys packed. */
function indexer(n: number, heads: number, width: number, dtype: DType, k: number): CpuCase {
  const key = ir.tensor('key', 'memory', dtype, [N, width]);
  const scale = ir.tensor('scale', 'memory', 'f32', [N]);
  const q = ir.tensor('q', 'input', 'f32', [heads, width]);
  const w = ir.tensor('w', 'input', 'f32', [heads]);
  const score = ir.tensor('score', 'temp', 'f32', [N]);
  const [t, u, h, j] = [ir.axis('t', N), ir.axis('t', N), ir.axis('h', heads), ir.axis('j', width)];
  const dot = ir.sum([j], ir.mul(ir.load(q, h, j), ir.load(key, t, j)));
  const best = ir.selection('best', [], k, N, 'output');
  return makeCase('indexer', [key, scale, q, w, score, best.ids, best.count], [
    ir.map(score, [t], ir.mul(ir.load(scale, t), ir.sum([h], ir.mul(ir.load(w, h), ir.max(dot, 0))))),
    ir.topk(best, [], u, ir.load(score, u), k),
  ], { N: n, A: 1 }, { hidden: [score] });
}

/** mixed[a, c] = softmax_sum(i in picked) sum(e) q[a, e] * cache[t, e] => cache[t, c]: rows of sums, gathered. */
function attention(picked: readonly number[], width: number): CpuCase {
  const cache = ir.tensor('cache', 'memory', 'bf16', [N, width]);
  const q = ir.tensor('q', 'input', 'f32', [A, width]);
  const chosen = ir.tensor('chosen', 'input', 'i32', [80], { idRange: N });
  const count = ir.tensor('count', 'input', 'i32', []);
  const mixed = ir.tensor('mixed', 'output', 'f32', [A, width]);
  const [a, c, e] = [ir.axis('a', A), ir.axis('c', width), ir.axis('e', width)];
  const i = ir.range('i', 0, ir.load(count), 80);
  const t = ir.load(chosen, i);
  const logit = ir.mul(ir.sum([e], ir.mul(ir.load(q, a, e), ir.load(cache, t, e))), 0.5);
  return makeCase('attention', [cache, q, chosen, count, mixed], [
    ir.map(mixed, [a, c], ir.mul(ir.softmaxSum([i], logit, ir.load(cache, t, c)), 2)),
  ], { N: 50, A: 3 }, { given: { chosen: [...picked, ...Array<number>(80 - picked.length).fill(-1)], count: [picked.length] } });
}

/** out[a, c] = softmax_sum(b, j in 0 .. min(4, N - 4 b)): two entry axes, the inner one ragged. */
function blocks(n: number): CpuCase {
  const keys = ir.tensor('keys', 'memory', 'bf16', [N, 2, 32]);
  const q = ir.tensor('q', 'input', 'bf16', [A, 32]);
  const out = ir.tensor('out', 'output', 'f32', [A, 32]);
  const [a, c, d] = [ir.axis('a', A), ir.axis('c', 32), ir.axis('d', 32)];
  const b = ir.range('b', 0, ir.div(ir.add(N, 3), 4), Size.ceildiv(ir.extent(N), 4));
  const j = ir.range('j', 0, ir.min(4, ir.sub(N, ir.mul(b, 4))), 4);
  const t = ir.add(ir.mul(b, 4), j);
  const h = ir.div(a, 2);
  return makeCase('blocks', [keys, q, out], [
    ir.map(out, [a, c], ir.softmaxSum([b, j], ir.sum([d], ir.mul(ir.load(q, a, d), ir.load(keys, t, h, d))), ir.load(keys, t, h, c))),
  ], { N: n, A: 4 });
}

/** k[j] = sum(i) x[i] * w[i, j] */
function projection(rows: number, columns: number, dtype: DType): CpuCase {
  const x = ir.tensor('x', 'input', 'bf16', [rows]);
  const w = ir.tensor('w', 'weight', dtype, [rows, columns]);
  const y = ir.tensor('y', 'output', 'f32', [columns]);
  const [i, j] = [ir.axis('i', rows), ir.axis('j', columns)];
  return makeCase('projection', [x, w, y], [ir.map(y, [j], ir.sum([i], ir.mul(ir.load(x, i), ir.load(w, i, j))))], { N: 1, A: 1 });
}

/** score[h, p] = sum(d) query[h, d] * gate[p, h, d]: contiguous inside, strided outside. */
function gates(n: number): CpuCase {
  const gate = ir.tensor('gate', 'memory', 'bf16', [N, 3, 24]);
  const query = ir.tensor('query', 'input', 'f32', [3, 24]);
  const score = ir.tensor('score', 'temp', 'f32', [3, N]);
  const [h, g, p, r, d] = [ir.axis('h', 3), ir.axis('h', 3), ir.axis('p', N), ir.axis('p', N), ir.axis('d', 24)];
  const best = ir.selection('best', [g], 5, N, 'output');
  return makeCase('gates', [gate, query, score, best.ids, best.count], [
    ir.map(score, [h, p], ir.sum([d], ir.mul(ir.load(query, h, d), ir.load(gate, p, h, d)))),
    ir.topk(best, [g], r, ir.select(ir.eq(r, ir.sub(N, 1)), Infinity, ir.load(score, g, r)), 5),
  ], { N: n, A: 1 }, { hidden: [score] });
}

/** total[key[e]] += value[e] into a narrow type, and the largest. */
function scatters(): CpuCase {
  const to = ir.tensor('to', 'input', 'i32', [N], { idRange: A });
  const value = ir.tensor('value', 'input', 'f32', [N]);
  const total = ir.tensor('total', 'output', 'bf16', [A]);
  const most = ir.tensor('most', 'output', 'i32', [A]);
  const [e, f] = [ir.axis('e', N), ir.axis('e', N)];
  return makeCase('scatters', [to, value, total, most], [
    ir.scatter(total, [e], [ir.load(to, e)], 'sum', ir.load(value, e)),
    ir.scatter(most, [f], [ir.load(to, f)], 'max', f),
  ], { N: 300, A: 9 }, { given: { to: Array.from({ length: 300 }, (_, i) => (i * 7) % 9) } });
}

/** Integer keys, some equal; and a filter that keeps every third. */
function integerKeys(): CpuCase {
  const key = ir.tensor('key', 'input', 'i32', [N]);
  const [t, u] = [ir.axis('t', N), ir.axis('t', N)];
  const best = ir.selection('best', [], 40, N, 'output');
  const some = ir.selection('some', [], N, N, 'output');
  return makeCase('integer_keys', [key, best.ids, best.count, some.ids, some.count], [
    { ...ir.topk(best, [], t, 0, 40), key: ir.load(key, t) },
    ir.filter(some, [], u, ir.eq(ir.mod(ir.load(key, u), 3), 0)),
  ], { N: 1000, A: 1 }, { given: { key: Array.from({ length: 1000 }, (_, i) => ((i * 7919) % 101) - 50) } });
}

/** A state that is updated in place, a ring row, and a recurrence along an axis that must stay in order. */
function updates(): CpuCase {
  const state = ir.tensor('state', 'memory', 'f32', [A, 40]);
  const ring = ir.tensor('ring', 'memory', 'bf16', [4, 40]);
  const steps = ir.tensor('steps', 'memory', 'f32', [N]);
  const x = ir.tensor('x', 'input', 'f32', [40]);
  const [a, c, d] = [ir.axis('a', A), ir.axis('c', 40), ir.axis('d', 40)];
  const i = ir.range('i', 1, N, N);
  return makeCase('updates', [state, ring, steps, x], [
    ir.map(state, [a, c], ir.add(ir.mul(ir.load(state, a, c), 0.5), ir.load(x, c))),
    ir.map(ring, [d], ir.round(ir.load(x, d), 'bf16'), { indices: [ir.mod(ir.sub(N, 1), 4), d] }),
    ir.map(steps, [i], ir.add(ir.load(steps, ir.sub(i, 1)), 1)),
  ], { N: 70, A: 5 });
}

const CASES: readonly CpuCase[] = [
  indexer(1, 4, 32, 'f8e4m3', 3), indexer(100, 7, 33, 'f8e4m3', 16), indexer(3000, 8, 64, 'bf16', 200),
  attention([3, 1, 49, 0, 7], 48), attention(Array.from({ length: 80 }, (_, i) => (i * 13) % 50), 512), attention([], 16),
  blocks(1), blocks(23), projection(70, 128, 'bf16'), projection(33, 19, 'f16'), projection(5, 200, 'f32'),
  gates(1), gates(37), scatters(), integerKeys(),
];

const hasGpp = (await findCompiler('g++')) !== undefined;

describe.skipIf(!hasCompiler)('CPU kernels by shape of loop nest', () => {
  it.each([
    ['this processor', {}], ['any x86-64, one thread', { instructionSet: 'x86-64', threads: 1, ...(hasGpp ? { compiler: 'g++' } : {}) }],
  ] as const)('agree with the reference: %s', async (_, options) => {
    const runs = await runOnCpu([...CASES, updates()], options);
    const wrong = CASES.flatMap((c, i) => {
      const run = runs[i];
      return run ? compareRun(c, run).filter((r) => !r.ok || r.checked === 0).map((r) => `${c.method.name} ${i}: ${JSON.stringify(r)}`) : ['did not run'];
    });
    expect(wrong).toEqual([]);
    const updated = runs[CASES.length];
    const { method, sizes, inputs } = updates();
    const want = new Map(method.tensors.map((t) => [t, fromTensorData(inputs[t.name] ?? tensorData('f32', [0], []))]));
    for (const op of method.ops.filter(isCompute)) runOp(op, (t) => want.get(t) ?? { shape: [], data: new Float32Array(0) }, sizes);
    for (const [tensor, stored] of want) expect(updated?.stored.get(tensor.name)?.data, tensor.name).toEqual(stored.data);
  });

  it('streams scores into the selection and packs keys once for all heads', () => {
    const { method, steps = [] } = indexer(5, 8, 64, 'f8e4m3', 2);
    const [source] = generateCpu(method, steps).files;
    expect(source?.text).toContain('mpc_pack(key_tile');
    expect(source?.text).not.toMatch(/float \*__restrict score\b/);
  });
});
