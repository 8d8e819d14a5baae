import type { ParserMethod } from 'chevrotain';
import { report, suggest, type Diagnostic } from '../diagnostics/index.js';
import type { Binder, Decl, Expr, FnDecl, FnLocal, FnParam, GrowthNode, Ident, SizeDecl, StageDecl, TypeNode } from './ast.js';
import { LINE_START, startsDeclaration, STATEMENT, TARGET } from './landmarks.js';
import type { Lexed } from './lex.js';
import { StatementParser } from './statement-parser.js';
import { DeclarationWord, Name, R, S, StageWord, TensorWord, W } from './tokens.js';

type Rule<T> = ParserMethod<[], T>;
type SizeRange = Pick<SizeDecl, 'min' | 'max' | 'multipleOf' | 'value'>;
type Locals = FnDecl['locals'];

const STAGES: Readonly<Record<string, StageDecl['stage']>> = { prepare: 'prepare', relevancy: 'relevancy', retrieve: 'retrieve', apply: 'apply' };
const ROLES = { input: 'input', weight: 'weight', memory: 'memory' } as const;
const WORDS = ['method', 'size', 'const', 'batch', 'input', 'weight', 'memory', 'output', 'fn', ...Object.keys(STAGES)];

/** Rules of declarations, and of whole files. Builds the syntax tree directly; parts that were wrong are missing from it. */
export class MethodParser extends StatementParser {
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
      this.problems.push(report('MPC1024', { what: kind === 'topk' ? '`topk`' : 'a set' }, span, {
        hint: 'give the selection a name: `ids = …`, then use `for i in ids` or `ids[i]`',
      }));
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
      { ALT: () => this.SUBRULE(this.batchDecl) },
      { ALT: () => this.SUBRULE(this.tensorDecl) },
      { ALT: () => this.SUBRULE(this.outputDecl) },
      { ALT: () => this.SUBRULE(this.fnDecl) },
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

  private batchDecl: Rule<readonly Decl[]> = this.RULE('batchDecl', (): readonly Decl[] => {
    const first = this.CONSUME(W.batch);
    const min = this.SUBRULE(this.sum);
    this.CONSUME(S.range);
    const max = this.SUBRULE2(this.sum);
    return [{ kind: 'batch', min, max, span: this.from(first) }];
  });

  private names: Rule<readonly Ident[]> = this.RULE('names', (): readonly Ident[] => {
    const names: Ident[] = [this.SUBRULE(this.name)];
    this.MANY(() => {
      this.CONSUME(S.comma);
      names.push(this.SUBRULE2(this.name));
    });
    return names;
  });

  private tensorDecl: Rule<readonly Decl[]> = this.RULE('tensorDecl', (): readonly Decl[] => {
    const first = this.CONSUME(TensorWord);
    const names = this.SUBRULE(this.names);
    let growth: GrowthNode | undefined;
    const type = this.attempt(() => {
      this.CONSUME(S.colon);
      const read = this.SUBRULE(this.type);
      this.OPTION({ GATE: () => !startsDeclaration(this.LA(1), this.LA(2)) && !this.flag(STATEMENT), DEF: () => { growth = this.SUBRULE(this.growth); } });
      return read;
    });
    const role = first.image === 'weight' ? ROLES.weight : first.image === 'memory' ? ROLES.memory : ROLES.input;
    return [{ kind: 'tensor', role, names, ...(type ? { type } : {}), ...(growth ? { growth } : {}), span: this.from(first) }];
  });

  private type: Rule<TypeNode> = this.RULE('type', (): TypeNode => {
    const first = this.LA(1);
    const dtype = this.SUBRULE(this.name);
    let idOf: Expr | undefined;
    let dims: readonly Expr[] = [];
    this.OPTION(() => {
      this.CONSUME(S.less);
      idOf = this.SUBRULE(this.sum);
      this.CONSUME(S.greater);
    });
    this.OPTION2(() => { dims = this.SUBRULE(this.extents); });
    return { dtype, dims, ...(idOf ? { idOf } : {}), span: this.from(first) };
  });

  private extents: Rule<readonly Expr[]> = this.RULE('extents', (): readonly Expr[] => {
    this.CONSUME(S.openBracket);
    const dims: Expr[] = [this.SUBRULE(this.sum)];
    this.MANY(() => {
      this.CONSUME(S.comma);
      dims.push(this.SUBRULE2(this.sum));
    });
    this.CONSUME(S.closeBracket);
    return dims;
  });

  private growth: Rule<GrowthNode> = this.RULE('growth', (): GrowthNode => {
    const first = this.LA(1);
    const growth = this.OR<Pick<GrowthNode, 'kind' | 'block'>>({
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { ALT: () => { this.CONSUME(W.static); return { kind: 'static' }; } },
        { ALT: () => { this.CONSUME(W.computed); return { kind: 'computed' }; } },
        { ALT: () => { this.CONSUME(W.ring); return { kind: 'ring' }; } },
        { ALT: () => this.SUBRULE(this.append) },
        {
          ALT: () => {
            const word = this.CONSUME(Name);
            const meant = suggest(word.image, ['static', 'computed', 'ring', 'append']);
            this.ACTION(() => { this.problems.push(report('MPC1023', { word: word.image }, this.spanOf(word), meant === undefined ? {} : { hint: `did you mean \`${meant}\`?` })); });
            return { kind: 'static' };
          },
        },
      ],
    });
    return { ...growth, span: this.from(first) };
  });

  private append: Rule<Pick<GrowthNode, 'kind' | 'block'>> = this.RULE('append', () => {
    this.CONSUME(W.append);
    this.CONSUME(W.per);
    return this.OR<Pick<GrowthNode, 'kind' | 'block'>>([
      { ALT: () => { this.CONSUME(W.token); return { kind: 'append-token' }; } },
      {
        ALT: () => {
          this.CONSUME(W.block);
          this.CONSUME(W.of);
          return { kind: 'append-block', block: this.SUBRULE(this.sum) };
        },
      },
    ]);
  });

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
      const name = this.SUBRULE(this.name);
      const value = this.attempt(() => {
        this.ACTION(() => { this.newStatement(); });
        this.CONSUME(S.assign);
        return this.SUBRULE(this.expression);
      });
      locals.push({ kind: 'define', target: name, keep: false, indices: [], binders: [], ...(value ? { value } : {}), span: name.span });
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
    this.OPTION(() => {
      this.CONSUME(W.once);
      once = true;
    });
    const body = this.SUBRULE(this.block);
    return [{ kind: 'stage', stage: STAGES[first.image] ?? 'prepare', once, body, span: this.from(first) }];
  });
}
