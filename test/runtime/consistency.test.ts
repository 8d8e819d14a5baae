import { describe, expect, it } from 'vitest';
import { fromNumbers, toNumbers } from '../../src/numerics/tensor-data.js';
import { widened, widening } from '../../src/runtime/layout.js';
import { loadProgram, RuntimeError, type Manifest } from '../../src/runtime/index.js';
import { manifestSchema } from '../../src/runtime/manifest.js';
import { createMemoryDriver } from '../../src/runtime/memory-driver.js';
import { devices, given, toy } from './toy.js';

async function reasonOf(change: (manifest: Manifest) => Manifest): Promise<string> {
  try {
    await loadProgram({ manifest: change(toy) }, { ...given, plan: 'cpu', drivers: devices([]) });
  } catch (error) {
    return error instanceof RuntimeError ? error.message : String(error);
  }
  return 'no error';
}

type Step = Manifest['steps'][number];
const withStep = (change: (step: Step) => Step) => (manifest: Manifest): Manifest =>
  ({ ...manifest, steps: manifest.steps.map((s) => (s.name === 'finish' ? change(s) : s)) });

describe('a manifest', () => {
  const form = { name: 'score', dtype: 'f32' as const, shape: ['T'] };
  const call = { extern: 'judge', args: [{ tensor: 'x' }], results: [{ tensor: 'score' }] };
  const judge = { name: 'judge', doc: '', params: [{ ...form, name: 'x' }], results: [form] };
  it.each<readonly [string, (manifest: Manifest) => Manifest, RegExp]>([
    ['a flag that is no bool', withStep((s) => ({ ...s, when: [{ flag: 'total' }] })), /total is no bool/],
    ['a flag that is not listed', withStep((s) => ({ ...s, when: [{ flag: 'unsure' }] })), /unsure, which is not listed/],
    ['a tensor to clear that is not listed', withStep((s) => ({ ...s, clears: ['ghost'] })), /ghost, which is not listed/],
    ['an unknown extern', withStep((s) => ({ ...s, call })), /there is no extern judge/],
    ['a call with too many arguments', (m) => ({ ...withStep((s) => ({ ...s, call: { ...call, args: [...call.args, ...call.args] } }))(m), externs: [judge] }), /judge has 1 arguments, not 2/],
    ['a call that writes a memory', (m) => ({ ...withStep((s) => ({ ...s, call: { ...call, results: [{ tensor: 'rows' }] } }))(m), externs: [judge] }), /cannot write the memory rows/],
    ['a count of another shape', (m) => ({ ...m, tensors: m.tensors.map((t) => (t.name === 'picks' ? { ...t, count: 'table' } : t)) }), /table does not say how many entries picks has/],
    ['a state that starts as no weight', (m) => ({ ...m, tensors: m.tensors.map((t) => (t.name === 'sum' ? { ...t, growth: { kind: 'state' as const, from: 'x' } } : t)) }), /sum cannot start as x/],
    ['steps of an unknown size', (m) => ({ ...m, advance: 'C' }), /brings C tokens/],
    ['a counter that is no size', (m) => ({ ...m, tokens: 'Z' }), /Z counts tokens/],
  ])('with %s is refused', async (_, change, reason) => {
    expect(await reasonOf(change)).toMatch(reason);
  });
});

describe('a memory of ids that is no list', () => {
  const codes: Manifest = manifestSchema.parse({
    format: 'mpc-manifest/1', method: 'codes', doc: '', compiler: '0', source: 'codes.mp',
    sizes: [{ name: 'N', min: 1, max: 10, multipleOf: 1 }], tokens: 'N', batch: { min: 1, max: 1 },
    tensors: [{ name: 'code', role: 'memory', dtype: 'i32', shape: ['N', '2'], idRange: '8', growth: { kind: 'append-token', size: 'N' } }],
    steps: [], plans: { cpu: {} },
  });

  it('can be preset whole, with ids in their range', async () => {
    const program = await loadProgram({ manifest: codes }, { plan: 'cpu', drivers: {} });
    const session = program.createSession();
    const code = fromNumbers('i32', [2, 2], [0, 7, 3, 1]);
    await session.preset({ code }, 2);
    expect(await session.tensor('code')).toEqual(code);
    for (const wrong of [8, -1]) {
      await expect(session.preset({ code: fromNumbers('i32', [2, 2], [0, 7, 3, wrong]) }, 2)).rejects.toMatchObject({ code: 'MPC6206' });
    }
    await program.close();
  });
});

