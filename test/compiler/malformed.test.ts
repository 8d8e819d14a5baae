import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze, compile, type CompileResult, type Source } from '../../src/compiler/index.js';
import { CATALOGUE, renderDiagnostics, type Diagnostic } from '../../src/diagnostics/index.js';
import { verifyMethod } from '../../src/ir/verify/index.js';
import { blocksOf } from '../docs/blocks.js';
import { defaultMachine, exampleSources } from '../support/examples.js';
import { SMALL_SOURCE } from '../support/small-method.js';

/** Things that people leave, mistype and paste, and some that nobody does. */
const PIECES = ['', ' ', '\n', '(', ')', '{', '}', '[', ']', ':', ',', '..', '=', '<-', '+=', '=>', '-', '/', '%', '0', '1', '-1', '4294967296', '1e38', '0.0', 'x',
  'T', 'N', 'D', 'sum', 'max', 'topk', 'count', 'softmax_sum', 'always', 'when', 'for', 'in', 'if', 'then', 'else', 'where', 'size', 'input', 'memory', 'static',
  'once', 'append per token', 'ring', 'f8e4m3', 'i32', 'bool', 'id<K>', '__proto__', 'constructor', 'toString', '\0', '\u{1F600}', '\ufeff', '"', '//', '///',
  'state', 'state from w', 'update per block of 4', 'block 64 pow2', 'every 4 tokens', 'repeat 3', 'repeat r in 3', 'scan(t)', 'previous', 'from', 'keep', 'step', 'by', 'grad(loss, w)',
  'extern', 'cost', 'flop', 'on gpu', 'template "a {b}"', '->', 'min=', 'argmax', 'any', 'logsumexp', '[..8]', 'true', 'and', 'prepare', 'retrieve', 'mean', '[:, :]', '|', 'while', 'else'];

/** Tokens of a text with the blanks between them, so that joining them gives the text. */
const tokensOf = (text: string): readonly string[] => text.match(/\s+|\w+|[^\s\w]/g) ?? [];

type Edit = (tokens: string[], at: number, other: number, piece: string) => void;
const EDITS: readonly Edit[] = [
  (t, at) => { t.splice(at, 1); },
  (t, at, _, piece) => { t.splice(at, 0, piece); },
  (t, at, _, piece) => { t[at] = piece; },
  (t, at, other) => { [t[at], t[other]] = [t[other] ?? '', t[at] ?? '']; },
  (t, at, other) => { t[at] = t[other] ?? ''; },
  (t, at, other) => { t.splice(Math.min(at, other), Math.abs(at - other) % 12); },
  (t, at) => { t.length = at; },
];

/** One word for another of its kind, or of the same text: what still reads well, but means something odd. */
const KINDS: readonly (readonly string[])[] = [
  ['f32', 'bf16', 'f8e4m3', 'i8', 'i32', 'bool'], ['static', 'computed', 'state', 'ring', 'append per token', 'append per block of 4', 'update per block of 4'],
  ['sum', 'min', 'max', 'mean', 'any', 'all', 'logsumexp', 'argmax', 'topk', 'count'], ['prepare', 'relevancy', 'retrieve', 'apply', 'prepare once'],
  ['input', 'weight', 'output'], ['exp', 'floor', 'abs', 'i32', 'f32', 'not', 'grad'], ['+', '-', '*', '/', '%', '<'],
];

function odd(text: string, at: number, choice: number): string {
  const tokens = [...tokensOf(text)];
  const words = tokens.flatMap((t, i) => (/^\w+$/.test(t) || '+-*/%<'.includes(t) ? [i] : []));
  const place = words[Math.floor(at * words.length)] ?? 0;
  const token = tokens[place] ?? '';
  const kind = KINDS.find((k) => k.includes(token)) ?? (/^\d/.test(token) ? ['0', '1', '2', '3', '8', '17', '64', 'N', '2147483647'] : tokens.filter((t) => /^[A-Za-z]\w*$/.test(t)));
  tokens[place] = kind[Math.floor(choice * kind.length)] ?? '';
  return tokens.join('');
}

const fraction = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const odder = (sources: readonly Source[]): fc.Arbitrary<Source> => fc.record({
  source: fc.constantFrom(...sources), edits: fc.array(fc.tuple(fraction, fraction), { minLength: 1, maxLength: 2 }),
}).map(({ source, edits }) => ({ ...source, text: edits.reduce((text, [at, choice]) => odd(text, at, choice), source.text) }));

/** Methods for which the compiler was not made, and the pages of the language. */
function moreSources(): readonly Source[] {
  const unseen = readdirSync('test/unseen').filter((f) => f.endsWith('.mp')).map((file) => ({ file, text: readFileSync(`test/unseen/${file}`, 'utf8') }));
  return [...exampleSources(), SMALL_SOURCE, ...unseen, ...blocksOf('docs/language').map(({ text, page }) => ({ text, file: page }))];
}

const mutated = (sources: readonly Source[]): fc.Arbitrary<Source> => fc.record({
  source: fc.constantFrom(...sources),
  edits: fc.array(fc.tuple(fc.constantFrom(...EDITS), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...PIECES)), { minLength: 1, maxLength: 3 }),
}).map(({ source, edits }) => {
  const tokens = [...tokensOf(source.text)];
  for (const [edit, at, other, piece] of edits) {
    const last = Math.max(0, tokens.length - 1);
    edit(tokens, Math.round(at * last), Math.round(other * last), piece);
  }
  return { ...source, text: tokens.join('') };
});

