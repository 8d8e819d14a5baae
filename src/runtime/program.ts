import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report } from '../diagnostics/index.js';
import { emptyValue } from '../numerics/call-values.js';
import type { Vocabulary } from '../numerics/text.js';
import { elementCount, encodeElements, type TensorData } from '../numerics/tensor-data.js';
import type { BoundStep, Plan } from './bind.js';
import { checkForm, checkSizes, checkValues, inferSizes, pickAll, type NanPolicy, type TensorMap } from './check.js';
import { checkHost, type ExternFunction, type Host } from './call.js';
import type { Statistics } from './device.js';
import { InputError } from './errors.js';
import { Journal } from './journal.js';
import { extents, type MethodLayout, type TensorLayout } from './layout.js';
import type { ProgramCore } from './program-core.js';
import { runSteps, settle } from './run-step.js';
import { Session, type Outputs, type SessionInputs } from './session.js';
import type { Sizes, SizeText } from './size-eval.js';
import { SlotPool } from './slots.js';
import { Storage } from './storage.js';
import { TraceRecorder, type ChromeTrace, type TraceMode } from './trace.js';

export interface ProgramOptions {
  /** Weights by name. */
  readonly weights?: TensorMap;
  /** Static memories by name. */
  readonly memories?: TensorMap;
  /** The functions that the method calls, by name. What they throw ends the step, and the session is as before. */
  readonly externs?: Readonly<Record<string, ExternFunction>>;
  /** What the words of templates are, if the method has one. */
  readonly vocabulary?: Vocabulary;
  /** Values of sizes that no weight, static memory or input tells. */
  readonly sizes?: Sizes;
  /** How far a growing memory is laid out in advance: `{ T: 131072 }`. Beyond that it is copied to twice the room, up to its bound. */
  readonly capacity?: Sizes;
  /** Steps that may be in flight together, each with its own temporaries. Default 2. */
  readonly inFlight?: number;
  /** Steps that may wait in one session before `step` refuses. Default 1024. */
  readonly queueLimit?: number;
  /** Whether the floats given may be NaN. Default `allow`. */
  readonly nan?: NanPolicy;
  /**
   * Record what calls spend their time on, for `Program.trace`. `true` or `steps`: steps are waited for one by one, so that each
   * has its own time. `host`: nothing more is waited for than without; steps show what the host spends on them.
   */
  readonly trace?: boolean | TraceMode;
}

/** The devices and kernels that a program runs on. */
export interface Placement {
  readonly plan: string;
  readonly assignment: Plan;
  readonly bound: { readonly once: readonly BoundStep[]; readonly each: readonly BoundStep[] };
  readonly notices: readonly Diagnostic[];
  readonly statistics: Statistics;
  readonly release: () => Promise<void>;
}

/** Rows of a growing memory when nothing else is said. */
const FIRST_CAPACITY = 1024;

/** A compiled method on its devices, with its weights and static memories in place. Made by `loadProgram`. */
export class Program {
  readonly #core: ProgramCore;
  readonly #placement: Placement;
  readonly #storages: ReadonlyMap<TensorLayout, Storage>;
  readonly #starts: ReadonlyMap<string, Uint8Array>;
  #closed = false;

