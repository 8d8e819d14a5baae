export { CATALOGUE, CODES, isCode, type Code } from './catalogue.js';
export type { Diagnostic, RelatedSpan, Severity, Span } from './diagnostic.js';
export { explainCode } from './explain.js';
export type { Message, Messages } from './message.js';
export { renderDiagnostic, renderDiagnostics, type Colours } from './render.js';
export { report } from './report.js';
export { suggest } from './suggest.js';
export { toJson } from './json.js';
