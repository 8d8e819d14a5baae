import type { KBuffer, KExpr } from '../../ir/kernel/nodes.js';
import { dtypeBytes } from '../../numerics/dtype.js';
import { asConstant } from '../../symbolic/sym.js';
import type { OperatorCost, Resources, Target } from './device.js';
import { BURST_BEATS, OUTSTANDING, URAM_FROM_BANK_BYTES, URAM_FROM_BYTES, WORD_BYTES } from './generator.js';
import { isRegisterQueue, type Port, type Process, type Stream } from './process.js';
import { bankFactors, isPowerOfTwo, ownExprs, partsOf, visitKStmts } from './walk.js';

/** Comparators and multiplexers of a sink step through a heap. */
const HEAP = { dsp: 0, lut: 600, ff: 500 };
const BRAM18_BITS = 18432;
const URAM_BYTES = 4096 * 8;
const INTEGER = { dsp: 0, lut: 32, ff: 32 };
const INTEGER_MULTIPLY = { dsp: 3, lut: 40, ff: 60 };
const INTEGER_DIVIDE = { dsp: 0, lut: 1600, ff: 2400 };
const NOTHING = { dsp: 0, lut: 0, ff: 0 };

export const NO_RESOURCES: Resources = { lut: 0, ff: 0, dsp: 0, bram18: 0, uram: 0 };
export const RESOURCES = ['lut', 'ff', 'dsp', 'bram18', 'uram'] as const;

export function sumOf(parts: readonly Resources[]): Resources {
  const total: Record<(typeof RESOURCES)[number], number> = { ...NO_RESOURCES };
  for (const part of parts) for (const kind of RESOURCES) total[kind] += part[kind];
  return total;
}

function twice({ dsp, lut, ff }: OperatorCost): OperatorCost {
  return { dsp: 2 * dsp, lut: 2 * lut, ff: 2 * ff };
}

/**
 * Counts what statements need: operators cost what the device file says of them (synthesised one by one, or assumed). Sharing
 * between operators and routing are not looked at.
 */
class Counter {
  dsp = 0;
  bram18 = 0;
  uram = 0;
  lut = 0;
  ff = 0;

  constructor(private readonly target: Target) {}

  add(cost: OperatorCost, copies: number): void {
    this.dsp += copies * cost.dsp;
    this.lut += copies * cost.lut;
    this.ff += copies * cost.ff;
  }

  total(): Resources {
    const { dsp, bram18, uram, lut, ff } = this;
    return { dsp, bram18, uram, lut: Math.round(lut), ff: Math.round(ff) };
  }

  /** Lanes share the address of an array that is split into banks, so what is inside an index counts once. */
  expr(expr: KExpr, copies: number): void {
    this.add(this.operator(expr), copies);
    if (expr.kind === 'call') this.add(this.target.operators.add, copies * (Number(/adder_tree<(\d+)>/.exec(expr.name)?.[1] ?? 1) - 1));
    for (const part of partsOf(expr)) this.expr(part, expr.kind === 'load' ? 1 : copies);
  }

  private operator(expr: KExpr): OperatorCost {
    const { operators } = this.target;
    switch (expr.kind) {
      case 'fma': return operators.fma;
      case 'convert': return expr.type === 'f32' && expr.value.type !== 'bool' ? operators.convert : NOTHING;
      case 'unary':
        switch (expr.op) {
          case 'neg': case 'abs': case 'not': return expr.type === 'f32' || expr.op === 'not' ? NOTHING : INTEGER;
          case 'floor': case 'ceil': return operators.convert;
          case 'sqrt': return operators.div;
          case 'popcount': case 'pow2ceil': return INTEGER;
          default: return operators.special;
        }
      case 'binary': return this.binary(expr);
      case 'call': return /^mpc_f(min|max)$/.test(expr.name) ? twice(operators.compare) : NOTHING;
      default: return NOTHING;
    }
  }

  private binary({ op, left, right }: KExpr & { kind: 'binary' }): OperatorCost {
    const { operators } = this.target;
    if (left.type === 'f32') {
      switch (op) {
        case 'add': case 'sub': return operators.add;
        case 'mul': case 'div': return operators[op];
        case 'pow': return operators.special;
        default: return operators.compare;
      }
    }
    if (left.kind === 'const' && right.kind === 'const') return NOTHING;
    const byShifts = isPowerOfTwo(right) || (op === 'mul' && isPowerOfTwo(left));
    switch (op) {
      case 'mul': return byShifts ? NOTHING : INTEGER_MULTIPLY;
      case 'div': case 'mod': return byShifts ? NOTHING : right.kind === 'const' ? INTEGER_MULTIPLY : INTEGER_DIVIDE;
      case 'and': case 'or': return NOTHING;
      default: return INTEGER;
    }
  }

  /** Blocks of memory for an array split into `banks`. */
  array(buffer: KBuffer, banks: number): void {
    const elements = asConstant(buffer.elements) ?? 0;
    const bytes = elements * dtypeBytes(buffer.dtype);
    if (elements <= banks) this.ff += bytes * 8;
    else if (isUram(buffer, banks)) this.uram += banks * Math.ceil(bytes / banks / URAM_BYTES);
    else this.bram18 += banks * Math.ceil((bytes * 8) / banks / BRAM18_BITS);
  }
}

/** Bytes of a beat. Tools may widen element ports; what that costs is not counted. */
export function itemBytes(port: Port): number {
  return port.item === 'word' ? WORD_BYTES : dtypeBytes(port.tensor.dtype);
}

/** Large arrays go to URAM, unless their banks are so small that most of a block (32 KB) would be empty. */
export function isUram(buffer: KBuffer, banks: number): boolean {
  const bytes = (asConstant(buffer.elements) ?? 0) * dtypeBytes(buffer.dtype);
  return bytes >= URAM_FROM_BYTES && bytes / banks >= URAM_FROM_BANK_BYTES;
}

/** A process without its ports; what its input streams buffer counts with it. */
export function processResources(process: Process, inputs: readonly Stream[], target: Target): Resources {
  const total = new Counter(target);
  const banks = bankFactors(process.body);
  for (const buffer of process.buffers) total.array(buffer, banks.get(buffer.name) ?? 1);
  for (const queue of process.queues) {
    if (isRegisterQueue(queue.k)) total.add(target.overhead.queueEntry, queue.k);
    else {
      total.add(HEAP, 1);
      total.bram18 += Math.ceil((queue.k * queue.queues * 64) / BRAM18_BITS);
    }
  }
  visitKStmts(process.body, (stmt, copies) => {
    for (const expr of ownExprs(stmt)) total.expr(expr, stmt.kind === 'store' && expr === stmt.index ? 1 : copies);
  });
  for (const stream of inputs) {
    const bits = streamBits(stream);
    if (stream.depth * bits > 1024) total.bram18 += Math.ceil(bits / 36) * Math.ceil(stream.depth / 512);
  }
  return total.total();
}

export function streamBits(stream: Stream): number {
  return stream.type === 'mpc::word' ? 8 * WORD_BYTES : 32;
}

/** The AXI masters of ports, with the buffers of their bursts. */
export function portResources(ports: readonly Port[], target: Target): Resources {
  const total = new Counter(target);
  total.add(target.overhead.port, ports.length);
  for (const port of ports) total.bram18 += Math.ceil((BURST_BEATS * OUTSTANDING * itemBytes(port) * 8) / BRAM18_BITS);
  return total.total();
}

/** Control of a kernel. */
export function kernelResources(target: Target): Resources {
  const total = new Counter(target);
  total.add(target.overhead.kernel, 1);
  return total.total();
}
