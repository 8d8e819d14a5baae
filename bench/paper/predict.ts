import { readFileSync } from 'node:fs';
import {
  analysisReport, analyze, applyCalibration, applyOverrides, deviceOf, machineNamed, place, transfers, withKernelFacts,
  type Candidate, type Gpu, type Machine, type PlacedStep, type Placement, type PlacementOptions,
} from 'mpc';
import { inference, type Cost } from './inference.js';
import { json, type Models, type Reduced, type Row } from './rows.js';

/**
 * Which kernels run: `paper`: a framework's on the GPU, hand-written ones on the FPGA; `channels`: those on all memory channels;
 * `ours`: generated ones on the GPU; `generated`: on both.
 */
export type Kernels = 'paper' | 'channels' | 'ours' | 'generated';
const PROFILES: Readonly<Record<Kernels, NonNullable<PlacementOptions['profile']>>> = {
  paper: { gpu: 'framework', fpga: 'handwritten' },
  channels: { gpu: 'framework', fpga: 'all-channels' },
  ours: { gpu: 'generated', fpga: 'handwritten' },
  generated: { gpu: 'generated', fpga: 'generated' },
};

/** A step of memory processing: microseconds in a layer, in the mean over calls, and what decides them. */
export interface StepTime {
  readonly name: string;
  readonly device: string;
  /** Tensors that it makes, those that others do not see included. */
  readonly makes: readonly string[];
  readonly microseconds: number;
  /** Part of the calls in which it runs. */
  readonly frequency: number;
  readonly kernels: number;
  /** Of one run for one request, outside what stays in the step. */
  readonly bytes: number;
  readonly flop: number;
  readonly terms: Readonly<Record<string, number>>;
  readonly binding: string;
}

/** A placement of the memory processing of a call. */
export interface Placed extends Cost {
  readonly feasible: boolean;
  readonly steps: readonly StepTime[];
  /** Waits of the host and transfers, part of the time; time in which each device works. */
  readonly waiting: number;
  readonly crossing: number;
  readonly busy: { readonly gpu: number; readonly fpga: number };
  /** Steps of memory processing that are on the FPGA, and what they send to the GPU. */
  readonly onFpga: readonly string[];
  readonly fromFpga: readonly { readonly tensor: string; readonly bytes: number }[];
}

/** Memory processing and inference of a call on one machine. */
export interface Prediction {
  /** Kernels of `paper`: all on the GPU; the paper's steps on the FPGA; the best found. */
  readonly gpu: Placed;
  readonly mapped: Placed;
  readonly best: Placed;
  readonly inference: Cost;
  readonly idle: { readonly gpu: number; readonly fpga: number };
}

type Figures = Readonly<Record<string, unknown>>;

/**
 * A machine as the paper used it: the calibration, and the CPU as the host that starts kernels, not as a third device. `other`: figures
 * to look at in place of its own.
 */
export function machineFor(name: 'mi210-u55c' | 'a100-u55c', other: Figures = {}): Machine {
  const known = machineNamed(name);
  if (!known) throw new RangeError(`no machine ${name}`);
  const file = json('calibration.json') as { readonly figures: Figures };
  const { value } = applyCalibration(known, { ...file, figures: { ...file.figures, ...other } }, 'calibration.json');
  if (!value && Object.keys(other).length > 0) throw new RangeError(`${name} has no figures ${Object.keys(other).join(', ')}`);
  const calibrated = value ?? known;
  const overrides = [{ path: 'cpu.fixed.launch', text: '1s' }, { path: 'cpu.fixed.synchronise', text: '1s' }, { path: 'gpu.memory.capacity', text: '1000000GB' }];
  const ready = applyOverrides(calibrated, overrides, 'docs/paper.md');
  if (!ready.value) throw new Error(ready.diagnostics.map((d) => d.message).join('; '));
  return ready.value;
}

export function gpuOf(machine: Machine): Gpu {
  const gpu = deviceOf(machine, 'gpu');
  if (gpu?.kind !== 'gpu') throw new RangeError('no GPU');
  return gpu;
}

