import type { Engine } from './engine.js';
import type { Instance, Stage } from './instance.js';
import type { Programs } from './programs.js';
import type { PolicyOptions, Scheduler } from './policy.js';
import type { Requests } from './requests.js';
import type { Program, Resources } from './resources.js';
import { pairsOf, type BatchShape, type Service } from './service.js';

/** A piece of a prompt. */
export interface Chunk { readonly request: number; readonly tokens: number }

/** What one instance works on from the first to the last layer. */
export interface Batch {
  readonly instance: Instance;
  /** Requests that decode; those that end are taken out of this very list. */
  readonly decode: number[];
  readonly prefill: readonly Chunk[];
  /** Filled at the end: requests whose prompt is done and which have more tokens to make. */
  readonly ready: number[];
  readonly started: number;
}

/** What policies work with: the requests, the instances, and the two things that can be begun, a batch and a move. */
export class Serving {
  readonly engine: Engine;
  readonly requests: Requests;
  readonly instances: readonly Instance[];
  readonly service: Service;
  readonly options: PolicyOptions;
  /** Batches and moves of keys and values so far, and the bytes of these. */
  batches = 0;
  moves = 0;
  movedBytes = 0;
  readonly #resources: Resources;
  readonly #programs: Programs;
  readonly #pending: ({ readonly batch: Batch; left: number } | { readonly moved: () => void } | undefined)[] = [];
  readonly #free: number[] = [];
  #scheduler: Scheduler | undefined;

  constructor(parts: {
    readonly engine: Engine; readonly requests: Requests; readonly instances: readonly Instance[]; readonly service: Service;
    readonly options: PolicyOptions; readonly resources: Resources; readonly programs: Programs;
  }) {
    this.engine = parts.engine;
    this.requests = parts.requests;
    this.instances = parts.instances;
    this.service = parts.service;
    this.options = parts.options;
    this.#resources = parts.resources;
    this.#programs = parts.programs;
  }

  /** Requests arrive at their times from now on. */
  begin(scheduler: Scheduler): void {
    this.#scheduler = scheduler;
    const { arrival, count } = this.requests;
    const arrive = this.engine.on((request) => {
      if (request + 1 < count) this.engine.at(arrival[request + 1] ?? 0, arrive, request + 1);
      scheduler.arrived(request);
    });
    if (count > 0) this.engine.at(arrival[0] ?? 0, arrive, 0);
  }

  /** Begins a batch of requests that decode and pieces of prompts. */
  run(instance: Instance, decode: number[], prefill: readonly Chunk[]): void {
    const batch: Batch = { instance, decode, prefill, ready: [], started: this.engine.now };
    const programs = this.#programs.of(instance, this.#shapes(decode, prefill));
    instance.inFlight += 1;
    this.batches += 1;
    const tag = this.#tag({ batch, left: programs.length });
    for (const program of programs) this.#resources.start(program, tag);
  }

  /** Moves the keys and values that a request has so far; `moved` is called when they are there. */
  move(request: number, from: Instance, to: Instance, moved: () => void): void {
    const bytes = this.requests.context(request) * this.service.numbers.kvBytes;
    this.moves += 1;
    this.movedBytes += bytes;
    this.#transfer(from.first, to.first, bytes, moved);
  }

  /** A task that ended, by its tag. */
  ended(tag: number): void {
    const pending = this.#pending[tag];
    if (!pending) return;
    if ('moved' in pending) {
      this.#forget(tag);
      pending.moved();
    } else {
      pending.left -= 1;
      if (pending.left > 0) return;
      this.#forget(tag);
      this.#credit(pending.batch);
      this.#scheduler?.finished(pending.batch);
    }
  }

  /** Microseconds of a batch without waits: what policies predict with. */
  estimate(instance: Instance, shape: BatchShape): number {
    return this.#programs.estimate(instance, shape);
  }

  #transfer(from: Stage, to: Stage, bytes: number, moved: () => void): void {
    const program: Program = { operations: this.#programs.transfer(from.id, to.id, bytes, 'keys and values'), rounds: 1, tail: [], folded: 1 };
    this.#resources.start(program, this.#tag({ moved }));
  }

  #tag(pending: { readonly batch: Batch; left: number } | { readonly moved: () => void }): number {
    const tag = this.#free.pop() ?? this.#pending.length;
    this.#pending[tag] = pending;
    return tag;
  }

  #forget(tag: number): void {
    this.#pending[tag] = undefined;
    this.#free.push(tag);
  }

  /** Tokens that the batch made; requests that end leave and give their room back. */
  #credit(batch: Batch): void {
    const { requests, engine: { now } } = this;
    const { instance, decode } = batch;
    instance.inFlight -= 1;
    let kept = 0;
    for (let i = 0; i < decode.length; i++) {
      const request = decode[i] ?? 0;
      if (requests.emit(request, now)) this.#leave(instance, request);
      else decode[kept++] = request;
    }
    decode.length = kept;
    for (const { request, tokens } of batch.prefill) {
      const prefilled = (requests.prefilled[request] ?? 0) + tokens;
      requests.prefilled[request] = prefilled;
      if (prefilled < (requests.prompt[request] ?? 0)) continue;
      if (requests.emit(request, now)) this.#leave(instance, request);
      else batch.ready.push(request);
    }
  }

  #leave(instance: Instance, request: number): void {
    instance.release(request);
    instance.load -= 1;
  }

  /** The batch in numbers; as several micro-batches where the devices of a method work side by side. */
  #shapes(decode: readonly number[], prefill: readonly Chunk[]): readonly BatchShape[] {
    const parts = Math.max(1, Math.min(this.#programs.microBatches, decode.length + prefill.length));
    const shapes: BatchShape[] = [];
    for (let part = 0; part < parts; part++) {
      const share = <T>(list: readonly T[]): readonly T[] =>
        (parts === 1 ? list : list.slice(Math.floor(list.length * part / parts), Math.floor(list.length * (part + 1) / parts)));
      const shape = this.#shape(share(decode), share(prefill));
      if (shape.decode + shape.prefill > 0) shapes.push(shape);
    }
    return shapes;
  }

  #shape(decode: readonly number[], prefill: readonly Chunk[]): BatchShape {
    const { requests } = this;
    const window = this.service.model.attention.window?.tokens ?? Infinity;
    let context = 0;
    let windowed = 0;
    for (const request of decode) {
      const tokens = requests.context(request);
      context += tokens;
      windowed += tokens < window ? tokens : window;
    }
    let [tokens, pairs, windowPairs, keys, logits] = [0, 0, 0, 0, decode.length];
    for (const chunk of prefill) {
      const start = requests.prefilled[chunk.request] ?? 0;
      tokens += chunk.tokens;
      pairs += pairsOf(start, chunk.tokens, Infinity);
      windowPairs += pairsOf(start, chunk.tokens, window);
      keys += start + chunk.tokens;
      if (start + chunk.tokens >= (requests.prompt[chunk.request] ?? 0)) logits += 1;
    }
    return { decode: decode.length, context, windowed, prefill: tokens, pairs, windowPairs, keys, logits };
  }
}
