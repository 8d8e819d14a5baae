import type { IToken, ParserMethod, TokenType } from 'chevrotain';
import { report } from '../diagnostics/index.js';
import type { Binder, CallArg, Expr, Ident, ReductionName, Slice } from './ast.js';
import { DECLARATION, LINE_START, STATEMENT, TARGET } from './landmarks.js';
import { isFloat, numberValue } from './lex.js';
import { ParserBase } from './parser-base.js';
import { CLAUSE_WORDS, COMPARISON, isBinaryOperator, NOT, OR, PRECEDENCE, PRODUCT, reductionBody, SUM } from './precedence.js';
import { BinaryOperatorToken, Name, NumberToken, R, ReductionWord, S, StringToken, W } from './tokens.js';

type Rule<T> = ParserMethod<[], T>;
type Level = ParserMethod<[least: number], Expr>;

const REDUCTIONS: Readonly<Record<string, ReductionName>> = {
  sum: 'sum', min: 'min', max: 'max', mean: 'mean', any: 'any', all: 'all', logsumexp: 'logsumexp', argmax: 'argmax', argmin: 'argmin',
};

const SHIFT = 'there are no shifts: multiply by, or divide by, a power of two from a table, `const bit[b in 31] = i32(pow(2.0, b))`';

function precedence(token: IToken): number {
  return isBinaryOperator(token.image) ? PRECEDENCE[token.image] : 0;
}

/** Rules of expressions. */
export class ExpressionParser extends ParserBase {
  protected expression: Rule<Expr> = this.RULE('expression', (): Expr => this.SUBRULE(this.operators, { ARGS: [OR] }));

  /** A bound, an extent, a range: no comparison, and `|` ends it. */
  protected sum: Rule<Expr> = this.RULE('sum', (): Expr => this.SUBRULE(this.operators, { ARGS: [SUM] }));

  /** Operators that bind at least as tightly as `least`. */
  protected operators: Level = this.RULE('operators', (least: number): Expr => {
    const first = this.LA(1);
    let previous = 0;
    this.ACTION(() => { this.expectOperand(...(least <= NOT ? [R.not] : [])); });
    let left = this.OR([
      { GATE: () => least <= NOT, ALT: () => this.SUBRULE(this.negation) },
      { ALT: () => this.SUBRULE(this.unary) },
    ]);
    this.MANY({
      GATE: () => precedence(this.LA(1)) >= least,
      DEF: () => {
        const token = this.CONSUME(BinaryOperatorToken);
        const binding = this.ACTION(() => precedence(token));
        if (previous === COMPARISON && binding === COMPARISON) {
          this.problem(report('MPC1012', { operator: token.image }, this.spanOf(token), { hint: 'write `a < b and b < c`' }));
        }
        previous = binding;
        const right = this.SUBRULE(this.operators, { ARGS: [binding + 1] });
        const op = token.image;
        if (isBinaryOperator(op)) left = { kind: 'binary', op, left, right, span: this.from(first) };
      },
    });
    return left;
  });

  private negation: Rule<Expr> = this.RULE('negation', (): Expr => this.nest(() => {
    const first = this.CONSUME(R.not);
    const value = this.SUBRULE(this.operators, { ARGS: [NOT] });
    return { kind: 'unary', op: 'not', value, span: this.from(first) };
  }));

  private unary: Rule<Expr> = this.RULE('unary', (): Expr => this.nest(() => {
    this.ACTION(() => {
      this.countOperand();
      this.expectOperand();
    });
    return this.OR({
      IGNORE_AMBIGUITIES: true,
      DEF: [
        {
          ALT: () => {
            const first = this.CONSUME(S.minus);
            const value = this.SUBRULE(this.unary);
            return { kind: 'unary' as const, op: '-' as const, value, span: this.from(first) };
          },
        },
        { ALT: () => this.SUBRULE(this.choice) },
        { GATE: () => this.next(S.openParen, 2), ALT: () => this.SUBRULE(this.topk) },
        { GATE: () => this.next(S.openParen, 2), ALT: () => this.SUBRULE(this.scan) },
        { ALT: () => this.SUBRULE(this.set) },
        { GATE: () => this.atReduction(), ALT: () => this.SUBRULE(this.reduction) },
        { GATE: () => this.next(S.openParen, 2), ALT: () => this.SUBRULE(this.softmaxSum) },
        { ALT: () => this.SUBRULE(this.postfix) },
      ],
    });
  }));

