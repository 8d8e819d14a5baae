import { mkdir, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { fromNumbers, loadProgram, toNumbers, type TensorData } from 'mpc/runtime';
import { buildIndex, queryTerms } from '../examples/support/inverted-index.js';
import { tokenize } from '../examples/support/tokenize.js';
import { readGlosses } from '../examples/support/wordnet.js';
import { median, runPeer } from './peers.js';

const FOLDER = 'out/bench-bm25';
const REPEATS = 5;
const QUERIES = 1000;

interface PeerResult { readonly seconds: readonly number[]; readonly ids: readonly (readonly number[])[]; readonly scores: readonly (readonly number[])[] }

/** BM25 top-10 over WordNet on one thread against bm25s (numba): same documents, tokens and queries. */
export async function benchBm25(): Promise<void> {
  const glosses = readGlosses();
  const texts = glosses.map((g) => g.text);
  const index = buildIndex(texts);
  // Queries are usage examples from the glosses: real sentences of other documents' words.
  const sentences = texts.flatMap((t) => [...t.matchAll(/"([^"]{20,120})"/g)].map((m) => m[1] ?? ''));
  const step = Math.max(1, Math.floor(sentences.length / QUERIES));
  const queries = sentences.filter((_, i) => i % step === 0).slice(0, QUERIES).map((s) => queryTerms(index, s, 64)).filter((q) => q.length > 0);

  await mkdir(FOLDER, { recursive: true });
  await execa('node', ['dist/bin/mpc.js', 'compile', 'examples/rag-bm25/rag_bm25.mp', '--out', `${FOLDER}/build`, '--json']);
  const ids = (values: ArrayLike<number>): TensorData => fromNumbers('i32', [values.length], Array.from(values));
  const program = await loadProgram(`${FOLDER}/build`, {
    plan: 'cpu', threads: 1,
    memories: { start: ids(index.start), doc: ids(index.doc), tf: ids(index.tf), length: ids(index.length) },
  });
  const session = program.createSession();
  const inputs = queries.map((q) => ({ query: ids(q) }));
  const results = [];
  for (const input of inputs) results.push(await session.step(input));
  const times: number[] = [];
  for (let r = 0; r < REPEATS; r++) {
    const begin = performance.now();
    for (const input of inputs) await session.step(input);
    times.push((performance.now() - begin) / 1000);
  }
  await program.close();
  const ours = queries.length / median(times);
  console.log(`\nbm25: ${glosses.length} glosses, ${index.doc.length} postings, ${queries.length} queries, top-10, one thread`);
  console.log(`  mpc, CPU plan through the runtime    ${ours.toFixed(0)} queries/s`);

  const documents = texts.map((t) => tokenize(t).map((w) => index.terms.get(w)));
  await writeFile(`${FOLDER}/corpus.json`, JSON.stringify({ terms: index.terms.size, documents, queries: queries.map((q) => [...q]), repeats: REPEATS }));
  const peer = await runPeer<PeerResult>('bench/peer_bm25.py', [FOLDER]);
  if (!peer) return console.log('  bm25s: not run, there is no Python with the packages of bench/requirements.txt');
  const theirs = queries.length / median(peer.seconds);
  const values = (t: TensorData | undefined): readonly number[] => (t ? Array.from(toNumbers(t)) : []);
  const same = results.filter((r, i) => sameTop(values(r['best']), values(r['best_score']), peer.ids[i] ?? [], peer.scores[i] ?? [])).length;
  console.log(`  bm25s 0.3.16, numba back end         ${theirs.toFixed(0)} queries/s`);
  console.log(`  ratio mpc / bm25s                    ${(ours / theirs).toFixed(2)}; same top-10 (up to ties) for ${same} of ${queries.length} queries`);
}

/** Equal scores in order, and equal documents but where scores tie. */
function sameTop(ids: readonly number[], scores: readonly number[], otherIds: readonly number[], otherScores: readonly number[]): boolean {
  const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-4 * Math.max(1, Math.abs(b));
  const least = otherScores.at(-1) ?? 0;
  return otherScores.every((s, i) => s <= 0 || close(scores[i] ?? NaN, s))
    && ids.every((id, i) => id < 0 || otherIds.includes(id) || close(scores[i] ?? NaN, least));
}
