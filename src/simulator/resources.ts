import type { Engine } from './engine.js';
import { Slices } from './slices.js';
import { Histogram } from './histogram.js';

/** What a resource does besides idling. `transfer` is what links do. */
export const STATES = ['compute', 'memory', 'transfer'] as const;
export type State = (typeof STATES)[number];

/** Index of a resource; `NOWHERE` passes time without occupying anything, as waits of the host do. */
export type ResourceId = number;
export const NOWHERE: ResourceId = -1;

/** One piece of work on one resource: parts in each state, microseconds and watts. */
export interface Operation {
  readonly resource: ResourceId;
  readonly label: string;
  readonly compute: number;
  readonly computeWatts: number;
  /** Bound by memory; on a link, moving data. */
  readonly memory: number;
  readonly memoryWatts: number;
}

/** Operations one after another, the whole of them `rounds` times (a layer, and how many there are), then a tail. */
export interface Program {
  readonly operations: readonly Operation[];
  readonly rounds: number;
  readonly tail: readonly Operation[];
  /** Layers that one round stands for, where nothing but this program uses its only resource. */
  readonly folded: number;
}

interface Station {
  readonly name: string;
  readonly kind: 'device' | 'link';
  readonly idleWatts: number;
  /** Task that is served, or -1. */
  serving: number;
  /** First in, first out; `head` walks on and the array is emptied when it catches up. */
  readonly waiting: number[];
  head: number;
  compute: number;
  memory: number;
  /** Watt-microseconds. */
  computeEnergy: number;
  memoryEnergy: number;
  served: number;
  waited: number;
  longest: number;
}

/** A resource after a run. Times in microseconds, energies in millijoules. */
export interface Use {
  readonly name: string;
  readonly kind: 'device' | 'link';
  readonly busy: number;
  readonly utilisation: number;
  readonly time: Readonly<Record<'idle' | State, number>>;
  readonly energy: Readonly<Record<'idle' | State, number>>;
  /** Operations served, mean wait of one in the queue, and the longest queue. */
  readonly served: number;
  readonly meanWait: number;
  readonly longestQueue: number;
}

/**
 * Devices and links, each of which serves one operation at a time and queues the others in the order in which they came,
 * and the tasks that walk through their programs over them.
 */
export class Resources {
  readonly slices: Slices;
  /** Time from asking for a resource to the end of the operation, by label. */
  readonly latencies = new Map<string, Histogram>();
  readonly #engine: Engine;
  readonly #stations: Station[] = [];
  readonly #ended: number;
  readonly #passed: number;
  readonly #finished: (tag: number) => void;
  readonly #programs: Program[] = [];
  readonly #tag: number[] = [];
  readonly #place: number[] = [];
  readonly #round: number[] = [];
  readonly #asked: number[] = [];
  readonly #free: number[] = [];

  /** `finished` gets the tag of each task that comes to its end; `sliceLimit` bounds what is kept for a trace. */
  constructor(engine: Engine, finished: (tag: number) => void, sliceLimit = 0) {
    this.#engine = engine;
    this.#finished = finished;
    this.slices = new Slices(sliceLimit);
    this.#ended = engine.on((resource) => { this.#endOf(resource); });
    this.#passed = engine.on((task) => { this.#advance(task); });
  }

