import { axis, add, convert, div, f32, load, map, max, method, mul, range, round, scatter, selection, size, softmaxSum, sum, tensor, topk } from '../../src/ir/build.js';
import type { Method, Op, Tensor } from '../../src/ir/nodes.js';
import type { Step } from '../../src/ir/steps.js';
import { isCompute, opDefines, opReads } from '../../src/ir/visit.js';
import { Size } from '../../src/symbolic/index.js';

/** A step of the given operations; temporaries made and used only inside are hidden. */
export function stepOf(name: string, ops: readonly Op[], outside: readonly Tensor[] = []): Step {
  const made = new Set(ops.flatMap(opDefines));
  const used = new Set(ops.flatMap(opReads));
  const hidden = [...made].filter((t) => t.role === 'temp' && used.has(t) && !outside.includes(t));
  const first = ops[0];
  if (!first) throw new Error('a step has operations');
  return {
    name, stage: first.stage, once: first.once, ops: ops.filter(isCompute), hidden, ...(first.when ? { when: first.when } : {}),
    reads: [...used].filter((t) => !made.has(t)), writes: [...made].filter((t) => !hidden.includes(t)),
  };
}

export interface Example { readonly method: Method; readonly steps: readonly Step[] }

/** Scoring and selection of DeepSeek sparse attention. */
export function indexer(heads = 64, k = 2048): Example {
  const T = size('T', 1, 1_048_576);
  const t = axis('t', T), h = axis('h', heads), j = axis('j', 128);
  const key = tensor('key', 'memory', 'f8e4m3', [T, 128], { growth: { kind: 'append-token', size: T } });
  const scale = tensor('key_scale', 'memory', 'f32', [T], { growth: { kind: 'append-token', size: T } });
  const q = tensor('q', 'input', 'f32', [heads, 128]);
  const w = tensor('w', 'input', 'f32', [heads]);
  const score = tensor('score', 'temp', 'f32', [T]);
  const picked = selection('picked', [], k, T, 'output');
  const value = mul(load(scale, t), sum([h], mul(load(w, h), max(sum([j], mul(load(q, h, j), load(key, t, j))), f32(0)))));
  const scoring = map(score, [t], value);
  const select = topk(picked, [], t, load(score, t), k);
  return {
    method: method('indexer', { sizes: [T], tokens: T, tensors: [key, scale, q, w, score, picked.ids, picked.count], ops: [scoring, select] }),
    steps: [stepOf('select', [scoring, select])],
  };
}

/** Block scoring of SeerAttention-R. */
export function blockScores(): Example {
  const P = size('P', 1, 16_384);
  const h = axis('h', 8), p = axis('p', P), d = axis('d', 128);
  const gate = tensor('gate', 'memory', 'bf16', [P, 8, 128]);
  const query = tensor('query', 'input', 'f32', [8, 128]);
  const score = tensor('score', 'output', 'f32', [8, P]);
  const op = map(score, [h, p], div(sum([d], mul(load(query, h, d), load(gate, p, h, d))), f32(Math.sqrt(128))));
  return { method: method('blocks', { sizes: [P], tensors: [gate, query, score], ops: [op] }), steps: [stepOf('score', [op])] };
}

/** BM25 over an inverted index. */
export function bm25(): Example {
  const Docs = size('Docs', 1, 21_015_324), Terms = size('Terms', 1, 4_000_000), Postings = size('Postings', 0, 2_000_000_000), Q = size('Q', 0, 64);
  const query = tensor('query', 'input', 'i32', [Q], { idRange: Terms });
  const start = tensor('start', 'memory', 'i32', [Size.add(Size.variable('Terms'), 1)], { growth: { kind: 'static' } });
  const doc = tensor('doc', 'memory', 'i32', [Postings], { idRange: Docs, growth: { kind: 'static' } });
  const impact = tensor('impact', 'memory', 'f32', [Postings], { growth: { kind: 'static' } });
  const score = tensor('score', 'temp', 'f32', [Docs]);
  const best = selection('best', [], 10, Docs, 'output');
  const q = axis('q', Q);
  const e = range('e', load(start, load(query, q)), load(start, add(load(query, q), 1)), Postings);
  const walk = scatter(score, [q, e], [load(doc, e)], 'sum', load(impact, e));
  const d = axis('d', Docs);
  const select = topk(best, [], d, load(score, d), 10);
  return {
    method: method('bm25', { sizes: [Docs, Terms, Postings, Q], tensors: [query, start, doc, impact, score, best.ids, best.count], ops: [walk, select] }),
    steps: [stepOf('walk', [walk], [score]), stepOf('best', [select])],
  };
}

/** Attention over gathered rows: `heads` query heads share one list of `k` tokens. */
export function gatheredAttention(): Example {
  const T = size('T', 1, 1_048_576);
  const a = axis('a', 128), c = axis('c', 512), e = axis('e', 512), i = axis('i', 2048);
  const ids = tensor('ids', 'input', 'i32', [2048], { idRange: T });
  const cache = tensor('cache', 'memory', 'bf16', [T, 512], { growth: { kind: 'append-token', size: T } });
  const q = tensor('q', 'input', 'f32', [128, 512]);
  const y = tensor('y', 'output', 'f32', [128, 512]);
  const logit = sum([e], mul(load(q, a, e), load(cache, load(ids, i), e)));
  const op = map(y, [a, c], softmaxSum([i], logit, load(cache, load(ids, i), c)), { stage: 'apply' });
  return { method: method('attend', { sizes: [T], tokens: T, tensors: [ids, cache, q, y], ops: [op] }), steps: [stepOf('attend', [op])] };
}

/** Two dense layers: weights times a vector, then a narrow copy. */
export function dense(): Example {
  const i = axis('i', 4096), j = axis('j', 4096);
  const x = tensor('x', 'input', 'bf16', [4096]);
  const w = tensor('w', 'weight', 'bf16', [4096, 4096]);
  const y = tensor('y', 'temp', 'f32', [4096]);
  const out = tensor('out', 'output', 'bf16', [4096]);
  const first = map(y, [j], sum([i], mul(load(x, i), load(w, i, j))));
  const second = map(out, [j], round(convert(load(y, j), 'f32'), 'bf16'));
  return { method: method('dense', { tensors: [x, w, y, out], ops: [first, second] }), steps: [stepOf('project', [first], [y]), stepOf('narrow', [second])] };
}
