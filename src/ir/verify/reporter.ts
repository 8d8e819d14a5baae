import { report, type Diagnostic } from '../../diagnostics/index.js';
import type { Method, Op } from '../nodes.js';
import { opDefines } from '../visit.js';

export class Reporter {
  readonly diagnostics: Diagnostic[] = [];
  constructor(private readonly method: Method) {}

  /** A broken rule, in an operation or in the method as a whole. */
  fail(op: Op | undefined, what: string): void {
    const [target] = op ? opDefines(op) : [];
    const where = op ? `the ${op.kind} that defines ${target?.name ?? '?'}` : `method ${this.method.name}`;
    const span = op?.span ?? this.method.span;
    this.diagnostics.push(report('MPC9101', { where, what }, span.file === '' ? undefined : span));
  }
}
