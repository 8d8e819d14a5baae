import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, vi } from 'vitest';
import { main } from '../../src/cli/program.js';
import { encodeNpy, encodeSafetensors } from '../../src/runtime/files/index.js';
import type { TensorData } from '../../src/runtime/index.js';

export interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `mpc` in this process and catches what it prints. */
export async function mpc(...args: readonly string[]): Promise<Result> {
  let out = '';
  let err = '';
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => { out += String(text); return true; });
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => { err += String(text); return true; });
  try {
    return { code: await main(args), out, err };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

/** What a command with `--json` prints: exactly one document, and nothing on standard error. */
export async function mpcJson(command: string, ...args: readonly string[]): Promise<{ readonly code: number; readonly document: JsonObject }> {
  const { code, out, err } = await mpc(command, '--json', ...args);
  if (err !== '') throw new Error(`standard error: ${err}`);
  const document: unknown = JSON.parse(out);
  if (!isObject(document)) throw new Error(`no JSON object: ${out}`);
  return { code, document };
}

/** Runs something where no program can be found. */
export async function withoutPrograms<T>(run: () => Promise<T>): Promise<T> {
  const path = process.env['PATH'];
  process.env['PATH'] = '';
  try {
    return await run();
  } finally {
    process.env['PATH'] = path;
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Codes of the diagnostics of a document. */
export function codesOf(document: JsonObject): readonly string[] {
  const { diagnostics } = document;
  if (!Array.isArray(diagnostics)) throw new Error('no diagnostics');
  return diagnostics.map((d) => (isObject(d) ? String(d['code']) : ''));
}

/** A temporary folder for the tests of one file, which is also where compiled CPU libraries are kept. */
export class Workplace {
  readonly path = mkdtempSync(join(tmpdir(), 'mpc-cli-'));

  constructor() {
    vi.stubEnv('XDG_CACHE_HOME', join(this.path, 'cache'));
    vi.stubEnv('NO_COLOR', '1');
    afterAll(() => {
      vi.unstubAllEnvs();
      rmSync(this.path, { recursive: true, force: true });
    });
  }

  at(...names: readonly string[]): string {
    return join(this.path, ...names);
  }

  async file(name: string, contents: string | Uint8Array): Promise<string> {
    const path = this.at(name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents);
    return path;
  }

  npy(name: string, tensor: TensorData): Promise<string> {
    return this.file(name, encodeNpy(tensor));
  }

  safetensors(name: string, tensors: Readonly<Record<string, TensorData>>): Promise<string> {
    return this.file(name, encodeSafetensors(new Map(Object.entries(tensors))));
  }

  /** A text with the folder's path replaced by `DIR`. */
  shown(text: string): string {
    return text.replaceAll(this.path, 'DIR');
  }
}
