import type { KBinary, KBuffer, KExpr, KLoad, KRound, KStmt, KType, KUnaryOp } from '../../ir/kernel/nodes.js';
import type { BinaryOp } from '../../ir/nodes.js';

/** What differs between the C++ of the back ends. Everything else is printed here. */
export interface Dialect {
  typeName(type: KType, lanes: number): string;
  /** Element `index` of a buffer, widened to its scalar type. */
  load(expr: KLoad, index: string): string;
  store(buffer: KBuffer, index: string, value: KExpr, valueText: string): string;
  round(expr: KRound, value: string): string;
  /** Function for an operation that C++ has no operator for: `exp` -> `mpc_exp`. */
  unaryFunction(op: KUnaryOp, lanes: number): string;
  binaryFunction(op: BinaryOp, type: KType, lanes: number): string;
  fma(a: string, b: string, c: string, lanes: number): string;
  select(cond: string, then: string, other: string, lanes: number): string;
  convert(value: string, from: KType, to: KType, lanes: number): string;
  /** Lines before a loop (pragmas) and after its opening brace. */
  loop(stmt: KStmt & { kind: 'for' }): { readonly before: readonly string[]; readonly inside: readonly string[] };
  alloc(buffer: KBuffer): readonly string[];
  /** Prints a statement in a way of its own, or undefined for the usual way. */
  statement?(stmt: KStmt): readonly string[] | undefined;
  barrier(): string;
  atomic(stmt: KStmt & { kind: 'atomic' }, index: string, value: string): string;
}

interface Printed { readonly text: string; readonly level: number }

const INFIX: Partial<Record<BinaryOp, readonly [operator: string, level: number]>> = {
  mul: ['*', 10], div: ['/', 10], mod: ['%', 10], add: ['+', 9], sub: ['-', 9], shl: ['<<', 8], shr: ['>>', 8],
  lt: ['<', 7], le: ['<=', 7], eq: ['==', 6], ne: ['!=', 6], bitand: ['&', 5], bitxor: ['^', 4], bitor: ['|', 3],
  and: ['&&', 2], or: ['||', 1],
};
/** Operands that compilers want in parentheses although precedence does not: `a & b == c`, `a < b == c`, `a || b && c`. */
function leastOperandLevel(op: BinaryOp): number {
  switch (op) {
    case 'bitand': case 'bitor': case 'bitxor': case 'shl': case 'shr': return 11;
    case 'lt': case 'le': case 'eq': case 'ne': return 8;
    case 'or': return 3;
    default: return 0;
  }
}

const ATOM = 20;
const SELECT = 0;

export function f32Literal(value: number): string {
  if (Number.isNaN(value)) return '__builtin_nanf("")';
  if (!Number.isFinite(value)) return value > 0 ? '__builtin_inff()' : '-__builtin_inff()';
  const rounded = Math.fround(value);
  const shortest = [6, 7, 8, 9].map((digits) => rounded.toPrecision(digits)).find((t) => Math.fround(Number(t)) === rounded);
  const text = String(Number(shortest ?? rounded));
  return `${/[.e]/.test(text) ? text : `${text}.0`}f`;
}

function literal(value: number, type: KType): string {
  if (type === 'f32') return f32Literal(value);
  if (type === 'bool') return value ? 'true' : 'false';
  return value === -2147483648 ? '(-2147483647 - 1)' : `${value}${type === 'i64' ? 'LL' : ''}`;
}

/** Integer expressions made of sizes, counters and constants >= 0 cannot be negative. */
function isNonNegative(expr: KExpr): boolean {
  switch (expr.kind) {
    case 'const': return expr.value >= 0;
    case 'var': return expr.nonNegative === true;
    case 'convert': return isNonNegative(expr.value);
    case 'binary': return ['add', 'mul', 'div', 'mod', 'min', 'max'].includes(expr.op) && isNonNegative(expr.left) && isNonNegative(expr.right);
    default: return false;
  }
}

function needsFunction(expr: KBinary): boolean {
  if (!INFIX[expr.op]) return true;
  if (expr.op === 'mod') return !(isNonNegative(expr.left) && isNonNegative(expr.right));
  return expr.op === 'div' && expr.type !== 'f32' && !(isNonNegative(expr.left) && isNonNegative(expr.right));
}

