import type { Batch, Serving } from './serving.js';

/** How the devices of a machine are grouped: each on its own with the whole model, or all in one pipeline. */
export type Layout = 'replicas' | 'pipeline';

/**
 * Decides which device works on which requests, and when. A policy is an object: give one of your own to `simulate` as it
 * stands, nothing has to be registered.
 */
export interface Policy {
  readonly name: string;
  readonly title: string;
  /** Where it comes from, such as an arXiv number. */
  readonly source?: string;
  readonly layout: Layout;
  /** Devices that it needs at least. */
  readonly devices: number;
  /** Keys and values move between devices. */
  readonly moves: boolean;
  /** Looks at who begins these moves (`PolicyOptions.transfer`). */
  readonly transfers?: boolean;
  /** Made once for a run. */
  create(serving: Serving): Scheduler;
}

/** Called when something has happened; answers by `serving.run` and `serving.move`. */
export interface Scheduler {
  arrived(request: number): void;
  /** A batch is over; `batch.ready` are the requests whose prompt is done and which have more tokens to make. */
  finished(batch: Batch): void;
}

/** Limits that every policy keeps to. */
export interface PolicyOptions {
  /** Requests that decode together on one device. */
  readonly maxBatch: number;
  /** Prompt tokens of one batch. */
  readonly tokenBudget: number;
  /** Prompts in pieces of so many tokens, together with decoding (chunked prefill); whole prompts unless given. */
  readonly chunk?: number;
  /** Devices that only prefill, where a policy sets some apart; from the work of the trace unless given. */
  readonly prefillDevices?: number;
  /** Who begins a transfer of keys and values: the reader when it has room, or the writer, for whom room is kept from the start. */
  readonly transfer: 'pull' | 'push';
  /** Targets in microseconds: time to the first token, time for each further one. */
  readonly target: { readonly firstToken: number; readonly perToken: number };
}
