import {
  binary, bool, convert, f32, i32, load, NO_SPAN, reduce, round, select, size as makeSize, softmaxSum, tensor as makeTensor, unary,
} from '../build.js';
import { DTYPES, type DType, type ScalarType } from '../../numerics/dtype.js';
import { parseSym, type Sym } from '../../symbolic/index.js';
import {
  STAGES, type Axis, type BinaryOp, type CallOp, type Expr, type Extern, type ExternParam, type Growth, type Method, type Op, type Passed,
  type ReduceOp, type SizeSymbol, type Stage, type Tensor, type TensorRole,
} from '../nodes.js';
import { boundOf } from './print.js';
import { BINARY_CALLS, INFIX, UNARY_CALLS } from './operators.js';
import { Tokens } from './tokens.js';

const ROLES: readonly TensorRole[] = ['input', 'weight', 'constant', 'memory', 'temp', 'output'];
const REDUCE_OPS: readonly ReduceOp[] = ['sum', 'min', 'max'];
const SCALARS: readonly ScalarType[] = ['f32', 'i32', 'bool'];
const OPERATORS = new Map(Object.entries(INFIX).map(([op, [symbol, level]]) => [symbol, { op, level }] as const));

/** Reads the text form of a method. Throws a `SyntaxError` that names the line. */
export function parseMethod(text: string): Method {
  return new Parser(text).method();
}

/** What the operations of one stage, and under one condition, have in common. */
type Base = Pick<CallOp, 'stage' | 'once' | 'span' | 'when'>;

/** A tensor that may name others further down. */
interface Declared {
  readonly tensor: Tensor;
  readonly from: string | undefined;
  readonly count: string | undefined;
}

class Parser {
  private readonly tokens: Tokens;
  private readonly externs = new Map<string, Extern>();
  private readonly sizes = new Map<string, SizeSymbol>();
  private readonly tensors = new Map<string, Tensor>();

  constructor(text: string) {
    this.tokens = new Tokens(text);
  }

  method(): Method {
    const t = this.tokens;
    t.expect('method');
    const name = t.name();
    const doc = t.take('doc') ? t.string() : '';
    while (t.take('size')) this.size();
    const tokens = t.take('tokens') ? this.sizeNamed() : undefined;
    const advance = t.take('advance') ? this.sym() : undefined;
    t.expect('batch');
    const min = t.integer();
    t.expect('..');
    const max = t.integer();
    while (t.take('extern')) this.extern();
    const declared: Declared[] = [];
    for (let role = t.takeOne(ROLES); role; role = t.takeOne(ROLES)) declared.push(this.tensor(role));
    this.linkTensors(declared);
    const ops: Op[] = [];
    for (let stage = t.takeOne(STAGES); stage; stage = t.takeOne(STAGES)) ops.push(this.op(stage));
    if (!t.atEnd()) t.fail('an operation');
    return {
      kind: 'method', name, doc, sizes: [...this.sizes.values()], batch: { min, max }, tensors: [...this.tensors.values()], ops,
      span: NO_SPAN, ...(tokens ? { tokens } : {}), ...(advance ? { advance } : {}),
    };
  }

  private size(): void {
    const t = this.tokens;
    const name = t.name();
    t.expect('in');
    const min = t.integer();
    t.expect('..');
    const max = t.integer();
    let multipleOf = 1;
    if (t.take('multiple')) {
      t.expect('of');
      multipleOf = t.integer();
    }
    this.sizes.set(name, makeSize(name, min, max, multipleOf));
  }

  private sizeNamed(): SizeSymbol {
    return this.sizes.get(this.tokens.name()) ?? this.tokens.fail('a size');
  }

  private extern(): void {
    const t = this.tokens;
    const name = t.name();
    const params = this.params();
    t.expect('->');
    const results = this.params();
    t.expect('flop');
    const flop = this.sym();
    t.expect('bytes');
    const bytes = this.sym();
    t.expect('on');
    const device = t.takeOne(['gpu', 'cpu'] as const) ?? t.fail('a device');
    const template = t.take('template') ? t.string() : undefined;
    const doc = t.take('doc') ? t.string() : '';
    this.externs.set(name, {
      kind: 'extern', name, doc, params, results, cost: { flop, bytes }, device, span: NO_SPAN, ...(template === undefined ? {} : { template }),
    });
  }

  private params(): readonly ExternParam[] {
    const t = this.tokens;
    const params: ExternParam[] = [];
    t.expect('(');
    while (!t.take(')')) {
      const name = t.name();
      t.expect(':');
      const list = t.take('list');
      params.push({ name, list, ...this.form() });
      t.take(',');
    }
    return params;
  }

