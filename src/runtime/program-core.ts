import type { TensorData } from '../numerics/tensor-data.js';
import type { BoundStep } from './bind.js';
import type { Host } from './call.js';
import type { NanPolicy } from './check.js';
import type { MethodLayout, TensorLayout } from './layout.js';
import type { Sizes } from './size-eval.js';
import type { SlotPool } from './slots.js';
import type { Storage } from './storage.js';
import type { TraceRecorder } from './trace.js';

/** What the sessions of a program share. */
export interface ProgramCore {
  readonly method: MethodLayout;
  readonly bound: { readonly once: readonly BoundStep[]; readonly each: readonly BoundStep[] };
  readonly slots: SlotPool;
  /** Inputs, outputs, and the temporaries that kernels of this plan take. */
  readonly stepTensors: readonly TensorLayout[];
  /** Sizes fixed by weights, static memories and options. */
  readonly sizes: Sizes;
  readonly nan: NanPolicy;
  readonly trace: TraceRecorder;
  readonly host: Host;
  /** Steps that may wait in a session. */
  readonly queueLimit: number;
  readonly sessions: Set<{ close(): Promise<void> }>;
  readonly closed: boolean;
  /** The place of a weight, constant, static or computed memory. */
  storage(layout: TensorLayout): Storage;
  /** What a memory starts with; undefined: zeros. */
  startOf(layout: TensorLayout): Uint8Array | undefined;
  programTensor(name: string): Promise<TensorData>;
  /** Sizes for which memory is set aside when a session first uses a device. */
  roomySizes(sizes: Sizes): Sizes;
}
