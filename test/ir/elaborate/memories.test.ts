import { describe, expect, it } from 'vitest';
import type { Method } from '../../../src/ir/nodes.js';
import { printMethod } from '../../../src/ir/text/print.js';
import { verifyMethod } from '../../../src/ir/verify/index.js';
import { compile } from './support.js';

const HEAD = 'method m\nsize N in 1..1000\nstep N\nconst D = 8\ninput x, z : f32[D]\noutput y\n';

function methodOf(body: string, head = HEAD): Method {
  const { method, diagnostics } = compile(head + body);
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  if (!method) throw new Error('no method');
  expect(verifyMethod(method)).toEqual([]);
  return method;
}

/** The operations as text, of a method without errors. */
function ops(body: string, head = HEAD): readonly string[] {
  return printMethod(methodOf(body, head)).split('\n').filter((line) => /^(prepare|relevancy|retrieve|apply)\b/.test(line));
}

function codes(body: string, head = HEAD): readonly string[] {
  return compile(head + body).diagnostics.filter((d) => d.severity === 'error').map((d) => d.code);
}

describe('state', () => {
  const state = 'memory s : f32[D] state\n';
  const read = 'apply { y = sum(d) s[d] * x[d] * z[d] }';
  it('is updated in place where it reads the element that it writes', () => {
    expect(ops(`${state}prepare { s[i] <- 0.5 * s[i] + x[i] }\n${read}`)[0]).toBe('prepare for i in 0 .. 8: s[i] = 0.5 * s[i] + x[i]');
  });
  it('goes through a temporary where it reads others', () => {
    expect(ops(`${state}prepare { s[i] <- s[D - 1 - i] }\n${read}`).slice(0, 2)).toEqual([
      'prepare for i in 0 .. 8: s_1[i] = s[7 - i]', 'prepare for i in 0 .. 8: s[i] = s_1[i]',
    ]);
    expect(ops(`${state}prepare { s[i] <- sum(j) s[j] * x[i] }\n${read}`)).toHaveLength(3);
  });
  it('may be written in part, from an offset on', () => {
    expect(ops(`${state}prepare { s[i + 4] <- s[i] for i in 4 }\n${read}`).slice(0, 2)).toEqual([
      'prepare for i in 0 .. 4: s_1[i] = s[i]', 'prepare for i in 0 .. 4: s[i + 4] = s_1[i]',
    ]);
    expect(ops(`memory r : f32[4, D] state\nprepare { r[N % 4, i] <- x[i] }\napply { y = sum(t, d) r[t, d] * z[d] }`)[0]).toBe('prepare for i in 0 .. 8: r[N % 4, i] = x[i]');
  });
  it('is written as a whole', () => {
    expect(ops(`${state}prepare { s <- x }\n${read}`)[0]).toBe('prepare for i in 0 .. 8: s[i] = x[i]');
    expect(ops(`memory m : f32[D, D] state\ninput g : f32[D, D]\nprepare { m[:, :] <- g[:, :] }\napply { y = sum(i, j) m[i, j] * x[i] * z[j] }`)[0]).toContain('m[i, i1] = g[i, i1]');
  });
  it('is combined: in place, over what the left side leaves out, or by way of a scatter', () => {
    expect(ops(`${state}prepare { s[i] += x[i] }\n${read}`)[0]).toBe('prepare for i in 0 .. 8: s[i] = s[i] + x[i]');
    expect(ops(`${state}prepare { s[i] max= x[i] * z[j] for i in D, j in D }\n${read}`)[0]).toBe('prepare for i in 0 .. 8: s[i] = max(s[i], max{j in 0 .. 8}(x[i] * z[j]))');
    expect(ops(`${state}input ids : id<D>[4]\nprepare { s[ids[i]] += x[i] for i in 4 }\n${read}`).slice(0, 2)).toEqual([
      'prepare for i in 0 .. 4: s_1[ids[i]] += x[i]', 'prepare for i in 0 .. 8: s[i] = s[i] + s_1[i]',
    ]);
  });
  it('of a narrow type rounds what is added', () => {
    expect(ops('memory s : bf16[D] state\nprepare { s[i] += x[i] }\napply { y = sum(d) s[d] * z[d] }')[0]).toContain('s[i] = round_bf16(s[i] + x[i])');
    expect(codes('memory s : bf16[D] state\nprepare { s[i] max= x[i] }\napply { y = sum(d) s[d] * z[d] }')).toContain('MPC2104');
  });
  it('starts as a weight of its form', () => {
    const found = methodOf(`weight w : f32[D]\nmemory s : f32[D] state from w\nprepare { s[i] += x[i] }\n${read}`).tensors.find((t) => t.name === 's');
    expect(found?.growth).toMatchObject({ kind: 'state', from: { name: 'w' } });
    expect(codes(`weight w : bf16[D]\nmemory s : f32[D] state from w\nprepare { s[i] += x[i] }\n${read}`)).toContain('MPC3034');
  });
  it('is written once in a step, each element once', () => {
    expect(codes(`${state}prepare { s <- x\ns <- z }\n${read}`)).toContain('MPC3004');
    expect(codes(`${state}prepare { s[i] <- x[i] * z[j] for i in D, j in D }\n${read}`)).toContain('MPC3035');
    expect(codes(`${state}apply { y = sum(d) s[d] * x[d] * z[d]\ns <- x }`)).toContain('MPC3006');
  });
  it('is read before and after its write, in the order of the statements', () => {
    const found = ops(`${state}apply { before = sum(d) s[d] * z[d] }\nprepare { s <- x }\nretrieve { y = before + sum(d) s[d] }`);
    expect(found.map((line) => line.split(' ')[0])).toEqual(['apply:', 'prepare', 'retrieve:']);
  });
});

