import type { ParserMethod } from 'chevrotain';
import { report, suggest, type Diagnostic } from '../diagnostics/index.js';
import type { Binder, Decl, Expr, ExternDecl, ExternParam, FnDecl, FnLocal, FnParam, GrowthNode, Ident, SizeDecl, StageDecl, Stmt } from './ast.js';
import { LINE_START, startsDeclaration, STATEMENT, TARGET } from './landmarks.js';
import { stringValue, type Lexed } from './lex.js';
import { DeclarationWord, Name, R, S, StageWord, StringToken, TensorWord, W } from './tokens.js';
import { TypeParser } from './type-parser.js';

type Rule<T> = ParserMethod<[], T>;
type SizeRange = Pick<SizeDecl, 'min' | 'max' | 'multipleOf' | 'value'>;
type Locals = FnDecl['locals'];
type ExternClauses = Pick<ExternDecl, 'cost' | 'device' | 'template'>;

const STAGES: Readonly<Record<string, StageDecl['stage']>> = { prepare: 'prepare', relevancy: 'relevancy', retrieve: 'retrieve', apply: 'apply' };
const ROLES = { input: 'input', weight: 'weight', memory: 'memory' } as const;
const WORDS = ['method', 'size', 'const', 'batch', 'input', 'weight', 'memory', 'output', 'fn', 'step', 'extern', ...Object.keys(STAGES)];

/** Rules of declarations, and of whole files. Builds the syntax tree directly; parts that were wrong are missing from it. */
export class MethodParser extends TypeParser {
  private readonly decls: Decl[] = [];
  private method: Ident | undefined;
  private methodStart = 0;

  constructor() {
    super();
    this.performSelfAnalysis();
  }

  /** Reads a whole text. Syntax errors are in `problems`. */
  read(lexed: Lexed, file: string, length: number): { readonly method?: Ident; readonly methodStart: number; readonly decls: readonly Decl[] } {
    this.start(lexed, file, length);
    this.decls.length = 0;
    this.method = undefined;
    this.file();
    for (const { kind, span } of this.selections) {
      const what = kind === 'topk' ? '`topk`' : kind === 'scan' ? '`scan`' : 'a set';
      const inFunction = this.decls.some((d) => d.kind === 'fn' && d.span.start <= span.start && span.end <= d.span.end);
      const hint = kind === 'scan' ? 'give it a name: `s[t] = scan(t) …`, then use `s[t]`'
        : inFunction ? 'a function holds no selection: make it in a stage, and pass it: `f(x, ids)`' : 'give the selection a name: `ids = …`, then use `for i in ids` or `ids[i]`';
      this.problems.push(report('MPC1024', { what }, span, { hint }));
    }
    return { ...(this.method ? { method: this.method } : {}), methodStart: this.methodStart, decls: [...this.decls] };
  }

  private file: Rule<void> = this.RULE('file', (): void => {
    this.ACTION(() => { this.toDeclaration(false); });
    this.MANY(() => {
      const before = this.problems.length;
      const found = this.attempt(() => this.SUBRULE(this.declaration), { advance: true });
      this.OPTION(() => { this.CONSUME(S.semicolon); });
      this.ACTION(() => {
        if (found) this.decls.push(...found);
        this.toDeclaration(this.problems.length > before);
      });
    });
  });

  /** Passes over what is no declaration, and says so unless an error just before explains it. */
  private toDeclaration(silent: boolean): void {
    if (this.atEnd || this.next(DeclarationWord)) return;
    if (!silent) this.problem(this.noDeclaration());
    do this.currIdx++;
    while (!this.atEnd && !startsDeclaration(this.LA(1), this.LA(2)) && !this.resemblesDeclaration());
    this.toDeclaration(false);
  }

  /** A line such as `inpt x : …`, `retreive {` or `const if = …`: worth a message of its own. */
  private resemblesDeclaration(): boolean {
    if (!this.flag(LINE_START)) return false;
    if (this.next(DeclarationWord)) return this.reserved(2);
    return (this.next(Name, 2) || this.next(S.openBrace, 2)) && suggest(this.LA(1).image, WORDS) !== undefined;
  }

  private noDeclaration(): Diagnostic {
    const token = this.LA(1);
    if (this.next(S.closeBrace) || this.next(S.closeParen) || this.next(S.closeBracket)) return report('MPC1007', { close: token.image }, this.spanOf(token));
    if (this.next(Name) && this.storeAt(2) || token.tokenType === R.when) return report('MPC1019', { name: token.image }, this.spanOf(token), { hint: 'put it into a stage: `relevancy { … }`' });
    const meant = suggest(token.image, WORDS);
    return report('MPC1004', { found: this.here.found }, this.spanOf(token), meant === undefined ? {} : { hint: `did you mean \`${meant}\`?` });
  }