  /** Reports a missing operand where it is missing, not where the confusion shows. `more` may stand here too. */
  private expectOperand(...more: readonly TokenType[]): void {
    const { tokenType, image } = this.LA(1);
    const name = this.next(Name) && !this.flag(STATEMENT | DECLARATION);
    if (name || tokenType === NumberToken || tokenType === S.openParen || tokenType === S.minus || tokenType === R.if || tokenType === S.openBrace || more.includes(tokenType)) return;
    if (tokenType === S.arrow || tokenType === S.assign) this.fail(this.unexpected('an expression'));
    const { span, found } = this.here;
    const doubled = this.LA(0).image === image;
    const hint = tokenType === R.not ? 'put it in parentheses: `(not …)`'
      : tokenType === StringToken ? 'only templates hold texts; elsewhere words are ids of a vocabulary, `id<Words>`'
      : tokenType === S.openBracket ? 'an index follows a name: `x[i]`'
      : doubled && (image === '<' || image === '>') ? SHIFT
      : doubled && image === '&' ? 'write `and`' : doubled && image === '|' ? 'write `or`' : doubled && image === '*' ? 'write `pow(x, y)`' : undefined;
    this.fail(report('MPC1013', { found }, span, hint === undefined ? {} : { hint }));
  }

  private choice: Rule<Expr> = this.RULE('choice', (): Expr => {
    const first = this.CONSUME(R.if);
    const cond = this.SUBRULE(this.operators, { ARGS: [OR] });
    this.CONSUME(R.then);
    const then = this.SUBRULE2(this.operators, { ARGS: [OR] });
    this.ACTION(() => {
      if (!this.next(R.else)) this.fail(report('MPC1014', { found: this.here.found }, this.here.span, { related: [{ span: this.spanOf(first), message: 'this `if`' }] }));
    });
    this.CONSUME(R.else);
    const otherwise = this.SUBRULE3(this.operators, { ARGS: [OR] });
    return { kind: 'if', cond, then, else: otherwise, span: this.from(first) };
  });

  /**
   * `sum(` and `mean(` always begin a reduction. `max(x, y)` is a call; `max(i) …`, `max(i in 4) …` are reductions, and so is
   * `max(i, j) x[i, j]`: names only, and a formula behind them on the same line.
   */
  private atReduction(): boolean {
    if (!this.next(S.openParen, 2)) return false;
    if (this.next(W.sum) || this.next(W.mean)) return true;
    for (let ahead = 3; this.next(Name, ahead); ahead += 2) {
      if (this.next(W.in, ahead + 1)) return true;
      if (this.next(S.comma, ahead + 1)) continue;
      if (!this.next(S.closeParen, ahead + 1)) return false;
      const formula = this.next(Name, ahead + 2) || this.next(NumberToken, ahead + 2) || this.next(S.openParen, ahead + 2) || this.next(R.if, ahead + 2);
      return ahead === 3 || (formula && !CLAUSE_WORDS.has(this.LA(ahead + 2).image) && !this.flag(LINE_START | TARGET, this.position + ahead + 1));
    }
    return false;
  }

  private reduction: Rule<Expr> = this.RULE('reduction', (): Expr => {
    const first = this.CONSUME(ReductionWord);
    const binders = this.SUBRULE(this.reductionIndices, { ARGS: [first] });
    const op = REDUCTIONS[first.image] ?? 'sum';
    this.ACTION(() => { this.expectFormula(first); });
    const value = this.SUBRULE(this.operators, { ARGS: [reductionBody(op)] });
    return { kind: 'reduce', op, binders, value, span: this.from(first) };
  });

  private softmaxSum: Rule<Expr> = this.RULE('softmaxSum', (): Expr => {
    const first = this.CONSUME(W.softmaxSum);
    const binders = this.SUBRULE(this.reductionIndices, { ARGS: [first] });
    const logit = this.SUBRULE(this.operators, { ARGS: [OR] });
    this.CONSUME(S.fatArrow);
    const value = this.SUBRULE2(this.operators, { ARGS: [PRODUCT] });
    return { kind: 'softmax-sum', binders, logit, value, span: this.from(first) };
  });

