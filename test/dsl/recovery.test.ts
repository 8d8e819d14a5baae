import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stmt } from '../../src/dsl/ast.js';
import { parse } from '../../src/dsl/parse.js';
import { lexer, W } from '../../src/dsl/tokens.js';

const texts = ['examples', 'src/dsl/std'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((n) => n.endsWith('.mp')).map((n) => readFileSync(join(folder, n), 'utf8')));

function statements(text: string): readonly Stmt[] {
  return parse(text, 'm.mp').file.decls.flatMap((d) => (d.kind === 'stage' ? d.body : []));
}

function defined(list: readonly Stmt[]): readonly string[] {
  return list.flatMap((s) => ('target' in s ? [`${s.target.name}${s.value ? '' : '?'}`] : []));
}

describe('recovery', () => {
  it('reports one wrong token once, or twice at most', () => {
    fc.assert(fc.property(fc.constantFrom(...texts), fc.nat(), fc.constantFrom('', ')', '=', '{', 'x y', '1', '..', 'if'), (text, pick, replacement) => {
      const { tokens } = lexer.tokenize(text);
      const token = tokens[pick % tokens.length];
      if (!token) return;
      const broken = `${text.slice(0, token.startOffset)}${replacement}${text.slice(token.startOffset + token.image.length)}`;
      const { diagnostics } = parse(broken, 'm.mp');
      expect(diagnostics.length, diagnostics.map((d) => d.message).join('\n')).toBeLessThanOrEqual(2);
      for (const { span } of diagnostics) expect(span && 0 <= span.start && span.start <= span.end && span.end <= broken.length).toBe(true);
    }), { numRuns: 250 });
  });

  it('never throws on truncated text', () => {
    fc.assert(fc.property(fc.constantFrom(...texts), fc.nat(), (text, cut) => {
      parse(text.slice(0, cut % text.length), 'm.mp');
    }), { numRuns: 100 });
  });

  it('never throws on any characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => { parse(`method m\n${text}`, 'm.mp'); }), { numRuns: 300 });
  });

  it('keeps a target whose value is broken, and the statements around', () => {
    expect(defined(statements('method m\napply {\n  a = 1\n  b = (2 +\n  c[i] = x[i\n  d <- \n  e = 3\n}\n'))).toEqual(['a', 'b?', 'c?', 'd?', 'e']);
  });

  it('goes back where a broken statement swallowed the next', () => {
    expect(defined(statements('method m\napply {\n  a = x for\n  b = 2\n}\n'))).toEqual(['a?', 'b']);
  });

  it('ends a block at a declaration where its brace is missing', () => {
    const { file, diagnostics } = parse('method m\nprepare {\n  a = 1\napply {\n  b = 2\n}\n', 'm.mp');
    expect(diagnostics.map((d) => d.code)).toEqual(['MPC1006']);
    expect(file.decls.map((d) => d.kind === 'stage' && d.stage)).toEqual(['prepare', 'apply']);
  });

  it('reads on after a broken item of a list', () => {
    const { file, diagnostics } = parse('method m\nconst A = (1 + , B = 2\nsize N in , M in 1..2\n', 'm.mp');
    expect(diagnostics).toHaveLength(2);
    expect(file.decls.flatMap((d) => (d.kind === 'const' || d.kind === 'size' ? [d.name.name] : []))).toEqual(['A', 'B', 'N', 'M']);
  });

  it('stops at chains of operators that would overflow later phases', () => {
    for (const text of [`${'x + '.repeat(5000)}x`, `${'-'.repeat(5000)}x`, `${'not '.repeat(5000)}x`, `x${'[0]'.repeat(5000)}`, `${'if a then b else '.repeat(5000)}c`, `${'f('.repeat(5000)}${')'.repeat(5000)}`]) {
      expect(parse(`method m\napply { y = ${text} }`, 'm.mp').diagnostics.map((d) => d.code)).toContainEqual(expect.stringMatching(/MPC1003|MPC1017/));
    }
    expect(parse(`method m\napply ${'{ when a '.repeat(3000)}`, 'm.mp').diagnostics.map((d) => d.code)).toContain('MPC1003');
  });
});

describe('words of the language as names', () => {
  const words = Object.values(W).map((w) => w.name.slice('Word_'.length));

  it.each(words)('%s', (word) => {
    const text = [
      'method m', `size ${word} in 1..8`, `input x, ${word} : f32[8]`, `memory ${word} : f32[N] ring`, `output y, ${word}`,
      'apply {', `  ${word} = ${word} + x[${word}]`, `  y[${word}] = ${word}[${word}] * 2.0 for ${word} in ${word}, t in 4`, `  ${word}[i] <- x[i]`,
      `  z = topk(${word}) s[${word}] count ${word}`, `  when ${word} == 1 { ${word} += ${word} }`, '}', '',
    ].join('\n');
    const { file, diagnostics } = parse(text, 'm.mp');
    expect(diagnostics).toEqual([]);
    const stage = file.decls.at(-1);
    expect(stage?.kind === 'stage' && stage.body.map((s) => s.kind)).toEqual(['define', 'define', 'append', 'define', 'when']);
  });
});

describe('comments', () => {
  it('documents methods and functions with the lines before them', () => {
    const { file } = parse('// licence\n/// A method.\n///   Indented.\n///\n/// More.\nmethod m\n\n/// Lost.\n\nsize N in 1..2 // tokens\n/// Doubles.\nfn f(x) = 2.0 * x\n', 'm.mp');
    expect(file.doc).toBe('A method.\n  Indented.\n\nMore.');
    expect(file.decls.map((d) => (d.kind === 'fn' ? d.doc : ''))).toEqual(['', 'Doubles.']);
    expect(file.comments.map((c) => c.text)).toEqual(['// licence', '/// Lost.', '// tokens']);
  });

  it('gives spans that cut the text of each node out', () => {
    const text = 'method m\nconst A = 1 + f(x, at: 2)[0]\n';
    const decl = parse(text, 'm.mp').file.decls[0];
    const cut = (span: { readonly start: number; readonly end: number }): string => text.slice(span.start, span.end);
    if (decl?.kind !== 'const' || decl.value?.kind !== 'binary' || decl.value.right.kind !== 'index' || decl.value.right.base.kind !== 'call') throw new Error('another tree');
    expect([decl.span, decl.value.span, decl.value.right.span, decl.value.right.base.span, decl.value.right.base.args[1]?.span ?? decl.span].map(cut))
      .toEqual(['A = 1 + f(x, at: 2)[0]', '1 + f(x, at: 2)[0]', 'f(x, at: 2)[0]', 'f(x, at: 2)', 'at: 2']);
  });
});
