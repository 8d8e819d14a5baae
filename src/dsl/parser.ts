import { EmbeddedActionsParser, EOF, type IToken, type TokenType } from 'chevrotain';
import type { Span } from '../diagnostics/diagnostic.js';
import type {
  BinaryOperator, Binder, CallArg, Decl, Expr, FnParam, GrowthNode, Ident, Slice, Stmt, TypeNode,
} from './ast.js';
import { messageProvider } from './parse-errors.js';
import { Float, Identifier, Integer, K, S, TOKENS, W } from './tokens.js';

const BINARY: Readonly<Record<string, BinaryOperator>> = {
  '+': '+', '-': '-', '*': '*', '/': '/', '%': '%', '&': '&', '|': '|', '^': '^', '<': '<', '<=': '<=', '>': '>', '>=': '>=', '==': '==', '!=': '!=',
  and: 'and', or: 'or',
};
const STAGES = { prepare: K.prepare, relevancy: K.relevancy, retrieve: K.retrieve, apply: K.apply } as const;
type Indices = readonly (Expr | Slice)[];

/** Builds the syntax tree directly. After recovery from an error, parts may be missing: fields of the tree that may be are optional. */
export class MethodParser extends EmbeddedActionsParser {
  /** Name of the file being read, for spans. */
  fileName = '';
  /** What has been read so far: kept here, so that it survives an error that ends the file rule. */
  decls: Decl[] = [];
  method: Ident | undefined;

  constructor() {
    super(TOKENS, { recoveryEnabled: true, maxLookahead: 3, errorMessageProvider: messageProvider, nodeLocationTracking: 'none' });
    this.performSelfAnalysis();
  }

  private from(first: IToken): Span {
    const last = this.LA(0);
    const start = Number.isFinite(first.startOffset) ? first.startOffset : 0;
    const end = Number.isFinite(last.endOffset) ? (last.endOffset ?? start) + 1 : start;
    return { file: this.fileName, start, end: Math.max(start, end) };
  }

  private spanOf(token: IToken): Span {
    const start = Number.isFinite(token.startOffset) ? token.startOffset : 0;
    return { file: this.fileName, start, end: start + token.image.length };
  }

  private ident = this.RULE('ident', (): Ident => {
    const token = this.CONSUME(Identifier);
    return { name: token.image, span: this.spanOf(token) };
  });

  readonly file = this.RULE('file', (): void => {
    this.ACTION(() => {
      this.decls = [];
      this.method = undefined;
    });
    this.OPTION(() => {
      this.CONSUME(K.method);
      const name = this.SUBRULE(this.ident);
      this.ACTION(() => { this.method = name; });
    });
    this.MANY(() => {
      const found = this.SUBRULE(this.declaration);
      this.ACTION(() => this.decls.push(...(found ?? [])));
    });
  });

  private declaration = this.RULE('declaration', (): readonly Decl[] => this.OR([
    { ALT: () => this.SUBRULE(this.sizeDecl) },
    { ALT: () => this.SUBRULE(this.constDecl) },
    { ALT: () => this.SUBRULE(this.batchDecl) },
    { ALT: () => this.SUBRULE(this.tensorDecl) },
    { ALT: () => this.SUBRULE(this.outputDecl) },
    { ALT: () => this.SUBRULE(this.fnDecl) },
    { ALT: () => this.SUBRULE(this.stageDecl) },
  ]));

  private sizeDecl = this.RULE('sizeDecl', (): readonly Decl[] => {
    const first = this.LA(1);
    this.CONSUME(K.size);
    const name = this.SUBRULE(this.ident);
    let fields: { min?: Expr; max?: Expr; multipleOf?: Expr; value?: Expr } = {};
    this.OPTION(() => this.OR([
      {
        ALT: () => {
          this.CONSUME(K.in);
          const min = this.SUBRULE(this.additive);
          this.CONSUME(S.range);
          const max = this.SUBRULE2(this.additive);
          fields = { min, max };
          this.OPTION2(() => {
            this.CONSUME(W.multiple);
            this.CONSUME(W.of);
            fields = { ...fields, multipleOf: this.SUBRULE3(this.additive) };
          });
        },
      },
      { ALT: () => { this.CONSUME(S.assign); fields = { value: this.SUBRULE4(this.additive) }; } },
    ]));
    return [{ kind: 'size', name, ...fields, span: this.from(first) }];
  });

