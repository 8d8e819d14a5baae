import type { KBuffer, KExpr } from '../../ir/kernel/nodes.js';
import { dtypeBytes } from '../../numerics/dtype.js';
import { Size, type Sym } from '../../symbolic/index.js';
import { asConstant } from '../../symbolic/sym.js';
import { BURST_BEATS, OPERATORS, OUTSTANDING, OVERHEAD, URAM_FROM_BANK_BYTES, URAM_FROM_BYTES, WORD_BYTES } from './device.js';
import { isRegisterQueue, type HlsKernel, type Port, type Process } from './process.js';
import { bankFactors, ownExprs, partsOf, visitKStmts } from './walk.js';

/**
 * What a kernel needs, counted from its operators, arrays and ports; no tool has been asked. Operators cost what the device
 * file says of them (synthesised one by one, or assumed); sharing between operators and routing are not looked at.
 */
export interface KernelEstimate {
  readonly dsp: number;
  readonly bram18: number;
  readonly uram: number;
  readonly lut: number;
  readonly ff: number;
  /** Largest initiation interval of a pipelined loop. */
  readonly ii: number;
  /** Cycles of the slowest process at the bounds of ragged axes, in the sizes. Processes overlap. */
  readonly cycles: Sym;
  readonly slowest: string;
}

/** Comparators and multiplexers of a sink step through a heap. */
const HEAP = { lut: 600, ff: 500 };
const BRAM18_BITS = 18432;
const INTEGER = { dsp: 0, lut: 32, ff: 32 };
const INTEGER_MULTIPLY = { dsp: 3, lut: 40, ff: 60 };
const INTEGER_DIVIDE = { dsp: 0, lut: 1600, ff: 2400 };
const NOTHING = { dsp: 0, lut: 0, ff: 0 };

interface Cost { readonly dsp: number; readonly lut: number; readonly ff: number }
interface Totals { dsp: number; bram18: number; uram: number; lut: number; ff: number; ii: number }

function costOf(operator: keyof typeof OPERATORS): Cost {
  const { dsp, lut, ff } = OPERATORS[operator];
  return { dsp: dsp.value, lut: lut.value, ff: ff.value };
}

function twice({ dsp, lut, ff }: Cost): Cost {
  return { dsp: 2 * dsp, lut: 2 * lut, ff: 2 * ff };
}

function isPowerOfTwo(expr: KExpr): boolean {
  return expr.kind === 'const' && expr.value > 0 && Number.isInteger(Math.log2(expr.value));
}

function operatorCost(expr: KExpr): Cost {
  switch (expr.kind) {
    case 'fma': return costOf('fma');
    case 'convert': return expr.type === 'f32' && expr.value.type !== 'bool' ? costOf('convert') : NOTHING;
    case 'unary':
      switch (expr.op) {
        case 'neg': case 'abs': case 'not': return expr.type === 'f32' || expr.op === 'not' ? NOTHING : INTEGER;
        case 'floor': case 'ceil': return costOf('convert');
        case 'sqrt': return costOf('div');
        case 'popcount': case 'pow2ceil': return INTEGER;
        default: return costOf('special');
      }
    case 'binary': return binaryCost(expr);
    case 'call': return /^mpc_f(min|max)$/.test(expr.name) ? twice(costOf('compare')) : NOTHING;
    default: return NOTHING;
  }
}

