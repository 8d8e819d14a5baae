import type { Axis, Expr, ComputeOp } from '../ir/nodes.js';
import { isFloat } from '../numerics/dtype.js';
import { Size, type Sym } from '../symbolic/index.js';
import { boundAxes, dependsOn, operands } from './dependence.js';
import type { Extents } from './extents.js';

/**
 * Kinds of scalar operation. FLOP: `fma` counts 2; `add`, `mul`, `div`, `special` (exp, sqrt, sin ...), `compare`
 * (min, max and relations on floats) and `select` count 1. `convert` (widening, rounding) and `integer` count 0
 * but take time. Index arithmetic is not counted.
 */
export const WORK_KINDS = ['fma', 'add', 'mul', 'div', 'special', 'compare', 'select', 'convert', 'integer'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];
export type Work<T> = Readonly<Record<WorkKind, T>>;

const FLOP: Work<number> = { fma: 2, add: 1, mul: 1, div: 1, special: 1, compare: 1, select: 1, convert: 0, integer: 0 };

export function noWork(): Work<Sym> {
  const none = Size.constant(0);
  return { fma: none, add: none, mul: none, div: none, special: none, compare: none, select: none, convert: none, integer: none };
}

export function addWork(...works: readonly Work<Sym>[]): Work<Sym> {
  const sum = (kind: WorkKind): Sym => Size.add(...works.map((w) => w[kind]));
  return mapWork(noWork(), (_, kind) => sum(kind));
}

export function mapWork<T, U>(work: Work<T>, change: (value: T, kind: WorkKind) => U): Work<U> {
  return {
    fma: change(work.fma, 'fma'), add: change(work.add, 'add'), mul: change(work.mul, 'mul'), div: change(work.div, 'div'),
    special: change(work.special, 'special'), compare: change(work.compare, 'compare'), select: change(work.select, 'select'),
    convert: change(work.convert, 'convert'), integer: change(work.integer, 'integer'),
  };
}

export function flopOf(work: Work<Sym>): Sym {
  return Size.add(...WORK_KINDS.map((kind) => Size.mul(FLOP[kind], work[kind])));
}

/** Work of one operation. */
export function workOf(op: ComputeOp, extents: Extents): Work<Sym> {
  const total = new Map<WorkKind, Sym[]>();
  const count = (kind: WorkKind, times: Sym): void => { total.set(kind, [...total.get(kind) ?? [], times]); };
  const seen = new Set<Expr>();
  const visit = (expr: Expr): void => {
    if (seen.has(expr)) return;
    seen.add(expr);
    countNode(expr, extents, count).forEach(visit);
  };
  switch (op.kind) {
    case 'map': visit(op.value); break;
    case 'scatter':
      count(op.value.type !== 'f32' ? 'integer' : op.combine === 'sum' ? 'add' : 'compare', extents.points(op.axes));
      visit(op.value);
      break;
    case 'topk':
      count('compare', Size.mul(extents.points(op.outer), Size.add(extents.of(op.axis), op.k * Math.ceil(Math.log2(Math.max(2, op.k))))));
      visit(op.key);
      break;
    case 'filter': visit(op.predicate); break;
  }
  return mapWork(noWork(), (_, kind) => Size.add(...total.get(kind) ?? []));
}

/** Counts one node and returns the value operands still to be counted. */
function countNode(expr: Expr, extents: Extents, count: (kind: WorkKind, times: Sym) => void): readonly Expr[] {
  const here = dependsOn(expr);
  const times = (): Sym => extents.points(here);
  switch (expr.kind) {
    case 'const': case 'size': case 'axis-ref': return [];
    case 'load':
      if (isFloat(expr.tensor.dtype) && expr.tensor.dtype !== 'f32') count('convert', times());
      return [];
    case 'convert': case 'round': count('convert', times()); return [expr.value];
    case 'unary': count(unaryKind(expr.op, expr.type === 'f32'), times()); return [expr.value];
    case 'binary': count(binaryKind(expr.op, expr.left.type === 'f32'), times()); return [expr.left, expr.right];
    case 'select': count('select', times()); return [expr.cond, expr.then, expr.else];
    case 'reduce': {
      const points = extents.points(union(here, dependsOn(expr.value), boundAxes(expr)));
      if (expr.type !== 'f32') count('integer', points);
      else if (expr.op !== 'sum') count('compare', points);
      else if (isProduct(expr.value) && Size.equals(points, extents.points(dependsOn(expr.value)))) {
        count('fma', points);
        return operands(expr.value);
      } else count('add', points);
      return [expr.value];
    }
    case 'softmax-sum': {
      const logits = extents.points(union(dependsOn(expr.logit), expr.axes));
      count('compare', logits);
      count('special', logits);
      count('add', Size.mul(2, logits));
      count('fma', extents.points(union(dependsOn(expr.logit), dependsOn(expr.value), expr.axes)));
      count('div', times());
      return [expr.logit, expr.value];
    }
  }
}

function isProduct(expr: Expr): boolean {
  return expr.kind === 'binary' && expr.op === 'mul';
}

export function union(...sets: readonly Iterable<Axis>[]): ReadonlySet<Axis> {
  const all = new Set<Axis>();
  for (const set of sets) for (const axis of set) all.add(axis);
  return all;
}

function unaryKind(op: string, float: boolean): WorkKind {
  if (!float) return 'integer';
  switch (op) {
    case 'neg': return 'add';
    case 'abs': case 'floor': case 'ceil': case 'pow2ceil': return 'compare';
    default: return 'special';
  }
}

function binaryKind(op: string, float: boolean): WorkKind {
  if (!float) return 'integer';
  switch (op) {
    case 'add': case 'sub': return 'add';
    case 'mul': return 'mul';
    case 'div': return 'div';
    case 'pow': case 'mod': return 'special';
    default: return 'compare';
  }
}
