import type { Range } from './rows.js';

/** Two decimals, one from ten on. */
export function times(value: number): string {
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function rangeText([low, high]: Range): string {
  return times(low) === times(high) ? times(low) : `${times(low)}–${times(high)}`;
}

/** Ranges that notes give, where they disagree one after another. */
export function rangesText(ranges: readonly Range[] | undefined): string {
  return ranges ? ranges.map(rangeText).join(' or ') : '–';
}

/** `4K`, `1M`, `0.1M`. */
export function sizeText(value: number): string {
  if (value >= 1_048_576 && value % 1_048_576 === 0) return `${value / 1_048_576}M`;
  if (value >= 1024 && value % 1024 === 0) return `${value / 1024}K`;
  return value >= 100_000 ? `${value / 1e6}M` : String(value);
}

export function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function percent(share: number): string {
  return share < 0.005 ? '< 1 %' : `${Math.round(100 * share)} %`;
}
