import { Size } from '../../symbolic/index.js';
import type { CallOp, ComputeOp, Expr, Method, Op, Stage, Tensor } from '../nodes.js';
import type { Step } from '../steps.js';
import { exprKey } from '../structural-key.js';
import { isCompute, opDefines, opExprs, opFlags, opReads, someExpr } from '../visit.js';

/**
 * Groups operations into steps, the units of placement.
 *
 * Operations are heavy if they read a memory other than a ring buffer, a state or weight with more elements than their result,
 * or are scans; else light. Each heavy operation makes a step of its own, with three exceptions: scores and the selection made from them,
 * logits and the softmax over them, and operations that run once. Light operations join the step of what they read;
 * those that depend on no step form one together, which joins its reader where there is exactly one.
 *
 * A step does not read a memory that it writes, except where an operation updates it in place: within a step back ends may run
 * operations side by side. A call of the host is a step of its own. A condition on data comes after the step that computes its flag.
 */
export function formSteps(method: Method): readonly Step[] {
  const groups = new Grouping(method).groups();
  const counts = new Set(method.ops.flatMap((op) => (op.kind === 'topk' || op.kind === 'filter' ? [op.count] : [])));
  const readers = readersOf(groups);
  const names = new Set<string>();
  return groups.map((group) => makeStep(group, readers, counts, names));
}

/** Operations that will be one step, with what they read and write together. */
class Group {
  readonly ops: Op[] = [];
  readonly reads = new Set<Tensor>();
  readonly writes = new Set<Tensor>();
  readonly stage: Stage;
  readonly once: boolean;
  readonly when: Expr | undefined;
  readonly condition: string;
  readonly isCall: boolean;
  heavy = false;
  /** Reads what another group writes. */
  dependent = false;

  constructor(first: Op) {
    this.stage = first.stage;
    this.once = first.once;
    this.when = first.when;
    this.condition = conditionKey(first.when);
    this.isCall = first.kind === 'call';
  }

  add(ops: readonly Op[], atFront = false): void {
    if (atFront) this.ops.unshift(...ops);
    else this.ops.push(...ops);
    for (const op of ops) {
      this.heavy ||= isHeavy(op);
      opReads(op).forEach((t) => this.reads.add(t));
      opFlags(op).forEach((t) => this.reads.add(t));
      opDefines(op).forEach((t) => this.writes.add(t));
    }
  }
}

class Grouping {
  private readonly list: Group[] = [];
  /** The group that wrote a tensor last. */
  private readonly writers = new Map<Tensor, Group>();
  private readonly positions = new Map<Group, number>();
  private readonly readers: ReadonlyMap<Tensor, number>;

  constructor(private readonly method: Method) {
    this.readers = countReaders(method);
  }

  groups(): readonly Group[] {
    for (const op of this.method.ops) {
      const host = this.hostOf(op);
      const group = host ?? new Group(op);
      if (!host) {
        this.positions.set(group, this.list.length);
        this.list.push(group);
      }
      for (const tensor of [...opReads(op), ...opFlags(op)]) {
        const writer = this.writers.get(tensor);
        if (writer && writer !== group) group.dependent = true;
      }
      group.add([op]);
      for (const tensor of opDefines(op)) this.writers.set(tensor, group);
    }
    return mergeLightGroups(this.list);
  }

  /** The group that an operation joins, or undefined where it starts one. */
  private hostOf(op: Op): Group | undefined {
    if (op.kind === 'call') return undefined;
    const fits = (g: Group): boolean => sameTurn(g, op) && !sharesMemory(g, op) && this.canJoin(op, g);
    if (op.once) return this.list.find(fits);
    const last = this.lastProducer(op);
    if (isHeavy(op)) return last && fits(last) && isStreamed(op, last, this.readers) ? last : undefined;
    if (last && fits(last)) return last;
    // Beside other light operations that wait for the same, or for nothing.
    const from = last ? this.positionOf(last) + 1 : 0;
    return this.list.slice(from).find((g) => !g.heavy && g.stage === op.stage && (last ? g.dependent : !g.dependent) && fits(g));
  }

  private lastProducer(op: Op): Group | undefined {
    let last: Group | undefined;
    for (const tensor of opReads(op)) {
      const writer = this.writers.get(tensor);
      if (writer && (!last || this.positionOf(writer) > this.positionOf(last))) last = writer;
    }
    return last;
  }

  private positionOf(group: Group): number {
    return this.positions.get(group) ?? 0;
  }

  /** True if no later group must run before the operation. */
  private canJoin(op: Op, group: Group): boolean {
    for (let at = this.list.length - 1; at > this.positionOf(group); at--) {
      const later = this.list[at];
      if (later && conflicts(later, op)) return false;
    }
    return true;
  }
}

/** Reading what it reads costs, so where that happens is a choice. */
function isHeavy(op: Op): boolean {
  if (op.kind === 'map' && op.sequential) return true;
  const result = Math.max(...opDefines(op).map(fixedElements));
  return opReads(op).some((t) => {
    const isLarge = !(fixedElements(t) <= result);
    if (t.role === 'weight') return isLarge;
    if (t.role !== 'memory' || t.growth?.kind === 'ring') return false;
    return !opDefines(op).includes(t) && (t.growth?.kind !== 'state' || isLarge);
  });
}

