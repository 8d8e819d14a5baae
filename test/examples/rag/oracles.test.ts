import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { analyze, compile, type Source } from '../../../src/compiler/index.js';
import type { TensorData } from '../../../src/numerics/tensor-data.js';
import { ReferenceSession } from '../../../src/reference/index.js';
import { loadProgram } from '../../../src/runtime/index.js';
import { hasCompiler } from '../../support/cpu.js';
import { defaultMachine } from '../../support/examples.js';
import { findPython } from '../attention/recorded.js';
import { listOf, RUNS, type Run } from './setup.js';

const FOLDER = 'test/oracles';
const resultsSchema = z.object({
  constants: z.record(z.string(), z.number()),
  /** Results by output name: numbers of one value, or of all that count. */
  steps: z.array(z.record(z.string(), z.union([z.boolean(), z.number(), z.array(z.number())]))),
});
type Results = z.infer<typeof resultsSchema>;

const sourceOf = ({ file }: Run): Source => ({ text: readFileSync(`examples/${file}.mp`, 'utf8'), file: `${file}.mp` });
const committed = ({ name }: Run): Results => resultsSchema.parse(JSON.parse(readFileSync(`${FOLDER}/data/${name}.json`, 'utf8')));
const errorsOf = (diagnostics: readonly { readonly code: string; readonly message: string }[]): string => diagnostics.map((d) => `${d.code} ${d.message}`).join('\n');

/** All that the oracle names; lists up to the length that it gives them, and no further entries. */
function check(run: Run, wanted: Results['steps'][number] | undefined, step: number, tensor: (name: string) => TensorData | undefined): void {
  for (const [name, want] of Object.entries(wanted ?? {})) {
    const got = listOf(tensor(name));
    if (!Array.isArray(want)) {
      expect(got, `${name} of step ${step}`).toEqual([Number(want)]);
      continue;
    }
    const count = tensor(run.lengths?.[name] ?? `${name}_count`);
    if (count) expect(listOf(count), `length of ${name} in step ${step}`).toEqual([want.length]);
    const found = got.slice(0, want.length);
    expect(found.length).toBe(want.length);
    if (want.every(Number.isInteger)) expect(found, `${name} of step ${step}`).toEqual(want);
    else found.forEach((v, i) => { expect(Math.abs(v - (want[i] ?? NaN)), `${name}[${i}] of step ${step}`).toBeLessThan(1e-4 * (1 + Math.abs(v))); });
  }
}

const python = findPython();

describe.each(RUNS)('$name', (run) => {
  const { constants, steps } = committed(run);
  let step = 0;
  const externs = run.externs(() => step);

  it('in the reference interpreter equals the oracle', () => {
    const { method, diagnostics } = analyze(sourceOf(run), { constants });
    if (!method) throw new Error(errorsOf(diagnostics));
    const session = new ReferenceSession(method, { externs, ...(run.vocabulary ? { vocabulary: run.vocabulary } : {}) });
    session.load(run.memories, {}, run.sizes);
    const isMemory = (name: string): boolean => method.tensors.some((t) => t.name === name && t.role === 'memory');
    for (step = 0; step < steps.length; step++) {
      const { tensor, outputs } = session.step(run.inputs(step));
      const optional = (name: string): TensorData | undefined => outputs[name] ?? (isMemory(name) ? session.memory(name) : method.tensors.some((t) => t.name === name) ? tensor(name) : undefined);
      check(run, steps[step], step, optional);
    }
  });

  it.skipIf(!hasCompiler)('on the CPU equals the oracle', async () => {
    const { files, manifest, diagnostics } = compile(sourceOf(run), { machine: defaultMachine(), constants });
    if (!manifest || files.length === 0) throw new Error(errorsOf(diagnostics));
    const program = await loadProgram({ manifest, files: Object.fromEntries(files.map((f) => [f.path, f.text])) }, {
      plan: 'cpu', threads: 1, memories: run.memories, externs, ...(run.sizes ? { sizes: run.sizes } : {}), ...(run.vocabulary ? { vocabulary: run.vocabulary } : {}),
    });
    const session = program.createSession();
    const memories = manifest.tensors.filter((t) => t.role === 'memory' && t.growth?.kind === 'state').map((t) => t.name);
    for (step = 0; step < steps.length; step++) {
      const outputs = await session.step(run.inputs(step));
      const kept = Object.fromEntries(await Promise.all(memories.map(async (m) => [m, await session.tensor(m)] as const)));
      const wanted = Object.fromEntries(Object.entries(steps[step] ?? {}).filter(([name]) => outputs[name] ?? kept[name]));
      expect(Object.keys(wanted).length).toBeGreaterThan(0);
      check(run, wanted, step, (name) => outputs[name] ?? kept[name]);
    }
    await program.close();
  });

  it.skipIf(!python)('is what the oracle computes today', () => {
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
    const now = resultsSchema.parse(JSON.parse(execFileSync(python ?? '', [`${FOLDER}/${run.name}.py`], { encoding: 'utf8', env })));
    expect(now.constants).toEqual(constants);
    const close = (a: unknown, b: unknown): boolean => (typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= 1e-6 * (1 + Math.abs(a)) : a === b);
    const flat = (s: Results['steps'][number]): unknown[] => Object.entries(s).flatMap(([name, v]) => [name, ...(Array.isArray(v) ? [v.length, ...v] : [v])]);
    now.steps.forEach((s, i) => {
      const old = flat(steps[i] ?? {});
      expect(flat(s).every((v, j) => close(v, old[j])) && flat(s).length === old.length, `step ${i}`).toBe(true);
    });
    expect(now.steps.length).toBe(steps.length);
  });
});
