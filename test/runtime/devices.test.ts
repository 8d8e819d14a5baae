import { describe, expect, it } from 'vitest';
import type { DeviceBuffer, Driver } from '../../src/runtime/driver.js';
import type { DeviceRequest, DriverFactories } from '../../src/runtime/drivers.js';
import { RuntimeError } from '../../src/runtime/errors.js';
import { loadProgram, type LoadOptions } from '../../src/runtime/load.js';
import { manifestSchema, type Manifest } from '../../src/runtime/manifest.js';
import { deviceNamed, deviceText } from '../../src/runtime/named-device.js';
import type { Program } from '../../src/runtime/program.js';
import type { Outputs } from '../../src/runtime/session.js';
import { Random } from '../../src/verify/random.js';
import { everywhere, expected, given, loggingDriver, numbers, token, toy, toyKernels, two, type Call } from './toy.js';

const { devices: DEVICES = {} } = two;
const STEPS = toy.steps.map((s) => s.name);

interface Opened { readonly device: DeviceRequest; readonly log: Call[]; readonly driver: Driver }

/** Devices with logs of their own; those of `missing` are not there, and `broken` says which calls fail. */
function machine(opened: Opened[], missing: readonly string[] = [], broken: (id: string, call: Call) => boolean = () => false): DriverFactories {
  const open = (device: DeviceRequest): Promise<Driver | undefined> => {
    if (missing.includes(device.id)) return Promise.resolve(undefined);
    const log: Call[] = [];
    const driver = { ...loggingDriver(device.target, log, toyKernels, (call) => broken(device.id, call)), description: `fake ${device.id}` };
    opened.push({ device, log, driver });
    return Promise.resolve(driver);
  };
  return { cpu: open, gpu: open, fpga: open };
}

/** GPUs that copy from each other; `copies` is told of it. */
function peers(opened: Opened[], copies: string[] = [], inner: DriverFactories = machine(opened)): DriverFactories {
  const ids = new Map<Driver, string>();
  return {
    ...inner,
    gpu: async (device) => {
      const driver = await inner['gpu']?.(device);
      if (!driver) return undefined;
      const own: Driver = {
        ...driver, ordered: true,
        isPeer: (other) => ids.has(other),
        copyFromPeer: async (peer: Driver, from: DeviceBuffer, fromOffset: number, to: DeviceBuffer, toOffset: number, bytes: number) => {
          copies.push(`${ids.get(peer)} to ${device.id}: ${bytes}`);
          const { driver: raw } = opened.findLast((o) => o.device.id === ids.get(peer)) ?? { driver };
          await driver.write(to, await raw.read(from, bytes, fromOffset), toOffset);
        },
      };
      ids.set(own, device.id);
      return own;
    },
  };
}

const load = (opened: Opened[], options: LoadOptions = {}, manifest: Manifest = two): Promise<Program> =>
  loadProgram({ manifest }, { drivers: machine(opened), ...given, ...options });

const called = (opened: readonly Opened[], call: string): readonly string[] =>
  opened.flatMap(({ device, log }) => log.filter((c) => c.call === call).map(() => device.id)).sort();

function check(outputs: Outputs | undefined, n: number): void {
  expect(numbers(outputs?.['y'])).toEqual(expected(n).y);
  expect(numbers(outputs?.['total'])).toEqual([expected(n).total]);
}

async function errorOf(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    return error instanceof RuntimeError ? `${error.code}: ${error.diagnostic.message}` : String(error);
  }
  return 'no error';
}

describe('names of devices', () => {
  it('are ids that the build lists, or targets with a number; one device has one id', () => {
    expect(['gpu0', 'gpu', 'gpu1', 'left', 'fpga', 'fpga1'].map((name) => deviceNamed(name, DEVICES)?.id)).toEqual(['gpu0', 'gpu0', 'gpu1', 'left', 'left', 'right']);
    expect(deviceNamed('gpu2', DEVICES)).toEqual({ id: 'gpu2', target: 'gpu', index: 2 });
    expect(['gpu0', 'gpu', 'fpga3', 'cpu'].map((name) => deviceNamed(name)?.id)).toEqual(['gpu', 'gpu', 'fpga3', 'cpu']);
    expect(['tpu', 'GPU', 'gpu-1', 'toString', '', 'gpu00001'].map((name) => deviceNamed(name, DEVICES))).toEqual(Array(6).fill(undefined));
    expect(deviceText({ id: 'gpu1', ...DEVICES['gpu1']! })).toBe('GPU 1 (h100)');
  });
});

