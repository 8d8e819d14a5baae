import { describe, expect, it } from 'vitest';
import * as ir from '../../../src/ir/build.js';
import type { UnaryOp } from '../../../src/ir/nodes.js';
import { tensorData } from '../../../src/numerics/tensor-data.js';
import { hasCompiler, runOnCpu } from '../../support/cpu.js';
import { Random } from '../../support/random-method.js';

const COUNT = 4001;

/** Distance in units in the last place of the float nearest to `want`. */
function ulps(got: number, want: number): number {
  if (Object.is(got, want) || got === Math.fround(want) || (got !== got && want !== want)) return 0;
  const unit = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(want))), -126) - 23);
  return Math.abs(got - want) / unit;
}

const FUNCTIONS: readonly (readonly [UnaryOp, (x: number) => number, lo: number, hi: number])[] = [
  ['exp', Math.exp, -100, 88], ['exp2', (x) => 2 ** x, -140, 127], ['log', Math.log, 1e-6, 4], ['log2', Math.log2, 1e-6, 1e6],
  ['sin', Math.sin, -1e6, 1e6], ['cos', Math.cos, -1e6, 1e6], ['tanh', Math.tanh, -5, 5], ['sqrt', Math.sqrt, 0, 1e4],
];

const SPECIAL = [0, -0, Infinity, -Infinity, NaN, 1, -1, Math.fround(1e-40)];

describe.skipIf(!hasCompiler)('functions of mpc_math.h', () => {
  it('are within 2 units in the last place of the exact value, on vectors and on single values', async () => {
    const random = new Random(11);
    const x = ir.tensor('x', 'input', 'f32', [FUNCTIONS.length, COUNT]);
    const y = FUNCTIONS.map(([op]) => ir.tensor(`y_${op}`, 'output', 'f32', [COUNT]));
    const one = FUNCTIONS.map(([op]) => ir.tensor(`one_${op}`, 'output', 'f32', [SPECIAL.length]));
    const values = FUNCTIONS.flatMap(([, , lo, hi]) => [
      ...SPECIAL, ...Array.from({ length: COUNT - SPECIAL.length }, () => Math.fround(lo + random.next() * (hi - lo))),
    ]);
    const i = ir.axis('i', COUNT);
    const ops = FUNCTIONS.flatMap(([op], f) => {
      const [wide, narrow] = [y[f], one[f]];
      if (!wide || !narrow) return [];
      return [
        ir.map(wide, [i], ir.unary(op, ir.load(x, f, i))),
        // One element at a time: no axis to make vectors of.
        ...SPECIAL.map((_, at) => ir.map(narrow, [], ir.unary(op, ir.load(x, f, at)), { indices: [at] })),
      ];
    });
    const method = ir.method('functions', { tensors: [x, ...y, ...one], ops });
    const [run] = await runOnCpu([{ method, sizes: {}, inputs: { x: tensorData('f32', [FUNCTIONS.length, COUNT], values) } }]);
    for (const [f, [op, exact]] of FUNCTIONS.entries()) {
      const got = Array.from(run?.stored.get(`y_${op}`)?.data ?? []);
      const worst = Math.max(...got.map((v, at) => ulps(v, exact(values[f * COUNT + at] ?? 0))));
      expect(worst, op).toBeLessThanOrEqual(2);
      const single = run?.stored.get(`one_${op}`)?.data ?? [];
      expect(Array.from(single), op).toEqual(got.slice(0, SPECIAL.length));
    }
  });
});
