import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyCalibration, CURVES, loadDevice, loadMachine, UNITS } from '../../src/machines/index.js';
import { changed, fileOf, named } from './support.js';

const text = readFileSync('docs/adding-a-device.md', 'utf8');
const blocks = new Map([...text.matchAll(/^```json (\w+)\n([\s\S]*?)^```/gm)].map(([, name = '', body = '']) => [name, JSON.parse(body) as unknown]));

describe('docs/adding-a-device.md', () => {
  it.each([
    ['device', (json: unknown) => loadDevice(json, 'f')],
    ['machine', (json: unknown) => loadMachine(json, 'f')],
    ['calibration', (json: unknown) => applyCalibration(named('mi210-u55c'), json, 'f')],
    ['figure', (json: unknown) => loadMachine(changed(fileOf('mi210-u55c'), 'devices.gpu.memory.streamed', json), 'f')],
  ])('shows a %s that loads', (name, load) => {
    expect(blocks.has(name)).toBe(true);
    const { value, diagnostics } = load(blocks.get(name));
    expect(diagnostics).toEqual([]);
    expect(value).toBeDefined();
  });

  it('names every curve, and no unit that is none', () => {
    for (const name of Object.keys(CURVES)) expect(text).toContain(`\`${name}\``);
    const table = text.slice(text.indexOf('| measures | units |'), text.indexOf('* **source**'));
    expect([...table.matchAll(/`([^`]+)`/g)].map(([, unit = '']) => unit).filter((unit) => !UNITS.includes(unit))).toEqual([]);
  });
});
