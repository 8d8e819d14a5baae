import { EOF, type IParserErrorMessageProvider, type IToken, type TokenType } from 'chevrotain';
import { report, type Diagnostic, type Span } from '../diagnostics/index.js';
import { LINE_START } from './landmarks.js';
import { S } from './tokens.js';

/** What a message about a place in the text needs to know. */
export interface Place {
  readonly file: string;
  readonly length: number;
  readonly tokens: readonly IToken[];
  readonly flags: Uint8Array;
  /** Index of the token that cannot stand where it does; the number of tokens at the end of the file. */
  readonly at: number;
}

/** Thrown by rules that know better than the grammar what is wrong. */
export class SyntaxProblem extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
  }
}

const OPENER: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** chevrotain asks for a message; ours is the list of what could stand there, `unexpected` makes the sentence. */
export const expectedTokens: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => label(expected),
  buildNotAllInputParsedMessage: () => 'the end of the file',
  buildNoViableAltMessage: ({ expectedPathsPerAlt }) => listed(expectedPathsPerAlt.flat()),
  buildEarlyExitMessage: ({ expectedIterationPaths }) => listed(expectedIterationPaths),
};

function label(type: TokenType): string {
  return type.LABEL ?? type.name;
}

function listed(paths: readonly (readonly TokenType[])[]): string {
  const labels = [...new Set(paths.flatMap((path) => (path[0] ? [label(path[0])] : [])))];
  return labels.length < 2 ? labels.join('') : `${labels.slice(0, -1).join(', ')} or ${labels.at(-1) ?? ''}`;
}

export function spanOf(file: string, token: IToken): Span {
  return { file, start: token.startOffset, end: token.startOffset + token.image.length };
}

export function found(token: IToken | undefined): string {
  return token ? `\`${token.image}\`` : 'the end of the file';
}

/** Where something is missing: the wrong token, or the end of the line before it if it stands on a later one. */
export function spanAt({ file, length, tokens, flags, at }: Place): Span {
  const token = tokens[at];
  const before = tokens[at - 1];
  if (token && !((flags[at] ?? 0) & LINE_START && before)) return spanOf(file, token);
  const end = before ? before.startOffset + before.image.length : length;
  return { file, start: end, end };
}

/** A sentence about a token that the grammar does not allow where it stands. */
export function unexpected(expected: string, place: Place): Diagnostic {
  const { file, tokens, at } = place;
  const token = tokens[at] && tokens[at].tokenType !== EOF ? tokens[at] : undefined;
  const span = spanAt(place);
  if (token?.tokenType === S.arrow) return report('MPC1015', {}, span, { hint: 'to compare with a negative value, write `< -` with a space' });
  if (token?.tokenType === S.assign && !expected.includes('`=`') && expected !== '`]`') return report('MPC1016', {}, span, { hint: 'compare with `==`' });
  const close = /^`([)\]}])`$/.exec(expected)?.[1];
  const opener = close === undefined ? undefined : openerOf(tokens, at, close);
  if (close !== undefined && opener) {
    return report('MPC1006', { open: opener.image, close, found: found(token) }, span, {
      related: [{ span: spanOf(file, opener), message: 'opened here' }],
      ...(close === ']' && token?.image === ':' ? { hint: '`:` alone stands for a whole dimension; a part is a range of an index: `… x[i] … for i in 0 .. 4`' } : {}),
    });
  }
  return report('MPC1001', { expected, found: found(token) }, span);
}

/** The bracket that `close` at index `at` would close. */
function openerOf(tokens: readonly IToken[], at: number, close: string): IToken | undefined {
  let depth = 0;
  for (let i = at - 1; i >= 0; i--) {
    const image = tokens[i]?.image;
    if (image === close) depth++;
    else if (image === OPENER[close] && depth-- === 0) return tokens[i];
  }
  return undefined;
}
