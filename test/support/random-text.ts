import { Random } from './random-method.js';

/**
 * Random methods as people write them: the whole of the language, well-formed. What the front end makes of them goes to every back end.
 * One seed, one text.
 */
export function randomText(seed: number, statements = 10): string {
  return new Writer(new Random(seed)).method(statements);
}

/** What an index runs over. `fixed`: known when compiled. `last`: the largest index, inside whatever the sizes are. */
interface Dim { readonly text: string; readonly fixed?: number; readonly last: string }
interface Axis { readonly name: string; readonly dim: Dim }
interface Table { readonly name: string; readonly dims: readonly Dim[]; readonly type: 'f32' | 'bool' | 'i32' }
/** Ids of `range`, one selection for each point of `outer`. `first`: it has room for at least one, whatever the sizes are. */
interface Chosen { readonly name: string; readonly outer: readonly Dim[]; readonly range: Dim; readonly first?: boolean }

const constant = (text: string, fixed: number): Dim => ({ text, fixed, last: `${text} - 1` });
const symbol = (text: string): Dim => ({ text, last: `${text} - 1` });

const NARROW = ['bf16', 'f16', 'f8e4m3'] as const;

class Writer {
  private readonly D: Dim;
  private readonly H: Dim;
  private readonly W = constant('W', 32);
  private readonly S = symbol('S');
  private readonly N = symbol('N');
  private readonly P = symbol('P');
  private readonly C = symbol('C');
  private readonly E = symbol('E');
  /** Full blocks: there may be none. */
  private readonly F: Dim = { text: 'N / B', last: '' };
  private readonly chunked: boolean;
  private readonly block: number;
  private readonly rows: number;
  private readonly declarations: string[] = [];
  private readonly functions: string[] = [];
  private readonly once: string[] = [];
  private asks = false;
  private cursor = false;
  private readonly tables: Table[] = [];
  private readonly chosen: Chosen[] = [];
  private readonly flags: string[] = [];
  private readonly outputs: string[] = [];
  /** Writes of memories that are still to come. */
  private readonly writes: (() => string)[] = [];
  private serial = 0;

  constructor(private readonly r: Random) {
    this.D = constant('D', r.pick([2, 4, 5, 8, 16, 33]));
    this.H = constant('H', r.int(1, 3));
    this.block = r.int(2, 5);
    this.rows = r.int(1, 6);
    this.chunked = r.chance(0.25);
  }

  method(statements: number): string {
    const { r } = this;
    this.declare();
    const first = this.memories();
    const stages = [...this.once];
    if (first.length > 0) stages.push(`prepare {\n${first.map(indent).join('\n')}\n}`);
    while (statements > 0) {
      const name = r.pick(['prepare', 'relevancy', 'retrieve', 'apply']);
      const inside: string[] = [];
      for (let i = r.int(1, 4); i > 0 && statements > 0; i--, statements--) inside.push(...this.group(name === 'prepare'));
      if (inside.length > 0) stages.push(`${name}${!this.chunked && r.chance(0.1) ? ' every 3 tokens' : ''} {\n${inside.map(indent).join('\n')}\n}`);
    }
    const rest = this.writes.splice(0).map((write) => write());
    if (rest.length > 0) stages.push(`prepare {\n${rest.map(indent).join('\n')}\n}`);
    const final = this.summary();
    stages.push(`apply {\n${final.map(indent).join('\n')}\n}`);
    const { D, H } = this;
    return [
      'method random', 'size N in 1..4096', 'size S in 1..40', ...(this.chunked ? ['size C in 1..5', 'step N by C'] : ['step N']),
      'size E in 0..60', `const D = ${D.fixed ?? 1}, H = ${H.fixed ?? 1}, W = 32, B = ${this.block}, R = ${this.rows}`, 'size P = ceil(N / B)', 'batch 1 .. 4',
      ...this.functions, ...this.declarations, `output ${this.outputs.join(', ')}`, ...stages, '',
    ].join('\n');
  }

  private name(prefix: string): string {
    return `${prefix}${this.serial++}`;
  }

  private declareTable(role: 'input' | 'weight' | 'memory', name: string, type: string, dims: readonly Dim[], growth = ''): Table {
    const shape = dims.length === 0 ? '' : `[${dims.map((d) => d.text).join(', ')}]`;
    this.declarations.push(`${role} ${name} : ${type}${shape}${growth}`);
    const table: Table = { name, dims, type: type === 'bool' ? 'bool' : /^(i8|i16|i32|id)/.test(type) ? 'i32' : 'f32' };
    return table;
  }

