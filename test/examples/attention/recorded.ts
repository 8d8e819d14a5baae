import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { z } from 'zod';
import { DTYPES } from '../../../src/numerics/dtype.js';
import { fromNumbers, toNumbers, type TensorData } from '../../../src/numerics/tensor-data.js';
import { seededIds, seededNumbers } from '../../support/seeded.js';

const FOLDER = 'test/oracles';
const PROBES = 4;

const tensorSpec = z.object({
  name: z.string(), dtype: z.enum(DTYPES), shape: z.array(z.union([z.number(), z.literal('chunk')])),
  scale: z.number(), offset: z.number(), range: z.number().optional(),
});
const recording = z.object({
  file: z.string(), constants: z.record(z.string(), z.number()), steps: z.number(),
  weights: z.array(tensorSpec), inputs: z.array(tensorSpec),
  /** Tokens of each step, where a step brings several. */
  chunks: z.array(z.number()),
  /** Projections of each step's results, and of memories after the last step: base64 of f32. */
  floats: z.record(z.string(), z.string()), memories: z.record(z.string(), z.string()),
  /** Chosen ids, ascending, padded to `width` with -1: base64 of i16. */
  ids: z.record(z.string(), z.object({ width: z.number(), values: z.string() })),
  /** Steps in which rounding decides what is chosen. */
  unclear: z.array(z.number()),
});

/** What an oracle under test/oracles wrote down: its seeded tensors and its results. */
export type Recording = z.infer<typeof recording>;
type TensorSpec = z.infer<typeof tensorSpec>;
type Tensors = Readonly<Record<string, TensorData>>;

export function readRecording(name: string): Recording {
  return recording.parse(JSON.parse(readFileSync(`${FOLDER}/data/${name}.json`, 'utf8')));
}

/** Runs the oracle itself. */
export function rerun(python: string, oracle: readonly string[]): Recording {
  const [file = '', ...args] = oracle;
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  return recording.parse(JSON.parse(execFileSync(python, [`${FOLDER}/${file}`, ...args], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] })));
}

/** A Python that has NumPy, if there is one. */
export function findPython(): string | undefined {
  return [process.env['MPC_PYTHON'], 'python3'].find((python) => {
    if (!python) return false;
    try {
      execFileSync(python, ['-c', 'import numpy'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

function make({ name, dtype, shape, scale, offset, range }: TensorSpec, { file, chunks }: Recording, step: number): TensorData {
  const extents = shape.map((d) => (d === 'chunk' ? chunks[step] ?? 0 : d));
  if (range !== undefined) return seededIds(`${file}.${name}`, step, extents, range);
  const count = extents.reduce((a, b) => a * b, 1);
  return fromNumbers(dtype, extents, seededNumbers(`${file}.${name}`, step, count, scale).map((v) => v + offset));
}

export const weightsOf = (r: Recording): Tensors => Object.fromEntries(r.weights.map((w) => [w.name, make(w, r, 0)]));
export const inputsOf = (r: Recording, step: number): Tensors => Object.fromEntries(r.inputs.map((i) => [i.name, make(i, r, step)]));

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));
export const floatsOf = (text: string): Float32Array => new Float32Array(bytesOf(text).buffer);
export const idsOf = (text: string): Int16Array => new Int16Array(bytesOf(text).buffer);

const directions = new Map<string, readonly number[]>();
function direction(probe: number, count: number): readonly number[] {
  const key = `${probe} ${count}`;
  const found = directions.get(key) ?? seededNumbers(`probe${probe}`, 0, count);
  directions.set(key, found);
  return found;
}

/** Compares projections; an error of `tolerance` times the length of the vector is allowed. */
function checkProjections(got: TensorData | undefined, want: ArrayLike<number>, tolerance: number, what: string): void {
  expect(got, what).toBeDefined();
  if (!got) return;
  const values = toNumbers(got);
  const length = Math.hypot(...values);
  for (let p = 0; p < PROBES; p++) {
    const along = direction(p, values.length).reduce((sum, d, i) => sum + d * (values[i] ?? NaN), 0);
    const off = Math.abs(along - (want[p] ?? NaN));
    if (!(off <= tolerance * Math.max(length, 1e-3))) expect.fail(`${what}: projection ${p} is ${along}, not ${want[p]} (vector of length ${length})`);
  }
}

/** Checks what a step returned: chosen ids exactly, floats by their projections. */
export function checkStep(r: Recording, step: number, outputs: Tensors, tolerance: number): void {
  if (r.unclear.includes(step)) return;
  for (const [name, text] of Object.entries(r.floats)) {
    checkProjections(outputs[name], floatsOf(text).subarray(PROBES * step), tolerance, `${name} in step ${step + 1}`);
  }
  for (const [name, { width, values }] of Object.entries(r.ids)) {
    const all = idsOf(values);
    const each = r.chunks.length > 0 ? r.chunks : Array.from({ length: r.steps }, () => 1);
    const perUnit = all.length / width / each.reduce((a, b) => a + b, 0);
    const before = each.slice(0, step).reduce((a, b) => a + b, 0) * perUnit;
    const rows = (each[step] ?? 0) * perUnit;
    const got = outputs[name];
    if (!got) expect.fail(`no output ${name}`);
    const wide = (got.shape.at(-1) ?? 0);
    const found = Array.from({ length: rows }, (_, i) => ascending(toNumbers(got).subarray(i * wide, (i + 1) * wide)));
    const wanted = Array.from({ length: rows }, (_, i) => ascending(all.subarray((before + i) * width, (before + i + 1) * width)));
    if (JSON.stringify(found) !== JSON.stringify(wanted)) expect(found, `${name} in step ${step + 1}`).toEqual(wanted);
  }
}

const ascending = (ids: ArrayLike<number>): readonly number[] => Array.from(ids).filter((id) => id >= 0).sort((a, b) => a - b);

export function checkMemories(r: Recording, memories: Tensors, tolerance: number): void {
  for (const [name, text] of Object.entries(r.memories)) checkProjections(memories[name], floatsOf(text), tolerance, `memory ${name} at the end`);
}
