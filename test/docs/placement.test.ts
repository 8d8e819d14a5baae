import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { mpc } from '../cli/mpc.js';
import { commandsOf, refreshed } from './commands.js';

vi.stubEnv('NO_COLOR', '1');

async function printed(args: readonly string[]): Promise<string> {
  const { code, out, err } = await mpc(...args);
  if (code !== EXIT.ok) throw new Error(`mpc ${args.join(' ')}: ${err}`);
  return out;
}

describe.each(['docs/placement.md', 'README.md'])('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  // Update with `npx vitest run test/docs/placement.test.ts -u`.
  it('shows what its commands print', async () => {
    expect(commandsOf(text).length).toBeGreaterThan(0);
    await expect(await refreshed(text, printed)).toMatchFileSnapshot(`../../${page}`);
  }, 180_000);
});
