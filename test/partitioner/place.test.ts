import { describe, expect, it } from 'vitest';
import { analyzeMethod } from '../../src/analysis/index.js';
import { crossovers, MACHINES, place, type Fpga, type Machine, type Placement, type PlacementOptions } from '../../src/partitioner/index.js';
import { bm25, blockScores, dense, gatheredAttention, indexer, type Example } from '../analysis/methods.js';

const [MI210_U55C, , H100, CPU] = MACHINES;
if (!MI210_U55C || !H100 || !CPU) throw new Error('machines missing');

function run({ method, steps }: Example, machine: Machine = MI210_U55C!, options: PlacementOptions = {}): Placement {
  return place(method, steps, analyzeMethod(method, steps), machine, options);
}

/** The default machine with another FPGA. */
function withFpga(change: (fpga: Fpga) => Fpga): Machine {
  const { fpga } = MI210_U55C!.devices;
  if (!fpga) throw new Error('no FPGA');
  return { ...MI210_U55C!, devices: { ...MI210_U55C!.devices, fpga: change(fpga) } };
}

const eager = withFpga((f) => ({
  ...f,
  fixed: { start: { ...f.fixed.start, value: 1 } },
  generated: { portsPerTensor: { ...f.generated.portsPerTensor, value: 32 }, lanes: { ...f.generated.lanes, value: 4096 } },
}));

