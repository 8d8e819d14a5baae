import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report } from '../diagnostics/index.js';
import type { Loaded } from './findings.js';
import type { Machine } from './machine.js';
import { withOwnNames } from './names.js';
import { setFigure } from './set-figure.js';

/** `u55c.clock` and `300MHz`: a device (its id or its name) or `link.<from>.<to>`, the path of a figure, and its new value. */
export interface Override {
  readonly path: string;
  readonly text: string;
}

/**
 * A machine with figures changed. A value without a unit is in the unit of the figure. `label` becomes the source of what is set, with the
 * grade `assumed`. Unknown paths and units and impossible values are coded errors; the machine is undefined then.
 */
export function applyOverrides(machine: Machine, overrides: readonly Override[], label: string): Loaded<Machine> {
  const diagnostics: Diagnostic[] = [];
  let changed = machine;
  for (const { path, text } of overrides) {
    const file = `${path}=${text}`;
    const quantity = parseQuantity(text);
    if (!quantity) {
      diagnostics.push(report('MPC4018', { path, text }));
      continue;
    }
    const set = setFigure(changed, path.trim().split('.'), (unit) => ({
      value: quantity.value, unit: quantity.unit ?? unit ?? '', source: label, grade: 'assumed',
    }), file);
    diagnostics.push(...set.diagnostics);
    changed = set.value ?? changed;
  }
  return diagnostics.length > 0 ? { diagnostics } : { value: withOwnNames(changed), diagnostics };
}

/** `300MHz`, `1.2 TB/s`, `60%`, `5e3`: a number and perhaps a unit. */
function parseQuantity(text: string): { readonly value: number; readonly unit?: string } | undefined {
  const match = /^([+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)\s*(\S+)?$/i.exec(text.trim());
  const [, digits = '', unit] = match ?? [];
  const value = Number(digits.replaceAll('_', ''));
  if (!match || !Number.isFinite(value)) return undefined;
  return { value, ...unit === undefined ? {} : { unit: unit.replace('\u03BC', '\u00B5') } };
}
