import { objectiveOf, OBJECTIVES, type Problem } from '../src/partitioner/search/problem.js';
import { search } from '../src/partitioner/search/search.js';
import { contestedProblem, entangledProblem, randomFrom, randomProblem } from '../test/partitioner/search/problems.js';
import { median } from './peers.js';

const PROBLEMS = 20;

/** Twelve steps on four devices, from seeds. */
const CORPUS: Readonly<Record<string, (random: () => number, i: number) => Problem>> = {
  usual: (random, i) => randomProblem(random, { steps: 12, devices: 4, choices: 6, tensors: 14, layers: i % 3 === 2 ? 36 : 1, tight: i % 2 === 1 }),
  entangled: (random) => entangledProblem(random, 12, 4, false),
  tight: (random) => entangledProblem(random, 12, 4, true),
  contested: (random, i) => contestedProblem(random, 12, 4, i % 2 === 0 ? 1 : 24),
};

/** Time to find a placement and prove it the best, in one process that has searched such problems before. */
export function benchSearch(): void {
  console.log('\nsearch: 12 steps on 4 devices, user CPU time of one search (target: proven in under 1 s)');
  console.log(`  ${'problems'.padEnd(12)}${'objective'.padEnd(14)}${'median'.padStart(10)}${'largest'.padStart(10)}   proven`);
  for (const [name, make] of Object.entries(CORPUS)) {
    for (const objective of OBJECTIVES) {
      const run = (seed: number, count: number): readonly { readonly ms: number; readonly proven: boolean }[] => {
        const random = randomFrom(seed);
        return Array.from({ length: count }, (_, i) => {
          const problem = make(random, i);
          const begin = process.cpuUsage();
          const found = search(problem, { objective });
          const { user } = process.cpuUsage(begin);
          if (found.outcome && !(found.bound <= objectiveOf(objective, found.outcome) * (1 + 1e-9))) throw new Error('a bound above the best');
          return { ms: user / 1000, proven: found.proven };
        });
      };
      run(1, 4);
      const rows = run(2026, PROBLEMS);
      const show = (ms: number): string => `${ms.toFixed(0)} ms`.padStart(10);
      console.log(`  ${name.padEnd(12)}${objective.padEnd(14)}${show(median(rows.map((r) => r.ms)))}${show(Math.max(...rows.map((r) => r.ms)))}   ${rows.filter((r) => r.proven).length} of ${rows.length}`);
    }
  }
}
