import { compile, formatFiles, type CompileResult } from '../../compiler/index.js';
import { report, toJson } from '../../diagnostics/index.js';
import { InputError } from '../../runtime/errors.js';
import { caseForVectors, casesOf, hlsVectors, verifyCase, type CaseReport } from '../../verify/index.js';
import { DriverRegistry } from '../../runtime/drivers.js';
import { TARGETS, type Target } from '../../runtime/manifest.js';
import { reasonOf } from '../../runtime/errors.js';
import { EXIT, exitCodeFor } from '../exit-codes.js';
import { DEFAULT_MACHINE, findMachine } from '../machine.js';
import { checkSizes } from '../placement-options.js';
import { guarded, hasErrors, print, printJson, readSource, showDiagnostics, type MethodOptions } from '../session.js';
import { verifyDrivers } from '../verify-drivers.js';
import { replaceFolder } from '../write-files.js';

export interface VerifyOptions extends MethodOptions {
  readonly target?: string;
  readonly seed: number;
  /** Where to write the build with test vectors for its HLS projects. */
  readonly vectors?: string;
  readonly size: Readonly<Record<string, number>>;
}

interface TargetReport {
  readonly target: Target;
  readonly device?: string;
  readonly skipped?: string;
  readonly cases: readonly CaseReport[];
}

/** `mpc verify FILE`: every back end that can run here against the reference. */
export function verify(path: string, options: VerifyOptions): Promise<number> {
  return guarded(options, async () => {
    const source = await readSource(path);
    const wanted = targetsOf(options.target);
    const { machine } = await findMachine(DEFAULT_MACHINE); // placement plays no part: every target is verified whole
    if (!machine) throw new RangeError(`no machine ${DEFAULT_MACHINE}`);
    const result = compile(source, { machine, constants: options.const });
    if (!result.method || !result.manifest || hasErrors(result.diagnostics)) {
      showDiagnostics(result.diagnostics, [source], options);
      if (options.json) printJson({ ok: false, diagnostics: result.diagnostics.map(toJson) });
      return exitCodeFor(result.diagnostics);
    }
    checkSizes(result.method, options.size);
    showDiagnostics(result.diagnostics.filter((d) => d.severity !== 'error'), [source], options);
    const reports: TargetReport[] = [];
    for (const target of wanted ?? TARGETS) reports.push(await verifyTarget(result, target, options));
    const failed = reports.some((r) => r.cases.some((c) => !c.ok));
    const missing = wanted !== undefined && reports.some((r) => r.skipped !== undefined);
    const vectors = options.vectors === undefined ? undefined : await writeVectors(result, options.vectors, options);
    if (vectors && !options.json) print(`vectors for ${vectors.steps} HLS projects (${vectors.case}) in ${vectors.out}`);
    if (options.json) printJson({ ok: !failed && !missing, targets: reports.map(reportJson), vectors });
    return failed ? EXIT.mismatch : missing ? EXIT.unavailable : EXIT.ok;
  });
}

interface WrittenVectors { readonly out: string; readonly case: string; readonly steps: number }

async function writeVectors(result: CompileResult, out: string, options: VerifyOptions): Promise<WrittenVectors | undefined> {
  const { method, manifest, steps } = result;
  const which = method && caseForVectors({ method, steps }, casesOf(method, options.seed, options.size));
  if (!which || !manifest) return undefined;
  const vectors = hlsVectors({ method, steps, manifest, seed: options.seed }, which);
  const published = await formatFiles(result.files);
  await replaceFolder(out, { ...Object.fromEntries(published.map((f) => [f.path, f.text])), ...vectors });
  return { out, case: which.name, steps: Object.keys(vectors).filter((path) => path.endsWith('/index.txt')).length };
}

function targetsOf(text: string | undefined): readonly Target[] | undefined {
  return text?.split(',').map((name) => {
    const found = TARGETS.find((t) => t === name.trim());
    if (!found) throw new InputError(report('MPC6109', { name }));
    return found;
  });
}

