import { report, type Diagnostic } from '../diagnostics/index.js';
import type { Machine, MachineDevice, Processor } from '../machines/index.js';
import type { ChromeTrace } from '../runtime/trace.js';
import { chromeTrace } from './chrome-trace.js';
import { Engine } from './engine.js';
import { Instance, type Stage } from './instance.js';
import type { Loaded } from './loaded.js';
import type { MethodTiming } from './method-timing.js';
import type { ModelProfile } from './model.js';
import { Programs } from './programs.js';
import type { Policy, PolicyOptions } from './policy.js';
import { Requests } from './requests.js';
import { Resources } from './resources.js';
import { ratesOf, Service, type Rates } from './service.js';
import { Serving } from './serving.js';
import { statisticsOf, type Statistics } from './statistics.js';
import type { Trace } from './workload.js';

export interface SimulationOptions extends Partial<PolicyOptions> {
  readonly machine: Machine;
  readonly model: ModelProfile;
  readonly trace: Trace;
  readonly policy: Policy;
  /** A placed method that runs in the layers of the model. */
  readonly method?: MethodTiming;
  /** Parts into which a batch is cut when a method uses another device, so that both work at a time; 2 unless given. */
  readonly microBatches?: number;
  /** The platform can move data between devices directly. */
  readonly peerToPeer?: boolean;
  /** Operations to keep for a Chrome trace; none unless given. */
  readonly traceLimit?: number;
}

export interface Simulation {
  readonly policy: Policy;
  readonly machine: string;
  readonly calibration?: string;
  readonly model: string;
  readonly method?: string;
  readonly workload: string;
  readonly options: PolicyOptions;
  /** Ids of the devices that ran the model. */
  readonly devices: readonly string[];
  readonly statistics: Statistics;
  readonly batches: number;
  readonly events: number;
  /** Transfers of keys and values between devices. */
  readonly moves: number;
  readonly movedBytes: number;
  /** Board limits and prices of the devices that ran the model; undefined where a price is not known. */
  readonly boardWatts: number;
  readonly price: number | undefined;
  readonly trace?: ChromeTrace;
}

export const DEFAULTS: PolicyOptions = {
  maxBatch: 256, tokenBudget: 8192, transfer: 'pull', target: { firstToken: 1e6, perToken: 50e3 },
};

/**
 * Runs a trace of requests through a model on a machine under a policy, event by event. The same options give the same
 * numbers. Findings instead of a result where the model, a request or the policy does not fit the machine.
 */
export function simulate(options: SimulationOptions): Loaded<Simulation> {
  const { machine, model, policy, trace } = options;
  const settings: PolicyOptions = {
    maxBatch: options.maxBatch ?? DEFAULTS.maxBatch, tokenBudget: options.tokenBudget ?? DEFAULTS.tokenBudget,
    transfer: options.transfer ?? DEFAULTS.transfer, target: options.target ?? DEFAULTS.target,
    ...options.chunk === undefined ? {} : { chunk: options.chunk },
    ...options.prefillDevices === undefined ? {} : { prefillDevices: options.prefillDevices },
  };
  const wrong = checkNumbers(settings);
  if (wrong.length > 0) return { diagnostics: wrong };

  const engine = new Engine();
  const running: { serving?: Serving } = {};
  const resources = new Resources(engine, (tag) => running.serving?.ended(tag), options.traceLimit ?? 0);
  const devices = new Map(machine.devices.map((d) => [d.id, resources.add(`${d.id} (${d.device.title})`, 'device', d.device.power.idle.value)]));
  const service = new Service(model);
  const programs = new Programs({
    machine, service, resources, devices, peerToPeer: options.peerToPeer ?? false, method: options.method, microBatches: options.microBatches ?? 2,
  });
  const runners = modelDevices(machine);
  const stages = runners.map((d, i): Stage => ({
    id: d.id, resource: devices.get(d.id) ?? 0, rates: ratesOf(d.device), layers: policy.layout === 'replicas' ? model.layers : layersOf(model.layers, runners.length, i),
  }));
  const instances = policy.layout === 'replicas'
    ? stages.map((stage, i) => new Instance(i, stage.id, [stage], service.capacity(stage.rates)))
    : [new Instance(0, stages.map((s) => s.id).join(' → '), stages, Math.min(...stages.map((s) => service.capacity(s.rates, s.layers / model.layers))))];
  const requests = new Requests(trace);
  const diagnostics = checkFit(options, runners, instances, requests, service, programs);
  if (diagnostics.some((d) => d.severity === 'error')) return { diagnostics };

  const serving = new Serving({ engine, requests, instances, service, options: settings, resources, programs });
  running.serving = serving;
  serving.begin(policy.create(serving));
  engine.run();
  if (requests.done < requests.count) throw new Error(`policy ${policy.name} left ${requests.count - requests.done} requests undone`);
  const prices = stages.map((s) => s.rates.price);
  return {
    diagnostics,
    value: {
      policy, machine: machine.title, ...machine.calibration === undefined ? {} : { calibration: machine.calibration },
      model: model.title, ...options.method ? { method: options.method.name } : {}, workload: trace.name, options: settings,
      devices: runners.map((d) => d.id),
      statistics: statisticsOf(requests, resources, instances, engine.now, settings.target),
      batches: serving.batches, events: engine.events, moves: serving.moves, movedBytes: serving.movedBytes,
      boardWatts: stages.reduce((sum, s) => sum + s.rates.computeWatts, 0),
      price: prices.reduce<number | undefined>((sum, p) => (sum === undefined || p === undefined ? undefined : sum + p), 0),
      ...options.traceLimit ? { trace: chromeTrace(resources) } : {},
    },
  };
}

