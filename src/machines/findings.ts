import { z } from 'zod';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report, suggest } from '../diagnostics/index.js';
import { isRecord } from './json.js';
import { dimensionOf, UNITS } from './units.js';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A parsed value, or one coded finding for each thing wrong. */
export interface Loaded<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** `did you mean …?` where a known name is close. */
export function meant(name: string, known: Iterable<string>): { readonly hint?: string } {
  const near = suggest(name, known);
  return near === undefined ? {} : { hint: `did you mean \`${near}\`?` };
}

/** Checks JSON against a schema. `at`: where it stands in the file. */
export function check<T>(schema: z.ZodType<T>, json: unknown, file: string, at: Path = []): Loaded<T> {
  // Files are few: compiling a check for each part of the schema would take longer than the checks.
  const parsed = schema.safeParse(json, { jitless: true });
  if (parsed.success) return { value: parsed.data, diagnostics: [] };
  const seen = new Set<string>();
  return {
    diagnostics: parsed.error.issues.flatMap((issue) => findingsOf(issue, { schema, json, file, at }, [])).filter(({ code, message }) => {
      const fresh = !seen.has(`${code} ${message}`);
      seen.add(`${code} ${message}`);
      return fresh;
    }),
  };
}

interface Source { readonly schema: z.ZodType; readonly json: unknown; readonly file: string; readonly at: Path }

function findingsOf(issue: Issue, source: Source, prefix: Path): readonly Diagnostic[] {
  const { file, json } = source;
  const path = [...prefix, ...issue.path];
  const value = valueAt(json, path);
  const name = (of: Path): string => [...source.at, ...of].map(String).join('.') || 'the file';
  // What is wrong with a part of a figure is wrong with the figure.
  const last = path[path.length - 1];
  const figure = value !== undefined && (last === 'value' || last === 'unit') ? name(path.slice(0, -1)) : name(path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => report('MPC4001', { file, figure: name([...path, key]) }, undefined, meant(key, vocabulary(source.schema))));
    case 'too_small':
      return typeof value === 'number'
        ? [report('MPC4002', { file, figure, value: quantity(json, path, value) })]
        : [report('MPC4004', { file, figure, problem: Number(issue.minimum) > 1 ? `it has fewer than ${issue.minimum} entries` : 'it is empty' })];
    case 'too_big': return [report('MPC4007', { file, figure, value: quantity(json, path, value), max: String(issue.maximum) })];
    case 'invalid_union': {
      if (value === undefined) return [report('MPC4003', { file, figure })];
      // The alternative that got furthest says most.
      const found = issue.errors.filter((e) => e.length > 0).sort((a, b) => depth(b) - depth(a))[0];
      if (found && typeof value === 'object') return found.flatMap((inner) => findingsOf(inner, source, path));
      return [report('MPC4004', { file, figure, problem: 'note' in issue ? `unknown ${String(last)} ${JSON.stringify(value)}` : issue.message })];
    }
    case 'invalid_value':
      if (last === 'unit' && typeof value === 'string') return [unitFinding(file, figure, value, issue.values.map(String))];
      break;
    case 'invalid_key':
      return [report('MPC4004', { file, figure, problem: last === 'link' ? 'the id `link` is kept for links' : 'an id is a letter, followed by letters, digits, `-` and `_`' })];
    case 'custom':
      if (issue.params?.['finding'] === 'ascending') {
        return [report('MPC4010', { file, figure, before: String(issue.params['before']), now: String(issue.params['now']) })];
      }
      break;
    default:
  }
  if (value === undefined && path.length > 0) return [report('MPC4003', { file, figure })];
  const wanted = issue.code === 'invalid_type' && issue.expected === 'object' && typeof value === 'number'
    ? { hint: 'a figure is an object: { "value": …, "unit": …, "source": …, "grade": … }' } : {};
  return [report('MPC4004', { file, figure, problem: problemOf(issue) }, undefined, wanted)];
}

function problemOf(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.expected === 'int') return 'a whole number is expected';
  const text = issue.message.replace(/^Invalid (input|option): /, '');
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A unit that no figure has, or that measures something else. */
export function unitFinding(file: string, figure: string, unit: string, allowed: readonly string[]): Diagnostic {
  const found = dimensionOf(unit);
  const wanted = allowed.length === 1 && allowed[0] === '1' ? 'a count' : dimensionOf(allowed[0] ?? '') ?? 'something else';
  if (found === undefined) {
    const written = unit.trim().toLowerCase();
    // Keyboards have two letters that look like the sign for a millionth.
    const near = allowed.includes('us') && /^[\u00B5\u03BC]s$/.test(written) ? 'us' : UNITS.find((u) => u.toLowerCase() === written && allowed.includes(u));
    if (unit === '') return report('MPC4008', { file, figure, unit, allowed: allowed.join(', ') }, undefined, { hint: 'write the unit after the number' });
    const hint = near === undefined ? meant(unit, allowed) : { hint: `did you mean \`${near}\`?` };
    return report('MPC4008', { file, figure, unit, allowed: allowed.join(', ') }, undefined, hint);
  }
  return report('MPC4009', { file, figure, unit, found, wanted, allowed: allowed.join(', ') });
}

function quantity(json: unknown, path: Path, value: unknown): string {
  const unit = valueAt(json, [...path.slice(0, -1), 'unit']);
  return typeof unit === 'string' && unit !== '1' ? `${String(value)} ${unit}` : String(value);
}

function depth(issues: readonly Issue[]): number {
  return Math.max(...issues.map((i) => i.path.length));
}

function valueAt(json: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), json);
}

const VOCABULARIES = new WeakMap<z.ZodType, ReadonlySet<string>>();

/** Every name that a schema knows, for suggestions. */
export function vocabulary(schema: z.ZodType): ReadonlySet<string> {
  const known = VOCABULARIES.get(schema);
  if (known) return known;
  const names = new Set<string>();
  VOCABULARIES.set(schema, names);
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (!isRecord(node)) return;
    for (const [key, inner] of Object.entries(node)) {
      if (key === 'properties' && isRecord(inner)) Object.keys(inner).forEach((name) => names.add(name));
      visit(inner);
    }
  };
  visit(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  return names;
}
