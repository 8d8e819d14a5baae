import type { KBuffer, KExpr } from '../../ir/kernel/nodes.js';
import { dtypeBytes } from '../../numerics/dtype.js';
import { Size, type Sym } from '../../symbolic/index.js';
import { asConstant } from '../../symbolic/sym.js';
import { URAM_FROM_BYTES } from './device.js';
import type { HlsKernel } from './kernel.js';
import type { Process } from './process.js';
import { bankFactors, exprsOf, visitKStmts } from './walk.js';

/**
 * What a kernel needs, from counts of operators and arrays; no tool has been asked. Operator costs are those that Vitis
 * reports for single precision at 300 MHz (add 2 DSP, multiply 3, exp 7); expect the DSP count within a factor of 1.5 and
 * LUT and FF within a factor of 2.
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

const DSP: Partial<Record<string, number>> = { 'f32.add': 2, 'f32.sub': 2, 'f32.mul': 3, 'i32.mul': 3, 'f32.exp': 7, 'f32.pow': 20 };
const LUT: Partial<Record<string, number>> = {
  'f32.add': 220, 'f32.sub': 220, 'f32.mul': 90, 'f32.div': 780, 'f32.exp': 900, 'f32.log': 1500, 'f32.pow': 4000,
  'f32.sqrt': 460, 'f32.rsqrt': 1240, 'f32.sin': 2500, 'f32.cos': 2500, 'f32.tanh': 3000, 'i32.div': 1600, 'i32.mod': 1600,
};
const PORT = { bram18: 15, lut: 1400, ff: 2100 };
const PROCESS = { lut: 250, ff: 350 };

interface Totals { dsp: number; bram18: number; uram: number; lut: number; ff: number; ii: number }

function countExpr(expr: KExpr, copies: number, total: Totals): void {
  const add = (op: string): void => {
    total.dsp += copies * (DSP[op] ?? 0);
    total.lut += copies * (LUT[op] ?? 40);
    total.ff += copies * (LUT[op] ?? 40) * 1.5;
  };
  if (expr.kind === 'unary' || expr.kind === 'binary') {
    add(`${expr.kind === 'binary' && expr.type === 'bool' ? 'i32' : expr.type}.${expr.op}`);
  } else if (expr.kind === 'fma') {
    add('f32.mul');
    add('f32.add');
  } else if (expr.kind === 'call') {
    const lanes = Number(/adder_tree<(\d+)>/.exec(expr.name)?.[1] ?? 1);
    for (let i = 1; i < lanes; i++) add('f32.add');
  }
}

/** Blocks of memory for an array split into `banks`. */
function memoryOf(buffer: KBuffer, banks: number, total: Totals): void {
  const elements = asConstant(buffer.elements) ?? 0;
  const bytes = elements * dtypeBytes(buffer.dtype);
  if (elements <= banks) {
    total.ff += bytes * 8;
    return;
  }
  if (isUram(buffer)) total.uram += banks * Math.ceil(bytes / banks / (4096 * 8));
  else total.bram18 += banks * Math.ceil((bytes * 8) / banks / 18432);
}

export function isUram(buffer: KBuffer): boolean {
  return (asConstant(buffer.elements) ?? 0) * dtypeBytes(buffer.dtype) >= URAM_FROM_BYTES;
}

function countProcess(process: Process, total: Totals): void {
  const banks = bankFactors(process.body);
  for (const buffer of process.buffers) memoryOf(buffer, banks.get(buffer.name) ?? 1, total);
  for (const queue of process.queues) {
    const registers = isRegisterQueue(queue.k);
    total.lut += registers ? queue.k * 66 : 600;
    total.ff += registers ? queue.k * queue.queues * 64 + queue.k * 100 : 500;
    if (!registers) total.bram18 += Math.ceil((queue.k * queue.queues * 64) / 18432);
  }
  visitKStmts(process.body, (stmt, copies) => {
    if (stmt.kind === 'for' && stmt.binding.kind === 'pipeline') total.ii = Math.max(total.ii, stmt.binding.ii);
    exprsOf(stmt, (e) => countExpr(e, copies, total));
  });
  total.lut += PROCESS.lut;
  total.ff += PROCESS.ff;
}

export function isRegisterQueue(k: number): boolean {
  return k <= 64;
}

export function estimateKernel(kernel: HlsKernel, upper: (value: Sym) => number): KernelEstimate {
  const total: Totals = { dsp: 0, bram18: 0, uram: 0, lut: 0, ff: 0, ii: 1 };
  for (const process of kernel.processes) countProcess(process, total);
  for (const stream of kernel.streams) {
    const bits = stream.type === 'mpc::word' ? 512 : 32;
    if (stream.depth * bits > 1024) total.bram18 += Math.ceil(bits / 36) * Math.ceil(stream.depth / 512);
  }
  total.bram18 += kernel.ports.length * PORT.bram18;
  total.lut += kernel.ports.length * PORT.lut;
  total.ff += kernel.ports.length * PORT.ff;
  let slowest = { name: '', cycles: Size.constant(0), at: -1 };
  for (const { name, cycles } of kernel.processes) {
    const at = upper(cycles);
    if (at > slowest.at) slowest = { name, cycles, at };
  }
  return {
    ...total, lut: Math.round(total.lut), ff: Math.round(total.ff), cycles: slowest.cycles, slowest: slowest.name,
  };
}