  private reductionIndices: ParserMethod<[word: IToken], readonly Binder[]> = this.RULE('reductionIndices', (word: IToken): readonly Binder[] => {
    this.CONSUME(S.openParen);
    this.ACTION(() => { this.expectIndices(word, Name); });
    const binders = this.SUBRULE(this.binders);
    this.ACTION(() => { this.expectIndices(word, S.closeParen); });
    this.CONSUME(S.closeParen);
    return binders;
  });

  /** `sum(x[i])` is how other languages write it; say how it is written here. */
  private expectIndices(word: IToken, expected: TokenType): void {
    if (this.next(expected) || this.atEnd || this.flag(STATEMENT)) return;
    this.fail(report('MPC1020', { word: word.image, found: this.here.found }, this.here.span, { hint: `the formula follows the indices: \`${word.image}(i) x[i]\`` }));
  }

  /** `mean(x)` */
  private expectFormula(word: IToken): void {
    const ends = this.atEnd || this.flag(STATEMENT | DECLARATION) || [S.closeBrace, S.closeParen, S.closeBracket, S.comma, S.semicolon].some((type) => this.next(type));
    if (ends) this.fail(report('MPC1013', { found: this.here.found }, this.here.span, { hint: `indices stand in the parentheses, and the formula behind them: \`${word.image}(i) x[i]\`` }));
  }

  private topk: Rule<Expr> = this.RULE('topk', (): Expr => {
    const first = this.CONSUME(W.topk);
    this.CONSUME(S.openParen);
    const binders = this.SUBRULE(this.binders);
    this.CONSUME(S.closeParen);
    const key = this.SUBRULE(this.operators, { ARGS: [OR] });
    this.CONSUME(W.count);
    const count = this.SUBRULE2(this.operators, { ARGS: [SUM] });
    let clauses: { where?: Expr; always?: Expr } = {};
    this.OPTION({
      GATE: () => !this.storeAt(2),
      DEF: () => {
        this.CONSUME(W.where);
        clauses = { where: this.SUBRULE3(this.operators, { ARGS: [OR] }) };
      },
    });
    this.OPTION2({
      GATE: () => !this.storeAt(2),
      DEF: () => {
        this.CONSUME(W.always);
        clauses = { ...clauses, always: this.SUBRULE4(this.operators, { ARGS: [OR] }) };
      },
    });
    return this.selection({ kind: 'topk', binders, key, count, ...clauses, span: this.from(first) });
  });

  private set: Rule<Expr> = this.RULE('set', (): Expr => {
    const first = this.CONSUME(S.openBrace);
    const binders = this.SUBRULE(this.binders);
    this.CONSUME(S.bar);
    const predicate = this.SUBRULE(this.operators, { ARGS: [OR] });
    this.CONSUME(S.closeBrace);
    return this.selection({ kind: 'set', binders, predicate, span: this.from(first) });
  });

  private scan: Rule<Expr> = this.RULE('scan', (): Expr => {
    const first = this.CONSUME(W.scan);
    this.CONSUME(S.openParen);
    const binder = this.SUBRULE(this.binder);
    this.CONSUME(S.closeParen);
    const value = this.SUBRULE(this.operators, { ARGS: [OR] });
    let from: Expr | undefined;
    this.OPTION({
      GATE: () => !this.storeAt(2),
      DEF: () => {
        this.CONSUME(W.from);
        from = this.SUBRULE2(this.operators, { ARGS: [OR] });
      },
    });
    return this.selection({ kind: 'scan', binder, value, ...(from ? { from } : {}), span: this.from(first) });
  });

  private selection(expr: Expr): Expr {
    if (!this.RECORDING_PHASE) this.selections.push(expr);
    return expr;
  }

  private postfix: Rule<Expr> = this.RULE('postfix', (): Expr => {
    const first = this.LA(1);
    let value = this.SUBRULE(this.primary);
    this.MANY(() => {
      this.ACTION(() => { this.countOperand(); });
      const indices = this.SUBRULE(this.indices);
      value = { kind: 'index', base: value, indices, span: this.from(first) };
    });
    return value;
  });