  private declare(): void {
    const { r, D, H, S, C } = this;
    const float = (): string => (r.chance(0.6) ? 'f32' : r.pick(NARROW));
    this.tables.push(
      this.declareTable('input', 'x', float(), [D]), this.declareTable('input', 'y', float(), [H, D]), this.declareTable('input', 'z', float(), [S, D]),
      this.declareTable('input', 'g', 'f32', []), this.declareTable('weight', 'w', float(), [D, D]), this.declareTable('input', 'mask', 'bool', [S]),
      this.declareTable('memory', 'table', float(), [S, D], ' static'), this.declareTable('memory', 'impact', float(), [this.E], ' static'),
      this.declareTable('input', 'link', 'id<S>', [H]),
    );
    this.declarations.push('memory start : id<E + 1>[S + 1] static', 'memory doc : id<S>[E] static');
    this.flags.push('urgent');
    this.declarations.push('input urgent : bool');
    if (this.chunked) this.tables.push(this.declareTable('input', 'chunk', float(), [C, H, D]));
    if (r.chance(0.3)) {
      this.tables.push(this.declareTable('memory', 'length', 'f32', [S], ' computed'));
      this.once.push('prepare once { length[s] <- sqrt(sum(d) table[s, d] * table[s, d]) }');
    }
    if (r.chance(0.4)) {
      this.declarations.push('extern ask(topic : f32[D], near : id<S>[..4]) -> (words : id<S>[..6], sure : f32[..6]) cost 100 flop');
      this.asks = true;
      this.tables.push(this.declareTable('input', 'given', 'f32', [D]));
    }
  }

