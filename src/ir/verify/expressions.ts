import { scalarTypeOf, type ScalarType } from '../../numerics/dtype.js';
import { Size } from '../../symbolic/index.js';
import type { Axis, Expr, Method, Op, Tensor, UnaryOp } from '../nodes.js';
import type { Reporter } from './reporter.js';

/** Axes in scope, ranks, types and index types of everything in an operation. */
export function checkExpressions(op: Op, method: Method, reporter: Reporter): void {
  new Checker(op, method, reporter).run();
}

const I32_BINARY: ReadonlySet<string> = new Set(['mod', 'bitand', 'bitor', 'bitxor', 'shl', 'shr']);
const F32_UNARY: ReadonlySet<UnaryOp> = new Set<UnaryOp>([
  'exp', 'log', 'exp2', 'log2', 'sqrt', 'rsqrt', 'sin', 'cos', 'tanh', 'floor', 'ceil', 'pow2ceil',
]);

class Checker {
  constructor(private readonly op: Op, private readonly method: Method, private readonly reporter: Reporter) {}

  run(): void {
    const { op } = this;
    if (op.when) this.expr(op.when, new Set());
    if (op.kind === 'map' || op.kind === 'scatter') {
      const scope = this.axes(op.axes, new Set());
      this.indices(op.target, op.indices, scope);
      this.wants(op.value, scalarTypeOf(op.target.dtype), `the value of ${op.target.name}`, scope);
      const plain = op.indices.length === op.axes.length && op.indices.every((e, d) => e.kind === 'axis-ref' && e.axis === op.axes[d]);
      if (op.kind === 'map' && op.target.role !== 'memory' && !plain) this.fail(`${op.target.name} is not indexed by the axes as they stand`);
      return;
    }
    if (op.kind === 'call') return;
    const scope = this.axes([...op.outer, op.axis], new Set());
    if (op.count.shape.length !== op.outer.length) this.fail(`${op.count.name} has rank ${op.count.shape.length}, not ${op.outer.length}`);
    if (op.ids.shape.length !== op.outer.length + 1) this.fail(`${op.ids.name} has rank ${op.ids.shape.length}, not ${op.outer.length + 1}`);
    if (op.kind === 'filter') this.wants(op.predicate, 'bool', 'the predicate', scope);
    else {
      this.wants(op.key, 'f32', 'the key', scope);
      if (!Number.isInteger(op.k) || op.k < 1) this.fail(`it chooses ${op.k}`);
    }
  }

  private fail(what: string): void {
    this.reporter.fail(this.op, what);
  }

  private axes(axes: readonly Axis[], outer: ReadonlySet<Axis>): ReadonlySet<Axis> {
    const scope = new Set(outer);
    for (const axis of axes) {
      this.wants(axis.lo, 'i32', `the start of axis ${axis.name}`, scope);
      this.wants(axis.hi, 'i32', `the end of axis ${axis.name}`, scope);
      const unknown = Size.variables(axis.bound).filter((name) => !this.method.sizes.some((s) => s.name === name));
      unknown.forEach((name) => { this.fail(`the bound of axis ${axis.name} mentions ${name}, which is no size`); });
      if (scope.has(axis)) this.fail(`axis ${axis.name} is bound inside itself`);
      scope.add(axis);
    }
    return scope;
  }

  private wants(expr: Expr, type: ScalarType, what: string, scope: ReadonlySet<Axis>): void {
    this.expr(expr, scope);
    if (expr.type !== type) this.fail(`${what} is ${expr.type}, not ${type}`);
  }

  private indices(tensor: Tensor, indices: readonly Expr[], scope: ReadonlySet<Axis>): void {
    if (indices.length !== tensor.shape.length) this.fail(`${tensor.name} has rank ${tensor.shape.length} but ${indices.length} indices`);
    indices.forEach((index) => { this.wants(index, 'i32', `an index of ${tensor.name}`, scope); });
  }

