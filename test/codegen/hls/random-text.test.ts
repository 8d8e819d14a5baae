import { expect, describe, it } from 'vitest';
import { findCompiler } from '../../../src/runtime/cpu/index.js';
import { differences } from '../../support/emulated.js';

describe.skipIf(!(await findCompiler()))('random methods over several steps', () => {
  it('agree with the reference', { timeout: 900_000 }, async () => {
    expect(await differences('fpga', 16)).toEqual([]);
  });
});