describe('a plan over several devices of a kind', () => {
  it('opens each of them, and keeps memories on those that use them', async () => {
    const opened: Opened[] = [];
    const program = await load(opened);
    expect(opened.map(({ device: { id, index, at, name } }) => [id, index, at, name])).toEqual([['gpu0', 0, 0, 'h100'], ['gpu1', 1, 1, 'h100']]);
    expect(program.plan).toBe('default');
    expect(program.devices).toEqual({ gpu0: 'fake gpu0', gpu1: 'fake gpu1' });
    expect(program.assignment).toEqual(two.plans['default']);
    const session = program.createSession();
    for (let n = 1; n <= 2; n++) check(await session.step(token(n)), n);
    for (const { log } of opened) log.length = 0;
    check(await session.step(token(3)), 3);
    // What gpu0 wrote and gpu1 reads goes there: the new row, and the sum, which is overwritten in place.
    expect(opened.flatMap(({ device, log }) => log.filter((c) => c.call === 'read' || c.call === 'write').map((c) => `${device.id} ${c.call} ${c.bytes}`)).sort()).toEqual([
      'gpu0 read 16', 'gpu0 read 16', 'gpu0 write 16', 'gpu1 read 16', 'gpu1 read 4', 'gpu1 write 16', 'gpu1 write 16',
    ]);
    expect(called(opened, 'alloc')).toEqual([]);
    await program.close();
    expect(program.statistics().allocatedBytes).toBe(0);
    expect(called(opened, 'close')).toEqual(['gpu0', 'gpu1']);
  });

  it('gives what one device gives, whatever the plan', async () => {
    const random = new Random(5);
    const names = ['cpu', 'cpu1', 'gpu', 'gpu1', 'left', 'fpga1', 'gpu2'];
    for (let round = 0; round < 40; round++) {
      const opened: Opened[] = [];
      const plan = Object.fromEntries(STEPS.map((s) => [s, names[random.integer(0, names.length - 1)] ?? 'cpu']));
      const program = await load(opened, { plan, inFlight: 1 + round % 2, ...(round % 3 === 0 ? { drivers: peers(opened) } : {}) });
      const [a, b] = [program.createSession(), program.createSession()];
      for (let n = 1; n <= 5; n++) {
        const [first, second] = await program.step([{ session: a, inputs: token(n) }, { session: b, inputs: token(n) }]);
        check(first, n);
        check(second, n);
      }
      expect(numbers(await a.tensor('gate'))).toEqual([21, 25, 0]);
      expect(numbers(await b.tensor('last'))).toEqual([4, 5, 3]);
      await program.close();
      expect(program.statistics().allocatedBytes).toBe(0);
      const used = [...new Set(Object.values(plan).map((name) => deviceNamed(name, DEVICES)?.id))].sort();
      expect(opened.map(({ device }) => device.id).sort(), JSON.stringify(plan)).toEqual(used);
      expect(called(opened, 'close')).toEqual(used);
      expect(called(opened, 'alloc')).toEqual(called(opened, 'free'));
      expect(Object.keys(program.devices).sort()).toEqual(used);
    }
  });

  it.each([false, true])('is as before when one of them fails (peers: %s)', async (direct) => {
    let broken = '';
    const opened: Opened[] = [];
    const failing = machine(opened, [], (id, call) => id === broken && call.call === 'launch');
    const drivers = direct ? peers(opened, [], failing) : failing;
    const program = await load(opened, { drivers, plan: { ...everywhere('gpu0'), pool: 'gpu1', scores: 'left', finish: 'gpu1' } });
    const session = program.createSession();
    for (let n = 1; n <= 3; n++) check(await session.step(token(n)), n);
    for (const id of ['gpu1', 'left', 'gpu0', 'gpu1']) {
      broken = id;
      expect(await errorOf(() => session.step(token(4)))).toContain(`failed on fake ${id}`);
      expect(session.tokens).toBe(3);
      expect(numbers(await session.tensor('sum'))).toEqual([6, 3, 3, 3]);
    }
    broken = '';
    for (let n = 4; n <= 6; n++) check(await session.step(token(n)), n);
    expect(numbers(await session.tensor('gate'))).toEqual([21, 25, 29]);
    await program.close();
    expect(program.statistics().allocatedBytes).toBe(0);
  });

  it('shows each device in the trace', async () => {
    const program = await load([], { trace: true });
    await program.createSession().step(token(1));
    const threads = program.trace().traceEvents.filter((e) => e.name === 'thread_name').map((e) => e.args['name']);
    expect(threads).toEqual(expect.arrayContaining(['gpu0: fake gpu0', 'gpu1: fake gpu1']));
    await program.close();
  });

  it('copies from GPU to GPU where the drivers can', async () => {
    const opened: Opened[] = [];
    const copies: string[] = [];
    const drivers = peers(opened, copies);
    const program = await load(opened, { drivers });
    const session = program.createSession();
    for (let n = 1; n <= 4; n++) check(await session.step(token(n)), n);
    expect(copies.filter((c) => c.startsWith('gpu0 to gpu1')).length).toBeGreaterThan(4);
    expect(copies.slice(-2).sort()).toEqual(['gpu0 to gpu1: 16', 'gpu0 to gpu1: 16']);
    await program.close();
  });
});

