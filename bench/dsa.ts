import { readFile } from 'node:fs/promises';
import { compile, machineNamed } from 'mpc';
import { fromNumbers, loadProgram, type TensorData } from 'mpc/runtime';
import { median, milliseconds, runPeer } from './peers.js';

const TOKENS = 131_072;
const HEADS = 64;
const WIDTH = 128;
const KEPT = 2048;
const REPEATS = 7;

/** The indexer of DeepSeek sparse attention by itself: the two statements of the example, with its query given. */
const INDEXER = `
method indexer
size T in 1 .. 1_048_576
const H = ${HEADS}, DI = ${WIDTH}, K = ${KEPT}
input q : f8e4m3[H, DI]
input w : f32[H]
memory key : f8e4m3[T, DI] static
memory key_scale : f32[T] static
output picked
relevancy { score[t] = key_scale[t] * sum(h) w[h] * relu(sum(j) q[h, j] * key[t, j]) }
retrieve  { picked = topk(t) score[t] count K }
`;

/** Scoring and top-2048 of 131072 tokens on all cores, against NumPy (float32). */
export async function benchDsa(): Promise<void> {
  const example = await readFile('examples/deepseek-sparse-attention/deepseek_sparse_attention.mp', 'utf8');
  for (const line of INDEXER.split('\n').filter((l) => /^(relevancy|retrieve)/.test(l))) {
    const statement = /\{ (.*) \}/.exec(line)?.[1] ?? '';
    if (!example.replace(/\s+/g, ' ').includes(statement.replace(/\s+/g, ' '))) throw new Error(`the example no longer says: ${statement}`);
  }
  const machine = machineNamed('cpu');
  if (!machine) throw new Error('the machine `cpu` is gone');
  const { manifest, files, diagnostics } = compile({ text: INDEXER, file: 'indexer.mp' }, { machine });
  if (!manifest) throw new Error(diagnostics.map((d) => d.message).join('; '));

  let state = 1;
  const random = (): number => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 31 - 1; };
  const tensor = (dtype: TensorData['dtype'], shape: readonly number[], scale: number): TensorData =>
    fromNumbers(dtype, shape, Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => scale * random()));
  const program = await loadProgram({ manifest, files: Object.fromEntries(files.map((f) => [f.path, f.text])) }, {
    plan: 'cpu', memories: { key: tensor('f8e4m3', [TOKENS, WIDTH], 2), key_scale: fromNumbers('f32', [TOKENS], new Float64Array(TOKENS).fill(0.5)) },
  });
  const session = program.createSession();
  const inputs = { q: tensor('f8e4m3', [HEADS, WIDTH], 2), w: tensor('f32', [HEADS], 1) };
  const times: number[] = [];
  for (let r = 0; r <= REPEATS; r++) {
    const begin = performance.now();
    await session.step(inputs);
    if (r > 0) times.push((performance.now() - begin) / 1000);
  }
  console.log(`\ndsa: ${HEADS}-head fp8 scoring and top-${KEPT} of ${TOKENS} tokens, all cores`);
  console.log(`  mpc on ${Object.values(program.devices).join(', ')}: median ${milliseconds(median(times))}`);
  await program.close();
  const peer = await runPeer<{ seconds: number[] }>('bench/peer_dsa.py', [TOKENS, HEADS, WIDTH, KEPT, REPEATS].map(String));
  if (!peer) return console.log('  NumPy: not run, there is no Python with the packages of bench/requirements.txt');
  console.log(`  NumPy float32, matrix product + ReLU + weighted sum + argpartition: median ${milliseconds(median(peer.seconds))}`);
  console.log(`  ratio mpc / NumPy ${(median(times) / median(peer.seconds)).toFixed(2)} (target: at most 2)`);
}