  private constDecl = this.RULE('constDecl', (): readonly Decl[] => {
    const decls: Decl[] = [];
    this.CONSUME(K.const);
    this.AT_LEAST_ONE_SEP({
      SEP: S.comma,
      DEF: () => {
        const first = this.LA(1);
        const name = this.SUBRULE(this.ident);
        let binders: readonly Binder[] = [];
        this.OPTION(() => {
          this.CONSUME(S.openBracket);
          binders = this.SUBRULE(this.binders);
          this.CONSUME(S.closeBracket);
        });
        this.CONSUME(S.assign);
        const value = this.SUBRULE(this.expression);
        decls.push({ kind: 'const', name, binders, value, span: this.from(first) });
      },
    });
    return decls;
  });

  private batchDecl = this.RULE('batchDecl', (): readonly Decl[] => {
    const first = this.LA(1);
    this.CONSUME(K.batch);
    const min = this.SUBRULE(this.additive);
    this.CONSUME(S.range);
    const max = this.SUBRULE2(this.additive);
    return [{ kind: 'batch', min, max, span: this.from(first) }];
  });

  private names = this.RULE('names', (): readonly Ident[] => {
    const names: Ident[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: S.comma, DEF: () => { names.push(this.SUBRULE(this.ident)); } });
    return names;
  });

  private tensorDecl = this.RULE('tensorDecl', (): readonly Decl[] => {
    const first = this.LA(1);
    const role = this.OR([
      { ALT: () => { this.CONSUME(K.input); return 'input' as const; } },
      { ALT: () => { this.CONSUME(K.weight); return 'weight' as const; } },
      { ALT: () => { this.CONSUME(K.memory); return 'memory' as const; } },
    ]);
    const names = this.SUBRULE(this.names);
    this.CONSUME(S.colon);
    const type = this.SUBRULE(this.type);
    let growth: GrowthNode | undefined;
    this.OPTION(() => { growth = this.SUBRULE(this.growth); });
    return [{ kind: 'tensor', role, names: names ?? [], ...(type ? { type } : {}), ...(growth ? { growth } : {}), span: this.from(first) }];
  });

  private type = this.RULE('type', (): TypeNode => {
    const first = this.LA(1);
    const dtype = this.SUBRULE(this.ident);
    let idOf: Expr | undefined;
    const dims: Expr[] = [];
    this.OPTION(() => {
      this.CONSUME(S.less);
      idOf = this.SUBRULE(this.additive);
      this.CONSUME(S.greater);
    });
    this.OPTION2(() => {
      this.CONSUME(S.openBracket);
      this.AT_LEAST_ONE_SEP({ SEP: S.comma, DEF: () => { dims.push(this.SUBRULE2(this.additive)); } });
      this.CONSUME(S.closeBracket);
    });
    return { dtype, dims, ...(idOf ? { idOf } : {}), span: this.from(first) };
  });

  private growth = this.RULE('growth', (): GrowthNode => {
    const first = this.LA(1);
    const growth = this.OR([
      { ALT: () => { this.CONSUME(W.static); return { kind: 'static' as const }; } },
      { ALT: () => { this.CONSUME(W.computed); return { kind: 'computed' as const }; } },
      { ALT: () => { this.CONSUME(W.ring); return { kind: 'ring' as const }; } },
      {
        ALT: () => {
          this.CONSUME(W.append);
          this.CONSUME(W.per);
          return this.OR2([
            { ALT: () => { this.CONSUME(W.token); return { kind: 'append-token' as const }; } },
            {
              ALT: () => {
                this.CONSUME(W.block);
                this.CONSUME(W.of);
                return { kind: 'append-block' as const, block: this.SUBRULE(this.additive) };
              },
            },
          ]);
        },
      },
    ]);
    return { ...growth, span: this.from(first) };
  });

  private outputDecl = this.RULE('outputDecl', (): readonly Decl[] => {
    const first = this.LA(1);
    this.CONSUME(K.output);
    const names = this.SUBRULE(this.names);
    return [{ kind: 'output', names: names ?? [], span: this.from(first) }];
  });

  private fnDecl = this.RULE('fnDecl', (): readonly Decl[] => {
    const first = this.LA(1);
    const params: FnParam[] = [];
    const locals: { name: Ident; value?: Expr }[] = [];
    let result: readonly Binder[] = [];
    this.CONSUME(K.fn);
    const name = this.SUBRULE(this.ident);
    this.CONSUME(S.openParen);
    this.MANY_SEP({ SEP: S.comma, DEF: () => { params.push(this.SUBRULE(this.fnParam)); } });
    this.CONSUME(S.closeParen);
    this.OPTION(() => {
      this.CONSUME(S.openBracket);
      result = this.SUBRULE(this.binders);
      this.CONSUME(S.closeBracket);
    });
    const value = this.OR([
      { ALT: () => { this.CONSUME(S.assign); return this.SUBRULE(this.expression); } },
      {
        ALT: () => {
          this.CONSUME(S.openBrace);
          this.MANY(() => {
            const local = this.SUBRULE2(this.ident);
            this.CONSUME2(S.assign);
            locals.push({ name: local, value: this.SUBRULE2(this.expression) });
            this.OPTION2(() => this.SUBRULE(this.separator));
          });
          this.CONSUME3(S.assign);
          const body = this.SUBRULE3(this.expression);
          this.CONSUME(S.closeBrace);
          return body;
        },
      },
    ]);
    return [{ kind: 'fn', doc: '', name, params, result, locals, ...(value ? { value } : {}), span: this.from(first) }];
  });

  private fnParam = this.RULE('fnParam', (): FnParam => {
    const first = this.LA(1);
    const name = this.SUBRULE(this.ident);
    let dims: readonly Ident[] = [];
    let fallback: Expr | undefined;
    this.OPTION(() => {
      this.CONSUME(S.openBracket);
      dims = this.SUBRULE(this.names);
      this.CONSUME(S.closeBracket);
    });
    this.OPTION2(() => {
      this.CONSUME(S.assign);
      fallback = this.SUBRULE(this.additive);
    });
    return { name, dims, ...(fallback ? { default: fallback } : {}), span: this.from(first) };
  });

  private stageDecl = this.RULE('stageDecl', (): readonly Decl[] => {
    const first = this.LA(1);
    const stage = this.OR(Object.entries(STAGES).map(([word, token]) => ({
      ALT: () => { this.CONSUME(token); return word as keyof typeof STAGES; },
    })));
    let once = false;
    this.OPTION(() => {
      this.CONSUME(W.once);
      once = true;
    });
    const body = this.SUBRULE(this.block);
    return [{ kind: 'stage', stage, once, body: body ?? [], span: this.from(first) }];
  });

  private separator = this.RULE('separator', () => {
    this.OR([{ ALT: () => this.CONSUME(S.comma) }, { ALT: () => this.CONSUME(S.semicolon) }]);
  });

  private block = this.RULE('block', (): readonly Stmt[] => {
    const body: Stmt[] = [];
    this.CONSUME(S.openBrace);
    this.MANY(() => {
      const stmt = this.SUBRULE(this.statement);
      this.ACTION(() => { if (stmt) body.push(stmt); });
      this.OPTION(() => this.SUBRULE(this.separator));
    });
    this.CONSUME(S.closeBrace);
    return body;
  });

  private statement = this.RULE('statement', (): Stmt => this.OR([
    { ALT: () => this.SUBRULE(this.whenStmt) },
    { ALT: () => this.SUBRULE(this.assignment) },
  ]));

  private whenStmt = this.RULE('whenStmt', (): Stmt => {
    const first = this.LA(1);
    this.CONSUME(K.when);
    const cond = this.SUBRULE(this.expression);
    const body = this.SUBRULE(this.block);
    return { kind: 'when', ...(cond ? { cond } : {}), body: body ?? [], span: this.from(first) };
  });

  private assignment = this.RULE('assignment', (): Stmt => {
    const first = this.LA(1);
    const target = this.SUBRULE(this.ident);
    let indices: Indices = [];
    let binders: readonly Binder[] = [];
    this.OPTION(() => { indices = this.SUBRULE(this.indices); });
    const how = this.OR([
      { ALT: () => { this.CONSUME(S.assign); return { kind: 'define' as const }; } },
      { ALT: () => { this.CONSUME(S.arrow); return { kind: 'append' as const }; } },
      { ALT: () => { this.CONSUME(S.plusEquals); return { kind: 'combine' as const, op: 'sum' as const }; } },
      { ALT: () => { this.CONSUME(S.minEquals); return { kind: 'combine' as const, op: 'min' as const }; } },
      { ALT: () => { this.CONSUME(S.maxEquals); return { kind: 'combine' as const, op: 'max' as const }; } },
    ]);
    const value = this.SUBRULE(this.expression);
    this.OPTION2(() => {
      this.CONSUME(K.for);
      binders = this.SUBRULE(this.binders);
    });
    return { ...how, target, indices, ...(value ? { value } : {}), binders, span: this.from(first) };
  });

  private indices = this.RULE('indices', (): Indices => {
    const list: (Expr | Slice)[] = [];
    this.CONSUME(S.openBracket);
    this.AT_LEAST_ONE_SEP({
      SEP: S.comma,
      DEF: () => this.OR([
        { ALT: () => { const token = this.CONSUME(S.colon); list.push({ kind: 'slice', span: this.spanOf(token) }); } },
        { ALT: () => { list.push(this.SUBRULE(this.expression)); } },
      ]),
    });
    this.CONSUME(S.closeBracket);
    return list;
  });

  private binders = this.RULE('binders', (): readonly Binder[] => {
    const list: Binder[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: S.comma, DEF: () => { list.push(this.SUBRULE(this.binder)); } });
    return list;
  });

  /** Ranges are sums: `|` ends one in `{ p in P | … }`. */
  private binder = this.RULE('binder', (): Binder => {
    const first = this.LA(1);
    const name = this.SUBRULE(this.ident);
    let range: Binder['range'];
    this.OPTION(() => {
      this.CONSUME(K.in);
      const value = this.SUBRULE(this.additive);
      range = { kind: 'over', value };
      this.OPTION2(() => {
        this.CONSUME(S.range);
        range = { kind: 'interval', lo: value, hi: this.SUBRULE2(this.additive) };
      });
    });
    return { name, ...(range ? { range } : {}), span: this.from(first) };
  });

  private expression = this.RULE('expression', (): Expr => this.OR([
    {
      ALT: () => {
        const first = this.LA(1);
        this.CONSUME(K.if);
        const cond = this.SUBRULE(this.expression);
        this.CONSUME(K.then);
        const then = this.SUBRULE2(this.expression);
        this.CONSUME(K.else);
        const otherwise = this.SUBRULE3(this.expression);
        return { kind: 'if' as const, cond, then, else: otherwise, span: this.from(first) };
      },
    },
    { ALT: () => this.SUBRULE(this.disjunction) },
  ]));

  /** A left-associative level of binary operators. */
  private level(name: string, operators: readonly TokenType[], operand: () => (idx: number) => Expr): () => Expr {
    return this.RULE(name, (): Expr => {
      const first = this.LA(1);
      let left = operand()(0);
      this.MANY(() => {
        const op = this.OR(operators.map((token) => ({ ALT: () => this.CONSUME(token) })));
        const right = operand()(1);
        this.ACTION(() => {
          left = { kind: 'binary', op: BINARY[op.image] ?? '+', left, right, span: this.from(first) };
        });
      });
      return left;
    });
  }

  private disjunction: () => Expr = this.level('disjunction', [K.or], () => (i) => this.subrule(i, this.conjunction));
  private conjunction: () => Expr = this.level('conjunction', [K.and], () => (i) => this.subrule(i, this.negation));

  private negation: () => Expr = this.RULE('negation', (): Expr => this.OR([
    {
      ALT: () => {
        const first = this.LA(1);
        this.CONSUME(K.not);
        const value = this.SUBRULE(this.negation);
        return { kind: 'unary' as const, op: 'not' as const, value, span: this.from(first) };
      },
    },
    { ALT: () => this.SUBRULE(this.comparison) },
  ]));

  private comparison: () => Expr = this.RULE('comparison', (): Expr => {
    const first = this.LA(1);
    let left = this.SUBRULE(this.bits);
    this.OPTION(() => {
      const op = this.OR([S.less, S.lessEqual, S.greater, S.greaterEqual, S.equal, S.notEqual].map((token) => ({ ALT: () => this.CONSUME(token) })));
      const right = this.SUBRULE2(this.bits);
      this.ACTION(() => { left = { kind: 'binary', op: BINARY[op.image] ?? '==', left, right, span: this.from(first) }; });
    });
    return left;
  });

  private bits: () => Expr = this.level('bits', [S.bar, S.caret, S.ampersand], () => (i) => this.subrule(i, this.additive));
  private additive: () => Expr = this.level('additive', [S.plus, S.minus], () => (i) => this.subrule(i, this.product));
  private product: () => Expr = this.level('product', [S.times, S.divide, S.percent], () => (i) => this.subrule(i, this.unary));

  private unary: () => Expr = this.RULE('unary', (): Expr => this.OR([
    {
      ALT: () => {
        const first = this.LA(1);
        this.CONSUME(S.minus);
        const value = this.SUBRULE(this.unary);
        return { kind: 'unary' as const, op: '-' as const, value, span: this.from(first) };
      },
    },
    { GATE: () => this.atReduction(), ALT: () => this.SUBRULE(this.reduction) },
    { GATE: () => this.LA(2).tokenType === S.openParen, ALT: () => this.SUBRULE(this.softmaxSum) },
    { GATE: () => this.LA(2).tokenType === S.openParen, ALT: () => this.SUBRULE(this.topk) },
    { ALT: () => this.SUBRULE(this.postfix) },
  ]));

  /** `max(x, y)` is a call, `max(i) x[i]` and `max(i in 4) …` are reductions: a single name, or `in` between the brackets. */
  private atReduction(): boolean {
    const word = this.LA(1).tokenType;
    if (this.LA(2).tokenType !== S.openParen) return false;
    if (word === W.sum || word === W.mean) return true;
    if (word !== W.min && word !== W.max) return false;
    let depth = 0;
    for (let at = 2; this.LA(at).tokenType !== EOF; at++) {
      const type = this.LA(at).tokenType;
      if (type === S.openParen || type === S.openBracket || type === S.openBrace) depth++;
      else if (type === S.closeParen || type === S.closeBracket || type === S.closeBrace) depth--;
      else if (type === K.in && depth === 1) return true;
      if (depth === 0) return at === 4;
    }
    return false;
  }

  private reduction: () => Expr = this.RULE('reduction', (): Expr => {
    const first = this.LA(1);
    const op = this.OR([
      { ALT: () => { this.CONSUME(W.sum); return 'sum' as const; } },
      { ALT: () => { this.CONSUME(W.min); return 'min' as const; } },
      { ALT: () => { this.CONSUME(W.max); return 'max' as const; } },
      { ALT: () => { this.CONSUME(W.mean); return 'mean' as const; } },
    ]);
    this.CONSUME(S.openParen);
    const binders = this.SUBRULE(this.binders);
    this.CONSUME(S.closeParen);
    const value = this.SUBRULE(this.product);
    return { kind: 'reduce', op, binders: binders ?? [], value, span: this.from(first) };
  });

  private softmaxSum: () => Expr = this.RULE('softmaxSum', (): Expr => {
    const first = this.LA(1);
    this.CONSUME(W.softmaxSum);
    this.CONSUME(S.openParen);
    const binders = this.SUBRULE(this.binders);
    this.CONSUME(S.closeParen);
    const logit = this.SUBRULE(this.additive);
    this.CONSUME(S.fatArrow);
    const value = this.SUBRULE2(this.additive);
    return { kind: 'softmax-sum', binders: binders ?? [], logit, value, span: this.from(first) };
  });

  private topk: () => Expr = this.RULE('topk', (): Expr => {
    const first = this.LA(1);
    this.CONSUME(W.topk);
    this.CONSUME(S.openParen);
    const binder = this.SUBRULE(this.binder);
    this.CONSUME(S.closeParen);
    const key = this.SUBRULE(this.additive);
    this.CONSUME(W.count);
    const count = this.SUBRULE2(this.additive);
    let where: Expr | undefined;
    let always: Expr | undefined;
    this.OPTION(() => {
      this.CONSUME(W.where);
      where = this.SUBRULE(this.disjunction);
    });
    this.OPTION2(() => {
      this.CONSUME(W.always);
      always = this.SUBRULE2(this.disjunction);
    });
    return { kind: 'topk', binder, key, count, ...(where ? { where } : {}), ...(always ? { always } : {}), span: this.from(first) };
  });

  private postfix: () => Expr = this.RULE('postfix', (): Expr => {
    const first = this.LA(1);
    let value = this.SUBRULE(this.primary);
    this.MANY(() => {
      const indices = this.SUBRULE(this.indices);
      this.ACTION(() => { value = { kind: 'index', base: value, indices: indices ?? [], span: this.from(first) }; });
    });
    return value;
  });

  private primary: () => Expr = this.RULE('primary', (): Expr => this.OR([
    { ALT: () => this.number(this.CONSUME(Integer), false) },
    { ALT: () => this.number(this.CONSUME(Float), true) },
    { GATE: () => this.LA(2).tokenType === S.openParen, ALT: () => this.SUBRULE(this.call) },
    { ALT: () => { const name = this.SUBRULE(this.ident); return { kind: 'name' as const, name: name?.name ?? '', span: name?.span ?? this.from(this.LA(1)) }; } },
    {
      ALT: () => {
        this.CONSUME(S.openParen);
        const inner = this.SUBRULE(this.expression);
        this.CONSUME(S.closeParen);
        return inner;
      },
    },
    {
      ALT: () => {
        const first = this.LA(1);
        this.CONSUME(S.openBrace);
        const binder = this.SUBRULE(this.binder);
        this.CONSUME(S.bar);
        const predicate = this.SUBRULE2(this.expression);
        this.CONSUME(S.closeBrace);
        return { kind: 'set' as const, binder, predicate, span: this.from(first) };
      },
    },
  ]));

  private number(token: IToken, float: boolean): Expr {
    return { kind: 'number', value: Number(token.image.replaceAll('_', '')), float, span: this.spanOf(token) };
  }

  private call: () => Expr = this.RULE('call', (): Expr => {
    const first = this.LA(1);
    const callee = this.SUBRULE(this.ident);
    const args: CallArg[] = [];
    this.CONSUME(S.openParen);
    this.MANY_SEP({ SEP: S.comma, DEF: () => { args.push(this.SUBRULE(this.argument)); } });
    this.CONSUME(S.closeParen);
    return { kind: 'call', callee, args, span: this.from(first) };
  });

  private argument = this.RULE('argument', (): CallArg => {
    const first = this.LA(1);
    let name: Ident | undefined;
    this.OPTION({
      GATE: () => this.LA(2).tokenType === S.colon,
      DEF: () => {
        name = this.SUBRULE(this.ident);
        this.CONSUME(S.colon);
      },
    });
    const value = this.SUBRULE(this.expression);
    return { value, ...(name ? { name } : {}), span: this.from(first) };
  });
}
