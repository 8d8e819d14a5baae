import { promptShape, decodeShape } from '../service.js';
import type { Instance } from '../instance.js';
import type { Serving } from '../serving.js';

/** Devices whose arithmetic per byte differs by more than this are of two kinds. */
const DISTINCT = 1.5;

/**
 * Which instances prefill and which decode. Devices with more arithmetic for each byte of bandwidth prefill; where all are
 * alike, the work of the trace decides how many.
 */
export function rolesOf(serving: Serving): { readonly prefill: readonly Instance[]; readonly decode: readonly Instance[] } {
  const intensity = ({ first: { rates } }: Instance): number => rates.flop / rates.bytes;
  const sorted = [...serving.instances].sort((a, b) => intensity(b) - intensity(a) || a.index - b.index);
  const count = serving.options.prefillDevices ?? kinds(sorted.map(intensity)) ?? byWork(serving, sorted);
  const devices = Math.min(sorted.length - 1, Math.max(1, count));
  return { prefill: sorted.slice(0, devices), decode: sorted.slice(devices) };
}

/** Devices before the largest jump, if there is one. */
function kinds(intensities: readonly number[]): number | undefined {
  let [at, jump] = [0, DISTINCT];
  for (let i = 1; i < intensities.length; i++) {
    const ratio = (intensities[i - 1] ?? 0) / (intensities[i] ?? 1);
    if (ratio > jump) [at, jump] = [i, ratio];
  }
  return at > 0 ? at : undefined;
}

/** Busy time of a mean request in each phase: alone in prefill, and in decode among as many as there is room for, as under load. */
function byWork(serving: Serving, sorted: readonly Instance[]): number {
  const { requests, service: { model } } = serving;
  const [instance] = sorted;
  if (!instance || requests.count === 0) return 1;
  const mean = (values: Int32Array): number => values.reduce((sum, n) => sum + n, 0) / values.length;
  const [prompt, output] = [mean(requests.prompt), mean(requests.output)];
  const window = model.attention.window?.tokens;
  const prefill = serving.estimate(instance, promptShape(1, Math.round(prompt), window));
  const batch = Math.max(1, Math.min(serving.options.maxBatch, Math.floor(instance.capacity / (prompt + output))));
  const decode = output * serving.estimate(instance, decodeShape(batch, prompt + output / 2, window)) / batch;
  return Math.round(sorted.length * prefill / (prefill + decode));
}