describe('a memory of which both dimensions grow', () => {
  const both: Manifest = manifestSchema.parse({
    format: 'mpc-manifest/1', method: 'both', doc: '', compiler: '0', source: 'both.mp', batch: { min: 1, max: 1 },
    sizes: [{ name: 'N', min: 1, max: 20, multipleOf: 1 }, { name: 'C', min: 1, max: 20, multipleOf: 1 }], tokens: 'N', advance: 'C',
    tensors: [{ name: 'x', role: 'input', dtype: 'u8', shape: ['C'] }, { name: 'm', role: 'memory', dtype: 'u8', shape: ['N', 'floor((N + 3) / 4)'], growth: { kind: 'state' } }],
    steps: [{
      name: 'put', stage: 'apply', line: 1, once: false, reads: ['x', 'm'], writes: ['m'],
      kernels: { gpu: [{ name: 'put', file: 'f', params: [{ kind: 'buffer', tensor: 'x', access: 'read' }, { kind: 'buffer', tensor: 'm', access: 'readwrite' }] }] },
    }],
    plans: { gpu: { put: 'gpu' } },
  });

  it('has zeros in what appears, whatever a step that failed left behind', async () => {
    const gpu = createMemoryDriver({ target: 'gpu', kernels: () => ([x, m]) => {
      if (!(x instanceof Uint8Array) || !(m instanceof Uint8Array)) throw new Error('no buffers');
      m.fill(x[0] ?? 0, 0, x[0] === 9 ? 30 : 1);
      if (x[0] === 9) throw new Error('on purpose');
    } });
    const program = await loadProgram({ manifest: both }, { plan: 'gpu', drivers: { gpu: () => Promise.resolve(gpu) } });
    const session = program.createSession();
    const step = (value: number, count: number) => session.step({ x: fromNumbers('u8', [count], new Array<number>(count).fill(value)) });
    await step(1, 1);
    await expect(step(9, 9)).rejects.toThrow(/on purpose/);
    await step(2, 1);
    await step(3, 2);
    expect(toNumbers(await session.tensor('m'))).toEqual(Float64Array.of(3, 0, 0, 0));
    await program.close();
  });
});

describe('widening', () => {
  it('tells what parts become longer where one inner dimension grows', () => {
    expect(widening([2, 3, 4], [2, 5, 4], 2)).toEqual({ parts: 2, from: 24, to: 40 });
    expect(widening([2, 3, 4], [2, 3, 5], 1)).toEqual({ parts: 6, from: 4, to: 5 });
    expect(widening([2, 3], [3, 3], 1)).toBeUndefined();
    expect(widening([2, 3, 4], [2, 4, 5], 1)).toBeUndefined();
    expect(widening([2, 3], [2, 2], 1)).toBeUndefined();
  });
});

describe('widened', () => {
  it('moves rows apart', () => {
    const bytes = Uint8Array.of(1, 2, 3, 4);
    expect([...widened(bytes, [2, 2], [3, 3], 1)]).toEqual([1, 2, 0, 3, 4, 0, 0, 0, 0]);
    expect([...widened(bytes, [2, 1], [2, 2], 2)]).toEqual([1, 2, 0, 0, 3, 4, 0, 0]);
    expect([...widened(bytes, [], [], 4)]).toEqual([1, 2, 3, 4]);
    expect([...widened(bytes, [4], [6], 1)]).toEqual([1, 2, 3, 4, 0, 0]);
  });
});

describe('a state memory with a later dimension that grows', () => {
  const manifest = manifestSchema.parse({
    format: 'mpc-manifest/1', method: 'wide', doc: '', compiler: '0', source: 'wide.mp',
    sizes: [{ name: 'N', min: 1, max: 10, multipleOf: 1 }], tokens: 'N', batch: { min: 1, max: 1 },
    tensors: [
      { name: 'seen', role: 'memory', dtype: 'f32', shape: ['2', 'N'], growth: { kind: 'state' } },
      { name: 'x', role: 'input', dtype: 'f32', shape: [] }, { name: 'y', role: 'output', dtype: 'f32', shape: [] },
    ],
    steps: [
      { name: 'mark', stage: 'prepare', line: 1, once: false, reads: ['seen', 'x'], writes: ['seen'], kernels: { cpu: [{ name: 'mark', file: 'k', params: [
        { kind: 'buffer', tensor: 'x', access: 'read' }, { kind: 'buffer', tensor: 'seen', access: 'readwrite' }, { kind: 'size', name: 'N' }] }] } },
      { name: 'last', stage: 'apply', line: 2, once: false, reads: ['x'], writes: ['y'], kernels: {}, call: { extern: 'last', args: [{ tensor: 'x' }], results: [{ tensor: 'y' }] } },
    ],
    externs: [{ name: 'last', doc: '', params: [{ name: 'x', dtype: 'f32', shape: [] }], results: [{ name: 'y', dtype: 'f32', shape: [] }] }],
    plans: { cpu: { mark: 'cpu' } },
  });

  it('keeps its elements, and has them back when a step fails', async () => {
    const floats = (a: Uint8Array | number | undefined): Float32Array => (a instanceof Uint8Array ? new Float32Array(a.buffer, a.byteOffset, a.byteLength / 4) : expect.fail('no buffer'));
    const program = await loadProgram({ manifest }, {
      plan: 'cpu',
      externs: { last: ({ x }) => ({ y: (x ? toNumbers(x)[0] : 0) === 99 ? [] : [1] }) },
      drivers: { cpu: () => Promise.resolve(createMemoryDriver({ kernels: () => ([x, seen, n]) => {
        for (const h of [0, 1]) floats(seen)[h * Number(n) + Number(n) - 1] = (floats(x)[0] ?? 0) * (h + 1);
      } })) },
    });
    const session = program.createSession();
    const step = (value: number): Promise<unknown> => session.step({ x: fromNumbers('f32', [], [value]) });
    await step(1);
    await step(2);
    expect(await session.tensor('seen')).toEqual(fromNumbers('f32', [2, 2], [1, 2, 2, 4]));
    await expect(step(99)).rejects.toMatchObject({ code: 'MPC6311' });
    expect(session.tokens).toBe(2);
    expect(await session.tensor('seen')).toEqual(fromNumbers('f32', [2, 2], [1, 2, 2, 4]));
    await step(3);
    expect(await session.tensor('seen')).toEqual(fromNumbers('f32', [2, 3], [1, 2, 3, 2, 4, 6]));
    await program.close();
    expect(program.statistics().allocatedBytes).toBe(0);
  });
});
