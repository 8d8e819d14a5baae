import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convert, dimensionOf, loadDevice, UNITS } from '../../src/machines/index.js';
import { unitsLike } from '../../src/machines/units.js';
import { changed, figure, fileOf } from './support.js';

const unit = fc.constantFrom(...UNITS);

describe('units', () => {
  it.each([
    [300, 'MHz', 'GHz', 0.3], [1.3, 'TB/s', 'GB/s', 1300], [64, 'KiB', 'KB', 65.536], [512, 'bit', 'B', 64], [512, 'MiB', 'GB', 0.536870912],
    [60, '%', '1', 0.6], [2500, 'ns', 'us', 2.5], [3552, 'BRAM18', 'BRAM36', 1776], [181, 'TOP/s', 'TFLOP/s', 181], [25, 'Gbit/s', 'GB/s', 3.125],
    [0.0572196, 'GB/s/KiB', 'GB/s/KiB', 0.0572196], [1024, 'GB/s/MiB', 'GB/s/KiB', 1], [750, 'mW', 'W', 0.75], [1.4, 'us', 'µs', 1.4],
  ] as const)('%d %s in %s is %d', (value, from, to, expected) => {
    expect(convert(value, from, to)).toBe(expected);
  });

  it('convert there and back', () => {
    fc.assert(fc.property(unit, fc.nat(), fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (from, i, value) => {
      const others = unitsLike(from);
      const to = others[i % others.length] ?? from;
      const back = convert(convert(value, from, to) ?? NaN, to, from) ?? NaN;
      expect(Math.abs(back - value)).toBeLessThanOrEqual(1e-13 * value);
    }));
  });

  it('of different dimensions do not convert', () => {
    fc.assert(fc.property(unit, unit, fc.double({ min: 1, max: 10 }), (from, to, value) => {
      expect(convert(value, from, to) === undefined).toBe(dimensionOf(from) !== dimensionOf(to));
    }));
    expect(convert(1, 'GB', 'furlong')).toBeUndefined();
    expect(convert(1, 'toString', 'GB')).toBeUndefined();
    expect(dimensionOf('constructor')).toBeUndefined();
  });

  it('of figures are those of the schema after loading, whatever the file says', () => {
    const mi210 = (fileOf('mi210-u55c')['devices'] as Record<string, unknown>)['gpu'];
    const load = (path: string, given: object): unknown => loadDevice(changed(mi210, path, given), 'f').value;
    expect(load('memory.streamed', figure(1.3, 'TB/s'))).toMatchObject({ memory: { streamed: { value: 1300, unit: 'GB/s' } } });
    expect(load('compute.vectorReached', figure(60, '%'))).toMatchObject({ compute: { vectorReached: { value: 0.6, unit: '1' } } });
    expect(load('power.idle', figure(60_000, 'mW'))).toMatchObject({ power: { idle: { value: 60, unit: 'W' } } });
    expect(load('memory.capacity', figure(64, 'GiB'))).toMatchObject({ memory: { capacity: { value: 68.719476736, unit: 'GB' } } });
  });
});
