import type { Tensor } from '../../ir/nodes.js';
import type { KBuffer, KStmt } from '../../ir/kernel/nodes.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { DType } from '../../numerics/dtype.js';

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

export interface Queue { readonly name: string; readonly k: number; readonly queues: number }

/** One function of the DATAFLOW region. */
export interface Process {
  readonly name: string;
  readonly doc: string;
  readonly ports: readonly Port[];
  readonly streams: readonly Stream[];
  readonly buffers: readonly KBuffer[];
  readonly queues: readonly Queue[];
  readonly body: readonly KStmt[];
  /** Cycles of its pipelined loops, in the sizes. */
  readonly cycles: Sym;
}

export function onchip(name: string, dtype: DType, elements: number): KBuffer {
  return { kind: 'buffer', name, dtype, space: 'onchip', elements: Size.constant(elements) };
}
