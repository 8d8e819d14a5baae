import type { Axis, Tensor } from '../../ir/nodes.js';
import type { Step } from '../../ir/steps.js';
import type { KBuffer, KStmt } from '../../ir/kernel/nodes.js';
import { Size } from '../../symbolic/index.js';
import type { DType } from '../../numerics/dtype.js';
import { REGISTER_QUEUE } from './generator.js';

/** An m_axi argument of a kernel. Each process that touches a tensor has a port of its own. */
export interface Port {
  readonly name: string;
  readonly tensor: Tensor;
  /** Items of the C++ pointer: whole 512-bit words or stored elements. */
  readonly item: 'word' | 'element';
  access: 'read' | 'write' | 'readwrite';
}

/** A FIFO between exactly one producer and one consumer. */
export interface Stream {
  readonly name: string;
  /** C++ type of an element. */
  readonly type: string;
  readonly depth: number;
  /** Why it has that depth. */
  readonly reason: string;
}

/** The best `k` entries of each of `queues` sequences. */
export interface Queue { readonly name: string; readonly k: number; readonly queues: number }

/** Short queues are rows of registers, which take an entry a cycle; longer ones are heaps in block RAM. */
export function isRegisterQueue(k: number): boolean {
  return k <= REGISTER_QUEUE;
}

/** What a process is there for. */
export type Role = 'load' | 'evaluate' | 'select' | 'store';

/** One function of the DATAFLOW region. */
export interface Process {
  readonly name: string;
  readonly role: Role;
  readonly doc: string;
  readonly ports: readonly Port[];
  readonly streams: readonly Stream[];
  readonly buffers: readonly KBuffer[];
  readonly queues: readonly Queue[];
  readonly body: readonly KStmt[];
  /** The axis that a loop runs over, by the name of its counter. */
  readonly axisOf: ReadonlyMap<string, Axis>;
}

/** A step as one kernel: a DATAFLOW region of processes joined by streams. */
export interface HlsKernel {
  readonly name: string;
  readonly step: Step;
  readonly ports: readonly Port[];
  readonly sizes: readonly string[];
  readonly streams: readonly Stream[];
  /** In the order of the data flow: loads, compute, select, stores. */
  readonly processes: readonly Process[];
  /** Temporaries that need device memory. */
  readonly scratch: readonly Tensor[];
}

export function onchip(name: string, dtype: DType, elements: number): KBuffer {
  return { kind: 'buffer', name, dtype, space: 'onchip', elements: Size.constant(elements) };
}
