import { describe, expect, it } from 'vitest';
import * as ir from '../../src/ir/build.js';
import type { ComputeOp, MapOp, Tensor } from '../../src/ir/nodes.js';
import { fromNumbers, toNumbers, type TensorData } from '../../src/numerics/tensor-data.js';
import { compareGroup, compareOp, InputError, ReferenceSession, type Stored } from '../../src/reference/index.js';
import { Size } from '../../src/symbolic/index.js';

type Held = readonly (readonly [Tensor, readonly number[]])[];

/** Tensors of constant shape by their elements. */
function reader(held: Held): (tensor: Tensor) => Stored {
  const stored = new Map(held.map(([tensor, values]) => [tensor, {
    shape: tensor.shape.map((s) => Size.asConstant(s) ?? 0), data: tensor.dtype === 'f32' ? Float32Array.from(values) : Int32Array.from(values),
  }]));
  return (tensor) => stored.get(tensor) ?? expect.fail(tensor.name);
}
const numbers = (data: TensorData | undefined): readonly number[] => (data ? [...toNumbers(data)] : []);

describe('an update in place', () => {
  const sum = ir.tensor('sum', 'memory', 'f32', [4], { growth: { kind: 'state' } });
  const x = ir.tensor('x', 'input', 'f32', [2]);
  const out = ir.tensor('out', 'output', 'f32', [2]);
  const i = ir.axis('i', 2);
  const update = ir.map(sum, [i], ir.add(ir.load(sum, ir.add(i, 1)), ir.load(x, i)), { indices: [ir.add(i, 1)] });
  const old: Held = [[sum, [1, 2, 3, 4]], [x, [10, 20]]];

  it('is checked against the contents from before', () => {
    expect(compareOp(update, reader(old), reader([[sum, [1, 12, 23, 4]]]), {})).toMatchObject({ ok: true, checked: 2 });
    expect(compareOp(update, reader(old), reader([[sum, [1, 12, 24, 4]]]), {}).mismatches).toMatchObject([{ tensor: 'sum', index: [2], want: 23 }]);
  });

  it('leaves all else as it was', () => {
    expect(compareOp(update, reader(old), reader([[sum, [1, 12, 23, 5]]]), {}).mismatches).toMatchObject([{ index: [3], got: 5, want: 4, reason: 'overwritten' }]);
  });

  it('is seen by operations after it, and not by those before it', () => {
    const read = ir.map(out, [i], ir.load(sum, i));
    const results = (values: readonly number[]): ReturnType<typeof reader> => reader([[sum, [1, 12, 23, 4]], [out, values]]);
    expect(compareGroup([update, read], [], reader(old), results([1, 12]), {}).ok).toBe(true);
    expect(compareGroup([read, update], [], reader(old), results([1, 12]), {}).ok).toBe(false);
    expect(compareGroup([read, update], [], reader(old), results([1, 2]), {}).ok).toBe(true);
  });
});

describe('a scan', () => {
  const t = ir.axis('t', 50);
  const x = ir.tensor('x', 'input', 'f32', [50]);
  const s = ir.tensor('s', 'temp', 'f32', [50]);
  const out = ir.tensor('out', 'output', 'f32', [50]);
  const before = ir.select(ir.eq(t, 0), ir.f32(0), ir.load(s, ir.max(ir.sub(t, 1), 0)));
  const scan: MapOp = { ...ir.map(s, [t], ir.add(ir.mul(before, ir.f32(0.9)), ir.exp(ir.load(x, t)))), sequential: t };
  const xs = Array.from({ length: 50 }, (_, n) => Math.fround(Math.sin(n)));
  const right = xs.reduce<number[]>((made, value) => [...made, Math.fround(Math.fround((made.at(-1) ?? 0) * Math.fround(0.9)) + Math.fround(Math.exp(value)))], []);

  it('runs in ascending order', () => {
    const session = new ReferenceSession(ir.method('m', { tensors: [x, s], ops: [scan] }));
    expect(numbers(session.step({ x: fromNumbers('f32', [50], xs) }).tensor('s'))).toEqual(right);
  });

  it('is checked from element to element, each given the one before', () => {
    const check = (values: readonly number[]): readonly (readonly number[])[] =>
      compareOp(scan, reader([[x, xs]]), reader([[s, values]]), {}).mismatches.map((m) => m.index);
    expect(check(right)).toEqual([]);
    expect(check(right.map((v, n) => (n === 20 ? v + 0.01 : v)))).toEqual([[20], [21]]); // 21 does not follow from a wrong 20
  });

  it('carries its error bound along where it cannot be seen', () => {
    const copy = ir.map(out, [t], ir.load(s, t));
    const check = (values: readonly number[]): boolean => compareGroup([scan, copy], [s], reader([[x, xs]]), reader([[out, values]]), {}).ok;
    expect(check(right)).toBe(true);
    expect(check(right.map((v) => v * (1 + 2 ** -22)))).toBe(true);
    expect(check(right.map((v, n) => (n === 49 ? v * 1.001 : v)))).toBe(false);
  });
});

