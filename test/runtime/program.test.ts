import { describe, expect, it } from 'vitest';
import { fromNumbers } from '../../src/numerics/tensor-data.js';
import { ExecutionError, RuntimeError } from '../../src/runtime/errors.js';
import { createMemoryDriver } from '../../src/runtime/memory-driver.js';
import type { Driver } from '../../src/runtime/driver.js';
import { loadProgram, type LoadOptions } from '../../src/runtime/load.js';
import type { Manifest } from '../../src/runtime/manifest.js';
import type { Program } from '../../src/runtime/program.js';
import type { Outputs } from '../../src/runtime/session.js';
import { D, devices, expected, given, loggingDriver, numbers, token, toy, toyKernels, type Call } from './toy.js';

const load = (log: Call[], options: LoadOptions = {}, manifest: Manifest = toy): Promise<Program> =>
  loadProgram({ manifest }, { drivers: devices(log), ...given, ...options });

function check(outputs: Outputs | undefined, n: number): void {
  expect(numbers(outputs?.['y'])).toEqual(expected(n).y);
  expect(numbers(outputs?.['total'])).toEqual([expected(n).total]);
}

async function codeOf(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    return error instanceof RuntimeError ? error.code : String(error);
  }
  return 'no error';
}

describe.each(['default', 'gpu', 'cpu'])('plan %s', (plan) => {
  it('runs token by token with memories of every kind', async () => {
    const program = await load([], { plan });
    const session = program.createSession();
    for (let n = 1; n <= 7; n++) check(await session.step(token(n)), n);
    expect(session.tokens).toBe(7);
    expect(numbers(await session.tensor('last'))).toEqual([7, 5, 6]);
    expect(numbers(await session.tensor('gate'))).toEqual([21, 25, 29, 0]);
    expect(numbers(await session.tensor('score'))).toEqual([10, 11, 12, 13, 14, 15, 16]);
    expect((await session.tensor('rows')).shape).toEqual([7, D]);
    expect(numbers(await program.tensor('table'))).toEqual([0, 0.5]);
    await program.close();
  });
});

describe('residency', () => {
  it('keeps memories on their device and moves only new rows between devices', async () => {
    const log: Call[] = [];
    const program = await load(log);
    const session = program.createSession();
    await session.step(token(1));
    await session.step(token(2));
    log.length = 0;
    await session.step(token(3));
    const moved = log.filter((c) => c.call === 'read' || c.call === 'write').map((c) => `${c.target} ${c.call} ${c.bytes}`);
    expect(moved.sort()).toEqual([
      'fpga read 12', // score, to the GPU
      'fpga write 16', // the new row
      'gpu read 16', // the new row, to the FPGA
      'gpu read 16', 'gpu read 4', // the outputs
      'gpu write 12', // score
      'gpu write 16', // x
    ]);
    expect(log.filter((c) => c.call === 'alloc')).toEqual([]);
    await program.close();
  });

  it('moves nothing but inputs and outputs when one device does it all', async () => {
    const log: Call[] = [];
    const program = await load(log, { plan: 'gpu' });
    const session = program.createSession();
    await session.step(token(1));
    const before = program.statistics();
    await session.step(token(2));
    const after = program.statistics();
    expect(after.uploadedBytes - before.uploadedBytes).toBe(4 * D);
    expect(after.downloadedBytes - before.downloadedBytes).toBe(4 * D + 4);
    expect(after.launches - before.launches).toBe(4);
    await program.close();
    expect(program.statistics().allocatedBytes).toBe(0);
  });

  it('deals rows out over banks where a kernel wants shards', async () => {
    const sharded: Manifest = {
      ...toy,
      steps: toy.steps.map((step) => (step.name !== 'scores' ? step : {
        ...step,
        kernels: {
          ...step.kernels,
          fpga: [{
            name: 'scores_sharded', file: 'kernels/scores.cpp',
            params: [
              ...[0, 1, 2].map((index) => ({ kind: 'buffer' as const, tensor: 'rows', access: 'read' as const, shard: { index, of: 3 }, bank: index + 4 })),
              { kind: 'buffer' as const, tensor: 'score', access: 'write' as const }, { kind: 'size' as const, name: 'T' },
            ],
          }],
        },
      })),
    };
    const log: Call[] = [];
    const view = (a: Uint8Array | number | undefined): Float32Array => {
      if (!(a instanceof Uint8Array)) throw new TypeError();
      return new Float32Array(a.buffer, a.byteOffset, a.byteLength / 4);
    };
    const program = await loadProgram({ manifest: sharded }, {
      ...given, capacity: { T: 1 },
      drivers: {
        ...devices(log),
        fpga: () => Promise.resolve(createMemoryDriver({
          target: 'fpga',
          kernels: (name) => (name === 'scores_sharded' ? (args) => {
            const t = Number(args[4]);
            for (let i = 0; i < t; i++) {
              const row = Math.floor(i / 3) * D;
              view(args[3])[i] = view(args[i % 3]).subarray(row, row + D).reduce((a, b) => a + b);
            }
          } : undefined),
        })),
      },
    });
    const session = program.createSession();
    for (let n = 1; n <= 11; n++) check(await session.step(token(n)), n);
    await program.close();
  });
});

