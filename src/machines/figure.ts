import { z } from 'zod';
import { convert, unitsLike, type Unit } from './units.js';

/** How well a figure is founded, best first. */
export const GRADES = ['measured', 'vendor', 'derived', 'assumed'] as const;
export type Grade = (typeof GRADES)[number];

/** One number of a device or a link, in the unit that costs are computed in. */
export interface Figure {
  readonly value: number;
  readonly unit: string;
  /** Where the number comes from, in words. */
  readonly source: string;
  readonly grade: Grade;
}

interface Limits {
  /** Zero is allowed. */
  readonly zero?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Of things that do not come in parts. */
  readonly whole?: boolean;
}

/** Words; a schema for editors knows no trimming. */
export const text = () => z.string().trim().min(1).meta({ pattern: '\\S' });

function givenIn(unit: Unit, limits: Limits) {
  const number = limits.whole ? z.int() : z.number();
  return z.strictObject({
    value: limits.min !== undefined ? number.min(limits.min) : limits.zero ? number.nonnegative() : number.positive(),
    // Counts have no unit; only parts of a whole may be percentages.
    unit: z.enum(unit === '1' && limits.max !== 1 ? [unit] : unitsLike(unit)),
    source: text(),
    grade: z.enum(GRADES),
  });
}

/** Figures of one unit share a schema: zod compiles each one when it is first used. */
const GIVEN = new Map<string, ReturnType<typeof givenIn>>();

/** A figure that a file may give in any unit of the dimension. Loading turns it into `unit`. `describe` is what editors show. */
export function figure(unit: Unit, describe: string, limits: Limits = {}) {
  const key = `${unit} ${limits.zero === true} ${limits.whole === true} ${limits.min} ${limits.max}`;
  const given = GIVEN.get(key) ?? givenIn(unit, limits);
  GIVEN.set(key, given);
  return given.transform((f, context): Figure => {
    const value = convert(f.value, f.unit, unit) ?? f.value;
    const { max = Number.MAX_VALUE } = limits;
    if (value > max) {
      context.addIssue({ code: 'too_big', origin: 'number', maximum: max, inclusive: true, input: value, path: ['value'] });
    } else if (value === 0 && f.value !== 0) {
      context.addIssue({ code: 'too_small', origin: 'number', minimum: 0, inclusive: false, input: value, path: ['value'] });
    }
    return { value, unit, source: f.source, grade: f.grade };
  }).describe(describe);
}

/** A part of a whole, between 0 and 1. */
export function share(describe: string) {
  return figure('1', describe, { max: 1 });
}

/** Rows must ascend in one of their figures, for interpolation. */
export function ascending<Row>(of: (row: Row) => number | undefined, name: string) {
  return (rows: readonly Row[], context: z.RefinementCtx): void => {
    rows.forEach((row, i) => {
      const [before, now] = [i > 0 ? of(rows[i - 1] ?? row) : undefined, of(row)];
      if (before !== undefined && now !== undefined && now <= before) {
        context.addIssue({ code: 'custom', params: { finding: 'ascending', before, now }, path: [i, name], message: 'sizes must ascend' });
      }
    });
  };
}

export function isFigure(value: unknown): value is Figure {
  return typeof value === 'object' && value !== null && 'value' in value && 'unit' in value && 'grade' in value && 'source' in value;
}
