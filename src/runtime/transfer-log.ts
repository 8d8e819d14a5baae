import type { Device } from './device.js';

/** Told of transfers as they end. An end that is undefined: memory of the caller. */
export interface TransferLog {
  readonly recording: boolean;
  readonly now: () => number;
  /** `kind`: data brought to another place, set aside on a device, or cleared there. */
  readonly moved: (kind: 'transfer' | 'save' | 'clear', tensor: string, from: Device | undefined, to: Device | undefined, bytes: number, started: number) => void;
}
