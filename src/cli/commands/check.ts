import { analyze } from '../../compiler/index.js';
import { toJson } from '../../diagnostics/index.js';
import { exitCodeFor } from '../exit-codes.js';
import { guarded, hasErrors, print, printJson, readSource, showDiagnostics, type MethodOptions } from '../session.js';

/** `mpc check FILE`: all findings of the front end. Gives the exit code, as all commands do. */
export function check(path: string, options: MethodOptions): Promise<number> {
  return guarded(options, async () => {
    const source = await readSource(path);
    const { method, steps, diagnostics } = analyze(source, { constants: options.const });
    showDiagnostics(diagnostics, [source], options);
    if (options.json) printJson({ ok: !hasErrors(diagnostics), method: method?.name, diagnostics: diagnostics.map(toJson) });
    else if (method) print(`${path}: method ${method.name}, ${steps.length} steps, ${diagnostics.length === 0 ? 'no findings' : `${diagnostics.length} finding(s)`}`);
    return exitCodeFor(diagnostics);
  });
}
