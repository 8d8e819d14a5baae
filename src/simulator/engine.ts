import { EventQueue } from './event-queue.js';

/** What happens at an event; `subject` says to whom. */
export type Handler = (subject: number) => void;

/** The clock of a simulation: runs events in order. Times in microseconds. */
export class Engine {
  now = 0;
  /** Events that have run. */
  events = 0;
  readonly #queue = new EventQueue();
  readonly #handlers: Handler[] = [];

  /** Registers a kind of event and gives its number. */
  on(handler: Handler): number {
    return this.#handlers.push(handler) - 1;
  }

  /** Something happens `delay` from now. */
  after(delay: number, kind: number, subject: number): void {
    this.#queue.push(this.now + delay, kind, subject);
  }

  /** Something happens at `time`, which is not past. */
  at(time: number, kind: number, subject: number): void {
    this.#queue.push(Math.max(time, this.now), kind, subject);
  }

  /** Runs until nothing is left to happen. */
  run(): void {
    const queue = this.#queue;
    while (queue.pop()) {
      this.now = queue.time;
      this.events += 1;
      this.#handlers[queue.kind]?.(queue.subject);
    }
  }
}
