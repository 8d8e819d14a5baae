import type { Tensor } from '../../ir/nodes.js';
import { dtypeBytes } from '../../numerics/dtype.js';
import { Size } from '../../symbolic/index.js';
import type { Bounds } from './bounds.js';
import type { Target } from './device.js';
import type { HlsKernel } from './process.js';

/** Channels of device memory, next to each other. */
export interface Bank { readonly first: number; readonly channels: number }

/** Channels for each tensor that a kernel touches, the same in all kernels: enough for its bound, spread over the stack. */
export function assignBanks(kernels: readonly HlsKernel[], bounds: Bounds, { channels: all, channelBytes }: Target): ReadonlyMap<Tensor, Bank> {
  const banks = new Map<Tensor, Bank>();
  let next = 0;
  for (const tensor of kernels.flatMap((k) => k.ports.map((p) => p.tensor))) {
    if (banks.has(tensor)) continue;
    const bytes = bounds.upper(Size.mul(...tensor.shape, dtypeBytes(tensor.dtype)));
    const channels = Math.min(all, Math.max(1, Math.ceil(bytes / channelBytes)));
    const first = next + channels <= all ? next : 0;
    next = (first + channels) % all;
    banks.set(tensor, { first, channels });
  }
  return banks;
}

export function bankText({ first, channels }: Bank): string {
  return channels === 1 ? `HBM[${first}]` : `HBM[${first}:${first + channels - 1}]`;
}