describe('memory', () => {
  it('doubles its room, keeps its contents and stops at its bound', async () => {
    const log: Call[] = [];
    const small: Manifest = { ...toy, sizes: toy.sizes.map((s) => (s.name === 'T' ? { ...s, max: 9 } : s)) };
    const program = await load(log, { plan: 'gpu', capacity: { T: 2 } }, small);
    const session = program.createSession();
    for (let n = 1; n <= 9; n++) check(await session.step(token(n)), n);
    const rowBuffers = log.filter((c) => c.call === 'alloc' && c.bytes % (4 * D) === 0 && c.bytes > 64).map((c) => c.bytes / (4 * D));
    expect(rowBuffers).toEqual([8, 9]); // from 4 (a smallest buffer) to 8, then to the bound
    expect(await codeOf(() => session.step(token(10)))).toBe('MPC6211');
    expect(session.tokens).toBe(9);
    await program.close();
  });

  it('starts from a preset state and forgets the old one', async () => {
    const program = await load([]);
    const session = program.createSession();
    for (let n = 1; n <= 5; n++) await session.step(token(n));
    const rows = fromNumbers('f32', [2, D], [1, 2, 3, 4, 2, 2, 3, 4]);
    const sum = fromNumbers('f32', [D], [3, 2, 2, 2]);
    await session.preset({ rows, sum }, 2);
    expect(session.tokens).toBe(2);
    check(await session.step(token(3)), 3);
    expect(numbers(await session.tensor('gate'))).toEqual([0, 0]);
    check(await session.step(token(4)), 4);
    expect(numbers(await session.tensor('gate'))).toEqual([0, 25]);
    expect(await codeOf(() => session.preset({ rows }, 3))).toBe('MPC6204');
    expect(await codeOf(() => session.preset({ nothing: rows }, 2))).toBe('MPC6201');
    check(await session.step(token(5)), 5);
    await program.close();
  });

  it('is separate for each session, and weights are shared', async () => {
    const log: Call[] = [];
    const program = await load(log, { plan: 'gpu' });
    const uploads = program.statistics().uploads;
    const [a, b] = [program.createSession(), program.createSession()];
    await Promise.all([a.step(token(1)), a.step(token(2)), b.step(token(1))]);
    expect(program.statistics().uploads - uploads).toBe(3);
    check(await a.step(token(3)), 3);
    check(await b.step(token(2)), 2);
    await a.close();
    expect(await codeOf(() => a.step(token(4)))).toBe('MPC6217');
    check(await b.step(token(3)), 3);
    await program.close();
  });
});

describe('batches', () => {
  it('serves requests of different lengths', async () => {
    const program = await load([], { inFlight: 2 });
    const sessions = [0, 1, 2].map(() => program.createSession());
    for (const [i, session] of sessions.entries()) for (let n = 1; n <= i; n++) await session.step(token(n));
    const results = await program.step(sessions.map((session, i) => ({ session, inputs: token(i + 1) })));
    for (const [i, outputs] of results.entries()) check(outputs, i + 1);
    await program.close();
  });

  it('refuses too many, the same twice and strangers', async () => {
    const [program, other] = [await load([]), await load([])];
    const request = { session: program.createSession(), inputs: token(1) };
    expect(await codeOf(() => program.step([]))).toBe('MPC6212');
    expect(await codeOf(() => program.step(Array(5).fill(request)))).toBe('MPC6212');
    expect(await codeOf(() => program.step([request, request]))).toBe('MPC6213');
    expect(await codeOf(() => other.step([request]))).toBe('MPC6214');
    await program.close();
    await other.close();
  });

  it('happens whole or not at all', async () => {
    const program = await load([]);
    const [a, b] = [program.createSession(), program.createSession()];
    const wrong = { x: fromNumbers('f32', [3], [1, 2, 3]) };
    expect(await codeOf(() => program.step([{ session: a, inputs: token(1) }, { session: b, inputs: wrong }]))).toBe('MPC6204');
    expect([a.tokens, b.tokens]).toEqual([0, 0]);
    check(await a.step(token(1)), 1);
    await program.close();
  });

  it('two batches over the same sessions do not wait for each other for ever', async () => {
    const program = await load([]);
    const [a, b] = [program.createSession(), program.createSession()];
    const batch = (n: number, first: typeof a, second: typeof a): Promise<readonly Outputs[]> =>
      program.step([{ session: first, inputs: token(n) }, { session: second, inputs: token(n) }]);
    const done = await Promise.all([batch(1, a, b), batch(2, b, a), batch(3, a, b)]);
    for (const [i, outputs] of done.entries()) for (const o of outputs) check(o, i + 1);
    await program.close();
  });
});

