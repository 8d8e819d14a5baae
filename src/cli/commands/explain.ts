import { analyze, withKernelFacts, type FrontEndResult } from '../../compiler/index.js';
import { explainCode, isCode, report, toJson } from '../../diagnostics/index.js';
import { figuresOf, type Machine } from '../../machines/index.js';
import { basisOf, place, placementProblem, rivalOf, sweep, sweptOptions, type Crossover, type Placement, type PlacementOptions } from '../../partitioner/index.js';
import { analysisReport, placementReport, renderAnalysis, renderPlacement, sweepReport, whatIfReport, type SweepReport, type WhatIfReport } from '../../report/index.js';
import { InputError } from '../../runtime/errors.js';
import { EXIT, exitCodeFor } from '../exit-codes.js';
import { machineOf } from '../machine.js';
import type { SweepRange } from '../option-values.js';
import { checkSizes, placementOptions, sizeNamed, type PlacementCommandOptions } from '../placement-options.js';
import { guarded, hasErrors, print, printJson, readSource, showDiagnostics } from '../session.js';

export interface ExplainOptions extends PlacementCommandOptions {
  readonly sweep: readonly SweepRange[];
  readonly peerToPeer?: boolean;
  readonly launch: 'runtime' | 'any';
  readonly fpgaKernels: 'generated' | 'handwritten' | 'all-channels';
  readonly solver: 'dp' | 'ilp';
  readonly detail?: boolean;
  readonly figures?: boolean;
}

/** `mpc explain FILE`: placement, candidates and reasons, and what would change them; `mpc explain MPC2001`: what a message means. */
export function explain(what: string, options: ExplainOptions): Promise<number> {
  return guarded(options, async () => {
    if (/^MPC\d{4}$/i.test(what)) return explainMessage(what.toUpperCase(), options);
    const source = await readSource(what);
    const { machine, changed, diagnostics: machineFindings } = await machineOf(options);
    const front = analyze(source, { constants: options.const });
    const diagnostics = [...machineFindings, ...front.diagnostics];
    if (!isWhole(front) || !machine || !changed) {
      showDiagnostics(diagnostics, [source], options);
      if (options.json) printJson({ ok: false, diagnostics: diagnostics.map(toJson) });
      return exitCodeFor(diagnostics);
    }
    const { method, analysis } = front;
    checkSizes(method, options.size);
    options.sweep.forEach((range) => { checkSweep(front, range); });

    const after = await placed(front, changed, options);
    const all = [...diagnostics, ...after.placement.diagnostics];
    showDiagnostics(all, [source], options);
    if (hasErrors(all)) {
      if (options.json) printJson({ ok: false, diagnostics: all.map(toJson) });
      return exitCodeFor(all);
    }
    const { placement } = after;
    const basis = basisOf(analysis, changed, placement, after.options);
    const rival = rivalOf(analysis, changed, placement, after.options);
    const unpinned = Object.keys(options.pin).length === 0 ? undefined : (await placed(front, changed, { ...options, pin: {} })).placement;
    const sweeps = options.sweep.map((range) => sweepOn(front, changed, range, after.options));
    const whatIf = options.set.length === 0 ? undefined : compare(await placed(front, machine, options), machine, after, changed);

    if (options.json) {
      const crossovers: Record<string, readonly Crossover[]> = Object.fromEntries(sweeps.map((s) => [s.size, s.changes]));
      printJson({
        ok: true, diagnostics: all.map(toJson), analysis: analysisReport(analysis, options.size), placement: placementReport(placement),
        basis, ...rival ? { rival: { name: rival.candidate.name, breakEvens: rival.breakEvens } } : {}, sweeps, crossovers, ...whatIf ? { whatIf } : {}, ...unpinned ? { unpinned: placementReport(unpinned) } : {},
      });
    } else {
      const { detail = false, figures = false } = options;
      print(renderPlacement(placement, { detail, figures, basis, sweeps, ...rival ? { rival } : {}, ...unpinned ? { unpinned } : {}, ...whatIf ? { whatIf } : {} }));
      print(renderAnalysis(analysis, { sizes: options.size, detail }).trimEnd());
    }
    return EXIT.ok;
  });
}

type Whole = FrontEndResult & Required<Pick<FrontEndResult, 'method' | 'analysis'>>;

function isWhole(front: FrontEndResult): front is Whole {
  return front.method !== undefined && front.analysis !== undefined;
}

interface Placed { readonly placement: Placement; readonly options: PlacementOptions }

async function placed({ method, steps, analysis }: Whole, machine: Machine, options: ExplainOptions): Promise<Placed> {
  const priced: PlacementOptions = withKernelFacts(method, steps, machine, {
    ...placementOptions(options), launch: options.launch, profile: { fpga: options.fpgaKernels }, peerToPeer: options.peerToPeer === true,
  });
  if (options.solver === 'dp') return { placement: place(method, steps, analysis, machine, priced), options: priced };
  // Loaded when asked for: the solver is an optional package.
  const { highsSolver } = await import('../highs.js');
  const { objective = 'latency', expired } = priced;
  const solved = await highsSolver().solve(placementProblem(method, steps, analysis, machine, priced), { objective, ...expired ? { expired } : {} });
  return { placement: place(method, steps, analysis, machine, { ...priced, solved }), options: priced };
}

/** The time limit is of one search; a sweep makes many. */
function sweepOn({ method, steps, analysis }: Whole, machine: Machine, { name, ...limits }: SweepRange, { expired: _, ...options }: PlacementOptions): SweepReport {
  const at = (value: number): Placement => place(method, steps, analysis, machine, sweptOptions(method, name, value, options));
  return sweepReport(sweep(method, steps, analysis, machine, { size: name, ...limits }, options), at);
}

/** Refuses what the method does not have, and a range that leaves its limits. Throws `InputError`. */
function checkSweep({ method, analysis }: Whole, { name, from, to }: SweepRange): void {
  const lengths = analysis.lengths.map((l) => l.symbol);
  if (lengths.includes(name)) {
    if (from === undefined) throw new InputError(report('MPC6112', { name }));
    return;
  }
  const batch = name === 'batch' && !method.sizes.some((s) => s.name === name) ? { ...method.batch, multipleOf: 1 } : undefined;
  const { min, max, multipleOf } = batch ?? sizeNamed(method, name, ['batch', ...lengths]);
  for (const value of [from, to]) {
    if (value !== undefined && (value < min || value > max)) throw new InputError(report('MPC6106', { name, value, min, max }));
  }
  if (from !== undefined && to !== undefined && Math.ceil(from / multipleOf) > Math.floor(to / multipleOf)) {
    throw new InputError(report('MPC6209', { size: name, value: `${from}..${to}`, multipleOf }));
  }
}

function compare(before: Placed, machine: Machine, after: Placed, changed: Machine): WhatIfReport {
  // A device whose figures differ from now on from those of its like has another name.
  const named = { ...machine, devices: machine.devices.map((d, i) => ({ ...d, device: { ...d.device, name: changed.devices[i]?.device.name ?? d.device.name } })) };
  return whatIfReport({ placement: before.placement, figures: figuresOf(named, true) }, { placement: after.placement, figures: figuresOf(changed, true) });
}

function explainMessage(code: string, options: ExplainOptions): number {
  if (!isCode(code)) throw new InputError(report('MPC6107', { code }));
  if (options.json) printJson({ ok: true, code, text: explainCode(code) });
  else print(explainCode(code).trimEnd());
  return EXIT.ok;
}
