const TOKEN = /\s+|"(?:[^"\\]|\\.)*"|append-token|append-block|update-block|(?:min|max)=(?!=)|[A-Za-z_][\w.]*|\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\.|=>|->|\+=|<<|>>|<=|==|!=|[-+*/%&|^<>=(){}[\],:]/y;

/** Words before a size expression. */
const SYM_FOLLOWS: readonly string[] = ['of', 'max', 'advance', 'flop', 'bytes'];

/** The words and signs of a text, read one after another. */
export class Tokens {
  private readonly tokens: { readonly text: string; readonly line: number }[] = [];
  private at = 0;

  constructor(source: string) {
    let line = 1;
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < source.length) {
      const from = TOKEN.lastIndex;
      const [text] = TOKEN.exec(source) ?? [];
      if (text === undefined) throw new SyntaxError(`line ${line}: unexpected ${JSON.stringify(source[from])}`);
      if (/\S/.test(text)) this.tokens.push({ text, line });
      line += text.split('\n').length - 1;
    }
  }

  atEnd(): boolean { return this.at >= this.tokens.length; }
  peek(): string { return this.tokens[this.at]?.text ?? ''; }
  next(): string { return this.tokens[this.at++]?.text ?? this.fail('more text'); }

  take(text: string): boolean {
    if (this.peek() !== text) return false;
    this.at++;
    return true;
  }

  takeOne<T extends string>(choices: readonly T[]): T | undefined {
    const found = choices.find((c) => c === this.peek());
    if (found !== undefined) this.at++;
    return found;
  }

  /** `call` and a name; a tensor may be called `call`. */
  takeCall(): boolean {
    return /^[A-Za-z_]/.test(this.tokens[this.at + 1]?.text ?? '') && this.take('call');
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail(text);
  }

  name(): string {
    return /^[A-Za-z_]/.test(this.peek()) ? this.next() : this.fail('a name');
  }

  string(): string {
    const text = this.next();
    const value: unknown = text.startsWith('"') ? JSON.parse(text) : undefined;
    return typeof value === 'string' ? value : this.fail('a string');
  }

  integer(): number {
    const value = Number(this.next());
    return Number.isInteger(value) ? value : this.fail('an integer');
  }

  /** A number with its sign, if one comes next. */
  number(): { readonly value: number; readonly float: boolean } | undefined {
    const sign = this.peek() === '-' ? -1 : 1;
    const text = this.tokens[sign < 0 ? this.at + 1 : this.at]?.text ?? '';
    if (!/^(\d|(inf|nan)$)/.test(text)) return undefined;
    this.at += sign < 0 ? 2 : 1;
    if (text === 'nan') return { value: NaN, float: true };
    return { value: sign * (text === 'inf' ? Infinity : Number(text)), float: /[.ei]/.test(text) };
  }

  /** True before what ends a size expression: a sign that is no part of one, or the next clause. */
  startsSymEnd(): boolean {
    const text = this.peek();
    if (this.at > 0 && /^[A-Za-z_]/.test(text)) return /^[\w)]/.test(this.tokens[this.at - 1]?.text ?? '') && !SYM_FOLLOWS.includes(this.tokens[this.at - 1]?.text ?? '');
    return [',', ']', '}', ':', '=', ')'].includes(text);
  }

  fail(expected: string): never {
    const { line } = this.tokens[Math.min(this.at, this.tokens.length - 1)] ?? { line: 1 };
    throw new SyntaxError(`line ${line}: expected ${expected}, found ${this.peek() || 'the end'}`);
  }
}
