import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze, compile, type Source } from '../../../src/compiler/index.js';
import { fromNumbers, toNumbers, type TensorData } from '../../../src/numerics/tensor-data.js';
import { ReferenceSession } from '../../../src/reference/index.js';
import { loadProgram } from '../../../src/runtime/index.js';
import { hasCompiler } from '../../support/cpu.js';
import { defaultMachine } from '../../support/examples.js';
import { seededNumbers } from '../../support/seeded.js';
import { checkMemories, checkStep, findPython, floatsOf, idsOf, inputsOf, readRecording, rerun, weightsOf, type Recording } from './recorded.js';

type Tensors = Readonly<Record<string, TensorData>>;
interface Case {
  readonly name: string;
  readonly folder: string;
  /** Oracle under test/oracles and its arguments. */
  readonly oracle: readonly string[];
  /** Relative to the length of a result. */
  readonly tolerance: number;
  readonly externs?: (r: Recording) => Readonly<Record<string, (args: Tensors) => Tensors>>;
}

/** The stand-in of the model in test/oracles/hmt.py. */
function hmtModel(r: Recording): Readonly<Record<string, (args: Tensors) => Tensors>> {
  const width = r.constants['D'] ?? 0;
  const digest = (...lists: readonly (TensorData | undefined)[]): number =>
    lists.flatMap((l) => (l ? [...toNumbers(l)] : [])).reduce((h, id) => (h * 31 + id + 1) % 1_000_003, 0);
  return {
    summarise: ({ segment }) => ({ summary: fromNumbers('f32', [width], seededNumbers('hmt.summary', digest(segment), width)) }),
    read_segment: ({ recalled, before, segment }) => {
      const old = recalled ? toNumbers(recalled) : [];
      const own = seededNumbers('hmt.hidden', digest(before, segment), width);
      return { hidden: fromNumbers('f32', [width], own.map((v, i) => 0.5 * v + 0.5 * (old[(i + 1) % width] ?? 0))) };
    },
  };
}

const CASES: readonly Case[] = [
  { name: 'deepseek_sparse_attention', folder: 'deepseek-sparse-attention', oracle: ['deepseek_sparse_attention.py', 'decode'], tolerance: 1e-5 },
  { name: 'deepseek_sparse_attention_prefill', folder: 'deepseek-sparse-attention', oracle: ['deepseek_sparse_attention.py', 'prefill'], tolerance: 1e-5 },
  { name: 'seer_attention_r', folder: 'seer-attention-r', oracle: ['seer_attention_r.py', 'budget'], tolerance: 1e-5 },
  { name: 'seer_attention_r_threshold', folder: 'seer-attention-r', oracle: ['seer_attention_r.py', 'threshold'], tolerance: 1e-5 },
  { name: 'lserve', folder: 'lserve', oracle: ['lserve.py'], tolerance: 1e-4 },
  { name: 'hmt', folder: 'hmt', oracle: ['hmt.py'], tolerance: 1e-3, externs: hmtModel },
  { name: 'titans_mac', folder: 'titans-mac', oracle: ['titans_mac.py'], tolerance: 1e-4 },
  { name: 'lact', folder: 'lact', oracle: ['lact.py'], tolerance: 1e-4 },
];

const sourceOf = ({ folder, name }: Case): Source => ({ text: readFileSync(`examples/${folder}/${name}.mp`, 'utf8'), file: `${name}.mp` });
const python = findPython();

describe.each(CASES)('$name, step by step from an empty memory', (c) => {
  const r = readRecording(c.name);

  it('covers enough steps, nearly all with a clear selection', () => {
    expect(r.chunks.length > 0 ? r.chunks.reduce((a, b) => a + b, 0) : r.steps).toBeGreaterThanOrEqual(300);
    expect(r.unclear.length).toBeLessThan(0.05 * r.steps);
  });

  it('in the reference interpreter equals the method computed from scratch', () => {
    const { method, diagnostics } = analyze(sourceOf(c), { constants: r.constants });
    if (!method) throw new Error(diagnostics.map((d) => `${d.code} ${d.message}`).join('\n'));
    const session = new ReferenceSession(method, { externs: c.externs?.(r) ?? {} });
    session.load({}, weightsOf(r));
    for (let step = 0; step < r.steps; step++) checkStep(r, step, session.step(inputsOf(r, step)).outputs, c.tolerance);
    checkMemories(r, Object.fromEntries(Object.keys(r.memories).map((m) => [m, session.memory(m)])), c.tolerance);
  });

  it.skipIf(!hasCompiler)('on the CPU equals the method computed from scratch', async () => {
    const { files, manifest, diagnostics } = compile(sourceOf(c), { machine: defaultMachine(), constants: r.constants });
    if (!manifest || files.length === 0) throw new Error(diagnostics.map((d) => `${d.code} ${d.message}`).join('\n'));
    const program = await loadProgram({ manifest, files: Object.fromEntries(files.map((f) => [f.path, f.text])) }, {
      plan: 'cpu', threads: 1, weights: weightsOf(r), externs: c.externs?.(r) ?? {},
    });
    const session = program.createSession();
    for (let step = 0; step < r.steps; step++) checkStep(r, step, await session.step(inputsOf(r, step)), c.tolerance);
    const memories = await Promise.all(Object.keys(r.memories).map(async (m) => [m, await session.tensor(m)] as const));
    checkMemories(r, Object.fromEntries(memories), c.tolerance);
    await program.close();
  });

  it.skipIf(!python)('is what the oracle computes today', () => {
    const now = rerun(python ?? '', c.oracle);
    const { floats, memories, ids, ...rest } = r;
    expect(now).toMatchObject(rest);
    for (const [name, { values }] of Object.entries(ids)) expect(idsOf(now.ids[name]?.values ?? '')).toEqual(idsOf(values));
    for (const [name, text] of Object.entries({ ...floats, ...memories })) {
      const [old, fresh] = [floatsOf(text), floatsOf(now.floats[name] ?? now.memories[name] ?? '')];
      expect(fresh.length).toBe(old.length);
      expect(Math.max(...fresh.map((v, i) => Math.abs(v - (old[i] ?? NaN)) / (1 + Math.abs(v))))).toBeLessThan(1e-6);
    }
  });
});
