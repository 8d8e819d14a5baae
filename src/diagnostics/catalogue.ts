import { gradients } from './messages/gradients.js';
import { inputs } from './messages/inputs.js';
import { internal } from './messages/internal.js';
import { memory } from './messages/memory.js';
import { names } from './messages/names.js';
import { placement } from './messages/placement.js';
import { simulation } from './messages/simulation.js';
import { syntax } from './messages/syntax.js';
import { tools } from './messages/tools.js';

/** Every message that a user can see, by code. */
export const CATALOGUE = { ...syntax, ...names, ...gradients, ...memory, ...placement, ...simulation, ...tools, ...inputs, ...internal };

export type Code = keyof typeof CATALOGUE;

/** All codes, ascending. */
export const CODES = Object.keys(CATALOGUE).sort() as readonly Code[];

export function isCode(text: string): text is Code {
  return Object.hasOwn(CATALOGUE, text);
}
