import type { Trace } from './workload.js';

/** The requests of a run and how far each one is: one array a property. Times in microseconds. */
export class Requests {
  readonly count: number;
  readonly arrival: Float64Array;
  readonly prompt: Int32Array;
  readonly output: Int32Array;
  /** Prompt tokens whose keys and values exist, and tokens made. */
  readonly prefilled: Int32Array;
  readonly generated: Int32Array;
  readonly firstToken: Float64Array;
  readonly lastToken: Float64Array;
  readonly finished: Float64Array;
  /** Times between two tokens of a request, all requests together. */
  readonly gaps: Float64Array;
  gapCount = 0;
  done = 0;

  constructor({ arrival, prompt, output }: Trace) {
    this.count = arrival.length;
    this.arrival = arrival;
    this.prompt = prompt;
    this.output = output;
    this.prefilled = new Int32Array(this.count);
    this.generated = new Int32Array(this.count);
    this.firstToken = new Float64Array(this.count).fill(NaN);
    this.lastToken = new Float64Array(this.count).fill(NaN);
    this.finished = new Float64Array(this.count).fill(NaN);
    this.gaps = new Float64Array(output.reduce((sum, n) => sum + Math.max(0, n - 1), 0));
  }

  /** Tokens of keys and values when the request ends. */
  needed(request: number): number {
    return (this.prompt[request] ?? 0) + (this.output[request] ?? 0);
  }

  /** Tokens that the next token of a request looks at. */
  context(request: number): number {
    return (this.prefilled[request] ?? 0) + (this.generated[request] ?? 0);
  }

  /** One more token; true when it was the last. */
  emit(request: number, now: number): boolean {
    const made = (this.generated[request] ?? 0) + 1;
    this.generated[request] = made;
    if (made === 1) this.firstToken[request] = now;
    else this.gaps[this.gapCount++] = now - (this.lastToken[request] ?? now);
    this.lastToken[request] = now;
    if (made < (this.output[request] ?? 0)) return false;
    this.finished[request] = now;
    this.done += 1;
    return true;
  }
}
