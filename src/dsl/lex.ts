import type { IToken } from 'chevrotain';
import { report, type Diagnostic, type Span } from '../diagnostics/index.js';
import type { Comment } from './ast.js';
import { characterHint } from './foreign.js';
import { landmarks } from './landmarks.js';
import { lexer, NumberToken, StringToken } from './tokens.js';

export interface Lexed {
  readonly tokens: readonly IToken[];
  /** Landmark bits of each token. */
  readonly flags: Uint8Array;
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

const ESCAPES: Readonly<Record<string, string>> = { '\\"': '"', '\\\\': '\\', '\\n': '\n', '\\t': '\t' };
const ESCAPE = /\\./g;
const NUMBER = /^\d+(_\d+)*(\.\d+(_\d+)*)?([eE][+-]?\d+)?$/;

export function lex(text: string, file: string): Lexed {
  const lexed = lexer.tokenize(text);
  const at = (start: number, length: number): Span => ({ file, start, end: start + length });
  const diagnostics: Diagnostic[] = lexed.errors.map((e) => strange(text.slice(e.offset, e.offset + e.length), text.charAt(e.offset + e.length), at(e.offset, e.length)));
  for (const { tokenType, image, startOffset } of lexed.tokens) {
    if (tokenType === NumberToken) diagnostics.push(...checkNumber(image, at(startOffset, image.length)));
    if (tokenType === StringToken) for (const { index } of image.matchAll(ESCAPE)) diagnostics.push(...checkEscape(image.slice(index, index + 2), at(startOffset + index, 2)));
  }
  for (const token of lexed.groups['blockComments'] ?? []) diagnostics.push(report('MPC1018', {}, at(token.startOffset, 2)));
  const comments = (lexed.groups['comments'] ?? []).map((t) => ({ text: t.image, span: at(t.startOffset, t.image.length) }));
  return { tokens: lexed.tokens, flags: landmarks(text, lexed.tokens), comments, diagnostics };
}

function strange(found: string, next: string, span: Span): Diagnostic {
  const shown = found.length > 20 ? `${[...found].slice(0, 20).join('')}…` : found;
  const hint = characterHint(found, next);
  return report('MPC1002', { found: `\`${shown}\`` }, span, hint === undefined ? {} : { hint });
}

function checkNumber(image: string, span: Span): readonly Diagnostic[] {
  if (!NUMBER.test(image)) {
    const hint = /^0[xXbBoO]/.test(image) ? 'numbers are decimal' : /^[\d_.]+_/.test(image) ? '`_` may stand between digits'
      : 'put a space between a number and a name, and `*` to multiply';
    return [report('MPC1010', { text: image }, span, { hint })];
  }
  const value = numberValue(image);
  const fits = isFloat(image) ? Number.isFinite(Math.fround(value)) : Number.isSafeInteger(value);
  return fits ? [] : [report('MPC1011', { text: image }, span)];
}

function checkEscape(image: string, span: Span): readonly Diagnostic[] {
  return image in ESCAPES ? [] : [report('MPC1025', { text: image }, span)];
}

/** The text that a literal stands for. */
export function stringValue(image: string): string {
  return image.slice(1, -1).replace(ESCAPE, (escape) => ESCAPES[escape] ?? escape.slice(1));
}

/** A literal that stands for a text. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;
}

export function isFloat(image: string): boolean {
  return /[.eE]/.test(image);
}

/** The value of a well-formed number; 0 of any other, which has been reported. */
export function numberValue(image: string): number {
  return NUMBER.test(image) ? Number(image.replaceAll('_', '')) : 0;
}
