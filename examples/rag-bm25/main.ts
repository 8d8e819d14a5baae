/**
 * Answers questions over the glosses of WordNet with the compiled method, and checks every answer against the reference
 * interpreter. Build first: mpc compile examples/rag-bm25/rag_bm25.mp --out out/rag_bm25
 */
import { readFile } from 'node:fs/promises';
import { analyze, ReferenceSession, referenceInterpreter } from 'mpc';
import { fromNumbers, loadProgram, toNumbers, type TensorData } from 'mpc/runtime';
import { buildIndex, queryTerms, type InvertedIndex } from '../support/inverted_index.js';
import { QUERIES } from './queries.js';
import { readGlosses } from '../support/wordnet.js';

const BUILD = 'out/rag_bm25';
const SOURCE = 'examples/rag-bm25/rag_bm25.mp';
const MOST_TERMS = 64;

const milliseconds = (since: number): number => performance.now() - since;
const ids = (values: ArrayLike<number>): TensorData => fromNumbers('i32', [values.length], Array.from(values));

const valuesOf = (tensor: TensorData | undefined): number[] => (tensor ? Array.from(toNumbers(tensor)) : []);

function memoriesOf(index: InvertedIndex): Record<string, TensorData> {
  return { start: ids(index.start), doc: ids(index.doc), tf: ids(index.tf), length: ids(index.length) };
}

async function reference(memories: Record<string, TensorData>): Promise<ReferenceSession> {
  const { method } = analyze({ text: await readFile(SOURCE, 'utf8'), file: SOURCE });
  if (!method) throw new Error(`${SOURCE} has errors: run mpc check ${SOURCE}`);
  const session = new ReferenceSession(method);
  session.load(memories);
  return session;
}

/** Same documents with the same scores; documents whose scores agree to the last bits may stand in another order. */
function agrees(got: readonly number[], scores: readonly number[], want: readonly number[], wantScores: readonly number[]): boolean {
  const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(b));
  return got.length === want.length && scores.every((s, i) => close(s, wantScores[i] ?? NaN))
    && got.every((id, i) => id === want[i] || want.some((other, j) => other === id && close(scores[i] ?? NaN, wantScores[j] ?? NaN))
      || close(scores[i] ?? NaN, wantScores.at(-1) ?? NaN));
}

const begin = performance.now();
const glosses = readGlosses();
const index = buildIndex(glosses.map((g) => g.text));
console.log(`${glosses.length} glosses, ${index.terms.size} terms, ${index.doc.length} postings, indexed in ${milliseconds(begin).toFixed(0)} ms`);

const loading = performance.now();
const memories = memoriesOf(index);
const program = await loadProgram(BUILD, { memories, interpreter: referenceInterpreter });
for (const notice of program.notices) console.log(`note: ${notice.message}`);
console.log(`plan ${program.plan} on ${Object.values(program.devices).join(', ')}; loaded in ${milliseconds(loading).toFixed(0)} ms`);

const session = program.createSession();
const check = await reference(memories);
const asked = process.argv.slice(2);
let wrong = 0;
const times: number[] = [];
for (const question of asked.length > 0 ? asked : QUERIES) {
  const query = ids(queryTerms(index, question, MOST_TERMS));
  await session.step({ query }); // the first run of a kernel pays for cold caches
  const start = performance.now();
  const outputs = await session.step({ query });
  times.push(milliseconds(start));
  const read = (name: string): number[] => valuesOf(outputs[name]);
  const found = read('best_count')[0] ?? 0;
  const best = read('best').slice(0, found);
  const scores = read('best_score').slice(0, found);

  const { outputs: expected } = check.step({ query });
  const want = (name: string): number[] => valuesOf(expected[name]).slice(0, found);
  const ok = agrees(best, scores, want('best'), want('best_score'));
  if (!ok) wrong++;

  console.log(`\n${question}   (${times.at(-1)?.toFixed(2)} ms${ok ? '' : ', DIFFERS FROM THE REFERENCE'})`);
  if (found === 0) console.log('  nothing found: no word of the question occurs in WordNet');
  for (const [i, doc] of best.slice(0, 3).entries()) {
    const gloss = glosses[doc];
    console.log(`  ${scores[i]?.toFixed(2).padStart(6)}  ${gloss?.words.join(', ') ?? ''}: ${gloss?.text.slice(0, 100) ?? ''}`);
  }
}
await program.close();

times.sort((a, b) => a - b);
console.log(`\n${times.length} questions, median ${times[times.length >> 1]?.toFixed(2)} ms; ${wrong === 0 ? 'all' : times.length - wrong} of ${times.length} agree with the reference interpreter`);
process.exitCode = wrong === 0 ? 0 : 1;
