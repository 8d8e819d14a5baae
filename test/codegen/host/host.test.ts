import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { generateHost } from '../../../src/codegen/host/index.js';
import { formatFiles } from '../../../src/compiler/format.js';
import { className } from '../../../src/codegen/host/view.js';
import { manifestSchema, type Manifest } from '../../../src/runtime/manifest.js';
import type { LoadOptions } from '../../../src/runtime/load.js';
import { fromNumbers, wordVocabulary, type Outputs, type TensorData } from '../../../src/runtime/index.js';
import { devices, expected, given, loggingDriver, numbers, token, toy, two } from '../../runtime/toy.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

type Inputs = Readonly<Record<string, TensorData>>;
interface GeneratedRequest { readonly tokens: number }
interface GeneratedMethod {
  step(inputs: Inputs): Promise<Outputs>;
  prefill(inputs: readonly Inputs[]): Promise<Outputs>;
  newRequest(): GeneratedRequest;
  stepTogether(requests: readonly { request: GeneratedRequest; inputs: Inputs }[]): Promise<readonly Outputs[]>;
  close(): Promise<void>;
}
interface GeneratedModule { readonly Toy: { create(options: LoadOptions): Promise<GeneratedMethod> } }

/** Nothing given, nothing remembered. */
const stateless: Manifest = manifestSchema.parse({
  format: 'mpc-manifest/1', method: 'options', doc: 'Two lines:\nthe second ends */ a comment.', compiler: '0.1.0', source: 'plain.mp',
  sizes: [], batch: { min: 1, max: 1 },
  tensors: [
    { name: 'query', role: 'input', dtype: 'i32', shape: ['3'] }, { name: 'best', role: 'output', dtype: 'i32', shape: [] },
  ],
  steps: [{ name: 'all', stage: 'apply', line: 1, once: false, reads: ['query'], writes: ['best'], kernels: {} }],
  plans: { default: { all: 'cpu' } },
});

/** Functions of the host, a template, state, and steps of several tokens. */
const asking: Manifest = manifestSchema.parse({
  format: 'mpc-manifest/1', method: 'asking', doc: 'Asks the host.', compiler: '0.1.0', source: 'asking.mp',
  sizes: [{ name: 'N', min: 1, max: 100, multipleOf: 1 }, { name: 'C', min: 1, max: 8, multipleOf: 1 }, { name: 'Words', min: 1, max: 100, multipleOf: 1 }],
  tokens: 'N', advance: 'C', batch: { min: 1, max: 1 },
  tensors: [
    { name: 'x', role: 'input', dtype: 'i32', shape: ['C'], idRange: 'Words' },
    { name: 'w', role: 'weight', dtype: 'f32', shape: ['2'] },
    { name: 'note', role: 'memory', dtype: 'i32', shape: ['8'], idRange: 'Words', growth: { kind: 'state' }, count: 'note_count' },
    { name: 'note_count', role: 'memory', dtype: 'i32', shape: [], growth: { kind: 'state' } },
    { name: 'level', role: 'memory', dtype: 'f32', shape: ['2'], growth: { kind: 'state', from: 'w' } },
    { name: 'means', role: 'memory', dtype: 'f32', shape: ['floor((N + 3) / 4)', '2'], growth: { kind: 'update-block', size: 'N', block: 4 } },
    { name: 'text', role: 'temp', dtype: 'i32', shape: ['16'], idRange: 'Words', count: 'text_count' },
    { name: 'text_count', role: 'temp', dtype: 'i32', shape: [] },
    { name: 'score', role: 'output', dtype: 'f32', shape: ['C'] },
  ],
  externs: [
    {
      name: 'prompt', doc: '', params: [{ name: 'x', dtype: 'i32', shape: ['C'], idRange: 'Words' }],
      results: [{ name: 'text', dtype: 'i32', shape: ['16'], idRange: 'Words', list: true }], template: 'say {x}',
    },
    {
      name: 'judge', doc: 'How good each word is.',
      params: [{ name: 'text', dtype: 'i32', shape: ['16'], idRange: 'Words', list: true }, { name: 'level', dtype: 'f32', shape: ['2'] }],
      results: [{ name: 'score', dtype: 'f32', shape: ['C'] }],
    },
  ],
  steps: [
    {
      name: 'prompt', stage: 'retrieve', line: 1, once: false, reads: ['x'], writes: ['text', 'text_count'], kernels: {},
      call: { extern: 'prompt', args: [{ tensor: 'x' }], results: [{ tensor: 'text', count: 'text_count' }] },
    },
    {
      name: 'judge', stage: 'apply', line: 2, once: false, reads: ['text', 'text_count', 'level'], writes: ['score'], kernels: {},
      call: { extern: 'judge', args: [{ tensor: 'text', count: 'text_count' }, { tensor: 'level' }], results: [{ tensor: 'score' }] },
    },
  ],
  plans: { default: {} },
});

