/** A fit of positive parameters to positive measurements, in relative errors. */
export interface Fit {
  readonly parameters: readonly number[];
  /** predicted / measured, for each measurement. */
  readonly ratios: readonly number[];
}

export interface FitProblem {
  /** Parameters to start from, each with the least and the largest value that makes sense. */
  readonly start: readonly { readonly value: number; readonly min: number; readonly max: number }[];
  readonly measured: readonly number[];
  /** Predictions of all measurements. */
  readonly predict: (parameters: readonly number[]) => readonly number[];
}

const STEPS = 40;
/** Relative errors from which on a measurement counts less and less: wide first, so that a poor start finds the way. */
const SCALES = [1.5, 0.15];
const DIFFERENCE = 1e-4;

/**
 * Levenberg–Marquardt on the logarithms of parameters and predictions, with Cauchy's robust loss: a few measurements that the model cannot
 * repeat do not pull the others away. Deterministic.
 */
export function fitRelative({ start, measured, predict }: FitProblem): Fit {
  const low = start.map((p) => Math.log(p.min));
  const high = start.map((p) => Math.log(p.max));
  const inside = (x: readonly number[]): number[] => x.map((v, i) => Math.min(high[i] ?? v, Math.max(low[i] ?? v, v)));
  const errors = (x: readonly number[]): number[] => {
    const predicted = predict(x.map(Math.exp));
    return measured.map((m, i) => Math.log(Math.max(1e-9, predicted[i] ?? 0) / m));
  };
  let x = inside(start.map((p) => Math.log(p.value)));
  for (const scale of SCALES) x = descend(x, scale, errors, inside, high);
  return { parameters: x.map(Math.exp), ratios: errors(x).map(Math.exp) };
}

/** Steps downhill until none helps. */
function descend(
  from: number[], scale: number, errors: (x: readonly number[]) => number[], inside: (x: readonly number[]) => number[], high: readonly number[],
): number[] {
  const loss = (e: readonly number[]): number => e.reduce((sum, r) => sum + scale ** 2 * Math.log1p((r / scale) ** 2), 0);

  let x = from;
  let e = errors(x);
  let best = loss(e);
  let damping = 1e-2;
  for (let step = 0; step < STEPS; step++) {
    const columns = x.map((v, j) => {
      const up = v + DIFFERENCE <= (high[j] ?? Infinity) ? DIFFERENCE : -DIFFERENCE;
      const moved = errors(x.map((w, i) => (i === j ? w + up : w)));
      return moved.map((r, i) => (r - (e[i] ?? 0)) / up);
    });
    const weights = e.map((r) => 1 / (1 + (r / scale) ** 2));
    const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, v, i) => sum + v * (b[i] ?? 0) * (weights[i] ?? 0), 0);
    const gradient = columns.map((column) => dot(column, e));
    const normal = columns.map((a) => columns.map((b) => dot(a, b)));
    let improved = false;
    for (let tries = 0; tries < 8 && !improved; tries++) {
      const damped = normal.map((row, i) => row.map((v, j) => (i === j ? v * (1 + damping) + 1e-12 : v)));
      const move = solve(damped, gradient);
      const next = inside(x.map((v, i) => v - Math.max(-1, Math.min(1, move[i] ?? 0))));
      const nextErrors = errors(next);
      const value = loss(nextErrors);
      if (value < best) {
        improved = best - value > 1e-9 * best;
        [x, e, best] = [next, nextErrors, value];
        damping = Math.max(1e-9, damping / 4);
      } else damping *= 4;
    }
    if (!improved) break;
  }
  return x;
}

/** Solves a x = b by elimination with pivots; unknowns that nothing depends on stay 0. */
function solve(a: readonly (readonly number[])[], b: readonly number[]): readonly number[] {
  const n = b.length;
  const rows = a.map((row, i) => [...row, b[i] ?? 0]);
  for (let col = 0; col < n; col++) {
    let pivot = col;
    for (let r = col + 1; r < n; r++) if (Math.abs(rows[r]?.[col] ?? 0) > Math.abs(rows[pivot]?.[col] ?? 0)) pivot = r;
    const top = rows[pivot];
    const here = rows[col];
    if (!top || !here || Math.abs(top[col] ?? 0) < 1e-300) continue;
    [rows[col], rows[pivot]] = [top, here];
    for (let r = 0; r < n; r++) {
      const row = rows[r];
      if (r === col || !row) continue;
      const factor = (row[col] ?? 0) / (top[col] ?? 1);
      if (factor !== 0) for (let c = col; c <= n; c++) row[c] = (row[c] ?? 0) - factor * (top[c] ?? 0);
    }
  }
  return rows.map((row, i) => (Math.abs(row[i] ?? 0) < 1e-300 ? 0 : (row[n] ?? 0) / (row[i] ?? 1)));
}
