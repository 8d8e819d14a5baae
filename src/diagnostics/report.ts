import { CATALOGUE, type Code } from './catalogue.js';
import type { Diagnostic, RelatedSpan, Span } from './diagnostic.js';
import type { Message, ParamsOf } from './message.js';

type Params<C extends Code> = Readonly<Record<ParamsOf<(typeof CATALOGUE)[C]['message']>, string | number>>;

/** A diagnostic from the catalogue. `params` are the `{placeholders}` of the message. */
export function report<C extends Code>(
  code: C, params: Params<C>, span?: Span, extra: { readonly related?: readonly RelatedSpan[]; readonly hint?: string } = {},
): Diagnostic {
  const entry: Message = CATALOGUE[code];
  const values: Readonly<Record<string, string | number>> = params;
  return {
    code,
    severity: entry.severity,
    message: entry.message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')),
    related: extra.related ?? [],
    ...(span ? { span } : {}),
    ...(extra.hint !== undefined ? { hint: extra.hint } : {}),
  };
}
