import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICIES, simulate, type Policy, type Trace } from '../../src/simulator/index.js';
import { findModel } from '../../src/simulator/model.js';
import { attempt, machine, simulated, trace, uniform } from './run.js';

const NAMES = POLICIES.map((p) => p.name);

describe.each(NAMES)('policy %s', (name) => {
  it('ends every request once, whatever comes', () => {
    const lengths = fc.record({ at: fc.integer({ min: 0, max: 3e6 }), prompt: fc.integer({ min: 1, max: 20_000 }), output: fc.integer({ min: 1, max: 60 }) });
    fc.assert(fc.property(
      fc.array(lengths, { minLength: 1, maxLength: 40 }), fc.constantFrom(1, 3, 64), fc.constantFrom(256, 8192), fc.constantFrom('pull' as const, 'push' as const),
      (list, maxBatch, tokenBudget, transfer) => {
        const sorted = list.toSorted((a, b) => a.at - b.at);
        const given: Trace = {
          name: 'random', arrival: Float64Array.from(sorted, (r) => r.at), prompt: Int32Array.from(sorted, (r) => r.prompt), output: Int32Array.from(sorted, (r) => r.output),
        };
        const { statistics: s } = simulated(name, 'h100x4', { trace: given, maxBatch, tokenBudget, transfer });
        const output = sorted.reduce((sum, r) => sum + r.output, 0);
        expect([s.requests, s.outputTokens, s.whole.count]).toEqual([list.length, output, list.length]);
        // Every token but the first of each request closes a gap: none is made twice, none is left out.
        expect(s.betweenTokens.count).toBe(output - list.length);
        expect(s.firstToken.count).toBe(list.length);
        expect(s.whole.max).toBeGreaterThanOrEqual(s.firstToken.max);
        for (const m of s.memory) expect(m.peak).toBeLessThanOrEqual(m.capacity);
        for (const u of s.uses) expect(u.utilisation).toBeLessThanOrEqual(1 + 1e-9);
      },
    ), { numRuns: 8 });
  });

  it('gives the same numbers for the same trace', () => {
    const once = () => simulated(name, 'h100x4', { trace: trace(30, 20) });
    expect(JSON.stringify(once())).toBe(JSON.stringify(once()));
  });

  it('keeps to the memory when it is short', () => {
    const { statistics: s } = simulated(name, 'h100x4', { model: 'gpt-oss-120b', trace: trace(150, 100) });
    expect(s.whole.count).toBe(150);
    for (const m of s.memory) expect(m.peak).toBeLessThanOrEqual(m.capacity);
  });

  it('accounts for all energy: watts of the states times their time', () => {
    const { statistics: s } = simulated(name, 'h100x4', { trace: trace(30, 20) });
    const watts = (device: string) => (device.startsWith('cpu') ? machine('h100x4').devices[0]!.device.power : machine('h100x4').devices[1]!.device.power);
    let total = 0;
    for (const u of s.uses.filter((x) => x.kind === 'device')) {
      const power = watts(u.name);
      const expected = { idle: u.time.idle * power.idle.value / 1e3, compute: u.time.compute * power.compute.value / 1e3, memory: u.time.memory * power.memory.value / 1e3 };
      expect(u.energy.idle).toBeCloseTo(expected.idle, 3);
      expect(u.energy.compute).toBeCloseTo(expected.compute, 3);
      expect(u.energy.memory).toBeCloseTo(expected.memory, 3);
      expect(u.time.idle + u.time.compute + u.time.memory).toBeCloseTo(s.span, 3);
      total += expected.idle + expected.compute + expected.memory;
    }
    expect(s.millijoulesPerToken * s.outputTokens / total).toBeCloseTo(1, 9);
  });

  it('writes a Chrome trace whose tracks do one thing at a time', () => {
    const { trace: chrome, statistics } = simulated(name, 'h100x4', { trace: trace(8, 20), traceLimit: 1e6 });
    const { traceEvents } = JSON.parse(JSON.stringify(chrome)) as NonNullable<typeof chrome>;
    const tracks = new Map<number, { ts: number; dur: number }[]>();
    for (const e of traceEvents) {
      if (!/^[XM]$/.test(e.ph) || typeof e.name !== 'string' || [e.pid, e.tid, e.ts].some((n) => !Number.isFinite(n))) expect(e).toBe('a trace event');
      if (e.ph !== 'X') continue;
      if (!tracks.has(e.tid)) tracks.set(e.tid, []);
      tracks.get(e.tid)?.push({ ts: e.ts, dur: e.dur ?? NaN });
    }
    const named = new Set(traceEvents.filter((e) => e.name === 'thread_name').map((e) => e.tid));
    for (const [tid, slices] of tracks) {
      expect(named.has(tid)).toBe(true);
      const sorted = slices.sort((a, b) => a.ts - b.ts);
      expect(sorted.slice(1).filter((s, i) => !(s.ts >= (sorted[i]?.ts ?? 0) + (sorted[i]?.dur ?? 0) - 1e-6))).toEqual([]);
    }
    const busy = [...tracks.values()].flat().reduce((sum, s) => sum + s.dur, 0);
    expect(busy).toBeCloseTo(statistics.uses.reduce((sum, u) => sum + u.busy, 0), 3);
  });
});

