import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { GeneratedFile } from '../codegen/shared/output.js';
import { report } from '../diagnostics/index.js';
import { InputError } from '../runtime/errors.js';

const MANIFEST = 'manifest.json';

/**
 * Writes a build folder whole or not at all: everything goes into a fresh folder beside it, which then takes its place.
 * An existing folder is replaced only if it is an earlier build (it has a manifest) or empty. Throws `InputError`.
 */
export async function writeBuild(folder: string, files: readonly GeneratedFile[]): Promise<void> {
  const target = resolve(folder);
  await refuseForeign(target);
  let fresh: string | undefined;
  try {
    await mkdir(dirname(target), { recursive: true });
    fresh = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    for (const file of files) {
      const path = join(fresh, file.path);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, file.text);
    }
    await rm(target, { recursive: true, force: true });
    await rename(fresh, target);
  } catch (error) {
    if (fresh) await rm(fresh, { recursive: true, force: true });
    throw new InputError(report('MPC6101', { path: folder, reason: error instanceof Error ? error.message : String(error) }));
  }
}

async function refuseForeign(target: string): Promise<void> {
  const found = await stat(target).catch(() => undefined);
  if (!found) return;
  if (!found.isDirectory()) throw new InputError(report('MPC6101', { path: target, reason: 'it is a file' }));
  const isBuild = await readFile(join(target, MANIFEST), 'utf8').then((t) => t.includes('mpc-manifest/'), () => false);
  const { readdir } = await import('node:fs/promises');
  if (!isBuild && (await readdir(target)).length > 0) throw new InputError(report('MPC6102', { path: target }));
}
