import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { mpc, mpcJson, Workplace } from './mpc.js';

const work = new Workplace();
/** Kernels of the calibration methods, as an H100 took them. */
const lines = readFileSync('bench/records/2026-11-22-h100-kernels.jsonl', 'utf8').trim().split('\n').filter((l) => l.includes('bench/calibration/'));

describe('mpc calibrate', () => {
  it('writes a file that explain takes, and that reports name', async () => {
    const measured = await work.file('kernels.jsonl', `${lines.join('\n')}\n\n`);
    const out = await work.file('fit.json', '');
    const { code, out: text } = await mpc('calibrate', measured, '--machine', 'h100', '--name', 'a small fit', '--out', out);
    expect(code).toBe(EXIT.ok);
    expect(text).toMatch(/^\d+ kernels: [\d.]+ % within 25 % of the measured time/);
    expect(text).toContain('Repeated worst:');
    const explained = await mpc('explain', 'bench/calibration/stream.mp', '--machine', 'h100', '--calibration', out);
    expect([explained.code, explained.out]).toEqual([EXIT.ok, expect.stringMatching(/calibrated by\s+a\s+small\s+fit/)]);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ name: 'a small fit', machine: 'h100', fit: { kernels: lines.length } });
  });

  it.each([
    ['a line that is no JSON', '{"method":', 'MPC4304'],
    ['a line without a time', '{"method":"bench/calibration/stream.mp","device":"x","target":"gpu","sizes":{},"step":"y","kernel":"k"}', 'MPC4304'],
    ['a time that is negative', '{"method":"bench/calibration/stream.mp","device":"x","target":"gpu","sizes":{},"step":"y","kernel":"k","microseconds":-1}', 'MPC4304'],
    ['too few kernels', lines.slice(0, 3).join('\n'), 'MPC4305'],
    ['kernels of another kind of device', lines.map((l) => l.replace('"gpu"', '"cpu"')).join('\n'), 'MPC4305'],
  ])('refuses %s', async (_, text, wanted) => {
    const { code, document } = await mpcJson('calibrate', await work.file('bad.jsonl', text), '--machine', 'h100');
    expect([code, document]).toEqual([EXIT.input, expect.objectContaining({ ok: false, diagnostics: [expect.objectContaining({ code: wanted })] })]);
  });

  it('says how many measurements are of kernels that are gone', async () => {
    const gone = [...lines, ...lines.slice(0, 2).map((l) => l.replace(/"kernel":"\w+"/, '"kernel":"gone"'))].join('\n');
    const { code, err } = await mpc('calibrate', await work.file('gone.jsonl', gone), '--machine', 'h100');
    expect([code, err]).toEqual([EXIT.ok, expect.stringContaining('MPC4306')]);
  });

  it('refuses a machine without the device, and a file that is not there', async () => {
    expect((await mpcJson('calibrate', 'none.jsonl', '--machine', 'cpu')).document).toMatchObject({ ok: false, diagnostics: [{ code: 'MPC4305' }] });
    expect((await mpcJson('calibrate', 'none.jsonl', '--machine', 'h100')).document).toMatchObject({ ok: false, diagnostics: [{ code: 'MPC6001' }] });
  });
});
