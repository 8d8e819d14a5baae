import { readdir, readFile } from 'node:fs/promises';
import { compile, withKernelFacts } from '../src/compiler/index.js';
import { machineNamed } from '../src/machines/index.js';
import { evaluator } from '../src/partitioner/index.js';
import { median, milliseconds } from './peers.js';

const MACHINES = ['h100', 'mi210-u55c'];
const WARM_UP = 200;
const EVALUATIONS = 60;

/** Time to price a placement at sizes that were never asked for before, all of them changed. */
export async function benchEvaluate(): Promise<void> {
  console.log('\nevaluate: a placement of each example at new sizes, user CPU time (target: under 1 ms)');
  const paths = (await readdir('examples', { recursive: true })).filter((path) => path.endsWith('.mp') && !path.startsWith('support')).sort();
  for (const name of MACHINES) {
    const machine = machineNamed(name);
    if (!machine) throw new Error(`no machine ${name}`);
    const medians: number[] = [];
    for (const path of paths) {
      const { method, steps, analysis, placement } = compile({ text: await readFile(`examples/${path}`, 'utf8'), file: path }, { machine });
      if (!method || !analysis || !placement) continue;
      const price = evaluator(analysis, machine, placement, withKernelFacts(method, steps, machine, {}));
      const usual = Object.entries(analysis.environment()).filter(([size]) => method.sizes.some((s) => s.name === size));
      const at = (share: number): Readonly<Record<string, number>> => Object.fromEntries(usual.map(([size, value]) => [size, Math.max(1, Math.round(share * value))]));
      for (let i = 0; i < WARM_UP; i++) price(at(0.1 + i / 2 / WARM_UP));
      const times = Array.from({ length: EVALUATIONS }, (_, i) => {
        const sizes = at(0.7 + i / 3 / EVALUATIONS);
        const begin = process.cpuUsage();
        price(sizes);
        return process.cpuUsage(begin).user / 1e6;
      });
      medians.push(median(times));
      console.log(`  ${name.padEnd(12)}${(path.split('/').at(-1) ?? '').padEnd(42)} median ${milliseconds(median(times))}`);
    }
    console.log(`  ${name.padEnd(12)}${'all'.padEnd(42)} median ${milliseconds(median(medians))}, largest ${milliseconds(Math.max(...medians))}`);
  }
}