function printExpr(expr: KExpr, d: Dialect): Printed {
  const text = (e: KExpr): string => printExpr(e, d).text;
  const at = (e: KExpr, level: number): string => {
    const printed = printExpr(e, d);
    return printed.level < level ? `(${printed.text})` : printed.text;
  };
  const atom = (t: string): Printed => ({ text: t, level: ATOM });
  switch (expr.kind) {
    case 'const': return expr.value < 0 ? { text: literal(expr.value, expr.type), level: 11 } : atom(literal(expr.value, expr.type));
    case 'var': return atom(expr.name);
    case 'load': return atom(d.load(expr, text(expr.index)));
    case 'unary':
      if (expr.op === 'neg') return { text: `-${at(expr.value, 12)}`, level: 11 };
      if (expr.op === 'not' && expr.lanes === 1) return { text: `!${at(expr.value, 12)}`, level: 11 };
      return atom(`${d.unaryFunction(expr.op, expr.lanes)}(${text(expr.value)})`);
    case 'binary': {
      const infix = INFIX[expr.op];
      if (!infix || needsFunction(expr)) {
        return atom(`${d.binaryFunction(expr.op, expr.type, expr.lanes)}(${text(expr.left)}, ${text(expr.right)})`);
      }
      const [operator, level] = infix;
      const operands = Math.max(level, leastOperandLevel(expr.op));
      const chained = expr.left.kind === 'binary' && expr.left.op === expr.op && level < 6;
      return { text: `${chained ? text(expr.left) : at(expr.left, operands)} ${operator} ${at(expr.right, Math.max(operands, level + 1))}`, level };
    }
    case 'fma': return atom(d.fma(text(expr.a), text(expr.b), text(expr.c), expr.lanes));
    case 'select': {
      const [cond, then, other] = [expr.cond, expr.then, expr.else].map((e) => at(e, 1)) as [string, string, string];
      return { text: d.select(cond, then, other, expr.lanes), level: SELECT };
    }
    case 'convert': return atom(d.convert(text(expr.value), expr.value.type, expr.type, expr.lanes));
    case 'round': return atom(d.round(expr, text(expr.value)));
    case 'address': {
      const index = printExpr(expr.index, d);
      return index.text === '0' ? atom(expr.buffer.name) : { text: `${expr.buffer.name} + ${index.text}`, level: 9 };
    }
    case 'call': return atom(`${expr.name}(${expr.args.map(text).join(', ')})`);
  }
}

/** One expression as C++. */
export function cppExpr(expr: KExpr, dialect: Dialect): string {
  return printExpr(expr, dialect).text;
}

/** Statements as lines of C++, two spaces of indentation a level. */
export function cppStmts(stmts: readonly KStmt[], d: Dialect): readonly string[] {
  const lines: string[] = [];
  for (const stmt of stmts) lines.push(...cppStmt(stmt, d));
  return lines;
}

export const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => (line === '' || line.startsWith('#') ? line : `  ${line}`));

function cppStmt(stmt: KStmt, d: Dialect): readonly string[] {
  const text = (e: KExpr): string => cppExpr(e, d);
  const own = d.statement?.(stmt);
  if (own) return own;
  switch (stmt.kind) {
    case 'let': return [`const ${d.typeName(stmt.value.type, stmt.value.lanes)} ${stmt.name} = ${text(stmt.value)};`];
    case 'declare': return [`${d.typeName(stmt.init.type, stmt.init.lanes)} ${stmt.name} = ${text(stmt.init)};`];
    case 'assign': return [`${stmt.name} = ${text(stmt.value)};`];
    case 'alloc': return d.alloc(stmt.buffer);
    case 'store': return [`${d.store(stmt.buffer, text(stmt.index), stmt.value, text(stmt.value))};`];
    case 'for': {
      const { before, inside } = d.loop(stmt);
      const step = typeof stmt.step === 'number' ? String(stmt.step) : text(stmt.step);
      const type = d.typeName(stmt.lo.type === 'i64' || stmt.hi.type === 'i64' ? 'i64' : 'i32', 1);
      const increment = step === '1' ? `++${stmt.name}` : `${stmt.name} += ${step}`;
      const head = `for (${type} ${stmt.name} = ${text(stmt.lo)}; ${stmt.name} < ${loopBound(stmt.hi, d)}; ${increment}) {`;
      return [...before, head, ...indent([...inside, ...cppStmts(stmt.body, d)]), '}'];
    }
    case 'if': return [
      `if (${text(stmt.cond)}) {`, ...indent(cppStmts(stmt.then, d)),
      ...(stmt.else.length > 0 ? ['} else {', ...indent(cppStmts(stmt.else, d))] : []), '}',
    ];
    case 'barrier': return [d.barrier()];
    case 'atomic': return [`${d.atomic(stmt, text(stmt.index), text(stmt.value))};`];
    case 'call': return [`${stmt.name}(${stmt.args.map((a) => (a.kind === 'buffer' ? a.name : text(a))).join(', ')});`];
    case 'object': return [`${stmt.type} ${stmt.name}${stmt.args.length > 0 ? `(${stmt.args.map(text).join(', ')})` : ''};`];
    case 'comment': return [`// ${stmt.text}`];
  }
}

function loopBound(hi: KExpr, d: Dialect): string {
  const printed = printExpr(hi, d);
  return printed.level <= 7 ? `(${printed.text})` : printed.text;
}
