import { machineNamed, type Machine } from '../../src/machines/index.js';
import { findModel, findPolicy, MIXED, simulate, traceOf, type Simulation, type SimulationOptions, type Trace, type Workload } from '../../src/simulator/index.js';

export function machine(name: string): Machine {
  const found = machineNamed(name);
  if (!found) throw new Error(`no machine ${name}`);
  return found;
}

export function trace(requests: number, rate: number, workload: Workload = MIXED, seed = 1): Trace {
  const { value } = traceOf(workload, { requests, rate, seed });
  if (!value) throw new Error('no trace');
  return value;
}

/** All at one length, from the start or at even times. */
export function uniform(requests: number, prompt: number, output: number, gap = 0): Trace {
  return {
    name: 'uniform', arrival: Float64Array.from({ length: requests }, (_, i) => i * gap),
    prompt: new Int32Array(requests).fill(prompt), output: new Int32Array(requests).fill(output),
  };
}

type Given = Partial<Omit<SimulationOptions, 'policy' | 'model' | 'machine'>> & { readonly model?: string };

/** A simulation by names. Throws what is wrong. */
export function simulated(policy: string, machineName: string, given: Given = {}): Simulation {
  const { value, diagnostics } = attempt(policy, machineName, given);
  if (!value) throw new Error(diagnostics.map((d) => `${d.code} ${d.message}`).join('\n'));
  return value;
}

export function attempt(policy: string, machineName: string, { model = 'qwen3-8b', trace: given = trace(100, 8), ...rest }: Given = {}) {
  const [found, profile] = [findPolicy(policy).value, findModel(model).value];
  if (!found || !profile) throw new Error('unknown policy or model');
  return simulate({ ...rest, machine: machine(machineName), model: profile, policy: found, trace: given });
}
