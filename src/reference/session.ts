import { report } from '../diagnostics/report.js';
import type { TensorData } from '../numerics/tensor-data.js';
import { emptyValue } from '../numerics/call-values.js';
import type { Growth, Method, Op, Tensor } from '../ir/nodes.js';
import { opDefines } from '../ir/visit.js';
import { Size } from '../symbolic/index.js';
import { runCall, type ReferenceHost } from './call.js';
import { IndexRangeError } from './expression.js';
import { InputError } from './input-error.js';
import { checkNames, checkSizes, inferSizes, readInput, type NamedTensors } from './inputs.js';
import { isActive, runOp } from './operation.js';
import { copyCommon, elements, initial, makeElements, shapeOf, toTensorData, zeros, type SizeValues, type Stored } from './storage.js';

export interface StepResult {
  readonly sizes: SizeValues;
  /** Tensors of role `output`, by name. */
  readonly outputs: NamedTensors;
  /** All temporaries of the step, by name, outputs included. */
  readonly tensor: (name: string) => TensorData;
}

const isStatic = (tensor: Tensor): boolean => tensor.growth?.kind === 'static';

/**
 * One request, run operation by operation as the method is written. Memories live from step to step; the size that
 * counts tokens is kept here, so a step with the first token runs at size 1.
 * All methods throw an `InputError` for tensors or sizes that do not fit the method. A step that throws on the way, because an
 * index or a result of the host is wrong, leaves the memories as they are by then.
 */
export class ReferenceSession {
  private readonly stored = new Map<Tensor, Stored>();
  /** Sizes that static memories and weights fix for good. */
  private fixed: SizeValues = {};
  private tokens = 0;
  /** Sizes of the last step. */
  private last: SizeValues = {};

  constructor(readonly method: Method, private readonly host: ReferenceHost = {}) {}

  /** Gives static memories and weights, and runs the `once` operations. */
  load(statics: NamedTensors, weights: NamedTensors = {}, sizes: SizeValues = {}): void {
    const given = { ...statics, ...weights };
    const expected = this.method.tensors.filter((t) => t.role === 'weight' || isStatic(t));
    checkNames(given, expected, true);
    this.fixed = inferSizes(this.method, given, sizes);
    checkSizes(this.fixed, this.method.sizes.filter((s) => this.fixed[s.name] !== undefined));
    for (const tensor of expected) this.stored.set(tensor, readInput(tensor, given, this.fixed));
    for (const tensor of this.method.tensors) {
      const from = tensor.growth?.kind === 'state' && tensor.growth.from && this.stored.get(tensor.growth.from);
      if (from) this.stored.set(tensor, { shape: from.shape, data: from.data.slice() });
    }
    const once = this.method.ops.filter((op) => op.once);
    if (once.length > 0) this.runAll(once, this.fixed);
  }

  /** Continues a request of `count` tokens whose memories are given, each with the rows it has at that length. */
  presetTokens(count: number, memories: NamedTensors = {}): void {
    const expected = this.method.tensors.filter((t) => t.role === 'memory' && !isStatic(t));
    checkNames(memories, expected, false);
    const sizes = this.withTokens(inferSizes(this.method, memories, this.withTokens(this.fixed, count)), count);
    for (const tensor of expected) {
      if (memories[tensor.name]) this.stored.set(tensor, readInput(tensor, memories, sizes));
    }
    this.tokens = count;
  }

  /** Runs one step, with as many more tokens as a step brings. */
  step(inputs: NamedTensors, sizes: SizeValues = {}): StepResult {
    const { method } = this;
    const expected = method.tensors.filter((t) => t.role === 'input');
    checkNames(inputs, expected, true);
    const brought = this.advance(inputs, sizes);
    const actual = inferSizes(method, inputs, this.withTokens({ ...this.fixed, ...sizes }, this.tokens + brought));
    checkSizes(actual, method.sizes);
    for (const tensor of expected) this.stored.set(tensor, readInput(tensor, inputs, actual));
    this.runAll(method.ops.filter((op) => !op.once), actual);
    this.tokens += brought;
    this.last = actual;
    const named = (name: string): Tensor => {
      const found = method.tensors.find((t) => t.name === name);
      if (!found) throw new InputError(report('MPC6201', { what: 'tensor', name, known: method.tensors.map((t) => t.name).join(', ') }));
      return found;
    };
    const snapshot = new Map([...this.stored].filter(([t]) => t.role === 'temp' || t.role === 'output'));
    const read = (tensor: Tensor): TensorData => toTensorData(tensor.dtype, snapshot.get(tensor) ?? this.fit(tensor, actual));
    const outputs = method.tensors.filter((t) => t.role === 'output').map((t) => [t.name, read(t)] as const);
    return { sizes: actual, outputs: Object.fromEntries(outputs), tensor: (name) => read(named(name)) };
  }