async function verifyTarget(result: CompileResult, target: Target, options: VerifyOptions): Promise<TargetReport> {
  const { method, manifest, steps } = result;
  if (!method || !manifest) return { target, cases: [] };
  const say = (line: string): void => { if (!options.json) print(line); };
  const skip = (reason: string): TargetReport => {
    say(`${target}: not run: ${reason}`);
    return { target, skipped: reason, cases: [] };
  };
  const lacking = steps.filter((s) => !s.call && !result.outputs?.[target].kernels.has(s));
  if (lacking.length > 0) return skip(`no kernels for ${lacking.map((s) => s.name).join(', ')}`);
  const device = await deviceOf(target);
  if (device.reason !== undefined) return skip(device.reason);
  say(`${target}: ${device.description}`);
  const build = { manifest, files: Object.fromEntries(result.files.map((f) => [f.path, f.text])) };
  const cases: CaseReport[] = [];
  const compared = new Set<string>();
  for (const which of casesOf(method, options.seed, options.size)) {
    const done = await verifyCase({ method, steps, manifest, build, target, seed: options.seed, drivers: verifyDrivers(), compared }, which);
    cases.push(done);
    caseLines(done).forEach(say);
  }
  const never = steps.filter((s) => !s.call && cases.every((c) => c.ok && c.checks.every((check) => check.step !== s.name || check.active === 0)));
  if (never.length > 0) say(`  never active: ${never.map((s) => s.name).join(', ')}`);
  return { target, device: device.description, cases };
}

type Found = { readonly description: string; readonly reason?: undefined } | { readonly reason: string };

/** What stands for a target here, or why nothing does. */
async function deviceOf(target: Target): Promise<Found> {
  const registry = new DriverRegistry(verifyDrivers());
  try {
    return { description: (await registry.open(target)).description };
  } catch (error) {
    return { reason: reasonOf(error) };
  } finally {
    await registry.close();
  }
}

/** What is said of a case, and of each element that is wrong. */
function caseLines({ case: which, checks, ok }: CaseReport): readonly string[] {
  const worst = checks.reduce((a, b) => (b.comparison.worst > a.comparison.worst ? b : a), checks[0] ?? { step: '-', comparison: { worst: 0, largestError: 0 } });
  const sizes = Object.entries(which.sizes).map(([n, v]) => `${n}=${v}`).join(' ');
  const [elements, total] = [checks.reduce((n, c) => n + c.comparison.checked, 0), checks.reduce((n, c) => n + c.comparison.total, 0)];
  const wrong = checks.flatMap(({ step, comparison }) => comparison.mismatches.map((m) => (
    `       ${step}: ${m.tensor}[${m.index.join(', ')}] = ${m.got}${m.want === undefined ? '' : `, reference ${m.want}`}${m.bound === undefined ? '' : ` ± ${m.bound.toExponential(1)}`} (${m.reason})`)));
  return [
    `  ${ok ? 'ok  ' : 'FAIL'} ${which.name}${sizes ? ` (${sizes})` : ''}: ${checks.length} steps, ${elements}${total > elements ? ` of ${total}` : ''} elements, largest error ${worst.comparison.largestError.toExponential(1)} = ${(100 * worst.comparison.worst).toFixed(0)} % of the tolerance (${worst.step})`,
    ...wrong,
  ];
}

function reportJson({ target, device, skipped, cases }: TargetReport): unknown {
  return {
    target, device, skipped,
    cases: cases.map((c) => ({
      name: c.case.name, sizes: c.case.sizes, tokens: c.case.tokens, ok: c.ok,
      steps: c.checks.map(({ step, active, idle, comparison: { ok, worst, largestError, checked, total, mismatches } }) => (
        { step, ok, active, idle, checked, total, largestError, partOfTolerance: worst, mismatches })),
    })),
  };
}