describe('sampling', () => {
  const [i, j, k] = [ir.axis('i', 100), ir.axis('j', 100), ir.axis('k', 30)];
  const [a, b, c] = [ir.tensor('a', 'input', 'f32', [100, 30]), ir.tensor('b', 'input', 'f32', [30, 100]), ir.tensor('c', 'output', 'f32', [100, 100])];
  const product: ComputeOp = ir.map(c, [i, j], ir.sum([k], ir.mul(ir.load(a, i, k), ir.load(b, k, j))));
  const read = reader([[a, Array<number>(3000).fill(1)], [b, Array<number>(3000).fill(2)]]);
  const got = (wrong: readonly number[]): ReturnType<typeof reader> => reader([[c, Array.from({ length: 10_000 }, (_, at) => (wrong.includes(at) ? 0 : 60))]]);
  const compare = (wrong: readonly number[], work: number): ReturnType<typeof compareGroup> =>
    compareGroup([product], [], read, got(wrong), {}, { work, elements: 500, seed: 1 });

  it('looks at a part of what is too much work, the first and the last element included', () => {
    const { ok, checked, total } = compare([], 1e5);
    expect([ok, total]).toEqual([true, 10_000]);
    expect(checked).toBeGreaterThan(400);
    expect(checked).toBeLessThan(600);
    expect(compare([0, 9999], 1e5).mismatches.map((m) => m.index)).toEqual([[0, 0], [99, 99]]);
  });

  it('looks at everything else whole', () => {
    expect(compare([1234], 1e9)).toMatchObject({ ok: false, checked: 10_000, total: 10_000 });
  });
});

describe('memories of the reference session', () => {
  const N = ir.size('N', 1, 100);

  it('keep their elements where a later dimension grows', () => {
    const seen = ir.tensor('seen', 'memory', 'f32', [2, N], { growth: { kind: 'state' } });
    const [h, n] = [ir.axis('h', 2), ir.axis('n', N)];
    const update = ir.map(seen, [h, n], ir.add(ir.load(seen, h, n), ir.convert(ir.add(ir.mul(h, 10), 1), 'f32')));
    const session = new ReferenceSession(ir.method('m', { sizes: [N], tokens: N, tensors: [seen], ops: [update] }));
    for (let step = 0; step < 3; step++) session.step({});
    expect(session.memory('seen')).toEqual(fromNumbers('f32', [2, 3], [3, 2, 1, 33, 22, 11]));
  });

  it('take no call without its function, and no result that does not fit', () => {
    const x = ir.tensor('x', 'input', 'f32', [2]);
    const y = ir.tensor('y', 'output', 'i32', [2], { idRange: 5 });
    const form = { name: 'y', dtype: 'i32', shape: [Size.constant(2)], idRange: Size.constant(5), list: false } as const;
    const callee = {
      kind: 'extern', name: 'pick', doc: '', params: [{ name: 'x', dtype: 'f32', shape: [Size.constant(2)], list: false }], results: [form],
      cost: { flop: Size.constant(0), bytes: Size.constant(0) }, device: 'gpu', span: ir.NO_SPAN,
    } as const;
    const method = ir.method('m', {
      tensors: [x, y], ops: [{ kind: 'call', callee, args: [{ tensor: x }], results: [{ tensor: y }], stage: 'retrieve', once: false, span: ir.NO_SPAN }],
    });
    const inputs = { x: fromNumbers('f32', [2], [1, 2]) };
    const run = (externs: ConstructorParameters<typeof ReferenceSession>[1]): string => {
      try {
        return numbers(new ReferenceSession(method, externs).step(inputs).outputs['y']).join();
      } catch (error) {
        return error instanceof InputError ? error.code : String(error);
      }
    };
    expect(run({})).toBe('MPC6221');
    expect(run({ externs: { pick: (args) => ({ y: numbers(args['x']) }) } })).toBe('1,2');
    for (const y of [[1], [1, 5], [1, 1.5], [-1, 0]]) expect(run({ externs: { pick: () => ({ y }) } })).toBe('MPC6223');
    expect(run({ externs: { pick: () => ({}) } })).toBe('MPC6223');
  });
});