type Runner = MachineDevice & { readonly device: Processor };

/** The GPUs of a machine, or its CPUs where it has none. */
function modelDevices({ devices }: Machine): readonly Runner[] {
  const of = (kind: Processor['kind']): readonly Runner[] => devices.filter((d): d is Runner => d.device.kind === kind);
  const gpus = of('gpu');
  return gpus.length > 0 ? gpus : of('cpu');
}

/** Layers of stage `i` of `count`: as even as can be, the first ones with one more. */
function layersOf(layers: number, count: number, i: number): number {
  return Math.floor(layers / count) + (i < layers % count ? 1 : 0);
}

function checkNumbers({ maxBatch, tokenBudget, chunk, prefillDevices, target }: PolicyOptions): readonly Diagnostic[] {
  const wanted: readonly (readonly [string, number | undefined])[] = [
    ['max-batch', maxBatch], ['token-budget', tokenBudget], ['chunk', chunk], ['prefill-devices', prefillDevices],
    ['target of the first token', target.firstToken], ['target per token', target.perToken],
  ];
  return wanted.flatMap(([option, value]) => (value === undefined || value > 0 ? [] : [report('MPC4206', { option, value })]));
}

function checkFit(
  { machine, model, policy, prefillDevices = 1 }: SimulationOptions, runners: readonly Runner[], instances: readonly Instance[], requests: Requests, service: Service, programs: Programs,
): readonly Diagnostic[] {
  if (runners.length < policy.devices) {
    return [report('MPC4207', { policy: policy.name, needed: policy.devices, machine: machine.name, found: runners.length })];
  }
  if (policy.moves && prefillDevices >= runners.length) {
    return [report('MPC4211', { count: prefillDevices, found: runners.length, machine: machine.name })];
  }
  const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);
  const tooSmall = instances.flatMap((instance) => instance.stages.flatMap(({ id, rates, layers }) => {
    const needed = service.numbers.weightBytes * layers / model.layers;
    const { usableBytes }: Rates = rates;
    return needed < usableBytes ? [] : [report('MPC4204', {
      model: model.name, device: `${id} (${rates.name})`, needed: gigabytes(needed), available: gigabytes(usableBytes), over: gigabytes(needed - usableBytes),
    })];
  }));
  if (tooSmall.length > 0) return tooSmall;
  // Any device may get any request.
  const room = Math.min(...instances.map((i) => i.capacity));
  for (let request = 0; request < requests.count; request++) {
    const tokens = requests.needed(request);
    if (tokens > room) return [report('MPC4205', { request: request + 1, tokens, capacity: room, over: tokens - room })];
  }
  const pairs = policy.moves
    ? instances.flatMap((a) => instances.filter((b) => b !== a).map((b) => [a.first.id, b.first.id] as const))
    : instances.flatMap((i) => i.stages.slice(1).map((s, j) => [i.stages[j]?.id ?? s.id, s.id] as const));
  const apart = pairs.find(([from, to]) => !programs.joined(from, to));
  return apart ? [report('MPC4208', { policy: policy.name, from: apart[0], to: apart[1], machine: machine.name })] : [];
}
