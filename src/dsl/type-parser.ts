import type { ParserMethod } from 'chevrotain';
import { report, suggest } from '../diagnostics/index.js';
import type { Expr, GrowthNode, Ident, TypeNode } from './ast.js';
import { StatementParser } from './statement-parser.js';
import { Name, S, W } from './tokens.js';

type Rule<T> = ParserMethod<[], T>;
type Growth = Pick<GrowthNode, 'kind' | 'block' | 'from'>;

/** Rules of types, and of what a memory does in a step. */
export class TypeParser extends StatementParser {
  protected names: Rule<readonly Ident[]> = this.RULE('names', (): readonly Ident[] => {
    const names: Ident[] = [this.SUBRULE(this.name)];
    this.MANY(() => {
      this.CONSUME(S.comma);
      names.push(this.SUBRULE2(this.name));
    });
    return names;
  });

  protected type: Rule<TypeNode> = this.RULE('type', (): TypeNode => {
    const first = this.LA(1);
    const dtype = this.SUBRULE(this.name);
    let idOf: Expr | undefined;
    let extents: Pick<TypeNode, 'dims' | 'upTo'> = { dims: [] };
    let block: TypeNode['block'];
    this.OPTION(() => {
      this.CONSUME(S.less);
      idOf = this.SUBRULE(this.sum);
      this.CONSUME(S.greater);
    });
    this.OPTION2(() => { extents = this.SUBRULE(this.extents); });
    this.OPTION3({ GATE: () => !this.storeAt(2), DEF: () => { block = this.SUBRULE(this.scaleBlock); } });
    return { dtype, ...extents, ...(idOf ? { idOf } : {}), ...(block ? { block } : {}), span: this.from(first) };
  });

  private extents: Rule<Pick<TypeNode, 'dims' | 'upTo'>> = this.RULE('extents', () => {
    this.CONSUME(S.openBracket);
    const extents = this.OR<Pick<TypeNode, 'dims' | 'upTo'>>([
      {
        ALT: () => {
          this.CONSUME(S.range);
          return { dims: [], upTo: this.SUBRULE(this.sum) };
        },
      },
      {
        ALT: () => {
          const dims: Expr[] = [this.SUBRULE2(this.sum)];
          this.MANY(() => {
            this.CONSUME(S.comma);
            dims.push(this.SUBRULE3(this.sum));
          });
          return { dims };
        },
      },
    ]);
    this.CONSUME(S.closeBracket);
    return extents;
  });

  /** `block 128 pow2` */
  private scaleBlock: Rule<NonNullable<TypeNode['block']>> = this.RULE('scaleBlock', () => {
    const first = this.CONSUME(W.block);
    const size = this.SUBRULE(this.sum);
    let pow2 = false;
    this.OPTION(() => {
      this.CONSUME(W.pow2);
      pow2 = true;
    });
    return { size, pow2, span: this.from(first) };
  });

  protected growth: Rule<GrowthNode> = this.RULE('growth', (): GrowthNode => {
    const first = this.LA(1);
    const growth = this.OR<Growth>({
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { ALT: () => { this.CONSUME(W.static); return { kind: 'static' }; } },
        { ALT: () => { this.CONSUME(W.computed); return { kind: 'computed' }; } },
        { ALT: () => { this.CONSUME(W.ring); return { kind: 'ring' }; } },
        { ALT: () => this.SUBRULE(this.append) },
        { ALT: () => this.SUBRULE(this.update) },
        { ALT: () => this.SUBRULE(this.state) },
        {
          ALT: () => {
            const word = this.CONSUME(Name);
            const meant = suggest(word.image, ['static', 'computed', 'ring', 'append', 'update', 'state']);
            this.ACTION(() => { this.problems.push(report('MPC1023', { word: word.image }, this.spanOf(word), meant === undefined ? {} : { hint: `did you mean \`${meant}\`?` })); });
            return { kind: 'static' };
          },
        },
      ],
    });
    return { ...growth, span: this.from(first) };
  });

  private append: Rule<Growth> = this.RULE('append', () => {
    this.CONSUME(W.append);
    this.CONSUME(W.per);
    return this.OR<Growth>([
      { ALT: () => { this.CONSUME(W.token); return { kind: 'append-token' }; } },
      { ALT: () => { this.CONSUME(W.step); return { kind: 'append-token' }; } },
      {
        ALT: () => {
          this.CONSUME(W.block);
          this.CONSUME(W.of);
          return { kind: 'append-block', block: this.SUBRULE(this.sum) };
        },
      },
    ]);
  });

  private update: Rule<Growth> = this.RULE('update', () => {
    this.CONSUME(W.update);
    this.CONSUME(W.per);
    this.CONSUME(W.block);
    this.CONSUME(W.of);
    return { kind: 'update-block' as const, block: this.SUBRULE(this.sum) };
  });

  private state: Rule<Growth> = this.RULE('state', () => {
    this.CONSUME(W.state);
    let from: Ident | undefined;
    this.OPTION({
      GATE: () => !this.storeAt(2),
      DEF: () => {
        this.CONSUME(W.from);
        from = this.SUBRULE(this.name);
      },
    });
    return { kind: 'state' as const, ...(from ? { from } : {}) };
  });
}
