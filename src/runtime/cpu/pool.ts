import type koffi from 'koffi';

export type Library = ReturnType<typeof koffi.load>;

/** A library of generated kernels, and how it is told of its threads. */
export interface ThreadedLibrary {
  readonly code: Library;
  readonly setThreads: (threads: number) => void;
  /** False: built before libraries could share threads, it has its own. */
  readonly shares: boolean;
}

/** The first library, never let go: its code is what the threads run. */
const owner: Library[] = [];

/**
 * The threads of this process that kernels share: those of the first library, which all others use too. Kernels that are handed over to another
 * thread take turns, whichever driver they are of.
 */
class ThreadPool {
  #address: unknown = null;
  #threads = 0;
  /** Kernels that run or wait for their turn. */
  #claimed = 0;
  readonly #waiting: (() => void)[] = [];

  /** Has the library use the threads of those loaded before. */
  share(code: Library): ThreadedLibrary {
    const setThreads = code.func('mpc_set_threads', 'void', ['int']);
    const adopt = adoption(code);
    if (adopt) {
      this.#address = adopt(this.#address);
      if (owner.length === 0) owner.push(code);
    }
    return { code, setThreads: (threads) => { setThreads(threads); }, shares: adopt !== undefined };
  }

  /** True if no kernel runs or waits. */
  get isFree(): boolean {
    return this.#claimed === 0;
  }

  /** Sets the number of threads; the pool must be free for it. */
  use(threads: number, library: ThreadedLibrary): void {
    if (!library.shares) library.setThreads(threads);
    else if (this.#threads !== threads) {
      library.setThreads(threads);
      this.#threads = threads;
    }
  }

  /** Waits for those that came before, and claims the pool. Undone by `leave`. */
  async enter(threads: number, library: ThreadedLibrary): Promise<void> {
    if (this.#claimed++ > 0) await new Promise<void>((resolve) => { this.#waiting.push(resolve); });
    this.use(threads, library);
  }

  leave(): void {
    this.#claimed -= 1;
    this.#waiting.shift()?.();
  }
}

function adoption(code: Library): ReturnType<Library['func']> | undefined {
  try {
    return code.func('mpc_use_pool', 'void *', ['void *']);
  } catch {
    return undefined;
  }
}

export const pool = new ThreadPool();
