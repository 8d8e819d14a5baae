import type { Binder, DefineStmt, Expr as Ast, FnDecl, FnLocal, RepeatStmt } from '../../dsl/ast.js';
import type { Expr } from '../nodes.js';
import type { Context } from './context.js';
import { withFacts } from './guards.js';
import { leftSide, rightSide } from './left-side.js';
import { bindsLeft, definitionsIn } from './local-definitions.js';
import { extentFromZero, materialiseValue } from './materialise.js';
import { mentions } from './ranges.js';
import { roundsOf } from './repeat.js';
import { recurrenceOf } from './scan.js';
import { Scope, type Binding } from './scope.js';

/** Local definitions of functions: numbers stand for their expression, tensors become temporaries, `repeat` is unrolled. */

/** Those that are the same for all elements of the result, and those that depend on its indices. */
export function splitLocals(fn: FnDecl): { readonly shared: readonly FnLocal[]; readonly dependent: readonly FnLocal[] } {
  const names = new Set(fn.result.map((r) => r.name.name));
  const shared: FnLocal[] = [];
  const dependent: FnLocal[] = [];
  for (const local of fn.locals) {
    const definitions = definitionsIn([local]);
    const depends = definitions.some((d) => [...names].some((name) => d.value && !bindsLeft(d, name) && mentions(d.value, name)));
    if (depends) definitions.forEach((d) => names.add(d.target.name));
    (depends ? dependent : shared).push(local);
  }
  // In a loop, the two kinds could see each other's rounds mixed up.
  return dependent.length > 0 && fn.locals.some((l) => l.kind === 'repeat') ? { shared: [], dependent: fn.locals } : { shared, dependent };
}

/** The scope behind local definitions. Each is elaborated at its first use, and once. */
export function defineLocals(cx: Context, scope: Scope, fn: FnDecl, locals: readonly FnLocal[]): Scope {
  return new Locals(cx, fn).add(scope, locals, [], undefined);
}

class Locals {
  /** The round in which each name was defined. */
  private readonly rounds = new Map<string, object | undefined>();
  private readonly facts;

  constructor(private readonly cx: Context, private readonly fn: FnDecl) {
    this.facts = cx.facts;
  }

  add(scope: Scope, locals: RepeatStmt['body'], indices: readonly (readonly [string, Binding])[], round: object | undefined): Scope {
    return locals.reduce((visible, local) => {
      if (local.kind === 'define') return this.define(visible, local, indices, round);
      if (local.kind === 'repeat') return this.repeat(visible, local, indices);
      const what = local.kind === 'append' ? 'a write to a memory' : local.kind === 'combine' ? '`+=`' : local.kind === 'call' ? 'a call of the host' : `\`${local.kind}\``;
      this.cx.report('MPC2238', { what }, scope.at(local.span));
      return visible;
    }, scope);
  }

  private repeat(scope: Scope, local: RepeatStmt, indices: readonly (readonly [string, Binding])[]): Scope {
    const inside = this.inside(scope, indices);
    const count = roundsOf(this.cx, inside, local) ?? 1;
    let visible = scope;
    for (let round = 0; round < count; round++) {
      const { index } = local;
      const span = index && scope.at(index.span);
      const own = index && span ? [[index.name, { kind: 'const', value: { kind: 'const', value: round, type: 'i32', span }, span }] as const] : [];
      visible = this.add(visible, local.body, [...indices, ...own], {});
    }
    return visible;
  }

  private inside(scope: Scope, indices: readonly (readonly [string, Binding])[]): Scope {
    const inside = new Scope(scope);
    inside.sliceIndices = undefined;
    for (const [name, binding] of indices) inside.define(name, binding);
    return inside;
  }

