import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { MODELS } from '../../src/simulator/index.js';
import { codesOf, mpc, mpcJson } from '../cli/mpc.js';

const folder = mkdtempSync(join(tmpdir(), 'mpc-simulate-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

function file(name: string, contents: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return path;
}

const BRIEF = ['--requests', '8', '--prompt', '100..300', '--output', '4', '--seed', '5'];

describe('mpc simulate', () => {
  it('tells latencies, devices, operations and energy', async () => {
    const { code, out, err } = await mpc('simulate', '--machine', 'h100', ...BRIEF);
    expect([code, err]).toEqual([EXIT.ok, '']);
    for (const part of ['Qwen3-8B on H100 + EPYC 7V13, policy colocated', '8 requests', 'first token', 'gpu (NVIDIA H100', 'J a token']) expect(out).toContain(part);
  });

  it('compares the policies that the machine can run', async () => {
    const { code, out, err } = await mpc('simulate', '--machine', 'h100', '--policy', 'all', ...BRIEF);
    expect([code, err]).toEqual([EXIT.ok, '']);
    expect(out).toMatch(/^colocated .*\nchunked .*$/m);
    expect(out).not.toContain('temporal');
  });

  it('gives one JSON document, the same for the same seed', async () => {
    const once = () => mpcJson('simulate', '--machine', 'h100x4', '--policy', 'adaptive', ...BRIEF);
    const { code, document } = await once();
    expect([code, document['ok']]).toEqual([EXIT.ok, true]);
    expect(document['simulations']).toMatchObject([{ policy: 'adaptive', statistics: { requests: 8, outputTokens: 32 } }]);
    expect((await once()).document).toEqual(document);
  });

  it('runs a method in the layers of the model', async () => {
    const { code, document } = await mpcJson('simulate', 'examples/seer-attention-r/seer_attention_r.mp', ...BRIEF);
    expect(code).toBe(EXIT.ok);
    expect(document['simulations']).toMatchObject([{ method: 'seer_attention_r' }]);
  });

  it('writes a Chrome trace', async () => {
    const { code } = await mpc('simulate', '--machine', 'h100', ...BRIEF, '--trace', join(folder, 'trace.json'));
    expect(code).toBe(EXIT.ok);
    const trace = JSON.parse(readFileSync(join(folder, 'trace.json'), 'utf8')) as { traceEvents: { ph: string; name: string }[] };
    expect(new Set(trace.traceEvents.filter((e) => e.ph === 'X').map((e) => e.name))).toEqual(new Set(['prefill', 'decode']));
  });

  it('takes models, workloads and overrides', async () => {
    const model = file('model.json', { ...MODELS[0], name: 'mine', title: 'Mine', layers: 2 });
    const workload = file('workload.json', { name: 'two', requests: [{ at: 0, prompt: 10, output: 2 }, { at: 1, prompt: 20, output: 3 }] });
    const { code, out } = await mpc('simulate', '--machine', 'h100', '--model', model, '--workload', workload, '--set', 'h100.memory.streamed=100GB/s');
    expect(code).toBe(EXIT.ok);
    expect(out).toContain('2 requests of workload two: 30 prompt tokens, 5 tokens made');
    expect(out).toContain('Mine on H100');
  });

  it.each<[string, string[], number]>([
    ['MPC4201', ['--policy', 'colocate'], EXIT.input],
    ['MPC4202', ['--model', 'qwen3-9b'], EXIT.input],
    ['MPC4203', ['--workload', file('bad.json', { name: 'x', requests: [{ at: 0 }] })], EXIT.input],
    ['MPC4203', ['--model', file('bad-model.json', { name: 'x' })], EXIT.input],
    ['MPC6104', ['--workload', file('no.json', '{')], EXIT.input],
    ['MPC6001', ['--workload', join(folder, 'none.json')], EXIT.input],
    ['MPC4204', ['--machine', 'mi210-u55c', '--model', 'gpt-oss-120b'], EXIT.input],
    ['MPC4205', ['--machine', 'h100', '--prompt', '500000'], EXIT.input],
    ['MPC4206', ['--rate', '0'], EXIT.input],
    ['MPC4206', ['--rate', '-3'], EXIT.input],
    ['MPC4207', ['--machine', 'h100', '--policy', 'pipeline'], EXIT.input],
    ['MPC4211', ['--machine', 'h100x4', '--policy', 'disaggregated', '--prefill-devices', '4'], EXIT.input],
    ['MPC4212', ['--machine', 'h100x4', '--policy', 'all', '--trace', join(folder, 'trace.json')], EXIT.input],
    ['MPC6103', ['--machine', 'h101'], EXIT.input],
  ])('%s: %j', async (wanted, args, exit) => {
    const { code, document } = await mpcJson('simulate', ...args);
    expect([code, [...new Set(codesOf(document))], document['ok']]).toEqual([exit, [wanted], false]);
    const told = await mpc('simulate', ...args);
    expect([told.code, told.out]).toEqual([exit, '']);
    expect(told.err).toContain(`error[${wanted}]`);
  });

  it.each(['--prompt 0', '--prompt 5..2', '--prompt x', '--target 100', '--target 100,-1', '--rate x', '--requests 0', '--transfer shove'])('%s is a usage error', async (line) => {
    expect((await mpc('simulate', ...line.split(' '))).code).toBe(EXIT.usage);
  });
});
