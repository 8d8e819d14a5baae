import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { createCpuDriver, findCompiler } from '../../src/runtime/cpu/index.js';
import type { Driver } from '../../src/runtime/driver.js';
import { SMALL } from '../support/small-method.js';
import { codesOf, mpc, mpcJson, withoutPrograms, Workplace } from './mpc.js';

const hasCompiler = (await findCompiler()) !== undefined;

/** What the CPU device does to the first element of what `small_z` writes. */
const spoil = vi.hoisted(() => ({ wanted: false }));

vi.mock('../../src/cli/verify-drivers.js', async (original) => {
  const { verifyDrivers } = await original<typeof import('../../src/cli/verify-drivers.js')>();
  return {
    verifyDrivers: () => ({
      ...verifyDrivers(),
      cpu: async () => {
        const driver = await createCpuDriver({});
        if (!driver) throw new Error('no C++ compiler was found');
        return spoil.wanted ? spoiling(driver) : driver;
      },
    }),
  };
});

function spoiling(driver: Driver): Driver {
  const launch: Driver['launch'] = async (kernel, args, shape) => {
    await driver.launch(kernel, args, shape);
    const last = args.findLast((a) => typeof a !== 'number');
    if (kernel.name === 'small_z' && last !== undefined) await driver.write(last, new Uint8Array(new Float32Array([1000]).buffer));
  };
  return Object.assign(Object.create(driver) as Driver, {
    launch,
    alloc: driver.alloc.bind(driver), write: driver.write.bind(driver), read: driver.read.bind(driver), clear: driver.clear.bind(driver),
    free: driver.free.bind(driver), kernel: driver.kernel.bind(driver), synchronize: driver.synchronize.bind(driver), close: driver.close.bind(driver),
  });
}

const work = new Workplace();
let method = '';
beforeAll(async () => { method = await work.file('small.mp', SMALL); });
beforeEach(() => { spoil.wanted = false; });

describe('mpc verify', () => {
  it.skipIf(!hasCompiler)('finds the CPU right', async () => {
    const { code, out, err } = await mpc('verify', method, '--target', 'cpu', '--size', 'M=5', '--seed', '7');
    expect([code, err]).toEqual([EXIT.ok, '']);
    expect(out).toMatch(/^cpu: CPU /);
    expect(out).toMatch(/ok {3}after 0 tokens \(M=5\): 5 steps, \d+ elements, largest error .* of the tolerance/);
    expect(out).not.toContain('FAIL');
    const { document } = await mpcJson('verify', method, '--target', 'cpu', '--size', 'T=9,M=5');
    expect(document).toMatchObject({ ok: true, targets: [{ target: 'cpu', cases: [{ tokens: 8, ok: true }] }] });
  });

  it.skipIf(!hasCompiler)('finds a wrong device out', async () => {
    spoil.wanted = true;
    const { code, out } = await mpc('verify', method, '--target', 'cpu', '--size', 'T=9,M=5');
    expect(code).toBe(EXIT.mismatch);
    expect(out).toMatch(/FAIL after 8 tokens/);
    expect(out).toMatch(/z: z\[0\] = 1000, reference -?[\d.]+ ± .*\(value\)/);
    const { code: same, document } = await mpcJson('verify', method, '--target', 'cpu', '--size', 'T=9,M=5');
    expect([same, document['ok']]).toEqual([EXIT.mismatch, false]);
  });

  it('says that a device is not there', async () => {
    const { code, out } = await withoutPrograms(() => mpc('verify', method, '--target', 'cpu'));
    const all = await withoutPrograms(() => mpc('verify', method));
    expect([code, out]).toEqual([EXIT.unavailable, 'cpu: not run: no C++ compiler was found\n']);
    expect(all.code).toBe(EXIT.ok); // nobody asked for one in particular
    expect(all.out).toContain('fpga: not run');
  });

  it('refuses targets and sizes that are not there, and wrong methods', async () => {
    const run = async (...args: string[]): Promise<unknown> => {
      const { code, document } = await mpcJson('verify', ...args);
      return [code, ...codesOf(document)];
    };
    expect(await run(method, '--target', 'cpu,tpu')).toEqual([EXIT.input, 'MPC6109']);
    expect(await run(method, '--size', 'Q=3')).toEqual([EXIT.input, 'MPC6105']);
    expect(await run(method, '--size', 'M=65')).toEqual([EXIT.input, 'MPC6106']);
    expect(await run(work.at('none.mp'))).toEqual([EXIT.input, 'MPC6001']);
    expect(await run(await work.file('wrong.mp', SMALL.replace('keys <- x', '')))).toEqual([EXIT.source, 'MPC3003']);
  });
});
