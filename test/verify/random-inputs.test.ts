import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/compiler/index.js';
import { toNumbers } from '../../src/numerics/tensor-data.js';
import { countedLengths, Random, randomTensors } from '../../src/verify/index.js';

const sizes = { Docs: 900, Lists: 12, Q: 4 };
const DECLARED = `
size Docs in 1..1000
size Lists in 1..20
size Q in 1..8
memory start : id<Docs + 1>[Lists + 1] static
memory other : id<Docs + 1>[Lists + 1] static
memory length : f32[Docs] static
input query : id<Lists>[Q]
`;
const methodOf = (text: string) => {
  const { method, analysis, diagnostics } = analyze({ text, file: 'm.mp' });
  if (!method || !analysis) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  return { method, analysis };
};

describe('random tables of offsets', () => {
  const uses = {
    'along one axis': 'output best\nretrieve {\n  best[i] = sum(e in start[query[i]] .. start[query[i] + 1]) length[e]\n  extra[l] = other[l]\n}\noutput extra\n',
    'along an axis that is flattened': 'output entry, extra\nretrieve {\n  entry = topk(p, e in start[query[p]] .. start[query[p] + 1]) -length[e] count 5\n  extra[l] = other[l]\n}\n',
  };
  it.each(Object.entries(uses))('ascend from 0 to the number of entries %s, and others do not', (_, text) => {
    const { method } = methodOf(`method m\n${DECLARED}${text}`);
    const made = randomTensors(method.tensors.filter((t) => t.role === 'memory'), method, sizes, new Random(3));
    const [start, other] = [made['start'], made['other']].map((t) => (t ? [...toNumbers(t)] : []));
    expect(start).toHaveLength(13);
    expect(start?.[0]).toBe(0);
    expect(start?.at(-1)).toBe(900);
    expect(start).toEqual([...start ?? []].sort((a, b) => a - b));
    expect(other).not.toEqual([...other ?? []].sort((a, b) => a - b));
  });
});

describe('lengths that data decide', () => {
  it('of flattened lists are as many mean lists, and a tensor counts them', () => {
    const { method, analysis } = methodOf(`method m\n${DECLARED}output entry\nretrieve {\n  entry = topk(p, e in start[query[p]] .. start[query[p] + 1]) -length[e] count 5\n}\n`);
    const env = analysis.environment(sizes);
    expect(env['len(start)']).toBe(900 / 12);
    expect(env['len(e_at)']).toBe(4 * 900 / 12);
    expect(analysis.environment({ ...sizes, 'len(start)': 10 })['len(e_at)']).toBe(40);
    expect(countedLengths(method).map((l) => l.symbol)).toEqual(['len(e_at)']);
  });

  it('of a filter are its count', () => {
    const { method } = methodOf(`method m\n${DECLARED}output total\nretrieve {\n  near = { e in 0 .. Docs | length[e] > 0.5 }\n  total = sum(e in near) length[e]\n}\n`);
    const [found] = countedLengths(method);
    expect(found?.symbol).toMatch(/^len\(/);
    expect(found?.count.dtype).toBe('i32');
  });
});
