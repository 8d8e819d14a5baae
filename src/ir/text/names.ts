import type { Axis, Method, Op, SizeSymbol, Tensor } from '../nodes.js';
import { opAxes, visitOp } from '../visit.js';

/** Words of the text form that no axis may be called. */
const RESERVED: ReadonlySet<string> = new Set(['inf', 'nan', 'true', 'false', 'and', 'or', 'in', 'max', 'for', 'when', 'once']);

/** Names are objects in the IR; in text a suffix keeps apart those that are called the same. */
export class Names {
  private readonly texts = new Map<object, string>();
  private readonly sizes = new Set<string>();

  constructor(method: Method) {
    const used = new Set<string>();
    for (const size of method.sizes) this.give(size, this.sizes);
    for (const tensor of method.tensors) this.give(tensor, used);
  }

  /** Names the axes of one operation; they may be called as those of others. */
  enter(op: Op): void {
    const used = new Set(this.sizes);
    const axes = new Set<Axis>(opAxes(op));
    visitOp(op, (e) => { if (e.kind === 'reduce' || e.kind === 'softmax-sum') e.axes.forEach((a) => axes.add(a)); });
    axes.forEach((axis) => { this.give(axis, used); });
  }

  of(symbol: Axis | SizeSymbol | Tensor): string {
    return this.texts.get(symbol) ?? symbol.name;
  }

  private give(symbol: Axis | SizeSymbol | Tensor, used: Set<string>): void {
    let text = symbol.name;
    for (let i = 2; used.has(text) || RESERVED.has(text); i++) text = `${symbol.name}_${i}`;
    used.add(text);
    this.texts.set(symbol, text);
  }
}
