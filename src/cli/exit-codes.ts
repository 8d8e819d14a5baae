/** Exit codes of `mpc`; documented in docs/cli.md. */
export const EXIT = {
  ok: 0,
  /** The method has errors. */
  source: 1,
  /** The command line is wrong. */
  usage: 2,
  /** An input or output file is wrong, missing or not writable. */
  input: 3,
  /** A tool or device that was asked for is not there. */
  unavailable: 4,
  /** A back end disagrees with the reference. */
  mismatch: 5,
  /** A bug in mpc. */
  internal: 70,
} as const;