/** NaN where it depends on a size. */
function fixedElements(tensor: Tensor): number {
  return tensor.shape.reduce((total, extent) => total * (Size.asConstant(extent) ?? NaN), 1);
}

/** Same stage, or a selection made right after the scores. */
function sameTurn(group: Group, op: Op): boolean {
  if (group.isCall || op.kind === 'call' || group.once !== op.once || group.condition !== conditionKey(op.when)) return false;
  return group.stage === op.stage || (group.stage === 'relevancy' && op.stage === 'retrieve');
}

const keys = new WeakMap<Expr, string>();

function conditionKey(when: Expr | undefined): string {
  if (!when) return '';
  const key = keys.get(when) ?? exprKey(when);
  keys.set(when, key);
  return key;
}

/** True if the operation and the group must keep their order. */
function conflicts({ reads, writes }: Group, op: Op): boolean {
  return opDefines(op).some((t) => reads.has(t) || writes.has(t)) || opReads(op).some((t) => writes.has(t)) || opFlags(op).some((t) => writes.has(t));
}

/** True if one writes a memory that the other reads or writes. */
function sharesMemory({ reads, writes }: Pick<Group, 'reads' | 'writes'>, op: Op): boolean {
  return opReads(op).some((t) => t.role === 'memory' && writes.has(t)) || opDefines(op).some((t) => t.role === 'memory' && (reads.has(t) || writes.has(t)));
}

/** A softmax over logits, or a choice by scores, that are used nowhere else: both walk the same axis. */
function isStreamed(op: Op, producer: Group, readers: ReadonlyMap<Tensor, number>): boolean {
  const last = producer.ops[producer.ops.length - 1];
  if (!last || last.kind !== 'map' || last.sequential || readers.get(last.target) !== 1 || last.target.role !== 'temp') return false;
  const readsLogit = (e: Expr): boolean => someExpr(e, (x) =>
    x.kind === 'softmax-sum' && someExpr(x.logit, (y) => y.kind === 'load' && y.tensor === last.target));
  return op.kind === 'topk' || op.kind === 'filter' ? opReads(op).includes(last.target) : opExprs(op).some(readsLogit);
}

function countReaders(method: Method): ReadonlyMap<Tensor, number> {
  const readers = new Map<Tensor, number>();
  for (const t of method.ops.flatMap((op) => [...opReads(op), ...opFlags(op)])) readers.set(t, (readers.get(t) ?? 0) + 1);
  return readers;
}

/** A light group whose results go to one other group of the same turn, and nowhere else, becomes part of it. */
function mergeLightGroups(groups: readonly Group[]): readonly Group[] {
  const result = [...groups];
  for (const light of groups) {
    if (light.heavy || light.isCall || [...light.writes].some((t) => t.role !== 'temp')) continue;
    const users = result.filter((g) => g !== light && [...light.writes].some((t) => g.reads.has(t)));
    const [user] = users;
    const first = user?.ops[0];
    if (!user || !first || users.length !== 1 || user.stage !== light.stage || !sameTurn(light, first)) continue;
    const between = result.slice(result.indexOf(light) + 1, result.indexOf(user));
    if (light.ops.some((op) => sharesMemory(user, op) || between.some((other) => conflicts(other, op)))) continue;
    user.add(light.ops, true);
    result.splice(result.indexOf(light), 1);
  }
  return result;
}

/** The groups that read a tensor or look at it as a flag. */
function readersOf(groups: readonly Group[]): ReadonlyMap<Tensor, ReadonlySet<Group>> {
  const readers = new Map<Tensor, Set<Group>>();
  for (const group of groups) {
    for (const tensor of group.reads) {
      const found = readers.get(tensor) ?? new Set();
      readers.set(tensor, found.add(group));
    }
  }
  return readers;
}

function makeStep(group: Group, readers: ReadonlyMap<Tensor, ReadonlySet<Group>>, counts: ReadonlySet<Tensor>, names: Set<string>): Step {
  const { stage, once, when } = group;
  const ops = group.ops.filter(isCompute);
  const call = group.ops.find((op): op is CallOp => op.kind === 'call');
  const defined = [...group.writes];
  const read = [...new Set(group.ops.flatMap(opReads))];
  const isHidden = (t: Tensor): boolean => t.role === 'temp' && !call && ![...readers.get(t) ?? []].some((g) => g !== group);
  // A memory may be read before the step writes it, so it counts as read even if it is written here too.
  const reads = read.filter((t) => t.role === 'memory' || !group.writes.has(t));
  const writes = defined.filter((t) => !isHidden(t));
  const hidden = defined.filter(isHidden);
  const name = uniqueName(call ? call.callee.name : stepName(ops, writes, counts), names);
  return { name, stage, once, ops, ...(call ? { call } : {}), reads, writes, hidden, ...(when ? { when } : {}) };
}

/** From what the step leaves behind; a selection is named with the scores it was made from. */
function stepName(ops: readonly ComputeOp[], writes: readonly Tensor[], counts: ReadonlySet<Tensor>): string {
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
