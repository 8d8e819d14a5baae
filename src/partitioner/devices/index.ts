import type { Device } from '../schema.js';
import { A100 } from './a100.js';
import { EPYC_7V13 } from './epyc-7v13.js';
import { H100 } from './h100.js';
import { MI210 } from './mi210.js';
import { U55C } from './u55c.js';

export { A100, EPYC_7V13, H100, MI210, U55C };

/** The devices that a machine file may name. */
export const DEVICES: readonly Device[] = [MI210, A100, H100, U55C, EPYC_7V13];
