import type { Expr as Ast, RepeatStmt, Stmt } from '../../dsl/ast.js';
import { scalarTypeOf } from '../../numerics/dtype.js';
import { Size } from '../../symbolic/index.js';
import type { Tensor } from '../nodes.js';
import type { Assignment } from './assignment.js';
import type { Context, Place } from './context.js';
import { constantInt } from './expression.js';
import type { Binding, Scope } from './scope.js';
import { showShape } from './show.js';

/** Rounds are unrolled: more are better written as a scan. */
const MAX_ROUNDS = 64;

/** `repeat r in 5 { … }`: the rounds, one after the other. Each definition is a tensor of its own; names stand for the newest. */
export function repeat(cx: Context, stmt: RepeatStmt, place: Place): void {
  const count = roundsOf(cx, cx.global, stmt);
  const body = withoutWrites(cx, stmt.body);
  const index = stmt.index;
  const taken = index && cx.global.own(index.name);
  if (index && taken) cx.report('MPC2002', { name: index.name }, index.span, { related: [{ span: taken.span, message: 'first defined here' }] });
  const outer = cx.rounds;
  // One round even if their number is wrong, to find more errors.
  for (let round = 0; round < (count ?? 1); round++) {
    cx.rounds = [...outer, { loop: stmt, last: round === (count ?? 1) - 1 }];
    if (index && !taken) cx.global.define(index.name, { kind: 'const', value: { kind: 'const', value: round, type: 'i32', span: index.span }, span: index.span });
    cx.elaborators.body(cx, body, place);
  }
  if (index && !taken) cx.global.remove(index.name);
  cx.rounds = outer;
}

const ROUNDS_UNTIL = 'where each entry of an index follows from the one before, write a `scan`; rounds until something holds are steps, which the host calls';

/** How many rounds: a constant; reports anything else. */
export function roundsOf(cx: Context, scope: Scope, stmt: { readonly count?: Ast }): number | undefined {
  if (!stmt.count) return undefined;
  const count = constantInt(cx, scope, stmt.count, 'the number of rounds', 1, ROUNDS_UNTIL);
  if (count === undefined || count <= MAX_ROUNDS) return count;
  return cx.report('MPC2231', { count, limit: MAX_ROUNDS }, scope.at(stmt.count.span));
}

/** A memory is written once in a step. */
function withoutWrites(cx: Context, body: readonly Stmt[]): readonly Stmt[] {
  return body.flatMap((stmt): readonly Stmt[] => {
    if (stmt.kind === 'when' || stmt.kind === 'every' || stmt.kind === 'repeat') return [{ ...stmt, body: withoutWrites(cx, stmt.body) }];
    const name = stmt.kind === 'call' ? stmt.targets[0]?.name ?? '' : stmt.target.name;
    const found = cx.global.own(name);
    const memory = found?.kind === 'tensor' && found.tensor.role === 'memory' ? found.tensor : undefined;
    const kept = (stmt.kind === 'define' || stmt.kind === 'call') && stmt.keep;
    if (stmt.kind !== 'append' && !kept && !(stmt.kind === 'combine' && memory)) return [stmt];
    if (memory) cx.attempted.add(memory);
    cx.report('MPC2232', { name }, stmt.span, { hint: 'compute the value in the loop and write it behind' });
    return [];
  });
}

/** Whether a statement may give an existing name a new tensor: in a loop, once in each round, with the same form and conditions. */
export function mayRedefine(cx: Context, stmt: Assignment, place: Place, old: Binding, tensor: Tensor | undefined): boolean {
  const round = cx.rounds.at(-1);
  if (!round) return false;
  if (old.kind === 'broken') return cx.planned.has(stmt.target.name);
  const definition = old.kind === 'tensor' ? cx.definitions.get(old.tensor) : undefined;
  if (old.kind !== 'tensor' || !definition || definition.round === round) return false;
  if (definition.place.stage !== place.stage || definition.place.once !== place.once) return false;
  const { name, span } = stmt.target;
  const related = [{ span: definition.span, message: `it has the shape ${showShape(old.tensor.shape)} here` }];
  const sameConditions = definition.place.conditions.length === place.conditions.length
    && definition.place.conditions.every((c, i) => c === place.conditions[i]);
  if (!sameConditions) {
    cx.report('MPC2234', { name }, span, { related: [{ span: definition.span, message: 'defined here before' }], hint: `choose the value: \`${name}[…] = if … then … else ${name}[…]\`` });
  } else if (tensor && (scalarTypeOf(tensor.dtype) !== scalarTypeOf(old.tensor.dtype) || tensor.shape.length !== old.tensor.shape.length
    || !tensor.shape.every((extent, d) => Size.equals(extent, old.tensor.shape[d] ?? 0)))) {
    cx.report('MPC2233', { name, shape: `${tensor.dtype}${showShape(tensor.shape)}`, old: `${old.tensor.dtype}${showShape(old.tensor.shape)}` }, span, { related });
  }
  return true;
}

/** Whether the definition of `name` at hand is the last that runs. */
export function isFinal(cx: Context, name: string): boolean {
  const loops = cx.finalLoops.get(name);
  return loops === undefined || (loops.length === cx.rounds.length && cx.rounds.every((round, i) => round.last && round.loop === loops[i]));
}

/** The name of the tensor that a definition makes: the last one keeps the name itself. */
export function tensorName(cx: Context, name: string): string {
  if (isFinal(cx, name)) return name;
  const fresh = cx.freshName(name);
  cx.writtenNames.set(fresh, name);
  return fresh;
}
