import { describe, expect, it } from 'vitest';
import { decodeElements, encodeElements, type TensorData } from '../../../src/numerics/tensor-data.js';
import { ReferenceSession } from '../../../src/reference/index.js';
import { compile } from './support.js';

const n = 8;
const x = Array.from({ length: n }, (_, i) => Math.fround(Math.sin(3 * i + 1) * 2));
const gain = Array.from({ length: n }, (_, i) => 0.5 + i / 4);
const bias = Array.from({ length: n }, (_, i) => i / 10 - 0.3);
const position = 5;
const frequency = [1, 0.25];

/** Runs `y[i] = …` over a vector of 8 with the standard library. */
function run(definition: string): readonly number[] {
  const { method, diagnostics } = compile(`method m\nconst D = 8\ninput x, gain, bias : f32[D]\ninput table : f32[2]\ninput at : i32\noutput y\napply { ${definition}\n _u = x[0] + gain[0] + bias[0] + table[0] + at }`);
  expect(diagnostics).toEqual([]);
  if (!method) return [];
  const session = new ReferenceSession(method);
  session.load({});
  const f32 = (values: readonly number[]): TensorData => ({ dtype: 'f32', shape: [values.length], bytes: encodeElements('f32', values) });
  const { outputs } = session.step({ x: f32(x), gain: f32(gain), bias: f32(bias), table: f32(frequency), at: { dtype: 'i32', shape: [], bytes: encodeElements('i32', [position]) } });
  const y = outputs['y'];
  return y ? [...decodeElements(y.dtype, y.bytes)] : [];
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 4);
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const meanOf = (values: readonly number[]): number => sum(values) / values.length;
const at = (values: readonly number[], i: number): number => values[i] ?? NaN;

