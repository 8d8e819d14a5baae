import { describe, expect, it } from 'vitest';
import { remembered } from '../../src/compiler/remembered.js';

describe('remembered', () => {
  const device = {};

  it('counts again only where a size has changed that was looked at', () => {
    let counted = 0;
    const twice = remembered((env, _at: object) => {
      counted++;
      return 2 * (env['N'] ?? 0);
    });
    expect([twice({ N: 3, M: 1 }, device), twice({ N: 3, M: 2 }, device), twice({ N: 4, M: 2 }, device)]).toEqual([6, 6, 8]);
    expect(counted).toBe(2);
    expect(twice({ N: 3, M: 1 }, {})).toBe(6);
    expect(counted).toBe(3);
  });

  it('knows that which sizes count may follow from others', () => {
    const either = remembered((env, _at: object) => ((env['useM'] ?? 0) > 0 ? env['M'] : env['N']));
    for (const env of [{ useM: 0, N: 1, M: 2 }, { useM: 1, N: 1, M: 2 }, { useM: 0, N: 5, M: 2 }, { useM: 1, N: 5, M: 2 }, { useM: 1, N: 5, M: 7 }, { useM: 0, N: 1, M: 9 }]) {
      expect(either(env, device)).toBe(env.useM > 0 ? env.M : env.N);
    }
  });

  it('looks at every size that is copied', () => {
    const sum = remembered((env, _at: object) => Object.values({ ...env }).reduce((a, b) => a + b, 0));
    expect([sum({ a: 1, b: 2 }, device), sum({ a: 1, b: 3 }, device)]).toEqual([3, 4]);
  });

  it('looks at sizes that are inherited', () => {
    const inherited = remembered((env, _at: object) => (Object.create(env) as typeof env)['a']);
    expect([inherited({ a: 1 }, device), inherited({ a: 2 }, device)]).toEqual([1, 2]);
  });
});
