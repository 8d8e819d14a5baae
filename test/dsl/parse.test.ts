import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr, SourceFile } from '../../src/dsl/ast.js';
import { parse } from '../../src/dsl/parse.js';

const methods = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((n) => n.endsWith('.mp')).map((n) => join('examples', n));

function valueOf(expression: string): Expr | undefined {
  const { file, diagnostics } = parse(`method m apply { y = ${expression} }`, 'm.mp');
  expect(diagnostics).toEqual([]);
  const stage = file.decls[0];
  const stmt = stage?.kind === 'stage' ? stage.body[0] : undefined;
  return stmt?.kind === 'define' ? stmt.value : undefined;
}

/** Fully bracketed, to check precedence. */
function shape(e: Expr | undefined): string {
  switch (e?.kind) {
    case 'number': return String(e.value);
    case 'name': return e.name;
    case 'binary': return `(${shape(e.left)} ${e.op} ${shape(e.right)})`;
    case 'unary': return `(${e.op} ${shape(e.value)})`;
    case 'call': return `${e.callee.name}(${e.args.map((a) => shape(a.value)).join(', ')})`;
    case 'index': return `${shape(e.base)}[${e.indices.map((i) => (i.kind === 'slice' ? ':' : shape(i))).join(', ')}]`;
    case 'reduce': return `${e.op}{${e.binders.map((b) => b.name.name).join(' ')}: ${shape(e.value)}}`;
    case 'if': return `if(${shape(e.cond)}, ${shape(e.then)}, ${shape(e.else)})`;
    case 'softmax-sum': return `softmax{${shape(e.logit)} => ${shape(e.value)}}`;
    case 'topk': return `topk{${e.binders.length > 1 ? `${e.binders.map((b) => b.name.name).join(' ')}: ` : ''}${shape(e.key)} x ${shape(e.count)}${e.where ? ` where ${shape(e.where)}` : ''}${e.always ? ` always ${shape(e.always)}` : ''}}`;
    case 'set': return `set{${e.binders.map((b) => b.name.name).join(' ')}: ${shape(e.predicate)}}`;
    case 'scan': return `scan{${shape(e.value)}${e.from ? ` from ${shape(e.from)}` : ''}}`;
    default: return '?';
  }
}

