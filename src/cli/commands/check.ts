import { analyze } from '../../compiler/index.js';
import { toJson } from '../../diagnostics/index.js';
import { EXIT } from '../exit-codes.js';
import { guarded, hasErrors, print, printJson, readSource, showDiagnostics, type GlobalOptions } from '../session.js';

/** `mpc check FILE`: all findings of the front end. */
export function check(path: string, options: GlobalOptions): Promise<void> {
  return guarded(options, async () => {
    const source = await readSource(path);
    const { method, steps, diagnostics } = analyze(source);
    showDiagnostics(diagnostics, [source], options);
    if (options.json) printJson({ ok: !hasErrors(diagnostics), method: method?.name, diagnostics: diagnostics.map(toJson) });
    else if (method) print(`${path}: method ${method.name}, ${steps.length} steps, ${diagnostics.length === 0 ? 'no findings' : `${diagnostics.length} finding(s)`}`);
    return hasErrors(diagnostics) ? EXIT.source : EXIT.ok;
  });
}
