import type { Instance } from './instance.js';
import type { Requests } from './requests.js';
import { STATES, type Resources, type State, type Use } from './resources.js';

/** Of some values; percentiles are values that occurred. */
export interface Spread {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** What a run came to. Times in microseconds, energies in millijoules. */
export interface Statistics {
  readonly requests: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** From the first arrival to the last token. */
  readonly span: number;
  readonly requestsPerSecond: number;
  readonly tokensPerSecond: number;
  /** From arrival to the first token; mean time of a further token of a request; every single one of those; arrival to end. */
  readonly firstToken: Spread;
  readonly perToken: Spread;
  readonly betweenTokens: Spread;
  readonly whole: Spread;
  /** Part of the requests that kept to both targets, and such requests in a second. */
  readonly attained: number;
  readonly goodput: number;
  readonly uses: readonly Use[];
  /** From asking for a device or link to the end of the operation, by operation. */
  readonly operations: readonly (Spread & { readonly name: string })[];
  readonly energy: Readonly<Record<'idle' | State, number>>;
  readonly millijoulesPerToken: number;
  /** Largest part of the room for keys and values that was taken, by instance. */
  readonly memory: readonly { readonly name: string; readonly capacity: number; readonly peak: number }[];
}

/** Sorts the values. */
export function spreadOf(values: Float64Array): Spread {
  const sorted = values.sort();
  const count = sorted.length;
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * count) - 1)] ?? 0;
  return { count, mean: count > 0 ? sorted.reduce((sum, v) => sum + v, 0) / count : 0, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: sorted[count - 1] ?? 0 };
}

export function statisticsOf(
  requests: Requests, resources: Resources, instances: readonly Instance[], end: number, target: { readonly firstToken: number; readonly perToken: number },
): Statistics {
  const { count } = requests;
  const start = requests.arrival[0] ?? 0;
  const span = end - start;
  const each = (value: (request: number) => number): Float64Array => Float64Array.from({ length: count }, (_, i) => value(i));
  const firstToken = each((r) => (requests.firstToken[r] ?? 0) - (requests.arrival[r] ?? 0));
  const perToken = each((r) => {
    const more = (requests.output[r] ?? 1) - 1;
    return more > 0 ? ((requests.lastToken[r] ?? 0) - (requests.firstToken[r] ?? 0)) / more : 0;
  });
  const attained = firstToken.reduce((sum, time, r) => sum + (time <= target.firstToken && (perToken[r] ?? 0) <= target.perToken ? 1 : 0), 0);
  const outputTokens = requests.output.reduce((sum, n) => sum + n, 0);
  const uses = resources.uses(span);
  const energyOf = (state: 'idle' | State): number => uses.reduce((sum, u) => sum + u.energy[state], 0);
  const energy = { idle: energyOf('idle'), compute: energyOf('compute'), memory: energyOf('memory'), transfer: energyOf('transfer') };
  const perSecond = (n: number): number => (span > 0 ? n / span * 1e6 : 0);
  return {
    requests: count, promptTokens: requests.prompt.reduce((sum, n) => sum + n, 0), outputTokens, span,
    requestsPerSecond: perSecond(count), tokensPerSecond: perSecond(outputTokens),
    firstToken: spreadOf(firstToken), perToken: spreadOf(perToken.filter((_, r) => (requests.output[r] ?? 1) > 1)),
    betweenTokens: spreadOf(requests.gaps.slice(0, requests.gapCount)),
    whole: spreadOf(each((r) => (requests.finished[r] ?? 0) - (requests.arrival[r] ?? 0))),
    attained: count > 0 ? attained / count : 0, goodput: perSecond(attained),
    uses,
    operations: [...resources.latencies].map(([name, h]) => ({
      name, count: h.count, mean: h.mean, p50: h.percentile(0.5), p90: h.percentile(0.9), p99: h.percentile(0.99), max: h.largest,
    })),
    energy, millijoulesPerToken: outputTokens > 0 ? STATES.reduce((sum, s) => sum + energy[s], energy.idle) / outputTokens : 0,
    memory: instances.map((i) => ({ name: i.name, capacity: i.capacity, peak: i.peak })),
  };
}
