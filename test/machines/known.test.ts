import { describe, expect, it } from 'vitest';
import { DEVICES, figuresOf, loadDevice, MACHINES } from '../../src/machines/index.js';

describe('the machines that come with mpc', () => {
  it('are known by name, the default first', () => {
    expect(MACHINES.map((m) => m.name)).toEqual([
      'mi210-u55c', 'a100-u55c', 'cpu', 'h100', 'h100-u280', 'h100x4', 'h200', 'mi210x2-u55cx2', 'mi300x-v80', 'spad-2p2d',
    ]);
    expect(DEVICES.map((d) => d.name)).toEqual(['a100', 'epyc-7v13', 'h100', 'h200', 'mi210', 'mi300x', 'spad-decode', 'spad-prefill', 'u280', 'u55c', 'v80']);
  });

  it.each(DEVICES.map((d) => [d.name, d] as const))('%s is what its file says, loaded again', (_, device) => {
    expect(loadDevice(JSON.parse(JSON.stringify(device)), 'device.json')).toEqual({ value: device, diagnostics: [] });
  });

  it.each(MACHINES.map((m) => [m.name, m] as const))('%s names a source for every figure', (_, machine) => {
    const figures = figuresOf(machine, true);
    expect(figures.length).toBeGreaterThanOrEqual(30);
    expect(figures.filter((f) => f.source.length < 4 || f.of === '' || f.name === '' || !Number.isFinite(f.value))).toEqual([]);
  });
});