  /** Memories, with what must be written before it is read. */
  private memories(): readonly string[] {
    const { r, D, H, S, N, P, W, chunked } = this;
    const first: string[] = [];
    const float = r.pick(['f32', 'f32', 'bf16', 'f16', 'f8e4m3']);
    const cast = (type: string, e: string): string => (type === 'f32' ? e : `${type}(${e})`);
    const row = chunked ? [{ name: 's', dim: this.C }] : [];
    const at = chunked ? 's, ' : '';
    if (r.chance(0.8)) {
      this.tables.push(this.declareTable('memory', 'keys', float, [N, H, D], ' append per token'));
      const axes: readonly Axis[] = [...row, { name: 'h', dim: H }, { name: 'd', dim: D }];
      first.push(r.chance(0.4) && !chunked && float === 'f32' ? 'keys <- y' : `keys[${at}h, d] <- ${cast(float, chunked ? 'chunk[s, h, d]' : this.given(axes))}`);
    }
    if (r.chance(0.5)) {
      const [type, size] = r.pick([['i8', 16], ['f8e4m3', 32]] as const);
      this.tables.push({ ...this.declareTable('memory', 'codes', type, [N, W], ` block ${size}${r.chance(0.5) ? ' pow2' : ''} append per token`), type: 'f32' });
      first.push(`codes[${at}i] <- ${chunked ? 'chunk[s, 0, i % D]' : 'x[i % D]'} * (i - 7)`);
    }
    if (!chunked && r.chance(0.5)) {
      this.tables.push(this.declareTable('memory', 'sums', 'f32', [this.F, D], ' append per block of B'));
      first.push(`when N % B == 0 { sums[d] <- ${this.tables.some((t) => t.name === 'keys') ? 'max(j in B) keys[N - B + j, 0, d]' : 'x[d]'} }`);
    }
    if (!chunked && r.chance(0.6)) {
      const type = r.pick(['f32', 'bf16']);
      this.tables.push(this.declareTable('memory', 'low', type, [P, D], ' update per block of B'));
      const word = r.pick(['min=', 'max=', ...(type === 'f32' ? ['+='] : [])]);
      const value = (): string => `low[d] ${word} ${cast(type, this.float([{ name: 'd', dim: D }], 2, ['low']))}`;
      if (r.chance(0.5)) first.push(value());
      else this.writes.push(value);
    }
    if (!chunked && r.chance(0.5)) {
      this.tables.push(this.declareTable('memory', 'ring', 'f32', [constant('R', this.rows), D], ' ring'));
      this.writes.push(() => `ring[d] <- ${this.float([{ name: 'd', dim: D }], 2)}`);
    }
    if (r.chance(0.7)) {
      const from = r.chance(0.4);
      const type = from ? 'f32' : r.pick(['f32', 'f32', 'bf16']);
      if (from) this.tables.push(this.declareTable('weight', 'first', 'f32', [D, D]));
      this.tables.push(this.declareTable('memory', 'acc', type, [D, D], from ? ' state from first' : ' state'));
      const axes: readonly Axis[] = [{ name: 'i', dim: D }, { name: 'j', dim: D }];
      this.writes.push(() => r.pick([
        () => `acc[i, j] <- ${cast(type, `tanh(${this.float(axes, 3)})`)}`,
        () => `acc[i, j] <- ${cast(type, `0.5 * acc[i, j] + ${this.float(axes, 2)}`)}`,
        () => `acc[i, j] <- ${cast(type, `0.5 * acc[j, i] + ${this.float(axes, 2)}`)}`,
        () => `acc[0, j] <- ${cast(type, this.float([{ name: 'j', dim: D }], 2))}`,
        () => (type === 'f32' ? `acc[i, j] += tanh(${this.float(axes, 2)})` : `acc[i, j] max= ${cast(type, this.float(axes, 2))}`),
      ])());
    }
    if (r.chance(0.6)) {
      const dim = r.pick([S, N, D]);
      this.tables.push(this.declareTable('memory', 'usage', 'f32', [dim], ' state'));
      this.writes.push(() => this.usage(dim));
    }
    if (r.chance(0.3)) {
      this.tables.push(this.declareTable('memory', 'seen', 'f32', [], ' state'));
      this.writes.push(() => (r.chance(0.5) ? 'seen += 1.0' : `seen <- tanh(seen + ${this.float([], 2)})`));
    }
    if (r.chance(0.3)) {
      this.declarations.push('memory cursor : id<S> state', 'memory turns : i32 state', 'memory was : bool state');
      this.cursor = true;
      this.flags.push('was');
      this.writes.push(() => `cursor <- (cursor + ${r.pick(['1', 'turns', 'turns * 3'])}) % S`, () => 'turns <- (turns + 1) % 7', () => `was <- ${this.predicate([], 2)}`);
    }
    if (r.chance(0.4)) {
      this.declarations.push('memory note : id<S>[..7] state');
      this.chosen.push({ name: 'note', outer: [], range: S });
      this.writes.push(() => {
        const options = this.chosen.filter((c) => c.range === S && c.outer.length === 0 && c.name.startsWith('words'));
        if (options.length > 0) return `note <- ${r.pick(options).name}`;
        return 'picked = topk(s in S) z[s, 0] count 3\nnote <- picked';
      });
    }
    return first;
  }

  /** Before keys are there: from the inputs only. */
  private given(axes: readonly Axis[]): string {
    return this.float(axes, 2, this.tables.filter((t) => !['x', 'y', 'z', 'g', 'w', 'table'].includes(t.name)).map((t) => t.name));
  }

  /** Into a state: at chosen places, at places that may coincide, or everywhere. */
  private usage(dim: Dim): string {
    const { r } = this;
    const chosen = this.chosen.filter((c) => c.range === dim && c.outer.length === 0 && c.name !== 'note');
    const wide = this.chosen.filter((c) => c.range === dim && c.outer.length === 1);
    const word = r.pick(['+=', 'max=', 'min=']);
    const one = chosen[r.int(0, Math.max(0, chosen.length - 1))];
    const many = wide[r.int(0, Math.max(0, wide.length - 1))];
    const axis: Axis = { name: 'i', dim };
    if (one && r.chance(0.5)) return `usage[${one.name}[i]] ${word} ${this.float([], 1)} + i for i in count(${one.name})`;
    if (many && r.chance(0.5)) return `usage[t] ${word} ${this.float([], 1)} for h in ${many.outer[0]?.text ?? 'H'}, t in ${many.name}[h]`;
    if (dim.text === 'S' && r.chance(0.4)) return `usage[doc[e]] ${word} impact[e] for e in E`;
    if (dim.fixed !== undefined && r.chance(0.3)) return `slot = i32(floor(abs(tanh(x[0])) * 7.0)) % ${dim.text}\nusage[slot] += 1.0`;
    return r.chance(0.5) ? `usage[i] += ${this.float([axis], 2)} for i in ${dim.text}` : `usage[i] <- 0.5 * usage[i] + ${this.float([axis], 2)} for i in ${dim.text}`;
  }

