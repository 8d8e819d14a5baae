/** How well predictions repeat measurements. */
export interface Quality {
  readonly count: number;
  /** Part of the measurements whose prediction is within so much of them: 0.25 means 0.75 to 1.25 times. */
  readonly within: (error: number) => number;
  /** Middle of the relative errors. */
  readonly median: number;
}

/** `ratios`: predicted / measured. */
export function qualityOf(ratios: readonly number[]): Quality {
  const errors = ratios.map((r) => Math.abs(r - 1)).sort((a, b) => a - b);
  return {
    count: ratios.length,
    within: (error) => (ratios.length === 0 ? 0 : errors.filter((e) => e <= error).length / ratios.length),
    median: errors[errors.length >> 1] ?? 0,
  };
}
