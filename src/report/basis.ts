import { timeText, type Basis, type Placement, type Rival } from '../partitioner/index.js';
import { figureTable, gradeCounts, gradesText, valueText } from './machines.js';
import { table, wrap } from './table.js';
import { percentText } from './text.js';

const MOST = 6;

/** The figures on which a prediction hangs most, and how all of them are founded. */
export function renderBasis({ figures, calibration, solver, gap, shortfalls }: Placement, basis: Basis | undefined, all: boolean): string {
  const counts = `Predicted from ${figures.length} figures of the machine: ${gradesText(gradeCounts(figures))}${calibration === undefined ? '' : `; calibrated by ${calibration}`}. `
    + `Steps run one after another.${gap === 0 && shortfalls.length === 0 ? ` No placement is better: ${solver}, exact.` : ''}`;
  const parts = [
    ...basis && basis.sensitive.length > 0 ? [table(
      [{ title: 'figure to measure first', limit: 44 }, { title: 'value', right: true, limit: 16 }, { title: 'grade' }, { title: 'a tenth worse', right: true }],
      basis.sensitive.slice(0, MOST).map((f) => [`${f.of} ${f.name}`, valueText(f), f.grade, `+${percentText(f.slower)} time`]),
    )] : [],
    wrap(counts),
    ...all ? [figureTable(figures)] : [],
  ];
  return parts.join('\n\n');
}

const MOST_RIVAL = 4;

/** What would have to be different for the best placement that lost to win. */
export function renderRival({ candidate, breakEvens }: Rival): string {
  const name = `${candidate.name} (${timeText(candidate.microseconds)})`;
  if (breakEvens.length === 0) return wrap(`No single figure of the machine decides: ${name} loses even where one of them is eight times as good or as bad.`);
  return `${wrap(`${name} would win with one of these changed:`)}\n${table(
    [{ title: 'figure', limit: 44 }, { title: 'now', right: true, limit: 16 }, { title: 'wins at', right: true }, { title: 'grade' }],
    breakEvens.slice(0, MOST_RIVAL).map((f) => [`${f.of} ${f.name}`, valueText(f), valueText({ value: Number(f.at.toPrecision(3)), unit: f.unit }), f.grade]),
  )}`;
}
