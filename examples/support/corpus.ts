import type { TensorData } from 'mpc/runtime';
import { postingsOf, type Postings } from './inverted-index.js';
import { ints } from './tensors.js';
import { isStopWord } from './tokenize.js';
import { COLON, Vocabulary } from './vocabulary.js';
import { readGlosses, type Gloss } from './wordnet.js';
import { mixture, WordModel, type NextWord } from './word-model.js';

/** WordNet as text to search and to write from: one passage for each meaning, `violin : bowed stringed instrument … . <end>`. */
export interface Corpus {
  readonly glosses: readonly Gloss[];
  readonly vocabulary: Vocabulary;
  readonly passages: readonly Int32Array[];
  /** For BM25: terms are words of the vocabulary; stop words and words that ask have no postings. */
  readonly postings: Postings;
  /** For each word, whether it is a noun, a verb, an adjective or a number, and no such word. */
  readonly content: Uint8Array;
}

/** Takes one gloss of every `oneOf`; all of them for 1. */
export function readCorpus(oneOf = 1): Corpus {
  const withContent = readGlosses(['noun', 'verb', 'adj'], oneOf);
  const glosses = [...withContent, ...readGlosses(['adv'], oneOf)];
  const texts = glosses.map((g) => `${g.words[0] ?? ''} : ${g.text} . <end>`.replace(/[.;]\s*\./g, '.'));
  const vocabulary = Vocabulary.of([...texts, ...PROMPTS]);
  const passages = texts.map((t) => vocabulary.encode(t));

  const lemmas = new Set(withContent.flatMap((g) => g.words).flatMap((w) => w.toLowerCase().split(/[^\p{L}\p{N}]+/u)));
  const isTerm = (id: number): boolean => id > COLON && !isStopWord(vocabulary.word(id)) && !ASKING.has(vocabulary.word(id));
  const content = Uint8Array.from({ length: vocabulary.size }, (_, id) => {
    const word = vocabulary.word(id);
    return isTerm(id) && (lemmas.has(word) || /^\p{N}+$/u.test(word)) ? 1 : 0;
  });
  return { glosses, vocabulary, passages, postings: postingsOf(passages.map((p) => searched(p).filter(isTerm)), vocabulary.size), content };
}

/** What is indexed: the title, which stands before the colon, counts three times. */
function searched(passage: Int32Array): Int32Array {
  const title = passage.subarray(0, passage.indexOf(COLON));
  return joined([title, title, passage]);
}

/** Words of questions and templates, so that the vocabulary has them. */
const PROMPTS = ['what is a an the who where when does mean', 'problem : memory : section : updated memory : answer :'];

/** Words that only make a question of what is asked. */
const ASKING = new Set(['what', 'which', 'who', 'where', 'when', 'how', 'does', 'have', 'from']);

/** A model that has read every second passage: about the others it knows nothing. */
export function closedBookModel({ passages, vocabulary }: Corpus): WordModel {
  return new WordModel(joined(passages.filter((_, i) => i % 2 === 0)), vocabulary.size);
}

/** The same model with passages in its prompt: it writes from them as it writes from what it knows. */
export function withPassages(model: NextWord, corpus: Corpus, found: ArrayLike<number>): NextWord {
  if (found.length === 0) return model;
  const texts = Array.from(found, (doc) => corpus.passages[doc] ?? new Int32Array());
  return mixture(model, new WordModel(joined(texts), corpus.vocabulary.size), 0.6);
}

export function joined(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The static memories of a method with BM25. */
export function postingTensors({ start, doc, tf, length }: Postings): Record<'start' | 'doc' | 'tf' | 'length', TensorData> {
  return { start: ints(start), doc: ints(doc), tf: ints(tf), length: ints(length) };
}
