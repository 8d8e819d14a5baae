import { describe, expect, it } from 'vitest';
import { findPolicy, MIXED, type Workload } from '../../src/simulator/index.js';
import { simulated, trace, uniform } from './run.js';

describe('the names of policies', () => {
  it('are suggested', () => {
    expect(findPolicy('disagregated').diagnostics[0]).toMatchObject({ code: 'MPC4201', hint: 'did you mean `disaggregated`?' });
    expect(findPolicy('adaptive').diagnostics).toEqual([]);
  });
});

const gap = (policy: string, machine = 'h100x4', rate = 24): number => simulated(policy, machine, { trace: trace(300, rate) }).statistics.betweenTokens.p99;

describe('co-location', () => {
  it('holds up decoding by long prompts; cutting them up does so less', () => {
    expect(gap('chunked')).toBeLessThan(gap('colocated') / 2);
  });

  it('decodes more requests at once when they come faster', () => {
    const batches = (rate: number): number => simulated('colocated', 'h100', { trace: trace(200, rate) }).batches;
    expect(batches(20)).toBeLessThan(batches(2) / 2);
  });
});

describe('disaggregation (as KVDirect)', () => {
  it('keeps prompts away from decoding', () => {
    const apart = simulated('disaggregated', 'h100x4', { trace: trace(300, 16) });
    const together = simulated('colocated', 'h100x4', { trace: trace(300, 16) });
    expect(apart.statistics.betweenTokens.p99).toBeLessThan(together.statistics.betweenTokens.p99 / 2);
    expect(apart.statistics.perToken.p99).toBeLessThan(together.statistics.perToken.p99);
  });

  it('moves the keys and values of every prompt once, over links that queue', () => {
    const { moves, movedBytes, statistics } = simulated('disaggregated', 'h100x4', { trace: uniform(40, 4000, 20), prefillDevices: 2 });
    expect(moves).toBe(40);
    expect(movedBytes).toBe(40 * 4001 * 147_456);
    const links = statistics.uses.filter((u) => u.kind === 'link');
    expect(links.reduce((sum, u) => sum + u.served, 0)).toBe(40);
    expect(links.filter((u) => u.served > 0).every((u) => /^gpu1? → gpu[23]$/.test(u.name))).toBe(true);
  });

  it('pulls: room on the decode side is taken when it is needed, so more decodes at a time than with a push', () => {
    const given = { model: 'gpt-oss-120b', trace: trace(200, 60), prefillDevices: 2 } as const;
    const [pull, push] = [simulated('disaggregated', 'h100x4', { ...given, transfer: 'pull' }), simulated('disaggregated', 'h100x4', { ...given, transfer: 'push' })];
    expect(pull.statistics.firstToken.mean).toBeLessThan(push.statistics.firstToken.mean);
    expect(pull.statistics.whole.mean).toBeLessThan(1.01 * push.statistics.whole.mean); // the end is bound by decoding, either way
  });
});

describe('adaptive assignment (as Arrow)', () => {
  it('follows a load that turns from long prompts to long outputs, which a fixed split cannot', () => {
    const part = (i: number, from: number, prompt: number, output: number) => Array.from({ length: 120 }, (_, k) => ({ at: from + k * i, prompt, output }));
    const turning: Workload = { name: 'turning', requests: [...part(65, 0, 6000, 60), ...part(45, 8500, 1000, 900)] };
    const given = { trace: trace(1, 1, turning), target: { firstToken: 5e5, perToken: 12e3 } };
    const kept = (policy: string, prefillDevices: number): number => simulated(policy, 'h100x4', { ...given, prefillDevices }).statistics.attained;
    const fixed = [1, 2, 3].map((n) => kept('disaggregated', n));
    for (const n of [1, 2, 3]) expect(kept('adaptive', n), `${n} of 4 prefill at the start; fixed ${fixed.join(' ')}`).toBeGreaterThan(Math.max(...fixed));
  });

  it('keeps the first token within its target where a split that is too small does not', () => {
    const run = (policy: string): number => simulated(policy, 'h100x4', { trace: trace(300, 24), prefillDevices: 1 }).statistics.attained;
    expect(run('adaptive')).toBeGreaterThan(0.95);
    expect(run('disaggregated')).toBeLessThan(0.5);
  });
});

describe('one phase at a time in a pipeline (as TD-Pipe)', () => {
  const all = { trace: trace(1500, 1e4) };
  const [mixed, temporal] = ['pipeline', 'temporal'].map((p) => simulated(p, 'h100x4', all).statistics);

  it('makes more tokens in a second than a pipeline of mixed phases', () => {
    expect(temporal!.tokensPerSecond).toBeGreaterThan(mixed!.tokensPerSecond * 1.1);
  });

  it('has fewer bubbles', () => {
    const busy = (s: typeof mixed): number => s!.uses.filter((u) => u.name.startsWith('gpu') && u.kind === 'device').reduce((sum, u) => sum + u.utilisation, 0) / 4;
    expect(busy(temporal)).toBeGreaterThan(busy(mixed) + 0.05);
  });

  it('pays with the time to the first token where requests come one by one', () => {
    const first = (policy: string): number => simulated(policy, 'h100x4', { trace: trace(200, 8) }).statistics.firstToken.p50;
    expect(first('temporal')).toBeGreaterThan(first('pipeline'));
  });

  it('fits a model that one device cannot hold', () => {
    expect(simulated('temporal', 'mi210x2-u55cx2', { model: 'gpt-oss-120b', trace: trace(20, 1) }).statistics.whole.count).toBe(20);
  });
});

describe('chips for prefill and for decode (as SPAD)', () => {
  it('take the side that they are made for', () => {
    const { statistics } = simulated('disaggregated', 'spad-2p2d', { trace: trace(100, 16) });
    const compute = statistics.uses.filter((u) => u.name.startsWith('gpu') && u.kind === 'device').map((u) => u.time.compute > u.time.memory);
    expect(compute).toEqual([true, true, false, false]);
  });

  it('do what as many H100 do at a lower price and board power', () => {
    const [spad, h100] = ['spad-2p2d', 'h100x4'].map((m) => simulated('disaggregated', m, { trace: trace(300, 16), prefillDevices: 2 }));
    expect(spad!.statistics.tokensPerSecond).toBeGreaterThan(h100!.statistics.tokensPerSecond * 0.95);
    expect(spad!.statistics.attained).toBeGreaterThanOrEqual(h100!.statistics.attained - 0.02);
    expect(spad!.price!).toBeLessThan(h100!.price! * 0.8);
    expect(spad!.boardWatts).toBeLessThan(h100!.boardWatts * 0.9);
    expect(spad!.statistics.millijoulesPerToken).toBeLessThan(h100!.statistics.millijoulesPerToken);
  });

  it('lose what they were made for when both phases share a chip', () => {
    const tokens = (policy: string): number => simulated(policy, 'spad-2p2d', { trace: trace(300, 1e4, MIXED) }).statistics.tokensPerSecond;
    expect(tokens('disaggregated')).toBeGreaterThan(tokens('colocated') * 1.1);
  });
});
