import type { KBuffer, KType } from '../../ir/kernel/nodes.js';
import type { DType } from '../../numerics/dtype.js';
import { asConstant } from '../../symbolic/sym.js';
import { type Dialect } from '../shared/cpp.js';

const SCALAR: Readonly<Record<KType, string>> = { f32: 'float', i32: 'int', i64: 'long long', bool: 'bool' };

/** C++ type of a stored element. */
const STORED: Readonly<Record<DType, string>> = {
  f32: 'float', f16: 'mpc_f16', bf16: 'mpc_bf16', f8e4m3: 'mpc_f8e4m3',
  i8: 'signed char', i16: 'short', i32: 'int', i64: 'long long', u8: 'unsigned char', u32: 'unsigned', bool: 'unsigned char',
};

const NARROW: readonly DType[] = ['f16', 'bf16', 'f8e4m3'];

export function storedType(dtype: DType): string {
  return STORED[dtype];
}

/** Memory of a block or a thread holds computed values: wide, whatever the tensor's type. */
function localType(buffer: KBuffer): string {
  return buffer.dtype === 'bool' ? 'bool' : STORED[buffer.dtype];
}

const UNARY: Partial<Record<string, string>> = {
  neg: 'mpc_neg', not: 'mpc_not', abs: 'mpc_abs', floor: 'mpc_floor', ceil: 'mpc_ceil', popcount: 'mpc_popcount', pow2ceil: 'mpc_pow2ceil',
};

/** HIP C++ over the prelude `mpc_prelude.h`. */
export const hipDialect: Dialect = {
  typeName: (type, lanes) => (lanes > 1 ? `mpc_vec<${SCALAR[type]}, ${lanes}>` : SCALAR[type]),
  load: (expr, index) => {
    const { buffer, lanes } = expr;
    if (lanes > 1) return `mpc_load<${lanes}>(${index === '0' ? buffer.name : `${buffer.name} + ${index}`})`;
    const element = `${buffer.name}[${index}]`;
    if (buffer.space !== 'global') return element;
    if (NARROW.includes(buffer.dtype)) return `mpc_f32(${element})`;
    if (buffer.dtype === 'bool') return `(${element} != 0)`;
    return buffer.dtype === 'i64' || buffer.dtype === 'u32' ? `(int)${element}` : element;
  },
  store: (buffer, index, _value, text) => {
    const narrow = buffer.space === 'global' && NARROW.includes(buffer.dtype);
    return `${buffer.name}[${index}] = ${narrow ? `mpc_to_${buffer.dtype}(${text})` : text}`;
  },
  round: (expr, value) => (expr.to === 'f32' ? value : `mpc_round_${expr.to}(${value})`),
  unaryFunction: (op) => UNARY[op] ?? `mpc_${op}`,
  binaryFunction: (op, type) => {
    if (op === 'div') return 'mpc_floor_div';
    if (op === 'mod') return 'mpc_floor_mod';
    if (type === 'bool') return op === 'min' ? 'mpc_least::of' : 'mpc_most::of';
    return `mpc_${op}`;
  },
  fma: (a, b, c) => `mpc_fma(${a}, ${b}, ${c})`,
  select: (cond, then, other) => `${cond} ? ${then} : ${other}`,
  convert: (value, _from, to) => `(${SCALAR[to]})(${value})`,
  // `pipeline`: loads of several turns at once hide their latency.
  loop: ({ binding }) => ({
    before: binding.kind === 'unroll' ? ['#pragma unroll'] : binding.kind === 'pipeline' ? [`#pragma unroll ${binding.ii}`] : [], inside: [],
  }),
  alloc: (buffer) => {
    const size = asConstant(buffer.elements) ?? 1;
    return [`${buffer.space === 'shared' ? '__shared__ ' : ''}${localType(buffer)} ${buffer.name}[${size}];`];
  },
  barrier: () => '__syncthreads();',
  atomic: (stmt, index, value) => `mpc_atomic_${stmt.op === 'sum' ? 'add' : stmt.op}(&${stmt.buffer.name}[${index}], ${value})`,
};

/**
 * Type of a kernel parameter for a buffer. What a kernel writes is not `__restrict__`: threads of a block may pass values
 * to each other through it, and a compiler may move loads through such pointers across barriers.
 */
export function parameterType(buffer: KBuffer, access: 'read' | 'write' | 'readwrite'): string {
  return access === 'read' ? `const ${STORED[buffer.dtype]} *__restrict__ ` : `${STORED[buffer.dtype]} *`;
}
