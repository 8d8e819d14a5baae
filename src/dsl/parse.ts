import { report, type Diagnostic } from '../diagnostics/index.js';
import type { Comment, Decl, SourceFile } from './ast.js';
import { toDiagnostic } from './parse-errors.js';
import { MethodParser } from './parser.js';
import { lexer } from './tokens.js';

let shared: MethodParser | undefined;

/** Reads a `.mp` text. Always returns a tree, of what could be read, and every syntax error; never throws. */
export function parse(text: string, file: string): { readonly file: SourceFile; readonly diagnostics: readonly Diagnostic[] } {
  const lexed = lexer.tokenize(text);
  const diagnostics: Diagnostic[] = lexed.errors.map((e) =>
    report('MPC1002', { found: `\`${text.slice(e.offset, e.offset + e.length)}\`` }, { file, start: e.offset, end: e.offset + e.length }));
  const comments: Comment[] = (lexed.groups['comments'] ?? []).map((t) => ({
    text: t.image, span: { file, start: t.startOffset, end: t.startOffset + t.image.length },
  }));
  const parser = (shared ??= new MethodParser());
  parser.fileName = file;
  parser.input = lexed.tokens;
  const span = { file, start: 0, end: text.length };
  try {
    parser.file();
    const { method, decls } = parser;
    diagnostics.push(...parser.errors.map((e) => toDiagnostic(e, file, text.length)));
    const first = decls.find((d) => d.kind !== 'fn');
    if (!method && first && diagnostics.length === 0) diagnostics.push(report('MPC1005', {}, first.span));
    const documented = decls.map((d): Decl => (d.kind === 'fn' ? { ...d, doc: docBefore(text, comments, d.span.start) } : d));
    const start = method ? text.lastIndexOf('method', method.span.start) : 0;
    return { file: { doc: docBefore(text, comments, start), ...(method ? { method } : {}), decls: documented, comments, span }, diagnostics };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    shared = undefined; // the parser's stacks are in an unknown state
    return { file: { doc: '', decls: [], comments, span }, diagnostics: [...diagnostics, report('MPC1003', {}, span)] };
  }
}

/** The `///` lines that end right before `offset`. */
function docBefore(text: string, comments: readonly Comment[], offset: number): string {
  const lines: string[] = [];
  let end = offset;
  for (const comment of comments.filter((c) => c.span.end <= offset).reverse()) {
    if (!comment.text.startsWith('///') || text.slice(comment.span.end, end).trim() !== '') break;
    lines.unshift(comment.text.slice(3).trim());
    end = comment.span.start;
  }
  return lines.join('\n');
}