  private declaration: Rule<readonly Decl[]> = this.RULE('declaration', (): readonly Decl[] => {
    this.ACTION(() => { this.newStatement(); });
    return this.OR([
      { ALT: () => this.SUBRULE(this.methodLine) },
      { ALT: () => this.SUBRULE(this.sizeDecl) },
      { ALT: () => this.SUBRULE(this.constDecl) },
      { ALT: () => this.SUBRULE(this.stepDecl) },
      { ALT: () => this.SUBRULE(this.batchDecl) },
      { ALT: () => this.SUBRULE(this.tensorDecl) },
      { ALT: () => this.SUBRULE(this.outputDecl) },
      { ALT: () => this.SUBRULE(this.fnDecl) },
      { ALT: () => this.SUBRULE(this.externDecl) },
      { ALT: () => this.SUBRULE(this.stageDecl) },
    ]);
  });

  private methodLine: Rule<readonly Decl[]> = this.RULE('methodLine', (): readonly Decl[] => {
    const word = this.CONSUME(W.method);
    const name = this.SUBRULE(this.name);
    this.ACTION(() => {
      if (this.method) this.problems.push(report('MPC1022', {}, this.spanOf(word), { related: [{ span: this.method.span, message: 'the first one' }] }));
      else if (this.decls.length > 0) this.problems.push(report('MPC1022', {}, this.spanOf(word), { hint: 'move this line to the top' }));
      if (this.method) return;
      this.method = name;
      this.methodStart = word.startOffset;
    });
    return [];
  });

  private sizeDecl: Rule<readonly Decl[]> = this.RULE('sizeDecl', (): readonly Decl[] => {
    const decls: Decl[] = [];
    const word = this.CONSUME(W.size);
    this.AT_LEAST_ONE_SEP({
      SEP: S.comma,
      DEF: () => {
        const first = decls.length === 0 ? word : this.LA(1);
        const name = this.SUBRULE(this.name);
        const range = this.attempt(() => {
          let read: SizeRange = {};
          this.OPTION(() => { read = this.SUBRULE(this.sizeRange); });
          return read;
        }, { stop: (at) => this.typeAt(at) === S.comma && (this.typeAt(at + 2) === W.in || this.flag(TARGET, at + 1)) });
        decls.push({ kind: 'size', name, ...range, span: this.from(first) });
      },
    });
    return decls;
  });

  private sizeRange: Rule<SizeRange> = this.RULE('sizeRange', () => this.OR<SizeRange>([
    {
      ALT: () => {
        this.CONSUME(W.in);
        const min = this.SUBRULE(this.sum);
        this.CONSUME(S.range);
        const max = this.SUBRULE2(this.sum);
        let multipleOf: Expr | undefined;
        this.OPTION(() => {
          this.CONSUME(W.multiple);
          this.CONSUME(W.of);
          multipleOf = this.SUBRULE3(this.sum);
        });
        return { min, max, ...(multipleOf ? { multipleOf } : {}) };
      },
    },
    {
      ALT: () => {
        this.CONSUME(S.assign);
        return { value: this.SUBRULE4(this.sum) };
      },
    },
  ]));

  private constDecl: Rule<readonly Decl[]> = this.RULE('constDecl', (): readonly Decl[] => {
    const decls: Decl[] = [];
    this.CONSUME(W.const);
    this.AT_LEAST_ONE_SEP({
      SEP: S.comma,
      DEF: () => {
        const first = this.LA(1);
        const name = this.SUBRULE(this.name);
        let binders: readonly Binder[] = [];
        const value = this.attempt(() => {
          this.OPTION(() => { binders = this.SUBRULE(this.resultIndices); });
          this.CONSUME(S.assign);
          return this.SUBRULE(this.expression);
        }, { stop: (at) => this.typeAt(at) === S.comma && this.flag(TARGET, at + 1) });
        decls.push({ kind: 'const', name, binders, ...(value ? { value } : {}), span: this.from(first) });
      },
    });
    return decls;
  });

  private stepDecl: Rule<readonly Decl[]> = this.RULE('stepDecl', (): readonly Decl[] => {
    const first = this.CONSUME(W.step);
    const size = this.SUBRULE(this.name);
    let by: Expr | undefined;
    this.OPTION(() => {
      this.CONSUME(W.by);
      by = this.SUBRULE(this.sum);
    });
    return [{ kind: 'step', size, ...(by ? { by } : {}), span: this.from(first) }];
  });

