import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { analyze, compile, machineNamed, MACHINES, ReferenceSession, referenceInterpreter, type Diagnostic } from 'mpc';
import { loadProgram, readManifest, type BuildSource, type Manifest, type Program, type Session, type Vocabulary } from 'mpc/runtime';
import { compareResults } from './compare.js';
import { UsageError, type Options } from './options.js';
import { seededTensor, type Extern, type Sizes, type Tensors } from './tensors.js';

/** What a method is given once. */
export interface Host {
  readonly memories?: Tensors;
  /** Weights; those that are not given are seeded. */
  readonly weights?: Tensors;
  readonly sizes?: Sizes;
  readonly externs?: Readonly<Record<string, Extern>>;
  readonly vocabulary?: Vocabulary;
}

export interface Setup extends Host {
  /** The .mp file, from the root of the repository. */
  readonly file: string;
  /** In place of those in the file: a smaller width, an earlier selection. */
  readonly constants?: Sizes;
  /** Allowed difference from the reference, relative to the largest value of a result. */
  readonly tolerance?: number;
  /** Selections whose ids are ranked by another result: ids with nearly equal values may change places. */
  readonly ranked?: Readonly<Record<string, string>>;
}

/** A step of a method: inputs to outputs. */
export type Step = (inputs: Tensors) => Promise<Tensors>;

/** Compiles a method, or takes a build of it, and loads it with the reference interpreter beside it. */
export async function openMethod(setup: Setup, options: Options): Promise<CheckedMethod> {
  const { file, constants = {}, memories = {}, sizes = {}, externs = {}, vocabulary } = setup;
  const { build, manifest } = await buildOf(setup, options);
  const given = manifest.tensors.filter((t) => t.role === 'weight').map((t) => [t.name, setup.weights?.[t.name] ?? seededTensor(t, 0, sizes)] as const);
  const weights = Object.fromEntries(given);
  const host = {
    memories, sizes, weights, ...(vocabulary ? { vocabulary } : {}),
    externs: Object.fromEntries(Object.entries(externs).map(([name, f]) => [name, remembered(f)])),
  };
  const program = await loadProgram(build, { ...host, plan: options.plan, interpreter: referenceInterpreter });
  const changed = Object.entries(constants).map(([name, value]) => `${name} = ${value}`).join(', ');
  console.log(`${basename(file)}${changed ? ` with ${changed}` : ''}; plan ${program.plan} on ${Object.values(program.devices).join(', ')}`);
  for (const notice of program.plan === 'reference' ? program.notices : []) console.log(`note: ${notice.message}`);
  return new CheckedMethod(setup, manifest, program, () => openReference(file, host, constants));
}

/** The method run by the reference interpreter alone. */
export async function openReference(file: string, { memories = {}, weights = {}, sizes = {}, ...host }: Host, constants: Sizes = {}): Promise<ReferenceSession> {
  const { method, diagnostics } = analyze(await sourceOf(file), { constants });
  if (!method) throw new Error(messagesOf(diagnostics));
  const session = new ReferenceSession(method, host);
  session.load(memories, weights, sizes);
  return session;
}

/** A request, run through the generated code; steps are compared with the reference interpreter. */
export class CheckedMethod {
  private session: Session;
  private reference: ReferenceSession | undefined;
  private isNew = true;
  private readonly times: number[] = [];
  private compared = 0;
  private differing = 0;
  private largest = 0;

  constructor(
    private readonly setup: Setup, private readonly manifest: Manifest,
    private readonly program: Program, private readonly makeReference: () => Promise<ReferenceSession>,
  ) {
    this.session = program.createSession();
  }

  /** Seeded inputs of a step, other than those given. */
  inputs(step: number, given: Tensors = {}, sizes: Sizes = {}): Tensors {
    const inputs = this.manifest.tensors.filter((t) => t.role === 'input');
    return Object.fromEntries(inputs.map((t) => [t.name, given[t.name] ?? seededTensor(t, step, sizes)]));
  }

