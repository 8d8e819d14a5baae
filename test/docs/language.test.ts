import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/compiler/index.js';
import type { Method, Tensor } from '../../src/ir/nodes.js';
import type { TensorData } from '../../src/numerics/tensor-data.js';
import { ReferenceSession } from '../../src/reference/index.js';
import { casesOf, standIns, type Case } from '../../src/verify/index.js';
import { Random } from '../../src/verify/random.js';
import { randomTensor } from '../../src/verify/random-inputs.js';
import { blocksOf } from './blocks.js';

const SEED = 7;
const STEPS = 3;

/** Runs a few steps from an empty memory on random inputs. */
function run(method: Method, which: Case): void {
  const random = new Random(SEED);
  const { tokens, advance } = method;
  const step = advance?.key === undefined ? 1 : which.sizes[advance.key] ?? Number(advance.key);
  const at = (n: number): Readonly<Record<string, number>> => (tokens ? { ...which.sizes, [tokens.name]: n } : which.sizes);
  const named = (wanted: (t: Tensor) => boolean, n: number): Record<string, TensorData> =>
    Object.fromEntries(method.tensors.filter(wanted).map((t) => [t.name, randomTensor(t, method, at(n), random)]));
  const session = new ReferenceSession(method, standIns(method, SEED, which.sizes));
  session.load(named((t) => t.growth?.kind === 'static', step), named((t) => t.role === 'weight', step), which.sizes);
  for (let i = 1; i <= STEPS; i++) {
    const { outputs } = session.step(named((t) => t.role === 'input', i * step), which.sizes);
    expect(Object.keys(outputs).length).toBeGreaterThan(0);
  }
}

describe('the code in docs/language', () => {
  const blocks = blocksOf('docs/language');
  it('is found', () => { expect(blocks.length).toBeGreaterThan(30); });

  it.each(blocks.map((b) => [`${b.page}:${b.line}`, b] as const))('%s', (_, block) => {
    const { method, diagnostics } = analyze({ text: block.text, file: block.page });
    if (block.code !== undefined) {
      expect(diagnostics.map((d) => d.code)).toContain(block.code);
      return;
    }
    expect(diagnostics.map((d) => `${d.code} ${d.message}`)).toEqual([]);
    const [which] = casesOf(method ?? fail(), SEED);
    if (method && which) run(method, which);
  });
});

function fail(): never {
  throw new Error('no method');
}