describe('the laws of queues', () => {
  it.each(['colocated', 'chunked', 'disaggregated'])('%s: as many requests are inside in the mean as arrive while one stays (Little)', (name) => {
    const policy = POLICIES.find((p) => p.name === name)!;
    let [inside, last, area, done] = [0, 0, 0, 0];
    const watched: Policy = {
      ...policy,
      create: (serving) => {
        const inner = policy.create(serving);
        const pass = (): void => {
          area += inside * (serving.engine.now - last);
          last = serving.engine.now;
          inside += done - serving.requests.done;
          done = serving.requests.done;
        };
        return {
          arrived: (request) => { pass(); inside += 1; inner.arrived(request); },
          finished: (batch) => { pass(); inner.finished(batch); },
        };
      },
    };
    const given = trace(200, 12);
    const { value } = simulate({ machine: machine('h100x4'), model: findModel('qwen3-8b').value!, policy: watched, trace: given });
    if (!value) throw new Error('not run');
    const { span, whole, requests } = value.statistics;
    expect([inside, done]).toEqual([0, 200]);
    expect(area / span / (requests / span * whole.mean)).toBeCloseTo(1, 9);
  });

  it.each(['colocated', 'chunked'])('%s: more devices serve no slower', (name) => {
    const whole = machine('h100x4');
    const policy = POLICIES.find((p) => p.name === name)!;
    for (const rate of [1, 8, 60]) {
      const means = [1, 2, 4].map((count) => {
        const ids = new Set(['cpu', ...whole.devices.filter((d) => d.device.kind === 'gpu').slice(0, count).map((d) => d.id)]);
        const part = { ...whole, devices: whole.devices.filter((d) => ids.has(d.id)), links: whole.links.filter((l) => ids.has(l.from) && ids.has(l.to)) };
        const { value } = simulate({ machine: part, model: findModel('qwen3-8b').value!, policy, trace: trace(120, rate) });
        return value?.statistics.whole.mean ?? NaN;
      });
      for (const [i, mean] of means.slice(1).entries()) expect(mean).toBeLessThanOrEqual((means[i] ?? NaN) * 1.001);
    }
  });
});

describe('a simulation', () => {
  it('of one request is the sum of its passes', () => {
    const { statistics: s, batches } = simulated('colocated', 'h100', { trace: uniform(1, 2000, 50) });
    expect(batches).toBe(50);
    expect(s.firstToken.mean + 49 * s.betweenTokens.mean).toBeCloseTo(s.whole.mean, 6);
    expect(s.span).toBeCloseTo(s.whole.mean, 6);
    expect(s.uses.find((u) => u.name.startsWith('gpu ('))?.utilisation).toBeCloseTo(1, 9);
  });

  it('takes 1,000 requests of 1,000 tokens through 36 layers with few events', () => {
    const { events, batches, statistics } = simulated('colocated', 'h100', { trace: uniform(1000, 512, 1000, 1000) });
    expect(statistics.outputTokens).toBe(1e6);
    expect(events).toBeLessThan(3 * batches);
  });

  it('takes a policy of one\'s own', () => {
    const serial: Policy = {
      name: 'serial', title: 'one request at a time', layout: 'replicas', devices: 1, moves: false,
      create: (serving) => {
        const [instance] = serving.instances;
        const queue: number[] = [];
        const next = (): void => {
          const request = queue[0];
          if (request === undefined || !instance || instance.inFlight > 0) return;
          const done = serving.requests.prefilled[request] === serving.requests.prompt[request];
          serving.run(instance, done ? [request] : [], done ? [] : [{ request, tokens: serving.requests.prompt[request] ?? 0 }]);
        };
        return {
          arrived: (request) => { queue.push(request); next(); },
          finished: () => {
            if (!Number.isNaN(serving.requests.finished[queue[0] ?? 0] ?? NaN)) queue.shift();
            next();
          },
        };
      },
    };
    const { value } = simulate({ machine: machine('h100'), model: findModel('qwen3-8b').value!, policy: serial, trace: uniform(5, 100, 10) });
    expect(value?.batches).toBe(50);
  });
});

describe('what does not fit', () => {
  it('is told with how much is missing', () => {
    expect(attempt('colocated', 'mi210-u55c', { model: 'gpt-oss-120b' }).diagnostics.map((d) => `${d.code} ${d.message}`)).toEqual([
      'MPC4204 `gpt-oss-120b` does not fit gpu (mi210): its weights take 65.2 GB, 57.6 GB are there, 7.6 GB too few',
    ]);
    expect(attempt('colocated', 'h100', { trace: uniform(3, 400_000, 10) }).diagnostics.map((d) => `${d.code} ${d.message}`)).toEqual([
      'MPC4205 request 1 needs 400010 tokens of keys and values, and the smallest device that runs the model has room for 377191: 22819 too many',
    ]);
  });

  it('or cannot be, is told', () => {
    expect(attempt('temporal', 'h100').diagnostics.map((d) => d.code)).toEqual(['MPC4207']);
    expect(attempt('disaggregated', 'h100').diagnostics[0]?.message).toBe('policy `disaggregated` needs 2 devices that can run the model, `h100` has 1');
    const apart = { ...machine('h100x4'), links: machine('h100x4').links.filter((l) => l.from !== 'gpu2') };
    const policy = POLICIES.find((p) => p.name === 'disaggregated')!;
    expect(simulate({ machine: apart, model: findModel('qwen3-8b').value!, policy, trace: trace(5, 1) }).diagnostics[0]?.message)
      .toBe('policy `disaggregated` moves data from gpu2 to gpu, which no link of `h100x4` joins');
    expect(attempt('colocated', 'h100', { maxBatch: 0, chunk: -5, target: { firstToken: 0, perToken: 1 } }).diagnostics.map((d) => d.message)).toEqual([
      '`max-batch` must be larger than zero, found `0`', '`chunk` must be larger than zero, found `-5`', '`target of the first token` must be larger than zero, found `0`',
    ]);
  });

  it('runs on the CPU where there is no GPU', () => {
    expect(simulated('colocated', 'cpu', { trace: uniform(2, 50, 5) }).devices).toEqual(['cpu']);
  });
});
