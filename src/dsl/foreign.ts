/** What people write out of habit, and what says it here. */

const ROUNDS = 'a constant number of rounds is `repeat 5 { … }`; a loop until something holds is the host\'s, who calls `step` until an output says stop';
const DEFINITION = 'a definition needs no word before the name: `t = …`';
const FORGET = 'memories do not shrink: keep the newest in a `ring`, or leave out what is not read with `where`';

/** Words that begin a statement elsewhere. */
const STATEMENTS: Readonly<Record<string, string>> = {
  while: ROUNDS, loop: ROUNDS, do: ROUNDS, until: ROUNDS,
  for: 'a range stands behind its statement, `y[i] = … for i in 0 .. 5`; rounds that follow each other are `repeat r in 5 { … }`',
  foreach: 'a range stands behind its statement: `y[i] = … for i in 0 .. 5`',
  if: '`y = if c then a else b` chooses between values; `when c { … }` decides whether statements run',
  else: 'there is no `else` for blocks: write `y = if c then a else b`, or `when not c { … }` for other results',
  elif: '`y = if c then a else if d then b else e` chooses between values',
  let: DEFINITION, var: DEFINITION, val: DEFINITION, auto: DEFINITION, const: DEFINITION, float: DEFINITION, int: DEFINITION, tensor: DEFINITION,
  return: 'a stage has no value: name results in `output`; a function ends with `= value`',
  delete: FORGET, del: FORGET, free: FORGET, evict: FORGET, remove: FORGET,
  print: 'name what is to be seen in `output`',
  break: ROUNDS, continue: ROUNDS,
};

/** What to write instead of a statement that begins with `word`. */
export function statementHint(word: string): string | undefined {
  return Object.hasOwn(STATEMENTS, word) ? STATEMENTS[word] : undefined;
}

/** What to write instead of a character that methods do not have; `next` stands behind it. */
export function characterHint(found: string, next: string): string | undefined {
  if (found.startsWith('!')) return 'negate with `not`';
  if (found.startsWith('~')) return 'negate with `not`';
  if (found.startsWith('.')) return /^\d/.test(next) ? 'write a digit before the point: `0.5`' : 'nothing has members: a transposed matrix is `t[j, i] = x[i, j]`, an extent is the name of its size';
  if (found.startsWith('@')) return 'a matrix product is `c[i, j] = sum(k) a[i, k] * b[k, j]`';
  if (found.startsWith('?')) return 'write `if … then … else …`';
  if (found.startsWith('#')) return 'comments begin with `//`';
  if (found.startsWith('"')) return 'a text ends with `"` on the same line; `\\n` stands for a line end';
  if (found.startsWith('\'')) return 'texts stand between `"`';
  return /^[\p{L}]/u.test(found) ? 'names are of ASCII letters, digits and `_`, because generated C++ uses them' : undefined;
}
