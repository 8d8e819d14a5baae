import type { Fpga } from '../../machines/index.js';
import { usable } from './fpga-limits.js';
import type { FpgaProfile } from './fpga-profile.js';
import type { StepNumbers, Traffic } from './numbers.js';

export interface Tables {
  /** Reads with each table read once, from end to end. */
  readonly reads: readonly Traffic[];
  readonly bram: number;
  readonly uram: number;
  /** Of looking things up. */
  readonly cycles: number;
}

/** Ports of a block of memory. */
const PORTS = 2;

/**
 * Tables that are looked up at random places more often than they have bytes are copied to the chip first, as often as the
 * profile's look-ups in a cycle need ports and the chip has room.
 */
export function tablesOf(step: StepNumbers, device: Fpga, { lookups }: FpgaProfile, taken: { readonly bram: number; readonly uram: number }): Tables {
  const { onChip } = device;
  const room = { bram: Math.floor(usable(device, 'bram')) - taken.bram, uram: Math.floor(usable(device, 'uram')) - taken.uram };
  const blocks = { bram: 0, uram: 0 };
  let cycles = 0;
  const reads = step.reads.map((read): Traffic => {
    if ((read.access !== 'random' && read.access !== 'gathered') || read.bytes <= read.spread || read.spread <= 0) return read;
    const each = { bram: Math.ceil(read.spread / onChip.bramBytes.value), uram: Math.ceil(read.spread / onChip.uramBytes.value) };
    const wanted = Math.max(1, Math.ceil(lookups.value / PORTS));
    const tier = Math.floor(room.bram / each.bram) >= Math.min(wanted, Math.floor(room.uram / each.uram)) ? 'bram' : 'uram';
    const copies = Math.min(wanted, Math.floor(room[tier] / each[tier]));
    if (copies < 1) return read;
    room[tier] -= copies * each[tier];
    blocks[tier] += copies * each[tier];
    cycles = Math.max(cycles, read.bytes / read.rowBytes / Math.min(lookups.value, PORTS * copies));
    return { ...read, access: 'streamed', bytes: read.spread, rowBytes: read.spread };
  });
  return { reads, bram: blocks.bram, uram: blocks.uram, cycles };
}
