import type { GlobalOptions } from '../session.js';

export interface CalibrateOptions extends GlobalOptions {
  readonly machine: string;
  readonly out?: string;
  readonly name?: string;
  /** Kernels of a device, or whole calls for what the runtime and the links take. */
  readonly target: 'gpu' | 'cpu' | 'runtime';
  readonly worst: number;
  /** Of `runtime`: calibrations of the machine's kernels. */
  readonly calibration?: readonly string[];
}
