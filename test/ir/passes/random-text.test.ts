import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/compiler/index.js';
import type { Method, Op, Tensor } from '../../../src/ir/nodes.js';
import { formSteps, PASSES, runPasses, STANDARD_PASSES } from '../../../src/ir/passes/index.js';
import { parseMethod, printMethod } from '../../../src/ir/text/index.js';
import type { TensorData } from '../../../src/numerics/tensor-data.js';
import { ReferenceSession } from '../../../src/reference/index.js';
import { advanceOf, Random, randomTensors, standIns } from '../../../src/verify/index.js';
import { randomText } from '../../support/random-text.js';

const EXACT = STANDARD_PASSES.filter((name) => PASSES.some((p) => p.exact && p.name === name));
const FIRST = Number(process.env['SEED'] ?? 1);
const COUNT = Number(process.env['COUNT'] ?? 40);
const STEPS = 4;

/** Outputs and memories after each of a few steps, to the bit. */
function run(method: Method, seed: number): readonly string[] {
  const random = new Random(seed);
  const brought = random.integer(1, 3);
  const sizes = { S: random.integer(1, 6), E: [0, 5, 12][random.integer(0, 2)] ?? 0, ...(method.advance ? { C: brought } : {}) };
  const named = (wanted: (t: Tensor) => boolean, step: number): Record<string, TensorData> =>
    randomTensors(method.tensors.filter(wanted), method, { ...sizes, N: step * advanceOf(method, sizes) }, random);
  const session = new ReferenceSession(method, standIns(method, seed, sizes));
  session.load(named((t) => t.growth?.kind === 'static', 1), named((t) => t.role === 'weight', 1), sizes);
  const seen: string[] = [];
  const note = (step: number, name: string, { bytes }: TensorData): void => { seen.push(`${step} ${name} ${Buffer.from(bytes).toString('hex')}`); };
  for (let step = 1; step <= STEPS; step++) {
    const { outputs } = session.step(named((t) => t.role === 'input', step), sizes);
    for (const [name, data] of Object.entries(outputs)) note(step, name, data);
    for (const { name, role } of method.tensors) if (role === 'memory') note(step, name, session.memory(name));
  }
  return seen.sort();
}

describe('random methods over several steps', () => {
  it.each(Array.from({ length: COUNT }, (_, i) => FIRST + i))('seed %i: what passes, steps and printing make of it gives the same, to the bit', (seed) => {
    const { elaborated, diagnostics } = analyze({ text: randomText(seed, 4 + seed % 12), file: 'random.mp' });
    expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
    if (!elaborated) return;
    const expected = run(elaborated, seed);
    const optimised = runPasses(elaborated, EXACT, { verify: true });
    expect(runPasses(optimised, EXACT), 'a second run finds nothing to do').toBe(optimised);
    expect(run(optimised, seed)).toEqual(expected);
    expect(run({ ...optimised, ops: formSteps(optimised).flatMap((s): readonly Op[] => (s.call ? [s.call] : s.ops)) }, seed)).toEqual(expected);
    expect(run(parseMethod(printMethod(elaborated)), seed)).toEqual(expected);
  });
});
