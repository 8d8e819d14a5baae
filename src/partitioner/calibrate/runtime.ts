import { z } from 'zod';
import { firstOf, type Calibration, type Machine } from '../../machines/index.js';
import type { PricedProblem } from '../build-problem.js';
import { startedTime } from '../cost/processor.js';
import { evaluate } from '../search/index.js';
import { fitRelative } from './least-squares.js';

/** Whole calls of a method with its steps on given devices, as they were measured: a line of a measurement file. */
export const placementMeasurementSchema = z.object({
  method: z.string().min(1).describe('The `.mp` file'),
  constants: z.record(z.string(), z.number()).default({}).describe('Constants in place of those in the file'),
  sizes: z.record(z.string(), z.number()),
  plan: z.record(z.string(), z.string()).describe('The device of each step, by its id or kind'),
  microseconds: z.number().positive(),
  rounds: z.array(z.number().positive()).optional().describe('Medians of rounds, in each of which all placements took their turn'),
  calls: z.number().int().positive().optional(),
});

export type PlacementMeasurement = z.output<typeof placementMeasurementSchema>;

/** What the runtime and the links between its devices take; microseconds, and bytes in a microsecond. */
export interface RuntimeRates {
  /** Until the host has put a kernel into the GPU's queue; beside a CPU's kernel. */
  readonly launch: number;
  readonly cpuLaunch: number;
  /** A wait for the GPU; a call beside all else. */
  readonly wait: number;
  readonly call: number;
  readonly upLatency: number;
  readonly upRate: number;
  readonly downLatency: number;
  readonly downRate: number;
}

/** What a call of a placement consists of, as far as these rates decide. */
export interface CallParts {
  /** Microseconds that they do not change. */
  readonly fixed: number;
  /** Commands of the runtime and kernels of steps on a GPU, alone, and how often a call runs them. */
  readonly gpu: readonly { readonly spans: readonly number[]; readonly times: number }[];
  readonly cpuKernels: number;
  readonly waits: number;
  /** Transfers to and from the GPU. */
  readonly up: readonly { readonly bytes: number; readonly times: number }[];
  readonly down: readonly { readonly bytes: number; readonly times: number }[];
}

/**
 * The parts of a usual call with the steps placed as `picks` say, without the models that it calls: calls are measured by their median, so steps
 * count that run in most of them. `spans`: in place of the predicted times of a step's kernels.
 */
export function callParts(means: PricedProblem, picks: readonly number[], machine: Machine, spans: (step: string, device: string) => readonly number[] | undefined = () => undefined): CallParts {
  const problem = usualCall(means);
  const { devices, layers } = problem;
  const gpu: CallParts['gpu'][number][] = [];
  let fixed = 0;
  let cpuKernels = 0;
  problem.steps.forEach((step, i) => {
    const cost = problem.offered[i]?.[picks[i] ?? 0];
    const device = machine.devices.find((d) => d.id === cost?.device)?.device;
    if (!cost || !device) return;
    if (problem.priced[i]?.step.call) return; // what a model takes that the host calls is not measured
    const times = step.frequency * layers;
    if (times === 0) return;
    const own = cost.spans;
    const used = own && (spans(step.name, cost.kind) ?? own);
    if (!own || !used || device.kind === 'fpga') {
      const launch = device.kind === 'cpu' ? cost.kernels * device.fixed.launch.value : 0;
      fixed += (cost.microseconds - launch) * times;
      if (device.kind === 'cpu') cpuKernels += cost.kernels * times;
      return;
    }
    const commands = cost.commands ?? [];
    const rest = cost.microseconds - startedTime([...commands, ...own], device);
    fixed += rest * times;
    if (device.kind === 'gpu') gpu.push({ spans: [...commands, ...used], times });
    else {
      fixed += used.reduce((a, b) => a + b, 0) * times;
      cpuKernels += own.length * times;
    }
  });
  const kind = (device: number): string => devices[device]?.kind ?? '';
  const paused = (wait: readonly number[]): ReturnType<typeof evaluate> => evaluate({ ...problem, wait, settle: wait }, picks);
  fixed += paused(devices.map((d, i) => (d.kind === 'gpu' ? 0 : problem.wait[i] ?? 0))).waits;
  const { waits, moves } = paused(devices.map((d) => (d.kind === 'gpu' ? 1 : 0)));
  fixed += moves.reduce((sum, m) => sum + (kind(m.from) === 'cpu' && kind(m.to) === 'cpu' ? m.time : 0), 0); // copies from and to the caller
  const between = (from: string, to: string): CallParts['up'] => moves.flatMap((m) => (kind(m.from) === from && kind(m.to) === to ? [{ bytes: m.bytes, times: m.times }] : []));
  return { fixed, gpu, cpuKernels, waits, up: between('cpu', 'gpu'), down: between('gpu', 'cpu') };
}

const usual = new WeakMap<PricedProblem, PricedProblem>();