/** Findings are coded, lie within the text and can be shown. */
function expectSound(diagnostics: readonly Diagnostic[], { text, file }: Source): void {
  for (const { code, span, related } of diagnostics) {
    expect(Object.keys(CATALOGUE)).toContain(code);
    expect(code).not.toMatch(/^MPC9/);
    for (const place of [span, ...related.map((r) => r.span)]) {
      if (place?.file === file) expect(place.start >= 0 && place.start <= place.end && place.end <= text.length).toBe(true);
    }
  }
  expect(renderDiagnostics(diagnostics, new Map([[file, text]]))).not.toMatch(/\{\w+\}.*\n *at /);
}

describe('a malformed method', () => {
  it('gives findings and never an exception, from the front end', () => {
    fc.assert(fc.property(mutated(moreSources()), (source) => {
      const { method, diagnostics } = analyze(source);
      expectSound(diagnostics, source);
      expect(method === undefined).toBe(diagnostics.some((d) => d.severity === 'error'));
    }), { numRuns: 150, seed: 20_251 });
  });

  it('that reads well gives findings, or a well-formed method', () => {
    fc.assert(fc.property(odder(moreSources()), (source) => {
      const { elaborated, method, diagnostics } = analyze(source);
      expectSound(diagnostics, source);
      expect(method === undefined).toBe(diagnostics.some((d) => d.severity === 'error'));
      for (const made of [elaborated, method]) expect(made ? verifyMethod(made) : []).toEqual([]);
    }), { numRuns: 150, seed: 20_253 });
  });

  it('gives findings and never an exception, from the whole compiler', () => {
    const machine = defaultMachine();
    // What the front end accepts goes through every back end: a small method keeps that quick.
    fc.assert(fc.property(mutated([SMALL_SOURCE]), (source) => {
      const { files, diagnostics } = compile(source, { machine });
      expectSound(diagnostics, source);
      expect(files.length === 0).toBe(diagnostics.some((d) => d.severity === 'error'));
    }), { numRuns: 200, seed: 20_252 });
  });

  it('is not run', () => {
    const text = 'method m\nconst A = process.exit(3)\ninput x : f32[A]\noutput y\napply { y[i] = constructor(x[i]) + __proto__[i] + eval(x[i]) }\n';
    const { method, diagnostics } = analyze({ text, file: 'm.mp' });
    expect(method).toBeUndefined();
    expect(diagnostics.length).toBeGreaterThan(1);
  });

  it.each([
    ['nothing', ''], ['one bracket', '('], ['deep brackets', `method m\napply { y = ${'('.repeat(20_000)} }`], ['deep blocks', `method m\n${'apply {'.repeat(1000)}`],
    ['a long sum', `method m\ninput x : f32[4]\noutput y\napply { y[i] = x[i]${' + x[i]'.repeat(20_000)} }`],
    ['a long chain of minus', `method m\ninput x : f32[4]\noutput y\napply { y[i] = ${'-'.repeat(20_001)}x[i] }`],
    ['a huge table', 'method m\nconst t[i in 4000000000] = 1.0\ninput x : f32[4]\noutput y\napply { y[i] = x[i] * t[i] }'],
    ['a huge tensor', 'method m\ninput x : f32[9007199254740991, 9007199254740991]\noutput y\napply { y[i] = sum(j) x[i, j] }'],
    ['functions that call each other', 'method m\nfn f(x) = g(x)\nfn g(x) = f(x)\ninput x : f32[4]\noutput y\napply { y[i] = f(x[i]) }'],
    ['a constant of itself', 'method m\nconst A = B, B = A\ninput x : f32[A]\noutput y\napply { y[i] = x[i] }'],
    ['division by zero', 'method m\nconst A = 1 / 0\ninput x : f32[A]\noutput y\napply { y[i] = x[i] }'],
    ['a size of size zero', 'method m\nsize N in 0..0\ninput x : f32[N]\noutput y\napply { y[i] = x[i] % 0 }'],
    ['old line ends', SMALL_SOURCE.text.replaceAll('\n', '\r\n')], ['a byte order mark', `\ufeff${SMALL_SOURCE.text}`],
  ])('%s', (_, text) => {
    const source = { text, file: 'm.mp' };
    const { files, diagnostics } = compile(source, { machine: defaultMachine() });
    expectSound(diagnostics, source);
    expect(files.length === 0).toBe(diagnostics.some((d) => d.severity === 'error'));
  });

  it('with other line ends or a byte order mark is the same method', () => {
    const [plain, crlf, marked] = [SMALL_SOURCE.text, SMALL_SOURCE.text.replaceAll('\n', '\r\n'), `\ufeff${SMALL_SOURCE.text}`]
      .map((text) => compile({ text, file: 'small.mp' }, { machine: defaultMachine() }));
    expect(plain?.diagnostics).toEqual([]);
    const texts = (result: CompileResult | undefined): unknown => result?.files.map(({ path, text }) => [path, text]);
    expect(texts(crlf)).toEqual(texts(plain));
    expect(texts(marked)).toEqual(texts(plain));
  });
});
