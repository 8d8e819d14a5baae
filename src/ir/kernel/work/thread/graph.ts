import type { KBuffer, KBinaryOp, LoopBinding } from '../../nodes.js';
import type { SomeCounts } from './counts.js';

/** A value: how it comes about, and, while a kernel is counted, what it is in the middle of the loops around it. */
export interface Value {
  readonly op: KBinaryOp | 'const' | 'given' | 'element' | 'select' | 'floor' | 'neg' | 'not' | 'unknown';
  readonly args: readonly Value[];
  readonly name: string;
  readonly buffer: KBuffer | undefined;
  /** Depth of the innermost loop in which it changes; 0: none. */
  readonly level: number;
  /** NaN: data decide. */
  at: number;
  /** By depth of a loop: how much it grows from turn to turn; whether it jumps (bits). */
  readonly slope: Float64Array;
  jumps: number;
}

export type Arguments = readonly number[];

/** What a routine or an access touches: `run` neighbours, `count` times, so many elements `apart`. */
export interface Reach {
  readonly written: boolean;
  readonly run: (args: Arguments) => number;
  readonly count?: (args: Arguments) => number;
  /** NaN: anywhere. */
  readonly apart?: (args: Arguments) => number;
}

export interface Place { readonly buffer: KBuffer; readonly bytes: number; readonly index: Value; readonly reach: Reach; readonly args: readonly (Value | undefined)[] }

/** How a routine is called, where what it does follows from values. */
export interface RoutineCall {
  readonly args: Arguments;
  /** Arguments of the object whose method it is. */
  readonly object: Arguments;
  /** Calls of a thread while the object lives, and the threads that call or have called. */
  readonly calls: number;
  readonly threads: number;
  /** Sum of the last argument over all calls to the object before, by all threads. */
  readonly before: number;
}

export type Item =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'loop'; readonly loop: Loop }
  | { readonly kind: 'if'; readonly cond: Value; readonly then: Block; readonly other: Block }
  | { readonly kind: 'routine'; readonly counts: (call: RoutineCall) => SomeCounts; readonly args: readonly (Value | undefined)[]; readonly object: string | undefined }
  | { readonly kind: 'object'; readonly name: string; readonly args: readonly Value[] };

/** `counts`: by place in `THREAD_COUNTS`, each time that the block runs. */
export interface Block { readonly items: Item[]; readonly counts: Float64Array }

export interface Loop {
  readonly depth: number;
  readonly variable: Value;
  readonly lo: Value;
  readonly hi: Value;
  readonly step: Value;
  readonly binding: LoopBinding;
  /** What a chunk for a thread has at least, in points. */
  readonly grain: Value | undefined;
  readonly body: Block;
}

export interface Graph { readonly body: Block; readonly given: readonly Value[] }

/** Deepest nesting of loops that is told apart. */
export const DEEPEST = 16;
