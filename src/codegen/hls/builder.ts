import { elementsOf } from '../../ir/elements.js';
import type { Axis, Expr, LoadExpr, Tensor } from '../../ir/nodes.js';
import type { Step } from '../../ir/steps.js';
import { toSym } from '../../ir/size-expr.js';
import { readsOf } from '../../ir/kernel/scan.js';
import { someExpr, opDefines } from '../../ir/visit.js';
import * as k from '../../ir/kernel/build.js';
import { lowerExpr } from '../../ir/kernel/lower-expression.js';
import type { KBuffer, KExpr, KStmt } from '../../ir/kernel/nodes.js';
import { dtypeBytes, scalarTypeOf, type DType } from '../../numerics/dtype.js';
import { Size, type Sym } from '../../symbolic/index.js';
import { asConstant, equals } from '../../symbolic/sym.js';
import { axesOf, cheapestFetch } from './access.js';
import type { Bounds } from './bounds.js';
import type { Target } from './device.js';
import { SHORT_ROW, VALUE_STREAM_DEPTH, WORD_BYTES, WORD_STREAM_DEPTH } from './generator.js';
import { storageStruct, storageType } from './dialect.js';
import type { Emitter } from './emitter.js';
import { exprKey } from './expr-key.js';
import { Names } from './names.js';
import { onchip, type Port, type Process, type Queue, type Role, type Stream } from './process.js';
import { lowerReduction } from './reduce.js';
import { knownValue, loopAxes, loopScope, outermostWith, rootScope, type Scope } from './scope.js';

/** Where a tensor of the step lives while the kernel runs. */
export type Home =
  /** Read only: fetched by whoever needs it. */
  | { readonly kind: 'input' }
  /** Computed here and kept on the chip; copied out at the end if it is needed outside. */
  | { readonly kind: 'onchip'; readonly buffer: KBuffer; readonly flush: boolean }
  /** Written, and perhaps read back, in device memory by the compute process. */
  | { readonly kind: 'memory'; readonly readBack: boolean };

/** What the processes of one kernel share. */
export class KernelBuilder {
  readonly names = new Names();
  readonly processes: ProcessBuilder[] = [];
  private readonly homes = new Map<Tensor, Home>();

  constructor(readonly step: Step, readonly bounds: Bounds, readonly target: Target, reserved: readonly string[]) {
    for (const name of reserved) this.names.reserve(name);
    const written = new Set(step.ops.flatMap(opDefines));
    const read = new Set(step.ops.flatMap(readsOf));
    const scattered = new Set(step.ops.flatMap((op) => (op.kind === 'scatter' ? [op.target] : [])));
    for (const tensor of written) {
      const elements = bounds.elements(tensor);
      const fits = elements * dtypeBytes(tensor.dtype) <= target.onchipBytes;
      const flush = step.writes.includes(tensor);
      const reused = read.has(tensor) || scattered.has(tensor);
      const mirror = fits && reused && tensor.role !== 'memory';
      this.homes.set(tensor, mirror
        ? { kind: 'onchip', buffer: onchip(this.names.fresh(`${tensor.name}_mem`), tensor.dtype, elements), flush }
        : { kind: 'memory', readBack: reused });
    }
  }

  /** The tensor goes straight from its producer to a stream and, if it is needed outside, to device memory. */
  passThrough(tensor: Tensor): void {
    this.homes.set(tensor, { kind: 'memory', readBack: false });
  }

  home(tensor: Tensor): Home {
    return this.homes.get(tensor) ?? { kind: 'input' };
  }

  /** Temporaries of the step that have no room on the chip. */
  scratch(): readonly Tensor[] {
    return this.step.hidden.filter((t) => this.home(t).kind === 'memory' && this.processes.some((p) => p.usesTensor(t)));
  }

  process(role: Role, name: string, doc: string): ProcessBuilder {
    const made = new ProcessBuilder(this, role, this.names.fresh(name), doc);
    this.processes.push(made);
    return made;
  }

