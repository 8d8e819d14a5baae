import type { BoundStep } from './bind.js';
import type { Device } from './device.js';
import type { Sizes } from './size-eval.js';
import type { TransferLog } from './transfer-log.js';

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

/**
 * `steps`: steps are waited for one by one, so that each has its own time. `host`: nothing is waited for that would not be
 * otherwise; steps show the time that the host spends on them, and transfers and waits where they happen.
 */
export type TraceMode = 'steps' | 'host';

const MEASURED = 1;
const PREDICTED = 2;
const MAX_EVENTS = 200_000;

/** Collects how long each step took, beside what the compiler predicted, and what else a call spends its time on. */
export class TraceRecorder implements TransferLog {
  /** Undefined: nothing is recorded. */
  mode: TraceMode | undefined;
  readonly #predicted: Readonly<Record<string, number>>;
  readonly #events: TraceEvent[] = [];
  readonly #threads = new Map<string, number>();
  readonly #start = performance.now();

  constructor(predicted: Readonly<Record<string, number>>, mode?: TraceMode) {
    this.#predicted = predicted;
    this.mode = mode;
  }

  get recording(): boolean {
    return this.mode !== undefined;
  }

  /** Microseconds since the recorder was made. */
  readonly now = (): number => (performance.now() - this.#start) * 1000;

  step({ layout: { step }, device }: BoundStep, started: number, sizes: Sizes): void {
    const measured = this.now() - started;
    const predicted = this.mode === 'steps' ? this.#predicted[step.name] : undefined;
    const tid = this.#thread(device);
    const common = { name: step.name, cat: step.stage, ph: 'X' as const, ts: started, tid };
    const args = { line: step.line, sizes, ...(predicted === undefined ? {} : { predictedMicroseconds: predicted }) };
    this.#add({ ...common, dur: measured, pid: MEASURED, args });
    if (predicted !== undefined) this.#add({ ...common, dur: predicted, pid: PREDICTED, args: { measuredMicroseconds: measured } });
  }

  readonly moved: TransferLog['moved'] = (kind, tensor, from, to, bytes, started) => {
    this.#add({
      name: tensor, cat: kind, ph: 'X', ts: started, dur: this.now() - started, pid: MEASURED, tid: this.#thread(undefined),
      args: { from: from?.id ?? 'caller', to: to?.id ?? 'caller', bytes },
    });
  };

  /** A part of a call on the host: `inputs`, `wait`, `outputs`, `call`. */
  host(name: string, started: number): void {
    this.#add({ name, cat: 'host', ph: 'X', ts: started, dur: this.now() - started, pid: MEASURED, tid: this.#thread(undefined), args: {} });
  }

  /** Forgets what was recorded so far. */
  clear(): void {
    this.#events.length = 0;
  }

  trace(): ChromeTrace {
    const name = (pid: number, tid: number, what: string, text: string): TraceEvent =>
      ({ name: what, cat: '__metadata', ph: 'M', ts: 0, pid, tid, args: { name: text } });
    const processes = [name(MEASURED, 0, 'process_name', 'measured'), name(PREDICTED, 0, 'process_name', 'predicted')];
    const threads = [...this.#threads].flatMap(([text, tid]) => [MEASURED, PREDICTED].map((pid) => name(pid, tid, 'thread_name', text)));
    return { displayTimeUnit: 'ms', traceEvents: [...processes, ...threads, ...this.#events] };
  }

  #thread(device: Device | undefined): number {
    const name = device ? `${device.id}: ${device.description}` : 'host';
    const known = this.#threads.get(name);
    if (known !== undefined) return known;
    this.#threads.set(name, this.#threads.size + 1);
    return this.#threads.size;
  }

  #add(event: TraceEvent): void {
    if (this.#events.length < MAX_EVENTS) this.#events.push(event);
  }
}