  private constructor(method: MethodLayout, placement: Placement, sizes: Sizes, host: Host, options: ProgramOptions) {
    this.#starts = startsOf(method, sizes, options.weights ?? {});
    this.#placement = placement;
    const { trace: mode = false } = options;
    const trace = new TraceRecorder(method.manifest.predicted ?? {}, mode === true ? 'steps' : mode || undefined);
    this.#storages = new Map([...method.tensors.values()].filter((t) => t.lifetime === 'program').map((t) => [t, new Storage(t.name, Infinity, trace)]));
    const isClosed = (): boolean => this.#closed;
    this.#core = {
      method, sizes, bound: placement.bound, stepTensors: stepTensors(method, placement.bound.each),
      slots: new SlotPool(Math.max(1, Math.floor(options.inFlight ?? 2)), method.bounds, trace),
      nan: options.nan ?? 'allow',
      trace,
      queueLimit: options.queueLimit ?? 1024,
      sessions: new Set(),
      get closed() { return isClosed(); },
      host,
      storage: (layout) => this.#storage(layout),
      startOf: (layout) => this.#starts.get(layout.name),
      programTensor: (name) => this.tensor(name),
      roomySizes: (actual) => roomy(method, actual, options.capacity ?? {}),
    };
  }

  /** Puts weights and static memories in place and runs the steps that run once. Throws `InputError` and `ExecutionError`. */
  static async create(method: MethodLayout, placement: Placement, options: ProgramOptions): Promise<Program> {
    const given = { ...options.weights, ...options.memories };
    const host = { externs: options.externs ?? {}, vocabulary: options.vocabulary };
    checkHost(method, host);
    const sizes = checkGiven(method, given, options);
    const program = new Program(method, placement, sizes, host, options);
    try {
      await program.#start(given);
      return program;
    } catch (error) {
      await program.#free();
      throw error;
    }
  }

  get method(): string {
    return this.#core.method.manifest.method;
  }

  /** The plan in use: its name in the manifest, `reference` when interpreted, or `given`. */
  get plan(): string {
    return this.#placement.plan;
  }

  /** The device of each step. */
  get assignment(): Plan {
    return this.#placement.assignment;
  }

  /** What a person would call the devices in use, by their ids. */
  get devices(): Readonly<Record<string, string>> {
    const { once, each } = this.#placement.bound;
    return Object.fromEntries([...once, ...each].flatMap(({ device }) => (device ? [[device.id, device.description]] : [])));
  }

  /** Why the program does not run as compiled, if so. */
  get notices(): readonly Diagnostic[] {
    return this.#placement.notices;
  }

  /** Sizes fixed by weights, static memories and options. */
  get sizes(): Sizes {
    return this.#core.sizes;
  }

  statistics(): Readonly<Statistics> {
    return { ...this.#placement.statistics };
  }

  /** A request of its own, with empty memories. */
  createSession(): Session {
    if (this.#closed) throw new InputError(report('MPC6217', { what: 'program' }));
    const session = new Session(this.#core);
    this.#core.sessions.add(session);
    return session;
  }

  /**
   * One step for each of several requests. All inputs are checked before anything runs; if one fails, none of the steps has
   * happened. Throws `InputError` and `ExecutionError`.
   */
  async step(requests: readonly SessionInputs[]): Promise<readonly Outputs[]> {
    const { min, max } = this.#core.method.manifest.batch;
    if (requests.length < min || requests.length > max) throw new InputError(report('MPC6212', { found: requests.length, min, max }));
    if (new Set(requests.map((r) => r.session)).size !== requests.length) throw new InputError(report('MPC6213', {}));
    if (requests.some((r) => !this.#core.sessions.has(r.session))) throw new InputError(report('MPC6214', {}));
    return Session.stepTogether(requests);
  }

  /** A weight, constant, static or computed memory. Throws `InputError`. */
  async tensor(name: string): Promise<TensorData> {
    const layout = this.#core.method.tensors.get(name);
    const storage = layout && this.#storages.get(layout);
    if (!layout || !storage) throw new InputError(report('MPC6216', { name, reason: 'it does not belong to the program; ask a session' }));
    return { dtype: layout.tensor.dtype, shape: extents(layout, this.#core.sizes).shape, bytes: await storage.read() };
  }

  /** Measured beside predicted times of all steps so far, in the Chrome trace format. Empty unless `trace` or `record` asked for it. */
  trace(): ChromeTrace {
    return this.#core.trace.trace();
  }

  /** Forgets what the trace holds so far, and records from now on in another way or, with `false`, not at all. */
  record(mode: TraceMode | false): void {
    this.#core.trace.clear();
    this.#core.trace.mode = mode || undefined;
  }

  /** Waits for the steps under way, then frees everything. */
  async close(): Promise<void> {
    if (this.#closed) return;
    await Promise.all([...this.#core.sessions].map((s) => s.close()));
    this.#closed = true;
    await this.#free();
    await this.#placement.release();
  }

  #storage(layout: TensorLayout): Storage {
    const found = this.#storages.get(layout);
    if (!found) throw new RangeError(`${layout.name} does not belong to the program`);
    return found;
  }

  async #start(given: TensorMap): Promise<void> {
    const { method, bound, sizes } = this.#core;
    for (const [layout, storage] of this.#storages) {
      const { tensor } = layout;
      const data = tensor.data ? encodeElements(tensor.dtype, tensor.data) : given[layout.name]?.bytes;
      if (data === undefined && layout.shape.some((s) => s.names.some((n) => sizes[n] === undefined))) {
        throw new InputError(report('MPC6210', { size: layout.shape.flatMap((s) => s.names).find((n) => sizes[n] === undefined) ?? layout.name }));
      }
      const { rows, rowBytes } = extents(layout, sizes);
      if (data) storage.assign(data, rows, rowBytes);
      else storage.reset(rows, rowBytes);
    }
    await runSteps(bound.once, {
      method: method.manifest.method, sizes, journal: new Journal(), trace: this.#core.trace.recording ? this.#core.trace : undefined, host: this.#core.host,
      storage: (layout) => this.#storage(layout), roomFor: () => 0,
    });
    await settle(bound.once, method.manifest.method);
    const uses = bound.each.flatMap((s) => s.kernels).flatMap((k) => k.uses);
    for (const { layout, location } of uses) {
      if (layout.lifetime === 'program') await this.#storage(layout).at(location, true);
    }
    for (const storage of this.#storages.values()) storage.dropHost();
  }

  async #free(): Promise<void> {
    await Promise.allSettled([...this.#storages.values()].map((s) => s.free()));
    await this.#core.slots.free().catch(() => undefined);
  }
}

function checkGiven(method: MethodLayout, given: TensorMap, options: ProgramOptions): Sizes {
  const tensors = pickAll(given, method.given, 'weight or static memory');
  for (const [layout, data] of tensors) checkForm(layout, data);
  const unknown = Object.keys({ ...options.sizes, ...options.capacity }).find((name) => method.bounds[name] === undefined);
  if (unknown !== undefined) {
    throw new InputError(report('MPC6201', { what: 'size', name: unknown, known: Object.keys(method.bounds).join(', ') || 'none' }));
  }
  const fixed = Object.fromEntries(method.manifest.sizes.filter((s) => s.min === s.max).map((s) => [s.name, s.min]));
  const sizes = inferSizes(method, tensors, { ...fixed, ...options.sizes });
  const { tokens } = method.manifest;
  const remembered = method.memories.flatMap((m) => [...m.shape, ...ranges(m)].flatMap((s) => s.names)).filter((n) => n !== tokens);
  // Ids that outlive a step must stay in range, so the size that limits them cannot change from step to step.
  const lacking = [...remembered, ...tensors.flatMap(([layout]) => ranges(layout).flatMap((s) => s.names))].find((n) => sizes[n] === undefined);
  if (lacking !== undefined) throw new InputError(report('MPC6210', { size: lacking }));
  for (const [layout, data] of tensors) checkValues(layout, data, sizes, options.nan ?? 'allow');
  checkSizes(method, sizes);
  return sizes;
}

function ranges({ idRange }: TensorLayout): readonly SizeText[] {
  return idRange ? [idRange] : [];
}

/** What memories start with, where that is not zero. */
function startsOf({ memories }: MethodLayout, sizes: Sizes, weights: TensorMap): ReadonlyMap<string, Uint8Array> {
  return new Map(memories.flatMap((layout) => {
    const { growth, count, dtype } = layout.tensor;
    const from = growth?.kind === 'state' && growth.from !== undefined ? weights[growth.from] : undefined;
    if (from) return [[layout.name, from.bytes.slice()] as const]; // the caller's bytes may change later on
    if (count === undefined || layout.shape.some((s) => s.names.some((n) => sizes[n] === undefined))) return [];
    const values = new Float64Array(elementCount(extents(layout, sizes).shape)).fill(emptyValue(layout));
    return [[layout.name, encodeElements(dtype, values)] as const];
  }));
}

function stepTensors(method: MethodLayout, steps: readonly BoundStep[]): readonly TensorLayout[] {
  const used = steps.flatMap((s) => s.kernels).flatMap((k) => k.uses).map((u) => u.layout);
  const called = steps.flatMap(({ layout: { call } }) => (call ? [...call.args, ...call.results] : []))
    .flatMap(({ tensor, count }) => (count ? [tensor, count] : [tensor]));
  const decisive = steps.flatMap(({ layout }) => [...layout.flags.map((f) => f.layout), ...layout.clears]);
  return [...new Set([...method.inputs, ...method.outputs, ...used, ...called, ...decisive])].filter((t) => t.lifetime === 'step');
}

function roomy(method: MethodLayout, actual: Sizes, capacity: Sizes): Sizes {
  const { tokens } = method.manifest;
  if (tokens === undefined) return actual;
  const room = Math.min(capacity[tokens] ?? FIRST_CAPACITY, method.bounds[tokens] ?? Infinity);
  return { ...actual, [tokens]: Math.max(actual[tokens] ?? 0, room) };
}
