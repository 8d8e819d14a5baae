/** What they ask for stands in chunks far from each other. */
export const QUESTIONS = [
  'how does a telescope differ from a candle',
  'what have chess and astronomy in common',
  'which is larger a hormone or a waterfall',
] as const;