describe('parse', () => {
  it.each(methods)('reads %s without findings', (path) => {
    const { file, diagnostics } = parse(readFileSync(path, 'utf8'), path);
    expect(diagnostics).toEqual([]);
    expect(file.method?.name).toMatch(/^\w+$/);
    expect(file.doc).not.toBe('');
  });

  it.each([
    ['a + b * c - d', '((a + (b * c)) - d)'],
    ['sum(i) x[i] * y[i] + 1', '(sum{i: (x[i] * y[i])} + 1)'],
    ['w * sum(h) q[h] * relu(sum(d) k[d])', '(w * sum{h: (q[h] * relu(sum{d: k[d]}))})'],
    ['max(a, b) / 2.5', '(max(a, b) / 2.5)'],
    ['max(i) abs(x[i])', 'max{i: abs(x[i])}'],
    ['max(max(i) abs(x[i]), 1e-4)', 'max(max{i: abs(x[i])}, 0.0001)'],
    ['min(i in 0 .. 4, j in N) x[i, j]', 'min{i j: x[i, j]}'],
    ['not a < b and c == d or e', '(((not (a < b)) and (c == d)) or e)'],
    ['if a < b then c else d + 1', 'if((a < b), c, (d + 1))'],
    ['-x * -2.0', '((- x) * (- 2))'],
    ['topk(t) s[t] * 2.0 count K / 2 where s[t] > 0.0 always t == 0', 'topk{(s[t] * 2) x (K / 2) where (s[t] > 0) always (t == 0)}'],
    ['{ p in P | s[p] > tau or p == 0 }', 'set{p: ((s[p] > tau) or (p == 0))}'],
    ['topk(l in probes, e in start[l] .. start[l + 1]) s[e] count 3', 'topk{l e: s[e] x 3}'],
    ['{ l in ids, e in a[l] .. b[l] | s[e] > 0.5 }', 'set{l e: (s[e] > 0.5)}'],
    ['scan(t) decay[t] * previous + x[t] from s0[i]', 'scan{((decay[t] * previous) + x[t]) from s0[i]}'],
    ['any(t) x[t] > tau and c', '(any{t: (x[t] > tau)} and c)'],
    ['all(a, b)', 'all(a, b)'],
    ['logsumexp(t) x[t] + argmax(i, j) y[i, j]', '(logsumexp{t: x[t]} + argmax{i j: y[i, j]})'],
    ['scan(t) max(previous, x[t])', 'scan{max(previous, x[t])}'],
    ['scan(t) max(a, b) from c', 'scan{max(a, b) from c}'],
    ['softmax_sum(t in picked) q * k => v[t]', 'softmax{(q * k) => v[t]}'],
    ['f(x[h, :], at: N - 1)[i]', 'f(x[h, :], (N - 1))[i]'],
    ['1_000 & 7 ^ 2', '((1000 & 7) ^ 2)'],
  ])('reads %s as %s', (text, expected) => {
    expect(shape(valueOf(text))).toBe(expected);
  });

  it('keeps words with a meaning elsewhere free as names', () => {
    const { diagnostics } = parse('method m size count in 1 .. 8 memory key, token, block : f32[count] static apply { where[ring] = key[ring] + token[ring] }', 'm.mp');
    expect(diagnostics).toEqual([]);
  });

  it('needs no separators between statements', () => {
    const { file, diagnostics } = parse('method m prepare { a <- x b <- y, c = max(x, y) d[i] = z[i]; e = 1 }', 'm.mp');
    expect(diagnostics).toEqual([]);
    const stage = file.decls[0];
    expect(stage?.kind === 'stage' && stage.body.map((s) => s.kind)).toEqual(['append', 'append', 'define', 'define', 'define']);
  });

  it('starts a declaration or a statement at a new line, though its word could go on', () => {
    const kinds = (text: string): readonly string[] => {
      const { file, diagnostics } = parse(text, 'm.mp');
      expect(diagnostics.filter((d) => d.code !== 'MPC1024')).toEqual([]);
      return file.decls.flatMap((d) => d.kind === 'stage' ? d.body.map((s) => s.kind) : [d.kind]);
    };
    expect(kinds('method m\ninput x : f32\nbatch -f() .. 4\nbatch { i in 4 | x[i] } .. 4\n')).toEqual(['tensor', 'batch', 'batch']);
    expect(kinds('method m\nprepare {\n  x <- y for i\n  in, z = f(y)\n}\n')).toEqual(['append', 'call']);
  });

  it('reports every broken declaration and keeps the others', () => {
    const text = 'method m\nsize N in 1 ..\nconst A = 3\ninput x f32[N]\noutput y\napply { y = }\nconst B = )\n';
    const { file, diagnostics } = parse(text, 'm.mp');
    expect(diagnostics.length).toBeGreaterThanOrEqual(3);
    expect(file.decls.some((d) => d.kind === 'const' && d.name.name === 'A')).toBe(true);
    for (const d of diagnostics) expect(d.span && d.span.start >= 0 && d.span.end <= text.length).toBe(true);
  });

  it('says so when an expression is nested too deeply', () => {
    const text = `method m apply { y = ${'('.repeat(20000)}1${')'.repeat(20000)} }`;
    expect(parse(text, 'm.mp').diagnostics.map((d) => d.code)).toContain('MPC1003');
    expect(parse('method m', 'm.mp').diagnostics).toEqual([]);
  });

  it('never throws, whatever the text', () => {
    const words = ['method', 'm', 'size', 'N', 'in', '1', '..', '8', '{', '}', '(', ')', '[', ']', '=', '<-', '+=', 'sum', 'max', 'topk', 'count', ',', ':', '|', 'if', 'then', 'else',
      'prepare', 'apply', 'when', 'x', 'for', '1.5', '@', '"', 'fn', 'const', 'memory', 'append', 'per', 'token', '=>', 'always', '///', '\n',
      'step', 'by', 'extern', '->', 'cost', 'flop', 'bytes', 'on', 'template', '"a\\"b"', 'keep', 'every', 'tokens', 'repeat', 'scan', 'from', 'state', 'update', 'block', 'of', 'pow2', 'id', '<', '>', '4'];
    fc.assert(fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), (tokens) => {
      expect(parse(tokens.join(' '), 'm.mp').file).toBeDefined();
    }), { numRuns: 300 });
    fc.assert(fc.property(fc.constantFrom(...methods), fc.nat(4000), (path, cut) => {
      expect(parse(readFileSync(path, 'utf8').slice(0, cut), path).file).toBeDefined();
    }), { numRuns: 50 });
  });

  it('ignores a byte order mark and reads CRLF', () => {
    const plain: SourceFile = parse('method m\nconst A = 1\n', 'm.mp').file;
    const dos = parse('\uFEFFmethod m\r\nconst A = 1\r\n', 'm.mp');
    expect(dos.diagnostics).toEqual([]);
    expect(dos.file.decls.length).toBe(plain.decls.length);
  });
});
