import { cppExpr, type Dialect } from '../shared/cpp.js';
import type { KBuffer, KExpr, KStmt, KType } from '../../ir/kernel/nodes.js';
import type { DType } from '../../numerics/dtype.js';
import { asConstant } from '../../symbolic/sym.js';

/** The struct of mpc_hls.h that stands for a storage type. */
export function storageStruct(dtype: DType): string {
  return dtype === 'bool' ? 'mpc::boolean' : `mpc::${dtype}`;
}

const STORAGE: Readonly<Record<DType, string>> = {
  f32: 'float', f16: 'uint16_t', bf16: 'uint16_t', f8e4m3: 'uint8_t', i8: 'int8_t', i16: 'int16_t', i32: 'int32_t', i64: 'int64_t',
  u8: 'uint8_t', u32: 'uint32_t', bool: 'uint8_t',
};

export function storageType(dtype: DType): string {
  return STORAGE[dtype];
}

const plain = (dtype: DType): boolean => dtype === 'f32' || dtype === 'i32';

const SCALAR: Readonly<Record<KType, string>> = { f32: 'float', i32: 'int', i64: 'int64_t', bool: 'bool' };

const UNARY: Partial<Record<string, string>> = {
  abs: 'mpc_abs', popcount: 'mpc_popcount', pow2ceil: 'mpc_pow2ceil', rsqrt: 'mpc::rsqrt',
};
const BINARY: Partial<Record<string, string>> = {
  min: 'mpc_min', max: 'mpc_max', div: 'mpc_floor_div', mod: 'mpc_floor_mod', pow: 'std::pow',
};

/** Lines that follow an array's declaration. */
export type ArrayPragmas = (buffer: KBuffer) => readonly string[];

/** Vitis HLS C++: every lane is a copy of an unrolled loop's body, so there are no vector types. */
export function hlsDialect(arrayPragmas: ArrayPragmas = () => []): Dialect {
  const dialect: Dialect = {
    typeName: (type) => SCALAR[type],
    load({ buffer }, index) {
      const item = `${buffer.name}[${index}]`;
      return plain(buffer.dtype) ? item : `${storageStruct(buffer.dtype)}::widen(${item})`;
    },
    store(buffer: KBuffer, index: string, _value: KExpr, text: string) {
      return `${buffer.name}[${index}] = ${plain(buffer.dtype) ? text : `${storageStruct(buffer.dtype)}::narrow(${text})`}`;
    },
    round: (expr, value) => `mpc::round_to<${storageStruct(expr.to)}>(${value})`,
    unaryFunction: (op) => UNARY[op] ?? `std::${op}`,
    binaryFunction: (op) => BINARY[op] ?? op,
    fma: (a, b, c) => `mpc::fma(${a}, ${b}, ${c})`,
    select: (cond, then, other) => `${cond} ? ${then} : ${other}`,
    convert: (value, _from, to) => `${SCALAR[to]}(${value})`,
    loop(stmt: KStmt & { kind: 'for' }) {
      if (stmt.binding.kind === 'unroll') return { before: [], inside: ['#pragma HLS UNROLL'] };
      if (stmt.binding.kind === 'pipeline') {
        const own = (stmt.binding.independent ?? []).map((name) => `#pragma HLS DEPENDENCE variable=${name} type=inter dependent=false`);
        return { before: [], inside: [`#pragma HLS PIPELINE II=${stmt.binding.ii}`, ...own, ...stmt.body.flatMap(turnsPragmas)] };
      }
      return { before: [], inside: [] };
    },
    alloc(buffer) {
      const elements = asConstant(buffer.elements) ?? 1;
      const keep = buffer.space === 'onchip' ? 'MPC_ONCHIP ' : '';
      return [`${keep}${storageType(buffer.dtype)} ${buffer.name}[${Math.max(1, elements)}];`, ...arrayPragmas(buffer)];
    },
    barrier: () => { throw new Error('an HLS process has no barrier'); },
    atomic: () => { throw new Error('an HLS process has no atomics'); },
  };
  return dialect;
}

/**
 * Sums that take turns: an element comes up again after as many iterations as there are. A tool cannot see that through the
 * remainder. Merged with the loop around it, the turns would start over too early.
 */
function turnsPragmas(stmt: KStmt): readonly string[] {
  if (stmt.kind !== 'store' || stmt.buffer.space !== 'private' || stmt.index.kind !== 'binary' || stmt.index.op !== 'mod') return [];
  const turns = asConstant(stmt.buffer.elements) ?? 1;
  return [`#pragma HLS DEPENDENCE variable=${stmt.buffer.name} type=inter direction=RAW distance=${turns} dependent=true`, '#pragma HLS LOOP_FLATTEN off'];
}

export function hlsExpr(expr: KExpr): string {
  return cppExpr(expr, hlsDialect());
}
