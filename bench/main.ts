import { cpus } from 'node:os';
import { benchBm25 } from './bm25.js';
import { benchCompile } from './compile.js';
import { benchDsa } from './dsa.js';
import { benchEvaluate } from './evaluate.js';
import { benchPolicies } from './policies.js';
import { benchSearch } from './search.js';

const BENCHMARKS = { compile: benchCompile, bm25: benchBm25, dsa: benchDsa, policies: benchPolicies, search: benchSearch, evaluate: benchEvaluate };

const wanted = process.argv.slice(2);
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} threads, Node ${process.version}`);
for (const [name, run] of Object.entries(BENCHMARKS)) {
  if (wanted.length === 0 || wanted.includes(name)) await run();
}