function usualCall(problem: PricedProblem): PricedProblem {
  if (problem.steps.every((s) => s.frequency === 1)) return problem;
  const known = usual.get(problem) ?? { ...problem, steps: problem.steps.map((s) => ({ ...s, frequency: s.frequency >= 0.5 ? 1 : 0 })) };
  usual.set(problem, known);
  return known;
}

/** Microseconds of a call. */
export function callTime({ fixed, gpu, cpuKernels, waits, up, down }: CallParts, r: RuntimeRates): number {
  const sum = (moves: CallParts['up'], latency: number, rate: number): number => moves.reduce((all, m) => all + m.times * (latency + m.bytes / rate), 0);
  return fixed + r.call + r.cpuLaunch * cpuKernels + r.wait * waits + sum(up, r.upLatency, r.upRate) + sum(down, r.downLatency, r.downRate)
    + gpu.reduce((all, { spans, times }) => all + times * Math.max(r.launch * spans.length, spans.reduce((a, span) => a + span, 0)), 0);
}

/** What a call of a CPU's kernel takes beside it is left as it is: kernels are measured with most of it. */
type Fitted = Exclude<keyof RuntimeRates, 'cpuLaunch'>;

const LIMITS: Readonly<Record<Fitted, { readonly value: number; readonly min: number; readonly max: number }>> = {
  launch: { value: 5, min: 0.5, max: 50 },
  wait: { value: 10, min: 2, max: 200 },
  call: { value: 20, min: 1, max: 500 },
  upLatency: { value: 5, min: 0.5, max: 100 },
  upRate: { value: 1e4, min: 500, max: 2e5 },
  downLatency: { value: 10, min: 2, max: 200 },
  downRate: { value: 1e4, min: 500, max: 2e5 },
};
const NAMES = Object.keys(LIMITS) as readonly Fitted[];
/** Figures that a fit finds, and so the fewest placements that it needs. */
export const RUNTIME_RATE_COUNT = NAMES.length;

export interface MeasuredCall { readonly parts: CallParts; readonly microseconds: number }

/** The rates under which the model repeats measured calls best. */
export function fitRuntime(calls: readonly MeasuredCall[], { cpuLaunch }: Pick<RuntimeRates, 'cpuLaunch'>): { readonly rates: RuntimeRates; readonly ratios: readonly number[] } {
  const named = (values: readonly number[]): RuntimeRates => ({ cpuLaunch, ...Object.fromEntries(NAMES.map((name, i) => [name, values[i] ?? 0])) as unknown as Omit<RuntimeRates, 'cpuLaunch'> });
  const { parameters, ratios } = fitRelative({
    start: NAMES.map((name) => LIMITS[name]),
    measured: calls.map((c) => c.microseconds),
    predict: (values) => {
      const rates = named(values);
      return calls.map((c) => callTime(c.parts, rates));
    },
  });
  return { rates: named(parameters), ratios };
}

/** The figures of a machine's CPU, GPU and the links between them that rates stand for, as calibration files hold them. */
export function figuresOfRuntime(rates: RuntimeRates, machine: Machine, source: string): Calibration['figures'] {
  const [cpu, gpu] = [firstOf(machine, 'cpu'), firstOf(machine, 'gpu')];
  if (!cpu || !gpu) return {};
  const link = (from: string, to: string): string => `link.${from}.${to}.host`;
  const figures: readonly (readonly [path: string, value: number, unit: string])[] = [
    [`${gpu.device.name}.fixed.launch`, rates.launch, 'us'],
    [`${gpu.device.name}.fixed.synchronise`, rates.wait, 'us'],
    [`${cpu.device.name}.host.call`, rates.call, 'us'],
    [`${link(cpu.id, gpu.id)}.latency`, rates.upLatency, 'us'],
    [`${link(cpu.id, gpu.id)}.bandwidth`, rates.upRate / 1e3, 'GB/s'],
    [`${link(gpu.id, cpu.id)}.latency`, rates.downLatency, 'us'],
    [`${link(gpu.id, cpu.id)}.bandwidth`, rates.downRate / 1e3, 'GB/s'],
  ];
  return Object.fromEntries(figures.map(([path, value, unit]) => [path, { value: Number(value.toPrecision(4)), unit, source }]));
}

/** The rates that a machine has now. */
export function runtimeRatesOf(machine: Machine): RuntimeRates | undefined {
  const [cpu, gpu] = [firstOf(machine, 'cpu'), firstOf(machine, 'gpu')];
  const curve = (from?: string, to?: string) => machine.links.find((l) => l.from === from && l.to === to && l.path === 'host')?.curve;
  const [up, down] = [curve(cpu?.id, gpu?.id), curve(gpu?.id, cpu?.id)];
  if (!cpu || !gpu || up?.kind !== 'linear' || down?.kind !== 'linear') return undefined;
  return {
    launch: gpu.device.fixed.launch.value, wait: gpu.device.fixed.synchronise.value, cpuLaunch: cpu.device.fixed.launch.value, call: cpu.device.host?.call.value ?? 0,
    upLatency: up.latency.value, upRate: up.bandwidth.value * 1e3, downLatency: down.latency.value, downRate: down.bandwidth.value * 1e3,
  };
}
