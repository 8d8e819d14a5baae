import type { Outcome } from './problem.js';

/** What limits a run besides its goal. */
export interface RunOptions {
  /** Devices (bits) of which one must be used; 0 for none. */
  readonly must: number;
  readonly expired: () => boolean;
  /** Bounds to work out at most. */
  readonly effort: number;
  /** Placements known already. */
  readonly known?: readonly Outcome[];
  /** Placements of this value or more are of no interest. */
  readonly cutoff?: number;
}

/** The best placement known for a goal, and what no placement undercuts. The two agree unless the run was cut short. */
export interface Found {
  readonly outcome: Outcome | undefined;
  readonly value: number;
  readonly bound: number;
}
