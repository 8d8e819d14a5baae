import { EOF, type IParserErrorMessageProvider, type IRecognitionException, type IToken, type TokenType } from 'chevrotain';
import { report, type Diagnostic, type Span } from '../diagnostics/index.js';

function labelOf(token: TokenType): string {
  return token.LABEL ?? token.name;
}

/** Alternatives as a person would list them. */
function listed(labels: readonly string[]): string {
  const all = [...new Set(labels)];
  // Wherever an expression may start, `-` and a number may.
  const expression = all.includes('`-`') && all.includes('a number');
  const unique = expression ? ['an expression', ...all.filter((l) => l === '`:`')] : all;
  if (unique.length > 8) return `${unique.slice(0, 7).join(', ')}, …`;
  return unique.length < 2 ? (unique[0] ?? 'something else') : `${unique.slice(0, -1).join(', ')} or ${unique.at(-1)}`;
}

/** Exceptions carry only what was expected; `toDiagnostic` makes the sentence. */
export const messageProvider: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => labelOf(expected),
  buildNotAllInputParsedMessage: () => '',
  buildNoViableAltMessage: ({ expectedPathsPerAlt }) =>
    listed(expectedPathsPerAlt.flat().flatMap((path) => (path[0] ? [labelOf(path[0])] : []))),
  buildEarlyExitMessage: ({ expectedIterationPaths }) => listed(expectedIterationPaths.flatMap((path) => (path[0] ? [labelOf(path[0])] : []))),
};

function found(token: IToken): string {
  return token.tokenType === EOF ? 'the end of the file' : `\`${token.image}\``;
}

export function toDiagnostic(error: IRecognitionException, file: string, length: number): Diagnostic {
  const { token } = error;
  const atEnd = token.tokenType === EOF || !Number.isFinite(token.startOffset);
  const span: Span = atEnd ? { file, start: length, end: length } : { file, start: token.startOffset, end: token.startOffset + token.image.length };
  return error.name === 'NotAllInputParsedException'
    ? report('MPC1004', { found: found(token) }, span)
    : report('MPC1001', { expected: error.message, found: found(token) }, span);
}
