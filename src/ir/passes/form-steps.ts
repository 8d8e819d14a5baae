import { Size } from '../../symbolic/index.js';
import type { Expr, Method, Op, Stage, Tensor } from '../nodes.js';
import type { Step } from '../steps.js';
import { opDefines, opReads, someExpr, opExprs, isCompute } from '../visit.js';
import { exprKey } from './structural-key.js';

/**
 * Groups operations into steps, the units of placement.
 *
 * Operations are heavy if they read a memory other than a ring buffer, or a weight with more elements than their result;
 * else light. Each heavy operation makes a step of its own, with three exceptions: scores and the selection made from them,
 * logits and the softmax over them, and operations that run once. Light operations join the step of what they read;
 * those that depend on no step form one together, which joins its reader where there is exactly one.
 */
export function formSteps(method: Method): readonly Step[] {
  const groups = formGroups(method);
  const counts = new Set(method.ops.flatMap((op) => (op.kind === 'topk' || op.kind === 'filter' ? [op.count] : [])));
  const names = new Set<string>();
  return groups.map((group) => makeStep(group, groups, counts, names));
}

interface Group {
  readonly ops: Op[];
  readonly stage: Stage;
  readonly once: boolean;
  readonly when?: Expr;
  heavy: boolean;
}

function formGroups(method: Method): readonly Group[] {
  const groups: Group[] = [];
  const readers = countReaders(method);
  for (const op of method.ops) {
    const host = hostOf(op, groups, readers);
    if (host) {
      host.ops.push(op);
      host.heavy ||= isHeavy(op);
    } else {
      groups.push({ ops: [op], stage: op.stage, once: op.once, ...(op.when ? { when: op.when } : {}), heavy: isHeavy(op) });
    }
  }
  return inDependencyOrder(mergeLightGroups(groups));
}

/** Reading what it reads costs, so where that happens is a choice. */
function isHeavy(op: Op): boolean {
  const result = Math.max(...opDefines(op).map(fixedElements));
  return opReads(op).some((t) => (t.role === 'memory' ? t.growth?.kind !== 'ring' : t.role === 'weight' && !(fixedElements(t) <= result)));
}

/** NaN where it depends on a size. */
function fixedElements(tensor: Tensor): number {
  return tensor.shape.reduce((total, extent) => total * (Size.asConstant(extent) ?? NaN), 1);
}

/** The group that an operation joins, or undefined where it starts one. */
function hostOf(op: Op, groups: readonly Group[], readers: ReadonlyMap<Tensor, number>): Group | undefined {
  const fits = (g: Group): boolean => sameTurn(g, op) && canJoin(op, g, groups);
  if (op.once) return groups.find(fits);
  const producers = groups.filter((g) => g.ops.some((p) => feeds(p, op)));
  const last = producers[producers.length - 1];
  if (!isHeavy(op)) {
    if (last) return fits(last) ? last : undefined;
    return groups.find((g) => !g.heavy && !hasProducer(g, groups) && g.stage === op.stage && fits(g));
  }
  return last && fits(last) && isStreamed(op, last, readers) ? last : undefined;
}

/** Same stage, or a selection made right after the scores. */
function sameTurn(group: Group, op: Op): boolean {
  if (group.once !== op.once || conditionKey(group.when) !== conditionKey(op.when)) return false;
  return group.stage === op.stage || (group.stage === 'relevancy' && op.stage === 'retrieve');
}

function conditionKey(when: Expr | undefined): string {
  return when ? exprKey(when) : '';
}

function feeds(producer: Op, consumer: Op): boolean {
  const reads = opReads(consumer);
  return opDefines(producer).some((t) => reads.includes(t));
}

function hasProducer(group: Group, groups: readonly Group[]): boolean {
  return group.ops.some((op) => groups.some((g) => g !== group && g.ops.some((p) => feeds(p, op))));
}

/** True if nothing between `group` and the operation stands in the way of running it with the group. */
function canJoin(op: Op, group: Group, groups: readonly Group[]): boolean {
  const later = groups.slice(groups.indexOf(group) + 1).flatMap((g) => g.ops);
  return !later.some((other) => conflicts(other, op));
}

/** True if two operations must keep their order. */
function conflicts(first: Op, second: Op): boolean {
  const writes = opDefines(first);
  const defines = opDefines(second);
  const reads = opReads(first);
  return opReads(second).some((t) => writes.includes(t)) || defines.some((t) => writes.includes(t) || reads.includes(t));
}

