import { createToken, Lexer, type TokenType } from 'chevrotain';

export const Identifier = createToken({ name: 'Identifier', pattern: /[A-Za-z_]\w*/, label: 'a name' });

/** Words that are never names. */
function keyword(word: string): TokenType {
  return createToken({ name: `Keyword_${word}`, pattern: new RegExp(word), label: `\`${word}\``, longer_alt: Identifier });
}

/** Words with a meaning at certain places, free as names elsewhere. */
function softKeyword(word: string): TokenType {
  return createToken({ name: `Word_${word}`, pattern: new RegExp(word), label: `\`${word}\``, longer_alt: Identifier, categories: [Identifier] });
}

function symbol(name: string, text: string): TokenType {
  return createToken({ name, pattern: text, label: `\`${text}\`` });
}

export const K = {
  method: keyword('method'), size: keyword('size'), const: keyword('const'), batch: keyword('batch'), input: keyword('input'),
  weight: keyword('weight'), memory: keyword('memory'), output: keyword('output'), fn: keyword('fn'),
  prepare: keyword('prepare'), relevancy: keyword('relevancy'), retrieve: keyword('retrieve'), apply: keyword('apply'),
  when: keyword('when'), if: keyword('if'), then: keyword('then'), else: keyword('else'), for: keyword('for'), in: keyword('in'),
  and: keyword('and'), or: keyword('or'), not: keyword('not'),
} as const;

export const W = {
  multiple: softKeyword('multiple'), of: softKeyword('of'), id: softKeyword('id'), append: softKeyword('append'), per: softKeyword('per'),
  token: softKeyword('token'), block: softKeyword('block'), static: softKeyword('static'), computed: softKeyword('computed'),
  ring: softKeyword('ring'), once: softKeyword('once'), sum: softKeyword('sum'), min: softKeyword('min'), max: softKeyword('max'),
  mean: softKeyword('mean'), softmaxSum: softKeyword('softmax_sum'), topk: softKeyword('topk'), count: softKeyword('count'),
  where: softKeyword('where'), always: softKeyword('always'),
} as const;

export const Float = createToken({ name: 'Float', pattern: /\d[\d_]*\.\d[\d_]*(?:[eE][+-]?\d+)?|\d[\d_]*[eE][+-]?\d+/, label: 'a number' });
export const Integer = createToken({ name: 'Integer', pattern: /\d[\d_]*/, label: 'a number' });

export const S = {
  arrow: symbol('Arrow', '<-'), fatArrow: symbol('FatArrow', '=>'), plusEquals: symbol('PlusEquals', '+='), minEquals: symbol('MinEquals', 'min='),
  maxEquals: symbol('MaxEquals', 'max='), range: symbol('Range', '..'), lessEqual: symbol('LessEqual', '<='), greaterEqual: symbol('GreaterEqual', '>='),
  equal: symbol('Equal', '=='), notEqual: symbol('NotEqual', '!='), assign: symbol('Assign', '='), less: symbol('Less', '<'), greater: symbol('Greater', '>'),
  plus: symbol('Plus', '+'), minus: symbol('Minus', '-'), times: symbol('Times', '*'), divide: symbol('Divide', '/'), percent: symbol('Percent', '%'),
  ampersand: symbol('Ampersand', '&'), bar: symbol('Bar', '|'), caret: symbol('Caret', '^'), comma: symbol('Comma', ','), semicolon: symbol('Semicolon', ';'),
  colon: symbol('Colon', ':'), openParen: symbol('OpenParen', '('), closeParen: symbol('CloseParen', ')'), openBracket: symbol('OpenBracket', '['),
  closeBracket: symbol('CloseBracket', ']'), openBrace: symbol('OpenBrace', '{'), closeBrace: symbol('CloseBrace', '}'),
} as const;

const Space = createToken({ name: 'Space', pattern: /[ \t\r\n\uFEFF]+/, group: Lexer.SKIPPED, line_breaks: true });
const CommentToken = createToken({ name: 'Comment', pattern: /\/\/[^\n\r]*/, group: 'comments' });

/** `min=` before `min`, `..` before numbers' dots, longer symbols first. */
export const TOKENS: TokenType[] = [
  Space, CommentToken, S.minEquals, S.maxEquals, ...Object.values(K), ...Object.values(W), Identifier, Float, Integer,
  ...Object.values(S).filter((t) => t !== S.minEquals && t !== S.maxEquals),
];

export const lexer = new Lexer(TOKENS, { positionTracking: 'onlyOffset', ensureOptimizations: false });
