import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { WIDTH } from '../../src/report/index.js';
import { SMALL } from '../support/small-method.js';
import { codesOf, isObject, mpc, mpcJson, Workplace, type JsonObject } from './mpc.js';

const work = new Workplace();
const SEER = 'examples/seer-attention-r/seer_attention_r.mp';
const BM25 = 'examples/rag-bm25/rag_bm25.mp';
let method = '';
beforeAll(async () => { method = await work.file('small.mp', SMALL); });

async function told(...args: readonly string[]): Promise<JsonObject> {
  const { code, document } = await mpcJson('explain', ...args);
  expect([code, document['ok']]).toEqual([EXIT.ok, true]);
  return document;
}

function part(document: JsonObject, name: string): JsonObject {
  const found = document[name];
  if (!isObject(found)) throw new Error(`no ${name}`);
  return found;
}

function list(document: JsonObject, name: string): readonly JsonObject[] {
  const found = document[name];
  if (!Array.isArray(found)) throw new Error(`no list ${name}`);
  return found.filter(isObject);
}

describe('mpc explain prints', () => {
  it.each([
    ['seer', [SEER, '--size', 'N=131072']],
    ['what-if', [SEER, '--size', 'N=131072', '--set', 'u55c.fixed.start=5us', '--set', 'link.cpu.fpga.bandwidth=20GB/s', '--layers', '36', '--objective', 'energy']],
    ['sweep', [BM25, '--sweep', 'Docs=4096..4194304', '--machine', 'a100-u55c']],
    ['infeasible', [SEER, '--machine', 'h100', '--set', 'h100.memory.capacity=100MB', '--set', 'cpu.memory.capacity=0.2GB']],
  ] as const)('%s', async (name, args) => {
    const { code, out } = await mpc('explain', ...args);
    expect(code).toBe(EXIT.ok);
    for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(WIDTH);
    await expect(out).toMatchFileSnapshot(`../golden/cli/explain-${name}.txt`);
  }, 30_000);

  it('the answer first, with both GPU baselines', async () => {
    const { out } = await mpc('explain', SEER);
    const [heading = '', , answer = '', ...rest] = out.split('\n');
    expect(heading).toMatch(/^Placement on MI210 \+ U55C \+ EPYC 7V13 for 1 request, N = 131072; objective: least latency/);
    expect(answer).toMatch(/^(?:CPU|GPU|FPGA)[^:]*: [\d.]+ [µm]?s and [\d.]+ m?J a call, at most [\d,]+ calls\/s$/);
    const first = rest.slice(0, 8).join(' ');
    expect(first).toContain('the GPU alone');
    expect(first).toContain('a framework\'s');
    expect(first).toMatch(/\d+ % of the time rests on \w+ figures/);
  });

  it('all that is asked for', async () => {
    const { out } = await mpc('explain', method, '--detail', '--figures');
    expect(out).toMatch(/not CPU/);
    expect(out).toMatch(/formula/);
    expect(out).toMatch(/mi210\s+memory\.streamed\s+1300 GB\/s\s+assumed/);
  });
});

describe('--set', () => {
  it('shows before and after', async () => {
    const plain = await told(SEER);
    const slow = await told(SEER, '--set', 'gpu.memory.streamed=10 GB/s', '--set', 'gpu.fixed.launch=1ms');
    const { before, after, figures } = part(slow, 'whatIf');
    expect(before).toMatchObject({ microseconds: part(plain, 'placement')['microseconds'] });
    expect(after).toMatchObject({ microseconds: part(slow, 'placement')['microseconds'] });
    expect(isObject(before) && isObject(after) && Number(after['microseconds']) > Number(before['microseconds'])).toBe(true);
    expect(figures).toEqual([
      { figure: 'mi210 memory.streamed', before: '1300 GB/s', after: '10 GB/s' }, { figure: 'mi210 fixed.launch', before: '5 us', after: '1000 us' },
    ]);
    expect(plain['whatIf']).toBeUndefined();
  });

  it('makes a set figure an assumed one', async () => {
    const figures = list(part(await told(SEER, '--set', 'mi210.units.clock=1GHz'), 'placement'), 'figures');
    expect(figures.find((f) => f['of'] === 'mi210' && f['name'] === 'units.clock')).toMatchObject({ value: 1000, unit: 'MHz', grade: 'assumed', source: 'set on the command line' });
  });

  it('says when links between devices play no part', async () => {
    expect((await mpc('explain', method, '--set', 'link.gpu.fpga.bandwidth=20GB/s')).out).toContain('take part with --peer-to-peer only');
  });

  it('is part of the machine that a build is placed for', async () => {
    const { code, document } = await mpcJson('compile', method, '--out', work.at('set'), '--set', 'gpu.fixed.launch=50us');
    expect(code).toBe(EXIT.ok);
    expect(list(part(document, 'placement'), 'figures')).toContainEqual(expect.objectContaining({ of: 'mi210', name: 'fixed.launch', value: 50 }));
  });
});