  stream(name: string, type: string, depth = VALUE_STREAM_DEPTH, reason = 'rates differ by bursts only'): Stream {
    return { name: this.names.fresh(`${name}_s`), type, depth, reason };
  }

  /** True if an expression uses what this kernel computes. */
  dependsOnResults(expr: Expr): boolean {
    return someExpr(expr, (e) => e.kind === 'load' && this.home(e.tensor).kind !== 'input');
  }
}

/** Builds one function of the DATAFLOW region. */
export class ProcessBuilder implements Emitter {
  readonly names: Names;
  readonly root: Scope = rootScope();
  readonly body: KStmt[] = [];
  readonly ports: Port[] = [];
  readonly streams: Stream[] = [];
  readonly queues: Queue[] = [];
  private readonly buffers: KBuffer[] = [];
  private readonly elementsRead = new WeakMap<KStmt[], Map<string, KExpr>>();
  private readonly axisOf = new Map<string, Axis>();
  /** Whether rows come from load processes of their own through streams. */
  streamsRows = false;

  constructor(readonly kernel: KernelBuilder, readonly role: Role, readonly name: string, readonly doc: string) {
    this.names = new Names(kernel.names);
  }

  get bounds(): Bounds {
    return this.kernel.bounds;
  }

  get target(): Target {
    return this.kernel.target;
  }

  usesTensor(tensor: Tensor): boolean {
    return this.ports.some((p) => p.tensor === tensor);
  }

  finish(): Process {
    const { name, role, doc, ports, streams, buffers, queues, axisOf } = this;
    return { name, role, doc, ports, streams, buffers, queues, body: [...this.root.prologue, ...this.body], axisOf };
  }

  // Declarations

  buffer(name: string, dtype: DType, elements: number): KBuffer {
    return this.keep(onchip(this.names.fresh(name), dtype, elements));
  }

  keep(buffer: KBuffer): KBuffer {
    if (!this.buffers.includes(buffer)) this.buffers.push(buffer);
    return buffer;
  }

  queue(name: string, size: number, queues: number): Queue {
    const queue: Queue = { name: this.names.fresh(name), k: size, queues };
    this.queues.push(queue);
    return queue;
  }

  join(stream: Stream): Stream {
    if (!this.streams.includes(stream)) this.streams.push(stream);
    return stream;
  }

  /** The array that stands for a tensor in device memory. */
  port(tensor: Tensor, access: 'read' | 'write', item: Port['item'] = 'element'): KBuffer {
    let port = this.ports.find((p) => p.tensor === tensor && p.item === item);
    if (!port) {
      port = { name: this.names.freshAbove(tensor.name), tensor, item, access };
      this.ports.push(port);
    } else if (port.access !== access) port.access = 'readwrite';
    return { kind: 'buffer', name: port.name, dtype: tensor.dtype, space: 'global', elements: elementsOf(tensor) };
  }

  // Expressions

  value(expr: Expr, scope: Scope, out: KStmt[]): KExpr {
    return lowerExpr(expr, {
      axes: scope.axes,
      bufferOf: (tensor) => { throw new Error(`no buffer for ${tensor.name}`); },
      load: (e) => knownValue(scope, e) ?? this.load(e, scope, out),
      reduce: (e) => knownValue(scope, e) ?? this.hoisted(e, scope, out),
      fresh: (prefix) => this.names.fresh(prefix),
    }, out);
  }

  /** A reduction is computed in the outermost block that has what it depends on, once. */
  private hoisted(expr: Expr & { kind: 'reduce' | 'softmax-sum' }, scope: Scope, out: KStmt[]): KExpr {
    const home = outermostWith(scope, axesOf([expr]), true);
    const value = lowerReduction(this, expr, home, home === scope ? out : home.prologue);
    home.known.set(expr, value);
    return value;
  }

  bind(prefix: string, value: KExpr, out: KStmt[]): KExpr {
    if (value.kind === 'const' || value.kind === 'var') return value;
    const name = this.names.fresh(prefix);
    out.push({ kind: 'let', name, value });
    return k.variable(name, value.type);
  }

