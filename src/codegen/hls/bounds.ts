import { elementsOf } from '../../ir/elements.js';
import type { Sym } from '../../symbolic/index.js';
import type { Atom } from '../../symbolic/sym.js';
import type { SizeSymbol, Tensor } from '../../ir/nodes.js';

type Interval = readonly [low: number, high: number];

/** Ranges of size expressions over all allowed sizes, by interval arithmetic. */
export class Bounds {
  private readonly sizes: ReadonlyMap<string, Interval>;
  private readonly uppers = new WeakMap<Sym, number>();
  private readonly rows = new WeakMap<Tensor, readonly number[]>();

  constructor(sizes: readonly SizeSymbol[]) {
    this.sizes = new Map(sizes.map((s) => [s.name, [s.min, s.max]]));
  }

  /** Largest value that the expression can take. */
  upper(value: Sym): number {
    const known = this.uppers.get(value);
    if (known !== undefined) return known;
    const upper = this.range(value)[1];
    this.uppers.set(value, upper);
    return upper;
  }

  /** Elements behind the first `prefix` indices of a tensor, at most. */
  elements(tensor: Tensor, prefix = 0): number {
    const known = this.rows.get(tensor) ?? tensor.shape.map((_, d) => this.upper(elementsOf(tensor, d)));
    this.rows.set(tensor, known);
    return known[prefix] ?? 1;
  }

  range(value: Sym): Interval {
    return value.terms.reduce<Interval>(([low, high], term) => {
      const [a, b] = term.factors.reduce<Interval>((product, { atom, power }) => {
        const factor = this.atom(atom);
        return Array<Interval>(power).fill(factor).reduce(multiply, product);
      }, [1, 1]);
      const ends = [a * term.coefficient, b * term.coefficient];
      return [low + Math.min(...ends), high + Math.max(...ends)];
    }, [0, 0]);
  }

  private atom(atom: Atom): Interval {
    switch (atom.kind) {
      case 'var': return this.sizes.get(atom.name) ?? [0, Infinity];
      case 'floordiv': {
        const [a, b] = this.range(atom.value);
        const [c, d] = this.range(atom.by);
        const by = Math.max(c, 1);
        const ends = [a / by, a / Math.max(d, 1), b / by, b / Math.max(d, 1)].map(Math.floor);
        return [Math.min(...ends), Math.max(...ends)];
      }
      case 'mod': return [0, Math.max(0, this.range(atom.by)[1] - 1)];
      default: {
        const parts = atom.args.map((a) => this.range(a));
        return [Math[atom.kind](...parts.map((p) => p[0])), Math[atom.kind](...parts.map((p) => p[1]))];
      }
    }
  }
}

function multiply([a, b]: Interval, [c, d]: Interval): Interval {
  const ends = [a * c, a * d, b * c, b * d].map((v) => (Number.isNaN(v) ? 0 : v));
  return [Math.min(...ends), Math.max(...ends)];
}