describe('--sweep', () => {
  it('gives winners over a range, exact where they change', async () => {
    const document = await told(method, '--sweep', 'T=16..4096', '--sweep', 'M');
    const [tokens, other] = list(document, 'sweeps');
    expect(tokens).toMatchObject({ size: 'T', from: 16, to: 4096 });
    expect(other).toMatchObject({ size: 'M', from: 1, to: 64 });
    const rows = list(tokens ?? {}, 'rows');
    expect(rows.length).toBeLessThanOrEqual(20);
    expect(rows.map((r) => r['value'])).toEqual([...rows.map((r) => Number(r['value']))].sort((a, b) => a - b));
    for (const row of rows) expect(row).toMatchObject({ winner: expect.stringMatching(/cpu|gpu|fpga/) as unknown, gpuOnly: expect.any(Number) as unknown, framework: expect.any(Number) as unknown });
    const winnerAt = async (value: number): Promise<unknown> => {
      const steps = list(part(await told(method, '--size', `T=${value}`), 'placement'), 'steps');
      return ['cpu', 'gpu', 'fpga'].filter((d) => steps.some((s) => s['device'] === d)).join('+');
    };
    for (const { at, before, after } of list(tokens ?? {}, 'changes').slice(0, 2)) {
      expect([await winnerAt(Number(at) - 1), await winnerAt(Number(at))]).toEqual([before, after]);
    }
  }, 30_000);

  it('goes over the batch and over lengths that only the data knows', async () => {
    const [batch, length] = list(await told(BM25, '--sweep', 'batch=1..16', '--sweep', 'len(e#2)=100..100000'), 'sweeps');
    expect(list(batch ?? {}, 'rows').map((r) => r['value'])).toEqual(expect.arrayContaining([1, 2, 4, 8, 16]));
    const times = list(length ?? {}, 'rows').map((r) => Number(r['framework']));
    expect(times.at(-1)).toBeGreaterThan(times[0] ?? NaN);
    expect(await mpcJson('explain', BM25, '--sweep', 'len(e)')).toMatchObject({ code: EXIT.input, document: { diagnostics: [{ code: 'MPC6112' }] } });
  }, 30_000);
});

