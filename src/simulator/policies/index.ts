import { report, suggest } from '../../diagnostics/index.js';
import type { Loaded } from '../loaded.js';
import type { Policy } from '../policy.js';
import { ADAPTIVE } from './adaptive.js';
import { CHUNKED, COLOCATED } from './colocated.js';
import { DISAGGREGATED } from './disaggregated.js';
import { PIPELINE } from './pipeline.js';
import { TEMPORAL } from './temporal.js';

/** The policies that come with mpc, the plain one first. */
export const POLICIES: readonly Policy[] = [COLOCATED, CHUNKED, DISAGGREGATED, ADAPTIVE, PIPELINE, TEMPORAL];

/** A policy by name. */
export function findPolicy(name: string): Loaded<Policy> {
  const value = POLICIES.find((p) => p.name === name);
  if (value) return { value, diagnostics: [] };
  const names = POLICIES.map((p) => p.name);
  const near = suggest(name, names);
  return { diagnostics: [report('MPC4201', { name, known: names.join(', ') }, undefined, near === undefined ? {} : { hint: `did you mean \`${near}\`?` })] };
}
