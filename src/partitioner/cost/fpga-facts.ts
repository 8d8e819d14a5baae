import { Size, type Sym } from '../../symbolic/index.js';
import type { FabricUse } from './step-cost.js';

/** A memory port of a kernel: what it moves in one run, in runs of neighbours. */
export interface FpgaPort {
  readonly name: string;
  /** The process that it belongs to. */
  readonly process: string;
  readonly tensor: string;
  readonly access: 'read' | 'write' | 'readwrite';
  readonly bits: number;
  readonly bytes: Sym;
  readonly runs: Sym;
  /** Channels of device memory that the tensor is on. */
  readonly channels: { readonly first: number; readonly count: number };
}

/** A heap in a phase: entries go in, or those that are in are put in order. */
export interface HeapWork { readonly kind: 'insert' | 'sort'; readonly k: number; readonly candidates: Sym; readonly sequences: Sym }

/** Part of a process that waits for what other processes send: it ends after its own cycles and no earlier than they do. */
export interface FpgaPhase { readonly cycles: Sym; readonly waitsFor: readonly number[]; readonly heaps: readonly HeapWork[] }

export interface FpgaProcess {
  readonly name: string;
  /** The die that it is on; -1 where none has room for it. */
  readonly slr: number;
  /** Largest initiation interval and depth of its pipelined loops. */
  readonly ii: number;
  readonly depth: number;
  readonly fabric: FabricUse;
  /** Iterations of its pipelined loops times their intervals: its cycles if nothing had to fill or to wait. */
  readonly iterations: Sym;
  /** Only keeps the best, or what passes a test. */
  readonly selects: boolean;
  readonly phases: readonly FpgaPhase[];
}

/** What the HLS back end says of the kernel that it wrote for a step: nothing of it depends on sizes, or it is a formula in them. */
export interface FpgaKernelFacts {
  /** What sets it apart from other kernels for the same step; empty for the usual one. */
  readonly label: string;
  readonly fabric: FabricUse;
  /** By die, the first one first. */
  readonly slrs: readonly FabricUse[];
  /** The process that evaluates the formulas. */
  readonly main: string;
  /** In the order of the data flow. */
  readonly processes: readonly FpgaProcess[];
  readonly ports: readonly FpgaPort[];
  /** Cycles of one level that an entry sinks or rises in a heap. */
  readonly heapLevel: number;
  /** All sizes, data-dependent lengths among them, from those that are given. */
  readonly complete: (env: Readonly<Record<string, number>>) => Readonly<Record<string, number>>;
}

export interface KernelTime { readonly cycles: number; readonly slowest: string; readonly busy: readonly { readonly name: string; readonly cycles: number }[] }

/** Cycles of one run of a kernel at given sizes. Processes overlap; each waits for what it reads. */
export function kernelTime({ processes, heapLevel, complete }: FpgaKernelFacts, given: Readonly<Record<string, number>>): KernelTime {
  const env = complete(given);
  const value = (sym: Sym): number => Math.max(0, Size.evaluate(sym, env));
  const ends: number[] = [];
  const busy = processes.map(({ name, phases }) => {
    let end = 0;
    let own = 0;
    for (const { cycles, waitsFor, heaps } of phases) {
      let work = value(cycles);
      for (const heap of heaps) work += heapTime(heap, heapLevel, value);
      own += work;
      end += Math.max(work, ...waitsFor.map((i) => ends[i] ?? 0));
    }
    ends.push(end);
    return { name, cycles: own };
  });
  const slowest = busy.reduce((a, b) => (b.cycles > a.cycles ? b : a), { name: '', cycles: -1 });
  return { cycles: Math.max(0, ...ends), slowest: slowest.name, busy };
}

/** Of n entries in random order about k ln(n / k) enter a full heap; each passes its levels. */
function heapTime({ kind, k, candidates, sequences }: HeapWork, level: number, value: (sym: Sym) => number): number {
  const queues = Math.max(1, value(sequences));
  const each = value(candidates) / queues;
  const kept = Math.min(each, k);
  const moved = kind === 'sort' ? kept : kept + (each > k ? k * Math.log(each / k) : 0);
  return queues * moved * Math.log2(Math.max(2, k)) * level;
}