/** A softmax over logits, or a choice by scores, that are used nowhere else: both walk the same axis. */
function isStreamed(op: Op, producer: Group, readers: ReadonlyMap<Tensor, number>): boolean {
  const last = producer.ops[producer.ops.length - 1];
  if (!last || last.kind !== 'map' || readers.get(last.target) !== 1 || last.target.role !== 'temp') return false;
  const readsLogit = (e: Expr): boolean => someExpr(e, (x) =>
    x.kind === 'softmax-sum' && someExpr(x.logit, (y) => y.kind === 'load' && y.tensor === last.target));
  return op.kind === 'topk' || op.kind === 'filter' ? opReads(op).includes(last.target) : opExprs(op).some(readsLogit);
}

function countReaders(method: Method): ReadonlyMap<Tensor, number> {
  const readers = new Map<Tensor, number>();
  for (const t of method.ops.flatMap(opReads)) readers.set(t, (readers.get(t) ?? 0) + 1);
  return readers;
}

/** A light group whose results go to one other group of the same turn, and nowhere else, becomes part of it. */
function mergeLightGroups(groups: readonly Group[]): readonly Group[] {
  const result = [...groups];
  for (const light of groups) {
    if (light.heavy || light.ops.some((op) => opDefines(op).some((t) => t.role !== 'temp'))) continue;
    const users = result.filter((g) => g !== light && g.ops.some((op) => light.ops.some((p) => feeds(p, op))));
    const [user] = users;
    const first = user?.ops[0];
    if (!user || !first || users.length !== 1 || user.stage !== light.stage || !sameTurn(light, first)) continue;
    const between = result.slice(result.indexOf(light) + 1, result.indexOf(user)).flatMap((g) => g.ops);
    if (light.ops.some((op) => between.some((other) => conflicts(op, other)))) continue;
    user.ops.unshift(...light.ops);
    result.splice(result.indexOf(light), 1);
  }
  return result;
}

/** Groups may have been joined by later operations: put each after those it depends on, otherwise as they were. */
function inDependencyOrder(groups: readonly Group[]): readonly Group[] {
  const order: Group[] = [];
  const rest = [...groups];
  const precedes = (a: Group, b: Group): boolean =>
    a.ops.some((x) => b.ops.some((y) => (feeds(x, y) ? true : groups.indexOf(a) < groups.indexOf(b) && conflicts(x, y))));
  while (rest.length > 0) {
    const next = rest.find((g) => !rest.some((other) => other !== g && precedes(other, g))) ?? rest[0];
    if (!next) break;
    order.push(next);
    rest.splice(rest.indexOf(next), 1);
  }
  return order;
}

function makeStep(group: Group, groups: readonly Group[], counts: ReadonlySet<Tensor>, names: Set<string>): Step {
  const { stage, once, when } = group;
  const ops = group.ops.filter(isCompute);
  const defined = [...new Set(ops.flatMap(opDefines))];
  const read = [...new Set(ops.flatMap(opReads))];
  const outside = new Set(groups.filter((g) => g !== group).flatMap((g) => g.ops.flatMap(opReads)));
  const isHidden = (t: Tensor): boolean => t.role === 'temp' && !outside.has(t);
  // A memory may be read before the step writes it, so it counts as read even if it is written here too.
  const reads = read.filter((t) => t.role === 'memory' || !defined.includes(t));
  const writes = defined.filter((t) => !isHidden(t));
  const hidden = defined.filter(isHidden);
  const name = uniqueName(stepName(ops, writes, counts), names);
  return { name, stage, once, ops, reads, writes, hidden, ...(when ? { when } : {}) };
}

/** From what the step leaves behind; a selection is named with the scores it was made from. */
function stepName(ops: readonly Op[], writes: readonly Tensor[], counts: ReadonlySet<Tensor>): string {
  const selections = ops.filter((op) => op.kind === 'topk' || op.kind === 'filter');
  const scores = selections.length > 0 ? ops.find((op) => isHeavy(op) && op.kind !== 'topk' && op.kind !== 'filter') : undefined;
  const parts = [...(scores ? opDefines(scores) : []), ...writes].filter((t) => !counts.has(t)).map((t) => t.name);
  const shown = [...new Set(parts)].slice(0, 3);
  return (shown.length > 0 ? shown : opDefines(ops[0] ?? never()).map((t) => t.name)).join('_').replace(/[^A-Za-z0-9_]/g, '_');
}

function never(): never {
  throw new Error('a step has no operations');
}

function uniqueName(wanted: string, names: Set<string>): string {
  const base = /^[A-Za-z_]/.test(wanted) ? wanted : `step_${wanted}`;
  let name = base;
  for (let i = 2; names.has(name); i++) name = `${base}_${i}`;
  names.add(name);
  return name;
}
