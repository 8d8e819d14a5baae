import type { Location } from './device.js';
import type { Pending } from './driver.js';
import { writtenRows, type TensorLayout } from './layout.js';
import type { Sizes } from './size-eval.js';
import type { Storage } from './storage.js';

/** Memories larger than this that are overwritten in place are set aside only where a failure is to be expected. */
export const SAVE_LIMIT = 64 * 2 ** 20;

/** What one step overwrites in a session's memories, so that a failed step can be undone. */
export class Journal {
  readonly #undo = new Map<Storage, () => Promise<void>>();
  #complete = true;

  /** Notes how to undo a change of a whole memory, to be called before it. */
  note(storage: Storage, undo: () => Promise<void>): void {
    if (!this.#undo.has(storage)) this.#undo.set(storage, undo);
  }

  /** To be called before a kernel writes a memory at `location`. `always`: however large it is. */
  before(layout: TensorLayout, storage: Storage, location: Location, sizes: Sizes, always: boolean): Pending {
    if (this.#undo.has(storage)) return undefined;
    const kind = layout.tensor.growth?.kind;
    const rows = writtenRows(layout, sizes) ?? storage.all;
    if (kind === 'append-token' || kind === 'append-block') {
      this.#undo.set(storage, () => storage.erase(location, rows)); // new rows were zero
    } else if (always || storage.bytes(rows) <= SAVE_LIMIT) {
      const undo = (): void => { this.#undo.set(storage, () => storage.restore({ location, rows })); };
      const saving = storage.save(location, rows);
      if (saving) return saving.then(undo);
      undo();
    } else {
      this.#complete = false;
    }
    return undefined;
  }

  /** Puts back what was overwritten; false if that was not possible. */
  async undo(): Promise<boolean> {
    try {
      for (const restore of this.#undo.values()) await restore();
      return this.#complete;
    } catch {
      return false;
    }
  }
}
