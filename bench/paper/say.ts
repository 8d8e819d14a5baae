import { sizeText, times } from './text.js';

/** A figure of a sentence: computed, or quoted from a source. Sentences have no other digits. */
export interface Figure { readonly text: string }

/** A name with digits, or a figure of a source that the sentence names. */
export const quoted = (text: string): Figure => ({ text });

export const us = (microseconds: number): Figure => {
  const [value, unit] = microseconds >= 1e6 ? [microseconds / 1e6, 's'] : microseconds >= 1e3 ? [microseconds / 1e3, 'ms'] : [microseconds, 'µs'];
  return { text: `${value >= 100 ? Math.round(value) : Number(value.toPrecision(2))} ${unit}` };
};
export const factor = (value: number): Figure => ({ text: `${times(value)}×` });
export const share = (value: number): Figure => ({ text: value > 0 && value < 0.01 ? `${(100 * value).toPrecision(1)} %` : `${Math.round(100 * value)} %` });
export const bytes = (value: number): Figure => ({ text: value >= 1e9 ? `${(value / 1e9).toPrecision(2)} GB` : value >= 1e6 ? `${Number((value / 1e6).toPrecision(2))} MB` : `${Math.round(value / 1e3)} KB` });
export const count = (value: number): Figure => ({ text: value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 }).replace(/,/g, ' ') });
export const joules = (value: number): Figure => ({ text: value >= 1e3 ? `${(value / 1e3).toFixed(1)} kJ` : `${value.toPrecision(2)} J` });
export const watts = (value: number): Figure => ({ text: `${value} W` });
export const size = (value: number): Figure => ({ text: sizeText(value) });

/** `4K, 16K and 64K`; `no size` for none. */
export function sizes(values: readonly number[]): Figure {
  const texts = values.map(sizeText);
  return { text: texts.length === 0 ? 'no size' : texts.length === 1 ? texts[0] ?? '' : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1) ?? ''}` };
}

/** A sentence. A digit between its figures would be one that nothing checks, and is an error. */
export function say(parts: TemplateStringsArray, ...figures: readonly (Figure | string)[]): string {
  const typed = parts.find((part) => /\d/.test(part));
  if (typed !== undefined) throw new RangeError(`a figure is typed into a sentence: ${typed}`);
  return parts.map((part, i) => part + textOf(figures[i])).join('');
}

function textOf(figure: Figure | string | undefined): string {
  return figure === undefined ? '' : typeof figure === 'string' ? figure : figure.text;
}