function binaryCost(expr: KExpr & { kind: 'binary' }): Cost {
  const { op, left, right } = expr;
  if (left.type === 'f32') {
    switch (op) {
      case 'add': case 'sub': return costOf('add');
      case 'mul': case 'div': return costOf(op);
      case 'pow': return costOf('special');
      default: return costOf('compare');
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

function add(total: Totals, cost: Cost, copies: number): void {
  total.dsp += copies * cost.dsp;
  total.lut += copies * cost.lut;
  total.ff += copies * cost.ff;
}

/** Lanes share the address of an array that is split into banks, so what is inside an index counts once. */
function countExpr(expr: KExpr, copies: number, total: Totals): void {
  add(total, operatorCost(expr), copies);
  if (expr.kind === 'call') add(total, costOf('add'), copies * (Number(/adder_tree<(\d+)>/.exec(expr.name)?.[1] ?? 1) - 1));
  for (const part of partsOf(expr)) countExpr(part, expr.kind === 'load' ? 1 : copies, total);
}

/** Blocks of memory for an array split into `banks`. */
function memoryOf(buffer: KBuffer, banks: number, total: Totals): void {
  const elements = asConstant(buffer.elements) ?? 0;
  const bytes = elements * dtypeBytes(buffer.dtype);
  if (elements <= banks) {
    total.ff += bytes * 8;
    return;
  }
  if (isUram(buffer, banks)) total.uram += banks * Math.ceil(bytes / banks / (4096 * 8));
  else total.bram18 += banks * Math.ceil((bytes * 8) / banks / BRAM18_BITS);
}

/** Bytes of a beat. Tools may widen element ports; what that costs is not counted. */
function itemBytes(port: Port): number {
  return port.item === 'word' ? WORD_BYTES : dtypeBytes(port.tensor.dtype);
}

/** Large arrays go to URAM, unless their banks are so small that most of a block (32 KB) would be empty. */
export function isUram(buffer: KBuffer, banks: number): boolean {
  const bytes = (asConstant(buffer.elements) ?? 0) * dtypeBytes(buffer.dtype);
  return bytes >= URAM_FROM_BYTES && bytes / banks >= URAM_FROM_BANK_BYTES;
}

function countProcess(process: Process, total: Totals): void {
  const banks = bankFactors(process.body);
  for (const buffer of process.buffers) memoryOf(buffer, banks.get(buffer.name) ?? 1, total);
  for (const queue of process.queues) {
    const { lut, ff } = OVERHEAD.queueEntry;
    if (isRegisterQueue(queue.k)) add(total, { dsp: 0, lut: lut.value, ff: ff.value }, queue.k);
    else {
      add(total, { dsp: 0, ...HEAP }, 1);
      total.bram18 += Math.ceil((queue.k * queue.queues * 64) / BRAM18_BITS);
    }
  }
  visitKStmts(process.body, (stmt, copies) => {
    if (stmt.kind === 'for' && stmt.binding.kind === 'pipeline') total.ii = Math.max(total.ii, stmt.binding.ii);
    for (const expr of ownExprs(stmt)) countExpr(expr, stmt.kind === 'store' && expr === stmt.index ? 1 : copies, total);
  });
}

export function estimateKernel(kernel: HlsKernel, upper: (value: Sym) => number): KernelEstimate {
  const total: Totals = { dsp: 0, bram18: 0, uram: 0, lut: 0, ff: 0, ii: 1 };
  for (const process of kernel.processes) countProcess(process, total);
  for (const stream of kernel.streams) {
    const bits = stream.type === 'mpc::word' ? 512 : 32;
    if (stream.depth * bits > 1024) total.bram18 += Math.ceil(bits / 36) * Math.ceil(stream.depth / 512);
  }
  for (const port of kernel.ports) total.bram18 += Math.ceil((BURST_BEATS * OUTSTANDING * itemBytes(port) * 8) / BRAM18_BITS);
  add(total, { dsp: 0, lut: OVERHEAD.port.lut.value, ff: OVERHEAD.port.ff.value }, kernel.ports.length);
  add(total, { dsp: 0, lut: OVERHEAD.kernel.lut.value, ff: OVERHEAD.kernel.ff.value }, 1);
  let slowest = { name: '', cycles: Size.constant(0), at: -1 };
  for (const { name, cycles } of kernel.processes) {
    const at = upper(cycles);
    if (at > slowest.at) slowest = { name, cycles, at };
  }
  return {
    ...total, lut: Math.round(total.lut), ff: Math.round(total.ff), cycles: slowest.cycles, slowest: slowest.name,
  };
}