const ASKS = `
import { Asking, type Externs } from './asking.js';
import { tensor, wordVocabulary } from 'mpc/runtime';

const externs: Externs = {
  judge: async ({ text, level }, { C }) => {
    const two: 2 = level.shape[0];
    return { score: new Float32Array(C).fill(text.shape[0] + two) };
  },
};
const asking = await Asking.create({ externs, vocabulary: wordVocabulary(['say']), weights: { w: tensor('f32', [2], [1, 2]) } });
const { score } = await asking.step({ x: tensor('i32', [3], [0, 0, 0]) });
const request = asking.newRequest();
await request.preset({ level: tensor('f32', [2], [0, 0]) }, 0);
// @ts-expect-error a missing function
await Asking.create({ vocabulary: wordVocabulary([]) });
// @ts-expect-error a missing vocabulary
await Asking.create({ externs });
// @ts-expect-error another result
const wrong: Externs = { judge: () => ({ points: [1] }) };
// @ts-expect-error another argument
const other: Externs = { judge: ({ words }) => ({ score: [words] }) };
export default [score, wrong, other];
`;

async function source(manifest: Manifest, path = 'host/index.ts'): Promise<string> {
  const file = (await formatFiles(generateHost(manifest))).find((f) => f.path === path);
  if (!file) throw new Error(`no ${path}`);
  return file.text;
}

/** Messages of the type checker for modules beside each other, by file name. */
function typeErrors(files: Readonly<Record<string, string>>): readonly string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true, skipLibCheck: true,
    types: ['node'], typeRoots: [join(root, 'node_modules/@types')], lib: ['lib.es2023.d.ts'],
    paths: { 'mpc/runtime': [join(root, 'src/runtime/index.ts')] },
  };
  const folder = join(root, 'virtual');
  const texts = new Map(Object.entries(files).map(([name, text]) => [join(folder, name), text]));
  const host = ts.createCompilerHost(options);
  const withTexts: ts.CompilerHost = {
    ...host,
    directoryExists: (path) => path === folder || host.directoryExists?.(path) === true,
    fileExists: (path) => texts.has(path) || host.fileExists(path),
    readFile: (path) => texts.get(path) ?? host.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const text = texts.get(path);
      return text === undefined ? host.getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version);
    },
  };
  const program = ts.createProgram([...texts.keys()], options, withTexts);
  return [...texts.keys()].flatMap((path) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path)))
    .map((d) => `${d.file?.fileName.split('/').at(-1) ?? ''}: ${ts.flattenDiagnosticMessageText(d.messageText, ' ')}`);
}

const USE = `
import { Toy, type Inputs, type Outputs } from './toy.js';
import { tensor } from 'mpc/runtime';

const inputs: Inputs = { x: tensor('f32', [4], [1, 2, 3, 4]) };
// @ts-expect-error another type
const wrongType: Inputs = { x: tensor('bf16', [4], [1, 2, 3, 4]) };
// @ts-expect-error another shape
const wrongShape: Inputs = { x: tensor('f32', [5], [1, 2, 3, 4, 5]) };
// @ts-expect-error a missing input
const missing: Inputs = {};
const toy = await Toy.create({
  weights: { w: tensor('f32', [4], [1, 2, 3, 4]) },
  memories: { picks: tensor('i32', [2], [0, 1]) },
  capacity: { T: 100 }, plan: 'cpu', place: { scores: 'gpu1' }, devices: { gpu1: 2 },
});
const outputs: Outputs = await toy.step(inputs);
const four: 4 = outputs.y.shape[0];
// @ts-expect-error no such output
outputs.z;
const request = toy.newRequest();
await request.preset({ last: tensor('f32', [3], [1, 2, 3]) }, 3);
await toy.stepTogether([{ request, inputs }]);
export default [wrongType, wrongShape, missing, four];
`;

