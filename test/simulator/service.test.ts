import { describe, expect, it } from 'vitest';
import { deviceNamed } from '../../src/machines/index.js';
import { findModel, loadModel, MODELS, numbersOf, type ModelProfile } from '../../src/simulator/index.js';
import { touchedBytes } from '../../src/simulator/model.js';
import { decodeShape, pairsOf, promptShape, ratesOf, Service } from '../../src/simulator/service.js';

const model = (name: string): ModelProfile => findModel(name).value!;

describe('the models', () => {
  it.each([['qwen3-8b', 8.19], ['llama-3.1-8b', 8.03], ['qwen2.5-7b', 7.61], ['gpt-oss-120b', 116.8]])('%s has %d billion parameters', (name, billions) => {
    // Norms and biases are left out.
    expect(numbersOf(model(name)).parameters / 1e9 / billions).toBeCloseTo(1, 2);
  });

  it('have keys and values of known size', () => {
    expect(numbersOf(model('qwen3-8b')).kvBytes).toBe(147_456);
    expect(numbersOf(model('llama-3.1-8b')).kvBytes).toBe(131_072);
    expect(numbersOf(model('qwen2.5-7b')).kvBytes).toBe(57_344);
    expect(numbersOf(model('gpt-oss-120b')).windowLayers).toBe(18);
  });

  it('read the experts that a batch chooses: those of one token, nearly all for many', () => {
    const oss = model('gpt-oss-120b');
    const numbers = numbersOf(oss);
    expect(touchedBytes(oss, numbers, 1)).toBeCloseTo(numbers.denseBytes + 4 * numbers.expertBytes, 0);
    expect(touchedBytes(oss, numbers, 1000) / (numbers.denseBytes + 128 * numbers.expertBytes)).toBeCloseTo(1, 6);
  });

  it('are files of one form; others are refused', () => {
    const [first] = MODELS;
    expect(loadModel(first, 'm.json')).toEqual({ value: first, diagnostics: [] });
    expect(loadModel({ ...first, layers: undefined }, 'm.json').diagnostics.map((d) => d.message)).toEqual([expect.stringContaining('`layers` in `m.json`')]);
    expect(loadModel({ ...first, layers: -3, layer: 1 }, 'm.json').diagnostics.map((d) => d.code)).toEqual(['MPC4203', 'MPC4203']);
    expect(findModel('qwen3-8').diagnostics[0]).toMatchObject({ code: 'MPC4202', hint: 'did you mean `qwen3-8b`?' });
  });
});

describe('pairs of query and key', () => {
  it('are what counting gives', () => {
    for (const start of [0, 1, 5, 20]) for (const tokens of [1, 3, 17]) for (const window of [1, 4, 10, 100, Infinity]) {
      let count = 0;
      for (let i = start + 1; i <= start + tokens; i++) count += Math.min(i, window);
      expect(pairsOf(start, tokens, window), `${start} ${tokens} ${window}`).toBe(count);
    }
  });
});

describe('a batch on an H100', () => {
  const rates = ratesOf(deviceNamed('h100', 'gpu'));
  const qwen = new Service(model('qwen3-8b'));

  it('decodes one request in the time of reading the weights', () => {
    const time = qwen.iteration(rates, decodeShape(1, 100));
    const weights = (qwen.numbers.weightBytes - qwen.numbers.headBytes) / rates.bytes;
    expect(time).toBeGreaterThan(weights);
    expect(time).toBeLessThan(weights * 1.03);
  });

  it('decodes at long contexts in the time of reading weights, keys and values', () => {
    const bytes = qwen.numbers.weightBytes - qwen.numbers.headBytes + 64 * 5000 * qwen.numbers.kvBytes;
    expect(qwen.iteration(rates, decodeShape(64, 5000)) / (bytes / rates.bytes)).toBeCloseTo(1, 1);
  });

  it('prefills a long prompt in the time of its arithmetic', () => {
    const flop = 2 * 8192 * 36 * qwen.numbers.dense + 36 * 4 * 32 * 128 * 8192 * 8193 / 2;
    expect(qwen.iteration(rates, promptShape(1, 8192)) / (flop / rates.flop)).toBeCloseTo(1, 1);
    const { compute, memory } = qwen.pass(rates, promptShape(1, 8192), 36, { first: true, last: true });
    expect(compute / (compute + memory)).toBeGreaterThan(0.95);
  });

  it('takes the parts of a pipeline to be the whole', () => {
    const shape = decodeShape(8, 2000);
    const part = (layers: number, first: boolean, last: boolean): number => {
      const { compute, memory } = qwen.pass(rates, shape, layers, { first, last });
      return compute + memory;
    };
    expect(part(18, true, false) + part(18, false, true)).toBeCloseTo(qwen.iteration(rates, shape), 6);
  });

  it('looks back less in windowed layers', () => {
    const oss = new Service(model('gpt-oss-120b'));
    const [near, far] = [oss.iteration(rates, decodeShape(32, 16_000, 128)), oss.iteration(rates, decodeShape(32, 16_000))];
    const saved = 18 * 32 * (16_000 - 128) * oss.numbers.kvBytesPerLayer / rates.bytes;
    expect((far - near) / saved).toBeCloseTo(1, 6);
  });

  it('has room for what the weights leave', () => {
    expect(qwen.capacity(rates)).toBe(Math.floor((72e9 - qwen.numbers.weightBytes) / 147_456));
    expect(qwen.capacity(rates, 0.5)).toBeGreaterThan(2 * qwen.capacity(rates));
  });
});
