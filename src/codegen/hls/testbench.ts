import { elementsOf } from '../../ir/elements.js';
import type { Axis, Method, ComputeOp, SizeSymbol, Tensor } from '../../ir/nodes.js';
import { loadsOf, opAxes, opDefines, visitExpr } from '../../ir/visit.js';
import * as k from '../../ir/kernel/build.js';
import { linearIndex, lowerExpr, lowerLoops, type Lowering } from '../../ir/kernel/lower-expression.js';
import type { KBuffer, KExpr, KStmt } from '../../ir/kernel/nodes.js';
import { dtypeBytes, isFloat, scalarTypeOf } from '../../numerics/dtype.js';
import { Size, type Sym } from '../../symbolic/index.js';
import { cppExpr, cppStmts } from '../shared/cpp.js';
import { WORD_BYTES } from './generator.js';
import { hlsDialect, storageStruct } from './dialect.js';
import type { HlsKernel, Port } from './process.js';
import { relaxed } from './margin.js';
import { Names } from './names.js';
import { kernelSizes } from './print.js';

/** Sizes at which a testbench without vectors runs: small, yet several words and blocks. */
const SAMPLE_SIZE = 150;

const dialect = hlsDialect();
const WANT = 'want_';

/** The body of `main` after the index has been read. */
export function testbenchBody(method: Method, kernel: HlsKernel): readonly string[] {
  const { step } = kernel;
  const touched = tensorsOf(kernel);
  const defined = new Set(step.ops.flatMap(opDefines));
  const names = new Map<Tensor, string>();
  const taken = new Names();
  for (const s of method.sizes) taken.reserve(s.name);
  for (const t of touched) names.set(t, taken.fresh(`${t.name}_v`));
  const nameOf = (t: Tensor): string => names.get(t) ?? t.name;
  const sym = (value: Sym): string => cppExpr(k.fromSym(value), dialect);
  const count = (t: Tensor): string => t.shape.map((s) => ` * (${sym(s)})`).reduce((a, b) => a + b, 'int64_t(1)');

  const lines: string[] = [];
  for (const s of method.sizes) lines.push(`const int ${s.name} = size_of("${s.name}", ${sampleSize(s)});`, `(void)${s.name};`);
  for (const t of touched) lines.push(`tensor<${storageStruct(t.dtype)}> ${nameOf(t)}(${count(t)});`);
  for (const t of touched) if (!defined.has(t) || t.role === 'memory') lines.push(...fill(t, step.ops, nameOf(t), sym, (e) => boundText(e)));
  for (const t of defined) lines.push(`tensor<${storageStruct(t.dtype)}> ${WANT}${nameOf(t)}(${count(t)});`);
  for (const t of defined) if (t.role === 'memory') lines.push(`${WANT}${nameOf(t)}.memory = ${nameOf(t)}.memory;`);
  const args = kernel.ports.map((p) => `${nameOf(p.tensor)}.${p.item === 'word' ? 'words' : 'data'}()`);
  lines.push('', `${kernel.name}(${[...args, ...kernelSizes(kernel)].join(', ')});`, '');
  step.ops.forEach((op, i) => {
    // What the kernel shows of its choices is used further on, so that a tie does not make everything after it differ.
    lines.push(...plainOp(op, i, (t) => (defined.has(t) && !shownChoice(kernel, t) ? `${WANT}${nameOf(t)}` : nameOf(t)), `${WANT}`, nameOf, taken, sym));
  });
  for (const t of step.writes) if (!isChoice(step.ops, t)) lines.push(`compare("${t.name}", ${nameOf(t)}, ${WANT}${nameOf(t)}, ${tolerance(t)});`);
  const judged = new Set<Tensor>();
  step.ops.forEach((op, i) => {
    if (op.kind !== 'filter' && op.kind !== 'topk') return;
    if (!step.writes.includes(op.ids) || !step.writes.includes(op.count)) {
      for (const t of [op.ids, op.count]) if (step.writes.includes(t)) lines.push(`compare("${t.name}", ${nameOf(t)}, ${WANT}${nameOf(t)}, 0);`);
      return;
    }
    const width = op.kind === 'topk' ? String(op.k) : sym(op.ids.shape.at(-1) ?? Size.constant(0));
    const judge = (ids: string, counts: string): string => `compare_${op.kind}("${op.ids.name}", ${ids}, ${counts}, keys${i}, ${width});`;
    judged.add(op.ids).add(op.count);
    lines.push(judge(nameOf(op.ids), nameOf(op.count)));
    // A recorded choice must be one of the best, too, but not the same.
    lines.push('{', `  tensor<${storageStruct(op.ids.dtype)}> ids(${count(op.ids)});`, `  tensor<${storageStruct(op.count.dtype)}> counts(${count(op.count)});`,
      `  if (ids.expect("${op.ids.name}") && counts.expect("${op.count.name}")) {`, `    ${judge('ids', 'counts')}`,
      `    if (!(ids == ${nameOf(op.ids)})) same_choice = false;`, '  }', '}');
  });
  for (const t of step.writes) {
    if (judged.has(t)) continue;
    lines.push('{', `  tensor<${storageStruct(t.dtype)}> expected(${count(t)});`,
      `  if (same_choice && expected.expect("${t.name}")) compare("${t.name}", ${nameOf(t)}, expected, ${tolerance(t)});`, '}');
  }
  return lines.map((l) => (l === '' ? l : `  ${l}`));

  function boundText(axis: Axis): string {
    return sym(axis.bound);
  }
}

