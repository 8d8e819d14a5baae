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

  it('fits what the runtime takes to whole calls', async () => {
    const methods = ['rag_bm25', 'quest', 'gated_delta'];
    const placements = readFileSync('bench/records/2026-11-22-h100-calls.jsonl', 'utf8').trim().split('\n').filter((l) => methods.some((m) => l.includes(`${m}.mp`)));
    const measured = await work.file('placements.jsonl', `${placements.join('\n')}\n${lines[0] ?? ''}\n`);
    const out = await work.file('runtime.json', '');
    const { code, out: text } = await mpc('calibrate', measured, '--machine', 'h100', '--target', 'runtime', '--calibration', 'bench/calibrations/h100.json', '--name', 'a few calls', '--out', out);
    expect([code, text]).toEqual([EXIT.ok, expect.stringMatching(/^\d+ calls: .*\n\d+ of \d+ pairs of placements in the measured order/)]);
    const written = JSON.parse(readFileSync(out, 'utf8')) as { figures: Record<string, { value: number; unit: string }> };
    expect(Object.keys(written.figures)).toEqual([
      'h100.fixed.launch', 'h100.fixed.synchronise', 'epyc-7v13.host.call',
      'link.cpu.gpu.host.latency', 'link.cpu.gpu.host.bandwidth', 'link.gpu.cpu.host.latency', 'link.gpu.cpu.host.bandwidth',
    ]);
    expect(Object.values(written.figures).every((f) => f.value > 0)).toBe(true);
    const few = await work.file('few.jsonl', placements.slice(0, 3).join('\n'));
    expect((await mpcJson('calibrate', few, '--machine', 'h100', '--target', 'runtime')).document).toMatchObject({ ok: false, diagnostics: [{ code: 'MPC4305' }] });
    const gone = await work.file('gone.jsonl', [...placements, placements[0]?.replace(/"gpu"/g, '"fpga"')].join('\n'));
    expect((await mpc('calibrate', gone, '--machine', 'h100', '--target', 'runtime')).err).toContain('MPC4307');
  });

  it('refuses a device whose file says nothing that a calibration could replace, and a place where it cannot write', async () => {
    const kernels = await work.file('cpu.jsonl', readFileSync('bench/records/2026-11-22-h100-cpu-kernels.jsonl', 'utf8').split('\n').slice(0, 60).join('\n'));
    expect((await mpcJson('calibrate', kernels, '--machine', 'cpu', '--target', 'cpu')).document).toMatchObject({ ok: false, diagnostics: [{ code: 'MPC4308' }] });
    const taken = await work.file('taken', '');
    const { code, err } = await mpc('calibrate', await work.file('kernels.jsonl', lines.join('\n')), '--machine', 'h100', '--out', `${taken}/fit.json`);
    expect([code, err]).toEqual([EXIT.input, expect.stringContaining('MPC6101')]);
  });

  it('refuses a machine without the device, and a file that is not there', async () => {
    expect((await mpcJson('calibrate', 'none.jsonl', '--machine', 'cpu')).document).toMatchObject({ ok: false, diagnostics: [{ code: 'MPC4309' }] });
    expect((await mpcJson('calibrate', 'none.jsonl', '--machine', 'h100')).document).toMatchObject({ ok: false, diagnostics: [{ code: 'MPC6001' }] });
  });
});