  /** One statement, or several under a condition. */
  private group(preparing: boolean): readonly string[] {
    const { r } = this;
    if (r.chance(0.25)) {
      const flags = [...this.flags];
      const inside = Array.from({ length: r.int(1, 2) }, () => (r.chance(0.2) ? this.group(preparing) : this.statement(preparing))).flat();
      const flag = r.pick(flags);
      const condition = r.pick([flag, `not ${flag}`, `${flag} and N % 2 == 1`, `N % 2 == 0`, 'N > 3', `N > B and ${flag}`]);
      const every = !this.chunked && r.chance(0.2) ? `every ${r.int(2, 4)} tokens` : `when ${condition}`;
      return [`${every} {`, ...inside.map(indent), '}'];
    }
    return this.statement(preparing);
  }

  private statement(preparing: boolean): readonly string[] {
    const { r } = this;
    const write = preparing && r.chance(0.6) ? this.writes.shift() : undefined;
    if (write) return write().split('\n');
    switch (r.int(0, 15)) {
      case 0: case 1: case 2: return [this.map()];
      case 3: return [this.topk()];
      case 4: return [this.set()];
      case 5: return [this.nested()];
      case 6: return [this.again()];
      case 7: return [this.scan()];
      case 8: return [this.scatter()];
      case 9: return this.repeat();
      case 10: return [this.call()];
      case 11: return [this.flag()];
      case 12: return [this.argmax()];
      case 13: return this.gradient();
      case 14: return [this.softmax()];
      default: return [this.ask()];
    }
  }

  private axes(least = 0, most = 3): readonly Axis[] {
    const names = ['i', 'j', 'k'];
    return Array.from({ length: this.r.int(least, most) }, (_, n) => ({ name: names[n] ?? 'i', dim: this.dim() }));
  }

  private dim(): Dim {
    const { r, D, H, S, N, P, C } = this;
    return r.pick([D, D, H, S, N, ...(this.chunked ? [C] : [P])]);
  }

  private over(axes: readonly Axis[]): string {
    return axes.length === 0 ? '' : ` for ${axes.map((a) => `${a.name} in ${a.dim.text}`).join(', ')}`;
  }

  private define(prefix: string, axes: readonly Axis[], type: Table['type']): string {
    const name = this.name(prefix);
    this.tables.push({ name, dims: axes.map((a) => a.dim), type });
    if (this.r.chance(0.4)) this.outputs.push(name);
    return axes.length === 0 ? name : `${name}[${axes.map((a) => a.name).join(', ')}]`;
  }

  /** A new tensor that the caller gets. */
  private result(dims: readonly Dim[]): string {
    const name = this.name('t');
    this.tables.push({ name, dims, type: 'f32' });
    this.outputs.push(name);
    return name;
  }

  private map(): string {
    const axes = this.axes();
    const value = this.float(axes, 3);
    const narrow = this.r.chance(0.2) ? this.r.pick(NARROW) : undefined;
    const keep = this.r.chance(0.08) && axes.every((a) => a.dim !== this.C) ? 'keep ' : '';
    return `${keep}${this.define(narrow ? 'n' : 't', axes, 'f32')} = ${narrow ? `${narrow}(${value})` : value}${this.over(axes)}`;
  }

  private select(text: (outer: readonly Axis[], over: Axis) => string, range = this.r.pick([this.S, this.N, this.D, this.chunked ? this.N : this.P])): string {
    const outer: readonly Axis[] = this.r.chance(0.4) ? [{ name: 'h', dim: this.r.pick([this.H, this.S]) }] : [];
    return this.selection(outer, range, text(outer, { name: 'c', dim: range }));
  }

  private selection(outer: readonly Axis[], range: Dim, value: string): string {
    const name = this.name('best');
    const keep = this.r.chance(0.15) ? 'keep ' : '';
    this.chosen.push({ name, outer: outer.map((a) => a.dim), range, first: value.startsWith('topk') });
    if (this.r.chance(0.4)) this.outputs.push(name);
    return `${keep}${name}${outer.length === 0 ? '' : '[h]'} = ${value}${this.over(outer)}`;
  }

