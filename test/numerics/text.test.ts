import { describe, expect, it } from 'vitest';
import { fillTemplate, wordVocabulary } from '../../src/numerics/text.js';

describe('wordVocabulary', () => {
  const words = ['the', 'cat', "don't", 'ice_cream', 'CAT', '?'];

  it('knows words by their place, in any case, and drops the others', () => {
    const vocabulary = wordVocabulary(words);
    expect(vocabulary.size).toBe(6);
    expect([...vocabulary.encode("The CAT, don't - ice_cream dog!")]).toEqual([0, 1, 2, 3]);
    expect(vocabulary.decode([0, 3, 99, -1, 1])).toBe('the ice_cream cat');
  });

  it('has a listed word stand for the others where that is wanted', () => {
    expect([...wordVocabulary(words, { unknown: '?' }).encode('the dog')]).toEqual([0, 5]);
    expect(() => wordVocabulary(words, { unknown: 'unk' })).toThrow(RangeError);
  });
});

describe('fillTemplate', () => {
  const vocabulary = wordVocabulary(['question', 'answer', 'a', 'b']);

  it('puts ids in the places of names, in order', () => {
    expect([...fillTemplate('question {q} answer {a}{q}', { q: [2, 3], a: Int32Array.of(2, -1) }, vocabulary)]).toEqual([0, 2, 3, 1, 2, 2, 3]);
    expect([...fillTemplate('{a}', { a: [] }, vocabulary)]).toEqual([]);
  });

  it('refuses a name that is not given', () => {
    expect(() => fillTemplate('{q}', {}, vocabulary)).toThrow(/\{q\}/);
  });
});
