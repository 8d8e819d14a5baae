import type { Diagnostic } from './diagnostic.js';

/** The form in which `--json` and editors get a diagnostic. */
export function toJson(diagnostic: Diagnostic): Readonly<Record<string, unknown>> {
  const { code, severity, message, span, related, hint } = diagnostic;
  return { code, severity, message, ...(span ? { span } : {}), related, ...(hint === undefined ? {} : { hint }) };
}
