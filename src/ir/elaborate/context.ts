import type { Diagnostic, RelatedSpan, Span } from '../../diagnostics/diagnostic.js';
import type { Code } from '../../diagnostics/catalogue.js';
import { report } from '../../diagnostics/report.js';
import type { Binder, Expr as Ast, FnDecl, Ident, RepeatStmt, Slice, Stmt } from '../../dsl/ast.js';
import { scalarTypeOf, type DType } from '../../numerics/dtype.js';
import { Size, type Sym } from '../../symbolic/index.js';
import { exprOfSym } from '../build.js';
import type { Axis, Expr, Extern, LoadExpr, Op, SizeSymbol, Stage, Tensor } from '../nodes.js';
import { mapExpr, visitExpr } from '../visit.js';
import { Bounds } from './bounds.js';
import { conditionFacts } from './facts.js';
import { guardIndex, validEntry } from './guard-index.js';
import { Scope, type Binding, type BoundCall, type View } from './scope.js';
import { suggest } from './suggest.js';
import { show } from './show.js';
import { wantedNumber } from './wanted.js';

export interface ReportOptions { readonly related?: readonly RelatedSpan[]; readonly hint?: string }

/** Where the statement at hand stands. */
export interface Place {
  readonly stage: Stage;
  readonly once: boolean;
  readonly when?: Expr;
  /** The `when` blocks around it, outermost first. */
  readonly conditions: readonly object[];
}

/** A name that a statement defines, with where it may be used. */
export interface Definition { readonly place: Place; readonly span: Span; readonly order: number; readonly round?: Round | undefined }

export interface MemoryAccess { readonly tensor: Tensor; readonly span: Span; readonly order: number; readonly place: Place }

/** One f32 for each block of `block` elements of the last dimension. */
export interface BlockScale {
  readonly scale: Tensor;
  readonly block: number;
  readonly pow2: boolean;
}

/** One round of a `repeat`. */
export interface Round { readonly loop: RepeatStmt; readonly last: boolean }

/** An extern of the file; `form` is absent where the declaration is wrong. */
export interface DeclaredExtern { readonly name: Ident; readonly form?: Extern }

/** Binders bound to axes: the scope inside, and the axes (undefined where a range was wrong). */
export interface BoundAxes { readonly scope: Scope; readonly axes: readonly Axis[] | undefined }

/** The mutually recursive parts of elaboration; undefined stands for something already reported. */
export interface Elaborators {
  readonly expr: (cx: Context, scope: Scope, node: Ast) => Expr | undefined;
  readonly view: (cx: Context, scope: Scope, node: Ast) => View | undefined;
  readonly call: (cx: Context, scope: Scope, node: Ast & { readonly kind: 'call' }) => Expr | undefined;
  readonly bindCall: (cx: Context, scope: Scope, node: Ast & { readonly kind: 'call' }) => BoundCall | undefined;
  readonly materialise: (cx: Context, bound: BoundCall) => View | undefined;
  readonly body: (cx: Context, body: readonly Stmt[], place: Place) => void;
  readonly binders: (cx: Context, scope: Scope, binders: readonly Binder[], bodies: readonly (Ast | Slice)[]) => BoundAxes;
}

/** Hint where a value is used before there is one. */
export const KNOWN_BEFORE = 'before a step only sizes and constants are known; the shapes of inputs tell a size that is declared: `size n in 1 .. 100`';

