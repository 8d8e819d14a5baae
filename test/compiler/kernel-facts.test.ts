import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planHls } from '../../src/codegen/hls/index.js';
import { compile } from '../../src/compiler/index.js';
import type { Step } from '../../src/ir/steps.js';
import { applyOverrides, firstOf, loadMachine, machineNamed, type Machine } from '../../src/machines/index.js';
import { kernelTime } from '../../src/partitioner/cost/fpga-facts.js';
import type { PlacedStep } from '../../src/partitioner/index.js';

const SOURCE = { file: 'search.mp', text: `method search
size N in 1..1_000_000
input query : f32[64]
memory keys : bf16[N, 64] append per token
input key : bf16[64]
output best
prepare { keys <- key }
relevancy { s[n] = sum(d) query[d] * keys[n, d] }
retrieve { best = topk(n) s[n] count 8 }
` };
const SIZES = { N: 200_000 };

function machine(name: string): Machine {
  const found = machineNamed(name);
  if (!found) throw new Error(`no machine ${name}`);
  return found;
}

/** Steps as they would run on the FPGA, and what the back end says of their kernels. */
function onFpga(on: Machine): readonly { readonly placed: PlacedStep; readonly predicted: number }[] {
  const names = compile(SOURCE, { machine: on, sizes: SIZES }).steps.map((s) => s.name);
  const { method, steps, placement, diagnostics } = compile(SOURCE, { machine: on, sizes: SIZES, overrides: { pins: Object.fromEntries(names.map((n) => [n, 'fpga'])) } });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  const fpga = firstOf(on, 'fpga')?.device;
  if (!method || !placement || !fpga) throw new Error('not placed');
  const estimates = new Map(planHls(method, steps, fpga).kernels.map(({ kernel, estimate }) => [kernel.step, estimate]));
  const cyclesOf = (step: Step): number => {
    const estimate = estimates.get(step);
    return estimate ? kernelTime(estimate, SIZES).cycles : NaN;
  };
  return placement.steps.map((placed) => ({
    placed, predicted: cyclesOf(placed.step) / fpga.clock.value + fpga.fixed.start.value,
  }));
}

describe('prices of FPGA steps', () => {
  it('are the estimates of the kernels just written', () => {
    const steps = onFpga(machine('mi210-u55c'));
    expect(steps.length).toBeGreaterThanOrEqual(2);
    for (const { placed, predicted } of steps) {
      expect(placed.kind).toBe('fpga');
      expect(placed.microseconds).toBeGreaterThanOrEqual(predicted * 0.999);
      expect(placed.microseconds).toBeLessThan(predicted * 1.5);
      expect(placed.cost.slrs).toHaveLength(3);
    }
    // At 250 MHz a 512-bit port could carry more than its channel gives.
    const slowest = Math.max(...steps.map(({ placed }) => placed.microseconds));
    expect(slowest).toBeCloseTo(SIZES.N * 64 * 2 / 12.2e3 + 60, 0);
  });

  it('follow the figures of the machine', () => {
    const slow = applyOverrides(machine('mi210-u55c'), [{ path: 'u55c.clock', text: '125MHz' }], 'test').value;
    if (!slow) throw new Error('no machine');
    const time = (on: Machine): number => Math.max(...onFpga(on).map(({ placed }) => placed.microseconds)) - 60;
    expect(time(slow) / time(machine('mi210-u55c'))).toBeGreaterThan(1.4); // the channel bound it before
  });

  it('are known for the card of each machine', () => {
    for (const name of ['mi300x-v80', 'h100-u280']) {
      for (const { placed, predicted } of onFpga(machine(name))) expect(placed.microseconds).toBeGreaterThanOrEqual(predicted * 0.999);
    }
  });
});

describe('a machine with figures for the kernels of its CPU', () => {
  it('has them counted one by one, as those of its GPU', () => {
    const on = loadMachine(JSON.parse(readFileSync('bench/machines/h100-xeon16.json', 'utf8')), 'h100-xeon16.json').value;
    if (!on) throw new Error('no machine');
    const names = compile(SOURCE, { machine: on, sizes: SIZES }).steps.map((s) => s.name);
    for (const kind of ['cpu', 'gpu']) {
      const { placement } = compile(SOURCE, { machine: on, sizes: SIZES, overrides: { pins: Object.fromEntries(names.map((n) => [n, kind])) } });
      expect(placement?.steps.map((s) => s.kind)).toEqual(names.map(() => kind));
      for (const { cost } of placement?.steps ?? []) expect(cost.terms.map((t) => t.name), kind).toContain('latency');
    }
    const plain = compile(SOURCE, { machine: machine('cpu'), sizes: SIZES }).placement;
    for (const { cost } of plain?.steps ?? []) expect(cost.terms.map((t) => t.name)).not.toContain('latency');
  });
});