describe('failures', () => {
  it.each(['store', 'pool', 'scores', 'finish'])('of step %s leave the session as before', async (failing) => {
    let armed = false;
    const log: Call[] = [];
    const program = await loadProgram({ manifest: toy }, {
      ...given, drivers: devices(log, ['cpu', 'gpu', 'fpga'], (c) => armed && c.call === 'launch' && c.name === failing),
    });
    const [session, mate] = [program.createSession(), program.createSession()];
    for (let n = 1; n <= 5; n++) await session.step(token(n));
    await mate.step(token(1));
    const before = await Promise.all(['rows', 'last', 'sum', 'gate'].map((m) => session.tensor(m)));
    armed = true;
    const failure: unknown = await session.step(token(99)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ExecutionError);
    const { message, code } = failure as ExecutionError;
    expect(code).toBe('MPC6301');
    for (const part of ['toy', failing, 'fake']) expect(message).toContain(part);
    expect(await codeOf(() => program.step([{ session: mate, inputs: token(2) }, { session, inputs: token(9) }]))).toBe('MPC6301');
    armed = false;
    expect([session.tokens, mate.tokens]).toEqual([5, 1]);
    expect(await Promise.all(['rows', 'last', 'sum', 'gate'].map((m) => session.tensor(m)))).toEqual(before);
    check(await session.step(token(6)), 6);
    check(await mate.step(token(2)), 2);
    expect(numbers(await session.tensor('gate'))).toEqual([21, 25, 29]);
    await program.close();
    expect(program.statistics().allocatedBytes).toBe(0);
  });

  it('that cannot be undone close the session until it is preset', async () => {
    let [armed, lost] = [false, false];
    const program = await loadProgram({ manifest: toy }, {
      ...given, plan: 'gpu', drivers: {
        gpu: () => {
          const inner = loggingDriver('gpu', [], toyKernels, (c) => (lost ||= armed && c.call === 'launch'));
          return Promise.resolve({
            ...inner,
            copy: async (...args: Parameters<NonNullable<Driver['copy']>>) => {
              if (lost) throw new Error('device lost');
              await inner.copy?.(...args);
            },
          });
        },
      },
    });
    const session = program.createSession();
    await session.step(token(1));
    armed = true;
    expect(await codeOf(() => session.step(token(2)))).toBe('MPC6301');
    [armed, lost] = [false, false];
    expect(await codeOf(() => session.step(token(2)))).toBe('MPC6218');
    expect(await codeOf(() => session.tensor('last'))).toBe('MPC6218');
    await session.preset({}, 0);
    check(await session.step(token(1)), 1);
    await program.close();
  });

  it('of memory are reported, and what was held is given back', async () => {
    const log: Call[] = [];
    const failing = loadProgram({ manifest: toy }, { ...given, plan: 'gpu', drivers: devices(log, ['gpu'], (c) => c.call === 'alloc') });
    expect(await codeOf(() => failing)).toBe('MPC6301');
    expect(log.some((c) => c.call === 'close')).toBe(true);
  });
});

