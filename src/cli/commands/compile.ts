import { analyze, complete, formatFiles, type CompileResult } from '../../compiler/index.js';
import { toJson } from '../../diagnostics/index.js';
import { placementReport, renderPlacement } from '../../report/index.js';
import { EXIT, exitCodeFor } from '../exit-codes.js';
import { machineOf } from '../machine.js';
import { checkSizes, placementOptions, type PlacementCommandOptions } from '../placement-options.js';
import { guarded, hasErrors, print, printJson, readSource, showDiagnostics } from '../session.js';
import { replaceFolder } from '../write-files.js';

export interface CompileCommandOptions extends PlacementCommandOptions { readonly out?: string; readonly binaries?: string }

/** `mpc compile FILE`: a build folder, and the placement with its reasons. */
export function compileCommand(path: string, options: CompileCommandOptions): Promise<number> {
  return guarded(options, async () => {
    const source = await readSource(path);
    const { changed: machine, diagnostics: machineFindings } = await machineOf(options);
    const front = analyze(source, { constants: options.const });
    if (front.method) checkSizes(front.method, options.size);
    const result: CompileResult = machine && !hasErrors(front.diagnostics)
      ? complete(source, front, { ...placementOptions(options), machine }) : { ...front, files: [] };
    const diagnostics = [...machineFindings, ...result.diagnostics];
    showDiagnostics(diagnostics, [source], options);
    const { method, manifest, placement } = result;
    if (hasErrors(diagnostics) || !method || !manifest || !placement) {
      if (options.json) printJson({ ok: false, diagnostics: diagnostics.map(toJson) });
      return exitCodeFor(diagnostics);
    }
    const folder = options.out ?? `out/${method.name}`;
    const architectures = options.binaries?.split(',').map((a) => a.trim()).filter((a) => a !== '') ?? [];
    const files = result.files.map((f) => f.path);
    const published = await formatFiles(result.files);
    await replaceFolder(folder, Object.fromEntries(published.map((f) => [f.path, f.text])), async (fresh) => {
      if (architectures.length === 0) return;
      // Loaded when asked for: starting other programs takes a large library.
      const { buildGpuBinaries } = await import('../binaries.js');
      files.push(...await buildGpuBinaries(fresh, manifest, architectures));
    });
    if (options.json) printJson({ ok: true, diagnostics: diagnostics.map(toJson), out: folder, files, placement: placementReport(placement) });
    else print(`${renderPlacement(placement)}\n${files.length} files in ${folder}`);
    return EXIT.ok;
  });
}
