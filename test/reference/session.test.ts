import { describe, expect, it } from 'vitest';
import * as ir from '../../src/ir/build.js';
import type { Method } from '../../src/ir/nodes.js';
import { parseMethod } from '../../src/ir/text/index.js';
import { tensorData, valuesOf, type TensorData } from '../../src/numerics/tensor-data.js';
import { InputError, ReferenceSession } from '../../src/reference/index.js';

const numbers = (data: TensorData | undefined): readonly number[] => Array.from(data ? valuesOf(data) : []);
const f32 = (shape: readonly number[], values: readonly number[]): TensorData => tensorData('f32', shape, values);
const i32 = (shape: readonly number[], values: readonly number[]): TensorData => tensorData('i32', shape, values);

/** Code of the `InputError` that `run` throws. */
function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error.code;
    throw error;
  }
  return 'none';
}

describe('memories', () => {
  const method = parseMethod(`method memories
size N in 1 .. 100
tokens N
batch 1 .. 1
input x : f32[2]
memory rows : bf16[N, 2] append-token N
memory blocks : f32[floor(N / 2), 2] append-block N 2
memory recent : f32[3, 2] ring N 3
output total : f32[2]
output newest : f32[2]
prepare for d in 0 .. 2: rows[N - 1, d] = round_bf16(x[d])
prepare for d in 0 .. 2: recent[(N - 1) % 3, d] = x[d]
prepare when N % 2 == 0 for d in 0 .. 2: blocks[N / 2 - 1, d] = max{t in N - 2 .. N max 2}(rows[t, d])
relevancy for d in 0 .. 2: total[d] = sum{t in 0 .. N}(rows[t, d])
relevancy for d in 0 .. 2: newest[d] = max{t in 0 .. min(N, 3) max 3}(recent[t, d])
`);
  const run = (session: ReferenceSession, a: number, b: number): readonly number[] =>
    numbers(session.step({ x: f32([2], [a, b]) }).outputs['total']);

  it('append a row a token, a row a block, and keep the newest in a ring', () => {
    const session = new ReferenceSession(method);
    expect(run(session, 1, -1)).toEqual([1, -1]);
    expect(run(session, 5, -2)).toEqual([6, -3]);
    expect(run(session, 3, -3)).toEqual([9, -6]);
    expect(run(session, 2, -4)).toEqual([11, -10]);
    expect(session.length).toBe(4);
    expect(numbers(session.memory('rows'))).toEqual([1, -1, 5, -2, 3, -3, 2, -4]);
    expect(session.memory('blocks')).toEqual(f32([2, 2], [5, -1, 3, -3]));
    expect(numbers(session.memory('recent'))).toEqual([2, -4, 5, -2, 3, -3]);
  });

  it('go on from given contents', () => {
    const long = new ReferenceSession(method);
    for (let t = 0; t < 5; t++) run(long, t, -t);
    const resumed = new ReferenceSession(method);
    resumed.presetTokens(5, { rows: long.memory('rows'), blocks: long.memory('blocks'), recent: long.memory('recent') });
    expect(run(resumed, 7, 8)).toEqual(run(long, 7, 8));
    expect(resumed.memory('blocks')).toEqual(long.memory('blocks'));
  });

  it('do not mix: results of a step stay as they were', () => {
    const session = new ReferenceSession(method);
    const first = session.step({ x: f32([2], [1, 2]) });
    session.step({ x: f32([2], [10, 20]) });
    expect(numbers(first.tensor('total'))).toEqual([1, 2]);
  });

  it('reject what does not fit', () => {
    const session = new ReferenceSession(method);
    expect(codeOf(() => session.step({}))).toBe('MPC6202');
    expect(codeOf(() => session.step({ x: f32([2], [1, 2]), z: f32([1], [0]) }))).toBe('MPC6201');
    expect(codeOf(() => session.step({ x: i32([2], [1, 2]) }))).toBe('MPC6203');
    expect(codeOf(() => session.step({ x: f32([3], [1, 2, 3]) }))).toBe('MPC6204');
    expect(codeOf(() => session.step({ x: { dtype: 'f32', shape: [2], bytes: new Uint8Array(7) } }))).toBe('MPC6205');
    expect(codeOf(() => { session.presetTokens(1, { rows: f32([1, 2], [1, 2]) }); })).toBe('MPC6203');
    expect(codeOf(() => { new ReferenceSession(method).presetTokens(100); })).toBe('none');
    const full = new ReferenceSession(method);
    full.presetTokens(100);
    expect(codeOf(() => run(full, 1, 1))).toBe('MPC6208');
    expect(codeOf(() => session.memory('total'))).toBe('MPC6201');
    expect(session.length).toBe(0);
  });
});