describe('standard library', () => {
  const elementwise: readonly (readonly [string, (v: number) => number])[] = [
    ['relu(x[i])', (v) => Math.max(v, 0)],
    ['sigmoid(x[i])', (v) => 1 / (1 + Math.exp(-v))],
    ['silu(x[i])', (v) => v / (1 + Math.exp(-v))],
    ['softplus(x[i])', (v) => Math.log1p(Math.exp(v))],
    ['softplus(100.0 * x[i])', (v) => Math.max(100 * v, 0) + Math.log1p(Math.exp(-Math.abs(100 * v)))],
    ['gelu(x[i])', (v) => 0.5 * v * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v ** 3)))],
    ['clamp(x[i], -0.5, 1.0)', (v) => Math.min(Math.max(v, -0.5), 1)],
    ['sign(x[i])', Math.sign],
    ['square(x[i])', (v) => v * v],
    ['acos(x[i])', (v) => Math.acos(Math.min(Math.max(v, -1), 1))],
  ];
  it.each(elementwise)('%s', (text, f) => {
    expectClose(run(`y[i] = ${text}`), x.map(f));
  });

  const mean = meanOf(x);
  const variance = meanOf(x.map((v) => (v - mean) ** 2));
  it('vectors to numbers', () => {
    expectClose(run('y = dot(x, gain)'), [sum(x.map((v, i) => v * at(gain, i)))]);
    expectClose(run('y = mean_of(x)'), [mean]);
    expectClose(run('y = variance(x)'), [variance]);
    expectClose(run('y = norm(x)'), [Math.hypot(...x)]);
  });
  it('normalisations', () => {
    const rms = Math.sqrt(meanOf(x.map((v) => v * v)) + 1e-6);
    expectClose(run('y[:] = rms_norm(x, gain)'), x.map((v, i) => v / rms * at(gain, i)));
    expectClose(run('y[:] = layer_norm(x, gain, bias)'), x.map((v, i) => (v - mean) / Math.sqrt(variance + 1e-6) * at(gain, i) + at(bias, i)));
    expectClose(run('y[:] = l2_norm(x)'), x.map((v) => v / Math.hypot(...x)));
    expectClose(run('y[:] = softmax(x)'), x.map((v) => Math.exp(v) / sum(x.map(Math.exp))));
  });
  it('hadamard is the Sylvester matrix over sqrt(n), and its own inverse', () => {
    let row = [...x];
    for (let h = 1; h < n; h *= 2) row = row.map((v, i) => (i & h ? at(row, i - h) - v : v + at(row, i + h)));
    expectClose(run('y[:] = hadamard(x)'), row.map((v) => v / Math.sqrt(n)));
    expectClose(run('y[:] = hadamard(hadamard(x))'), x);
  });
  it('rotary embeddings turn the first elements and leave the others', () => {
    const turn = (a: number, b: number, f: number): readonly [number, number] => {
      const [c, s] = [Math.cos(position * f), Math.sin(position * f)];
      return [a * c - b * s, a * s + b * c];
    };
    const [a0, a2] = turn(at(x, 0), at(x, 2), 1);
    const [a1, a3] = turn(at(x, 1), at(x, 3), 0.25);
    expectClose(run('y[:] = rope_half(x, table, at: at)'), [a0, a1, a2, a3, ...x.slice(4)]);
    expectClose(run('y[:] = rope_interleaved(x, table, at: at)'), [...turn(at(x, 0), at(x, 1), 1), ...turn(at(x, 2), at(x, 3), 0.25), ...x.slice(4)]);
  });
  it('YaRN keeps high frequencies and divides low ones', () => {
    // As in the published code of DeepSeek-V3.2-Exp for 64 dimensions: correction range 10 .. 23.
    const expected = Array.from({ length: 8 }, (_, i) => {
      const plain = 10000 ** (-8 * i / 64);
      const ramp = Math.min(Math.max((4 * i - 10) / 13, 0), 1);
      return plain / 40 * ramp + plain * (1 - ramp);
    });
    expectClose(run('y[i] = 1000.0 * yarn_frequency(4 * i, 64, theta: 10000.0, factor: 40.0, original: 4096.0) for i in D'), expected.map((v) => v * 1000));
    expectClose(run('y = yarn_softmax_scale(192, factor: 40.0)'), [192 ** -0.5 * (0.1 * Math.log(40) + 1) ** 2]);
  });
  it('distances, entropy and bounds', () => {
    expectClose(run('y = l2_distance(x, gain)'), [Math.hypot(...x.map((v, i) => v - at(gain, i)))]);
    expectClose(run('y = squared_distance(x, gain)'), [sum(x.map((v, i) => (v - at(gain, i)) ** 2))]);
    expectClose(run('y = cosine(x, gain)'), [sum(x.map((v, i) => v * at(gain, i))) / Math.hypot(...x) / Math.hypot(...gain)]);
    expectClose(run('y = box_bound(x, bias, gain)'), [sum(x.map((v, i) => Math.max(v * at(bias, i), v * at(gain, i))))]);
    expectClose(run('y[:] = rescale(x, to: 3.0)'), x.map((v) => v / (Math.hypot(...x) + 1e-5) * 3));
    const p = x.map((v, i) => (i < 2 ? 0 : Math.exp(v))).map((v, _, all) => v / sum(all));
    expectClose(run('w[i] = if i < 2 then 0.0 else exp(x[i])\n total = sum(i) w[i]\n p[i] = w[i] / total\n y = entropy(p)'), [-sum(p.map((v) => (v > 0 ? v * Math.log(v) : 0)))]);
  });

  type Matrix = readonly (readonly number[])[];
  const matrix: Matrix = [0, 1, 2].map((i) => x.map((v, j) => v * at(gain, i) + at(bias, (i + j) % n)));
  const define = 'a[i, j] = x[j] * gain[i] + bias[(i + j) % D] for i in 3, j in D\n';
  const product = (a: Matrix, b: Matrix): Matrix => a.map((row) => (b[0] ?? []).map((_, j) => sum(row.map((v, k) => v * at(b[k] ?? [], j)))));
  const transposed = (a: Matrix): Matrix => (a[0] ?? []).map((_, j) => a.map((row) => at(row, j)));
  const combine = (f: (...values: readonly number[]) => number, ...parts: readonly Matrix[]): Matrix =>
    (parts[0] ?? []).map((row, i) => row.map((_, j) => f(...parts.map((p) => at(p[i] ?? [], j)))));
  const iterate = (rounds: readonly (readonly [number, number, number])[]): Matrix => {
    const length = Math.hypot(...matrix.flat());
    let y = matrix.map((row) => row.map((v) => v / (length + 1e-7)));
    for (const [a, b, c] of rounds) {
      const gram = product(y, transposed(y));
      const mixed = combine((g = 0, gg = 0) => b * g + c * gg, gram, product(gram, gram));
      y = combine((v = 0, m = 0) => a * v + m, y, product(mixed, y)).map((row) => [...row]);
    }
    return y;
  };

  it('matrices', () => {
    expectClose(run(`${define} y = frobenius_norm(a)`), [Math.hypot(...matrix.flat())]);
    expectClose(run(`${define} y[:] = row_norms(a)`), matrix.map((row) => Math.hypot(...row)));
    expectClose(run(`${define} norms[i] = gain[i] for i in 3\n y[:, :] = rescale_rows(a, norms)`), matrix.flatMap((row, i) => row.map((v) => v / (Math.hypot(...row) + 1e-5) * at(gain, i))));
  });
  it('Newton-Schulz: five rounds, and coefficients of its own in each round', () => {
    expectClose(run(`${define} y[:, :] = newton_schulz(a)`), iterate(Array<readonly [number, number, number]>(5).fill([3.4445, -4.775, 2.0315])).flat());
    const table = 'c[r, k] = 3.0 - r - 2.0 * k for r in 2, k in 3\n';
    expectClose(run(`${define}${table} y[:, :] = newton_schulz_table(a, c)`), iterate([[3, 1, -1], [2, 0, -2]]).flat());
    const once = run(`${define} y[:, :] = newton_schulz(a, rounds: 30, a: 1.5, b: -0.5, c: 0.0)`);
    const rows = [0, 1, 2].map((i) => once.slice(i * n, i * n + n));
    expectClose(product(rows, transposed(rows)).flat(), [1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });
  it('SwiGLU', () => {
    const hidden = matrix.map((row) => {
      const u = sum(row.map((v, j) => v * at(x, j)));
      return u / (1 + Math.exp(-u)) * u * 2;
    });
    expectClose(run(`${define} b[i, j] = 2.0 * a[i, j]\n c[o, i] = a[i, o]\n y[:] = swiglu(x, a, c, b)`), x.map((_, o) => sum(hidden.map((h, k) => h * at(matrix[k] ?? [], o)))));
  });
  it('attention over chosen entries and over all', () => {
    const logits = matrix.map((row) => sum(row.map((v, j) => v * at(gain, j))) / Math.sqrt(n));
    const mixed = (ids: readonly number[]): readonly number[] => {
      const weights = ids.map((t) => Math.exp(at(logits, t)));
      return x.map((_, j) => sum(ids.map((t, k) => at(weights, k) * at(matrix[t] ?? [], j))) / sum(weights));
    };
    expectClose(run(`${define} y[:] = attend_all(gain, a, a)`), mixed([0, 1, 2]));
    expectClose(run(`${define} picked = { t in 3 | t != 1 }\n y[:] = attend(gain, a, a, picked)`), mixed([0, 2]));
  });
});
