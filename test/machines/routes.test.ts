import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURVES, curveTime, deviceNamed, gatheredRate, loadMachine, router, transfers, type Curve } from '../../src/machines/index.js';
import { figure, named } from './support.js';

function curve(name: string): Curve {
  const found = CURVES[name];
  if (!found) throw new RangeError(name);
  return found;
}
const size = fc.integer({ min: 1, max: 2 ** 31 });

describe('link curves', () => {
  it('repeat the fit of peer transfers, with 3.5 us of software', () => {
    const times = (name: string): readonly number[] => [256, 1024, 4096, 8192, 16_384, 65_536, 131_072, 1_048_576].map((b) => Number((curveTime(curve(name), b) - 3.5).toFixed(b < 1e6 ? 1 : 0)));
    expect(times('p2p-gpu-to-fpga')).toEqual([1.6, 5, 10.9, 13.5, 15.4, 17.2, 17.5, 262]);
    expect(times('p2p-fpga-to-gpu')).toEqual([0.9, 3.4, 9.6, 14, 18, 23.1, 24.2, 251]);
    expect(64 * 2 ** 20 / curveTime(curve('p2p-gpu-to-fpga'), 64 * 2 ** 20) / 1e3).toBeCloseTo(4, 2);
  });

  it('repeat the measured writes through the slave bridge', () => {
    for (const [kilobytes, rate] of [[64, 2.45], [256, 6.32], [1024, 10.26], [4096, 12.44], [16_384, 12.87]] as const) {
      expect(kilobytes * 1024 / curveTime(curve('p2p-fpga-writes'), kilobytes * 1024) / 1e3).toBeCloseTo(rate, 9);
    }
    // A small write takes the start-up that the two smallest measurements imply.
    expect(curveTime(curve('p2p-fpga-writes'), 1)).toBeCloseTo(21.8, 1);
    expect(curveTime(curve('p2p-fpga-writes'), 2 ** 30) / 2 ** 30 * 1e3).toBeCloseTo(1 / 13.0, 3);
  });

  it.each(Object.entries(CURVES))('%s: nothing takes no time, more takes no less', (_, c) => {
    expect(curveTime(c, 0)).toBe(0);
    fc.assert(fc.property(size, size, (a, b) => {
      // Fits are continuous only within a piece.
      const piece = (bytes: number): number => (c.kind === 'pieces' ? c.pieces.findIndex((p) => p.upTo === undefined || bytes <= p.upTo.value * 1024) : 0);
      if (piece(a) !== piece(b)) return;
      expect(curveTime(c, Math.max(a, b))).toBeGreaterThanOrEqual(curveTime(c, Math.min(a, b)) - 1e-6);
    }));
  });
});

describe('routes', () => {
  it('go through the host unless peers may talk', () => {
    const machine = named('mi210-u55c');
    const bytes = 65_536;
    const host = router(machine)('gpu', 'fpga', bytes);
    expect(host?.links.map((l) => [l.from, l.to])).toEqual([['gpu', 'cpu'], ['cpu', 'fpga']]);
    expect(host?.microseconds).toBeCloseTo(8 + bytes / 24e3 + 20 + bytes / 12e3);
    const peer = router(machine, { peerToPeer: true })('gpu', 'fpga', bytes);
    expect(peer?.links.map((l) => l.path)).toEqual(['peer']);
    expect(transfers(machine)('gpu', 'fpga', bytes)).toBe(host?.microseconds);
    // Far above the knee of the fit the host is faster.
    expect(router(machine, { peerToPeer: true })('gpu', 'fpga', 2 ** 30)?.links).toHaveLength(2);
  });

  it('cross two sockets, and only CPUs pass data on', () => {
    const dual = named('mi210x2-u55cx2');
    const far = router(dual)('gpu', 'fpga1', 1e6);
    expect(far?.links.map((l) => l.to)).toEqual(['cpu', 'cpu1', 'fpga1']);
    expect(router(dual, { peerToPeer: true })('gpu', 'fpga', 4096)?.links.map((l) => l.curve)).toEqual([CURVES['p2p-same-root']]);
    expect(router(dual, { peerToPeer: true })('gpu', 'fpga1', 4096)?.links.map((l) => l.curve)).toEqual([CURVES['p2p-gpu-to-fpga']]);
  });

  it('are free at home and endless where there is none', () => {
    const machine = named('cpu');
    expect(transfers(machine)('cpu', 'cpu', 1e9)).toBe(0);
    expect(transfers(machine)('cpu', 'gpu', 1)).toBe(Infinity);
    expect(transfers(machine)('cpu', 'gpu', 0)).toBe(0);
    expect(router(machine)('gpu', 'cpu', 1)).toBeUndefined();
  });

  it('that only peers join are there for platforms with peers', () => {
    const linear = { kind: 'linear', latency: figure(0, 'us'), bandwidth: figure(1, 'GB/s') };
    const { value, diagnostics } = loadMachine({
      name: 'm', title: 'M', home: 'gpu', devices: { cpu: 'epyc-7v13', gpu: 'h100', fpga: 'u55c' },
      links: [['cpu', 'gpu', 'host'], ['gpu', 'cpu', 'host'], ['gpu', 'fpga', 'peer'], ['fpga', 'gpu', 'peer']].map(([from, to, path]) => ({ from, to, path, curve: linear })),
    }, 'm.json');
    expect(diagnostics).toEqual([]);
    expect(value && [false, true].map((peerToPeer) => transfers(value, { peerToPeer })('gpu', 'fpga', 1000))).toEqual([Infinity, 1]);
  });
});

describe('gathered rows', () => {
  it('follow the measured sizes, between them on a line of logarithms', () => {
    const { memory } = deviceNamed('mi210', 'gpu');
    expect([1, 128, 256, 512, 4096, 1e6].map((b) => Math.round(gatheredRate(memory, b)))).toEqual([400, 400, 447, 500, 1300, 1300]);
    const card = deviceNamed('u55c', 'fpga').memory;
    expect([1, 128, 4096].map((b) => gatheredRate(card, b))).toEqual([10.5, 10.5, 10.5]);
  });
});

describe('a machine of many CPUs', () => {
  const sockets = Array.from({ length: 14 }, (_, i) => `cpu${i === 0 ? '' : i}`);
  const linear = (latency: number): unknown => ({ kind: 'linear', latency: figure(latency, 'us'), bandwidth: figure(20, 'GB/s') });
  const both = (a: string, b: string, latency: number): readonly unknown[] => [[a, b], [b, a]].map(([from, to]) => ({ from, to, path: 'host', curve: linear(latency) }));
  // All joined with each other slowly, neighbours fast.
  const links = sockets.flatMap((a, i) => sockets.slice(i + 1).flatMap((b, j) => both(a, b, j === 0 ? 1 : 100)));
  const { value } = loadMachine({
    name: 'many', title: 'Many', home: 'gpu', devices: { ...Object.fromEntries(sockets.map((id) => [id, 'epyc-7v13'])), gpu: 'mi210' },
    links: [...links, ...both('gpu', 'cpu', 2)],
  }, 'many.json');

  it('is looked at in little time, and finds the fastest ways', () => {
    if (!value) throw new Error('not loaded');
    const route = router(value);
    expect(route('gpu', 'cpu13', 4)?.links.map((l) => l.to)).toEqual(sockets);
    expect(route('gpu', 'cpu13', 4)?.microseconds).toBeCloseTo(2 + 13, 2);
    expect(route('gpu', 'cpu13', 2e9)?.links.map((l) => l.to)).toEqual(['cpu', 'cpu13']);
  });
});
