import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import type { Target } from './device.js';
import { HEAP_CYCLES, MEMORY_LATENCY } from './generator.js';
import { isPowerOfTwo, partsOf } from './walk.js';

const INTEGER_MULTIPLY = 3;
const INTEGER_DIVIDE = 36;
/** Reading an array on the chip, its output registered. */
const ARRAY = 2;

/** The longest chain of dependent operators in statements that run once each: how deep a pipeline over them is. */
export class Chain {
  private readonly ready = new Map<string, number>();
  longest = 0;

  constructor(private readonly target: Target) {}

  take(stmt: KStmt): void {
    switch (stmt.kind) {
      case 'let': case 'assign': this.set(stmt.name, this.of(stmt.value)); return;
      case 'declare': this.set(stmt.name, this.of(stmt.init)); return;
      case 'store': this.set(stmt.buffer.name, Math.max(this.of(stmt.index), this.of(stmt.value)) + (stmt.buffer.space === 'private' ? 0 : 1)); return;
      case 'if': {
        this.reach(this.of(stmt.cond));
        for (const s of [...stmt.then, ...stmt.else]) this.take(s);
        return;
      }
      case 'for': for (const s of stmt.body) this.take(s); return;
      case 'call': {
        const start = Math.max(0, ...stmt.args.map((a) => (a.kind === 'buffer' ? this.ready.get(a.name) ?? 0 : this.of(a))));
        const takes = stmt.name.endsWith('.offer') ? HEAP_CYCLES - 2 : stmt.name.startsWith('mpc::send_') ? MEMORY_LATENCY : 1;
        const items = stmt.name.startsWith('mpc::take_') && stmt.args[1]?.kind === 'const' ? stmt.args[1].value : 0;
        this.reach(start + takes + items);
        for (const a of stmt.args) if (a.kind === 'buffer') this.set(a.name, start + takes + items);
        return;
      }
      default:
    }
  }

  private set(name: string, time: number): void {
    this.ready.set(name, Math.max(time, this.ready.get(name) ?? 0));
    this.reach(time);
  }

  private reach(time: number): void {
    this.longest = Math.max(this.longest, time);
  }

  private of(expr: KExpr): number {
    if (expr.kind === 'const') return 0;
    if (expr.kind === 'var') return this.ready.get(expr.name) ?? 0;
    let start = 0;
    for (const part of partsOf(expr)) start = Math.max(start, this.of(part));
    if (expr.kind === 'load') {
      const { buffer } = expr;
      return Math.max(start, this.ready.get(buffer.name) ?? 0) + (buffer.space === 'global' ? MEMORY_LATENCY : buffer.space === 'private' ? 0 : ARRAY);
    }
    // Arrays handed to a function by name.
    if (expr.kind === 'call') for (const a of expr.args) if (a.kind === 'var') start = Math.max(start, this.ready.get(a.name) ?? 0);
    return start + this.own(expr);
  }

  /** Cycles of one operator. */
  private own(expr: KExpr): number {
    const { addLatency, multiplyLatency, divideLatency, functionLatency } = this.target;
    switch (expr.kind) {
      case 'fma': return multiplyLatency + addLatency;
      case 'select': return 1;
      case 'round': return 2;
      case 'convert': return expr.type === 'f32' && expr.value.type !== 'bool' ? 3 : 0;
      case 'unary':
        if (expr.op === 'neg' || expr.op === 'abs' || expr.op === 'not') return expr.type === 'f32' ? 0 : 1;
        if (expr.op === 'popcount' || expr.op === 'pow2ceil') return 2;
        return expr.op === 'floor' || expr.op === 'ceil' ? 3 : functionLatency;
      case 'call': {
        const lanes = /adder_tree<(\d+)>/.exec(expr.name)?.[1];
        return lanes === undefined ? 1 : Math.ceil(Math.log2(Math.max(1, Number(lanes)))) * addLatency;
      }
      case 'binary': {
        if (expr.left.type === 'f32') {
          switch (expr.op) {
            case 'add': case 'sub': return addLatency;
            case 'mul': return multiplyLatency;
            case 'div': return divideLatency;
            case 'pow': return 2 * functionLatency + multiplyLatency;
            default: return 1;
          }
        }
        const shifts = isPowerOfTwo(expr.right) || (expr.op === 'mul' && isPowerOfTwo(expr.left));
        if (expr.op === 'mul') return shifts ? 0 : INTEGER_MULTIPLY;
        if (expr.op === 'div' || expr.op === 'mod') return shifts ? 0 : expr.right.kind === 'const' ? INTEGER_MULTIPLY + 1 : INTEGER_DIVIDE;
        return 1;
      }
      default: return 0;
    }
  }
}
