import type { Diagnostic, Severity, Span } from './diagnostic.js';

type Paint = (text: string) => string;

/** What a terminal can do; picocolors fits. */
export interface Colours { readonly bold: Paint; readonly red: Paint; readonly yellow: Paint; readonly cyan: Paint; readonly blue: Paint; readonly green: Paint }

const PLAIN: Colours = { bold: String, red: String, yellow: String, cyan: String, blue: String, green: String };
const TAB = 4;
/** Characters of a line shown at most, about. */
const LONGEST = 160;

interface Label { readonly span: Span; readonly text: string; readonly mark: '^' | '-' }
interface Place { readonly line: number; readonly column: number; readonly text: string; readonly from: number; readonly to: number }

/** All diagnostics, an empty line between two. `texts` maps file names to their contents. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], texts: ReadonlyMap<string, string>, colours: Colours = PLAIN): string {
  return diagnostics.map((d) => renderDiagnostic(d, texts, colours)).join('\n\n');
}

/** Heading, source lines with every labelled span, hint. */
export function renderDiagnostic(diagnostic: Diagnostic, texts: ReadonlyMap<string, string>, colours: Colours = PLAIN): string {
  const paint = severityPaint(diagnostic.severity, colours);
  const lines = [`${paint(`${diagnostic.severity}[${diagnostic.code}]`)}${colours.bold(`: ${diagnostic.message}`)}`];
  const labels: Label[] = [
    ...(diagnostic.span ? [{ span: diagnostic.span, text: '', mark: '^' as const }] : []),
    ...diagnostic.related.map((r) => ({ span: r.span, text: r.message, mark: '-' as const })),
  ];
  const files = [...new Set(labels.map((l) => l.span.file))];
  const width = Math.max(1, ...labels.map((l) => String(placeOf(l.span, texts)?.line ?? 1).length));
  const gutter = ' '.repeat(width);
  for (const [i, file] of files.entries()) {
    const own = labels.filter((l) => l.span.file === file);
    const first = own[0] && placeOf(own[0].span, texts);
    lines.push(`${gutter}${colours.blue(i === 0 ? '-->' : ':::')} ${file}${first ? `:${first.line}:${first.column}` : ''}`);
    lines.push(...snippet(own, texts, width, colours, paint));
  }
  if (diagnostic.hint !== undefined) lines.push(`${gutter} ${colours.blue('=')} ${colours.green('help')}: ${diagnostic.hint}`);
  return lines.join('\n');
}

function severityPaint(severity: Severity, colours: Colours): Paint {
  const colour = severity === 'error' ? colours.red : severity === 'note' ? colours.cyan : colours.yellow;
  return (text) => colours.bold(colour(text));
}

function snippet(labels: readonly Label[], texts: ReadonlyMap<string, string>, width: number, colours: Colours, paint: Paint): readonly string[] {
  const placed = labels.flatMap((label) => {
    const place = placeOf(label.span, texts);
    return place ? [{ label, place }] : [];
  });
  if (placed.length === 0) return [];
  const bar = colours.blue('|');
  const out = [`${' '.repeat(width)} ${bar}`];
  const numbers = [...new Set(placed.map((p) => p.place.line))].sort((a, b) => a - b);
  let previous = 0;
  for (const number of numbers) {
    const here = placed.filter((p) => p.place.line === number).sort((a, b) => a.place.from - b.place.from);
    const { text, skipped } = clip(here[0]?.place.text ?? '', here.map((p) => p.place));
    if (previous > 0 && number > previous + 1) out.push(colours.blue('...'));
    out.push(`${colours.blue(String(number).padStart(width))} ${bar} ${expand(text)}`.trimEnd());
    for (const { label, place } of here) {
      const start = displayWidth(text.slice(0, Math.max(0, place.from - skipped)));
      const length = Math.max(1, displayWidth(text.slice(0, Math.max(0, place.to - skipped))) - start);
      const marks = label.mark.repeat(length);
      const colour = label.mark === '^' ? paint : colours.blue;
      out.push(`${' '.repeat(width)} ${bar} ${' '.repeat(start)}${colour(label.text ? `${marks} ${label.text}` : marks)}`);
    }
    previous = number;
  }
  return out;
}

/** The part of a very long line that shows the labels, and how many characters before it are left out. */
function clip(text: string, places: readonly Place[]): { readonly text: string; readonly skipped: number } {
  if (text.length <= LONGEST) return { text, skipped: 0 };
  const from = Math.max(0, Math.min(...places.map((p) => p.from)) - LONGEST / 2);
  const to = Math.min(text.length, Math.max(from + LONGEST, Math.min(from + 2 * LONGEST, ...places.map((p) => p.to + 10))));
  return { text: `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`, skipped: from > 0 ? from - 1 : 0 };
}

function placeOf(span: Span, texts: ReadonlyMap<string, string>): Place | undefined {
  const text = texts.get(span.file);
  if (text === undefined) return undefined;
  const start = Math.min(Math.max(0, span.start), text.length);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', start);
  const lineEnd = next < 0 ? text.length : next;
  const line = text.slice(lineStart, lineEnd).replace(/\r$/, '');
  const from = start - lineStart;
  return {
    line: text.slice(0, lineStart).split('\n').length,
    column: from + 1,
    text: line,
    from,
    to: Math.min(line.length, Math.max(from, Math.min(span.end, lineEnd) - lineStart)),
  };
}

/** Tabs as spaces up to the next stop. */
function expand(text: string): string {
  let out = '';
  for (const char of text) out += char === '\t' ? ' '.repeat(TAB - (displayWidth(out) % TAB)) : char;
  return out;
}

/** Columns on a terminal: tabs go to the next stop, East Asian wide characters take two, combining marks none. */
function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) {
    if (char === '\t') width += TAB - (width % TAB);
    else if (/\p{Mark}/u.test(char)) continue;
    else width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(char) ? 2 : 1;
  }
  return width;
}
