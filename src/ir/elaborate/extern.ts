import type { ExternDecl, ExternParam as ParamNode, Ident } from '../../dsl/ast.js';
import { Size } from '../../symbolic/index.js';
import type { Extern, ExternParam } from '../nodes.js';
import { BUILTINS } from './builtins.js';
import type { Context } from './context.js';
import { costOf } from './cost.js';
import { typeOf } from './declare.js';
import { showShape } from './show.js';
import { suggest } from './suggest.js';

/** Functions that the host provides: their forms. */
export function declareExterns(cx: Context, decls: readonly ExternDecl[]): void {
  for (const decl of decls) {
    const { name, span } = decl.name;
    const old = cx.functions.get(name)?.name ?? cx.externs.get(name)?.name;
    if (BUILTINS.has(name)) cx.report('MPC2005', { name }, span, { hint: 'choose another name' });
    if (old) cx.report('MPC2002', { name }, span, { related: [{ span: old.span, message: 'first defined here' }] });
    const form = externOf(cx, decl);
    if (!old && !BUILTINS.has(name)) cx.externs.set(name, { name: decl.name, ...(form ? { form } : {}) });
  }
}

function externOf(cx: Context, decl: ExternDecl): Extern | undefined {
  const params = paramsOf(cx, decl.params);
  const results = paramsOf(cx, decl.results);
  const flop = decl.cost?.flop ? costOf(cx, decl.cost.flop) : Size.constant(0);
  const bytes = decl.cost?.bytes ? costOf(cx, decl.cost.bytes) : Size.constant(0);
  const device = deviceOf(cx, decl);
  if (!params || !results || !flop || !bytes || !device) return undefined;
  const form: Extern = {
    kind: 'extern', name: decl.name.name, doc: decl.doc, params, results, cost: { flop, bytes }, device,
    ...(decl.template ? { template: decl.template.text } : {}), span: decl.span,
  };
  return checkTemplate(cx, decl, form) ? form : undefined;
}

function deviceOf(cx: Context, { device, template }: ExternDecl): Extern['device'] | undefined {
  if (!device) return template ? 'cpu' : 'gpu';
  const found = (['gpu', 'cpu'] as const).find((d) => d === device.name);
  if (found) return found;
  const meant = suggest(device.name, ['gpu', 'cpu']);
  return cx.report('MPC2264', { name: device.name }, device.span, { hint: meant ? `did you mean \`${meant}\`?` : 'write `on gpu` or `on cpu`' });
}

function paramsOf(cx: Context, nodes: readonly ParamNode[]): readonly ExternParam[] | undefined {
  const params: ExternParam[] = [];
  let whole = true;
  const seen = new Map<string, Ident>();
  for (const { name, type: node } of nodes) {
    const old = seen.get(name.name);
    if (old) cx.report('MPC2002', { name: name.name }, name.span, { related: [{ span: old.span, message: 'first defined here' }] });
    seen.set(name.name, name);
    if (node?.block) cx.report('MPC2270', {}, node.block.span, { hint: 'pass the values: `f32[…]`' });
    const type = node && typeOf(cx, node);
    if (!type || old || node.block) whole = false;
    else params.push({ name: name.name, ...type, list: node.upTo !== undefined });
  }
  return whole ? params : undefined;
}

/** A template takes and gives lists of words, and names its parameters. */
function checkTemplate(cx: Context, decl: ExternDecl, form: Extern): boolean {
  const { template } = decl;
  if (!template) return true;
  const before = cx.diagnostics.length;
  const isWords = (p: ExternParam): boolean => p.dtype === 'i32' && p.shape.length === 1;
  for (const [i, param] of form.params.entries()) {
    const node = decl.params[i];
    if (!isWords(param)) cx.report('MPC2267', { what: `\`${param.name}\` is ${describeParam(param)}` }, node?.type?.span ?? decl.span, { hint: 'declare it as `id<…>[..n]` or `id<…>[N]`' });
  }
  const [result, second] = form.results;
  if (second) cx.report('MPC2267', { what: `it has ${form.results.length} results` }, decl.results[1]?.span ?? decl.span, { hint: 'keep one: the text' });
  else if (!result || !isWords(result) || !result.list) {
    cx.report('MPC2267', { what: result ? `its result \`${result.name}\` is ${describeParam(result)}` : 'it has no result' }, decl.results[0]?.type?.span ?? decl.span, { hint: 'declare the result as `id<…>[..n]`' });
  }
  const names = form.params.map((p) => p.name);
  const used = new Set([...template.text.matchAll(/\{([A-Za-z_]\w*)\}/g)].flatMap((m) => m[1] ?? []));
  for (const name of used) {
    const meant = suggest(name, names);
    if (!names.includes(name)) cx.report('MPC2266', { place: `{${name}}` }, template.span, { hint: meant ? `did you mean \`{${meant}}\`?` : names.length > 0 ? `it has ${names.map((n) => `\`{${n}}\``).join(', ')}` : 'it has no parameters' });
  }
  const wrong = cx.diagnostics.length > before;
  for (const { name } of decl.params) {
    if (!used.has(name.name)) cx.report('MPC2004', { what: 'parameter', name: name.name }, name.span, { hint: `name it in the template: \`{${name.name}}\`` });
  }
  return !wrong;
}

/** A type as it is written: `id<Words>[..32]`, `f32[K]`. */
export function describeParam({ dtype, shape, idRange, list }: Pick<ExternParam, 'dtype' | 'shape' | 'idRange' | 'list'>): string {
  const dims = shape.length === 0 ? '' : showShape(shape);
  return `${idRange ? `id<${showShape([idRange]).slice(1, -1)}>` : dtype}${list ? dims.replace('[', '[..') : dims}`;
}