  loop(axis: Axis, scope: Scope, out: KStmt[], body: (scope: Scope, out: KStmt[]) => void, ii = 1): void {
    const lo = this.bound(axis.lo, `${axis.name}_lo`, scope, out);
    const hi = this.bound(axis.hi, `${axis.name}_hi`, scope, out);
    const name = this.names.fresh(axis.name);
    this.axisOf.set(name, axis);
    const inner = loopScope(scope, axis, k.counter(name));
    const block: KStmt[] = [];
    body(inner, block);
    const stmts = [...inner.prologue, ...block];
    const innermost = !hasSerialLoop(stmts);
    const interval = Math.max(ii, ...stmts.map(itemsMoved));
    out.push({ kind: 'for', name, lo, hi, step: 1, binding: innermost ? { kind: 'pipeline', ii: interval } : { kind: 'serial' }, body: stmts });
  }

  /** A limit of a loop; what comes from memory is read once, in front of it. */
  private bound(limit: Expr, name: string, scope: Scope, out: KStmt[]): KExpr {
    const value = this.value(limit, scope, out);
    return someExpr(limit, (e) => e.kind === 'load') ? this.bind(name, value, out) : value;
  }

  loops(axes: readonly Axis[], scope: Scope, out: KStmt[], body: (scope: Scope, out: KStmt[]) => void, ii = 1): void {
    const [axis, ...rest] = axes;
    if (!axis) return body(scope, out);
    this.loop(axis, scope, out, (inner, block) => this.loops(rest, inner, block, body, ii), ii);
  }

  /** A loop `0 .. count` that is no axis. */
  count(prefix: string, count: KExpr, out: KStmt[], body: (index: KExpr, out: KStmt[]) => void): void {
    const name = this.names.fresh(prefix);
    const block: KStmt[] = [];
    body(k.counter(name), block);
    out.push({ kind: 'for', name, lo: k.constant(0), hi: count, step: 1,
      binding: !hasSerialLoop(block) ? { kind: 'pipeline', ii: 1 } : { kind: 'serial' }, body: block });
  }

  // Memory

  /** Row-major element number, in 64 bits where the tensor may have 2^31 elements. */
  element(tensor: Tensor, indices: readonly KExpr[], rank = tensor.shape.length): KExpr {
    const wide = this.kernel.bounds.elements(tensor) >= 2 ** 31;
    return tensor.shape.slice(0, rank).reduce<KExpr>((total, extent, d) => {
      const index = indices[d] ?? k.constant(0);
      return k.add(k.mul(total, k.fromSym(extent)), d === 0 && wide ? k.convert(index, 'i64') : index);
    }, k.constant(0));
  }

  elements(tensor: Tensor): KExpr {
    return this.product(elementsOf(tensor));
  }

  /** A count of elements or items, in 64 bits where it may reach 2^31. */
  private product(count: Sym): KExpr {
    const wide = this.kernel.bounds.upper(count) >= 2 ** 31;
    return k.fromSym(count, wide ? (name) => k.convert(k.counter(name), 'i64') : undefined);
  }

  private load(expr: LoadExpr, scope: Scope, out: KStmt[]): KExpr {
    const { tensor } = expr;
    const home = this.kernel.home(tensor);
    if (home.kind !== 'input') {
      const index = this.element(tensor, expr.indices.map((i) => this.value(i, scope, out)));
      if (home.kind === 'onchip') return k.load(this.keep(home.buffer), index);
      return this.readOnce(exprKey(expr), tensor, index, out);
    }
    const fetch = cheapestFetch(expr, this.kernel.bounds, (axes) => this.tripsOf(scope, axes));
    const prefix = expr.indices.slice(0, fetch.prefix);
    const row = this.fetch(expr, prefix, fetch.rowElements, scope);
    if (row.kind !== 'buffer') return row;
    const tail = { ...tensor, shape: tensor.shape.slice(fetch.prefix) };
    return k.load(row, this.element(tail, expr.indices.slice(fetch.prefix).map((i) => this.value(i, scope, out))));
  }