export type Front = Required<Pick<ReturnType<typeof analyze>, 'method' | 'analysis'>> & { readonly steps: ReturnType<typeof analyze>['steps']; readonly facts: PlacementOptions };

const read = new Map<string, Front>();

/** A method of a row, analysed, with what the back ends say of its kernels on a machine. */
export function front(file: string, machine: Machine, constants: Readonly<Record<string, number>> = {}): Front {
  const key = JSON.stringify([file, machine.name, constants]);
  const known = read.get(key);
  if (known) return known;
  const { method, analysis, steps, diagnostics } = analyze({ text: readFileSync(file, 'utf8'), file }, { constants });
  if (!method || !analysis) throw new Error(diagnostics.map((d) => d.message).join('; '));
  const made = { method, analysis, steps, facts: withKernelFacts(method, steps, machine, {}) };
  read.set(key, made);
  return made;
}

export interface Point { readonly sizes: Readonly<Record<string, number>>; readonly batch: number }

/** A row on a machine, at one point. */
export interface Case { readonly row: Row; readonly machine: Machine; readonly models: Models; readonly point: Point }

/** Everything about a row at one point under one set of kernels. */
export function predict(which: Case, kernels: Kernels = 'paper'): Prediction {
  const { row, machine, models, point } = which;
  const method = front(row.file, machine);
  const options = optionsFor(which, method, kernels);
  const free = place(method.method, method.steps, method.analysis, machine, options);
  const gpuOnly = free.candidates.find((c) => c.name === 'gpu-only');
  return {
    gpu: costOf(which, gpuOnly?.feasible ? gpuOnly : free, options, method),
    best: costOf(which, free, options, method),
    mapped: row.offload.length > 0 ? mapped(which, method, options) : costOf(which, free, options, method),
    inference: inference(row, models, gpuOf(machine), point.batch),
    idle: { gpu: gpuOf(machine).power.idle.value, fpga: deviceOf(machine, 'fpga')?.power.idle.value ?? 0 },
  };
}

/** The steps that the paper offloads on the FPGA, without a search. */
export function predictMapped(which: Case, kernels: Kernels): Placed {
  const method = front(which.row.file, which.machine);
  return mapped(which, method, optionsFor(which, method, kernels));
}

/** The same where only one layer's memories have to fit on the chip; times are of all layers. */
export function predictOneLayer(which: Case): Placed {
  const method = front(which.row.file, which.machine);
  const options = optionsFor(which, method, 'paper');
  const { layers = 1 } = options;
  const one = mapped(which, method, { ...options, layers: 1 });
  return { ...one, microseconds: one.microseconds * layers, active: one.active * layers, waiting: one.waiting * layers, crossing: one.crossing * layers };
}

/** All steps on the GPU, without a search. */
export function predictGpu(which: Case): Placed {
  const method = front(which.row.file, which.machine);
  const options = optionsFor(which, method, 'paper');
  return costOf(which, pinned(which, method, options, () => 'gpu'), options, method);
}

/** A reduced method of a row: on the GPU, and with the paper's steps on the FPGA. */
export function predictReduced(which: Case, reduced: Reduced, kernels: Kernels = 'paper'): Pick<Prediction, 'gpu' | 'mapped'> {
  const { row, machine, point } = which;
  const method = front(reduced.file ?? row.file, machine, reduced.constants);
  const own = new Set(method.method.sizes.map((s) => s.name));
  const sizes = Object.fromEntries(Object.entries({ ...point.sizes, ...reduced.sizes }).filter(([name]) => own.has(name)));
  const alike: Case = { ...which, point: { ...point, sizes }, row: { ...row, offload: reduced.offload ?? row.offload } };
  const options = optionsFor(alike, method, kernels);
  return { gpu: costOf(alike, pinned(alike, method, options, () => 'gpu'), options, method), mapped: mapped(alike, method, options) };
}