  /** Element type, extents and range of ids. */
  private form(): Pick<ExternParam, 'dtype' | 'shape' | 'idRange'> {
    const t = this.tokens;
    const dtype = t.takeOne(DTYPES) ?? t.fail('an element type');
    t.expect('[');
    const shape: Sym[] = [];
    while (!t.take(']')) {
      shape.push(this.sym());
      t.take(',');
    }
    const idRange = t.take('ids') ? (t.expect('of'), this.sym()) : undefined;
    return { dtype, shape, ...(idRange ? { idRange } : {}) };
  }

  private tensor(role: TensorRole): Declared {
    const t = this.tokens;
    const name = t.name();
    t.expect(':');
    const { dtype, shape, idRange } = this.form();
    const growth = this.growth();
    const from = growth?.kind === 'state' && t.take('from') ? t.name() : undefined;
    const count = t.take('count') ? t.name() : undefined;
    const data = t.take('=') ? this.data() : undefined;
    const tensor = makeTensor(name, role, dtype, shape, {
      ...(idRange ? { idRange } : {}), ...(growth ? { growth } : {}), ...(data ? { data } : {}),
    });
    return { tensor, from, count };
  }

  /** Tensors in the order of the text, those that they name before they do. */
  private linkTensors(declared: readonly Declared[]): void {
    const t = this.tokens;
    const byName = new Map(declared.map((d) => [d.tensor.name, d]));
    const linked = new Map<string, Tensor>();
    const link = (name: string): Tensor => {
      const known = linked.get(name);
      if (known) return known;
      const { tensor, from, count } = byName.get(name) ?? t.fail(`a tensor ${name}`);
      byName.delete(name); // so that none names itself
      const made: Tensor = {
        ...tensor, ...(from === undefined ? {} : { growth: { kind: 'state', from: link(from) } }), ...(count === undefined ? {} : { count: link(count) }),
      };
      linked.set(name, made);
      return made;
    };
    for (const { tensor } of declared) this.tensors.set(tensor.name, link(tensor.name));
  }

  private growth(): Growth | undefined {
    const t = this.tokens;
    const kind = t.takeOne(['static', 'computed', 'append-token', 'append-block', 'update-block', 'ring', 'state'] as const);
    switch (kind) {
      case 'static': case 'computed': case 'state': return { kind };
      case 'append-token': return { kind, size: this.sizeNamed() };
      case 'append-block': case 'update-block': return { kind, size: this.sizeNamed(), block: t.integer() };
      case 'ring': return { kind, size: this.sizeNamed(), rows: t.integer() };
      case undefined: return undefined;
    }
  }

  private data(): readonly number[] {
    const t = this.tokens;
    const values: number[] = [];
    t.expect('[');
    while (!t.take(']')) {
      values.push((t.number() ?? t.fail('a number')).value);
      t.take(',');
    }
    return values;
  }

  /** A size expression: everything up to a delimiter at this level. */
  private sym(): Sym {
    const t = this.tokens;
    const parts: string[] = [];
    for (let depth = 0; !t.atEnd();) {
      if (depth === 0 && t.startsSymEnd()) break;
      const token = t.next();
      if (token === '(') depth++;
      if (token === ')') depth--;
      parts.push(token);
    }
    return parseSym(parts.join(' '));
  }

  private op(stage: Stage): Op {
    const t = this.tokens;
    const once = t.take('once');
    const scope = new Map<string, Axis>();
    const when = t.take('when') ? this.expr(scope) : undefined;
    const axes = t.take('for') ? this.axes(scope) : [];
    const sequential = t.take('scan') ? scope.get(t.name()) ?? t.fail('an axis') : undefined;
    t.expect(':');
    const base: Base = { stage, once, span: NO_SPAN, ...(when ? { when } : {}) };
    if (t.takeCall()) return this.hostCall(base);
    const target = this.tensorNamed();
    if (t.take(',')) return this.selection(base, target, axes, scope);
    t.expect('[');
    const indices = this.list(']', scope);
    if (t.take('=')) return { kind: 'map', target, axes, indices, value: this.expr(scope), ...base, ...(sequential ? { sequential } : {}) };
    const combine: ReduceOp = t.take('+=') ? 'sum' : t.take('min=') ? 'min' : t.take('max=') ? 'max' : t.fail('=');
    return { kind: 'scatter', target, axes, indices, combine, value: this.expr(scope), ...base };
  }

  private hostCall(base: Base): Op {
    const t = this.tokens;
    const callee = this.externs.get(t.name()) ?? t.fail('an extern');
    t.expect('(');
    const args = t.take(')') ? [] : this.passed();
    if (args.length > 0) t.expect(')');
    t.expect('->');
    return { kind: 'call', callee, args, results: this.passed(), ...base };
  }

