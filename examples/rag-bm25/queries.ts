/** Questions as a person would type them. */
export const QUERIES = [
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
