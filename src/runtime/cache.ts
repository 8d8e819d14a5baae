import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Folder of compiled kernels: `MPC_CACHE_DIR`, else `mpc` in the user's cache folder. */
export function cacheFolder(): string {
  const { MPC_CACHE_DIR, XDG_CACHE_HOME } = process.env;
  return MPC_CACHE_DIR ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mpc');
}

const building = new Map<string, Promise<string>>();

/**
 * The path of a file that is a function of `key` (source texts, flags, compiler version): built by `build` at a temporary
 * path if it is not there yet, then moved into place, so that it appears whole or not at all.
 */
export function cachedArtifact(
  key: readonly string[], extension: string, build: (temporaryPath: string) => Promise<void>,
): Promise<string> {
  const hash = createHash('sha256');
  for (const part of key) hash.update(`${part.length}:${part}`);
  const path = join(cacheFolder(), `${hash.digest('hex').slice(0, 32)}${extension}`);
  if (existsSync(path)) return Promise.resolve(path);
  const running = building.get(path);
  if (running) return running;
  const made = make(path, extension, build).finally(() => building.delete(path));
  building.set(path, made);
  return made;
}

async function make(path: string, extension: string, build: (temporaryPath: string) => Promise<void>): Promise<string> {
  await mkdir(cacheFolder(), { recursive: true });
  const temporary = `${path}.${process.pid}${extension}`;
  try {
    await build(temporary);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  return path;
}