  private topk(): string {
    const { r } = this;
    return this.select((outer, over) => {
      const scope = [...outer, over];
      const where = r.chance(0.3) ? ` where ${this.predicate(scope, 1)}` : '';
      const always = r.chance(0.2) ? ` always ${over.name} < 2` : '';
      return `topk(${over.name} in ${over.dim.text}) (${this.float(scope, 2)}) count ${r.int(1, 6)}${where}${always}`;
    });
  }

  private set(): string {
    return this.select((outer, over) => `{ ${over.name} in ${over.dim.text} | ${this.predicate([...outer, over], 2)} }`);
  }

  /** Entries of lists: of all, of chosen ones, of those that inputs name. */
  private nested(): string {
    const { r } = this;
    const { E } = this;
    const lists = this.chosen.filter((c) => c.range === this.S && c.outer.length === 0);
    const from = lists.length > 0 && r.chance(0.7) ? `l in ${r.pick(lists).name}` : r.chance(0.5) ? 'l in S' : undefined;
    const ranges = from ? `${from}, e in start[l] .. start[l + 1]` : 'q in H, e in start[link[q]] .. start[link[q] + 1]';
    const scope: readonly Axis[] = [{ name: 'e', dim: E }, ...(from ? [{ name: 'l', dim: this.S }] : [{ name: 'q', dim: this.H }])];
    const value = r.chance(0.6) ? `topk(${ranges}) (impact[e] * ${this.float(scope, 1)}) count ${r.int(1, 8)}` : `{ ${ranges} | impact[e] > ${this.float(scope, 1)} }`;
    const name = this.name('best');
    this.outputs.push(name);
    return `${name} = ${value}`;
  }

  private again(): string {
    const options = this.chosen.filter((c) => c.range.last !== '');
    const from = options[this.r.int(0, Math.max(0, options.length - 1))];
    if (!from) return this.topk();
    const outer = from.outer.map((dim): Axis => ({ name: 'h', dim }));
    const scope: readonly Axis[] = [...outer, { name: 'c', dim: from.range }];
    const range = `c in ${from.name}${outer.length > 0 ? '[h]' : ''}`;
    return this.selection(outer, from.range, this.r.chance(0.7) ? `topk(${range}) (${this.float(scope, 2)}) count ${this.r.int(1, 4)}` : `{ ${range} | ${this.predicate(scope, 1)} }`);
  }

  private argmax(): string {
    const outer: readonly Axis[] = this.r.chance(0.5) ? [{ name: 'h', dim: this.H }] : [];
    const over: Axis = { name: 'c', dim: this.r.pick([this.S, this.D, this.N]) };
    const name = this.name('n');
    this.outputs.push(name);
    return `${name}${outer.length === 0 ? '' : '[h]'} = ${this.r.pick(['argmax', 'argmin'])}(c in ${over.dim.text}) (${this.float([...outer, over], 2)})${this.over(outer)}`;
  }

  private scan(): string {
    const { r } = this;
    const along: Axis = { name: 't', dim: this.dim() };
    const others = r.chance(0.6) ? [{ name: 'j', dim: this.dim() }] : [];
    const axes = r.chance(0.5) ? [along, ...others] : [...others, along];
    const formula = r.pick([
      () => `previous + ${this.float(axes, 1)}`, () => `0.5 * previous + ${this.float(axes, 2)}`, () => `max(previous, ${this.float(axes, 2)})`,
      () => `tanh(${this.float(axes, 1)}) * previous + ${this.float(axes, 1)}`, () => `if ${this.predicate(axes, 1)} then ${this.float(axes, 1)} else tanh(previous)`,
    ])();
    const from = r.chance(0.5) ? ` from ${this.float(others, 1)}` : '';
    return `${this.define('t', axes, 'f32')} = scan(t) ${formula}${from}${this.over(axes)}`;
  }

  private scatter(): string {
    const { r } = this;
    const ranges = r.pick(['e in E', 'q in H, e in start[link[q]] .. start[link[q] + 1]', 'e in start[0] .. start[S]']);
    const value = this.float([], 1);
    return `${this.result([this.S])}[doc[e]] ${r.pick(['+=', '+=', 'max=', 'min='])} impact[e] * ${value} for ${ranges}`;
  }

