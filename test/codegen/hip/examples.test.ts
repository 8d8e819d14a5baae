import { beforeAll, describe, expect, it } from 'vitest';
import { randomTensor } from '../../../src/verify/random-inputs.js';
import { Random } from '../../../src/verify/random.js';
import { exampleMethod } from '../../support/example.js';
import { compileForCpu, failures, hasTool, hipProgram, runAndCompare } from '../../support/hip.js';

const cases = [
  { path: 'examples/rag-bm25/rag_bm25.mp', sizes: { Docs: 3000, Terms: 40, Postings: 5000, Q: 3 } },
  { path: 'examples/seer-attention-r/seer_attention_r.mp', sizes: { N: 320, P: 5 } },
  { path: 'examples/seer-attention-r/seer_attention_r_threshold.mp', sizes: { N: 321, P: 6 } },
  ...(process.env['MPC_SLOW_TESTS'] ? [{ path: 'examples/deepseek-sparse-attention/deepseek_sparse_attention.mp', sizes: { T: 300 } }] : []),
];

describe.skipIf(!hasTool('g++'))('examples at their dimensions, as HIP text on a CPU', () => {
  const programs = cases.map((c) => hipProgram(exampleMethod(c.path)));
  let library = '';
  beforeAll(async () => { library = await compileForCpu(programs); }, 180_000);

  it.each(cases.map((c, i) => [c.path, c.sizes, i] as const))('%s', (_path, sizes, i) => {
    const program = programs[i];
    if (!program) throw new Error('no program');
    const random = new Random(9);
    const given = program.method.tensors.filter((t) => ['input', 'weight', 'memory'].includes(t.role));
    const inputs = Object.fromEntries(given.map((t) => [t.name, randomTensor(t, program.method, sizes, random)]));
    const { results } = runAndCompare(library, i, program, inputs, sizes);
    expect(results.length).toBeGreaterThan(0);
    expect(failures(results)).toEqual([]);
  }, 300_000);
});
