import { describe, expect, it } from 'vitest';
import { analyzeMethod, type MethodAnalysis, type StepAnalysis } from '../../src/analysis/index.js';
import type { Method } from '../../src/ir/nodes.js';
import { formSteps, runPasses, STANDARD_PASSES } from '../../src/ir/passes/index.js';
import type { Step } from '../../src/ir/steps.js';
import { firstOf, machineNamed, MACHINES, type Machine } from '../../src/machines/index.js';
import { place } from '../../src/partitioner/index.js';
import { renderAnalysis, renderPlacement } from '../../src/report/index.js';
import { Size } from '../../src/symbolic/index.js';
import { compile } from '../ir/elaborate/support.js';

interface Analyzed { readonly method: Method; readonly steps: readonly Step[]; readonly analysis: MethodAnalysis }

function analyzed(text: string): Analyzed {
  const { method, diagnostics } = compile(text);
  expect(diagnostics.filter((d) => d.severity === 'error').map((d) => `${d.code} ${d.message}`)).toEqual([]);
  if (!method) throw new Error('it does not compile');
  const passed = runPasses(method, STANDARD_PASSES, { verify: true });
  const steps = formSteps(passed);
  return { method: passed, steps, analysis: analyzeMethod(passed, steps) };
}

function stepFor({ analysis }: Analyzed, tensor: string): StepAnalysis {
  const found = analysis.steps.find((s) => [...s.step.writes, ...s.step.hidden].some((t) => t.name === tensor));
  if (!found) throw new Error(`nothing writes ${tensor}`);
  return found;
}

const traffic = (step: StepAnalysis, list: 'reads' | 'writes', tensor: string, env: Readonly<Record<string, number>>): number =>
  step[list].filter((t) => t.tensor.name === tensor).reduce((sum, t) => sum + Size.evaluate(t.bytes, env), 0);

const RERANK = analyzed(`method two_stage
size N in 1..1_000_000
const Params = 560_000_000.0
input query : f32[64]
memory docs : f32[N, 64] static
extern rerank(ids : id<N>[..16]) -> (score : f32[16]) cost 2 * Params * 16 * 512 flop, 2 * Params bytes on gpu
extern note(ids : id<N>[..16]) -> (kept : f32[4]) on cpu
output best, extra
relevancy { s[n] = sum(d) query[d] * docs[n, d] }
retrieve {
  picked = topk(n) s[n] count 16
  score = rerank(picked)
  kept = note(picked)
  best[i] = score[i] * 2.0
  extra[i] = kept[i] + 1.0
}`);

describe('calls of the host', () => {
  const [MI210, CPU] = [machineNamed('mi210-u55c'), machineNamed('cpu')];
  if (!MI210 || !CPU) throw new Error('machines missing');

  it('count as declared, beside their arguments and results', () => {
    const call = RERANK.analysis.steps.find((s) => s.step.call?.callee.name === 'rerank');
    const env = RERANK.analysis.environment();
    expect(call?.access).toBe('model call');
    expect(Size.evaluate(call?.flop ?? 0, env)).toBe(2 * 560e6 * 16 * 512);
    expect(Size.evaluate(call?.bytes ?? 0, env)).toBe(2 * 560e6 + 16 * 4 + 4 + 16 * 4);
  });

  it.each([[MI210, 'gpu'], [CPU, 'cpu']] as const)('are placed as declared on %#, whatever is cheap', (machine: Machine, device) => {
    const placement = place(RERANK.method, RERANK.steps, RERANK.analysis, machine);
    const placed = (name: string): string | undefined => placement.steps.find((s) => s.step.call?.callee.name === name)?.device;
    expect(placed('rerank')).toBe(device);
    expect(placed('note')).toBe('cpu');
    expect(placement.diagnostics).toEqual([]);
    expect(placement.steps).toHaveLength(RERANK.steps.length);
    expect(placement.candidates.every((c) => c.name === 'fpga-allowed' || c.feasible)).toBe(true);
  });

  it('take the declared work at the rates of the device, and a wait', () => {
    const placement = place(RERANK.method, RERANK.steps, RERANK.analysis, MI210);
    const call = placement.steps.find((s) => s.step.call?.callee.name === 'rerank');
    const gpu = firstOf(MI210, 'gpu')?.device;
    const rate = (gpu?.compute.matrix?.bf16?.value ?? NaN) * (gpu?.compute.matrixReached?.value ?? NaN);
    const arithmetic = 2 * 560e6 * 16 * 512 / rate / 1e6;
    expect(call?.microseconds).toBeCloseTo(arithmetic + (gpu?.fixed.launch.value ?? NaN) + (gpu?.fixed.synchronise.value ?? NaN), 3);
    expect(call?.cost.binding).toBe('compute');
    expect(call?.rejected).toEqual([]);
    expect(placement.millijoules).toBeGreaterThan(arithmetic / 1e3 * (gpu?.power.compute.value ?? NaN));
    const pair = place(RERANK.method, RERANK.steps, RERANK.analysis, MI210, { batch: 1, overrides: { pins: { [call?.step.name ?? '']: 'cpu' } } });
    expect(pair.steps.find((s) => s.step.call?.callee.name === 'rerank')?.device).toBe('gpu');
  });

  it('have their arguments and results moved between devices', () => {
    const placement = place(RERANK.method, RERANK.steps, RERANK.analysis, MI210);
    const note = placement.transfers.find((t) => t.tensor.name === 'picked' && t.to === 'cpu');
    expect(note?.bytes).toBe(64);
  });

  it('are named in the reports', () => {
    expect(renderAnalysis(RERANK.analysis)).toMatch(/rerank calls `rerank` of the host on the GPU: FLOP and bytes as\s+declared/);
    expect(renderPlacement(place(RERANK.method, RERANK.steps, RERANK.analysis, MI210))).toContain('call of the host, placed as declared');
  });
});