describe('the host package', () => {
  it('is the expected text', async () => {
    for (const [name, manifest] of Object.entries({ toy, stateless, asking, two })) {
      for (const file of await formatFiles(generateHost(manifest))) {
        await expect(file.text).toMatchFileSnapshot(join(root, 'test/golden/host', name, `${file.path.replace('host/', '')}.txt`));
      }
    }
  });

  it('is the same each time', () => {
    expect(generateHost(toy)).toEqual(generateHost(structuredClone(toy)));
  });

  it('holds its types under a strict checker', async () => {
    expect(typeErrors({ 'toy.ts': await source(toy), 'stateless.ts': await source(stateless), 'use.ts': USE, 'asking.ts': await source(asking), 'asks.ts': ASKS })).toEqual([]);
  }, 60_000);

  it('runs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mpc-host-'));
    try {
      const path = join(folder, 'host/index.ts');
      await mkdir(dirname(path));
      await writeFile(path, (await source(toy)).replace("'mpc/runtime'", `'${join(root, 'src/runtime/index.ts')}'`));
      await writeFile(join(folder, 'manifest.json'), JSON.stringify(toy));
      const { Toy } = await import(/* @vite-ignore */ path) as GeneratedModule;
      const method = await Toy.create({ ...given, drivers: devices([]) });
      const outputs = await method.prefill([token(1), token(2), token(3)]);
      expect(numbers(outputs['y'])).toEqual(expected(3).y);
      const request = method.newRequest();
      const [first] = await method.stepTogether([{ request, inputs: token(1) }]);
      expect(numbers(first?.['total'])).toEqual([expected(1).total]);
      expect(request.tokens).toBe(1);
      await method.close();
      await expect(method.step(token(4))).rejects.toMatchObject({ code: 'MPC6217' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('runs on two GPUs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mpc-host-'));
    try {
      const path = join(folder, 'host/index.ts');
      await mkdir(dirname(path));
      await writeFile(path, (await source(two)).replace("'mpc/runtime'", `'${join(root, 'src/runtime/index.ts')}'`));
      await writeFile(join(folder, 'manifest.json'), JSON.stringify(two));
      const { Toy } = await import(/* @vite-ignore */ path) as GeneratedModule;
      const opened: string[] = [];
      const drivers: LoadOptions['drivers'] = { gpu: (device) => { opened.push(`${device.id} at ${device.at}`); return Promise.resolve(loggingDriver('gpu', [])); } };
      const method = await Toy.create({ ...given, drivers, devices: { gpu1: '0000:41:00.0' }, place: { pool: 'gpu1' } });
      const outputs = await method.prefill([token(1), token(2), token(3)]);
      expect(numbers(outputs['total'])).toEqual([expected(3).total]);
      await method.close();
      expect(opened).toEqual(['gpu0 at 0', 'gpu1 at 0000:41:00.0']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('hands functions and words on to the runtime', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mpc-host-'));
    try {
      const path = join(folder, 'host/index.ts');
      await mkdir(dirname(path));
      await writeFile(path, (await source(asking)).replace("'mpc/runtime'", `'${join(root, 'src/runtime/index.ts')}'`));
      await writeFile(join(folder, 'manifest.json'), JSON.stringify(asking));
      const { Asking } = await import(/* @vite-ignore */ path) as { readonly Asking: GeneratedModule['Toy'] };
      const method = await Asking.create({
        plan: {}, weights: { w: fromNumbers('f32', [2], [3, 4]) }, vocabulary: wordVocabulary(['well', 'say']), sizes: { Words: 2 },
        externs: { judge: ({ text, level }, { C = 0 }) => ({ score: new Float32Array(C).fill(numbers(text).length + (numbers(level)[1] ?? 0)) }) },
      });
      const request = method.newRequest();
      const [outputs] = await method.stepTogether([{ request, inputs: { x: fromNumbers('i32', [3], [0, 1, 0]) } }]);
      expect(numbers(outputs?.['score'])).toEqual([8, 8, 8]);
      expect(request.tokens).toBe(3);
      await method.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('has a package file that names what it needs', async () => {
    expect(JSON.parse(await source(toy, 'host/package.json'))).toMatchObject({ name: 'toy-host', dependencies: { mpc: '0.1.0' } });
  });
});

describe('className', () => {
  it.each([['rag_bm25', 'RagBm25'], ['toy', 'Toy'], ['options', 'MethodOptions'], ['2d', 'Method2d']])('%s becomes %s', (method, name) => {
    expect(className(method)).toBe(name);
  });
});
