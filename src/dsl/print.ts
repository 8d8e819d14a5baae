import type { Decl, Expr, ExternDecl, ExternParam, FnDecl, GrowthNode, Ident, SourceFile, Stmt, TypeNode } from './ast.js';
import { quoted } from './lex.js';
import { CommentWriter } from './print-comments.js';
import { printBinders, printExpr, printIndices, printSum } from './print-expression.js';

/**
 * Canonical text of a tree that was read without errors: one item a line, blank lines between kinds of declarations,
 * brackets only where needed. Comments keep their place between items. `text` is what the tree was read from; it tells a
 * comment behind an item from one on its own line.
 */
export function print(file: SourceFile, text = ''): string {
  const out = new CommentWriter(file.comments, text);
  if (file.method) {
    out.before(file.method.span);
    out.line(docLines(file.doc, 0) + `method ${file.method.name}`, file.method.span);
  }
  let last = 'method';
  for (const decl of file.decls) {
    const group = decl.kind === 'tensor' ? decl.role : decl.kind;
    if (out.started && (group !== last || group === 'stage' || group === 'fn')) out.blank();
    last = group;
    printDecl(out, decl);
  }
  return out.finish();
}

function docLines(doc: string, indent: number): string {
  return doc === '' ? '' : doc.split('\n').map((line) => `${`///${line === '' ? '' : ' '}${line}`}\n${' '.repeat(indent)}`).join('');
}

function names(list: readonly Ident[]): string {
  return list.map((n) => n.name).join(', ');
}

function given(expr: Expr | undefined): string {
  return expr ? ` = ${printExpr(expr)}` : '';
}

function printDecl(out: CommentWriter, decl: Decl): void {
  if (decl.kind !== 'stage') {
    out.inside(decl.span);
    out.line(declText(decl), decl.span);
    return;
  }
  out.before(decl.span);
  out.line(`${decl.stage}${decl.once ? ' once' : ''}${decl.every ? ` ${periodText(decl.every)}` : ''} {`);
  printBody(out, decl.body, decl.span);
}

function declText(decl: Exclude<Decl, { kind: 'stage' }>): string {
  switch (decl.kind) {
    case 'size': {
      const range = decl.min && decl.max ? ` in ${bounds(decl.min, decl.max)}` : '';
      return `size ${decl.name.name}${range}${decl.multipleOf ? ` multiple of ${printSum(decl.multipleOf)}` : ''}${decl.value ? ` = ${printSum(decl.value)}` : ''}`;
    }
    case 'const': return `const ${decl.name.name}${decl.binders.length > 0 ? `[${printBinders(decl.binders)}]` : ''}${given(decl.value)}`;
    case 'step': return `step ${decl.size.name}${decl.by ? ` by ${printSum(decl.by)}` : ''}`;
    case 'extern': return externText(decl);
    case 'batch': return `batch ${decl.min && decl.max ? bounds(decl.min, decl.max) : ''}`;
    case 'tensor': return `${decl.role} ${names(decl.names)}${decl.type ? ` : ${typeText(decl.type)}` : ''}${decl.growth ? ` ${growthText(decl.growth)}` : ''}`;
    case 'output': return `output ${names(decl.names)}`;
    case 'fn': return fnText(decl);
  }
}

function bounds(min: Expr, max: Expr): string {
  return `${printSum(min)}${min.kind === 'number' && max.kind === 'number' ? '..' : ' .. '}${printSum(max)}`;
}

function typeText({ dtype, idOf, dims, upTo, block }: TypeNode): string {
  const extents = upTo ? `[..${printSum(upTo)}]` : dims.length > 0 ? `[${dims.map(printSum).join(', ')}]` : '';
  const scales = block ? ` block ${printSum(block.size)}${block.pow2 ? ' pow2' : ''}` : '';
  const ids = idOf ? printSum(idOf) : '';
  return `${dtype.name}${idOf ? `<${ids.startsWith('-') ? ' ' : ''}${ids}>` : ''}${extents}${scales}`; // `<-` would be an arrow
}

function growthText({ kind, block, from }: GrowthNode): string {
  switch (kind) {
    case 'append-token': return 'append per token';
    case 'append-block': case 'update-block': return `${kind.slice(0, -'-block'.length)} per block of ${block ? printSum(block) : ''}`;
    case 'state': return from ? `state from ${from.name}` : 'state';
    default: return kind;
  }
}

function periodText(count: Expr | undefined): string {
  return `every ${count ? printSum(count) : ''} tokens`;
}

function externText({ doc, name, params, results, cost, device, template }: ExternDecl): string {
  const [only] = results;
  const given = only && results.length === 1 ? paramText(only) : `(${results.map(paramText).join(', ')})`;
  const work = cost && [...(cost.flop ? [`${printSum(cost.flop)} flop`] : []), ...(cost.bytes ? [`${printSum(cost.bytes)} bytes`] : [])].join(', ');
  return [
    `${docLines(doc, 0)}extern ${name.name}(${params.map(paramText).join(', ')}) -> ${given}`,
    ...(work ? [`cost ${work}`] : []), ...(device ? [`on ${device.name}`] : []), ...(template ? [`template ${quoted(template.text)}`] : []),
  ].join(' ');
}

function paramText({ name, type }: ExternParam): string {
  return `${name.name}${type ? ` : ${typeText(type)}` : ''}`;
}

function fnText(fn: FnDecl): string {
  const params = fn.params.map((p) => `${p.name.name}${p.dims.length > 0 ? `[${names(p.dims)}]` : ''}${given(p.default)}`);
  const head = `${docLines(fn.doc, 0)}fn ${fn.name.name}(${params.join(', ')})${fn.result.length > 0 ? `[${printBinders(fn.result)}]` : ''}`;
  if (fn.locals.length === 0) return `${head}${given(fn.value)}`;
  return `${head} {\n${fn.locals.flatMap((l) => localLines(l, '  ')).join('')} ${given(fn.value)}\n}`;
}

function localLines(stmt: Stmt, indent: string): readonly string[] {
  if (stmt.kind !== 'repeat') return [`${indent}${stmtText(stmt)}\n`];
  return [`${indent}${stmtText(stmt)}\n`, ...stmt.body.flatMap((s) => localLines(s, `${indent}  `)), `${indent}}\n`];
}

function printBody(out: CommentWriter, body: readonly Stmt[], span: Decl['span']): void {
  out.indented(() => {
    for (const stmt of body) printStmt(out, stmt);
    out.inside(span);
  });
  out.line('}', span);
}

function printStmt(out: CommentWriter, stmt: Stmt): void {
  if (stmt.kind === 'when' || stmt.kind === 'every' || stmt.kind === 'repeat') {
    out.before(stmt.span);
    out.line(stmtText(stmt));
    printBody(out, stmt.body, stmt.span);
    return;
  }
  out.inside(stmt.span);
  out.line(stmtText(stmt), stmt.span);
}

/** A statement; of a block, the line that opens it. */
function stmtText(stmt: Stmt): string {
  switch (stmt.kind) {
    case 'when': return `when ${stmt.cond ? printExpr(stmt.cond) : ''} {`;
    case 'every': return `${periodText(stmt.count)} {`;
    case 'repeat': return `repeat ${stmt.index ? `${stmt.index.name} in ` : ''}${stmt.count ? printSum(stmt.count) : ''} {`;
    case 'call': return `${stmt.keep ? 'keep ' : ''}${names(stmt.targets)}${given(stmt.value)}`;
    default: break;
  }
  const store = stmt.kind === 'define' ? '=' : stmt.kind === 'append' ? '<-' : stmt.op === 'sum' ? '+=' : `${stmt.op}=`;
  const indices = stmt.indices.length > 0 ? printIndices(stmt.indices) : '';
  const loop = stmt.binders.length > 0 ? ` for ${printBinders(stmt.binders)}` : '';
  const keep = stmt.kind === 'define' && stmt.keep ? 'keep ' : '';
  return `${keep}${stmt.target.name}${indices} ${store} ${stmt.value ? printExpr(stmt.value) : ''}${loop}`;
}
