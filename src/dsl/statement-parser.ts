import type { IToken, ParserMethod, TokenType } from 'chevrotain';
import { report, type Diagnostic } from '../diagnostics/index.js';
import type { Binder, Expr, Slice, Stmt } from './ast.js';
import { ExpressionParser } from './expression-parser.js';
import { DECLARATION, LINE_START, startsDeclaration, STATEMENT } from './landmarks.js';
import { Name, NumberToken, R, S, StoreOperator } from './tokens.js';

type Rule<T> = ParserMethod<[], T>;

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
    return this.next(StoreOperator) ? this.unexpected('a statement') : report('MPC1008', { found: this.here.found }, this.spanOf(token));
  }

  protected closeBrace(open: IToken | undefined): void {
    let closed = false;
    this.OPTION9(() => {
      this.CONSUME9(S.closeBrace);
      closed = true;
    });
    this.ACTION(() => { if (!closed && open) this.problem(this.unexpected('`}`')); });
  }

  private statement: Rule<Stmt | undefined> = this.RULE('statement', (): Stmt | undefined => {
    this.ACTION(() => { this.newStatement(); });
    return this.OR<Stmt | undefined>([
      { ALT: () => this.SUBRULE(this.whenStmt) },
      { ALT: () => this.SUBRULE(this.assignment) },
    ]);
  });

  private whenStmt: Rule<Stmt> = this.RULE('whenStmt', (): Stmt => {
    const first = this.CONSUME(R.when);
    const cond = this.attempt(() => {
      const read = this.SUBRULE(this.expression);
      this.ACTION(() => { if (!this.next(S.openBrace) && !this.flag(STATEMENT)) this.fail(this.unexpected('`{`')); });
      return read;
    }, { stop: (at) => this.typeAt(at) === S.openBrace });
    const body = this.SUBRULE(this.block);
    return { kind: 'when', ...(cond ? { cond } : {}), body, span: this.from(first) };
  });

  /** A target that is followed by nothing that stores is dropped; a broken value leaves the target defined. */
  private assignment: Rule<Stmt | undefined> = this.RULE('assignment', (): Stmt | undefined => {
    const first = this.LA(1);
    this.ACTION(() => { this.expectTarget(); });
    const target = this.SUBRULE(this.name);
    let indices: readonly (Expr | Slice)[] = [];
    let binders: readonly Binder[] = [];
    this.OPTION(() => { indices = this.SUBRULE(this.indices); });
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
    const fields = { target, indices, ...(value ? { value } : {}), binders, span: this.from(first) };
    return this.ACTION(() => statementOf(store.tokenType, fields));
  });

  /** `x = a b`: the second name starts no statement, it lacks an operator. */
  private expectTarget(): void {
    if (this.flag(LINE_START) || this.storeAt(2)) return;
    const before = this.LA(0).tokenType;
    if (before === S.openBrace || before === S.comma || before === S.semicolon || before === S.closeBrace) return;
    if (this.next(Name) || this.next(NumberToken)) this.fail(report('MPC1008', { found: this.here.found }, this.here.span, { hint: 'is an operator missing before it?' }));
  }
}

function statementOf(store: TokenType, fields: Omit<Stmt & { readonly kind: 'define' }, 'kind' | 'keep'>): Stmt {
  switch (store) {
    case S.arrow: return { kind: 'append', ...fields };
    case S.plusEquals: return { kind: 'combine', op: 'sum', ...fields };
    case S.minEquals: return { kind: 'combine', op: 'min', ...fields };
    case S.maxEquals: return { kind: 'combine', op: 'max', ...fields };
    default: return { kind: 'define', ...fields, keep: false };
  }
}
