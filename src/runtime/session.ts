import { report } from '../diagnostics/index.js';
import { dtypeBytes } from '../numerics/dtype.js';
import type { TensorData } from '../numerics/tensor-data.js';
import { checkForm, checkKnown, checkList, checkShape, checkSizes, checkValues, inferSizes, pickAll, requireSizes, type TensorMap } from './check.js';
import { InputError } from './errors.js';
import { Journal } from './journal.js';
import { bytesAt, extents, newBytes, widened, widening, type TensorLayout } from './layout.js';
import type { ProgramCore } from './program-core.js';
import { TaskQueue } from './queue.js';
import { failure, runSteps, settle } from './run-step.js';
import type { Sizes } from './size-eval.js';
import type { Slot } from './slots.js';
import { Storage } from './storage.js';

/** Results by name. */
export type Outputs = Readonly<Record<string, TensorData>>;

export interface SessionInputs {
  readonly session: Session;
  readonly inputs: TensorMap;
}

/** Each part of a memory that gets wider on its device takes a command; beyond so many the host moves all of it at once. */
export const MOST_PARTS = 64;

/** A step that was computed and is not yet part of the session. */
interface Pending {
  readonly session: Session;
  readonly outputs: Outputs;
  readonly sizes: Sizes;
  readonly journal: Journal;
}

/** One request: its memories, and how many tokens they hold. Weights and static memories are the program's. */
export class Session {
  readonly #core: ProgramCore;
  readonly #queue: TaskQueue;
  readonly #memories: ReadonlyMap<TensorLayout, Storage>;
  #tokens = 0;
  #sizes: Sizes;
  #slot: Slot | undefined;
  #state: 'open' | 'closed' | 'lost' = 'open';

