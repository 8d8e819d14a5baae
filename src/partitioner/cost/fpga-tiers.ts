import type { Fpga } from '../../machines/index.js';
import type { Tensor } from '../../ir/nodes.js';
import { usable } from './fpga-limits.js';
import type { StepNumbers, Traffic } from './numbers.js';
import { transferTime } from './step-cost.js';

/** Where what a kernel reads again in every call may be: only in device memory, in ultra RAM first, or in block RAM first of all. */
export type Tiers = 'hbm' | 'uram' | 'both';

interface Resident { readonly tensor: Tensor; readonly tier: 'bram' | 'uram' | 'hbm' }

export interface Residency {
  readonly resident: readonly Resident[];
  /** What is still read from device memory. */
  readonly reads: readonly Traffic[];
  readonly bram: number;
  readonly uram: number;
  /** Of reading what is on the chip. */
  readonly microseconds: number;
}

/**
 * Memories and weights go to the chip place by place until it is full: block RAM, then ultra RAM, the rest stays in device memory.
 * Each layer has its own, so all of them must fit; those that are read most for each byte kept come first.
 */
export function residency(step: StepNumbers, device: Fpga, tiers: Tiers, layers: number, taken: { readonly bram: number; readonly uram: number }): Residency {
  const { onChip, clock } = device;
  if (tiers === 'hbm') return { resident: [], reads: step.reads, bram: 0, uram: 0, microseconds: 0 };
  const room = {
    bram: tiers === 'both' ? Math.max(0, Math.floor(usable(device, 'bram')) - taken.bram) * onChip.bramBytes.value : 0,
    uram: Math.max(0, Math.floor(usable(device, 'uram')) - taken.uram) * onChip.uramBytes.value,
  };
  const width = { bram: onChip.bramWidth.value / 8, uram: onChip.uramWidth.value / 8 };
  const blockBytes = { bram: onChip.bramBytes.value, uram: onChip.uramBytes.value };
  const blocks = { bram: 0, uram: 0 };
  const read = { bram: 0, uram: 0 };
  const resident: Resident[] = [];
  const left = new Map<Traffic, number>();
  const lasting = step.reads.filter((r) => (r.tensor.role === 'memory' || r.tensor.role === 'weight') && r.access !== 'broadcast' && r.spread > 0);
  for (const traffic of [...lasting].sort((a, b) => b.bytes / b.spread - a.bytes / a.spread)) {
    let outside = traffic.spread * layers;
    const whole = outside;
    for (const tier of ['bram', 'uram'] as const) {
      const put = Math.min(outside, room[tier]);
      if (put <= 0) continue;
      room[tier] -= put;
      outside -= put;
      blocks[tier] += Math.ceil(put / blockBytes[tier]);
      read[tier] += traffic.bytes * put / whole;
      resident.push({ tensor: traffic.tensor, tier });
    }
    if (outside > 0 && outside < whole) resident.push({ tensor: traffic.tensor, tier: 'hbm' });
    left.set(traffic, outside / whole);
  }
  // Only the blocks of one layer are read at a time, each through one port.
  const rate = (tier: 'bram' | 'uram'): number => Math.max(1, blocks[tier] / layers) * width[tier] * clock.value / 1e3;
  return {
    resident, bram: blocks.bram, uram: blocks.uram,
    reads: step.reads.flatMap((r) => {
      const share = left.get(r) ?? 1;
      return share > 0 ? [{ ...r, bytes: r.bytes * share }] : [];
    }),
    microseconds: Math.max(transferTime(read.bram, rate('bram')), transferTime(read.uram, rate('uram'))),
  };
}

const NAMES = { bram: 'BRAM', uram: 'URAM', hbm: 'HBM' } as const;

/** `keys in BRAM and URAM`. */
export function residentText(resident: readonly Resident[]): string {
  const byTensor = new Map<string, string[]>();
  for (const { tensor, tier } of resident) byTensor.set(tensor.name, [...byTensor.get(tensor.name) ?? [], NAMES[tier]]);
  return [...byTensor].map(([name, tiers]) => `${name} in ${tiers.join(' and ')}`).join(', ');
}
