import type { BoundStep } from './bind.js';
import type { Sizes } from './size-eval.js';

/** One entry of the Chrome trace event format; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: 'X' | 'M';
  readonly ts: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Opens in Perfetto and in chrome://tracing. */
export interface ChromeTrace {
  readonly displayTimeUnit: 'ms';
  readonly traceEvents: readonly TraceEvent[];
}

const MEASURED = 1;
const PREDICTED = 2;
const MAX_EVENTS = 200_000;

/** Collects how long each step took, beside what the compiler predicted. Steps are waited for one by one while it records. */
export class TraceRecorder {
  readonly #predicted: Readonly<Record<string, number>>;
  readonly #events: TraceEvent[] = [];
  readonly #threads = new Map<string, number>();
  readonly #start = performance.now();

  constructor(predicted: Readonly<Record<string, number>>) {
    this.#predicted = predicted;
  }

  now(): number {
    return (performance.now() - this.#start) * 1000;
  }

  step({ layout: { step }, device }: BoundStep, started: number, sizes: Sizes): void {
    const measured = this.now() - started;
    const predicted = this.#predicted[step.name];
    const tid = this.#thread(device ? `${device.target}: ${device.description}` : 'host');
    const common = { name: step.name, cat: step.stage, ph: 'X' as const, ts: started, tid };
    const args = { line: step.line, sizes, ...(predicted === undefined ? {} : { predictedMicroseconds: predicted }) };
    this.#add({ ...common, dur: measured, pid: MEASURED, args });
    if (predicted !== undefined) this.#add({ ...common, dur: predicted, pid: PREDICTED, args: { measuredMicroseconds: measured } });
  }

  trace(): ChromeTrace {
    const name = (pid: number, tid: number, what: string, text: string): TraceEvent =>
      ({ name: what, cat: '__metadata', ph: 'M', ts: 0, pid, tid, args: { name: text } });
    const processes = [name(MEASURED, 0, 'process_name', 'measured'), name(PREDICTED, 0, 'process_name', 'predicted')];
    const threads = [...this.#threads].flatMap(([text, tid]) => [MEASURED, PREDICTED].map((pid) => name(pid, tid, 'thread_name', text)));
    return { displayTimeUnit: 'ms', traceEvents: [...processes, ...threads, ...this.#events] };
  }

  #thread(name: string): number {
    const known = this.#threads.get(name);
    if (known !== undefined) return known;
    this.#threads.set(name, this.#threads.size + 1);
    return this.#threads.size;
  }

  #add(event: TraceEvent): void {
    if (this.#events.length < MAX_EVENTS) this.#events.push(event);
  }
}