  /** One step. With `check` the reference takes it too, from the memories of this request. */
  async step(inputs: Tensors, check = true): Promise<Tensors> {
    const reference = check ? await this.beside() : undefined;
    const begin = performance.now();
    const outputs = await this.session.step(inputs);
    this.times.push(performance.now() - begin);
    this.isNew = false;
    if (!reference) return outputs;
    const { largest, agrees } = compareResults(outputs, reference.step(inputs, this.setup.sizes).outputs, this.setup);
    this.compared++;
    this.largest = Math.max(this.largest, largest);
    if (!agrees) this.differing++;
    return outputs;
  }

  /** Contents of a memory now. */
  async memory(name: string): Promise<Tensors[string]> {
    return this.session.tensor(name);
  }

  /** The next step begins a new request. */
  async restart(): Promise<void> {
    await this.session.close();
    this.session = this.program.createSession();
    this.reference = undefined;
    this.isNew = true;
  }

  /** Says how long steps took and whether they agree with the reference, and sets the exit status. */
  async close(): Promise<void> {
    await this.program.close();
    const { times, compared, differing, largest } = this;
    const median = [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
    const agree = differing === 0 ? 'all agree' : `${differing} DIFFER`;
    console.log(`${times.length} ${times.length === 1 ? 'step' : 'steps'} of ${median.toFixed(median < 10 ? 2 : 0)} ms (median); ${compared === times.length ? 'all' : compared} compared with the reference interpreter: `
      + `${agree}, largest difference ${largest === 0 ? '0' : largest.toExponential(0)}`);
    if (differing > 0) process.exitCode = 1;
  }

  /** The reference, where this request is. */
  private async beside(): Promise<ReferenceSession> {
    this.reference ??= await this.makeReference();
    if (this.isNew) return this.reference;
    const kept = this.manifest.tensors.filter((t) => t.role === 'memory' && t.growth?.kind !== 'static' && t.growth?.kind !== 'computed');
    const memories = await Promise.all(kept.map(async ({ name }) => [name, await this.session.tensor(name)] as const));
    this.reference.presetTokens(this.session.tokens, Object.fromEntries(memories));
    return this.reference;
  }
}

async function buildOf({ file, constants = {} }: Setup, { build, machine: name }: Options): Promise<{ readonly build: BuildSource; readonly manifest: Manifest }> {
  if (build !== undefined) return { build, manifest: await readManifest(`${build}/manifest.json`) };
  const machine = machineNamed(name);
  if (!machine) throw new UsageError(`no machine is called ${name}; there are ${MACHINES.map((m) => m.name).join(', ')}`);
  const { manifest, files, diagnostics } = compile(await sourceOf(file), { machine, constants });
  if (!manifest || files.length === 0) throw new Error(messagesOf(diagnostics));
  return { build: { manifest, files: Object.fromEntries(files.map((f) => [f.path, f.text])) }, manifest };
}

async function sourceOf(file: string): Promise<{ readonly text: string; readonly file: string }> {
  const text = await readFile(file, 'utf8').catch(() => { throw new UsageError(`cannot read ${file}: run this in the root of the repository`); });
  return { text, file };
}

const messagesOf = (diagnostics: readonly Diagnostic[]): string => diagnostics.map((d) => `${d.code}: ${d.message}`).join('\n');

/** Models are slow, and the reference asks them what the device has just asked. */
function remembered(extern: Extern): Extern {
  let last: { readonly args: Tensors; readonly results: ReturnType<Extern> } | undefined;
  return (args) => {
    const known = last;
    if (known && Object.entries(args).every(([name, { bytes }]) => Buffer.compare(bytes, known.args[name]?.bytes ?? new Uint8Array()) === 0)) return known.results;
    const results = extern(args);
    last = { args, results };
    return results;
  };
}
