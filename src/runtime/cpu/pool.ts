import type koffi from 'koffi';

export type Library = ReturnType<typeof koffi.load>;

/** A library of generated kernels, and how it is told of its threads. */
export interface ThreadedLibrary {
  readonly code: Library;
  readonly setThreads: (threads: number) => void;
}

/** The first library, never let go: its code is what the threads run. */
const owner: Library[] = [];

/**
 * The threads of this process that kernels share: those of the first library, which all others use too. Drivers with different numbers
 * of threads take turns.
 */
class ThreadPool {
  #address: unknown = null;
  #threads = 0;
  #running = 0;
  #idle: Promise<void> = Promise.resolve();
  #wake: () => void = () => undefined;

  /** Has the library use the threads of those loaded before. */
  share(code: Library): ThreadedLibrary {
    this.#address = code.func('mpc_use_pool', 'void *', ['void *'])(this.#address);
    if (owner.length === 0) owner.push(code);
    const setThreads = code.func('mpc_set_threads', 'void', ['int']);
    return { code, setThreads: (threads) => { setThreads(threads); } };
  }

  /** True if no kernel runs with another number of threads. */
  isFree(threads: number): boolean {
    return this.#running === 0 || this.#threads === threads;
  }

  /** Sets the number of threads; the pool must be free for it. */
  use(threads: number, library: ThreadedLibrary): void {
    if (this.#threads === threads) return;
    library.setThreads(threads);
    this.#threads = threads;
  }

  /** Waits until kernels may run on so many threads, and claims the pool for them. Undone by `leave`. */
  async enter(threads: number, library: ThreadedLibrary): Promise<void> {
    while (!this.isFree(threads)) await this.#idle;
    this.use(threads, library);
    if (this.#running++ === 0) this.#idle = new Promise((resolve) => { this.#wake = resolve; });
  }

  leave(): void {
    if (--this.#running === 0) this.#wake();
  }
}

export const pool = new ThreadPool();
