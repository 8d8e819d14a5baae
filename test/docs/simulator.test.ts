import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { whatItShows } from '../../bench/simulator-text.js';

it('docs/simulator.md shows what the simulations give', { timeout: 120_000 }, async () => {
  const page = readFileSync('docs/simulator.md', 'utf8');
  const [before, after] = [/^[^]*?assumed; the order is what counts\):\n\n/.exec(page)?.[0], /\n\n## How it is kept right[^]*$/.exec(page)?.[0]];
  if (before === undefined || after === undefined) throw new Error('the section is gone');
  await expect(`${before}${whatItShows()}${after}`).toMatchFileSnapshot('../../docs/simulator.md');
});
