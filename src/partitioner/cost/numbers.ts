import { tensorBytes, type Environment, type FrameworkKernel, type StepAnalysis, type TensorTraffic, type WorkKind } from '../../analysis/index.js';
import type { Tensor } from '../../ir/nodes.js';
import { Formulas, Size, type Sym } from '../../symbolic/index.js';

/** Traffic with one tensor, in numbers. */
export interface Traffic {
  readonly tensor: Tensor;
  readonly bytes: number;
  readonly access: TensorTraffic['access']['kind'];
  /** Bytes that lie together at each place. */
  readonly rowBytes: number;
  /** Bytes of the whole tensor, over which scattered accesses spread. */
  readonly spread: number;
}

/** What a step does for a whole batch at given sizes. */
export interface StepNumbers {
  readonly analysis: StepAnalysis;
  readonly batch: number;
  readonly work: Readonly<Record<WorkKind, number>>;
  readonly reads: readonly Traffic[];
  readonly writes: readonly Traffic[];
  readonly hidden: readonly (Traffic & { readonly streams: boolean; readonly updates: number })[];
  readonly candidates: number;
  readonly selected: number;
  /** Sequences of which a top-k keeps the best. */
  readonly ranked: number;
  /** Points of scans, one after another; the requests of a batch run side by side. */
  readonly chain: number;
  /** Bytes that calls move where they run, as declared. */
  readonly declared: number;
  readonly framework: readonly {
    readonly kind: FrameworkKernel['kind']; readonly reads: number; readonly writes: number; readonly flop: number;
    /** Of a selection: candidates of a row, and rows of all requests. */
    readonly row: number; readonly rows: number;
  }[];
}

/** Weights and collections that never change serve all requests of a batch. */
export function isShared(tensor: Tensor): boolean {
  return tensor.role === 'weight' || tensor.role === 'constant' || tensor.growth?.kind === 'static' || tensor.growth?.kind === 'computed';
}

/** Bytes of a tensor for a batch. */
export function residentBytes(tensor: Tensor, env: Environment, batch: number): number {
  return Size.evaluate(bytesOf(tensor), env) * (isShared(tensor) ? 1 : batch);
}

const bytesByTensor = new WeakMap<Tensor, Sym>();

/** Remembered: it is asked for again and again. */
function bytesOf(tensor: Tensor): Sym {
  const known = bytesByTensor.get(tensor) ?? tensorBytes(tensor);
  bytesByTensor.set(tensor, known);
  return known;
}

/** The formulas of each step, in the order in which its numbers ask for them. */
const formulasOf = new WeakMap<StepAnalysis, Formulas>();

export function numbersOf(analysis: StepAnalysis, env: Environment, batch: number): StepNumbers {
  const known = formulasOf.get(analysis);
  if (known) {
    const values = known.evaluate(env);
    let at = 0;
    return numbersWith(analysis, batch, () => Math.max(0, values[at++] ?? 0));
  }
  const asked: Sym[] = [];
  const numbers = numbersWith(analysis, batch, (sym) => {
    asked.push(sym);
    return Math.max(0, Size.evaluate(sym, env));
  });
  formulasOf.set(analysis, new Formulas(asked));
  return numbers;
}

/** What is asked of `value`, and in which order, follows from the step alone. */
function numbersWith(analysis: StepAnalysis, batch: number, value: (sym: Sym) => number): StepNumbers {
  const traffic = ({ tensor, bytes, access, touched = bytes }: Pick<TensorTraffic, 'tensor' | 'bytes' | 'access'> & { readonly touched?: Sym }): Traffic => {
    const scattered = access.kind === 'gathered' || access.kind === 'random';
    const once = value(access.kind === 'random' ? touched : bytes);
    const whole = value(bytesOf(tensor));
    const all = !isShared(tensor) ? once * batch : scattered ? once * batch : once;
    return { tensor, bytes: all, access: access.kind, rowBytes: 'rowBytes' in access ? Math.max(1, value(access.rowBytes)) : all, spread: whole * (isShared(tensor) ? 1 : batch) };
  };
  const work = (kind: WorkKind): number => value(analysis.flopByKind[kind]) * batch;
  return {
    analysis, batch,
    work: {
      fma: work('fma'), add: work('add'), mul: work('mul'), div: work('div'), special: work('special'),
      compare: work('compare'), select: work('select'), convert: work('convert'), integer: work('integer'),
    },
    reads: analysis.reads.map(traffic),
    writes: analysis.writes.map(traffic),
    hidden: analysis.hidden.map((h) => {
      const { tensor, bytes, access, rowBytes, spread } = traffic(h);
      return { tensor, bytes, access, rowBytes, spread, streams: h.streams, updates: value(h.updates) * batch };
    }),
    candidates: value(analysis.candidates) * batch,
    selected: value(analysis.selected),
    ranked: value(analysis.ranked) * batch,
    chain: value(analysis.chain),
    declared: value(analysis.declared) * batch,
    framework: analysis.framework.map((k) => ({
      kind: k.kind, reads: value(k.reads) * batch, writes: value(k.writes) * batch, flop: value(k.flop) * batch,
      row: k.row ? value(k.row) : 0, rows: k.rows ? value(k.rows) * batch : 0,
    })),
  };
}
