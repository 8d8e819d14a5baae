import type { IToken } from 'chevrotain';
import { DeclarationWord, is, Name, NumberToken, R, S, StageWord, StoreOperator, W } from './tokens.js';

/** Facts about a token, as bits. */
export const LINE_START = 1;
/**
 * First on its line, and surely the start of a statement: `when`, `every 4`, `repeat 5`, a target with `=`, `<-`, … behind it, or the `=`
 * before a function's result.
 */
export const STATEMENT = 2;
/** First on its line, and surely the start of a declaration: its word with a name behind it. */
export const DECLARATION = 4;
/** A name with `=`, `<-`, … behind it, or `keep` and such a name, wherever it stands. Several names before one `=`: only at the start of a line. */
export const TARGET = 8;

/**
 * Marks the places where something surely starts. Line ends mean nothing to the grammar, but people end statements with
 * them: after an error, reading goes on at the next landmark, and an expression never runs across one.
 */
export function landmarks(text: string, tokens: readonly IToken[]): Uint8Array {
  const flags = new Uint8Array(tokens.length);
  const closing = matchBrackets(tokens);
  let end = 0;
  let line = text.indexOf('\n'); // of the first line end at or behind `end`
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    while (line >= 0 && line < end) line = text.indexOf('\n', line + 1);
    const newline = i === 0 || (line >= 0 && line < token.startOffset);
    end = token.startOffset + token.image.length;
    const next = tokens[i + 1];
    const kept = token.tokenType === W.keep && next && is(next, Name) && !startsLine(text, token, next);
    const at = kept ? i + 1 : i;
    const target = isTarget(text, tokens, at, closing) || (newline && endOfTargets(tokens, at) !== undefined);
    const statement = target || token.tokenType === R.when || token.tokenType === S.assign || startsBlock(tokens, i);
    flags[i] = (target ? TARGET : 0)
      | (newline ? LINE_START | (statement ? STATEMENT : 0) | (startsDeclaration(token, next) ? DECLARATION : 0) : 0);
  }
  return flags;
}

function isTarget(text: string, tokens: readonly IToken[], at: number, closing: readonly number[]): boolean {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (!token || !next || !is(token, Name)) return false;
  const store = next.tokenType === S.openBracket ? (closing[at + 1] ?? tokens.length) + 1 : at + 1;
  const behind = tokens[store];
  return behind !== undefined && is(behind, StoreOperator) && !(behind.tokenType === S.assign && startsLine(text, tokens[store - 1], behind));
}

/** Such a `=` stands before the result of a function; what is before it is another statement. */
function startsLine(text: string, before: IToken | undefined, token: IToken): boolean {
  return before !== undefined && text.slice(before.startOffset + before.image.length, token.startOffset).includes('\n');
}

/** Index of the `=` behind two names or more with commas between. */
function endOfTargets(tokens: readonly IToken[], at: number): number | undefined {
  let end = at;
  while (isName(tokens[end]) && tokens[end + 1]?.tokenType === S.comma) end += 2;
  return end > at && isName(tokens[end]) && tokens[end + 1]?.tokenType === S.assign ? end + 1 : undefined;
}

function isName(token: IToken | undefined): boolean {
  return token !== undefined && is(token, Name);
}

/** `every 4`, `every K tokens`, `repeat 5`, `repeat K {`, `repeat r in` */
function startsBlock(tokens: readonly IToken[], at: number): boolean {
  const type = tokens[at]?.tokenType;
  const next = tokens[at + 1];
  if ((type !== W.every && type !== W.repeat) || !next) return false;
  if (next.tokenType === NumberToken) return true;
  const behind = tokens[at + 2]?.tokenType;
  return is(next, Name) && next.tokenType !== W.in && (type === W.every ? behind === W.tokens : behind === W.in || behind === S.openBrace);
}

/** Whether `token` and `next` open a declaration or a stage. */
export function startsDeclaration(token: IToken, next: IToken | undefined): boolean {
  if (!next || !is(token, DeclarationWord)) return false;
  if (is(token, StageWord)) return next.tokenType === S.openBrace || next.tokenType === W.once || next.tokenType === W.every;
  if (token.tokenType === W.batch) return next.tokenType === NumberToken || is(next, Name);
  return is(next, Name);
}

/** Index of the closing bracket for each `[`. */
function matchBrackets(tokens: readonly IToken[]): readonly number[] {
  const closing: number[] = [];
  const open: number[] = [];
  for (const [i, token] of tokens.entries()) {
    if (token.tokenType === S.openBracket) open.push(i);
    else if (token.tokenType === S.closeBracket) {
      const start = open.pop();
      if (start !== undefined) closing[start] = i;
    } else if (token.tokenType === S.openBrace || token.tokenType === S.closeBrace) open.length = 0;
  }
  return closing;
}