describe('inputs', () => {
  it.each([
    ['missing', {}, 'MPC6202'],
    ['unknown', { ...token(1), z: token(1).x }, 'MPC6201'],
    ['of the wrong type', { x: fromNumbers('bf16', [D], [1, 2, 3, 4]) }, 'MPC6203'],
    ['of the wrong shape', { x: fromNumbers('f32', [D + 1], [1, 2, 3, 4, 5]) }, 'MPC6204'],
    ['of the wrong rank', { x: fromNumbers('f32', [2, 2], [1, 2, 3, 4]) }, 'MPC6204'],
    ['with too few bytes', { x: { dtype: 'f32' as const, shape: [D], bytes: new Uint8Array(15) } }, 'MPC6205'],
    ['NaN', { x: fromNumbers('f32', [D], [1, NaN, 3, 4]) }, 'MPC6207'],
  ])('%s are refused and change nothing', async (_, inputs, code) => {
    const program = await load([], { nan: 'reject' });
    const session = program.createSession();
    await session.step(token(1));
    const launches = program.statistics().launches;
    expect(await codeOf(() => session.step(inputs))).toBe(code);
    expect(program.statistics().launches).toBe(launches);
    check(await session.step(token(2)), 2);
    await program.close();
  });

  it.each([
    ['ids out of range', { memories: { picks: fromNumbers('i32', [2], [0, 2]) } }, 'MPC6206'],
    ['negative ids', { memories: { picks: fromNumbers('i32', [2], [-1, 0]) } }, 'MPC6206'],
    ['a size beyond its bound', { memories: { picks: fromNumbers('i32', [101], Array<number>(101).fill(0)) } }, 'MPC6208'],
    ['a missing weight', { weights: {} }, 'MPC6202'],
    ['an unknown size', { capacity: { Q: 3 } }, 'MPC6201'],
    ['an unknown plan', { plan: 'tpu' }, 'MPC6303'],
    ['a plan without a step', { plan: { load: 'cpu' as const } }, 'MPC6302'],
  ])('%s stop loading', async (_, options, code) => {
    const log: Call[] = [];
    expect(await codeOf(() => load(log, options))).toBe(code);
    expect(log.filter((c) => c.call === 'alloc').length).toBe(log.filter((c) => c.call === 'free').length);
  });

  it('wait in a queue of limited length', async () => {
    const program = await load([], { queueLimit: 3 });
    const session = program.createSession();
    const steps = [1, 2, 3].map((n) => session.step(token(n)));
    expect(await codeOf(() => session.step(token(4)))).toBe('MPC6215');
    for (const [i, outputs] of (await Promise.all(steps)).entries()) check(outputs, i + 1);
    check(await session.prefill([token(4), token(5)]), 5);
    await program.close();
  });
});

describe('plans', () => {
  it('fall back with a notice', async () => {
    const gpuOnly = await loadProgram({ manifest: toy }, { ...given, drivers: devices([], ['cpu', 'gpu']) });
    expect(gpuOnly.plan).toBe('gpu');
    expect(gpuOnly.notices.map((n) => n.code)).toEqual(['MPC6307']);
    expect(gpuOnly.notices[0]?.message).toContain('fpga');
    await gpuOnly.close();
    const log: Call[] = [];
    const cpuOnly = await loadProgram({ manifest: toy }, {
      ...given,
      drivers: { ...devices(log, ['cpu', 'gpu']), gpu: () => Promise.reject(new Error('no libcuda')) },
    });
    expect(cpuOnly.plan).toBe('cpu');
    expect(cpuOnly.notices[0]?.message).toContain('no libcuda');
    check(await cpuOnly.createSession().step(token(1)), 1);
    await cpuOnly.close();
    expect(log.filter((c) => c.call === 'close').map((c) => c.target)).toEqual(['cpu']);
    expect(await codeOf(() => loadProgram({ manifest: toy }, { ...given, drivers: {} }))).toBe('MPC6304');
  });

  it('end with the interpreter, if one is given', async () => {
    const interpreter = {
      description: 'test interpreter',
      load: async (manifest: Manifest, readText: (path: string) => Promise<string>) => {
        expect(await readText('toy.mp')).toBe('method toy');
        return {
          run: (step: string, sizes: Readonly<Record<string, number>>, tensors: ReadonlyMap<string, { bytes: Uint8Array }>) => {
            const kernel = manifest.steps.find((s) => s.name === step)?.kernels.cpu?.[0];
            const args = kernel?.params.map((p) => (p.kind === 'size' ? sizes[p.name] ?? 0 : tensors.get(p.tensor)?.bytes ?? 0)) ?? [];
            return toyKernels[step]?.(args);
          },
        };
      },
    };
    const program = await loadProgram({ manifest: toy, files: { 'toy.mp': 'method toy' } }, { ...given, drivers: {}, interpreter });
    expect(program.plan).toBe('reference');
    expect(program.devices).toEqual({ cpu: 'test interpreter' });
    expect(program.notices[0]?.message).toContain('no driver');
    const session = program.createSession();
    for (let n = 1; n <= 4; n++) check(await session.step(token(n)), n);
    await program.close();
    expect(await codeOf(() => loadProgram({ manifest: toy }, { plan: 'reference' }))).toBe('MPC6306');
  });

  it('need a build folder with a manifest', async () => {
    expect(await codeOf(() => loadProgram('no/such/folder'))).toBe('MPC6010');
    expect(await codeOf(() => loadProgram({ manifest: { ...toy, steps: toy.steps.map((s) => ({ ...s, reads: ['ghost'] })) } }))).toBe('MPC6011');
    const bad = { ...toy, tensors: toy.tensors.map((t) => ({ ...t, shape: ['T +'] })) };
    expect(await codeOf(() => loadProgram({ manifest: bad }))).toBe('MPC6011');
    expect(await codeOf(() => loadProgram({ manifest: { ...toy, method: 1 } as unknown as Manifest }))).toBe('MPC6011');
  });
});

