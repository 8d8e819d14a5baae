import type { DType } from '../../numerics/dtype.js';
import type { KExpr, KStmt, KType } from '../../ir/kernel/nodes.js';
import { cppExpr, cppStmts, type Dialect } from '../shared/cpp.js';

/** Any number of lanes above 1 means a whole vector: MPC_LANES lanes, whatever the machine has. */
export const VECTOR = 16;

export const ELEMENT_TYPE: Readonly<Record<DType, string>> = {
  f32: 'float', f16: 'f16', bf16: 'bf16', f8e4m3: 'f8e4m3', i8: 'int8_t', i16: 'int16_t', i32: 'int32_t', i64: 'int64_t',
  u8: 'uint8_t', u32: 'uint32_t', bool: 'bool',
};

const SCALAR: Readonly<Record<KType, string>> = { f32: 'float', i32: 'int', i64: 'int64_t', bool: 'bool' };

/** Elements that C++ reads and writes as they are. */
const PLAIN: readonly DType[] = ['f32', 'i32', 'bool'];

const plus = (name: string, index: string): string => (index === '0' ? name : `${name} + ${index}`);

/** C++17 with the vectors and functions of `mpc_cpu.h`. */
export const CPU_DIALECT: Dialect = {
  typeName: (type, lanes) => (lanes > 1 ? (type === 'f32' ? 'vf' : 'vi') : SCALAR[type]),
  load(expr, index) {
    if (expr.lanes > 1) return `mpc_load(${plus(expr.buffer.name, index)})`;
    const element = `${expr.buffer.name}[${index}]`;
    return PLAIN.includes(expr.buffer.dtype) ? element : `mpc_get(${element})`;
  },
  store(buffer, index, value, text) {
    if (value.lanes > 1) return `mpc_store(${plus(buffer.name, index)}, ${text})`;
    return PLAIN.includes(buffer.dtype) ? `${buffer.name}[${index}] = ${text}` : `mpc_put(${buffer.name}[${index}], ${text})`;
  },
  round: (expr, value) => (expr.to === 'f32' ? value : `mpc_round_${expr.to}(${value})`),
  unaryFunction: (op) => `mpc_${op}`,
  binaryFunction: (op) => (op === 'div' ? 'mpc_floor_div' : op === 'mod' ? 'mpc_floor_mod' : `mpc_${op}`),
  fma: (a, b, c) => `mpc_fma(${a}, ${b}, ${c})`,
  select: (cond, then, other, lanes) => (lanes > 1 ? `mpc_choose(${cond}, ${then}, ${other})` : `${cond} ? ${then} : ${other}`),
  convert(value, from, to, lanes) {
    if (lanes > 1) {
      if (to === 'f32') return from === 'bool' ? `mpc_to_float(mpc_mask_to_int(${value}))` : `mpc_to_float(${value})`;
      if (to === 'bool') return `(${value} != 0)`;
      return from === 'bool' ? `mpc_mask_to_int(${value})` : `mpc_truncate(${value})`;
    }
    if (to === 'bool') return `(${value} != 0)`;
    return from === 'f32' && to === 'i32' ? `mpc_truncate(${value})` : `(${SCALAR[to]})(${value})`;
  },
  loop: () => ({ before: [], inside: [] }),
  alloc: (buffer) => [`alignas(64) ${ELEMENT_TYPE[buffer.dtype]} ${buffer.name}[${buffer.elements.key}];`],
  barrier: () => '',
  atomic: () => '',
  statement: (stmt) => (stmt.kind === 'for' && stmt.binding.kind === 'parallel' ? parallelFor(stmt, stmt.binding.grain) : undefined),
};

function parallelFor(stmt: KStmt & { kind: 'for' }, grain: KExpr | undefined): readonly string[] {
  const text = (e: KExpr | number): string => (typeof e === 'number' ? String(e) : cppExpr(e, CPU_DIALECT));
  const step = text(stmt.step);
  const increment = step === '1' ? `++${stmt.name}` : `${stmt.name} += ${step}`;
  return [
    `mpc_parallel_for(${text(stmt.lo)}, ${text(stmt.hi)}, ${step}, ${grain ? text(grain) : '1'}, [&](int ${stmt.name}_begin, int ${stmt.name}_end) {`,
    `  for (int ${stmt.name} = ${stmt.name}_begin; ${stmt.name} < ${stmt.name}_end; ${increment}) {`,
    ...cppStmts(stmt.body, CPU_DIALECT, '    '),
    '  }',
    '});',
  ];
}
