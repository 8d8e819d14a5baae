/** A column: its heading, and whether its cells stand at the right. */
export interface Column { readonly title: string; readonly right?: boolean; readonly limit?: number }

/** Widest line of a report. */
export const WIDTH = 110;

/** Cells under headings, aligned, two spaces between columns. Cells longer than their limit end in `…`. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cut = (cell: string, { limit = 48 }: Column): string => (cell.length > limit ? `${cell.slice(0, limit - 1)}…` : cell);
  const cells = [columns.map((c) => c.title), ...rows.map((row) => columns.map((c, i) => cut(row[i] ?? '', c)))];
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string => row.map((cell, i) => {
    const width = widths[i] ?? 0;
    return columns[i]?.right ? cell.padStart(width) : cell.padEnd(width);
  }).join('  ').trimEnd();
  const [head = [], ...body] = cells;
  return [line(head), widths.map((w) => '─'.repeat(w)).join('  '), ...body.map(line)].join('\n');
}

/** Text broken between words to the width of a report; later lines are indented. */
export function wrap(text: string, indent = '  ', width = WIDTH): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}

const SCALES: readonly (readonly [number, string])[] = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

/** `16.4 k`, `2.17 G`; units follow. */
export function quantity(value: number): string {
  const [scale, prefix] = SCALES.find(([s]) => Math.abs(value) >= s) ?? [1, ''];
  const scaled = value / scale;
  const text = Number.isInteger(scaled) && scaled < 1000 ? String(scaled) : scaled.toPrecision(3);
  return `${text} ${prefix}`;
}
