import type { IToken, ParserMethod, TokenType } from 'chevrotain';
import { report, type Diagnostic } from '../diagnostics/index.js';
import type { Binder, Expr, Ident, Slice, Stmt } from './ast.js';
import { ExpressionParser } from './expression-parser.js';
import { statementHint } from './foreign.js';
import { DECLARATION, LINE_START, startsDeclaration, STATEMENT, TARGET } from './landmarks.js';
import { Name, NumberToken, R, S, StoreOperator, W } from './tokens.js';

type Rule<T> = ParserMethod<[], T>;

/** What may begin a count; `{` only by mistake. */
const BEGINS_COUNT: readonly TokenType[] = [Name, NumberToken, S.openParen, S.minus, R.if, S.openBrace];

/** Rules of statements and blocks. */
export class StatementParser extends ExpressionParser {
  protected separator: Rule<void> = this.RULE('separator', (): void => {
    this.OR([{ ALT: () => this.CONSUME(S.comma) }, { ALT: () => this.CONSUME(S.semicolon) }]);
  });

  protected block: Rule<readonly Stmt[]> = this.RULE('block', (): readonly Stmt[] => this.nest(() => {
    const body: Stmt[] = [];
    let open: IToken | undefined;
    this.OPTION(() => { open = this.CONSUME(S.openBrace); });
    this.ACTION(() => {
      if (!open && !this.flag(STATEMENT)) this.fail(this.unexpected('`{`'));
      if (!open) this.problem(this.unexpected('`{`'));
      this.toStatement(false);
    });
    this.MANY({
      GATE: () => !this.endsBlock(),
      DEF: () => {
        const before = this.problems.length;
        const statement = this.attempt(() => this.SUBRULE(this.statement), { advance: true });
        if (statement) body.push(statement);
        this.OPTION2(() => { this.SUBRULE(this.separator); });
        this.ACTION(() => { this.toStatement(this.problems.length > before); });
      },
    });
    this.closeBrace(open);
    return body;
  }));

  /** `}`, the end of the file, or a declaration where the `}` was forgotten. */
  private endsBlock(): boolean {
    return this.atEnd || this.next(S.closeBrace) || this.flag(DECLARATION) || startsDeclaration(this.LA(1), this.LA(2));
  }

  private toStatement(silent: boolean): void {
    if (this.endsBlock() || this.next(Name) || this.next(R.when)) return;
    if (!silent) this.problem(this.noStatement());
    this.recover(this.position + 1);
  }

  private noStatement(): Diagnostic {
    const token = this.LA(1);
    if (this.next(S.closeParen) || this.next(S.closeBracket)) return report('MPC1007', { close: token.image }, this.spanOf(token));
    if (this.reserved(1) && this.storeAt(2)) return this.reservedName();
    return this.next(StoreOperator) ? this.unexpected('a statement') : report('MPC1008', { found: this.here.found }, this.spanOf(token), hinted(statementHint(token.image)));
  }

  protected closeBrace(open: IToken | undefined): void {
    let closed = false;
    this.OPTION9(() => {
      this.CONSUME9(S.closeBrace);
      closed = true;
    });
    this.ACTION(() => { if (!closed && open) this.problem(this.unexpected('`}`')); });
  }

