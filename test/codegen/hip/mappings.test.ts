import { beforeAll, describe, expect, it } from 'vitest';
import type { Method } from '../../../src/ir/nodes.js';
import { randomTensor } from '../../../src/verify/random-inputs.js';
import { Random } from '../../../src/verify/random.js';
import { methodOf } from '../../support/example.js';
import { compileForCpu, failures, hasTool, hipProgram, runAndCompare } from '../../support/hip.js';

interface Case { readonly name: string; readonly source: string; readonly sizes: Record<string, number>; readonly expected: RegExp }

const tile = (query: string, entry: string, op: string): string => `
method m
size T in 1..5000
input q : ${query}[2, 32, 64]
input w : f32[2, 32]
memory key : ${entry}[T, 2, 64] static
output score
relevancy { score[g, t] = ${op}(h) w[g, h] * relu(sum(j) q[g, h, j] * key[t, g, j]) + 1.0 }
`;

const attention = (heads: number, groups: number, range: string): string => `
method m
size T in 1..9000
size K in 0..500
input ids : id<T>[${groups}, K]
input q : f32[${heads}, 64]
input r : bf16[${heads}, 32]
memory keys : bf16[T, ${groups}, 64] static
memory more : f16[T, 32] static
memory values : bf16[T, ${groups}, 24] static
output y
apply {
  y[a, c] = softmax_sum(s in ${range})
    (sum(d) q[a, d] * keys[ids[a / ${heads / groups}, s], a / ${heads / groups}, d] + sum(e) r[a, e] * more[ids[a / ${heads / groups}, s], e]) * 0.125
    => values[ids[a / ${heads / groups}, s], a / ${heads / groups}, c]
}
`;

const cases: readonly Case[] = [
  { name: 'matrix units, f8 x f8', source: tile('f8e4m3', 'f8e4m3', 'sum'), sizes: { T: 300 }, expected: /mpc_tile_map<mpc_f16, 64, 32, mpc_sum>/ },
  { name: 'matrix units, f16 x f8, maximum', source: tile('f16', 'f8e4m3', 'max'), sizes: { T: 257 }, expected: /mpc_tile_map<mpc_f16, 64, 32, mpc_most>/ },
  { name: 'matrix units, bf16 x f8', source: tile('bf16', 'f8e4m3', 'sum'), sizes: { T: 40 }, expected: /mpc_tile_map<mpc_bf16/ },
  { name: 'matrix units, bf16 x bf16, one entry', source: tile('bf16', 'bf16', 'sum'), sizes: { T: 1 }, expected: /mpc_tile_map<mpc_bf16/ },
  { name: 'f32 keys: a thread or more for each entry', source: tile('f32', 'bf16', 'sum'), sizes: { T: 70 }, expected: /mpc_group<8, mpc_sum>/ },
  { name: 'attention, four heads share entries', source: attention(8, 2, '0 .. K'), sizes: { T: 400, K: 333 }, expected: /mpc_group_sums<4>/ },
  { name: 'attention, two heads share entries', source: attention(6, 3, '0 .. K'), sizes: { T: 400, K: 64 }, expected: /mpc_group_sums<2>/ },
  { name: 'attention, heads on their own', source: attention(3, 3, '0 .. K'), sizes: { T: 100, K: 65 }, expected: /mpc_group_sums<1>/ },
  { name: 'attention over nothing', source: attention(4, 1, '0 .. K'), sizes: { T: 10, K: 0 }, expected: /mpc_softmax/ },
  {
    name: 'few outputs, long reduction along a row', expected: /_parts/, sizes: { N: 70000 },
    source: 'method m\nsize N in 1..1000000\ninput x : f32[N]\noutput s, m\nrelevancy {\n  s = sum(i) x[i] * x[i]\n  m = max(i) abs(x[i])\n}\n',
  },
  {
    name: 'matrix times vector, columns', expected: /mpc_combine_columns/, sizes: {},
    source: 'method m\ninput x : bf16[1000]\nweight w : bf16[1000, 24]\noutput y\nrelevancy { y[j] = sum(i) x[i] * w[i, j] }\n',
  },
  {
    name: 'matrix times vector, columns, whole sizes unknown', expected: /mpc_combine_columns/, sizes: { M: 130, J: 37 },
    source: 'method m\nsize M in 1..5000\nsize J in 1..90\ninput x : f32[M]\nweight w : f16[M, J]\noutput y\nrelevancy { y[j] = sum(i) x[i] * w[i, j] / 3.0 }\n',
  },
  {
    name: 'narrow integers and bytes in vectors', expected: /mpc_load<16>/, sizes: { T: 100 },
    source: 'method m\nsize T in 1..5000\ninput q : i8[64]\nmemory rows : u8[T, 64] static\noutput y\nrelevancy { y[t] = sum(i) q[i] * rows[t, i] }\n',
  },
];

function run(library: string, index: number, program: ReturnType<typeof hipProgram>, c: Case): readonly string[] {
  const random = new Random(index + 1);
  const given = program.method.tensors.filter((t) => ['input', 'weight', 'memory'].includes(t.role));
  const inputs = Object.fromEntries(given.map((t) => [t.name, randomTensor(t, program.method, c.sizes, random)]));
  const { results } = runAndCompare(library, index, program, inputs, c.sizes);
  expect(results.length).toBeGreaterThan(0);
  return failures(results);
}

describe.skipIf(!hasTool('g++')).each([32, 64])('mappings on waves of %i', (wave) => {
  const methods: readonly Method[] = cases.map((c) => methodOf(c.source));
  const programs = methods.map((m) => hipProgram(m));
  let library = '';
  beforeAll(async () => { library = await compileForCpu(programs, wave); }, 180_000);

  it.each(cases.map((c, i) => [c.name, c, i] as const))('%s', (_name, c, i) => {
    const program = programs[i];
    if (!program) throw new Error('no program');
    expect(program.output.files[0]?.text).toMatch(c.expected);
    expect(run(library, i, program, c)).toEqual([]);
  }, 60_000);
});
