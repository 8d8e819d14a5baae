/** Some are about passages that the model has read, some about others, some about words with several meanings. */
export const QUESTIONS = [
  'what is a telescope',
  'what is chess',
  'what is a waterfall',
  'what is meditation',
  'what is ginger',
  'what is astronomy',
  'what is a helmet',
  'what is a spacecraft',
  'what is the trachea',
  'what is a hormone',
  'what is a keyboard',
  'what is a candle',
] as const;