  protected statement: Rule<Stmt | undefined> = this.RULE('statement', (): Stmt | undefined => {
    this.ACTION(() => { this.newStatement(); });
    return this.OR<Stmt | undefined>({
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { ALT: () => this.SUBRULE(this.whenStmt) },
        { GATE: () => this.next(W.every) && this.countAt(2), ALT: () => this.SUBRULE(this.everyStmt) },
        { GATE: () => this.next(W.repeat) && this.countAt(2), ALT: () => this.SUBRULE(this.repeatStmt) },
        { ALT: () => this.SUBRULE(this.assignment) },
      ],
    });
  });

  /** Whether a count begins here: the word before it is `every` or `repeat`, and no name. */
  protected countAt(ahead: number): boolean {
    return BEGINS_COUNT.some((type) => this.next(type, ahead));
  }

  /** `every 4 tokens` */
  protected period: Rule<Expr | undefined> = this.RULE('period', (): Expr | undefined => {
    this.CONSUME(W.every);
    return this.blockHead(() => {
      const count = this.SUBRULE(this.sum);
      this.CONSUME(W.tokens);
      return count;
    });
  });

  private everyStmt: Rule<Stmt> = this.RULE('everyStmt', (): Stmt => {
    const first = this.LA(1);
    const count = this.SUBRULE(this.period);
    const body = this.SUBRULE(this.block);
    return { kind: 'every', ...(count ? { count } : {}), body, span: this.from(first) };
  });

  private repeatStmt: Rule<Stmt> = this.RULE('repeatStmt', (): Stmt => {
    const first = this.CONSUME(W.repeat);
    let index: Ident | undefined;
    const count = this.blockHead(() => {
      this.OPTION({
        GATE: () => this.next(W.in, 2),
        DEF: () => {
          index = this.SUBRULE(this.name);
          this.CONSUME(W.in);
          this.ACTION(() => { if (this.next(S.openBrace)) this.fail(this.unexpected('an expression')); });
        },
      });
      return this.SUBRULE(this.sum);
    });
    const body = this.SUBRULE(this.block);
    return { kind: 'repeat', ...(index ? { index } : {}), ...(count ? { count } : {}), body, span: this.from(first) };
  });

  /** What stands between the word of a block and its `{`. */
  private blockHead<T>(part: () => T): T | undefined {
    return this.attempt(() => {
      this.ACTION(() => { if (this.next(S.openBrace)) this.fail(this.unexpected('an expression')); });
      const read = part();
      this.ACTION(() => { if (!this.next(S.openBrace) && !this.flag(STATEMENT)) this.fail(this.unexpected('`{`')); });
      return read;
    }, { stop: (at) => this.typeAt(at) === S.openBrace });
  }

  private whenStmt: Rule<Stmt> = this.RULE('whenStmt', (): Stmt => {
    const first = this.CONSUME(R.when);
    const cond = this.blockHead(() => this.SUBRULE(this.expression));
    const body = this.SUBRULE(this.block);
    return { kind: 'when', ...(cond ? { cond } : {}), body, span: this.from(first) };
  });

  /** A target that is followed by nothing that stores is dropped; a broken value leaves the target defined. */
  private assignment: Rule<Stmt | undefined> = this.RULE('assignment', (): Stmt | undefined => {
    const first = this.LA(1);
    let keep: IToken | undefined;
    this.ACTION(() => { this.expectTarget(); });
    this.OPTION({ GATE: () => this.next(Name, 2), DEF: () => { keep = this.CONSUME(W.keep); } });
    const target = this.SUBRULE(this.name);
    this.ACTION(() => { if (!this.next(S.comma) && !this.storeAt(1)) this.fail(this.noStore(target.name)); });
    return this.OR<Stmt | undefined>([
      { ALT: () => this.SUBRULE(this.results, { ARGS: [first, target, keep !== undefined] }) },
      { ALT: () => this.SUBRULE(this.store, { ARGS: [first, target, keep] }) },
    ]);
  });

  /** `, b = f(x)` behind `a` */
  private results: ParserMethod<[first: IToken, target: Ident, keep: boolean], Stmt> = this.RULE('results', (first: IToken, target: Ident, keep: boolean): Stmt => {
    const targets: Ident[] = [target];
    this.AT_LEAST_ONE(() => {
      this.CONSUME(S.comma);
      targets.push(this.SUBRULE(this.name));
    });
    this.ACTION(() => { if (!this.next(S.assign)) this.fail(report('MPC1001', { expected: '`=`', found: this.here.found }, this.here.span)); });
    this.CONSUME(S.assign);
    const value = this.attempt(() => this.SUBRULE(this.expression));
    return this.ACTION((): Stmt => {
      if (value && value.kind !== 'call') this.problem(report('MPC1026', { names: targets.length }, value.span, { hint: `\`${targets.map((t) => t.name).join(', ')} = f(…)\`, or one statement for each name` }));
      return { kind: 'call', targets, keep, ...(value ? { value } : {}), span: this.from(first) };
    });
  });

  private store: ParserMethod<[first: IToken, target: Ident, keep: IToken | undefined], Stmt> = this.RULE('store', (first: IToken, target: Ident, keep: IToken | undefined): Stmt => {
    let indices: readonly (Expr | Slice)[] = [];
    let binders: readonly Binder[] = [];
    this.OPTION(() => { indices = this.SUBRULE(this.indices); });
    this.ACTION(() => { if (!this.next(StoreOperator)) this.fail(this.noStore(target.name)); });
    const store = this.CONSUME(StoreOperator);
    const value = this.attempt(() => {
      const read = this.SUBRULE(this.expression);
      this.OPTION2(() => {
        this.CONSUME(R.for);
        binders = this.SUBRULE(this.binders);
      });
      return read;
    });
    if (value && store.tokenType === S.assign && this.selections.at(-1) === value) this.selections.pop();
    return this.ACTION(() => {
      const fields = { target, indices, ...(value ? { value } : {}), binders, span: this.from(first) };
      if (keep && store.tokenType !== S.assign) this.problems.push(report('MPC1027', { operator: store.image }, this.spanOf(keep)));
      return statementOf(store.tokenType, fields, keep !== undefined);
    });
  });

  private noStore(target: string): Diagnostic {
    const found = this.unexpected(StoreOperator.LABEL ?? '');
    const hint = statementHint(target) ?? (/^`[-*/%|&^]`$/.test(this.here.found) && this.next(S.assign, 2) ? `define the result under a name of its own; a \`state\` changes by \`${target} <- ${target} ${this.LA(1).image} …\`` : undefined);
    return { ...found, ...hinted(hint) };
  }

  /** `x = a b`: the second name starts no statement, it lacks an operator. */
  private expectTarget(): void {
    if (this.flag(LINE_START | TARGET) || this.storeAt(2)) return;
    const before = this.LA(0).tokenType;
    if (before === S.openBrace || before === S.comma || before === S.semicolon || before === S.closeBrace) return;
    if (this.next(Name) || this.next(NumberToken)) this.fail(report('MPC1008', { found: this.here.found }, this.here.span, { hint: 'is an operator missing before it?' }));
  }
}

const hinted = (hint: string | undefined): { readonly hint?: string } => (hint === undefined ? {} : { hint });

function statementOf(store: TokenType, fields: Omit<Stmt & { readonly kind: 'define' }, 'kind' | 'keep'>, keep: boolean): Stmt {
  switch (store) {
    case S.arrow: return { kind: 'append', ...fields };
    case S.plusEquals: return { kind: 'combine', op: 'sum', ...fields };
    case S.minEquals: return { kind: 'combine', op: 'min', ...fields };
    case S.maxEquals: return { kind: 'combine', op: 'max', ...fields };
    default: return { kind: 'define', ...fields, keep };
  }
}
