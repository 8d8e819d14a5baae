import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { compile, formatFiles, machineNamed } from 'mpc';
import { median, milliseconds } from './peers.js';

const EXAMPLES = [
  'examples/rag-bm25/rag_bm25.mp', 'examples/seer-attention-r/seer_attention_r.mp',
  'examples/seer-attention-r/seer_attention_r_threshold.mp', 'examples/deepseek-sparse-attention/deepseek_sparse_attention.mp',
];
const METHODS = 50;
/** Until the engine has optimised the compiler's code. */
const WARM_UP = 200;

/** Time to compile: one process for each example, and many methods in one process. */
export async function benchCompile(): Promise<void> {
  console.log('\ncompile: `mpc compile`, process start included (target: under 1 s)');
  for (const path of EXAMPLES) {
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const begin = performance.now();
      await execa('node', ['dist/bin/mpc.js', 'compile', path, '--out', 'out/bench-compile', '--json']);
      times.push((performance.now() - begin) / 1000);
    }
    console.log(`  ${path.split('/').at(-1)?.padEnd(32)} median ${milliseconds(median(times))}`);
  }

  const machine = machineNamed('mi210-u55c');
  if (!machine) throw new Error('the default machine is gone');
  const texts = await Promise.all(EXAMPLES.map((path) => readFile(path, 'utf8')));
  const variant = (i: number): string => (texts[i % texts.length] ?? '').replace(/^method (\w+)/m, `method $1_${i}`);
  const times: { readonly compile: number; readonly format: number }[] = [];
  for (let i = 0; i < WARM_UP + METHODS; i++) {
    const begin = performance.now();
    const { files } = compile({ text: variant(i), file: 'method.mp' }, { machine });
    const compiled = performance.now();
    await formatFiles(files);
    if (i >= WARM_UP) times.push({ compile: (compiled - begin) / 1000, format: (performance.now() - compiled) / 1000 });
  }
  const show = (what: string, seconds: readonly number[]): void => {
    console.log(`  ${what.padEnd(32)} median ${milliseconds(median(seconds))}, largest ${milliseconds(Math.max(...seconds))}`);
  };
  console.log(`  ${METHODS} methods in one process, after ${WARM_UP} for warm-up (target: under 10 ms each)`);
  show('compile', times.map((t) => t.compile));
  show('format the host package', times.map((t) => t.format));
  show('both', times.map((t) => t.compile + t.format));
}
