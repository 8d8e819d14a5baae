import type { SomeCounts } from '../../ir/kernel/work/index.js';
import type { KExpr } from '../../ir/kernel/nodes.js';
import { dtypeBytes, type DType } from '../../numerics/dtype.js';

/** Instructions of the functions of `mpc_math.h`, on a vector or on one value; what is a division or a root is counted as that. */
const FUNCTIONS: Readonly<Record<string, SomeCounts>> = {
  exp: { operations: 32 }, exp2: { operations: 30 }, log: { operations: 38 }, log2: { operations: 38 },
  sin: { operations: 52 }, cos: { operations: 53 }, tanh: { operations: 50, divisions: 1 },
  sqrt: { divisions: 1 }, rsqrt: { divisions: 2 }, pow2ceil: { operations: 7 }, popcount: { operations: 13 },
};

/** What an expression takes beside its operands; of a load, beside the access. */
export function operationsOf(expr: KExpr): SomeCounts {
  const { lanes } = expr;
  switch (expr.kind) {
    case 'unary':
      if (expr.op === 'floor' || expr.op === 'ceil') return { operations: 2 };
      // Compilers know the single value's as one instruction.
      if (expr.op === 'popcount' && lanes === 1) return { operations: 1 };
      return FUNCTIONS[expr.op] ?? { operations: 1 };
    case 'binary': {
      if (expr.op === 'pow') return { operations: 60 * lanes };
      if (expr.op !== 'div' && expr.op !== 'mod') return { operations: 1 };
      if (expr.left.type === 'f32') return lanes > 1 ? { divisions: 1 } : { divisions: SCALAR_DIVISION };
      if (lanes > 1) return { operations: 30 * lanes };
      if (expr.right.kind !== 'const') return { operations: 12 };
      return { operations: Number.isInteger(Math.log2(expr.right.value)) ? 2 : 4 };
    }
    case 'fma': case 'select': return { operations: 1 };
    case 'convert': {
      const [from, to] = [expr.value.type, expr.type];
      if (from === to) return {};
      if (from === 'f32' && to === 'i32') return { operations: 5 };
      return from === 'f32' || to === 'f32' ? { operations: 1 } : {};
    }
    case 'round': return { operations: narrowing(expr.to, lanes) };
    case 'load': {
      const { dtype } = expr.buffer;
      // Widened on the way where a vector is loaded; bf16 shifted then.
      if (dtype === 'bf16') return { operations: 2 };
      if (dtype === 'f16') return { operations: lanes > 1 ? 2 : 10 };
      if (dtype === 'f8e4m3') return { operations: 9 };
      if (dtype === 'bool' && lanes > 1) return { operations: 3 };
      return dtypeBytes(dtype) === 4 ? {} : { operations: dtypeBytes(dtype) === 8 ? lanes > 1 ? 4 : 0 : 1 };
    }
    default: return {};
  }
}

/** A division of single floats, in those of vectors. */
const SCALAR_DIVISION = 0.3;

/** Cycles from an expression's operands to its value. */
export function latencyOf(expr: KExpr): number {
  switch (expr.kind) {
    case 'fma': return 4;
    case 'unary': return FUNCTIONS[expr.op]?.divisions ? 20 : FUNCTIONS[expr.op] ? 60 : 1;
    case 'binary': return expr.left.type !== 'f32' ? 1 : expr.op === 'div' ? 14 : 4;
    case 'select': return 2;
    case 'convert': return 4;
    case 'round': return 8;
    case 'call': return expr.name === 'mpc_splat' ? 1 : expr.name === 'mpc_softmax_block' ? 100 : expr.name === 'mpc_fmax' || expr.name === 'mpc_fmin' ? 8 : 4;
    case 'load': return 5;
    default: return 0;
  }
}

/** Rounding to a narrow type, and of a vector its elements put side by side. */
export function narrowing(dtype: DType, lanes: number): number {
  const each = dtype === 'bf16' ? 9 : dtype === 'f16' ? 16 : dtype === 'f8e4m3' ? 18 : dtype === 'bool' ? 2 : 0;
  return each + (lanes > 1 && dtypeBytes(dtype) < 4 ? 2 : 0);
}