describe('conditions', () => {
  const made = analyzed(`method m
size N in 1..4096
input x : f32[16], unsure : bool
memory keys : f32[N, 16] append per token
output y, z
prepare { keys <- x }
retrieve every 4 tokens { y[t] = sum(d) keys[t, d] * x[d] }
apply {
  when unsure { z[t] = sum(d) keys[t, d] * keys[t, d] }
}`.replace('x : f32[16], unsure : bool', 'x : f32[16]\ninput unsure : bool'));

  it('count what runs every few tokens by its share, and what the data decides in full', () => {
    expect(stepFor(made, 'y').frequency).toBe(1 / 4);
    expect(stepFor(made, 'z').frequency).toBe(1);
    expect(stepFor(made, 'z').flags).toEqual(['unsure']);
    const text = renderAnalysis(made.analysis);
    expect(text).toContain('1 in 4');
    expect(text).toContain('when unsure');
    expect(text).toContain('how often only the data tells: counted as if always');
    expect(place(made.method, made.steps, made.analysis, MACHINES[0] ?? (() => { throw new Error('no machine'); })()).diagnostics).toEqual([]);
  });
});

describe('memories of all kinds', () => {
  it('are read and written by updates in place', () => {
    const made = analyzed(`method m
input k, v : f32[32]
memory s : f32[32, 32] state
output o
prepare { s[i, j] <- 0.9 * s[i, j] + k[i] * v[j] }
apply { o[j] = sum(i) s[i, j] * k[i] }`);
    const update = stepFor(made, 's');
    expect(traffic(update, 'reads', 's', {})).toBe(4096);
    expect(traffic(update, 'writes', 's', {})).toBe(4096);
  });

  it('grow by the rows that a step brings', () => {
    const made = analyzed(`method m
size N in 1..4096
size C in 1..64
step N by C
input k : bf16[C, 128]
memory keys : bf16[N, 128] append per token
output o
prepare { keys[t, d] <- k[t, d] }
relevancy { o[t] = sum(d) keys[t, d] }`);
    const env = made.analysis.environment({ C: 16, N: 1000 });
    expect(traffic(stepFor(made, 'keys'), 'writes', 'keys', env)).toBe(16 * 128 * 2);
    expect(traffic(stepFor(made, 'o'), 'reads', 'keys', env)).toBe(1000 * 128 * 2);
  });
});

describe('scans', () => {
  const made = analyzed(`method m
size C in 1..65_536
input a, x : f32[C]
output s
apply { s[t] = scan(t) a[t] * previous + x[t] }`);

  it('take at least their points one after another, on every device', () => {
    const env = { C: 65_536 };
    expect(Size.evaluate(stepFor(made, 's').chain, env)).toBe(65_536);
    const machine = MACHINES[0];
    const gpuOf = machine && firstOf(machine, 'gpu')?.device;
    if (!machine || !gpuOf) throw new Error('no machine');
    const placement = place(made.method, made.steps, made.analysis, machine, { sizes: env });
    const gpu = placement.candidates.find((c) => c.name === 'gpu-only')?.steps[0];
    expect(gpu?.cost.binding).toBe('scan');
    expect(gpu?.microseconds).toBeGreaterThanOrEqual(65_536 * gpuOf.fixed.kernel.value / 100);
    const fpga = placement.candidates.find((c) => c.name === 'fpga-allowed')?.steps[0];
    expect(fpga?.cost.terms.some((t) => t.name === 'scan' && t.microseconds > 0)).toBe(true);
    expect(renderAnalysis(made.analysis)).toMatch(/scans 65\.5 k points one after another/);
  });
});
