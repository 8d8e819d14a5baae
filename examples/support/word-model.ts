/**
 * A model of the next word, estimated from a text: absolute discounting, interpolated over contexts of 0 to 7 words
 * (Ney, Essen and Kneser 1994). A context of k words gives the fraction (count - discount) / total to each word that followed it;
 * what the discounts free goes to the context of k - 1 words, in the end to all words alike.
 */
const ORDER = 8;
/** By words of context. A long context is nearly certain to go on as it did: a model this small remembers, it does not generalise. */
const DISCOUNT = [0.75, 0.75, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1];

interface Followers { readonly words: readonly number[]; readonly counts: readonly number[]; readonly total: number; readonly discount: number }

/** Anything that gives probabilities of the next word, by word id; they sum to 1. */
export interface NextWord {
  distribution(context: ArrayLike<number>): Float64Array;
}

export class WordModel implements NextWord {
  /** Places of the text, sorted by the eight words that begin there. */
  private readonly order: Int32Array;
  private readonly single: Float64Array;

  /** `text`: word ids 1 .. words - 1. Word 0 never occurs and gets probability 0. */
  constructor(private readonly text: Int32Array, words: number) {
    this.order = sortedPlaces(text, words);
    this.single = this.singleWords(words);
  }

  distribution(context: ArrayLike<number>): Float64Array {
    const p = new Float64Array(this.single.length);
    let share = 1; // of the probability, left to shorter contexts
    for (const { words, counts, total, discount } of this.contexts(context)) {
      words.forEach((w, i) => { p[w]! += share * ((counts[i] ?? 0) - discount) / total; });
      share *= discount * words.length / total;
    }
    for (let w = 0; w < p.length; w++) p[w]! += share * this.single[w]!;
    return p;
  }

  /** What followed the last words of a context, the longest that occurred first. */
  private contexts(context: ArrayLike<number>): readonly Followers[] {
    const found: Followers[] = [];
    for (let length = 1; length < ORDER && length <= context.length; length++) {
      const followers = this.followers(context, length);
      if (followers.total === 0) break; // longer contexts did not occur either
      found.unshift(followers);
    }
    return found;
  }

  private singleWords(words: number): Float64Array {
    const counts = new Float64Array(words);
    for (const w of this.text) counts[w] = (counts[w] ?? 0) + 1;
    const [discount = 0] = DISCOUNT;
    const types = counts.reduce((n, c) => n + (c > 0 ? 1 : 0), 0);
    const total = Math.max(this.text.length, 1);
    const rest = this.text.length > 0 ? discount * types / total : 1;
    return counts.map((c, w) => (w === 0 ? 0 : Math.max(c - discount, 0) / total + rest / (words - 1)));
  }

  /** Words that came after the last `length` words of the context, and how often. */
  private followers(context: ArrayLike<number>, length: number): Followers {
    const begin = this.firstPlace(context, length, false);
    const end = this.firstPlace(context, length, true);
    const words: number[] = [];
    const counts: number[] = [];
    for (let i = begin; i < end; i++) {
      const next = this.text[(this.order[i] ?? 0) + length];
      if (next === undefined) continue; // the end of the text
      if (words.at(-1) === next) counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
      else { words.push(next); counts.push(1); }
    }
    return { words, counts, total: counts.reduce((a, b) => a + b, 0), discount: DISCOUNT[length] ?? 0 };
  }

  /** The first place in order whose words are not before (or, with `after`, are beyond) the context. */
  private firstPlace(context: ArrayLike<number>, length: number, after: boolean): number {
    let lo = 0;
    let hi = this.order.length;
    while (lo < hi) {
      const middle = (lo + hi) >> 1;
      const c = this.compare(this.order[middle] ?? 0, context, length);
      if (c < 0 || (after && c === 0)) lo = middle + 1;
      else hi = middle;
    }
    return lo;
  }

  private compare(place: number, context: ArrayLike<number>, length: number): number {
    for (let i = 0; i < length; i++) {
      const difference = (this.text[place + i] ?? 0) - (context[context.length - length + i] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  }
}

/** Radix sort, from the last of the eight words to the first; beyond the end of the text stands word 0. */
function sortedPlaces(text: Int32Array, words: number): Int32Array {
  let places = Int32Array.from(text, (_, i) => i);
  for (let offset = ORDER - 1; offset >= 0; offset--) {
    const begin = new Int32Array(words + 1);
    for (const place of places) begin[(text[place + offset] ?? 0) + 1]! += 1;
    for (let w = 0; w < words; w++) begin[w + 1]! += begin[w] ?? 0;
    const sorted = new Int32Array(places.length);
    for (const place of places) {
      const w = text[place + offset] ?? 0;
      sorted[begin[w] ?? 0] = place;
      begin[w]! += 1;
    }
    places = sorted;
  }
  return places;
}

/** `share` of the second, the rest of the first: how a model reads a text that stands in its prompt. */
export function mixture(first: NextWord, second: NextWord, share: number): NextWord {
  return {
    distribution(context) {
      const [p, other] = [first.distribution(context), second.distribution(context)];
      for (let w = 0; w < p.length; w++) p[w] = (1 - share) * p[w]! + share * (other[w] ?? 0);
      return p;
    },
  };
}