  /** A memory as it is after the last step. */
  memory(name: string): TensorData {
    const tensor = this.method.tensors.find((t) => t.name === name && t.role === 'memory');
    if (!tensor) {
      const known = this.method.tensors.filter((t) => t.role === 'memory').map((t) => t.name).join(', ');
      throw new InputError(report('MPC6201', { what: 'memory', name, known }));
    }
    const sizes = this.withTokens({ ...this.fixed, ...this.last }, this.tokens);
    return toTensorData(tensor.dtype, this.stored.has(tensor) ? this.fit(tensor, sizes) : initial(tensor, sizes));
  }

  /** Tokens processed so far. */
  get length(): number {
    return this.tokens;
  }

  private withTokens(sizes: SizeValues, count: number): SizeValues {
    return this.method.tokens ? { ...sizes, [this.method.tokens.name]: count } : sizes;
  }

  /** Tokens that the step brings. */
  private advance(inputs: NamedTensors, sizes: SizeValues): number {
    const { advance } = this.method;
    if (!advance) return 1;
    const told = inferSizes(this.method, inputs, { ...this.fixed, ...sizes });
    const unknown = Size.variables(advance).find((name) => told[name] === undefined);
    if (unknown !== undefined) throw new InputError(report('MPC6210', { size: unknown }));
    return Size.evaluate(advance, told);
  }

  private runAll(ops: readonly Op[], sizes: SizeValues): void {
    const made = new Set(ops.flatMap(opDefines).filter((t) => t.role !== 'memory'));
    for (const tensor of made) this.stored.set(tensor, zeros(tensor, sizes));
    const tensors = (tensor: Tensor): Stored => this.fit(tensor, sizes);
    try {
      for (const op of ops) {
        if (!isActive(op, sizes, tensors)) this.leaveEmpty(op);
        else if (op.kind === 'call') runCall(op, tensors, sizes, this.host);
        else runOp(op, tensors, sizes);
      }
    } catch (error) {
      if (!(error instanceof IndexRangeError)) throw error;
      throw new InputError(report('MPC6308', { tensor: error.tensor.name, index: error.index, extent: error.extent }, error.tensor.span));
    }
  }

  /** The results of an operation that does not run: zero, ids -1. Memories keep what they hold. */
  private leaveEmpty(op: Op): void {
    for (const tensor of opDefines(op)) if (tensor.role !== 'memory') this.stored.get(tensor)?.data.fill(emptyValue(tensor));
  }

  /** The stored tensor at the sizes of this step. A memory grows; what was there stays. */
  private fit(tensor: Tensor, sizes: SizeValues): Stored {
    const old = this.stored.get(tensor);
    const shape = shapeOf(tensor, sizes);
    if (!old) {
      const made = initial(tensor, sizes);
      if (tensor.role === 'constant') made.data.set(tensor.data ?? []);
      return this.keep(tensor, made);
    }
    if (sameShape(old.shape, shape)) return old;
    const count = elements(shape);
    const isPrefix = sameShape(old.shape.slice(1), shape.slice(1));
    if (isPrefix && old.data.length >= count) return this.keep(tensor, { shape, data: old.data });
    const grown = { shape, data: makeElements(tensor.dtype, isPrefix ? capacity(tensor.growth, count) : count) };
    if (tensor.count) grown.data.fill(emptyValue(tensor));
    if (isPrefix) grown.data.set(old.data.subarray(0, elements(old.shape)));
    else copyCommon(old, grown);
    return this.keep(tensor, grown);
  }

  private keep(tensor: Tensor, stored: Stored): Stored {
    this.stored.set(tensor, stored);
    return stored;
  }
}

const sameShape = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((extent, d) => extent === b[d]);

/** A memory that grows by rows gets room to spare. */
function capacity(growth: Growth | undefined, count: number): number {
  return growth?.kind === 'append-token' || growth?.kind === 'append-block' || growth?.kind === 'update-block' ? 2 * count : count;
}
