import { compile, formatFiles, type CompileResult } from '../../compiler/index.js';
import { report, toJson } from '../../diagnostics/index.js';
import { InputError } from '../../runtime/errors.js';
import { caseForVectors, casesOf, hlsVectors, verifyCase, type CaseReport } from '../../verify/index.js';
import { DriverRegistry } from '../../runtime/drivers.js';
import { TARGETS, type Manifest } from '../../runtime/manifest.js';
import { kernelsFor } from '../../runtime/layout.js';
import { deviceNamed, knownDevices, type NamedDevice } from '../../runtime/named-device.js';
import { reasonOf } from '../../runtime/errors.js';
import { EXIT, exitCodeFor } from '../exit-codes.js';
import { findMachine } from '../machine.js';
import { checkSizes } from '../placement-options.js';
import { guarded, hasErrors, print, printJson, readSource, showDiagnostics, type MethodOptions } from '../session.js';
import { verifyDrivers } from '../verify-drivers.js';
import { replaceFolder } from '../write-files.js';

export interface VerifyOptions extends MethodOptions {
  readonly target?: string;
  readonly machine: string;
  /** Devices of single steps, by step name. */
  readonly place: Readonly<Record<string, string>>;
  /** Where devices are, by id. */
  readonly device: Readonly<Record<string, number | string>>;
  readonly seed: number;
  /** Where to write the build with test vectors for its HLS projects. */
  readonly vectors?: string;
  readonly size: Readonly<Record<string, number>>;
}

interface TargetReport {
  readonly target: string;
  readonly device?: string;
  readonly skipped?: string;
  readonly cases: readonly CaseReport[];
}

/** `mpc verify FILE`: every back end that can run here against the reference. */
export function verify(path: string, options: VerifyOptions): Promise<number> {
  return guarded(options, async () => {
    const source = await readSource(path);
    // Placement plays no part: every target is verified whole. The machine says which devices there are, and which parts FPGAs have.
    const { machine, diagnostics: machineFindings } = await findMachine(options.machine);
    const result: CompileResult | undefined = machine && compile(source, { machine, constants: options.const });
    if (!result?.method || !result.manifest || hasErrors(result.diagnostics)) {
      const diagnostics = [...machineFindings, ...result?.diagnostics ?? []];
      showDiagnostics(diagnostics, [source], options);
      if (options.json) printJson({ ok: false, diagnostics: diagnostics.map(toJson) });
      return exitCodeFor(diagnostics);
    }
    const wanted = targetsOf(options.target, result.manifest);
    checkSizes(result.method, options.size);
    checkPlaces(result.manifest, options.place);
    showDiagnostics(result.diagnostics.filter((d) => d.severity !== 'error'), [source], options);
    const reports: TargetReport[] = [];
    for (const target of wanted ?? TARGETS.flatMap((t) => deviceNamed(t, result.manifest?.devices) ?? [])) reports.push(await verifyTarget(result, target, options));
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

function targetsOf(text: string | undefined, { devices }: Manifest): readonly NamedDevice[] | undefined {
  return text?.split(',').map((name) => {
    const found = deviceNamed(name.trim(), devices);
    if (!found) throw new InputError(report('MPC6109', { name, known: knownDevices(devices) }));
    return found;
  });
}

/** Steps and devices must be there. Throws `InputError`. */
function checkPlaces({ steps, devices }: Manifest, place: VerifyOptions['place']): void {
  const placed = steps.filter((s) => !s.call).map((s) => s.name);
  for (const [step, device] of Object.entries(place)) {
    if (!placed.includes(step)) throw new InputError(report('MPC6201', { what: 'step', name: step, known: placed.join(', ') || 'none' }));
    if (!deviceNamed(device, devices)) throw new InputError(report('MPC6312', { step, device, known: knownDevices(devices) }));
  }
}

async function verifyTarget(result: CompileResult, target: NamedDevice, options: VerifyOptions): Promise<TargetReport> {
  const { method, manifest, steps } = result;
  const { id } = target;
  if (!method || !manifest) return { target: id, cases: [] };
  const say = (line: string): void => { if (!options.json) print(line); };
  const skip = (reason: string): TargetReport => {
    say(`${id}: not run: ${reason}`);
    return { target: id, skipped: reason, cases: [] };
  };
  const on = (step: string): NamedDevice => deviceNamed(options.place[step] ?? id, manifest.devices) ?? target;
  const placed = manifest.steps.filter((s) => !s.call);
  const lacking = placed.filter((s) => !kernelsFor(s, on(s.name)));
  if (lacking.length > 0) return skip(`no kernels for ${lacking.map((s) => s.name).join(', ')}`);
  const used = [...new Map(placed.map((s) => [on(s.name).id, on(s.name)])).values()];
  const device = await devicesHere(used.length > 0 ? used : [target], options.device);
  if (device.reason !== undefined) return skip(device.reason);
  say(`${id}: ${device.description}`);
  const build = { manifest, files: Object.fromEntries(result.files.map((f) => [f.path, f.text])) };
  const cases: CaseReport[] = [];
  const compared = new Set<string>();
  const place = Object.keys(options.place).length > 0 ? { place: options.place } : {};
  for (const which of casesOf(method, options.seed, options.size)) {
    const done = await verifyCase({ method, steps, manifest, build, target: id, ...place, devices: options.device, seed: options.seed, drivers: verifyDrivers(), compared }, which);
    cases.push(done);
    caseLines(done).forEach(say);
  }
  const never = steps.filter((s) => !s.call && cases.every((c) => c.ok && c.checks.every((check) => check.step !== s.name || check.active === 0)));
  if (never.length > 0) say(`  never active: ${never.map((s) => s.name).join(', ')}`);
  return { target: id, device: device.description, cases };
}

type Found = { readonly description: string; readonly reason?: undefined } | { readonly reason: string };

/** What stands for devices here, or why nothing does. */
async function devicesHere(devices: readonly NamedDevice[], places: VerifyOptions['device']): Promise<Found> {
  const registry = new DriverRegistry(verifyDrivers(), places);
  try {
    const found: string[] = [];
    for (const device of devices) found.push((await registry.open(device)).description);
    return { description: devices.length === 1 ? found.join() : devices.map((d, i) => `${d.id}: ${found[i] ?? ''}`).join(', ') };
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
