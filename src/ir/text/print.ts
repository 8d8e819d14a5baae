import { Size } from '../../symbolic/index.js';
import type { Axis, Expr, Extern, ExternParam, Growth, Method, Op, Passed, Tensor } from '../nodes.js';
import { toSym } from '../size-expr.js';
import { Names } from './names.js';
import { ATOM, INFIX } from './operators.js';

/** The text form of a method. `parseMethod` reads it back; spans are not kept. */
export function printMethod(method: Method): string {
  const names = new Names(method);
  const lines = [
    `method ${method.name}`,
    ...(method.doc === '' ? [] : [`doc ${JSON.stringify(method.doc)}`]),
    ...method.sizes.map((s) => `size ${names.of(s)} in ${s.min} .. ${s.max}${s.multipleOf === 1 ? '' : ` multiple of ${s.multipleOf}`}`),
    ...(method.tokens ? [`tokens ${names.of(method.tokens)}${method.advance ? ` advance ${method.advance.key}` : ''}`] : []),
    `batch ${method.batch.min} .. ${method.batch.max}`,
    ...[...new Set(method.ops.flatMap((op) => (op.kind === 'call' ? [op.callee] : [])))].map(printExtern),
    ...method.tensors.map((t) => printTensor(t, names)),
    ...method.ops.map((op) => printOp(op, names)),
  ];
  return `${lines.join('\n')}\n`;
}

function printTensor(tensor: Tensor, names: Names): string {
  const { role, dtype, shape, idRange, growth, count, data } = tensor;
  return [
    `${role} ${names.of(tensor)} : ${dtype}[${shape.map((s) => s.key).join(', ')}]`,
    ...(idRange ? [`ids of ${idRange.key}`] : []),
    ...(growth ? [printGrowth(growth, names)] : []),
    ...(count ? [`count ${names.of(count)}`] : []),
    ...(data ? [`= [${data.map((v) => printNumber(v, !Number.isInteger(v) || Object.is(v, -0))).join(', ')}]`] : []),
  ].join(' ');
}

function printExtern({ name, doc, params, results, cost, device, template }: Extern): string {
  const form = ({ name: param, dtype, shape, idRange, list }: ExternParam): string =>
    `${param} : ${list ? 'list ' : ''}${dtype}[${shape.map((s) => s.key).join(', ')}]${idRange ? ` ids of ${idRange.key}` : ''}`;
  return [
    `extern ${name}(${params.map(form).join(', ')}) -> (${results.map(form).join(', ')}) flop ${cost.flop.key} bytes ${cost.bytes.key} on ${device}`,
    ...(template === undefined ? [] : [`template ${JSON.stringify(template)}`]), ...(doc === '' ? [] : [`doc ${JSON.stringify(doc)}`]),
  ].join(' ');
}

function printPassed(passed: readonly Passed[], names: Names): string {
  return passed.map(({ tensor, count }) => `${names.of(tensor)}${count ? ` count ${names.of(count)}` : ''}`).join(', ');
}

function printGrowth(growth: Growth, names: Names): string {
  switch (growth.kind) {
    case 'static': case 'computed': return growth.kind;
    case 'append-token': return `append-token ${names.of(growth.size)}`;
    case 'append-block': case 'update-block': return `${growth.kind} ${names.of(growth.size)} ${growth.block}`;
    case 'state': return growth.from ? `state from ${names.of(growth.from)}` : 'state';
    case 'ring': return `ring ${names.of(growth.size)} ${growth.rows}`;
  }
}

