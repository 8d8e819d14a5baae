/** Words too common to tell documents apart (the list of Lucene's EnglishAnalyzer). */
const STOP_WORDS = new Set(('a an and are as at be but by for if in into is it no not of on or such that the their then '
  + 'there these they this to was will with').split(' '));

export const isStopWord = (word: string): boolean => STOP_WORDS.has(word);

/** Lower-case words of letters and digits, without stop words. */
export function tokenize(text: string): readonly string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !STOP_WORDS.has(word));
}
