import { describe, expect, it } from 'vitest';
import { DEVICES, loadDevice, loadMachine, MACHINES } from '../../src/partitioner/index.js';

/** A copy of a device as JSON, changed. */
type Json = Record<string, Record<string, Record<string, unknown>>>;
function changed(name: string, change: (json: Json) => void): unknown {
  const json = JSON.parse(JSON.stringify(DEVICES.find((d) => d.name === name))) as Json;
  change(json);
  return json;
}
const codes = (json: unknown): readonly string[] => loadDevice(json, 'device.json').diagnostics.map((d) => d.code);

describe('device files', () => {
  it.each(DEVICES.map((d) => [d.name, d] as const))('accepts %s', (_, device) => {
    expect(loadDevice(JSON.parse(JSON.stringify(device)), 'device.json')).toEqual({ value: device, diagnostics: [] });
  });

  it('reports unknown, negative, missing and ill-typed figures, each with a code', () => {
    expect(codes(changed('mi210', (d) => { d.memory!.speed = { value: 1 }; }))).toEqual(['MPC4001']);
    expect(codes(changed('mi210', (d) => { d.memory!.streamed!.value = -1; }))).toEqual(['MPC4002']);
    expect(codes(changed('u55c', (d) => { delete d.memory!.channels; }))).toEqual(['MPC4003']);
    expect(codes(changed('u55c', (d) => { d.memory!.capacity!.unit = 'TB'; }))).toEqual(['MPC4004']);
    expect(codes(changed('mi210', (d) => { d.compute!.vectorReached!.value = 1.5; }))).toEqual(['MPC4007']);
    expect(codes(changed('mi210', (d) => { d.memory!.streamed!.value = -1; delete d.fixed!.launch; }))).toEqual(['MPC4002', 'MPC4003']);
    for (const nonsense of [null, 3, 'x', [], {}, { kind: 'tpu' }]) expect(codes(nonsense).length).toBeGreaterThan(0);
  });
});

describe('machine files', () => {
  const link = { from: 'cpu', to: 'gpu', path: 'host', curve: { kind: 'linear', latency: { value: 1, unit: 'us', source: 's', grade: 'assumed' }, bandwidth: { value: 1, unit: 'GB/s', source: 's', grade: 'assumed' } } };

  it('takes devices by name or whole', () => {
    const gpu = DEVICES.find((d) => d.name === 'h100');
    const byName = loadMachine({ name: 'm', title: 'M', home: 'gpu', devices: { cpu: 'epyc-7v13', gpu: 'h100' }, links: [link] }, 'm.json');
    const whole = loadMachine({ name: 'm', title: 'M', home: 'gpu', devices: { cpu: 'epyc-7v13', gpu }, links: [link] }, 'm.json');
    expect(byName.diagnostics).toEqual([]);
    expect(whole.value).toEqual(byName.value);
  });

  it('reports unknown devices, a home that is not there and broken parts', () => {
    const load = (json: unknown): readonly string[] => loadMachine(json, 'm.json').diagnostics.map((d) => d.code);
    expect(load({ name: 'm', title: 'M', home: 'cpu', devices: { cpu: 'abacus' }, links: [] })).toEqual(['MPC4005']);
    expect(load({ name: 'm', title: 'M', home: 'gpu', devices: { cpu: 'epyc-7v13' }, links: [] })).toEqual(['MPC4006']);
    expect(load({ name: 'm', title: 'M', home: 'cpu', devices: { cpu: changed('epyc-7v13', (d) => { d.memory!.streamed!.value = 0; }) }, links: [] })).toEqual(['MPC4002']);
    expect(load({ name: 'm', title: 'M', home: 'cpu', devices: { cpu: 'epyc-7v13' }, links: [{ ...link, curve: { ...link.curve, bandwidth: undefined } }] })).toEqual(['MPC4004']);
  });

  it('knows its machines', () => {
    expect(MACHINES.map((m) => m.name)).toEqual(['mi210-u55c', 'a100-u55c', 'h100', 'cpu']);
  });
});