/** State of one elaboration: what was found so far. */
export class Context {
  readonly diagnostics: Diagnostic[] = [];
  readonly sizes = new Map<string, SizeSymbol>();
  readonly tensors: Tensor[] = [];
  readonly ops: Op[] = [];
  readonly functions = new Map<string, FnDecl>();
  readonly libraryFunctions = new Map<string, FnDecl>();
  readonly externs = new Map<string, DeclaredExtern>();
  readonly used = new Set<string>();
  readonly global = new Scope(undefined, { onUse: (name) => this.used.add(name) });
  readonly bounds = new Bounds(this.sizes, (memory) => this.writes.filter((w) => w.tensor === memory && w.order < this.order).length);
  /** Count of the valid entries of a selection. */
  readonly selections = new Map<Tensor, Tensor>();
  readonly definitions = new Map<Tensor, Definition>();
  /** Where each statement target is defined, wherever in the file. */
  readonly planned = new Map<string, { readonly stage: string; readonly span: Span }>();
  /** Declared tensors, also before they are elaborated. */
  readonly tensorNames = new Map<string, Span>();
  readonly reads: MemoryAccess[] = [];
  readonly writes: MemoryAccess[] = [];
  /** Memories that some statement writes, rightly or not. */
  readonly attempted = new Set<Tensor>();
  /** Names whose defining statement was wrong. */
  readonly definedBroken = new Set<string>();
  /** Indices that reductions of the statement at hand bind. */
  readonly reductionIndices = new Map<string, Span>();
  readonly outputs = new Map<string, Span>();
  readonly callStack: FnDecl[] = [];
  /** Literals keep their float64 value and operations are carried out: constants are rounded once, at their use. */
  exact = false;
  /** While the condition of a `when` is read, which stands outside of all indices. */
  inCondition = false;
  /** Set where tensors and sizes have no place: in constants, `size` and `batch` declarations. */
  place: Place | undefined;
  order = 0;
  /** False where syntax errors left holes: what is missing may be what uses a name. */
  whole = true;
  /** Calls of functions that were inlined so far. */
  inlined = 0;
  /** The size that counts the tokens of a request, once a memory grows with it. */
  tokens: SizeSymbol | undefined;
  /** What holds where the expression at hand is needed, each 0 or more: its value elsewhere does not matter. */
  facts: readonly Sym[] = [];
  /** The rounds of `repeat` around the statement at hand, outermost first. */
  rounds: readonly Round[] = [];
  /** What tensors that definitions in loops made are called in the file, by their names. */
  readonly writtenNames = new Map<string, string>();
  /** The loops around the last definition of each name. */
  readonly finalLoops = new Map<string, readonly RepeatStmt[]>();
  /** Of tensors whose elements stand for something else than what is stored: what an element stands for. */
  readonly readers = new Map<Tensor, (stored: LoadExpr) => Expr>();
  /** Tensors whose blocks of elements share a scale. */
  readonly scales = new Map<Tensor, BlockScale>();
  /** Tokens that a step brings, where that is not 1. */
  advance: Sym | undefined;
  /** Outputs that tell what a kept memory holds, by name. */
  readonly keptOutputs = new Map<string, Tensor>();
  private readonly takenNames = new Set<string>();

  /** `constants` replace the values of constants of the file, by name. */
  constructor(readonly elaborators: Elaborators, readonly constants: Readonly<Record<string, number>> = {}) {}

  report<C extends Code>(code: C, params: Parameters<typeof report<C>>[1], span: Span, options: ReportOptions = {}): undefined {
    const again = this.diagnostics.some((d) => d.code === code && d.span?.start === span.start && d.span.end === span.end && d.span.file === span.file);
    if (!again) this.diagnostics.push(this.asWritten(report(code, params, span, options)));
    return undefined;
  }