  private define(scope: Scope, local: DefineStmt, indices: readonly (readonly [string, Binding])[], round: object | undefined): Scope {
    const { cx, fn } = this;
    const { name } = local.target;
    const span = scope.at(local.target.span);
    const again = this.rounds.has(name) && (!round || this.rounds.get(name) === round);
    if (again) cx.report('MPC2002', { name }, span);
    this.rounds.set(name, round);
    const inside = this.inside(scope, indices);
    let binding: Binding | undefined;
    const force = (): Binding => {
      if (binding) return binding;
      binding = { kind: 'broken', span };
      cx.callStack.push(fn);
      binding = withFacts(cx, this.facts, () => localValue(cx, inside, fn, local, round !== undefined)) ?? binding;
      cx.callStack.pop();
      return binding;
    };
    const visible = new Scope(scope);
    visible.define(name, { kind: 'lazy', force, span });
    return visible;
  }
}

function localValue(cx: Context, scope: Scope, fn: FnDecl, local: DefineStmt, looped: boolean): Binding | undefined {
  const { value: node } = local;
  const span = scope.at(local.target.span);
  if (!node) return undefined;
  if (node.kind === 'topk' || node.kind === 'set' || isSelecting(node)) return cx.report('MPC2238', { what: 'a selection' }, scope.at(node.span), { hint: 'make it in a stage and pass it on' });
  if (local.indices.length > 0 || node.kind === 'scan') return localTensor(cx, scope, fn, local, node);
  if (node.kind === 'call' && (cx.functionNamed(node.callee.name, scope)?.result.length ?? 0) > 0) {
    const view = cx.view(scope, node);
    return view && { kind: 'view', view, span };
  }
  const value = cx.expr(scope, node);
  if (!value) return undefined;
  return { kind: 'value', value: looped ? stored(cx, local, value) : value, span };
}

function isSelecting(node: Ast): boolean {
  return node.kind === 'reduce' && (node.op === 'argmax' || node.op === 'argmin');
}

/** A number of one round is computed once: its expression would double with every round that uses it twice. */
function stored(cx: Context, local: DefineStmt, value: Expr): Expr {
  if (!cx.place || value.kind === 'const' || value.kind === 'size' || value.kind === 'axis-ref' || value.kind === 'load') return value;
  const { span } = value;
  const { tensor, slots } = materialiseValue(cx, cx.place, { prefix: local.target.name, value, own: [], span });
  return { kind: 'load', tensor, indices: slots.filter((s) => s !== undefined), type: value.type, span };
}

function localTensor(cx: Context, scope: Scope, fn: FnDecl, local: DefineStmt, node: Ast): Binding | undefined {
  const span = scope.at(local.target.span);
  const { place } = cx;
  if (!place) return cx.report('MPC2118', { fn: fn.name.name }, span);
  const scanned = node.kind === 'scan' ? node : undefined;
  const binders: readonly Binder[] = scanned?.binder.range ? [...local.binders, scanned.binder] : local.binders;
  const bodies = scanned ? [scanned.value, ...(scanned.from ? [scanned.from] : [])] : [node];
  const left = leftSide(cx, { ...local, binders }, bodies, undefined, false, scope);
  const own = left.indices.flatMap((i) => (i.kind === 'axis-ref' ? [i.axis] : []));
  const extra = left.whole && left.axes.find((a) => !own.includes(a));
  if (extra) return cx.report('MPC2206', { name: extra.name, target: local.target.name }, scope.at(extra.span), { hint: 'add it to the left side' });
  const shape = own.map((axis) => extentFromZero(cx, axis));
  const prefix = local.target.name;
  if (scanned) {
    const found = left.whole && shape.every((s) => s !== undefined) ? recurrenceOf(cx, left, scanned, (dtype) => ({ kind: 'tensor', name: prefix, role: 'temp', dtype, shape, span })) : undefined;
    if (!found) return undefined;
    return { kind: 'view', view: materialiseValue(cx, place, { prefix, value: found.value, own, span, recurrence: found }), span };
  }
  const value = rightSide(cx, local, left, node);
  if (!value || !shape.every((s) => s !== undefined)) return undefined;
  return { kind: 'view', view: materialiseValue(cx, place, { prefix, value, own, span }), span };
}
