import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadDevice } from '../../src/machines/index.js';
import { loadCurve } from '../../src/machines/load-curve.js';
import { CURVE_FILES, DEVICE_FILES, MACHINE_FILES } from '../../src/machines/embedded.js';
import { publishedSchemas } from '../../src/machines/published.js';
import { changed, figure } from './support.js';

/** JSON with what fits a line on one line. */
function pretty(value: unknown, pad = ''): string {
  const line = JSON.stringify(value).replace(/":/g, '": ').replace(/,"/g, ', "');
  if (line.length + pad.length <= 160 || typeof value !== 'object' || value === null) return line;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const parts = Object.entries(value).map(([key, inner]) => `${pad}  ${Array.isArray(value) ? '' : `${JSON.stringify(key)}: `}${pretty(inner, `${pad}  `)}`);
  return `${open}\n${parts.join(',\n')}\n${pad}${close}`;
}

describe('the published schemas', () => {
  it.each(Object.entries(publishedSchemas()))('%s is up to date', async (name, schema) => {
    const text = `${pretty(schema)}\n`;
    expect(JSON.parse(text)).toEqual(schema);
    await expect(text).toMatchFileSnapshot(`../../schemas/${name}`);
  });

  it.each([['devices', 'device', DEVICE_FILES], ['curves', 'curve', CURVE_FILES], ['machines', 'machine', MACHINE_FILES]] as const)(
    'are named by the files in %s, which are embedded as they are', (folder, schema, embedded) => {
      const at = join(import.meta.dirname, '../../src/machines', folder);
      const files = Object.fromEntries(readdirSync(at).map((name) => [name.replace(/\.json$/, ''), JSON.parse(readFileSync(join(at, name), 'utf8')) as { $schema: string; name: string }]));
      expect(embedded).toEqual(files);
      for (const [name, file] of Object.entries(files)) expect([file.name, file.$schema]).toEqual([name, `../../../schemas/${schema}.schema.json`]);
    },
  );
});

describe('an editor that follows the schemas', () => {
  const schema = (name: string): z.ZodType => z.fromJSONSchema(publishedSchemas()[name] as Parameters<typeof z.fromJSONSchema>[0]);

  it('accepts every device and curve that comes with mpc', () => {
    const [device, curve] = [schema('device.schema.json'), schema('curve.schema.json')];
    expect(Object.entries(DEVICE_FILES).filter(([, json]) => !device.safeParse(json).success).map(([name]) => name)).toEqual([]);
    expect(Object.entries(CURVE_FILES).filter(([, json]) => !curve.safeParse(json).success).map(([name]) => name)).toEqual([]);
  });

  it('refuses a misspelt figure, a missing one, a unit of something else', () => {
    const device = schema('device.schema.json');
    const u55c = DEVICE_FILES['u55c'];
    for (const [path, value] of [['clok', 1], ['clock', undefined], ['clock.unit', 'GB'], ['clock.value', -1], ['kind', 'tpu']] as const) {
      expect(device.safeParse(changed(u55c, path, value)).success, path).toBe(false);
    }
    expect(device.safeParse({ extends: 'u55c', name: 'x', clock: { value: 300 } }).success).toBe(false);
    expect(device.safeParse({ extends: 'u55c', name: 'x', crossing: null }).success).toBe(true);
  });

  /** What a schema cannot say: names that are looked up, orders, sums, shares of what is given in percent. */
  const beyond = (d: { readonly code: string; readonly message: string }): boolean =>
    /MPC40(05|07|10|11)/.test(d.code) || /dies are listed|there is no die|larger transfer|has an upper limit|than an idle one/.test(d.message);
  const places = (json: unknown, at = ''): readonly string[] => (typeof json !== 'object' || json === null ? [] : Object.entries(json).flatMap(([key, inner]) => {
    const path = at === '' ? key : `${at}.${key}`;
    return [path, ...places(inner, path), ...inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? [`${path}.extra`] : []];
  }));
  const odd = fc.constantFrom<unknown>(
    undefined, null, 0, -1, 1, 2.5, 1e300, 1e-300, '', ' ', 'x', 'us', 'GB/s', '%', 'vendor', 'mi210', true, [], {}, [1], figure(1, '1'), figure(0, 'us'), { value: 3 }, { unit: 'GHz' },
  );
  const own = { extends: 'mi210', name: 'mine', units: { clock: figure(1, 'GHz') }, price: null, power: { idle: figure(30, 'W') } };

  it.each([
    ['device', [...Object.values(DEVICE_FILES), own, own, own], (json: unknown) => loadDevice(json, 'f')],
    ['curve', [...Object.values(CURVE_FILES)], (json: unknown) => loadCurve(json, 'f')],
  ] as const)('agrees with mpc on any %s', (name, files, load) => {
    const rules = schema(`${name}.schema.json`);
    // What kind of device another name stands for is looked up too.
    const mutated = fc.constantFrom<unknown>(...files).chain((file) => fc.tuple(fc.constant(file), fc.constantFrom(...places(file).filter((p) => p !== 'extends')), odd));
    fc.assert(fc.property(mutated, ([file, path, value]) => {
      const json = changed(file, path, value);
      const { value: loaded, diagnostics } = load(json);
      const accepted = rules.safeParse(json).success;
      if (accepted && !loaded) expect(diagnostics.filter((d) => !beyond(d)), `${path} = ${JSON.stringify(value)}`).toEqual([]);
      else expect(accepted, `${path} = ${JSON.stringify(value)}`).toBe(loaded !== undefined);
    }), { numRuns: 400 });
  }, 30_000);
});
