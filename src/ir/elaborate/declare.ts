import type { BatchDecl, ConstDecl, OutputDecl, SizeDecl, StepDecl, TensorDecl, TypeNode } from '../../dsl/ast.js';
import { DTYPES, type DType } from '../../numerics/dtype.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Axis, Expr, Tensor } from '../nodes.js';
import { toSym } from '../size-expr.js';
import { declareScales } from './block-scale.js';
import { typeName, type Context } from './context.js';
import { evaluate, MAX_POINTS } from './evaluate.js';
import { constantInt, constantOf } from './expression.js';
import { declareList } from './list.js';
import { growthOf } from './memory.js';
import type { Binding } from './scope.js';
import { suggest } from './suggest.js';
import { show } from './show.js';

const LARGEST = 2 ** 31 - 1;
/** Elements of a constant table: more is data, not a constant. */
const LARGEST_TABLE = 2 ** 22;

/** Registers sizes and constants in any order; each is elaborated when first used. */
export function declareSizesAndConsts(cx: Context, decls: readonly (SizeDecl | ConstDecl)[]): void {
  const forced: (() => void)[] = [];
  for (const decl of decls) {
    const { name, span } = decl.name;
    const broken: Binding = { kind: 'broken', span };
    let binding: Binding | undefined;
    let running = false;
    const force = (): Binding => {
      if (binding) return binding;
      if (running) {
        cx.report('MPC2024', { name }, span);
        return broken;
      }
      running = true;
      const before = cx.exact;
      cx.exact = false;
      binding = (decl.kind === 'size' ? sizeBinding(cx, decl) : constBinding(cx, decl)) ?? broken;
      cx.exact = before;
      return binding;
    };
    if (cx.declare(name, { kind: 'lazy', force, span })) forced.push(force);
  }
  forced.forEach((force) => { force(); });
}

function sizeBinding(cx: Context, decl: SizeDecl): Binding | undefined {
  const { name, span } = decl.name;
  if (decl.value) {
    const value = sizeOf(cx, decl.value);
    return value && { kind: 'size', value, span };
  }
  const min = decl.min && constantInt(cx, cx.global, decl.min, `the smallest \`${name}\``, 0);
  const max = decl.max && constantInt(cx, cx.global, decl.max, `the largest \`${name}\``, 0);
  const multipleOf = decl.multipleOf ? constantInt(cx, cx.global, decl.multipleOf, `the divisor of \`${name}\``, 1) : 1;
  if (!decl.max) return cx.report('MPC3001', { name }, decl.span, { hint: `give its range: \`size ${name} in 1 .. 1_048_576\`` });
  if (min === undefined || max === undefined || multipleOf === undefined) return undefined;
  if (max < min) return cx.report('MPC2217', { name, min, max }, decl.span);
  if (max > LARGEST) return cx.report('MPC2209', { value: name, most: max }, decl.max.span, { hint: 'lower the largest size' });
  cx.sizes.set(name, { kind: 'size-symbol', name, min, max, multipleOf, span });
  return { kind: 'size', value: Size.variable(name), span };
}

function constBinding(cx: Context, decl: ConstDecl): Binding | undefined {
  const { name, span } = decl.name;
  if (!decl.value) return undefined;
  if (decl.binders.length > 0) {
    const tensor = constantTable(cx, decl);
    return tensor && { kind: 'tensor', tensor: cx.addTensor(tensor), span };
  }
  // Larger than any integer of a formula, but not too large for the cost of an `extern`; other uses are reported.
  const large = decl.value.kind === 'number' && !decl.value.float && decl.value.value > LARGEST
    ? { kind: 'const' as const, value: decl.value.value, type: 'i32' as const, span: decl.value.span } : undefined;
  const value = large ?? constantOf(cx, cx.global, decl.value, `\`${name}\``);
  const given = cx.constants[name];
  if (!value || given === undefined) return value && { kind: 'const', value, span };
  const fits = value.type === 'f32' ? Number.isFinite(Math.fround(given)) : value.type === 'i32' && Number.isInteger(given);
  if (!fits) {
    return cx.report('MPC2221', { name, value: given, type: typeName(value.type) }, span);
  }
  return { kind: 'const', value: { kind: 'const', value: cx.exact || value.type === 'i32' ? given : Math.fround(given), type: value.type, span }, span };
}

