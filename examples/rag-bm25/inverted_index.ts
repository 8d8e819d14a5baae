import { tokenize } from './tokenize.js';

/** Postings in the layout that `rag_bm25.mp` declares: term t has postings start[t] .. start[t + 1], documents ascending. */
export interface InvertedIndex {
  readonly terms: ReadonlyMap<string, number>;
  readonly start: Int32Array;
  readonly doc: Int32Array;
  readonly tf: Int32Array;
  /** Terms of each document. */
  readonly length: Int32Array;
}

export function buildIndex(documents: readonly string[]): InvertedIndex {
  const terms = new Map<string, number>();
  const postings: { doc: number; tf: number }[][] = [];
  const length = new Int32Array(documents.length);
  documents.forEach((text, doc) => {
    const tokens = tokenize(text);
    length[doc] = tokens.length;
    for (const token of tokens) {
      const term = terms.get(token) ?? terms.size;
      terms.set(token, term);
      const list = (postings[term] ??= []);
      const last = list.at(-1);
      if (last?.doc === doc) last.tf++;
      else list.push({ doc, tf: 1 });
    }
  });
  const start = new Int32Array(postings.length + 1);
  postings.forEach((list, term) => { start[term + 1] = (start[term] ?? 0) + list.length; });
  const all = postings.flat();
  return { terms, start, doc: Int32Array.from(all, (p) => p.doc), tf: Int32Array.from(all, (p) => p.tf), length };
}

/** Ids of the known terms of a query, each once, at most `limit`. Unknown words match nothing. */
export function queryTerms(index: InvertedIndex, query: string, limit: number): Int32Array {
  const ids = tokenize(query).map((word) => index.terms.get(word)).filter((id) => id !== undefined);
  return Int32Array.from([...new Set(ids)].slice(0, limit));
}