  private primary: Rule<Expr> = this.RULE('primary', (): Expr => this.OR({
    IGNORE_AMBIGUITIES: true,
    DEF: [
      {
        ALT: () => {
          const token = this.CONSUME(NumberToken);
          return { kind: 'number' as const, value: numberValue(token.image), float: isFloat(token.image), span: this.spanOf(token) };
        },
      },
      { GATE: () => this.next(S.openParen, 2), ALT: () => this.SUBRULE(this.call) },
      { ALT: () => ({ kind: 'name' as const, ...this.SUBRULE(this.name) }) },
      {
        ALT: () => {
          this.CONSUME(S.openParen);
          const inner = this.SUBRULE(this.expression);
          this.CONSUME(S.closeParen);
          return inner;
        },
      },
    ],
  }));

  private call: Rule<Expr> = this.RULE('call', (): Expr => {
    const first = this.LA(1);
    const callee = this.SUBRULE(this.name);
    const args: CallArg[] = [];
    this.CONSUME(S.openParen);
    this.ACTION(() => { this.expectOperand(R.not, S.closeParen); });
    this.MANY_SEP({ SEP: S.comma, DEF: () => { args.push(this.SUBRULE(this.argument)); } });
    this.CONSUME(S.closeParen);
    return { kind: 'call', callee, args, span: this.from(first) };
  });

  private argument: Rule<CallArg> = this.RULE('argument', (): CallArg => {
    const first = this.LA(1);
    let name: Ident | undefined;
    this.ACTION(() => {
      if (this.next(Name) && this.next(S.assign, 2)) this.fail(report('MPC1021', { name: this.LA(1).image }, this.spanOf(this.LA(2)), { hint: `\`${this.LA(1).image}: …\`; to compare, write \`==\`` }));
    });
    this.OPTION({
      GATE: () => this.next(S.colon, 2),
      DEF: () => {
        name = this.SUBRULE(this.name);
        this.CONSUME(S.colon);
      },
    });
    const value = this.SUBRULE(this.expression);
    return { value, ...(name ? { name } : {}), span: this.from(first) };
  });

  protected indices: Rule<readonly (Expr | Slice)[]> = this.RULE('indices', (): readonly (Expr | Slice)[] => {
    const list: (Expr | Slice)[] = [];
    this.CONSUME(S.openBracket);
    this.ACTION(() => { this.expectOperand(R.not, S.colon); });
    this.AT_LEAST_ONE_SEP({
      SEP: S.comma,
      DEF: () => this.OR([
        { ALT: () => { list.push({ kind: 'slice', span: this.spanOf(this.CONSUME(S.colon)) }); } },
        { ALT: () => { list.push(this.SUBRULE(this.expression)); } },
      ]),
    });
    this.CONSUME(S.closeBracket);
    return list;
  });

  /** Index names with their ranges. A comma before the target of a statement ends the list. */
  protected binders: Rule<readonly Binder[]> = this.RULE('binders', (): readonly Binder[] => {
    const list = [this.SUBRULE(this.binder)];
    this.MANY({
      GATE: () => !this.flag(TARGET, this.position + 1),
      DEF: () => {
        this.CONSUME(S.comma);
        list.push(this.SUBRULE2(this.binder));
      },
    });
    return list;
  });

  /** `i`, `i in N`, `i in a .. b` */
  protected binder: Rule<Binder> = this.RULE('binder', (): Binder => {
    const first = this.LA(1);
    this.ACTION(() => { if (this.flag(STATEMENT)) this.fail(this.unexpected('a name')); });
    const name = this.SUBRULE(this.name);
    let range: Binder['range'];
    this.OPTION({
      GATE: () => !this.storeAt(2) && !this.flag(STATEMENT),
      DEF: () => {
        this.CONSUME(W.in);
        const value = this.SUBRULE(this.sum);
        range = { kind: 'over', value };
        this.OPTION2(() => {
          this.CONSUME(S.range);
          range = { kind: 'interval', lo: value, hi: this.SUBRULE2(this.sum) };
        });
      },
    });
    return { name, ...(range ? { range } : {}), span: this.from(first) };
  });
}