/** An integer expression over sizes and constants. */
function sizeOf(cx: Context, node: Parameters<typeof constantOf>[2]): Sym | undefined {
  const value = cx.expr(cx.global, node);
  if (!value) return undefined;
  if (value.type !== 'i32') {
    return cx.report('MPC2115', { type: value.type === 'f32' ? 'float' : 'bool' }, node.span, { hint: 'use `floor(a / b)` or `ceil(a / b)` for a quotient' });
  }
  const size = toSym(value);
  if (!size) return cx.report('MPC2116', {}, node.span);
  if (!cx.bounds.holds(size)) return cx.report('MPC2220', { value: show(size) }, node.span, { hint: 'use `max(…, 0)`' });
  const most = cx.bounds.maximum(size);
  if (most > LARGEST) return cx.report('MPC2209', { value: show(size), most }, node.span, { hint: 'lower the largest size' });
  return size;
}

/** Evaluated in float64 for every index, then rounded once to f32. */
function constantTable(cx: Context, decl: ConstDecl): Tensor | undefined {
  const { name, span } = decl.name;
  if (!decl.value) return undefined;
  cx.exact = true;
  const { scope, axes } = cx.elaborators.binders(cx, cx.global, decl.binders, [decl.value]);
  const value = cx.expr(scope, decl.value);
  cx.exact = false;
  if (!axes || !value) return undefined;
  const shape = axes.map((a) => a.bound);
  const extents = shape.map((s) => Size.asConstant(s));
  const count = extents.reduce<number>((total, e) => total * (e ?? Infinity), 1);
  if (!(count <= LARGEST_TABLE)) {
    return cx.report('MPC2215', { name, limit: LARGEST_TABLE, count: Number.isFinite(count) ? count : 'a size' }, span, { hint: 'declare it as a `weight`' });
  }
  const data = tableData(axes, value);
  if (!data) return cx.report('MPC2109', { what: `\`${name}\`` }, decl.value.span, { hint: 'it may use numbers, other constants and functions of them' });
  const dtype: DType = value.type;
  return { kind: 'tensor', name, role: 'constant', dtype, shape, data: dtype === 'f32' ? data.map(Math.fround) : data, span };
}

function tableData(axes: readonly Axis[], value: Expr): readonly number[] | undefined {
  const data: number[] = [];
  const values = new Map<Axis, number>();
  const budget = { points: MAX_POINTS };
  const fill = (d: number): boolean => {
    const axis = axes[d];
    if (!axis) {
      const element = evaluate(value, values, budget);
      if (element === undefined) return false;
      data.push(element);
      return true;
    }
    const lo = evaluate(axis.lo, values);
    const hi = evaluate(axis.hi, values);
    if (lo !== 0 || hi === undefined) return false;
    for (let i = lo; i < hi; i++) {
      values.set(axis, i);
      if (!fill(d + 1)) return false;
    }
    return true;
  };
  return fill(0) ? data : undefined;
}

export function batchOf(cx: Context, decl: BatchDecl): { readonly min: number; readonly max: number } | undefined {
  const min = decl.min && constantInt(cx, cx.global, decl.min, 'the smallest batch', 1);
  const max = decl.max && constantInt(cx, cx.global, decl.max, 'the largest batch', 1);
  if (min === undefined || max === undefined) return undefined;
  if (max < min) return cx.report('MPC2217', { name: 'batch', min, max }, decl.span);
  return { min, max };
}

