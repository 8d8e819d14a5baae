import { gatheredRate, type Fpga } from '../../machines/index.js';
import type { Traffic } from './numbers.js';
import { transferTime } from './step-cost.js';

/** Neighbours from which on a run moves like a stream, in bytes: a page of the memory, and the longest burst of a port. */
const STREAM = 4096;

/** GB/s that one port of a kernel carries. */
export function wireRate(bits: number, { clock }: Fpga): number {
  return bits / 8 * clock.value / 1e3;
}

/** GB/s that one channel reaches for runs of so many neighbouring bytes. */
export function channelRate({ memory }: Fpga, runBytes: number): number {
  return runBytes >= STREAM ? memory.streamed.value : Math.min(memory.streamed.value, gatheredRate(memory, runBytes));
}

/** Bytes that the memory moves: whole transactions at scattered places. */
export function movedBytes({ memory }: Fpga, bytes: number, runBytes: number): number {
  const transaction = memory.transaction.value;
  return runBytes >= STREAM ? bytes : bytes / runBytes * Math.ceil(runBytes / transaction) * transaction;
}

/** Microseconds of traffic over so many ports of so many bits, each with a channel of its own. */
export function trafficTime({ bytes, access, rowBytes }: Traffic, ports: number, bits: number, device: Fpga): number {
  const run = access === 'streamed' || access === 'broadcast' ? STREAM : Math.max(1, rowBytes);
  return transferTime(movedBytes(device, bytes, run), Math.min(ports, device.memory.channels.value) * Math.min(wireRate(bits, device), channelRate(device, run)));
}
