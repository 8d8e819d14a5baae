import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Decl, FnDecl, RepeatStmt, SourceFile, StageDecl, Stmt } from '../../dsl/ast.js';
import type { Method } from '../nodes.js';
import { BUILTINS } from './builtins.js';
import { bindCall, elaborateCall, materialise } from './calls.js';
import { checkMethod } from './check.js';
import { withoutHoles } from './complete.js';
import { everyTokens } from './conditions.js';
import { Context, type Elaborators, type Place } from './context.js';
import { batchOf, declareOutputs, declareSizesAndConsts, declareStep, declareTensors } from './declare.js';
import { declareExterns } from './extern.js';
import { elaborateExpr } from './expression.js';
import { bindBinders } from './ranges.js';
import { elaborateBody } from './statements.js';
import { suggest } from './suggest.js';
import { elaborateView } from './view.js';

export interface Elaborated {
  /** Absent where an error was found, here or by the parser. */
  readonly method?: Method;
  readonly diagnostics: readonly Diagnostic[];
}

const ELABORATORS: Elaborators = {
  expr: elaborateExpr, view: elaborateView, call: elaborateCall, bindCall, materialise, binders: bindBinders, body: elaborateBody,
};

/**
 * From the syntax tree of a method to tensor IR: names, ranges of indices, types, shapes, order of stages.
 * `library` holds functions that every method may call; `constants` replace values of constants of the file. Pure; malformed input gives diagnostics, never an exception.
 */
export function elaborate(file: SourceFile, library: readonly SourceFile[], constants: Readonly<Record<string, number>> = {}): Elaborated {
  const cx = new Context(ELABORATORS, constants);
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

  for (const name of Object.keys(cx.constants)) {
    const found = decls('const').some((d) => d.name.name === name && d.binders.length === 0);
    if (!found) cx.report('MPC2222', { name }, file.method?.span ?? file.span, constantHint(name, decls('const').filter((d) => d.binders.length === 0).map((d) => d.name.name)));
  }

  // 2. sizes, constants, batch, tensors, outputs
  declareSizesAndConsts(cx, file.decls.filter((d) => d.kind === 'size' || d.kind === 'const'));
  declareStep(cx, decls('step'));
  const batches = decls('batch').map((b) => batchOf(cx, b));
  declareTensors(cx, decls('tensor'));
  decls('output').forEach((o) => { declareOutputs(cx, o); });
  declareExterns(cx, decls('extern'));

  // 3. statements, in the order in which the stages run
  for (const stage of inOrder(cx, decls('stage'))) {
    const place: Place = { stage: stage.stage, once: stage.once, conditions: [] };
    elaborateBody(cx, stage.body, stage.every ? everyTokens(cx, stage.every, stage.span, place) : place);
  }

  // 4. what only shows when all is known
  checkMethod(cx, file, batches.length > 1 ? decls('batch')[1] : undefined);

  if (!file.method || !cx.whole || cx.definedBroken.size > 0 || cx.diagnostics.some((d) => d.severity === 'error')) return { diagnostics: cx.diagnostics };
  const method: Method = {
    kind: 'method', name: file.method.name, doc: file.doc, sizes: [...cx.sizes.values()], ...(cx.tokens ? { tokens: cx.tokens } : {}), ...(cx.advance ? { advance: cx.advance } : {}),
    batch: batches[0] ?? { min: 1, max: 1 }, tensors: cx.tensors, ops: cx.ops, span: file.method.span,
  };
  return { method, diagnostics: cx.diagnostics };
}

function constantHint(name: string, known: readonly string[]): { readonly hint: string } {
  const meant = suggest(name, known);
  return { hint: meant ? `did you mean \`${meant}\`?` : known.length > 0 ? `it has ${known.map((k) => `\`${k}\``).join(', ')}` : 'it has no constants' };
}

function declareFunction(cx: Context, fn: FnDecl): void {
  const { name, span } = fn.name;
  const old = cx.functions.get(name);
  if (BUILTINS.has(name)) cx.report('MPC2005', { name }, span, { hint: 'choose another name' });
  else if (old) cx.report('MPC2002', { name }, span, { related: [{ span: old.name.span, message: 'first defined here' }] });
  else cx.functions.set(name, fn);
}

function plan(cx: Context, stage: string, body: readonly Stmt[], loops: readonly RepeatStmt[] = []): void {
  for (const stmt of body) {
    if (stmt.kind === 'define' || stmt.kind === 'combine') cx.finalLoops.set(stmt.target.name, loops);
    if (stmt.kind === 'when' || stmt.kind === 'every') plan(cx, stage, stmt.body, loops);
    else if (stmt.kind === 'repeat') plan(cx, stage, stmt.body, [...loops, stmt]);
    else if (stmt.kind === 'call') stmt.targets.forEach((t) => {
      cx.finalLoops.set(t.name, loops);
      if (!cx.planned.has(t.name)) cx.planned.set(t.name, { stage, span: t.span });
    });
    else if (stmt.kind !== 'append' && !cx.planned.has(stmt.target.name)) cx.planned.set(stmt.target.name, { stage, span: stmt.target.span });
  }
}

/** `prepare once`, then the stages as they are written. */
function inOrder(cx: Context, stages: readonly StageDecl[]): readonly StageDecl[] {
  const [first, second] = stages.filter((s) => s.once);
  if (first && second) cx.report('MPC3022', {}, second.span, { related: [{ span: first.span, message: 'first given here' }] });
  for (const { once, stage, span } of stages) if (once && stage !== 'prepare') cx.report('MPC3028', { stage }, span, { hint: 'only `prepare` may run once' });
  return [...stages.filter((s) => s.once), ...stages.filter((s) => !s.once)];
}
