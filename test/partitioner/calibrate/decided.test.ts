import { describe, expect, it } from 'vitest';
import { isDecided, middle, signedRank } from '../../../src/partitioner/calibrate/index.js';

describe('signedRank', () => {
  it('gives the exact two-sided probability of Wilcoxon signed ranks', () => {
    expect(signedRank([1, 2, 3, 4, 5, 6])).toBeCloseTo(2 / 64, 12);
    expect(signedRank([-1, 2, 3, 4, 5, 6])).toBeCloseTo(4 / 64, 12);
    expect(signedRank([-1, -2, 3, 4, 5, 6])).toBeCloseTo(2 * 5 / 64, 12); // {}, {1}, {2}, {3}, {1, 2}
    expect(signedRank([1, -1])).toBe(1);
  });

  it('knows nothing without differences', () => {
    expect(signedRank([])).toBe(1);
    expect(signedRank([0, 0, 0])).toBe(1);
  });

  it('is wrong about as often as it says where there is no difference', () => {
    let seed = 1;
    const next = (): number => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed / 2 ** 32 - 0.5; };
    const wrong = Array.from({ length: 2000 }, () => signedRank(Array.from({ length: 12 }, next))).filter((p) => p < 0.05).length;
    expect(wrong / 2000).toBeLessThan(0.065);
    expect(wrong / 2000).toBeGreaterThan(0.03);
  });
});

describe('isDecided', () => {
  const rounds = (time: number, drift: readonly number[]): readonly number[] => drift.map((d) => time * d);
  const drift = [1, 1.4, 0.8, 1.2, 2, 1.1, 0.9, 1.3];

  it('sees through what slows all placements of a round alike', () => {
    expect(isDecided(rounds(100, drift), rounds(105, drift))).toBe(true);
  });

  it('takes no order from differences that are certain and too small to matter, or from noise', () => {
    expect(isDecided(rounds(100, drift), rounds(101, drift))).toBe(false);
    expect(isDecided(rounds(100, drift), rounds(110, [...drift].reverse()))).toBe(false);
    expect(isDecided([100, 101, 99], [200, 201, 202])).toBe(false); // three rounds cannot tell at 5 %
    expect(isDecided([], [])).toBe(false);
  });
});

describe('middle', () => {
  it('is the median', () => {
    expect(middle([3, 1, 2])).toBe(2);
    expect(middle([4, 1, 2, 3])).toBe(2.5);
    expect(middle([])).toBeNaN();
  });
});
