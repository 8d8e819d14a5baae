import type { MethodAnalysis } from '../analysis/index.js';
import type { Method } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import type { Machine } from '../machines/index.js';
import { placementProblem, type PlacementOptions } from '../partitioner/index.js';
import { callParts, type CallParts, type PlacementMeasurement } from '../partitioner/calibrate/index.js';
import { analyze, type Source } from './compile.js';
import { withKernelFacts } from './kernel-facts.js';

interface Compiled {
  readonly method: Method;
  readonly steps: readonly Step[];
  readonly analysis: MethodAnalysis;
  readonly options: PlacementOptions;
}

/** Finds what measured calls consist of. A method is compiled once for all its measurements, and priced once for each set of sizes. */
export class MeasuredPlacements {
  readonly #methods = new Map<string, Compiled | undefined>();
  readonly #problems = new Map<string, ReturnType<typeof placementProblem>>();

  constructor(readonly machine: Machine) {}

  /**
   * The parts of a call under the placement of a measurement; undefined where the method or the machine has no such steps or devices any
   * more. `spans`: as for `callParts`.
   */
  of(measurement: PlacementMeasurement, source: Source, spans?: Parameters<typeof callParts>[3]): CallParts | undefined {
    const key = JSON.stringify([source.file, measurement.constants]);
    if (!this.#methods.has(key)) this.#methods.set(key, this.#compile(source, measurement));
    const compiled = this.#methods.get(key);
    if (!compiled) return undefined;
    const { method, steps, analysis, options } = compiled;
    const priced = `${key} ${JSON.stringify(measurement.sizes)}`;
    const problem = this.#problems.get(priced) ?? placementProblem(method, steps, analysis, this.machine, { ...options, sizes: measurement.sizes });
    this.#problems.set(priced, problem);
    const picks = problem.steps.map((step) => {
      const wanted = measurement.plan[step.name];
      return step.choices.findIndex((c) => {
        const device = problem.devices[c.device];
        return step.choices.length === 1 && wanted === undefined ? true : device?.id === wanted || device?.kind === wanted;
      });
    });
    return picks.includes(-1) ? undefined : callParts(problem, picks, this.machine, spans);
  }

  #compile(source: Source, { constants }: PlacementMeasurement): Compiled | undefined {
    const { method, steps, analysis } = analyze(source, { constants });
    return method && analysis && { method, steps, analysis, options: withKernelFacts(method, steps, this.machine, {}) };
  }
}
