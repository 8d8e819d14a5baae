import { report, type Diagnostic } from '../diagnostics/index.js';
import type { Comment, Decl, SourceFile } from './ast.js';
import { lex } from './lex.js';
import { MethodParser } from './parser.js';

let shared: MethodParser | undefined;

/** Reads a `.mp` text. Always returns a tree, of what could be read, and every syntax error; never throws. */
export function parse(text: string, file: string): { readonly file: SourceFile; readonly diagnostics: readonly Diagnostic[] } {
  const lexed = lex(text, file);
  const span = { file, start: 0, end: text.length };
  const parser = (shared ??= new MethodParser());
  try {
    const { method, methodStart, decls } = parser.read(lexed, file, text.length);
    const diagnostics = [...lexed.diagnostics, ...parser.problems.filter((p) => !explained(p, lexed.diagnostics, text))];
    const first = decls.find((d) => d.kind !== 'fn');
    if (!method && first && diagnostics.length === 0) diagnostics.push(report('MPC1005', {}, first.span));
    const docs = new Docs(text, lexed.comments);
    const documented = decls.map((d): Decl => (d.kind === 'fn' || d.kind === 'extern' ? { ...d, doc: docs.before(d.span.start) } : d));
    const doc = method ? docs.before(methodStart) : '';
    diagnostics.sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
    return { file: { doc, ...(method ? { method } : {}), decls: documented, comments: docs.others(), span }, diagnostics };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    shared = undefined; // the stack overflowed, and the parser's own stacks are in an unknown state
    return { file: { doc: '', decls: [], comments: lexed.comments, span }, diagnostics: [...lexed.diagnostics, report('MPC1003', {}, span)] };
  }
}

/** Whether characters that were left out earlier on the same line explain a problem. */
function explained(problem: Diagnostic, lexical: readonly Diagnostic[], text: string): boolean {
  const at = problem.span?.start ?? 0;
  return lexical.some(({ code, span }) => code === 'MPC1002' && span && span.start <= at && !text.slice(span.start, at).includes('\n'));
}

/** Tells documentation from other comments. */
class Docs {
  private readonly used = new Set<Comment>();

  constructor(private readonly text: string, private readonly comments: readonly Comment[]) {}

  /** The `///` lines that end right before `offset`. */
  before(offset: number): string {
    const lines: string[] = [];
    let end = offset;
    for (let i = this.lastBefore(offset); i >= 0; i--) {
      const comment = this.comments[i];
      if (!comment?.text.startsWith('///') || this.text.slice(comment.span.end, end).trim() !== '') break;
      this.used.add(comment);
      lines.unshift(comment.text.replace(/^\/\/\/ ?/, '').trimEnd());
      end = comment.span.start;
    }
    return lines.join('\n');
  }

  others(): readonly Comment[] {
    return this.comments.filter((c) => !this.used.has(c));
  }

  private lastBefore(offset: number): number {
    let low = 0;
    let high = this.comments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.comments[middle]?.span.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