  constructor(core: ProgramCore) {
    this.#core = core;
    this.#queue = new TaskQueue(core.queueLimit);
    this.#sizes = core.sizes;
    const bounds = { ...core.method.bounds, ...core.sizes };
    this.#memories = new Map(core.method.memories.map((layout) => [layout, new Storage(layout.name, bytesAt(layout, bounds), core.trace)]));
    this.#resizeMemories();
    for (const [layout, storage] of this.#memories) this.#start(layout, storage, this.#sizes);
  }

  /** Tokens that the memories hold. */
  get tokens(): number {
    return this.#tokens;
  }

  /** The sizes of the last step. */
  get sizes(): Sizes {
    return this.#sizes;
  }

  /**
   * One step: takes the inputs in, runs the stages, gives the outputs. Steps of a session run in the order of the calls; the
   * inputs must not change until the promise is settled. Throws `InputError` for wrong inputs and `ExecutionError` when a device
   * fails; either way the session is as before.
   */
  async step(inputs: TensorMap): Promise<Outputs> {
    const [outputs] = await Session.stepTogether([{ session: this, inputs }]);
    return outputs ?? {};
  }

  /** One step of each session. All inputs are checked before anything runs; if one step fails, none of them has happened. */
  static async stepTogether(requests: readonly SessionInputs[]): Promise<readonly Outputs[]> {
    return TaskQueue.runTogether(requests.map((r) => r.session.#queue), async () => {
      const checked = requests.map(({ session, inputs }) => ({ session, inputs, sizes: session.#check(inputs) }));
      const settled = await Promise.allSettled(checked.map(({ session, inputs, sizes }) => session.#compute(inputs, sizes)));
      const failure = settled.find((s) => s.status === 'rejected');
      const done = settled.flatMap((s) => (s.status === 'fulfilled' ? [s.value] : []));
      if (failure) {
        for (const { session, journal } of done) await session.#rollBack(journal);
        throw failure.reason;
      }
      for (const { session, sizes } of done) session.#commit(sizes);
      return done.map((d) => d.outputs);
    });
  }

  /** Many steps, one after the other; the outputs of the last. Stops at the first that fails, keeping those before it. */
  async prefill(inputs: Iterable<TensorMap> | AsyncIterable<TensorMap>): Promise<Outputs> {
    let outputs: Outputs = {};
    for await (const each of inputs) outputs = await this.step(each);
    return outputs;
  }

  /**
   * Starts over from a given state: `memories` as they are after `tokens` tokens; those not given are as in a new session.
   * Throws `InputError` and changes nothing if a memory has the wrong form.
   */
  async preset(memories: TensorMap, tokens: number): Promise<void> {
    await this.#queue.run(async () => {
      this.#requireOpen(true);
      const { method, nan } = this.#core;
      const counter = method.manifest.tokens;
      const sizes = counter === undefined ? this.#core.sizes : { ...this.#core.sizes, [counter]: tokens };
      if (tokens !== 0) checkSizes(method, sizes);
      checkKnown(memories, method.memories, 'memory');
      for (const layout of method.memories) {
        const data = memories[layout.name];
        if (!data) continue;
        checkForm(layout, data);
        checkShape(layout, data, sizes);
        checkValues(layout, data, sizes, nan);
        checkList(layout, memories, sizes);
      }
      for (const [layout, storage] of this.#memories) {
        const data = memories[layout.name];
        const { rows, rowBytes } = extents(layout, sizes);
        await storage.free(); // what appears later must be zero, and old buffers are not
        if (data) storage.assign(data.bytes.slice(), rows, rowBytes);
        else this.#start(layout, storage, sizes);
      }
      this.#tokens = tokens;
      this.#sizes = sizes;
      this.#slot = undefined;
      this.#state = 'open';
    });
  }

  /**
   * The contents of any tensor: memories as they are now; inputs, temporaries and outputs as the last step of this session left
   * them, as long as no other step has reused their place. Throws `InputError`.
   */
  async tensor(name: string): Promise<TensorData> {
    const layout = this.#core.method.tensors.get(name);
    if (!layout) throw new InputError(report('MPC6216', { name, reason: 'the method has no tensor of that name' }));
    if (layout.lifetime === 'program') return this.#core.programTensor(name);
    return this.#queue.run(async () => {
      this.#requireOpen();
      const { dtype } = layout.tensor;
      const memory = this.#memories.get(layout);
      if (memory) return { dtype, shape: extents(layout, this.#sizes).shape, bytes: await memory.read() };
      const slot = this.#slot;
      if (!slot) throw new InputError(report('MPC6216', { name, reason: 'no step has run' }));
      if (!this.#core.stepTensors.includes(layout)) throw new InputError(report('MPC6216', { name, reason: 'this plan computes it without storing it' }));
      await this.#core.slots.takeOnly(slot);
      try {
        if (slot.owner !== this) throw new InputError(report('MPC6216', { name, reason: 'a later step has reused its place' }));
        return { dtype, shape: extents(layout, this.#sizes).shape, bytes: await slot.storage(layout).read() };
      } finally {
        this.#core.slots.give(slot);
      }
    });
  }

  /** Frees the memories once the steps before it are done. */
  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    await this.#queue.run(async () => {
      this.#state = 'closed';
      this.#core.sessions.delete(this);
      for (const storage of this.#memories.values()) await storage.free();
    });
  }

  /** Whether a step may run on these inputs, and at which sizes. Changes nothing. */
  #check(inputs: TensorMap): Sizes {
    this.#requireOpen();
    const { method, nan } = this.#core;
    const given = pickAll(inputs, method.inputs, 'input');
    const counter = method.manifest.tokens;
    const known: Record<string, number> = { ...this.#core.sizes };
    for (const [layout, data] of given) checkForm(layout, data);
    if (counter !== undefined) {
      const bound = method.bounds[counter] ?? Infinity;
      const tokens = this.#tokens + this.#brought(given, counter);
      if (tokens > bound) throw new InputError(report('MPC6211', { size: counter, bound }));
      known[counter] = tokens;
    }
    const sizes = inferSizes(method, given, known);
    requireSizes(method, sizes);
    for (const [layout, data] of given) checkValues(layout, data, sizes, nan);
    return sizes;
  }

  /** Tokens that a step with these inputs brings. */
  #brought(given: ReturnType<typeof pickAll>, counter: string): number {
    const { method, sizes } = this.#core;
    if (method.advance.names.every((name) => sizes[name] !== undefined)) return method.advance.at(sizes);
    const told = inferSizes(method, given.filter(([layout]) => layout.shape.every((s) => !s.names.includes(counter))), sizes);
    const unknown = method.advance.names.find((name) => told[name] === undefined);
    if (unknown !== undefined) throw new InputError(report('MPC6210', { size: unknown }));
    return method.advance.at(told);
  }

  async #compute(inputs: TensorMap, sizes: Sizes): Promise<Pending> {
    const { method, slots, bound, host } = this.#core;
    const trace = this.#core.trace.recording ? this.#core.trace : undefined;
    const slot = await slots.take(this.#slot);
    const journal = new Journal();
    try {
      slot.owner = this;
      this.#slot = slot;
      for (const layout of this.#core.stepTensors) {
        const { rows, rowBytes } = extents(layout, sizes);
        const data = inputs[layout.name];
        if (layout.tensor.role === 'input' && data) slot.storage(layout).assign(data.bytes, rows, rowBytes);
        else slot.storage(layout).reset(rows, rowBytes);
      }
      for (const [layout, storage] of this.#memories) await this.#grow(layout, storage, sizes, journal);
      const roomy = this.#core.roomySizes(sizes);
      await runSteps(bound.each, {
        method: method.manifest.method, sizes, journal, trace, host,
        storage: (layout) => this.#memories.get(layout) ?? (layout.lifetime === 'program' ? this.#core.storage(layout) : slot.storage(layout)),
        roomFor: (layout) => (layout.lifetime === 'program' ? 0 : bytesAt(layout, roomy)),
      });
      const outputs = await this.#outputs(slot, sizes);
      return { session: this, outputs, sizes, journal };
    } catch (error) {
      await this.#rollBack(journal);
      throw error;
    } finally {
      slots.give(slot);
    }
  }

  /** Reads the outputs and waits for all devices, at the same time. */
  async #outputs(slot: Slot, sizes: Sizes): Promise<Outputs> {
    const { method, bound, trace } = this.#core;
    const started = trace.now();
    const last = bound.each.at(-1);
    const read = async (layout: TensorLayout): Promise<readonly [string, TensorData]> => {
      const bytes = await slot.storage(layout).read();
      return [layout.name, { dtype: layout.tensor.dtype, shape: extents(layout, sizes).shape, bytes }];
    };
    const reads = Promise.all(method.outputs.map(read)).catch((error: unknown) => {
      throw last ? failure(last, method.manifest.method, error) : error;
    });
    const [outputs] = await Promise.all([reads, settle(bound.each, method.manifest.method)]);
    if (trace.recording) trace.host('outputs', started);
    return Object.fromEntries(outputs);
  }

  /** Puts a memory into the state of a new session. */
  #start(layout: TensorLayout, storage: Storage, sizes: Sizes): void {
    const { rows, rowBytes } = extents(layout, sizes);
    const bytes = this.#core.startOf(layout);
    if (bytes) storage.assign(bytes, rows, rowBytes);
    else storage.reset(rows, rowBytes);
  }

  /** Brings a memory to the sizes of a step. Where rows become wider, the contents move. */
  async #grow(layout: TensorLayout, storage: Storage, sizes: Sizes, journal: Journal): Promise<void> {
    const { shape, rows, rowBytes } = extents(layout, sizes);
    const old = extents(layout, this.#sizes);
    const fill = newBytes(layout.tensor);
    if (rowBytes === old.rowBytes && (fill === 0 || rows === old.rows)) {
      storage.resize(rows, rowBytes);
      return;
    }
    const wider = fill === 0 ? widening(old.shape, shape, dtypeBytes(layout.tensor.dtype)) : undefined;
    const undo = wider && wider.parts <= MOST_PARTS ? await storage.widen(rowBytes, wider) : undefined;
    if (undo) {
      journal.note(storage, undo);
      return;
    }
    const bytes = storage.isEmpty && fill === 0 ? undefined : await storage.read();
    const place = (contents: Uint8Array | undefined, to: typeof old): void => {
      if (contents) storage.assign(contents, to.rows, to.rowBytes);
      else storage.reset(to.rows, to.rowBytes);
    };
    journal.note(storage, async () => {
      await storage.free().catch(() => undefined); // what appears later must be zero, and rows of the larger shape are not
      place(bytes, old);
    });
    place(bytes && widened(bytes, old.shape, shape, dtypeBytes(layout.tensor.dtype), fill), { shape, rows, rowBytes });
  }

  #commit(sizes: Sizes): void {
    const counter = this.#core.method.manifest.tokens;
    this.#sizes = sizes;
    this.#tokens = counter === undefined ? this.#tokens : sizes[counter] ?? this.#tokens;
  }

  async #rollBack(journal: Journal): Promise<void> {
    if (!(await journal.undo())) this.#state = 'lost';
    this.#resizeMemories();
    this.#slot = undefined;
  }

  #resizeMemories(): void {
    const counter = this.#core.method.manifest.tokens;
    const sizes = counter === undefined ? this.#sizes : { ...this.#sizes, [counter]: this.#tokens };
    this.#sizes = sizes;
    for (const [layout, storage] of this.#memories) {
      const { rows, rowBytes } = extents(layout, sizes);
      storage.resize(rows, rowBytes);
    }
  }

  #requireOpen(lostIsFine = false): void {
    if (this.#state === 'closed' || this.#core.closed) throw new InputError(report('MPC6217', { what: this.#core.closed ? 'program' : 'session' }));
    if (this.#state === 'lost' && !lostIsFine) throw new InputError(report('MPC6218', { tokens: this.#tokens }));
  }
}
