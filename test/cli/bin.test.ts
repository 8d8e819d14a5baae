import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { VERSION } from '../../src/compiler/index.js';

const BIN = 'dist/bin/mpc.js';
const EXAMPLE = 'examples/deepseek-sparse-attention/deepseek_sparse_attention.mp';

/** The program as it is installed; `npm run build` makes it. */
describe.skipIf(!existsSync(BIN))('the mpc program', () => {
  async function run(...args: string[]): Promise<{ readonly exitCode: number | undefined; readonly stdout: string; readonly stderr: string }> {
    const { exitCode, stdout, stderr } = await execa(process.execPath, [BIN, ...args], { reject: false });
    return { exitCode, stdout, stderr };
  }

  it('hands the exit code of a command on', async () => {
    expect(await run('--version')).toMatchObject({ exitCode: EXIT.ok, stdout: VERSION });
    expect(await run('check', EXAMPLE)).toMatchObject({ exitCode: EXIT.ok, stderr: '' });
    expect(await run('check', 'none.mp')).toMatchObject({ exitCode: EXIT.input, stdout: '', stderr: 'error[MPC6001]: cannot read `none.mp`: no such file or folder' });
    expect(await run('chekc')).toMatchObject({ exitCode: EXIT.usage, stdout: '' });
  });

  it('loads the packages that are no part of it', async () => {
    const { exitCode, stdout, stderr } = await run('explain', EXAMPLE, '--solver', 'ilp', '--json');
    expect({ exitCode, stderr }).toEqual({ exitCode: EXIT.ok, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ placement: { solver: 'integer programme (HiGHS)', gap: 0 } });
  }, 20_000);

  it('is quiet when its reader stops early', async () => {
    const { stderr } = await execa({ shell: true, reject: false })`${process.execPath} ${BIN} explain ${EXAMPLE} --figures | head -1`;
    expect(stderr).toBe('');
  });
});