describe('placement', () => {
  it('keeps the compute-bound indexer on the GPU and says why', () => {
    const placement = run(indexer());
    expect([...placement.assignment.values()]).toEqual(['gpu']);
    expect(placement.candidates.map((c) => c.name)).toEqual(['gpu-only', 'fpga-allowed', 'cpu-only']);
    const fpga = placement.candidates[1];
    expect(fpga?.feasible).toBe(true);
    expect(fpga?.microseconds).toBeGreaterThan(placement.microseconds * 5);
    expect(placement.steps[0]?.rejected.find((r) => r.device === 'fpga')?.reason).toMatch(/arithmetic .* on the FPGA against/);
    expect(placement.sizes.T).toBe(131_072);
  });

  it('blames the start of a kernel where that alone is longer than the whole step elsewhere', () => {
    const placement = run(blockScores(), MI210_U55C, { sizes: { P: 64 } });
    expect(placement.steps[0]?.rejected.find((r) => r.device === 'fpga')?.reason).toMatch(/kernel start \(XRT\) 60\.0 µs exceeds the whole GPU step/);
  });

  it('goes to the FPGA when its figures make that faster', () => {
    const cheap: Machine = { ...eager, links: eager.links.map((l) => ({ ...l, curve: { ...l.curve, latency: { ...l.curve.latency, value: 0.1 } } })) };
    const placement = run(blockScores(), cheap, { sizes: { P: 512 } });
    expect([...placement.assignment.values()]).toEqual(['fpga']);
    expect(placement.candidates.find((c) => c.name === 'fpga-allowed')?.chosen).toBe(true);
    expect(placement.transfers.map((t) => t.tensor.name)).toEqual(['query', 'score']);
    expect([...placement.residency].map(([t, d]) => [t.name, d])).toEqual([['gate', ['fpga']]]);
  });

  it('says by how much a step does not fit', () => {
    const tiny = withFpga((f) => ({ ...f, resources: { ...f.resources, lut: { ...f.resources.lut, value: 1000 } } }));
    const candidate = run(indexer(), tiny).candidates.find((c) => c.name === 'fpga-allowed');
    expect(candidate).toMatchObject({ feasible: false, chosen: false });
    expect(candidate?.reasons[0]).toMatch(/needs [\d,]+ LUT, 600 there/);
    const full = run(bm25(), MI210_U55C, { sizes: { Postings: 2_000_000_000 } });
    expect(full.residency.size).toBeGreaterThan(0);
  });

  it('prefers the CPU for an inverted index that no card can hold', () => {
    const { gpu } = MI210_U55C.devices;
    const small: Machine = { ...MI210_U55C, devices: { ...MI210_U55C.devices, ...gpu ? { gpu: { ...gpu, memory: { ...gpu.memory, capacity: { ...gpu.memory.capacity, value: 8 } } } } : {} } };
    const placement = run(bm25(), small);
    expect(placement.assignment.get(placement.steps[0]!.step)).toBe('cpu');
    expect(placement.candidates.find((c) => c.name === 'gpu-only')?.feasible).toBe(false);
  });

  it('obeys pins and reports those it cannot obey', () => {
    const pinned = run(dense(), MI210_U55C, { overrides: { pins: { project: 'cpu', nowhere: 'gpu' } } });
    expect(pinned.steps.map((s) => s.device)[0]).toBe('cpu');
    expect(pinned.diagnostics.map((d) => d.code)).toEqual(['MPC4103']);
    expect(run(dense(), CPU, { overrides: { pins: { project: 'fpga' } }, sizes: { X: 1 }, batch: 9 }).diagnostics.map((d) => d.code))
      .toEqual(['MPC4101', 'MPC4104', 'MPC4105']);
  });

  it('takes no less time for more entries, nor for more requests', () => {
    const times = [1024, 8192, 65_536, 524_288].map((T) => run(indexer(), MI210_U55C, { sizes: { T } }).microseconds);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const { method, steps } = indexer();
    const wide: Example = { method: { ...method, batch: { min: 1, max: 64 } }, steps };
    const batches = [1, 4, 16].map((batch) => run(wide, H100, { batch }).microseconds);
    expect(batches).toEqual([...batches].sort((a, b) => a - b));
    expect(batches[2]! / batches[0]!).toBeGreaterThan(4);
  });

  it('never takes longer on a machine with more devices', () => {
    for (const example of [indexer(), blockScores(), gatheredAttention(), dense()]) {
      const all = run(example);
      for (const c of all.candidates) expect(c.microseconds).toBeGreaterThanOrEqual(all.microseconds - 1e-9);
    }
  });

  it('prices the scoring kernel of an H100 within a quarter of what was measured', () => {
    // 131072 x 128 bf16 keys, one query: 12.7 us a launch back to back, 20.5 us with a wait.
    const { method, steps } = blockScores();
    const analysis = analyzeMethod(method, steps);
    const placement = place(method, steps, analysis, H100, { sizes: { P: 16_384 } });
    expect(placement.microseconds).toBeGreaterThan(20.5 * 0.75);
    expect(placement.microseconds).toBeLessThan(20.5 * 1.25);
  });

  it('prices the framework chain of the indexer near what PyTorch took', () => {
    // 64 heads x 128, 128K tokens: 82 us eager for the scores and 100 us for top-2048, on H100.
    const { framework } = run(indexer(), H100);
    expect(framework?.microseconds).toBeGreaterThan(182 * 0.7);
    expect(framework?.microseconds).toBeLessThan(182 * 1.5);
  });

  it('weighs energy when asked', () => {
    const fast = run(blockScores(), eager);
    const frugal = run(blockScores(), eager, { objective: 'energy' });
    expect(frugal.millijoules).toBeLessThanOrEqual(fast.millijoules);
    expect(fast.microseconds).toBeLessThanOrEqual(frugal.microseconds);
  });

  it('finds where the winner changes', () => {
    const { method, steps } = blockScores();
    const found = crossovers(method, steps, analyzeMethod(method, steps), MI210_U55C, 'P');
    for (const { at, before, after } of found) {
      const used = (P: number): string => [...new Set(run({ method, steps }, MI210_U55C, { sizes: { P } }).assignment.values())].join('+');
      expect(used(at - 1)).toBe(before);
      expect(used(at)).toBe(after);
    }
  });

  it('names the source of every figure', () => {
    const { figures } = run(indexer());
    expect(figures.length).toBeGreaterThan(60);
    expect(figures.every((f) => f.source.length > 0 && f.of.length > 0)).toBe(true);
  });
});