/** `step N by C`: what counts the tokens, and how many a step brings. */
export function declareStep(cx: Context, decls: readonly StepDecl[]): void {
  const [decl, second] = decls;
  if (second) cx.report('MPC3031', {}, second.span, { related: decl ? [{ span: decl.span, message: 'first given here' }] : [] });
  if (!decl) return;
  const { name, span } = decl.size;
  const found = cx.global.lookup(name);
  const size = cx.sizes.get(name);
  if (!found) cx.unknownName(name, cx.global, span);
  else if (!size) {
    if (found.kind !== 'broken') cx.report('MPC3037', { name }, span, { related: [{ span: found.span, message: 'declared here' }], hint: `declare it: \`size ${name} in 1 .. …\`` });
  } else if (size.min < 1) cx.report('MPC3020', { name }, size.span, { related: [{ span, message: 'a step counts with it' }], hint: `write \`size ${name} in 1 .. ${size.max}\`: the current token is counted` });
  else cx.tokens = size;
  const by = decl.by && sizeOf(cx, decl.by);
  if (!by || !decl.by || Size.equals(by, 1)) return;
  const fixed = Size.asConstant(by);
  const variable = [...cx.sizes.values()].find((s) => Size.equals(by, Size.variable(s.name)));
  const least = fixed ?? variable?.min ?? 0;
  if (least < 1 || variable?.name === name) {
    cx.report('MPC3038', { by: show(by) }, decl.by.span, { hint: 'give a constant, or a `size` of its own that is at least 1' });
  }
  cx.advance = by;
}

/** Memories after the weights that they may start with, rings last: the other memories say which size counts the tokens. */
export function declareTensors(cx: Context, decls: readonly TensorDecl[]): void {
  const turn = (decl: TensorDecl): number => (decl.role !== 'memory' ? 0 : decl.growth?.kind === 'ring' ? 2 : 1);
  for (const decl of [...decls].sort((a, b) => turn(a) - turn(b))) declareTensor(cx, decl);
  cx.tensors.sort((a, b) => a.span.start - b.span.start);
}

function declareTensor(cx: Context, decl: TensorDecl): void {
  const type = decl.type && typeOf(cx, decl.type);
  for (const ident of decl.names) {
    const { name, span } = ident;
    if (type && decl.type?.upTo) {
      declareList(cx, decl, ident, type);
      continue;
    }
    const growth = type && decl.role === 'memory' ? growthOf(cx, decl, ident, type) : undefined;
    if (!type || (decl.role === 'memory' && !growth)) {
      cx.declare(name, { kind: 'broken', span });
      continue;
    }
    const tensor: Tensor = { kind: 'tensor', name, role: decl.role, ...type, ...(growth ? { growth } : {}), span };
    if (!cx.declare(name, { kind: 'tensor', tensor, span })) continue;
    cx.addTensor(tensor);
    if (decl.type?.block) declareScales(cx, decl, tensor);
  }
}

/** The element type and the shape of a type; of a list, with the most entries that it may have. */
export function typeOf(cx: Context, node: TypeNode): { readonly dtype: DType; readonly shape: readonly Sym[]; readonly idRange?: Sym } | undefined {
  const dims = (node.upTo ? [node.upTo] : node.dims).map((d) => sizeOf(cx, d));
  const shape = dims.every((d) => d !== undefined) ? dims : undefined;
  if (node.dtype.name === 'id') {
    if (!node.idOf) return cx.report('MPC2107', { name: 'id' }, node.dtype.span, { hint: 'say what it numbers: `id<N>`' });
    const idRange = sizeOf(cx, node.idOf);
    return shape && idRange ? { dtype: 'i32', shape, idRange } : undefined;
  }
  const dtype = DTYPES.find((d) => d === node.dtype.name);
  if (!dtype) {
    const meant = suggest(node.dtype.name, DTYPES);
    return cx.report('MPC2107', { name: node.dtype.name }, node.dtype.span, { hint: meant ? `did you mean \`${meant}\`?` : `the types are ${DTYPES.map((d) => `\`${d}\``).join(', ')} and \`id<N>\`` });
  }
  return shape && { dtype, shape };
}

export function declareOutputs(cx: Context, decl: OutputDecl): void {
  for (const { name, span } of decl.names) {
    const old = cx.outputs.get(name);
    if (old) cx.report('MPC2002', { name: `output ${name}` }, span, { related: [{ span: old, message: 'first given here' }] });
    else cx.outputs.set(name, span);
  }
}
