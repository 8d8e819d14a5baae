import { EmbeddedActionsParser, EOF, isRecognitionException, type IToken, type TokenType } from 'chevrotain';
import { report, type Diagnostic, type Span } from '../diagnostics/index.js';
import type { Expr, Ident } from './ast.js';
import { DECLARATION, STATEMENT } from './landmarks.js';
import type { Lexed } from './lex.js';
import { expectedTokens, found, spanAt, spanOf, SyntaxProblem, unexpected, type Place } from './syntax-error.js';
import { is, Name, R, S, StoreOperator, TOKENS } from './tokens.js';

/** Deeper than any person writes, and well within the stack. */
const NESTING_LIMIT = 150;
/** Operands in one statement; later phases walk chains of operators recursively. */
const OPERAND_LIMIT = 1000;

const NOTHING: Lexed = { tokens: [], flags: new Uint8Array(), comments: [], diagnostics: [] };
const RESERVED: ReadonlySet<TokenType> = new Set(Object.values(R));

/**
 * Spans, errors and recovery. chevrotain's own recovery looks for tokens that may follow a rule, and nearly everything may
 * follow an expression here; so errors unwind to the nearest `attempt`, which goes on at the next landmark.
 */
export class ParserBase extends EmbeddedActionsParser {
  readonly problems: Diagnostic[] = [];
  /** `topk`, sets and scans that are not, or not yet, known to be the whole value of a statement. */
  protected readonly selections: Expr[] = [];
  protected fileName = '';
  private lexed: Lexed = NOTHING;
  private length = 0;
  private depth = 0;
  private operands = 0;
  private lastProblemAt = -1;
  /** chevrotain's index of the last token consumed. */
  protected declare currIdx: number;

  constructor() {
    super(TOKENS, { recoveryEnabled: false, maxLookahead: 1, errorMessageProvider: expectedTokens, nodeLocationTracking: 'none' });
  }

  /** Sets what is read next. */
  protected start(lexed: Lexed, file: string, length: number): void {
    this.input = [...lexed.tokens]; // chevrotain pads its list
    this.lexed = lexed;
    this.fileName = file;
    this.length = length;
    this.problems.length = 0;
    this.selections.length = 0;
    this.depth = 0;
    this.lastProblemAt = -1;
  }

  protected name = this.RULE('name', (): Ident => {
    this.ACTION(() => {
      if (this.reserved(1)) this.fail(this.reservedName());
      if (this.flag(DECLARATION)) this.fail(this.unexpected('a name'));
    });
    const token = this.CONSUME(Name);
    return { name: token.image, span: this.spanOf(token) };
  });

  /** Whether the token at `ahead` is a word that cannot be a name. */
  protected reserved(ahead: number): boolean {
    return RESERVED.has(this.LA(ahead).tokenType);
  }

  protected reservedName(): Diagnostic {
    const token = this.LA(1);
    return report('MPC1009', { word: token.image }, this.spanOf(token), { hint: `choose another name, such as \`${token.image}_\`` });
  }

  protected spanOf(token: IToken): Span {
    return spanOf(this.fileName, token);
  }

  /** From a token to the last one consumed. */
  protected from(first: IToken): Span {
    const last = this.LA(0);
    const end = last.startOffset + last.image.length;
    return { file: this.fileName, start: first.startOffset, end: Math.max(first.startOffset, end) };
  }

  /** Index of the next token. */
  protected get position(): number {
    return this.currIdx + 1;
  }

  protected flag(bit: number, position = this.position): boolean {
    return ((this.lexed.flags[position] ?? 0) & bit) !== 0;
  }

  protected get atEnd(): boolean {
    return this.LA(1).tokenType === EOF;
  }

  protected next(type: TokenType, ahead = 1): boolean {
    return is(this.LA(ahead), type);
  }

  /** Whether the token at `ahead` makes the word before it the target of a statement. */
  protected storeAt(ahead: number): boolean {
    return this.next(S.openBracket, ahead) || this.next(StoreOperator, ahead);
  }

  protected get place(): Place {
    return { file: this.fileName, length: this.length, tokens: this.lexed.tokens, flags: this.lexed.flags, at: this.position };
  }

  /** Span and wording of the next token, for messages. */
  protected get here(): { readonly span: Span; readonly found: string } {
    return { span: spanAt(this.place), found: found(this.atEnd ? undefined : this.LA(1)) };
  }

  /** Reports, at most once for a token, and reads on. */
  protected problem(diagnostic: Diagnostic): void {
    if (this.lastProblemAt === this.position) return;
    this.lastProblemAt = this.position;
    this.problems.push(diagnostic);
  }

  /** Gives up on the construct that is being read. */
  protected fail(diagnostic: Diagnostic): never {
    throw new SyntaxProblem(diagnostic);
  }

  protected unexpected(expected: string): Diagnostic {
    return unexpected(expected, this.place);
  }

  /**
   * Reads a part. Where it is wrong, reports that, goes on at the next landmark and returns undefined. `stop` tells positions
   * that are as good as a landmark; `advance` skips at least one token, so that loops end.
   */
  protected attempt<T>(part: () => T, options: { readonly stop?: (position: number) => boolean; readonly advance?: boolean } = {}): T | undefined {
    if (this.RECORDING_PHASE) return part();
    const { depth, position } = this;
    const selections = this.selections.length;
    try {
      return part();
    } catch (error) {
      if (error instanceof SyntaxProblem) this.problem(error.diagnostic);
      else if (error instanceof Error && isRecognitionException(error)) this.problem(this.unexpected(error.message));
      else throw error;
      this.depth = depth;
      this.selections.length = selections;
      this.recover(position + (options.advance ? 1 : 0), options.stop);
      return undefined;
    }
  }

  /**
   * Moves to the first landmark, `stop` or unmatched `}` at or behind `position`. That may be back, where tokens behind a
   * landmark were taken before the mistake showed.
   */
  protected recover(position: number, stop?: (position: number) => boolean): void {
    let depth = 0;
    let at = position;
    for (; at < this.lexed.flags.length; at++) {
      if (this.flag(STATEMENT | DECLARATION, at) || (depth === 0 && stop?.(at))) break;
      const type = this.typeAt(at);
      if (type === S.openBrace) depth++;
      else if (type === S.closeBrace && depth-- === 0) break;
    }
    this.currIdx = at - 1;
  }

  protected typeAt(position: number): TokenType | undefined {
    return this.lexed.tokens[position]?.tokenType;
  }

  /** Counts nesting, so that no text overflows the stack. */
  protected nest<T>(part: () => T): T {
    if (this.RECORDING_PHASE) return part();
    if (++this.depth > NESTING_LIMIT) this.fail(report('MPC1003', {}, this.here.span));
    const value = part();
    this.depth--;
    return value;
  }

  protected countOperand(): void {
    if (++this.operands > OPERAND_LIMIT) this.fail(report('MPC1017', { limit: OPERAND_LIMIT }, this.here.span));
  }

  protected newStatement(): void {
    this.operands = 0;
  }
}