describe('trace', () => {
  it('shows measured beside predicted times', async () => {
    const program = await load([], { trace: true });
    await program.createSession().step(token(1));
    const { traceEvents } = program.trace();
    const spans = traceEvents.filter((e) => e.ph === 'X');
    expect(spans.filter((e) => e.cat === 'transfer').map((e) => `${e.name} ${String(e.args['from'])} > ${String(e.args['to'])} ${String(e.args['bytes'])}`)).toEqual([
      'picks caller > gpu 8', 'half caller > gpu 4', 'w caller > gpu 16', 'x caller > gpu 16', 'rows gpu > fpga 16', 'score fpga > gpu 4', 'y gpu > caller 16', 'total gpu > caller 4',
    ]);
    expect(spans.filter((e) => e.pid === 1 && e.args['line'] !== undefined).map((e) => e.name)).toEqual(['load', 'store', 'scores', 'finish']);
    expect(spans.filter((e) => e.pid === 2).map((e) => [e.name, e.dur])).toEqual([['store', 3], ['scores', 7], ['finish', 2]]);
    expect(traceEvents.filter((e) => e.name === 'thread_name').map((e) => e.args['name'])).toContain('fpga: fake fpga');
    expect(() => JSON.stringify(program.trace())).not.toThrow();
    await program.close();
  });
});

describe('recording', () => {
  it('shows where the time of a call goes, and can be switched on and off', async () => {
    const program = await load([], { plan: 'default' });
    const session = program.createSession();
    await session.step(token(1));
    expect(program.trace().traceEvents.filter((e) => e.ph === 'X')).toEqual([]);
    program.record('host');
    await session.step(token(2));
    const spans = program.trace().traceEvents.filter((e) => e.ph === 'X');
    expect(spans.filter((e) => e.cat === 'transfer').map((e) => `${e.name} ${String(e.args['from'])}>${String(e.args['to'])}`)).toEqual([
      'x caller>gpu', 'rows gpu>fpga', 'score fpga>gpu', 'y gpu>caller', 'total gpu>caller',
    ]);
    expect(spans.filter((e) => e.cat === 'save').map((e) => [e.name, e.args['bytes']])).toEqual([['last', 4], ['sum', 16]]);
    expect(spans.filter((e) => e.cat === 'host').map((e) => e.name)).toEqual(['outputs']);
    expect(spans.every((e) => (e.dur ?? -1) >= 0 && e.pid === 1)).toBe(true); // no predictions: steps are not waited for
    program.record('steps');
    await session.step(token(3));
    expect(program.trace().traceEvents.filter((e) => e.ph === 'X' && e.pid === 2).map((e) => e.name)).toEqual(['store', 'scores', 'finish']);
    program.record(false);
    await session.step(token(4));
    expect(program.trace().traceEvents.filter((e) => e.ph === 'X')).toEqual([]);
    await program.close();
  });

  it('waits for several outputs of a device that keeps order at once', async () => {
    const log: Call[] = [];
    let waits = 0;
    const inner = loggingDriver('gpu', log, toyKernels);
    const driver: Driver = { ...inner, ordered: true, synchronize: () => { waits += 1; return inner.synchronize(); } };
    const program = await load([], { plan: 'gpu', drivers: { gpu: () => Promise.resolve(driver) } });
    const session = program.createSession();
    check(await session.step(token(1)), 1);
    waits = 0;
    log.length = 0;
    check(await session.step(token(2)), 2);
    expect([waits, log.filter((c) => c.call === 'read').length]).toEqual([1, 2]);
    await program.close();
  });
});

describe('reading tensors back', () => {
  it('says when a temporary is gone', async () => {
    const program = await load([], { inFlight: 1 });
    const [a, b] = [program.createSession(), program.createSession()];
    expect(await codeOf(() => a.tensor('score'))).toBe('MPC6216');
    await a.step(token(1));
    expect(numbers(await a.tensor('score'))).toEqual([10]);
    await b.step(token(1));
    expect(await codeOf(() => a.tensor('score'))).toBe('MPC6216');
    expect(await codeOf(() => a.tensor('ghost'))).toBe('MPC6216');
    await program.close();
  });
});
