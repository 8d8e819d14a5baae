import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze, VERSION, type Source } from '../../src/compiler/index.js';
import { isCompute, opDefines } from '../../src/ir/visit.js';
import { parseMethod, printMethod } from '../../src/ir/text/index.js';
import { renderAnalysis, renderPlacement } from '../../src/report/index.js';
import { manifestSchema } from '../../src/runtime/manifest.js';
import { compileWhole, exampleSources, fileText, type Compiled } from '../support/examples.js';

/** Sizes that the examples are placed for: a long request, a large collection. Others stay at their bounds. */
const SIZES: Readonly<Record<string, number>> = { T: 131_072, N: 131_072, Docs: 21_015_324, Terms: 4_000_000, Postings: 1_000_000_000, Q: 16 };

async function compileExample(source: Source): Promise<Compiled> {
  const declared = analyze(source).method?.sizes ?? [];
  const chosen = declared.flatMap(({ name, max }) => (SIZES[name] === undefined ? [] : [[name, Math.min(SIZES[name], max)] as const]));
  return compileWhole(source, { sizes: Object.fromEntries(chosen) });
}

const sources = exampleSources();
const compiled = new Map<string, Compiled>();
for (const source of sources) compiled.set(source.file, await compileExample(source));

/** Headers that do not depend on the method; HLS projects hold a copy each. */
function supportPath(path: string): string | undefined {
  return path.endsWith('.h') ? path.replace(/^hls\/[^/]+\/(?:src|tb)\//, 'hls/') : undefined;
}

/** Golden files in TypeScript end in `.txt`, so that nothing takes them for code of the repository. */
function goldenName(path: string): string {
  return path.endsWith('.ts') ? `${path}.txt` : path;
}

const GOLDEN = 'test/golden/examples';

/** A line that something is computed in. */
const STATEMENT = /=|<-|\bwhen\b/;

describe.each(sources)('$file', (source) => {
  const result = compiled.get(source.file) ?? expect.fail();
  const { name } = result.method;
  const own = result.files.filter((f) => supportPath(f.path) === undefined);

  it('compiles without findings', () => {
    expect(result.diagnostics).toEqual([]);
  });

  it.each(own)('emits $path', async ({ path, text }) => {
    await expect(text).toMatchFileSnapshot(`../golden/examples/${name}/${goldenName(path)}`);
  });

  it('reports analysis and placement', async () => {
    const { sizes } = result.placement;
    await expect(`${renderAnalysis(result.analysis, { sizes, detail: true })}\n`).toMatchFileSnapshot(`../golden/examples/${name}/report/analysis.txt`);
    await expect(`${renderPlacement(result.placement, { figures: true })}\n`).toMatchFileSnapshot(`../golden/examples/${name}/report/placement.txt`);
  });

  it('gives the same bytes again', async () => {
    expect((await compileExample(source)).files).toEqual(result.files);
  });

  it('emits nothing that depends on this machine or on the clock', () => {
    const year = String(new Date().getFullYear());
    for (const { path, text } of result.files) {
      expect(text.includes(process.cwd()), path).toBe(false);
      expect(text, path).not.toMatch(/(?<![\w.])\/(?:home|root|tmp|Users|work)\//);
      expect(text.match(new RegExp(`\\b${year}-\\d\\d-\\d\\d\\b|\\b\\d\\d:\\d\\d:\\d\\d\\b`)), path).toBeNull();
      expect(text.endsWith('\n') && !text.includes('\r'), path).toBe(true);
    }
  });

  it('emits portable paths, each once', () => {
    const paths = result.files.map((f) => f.path);
    expect(new Set(paths.map((p) => p.toLowerCase())).size).toBe(paths.length);
    for (const path of paths) expect(path).toMatch(/^(?:[\w+-][\w.+-]*\/)*[\w+-][\w.+-]*$/);
  });

  it('writes a manifest that the runtime accepts and that names emitted files', () => {
    const manifest = manifestSchema.parse(JSON.parse(fileText(result, 'manifest.json')));
    expect(manifest).toEqual(result.manifest);
    const paths = new Set(result.files.map((f) => f.path));
    const lines = source.text.split('\n');
    for (const step of manifest.steps) {
      expect(Object.keys(step.kernels).sort(), step.name).toEqual(step.call ? [] : ['cpu', 'fpga', 'gpu']);
      for (const kernel of Object.values(step.kernels).flatMap((k) => k ?? [])) expect(paths, kernel.name).toContain(kernel.file);
      expect(lines[step.line - 1], step.name).toMatch(STATEMENT);
    }
  });

  it('leads lines of emitted files back to statements', () => {
    const map: unknown = JSON.parse(fileText(result, 'sourcemap.json'));
    expect(map).toMatchObject({ source: source.file, files: expect.any(Object) as unknown });
    const { files } = map as { readonly files: Readonly<Record<string, readonly (readonly [from: number, to: number, line: number])[]>> };
    for (const target of ['hip', 'cpu', 'hls']) expect(Object.keys(files).some((path) => path.startsWith(`${target}/`)), target).toBe(true);
    const lines = source.text.split('\n');
    for (const [path, ranges] of Object.entries(files)) {
      const emitted = fileText(result, path).split('\n').length;
      for (const [from, to, line] of ranges) {
        expect(from >= 1 && from <= to && to <= emitted, `${path} ${from}..${to} of ${emitted}`).toBe(true);
        expect(lines[line - 1], `${path}:${from} leads to line ${line}`).toMatch(STATEMENT);
      }
    }
    // Calls are the host's; what only a gradient is taken of is not computed.
    const computed = new Set(result.method.ops.filter(isCompute).flatMap(opDefines));
    const statements = result.elaborated?.ops.filter((op) => op.span.file === source.file && opDefines(op).some((t) => computed.has(t))).map((op) => source.text.slice(0, op.span.start).split('\n').length) ?? [];
    const reached = new Set(Object.values(files).flat().map(([, , line]) => line));
    expect([...new Set(statements)].filter((line) => !reached.has(line))).toEqual([]);
  });

  it('prints IR that reads back as the same text', () => {
    const text = fileText(result, 'ir.txt');
    expect(printMethod(parseMethod(text))).toBe(text);
  });
});

describe('support headers', () => {
  const copies = [...compiled.values()].flatMap((r) => r.files).flatMap((f) => {
    const path = supportPath(f.path);
    return path === undefined ? [] : [{ path, text: f.text }];
  });
  const first = new Map(copies.map((c) => [c.path, c.text]));

  it('are the same for all methods', () => {
    for (const { path, text } of copies) expect(text === first.get(path), path).toBe(true);
  });

  it.each([...first.keys()].sort())('%s', async (path) => {
    await expect(first.get(path)).toMatchFileSnapshot(`../golden/examples/support/${path}`);
  });
});

it('keeps no golden file of anything that is not emitted', () => {
  const emitted = new Set([...compiled.values()].flatMap(({ method, files }) => [
    `${method.name}/report/analysis.txt`, `${method.name}/report/placement.txt`,
    ...files.map((f) => (supportPath(f.path) === undefined ? `${method.name}/${goldenName(f.path)}` : `support/${supportPath(f.path)}`)),
  ]));
  const kept = existsSync(GOLDEN) ? readdirSync(GOLDEN, { recursive: true, withFileTypes: true }) : [];
  const paths = kept.filter((e) => e.isFile()).map((e) => relative(GOLDEN, join(e.parentPath, e.name)));
  expect(paths.filter((path) => !emitted.has(path))).toEqual([]);
});

it('knows its own version', () => {
  const packageJson: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(packageJson).toMatchObject({ version: VERSION });
});
