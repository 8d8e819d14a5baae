import { createToken, Lexer, type TokenType } from 'chevrotain';

/** Anything that may serve as a name: identifiers, and words that have a meaning only at certain places. */
export const Name = createToken({ name: 'Name', pattern: Lexer.NA, label: 'a name' });
/** Words that open a declaration or a stage. */
export const DeclarationWord = createToken({ name: 'DeclarationWord', pattern: Lexer.NA, label: 'a declaration' });
export const StageWord = createToken({ name: 'StageWord', pattern: Lexer.NA, label: 'a stage' });
export const TensorWord = createToken({ name: 'TensorWord', pattern: Lexer.NA, label: '`input`, `weight` or `memory`' });
export const ReductionWord = createToken({ name: 'ReductionWord', pattern: Lexer.NA, label: 'a reduction' });
export const BinaryOperatorToken = createToken({ name: 'BinaryOperatorToken', pattern: Lexer.NA, label: 'an operator' });
/** What stands between the target of a statement and its value. */
export const StoreOperator = createToken({ name: 'StoreOperator', pattern: Lexer.NA, label: '`=`, `<-`, `+=`, `min=` or `max=`' });

export const Identifier = createToken({ name: 'Identifier', pattern: /[A-Za-z_]\w*/, label: 'a name', categories: [Name] });
/** Text in quotes: templates only. */
export const StringToken = createToken({ name: 'StringToken', pattern: /"(?:[^"\\\n\r]|\\[^\n\r])*"/, label: 'a text in quotes' });
/** Takes in what sticks to a number, so that `12ab` is one wrong number and not two tokens. */
export const NumberToken = createToken({ name: 'NumberToken', pattern: /\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d[\d_]*)?\w*/, label: 'a number' });

function word(text: string, categories: TokenType[]): TokenType {
  return createToken({ name: `Word_${text}`, pattern: text, label: `\`${text}\``, longer_alt: Identifier, categories });
}

function symbol(name: string, text: string, categories: TokenType[] = []): TokenType {
  return createToken({ name, pattern: text, label: `\`${text}\``, categories });
}

/** Words that are never names. */
export const R = {
  when: word('when', []), for: word('for', []), if: word('if', []), then: word('then', []), else: word('else', []),
  not: word('not', []), and: word('and', [BinaryOperatorToken]), or: word('or', [BinaryOperatorToken]),
} as const;

const declaration = (text: string, ...more: TokenType[]): TokenType => word(text, [Name, DeclarationWord, ...more]);
const reduction = (text: string): TokenType => word(text, [Name, ReductionWord]);
const soft = (text: string): TokenType => word(text, [Name]);

/** Words with a meaning at certain places, free as names elsewhere. */
export const W = {
  method: declaration('method'), size: declaration('size'), const: declaration('const'), batch: declaration('batch'),
  output: declaration('output'), fn: declaration('fn'), step: declaration('step'), extern: declaration('extern'),
  input: declaration('input', TensorWord), weight: declaration('weight', TensorWord), memory: declaration('memory', TensorWord),
  prepare: declaration('prepare', StageWord), relevancy: declaration('relevancy', StageWord),
  retrieve: declaration('retrieve', StageWord), apply: declaration('apply', StageWord),
  sum: reduction('sum'), min: reduction('min'), max: reduction('max'), mean: reduction('mean'),
  any: reduction('any'), all: reduction('all'), logsumexp: reduction('logsumexp'), argmax: reduction('argmax'), argmin: reduction('argmin'),
  softmaxSum: soft('softmax_sum'), topk: soft('topk'), scan: soft('scan'), count: soft('count'), where: soft('where'), always: soft('always'),
  in: soft('in'), once: soft('once'), multiple: soft('multiple'), of: soft('of'), from: soft('from'),
  keep: soft('keep'), every: soft('every'), repeat: soft('repeat'),
  static: soft('static'), computed: soft('computed'), ring: soft('ring'), append: soft('append'), update: soft('update'), state: soft('state'),
  // a word comes before those that it begins with: the first that matches wins
  per: soft('per'), tokens: soft('tokens'), token: soft('token'), block: soft('block'), pow2: soft('pow2'),
  cost: soft('cost'), flop: soft('flop'), bytes: soft('bytes'), by: soft('by'), on: soft('on'), template: soft('template'),
} as const;

const operator = (name: string, text: string): TokenType => symbol(name, text, [BinaryOperatorToken]);
const store = (name: string, text: string | RegExp): TokenType =>
  createToken({ name, pattern: text, label: `\`${typeof text === 'string' ? text : text.source.slice(0, 4)}\``, categories: [StoreOperator] });

export const S = {
  minEquals: store('MinEquals', /min=(?!=)/), maxEquals: store('MaxEquals', /max=(?!=)/), plusEquals: store('PlusEquals', '+='), arrow: store('Arrow', '<-'),
  fatArrow: symbol('FatArrow', '=>'), gives: symbol('Gives', '->'), range: symbol('Range', '..'),
  lessEqual: operator('LessEqual', '<='), greaterEqual: operator('GreaterEqual', '>='), equal: operator('Equal', '=='), notEqual: operator('NotEqual', '!='),
  assign: store('Assign', '='), less: operator('Less', '<'), greater: operator('Greater', '>'),
  plus: operator('Plus', '+'), minus: operator('Minus', '-'), times: operator('Times', '*'), divide: operator('Divide', '/'), percent: operator('Percent', '%'),
  ampersand: operator('Ampersand', '&'), bar: operator('Bar', '|'), caret: operator('Caret', '^'),
  comma: symbol('Comma', ','), semicolon: symbol('Semicolon', ';'), colon: symbol('Colon', ':'),
  openParen: symbol('OpenParen', '('), closeParen: symbol('CloseParen', ')'), openBracket: symbol('OpenBracket', '['), closeBracket: symbol('CloseBracket', ']'),
  openBrace: symbol('OpenBrace', '{'), closeBrace: symbol('CloseBrace', '}'),
} as const;

const Space = createToken({ name: 'Space', pattern: /[ \t\r\n\uFEFF]+/, group: Lexer.SKIPPED, line_breaks: true });
const LineComment = createToken({ name: 'LineComment', pattern: /\/\/[^\n\r]*/, group: 'comments' });
/** Not in the language; recognised to be reported once. */
const BlockComment = createToken({ name: 'BlockComment', pattern: /\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?/, group: 'blockComments', line_breaks: true });

const { minEquals, maxEquals, ...symbols } = S;

/** The first that matches wins: `min=` before `min`, comments before `/`, longer symbols before shorter. */
export const TOKENS: TokenType[] = [
  Space, LineComment, BlockComment, minEquals, maxEquals, ...Object.values(R), ...Object.values(W), Identifier, NumberToken, StringToken, ...Object.values(symbols),
  Name, DeclarationWord, StageWord, TensorWord, ReductionWord, BinaryOperatorToken, StoreOperator,
];

export const lexer = new Lexer(TOKENS, { positionTracking: 'onlyOffset', ensureOptimizations: true });

/** Whether a token may stand as `type`, its categories included. */
export function is(token: { readonly tokenType: TokenType }, type: TokenType): boolean {
  return token.tokenType === type || (token.tokenType.CATEGORIES?.includes(type) ?? false);
}
