/** Times of something in each of several rounds; others were measured in the same rounds. */
export type Rounds = readonly number[];

/** What a difference must be beside certain to count as an order. */
export const LEAST_DIFFERENCE = 0.02;
export const SIGNIFICANCE = 0.05;

/**
 * Whether rounds tell reliably which of two takes longer: a two-sided Wilcoxon signed-rank test of the ratios in each round at 5 %, and medians that
 * are at least 2 % apart.
 */
export function isDecided(a: Rounds, b: Rounds): boolean {
  const [x, y] = [middle(a), middle(b)];
  return Math.max(x, y) >= (1 + LEAST_DIFFERENCE) * Math.min(x, y) && signedRank(ratios(a, b)) < SIGNIFICANCE;
}

function ratios(a: Rounds, b: Rounds): readonly number[] {
  return a.slice(0, b.length).map((value, i) => Math.log(value / (b[i] ?? value)));
}

/**
 * How likely differences like these, or more one-sided ones, are if either sign is as likely: the exact two-sided probability of Wilcoxon's signed
 * ranks. Zeros are left out, ties share their ranks. 1 for no difference at all.
 */
export function signedRank(differences: readonly number[]): number {
  const sorted = differences.filter((d) => d !== 0).sort((a, b) => Math.abs(a) - Math.abs(b));
  // Twice the ranks, so that shared ones are whole.
  const ranks = sorted.map((d) => {
    const first = sorted.findIndex((e) => Math.abs(e) === Math.abs(d));
    const last = sorted.findLastIndex((e) => Math.abs(e) === Math.abs(d));
    return first + last + 2;
  });
  const total = ranks.reduce((sum, r) => sum + r, 0);
  const positive = ranks.reduce((sum, r, i) => sum + ((sorted[i] ?? 0) > 0 ? r : 0), 0);
  const least = Math.min(positive, total - positive);
  // In how many parts of all sign patterns the positive ranks add up to each sum.
  let parts: Float64Array = new Float64Array(total + 1);
  parts[0] = 1;
  for (const rank of ranks) parts = parts.map((p, sum) => (p + (sum >= rank ? parts[sum - rank] ?? 0 : 0)) / 2);
  return Math.min(1, 2 * parts.slice(0, least + 1).reduce((sum, p) => sum + p, 0));
}

/** The median of the values. */
export function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}
