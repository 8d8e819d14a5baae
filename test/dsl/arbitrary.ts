import fc from 'fast-check';
import type { Binder, Decl, Expr, ExternParam, FnLocal, GrowthNode, Ident, ReductionName, Slice, SourceFile, Stmt, TypeNode } from '../../src/dsl/ast.js';
import { printExpr } from '../../src/dsl/print-expression.js';

/** Random trees: all that the reader can read, with names that are words of the language. */
const span = { file: '', start: 0, end: 0 };
const name = fc.constantFrom('x', 'y', 'key', 'count', 'size', 'in', 'where', 'weight', 'min', 'token', 'any', 'from', 'tokens').map((n) => ({ name: n, span }));
const number: fc.Arbitrary<Expr> = fc.oneof(
  fc.nat(2 ** 31).map((value): Expr => ({ kind: 'number', value, float: false, span })),
  fc.float({ min: 0, noNaN: true, noDefaultInfinity: true }).map((value): Expr => ({ kind: 'number', value: Math.abs(value), float: true, span })),
);

export const expressions = fc.letrec<{ expr: Expr; binder: Binder }>((tie) => {
  const expr = tie('expr');
  const binders = fc.array(tie('binder'), { minLength: 1, maxLength: 3 });
  const indices = fc.array(fc.oneof(expr, fc.constant({ kind: 'slice' as const, span })), { minLength: 1, maxLength: 3 });
  return {
    binder: fc.oneof(
      name.map((n): Binder => ({ name: n, span })),
      fc.tuple(name, expr).map(([n, value]): Binder => ({ name: n, range: { kind: 'over', value }, span })),
      fc.tuple(name, expr, expr).map(([n, lo, hi]): Binder => ({ name: n, range: { kind: 'interval', lo, hi }, span })),
    ),
    expr: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'expr' },
      name.map((n): Expr => ({ kind: 'name', ...n })),
      number,
      fc.tuple(expr, indices).map(([base, list]): Expr => ({ kind: 'index', base, indices: list, span })),
      fc.tuple(fc.constantFrom('f', 'exp', 'count'), fc.array(fc.tuple(fc.option(name, { nil: undefined }), expr), { maxLength: 3 })).map(([callee, args]): Expr => ({
        kind: 'call', callee: { name: callee, span }, args: args.map(([n, value]) => ({ ...(n ? { name: n } : {}), value, span })), span,
      })),
      fc.tuple(fc.constantFrom('min', 'max'), expr, number).map(([callee, a, b]): Expr => ({ kind: 'call', callee: { name: callee, span }, args: [{ value: a, span }, { value: b, span }], span })),
      fc.tuple(fc.constantFrom<'-' | 'not'>('-', 'not'), expr).map(([op, value]): Expr => ({ kind: 'unary', op, value, span })),
      fc.tuple(fc.constantFrom('+', '-', '*', '/', '%', '&', '|', '^', '<', '<=', '>', '>=', '==', '!=', 'and', 'or'), expr, expr)
        .map(([op, left, right]): Expr => ({ kind: 'binary', op, left, right, span })),
      fc.tuple(expr, expr, expr).map(([cond, then, otherwise]): Expr => ({ kind: 'if', cond, then, else: otherwise, span })),
      fc.tuple(fc.constantFrom<ReductionName>('sum', 'min', 'max', 'mean', 'any', 'all', 'logsumexp', 'argmax', 'argmin'), binders, expr).map(([op, list, value]): Expr => ({ kind: 'reduce', op, binders: list, value, span })),
      fc.tuple(binders, expr, expr).map(([list, logit, value]): Expr => ({ kind: 'softmax-sum', binders: list, logit, value, span })),
      fc.tuple(binders, expr, expr, fc.option(expr, { nil: undefined }), fc.option(expr, { nil: undefined }))
        .map(([list, key, count, where, always]): Expr => ({ kind: 'topk', binders: list, key, count, ...(where ? { where } : {}), ...(always ? { always } : {}), span })),
      fc.tuple(binders, expr).map(([list, predicate]): Expr => ({ kind: 'set', binders: list, predicate, span })),
      fc.tuple(tie('binder'), expr, fc.option(expr, { nil: undefined })).map(([binder, value, from]): Expr => ({ kind: 'scan', binder, value, ...(from ? { from } : {}), span })),
    ),
  };
});


const ident: fc.Arbitrary<Ident> = fc.constantFrom('x', 'y', 'key', 'keep', 'every', 'repeat', 'state', 'from', 'step', 'scan', 'extern', 'tokens', 'template', 'previous', 'count', 'in').map((n) => ({ name: n, span }));
const expr = expressions.expr;
/** Before `{`, a set is not read. */
const head = expr.filter((e) => !printExpr(e).startsWith('{'));
const binders = fc.array(expressions.binder, { maxLength: 2 });
const indices: fc.Arbitrary<readonly (Expr | Slice)[]> = fc.array(fc.oneof(expr, fc.constant({ kind: 'slice' as const, span })), { maxLength: 2 });
const idents = fc.uniqueArray(ident, { minLength: 1, maxLength: 3, selector: (i) => i.name });
const call: fc.Arbitrary<Expr> = fc.tuple(ident, fc.array(expr, { maxLength: 2 })).map(([callee, args]) => ({ kind: 'call', callee: { ...callee, name: `f_${callee.name}` }, args: args.map((value) => ({ value, span })), span }));

function optional<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: T };
}
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

