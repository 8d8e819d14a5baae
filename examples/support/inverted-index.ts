import { tokenize } from './tokenize.js';

/** Postings in the layout that the methods with BM25 declare: term t has postings start[t] .. start[t + 1], documents ascending. */
export interface Postings {
  readonly start: Int32Array;
  readonly doc: Int32Array;
  readonly tf: Int32Array;
  /** Terms of each document. */
  readonly length: Int32Array;
}

export interface InvertedIndex extends Postings {
  readonly terms: ReadonlyMap<string, number>;
}

/** Of documents that are lists of term ids 0 .. terms - 1. */
export function postingsOf(documents: readonly ArrayLike<number>[], terms: number): Postings {
  const lists: { doc: number; tf: number }[][] = Array.from({ length: terms }, () => []);
  documents.forEach((words, doc) => {
    for (const term of Array.from(words)) {
      const list = lists[term];
      const last = list?.at(-1);
      if (last?.doc === doc) last.tf++;
      else list?.push({ doc, tf: 1 });
    }
  });
  const start = new Int32Array(terms + 1);
  lists.forEach((list, term) => { start[term + 1] = (start[term] ?? 0) + list.length; });
  const all = lists.flat();
  return {
    start, doc: Int32Array.from(all, (p) => p.doc), tf: Int32Array.from(all, (p) => p.tf), length: Int32Array.from(documents, (d) => d.length),
  };
}

export function buildIndex(documents: readonly string[]): InvertedIndex {
  const terms = new Map<string, number>();
  const ids = documents.map((text) => tokenize(text).map((token) => {
    const term = terms.get(token) ?? terms.size;
    terms.set(token, term);
    return term;
  }));
  return { terms, ...postingsOf(ids, terms.size) };
}

/** Ids of the known terms of a query, each once, at most `limit`. Unknown words match nothing. */
export function queryTerms(index: InvertedIndex, query: string, limit: number): Int32Array {
  const ids = tokenize(query).map((word) => index.terms.get(word)).filter((id) => id !== undefined);
  return Int32Array.from([...new Set(ids)].slice(0, limit));
}