function tensorsOf(kernel: HlsKernel): readonly Tensor[] {
  return [...new Set([...kernel.ports.map((p) => p.tensor), ...kernel.step.ops.flatMap((op) => [...loadsOf(op).map((l) => l.tensor), ...opDefines(op)])])];
}

function isChoice(ops: readonly ComputeOp[], tensor: Tensor): boolean {
  return ops.some((op) => (op.kind === 'topk' || op.kind === 'filter') && (op.ids === tensor || op.count === tensor));
}

function shownChoice(kernel: HlsKernel, tensor: Tensor): boolean {
  return isChoice(kernel.step.ops, tensor) && kernel.step.writes.includes(tensor);
}

function sampleSize(size: SizeSymbol): number {
  const wanted = Math.max(size.min, Math.min(size.max, SAMPLE_SIZE));
  return Math.min(size.max, Math.ceil(wanted / size.multipleOf) * size.multipleOf);
}

function tolerance(tensor: Tensor): string {
  const unit: Partial<Record<string, string>> = { f32: '2e-4', f16: '2e-3', bf16: '1.6e-2', f8e4m3: '0.13' };
  return isFloat(tensor.dtype) ? unit[tensor.dtype] ?? '2e-4' : '0';
}

const samples = new WeakMap<Method, Readonly<Record<string, number>>>();

function sampleSizes(method: Method): Readonly<Record<string, number>> {
  const known = samples.get(method) ?? Object.fromEntries(method.sizes.map((s) => [s.name, sampleSize(s)]));
  samples.set(method, known);
  return known;
}

/** Items of a port's tensor that the testbench passes when it has no vectors. */
export function sampleItems(method: Method, { tensor, item }: Port): number {
  const elements = Size.evaluate(elementsOf(tensor), sampleSizes(method));
  return Math.max(1, item === 'word' ? Math.ceil(elements * dtypeBytes(tensor.dtype) / WORD_BYTES) : elements);
}

/** Statements that give a tensor its sample values: offsets ascend, ids are in range, counts fit their axis. */
function fill(t: Tensor, ops: readonly ComputeOp[], name: string, sym: (s: Sym) => string, bound: (axis: Axis) => string): readonly string[] {
  if (t.role === 'constant' && t.data) {
    const values = t.data.map((v) => cppExpr(k.constant(v, scalarTypeOf(t.dtype)), dialect)).join(', ');
    return t.data.length === 0 ? [] : [`{`, `  const ${isFloat(t.dtype) ? 'float' : 'int'} values[] = {${values}};`,
      `  for (size_t i = 0; i < ${name}.count; ++i) ${name}.data()[i] = ${storageStruct(t.dtype)}::narrow(values[i]);`, '}'];
  }
  if (isFloat(t.dtype)) return [`${name}.randomize("${t.name}");`];
  let limiting: Axis | undefined;
  let offsets = false;
  const look = (axis: Axis): void => {
    visitExpr(axis.hi, (e) => { if (e.kind === 'load' && e.tensor === t) limiting = axis; });
    visitExpr(axis.lo, (e) => { if (e.kind === 'load' && e.tensor === t) offsets = true; });
  };
  for (const op of ops) {
    opAxes(op).forEach(look);
    const value = op.kind === 'topk' ? op.key : op.kind === 'filter' ? op.predicate : op.value;
    visitExpr(value, (e) => { if (e.kind === 'reduce' || e.kind === 'softmax-sum') e.axes.forEach(look); });
  }
  const range = t.idRange ? sym(t.idRange) : limiting ? `${bound(limiting)} + 1` : t.dtype === 'bool' ? '2' : '8';
  return [`${name}.randomize_ids("${t.name}", ${range}, ${String(offsets)});`];
}

