import { analyzeMethod, type MethodAnalysis } from '../analysis/index.js';
import { generateCpu } from '../codegen/cpu/index.js';
import { generateHip } from '../codegen/hip/index.js';
import { planHls, usualFpga, withKernels, writeHls } from '../codegen/hls/index.js';
import { generateHost } from '../codegen/host/index.js';
import type { GeneratedFile, TargetOutput } from '../codegen/shared/output.js';
import type { Diagnostic, Span } from '../diagnostics/diagnostic.js';
import type { SourceFile } from '../dsl/ast.js';
import { parse } from '../dsl/parse.js';
import { elaborate } from '../ir/elaborate/index.js';
import type { Method } from '../ir/nodes.js';
import { formSteps, runPasses, STANDARD_PASSES } from '../ir/passes/index.js';
import type { Step } from '../ir/steps.js';
import { deviceOf, devicesOfKind, type Fpga, type Machine } from '../machines/index.js';
import { place, type Placement, type PlacementOptions } from '../partitioner/index.js';
import type { Manifest, Target } from '../runtime/manifest.js';
import { printMethod } from '../ir/text/index.js';
import { withKernelFacts } from './kernel-facts.js';
import { lineAt } from './lines.js';
import { buildManifest } from './manifest.js';
import { buildSourceMap } from './source-map.js';
import { standardLibrary } from './standard-library.js';

export interface FrontEndOptions {
  /** Values for constants of the method, by name, in place of those in the file. */
  readonly constants?: Readonly<Record<string, number>>;
}

export interface CompileOptions extends PlacementOptions, FrontEndOptions {
  readonly machine: Machine;
}

export interface FrontEndResult {
  readonly file: SourceFile;
  /** As written: one operation for each statement, functions inlined. Absent after errors. */
  readonly elaborated?: Method;
  /** After the standard passes. */
  readonly method?: Method;
  readonly steps: readonly Step[];
  readonly analysis?: MethodAnalysis;
  readonly diagnostics: readonly Diagnostic[];
}

export interface CompileResult extends FrontEndResult {
  readonly placement?: Placement;
  readonly outputs?: Readonly<Record<Target, TargetOutput>>;
  readonly manifest?: Manifest;
  /** Everything for the build folder, before `formatFiles`. Empty after errors. */
  readonly files: readonly GeneratedFile[];
}

export interface Source {
  readonly text: string;
  /** Name for messages and comments. */
  readonly file: string;
}

/**
 *  .mp text ─▶ 1 parse ─▶ 2 elaborate ─▶ 3 optimise ─▶ 4 form steps ─▶ 5 analyse
 *                                                                          │
 *  build folder ◀─ 8 describe ◀─ 7 place ◀─ 6 generate (hip, hls, cpu) ◀───┘
 *       └─▶ formatFiles: TypeScript in prettier's form, for what is published
 *
 * Pure: no files, processes or clock. Returns every intermediate for tools. Never throws on malformed input.
 */
export function compile(source: Source, options: CompileOptions): CompileResult {
  return complete(source, analyze(source, options), options);
}

/** Phases 6 to 8, for a source that `analyze` has read. */
export function complete(source: Source, front: FrontEndResult, options: CompileOptions): CompileResult {
  const { method, steps, analysis } = front;
  if (!method || !analysis) return { ...front, files: [] };

  // 6 Generate: every back end writes every step, so that a build runs on whatever devices are found.
  const lineOf = (span: Span): number | undefined => (span.file === source.file ? lineAt(source.text, span.start) : undefined);
  const hip = generateHip(method, steps, lineOf);
  const [card = usualFpga(), ...others] = fpgasOf(options.machine);
  const hls = planHls(method, steps, card);
  const cpu = generateCpu(method, steps, { lineOf });
  const more = others.map((other) => ({ name: other.name, plan: planHls(method, steps, other) }));

  // 7 Place every step on a device of the machine, priced with the kernels just written.
  const placement = place(method, steps, analysis, options.machine, withKernelFacts(method, steps, options.machine, options, { hip, cpu, hls: { [card.name]: hls, ...Object.fromEntries(more.map(({ name, plan }) => [name, plan])) } }));
  // Of the kernels that an FPGA's back end offers for a step, the one that was placed is written.
  const chosen = new Map(placement.steps.flatMap(({ step, cost }) => (cost.facts ? [[step, cost.facts] as const] : [])));
  const outputs = { gpu: hip, fpga: writeHls(method, withKernels(hls, chosen), lineOf), cpu };
  const variants = Object.fromEntries(more.map(({ name, plan }) => [name, writeHls(method, withKernels(plan, chosen), lineOf, variantFolder(name))]));
  const findings = placement.steps.flatMap(({ step, kind, device }) => (variants[deviceOf(options.machine, device)?.name ?? ''] ?? outputs[kind]).findings.get(step) ?? []);
  const diagnostics = [...front.diagnostics, ...placement.diagnostics, ...findings];

  // 8 Describe the build for the runtime, and write the host package.
  const manifest = buildManifest(method, steps, { targets: outputs, variants }, options.machine, placement, source);
  const kernels = [...Object.values(outputs), ...Object.values(variants)].flatMap((o) => o.files);
  const files = [
    ...kernels,
    ...generateHost(manifest),
    { path: 'manifest.json', text: `${JSON.stringify(manifest, null, 2)}\n` },
    { path: 'sourcemap.json', text: buildSourceMap(kernels, source) },
    { path: 'ir.txt', text: printMethod(method) },
  ];
  const failed = diagnostics.some((d) => d.severity === 'error');
  return { ...front, placement, outputs, manifest, diagnostics, files: failed ? [] : files };
}

/** The machine's FPGAs of different kinds, the first one first: kernels are written for the part of each. */
function fpgasOf(machine: Machine): readonly Fpga[] {
  const all = devicesOfKind(machine, 'fpga').map(({ device }) => device);
  return all.filter(({ name }, i) => all.findIndex((other) => other.name === name) === i);
}

/** Where the kernels for a further FPGA stand in the build folder; those for the first one are in `hls`. */
function variantFolder(device: string): string {
  return `hls-${device.replace(/[^\w.-]/g, '_')}`;
}

/** Phases 1 to 5: what a checker, an editor or a report needs. */
export function analyze(source: Source, { constants }: FrontEndOptions = {}): FrontEndResult {
  // 1 Parse: text to a syntax tree with spans; all syntax errors.
  const { file, diagnostics: syntax } = parse(source.text, source.file);

  // 2 Elaborate: names, types, shapes and ranges; functions inlined; all semantic errors.
  const { method: elaborated, diagnostics: semantic } = elaborate(file, standardLibrary(), constants);
  const diagnostics = [...syntax, ...semantic];
  if (!elaborated || diagnostics.some((d) => d.severity === 'error')) return { file, steps: [], diagnostics };

  // 3 Optimise in index notation.
  const method = runPasses(elaborated, STANDARD_PASSES);

  // 4 Group operations into steps, the unit of placement.
  const steps = formSteps(method);

  // 5 Derive work, traffic and access classes, symbolic in the sizes.
  return { file, elaborated, method, steps, analysis: analyzeMethod(method, steps), diagnostics };
}