  private batchDecl: Rule<readonly Decl[]> = this.RULE('batchDecl', (): readonly Decl[] => {
    const first = this.CONSUME(W.batch);
    const min = this.SUBRULE(this.sum);
    this.CONSUME(S.range);
    const max = this.SUBRULE2(this.sum);
    return [{ kind: 'batch', min, max, span: this.from(first) }];
  });

  private tensorDecl: Rule<readonly Decl[]> = this.RULE('tensorDecl', (): readonly Decl[] => {
    const first = this.CONSUME(TensorWord);
    const names = this.SUBRULE(this.names);
    let growth: GrowthNode | undefined;
    const type = this.attempt(() => {
      this.CONSUME(S.colon);
      const read = this.SUBRULE(this.type);
      this.OPTION({ GATE: () => !this.flag(STATEMENT) && !this.declarationHere(), DEF: () => { growth = this.SUBRULE(this.growth); } });
      return read;
    });
    const role = first.image === 'weight' ? ROLES.weight : first.image === 'memory' ? ROLES.memory : ROLES.input;
    return [{ kind: 'tensor', role, names, ...(type ? { type } : {}), ...(growth ? { growth } : {}), span: this.from(first) }];
  });

  /** A declaration's word at the start of a line, or with a name behind it. */
  private declarationHere(): boolean {
    return (this.flag(LINE_START) && this.next(DeclarationWord)) || startsDeclaration(this.LA(1), this.LA(2));
  }

  private outputDecl: Rule<readonly Decl[]> = this.RULE('outputDecl', (): readonly Decl[] => {
    const first = this.CONSUME(W.output);
    const names = this.SUBRULE(this.names);
    return [{ kind: 'output', names, span: this.from(first) }];
  });

  private fnDecl: Rule<readonly Decl[]> = this.RULE('fnDecl', (): readonly Decl[] => {
    const first = this.CONSUME(W.fn);
    const name = this.SUBRULE(this.name);
    const params: FnParam[] = [];
    let result: readonly Binder[] = [];
    let locals: Locals = [];
    const value = this.attempt(() => {
      this.CONSUME(S.openParen);
      this.MANY_SEP({ SEP: S.comma, DEF: () => { params.push(this.SUBRULE(this.fnParam)); } });
      this.CONSUME(S.closeParen);
      this.OPTION(() => { result = this.SUBRULE(this.resultIndices); });
      return this.OR([
        {
          ALT: () => {
            this.CONSUME(S.assign);
            return this.SUBRULE(this.expression);
          },
        },
        {
          ALT: () => {
            const body = this.SUBRULE(this.fnBody);
            locals = body.locals;
            return body.value;
          },
        },
      ]);
    });
    return [{ kind: 'fn', doc: '', name, params, result, locals, ...(value ? { value } : {}), span: this.from(first) }];
  });

  /** `{ a = …  b = …  = a * b }` */
  private fnBody: Rule<{ readonly locals: Locals; readonly value?: Expr }> = this.RULE('fnBody', () => {
    const locals: FnLocal[] = [];
    const open = this.CONSUME(S.openBrace);
    this.MANY(() => {
      const statement = this.attempt(() => this.SUBRULE(this.statement), { advance: true });
      this.ACTION(() => { if (statement && this.isLocal(statement)) locals.push(statement); });
      this.OPTION(() => { this.SUBRULE(this.separator); });
    });
    const value = this.attempt(() => {
      this.CONSUME2(S.assign);
      return this.SUBRULE2(this.expression);
    });
    this.OPTION2(() => { this.SUBRULE2(this.separator); });
    this.closeBrace(open);
    return { locals, ...(value ? { value } : {}) };
  });

  /** Only definitions have a place in a function; reports others. */
  private isLocal(statement: Stmt): statement is FnLocal {
    if (statement.kind === 'repeat') return statement.body.map((s) => this.isLocal(s)).every(Boolean);
    if (statement.kind === 'define' && !statement.keep) return true;
    const what = statement.kind === 'when' || statement.kind === 'every' ? `\`${statement.kind}\``
      : statement.kind === 'append' ? '`<-`' : statement.kind === 'combine' ? `\`${statement.op === 'sum' ? '+' : statement.op}=\``
      : statement.kind === 'call' ? 'a call with several results' : '`keep`';
    this.problems.push(report('MPC1028', { what }, statement.span));
    return false;
  }

