import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCalibration, applyOverrides, curveTime, deviceOf, figuresIn, figuresOf, firstOf, type Machine } from '../../src/machines/index.js';
import { unitsLike } from '../../src/machines/units.js';
import { named } from './support.js';

const MACHINE = named('mi210-u55c');
const DUAL = named('mi210x2-u55cx2');

function set(machine: Machine, ...texts: readonly string[]): Machine {
  const { value, diagnostics } = applyOverrides(machine, texts.map((t) => ({ path: t.slice(0, t.indexOf('=')), text: t.slice(t.indexOf('=') + 1) })), 'set by a test');
  expect(diagnostics).toEqual([]);
  if (!value) throw new Error('not set');
  return value;
}

/** Paths of all figures of a machine, as overrides name them. */
const PATHS = [
  ...MACHINE.devices.flatMap(({ id, device }) => figuresIn(device).map(({ path, figure }) => ({ path: `${id}.${path}`, figure }))),
  ...MACHINE.links.flatMap(({ from, to, path: kind, curve }) => figuresIn(curve).map(({ path, figure }) => ({ path: `link.${from}.${to}.${kind}.${path}`, figure }))),
];

describe('overrides', () => {
  it('take the name or the id of a device, and any unit', () => {
    for (const text of ['u55c.clock=300MHz', 'fpga.clock=0.3 GHz', 'fpga.clock=300', 'u55c.clock=3e5kHz']) {
      expect(firstOf(set(MACHINE, text), 'fpga')?.device.clock).toEqual({ value: 300, unit: 'MHz', source: 'set by a test', grade: 'assumed' });
    }
    expect(MACHINE).toEqual(named('mi210-u55c'));
  });

  it('by name reach every device of that name, by id one', () => {
    const all = set(DUAL, 'mi210.memory.streamed=1TB/s');
    expect(['gpu', 'gpu1'].map((id) => deviceOf(all, id)?.memory.streamed.value)).toEqual([1000, 1000]);
    const one = set(DUAL, 'gpu1.memory.streamed=1TB/s');
    expect(['gpu', 'gpu1'].map((id) => deviceOf(one, id)?.memory.streamed.value)).toEqual([1300, 1000]);
    // The one that differs from its like has figures of its own in reports.
    expect(figuresOf(one, false).filter((f) => f.name === 'memory.streamed' && f.of.startsWith('mi210')).map((f) => [f.of, f.value])).toEqual([['mi210', 1300], ['mi210-gpu1', 1000]]);
    expect(set(DUAL, 'gpu.memory.streamed=1TB/s', 'gpu1.memory.streamed=1TB/s').devices.map((d) => d.device.name)).toEqual(DUAL.devices.map((d) => d.device.name));
  });

  it('reach rows of a list and figures that were left out', () => {
    const changed = set(MACHINE, 'mi210.memory.gathered.0.rate=500GB/s', 'mi210.price=9_000USD', 'mi210.compute.matrix.f8=10TFLOP/s', 'epyc-7v13.fixed.graph=3us');
    const gpu = firstOf(changed, 'gpu')?.device;
    expect(gpu?.memory.gathered.map((r) => r.rate.value)).toEqual([500, 500, 1300]);
    expect([gpu?.price?.value, gpu?.compute.matrix?.f8?.value, gpu?.compute.matrix?.bf16?.value, firstOf(changed, 'cpu')?.device.fixed.graph?.value]).toEqual([9000, 10, 181, 3]);
  });

  it('reach links; one bandwidth makes a straight line of a curve', () => {
    const changed = set(MACHINE, 'link.gpu.fpga.bandwidth=25GB/s', 'link.gpu.fpga.latency=1us', 'link.cpu.gpu.host.latency=4us');
    const curve = changed.links.find((l) => l.from === 'gpu' && l.to === 'fpga')?.curve;
    expect(curve?.kind).toBe('linear');
    expect(curve && curveTime(curve, 25e6)).toBeCloseTo(1001);
    expect(changed.links.find((l) => l.from === 'cpu' && l.to === 'gpu')?.curve.latency.value).toBe(4);
    expect(changed.links.find((l) => l.from === 'gpu' && l.to === 'cpu')?.curve.latency.value).toBe(8);
  });

  it('of any figure load or give coded errors, and change nothing else', () => {
    const text = fc.oneof(
      fc.double({ noNaN: true }).map(String),
      fc.tuple(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.constantFrom('GB', 'GHz', 'us', '%', 'W', 'furlong')).map(([v, u]) => `${v} ${u}`),
      fc.string(),
    );
    fc.assert(fc.property(fc.constantFrom(...PATHS), text, fc.nat(), fc.boolean(), ({ path, figure }, free, i, fitting) => {
      const units = unitsLike(figure.unit);
      const given = fitting ? `${figure.value * (1 + i % 7)} ${units[i % units.length] ?? ''}` : free;
      const { value, diagnostics } = applyOverrides(MACHINE, [{ path, text: given }], 'set');
      if (!value) {
        expect(diagnostics.length).toBeGreaterThan(0);
        for (const d of diagnostics) expect(d.code).toMatch(/^MPC40\d\d$/);
        return;
      }
      expect(diagnostics).toEqual([]);
      const [before, after] = [figuresOf(MACHINE, true), figuresOf(value, true)];
      expect(after.map((f) => [f.of, f.name, f.unit])).toEqual(before.map((f) => [f.of, f.name, f.unit]));
      expect(after.filter((f, n) => JSON.stringify(f) !== JSON.stringify(before[n]))).toEqual([expect.objectContaining({ source: 'set', grade: 'assumed', unit: figure.unit })]);
    }), { numRuns: 300 });
  });

  it('of any path never throw', () => {
    const part = fc.oneof(fc.constantFrom('gpu', 'u55c', 'link', 'cpu', 'fpga', 'memory', 'gathered', '0', '-1', 'clock', 'value', '__proto__', 'constructor', 'toString', 'length', ''), fc.string());
    fc.assert(fc.property(fc.array(part, { maxLength: 6 }), fc.oneof(fc.constantFrom('1', '3MHz', '1 GB/s'), fc.string()), (path, given) => {
      const { value, diagnostics } = applyOverrides(MACHINE, [{ path: path.join('.'), text: given }], 'set');
      expect(value === undefined).toBe(diagnostics.length > 0);
    }), { numRuns: 300 });
    expect(Object.hasOwn(Object.prototype, 'value')).toBe(false);
  });
});

