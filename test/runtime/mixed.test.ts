import { expect, it } from 'vitest';
import { mixedDifferences } from '../support/emulated.js';
import { hasTool } from '../support/hip.js';

// COUNT and SEED in the environment try others, MIXED=cpu,gpu,fpga other devices.
it.skipIf(!hasTool('g++'))('a random method with its steps on two GPUs and two FPGA cards agrees with the reference', { timeout: 120_000 }, async () => {
  expect(await mixedDifferences(1, ['gpu', 'fpga'])).toEqual([]);
});
