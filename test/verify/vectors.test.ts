import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCompiler } from '../../src/runtime/cpu/index.js';
import { caseForVectors, casesOf, hlsVectors } from '../../src/verify/index.js';
import { compileWhole } from '../support/examples.js';
import { scratchFolder } from '../support/hls.js';
import { SMALL_SOURCE } from '../support/small-method.js';

const hasCompiler = (await findCompiler()) !== undefined;
const compiled = await compileWhole(SMALL_SOURCE);
const { method, steps, manifest } = compiled;
const which = { name: 'after 40 tokens', sizes: { M: 7 }, tokens: 40, steps: 1 };
const vectors = hlsVectors({ method, steps, manifest, seed: 3 }, which);

function textOf(path: string): string {
  const found = vectors[path];
  if (typeof found !== 'string') throw new RangeError(`no text ${path}`);
  return found;
}

/** Runs a testbench; what it says goes to `said`. */
function csim(project: string): { readonly ok: boolean; readonly said: string } {
  try {
    return { ok: true, said: execFileSync('make', ['-s', '-C', project, 'csim', 'XILINX_HLS=', 'OPT=-O0'], { encoding: 'utf8', stdio: 'pipe' }) };
  } catch (error) {
    return { ok: false, said: String(error instanceof Error && 'stderr' in error ? error.stderr : error) };
  }
}

describe('hlsVectors', () => {
  it('records sizes, inputs and results of every step', () => {
    const kernels = manifest.steps.map((s) => s.kernels.fpga?.[0]?.name);
    expect(Object.keys(vectors).filter((p) => p.endsWith('index.txt')).sort()).toEqual(kernels.map((k) => `hls/${k}/tb/data/index.txt`).sort());
    const store = textOf('hls/keys/tb/data/index.txt').trim().split('\n');
    expect(store).toEqual(['size M 7', 'size T 41', 'tensor x x.bin', 'tensor keys keys.bin', 'expect keys keys.expected.bin']);
    const [before, after] = ['keys.bin', 'keys.expected.bin'].map((f) => vectors[`hls/keys/tb/data/${f}`]);
    expect([before?.length, after?.length]).toEqual([41 * 32, 41 * 32]);
    expect(before?.slice(0, 40 * 32)).toEqual(after?.slice(0, 40 * 32));
    expect(after?.slice(40 * 32)).toEqual(vectors['hls/keys/tb/data/x.bin']);
  });

  it('goes to the projects for a further kind of card, too', () => {
    const two = { ...manifest, steps: manifest.steps.map((s) => ({ ...s, variants: { u280: (s.kernels.fpga ?? []).map((k) => ({ ...k, file: k.file.replace('hls/', 'hls-u280/') })) } })) };
    const both = hlsVectors({ method, steps, manifest: two, seed: 3 }, which);
    expect(both).toEqual({ ...vectors, ...Object.fromEntries(Object.entries(vectors).map(([path, data]) => [path.replace('hls/', 'hls-u280/'), data])) });
  });

  it('is the same for the same seed', () => {
    expect(hlsVectors({ method, steps, manifest, seed: 3 }, which)).toEqual(vectors);
    expect(hlsVectors({ method, steps, manifest, seed: 4 }, which)).not.toEqual(vectors);
  });

  it('picks a case that runs every step', () => {
    expect(caseForVectors({ method, steps }, casesOf(method, 1))?.tokens).toBe(137);
    expect(caseForVectors({ method, steps }, [])).toBeUndefined();
  });
});

describe.skipIf(!hasCompiler || !existsSync('/usr/bin/make'))('testbenches with vectors', () => {
  const folder = scratchFolder();
  for (const [path, contents] of [...compiled.files.map((f) => [f.path, f.text] as const), ...Object.entries(vectors)]) {
    if (!path.startsWith('hls/')) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), contents);
  }
  const expected = steps.flatMap((s) => s.writes.map((t) => {
    const kernel = manifest.steps.find((m) => m.name === s.name)?.kernels.fpga?.[0]?.name ?? '';
    return { kernel, tensor: t.name, file: join(folder, `hls/${kernel}/tb/data/${t.name}.expected.bin`) };
  }));

  it('pass, and fail where one recorded result is wrong', { timeout: 120_000 }, () => {
    expect(expected.length).toBeGreaterThan(4);
    for (const kernel of new Set(expected.map((e) => e.kernel))) expect(csim(join(folder, 'hls', kernel))).toEqual({ ok: true, said: `PASS: ${kernel}\n` });
    for (const { kernel, tensor, file } of expected) {
      const right = readFileSync(file);
      const wrong = Buffer.from(right);
      wrong.writeInt32LE(wrong.readInt32LE(wrong.length - 4) ^ 0x3f000000, wrong.length - 4); // another float, and no id
      writeFileSync(file, wrong);
      const { ok, said } = csim(join(folder, 'hls', kernel));
      writeFileSync(file, right);
      expect([tensor, ok]).toEqual([tensor, false]);
      expect(said).toContain(`FAIL: ${kernel}`);
    }
    rmSync(folder, { recursive: true });
  });
});
