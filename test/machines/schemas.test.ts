import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CURVE_FILES, DEVICE_FILES, MACHINE_FILES } from '../../src/machines/embedded.js';
import { publishedSchemas } from '../../src/machines/published.js';
import { changed } from './support.js';

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
});