describe('which devices', () => {
  it('may be given by id or by target, and told where they are', async () => {
    const opened: Opened[] = [];
    const all = machine(opened);
    const own: string[] = [];
    const gpu1 = all['gpu']!;
    const program = await load(opened, {
      drivers: { ...all, gpu1: (device) => { own.push(device.id); return gpu1(device); } },
      devices: { gpu: 3, right: '0000:3b:00.1' }, place: { pool: 'fpga1' },
    });
    expect(own).toEqual(['gpu1']);
    expect(program.plan).toBe('given');
    expect(opened.map(({ device: { id, at } }) => [id, at])).toEqual([['gpu0', 3], ['right', '0000:3b:00.1'], ['gpu1', 1]]);
    check(await program.createSession().step(token(1)), 1);
    await program.close();
  });

  it('may be one for all steps, whatever the manifest plans', async () => {
    const opened: Opened[] = [];
    const program = await load(opened, { plan: 'right' });
    expect([program.plan, Object.keys(program.devices)]).toEqual(['right', ['right']]);
    await program.close();
    const old = await load(opened, { plan: 'gpu2' }, toy);
    expect(old.assignment).toEqual(everywhere('gpu2'));
    check(await old.createSession().step(token(1)), 1);
    await old.close();
  });

  it('may be one and the same under two ids', async () => {
    const opened: Opened[] = [];
    const all = machine(opened);
    let only: Promise<Driver | undefined> | undefined;
    const program = await load(opened, { drivers: { gpu: (device) => (only ??= all['gpu']!(device)) } });
    expect(Object.keys(program.devices)).toEqual(['gpu0']);
    for (const session = program.createSession(); session.tokens < 3;) check(await session.step(token(session.tokens + 1)), session.tokens);
    await program.close();
    expect(called(opened, 'close')).toEqual(['gpu0']);
  });

  it('stand in the manifest: kernels of their own by the name of the device', async () => {
    const seen: string[] = [];
    const manifest = manifestSchema.parse({
      ...two, devices: { ...DEVICES, right: { target: 'fpga', index: 1, name: 'u280' } },
      steps: two.steps.map((s) => (s.name !== 'scores' ? s : { ...s, variants: { u280: s.kernels.fpga?.map((k) => ({ ...k, file: 'hls-u280/scores.cpp' })) } })),
    });
    const drivers = machine([]);
    const program = await load([], {
      plan: { ...everywhere('left'), scores: 'right' },
      drivers: {
        fpga: async (device) => {
          const driver = await drivers['fpga']?.(device);
          return driver && { ...driver, kernel: (path, name, args) => { seen.push(`${device.id} ${path}`); return driver.kernel(path, name, args); } };
        },
      },
    }, manifest);
    expect(seen).toContain('right hls-u280/scores.cpp');
    expect(seen).toContain('left kernels/finish.cpp');
    check(await program.createSession().step(token(1)), 1);
    await program.close();
  });
});

