import { analyze, withKernelFacts } from '../../compiler/index.js';
import { explainCode, isCode, report, toJson } from '../../diagnostics/index.js';
import { crossovers, place, type Crossover } from '../../partitioner/index.js';
import { analysisReport, placementReport, renderAnalysis, renderPlacement } from '../../report/index.js';
import { InputError } from '../../runtime/errors.js';
import { EXIT, exitCodeFor } from '../exit-codes.js';
import { findMachine } from '../machine.js';
import { checkSizes, placementOptions, type PlacementCommandOptions } from '../placement-options.js';
import { guarded, hasErrors, print, printJson, readSource, showDiagnostics } from '../session.js';

export interface ExplainOptions extends PlacementCommandOptions { readonly sweep?: string; readonly figures?: boolean }

/** `mpc explain FILE`: analysis, placement, candidates and reasons; `mpc explain MPC2001`: what a message means. */
export function explain(what: string, options: ExplainOptions): Promise<number> {
  return guarded(options, async () => {
    if (/^MPC\d{4}$/i.test(what)) return explainMessage(what.toUpperCase(), options);
    const source = await readSource(what);
    const { machine, diagnostics: machineFindings } = await findMachine(options.machine);
    const { method, steps, analysis, diagnostics: findings } = analyze(source, { constants: options.const });
    const diagnostics = [...machineFindings, ...findings];
    if (!method || !analysis || !machine) {
      showDiagnostics(diagnostics, [source], options);
      if (options.json) printJson({ ok: false, diagnostics: diagnostics.map(toJson) });
      return exitCodeFor(diagnostics);
    }
    checkSizes(method, options.size);
    const priced = withKernelFacts(method, steps, placementOptions(options));
    const placement = place(method, steps, analysis, machine, priced);
    const all = [...diagnostics, ...placement.diagnostics];
    showDiagnostics(all, [source], options);
    if (hasErrors(all)) {
      if (options.json) printJson({ ok: false, diagnostics: all.map(toJson) });
      return exitCodeFor(all);
    }
    const swept: Record<string, readonly Crossover[]> = {};
    if (options.sweep !== undefined) {
      checkSizes(method, { [options.sweep]: method.sizes.find((s) => s.name === options.sweep)?.max ?? 0 });
      swept[options.sweep] = crossovers(method, steps, analysis, machine, options.sweep, priced);
    }
    if (options.json) {
      printJson({ ok: true, diagnostics: all.map(toJson), analysis: analysisReport(analysis, placement.sizes), placement: placementReport(placement), crossovers: swept });
    } else {
      print(renderAnalysis(analysis, { sizes: placement.sizes, detail: true }));
      print(`\n${renderPlacement(placement, { figures: options.figures === true, crossovers: swept })}`);
    }
    return EXIT.ok;
  });
}

function explainMessage(code: string, options: ExplainOptions): number {
  if (!isCode(code)) throw new InputError(report('MPC6107', { code }));
  if (options.json) printJson({ ok: true, code, text: explainCode(code) });
  else print(explainCode(code).trimEnd());
  return EXIT.ok;
}