  private externDecl: Rule<readonly Decl[]> = this.RULE('externDecl', (): readonly Decl[] => {
    const first = this.CONSUME(W.extern);
    const name = this.SUBRULE(this.name);
    const params: ExternParam[] = [];
    let results: readonly ExternParam[] = [];
    let clauses: ExternClauses = {};
    const read = this.attempt(() => {
      this.CONSUME(S.openParen);
      this.MANY_SEP({ SEP: S.comma, DEF: () => { params.push(this.SUBRULE(this.externParam)); } });
      this.CONSUME(S.closeParen);
      this.CONSUME(S.gives);
      results = this.SUBRULE(this.externResults);
      this.MANY(() => { clauses = this.SUBRULE(this.externClause, { ARGS: [clauses] }); });
      return true;
    });
    if (!read) return [{ kind: 'const', name, binders: [], span: this.from(first) }];
    return [{ kind: 'extern', doc: '', name, params, results, ...clauses, span: this.from(first) }];
  });

  private externParam: Rule<ExternParam> = this.RULE('externParam', (): ExternParam => {
    const first = this.LA(1);
    const name = this.SUBRULE(this.name);
    this.CONSUME(S.colon);
    const type = this.SUBRULE(this.type);
    return { name, type, span: this.from(first) };
  });

  private externResults: Rule<readonly ExternParam[]> = this.RULE('externResults', (): readonly ExternParam[] => this.OR<readonly ExternParam[]>([
    {
      ALT: () => {
        const results: ExternParam[] = [];
        this.CONSUME(S.openParen);
        this.AT_LEAST_ONE_SEP({ SEP: S.comma, DEF: () => { results.push(this.SUBRULE(this.externParam)); } });
        this.CONSUME(S.closeParen);
        return results;
      },
    },
    { ALT: () => [this.SUBRULE2(this.externParam)] },
  ]));

  /** `cost 2 * P flop, P bytes`, `on gpu` or `template "…"`; each at most once. */
  private externClause: ParserMethod<[before: ExternClauses], ExternClauses> = this.RULE('externClause', (before: ExternClauses): ExternClauses => {
    const word = this.LA(1);
    const added = this.OR<ExternClauses>([
      {
        ALT: () => {
          this.CONSUME(W.cost);
          return { cost: this.SUBRULE(this.work) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(W.on);
          return { device: this.SUBRULE(this.name) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(W.template);
          const first = this.LA(1);
          let text = '';
          this.AT_LEAST_ONE(() => { text += stringValue(this.CONSUME(StringToken).image); });
          return { template: { text, span: this.from(first) } };
        },
      },
    ]);
    this.ACTION(() => {
      if (Object.keys(added).some((key) => key in before)) this.problems.push(report('MPC1029', { word: word.image }, this.spanOf(word)));
    });
    return { ...before, ...added };
  });

  private work: Rule<NonNullable<ExternDecl['cost']>> = this.RULE('work', () => {
    const first = this.SUBRULE(this.sum);
    return this.OR<NonNullable<ExternDecl['cost']>>([
      {
        ALT: () => {
          let bytes: Expr | undefined;
          this.CONSUME(W.flop);
          this.OPTION(() => {
            this.CONSUME(S.comma);
            bytes = this.SUBRULE2(this.sum);
            this.CONSUME(W.bytes);
          });
          return { flop: first, ...(bytes ? { bytes } : {}) };
        },
      },
      {
        ALT: () => {
          this.CONSUME2(W.bytes);
          return { bytes: first };
        },
      },
    ]);
  });

  private resultIndices: Rule<readonly Binder[]> = this.RULE('resultIndices', (): readonly Binder[] => {
    this.CONSUME(S.openBracket);
    const binders = this.SUBRULE(this.binders);
    this.CONSUME(S.closeBracket);
    return binders;
  });

  private fnParam: Rule<FnParam> = this.RULE('fnParam', (): FnParam => {
    const first = this.LA(1);
    const name = this.SUBRULE(this.name);
    let dims: readonly Ident[] = [];
    let fallback: Expr | undefined;
    this.OPTION(() => {
      this.CONSUME(S.openBracket);
      dims = this.SUBRULE(this.names);
      this.CONSUME(S.closeBracket);
    });
    this.OPTION2(() => {
      this.CONSUME(S.assign);
      fallback = this.SUBRULE(this.expression);
    });
    return { name, dims, ...(fallback ? { default: fallback } : {}), span: this.from(first) };
  });

  private stageDecl: Rule<readonly Decl[]> = this.RULE('stageDecl', (): readonly Decl[] => {
    const first = this.CONSUME(StageWord);
    let once = false;
    let every: Expr | undefined;
    this.OPTION(() => {
      this.CONSUME(W.once);
      once = true;
    });
    this.OPTION2(() => { every = this.SUBRULE(this.period); });
    const body = this.SUBRULE(this.block);
    return [{ kind: 'stage', stage: STAGES[first.image] ?? 'prepare', once, ...(every ? { every } : {}), body, span: this.from(first) }];
  });
}