  private repeat(): readonly string[] {
    const { r } = this;
    const axes = this.axes(1, 2);
    const [name, local] = [this.name('t'), this.name('u')];
    const target = `${name}[${axes.map((a) => a.name).join(', ')}]`;
    const numbered = r.chance(0.5);
    const lines = [
      `${target} = ${this.float(axes, 2)}${this.over(axes)}`, `repeat ${numbered ? 'r in ' : ''}${r.int(1, 3)} {`,
      `  ${local} = max(${axes.map((a) => `${a.name} in ${a.dim.text}`).join(', ')}) abs(${target}) + 1.0`,
      `  ${target} = ${target} / ${local} + ${numbered ? 'r * ' : ''}${this.float(axes, 1)}${this.over(axes)}`, '}',
    ];
    this.tables.push({ name, dims: axes.map((a) => a.dim), type: 'f32' });
    if (r.chance(0.4)) this.outputs.push(name);
    return lines;
  }

  private call(): string {
    const { r, D } = this;
    const squares = this.tables.filter((t) => t.type === 'f32' && t.dims.length === 2 && t.dims.every((d) => d === D));
    const rows = this.tables.filter((t) => t.type === 'f32' && t.dims.length === 2 && t.dims[1] === D && t.dims[0]?.last !== '');
    if (r.chance(0.4)) {
      const table = r.pick(squares);
      return `${this.result([D, D])}[:, :] = ${r.pick(['newton_schulz(', 'newton_schulz('])}${table.name}[:, :], rounds: ${r.int(1, 2)})`;
    }
    if (r.chance(0.5)) {
      if (this.functions.length === 0) this.functions.push('fn centred(x[n, m], f = 0.5)[i, j] {\n  middle[k] = mean(q) x[k, q]\n  d[a, b] = x[a, b] - f * middle[a]\n  repeat 2 { d[a, b] = d[a, b] * 0.5 + x[a, (b + 1) % m] }\n  = d[i, j] + middle[i]\n}');
      const table = r.pick(rows);
      return `${this.result(table.dims)}[:, :] = centred(${table.name}[:, :]${r.chance(0.5) ? ', f: 0.25' : ''})`;
    }
    const table = r.pick(rows);
    return `${this.result(table.dims)}[a, :] = ${r.pick([`softmax(${table.name}[a, :])`, `rms_norm(${table.name}[a, :], x[:])`, `l2_norm(${table.name}[a, :])`])}`;
  }

  private flag(): string {
    const name = this.name('flag');
    const value = this.predicate([], 2);
    this.flags.push(name);
    this.outputs.push(name);
    return `${name} = ${value}`;
  }

  private gradient(): readonly string[] {
    const { r, D } = this;
    const squares = this.tables.filter((t) => t.type === 'f32' && t.dims.length === 2 && t.dims.every((d) => d === D) && t.name !== 'acc');
    const w = r.pick(squares).name;
    const loss = this.name('loss');
    const inner = r.pick(['tanh(sum(b) WW[a, b] * x[b]) * tanh(x[a])', 'square((sum(b) WW[a, b] * x[b]) - y[0, a])', 'max(b) WW[a, b] * x[b]', 'log(1.0 + exp(-abs(sum(b) WW[a, b] * y[0, b])))', 'softmax_sum(b in D) WW[a, b] => x[b] * WW[b, a]'])
      .replaceAll('WW', w);
    return [`${loss} = sum(a in D) (${inner})`, `${this.result([D, D])}[:, :] = grad(${loss}, ${w})`];
  }

  private softmax(): string {
    const axes = this.axes(0, 2);
    const range = this.range(axes);
    const inside = [...axes, ...range.axes];
    const value = `softmax_sum(${range.text}) tanh(${this.float(inside, 1)}) => ${this.float(inside, 1)}`;
    return `${this.define('t', axes, 'f32')} = ${value}${this.over(axes)}`;
  }

  private ask(): string {
    const near = this.chosen.filter((c) => c.range === this.S && c.outer.length === 0 && c.name === 'small');
    if (!this.asks) return this.map();
    if (near.length === 0) {
      this.chosen.push({ name: 'small', outer: [], range: this.S });
      return 'small = topk(c in S) z[c, 1] count 4';
    }
    const [words, sure] = [this.name('words'), this.name('sure')];
    this.chosen.push({ name: words, outer: [], range: this.S });
    this.outputs.push(words, sure);
    const topic = this.tables.filter((t) => t.type === 'f32' && t.dims.length === 1 && t.dims[0] === this.D && /^t/.test(t.name));
    return `${words}, ${sure} = ask(${topic.length > 0 ? this.r.pick(topic).name : 'given'}, small)`;
  }

