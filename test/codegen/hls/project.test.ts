import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as ir from '../../../src/ir/build.js';
import { fromNumbers } from '../../../src/numerics/tensor-data.js';
import { compileAll, describeFailure, hlsProgram, runAndCompare, scratchFolder, writeFiles } from '../../support/hls.js';
import { sampleMethod } from '../../support/random-method.js';
import { findCompiler } from '../../../src/runtime/cpu/index.js';

const compiler = await findCompiler();

describe.skipIf(!compiler)('the emitted project', () => {
  it('passes its own C simulation, plain and threaded', { timeout: 120_000 }, () => {
    const [N, K] = [ir.size('N', 1, 1_000_000), 5];
    const query = ir.tensor('query', 'input', 'f32', [32]);
    const index = ir.tensor('index', 'memory', 'bf16', [N, 32]);
    const score = ir.tensor('score', 'temp', 'f32', [N]);
    const [t, u, d] = [ir.axis('t', N), ir.axis('u', N), ir.axis('d', 32)];
    const best = ir.selection('best', [], K, N, 'output');
    const { output } = hlsProgram(ir.method('search', {
      sizes: [N], tensors: [query, index, score, best.ids, best.count],
      ops: [ir.map(score, [t], ir.sum([d], ir.mul(ir.load(query, d), ir.load(index, t, d)))), ir.topk(best, [], u, ir.load(score, u), K)],
    }));
    const folder = scratchFolder();
    writeFiles(folder, output);
    const names = [...output.kernels.values()].flat().map((kernel) => kernel.name);
    expect(names).toHaveLength(1);
    const source = output.files.find((f) => f.path === [...output.kernels.values()].flat()[0]?.file)?.text ?? '';
    expect(source).toContain('mpc::send_row(index, 0, N, index_s)'); // a row of 32 bf16 is one word, all rows are one burst
    expect(source).not.toContain('score['); // scores stay on the chip
    for (const target of ['csim', 'csim-threads']) {
      const text = execFileSync('make', ['-s', '-C', join(folder, 'hls'), target, 'XILINX_HLS=', 'OPT=-O0'], { encoding: 'utf8', stdio: 'pipe' });
      expect(text.split('\n').filter((line) => line.startsWith('PASS'))).toEqual(names.map((name) => `PASS: ${name}`));
    }
  });

  it('runs with bounded streams and a thread for each process', { timeout: 120_000 }, async () => {
    const samples = [2, 9, 17].map((seed) => sampleMethod(seed, 3));
    const programs = samples.map((s) => hlsProgram(s.method));
    const library = await compileAll(programs, ['-DMPC_THREADED_STREAMS', '-DMPC_STREAM_TIMEOUT=5', '-lpthread']);
    for (const [i, sample] of samples.entries()) {
      const program = programs[i];
      if (!program) continue;
      const { results } = await runAndCompare(library, i, program, sample.inputs, sample.sizes);
      expect(results.map(describeFailure).filter((f) => f !== '')).toEqual([]);
    }
  });

  it('lets a NaN logit through a softmax, and gives 0 for an empty one', { timeout: 60_000 }, async () => {
    const [N, D] = [ir.size('N', 0, 64), 32];
    const logit = ir.tensor('logit', 'input', 'f32', [N]);
    const value = ir.tensor('value', 'input', 'f32', [N, D]);
    const mean = ir.tensor('mean', 'output', 'f32', [D]);
    const [t, d] = [ir.axis('t', N), ir.axis('d', D)];
    const program = hlsProgram(ir.method('mix', {
      sizes: [N], tensors: [logit, value, mean],
      ops: [ir.map(mean, [d], ir.softmaxSum([t], ir.load(logit, t), ir.load(value, t, d)))],
    }));
    const library = await compileAll([program]);
    const meanOf = async (logits: readonly number[]): Promise<readonly number[]> => {
      const inputs = { logit: fromNumbers('f32', [logits.length], logits), value: fromNumbers('f32', [logits.length, D], logits.flatMap((_, i) => Array<number>(D).fill(i))) };
      const { results, values } = await runAndCompare(library, 0, program, inputs, { N: logits.length });
      expect(results.map(describeFailure)).toEqual(['']);
      return [...values(mean).data];
    };
    expect(await meanOf([1, 1, 1])).toEqual(Array<number>(D).fill(1));
    expect(await meanOf([1, NaN, 1])).toEqual(Array<number>(D).fill(NaN));
    expect(await meanOf([])).toEqual(Array<number>(D).fill(0));
  });
});
