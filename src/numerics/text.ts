/** Turns text into ids of words and back: a tokenizer, or a list of words. */
export interface Vocabulary {
  encode(text: string): Int32Array;
  decode(ids: ArrayLike<number>): string;
}

export interface WordVocabulary extends Vocabulary {
  /** Number of words; ids are below it. */
  readonly size: number;
}

export interface WordVocabularyOptions {
  /** A listed word that stands for all that are not listed. Without it they are dropped. */
  readonly unknown?: string;
}

/** Words, numbers, and words joined by `_`, `-` or an apostrophe. */
const WORD = /[\p{L}\p{N}_]+(?:['’-][\p{L}\p{N}_]+)*/gu;

/**
 * A vocabulary of whole words: the id of a word is its place in the list. Upper and lower case are the same.
 * Throws a `RangeError` if `unknown` is not in the list.
 */
export function wordVocabulary(words: Iterable<string>, options: WordVocabularyOptions = {}): WordVocabulary {
  const list = [...words];
  const ids = new Map<string, number>();
  list.forEach((word, id) => {
    const key = word.toLowerCase();
    if (!ids.has(key)) ids.set(key, id);
  });
  const unknown = options.unknown === undefined ? undefined : ids.get(options.unknown.toLowerCase());
  if (options.unknown !== undefined && unknown === undefined) throw new RangeError(`the vocabulary has no word ${options.unknown}`);
  return {
    size: list.length,
    encode: (text) => Int32Array.from((text.toLowerCase().match(WORD) ?? []).flatMap((word) => ids.get(word) ?? unknown ?? [])),
    decode: (of) => Array.from(of, (id) => list[id] ?? '').filter((word) => word !== '').join(' '),
  };
}

/** The words of a template, with the given ids in the places of `{name}`; -1, which is no entry, is left out. Throws a `RangeError` for a name that is not given. */
export function fillTemplate(
  template: string, given: Readonly<Record<string, ArrayLike<number>>>, vocabulary: Pick<Vocabulary, 'encode'>,
): Int32Array {
  const parts = template.split(/\{([A-Za-z_]\w*)\}/).map((part, i) => {
    if (i % 2 === 0) return part.trim() === '' ? [] : vocabulary.encode(part);
    const ids = Object.hasOwn(given, part) ? given[part] : undefined;
    if (!ids) throw new RangeError(`the template names {${part}}, which is not given`);
    return ids;
  });
  return Int32Array.from(parts.flatMap((part) => Array.from(part)).filter((id) => id >= 0));
}
