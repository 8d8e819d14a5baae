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

const DIGITS = [6, 7, 8, 9] as const;

export function f32Literal(value: number): string {
  if (Number.isNaN(value)) return '__builtin_nanf("")';
  if (!Number.isFinite(value)) return value > 0 ? '__builtin_inff()' : '-__builtin_inff()';
  const rounded = Math.fround(value);
  if (Number.isInteger(rounded) && Math.abs(rounded) < 1e6) return `${rounded}.0f`;
  const shortest = DIGITS.find((digits) => Math.fround(Number(rounded.toPrecision(digits))) === rounded);
  const text = String(shortest === undefined ? rounded : Number(rounded.toPrecision(shortest)));
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

/** How tightly the outermost operation of an expression binds, as printed. */
function levelOf(expr: KExpr): number {
  switch (expr.kind) {
    case 'const': return expr.value < 0 ? 11 : ATOM;
    case 'unary': return expr.op === 'neg' || (expr.op === 'not' && expr.lanes === 1) ? 11 : ATOM;
    case 'binary': return needsFunction(expr) ? ATOM : INFIX[expr.op]?.[1] ?? ATOM;
    case 'select': return SELECT;
    case 'address': return isZero(expr.index) ? ATOM : 9;
    default: return ATOM;
  }
}

function isZero(expr: KExpr): boolean {
  return expr.kind === 'const' && expr.type !== 'f32' && expr.type !== 'bool' && expr.value === 0;
}

/** In parentheses where it binds less tightly than `level`. */
function printAt(expr: KExpr, level: number, d: Dialect): string {
  return levelOf(expr) < level ? `(${cppExpr(expr, d)})` : cppExpr(expr, d);
}

/** One expression as C++. */
export function cppExpr(expr: KExpr, d: Dialect): string {
  switch (expr.kind) {
    case 'const': return literal(expr.value, expr.type);
    case 'var': return expr.name;
    case 'load': return d.load(expr, cppExpr(expr.index, d));
    case 'unary':
      if (expr.op === 'neg') return `-${printAt(expr.value, 12, d)}`;
      if (expr.op === 'not' && expr.lanes === 1) return `!${printAt(expr.value, 12, d)}`;
      return `${d.unaryFunction(expr.op, expr.lanes)}(${cppExpr(expr.value, d)})`;
    case 'binary': {
      const infix = INFIX[expr.op];
      if (!infix || needsFunction(expr)) {
        return `${d.binaryFunction(expr.op, expr.type, expr.lanes)}(${cppExpr(expr.left, d)}, ${cppExpr(expr.right, d)})`;
      }
      const [operator, level] = infix;
      const operands = Math.max(level, leastOperandLevel(expr.op));
      const chained = expr.left.kind === 'binary' && expr.left.op === expr.op && level < 6;
      return `${printAt(expr.left, chained ? SELECT : operands, d)} ${operator} ${printAt(expr.right, Math.max(operands, level + 1), d)}`;
    }
    case 'fma': return d.fma(cppExpr(expr.a, d), cppExpr(expr.b, d), cppExpr(expr.c, d), expr.lanes);
    case 'select': return d.select(printAt(expr.cond, 1, d), printAt(expr.then, 1, d), printAt(expr.else, 1, d), expr.lanes);
    case 'convert': return d.convert(cppExpr(expr.value, d), expr.value.type, expr.type, expr.lanes);
    case 'round': return d.round(expr, cppExpr(expr.value, d));
    case 'address': return isZero(expr.index) ? expr.buffer.name : `${expr.buffer.name} + ${cppExpr(expr.index, d)}`;
    case 'call': return `${expr.name}(${expr.args.map((a) => cppExpr(a, d)).join(', ')})`;
  }
}

/** Statements as lines of C++, two spaces of indentation a level, all behind `by`. */
export function cppStmts(stmts: readonly KStmt[], d: Dialect, by = ''): readonly string[] {
  const lines: string[] = [];
  for (const stmt of stmts) printStmt(stmt, d, by, lines);
  return lines;
}

const indented = (line: string, by: string): string => (line === '' || line.startsWith('#') ? line : by + line);

export const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => indented(line, '  '));

function printStmt(stmt: KStmt, d: Dialect, by: string, lines: string[]): void {
  const own = d.statement?.(stmt);
  if (own) {
    for (const line of own) lines.push(indented(line, by));
    return;
  }
  switch (stmt.kind) {
    case 'alloc': for (const line of d.alloc(stmt.buffer)) lines.push(indented(line, by)); return;
    case 'for': {
      const { before, inside } = d.loop(stmt);
      const deeper = `${by}  `;
      const step = typeof stmt.step === 'number' ? String(stmt.step) : cppExpr(stmt.step, d);
      const type = d.typeName(stmt.lo.type === 'i64' || stmt.hi.type === 'i64' ? 'i64' : 'i32', 1);
      const increment = step === '1' ? `++${stmt.name}` : `${stmt.name} += ${step}`;
      for (const line of before) lines.push(indented(line, by));
      lines.push(`${by}for (${type} ${stmt.name} = ${cppExpr(stmt.lo, d)}; ${stmt.name} < ${printAt(stmt.hi, 8, d)}; ${increment}) {`);
      for (const line of inside) lines.push(indented(line, deeper));
      for (const inner of stmt.body) printStmt(inner, d, deeper, lines);
      lines.push(`${by}}`);
      return;
    }
    case 'if': {
      const deeper = `${by}  `;
      lines.push(`${by}if (${cppExpr(stmt.cond, d)}) {`);
      for (const inner of stmt.then) printStmt(inner, d, deeper, lines);
      if (stmt.else.length > 0) {
        lines.push(`${by}} else {`);
        for (const inner of stmt.else) printStmt(inner, d, deeper, lines);
      }
      lines.push(`${by}}`);
      return;
    }
    default: lines.push(indented(printLine(stmt, d), by));
  }
}

function printLine(stmt: Exclude<KStmt, { kind: 'alloc' | 'for' | 'if' }>, d: Dialect): string {
  switch (stmt.kind) {
    case 'let': return `const ${d.typeName(stmt.value.type, stmt.value.lanes)} ${stmt.name} = ${cppExpr(stmt.value, d)};`;
    case 'declare': return `${d.typeName(stmt.init.type, stmt.init.lanes)} ${stmt.name} = ${cppExpr(stmt.init, d)};`;
    case 'assign': return `${stmt.name} = ${cppExpr(stmt.value, d)};`;
    case 'store': return `${d.store(stmt.buffer, cppExpr(stmt.index, d), stmt.value, cppExpr(stmt.value, d))};`;
    case 'barrier': return d.barrier();
    case 'atomic': return `${d.atomic(stmt, cppExpr(stmt.index, d), cppExpr(stmt.value, d))};`;
    case 'call': return `${stmt.name}(${stmt.args.map((a) => (a.kind === 'buffer' ? a.name : cppExpr(a, d))).join(', ')});`;
    case 'object': return `${stmt.type} ${stmt.name}${stmt.args.length > 0 ? `(${stmt.args.map((a) => cppExpr(a, d)).join(', ')})` : ''};`;
    case 'comment': return `// ${stmt.text}`;
  }
}