describe('an inverted index', () => {
  const method: Method = parseMethod(`method postings
size Docs in 1 .. 100
size Terms in 1 .. 100
size E in 0 .. 1000
size Q in 0 .. 8
batch 1 .. 1
input query : i32[Q] ids of Terms
memory start : i32[Terms + 1] ids of E + 1 static
memory doc : i32[E] ids of Docs static
memory length : i32[Docs] static
memory impact : f32[E] computed
temp average : f32[]
temp score : f32[Docs]
output best : i32[3] ids of Docs
output best_count : i32[]
output best_score : f32[3]
prepare once: average[] = f32(sum{d in 0 .. Docs}(length[d])) / f32(Docs)
prepare once for t in 0 .. Terms, e in start[t] .. start[t + 1] max E: impact[e] = f32(t + 1) * f32(length[doc[e]]) / average[]
relevancy for q in 0 .. Q, e in start[query[q]] .. start[query[q] + 1] max E: score[doc[e]] += impact[e]
retrieve: best, best_count = topk 3 {d in 0 .. Docs} select(0.0 < score[d], score[d], -inf)
apply for i in 0 .. best_count[] max 3: best_score[i] = score[best[i]]
`);
  const statics = { start: i32([4], [0, 2, 2, 5]), doc: i32([5], [0, 2, 1, 2, 3]), length: i32([4], [4, 4, 4, 4]) };

  it('is computed once and searched in each step; short results are padded', () => {
    const session = new ReferenceSession(method);
    session.load(statics);
    expect(numbers(session.memory('impact'))).toEqual([1, 1, 3, 3, 3]);
    const result = session.step({ query: i32([2], [0, 2]) });
    expect(result.sizes).toEqual({ Docs: 4, Terms: 3, E: 5, Q: 2 });
    expect(numbers(result.outputs['best'])).toEqual([2, 1, 3]);
    expect(numbers(result.outputs['best_score'])).toEqual([4, 3, 3]);
    const short = session.step({ query: i32([1], [0]) });
    expect(numbers(short.outputs['best'])).toEqual([0, 2, -1]);
    expect(numbers(short.outputs['best_count'])).toEqual([2]);
    expect(numbers(short.outputs['best_score'])).toEqual([1, 1, 0]);
    expect(numbers(session.step({ query: i32([0], []) }).outputs['best_count'])).toEqual([0]);
  });

  it('rejects ids out of range, in inputs and where they lead', () => {
    const session = new ReferenceSession(method);
    session.load(statics);
    expect(codeOf(() => session.step({ query: i32([1], [3]) }))).toBe('MPC6206');
    expect(codeOf(() => session.step({ query: i32([1], [-1]) }))).toBe('MPC6206');
    expect(codeOf(() => { new ReferenceSession(method).load({ ...statics, doc: i32([4], [0, 1, 2, 3]) }); })).toBe('MPC6206');
    expect(codeOf(() => { new ReferenceSession(method).load({ ...statics, length: i32([3], [1, 1, 1]) }); })).toBe('MPC6206');
    expect(codeOf(() => { new ReferenceSession(method).load({ start: statics.start, doc: statics.doc }); })).toBe('MPC6202');
    expect(codeOf(() => { new ReferenceSession(method).load({ start: statics.start, length: statics.length }); })).toBe('MPC6202');
  });
});

describe('an index that leaves its tensor', () => {
  it('is an input error that names the tensor', () => {
    const N = ir.size('N', 1, 8);
    const [x, at] = [ir.tensor('x', 'input', 'f32', [N]), ir.tensor('at', 'input', 'i32', [])];
    const y = ir.tensor('y', 'output', 'f32', []);
    const session = new ReferenceSession(ir.method('m', { sizes: [N], tensors: [x, at, y], ops: [ir.map(y, [], ir.load(x, ir.load(at)))] }));
    expect(codeOf(() => session.step({ x: f32([2], [1, 2]), at: i32([], [2]) }))).toBe('MPC6308');
    expect(numbers(session.step({ x: f32([2], [1, 2]), at: i32([], [1]) }).outputs['y'])).toEqual([2]);
  });
});
