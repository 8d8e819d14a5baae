import { CATALOGUE, type Code } from './catalogue.js';
import type { Message } from './message.js';

/** The long form of a message, for `mpc explain MPC2001`. */
export function explainCode(code: Code): string {
  const entry: Message = CATALOGUE[code];
  const example = entry.example ? `\nFor example:\n\n${entry.example.trim().split('\n').map((line) => `    ${line}`).join('\n')}\n` : '';
  return `${code} (${entry.severity}): ${entry.message}\n\n${entry.explanation}\n${example}\nWhat to do: ${entry.fix}\n`;
}