  /** With the names of the file in place of those that definitions in loops got. */
  private asWritten(found: Diagnostic): Diagnostic {
    if (this.writtenNames.size === 0) return found;
    const text = (t: string): string => t.replace(/`(\w+)(?=[`[])/g, (_, name: string) => `\`${this.writtenNames.get(name) ?? name}`);
    return { ...found, message: text(found.message), related: found.related.map((r) => ({ ...r, message: text(r.message) })), ...(found.hint === undefined ? {} : { hint: text(found.hint) }) };
  }

  expr(scope: Scope, node: Ast): Expr | undefined {
    return this.elaborators.expr(this, scope, node);
  }

  view(scope: Scope, node: Ast): View | undefined {
    return this.elaborators.view(this, scope, node);
  }

  /** The function of this name: the method's own, then the library's. */
  functionNamed(name: string, scope: Scope): FnDecl | undefined {
    return (scope.site ? undefined : this.functions.get(name)) ?? this.libraryFunctions.get(name);
  }

  /** A name that no tensor, size or constant has. */
  freshName(prefix: string): string {
    const clean = prefix.replace(/\W/g, '_');
    for (let n = 1; ; n++) {
      const name = `${clean}_${n}`;
      if (!this.isTaken(name)) return this.take(name);
    }
  }

  isTaken(name: string): boolean {
    return this.takenNames.has(name) || this.global.own(name) !== undefined || this.planned.has(name);
  }

  take(name: string): string {
    this.takenNames.add(name);
    return name;
  }

  /** A size expression as IR. */
  sizeExpr(value: Sym, span: Span): Expr {
    return mapExpr(exprOfSym(value, [...this.sizes.values()]), (e) => ({ ...e, span }));
  }

  int(value: number, span: Span): Expr {
    return { kind: 'const', value, type: 'i32', span };
  }

  unknownName(name: string, scope: Scope, span: Span): undefined {
    const tensor = scope.site || this.place ? undefined : this.tensorNames.get(name) ?? this.planned.get(name)?.span;
    if (tensor) return this.report('MPC2117', { name }, span, { related: [{ span: tensor, message: 'declared here' }], hint: KNOWN_BEFORE });
    const later = scope.site ? undefined : this.planned.get(name);
    if (later && this.place) {
      return this.report('MPC3008', { name, stage: later.stage }, span, {
        related: [{ span: later.span, message: `\`${name}\` is defined here` }],
        hint: later.span.start < span.start
          ? 'a definition cannot read itself: where each entry follows from the one before, write `scan(t) … previous …`; what lives from step to step is a `state`'
          : 'stages run in the order in which they are written: move the definition up, or its use down',
      });
    }
    if (this.inCondition) return this.report('MPC2001', { name }, span, { hint: 'a condition of `when` has no indices; choose element by element with `y[i] = if … then … else …`' });
    const outside = scope.site ? undefined : this.reductionIndices.get(name);
    if (outside) {
      return this.report('MPC2001', { name }, span, {
        related: [{ span: outside, message: `\`${name}\` is bound here` }],
        hint: 'the body of a reduction ends before `+` and `-`: put it in parentheses',
      });
    }
    const number = wantedNumber(name);
    if (number !== undefined) return this.report('MPC2001', { name }, span, { hint: number });
    const meant = suggest(name, new Set([...scope.names(), 'true', 'false']));
    return this.report('MPC2001', { name }, span, meant ? { hint: `did you mean \`${meant}\`?` } : {});
  }

  /** Defines a global name, or reports that it is taken. */
  declare(name: string, binding: Binding): boolean {
    const old = this.global.own(name);
    if (old) {
      this.report('MPC2002', { name }, binding.span, { related: [{ span: old.span, message: 'first defined here' }] });
      return false;
    }
    this.global.define(name, binding);
    return true;
  }

  /** Whether this is the count of a selection. */
  isCount(tensor: Tensor): boolean {
    return [...this.selections.values()].includes(tensor);
  }

  addTensor(tensor: Tensor): Tensor {
    this.tensors.push(tensor);
    this.take(tensor.name);
    return tensor;
  }

  /** Element `indices` of a tensor; checks that every index lies within its dimension where the element is needed. */
  load(tensor: Tensor, indices: readonly Expr[], span: Span): Expr | undefined {
    const inside = this.insideIndices(tensor, indices, 0, this.facts);
    if (!inside) return undefined;
    if (tensor.role === 'memory' && this.place) this.reads.push({ tensor, span, order: this.order, place: this.place });
    const element: LoadExpr = { kind: 'load', tensor, indices: inside, type: scalarTypeOf(tensor.dtype), span };
    const value = this.readers.get(tensor)?.(element) ?? element;
    return validEntry(this, value);
  }

  /** Whether indices that are written to are valid; they are those of the dimensions from `first` on. */
  checkIndices(tensor: Tensor, indices: readonly Expr[], first = 0): boolean {
    return this.insideIndices(tensor, indices, first, []) !== undefined;
  }

  /** The indices, limited to their dimension where only `facts` keep them inside; undefined after a report. */
  private insideIndices(tensor: Tensor, indices: readonly Expr[], first: number, facts: readonly Sym[]): readonly Expr[] | undefined {
    const certain = this.certainFacts();
    const result = indices.map((index, i) => {
      const d = first + i;
      const extent = tensor.shape[d];
      if (!extent) return index;
      if (index.type !== 'i32') return this.report('MPC2108', { type: typeName(index.type) }, index.span, { hint: 'convert it: `i32(…)` drops the fraction' });
      if (this.bounds.inside(index, extent)) return index;
      return guardIndex(this, index, extent, facts, certain) ?? this.reportRange(tensor, d, index, extent);
    });
    return result.every((index) => index !== undefined) ? result : undefined;
  }

  /** What holds in every step in which the statement at hand runs. */
  private certainFacts(): readonly Sym[] {
    return this.place?.when ? conditionFacts(this.bounds, this.place.when) : [];
  }

  /** Whether `value >= 0` in every step in which the statement at hand runs. */
  holdsHere(value: Sym): boolean {
    return this.bounds.holdsGiven(value, this.certainFacts());
  }

  private reportRange(tensor: Tensor, d: number, index: Expr, extent: Sym): undefined {
    const low = this.bounds.lower(index);
    const high = this.bounds.upper(index);
    const range = low || high ? `${low ? show(low) : '…'} .. ${high ? show(high) : '…'}` : 'anything';
    const last = show(Size.sub(extent, 1));
    const none = loadsIn(index).find((e) => this.bounds.mayBeNone(e));
    const hint = none
      ? `entries past the count are -1: let the position run over \`count(${none.tensor.name}${none.indices.length > 1 ? '[…]' : ''})\`, or write \`max(…, 0)\``
      : high && (Size.asConstant(high) ?? 0) < 0
        ? `indices do not count from the end: the last entry is \`${last}\``
      : low === undefined || high === undefined
        ? `keep it in range: \`min(max(…, 0), ${last})\`, or declare it as \`id<…>\``
        : 'narrow the range of the index, or use `min(…)`, `max(…, 0)` or `%`';
    return this.report('MPC2204', { tensor: tensor.name, dimension: d + 1, range, last }, index.span, {
      related: [{ span: tensor.span, message: `\`${tensor.name}\` has extent ${show(extent)} in dimension ${d + 1}` }], hint,
    });
  }
}

function loadsIn(expr: Expr): readonly LoadExpr[] {
  const found: LoadExpr[] = [];
  visitExpr(expr, (e) => { if (e.kind === 'load') found.push(e); });
  return found;
}

export function typeName(type: DType | Expr['type']): string {
  return type === 'i32' ? 'int' : type === 'f32' ? 'float' : type;
}
