import type { GeneratedFile } from '../codegen/shared/output.js';
import { lineAt } from './lines.js';

/** JSON that leads a line of an emitted file back to lines of the `.mp` file: `{ source, files: { path: [[from, to, line], …] } }`. */
export function buildSourceMap(files: readonly GeneratedFile[], source: { readonly text: string; readonly file: string }): string {
  const mapped = files.filter((f) => f.origins && f.origins.length > 0).map((f) => [
    f.path, f.origins?.map((o) => [o.from, o.to, lineAt(source.text, o.span.start)]),
  ] as const);
  return `${JSON.stringify({ source: source.file, files: Object.fromEntries(mapped) })}\n`;
}