  private is(expr: Expr, type: ScalarType, what: string): void {
    if (expr.type !== type) this.fail(`${what} has type ${expr.type}, not ${type}`);
  }

  private expr(expr: Expr, scope: ReadonlySet<Axis>): void {
    switch (expr.kind) {
      case 'const': return this.constant(expr.value, expr.type);
      case 'size':
        this.is(expr, 'i32', `size ${expr.size.name}`);
        if (!this.method.sizes.includes(expr.size)) this.fail(`${expr.size.name} is not a size of the method`);
        return;
      case 'axis-ref':
        this.is(expr, 'i32', `axis ${expr.axis.name}`);
        if (!scope.has(expr.axis)) this.fail(`axis ${expr.axis.name} is not in scope`);
        return;
      case 'load':
        this.is(expr, scalarTypeOf(expr.tensor.dtype), `an element of ${expr.tensor.name}`);
        return this.indices(expr.tensor, expr.indices, scope);
      case 'unary':
        this.expr(expr.value, scope);
        if (F32_UNARY.has(expr.op)) this.is(expr.value, 'f32', `the operand of ${expr.op}`);
        if (expr.op === 'not') this.is(expr.value, 'bool', 'the operand of not');
        if (expr.op === 'popcount') this.is(expr.value, 'i32', 'the operand of popcount');
        if ((expr.op === 'neg' || expr.op === 'abs') && expr.value.type === 'bool') this.fail(`${expr.op} of a bool`);
        return this.is(expr, expr.value.type, expr.op);
      case 'binary': return this.binary(expr, scope);
      case 'select':
        this.wants(expr.cond, 'bool', 'a condition', scope);
        this.wants(expr.then, expr.type, 'a branch', scope);
        return this.wants(expr.else, expr.type, 'a branch', scope);
      case 'convert': return this.expr(expr.value, scope);
      case 'round':
        this.is(expr, 'f32', 'a rounding');
        if (scalarTypeOf(expr.to) !== 'f32') this.fail(`rounding to ${expr.to}`);
        return this.wants(expr.value, 'f32', 'what is rounded', scope);
      case 'reduce': {
        if (expr.type === 'bool') this.fail('a reduction of bool');
        return this.wants(expr.value, expr.type, `the term of a ${expr.op}`, this.axes(expr.axes, scope));
      }
      case 'softmax-sum': {
        const inner = this.axes(expr.axes, scope);
        this.is(expr, 'f32', 'a softmax sum');
        this.wants(expr.logit, 'f32', 'a logit', inner);
        return this.wants(expr.value, 'f32', 'a softmax value', inner);
      }
    }
  }

  private binary(expr: Expr & { readonly kind: 'binary' }, scope: ReadonlySet<Axis>): void {
    const { op, left, right } = expr;
    this.expr(left, scope);
    this.expr(right, scope);
    if (left.type !== right.type) this.fail(`${op} of ${left.type} and ${right.type}`);
    const compares = op === 'lt' || op === 'le' || op === 'eq' || op === 'ne';
    const logical = op === 'and' || op === 'or';
    if (logical) this.is(left, 'bool', `an operand of ${op}`);
    else if (left.type === 'bool' && !(op === 'eq' || op === 'ne')) this.fail(`${op} of bool`);
    if (I32_BINARY.has(op)) this.is(left, 'i32', `an operand of ${op}`);
    if (op === 'pow') this.is(left, 'f32', 'an operand of pow');
    this.is(expr, compares || logical ? 'bool' : left.type, op);
  }

  private constant(value: number, type: ScalarType): void {
    const fits = type === 'f32' ? Object.is(Math.fround(value), value)
      : type === 'bool' ? value === 0 || value === 1 : Number.isInteger(value) && Math.abs(value) <= 2 ** 31;
    if (!fits) this.fail(`${value} is not a value of ${type}`);
  }
}