/** One operation as a line of text, for messages and listings; axes are named as in `printMethod`. */
export function printOp(op: Op, names: Names): string {
  names.enter(op);
  const text = (e: Expr): string => printExpr(e, names).text;
  const loops = op.kind === 'call' ? [] : op.kind === 'map' || op.kind === 'scatter' ? op.axes : op.outer;
  const head = [
    op.stage, ...(op.once ? ['once'] : []), ...(op.when ? [`when ${text(op.when)}`] : []),
    ...(loops.length > 0 ? [`for ${printAxes(loops, names)}`] : []),
    ...(op.kind === 'map' && op.sequential ? [`scan ${names.of(op.sequential)}`] : []),
  ].join(' ');
  switch (op.kind) {
    case 'map': return `${head}: ${names.of(op.target)}[${op.indices.map(text).join(', ')}] = ${text(op.value)}`;
    case 'scatter': {
      const combine = op.combine === 'sum' ? '+=' : `${op.combine}=`;
      return `${head}: ${names.of(op.target)}[${op.indices.map(text).join(', ')}] ${combine} ${text(op.value)}`;
    }
    case 'topk': return `${head}: ${names.of(op.ids)}, ${names.of(op.count)} = topk ${op.k} {${printAxes([op.axis], names)}} ${text(op.key)}`;
    case 'call': return `${head}: call ${op.callee.name}(${printPassed(op.args, names)}) -> ${printPassed(op.results, names)}`;
    case 'filter': return `${head}: ${names.of(op.ids)}, ${names.of(op.count)} = filter {${printAxes([op.axis], names)}} ${text(op.predicate)}`;
  }
}

function printAxes(axes: readonly Axis[], names: Names): string {
  return axes.map((axis) => {
    const range = `${printExpr(axis.lo, names).text} .. ${printExpr(axis.hi, names).text}`;
    const bound = boundOf(axis.lo, axis.hi);
    return `${names.of(axis)} in ${range}${bound && Size.equals(bound, axis.bound) ? '' : ` max ${axis.bound.key}`}`;
  }).join(', ');
}

/** The bound that a range has if nothing else is said. */
export function boundOf(lo: Expr, hi: Expr): ReturnType<typeof toSym> {
  const [from, to] = [toSym(lo), toSym(hi)];
  return from && to && Size.sub(to, from);
}

interface Printed { readonly text: string; readonly level: number }

function printExpr(expr: Expr, names: Names): Printed {
  const text = (e: Expr): string => printExpr(e, names).text;
  const atom = (t: string): Printed => ({ text: t, level: ATOM });
  const call = (name: string, ...args: readonly Expr[]): Printed => atom(`${name}(${args.map(text).join(', ')})`);
  switch (expr.kind) {
    case 'const':
      if (expr.type === 'bool') return atom(expr.value ? 'true' : 'false');
      return atom(expr.type === 'f32' ? printF32(expr.value) : String(expr.value));
    case 'size': return atom(names.of(expr.size));
    case 'axis-ref': return atom(names.of(expr.axis));
    case 'load': return atom(`${names.of(expr.tensor)}[${expr.indices.map(text).join(', ')}]`);
    case 'unary': return call(expr.op, expr.value);
    case 'binary': {
      const infix = INFIX[expr.op];
      if (!infix) return call(expr.op, expr.left, expr.right);
      const [symbol, level] = infix;
      const side = (e: Expr, least: number): string => {
        const printed = printExpr(e, names);
        return printed.level < least ? `(${printed.text})` : printed.text;
      };
      return { text: `${side(expr.left, level)} ${symbol} ${side(expr.right, level + 1)}`, level };
    }
    case 'select': return call('select', expr.cond, expr.then, expr.else);
    case 'convert': return call(expr.type, expr.value);
    case 'round': return call(`round_${expr.to}`, expr.value);
    case 'reduce': return atom(`${expr.op}{${printAxes(expr.axes, names)}}(${text(expr.value)})`);
    case 'softmax-sum': return atom(`softmax_sum{${printAxes(expr.axes, names)}}(${text(expr.logit)} => ${text(expr.value)})`);
  }
}

/** Floats have a point, an exponent or a name; integers do not. */
function printNumber(value: number, float: boolean, digits = String(Math.abs(value))): string {
  if (!float) return String(value);
  if (Number.isNaN(value)) return 'nan';
  const magnitude = Math.abs(value) === Infinity ? 'inf' : digits;
  return `${value < 0 || Object.is(value, -0) ? '-' : ''}${/[.ein]/.test(magnitude) ? magnitude : `${magnitude}.0`}`;
}

/** The shortest decimal that names this f32. */
function printF32(value: number): string {
  const magnitude = Math.abs(value);
  const shortest = [3, 6, 7, 8, 9].map((n) => Number(magnitude.toPrecision(n))).find((x) => Math.fround(x) === magnitude);
  return printNumber(value, true, String(shortest ?? magnitude));
}
