import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CURVES, loadMachine, machineFile, router, type Machine } from '../../src/machines/index.js';
import { positionsOf } from '../../src/machines/positions.js';
import { chosenCurves } from '../../src/report/index.js';
import { figure, named, type Json } from './support.js';

const place = (numa?: number, rootComplex?: string): Json => ({ ...numa === undefined ? {} : { numa }, ...rootComplex === undefined ? {} : { rootComplex } });
const at = (id: string, numa?: number, rootComplex?: string): { id: string; numa?: number; rootComplex?: string } => ({ id, ...place(numa, rootComplex) });
const linear = (rate: number): Json => ({ kind: 'linear', latency: figure(0, 'us'), bandwidth: figure(rate, 'GB/s') });
const rates: Json = { sameRootComplex: linear(4), otherRootComplex: linear(3), sameNuma: linear(2), otherNuma: linear(1) };

function lab(gpu: Json, fpga: Json, curve: unknown, cpu: Json = {}): Machine | readonly string[] {
  const host = { from: ['gpu', 'fpga'], to: 'cpu', path: 'host', curve: linear(9) };
  const { value, diagnostics } = loadMachine({
    name: 'lab', title: 'Lab', home: 'gpu', devices: { cpu: { device: 'epyc-7v13', ...cpu }, gpu: { device: 'mi210', ...gpu }, fpga: { device: 'u55c', ...fpga } },
    links: [host, { ...host, from: 'cpu', to: ['gpu', 'fpga'] }, { from: 'gpu', to: 'fpga', path: 'peer', curve }],
  }, 'lab.json');
  return value ?? diagnostics.map((d) => d.code);
}

/** The rate of the curve that was taken from the GPU to the FPGA, or what is wrong. */
function taken(gpu: Json, fpga: Json, curve: unknown): number | readonly string[] {
  const machine = lab(gpu, fpga, curve);
  if (!('links' in machine)) return machine;
  const found = machine.links.find((l) => l.path === 'peer')?.curve;
  return found?.kind === 'linear' ? found.bandwidth.value : NaN;
}

describe('where two devices are', () => {
  it('says what holds between them, the closest first', () => {
    expect(positionsOf(at('a', 0, 'rc0'), at('b', 0, 'rc0'))).toEqual(['sameRootComplex', 'sameNuma']);
    expect(positionsOf(at('a', 0, 'rc0'), at('b', 0, 'rc1'))).toEqual(['otherRootComplex', 'sameNuma']);
    expect(positionsOf(at('a', 0, 'rc0'), at('b', 1, 'rc1'))).toEqual(['otherNuma', 'otherRootComplex']);
    expect(positionsOf(at('a', 0), at('b', 1))).toEqual(['otherNuma', 'otherRootComplex']);
    expect(positionsOf(at('a', 0), at('b', 0, 'rc1'))).toEqual(['sameNuma']);
    expect(positionsOf(at('a'), at('b', 0, 'rc1'))).toEqual([]);
  });

  it('chooses among the curves of a link', () => {
    expect(taken(place(0, 'a'), place(0, 'a'), rates)).toBe(4);
    expect(taken(place(0, 'a'), place(0, 'b'), rates)).toBe(3);
    expect(taken(place(0), place(0), rates)).toBe(2);
    expect(taken(place(0, 'a'), place(1, 'b'), rates)).toBe(1);
    expect(taken(place(undefined, 'a'), place(undefined, 'a'), rates)).toBe(4);
    // A root complex belongs to one node: other nodes have other ones.
    expect(taken(place(0), place(1), { sameRootComplex: linear(4), otherRootComplex: linear(3) })).toBe(3);
    expect(taken(place(0, 'a'), place(0, 'a'), { sameNuma: linear(2), otherNuma: linear(1) })).toBe(2);
  });

  it('refuses what is not known or contradicts itself', () => {
    const complexes = { sameRootComplex: linear(4), otherRootComplex: linear(3) };
    expect(taken(place(0), place(0), complexes)).toEqual(['MPC4023']);
    expect(taken(place(), place(), rates)).toEqual(['MPC4023']);
    expect(taken(place(undefined, 'a'), place(undefined, 'b'), { sameRootComplex: linear(4) })).toEqual(['MPC4024']);
    expect(taken(place(undefined, 'a'), place(undefined, 'b'), { sameNuma: linear(4) })).toEqual(['MPC4023']);
    expect(taken(place(0, 'a'), place(1, 'a'), rates)).toEqual(['MPC4022']);
    expect(lab(place(0, 'a'), place(1, 'b'), 'p2p-same-root')).toEqual(['MPC4025']);
    expect(lab(place(), place(), 'p2p-same-root')).toHaveProperty('links'); // where nothing is known, nothing contradicts
  });
});

describe('a link with a curve for each position', () => {
  const lab2 = loadMachine(JSON.parse(readFileSync('bench/machines/u55c-x2.json', 'utf8')), 'u55c-x2.json').value;

  it('is told of in reports, and survives a round through its file', () => {
    expect(lab2 && chosenCurves(lab2).map((c) => `${c.from} to ${c.to}: ${c.curve}, ${c.because}`)).toEqual([
      'cpu to gpu: host-pcie4, on one NUMA node (0)', 'gpu to cpu: host-pcie4, on one NUMA node (0)',
      'gpu to fpga: p2p-same-root, under one root complex (rc0)', 'gpu to fpga1: p2p-gpu-to-fpga, under different root complexes (rc0, rc2)',
      'fpga to gpu: p2p-same-root, under one root complex (rc0)', 'fpga1 to gpu: p2p-fpga-to-gpu, under different root complexes (rc2, rc0)',
    ]);
    expect(loadMachine(lab2 && JSON.parse(JSON.stringify(machineFile(lab2))), 'f').value).toEqual(lab2);
  });

  it('makes transfers as fast as the position allows', () => {
    const route = lab2 && router(lab2, { peerToPeer: true });
    const [near, far] = ['fpga', 'fpga1'].map((id) => route?.('gpu', id, 2 ** 20)?.microseconds ?? NaN);
    expect(near).toBeCloseTo(3.5 + 2 ** 20 / 12e3, 6);
    expect((far ?? 0) / (near ?? 1)).toBeGreaterThan(1.1); // the host's way is not much slower than the fit of a large transfer
    expect(route?.('gpu', 'fpga1', 4096)?.links.map((l) => l.curve)).toEqual([CURVES['p2p-gpu-to-fpga']]);
  });

  it('of several ends joins each with each', () => {
    const dual = named('h100x4');
    expect(dual.links).toHaveLength(8 + 12);
    expect(new Set(dual.links.map((l) => `${l.from} ${l.to}`)).size).toBe(20);
    expect(dual.links.filter((l) => l.from === l.to)).toEqual([]);
  });
});

describe('two H100', () => {
  it('are a machine that loads', () => {
    const { value, diagnostics } = loadMachine(JSON.parse(readFileSync('bench/machines/h100-x2.json', 'utf8')), 'h100-x2.json');
    expect(diagnostics).toEqual([]);
    expect(value?.links.map((l) => `${l.from} ${l.to}`)).toEqual(['cpu gpu0', 'cpu gpu1', 'gpu0 cpu', 'gpu1 cpu', 'gpu0 gpu1', 'gpu1 gpu0']);
  });
});
