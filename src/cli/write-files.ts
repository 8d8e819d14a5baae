import { randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { report } from '../diagnostics/index.js';
import { InputError, reasonOf, RuntimeError } from '../runtime/errors.js';

type Files = Readonly<Record<string, string | Uint8Array>>;

const MANIFEST = 'manifest.json';

/**
 * Replaces a build folder, whole or not at all: everything goes into a fresh folder beside it, `prepare` may add to that, and
 * then it takes the place of the old one. Only an earlier build (it has a manifest) or an empty folder is replaced.
 * Throws `InputError`.
 */
export async function replaceFolder(folder: string, files: Files, prepare: (fresh: string) => Promise<void> = () => Promise.resolve()): Promise<void> {
  const target = resolve(folder);
  const old = await refuseForeign(target, folder);
  await staged(dirname(target), folder, files, async (fresh) => {
    await prepare(fresh);
    if (!old) return rename(fresh, target);
    const aside = `${fresh}.old`;
    await rename(target, aside);
    await rename(fresh, target).catch(async (error: unknown) => {
      await rename(aside, target);
      throw error;
    });
    await rm(aside, { recursive: true, force: true });
  });
}

/** Writes files into a folder that may hold others. All are written before the first appears. Throws `InputError`. */
export async function writeInto(folder: string, files: Files): Promise<void> {
  const target = resolve(folder);
  await staged(target, folder, files, async (fresh) => {
    for (const name of Object.keys(files)) await rename(join(fresh, name), join(target, name));
    await rm(fresh, { recursive: true, force: true });
  });
}

async function staged(parent: string, shown: string, files: Files, publish: (fresh: string) => Promise<void>): Promise<void> {
  let fresh: string | undefined;
  try {
    await makeFolder(parent);
    const path = join(parent, `.${basename(shown)}-${randomUUID()}`);
    await mkdir(path);
    fresh = path;
    for (const [name, contents] of Object.entries(files)) {
      const path = join(fresh, name);
      await makeFolder(dirname(path));
      await writeFile(path, contents);
    }
    await publish(fresh);
  } catch (error) {
    if (fresh !== undefined) await rm(fresh, { recursive: true, force: true });
    if (error instanceof RuntimeError) throw error;
    throw new InputError(report('MPC6101', { path: shown, reason: reasonOf(error) }));
  }
}

/** Makes a folder and those above it. Node's own recursive `mkdir` never returns below `/proc`. */
async function makeFolder(path: string): Promise<void> {
  if ((await stat(path).catch(() => undefined))?.isDirectory()) return;
  const above = dirname(path);
  if (above !== path) await makeFolder(above);
  await mkdir(path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error; // made meanwhile, or a file: told by what comes next
  });
}

/** Whether there is something to replace. */
async function refuseForeign(target: string, shown: string): Promise<boolean> {
  const found = await stat(target).catch(() => undefined);
  if (!found) return false;
  if (!found.isDirectory()) throw new InputError(report('MPC6101', { path: shown, reason: 'it is a file' }));
  const isBuild = await readFile(join(target, MANIFEST), 'utf8').then((text) => text.includes('"mpc-manifest/'), () => false);
  if (!isBuild && (await readdir(target)).length > 0) throw new InputError(report('MPC6102', { path: shown }));
  return true;
}
