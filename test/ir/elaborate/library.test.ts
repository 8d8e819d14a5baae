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
});
