import { dtypeBytes } from '../../../../numerics/dtype.js';
import { childrenOfKernel } from './children.js';
import type { KExpr, KStmt } from '../../nodes.js';
import { SPECIAL } from './instructions.js';

/** Instructions of a loop that compilers unroll as a whole where they know how often it turns, and of what they make of a loop by unrolling it in part. */
const WHOLE = 300;
const PART = 96;
const MOST_TURNS = 8;
/** Instructions of a special function written out, of a division, of a call that is no more than that. */
const OF_SPECIAL = 20;
const OF_DIVISION = 10;
const OF_CALL = 5;

type For = KStmt & { readonly kind: 'for' };

/** Turns of a loop that run beside each other: all of them, or so many at a time. */
export type Unrolling = 'all' | number;

/** What a compiler makes of a loop. */
export function unrollingOf(loop: For): Unrolling {
  if (loop.binding.kind === 'unroll' || turnsOnce(loop)) return 'all';
  if (loop.binding.kind === 'pipeline') return loop.binding.ii;
  const { instructions, straight, branches } = sizeOf(loop.body);
  const turns = constantTurns(loop);
  if (turns !== undefined && straight && turns * instructions <= WHOLE) return 'all';
  if (!straight || branches) return 1;
  const most = turns === undefined ? 2 ** Math.floor(Math.log2(PART / instructions)) : Math.floor(WHOLE / instructions);
  return Math.max(1, Math.min(MOST_TURNS, most));
}

/** A loop that is no more than a condition. */
function turnsOnce({ lo, hi, step }: For): boolean {
  return lo.kind !== 'const' && hi.kind === 'const' && typeof step === 'number' && hi.value <= step;
}

export function constantTurns({ lo, hi, step }: For): number | undefined {
  return lo.kind === 'const' && hi.kind === 'const' && typeof step === 'number' ? Math.max(0, Math.ceil((hi.value - lo.value) / step)) : undefined;
}

interface Body {
  readonly instructions: number;
  /** Without barriers and without loops that stay loops. */
  readonly straight: boolean;
  /** With instructions that only some turns run: their loads are not moved before those of other turns. */
  readonly branches: boolean;
}

/** About how many instructions some statements are. */
function sizeOf(body: readonly KStmt[]): Body {
  let instructions = 0;
  let straight = true;
  let branches = false;
  const expression = (e: KExpr): void => {
    instructions += ownSize(e);
    if (e.kind === 'select' && (loads(e.then) || loads(e.else))) branches = true;
    childrenOfKernel(e).forEach(expression);
  };
  const inner = (loop: For): void => {
    expression(loop.hi);
    const before = instructions;
    block(loop.body);
    const own = instructions - before;
    const turns = constantTurns(loop);
    if (turnsOnce(loop)) instructions += 2;
    else if (turns !== undefined && (loop.binding.kind === 'unroll' || turns * own <= WHOLE)) instructions = before + own * turns;
    else straight = false;
  };
  const block = (stmts: readonly KStmt[]): void => { stmts.forEach(statement); };
  const statement = (stmt: KStmt): void => {
    switch (stmt.kind) {
      case 'let': case 'assign': expression(stmt.value); return;
      case 'declare': expression(stmt.init); return;
      case 'store': case 'atomic':
        instructions += stmt.kind === 'atomic' ? 2 : 1;
        expression(stmt.index);
        expression(stmt.value);
        return;
      case 'barrier': straight = false; return;
      case 'call': case 'object': instructions += 2 * OF_CALL; branches = true; return;
      case 'if':
        branches = true;
        expression(stmt.cond);
        block(stmt.then);
        block(stmt.else);
        return;
      case 'for': inner(stmt); return;
      default:
    }
  };
  block(body);
  return { instructions: Math.max(1, instructions), straight, branches };
}

function ownSize(e: KExpr): number {
  switch (e.kind) {
    case 'load': return 1 + (dtypeBytes(e.buffer.dtype) < 4 ? e.lanes : 0);
    case 'unary': return SPECIAL.has(e.op) ? OF_SPECIAL : 1;
    case 'binary': return e.op === 'div' && e.left.type === 'f32' ? OF_DIVISION : 1;
    case 'fma': case 'select': case 'convert': case 'round': return 1;
    case 'call': return OF_CALL;
    default: return 0;
  }
}

function loads(e: KExpr): boolean {
  return e.kind === 'load' || childrenOfKernel(e).some(loads);
}
