import type { Environment, MethodAnalysis, StepAnalysis } from '../analysis/index.js';
import { STAGES, type Stage } from '../ir/nodes.js';
import { Size } from '../symbolic/index.js';

/** What a stage does in a step, on average: work of steps that run seldom counts by their share. */
export interface StageReport {
  readonly stage: Stage;
  readonly flop: number;
  /** Read and written, results that a step stores on the way included. */
  readonly bytes: number;
  /** FLOP per byte; undefined where the stage is empty. */
  readonly intensity?: number;
  /** Irregular if any of its steps is. */
  readonly access?: 'regular' | 'irregular';
  /** What the FLOP are declared to be by `extern`, not derived. */
  readonly declared: number;
}

/** The four stages at given sizes; what runs once is left out. A step that scores and selects belongs to the stage of its scores. */
export function stageReports(analysis: MethodAnalysis, given?: Environment): readonly StageReport[] {
  const env = analysis.environment(given);
  return STAGES.map((stage) => {
    const steps = analysis.steps.filter(({ step }) => step.stage === stage && !step.once);
    const total = (part: (s: StepAnalysis) => number): number => steps.reduce((sum, s) => sum + s.frequency * part(s), 0);
    const flop = total((s) => Size.evaluate(s.flop, env));
    const stored = (s: StepAnalysis): number => s.hidden.reduce((sum, h) => sum + (h.streams ? 0 : 2 * Size.evaluate(h.bytes, env)), 0);
    const bytes = total((s) => Size.evaluate(s.bytes, env) + stored(s));
    const declared = total((s) => (s.step.call ? Size.evaluate(s.flop, env) : 0));
    if (steps.length === 0 || bytes === 0) return { stage, flop, bytes, declared };
    return { stage, flop, bytes, declared, intensity: flop / bytes, access: steps.some((s) => s.access === 'irregular') ? 'irregular' : 'regular' };
  });
}
