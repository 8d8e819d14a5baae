import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';

/** Processors that this process may keep busy: a container's quota of time (Linux control groups, version 2) counts, which Node 20 does not see. */
export async function processors(file = '/sys/fs/cgroup/cpu.max'): Promise<number> {
  const [quota = NaN, period = NaN] = await readFile(file, 'utf8').then((text) => text.split(' ').map(Number), () => []);
  const share = Math.ceil(quota / period); // `max`, no quota, is NaN
  return share >= 1 ? Math.min(share, availableParallelism()) : availableParallelism();
}