describe('other options', () => {
  it('pin, objective, layers, launch and profile change what they should', async () => {
    const placement = async (...args: readonly string[]): Promise<JsonObject> => part(await told(SEER, ...args), 'placement');
    const plain = await placement();
    const pinned = await placement('--pin', 'query=cpu');
    expect(list(pinned, 'steps').find((s) => s['name'] === 'query')).toMatchObject({ device: 'cpu' });
    expect(Number(pinned['microseconds'])).toBeGreaterThan(Number(plain['microseconds']));
    const deep = await placement('--layers', '3');
    const ratio = Number(deep['microseconds']) / Number(plain['microseconds']);
    expect(ratio > 2 && ratio <= 3, String(ratio)).toBe(true); // the wait at the end is one for all layers
    const energy = await placement('--objective', 'energy');
    expect(Number(energy['millijoules'])).toBeLessThanOrEqual(Number(plain['millijoules']));
    expect(Number((await placement('--objective', 'throughput'))['callsPerSecond'])).toBeGreaterThanOrEqual(Number(plain['callsPerSecond']));
    expect(await placement('--fpga-kernels', 'handwritten', '--launch', 'any', '--peer-to-peer')).toMatchObject({ launch: 'any', profile: { fpga: 'handwritten' } });
  }, 30_000);

  it('compares a pinned placement with the GPU alone and with what it would be without pins', async () => {
    const { out } = await mpc('explain', SEER, '--pin', 'query=fpga');
    const answer = out.split('\n\n')[1]?.replaceAll(/\s+/g, ' ') ?? '';
    expect(answer).toMatch(/than the GPU alone with generated kernels \(.*than a framework's operators there \(.*without pins: \w+/);
    expect(out).toMatch(/^query +FPGA .*\n(?:.*\n)*\nkernel +on +lanes +LUT/m);
  });

  it('solves by integer programming too, to the same placement', async () => {
    const [built, integer] = [await told(SEER, '--size', 'N=65536'), await told(SEER, '--size', 'N=65536', '--solver', 'ilp')].map((d) => part(d, 'placement'));
    expect(integer?.['microseconds']).toBeCloseTo(Number(built?.['microseconds']), 6);
    expect(integer?.['solver']).not.toBe(built?.['solver']);
  }, 30_000);

  it('names the calibration that figures come from', async () => {
    const path = await work.file('fit.json', JSON.stringify({
      name: 'lab-2026', machine: 'mi210-u55c', date: '2026-11-01', figures: { 'mi210.memory.streamed': { value: 1.25, unit: 'TB/s', source: 'copy of 1 GB' } },
    }));
    const { code, out } = await mpc('explain', SEER, '--calibration', path, '--figures');
    expect(code).toBe(EXIT.ok);
    expect(out.split('\n').slice(0, 3).join(' ').replaceAll(/\s+/g, ' ')).toContain('figures calibrated by lab-2026');
    expect(out).toMatch(/memory\.streamed\s+1250 GB\/s\s+measured\s+copy of 1 GB/);
  });

  it('ends a search in time', async () => {
    const { placement } = await told(SEER, '--time-limit', '60000');
    expect(placement).toMatchObject({ gap: 0 });
  });
});

describe('refuses', () => {
  it.each([
    [['--set', 'u55d.clock=300MHz'], 'MPC4019', 'did you mean `u55c`?'],
    [['--set', 'u55c.clok=300MHz'], 'MPC4001', 'did you mean `clock`?'],
    [['--set', 'u55c.clock=300MHzz'], 'MPC4008', 'did you mean `MHz`?'],
    [['--set', 'u55c.clock=300GB'], 'MPC4009', 'that measures size, not frequency'],
    [['--set', 'u55c.clock=-3MHz'], 'MPC4002', '-3 MHz'],
    [['--set', 'u55c.clock=fast'], 'MPC4018', '`fast` is no value'],
    [['--set', 'u55c.memory=3'], 'MPC4021', 'memory.capacity'],
    [['--set', 'link.gpu.tpu.bandwidth=20GB/s'], 'MPC4020', 'link.gpu.cpu.host'],
    [['--sweep', 'TT'], 'MPC6105', 'it has T'],
    [['--sweep', 'T=1..8192'], 'MPC6106', '1 .. 4096'],
    [['--sweep', 'len(x)'], 'MPC6105', 'len(x)'], [['--sweep', 'bach'], 'MPC6105', 'did you mean `batch`?'], [['--sweep', 'batch=1..99'], 'MPC6106', '99'],
    [['--pin', 'scor=gpu'], 'MPC4103', 'known: '],
    [['--pin', 'y=tpu'], 'MPC4104', 'cpu, gpu, fpga'],
    [['--calibration', 'none.json'], 'MPC6001', 'none.json'],
  ])('%j', async (args, code, text) => {
    const { code: exitCode, out, err } = await mpc('explain', method, ...args);
    expect([exitCode, out]).toEqual([EXIT.input, '']);
    expect(err).toMatch(new RegExp(`^error\\[${code}\\]: `, 'm'));
    expect(err).toContain(text);
    const json = await mpcJson('explain', method, ...args);
    expect([json.code, json.document['ok']]).toEqual([EXIT.input, false]);
    expect(codesOf(json.document)).toContain(code);
  });

  it.each([
    ['--set', 'u55c.clock'], ['--set', '=3MHz'], ['--set', 'u55c.clock='], ['--sweep', 'T=4'], ['--sweep', 'T=10..5'], ['--sweep', 'T=a..b'], ['--sweep', ''],
    ['--pin', 'y'], ['--pin', '=gpu'], ['--layers', '0'], ['--objective', 'fast'], ['--launch', 'none'], ['--solver', 'magic'], ['--time-limit', '0'], ['--fpga-kernels', 'mine'],
  ])('%s %s as a wrong command line', async (...args) => {
    const { code, out, err } = await mpc('explain', method, ...args);
    expect([code, out]).toEqual([EXIT.usage, '']);
    expect(err).toMatch(/^error: /);
    expect(codesOf((await mpcJson('explain', method, ...args)).document)).toEqual(['MPC6110']);
  });
});