  /** An element of device memory, read once in a block of statements. */
  private readOnce(key: string, tensor: Tensor, index: KExpr, out: KStmt[]): KExpr {
    const here = this.elementsRead.get(out) ?? new Map<string, KExpr>();
    this.elementsRead.set(out, here);
    const value = here.get(key) ?? this.bind(`${tensor.name}_at`, k.load(this.port(tensor, 'read'), index), out);
    here.set(key, value);
    return value;
  }

  private tripsOf(scope: Scope, axes: ReadonlySet<Axis>): number {
    return this.kernel.bounds.upper(outermostWith(scope, axes, false).trips);
  }

  /** Puts a row (or, with all indices given, one element) on the chip, in the outermost block where it is known which. */
  private fetch(expr: LoadExpr, prefix: readonly Expr[], rowElements: number, scope: Scope): KBuffer | KExpr {
    const { tensor } = expr;
    const home = outermostWith(scope, axesOf(prefix), prefix.some((e) => this.kernel.dependsOnResults(e)));
    const key = `${tensor.name}/${prefix.map(exprKey).join()}`;
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      const found = at.rows.get(key);
      if (found) return found;
    }
    const made = this.streamsRows && prefix.length > 0 && !this.tiedToResults(home, prefix)
      ? this.streamedRow(tensor, prefix, rowElements, home) : this.directRow(tensor, prefix, rowElements, home);
    home.rows.set(key, made);
    return made;
  }

  private tiedToResults(scope: Scope, prefix: readonly Expr[]): boolean {
    return [...prefix, ...loopAxes(scope).flatMap((a) => [a.lo, a.hi])].some((e) => this.kernel.dependsOnResults(e));
  }

  private rowBuffer(tensor: Tensor, rowElements: number): KBuffer {
    const scalar = scalarTypeOf(tensor.dtype);
    return this.buffer(`${tensor.name}_row`, scalar === 'bool' ? 'bool' : scalar, rowElements);
  }

  private directRow(tensor: Tensor, prefix: readonly Expr[], rowElements: number, scope: Scope): KBuffer | KExpr {
    const out = scope.prologue;
    const indices = prefix.map((i) => this.value(i, scope, out));
    const shape = rowShape(tensor, prefix.length);
    if (prefix.length === tensor.shape.length) {
      const element = k.load(this.port(tensor, 'read'), this.element(tensor, indices));
      return this.bind(`${tensor.name}_at`, element, out);
    }
    const row = this.rowBuffer(tensor, rowElements);
    const port = this.port(tensor, 'read', shape.words ? 'word' : 'element');
    const call = `mpc::fetch_${shape.words ? 'words' : 'row'}<${storageStruct(tensor.dtype)}>`;
    out.push({ kind: 'call', name: call, args: [port, this.firstItem(tensor, indices, shape), k.fromSym(shape.items), row] });
    return row;
  }

  /** A load process of its own walks the same loops and sends the rows; here they are taken in the same order. */
  private streamedRow(tensor: Tensor, prefix: readonly Expr[], rowElements: number, scope: Scope): KBuffer | KExpr {
    const shape = rowShape(tensor, prefix.length);
    const type = shape.words ? 'mpc::word' : storageType(tensor.dtype);
    const loader = this.kernel.process('load', `load_${tensor.name}`, `Reads ${tensor.name} in the order in which it is used.`);
    const stream = loader.join(this.join(this.kernel.stream(tensor.name, type, WORD_STREAM_DEPTH, 'holds four bursts')));
    const single = prefix.length === tensor.shape.length;
    const whole = wholeRows(tensor, prefix, loopAxes(scope));
    const items = Size.mul(shape.items, ...tensor.shape.slice(whole.prefix.length, prefix.length));
    loader.loops(whole.loops, loader.root, loader.body, (inner, out) => {
      const indices = whole.prefix.map((i) => loader.value(i, inner, out));
      const port = loader.port(tensor, 'read', shape.words ? 'word' : 'element');
      const first = k.mul(loader.element(tensor, indices, indices.length), k.fromSym(items));
      if (asConstant(items) === 1) out.push({ kind: 'call', name: 'mpc::send_item', args: [port, first, k.variable(stream.name)] });
      else out.push({ kind: 'call', name: 'mpc::send_row', args: [port, first, this.product(items), k.variable(stream.name)] });
    });
    const struct = storageStruct(tensor.dtype);
    if (single) {
      const scalar = scalarTypeOf(tensor.dtype);
      const item = k.call(`${stream.name}.read`, [], scalar);
      const value = tensor.dtype === 'f32' || tensor.dtype === 'i32' ? item : k.call(`${struct}::widen`, [item], scalar);
      return this.bind(`${tensor.name}_at`, value, scope.prologue);
    }
    const row = this.rowBuffer(tensor, rowElements);
    scope.prologue.push({ kind: 'call', name: `mpc::take_${shape.words ? 'words' : 'row'}<${struct}>`,
      args: [k.variable(stream.name), k.fromSym(shape.items), row] });
    return row;
  }

  private firstItem(tensor: Tensor, indices: readonly KExpr[], shape: RowShape): KExpr {
    const row = this.element(tensor, indices, indices.length);
    return k.mul(row, k.fromSym(shape.items));
  }
}

