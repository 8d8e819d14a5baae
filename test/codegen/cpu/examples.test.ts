import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/compiler/compile.js';
import type { Method, Tensor } from '../../../src/ir/nodes.js';
import { tensorData, type TensorData } from '../../../src/numerics/tensor-data.js';
import { shapeOf } from '../../../src/reference/index.js';
import { Size } from '../../../src/symbolic/index.js';
import { compareRun, hasCompiler, runOnCpu, type CpuCase } from '../../support/cpu.js';
import { Random } from '../../support/random-method.js';

/** Random contents for everything that the method does not compute; offsets ascend. */
function randomTensor(tensor: Tensor, sizes: Record<string, number>, random: Random): TensorData {
  const shape = shapeOf(tensor, sizes);
  const count = shape.reduce((a, b) => a * b, 1);
  if (tensor.data) return tensorData(tensor.dtype, shape, tensor.data);
  if (!tensor.idRange) {
    const value = tensor.dtype === 'i32' ? (): number => random.int(1, 40) : (): number => random.next() * 2 - 1;
    return tensorData(tensor.dtype, shape, Array.from({ length: count }, value));
  }
  const range = Size.evaluate(tensor.idRange, sizes);
  const ids = Array.from({ length: count }, () => random.int(0, range - 1));
  if (tensor.name === 'start') {
    ids.sort((a, b) => a - b);
    ids[0] = 0;
    ids[count - 1] = range - 1;
  }
  return tensorData(tensor.dtype, shape, ids);
}

async function caseOf(file: string, sizes: Record<string, number>): Promise<CpuCase> {
  const text = await readFile(new URL(`../../../examples/${file}.mp`, import.meta.url), 'utf8');
  const { method, steps, diagnostics } = analyze({ text, file });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  if (!method) throw new Error(`${file} does not compile`);
  const random = new Random(7);
  const given = (m: Method): readonly Tensor[] => m.tensors.filter((t) => t.role !== 'temp' && t.role !== 'output');
  return { method, steps, sizes, inputs: Object.fromEntries(given(method).map((t) => [t.name, randomTensor(t, sizes, random)])) };
}

describe.skipIf(!hasCompiler)('CPU kernels of the examples', () => {
  it.each([
    ['rag-bm25/rag_bm25', { Docs: 3000, Terms: 50, Postings: 4000, Q: 5 }],
    ['seer-attention-r/seer_attention_r', { N: 704 }],
    ['seer-attention-r/seer_attention_r_threshold', { N: 448 }],
    ['deepseek-sparse-attention/deepseek_sparse_attention', { T: 20 }],
  ])('%s agrees with the reference', async (file, sizes) => {
    const sample = await caseOf(file, sizes);
    const [run] = await runOnCpu([sample]);
    expect(run && compareRun(sample, run).filter((r) => !r.ok || r.checked === 0)).toEqual([]);
  });
});
