import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Method, Tensor } from '../../../src/ir/nodes.js';
import { opAxes } from '../../../src/ir/visit.js';
import { isFloat } from '../../../src/numerics/dtype.js';
import { tensorData, type TensorData } from '../../../src/numerics/tensor-data.js';
import { shapeOf, type SizeValues } from '../../../src/reference/index.js';
import { findCompiler } from '../../../src/runtime/cpu/index.js';
import { Size } from '../../../src/symbolic/index.js';
import { methodOf } from '../../support/example.js';
import { exampleSources } from '../../support/examples.js';
import { compileAll, describeFailure, hlsProgram, runAndCompare, scratchFolder, writeFiles } from '../../support/hls.js';
import { Random } from '../../support/random-method.js';

const compiler = await findCompiler();

/** An example with some of its constants changed, since real widths make the reference slow. */
function example(path: string, constants: Readonly<Record<string, number>>): Method {
  const text = Object.entries(constants).reduce((source, [name, value]) =>
    source.replace(new RegExp(`\\b(const .*?\\b${name} = )\\d+`), `$1${value}`), readFileSync(`examples/${path}.mp`, 'utf8'));
  return methodOf(text, path);
}

/** Random contents for everything that the steps read: ids in range, offsets ascending. */
function randomInputs(method: Method, sizes: SizeValues): Record<string, TensorData> {
  const random = new Random(1);
  const offsets = new Set<Tensor>();
  for (const op of method.ops) {
    for (const axis of opAxes(op)) if (axis.lo.kind === 'load') offsets.add(axis.lo.tensor);
  }
  const given = method.tensors.filter((t) => t.role === 'input' || t.role === 'weight' || t.role === 'memory');
  return Object.fromEntries(given.map((t) => {
    const shape = shapeOf(t, sizes);
    const count = shape.reduce((a, b) => a * b, 1);
    const range = t.idRange ? Size.evaluate(t.idRange, sizes) : 5;
    const values = Array.from({ length: count }, () => (isFloat(t.dtype) ? (random.next() - 0.5) / 2 : random.int(t.idRange ? 0 : 1, range - 1)));
    if (offsets.has(t)) {
      values.sort((a, b) => a - b);
      values[0] = 0;
      values[count - 1] = range - 1;
    }
    return [t.name, tensorData(t.dtype, shape, values)];
  }));
}

const SMALL_SEER = { B: 16, Hq: 4, Hkv: 2, D: 64, Budget: 64 };
const CASES: readonly [name: string, constants: Readonly<Record<string, number>>, sizes: readonly SizeValues[]][] = [
  ['rag-bm25/rag_bm25', {}, [{ Docs: 300, Terms: 40, Postings: 900, Q: 5 }, { Docs: 3, Terms: 2, Postings: 0, Q: 0 }]],
  ['seer-attention-r/seer_attention_r', SMALL_SEER, [{ N: 1 }, { N: 176 }, { N: 1003 }]],
  ['seer-attention-r/seer_attention_r_threshold', SMALL_SEER, [{ N: 176 }, { N: 1003 }]],
  ['deepseek-sparse-attention/deepseek_sparse_attention',
    { D: 256, QR: 128, H: 8, DI: 128, K: 96, HA: 4, C: 64, R: 32, DN: 32, DV: 16 }, [{ T: 1 }, { T: 700 }]],
];

describe.skipIf(!compiler)('HLS C simulation of the examples', () => {
  it('agrees with the reference at every step', { timeout: 120_000 }, async () => {
    const programs = CASES.map(([name, constants]) => hlsProgram(example(name, constants)));
    const library = await compileAll(programs);
    const failures: string[] = [];
    for (const [i, [name, , sizes]] of CASES.entries()) {
      const program = programs[i];
      if (!program) continue;
      for (const at of sizes) {
        const { results } = await runAndCompare(library, i, program, randomInputs(program.method, at), at);
        expect(results.reduce((n, r) => n + r.comparison.checked, 0)).toBeGreaterThan(0);
        failures.push(...results.map(describeFailure).filter((f) => f !== '').map((f) => `${name} ${JSON.stringify(at)} ${f}`));
      }
    }
    expect(failures).toEqual([]);
  });
});

const run = promisify(execFile);

function isThere(tool: string): boolean {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Arrays on the chip are local and hold rubbish, as after synthesis: nothing may count on what they held before. */
const FLAGS = ['-std=c++17', '-O0', '-Wall', '-Wextra', '-Werror', '-Wno-unknown-pragmas', '-ffp-contract=off', '-DMPC_NO_FMA', '-DMPC_ONCHIP=', '-ftrivial-auto-var-init=pattern'];

/** Runs the testbenches of an example's projects, compiled into one program: most of a compiler run is spent on headers. What they print. */
async function testbenches(folder: string, kernels: readonly string[]): Promise<string> {
  const root = (name: string): string => join(folder, 'hls', name);
  const source = join(folder, 'all.cpp');
  const lines = kernels.map((name, i) => `#define main main_${i}\n#include "${root(name)}/tb/tb.cpp"\n#undef main\n#include "${root(name)}/src/${name}.cpp"`);
  const calls = kernels.map((_, i) => `  state = 12345; failures = 0; same_choice = true; sizes.clear(); result |= main_${i}();`);
  writeFileSync(source, [...lines, 'int main() {', '  int result = 0;', ...calls, '  return result;', '}', ''].join('\n'));
  const [first = ''] = kernels;
  const command = `ulimit -s unlimited; g++ ${FLAGS.join(' ')} '-I${root(first)}/src' '-I${root(first)}/tb' -isystem '${join(folder, 'hls/include')}' -o '${folder}/all' '${source}' && cd '${root(first)}' && '${folder}/all'`;
  return run('sh', ['-c', command], { timeout: 120_000, maxBuffer: 1 << 24 }).then(
    ({ stdout, stderr }) => stdout.trim() + stderr,
    (error: unknown) => String(error instanceof Error && 'stderr' in error ? error.stderr : error),
  );
}

/** Simulated at their real widths within seconds; `test/verify/examples.test.ts` simulates all examples, with smaller constants. */
const QUICK = ['rag_bm25.mp', 'fs_rag.mp', 'seer_attention_r.mp', 'seer_attention_r_threshold.mp', 'deepseek_sparse_attention.mp'];

describe.skipIf(!isThere('g++'))('testbenches of examples at their real widths', () => {
  const projects = exampleSources().filter((source) => QUICK.includes(source.file)).map((source) => {
    const folder = scratchFolder();
    const { output } = hlsProgram(methodOf(source.text, source.file));
    writeFiles(folder, output);
    return { folder, example: source.file, kernels: [...output.kernels.values()].flat().map(({ name }) => name) };
  });

  it('pass for every step, without a warning', { timeout: 180_000 }, async () => {
    expect(projects.flatMap((p) => p.kernels).length).toBeGreaterThan(15);
    const waiting = [...projects].sort((a, b) => b.kernels.length - a.kernels.length);
    const results: string[] = [];
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        results.push(`${next.example}\n${await testbenches(next.folder, next.kernels)}`);
      }
    };
    await Promise.all([worker(), worker()]);
    expect(results.sort()).toEqual(projects.map(({ example, kernels }) => [example, ...kernels.map((name) => `PASS: ${name}`)].join('\n')).sort());
  });
});