describe('rows of blocks that are still open', () => {
  const head = 'method m\nsize N in 1..1000\nsize P = ceil(N / 4)\nconst D = 8\ninput x, z : f32[D]\noutput y\nmemory lo : f32[P, D] update per block of 4\n';
  it('are set by the first token and combined by the others', () => {
    expect(ops('prepare { lo[d] min= x[d] }\napply { y = sum(p, d) lo[p, d] * z[d] }', head)[0])
      .toBe('prepare for d in 0 .. 8: lo[(N - 1) / 4, d] = select((N - 1) % 4 == 0, x[d], min(lo[(N - 1) / 4, d], x[d]))');
  });
  it('may be read before', () => {
    expect(ops('apply { y = sum(p, d) lo[p, d] * z[d] }\nprepare { lo <- x }', head)).toHaveLength(2);
  });
});

describe('steps of several tokens', () => {
  const head = 'method m\nsize N in 1..1000\nsize C in 1..16\nstep N by C\nconst D = 8\ninput x : f32[C, D]\noutput y\n';
  const keys = 'memory keys : f32[N, D] append per token\n';
  it('append a row for each', () => {
    const method = methodOf(`${keys}prepare { keys[s, d] <- x[s, d] }\napply { y = sum(t, d) keys[t, d] }`, head);
    expect(method.advance?.key).toBe('C');
    expect(method.tokens?.name).toBe('N');
    expect(printMethod(method)).toContain('keys[N - C + s, d] = x[s, d]');
    expect(printMethod(methodOf(`${keys}prepare { keys <- x }\napply { y = sum(t, d) keys[t, d] }`, head))).toContain('keys[N - C + i, i1] = x[i, i1]');
  });
  it('take a constant too', () => {
    const method = methodOf('memory keys : f32[N, 2] append per token\nprepare { keys <- x }\napply { y = sum(t, d) keys[t, d] }', 'method m\nsize N in 1..64\nstep N by 4\ninput x : f32[4, 2]\noutput y\n');
    expect(method.advance?.key).toBe('4');
  });
  it('by one are the usual ones', () => {
    expect(methodOf('apply { y = sum(d) x[d] * z[d] * N }', HEAD.replace('step N', 'step N by 1')).advance).toBeUndefined();
  });
});