function optionsFor({ row, models, point }: Case, { facts, analysis }: Front, kernels: Kernels): PlacementOptions {
  const estimated = analysis.environment(point.sizes);
  const bounded = Object.entries(row.atMost ?? {}).map(([name, { value }]) => [name, Math.min(value, estimated[name] ?? value)] as const);
  const { batch } = point;
  return { ...facts, sizes: { ...point.sizes, ...Object.fromEntries(bounded) }, batch, layers: row.layers ?? models.models[row.model]?.layers ?? 1, profile: PROFILES[kernels], peerToPeer: true };
}

type StepOf = Front['steps'][number];

function pinned({ machine }: Case, { method, steps, analysis }: Front, options: PlacementOptions, where: (step: StepOf) => string): Placement {
  const pins = Object.fromEntries(steps.filter((s) => !s.call && !s.once).map((s) => [s.name, where(s)]));
  return place(method, steps, analysis, machine, { ...options, overrides: { ...options.overrides, pins } });
}

function mapped(which: Case, method: Front, options: PlacementOptions): Placed {
  const { offload } = which.row;
  const there = (step: StepOf): boolean => offload === 'all' || [...step.writes, ...step.hidden].some((t) => offload.includes(t.name));
  const placement = pinned(which, method, options, (step) => (there(step) ? 'fpga' : 'gpu'));
  return { ...costOf(which, placement, options, method), feasible: placement.shortfalls.length === 0 };
}

/** What a placement spends on memory processing: calls of models that are inference are taken out. */
function costOf({ row, machine, models, point }: Case, whole: Pick<Candidate, 'microseconds' | 'waits' | 'steps' | 'transfers'>, { layers = 1, sizes }: PlacementOptions, { analysis }: Front): Placed {
  const { repeat = 1 } = row;
  const work = new Map(analysisReport(analysis, sizes).steps.map((s) => [s.name, { bytes: s.bytes.value, flop: s.flop.value }]));
  const steps = whole.steps.filter((s) => !s.step.once);
  const isInference = (s: PlacedStep): boolean => s.step.call !== undefined && !(row.memoryCalls ?? []).includes(s.step.call.callee.name);
  const away = steps.filter(isInference).reduce((sum, s) => sum + s.microseconds * s.frequency * layers, 0);
  const inside = steps.filter((s) => !isInference(s));
  const onFpga = inside.filter((s) => s.kind === 'fpga').map((s) => s.step.name);
  const prompt = row.phases.reduce((sum, p) => sum + p.prompt, 0);
  const handOver = row.handOver && onFpga.length > 0 ? (models.models[row.model]?.kvBytesPerToken ?? 0) * prompt * point.batch : 0;
  const crossing = handOver > 0 ? transfers(machine, { peerToPeer: true })('gpu', 'fpga', handOver) : 0;
  const idle = (id: string): number => deviceOf(machine, id)?.power.idle.value ?? 0;
  const time = (kind: string): number => inside.filter((s) => s.kind === kind).reduce((sum, s) => sum + s.microseconds * s.frequency * layers, 0) * repeat;
  return {
    feasible: true, onFpga,
    steps: inside.map(({ step, kind, microseconds, frequency, cost }) => ({
      name: step.name, device: kind, makes: [...step.writes, ...step.hidden].map((t) => t.name), microseconds: microseconds * frequency, frequency, kernels: cost.kernels,
      ...work.get(step.name) ?? { bytes: 0, flop: 0 }, binding: cost.binding, terms: Object.fromEntries(cost.terms.map((t) => [t.name, t.microseconds])),
    })),
    waiting: whole.waits * repeat,
    crossing: whole.transfers.reduce((sum, t) => sum + t.microseconds, 0) * repeat + crossing,
    busy: { gpu: time('gpu'), fpga: time('fpga') },
    microseconds: (whole.microseconds - away) * repeat + crossing,
    active: inside.reduce((sum, s) => sum + s.microseconds * s.frequency * layers * (s.cost.watts - idle(s.device)), 0) / 1e3 * repeat,
    fromFpga: whole.transfers.filter((t) => t.from === 'fpga' && t.to === 'gpu').map((t) => ({ tensor: t.tensor.name, bytes: t.bytes })),
  };
}