  private passed(): readonly Passed[] {
    const t = this.tokens;
    const passed: Passed[] = [];
    do {
      const tensor = this.tensorNamed();
      passed.push(t.take('count') ? { tensor, count: this.tensorNamed() } : { tensor });
    } while (t.take(','));
    return passed;
  }

  private selection(base: Base, ids: Tensor, outer: readonly Axis[], scope: Map<string, Axis>): Op {
    const t = this.tokens;
    const count = this.tensorNamed();
    t.expect('=');
    const kind = t.takeOne(['topk', 'filter'] as const) ?? t.fail('topk or filter');
    const k = kind === 'topk' ? t.integer() : 0;
    t.expect('{');
    const [axis] = this.axes(scope);
    t.expect('}');
    if (!axis) return t.fail('an axis');
    const what = this.expr(scope);
    return kind === 'topk' ? { kind, ids, count, outer, axis, key: what, k, ...base } : { kind, ids, count, outer, axis, predicate: what, ...base };
  }

  private tensorNamed(): Tensor {
    return this.tensors.get(this.tokens.name()) ?? this.tokens.fail('a tensor');
  }

  private axes(scope: Map<string, Axis>): readonly Axis[] {
    const t = this.tokens;
    const axes: Axis[] = [];
    do {
      const name = t.name();
      t.expect('in');
      const lo = this.expr(scope);
      t.expect('..');
      const hi = this.expr(scope);
      const bound = t.take('max') ? this.sym() : boundOf(lo, hi) ?? t.fail('max');
      const axis: Axis = { kind: 'axis', name, lo, hi, bound, span: NO_SPAN };
      scope.set(name, axis);
      axes.push(axis);
    } while (t.take(','));
    return axes;
  }

  private list(end: string, scope: Map<string, Axis>): readonly Expr[] {
    const items: Expr[] = [];
    while (!this.tokens.take(end)) {
      items.push(this.expr(scope));
      this.tokens.take(',');
    }
    return items;
  }

  private expr(scope: Map<string, Axis>, least = 0): Expr {
    let left = this.primary(scope);
    for (;;) {
      const found = OPERATORS.get(this.tokens.peek());
      if (!found || found.level < least) return left;
      this.tokens.next();
      left = binary(found.op as BinaryOp, left, this.expr(scope, found.level + 1));
    }
  }

  private primary(scope: Map<string, Axis>): Expr {
    const t = this.tokens;
    if (t.take('(')) {
      const inner = this.expr(scope);
      t.expect(')');
      return inner;
    }
    const number = t.number();
    if (number) return number.float ? f32(number.value) : i32(number.value);
    const name = t.name();
    if (name === 'true' || name === 'false') return bool(name === 'true');
    if (t.take('[')) return load(this.tensors.get(name) ?? t.fail('a tensor'), ...this.list(']', scope));
    if (t.take('{')) return this.reduction(name, new Map(scope));
    if (t.take('(')) return this.call(name, this.list(')', scope));
    const axis = scope.get(name);
    if (axis) return { kind: 'axis-ref', axis, type: 'i32', span: NO_SPAN };
    const size = this.sizes.get(name) ?? t.fail('an axis or a size');
    return { kind: 'size', size, type: 'i32', span: NO_SPAN };
  }

  private reduction(name: string, scope: Map<string, Axis>): Expr {
    const t = this.tokens;
    const axes = this.axes(scope);
    t.expect('}');
    t.expect('(');
    const first = this.expr(scope);
    if (name === 'softmax_sum') {
      t.expect('=>');
      const value = this.expr(scope);
      t.expect(')');
      return softmaxSum(axes, first, value);
    }
    t.expect(')');
    return reduce(REDUCE_OPS.find((op) => op === name) ?? t.fail('sum, min, max or softmax_sum'), axes, first);
  }

  private call(name: string, args: readonly Expr[]): Expr {
    const t = this.tokens;
    const [a, b, c] = args;
    const unaryOp = UNARY_CALLS.find((op) => op === name);
    const binaryOp = BINARY_CALLS.find((op) => op === name);
    const scalar = SCALARS.find((type) => type === name);
    const to: DType | undefined = DTYPES.find((type) => name === `round_${type}`);
    if (a && b && c && name === 'select') return select(a, b, c);
    if (a && b && binaryOp) return binary(binaryOp, a, b);
    if (a && unaryOp) return unary(unaryOp, a);
    if (a && scalar) return a.type === scalar ? { kind: 'convert', value: a, type: scalar, span: NO_SPAN } : convert(a, scalar);
    if (a && to) return round(a, to);
    return t.fail('a function');
  }
}
