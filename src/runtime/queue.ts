import { report } from '../diagnostics/index.js';
import { InputError } from './errors.js';

/** One task at a time, in the order they came; refuses more than `limit` that wait. */
export class TaskQueue {
  readonly #limit: number;
  #tail: Promise<unknown> = Promise.resolve();
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Throws `InputError` at once if the queue is full. */
  run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#length >= this.#limit) throw new InputError(report('MPC6215', { limit: this.#limit }));
    this.#length += 1;
    const result = this.#tail.then(task).finally(() => { this.#length -= 1; });
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** Runs one task when it is the turn of all queues. */
  static runTogether<T>(queues: readonly TaskQueue[], task: () => Promise<T>): Promise<T> {
    const full = queues.find((q) => q.#length >= q.#limit);
    if (full) throw new InputError(report('MPC6215', { limit: full.#limit }));
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => { finish = resolve; });
    // Every queue gets its entry before any runs, so that two batches wait for each other in one order only.
    const turns = queues.map((queue) => new Promise<void>((ready) => {
      void queue.run(() => {
        ready();
        return finished;
      });
    }));
    return Promise.all(turns).then(task).finally(finish);
  }
}
