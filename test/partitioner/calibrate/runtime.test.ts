import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze, MeasuredPlacements, withKernelFacts } from '../../../src/compiler/index.js';
import { applyCalibration, machineNamed, type Machine } from '../../../src/machines/index.js';
import {
  callTime, figuresOfRuntime, fitRuntime, MeasuredSpans, runtimeRatesOf, type CallParts, type PlacementMeasurement, type RuntimeRates,
} from '../../../src/partitioner/calibrate/index.js';
import { place, type PlacementOptions } from '../../../src/partitioner/index.js';
import { Random } from '../../../src/verify/index.js';

const figure = (value: number, unit: string) => ({ value, unit, source: 'a test', grade: 'assumed' as const });
const machine = ((): Machine => {
  const found = machineNamed('h100');
  if (!found) throw new Error('no machine');
  // A CPU with figures of the runtime.
  const devices = found.devices.map((d) => (d.device.kind === 'cpu' ? { ...d, device: { ...d.device, host: { call: figure(21, 'us'), copy: figure(7, 'GB/s') } } } : d));
  return { ...found, home: 'cpu', devices };
})();

const METHODS: readonly (readonly [string, Record<string, number>])[] = [
  ['examples/lserve/lserve.mp', { N: 4097 }], ['test/unseen/quest.mp', { N: 8192 }], ['test/unseen/gated_delta.mp', { N: 1000 }],
  ['test/unseen/loki.mp', { N: 2048 }], ['test/unseen/kimi_delta.mp', { N: 1000 }], ['test/unseen/tova.mp', { N: 4096 }],
];

interface Call { readonly measurement: PlacementMeasurement; readonly source: { readonly text: string; readonly file: string }; readonly parts: CallParts }

/** Calls under random placements. */
function calls(each: number): readonly Call[] {
  const placements = new MeasuredPlacements(machine);
  const random = new Random(3);
  return METHODS.flatMap(([file, sizes]) => {
    const source = { text: readFileSync(file, 'utf8'), file };
    const { steps } = analyze(source);
    return Array.from({ length: each }, (): Call => {
      const plan = Object.fromEntries(steps.filter((s) => !s.call).map((s) => [s.name, random.next() < 0.5 ? 'cpu' : 'gpu']));
      const measurement = { method: file, constants: {}, sizes, plan, microseconds: 1 };
      const parts = placements.of(measurement, source);
      if (!parts) throw new Error(`${file} has no such placement`);
      return { measurement, source, parts };
    });
  });
}

const all = calls(8);

describe('the parts of a call', () => {
  it('add up to what a placement is said to take, without steps that run in fewer than half of the calls', () => {
    const rates = runtimeRatesOf(machine);
    if (!rates) throw new Error('no rates');
    const rares = new Set<boolean>();
    for (const { measurement, source, parts } of all) {
      const { method, steps, analysis } = analyze(source);
      if (!method || !analysis) throw new Error('errors');
      const { sizes, plan: pins } = measurement;
      const options: PlacementOptions = withKernelFacts(method, steps, machine, { sizes });
      const { microseconds } = place(method, steps, analysis, machine, { ...options, overrides: { ...options.overrides, pins } });
      const rare = analysis.steps.some((s) => s.frequency < 0.5);
      rares.add(rare);
      if (rare) expect(callTime(parts, rates)).toBeLessThan(microseconds);
      else expect(callTime(parts, rates) / microseconds).toBeCloseTo(1, 9);
    }
    expect(rares.size).toBe(2);
  });

  it('take measured kernels where there are any', () => {
    const [call] = all;
    const step = Object.keys(call?.measurement.plan ?? {})[0] ?? '';
    const own = { device: 'x', target: 'gpu' as const, constants: {}, step, microseconds: 1e6 };
    const spans = new MeasuredSpans([{ ...own, method: METHODS[0]?.[0] ?? '', sizes: { N: 4097 }, kernel: 'a' }, { ...own, method: METHODS[0]?.[0] ?? '', sizes: { N: 5 }, kernel: 'b' }]);
    expect(spans.of({ method: METHODS[0]?.[0] ?? '', constants: {}, sizes: { N: 4097 } }, step, 'gpu')).toEqual([1e6]);
    expect(spans.of({ method: METHODS[0]?.[0] ?? '', constants: {}, sizes: { N: 4097 } }, step, 'cpu')).toBeUndefined();
    if (!call) throw new Error('no call');
    const onGpu = { ...call.measurement, plan: { ...call.measurement.plan, [step]: 'gpu' } };
    const parts = new MeasuredPlacements(machine).of(onGpu, call.source, (name, target) => spans.of(onGpu, name, target));
    expect(parts?.gpu.some((g) => g.spans.includes(1e6))).toBe(true);
  });

  it('are not known for steps or devices that are gone', () => {
    const [call] = all;
    if (!call) throw new Error('no call');
    const { source, measurement } = call;
    expect(new MeasuredPlacements(machine).of({ ...measurement, plan: Object.fromEntries(Object.keys(measurement.plan).map((s) => [s, 'fpga'])) }, source)).toBeUndefined();
  });
});