describe('a device that is not there', () => {
  it('is named, and what was opened is closed', async () => {
    const opened: Opened[] = [];
    expect(await errorOf(() => load(opened, { plan: 'default', drivers: machine(opened, ['gpu1']) })))
      .toBe('MPC6305: no gpu1, GPU 1 (h100), device: this machine has no GPU 1 (h100) that the runtime can use');
    expect(called(opened, 'close')).toEqual(['gpu0']);
    expect(await errorOf(() => load([], { plan: 'default', drivers: { gpu0: machine([])['gpu']! } }))).toBe('MPC6305: no gpu1, GPU 1 (h100), device: no driver for gpu1 was given');
    const wrong = machine([])['cpu']!;
    expect(await errorOf(() => load([], { plan: 'gpu1', drivers: { gpu1: () => wrong({ id: 'cpu', target: 'cpu', index: 0, at: 0 }) } })))
      .toContain('the driver given for gpu1 is one for a cpu');
  });

  it('makes plan `auto` take the first GPU alone, then the CPU', async () => {
    const opened: Opened[] = [];
    const program = await load(opened, { drivers: machine(opened, ['gpu1']) });
    expect(program.plan).toBe('gpu');
    expect(program.notices.map((n) => n.code)).toEqual(['MPC6307']);
    expect(program.notices[0]?.message).toContain('gpu1');
    expect(opened.map(({ device }) => device.id)).toEqual(['gpu0']);
    check(await program.createSession().step(token(1)), 1);
    await program.close();
    expect(called(opened, 'close')).toEqual(['gpu0']);

    const last = await load(opened, { drivers: machine(opened, ['gpu0']) });
    expect(last.plan).toBe('cpu');
    await last.close();
    expect(called(opened, 'close')).toEqual(['cpu', 'gpu0']);
  });

  it('is an error where steps were placed by hand', async () => {
    expect(await errorOf(() => load([], { place: { scores: 'gpu5' }, drivers: machine([], ['gpu5']) }))).toContain('MPC6305: no gpu5, GPU 5, device');
  });
});

describe('names that are wrong', () => {
  it('of devices, steps and plans', async () => {
    expect(await errorOf(() => load([], { plan: { ...everywhere('gpu0'), scores: 'tpu' } }))).toBe('MPC6312: step `scores` is placed on `tpu`, which is no device (known: cpu, cpu1, gpu0, gpu1, left, right, gpu, fpga)');
    expect(await errorOf(() => load([], { place: { score: 'gpu1' } }))).toContain('MPC6201');
    expect(await errorOf(() => load([], { plan: { ...everywhere('gpu0'), ghost: 'gpu1' } }))).toContain('MPC6201');
    expect(await errorOf(() => load([], { plan: { scores: 'gpu1' } }))).toContain('MPC6302');
    expect(await errorOf(() => load([], { plan: 'tpu' }))).toContain('MPC6303');
    expect(await errorOf(() => load([], { devices: { tpu: 1 } }))).toContain('MPC6201');
    expect(await errorOf(() => load([], {}, { ...two, plans: { default: everywhere('tpu') } }))).toContain('plan default puts step load on tpu, which is no device');
    expect(await errorOf(() => load([], {}, { ...two, devices: { ...DEVICES, twin: DEVICES['gpu1']! } }))).toContain('gpu1 and twin are one device');
  });
});
