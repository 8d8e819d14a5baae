import type { Problem } from './problem.js';

/** How often, a token, `after` runs with `before` as the last step that ran before it. */
export interface Succession { readonly before: number; readonly after: number; readonly times: number }

export interface Sequence {
  readonly pairs: readonly Succession[];
  /** By step: how often it runs as the first of all. */
  readonly starts: readonly number[];
  /** By step: how often it is the last of a token. */
  readonly ends: readonly number[];
}

/**
 * Which step follows which. Rare steps are skipped in most calls: a step then follows the nearest one before it that runs.
 * The steps of the next layer follow those of the layer before.
 */
export function sequenceOf({ steps, layers }: Problem): Sequence {
  const pairs: Succession[] = [];
  const starts = steps.map(() => 0);
  const ends = steps.map(() => 0);
  const frequency = (i: number): number => steps[i]?.frequency ?? 0;
  /** Shares of `target` covered by the steps from `from` down to `to`, nearest first; what is left over. */
  const cover = (target: number, from: number, to: number, covered: number, found: (before: number, share: number) => void): number => {
    let reached = covered;
    for (let j = from; j >= to && reached < target; j--) {
      const share = Math.min(frequency(j), target) - reached;
      if (share <= 0) continue;
      found(j, share);
      reached += share;
    }
    return reached;
  };
  steps.forEach((step, i) => {
    const inner = cover(step.frequency, i - 1, 0, 0, (before, share) => pairs.push({ before, after: i, times: share * layers }));
    const first = step.frequency - inner;
    if (first <= 0) return;
    starts[i] = first;
    if (layers < 2) return;
    const wrapped = cover(step.frequency, steps.length - 1, i, inner, (before, share) => pairs.push({ before, after: i, times: share * (layers - 1) }));
    starts[i] = first + (step.frequency - wrapped) * (layers - 1);
  });
  cover(1, steps.length - 1, 0, 0, (before, share) => { ends[before] = share; });
  return { pairs, starts, ends };
}