describe('conditions', () => {
  it('on data become flags that the host reads', () => {
    expect(ops('apply { c = sum(d) x[d]\nwhen c < 0.5 and N > 3 { w[i] = z[i] }\ny = sum(i) w[i] }')).toEqual([
      'apply: c[] = sum{d in 0 .. 8}(x[d])', 'apply: when_1[] = c[] < 0.5',
      'apply when when_1[] and 3 < N for i in 0 .. 8: w[i] = z[i]', 'apply: y[] = sum{i in 0 .. 8}(w[i])',
    ]);
  });
  it('use a flag as it is, also negated, and move `not` inwards', () => {
    const flag = 'input last : bool\n';
    expect(ops(`${flag}apply { when last { w = x[0] }\nwhen not last { v = z[0] }\ny = w + v }`).slice(0, 2)).toEqual(['apply when last[]: w[] = x[0]', 'apply when not(last[]): v[] = z[0]']);
    expect(ops(`${flag}apply { when not (last or N < 4) { w = x[0] }\ny = w + z[0] }`)[0]).toBe('apply when not(last[]) and 4 <= N: w[] = x[0]');
  });
  it('that are more than a conjunction become flags', () => {
    expect(ops('apply { when N < 4 or N % 8 == 0 { w = x[0] }\ny = w + z[0] }').slice(0, 2)).toEqual(['apply: when_1[] = N < 4 or N % 8 == 0', 'apply when when_1[]: w[] = x[0]']);
  });
  it('nest', () => {
    const found = ops('apply { c = sum(d) x[d]\nwhen N > 2 { when c < 0.5 { w = z[0] } }\ny = w + c }');
    expect(found.slice(1, 3)).toEqual(['apply when 2 < N: when_1[] = c[] < 0.5', 'apply when 2 < N and when_1[]: w[] = z[0]']);
  });
  it('on memories go through a flag, because the memory may change', () => {
    expect(ops('memory on : bool state\nprepare { on <- x[0] > 0.0 }\napply { when on { w = z[0] }\ny = w + x[1] }')[1]).toBe('apply: when_1[] = on[]');
  });
  it('leave ids that count as 0 where they do not hold', () => {
    const found = ops('input ids : id<D>[4]\napply { when x[0] > 0.0 { e = ids[0]\nw = x[e] }\ny = z[e] + w }');
    expect(found.find((line) => line.includes('w[] ='))).toContain('x[e[]]');
    expect(found.at(-1)).toContain('z[max(e[], 0)]');
  });
  it('every n tokens', () => {
    expect(ops('retrieve every 4 tokens { w = x[0] }\napply { y = w + z[0] }')[0]).toBe('retrieve when (N - 1) % 4 == 0: w[] = x[0]');
    expect(ops('apply { every 4 tokens { w = x[0] }\ny = w + z[0] }')[0]).toContain('(N - 1) % 4 == 0');
    expect(codes('apply { every 4 tokens { w = x[0] }\ny = w + z[0] }', HEAD.replace('step N\n', ''))).toContain('MPC3033');
  });
  it('never hide work of loading', () => {
    expect(codes('memory b : f32[D] static\nmemory c : f32[D] computed\nprepare once { every 4 tokens { c <- b } }\napply { y = sum(d) x[d] * z[d] * c[d] }')).toContain('MPC3033');
  });
});

describe('keep', () => {
  it('makes a result a state', () => {
    const method = methodOf('apply every 4 tokens { keep w[i] = x[i] * z[i] }\nretrieve { y = sum(i) w[i] }');
    expect(method.tensors.find((t) => t.name === 'w')).toMatchObject({ role: 'memory', growth: { kind: 'state' } });
  });
  it('keeps the ids and the count of a selection', () => {
    const method = methodOf('retrieve every 4 tokens { keep best = topk(i) x[i] count 3 }\napply { y = sum(i in best) z[i] }');
    const [best, count] = ['best', 'best_count'].map((name) => method.tensors.find((t) => t.name === name));
    expect(best).toMatchObject({ role: 'memory', idRange: { key: '8' } });
    expect(best?.count).toBe(count);
    expect(method.ops[0]).toMatchObject({ kind: 'topk', ids: best, count });
  });
  it('of an output hands out a copy in each step', () => {
    const method = methodOf('apply every 4 tokens { keep y[i] = x[i] * z[i] }');
    expect(method.tensors.filter((t) => t.name.startsWith('y')).map((t) => t.role).sort()).toEqual(['memory', 'output']);
    expect(method.ops.map((op) => op.when !== undefined)).toEqual([true, false]);
  });
});

describe('lists', () => {
  it('are overwritten as a whole, with their count', () => {
    const found = ops('memory note : id<16>[..6] state\ninput words : id<16>[4]\nprepare { note <- words }\napply { y = x[0] * z[0] + count(note) }');
    expect(found.slice(0, 2)).toEqual(['prepare for i in 0 .. 6: note[i] = select(i < 4, words[min(i, 3)], -1)', 'prepare: note_count[] = 4']);
  });
  it('take no more than they have room for', () => {
    expect(codes('memory note : id<16>[..3] state\ninput words : id<16>[4]\nprepare { note <- words }\napply { y = x[0] * z[0] + count(note) }')).toContain('MPC3040');
  });
});

describe('stages', () => {
  it('run as they are written, also several times', () => {
    const found = ops('memory s : f32[D] state\napply { a = sum(d) s[d] }\nprepare { s <- x }\napply { y = a + sum(d) s[d] * z[d] }');
    expect(found.map((line) => /^\w+/.exec(line)?.[0])).toEqual(['apply', 'prepare', 'apply']);
  });
});
