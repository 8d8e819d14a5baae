import type { Binder, Expr, Slice } from './ast.js';
import { CLAUSE_WORDS, COMPARISON, NOT, OR, PRECEDENCE, PRODUCT, reductionBody, SUM, UNARY } from './precedence.js';

/** An expression as text, and the operators that would be drawn into it from behind: those that bind at least as tightly as `open`. */
interface Printed { readonly text: string; readonly open: number }

const CLOSED = Infinity;

/** The shortest text that reads back as `expr`: brackets only where they are needed. */
export function printExpr(expr: Expr): string {
  return print(expr).text;
}

/** For extents and ranges, which hold no comparisons. */
export function printSum(expr: Expr): string {
  return within(expr, SUM).text;
}

export function printBinders(binders: readonly Binder[]): string {
  return binders.map(printBinder).join(', ');
}

export function printIndices(indices: readonly (Expr | Slice)[]): string {
  return `[${indices.map((i) => (i.kind === 'slice' ? ':' : within(i, OR).text)).join(', ')}]`;
}

function printBinder({ name, range }: Binder): string {
  if (!range) return name.name;
  return `${name.name} in ${range.kind === 'over' ? printSum(range.value) : `${printSum(range.lo)} .. ${printSum(range.hi)}`}`;
}

/** Digits in groups of three; a float keeps its point. */
function printNumber(value: number, float: boolean): string {
  const text = String(value);
  if (float) return /[.e]/.test(text) ? text : `${text}.0`;
  return text.length < 5 ? text : text.replace(/\B(?=(\d{3})+$)/g, '_');
}

function precedence(expr: Expr): number {
  switch (expr.kind) {
    case 'binary': return PRECEDENCE[expr.op];
    case 'unary': return expr.op === 'not' ? NOT : UNARY;
    case 'if': return OR; // could be an operand without brackets, but is hard to read so
    case 'topk': case 'scan': return 0;
    case 'reduce': return reductionBody(expr.op) === PRODUCT ? UNARY : reductionBody(expr.op); // those that take in `|` could swallow the bar of a set
    default: return UNARY;
  }
}

function bracketed({ text }: Printed): Printed {
  return { text: `(${text})`, open: CLOSED };
}

/** As an operand where operators below `least` would end it. */
function within(expr: Expr, least: number): Printed {
  const printed = print(expr);
  return precedence(expr) < least ? bracketed(printed) : printed;
}

/** Whether `max(a, b)` with this text behind it would be read as a call. */
function beginsNoFormula(text: string): boolean {
  return !/^[\w(]/.test(text) || CLAUSE_WORDS.has(/^\w*/.exec(text)?.[0] ?? '');
}

function print(expr: Expr): Printed {
  switch (expr.kind) {
    case 'number': return { text: printNumber(expr.value, expr.float), open: CLOSED };
    case 'name': return { text: expr.name, open: CLOSED };
    case 'index': {
      const atom = expr.base.kind === 'name' || expr.base.kind === 'call' || expr.base.kind === 'index';
      const base = print(expr.base);
      return { text: `${(atom ? base : bracketed(base)).text}${printIndices(expr.indices)}`, open: CLOSED };
    }
    case 'call': {
      const args = expr.args.map(({ name, value }) => `${name ? `${name.name}: ` : ''}${within(value, OR).text}`);
      return { text: `${expr.callee.name}(${args.join(', ')})`, open: CLOSED };
    }
    case 'unary': {
      const value = within(expr.value, expr.op === 'not' ? NOT : UNARY);
      return expr.op === 'not' ? { text: `not ${value.text}`, open: Math.min(NOT, value.open) } : { text: `-${value.text}`, open: value.open };
    }
    case 'binary': {
      const own = PRECEDENCE[expr.op];
      const left = within(expr.left, own === COMPARISON ? own + 1 : own);
      const right = within(expr.right, own + 1);
      return { text: `${(own >= left.open ? bracketed(left) : left).text} ${expr.op} ${right.text}`, open: right.open };
    }
    case 'if':
      return { text: `if ${within(expr.cond, OR).text} then ${within(expr.then, OR).text} else ${within(expr.else, OR).text}`, open: OR };
    case 'reduce': {
      const body = reductionBody(expr.op);
      const value = within(expr.value, body);
      const callLike = expr.op !== 'sum' && expr.op !== 'mean' && expr.binders.length > 1 && expr.binders.every((b) => !b.range);
      const formula = callLike && beginsNoFormula(value.text) ? bracketed(value) : value;
      return { text: `${expr.op}(${printBinders(expr.binders)}) ${formula.text}`, open: Math.min(body, formula.open) };
    }
    case 'softmax-sum': {
      const value = within(expr.value, PRODUCT);
      return { text: `softmax_sum(${printBinders(expr.binders)}) ${within(expr.logit, OR).text} => ${value.text}`, open: Math.min(PRODUCT, value.open) };
    }
    case 'scan': return { text: `scan(${printBinder(expr.binder)}) ${within(expr.value, OR).text}${expr.from ? ` from ${within(expr.from, OR).text}` : ''}`, open: OR };
    case 'topk': {
      const where = expr.where ? ` where ${within(expr.where, OR).text}` : '';
      const always = expr.always ? ` always ${within(expr.always, OR).text}` : '';
      return { text: `topk(${printBinders(expr.binders)}) ${within(expr.key, OR).text} count ${printSum(expr.count)}${where}${always}`, open: OR };
    }
    case 'set':
      return { text: `{ ${printBinders(expr.binders)} | ${within(expr.predicate, OR).text} }`, open: CLOSED };
  }
}