interface RowShape { readonly words: boolean; readonly items: Sym }

/** Rows whose bytes are whole 512-bit words travel as words. */
function rowShape(tensor: Tensor, prefix: number): RowShape {
  const elements = elementsOf(tensor, prefix);
  const count = asConstant(elements);
  const bytes = dtypeBytes(tensor.dtype);
  const words = prefix < tensor.shape.length && tensor.dtype !== 'i64' && count !== undefined && count > 0
    && (count * bytes) % WORD_BYTES === 0;
  return words ? { words, items: Size.constant((count * bytes) / WORD_BYTES) } : { words: false, items: elements };
}

/**
 * Loops that walk the last prefix indices from end to end read one contiguous stretch: they are dropped, and the stretch
 * becomes one burst.
 */
function wholeRows(tensor: Tensor, prefix: readonly Expr[], loops: readonly Axis[]): { readonly prefix: readonly Expr[]; readonly loops: readonly Axis[] } {
  const index = prefix.at(-1);
  const axis = loops.at(-1);
  const extent = tensor.shape[prefix.length - 1];
  if (!index || !axis || !extent || index.kind !== 'axis-ref' || index.axis !== axis) return { prefix, loops };
  const hi = toSym(axis.hi);
  const rest = { prefix: prefix.slice(0, -1), loops: loops.slice(0, -1) };
  const isWhole = axis.lo.kind === 'const' && axis.lo.value === 0 && hi !== undefined && equals(hi, extent) && !axesOf(rest.prefix).has(axis);
  return isWhole ? wholeRows(tensor, rest.prefix, rest.loops) : { prefix, loops };
}

/** Items that a pipelined loop moves one after another in each iteration. */
function itemsMoved(stmt: KStmt): number {
  if (stmt.kind !== 'call' || !/^mpc::(send_row|take_)/.test(stmt.name)) return 1;
  const count = stmt.args[stmt.name === 'mpc::send_row' ? 2 : 1];
  return count?.kind === 'const' ? count.value : Infinity;
}

function hasSerialLoop(stmts: readonly KStmt[]): boolean {
  return stmts.some((s) => s.kind === 'for' ? s.binding.kind !== 'unroll' || hasSerialLoop(s.body)
    : s.kind === 'if' ? hasSerialLoop(s.then) || hasSerialLoop(s.else)
      : s.kind === 'call' && (/^mpc::(fetch_|flush|fill)|\.offer$/.test(s.name) || itemsMoved(s) > SHORT_ROW));
}