describe('what the runtime does by itself', () => {
  const placed = (on: Machine, where: string) => {
    const source = { text: readFileSync('test/unseen/gated_delta.mp', 'utf8'), file: 'gated_delta.mp' };
    const { method, steps, analysis } = analyze(source);
    if (!method || !analysis) throw new Error('errors');
    return { method, placement: place(method, steps, analysis, on, { sizes: { N: 1000 }, overrides: { pins: Object.fromEntries(steps.map((s) => [s.name, where])) } }) };
  };
  const bytes = 2 * 64 * 64 * 4; // of the state S

  it('counts where the host has figures for it: memory set aside, inputs and outputs copied, the call', () => {
    const own = placed(machine, 'cpu');
    const without = placed({ ...machine, devices: machineNamed('h100')?.devices ?? [] }, 'cpu');
    const state = own.method.tensors.find((t) => t.growth?.kind === 'state');
    expect(state?.shape.reduce((n, d) => n * Number(d.key), 4)).toBe(bytes);
    const terms = own.placement.steps.flatMap((s) => s.cost.terms.filter((t) => t.name === 'runtime'));
    expect(terms.map((t) => t.microseconds / (bytes / 7e3))).toEqual([expect.closeTo(1, 9)]);
    const copied = own.placement.transfers.filter((t) => t.from === 'caller' || t.to === 'caller');
    expect(copied.map((t) => t.tensor.name).sort()).toEqual(['alpha', 'beta', 'k', 'q', 'v', 'y']);
    for (const t of copied) expect(t.microseconds).toBeCloseTo(t.bytes / 7e3, 9);
    const more = own.placement.microseconds - without.placement.microseconds;
    expect(more).toBeCloseTo(21 + bytes / 7e3 + copied.reduce((sum, t) => sum + t.bytes, 0) / 7e3, 6);
  });

  it('is one more command to a GPU', () => {
    const gpu = machine.devices.find((d) => d.device.kind === 'gpu')?.device;
    if (gpu?.kind !== 'gpu') throw new Error('no GPU');
    const { placement } = placed(machine, 'gpu');
    const terms = placement.steps.flatMap((s) => s.cost.terms.filter((t) => t.name === 'runtime'));
    expect(terms.map((t) => t.microseconds)).toEqual([Math.max(gpu.fixed.launch.value, gpu.fixed.kernel.value + 2 * bytes / gpu.memory.streamed.value / 1e3)]);
    expect(placement.devices.map((d) => d.device)).not.toContain('caller');
  });
});

describe('a memory whose rows get wider with the tokens', () => {
  const source = { text: readFileSync('test/unseen/h2o.mp', 'utf8'), file: 'h2o.mp' };
  const runtimeOf = (where: string, tokens: number): number => {
    const { method, steps, analysis } = analyze(source);
    if (!method || !analysis) throw new Error('errors');
    const { steps: placed } = place(method, steps, analysis, machine, { sizes: { N: tokens }, overrides: { pins: Object.fromEntries(steps.map((s) => [s.name, where])) } });
    const step = placed.find((s) => s.step.writes.some((t) => t.name === 'received'));
    return step?.cost.terms.find((t) => t.name === 'runtime')?.microseconds ?? 0;
  };

  it('is copied in each call: by the host on a CPU, by a command for each row on a GPU', () => {
    const bytes = (tokens: number): number => 4 * tokens * 4;
    expect(runtimeOf('cpu', 32_000)).toBeCloseTo(bytes(32_000) / 7e3, 6);
    const gpu = machine.devices.find((d) => d.device.kind === 'gpu')?.device;
    if (gpu?.kind !== 'gpu') throw new Error('no GPU');
    expect(runtimeOf('gpu', 1000)).toBeCloseTo(5 * gpu.fixed.kernel.value + 3 * bytes(1000) / (gpu.memory.streamed.value * 1e3), 6);
  });
});

describe('a fit to calls', () => {
  const truth: RuntimeRates = { launch: 6, cpuLaunch: 4, wait: 14, call: 35, upLatency: 3, upRate: 9000, downLatency: 8, downRate: 7000 };

  it('finds the rates that calls were made with, in spite of noise', () => {
    const random = new Random(5);
    const { rates, ratios } = fitRuntime(all.map(({ parts }) => ({ parts, microseconds: callTime(parts, truth) * (0.98 + 0.04 * random.next()) })), truth);
    for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(0.05);
    for (const name of ['call', 'upLatency', 'downLatency', 'wait'] as const) expect(Math.abs(Math.log(rates[name] / truth[name]))).toBeLessThan(1);
  });

  it('gives figures that the machine takes', () => {
    const figures = figuresOfRuntime(truth, machine, 'a test');
    const { value, diagnostics } = applyCalibration(machine, { name: 'test', machine: 'h100', date: '2026-11-22', figures }, 'test.json');
    expect(diagnostics).toEqual([]);
    expect(value && runtimeRatesOf(value)).toEqual(truth);
  });
});
