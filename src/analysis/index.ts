import type { Method } from '../ir/nodes.js';
import { isCompute } from '../ir/visit.js';
import type { Step } from '../ir/steps.js';
import { Size, type Sym } from '../symbolic/index.js';
import { environmentFor, type Environment } from './environment.js';
import { Extents, type DataLength } from './extents.js';
import { analyzeStep, type StepAnalysis } from './step.js';

export type { AccessClass } from './access.js';
export { tensorBytes } from './access.js';
export { typicalElements, type TypicalElement } from './elements.js';
export { DEFAULT_TOKENS, environmentFor, environmentText, type Environment } from './environment.js';
export { Extents, FILTER_SHARE, type DataLength } from './extents.js';
export type { FrameworkKernel } from './framework.js';
export { listMeasuredBy } from './lists.js';
export type { HiddenTensor, StepAnalysis, TensorTraffic } from './step.js';
export { flopOf, WORK_KINDS, type Work, type WorkKind } from './work.js';

export interface MethodAnalysis {
  readonly steps: readonly StepAnalysis[];
  /** Data-dependent lengths that occur in the results, with their default estimates. */
  readonly lengths: readonly DataLength[];
  /** Sizes for an evaluation; see `environmentFor`. */
  readonly environment: (given?: Environment) => Environment;
}

const extents = new WeakMap<Method, Extents>();

/** Extents of a method's axes. One for each method, so that whoever counts gives a data-dependent length the same name. */
export function extentsOf(method: Method): Extents {
  const known = extents.get(method) ?? new Extents(method.ops.filter(isCompute), method.sizes);
  extents.set(method, known);
  return known;
}

/** Derives FLOP, bytes, footprints and access classes of every step from its expressions. */
export function analyzeMethod(method: Method, steps: readonly Step[]): MethodAnalysis {
  const extents = extentsOf(method);
  const largest = Object.fromEntries(method.sizes.map((s) => [s.name, s.max]));
  // Lengths are found on the way; those that an expression mentions are known by the time it is evaluated.
  let known = -1;
  let maxima: Environment = largest;
  let values = new WeakMap<Sym, number>();
  const atMaxima = (value: Sym): number => {
    if (extents.lengths.length !== known) {
      known = extents.lengths.length;
      maxima = environmentFor(method, extents.lengths, largest);
      values = new WeakMap();
    }
    const old = values.get(value);
    if (old !== undefined) return old;
    const made = Size.evaluate(value, maxima);
    values.set(value, made);
    return made;
  };
  const { tokens } = method;
  const analyzed = steps.map((step) => ({ ...analyzeStep(step, extents, atMaxima), ...tokens ? { tokens: tokens.name } : {} }));
  const lengths = extents.lengths;
  return {
    steps: analyzed,
    lengths,
    environment: (given) => environmentFor(method, lengths, given),
  };
}
