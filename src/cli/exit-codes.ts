import type { Diagnostic } from '../diagnostics/index.js';

/** Exit codes of `mpc`; documented in docs/cli.md. */
export const EXIT = {
  ok: 0,
  /** The method has errors. */
  source: 1,
  /** The command line is wrong. */
  usage: 2,
  /** An input or output file, an option's value for this method, or a machine file is wrong, missing or not writable. */
  input: 3,
  /** A tool or device that was asked for is not there, or failed. */
  unavailable: 4,
  /** A back end disagrees with the reference. */
  mismatch: 5,
  /** A bug in mpc. */
  internal: 70,
} as const;

/** 63xx messages that are about a device and not about what was given to it. */
const DEVICE = new Set(['MPC6301', 'MPC6304', 'MPC6305']);

/** The exit code that a finding leads to: its family says who can mend it. */
export function exitCodeOf({ code, severity }: Diagnostic): number {
  if (severity !== 'error') return EXIT.ok;
  if (code.startsWith('MPC9')) return EXIT.internal;
  if (code.startsWith('MPC5') || DEVICE.has(code)) return EXIT.unavailable;
  return code.startsWith('MPC4') || code.startsWith('MPC6') ? EXIT.input : EXIT.source;
}

/** The exit code of a command: errors in the method come before what follows from them. */
export function exitCodeFor(diagnostics: readonly Diagnostic[]): number {
  const codes = diagnostics.map(exitCodeOf).filter((code) => code !== EXIT.ok);
  return codes.length === 0 ? EXIT.ok : Math.min(...codes);
}
