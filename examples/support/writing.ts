import { END } from './vocabulary.js';
import type { NextWord } from './word-model.js';

export interface Written {
  readonly words: Int32Array;
  /** Probability of each word, when it was written. */
  readonly chance: Float32Array;
}

/** Whether the text would then hold three words in a row that it holds already. */
function repeats(text: readonly number[], word: number): boolean {
  const [a, b] = [text.at(-2), text.at(-1)];
  return text.some((w, i) => i + 2 < text.length && w === a && text[i + 1] === b && text[i + 2] === word);
}

/** The likeliest word; one that repeats what was `written` is passed over. */
export function likeliest(chances: ArrayLike<number>, written: readonly number[]): number {
  let best = END;
  for (let w = 1; w < chances.length; w++) if (chances[w]! > chances[best]! && !repeats(written, w)) best = w;
  return best;
}

/** Goes on with `text`, always with the likeliest word, for at most `most` words, up to and with the first of `ends`. */
export function write(model: NextWord, text: ArrayLike<number>, most: number, ends: readonly number[] = [END]): Written {
  const words: number[] = [];
  const chance: number[] = [];
  const all = Array.from(text);
  while (words.length < most) {
    const chances = model.distribution(all);
    const next = likeliest(chances, words);
    words.push(next);
    all.push(next);
    chance.push(chances[next] ?? 0);
    if (ends.includes(next)) break;
  }
  return { words: Int32Array.from(words), chance: Float32Array.from(chance) };
}
