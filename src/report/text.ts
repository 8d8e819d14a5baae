/** `83.1 mJ`, `1.20 J`, `7.63 kJ` */
export function energyText(millijoules: number): string {
  if (!Number.isFinite(millijoules)) return '-';
  const [value, unit] = millijoules < 1e3 ? [millijoules, 'mJ'] : millijoules < 1e6 ? [millijoules / 1e3, 'J'] : [millijoules / 1e6, 'kJ'];
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`;
}

/** `41,216` */
export function countText(value: number): string {
  return Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `7 %`; `less than 1 %` rather than none. */
export function percentText(part: number): string {
  return part > 0 && part < 0.005 ? 'less than 1 %' : `${(100 * part).toFixed(0)} %`;
}

/** `+12 %`, `-3.4 %`, `5.2x`, `unchanged` */
export function changeText(before: number, after: number): string {
  const change = after / before - 1;
  if (before === after || Math.abs(change) < 5e-4) return 'unchanged';
  if (change > 2) return timesText(after / before);
  const percent = Math.abs(100 * change);
  return `${change > 0 ? '+' : '-'}${percent >= 10 ? percent.toFixed(0) : percent.toPrecision(2)} %`;
}

/** `1.5x` */
export function timesText(ratio: number): string {
  return `${ratio >= 100 ? ratio.toFixed(0) : ratio < 1.05 && ratio > 0.95 ? ratio.toFixed(2) : ratio.toPrecision(ratio >= 10 ? 3 : 2)}x`;
}

/** `a`, `a and b`, `a, b and c` */
export function listText(items: readonly string[], last = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${items[items.length - 1] ?? ''}`;
}
