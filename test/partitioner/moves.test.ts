import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MethodAnalysis } from '../../src/analysis/index.js';
import { analyze, complete } from '../../src/compiler/index.js';
import type { Method } from '../../src/ir/nodes.js';
import type { Step } from '../../src/ir/steps.js';
import { loadMachine, machineNamed, type Machine } from '../../src/machines/index.js';
import { dtypeBytes } from '../../src/numerics/dtype.js';
import { SET_ASIDE, WIDENED_ROWS } from '../../src/partitioner/cost/runtime.js';
import { placementProblem } from '../../src/partitioner/index.js';
import { evaluate } from '../../src/partitioner/search/index.js';
import { SAVE_LIMIT } from '../../src/runtime/journal.js';
import { MOST_PARTS } from '../../src/runtime/session.js';
import { createMemoryDriver, loadProgram, type Driver, type Manifest, type Target, type TensorData } from '../../src/runtime/index.js';
import { Size } from '../../src/symbolic/index.js';
import { advanceOf, Random, randomTensors, standIns } from '../../src/verify/index.js';

function machineIn(name: string): Machine {
  const { value } = loadMachine(JSON.parse(readFileSync(`bench/machines/${name}.json`, 'utf8')), `${name}.json`);
  if (!value) throw new Error('the machine does not load');
  return { ...value, home: 'cpu' }; // the runtime's inputs and outputs are the host's
}
const machine = ((): Machine => {
  const found = machineNamed('h100');
  if (!found) throw new Error('no machine');
  return { ...found, home: 'cpu' };
})();

const METHODS: readonly (readonly [file: string, sizes: Record<string, number>])[] = [
  ['examples/deepseek-sparse-attention/deepseek_sparse_attention.mp', { T: 2304 }],
  ['examples/seer-attention-r/seer_attention_r.mp', { N: 4096 }],
  ['examples/lserve/lserve.mp', { N: 4096 }],
  ['examples/rag-ivf-pq/rag_ivf_pq.mp', { Docs: 10000, Lists: 1024 }],
  ['examples/rag-bm25/rag_bm25.mp', { Docs: 1000, Terms: 800, Postings: 8000, Q: 8 }],
  ['examples/titans-mac/titans_mac.mp', { N: 320 }],
  ['examples/hmt/hmt.mp', { N: 40 }],
  ...(['atlas:1000', 'compressive_transformer:4096', 'double_sparsity:2048', 'duo_attention:2048', 'gated_delta:1000', 'h2o:4096', 'infllm:8192', 'kimi_delta:1000', 'kivi:8192', 'loki:2048', 'mamba2:1000', 'moba:8192',
    'nsa:8192', 'pqcache:8192', 'quest:8192', 'sparq:2048', 'streaming_llm:8192', 'tova:4096', 'twilight:2048'] as const).map((text) => [`test/unseen/${text.split(':')[0] ?? ''}.mp`, { N: Number(text.split(':')[1]) }] as const),
];

const known = new Map<string, ReturnType<typeof compiled>>();

/** A method compiled for a machine; each once. */
function compiled(file: string, sizes: Record<string, number>, on: Machine): { readonly method: Method; readonly steps: readonly Step[]; readonly analysis: MethodAnalysis; readonly manifest: Manifest } {
  const key = `${file} ${on.name}`;
  const old = known.get(key);
  if (old) return old;
  const source = { text: readFileSync(file, 'utf8'), file };
  const front = analyze(source);
  const { method, steps, analysis } = front;
  const { manifest } = complete(source, front, { machine: on, sizes });
  if (!method || !analysis || !manifest) throw new Error(`${file} has errors`);
  const made = { method, steps, analysis, manifest };
  known.set(key, made);
  return made;
}