  /** Everything that is not an output yet goes into one, so that nothing is unused. */
  private summary(): readonly string[] {
    const lines: string[] = [];
    const used = new Set(this.outputs);
    const loose = this.tables.filter((t) => !used.has(t.name));
    const terms = loose.map(({ name, dims, type }) => {
      const axes = dims.map((dim, i) => ({ name: `i${i}`, dim }));
      const at = dims.length === 0 ? name : `${name}[${axes.map((a) => a.name).join(', ')}]`;
      const value = type === 'bool' ? `(if ${at} then 1.0 else 0.0)` : type === 'i32' ? `f32(${at})` : `tanh(${at})`;
      return dims.length === 0 ? value : `(max(${axes.map((a) => `${a.name} in ${a.dim.text}`).join(', ')}) ${value})`;
    });
    for (const { name, outer } of this.chosen.filter((c) => !used.has(c.name))) {
      terms.push(outer.length === 0 ? `f32(count(${name}))` : `(sum(h in ${outer[0]?.text ?? 'H'}) f32(count(${name}[h])))`);
    }
    if (this.cursor) terms.push('f32(turns)', '(if was then table[cursor, 0] else 0.0)');
    if (this.flags.includes('urgent')) terms.push('(if urgent then 1.0 else 0.0)');
    terms.push('(sum(e in start[0] .. start[S]) table[doc[e], 0])');
    lines.push(`last = ${terms.join(' + ')}`);
    this.outputs.push('last');
    return lines;
  }

  // Expressions

  private index(dim: Dim, scope: readonly Axis[]): string {
    const { r } = this;
    const same = scope.filter((a) => a.dim === dim).map((a) => a.name);
    if (same.length > 0) {
      const axis = r.pick(same);
      if (dim === this.E || dim === this.F) return axis; // there may be none, so a neighbour is hard to prove
      return r.pick([axis, axis, axis, axis, `min(${axis} + 1, ${dim.last})`, `max(${axis} - 1, 0)`, `(${axis} + 1) % ${par(dim.text)}`, `${dim.last} - ${axis}`]);
    }
    const ids = this.chosen.filter((c) => c.first && c.range === dim && c.outer.every((d) => scope.some((a) => a.dim === d)));
    if (ids.length > 0 && r.chance(0.3)) {
      const { name, outer } = r.pick(ids);
      return `max(${name}[${[...outer.map((d) => scope.find((a) => a.dim === d)?.name ?? '0'), '0'].join(', ')}], 0)`;
    }
    if (dim === this.S && this.cursor && r.chance(0.3)) return 'cursor';
    if (dim.fixed !== undefined) return r.pick(['0', `${r.int(0, dim.fixed - 1)}`, dim.last]);
    if (dim.text === 'S' && r.chance(0.4)) {
      const by = scope.find((a) => a.dim === this.H);
      return `link[${by ? by.name : '0'}]`;
    }
    return r.pick(['0', dim.last, dim.last]);
  }

  private load(scope: readonly Axis[], without: readonly string[]): string {
    const usable = this.tables.filter((t) => t.type === 'f32' && !without.includes(t.name)
      && t.dims.every((d) => scope.some((a) => a.dim === d) || (d.text !== 'E' && d.last !== '')));
    const { name, dims } = this.r.pick(usable);
    return dims.length === 0 ? name : `${name}[${dims.map((d) => this.index(d, scope)).join(', ')}]`;
  }