/** An operation as plain loops in the order of its formula. */
function plainOp(op: ComputeOp, number: number, readName: (t: Tensor) => string, want: string, nameOf: (t: Tensor) => string,
  taken: Names, sym: (s: Sym) => string): readonly string[] {
  const names = new Names(taken);
  const buffer = (t: Tensor, name: string): KBuffer => ({ kind: 'buffer', name: `${name}.data()`, dtype: t.dtype, space: 'global', elements: Size.constant(0) });
  const lowering: Lowering = {
    axes: new Map(), bufferOf: (t) => buffer(t, readName(t)), fresh: (prefix) => names.fresh(prefix),
  };
  const out: KStmt[] = [];
  const at = (t: Tensor, indices: readonly KExpr[]): KExpr => k.convert(linearIndex(t, indices), 'i32');
  if (op.kind === 'map' || op.kind === 'scatter') {
    const target = buffer(op.target, `${want}${nameOf(op.target)}`);
    if (op.kind === 'scatter') {
      const start = op.combine === 'sum' ? k.constant(0, scalarTypeOf(op.target.dtype))
        : scalarTypeOf(op.target.dtype) === 'f32' ? k.constant(op.combine === 'min' ? Infinity : -Infinity, 'f32')
          : k.constant(op.combine === 'min' ? 2147483647 : -2147483648);
      out.push({ kind: 'for', name: 'i', lo: k.constant(0), hi: k.convert(k.variable(`${want}${nameOf(op.target)}.count`), 'i64'), step: 1,
        binding: { kind: 'serial' }, body: [{ kind: 'store', buffer: target, index: k.variable('i'), value: start }] });
    }
    lowerLoops(op.axes, lowering, out, (inner, block) => {
      const index = at(op.target, op.indices.map((i) => lowerExpr(i, inner, block)));
      const value = lowerExpr(op.value, inner, block);
      const old = k.load(target, index);
      const next = op.kind === 'map' ? value : op.combine === 'sum' ? k.add(old, value) : k.binary(op.combine, old, value);
      block.push({ kind: 'store', buffer: target, index, value: next });
    });
    return ['{', ...cppStmts(out, dialect).map((l) => `  ${l}`), '}'];
  }
  const keys = `keys${number}`;
  const point = op.kind === 'topk' ? op.key : op.predicate;
  lowerLoops(op.outer, lowering, out, (outer, block) => {
    block.push({ kind: 'call', name: `${keys}.push_back`, args: [k.variable('std::vector<float>()')] });
    lowerLoops([op.axis], outer, block, (inner, lines) => {
      const value = lowerExpr(point, inner, lines);
      // A test near its threshold may go either way: 1 if it holds and 0 if not, 2 and -1 where that is certain.
      const key = op.kind === 'topk' ? k.convert(value, 'f32')
        : k.call('verdict', [value, lowerExpr(relaxed(op.predicate, true), inner, lines), lowerExpr(relaxed(op.predicate, false), inner, lines)], 'f32');
      lines.push({ kind: 'call', name: `${keys}.back().push_back`, args: [key] });
    });
  });
  const capacity = sym(op.ids.shape.at(-1) ?? Size.constant(0));
  return [`key_rows ${keys};`, '{', ...cppStmts(out, dialect).map((l) => `  ${l}`), '}',
    `choose(${want}${nameOf(op.ids)}, ${want}${nameOf(op.count)}, ${keys}, ${capacity}, ${String(op.kind === 'topk')});`];
}
