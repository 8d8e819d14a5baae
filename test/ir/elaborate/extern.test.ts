import { describe, expect, it } from 'vitest';
import type { CallOp, Method } from '../../../src/ir/nodes.js';
import { verifyMethod } from '../../../src/ir/verify/index.js';
import { Size } from '../../../src/symbolic/index.js';
import { compile } from './support.js';

const HEAD = 'method m\nsize Words in 1..1000\nsize Q in 1..64\ninput q : id<Words>[Q]\n';

function methodOf(text: string): Method {
  const { method, diagnostics } = compile(HEAD + text);
  expect(diagnostics.map((d) => `${d.code} ${d.message}`).filter((d) => !d.includes('`q` is never used'))).toEqual([]);
  if (!method) throw new Error('no method');
  expect(verifyMethod(method)).toEqual([]);
  return method;
}

const callsOf = (method: Method): readonly CallOp[] => method.ops.filter((op) => op.kind === 'call');
const codes = (text: string): readonly string[] => compile(HEAD + text).diagnostics.map((d) => d.code);

describe('externs', () => {
  it('become operations of their own, with tensors as they are declared', () => {
    const method = methodOf('const K = 4\nextern rank(query : id<Words>[Q], bias : f32[K]) -> score : f32[K] on cpu\ninput bias : f32[K]\noutput best, score\n'
      + 'apply {\n  score = rank(bias: bias, query: q)\n  best = topk(k) score[k] count 2\n}\n');
    const [call] = callsOf(method);
    expect(call).toMatchObject({ stage: 'apply', once: false, callee: { name: 'rank', device: 'cpu' } });
    expect(call?.args.map((a) => a.tensor.name)).toEqual(['q', 'bias']);
    expect(call?.results.map((r) => r.tensor)).toMatchObject([{ name: 'score', role: 'output', dtype: 'f32' }]);
    expect(call?.results[0]?.count).toBeUndefined();
  });

  it('give lists, which work like selections', () => {
    const method = methodOf('extern ahead(q : id<Words>[Q]) -> (words : id<Words>[..32], chance : f32[..32])\noutput low, n, same\napply {\n  words, chance = ahead(q)\n'
      + '  low = min(i in count(chance)) chance[i]\n  n = count(words)\n  same = sum(w in words) w\n}\n');
    const [words, chance] = callsOf(method)[0]?.results ?? [];
    expect(words?.tensor).toMatchObject({ name: 'words', dtype: 'i32', role: 'temp' });
    expect(words?.tensor.count).toBe(words?.count);
    expect(words?.count).toMatchObject({ name: 'words_count', shape: [] });
    expect(chance?.tensor).toMatchObject({ dtype: 'f32' });
    expect(chance?.count?.name).toBe('chance_count');
    expect(method.tensors).toContain(words?.count);
  });

  it('take selections, lists and tensors that are never longer as lists', () => {
    const method = methodOf('input x : f32[Words]\nextern f(a : id<Words>[..64], b : id<Words>[..64]) -> c : id<Words>[..8]\nextern g(c : id<Words>[..8], d : i32[..8]) -> y : f32[2]\noutput y\n'
      + 'apply {\n  best = topk(w) x[w] count 8\n  c = f(best, q)\n  y = g(c, c)\n}\n');
    const [f, g] = callsOf(method);
    expect(f?.args.map((a) => a.count?.name)).toEqual(['best_count', undefined]);
    expect(g?.args.map((a) => a.count?.name)).toEqual(['c_count', 'c_count']);
  });

  it('take formulas where a number is wanted', () => {
    const method = methodOf('extern f(n : i32, t : f16) -> y : f32[2]\nconst K = 3\noutput y\napply { y = f(Q * 2 + q[0], f16(K)) }\n');
    const [call] = callsOf(method);
    expect(call?.args.map((a) => [a.tensor.name, a.tensor.dtype, a.tensor.shape.length])).toEqual([['n_1', 'i32', 0], ['t_1', 'f16', 0]]);
    expect(method.ops.map((op) => op.kind)).toEqual(['map', 'map', 'call']);
  });

  it('count their work with large and broken numbers', () => {
    const method = methodOf('const Params = 7_600_000_000, Half = 0.5\nextern f(q : id<Words>[Q]) -> y : f32[2]\n  cost 2 * Params * (Q + 8) / 4 + ceil(2.5) flop, Half * Params + 1.5 * Q bytes\noutput y\napply { y = f(q) }\n');
    const cost = callsOf(method)[0]?.callee.cost;
    expect(cost && Size.evaluate(cost.flop, { Q: 4 })).toBe(2 * 7_600_000_000 * 12 / 4 + 3);
    expect(cost && Size.evaluate(cost.bytes, { Q: 4 })).toBe(3_800_000_000 + 6);
    expect(codes('const Params = 7_600_000_000\noutput y\napply { y = Params + q[0] }\n')).toEqual(['MPC2112']);
  });

  it('keep texts of templates, which run on the CPU', () => {
    const method = methodOf('extern prompt(q : id<Words>[Q]) -> t : id<Words>[..99] template "ask {q}\\n"\noutput t\napply { t = prompt(q) }\n');
    expect(callsOf(method)[0]?.callee).toMatchObject({ template: 'ask {q}\n', device: 'cpu' });
  });

  it('run under conditions', () => {
    const method = methodOf('input last : bool\nextern f(q : id<Words>[Q]) -> t : id<Words>[..9]\noutput n\napply {\n  when last { t = f(q) }\n  n = count(t)\n}\n');
    expect(callsOf(method)[0]?.when).toMatchObject({ kind: 'load', tensor: { name: 'last' } });
  });

  it('may be called in loops', () => {
    const method = methodOf('extern f(x : f32[4]) -> y : f32[4]\ninput x : f32[4]\noutput y\napply {\n  y = f(x)\n  repeat 2 { y = f(y) }\n}\n');
    expect(callsOf(method).map((c) => [c.args[0]?.tensor.name, c.results[0]?.tensor.name])).toEqual([['x', 'y_1'], ['y_1', 'y_2'], ['y_2', 'y']]);
  });

  it('are missed when they are never called', () => {
    expect(codes('extern f(q : id<Words>[Q]) -> y : f32[4]\nextern _g(q : id<Words>[Q]) -> y : f32[4]\noutput n\napply { n = q[0] }\n')).toEqual(['MPC2004']);
  });

  it('stay silent after errors of their declaration', () => {
    expect(codes('extern f(q : id<Words>[Q] -> y : f32[4]\noutput y\napply { y = f(q) }\n')).toEqual(['MPC1006']);
    expect(codes('extern f(q : id<Wrds>[Q]) -> y : f32[4]\noutput y\napply { y = f(q) }\n')).toEqual(['MPC2001']);
  });
});