  add(name: string, kind: 'device' | 'link', idleWatts: number): ResourceId {
    return this.#stations.push({
      name, kind, idleWatts, serving: -1, waiting: [], head: 0,
      compute: 0, memory: 0, computeEnergy: 0, memoryEnergy: 0, served: 0, waited: 0, longest: 0,
    }) - 1;
  }

  /** Begins a program; `finished` is called with `tag` when it ends, at once if there is nothing in it. */
  start(program: Program, tag: number): void {
    const task = this.#free.pop() ?? this.#programs.length;
    this.#programs[task] = program;
    this.#tag[task] = tag;
    this.#place[task] = 0;
    this.#round[task] = 0;
    this.#proceed(task);
  }

  /** Asks for the resource of the task's next operation that takes time. */
  #proceed(task: number): void {
    const program = this.#programs[task];
    if (!program) return;
    for (;;) {
      if (this.#place[task] === program.operations.length && program.operations.length > 0 && (this.#round[task] ?? 0) + 1 < program.rounds) {
        this.#round[task] = (this.#round[task] ?? 0) + 1;
        this.#place[task] = 0;
      }
      const operation = this.#operation(task);
      if (!operation) return this.#finish(task);
      const time = operation.compute + operation.memory;
      if (time > 0) return this.#ask(task, operation, time);
      this.#place[task] = (this.#place[task] ?? 0) + 1;
    }
  }

  /** The operation that a task stands before. */
  #operation(task: number): Operation | undefined {
    const program = this.#programs[task];
    const place = this.#place[task] ?? 0;
    if (!program) return undefined;
    return place < program.operations.length ? program.operations[place] : program.tail[place - program.operations.length];
  }

  #ask(task: number, operation: Operation, time: number): void {
    this.#asked[task] = this.#engine.now;
    const station = this.#stations[operation.resource];
    if (!station) {
      this.#engine.after(time, this.#passed, task);
      return;
    }
    if (station.serving < 0) this.#serve(operation.resource, station, task, operation);
    else {
      station.waiting.push(task);
      station.longest = Math.max(station.longest, station.waiting.length - station.head);
    }
  }

  #serve(resource: ResourceId, station: Station, task: number, operation: Operation): void {
    const { now } = this.#engine;
    station.serving = task;
    station.served += 1;
    station.waited += now - (this.#asked[task] ?? now);
    station.compute += operation.compute;
    station.memory += operation.memory;
    station.computeEnergy += operation.compute * operation.computeWatts;
    station.memoryEnergy += operation.memory * operation.memoryWatts;
    const time = operation.compute + operation.memory;
    this.slices.add(resource, now, time, operation.label, this.#round[task] ?? 0, this.#programs[task]?.folded ?? 1);
    this.#engine.after(time, this.#ended, resource);
  }

  /** The operation that the resource served is over: the next one in the queue begins, then the task goes on. */
  #endOf(resource: ResourceId): void {
    const station = this.#stations[resource];
    if (!station) return;
    const task = station.serving;
    station.serving = -1;
    if (station.head < station.waiting.length) {
      const next = station.waiting[station.head++] ?? 0;
      if (station.head === station.waiting.length) {
        station.waiting.length = 0;
        station.head = 0;
      }
      const operation = this.#operation(next);
      if (operation) this.#serve(resource, station, next, operation);
    }
    this.#advance(task);
  }

  #advance(task: number): void {
    const label = this.#operation(task)?.label;
    if (label !== undefined) this.#latency(label).add(this.#engine.now - (this.#asked[task] ?? 0));
    this.#place[task] = (this.#place[task] ?? 0) + 1;
    this.#proceed(task);
  }

  #latency(label: string): Histogram {
    const known = this.latencies.get(label);
    if (known) return known;
    const fresh = new Histogram();
    this.latencies.set(label, fresh);
    return fresh;
  }

  #finish(task: number): void {
    const tag = this.#tag[task] ?? 0;
    this.#free.push(task);
    this.#finished(tag);
  }

  /** What each resource did in `span` microseconds. */
  uses(span: number): readonly Use[] {
    return this.#stations.map((s) => {
      const link = s.kind === 'link';
      const busy = s.compute + s.memory;
      const idle = Math.max(0, span - busy);
      return {
        name: s.name, kind: s.kind, busy, utilisation: span > 0 ? busy / span : 0,
        time: { idle, compute: s.compute, memory: link ? 0 : s.memory, transfer: link ? s.memory : 0 },
        energy: {
          idle: idle * s.idleWatts / 1e3, compute: s.computeEnergy / 1e3,
          memory: link ? 0 : s.memoryEnergy / 1e3, transfer: link ? s.memoryEnergy / 1e3 : 0,
        },
        served: s.served, meanWait: s.served > 0 ? s.waited / s.served : 0, longestQueue: s.longest,
      };
    });
  }

  nameOf(resource: ResourceId): string {
    return this.#stations[resource]?.name ?? 'wait';
  }
}

/** A program of which all operations use one resource runs as one operation: nobody can come between its layers. */
export function folded({ operations, rounds, tail, folded: layers }: Program, label: string): Program {
  const all = [...operations, ...tail];
  const [first] = all;
  const program = { operations, rounds, tail, folded: layers };
  if (!first || all.length + rounds === 2 || all.some((o) => o.resource !== first.resource || o.computeWatts !== first.computeWatts || o.memoryWatts !== first.memoryWatts)) return program;
  const total = (part: 'compute' | 'memory'): number =>
    rounds * operations.reduce((sum, o) => sum + o[part], 0) + tail.reduce((sum, o) => sum + o[part], 0);
  return { operations: [{ ...first, label, compute: total('compute'), memory: total('memory') }], rounds: 1, tail: [], folded: layers * rounds };
}