/** What moves between devices in one call: `key cpu>gpu 512`, in the order of names. */
async function movesOf(file: string, wanted: Record<string, number>, seed: number, on = machine, devices: readonly string[] = ['cpu', 'gpu']): Promise<{ readonly plan: string; readonly predicted: readonly string[]; readonly happened: readonly string[] }> {
  const random = new Random(seed);
  const { method, steps, analysis, manifest } = compiled(file, wanted, on);
  const movable = steps.filter((s) => !s.call && !s.once);
  const plan = Object.fromEntries(steps.filter((s) => !s.call).map((s) => [s.name, s.once ? 'cpu' : devices[Math.floor(random.next() * devices.length)] ?? 'cpu'] as const));
  const noop = (target: Target) => (): Promise<Driver> => {
    const driver = createMemoryDriver({ target, kernels: () => () => undefined });
    // GPUs copy from each other.
    return Promise.resolve(target === 'gpu' ? { ...driver, ordered: true, isPeer: (other) => other.target === 'gpu', copyFromPeer: () => undefined } : driver);
  };
  // What is in them does not matter, unless it is ids.
  const make = (tensors: typeof method.tensors, at: Record<string, number>): Record<string, TensorData> => ({
    ...Object.fromEntries(tensors.filter((t) => t.dtype !== 'i32').map((t): [string, TensorData] => {
      const shape = t.shape.map((d) => Size.evaluate(d, at));
      return [t.name, { dtype: t.dtype, shape, bytes: new Uint8Array(shape.reduce((a, b) => a * b, dtypeBytes(t.dtype))) }];
    })),
    ...randomTensors(tensors.filter((t) => t.dtype === 'i32'), method, at, random),
  });
  const tokens = method.tokens?.name;
  const advance = advanceOf(method, wanted);
  const CALLS = 4;
  const before = tokens === undefined ? wanted : { ...wanted, [tokens]: (wanted[tokens] ?? 0) - CALLS * advance };
  const weights = method.tensors.filter((t) => t.role === 'weight');
  const statics = method.tensors.filter((t) => t.growth?.kind === 'static');
  const program = await loadProgram({ manifest }, {
    plan, drivers: { cpu: noop('cpu'), gpu: noop('gpu') },
    ...weights.length > 0 ? { weights: make(weights, before) } : {}, ...statics.length > 0 ? { memories: make(statics, before) } : {},
    ...manifest.externs ? standIns(manifest, 7, before) : {},
  });
  const session = program.createSession();
  if (tokens !== undefined) await session.preset({}, before[tokens] ?? 0);
  const inputs = make(method.tensors.filter((t) => t.role === 'input'), wanted);
  for (let call = 1; call < CALLS; call++) await session.step(inputs);
  program.record('host');
  await session.step(inputs);
  // A step that runs now and then brings what has gathered since, where the model counts the mean of all calls; a call of the host
  // takes and gives host memory, wherever the model says that it runs; and a memory whose rows get wider is laid out anew by the host.
  const wider = method.tensors.filter((t) => t.role === 'memory' && t.shape.slice(1).some((s) => tokens !== undefined && Size.variables(s).includes(tokens)));
  const uneven = new Set([...wider, ...analysis.steps.filter((s) => s.frequency < 1 || s.step.when || s.step.call).flatMap((s) => [...s.step.reads, ...s.step.writes])].map((t) => t.name));
  const happened = program.trace().traceEvents.filter((e) => e.cat === 'transfer' && !uneven.has(e.name)).flatMap((e) => {
    const [from, to] = [String(e.args['from']).replace('caller', 'cpu'), String(e.args['to']).replace('caller', 'cpu')];
    return from === to ? [] : [`${e.name} ${from}>${to} ${String(e.args['bytes'])}`];
  });
  await program.close();
  const problem = placementProblem(method, steps, analysis, on, { sizes: wanted, overrides: { pins: plan } });
  const predicted = evaluate(problem, problem.steps.map(() => 0)).moves.flatMap((m) => {
    const [name, from, to] = [problem.tensors[m.tensor]?.name ?? '', problem.devices[m.from]?.id, problem.devices[m.to]?.id];
    return uneven.has(name) || m.time === 0 ? [] : [`${name} ${from ?? ''}>${to ?? ''} ${m.bytes}`];
  });
  return { plan: movable.map((s) => `${s.name}:${plan[s.name] ?? ''}`).join(' '), predicted: [...predicted].sort(), happened: happened.sort() };
}

// Every transfer of the runtime, with its bytes, is one that the model counts, and the other way round.
describe('what the model moves', () => {
  it.each(METHODS)('%s', async (file, sizes) => {
    for (const seed of [5, 6]) {
      const { plan, predicted, happened } = await movesOf(file, sizes, seed);
      expect({ plan, moves: happened }).toEqual({ plan, moves: predicted });
    }
  });

  it('is something', async () => {
    const all = await Promise.all([1, 2, 3].map((seed) => movesOf('test/unseen/quest.mp', { N: 8192 }, seed)));
    expect(all.flatMap((m) => m.happened).length).toBeGreaterThan(8);
  });
});

/** Without calls of the host, which are on no GPU that this machine knows. */
const STEADY = METHODS.filter(([file]) => !file.includes('hmt'));

it('sets aside as much of a memory, and widens as many rows on their device, as the model counts', () => {
  expect(SET_ASIDE).toBe(SAVE_LIMIT);
  expect(WIDENED_ROWS).toBe(MOST_PARTS);
});

describe('what the model moves over two GPUs', () => {
  const two = machineIn('h100-x2');
  it.each(STEADY)('%s', async (file, sizes) => {
    const { plan, predicted, happened } = await movesOf(file, sizes, 5, two, ['cpu', 'gpu0', 'gpu1']);
    expect({ plan, moves: happened }).toEqual({ plan, moves: predicted });
  });
});
