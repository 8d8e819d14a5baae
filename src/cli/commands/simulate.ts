import { basename, dirname } from 'node:path';
import type { Source } from '../../compiler/index.js';
import { report, toJson, type Diagnostic } from '../../diagnostics/index.js';
import type { Machine } from '../../machines/index.js';
import { place } from '../../partitioner/index.js';
import { renderComparison, renderSimulation, simulationReport } from '../../report/simulation.js';
import {
  findModel, findPolicy, loadModel, loadWorkload, methodTiming, MIXED, POLICIES, simulate, traceOf,
  type Lengths, type Loaded, type MethodTiming, type ModelProfile, type Simulation, type Trace, type Workload,
} from '../../simulator/index.js';
import { InputError } from '../../runtime/errors.js';
import { EXIT, exitCodeFor } from '../exit-codes.js';
import { machineOf } from '../machine.js';
import { checkSizes, placementOptions, type PlacementCommandOptions } from '../placement-options.js';
import { readJson } from '../read-json.js';
import { guarded, hasErrors, print, printJson, readSource, showDiagnostics } from '../session.js';
import { writeInto } from '../write-files.js';

export interface SimulateOptions extends PlacementCommandOptions {
  readonly model: string;
  readonly policy: string;
  readonly workload: string;
  readonly requests: number;
  readonly rate: number;
  readonly seed: number;
  readonly prompt?: Lengths;
  readonly output?: Lengths;
  readonly maxBatch: number;
  readonly tokenBudget: number;
  readonly chunk?: number;
  readonly prefillDevices?: number;
  readonly transfer: 'pull' | 'push';
  readonly target: { readonly firstToken: number; readonly perToken: number };
  readonly microBatches: number;
  /** Layers of the model that run the method, where they were given. */
  readonly methodLayers?: number;
  readonly attention?: 'method' | 'model';
  readonly peerToPeer?: boolean;
  readonly trace?: string;
}

/** Operations that a Chrome trace shows. */
const TRACED = 200_000;

/** `mpc simulate [FILE]`: requests through a model on a machine, with a placed method in its layers or without. */
export function simulateCommand(file: string | undefined, options: SimulateOptions): Promise<number> {
  return guarded(options, async () => {
    if (options.trace !== undefined && options.policy === 'all') throw new InputError(report('MPC4212', {}));
    const source = file === undefined ? undefined : await readSource(file);
    const { changed: machine, diagnostics } = await machineOf(options);
    const model = await modelOf(options);
    const workload = await workloadOf(options);
    const trace = workload.value ? traceOf(workload.value, options) : undefined;
    const policies = options.policy === 'all' ? { value: POLICIES, diagnostics: [] } : one(findPolicy(options.policy));
    const found = [...diagnostics, ...model.diagnostics, ...workload.diagnostics, ...trace?.diagnostics ?? [], ...policies.diagnostics];
    if (!machine || !model.value || !trace?.value || !policies.value) return told(found, source, options);

    const method = source ? await timingOf(source, machine, model.value, trace.value, options) : undefined;
    found.push(...method?.diagnostics ?? []);
    if (hasErrors(found)) return told(found, source, options);

    const done: Simulation[] = [];
    for (const policy of policies.value) {
      const { value, diagnostics: findings } = simulate({
        ...options, machine, model: model.value, trace: trace.value, policy, target: options.target,
        ...method?.value ? { method: method.value } : {}, traceLimit: options.trace === undefined ? 0 : TRACED,
      });
      // A comparison leaves out the policies that the machine has too few devices for.
      found.push(...findings.filter((d) => policies.value?.length === 1 || d.code !== 'MPC4207'));
      if (value) done.push(value);
    }
    if (done.length === 0 || hasErrors(found)) return told(found, source, options);
    showDiagnostics(found, source ? [source] : [], options);
    const last = done[done.length - 1];
    if (options.trace !== undefined && last?.trace) await writeInto(dirname(options.trace), { [basename(options.trace)]: JSON.stringify(last.trace) });
    if (options.json) printJson({ ok: true, diagnostics: found.map(toJson), simulations: done.map(simulationReport) });
    else print(done.length === 1 && done[0] ? renderSimulation(done[0]) : renderComparison(done));
    return EXIT.ok;
  });
}

function told(found: readonly Diagnostic[], source: Source | undefined, options: SimulateOptions): number {
  showDiagnostics(found, source ? [source] : [], options);
  if (options.json) printJson({ ok: false, diagnostics: found.map(toJson) });
  return exitCodeFor(found);
}

function one<T>({ value, diagnostics }: Loaded<T>): Loaded<readonly T[]> {
  return value === undefined ? { diagnostics } : { value: [value], diagnostics };
}

async function modelOf({ model }: SimulateOptions): Promise<Loaded<ModelProfile>> {
  return model.endsWith('.json') ? loadModel(await readJson(model), model) : findModel(model);
}

async function workloadOf({ workload, prompt, output }: SimulateOptions): Promise<Loaded<Workload>> {
  if (prompt !== undefined || output !== undefined) {
    return { value: { name: 'given lengths', mixes: [{ name: 'all', share: 1, prompt: prompt ?? 512, output: output ?? 128 }] }, diagnostics: [] };
  }
  return workload === MIXED.name ? { value: MIXED, diagnostics: [] } : loadWorkload(await readJson(workload), workload);
}

/** The method, placed for the longest context and largest batch that the trace may bring unless sizes are given. */
async function timingOf(
  source: Source, machine: Machine, model: ModelProfile, trace: Trace, options: SimulateOptions,
): Promise<Loaded<MethodTiming>> {
  const { analyze, withKernelFacts } = await import('../../compiler/index.js');
  const { method, steps, analysis, diagnostics } = analyze(source, { constants: options.const });
  if (!method || !analysis) return { diagnostics };
  checkSizes(method, options.size);
  const longest = trace.prompt.reduce((most, prompt, i) => Math.max(most, prompt + (trace.output[i] ?? 0)), 1);
  const priced = withKernelFacts(method, steps, machine, { ...placementOptions(options), peerToPeer: options.peerToPeer ?? false, layers: 1 });
  const base = place(method, steps, analysis, machine, priced);
  if (hasErrors(base.diagnostics)) return { diagnostics: [...diagnostics, ...base.diagnostics] };
  const { timing, diagnostics: findings } = methodTiming(method, analysis, machine, base, {
    sizes: options.size, peerToPeer: options.peerToPeer ?? false, ...priced.overrides ? { overrides: priced.overrides } : {},
    model, longest, maxBatch: options.maxBatch,
    ...options.methodLayers === undefined ? {} : { layers: options.methodLayers }, ...options.attention === undefined ? {} : { attention: options.attention },
  });
  return { value: timing, diagnostics: [...diagnostics, ...base.diagnostics, ...findings] };
}