const define: fc.Arbitrary<Stmt & { readonly kind: 'define' }> = fc.record({ keep: fc.boolean(), target: ident, indices, value: expr, binders })
  .map((fields) => ({ kind: 'define', ...fields, span }));

const trees = fc.letrec<{ stmt: Stmt; local: FnLocal }>((tie) => {
  const body = fc.array(tie('stmt'), { maxLength: 3 });
  const locals = fc.array(tie('local'), { maxLength: 3 });
  const repeated = (inner: fc.Arbitrary<readonly Stmt[]>): fc.Arbitrary<Stmt & { readonly kind: 'repeat' }> => fc.tuple(maybe(ident), head, inner)
    .map(([index, count, list]) => ({ kind: 'repeat', ...optional('index', index), count, body: list, span }));
  return {
    stmt: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'stmt' },
      define,
      fc.record({ target: ident, indices, value: expr, binders }).map((fields): Stmt => ({ kind: 'append', ...fields, span })),
      fc.record({ target: ident, indices, op: fc.constantFrom('sum' as const, 'min' as const, 'max' as const), value: expr, binders }).map((fields): Stmt => ({ kind: 'combine', ...fields, span })),
      fc.tuple(idents.filter((i) => i.length > 1), fc.boolean(), call).map(([targets, keep, value]): Stmt => ({ kind: 'call', targets, keep, value, span })),
      fc.tuple(head, body).map(([cond, list]): Stmt => ({ kind: 'when', cond, body: list, span })),
      fc.tuple(head, body).map(([count, list]): Stmt => ({ kind: 'every', count, body: list, span })),
      repeated(body),
    ),
    local: fc.oneof({ maxDepth: 2, depthIdentifier: 'stmt' }, define.map((d) => ({ ...d, keep: false })), repeated(locals)),
  };
});

const type: fc.Arbitrary<TypeNode> = fc.tuple(
  fc.constantFrom('f32', 'id', 'i8'), maybe(expr), fc.array(expr, { maxLength: 2 }), maybe(expr), maybe(fc.record({ size: expr, pow2: fc.boolean() })),
).map(([dtype, idOf, dims, upTo, block]) => ({
  dtype: { name: dtype, span }, ...optional('idOf', idOf), dims: upTo ? [] : dims, ...optional('upTo', upTo), ...optional('block', block && { ...block, span }), span,
}));
const growth: fc.Arbitrary<GrowthNode> = fc.oneof(
  fc.constantFrom('static' as const, 'computed' as const, 'ring' as const, 'append-token' as const).map((kind) => ({ kind, span })),
  fc.tuple(fc.constantFrom('append-block' as const, 'update-block' as const), expr).map(([kind, block]) => ({ kind, block, span })),
  maybe(ident).map((from) => ({ kind: 'state' as const, ...optional('from', from), span })),
);
const params: fc.Arbitrary<readonly ExternParam[]> = fc.array(fc.record({ name: ident, type }).map((p) => ({ ...p, span })), { maxLength: 2 });
const text = fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', '\t', '{', '}', ' ', '/', 'ä'), maxLength: 12 });
const stages = ['prepare', 'relevancy', 'retrieve', 'apply'] as const;

const decl: fc.Arbitrary<Decl> = fc.oneof(
  fc.tuple(ident, expr, expr, maybe(expr)).map(([n, min, max, multipleOf]): Decl => ({ kind: 'size', name: n, min, max, ...optional('multipleOf', multipleOf), span })),
  fc.tuple(ident, binders, expr).map(([n, list, value]): Decl => ({ kind: 'const', name: n, binders: list, value, span })),
  fc.tuple(ident, maybe(expr)).map(([size, by]): Decl => ({ kind: 'step', size, ...optional('by', by), span })),
  fc.tuple(expr, expr).map(([min, max]): Decl => ({ kind: 'batch', min, max, span })),
  fc.tuple(fc.constantFrom('input' as const, 'weight' as const, 'memory' as const), idents, type, maybe(growth))
    .map(([role, names, t, g]): Decl => ({ kind: 'tensor', role, names, type: t, ...optional('growth', g), span })),
  idents.map((names): Decl => ({ kind: 'output', names, span })),
  fc.tuple(ident, fc.array(expressions.binder, { maxLength: 2 }), fc.array(trees.local, { maxLength: 3 }), expr)
    .map(([n, result, locals, value]): Decl => ({ kind: 'fn', doc: '', name: n, params: [], result, locals, value, span })),
  fc.tuple(ident, params, params.filter((p) => p.length > 0), maybe(fc.tuple(maybe(expr), expr)), maybe(fc.constantFrom('gpu', 'cpu')), maybe(text))
    .map(([n, given, results, work, device, template]): Decl => ({
      kind: 'extern', doc: '', name: n, params: given, results, ...optional('cost', work && { ...optional('flop', work[0]), bytes: work[1] }),
      ...optional('device', device === undefined ? undefined : { name: device, span }), ...optional('template', template === undefined ? undefined : { text: template, span }), span,
    })),
  fc.tuple(fc.constantFrom(...stages), fc.boolean(), maybe(head), fc.array(trees.stmt, { maxLength: 4 }))
    .map(([stage, once, every, body]): Decl => ({ kind: 'stage', stage, once, ...optional('every', every), body, span })),
);

export const files: fc.Arbitrary<SourceFile> = fc.array(decl, { maxLength: 4 })
  .map((decls) => ({ doc: '', method: { name: 'm', span }, decls, comments: [], span }));
