/** Some are about passages that the model has read, some about others, some about words with several meanings. */
export const QUESTIONS = [
  'what is a telescope',
  'what is chess',
  'what is a spacecraft',
  'what is meditation',
  'what is a helmet',
  'what is ginger',
  'what is astronomy',
  'what is a waterfall',
  'what is the trachea',
  'what is a hormone',
  'what is a keyboard',
  'what is a candle',
] as const;

/** Things described, as a person would type them. */
export const DESCRIPTIONS = [
  'a large animal with a long trunk that lives in Africa',
  'device for measuring atmospheric pressure',
  'who studies the stars and planets',
  'to move quickly on foot',
  'musical instrument with strings played with a bow',
  'disease caused by lack of vitamin C',
  'the money paid to a landlord for using a house',
  'feeling of great happiness',
  'a person who writes computer programs',
  'small boat moved by paddles',
  'chemical element used in nuclear reactors',
  'the process by which green plants make food from sunlight',
  'a short sleep during the day',
  'soldier who fights on horseback',
  'the highest mountain in the world',
  'a sweet food made by bees',
] as const;

/** What they ask for stands in parts of a text far from each other. */
export const COMPARISONS = [
  'how does a telescope differ from a candle',
  'what have chess and astronomy in common',
  'which is larger a hormone or a waterfall',
] as const;