describe('a calibration', () => {
  const figures = {
    'mi210.memory.streamed': { value: 1.35, unit: 'TB/s', source: 'streaming kernel' },
    'mi210.memory.gathered': [{ rowBytes: { value: 64, unit: 'B', source: 'rows' }, rate: { value: 300, unit: 'GB/s', source: 'rows' } }],
    'link.cpu.gpu.latency': { value: 6, unit: 'us', source: 'small copies', grade: 'derived' },
  };
  const file = { $schema: '../schemas/calibration.schema.json', name: 'lab-1', machine: 'mi210-u55c', date: '2026-01-01', note: 'a test', figures, fit: { pairs: 12, median: 0.08 } };

  it('replaces figures, says so and names itself', () => {
    const { value, diagnostics } = applyCalibration(MACHINE, file, 'c.json');
    expect(diagnostics).toEqual([]);
    const gpu = value && firstOf(value, 'gpu')?.device;
    expect(value?.calibration).toBe('lab-1');
    expect(gpu?.memory.streamed).toEqual({ value: 1350, unit: 'GB/s', source: 'streaming kernel', grade: 'measured' });
    expect(gpu?.memory.gathered).toMatchObject([{ rowBytes: { value: 64, grade: 'measured' }, rate: { value: 300 } }]);
    expect(value?.links[0]?.curve.latency).toMatchObject({ value: 6, grade: 'derived' });
    expect(value && applyCalibration(value, { ...file, name: 'lab-2' }, 'c.json').value?.calibration).toBe('lab-1 + lab-2');
  });

  it('made elsewhere serves the devices that are here', () => {
    const { value, diagnostics } = applyCalibration(named('mi210x2-u55cx2'), file, 'c.json');
    expect(diagnostics).toEqual([]);
    expect(value && ['gpu', 'gpu1'].map((id) => deviceOf(value, id)?.memory.streamed.value)).toEqual([1350, 1350]);
    expect(applyCalibration(named('cpu'), file, 'c.json').diagnostics.map((d) => d.code)).toEqual(['MPC4301']);
  });
});
