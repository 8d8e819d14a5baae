import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Decl, FnDecl, SourceFile, StageDecl, Stmt } from '../../dsl/ast.js';
import { STAGES, type Method } from '../nodes.js';
import { BUILTINS } from './builtins.js';
import { bindCall, elaborateCall, materialise } from './calls.js';
import { checkMethod } from './check.js';
import { withoutHoles } from './complete.js';
import { Context, type Elaborators } from './context.js';
import { batchOf, declareOutputs, declareSizesAndConsts, declareTensors } from './declare.js';
import { elaborateExpr } from './expression.js';
import { bindBinders } from './ranges.js';
import { elaborateBody } from './statements.js';
import { elaborateView } from './view.js';

export interface Elaborated {
  /** Absent where an error was found, here or by the parser. */
  readonly method?: Method;
  readonly diagnostics: readonly Diagnostic[];
}

const ELABORATORS: Elaborators = {
  expr: elaborateExpr, view: elaborateView, call: elaborateCall, bindCall, materialise, binders: bindBinders,
};

/**
 * From the syntax tree of a method to tensor IR: names, ranges of indices, types, shapes, order of stages.
 * `library` holds functions that every method may call. Pure; malformed input gives diagnostics, never an exception.
 */
export function elaborate(file: SourceFile, library: readonly SourceFile[]): Elaborated {
  const cx = new Context(ELABORATORS);
  try {
    const { file: repaired, whole } = withoutHoles(file);
    cx.whole = whole;
    return elaborateIn(cx, repaired, library);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // only a stack that overflowed: the file nests too deeply
    cx.report('MPC1003', {}, file.span);
    return { diagnostics: cx.diagnostics };
  }
}

function elaborateIn(cx: Context, file: SourceFile, library: readonly SourceFile[]): Elaborated {
  const decls = <K extends Decl['kind']>(kind: K): readonly (Decl & { readonly kind: K })[] =>
    file.decls.filter((d): d is Decl & { readonly kind: K } => d.kind === kind);

  // 1. functions, and every name that a statement will define
  for (const source of library) for (const decl of source.decls) if (decl.kind === 'fn') cx.libraryFunctions.set(decl.name.name, decl);
  decls('fn').forEach((fn) => { declareFunction(cx, fn); });
  decls('tensor').flatMap((d) => d.names).forEach((n) => { cx.tensorNames.set(n.name, n.span); });
  decls('stage').forEach((stage) => { plan(cx, stage.stage, stage.body); });

  // 2. sizes, constants, batch, tensors, outputs
  declareSizesAndConsts(cx, file.decls.filter((d) => d.kind === 'size' || d.kind === 'const'));
  const batches = decls('batch').map((b) => batchOf(cx, b));
  declareTensors(cx, decls('tensor'));
  decls('output').forEach((o) => { declareOutputs(cx, o); });

  // 3. statements, in the order in which the stages run
  for (const stage of inOrder(cx, decls('stage'))) elaborateBody(cx, stage.body, { stage: stage.stage, once: stage.once, conditions: [] });

  // 4. what only shows when all is known
  checkMethod(cx, file, batches.length > 1 ? decls('batch')[1] : undefined);

  if (!file.method || !cx.whole || cx.definedBroken.size > 0 || cx.diagnostics.some((d) => d.severity === 'error')) return { diagnostics: cx.diagnostics };
  const method: Method = {
    kind: 'method', name: file.method.name, doc: file.doc, sizes: [...cx.sizes.values()], ...(cx.tokens ? { tokens: cx.tokens } : {}),
    batch: batches[0] ?? { min: 1, max: 1 }, tensors: cx.tensors, ops: cx.ops, span: file.method.span,
  };
  return { method, diagnostics: cx.diagnostics };
}

function declareFunction(cx: Context, fn: FnDecl): void {
  const { name, span } = fn.name;
  const old = cx.functions.get(name);
  if (BUILTINS.has(name)) cx.report('MPC2005', { name }, span, { hint: 'choose another name' });
  else if (old) cx.report('MPC2002', { name }, span, { related: [{ span: old.name.span, message: 'first defined here' }] });
  else cx.functions.set(name, fn);
}

function plan(cx: Context, stage: string, body: readonly Stmt[]): void {
  for (const stmt of body) {
    if (stmt.kind === 'when' || stmt.kind === 'every' || stmt.kind === 'repeat') plan(cx, stage, stmt.body);
    else if (stmt.kind === 'call') stmt.targets.forEach((t) => { cx.planned.set(t.name, { stage, span: t.span }); });
    else if (stmt.kind !== 'append' && !cx.planned.has(stmt.target.name)) cx.planned.set(stmt.target.name, { stage, span: stmt.target.span });
  }
}

/** `prepare once`, then the four stages; each at most once. */
function inOrder(cx: Context, stages: readonly StageDecl[]): readonly StageDecl[] {
  const rank = (s: StageDecl): number => (s.once ? 0 : 1 + STAGES.indexOf(s.stage));
  const seen = new Map<number, StageDecl>();
  for (const stage of stages) {
    const old = seen.get(rank(stage));
    if (old) cx.report('MPC3022', { stage: stage.once ? `${stage.stage} once` : stage.stage }, stage.span, { related: [{ span: old.span, message: 'first given here' }] });
    else seen.set(rank(stage), stage);
    if (stage.once && stage.stage !== 'prepare') cx.report('MPC3028', { stage: stage.stage }, stage.span, { hint: 'only `prepare` may run once' });
  }
  return [...stages].sort((a, b) => rank(a) - rank(b));
}
