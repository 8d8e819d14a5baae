import type { Corpus } from './corpus.js';
import type { Gloss } from './wordnet.js';

/** Questions whose results are shown; of more only the conclusion is. */
export const SHOWN = 5;

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** One line about a gloss that was found: `  5.57  honey: a sweet yellow liquid produced by bees`. */
export function showGloss(score: string, gloss: Gloss | undefined): void {
  console.log(cut(`  ${score}  ${gloss?.words.slice(0, 3).join(', ') ?? ''}: ${gloss?.text ?? ''}`, 120));
}

/** A stretch of an answer, and what was looked up to write it. */
export interface Part {
  readonly text: string;
  /** Whether passages were wanted. */
  readonly unsure: boolean;
  readonly query: string;
  readonly found: readonly number[];
}

/** A question, and for each part of its answer what was looked up and what was written. */
export function showAnswer(question: string, parts: readonly Part[], { glosses }: Corpus): void {
  console.log(`${question}?`);
  for (const { text, unsure, query, found } of parts) {
    const [written, asked] = [withoutEnd(text), withoutEnd(query)];
    if (written === '' && asked === '') continue; // only the end of the answer
    const titles = found.map((d) => glosses[d]?.words[0] ?? '').join(', ') || 'nothing';
    if (unsure) console.log(`  asks         "${cut(asked, 60)}", finds ${titles}`);
    console.log(cut(`  ${unsure ? 'with these   ' : 'from memory  '}${written || '(the answer ends)'}`, 120));
  }
}

const withoutEnd = (text: string): string => text.replace('<end>', '').trim();
