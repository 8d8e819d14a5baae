import type { Span } from '../diagnostics/index.js';
import type { Comment } from './ast.js';

/** Writes lines, and the comments between them in the order of the text. */
export class CommentWriter {
  private readonly lines: string[] = [];
  private indent = 0;
  private next = 0;

  constructor(private readonly comments: readonly Comment[], private readonly text: string) {}

  get started(): boolean {
    return this.lines.length > 0;
  }

  /** A line, with the comment that stood behind it. */
  line(text: string, span?: Span): void {
    const comment = span && this.behind(span);
    this.lines.push(`${' '.repeat(this.indent)}${text}${comment === undefined ? '' : ` ${comment}`}`);
  }

  blank(): void {
    this.lines.push('');
  }

  /** The comments before an item, each on a line. */
  before(span: Span): void {
    this.upTo(span.start);
  }

  /** The comments before and in an item. */
  inside(span: Span): void {
    this.upTo(span.end);
  }

  indented(write: () => void): void {
    this.indent += 2;
    write();
    this.indent -= 2;
  }

  finish(): string {
    this.upTo(Infinity);
    return `${this.lines.join('\n')}\n`;
  }

  private upTo(offset: number): void {
    for (let c = this.comments[this.next]; c && c.span.start < offset; c = this.comments[++this.next]) this.line(plain(c));
  }

  private behind({ end }: Span): string | undefined {
    const comment = this.comments[this.next];
    if (!comment || comment.span.start < end || comment.span.start > this.text.length || this.text.slice(end, comment.span.start).includes('\n')) return undefined;
    this.next++;
    return plain(comment);
  }
}

/** `///` that documents nothing must not come to document what it is printed before. */
function plain({ text }: Comment): string {
  return text.startsWith('///') ? text.slice(1).replace(/^\/\/\/+/, '//') : text;
}
