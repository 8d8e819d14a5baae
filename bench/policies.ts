import { readFile } from 'node:fs/promises';
import {
  analyze, comparisonTable, findModel, machineNamed, methodTiming, MIXED, place, POLICIES, simulate, traceOf, withKernelFacts,
  type MethodTiming, type ModelProfile, type Simulation, type SimulationOptions, type Trace, type Workload,
} from 'mpc';

const METHOD = 'examples/seer-attention-r/seer_attention_r.mp';

/** Long prompts for a while, then long outputs: what a fixed split cannot follow. */
export const TURNING: Workload = {
  name: 'turning',
  requests: [
    ...Array.from({ length: 300 }, (_, i) => ({ at: i * 65, prompt: 6000, output: 60 })),
    ...Array.from({ length: 400 }, (_, i) => ({ at: 20_000 + i * 45, prompt: 1000, output: 900 })),
  ],
};

/** Policies on one mixed trace: each of the papers' ideas beside plain co-location. And how long a large simulation takes. */
export async function benchPolicies(): Promise<void> {
  const model = found(findModel('qwen3-8b').value);
  for (const [title, requests, rate] of [['8 requests/s', 1000, 8], ['24 requests/s', 1000, 24], ['all at once', 2000, 1e6]] as const) {
    const trace = found(traceOf(MIXED, { requests, rate, seed: 1 }).value);
    console.log(`\npolicies: ${model.title}, ${requests} requests of workload ${MIXED.name}, ${title}; kept: first token within 1 s, further ones within 50 ms`);
    console.log(comparisonTable([
      ...POLICIES.map((p) => run(p.name, 'h100x4', model, trace)),
      ...['colocated', 'disaggregated', 'adaptive'].map((p) => run(p, 'spad-2p2d', model, trace)),
    ], true));
  }
  const [h100, spad] = ['h100x4', 'spad-2p2d'].map((m) => run('disaggregated', m, model, found(traceOf(MIXED, { requests: 10, rate: 1, seed: 1 }).value)));
  console.log(`four H100: ${h100?.boardWatts ?? 0} W, ${h100?.price ?? 0} USD; two prefill and two decode chips: ${spad?.boardWatts ?? 0} W, ${spad?.price ?? 0} USD (assumed, see the device files)`);

  console.log('\npolicies: a trace that turns from long prompts to long outputs; kept: first token within 500 ms, further ones within 12 ms');
  const turning = found(traceOf(TURNING, { requests: 1, rate: 1, seed: 1 }).value);
  const target = { firstToken: 5e5, perToken: 12e3 };
  for (const prefillDevices of [1, 2, 3]) console.log(row(`${prefillDevices} of 4 prefill, fixed`, run('disaggregated', 'h100x4', model, turning, { prefillDevices, target })));
  console.log(row('adaptive', run('adaptive', 'h100x4', model, turning, { target })));

  console.log('\npolicies: who moves keys and values, gpt-oss-120b with little room, 300 requests at 40 a second');
  const large = found(findModel('gpt-oss-120b').value);
  const pressed = found(traceOf(MIXED, { requests: 300, rate: 40, seed: 1 }).value);
  for (const transfer of ['pull', 'push'] as const) console.log(row(transfer, run('disaggregated', 'h100x4', large, pressed, { transfer, prefillDevices: 2 })));

  const trace: Trace = { name: 'uniform', arrival: Float64Array.from({ length: 1000 }, (_, i) => i * 1e5), prompt: new Int32Array(1000).fill(512), output: new Int32Array(1000).fill(1000) };
  console.log('\npolicies: time to simulate 1,000 requests x 1,000 tokens x 36 layers (target: under 10 s)');
  for (const { name, devices } of POLICIES) {
    const begin = performance.now();
    const { batches, events } = run(name, devices > 1 ? 'h100x4' : 'h100', model, trace);
    console.log(timed(name, begin, batches, events));
  }
  for (const device of ['gpu', 'fpga']) {
    const method = await placed(model, device);
    const begin = performance.now();
    const { batches, events } = run('colocated', 'mi210-u55c', model, trace, { method });
    console.log(timed(`${method.name}, scoring on the ${device}`, begin, batches, events));
  }
}

/** The example's method with its scoring on a device, its other steps on the GPU. */
async function placed(model: ModelProfile, device: string): Promise<MethodTiming> {
  const machine = found(machineNamed('mi210-u55c'));
  const { method, steps, analysis } = analyze({ text: await readFile(METHOD, 'utf8'), file: 'method.mp' }, {});
  const pins = Object.fromEntries(steps.map((s) => [s.name, s.stage === 'relevancy' ? device : 'gpu']));
  const options = withKernelFacts(found(method), steps, machine, { overrides: { pins } });
  const base = place(found(method), steps, found(analysis), machine, options);
  return methodTiming(found(method), found(analysis), machine, base, { ...options.overrides ? { overrides: options.overrides } : {}, longest: 2048, maxBatch: 256, model }).timing;
}

function timed(what: string, begin: number, batches: number, events: number): string {
  return `  ${what.padEnd(40)} ${((performance.now() - begin) / 1e3).toFixed(2)} s, ${batches} batches, ${events} events`;
}

export function run(name: string, machineName: string, model: ModelProfile, trace: Trace, options: Partial<SimulationOptions> = {}): Simulation {
  const { value, diagnostics } = simulate({ ...options, machine: found(machineNamed(machineName)), model, trace, policy: found(POLICIES.find((p) => p.name === name)) });
  if (!value) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  return value;
}

function row(what: string, { statistics: s }: Simulation): string {
  return `  ${what.padEnd(24)} kept ${(100 * s.attained).toFixed(0).padStart(3)} %, first token p50 ${ms(s.firstToken.p50)} p99 ${ms(s.firstToken.p99)}, `
    + `further p99 ${ms(s.perToken.p99)}, whole request ${ms(s.whole.mean)}, ${s.tokensPerSecond.toFixed(0)} tokens/s`;
}

function ms(microseconds: number): string {
  return `${(microseconds / 1e3).toFixed(1)} ms`;
}

export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('something that comes with mpc is gone');
  return value;
}
