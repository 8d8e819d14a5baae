import type { Value } from './graph.js';

/** Works out a value in the middle of the loops around it, how it grows with their turns, and where it jumps. */
export function evaluate(value: Value, depth: number, element: (index: number) => number): void {
  const [a, b, c] = value.args;
  const { slope } = value;
  if (!a) return;
  value.jumps = a.jumps | (b?.jumps ?? 0);
  switch (value.op) {
    case 'add': case 'sub': {
      const sign = value.op === 'add' ? 1 : -1;
      value.at = a.at + sign * (b?.at ?? 0);
      for (let d = 1; d <= depth; d++) slope[d] = (a.slope[d] ?? 0) + sign * (b?.slope[d] ?? 0);
      return;
    }
    case 'mul': {
      const [x, y] = [a.at, b?.at ?? 0];
      value.at = x * y;
      for (let d = 1; d <= depth; d++) slope[d] = (a.slope[d] ?? 0) * y + x * (b?.slope[d] ?? 0);
      return;
    }
    case 'div': case 'shr': {
      const by = value.op === 'div' ? b?.at ?? 1 : 2 ** (b?.at ?? 0);
      value.at = by === 0 ? 0 : Math.floor(a.at / by);
      for (let d = 1; d <= depth; d++) slope[d] = (a.slope[d] ?? 0) / Math.max(1, by);
      return;
    }
    case 'mod': case 'bitand': {
      const by = value.op === 'mod' ? b?.at ?? 1 : (b?.at ?? 0) + 1;
      value.at = by <= 0 ? 0 : a.at - by * Math.floor(a.at / by);
      for (let d = 1; d <= depth; d++) {
        const s = a.slope[d] ?? 0;
        slope[d] = Math.abs(s) < by ? s : s % by;
      }
      return;
    }
    case 'min': case 'max': {
      const first = b === undefined || (value.op === 'min' ? a.at <= b.at : a.at >= b.at);
      follow(value, first ? a : b, depth);
      return;
    }
    case 'select':
      value.jumps |= c?.jumps ?? 0;
      follow(value, a.at !== 0 ? b ?? a : c ?? a, depth);
      return;
    case 'lt': set(value, b !== undefined && a.at < b.at); return;
    case 'le': set(value, b !== undefined && a.at <= b.at); return;
    case 'eq': set(value, b !== undefined && a.at === b.at); return;
    case 'ne': set(value, b !== undefined && a.at !== b.at); return;
    case 'and': set(value, a.at !== 0 && b !== undefined && b.at !== 0); return;
    case 'or': set(value, a.at !== 0 || (b !== undefined && b.at !== 0)); return;
    case 'not': set(value, a.at === 0); return;
    case 'element': {
      value.at = element(a.at);
      value.jumps = a.jumps;
      for (let d = 1; d <= depth; d++) {
        const s = a.slope[d] ?? 0;
        const [next, later] = s === 0 ? [value.at, value.at] : [element(a.at + s), element(a.at + 2 * s)];
        const even = Math.abs(later - 2 * next + value.at) <= 1;
        slope[d] = even ? next - value.at : 0;
        if (!even) value.jumps |= 1 << d;
      }
      return;
    }
    case 'neg':
      value.at = -a.at;
      for (let d = 1; d <= depth; d++) slope[d] = -(a.slope[d] ?? 0);
      return;
    case 'floor':
      value.at = Math.floor(a.at);
      for (let d = 1; d <= depth; d++) slope[d] = a.slope[d] ?? 0;
      return;
    default:
      value.at = NaN;
  }
}

function follow(value: Value, chosen: Value, depth: number): void {
  value.at = chosen.at;
  for (let d = 1; d <= depth; d++) value.slope[d] = chosen.slope[d] ?? 0;
}

function set(value: Value, holds: boolean): void {
  value.at = holds ? 1 : 0;
  value.slope.fill(0);
}

