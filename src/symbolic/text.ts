import { add, constant, floordiv, max, min, mod, mul, sub, variable, type Sym } from './sym.js';

/** Reads the text form of a size expression (`Sym.key`): + - *, floor(a / b), mod(a, b), min(..), max(..), names, numbers. */
export function parseSym(text: string): Sym {
  const tokens = text.match(/[A-Za-z_][\w.]*|\d+(?:\.\d+)?(?:e[+-]?\d+)?|[-+*/(),]/g) ?? [];
  let at = 0;
  const fail = (): never => { throw new SyntaxError(`not a size expression: ${text}`); };
  const take = (token: string): boolean => (tokens[at] === token ? (at++, true) : false);
  const expect = (token: string): void => { if (!take(token)) fail(); };

  function sum(): Sym {
    let left = take('-') ? mul(-1, product()) : product();
    for (;;) {
      if (take('+')) left = add(left, product());
      else if (take('-')) left = sub(left, product());
      else return left;
    }
  }
  function product(): Sym {
    let left = primary();
    while (take('*')) left = mul(left, primary());
    return left;
  }
  function primary(): Sym {
    const token = tokens[at++] ?? fail();
    if (token === '(') {
      const inner = sum();
      expect(')');
      return inner;
    }
    if (/^\d/.test(token)) return constant(Number(token));
    if (!/^[A-Za-z_]/.test(token)) fail();
    return take('(') ? call(token) : variable(token);
  }
  function call(name: string): Sym {
    const args = [sum()];
    if (name === 'floor') {
      expect('/');
      args.push(primary());
    }
    while (take(',')) args.push(sum());
    expect(')');
    const [first, second] = args;
    if (!first || !second) return fail();
    switch (name) {
      case 'floor': return floordiv(first, second);
      case 'mod': return mod(first, second);
      case 'min': return min(...args);
      case 'max': return max(...args);
      default: return fail();
    }
  }

  const value = sum();
  return at === tokens.length ? value : fail();
}
