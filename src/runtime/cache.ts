import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';

/** Folder of compiled kernels of one kind: `mpc/<kind>` in `$XDG_CACHE_HOME` or `~/.cache`. */
function cacheFolder(kind: string): string {
  const base = process.env['XDG_CACHE_HOME'];
  return join(base ? base : join(homedir(), '.cache'), 'mpc', kind);
}

const building = new Map<string, Promise<string>>();

/**
 * The path of a file that is a function of `key` (source texts, flags, compiler version): built by `build` at a temporary
 * path if it is not there yet, then moved into place, so that it appears whole or not at all. It lies in `folder`, by
 * default the user's cache.
 */
export function cachedArtifact(
  kind: string, key: readonly string[], extension: string, build: (temporaryPath: string) => Promise<void>,
  folder: string = cacheFolder(kind),
): Promise<string> {
  const hash = createHash('sha256');
  for (const part of key) hash.update(`${part.length}:${part}`);
  const path = join(folder, `${hash.digest('hex').slice(0, 32)}${extension}`);
  if (existsSync(path)) return Promise.resolve(path);
  const running = building.get(path);
  if (running) return running;
  const made = make(path, extension, build).finally(() => building.delete(path));
  building.set(path, made);
  return made;
}

async function make(path: string, extension: string, build: (temporaryPath: string) => Promise<void>): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}${extension}`;
  try {
    await build(temporary);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  return path;
}
