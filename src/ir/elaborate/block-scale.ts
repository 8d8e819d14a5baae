import type { Span } from '../../diagnostics/diagnostic.js';
import type { TensorDecl } from '../../dsl/ast.js';
import { Size } from '../../symbolic/index.js';
import type { Axis, Expr, LoadExpr, Tensor } from '../nodes.js';
import { substituteAxes } from '../visit.js';
import { binary, convert, toFloat, unary } from './arithmetic.js';
import type { Context, Place } from './context.js';
import { constantInt } from './expression.js';
import { writeMemory, type Write } from './in-place.js';
import { extentFromZero, materialiseValue } from './materialise.js';
import { fullAxis, reference } from './ranges.js';

/** Largest magnitude that a narrow type stores. */
const LARGEST: Readonly<Partial<Record<string, number>>> = { f8e4m3: 448, i8: 127 };
/** The scale of a block of zeros follows from this. */
const TINY = 2 ** -100;

/** Declares `key_scale` beside `key : f8e4m3[T, D] block 128 …`: one f32 for each block of the last dimension. */
export function declareScales(cx: Context, decl: TensorDecl, tensor: Tensor): Tensor | undefined {
  const block = decl.type?.block;
  if (!block) return undefined;
  const size = constantInt(cx, cx.global, block.size, 'the block', 1);
  const last = tensor.shape.at(-1);
  if (LARGEST[tensor.dtype] === undefined || !last) {
    return cx.report('MPC2240', { name: tensor.name, what: last ? tensor.dtype : 'one number' }, block.span, { hint: 'block scales go with `f8e4m3` and `i8` tensors' });
  }
  if (size === undefined) return undefined;
  const { role, growth, span } = tensor;
  const name = `${tensor.name}_scale`;
  const shape = [...tensor.shape.slice(0, -1), Size.ceildiv(last, size)];
  const scale: Tensor = { kind: 'tensor', name, role, dtype: 'f32', shape, ...(growth ? { growth } : {}), span };
  if (!cx.declare(name, { kind: 'tensor', tensor: scale, span })) return undefined;
  cx.addTensor(scale);
  cx.scales.set(tensor, { scale, block: size, pow2: block.pow2 });
  cx.readers.set(tensor, (stored) => scaled(cx, stored, scale, size));
  return scale;
}

/** What a stored element stands for. */
function scaled(cx: Context, stored: LoadExpr, scale: Tensor, block: number): Expr {
  const { span } = stored;
  const indices = scaleIndices(cx, stored.indices, block, span);
  if (scale.role === 'memory' && cx.place) cx.reads.push({ tensor: scale, span, order: cx.order, place: cx.place });
  const factor: Expr = { kind: 'load', tensor: scale, indices, type: 'f32', span };
  return binary(cx, 'mul', toFloat(cx, stored), factor, 'f32', span);
}

function scaleIndices(cx: Context, indices: readonly Expr[], block: number, span: Span): readonly Expr[] {
  return indices.map((index, d) => (d === indices.length - 1 ? binary(cx, 'div', index, cx.int(block, span), 'i32', span) : index));
}

/** Writes values and the scales of their blocks: the largest magnitude of a block becomes the largest number stored. */
export function storeScaled(cx: Context, { target, axes, indices, value, span }: Write, place: Place): void {
  const scales = cx.scales.get(target);
  const extent = target.shape.at(-1);
  const last = indices.at(-1);
  const largest = LARGEST[target.dtype] ?? 1;
  if (!scales || !extent) return;
  cx.attempted.add(scales.scale);
  if (last?.kind !== 'axis-ref' || !axes.includes(last.axis) || !Size.equals(last.axis.bound, extent)) {
    cx.report('MPC2239', { name: target.name }, span, { hint: 'give the last index by its name alone' });
    return;
  }
  if (value.type === 'bool') {
    cx.report('MPC2105', { name: target.name, dtype: target.dtype, type: 'bool' }, value.span, { hint: 'convert it: `f32(…)`' });
    return;
  }
  if (!axes.every((axis) => extentFromZero(cx, axis))) return;
  const { scale, block, pow2 } = scales;
  const points = axes.map((axis) => reference(axis, span));
  const plain = elementOf(materialiseValue(cx, place, { prefix: target.name, value: toFloat(cx, value), own: axes, span }).tensor, points, span);

  const blocks = fullAxis(cx, 'block', scale.shape.at(-1) ?? Size.constant(1), span);
  const others = axes.filter((axis) => axis !== last.axis);
  const own: readonly Axis[] = [...others, blocks];
  const first = binary(cx, 'mul', reference(blocks, span), cx.int(block, span), 'i32', span);
  const inside = fullAxis(cx, last.axis.name, Size.constant(block), span);
  const partial = !Size.equals(Size.mod(extent, block), 0);
  const within: Axis = partial
    ? { ...inside, hi: binary(cx, 'min', inside.hi, binary(cx, 'sub', cx.sizeExpr(extent, span), first, 'i32', span), 'i32', span) } : inside;
  const element = substituteAxes(plain, new Map([[last.axis, binary(cx, 'add', first, reference(within, span), 'i32', span)]]));
  const peak: Expr = { kind: 'reduce', op: 'max', axes: [within], value: unary(cx, 'abs', element, span), type: 'f32', span };
  const raised = binary(cx, 'div', binary(cx, 'max', peak, float(TINY, span), 'f32', span), float(largest, span), 'f32', span);
  const factor = pow2 ? unary(cx, 'pow2ceil', raised, span) : raised;
  const factors = materialiseValue(cx, place, { prefix: scale.name, value: factor, own, span }).tensor;

  const ownScale = elementOf(factors, own.map((axis) => reference(axis, span)), span);
  cx.writes.push({ tensor: scale, span, order: cx.order, place });
  writeMemory(cx, { target: scale, axes: own, indices: [...indices.slice(0, -1), reference(blocks, span)], value: ownScale, span }, place);
  const mine = substituteAxes(ownScale, new Map([[blocks, binary(cx, 'div', last, cx.int(block, span), 'i32', span)]]));
  const quotient = binary(cx, 'div', plain, mine, 'f32', span);
  writeMemory(cx, { target, axes, indices, value: narrowed(cx, quotient, target, largest, span), span }, place);
}

function narrowed(cx: Context, value: Expr, target: Tensor, largest: number, span: Span): Expr {
  if (target.dtype === 'f8e4m3') return { kind: 'round', to: 'f8e4m3', value, type: 'f32', span };
  const whole = unary(cx, 'floor', binary(cx, 'add', value, float(0.5, span), 'f32', span), span);
  const limited = binary(cx, 'max', binary(cx, 'min', whole, float(largest, span), 'f32', span), float(-largest, span), 'f32', span);
  return convert(cx, limited, 'i32', span);
}

function elementOf(tensor: Tensor, indices: readonly Expr[], span: Span): Expr {
  return { kind: 'load', tensor, indices, type: 'f32', span };
}

function float(value: number, span: Span): Expr {
  return { kind: 'const', value: Math.fround(value), type: 'f32', span };
}
