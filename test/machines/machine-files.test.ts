import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/diagnostics/index.js';
import { deviceOf, devicesOfKind, firstOf, loadDevice, loadMachine, machineFile, MACHINES } from '../../src/machines/index.js';
import { changed, figure, fileOf, type Json } from './support.js';

const linear = { kind: 'linear', latency: figure(1, 'us'), bandwidth: figure(1, 'GB/s') };
const both = (a: string, b: string): readonly Json[] => [{ from: a, to: b, path: 'host', curve: 'host-pcie4' }, { from: b, to: a, path: 'host', curve: linear }];
const lab = (devices: Json, links: readonly Json[] = []): Json => ({ name: 'lab', title: 'Lab', home: 'cpu', devices, links });

describe('machine files', () => {
  it('take devices and curves by name or whole', () => {
    const byName = loadMachine(lab({ gpu: 'h100', cpu: 'epyc-7v13' }, both('cpu', 'gpu')), 'lab.json');
    expect(byName.diagnostics).toEqual([]);
    expect(byName.value?.devices.map((d) => [d.id, d.device.name])).toEqual([['cpu', 'epyc-7v13'], ['gpu', 'h100']]);
    const whole = loadMachine(byName.value && machineFile(byName.value), 'lab.json');
    expect(whole).toEqual(byName);
  });

  it.each(MACHINES.map((m) => [m.name, m] as const))('%s survives a round through its file', (_, machine) => {
    expect(loadMachine(JSON.parse(JSON.stringify(machineFile(machine))), 'f')).toEqual({ value: machine, diagnostics: [] });
  });

  it('hold several devices of a kind with their places', () => {
    const dual = MACHINES.find((m) => m.name === 'mi210x2-u55cx2');
    if (!dual) throw new Error('missing');
    expect(dual.devices.map((d) => [d.id, d.device.name, d.numa, d.rootComplex])).toEqual([
      ['cpu', 'epyc-7v13', 0, undefined], ['cpu1', 'epyc-7v13', 1, undefined], ['gpu', 'mi210', 0, 'rc0'], ['gpu1', 'mi210', 1, 'rc2'],
      ['fpga', 'u55c', 0, 'rc0'], ['fpga1', 'u55c', 1, 'rc3'],
    ]);
    expect(devicesOfKind(dual, 'gpu').map((d) => d.id)).toEqual(['gpu', 'gpu1']);
    expect(firstOf(dual, 'fpga')?.id).toBe('fpga');
    expect(deviceOf(dual, 'fpga2')).toBeUndefined();
  });

  it('may define a device once and use it twice, and extend it', () => {
    const slow = { name: 'mi210-capped', extends: 'mi210', units: { clock: figure(1, 'GHz') } };
    const machine = loadMachine(lab(
      { cpu: 'epyc-7v13', gpu: slow, gpu1: 'mi210-capped', gpu2: { device: { name: 'mi210-tiny', extends: 'mi210-capped', memory: { capacity: figure(16, 'GB') } }, numa: 1 } },
      ['gpu', 'gpu1', 'gpu2'].flatMap((id) => both('cpu', id)),
    ), 'lab.json');
    expect(machine.diagnostics).toEqual([]);
    expect(machine.value && devicesOfKind(machine.value, 'gpu').map(({ device: d, numa }) => [d.name, d.units.clock.value, d.memory.capacity.value, numa]))
      .toEqual([['mi210-capped', 1000, 64, undefined], ['mi210-capped', 1000, 64, undefined], ['mi210-tiny', 1000, 16, 1]]);
  });
});

describe('a device that extends another', () => {
  it('says only what differs', () => {
    const { value } = loadDevice({ extends: 'u55c', name: 'u55c-fast', clock: figure(0.3, 'GHz'), crossing: null, memory: { streamed: figure(13, 'GB/s') } }, 'f');
    const base = loadDevice({ extends: 'u55c' }, 'f').value;
    expect(value).toEqual({
      ...base, name: 'u55c-fast', clock: figure(300, 'MHz'), crossing: undefined, memory: { ...base?.memory, streamed: figure(13, 'GB/s') },
    });
    expect(value && 'crossing' in value).toBe(false);
    expect(base?.name).toBe('u55c');
  });

  it('may have the name of the one it extends', () => {
    const own = { name: 'mi210', extends: 'mi210', memory: { streamed: figure(1.4, 'TB/s') } };
    const machine = loadMachine(lab({ cpu: 'epyc-7v13', gpu: own, gpu1: 'mi210' }, ['gpu', 'gpu1'].flatMap((id) => both('cpu', id))), 'f').value;
    expect(machine && devicesOfKind(machine, 'gpu').map((d) => d.device.memory.streamed.value)).toEqual([1400, 1400]);
  });

  it('takes no half figure', () => {
    expect(loadDevice({ extends: 'u55c', name: 'x', clock: { value: 300 } }, 'f').diagnostics.map((d) => d.code)).toEqual(['MPC4003', 'MPC4003', 'MPC4003']);
    expect(loadDevice({ extends: 'u55c', name: 'x', clock: null }, 'f').diagnostics.map((d) => d.code)).toEqual(['MPC4003']);
    expect(loadDevice({ extends: 7, name: 'x' }, 'f').diagnostics.map((d) => d.code)).toEqual(['MPC4004']);
  });
});

describe('files changed at random', () => {
  const files = ['mi210-u55c', 'mi210x2-u55cx2'].map(fileOf);
  const paths = files.map((file) => {
    const found: string[] = [];
    const visit = (at: unknown, path: string): void => {
      if (typeof at !== 'object' || at === null) return;
      for (const [key, inner] of Object.entries(at)) {
        found.push(path === '' ? key : `${path}.${key}`);
        visit(inner, path === '' ? key : `${path}.${key}`);
      }
    };
    visit(file, '');
    return found;
  });

  it('load, or are refused with codes of the catalogue', () => {
    const json = fc.oneof(fc.constantFrom<unknown>(undefined, null, '', 'mi210', 'cpu', 'gpu', 0, -1, 1e308, [], {}), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(fc.property(fc.nat(1), fc.array(fc.tuple(fc.nat(), json), { minLength: 1, maxLength: 3 }), (which, edits) => {
      let file = files[which] ?? {};
      for (const [i, value] of edits) {
        const all = paths[which] ?? [];
        try {
          file = changed(file, all[i % all.length] ?? 'name', value);
        } catch (error) {
          if (!(error instanceof RangeError)) throw error; // an edit before took the place away
        }
      }
      const { value, diagnostics } = loadMachine(file, 'f');
      expect(value === undefined).toBe(diagnostics.length > 0);
      for (const { code, message } of diagnostics) {
        expect(code in CATALOGUE && /^MPC40/.test(code)).toBe(true);
        expect(message).not.toMatch(/undefined|\[object|\{\w+\}/);
      }
    }), { numRuns: 200 });
  });
});