  /** A range for a reduction, with what its index may point into. */
  private range(scope: readonly Axis[]): { readonly text: string; readonly axes: readonly Axis[] } {
    const { r } = this;
    const fresh = (): string => this.name('r');
    const usable = this.chosen.filter((c) => c.outer.every((d) => scope.some((a) => a.dim === d) || d.fixed !== undefined || d.text === 'S'));
    const name = fresh();
    if (usable.length > 0 && r.chance(0.4)) {
      const { name: from, outer, range } = r.pick(usable);
      const at = outer.length > 0 ? `[${this.index(outer[0] ?? this.H, scope.filter((a) => a.dim === outer[0]))}]` : '';
      return { text: `${name} in ${from}${at}`, axes: [{ name, dim: range }] };
    }
    if (r.chance(0.2)) {
      const s = scope.find((a) => a.dim === this.S)?.name;
      if (s) return { text: `${name} in start[${s}] .. start[${s} + 1]`, axes: [{ name, dim: this.E }] };
      const inner = fresh();
      return { text: `${inner} in H, ${name} in start[link[${inner}]] .. start[link[${inner}] + 1]`, axes: [{ name, dim: this.E }, { name: inner, dim: this.H }] };
    }
    const dim = !this.chunked && r.chance(0.15) ? this.F : this.dim();
    const second = this.dim();
    const other = fresh();
    return r.chance(0.2) ? { text: `${name} in ${dim.text}, ${other} in ${second.text}`, axes: [{ name, dim }, { name: other, dim: second }] }
      : { text: `${name} in ${dim.text}`, axes: [{ name, dim }] };
  }

  /** An f32 expression that may stand as an operand of `*`. */
  private float(scope: readonly Axis[], depth: number, without: readonly string[] = []): string {
    const { r } = this;
    if (depth <= 0 || r.chance(0.2)) {
      const axis = scope[r.int(0, Math.max(0, scope.length - 1))];
      if (r.chance(0.1)) return r.pick(['0.5', '2.0', '1.0', '3.0']);
      if (axis && r.chance(0.15)) return r.pick([`f32(${axis.name})`, `f32((${axis.name} * 3 + 1) % 4)`, `f32((${axis.name} - 5) / 3)`]);
      const counted = this.chosen.filter((c) => c.outer.length === 0);
      if (counted.length > 0 && r.chance(0.08)) return `f32(count(${r.pick(counted).name}))`;
      if (r.chance(0.05)) return r.pick(['f32(N)', 'f32(S)', 'f32(D)']);
      return this.load(scope, without);
    }
    const sub = (): string => this.float(scope, depth - 1, without);
    switch (r.int(0, 14)) {
      case 0: case 1: return `(${sub()} + ${sub()})`;
      case 2: return `(${sub()} - ${sub()})`;
      case 3: case 4: return `${sub()} * ${sub()}`;
      case 5: return `${r.pick(['max', 'min'])}(${sub()}, ${sub()})`;
      case 6: return `${r.pick(['tanh', 'abs', 'floor', 'sin', 'cos', 'relu', 'sigmoid', 'silu', 'square', 'sign'])}(${sub()})`;
      case 7: return `(if ${this.predicate(scope, depth - 1, without)} then ${sub()} else ${sub()})`;
      case 8: return `${sub()} / (abs(${sub()}) + 1.0)`;
      case 9: return `sqrt(abs(${sub()}))`;
      case 10: case 11: case 12: {
        const range = this.range(scope);
        return `(${r.pick(['sum', 'sum', 'sum', 'max', 'min', 'logsumexp'])}(${range.text}) ${this.float([...scope, ...range.axes], depth - 1, without)})`;
      }
      case 13: return r.chance(0.5) ? `exp(-abs(${sub()}))` : `log(abs(${sub()}) + 1.0)`;
      default: return this.load(scope, without);
    }
  }

  private predicate(scope: readonly Axis[], depth: number, without: readonly string[] = []): string {
    const { r } = this;
    const compare = (): string => `${this.float(scope, depth - 1, without)} ${r.pick(['<', '<=', '>', '>='])} ${this.float(scope, depth - 1, without)}`;
    const s = scope.find((a) => a.dim === this.S)?.name;
    const first = scope[0]?.name;
    switch (r.int(0, 7)) {
      case 0: return `(${compare()} and ${compare()})`;
      case 1: return `(${compare()} or ${compare()})`;
      case 2: return `(not (${compare()}))`;
      case 3: return first ? `${first} % 2 == 0` : compare();
      case 4: return s ? `mask[${s}]` : compare();
      case 5: {
        const range = this.range(scope);
        return `(${r.pick(['any', 'all'])}(${range.text}) ${this.float([...scope, ...range.axes], depth - 1, without)} < 0.5)`;
      }
      default: return compare();
    }
  }
}

const indent = (line: string): string => `  ${line}`;
const par = (text: string): string => (/^\w+$/.test(text) ? text : `(${text})`);
