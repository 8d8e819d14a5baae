import { beforeAll, describe, expect, it } from 'vitest';
import * as ir from '../../../src/ir/build.js';
import type { Method } from '../../../src/ir/nodes.js';
import { fromNumbers, type TensorData } from '../../../src/numerics/tensor-data.js';
import { Random } from '../../../src/verify/random.js';
import { compileForCpu, failures, hasTool, hipProgram, runAndCompare } from '../../support/hip.js';

interface Case { readonly name: string; readonly method: Method; readonly inputs: Readonly<Record<string, TensorData>>; readonly sizes: Record<string, number> }

const random = new Random(5);

/** Top-k over a row of a tensor, with the kernels that are made for rows of up to `bound`. */
function topkCase(name: string, bound: number, n: number, k: number, rows: number, key: (i: number) => number): Case {
  const N = ir.size('N', 1, bound);
  const x = ir.tensor('x', 'input', 'f32', [rows, N]);
  const [r, t] = [ir.axis('r', rows), ir.axis('t', N)];
  const picked = ir.selection('picked', [r], k, N, 'output');
  const method = ir.method('m', { sizes: [N], tensors: [x, picked.ids, picked.count], ops: [ir.topk(picked, [r], t, ir.load(x, r, t), k)] });
  return { name, method, sizes: { N: n }, inputs: { x: fromNumbers('f32', [rows, n], Array.from({ length: rows * n }, (_, i) => key(i))) } };
}

function filterCase(name: string, bound: number, n: number, rows: number, keep: (i: number) => boolean): Case {
  const N = ir.size('N', 1, bound);
  const x = ir.tensor('x', 'input', 'f32', [rows, N]);
  const [r, t] = [ir.axis('r', rows), ir.axis('t', N)];
  const kept = ir.selection('kept', [r], N, N, 'output');
  const method = ir.method('m', { sizes: [N], tensors: [x, kept.ids, kept.count], ops: [ir.filter(kept, [r], t, ir.lt(0.5, ir.load(x, r, t)))] });
  return { name, method, sizes: { N: n }, inputs: { x: fromNumbers('f32', [rows, n], Array.from({ length: rows * n }, (_, i) => (keep(i) ? 1 : 0))) } };
}

const LONG = 1 << 20;
const cases: readonly Case[] = [
  topkCase('one block, distinct keys', 4000, 3000, 100, 2, () => random.normal()),
  topkCase('one block, few distinct keys', 4000, 3000, 700, 1, () => random.integer(0, 3)),
  topkCase('one block, all keys equal', 4000, 2500, 64, 1, () => 1.5),
  topkCase('one block, fewer than k', 4000, 37, 64, 2, () => random.normal()),
  topkCase('one block, never chosen: NaN and -inf', 4000, 500, 200, 1, (i) => (i % 3 === 0 ? NaN : i % 3 === 1 ? -Infinity : i)),
  topkCase('one block, -0 and 0 are equal, infinities', 4000, 300, 50, 1, (i) => [0, -0, Infinity, -1][i % 4] ?? 0),
  topkCase('three kernels, distinct keys', LONG, 9000, 2048, 1, () => random.normal()),
  topkCase('three kernels, ties at the threshold', LONG, 9000, 500, 2, () => random.integer(0, 5)),
  topkCase('three kernels, all equal', LONG, 5000, 300, 1, () => -2),
  topkCase('three kernels, fewer than k', LONG, 100, 300, 1, (i) => (i % 2 ? i : NaN)),
  topkCase('three kernels, one key', LONG, 1, 10, 1, () => 3),
  topkCase('more winners than shared memory holds', LONG, 4500, 4100, 1, () => random.normal()),
  filterCase('filter, one block', 20000, 9001, 3, () => random.next() < 0.3),
  filterCase('filter, all', 20000, 8192, 1, () => true),
  filterCase('filter, none', 20000, 100, 2, () => false),
  filterCase('filter, two kernels', LONG, 12345, 2, () => random.next() < 0.5),
  filterCase('filter, two kernels, short row', LONG, 3, 1, (i) => i === 1),
];

describe.skipIf(!hasTool('g++')).each([32, 64])('selection on waves of %i', (wave) => {
  const programs = cases.map((c) => hipProgram(c.method));
  let library = '';
  beforeAll(async () => { library = await compileForCpu(programs, wave); }, 180_000);

  it.each(cases.map((c, i) => [c.name, c, i] as const))('%s', (_name, c, i) => {
    const program = programs[i];
    if (!program) throw new Error('no program');
    const { results, values } = runAndCompare(library, i, program, c.inputs, c.sizes);
    expect(results).toHaveLength(1);
    expect(failures(results)).toEqual([]);
    const counters = (program.output.scratch ?? []).filter((t) => /_(bins|filled)$/.test(t.name));
    for (const t of counters) expect(values(t).data.every((x) => x === 0)).toBe(true);
  }, 60_000);
});
