import { isFloat, type DType } from '../../numerics/dtype.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Expr, Tensor } from '../nodes.js';
import { toFloat } from './arithmetic.js';
import { typeName, type Context } from './context.js';
import { show } from './show.js';

/** Narrow floats that hold every value of the one on the left. */
const HOLDS: Readonly<Partial<Record<DType, readonly DType[]>>> = { f8e4m3: ['f16', 'bf16'] };
const INT_RANGE: Readonly<Partial<Record<DType, readonly [number, number]>>> = {
  i8: [-128, 127], u8: [0, 255], i16: [-32768, 32767], u32: [0, 2 ** 31],
};

/** The narrowest float type that is known to hold the value exactly. */
function exactType(expr: Expr): DType {
  switch (expr.kind) {
    case 'load': return expr.tensor.dtype;
    case 'round': return expr.to;
    case 'unary': return expr.op === 'neg' || expr.op === 'abs' ? exactType(expr.value) : 'f32';
    case 'reduce': return expr.op === 'sum' ? 'f32' : exactType(expr.value);
    case 'select': return common(exactType(expr.then), exactType(expr.else));
    case 'binary': return expr.op === 'min' || expr.op === 'max' ? common(exactType(expr.left), exactType(expr.right)) : 'f32';
    case 'const': return expr.value === 0 || Math.abs(expr.value) === 1 ? 'f8e4m3' : 'f32';
    default: return 'f32';
  }
}

function common(left: DType, right: DType): DType {
  if (left === right) return left;
  return HOLDS[left]?.includes(right) ? right : HOLDS[right]?.includes(left) ? left : 'f32';
}

/** Storage of a temporary: a cast or a copy keeps its narrow type, all else is f32, i32 or bool. */
export function storageOf(cx: Context, value: Expr): { readonly dtype: DType; readonly idRange?: Sym } {
  if (value.kind === 'round') return { dtype: value.to };
  if (value.kind === 'load' && value.type === 'f32') return { dtype: value.tensor.dtype };
  if (value.kind === 'load' && value.tensor.idRange && !cx.bounds.mayBeNone(value)) return { dtype: value.type, idRange: value.tensor.idRange };
  return { dtype: value.type };
}

/** Remembers the range of an integer temporary, so that it may serve as an index. Under a condition it may also be 0. */
export function rememberRange(cx: Context, tensor: Tensor, value: Expr): void {
  if (value.type === 'bool' && tensor.shape.length === 0) cx.bounds.addFlag(tensor, value, cx.place?.when === undefined);
  if (value.type !== 'i32' || tensor.idRange) return;
  const low = cx.bounds.lower(value);
  const high = cx.bounds.upper(value);
  if (!low || !high) return;
  if (!cx.place?.when) cx.bounds.addRange(tensor, low, high);
  else cx.bounds.addRange(tensor, cx.bounds.holds(Size.neg(low)) ? low : Size.min(low, 0), cx.bounds.holds(high) ? high : Size.max(high, 0));
}

/** The value as it is stored in a memory; reports what would lose digits unsaid. */
export function storedValue(cx: Context, value: Expr, target: Tensor): Expr | undefined {
  const { dtype } = target;
  const related = [{ span: target.span, message: `\`${target.name}\` is ${dtype}` }];
  if (isFloat(dtype)) {
    if (value.type === 'bool') return cx.report('MPC2105', { name: target.name, dtype, type: 'bool' }, value.span, { related, hint: 'convert it: `f32(…)`' });
    if (dtype === 'f32') return toFloat(cx, value);
    const from = exactType(value);
    if (value.type === 'f32' && (from === dtype || HOLDS[from]?.includes(dtype))) return value;
    return cx.report('MPC2104', { name: target.name, dtype, type: value.type === 'f32' ? from : 'int' }, value.span, { related, hint: `round it: \`${dtype}(…)\`` });
  }
  const wanted = dtype === 'bool' ? 'bool' : 'i32';
  if (value.type !== wanted) {
    const hint = wanted === 'bool' ? 'compare it: `… != 0`' : '`i32(…)` drops the fraction';
    return cx.report('MPC2105', { name: target.name, dtype, type: typeName(value.type) }, value.span, { related, hint });
  }
  const range = target.idRange ? undefined : INT_RANGE[dtype];
  if (target.idRange && !cx.bounds.inside(value, target.idRange) && !isWithin(cx, value, Size.constant(0), Size.sub(target.idRange, 1))) {
    return cx.report('MPC2106', { name: target.name, range: `0 .. ${show(Size.sub(target.idRange, 1))}` }, value.span, { related, hint: 'bound it: `min(max(…, 0), …)`' });
  }
  if (range && !isWithin(cx, value, Size.constant(range[0]), Size.constant(range[1]))) {
    return cx.report('MPC2106', { name: target.name, range: `${range[0]} .. ${range[1]}` }, value.span, { related, hint: 'bound it: `min(max(…, …), …)`' });
  }
  return value;
}

/** Whether low <= value <= high in every step in which it is stored. */
function isWithin(cx: Context, value: Expr, low: Sym, high: Sym): boolean {
  const polynomial = cx.bounds.polynomial(value);
  return cx.holdsHere(Size.sub(polynomial, low)) && cx.holdsHere(Size.sub(high, polynomial));
}
