/** A half-open range of UTF-16 offsets in one source text. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export type Severity = 'error' | 'warning' | 'papercut' | 'note';

export interface RelatedSpan {
  readonly span: Span;
  readonly message: string;
}

/** One finding about a user's program or input. Every text comes from the catalogue. */
export interface Diagnostic {
  /** Stable code, `MPC` and four digits: 1xxx syntax, 2xxx names, types and shapes, 3xxx memory and stages,
   *  4xxx placement and devices, 5xxx code generation and tools, 6xxx inputs and files, 9xxx internal. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span?: Span;
  readonly related: readonly RelatedSpan[];
  readonly hint?: string;
}