describe('lists', () => {
  it('are memories that are overwritten as a whole', () => {
    const method = methodOf('memory note : id<Words>[..16] state\nextern f(note : id<Words>[..16], q : id<Words>[Q]) -> t : id<Words>[..16]\noutput n\n'
      + 'prepare {\n  t = f(note, q)\n  note <- t\n}\napply { n = count(note) + sum(w in note) w }\n');
    const note = method.tensors.find((t) => t.name === 'note');
    expect(note?.growth).toEqual({ kind: 'state' });
    expect(note?.count).toMatchObject({ name: 'note_count', role: 'memory', dtype: 'i32', shape: [] });
    expect(callsOf(method)[0]?.args[0]).toEqual({ tensor: note, count: note?.count });
    expect(method.ops.flatMap((op) => (op.kind === 'map' ? [op.target.name] : []))).toEqual(expect.arrayContaining(['note', 'note_count']));
  });

  it('rename their count where the name is taken', () => {
    const method = methodOf('input note_count : f32\nmemory note : id<Words>[..16] state\nextern f(note : id<Words>[..16], x : f32) -> t : id<Words>[..16]\noutput t\n'
      + 'prepare {\n  t = f(note, note_count)\n  note <- t\n}\n');
    expect(method.tensors.find((t) => t.name === 'note')?.count?.name).toBe('note_count_1');
  });
});
