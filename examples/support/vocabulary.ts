/** Fills tensors of words up to their width; text has none of it. */
export const FILL = 0;
/** Ends a sentence. */
export const STOP = 1;
/** Ends a text. */
export const END = 2;
/** Any word that the vocabulary lacks. */
export const UNKNOWN = 3;
/** Stands between a word and its definition. */
export const COLON = 4;

const SPECIAL = ['', '.', '<end>', '<unknown>', ':'];
const WORD = /<end>|<unknown>|[\p{L}\p{N}]+|[.:;?!]/gu;

/** Words of a text: lower case, sentences end with a full stop, other punctuation is left out. */
function split(text: string): readonly string[] {
  return (text.toLowerCase().match(WORD) ?? []).map((w) => (w === ';' || w === '?' || w === '!' ? '.' : w));
}

/** Words and their ids. What the runtime needs to fill in templates. */
export class Vocabulary {
  private readonly ids: ReadonlyMap<string, number>;

  private constructor(private readonly words: readonly string[]) {
    this.ids = new Map(words.map((word, id) => [word, id]));
  }

  /** All words of the texts, in the order in which they come. */
  static of(texts: Iterable<string>): Vocabulary {
    const found = new Set<string>(SPECIAL);
    for (const text of texts) for (const word of split(text)) found.add(word);
    return new Vocabulary([...found]);
  }

  get size(): number {
    return this.words.length;
  }

  word(id: number): string {
    return this.words[id] ?? '';
  }

  encode(text: string): Int32Array {
    return Int32Array.from(split(text), (word) => this.ids.get(word) ?? UNKNOWN);
  }

  decode(ids: ArrayLike<number>): string {
    return Array.from(ids, (id) => this.word(id)).filter((word) => word !== '').join(' ');
  }
}
