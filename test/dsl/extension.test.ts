import { describe, expect, it } from 'vitest';
import type { Decl, Stmt } from '../../src/dsl/ast.js';
import { parse } from '../../src/dsl/parse.js';
import { print } from '../../src/dsl/print.js';
import { bare, read } from './support.js';

const everything = `method everything

size N in 1..4096, C in 1..8

step N by C

memory key : f8e4m3[N, D] block 128 pow2 append per token
memory code : i8[N, D] block 64 append per token
memory low : f32[ceil(N / 16), D] update per block of 16
memory s : f32[D, D] state from w
memory m : f32[D] state
memory note : id<Words>[..1024] state

fn f(x[n, m], rounds = 5)[i, j] {
  s = norm(x)
  y[i, k] = x[i, k] / s for i in n, k in m
  repeat r in rounds {
    y[i, k] = y[i, k] * 2.0
    repeat 2 {
      s = s * 0.5
    }
  }
  = y[i, j] * s
}

/// Scores passages.
extern rerank(query : id<Words>[Q], passages : id<Words>[K, L]) -> score : f32[K] cost 2 * Params * K * (Q + L) flop, 2 * Params bytes on gpu
extern prompt(note : id<Words>[..1024]) -> (text : id<Words>[..8192], used : i32[1]) template "a \\"note\\" \\\\ {note}\\n"
extern noise() -> x : f32[4] cost 4 bytes

apply {
  y = x
}

prepare once {
  w2[i] <- w[i]
}

retrieve every 4 tokens {
  keep pages[h] = topk(p, t in start[p] .. start[p + 1]) score[t] count 4 where t > 0
  keep found = { l in ids, e in a[l] .. b[l] | x[e] > 0.5 }
  keep words, prob = generate(prompt)
  words, prob = generate(prompt)
}

prepare {
  every 2 * K tokens {
    m <- g
  }
  repeat 5 {
    y[i] = y[i] * 2.0
  }
  repeat r in K {
    keep z = r
    repeat in in 3 {
      z = in
    }
  }
  s[t, i] = scan(t) decay[t] * previous + x[t] from s0[i]
  u[t] = scan(t in N) max(previous, x[t])
  low[h, :] min= k[h, :]
  acc[picked[i]] += w[i] for i in count(picked)
}
`;

function statements(text: string): readonly Stmt[] {
  return read(`method m\nprepare {\n${text}\n}\n`).decls.flatMap((d) => (d.kind === 'stage' ? d.body : []));
}

function decl(text: string): Decl {
  const [first] = read(`method m\n${text}\n`).decls;
  if (!first) throw new Error('no declaration');
  return first;
}

describe('state, loops, scans and calls of the host', () => {
  it('prints what it reads', () => {
    const file = read(everything);
    const printed = print(file, everything);
    expect(printed).toBe(everything.replace('size N in 1..4096, C in 1..8', 'size N in 1..4096\nsize C in 1..8'));
    expect(bare(read(printed))).toEqual(bare(file));
  });

  it('reads growth, block scales and lists', () => {
    expect(bare(decl('memory m : f32[N] append per step'))).toEqual(bare(decl('memory m : f32[N] append per token')));
    expect(decl('memory m : i8[N, 8] block 4 * 2 pow2\nsize N in 1..2')).toMatchObject({ type: { block: { size: { kind: 'binary' }, pow2: true } } });
    expect(decl('memory m : id<W>[..2 * L] state from w')).toMatchObject({ type: { dims: [], upTo: { kind: 'binary' } }, growth: { kind: 'state', from: { name: 'w' } } });
    expect(decl('memory m : f32[N] update per block of 2 * B')).toMatchObject({ growth: { kind: 'update-block', block: { kind: 'binary' } } });
  });

  it('reads clauses of externs in any order, and joins texts', () => {
    const extern = decl('extern f(a : f32[4])\n  -> b : f32[4]\n  on cpu template "one\\ttwo "\n    "{a}"\n  cost 3 bytes');
    expect(extern).toMatchObject({ kind: 'extern', device: { name: 'cpu' }, template: { text: 'one\ttwo {a}' }, cost: { bytes: { value: 3 } } });
    expect(decl('extern f() -> (a : f32[4], b : i32[..3])')).toMatchObject({ params: [], results: [{ name: { name: 'a' } }, { type: { upTo: { value: 3 } } }] });
  });

  it('documents externs', () => {
    expect(decl('// no\n/// One.\n/// Two.\nextern f() -> a : f32[4]')).toMatchObject({ doc: 'One.\nTwo.' });
  });

  it('tells words from names at the start of a statement', () => {
    const text = 'keep = 1\nkeep[i] <- x[i]\nkeep keep = 2\nkeep min = 3\nkeep keep, every = f(x)\nevery = 2\nevery, repeat = f(x)\nevery every tokens { every += 1 }\nrepeat = 3\nrepeat repeat { repeat[i] = 2 }\nrepeat in in in { x = in }\n'
      + 'every (a + b) tokens { x = 1 }\nscan = scan + from\nprevious = previous\nx = scan(t) a\nfrom = 3\ntokens min= tokens';
    expect(statements(text).map((s) => `${s.kind}${'keep' in s && s.keep ? ' keep' : ''}`)).toEqual([
      'define', 'append', 'define keep', 'define keep', 'call keep', 'define', 'call', 'every', 'define', 'repeat', 'repeat', 'every', 'define', 'define', 'define', 'define', 'combine',
    ]);
  });

  it('needs no separators', () => {
    const text = 'a = b every 2 tokens { c = d repeat 3 { e = f } } keep g = h keep o = p, i, j = k(l) repeat r in 3 { m = n for o in p, keep q = r }';
    expect(statements(text).map((s) => s.kind)).toEqual(['define', 'every', 'define', 'define', 'call', 'repeat']);
    expect(statements('x[i] = i for i in 4,\na, b = f(x)').map((s) => s.kind)).toEqual(['define', 'call']);
  });

  it('keeps broken blocks, and what stands in them', () => {
    const { file, diagnostics } = parse('method m\nprepare {\n  every tokens {\n    a = 1\n  }\n  repeat r in {\n    b = 2\n  }\n  repeat 5\n    c = 3\n  }\n  every 4 {\n    d = 4\n  }\n  e = 5\n}\n', 'm.mp');
    expect(diagnostics.map((d) => d.span?.start)).toHaveLength(4);
    const stage = file.decls[0];
    expect(stage?.kind === 'stage' && stage.body.map((s) => ('body' in s ? s.body.length : s.kind))).toEqual([1, 1, 1, 1, 'define']);
  });

  it('keeps the name of a broken extern', () => {
    const { file, diagnostics } = parse('method m\nextern f(a : f32[4]) cost 3 flop\nextern g(a : ) -> b : f32\nstep N by\napply { y = 1 }\n', 'm.mp');
    expect(diagnostics).toHaveLength(3);
    expect(file.decls.map((d) => (d.kind === 'stage' || d.kind === 'step' ? d.kind : 'name' in d ? d.name.name : '?'))).toEqual(['f', 'g', 'stage']);
  });
});
